//! Formulas of every rule and method, and units that stand on edges: met exactly, on a cut, at a goalpost, half
//! a rounding unit away, absent, not concerned, tiny, huge.

use proptest::collection::vec;
use proptest::prelude::*;
use renstra::columns::NOT_CONCERNED;
use renstra::formula::rule::{
    Affine, Clip, Deadline, Goalposts, KeepWithin, Onto, Post, Spread, Steps, Thresholds,
};
use renstra::formula::{
    Aggregate, Axis, Bands, Better, Cap, Carry, Condition, Datum, Edge, Finish, Formula, FormulaBuilder,
    Guards, Leaf, Least, Method, MissingChildren, NodeIndex, OnMissing, OnNegative, OnZero, Operand, Row,
    Rule, Stage, Table, Transform,
};
use renstra::number::{Exact, Fixed, Number, Rounding, RoundingMode};
use uuid::Uuid;

/// A formula and the figures of some units, by slot.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) formula: Formula,
    /// By slot, then by unit.
    pub(crate) columns: Vec<Vec<f64>>,
    pub(crate) units: usize,
}

pub(crate) fn number(text: &str) -> Number {
    text.parse().unwrap()
}

/// Figures as plans have them, with the edges of the rules and bands below among them.
pub(crate) fn figure() -> impl Strategy<Value = f64> + Clone {
    prop_oneof![
        6 => (0_i32..200).prop_map(f64::from),
        4 => (-2_000_i32..20_000).prop_map(|n| f64::from(n) / 100.0),
        3 => prop_oneof![
            Just(0.0), Just(100.0), Just(50.0), Just(75.0), Just(76.0), Just(91.0), Just(90.995), Just(75.995),
            Just(0.1), Just(0.2), Just(0.3), Just(20.0), Just(85.0),
        ],
        2 => -1e3..1e3_f64,
        1 => prop_oneof![
            Just(1e-13), Just(3e-9), Just(1e13), Just(-4e12), Just(123_456_789.125), Just(-0.0),
            Just(f64::INFINITY), Just(1e-300), Just(0.000_244_140_625),
        ],
    ]
}

/// What stands in a cell: `marks` says whether units may be not concerned.
pub(crate) fn cell(gaps: u32, marks: u32) -> impl Strategy<Value = f64> + Clone {
    prop_oneof![
        20 => figure(),
        gaps => Just(f64::NAN),
        marks => Just(NOT_CONCERNED),
    ]
}

fn small() -> impl Strategy<Value = Number> + Clone {
    prop_oneof![
        3 => (-50_i64..150).prop_map(Number::from),
        2 => (-5_000_i64..15_000).prop_map(|n| Number::from_parts(n.into(), 2).unwrap()),
        1 => Just(number("0.3")),
    ]
}

fn post() -> impl Strategy<Value = Post> + Clone {
    prop_oneof![
        6 => small().prop_map(Post::from),
        1 => Just(Post::At(Exact::ratio(100, 3).unwrap())),
        1 => Just(Post::Target),
        1 => Just(Post::Baseline),
    ]
}

fn goalposts() -> impl Strategy<Value = Rule> + Clone {
    let clip = prop_oneof![Just(Clip::Both), Just(Clip::Worst), Just(Clip::Best), Just(Clip::Neither)];
    let onto = prop_oneof![Just(Onto::default()), Just(Onto::UNIT), Just(Onto::new(100.into(), 1.into()))];
    (post(), post(), clip, onto).prop_map(|(worst, best, clip, onto)| {
        Rule::Goalposts(Box::new(Goalposts::new(worst, best).clip(clip).onto(onto)))
    })
}

fn affine() -> impl Strategy<Value = Rule> + Clone {
    let spread = prop_oneof![
        small().prop_map(|n| Spread::Exactly(n.into())),
        (1_i64..50).prop_map(|n| Spread::RootOf(Number::from(n).into())),
    ];
    (small(), spread, small(), small()).prop_map(|(origin, spread, base, factor)| {
        Rule::Affine(Box::new(Affine::new(origin, spread).scaled(base, factor)))
    })
}

pub(crate) fn rule() -> impl Strategy<Value = Rule> + Clone {
    let steps = vec((small(), small()), 0..4).prop_map(|steps| {
        Rule::Steps(Steps::new(5.into(), steps.into_iter().map(|(at, to)| (at.into(), to))).into())
    });
    let thresholds = (post(), post(), post()).prop_map(|(worst, threshold, target)| {
        Rule::Thresholds(Box::new(Thresholds::new(worst, threshold).target(target)))
    });
    prop_oneof![
        3 => Just(Rule::Given),
        3 => Just(Rule::Ratio),
        2 => Just(Rule::Mirrored),
        1 => Just(Rule::Inverse),
        1 => Just(Rule::Reduction),
        1 => Just(Rule::Absorption),
        2 => Just(Rule::Progress),
        4 => goalposts(),
        2 => thresholds,
        1 => Just(Rule::Interval),
        1 => (1_i32..40).prop_map(|scale| Rule::KeepWithin(Box::new(KeepWithin::new(scale)))),
        1 => Just(Rule::StayNear),
        1 => Just(Rule::Met),
        2 => affine(),
        1 => steps,
        1 => Just(Rule::Deadline(Box::new(Deadline::new(10.into())))),
    ]
}

