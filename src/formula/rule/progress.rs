use crate::formula::NotScorable;
use crate::number::Exact;

use super::arithmetic::{div, hundred, mul, sub};

/// `progress`: 100 (A − B)/(T − B), in either direction.
///
/// | case | result |
/// |---|---|
/// | A = T | 100 |
/// | A = B | 0 |
/// | A beyond T | above 100 |
/// | A on the far side of B | negative |
/// | T = B | zero range: there was nothing to achieve |
///
/// Monotone in the actual; shifting and scaling the unit change nothing; exactly 0 at the baseline and 100
/// at the target. Source: IATI-style results and OKR tools.
///
/// ```
/// use renstra::formula::{NotScorable, rule::progress};
/// // From 20 down to 10, now at 15: half the way.
/// assert_eq!(progress(&15.into(), &10.into(), &20.into()), Ok(50.into()));
/// assert_eq!(progress(&15.into(), &10.into(), &10.into()), Err(NotScorable::ZeroRange));
/// ```
pub fn progress(actual: &Exact, target: &Exact, baseline: &Exact) -> Result<Exact, NotScorable> {
    mul(&share(actual, baseline, target)?, &hundred())
}

/// The share of the way from one point to another: (x − from)/(to − from).
pub(super) fn share(x: &Exact, from: &Exact, to: &Exact) -> Result<Exact, NotScorable> {
    div(&sub(x, from)?, &sub(to, from)?, NotScorable::ZeroRange)
}
