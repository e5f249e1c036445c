//! What a plan costs: reading, checking, scoring, explaining, over plans of 1e3, 1e4 and 1e5 elements.
//!
//! ```text
//! cargo bench --bench plan [-- SIZE…]
//! ```
//!
//! Times are medians of one run on one machine: compare the ratios, not the figures.

#![allow(clippy::expect_used, reason = "a benchmark may say what it expects")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use peak_alloc::PeakAlloc;
use renstra::format::{read, read_plan, write};
use renstra::formula::evaluate;
use renstra::plan::Plan;
use renstra::policy::Policy;
use renstra::score::{Asked, Scorecard, compile};

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000, 100_000] } else { sizes };
    println!("{:>8} {:>9} {:>11} {:>9}  what", "elements", "MB", "median s", "x before");
    let mut before: Vec<f64> = Vec::new();
    for size in sizes {
        let rows = measure(size);
        for (i, (what, seconds)) in rows.iter().enumerate() {
            let growth = before.get(i).map_or(String::new(), |last| format!("{:.1}", seconds / last));
            println!("{size:>8} {:>9} {seconds:>11.6} {growth:>9}  {what}", "");
        }
        before = rows.into_iter().map(|(_, seconds)| seconds).collect();
    }
    small();
}

fn measure(size: usize) -> Vec<(&'static str, f64)> {
    let text = write(&read_plan(file(size).as_bytes()).expect("the generated plan is sound"));
    let bytes = text.as_bytes();
    let megabytes = bytes.len() as f64 / 1e6;
    let value = median(|| serde_json::from_slice::<serde_json::Value>(bytes).expect("it is JSON"));
    let reading = median(|| read(bytes).expect("it reads"));
    let draft = read(bytes).expect("it reads");
    let checking = median(|| draft.clone().check().expect("it is sound"));
    let both = median(|| read_plan(bytes).expect("it is sound"));
    let plan = read_plan(bytes).expect("it is sound");
    let peak = peak(|| read_plan(bytes).expect("it is sound"));
    let scoring = median(|| card(&plan));
    let card = card(&plan);
    let root = plan.find("V").expect("there is a vision");
    let leaf = plan.elements().last().expect("there are elements");
    let explaining = median(|| (card.explain(leaf), root));
    let writing = median(|| write(&plan));
    println!(
        "{size:>8} {megabytes:>9.2}  reading and checking takes {:.2} x serde_json::Value and {:.2} x the file in memory",
        both / value,
        peak as f64 / bytes.len() as f64,
    );
    vec![
        ("serde_json::Value, the yardstick", value),
        ("read a draft", reading),
        ("check it (and clone it)", checking),
        ("read and check", both),
        ("compile and score", scoring),
        ("explain one", explaining),
        ("write", writing),
    ]
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
    let scoring = median(|| evaluate(compiled.formula(), compiled.inputs()));
    let whole = median(|| Scorecard::of(&plan, &policy, plan.observations(), asked).expect("one rule each"));
    println!(
        "50 indicators in three levels: {:.1} µs scored exactly, {:.1} µs with compiling",
        scoring * 1e6,
        whole * 1e6
    );
}

