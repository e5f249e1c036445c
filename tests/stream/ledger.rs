//! What a ledger comes to: what a leaf makes of the whole series, whatever the order of arrival and the cuts between chunks.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::collection::{btree_map, vec};
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use renstra::formula::{
    Accumulation, Datum, Finish, Leaf, NotScorable, Operand, Rule as Equation, Slot, evaluate_leaf, read_leaf,
};
use renstra::number::{Absence, Exact, Number};
use renstra::stream::{Cell, Entry, Ledger, Rule, StreamError};

const CELL: Cell = Cell { unit: 1, indicator: 1 };
const PERIODS: u32 = 140;

/// Figures of every length, some of them equal, and some such that the sum of a few is too long.
fn number() -> impl Strategy<Value = Number> + Clone {
    prop_oneof![
        6 => (-1_000_i64..10_000, 0_u32..4).prop_map(|(n, places)| Number::from_parts(n.into(), places).unwrap()),
        3 => (0_i64..3, 0_u32..2).prop_map(|(n, places)| Number::from_parts((n * 10_i64.pow(places)).into(), places).unwrap()),
        1 => (-9_i128..10).prop_map(|n| Number::from_parts(n * 10_i128.pow(27), 0).unwrap()),
        1 => (1_i64..9).prop_map(|n| Number::from_parts(n.into(), 28).unwrap()),
    ]
}

fn absence() -> impl Strategy<Value = Datum> + Clone {
    prop_oneof![
        Just(Absence::NotReported),
        Just(Absence::NotConcerned),
        Just(Absence::NotConcerned),
        Just(Absence::Blank),
    ]
    .prop_map(Datum::from)
}

fn fraction() -> impl Strategy<Value = Datum> + Clone {
    (number(), number(), prop_oneof![9 => Just(Number::HUNDRED), 1 => Just(Number::ONE)])
        .prop_map(|(numerator, denominator, per)| Datum::Fraction { numerator, denominator, per })
}

fn any_datum() -> impl Strategy<Value = Datum> + Clone {
    prop_oneof![
        number().prop_map(Datum::Number),
        number().prop_map(Datum::AtLeast),
        number().prop_map(Datum::AtMost),
        fraction(),
        (number(), number()).prop_map(|(low, high)| Datum::Interval { low, high }),
        (0_u64..9).prop_map(|days| {
            Datum::Date(NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(days))
        }),
        any::<bool>().prop_map(Datum::YesNo),
        Just(Datum::Word("good".into())),
        absence(),
    ]
}

type Side = fn() -> proptest::strategy::BoxedStrategy<Datum>;

/// A series of one kind, as they come, or of anything.
fn series() -> impl Strategy<Value = BTreeMap<u32, (Datum, Datum)>> {
    let kinds: [Side; 4] = [
        || number().prop_map(Datum::Number).boxed(),
        || fraction().boxed(),
        || prop_oneof![number().prop_map(Datum::Number), number().prop_map(Datum::AtLeast)].boxed(),
        || any_datum().boxed(),
    ];
    let period = || prop_oneof![4 => 0..8_u32, 1 => 0..PERIODS];
    (0..kinds.len(), 0..4_u32).prop_flat_map(move |(kind, gaps)| {
        let side = || prop_oneof![12 => kinds[kind](), gaps + 1 => absence()];
        btree_map(period(), (side(), side()), 0..9)
    })
}

fn accumulation() -> impl Strategy<Value = Accumulation> {
    use Accumulation::{Average, Last, Maximum, Minimum, Sum};
    prop_oneof![3 => Just(Sum), 3 => Just(Average), 1 => Just(Last), 1 => Just(Maximum), 1 => Just(Minimum)]
}

fn entry(period: u32, (target, actual): &(Datum, Datum)) -> Entry {
    Entry { cell: CELL, period, target: target.clone(), actual: actual.clone() }
}

fn ledger(by: Accumulation) -> Ledger {
    Ledger::new(2, vec![Rule::new(Accumulation::Last), Rule::new(by)], PERIODS).unwrap()
}

