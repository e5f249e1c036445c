use std::sync::Arc;

use crate::formula::{
    Bands, Contributions, Datum, Explanation, Formula, NodeIndex, Outcome, Place, Score, contributions,
};

use super::file::File;

/// Every unit of a table with its scores at each level, its rank and its band.
#[derive(Clone, Debug)]
pub struct Composite {
    formula: Formula,
    codes: Vec<Box<str>>,
    groups: usize,
    top: NodeIndex,
    bands: Option<Arc<Bands>>,
    units: Vec<UnitScores>,
}

/// One unit's scores.
#[derive(Clone, Debug)]
pub struct UnitScores {
    pub(super) code: Box<str>,
    pub(super) name: Box<str>,
    pub(super) written: Vec<Datum>,
    pub(super) inputs: Vec<Datum>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) absent: usize,
    pub(super) rank: Option<Place>,
}

impl Composite {
    pub(super) fn new(file: &File, formula: Formula, top: NodeIndex, units: Vec<UnitScores>) -> Composite {
        let codes = file.codes().cloned().collect();
        Composite { formula, codes, groups: file.groups.len(), top, bands: file.bands.clone(), units }
    }

    /// The units, in the order of the table.
    #[must_use]
    pub fn units(&self) -> &[UnitScores] {
        &self.units
    }

    /// The codes of the inputs, then of the groups.
    pub fn codes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.codes.iter().map(|code| &**code)
    }

    /// The codes of the groups, each after its parts.
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

    /// What the table says about a unit for an input, before anything is done to it.
    #[must_use]
    pub fn figure<'c>(&self, unit: &'c UnitScores, input: &str) -> Option<&'c Datum> {
        unit.written.get(self.codes.iter().position(|known| **known == *input)?)
    }

    /// The codes of the inputs, in the order of the definition.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        self.codes().take(self.codes.len() - self.groups)
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

    /// Its place, from 1, by the definition's rule for ties; a unit without a score has none.
    #[must_use]
    pub fn rank(&self) -> Option<Place> {
        self.rank
    }

    /// How many of its inputs are absent, those that another figure stands in for among them; what does not concern it
    /// is no gap.
    #[must_use]
    pub fn absent(&self) -> usize {
        self.absent
    }
}
