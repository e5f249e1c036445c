//! Money: amounts, currencies, and parents against the sum of their parts.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Arg, Finding};
use crate::number::{Absence, Currency, Number};
use crate::period::{Calendar, Period};

use super::super::cell::Source;
use super::super::draft::DraftBudget;
use super::super::lints;
use super::super::plan::{Document, Plan};
use super::super::slots::Part;
use super::super::store::{Amount, BudgetLine};
use super::super::view::Element;
use super::super::word::Stage;
use super::Checker;
use super::actual::{is_beyond_history, outside_horizon};
use super::document::currency;
use super::report::{At, Path, Report, Who};

impl Checker {
    /// Reads the money of one element.
    pub(super) fn money(&mut self, drafts: &[DraftBudget], at: At<'_>) {
        let first = self.budget.len();
        for (i, draft) in drafts.iter().enumerate() {
            let key = at.key("budget");
            self.budget_of(draft, key.part(at.who, &Default::default(), i), at, i);
        }
        let lines = self.budget.get(first..).unwrap_or(&[]);
        let first = lines.first().map(|line| line.currency);
        if lines.iter().any(|line| Some(line.currency) != first) {
            let names = lines.iter().map(|line| line.currency.as_ref().map_or("?", |c| c.as_str()));
            let names: BTreeSet<&str> = names.collect();
            let currencies: Vec<Box<str>> = names.into_iter().map(Into::into).collect();
            self.report.add(at.finding(&lints::MIXED_CURRENCIES).with("currencies", currencies));
        }
    }

    fn budget_of(&mut self, draft: &DraftBudget, at: At<'_>, element: At<'_>, number: usize) {
        // A line that came from a table of its own stands there, not beside its element.
        let key = element.key("budget");
        let at = match &draft.source {
            Source::Row { .. } => key.part(element.who, &draft.source, number),
            _ => at,
        };
        let stage = self.report.word(&draft.stage, at.key("stage")).unwrap_or(Stage::Indicative);
        let fund = self.report.name(&draft.fund, at.key("fund"));
        let own = currency(&draft.currency, &mut self.report, at.key("currency"));
        let first = self.budget.len();
        for (period, amount) in &draft.amounts {
            let amounts = at.key("amounts");
            let written = period.as_written();
            let place = amounts.key(written);
            let period = self.report.period_of(period, self.habits.calendar, place);
            period.iter().for_each(|period| self.paid_within_horizon(stage, *period, place));
            // A sign for "nothing" is no amount, as an empty cell is none.
            if amount.is_missing() || Absence::read(amount.as_written()).is_some() {
                continue;
            }
            // What else is wrong with an amount of no period is told in the same pass.
            let read = self.report.money(amount, self.habits, place);
            let Some(period) = period else { continue };
            let number = read.as_ref().map(|(figure, _)| figure.number());
            if let Some(negative) = number.filter(|n| n.is_negative()) {
                let finding = place.finding(&lints::NEGATIVE_AMOUNT).with("period", period.to_string());
                self.report.add(finding.with("amount", Arg::Amount(negative)));
            }
            let (amount, written) = match read {
                Some((figure, currency)) => (Amount::Read(figure), currency),
                None => (Amount::Unread(amount.as_written().into()), None),
            };
            let currency = written.or(own).or(self.habits.currency);
            if let Source::Row { .. } = draft.source {
                self.budget_rows.push((self.budget.len() as u32, draft.source.clone()));
            }
            self.budget.push(BudgetLine { stage, period, fund: fund.clone(), currency, amount });
        }
        self.one_amount_each(first, at.key("amounts"));
        if self.budget.len() == first {
            self.no_amounts(draft, at.key("amounts"));
        }
        if let Some(own) = draft.extensions.as_deref().filter(|_| self.budget.len() > first) {
            self.slots.keep(|| Part::Budget(first as u32), own);
        }
    }

    /// A line of money that has no amounts is left out, and not in silence: where something stands beside them that
    /// is, and where there is not even a period.
    fn no_amounts(&mut self, draft: &DraftBudget, at: At<'_>) {
        let slots = draft.extensions.as_ref().is_some_and(|own| !own.is_empty());
        if draft.source != Source::Unread && (slots || draft.amounts.is_empty()) {
            let expected = ["an amount for a period", "jumlah untuk suatu periode"];
            self.report.add(at.about_field(&lints::MISSING_FIELD).with("expected", expected));
        }
    }

