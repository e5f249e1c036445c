//! The table of laws: each cell - a law, and a rule or a method - is a test of its own, named `law::cell`.
//!
//! | law | holds for (tests of this name) | not for (counterexamples) |
//! |---|---|---|
//! | finite always; bounded when clipped; in exactly one band or outside | `finite`: every rule, every method | |
//! | monotone in the actual | `monotone`: every rule of one direction | `monotone::not`: keep within, stay near, z-score, rank |
//! | mirrored direction gives the mirrored score | `mirrored`: progress, goalposts, thresholds | `mirrored::not`: the ratios |
//! | shift and scale of the unit change nothing | `units`: progress, goalposts, thresholds, min-max, z-score, rank; ratios by scale only | `units::not`: shifted ratios |
//! | worst scores exactly 0, target exactly 1 | `ends`: progress, goalposts | `ends::not`: the ratios |
//! | all equal c gives exactly c; min ≤ mean ≤ max; harmonic ≤ geometric ≤ arithmetic | `means`: every mean | `means::not`: decision tables |
//! | raising a child never lowers the parent | `raising`: every mean | `raising::not`: hindering links, decision tables, missing → present |
//! | weights × k change nothing; weight 0 is absence | `weights`: every mean | |
//! | any order gives the same bits; incremental = afresh | `order`: every method, tables of units | |
//! | nested = flat | `nested`: arithmetic without gaps, minimum, maximum | `nested::not`: the rest |
//! | contributions sum exactly to the score | `sums`: every method; attributed changes: `tests/score/attribution.rs` | |
//! | missing is not zero | `missing`: every rule, every method | `missing::not`: the policy "zero" |
//! | ties share a rank; adding a unit changes no other score | `sets`: fixed goalposts, given, rules, shares of a figure | `sets::not`: everything that is relative to the set |
//! | forecast of an exact line is the line | `line` | |
//! | write → read gives the same bits; an explanation re-evaluates | `again`: every rule, every method, figures; plans: `tests/format.rs` | |
//!
//! Generators reach equal, tiny, huge, negative, zero and missing figures.

#![expect(
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests say what they expect, and each cell gives its rule away"
)]

mod again;
mod ends;
mod finite;
#[allow(dead_code, reason = "shared with the tests of formulas")]
#[path = "../formula/generators.rs"]
mod generators;
mod given;
mod line;
mod means;
mod mirrored;
mod missing;
mod monotone;
mod nested;
mod order;
mod raising;
mod sets;
mod sums;
mod units;
mod weights;

/// One test for each cell of a law: its name, and what the law is held against.
macro_rules! cells {
    ($law:ident: $($(#[$meta:meta])* $cell:ident => $what:expr;)+) => { $(
        $(#[$meta])*
        #[test]
        fn $cell() {
            $law($what);
        }
    )+ };
}
pub(crate) use cells;
