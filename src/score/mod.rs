//! What a plan is worth, and why: a plan, a policy and observations become a [`Scorecard`].
//!
//! ```text
//! Plan ─┐
//! Policy ├─ compile ─► Formula + inputs ─ evaluate ─► Scorecard ─► lines, explanations, JSON
//! Observations ─┘
//! ```
//!
//! | module | purpose |
//! |---|---|
//! | `compile` | the formula of a plan under a policy: which scores roll up into which, with which weights |
//! | `inputs` | what a formula's slots hold for a period, as of a day |
//! | `trend` | rates, and when a target is met; never mixed with fact |
//! | `card` | the scorecard: every element and indicator with its outcome |

mod card;
mod compile;
mod inputs;
mod trend;

pub use card::{Line, Scorecard};
pub use compile::{Asked, CompileError, Compiled, compile};
pub use trend::{Achieved, Forecast, Growth, Point, Trend, Unassessable, trend};
