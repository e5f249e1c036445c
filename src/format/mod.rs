//! Reading and writing plans: the JSON format, version 1.
//!
//! A file is made to be written by hand: references are codes, no identifier is needed, every figure may
//! stay as the document prints it.
//!
//! ```json
//! {
//!   "renstra": 1,
//!   "document": {"code": "DEMO", "title": "A demonstration", "numbers": "comma", "horizon": {"from": "2025", "to": "2029"}},
//!   "elements": [
//!     {"kind": "mission", "code": "M1", "title": "Smart government"},
//!     {"kind": "program", "code": "P1", "title": "One-stop licensing",
//!      "serves": ["M1", {"to": "OTHER-PLAN#G2", "share": "40%"}],
//!      "indicators": [{"name": "licences issued within a day", "unit": "%", "direction": "higher",
//!                      "baseline": {"2024": "61,5"}, "targets": {"2025": "70"}, "actuals": {"2025": "66,4"}}],
//!      "budget": [{"amounts": {"2025": "1.250.000.000"}}],
//!      "x-colour": "blue"}
//!   ]
//! }
//! ```
//!
//! Names that begin with `x-` are the user's own and come back as they were written. A field that the
//! format does not know is reported with its path and kept as well.

mod framework;
pub mod lints;
mod list;
mod read;
mod reader;
mod record;
mod straight;
mod tables;
mod v1;
mod version;
mod write;

pub use read::{Limits, PlanError, ReadError, read, read_plan, read_with};
pub use tables::{Table, TablePlan, TableRow, Tables, Votes, lints as table_lints};
pub use version::{CURRENT, VersionError};
pub use write::write;

/// The JSON Schema (draft 2020-12) of the plan format, version 1, as text: for editors and validators.
///
/// It says what the reader accepts without a finding about form. References, circles, sums and figures are
/// judged by the check.
#[cfg(feature = "schema")]
#[must_use]
pub fn schema() -> &'static str {
    include_str!("plan.schema.json")
}
