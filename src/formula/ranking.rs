use std::fmt;

use crate::number::{Fixed, Number};

use super::{Score, Stage};

/// Which place equal scores get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Ties {
    /// They share the best of their places, and the places behind stay empty: 1, 2, 2, 4 (competition).
    #[default]
    Shared,
    /// They share the last of their places: 1, 3, 3, 4.
    Last,
    /// They share the mean of their places: 1, 2.5, 2.5, 4.
    Average,
    /// They share a place, and the next place follows: 1, 2, 2, 3.
    Dense,
}

/// Which score stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Best {
    /// The highest.
    #[default]
    Highest,
    /// The lowest.
    Lowest,
}

/// A place among others, from 1. Equals that share the mean of their places may stand at a half.
///
/// ```
/// use renstra::formula::Place;
/// assert_eq!((Place::from(2).whole(), Place::from(2).to_string()), (Some(2), "2".to_owned()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    halves: usize,
}

impl Place {
    /// The place, where it is no half.
    #[must_use]
    pub const fn whole(self) -> Option<usize> {
        if self.halves % 2 == 0 { Some(self.halves / 2) } else { None }
    }

    /// The place as a score: halves are exact.
    #[must_use]
    pub fn to_fixed(self) -> Fixed {
        let halves = i128::try_from(self.halves).unwrap_or(i128::MAX);
        // INVARIANT: of any table that fits in memory a place is in range.
        Fixed::from_units(halves.saturating_mul(Fixed::UNITS_PER_ONE / 2)).unwrap_or(Fixed::MAX)
    }

    /// The place as a float: halves are exact.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "there are fewer places than a float holds exactly")]
    pub fn to_f64(self) -> f64 {
        self.halves as f64 / 2.0
    }
}

impl From<usize> for Place {
    fn from(whole: usize) -> Place {
        Place { halves: whole.saturating_mul(2) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.halves / 2, if self.halves % 2 == 0 { "" } else { ".5" })
    }
}

/// How scores are ranked: on the rounded or the unrounded score, as stored, and with which rule for ties.
///
/// Published ranks are made on what is published: those of the human development index follow the value rounded
/// to three decimals. What has no score has no place, and takes none from the others.
///
/// ```
/// use renstra::formula::{Ranking, Ties};
/// use renstra::number::Number;
/// let scores = ["80", "95.5", "95.50"].map(|text| text.parse::<Number>().ok());
/// let [low, first, tied] = scores;
/// let places = |ties| {
///     let places = Ranking::default().ties(ties).places([low, first, None, tied]);
///     places.into_iter().map(|place| place.map_or("-".into(), |place| place.to_string())).collect::<Vec<_>>()
/// };
/// assert_eq!(places(Ties::Shared), ["3", "1", "-", "1"]);
/// assert_eq!(places(Ties::Dense), ["2", "1", "-", "1"]);
/// assert_eq!(places(Ties::Average), ["3", "1.5", "-", "1.5"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Ranking {
    /// On the score as it is shown, or as it was before.
    pub on: Stage,
    /// Which place equal scores get.
    pub ties: Ties,
    /// Which score stands first.
    pub best: Best,
}

impl Ranking {
    /// Sets on which score.
    #[must_use]
    pub fn on(mut self, on: Stage) -> Ranking {
        self.on = on;
        self
    }

    /// Sets which place equal scores get.
    #[must_use]
    pub fn ties(mut self, ties: Ties) -> Ranking {
        self.ties = ties;
        self
    }

    /// Sets which score stands first.
    #[must_use]
    pub fn best(mut self, best: Best) -> Ranking {
        self.best = best;
        self
    }

    /// The figure of a score that is ranked: the rounded one, or the capped one before it was rounded.
    #[must_use]
    pub fn figure(self, score: &Score) -> Number {
        match self.on {
            Stage::Rounded => score.rounded,
            Stage::Unrounded => score.capped.to_number(),
        }
    }

    /// The place of each figure, from 1, in the order given. What has no figure has no place.
    pub fn places(self, figures: impl IntoIterator<Item = Option<Number>>) -> Vec<Option<Place>> {
        self.places_of(figures.into_iter().collect())
    }

    /// The same for anything that has an order.
    pub(crate) fn places_of<K: Ord>(self, keys: Vec<Option<K>>) -> Vec<Option<Place>> {
        let mut places = vec![None; keys.len()];
        let present = keys.into_iter().enumerate().filter_map(|(at, key)| Some((key?, at)));
        let mut order: Vec<(K, usize)> = present.collect();
        match self.best {
            Best::Highest => order.sort_unstable_by(|a, b| b.cmp(a)),
            Best::Lowest => order.sort_unstable(),
        }
        let (mut before, mut distinct) = (0, 0);
        for equals in order.chunk_by(|(a, _), (b, _)| a == b) {
            distinct += 1;
            let place = self.place(before, equals.len(), distinct);
            before += equals.len();
            for (_, at) in equals {
                if let Some(held) = places.get_mut(*at) {
                    *held = Some(place);
                }
            }
        }
        places
    }

    /// The place of so many equals, behind so many others, the so-manieth different figure.
    fn place(self, before: usize, equals: usize, distinct: usize) -> Place {
        match self.ties {
            Ties::Shared => (before + 1).into(),
            Ties::Last => (before + equals).into(),
            Ties::Average => Place { halves: 2 * before + equals + 1 },
            Ties::Dense => distinct.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert_eq, proptest};

    use super::{Best, Number, Ranking, Ties};

    proptest! {
        /// The definition, slow and obvious: by those who stand better, the different figures among them, and those who
        /// stand equal.
        #[test]
        fn a_place_is_one_more_than_those_before_it(
            scores in prop::collection::vec(prop::option::of(-4i64..4), 0..12),
            ties in prop::sample::select(vec![Ties::Shared, Ties::Last, Ties::Average, Ties::Dense]),
            lowest in prop::bool::ANY,
        ) {
            let ranking = Ranking::default().ties(ties).best(if lowest { Best::Lowest } else { Best::Highest });
            let slow = scores.iter().map(|own| {
                let own = (*own)?;
                let better = |other: &&i64| if lowest { **other < own } else { **other > own };
                let mut before: Vec<&i64> = scores.iter().flatten().filter(better).collect();
                let equals = scores.iter().flatten().filter(|other| **other == own).count();
                if ties == Ties::Dense {
                    before.sort();
                    before.dedup();
                }
                let first = before.len() as f64 + 1.0;
                Some(match ties {
                    Ties::Shared | Ties::Dense => first,
                    Ties::Last => first + equals as f64 - 1.0,
                    Ties::Average => first + (equals as f64 - 1.0) / 2.0,
                })
            });
            let places = ranking.places(scores.iter().map(|score| score.map(Number::from)));
            let places: Vec<Option<f64>> = places.into_iter().map(|place| place.map(super::Place::to_f64)).collect();
            prop_assert_eq!(places, slow.collect::<Vec<_>>());
        }
    }
}
