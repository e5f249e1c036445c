//! Intervals as targets.

use crate::formula::{Better, NotScorable};
use crate::number::Exact;

use super::arithmetic::{div, hundred, mul, sub};
use super::{mirrored, ratio};

/// Inside the target's interval is met; outside, 100 less the distance from the interval over `scale`, in
/// percent, never below 0: at a distance of `scale` nothing is left.
///
/// Source: none found in a regulation; the scale is therefore always stated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeepWithin {
    /// The distance at which nothing is left; positive.
    pub scale: Exact,
}

impl KeepWithin {
    /// With this distance at which nothing is left.
    #[must_use]
    pub fn new(scale: impl Into<Exact>) -> KeepWithin {
        KeepWithin { scale: scale.into() }
    }
}

/// `interval`: a target from a to b with a direction. Inside is met (100); above it the actual is held
/// against b, below it against a: by [`ratio`] where more is better, by [`mirrored`] where less is.
///
/// Monotone, and without a jump at either end. Source: the worked examples of PermenPANRB 8/2021; that
/// *inside is met* is our reading of them. The regulation prints 113 for 92 against 80-90, where its own rule
/// gives 102.22.
///
/// ```
/// use renstra::formula::{Better, rule::interval};
/// use renstra::number::Exact;
/// let against = |actual: i32, low: i32, high: i32, better| {
///     interval(&actual.into(), [&low.into(), &high.into()], better).unwrap().to_string()
/// };
/// assert_eq!(against(70, 80, 90, Better::Higher), "175/2"); // 87.5
/// assert_eq!(against(9, 7, 8, Better::Lower), "175/2");
/// assert_eq!(against(85, 80, 90, Better::Higher), "100");
/// ```
pub fn interval(actual: &Exact, [low, high]: [&Exact; 2], better: Better) -> Result<Exact, NotScorable> {
    let end = match (actual < low, actual > high) {
        (true, _) => low,
        (_, true) => high,
        _ => return Ok(hundred()),
    };
    match better {
        Better::Higher => ratio(actual, end),
        Better::Lower => mirrored(actual, end),
    }
}

/// `keep-within`: a target from a to b where overshoot on either side is bad (inflation 2.5 ± 1).
///
/// 100 inside; outside 100 (1 − d/scale), never below 0, where d is the distance to the nearer end. Not
/// monotone. A scale that is not positive is an empty range.
///
/// ```
/// use renstra::formula::rule::keep_within;
/// // Promised within 1 to 3; two points outside leave nothing.
/// let score = |actual: i32| keep_within(&actual.into(), [&1.into(), &3.into()], &2.into()).unwrap();
/// assert_eq!([score(2), score(4), score(9)], [100.into(), 50.into(), 0.into()]);
/// ```
pub fn keep_within(actual: &Exact, [low, high]: [&Exact; 2], scale: &Exact) -> Result<Exact, NotScorable> {
    let distance = match (actual < low, actual > high) {
        (true, _) => sub(low, actual)?,
        (_, true) => sub(actual, high)?,
        _ => return Ok(hundred()),
    };
    if !scale.is_positive() {
        return Err(NotScorable::ZeroRange);
    }
    let lost = div(&distance, scale, NotScorable::ZeroRange)?.min(Exact::ONE);
    sub(&hundred(), &mul(&lost, &hundred())?)
}
