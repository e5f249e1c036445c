use std::fmt;
use std::sync::Arc;

use crate::finding::Subject;
use crate::number::{Number, Reading, Scale, Unit};
use crate::period::{Period, Series};

use super::kind::IndicatorId;
use super::plan::Plan;
use super::store::{External, IndicatorMore, IndicatorRow, Reference, RelationRow, Target};
use super::view::Element;
use super::word::{Accumulation, Composition, Direction, RelationKind, ResultLevel};

/// An indicator of a plan.
#[derive(Clone, Copy)]
pub struct Indicator<'p> {
    plan: &'p Plan,
    at: u32,
}

/// Two views are equal when they show the same indicator of the same plan value.
impl PartialEq for Indicator<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(&*self.plan.0, &*other.plan.0) && self.at == other.at
    }
}
impl Eq for Indicator<'_> {}

impl fmt::Debug for Indicator<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "indicator `{}`", self.code())
    }
}

impl<'p> Indicator<'p> {
    pub(crate) fn at(plan: &'p Plan, at: u32) -> Indicator<'p> {
        Indicator { plan, at }
    }

    /// Its place in the order written.
    #[must_use]
    pub fn position(self) -> u32 {
        self.at
    }

    #[expect(clippy::indexing_slicing, reason = "a view is only made for a position that the plan has")]
    pub(crate) fn row(self) -> &'p IndicatorRow {
        // INVARIANT: `at` came from the plan's own tables, which never shrink.
        &self.plan.0.indicators[self.at as usize]
    }

