use crate::formula::NotScorable;
use crate::number::Exact;

use super::Post;
use super::arithmetic::{hundred, mul};
use super::progress::share;

/// Piecewise linear: −100 at worst and beyond, 0 at the threshold, +100 at the target and beyond.
///
/// Source: the KPI conversion of goal-oriented requirement models (GRL, in jUCMNav).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Thresholds {
    /// What scores −100.
    pub worst: Post,
    /// What scores 0.
    pub threshold: Post,
    /// What scores +100; the indicator's target by default.
    pub target: Post,
}

impl Thresholds {
    /// Worst and threshold, against the indicator's target.
    #[must_use]
    pub fn new(worst: impl Into<Post>, threshold: impl Into<Post>) -> Thresholds {
        Thresholds { worst: worst.into(), threshold: threshold.into(), target: Post::Target }
    }

    /// Sets what scores +100.
    #[must_use]
    pub fn target(mut self, target: impl Into<Post>) -> Thresholds {
        self.target = target.into();
        self
    }
}

/// `thresholds`: piecewise linear through worst (−100), threshold (0) and target (+100).
///
/// | case | result |
/// |---|---|
/// | A at the target or beyond it | 100 |
/// | between threshold and target | 100 (A − threshold)/(target − threshold) |
/// | between worst and threshold | −100 (A − threshold)/(worst − threshold) |
/// | A at worst or beyond it | −100 |
/// | threshold not strictly between worst and target | disordered, or zero range when two are equal |
///
/// The points may descend (less is better). Monotone; shift and scale of the unit change nothing.
///
/// ```
/// use renstra::formula::rule::thresholds;
/// // Worst −10, threshold 9, target 10:
/// let score = thresholds(&(-8).into(), [&(-10).into(), &9.into(), &10.into()]).unwrap();
/// assert_eq!(score.to_fixed().unwrap().to_string(), "-89.473684210526316");
/// ```
pub fn thresholds(actual: &Exact, [worst, threshold, target]: [&Exact; 3]) -> Result<Exact, NotScorable> {
    if worst == threshold || threshold == target {
        return Err(NotScorable::ZeroRange);
    }
    if (worst < threshold) != (threshold < target) {
        return Err(NotScorable::Disordered);
    }
    let gained = share(actual, threshold, target)?;
    if !gained.is_negative() {
        return mul(&gained.min(Exact::ONE), &hundred());
    }
    let lost = share(actual, threshold, worst)?;
    mul(&lost.min(Exact::ONE), &hundred().negated())
}
