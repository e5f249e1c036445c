//! Actuals held against their targets: of another kind, or far from the plan; and whether the direction is missed.

use chrono::{Datelike, NaiveDate};

use crate::finding::Finding;
use crate::number::{Reading, Value};
use crate::period::{Entry, Period, PeriodRole, Revision, Series};

use super::super::lints;
use super::report::At;

/// An actual that is of no kind that its targets are of, so that no rule can hold it against them.
pub(super) fn stranger(actual: &Entry<Reading>, targets: &Series<Reading>, at: At<'_>) -> Option<Finding> {
    let value = actual.reading().value()?;
    let mut told = promised(targets).filter_map(|entry| entry.reading().value()).peekable();
    told.peek()?;
    if told.any(|target| are_comparable(value, target)) {
        return None;
    }
    let finding = at.finding(&lints::ACTUAL_KIND).with("period", actual.period().to_string());
    Some(finding.with("text", value.text().into_owned()))
}

/// How many years before a plan something may have been measured or spent: what is older is a slip of the pen.
const HISTORY: i32 = 75;

/// What was measured or spent too long before a plan that begins so.
pub(super) fn is_beyond_history(period: Period, from: Period) -> bool {
    period.end().year() < from.start().year() - HISTORY
}

/// A figure after the plan's last day for which no target waits, or too long before the plan. What was measured
/// before the plan is history else.
pub(super) fn beyond_the_plan(
    period: Period,
    targets: &Series<Reading>,
    horizon: Option<(Period, Period)>,
    (field, at): (&'static str, At<'_>),
) -> Option<Finding> {
    let (from, to) = horizon?;
    let awaited = || promised(targets).any(|target| target.period().contains(period));
    let beyond = is_beyond_history(period, from) || (to.end() < period.end() && !awaited());
    beyond.then(|| outside_horizon(period, [from, to], (field, at)))
}

/// A figure for a period that the plan does not reach.
pub(super) fn outside_horizon(
    period: Period,
    [from, to]: [Period; 2],
    (field, at): (&'static str, At<'_>),
) -> Finding {
    let finding = at.finding(&lints::OUTSIDE_HORIZON).with("field", field).with("period", period.to_string());
    finding.with("from", from.to_string()).with("to", to.to_string())
}

/// Whether a series has a target whose worth hangs on which way is better: dates, labels, yes and no speak for
/// themselves.
pub(super) fn asks_for_a_direction(series: &Series<Reading>) -> bool {
    promised(series).filter_map(|entry| entry.reading().value()).any(|value| value.figures().next().is_some())
}

/// Two dates of one figure's values, of which the later stands first: of their decisions, or of the days from which
/// they count where nothing is known of those.
pub(super) fn disordered(revisions: &[Revision<Reading>]) -> Option<[NaiveDate; 2]> {
    let decided = revisions.iter().filter_map(|revision| revision.decided);
    let effective = revisions.iter().filter(|revision| revision.decided.is_none());
    falling(decided).or_else(|| falling(effective.filter_map(|revision| revision.effective)))
}

fn falling(dates: impl Iterator<Item = NaiveDate> + Clone) -> Option<[NaiveDate; 2]> {
    dates
        .clone()
        .zip(dates.skip(1))
        .find(|(before, after)| before > after)
        .map(|(before, after)| [before, after])
}

fn promised(series: &Series<Reading>) -> impl Iterator<Item = &Entry<Reading>> {
    series.iter().filter(|entry| entry.role() != PeriodRole::Baseline)
}

/// Whether some rule holds such a value against such a target. Labels and texts are told apart by their form only.
fn are_comparable(actual: &Value, target: &Value) -> bool {
    use Value::{AtLeast, AtMost, Date, Fraction, Interval, Number, Predicate, Text, YesNo};
    matches!(
        (actual, target),
        (
            Number(_) | Fraction(_) | AtLeast(_) | AtMost(_),
            Number(_) | Fraction(_) | AtLeast(_) | AtMost(_) | Interval(_)
        ) | (Date(_), Date(_))
            | (YesNo(_), YesNo(_))
            | (Predicate(_) | Text(_), Predicate(_) | Text(_))
    )
}
