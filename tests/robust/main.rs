//! Seeded Monte Carlo: draws, intervals, shares of the variance; and indices whose choices are varied.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects"
)]

mod design;
mod errors;
mod trials;
