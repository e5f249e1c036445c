//! A change, followed upwards.

use std::cmp::Reverse;

use crate::formula::{NodeIndex, Op, Outcome, evaluate_node};

use super::open::{Change, Live};
use super::state::{State, role_of};

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
        let node = self.formula.node(at)?;
        let known = match node.op() {
            Op::Aggregate(aggregate) => {
                self.state(at).and_then(|state| state.outcome(&self.formula, node, aggregate))
            }
            _ => None,
        };
        known.or_else(|| Some(evaluate_node(&self.formula, node, &self.inputs, &self.outcomes)))
    }

    /// Lets the parents of a node know, and has those scored again to which it does something else now.
    fn lift(&mut self, at: NodeIndex, before: &Outcome, after: &Outcome) {
        for above in self.dependents.above(at) {
            let Some(aggregate) = self.formula.aggregate(above.parent) else { continue };
            let role = |outcome| role_of(&self.formula, aggregate, above.edge, (at, outcome));
            let Some((was, is)) = role(before).zip(role(after)).filter(|(was, is)| was != is) else {
                continue;
            };
            if let Some(state) = state_mut(&mut self.states, &self.state_of, above.parent) {
                state.remove(above.edge, was);
                state.add(above.edge, is);
            }
            self.waiting.push(Reverse(above.parent));
        }
    }

    /// What is known of an aggregate's links.
    pub(super) fn state(&self, at: NodeIndex) -> Option<&State> {
        self.states.get(*self.state_of.get(at.index())? as usize)
    }
}

/// The same, to be changed while the rest of a formula that is held open is read.
pub(super) fn state_mut<'s>(
    states: &'s mut [State],
    state_of: &[u32],
    at: NodeIndex,
) -> Option<&'s mut State> {
    states.get_mut(*state_of.get(at.index())? as usize)
}
