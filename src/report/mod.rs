//! What people and services read: scorecards and alignments as text and as JSON.
//!
//! Exact figures leave as strings, so that no reader turns them into floats unasked.

mod alignment;
mod alignment_json;
mod card;
mod tree;

pub use alignment::{Findings, alignment};
pub use alignment_json::{AlignmentJson, PortfolioJson};
pub use card::CardJson;
pub use tree::{Mark, tree};

/// An amount with its thousands apart, as readers of the language write it.
///
/// ```
/// use renstra::finding::Lang;
/// assert_eq!(renstra::report::amount(11_519_000_000_i64.into(), Lang::Id), "11.519.000.000");
/// assert_eq!(renstra::report::amount((-1234).into(), Lang::En), "-1,234");
/// ```
#[must_use]
pub fn amount(number: crate::number::Number, lang: crate::finding::Lang) -> String {
    crate::finding::amount(number, lang)
}
