//! Formulas of every kind - shared children, every method and policy, gaps, wide weights - as plain specifications.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use renstra::formula::{
    Accumulation, Aggregate, Bands, Cap, Carry, Condition, Datum, Edge, Finish, Formula, FormulaError,
    Guards, Leaf, Least, Method, MissingChildren, NodeIndex, NotScorable, OnMissing, Operand, Row, Rule,
    Slot, Stage, Table,
};
use renstra::number::{Absence, Fixed, Number, Rounding};
use uuid::Uuid;

pub(crate) const SLOTS: u32 = 7;

/// What a node is, before a formula is built of it.
#[derive(Clone, Debug)]
pub(crate) enum Spec {
    Leaf(Box<Leaf>, Finish),
    Aggregate(Aggregate, Vec<Edge>, Finish),
    Never,
}

pub(crate) fn number(text: &str) -> Number {
    text.parse().unwrap()
}

pub(crate) fn figure() -> impl Strategy<Value = Number> + Clone {
    prop_oneof![
        6 => (-50_i64..200).prop_map(Number::from),
        3 => (-10_000_i64..100_000, 0_u32..6).prop_map(|(n, scale)| Number::from_parts(n.into(), scale).unwrap()),
        1 => (1_i64..10).prop_map(|n| Number::from_parts(i128::from(n) * 10_i128.pow(12), 0).unwrap()),
        // No score holds this.
        1 => Just(number("99999999999999999")),
    ]
}

/// Ones, decimals, nothing, and so large that no sum of them fits a machine integer.
pub(crate) fn weight() -> impl Strategy<Value = Number> + Clone {
    prop_oneof![
        4 => Just(Number::ONE),
        4 => (1_i64..1_000, 0_u32..4).prop_map(|(n, scale)| Number::from_parts(n.into(), scale).unwrap()),
        2 => Just(Number::ZERO),
        2 => (1_i64..9).prop_map(|n| Number::from_parts(i128::from(n) * 10_i128.pow(24), 0).unwrap()),
        1 => (1_i64..9).prop_map(|n| Number::from_parts(n.into(), 14).unwrap()),
        1 => (1_i64..9).prop_map(|n| Number::from_parts(n.into(), 20).unwrap()),
        1 => Just(number("-1")),
    ]
}

pub(crate) fn datum() -> impl Strategy<Value = Datum> + Clone {
    let absent = prop_oneof![Just(Absence::NotReported), Just(Absence::NotConcerned), Just(Absence::Blank)];
    prop_oneof![
        6 => figure().prop_map(Datum::from),
        3 => absent.prop_map(Datum::from),
        1 => (0_i64..30, 0_i64..30).prop_map(|(n, d)| Datum::Fraction {
            numerator: n.into(), denominator: d.into(), per: Number::HUNDRED,
        }),
        1 => Just(Datum::Text("soon".into())),
    ]
}

fn operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        4 => (0..SLOTS).prop_map(|slot| Operand::Slot(Slot(slot))),
        1 => (0..SLOTS, 0..4_u32).prop_map(|(start, more)| Operand::Series(start..(start + more).min(SLOTS))),
        1 => datum().prop_map(Operand::fixed),
    ]
}

pub(crate) fn leaf() -> impl Strategy<Value = Box<Leaf>> {
    let rule = prop_oneof![3 => Just(Rule::Given), 2 => Just(Rule::Ratio), 1 => Just(Rule::Mirrored)];
    let accumulation = prop_oneof![
        Just(Accumulation::Sum),
        Just(Accumulation::Last),
        Just(Accumulation::Average),
        Just(Accumulation::Maximum),
    ];
    let missing = prop_oneof![
        4 => Just(OnMissing::default()),
        1 => figure().prop_map(OnMissing::Score),
        1 => operand().prop_map(|operand| OnMissing::Impute(Box::new(operand))),
    ];
    (rule, operand(), operand(), accumulation, missing).prop_map(|(rule, actual, target, by, missing)| {
        let leaf = Leaf::new(rule).actual(actual).target(target).accumulation(by);
        Box::new(leaf.guards(Guards::default().missing(missing)))
    })
}

pub(crate) fn finish() -> impl Strategy<Value = Finish> {
    let cap = prop_oneof![
        3 => Just(Cap::NONE),
        1 => Just(Cap::NONE.at_least(Number::ZERO).at_most(number("100"))),
    ];
    let carry = prop_oneof![Just(Carry::Raw), Just(Carry::Capped), Just(Carry::Rounded)];
    let stage = prop_oneof![Just(Stage::Rounded), Just(Stage::Unrounded)];
    (cap, carry, stage, 0_u32..4, any::<bool>()).prop_map(|(cap, carry, stage, digits, banded)| {
        let finish = Finish::default().cap(cap).carry(carry).stage(stage).rounding(Rounding::half_up(digits));
        let bands = Bands::builder("low").from(number("50"), "high").domain(Number::ZERO, number("120"));
        if banded { finish.bands(bands.build().unwrap()) } else { finish }
    })
}

