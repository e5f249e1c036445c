//! What streams accumulate to: the exact value, whatever the order of arrival and the cuts between chunks.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "tests say what they expect"
)]

mod ledger;

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use renstra::formula::{Accumulation, Datum, NotScorable, Side};
use renstra::number::{Exact, Number};
use renstra::stream::{Accumulated, Cell, Chunk, Rule, Stream, StreamError};

const UNITS: u32 = 2;
/// More than one word of periods, and more than two.
const PERIODS: u32 = 140;

/// Figures as they come: whole, of few places, what floats make of sums, large, zeros of both signs.
fn float() -> impl Strategy<Value = f64> + Clone {
    prop_oneof![
        6 => (-1_000_i32..10_000).prop_map(f64::from),
        6 => (-100_000_i32..1_000_000, 1_i32..5).prop_map(|(n, places)| f64::from(n) / 10_f64.powi(places)),
        1 => (1_i32..10).prop_map(|n| f64::from(n) * 0.1 + 0.2),
        1 => (1_i32..100).prop_map(|n| f64::from(n) / 3.0),
        1 => (-9_i32..10).prop_map(|n| f64::from(n) * 1e15),
        // Whole numbers on either side of what is added up as machine integers.
        1 => (45_i32..70, -1_i32..2).prop_map(|(power, off)| 2_f64.powi(power) + f64::from(off)),
        1 => (45_i32..70).prop_map(|power| -(2_f64.powi(power))),
        1 => Just(2_251_799_813_685.248),
        1 => Just(-0.0),
    ]
}

/// The target and the actual of a period, by cell.
type Observed = BTreeMap<(u32, u32), BTreeMap<u32, [Option<f64>; 2]>>;

fn rules() -> impl Strategy<Value = Vec<Rule>> {
    use Accumulation::{Average, Last, Maximum, Minimum, Sum};
    let by = prop_oneof![3 => Just(Sum), 3 => Just(Average), 1 => Just(Last), 1 => Just(Maximum), 1 => Just(Minimum)];
    vec((by, 0_u32..7).prop_map(|(by, places)| Rule::new(by).places(places)), 1..4)
}

fn observed() -> impl Strategy<Value = Observed> {
    let sides = prop_oneof![
        6 => [float().prop_map(Some).boxed(), float().prop_map(Some).boxed()],
        2 => [option::of(float()).boxed(), option::of(float()).boxed()],
    ];
    let period = prop_oneof![3 => 0..12_u32, 1 => 0..PERIODS];
    let sides = sides.prop_filter("something is observed", |[target, actual]| target.or(*actual).is_some());
    btree_map((0..UNITS, 0..3_u32), btree_map(period, sides, 0..14), 0..5)
}

/// A chunk that owns its floats.
#[derive(Clone, Debug)]
struct Owned {
    cell: Cell,
    first: u32,
    targets: Vec<f64>,
    actuals: Vec<f64>,
}

impl Owned {
    fn chunk(&self) -> Chunk<'_> {
        Chunk { cell: self.cell, first: self.first, targets: &self.targets, actuals: &self.actuals }
    }
}

/// The observations in chunks, cut after some periods and in some order: both follow from the keys.
fn chunks(observed: &Observed, indicators: u32, keys: &[u8]) -> Vec<Owned> {
    let mut chunks: Vec<Owned> = Vec::new();
    let mut keys = keys.iter().cycle();
    for ((unit, indicator), periods) in observed.iter().filter(|((_, indicator), _)| *indicator < indicators)
    {
        let cell = Cell { unit: *unit, indicator: *indicator };
        let mut open: Option<Owned> = None;
        for (period, [target, actual]) in periods {
            if keys.next().unwrap() % 4 == 0 {
                chunks.extend(open.take());
            }
            let chunk = open.get_or_insert_with(|| Owned {
                cell,
                first: *period,
                targets: Vec::new(),
                actuals: Vec::new(),
            });
            let gap = (period - chunk.first) as usize;
            for (side, value) in [(&mut chunk.targets, target), (&mut chunk.actuals, actual)] {
                side.resize(gap, f64::NAN);
                side.push(value.unwrap_or(f64::NAN));
            }
        }
        chunks.extend(open);
    }
    chunks.sort_by_cached_key(|_| *keys.next().unwrap());
    chunks
}