/// The median time of a few runs; what they give back is dropped outside the clock.
fn median<T>(mut run: impl FnMut() -> T) -> f64 {
    let start = Instant::now();
    black_box(run());
    let once = start.elapsed().as_secs_f64();
    let inner = ((0.02 / once) as usize).clamp(1, 10_000);
    let mut times: Vec<f64> = (0..7)
        .map(|_| {
            let mut kept = Vec::with_capacity(inner);
            let start = Instant::now();
            for _ in 0..inner {
                kept.push(black_box(run()));
            }
            start.elapsed().as_secs_f64() / inner as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(3).copied().unwrap_or(once)
}

/// The most memory held at once during a run, beyond what was held before.
fn peak<T>(run: impl FnOnce() -> T) -> usize {
    PEAK.reset_peak_usage();
    let before = PEAK.current_usage();
    black_box(run());
    PEAK.peak_usage().saturating_sub(before)
}

/// A plan of this many elements with the shape of real ones: a spine of intents, programmes that serve one or
/// two objectives, activities and sub-activities with indicators and five years of money.
fn file(size: usize) -> String {
    let mut out = String::from(
        "{\"renstra\":1,\"document\":{\"code\":\"BENCH\",\"title\":\"generated\",\"numbers\":\"comma\",\"currency\":\"IDR\",\"horizon\":{\"from\":\"2025\",\"to\":\"2030\"}},\"elements\":[{\"kind\":\"vision\",\"code\":\"V\",\"title\":\"Terwujudnya pemerintahan yang melayani\"}",
    );
    let mut rest = size.saturating_sub(1);
    let missions = 4.min(rest);
    for m in 0..missions {
        let _ = write!(
            out,
            ",{{\"kind\":\"mission\",\"code\":\"M{m}\",\"title\":\"Misi {m}\",\"under\":\"V\",\"weight\":\"{}\"}}",
            m + 1
        );
    }
    rest -= missions;
    let objectives = (size / 100).max(4).min(rest);
    for o in 0..objectives {
        let _ = write!(
            out,
            ",{{\"kind\":\"objective\",\"code\":\"S{o}\",\"title\":\"Meningkatnya kualitas layanan {o}\",\"under\":\"M{}\",\"indicators\":[{}]}}",
            o % missions.max(1),
            indicator(o)
        );
    }
    rest -= objectives;
    let (mut program, mut activity) = (0, 0);
    for i in 0..rest {
        match i % 20 {
            0 => {
                program = i;
                let (a, b) = (i % objectives, (i * 7 + 1) % objectives);
                let second =
                    if a == b { String::new() } else { format!(",{{\"to\":\"S{b}\",\"share\":\"40%\"}}") };
                let _ = write!(
                    out,
                    ",{{\"kind\":\"program\",\"code\":\"P{i}\",\"title\":\"Program pemenuhan upaya {i}\",\"serves\":[{{\"to\":\"S{a}\",\"share\":\"60%\"}}{second}],\"indicators\":[{}]}}",
                    indicator(i)
                );
            }
            n if n % 4 == 1 => {
                activity = i;
                let _ = write!(
                    out,
                    ",{{\"kind\":\"activity\",\"code\":\"K{i}\",\"title\":\"Penyediaan layanan kesehatan {i}\",\"under\":\"P{program}\",\"indicators\":[{}]}}",
                    indicator(i)
                );
            }
            _ => {
                let _ = write!(
                    out,
                    ",{{\"kind\":\"sub-activity\",\"code\":\"B{i}\",\"title\":\"Pengelolaan pelayanan kesehatan dasar {i}\",\"under\":\"K{activity}\",\"indicators\":[{}],\"budget\":[{{\"amounts\":{{\"2026\":\"1.{:03}.000\",\"2027\":\"1.{:03}.500\",\"2028\":\"1.200.000\",\"2029\":\"1.300.000\",\"2030\":\"1.400.000\"}}}}]}}",
                    indicator(i),
                    i % 1000,
                    (i * 3) % 1000,
                );
            }
        }
    }
    out.push_str("]}");
    out
}

fn indicator(i: usize) -> String {
    let base = 40 + i % 50;
    format!(
        "{{\"name\":\"Persentase layanan sesuai standar {i}\",\"unit\":\"%\",\"direction\":\"{}\",\"baseline\":{{\"2024\":\"{base},5\"}},\"targets\":{{\"2026\":\"{},25\",\"2027\":\"{},5\",\"2028\":\"{}\",\"2029\":\"{}\",\"2030\":\"{}\"}},\"actuals\":{{\"2026\":\"{},75\"}}}}",
        if i % 5 == 0 { "lower" } else { "higher" },
        base + 1,
        base + 2,
        base + 3,
        base + 4,
        base + 5,
        base + i % 3,
    )
}
