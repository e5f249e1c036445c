//! The own money of every element: its amount less what it contains has.

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
fn sum(a: &Exact, b: &Exact) -> Exact {
    // INVARIANT: amounts have 28 digits, and there are fewer than 2^64 of them: no sum leaves the range.
    a.checked_add(b).unwrap_or_default()
}

/// The own money of every element: purse by purse, what contains before what is contained.
pub(in crate::align) fn remainders(plan: &Plan) -> Vec<Remainder> {
    let tour = Tour::of(plan);
    let mut all: Vec<Remainder> = plan.elements().flat_map(own).collect();
    all.sort_by_key(|own| (own.purse, tour.enter(own.element)));
    let mut from = 0;
    while let Some(purse) = all.get(from).map(|own| own.purse) {
        let count = all.iter().skip(from).take_while(|own| own.purse == purse).count();
        if let Some(group) = all.get_mut(from..from + count) {
            hold(group, from, &tour);
            take_out(group, from);
        }
        from += count;
    }
    all
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

/// The sums of an element's own lines, purse by purse.
fn own(element: Element<'_>) -> Vec<Remainder> {
    let purse =
        |line: &BudgetLine| Purse { stage: line.stage(), period: line.period(), currency: line.currency() };
    let mut lines: Vec<&BudgetLine> = element.budget().iter().collect();
    lines.sort_by_key(|line| purse(line));
    let mut sums: Vec<Remainder> = Vec::with_capacity(lines.len());
    for line in lines {
        let purse = purse(line);
        if sums.last().is_none_or(|own| own.purse != purse) {
            let (element, zero) = (element.position(), Exact::ZERO);
            let none = Remainder {
                element,
                purse,
                amount: zero.clone(),
                given: zero,
                holder: None,
                digits: 0,
                unread: 0,
            };
            sums.push(none);
        }
        let Some(own) = sums.last_mut() else { continue };
        match line.amount() {
            Some(amount) => {
                own.digits = own.digits.max(amount.normalized().parts().1);
                own.given = sum(&own.given, &amount.into());
            }
            None => own.unread += 1,
        }
    }
    sums
}

/// A walk through everything that is contained: when each element is entered, and when it is left.
struct Tour(Vec<(u32, u32)>);

impl Tour {
    fn of(plan: &Plan) -> Tour {
        let mut tour = Tour(vec![(0, 0); plan.elements().len()]);
        let mut next = 0;
        let mut open: Vec<(Element<'_>, Visit)> = Vec::new();
        for root in plan.elements().filter(|element| element.parent().is_none()) {
            open.push((root, Visit::Enter));
            while let Some((element, visit)) = open.pop() {
                let Some(place) = tour.0.get_mut(element.position() as usize) else { continue };
                match visit {
                    Visit::Enter => {
                        place.0 = next;
                        next += 1;
                        open.push((element, Visit::Leave));
                        open.extend(element.children().map(|child| (child, Visit::Enter)));
                    }
                    Visit::Leave => place.1 = next,
                }
            }
        }
        tour
    }

    fn enter(&self, element: u32) -> u32 {
        self.0.get(element as usize).map_or(0, |(enter, _)| *enter)
    }

    fn exit(&self, element: u32) -> u32 {
        self.0.get(element as usize).map_or(0, |(_, exit)| *exit)
    }
}

#[derive(Clone, Copy)]
enum Visit {
    Enter,
    Leave,
}
