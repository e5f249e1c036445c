//! A plan under another: what was assigned, the same measure in both, ceilings, and links between them.

use std::collections::BTreeMap;

use crate::finding::{Arg, Finding, Subject};
use crate::number::{Exact, Number, Rounding};
use crate::period::Period;
use crate::plan::{Element, Indicator, LinkKind, LinkTarget, Stage};

use super::super::evaluated::Reason;
use super::super::rule::{On, Verdict};
use super::super::scope::Scope;
use super::super::text::normal;
use super::targets::is_worse;
use super::{kind_words, stage_words, texts};

pub(super) fn assigned(on: On<'_>, scope: &Scope<'_>) -> Verdict {
    let On::Plan(plan) = on else { return Verdict::NotApplicable };
    if !scope.above.given {
        return Verdict::NotEvaluable(Reason::NoPlanAbove);
    }
    if scope.above.assigned.is_empty() {
        return Verdict::NotEvaluable(Reason::Lacking("owner".into()));
    }
    let lacking = scope.above.assigned.iter().filter(|assigned| !assigned.carried);
    let finding = |assigned: &super::super::above::Assigned| {
        let above = &scope.ascent.above.get(assigned.plan)?.plan;
        let element = above.element(assigned.at);
        let subject = Subject::new("plan", plan.document().code(), plan.document().title());
        let finding = Finding::new(&texts::ASSIGNED_LACKING, subject).and(element.subject());
        let finding = finding.with("kind", kind_words(element.kind())).with("code", element.code());
        Some(finding.with("title", element.title()).with("above", above.document().code()))
    };
    Verdict::from_findings(lacking.filter_map(finding).collect())
}

pub(super) fn measure(on: On<'_>, scope: &Scope<'_>) -> Verdict {
    let On::Indicator(indicator) = on else { return Verdict::NotApplicable };
    if !scope.above.given {
        return Verdict::NotEvaluable(Reason::NoPlanAbove);
    }
    let pairs = &scope.above.pairs;
    let at = pairs.partition_point(|(own, ..)| *own < indicator.position());
    let mine = pairs.iter().skip(at).take_while(|(own, ..)| *own == indicator.position()).collect::<Vec<_>>();
    if mine.is_empty() {
        return Verdict::NotApplicable;
    }
    let both = mine.into_iter().filter_map(|(_, plan, theirs)| {
        let above = &scope.ascent.above.get(*plan)?.plan;
        Some(differences(indicator, above.indicator_at(*theirs)))
    });
    Verdict::from_findings(both.flatten().collect())
}

