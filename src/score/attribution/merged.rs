//! Two formulas as one, in which each kind of change can be made by itself.

use std::collections::BTreeMap;

use petgraph::graph::{DiGraph, NodeIndex as Place};
use uuid::Uuid;

use crate::formula::{
    Aggregate, Datum, Dependents, Edge, Formula, FormulaBuilder, Leaf, Node, NodeIndex, NotScorable,
    OnMissing, Op, Operand, Outcome, Slot, evaluate,
};
use crate::number::Number;

use super::{AttributionError, Cause};

/// Which causes have already changed: a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mask(pub(super) u8);

impl Mask {
    /// Nothing has changed.
    pub(super) const BEFORE: Mask = Mask(0);
    /// Every choice of causes.
    pub(super) const COUNT: u8 = 1 << Cause::ALL.len();

    pub(super) fn with(self, cause: Cause) -> Mask {
        Mask(self.0 | 1 << cause as u8)
    }

    fn side(self, cause: Cause) -> Side {
        if self.0 & (1 << cause as u8) == 0 { Side::Before } else { Side::After }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// What one of the two scorecards brings.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    pub(super) formula: &'a Formula,
    pub(super) inputs: &'a [Datum],
}

/// A pair of what stands on the two sides.
#[derive(Clone, Copy)]
struct Both<T> {
    before: Option<T>,
    after: Option<T>,
}

impl<T> Default for Both<T> {
    fn default() -> Both<T> {
        Both { before: None, after: None }
    }
}

impl<T: Copy> Both<T> {
    fn put(&mut self, side: Side, value: T) {
        match side {
            Side::Before => self.before = Some(value),
            Side::After => self.after = Some(value),
        }
    }

    fn exactly(self, side: Side) -> Option<T> {
        if side == Side::Before { self.before } else { self.after }
    }

    /// This side, or the only one that there is.
    fn on(self, side: Side) -> Option<T> {
        self.exactly(side).or(self.before).or(self.after)
    }

    fn pair(self) -> Option<(T, T)> {
        self.before.zip(self.after)
    }
}

/// A link by its child's place and by whether it hinders: one that changes its sign is two links.
type Links = BTreeMap<(u32, Sign), Both<Number>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Helps,
    Hinders,
}

/// A node of either side, with its links of both.
struct Joined<'a> {
    id: Uuid,
    sides: Both<&'a Node>,
    links: Links,
}

/// The two formulas as one.
pub(super) struct Merged<'a> {
    nodes: Vec<Joined<'a>>,
    before: Given<'a>,
    after: Given<'a>,
    /// How many slots the formula before has: those of the one after follow.
    offset: u32,
}

impl<'a> Merged<'a> {
    /// Joins nodes by their ids, children before parents.
    pub(super) fn of(before: Given<'a>, after: Given<'a>) -> Result<Merged<'a>, AttributionError> {
        let mut places: BTreeMap<Uuid, (Both<&'a Node>, Place)> = BTreeMap::new();
        let mut graph: DiGraph<Uuid, ()> = DiGraph::new();
        let sides = [(Side::Before, before.formula), (Side::After, after.formula)];
        for (side, formula) in sides {
            for node in formula.nodes() {
                let place =
                    places.entry(node.id()).or_insert_with(|| (Both::default(), graph.add_node(node.id())));
                place.0.put(side, node);
            }
        }
        for (_, formula) in sides {
            for node in formula.nodes() {
                for edge in children(formula, node) {
                    let child = formula.node(edge.child).and_then(|child| places.get(&child.id()));
                    if let (Some((_, child)), Some((_, parent))) = (child, places.get(&node.id())) {
                        graph.update_edge(*child, *parent, ());
                    }
                }
            }
        }
        let order = petgraph::algo::toposort(&graph, None).map_err(|_| AttributionError::Circular)?;
        let order: Vec<Uuid> =
            order.into_iter().filter_map(|place| graph.node_weight(place).copied()).collect();
        let at: BTreeMap<Uuid, u32> = order.iter().copied().zip(0..).collect();
        let join = |id: &Uuid| {
            let sides = places.get(id).map(|(sides, _)| *sides).unwrap_or_default();
            Joined { id: *id, sides, links: links(sides, [before.formula, after.formula], &at) }
        };
        let nodes = order.iter().map(join).collect();
        Ok(Merged { nodes, before, after, offset: before.formula.slots() })
    }

