//! The exact evaluator beside the columns: it decides what floats cannot.

use crate::formula::{
    Datum, Formula, Inputs, Leaf, NodeIndex, Op, Outcome, Placing, Score, Slot, evaluate, evaluate_leaf,
};

use super::table::NOT_CONCERNED;

/// What the exact evaluator says of a node of one unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decision {
    /// The score before its cap.
    pub(super) raw: f64,
    pub(super) rounded: f64,
    pub(super) coverage: f64,
    pub(super) place: Placing,
}

impl Decision {
    /// No score.
    pub(super) const NONE: Decision =
        Decision { raw: f64::NAN, rounded: f64::NAN, coverage: 0.0, place: Placing::NoBands };

    /// Those of these nodes.
    pub(super) fn each(outcomes: &[Outcome], nodes: &[NodeIndex]) -> Vec<Decision> {
        nodes.iter().filter_map(|at| outcomes.get(at.index())).map(Decision::of).collect()
    }

    fn of(outcome: &Outcome) -> Decision {
        match outcome {
            Outcome::Scored(score) => Decision {
                raw: score.raw.to_f64(),
                rounded: score.rounded.to_f64(),
                coverage: score.coverage.to_f64(),
                place: score.placing,
            },
            Outcome::NotScorable(reason) => {
                let none = if reason.is_not_concerned() { NOT_CONCERNED } else { f64::NAN };
                Decision { raw: none, ..Decision::NONE }
            }
        }
    }
}

/// So many units at most are evaluated side by side.
pub(super) const AT_ONCE: usize = 16;

/// What is said of these nodes of each of these units, with all below them.
pub(super) type Beneath<'b> = dyn FnMut(&[usize], &[NodeIndex]) -> Vec<Vec<Decision>> + 'b;

/// How the exact evaluator decides on a step.
pub(super) enum Judge<'j> {
    /// A leaf by itself, from what its slots hold for a unit.
    Leaf(&'j dyn Fn(Slot, usize) -> Datum),
    /// Another node, from all below it.
    Beneath(&'j mut Beneath<'j>),
}

impl Judge<'_> {
    /// What it says of a node of these units.
    pub(super) fn of(&mut self, formula: &Formula, at: NodeIndex, units: &[usize]) -> Vec<Decision> {
        match self {
            Judge::Leaf(datum) => {
                let one = |unit: &usize| leaf(formula, at, |slot| datum(slot, *unit));
                units.iter().map(|unit| one(unit).unwrap_or(Decision::NONE)).collect()
            }
            Judge::Beneath(nodes) => {
                let some = units.chunks(AT_ONCE).flat_map(|units| nodes(units, &[at]));
                some.map(|decisions| decisions.first().copied().unwrap_or(Decision::NONE)).collect()
            }
        }
    }
}

/// A leaf of one unit by itself: only the slots that it reads are looked up. Nothing when the node is no leaf.
pub(super) fn leaf(formula: &Formula, at: NodeIndex, datum: impl Fn(Slot) -> Datum) -> Option<Decision> {
    let node = formula.node(at)?;
    let Op::Leaf(leaf) = node.op() else { return None };
    Some(Decision::of(&evaluate_leaf(leaf, node.finish(), &Few::of(leaf, datum))))
}

/// All nodes of one unit; these are told.
pub(super) fn nodes(formula: &Formula, data: &[Datum], nodes: &[NodeIndex]) -> Vec<Decision> {
    Decision::each(&evaluate(formula, data), nodes)
}

/// What a few slots hold.
#[derive(Default)]
pub(super) struct Few(Vec<(Slot, Datum)>);

impl Few {
    /// Those that a leaf reads.
    pub(super) fn of(leaf: &Leaf, datum: impl Fn(Slot) -> Datum) -> Few {
        Few(leaf.slots().map(|slot| (slot, datum(slot))).collect())
    }
}

impl Inputs for Few {
    fn datum(&self, slot: Slot) -> &Datum {
        self.0.iter().find(|(held, _)| *held == slot).map_or(&Datum::BLANK, |(_, datum)| datum)
    }
}

/// The exact score of a node of one unit, if it has one.
pub(super) fn score(formula: &Formula, data: &[Datum], at: NodeIndex) -> Option<Score> {
    evaluate(formula, data).get(at.index()).and_then(Outcome::score).copied()
}
