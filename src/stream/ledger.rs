use crate::formula::{Accumulation, Datum, NotScorable, Side};

use super::rule::Shape;
use super::running::{Absences, Running};
use super::seen::Seen;
use super::{Cell, Rule, StreamError};

/// What was observed of one indicator of one unit in one period, as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Whose.
    pub cell: Cell,
    /// The period, counted from 0.
    pub period: u32,
    /// What was promised; absent where nothing was.
    pub target: Datum,
    /// What was achieved; absent where nothing was reported, with the reason.
    pub actual: Datum,
}

/// Accumulates figures as they were written, exactly, in any order and any chunks. See the [module](super).
///
/// Each entry is one period of its series, also one that says why there is nothing. What comes out is what
/// [`read_leaf`](crate::formula::read_leaf) makes of all of them in the order of their periods: a period without an actual
/// leaves both sides, fractions add up as Σ numerators over Σ denominators, a mean is held as Σ over how many. A ledger
/// keeps one value or sum for each side of an indicator and one bit for each period, however many entries come.
///
/// ```
/// use renstra::formula::{Accumulation, Datum};
/// use renstra::number::{Absence, Number};
/// use renstra::stream::{Cell, Entry, Ledger, Rule};
/// // The share of children who were vaccinated, of one district, over four quarters.
/// let mut ledger = Ledger::new(1, vec![Rule::new(Accumulation::Sum)], 4)?;
/// let cell = Cell { unit: 0, indicator: 0 };
/// let share = |n: u32, d: u32| Datum::Fraction {
///     numerator: n.into(), denominator: d.into(), per: Number::HUNDRED,
/// };
/// let entry = |period, actual| Entry { cell, period, target: share(9, 10), actual };
/// ledger.take(&[entry(2, share(30, 40)), entry(0, share(5, 10))])?;
/// ledger.take(&[entry(1, Absence::NotReported.into())])?;
/// assert_eq!(ledger.actual(cell), Ok(share(35, 50)));
/// // The second quarter has no actual, and leaves both sides.
/// assert_eq!(ledger.target(cell), Ok(share(18, 20)));
///
/// let again = ledger.take(&[entry(3, share(1, 2)), entry(2, share(1, 2))]);
/// assert_eq!(again.unwrap_err().to_string(), "period 2 of indicator 0 of unit 0 was observed before");
/// // Nothing of that chunk was taken.
/// assert_eq!(ledger.actual(cell), Ok(share(35, 50)));
/// # Ok::<(), renstra::stream::StreamError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ledger {
    shape: Shape,
    seen: Seen,
    held: Vec<Held>,
}

/// What is kept of a cell.
#[derive(Clone, Debug)]
enum Held {
    /// Targets without an actual so far, and why there is none.
    Promised { target: Running, absences: Absences },
    /// The periods with an actual.
    Measured { target: Running, actual: Running },
}

impl Ledger {
    /// Nothing observed yet, of so many units, an indicator for each rule, and so many periods. The rules' decimal places
    /// do not count: nothing is a float.
    ///
    /// # Errors
    /// [`StreamError::TooLarge`] above four billion units times indicators.
    pub fn new(units: u32, rules: Vec<Rule>, periods: u32) -> Result<Ledger, StreamError> {
        let shape = Shape::new(units, rules, periods)?;
        let cells = shape.cells();
        let held = Held::Promised { target: Running::default(), absences: Absences::default() };
        Ok(Ledger { shape, seen: Seen::new(cells, periods), held: vec![held; cells] })
    }

    /// Takes some entries, of any cells and periods.
    ///
    /// # Errors
    /// One names a cell or period that is not there, or a period that was observed before, in an earlier chunk or in this
    /// one. Nothing of the chunk is taken then.
    pub fn take(&mut self, chunk: &[Entry]) -> Result<(), StreamError> {
        for (done, entry) in chunk.iter().enumerate() {
            if let Err(error) = self.claim(entry) {
                for entry in chunk.iter().take(done) {
                    if let Ok((at, _)) = self.shape.find(entry.cell) {
                        self.seen.unmark(at, entry.period);
                    }
                }
                return Err(error);
            }
        }
        for entry in chunk {
            let Ok((at, rule)) = self.shape.find(entry.cell) else { continue };
            if let Some(held) = self.held.get_mut(at) {
                held.add(rule.accumulation(), entry);
            }
        }
        Ok(())
    }

    fn claim(&mut self, entry: &Entry) -> Result<(), StreamError> {
        let (cell, period) = (entry.cell, entry.period);
        let (at, _) = self.shape.find(cell)?;
        if period >= self.shape.periods {
            return Err(StreamError::NoSuchPeriod { cell, period });
        }
        if self.seen.mark(at, period) { Ok(()) } else { Err(StreamError::Twice { cell, period }) }
    }

    /// What the actuals of a cell come to so far; blank where there is no such cell.
    ///
    /// # Errors
    /// The values make no one value, or one that is too long for a figure.
    pub fn actual(&self, cell: Cell) -> Result<Datum, NotScorable> {
        let Some((held, by)) = self.find(cell) else { return Ok(Datum::BLANK) };
        match held {
            Held::Promised { absences, .. } => Ok(absences.reason().into()),
            Held::Measured { actual, .. } => actual.value(by, Side::Actual),
        }
    }

    /// What the targets of a cell come to so far: of the periods with an actual, or of all where none has one. Blank where
    /// there is no such cell.
    ///
    /// # Errors
    /// The values make no one value, or one that is too long for a figure.
    pub fn target(&self, cell: Cell) -> Result<Datum, NotScorable> {
        let Some((held, by)) = self.find(cell) else { return Ok(Datum::BLANK) };
        match held {
            // As long as there is no actual, a target that makes no sense is none.
            Held::Promised { target, .. } => Ok(target.value(by, Side::Target).unwrap_or(Datum::BLANK)),
            Held::Measured { target, .. } => target.value(by, Side::Target),
        }
    }

    fn find(&self, cell: Cell) -> Option<(&Held, Accumulation)> {
        let (at, rule) = self.shape.find(cell).ok()?;
        Some((self.held.get(at)?, rule.accumulation()))
    }
}

impl Held {
    fn add(&mut self, by: Accumulation, entry: &Entry) {
        let (target, actual) = ((entry.period, &entry.target), (entry.period, &entry.actual));
        let measured = !entry.actual.is_absent();
        if measured && matches!(self, Held::Promised { .. }) {
            // From now on only periods with an actual count.
            *self = Held::Measured { target: Running::default(), actual: Running::default() };
        }
        match self {
            Held::Promised { target: targets, absences } => {
                absences.add(actual);
                targets.add(by, Side::Target, target);
            }
            Held::Measured { target: targets, actual: actuals } if measured => {
                targets.add(by, Side::Target, target);
                actuals.add(by, Side::Actual, actual);
            }
            Held::Measured { .. } => {}
        }
    }
}
