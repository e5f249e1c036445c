//! Money and targets that do not go together.

use std::collections::BTreeMap;

use crate::finding::{Arg, Finding};
use crate::number::{Exact, Number};
use crate::period::Period;
use crate::plan::{BudgetLine, Element, Indicator};

use super::super::rule::Verdict;
use super::super::scope::Scope;
use super::texts;

/// Amounts of the judged stage by period; what cannot be read leaves its period out.
fn amounts(element: Element<'_>, scope: &Scope<'_>) -> BTreeMap<Period, Exact> {
    let mut sums: BTreeMap<Period, Option<Exact>> = BTreeMap::new();
    for line in element.budget().iter().filter(|line| line.stage() == scope.settings.stage) {
        let sum = sums.entry(line.period()).or_insert(Some(Exact::ZERO));
        *sum = sum.take().zip(line.amount()).and_then(|(sum, amount)| sum.checked_add(&amount.into()));
    }
    sums.into_iter().filter_map(|(period, sum)| Some((period, sum?))).collect()
}

/// Amounts of what has both amounts and indicators.
fn judged(element: Element<'_>, scope: &Scope<'_>) -> Option<BTreeMap<Period, Exact>> {
    let measured = element.indicators().len() > 0;
    measured.then(|| amounts(element, scope)).filter(|amounts| !amounts.is_empty())
}

/// Whether there are amounts of the judged stage, all of them read and above zero.
fn is_paid(element: Element<'_>, scope: &Scope<'_>) -> bool {
    let mut amounts = element.budget().iter().filter(|line| line.stage() == scope.settings.stage).peekable();
    let paid = |line: &BudgetLine| line.amount().is_some_and(|amount| amount > Number::ZERO);
    amounts.peek().is_some() && amounts.all(paid)
}

fn target(indicator: Indicator<'_>, period: Period) -> Option<Number> {
    indicator.series().get(period).filter(|entry| !entry.is_baseline())?.reading().number()
}

fn verdict(finding: Finding, scope: &Scope<'_>, periods: &[Period]) -> Verdict {
    if periods.is_empty() {
        return Verdict::Pass;
    }
    let list: Vec<Box<str>> = periods.iter().map(|period| period.to_string().into()).collect();
    Verdict::fail(finding.with("stage", scope.settings.stage.words()).with("periods", Arg::List(list)))
}

pub(super) fn unfunded(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    // Most amounts are plain, and none of them is zero: nothing has to be added up.
    if element.indicators().len() > 0 && is_paid(element, scope) {
        return Verdict::Pass;
    }
    let Some(amounts) = judged(element, scope) else { return Verdict::NotApplicable };
    let promised = |period: Period| {
        element.indicators().any(|indicator| target(indicator, period).is_some_and(|n| !n.is_zero()))
    };
    let empty = amounts.iter().filter(|(_, amount)| amount.is_zero()).map(|(period, _)| *period);
    let periods: Vec<Period> = empty.filter(|period| promised(*period)).collect();
    verdict(Finding::new(&texts::TARGET_UNFUNDED, element.subject()), scope, &periods)
}

pub(super) fn untargeted(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    let mut figures =
        element.indicators().flat_map(|i| i.series().iter()).filter_map(|e| e.reading().number());
    if is_paid(element, scope) && element.indicators().len() > 0 && !figures.any(|figure| figure.is_zero()) {
        return Verdict::Pass;
    }
    let Some(amounts) = judged(element, scope) else { return Verdict::NotApplicable };
    let paid = amounts.iter().filter(|(_, amount)| amount.is_positive()).map(|(period, _)| *period);
    let nothing = |period: Period| element.indicators().all(|indicator| rises_from_zero(indicator, period));
    let periods: Vec<Period> = paid.filter(|period| nothing(*period)).collect();
    verdict(Finding::new(&texts::MONEY_UNTARGETED, element.subject()), scope, &periods)
}

/// Whether the target of a period is zero and a later one is not: what is to fall to zero is no such series.
fn rises_from_zero(indicator: Indicator<'_>, period: Period) -> bool {
    let later = indicator.series().iter().filter(|entry| entry.period() > period);
    target(indicator, period).is_some_and(|number| number.is_zero())
        && later.filter_map(|entry| entry.reading().number()).any(|number| !number.is_zero())
}
