use super::Post;

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
