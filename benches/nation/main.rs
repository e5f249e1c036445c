//! A nation in one breath: 552 regions of 2,000 sub-activities with three indicators each, twenty quarters: sixty-six
//! million targets and as many actuals. They come in indicator-major chunks, are accumulated, held against each other,
//! rolled up through activities, programmes and fields to each region, and placed in bands. In two ways:
//!
//! - *lent*: the pass asks for one indicator after another, and keeps nothing but what parents still need;
//! - *streamed*: chunks may come in any order; sums are kept until the last has come, and scored then.
//!
//! `cargo bench --bench nation [-- REGIONS]` prints the time of each against the time of summing the two columns, chunk by
//! chunk in the same run, and how often floats could not tell. Making the figures is not timed. A batch of chunks is
//! larger than the caches, so that all of them read memory.

#![expect(clippy::expect_used, reason = "a benchmark may stop")]

mod figures;
mod model;

use std::convert::Infallible;
use std::hint::black_box;
use std::time::{Duration, Instant};

use figures::{Batch, Figures};
use model::nation;
use renstra::columns::{Column, Lend, Line, Observed, Sheet, Table, Threads};
use renstra::formula::{Accumulation, NodeIndex};
use renstra::stream::{Cell, Chunk, Rule, Stream};

const INDICATORS: usize = 6_000;
const QUARTERS: usize = 20;
/// Indicators in a batch: times regions, quarters and two sides some 130 MB.
const BATCH: usize = 750;

fn main() {
    let regions = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(552);
    let pass = nation(QUARTERS as u32);
    let mut country = Country::of(regions);
    let start = Instant::now();
    let mut sheet = Sheet::new(pass.want(), regions);
    let made = start.elapsed();
    let start = Instant::now();
    pass.score_lent_into(&Table::lent(regions), &mut country, &mut sheet).expect("it is lent");
    let lent = start.elapsed() - country.away;
    let Country { stream, summed, taken, check, .. } = country;
    println!(
        "observations: {}, each a target and an actual (sum {check:.6e})",
        regions * INDICATORS * QUARTERS
    );
    println!("summing the two columns: {summed:.1?}");
    let ratio = |time: Duration| time.as_secs_f64() / summed.as_secs_f64();
    println!("lent: accumulating, achieving, rolling up, banding {lent:.1?}; ratio: {:.2}", ratio(lent));
    println!("the same with making the sheet ({made:.1?}); ratio: {:.2}", ratio(lent + made));
    let (streamed, scored) = finish(stream, regions);
    let together = ratio(taken + scored);
    println!("streamed: accumulating {taken:.1?}, the rest {scored:.1?}; ratio: {together:.2}");
    report(&sheet, &streamed);
}

/// Scores what a stream came to, by the same formula with one figure a side.
fn finish(stream: Stream, regions: usize) -> (Sheet, Duration) {
    let pass = nation(1);
    let start = Instant::now();
    let sums = stream.finish();
    let columns = sums.actuals().chunks_exact(regions).chain(sums.targets().chunks_exact(regions));
    let table = Table::new(regions, columns.map(Column::Figures)).expect("as many columns as slots");
    let sheet = pass.score(&table, Threads::Own).expect("it fits");
    (sheet, start.elapsed())
}

fn report(lent: &Sheet, streamed: &Sheet) {
    let placed: usize = lent.lines().iter().map(|line| line.bands().len()).sum();
    let decided = lent.decided();
    println!(
        "scores placed in bands: {placed}; decided in place: {}; fallbacks: {} ({:.4} %)",
        decided.in_place,
        decided.fallbacks,
        100.0 * decided.fallbacks as f64 / placed as f64
    );
    let bits = |sheet: &Sheet| -> Vec<u64> {
        sheet.lines().iter().flat_map(|line| line.scores().iter().map(|score| score.to_bits())).collect()
    };
    let bands = |(one, other): (&Line, &Line)| one.bands() == other.bands();
    let alike = bits(lent) == bits(streamed) && lent.lines().iter().zip(streamed.lines()).all(bands);
    println!("the same bits and bands either way: {alike}");
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

/// Makes figures when they are asked for, a batch at a time, and measures what has to be done with each batch beside the pass.
struct Country {
    figures: Figures,
    batch: Batch,
    /// The indicators of the batch.
    held: std::ops::Range<usize>,
    stream: Stream,
    summed: Duration,
    taken: Duration,
    /// All the time that is not the pass's.
    away: Duration,
    check: f64,
}

impl Country {
    fn of(regions: usize) -> Country {
        let rules = vec![Rule::new(Accumulation::Sum); INDICATORS];
        let stream = Stream::new(regions as u32, rules, QUARTERS as u32).expect("not too large");
        let [summed, taken, away] = [Duration::ZERO; 3];
        let (figures, batch) = (Figures::new(), Batch::of(regions * QUARTERS));
        Country { figures, batch, held: 0..0, stream, summed, taken, away, check: 0.0 }
    }

    fn next_batch(&mut self) {
        self.held = self.held.end..self.held.end + BATCH;
        self.figures.fill(&mut self.batch, BATCH);
        let start = Instant::now();
        self.check += sum(black_box(self.batch.figures()));
        self.summed += start.elapsed();
        let start = Instant::now();
        self.take();
        self.taken += start.elapsed();
    }

    fn take(&mut self) {
        for at in 0..BATCH {
            let (targets, actuals) = self.batch.sides(at);
            let series = targets.chunks_exact(QUARTERS).zip(actuals.chunks_exact(QUARTERS));
            for (unit, (targets, actuals)) in (0_u32..).zip(series) {
                let cell = Cell { unit, indicator: (self.held.start + at) as u32 };
                self.stream.take(Chunk { cell, first: 0, targets, actuals }).expect("each once");
            }
        }
    }
}

impl Lend for Country {
    type Error = Infallible;

    /// Leaves are the first nodes, in the order of indicators.
    fn lend(&mut self, leaf: NodeIndex) -> Result<Observed<'_>, Infallible> {
        let indicator = leaf.index();
        if !self.held.contains(&indicator) {
            let start = Instant::now();
            self.next_batch();
            self.away += start.elapsed();
        }
        let (targets, actuals) = self.batch.sides(indicator - self.held.start);
        Ok(Observed { actuals, targets })
    }
}
