use crate::number::Number;

use super::Operand;

/// What happens where a rule's equation has no meaning. Every default is *not scorable, with the reason*.
///
/// One case needs no guard: where less is better, a target of 0 that is met by 0 is met.
///
/// ```
/// use renstra::formula::{Guards, OnZero};
/// use renstra::number::Number;
/// let lenient = Guards::default().zero_target(OnZero::MetOr(Number::ZERO));
/// assert_ne!(lenient, Guards::default());
/// ```
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct Guards {
    /// The target is zero and the rule divides by it.
    pub zero_target: OnZero,
    /// The actual is zero and the rule divides by it (only [`Inverse`](super::Rule::Inverse)).
    pub zero_actual: OnZero,
    /// The two ends of the rule's range are equal: baseline = target, or both goalposts.
    pub zero_range: OnZero,
    /// The actual or the target is negative and the rule is a ratio.
    pub negative: OnNegative,
    /// The actual is absent. *Not concerned* is never replaced.
    pub missing: OnMissing,
}

impl Guards {
    /// Sets what a zero target gives.
    #[must_use]
    pub fn zero_target(mut self, on: OnZero) -> Guards {
        self.zero_target = on;
        self
    }

    /// Sets what a zero actual gives where the rule divides by it.
    #[must_use]
    pub fn zero_actual(mut self, on: OnZero) -> Guards {
        self.zero_actual = on;
        self
    }

    /// Sets what an empty range gives.
    #[must_use]
    pub fn zero_range(mut self, on: OnZero) -> Guards {
        self.zero_range = on;
        self
    }

    /// Sets what a negative actual or target gives.
    #[must_use]
    pub fn negative(mut self, on: OnNegative) -> Guards {
        self.negative = on;
        self
    }

    /// Sets what an absent actual gives.
    #[must_use]
    pub fn missing(mut self, on: OnMissing) -> Guards {
        self.missing = on;
        self
    }
}

/// What a division by zero gives instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum OnZero {
    /// No score, with the reason.
    #[default]
    NotScorable,
    /// This score, whatever the actual.
    Score(Number),
    /// 100 when the actual is at least as good as the target, and this score otherwise.
    MetOr(Number),
}

/// What a negative actual or target gives under a ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum OnNegative {
    /// No score, with the reason.
    #[default]
    NotScorable,
    /// What the equation gives, as it stands.
    Compute,
    /// This score.
    Score(Number),
}

/// What an absent actual gives.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub enum OnMissing {
    /// No score, with the reason that the absence gives.
    #[default]
    NotScorable,
    /// This score. With 0 a gap counts as nothing achieved: the policy "zero".
    Score(Number),
    /// The rule goes on with this value instead (an earlier value, a group's mean), and the score says so.
    Impute(Box<Operand>),
}
