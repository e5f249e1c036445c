//! The alignment of a plan, worked out once.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::number::{Exact, Rounding};
use crate::plan::{Element, Indicator, Kind, Plan, Relation};

use super::above::Above;
use super::ascent::{Ascent, Top};
use super::coverage::{Coverage, coverage, whole};
use super::duplicates::{Alike, alike};
use super::evaluated::{Evaluated, Reason};
use super::found::{AlignFinding, Group, groups, ranked};
use super::levels::LintLevel;
use super::lints;
use super::money::{MoneyTable, tables};
use super::rule::{On, Rule, Verdict};
use super::scope::{Scope, sum_of};
use super::score::{AlignScore, score};
use super::settings::AlignSettings;
use super::sums::{SumVerdict, TargetSum, compositions, sums};
use super::thread::{Count, ThreadIter};
use super::trace::{Balance, Trace, balance, trace};

/// What a plan is worth as a plan: whether what is done lines up with what was promised.
///
/// Every number is [`Evaluated`]: a share with its inputs, or the reason why the plan does not say enough. No
/// split of money, no priority and no level is invented; what is inferred never counts.
///
/// ```
/// use renstra::align::{AlignSettings, Alignment};
/// use renstra::plan::{Draft, Mission, Node, Program, Vision};
/// let vision = Node::<Vision>::new("V", "A government that serves");
/// let first = Node::<Mission>::new("M1", "Smart government").under(&vision);
/// let second = Node::<Mission>::new("M2", "Able people").under(&vision);
/// let roads = Node::<Program>::new("P1", "One-stop licensing").serves(&first);
/// let plan = Draft::new("DEMO", "a plan").with(vision).with(first).with(second).with(roads).check()?;
///
/// let found = Alignment::of(&plan, &AlignSettings::on("2026-01-01".parse().unwrap()));
/// let vision = plan.find("V").unwrap();
/// assert_eq!(found.coverage_of(vision).unwrap().count.value().unwrap().to_string(), "0.5");
/// assert!(found.findings().iter().any(|f| f.finding().code() == "align.unserved"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Alignment {
    pub(super) ascent: Arc<Ascent>,
    settings: AlignSettings,
    coverage: Vec<Coverage>,
    coverage_at: BTreeMap<u32, usize>,
    trace: Trace,
    money: Vec<MoneyTable>,
    balance: Balance,
    sums: Vec<TargetSum>,
    alike: Vec<Alike>,
    findings: Vec<AlignFinding>,
    allowed: Vec<AlignFinding>,
    tally: Vec<Tally>,
    score: AlignScore,
}

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

impl Alignment {
    /// Aligns a plan that stands alone.
    #[must_use]
    pub fn of(plan: &Plan, settings: &AlignSettings) -> Alignment {
        Alignment::from(Arc::new(Ascent::of(plan, settings.day, Vec::new())), settings)
    }

    /// Aligns a plan under the plans that it derives from or refers to, each of which stands on its own.
    #[must_use]
    pub fn under(plan: &Plan, above: &[Plan], settings: &AlignSettings) -> Alignment {
        let above = above.iter().map(|plan| Arc::new(Ascent::of(plan, settings.day, Vec::new()))).collect();
        Alignment::from(Arc::new(Ascent::of(plan, settings.day, above)), settings)
    }

