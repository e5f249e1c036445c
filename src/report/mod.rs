//! What people and services read: scorecards as trees of text and as JSON.
//!
//! Exact figures leave as strings, so that no reader turns them into floats unasked.

mod card;
mod tree;

pub use card::CardJson;
pub use tree::{Mark, tree};
