use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::formula::{
    Datum, Dependents, Formula, FormulaError, NodeIndex, NotScorable, Op, Outcome, Slot, evaluate,
};
use crate::number::{Fixed, Number};

use super::edit::{Edit, Step};
use super::history::History;
use super::places::Places;
use super::state::State;

/// A formula with its inputs and outcomes, kept up to date while they change.
///
/// ```
/// use renstra::formula::{Aggregate, Datum, Edge, Finish, Formula, Leaf, Method, Operand, Rule};
/// use renstra::live::Live;
/// let mut formula = Formula::builder();
/// let (roads, wells) = (formula.slot(), formula.slot());
/// let mut given = |slot| {
///     let leaf = Leaf::new(Rule::Given).actual(Operand::Slot(slot));
///     formula.leaf(uuid::Uuid::nil(), "leaf", leaf, Finish::default())
/// };
/// let edges = [Edge::new(given(roads)?, 1.into()), Edge::new(given(wells)?, 1.into())];
/// let mean = Aggregate::new(Method::Arithmetic);
/// let goal = formula.aggregate(uuid::Uuid::nil(), "goal", mean, edges, Finish::default())?;
///
/// let mut live = Live::open(formula.build(), vec![Datum::Number(60.into()), Datum::Number(80.into())]);
/// let changes = live.set(roads, Datum::Number(90.into()))?;
/// assert_eq!(changes.last().map(|change| change.at), Some(goal));
/// assert_eq!(changes.last().and_then(|change| change.difference()), Some(15.into()));
/// live.weigh(goal, edges[0].child, 3.into())?;
/// assert_eq!(live.outcome(goal).score().unwrap().rounded.to_string(), "87.5");
///
/// live.undo();
/// live.undo();
/// assert_eq!(live.outcome(goal).score().unwrap().rounded, 70.into());
/// # Ok::<(), renstra::formula::FormulaError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Live {
    pub(super) formula: Formula,
    pub(super) inputs: Vec<Datum>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) dependents: Dependents,
    /// What is known of the links of each aggregate.
    pub(super) states: Vec<State>,
    pub(super) places: Places,
    /// The nodes that have to be scored again, the lowest first; a node may stand here twice.
    pub(super) waiting: BinaryHeap<Reverse<NodeIndex>>,
    pub(super) changes: Vec<Change>,
    history: History,
}

/// A node that has come out otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The node.
    pub at: NodeIndex,
    /// What came out before.
    pub before: Outcome,
    /// What comes out now.
    pub after: Outcome,
}

impl Change {
    /// By how much the capped score has risen; none where there is a score on one side only.
    #[must_use]
    pub fn difference(&self) -> Option<Fixed> {
        self.after.score()?.capped.checked_sub(self.before.score()?.capped)
    }
}

impl Live {
    /// Opens a formula over what its slots hold; slots beyond the inputs are blank.
    #[must_use]
    pub fn open(formula: Formula, inputs: Vec<Datum>) -> Live {
        let outcomes = evaluate(&formula, &inputs);
        Live::resumed(formula, inputs, outcomes)
    }

    /// Opens a formula of which the outcomes are known.
    pub(crate) fn resumed(formula: Formula, mut inputs: Vec<Datum>, outcomes: Vec<Outcome>) -> Live {
        inputs.resize(formula.slots() as usize, Datum::BLANK);
        let mut live = Live {
            formula,
            inputs,
            outcomes,
            dependents: Dependents::default(),
            states: Vec::new(),
            places: Places::default(),
            waiting: BinaryHeap::new(),
            changes: Vec::new(),
            history: History::default(),
        };
        live.lay_out();
        live
    }

    /// Finds out who depends on whom and what each aggregate knows, from the outcomes as they stand.
    pub(super) fn lay_out(&mut self) {
        self.dependents = Dependents::of(&self.formula);
        self.places = Places::of(&self.formula, &self.dependents);
        self.states.clear();
        for node in self.formula.nodes() {
            if let Op::Aggregate(aggregate) = node.op() {
                self.states.push(State::of(&self.formula, aggregate, &self.outcomes));
            }
        }
    }

