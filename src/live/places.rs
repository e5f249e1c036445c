//! What a change asks of each node that it passes, side by side in one line of cache.

use crate::formula::{
    Aggregate, Carry, Dependents, Finish, Formula, MissingChildren, NodeIndex, Op, Outcome, Role, Slot,
};

use super::shapes::{Reads, Shape, Shapes, Work, reads};

/// One node. A cache line is what memory hands out at once; there are as many misses as lines are touched.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Place {
    /// What it does; [`NONE`] where the formula has to be asked.
    shape: u32,
    /// What a leaf reads.
    reads: Reads,
    /// What is known of an aggregate's links.
    pub(super) state: u32,
    up: Up,
}

/// Who stands above a node.
#[derive(Clone, Copy, Debug)]
enum Up {
    /// Nobody, or several: they are listed elsewhere.
    Listed,
    One(Link),
}

/// A link upwards, as the state of its parent holds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) parent: NodeIndex,
    /// Its place among the edges of the formula.
    pub(super) edge: u32,
    pub(super) weight: i128,
    pub(super) hinders: bool,
}

/// No such thing.
const NONE: u32 = u32::MAX;

impl Link {
    pub(super) fn of(formula: &Formula, parent: NodeIndex, edge: u32) -> Link {
        let hinders = formula.edges().get(edge as usize).is_some_and(|edge| edge.hinders);
        Link { parent, edge, weight: formula.weight(edge), hinders }
    }

    /// What it does to its parent while its child comes out like this.
    pub(super) fn role(&self, missing: MissingChildren, carry: Carry, outcome: &Outcome) -> Role {
        Role::of(missing, (self.weight, self.hinders), outcome.carried(carry))
    }
}

/// All nodes, with what they have in common.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    all: Vec<Place>,
    /// The only leaf that reads each slot; [`NONE`] where there is none, or more than one.
    readers: Vec<u32>,
    shapes: Shapes,
}

impl Places {
    pub(super) fn of(formula: &Formula, dependents: &Dependents) -> Places {
        let mut places = Places { all: Vec::with_capacity(formula.nodes().len()), ..Places::default() };
        places.see_readers(formula, dependents);
        let mut states = 0..;
        for (node, at) in formula.nodes().iter().zip((0..).map(NodeIndex)) {
            let state = match node.op() {
                Op::Aggregate(_) => states.next(),
                _ => None,
            };
            let shape = places.shapes.of(node).unwrap_or(NONE);
            let up = Up::of(formula, dependents, at);
            places.all.push(Place { shape, reads: reads(node), state: state.unwrap_or(NONE), up });
        }
        places
    }

    pub(super) fn get(&self, at: NodeIndex) -> Option<&Place> {
        self.all.get(at.index())
    }

    /// Leaves read other slots.
    pub(super) fn see_readers(&mut self, formula: &Formula, dependents: &Dependents) {
        let only = |slot| match dependents.readers(Slot(slot)) {
            [reader] => reader.0,
            _ => NONE,
        };
        self.readers = (0..formula.slots()).map(only).collect();
    }

    /// The only leaf that reads a slot; `None` where there is none, or more than one.
    pub(super) fn reader(&self, slot: Slot) -> Option<NodeIndex> {
        self.readers.get(slot.index()).filter(|reader| **reader != NONE).copied().map(NodeIndex)
    }

    /// A node has another rule, or ends otherwise.
    pub(super) fn look_again(&mut self, formula: &Formula, at: NodeIndex) {
        if let Some((place, node)) = self.all.get_mut(at.index()).zip(formula.node(at)) {
            (place.shape, place.reads) = (self.shapes.of(node).unwrap_or(NONE), reads(node));
        }
    }

    /// The link to a node has another weight.
    pub(super) fn reweighed(&mut self, formula: &Formula, edge: u32) {
        let child = formula.edges().get(edge as usize).map(|edge| edge.child);
        let place = child.and_then(|child| self.all.get_mut(child.index()));
        if let Some(Up::One(link)) = place.map(|place| &mut place.up) {
            link.weight = formula.weight(link.edge);
        }
    }

    pub(super) fn shape(&self, place: &Place) -> Option<&Shape> {
        self.shapes.get(place.shape)
    }

    /// How a node ends.
    pub(super) fn finish<'f>(&'f self, formula: &'f Formula, at: NodeIndex) -> Option<&'f Finish> {
        match self.get(at).and_then(|place| self.shape(place)) {
            Some(shape) => Some(&shape.finish),
            None => formula.node(at).map(|node| node.finish()),
        }
    }

    /// What an aggregate does.
    pub(super) fn aggregate<'f>(&'f self, formula: &'f Formula, at: NodeIndex) -> Option<&'f Aggregate> {
        match self.get(at).and_then(|place| self.shape(place)).map(|shape| &shape.work) {
            Some(Work::Aggregate(aggregate)) => Some(aggregate),
            Some(Work::Leaf(_)) => None,
            None => formula.aggregate(at),
        }
    }
}

impl Place {
    pub(super) fn reads(&self) -> Reads {
        self.reads
    }

    /// The only link upwards; `None` where there is none, or more than one.
    pub(super) fn only(&self) -> Option<&Link> {
        match &self.up {
            Up::One(link) => Some(link),
            Up::Listed => None,
        }
    }
}

impl Up {
    fn of(formula: &Formula, dependents: &Dependents, at: NodeIndex) -> Up {
        match dependents.above(at) {
            [above] => Up::One(Link::of(formula, above.parent, above.edge)),
            _ => Up::Listed,
        }
    }
}