    /// Reports amounts of one line, from the first on, whose periods overlap: they would be counted twice. A half
    /// may stand beside its year, as in any series.
    fn one_amount_each(&mut self, first: usize, at: At<'_>) {
        let lines = self.budget.get(first..).unwrap_or(&[]);
        let follow = |[a, b]: [Period; 2]| a.kind() == b.kind() && a.end() < b.start();
        let pairs = lines.iter().zip(lines.iter().skip(1));
        // Nearly always they are written in order, and nothing is to be sorted.
        if pairs.map(|(a, b)| [a.period, b.period]).all(follow) {
            return;
        }
        let mut periods: Vec<Period> = lines.iter().map(|line| line.period).collect();
        periods.sort_by_key(|period| (period.kind(), period.start(), period.end()));
        let mut latest: Option<Period> = None;
        for period in periods {
            let known = latest.filter(|known| known.kind() == period.kind());
            if let Some(other) = known.filter(|known| known.overlaps(period)) {
                let finding = at.about_field(&lints::OVERLAPPING_PERIODS).with("period", period.to_string());
                self.report.add(finding.with("other", other.to_string()));
            }
            latest = known.filter(|known| known.end() > period.end()).or(Some(period));
        }
    }

    /// What is planned lies within the plan; what was spent may be older, but not of another age.
    fn paid_within_horizon(&mut self, stage: Stage, period: Period, at: At<'_>) {
        let Some((from, to)) = self.horizon else { return };
        let outside = match stage {
            Stage::Spent => is_beyond_history(period, from),
            _ => !period.is_within(from, to),
        };
        if outside {
            self.report.add(outside_horizon(period, [from, to], ("amounts", at)));
        }
    }

    /// Reports once that amounts have no currency.
    pub(super) fn currency_given(&mut self) {
        if self.budget.iter().any(|line| line.currency.is_none()) {
            let Document { code, title, .. } = &self.document;
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

/// An amount that is not the sum of its parts.
struct Gap<'p> {
    element: Element<'p>,
    stage: Stage,
    period: Period,
    own: Number,
    parts: Number,
    difference: Number,
}

/// Holds each element's amounts against the sum of those of the elements that it contains. A sum that fails
/// only because one of its parts already fails, and by as much, is that part's finding; a part may also fail
/// against its own statements, which the reader of tables has found.
pub(super) fn parents_add_up(plan: &Plan, rows: &[(u32, Source)], report: &mut Report) {
    let (mut mixed, horizon) = (Vec::new(), plan.document().horizon());
    let gaps: Vec<Gap<'_>> = plan.elements().flat_map(|element| gaps(element, horizon, &mut mixed)).collect();
    for (element, currencies) in mixed.into_iter().filter_map(|element| Some((element, met(element)?))) {
        let names: Vec<Box<str>> = currencies.iter().map(|currency| currency.as_str().into()).collect();
        report.add(place(element).finding(&lints::MIXED_CURRENCIES).with("currencies", names));
    }
    let mut known: BTreeMap<(u32, Stage, Period), Number> = stated(plan, report).collect();
    known.extend(gaps.iter().map(|gap| ((gap.element.position(), gap.stage, gap.period), gap.difference)));
    for gap in &gaps {
        let mut below =
            gap.element.children().filter_map(|child| known.get(&(child.position(), gap.stage, gap.period)));
        let first = below.next().copied();
        let below = first.and_then(|first| below.try_fold(first, |sum, more| sum.checked_add(*more)));
        if below.and_then(|below| below.checked_add(gap.difference)).is_none_or(|left| !left.is_zero()) {
            report.add(gap.finding(rows));
        }
    }
}

/// The elements whose amounts are not what is printed beside their statements, and by how much.
fn stated<'r>(
    plan: &'r Plan,
    report: &'r Report,
) -> impl Iterator<Item = ((u32, Stage, Period), Number)> + use<'r> {
    report.findings().iter().filter_map(|finding| {
        let arg = |wanted: &str| finding.args().find(|(name, _)| *name == wanted).map(|(_, arg)| arg);
        let amount = |name: &str| match arg(name)? {
            Arg::Amount(amount) => Some(*amount),
            _ => None,
        };
        let difference = match finding.code() {
            code if code == lints::STATEMENT_SUM.code => amount("difference")?,
            code if code == lints::AMOUNT_MISSING.code => Number::ZERO.checked_sub(amount("statements")?)?,
            _ => return None,
        };
        let Arg::Text(year) = arg("period")? else { return None };
        let period = Period::parse(year, Calendar::default()).ok()?;
        let at = plan.find(&finding.subject().code)?.position();
        Some(((at, Stage::Indicative, period), difference))
    })
}

