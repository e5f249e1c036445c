use serde::Deserialize;

use crate::number::Number;

use super::{Score, Stage};

/// Which place equal scores get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ties {
    /// They share the best of their places, and the places behind stay empty: 1, 2, 2, 4.
    #[default]
    Shared,
    /// They share a place, and the next place follows: 1, 2, 2, 3.
    Dense,
}

/// Which score stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Best {
    /// The highest.
    #[default]
    Highest,
    /// The lowest.
    Lowest,
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
/// let scores = [low, first, None, tied];
/// assert_eq!(Ranking::default().places(scores), [Some(3), Some(1), None, Some(1)]);
/// assert_eq!(Ranking::default().ties(Ties::Dense).places(scores), [Some(2), Some(1), None, Some(1)]);
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
    pub fn places(self, figures: impl IntoIterator<Item = Option<Number>>) -> Vec<Option<usize>> {
        let figures: Vec<Option<Number>> = figures.into_iter().collect();
        let key = |figure: Number| if self.best == Best::Lowest { figure } else { figure.negated() };
        let present = figures.iter().enumerate().filter_map(|(at, figure)| Some((key((*figure)?), at)));
        let mut order: Vec<(Number, usize)> = present.collect();
        order.sort_unstable();
        let mut places = vec![None; figures.len()];
        let (mut place, mut distinct, mut last) = (0, 0, None);
        for (i, (figure, at)) in order.into_iter().enumerate() {
            if last != Some(figure) {
                distinct += 1;
                place = if self.ties == Ties::Dense { distinct } else { i + 1 };
                last = Some(figure);
            }
            if let Some(held) = places.get_mut(at) {
                *held = Some(place);
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert_eq, proptest};

    use super::{Best, Number, Ranking, Ties};

    proptest! {
        /// The definition, slow and obvious: one more than those who stand better (shared), or than the different
        /// figures among them (dense).
        #[test]
        fn a_place_is_one_more_than_those_before_it(
            scores in prop::collection::vec(prop::option::of(-4i64..4), 0..12),
            dense in prop::bool::ANY,
            lowest in prop::bool::ANY,
        ) {
            let ranking = Ranking::default()
                .ties(if dense { Ties::Dense } else { Ties::Shared })
                .best(if lowest { Best::Lowest } else { Best::Highest });
            let slow = scores.iter().map(|own| {
                let own = (*own)?;
                let better = |other: &&i64| if lowest { **other < own } else { **other > own };
                let mut before: Vec<&i64> = scores.iter().flatten().filter(better).collect();
                if dense {
                    before.sort();
                    before.dedup();
                }
                Some(before.len() + 1)
            });
            let places = ranking.places(scores.iter().map(|score| score.map(Number::from)));
            prop_assert_eq!(places, slow.collect::<Vec<_>>());
        }
    }
}
