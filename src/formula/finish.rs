use std::sync::Arc;

use crate::number::{Number, Rounding};

use super::Bands;

/// How a node's raw score ends: capped, rounded, placed in a band, and carried to the node above.
///
/// Raw, capped and rounded score are all kept.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finish {
    /// Bounds of the score; none by default.
    pub cap: Cap,
    /// How the shown score is rounded; half up to two digits by default, as published tables do.
    pub rounding: Rounding,
    /// Whether bands are read off the rounded or the unrounded score.
    pub stage: Stage,
    /// What goes up into the mean; the capped score by default.
    pub carry: Carry,
    /// The bands, if any.
    pub bands: Option<Arc<Bands>>,
}

impl Default for Finish {
    fn default() -> Finish {
        Finish {
            cap: Cap::NONE,
            rounding: Rounding::half_up(2),
            stage: Stage::default(),
            carry: Carry::default(),
            bands: None,
        }
    }
}

impl Finish {
    /// Bounds the score.
    #[must_use]
    pub fn cap(mut self, cap: Cap) -> Finish {
        self.cap = cap;
        self
    }

    /// Sets the rounding of the shown score.
    #[must_use]
    pub fn rounding(mut self, rounding: Rounding) -> Finish {
        self.rounding = rounding;
        self
    }

    /// Sets on which score bands are read.
    #[must_use]
    pub fn stage(mut self, stage: Stage) -> Finish {
        self.stage = stage;
        self
    }

    /// Sets which score goes up.
    #[must_use]
    pub fn carry(mut self, carry: Carry) -> Finish {
        self.carry = carry;
        self
    }

    /// Sets the bands.
    #[must_use]
    pub fn bands(mut self, bands: impl Into<Arc<Bands>>) -> Finish {
        self.bands = Some(bands.into());
        self
    }
}

/// Bounds of a score. Published practice knows none, 100, 110, 120 and 200 as the upper one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Cap {
    /// Nothing below this.
    pub low: Option<Number>,
    /// Nothing above this.
    pub high: Option<Number>,
}

impl Cap {
    /// No bounds.
    pub const NONE: Cap = Cap { low: None, high: None };

    /// Sets the lower bound.
    #[must_use]
    pub fn at_least(mut self, low: Number) -> Cap {
        self.low = Some(low);
        self
    }

    /// Sets the upper bound.
    #[must_use]
    pub fn at_most(mut self, high: Number) -> Cap {
        self.high = Some(high);
        self
    }
}

/// On which score bands are read: a stored choice, since it changes ranks and predicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Stage {
    /// On the capped score before rounding.
    Unrounded,
    /// On the rounded score, as it is printed.
    #[default]
    Rounded,
}

/// Which score goes up into the mean of the node above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Carry {
    /// The raw score.
    Raw,
    /// The capped one.
    #[default]
    Capped,
    /// The rounded one, as regulations do that work on printed figures.
    Rounded,
}
