use chrono::NaiveDate;

use crate::formula::NotScorable;
use crate::number::{Exact, Number};

use super::arithmetic::{hundred, mul, sub};

/// A day against a day: on or before the target is met; each day after loses `per_day`, never below 0.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deadline {
    /// What a day of delay loses, in points of the score; 100 by default: met or not met.
    pub per_day: Number,
}

impl Default for Deadline {
    fn default() -> Deadline {
        Deadline { per_day: Number::HUNDRED }
    }
}

impl Deadline {
    /// With this loss for a day.
    #[must_use]
    pub fn new(per_day: Number) -> Deadline {
        Deadline { per_day }
    }
}

/// `deadline`: 100 on or before the day that was promised; each day after it loses `per_day` points, and
/// nothing is left below 0.
///
/// ```
/// use renstra::formula::rule::deadline;
/// let may = |day| chrono::NaiveDate::from_ymd_opt(2025, 5, day).unwrap();
/// assert_eq!(deadline(may(29), may(30), 10.into()), Ok(100.into()));
/// assert_eq!(deadline(may(31), may(30), 10.into()), Ok(90.into()));
/// ```
pub fn deadline(actual: NaiveDate, target: NaiveDate, per_day: Number) -> Result<Exact, NotScorable> {
    let late = actual.signed_duration_since(target).num_days();
    if late <= 0 {
        return Ok(hundred());
    }
    let lost = mul(&per_day.into(), &late.into())?;
    Ok(sub(&hundred(), &lost)?.max(Exact::ZERO))
}
