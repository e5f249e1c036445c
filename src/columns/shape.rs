//! What of a formula decides how a pass computes what is asked of it: two formulas of one shape are computed by the same
//! steps, and differ only in which slot holds what.

use std::collections::HashMap;
use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::discriminant;
use std::ops::Range;
use std::sync::Arc;

use crate::formula::{
    Aggregate, Finish, Formula, Guards, Leaf, Node, NodeIndex, OnMissing, Op, Operand, Slot,
};

use super::needed::{children, order};
use super::sheet::Want;

/// The nodes that what is wanted consists of, in the order of the steps, with their slots numbered as leaves read them.
#[derive(Clone, Debug)]
pub(super) struct Shape<'f> {
    /// What is asked for beside scores.
    asked: [bool; 3],
    /// The places of the nodes that are wanted.
    wanted: Vec<u32>,
    nodes: Vec<&'f Node>,
    /// Of each node, the places and weights of its children.
    children: Vec<Range<usize>>,
    links: Vec<(u32, i128)>,
    /// The numbers of the slots, leaf by leaf.
    reads: Vec<u32>,
    /// The slots by their numbers.
    pub(super) slots: Vec<Slot>,
}

impl<'f> Shape<'f> {
    pub(super) fn of(formula: &'f Formula, want: &Want) -> Shape<'f> {
        let order = order(formula, want);
        let mut places = vec![0; formula.nodes().len()];
        for (place, at) in (0_u32..).zip(&order) {
            if let Some(held) = places.get_mut(at.index()) {
                *held = place;
            }
        }
        let place = |at: NodeIndex| places.get(at.index()).copied().unwrap_or_default();
        let mut shape = Shape {
            asked: [want.wants_coverage(), want.wants_bands(), want.wants_rounded()],
            wanted: want.nodes().iter().map(|at| place(*at)).collect(),
            nodes: Vec::with_capacity(order.len()),
            children: Vec::with_capacity(order.len()),
            links: Vec::with_capacity(order.len()),
            reads: Vec::new(),
            slots: Vec::new(),
        };
        let mut numbers = HashMap::new();
        for at in order {
            let Some(node) = formula.node(at) else { continue };
            let from = shape.links.len();
            shape
                .links
                .extend(children(formula, at).into_iter().map(|(child, weight)| (place(child), weight)));
            shape.children.push(from..shape.links.len());
            shape.nodes.push(node);
            shape.read(node, &mut numbers);
        }
        shape
    }

    fn read(&mut self, node: &Node, numbers: &mut HashMap<Slot, u32>) {
        let Op::Leaf(leaf) = node.op() else { return };
        for slot in leaf.slots() {
            let next = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
            let number = *numbers.entry(slot).or_insert(next);
            if number == next {
                self.slots.push(slot);
            }
            self.reads.push(number);
        }
    }

    /// Whether the same steps compute both: every part is held against the other's.
    pub(super) fn is_alike(&self, other: &Shape<'_>) -> bool {
        (self.asked, &self.wanted, &self.links, &self.children, &self.reads)
            == (other.asked, &other.wanted, &other.links, &other.children, &other.reads)
            && self.nodes.len() == other.nodes.len()
            && self.nodes.iter().zip(&other.nodes).all(|(one, other)| alike(one, other))
    }

    /// The same for shapes that are alike and written alike (`1` and `1.0` are two); seldom for others.
    pub(super) fn key(&self) -> u64 {
        let mut key = Key::default();
        (self.asked, &self.wanted, &self.links, &self.children, &self.reads).hash(&mut key.hasher);
        self.nodes.iter().for_each(|node| key.node(node));
        key.hasher.finish()
    }
}

fn alike(one: &Node, other: &Node) -> bool {
    let (ends, others) = (one.shared_finish(), other.shared_finish());
    (Arc::ptr_eq(ends, others) || ends == others)
        && match (one.op(), other.op()) {
            (Op::Leaf(one), Op::Leaf(other)) => leaves_alike(one, other),
            (Op::Aggregate(one), Op::Aggregate(other)) => method(one) == method(other),
            (Op::Never(one), Op::Never(other)) => one.is_not_concerned() == other.is_not_concerned(),
            _ => false,
        }
}

/// An aggregate but for its links.
fn method(of: &Aggregate) -> impl PartialEq + fmt::Debug + '_ {
    (&of.method, of.missing, of.asks())
}

/// Which slots are read is told apart.
fn leaves_alike(one: &Leaf, other: &Leaf) -> bool {
    let Leaf { rule, better, actual, target, baseline, accumulation, axis, guards } = one;
    (*better, *accumulation) == (other.better, other.accumulation)
        && operands_alike(actual, &other.actual)
        && operands_alike(target, &other.target)
        && operands_alike(baseline, &other.baseline)
        && (Arc::ptr_eq(guards, &other.guards) || guards_alike(guards, &other.guards))
        && *rule == other.rule
        && *axis == other.axis
}

fn operands_alike(one: &Operand, other: &Operand) -> bool {
    match (one, other) {
        (Operand::Slot(_), Operand::Slot(_)) => true,
        (Operand::Series(one), Operand::Series(other)) => one.len() == other.len(),
        (one, other) => one == other,
    }
}

fn guards_alike(one: &Guards, other: &Guards) -> bool {
    let Guards { zero_target, zero_actual, zero_range, negative, missing } = one;
    let missing_alike = match (missing, &other.missing) {
        (OnMissing::Impute(one), OnMissing::Impute(other)) => operands_alike(one, other),
        (one, other) => one == other,
    };
    missing_alike
        && (zero_target, zero_actual, zero_range, negative)
            == (&other.zero_target, &other.zero_actual, &other.zero_range, &other.negative)
}

/// The key of a shape in the making. What has no hash of its own is hashed by how it is written out.
#[derive(Default)]
struct Key {
    hasher: DefaultHasher,
    /// Of ends and guards, which many nodes share: by where they stand.
    known: HashMap<usize, u64>,
}

impl Key {
    fn node(&mut self, node: &Node) {
        self.shared(node.shared_finish(), |finish: &Finish| written(finish));
        discriminant(node.op()).hash(&mut self.hasher);
        match node.op() {
            Op::Leaf(leaf) => {
                (leaf.better, leaf.accumulation).hash(&mut self.hasher);
                for operand in [&leaf.actual, &leaf.target, &leaf.baseline] {
                    discriminant(operand).hash(&mut self.hasher);
                }
                written(&(&leaf.rule, &leaf.axis)).hash(&mut self.hasher);
                self.shared(&leaf.guards, |guards: &Guards| {
                    written(&(guards.zero_target, guards.zero_actual, guards.zero_range, guards.negative))
                });
            }
            Op::Aggregate(aggregate) => written(&method(aggregate)).hash(&mut self.hasher),
            Op::Never(reason) => reason.is_not_concerned().hash(&mut self.hasher),
        }
    }

    fn shared<T>(&mut self, shared: &Arc<T>, key: impl Fn(&T) -> u64) {
        let known = self.known.entry(Arc::as_ptr(shared).addr()).or_insert_with(|| key(shared));
        known.hash(&mut self.hasher);
    }
}

/// A hash of how something is written out.
fn written(what: &impl fmt::Debug) -> u64 {
    struct Hashed(DefaultHasher);
    impl Write for Hashed {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.write(text.as_bytes());
            Ok(())
        }
    }
    let mut hashed = Hashed(DefaultHasher::new());
    // Hashing does not fail.
    let _ = write!(hashed, "{what:?}");
    hashed.0.finish()
}
