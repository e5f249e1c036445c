//! Exact numbers: arithmetic, means, contributions, and the functions that must be correctly rounded.
//! Fast paths are held against slow, obvious twins over big integers.

#![expect(clippy::unwrap_used, reason = "tests say what they expect")]

mod arithmetic;
mod functions;
mod generators;
mod means;
mod twins;
