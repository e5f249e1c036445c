//! Every number explains itself: the steps that lead to it, down to its inputs.

pub(crate) mod equation;
mod json;
mod terms;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use crate::number::{Fixed, Number};

use super::children::{Child, Children};
use super::contribution::parts;
use super::evaluate::evaluate_leaf;
use super::gather::read_leaf;
use super::{
    Aggregate, Datum, Edge, Finish, Formula, Inputs, Leaf, Node, NodeIndex, NotScorable, OnMissing, Op,
    Operand, Outcome, Slot,
};

/// How one number came about: a tree of steps, held flat, children before parents, the number itself last.
///
/// A node that several parents share is explained once. Nothing is needed but the steps to get the number
/// again: see [`reevaluate`](Explanation::reevaluate).
///
/// ```
/// use renstra::finding::Lang;
/// use renstra::formula::{Datum, Explanation, Finish, Formula, Leaf, Operand, Rule, evaluate};
/// use renstra::number::Number;
/// let mut formula = Formula::builder();
/// let (a, t) = (formula.slot(), formula.slot());
/// let leaf = Leaf::new(Rule::Ratio).actual(Operand::Slot(a)).target(Operand::Slot(t));
/// let at = formula.leaf(uuid::Uuid::nil(), "1.1", leaf, Finish::default())?;
/// let formula = formula.build();
/// let data = vec![Datum::from(Number::from(9)), Number::from(11).into()];
/// let outcomes = evaluate(&formula, &data);
/// let explanation = Explanation::new(&formula, &data, &outcomes, at).unwrap();
/// assert_eq!(explanation.reevaluate(), outcomes[0]);
/// assert!(explanation.text(Lang::Id).contains("81,82"));
/// # Ok::<(), renstra::formula::FormulaError>(())
/// ```
///
/// # As JSON
///
/// An explanation serialises to one object that holds all that is needed to compute it again, in any language: `steps`,
/// which refer to each other by their place, `finishes`, to which they refer by place, and the `policy` where one was
/// named. Figures are texts with a decimal point.
///
/// | of a step | what |
/// |---|---|
/// | `id`, `label` | the element or indicator |
/// | `score` | `raw` (the true value correctly rounded to 15 places, a tie to the even one), `capped`, `rounded`, `band`, `coverage`, `warnings` |
/// | `not_scorable` | else: `code` and `message` |
/// | `finish` | which of the `finishes` |
/// | `rule`, `equation`, `better` | of an indicator: the rule's code, its equation in words, which way is better; none of them where it was never scored |
/// | `parameters`, `axis`, `guards` | what the rule was given, the transforms of the axis (in words: `transforms`), and what happens where the equation has no meaning, each as in the [file of a policy](crate::policy::Policy::from_json); a guard that is not told says *not scorable*, and `missing` has the `value` that stands in |
/// | `actual`, `target`, `baseline` | what the rule took: `7.5`, `17 / 20` (times what stands before it: `100 × 17 / 20`), `80–90`, `≥ 30`, `≤ 5`, `2025-08-17`, `yes`, `` `WTP` `` |
/// | `absent` | why there is no `actual`: `not-due`, `not-reported`, `not-held`, `not-concerned`, `suppressed` or `blank`; what is not concerned leaves its parent, and no guard replaces it |
/// | `periods` | where there are several: each `actual` and `target`, and `by` what they become one value: `sum`, `average`, `last`, `maximum`, `minimum`; a period without an actual leaves both |
/// | `method` | of an element: how the scores of its `children` become one; with the `exponent` of a power mean and the `rows` of a table |
/// | `missing`, `min_coverage`, `min_present` | what a child without a score does, and what has to be present |
/// | `children` | each with its `step`, its `weight`, whether it `hinders` and is kept out, and its `contribution` (none where it was left out) |
/// | `rest` | what no child accounts for |
///
/// One of the `finishes` has a `cap` (`low`, `high`), the `rounding` (`mode`, `digits`), the `stage` on which `bands` are
/// read (the `rounded` score, or the `unrounded` capped one), the `bands` (each begins `from` a score or `over` it, within
/// `low` and `high`), and what is `carry`-ed into the mean above: the `raw`, `capped` or `rounded` score.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    steps: Vec<Step>,
    policy: Option<Under>,
}

/// The policy under which a number came about, as an explanation names it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Under {
    /// The policy's id.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Where it comes from; empty where it does not say.
    pub source: Box<str>,
}

