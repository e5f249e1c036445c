//! The composite workload: N units × 50 indicators in ten groups of five, three pillars and one index, min-max
//! over the set or fixed goalposts, dense or with gaps; every aggregate of every unit is written.
//!
//! `cargo bench --bench composite -- DATADIR N…` reads `weights.f64`, `dense_N.f64` and `miss_N.f64`
//! (little-endian floats, a row for each indicator) and prints a line for each variant: median and best of eleven
//! runs in seconds, and the sum of the index column. `read_alone` sums all figures and does nothing else: what memory allows.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a benchmark may stop")]

mod model;

use std::hint::black_box;
use std::time::Instant;

use model::{Extra, INDICATORS, Model, columns, mixed, mixed_unit, table, want};
use renstra::columns::{Decided, Extremes, Pass, Sheet, Threads};
use renstra::formula::Slot;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let Some((directory, sizes)) = arguments.split_first() else {
        println!("usage: cargo bench --bench composite -- DATADIR N…");
        return;
    };
    let load = |name: String| floats(&format!("{directory}/{name}"));
    let Some(weights) = load("weights.f64".into()) else { return };
    for size in sizes {
        let Ok(units) = size.parse::<usize>() else { continue };
        if let Some(dense) = load(format!("dense_{units}.f64")) {
            dense_lines(&dense, units, &weights);
        }
        if let Some(gaps) = load(format!("miss_{units}.f64")) {
            gap_lines(&gaps, units, &weights);
        }
    }
}

fn floats(path: &str) -> Option<Vec<f64>> {
    let bytes = std::fs::read(path).map_err(|error| println!("{path}: {error}")).ok()?;
    Some(bytes.chunks_exact(8).filter_map(|chunk| Some(f64::from_le_bytes(chunk.try_into().ok()?))).collect())
}

fn dense_lines(figures: &[f64], units: usize, weights: &[f64]) {
    let model = Model::new(weights);
    let ends: Vec<Extremes> = columns(figures, units).map(Extremes::of).collect();
    let minmax = |want: Extra, threads| {
        move |sheet: &mut Sheet, figures: &[f64]| {
            let table = table(figures, units).measured(threads);
            let ends = (0..INDICATORS).filter_map(|at| table.extremes(slot(at))).collect::<Vec<_>>();
            model_pass(weights, &ends, want).score_into(&table, threads, sheet)
        }
    };
    line(
        "dense_minmax",
        units,
        Sheet::new(&want(Extra::Nothing), units),
        figures,
        minmax(Extra::Nothing, Threads::Own),
    );
    line(
        "dense_minmax_bands",
        units,
        Sheet::new(&want(Extra::Bands), units),
        figures,
        minmax(Extra::Bands, Threads::Own),
    );
    let pass = model.pass(&ends, Extra::Nothing);
    line("dense_goalposts(1 pass)", units, Sheet::new(pass.want(), units), figures, |sheet, figures| {
        pass.score_into(&table(figures, units), Threads::Own, sheet)
    });
    let certified = model.pass(&ends, Extra::Bands);
    line(
        "dense_goalposts_bands(1 pass)",
        units,
        Sheet::new(certified.want(), units),
        figures,
        |sheet, figures| certified.score_into(&table(figures, units), Threads::Own, sheet),
    );
    #[cfg(feature = "rayon")]
    line(
        "dense_minmax(2 threads)",
        units,
        Sheet::new(&want(Extra::Nothing), units),
        figures,
        minmax(Extra::Nothing, Threads::Rayon),
    );
    read_lines(figures, units);
    if units == 1000 {
        one_unit(figures, units, &pass);
    }
}

fn read_lines(figures: &[f64], units: usize) {
    for threads in [1, 2] {
        let (median, best) = timed(|| {
            black_box(read(black_box(figures), threads));
        });
        println!("renstra,read_alone({threads} threads),{units},{median:.9},{best:.9}");
    }
}

/// The sum of all figures, by so many threads.
fn read(figures: &[f64], threads: usize) -> f64 {
    std::thread::scope(|scope| {
        let parts = figures.chunks(figures.len().div_ceil(threads));
        let parts: Vec<_> = parts.map(|part| scope.spawn(|| sum(part))).collect();
        parts.into_iter().map(|part| part.join().expect("it adds up")).sum()
    })
}

/// Over eight lanes: as fast as a processor reads a column.
fn sum(figures: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    for chunk in figures.chunks_exact(8) {
        lanes.iter_mut().zip(chunk).for_each(|(lane, x)| *lane += x);
    }
    lanes.iter().sum()
}

fn gap_lines(figures: &[f64], units: usize, weights: &[f64]) {
    let minmax = |threads| {
        move |sheet: &mut Sheet, figures: &[f64]| {
            let table = table(figures, units).measured(threads);
            let ends = (0..INDICATORS).filter_map(|at| table.extremes(slot(at))).collect::<Vec<_>>();
            model_pass(weights, &ends, Extra::Nothing).score_into(&table, threads, sheet)
        }
    };
    line("miss_minmax", units, Sheet::new(&want(Extra::Nothing), units), figures, minmax(Threads::Own));
    #[cfg(feature = "rayon")]
    line(
        "miss_minmax(2 threads)",
        units,
        Sheet::new(&want(Extra::Nothing), units),
        figures,
        minmax(Threads::Rayon),
    );
}

fn line<E: std::fmt::Debug>(
    name: &str,
    units: usize,
    mut sheet: Sheet,
    figures: &[f64],
    run: impl Fn(&mut Sheet, &[f64]) -> Result<(), E>,
) {
    let (median, best) = timed(|| run(&mut sheet, black_box(figures)).expect("it fits"));
    let index = sheet.lines().last().expect("the index is asked for");
    let check: f64 = index.scores().iter().filter(|score| !score.is_nan()).sum();
    let Decided { in_place, fallbacks, .. } = sheet.decided();
    println!(
        "renstra,{name},{units},{median:.9},{best:.9},in_place={in_place},fallbacks={fallbacks},check={check:.9e}"
    );
}

fn one_unit(figures: &[f64], units: usize, pass: &Pass) {
    let unit: Vec<f64> = columns(figures, units).filter_map(|column| column.first().copied()).collect();
    unit_line("one_unit_goalposts", pass, &unit);
    let mixed = mixed();
    unit_line("one_unit_mixed_gaps_coverage", &mixed, &mixed_unit());
}

fn unit_line(name: &str, pass: &Pass, slots: &[f64]) {
    let mut scratch = pass.scratch();
    let (median, best) = timed(|| pass.score_unit(black_box(slots), black_box(&mut scratch)));
    let check = scratch.scores().last().expect("the index is asked for");
    println!("renstra,{name},1,{median:.9},{best:.9},,check={check:.9e}");
}

fn slot(at: usize) -> Slot {
    Slot(at as u32)
}

fn model_pass(weights: &[f64], ends: &[Extremes], extra: Extra) -> Pass {
    Model::new(weights).pass(ends, extra)
}

/// Median and best of eleven runs, each long enough to be measured.
fn timed(mut run: impl FnMut()) -> (f64, f64) {
    let start = Instant::now();
    run();
    let once = start.elapsed().as_secs_f64();
    let inner = ((0.02 / once) as usize).max(1);
    let mut runs: Vec<f64> = (0..11)
        .map(|_| {
            let start = Instant::now();
            (0..inner).for_each(|_| run());
            start.elapsed().as_secs_f64() / inner as f64
        })
        .collect();
    runs.sort_by(f64::total_cmp);
    (runs[5], runs[0])
}
