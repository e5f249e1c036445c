//! The way up: from each element to the missions and the vision, through the plan above where there is one.

mod further;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use crate::number::Number;
use crate::plan::{Element, Kind, Plan};

use super::above::Names;
use super::division::{Division, Room, distinct, divide, union};
use super::thread::Count;
use super::ways::{Step, Way, owned};

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
    pub(super) places: HashMap<Box<str>, usize>,
    offsets: Vec<u32>,
    /// What a plan below looks up here; told apart when the first one asks.
    names: OnceLock<Names>,
    /// Where each element's own goes, by its place among `reaches`: most go where what contains them goes.
    reach: Vec<u32>,
    /// The first is nowhere.
    reaches: Vec<Reach>,
    counts: Vec<Count>,
}

/// How what an element has is divided among the tops, and which of them it touches at all.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    pub(super) division: Arc<Division>,
    pub(super) touched: Arc<[u32]>,
}

impl Reach {
    /// The place of nowhere among the reaches of any plan.
    const NOWHERE: u32 = 0;

    fn nowhere() -> Reach {
        Reach { division: Division::unreached(), touched: Arc::from([]) }
    }
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
            reach: vec![Reach::NOWHERE; count],
            reaches: vec![Reach::nowhere()],
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
            ascent.reach.fill(Reach::NOWHERE);
            ascent.reaches.truncate(1);
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
        let Some(reach) = self.followed(element, &ways, room) else {
            self.tangled = Some(());
            return;
        };
        if let Some(place) = self.reach.get_mut(at) {
            *place = reach;
        }
    }

    /// Where what an element has goes; `None` where there is no room for it.
    fn followed(&mut self, element: Element<'_>, ways: &[Way], room: &mut Room) -> Option<u32> {
        if let Ok(top) = self.own_tops.binary_search(&element.position()) {
            let top = top as u32;
            return Some(self.keep(Arc::new(Division::all_to(top)), Arc::from([top])));
        }
        match ways {
            [Way { share: None, step: Step::Here(up), .. }] => return Some(self.reach_at(*up)),
            [Way { share: None, step, .. }] => {
                return Some(self.keep(self.division_at(*step), self.touched_at(*step)));
            }
            _ => {}
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
        (division.size() <= Division::MOST).then(|| self.keep(division, union(&sets)))
    }

    fn keep(&mut self, division: Arc<Division>, touched: Arc<[u32]>) -> u32 {
        if touched.is_empty() && division.is_nowhere() {
            return Reach::NOWHERE;
        }
        self.reaches.push(Reach { division, touched });
        self.reaches.len() as u32 - 1
    }

    fn reach_at(&self, at: u32) -> u32 {
        self.reach.get(at as usize).copied().unwrap_or(Reach::NOWHERE)
    }

    /// Where what an element has goes, as a place among all that is reached.
    pub(super) fn reach(&self, element: Element<'_>) -> u32 {
        self.reach_at(element.position())
    }

    /// Everything that is reached by anything.
    pub(super) fn reaches(&self) -> &[Reach] {
        &self.reaches
    }

    fn reached(&self, at: u32) -> Option<&Reach> {
        self.reaches.get(self.reach_at(at) as usize)
    }

    /// How what an element has is divided.
    pub(super) fn division(&self, element: Element<'_>) -> Arc<Division> {
        self.division_at(Step::Here(element.position()))
    }

    fn division_at(&self, step: Step) -> Arc<Division> {
        match step {
            Step::Here(at) => {
                self.reached(at).map_or_else(Division::unreached, |reach| reach.division.clone())
            }
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
            Step::Here(at) => self.reached(at).map_or_else(|| Arc::from([]), |reach| reach.touched.clone()),
            Step::Above(plan, at) => {
                let Some(ascent) = self.above.get(plan).filter(|_| self.own_tops.is_empty()) else {
                    return Arc::from([]);
                };
                let (offset, set) = (self.offset(plan), ascent.touched_at(Step::Here(at)));
                if offset == 0 { set } else { set.iter().map(|top| top + offset).collect() }
            }
        }
    }

    /// Whether a step leads to something that money rises to.
    pub(super) fn touches(&self, step: Step) -> bool {
        match step {
            Step::Here(at) => self.reached(at).is_some_and(|reach| !reach.touched.is_empty()),
            Step::Above(plan, at) => {
                self.own_tops.is_empty()
                    && self.above.get(plan).is_some_and(|above| above.touches(Step::Here(at)))
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

    /// Whether anything reaches a top, or is lost on the way for want of room.
    pub(super) fn reaches_any(&self) -> bool {
        self.tangled.is_some() || self.reaches.iter().any(|reach| !reach.touched.is_empty())
    }

    /// The tops that an element reaches by any way.
    pub(super) fn tops_of(&self, element: Element<'_>) -> impl Iterator<Item = &Top> {
        let touched = self.touched(element);
        (0..touched.len()).filter_map(move |at| self.tops.get(*touched.get(at)? as usize))
    }

    /// What a plan below looks up in this one.
    pub(super) fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.plan))
    }
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