    fn more(self) -> Option<&'p IndicatorMore> {
        self.row().more.as_deref()
    }

    /// The plan it belongs to.
    #[must_use]
    pub fn plan(self) -> &'p Plan {
        self.plan
    }

    /// Its identifier.
    #[must_use]
    pub fn id(self) -> IndicatorId {
        IndicatorId::new(self.row().uuid)
    }

    /// Its code: as written, else made of the element's code and its number there (`T1/1`).
    #[must_use]
    pub fn code(self) -> &'p str {
        &self.row().code
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'p str {
        &self.row().name
    }

    /// How findings name it.
    #[must_use]
    pub fn subject(self) -> Subject {
        Subject::new("indicator", self.code(), self.name())
    }

    /// The element that it measures.
    #[must_use]
    pub fn element(self) -> Element<'p> {
        self.plan.element(self.row().element)
    }

    /// Its unit, where one is given.
    #[must_use]
    pub fn unit(self) -> Option<&'p Unit> {
        self.row().unit.as_ref()
    }

    /// The direction in which it is better, where it is said.
    #[must_use]
    pub fn direction(self) -> Option<Direction> {
        self.row().direction
    }

    /// The level of result that it measures, where it is said.
    #[must_use]
    pub fn level(self) -> Option<ResultLevel> {
        self.row().level
    }

    /// How the figures of several periods become one, where it is said.
    #[must_use]
    pub fn accumulation(self) -> Option<Accumulation> {
        self.row().accumulation
    }

    /// Its weight among the element's indicators, where one is given.
    #[must_use]
    pub fn weight(self) -> Option<Number> {
        self.row().weight
    }

    /// Baseline and targets, with their revisions.
    #[must_use]
    pub fn series(self) -> &'p Series<Reading> {
        &self.row().series
    }

    /// The target in force for a period, as the plan says it now.
    #[must_use]
    pub fn target(self, period: Period) -> Option<&'p Reading> {
        self.series().get(period).filter(|entry| !entry.is_baseline()).map(|entry| entry.reading())
    }

    /// The baseline: its period and its value.
    #[must_use]
    pub fn baseline(self) -> Option<(Period, &'p Reading)> {
        self.series().baseline().map(|entry| (entry.period(), entry.reading()))
    }

    /// The definition or the formula in words, or an empty text.
    #[must_use]
    pub fn definition(self) -> &'p str {
        self.more().map_or("", |more| &more.definition)
    }

    /// The version of the definition, or an empty text.
    #[must_use]
    pub fn version(self) -> &'p str {
        self.more().map_or("", |more| &more.version)
    }

    /// Where the data come from, or an empty text.
    #[must_use]
    pub fn data_source(self) -> &'p str {
        self.more().map_or("", |more| &more.data_source)
    }

    /// The means of verification, or an empty text.
    #[must_use]
    pub fn verification(self) -> &'p str {
        self.more().map_or("", |more| &more.verification)
    }

    /// What it is besides: `IKU`, `IKK`, `SPM`, `SDG`.
    #[must_use]
    pub fn roles(self) -> &'p [Box<str>] {
        self.more().map_or(&[], |more| &more.roles)
    }

    /// The ordinal scale of its values, where it has one.
    #[must_use]
    pub fn scale(self) -> Option<&'p Arc<Scale>> {
        self.more().and_then(|more| more.scale.as_ref())
    }

    /// The population that it counts, or an empty text.
    #[must_use]
    pub fn population(self) -> &'p str {
        self.more().map_or("", |more| &more.population)
    }

    /// The place that it concerns.
    #[must_use]
    pub fn place(self) -> Option<Element<'p>> {
        self.more().and_then(|more| more.place).map(|at| self.plan.element(at))
    }

    /// How it is composed of others, where it is said.
    #[must_use]
    pub fn composition(self) -> Option<Composition> {
        self.more().and_then(|more| more.composition)
    }

    /// Its relations with other indicators.
    pub fn relations(self) -> impl Iterator<Item = Relation<'p>> + Clone {
        let plan = self.plan;
        self.more().map_or(&[][..], |more| &more.relations).iter().map(move |row| Relation { plan, row })
    }

    /// Reference values.
    #[must_use]
    pub fn references(self) -> &'p [Reference] {
        self.more().map_or(&[], |more| &more.references)
    }

    /// Codes of frameworks from outside.
    #[must_use]
    pub fn external(self) -> &'p [External] {
        self.more().map_or(&[], |more| &more.external)
    }

    /// The slices by which it is disaggregated.
    #[must_use]
    pub fn slices(self) -> &'p [Box<str>] {
        self.more().map_or(&[], |more| &more.slices)
    }

    /// A remark, or an empty text.
    #[must_use]
    pub fn note(self) -> &'p str {
        self.more().map_or("", |more| &more.note)
    }

    /// Slots of the user's own.
    #[must_use]
    pub fn extensions(self) -> &'p [(Box<str>, Box<str>)] {
        self.more().map_or(&[], |more| &more.extensions)
    }
}

/// How an indicator relates to another.
#[derive(Clone, Copy)]
pub struct Relation<'p> {
    plan: &'p Plan,
    row: &'p RelationRow,
}

impl<'p> Relation<'p> {
    /// What the relation is.
    #[must_use]
    pub fn kind(self) -> RelationKind {
        self.row.kind
    }

    /// The other indicator, when it is in the same plan.
    #[must_use]
    pub fn here(self) -> Option<Indicator<'p>> {
        match self.row.target {
            Target::Here(at) => Some(self.plan.indicator_at(at)),
            Target::Elsewhere(_) => None,
        }
    }

    /// `PLAN#code`, when the other indicator is in another plan.
    #[must_use]
    pub fn elsewhere(self) -> Option<&'p str> {
        match &self.row.target {
            Target::Here(_) => None,
            Target::Elsewhere(text) => Some(text),
        }
    }

    /// The weight of a component.
    #[must_use]
    pub fn weight(self) -> Option<Number> {
        self.row.weight
    }

    /// The value of the component that counts as 0.
    #[must_use]
    pub fn worst(self) -> Option<Number> {
        self.row.worst
    }

    /// The value of the component that counts as 100 %.
    #[must_use]
    pub fn best(self) -> Option<Number> {
        self.row.best
    }
}
