use std::collections::{HashMap, HashSet};

use crate::formula::Datum;
use crate::number::{Number, Reading, Value};

use super::file::Cells;

/// A table of units: one row a unit, one column an input. Cells stay as written until they are read.
///
/// ```
/// use renstra::composite::UnitTable;
/// let mut table = UnitTable::new(["iso3", "life"]);
/// table.push(["IDN", "68.25"]);
/// assert_eq!(table.count(), 1);
/// assert!(table.columns().eq(["iso3", "life"]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitTable {
    columns: Vec<Box<str>>,
    places: HashMap<Box<str>, usize>,
    /// Names that several columns have.
    twice: HashSet<Box<str>>,
    rows: Vec<Vec<Box<str>>>,
}

impl UnitTable {
    /// An empty table with these columns. Of two columns with one name neither can be read.
    pub fn new<C: AsRef<str>>(columns: impl IntoIterator<Item = C>) -> UnitTable {
        let columns: Vec<Box<str>> = columns.into_iter().map(|name| name.as_ref().trim().into()).collect();
        let (mut places, mut twice) = (HashMap::new(), HashSet::new());
        for (at, column) in columns.iter().enumerate() {
            if places.insert(column.clone(), at).is_some() {
                twice.insert(column.clone());
            }
        }
        UnitTable { columns, places, twice, rows: Vec::new() }
    }

    /// Adds a unit. Cells that are not there are blank; more cells than columns are an error when the table is scored.
    pub fn push<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        self.rows.push(cells.into_iter().map(|cell| cell.as_ref().trim().into()).collect());
    }

    /// How many units there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// The names of the columns.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = &str> {
        self.columns.iter().map(|name| &**name)
    }

    /// A column that can be read.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// Whether several columns have this name.
    pub(super) fn is_twice(&self, name: &str) -> bool {
        self.twice.contains(name)
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|cells| cells.get(column)).map_or("", |cell| cell)
    }

    /// The number of cells of a row that has more than there are columns; blank ones at its end do not count.
    pub(super) fn overlong(&self, row: usize) -> Option<usize> {
        let cells = self.rows.get(row)?;
        let last = cells.iter().rposition(|cell| !cell.is_empty())?;
        (last >= self.columns.len()).then_some(last + 1)
    }
}

/// Why a cell cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Odd {
    NotANumber,
    OtherSign,
}

impl Cells {
    /// The number in a cell, or why there is none.
    pub(super) fn number(&self, text: &str) -> Result<Datum, Odd> {
        match self.any(text)? {
            found @ (Datum::Number(_) | Datum::Absent(_)) => Ok(found),
            _ => Err(Odd::NotANumber),
        }
    }

    /// What stands in a cell, whatever it is, or why there is nothing.
    pub(super) fn any(&self, text: &str) -> Result<Datum, Odd> {
        if self.blank.iter().any(|word| **word == *text) {
            return Ok(Datum::BLANK);
        }
        // What a program writes with an exponent is no other number; it has a point in every convention.
        if let Some(number) = exponent(text) {
            return Ok(Datum::Number(number));
        }
        let reading = Reading::read(text, Some(self.numbers)).map_err(|_| Odd::NotANumber)?;
        if reading.value().is_some_and(|value| self.is_other(value)) {
            return Err(Odd::OtherSign);
        }
        Ok(worded(Datum::from(&reading)))
    }

    /// Whether a figure can only be read by the convention that the table does not follow.
    fn is_other(&self, value: &Value) -> bool {
        value.figures().any(|figure| figure.reading().is_other())
    }
}

/// A text by itself is a word: a grade, a predicate.
pub(super) fn worded(datum: Datum) -> Datum {
    match datum {
        Datum::Text(text) => Datum::Word(text),
        other => other,
    }
}

/// `1e-3` as it stands in files that programs write.
fn exponent(text: &str) -> Option<Number> {
    let (digits, power) = text.split_once(['e', 'E'])?;
    let power: i32 = power.parse().ok()?;
    let (mantissa, scale) = digits.parse::<Number>().ok()?.parts();
    let scale = i32::try_from(scale).ok()?.checked_sub(power)?;
    if scale >= 0 {
        return Number::from_parts(mantissa, u32::try_from(scale).ok()?);
    }
    Number::from_parts(mantissa.checked_mul(10_i128.checked_pow(scale.unsigned_abs())?)?, 0)
}
