//! The way up: from each element to the missions and the vision, through the plan above where there is one.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::number::Number;
use crate::plan::{Element, Kind, Link, LinkKind, LinkStatus, LinkTarget, Plan, Sign};

use super::division::{Division, divide, union};
use super::thread::Count;

/// A mission that money and weight rise to; a vision where the plan has no mission.
#[derive(Clone, Debug)]
pub struct Top {
    plan: Plan,
    at: u32,
}

impl Top {
    /// The mission itself.
    #[must_use]
    pub fn element(&self) -> Element<'_> {
        self.plan.element(self.at)
    }
}

/// A step up: inside the plan, or into one of the plans above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Here(u32),
    Above(usize, u32),
}

/// Everything that follows from the ways up out of one plan.
///
/// An element goes up by the links by which it contributes; one whose links lead to no mission, or that has
/// none, goes up to the element that contains it as well. Negative, inferred and expired links carry nothing,
/// nor do links into a plan that is not in force. Where several ways up lead to different divisions and not
/// every link declares its share, no split is invented: all of it is shared. A way that leads nowhere, and for
/// which no share is declared, divides nothing.
#[derive(Clone, Debug)]
pub(super) struct Ascent {
    pub(super) plan: Plan,
    pub(super) day: NaiveDate,
    pub(super) tops: Vec<Top>,
    /// What threads end at; `None` where neither the plan nor one above it has a vision or a mission.
    pub(super) ends: Option<Kind>,
    pub(super) above: Vec<Arc<Ascent>>,
    own_tops: Vec<u32>,
    divisions: Vec<Arc<Division>>,
    touched: Vec<Arc<[u32]>>,
    counts: Vec<Count>,
}

impl Ascent {
    /// Follows every link that counts on a day.
    pub(super) fn of(plan: &Plan, day: NaiveDate, above: Vec<Arc<Ascent>>) -> Ascent {
        let mut seen = Kinds::of(plan);
        let own_tops = std::mem::take(&mut seen.tops);
        let tops = if own_tops.is_empty() {
            above.iter().flat_map(|ascent| ascent.tops.iter().cloned()).collect()
        } else {
            own_tops.iter().map(|at| Top { plan: plan.clone(), at: *at }).collect()
        };
        let ends = seen.ends.or_else(|| above.iter().find_map(|ascent| ascent.ends));
        let count = plan.elements().len();
        let mut ascent = Ascent {
            plan: plan.clone(),
            day,
            tops,
            ends,
            above,
            own_tops,
            divisions: vec![Division::unreached(); count],
            touched: vec![Arc::from([]); count],
            counts: vec![Count::Exact(0); count],
        };
        // Parents first: what an element's division is follows from theirs.
        for element in plan.bottom_up().rev() {
            ascent.place(element);
        }
        ascent
    }

    fn place(&mut self, element: Element<'_>) {
        let ways = self.ways_up(element);
        let count = if Some(element.kind()) == self.ends {
            Count::Exact(1)
        } else {
            ways.iter().map(|(_, step)| self.count_at(*step)).fold(Count::Exact(0), Count::plus)
        };
        let (division, touched) = match self.own_tops.binary_search(&element.position()) {
            Ok(top) => (Arc::new(Division::all_to(top as u32)), Arc::from([top as u32])),
            Err(_) => {
                let parts: Vec<(Option<Number>, Arc<Division>)> =
                    ways.iter().map(|(share, step)| (*share, self.division_at(*step))).collect();
                let sets: Vec<Arc<[u32]>> = ways.iter().map(|(_, step)| self.touched_at(*step)).collect();
                (divide(&parts), union(&sets))
            }
        };
        let at = element.position() as usize;
        if let Some(place) = self.divisions.get_mut(at) {
            *place = division;
        }
        if let Some(place) = self.touched.get_mut(at) {
            *place = touched;
        }
        if let Some(place) = self.counts.get_mut(at) {
            *place = count;
        }
    }

    /// The steps up from an element, each with the share that is declared for it.
    pub(super) fn ways_up(&self, element: Element<'_>) -> Vec<(Option<Number>, Step)> {
        let links = element.links().filter(|link| carries(*link, self.day));
        let mut ways: Vec<(Option<Number>, Step)> =
            links.filter_map(|link| Some((link.share(), self.step(link)?))).collect();
        if !ways.iter().any(|(_, step)| self.leads(*step)) {
            ways.extend(element.parent().map(|parent| (None, Step::Here(parent.position()))));
        }
        ways
    }

