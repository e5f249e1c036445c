use crate::formula::{Explanation, NodeIndex, Outcome, Score};
use crate::live::Live;
use crate::plan::{Element, Indicator, Observations, Plan};
use crate::policy::Policy;

use super::compile::{Asked, CompileError, Compiled, compile_and_score};

/// Every element and indicator of a plan with its score, or the reason why it has none.
///
/// ```
/// use renstra::plan::{Draft, Measure, Mission, Node};
/// use renstra::policy::Policy;
/// use renstra::score::{Asked, Scorecard};
///
/// let poverty = Measure::new("poverty rate").unit("%").lower_is_better().target(2024, "6.81").actual(2024, "7.31");
/// let plan = Draft::new("SOLOK", "a regency")
///     .with(Node::<Mission>::new("M4", "an economy of its villages").measured(poverty))
///     .check()?;
/// let asked = Asked::about("2024".parse()?);
/// let card = Scorecard::of(&plan, &Policy::new("default", "as published"), plan.observations(), asked)?;
/// let score = card.element(plan.find("M4").unwrap()).score().unwrap();
/// assert_eq!(score.rounded.to_string(), "92.66");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scorecard {
    plan: Plan,
    policy: Policy,
    asked: Asked,
    compiled: Compiled,
    outcomes: Vec<Outcome>,
    observations: Observations,
    made: Made,
}

/// Whether a scorecard is what its plan, policy and observations give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// It is.
    Afresh,
    /// Values or weights were changed in a scenario.
    Changed,
}

/// One line of a scorecard.
#[derive(Clone, Copy, Debug)]
pub struct Line<'c> {
    outcome: &'c Outcome,
}

impl<'c> Line<'c> {
    /// The line of an outcome; of nothing where the plan that was scored has no such node.
    pub(super) fn of(outcome: Option<&'c Outcome>) -> Line<'c> {
        const NOWHERE: &Outcome = &Outcome::NotScorable(crate::formula::NotScorable::NothingPresent);
        Line { outcome: outcome.unwrap_or(NOWHERE) }
    }

    /// The score or the reason.
    #[must_use]
    pub fn outcome(self) -> &'c Outcome {
        self.outcome
    }

    /// The score, where there is one.
    #[must_use]
    pub fn score(self) -> Option<&'c Score> {
        self.outcome.score()
    }
}

impl Scorecard {
    /// Scores a plan under a policy with these observations.
    ///
    /// # Errors
    /// See [`compile`](fn@super::compile).
    pub fn of(
        plan: &Plan,
        policy: &Policy,
        observations: &Observations,
        asked: Asked,
    ) -> Result<Scorecard, CompileError> {
        let (compiled, outcomes) = compile_and_score(plan, policy, observations, asked)?;
        let (plan, policy, observations) = (plan.clone(), policy.clone(), observations.clone());
        Ok(Scorecard { plan, policy, asked, compiled, outcomes, observations, made: Made::Afresh })
    }

    /// The plan that was scored.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The policy that it was scored by.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What was measured.
    #[must_use]
    pub fn observations(&self) -> &Observations {
        &self.observations
    }

    /// The band in which an element's score falls, by its label.
    #[must_use]
    pub fn band<K>(&self, element: Element<'_, K>) -> Option<&str> {
        let node = self.compiled.formula().node(self.compiled.node_of(element)?)?;
        let label = node.finish().bands.as_ref()?.label(self.element(element).score()?.placing)?;
        Some(label)
    }

    /// The same plan, scored otherwise.
    pub(super) fn replaced(
        &self,
        policy: &Policy,
        observations: Option<&Observations>,
        (compiled, outcomes): (Compiled, Vec<Outcome>),
        made: Made,
    ) -> Scorecard {
        let observations = observations.unwrap_or(&self.observations).clone();
        let (plan, policy, asked) = (self.plan.clone(), policy.clone(), self.asked);
        Scorecard { plan, policy, asked, compiled, outcomes, observations, made }
    }

    /// Whether it is what its plan, policy and observations give.
    pub(super) fn made(&self) -> Made {
        self.made
    }

    /// The formula, held open to be changed.
    pub(super) fn open_formula(&self) -> Live {
        let (formula, inputs) = (self.compiled.formula().clone(), self.compiled.inputs().to_vec());
        Live::resumed(formula, inputs, self.outcomes.clone())
    }

    /// What was asked.
    #[must_use]
    pub fn asked(&self) -> Asked {
        self.asked
    }

    /// The formula with its inputs.
    #[must_use]
    pub fn compiled(&self) -> &Compiled {
        &self.compiled
    }

    /// The outcomes of the formula's nodes, by node.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// An element's line. The element is one of the plan that was scored.
    #[must_use]
    pub fn element<K>(&self, element: Element<'_, K>) -> Line<'_> {
        self.line(self.compiled.elements.get(element.position() as usize).map_or(0, |node| node.index()))
    }

    /// An indicator's line. The indicator is one of the plan that was scored.
    #[must_use]
    pub fn indicator(&self, indicator: Indicator<'_>) -> Line<'_> {
        self.line(self.compiled.indicators.get(indicator.position() as usize).map_or(0, |node| node.index()))
    }

    /// How an element's score came about.
    #[must_use]
    pub fn explain<K>(&self, element: Element<'_, K>) -> Option<Explanation> {
        self.explain_node(self.compiled.node_of(element)?)
    }

    /// How an indicator's score came about.
    #[must_use]
    pub fn explain_indicator(&self, indicator: Indicator<'_>) -> Option<Explanation> {
        self.explain_node(self.compiled.node_of_indicator(indicator)?)
    }

    fn explain_node(&self, at: NodeIndex) -> Option<Explanation> {
        let how = Explanation::new(self.compiled.formula(), self.compiled.inputs(), &self.outcomes, at)?;
        Some(how.under(&self.policy))
    }

    fn line(&self, node: usize) -> Line<'_> {
        Line::of(self.outcomes.get(node))
    }
}
