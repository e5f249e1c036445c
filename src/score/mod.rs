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
//! | `money` | the money of elements, summed upwards |
//! | `open` | a scorecard held open: figures and weights change, and what moves comes back |
//! | `whatif` | other actuals without copying the plan; which indicator would raise a score most |
//! | `scenario` | several what-ifs side by side: other values, weights, budgets, another policy |
//! | `trend` | rates, and when a target is met; never mixed with fact |
//! | `ranking` | elements, and the organisations that lead them, placed by score |
//! | `provenance` | what a scorecard was made of, by content hash, and the proof |
//! | `comparison` | an actual beside its target, earlier periods, the end of the plan, reference values, and money |
//! | `attribution` | where the difference of two scorecards comes from |
//! | `card` | the scorecard: every element and indicator with its outcome |
//! | `findings` | what to know before any of its lines |

mod attribution;
mod card;
mod comparison;
mod compile;
mod findings;
mod inputs;
pub mod lints;
mod money;
mod open;
mod place;
mod provenance;
mod ranking;
mod scenario;
mod trend;
mod whatif;

pub use attribution::{Amount, Attributed, Attribution, AttributionError, Cause, Share};
pub use card::{Line, Scorecard};
pub use comparison::{
    Against, Comparison, Comparisons, ComparisonsJson, Counted, Efficiency, NoEfficiency, Progressed, With,
};
pub use compile::{Asked, CompileError, Compiled, compile};
pub use open::{Moved, OpenCard, OpenError, Subject};
pub use provenance::{Difference, Irreproducible, Provenance, ProvenanceError, Verified};
pub use ranking::{Led, Ranked};
pub use scenario::{Scenario, ScenarioColumn, ScenarioError, ScenarioLine, Scenarios};
pub use trend::{
    Achieved, Forecast, Growth, Pace, Point, Projected, Rates, Standing, Trend, Unassessable, trend,
};
pub use whatif::{Lever, WhatIf};
