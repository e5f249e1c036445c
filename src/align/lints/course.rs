//! An indicator as rules look at it: its figures in a row, and the level of result that is due of it.

use crate::number::{Exact, Number};
use crate::period::{Period, PeriodKind};
use crate::plan::{Direction, Element, Indicator, Kind, ResultLevel};

use super::super::scope::Scope;

/// A figure of a period.
pub(super) type Point = (Period, Number);

/// An indicator with its targets, read once for all rules.
pub(in crate::align) struct Course<'p> {
    pub(super) indicator: Indicator<'p>,
    pub(super) baseline: Option<Point>,
    pub(super) targets: Vec<Point>,
    /// The level that is due of its element's indicators, where it is an outcome or an impact.
    pub(super) due: Option<ResultLevel>,
}

impl<'p> Course<'p> {
    pub(in crate::align) fn of(indicator: Indicator<'p>, scope: &Scope<'_>) -> Course<'p> {
        Course::following(Vec::new(), indicator, scope)
    }

    /// The next one, written where another's targets stood.
    pub(in crate::align) fn next(self, indicator: Indicator<'p>, scope: &Scope<'_>) -> Course<'p> {
        Course::following(self.targets, indicator, scope)
    }

    fn following(mut targets: Vec<Point>, indicator: Indicator<'p>, scope: &Scope<'_>) -> Course<'p> {
        targets.clear();
        let entries = indicator.series().iter().filter(|entry| !entry.is_baseline());
        targets.extend(entries.filter_map(|entry| Some((entry.period(), entry.reading().number()?))));
        let baseline = indicator.baseline().and_then(|(period, reading)| Some((period, reading.number()?)));
        Course { indicator, baseline, targets, due: due_of(indicator.element(), scope) }
    }

    /// Whether an outcome or an impact is due of it: as it says itself, else by its element's level in the framework.
    pub(super) fn is_outcome(&self) -> bool {
        let said = |level| matches!(level, ResultLevel::Outcome | ResultLevel::Impact);
        self.indicator.level().map_or(self.due.is_some(), said)
    }

    /// The baseline and the targets, each with the one before it.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (Point, Point)> + Clone {
        let before = self.baseline.iter().chain(&self.targets);
        let points = before.clone().skip(1);
        before.copied().zip(points.copied())
    }

    /// The steps from one figure to the next.
    pub(super) fn steps(&self) -> Vec<Step> {
        let step = |((earlier, before), (period, target)): (Point, Point)| {
            let size = Exact::from(target).checked_sub(&before.into())?;
            let size = size.checked_div(&Exact::from(years_from(earlier, period)))?;
            Some(Step { period, before, target, size })
        };
        self.pairs().filter_map(step).collect()
    }
}

/// A step from one figure to the next, by the year where both are of years: a baseline may be older.
pub(super) struct Step {
    pub(super) period: Period,
    pub(super) before: Number,
    pub(super) target: Number,
    pub(super) size: Exact,
}

fn years_from(earlier: Period, later: Period) -> i64 {
    use chrono::Datelike;
    let yearly = [earlier, later].iter().all(|period| period.kind() == PeriodKind::Year);
    let years = i64::from(later.start().year()) - i64::from(earlier.start().year());
    if yearly { years.max(1) } else { 1 }
}

/// The level that is due of an element's indicators, where it is an outcome or an impact.
fn due_of(element: Element<'_>, scope: &Scope<'_>) -> Option<ResultLevel> {
    if matches!(element.kind(), Kind::Program | Kind::Outcome) && !scope.is_delivery(element) {
        return None;
    }
    let carries = scope.plan.document().framework().level(element.kind()).and_then(|level| level.carries);
    let carries = carries.or(match element.kind() {
        Kind::Goal => Some(ResultLevel::Impact),
        Kind::Objective | Kind::Outcome | Kind::Program => Some(ResultLevel::Outcome),
        _ => None,
    });
    carries.filter(|level| matches!(level, ResultLevel::Outcome | ResultLevel::Impact))
}

/// Whether `a` is worse than `b`; `None` without a direction that says so.
pub(super) fn is_worse(direction: Option<Direction>, a: Number, b: Number) -> Option<bool> {
    match direction? {
        Direction::Higher | Direction::RangeHigher => Some(a < b),
        Direction::Lower | Direction::RangeLower => Some(a > b),
        _ => None,
    }
}
