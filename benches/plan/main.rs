//! What a plan costs: reading, checking, scoring, explaining, over plans of 1e3, 1e4 and 1e5 elements.
//!
//! ```text
//! cargo bench --bench plan [-- SIZE…]
//! ```
//!
//! Times are medians and least times of one run on one machine: compare the ratios, not the figures. Growth is that of the
//! least times, since whatever else the machine does only adds to them. What is held against `serde_json::Value` is run
//! alternately with it, and the least times are compared.

#![allow(clippy::expect_used, reason = "a benchmark may say what it expects")]

mod generate;
mod worded;

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use chrono::NaiveDate;
use generate::{SHAPES, plan};
use renstra::align::{AlignSettings, Alignment, Portfolio};
use renstra::format::{read, read_plan, write};
use renstra::formula::evaluate;
use renstra::number::Number;
use renstra::plan::Plan;
use renstra::policy::Policy;
use renstra::score::{Asked, Scorecard, compile};
use worded::worded;

fn main() {
    keep_pages();
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000, 100_000] } else { sizes };
    println!("{:>8} {:>9} {:>11} {:>11} {:>9}  what", "elements", "MB", "median s", "least s", "x before");
    let mut before: Vec<f64> = Vec::new();
    for size in sizes {
        let rows = measure(size);
        for (i, (what, Times { median, least })) in rows.iter().enumerate() {
            let growth = before.get(i).map_or(String::new(), |last| format!("{:.1}", least / last));
            println!("{size:>8} {:>9} {median:>11.6} {least:>11.6} {growth:>9}  {what}", "");
        }
        before = rows.into_iter().map(|(_, times)| times.least).collect();
    }
    shapes();
    small();
}

/// Lets the allocator keep what it has. Otherwise it hands free memory back to the system, or not, by what happens to lie
/// above it, and asks for it again page by page: a price of microseconds a page that has nothing to do with what is
/// measured, and is paid by one line and not by the next.
fn keep_pages() {
    const BLOCK: usize = 24 << 20;
    // From then on, blocks of this size come from the heap as well.
    drop(black_box(vec![1_u8; BLOCK + 65_536]));
    let blocks: Vec<Vec<u8>> = (0..28).map(|_| black_box(vec![1; BLOCK])).collect();
    // Stays above all of them.
    std::mem::forget(black_box(vec![1_u8; BLOCK / 64]));
    drop(blocks);
}

fn measure(size: usize) -> Vec<(&'static str, Times)> {
    let text = write(&read_plan(plan(size).as_bytes()).expect("the generated plan is sound"));
    let bytes = text.as_bytes();
    let megabytes = bytes.len() as f64 / 1e6;
    println!(
        "{size:>8} {megabytes:>9.2}  reading and checking takes {:.2} x serde_json::Value",
        against_value(bytes)
    );
    let value = times(|| serde_json::from_slice::<serde_json::Value>(bytes).expect("it is JSON"));
    let reading = times(|| read(bytes).expect("it reads"));
    let draft = read(bytes).expect("it reads");
    let checking = times(|| draft.check().expect("it is sound"));
    let both = times(|| read_plan(bytes).expect("it is sound"));
    let plan = read_plan(bytes).expect("it is sound");
    let scoring = times(|| card(&plan));
    let card = card(&plan);
    let root = plan.find("V").expect("there is a vision");
    let leaf = plan.elements().last().expect("there are elements");
    let explaining = times(|| (card.explain(leaf), root));
    let writing = times(|| write(&plan));
    let settings = AlignSettings::on(NaiveDate::default()).likeness(Number::from(2));
    let aligning = times(|| Alignment::of(&plan, &settings));
    let settings = AlignSettings::on(NaiveDate::default());
    let searching = times(|| Alignment::of(&plan, &settings));
    let worded = read_plan(worded(size).as_bytes()).expect("the generated plan is sound");
    let wording = times(|| Alignment::of(&worded, &settings));
    let plans = forty(size);
    let together = times(|| Portfolio::of_plans(&plans, &settings));
    vec![
        ("serde_json::Value, the yardstick", value),
        ("read a draft", reading),
        ("check it", checking),
        ("read and check", both),
        ("compile and score", scoring),
        ("explain one", explaining),
        ("write", writing),
        ("align, without likenesses", aligning),
        ("align, with the search for likenesses", searching),
        ("the same, names of a few words in any order", wording),
        ("align forty plans of together so many elements", together),
    ]
}

