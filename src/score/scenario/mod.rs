//! Scenarios over one plan: other values, weights, budgets or another policy, side by side.

mod output;

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::formula::{FormulaError, evaluate};
use crate::number::{Currency, Fixed, Number};
use crate::plan::{Element, Indicator, IndicatorId, Observations, Stage};
use crate::policy::Policy;

use super::card::{Made, Scorecard};
use super::compile::{CompileError, Compiled, compile};
use super::money::Totals;
use super::place::Put;

/// What is otherwise in a scenario. What it does not name stays as it is; the plan itself is never copied.
///
/// | what | by |
/// |---|---|
/// | a value | [`actual`](Scenario::actual) of one indicator, or other [`observations`](Scenario::observations) for all |
/// | a weight | [`weight`](Scenario::weight) of a link between two elements, [`indicator_weight`](Scenario::indicator_weight) |
/// | money | [`budget`](Scenario::budget) of an element, in the stage and period compared |
/// | the way of scoring | [`policy`](Scenario::policy) |
///
/// A budget moves no score by itself - no rule reads it - but stands beside the scores, summed upwards.
#[derive(Clone, Debug, Default)]
pub struct Scenario {
    name: Box<str>,
    actuals: BTreeMap<IndicatorId, Number>,
    observations: Option<Observations>,
    /// By child and parent.
    weights: BTreeMap<(Uuid, Uuid), Number>,
    budgets: BTreeMap<Uuid, Number>,
    policy: Option<Policy>,
}

impl Scenario {
    /// A scenario of this name, in which nothing is otherwise yet.
    #[must_use]
    pub fn new(name: &str) -> Scenario {
        Scenario { name: name.into(), ..Scenario::default() }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Gives an indicator another actual for the period asked about.
    #[must_use]
    pub fn actual(mut self, indicator: Indicator<'_>, actual: Number) -> Scenario {
        self.actuals.insert(indicator.id(), actual);
        self
    }

    /// Takes other observations in place of all that were measured.
    #[must_use]
    pub fn observations(mut self, observations: Observations) -> Scenario {
        self.observations = Some(observations);
        self
    }

    /// Gives the link from one element to the one above it another weight.
    #[must_use]
    pub fn weight<K, L>(mut self, child: Element<'_, K>, parent: Element<'_, L>, weight: Number) -> Scenario {
        self.weights.insert((child.uuid(), parent.uuid()), weight);
        self
    }

    /// Gives an indicator another weight among its siblings.
    #[must_use]
    pub fn indicator_weight(mut self, indicator: Indicator<'_>, weight: Number) -> Scenario {
        self.weights.insert((indicator.id().uuid(), indicator.element().uuid()), weight);
        self
    }

    /// Gives an element another amount of money, in place of its own and of what stands below it.
    #[must_use]
    pub fn budget<K>(mut self, element: Element<'_, K>, amount: Number) -> Scenario {
        self.budgets.insert(element.uuid(), amount);
        self
    }

    /// Scores by another policy.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Scenario {
        self.policy = Some(policy);
        self
    }
}

