//! The definition of a score.

use crate::number::{Exact, Fixed, weighted_mean};

use super::combine::{Child, combine};
use super::place::end;
use super::{
    Aggregate, Finish, Formula, Inputs, Leaf, MissingChildren, Node, NodeIndex, NotScorable, Op, Outcome,
    Warning, Warnings, apply,
};

/// Scores every node, in the order of [`Formula::nodes`].
///
/// Each node is its true value correctly rounded, half to even, to 15 places; so the outcome depends neither
/// on the order in which children were written nor on the platform.
///
/// ```
/// use renstra::formula::{Datum, Finish, Formula, Leaf, Operand, Rule, evaluate};
/// use renstra::number::Number;
/// let mut formula = Formula::builder();
/// let (actual, target) = (formula.slot(), formula.slot());
/// let leaf = Leaf::new(Rule::Ratio).actual(Operand::Slot(actual)).target(Operand::Slot(target));
/// formula.leaf(uuid::Uuid::nil(), "1.1", leaf, Finish::default())?;
/// let outcomes = evaluate(&formula.build(), &vec![Datum::from(Number::from(9)), Number::from(11).into()]);
/// assert_eq!(outcomes[0].score().unwrap().rounded.to_string(), "81.82");
/// # Ok::<(), renstra::formula::FormulaError>(())
/// ```
pub fn evaluate<I: Inputs + ?Sized>(formula: &Formula, inputs: &I) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(formula.nodes().len());
    for node in formula.nodes() {
        let outcome = evaluate_node(formula, node, inputs, &outcomes);
        outcomes.push(outcome);
    }
    outcomes
}

/// Scores one node from the outcomes of those before it. With it, a change is followed upwards without
/// scoring the rest again.
pub fn evaluate_node<I: Inputs + ?Sized>(
    formula: &Formula,
    node: &Node,
    inputs: &I,
    before: &[Outcome],
) -> Outcome {
    let raw = match node.op() {
        Op::Leaf(leaf) => return evaluate_leaf(leaf, node.finish(), inputs),
        Op::Aggregate(aggregate) => {
            children(formula, aggregate, before).and_then(|children| roll_up(aggregate, &children))
        }
        Op::Never(reason) => Err(reason.clone()),
    };
    match raw {
        Ok((raw, coverage, warnings)) => Outcome::Scored(end(node.finish(), raw, coverage, warnings)),
        Err(reason) => Outcome::NotScorable(reason),
    }
}

/// Scores one leaf by itself.
pub fn evaluate_leaf<I: Inputs + ?Sized>(leaf: &Leaf, finish: &Finish, inputs: &I) -> Outcome {
    match apply::leaf(leaf, inputs) {
        Ok((raw, warnings)) => {
            // A score that stands in for a missing value is no presence: missing is not zero.
            let absent = warnings.has(Warning::Filled) || warnings.has(Warning::Imputed);
            let coverage = if absent { Fixed::ZERO } else { Fixed::ONE };
            Outcome::Scored(end(finish, raw, coverage, warnings))
        }
        Err(reason) => Outcome::NotScorable(reason),
    }
}

/// An aggregate's children, sorted out.
#[derive(Clone, Debug, Default)]
pub(super) struct Children {
    /// Those that count, with the score that goes up.
    pub(super) counted: Vec<Child>,
    /// The coverage and weight of all that concern the parent.
    coverage: (Vec<Fixed>, Vec<i128>),
    /// How many have a score of their own.
    present: usize,
    /// How many do not concern it.
    not_concerned: usize,
    warnings: Warnings,
}

/// Sorts out what each child does to its parent.
pub(super) fn children(
    formula: &Formula,
    aggregate: &Aggregate,
    before: &[Outcome],
) -> Result<Children, NotScorable> {
    let mut children = Children::default();
    for (edge, &weight) in formula.children(aggregate).iter().zip(formula.weights(aggregate)) {
        let outcome = before.get(edge.child.index()).ok_or(NotScorable::NothingPresent)?;
        let carry = formula.node(edge.child).map(|node| node.finish().carry).unwrap_or_default();
        children.take(aggregate, (edge.child, weight, edge.hinders), outcome.carried(carry))?;
    }
    Ok(children)
}

