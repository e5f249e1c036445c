use std::collections::{BTreeMap, HashMap};
use std::hint::black_box;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::formula::{
    Datum, Edge, Formula, FormulaBuilder, FormulaError, Leaf, NodeIndex, NotScorable, OnMissing, Op, Operand,
    Outcome, Slot, evaluate_added,
};
use crate::number::{Number, Reading};
use crate::period::Period;
use crate::plan::{Element, Indicator, IndicatorId, Kind, Link, Observations, Observed, Plan, Sign};
use crate::policy::{Facts, Missing, Policy, RollUp, Settings, Tie};

use super::inputs::{Feed, Look};

/// What is asked: the period that is judged, and the day on which it is judged. Nothing reads the clock.
///
/// ```
/// use renstra::score::Asked;
/// let year = "2025".parse().unwrap();
/// assert_eq!(Asked::about(year).as_of().to_string(), "2025-12-31");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    period: Period,
    as_of: NaiveDate,
}

impl Asked {
    /// A period, judged on its last day.
    #[must_use]
    pub fn about(period: Period) -> Asked {
        Asked { period, as_of: period.end() }
    }

    /// Judges it on another day: what began or was recorded later is not known yet.
    #[must_use]
    pub fn on(self, as_of: NaiveDate) -> Asked {
        Asked { as_of, ..self }
    }

    /// The period that is judged.
    #[must_use]
    pub fn period(self) -> Period {
        self.period
    }

    /// The day on which it is judged.
    #[must_use]
    pub fn as_of(self) -> NaiveDate {
        self.as_of
    }
}