/// A region and thirty-nine plans under it.
fn forty(size: usize) -> Vec<Plan> {
    let region = plan(size / 40);
    let agency = |at: usize| {
        let code = format!(r#""code":"B{at}","derives_from":"BENCH""#);
        read_plan(region.replacen(r#""code":"BENCH""#, &code, 1).as_bytes()).expect("the plan is sound")
    };
    let above = read_plan(region.as_bytes()).expect("the generated plan is sound");
    std::iter::once(above).chain((1..40).map(agency)).collect()
}

/// How reading and checking stands against `serde_json::Value`, by the shape of the plan and of the file.
fn shapes() {
    println!("reading and checking 10,000 elements, x serde_json::Value: as written, without spaces");
    for (name, shape) in SHAPES {
        let compact = shape(10_000);
        let written = write(&read_plan(compact.as_bytes()).expect("the generated plan is sound"));
        let [written, compact] = [written, compact].map(|text| against_value(text.as_bytes()));
        println!("{written:>8.2} {compact:>9.2}  {name}");
    }
}

/// The least time of reading and checking over the least time of `serde_json::Value`, run alternately.
fn against_value(bytes: &[u8]) -> f64 {
    let (mut value, mut plan) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..(200_000_000 / bytes.len()).clamp(5, 50) {
        value = value.min(timed(|| serde_json::from_slice::<serde_json::Value>(bytes).expect("it is JSON")));
        plan = plan.min(timed(|| read_plan(bytes).expect("it is sound")));
    }
    plan / value
}

fn card(plan: &Plan) -> Scorecard {
    let asked = Asked::about("2026".parse().expect("a year"));
    Scorecard::of(plan, &Policy::new("bench", ""), plan.observations(), asked).expect("one rule each")
}

/// One plan of 50 indicators in three levels: the service's case.
fn small() {
    let mut out = String::from(
        "{\"renstra\":1,\"document\":{\"code\":\"S\"},\"elements\":[{\"kind\":\"vision\",\"code\":\"V\",\"title\":\"v\"}",
    );
    for m in 0..3 {
        let _ = write!(out, ",{{\"kind\":\"mission\",\"code\":\"M{m}\",\"title\":\"m\",\"under\":\"V\"}}");
    }
    for g in 0..10 {
        let _ = write!(
            out,
            ",{{\"kind\":\"goal\",\"code\":\"G{g}\",\"title\":\"g\",\"under\":\"M{}\",\"indicators\":[",
            g * 3 / 10
        );
        for i in 0..5 {
            let comma = if i == 0 { "" } else { "," };
            let _ = write!(
                out,
                "{comma}{{\"name\":\"i\",\"unit\":\"%\",\"direction\":\"{}\",\"weight\":{},\"targets\":{{\"2026\":\"{}.5\"}},\"actuals\":{{\"2026\":\"{}.25\"}}}}",
                if i % 3 == 0 { "lower" } else { "higher" },
                i + 1,
                50 + g + i,
                45 + 2 * i + g,
            );
        }
        out.push_str("]}");
    }
    out.push_str("]}");
    let plan = read_plan(out.as_bytes()).expect("the plan is sound");
    let asked = Asked::about("2026".parse().expect("a year"));
    let policy = Policy::new("bench", "");
    let compiled = compile(&plan, &policy, plan.observations(), asked).expect("one rule each");
    let scoring = times(|| evaluate(compiled.formula(), compiled.inputs()));
    let whole = times(|| Scorecard::of(&plan, &policy, plan.observations(), asked).expect("one rule each"));
    println!(
        "50 indicators in three levels: {:.1} µs scored exactly, {:.1} µs with compiling",
        scoring.median * 1e6,
        whole.median * 1e6
    );
}

/// The time of one run; what it gives back is dropped outside the clock.
fn timed<T>(run: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    let result = black_box(run());
    let seconds = start.elapsed().as_secs_f64();
    drop(result);
    seconds
}

/// Of some runs.
struct Times {
    median: f64,
    least: f64,
}

/// The times of some runs, each by itself.
fn times<T>(mut run: impl FnMut() -> T) -> Times {
    let mut once = || timed(&mut run);
    let first = once();
    let runs = ((0.3 / first) as usize).clamp(7, 2_001);
    let mut times: Vec<f64> = (0..runs).map(|_| once()).collect();
    times.sort_by(f64::total_cmp);
    let at = |place: usize| times.get(place).copied().unwrap_or(first);
    Times { median: at(runs / 2), least: at(0) }
}
