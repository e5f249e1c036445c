//! What many nodes have in common, held once: so a change finds it in the nearest cache, whatever node it passes.

use std::sync::Arc;

use crate::formula::{Aggregate, Datum, Finish, Inputs, Leaf, Node, OnMissing, Op, Operand, Rule, Slot};

/// What nodes of one kind do: they differ in what they read and link to alone.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) work: Work,
    pub(super) finish: Arc<Finish>,
}

#[derive(Clone, Debug)]
pub(super) enum Work {
    /// A rule over the slots 0, 1 and 2: those that a node of this shape reads, in this order.
    Leaf(Box<Leaf>),
    Aggregate(Box<Aggregate>),
}

/// The shapes that a formula has, as far as they are few.
#[derive(Clone, Debug, Default)]
pub(super) struct Shapes {
    held: Vec<Shape>,
    /// The one that was found last: neighbours are alike.
    last: usize,
}

/// The slots that a leaf reads for actual, target and baseline.
pub(super) type Reads = [Slot; 3];

/// More are not told apart: their nodes are read where they stand.
const MOST: usize = 32;

impl Shapes {
    pub(super) fn get(&self, shape: u32) -> Option<&Shape> {
        self.held.get(shape as usize)
    }

    /// The shape of a node; `None` where it has to be read where it stands.
    pub(super) fn of(&mut self, node: &Node) -> Option<u32> {
        let alike = |shape: &Shape| shape.is_of(node);
        if self.held.get(self.last).is_none_or(|shape| !alike(shape)) {
            self.last = match self.held.iter().position(alike) {
                Some(found) => found,
                None if self.held.len() < MOST => {
                    self.held.push(Shape::new(node)?);
                    self.held.len() - 1
                }
                None => return None,
            };
        }
        u32::try_from(self.last).ok()
    }
}

impl Shape {
    /// `None` for a node that takes more than single slots and constants.
    fn new(node: &Node) -> Option<Shape> {
        let work = match node.op() {
            Op::Aggregate(aggregate) => Work::Aggregate(Box::new(aggregate.clone())),
            Op::Leaf(leaf) if is_simple(leaf) => {
                let mut leaf = leaf.clone();
                for (operand, place) in operands_mut(&mut leaf).into_iter().zip(0..) {
                    if let Operand::Slot(slot) = operand {
                        *slot = Slot(place);
                    }
                }
                Work::Leaf(Box::new(leaf))
            }
            _ => return None,
        };
        Some(Shape { work, finish: node.shared_finish().clone() })
    }

    fn is_of(&self, node: &Node) -> bool {
        let work = match (&self.work, node.op()) {
            (Work::Leaf(own), Op::Leaf(leaf)) => is_simple(leaf) && is_like(own, leaf),
            (Work::Aggregate(own), Op::Aggregate(other)) => {
                own.method == other.method && own.missing == other.missing && own.asks() == other.asks()
            }
            _ => false,
        };
        work && (Arc::ptr_eq(&self.finish, node.shared_finish()) || *self.finish == *node.finish())
    }
}

/// Whether its operands are single slots and constants. Two rules of a user may share a name, so each stands for itself.
fn is_simple(leaf: &Leaf) -> bool {
    let single = |operand: &&Operand| !matches!(operand, Operand::Series(_));
    operands(leaf).iter().all(single)
        && !matches!(leaf.guards.missing, OnMissing::Impute(_))
        && !matches!(leaf.rule, Rule::User(_))
}

/// Whether two leaves differ in nothing but the slots that they read.
fn is_like(own: &Leaf, other: &Leaf) -> bool {
    let alike = |(own, other): (&Operand, &Operand)| match (own, other) {
        (Operand::Slot(_), Operand::Slot(_)) => true,
        _ => own == other,
    };
    own.better == other.better
        && own.accumulation == other.accumulation
        && own.rule == other.rule
        && own.axis == other.axis
        && own.guards == other.guards
        && operands(own).into_iter().zip(operands(other)).all(alike)
}

fn operands(leaf: &Leaf) -> [&Operand; 3] {
    [&leaf.actual, &leaf.target, &leaf.baseline]
}

fn operands_mut(leaf: &mut Leaf) -> [&mut Operand; 3] {
    [&mut leaf.actual, &mut leaf.target, &mut leaf.baseline]
}

/// The slots that a leaf of some shape reads.
pub(super) fn reads(node: &Node) -> Reads {
    let Op::Leaf(leaf) = node.op() else { return [Slot(0); 3] };
    operands(leaf).map(|operand| match operand {
        Operand::Slot(slot) => *slot,
        _ => Slot(0),
    })
}

/// The inputs of one leaf, as its shape numbers them.
pub(super) struct Through<'i> {
    pub(super) inputs: &'i [Datum],
    pub(super) reads: Reads,
}

impl Inputs for Through<'_> {
    fn datum(&self, slot: Slot) -> &Datum {
        let slot = self.reads.get(slot.index()).copied();
        slot.map_or(&Datum::BLANK, |slot| self.inputs.datum(slot))
    }
}