impl Children {
    /// Takes a link: a hindering one is only noted, a weight of zero is absence.
    pub(super) fn take(
        &mut self,
        aggregate: &Aggregate,
        (at, weight, hinders): (NodeIndex, i128, bool),
        outcome: Result<(Fixed, Fixed), &NotScorable>,
    ) -> Result<(), NotScorable> {
        if hinders {
            self.warnings = self.warnings.with(Warning::NegativeLinks);
            return Ok(());
        }
        if weight == 0 {
            return Ok(());
        }
        self.add(aggregate.missing, (at, weight), outcome)
    }

    /// Adds a child: its score and coverage, or the reason why it has none.
    fn add(
        &mut self,
        missing: MissingChildren,
        (at, weight): (NodeIndex, i128),
        outcome: Result<(Fixed, Fixed), &NotScorable>,
    ) -> Result<(), NotScorable> {
        let (score, coverage) = match outcome {
            Ok((score, coverage)) => {
                self.present += 1;
                (Some(score), coverage)
            }
            Err(reason) if reason.is_not_concerned() => {
                self.not_concerned += 1;
                return Ok(());
            }
            Err(_) => (fill(missing, at)?, Fixed::ZERO),
        };
        if outcome.is_err() {
            let warning = if score.is_some() { Warning::Filled } else { Warning::Reweighted };
            self.warnings = self.warnings.with(warning);
        }
        self.coverage.0.push(coverage);
        self.coverage.1.push(weight);
        if let Some(score) = score {
            self.counted.push(Child { at, score, weight });
        }
        Ok(())
    }

    /// The share of the children, by their number, that have a score of their own.
    fn present(&self) -> Option<Fixed> {
        let [present, all] = [self.present, self.coverage.0.len()].map(i128::try_from);
        Exact::ratio(present.ok()?, all.ok()?)?.to_fixed()
    }

    /// The share of weight that is present below.
    pub(super) fn coverage(&self) -> Result<Fixed, NotScorable> {
        let (shares, weights) = &self.coverage;
        if shares.is_empty() {
            let left = self.not_concerned > 0;
            return Err(if left { NotScorable::NotConcerned } else { NotScorable::NothingPresent });
        }
        if shares.iter().all(|share| *share == Fixed::ONE) {
            return Ok(Fixed::ONE);
        }
        weighted_mean(shares, weights).ok_or(NotScorable::OutOfRange)
    }
}

/// The score with which a child counts that has none of its own; `None` when it leaves.
fn fill(missing: MissingChildren, at: NodeIndex) -> Result<Option<Fixed>, NotScorable> {
    match missing {
        MissingChildren::Reweight => Ok(None),
        MissingChildren::Zero => Ok(Some(Fixed::ZERO)),
        MissingChildren::Score(score) => {
            Exact::from(score).to_fixed().map(Some).ok_or(NotScorable::OutOfRange)
        }
        MissingChildren::Propagate => Err(NotScorable::Child(at)),
    }
}

/// The raw score, coverage and warnings of an aggregate.
pub(super) fn roll_up(
    aggregate: &Aggregate,
    children: &Children,
) -> Result<(Fixed, Fixed, Warnings), NotScorable> {
    let coverage = children.coverage()?;
    if let Some(minimum) = aggregate.min_coverage.filter(|minimum| coverage < *minimum) {
        return Err(NotScorable::Insufficient { coverage, minimum });
    }
    if let Some(minimum) = aggregate.min_present {
        let present = children.present().ok_or(NotScorable::OutOfRange)?;
        if present < minimum {
            return Err(NotScorable::TooFew { present, minimum });
        }
    }
    let raw = combine(&aggregate.method, &children.counted)?;
    Ok((raw, coverage, children.warnings))
}
