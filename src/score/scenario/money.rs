//! Money by element, summed upwards, with the amounts that a scenario puts in its place.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::number::{Exact, Number};
use crate::plan::{Element, Plan, Stage};
use crate::score::Scorecard;

/// The money of every element by its position: its own lines, else the sum of its children's.
pub(super) struct Totals(Vec<Option<Number>>);

impl Totals {
    pub(super) fn of(card: &Scorecard, stage: Stage) -> Totals {
        let plan = card.plan();
        let mut totals = vec![None; plan.elements().len()];
        for element in plan.bottom_up() {
            let own = own(element, card, stage).or_else(|| sum(element, &totals));
            put(&mut totals, element, own);
        }
        Totals(totals)
    }

    /// With other amounts for some elements. What stands above moves by as much as what stands below it, so that
    /// a parent keeps what is its own remainder.
    pub(super) fn under(&self, plan: &Plan, amounts: &BTreeMap<Uuid, Number>) -> Totals {
        let mut totals = self.0.clone();
        if amounts.is_empty() {
            return Totals(totals);
        }
        for element in plan.bottom_up() {
            let given = amounts.get(&element.uuid()).copied();
            let moved = || match self.of_element(element) {
                None => sum(element, &totals),
                Some(own) => self.moved(element, &totals).and_then(|moved| own.checked_add(moved)),
            };
            let total = given.or_else(moved);
            put(&mut totals, element, total);
        }
        Totals(totals)
    }

    pub(super) fn of_element(&self, element: Element<'_>) -> Option<Number> {
        self.0.get(element.position() as usize).copied().flatten()
    }

    /// By how much the children's money differs from what it was.
    fn moved(&self, element: Element<'_>, totals: &[Option<Number>]) -> Option<Number> {
        element.children().try_fold(Number::ZERO, |sum, child| {
            let now = totals.get(child.position() as usize).copied().flatten().unwrap_or_default();
            sum.checked_add(now)?.checked_sub(self.of_element(child).unwrap_or_default())
        })
    }
}

fn put(totals: &mut [Option<Number>], element: Element<'_>, total: Option<Number>) {
    if let Some(place) = totals.get_mut(element.position() as usize) {
        *place = total;
    }
}

/// The element's own lines in the period asked about; of several currencies there is no sum.
fn own(element: Element<'_>, card: &Scorecard, stage: Stage) -> Option<Number> {
    let wanted = element
        .budget()
        .iter()
        .filter(|line| line.stage() == stage && card.asked().period().contains(line.period()));
    let currency = element.budget().first().and_then(|line| line.currency());
    let mut total: Option<Exact> = None;
    for line in wanted {
        if line.currency() != currency {
            return None;
        }
        let amount = Exact::from(line.amount()?);
        total = Some(match total {
            None => amount,
            Some(sum) => sum.checked_add(&amount)?,
        });
    }
    total?.to_number()
}

fn sum(element: Element<'_>, totals: &[Option<Number>]) -> Option<Number> {
    let below =
        element.children().filter_map(|child| totals.get(child.position() as usize).copied().flatten());
    below.fold(None, |sum: Option<Number>, amount| sum.unwrap_or_default().checked_add(amount))
}