    /// The ids of the nodes, by place.
    pub(super) fn ids(&self) -> impl Iterator<Item = Uuid> + '_ {
        self.nodes.iter().map(|node| node.id)
    }

    /// The formula and inputs in which these causes have changed.
    pub(super) fn mixed(&self, mask: Mask) -> Result<Mixed, AttributionError> {
        let mut builder = Formula::builder();
        builder.series(self.offset.saturating_add(self.after.formula.slots()));
        let mut inputs = self.before.inputs.to_vec();
        inputs.resize(self.offset as usize, Datum::BLANK);
        inputs.extend(self.after.inputs.iter().cloned());
        for node in &self.nodes {
            self.add(&mut builder, &mut inputs, node, mask)?;
        }
        let formula = builder.build();
        let outcomes = evaluate(&formula, &inputs);
        Ok(Mixed { dependents: Dependents::of(&formula), formula, inputs, outcomes })
    }

    fn add(
        &self,
        builder: &mut FormulaBuilder,
        inputs: &mut [Datum],
        node: &Joined<'_>,
        mask: Mask,
    ) -> Result<(), AttributionError> {
        let Some(ruling) = node.ruling(mask) else { return Ok(()) };
        let (id, label, finish) = (node.id, ruling.label(), ruling.finish().clone());
        match ruling.op() {
            Op::Leaf(leaf) => {
                let leaf = self.leaf(node, leaf, inputs, mask);
                builder.leaf(id, label, leaf, finish)?;
            }
            Op::Aggregate(aggregate) => {
                let own = Aggregate::new(aggregate.method.clone()).missing(aggregate.missing);
                let own = own.least(aggregate.asks());
                builder.aggregate(id, label, own, node.edges(mask), finish)?;
            }
            Op::Never(reason) => {
                builder.never(id, label, (**reason).clone())?;
            }
        }
        Ok(())
    }

    /// A leaf of the policy's side that reads the data of the sides of values and missingness.
    fn leaf(&self, node: &Joined<'_>, ruling: &Leaf, inputs: &mut [Datum], mask: Mask) -> Leaf {
        let leaves = node.leaves();
        let mut leaf = ruling.clone();
        match leaves.pair() {
            Some((before, after)) if same_shape(before, after) => {
                for group in groups(before, after) {
                    if mask.side(self.cause(&group)) == Side::After {
                        for (a, b) in group {
                            let other = self.after.inputs.get(b.index()).cloned();
                            if let Some((here, other)) = inputs.get_mut(a.index()).zip(other) {
                                *here = other;
                            }
                        }
                    }
                }
                (leaf.actual, leaf.target, leaf.baseline) =
                    (before.actual.clone(), before.target.clone(), before.baseline.clone());
            }
            Some((before, after)) => {
                let side = mask.side(self.cause_of_whole(before, after));
                self.read(&mut leaf, if side == Side::Before { before } else { after }, side);
            }
            None => {
                let side = if leaves.before.is_some() { Side::Before } else { Side::After };
                self.read(&mut leaf, ruling, side);
            }
        }
        self.impute(&mut leaf, leaves, mask);
        leaf
    }

    /// Reads the operands of a leaf of one side.
    fn read(&self, leaf: &mut Leaf, from: &Leaf, side: Side) {
        leaf.actual = self.moved(&from.actual, side);
        leaf.target = self.moved(&from.target, side);
        leaf.baseline = self.moved(&from.baseline, side);
    }

    /// A value that stands in for an absent one is a value where it is read, and policy where it is written.
    fn impute(&self, leaf: &mut Leaf, leaves: Both<&Leaf>, mask: Mask) {
        let slot = |leaf: &Leaf| match &leaf.guards.missing {
            OnMissing::Impute(operand) if matches!(**operand, Operand::Slot(_)) => Some((**operand).clone()),
            _ => None,
        };
        if slot(leaf).is_none() {
            return;
        }
        let has = |side: Side| leaves.exactly(side).is_some_and(|leaf| slot(leaf).is_some());
        let wanted = mask.side(Cause::Values);
        let other = if wanted == Side::Before { Side::After } else { Side::Before };
        let side = if has(wanted) { wanted } else { other };
        if let Some(operand) = leaves.exactly(side).and_then(slot) {
            let imputed = OnMissing::Impute(Box::new(self.moved(&operand, side)));
            *leaf = leaf.clone().missing(imputed);
        }
    }

    fn moved(&self, operand: &Operand, side: Side) -> Operand {
        let by = if side == Side::Before { 0 } else { self.offset };
        match operand {
            Operand::Slot(slot) => Operand::Slot(Slot(slot.0 + by)),
            Operand::Series(range) => Operand::Series(range.start + by..range.end + by),
            other => other.clone(),
        }
    }

    /// Where the two sides hold other periods: the leaf changes as a whole, and it is missingness where
    /// something is there on one side only.
    fn cause_of_whole(&self, before: &Leaf, after: &Leaf) -> Cause {
        let there = |operand: &Operand, inputs: &[Datum]| {
            slots(operand).any(|slot| inputs.get(slot.index()).is_some_and(|datum| !datum.is_absent()))
        };
        let all = |leaf: &Leaf, inputs: &[Datum]| {
            [&leaf.actual, &leaf.target, &leaf.baseline].map(|operand| there(operand, inputs))
        };
        if all(before, self.before.inputs) == all(after, self.after.inputs) {
            Cause::Values
        } else {
            Cause::Missing
        }
    }

    /// The nodes that change by themselves, each with the cause.
    pub(super) fn changes(&self) -> Vec<(Cause, NodeIndex)> {
        let mut changes = Vec::new();
        for (at, node) in (0..).map(NodeIndex).zip(&self.nodes) {
            let causes = Cause::ALL.into_iter().filter(|cause| self.changed(node, *cause));
            changes.extend(causes.map(|cause| (cause, at)));
        }
        changes
    }

    fn changed(&self, node: &Joined<'_>, by: Cause) -> bool {
        match by {
            Cause::Weights => node.links.values().any(|weight| weight.before != weight.after),
            Cause::Policy => node.sides.pair().is_some_and(|(before, after)| rules_differ(before, after)),
            by => node.leaves().pair().is_some_and(|(before, after)| {
                if let Some((a, b)) = imputed(before).zip(imputed(after)) {
                    if by == Cause::Values && self.held(a, b).is_some_and(|(a, b)| a != b) {
                        return true;
                    }
                }
                if !same_shape(before, after) {
                    return self.cause_of_whole(before, after) == by;
                }
                let differs = |(a, b): &(Slot, Slot)| self.held(*a, *b).is_some_and(|(a, b)| a != b);
                groups(before, after).iter().any(|group| group.iter().any(differs) && self.cause(group) == by)
            }),
        }
    }

    /// Whether something is there on both sides. What is absent for another reason is missingness too: *not
    /// concerned* is no gap.
    fn cause(&self, group: &[(Slot, Slot)]) -> Cause {
        let held = || group.iter().filter_map(|(a, b)| self.held(*a, *b));
        let before = held().any(|(before, _)| !before.is_absent());
        let after = held().any(|(_, after)| !after.is_absent());
        if before && after { Cause::Values } else { Cause::Missing }
    }

    /// What a slot of each side holds.
    fn held(&self, before: Slot, after: Slot) -> Option<(&Datum, &Datum)> {
        self.before.inputs.get(before.index()).zip(self.after.inputs.get(after.index()))
    }
}

