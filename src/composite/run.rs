use std::collections::HashMap;

use crate::formula::{
    Aggregate, Datum, Edge, Finish, Formula, FormulaBuilder, Leaf, Least, NodeIndex, OnMissing, Operand,
    Stage, evaluate,
};
use crate::id::derive;
use crate::number::{Absence, Fixed, Rounding};

use super::definition::Definition;
use super::faults::{CompositeError, TableFaults, number};
use super::file::Group;
use super::lints;
use super::prepare::{Held, Prepared};
use super::scored::{Composite, UnitScores};
use super::table::UnitTable;

/// A unit's code and name.
pub(super) type Named<'t> = (&'t str, &'t str);

/// A table that is ready to be scored.
pub(super) struct Ready<'t> {
    pub(super) named: Vec<Named<'t>>,
    pub(super) columns: Vec<Prepared>,
    pub(super) formula: Formula,
    pub(super) top: NodeIndex,
}

impl Definition {
    /// Scores every unit of a table.
    ///
    /// What is relative to the set - least and greatest, mean and deviation, ranks - is computed over the whole
    /// table first, exactly, and then stands in the formula like any goalpost.
    ///
    /// # Errors
    /// All faults of the table at once: a column that is not there or stands twice, a unit without a code or with that
    /// of another, text where a number must be, figures too large to be computed with exactly.
    pub fn score(&self, table: &UnitTable) -> Result<Composite, CompositeError> {
        let Ready { named, columns, formula, top } = self.ready(table)?;
        let mut units: Vec<UnitScores> =
            named.into_iter().enumerate().map(|(row, named)| unit(named, &columns, row, &formula)).collect();
        self.rank(&mut units, top);
        Ok(Composite::new(&self.file, formula, top, units))
    }

    /// A table made ready for the formula, and the formula made for it.
    pub(super) fn ready<'t>(&self, table: &'t UnitTable) -> Result<Ready<'t>, CompositeError> {
        let mut faults = TableFaults::default();
        faults.columns(table, self.file.columns());
        faults.into_result()?;
        let mut faults = TableFaults::default();
        let named = self.units(table, &mut faults);
        let codes: Vec<&str> = named.iter().map(|(code, _)| *code).collect();
        let columns = self.columns(table, &codes, &mut faults);
        let built = self.formula(&columns, &mut faults);
        faults.into_result()?;
        let (formula, top) = built.unwrap_or_else(|| (Formula::builder().build(), NodeIndex(0)));
        Ok(Ready { named, columns, formula, top })
    }

    /// The code and the name of each row.
    pub(super) fn units<'t>(&self, table: &'t UnitTable, faults: &mut TableFaults) -> Vec<Named<'t>> {
        let unit = &self.file.unit;
        let code_at = table.column(&unit.code).unwrap_or_default();
        let name_at = unit.name.as_ref().and_then(|name| table.column(name));
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut units = Vec::with_capacity(table.count());
        for row in 0..table.count() {
            let code = table.cell(row, code_at);
            let (place, here) = (("row", number(row).into()), Some((row, &*unit.code)));
            if let Some(cells) = table.overlong(row) {
                let counts = [("cells", cells.into()), ("columns", table.columns().len().into())];
                faults.report(&lints::LONG_ROW, here, [place.clone()].into_iter().chain(counts));
            }
            if code.is_empty() {
                faults.report(&lints::NO_UNIT, here, [place]);
            } else if let Some(first) = seen.get(code) {
                let args = [place, ("unit", code.into()), ("first", number(*first).into())];
                faults.report(&lints::DUPLICATE_UNIT, here, args);
            } else {
                seen.insert(code, row);
            }
            units.push((code, name_at.map_or("", |at| table.cell(row, at))));
        }
        units
    }

    /// The formula that every unit is scored by, and the index among its nodes: inputs first, then groups.
    fn formula(&self, columns: &[Prepared], faults: &mut TableFaults) -> Option<(Formula, NodeIndex)> {
        let mut builder = Formula::builder();
        let leaves: Vec<Leaf> = columns.iter().map(|column| leaf(column, &mut builder)).collect();
        self.roll_up(builder, leaves, faults)
    }

    /// The formula over these leaves, one an input.
    pub(super) fn roll_up(
        &self,
        mut builder: FormulaBuilder,
        leaves: impl IntoIterator<Item = Leaf>,
        faults: &mut TableFaults,
    ) -> Option<(Formula, NodeIndex)> {
        let mut places: HashMap<&str, NodeIndex> = HashMap::new();
        let id = |code: &str| derive(uuid::Uuid::nil(), &self.file.id, code);
        for (input, leaf) in self.file.inputs.iter().zip(leaves) {
            places.insert(&input.code, builder.leaf(id(&input.code), &*input.code, leaf, exact()).ok()?);
        }
        let mut top = NodeIndex(0);
        for (place, group) in self.file.groups.iter().enumerate() {
            let part = |part: &super::file::Part| Some(Edge::new(*places.get(&*part.code)?, part.weight));
            let edges: Vec<Edge> = group.parts.iter().map(part).collect::<Option<_>>()?;
            let finish = self.finish(place, group);
            let made = builder.aggregate(id(&group.code), &*group.code, aggregate(group), edges, finish);
            let at = made
                .map_err(|error| faults.report(&lints::WEIGHT, None, [("error", error.to_string().into())]));
            let at = at.ok()?;
            places.insert(&group.code, at);
            if place == self.file.top {
                top = at;
            }
        }
        Some((builder.build(), top))
    }

    /// How a group's score ends: rounded where that is asked for; the top with its bands. What goes up is never
    /// rounded unless the group says so.
    fn finish(&self, place: usize, group: &Group) -> Finish {
        let is_top = place == self.file.top;
        let rounding = group.rounding.or(self.file.rounding.filter(|_| is_top));
        let finish = match rounding {
            Some(rounding) => Finish::default().rounding(rounding).stage(self.file.band_on),
            None => exact(),
        };
        match self.file.bands.clone().filter(|_| is_top) {
            Some(bands) => finish.bands(bands),
            None => finish,
        }
    }

    /// Places units by the index. A unit without a score has no place.
    fn rank(&self, units: &mut [UnitScores], top: NodeIndex) {
        let ranking = self.file.ranking;
        let score = |unit: &UnitScores| Some(ranking.figure(unit.outcomes.get(top.index())?.score()?));
        let places = ranking.places(units.iter().map(score));
        for (unit, place) in units.iter_mut().zip(places) {
            unit.rank = place;
        }
    }
}

