//! What the rules answer, and what is made of it.

use crate::finding::{Finding, Lint, Origin, Subject};
use crate::number::{Exact, Number, Rounding};
use crate::plan::{Element, Indicator, Kind, Plan};

use super::evaluated::{Evaluated, Input, Reason};
use super::found::AlignFinding;
use super::levels::LintLevel;
use super::lints::{self, Asks, Course};
use super::rule::{On, Verdict};
use super::scope::Scope;
use super::settings::AlignSettings;
use super::worked::Worked;

/// How often a rule held, did not hold, did not apply and could not be evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The rule's code.
    pub rule: &'static str,
    /// For how many subjects it holds.
    pub pass: usize,
    /// For how many it does not.
    pub fail: usize,
    /// How many it does not concern.
    pub not_applicable: usize,
    /// For how many it could not be evaluated.
    pub not_evaluable: usize,
    /// The first reason for that.
    pub reason: Option<Reason>,
}

impl Tally {
    pub(super) fn of(rule: &'static str) -> Tally {
        Tally { rule, pass: 0, fail: 0, not_applicable: 0, not_evaluable: 0, reason: None }
    }

    /// Counts an answer and gives back what was found.
    pub(super) fn count(&mut self, verdict: Verdict) -> Vec<Finding> {
        match verdict {
            Verdict::Pass => self.pass += 1,
            Verdict::NotApplicable => self.not_applicable += 1,
            Verdict::NotEvaluable(reason) => {
                self.not_evaluable += 1;
                self.reason.get_or_insert(reason);
            }
            Verdict::Fail(findings) => {
                self.fail += 1;
                return findings;
            }
        }
        Vec::new()
    }

    fn subject(&self) -> Subject {
        Subject::new("rule", self.rule, "")
    }

    /// Of the rules that concern anything, the share that could be evaluated for something.
    pub(super) fn evaluated(tally: &[Tally]) -> Evaluated {
        let concerned = tally.iter().filter(|t| t.pass + t.fail + t.not_evaluable > 0);
        let input = |t: &Tally| Input::holds(t.subject(), (t.pass + t.fail > 0).then_some(()));
        Evaluated::sum(concerned.map(input).collect(), Reason::NoRules)
    }

    /// Of the answers that are yes or no, the share that is yes, rule by rule.
    pub(super) fn held(tally: &[Tally]) -> Evaluated {
        let asked = tally.iter().filter(|t| t.pass + t.fail > 0);
        let input = |t: &Tally| Input::count(t.subject(), t.pass, t.pass + t.fail);
        Evaluated::sum(asked.map(input).collect(), Reason::NoRules)
    }
}

/// How one rule answers about the plan, each element and each indicator, in that order.
pub(super) fn answers<'p>(scope: &Scope<'p>, worked: &Worked<'_>, code: &str) -> Vec<(On<'p>, Verdict)> {
    let mut answers = Vec::new();
    let of_own = lints::RULES.iter().filter(|own| own.lint.code == code);
    of_own.for_each(|own| answers.extend(subjects(scope).map(|on| (on, own.judge(on, scope)))));
    let of_user = scope.settings.rules.iter().filter(|rule| rule.lint().code == code);
    of_user.for_each(|rule| answers.extend(subjects(scope).map(|on| (on, rule.judge(on, scope)))));
    lints::worked_out(scope, worked, |lint, on, verdict| {
        if lint.code == code {
            answers.push((on, verdict));
        }
    });
    answers
}

fn subjects<'p>(scope: &Scope<'p>) -> impl Iterator<Item = On<'p>> {
    let elements = scope.plan.elements().map(On::Element);
    let indicators = scope.plan.indicators().map(On::Indicator);
    std::iter::once(On::Plan(scope.plan)).chain(elements).chain(indicators)
}

/// What one rule answered.
struct Answered {
    tally: Tally,
    findings: Vec<Finding>,
}

impl Answered {
    fn of(lint: &'static Lint) -> Answered {
        Answered { tally: Tally::of(lint.code), findings: Vec::new() }
    }

