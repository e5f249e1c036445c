use crate::finding::Lang;
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
#[error("{}", self.message(Lang::En))]
#[non_exhaustive]
pub enum NoShares {
    /// The design has no samples for them.
    NotAsked,
    /// Some result has no such figure.
    Gaps,
    /// There is no variance to be shared.
    NothingVaries,
}

impl NoShares {
    /// The reason's code, stable for ever.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            NoShares::NotAsked => "not-asked",
            NoShares::Gaps => "gaps",
            NoShares::NothingVaries => "nothing-varies",
        }
    }

    /// The reason in a language.
    #[must_use]
    pub const fn message(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (NoShares::NotAsked, Lang::En) => "shares of the variance were not asked for",
            (NoShares::NotAsked, Lang::Id) => "bagian ragam tidak diminta",
            (NoShares::Gaps, Lang::En) => "some replications have no score",
            (NoShares::Gaps, Lang::Id) => "sebagian ulangan tidak bernilai",
            (NoShares::NothingVaries, Lang::En) => "nothing varies",
            (NoShares::NothingVaries, Lang::Id) => "tidak ada yang berubah",
        }
    }
}

/// The share of the choice that was swapped.
pub(super) fn share(a: &[Fixed], b: &[Fixed], swapped: &[Fixed]) -> Result<Share, NoShares> {
    let middle = mean(a.iter().chain(b)).ok_or(NoShares::NothingVaries)?;
    let variance = Sum::of(a.iter().chain(b).map(|value| square(off(value, middle)))).mean();
    if variance <= 0.0 {
        return Err(NoShares::NothingVaries);
    }
    let small = for_small(a, b, swapped, middle);
    let large = for_large(b, swapped, variance);
    let (first, error) = if small.1 <= large.1 { small } else { large };
    let apart = a.iter().zip(swapped).map(|(a, z)| square(off(a, *z)) / 2.0);
    let total = Sum::of(apart).mean() / variance;
    Ok(Share { first: kept(first), error: kept(error), total: kept(total) })
}

/// The first-order share by Saltelli's estimator, and its standard error.
fn for_small(a: &[Fixed], b: &[Fixed], swapped: &[Fixed], middle: Fixed) -> (f64, f64) {
    let runs = || a.iter().zip(b).zip(swapped);
    let both = |a: &Fixed, y: &Fixed| (square(off(a, middle)) + square(off(y, middle))) / 2.0;
    let product = |a: &Fixed, y: &Fixed, z: &Fixed| off(y, middle) * off(z, *a);
    let variance = Sum::of(runs().map(|((a, y), _)| both(a, y))).mean();
    let first = Sum::of(runs().map(|((a, y), z)| product(a, y, z))).mean() / variance;
    // Of mean zero by the definition of the share, as below.
    let term = |((a, y), z): ((&Fixed, &Fixed), &Fixed)| square(product(a, y, z) - first * both(a, y));
    (first, Sum::of(runs().map(term)).error(variance))
}

/// The first-order share by the estimator of Janon et al., and its standard error.
fn for_large(b: &[Fixed], swapped: &[Fixed], variance: f64) -> (f64, f64) {
    let middle = mean(b.iter().chain(swapped)).unwrap_or_default();
    let pairs = || b.iter().zip(swapped).map(|(y, z)| (off(y, middle), off(z, middle)));
    let both = |(y, z): (f64, f64)| (square(y) + square(z)) / 2.0;
    let spread = Sum::of(pairs().map(both)).mean();
    if spread <= 0.0 {
        return (0.0, 0.0);
    }
    let first = Sum::of(pairs().map(|(y, z)| y * z)).mean() / spread;
    let term = |(y, z): (f64, f64)| square(y * z - first * both((y, z)));
    (first, Sum::of(pairs().map(term)).error(variance))
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

    /// The standard error of a mean over a variance, this being the sum of the squares of its terms.
    fn error(&self, variance: f64) -> f64 {
        if self.count > 0.0 { (self.mean() / self.count).sqrt() / variance } else { 0.0 }
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
