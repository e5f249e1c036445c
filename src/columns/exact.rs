//! The exact evaluator beside the columns: it decides what floats cannot.

use crate::formula::{
    Datum, Formula, Inputs, NodeIndex, Op, Outcome, Placing, Score, Slot, evaluate, evaluate_leaf,
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

/// A leaf of one unit by itself: only the slots that it reads are looked up. Nothing when the node is no leaf.
pub(super) fn leaf(formula: &Formula, at: NodeIndex, datum: impl Fn(Slot) -> Datum) -> Option<Decision> {
    let node = formula.node(at)?;
    let Op::Leaf(leaf) = node.op() else { return None };
    let read = Few(leaf.slots().map(|slot| (slot, datum(slot))).collect());
    Some(Decision::of(&evaluate_leaf(leaf, node.finish(), &read)))
}

/// All nodes of one unit; these are told.
pub(super) fn nodes(formula: &Formula, data: &[Datum], nodes: &[NodeIndex]) -> Vec<Decision> {
    let outcomes = evaluate(formula, data);
    nodes.iter().filter_map(|at| outcomes.get(at.index())).map(Decision::of).collect()
}

/// What a few slots hold.
struct Few(Vec<(Slot, Datum)>);

impl Inputs for Few {
    fn datum(&self, slot: Slot) -> &Datum {
        self.0.iter().find(|(held, _)| *held == slot).map_or(&Datum::BLANK, |(_, datum)| datum)
    }
}

/// The exact score of a node of one unit, if it has one.
pub(super) fn score(formula: &Formula, data: &[Datum], at: NodeIndex) -> Option<Score> {
    evaluate(formula, data).get(at.index()).and_then(Outcome::score).copied()
}