/// A column's leaf, reading its slots in the order of [`Prepared::slots`].
pub(super) fn leaf(column: &Prepared, builder: &mut FormulaBuilder) -> Leaf {
    let mut leaf = column.leaf.clone().actual(Operand::Slot(builder.slot()));
    if column.imputed.is_some() {
        leaf = leaf.missing(OnMissing::Impute(Box::new(Operand::Slot(builder.slot()))));
    }
    let mut operand = |held: &Held| match held {
        Held::Same(datum) if datum.is_absent() => Operand::Absent,
        Held::Same(datum) => Operand::fixed(datum.clone()),
        Held::Each(_) => Operand::Slot(builder.slot()),
    };
    let (target, baseline) = (operand(&column.target), operand(&column.baseline));
    leaf.target(target).baseline(baseline)
}

fn aggregate(group: &Group) -> Aggregate {
    let least = Least { coverage: group.min_coverage, present: group.min_present };
    Aggregate::new(group.method.clone()).missing(group.missing).least(least)
}

/// A unit's scores, of the row that it stands in.
fn unit((code, name): Named<'_>, columns: &[Prepared], row: usize, formula: &Formula) -> UnitScores {
    let cell = |data: &Vec<Datum>| data.get(row).cloned().unwrap_or(Datum::BLANK);
    let inputs: Vec<Datum> = columns.iter().flat_map(Prepared::slots).map(cell).collect();
    let written: Vec<Datum> = columns.iter().map(|column| cell(&column.written)).collect();
    let gap = |datum: &&Datum| matches!(datum, Datum::Absent(why) if *why != Absence::NotConcerned);
    let absent = written.iter().filter(gap).count();
    let outcomes = evaluate(formula, &inputs);
    UnitScores { code: code.into(), name: name.into(), written, inputs, outcomes, absent, rank: None }
}

/// A score that is shown as it is, to the last of its 15 places.
pub(super) fn exact() -> Finish {
    Finish::default().rounding(Rounding::half_even(Fixed::PLACES)).stage(Stage::Unrounded)
}
