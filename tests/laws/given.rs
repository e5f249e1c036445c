//! What the laws are held against: every rule, every method, and how a law is tried.

use std::sync::Arc;

use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use renstra::finding::Lang;
use renstra::formula::rule::{
    Affine, Deadline, Goalposts, Grades, KeepWithin, Ordinal, Post, Ranks, Rule, Spread, Steps, Thresholds,
    User, UserInputs, UserRule,
};
use renstra::formula::{
    Better, Condition, Datum, Leaf, Method, NotScorable, Operand, Outcome, Row, Side, Table,
};
use renstra::number::{Absence, Exact, Number, Scale};
use renstra::policy::Settings;

use super::generators::{absence, figure, number, weight};

/// Tries a law over many cases.
#[track_caller]
pub(crate) fn holds<S: Strategy>(cases: S, law: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases: 96, failure_persistence: None, ..Config::default() };
    if let Err(error) = TestRunner::new(config).run(&cases, law) {
        panic!("{error}");
    }
}

/// A rule with the direction in which it is better.
pub(crate) type Directed = (Rule, Better);

pub(crate) fn ratio() -> Directed {
    (Rule::Ratio, Better::Higher)
}
pub(crate) fn mirrored() -> Directed {
    (Rule::Mirrored, Better::Lower)
}
pub(crate) fn inverse() -> Directed {
    (Rule::Inverse, Better::Lower)
}
pub(crate) fn reduction() -> Directed {
    (Rule::Reduction, Better::Lower)
}
pub(crate) fn absorption() -> Directed {
    (Rule::Absorption, Better::Higher)
}
pub(crate) fn progress() -> Directed {
    (Rule::Progress, Better::Higher)
}
pub(crate) fn goalposts() -> Directed {
    (Rule::Goalposts(Box::new(Goalposts::new(Post::Baseline, Post::Target))), Better::Higher)
}
/// Worst at the baseline, the threshold at 0, the target.
pub(crate) fn thresholds() -> Directed {
    (Rule::Thresholds(Box::new(Thresholds::new(Post::Baseline, Number::ZERO))), Better::Higher)
}
pub(crate) fn interval() -> Directed {
    (Rule::Interval, Better::Higher)
}
pub(crate) fn interval_lower() -> Directed {
    (Rule::Interval, Better::Lower)
}
pub(crate) fn keep_within() -> Directed {
    (Rule::KeepWithin(Box::new(KeepWithin::new(2))), Better::Higher)
}
pub(crate) fn stay_near() -> Directed {
    (Rule::StayNear, Better::Higher)
}
pub(crate) fn ordinal(ranks: Ranks) -> Directed {
    (Rule::Ordinal(Box::new(Ordinal::new(Scale::sakip()).ranks(ranks))), Better::Higher)
}
pub(crate) fn grades() -> Directed {
    let sheet = [("AA", 100), ("A", 90), ("BB", 80), ("D", 0)];
    (Rule::Grades(Arc::new(Grades::new(sheet.map(|(grade, worth)| (grade, worth.into()))))), Better::Higher)
}
pub(crate) fn met() -> Directed {
    (Rule::Met, Better::Higher)
}
pub(crate) fn deadline() -> Directed {
    (Rule::Deadline(Box::new(Deadline::new(7.into()))), Better::Higher)
}
pub(crate) fn affine() -> Directed {
    (
        Rule::Affine(Box::new(Affine::new(3, Spread::RootOf(2.into())).scaled(50.into(), 10.into()))),
        Better::Higher,
    )
}
pub(crate) fn steps() -> Directed {
    let steps = [("-10", "1"), ("0.5", "20"), ("1000", "90")];
    let steps = steps.map(|(from, score)| (Exact::from(number(from)), number(score)));
    (Rule::Steps(Arc::new(Steps::new(Number::ZERO, steps))), Better::Higher)
}
pub(crate) fn given() -> Directed {
    (Rule::Given, Better::Higher)
}