    /// Whether a step leads to a mission or to the vision.
    fn leads(&self, step: Step) -> bool {
        !self.count_at(step).is_zero() || !self.touched_at(step).is_empty()
    }

    fn step(&self, link: Link<'_>) -> Option<Step> {
        match link.target() {
            LinkTarget::Here(target) => Some(Step::Here(target.position())),
            LinkTarget::Elsewhere(text) => {
                let (at, target) = self.resolve(text)?;
                let in_force = target.plan().document().is_in_force(self.day);
                in_force.then_some(Step::Above(at, target.position()))
            }
        }
    }

    /// What `PLAN#code` names, with the place of its plan among those above.
    pub(super) fn resolve(&self, text: &str) -> Option<(usize, Element<'_>)> {
        let (plan, code) = text.split_once('#')?;
        let at = self.above.iter().position(|ascent| ascent.plan.document().code() == plan)?;
        Some((at, self.above.get(at)?.plan.find(code)?))
    }

    /// How what an element has is divided.
    pub(super) fn division(&self, element: Element<'_>) -> Arc<Division> {
        self.division_at(Step::Here(element.position()))
    }

    fn division_at(&self, step: Step) -> Arc<Division> {
        match step {
            Step::Here(at) => self.divisions.get(at as usize).cloned().unwrap_or_else(Division::unreached),
            Step::Above(plan, at) => self.above.get(plan).map_or_else(Division::unreached, |ascent| {
                let division = ascent.division_at(Step::Here(at));
                if self.own_tops.is_empty() {
                    division.moved(self.offset(plan))
                } else {
                    Division::unreached()
                }
            }),
        }
    }

    /// The tops that an element reaches by any way, as positions among the tops.
    pub(super) fn touched(&self, element: Element<'_>) -> Arc<[u32]> {
        self.touched_at(Step::Here(element.position()))
    }

    fn touched_at(&self, step: Step) -> Arc<[u32]> {
        match step {
            Step::Here(at) => self.touched.get(at as usize).cloned().unwrap_or_else(|| Arc::from([])),
            Step::Above(plan, at) => {
                let Some(ascent) = self.above.get(plan).filter(|_| self.own_tops.is_empty()) else {
                    return Arc::from([]);
                };
                let offset = self.offset(plan);
                ascent.touched_at(Step::Here(at)).iter().map(|top| top + offset).collect()
            }
        }
    }

    /// How many ways lead from an element to the vision.
    pub(super) fn count(&self, element: Element<'_>) -> Count {
        self.count_at(Step::Here(element.position()))
    }

    pub(super) fn count_at(&self, step: Step) -> Count {
        match step {
            Step::Here(at) => self.counts.get(at as usize).copied().unwrap_or(Count::Exact(0)),
            Step::Above(plan, at) => {
                self.above.get(plan).map_or(Count::Exact(0), |ascent| ascent.count_at(Step::Here(at)))
            }
        }
    }

    fn offset(&self, plan: usize) -> u32 {
        self.above.iter().take(plan).map(|ascent| ascent.tops.len() as u32).sum()
    }
}

/// Whether a link carries what its source has up to its target on a day.
pub(super) fn carries(link: Link<'_>, day: NaiveDate) -> bool {
    link.kind() == LinkKind::Contributes
        && link.sign() == Sign::Positive
        && link.status() != LinkStatus::Inferred
        && link.valid().contains(day)
}

/// The tops of a plan and what its threads end at, in one pass.
struct Kinds {
    tops: Vec<u32>,
    ends: Option<Kind>,
}

impl Kinds {
    fn of(plan: &Plan) -> Kinds {
        let (mut visions, mut missions) = (Vec::new(), Vec::new());
        for element in plan.elements() {
            match element.kind() {
                Kind::Vision => visions.push(element.position()),
                Kind::Mission => missions.push(element.position()),
                _ => {}
            }
        }
        let ends = match (visions.is_empty(), missions.is_empty()) {
            (false, _) => Some(Kind::Vision),
            (true, false) => Some(Kind::Mission),
            (true, true) => None,
        };
        Kinds { tops: if missions.is_empty() { visions } else { missions }, ends }
    }
}
