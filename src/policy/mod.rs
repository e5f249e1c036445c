//! Policies: which rule, cap, rounding, bands and roll-up score what. Data, dated, with its source.
//!
//! A [`Policy`] stands outside the plan and is laid over it: `default`, then by level, then by selector
//! (kind, unit, direction, tag, result level), then by element. For each setting by itself the most specific
//! layer wins, and two layers that are equally specific and disagree are an error, never a coin toss. What
//! comes of it for one element is its [`Settings`].
//!
//! | module | purpose |
//! |---|---|
//! | `settings` | what can be set, with its defaults |
//! | `select` | what a layer applies to, and how layers become settings |
//! | `json` | policies as files, version 1 |
//! | [`lints`] | what can be wrong with such a file |
//! | `governing` | which policy is in force on a day, and what is said where there is none or more than one |
//! | `registry` | users' own rules, named in policies |
//! | [`presets`] | the scales of regulations and indices, each with source, scope, validity and doubts |
//! | `achieve` | a single indicator scored, without a plan |

mod achieve;
mod governing;
pub(crate) mod json;
pub mod lints;
#[expect(clippy::module_inception, reason = "the type that the room is named after")]
mod policy;
pub mod presets;
mod registry;
mod select;
mod settings;

pub use governing::{NotOne, Standing, Validity, governing};
pub use json::PolicyError;
pub use policy::{Doubt, Policy};
pub use registry::Registry;
pub use select::{Facts, Layer, Selector, Tie};
pub use settings::{Missing, Overrides, RollUp, Settings};