fn taken(rules: &[Rule], chunks: &[Owned]) -> Stream {
    let mut stream = Stream::new(UNITS, rules.to_vec(), PERIODS).unwrap();
    for chunk in chunks {
        stream.take(chunk.chunk()).unwrap();
    }
    stream
}

fn bits(sums: &Accumulated) -> Vec<u64> {
    sums.targets().iter().chain(sums.actuals()).map(|float| float.to_bits()).collect()
}

/// The slow and obvious way: the decimals of all periods, in order.
fn twin(by: Accumulation, periods: &BTreeMap<u32, [Option<f64>; 2]>) -> [Option<Exact>; 2] {
    let decimal = |float: f64| Exact::from(float.to_string().parse::<Number>().unwrap());
    let measured = periods.values().any(|[_, actual]| actual.is_some());
    let counting = periods.values().filter(|[_, actual]| actual.is_some() || !measured);
    let sides: Vec<[Option<Exact>; 2]> = counting.map(|sides| sides.map(|side| side.map(decimal))).collect();
    [0, 1].map(|side| {
        let all: Vec<Exact> = sides.iter().map(|sides| sides[side].clone()).collect::<Option<_>>()?;
        let sum = || all.iter().fold(Exact::ZERO, |sum, more| sum.checked_add(more).unwrap());
        match by {
            Accumulation::Sum => (!all.is_empty()).then(sum),
            Accumulation::Average => sum().checked_div(&u32::try_from(all.len()).unwrap().into()),
            Accumulation::Last => all.last().cloned(),
            Accumulation::Maximum => all.iter().max().cloned(),
            _ => all.iter().min().cloned(),
        }
    })
}

proptest! {
    #[test]
    fn neither_order_nor_cuts_change_a_bit_and_the_value_is_exact(
        rules in rules(),
        observed in observed(),
        keys in [vec(any::<u8>(), 1..40), vec(any::<u8>(), 1..40)],
    ) {
        let indicators = u32::try_from(rules.len()).unwrap();
        let [one, other] = keys.map(|keys| taken(&rules, &chunks(&observed, indicators, &keys)).finish());
        prop_assert_eq!(bits(&one), bits(&other));
        for indicator in 0..indicators {
            for unit in 0..UNITS {
                let none = BTreeMap::new();
                let periods = observed.get(&(unit, indicator)).unwrap_or(&none);
                let by = rules[indicator as usize].accumulation();
                let expected = twin(by, periods);
                let cell = Cell { unit, indicator };
                let at = (indicator * UNITS + unit) as usize;
                let found = [(one.target(cell), one.targets()[at]), (one.actual(cell), one.actuals()[at])];
                for ((datum, float), exact) in found.into_iter().zip(expected) {
                    match datum {
                        Ok(datum) => prop_assert_eq!(datum.exact(Side::Actual).ok(), exact.clone()),
                        // The sum has more than 28 digits.
                        Err(reason) => {
                            prop_assert_eq!(reason, NotScorable::OutOfRange);
                            prop_assert!(by == Accumulation::Average || !is_number(&exact));
                        }
                    }
                    prop_assert_eq!(float.is_nan(), exact.is_none());
                    if let Some(number) = exact.and_then(|exact| exact.to_number()) {
                        prop_assert_eq!(float.to_bits(), number.to_f64().to_bits());
                    }
                }
            }
        }
    }

    /// Whichever comes first: the second is refused, both are named, and nothing of it is taken.
    #[test]
    fn no_period_is_observed_twice(rules in rules(), observed in observed(), keys in vec(any::<u8>(), 1..40), pick in any::<usize>()) {
        let chunks = chunks(&observed, u32::try_from(rules.len()).unwrap(), &keys);
        let mut stream = taken(&rules, &chunks);
        if !chunks.is_empty() {
            let mut again = chunks[pick % chunks.len()].clone();
            // All but the last of its periods are new figures.
            let last = again.targets.len() - 1;
            again.targets[..last].fill(f64::NAN);
            again.actuals[..last].fill(f64::NAN);
            let period = again.first + u32::try_from(last).unwrap();
            let before = bits(&stream.clone().finish());
            prop_assert_eq!(stream.take(again.chunk()), Err(StreamError::Twice { cell: again.cell, period }));
            prop_assert_eq!(bits(&stream.finish()), before);
        }
    }
}

