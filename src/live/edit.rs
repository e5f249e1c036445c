use std::sync::Arc;

use crate::formula::{Aggregate, Datum, Edge, Finish, Leaf, NodeIndex, Slot};
use crate::number::Number;

/// A change to a formula that is held open.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Edit {
    /// Another value: an actual, a target or a baseline.
    Value(Slot, Datum),
    /// Another weight of the link from a parent to a child.
    Weight {
        /// The aggregate.
        parent: NodeIndex,
        /// Its child.
        child: NodeIndex,
        /// The new weight, not negative.
        weight: Number,
    },
    /// Another rule, other operands or guards of a leaf.
    Leaf(NodeIndex, Box<Leaf>),
    /// Another cap, rounding or bands of a node, or another score that it carries upwards.
    Finish(NodeIndex, Arc<Finish>),
    /// Another method, other policies and other links of an aggregate.
    Aggregate(NodeIndex, Box<(Aggregate, Vec<Edge>)>),
}

/// The smallest change that has exactly one way back.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Value(Slot, Datum),
    /// The weight of one link, by its place among the edges of the formula.
    Weight {
        parent: NodeIndex,
        edge: u32,
        weight: Number,
    },
    /// The weights of several links of one parent at once: those to a child that it links to more than once.
    Weights(NodeIndex, Vec<(u32, Number)>),
    Leaf(NodeIndex, Box<Leaf>),
    Finish(NodeIndex, Arc<Finish>),
    Aggregate(NodeIndex, Box<(Aggregate, Vec<Edge>)>),
}
