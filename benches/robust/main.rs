//! What Monte Carlo over an index costs: 1,000 replications of 51 units with 49 indicators in 8 groups, 2 halves and an
//! index, on one thread and, with the feature `rayon`, on all of them.
//!
//! ```text
//! cargo bench --bench robust --features rayon [-- REPLICATIONS]
//! ```
//!
//! Times are medians of one run on one machine: compare the ratios, not the figures.

#![allow(clippy::expect_used, reason = "a benchmark may say what it expects")]

use std::time::Instant;

use renstra::composite::{Definition, Trial, UnitTable};
use renstra::robust::Threads;

const UNITS: usize = 51;
const INPUTS: usize = 49;
const GROUPS: usize = 8;

fn main() {
    let replications = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(1_000);
    let definition = Definition::from_json(&definition()).expect("the definition is sound");
    let table = table(UNITS);
    println!("{replications} replications of {UNITS} units with {INPUTS} indicators");
    println!("{:>10} {:>10} {:>14}  what is varied", "median s", "threads", "µs a unit");
    for (what, vary) in CASES {
        let text = format!(
            r#"{{"renstra-robust": 1, "seed": 1, "replications": {replications}, "vary": [{vary}]}}"#
        );
        let trial = Trial::from_json(&definition, &text).expect("the trial is sound");
        measure(what, &trial, &table, replications, Threads::Own, "own");
        #[cfg(feature = "rayon")]
        measure(what, &trial, &table, replications, Threads::Rayon, "rayon");
    }
    let once = median(|| definition.score(&table).expect("it scores"));
    println!("scored once: {:.3} ms", once * 1e3);
    columns(&definition);
}

/// The same index over a hundred thousand units as columns, against the exact evaluator over a hundredth of them.
fn columns(definition: &Definition) {
    const MANY: usize = 100_000;
    let [few, many] = [MANY / 100, MANY].map(table);
    let exact = median(|| definition.score(&few).expect("it scores")) * 100.0;
    let seconds = median(|| definition.score_columns(&many, Threads::Own).expect("it scores"));
    let decided = definition.score_columns(&many, Threads::Own).expect("it scores").decided();
    println!("score_columns,{MANY},{seconds:.3} s,{:.1} x the exact evaluator,{decided:?}", exact / seconds);
}

const CASES: [(&str, &str); 4] = [
    ("weights", r#"{"name": "weights", "weights_within": "0.25"}"#),
    (
        "weights, normalisation, gaps",
        r#"{"name": "weights", "weights_within": "0.25"},
           {"name": "scale", "normalise": [{"method": "min-max", "onto": [1, 100]}, {"method": "rank"}, {"method": "percent-rank"}]},
           {"name": "gaps", "impute": [null, {"rule": "mean"}, {"rule": "median"}]}"#,
    ),
    (
        "weights, the mean at the top",
        r#"{"name": "weights", "weights_within": "0.25"},
           {"name": "mean", "groups": ["index"], "methods": [{"method": "arithmetic"}, {"method": "geometric"}]}"#,
    ),
    (
        "weights, the mean everywhere",
        r#"{"name": "weights", "weights_within": "0.25"},
           {"name": "mean", "methods": [{"method": "arithmetic"}, {"method": "geometric"}]}"#,
    ),
];

fn measure(what: &str, trial: &Trial, table: &UnitTable, runs: u32, threads: Threads, on: &str) {
    let seconds = median(|| trial.run(table, threads).expect("it runs"));
    let each = seconds * 1e6 / f64::from(runs) / UNITS as f64;
    println!("{seconds:>10.3} {on:>10} {each:>14.2}  {what}");
}

fn definition() -> String {
    let input = |i: usize| {
        let direction = if i % 3 == 0 { "lower" } else { "higher" };
        format!(
            r#"{{"code": "i{i}", "direction": "{direction}", "normalise": {{"method": "min-max", "onto": [1, 100]}}}}"#
        )
    };
    let inputs: Vec<String> = (0..INPUTS).map(input).collect();
    let group = |g: usize| {
        let parts = (0..INPUTS).filter(|i| i % GROUPS == g);
        let parts: Vec<String> =
            parts.map(|i| format!(r#"{{"code": "i{i}", "weight": {}}}"#, 1 + i % 3)).collect();
        format!(r#"{{"code": "g{g}", "of": [{}]}}"#, parts.join(","))
    };
    let mut groups: Vec<String> = (0..GROUPS).map(group).collect();
    for (half, first) in [("left", 0), ("right", GROUPS / 2)] {
        let parts: Vec<String> =
            (first..first + GROUPS / 2).map(|g| format!(r#"{{"code": "g{g}"}}"#)).collect();
        groups.push(format!(r#"{{"code": "{half}", "of": [{}]}}"#, parts.join(",")));
    }
    groups.push(
        r#"{"code": "index", "of": [{"code": "left", "weight": 0.6}, {"code": "right", "weight": 0.4}]}"#
            .into(),
    );
    format!(
        r#"{{"renstra-composite": 1, "id": "bench", "unit": {{"code": "unit"}}, "inputs": [{}], "groups": [{}]}}"#,
        inputs.join(","),
        groups.join(",")
    )
}

/// Figures that look measured, with one in twenty missing.
fn table(units: usize) -> UnitTable {
    let columns: Vec<String> = (0..INPUTS).map(|i| format!("i{i}")).collect();
    let mut table = UnitTable::new(["unit"].into_iter().chain(columns.iter().map(String::as_str)));
    let mut state: u64 = 42;
    for unit in 0..units {
        let cell = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let drawn = state >> 33;
            if drawn % 20 == 0 {
                String::new()
            } else {
                format!("{}.{:03}", drawn % 1_000, drawn / 1_000 % 1_000)
            }
        };
        let cells: Vec<String> = (0..INPUTS).map(cell).collect();
        table.push(std::iter::once(format!("u{unit}")).chain(cells));
    }
    table
}

/// The median time of three runs.
fn median<T>(mut run: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..3)
        .map(|_| {
            let start = Instant::now();
            let kept = run();
            let seconds = start.elapsed().as_secs_f64();
            drop(kept);
            seconds
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(1).copied().unwrap_or_default()
}