/// What one measure is in two plans.
fn differences(indicator: Indicator<'_>, theirs: Indicator<'_>) -> Vec<Finding> {
    let above = theirs.plan().document().code();
    let report = |(what, period): ([&'static str; 2], Option<Period>), own: Arg, their: Arg| {
        let period = period.map_or(String::new(), |period| format!(" ({period})"));
        let finding = Finding::new(&texts::MEASURE_DIFFERS, indicator.subject()).and(theirs.subject());
        let finding =
            finding.with("what", what).with("period", period).with("own", own).with("theirs", their);
        finding.with("above", above)
    };
    let mut findings = Vec::new();
    texts_differ(indicator, theirs, |what, own, their| findings.push(report((what, None), own, their)));
    figures_differ(indicator, theirs, |what, period, own, their| {
        findings.push(report((what, Some(period)), own.into(), their.into()));
    });
    findings
}

fn texts_differ(
    own: Indicator<'_>,
    theirs: Indicator<'_>,
    mut report: impl FnMut([&'static str; 2], Arg, Arg),
) {
    let unit = |i: Indicator<'_>| i.unit().map(ToString::to_string).unwrap_or_default();
    let direction = |i: Indicator<'_>| i.direction().map_or("", |direction| direction.as_str()).to_owned();
    let rows = [
        (["unit", "satuan"], unit(own), unit(theirs)),
        (["definition", "definisi"], own.definition().to_owned(), theirs.definition().to_owned()),
        (
            ["version of the definition", "versi definisi"],
            own.version().to_owned(),
            theirs.version().to_owned(),
        ),
        (["direction", "arah"], direction(own), direction(theirs)),
    ];
    for (what, a, b) in rows {
        // Signs matter in units: `%` has no letters.
        let same =
            a.trim().eq_ignore_ascii_case(b.trim()) || (!normal(&a).is_empty() && normal(&a) == normal(&b));
        if !a.is_empty() && !b.is_empty() && !same {
            report(what, Arg::Text(format!("`{a}`").into()), Arg::Text(format!("`{b}`").into()));
        }
    }
}

fn figures_differ(
    own: Indicator<'_>,
    theirs: Indicator<'_>,
    mut report: impl FnMut([&'static str; 2], Period, Number, Number),
) {
    let direction = own.direction().or_else(|| theirs.direction());
    for entry in theirs.series().iter() {
        let same = |other: &&crate::period::Entry<crate::number::Reading>| {
            other.period() == entry.period() && other.is_baseline() == entry.is_baseline()
        };
        let mine = own.series().iter().find(same).and_then(|other| other.reading().number());
        let (Some(mine), Some(their)) = (mine, entry.reading().number()) else { continue };
        if entry.is_baseline() {
            if mine != their {
                report(["baseline", "kondisi awal"], entry.period(), mine, their);
            }
        } else if is_worse(direction, mine, their).unwrap_or(mine != their) {
            report(["target", "target"], entry.period(), mine, their);
        }
    }
}

type Sums = BTreeMap<(Stage, Period), Exact>;

fn amounts(element: Element<'_>) -> Sums {
    let mut sums = Sums::new();
    for line in element.budget() {
        let Some(amount) = line.amount() else { continue };
        let sum = sums.entry((line.stage(), line.period())).or_insert(Exact::ZERO);
        *sum = sum.checked_add(&amount.into()).unwrap_or_else(|| sum.clone());
    }
    sums
}

pub(super) fn ceiling(on: On<'_>, scope: &Scope<'_>) -> Verdict {
    let On::Element(element) = on else { return Verdict::NotApplicable };
    if element.kind() != crate::plan::Kind::Program {
        return Verdict::NotApplicable;
    }
    if !scope.above.given {
        return Verdict::NotEvaluable(Reason::NoPlanAbove);
    }
    let at = scope.above.programs.partition_point(|(own, ..)| *own < element.position());
    let pair = scope.above.programs.get(at).filter(|(own, ..)| *own == element.position());
    let pair = pair.and_then(|(_, plan, theirs)| Some((&scope.ascent.above.get(*plan)?.plan, theirs)));
    let Some((above, theirs)) = pair else { return Verdict::NotApplicable };
    let (own, theirs) = (amounts(element), amounts(above.element(*theirs)));
    let mut findings = Vec::new();
    for ((stage, period), amount) in own {
        let Some(ceiling) = theirs.get(&(stage, period)).filter(|ceiling| amount > **ceiling) else {
            continue;
        };
        let number =
            |exact: &Exact| exact.round(Rounding::half_even(2)).map_or(Number::ZERO, Number::normalized);
        let difference = amount.checked_sub(ceiling).unwrap_or(Exact::ZERO);
        let finding =
            Finding::new(&texts::CEILING_EXCEEDED, element.subject()).with("stage", stage_words(stage));
        let finding = finding.with("period", period.to_string()).with("own", number(&amount));
        let finding = finding.with("theirs", number(ceiling)).with("difference", number(&difference));
        findings.push(finding.with("above", above.document().code()));
    }
    if theirs.is_empty() { Verdict::NotEvaluable(Reason::NoMoney) } else { Verdict::from_findings(findings) }
}

/// The links of an element into other plans, as `PLAN#code`.
fn elsewhere<'p>(element: Element<'p>) -> impl Iterator<Item = (crate::plan::Link<'p>, &'p str)> {
    element.links().filter_map(|link| match link.target() {
        LinkTarget::Elsewhere(text) => Some((link, text)),
        LinkTarget::Here(_) => None,
    })
}

pub(super) fn unresolved(on: On<'_>, scope: &Scope<'_>) -> Verdict {
    let On::Element(element) = on else { return Verdict::NotApplicable };
    let (mut findings, mut known, mut unknown) = (Vec::new(), 0, None);
    for (_, text) in elsewhere(element) {
        let plan = text.split_once('#').map_or(text, |(plan, _)| plan);
        if !scope.ascent.above.iter().any(|above| above.plan.document().code() == plan) {
            unknown = Some(plan);
            continue;
        }
        known += 1;
        if scope.ascent.resolve(text).is_none() {
            let finding = Finding::new(&texts::LINK_UNRESOLVED, element.subject());
            findings.push(finding.with("target", text).with("plan", plan));
        }
    }
    match (known, unknown) {
        (0, None) => Verdict::NotApplicable,
        (0, Some(plan)) => Verdict::NotEvaluable(Reason::Lacking(plan.into())),
        _ => Verdict::from_findings(findings),
    }
}

pub(super) fn not_in_force(on: On<'_>, scope: &Scope<'_>) -> Verdict {
    let On::Element(element) = on else { return Verdict::NotApplicable };
    let (mut findings, mut known) = (Vec::new(), 0);
    for (_, text) in elsewhere(element) {
        let Some((_, target)) = scope.ascent.resolve(text) else { continue };
        known += 1;
        let document = target.plan().document();
        if !document.is_in_force(scope.settings.day) {
            let finding = Finding::new(&texts::LINK_NOT_IN_FORCE, element.subject());
            findings.push(finding.with("target", text).with("plan", document.code()));
        }
    }
    if known == 0 { Verdict::NotApplicable } else { Verdict::from_findings(findings) }
}

pub(super) fn link_level(on: On<'_>, scope: &Scope<'_>) -> Verdict {
    let On::Element(element) = on else { return Verdict::NotApplicable };
    let (mut findings, mut known) = (Vec::new(), 0);
    for (link, text) in elsewhere(element).filter(|(link, _)| link.kind() == LinkKind::Contributes) {
        let Some((_, target)) = scope.ascent.resolve(text) else { continue };
        known += 1;
        if !scope.settings.map.carries(target.kind(), link.source().kind()) {
            let finding = Finding::new(&texts::LINK_LEVEL, element.subject()).and(target.subject());
            let finding = finding.with("kind", kind_words(element.kind())).with("target", text);
            findings.push(finding.with("theirs", kind_words(target.kind())));
        }
    }
    if known == 0 { Verdict::NotApplicable } else { Verdict::from_findings(findings) }
}
