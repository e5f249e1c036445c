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
    pub(in crate::align) purse: Purse,
    /// What is its own; negative where what it contains has more.
    pub(in crate::align) amount: Exact,
    /// Its amount as written; where that could not be read, what it contains has.
    pub(in crate::align) given: Exact,
    /// The nearest amount that contains it, by its place in the list.
    pub(in crate::align) holder: Option<usize>,
    pub(in crate::align) digits: u32,
    pub(in crate::align) unread: usize,
}

/// A sum of amounts.
pub(super) fn sum(a: &Exact, b: &Exact) -> Exact {
    // INVARIANT: amounts have 28 digits, and there are fewer than 2^64 of them: no sum leaves the range.
    a.checked_add(b).unwrap_or_default()
}

/// The own money of every element: purse by purse, what contains before what is contained.
pub(in crate::align) fn remainders(plan: &Plan) -> Vec<Remainder> {
    let tour = Tour::of(plan);
    let mut groups = Groups::default();
    for element in tour.order.iter().map(|at| plan.element(*at)) {
        element.budget().iter().for_each(|line| groups.add(element.position(), line));
    }
    let mut all = Vec::with_capacity(groups.lists.iter().map(Vec::len).sum());
    for at in groups.places.into_values() {
        let Some(group) = groups.lists.get_mut(at) else { continue };
        hold(group, all.len(), &tour);
        take_out(group, all.len());
        all.append(group);
    }
    all
}

/// The amounts of each purse, in the order in which they are added.
#[derive(Default)]
struct Groups {
    places: BTreeMap<Purse, usize>,
    lists: Vec<Vec<Remainder>>,
}

impl Groups {
    /// Adds a line; the lines of one element follow each other.
    fn add(&mut self, element: u32, line: &BudgetLine) {
        let purse = Purse { stage: line.stage(), period: line.period(), currency: line.currency() };
        let place = *self.places.entry(purse).or_insert_with(|| {
            self.lists.push(Vec::new());
            self.lists.len() - 1
        });
        let Some(list) = self.lists.get_mut(place) else { return };
        if list.last().is_none_or(|own| own.element != element) {
            list.push(Remainder::none(element, purse));
        }
        list.last_mut().into_iter().for_each(|own| own.take(line));
    }
}

impl Remainder {
    fn none(element: u32, purse: Purse) -> Remainder {
        let (amount, given) = (Exact::ZERO, Exact::ZERO);
        Remainder { element, purse, amount, given, holder: None, digits: 0, unread: 0 }
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
fn hold(group: &mut [Remainder], from: usize, tour: &Tour) {
    let mut open: Vec<(usize, u32)> = Vec::new();
    for (at, own) in group.iter_mut().enumerate() {
        let enter = tour.enter(own.element);
        while open.last().is_some_and(|(_, exit)| *exit <= enter) {
            open.pop();
        }
        own.holder = open.last().map(|(holder, _)| *holder);
        open.push((from + at, tour.exit(own.element)));
    }
}

/// Takes what is contained out of what contains it, from the deepest up.
fn take_out(group: &mut [Remainder], from: usize) {
    for at in (0..group.len()).rev() {
        let Some(own) = group.get_mut(at) else { continue };
        // What was taken out so far stands in `amount`, below zero.
        if own.unread > 0 && !own.amount.is_zero() {
            own.given = own.amount.negated();
        }
        own.amount = sum(&own.given, &own.amount);
        let (given, holder) = (own.given.negated(), own.holder);
        let holder = holder.and_then(|holder| group.get_mut(holder.checked_sub(from)?));
        if let Some(holder) = holder {
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

    fn enter(&self, element: u32) -> u32 {
        self.times.get(element as usize).map_or(0, |(enter, _)| *enter)
    }

    fn exit(&self, element: u32) -> u32 {
        self.times.get(element as usize).map_or(0, |(_, exit)| *exit)
    }
}

#[derive(Clone, Copy)]
enum Visit {
    Enter,
    Leave,
}