    pub(super) fn from(ascent: Arc<Ascent>, settings: &AlignSettings) -> Alignment {
        let above = Above::of(&ascent, &settings.map);
        let plan = &ascent.plan;
        let money = tables(plan, &ascent);
        let scope = Scope::new(&ascent, &above, settings);
        let coverage = coverage(&scope);
        let trace = trace(&scope, &money);
        let balance = balance(&scope, &money);
        let sums =
            sums(&compositions(plans(&ascent), |relation| resolve(&ascent, relation)), settings.tolerance);
        let alike = alike(plan, settings);
        let judged =
            Judged::of(&scope, &Found { money: &money, sums: &sums, alike: &alike, balance: &balance });
        let parts = vec![
            whole(&scope, &coverage),
            trace.programs.clone(),
            trace.money.clone(),
            balance.kept.clone(),
            adding_up(&sums),
            judged.share(),
        ];
        let score = score(parts, settings.weights);
        let coverage_at =
            coverage.iter().enumerate().map(|(i, row)| (row.element(plan).position(), i)).collect();
        let Judged { findings, allowed, tally } = judged;
        let (settings, findings) = (settings.clone(), ranked(findings));
        Alignment {
            ascent,
            settings,
            coverage,
            coverage_at,
            trace,
            money,
            balance,
            sums,
            alike,
            findings,
            allowed,
            tally,
            score,
        }
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.ascent.plan
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &AlignSettings {
        &self.settings
    }

    /// The coverage of everything that is promised, in the order of the plan.
    #[must_use]
    pub fn coverage(&self) -> &[Coverage] {
        &self.coverage
    }

    /// The coverage of one promise.
    #[must_use]
    pub fn coverage_of(&self, element: Element<'_>) -> Option<&Coverage> {
        self.coverage.get(*self.coverage_at.get(&element.position())?)
    }

    /// What reaches the vision.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// How many ways lead from an element to the vision.
    #[must_use]
    pub fn thread_count(&self, element: Element<'_>) -> Count {
        self.ascent.count(element)
    }

    /// The ways from an element of this plan to the vision, one at a time.
    #[must_use]
    pub fn threads<'a>(&'a self, element: Element<'a>) -> ThreadIter<'a> {
        self.ascent.threads(element)
    }

    /// The missions that money rises to: the plan's own, or those of the plans above.
    #[must_use]
    pub fn missions(&self) -> &[Top] {
        &self.ascent.tops
    }

    /// The missions that an element serves by any way.
    pub fn serves(&self, element: Element<'_>) -> impl Iterator<Item = Element<'_>> {
        let touched = self.ascent.touched(element);
        let tops = &self.ascent.tops;
        (0..tops.len())
            .filter(move |at| touched.binary_search(&(*at as u32)).is_ok())
            .filter_map(|at| tops.get(at))
            .map(Top::element)
    }

    /// The money by mission, for each stage, period and currency of the plan.
    #[must_use]
    pub fn money(&self) -> &[MoneyTable] {
        &self.money
    }

    /// The money against the declared priorities.
    #[must_use]
    pub fn balance(&self) -> &Balance {
        &self.balance
    }

    /// Whether the targets of parts come to the target of their whole.
    #[must_use]
    pub fn target_sums(&self) -> &[TargetSum] {
        &self.sums
    }

    /// Indicators that may be one.
    #[must_use]
    pub fn alike(&self) -> &[Alike] {
        &self.alike
    }

    /// Everything found, the ten findings of a regional planner first, each ranked by severity, money and level.
    #[must_use]
    pub fn findings(&self) -> &[AlignFinding] {
        &self.findings
    }

    /// What was found and is allowed by the settings.
    #[must_use]
    pub fn allowed(&self) -> &[AlignFinding] {
        &self.allowed
    }

    /// The findings in groups of one rule and one kind of thing.
    #[must_use]
    pub fn groups(&self) -> Vec<Group<'_>> {
        groups(&self.findings)
    }

    /// How each rule answered.
    #[must_use]
    pub fn tally(&self) -> &[Tally] {
        &self.tally
    }

    /// The share of rules that could be evaluated, of those that concern the plan.
    #[must_use]
    pub fn evaluated(&self) -> Evaluated {
        let concerned = self.tally.iter().filter(|t| t.pass + t.fail + t.not_evaluable > 0);
        let known = concerned.clone().filter(|t| t.pass + t.fail > 0).count();
        Evaluated::count(known, concerned.count(), Vec::new(), Reason::NoRules)
    }

    /// The alignment score.
    #[must_use]
    pub fn score(&self) -> &AlignScore {
        &self.score
    }
}

fn plans(ascent: &Ascent) -> impl Iterator<Item = &Plan> {
    std::iter::once(&ascent.plan).chain(ascent.above.iter().map(|above| &above.plan))
}

fn resolve<'a>(ascent: &'a Ascent, relation: Relation<'a>) -> Option<Indicator<'a>> {
    relation.here().or_else(|| {
        let (plan, code) = relation.elsewhere()?.split_once('#')?;
        plans(ascent).find(|other| other.document().code() == plan)?.find_indicator(code)
    })
}

fn adding_up(sums: &[TargetSum]) -> Evaluated {
    let known = sums.iter().filter(|sum| sum.verdict != SumVerdict::NotEvaluable);
    let adds = known.clone().filter(|sum| sum.verdict == SumVerdict::Adds).count();
    Evaluated::count(adds, known.count(), Vec::new(), Reason::NoComposition)
}

/// What was worked out before the rules are asked.
pub(super) struct Found<'f> {
    pub(super) money: &'f [MoneyTable],
    pub(super) sums: &'f [TargetSum],
    pub(super) alike: &'f [Alike],
    pub(super) balance: &'f Balance,
}

/// What the rules answered.
struct Judged {
    findings: Vec<AlignFinding>,
    allowed: Vec<AlignFinding>,
    tally: Vec<Tally>,
}

