//! Exact arithmetic whose only failure is a result that cannot be held.

use crate::formula::NotScorable;
use crate::number::Exact;

pub(super) fn add(a: &Exact, b: &Exact) -> Result<Exact, NotScorable> {
    a.checked_add(b).ok_or(NotScorable::OutOfRange)
}

pub(super) fn sub(a: &Exact, b: &Exact) -> Result<Exact, NotScorable> {
    a.checked_sub(b).ok_or(NotScorable::OutOfRange)
}

pub(super) fn mul(a: &Exact, b: &Exact) -> Result<Exact, NotScorable> {
    a.checked_mul(b).ok_or(NotScorable::OutOfRange)
}

/// The quotient; `zero` is the reason when the divisor is zero.
pub(super) fn div(a: &Exact, b: &Exact, zero: NotScorable) -> Result<Exact, NotScorable> {
    if b.is_zero() {
        return Err(zero);
    }
    a.checked_div(b).ok_or(NotScorable::OutOfRange)
}

/// `part / whole` in percent; a whole of zero is a zero target.
pub(super) fn percent(part: &Exact, whole: &Exact) -> Result<Exact, NotScorable> {
    mul(&div(part, whole, NotScorable::ZeroTarget)?, &hundred())
}

pub(super) fn hundred() -> Exact {
    Exact::from(100)
}
