//! A formula made steps: which nodes are needed, in which order, in which rows.

use std::collections::HashSet;

use crate::formula::{
    Aggregate, Carry, Datum, Finish, Formula, Leaf, Least, Method, MissingChildren, NodeIndex, NotScorable,
    OnMissing, Op, Operand,
};
use crate::number::{Absence, Number};

use super::edge::{Cuts, Rounder};
use super::kernel::{Kernel, Line};
use super::layout::Layout;
use super::lower::{ACTUAL, TARGET, lower};
use super::mean::Mean;
use super::needed::{children, covered, order, parents};
use super::series::SeriesOp;
use super::sheet::Want;
use super::steps::{
    self, CarefulOp, Carried, Cell, Child, Cover, End, Input, LeafOp, Marks, MeanOp, Minimum, Missing,
    Placed, Step, Steps, Term, Zero,
};
use super::table::NOT_CONCERNED;

/// Compiles what is wanted of a formula.
pub(super) fn compile(formula: &Formula, want: &Want, data: &HashSet<u32>, marks: Marks) -> Steps {
    let order = order(formula, want);
    let covered = covered(formula, want, &order);
    let parents = parents(formula, &order);
    let places = vec![Place::default(); formula.nodes().len()];
    let zeros = vec![Zero::Rounded; formula.nodes().len()];
    let (free, steps) = (Vec::new(), Steps::default());
    let mut compiler = Compiler { formula, want, data, marks, covered, parents, places, zeros, free, steps };
    for at in order {
        compiler.node(at);
    }
    let mut steps = compiler.steps;
    steps.slots = formula.slots();
    steps.layout = Layout::of(&mut steps.list, steps.slots);
    steps
}

/// Where a node's results are.
#[derive(Clone, Debug, Default)]
enum Place {
    /// Not computed yet.
    #[default]
    None,
    /// In rows.
    Rows(u32, Cover),
    /// Nowhere: a straight line that its only parent computes with its own mean.
    Line(u32, Line),
    /// Nowhere: it leaves its parents as if it were not there.
    Aside,
}

struct Compiler<'f> {
    formula: &'f Formula,
    want: &'f Want,
    data: &'f HashSet<u32>,
    marks: Marks,
    covered: Vec<bool>,
    /// How many parents have still to read a node, and the last of them.
    parents: Vec<(u32, NodeIndex)>,
    places: Vec<Place>,
    zeros: Vec<Zero>,
    free: Vec<u32>,
    steps: Steps,
}