/// Transforms before a rule.
pub(crate) fn bent() -> impl Strategy<Value = Axis> + Clone {
    let steps = prop_oneof![
        2 => small().prop_map(|at| Transform::AtMost(at.into())),
        2 => small().prop_map(|at| Transform::AtLeast(at.into())),
        2 => prop::sample::select(vec![-2_i64, -1, 0, 1, 10, 1_000])
            .prop_map(|by| Transform::Scale(Number::from(by).into())),
        1 => Just(Transform::Scale(Exact::ratio(1, 3).unwrap())),
        1 => small().prop_map(|by| Transform::Shift(by.into())),
    ];
    let last = prop_oneof![Just(None), Just(Some(Transform::Ln)), Just(Some(Transform::Log10))];
    (vec(steps, 0..4), last)
        .prop_map(|(steps, last)| steps.into_iter().chain(last).fold(Axis::plain(), Axis::then))
}

/// Most axes have no transforms.
fn axis() -> impl Strategy<Value = Axis> + Clone {
    prop_oneof![3 => Just(Axis::plain()), 1 => bent()]
}

fn on_zero() -> impl Strategy<Value = OnZero> + Clone {
    prop_oneof![
        3 => Just(OnZero::NotScorable),
        1 => small().prop_map(OnZero::Score),
        1 => small().prop_map(OnZero::MetOr),
    ]
}

fn guards() -> impl Strategy<Value = Guards> + Clone {
    let negative = prop_oneof![
        2 => Just(OnNegative::NotScorable),
        1 => Just(OnNegative::Compute),
        1 => small().prop_map(OnNegative::Score),
    ];
    let missing = prop_oneof![
        6 => Just(OnMissing::NotScorable),
        1 => small().prop_map(OnMissing::Score),
        1 => small().prop_map(|n| OnMissing::Impute(Box::new(Operand::fixed(n)))),
    ];
    (on_zero(), on_zero(), on_zero(), negative, missing).prop_map(
        |(target, actual, range, negative, missing)| {
            Guards::default()
                .zero_target(target)
                .zero_actual(actual)
                .zero_range(range)
                .negative(negative)
                .missing(missing)
        },
    )
}

fn bands() -> impl Strategy<Value = Option<Bands>> + Clone {
    let open = Bands::builder("low").over(51.into(), "b").from(number("76"), "c").from(91.into(), "d");
    let closed = Bands::builder("D").over(30.into(), "C").over(50.into(), "CC").over(90.into(), "AA");
    let unit = Bands::builder("low").from(number("0.550"), "medium").from(number("0.8"), "high");
    prop_oneof![
        Just(None),
        Just(Some(open.build().unwrap())),
        Just(Some(closed.domain(0.into(), 100.into()).build().unwrap())),
        Just(Some(unit.build().unwrap())),
    ]
}

pub(crate) fn finish() -> impl Strategy<Value = Finish> + Clone {
    let mode = prop_oneof![
        3 => Just(RoundingMode::HalfUp),
        1 => Just(RoundingMode::HalfEven),
        1 => Just(RoundingMode::Truncate),
        1 => Just(RoundingMode::Floor),
        1 => Just(RoundingMode::Ceiling),
    ];
    let bound = |high: bool| {
        let at = if high { vec![100, 120, 0] } else { vec![0, -100, 30] };
        prop_oneof![2 => Just(None), 1 => proptest::sample::select(at).prop_map(Some)]
    };
    let stage = prop_oneof![Just(Stage::Rounded), Just(Stage::Unrounded)];
    let carry = prop_oneof![4 => Just(Carry::Capped), 1 => Just(Carry::Raw), 1 => Just(Carry::Rounded)];
    (mode, 0_u32..4, bound(false), bound(true), stage, carry, bands()).prop_map(
        |(mode, digits, low, high, stage, carry, bands)| {
            let mut cap = Cap::NONE;
            if let Some(low) = low.filter(|low| high.is_none_or(|high| *low < high)) {
                cap = cap.at_least(Number::from(low));
            }
            if let Some(high) = high {
                cap = cap.at_most(Number::from(high));
            }
            let finish =
                Finish::default().cap(cap).rounding(Rounding::new(mode, digits)).stage(stage).carry(carry);
            bands.into_iter().fold(finish, Finish::bands)
        },
    )
}

