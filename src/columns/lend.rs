use std::convert::Infallible;
use std::marker::PhantomData;
use std::ops::Range;

use crate::formula::{Formula, Leaf, NodeIndex, Op, Operand};

use super::table::{Column, Table, TableError};

/// What was observed of a leaf, of every unit and over several periods: the period is the fast index - of unit *u* and period
/// *p* at *u* · periods + *p*. NaN where there is none. A side that is no series of several periods is empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Observed<'a> {
    /// What was achieved.
    pub actuals: &'a [f64],
    /// What was promised.
    pub targets: &'a [f64],
}

/// Lends what was observed, one leaf after another: for figures that nobody holds all at once.
///
/// A pass asks for each leaf once, children just before their parents; and again, for the exact evaluator, where floats cannot
/// tell the band or the rounding of a score, or where the sizes beneath a mean that multiplies lie far apart. What is lent
/// again has to be the same.
///
/// [`FromMemory`] lends figures that are all there:
///
/// ```
/// use renstra::columns::{FromMemory, Observed, Pass, Table, Want};
/// use renstra::formula::{Accumulation, Finish, Formula, Leaf, NodeIndex, Rule};
/// // One indicator, four quarters, two regions.
/// let mut formula = Formula::builder();
/// let (actual, target) = (formula.series(4), formula.series(4));
/// let leaf = Leaf::new(Rule::Ratio).actual(actual).target(target).accumulation(Accumulation::Sum);
/// let leaf = formula.leaf(uuid::Uuid::nil(), "1.1", leaf, Finish::default())?;
///
/// let actuals = [5.0, 6.0, 7.0, 8.0, /* the second region */ 0.1, 0.2, 0.3, f64::NAN];
/// let targets = [10.0, 10.0, 10.0, 10.0, /* the second region */ 0.2, 0.2, 0.2, 0.2];
/// let mut source = FromMemory::new(|_: NodeIndex| Observed { actuals: &actuals, targets: &targets });
/// let pass = Pass::of(&formula.build(), Want::scores([leaf]).rounded());
/// let sheet = pass.score_lent(&Table::lent(2), &mut source)?;
/// // The quarter without an actual leaves both sides.
/// assert_eq!(sheet.line(leaf).unwrap().rounded(), [65.0, 100.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Lend {
    /// Why something cannot be lent.
    type Error;

    /// What was observed of a leaf.
    ///
    /// # Errors
    /// It cannot be had: the pass ends with that.
    fn lend(&mut self, leaf: NodeIndex) -> Result<Observed<'_>, Self::Error>;

    /// Whether [`NOT_CONCERNED`](super::NOT_CONCERNED) may stand among the figures. If not, it is a gap like any other.
    fn is_marked(&self) -> bool {
        false
    }
}

/// Lends figures that are all in memory: a function tells which are those of a leaf.
#[derive(Clone, Debug)]
pub struct FromMemory<'a, F> {
    observed: F,
    memory: PhantomData<&'a [f64]>,
}

impl<'a, F: FnMut(NodeIndex) -> Observed<'a>> FromMemory<'a, F> {
    /// Lends what this function gives of each leaf.
    pub fn new(observed: F) -> FromMemory<'a, F> {
        FromMemory { observed, memory: PhantomData }
    }
}

impl<'a, F: FnMut(NodeIndex) -> Observed<'a>> Lend for FromMemory<'a, F> {
    type Error = Infallible;

    fn lend(&mut self, leaf: NodeIndex) -> Result<Observed<'_>, Infallible> {
        Ok((self.observed)(leaf))
    }
}

/// Why figures that are lent cannot be scored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LendError<E> {
    /// The table does not fit.
    #[error(transparent)]
    Table(#[from] TableError),
    /// What was observed of a leaf cannot be had.
    #[error("what was observed of node {leaf} cannot be had")]
    Lend {
        /// Which leaf.
        leaf: u32,
        /// Why.
        #[source]
        source: E,
    },
    /// A side of a leaf is not as long as units times periods.
    #[error("{found} figures were lent for a side of node {leaf} instead of {units} times {periods}")]
    Length {
        /// Which leaf.
        leaf: u32,
        /// How many figures were lent.
        found: usize,
        /// How many units there are.
        units: usize,
        /// How many periods.
        periods: usize,
    },
}

/// The slots of a leaf's two sides that are lent; empty where a side is no series of several periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) actual: Range<u32>,
    pub(super) target: Range<u32>,
}

impl Asked {
    /// Of a leaf, if any of it is lent.
    pub(super) fn of(leaf: &Leaf) -> Option<Asked> {
        let several = |operand: &Operand| match operand {
            Operand::Series(range) if range.len() > 1 => range.clone(),
            _ => 0..0,
        };
        let asked = Asked { actual: several(&leaf.actual), target: several(&leaf.target) };
        (!asked.actual.is_empty() || !asked.target.is_empty()).then_some(asked)
    }

    /// Of a node, if it is a leaf of which anything is lent.
    pub(super) fn of_node(formula: &Formula, at: NodeIndex) -> Option<Asked> {
        match formula.node(at)?.op() {
            Op::Leaf(leaf) => Asked::of(leaf),
            Op::Aggregate(_) | Op::Never(_) => None,
        }
    }

    fn holds(&self, slot: u32) -> bool {
        self.actual.contains(&slot) || self.target.contains(&slot)
    }

    /// Lends a leaf, and looks whether it is as long as it has to be.
    pub(super) fn lend<'s, S: Lend + ?Sized>(
        &self,
        leaf: NodeIndex,
        units: usize,
        source: &'s mut S,
    ) -> Result<Observed<'s>, LendError<S::Error>> {
        let observed = source.lend(leaf).map_err(|source| LendError::Lend { leaf: leaf.0, source })?;
        for (slots, figures) in [(&self.actual, observed.actuals), (&self.target, observed.targets)] {
            let (found, periods) = (figures.len(), slots.len());
            if periods.checked_mul(units) != Some(found) {
                return Err(LendError::Length { leaf: leaf.0, found, units, periods });
            }
        }
        Ok(observed)
    }
}

/// Looks whether a table has a column for every slot that is read and not lent.
pub(super) fn check(formula: &Formula, table: &Table<'_>) -> Result<(), TableError> {
    let (slots, columns) = (formula.slots() as usize, table.columns().len());
    let leaves = formula.nodes().iter().filter_map(|node| match node.op() {
        Op::Leaf(leaf) => Some((leaf, Asked::of(leaf))),
        Op::Aggregate(_) | Op::Never(_) => None,
    });
    for (leaf, asked) in leaves {
        let read = leaf.slots().filter(|slot| !asked.as_ref().is_some_and(|asked| asked.holds(slot.0)));
        for slot in read {
            match table.columns().get(slot.index()) {
                None => return Err(TableError::Columns { slots, columns }),
                Some(Column::Lent) => return Err(TableError::Lent(slot.0)),
                Some(_) => {}
            }
        }
    }
    Ok(())
}