/// Half of the actual.
#[derive(Debug)]
struct Half;

impl UserRule for Half {
    fn name(&self) -> &str {
        "half"
    }
    fn score(&self, inputs: UserInputs<'_>) -> Result<Exact, NotScorable> {
        inputs.actual.exact(Side::Actual)?.checked_div(&2.into()).ok_or(NotScorable::OutOfRange)
    }
    fn explain(&self, _: Lang) -> String {
        "half of the actual".into()
    }
}

pub(crate) fn user() -> Directed {
    (Rule::User(Box::new(User::new(Arc::new(Half)))), Better::Higher)
}

/// A leaf of a rule over an actual, a target and a baseline.
pub(crate) fn leaf((rule, better): Directed, [a, t, b]: [Datum; 3]) -> Leaf {
    Leaf::new(rule)
        .better(better)
        .actual(Operand::fixed(a))
        .target(Operand::fixed(t))
        .baseline(Operand::fixed(b))
}

pub(crate) fn outcome(rule: Directed, values: [Datum; 3]) -> Outcome {
    Settings::default().outcome(&leaf(rule, values))
}

/// Anything that a cell may hold.
pub(crate) fn datum() -> impl Strategy<Value = Datum> + Clone {
    let day = (-400_i64..400).prop_map(|days| {
        let start = chrono::NaiveDate::from_ymd_opt(2025, 5, 30).unwrap();
        Datum::Date(start + chrono::Duration::days(days))
    });
    prop_oneof![
        6 => figure().prop_map(Datum::from),
        1 => Just(Datum::from(Number::ZERO)),
        1 => (figure(), figure()).prop_map(|(a, b)| Datum::Interval { low: a.min(b), high: a.max(b) }),
        1 => (figure(), figure()).prop_map(|(n, d)| Datum::Fraction { numerator: n, denominator: d, per: Number::HUNDRED }),
        1 => prop_oneof![Just(Absence::NotReported), Just(Absence::NotConcerned), Just(Absence::Blank)].prop_map(Datum::Absent),
        1 => figure().prop_map(Datum::AtLeast),
        1 => word(),
        1 => day,
        1 => proptest::bool::ANY.prop_map(Datum::YesNo),
    ]
}

/// A predicate of the scale, or none of it.
pub(crate) fn word() -> impl Strategy<Value = Datum> + Clone {
    let labels = ["AA", "A", "BB", "B", "CC", "C", "D", "ZZ"];
    proptest::sample::select(labels.to_vec()).prop_map(|label| Datum::Word(label.into()))
}

/// Met when all are, as a decision table; it falls back to the count of those that are good.
pub(crate) fn table() -> Method {
    Method::Table(Arc::new(Table::new(vec![
        Row::new(Condition::AllAtLeast(50.into()), Number::HUNDRED),
        Row::new(Condition::CountAtLeast { children: 2, score: 80.into() }, 60.into()),
        Row::new(Condition::AnyBelow(10.into()), 5.into()),
        Row::new(Condition::Always, 20.into()),
    ])))
}

pub(crate) fn power(exponent: &str) -> Method {
    Method::Power(number(exponent))
}

/// Scores, negative ones and gaps among them, with their weights; at least one.
pub(crate) fn datum_and_weights() -> impl Strategy<Value = Vec<(Datum, Number)>> {
    let datum = prop_oneof![4 => figure().prop_map(Datum::from), 1 => absence().prop_map(Datum::from)];
    proptest::collection::vec((datum, weight()), 1..7)
}

/// A permutation by keys that a test draws.
pub(crate) fn shuffled<T: Clone>(items: &[T], keys: &[u8]) -> Vec<T> {
    let mut keyed: Vec<(u8, usize)> = (0..items.len()).map(|i| (keys[i % keys.len()], i)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, i)| items[i].clone()).collect()
}

pub(crate) fn keys() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(proptest::prelude::any::<u8>(), 1..12)
}
