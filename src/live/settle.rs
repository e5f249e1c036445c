//! A change, followed upwards.

use std::cmp::Reverse;

use crate::formula::{Carry, NodeIndex, Outcome, evaluate_leaf, evaluate_node};

use super::open::{Change, Live};
use super::places::{Link, Places};
use super::shapes::{Through, Work};
use super::state::State;

impl Live {
    /// Scores again what waits for it, children before parents, and lists what came out otherwise.
    pub(super) fn settle(&mut self) {
        while let Some(Reverse(at)) = self.waiting.pop() {
            while self.waiting.peek() == Some(&Reverse(at)) {
                self.waiting.pop();
            }
            let Some(after) = self.again(at) else { continue };
            let Some(held) = self.outcomes.get_mut(at.index()).filter(|held| **held != after) else {
                continue;
            };
            let before = std::mem::replace(held, after.clone());
            self.lift(at, &before, &after);
            self.changes.push(Change { at, before, after });
        }
    }

    /// The outcome of a node, from what is known of its children.
    fn again(&self, at: NodeIndex) -> Option<Outcome> {
        let place = self.places.get(at)?;
        let known = match self.places.shape(place) {
            Some(shape) => match &shape.work {
                Work::Leaf(leaf) => {
                    let inputs = Through { inputs: &self.inputs, reads: place.reads() };
                    Some(evaluate_leaf(leaf, &shape.finish, &inputs))
                }
                Work::Aggregate(aggregate) => {
                    let state = self.states.get(place.state as usize);
                    state.and_then(|state| state.outcome(&self.formula, &shape.finish, aggregate))
                }
            },
            None => self.known(at),
        };
        known.or_else(|| {
            let node = self.formula.node(at)?;
            Some(evaluate_node(&self.formula, node, &self.inputs, &self.outcomes))
        })
    }

    /// The outcome of an aggregate of no common shape.
    fn known(&self, at: NodeIndex) -> Option<Outcome> {
        let aggregate = self.formula.aggregate(at)?;
        self.state(at)?.outcome(&self.formula, self.formula.node(at)?.finish(), aggregate)
    }

    /// Lets the parents of a node know, and has those scored again to which it does something else now.
    fn lift(&mut self, at: NodeIndex, before: &Outcome, after: &Outcome) {
        let Some(carry) = self.places.finish(&self.formula, at).map(|finish| finish.carry) else { return };
        if let Some(link) = self.places.get(at).and_then(|place| place.only()).copied() {
            return self.lift_by(link, carry, (before, after));
        }
        for place in 0..self.dependents.above(at).len() {
            let Some(above) = self.dependents.above(at).get(place).copied() else { return };
            self.lift_by(Link::of(&self.formula, above.parent, above.edge), carry, (before, after));
        }
    }

    fn lift_by(&mut self, link: Link, carry: Carry, (before, after): (&Outcome, &Outcome)) {
        let Some(aggregate) = self.places.aggregate(&self.formula, link.parent) else { return };
        let role = |outcome| link.role(aggregate.missing, carry, outcome);
        let (was, is) = (role(before), role(after));
        if was == is {
            return;
        }
        if let Some(state) = state_mut(&mut self.states, &self.places, link.parent) {
            state.exchange(&aggregate.method, (link.edge, link.weight), (was, is));
        }
        self.waiting.push(Reverse(link.parent));
    }

    /// Reads a little of all that a change of a leaf will ask for on its way up. Memory then brings the lines side by side,
    /// where scoring node by node would wait for each in turn: most of a change's time in a large formula.
    pub(super) fn read_ahead(&self, leaf: NodeIndex) {
        let (mut at, mut read) = (Some(leaf), 0);
        while let Some((here, place)) = at.and_then(|at| Some((at, self.places.get(at)?))) {
            let score = self.outcomes.get(here.index()).and_then(Outcome::score);
            let state = self.states.get(place.state as usize);
            read +=
                u32::from(score.is_some_and(|score| !score.raw.is_zero())) + state.map_or(0, State::glance);
            at = place.only().map(|link| link.parent);
        }
        // Nobody asks for it: it is read so that what follows finds it near.
        std::hint::black_box(read);
    }

    /// What is known of an aggregate's links.
    pub(super) fn state(&self, at: NodeIndex) -> Option<&State> {
        self.states.get(self.places.get(at)?.state as usize)
    }
}

/// The same, to be changed while the rest of a formula that is held open is read.
pub(super) fn state_mut<'s>(
    states: &'s mut [State],
    places: &Places,
    at: NodeIndex,
) -> Option<&'s mut State> {
    states.get_mut(places.get(at)?.state as usize)
}