/// A formula in which some causes have changed, with what comes out.
pub(super) struct Mixed {
    pub(super) formula: Formula,
    pub(super) inputs: Vec<Datum>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) dependents: Dependents,
}

impl Joined<'_> {
    /// The node whose rule, method and finish count. One that stands aside for want of parts has none of its
    /// own: the other side's counts, over links that weigh nothing.
    fn ruling(&self, mask: Mask) -> Option<&Node> {
        let ruling = self.sides.on(mask.side(Cause::Policy))?;
        let aside =
            |reason: &NotScorable| matches!(reason, NotScorable::NothingPresent | NotScorable::NotConcerned);
        let empty = matches!(ruling.op(), Op::Never(reason) if aside(reason));
        let mut others = [self.sides.before, self.sides.after].into_iter().flatten();
        let full = others.rfind(|node| matches!(node.op(), Op::Aggregate(_)));
        Some(full.filter(|_| empty).unwrap_or(ruling))
    }

    fn leaves(&self) -> Both<&Leaf> {
        Both { before: self.sides.before.and_then(as_leaf), after: self.sides.after.and_then(as_leaf) }
    }

    /// All links of both sides; one that is not there on the side of the weights weighs nothing.
    fn edges(&self, mask: Mask) -> Vec<Edge> {
        // A node that is there on one side only enters by the links to it, and keeps its own.
        let side = match (self.sides.before, self.sides.after) {
            (Some(_), None) => Side::Before,
            (None, _) => Side::After,
            _ => mask.side(Cause::Weights),
        };
        let edge = |(&(child, sign), weights): (&(u32, Sign), &Both<Number>)| {
            let edge = Edge::new(NodeIndex(child), weights.exactly(side).unwrap_or(Number::ZERO));
            if sign == Sign::Hinders { edge.hindering() } else { edge }
        };
        self.links.iter().map(edge).collect()
    }
}

