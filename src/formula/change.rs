//! What if: other values, weights and rules, followed upwards without scoring the rest again.

use std::collections::{BTreeMap, BTreeSet};

use crate::number::Number;

use super::build::FormulaError;
use super::{
    Datum, Edge, Finish, Formula, FormulaBuilder, Inputs, Leaf, NodeIndex, Op, Operand, Outcome, Slot,
    evaluate_node,
};

/// Other values laid over some inputs, which stay as they are.
///
/// ```
/// use renstra::formula::{Datum, Inputs, Overlay, Slot};
/// use renstra::number::Number;
/// let base = vec![Datum::from(Number::ONE), Number::HUNDRED.into()];
/// let what_if = Overlay::over(&base).with(Slot(0), Number::HUNDRED);
/// assert_eq!(what_if.datum(Slot(0)), &Datum::from(Number::HUNDRED));
/// assert_eq!(base[0], Datum::from(Number::ONE));
/// ```
#[derive(Clone, Debug)]
pub struct Overlay<'a, I: ?Sized> {
    base: &'a I,
    changes: BTreeMap<Slot, Datum>,
}

impl<'a, I: Inputs + ?Sized> Overlay<'a, I> {
    /// Nothing changed yet.
    #[must_use]
    pub fn over(base: &'a I) -> Overlay<'a, I> {
        Overlay { base, changes: BTreeMap::new() }
    }

    /// Puts another value into a slot.
    #[must_use]
    pub fn with(mut self, slot: Slot, value: impl Into<Datum>) -> Overlay<'a, I> {
        self.changes.insert(slot, value.into());
        self
    }

    /// The slots that hold another value.
    pub fn changed(&self) -> impl Iterator<Item = Slot> + '_ {
        self.changes.keys().copied()
    }
}

impl<I: Inputs + ?Sized> Inputs for Overlay<'_, I> {
    fn datum(&self, slot: Slot) -> &Datum {
        self.changes.get(&slot).unwrap_or_else(|| self.base.datum(slot))
    }
}

/// Who depends on whom in a formula: made once, it follows a change upwards.
#[derive(Clone, Debug)]
pub struct Dependents {
    /// The leaves that read each slot.
    readers: Vec<Vec<NodeIndex>>,
    /// The parents of each node.
    parents: Vec<Vec<NodeIndex>>,
}

impl Dependents {
    /// Of this formula.
    #[must_use]
    pub fn of(formula: &Formula) -> Dependents {
        let mut readers = vec![Vec::new(); formula.slots() as usize];
        let mut parents = vec![Vec::new(); formula.nodes().len()];
        for (at, node) in (0..).map(NodeIndex).zip(formula.nodes()) {
            match node.op() {
                Op::Leaf(leaf) => {
                    for slot in leaf.slots() {
                        push(&mut readers, slot.index(), at);
                    }
                }
                Op::Aggregate(aggregate) => {
                    for edge in formula.children(aggregate) {
                        push(&mut parents, edge.child.index(), at);
                    }
                }
                Op::Never(_) => {}
            }
        }
        Dependents { readers, parents }
    }

    /// The parents of a node, lowest first.
    #[must_use]
    pub fn parents(&self, at: NodeIndex) -> &[NodeIndex] {
        self.parents.get(at.index()).map_or(&[], Vec::as_slice)
    }

    /// The leaves that read a slot.
    #[must_use]
    pub fn readers(&self, slot: Slot) -> &[NodeIndex] {
        self.readers.get(slot.index()).map_or(&[], Vec::as_slice)
    }

    /// Brings outcomes up to date after slots have changed, and tells which nodes came out otherwise.
    ///
    /// What results is what a fresh evaluation gives, to the last bit; only the nodes above a change are
    /// scored again, and above a node that came out the same nothing is.
    pub fn update<I: Inputs + ?Sized>(
        &self,
        formula: &Formula,
        inputs: &I,
        outcomes: &mut [Outcome],
        changed: impl IntoIterator<Item = Slot>,
    ) -> Vec<NodeIndex> {
        let mut waiting: BTreeSet<NodeIndex> = BTreeSet::new();
        for slot in changed {
            waiting.extend(self.readers(slot));
        }
        let mut moved = Vec::new();
        // Children stand before their parents: the lowest first, and each is scored once.
        while let Some(at) = waiting.pop_first() {
            let Some((before, rest)) = outcomes.split_at_mut_checked(at.index()) else { continue };
            let (Some(node), Some(outcome)) = (formula.node(at), rest.first_mut()) else { continue };
            let again = evaluate_node(formula, node, inputs, before);
            if again != *outcome {
                *outcome = again;
                moved.push(at);
                waiting.extend(self.parents(at));
            }
        }
        moved
    }
}

fn push(lists: &mut [Vec<NodeIndex>], at: usize, node: NodeIndex) {
    if let Some(list) = lists.get_mut(at).filter(|list| list.last() != Some(&node)) {
        list.push(node);
    }
}

impl Leaf {
    /// The slots that it reads, those of an imputed value too.
    pub fn slots(&self) -> impl Iterator<Item = Slot> + '_ {
        let imputed = match &self.guards.missing {
            super::OnMissing::Impute(operand) => Some(&**operand),
            _ => None,
        };
        [Some(&self.actual), Some(&self.target), Some(&self.baseline), imputed]
            .into_iter()
            .flatten()
            .flat_map(|operand| match operand {
                Operand::Slot(slot) => slot.0..slot.0.saturating_add(1),
                Operand::Series(range) => range.clone(),
                Operand::Absent | Operand::Const(_) => 0..0,
            })
            .map(Slot)
    }
}

impl FormulaBuilder {
    /// Gives a link another weight.
    ///
    /// # Errors
    /// There is no such link, or the weight is negative or too far from its siblings'.
    pub fn set_weight(
        &mut self,
        parent: NodeIndex,
        child: NodeIndex,
        weight: Number,
    ) -> Result<(), FormulaError> {
        self.change_edges(parent, |edges| {
            let mut found = false;
            for edge in edges.iter_mut().filter(|edge: &&mut Edge| edge.child == child) {
                edge.weight = weight;
                found = true;
            }
            found
        })
    }

    /// Gives a leaf another rule, other operands or guards.
    ///
    /// # Errors
    /// There is no such leaf, or the new one reads a slot that is not there.
    pub fn set_leaf(&mut self, at: NodeIndex, leaf: Leaf) -> Result<(), FormulaError> {
        self.change_leaf(at, leaf)
    }

    /// Gives a node another finish.
    ///
    /// # Errors
    /// There is no such node.
    pub fn set_finish(&mut self, at: NodeIndex, finish: Finish) -> Result<(), FormulaError> {
        self.change_finish(at, finish)
    }
}
