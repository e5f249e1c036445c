//! The steps up from one element: by the links that count, else to what contains it.

use chrono::NaiveDate;

use crate::number::Number;
use crate::plan::{Element, Holding, Link, LinkKind, LinkStatus, LinkTarget, Plan, Sign};

use super::ascent::Ascent;

/// A step up: inside the plan, or into one of the plans above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Here(u32),
    Above(usize, u32),
}

impl Ascent {
    /// The steps up from an element, each with the share that is declared for it.
    pub(super) fn ways_up(&self, element: Element<'_>) -> Vec<Way> {
        let links = element.links().filter(|link| carries(*link, self.day));
        let way = |link: Link<'_>| {
            Some(Way { share: link.share(), holding: link.holding(), step: self.step(link)? })
        };
        let mut ways: Vec<Way> = links.filter_map(way).collect();
        if !ways.iter().any(|way| self.leads(way.step)) {
            let up = element.parent().map(|parent| Step::Here(parent.position()));
            ways.extend(up.map(|step| Way { share: None, holding: Holding::Pooled, step }));
        }
        ways
    }

    /// Whether a step leads to a mission or to the vision.
    fn leads(&self, step: Step) -> bool {
        !self.count_at(step).is_zero() || self.touches(step)
    }

    fn step(&self, link: Link<'_>) -> Option<Step> {
        match link.target() {
            LinkTarget::Here(target) => Some(Step::Here(target.position())),
            LinkTarget::Elsewhere(text) => {
                let (at, target) = self.resolve(text)?;
                // A link between documents holds while both are in force; a plan that is held against the one
                // above before it begins may serve it already.
                let holds = target.plan().document().is_in_force(self.day) && !self.has_ended();
                holds.then_some(Step::Above(at, target.position()))
            }
        }
    }

    /// Whether the plan is no longer in force on the day.
    pub(super) fn has_ended(&self) -> bool {
        let document = self.plan.document();
        let horizon = || document.horizon().map(|(_, last)| last.end());
        let last = if document.in_force().is_open() { horizon() } else { document.in_force().to };
        last.is_some_and(|last| last < self.day)
    }

    /// The plan above with a code, and its place among those above.
    pub(super) fn plan_above(&self, code: &str) -> Option<(usize, &Plan)> {
        let at = *self.places.get(code)?;
        Some((at, &self.above.get(at)?.plan))
    }

    /// What `PLAN#code` names, with the place of its plan among those above.
    pub(super) fn resolve(&self, text: &str) -> Option<(usize, Element<'_>)> {
        let (plan, code) = text.split_once('#')?;
        let (at, plan) = self.plan_above(plan)?;
        Some((at, plan.find(code)?))
    }
}

/// One way up: the step, the share that is declared for it, and whether what goes by it is divided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    pub(super) share: Option<Number>,
    holding: Holding,
    pub(super) step: Step,
}

/// The ways by which an element's own is divided: all, or, where nobody declared a share, the one that owns it.
pub(super) fn owned(ways: &[Way]) -> &[Way] {
    let mut owners = ways.iter().enumerate().filter(|(_, way)| way.holding == Holding::Owned);
    match (owners.next(), owners.next()) {
        (Some((at, _)), None) if ways.iter().all(|way| way.share.is_none()) => {
            ways.get(at..=at).unwrap_or(ways)
        }
        _ => ways,
    }
}

/// Whether a link carries what its source has up to its target on a day.
pub(super) fn carries(link: Link<'_>, day: NaiveDate) -> bool {
    link.kind() == LinkKind::Contributes
        && link.sign() == Sign::Positive
        && link.status() != LinkStatus::Inferred
        && link.valid().contains(day)
}
