//! What people and services read: scorecards and alignments as text and as JSON.
//!
//! Exact figures leave as strings, so that no reader turns them into floats unasked.

<<<<<<< HEAD
mod alignment;
=======
mod align;
>>>>>>> bf9b054 (Catalogue of all rules; an agency under the region, with the ten findings and its view; alignments as text and JSON)
mod card;
mod found;
mod tree;

<<<<<<< HEAD
pub use alignment::{AlignmentJson, Findings, alignment};
=======
pub use align::AlignmentJson;
>>>>>>> bf9b054 (Catalogue of all rules; an agency under the region, with the ten findings and its view; alignments as text and JSON)
pub use card::CardJson;
pub use found::alignment;
pub use tree::{Mark, tree};
