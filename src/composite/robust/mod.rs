//! How much an index depends on choices that could have been made otherwise. [`Trial`] is the page to read.

mod file;
mod output;
mod result;
mod run;
mod vary;
mod ways;

pub use result::{Robustness, UnitRange};
pub use run::Trial;
