use std::collections::HashMap;

use crate::formula::{
    Aggregate, Bands, Contributions, Datum, Edge, Explanation, Finish, Formula, FormulaError, NodeIndex,
    OnMissing, Operand, Outcome, Ranking, Score, Stage, contributions, evaluate,
};
use crate::id::derive;
use crate::number::{Absence, Fixed, Number, Rounding};

use super::definition::{Definition, DefinitionError};
use super::file::Part;
use super::impute::Impute;
use super::prepare::Prepared;
use super::table::UnitTable;

/// Why a definition and a table give no scores.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompositeError {
    /// The table lacks columns.
    #[error("the table lacks the column {}", quoted(.0))]
    MissingColumns(Vec<Box<str>>),
    /// Two rows are about one unit.
    #[error("row {row} is about `{code}`, as an earlier row is")]
    DuplicateUnit {
        /// The unit's code.
        code: Box<str>,
        /// The row, counted from 1 at the header.
        row: usize,
    },
    /// A row says not which unit it is about.
    #[error("row {row} has no code of a unit")]
    NoCode {
        /// The row, counted from 1 at the header.
        row: usize,
    },
    /// A cell holds something that is neither a number nor a sign that there is none.
    #[error("row {row}, column `{column}`: `{text}` is no number; leave the cell empty where there is none")]
    NotANumber {
        /// The row, counted from 1 at the header.
        row: usize,
        /// The column.
        column: Box<str>,
        /// What stands there.
        text: Box<str>,
    },
    /// Figures too large to be computed with exactly.
    #[error("the figures of `{0}` are too large or too far apart to be computed with exactly")]
    OutOfRange(Box<str>),
    /// What the definition says has no meaning.
    #[error(transparent)]
    Definition(#[from] DefinitionError),
    /// Its weights cannot be held together.
    #[error(transparent)]
    Formula(#[from] FormulaError),
}

fn quoted(names: &[Box<str>]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<String>>().join(", ")
}

/// A unit's code and name.
type Named = (Box<str>, Box<str>);

/// Every unit of a table with its scores at each level, its rank and its band.
#[derive(Clone, Debug)]
pub struct Composite {
    formula: Formula,
    codes: Vec<Box<str>>,
    groups: usize,
    top: NodeIndex,
    bands: Option<Bands>,
    units: Vec<UnitScores>,
}

/// One unit's scores.
#[derive(Clone, Debug)]
pub struct UnitScores {
    code: Box<str>,
    name: Box<str>,
    inputs: Vec<Datum>,
    outcomes: Vec<Outcome>,
    absent: usize,
    rank: Option<usize>,
}

impl Definition {
    /// Scores every unit of a table.
    ///
    /// What is relative to the set - least and greatest, mean and deviation, ranks - is computed over the whole
    /// table first, exactly, and then stands in the formula like any goalpost.
    ///
    /// # Errors
    /// The table lacks a column, names a unit twice, or holds text where a number must be.
    pub fn score(&self, table: &UnitTable) -> Result<Composite, CompositeError> {
        let units = self.units(table)?;
        let columns = self.columns(table)?;
        let (formula, top) = self.formula(&columns)?;
        let units = units.into_iter().enumerate().map(|(row, (code, name))| {
            let cell = |data: &Vec<Datum>| data.get(row).cloned().unwrap_or(Datum::BLANK);
            let inputs: Vec<Datum> = columns.iter().flat_map(Prepared::slots).map(cell).collect();
            let outcomes = evaluate(&formula, &inputs);
            let gap = |column: &&Prepared| {
                matches!(cell(&column.data), Datum::Absent(absence) if absence != Absence::NotConcerned)
            };
            let absent = columns.iter().filter(gap).count();
            UnitScores { code, name, inputs, outcomes, absent, rank: None }
        });
        let mut units: Vec<UnitScores> = units.collect();
        self.rank(&mut units, top);
        let codes = self.file.inputs.iter().map(|input| &input.code);
        let codes = codes.chain(self.file.groups.iter().map(|group| &group.code));
        Ok(Composite {
            formula,
            codes: codes.map(|code| code.as_str().into()).collect(),
            groups: self.file.groups.len(),
            top,
            bands: self.bands.clone(),
            units,
        })
    }

    fn units(&self, table: &UnitTable) -> Result<Vec<Named>, CompositeError> {
        let unit = &self.file.unit;
        let inputs = self.file.inputs.iter().map(|input| input.column.as_deref().unwrap_or(&input.code));
        let imputed =
            self.file.inputs.iter().filter_map(|input| input.impute.as_ref()).flat_map(Impute::columns);
        let needed = inputs.chain(imputed).chain([unit.code.as_str()]).chain(unit.name.as_deref());
        let missing: Vec<Box<str>> =
            needed.filter(|name| table.column(name).is_none()).map(Into::into).collect();
        if !missing.is_empty() {
            return Err(CompositeError::MissingColumns(missing));
        }
        let code_at = table.column(&unit.code).unwrap_or_default();
        let name_at = unit.name.as_ref().and_then(|name| table.column(name));
        let mut seen: HashMap<Box<str>, usize> = HashMap::new();
        let mut units = Vec::with_capacity(table.count());
        for row in 0..table.count() {
            let code: Box<str> = table.cell(row, code_at).into();
            if code.is_empty() {
                return Err(CompositeError::NoCode { row: row + 2 });
            }
            if seen.insert(code.clone(), row).is_some() {
                return Err(CompositeError::DuplicateUnit { code, row: row + 2 });
            }
            units.push((code, name_at.map_or("", |at| table.cell(row, at)).into()));
        }
        Ok(units)
    }

    fn formula(&self, columns: &[Prepared]) -> Result<(Formula, NodeIndex), CompositeError> {
        let mut builder = Formula::builder();
        let mut places: HashMap<&str, NodeIndex> = HashMap::new();
        let id = |code: &str| derive(uuid::Uuid::nil(), &self.file.id, code);
        for (input, column) in self.file.inputs.iter().zip(columns) {
            let mut leaf = column.leaf.clone().actual(Operand::Slot(builder.slot()));
            if column.imputed.is_some() {
                leaf.guards.missing = OnMissing::Impute(Box::new(Operand::Slot(builder.slot())));
            }
            let at = builder.leaf(id(&input.code), input.code.as_str(), leaf, exact())?;
            places.insert(&input.code, at);
        }
        let mut top = NodeIndex(0);
        for (number, group) in self.file.groups.iter().enumerate() {
            let mut aggregate = Aggregate::new(group.method()?).missing(group.missing());
            if let Some(share) = group.min_coverage.and_then(|share| Fixed::from_number(share.0)) {
                aggregate = aggregate.min_coverage(share);
            }
            let weighing = self.weighings.get(&group.code);
            let computed = |part: &Part| {
                let found = weighing?.weights.iter().find(|(code, _)| **code == *part.code);
                found.map(|(_, weight)| *weight)
            };
            let edge = |part: &Part| {
                let own = || part.weight.map_or(Number::ONE, |weight| weight.0);
                let weight = computed(part).unwrap_or_else(own);
                places.get(part.code.as_str()).map(|at| Edge::new(*at, weight))
            };
            let edges: Vec<Edge> = group.of.iter().filter_map(edge).collect();
            let finish = self.finish(number)?;
            let at = builder.aggregate(id(&group.code), group.code.as_str(), aggregate, edges, finish)?;
            places.insert(&group.code, at);
            if number == self.top {
                top = at;
            }
        }
        Ok((builder.build(), top))
    }

    /// How a group's score ends: rounded where that is asked for; the top with its bands. What goes up is never
    /// rounded unless the group says so.
    fn finish(&self, number: usize) -> Result<Finish, CompositeError> {
        let own = self.file.groups.get(number).and_then(|group| group.rounding.as_ref());
        let top = number == self.top;
        let rounding = own.or(if top { self.file.rounding.as_ref() } else { None });
        let Some(rounding) = rounding else {
            let finish = exact();
            return Ok(if top { self.bands.iter().cloned().fold(finish, Finish::bands) } else { finish });
        };
        let finish = Finish::default().rounding(rounding.read()?).stage(self.file.band_on.stage());
        Ok(if top { self.bands.iter().cloned().fold(finish, Finish::bands) } else { finish })
    }

    /// Places units by the top's score. A unit without a score has no place.
    fn rank(&self, units: &mut [UnitScores], top: NodeIndex) {
        let rank = self.file.rank;
        let ranking = Ranking::default().on(rank.on.stage()).ties(rank.ties).best(rank.best);
        let score =
            |unit: &UnitScores| unit.outcomes.get(top.index())?.score().map(|score| ranking.figure(score));
        let places = ranking.places(units.iter().map(score));
        for (unit, place) in units.iter_mut().zip(places) {
            unit.rank = place;
        }
    }
}

/// A score that is shown as it is, to the last of its 15 places.
fn exact() -> Finish {
    Finish::default().rounding(Rounding::half_even(Fixed::PLACES)).stage(Stage::Unrounded)
}

impl Composite {
    /// The units, in the order of the table.
    #[must_use]
    pub fn units(&self) -> &[UnitScores] {
        &self.units
    }

    /// The codes of the inputs, then of the groups.
    pub fn codes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.codes.iter().map(|code| &**code)
    }

    /// The codes of the groups, in the order of the definition.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.codes().skip(self.codes.len() - self.groups)
    }

    /// The code of the top.
    #[must_use]
    pub fn top(&self) -> &str {
        self.codes.get(self.top.index()).map_or("", |code| code)
    }

    /// The formula that every unit was scored by.
    #[must_use]
    pub fn formula(&self) -> &Formula {
        &self.formula
    }

    /// A unit's outcome for an input or a group.
    #[must_use]
    pub fn outcome<'c>(&self, unit: &'c UnitScores, code: &str) -> Option<&'c Outcome> {
        unit.outcomes.get(self.codes.iter().position(|known| **known == *code)?)
    }

    /// A unit's score at the top.
    #[must_use]
    pub fn index<'c>(&self, unit: &'c UnitScores) -> Option<&'c Score> {
        unit.outcomes.get(self.top.index())?.score()
    }

    /// The band that a unit stands in.
    #[must_use]
    pub fn band(&self, unit: &UnitScores) -> Option<&str> {
        let label = self.bands.as_ref()?.label(self.index(unit)?.placing)?;
        Some(label)
    }

    /// What the parts of a group contribute to a unit's score; they sum to it exactly.
    #[must_use]
    pub fn contributions(&self, unit: &UnitScores, group: &str) -> Option<Contributions> {
        let at = self.codes.iter().position(|known| **known == *group)?;
        let raw = unit.outcomes.get(at)?.score()?.raw;
        contributions(&self.formula, self.formula.nodes().get(at)?, &unit.outcomes, raw)
    }

    /// How a unit's score for an input or a group came about.
    #[must_use]
    pub fn explain(&self, unit: &UnitScores, code: &str) -> Option<Explanation> {
        let at = self.codes.iter().position(|known| **known == *code)?;
        let node = NodeIndex(u32::try_from(at).ok()?);
        Explanation::new(&self.formula, &unit.inputs, &unit.outcomes, node)
    }
}

impl UnitScores {
    /// The unit's code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The unit's name, or an empty text.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its place, from 1; a unit without a score has none.
    #[must_use]
    pub fn rank(&self) -> Option<usize> {
        self.rank
    }

    /// How many of its inputs are absent, those that another figure stands in for among them; what does not concern it
    /// is no gap.
    #[must_use]
    pub fn absent(&self) -> usize {
        self.absent
    }
}
