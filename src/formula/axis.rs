use crate::number::Exact;

use super::{NotScorable, Side};

/// Declared transforms of an indicator's axis, in order, before the rule sees it.
///
/// A transform moves actual, target, baseline and goalposts alike, so that what was met before is met
/// after; only the two caps bound the actual alone (expected years of schooling count up to 18).
#[derive(Clone, Debug, PartialEq, Default)]
#[expect(
    clippy::box_collection,
    reason = "few axes are transformed; the leaves of all the others pay one word"
)]
pub struct Axis(Option<Box<Vec<Transform>>>);

impl Axis {
    /// The axis as it is written.
    #[must_use]
    pub const fn plain() -> Axis {
        Axis(None)
    }

    /// Adds a transform after those there are.
    #[must_use]
    pub fn then(mut self, transform: Transform) -> Axis {
        self.0.get_or_insert_default().push(transform);
        self
    }

    /// The transforms, in the order in which they apply.
    #[must_use]
    pub fn transforms(&self) -> &[Transform] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }

    /// Whether nothing is transformed.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.0.is_none()
    }
}

/// One transform of an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Transform {
    /// An actual above this counts as this.
    AtMost(Exact),
    /// An actual below this counts as this.
    AtLeast(Exact),
    /// Times this (a rate per 1,000 becomes one per 100,000).
    Scale(Exact),
    /// Plus this.
    Shift(Exact),
    /// The natural logarithm. Not scorable where an input is not positive. Must come last.
    Ln,
    /// The decimal logarithm. Not scorable where an input is not positive. Must come last.
    Log10,
}

impl Axis {
    /// Where a point of the written axis comes to stand.
    #[inline]
    pub(crate) fn apply(&self, mut x: Exact, side: Side) -> Result<Exact, NotScorable> {
        for transform in self.transforms() {
            x = transform.apply(x, side)?;
        }
        Ok(x)
    }
}

impl Transform {
    fn apply(&self, x: Exact, side: Side) -> Result<Exact, NotScorable> {
        let fits = |x: Option<Exact>| x.ok_or(NotScorable::OutOfRange);
        match self {
            Transform::AtMost(high) if side == Side::Actual => Ok(x.min(high.clone())),
            Transform::AtLeast(low) if side == Side::Actual => Ok(x.max(low.clone())),
            Transform::AtMost(_) | Transform::AtLeast(_) => Ok(x),
            Transform::Scale(factor) => fits(x.checked_mul(factor)),
            Transform::Shift(by) => fits(x.checked_add(by)),
            Transform::Ln | Transform::Log10 if !x.is_positive() => Err(NotScorable::NotPositive(side)),
            Transform::Ln => fits(x.ln_nearly()),
            Transform::Log10 => fits(x.log10_nearly()),
        }
    }
}
