use crate::number::Number;

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
