//! Money by element, summed upwards, with the amounts that a scenario puts in its place.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::number::{Currency, Exact, Number};
use crate::period::Period;
use crate::plan::{BudgetLine, Element, Plan, Stage};

/// The money of every element by its position: its own lines, else the sum of its children's.
pub(super) struct Totals(Vec<Total>);

/// The money of one element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Total {
    /// Neither it nor anything below has any.
    #[default]
    None,
    /// So much.
    Sum(Number, Option<Currency>),
    /// It has some, and there is no sum.
    Unknown(NoSum),
}

/// Why amounts of money have no sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoSum {
    /// An amount could not be read.
    Unread,
    /// They are in several currencies.
    Currencies,
    /// It is out of range.
    OutOfRange,
}

impl Total {
    pub(super) fn amount(self) -> Option<Number> {
        match self {
            Total::Sum(amount, _) => Some(amount),
            Total::None | Total::Unknown(_) => None,
        }
    }

    fn and(self, other: Total) -> Total {
        match (self, other) {
            (Total::None, one) | (one, Total::None) => one,
            (Total::Unknown(why), _) | (_, Total::Unknown(why)) => Total::Unknown(why),
            (Total::Sum(_, a), Total::Sum(_, b)) if a != b => Total::Unknown(NoSum::Currencies),
            (Total::Sum(a, currency), Total::Sum(b, _)) => {
                a.checked_add(b).map_or(Total::Unknown(NoSum::OutOfRange), |sum| Total::Sum(sum, currency))
            }
        }
    }
}

impl Totals {
    /// The money of a period: of each element the first of these stages that it has any of.
    pub(super) fn of(plan: &Plan, period: Period, stages: &[Stage]) -> Totals {
        let mut totals = Totals(vec![Total::None; plan.elements().len()]);
        for element in plan.bottom_up() {
            let own = stages.iter().map(|stage| own(element, period, *stage)).find(|own| *own != Total::None);
            let total = own.unwrap_or_else(|| totals.below(element));
            totals.put(element, total);
        }
        totals
    }

    pub(super) fn total(&self, element: Element<'_>) -> Total {
        self.0.get(element.position() as usize).copied().unwrap_or_default()
    }

    /// With other amounts for some elements. What stands above moves by as much as what stands below it, so that
    /// a parent keeps what is its own remainder.
    pub(super) fn under(&self, plan: &Plan, amounts: &BTreeMap<Uuid, Number>) -> Totals {
        let mut totals = Totals(self.0.clone());
        if amounts.is_empty() {
            return totals;
        }
        for element in plan.bottom_up() {
            let currency = element.budget().first().map_or(plan.document().currency(), BudgetLine::currency);
            let total = match (amounts.get(&element.uuid()), self.total(element)) {
                (Some(given), _) => Total::Sum(*given, currency),
                (_, Total::Sum(own, currency)) => {
                    let moved = self.moved(element, &totals).and_then(|moved| own.checked_add(moved));
                    moved.map_or(Total::Unknown(NoSum::OutOfRange), |sum| Total::Sum(sum, currency))
                }
                (_, Total::None) => totals.below(element),
                (_, unknown) => unknown,
            };
            totals.put(element, total);
        }
        totals
    }

    pub(super) fn of_element(&self, element: Element<'_>) -> Option<Number> {
        self.total(element).amount()
    }

    /// By how much the children's money differs from what it was.
    fn moved(&self, element: Element<'_>, totals: &Totals) -> Option<Number> {
        element.children().try_fold(Number::ZERO, |sum, child| {
            let [now, was] = [totals, self].map(|totals| totals.of_element(child).unwrap_or_default());
            sum.checked_add(now)?.checked_sub(was)
        })
    }

    fn below(&self, element: Element<'_>) -> Total {
        element.children().fold(Total::None, |sum, child| sum.and(self.total(child)))
    }

    fn put(&mut self, element: Element<'_>, total: Total) {
        if let Some(place) = self.0.get_mut(element.position() as usize) {
            *place = total;
        }
    }
}

/// The element's own lines of a stage in a period. Summed exactly, so that their order does not matter.
fn own(element: Element<'_>, period: Period, stage: Stage) -> Total {
    let wanted = |line: &&BudgetLine| line.stage() == stage && period.contains(line.period());
    let lines = || element.budget().iter().filter(wanted);
    let Some(first) = lines().next() else { return Total::None };
    if lines().any(|line| line.currency() != first.currency()) {
        return Total::Unknown(NoSum::Currencies);
    }
    let Some(amounts) = lines().map(BudgetLine::amount).collect::<Option<Vec<Number>>>() else {
        return Total::Unknown(NoSum::Unread);
    };
    let sum = amounts.into_iter().try_fold(Exact::ZERO, |sum, amount| sum.checked_add(&amount.into()));
    let sum = sum.and_then(|sum| sum.to_number());
    sum.map_or(Total::Unknown(NoSum::OutOfRange), |sum| Total::Sum(sum, first.currency()))
}
