use crate::number::{Exact, Number};

/// Where a goalpost stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Post {
    /// Here. Data-driven posts (the least and the greatest of a set) are computed first and stand here.
    At(Exact),
    /// At the indicator's target.
    Target,
    /// At its baseline.
    Baseline,
}

impl From<Number> for Post {
    fn from(number: Number) -> Post {
        Post::At(Exact::from(number))
    }
}

/// Which ends of a scale hold back a score that would pass them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Clip {
    /// Both: the score stays on the scale.
    #[default]
    Both,
    /// Only the worst end: beyond the best point the score goes on.
    Worst,
    /// Only the best end: below the worst point the score goes on.
    Best,
    /// None.
    Neither,
}

/// The scale that a rule's share of 0…1 is put onto.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Onto {
    /// The score at the worst point.
    pub worst: Number,
    /// The score at the best point.
    pub best: Number,
}

impl Default for Onto {
    /// 0…100.
    fn default() -> Onto {
        Onto { worst: Number::ZERO, best: Number::HUNDRED }
    }
}

impl Onto {
    /// 0…1, as composite indices use.
    pub const UNIT: Onto = Onto { worst: Number::ZERO, best: Number::ONE };

    /// From `worst` to `best`.
    #[must_use]
    pub const fn new(worst: Number, best: Number) -> Onto {
        Onto { worst, best }
    }
}

/// (A − worst)/(best − worst), put onto a scale.
///
/// The points may stand in either order: where less is better, worst is the greater one. The worst point
/// scores exactly the scale's lower end, the best exactly its upper end. Shifting or scaling the unit
/// changes nothing.
///
/// Source: human development index, technical notes (UNDP); SDG Index (goalposts, clipped).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Goalposts {
    /// Where the scale begins.
    pub worst: Post,
    /// Where it ends.
    pub best: Post,
    /// Which ends hold back.
    pub clip: Clip,
    /// The scale.
    pub onto: Onto,
}

impl Goalposts {
    /// Between these points, clipped, onto 0…100.
    #[must_use]
    pub fn new(worst: impl Into<Post>, best: impl Into<Post>) -> Goalposts {
        Goalposts { worst: worst.into(), best: best.into(), clip: Clip::default(), onto: Onto::default() }
    }

    /// Sets which ends hold back.
    #[must_use]
    pub fn clip(mut self, clip: Clip) -> Goalposts {
        self.clip = clip;
        self
    }

    /// Sets the scale.
    #[must_use]
    pub fn onto(mut self, onto: Onto) -> Goalposts {
        self.onto = onto;
        self
    }
}
