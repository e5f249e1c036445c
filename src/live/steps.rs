//! How a change is made, and how it is taken back.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::formula::{
    Aggregate, Datum, Dependents, Edge, Finish, FormulaError, Leaf, NodeIndex, Op, Role, Slot,
};
use crate::number::Number;

use super::edit::Step;
use super::open::Live;
use super::settle::state_mut;
use super::state::{State, role};

impl Live {
    /// Makes a step, and gives the one that takes it back. What it touches waits to be scored again.
    pub(super) fn step(&mut self, step: Step) -> Result<Step, FormulaError> {
        match step {
            Step::Value(slot, value) => self.value(slot, value),
            Step::Weight { parent, edge, weight } => self.weight(parent, edge, weight),
            Step::Weights(parent, weights) => self.weights(parent, &weights),
            Step::Leaf(at, leaf) => self.leaf(at, *leaf),
            Step::Finish(at, finish) => self.finish(at, finish),
            Step::Aggregate(at, to) => self.aggregate(at, *to),
        }
    }

    fn value(&mut self, slot: Slot, value: Datum) -> Result<Step, FormulaError> {
        let held = self.inputs.get_mut(slot.index()).ok_or(FormulaError::NothingToChange)?;
        let before = std::mem::replace(held, value);
        match self.places.reader(slot) {
            Some(leaf) => {
                self.read_ahead(leaf);
                self.waiting.push(Reverse(leaf));
            }
            None => self.waiting.extend(self.dependents.readers(slot).iter().copied().map(Reverse)),
        }
        Ok(Step::Value(slot, before))
    }

    fn weight(&mut self, parent: NodeIndex, edge: u32, weight: Number) -> Result<Step, FormulaError> {
        let before = self.formula.edges().get(edge as usize).ok_or(FormulaError::NothingToChange)?.weight;
        let old = self.formula.weight(edge);
        let units = self.state(parent).and_then(|state| state.on_scale(weight, old));
        match units.filter(|units| *units >= 0) {
            Some(units) => self.exchange(parent, edge, (weight, units)),
            None => {
                self.weights(parent, &[(edge, weight)])?;
            }
        }
        self.waiting.push(Reverse(parent));
        Ok(Step::Weight { parent, edge, weight: before })
    }

    /// Gives several links other weights, and scales all their siblings anew.
    fn weights(&mut self, parent: NodeIndex, weights: &[(u32, Number)]) -> Result<Step, FormulaError> {
        let held =
            |(edge, _): &(u32, Number)| Some((*edge, self.formula.edges().get(*edge as usize)?.weight));
        let before = weights.iter().filter_map(held).collect();
        // INVARIANT: the links stand in the order of their places.
        let new = |place: u32| {
            let found = weights.binary_search_by_key(&place, |(edge, _)| *edge).ok()?;
            weights.get(found).map(|(_, weight)| *weight)
        };
        self.formula.reweigh(parent, |_, place| new(place))?;
        let links = self.formula.aggregate(parent).map(|aggregate| self.formula.links(aggregate));
        links.into_iter().flatten().for_each(|edge| self.places.reweighed(&self.formula, edge));
        self.look_again(parent);
        self.waiting.push(Reverse(parent));
        Ok(Step::Weights(parent, before))
    }

    /// Gives one link a weight on the scale of its siblings.
    fn exchange(&mut self, parent: NodeIndex, edge: u32, (weight, units): (Number, i128)) {
        let old = self.formula.weight(edge);
        let was = self.role(parent, edge);
        self.formula.put_weight(edge, weight, units);
        self.places.reweighed(&self.formula, edge);
        let is = self.role(parent, edge);
        let state = state_mut(&mut self.states, &self.places, parent);
        if let (Some(state), Some(was), Some(is)) = (state, was, is) {
            state.remove(edge, was);
            state.add(edge, is);
            state.reweighed(old, units);
        }
    }

    /// Finds out anew what an aggregate knows of all its links.
    fn look_again(&mut self, parent: NodeIndex) {
        let Some(aggregate) = self.formula.aggregate(parent) else { return };
        if let Some(state) = state_mut(&mut self.states, &self.places, parent) {
            *state = State::of(&self.formula, aggregate, &self.outcomes);
        }
    }

    fn role(&self, parent: NodeIndex, edge: u32) -> Option<(Role, i128)> {
        role(&self.formula, self.formula.aggregate(parent)?, edge, &self.outcomes)
    }

    fn leaf(&mut self, at: NodeIndex, leaf: Leaf) -> Result<Step, FormulaError> {
        let Some(Op::Leaf(held)) = self.formula.node(at).map(|node| node.op()) else {
            return Err(FormulaError::NothingToChange);
        };
        let before = held.clone();
        let reads_as_before = before.slots().eq(leaf.slots());
        self.formula.set_leaf(at, leaf)?;
        self.places.look_again(&self.formula, at);
        if !reads_as_before {
            self.dependents = Dependents::of(&self.formula);
            self.places.see_readers(&self.formula, &self.dependents);
        }
        self.waiting.push(Reverse(at));
        Ok(Step::Leaf(at, Box::new(before)))
    }

    fn finish(&mut self, at: NodeIndex, finish: Arc<Finish>) -> Result<Step, FormulaError> {
        let before = self.formula.node(at).ok_or(FormulaError::NothingToChange)?.finish().clone();
        let roles = |live: &Live| -> Vec<Option<(Role, i128)>> {
            live.dependents.above(at).iter().map(|above| live.role(above.parent, above.edge)).collect()
        };
        let was = roles(self);
        self.formula.set_finish(at, finish)?;
        self.places.look_again(&self.formula, at);
        let is = roles(self);
        // It may carry another score upwards, even where the node itself comes out the same.
        for ((above, was), is) in self.dependents.above(at).iter().zip(was).zip(is) {
            let state = state_mut(&mut self.states, &self.places, above.parent);
            if let (Some(state), Some(was), Some(is)) = (state, was, is) {
                state.remove(above.edge, was);
                state.add(above.edge, is);
            }
            self.waiting.push(Reverse(above.parent));
        }
        self.waiting.push(Reverse(at));
        Ok(Step::Finish(at, before.into()))
    }

    fn aggregate(
        &mut self,
        at: NodeIndex,
        (to, edges): (Aggregate, Vec<Edge>),
    ) -> Result<Step, FormulaError> {
        let held = self.formula.aggregate(at).ok_or(FormulaError::NothingToChange)?;
        let before = (held.clone(), self.formula.children(held).to_vec());
        self.formula.set_aggregate(at, to, edges)?;
        self.lay_out();
        self.waiting.push(Reverse(at));
        Ok(Step::Aggregate(at, Box::new(before)))
    }
}
