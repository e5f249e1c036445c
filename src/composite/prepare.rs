//! The columns of a table made ready for the formula: read, imputed, brought onto their scales.

use crate::formula::{Datum, Leaf};
use crate::number::Number;

use super::definition::Definition;
use super::file::{Input, Normalise};
use super::impute::Impute;
use super::normalise::{Column, column};
use super::run::CompositeError;
use super::table::UnitTable;

impl Definition {
    /// The columns of the inputs, each on its scale.
    pub(super) fn columns(&self, table: &UnitTable) -> Result<Vec<Prepared>, CompositeError> {
        let read = |input: &Input| {
            let cells = cells(table, input.column.as_deref().unwrap_or(&input.code))?;
            let too_large = || CompositeError::OutOfRange(input.code.as_str().into());
            let stand_ins = match &input.impute {
                Some(impute) => Some(stand_ins(impute, table, &cells)?.ok_or_else(too_large)?),
                None => None,
            };
            self.prepared(input, cells, stand_ins).ok_or_else(too_large)
        };
        self.file.inputs.iter().map(read).collect()
    }

    /// A column on its scale; figures that stand in for missing ones take part in what is relative to the set, and
    /// then stand apart, so that coverage tells that they are none of the unit's own.
    fn prepared(
        &self,
        input: &Input,
        cells: Vec<Datum>,
        stand_ins: Option<Vec<Option<Number>>>,
    ) -> Option<Prepared> {
        let user = match &input.normalise {
            Normalise::User { rule } => self.users.get(rule),
            _ => None,
        };
        let Some(stand_ins) = stand_ins else {
            let Column { leaf, data } = column(input, user, cells)?;
            return Some(Prepared { leaf, data, imputed: None });
        };
        let filled = cells.iter().zip(&stand_ins);
        let filled =
            filled.map(|(cell, stand_in)| stand_in.map_or_else(|| cell.clone(), Datum::Number)).collect();
        let Column { leaf, data } = column(input, user, filled)?;
        let split = |((datum, cell), stand_in): ((Datum, Datum), Option<Number>)| match stand_in {
            Some(_) => (cell, datum),
            None => (datum, Datum::BLANK),
        };
        let (data, imputed) = data.into_iter().zip(cells).zip(stand_ins).map(split).unzip();
        Some(Prepared { leaf, data, imputed: Some(imputed) })
    }
}

/// A column that is ready for the formula, with the figures that stand in for missing ones.
pub(super) struct Prepared {
    pub(super) leaf: Leaf,
    pub(super) data: Vec<Datum>,
    pub(super) imputed: Option<Vec<Datum>>,
}

impl Prepared {
    /// What its slots hold, one list a slot.
    pub(super) fn slots(&self) -> impl Iterator<Item = &Vec<Datum>> {
        std::iter::once(&self.data).chain(&self.imputed)
    }
}

/// What stands in a column.
fn cells(table: &UnitTable, name: &str) -> Result<Vec<Datum>, CompositeError> {
    let at = table.column(name).unwrap_or_default();
    let cell = |row: usize| match table.number(row, at) {
        Ok(Ok(number)) => Ok(Datum::Number(number)),
        Ok(Err(absence)) => Ok(Datum::Absent(absence)),
        Err(text) => Err(CompositeError::NotANumber { row: row + 2, column: name.into(), text: text.into() }),
    };
    (0..table.count()).map(cell).collect()
}

/// What stands in for missing figures: an error holds text where a number must be, `None` figures out of range.
fn stand_ins(
    impute: &Impute,
    table: &UnitTable,
    missing: &[Datum],
) -> Result<Option<Vec<Option<Number>>>, CompositeError> {
    let (mut group, mut earlier) = (None, Vec::new());
    match impute {
        Impute::Mean(_, by) => group = by.as_ref().and_then(|by| table.column(by)),
        Impute::Last(columns) => {
            earlier = columns.iter().map(|column| cells(table, column)).collect::<Result<Vec<_>, _>>()?;
        }
        Impute::Value(_) => {}
    }
    let last = |row: usize| {
        earlier.iter().find_map(|column: &Vec<Datum>| match column.get(row) {
            Some(Datum::Number(number)) => Some(*number),
            _ => None,
        })
    };
    let group = |row: usize| group.map_or("", |column| table.cell(row, column)).into();
    Ok(impute.stand_ins(missing, group, last))
}