    /// The formula as it stands.
    #[must_use]
    pub fn formula(&self) -> &Formula {
        &self.formula
    }

    /// What its slots hold.
    #[must_use]
    pub fn inputs(&self) -> &[Datum] {
        &self.inputs
    }

    /// The outcomes, by node: those of a fresh evaluation, to the last bit.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The outcome of a node; *nothing present* where there is no such node.
    #[must_use]
    pub fn outcome(&self, at: NodeIndex) -> &Outcome {
        const NOWHERE: &Outcome = &Outcome::NotScorable(NotScorable::NothingPresent);
        self.outcomes.get(at.index()).unwrap_or(NOWHERE)
    }

    /// What the last edit or undo has moved, children before parents.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Puts another value into a slot, and tells what has moved.
    ///
    /// # Errors
    /// There is no such slot.
    pub fn set(&mut self, slot: Slot, value: impl Into<Datum>) -> Result<&[Change], FormulaError> {
        self.apply([Edit::Value(slot, value.into())])
    }

    /// Gives a link another weight, and tells what has moved.
    ///
    /// # Errors
    /// There is no such link, or the weight is negative or too far from its siblings'.
    pub fn weigh(
        &mut self,
        parent: NodeIndex,
        child: NodeIndex,
        weight: Number,
    ) -> Result<&[Change], FormulaError> {
        self.apply([Edit::Weight { parent, child, weight }])
    }

    /// Makes several changes as one, scores what stands above them once, and tells what has moved.
    ///
    /// # Errors
    /// The first change that cannot be made. Nothing has changed then.
    pub fn apply(&mut self, edits: impl IntoIterator<Item = Edit>) -> Result<&[Change], FormulaError> {
        self.changes.clear();
        let mut done = 0;
        for edit in edits {
            if let Err(error) = self.edit(edit, &mut done) {
                self.take_back(done);
                self.settle();
                self.changes.clear();
                return Err(error);
            }
        }
        self.history.end(done);
        self.settle();
        Ok(&self.changes)
    }

    /// Takes the last edit back, and tells what has moved; none when there is nothing to undo. The last 65,536
    /// changes are kept.
    pub fn undo(&mut self) -> Option<&[Change]> {
        let steps = self.history.last()?;
        self.changes.clear();
        self.take_back(steps);
        self.settle();
        Some(&self.changes)
    }

    /// How many edits can be undone.
    #[must_use]
    pub fn undoable(&self) -> usize {
        self.history.edits()
    }

    fn edit(&mut self, edit: Edit, done: &mut usize) -> Result<(), FormulaError> {
        let step = match edit {
            Edit::Weight { parent, child, weight } => self.links(parent, child, weight),
            Edit::Value(slot, value) => Step::Value(slot, value),
            Edit::Leaf(at, leaf) => Step::Leaf(at, leaf),
            Edit::Finish(at, finish) => Step::Finish(at, finish),
            Edit::Aggregate(at, to) => Step::Aggregate(at, to),
        };
        let back = self.step(step)?;
        self.history.push(back);
        *done += 1;
        Ok(())
    }

    /// The same weight for all links from a parent to a child; there is hardly ever more than one.
    fn links(&self, parent: NodeIndex, child: NodeIndex, weight: Number) -> Step {
        let links = self.dependents.above(child).iter().filter(|above| above.parent == parent);
        let mut links = links.map(|above| above.edge);
        match (links.next(), links.next()) {
            (Some(edge), None) => Step::Weight { parent, edge, weight },
            (first, second) => {
                let all = first.into_iter().chain(second).chain(links);
                Step::Weights(parent, all.map(|edge| (edge, weight)).collect())
            }
        }
    }

    fn take_back(&mut self, steps: usize) {
        for _ in 0..steps {
            // What was there before can be again.
            let Some(Ok(_)) = self.history.pop().map(|step| self.step(step)) else { return };
        }
    }
}
