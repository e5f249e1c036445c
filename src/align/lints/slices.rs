//! Disaggregates: the parts of a figure against the figure.

use std::collections::BTreeMap;

use crate::finding::{Arg, Finding};
use crate::number::{Exact, Number, Reading, Rounding};
use crate::period::{Entry, Period};
use crate::plan::{Indicator, Observed};

use super::super::evaluated::Reason;
use super::super::rule::Verdict;
use super::super::scope::Scope;
use super::course::Course;
use super::texts;

pub(super) fn add_up(course: &Course<'_>, scope: &Scope<'_>) -> Verdict {
    let indicator = course.indicator;
    let rows = scope.plan.observations().all();
    let from = rows.partition_point(|row| row.indicator() < indicator.id());
    let own = rows.iter().skip(from).take_while(|row| row.indicator() == indicator.id());
    let (whole, slices): (Vec<&Observed>, Vec<&Observed>) = own.partition(|row| row.slice().is_empty());
    let adds = indicator.unit().is_some_and(|unit| unit.may_add(unit));
    if slices.is_empty() || !adds {
        return Verdict::NotApplicable;
    }
    let Some(whole) = whole.first() else { return lacking("actual") };
    let mut answers = Answers::default();
    for (division, parts) in divisions(&slices) {
        for entry in whole.series().iter() {
            if let Some(figure) = entry.reading().number() {
                answers.take(indicator, (entry.period(), figure), (division, &parts), scope);
            }
        }
    }
    answers.verdict()
}

/// Slices by the division that they are of: `sex: female` and `sex=male` are of one; those that name none are taken
/// as one.
fn divisions<'o>(slices: &[&'o Observed]) -> BTreeMap<&'o str, Vec<&'o Observed>> {
    let mut divisions: BTreeMap<&str, Vec<&Observed>> = BTreeMap::new();
    for slice in slices {
        divisions.entry(division_of(slice.slice())).or_default().push(slice);
    }
    divisions
}

fn lacking(what: &str) -> Verdict {
    Verdict::NotEvaluable(Reason::Lacking(what.to_owned().into()))
}

#[derive(Default)]
struct Answers {
    findings: Vec<Finding>,
    held: usize,
    wanting: Option<Box<str>>,
}

impl Answers {
    fn verdict(self) -> Verdict {
        match (self.wanting, self.held) {
            (Some(slice), 0) => lacking(&slice),
            (None, 0) => lacking("slice"),
            _ => Verdict::from_findings(self.findings),
        }
    }

    fn take(
        &mut self,
        indicator: Indicator<'_>,
        (period, whole): (Period, Number),
        (division, parts): (&str, &[&Observed]),
        scope: &Scope<'_>,
    ) {
        let wanting = parts.iter().find(|part| figure(part, period).is_none());
        let wanting = wanting.map(|part| part.slice()).or_else(|| undeclared(indicator, division, parts));
        if let Some(slice) = wanting {
            self.wanting.get_or_insert_with(|| slice.into());
            return;
        }
        let figures = parts.iter().filter_map(|part| figure(part, period));
        let sum = figures.clone().try_fold(Exact::ZERO, |sum, part| sum.checked_add(&part.into()));
        let Some(difference) = sum.as_ref().and_then(|sum| sum.checked_sub(&whole.into())) else { return };
        // Slices of which nobody says the division may be of two or three, each of which comes to the whole.
        let several = division.is_empty() && sum.as_ref().is_some_and(|sum| is_multiple(sum, whole));
        let allowed = Exact::from(whole.abs()).checked_mul(&scope.settings.tolerance.into());
        self.held += 1;
        if several || allowed.is_some_and(|allowed| difference.abs() <= allowed) {
            return;
        }
        let number =
            |exact: Exact| exact.round(Rounding::half_even(6)).map_or(Number::ZERO, Number::normalized);
        let slices = parts.iter().map(|part| part.slice().into()).collect();
        let finding =
            Finding::new(&texts::SLICES_OFF, indicator.subject()).with("period", period.to_string());
        let finding = finding.with("slices", Arg::List(slices)).with("whole", whole);
        let finding = finding.with("sum", number(sum.unwrap_or_default()));
        self.findings.push(finding.with("difference", number(difference.abs())));
    }
}

fn figure(part: &Observed, period: Period) -> Option<Number> {
    part.series().get(period).map(Entry::reading).and_then(Reading::number)
}

/// A slice that the indicator declares and of which there are no figures at all. What it declares are slices where
/// one of them has figures; it may also name the divisions alone (`sex`, `age`).
fn undeclared<'p>(indicator: Indicator<'p>, division: &str, parts: &[&Observed]) -> Option<&'p str> {
    let has = |slice: &&str| parts.iter().any(|part| part.slice() == *slice);
    let declared = || indicator.slices().iter().map(|slice| &**slice);
    declared().find(has)?;
    declared().find(|slice| division_of(slice) == division && !has(slice))
}

fn division_of(slice: &str) -> &str {
    slice.split_once([':', '=']).map_or("", |(division, _)| division.trim())
}

fn is_multiple(sum: &Exact, whole: Number) -> bool {
    let times = sum.checked_div(&whole.into()).and_then(|times| times.round(Rounding::half_even(9)));
    times.is_some_and(|times| (2..=4).any(|many| times == Number::from(many)))
}