/// One step: a node, how its score is made, and what came out.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// The element.
    pub id: Uuid,
    /// What it is called.
    pub label: Arc<str>,
    /// How its raw score is made.
    pub how: How,
    /// How its score ends.
    pub finish: Finish,
    /// What came out.
    pub outcome: Outcome,
}

/// How a raw score is made.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum How {
    /// By a rule, from what was read.
    Rule {
        /// The rule with its parameters and guards; its operands are slots of `data`.
        leaf: Box<Leaf>,
        /// Everything that it reads, period by period where there are several.
        data: Vec<Datum>,
        /// Actual, target and baseline as the rule took them, a series made one value; none where that failed.
        read: Option<Box<[Datum; 3]>>,
    },
    /// By a method, from children.
    Method {
        /// The method, with what it does to gaps.
        aggregate: Aggregate,
        /// The children, those left out too.
        links: Vec<Link>,
        /// What no child accounts for; zero for every mean.
        rest: Fixed,
    },
    /// Not at all, for this reason.
    Never(NotScorable),
}

/// A child in an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// The child's place among the steps.
    pub step: NodeIndex,
    /// The child's place in the formula.
    pub node: NodeIndex,
    /// Its weight, as it was given.
    pub weight: Number,
    /// Whether it hinders and is kept out.
    pub hinders: bool,
    /// The weight on the scale of its siblings.
    units: i128,
    /// What it contributes to the parent's raw score; `None` when it was left out.
    pub contribution: Option<Fixed>,
}

impl Explanation {
    /// Explains one node; `None` when the formula has no such node.
    #[must_use]
    pub fn new<I: Inputs + ?Sized>(
        formula: &Formula,
        inputs: &I,
        outcomes: &[Outcome],
        at: NodeIndex,
    ) -> Option<Explanation> {
        formula.node(at)?;
        let below = reached(formula, at);
        let mut places = BTreeMap::new();
        let mut steps: Vec<Step> = Vec::with_capacity(below.len());
        for at in below {
            let (node, outcome) = (formula.node(at)?, outcomes.get(at.index())?);
            let how = match node.op() {
                Op::Leaf(leaf) => How::of_leaf(leaf, inputs),
                Op::Aggregate(aggregate) => of_aggregate((formula, aggregate), &places, &steps, outcome)?,
                Op::Never(reason) => How::Never((**reason).clone()),
            };
            places.insert(at, NodeIndex(u32::try_from(steps.len()).ok()?));
            steps.push(Step::new(node, how, outcome));
        }
        Some(Explanation { steps, policy: None })
    }

    /// Names the policy under which the number came about.
    #[must_use]
    pub fn under(mut self, policy: &crate::policy::Policy) -> Explanation {
        self.policy = Some(Under {
            id: policy.id().into(),
            title: policy.title().into(),
            source: policy.source_text().into(),
        });
        self
    }

    /// The policy under which the number came about, where it was named.
    #[must_use]
    pub fn policy(&self) -> Option<&Under> {
        self.policy.as_ref()
    }

    /// The steps, children before parents; the number itself last.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The last step: the number that is explained.
    #[must_use]
    pub fn root(&self) -> Option<&Step> {
        self.steps.last()
    }

    /// A child's step.
    #[must_use]
    pub fn step(&self, at: NodeIndex) -> Option<&Step> {
        self.steps.get(at.index())
    }

    /// The outcome again, from nothing but the steps: what was read, the rules, the weights.
    #[must_use]
    pub fn reevaluate(&self) -> Outcome {
        let mut outcomes: Vec<Outcome> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let outcome = step.again(&self.steps, &outcomes);
            outcomes.push(outcome);
        }
        outcomes.pop().unwrap_or(Outcome::NotScorable(NotScorable::NothingPresent))
    }
}

/// The node and all below it, children before parents.
fn reached(formula: &Formula, root: NodeIndex) -> Vec<NodeIndex> {
    let mut wanted = vec![false; root.index() + 1];
    let mut found = Vec::new();
    if let Some(last) = wanted.last_mut() {
        *last = true;
    }
    // Children stand before their parents: one walk down the list meets every parent first.
    for index in (0..=root.0).rev().map(NodeIndex) {
        if wanted.get(index.index()) != Some(&true) {
            continue;
        }
        found.push(index);
        if let Some(Op::Aggregate(aggregate)) = formula.node(index).map(Node::op) {
            for edge in formula.children(aggregate) {
                if let Some(child) = wanted.get_mut(edge.child.index()) {
                    *child = true;
                }
            }
        }
    }
    found.reverse();
    found
}

