//! A table scored as columns: each score within a bound, each band and each place the exact one.

use crate::columns::{Column, Decided, NOT_CONCERNED, Pass, Sheet, Table, Threads, Want, datum};
use crate::formula::{Bands, Datum, Formula, NodeIndex, Place, Ranking, Slot, Stage};
use crate::number::{Absence, Fixed};

use std::sync::Arc;

use super::definition::Definition;
use super::faults::CompositeError;
use super::prepare::Prepared;
use super::table::UnitTable;

/// Every unit of a table with its scores at each level, as columns of floats; its place and its band.
///
/// It is what [`Composite`](super::Composite) is, without explanations and reasons, in a small part of the time.
#[derive(Clone, Debug)]
pub struct CompositeSheet {
    codes: Vec<Box<str>>,
    units: Vec<Box<str>>,
    top: NodeIndex,
    bands: Option<Arc<Bands>>,
    sheet: Sheet,
    ranks: Vec<Option<Place>>,
}

impl Definition {
    /// Scores every unit of a table as columns. Scores lie within [`bound`](CompositeSheet::bound) of those that
    /// [`score`](Definition::score) gives; whether there is one, bands and places are the same, always.
    ///
    /// A column of plain figures is read as floats; one that holds anything else, or a figure of more digits than a float
    /// holds, is read by the exact evaluator, as what is relative to the set always is.
    ///
    /// ```
    /// use renstra::columns::Threads;
    /// use renstra::composite::{Definition, UnitTable};
    /// let definition = Definition::from_json(r#"{"renstra-composite": 1, "id": "i", "unit": {"code": "u"},
    ///     "inputs": [{"code": "a", "normalise": {"method": "min-max"}},
    ///                {"code": "b", "normalise": {"method": "min-max"}}],
    ///     "groups": [{"code": "top", "of": ["a", "b"]}]}"#)?;
    /// let mut table = UnitTable::new(["u", "a", "b"]);
    /// for row in [["x", "1", "5"], ["y", "3", "7"], ["z", "2", ""]] {
    ///     table.push(row);
    /// }
    /// let sheet = definition.score_columns(&table, Threads::Own)?;
    /// assert_eq!(sheet.score("top", 1), Some(1.0));
    /// let exact = definition.score(&table)?;
    /// assert!(exact.units().iter().map(|unit| unit.rank()).eq(sheet.ranks().iter().copied()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`score`](Definition::score).
    pub fn score_columns(
        &self,
        table: &UnitTable,
        threads: Threads,
    ) -> Result<CompositeSheet, CompositeError> {
        let ready = self.ready(table)?;
        let slots: Vec<Floats<'_>> =
            ready.columns.iter().flat_map(Prepared::slots).map(|data| Floats::of(data)).collect();
        let data = (0..).map(Slot).zip(&slots).filter(|(_, slot)| matches!(slot, Floats::No(_)));
        let ranking = self.ranking(&ready.formula, ready.top);
        let want = Want::scores((0..).map(NodeIndex).take(ready.formula.nodes().len())).coverage().bands();
        let want = if ranking.on == Stage::Rounded { want.rounded() } else { want };
        let pass = Pass::reading_data(&ready.formula, want, data.map(|(slot, _)| slot));
        let units = ready.named.iter().map(|(code, _)| (*code).into()).collect();
        // What was made for each other fits.
        let scored = Table::new(ready.named.len(), slots.iter().map(Floats::column)).and_then(|table| {
            let sheet = pass.score(&table, threads)?;
            let ranks = pass.ranks(&table, &sheet, ready.top, ranking)?;
            Ok((sheet, ranks))
        });
        let (sheet, ranks) = scored.unwrap_or_else(|_| (Sheet::new(pass.want(), 0), Vec::new()));
        let codes = self.file.codes().cloned().collect();
        Ok(CompositeSheet { codes, units, top: ready.top, bands: self.file.bands.clone(), sheet, ranks })
    }

    /// The ranking; what is rounded to all places that a score has is not rounded.
    fn ranking(&self, formula: &Formula, top: NodeIndex) -> Ranking {
        let whole = formula.node(top).is_some_and(|node| node.finish().rounding.digits() >= Fixed::PLACES);
        if whole { self.file.ranking.on(Stage::Unrounded) } else { self.file.ranking }
    }
}

impl CompositeSheet {
    /// The codes of the units, in the order of the table.
    pub fn units(&self) -> impl ExactSizeIterator<Item = &str> {
        self.units.iter().map(|code| &**code)
    }

    /// The codes of the inputs, then of the groups.
    pub fn codes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.codes.iter().map(|code| &**code)
    }

    /// The scores of an input or a group, a unit after the other; NaN where there is none. Nothing where there is no such
    /// code.
    #[must_use]
    pub fn scores(&self, code: &str) -> &[f64] {
        self.line(code).map_or(&[], |line| line.scores())
    }

    /// The score of a unit, counted from 0, for an input or a group.
    #[must_use]
    pub fn score(&self, code: &str, unit: usize) -> Option<f64> {
        self.line(code)?.score(unit)
    }

    /// How far any score of an input or a group may lie from the exact one.
    #[must_use]
    pub fn bound(&self, code: &str) -> Option<f64> {
        self.line(code).map(|line| line.bound())
    }

    /// The share of weight that is present, of each unit; within 10⁻⁹.
    #[must_use]
    pub fn coverage(&self, code: &str) -> &[f64] {
        self.line(code).map_or(&[], |line| line.coverage())
    }

    /// The band that a unit stands in.
    #[must_use]
    pub fn band(&self, unit: usize) -> Option<&str> {
        let placing = self.sheet.line(self.top)?.bands().get(unit)?;
        self.bands.as_ref()?.label(*placing).map(|label| &**label)
    }

    /// The place of each unit; none where it has no score.
    #[must_use]
    pub fn ranks(&self) -> &[Option<Place>] {
        &self.ranks
    }

    /// How often exact arithmetic had to decide.
    #[must_use]
    pub fn decided(&self) -> Decided {
        self.sheet.decided()
    }

    fn line(&self, code: &str) -> Option<&crate::columns::Line> {
        let at = self.codes.iter().position(|known| **known == *code)?;
        self.sheet.lines().get(at)
    }
}

/// What a slot holds for every unit: floats, where these say the same.
enum Floats<'d> {
    Yes(Vec<f64>),
    No(&'d [Datum]),
}

impl<'d> Floats<'d> {
    fn of(data: &'d [Datum]) -> Floats<'d> {
        data.iter().map(float).collect::<Option<_>>().map_or(Floats::No(data), Floats::Yes)
    }

    fn column(&self) -> Column<'_> {
        match self {
            Floats::Yes(floats) => Column::Marked(floats),
            Floats::No(data) => Column::Data(data),
        }
    }
}

/// The float that stands for a figure, if one does.
fn float(held: &Datum) -> Option<f64> {
    match held {
        Datum::Absent(Absence::NotConcerned) => Some(NOT_CONCERNED),
        Datum::Absent(_) => Some(f64::NAN),
        Datum::Number(number) => Some(number.to_f64()).filter(|float| datum(*float) == *held),
        _ => None,
    }
}