impl Compiler<'_> {
    fn node(&mut self, at: NodeIndex) {
        let Some(node) = self.formula.node(at) else { return };
        let end = self.end(at, node.finish());
        match node.op() {
            Op::Never(reason) => self.never(at, end, reason),
            Op::Leaf(leaf) if leaf.actual == Operand::fixed(Datum::Absent(Absence::NotConcerned)) => {
                self.never(at, end, &NotScorable::NotConcerned);
            }
            Op::Leaf(leaf) => {
                let lowered = lower(leaf, &|slot| self.data.contains(&slot));
                match lowered {
                    Some(mut op) => {
                        let rows = self.series(at, leaf, &mut op);
                        self.leaf(at, end, op);
                        self.free.extend(rows);
                    }
                    None => {
                        let stands_in = leaf.guards.missing != OnMissing::NotScorable;
                        self.push(at, end, steps::Op::Exact, stands_in);
                    }
                }
            }
            Op::Aggregate(aggregate) => self.aggregate(at, end, aggregate),
        }
        for (child, _) in children(self.formula, at) {
            self.release(child);
        }
        // What nobody reads is written out when it is computed, and needs no row after that.
        if self.parents.get(at.index()).is_some_and(|(count, _)| *count == 0) {
            self.release(at);
        }
    }

    fn end(&self, at: NodeIndex, finish: &Finish) -> End {
        let bound = |number: Option<Number>, none: f64| number.map_or(none, Number::to_f64);
        let wanted = self.want.nodes().iter().position(|wanted| *wanted == at);
        let asked = |asks: bool| asks && wanted.is_some();
        End {
            cap: [bound(finish.cap.low, f64::NEG_INFINITY), bound(finish.cap.high, f64::INFINITY)],
            carry: match finish.carry {
                Carry::Raw => Carried::Raw,
                Carry::Capped => Carried::Capped,
                Carry::Rounded => Carried::Rounded(Rounder::of(finish)),
            },
            wanted: wanted.and_then(|place| u32::try_from(place).ok()),
            placing: match finish.bands.as_ref().filter(|_| asked(self.want.wants_bands())) {
                None => Placed::Nowhere,
                Some(bands) => Cuts::of(bands, finish).map_or(Placed::Exactly, Placed::By),
            },
            rounder: asked(self.want.wants_rounded()).then(|| Rounder::of(finish)),
        }
    }

    fn never(&mut self, at: NodeIndex, end: End, reason: &NotScorable) {
        let mark = if reason.is_not_concerned() { NOT_CONCERNED } else { f64::NAN };
        self.push(at, end, steps::Op::Nothing(mark), false);
        if reason.is_not_concerned() {
            self.put(at, Place::Aside);
        }
    }

    /// Steps that make one value of several periods each, before the leaf that reads them; their rows are free after it.
    fn series(&mut self, at: NodeIndex, leaf: &Leaf, op: &mut LeafOp) -> Vec<u32> {
        let mut rows = Vec::new();
        let inputs = op.inputs;
        for (side, series) in [ACTUAL, TARGET].into_iter().zip(SeriesOp::of(leaf, self.marks)) {
            let Some(series) = series.filter(|_| inputs.contains(&side)) else { continue };
            let row = self.row();
            self.steps.figures.extend(series.slots());
            let (op_of, out) = (steps::Op::Series(series), Cell::default());
            self.steps.list.push(Step {
                node: at,
                op: op_of,
                row,
                out,
                cover: None,
                share: None,
                end: End::bare(),
            });
            let read = op.inputs.iter_mut().zip(inputs).filter(|(_, was)| *was == side);
            read.for_each(|(input, _)| *input = Input::Row(row));
            rows.push(row);
        }
        rows
    }

    fn leaf(&mut self, at: NodeIndex, end: End, op: LeafOp) {
        let read = op.inputs.iter().filter_map(|input| match input {
            Input::Column(slot) => Some(*slot),
            _ => None,
        });
        self.steps.figures.extend(read);
        if let Some((slot, line)) = self.fusable(at, &end, &op) {
            self.put(at, Place::Line(slot, line));
            return;
        }
        if let Some(zero) = self.zeros.get_mut(at.index()) {
            // A cap or a rounding may make a 0 of what is none.
            let plain = end.cap[0] != 0.0 && end.cap[1] != 0.0 && !matches!(end.carry, Carried::Rounded(_));
            *zero = if plain { op.kernel.zero() } else { Zero::Rounded };
        }
        let partly = !op.gap.is_bare();
        self.push(at, end, steps::Op::Leaf(op), partly);
    }

    /// A straight line with one parent, which is a plain mean, and nobody else to see it.
    fn fusable(&self, at: NodeIndex, end: &End, op: &LeafOp) -> Option<(u32, Line)> {
        let line = match op.kernel {
            Kernel::Given => Line { slope: 1.0, offset: 0.0 },
            Kernel::Line(line) => line,
            _ => return None,
        };
        let Input::Column(slot) = op.inputs[0] else { return None };
        let uncapped = end.cap == [f64::NEG_INFINITY, f64::INFINITY];
        let carried = !matches!(end.carry, Carried::Rounded(_));
        let unseen = end.wanted.is_none() && op.gap.is_bare();
        (uncapped && carried && unseen && self.only_parent_is_plain(at)).then_some((slot, line))
    }

    fn only_parent_is_plain(&self, child: NodeIndex) -> bool {
        let Some((1, parent)) = self.parents.get(child.index()) else { return false };
        match self.formula.node(*parent).map(crate::formula::Node::op) {
            Some(Op::Aggregate(aggregate)) => self.is_plain(aggregate),
            _ => false,
        }
    }

    fn is_plain(&self, aggregate: &Aggregate) -> bool {
        self.marks == Marks::None
            && aggregate.method == Method::Arithmetic
            && aggregate.missing == MissingChildren::Reweight
            && aggregate.asks() == Least::default()
    }

    fn aggregate(&mut self, at: NodeIndex, end: End, aggregate: &Aggregate) {
        let all = children(self.formula, at);
        let counted: Vec<(NodeIndex, i128)> =
            all.iter().copied().filter(|(child, _)| !matches!(self.place(*child), Place::Aside)).collect();
        if counted.is_empty() {
            let mark = if all.is_empty() { f64::NAN } else { NOT_CONCERNED };
            self.push(at, end, steps::Op::Nothing(mark), false);
            if !all.is_empty() {
                self.put(at, Place::Aside);
            }
            return;
        }
        let op = if self.is_plain(aggregate) {
            steps::Op::Mean(self.mean(at, &counted))
        } else {
            let careful = self.careful(aggregate, &counted);
            self.steps.multiplies |= careful.multiplies();
            steps::Op::Careful(Box::new(careful))
        };
        let covers = self.covered.get(at.index()).copied().unwrap_or_default();
        self.push(at, end, op, covers);
    }

    fn mean(&self, at: NodeIndex, children: &[(NodeIndex, i128)]) -> MeanOp {
        let (mut terms, mut rows, mut lines, mut covers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut offset, mut reach, mut lightest) = (0.0_f64, f64::INFINITY, f64::INFINITY);
        for &(child, weight) in children {
            let weight = float(weight);
            match self.place(child) {
                Place::Line(slot, line) => {
                    let factor = weight * line.slope;
                    terms.push(Term {
                        input: Input::Column(*slot),
                        cell: Cell::default(),
                        share: Cell::default(),
                        factor,
                        offset: weight * line.offset,
                        weight,
                    });
                    lines.push((*slot, line.slope));
                    offset = offset.max(line.offset.abs());
                    // Below it no figure and no score is as large as the exact evaluator has to look at.
                    reach = reach.min(factor.abs().min(weight) * 1e11);
                    lightest = lightest.min(weight);
                    covers.push(None);
                }
                Place::Rows(row, cover) => {
                    let (input, cell) = (Input::Row(*row), Cell::default());
                    terms.push(Term { input, cell, share: cell, factor: weight, offset: 0.0, weight });
                    rows.push(*row);
                    covers.push(cover.row());
                }
                Place::None | Place::Aside => {}
            }
        }
        let covered = self.covered.get(at.index()).copied().unwrap_or_default();
        let partly = covers.iter().any(Option::is_some);
        let covers = (covered && partly).then(|| covers.into());
        MeanOp {
            mean: Mean::new(terms),
            rows: rows.into(),
            lines: lines.into(),
            offset,
            reach,
            lightest,
            covers,
        }
    }

    fn careful(&self, aggregate: &Aggregate, children: &[(NodeIndex, i128)]) -> CarefulOp {
        let child = |&(child, weight): &(NodeIndex, i128)| match self.place(child) {
            Place::Rows(row, cover) => {
                let zero = self.zeros.get(child.index()).copied().unwrap_or(Zero::Rounded);
                let (cell, weight) = (Cell::default(), float(weight));
                Some(Child { row: *row, cell, share: cell, cover: *cover, zero, weight })
            }
            _ => None,
        };
        let children: Box<[Child]> = children.iter().filter_map(child).collect();
        let total: f64 = children.iter().fold(0.0, |total, child| total + child.weight);
        let whole = children.iter().all(|child| child.cover == Cover::Presence) && total < 9e15;
        let least = aggregate.asks();
        let minimum = least
            .coverage
            .map(|share| Minimum { share: share.to_f64(), units: whole.then(|| share.units()) });
        let fewest = least.present.map(|share| Minimum { share: share.to_f64(), units: Some(share.units()) });
        let missing = match aggregate.missing {
            MissingChildren::Zero => Missing::Fill(0.0),
            MissingChildren::Score(score) => Missing::Fill(score.to_f64()),
            MissingChildren::Propagate => Missing::Propagate,
            MissingChildren::Reweight => Missing::Leave,
        };
        let method = aggregate.method.clone();
        let inverse = 1.0 / total;
        CarefulOp { method, children, missing, minimum, fewest, total, inverse, marks: self.marks }
    }

    /// Adds a step in a row of its own; `partly` says that its coverage is more than its presence.
    fn push(&mut self, at: NodeIndex, end: End, op: steps::Op, partly: bool) {
        let row = self.row();
        let covered = self.covered.get(at.index()).copied().unwrap_or_default();
        let cover = (covered && partly).then(|| self.row());
        self.put(at, Place::Rows(row, cover.map_or(Cover::Presence, Cover::Row)));
        self.steps.list.push(Step { node: at, op, row, out: Cell::default(), cover, share: None, end });
    }

    fn row(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.steps.rows += 1;
            self.steps.rows - 1
        })
    }

    fn place(&self, at: NodeIndex) -> &Place {
        self.places.get(at.index()).unwrap_or(&Place::None)
    }

    fn put(&mut self, at: NodeIndex, place: Place) {
        if let Some(held) = self.places.get_mut(at.index()) {
            *held = place;
        }
    }

    /// A parent has read a node; after the last one its rows are free.
    fn release(&mut self, at: NodeIndex) {
        let Some((count, _)) = self.parents.get_mut(at.index()) else { return };
        *count = count.saturating_sub(1);
        if *count > 0 {
            return;
        }
        if let Place::Rows(row, cover) = self.place(at).clone() {
            self.free.push(row);
            if let Cover::Row(cover) = cover {
                self.free.push(cover);
            }
        }
    }
}

/// Weights are whole numbers; beyond 53 bits they are rounded, which the bound of a mean counts.
#[expect(clippy::cast_precision_loss, reason = "the bound of a mean counts it")]
fn float(weight: i128) -> f64 {
    weight as f64
}