impl Judged {
    fn of(scope: &Scope<'_>, found: &Found<'_>) -> Judged {
        let mut judged = Judged { findings: Vec::new(), allowed: Vec::new(), tally: Vec::new() };
        let money = Weights::of(scope);
        let own = lints::rules();
        for rule in own.iter().map(|rule| &**rule).chain(scope.settings.rules.iter().map(|rule| &**rule)) {
            judged.ask(rule, scope, &money);
        }
        for (lint, verdict) in lints::worked_out(scope, found) {
            let mut tally = Tally::of(lint.code);
            judged.take(verdict, &mut tally, scope, &money);
            judged.tally.push(tally);
        }
        for finding in scope.plan.findings() {
            judged.report(finding.clone(), scope, &money);
        }
        judged
    }

    fn ask(&mut self, rule: &dyn Rule, scope: &Scope<'_>, money: &Weights) {
        let mut tally = Tally::of(rule.lint().code);
        self.take(rule.judge(On::Plan(scope.plan), scope), &mut tally, scope, money);
        for element in scope.plan.elements() {
            self.take(rule.judge(On::Element(element), scope), &mut tally, scope, money);
        }
        for indicator in scope.plan.indicators() {
            self.take(rule.judge(On::Indicator(indicator), scope), &mut tally, scope, money);
        }
        self.tally.push(tally);
    }

    fn take(&mut self, verdict: Verdict, tally: &mut Tally, scope: &Scope<'_>, money: &Weights) {
        match verdict {
            Verdict::Pass => tally.pass += 1,
            Verdict::NotApplicable => tally.not_applicable += 1,
            Verdict::NotEvaluable(reason) => {
                tally.not_evaluable += 1;
                tally.reason.get_or_insert(reason);
            }
            Verdict::Fail(findings) => {
                tally.fail += 1;
                findings.into_iter().for_each(|finding| self.report(finding, scope, money));
            }
        }
    }

    fn report(&mut self, finding: Finding, scope: &Scope<'_>, money: &Weights) {
        let subject = finding.subject().clone();
        let (code, name) = (finding.code(), &*subject.code);
        let element = subject_element(scope.plan, &subject);
        let levels = &scope.settings.levels;
        let level = levels.of(code, name);
        let finding = match level {
            Some((level, _)) if finding.severity() != Severity::Fault => {
                finding.with_severity(level.severity())
            }
            _ => finding,
        };
        let said = levels.said(code, name).unwrap_or_else(|| remarked(scope.plan, &subject));
        let found = AlignFinding {
            money: element.and_then(|element| money.at(element)),
            level: element.map(Element::kind),
            at: element.map(Element::position),
            cause: said.0.into(),
            follow_up: said.1.into(),
            reason: level.map_or("", |(_, reason)| reason).into(),
            finding,
        };
        match level {
            Some((LintLevel::Allow, _)) => self.allowed.push(found),
            _ => self.findings.push(found),
        }
    }

    /// The share of answers that are "holds", of those that are yes or no.
    fn share(&self) -> Evaluated {
        let pass: usize = self.tally.iter().map(|tally| tally.pass).sum();
        let fail: usize = self.tally.iter().map(|tally| tally.fail).sum();
        Evaluated::count(pass, pass + fail, Vec::new(), Reason::NoRules)
    }
}

impl Tally {
    fn of(rule: &'static str) -> Tally {
        Tally { rule, pass: 0, fail: 0, not_applicable: 0, not_evaluable: 0, reason: None }
    }
}

fn subject_element<'p>(plan: &'p Plan, subject: &crate::finding::Subject) -> Option<Element<'p>> {
    match subject.kind {
        "indicator" => plan.find_indicator(&subject.code).map(Indicator::element),
        "plan" => None,
        kind => plan.find(&subject.code).filter(|element| Kind::from_word(kind) == Some(element.kind())),
    }
}

/// What was said of the last figure of an indicator.
fn remarked<'p>(plan: &'p Plan, subject: &crate::finding::Subject) -> (&'p str, &'p str) {
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
        for element in scope.plan.bottom_up() {
            let below =
                element.children().filter_map(|child| sums.get(child.position() as usize).cloned().flatten());
            let below = below.reduce(|a, b| a.checked_add(&b).unwrap_or(a));
            let own = sum_of(element, scope.settings).or(below);
            if let Some(place) = sums.get_mut(element.position() as usize) {
                *place = own;
            }
        }
        Weights(sums)
    }

    fn of_position(&self, at: u32) -> Option<&Exact> {
        self.0.get(at as usize)?.as_ref()
    }

    fn at(&self, element: Element<'_>) -> Option<crate::number::Number> {
        self.of_position(element.position())?
            .round(Rounding::half_even(2))
            .map(crate::number::Number::normalized)
    }
}
