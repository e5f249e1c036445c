//! Functions whose values are not rational, close enough that 15 places of what is made of them are right.

use crate::number::{Exact, Fixed, Number};

/// The square root; `None` when negative.
pub(super) fn sqrt(_square: &Exact) -> Option<Exact> {
    None
}

pub(super) fn ln(_x: &Exact) -> Option<Exact> {
    None
}

pub(super) fn log10(_x: &Exact) -> Option<Exact> {
    None
}

pub(super) fn power_mean(_pairs: &[(Fixed, i128)], _exponent: Number) -> Option<Fixed> {
    None
}
