//! Measures: wording, what can be measured, and what is measured at all.

use crate::finding::{Arg, Finding};
use crate::number::Value;
use crate::plan::{Element, Indicator, Kind, ResultLevel};

use super::super::evaluated::Reason;
use super::super::rule::{On, Verdict};
use super::super::scope::Scope;
use super::super::text::wording::output_words;
use super::texts;

/// Whether an outcome or an impact is due of an indicator: by its element's level in the framework.
pub(super) fn is_outcome(indicator: Indicator<'_>, scope: &Scope<'_>) -> bool {
    if let Some(level) = indicator.level() {
        return matches!(level, ResultLevel::Outcome | ResultLevel::Impact);
    }
    due_of(indicator.element(), scope).is_some()
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

pub(super) fn wording(on: On<'_>, scope: &Scope<'_>) -> Verdict {
    let On::Indicator(indicator) = on else { return Verdict::NotApplicable };
    let element = indicator.element();
    let Some(due) = due_of(element, scope) else { return Verdict::NotApplicable };
    // An output that is said to be one stands beside the outcome: that is another rule's matter.
    if matches!(indicator.level(), Some(ResultLevel::Output | ResultLevel::Input)) {
        return Verdict::NotApplicable;
    }
    let Some(words) = output_words(indicator.name()) else { return Verdict::Pass };
    let level = match due {
        ResultLevel::Impact => ["an impact", "dampak"],
        _ => ["an outcome", "hasil (outcome)"],
    };
    let finding = Finding::new(&texts::OUTPUT_WORDING, indicator.subject()).and(element.subject());
    Verdict::fail(finding.with("words", words).with("level", level))
}

pub(super) fn unmeasurable(on: On<'_>, scope: &Scope<'_>) -> Verdict {
    let On::Indicator(indicator) = on else { return Verdict::NotApplicable };
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

pub(super) fn unmeasured(on: On<'_>, scope: &Scope<'_>) -> Verdict {
    let On::Element(element) = on else { return Verdict::NotApplicable };
    let judged = match element.kind() {
        Kind::Goal | Kind::Objective | Kind::Outcome => true,
        Kind::Program => scope.is_delivery(element),
        _ => false,
    };
    if !judged {
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

pub(super) fn outputs_only(on: On<'_>, scope: &Scope<'_>) -> Verdict {
    let On::Element(element) = on else { return Verdict::NotApplicable };
    if element.kind() != Kind::Program || !scope.is_delivery(element) || element.indicators().len() == 0 {
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
