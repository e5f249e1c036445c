//! Grounds: mandates, promises, problems and the words of the vision.

use crate::finding::{Finding, Lint};
use crate::plan::{Element, Kind, LinkStatus};

use super::super::evaluated::Reason;
use super::super::rule::Verdict;
use super::super::scope::Scope;
use super::texts;

fn holds(lint: &'static Lint, element: Element<'_>, good: Option<()>) -> Verdict {
    match good {
        Some(()) => Verdict::Pass,
        None => Verdict::fail(Finding::new(lint, element.subject())),
    }
}

pub(super) fn mandate(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if element.children().any(|child| child.kind() == Kind::Mandate) {
        return Verdict::NotApplicable;
    }
    holds(&texts::MANDATE_UNSERVED, element, scope.is_delivered(element).then_some(()))
}

pub(super) fn undelivered(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if !scope.delivers() {
        return Verdict::NotEvaluable(Reason::Lacking(Kind::Program.as_str().into()));
    }
    holds(&texts::PROMISE_UNDELIVERED, element, scope.is_delivered(element).then_some(()))
}

pub(super) fn unfunded(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if !scope.is_delivered(element) {
        return Verdict::NotApplicable;
    }
    if !scope.has_money() {
        return Verdict::NotEvaluable(Reason::NoMoney);
    }
    let funded = scope.behind(element).funded.is_some()
        || scope.own_money(element).is_some_and(|money| money.is_positive());
    if funded {
        return Verdict::Pass;
    }
    let finding = Finding::new(&texts::PROMISE_UNFUNDED, element.subject());
    Verdict::fail(finding.with("stage", scope.settings.stage.words()))
}

pub(super) fn root_cause(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    // A root cause that is taken further apart is answered by its parts.
    holds(&texts::ROOT_CAUSE_OPEN, element, scope.beneath(element).addressed).unless_aims_lack(scope)
}

pub(super) fn rootless(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if !scope.uses(Kind::RootCause) {
        return Verdict::NotEvaluable(Reason::Lacking(Kind::RootCause.as_str().into()));
    }
    let rooted = element.children().any(|child| matches!(child.kind(), Kind::Problem | Kind::RootCause));
    holds(&texts::PROBLEM_ROOTLESS, element, rooted.then_some(()))
}

pub(super) fn problem(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    holds(&texts::PROBLEM_OPEN, element, scope.beneath(element).addressed).unless_aims_lack(scope)
}

impl Verdict {
    /// A plan that only analyses, without anything that could address a problem, cannot be judged for it.
    fn unless_aims_lack(self, scope: &Scope<'_>) -> Verdict {
        let aims = [Kind::Goal, Kind::Objective, Kind::Program, Kind::Mission, Kind::Action];
        if aims.iter().any(|kind| scope.uses(*kind)) { self } else { Verdict::NotEvaluable(Reason::NoAims) }
    }
}

pub(super) fn term(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if ![Kind::Mission, Kind::Goal, Kind::Objective].iter().any(|kind| scope.uses(*kind)) {
        return Verdict::NotEvaluable(Reason::NoAims);
    }
    let aims = |kind: Kind| {
        matches!(kind, Kind::Mission | Kind::Goal | Kind::Objective | Kind::Outcome | Kind::Initiative)
    };
    let referred =
        element.incoming().any(|link| link.status() != LinkStatus::Inferred && aims(link.source().kind()));
    holds(&texts::TERM_BARE, element, referred.then_some(()))
}