/// What fails of one element; where currencies meet, nothing is added up.
fn gaps<'p>(
    element: Element<'p>,
    horizon: Option<(Period, Period)>,
    mixed: &mut Vec<Element<'p>>,
) -> Vec<Gap<'p>> {
    let lines = || element.children().flat_map(Element::budget);
    let mut currencies = lines().chain(element.budget()).map(BudgetLine::currency);
    let first = currencies.next();
    if currencies.any(|currency| Some(currency) != first) {
        mixed.push(element);
        return Vec::new();
    }
    if element.budget().is_empty() || lines().next().is_none() {
        return Vec::new();
    }
    let parts = sums(lines());
    let stages: Vec<Stage> = parts.keys().map(|(stage, _)| *stage).collect();
    let gap = |((stage, period), own): ((Stage, Period), Option<Number>)| {
        // A stage that no part has an amount of is not broken down at all. That of a period outside the plan has been
        // told as that.
        let within = stage == Stage::Spent || horizon.is_none_or(|(from, to)| period.is_within(from, to));
        let none = within.then_some(Some(Number::ZERO));
        let (own, parts) = own.zip(parts.get(&(stage, period)).copied().or(none)?)?;
        let difference = own.checked_sub(parts)?;
        let fails = !difference.is_zero() && stages.contains(&stage);
        fails.then_some(Gap { element, stage, period, own, parts, difference })
    };
    sums(element.budget().iter()).into_iter().filter_map(gap).collect()
}

/// The currencies that meet in an element, of its own and of its parts; none where one of them mixes them itself.
fn met(element: Element<'_>) -> Option<BTreeSet<Currency>> {
    let of = |element: Element<'_>| element.budget().iter().filter_map(BudgetLine::currency).collect();
    let own: BTreeSet<Currency> = of(element);
    let mut met = own.clone();
    let parts = element.children().map(of).filter(|part: &BTreeSet<Currency>| part.len() == 1);
    parts.for_each(|part| met.extend(part));
    (own.len() < 2 && met.len() > 1).then_some(met)
}

fn place(element: Element<'_>) -> At<'_> {
    let who = Who { kind: element.kind().as_str(), code: element.code(), name: element.title() };
    At { who, path: Path::Item(&element.row().source, "elements", element.position() as usize) }
}

impl Gap<'_> {
    fn finding(&self, rows: &[(u32, Source)]) -> Finding {
        let element = self.element;
        let at = place(element);
        let (key, written) = (at.key("budget"), self.period.to_string());
        let finding = match self.row(rows) {
            Some(row) => key.part(at.who, row, 0).key("amounts").key(&written).finding(&lints::PARENT_SUM),
            None => key.finding(&lints::PARENT_SUM),
        };
        let finding = finding.with("stage", self.stage.words()).with("period", written.as_str());
        let finding = finding.with("parent", Arg::Amount(self.own)).with("children", Arg::Amount(self.parts));
        finding.with("difference", Arg::Amount(self.difference))
    }

    /// The row of a table that the amount came from, the first of several funds.
    fn row<'r>(&self, rows: &'r [(u32, Source)]) -> Option<&'r Source> {
        let first = self.element.row().budget.start;
        let same = |line: &BudgetLine| line.stage() == self.stage && line.period() == self.period;
        let at = first + self.element.budget().iter().position(same)? as u32;
        let found = rows.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        rows.get(found).map(|(_, row)| row)
    }
}