fn as_leaf(node: &Node) -> Option<&Leaf> {
    match node.op() {
        Op::Leaf(leaf) => Some(leaf),
        _ => None,
    }
}

fn children<'f>(formula: &'f Formula, node: &Node) -> &'f [Edge] {
    match node.op() {
        Op::Aggregate(aggregate) => formula.children(aggregate),
        _ => &[],
    }
}

fn links(sides: Both<&Node>, formulas: [&Formula; 2], at: &BTreeMap<Uuid, u32>) -> Links {
    let mut links = Links::new();
    for (side, formula) in [Side::Before, Side::After].into_iter().zip(formulas) {
        let Some(node) = sides.exactly(side) else { continue };
        for edge in children(formula, node) {
            let child = formula.node(edge.child).and_then(|child| at.get(&child.id()));
            let sign = if edge.hinders { Sign::Hinders } else { Sign::Helps };
            if let Some(child) = child {
                links.entry((*child, sign)).or_default().put(side, edge.weight);
            }
        }
    }
    links
}

fn slots(operand: &Operand) -> impl Iterator<Item = Slot> + use<> {
    let range = match operand {
        Operand::Slot(slot) => slot.0..slot.0.saturating_add(1),
        Operand::Series(range) => range.clone(),
        Operand::Absent | Operand::Const(_) => 0..0,
    };
    range.map(Slot)
}

/// The slots of two leaves of one shape, side by side: those together that change together. Where actual and target
/// are held against each other period by period, each period changes by itself.
fn groups(before: &Leaf, after: &Leaf) -> Vec<Vec<(Slot, Slot)>> {
    let pairs = |a: &Operand, b: &Operand| slots(a).zip(slots(b)).collect::<Vec<(Slot, Slot)>>();
    let [actual, target, baseline] = [
        pairs(&before.actual, &after.actual),
        pairs(&before.target, &after.target),
        pairs(&before.baseline, &after.baseline),
    ];
    if actual.len() > 1 && actual.len() == target.len() {
        return actual.into_iter().chain(target).map(|pair| vec![pair]).chain([baseline]).collect();
    }
    vec![actual, target, baseline]
}

fn same_shape(before: &Leaf, after: &Leaf) -> bool {
    let same = |a: &Operand, b: &Operand| match (a, b) {
        (Operand::Series(a), Operand::Series(b)) => a.len() == b.len(),
        (Operand::Slot(_), Operand::Slot(_)) | (Operand::Absent, Operand::Absent) => true,
        (a, b) => a == b,
    };
    same(&before.actual, &after.actual)
        && same(&before.target, &after.target)
        && same(&before.baseline, &after.baseline)
}

/// The slot of the value that stands in for an absent one.
fn imputed(leaf: &Leaf) -> Option<Slot> {
    match &leaf.guards.missing {
        OnMissing::Impute(operand) => slots(operand).next(),
        _ => None,
    }
}

/// Whether rule, method or finish differ, whatever is read.
fn rules_differ(before: &Node, after: &Node) -> bool {
    if before.finish() != after.finish() {
        return true;
    }
    match (before.op(), after.op()) {
        (Op::Leaf(before), Op::Leaf(after)) => bare(before) != bare(after),
        (Op::Aggregate(a), Op::Aggregate(b)) => {
            (&a.method, a.missing, a.asks()) != (&b.method, b.missing, b.asks())
        }
        (Op::Never(_), Op::Never(_)) => false,
        _ => true,
    }
}

/// A leaf without what it reads.
fn bare(leaf: &Leaf) -> Leaf {
    let mut bare = leaf.clone();
    (bare.actual, bare.target, bare.baseline) = (Operand::Absent, Operand::Absent, Operand::Absent);
    if imputed(leaf).is_some() {
        return bare.missing(OnMissing::Impute(Box::new(Operand::Absent)));
    }
    bare
}
