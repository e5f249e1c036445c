use std::collections::HashMap;

use crate::number::{Absence, Number, Reading};

/// A table of units: one row a unit, one column an input. Cells stay as written until they are read.
///
/// ```
/// use renstra::composite::UnitTable;
/// let mut table = UnitTable::new(["iso3", "life"]);
/// table.push(["IDN", "68.25"]);
/// assert_eq!(table.count(), 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitTable {
    columns: HashMap<Box<str>, usize>,
    rows: Vec<Vec<Box<str>>>,
}

impl UnitTable {
    /// An empty table with these columns; of two columns with one name the first stands.
    pub fn new<C: AsRef<str>>(columns: impl IntoIterator<Item = C>) -> UnitTable {
        let mut places = HashMap::new();
        for (at, column) in columns.into_iter().enumerate() {
            places.entry(Box::from(column.as_ref().trim())).or_insert(at);
        }
        UnitTable { columns: places, rows: Vec::new() }
    }

    /// Adds a unit; cells that are not there are blank.
    pub fn push<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        self.rows.push(cells.into_iter().map(|cell| cell.as_ref().trim().into()).collect());
    }

    /// How many units there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.get(name).copied()
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|cells| cells.get(column)).map_or("", |cell| cell)
    }

    /// The number in a cell, or why there is none; an error holds what stands there instead.
    pub(super) fn number(&self, row: usize, column: usize) -> Result<Result<Number, Absence>, String> {
        let text = self.cell(row, column);
        // A table of an index writes numbers plainly; what a float prints with an exponent is no other number.
        if let Some(number) = exponent(text) {
            return Ok(Ok(number));
        }
        match Reading::read(text, Some(crate::number::Numbers::Point)) {
            Ok(Reading::Absent(absence)) => Ok(Err(absence)),
            Ok(reading) => reading.number().map(Ok).ok_or_else(|| text.to_string()),
            Err(_) => Err(text.to_string()),
        }
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
