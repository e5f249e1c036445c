//! The own money of every element: its amount less what it contains has.

use std::collections::BTreeMap;

use crate::number::Exact;
use crate::plan::{Element, Plan};

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
    /// The nearest amounts below it, by their place in the list.
    pub(in crate::align) parts: Vec<usize>,
    pub(in crate::align) digits: u32,
    pub(in crate::align) unread: usize,
}

/// What a branch has of a purse, and which amounts it is made of.
#[derive(Default)]
struct Held {
    amount: Exact,
    parts: Vec<usize>,
}

impl Held {
    /// The longer list takes up the shorter, so that a deep branch does not copy its list at each level.
    fn take_up(&mut self, mut other: Held) {
        if other.parts.len() > self.parts.len() {
            std::mem::swap(&mut self.parts, &mut other.parts);
        }
        self.parts.extend(other.parts);
        self.amount = sum(&self.amount, &other.amount);
    }
}

/// A sum of amounts.
fn sum(a: &Exact, b: &Exact) -> Exact {
    // INVARIANT: amounts have 28 digits, and there are fewer than 2^64 of them: no sum leaves the range.
    a.checked_add(b).unwrap_or_default()
}

/// The own money of every element, what is contained before what contains it.
pub(in crate::align) fn remainders(plan: &Plan) -> Vec<Remainder> {
    let mut held: Vec<BTreeMap<Purse, Held>> = Vec::new();
    held.resize_with(plan.elements().len(), BTreeMap::new);
    let mut out: Vec<Remainder> = Vec::new();
    for element in plan.bottom_up() {
        let mut below = contained(element, &mut held);
        for (purse, own) in own(element) {
            let Held { amount: less, mut parts } = below.remove(&purse).unwrap_or_default();
            parts.sort_by_key(|part| out.get(*part).map(|part| part.element));
            // An amount that could not be read is no ceiling, and nothing can be taken from it.
            let read = own.unread == 0 || parts.is_empty();
            let given = if read { own.amount } else { less.clone() };
            below.insert(purse, Held { amount: given.clone(), parts: vec![out.len()] });
            out.push(Remainder {
                element: element.position(),
                purse,
                amount: sum(&given, &less.negated()),
                given,
                parts: if read { parts } else { Vec::new() },
                digits: own.digits,
                unread: own.unread,
            });
        }
        if let Some(place) = held.get_mut(element.position() as usize) {
            *place = below;
        }
    }
    out
}

/// What the elements that an element contains have.
fn contained(element: Element<'_>, held: &mut [BTreeMap<Purse, Held>]) -> BTreeMap<Purse, Held> {
    let mut below: BTreeMap<Purse, Held> = BTreeMap::new();
    for child in element.children() {
        let mut other = held.get_mut(child.position() as usize).map(std::mem::take).unwrap_or_default();
        if other.len() > below.len() {
            std::mem::swap(&mut other, &mut below);
        }
        for (purse, more) in other {
            below.entry(purse).or_default().take_up(more);
        }
    }
    below
}

/// The sum of an element's own lines of one purse.
#[derive(Default)]
struct Own {
    amount: Exact,
    digits: u32,
    unread: usize,
}

fn own(element: Element<'_>) -> BTreeMap<Purse, Own> {
    let mut sums: BTreeMap<Purse, Own> = BTreeMap::new();
    for line in element.budget() {
        let purse = Purse { stage: line.stage(), period: line.period(), currency: line.currency() };
        let own = sums.entry(purse).or_default();
        match line.amount() {
            Some(amount) => {
                own.digits = own.digits.max(amount.normalized().parts().1);
                own.amount = sum(&own.amount, &amount.into());
            }
            None => own.unread += 1,
        }
    }
    sums
}