fn method() -> impl Strategy<Value = Method> + Clone {
    let power = prop_oneof![Just("2"), Just("-2"), Just("0.5"), Just("3"), Just("1"), Just("0"), Just("-1")];
    let table = Table::new(vec![
        Row::new(Condition::AllAtLeast(75.into()), 100.into()),
        Row::new(Condition::CountAtLeast { children: 2, score: 50.into() }, 60.into()),
        Row::new(Condition::AnyBelow(0.into()), number("-1.5")),
        Row::new(Condition::AnyAtLeast(100.into()), 30.into()),
    ]);
    prop_oneof![
        8 => Just(Method::Arithmetic),
        2 => Just(Method::Geometric),
        1 => Just(Method::Harmonic),
        2 => power.prop_map(|p| Method::Power(number(p))),
        1 => Just(Method::Minimum),
        1 => Just(Method::Maximum),
        1 => Just(Method::Median),
        1 => Just(Method::Table(table.into())),
    ]
}

fn aggregate() -> impl Strategy<Value = Aggregate> + Clone {
    let missing = prop_oneof![
        6 => Just(MissingChildren::Reweight),
        1 => Just(MissingChildren::Zero),
        1 => Just(MissingChildren::Propagate),
        1 => small().prop_map(MissingChildren::Score),
    ];
    let minimum = prop_oneof![
        5 => Just(None),
        1 => proptest::sample::select(vec!["0.5", "0.333333333333333", "0.75", "1"]).prop_map(Some),
    ];
    (method(), missing, [minimum.clone(), minimum]).prop_map(|(method, missing, shares)| {
        let aggregate = Aggregate::new(method).missing(missing);
        let [covered, present] = shares.map(|share| share.map(|share| share.parse::<Fixed>().unwrap()));
        aggregate.least(Least { coverage: covered, present })
    })
}

fn weight() -> impl Strategy<Value = Number> + Clone {
    prop_oneof![
        3 => Just(Number::ONE),
        1 => (0_i64..5).prop_map(Number::from),
        2 => (1_i64..1_000).prop_map(|n| Number::from_parts(n.into(), 2).unwrap()),
    ]
}

/// An aggregate, its children picked among the nodes before it, and its end.
type Group = (Aggregate, Vec<(prop::sample::Index, Number)>, Finish);

#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) leaves: Vec<(Rule, Axis, Guards, bool, Finish)>,
    groups: Vec<Group>,
}

/// A formula of a shape, with identifiers of its own and its leaves in an order of their own.
pub(crate) struct Written {
    pub(crate) formula: Formula,
    /// The nodes, by their place in the shape.
    pub(crate) nodes: Vec<NodeIndex>,
    /// The first of the three slots of each leaf, by its place in the shape.
    pub(crate) slots: Vec<usize>,
}

pub(crate) fn shape() -> impl Strategy<Value = Shape> {
    let plain = Just(Finish::default());
    let leaf = (rule(), axis(), guards(), any::<bool>(), prop_oneof![2 => plain, 1 => finish()]);
    let children = vec((any::<prop::sample::Index>(), weight()), 1..5);
    let group = (aggregate(), children, prop_oneof![Just(Finish::default()), finish()]);
    (vec(leaf, 1..6), vec(group, 1..5)).prop_map(|(leaves, groups)| Shape { leaves, groups })
}

/// Many leaves of few rules, and many plain means of them and of each other: those of one depth are computed side by side.
fn wide_shape() -> impl Strategy<Value = Shape> {
    let index = any::<prop::sample::Index>;
    let ends = || prop_oneof![3 => Just(Finish::default()), 1 => finish()];
    let leaf = (index(), guards(), any::<bool>(), ends());
    let weighted = aggregate();
    let plain = Just(Aggregate::new(Method::Arithmetic));
    let group = (prop_oneof![6 => plain, 1 => weighted], vec((index(), weight()), 1..7), ends());
    (vec((rule(), axis()), 1..4), vec(leaf, 1..24), vec(group, 1..12)).prop_map(|(rules, leaves, groups)| {
        let leaf = |(rule, guards, lower, finish): (prop::sample::Index, _, _, _)| {
            let (rule, axis) = rule.get(&rules).clone();
            (rule, axis, guards, lower, finish)
        };
        Shape { leaves: leaves.into_iter().map(leaf).collect(), groups }
    })
}