impl Step {
    fn new(node: &Node, how: How, outcome: &Outcome) -> Step {
        Step {
            id: node.id(),
            label: node.label().into(),
            how,
            finish: node.finish().clone(),
            outcome: outcome.clone(),
        }
    }

    fn again(&self, steps: &[Step], outcomes: &[Outcome]) -> Outcome {
        let raw = match &self.how {
            How::Rule { leaf, data, .. } => return evaluate_leaf(leaf, &self.finish, data),
            How::Method { aggregate, links, .. } => children(aggregate, links, steps, |at| outcomes.get(at))
                .and_then(|children| children.roll_up(aggregate)),
            How::Never(reason) => Err(reason.clone()),
        };
        Outcome::ended(&self.finish, raw)
    }
}

/// Children sorted out again, from steps.
fn children<'a>(
    aggregate: &Aggregate,
    links: &[Link],
    steps: &[Step],
    outcome: impl Fn(usize) -> Option<&'a Outcome>,
) -> Result<Children, NotScorable> {
    let mut children = Children::default();
    for link in links {
        let place = link.step.index();
        let (Some(step), Some(outcome)) = (steps.get(place), outcome(place)) else {
            return Err(NotScorable::NothingPresent);
        };
        children.take(
            aggregate,
            (link.node, link.units, link.hinders),
            outcome.carried(step.finish.carry),
        )?;
    }
    Ok(children)
}

impl How {
    fn of_leaf<I: Inputs + ?Sized>(leaf: &Leaf, inputs: &I) -> How {
        let mut data = Vec::new();
        let mut leaf = leaf.clone();
        for operand in [&mut leaf.actual, &mut leaf.target, &mut leaf.baseline] {
            hold(operand, inputs, &mut data);
        }
        if let OnMissing::Impute(operand) = &leaf.guards.missing {
            let mut operand = operand.clone();
            hold(&mut operand, inputs, &mut data);
            leaf = leaf.missing(OnMissing::Impute(operand));
        }
        let read = read_leaf(&leaf, &data).ok().map(Box::new);
        How::Rule { leaf: Box::new(leaf), data, read }
    }
}

/// Lets an operand read from a copy of what it reads from `inputs`.
fn hold<I: Inputs + ?Sized>(operand: &mut Operand, inputs: &I, data: &mut Vec<Datum>) {
    let slots = match operand {
        Operand::Absent | Operand::Const(_) => return,
        Operand::Slot(slot) => slot.0..slot.0.saturating_add(1),
        Operand::Series(range) => range.clone(),
    };
    let start = u32::try_from(data.len()).unwrap_or(u32::MAX);
    let held = start..start.saturating_add(u32::try_from(slots.len()).unwrap_or(u32::MAX));
    data.extend(slots.map(|slot| inputs.datum(Slot(slot)).clone()));
    *operand = match operand {
        Operand::Slot(_) => Operand::Slot(Slot(start)),
        _ => Operand::Series(held),
    };
}

fn of_aggregate(
    (formula, aggregate): (&Formula, &Aggregate),
    places: &BTreeMap<NodeIndex, NodeIndex>,
    steps: &[Step],
    outcome: &Outcome,
) -> Option<How> {
    let link = |(edge, &units): (&Edge, &i128)| {
        let step = *places.get(&edge.child)?;
        Some(Link {
            step,
            node: edge.child,
            weight: edge.weight,
            hinders: edge.hinders,
            units,
            contribution: None,
        })
    };
    let edges = formula.children(aggregate).iter().zip(formula.weights(aggregate));
    let mut links: Vec<Link> = edges.map(link).collect::<Option<_>>()?;
    let mut rest = Fixed::ZERO;
    if let Some(score) = outcome.score() {
        let outcome = |at: usize| steps.get(at).map(|step| &step.outcome);
        let counted = children(aggregate, &links, steps, outcome).ok()?.counted;
        let id = |child: &Child| formula.node(child.at).map(Node::id).unwrap_or_default();
        let found = parts(&aggregate.method, &counted, id, score.raw)?;
        rest = found.rest;
        let mut amounts = found.parts.iter().peekable();
        // Links and parts stand in the same order; a link that was left out has no part.
        for link in &mut links {
            if let Some(part) = amounts.next_if(|part| part.child == link.node && !link.hinders) {
                link.contribution = Some(part.amount);
            }
        }
    }
    Some(How::Method { aggregate: aggregate.clone(), links, rest })
}
