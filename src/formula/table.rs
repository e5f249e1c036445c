use crate::number::Number;

/// A decision table for a roll-up that is no mean: the first row that fits gives the score.
///
/// ```
/// use renstra::formula::{Condition, Row, Table};
/// use renstra::number::Number;
/// let hundred = Number::HUNDRED;
/// // Met when all children are met, and otherwise not.
/// let all_or_nothing = Table::new(vec![
///     Row::new(Condition::AllAtLeast(hundred), hundred),
///     Row::new(Condition::Always, Number::ZERO),
/// ]);
/// assert_eq!(all_or_nothing.rows().len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// A table of these rows, in order. Where none fits there is no score.
    #[must_use]
    pub fn new(rows: Vec<Row>) -> Table {
        Table { rows }
    }

    /// The rows, in order.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

/// A row of a [`Table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// When it fits.
    pub when: Condition,
    /// The score it gives.
    pub score: Number,
}

impl Row {
    /// This score under this condition.
    #[must_use]
    pub fn new(when: Condition, score: Number) -> Row {
        Row { when, score }
    }
}

/// A condition on the scores of children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Condition {
    /// Every child has at least this score.
    AllAtLeast(Number),
    /// Some child has at least this score.
    AnyAtLeast(Number),
    /// So many children or more have at least this score.
    CountAtLeast {
        /// How many children.
        children: u32,
        /// The score that each of them has at least.
        score: Number,
    },
    /// Some child is below this score.
    AnyBelow(Number),
    /// The row always fits.
    Always,
}
