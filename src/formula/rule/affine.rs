use crate::formula::NotScorable;
use crate::number::{Exact, Number};

use super::arithmetic::{add, div, mul, sub};

/// What a distance is measured in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Spread {
    /// This.
    Exactly(Exact),
    /// The square root of this: a standard deviation by its variance, so that nothing rounds before the end.
    RootOf(Exact),
}

/// base + factor · (A − origin)/spread.
///
/// | what | origin | spread | base, factor |
/// |---|---|---|---|
/// | z-score | mean | √variance | 0, 1 |
/// | distance to a reference, 1 − (ref − A)/range | reference | range | 1, 1 |
/// | ratio to a reference, A/ref | 0 | reference | 0, 1 |
///
/// A spread of zero is an empty range (see [`Guards`](crate::formula::Guards)).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Affine {
    /// What is subtracted.
    pub origin: Exact,
    /// What is divided by.
    pub spread: Spread,
    /// What the origin itself scores.
    pub base: Number,
    /// What one spread is worth; negative where less is better.
    pub factor: Number,
}

impl Affine {
    /// (A − origin)/spread.
    #[must_use]
    pub fn new(origin: impl Into<Exact>, spread: Spread) -> Affine {
        Affine { origin: origin.into(), spread, base: Number::ZERO, factor: Number::ONE }
    }

    /// Sets what the origin itself scores and what one spread is worth.
    #[must_use]
    pub fn scaled(mut self, base: Number, factor: Number) -> Affine {
        self.base = base;
        self.factor = factor;
        self
    }
}

/// `affine`: base + factor · (A − origin)/spread.
///
/// Monotone. With data-driven parameters every score moves with the set: adding a unit changes the others.
///
/// ```
/// use renstra::formula::rule::{Affine, Spread, affine};
/// // A z-score: mean 10, variance 4.
/// let z = Affine::new(10, Spread::RootOf(4.into()));
/// assert_eq!(affine(&13.into(), &z), Ok(renstra::number::Exact::ratio(3, 2).unwrap()));
/// ```
pub fn affine(actual: &Exact, by: &Affine) -> Result<Exact, NotScorable> {
    let distance = mul(&sub(actual, &by.origin)?, &by.factor.into())?;
    let scaled = match &by.spread {
        Spread::Exactly(spread) => div(&distance, spread, NotScorable::ZeroRange)?,
        Spread::RootOf(square) if square.is_zero() => return Err(NotScorable::ZeroRange),
        Spread::RootOf(square) => distance.over_root_nearly(square).ok_or(NotScorable::OutOfRange)?,
    };
    add(&by.base.into(), &scaled)
}
