use crate::number::{Fixed, weighted_mean};

/// What one choice accounts for in the variance of a result. See [the room's page](crate::robust) for the equations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Share {
    /// The first-order share by itself, as estimated: not clipped.
    pub first: Fixed,
    /// The standard error of that estimate.
    pub error: Fixed,
    /// The share together with all other choices, as estimated: not clipped.
    pub total: Fixed,
}

/// Why there are no shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum NoShares {
    /// The design has no samples for them.
    #[error("shares of the variance were not asked for")]
    NotAsked,
    /// Some result has no such figure.
    #[error("some replications have no score")]
    Gaps,
    /// There is no variance to be shared.
    #[error("nothing varies")]
    NothingVaries,
}

/// The share of the choice that was swapped.
pub(super) fn share(a: &[Fixed], b: &[Fixed], swapped: &[Fixed]) -> Result<Share, NoShares> {
    let middle = mean(a.iter().chain(b)).ok_or(NoShares::NothingVaries)?;
    let variance = Sum::of(a.iter().chain(b).map(|value| square(off(value, middle)))).mean();
    if variance <= 0.0 {
        return Err(NoShares::NothingVaries);
    }
    let (first, error) = first_order(b, swapped, variance);
    let apart = a.iter().zip(swapped).map(|(a, z)| square(off(a, *z)) / 2.0);
    let total = Sum::of(apart).mean() / variance;
    Ok(Share { first: kept(first), error: kept(error), total: kept(total) })
}

/// Sₖ and its standard error.
fn first_order(b: &[Fixed], swapped: &[Fixed], variance: f64) -> (f64, f64) {
    let middle = mean(b.iter().chain(swapped)).unwrap_or_default();
    let pairs = || b.iter().zip(swapped).map(|(y, z)| (off(y, middle), off(z, middle)));
    let both = |(y, z): (f64, f64)| (square(y) + square(z)) / 2.0;
    let spread = Sum::of(pairs().map(both)).mean();
    if spread <= 0.0 {
        return (0.0, 0.0);
    }
    let first = Sum::of(pairs().map(|(y, z)| y * z)).mean() / spread;
    // Of mean zero by the definition of the share.
    let term = |(y, z): (f64, f64)| square(y * z - first * both((y, z)));
    let terms = Sum::of(pairs().map(term));
    (first, (terms.mean() / terms.count).sqrt() / variance)
}

/// A sum in the order of the replications.
struct Sum {
    total: f64,
    count: f64,
}

impl Sum {
    fn of(values: impl Iterator<Item = f64>) -> Sum {
        let add = |sum: Sum, value: f64| Sum { total: sum.total + value, count: sum.count + 1.0 };
        values.fold(Sum { total: 0.0, count: 0.0 }, add)
    }

    fn mean(&self) -> f64 {
        if self.count > 0.0 { self.total / self.count } else { 0.0 }
    }
}

fn mean<'f>(values: impl Iterator<Item = &'f Fixed>) -> Option<Fixed> {
    let values: Vec<Fixed> = values.copied().collect();
    weighted_mean(&values, &vec![1; values.len()])
}

fn square(x: f64) -> f64 {
    x * x
}

/// How far apart two figures are, in units of 10⁻¹⁵: the difference is exact before it becomes a float.
#[expect(clippy::cast_precision_loss, reason = "an estimate needs no more than a float's digits")]
fn off(value: &Fixed, from: Fixed) -> f64 {
    (value.units() - from.units()) as f64
}

/// An estimate, to six places.
#[expect(clippy::cast_possible_truncation, reason = "a share is far from the ends of the integers")]
fn kept(estimate: f64) -> Fixed {
    let millionths = (estimate * 1e6).round() as i128;
    Fixed::from_units(millionths.saturating_mul(Fixed::UNITS_PER_ONE / 1_000_000)).unwrap_or_default()
}
