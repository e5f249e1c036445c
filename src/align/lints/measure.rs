//! Measures: wording, what can be measured, and what is measured at all.

use crate::finding::{Arg, Finding};
use crate::number::Value;
use crate::plan::{Element, Indicator, Kind, ResultLevel};

use super::super::evaluated::Reason;
use super::super::rule::Verdict;
use super::super::scope::Scope;
use super::super::text::wording::output_words;
use super::course::Course;
use super::texts;

pub(super) fn wording(course: &Course<'_>, _: &Scope<'_>) -> Verdict {
    let indicator = course.indicator;
    let Some(due) = course.due else { return Verdict::NotApplicable };
    // An output that is said to be one stands beside the outcome: that is another rule's matter.
    if matches!(indicator.level(), Some(ResultLevel::Output | ResultLevel::Input)) {
        return Verdict::NotApplicable;
    }
    let Some(words) = output_words(indicator.name()) else { return Verdict::Pass };
    let level = match due {
        ResultLevel::Impact => ["an impact", "dampak"],
        _ => ["an outcome", "hasil (outcome)"],
    };
    let finding =
        Finding::new(&texts::OUTPUT_WORDING, indicator.subject()).and(indicator.element().subject());
    Verdict::fail(finding.with("words", words).with("level", level))
}

pub(super) fn unmeasurable(course: &Course<'_>, scope: &Scope<'_>) -> Verdict {
    let indicator = course.indicator;
    let mut lacks = Vec::new();
    let described = !indicator.definition().is_empty()
        || !indicator.data_source().is_empty()
        || !indicator.verification().is_empty();
    if scope.describes && !described {
        lacks.push(["no definition and no data source", "tanpa definisi dan sumber data"]);
    }
    let mut targets = indicator.series().iter().filter(|entry| !entry.is_baseline()).peekable();
    let told = |value: &Value| !matches!(value, Value::Text(_));
    let readable =
        |entry: &crate::period::Entry<crate::number::Reading>| entry.reading().value().is_some_and(told);
    if targets.peek().is_some() && !targets.any(readable) {
        lacks.push(["no target that can be read", "tanpa target yang dapat dibaca"]);
    }
    let Some(first) = lacks.first() else {
        let known = scope.describes || described;
        return if known {
            Verdict::Pass
        } else {
            Verdict::NotEvaluable(Reason::Lacking("data_source".into()))
        };
    };
    let words = match lacks.len() {
        1 => *first,
        _ => [
            "no definition, no data source and no readable target",
            "tanpa definisi, sumber data dan target yang dapat dibaca",
        ],
    };
    Verdict::fail(Finding::new(&texts::UNMEASURABLE, indicator.subject()).with("lacks", Arg::Words(words)))
}

pub(super) fn unmeasured(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if element.kind() == Kind::Program && !scope.is_delivery(element) {
        return Verdict::NotApplicable;
    }
    if scope.plan.indicators().len() == 0 {
        return Verdict::NotEvaluable(Reason::NoIndicators);
    }
    let statement = |child: Element<'_>| {
        matches!(child.kind(), Kind::Outcome | Kind::Output) && child.indicators().len() > 0
    };
    if element.indicators().len() > 0 || element.children().any(statement) {
        return Verdict::Pass;
    }
    let finding = Finding::new(&texts::UNMEASURED, element.subject());
    Verdict::fail(finding.with("kind", element.kind().words()))
}

pub(super) fn outputs_only(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if !scope.is_delivery(element) || element.indicators().len() == 0 {
        return Verdict::NotApplicable;
    }
    let stated =
        element.children().filter(|child| child.kind() == Kind::Outcome).flat_map(|child| child.indicators());
    let levels: Vec<Option<ResultLevel>> = element.indicators().chain(stated).map(Indicator::level).collect();
    if levels.iter().all(Option::is_none) {
        return Verdict::NotEvaluable(Reason::Lacking("level".into()));
    }
    let low = |level: &Option<ResultLevel>| matches!(level, Some(ResultLevel::Output | ResultLevel::Input));
    if levels.iter().all(low) {
        return Verdict::fail(Finding::new(&texts::OUTPUTS_ONLY, element.subject()));
    }
    Verdict::Pass
}
