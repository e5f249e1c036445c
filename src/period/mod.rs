//! Periods, fiscal calendars, and series of values with their revisions.

#[expect(clippy::module_inception, reason = "the type that the room is named after")]
mod period;
mod series;

pub use period::{Calendar, Period, PeriodError, PeriodKind};
pub use series::{Entry, Overlap, PeriodRole, Revision, Series, Which};