fn condition() -> impl Strategy<Value = Condition> {
    let score = || prop_oneof![figure(), Just(number("49.99999999999999999999"))];
    prop_oneof![
        score().prop_map(Condition::AllAtLeast),
        score().prop_map(Condition::AnyAtLeast),
        score().prop_map(Condition::AnyBelow),
        (0_u32..4, score()).prop_map(|(children, score)| Condition::CountAtLeast { children, score }),
        Just(Condition::Always),
    ]
}

fn method() -> impl Strategy<Value = Method> {
    let rows = vec((condition(), figure()).prop_map(|(when, score)| Row::new(when, score)), 0..4);
    prop_oneof![
        5 => Just(Method::Arithmetic),
        1 => Just(Method::Power(Number::ONE)),
        1 => Just(Method::Power(number("-2"))),
        1 => Just(Method::Geometric),
        1 => Just(Method::Harmonic),
        2 => Just(Method::Minimum),
        2 => Just(Method::Maximum),
        3 => Just(Method::Median),
        2 => rows.prop_map(|rows| Method::Table(Arc::new(Table::new(rows)))),
    ]
}

pub(crate) fn aggregate() -> impl Strategy<Value = Aggregate> {
    let missing = prop_oneof![
        4 => Just(MissingChildren::Reweight),
        1 => Just(MissingChildren::Zero),
        2 => Just(MissingChildren::Propagate),
        1 => figure().prop_map(MissingChildren::Score),
    ];
    let share = (0_i128..=10).prop_map(|tenths| Fixed::from_units(tenths * 10_i128.pow(14)).unwrap());
    let shares = [share.clone(), share].map(|share| option::weighted(0.25, share));
    (method(), missing, shares).prop_map(|(method, missing, [covered, present])| {
        let aggregate = Aggregate::new(method).missing(missing);
        aggregate.least(Least { coverage: covered, present })
    })
}

/// Links to any of the nodes before, drawn as shares of how many there are; one may be drawn twice.
pub(crate) fn links() -> impl Strategy<Value = Vec<(u16, Number, bool)>> {
    vec((any::<u16>(), weight(), proptest::bool::weighted(0.1)), 0..9)
}

pub(crate) fn edges(links: &[(u16, Number, bool)], nodes: usize) -> Vec<Edge> {
    let edge = |(pick, weight, hinders): &(u16, Number, bool)| {
        let edge = Edge::new(NodeIndex(u32::from(*pick) % u32::try_from(nodes).unwrap()), *weight);
        if *hinders { edge.hindering() } else { edge }
    };
    links.iter().map(edge).collect()
}

/// A node before it is known how many stand before it.
#[derive(Clone, Debug)]
enum Drawn {
    Leaf(Box<Leaf>),
    Aggregate(Aggregate, Vec<(u16, Number, bool)>),
    Never,
}

/// Nodes in order, leaves and aggregates mixed; those that no builder would take are left out.
pub(crate) fn specs() -> impl Strategy<Value = Vec<Spec>> {
    let drawn = prop_oneof![
        5 => leaf().prop_map(Drawn::Leaf),
        5 => (aggregate(), links()).prop_map(|(aggregate, links)| Drawn::Aggregate(aggregate, links)),
        1 => Just(Drawn::Never),
    ];
    vec((drawn, finish()), 1..16).prop_map(|drawn| {
        let mut specs: Vec<Spec> = vec![Spec::Never];
        for (drawn, finish) in drawn {
            let next = match &drawn {
                Drawn::Leaf(leaf) => Spec::Leaf(leaf.clone(), finish),
                Drawn::Aggregate(aggregate, links) => {
                    Spec::Aggregate(aggregate.clone(), edges(links, specs.len()), finish)
                }
                Drawn::Never => Spec::Never,
            };
            specs.push(next);
            if built(&specs).is_err() {
                specs.pop();
            }
        }
        specs
    })
}

/// The formula, built from nothing.
pub(crate) fn built(specs: &[Spec]) -> Result<Formula, FormulaError> {
    let mut builder = Formula::builder();
    builder.series(SLOTS);
    for (place, spec) in specs.iter().enumerate() {
        let id = Uuid::from_u128(place as u128);
        match spec {
            Spec::Leaf(leaf, finish) => builder.leaf(id, "leaf", Leaf::clone(leaf), finish.clone())?,
            Spec::Aggregate(aggregate, edges, finish) => {
                builder.aggregate(id, "parent", aggregate.clone(), edges.clone(), finish.clone())?
            }
            Spec::Never => builder.never(id, "never", NotScorable::NotAsked)?,
        };
    }
    Ok(builder.build())
}
