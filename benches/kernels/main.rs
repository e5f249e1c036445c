//! Hot kernels, so many times each: for counting instructions, which repeat where times do not.
//!
//! `cargo bench --bench kernels -- NAME TIMES`; `.ci/instructions` runs each under valgrind and tells what one turn
//! costs, against what is recorded in `benches/kernels/counts.txt`.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a benchmark may stop")]

#[path = "../plan/generate.rs"]
#[expect(dead_code, reason = "one shape of plans is enough here")]
mod generate;
#[path = "../composite/model.rs"]
mod model;

use std::hint::black_box;

use chrono::NaiveDate;
use model::{Extra, INDICATORS, Model, mixed, mixed_unit, table, want};
use renstra::align::{AlignSettings, Alignment};
use renstra::columns::{Extremes, Sheet, Threads, datum};
use renstra::format::read_plan;
use renstra::formula::{Datum, evaluate};

/// Units of a block's worth of work.
const UNITS: usize = 4096;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [name, times] = arguments.as_slice() else {
        println!("usage: cargo bench --bench kernels -- NAME TIMES, with a NAME of {}", NAMES.join(", "));
        return;
    };
    run(name, times.parse().expect("TIMES is a number"));
}

const NAMES: [&str; 8] =
    ["unit_goalposts", "unit_mixed", "dense", "gaps", "bands", "extremes", "exact", "align"];

fn run(name: &str, times: usize) {
    if name == "align" { align(times) } else { score(name, times) }
}

/// A plan of a thousand elements, with the search for likenesses.
fn align(times: usize) {
    let plan = read_plan(generate::plan(1_000).as_bytes()).expect("the generated plan is sound");
    let settings = AlignSettings::on(NaiveDate::default());
    (0..times).for_each(|_| {
        black_box(Alignment::of(black_box(&plan), &settings));
    });
}

fn score(name: &str, times: usize) {
    let dense = figures(0);
    let ends: Vec<Extremes> = model::columns(&dense, UNITS).map(Extremes::of).collect();
    let weights: Vec<f64> = (0..63).map(|at| 0.5 + f64::from(at % 10) / 10.0).collect();
    let model = Model::new(&weights);
    let extra = if name == "bands" { Extra::Bands } else { Extra::Nothing };
    let pass = model.pass(&ends, extra);
    let mut sheet = Sheet::new(&want(extra), UNITS);
    match name {
        "unit_goalposts" => {
            let unit: Vec<f64> = (0..INDICATORS).map(|at| dense[at * UNITS]).collect();
            let mut scratch = pass.scratch();
            (0..times).for_each(|_| pass.score_unit(black_box(&unit), black_box(&mut scratch)));
        }
        "unit_mixed" => {
            let (pass, unit) = (mixed(), mixed_unit());
            let mut scratch = pass.scratch();
            (0..times).for_each(|_| pass.score_unit(black_box(&unit), black_box(&mut scratch)));
        }
        "extremes" => (0..times).for_each(|_| {
            black_box(Extremes::of(black_box(&dense)));
        }),
        "exact" => {
            let unit: Vec<Datum> = (0..INDICATORS).map(|at| datum(dense[at * UNITS])).collect();
            (0..times).for_each(|_| {
                black_box(evaluate(pass.formula(), black_box(&unit)));
            });
        }
        _ => {
            let figures = if name == "gaps" { figures(20) } else { dense };
            let table = table(&figures, UNITS);
            (0..times).for_each(|_| pass.score_into(&table, Threads::Own, &mut sheet).expect("it fits"));
        }
    }
}

/// Figures without a pattern that anything could learn: a linear congruence; one in so many is missing.
fn figures(gaps: u64) -> Vec<f64> {
    let mut state = 42_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    (0..INDICATORS * UNITS)
        .map(|_| {
            let figure = next();
            if gaps > 0 && next() % gaps == 0 { f64::NAN } else { (figure % 10_000) as f64 / 100.0 }
        })
        .collect()
}
