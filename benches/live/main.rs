//! What a change costs in a formula that is held open: 1e6 indicators in seven levels, and 1e5 siblings.
//!
//! ```text
//! cargo bench --bench live [-- INDICATORS…]
//! ```
//!
//! Each change puts another actual into an indicator drawn at random - so that memory is as far away as it is in a
//! service - and all scores above it are brought up to date, all of them banded, with the list of what moved. Batches
//! of fifty changes are timed; the line gives the median and the best batch, a change. Compare within one run: machines are noisy.

#![allow(clippy::expect_used, reason = "a benchmark may say what it expects")]

use std::hint::black_box;
use std::time::Instant;

use renstra::formula::{
    Aggregate, Bands, Datum, Edge, Finish, Formula, FormulaError, Leaf, Method, NodeIndex, Operand, Rule,
    Slot,
};
use renstra::live::Live;
use renstra::number::Number;
use uuid::Uuid;

const BATCH: usize = 50;
const BATCHES: usize = 1_000;

fn main() {
    let sizes: Vec<u32> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000, 1_000_000] } else { sizes };
    println!("live,shape,method,indicators,depth,open_s,median_us,best_us,moved");
    for size in sizes {
        // Ten under each: seven levels of a million.
        measure("tree", &Method::Arithmetic, size, 10);
        for method in [Method::Arithmetic, Method::Minimum, Method::Median] {
            measure("siblings", &method, size.min(100_000), u32::MAX);
        }
    }
}

/// So many ratios with weights, so many of them under each parent, up to one node.
fn formula(method: &Method, indicators: u32, fan_out: u32) -> Result<(Formula, u32), FormulaError> {
    let mut builder = Formula::builder();
    let mut level = Vec::new();
    for place in 0..indicators {
        let (actual, target) = (Operand::Slot(builder.slot()), Operand::Slot(builder.slot()));
        let leaf = Leaf::new(Rule::Ratio).actual(actual).target(target);
        level.push(builder.leaf(Uuid::from_u128(place.into()), "indicator", leaf, Finish::default())?);
    }
    let bands = Bands::builder("low").from(75.into(), "fair").from(90.into(), "good").build();
    let mut depth = 1;
    while level.len() > 1 {
        let link = |at: &NodeIndex| Edge::new(*at, Number::from(1 + at.0 % 4));
        let finish = Finish::default().bands(bands.clone().expect("the bands are sound"));
        let finish = std::sync::Arc::new(finish);
        let parent = |children: &[NodeIndex]| {
            let edges: Vec<Edge> = children.iter().map(link).collect();
            builder.aggregate(Uuid::nil(), "element", Aggregate::new(method.clone()), edges, finish.clone())
        };
        level = level.chunks(fan_out as usize).map(parent).collect::<Result<_, _>>()?;
        depth += 1;
    }
    Ok((builder.build(), depth))
}

fn measure(shape: &str, method: &Method, indicators: u32, fan_out: u32) {
    let (formula, depth) = formula(method, indicators, fan_out).expect("the formula is sound");
    let mut random = 7_u64;
    let mut draw = move |below: u32| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((random >> 32) % u64::from(below)).unwrap_or(0)
    };
    let figure = |n: u32| Datum::Number(Number::from_parts((500 + n).into(), 1).expect("a figure"));
    let inputs =
        (0..2 * indicators).map(|slot| figure(if slot % 2 == 0 { draw(1_000) } else { 500 })).collect();
    let start = Instant::now();
    let mut live = Live::open(formula, inputs);
    let open = start.elapsed().as_secs_f64();
    let mut moved = 0;
    let mut times: Vec<f64> = (0..BATCHES)
        .map(|_| {
            let changes: Vec<(Slot, Datum)> =
                (0..BATCH).map(|_| (Slot(2 * draw(indicators)), figure(draw(1_000)))).collect();
            let start = Instant::now();
            for (slot, value) in changes {
                moved += live.set(slot, value).expect("the slot is there").len();
            }
            start.elapsed().as_secs_f64() * 1e6 / BATCH as f64
        })
        .collect();
    black_box(live.outcomes());
    times.sort_by(f64::total_cmp);
    let (median, best) =
        (times.get(BATCHES / 2).copied().unwrap_or(0.0), times.first().copied().unwrap_or(0.0));
    let moved = moved as f64 / (BATCHES * BATCH) as f64;
    println!(
        "live,{shape},{},{indicators},{depth},{open:.3},{median:.3},{best:.3},{moved:.2}",
        method.code()
    );
}
