//! Observations that arrive in chunks, in any order, made one value for each unit and indicator.
//!
//! A nation reports tens of millions of figures, and no one holds them all at once. A [`Stream`] takes them as they come -
//! a chunk is one indicator of one unit over some periods, as two slices of floats - and keeps a few numbers for each
//! indicator, however many periods there are. [`Stream::finish`] gives what each indicator's targets and actuals
//! accumulate to: as columns, with the unit as the fast index, and as exact [`Datum`](crate::formula::Datum)s.
//!
//! Where what was observed can be had indicator by indicator, it need not be kept at all: a pass asks for it in its own order,
//! see [`Lend`](crate::columns::Lend).
//!
//! What comes out does not depend, to the last bit, on the order of arrival or on how the figures were cut into chunks.
//!
//! | rule | what |
//! |---|---|
//! | no figure | NaN, or [absent](crate::formula::Datum::Absent): where target and actual are both absent, nothing was observed |
//! | a period without an actual | leaves both sides; where no period has an actual, the target is that of all of them |
//! | a period with an actual and no target | its target is unknown, and so is the accumulated one |
//! | the same indicator and period twice | an error that names both, whichever came first |
//! | accumulation | the sum, the mean, the last period's, the greatest, the least: of each side by itself |
//!
//! Figures as they were written - decimals, fractions, intervals, bounds, dates, and reasons why there is none - are taken by
//! a [`Ledger`], by the same rules; what it gives is what a [leaf](crate::formula::read_leaf) makes of the whole series.
//!
//! # How floats add up exactly
//!
//! A float stands for its shortest decimal: 0.1 for one tenth. Sums of floats round and depend on their order; so a figure
//! with at most *k* decimal places (four, unless a [`Rule`] says otherwise) counts as the integer n = x·10ᵏ. Whether it
//! has so few is asked of the float itself: n / 10ᵏ, correctly rounded, must give x back. Integers add up exactly in
//! floats while they stay below 2⁵¹, in any order, and the value is one division at the end. What does not fit - more
//! places, larger sums - is summed as fractions of integers of any size from then on: slower, with the same value.
//!
//! # What it costs
//!
//! Each indicator of each unit keeps 24 bytes, and eight more for every 64 periods; the sums become the result where they
//! stand. A whole number costs some nine operations, without a branch: is its period there, is it whole, how large is it,
//! and the sum itself, over the bits of the float as a machine integer, so that a compiler makes vectors of the loop. A
//! fraction costs one division more (does n / 10ᵏ give it back?). `cargo bench --bench stream` measures fractions beside
//! the mere sum of both columns, `cargo bench --bench nation` whole numbers.

mod accumulated;
mod chunk;
mod error;
mod floats;
mod held;
mod ledger;
mod rule;
mod running;
mod scaled;
mod seen;

pub use accumulated::Accumulated;
pub use chunk::Chunk;
pub use error::{Float, StreamError};
pub use floats::Stream;
pub use ledger::{Entry, Ledger};
pub use rule::{Cell, Rule};