    fn take(&mut self, verdict: Verdict) {
        self.findings.extend(self.tally.count(verdict));
    }
}

/// What this crate's rules answer, in one walk through everything: a rule is asked about what concerns it, and what
/// nobody asked it about does not.
fn walked(scope: &Scope<'_>) -> Vec<Answered> {
    let mut all: Vec<Answered> = lints::RULES.iter().map(|own| Answered::of(own.lint)).collect();
    let asked = || lints::RULES.iter().map(|own| &own.asks);
    for (asks, answered) in asked().zip(&mut all) {
        if let Asks::Plan(judge) = asks {
            answered.take(judge(scope.plan, scope));
        }
    }
    let of_kinds = lints::of_kinds();
    for element in scope.plan.elements() {
        for (at, judge) in of_kinds.get(element.kind() as usize).into_iter().flatten() {
            all.get_mut(*at).into_iter().for_each(|answered| answered.take(judge(element, scope)));
        }
    }
    let mut course: Option<Course<'_>> = None;
    for indicator in scope.plan.indicators() {
        let next = course.map_or_else(|| Course::of(indicator, scope), |last| last.next(indicator, scope));
        for (asks, answered) in asked().zip(&mut all) {
            if let Asks::Indicators(judge) = asks {
                answered.take(judge(&next, scope));
            }
        }
        course = Some(next);
    }
    let subjects = 1 + scope.plan.elements().len() + scope.plan.indicators().len();
    for Answered { tally, .. } in &mut all {
        tally.not_applicable = subjects - (tally.pass + tally.fail + tally.not_evaluable);
    }
    all
}

/// What the rules answered.
pub(super) struct Judged {
    pub(super) findings: Vec<AlignFinding>,
    pub(super) allowed: Vec<AlignFinding>,
    pub(super) tally: Vec<Tally>,
}

impl Judged {
    pub(super) fn of(scope: &Scope<'_>, worked: &Worked<'_>) -> Judged {
        let mut judged = Judged { findings: Vec::new(), allowed: Vec::new(), tally: Vec::new() };
        let report = Report { plan: scope.plan, settings: scope.settings, money: Weights::of(scope) };
        for Answered { tally, findings } in walked(scope) {
            judged.tally.push(tally);
            findings.into_iter().for_each(|finding| judged.report(finding, &report));
        }
        for rule in &scope.settings.rules {
            subjects(scope).for_each(|on| judged.take(rule.lint(), rule.judge(on, scope), &report));
        }
        lints::worked_out(scope, worked, |lint, _, verdict| judged.take(lint, verdict, &report));
        for finding in scope.plan.findings() {
            judged.report(finding.clone(), &report);
        }
        judged
    }

    /// Of answers about many plans at once: the level of a finding is that set for its subject, anywhere.
    pub(super) fn of_portfolio(answers: Vec<(&'static Lint, Verdict)>, settings: &AlignSettings) -> Judged {
        let mut judged = Judged { findings: Vec::new(), allowed: Vec::new(), tally: Vec::new() };
        let levels = &settings.levels;
        for (lint, verdict) in answers {
            for finding in judged.count(lint, verdict) {
                let code = finding.subject().code.clone();
                let (cause, follow_up) = levels.said(&code, finding.code(), &code).unwrap_or_default();
                let (finding, set) = levels.apply(&code, finding);
                let reason = set.map_or("", |(_, reason)| reason);
                let found = AlignFinding {
                    money: None,
                    level: Kind::from_word(finding.subject().kind),
                    topic: lints::topic(finding.code()),
                    at: None,
                    cause: cause.into(),
                    follow_up: follow_up.into(),
                    reason: reason.into(),
                    finding,
                };
                judged.keep(found, set.map(|(level, _)| level));
            }
        }
        judged
    }

    /// Answers about one rule follow each other.
    fn count(&mut self, lint: &'static Lint, verdict: Verdict) -> Vec<Finding> {
        let same = self.tally.last().is_some_and(|tally| tally.rule == lint.code);
        if !same {
            self.tally.push(Tally::of(lint.code));
        }
        self.tally.last_mut().map(|tally| tally.count(verdict)).unwrap_or_default()
    }

    fn keep(&mut self, found: AlignFinding, level: Option<LintLevel>) {
        match level {
            Some(LintLevel::Allow) => self.allowed.push(found),
            _ => self.findings.push(found),
        }
    }

    fn take(&mut self, lint: &'static Lint, verdict: Verdict, report: &Report<'_>) {
        self.count(lint, verdict).into_iter().for_each(|finding| self.report(finding, report));
    }

    fn report(&mut self, finding: Finding, report: &Report<'_>) {
        let (found, level) = report.found(finding);
        self.keep(found, level);
    }
}

/// What makes a finding worth reading.
struct Report<'a> {
    plan: &'a Plan,
    settings: &'a AlignSettings,
    money: Weights,
}