/// The entries in some order, cut somewhere: both follow from the keys.
fn taken(by: Accumulation, series: &BTreeMap<u32, (Datum, Datum)>, keys: &[u8]) -> Ledger {
    let mut keyed: Vec<_> =
        series.iter().zip(keys.iter().cycle()).map(|((at, sides), key)| (*key, entry(*at, sides))).collect();
    keyed.sort_by_key(|(key, entry)| (*key, entry.period));
    let entries: Vec<Entry> = keyed.into_iter().map(|(_, entry)| entry).collect();
    let mut ledger = ledger(by);
    for chunk in entries.chunks(1 + usize::from(keys[0]) % 4) {
        ledger.take(chunk).unwrap();
    }
    ledger
}

/// The whole series at once: actuals, then targets.
fn whole(by: Accumulation, series: &BTreeMap<u32, (Datum, Datum)>) -> (Leaf, Vec<Datum>) {
    let actuals = series.values().map(|(_, actual)| actual.clone());
    let targets = series.values().map(|(target, _)| target.clone());
    let n = u32::try_from(series.len()).unwrap();
    let leaf = Leaf::new(Equation::Ratio).actual(Operand::Series(0..n)).target(Operand::Series(n..2 * n));
    (leaf.accumulation(by), actuals.chain(targets).collect())
}

/// Also by how it is written: 3.00 is no 3.
fn written(side: &Result<Datum, NotScorable>) -> String {
    format!("{side:?} {:?}", side.as_ref().ok().and_then(Datum::text))
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(1_500))]
    #[test]
    fn it_is_what_the_whole_series_is(by in accumulation(), series in series(), keys in vec(any::<u8>(), 1..9)) {
        let ledger = taken(by, &series, &keys);
        let (actual, target) = (ledger.actual(CELL), ledger.target(CELL));
        let (leaf, data) = whole(by, &series);
        match read_leaf(&leaf, &data) {
            Ok([a, t, _]) => prop_assert_eq!((written(&actual), written(&target)), (written(&Ok(a)), written(&Ok(t)))),
            Err(reason) => prop_assert_eq!(actual.clone().and(target.clone()), Err(reason)),
        }
        // And so is the score.
        if let (Ok(actual), Ok(target)) = (actual, target) {
            let slots = Leaf::new(Equation::Ratio).actual(Operand::Slot(Slot(0))).target(Operand::Slot(Slot(1)));
            let ours = evaluate_leaf(&slots, &Finish::default(), &vec![actual, target]);
            let theirs = evaluate_leaf(&leaf, &Finish::default(), &data);
            prop_assert_eq!(ours.score().map(|score| score.raw), theirs.score().map(|score| score.raw));
            prop_assert_eq!(ours.reason(), theirs.reason());
        }
    }

    #[test]
    fn neither_order_nor_cuts_change_anything(
        by in accumulation(),
        series in series(),
        keys in [vec(any::<u8>(), 1..9), vec(any::<u8>(), 1..9)],
    ) {
        let [one, other] = keys.map(|keys| taken(by, &series, &keys));
        prop_assert_eq!(written(&one.actual(CELL)), written(&other.actual(CELL)));
        prop_assert_eq!(written(&one.target(CELL)), written(&other.target(CELL)));
    }

    /// The obvious sum, fraction by fraction: numerators and denominators by themselves.
    #[test]
    fn fractions_pool(parts in vec((-99_999_i64..99_999, 1_i64..99_999, 0_u32..4), 2..9), keys in vec(any::<u8>(), 1..9)) {
        let figure = |n: i64, places| Number::from_parts(n.into(), places).unwrap();
        let part = |(n, d, places): &(i64, i64, u32)| Datum::Fraction {
            numerator: figure(*n, *places), denominator: (*d).into(), per: Number::HUNDRED,
        };
        let series = (0..).zip(&parts).map(|(period, p)| (period, (part(p), part(p)))).collect();
        let sum = |values: Vec<Number>| {
            let add = |sum: Exact, n: Number| sum.checked_add(&n.into()).unwrap();
            values.into_iter().fold(Exact::ZERO, add).to_number().unwrap()
        };
        let numerator = sum(parts.iter().map(|(n, _, places)| figure(*n, *places)).collect());
        let denominator = sum(parts.iter().map(|(_, d, _)| (*d).into()).collect());
        for by in [Accumulation::Sum, Accumulation::Average] {
            let pooled = Datum::Fraction { numerator, denominator, per: Number::HUNDRED };
            prop_assert_eq!(taken(by, &series, &keys).actual(CELL), Ok(pooled));
        }
    }

    #[test]
    fn no_period_is_observed_twice(
        by in accumulation(),
        series in series(),
        more in series(),
        keys in vec(any::<u8>(), 1..9),
    ) {
        let mut ledger = taken(by, &series, &keys);
        let before = (written(&ledger.actual(CELL)), written(&ledger.target(CELL)));
        let chunk: Vec<Entry> = more.iter().map(|(period, sides)| entry(*period, sides)).collect();
        let twice = more.keys().copied().find(|period| series.contains_key(period));
        let expected = twice.map_or(Ok(()), |period| Err(StreamError::Twice { cell: CELL, period }));
        prop_assert_eq!(ledger.take(&chunk), expected);
        if twice.is_some() {
            prop_assert_eq!((written(&ledger.actual(CELL)), written(&ledger.target(CELL))), before);
            // What is new of it can still come.
            let new: Vec<Entry> = chunk.into_iter().filter(|one| !series.contains_key(&one.period)).collect();
            prop_assert!(ledger.take(&new).is_ok());
        }
        let mut all = more;
        all.extend(series);
        prop_assert_eq!(written(&ledger.actual(CELL)), written(&taken(by, &all, &keys).actual(CELL)));
    }
}

