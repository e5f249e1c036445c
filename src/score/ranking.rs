//! Who stands where: elements of a plan, and the organisations that lead them, placed by score.

use std::collections::BTreeMap;

use crate::formula::{
    Edge, Explanation, Formula, NodeIndex, NotScorable, Outcome, Place, Ranking, evaluate_node,
};
use crate::number::Number;
use crate::plan::{Element, Kind};
use crate::policy::Facts;

use super::card::Scorecard;
use super::compile::CompileError;

/// An element with its place.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Ranked<'c> {
    /// The element.
    pub element: Element<'c>,
    /// Its score, or the reason why it has none.
    pub outcome: &'c Outcome,
    /// Its place, from 1; what has no score has none.
    pub place: Option<Place>,
}

/// The organisations that lead elements of one kind, each with the score of what it leads.
///
/// An organisation's score is the aggregate of the elements of that kind that it leads (not of those that it is a
/// partner in), each with its own weight or 1, by the policy's settings for the level `organization`: method,
/// missing children, caps, rounding, bands. It explains itself like any other.
#[derive(Clone, Debug)]
pub struct Led<'c> {
    card: &'c Scorecard,
    formula: Formula,
    outcomes: Vec<Outcome>,
    organizations: Vec<(Element<'c>, NodeIndex)>,
}

impl Scorecard {
    /// Places elements of the plan by their scores: the best first, those without a score last, and those of one
    /// place by code.
    ///
    /// ```
    /// use renstra::formula::{Place, Ranking};
    /// use renstra::plan::{Direction, Draft, Kind, Measure, Node, Program};
    /// use renstra::policy::Policy;
    /// use renstra::score::{Asked, Scorecard};
    /// let program = |code: &str, actual: &str| {
    ///     let rate = Measure::new("rate").unit("%").direction(Direction::Higher).target(2025, "80").actual(2025, actual);
    ///     Node::<Program>::new(code, code).measured(rate)
    /// };
    /// let programs = [program("B", "60"), program("A", "72"), program("C", "60")];
    /// let plan = Draft::new("P", "p").with_all(programs).check()?;
    /// let asked = Asked::about("2025".parse()?);
    /// let card = Scorecard::of(&plan, &Policy::new("p", ""), plan.observations(), asked)?;
    /// let ranked = card.ranked(plan.of_kind(Kind::Program), Ranking::default());
    /// let places: Vec<_> = ranked.iter().map(|row| (row.element.code(), row.place.and_then(Place::whole))).collect();
    /// assert_eq!(places, [("A", Some(1)), ("B", Some(2)), ("C", Some(2))]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ranked<'c>(
        &'c self,
        elements: impl IntoIterator<Item = Element<'c>>,
        ranking: Ranking,
    ) -> Vec<Ranked<'c>> {
        rank(elements.into_iter().map(|element| (element, self.element(element).outcome())), ranking)
    }

    /// The organisations that lead elements of a kind, with their scores, in the order of the plan.
    ///
    /// # Errors
    /// The policy says two things about an organisation, or the weights are too far apart to be held exactly.
    pub fn led(&self, kind: Kind) -> Result<Led<'_>, CompileError> {
        let mut edges: BTreeMap<u32, Vec<Edge>> = BTreeMap::new();
        for element in self.plan().of_kind(kind) {
            if let Some((owner, node)) = element.owner().zip(self.compiled().node_of(element)) {
                let edge = Edge::new(node, element.weight().unwrap_or(Number::ONE));
                edges.entry(owner.position()).or_default().push(edge);
            }
        }
        let mut builder = self.compiled().formula().to_builder();
        let mut organizations = Vec::with_capacity(edges.len());
        for (at, edges) in edges {
            let owner = self.plan().element(at);
            let facts = Facts::new(owner.kind(), owner.code()).tags(owner.themes());
            let settings = self.policy().resolve(&facts)?;
            let (aggregate, finish) = (settings.aggregate(), settings.finish().clone());
            organizations
                .push((owner, builder.aggregate(owner.uuid(), owner.code(), aggregate, edges, finish)?));
        }
        let (formula, mut outcomes) = (builder.build(), self.outcomes().to_vec());
        for node in formula.nodes().iter().skip(outcomes.len()) {
            outcomes.push(evaluate_node(&formula, node, self.compiled().inputs(), &outcomes));
        }
        Ok(Led { card: self, formula, outcomes, organizations })
    }
}