/// Why a scenario cannot be scored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// It changes an indicator that is not of this plan, or that no figure can be given for.
    #[error(
        "scenario `{scenario}`: `{code}` has several periods, each with its own target; give observations"
    )]
    ManyPeriods {
        /// The scenario.
        scenario: Box<str>,
        /// The indicator.
        code: Box<str>,
    },
    /// It changes something that is not in the plan.
    #[error("scenario `{scenario}` changes an indicator or element that is not in the plan")]
    NotHere {
        /// The scenario.
        scenario: Box<str>,
    },
    /// It changes the weight of a link that does not count.
    #[error("scenario `{scenario}` weighs `{child}` under `{parent}`, where it does not count")]
    NoLink {
        /// The scenario.
        scenario: Box<str>,
        /// The part.
        child: Box<str>,
        /// What it would be a part of.
        parent: Box<str>,
    },
    /// Its weights cannot be held together.
    #[error(transparent)]
    Formula(#[from] FormulaError),
    /// Its policy does not fit the plan.
    #[error(transparent)]
    Compile(#[from] CompileError),
}

impl Scorecard {
    /// The scorecard of the same plan in a scenario: explained, attributed and compared like any other.
    ///
    /// # Errors
    /// The scenario names what is not there, or its weights or policy cannot be.
    pub fn under(&self, scenario: &Scenario) -> Result<Scorecard, ScenarioError> {
        let policy = scenario.policy.as_ref().unwrap_or(self.policy());
        let again = scenario.policy.is_some() || scenario.observations.is_some();
        let mut compiled = if again {
            let observations = scenario.observations.as_ref().unwrap_or(self.observations());
            compile(self.plan(), policy, observations, self.asked())?
        } else {
            self.compiled().clone()
        };
        self.put_actuals(scenario, &mut compiled)?;
        self.put_weights(scenario, &mut compiled)?;
        let outcomes = evaluate(compiled.formula(), compiled.inputs());
        let changes = !scenario.actuals.is_empty() || !scenario.weights.is_empty();
        // What is compiled anew leaves behind what an earlier scenario had changed.
        let made =
            if changes || (!again && self.made() == Made::Changed) { Made::Changed } else { Made::Afresh };
        Ok(self.replaced(policy, scenario.observations.as_ref(), (compiled, outcomes), made))
    }

    fn put_actuals(&self, scenario: &Scenario, compiled: &mut Compiled) -> Result<(), ScenarioError> {
        for (id, actual) in &scenario.actuals {
            let nowhere = || ScenarioError::NotHere { scenario: scenario.name.clone() };
            let indicator = self.plan().indicator(*id).ok_or_else(nowhere)?;
            let Some(leaf) = compiled.leaf_of(indicator) else { continue };
            let Put::Slots(changes) = Put::whole(leaf, *actual) else {
                let (scenario, code) = (scenario.name.clone(), indicator.code().into());
                return Err(ScenarioError::ManyPeriods { scenario, code });
            };
            for (slot, datum) in changes {
                if let Some(held) = compiled.inputs.get_mut(slot.index()) {
                    *held = datum;
                }
            }
        }
        Ok(())
    }

    fn put_weights(&self, scenario: &Scenario, compiled: &mut Compiled) -> Result<(), ScenarioError> {
        for ((child, parent), weight) in &scenario.weights {
            let nowhere = || ScenarioError::NotHere { scenario: scenario.name.clone() };
            let above = self.plan().by_uuid(*parent).ok_or_else(nowhere)?;
            let below = self.plan().by_uuid(*child);
            let measured = above.indicators().find(|indicator| indicator.id().uuid() == *child);
            let node = match (below, measured) {
                (Some(below), _) => compiled.node_of(below),
                (_, Some(measured)) => compiled.node_of_indicator(measured),
                _ => return Err(nowhere()),
            };
            let ends = node.zip(compiled.node_of(above));
            let set = ends.map(|(child, parent)| compiled.formula.set_weight(parent, child, *weight));
            match set {
                Some(Ok(())) => {}
                None | Some(Err(FormulaError::NothingToChange)) => {
                    let code = below.map(Element::code).or(measured.map(Indicator::code)).unwrap_or_default();
                    return Err(ScenarioError::NoLink {
                        scenario: scenario.name.clone(),
                        child: code.into(),
                        parent: above.code().into(),
                    });
                }
                Some(Err(error)) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// Several scenarios beside the plan as it is: for every element a line, for every scenario a column.
///
/// ```
/// use renstra::finding::Lang;
/// use renstra::plan::{Draft, Goal, Measure, Mission, Node, Stage};
/// use renstra::policy::Policy;
/// use renstra::score::{Asked, Scenario, Scenarios, Scorecard};
///
/// let mission = Node::<Mission>::new("M", "m");
/// let measure = |actual: i64| Measure::new("i").unit("%").target(2025, 100).actual(2025, actual);
/// let higher = renstra::plan::Direction::Higher;
/// let roads = Node::<Goal>::new("G1", "roads").under(&mission).measured(measure(60).direction(higher));
/// let wells = Node::<Goal>::new("G2", "wells").under(&mission).measured(measure(80).direction(higher));
/// let plan = Draft::new("P", "p").with(mission).with(roads).with(wells).check()?;
/// let asked = Asked::about("2025".parse()?);
/// let card = Scorecard::of(&plan, &Policy::new("p", ""), plan.observations(), asked)?;
///
/// let (m, g1) = (plan.find("M").unwrap(), plan.find("G1").unwrap());
/// let table = Scenarios::beside(&card, Stage::Enacted, [
///     Scenario::new("roads at 90").actual(plan.find_indicator("G1/1").unwrap(), 90.into()),
///     Scenario::new("roads count thrice").weight(g1, m, 3.into()),
/// ])?;
/// let line = table.of(m.uuid()).unwrap();
/// assert_eq!(line.columns[0].difference, Some(15.into()));
/// assert_eq!(line.columns[1].score, Some(65.into()));
/// assert!(table.text(Lang::En).contains("roads at 90"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Scenarios {
    names: Vec<Box<str>>,
    stage: Stage,
    currency: Option<Currency>,
    lines: Vec<ScenarioLine>,
}

/// One element in every scenario.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScenarioLine {
    /// The element.
    pub id: Uuid,
    /// Its code.
    pub code: Box<str>,
    /// As it is.
    pub base: ScenarioColumn,
    /// In each scenario, in the order in which they were given.
    pub columns: Vec<ScenarioColumn>,
}

/// One element in one scenario.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct ScenarioColumn {
    /// Its capped score; none where it is not scorable.
    pub score: Option<Fixed>,
    /// Its score less the one that is.
    pub difference: Option<Fixed>,
    /// Its band.
    pub band: Option<Box<str>>,
    /// Its money of the stage and period compared: its own, or the sum of what stands below.
    pub money: Option<Number>,
    /// Its money less the money that is.
    pub money_difference: Option<Number>,
}

impl Scenarios {
    /// Scores each scenario and puts it beside the scorecard as it is; money is that of a stage, in the period that
    /// the scorecard is about.
    ///
    /// # Errors
    /// The first scenario that names what is not there, or whose weights or policy cannot be.
    pub fn beside(
        card: &Scorecard,
        stage: Stage,
        scenarios: impl IntoIterator<Item = Scenario>,
    ) -> Result<Scenarios, ScenarioError> {
        let scenarios: Vec<Scenario> = scenarios.into_iter().collect();
        let money = Totals::of(card.plan(), card.asked().period(), &[stage]);
        let cards: Vec<(Scorecard, Totals)> = scenarios
            .iter()
            .map(|scenario| Ok((card.under(scenario)?, money.under(card.plan(), &scenario.budgets))))
            .collect::<Result<_, ScenarioError>>()?;
        let line = |element: Element<'_>| {
            let base = column(card, &money, element);
            let columns = cards.iter().map(|(other, totals)| {
                let mut column = column(other, totals, element);
                let less = |(a, b): (Fixed, Fixed)| a.checked_sub(b);
                column.difference = column.score.zip(base.score).and_then(less);
                let less = |(a, b): (Number, Number)| a.checked_sub(b);
                column.money_difference = column.money.zip(base.money).and_then(less);
                column
            });
            let columns = columns.collect();
            ScenarioLine { id: element.uuid(), code: element.code().into(), base, columns }
        };
        Ok(Scenarios {
            names: scenarios.into_iter().map(|scenario| scenario.name).collect(),
            stage,
            currency: card.plan().document().currency(),
            lines: card.plan().elements().map(line).collect(),
        })
    }

    /// The names of the scenarios, in the order in which they were given.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// Every element, in the order of the plan.
    #[must_use]
    pub fn lines(&self) -> &[ScenarioLine] {
        &self.lines
    }

    /// The line of an element, by its id.
    #[must_use]
    pub fn of(&self, element: Uuid) -> Option<&ScenarioLine> {
        self.lines.iter().find(|line| line.id == element)
    }
}

fn column(card: &Scorecard, money: &Totals, element: Element<'_>) -> ScenarioColumn {
    let score = card.element(element).score();
    ScenarioColumn {
        score: score.map(|score| score.capped),
        band: card.band(element).map(Into::into),
        money: money.of_element(element),
        ..ScenarioColumn::default()
    }
}