#[test]
fn what_a_ledger_was_not_made_for_is_refused() {
    let mut ledger = ledger(Accumulation::Sum);
    let one = |cell, period| Entry { cell, period, target: Number::ONE.into(), actual: Number::ONE.into() };
    let far = Cell { unit: 2, indicator: 1 };
    assert_eq!(ledger.take(&[one(far, 0)]), Err(StreamError::NoSuchCell { cell: far }));
    let late = StreamError::NoSuchPeriod { cell: CELL, period: PERIODS };
    assert_eq!(ledger.take(&[one(CELL, 0), one(CELL, PERIODS)]), Err(late));
    assert_eq!(ledger.take(&[one(CELL, 5), one(CELL, 5)]), Err(StreamError::Twice { cell: CELL, period: 5 }));
    // Nothing of those was taken.
    assert_eq!(ledger.take(&[one(CELL, 0), one(CELL, 5)]), Ok(()));
    assert_eq!(ledger.actual(CELL), Ok(Datum::Number(2.into())));
    assert_eq!(ledger.actual(far), Ok(Datum::BLANK));
    assert_eq!(
        Ledger::new(u32::MAX, vec![Rule::new(Accumulation::Sum); 2], 1).err(),
        Some(StreamError::TooLarge)
    );
}

/// A part of a sum may be longer than a figure can be; which part depends on the order, so only the whole decides.
#[test]
fn a_sum_may_leave_the_range_on_its_way() {
    let large = Number::from_parts(9 * 10_i128.pow(27), 0).unwrap();
    let series = |last: Number| {
        let figures = [large, large, last];
        (0..).zip(figures).map(|(at, n)| (at, (Datum::from(n), Datum::from(n)))).collect::<BTreeMap<_, _>>()
    };
    let back = taken(Accumulation::Sum, &series(large.negated()), &[3, 2, 1]);
    assert_eq!(back.actual(CELL), Ok(Datum::Number(large)));
    let away = taken(Accumulation::Sum, &series(Number::ONE), &[3, 2, 1]);
    assert_eq!(away.actual(CELL), Err(NotScorable::OutOfRange));
}
