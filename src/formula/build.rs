use std::ops::Range;
use std::sync::Arc;

use smol_str::SmolStr;
use uuid::Uuid;

use super::{
    Aggregate, Carry, Edge, Finish, Leaf, Node, NodeIndex, NotScorable, OnMissing, Op, Operand, Slot,
};

/// Nodes in an order in which children come before their parents. Cheap to clone.
///
/// Nothing that follows can fail on structure: the builder has checked every reference and weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// Shared as they were built: slices would be one more copy of the whole.
    pub(super) nodes: Arc<Vec<Node>>,
    pub(super) edges: Arc<Vec<Edge>>,
    /// The weights of `edges`, as integers on one scale for each aggregate.
    pub(super) weights: Arc<Vec<i128>>,
    slots: u32,
}

impl Formula {
    /// Begins a formula.
    #[must_use]
    pub fn builder() -> FormulaBuilder {
        FormulaBuilder::default()
    }

    /// Begins a formula of about so many nodes: room for them is made at once.
    #[must_use]
    pub fn builder_for(nodes: usize) -> FormulaBuilder {
        FormulaBuilder {
            nodes: Vec::with_capacity(nodes),
            edges: Vec::with_capacity(nodes),
            weights: Vec::with_capacity(nodes),
            slots: 0,
        }
    }

    /// A builder that holds this formula, to be added to and built again.
    #[must_use]
    pub fn to_builder(&self) -> FormulaBuilder {
        FormulaBuilder {
            nodes: self.nodes.to_vec(),
            edges: self.edges.to_vec(),
            weights: self.weights.to_vec(),
            slots: self.slots,
        }
    }

    /// The nodes, children before parents.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// A node.
    #[must_use]
    pub fn node(&self, at: NodeIndex) -> Option<&Node> {
        self.nodes.get(at.index())
    }

    /// All edges; an aggregate's own ones through [`children`](Formula::children).
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The edges of an aggregate of this formula, in the order in which they were given.
    #[must_use]
    pub fn children(&self, aggregate: &Aggregate) -> &[Edge] {
        self.edges.get(aggregate.span()).unwrap_or_default()
    }

    /// The weights of the same edges as integers on one common scale, which keeps their ratios exactly.
    #[must_use]
    pub fn weights(&self, aggregate: &Aggregate) -> &[i128] {
        self.weights.get(aggregate.span()).unwrap_or_default()
    }

    /// Its nodes and links, as an evaluator walks them.
    pub(super) fn graph(&self) -> Graph<'_> {
        Graph { nodes: &self.nodes, edges: &self.edges, weights: &self.weights }
    }

    /// Where in [`edges`](Formula::edges) the edges of an aggregate stand.
    pub(crate) fn links(&self, aggregate: &Aggregate) -> Range<u32> {
        aggregate.edges.clone()
    }

    /// The weight of one link on the scale of its siblings.
    pub(crate) fn weight(&self, edge: u32) -> i128 {
        self.weights.get(edge as usize).copied().unwrap_or(0)
    }

    /// How many slots it reads.
    #[must_use]
    pub fn slots(&self) -> u32 {
        self.slots
    }
}

/// The nodes and links of a formula, or of one that is still being built.
#[derive(Clone, Copy, Debug)]
pub(super) struct Graph<'f> {
    nodes: &'f [Node],
    edges: &'f [Edge],
    weights: &'f [i128],
}

impl<'f> Graph<'f> {
    /// The nodes, children before parents.
    pub(super) fn nodes(self) -> &'f [Node] {
        self.nodes
    }

    /// The links of an aggregate, each with its weight on the scale of its siblings.
    pub(super) fn links(self, aggregate: &Aggregate) -> impl ExactSizeIterator<Item = (&'f Edge, i128)> {
        let edges = self.edges.get(aggregate.span()).unwrap_or_default();
        let weights = self.weights.get(aggregate.span()).unwrap_or_default();
        edges.iter().zip(weights.iter().copied())
    }

    /// What of a node's score goes up.
    pub(super) fn carry(self, at: NodeIndex) -> Carry {
        self.nodes.get(at.index()).map(|node| node.finish.carry).unwrap_or_default()
    }
}

/// Builds a [`Formula`] from its leaves up.
#[derive(Debug, Default)]
pub struct FormulaBuilder {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    weights: Vec<i128>,
    slots: u32,
}

/// Why a formula cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormulaError {
    /// A child that does not stand before its parent.
    #[error("`{parent}` refers to a child that is not there yet")]
    UnknownChild {
        /// The parent's label.
        parent: Arc<str>,
    },
    /// A weight below zero.
    #[error("`{parent}` gives the weight {weight} to a child; weights are not negative")]
    NegativeWeight {
        /// The parent's label.
        parent: Arc<str>,
        /// The weight.
        weight: crate::number::Number,
    },
    /// Weights so far apart that no common scale holds them.
    #[error("the weights under `{parent}` are too far apart to be held together exactly")]
    WeightsTooFarApart {
        /// The parent's label.
        parent: Arc<str>,
    },
    /// A slot that was not made by [`FormulaBuilder::slot`].
    #[error("`{node}` reads a slot that is not there")]
    UnknownSlot {
        /// The node's label.
        node: Arc<str>,
    },
    /// A node or a link that is to be changed and is not there.
    #[error("there is nothing here to change")]
    NothingToChange,
    /// More nodes or slots than can be counted.
    #[error("the formula has more nodes than can be counted")]
    TooLarge,
}

