//! Indicators and their figures.

use crate::number::{Absence, Status};

use super::super::cell::Cell;
use super::super::draft::{
    DraftDetail, DraftIndicator, DraftIndicatorMore, DraftPoint, DraftReference, DraftRelation,
};
use super::super::word::{Accumulation, Direction, RelationKind, ResultLevel};

/// An indicator under construction.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure(DraftIndicator);

impl Measure {
    /// An indicator with this name.
    #[must_use]
    pub fn new(name: impl Into<Cell>) -> Measure {
        Measure(DraftIndicator { name: name.into(), ..Default::default() })
    }

    /// The draft made so far, for what the builder has no word for.
    #[must_use]
    pub fn into_draft(self) -> DraftIndicator {
        self.0
    }

    fn more(&mut self) -> &mut DraftIndicatorMore {
        self.0.more.get_or_insert_default()
    }

    /// Its code.
    #[must_use]
    pub fn code(mut self, code: impl Into<Cell>) -> Measure {
        self.0.code = code.into();
        self
    }

    /// Its unit.
    #[must_use]
    pub fn unit(mut self, unit: &str) -> Measure {
        self.0.unit = unit.into();
        self
    }

    /// The direction in which it is better.
    #[must_use]
    pub fn direction(mut self, direction: Direction) -> Measure {
        self.0.direction = direction.as_str().into();
        self
    }

    /// Less is better.
    #[must_use]
    pub fn lower_is_better(self) -> Measure {
        self.direction(Direction::Lower)
    }

    /// The level of result that it measures.
    #[must_use]
    pub fn level(mut self, level: ResultLevel) -> Measure {
        self.0.level = level.as_str().into();
        self
    }

    /// How the figures of several periods become one.
    #[must_use]
    pub fn accumulates(mut self, accumulation: Accumulation) -> Measure {
        self.0.accumulation = accumulation.as_str().into();
        self
    }

    /// Its weight among the element's indicators.
    #[must_use]
    pub fn weight(mut self, weight: impl Into<Cell>) -> Measure {
        self.0.weight = weight.into();
        self
    }

    /// Where it started from.
    #[must_use]
    pub fn baseline(mut self, period: impl Into<Cell>, value: impl Into<Cell>) -> Measure {
        self.0.baseline.push(DraftPoint::new(period, value));
        self
    }

    /// A target.
    #[must_use]
    pub fn target(mut self, period: impl Into<Cell>, value: impl Into<Cell>) -> Measure {
        self.0.targets.push(DraftPoint::new(period, value));
        self
    }

    /// What was measured.
    #[must_use]
    pub fn actual(mut self, period: impl Into<Cell>, value: impl Into<Cell>) -> Measure {
        self.0.actuals.push(DraftPoint::new(period, value));
        self
    }

    /// Where the data come from.
    #[must_use]
    pub fn data_source(mut self, source: &str) -> Measure {
        self.more().data_source = source.into();
        self
    }

    /// The definition or the formula in words.
    #[must_use]
    pub fn definition(mut self, text: &str) -> Measure {
        self.more().definition = text.into();
        self
    }

    /// The labels of its ordinal scale, best first.
    #[must_use]
    pub fn scale(mut self, labels: &[&str]) -> Measure {
        self.more().scale = labels.iter().copied().map(Cell::from).collect();
        self
    }

    /// A target with all that is known of it: its role, the values before it, why there is none.
    #[must_use]
    pub fn planned(mut self, point: DraftPoint) -> Measure {
        self.0.targets.push(point);
        self
    }

    /// What was measured with all that is known of it: its status, its corrections, why there is none.
    #[must_use]
    pub fn measured(mut self, point: DraftPoint) -> Measure {
        self.0.actuals.push(point);
        self
    }

    /// What it is besides: `IKU`, `IKK`, `SPM`, `SDG`.
    #[must_use]
    pub fn role(mut self, role: &str) -> Measure {
        self.more().roles.push(role.into());
        self
    }

    /// The means of verification.
    #[must_use]
    pub fn verification(mut self, text: &str) -> Measure {
        self.more().verification = text.into();
        self
    }

    /// How it relates to another indicator of the plan, by that one's code.
    #[must_use]
    pub fn relates(mut self, kind: RelationKind, to: &str) -> Measure {
        let (kind, to) = (kind.as_str().into(), to.into());
        self.more().relations.push(DraftRelation { kind, to, ..Default::default() });
        self
    }

    /// A value to compare with: a national standard, another region.
    #[must_use]
    pub fn reference(mut self, name: &str, period: impl Into<Cell>, value: impl Into<Cell>) -> Measure {
        let (name, period, value) = (name.into(), period.into(), value.into());
        self.more().references.push(DraftReference { name, period, value, ..Default::default() });
        self
    }
}

impl DraftPoint {
    /// A value for a period.
    #[must_use]
    pub fn new(period: impl Into<Cell>, value: impl Into<Cell>) -> DraftPoint {
        DraftPoint { period: period.into(), value: value.into(), ..Default::default() }
    }

    /// Replaces the value, keeping the one before with the day of the decision and the reason.
    #[must_use]
    pub fn revised(mut self, value: impl Into<Cell>, decided: &str, reason: &str) -> DraftPoint {
        let mut before = self.detail.take().unwrap_or_default();
        let mut was = std::mem::take(&mut before.was);
        was.push(DraftPoint {
            period: Cell::Missing,
            value: std::mem::replace(&mut self.value, value.into()),
            detail: (*before != DraftDetail::default()).then_some(before),
        });
        let (decided, reason) = (decided.into(), reason.into());
        self.detail = Some(Box::new(DraftDetail { decided, reason, was, ..Default::default() }));
        self
    }

    /// Who changed it, after [`revised`](DraftPoint::revised).
    ///
    /// ```
    /// use renstra::plan::{Draft, DraftPoint, Goal, Measure, Node};
    /// let point = DraftPoint::new(2025, "7.31").revised("7.29", "2026-02-01", "recount").by("BPS");
    /// let poverty = Measure::new("poverty").code("I").unit("%").measured(point);
    /// let plan = Draft::new("P", "p").with(Node::<Goal>::new("G", "g").measured(poverty)).check().unwrap();
    /// let actuals = plan.observations().of(plan.find_indicator("I").unwrap().id()).unwrap();
    /// let entry = actuals.iter().next().unwrap();
    /// assert_eq!(entry.revisions().len(), 2);
    /// assert_eq!(entry.revisions().last().unwrap().by.as_deref(), Some("BPS"));
    /// ```
    #[must_use]
    pub fn by(mut self, who: &str) -> DraftPoint {
        self.detail().by = who.into();
        self
    }

    /// It leads into the next plan and is no target of this one.
    #[must_use]
    pub fn bridge(mut self) -> DraftPoint {
        self.detail().role = "bridge".into();
        self
    }

    /// How sure the figure is.
    #[must_use]
    pub fn status(mut self, status: Status) -> DraftPoint {
        self.detail().status = status.as_str().into();
        self
    }

    /// No figure for a period, and the reason.
    #[must_use]
    pub fn absent(period: impl Into<Cell>, reason: Absence) -> DraftPoint {
        let mut point = DraftPoint { period: period.into(), ..Default::default() };
        point.detail().absent = reason.as_str().into();
        point
    }

    fn detail(&mut self) -> &mut DraftDetail {
        self.detail.get_or_insert_default()
    }
}
