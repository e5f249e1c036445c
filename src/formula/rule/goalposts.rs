use crate::formula::NotScorable;
use crate::number::{Exact, Number};

use super::arithmetic::{add, mul, sub};
use super::progress::share;

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

/// `goalposts`: (A − worst)/(best − worst), clipped as told, put onto a scale.
///
/// | case | result |
/// |---|---|
/// | A = worst | exactly the scale's `worst` |
/// | A = best | exactly the scale's `best` |
/// | beyond an end that is clipped | that end |
/// | worst = best | zero range |
///
/// Monotone in the actual; shifting and scaling the unit change nothing.
///
/// ```
/// use renstra::formula::rule::{Clip, Onto, goalposts};
/// use renstra::number::{Exact, Number};
/// let exact = |text: &str| Exact::from(text.parse::<Number>().unwrap());
/// // Life expectancy in the human development index: 20 to 85 years.
/// let life = goalposts(&exact("67.744"), [&20.into(), &85.into()], Clip::Both, Onto::UNIT).unwrap();
/// assert_eq!(life.to_fixed().unwrap().to_string(), "0.734523076923077");
/// // Less is better: 50 is the worst, 0 the best.
/// assert_eq!(goalposts(&10.into(), [&50.into(), &0.into()], Clip::Both, Onto::default()), Ok(80.into()));
/// ```
pub fn goalposts(
    actual: &Exact,
    [worst, best]: [&Exact; 2],
    clip: Clip,
    onto: Onto,
) -> Result<Exact, NotScorable> {
    let share = clip.apply(share(actual, worst, best)?);
    let (low, high) = (Exact::from(onto.worst), Exact::from(onto.best));
    add(&low, &mul(&share, &sub(&high, &low)?)?)
}

impl Clip {
    /// Holds a share back at 0, at 1, or at both.
    fn apply(self, share: Exact) -> Exact {
        let floor = matches!(self, Clip::Both | Clip::Worst) && share.is_negative();
        let ceiling = matches!(self, Clip::Both | Clip::Best) && share > Exact::ONE;
        match (floor, ceiling) {
            (true, _) => Exact::ZERO,
            (_, true) => Exact::ONE,
            _ => share,
        }
    }
}
