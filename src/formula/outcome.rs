use std::sync::Arc;

use crate::number::{Absence, Fixed, Number};

use super::{NodeIndex, Side};

/// What comes out of a node: a score, or the reason why there is none. Never NaN, never a silent zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is a score.
    Scored(Score),
    /// There is none, and why.
    NotScorable(NotScorable),
}

impl Outcome {
    /// The score, if there is one.
    #[must_use]
    pub const fn score(&self) -> Option<&Score> {
        match self {
            Outcome::Scored(score) => Some(score),
            Outcome::NotScorable(_) => None,
        }
    }

    /// Why there is no score, if there is none.
    #[must_use]
    pub const fn reason(&self) -> Option<&NotScorable> {
        match self {
            Outcome::Scored(_) => None,
            Outcome::NotScorable(reason) => Some(reason),
        }
    }
}

/// A score in each of its stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Score {
    /// What the rule or the method gives, correctly rounded to 15 places.
    pub raw: Fixed,
    /// The raw score within its caps.
    pub capped: Fixed,
    /// The capped score as it is shown.
    pub rounded: Number,
    /// Where it falls among the bands.
    pub placing: Placing,
    /// The share (of 1) of the weight of the leaves below whose values are present. For a leaf it is 1, or 0
    /// where a score or a value stands in for one that is absent.
    pub coverage: Fixed,
    /// What a reader should know.
    pub warnings: Warnings,
}

/// Where a score falls among the bands of its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Placing {
    /// The node has no bands.
    NoBands,
    /// In this band, counted from the lowest; see [`Bands::get`](super::Bands::get).
    Band(u16),
    /// Outside the domain of the bands.
    Outside,
}

/// Something a reader of a score should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Warning {
    /// A cap changed it.
    Capped = 0,
    /// It lies outside the domain of its bands.
    OutsideBands = 1,
    /// Children without a score left, and the others were re-weighted.
    Reweighted = 2,
    /// Children without a score counted with a score that the policy names.
    Filled = 3,
    /// A value that was absent was replaced by a declared one.
    Imputed = 4,
    /// A guard gave the score, since the rule's equation had no meaning.
    Guarded = 5,
    /// Links with a negative sign were kept out of the mean.
    NegativeLinks = 6,
    /// Periods without an actual were left out on both sides.
    PeriodsLeftOut = 7,
    /// The actual is a bound (at least, at most) and was read as its figure.
    Bound = 8,
}

/// A small set of [`Warning`]s, in a fixed order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Warnings(u16);

impl Warnings {
    /// None.
    pub const NONE: Warnings = Warnings(0);

    /// With one more.
    #[must_use]
    pub const fn with(self, warning: Warning) -> Warnings {
        Warnings(self.0 | 1 << warning as u16)
    }

    /// With all of another set.
    #[must_use]
    pub const fn and(self, other: Warnings) -> Warnings {
        Warnings(self.0 | other.0)
    }

    /// Whether this one is among them.
    #[must_use]
    pub const fn has(self, warning: Warning) -> bool {
        self.0 & (1 << warning as u16) != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in their fixed order.
    pub fn iter(self) -> impl Iterator<Item = Warning> {
        Warning::ALL.into_iter().filter(move |warning| self.has(*warning))
    }
}

impl Warning {
    /// Every warning.
    pub const ALL: [Warning; 9] = [
        Warning::Capped,
        Warning::OutsideBands,
        Warning::Reweighted,
        Warning::Filled,
        Warning::Imputed,
        Warning::Guarded,
        Warning::NegativeLinks,
        Warning::PeriodsLeftOut,
        Warning::Bound,
    ];
}

/// Why there is no score.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotScorable {
    /// An input is absent.
    Missing {
        /// Which one.
        side: Side,
        /// Why it is absent.
        absence: Absence,
    },
    /// The node does not concern this unit: all that it consists of is *not concerned*.
    NotConcerned,
    /// The target is zero and the rule divides by it.
    ZeroTarget,
    /// The actual is zero and the rule divides by it.
    ZeroActual,
    /// The two ends of the rule's range are equal (baseline = target, or both goalposts).
    ZeroRange,
    /// A fraction's denominator is zero.
    ZeroDenominator(Side),
    /// An input is negative and the rule is a ratio.
    Negative(Side),
    /// An input is not positive and its logarithm is asked for.
    NotPositive(Side),
    /// An input is not of the kind that the rule reads (text where a number is due).
    WrongKind(Side),
    /// An input is of a longer or shorter period than the actual, and the figures of periods add up.
    OtherLength(Side),
    /// Nobody has said which way the indicator is better.
    NoDirection,
    /// A predicate that does not stand on the scale.
    UnknownLabel {
        /// Of which input.
        side: Side,
        /// The predicate as written.
        label: Arc<str>,
    },
    /// The rule's points do not follow each other (the threshold is not between worst and target).
    Disordered,
    /// The result does not fit the working unit.
    OutOfRange,
    /// There is nothing to aggregate: no child, or none with a score and a weight.
    NothingPresent,
    /// A child has no score, and the policy propagates that.
    Child(NodeIndex),
    /// A child is negative and the method has no meaning for it.
    NegativeChild(NodeIndex),
    /// Less of the weight is present than the policy asks for.
    Insufficient {
        /// The share of 1 that is present.
        coverage: Fixed,
        /// The share of 1 that is asked for.
        minimum: Fixed,
    },
    /// Fewer of the children have a score than the policy asks for.
    TooFew {
        /// The share of 1, by their number, that have one.
        present: Fixed,
        /// The share of 1 that is asked for.
        minimum: Fixed,
    },
    /// No row of the decision table fits.
    NoRow,
    /// The policy says that this element is not scored.
    NotAsked,
    /// A user's own rule gives no score, for this reason.
    User(Arc<str>),
}

impl NotScorable {
    /// Whether the node leaves its parent as if it were not there.
    #[must_use]
    pub const fn is_not_concerned(&self) -> bool {
        matches!(
            self,
            NotScorable::NotConcerned
                | NotScorable::Missing { side: Side::Actual, absence: Absence::NotConcerned }
        )
    }
}
