//! Chains, both ways: what nothing serves, and what serves nothing.

use crate::finding::{Arg, Finding, Lint};
use crate::plan::{DocumentStatus, Element, Kind, ProgramClass};

use super::super::evaluated::Reason;
use super::super::rule::Verdict;
use super::super::scope::{Scope, is_deliverable};
use super::super::suggest::told;
use super::super::ways::Step;
use super::texts;

pub(super) fn unserved(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if element.kind() == Kind::Outcome && element.parent().is_some_and(|parent| is_deliverable(parent.kind()))
    {
        return Verdict::NotApplicable;
    }
    if !scope.delivers() {
        return Verdict::NotEvaluable(Reason::Lacking(Kind::Program.as_str().into()));
    }
    if scope.is_delivered(element) {
        Verdict::Pass
    } else {
        Verdict::fail(Finding::new(&texts::UNSERVED, element.subject()))
    }
}

/// Delivery programmes, and what is delivered outside any programme.
fn judged(element: Element<'_>, scope: &Scope<'_>) -> bool {
    let heads = match element.kind() {
        Kind::Program => true,
        Kind::Activity | Kind::SubActivity | Kind::Action => element.parent().is_none(),
        _ => false,
    };
    heads && scope.class(element) == ProgramClass::Delivery
}

pub(super) fn orphan(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if !judged(element, scope) {
        return Verdict::NotApplicable;
    }
    if scope.ascent.ends.is_none() {
        return Verdict::NotEvaluable(Reason::NoWayUp);
    }
    if !scope.threads(element).is_zero() {
        return Verdict::Pass;
    }
    Verdict::fail(loose(&texts::ORPHAN, element, scope))
}

pub(super) fn loose_end(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    let aim = element.kind() == Kind::Objective && scope.uses(Kind::Goal);
    if !(aim || judged(element, scope)) || scope.ascent.ends.is_some() {
        return Verdict::NotApplicable;
    }
    if !scope.uses(Kind::Objective) && !scope.uses(Kind::Goal) {
        return Verdict::NotEvaluable(Reason::NoAims);
    }
    if (aim && serves_an_aim(element, scope)) || (!aim && scope.reaches_aim(element).is_some()) {
        return Verdict::Pass;
    }
    Verdict::fail(loose(&texts::LOOSE_END, element, scope))
}

/// A finding about what serves nothing, with the links that may be meant.
fn loose(lint: &'static Lint, element: Element<'_>, scope: &Scope<'_>) -> Finding {
    let finding = Finding::new(lint, element.subject()).with("kind", element.kind().words());
    finding.with("meant", told(scope.suggested(element)))
}

/// Whether an element serves nothing, as a rule finds.
pub(in crate::align) fn is_loose(element: Element<'_>, scope: &Scope<'_>) -> bool {
    let fails = |verdict: Verdict| matches!(verdict, Verdict::Fail(_));
    fails(orphan(element, scope)) || fails(loose_end(element, scope))
}

/// Whether an objective serves something beyond itself: a goal, another objective, a plan above.
fn serves_an_aim(element: Element<'_>, scope: &Scope<'_>) -> bool {
    let elsewhere = element.links().any(|link| link.counts() && link.here().is_none());
    let ways = scope.ascent.ways_up(element);
    elsewhere
        || ways
            .iter()
            .map(|way| way.step)
            .any(|step| matches!(step, Step::Here(up) if scope.reaches_aim(scope.plan.element(up)).is_some()))
}

pub(super) fn level_skip(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    let supporting = scope.class(element) == ProgramClass::Supporting;
    if supporting
        || scope.plan.document().status() == DocumentStatus::Mandate
        || !scope.levels.has(element.kind())
    {
        return Verdict::NotApplicable;
    }
    let mut findings = Vec::new();
    for way in scope.ascent.ways_up(element) {
        let Step::Here(up) = way.step else { continue };
        let target = scope.plan.element(up);
        let skipped = scope.levels.skipped(element.kind(), target.kind());
        if !skipped.is_empty() {
            let names: Vec<Box<str>> = skipped.iter().map(|kind| local(scope, *kind)).collect();
            let finding = Finding::new(&texts::LEVEL_SKIP, element.subject()).and(target.subject());
            findings.push(finding.with("target", target.code()).with("levels", Arg::List(names)));
        }
    }
    Verdict::from_findings(findings)
}

/// What the plan's own framework calls a level.
fn local(scope: &Scope<'_>, kind: Kind) -> Box<str> {
    let level = scope.plan.document().framework().level(kind);
    level
        .map(|level| level.local.clone())
        .filter(|local| !local.is_empty())
        .unwrap_or_else(|| kind.as_str().into())
}
