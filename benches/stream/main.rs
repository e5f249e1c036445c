//! What it costs to accumulate a nation's observations as they arrive, against the mere sum of their two columns.
//!
//! ```text
//! cargo bench --bench stream [-- UNITS INDICATORS PERIODS]
//! ```
//!
//! Blocks of a hundred indicators are generated outside the clock (figures with two decimal places; one block in four has
//! gaps, 5 % of the actuals) and then read three times: summed in eight lanes, taken by a stream, summed again. The line
//! gives seconds for all blocks of a kind, each block's best and the ratio of the two: compare ratios, machines are noisy.

#![allow(clippy::expect_used, reason = "a benchmark may say what it expects")]

use std::hint::black_box;
use std::time::Instant;

use renstra::formula::{Accumulation, Datum};
use renstra::number::Number;
use renstra::stream::{Cell, Chunk, Entry, Ledger, Rule, Stream};

const BLOCK: u32 = 100;

fn main() {
    let given: Vec<u32> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let [units, indicators, periods] = given.try_into().unwrap_or([552, 6_000, 20]);
    let rules = vec![Rule::new(Accumulation::Sum); indicators as usize];
    let mut stream = Stream::new(units, rules, periods).expect("it can be counted");
    let cells = (units * BLOCK) as usize;
    let (mut targets, mut actuals) =
        (vec![0.0; cells * periods as usize], vec![0.0; cells * periods as usize]);
    let mut random = 9_u64;
    let mut rows = [("dense", 0.0, 0.0, 0_u64), ("gaps", 0.0, 0.0, 0)];
    for block in 0..indicators.div_ceil(BLOCK) {
        let gaps = block % 4 == 3;
        for (target, actual) in targets.iter_mut().zip(&mut actuals) {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *target = ((random >> 40) % 100_000) as f64 / 100.0;
            *actual = ((random >> 20) % 100_000) as f64 / 100.0;
            if gaps && (random >> 12) % 20 == 0 {
                *actual = f64::NAN;
            }
        }
        let first = block * BLOCK;
        let indicators = first..(first + BLOCK).min(indicators);
        let summed = seconds(|| (sum(&targets), sum(&actuals)));
        let taken = seconds(|| {
            let mut series =
                targets.chunks_exact(periods as usize).zip(actuals.chunks_exact(periods as usize));
            for indicator in indicators.clone() {
                for unit in 0..units {
                    let Some((targets, actuals)) = series.next() else { return };
                    let cell = Cell { unit, indicator };
                    stream.take(Chunk { cell, first: 0, targets, actuals }).expect("each comes once");
                }
            }
        });
        let summed = summed.min(seconds(|| (sum(&targets), sum(&actuals))));
        if let Some(row) = rows.get_mut(usize::from(gaps)) {
            row.1 += summed;
            row.2 += taken;
            row.3 += u64::from(units) * u64::from(periods) * indicators.len() as u64;
        }
    }
    println!("stream,kind,observations,sum_s,take_s,ratio");
    for (kind, summed, taken, observations) in rows {
        println!("stream,{kind},{observations},{summed:.4},{taken:.4},{:.2}", taken / summed);
    }
    let finishing = Instant::now();
    let sums = stream.finish();
    println!("stream,finish,{},,{:.4},", sums.actuals().len(), finishing.elapsed().as_secs_f64());
    black_box(sums.targets().iter().filter(|sum| !sum.is_nan()).sum::<f64>());
    ledger(units, periods);
}

/// The same figures as they were written: a ledger against a stream, ten indicators of each unit.
fn ledger(units: u32, periods: u32) {
    const INDICATORS: u32 = 10;
    let rules = vec![Rule::new(Accumulation::Sum); INDICATORS as usize];
    let mut entries = Vec::new();
    let mut random = 9_u64;
    let mut figure = || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Number::from_parts(i128::from((random >> 40) % 100_000), 2).expect("a short figure")
    };
    for indicator in 0..INDICATORS {
        for unit in 0..units {
            for period in 0..periods {
                let (target, actual) = (Datum::Number(figure()), Datum::Number(figure()));
                entries.push(Entry { cell: Cell { unit, indicator }, period, target, actual });
            }
        }
    }
    let side = |of: fn(&Entry) -> &Datum| -> Vec<f64> {
        entries
            .iter()
            .map(|entry| if let Datum::Number(number) = of(entry) { number.to_f64() } else { f64::NAN })
            .collect()
    };
    let (targets, actuals) = (side(|entry| &entry.target), side(|entry| &entry.actual));
    let mut ledger = Ledger::new(units, rules.clone(), periods).expect("it can be counted");
    let mut stream = Stream::new(units, rules, periods).expect("it can be counted");
    let each = periods as usize;
    let written =
        seconds(|| entries.chunks(each).for_each(|chunk| ledger.take(chunk).expect("each comes once")));
    let floats = seconds(|| {
        let series = entries.chunks(each).zip(targets.chunks(each)).zip(actuals.chunks(each));
        for ((entries, targets), actuals) in series {
            let Some(Entry { cell, .. }) = entries.first() else { continue };
            stream.take(Chunk { cell: *cell, first: 0, targets, actuals }).expect("each comes once");
        }
    });
    println!("ledger,{},{written:.4},{floats:.4},{:.1}", entries.len(), written / floats);
}

fn seconds<T>(run: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    black_box(run());
    start.elapsed().as_secs_f64()
}

/// The yardstick: eight lanes, which the compiler keeps in vectors.
fn sum(column: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    for eight in column.chunks_exact(8) {
        for (lane, value) in lanes.iter_mut().zip(eight) {
            *lane += value;
        }
    }
    lanes.iter().sum()
}
