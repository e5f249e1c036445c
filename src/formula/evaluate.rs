//! The definition of a score.

use crate::number::Fixed;

use super::build::Graph;
use super::children::Children;
use super::{
    Aggregate, Finish, Formula, FormulaBuilder, Inputs, Leaf, Node, NotScorable, Op, Outcome, Warning, apply,
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
    evaluate_rest(formula.graph(), inputs, &mut outcomes);
    outcomes
}

/// Scores the nodes of a formula that is still being built, from the first one that has no outcome yet. A large formula
/// that is scored while it grows is scored where it lies at hand.
pub(crate) fn evaluate_added<I: Inputs + ?Sized>(
    builder: &FormulaBuilder,
    inputs: &I,
    outcomes: &mut Vec<Outcome>,
) {
    evaluate_rest(builder.graph(), inputs, outcomes);
}

fn evaluate_rest<I: Inputs + ?Sized>(graph: Graph<'_>, inputs: &I, outcomes: &mut Vec<Outcome>) {
    for node in graph.nodes().get(outcomes.len()..).unwrap_or_default() {
        let outcome = one(graph, node, inputs, outcomes);
        outcomes.push(outcome);
    }
}

/// Scores one node from the outcomes of those before it. With it, a change is followed upwards without
/// scoring the rest again.
pub fn evaluate_node<I: Inputs + ?Sized>(
    formula: &Formula,
    node: &Node,
    inputs: &I,
    before: &[Outcome],
) -> Outcome {
    one(formula.graph(), node, inputs, before)
}

fn one<I: Inputs + ?Sized>(graph: Graph<'_>, node: &Node, inputs: &I, before: &[Outcome]) -> Outcome {
    let raw = match node.op() {
        Op::Leaf(leaf) => return evaluate_leaf(leaf, node.finish(), inputs),
        Op::Aggregate(aggregate) => {
            children(graph, aggregate, before).and_then(|children| children.roll_up(aggregate))
        }
        Op::Never(reason) => Err((**reason).clone()),
    };
    Outcome::ended(node.finish(), raw)
}

/// Scores one leaf by itself.
pub fn evaluate_leaf<I: Inputs + ?Sized>(leaf: &Leaf, finish: &Finish, inputs: &I) -> Outcome {
    let raw = apply::leaf(leaf, inputs).map(|(raw, warnings)| {
        // A score that stands in for a missing value is no presence: missing is not zero.
        let absent = warnings.has(Warning::Filled) || warnings.has(Warning::Imputed);
        (raw, if absent { Fixed::ZERO } else { Fixed::ONE }, warnings)
    });
    Outcome::ended(finish, raw)
}

/// Sorts out what each child does to its parent.
pub(super) fn children(
    graph: Graph<'_>,
    aggregate: &Aggregate,
    before: &[Outcome],
) -> Result<Children, NotScorable> {
    let links = graph.links(aggregate);
    let mut children = Children::with_room_for(links.len());
    for (edge, weight) in links {
        let outcome = before.get(edge.child.index()).ok_or(NotScorable::NothingPresent)?;
        let carried = outcome.carried(graph.carry(edge.child));
        children.take(aggregate, (edge.child, weight, edge.hinders), carried)?;
    }
    Ok(children)
}
