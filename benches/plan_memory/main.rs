//! The most memory held while a file becomes a checked plan, beyond the file itself.
//!
//! ```text
//! cargo bench --bench plan_memory [-- SIZE…]
//! ```
#![allow(clippy::expect_used, reason = "a benchmark may say what it expects")]

#[path = "../plan/generate.rs"]
mod generate;

use std::hint::black_box;

use peak_alloc::PeakAlloc;
use renstra::format::{read_plan, write};

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    for size in if sizes.is_empty() { vec![1_000, 10_000, 100_000] } else { sizes } {
        println!("{size} elements: at peak, x the file as it is written");
        for (name, shape) in generate::SHAPES {
            println!("{:>8.2}  {name}", peak(&shape(size)));
        }
    }
}

/// The most memory held at once while a file is read and checked, over the size of the file.
fn peak(file: &str) -> f64 {
    let sound = "the generated plan is sound";
    let text = write(&read_plan(file.as_bytes()).expect(sound));
    PEAK.reset_peak_usage();
    let before = PEAK.current_usage();
    black_box(read_plan(text.as_bytes()).expect(sound));
    PEAK.peak_usage().saturating_sub(before) as f64 / text.len() as f64
}