impl<'c> Led<'c> {
    /// The organisations with their outcomes, in the order of the plan.
    pub fn iter(&self) -> impl Iterator<Item = (Element<'c>, &Outcome)> {
        const NOWHERE: &Outcome = &Outcome::NotScorable(NotScorable::NothingPresent);
        let outcome = |at: &NodeIndex| self.outcomes.get(at.index()).unwrap_or(NOWHERE);
        self.organizations.iter().map(move |(organization, at)| (*organization, outcome(at)))
    }

    /// Places them by their scores, as [`Scorecard::ranked`] does.
    ///
    /// ```
    /// use renstra::formula::Ranking;
    /// use renstra::plan::{Direction, Draft, Kind, Measure, Node, Organization, Program};
    /// use renstra::policy::Policy;
    /// use renstra::score::{Asked, Scorecard};
    /// let (health, roads) = (Node::<Organization>::new("H", "health"), Node::<Organization>::new("R", "roads"));
    /// let program = |code: &str, actual: &str| {
    ///     let rate = Measure::new("rate").unit("%").direction(Direction::Higher).target(2025, "80").actual(2025, actual);
    ///     Node::<Program>::new(code, code).measured(rate)
    /// };
    /// let programs = [
    ///     program("A", "60").led_by(&health),
    ///     program("B", "72").led_by(&roads),
    ///     program("C", "80").led_by(&health),
    /// ];
    /// let plan = Draft::new("P", "p").with(health).with(roads).with_all(programs).check()?;
    /// let asked = Asked::about("2025".parse()?);
    /// let card = Scorecard::of(&plan, &Policy::new("p", ""), plan.observations(), asked)?;
    /// let led = card.led(Kind::Program)?;
    /// let ranked = led.ranked(Ranking::default());
    /// let scores: Vec<_> = ranked.iter().map(|row| row.outcome.score().unwrap().rounded.to_string()).collect();
    /// assert_eq!((ranked[0].element.code(), scores), ("R", vec!["90".to_owned(), "87.5".to_owned()]));
    /// let explained = led.explain(ranked[1].element).unwrap();
    /// assert_eq!(explained.reevaluate(), *ranked[1].outcome);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn ranked(&self, ranking: Ranking) -> Vec<Ranked<'_>> {
        rank(self.iter(), ranking)
    }

    /// How an organisation's score came about.
    #[must_use]
    pub fn explain(&self, organization: Element<'_>) -> Option<Explanation> {
        let (_, at) = self.organizations.iter().find(|(led, _)| *led == organization)?;
        let inputs = self.card.compiled().inputs();
        let how = Explanation::new(&self.formula, inputs, &self.outcomes, *at)?;
        Some(how.under(self.card.policy()))
    }
}

fn rank<'c>(rows: impl Iterator<Item = (Element<'c>, &'c Outcome)>, ranking: Ranking) -> Vec<Ranked<'c>> {
    let rows: Vec<(Element<'c>, &Outcome)> = rows.collect();
    let figure = |outcome: &Outcome| outcome.score().map(|score| ranking.figure(score));
    let places = ranking.places(rows.iter().map(|(_, outcome)| figure(outcome)));
    let row = |((element, outcome), place)| Ranked { element, outcome, place };
    let mut ranked: Vec<Ranked<'c>> = rows.into_iter().zip(places).map(row).collect();
    ranked.sort_by_key(|row| (row.place.is_none(), row.place, row.element.code()));
    ranked
}
