use std::fmt;

use crate::formula::Accumulation;

use super::StreamError;

/// One indicator of one unit, both counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The unit: a region, an agency.
    pub unit: u32,
    /// The indicator.
    pub indicator: u32,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "indicator {} of unit {}", self.indicator, self.unit)
    }
}

/// How the figures of one indicator become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    by: Accumulation,
    places: u32,
}

impl Rule {
    /// The most decimal places that floats are summed fast with.
    pub const PLACES: u32 = 9;

    /// By this accumulation, of figures that usually have at most four decimal places.
    #[must_use]
    pub fn new(by: Accumulation) -> Rule {
        Rule { by, places: 4 }
    }

    /// With how many decimal places floats are usually written, at most nine. It changes no result; fewer leave more room
    /// for large sums: figures of so many places are summed fast while their sum stays below 2·10¹⁵ of the last place.
    #[must_use]
    pub fn places(self, places: u32) -> Rule {
        Rule { places: places.min(Rule::PLACES), ..self }
    }

    /// How the figures of several periods become one.
    #[must_use]
    pub fn accumulation(self) -> Accumulation {
        self.by
    }

    /// Whether figures add up.
    #[inline]
    pub(super) fn sums(self) -> bool {
        matches!(self.by, Accumulation::Sum | Accumulation::Average)
    }

    #[inline]
    pub(super) fn scale(self) -> u32 {
        POWERS.get(self.places as usize).copied().unwrap_or(1)
    }

    /// What a sum of so many periods is divided by: its scale, and for a mean how many there are.
    #[inline]
    pub(super) fn divisor(self, count: u32) -> f64 {
        // INVARIANT: 30 bits of scale and 22 of periods: the product is exact.
        let count = if self.by == Accumulation::Average { f64::from(count.max(1)) } else { 1.0 };
        f64::from(self.scale()) * count
    }
}

/// 10 to the power of each number of places.
const POWERS: [u32; Rule::PLACES as usize + 1] =
    [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

/// The most periods, so that scale times periods is a float exactly.
const PERIODS: u32 = 1 << 22;

/// How many units, indicators and periods there are.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) units: u32,
    pub(super) rules: Vec<Rule>,
    pub(super) periods: u32,
}

impl Shape {
    pub(super) fn new(units: u32, rules: Vec<Rule>, periods: u32) -> Result<Shape, StreamError> {
        let cells = usize::try_from(units).ok().and_then(|units| units.checked_mul(rules.len()));
        let countable = cells.is_some_and(|cells| u32::try_from(cells).is_ok()) && periods <= PERIODS;
        if !countable {
            return Err(StreamError::TooLarge);
        }
        Ok(Shape { units, rules, periods })
    }

    pub(super) fn cells(&self) -> usize {
        self.units as usize * self.rules.len()
    }

    /// The rule of the cell that stands there.
    pub(super) fn rule(&self, at: usize) -> Option<Rule> {
        self.rules.get(at.checked_div(self.units as usize)?).copied()
    }

    /// Where a cell stands, the unit as the fast index, and its rule.
    #[inline]
    pub(super) fn find(&self, cell: Cell) -> Result<(usize, Rule), StreamError> {
        let rule = self.rules.get(cell.indicator as usize).filter(|_| cell.unit < self.units);
        let rule = rule.ok_or(StreamError::NoSuchCell { cell })?;
        Ok((cell.indicator as usize * self.units as usize + cell.unit as usize, *rule))
    }
}
