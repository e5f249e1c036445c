//! The own money of every element: its amount less what it contains has.

use std::collections::BTreeMap;

use crate::number::Exact;
use crate::plan::{BudgetLine, Element, Plan};

use super::Purse;

/// An element's own money of one purse: its amount less what the elements that it contains have.
///
/// The sum over a tree is the amount at its root. Where an amount could not be read, nothing is taken from it: what
/// is contained stands for itself.
pub(in crate::align) struct Remainder {
    pub(in crate::align) element: u32,
    /// What is its own; negative where what it contains has more.
    pub(in crate::align) amount: Exact,
    /// Its amount as written; where that could not be read, what it contains has.
    pub(in crate::align) given: Exact,
    /// The nearest amount that contains it, by its place among those of the purse.
    pub(in crate::align) holder: Option<u32>,
    pub(in crate::align) digits: u32,
    pub(in crate::align) unread: u32,
}

/// A sum of amounts.
pub(super) fn sum(a: &Exact, b: &Exact) -> Exact {
    // INVARIANT: amounts have 28 digits, and there are fewer than 2^64 of them: no sum leaves the range.
    a.checked_add(b).unwrap_or_default()
}

/// The lines of a plan's budget, purse by purse.
pub(in crate::align) struct Ledger<'p> {
    tour: Tour,
    /// The lines of each purse with their elements, what contains before what is contained.
    lines: BTreeMap<Purse, Vec<(u32, &'p BudgetLine)>>,
}

impl<'p> Ledger<'p> {
    pub(in crate::align) fn of(plan: &'p Plan) -> Ledger<'p> {
        let tour = Tour::of(plan);
        let mut lines: BTreeMap<Purse, Vec<(u32, &BudgetLine)>> = BTreeMap::new();
        for at in &tour.order {
            for line in plan.element(*at).budget() {
                let (stage, period, currency) = (line.stage(), line.period(), line.currency());
                lines.entry(Purse { stage, period, currency }).or_default().push((*at, line));
            }
        }
        Ledger { tour, lines }
    }

    /// How many purses there are.
    pub(in crate::align) fn purses(&self) -> usize {
        self.lines.len()
    }

    /// The own money of every element, one purse after the other.
    pub(in crate::align) fn each(&self, mut take: impl FnMut(Purse, &[Remainder])) {
        let mut own = Vec::new();
        for (purse, lines) in &self.lines {
            self.remainders(lines, &mut own);
            take(*purse, &own);
        }
    }

    /// The own money of every element of one purse.
    pub(in crate::align) fn of_purse(&self, purse: Purse) -> Vec<Remainder> {
        let mut own = Vec::new();
        let lines = self.lines.get(&purse);
        lines.into_iter().for_each(|lines| self.remainders(lines, &mut own));
        own
    }

    /// The own money of one purse, what contains before what is contained.
    fn remainders(&self, lines: &[(u32, &BudgetLine)], own: &mut Vec<Remainder>) {
        own.clear();
        for (element, line) in lines {
            if own.last().is_none_or(|last| last.element != *element) {
                own.push(Remainder::none(*element));
            }
            own.last_mut().into_iter().for_each(|last| last.take(line));
        }
        hold(own, &self.tour);
        take_out(own);
    }
}

impl Remainder {
    fn none(element: u32) -> Remainder {
        let (amount, given) = (Exact::ZERO, Exact::ZERO);
        Remainder { element, amount, given, holder: None, digits: 0, unread: 0 }
    }

    fn take(&mut self, line: &BudgetLine) {
        let Some(amount) = line.amount() else {
            self.unread += 1;
            return;
        };
        if amount.parts().1 > self.digits {
            self.digits = self.digits.max(amount.normalized().parts().1);
        }
        self.given = sum(&self.given, &amount.into());
    }
}

/// Finds the nearest amount that contains each amount of one purse: those that are still open on the way.
fn hold(group: &mut [Remainder], tour: &Tour) {
    let mut open: Vec<(u32, u32)> = Vec::new();
    for (at, own) in group.iter_mut().enumerate() {
        let (enter, exit) = tour.times(own.element);
        while open.last().is_some_and(|(_, exit)| *exit <= enter) {
            open.pop();
        }
        own.holder = open.last().map(|(holder, _)| *holder);
        open.push((at as u32, exit));
    }
}

/// Takes what is contained out of what contains it, from the deepest up.
fn take_out(group: &mut [Remainder]) {
    for at in (0..group.len()).rev() {
        let Some(own) = group.get_mut(at) else { continue };
        // What was taken out so far stands in `amount`, below zero.
        if own.unread > 0 && !own.amount.is_zero() {
            own.given = own.amount.negated();
        }
        own.amount = sum(&own.given, &own.amount);
        let (given, holder) = (own.given.negated(), own.holder);
        if let Some(holder) = holder.and_then(|holder| group.get_mut(holder as usize)) {
            holder.amount = sum(&holder.amount, &given);
        }
    }
}

/// A walk through everything that is contained: the elements as they are entered, and when each is entered and left.
struct Tour {
    order: Vec<u32>,
    times: Vec<(u32, u32)>,
}

impl Tour {
    fn of(plan: &Plan) -> Tour {
        let count = plan.elements().len();
        let mut tour = Tour { order: Vec::with_capacity(count), times: vec![(0, 0); count] };
        let mut open: Vec<(Element<'_>, Visit)> = Vec::new();
        for root in plan.elements().filter(|element| element.parent().is_none()) {
            open.push((root, Visit::Enter));
            while let Some((element, visit)) = open.pop() {
                let Some(place) = tour.times.get_mut(element.position() as usize) else { continue };
                let now = tour.order.len() as u32;
                match visit {
                    Visit::Enter => {
                        place.0 = now;
                        tour.order.push(element.position());
                        open.push((element, Visit::Leave));
                        open.extend(element.children().map(|child| (child, Visit::Enter)));
                    }
                    Visit::Leave => place.1 = now,
                }
            }
        }
        tour
    }

    fn times(&self, element: u32) -> (u32, u32) {
        self.times.get(element as usize).copied().unwrap_or_default()
    }
}

#[derive(Clone, Copy)]
enum Visit {
    Enter,
    Leave,
}
