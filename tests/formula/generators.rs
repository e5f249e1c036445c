//! Figures and formulas that reach the edges: equal, tiny, huge, negative, zero, absent.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, prop_oneof};
use renstra::formula::{
    Aggregate, Datum, Edge, Finish, Formula, Leaf, Method, MissingChildren, NodeIndex, Operand, Outcome,
    Rule, evaluate,
};
use renstra::number::{Absence, Exact, Fixed, Number};
use uuid::Uuid;

pub(crate) fn number(text: &str) -> Number {
    text.parse().unwrap()
}

pub(crate) fn exact(text: &str) -> Exact {
    Exact::from(number(text))
}

/// A figure as plans write them, with up to six decimals; tiny, huge and equal ones among them.
pub(crate) fn figure() -> impl Strategy<Value = Number> + Clone {
    prop_oneof![
        4 => (-10_000_i64..10_000, 0_u32..4).prop_map(|(n, scale)| Number::from_parts(n.into(), scale).unwrap()),
        2 => (-5_i64..5).prop_map(Number::from),
        1 => (1_i64..10).prop_map(|n| Number::from_parts(n.into(), 6).unwrap()),
        1 => (1_i64..10).prop_map(|n| Number::from_parts(i128::from(n) * 1_000_000_000, 0).unwrap()),
    ]
}

/// A figure above zero.
pub(crate) fn positive() -> impl Strategy<Value = Number> + Clone {
    figure().prop_map(|n| if n.is_zero() { Number::ONE } else { n.abs() })
}

/// A figure that is not below zero.
pub(crate) fn not_negative() -> impl Strategy<Value = Number> + Clone {
    figure().prop_map(Number::abs)
}

/// A weight above zero.
pub(crate) fn weight() -> impl Strategy<Value = Number> + Clone {
    prop_oneof![
        Just(Number::ONE),
        (1_i64..1_000, 0_u32..4).prop_map(|(n, scale)| Number::from_parts(n.into(), scale).unwrap()),
    ]
}

/// Scores with their weights; at least one.
pub(crate) fn weighted(score: impl Strategy<Value = Number>) -> impl Strategy<Value = Vec<(Number, Number)>> {
    vec((score, weight()), 1..7)
}

/// Every mean.
pub(crate) fn mean() -> impl Strategy<Value = Method> {
    prop_oneof![
        Just(Method::Arithmetic),
        Just(Method::Geometric),
        Just(Method::Harmonic),
        Just(Method::Minimum),
        Just(Method::Maximum),
        Just(Method::Median),
        prop_oneof![Just("2"), Just("-2"), Just("0.5"), Just("3"), Just("1"), Just("0")]
            .prop_map(|p| Method::Power(number(p))),
    ]
}

pub(crate) fn absence() -> impl Strategy<Value = Absence> {
    prop_oneof![Just(Absence::NotReported), Just(Absence::NotConcerned), Just(Absence::Blank)]
}

/// A score or a gap.
pub(crate) fn gappy() -> impl Strategy<Value = Datum> {
    prop_oneof![3 => not_negative().prop_map(Datum::from), 1 => absence().prop_map(Datum::from)]
}

/// A two-level tree of given scores: groups of (score, weight) with a weight each.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    pub(crate) groups: Vec<(Number, Vec<(Datum, Number)>)>,
    pub(crate) methods: [Method; 2],
    pub(crate) missing: MissingChildren,
}

pub(crate) fn tree() -> impl Strategy<Value = Tree> {
    let group = (weight(), vec((gappy(), weight()), 1..5));
    let missing = prop_oneof![
        4 => Just(MissingChildren::Reweight),
        1 => Just(MissingChildren::Zero),
        1 => Just(MissingChildren::Propagate),
        1 => Just(MissingChildren::Score(Number::from(50))),
    ];
    (vec(group, 1..5), mean(), mean(), missing).prop_map(|(groups, a, b, missing)| Tree {
        groups,
        methods: [a, b],
        missing,
    })
}

impl Tree {
    /// Leaves first, then groups, then the root; the ids follow the order of `places`.
    pub(crate) fn formula(&self) -> (Formula, Vec<Datum>) {
        let mut builder = Formula::builder();
        let mut data = Vec::new();
        let mut id = 0_u128;
        let mut next = || {
            id += 1;
            Uuid::from_u128(id)
        };
        let [inner, outer] = &self.methods;
        let mut groups = Vec::new();
        for (weight, leaves) in &self.groups {
            let mut edges = Vec::new();
            for (datum, weight) in leaves {
                let leaf = Leaf::new(Rule::Given).actual(Operand::Slot(builder.slot()));
                data.push(datum.clone());
                edges
                    .push(Edge::new(builder.leaf(next(), "leaf", leaf, Finish::default()).unwrap(), *weight));
            }
            let aggregate = Aggregate::new(inner.clone()).missing(self.missing);
            let group = builder.aggregate(next(), "group", aggregate, edges, Finish::default()).unwrap();
            groups.push(Edge::new(group, *weight));
        }
        let aggregate = Aggregate::new(outer.clone()).missing(self.missing);
        builder.aggregate(next(), "root", aggregate, groups, Finish::default()).unwrap();
        (builder.build(), data)
    }
}

/// The outcome of one aggregate over given scores.
pub(crate) fn aggregate(aggregate: Aggregate, children: &[(Datum, Number)]) -> Outcome {
    let mut builder = Formula::builder();
    let mut edges = Vec::new();
    for (place, (datum, weight)) in children.iter().enumerate() {
        let leaf = Leaf::new(Rule::Given).actual(Operand::fixed(datum.clone()));
        let id = Uuid::from_u128(place as u128);
        edges.push(Edge::new(builder.leaf(id, "child", leaf, Finish::default()).unwrap(), *weight));
    }
    builder.aggregate(Uuid::max(), "parent", aggregate, edges, Finish::default()).unwrap();
    evaluate(&builder.build(), &Vec::<Datum>::new()).pop().unwrap()
}

/// The raw score of a mean over given scores.
pub(crate) fn mean_of(method: &Method, children: &[(Number, Number)]) -> Fixed {
    let children: Vec<(Datum, Number)> = children.iter().map(|(x, w)| (Datum::from(*x), *w)).collect();
    raw(&aggregate(Aggregate::new(method.clone()), &children))
}

#[track_caller]
pub(crate) fn raw(outcome: &Outcome) -> Fixed {
    outcome.score().unwrap_or_else(|| panic!("no score: {outcome:?}")).raw
}

/// The last node.
pub(crate) fn root(formula: &Formula) -> NodeIndex {
    NodeIndex(u32::try_from(formula.nodes().len()).unwrap() - 1)
}