impl FormulaBuilder {
    /// A new slot.
    pub fn slot(&mut self) -> Slot {
        let slot = Slot(self.slots);
        self.slots = self.slots.saturating_add(1);
        slot
    }

    /// New slots that follow each other, one a period.
    pub fn series(&mut self, periods: u32) -> Operand {
        let start = self.slots;
        self.slots = self.slots.saturating_add(periods);
        Operand::Series(start..self.slots)
    }

    /// Adds a leaf.
    ///
    /// # Errors
    /// [`FormulaError::UnknownSlot`] when it reads a slot that is not there.
    pub fn leaf(
        &mut self,
        id: Uuid,
        label: impl AsRef<str>,
        leaf: Leaf,
        finish: impl Into<Arc<Finish>>,
    ) -> Result<NodeIndex, FormulaError> {
        let label = SmolStr::new(label);
        check_leaf(&leaf, self.slots, &label)?;
        self.push(Node { id, label, op: Op::Leaf(leaf), finish: finish.into() })
    }

    /// Adds an aggregate over children that are already there.
    ///
    /// # Errors
    /// When a child is not there yet or a weight is negative.
    pub fn aggregate(
        &mut self,
        id: Uuid,
        label: impl AsRef<str>,
        mut aggregate: Aggregate,
        edges: impl IntoIterator<Item = Edge>,
        finish: impl Into<Arc<Finish>>,
    ) -> Result<NodeIndex, FormulaError> {
        let label = SmolStr::new(label);
        let edges: Vec<Edge> = edges.into_iter().collect();
        edges.iter().try_for_each(|edge| check_edge(edge, self.nodes.len(), &label))?;
        let weights = scaled(&edges)
            .ok_or_else(|| FormulaError::WeightsTooFarApart { parent: label.as_str().into() })?;
        let index = |length: usize| u32::try_from(length).map_err(|_| FormulaError::TooLarge);
        aggregate.edges = index(self.edges.len())?..index(self.edges.len() + edges.len())?;
        // Nothing is kept of a node that was refused: edges and weights stay side by side.
        self.edges.extend(edges);
        self.weights.extend(weights);
        self.push(Node { id, label, op: Op::Aggregate(aggregate), finish: finish.into() })
    }

    /// Adds a node that never has a score, for this reason.
    ///
    /// # Errors
    /// [`FormulaError::TooLarge`].
    pub fn never(
        &mut self,
        id: Uuid,
        label: impl AsRef<str>,
        reason: NotScorable,
    ) -> Result<NodeIndex, FormulaError> {
        self.push(Node {
            id,
            label: SmolStr::new(label),
            op: Op::Never(Box::new(reason)),
            finish: Arc::default(),
        })
    }

    /// What has been added so far.
    pub(super) fn graph(&self) -> Graph<'_> {
        Graph { nodes: &self.nodes, edges: &self.edges, weights: &self.weights }
    }

    /// The formula.
    #[must_use]
    pub fn build(self) -> Formula {
        Formula {
            nodes: Arc::new(self.nodes),
            edges: Arc::new(self.edges),
            weights: Arc::new(self.weights),
            slots: self.slots,
        }
    }

    fn push(&mut self, node: Node) -> Result<NodeIndex, FormulaError> {
        let at = u32::try_from(self.nodes.len()).map_err(|_| FormulaError::TooLarge)?;
        self.nodes.push(node);
        Ok(NodeIndex(at))
    }
}

/// Whether a leaf of a formula of so many slots reads only slots that are there.
pub(super) fn check_leaf(leaf: &Leaf, slots: u32, label: &str) -> Result<(), FormulaError> {
    let held = |operand: &Operand| match operand {
        Operand::Absent | Operand::Const(_) => true,
        Operand::Slot(slot) => slot.0 < slots,
        Operand::Series(range) => range.start <= range.end && range.end <= slots,
    };
    let imputed = match &leaf.guards.missing {
        OnMissing::Impute(operand) => held(operand),
        _ => true,
    };
    let known = [&leaf.actual, &leaf.target, &leaf.baseline].into_iter().all(held);
    if known && imputed { Ok(()) } else { Err(FormulaError::UnknownSlot { node: label.into() }) }
}

/// Whether a link leads to a child before its parent, with a weight that is not negative.
pub(super) fn check_edge(edge: &Edge, parent: usize, label: &str) -> Result<(), FormulaError> {
    if edge.child.index() >= parent {
        return Err(FormulaError::UnknownChild { parent: label.into() });
    }
    if edge.weight.is_negative() {
        return Err(FormulaError::NegativeWeight { parent: label.into(), weight: edge.weight });
    }
    Ok(())
}

/// The weights on the scale of the finest one; `None` when that scale does not hold them all and their sum.
pub(super) fn scaled(edges: &[Edge]) -> Option<Vec<i128>> {
    let weights = edges.iter().map(|edge| edge.weight.normalized().parts());
    let scale = weights.clone().map(|(_, scale)| scale).max().unwrap_or(0);
    let scaled: Vec<i128> = weights
        .map(|(mantissa, own)| mantissa.checked_mul(10_i128.checked_pow(scale - own)?))
        .collect::<Option<_>>()?;
    scaled.iter().try_fold(0_i128, |total, weight| total.checked_add(*weight))?;
    Some(scaled)
}
