//! The way up: from each element to the missions and the vision, through the plan above where there is one.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use crate::number::Number;
use crate::plan::{Element, Holding, Kind, Link, LinkKind, LinkStatus, LinkTarget, Plan, Sign};

use super::above::Names;
use super::division::{Division, Room, distinct, divide, union};
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
/// which no share is declared, divides nothing. What one target *owns* is not divided: where of several links
/// without shares one alone is owned, everything goes by that.
///
/// Which missions an element touches may need as many words as there are elements times missions. Where a plan is
/// so tangled that this outgrows it (see [`Room`]), nothing is followed to missions, and that is said.
#[derive(Clone, Debug)]
pub(super) struct Ascent {
    pub(super) plan: Plan,
    pub(super) day: NaiveDate,
    pub(super) tops: Vec<Top>,
    /// What threads end at; `None` where neither the plan nor one above it has a vision or a mission.
    pub(super) ends: Option<Kind>,
    pub(super) above: Vec<Arc<Ascent>>,
    /// Set where the ways are too many to be followed to each mission: then no division is known.
    pub(super) tangled: Option<()>,
    own_tops: Vec<u32>,
    /// The plans above by code, and how many tops stand before those of each.
    places: HashMap<Box<str>, usize>,
    offsets: Vec<u32>,
    /// What a plan below looks up here; told apart when the first one asks.
    names: OnceLock<Names>,
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
            tangled: None,
            own_tops,
            places: HashMap::new(),
            offsets: Vec::new(),
            names: OnceLock::new(),
            divisions: vec![Division::unreached(); count],
            touched: vec![Arc::from([]); count],
            counts: vec![Count::Exact(0); count],
        };
        let mut offset = 0;
        for (at, above) in ascent.above.iter().enumerate() {
            ascent.places.entry(above.plan.document().code().into()).or_insert(at);
            ascent.offsets.push(offset);
            offset += above.tops.len() as u32;
        }
        ascent.tangled = ascent.above.iter().find_map(|above| above.tangled);
        let mut room = Room::of(plan);
        // Parents first: what an element's division is follows from theirs.
        for element in plan.bottom_up().rev() {
            ascent.place(element, &mut room);
        }
        if ascent.tangled.is_some() {
            ascent.divisions.fill(Division::unreached());
            ascent.touched.fill(Arc::from([]));
        }
        ascent
    }

    fn place(&mut self, element: Element<'_>, room: &mut Room) {
        let ways = self.ways_up(element);
        let count = if Some(element.kind()) == self.ends {
            Count::Exact(1)
        } else {
            ways.iter().map(|way| self.count_at(way.step)).fold(Count::Exact(0), Count::plus)
        };
        let at = element.position() as usize;
        if let Some(place) = self.counts.get_mut(at) {
            *place = count;
        }
        if self.tangled.is_some() {
            return;
        }
        let Some((division, touched)) = self.followed(element, &ways, room) else {
            self.tangled = Some(());
            return;
        };
        if let Some(place) = self.divisions.get_mut(at) {
            *place = division;
        }
        if let Some(place) = self.touched.get_mut(at) {
            *place = touched;
        }
    }

    /// How what an element has is divided and which missions it touches; `None` where there is no room for it.
    fn followed(
        &self,
        element: Element<'_>,
        ways: &[Way],
        room: &mut Room,
    ) -> Option<(Arc<Division>, Arc<[u32]>)> {
        if let Ok(top) = self.own_tops.binary_search(&element.position()) {
            return Some((Arc::new(Division::all_to(top as u32)), Arc::from([top as u32])));
        }
        if let [Way { share: None, step, .. }] = ways {
            return Some((self.division_at(*step), self.touched_at(*step)));
        }
        let parts: Vec<(Option<Number>, Arc<Division>)> =
            owned(ways).iter().map(|way| (way.share, self.division_at(way.step))).collect();
        let sets = distinct(ways.iter().map(|way| self.touched_at(way.step)).collect());
        room.take(parts.iter().map(|(_, division)| division.size()).sum())?;
        // One set is not copied.
        if sets.len() > 1 {
            room.take(sets.iter().map(|set| set.len()).sum())?;
        }
        let division = divide(&parts);
        (division.size() <= Division::MOST).then(|| (division, union(&sets)))
    }

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

    fn touches(&self, step: Step) -> bool {
        match step {
            Step::Here(at) => self.touched.get(at as usize).is_some_and(|set| !set.is_empty()),
            Step::Above(plan, at) => {
                self.own_tops.is_empty()
                    && self.above.get(plan).is_some_and(|above| above.touches(Step::Here(at)))
            }
        }
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
                let (offset, set) = (self.offset(plan), ascent.touched_at(Step::Here(at)));
                if offset == 0 { set } else { set.iter().map(|top| top + offset).collect() }
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
        self.offsets.get(plan).copied().unwrap_or(0)
    }

    /// What a plan below looks up in this one.
    pub(super) fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.plan))
    }
}

/// One way up: the step, the share that is declared for it, and whether what goes by it is divided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    share: Option<Number>,
    holding: Holding,
    pub(super) step: Step,
}

/// The ways by which an element's own is divided: all, or, where nobody declared a share, the one that owns it.
fn owned(ways: &[Way]) -> &[Way] {
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
