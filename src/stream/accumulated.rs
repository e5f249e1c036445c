use std::collections::BTreeMap;

use crate::formula::{Accumulation, Datum, NotScorable};
use crate::number::decimals::whole;
use crate::number::{Exact, Number};

use super::Cell;
use super::held::{Cells, Held, Sides};
use super::rule::{Rule, Shape};

/// What a [`Stream`](super::Stream) came to: columns with the unit as the fast index - of indicator *i* and unit *u* at
/// *i* · units + *u* - and the exact values behind them.
#[derive(Clone, Debug)]
pub struct Accumulated {
    shape: Shape,
    cells: Cells,
    wide: BTreeMap<usize, Sides<Exact>>,
}

impl Accumulated {
    /// The accumulated targets, each correctly rounded; NaN where there is none.
    #[must_use]
    pub fn targets(&self) -> &[f64] {
        &self.cells.targets
    }

    /// The accumulated actuals, each correctly rounded; NaN where there is none.
    #[must_use]
    pub fn actuals(&self) -> &[f64] {
        &self.cells.actuals
    }

    /// The accumulated target of a cell, exactly; a mean as Σ over how many.
    ///
    /// # Errors
    /// [`NotScorable::OutOfRange`]: it has more than 28 digits.
    pub fn target(&self, cell: Cell) -> Result<Datum, NotScorable> {
        self.datum(cell, |sides| sides.target)
    }

    /// The accumulated actual of a cell, exactly; a mean as Σ over how many.
    ///
    /// # Errors
    /// [`NotScorable::OutOfRange`]: it has more than 28 digits.
    pub fn actual(&self, cell: Cell) -> Result<Datum, NotScorable> {
        self.datum(cell, |sides| sides.actual)
    }

    fn datum(
        &self,
        cell: Cell,
        side: fn(Sides<Option<Exact>>) -> Option<Exact>,
    ) -> Result<Datum, NotScorable> {
        let Ok((at, rule)) = self.shape.find(cell) else { return Ok(Datum::BLANK) };
        let Some(held) = self.cells.get(at) else { return Ok(Datum::BLANK) };
        let Some(exact) = side(self.exact(at, rule, held)) else { return Ok(Datum::BLANK) };
        let count = held.tally.count;
        if rule.accumulation() != Accumulation::Average || count <= 1 {
            return exact.to_number().map(Datum::Number).ok_or(NotScorable::OutOfRange);
        }
        let sum = exact.checked_mul(&count.into()).and_then(|sum| sum.to_number());
        let numerator = sum.ok_or(NotScorable::OutOfRange)?;
        Ok(Datum::Fraction { numerator, denominator: count.into(), per: Number::ONE })
    }

    /// What a cell's sides come to, exactly.
    fn exact(&self, at: usize, rule: Rule, held: Held) -> Sides<Option<Exact>> {
        let each = match self.wide.get(&at) {
            Some(wide) => mean_of(wide, rule, held),
            None if rule.sums() => held.sides.map(|side| integer(side, rule, held)),
            None => held.sides.map(|side| Number::from_f64(side).map_or(Exact::ZERO, Exact::from)),
        };
        held.tally.there(each)
    }
}

impl Accumulated {
    /// Makes what a stream kept the result, in place.
    pub(super) fn of(shape: Shape, mut cells: Cells, wide: BTreeMap<usize, Sides<Exact>>) -> Accumulated {
        let units = shape.units as usize;
        for (indicator, rule) in shape.rules.iter().enumerate() {
            let range = indicator * units..(indicator + 1) * units;
            match rule.accumulation() {
                Accumulation::Sum | Accumulation::Average => {
                    cells.settle(range, |tally| rule.divisor(tally.count));
                }
                _ => cells.settle(range, |_| 1.0),
            }
        }
        for (at, sums) in &wide {
            let (Some(held), Some(rule)) = (cells.get(*at), shape.rule(*at)) else { continue };
            let exact = held.tally.there(mean_of(sums, rule, held));
            let float = |side: Option<Exact>| side.map_or(f64::NAN, |exact| exact.to_f64());
            let sides = Sides { target: float(exact.target), actual: float(exact.actual) };
            cells.put(*at, Held { sides, ..held });
        }
        Accumulated { shape, cells, wide }
    }
}

/// The sums, or the means, of a cell that outgrew integers in floats.
fn mean_of(sums: &Sides<Exact>, rule: Rule, held: Held) -> Sides<Exact> {
    let count = if rule.accumulation() == Accumulation::Average { held.tally.count.max(1) } else { 1 };
    sums.clone().map(|sum| sum.checked_div(&count.into()).unwrap_or(Exact::ZERO))
}

/// The quotient whose float this is: an integer below 2⁵¹ by the divisor of its cell. The float lies within 2⁻⁵³ of it,
/// and so does the product of theirs: together within three eighths of the integer, which rounding gives back.
fn integer(float: f64, rule: Rule, held: Held) -> Exact {
    let divisor = rule.divisor(held.tally.count);
    let integer = whole(float * divisor);
    #[expect(clippy::cast_possible_truncation, reason = "integers below 2⁵³")]
    Exact::ratio(integer as i128, divisor as i128).unwrap_or(Exact::ZERO)
}
