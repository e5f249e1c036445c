//! Money: amounts, currencies, and parents against the sum of their parts.

use std::collections::BTreeMap;

use crate::number::Number;
use crate::period::Period;

use super::super::draft::DraftBudget;
use super::super::lints;
use super::super::plan::Plan;
use super::super::slots::Part;
use super::super::store::{Amount, BudgetLine};
use super::super::view::Element;
use super::super::word::Stage;
use super::Checker;
use super::document::currency;
use super::report::{At, Path, Report, Who};

impl Checker {
    /// Reads the money of one element.
    pub(super) fn money(&mut self, drafts: Vec<DraftBudget>, at: At<'_>) {
        let first = self.budget.len();
        for (i, draft) in drafts.into_iter().enumerate() {
            let key = at.key("budget");
            self.budget_of(draft, key.part(at.who, &Default::default(), i), at, i);
        }
        let lines = self.budget.get(first..).unwrap_or(&[]);
        let mut currencies: Vec<Box<str>> =
            lines.iter().map(|line| line.currency.map_or("?".into(), |c| c.as_str().into())).collect();
        currencies.sort_unstable();
        currencies.dedup();
        if currencies.len() > 1 {
            self.report.add(at.finding(&lints::MIXED_CURRENCIES).with("currencies", currencies));
        }
    }

    fn budget_of(&mut self, draft: DraftBudget, at: At<'_>, element: At<'_>, number: usize) {
        // A line that came from a table of its own stands there, not beside its element.
        let key = element.key("budget");
        let at = match &draft.source {
            super::super::cell::Source::Row { .. } => key.part(element.who, &draft.source, number),
            _ => at,
        };
        let stage = self.report.word(&draft.stage, at.key("stage")).unwrap_or(Stage::Indicative);
        let fund = self.report.text(draft.fund, at.key("fund"));
        let own = currency(&draft.currency, &mut self.report, at.key("currency"));
        let first = self.budget.len();
        for (period, amount) in &draft.amounts {
            let amounts = at.key("amounts");
            let written = period.as_written();
            let place = amounts.key(written);
            let Some(period) = self.report.period(period, self.habits.calendar, place) else { continue };
            if amount.is_missing() {
                continue;
            }
            let read = self.report.money(amount, self.habits, place);
            let number = read.map(|(number, _)| number);
            if let Some((from, to)) = self.horizon.filter(|(from, to)| !period.is_within(*from, *to)) {
                let finding = place.about_field(&lints::OUTSIDE_HORIZON).with("period", period.to_string());
                self.report.add(finding.with("from", from.to_string()).with("to", to.to_string()));
            }
            if let Some(negative) = number.filter(|n| n.is_negative()) {
                let finding = place.finding(&lints::NEGATIVE_AMOUNT).with("period", period.to_string());
                self.report.add(finding.with("amount", negative));
            }
            let amount = number.map_or_else(|| Amount::Unread(amount.as_written().into()), Amount::Read);
            let written = read.and_then(|(_, currency)| currency);
            let currency = written.or(own).or(self.habits.currency);
            self.budget.push(BudgetLine { stage, period, fund: fund.clone(), currency, amount });
        }
        if self.budget.len() > first {
            let extensions = draft.extensions.map_or(Vec::new(), |own| *own);
            self.slots.keep(|| Part::Budget(first as u32), extensions);
        }
    }

    /// Reports once that amounts have no currency.
    pub(super) fn currency_given(&mut self, code: &str, title: &str) {
        if self.budget.iter().any(|line| line.currency.is_none()) {
            let at = At { who: Who { kind: "plan", code, name: title }, path: Path::Document };
            self.report.add(at.finding(&lints::MISSING_CURRENCY));
        }
    }
}

/// The sum of an element's own amounts by stage and period; `None` where one could not be read.
type Sums = BTreeMap<(Stage, Period), Option<Number>>;

fn sums<'p>(lines: impl Iterator<Item = &'p BudgetLine>) -> Sums {
    let mut sums = Sums::new();
    for line in lines {
        let sum = sums.entry((line.stage(), line.period())).or_insert(Some(Number::ZERO));
        *sum = sum.zip(line.amount()).and_then(|(sum, amount)| sum.checked_add(amount));
    }
    sums
}

/// Holds each element's amounts against the sum of those of the elements that it contains.
pub(super) fn parents_add_up(plan: &Plan, report: &mut Report) {
    for element in plan.elements().filter(|element| !element.budget().is_empty()) {
        let lines = || element.children().flat_map(Element::budget);
        let one_currency =
            lines().chain(element.budget()).all(|line| line.currency() == first_currency(element));
        if lines().next().is_none() || !one_currency {
            continue;
        }
        let parts = sums(lines());
        let stages: Vec<Stage> = parts.keys().map(|(stage, _)| *stage).collect();
        for ((stage, period), own) in sums(element.budget().iter()) {
            // A stage that no part has an amount of is not broken down at all.
            let part = parts.get(&(stage, period)).copied().unwrap_or(Some(Number::ZERO));
            let (Some(own), Some(part)) = (own, part) else { continue };
            if own == part || !stages.contains(&stage) {
                continue;
            }
            let who = Who { kind: element.kind().as_str(), code: element.code(), name: element.title() };
            let path = Path::Item(&element.row().source, "elements", element.position() as usize);
            let finding = At { who, path }.key("budget").finding(&lints::PARENT_SUM);
            let finding = finding.with("stage", stage.as_str()).with("period", period.to_string());
            let finding = finding.with("parent", own).with("children", part);
            let difference = own.checked_sub(part).unwrap_or(Number::ZERO);
            report.add(finding.with("difference", difference));
        }
    }
}

fn first_currency(element: Element<'_>) -> Option<crate::number::Currency> {
    element.budget().first().and_then(BudgetLine::currency)
}
