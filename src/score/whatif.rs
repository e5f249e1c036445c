//! What if: other actuals, without copying the plan and without scoring the rest again; and which indicator
//! would raise a score most.

use crate::formula::{Datum, Dependents, NodeIndex, Op, Operand, Outcome, Overlay, Slot};
use crate::number::{Fixed, Number};
use crate::plan::{Element, Indicator, IndicatorId};

use super::card::{Line, Scorecard};

/// A scorecard under other actuals: what changed, and how every line would stand.
#[derive(Clone, Debug)]
pub struct WhatIf<'c> {
    card: &'c Scorecard,
    outcomes: Vec<Outcome>,
    changed: Vec<NodeIndex>,
}

/// What an indicator would do to a score if its target were met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lever {
    /// The indicator.
    pub indicator: IndicatorId,
    /// How much the score would rise; below 0 where the target has been passed. `None` where there is a score
    /// on one side only.
    pub gain: Option<Fixed>,
}

impl Scorecard {
    /// How the scores would stand with other actuals. Nothing is copied but the outcomes.
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
        let mut overlay = Overlay::over(compiled.inputs());
        for (indicator, actual) in actuals {
            if let Some(slot) = compiled.actual_of(indicator) {
                overlay = overlay.with(slot, actual);
            }
        }
        let mut outcomes = self.outcomes().to_vec();
        let slots: Vec<Slot> = overlay.changed().collect();
        let dependents = Dependents::of(compiled.formula());
        let changed = dependents.update(compiled.formula(), &overlay, &mut outcomes, slots);
        WhatIf { card: self, outcomes, changed }
    }

    /// What every indicator would do to an element's score if its target were met, the strongest first; of
    /// equals in the order of the plan. Each gain is the exact difference of two scores, not an estimate: only
    /// what stands above the indicator is scored again.
    #[must_use]
    pub fn levers<K>(&self, element: Element<'_, K>) -> Vec<Lever> {
        let compiled = self.compiled();
        let Some(root) = compiled.node_of(element) else { return Vec::new() };
        let dependents = Dependents::of(compiled.formula());
        let mut outcomes = self.outcomes().to_vec();
        let before = raw(&outcomes, root);
        let mut levers = Vec::new();
        for indicator in self.plan().indicators() {
            let Some((slot, target)) = self.target_of(indicator) else { continue };
            let overlay = Overlay::over(compiled.inputs()).with(slot, target);
            let changed = dependents.update(compiled.formula(), &overlay, &mut outcomes, [slot]);
            if changed.contains(&root) {
                let gain =
                    raw(&outcomes, root).zip(before).and_then(|(after, before)| after.checked_sub(before));
                levers.push(Lever { indicator: indicator.id(), gain });
            }
            // Back to what is: the same walk upwards.
            dependents.update(compiled.formula(), compiled.inputs(), &mut outcomes, [slot]);
        }
        levers.sort_by_key(|lever| std::cmp::Reverse(lever.gain));
        levers
    }

    /// The slot of an indicator's actual, and its target as a value to put there.
    fn target_of(&self, indicator: Indicator<'_>) -> Option<(Slot, Datum)> {
        let compiled = self.compiled();
        let node = compiled.formula().node(compiled.node_of_indicator(indicator)?)?;
        let Op::Leaf(leaf) = node.op() else { return None };
        let target = match &leaf.target {
            Operand::Series(range) if range.len() == 1 => {
                compiled.inputs().get(range.start as usize)?.clone()
            }
            _ => return None,
        };
        let target = match target {
            Datum::AtLeast(number) | Datum::AtMost(number) | Datum::Number(number) => Datum::Number(number),
            _ => return None,
        };
        Some((compiled.actual_of(indicator)?, target))
    }
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
        self.changed.iter().map(|at| (*at, raw(self.card.outcomes(), *at), raw(&self.outcomes, *at)))
    }

    fn line(&self, node: Option<NodeIndex>) -> Line<'_> {
        Line::of(node.and_then(|node| self.outcomes.get(node.index())))
    }
}
