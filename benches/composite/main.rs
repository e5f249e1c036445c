//! The composite workload: N units × 50 indicators in ten groups of five, three pillars and one index, min-max
//! over the set or fixed goalposts, dense or with gaps; every aggregate of every unit is written.
//!
//! `cargo bench --bench composite -- DATADIR N…` reads `weights.f64`, `dense_N.f64` and `miss_N.f64`
//! (little-endian floats, a row for each indicator) and prints a line for each variant: median and best of eleven
//! runs in seconds, and the sum of the index column.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a benchmark may stop")]

use std::hint::black_box;
use std::time::Instant;

use renstra::columns::{Decided, Extremes, Pass, Sheet, Table, Threads, Want};
use renstra::formula::rule::{Clip, Goalposts, Post};
use renstra::formula::{
    Aggregate, Bands, Better, Cap, Edge, Finish, Formula, Leaf, Method, NodeIndex, Operand, Rule,
};
use renstra::number::{Exact, Number};
use uuid::Uuid;

const INDICATORS: usize = 50;
/// The groups of each pillar.
const PILLARS: [std::ops::Range<usize>; 3] = [0..4, 4..7, 7..10];

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
    if units == 1000 {
        one_unit(figures, units, &pass);
    }
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

/// What is asked for beside the scores of all fourteen aggregates.
#[derive(Clone, Copy)]
enum Extra {
    Nothing,
    /// The bands of each of them.
    Bands,
}

fn want(extra: Extra) -> Want {
    let nodes = (INDICATORS as u32..).take(14).map(NodeIndex);
    match extra {
        Extra::Nothing => Want::scores(nodes),
        Extra::Bands => Want::scores(nodes).bands(),
    }
}

fn slot(at: usize) -> renstra::formula::Slot {
    renstra::formula::Slot(at as u32)
}

fn columns(figures: &[f64], units: usize) -> impl Iterator<Item = &[f64]> {
    figures.chunks_exact(units).take(INDICATORS)
}

fn table(figures: &[f64], units: usize) -> Table<'_> {
    Table::new(units, columns(figures, units).map(Into::into)).expect("as many columns as indicators")
}

fn model_pass(weights: &[f64], ends: &[Extremes], extra: Extra) -> Pass {
    Model::new(weights).pass(ends, extra)
}

/// The index, but for its goalposts.
struct Model {
    weights: Vec<Number>,
}

impl Model {
    fn new(weights: &[f64]) -> Model {
        Model { weights: weights.iter().filter_map(|weight| Number::from_f64(*weight)).collect() }
    }

    fn pass(&self, ends: &[Extremes], extra: Extra) -> Pass {
        let mut builder = Formula::builder();
        let mut id = 0_u128;
        let mut next = || {
            id += 1;
            Uuid::from_u128(id)
        };
        let finish: std::sync::Arc<Finish> = Finish::default().into();
        let bands = Bands::builder("very low").from(51.into(), "low").from(66.into(), "medium");
        let bands = bands.from(76.into(), "high").from(91.into(), "very high").build().expect("ascending");
        let banded: std::sync::Arc<Finish> = Finish::default().bands(bands).into();
        let (own, rest) = self.weights.split_at(INDICATORS);
        let (groups, pillars) = rest.split_at(10);
        let mut edges = Vec::new();
        for (at, (ends, weight)) in ends.iter().zip(own).enumerate() {
            // Every third one is better when it is lower.
            let (worst, best) =
                if at % 3 == 0 { (ends.greatest, ends.least) } else { (ends.least, ends.greatest) };
            let post = |at: f64| Post::At(Exact::from(Number::from_f64(at).expect("a figure")));
            // No figure of the set lies beyond its ends: nothing has to be held back.
            let posts = Goalposts::new(post(worst), post(best)).clip(Clip::Neither);
            let leaf = Leaf::new(Rule::Goalposts(Box::new(posts))).better(Better::Higher);
            let leaf = leaf.actual(Operand::Slot(builder.slot()));
            edges.push(Edge::new(
                builder.leaf(next(), "", leaf, finish.clone()).expect("its own slot"),
                *weight,
            ));
        }
        let mut mean = |edges: Vec<Edge>| {
            let mean = Aggregate::new(Method::Arithmetic);
            builder.aggregate(next(), "", mean, edges, banded.clone()).expect("children before parents")
        };
        let groups: Vec<Edge> =
            edges.chunks(5).zip(groups).map(|(five, w)| Edge::new(mean(five.to_vec()), *w)).collect();
        let pillars: Vec<Edge> = PILLARS
            .into_iter()
            .zip(pillars)
            .map(|(own, w)| Edge::new(mean(groups[own].to_vec()), *w))
            .collect();
        mean(pillars);
        Pass::of(&builder.build(), want(extra))
    }
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
    // Actual, target and baseline of each indicator; one actual in twenty is missing.
    let slots: Vec<f64> = (0..INDICATORS)
        .flat_map(|at| {
            let target = 40.0 + at as f64;
            let actual = if at % 20 == 7 { f64::NAN } else { target * 0.8 + (at % 7) as f64 };
            [actual, target, target / 2.0]
        })
        .collect();
    unit_line("one_unit_mixed_gaps_coverage", &mixed, &slots);
}

fn unit_line(name: &str, pass: &Pass, slots: &[f64]) {
    let mut scratch = pass.scratch();
    let (median, best) = timed(|| pass.score_unit(black_box(slots), black_box(&mut scratch)));
    let check = scratch.scores().last().expect("the index is asked for");
    println!("renstra,{name},1,{median:.9},{best:.9},,check={check:.9e}");
}

/// The same tree over ratios, mirrored ratios, progress, goalposts that hold back, caps and a rule for zeros.
fn mixed() -> Pass {
    let mut builder = Formula::builder();
    let capped: std::sync::Arc<Finish> = Finish::default().cap(Cap::NONE.at_most(120.into())).into();
    let mut id = 0_u128;
    let mut next = || {
        id += 1;
        Uuid::from_u128(id)
    };
    let mut edges = Vec::new();
    for at in 0..INDICATORS {
        let [actual, target, baseline] = [builder.slot(), builder.slot(), builder.slot()];
        let rule = match at % 5 {
            0 => Rule::Ratio,
            1 => Rule::Mirrored,
            2 => Rule::Progress,
            3 => Rule::Goalposts(Box::new(Goalposts::new(Number::ZERO, Number::HUNDRED))),
            _ => Rule::StayNear,
        };
        let better = if at % 5 == 1 { Better::Lower } else { Better::Higher };
        let leaf = Leaf::new(rule).better(better).actual(Operand::Slot(actual));
        let leaf = leaf.target(Operand::Slot(target)).baseline(Operand::Slot(baseline));
        let node = builder.leaf(next(), "", leaf, capped.clone()).expect("its own slots");
        edges.push(Edge::new(node, Number::from(at as i64 % 4 + 1)));
    }
    let mut mean = |edges: Vec<Edge>| {
        let mean = Aggregate::new(Method::Arithmetic);
        let node =
            builder.aggregate(next(), "", mean, edges, Finish::default()).expect("children come first");
        Edge::new(node, Number::ONE)
    };
    let groups: Vec<Edge> = edges.chunks(5).map(|five| mean(five.to_vec())).collect();
    let pillars: Vec<Edge> = PILLARS.into_iter().map(|own| mean(groups[own].to_vec())).collect();
    mean(pillars);
    Pass::of(&builder.build(), want(Extra::Nothing).coverage())
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
