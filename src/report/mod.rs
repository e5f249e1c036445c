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
