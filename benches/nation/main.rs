//! A nation in one breath: 552 regions of 2,000 sub-activities with three indicators each, twenty quarters: sixty-six
//! million targets and as many actuals. They arrive in indicator-major chunks, are accumulated, held against each other,
//! rolled up through activities, programmes and fields to each region, and placed in bands.
//!
//! `cargo bench --bench nation [-- REGIONS]` prints the time of that against the time of summing the two columns, chunk by
//! chunk in the same run, and how often floats could not tell. Making the figures is not timed. A batch of chunks is
//! larger than the caches, so that both read memory.

#![expect(clippy::expect_used, reason = "a benchmark may stop")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use renstra::columns::{Column, Pass, Sheet, Table, Threads, Want};
use renstra::formula::{
    Accumulation, Aggregate, Bands, Cap, Edge, Finish, Formula, Leaf, Method, NodeIndex, Operand, Rule, Slot,
};
use renstra::number::Number;
use renstra::stream::{self, Cell, Chunk, Stream};
use uuid::Uuid;

const INDICATORS: usize = 6_000;
const QUARTERS: usize = 20;
/// Indicators in a batch: times regions, quarters and two sides some 130 MB.
const BATCH: usize = 750;

fn main() {
    let regions = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(552);
    let (pass, bands) = nation();
    let rules = vec![stream::Rule::new(Accumulation::Sum); INDICATORS];
    let mut stream = Stream::new(regions as u32, rules, QUARTERS as u32).expect("not too large");
    let mut figures = Figures::new();
    let (mut summed, mut taken, mut check) = (Duration::ZERO, Duration::ZERO, 0.0);
    for first in (0..INDICATORS).step_by(BATCH) {
        let batch = figures.batch(regions * BATCH * QUARTERS);
        let start = Instant::now();
        check += sum(black_box(&batch.targets)) + sum(black_box(&batch.actuals));
        summed += start.elapsed();
        let start = Instant::now();
        take(&mut stream, first, regions, &batch);
        taken += start.elapsed();
    }
    let start = Instant::now();
    let sums = stream.finish();
    let columns = sums.actuals().chunks_exact(regions).chain(sums.targets().chunks_exact(regions));
    let table = Table::new(regions, columns.map(Column::Figures)).expect("as many columns as slots");
    let sheet = pass.score(&table, Threads::Own).expect("it fits");
    let scored = start.elapsed();
    report(&sheet, regions, bands, [summed, taken, scored], check);
}

fn report(sheet: &Sheet, regions: usize, bands: usize, [summed, taken, scored]: [Duration; 3], check: f64) {
    let observations = regions * INDICATORS * QUARTERS;
    let whole = taken + scored;
    let decided = sheet.decided();
    let placed = bands * regions;
    println!("observations: {observations}, each a target and an actual (sum {check:.6e})");
    println!("summing the two columns: {summed:.1?}");
    println!("accumulating: {taken:.1?}; achieving, rolling up, banding: {scored:.1?}; together {whole:.1?}");
    println!("ratio: {:.2}", whole.as_secs_f64() / summed.as_secs_f64());
    println!(
        "scores placed in bands: {placed}; decided in place: {}; fallbacks: {} ({:.4} %)",
        decided.in_place,
        decided.fallbacks,
        100.0 * decided.fallbacks as f64 / placed as f64
    );
    println!("peak memory: {}", peak().unwrap_or_else(|| "not known on this system".into()));
}

/// What the process held at most, as the system tells.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(|peak| peak.trim().to_owned())
}

/// The same over eight lanes: as fast as a processor sums a column.
fn sum(figures: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    for chunk in figures.chunks_exact(8) {
        if let Some(chunk) = chunk.first_chunk::<8>() {
            lanes.iter_mut().zip(chunk).for_each(|(lane, x)| *lane += x);
        }
    }
    lanes.iter().sum()
}

fn take(stream: &mut Stream, first: usize, regions: usize, batch: &Batch) {
    let series = batch.targets.chunks_exact(QUARTERS).zip(batch.actuals.chunks_exact(QUARTERS));
    for (at, (targets, actuals)) in series.enumerate() {
        let (indicator, unit) = (first + at / regions, at % regions);
        let cell = Cell { unit: unit as u32, indicator: indicator as u32 };
        stream.take(Chunk { cell, first: 0, targets, actuals }).expect("each once");
    }
}

struct Batch {
    targets: Vec<f64>,
    actuals: Vec<f64>,
}

/// Whole targets and actuals; one quarter in fifty was not reported. A linear congruence.
struct Figures(u64);

impl Figures {
    fn new() -> Figures {
        Figures(42)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn batch(&mut self, count: usize) -> Batch {
        let mut batch = Batch { targets: Vec::with_capacity(count), actuals: Vec::with_capacity(count) };
        for _ in 0..count {
            let target = 1 + self.next() % 1_000;
            let share = 600 + self.next() % 700;
            batch.targets.push(target as f64);
            let reported = self.next() % 50 != 0;
            batch.actuals.push(if reported { (target * share / 1_000) as f64 } else { f64::NAN });
        }
        batch
    }
}

/// Three indicators to a sub-activity, five of these to an activity, five to a programme, four to a field, twenty fields to
/// a region; every aggregate has bands. Gives the pass and how many aggregates there are.
fn nation() -> (Pass, usize) {
    let mut builder = Formula::builder();
    let capped: std::sync::Arc<Finish> = Finish::default().cap(Cap::NONE.at_most(100.into())).into();
    let bands = Bands::builder("sangat rendah").from(51.into(), "rendah").from(66.into(), "sedang");
    let bands = bands.from(76.into(), "tinggi").from(91.into(), "sangat tinggi").build().expect("ascending");
    let banded: std::sync::Arc<Finish> = Finish::default().bands(bands).into();
    let mut id = 0_u128;
    let mut next = || {
        id += 1;
        Uuid::from_u128(id)
    };
    let actuals: Vec<Slot> = (0..INDICATORS).map(|_| builder.slot()).collect();
    let targets: Vec<Slot> = (0..INDICATORS).map(|_| builder.slot()).collect();
    let mut level = Vec::new();
    for (actual, target) in actuals.into_iter().zip(targets) {
        let leaf = Leaf::new(Rule::Ratio).actual(Operand::Slot(actual)).target(Operand::Slot(target));
        level.push(builder.leaf(next(), "", leaf, capped.clone()).expect("its own slots"));
    }
    let mut aggregates: Vec<NodeIndex> = Vec::new();
    for width in [3, 5, 5, 4, 20] {
        let mut mean = |children: &[NodeIndex]| {
            let edges =
                children.iter().zip(1_i64..).map(|(child, at)| Edge::new(*child, Number::from(at % 3 + 1)));
            let mean = Aggregate::new(Method::Arithmetic);
            builder.aggregate(next(), "", mean, edges, banded.clone()).expect("children before parents")
        };
        level = level.chunks(width).map(&mut mean).collect();
        aggregates.extend(&level);
    }
    let count = aggregates.len();
    (Pass::of(&builder.build(), Want::scores(aggregates).bands()), count)
}