impl Report<'_> {
    fn found(&self, finding: Finding) -> (AlignFinding, Option<LintLevel>) {
        let (levels, plan) = (&self.settings.levels, self.plan.document().code());
        let element = subject_element(self.plan, finding.subject());
        let said = levels.said(plan, finding.code(), &finding.subject().code);
        let (cause, follow_up) = said.unwrap_or_else(|| remarked(self.plan, finding.subject()));
        let finding = match finding.origin() {
            Some(_) => finding,
            None => {
                let origin = origin(self.plan, finding.subject());
                finding.at(origin)
            }
        };
        let (finding, set) = levels.apply(plan, finding);
        let found = AlignFinding {
            money: element.and_then(|element| self.money.at(element)),
            level: element.map(Element::kind),
            topic: lints::topic(finding.code()),
            at: element.map(Element::position),
            cause: cause.into(),
            follow_up: follow_up.into(),
            reason: set.map_or("", |(_, reason)| reason).into(),
            finding,
        };
        (found, set.map(|(level, _)| level))
    }
}

fn subject_element<'p>(plan: &'p Plan, subject: &Subject) -> Option<Element<'p>> {
    match subject.kind {
        "indicator" => plan.find_indicator(&subject.code).map(Indicator::element),
        "plan" => None,
        kind => plan.find(&subject.code).filter(|element| Kind::from_word(kind) == Some(element.kind())),
    }
}

/// Where in the input the subject of a finding stands.
fn origin(plan: &Plan, subject: &Subject) -> Option<Origin> {
    match subject.kind {
        "indicator" => plan.find_indicator(&subject.code)?.origin(),
        _ => subject_element(plan, subject)?.origin(),
    }
}

/// What was said of the last figure of an indicator.
fn remarked<'p>(plan: &'p Plan, subject: &Subject) -> (&'p str, &'p str) {
    let observed = (subject.kind == "indicator")
        .then(|| plan.find_indicator(&subject.code))
        .flatten()
        .and_then(|indicator| plan.observations().slice(indicator.id(), ""));
    let remark = observed.and_then(|observed| {
        observed.series().iter().rev().find_map(|entry| observed.remark(entry.period()))
    });
    remark.map_or(("", ""), |remark| (&*remark.cause, &*remark.follow_up))
}

/// The money of the judged stage at each element: its own, else that of what it contains.
struct Weights(Vec<Option<Exact>>);

impl Weights {
    fn of(scope: &Scope<'_>) -> Weights {
        let mut sums: Vec<Option<Exact>> = vec![None; scope.plan.elements().len()];
        // What an element contains stands in its place before it is its turn.
        for element in scope.plan.bottom_up() {
            let Some(place) = sums.get_mut(element.position() as usize) else { continue };
            *place = scope.own_money(element).or_else(|| place.take());
            let (Some(sum), Some(parent)) = (place.clone(), element.parent()) else { continue };
            if let Some(above) = sums.get_mut(parent.position() as usize) {
                *above = Some(above.as_ref().and_then(|above| above.checked_add(&sum)).unwrap_or(sum));
            }
        }
        Weights(sums)
    }

    fn at(&self, element: Element<'_>) -> Option<Number> {
        let sum = self.0.get(element.position() as usize)?.as_ref()?;
        sum.round(Rounding::half_even(2)).map(Number::normalized)
    }
}