/// Whether it has at most 28 digits.
fn is_number(exact: &Option<Exact>) -> bool {
    exact.as_ref().is_some_and(|exact| exact.to_number().is_some())
}

fn quarters(by: Accumulation) -> Stream {
    Stream::new(1, vec![Rule::new(by)], 4).unwrap()
}

const CELL: Cell = Cell { unit: 0, indicator: 0 };

#[test]
fn what_a_stream_was_not_made_for_is_refused() {
    let mut stream = quarters(Accumulation::Sum);
    let chunk = Chunk { cell: CELL, first: 0, targets: &[1.0], actuals: &[1.0] };
    let elsewhere = Cell { unit: 1, indicator: 0 };
    let refused = stream.take(Chunk { cell: elsewhere, ..chunk });
    assert_eq!(refused, Err(StreamError::NoSuchCell { cell: elsewhere }));
    let refused = stream.take(Chunk { first: 4, ..chunk });
    assert_eq!(refused, Err(StreamError::NoSuchPeriod { cell: CELL, period: 4 }));
    let refused = stream.take(Chunk { targets: &[], ..chunk });
    assert_eq!(refused, Err(StreamError::Uneven { cell: CELL, targets: 0, actuals: 1 }));
    let refused = stream.take(Chunk { actuals: &[f64::INFINITY], ..chunk });
    assert_eq!(refused.unwrap_err().to_string(), "inf in period 0 of indicator 0 of unit 0 is no figure");
    assert!(stream.take(Chunk { targets: &[1e28], ..chunk }).is_err());
    assert_eq!(
        Stream::new(u32::MAX, vec![Rule::new(Accumulation::Sum); 2], 1).err(),
        Some(StreamError::TooLarge)
    );
    // Nothing of all that was taken.
    assert_eq!(stream.take(chunk), Ok(()));
    assert_eq!(stream.finish().actual(CELL), Ok(Datum::Number(Number::ONE)));
}

#[test]
fn sums_that_floats_cannot_hold_are_exact() {
    let mut stream = quarters(Accumulation::Sum);
    let actuals = [1e27, 0.1, 0.2, -1e27];
    stream.take(Chunk { cell: CELL, first: 0, targets: &actuals, actuals: &actuals }).unwrap();
    assert_eq!(stream.finish().actuals()[0], 0.3);
}

#[test]
fn a_target_without_an_actual_counts_while_there_is_none() {
    let mut stream = quarters(Accumulation::Average);
    let nan = f64::NAN;
    stream.take(Chunk { cell: CELL, first: 0, targets: &[4.0, 8.0], actuals: &[nan; 2] }).unwrap();
    let promised = stream.clone().finish();
    assert_eq!(promised.targets()[0], 6.0);
    assert!(promised.actuals()[0].is_nan());
    stream.take(Chunk { cell: CELL, first: 2, targets: &[1.0], actuals: &[2.0] }).unwrap();
    let measured = stream.clone().finish();
    assert_eq!((measured.targets()[0], measured.actuals()[0]), (1.0, 2.0));
    stream.take(Chunk { cell: CELL, first: 3, targets: &[nan], actuals: &[3.0] }).unwrap();
    let untargeted = stream.finish();
    assert!(untargeted.targets()[0].is_nan());
    assert_eq!(untargeted.actuals()[0], 2.5);
}
