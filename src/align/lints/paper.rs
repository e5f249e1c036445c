//! More than paper: who benefits, who takes part, what proves it, what is late, what stands behind a tag.

use std::collections::BTreeMap;

use crate::finding::{Arg, Finding};
use crate::plan::{Element, Focus, Kind, Plan};

use super::super::evaluated::Reason;
use super::super::rule::Verdict;
use super::super::scope::Scope;
use super::texts;

pub(super) fn beneficiary(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if !scope.is_delivery(element) {
        return Verdict::NotApplicable;
    }
    if !scope.names_beneficiaries {
        return Verdict::NotEvaluable(Reason::Lacking("beneficiaries".into()));
    }
    if scope.beneath(element).beneficiary.is_some() {
        return Verdict::Pass;
    }
    Verdict::fail(Finding::new(&texts::NO_BENEFICIARY, element.subject()))
}

pub(super) fn stakeholder(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if scope.engaged.contains(&element.position()) {
        return Verdict::Pass;
    }
    Verdict::fail(Finding::new(&texts::STAKEHOLDER_IDLE, element.subject()))
}

pub(super) fn evidence(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if element.done().is_none() {
        return Verdict::NotApplicable;
    }
    if !scope.holds_evidence {
        return Verdict::NotEvaluable(Reason::Lacking("evidence".into()));
    }
    if !element.evidence().is_empty() {
        return Verdict::Pass;
    }
    Verdict::fail(Finding::new(&texts::EVIDENCE_MISSING, element.subject()))
}

pub(super) fn evidence_period(element: Element<'_>, _: &Scope<'_>) -> Verdict {
    let span = element.span();
    let ends = (span.from, element.done().or(span.to));
    let (Some(from), Some(to)) = ends else { return Verdict::NotApplicable };
    let covering = element.evidence().iter().filter_map(|evidence| Some((evidence, evidence.covers?)));
    let mut findings = Vec::new();
    let mut asked = 0;
    for (evidence, covers) in covering {
        asked += 1;
        if covers.end() < from || covers.start() > to {
            let finding =
                Finding::new(&texts::EVIDENCE_PERIOD, element.subject()).with("title", &*evidence.title);
            let finding = finding.with("covers", covers.to_string()).with("from", from.to_string());
            findings.push(finding.with("to", to.to_string()));
        }
    }
    if asked == 0 { Verdict::NotApplicable } else { Verdict::from_findings(findings) }
}

pub(super) fn evidence_issued(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    let dated =
        element.evidence().iter().filter_map(|evidence| Some((evidence, evidence.covers?, evidence.issued?)));
    let (mut findings, mut asked) = (Vec::new(), 0);
    for (evidence, covers, issued) in dated {
        asked += 1;
        let late = (issued - covers.end()).num_days() > scope.settings.lag_days;
        if issued < covers.start() || late {
            let finding =
                Finding::new(&texts::EVIDENCE_ISSUED, element.subject()).with("title", &*evidence.title);
            findings.push(finding.with("issued", issued.to_string()).with("covers", covers.to_string()));
        }
    }
    if asked == 0 { Verdict::NotApplicable } else { Verdict::from_findings(findings) }
}

pub(super) fn late(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    let day = scope.settings.day;
    let is_open = |due: Option<chrono::NaiveDate>, done: Option<chrono::NaiveDate>| {
        due.filter(|due| *due < day && done.is_none_or(|done| done > day))
    };
    let mut findings = Vec::new();
    let report = |what: Arg, due: chrono::NaiveDate| {
        Finding::new(&texts::LATE, element.subject()).with("what", what).with("due", due.to_string())
    };
    let dated = element.kind() == Kind::Action && element.span().to.is_some();
    if let Some(due) = is_open(element.span().to, element.done()).filter(|_| dated) {
        findings.push(report(Arg::Words(["the action", "rencana aksi ini"]), due));
    }
    for milestone in element.milestones() {
        if let Some(due) = is_open(milestone.due, milestone.done) {
            findings.push(report(Arg::Text(format!("`{}`", milestone.title).into()), due));
        }
    }
    if dated || !element.milestones().is_empty() {
        Verdict::from_findings(findings)
    } else {
        Verdict::NotApplicable
    }
}

/// The three foci of a first-100-days programme.
pub(super) const FOCI: [(Focus, [&str; 2]); 3] = [
    (Focus::PublicService, ["better public service", "peningkatan pelayanan publik"]),
    (Focus::MainProblem, ["the main problem of the sector", "identifikasi masalah pokok"]),
    (Focus::Coordination, ["coordination with the community", "koordinasi dengan masyarakat"]),
];

/// Which foci each organisation's actions have; actions without an owner belong to the plan's own.
pub(in crate::align) fn foci_of(plan: &Plan) -> BTreeMap<Option<u32>, Vec<Focus>> {
    let mut foci: BTreeMap<Option<u32>, Vec<Focus>> = BTreeMap::new();
    for element in plan.elements() {
        if let Some(focus) = element.focus() {
            foci.entry(element.owner().map(|owner| owner.position())).or_default().push(focus);
        }
    }
    foci
}

pub(super) fn foci(plan: &Plan, _: &Scope<'_>) -> Verdict {
    let foci = foci_of(plan);
    let mut findings = Vec::new();
    for (owner, present) in &foci {
        let document = plan.document();
        let owner = owner.map(|at| plan.element(at));
        let subject = owner.map_or_else(
            || crate::finding::Subject::new("plan", document.code(), document.title()),
            |owner| owner.subject(),
        );
        let name = owner.map_or(document.owner(), |owner| owner.title());
        for (_, words) in FOCI.iter().filter(|(focus, _)| !present.contains(focus)) {
            let finding = Finding::new(&texts::FOCUS_MISSING, subject.clone()).with("missing", *words);
            findings.push(finding.with("owner", name));
        }
    }
    if foci.is_empty() { Verdict::NotApplicable } else { Verdict::from_findings(findings) }
}

pub(super) fn theme(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if element.themes().is_empty() {
        return Verdict::NotApplicable;
    }
    let beneath = scope.beneath(element);
    if beneath.indicator.is_some() && beneath.level.is_none() {
        return Verdict::NotEvaluable(Reason::Lacking("level".into()));
    }
    if beneath.outcome.is_some() {
        return Verdict::Pass;
    }
    let finding = |theme: &str| Finding::new(&texts::THEME_BARE, element.subject()).with("theme", theme);
    Verdict::from_findings(element.themes().iter().map(|theme| finding(theme)).collect())
}
