//! Policies: which layer wins, what a file may say, and that what is written is read again.

#![expect(clippy::unwrap_used, reason = "tests say what they expect")]

mod files;
mod layers;
mod plans;
mod presets;
