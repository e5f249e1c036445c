//! Targets: flat, below what was reached, looser than the start, turning, jumping, below what is required.

use crate::finding::Finding;
use crate::number::{Exact, Number, Rounding, Unit};
use crate::period::Period;
use crate::plan::{Direction, Indicator};

use super::super::evaluated::Reason;
use super::super::rule::Verdict;
use super::super::scope::Scope;
use super::course::{Course, Point, is_worse};
use super::texts;

/// How many targets it takes to be called flat, and how many steps to have a usual one.
const FLAT: usize = 3;
const STEPS: usize = 3;

/// Where a target stands in the input.
fn at(finding: Finding, indicator: Indicator<'_>, period: Period) -> Finding {
    let origin = indicator.origin().map(|origin| origin.field("targets").field(&period.to_string()));
    finding.at(origin)
}

fn doubtful() -> Verdict {
    Verdict::NotEvaluable(Reason::DoubtfulFigure)
}

fn no_direction() -> Verdict {
    Verdict::NotEvaluable(Reason::Lacking("direction".into()))
}

pub(super) fn flat(course: &Course<'_>, _: &Scope<'_>) -> Verdict {
    let (indicator, targets) = (course.indicator, &course.targets);
    let ([(first, value), .., (last, _)], true) = (targets.as_slice(), course.is_outcome()) else {
        return Verdict::NotApplicable;
    };
    let kept = course.baseline.is_none_or(|(_, baseline)| baseline == *value);
    let same = targets.len() >= FLAT && targets.iter().all(|(_, other)| other == value);
    if !same || !kept || is_best(indicator, *value) {
        return Verdict::Pass;
    }
    let finding = Finding::new(&texts::FLAT_TARGET, indicator.subject());
    Verdict::fail(
        finding.with("value", *value).with("first", first.to_string()).with("last", last.to_string()),
    )
}

/// Nothing is left to promise: 100 %, or 0 of what is to be little.
fn is_best(indicator: Indicator<'_>, value: Number) -> bool {
    let lower = matches!(indicator.direction(), Some(Direction::Lower | Direction::RangeLower));
    let percent = indicator.unit() == Some(&Unit::PERCENT);
    value.is_zero()
        || (percent && !lower && value >= Number::HUNDRED)
        || matches!(indicator.direction(), Some(Direction::Within | Direction::Near))
}

pub(super) fn below_actual(course: &Course<'_>, scope: &Scope<'_>) -> Verdict {
    let indicator = course.indicator;
    let Some((measured, actual)) = scope.last_actual(indicator) else { return Verdict::NotApplicable };
    let next = course.targets.iter().find(|(period, _)| period.start() > measured.end());
    let Some(&(period, target)) = next.filter(|(period, _)| period.kind() == measured.kind()) else {
        return Verdict::NotApplicable;
    };
    let Some(worse) = is_worse(indicator.direction(), target, actual) else { return no_direction() };
    if !worse {
        return Verdict::Pass;
    }
    let finding = at(Finding::new(&texts::BELOW_ACTUAL, indicator.subject()), indicator, period);
    let finding = finding.with("period", period.to_string()).with("target", target);
    Verdict::fail(finding.with("actual", actual).with("measured", measured.to_string()))
}

pub(super) fn looser(course: &Course<'_>, scope: &Scope<'_>) -> Verdict {
    let indicator = course.indicator;
    let (Some((_, from)), Some(&(period, target)), true) =
        (course.baseline, course.targets.last(), course.is_outcome())
    else {
        return Verdict::NotApplicable;
    };
    if scope.is_doubtful(indicator) {
        return doubtful();
    }
    let Some(worse) = is_worse(indicator.direction(), target, from) else { return no_direction() };
    if !worse {
        return Verdict::Pass;
    }
    let finding = at(Finding::new(&texts::LOOSER_THAN_BASELINE, indicator.subject()), indicator, period);
    Verdict::fail(finding.with("period", period.to_string()).with("target", target).with("baseline", from))
}

pub(super) fn against_trend(course: &Course<'_>, scope: &Scope<'_>) -> Verdict {
    let indicator = course.indicator;
    let percent = indicator.unit() == Some(&Unit::PERCENT);
    let moves = || course.pairs().filter(|((_, before), (_, target))| before != target);
    if !(percent || course.is_outcome()) || moves().count() < STEPS {
        return Verdict::NotApplicable;
    }
    if scope.is_doubtful(indicator) {
        return doubtful();
    }
    let (up, down): (Vec<(Point, Point)>, _) =
        moves().partition(|((_, before), (_, target))| target > before);
    let ((_, before), (period, target)) = match (up.as_slice(), down.as_slice()) {
        ([odd], [_, _, ..]) | ([_, _, ..], [odd]) => *odd,
        _ => return Verdict::Pass,
    };
    let finding = at(Finding::new(&texts::AGAINST_TREND, indicator.subject()), indicator, period);
    let finding = finding.with("period", period.to_string()).with("target", target);
    Verdict::fail(finding.with("before", before))
}

pub(super) fn jump(course: &Course<'_>, scope: &Scope<'_>) -> Verdict {
    let indicator = course.indicator;
    if !course.is_outcome() || course.pairs().count() <= STEPS {
        return Verdict::NotApplicable;
    }
    if scope.is_doubtful(indicator) {
        return doubtful();
    }
    let steps = course.steps();
    let Some(greatest) = steps.iter().max_by(|a, b| a.size.abs().cmp(&b.size.abs())) else {
        return Verdict::Pass;
    };
    let mut others: Vec<Exact> =
        steps.iter().filter(|step| step.period != greatest.period).map(|step| step.size.abs()).collect();
    others.sort();
    let usual = others.get(others.len() / 2).filter(|usual| usual.is_positive());
    let jumps = usual.filter(|usual| {
        usual.checked_mul(&scope.settings.jump.into()).is_some_and(|limit| greatest.size.abs() > limit)
    });
    let Some(usual) = jumps.and_then(|usual| usual.round(Rounding::half_even(6))) else {
        return Verdict::Pass;
    };
    let finding = at(Finding::new(&texts::TARGET_JUMP, indicator.subject()), indicator, greatest.period);
    let finding = finding.with("period", greatest.period.to_string()).with("target", greatest.target);
    Verdict::fail(finding.with("before", greatest.before).with("usual", usual.normalized()))
}

pub(super) fn mandate_below(course: &Course<'_>, _: &Scope<'_>) -> Verdict {
    let indicator = course.indicator;
    let required =
        indicator.external().iter().filter_map(|external| Some((external, external.required.as_ref()?)));
    let Some(&(period, target)) = course.targets.last() else { return Verdict::NotApplicable };
    let (mut findings, mut asked) = (Vec::new(), 0);
    for (external, required) in required {
        let figure = required.figures().next().map(crate::number::Figure::number);
        let Some(figure) = figure else { continue };
        let Some(worse) = is_worse(indicator.direction(), target, figure) else { return no_direction() };
        asked += 1;
        if worse {
            let finding = at(Finding::new(&texts::MANDATE_BELOW, indicator.subject()), indicator, period);
            let finding = finding.with("scheme", &*external.scheme).with("code", &*external.code);
            let finding = finding.with("required", &*required.text()).with("period", period.to_string());
            findings.push(finding.with("target", target));
        }
    }
    if asked == 0 { Verdict::NotApplicable } else { Verdict::from_findings(findings) }
}
