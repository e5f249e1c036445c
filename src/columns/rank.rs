//! Ranks over units that are those of the exact evaluator: floats sort, exact scores decide what lies together.

use crate::formula::{NodeIndex, Place, Ranking, Stage};
use crate::number::Number;

use super::exact;
use super::pass::Pass;
use super::sheet::{Line, Sheet};
use super::table::{Table, TableError};

impl Pass {
    /// The place of every unit by the score of a node, as the exact scores have it. Units without a score have
    /// none.
    ///
    /// On the rounded score the sheet has to hold [rounded](super::Want::rounded) scores; where these have more digits than
    /// floats tell apart, every unit is scored exactly. On the unrounded one,
    /// units whose scores lie within the bound of each other are scored exactly: what that costs grows with how
    /// many there are.
    ///
    /// # Errors
    /// The sheet was made for something else, or lacks the node or its rounded scores.
    pub fn ranks(
        &self,
        table: &Table<'_>,
        sheet: &Sheet,
        node: NodeIndex,
        ranking: Ranking,
    ) -> Result<Vec<Option<Place>>, TableError> {
        sheet.fits(self.want(), table.units())?;
        let line = sheet.line(node).ok_or(TableError::Node(node.0))?;
        match ranking.on {
            Stage::Rounded if line.rounded().len() != table.units() => Err(TableError::Sheet),
            Stage::Rounded if self.is_finer_than_floats(line) => {
                let exactly =
                    |unit| exact::score(self.formula(), &table.unit(unit), node).map(|score| score.rounded);
                Ok(ranking.places_of((0..table.units()).map(exactly).collect()))
            }
            Stage::Rounded => {
                let rounded =
                    line.rounded().iter().map(|score| (!score.is_nan()).then(|| Ordered::of(*score)));
                Ok(ranking.places_of(rounded.collect()))
            }
            Stage::Unrounded => Ok(ranking.places_of(self.keys(table, line))),
        }
    }

    /// Whether two rounded scores that differ in their last digit may be one float.
    fn is_finer_than_floats(&self, line: &Line) -> bool {
        let digits = self.formula().node(line.node()).map_or(0, |node| node.finish().rounding.digits());
        let power = Number::from_parts(1, digits).map_or(0.0, Number::to_f64);
        line.rounded().iter().any(|score| score.abs() >= 4e15 * power)
    }

    /// A key for each unit: the number of its cluster, counted upwards, and its exact score within it.
    fn keys(&self, table: &Table<'_>, line: &Line) -> Vec<Option<(usize, i128)>> {
        let scores = line.scores();
        let mut order: Vec<(Ordered, usize)> = scores
            .iter()
            .enumerate()
            .filter(|(_, score)| !score.is_nan())
            .map(|(unit, score)| (Ordered::of(*score), unit))
            .collect();
        order.sort_unstable();
        let mut keys = vec![None; scores.len()];
        let near =
            |a: &(Ordered, usize), b: &(Ordered, usize)| b.0.score() - a.0.score() <= 2.0 * line.bound();
        for (number, cluster) in order.chunk_by(near).enumerate() {
            for (_, unit) in cluster {
                let exactly = if cluster.len() == 1 { 0 } else { self.units_of(table, line.node(), *unit) };
                if let Some(key) = keys.get_mut(*unit) {
                    *key = Some((number, exactly));
                }
            }
        }
        keys
    }

    /// A unit's exact score after its cap, in units of 10⁻¹⁵.
    fn units_of(&self, table: &Table<'_>, node: NodeIndex, unit: usize) -> i128 {
        exact::score(self.formula(), &table.unit(unit), node).map_or(0, |score| score.capped.units())
    }
}

/// A float that is no NaN, by its size; both zeros are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ordered(i64);

impl Ordered {
    #[expect(clippy::cast_possible_wrap, reason = "the sign bit is what is looked at")]
    fn of(score: f64) -> Ordered {
        let bits = (score + 0.0).to_bits() as i64;
        // Negative floats order the other way round.
        Ordered(if bits < 0 { i64::MIN - bits } else { bits })
    }

    #[expect(clippy::cast_sign_loss, reason = "the sign bit is put back")]
    fn score(self) -> f64 {
        f64::from_bits(if self.0 < 0 { (i64::MIN - self.0) as u64 } else { self.0 as u64 })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Ordered;

    proptest! {
        /// Keys order as floats do, and give them back.
        #[test]
        fn keys_order_as_floats_do(a in any::<f64>(), b in any::<f64>()) {
            prop_assume!(!a.is_nan() && !b.is_nan());
            prop_assert_eq!(Ordered::of(a).cmp(&Ordered::of(b)), a.partial_cmp(&b).unwrap());
            prop_assert_eq!(Ordered::of(a).score().to_bits(), (a + 0.0).to_bits());
        }
    }

    #[test]
    fn both_zeros_are_one() {
        assert_eq!(Ordered::of(-0.0), Ordered::of(0.0));
    }
}
