//! The laws of scores: every rule, every mean, gaps, bands, explanations, and the traps in which floats fall.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect")]

mod bands;
mod changes;
mod explanations;
mod generators;
mod means;
mod missing;
mod published;
mod rules;
mod series;
mod threads;
mod traps;
