//! What if: other actuals, without copying the plan and without scoring the rest again; and which indicator
//! would raise a score most.

use crate::formula::{Datum, Dependents, NodeIndex, Outcome, Slot};
use crate::live::{Edit, Live};
use crate::number::{Fixed, Number};
use crate::plan::{Element, Indicator, IndicatorId};

use super::card::{Line, Scorecard};
use super::place::Put;

/// A scorecard under other actuals: what changed, and how every line would stand.
#[derive(Clone, Debug)]
pub struct WhatIf<'c> {
    card: &'c Scorecard,
    live: Live,
}

/// What an indicator would do to a score. Both figures are exact differences of two scores, not estimates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lever {
    /// The indicator.
    pub indicator: IndicatorId,
    /// How much the score would rise if the target were met; below 0 where it has been passed. `None` where there
    /// is a score on one side only.
    pub gain: Option<Fixed>,
    /// How much it would rise with one unit more of the indicator, or one less where less is better; where the value
    /// should stay near its target or within it, one towards it. Of several periods, one unit more of what they
    /// accumulate to. `None` where there is no figure to be moved, or a score on one side only.
    pub per_unit: Option<Fixed>,
}

impl Scorecard {
    /// How the scores would stand with other actuals. The plan is not copied, and nothing is scored again but
    /// what stands above a changed actual.
    ///
    /// ```
    /// # use renstra::plan::{Draft, Measure, Mission, Node};
    /// # use renstra::policy::Policy;
    /// # use renstra::score::{Asked, Scorecard};
    /// let rate = Measure::new("poverty").unit("%").lower_is_better().target(2024, "6.81").actual(2024, "7.31");
    /// let plan = Draft::new("S", "a regency").with(Node::<Mission>::new("M4", "m").measured(rate)).check()?;
    /// let asked = Asked::about("2024".parse()?);
    /// let card = Scorecard::of(&plan, &Policy::new("p", ""), plan.observations(), asked)?;
    /// let poverty = plan.find_indicator("M4/1").unwrap();
    /// let met = card.what_if([(poverty, "6.81".parse()?)]);
    /// assert_eq!(met.element(plan.find("M4").unwrap()).score().unwrap().rounded, 100.into());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn what_if<'p>(&self, actuals: impl IntoIterator<Item = (Indicator<'p>, Number)>) -> WhatIf<'_> {
        let compiled = self.compiled();
        let mut edits = Vec::new();
        for (indicator, actual) in actuals {
            match compiled.leaf_of(indicator).map(|leaf| Put::whole(leaf, actual)) {
                Some(Put::Slots(changes)) => edits.extend(values(changes)),
                // Periods with a target each: the first one is meant.
                Some(Put::ManyPeriods) => {
                    edits.extend(values(compiled.actual_of(indicator).map(|slot| (slot, actual.into()))));
                }
                None => {}
            }
        }
        let mut live = self.open_formula();
        // A compiled plan holds every slot that its leaves read: there is nothing here that cannot be changed.
        let _ = live.apply(edits);
        WhatIf { card: self, live }
    }

    /// What every indicator below an element would do to its score, if its target were met and with one unit more: those
    /// that would raise it most first, and of equals in the order of the plan. One pass over the indicators, in which
    /// only what stands above each is scored again.
    #[must_use]
    pub fn levers<K>(&self, element: Element<'_, K>) -> Vec<Lever> {
        let Some(root) = self.compiled().node_of(element) else { return Vec::new() };
        let mut trial = Trial::new(self, root);
        let mut levers = Vec::new();
        for indicator in self.plan().indicators() {
            let Some(leaf) = self.compiled().leaf_of(indicator) else { continue };
            if self.compiled().node_of_indicator(indicator).is_some_and(|at| trial.stands_below(at)) {
                let inputs = self.compiled().inputs();
                let gain = Put::target(leaf, inputs).and_then(|put| trial.gain(put));
                let per_unit = Put::one_better(leaf, inputs).and_then(|put| trial.gain(put));
                levers.push(Lever { indicator: indicator.id(), gain, per_unit });
            }
        }
        levers.sort_by_key(|lever| std::cmp::Reverse((lever.gain, lever.per_unit)));
        levers
    }
}

/// One change after another, each taken back before the next.
struct Trial {
    root: NodeIndex,
    live: Live,
    /// Whether the root is at, or above, each node.
    below: Vec<bool>,
}

impl Trial {
    fn new(card: &Scorecard, root: NodeIndex) -> Trial {
        let dependents = Dependents::of(card.compiled().formula());
        let mut below = vec![false; card.outcomes().len()];
        // Parents stand after their children: from the root down, each asks those above it.
        for at in (0..=root.0).rev().map(NodeIndex) {
            let is = |parent: NodeIndex| below.get(parent.index()).copied().unwrap_or(false);
            let reaches = at == root || dependents.parents(at).any(is);
            if let Some(place) = below.get_mut(at.index()) {
                *place = reaches;
            }
        }
        Trial { root, live: card.open_formula(), below }
    }

    fn stands_below(&self, at: NodeIndex) -> bool {
        self.below.get(at.index()).copied().unwrap_or(false)
    }

    /// By how much the root's raw score moves; none where there is a score on one side only.
    fn gain(&mut self, put: Put) -> Option<Fixed> {
        let Put::Slots(changes) = put else { return None };
        let before = raw(self.live.outcomes(), self.root)?;
        self.live.apply(values(changes)).ok()?;
        let after = raw(self.live.outcomes(), self.root);
        self.live.undo();
        after?.checked_sub(before)
    }
}

fn values(changes: impl IntoIterator<Item = (Slot, Datum)>) -> impl Iterator<Item = Edit> {
    changes.into_iter().map(|(slot, datum)| Edit::Value(slot, datum))
}

fn raw(outcomes: &[Outcome], at: NodeIndex) -> Option<Fixed> {
    Some(outcomes.get(at.index())?.score()?.raw)
}

impl WhatIf<'_> {
    /// An element's line.
    #[must_use]
    pub fn element<K>(&self, element: Element<'_, K>) -> Line<'_> {
        self.line(self.card.compiled().node_of(element))
    }

    /// An indicator's line.
    #[must_use]
    pub fn indicator(&self, indicator: Indicator<'_>) -> Line<'_> {
        self.line(self.card.compiled().node_of_indicator(indicator))
    }

    /// The nodes that came out otherwise, by node of the formula, each with its raw score before and after.
    pub fn changed(&self) -> impl Iterator<Item = (NodeIndex, Option<Fixed>, Option<Fixed>)> {
        let raw = |outcome: &Outcome| outcome.score().map(|score| score.raw);
        self.live.changes().iter().map(move |change| (change.at, raw(&change.before), raw(&change.after)))
    }

    fn line(&self, node: Option<NodeIndex>) -> Line<'_> {
        Line::of(node.and_then(|node| self.live.outcomes().get(node.index())))
    }
}
