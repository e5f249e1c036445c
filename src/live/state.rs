//! What an aggregate that is held open knows of its links.

use std::collections::BTreeSet;

use crate::formula::{
    Aggregate, Edge, Finish, Formula, Method, NotScorable, Outcome, Role, Tally, at_least, first_row, stopped,
};
use crate::number::{Fixed, Number};

use super::order::Order;

/// What an aggregate knows of its links: enough for its outcome, and each link can be exchanged by itself.
// A change of a value under a mean touches the tally alone: it begins a line of cache.
#[derive(Clone, Debug, Default)]
#[repr(C, align(64))]
pub(super) struct State {
    tally: Tally,
    /// The links to children that stop their parent.
    stops: BTreeSet<u32>,
    /// Those that count by score, where the method asks for an order.
    order: Option<Order>,
    /// The decimal places of the scale of the weights, and their sum on it, also of links that do not count.
    places: u32,
    total: i128,
}

impl State {
    /// Of an aggregate over children with these outcomes.
    pub(super) fn of(formula: &Formula, aggregate: &Aggregate, outcomes: &[Outcome]) -> State {
        let mut state = State { places: places(formula.children(aggregate)), ..State::default() };
        let mut ordered = Vec::new();
        for edge in formula.links(aggregate) {
            let Some((role, weight)) = role(formula, aggregate, edge, outcomes) else { continue };
            state.total += formula.weight(edge);
            state.note(edge, role, weight);
            ordered.extend(role.score().map(|score| ((score, edge), weight)));
        }
        if asks_for_order(&aggregate.method) {
            state.order = Some(Order::of(ordered));
        }
        state
    }

    fn note(&mut self, edge: u32, role: Role, weight: i128) {
        if role == Role::Stops {
            self.stops.insert(edge);
        }
        self.tally.add(role, weight);
    }

    /// Something of what a change of a value needs.
    pub(super) fn glance(&self) -> u32 {
        self.tally.counted()
    }

    /// Takes a link in.
    pub(super) fn add(&mut self, edge: u32, (role, weight): (Role, i128)) {
        self.note(edge, role, weight);
        if let Some((order, score)) = self.order.as_mut().zip(role.score()) {
            order.insert((score, edge), weight);
        }
    }

    /// Lets a link go that was taken in with this role and weight.
    pub(super) fn remove(&mut self, edge: u32, (role, weight): (Role, i128)) {
        if role == Role::Stops {
            self.stops.remove(&edge);
        }
        self.tally.remove(role, weight);
        if let Some((order, score)) = self.order.as_mut().zip(role.score()) {
            order.remove((score, edge));
        }
    }

    /// A link of this weight does something else than before.
    pub(super) fn exchange(&mut self, method: &Method, link: (u32, i128), (was, is): (Role, Role)) {
        let (edge, weight) = link;
        if !asks_for_order(method) && self.tally.exchange(was, is, weight) {
            return;
        }
        self.remove(edge, (was, weight));
        self.add(edge, (is, weight));
    }

    /// What a new weight is on the scale of its siblings; `None` where they have to be scaled anew.
    pub(super) fn on_scale(&self, new: Number, old: i128) -> Option<i128> {
        let (mantissa, own) = new.normalized().parts();
        let units = mantissa.checked_mul(10_i128.checked_pow(self.places.checked_sub(own)?)?)?;
        (self.total - old).checked_add(units)?;
        Some(units)
    }

    /// Notes that a weight has changed on the same scale.
    pub(super) fn reweighed(&mut self, old: i128, new: i128) {
        self.total = self.total - old + new;
    }

    /// The outcome of the aggregate; `None` where the method has to see all children again.
    pub(super) fn outcome(
        &self,
        formula: &Formula,
        finish: &Finish,
        aggregate: &Aggregate,
    ) -> Option<Outcome> {
        let stops = self.tally.is_stopped().then(|| self.stops.first()).flatten();
        if let Some(edge) = stops.and_then(|edge| formula.edges().get(*edge as usize)) {
            return Some(Outcome::NotScorable(stopped(aggregate.missing, edge.child)));
        }
        let method = self.method(&aggregate.method)?;
        Some(Outcome::ended(finish, self.tally.roll_up(aggregate, || method)))
    }

    /// What the method makes of those that count.
    fn method(&self, method: &Method) -> Option<Result<Fixed, NotScorable>> {
        if method.is_arithmetic() {
            return Some(self.tally.mean().ok_or(NotScorable::OutOfRange));
        }
        let order = self.order.as_ref()?;
        Some(match method {
            Method::Minimum => order.least().ok_or(NotScorable::NothingPresent),
            Method::Maximum => order.greatest().ok_or(NotScorable::NothingPresent),
            Method::Median => order.middle(),
            Method::Table(table) => first_row(table, self.tally.counted() as usize, |score| {
                order.reaching(|held| at_least(held, score))
            }),
            _ => return None,
        })
    }
}

/// The role and weight of a link to a child with one of these outcomes.
pub(super) fn role(
    formula: &Formula,
    aggregate: &Aggregate,
    edge: u32,
    outcomes: &[Outcome],
) -> Option<(Role, i128)> {
    let Edge { child, hinders, .. } = *formula.edges().get(edge as usize)?;
    let carry = formula.node(child)?.finish().carry;
    let weight = formula.weight(edge);
    let outcome = outcomes.get(child.index())?.carried(carry);
    Some((Role::of(aggregate.missing, (weight, hinders), outcome), weight))
}

fn asks_for_order(method: &Method) -> bool {
    matches!(method, Method::Minimum | Method::Maximum | Method::Median | Method::Table(_))
}

/// The decimal places of the finest weight.
fn places(edges: &[Edge]) -> u32 {
    edges.iter().map(|edge| edge.weight.normalized().parts().1).max().unwrap_or(0)
}
