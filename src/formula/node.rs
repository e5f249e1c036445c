use std::ops::Range;
use std::sync::Arc;

use smol_str::SmolStr;
use uuid::Uuid;

use crate::number::Number;

use super::{Accumulation, Aggregate, Axis, Better, Datum, Finish, Guards, NotScorable, OnMissing, Rule};

/// A place where a value goes into a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u32);

impl Slot {
    /// As an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A node's place in its formula: children stand before their parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct NodeIndex(pub u32);

impl NodeIndex {
    /// As an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where a rule's input comes from.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Operand {
    /// The rule has no such input.
    #[default]
    Absent,
    /// A fixed value.
    Const(Box<Datum>),
    /// One slot.
    Slot(Slot),
    /// Slots that follow each other, one a period, accumulated. Where actual and target are both series,
    /// a period without an actual leaves both.
    Series(Range<u32>),
}

impl Operand {
    /// A fixed value.
    #[must_use]
    pub fn fixed(value: impl Into<Datum>) -> Operand {
        Operand::Const(Box::new(value.into()))
    }

    /// The fixed value, where it is one.
    #[must_use]
    pub fn constant(&self) -> Option<&Datum> {
        match self {
            Operand::Const(datum) => Some(datum),
            _ => None,
        }
    }
}

/// A rule over an actual, a target and a baseline, all parameters resolved.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Leaf {
    /// How the score is made.
    pub rule: Rule,
    /// Which way the indicator is better.
    pub better: Better,
    /// What was achieved.
    pub actual: Operand,
    /// What was promised.
    pub target: Operand,
    /// Where it began.
    pub baseline: Operand,
    /// How a series becomes one value.
    pub accumulation: Accumulation,
    /// Transforms before the rule.
    pub axis: Axis,
    /// What happens where the rule's equation has no meaning.
    pub guards: Arc<Guards>,
}

impl Leaf {
    /// A leaf of this rule, with no input yet and every guard at its default.
    #[must_use]
    pub fn new(rule: Rule) -> Leaf {
        Leaf {
            rule,
            better: Better::default(),
            actual: Operand::Absent,
            target: Operand::Absent,
            baseline: Operand::Absent,
            accumulation: Accumulation::Last,
            axis: Axis::plain(),
            guards: Arc::default(),
        }
    }

    /// Sets which way the indicator is better.
    #[must_use]
    pub fn better(mut self, better: Better) -> Leaf {
        self.better = better;
        self
    }

    /// Sets where the actual comes from.
    #[must_use]
    pub fn actual(mut self, actual: Operand) -> Leaf {
        self.actual = actual;
        self
    }

    /// Sets where the target comes from.
    #[must_use]
    pub fn target(mut self, target: Operand) -> Leaf {
        self.target = target;
        self
    }

    /// Sets where the baseline comes from.
    #[must_use]
    pub fn baseline(mut self, baseline: Operand) -> Leaf {
        self.baseline = baseline;
        self
    }

    /// Sets how a series becomes one value.
    #[must_use]
    pub fn accumulation(mut self, accumulation: Accumulation) -> Leaf {
        self.accumulation = accumulation;
        self
    }

    /// Sets the transforms before the rule.
    #[must_use]
    pub fn axis(mut self, axis: Axis) -> Leaf {
        self.axis = axis;
        self
    }

    /// Sets what happens where the rule's equation has no meaning.
    #[must_use]
    pub fn guards(mut self, guards: impl Into<Arc<Guards>>) -> Leaf {
        self.guards = guards.into();
        self
    }

    /// Sets what an absent actual does; the other guards stay.
    #[must_use]
    pub fn missing(mut self, missing: OnMissing) -> Leaf {
        Arc::make_mut(&mut self.guards).missing = missing;
        self
    }
}

/// What a node does.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// A rule over inputs.
    Leaf(Leaf),
    /// A method over children.
    Aggregate(Aggregate),
    /// Nothing: there is no score, for a reason that was known when the formula was compiled.
    Never(Box<NotScorable>),
}

/// A node of a formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub(super) id: Uuid,
    /// Most labels are codes, short enough to stand here.
    pub(super) label: SmolStr,
    pub(super) op: Op,
    pub(super) finish: Arc<Finish>,
}

impl Node {
    /// The element it scores; decides ties of the largest remainder.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// What explanations call it: a code or a name.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// What it does.
    #[must_use]
    pub fn op(&self) -> &Op {
        &self.op
    }

    /// How its score ends.
    #[must_use]
    pub fn finish(&self) -> &Finish {
        &self.finish
    }

    /// The same, as it is shared with other nodes.
    pub(crate) fn shared_finish(&self) -> &Arc<Finish> {
        &self.finish
    }
}

/// A weighted link from a parent to a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edge {
    /// The child; it stands before its parent.
    pub child: NodeIndex,
    /// Its weight among its siblings, not negative; only the ratios of weights count.
    pub weight: Number,
    /// Whether it hinders: it is then kept out of the mean, and shown.
    pub hinders: bool,
}

impl Edge {
    /// A link of this weight that helps.
    #[must_use]
    pub fn new(child: NodeIndex, weight: Number) -> Edge {
        Edge { child, weight, hinders: false }
    }

    /// The same link, with a negative sign: kept out of the mean, and shown.
    #[must_use]
    pub fn hindering(mut self) -> Edge {
        self.hinders = true;
        self
    }
}
