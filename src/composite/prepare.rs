//! The columns of a table made ready for the formula: read, imputed, brought onto their scales.

use crate::formula::{Datum, Leaf, Rule};
use crate::number::Number;

use super::definition::Definition;
use super::faults::TableFaults;
use super::file::{Cells, Input, Normalise, Reference, Source};
use super::impute::Impute;
use super::lints;
use super::normalise::{Column, column};
use super::table::{Odd, UnitTable};

/// A column that is ready for the formula.
#[derive(Debug)]
pub(super) struct Prepared {
    /// The rule, without its operands.
    pub(super) leaf: Leaf,
    /// What stood in the table.
    pub(super) written: Vec<Datum>,
    /// What each unit puts into the rule.
    pub(super) data: Vec<Datum>,
    /// Figures that stand in for missing ones, where the input imputes.
    pub(super) imputed: Option<Vec<Datum>>,
    pub(super) target: Held,
    pub(super) baseline: Held,
}

/// A target or a baseline: one for all, or one for each unit.
#[derive(Debug)]
pub(super) enum Held {
    Same(Datum),
    Each(Vec<Datum>),
}

impl Prepared {
    /// What its slots hold, one list a slot, in the order in which the formula reads them.
    pub(super) fn slots(&self) -> impl Iterator<Item = &Vec<Datum>> {
        let each = [&self.target, &self.baseline].into_iter().filter_map(|held| match held {
            Held::Each(data) => Some(data),
            Held::Same(_) => None,
        });
        std::iter::once(&self.data).chain(&self.imputed).chain(each)
    }
}

impl Definition {
    /// The columns of the inputs, each on its scale; `units` are the codes of the units.
    pub(super) fn columns(
        &self,
        table: &UnitTable,
        units: &[&str],
        faults: &mut TableFaults,
    ) -> Vec<Prepared> {
        let mut prepared = Vec::with_capacity(self.file.inputs.len());
        for input in &self.file.inputs {
            prepared.extend(self.column(input, table, units, faults));
        }
        prepared
    }

    /// The column of one input.
    pub(super) fn column(
        &self,
        input: &Input,
        table: &UnitTable,
        units: &[&str],
        faults: &mut TableFaults,
    ) -> Option<Prepared> {
        Read { cells: &self.file.cells, table }.input(input, units, faults)
    }
}

/// A table, read in its convention.
#[derive(Clone, Copy)]
struct Read<'t> {
    cells: &'t Cells,
    table: &'t UnitTable,
}

impl Read<'_> {
    fn input(self, input: &Input, units: &[&str], faults: &mut TableFaults) -> Option<Prepared> {
        let (target, baseline) = match &input.normalise {
            Normalise::Rule { target, baseline, .. } => {
                (self.held(target, faults), self.held(baseline, faults))
            }
            _ => (Held::Same(Datum::BLANK), Held::Same(Datum::BLANK)),
        };
        let written = if reads_words(&input.normalise) {
            self.column(&input.column, Cells::any, faults)
        } else {
            self.column(&input.column, Cells::number, faults)
        };
        let reference = reference(input, units, &written, faults)?;
        let stand_ins = input.impute.as_ref().map(|impute| self.stand_ins(impute, &written, faults));
        let ready = match stand_ins {
            None => column(input, reference, written.clone()).map(|Column { leaf, data }| (leaf, data, None)),
            Some(stand_ins) => stand_ins.and_then(|stand_ins| filled(input, reference, &written, &stand_ins)),
        };
        let Some((leaf, data, imputed)) = ready else {
            faults.report(&lints::OUT_OF_RANGE, None, [("input", (&*input.code).into())]);
            return None;
        };
        Some(Prepared { leaf, written, data, imputed, target, baseline })
    }

    /// What stands in a column. A cell that cannot be read is reported.
    fn column(
        self,
        name: &str,
        read: impl Fn(&Cells, &str) -> Result<Datum, Odd>,
        faults: &mut TableFaults,
    ) -> Vec<Datum> {
        let at = self.table.column(name).unwrap_or_default();
        let mut data = Vec::with_capacity(self.table.count());
        for row in 0..self.table.count() {
            let text = self.table.cell(row, at);
            data.push(read(self.cells, text).unwrap_or_else(|odd| {
                faults.cell(odd, row, name, text);
                Datum::BLANK
            }));
        }
        data
    }

    fn held(self, source: &Source, faults: &mut TableFaults) -> Held {
        match source {
            Source::Same(datum) => Held::Same(datum.clone()),
            Source::Column(name) => Held::Each(self.column(name, Cells::any, faults)),
        }
    }

    /// What stands in for missing figures; `None` when figures are out of range.
    fn stand_ins(
        self,
        impute: &Impute,
        written: &[Datum],
        faults: &mut TableFaults,
    ) -> Option<Vec<Option<Number>>> {
        let (mut group, mut earlier) = (None, Vec::new());
        match impute {
            Impute::Mean(_, by) => group = by.as_ref().and_then(|by| self.table.column(by)),
            Impute::Last(columns) => {
                earlier = columns.iter().map(|name| self.column(name, Cells::number, faults)).collect();
            }
            Impute::Value(_) => {}
        }
        let last = |row: usize| {
            earlier.iter().find_map(|column: &Vec<Datum>| match column.get(row) {
                Some(Datum::Number(number)) => Some(*number),
                _ => None,
            })
        };
        let group = |row: usize| group.map_or("", |column| self.table.cell(row, column)).into();
        impute.stand_ins(written, group, last)
    }
}

/// Whether the rule reads more than numbers: grades, predicates, days, yes and no.
fn reads_words(normalise: &Normalise) -> bool {
    let Normalise::Rule { rule, .. } = normalise else { return false };
    matches!(rule, Rule::Grades(_) | Rule::Ordinal(_) | Rule::Met | Rule::Deadline(_) | Rule::User(_))
}

/// The row of the unit that others are held against, where there is one; `None` when it has no figure.
fn reference(
    input: &Input,
    units: &[&str],
    written: &[Datum],
    faults: &mut TableFaults,
) -> Option<Option<usize>> {
    let (Normalise::ShareOfReference(Reference::Unit(unit))
    | Normalise::DistanceToReference(Reference::Unit(unit))) = &input.normalise
    else {
        return Some(None);
    };
    let row = units.iter().position(|code| *code == &**unit);
    let held = row.filter(|row| matches!(written.get(*row), Some(Datum::Number(_))));
    if held.is_none() {
        let args = [("input", (&*input.code).into()), ("unit", (&**unit).into())];
        faults.report(&lints::NO_REFERENCE, None, args);
    }
    held.map(Some)
}

/// A column on its scale; figures that stand in for missing ones take part in what is relative to the set, and then
/// stand apart, so that coverage tells that they are none of the unit's own.
fn filled(
    input: &Input,
    reference: Option<usize>,
    written: &[Datum],
    stand_ins: &[Option<Number>],
) -> Option<(Leaf, Vec<Datum>, Option<Vec<Datum>>)> {
    let pairs = written.iter().zip(stand_ins);
    let all = pairs.map(|(cell, stand_in)| stand_in.map_or_else(|| cell.clone(), Datum::Number));
    let Column { leaf, data } = column(input, reference, all.collect())?;
    let split = |((datum, cell), stand_in): ((Datum, &Datum), &Option<Number>)| match stand_in {
        Some(_) => (cell.clone(), datum),
        None => (datum, Datum::BLANK),
    };
    let (data, imputed) = data.into_iter().zip(written).zip(stand_ins).map(split).unzip();
    Some((leaf, data, Some(imputed)))
}
