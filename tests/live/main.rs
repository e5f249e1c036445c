//! A formula held open gives, after every edit, the bits of a fresh evaluation.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests say what they expect")]

mod alike;
mod generators;
mod machine;
mod order;