/// Why a plan and a policy do not make a formula.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// Two layers of the policy are equally specific and disagree.
    #[error(transparent)]
    Tie(#[from] Tie),
    /// The weights of one element's parts cannot be held together, or there are too many parts.
    #[error(transparent)]
    Formula(#[from] FormulaError),
}

/// A plan and a policy as one formula, with what its slots hold.
#[derive(Clone, Debug)]
pub struct Compiled {
    pub(super) formula: Formula,
    pub(super) inputs: Vec<Datum>,
    pub(super) elements: Vec<NodeIndex>,
    pub(super) indicators: Vec<NodeIndex>,
    /// The first slot of each indicator's actuals.
    pub(super) actuals: Vec<Slot>,
}

impl Compiled {
    /// The formula: every indicator a leaf, every element an aggregate.
    #[must_use]
    pub fn formula(&self) -> &Formula {
        &self.formula
    }

    /// What its slots hold.
    #[must_use]
    pub fn inputs(&self) -> &[Datum] {
        &self.inputs
    }

    /// The node of an element of the plan that was compiled.
    #[must_use]
    pub fn node_of<K>(&self, element: Element<'_, K>) -> Option<NodeIndex> {
        self.elements.get(element.position() as usize).copied()
    }

    /// The node of an indicator of the plan that was compiled.
    #[must_use]
    pub fn node_of_indicator(&self, indicator: Indicator<'_>) -> Option<NodeIndex> {
        self.indicators.get(indicator.position() as usize).copied()
    }

    /// The leaf of an indicator; none where it is never scored.
    pub(super) fn leaf_of(&self, indicator: Indicator<'_>) -> Option<&Leaf> {
        match self.formula.node(self.node_of_indicator(indicator)?)?.op() {
            Op::Leaf(leaf) => Some(leaf),
            _ => None,
        }
    }

    /// The slot that holds an indicator's actual (the first one, where there is one a period).
    #[must_use]
    pub fn actual_of(&self, indicator: Indicator<'_>) -> Option<Slot> {
        self.actuals.get(indicator.position() as usize).copied()
    }
}

/// Compiles a plan under a policy to the formula that scores, explanations and columns walk.
///
/// Each indicator is a leaf; its rule is the policy's for its direction and target. Each element is an
/// aggregate of what the policy's roll-up says: its own indicators, the elements that it contains or that
/// contribute to it, or both as one pool of siblings. A weight that is not given counts as 1. Links count
/// that are declared or confirmed and valid on the day asked about; a negative one is kept out and shown.
///
/// Kinds that nothing is promised of - defined terms, values, strategies, policy directions, actions,
/// people, grounds - stand aside unless something measured stands below them, so that they lower no
/// coverage.
///
/// # Errors
/// The policy says two things about one element, or weights are too far apart to be held exactly.
pub fn compile(
    plan: &Plan,
    policy: &Policy,
    observations: &Observations,
    asked: Asked,
) -> Result<Compiled, CompileError> {
    compile_in_runs(plan, policy, observations, asked, |_| ())
}

/// The same, and every score. Each run of nodes is scored as soon as it stands: while it is in the caches.
pub(super) fn compile_and_score(
    plan: &Plan,
    policy: &Policy,
    observations: &Observations,
    asked: Asked,
) -> Result<(Compiled, Vec<Outcome>), CompileError> {
    let mut outcomes = Vec::with_capacity(plan.elements().len() + plan.indicators().len());
    let compiled = compile_in_runs(plan, policy, observations, asked, |compiler| {
        evaluate_added(&compiler.builder, &compiler.inputs, &mut outcomes);
    })?;
    Ok((compiled, outcomes))
}

/// Compiles element after element, children before parents, and shows what there is after each run of them.
fn compile_in_runs(
    plan: &Plan,
    policy: &Policy,
    observations: &Observations,
    asked: Asked,
    mut after_run: impl FnMut(&Compiler<'_>),
) -> Result<Compiled, CompileError> {
    let mut compiler = Compiler::new(plan, policy, observations, asked);
    let mut elements = plan.bottom_up();
    while elements.len() > 0 {
        let next: Vec<Element<'_>> = elements.by_ref().take(RUN).collect();
        read_ahead(&next);
        next.into_iter().try_for_each(|element| compiler.element(element))?;
        after_run(&compiler);
    }
    Ok(compiler.compiled())
}

/// So many elements are looked at together before each is compiled.
const RUN: usize = 16;

/// Reads the first figures of these elements' indicators. They lie far apart; asked for here, side by side, they come
/// together, where each would be waited for alone.
fn read_ahead(elements: &[Element<'_>]) {
    for indicator in elements.iter().flat_map(|element| element.indicators()) {
        for entry in indicator.series().iter().take(2) {
            black_box((
                entry.role(),
                entry.revisions().is_empty(),
                matches!(entry.reading(), Reading::Absent(_)),
            ));
        }
    }
}

struct Compiler<'a> {
    policy: &'a Policy,
    /// The observations of indicators as wholes: looked up by hash, as a plan has many.
    observed: HashMap<IndicatorId, &'a Observed>,
    asked: Asked,
    builder: FormulaBuilder,
    inputs: Vec<Datum>,
    elements: Vec<Option<State>>,
    indicators: Vec<NodeIndex>,
    actuals: Vec<Slot>,
    by_level: BTreeMap<Kind, Rc<Settings>>,
}

/// What is known of an element that was compiled.
#[derive(Clone, Copy)]
struct State {
    node: NodeIndex,
    stands: Stands,
}

/// Whether an element takes part in the roll-up of those above it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    In,
    Aside,
}

impl<'a> Compiler<'a> {
    fn new(plan: &Plan, policy: &'a Policy, observations: &'a Observations, asked: Asked) -> Compiler<'a> {
        let (count, indicators) = (plan.elements().len(), plan.indicators().len());
        let whole = observations.all().iter().filter(|observed| observed.slice().is_empty());
        Compiler {
            policy,
            observed: whole.map(|observed| (observed.indicator(), observed)).collect(),
            asked,
            builder: Formula::builder_for(count + indicators),
            inputs: Vec::with_capacity(indicators.saturating_mul(3)),
            elements: vec![None; count],
            indicators: vec![NodeIndex(0); indicators],
            actuals: vec![Slot(0); indicators],
            by_level: BTreeMap::new(),
        }
    }

    fn compiled(self) -> Compiled {
        let node = |state: Option<State>| state.map_or(NodeIndex(0), |state| state.node);
        Compiled {
            formula: self.builder.build(),
            inputs: self.inputs,
            elements: self.elements.into_iter().map(node).collect(),
            indicators: self.indicators,
            actuals: self.actuals,
        }
    }

    fn element(&mut self, element: Element<'_>) -> Result<(), CompileError> {
        let measured: Vec<Edge> = element
            .indicators()
            .map(|indicator| self.indicator(element, indicator))
            .collect::<Result<_, _>>()?;
        let facts = Facts::new(element.kind(), element.code()).tags(element.themes());
        let settings = self.settings(element.kind(), &facts)?;
        let below = self.below(element);
        let stands = if promises(element.kind()) || !measured.is_empty() || !below.is_empty() {
            Stands::In
        } else {
            Stands::Aside
        };
        let edges = match settings.roll_up() {
            RollUp::Indicators => measured,
            RollUp::Children => below,
            RollUp::Pool => measured.into_iter().chain(below).collect(),
            _ => Vec::new(),
        };
        let node = self.aggregate(element, &settings, edges, stands)?;
        if let Some(state) = self.elements.get_mut(element.position() as usize) {
            *state = Some(State { node, stands });
        }
        Ok(())
    }

    fn aggregate(
        &mut self,
        element: Element<'_>,
        settings: &Settings,
        edges: Vec<Edge>,
        stands: Stands,
    ) -> Result<NodeIndex, CompileError> {
        let (id, label) = (element.uuid(), element.code());
        let never = match (settings.roll_up(), stands) {
            (_, Stands::Aside) => Some(NotScorable::NotConcerned),
            (RollUp::None, _) => Some(NotScorable::NotAsked),
            _ if edges.is_empty() => Some(NotScorable::NothingPresent),
            _ => None,
        };
        let node = match never {
            Some(reason) => self.builder.never(id, label, reason)?,
            None => {
                self.builder.aggregate(id, label, settings.aggregate(), edges, settings.finish().clone())?
            }
        };
        Ok(node)
    }

    /// The policy's settings; looked up once for each level where nothing else decides.
    fn settings(&mut self, level: Kind, facts: &Facts<'_>) -> Result<Rc<Settings>, Tie> {
        if !self.policy.decides_by_level() {
            return self.policy.resolve(facts).map(Rc::new);
        }
        if let Some(known) = self.by_level.get(&level) {
            return Ok(known.clone());
        }
        let settings = Rc::new(self.policy.resolve(facts)?);
        self.by_level.insert(level, settings.clone());
        Ok(settings)
    }

    /// The elements that roll up into this one, with their weights: those that it contains, in the order
    /// written, then those that contribute to it. One that does both counts once, with the link's weight.
    fn below(&self, element: Element<'_>) -> Vec<Edge> {
        let mut weights: Vec<(u32, Number, Sign)> = element
            .children()
            .map(|child| (child.position(), child.weight().unwrap_or(Number::ONE), Sign::Positive))
            .collect();
        if element.incoming().next().is_none() {
            return weights
                .into_iter()
                .filter_map(|(at, weight, sign)| self.edge(at, weight, sign))
                .collect();
        }
        let mut places: HashMap<u32, usize> =
            weights.iter().enumerate().map(|(i, (at, ..))| (*at, i)).collect();
        for link in element.incoming().filter(|link| self.counts(*link)) {
            let at = link.source().position();
            let place = *places.entry(at).or_insert_with(|| {
                weights.push((at, Number::ONE, link.sign()));
                weights.len() - 1
            });
            if let (Some((_, weight, sign)), given) = (weights.get_mut(place), link.weight()) {
                *weight = given.unwrap_or(*weight);
                *sign = link.sign();
            }
        }
        weights.into_iter().filter_map(|(at, weight, sign)| self.edge(at, weight, sign)).collect()
    }

    fn counts(&self, link: Link<'_>) -> bool {
        link.counts() && link.valid().contains(self.asked.as_of())
    }

    fn edge(&self, at: u32, weight: Number, sign: Sign) -> Option<Edge> {
        let state = self.elements.get(at as usize).copied().flatten()?;
        let edge = Edge::new(state.node, weight);
        let edge = if sign == Sign::Negative { edge.hindering() } else { edge };
        (state.stands == Stands::In).then_some(edge)
    }

    fn indicator(&mut self, element: Element<'_>, indicator: Indicator<'_>) -> Result<Edge, CompileError> {
        let settings = self.settings(element.kind(), &facts_of(indicator))?;
        let observed = self.observed.get(&indicator.id()).copied();
        let first = Slot(u32::try_from(self.inputs.len()).unwrap_or(u32::MAX));
        let look = Look::new(indicator, observed, (self.asked, *settings.targets()));
        let operands = look.operands(&mut Feed { builder: &mut self.builder, inputs: &mut self.inputs });
        let shape = operands.shape(&self.inputs);
        let (id, label) = (indicator.id().uuid(), indicator.code());
        let node = match settings.leaf(indicator.direction(), shape, indicator.scale()) {
            Ok(leaf) => {
                let leaf = leaf.actual(operands.actual).target(operands.target).baseline(operands.baseline);
                let earlier = (*settings.missing() == Missing::LastValue).then(|| look.earlier()).flatten();
                let leaf = match earlier {
                    Some(earlier) => {
                        // In a slot of its own: what was measured earlier is a value, not policy.
                        let slot = self.builder.slot();
                        self.inputs.push(earlier);
                        let earlier = OnMissing::Impute(Box::new(Operand::Slot(slot)));
                        leaf.missing(earlier)
                    }
                    None => leaf,
                };
                let leaf = match indicator.accumulation() {
                    Some(own) => leaf.accumulation(own),
                    None => leaf,
                };
                self.builder.leaf(id, label, leaf, settings.finish().clone())?
            }
            Err(reason) => self.builder.never(id, label, reason)?,
        };
        let at = indicator.position() as usize;
        if let Some((place, slot)) = self.indicators.get_mut(at).zip(self.actuals.get_mut(at)) {
            (*place, *slot) = (node, first);
        }
        Ok(Edge::new(node, indicator.weight().unwrap_or(Number::ONE)))
    }
}

/// What a policy is asked about an indicator.
pub(super) fn facts_of(indicator: Indicator<'_>) -> Facts<'_> {
    Facts::new(Kind::Indicator, indicator.code())
        .level(indicator.element().kind())
        .unit(indicator.unit())
        .direction(indicator.direction())
        .result(indicator.level())
        .tags(indicator.roles())
}

/// Kinds that promise something that can be measured: without a score they lower the coverage above them.
fn promises(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Vision
            | Kind::Mission
            | Kind::Goal
            | Kind::Objective
            | Kind::Outcome
            | Kind::Output
            | Kind::Initiative
            | Kind::Field
            | Kind::Program
            | Kind::Activity
            | Kind::SubActivity
    )
}