/// Units of which most hold nothing that the exact evaluator has to see, and some one such figure.
pub(crate) fn wide_case() -> impl Strategy<Value = Case> {
    let usual = prop_oneof![
        12 => (1_i32..20_000).prop_map(|n| f64::from(n) / 100.0),
        1 => prop_oneof![Just(0.0), Just(-0.0), Just(-3.5), Just(100.0)],
        1 => Just(f64::NAN),
    ];
    let odd = prop_oneof![Just(NOT_CONCERNED), Just(1e-13), Just(-4e12), Just(f64::INFINITY), Just(1e-310)];
    (wide_shape(), 1_usize..8).prop_flat_map(move |(shape, units)| {
        let formula = shape.formula();
        let columns = vec(vec(usual.clone(), units), formula.slots() as usize);
        let odd = vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), odd.clone()), 0..2);
        (Just(formula), columns, odd).prop_map(move |(formula, mut columns, odd)| {
            for (slot, unit, figure) in odd {
                let slot = slot.index(columns.len());
                columns[slot][unit.index(units)] = figure;
            }
            Case { formula, columns, units }
        })
    })
}

impl Shape {
    /// Leaf n reads slots 3n, 3n + 1 and 3n + 2.
    fn formula(&self) -> Formula {
        let order: Vec<usize> = (0..self.leaves.len()).collect();
        self.written(&order, 0).formula
    }

    /// Leaves are written in this order; identifiers begin with `first`.
    pub(crate) fn written(&self, order: &[usize], first: u128) -> Written {
        let mut builder = Formula::builder();
        let mut nodes = vec![NodeIndex(0); order.len()];
        let mut slots = vec![0; order.len()];
        for (place, at) in order.iter().enumerate() {
            let (rule, axis, guards, lower, finish) = &self.leaves[*at];
            let [actual, target, baseline] = [builder.slot(), builder.slot(), builder.slot()];
            let leaf = Leaf::new(rule.clone())
                .better(if *lower { Better::Lower } else { Better::Higher })
                .actual(Operand::Slot(actual))
                .target(Operand::Slot(target))
                .baseline(Operand::Slot(baseline))
                .axis(axis.clone())
                .guards(guards.clone());
            let id = Uuid::from_u128(first + place as u128);
            nodes[*at] = builder.leaf(id, format!("leaf {at}"), leaf, finish.clone()).unwrap();
            slots[*at] = actual.index();
        }
        self.group(&mut builder, &mut nodes, first);
        Written { formula: builder.build(), nodes, slots }
    }

    /// Puts the groups above these leaves.
    pub(crate) fn group(&self, builder: &mut FormulaBuilder, nodes: &mut Vec<NodeIndex>, first: u128) {
        for (aggregate, children, finish) in &self.groups {
            let mut edges: Vec<Edge> = Vec::new();
            for (index, weight) in children {
                let child = *index.get(nodes);
                if edges.iter().all(|edge| edge.child != child) {
                    edges.push(Edge::new(child, *weight));
                }
            }
            let (at, id) = (nodes.len(), Uuid::from_u128(first + nodes.len() as u128));
            let label = format!("group {at}");
            nodes.push(builder.aggregate(id, label, aggregate.clone(), edges, finish.clone()).unwrap());
        }
    }
}

/// A formula, and units of which one in three stands on an edge of it.
pub(crate) fn case(gaps: u32, marks: u32) -> impl Strategy<Value = Case> {
    (shape(), 1_usize..40).prop_flat_map(move |(shape, units)| {
        let formula = shape.formula();
        let slots = formula.slots() as usize;
        let columns = vec(vec(cell(gaps, marks), units), slots);
        let edges = vec(
            (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_usize..EDGES.len()),
            units / 2,
        );
        (Just(formula), columns, edges).prop_map(move |(formula, mut columns, edges)| {
            for (leaf, unit, edge) in edges {
                let (leaf, unit) = (leaf.index(slots / 3) * 3, unit.index(units));
                columns[leaf][unit] = columns[leaf + 1][unit] * EDGES[edge];
            }
            Case { formula, columns, units }
        })
    })
}

/// Achievements on an edge: met, on a cut, half a unit of rounding below one.
pub(crate) const EDGES: [f64; 8] = [1.0, 0.75, 0.76, 0.91, 0.5, 0.9, 1.2, 0.90995];

impl Case {
    pub(crate) fn unit(&self, unit: usize) -> Vec<Datum> {
        self.columns.iter().map(|column| renstra::columns::datum(column[unit])).collect()
    }

    pub(crate) fn figures(&self, unit: usize) -> Vec<f64> {
        self.columns.iter().map(|column| column[unit]).collect()
    }

    pub(crate) fn nodes(&self) -> Vec<NodeIndex> {
        (0..).map(NodeIndex).take(self.formula.nodes().len()).collect()
    }

    pub(crate) fn top(&self) -> NodeIndex {
        *self.nodes().last().unwrap()
    }
}
