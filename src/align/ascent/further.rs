//! Beyond the missions of the plan above: by the links of a region's missions to those of the nation.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::plan::Plan;

use super::{Ascent, Division, Number, Reach, Step, Top, divide, owned, union};

/// Where every top goes on to, one level further.
struct Onward {
    tops: Vec<Top>,
    /// For each top of before, how what it has is divided among those.
    divisions: Vec<Arc<Division>>,
    touched: Vec<Arc<[u32]>>,
}

/// How many levels are followed: village, agency, region, province, nation.
const LEVELS: usize = 8;

impl Ascent {
    /// The same plan with its ways followed on, level by level: first from the missions that it reaches to those of
    /// the plans above these, and so on.
    pub(in crate::align) fn further(&self) -> Vec<Ascent> {
        let mut levels: Vec<Ascent> = Vec::new();
        while let Some(next) = levels.last().unwrap_or(self).raised().filter(|_| levels.len() < LEVELS) {
            levels.push(next);
        }
        levels
    }

    fn raised(&self) -> Option<Ascent> {
        let onward = self.onward()?;
        let mut raised = Ascent { tops: onward.tops.clone(), ..self.clone() };
        for reach in &mut raised.reaches {
            match onward.follow(reach) {
                Some(followed) => *reach = followed,
                None => raised.tangled = Some(()),
            }
        }
        Some(raised)
    }

    /// `None` where no plan with missions stands above those that have the tops.
    fn onward(&self) -> Option<Onward> {
        let above = |top: &Top| self.holding(&top.plan).map_or(&[][..], |ascent| &ascent.above);
        let mut places: HashMap<(Box<str>, u32), u32> = HashMap::new();
        let mut tops: Vec<Top> = Vec::new();
        let mut seen = BTreeSet::new();
        for top in self.tops.iter().filter(|top| seen.insert(top.plan.document().code())) {
            for next in above(top).iter().flat_map(|above| &above.tops) {
                places.entry(next.key()).or_insert_with(|| {
                    tops.push(next.clone());
                    tops.len() as u32 - 1
                });
            }
        }
        if tops.is_empty() {
            return None;
        }
        let (mut divisions, mut touched) = (Vec::new(), Vec::new());
        for top in &self.tops {
            let (division, set) = self.passed_on(top, &places);
            divisions.push(division);
            touched.push(set);
        }
        Some(Onward { tops, divisions, touched })
    }

    /// How what a top has goes on; one that is itself of the next level stays.
    fn passed_on(&self, top: &Top, places: &HashMap<(Box<str>, u32), u32>) -> (Arc<Division>, Arc<[u32]>) {
        let (mut parts, mut sets) = (Vec::<(Option<Number>, Arc<Division>)>::new(), Vec::new());
        if let Some(ascent) = self.holding(&top.plan) {
            let ways = ascent.ways_up(top.element());
            for way in owned(&ways) {
                let Step::Above(plan, at) = way.step else { continue };
                let Some(above) = ascent.above.get(plan) else { continue };
                let named: Vec<u32> =
                    above.tops.iter().filter_map(|top| places.get(&top.key()).copied()).collect();
                let division = above.division_at(Step::Here(at)).renamed(&named);
                parts.extend(division.map(|division| (way.share, Arc::new(division))));
                let set = above.touched_at(Step::Here(at));
                let mut set: Vec<u32> =
                    set.iter().filter_map(|top| named.get(*top as usize).copied()).collect();
                set.sort_unstable();
                sets.push(set.into());
            }
        }
        match places.get(&top.key()).filter(|_| parts.is_empty()) {
            Some(at) => (Arc::new(Division::all_to(*at)), Arc::from([*at])),
            None => (divide(&parts), union(&sets)),
        }
    }

    /// The ways up out of a plan that stands above this one at any distance, or out of this one.
    fn holding(&self, plan: &Plan) -> Option<&Ascent> {
        let code = plan.document().code();
        let (mut open, mut seen) = (vec![self], BTreeSet::new());
        while let Some(ascent) = open.pop() {
            if ascent.plan.document().code() == code {
                return Some(ascent);
            }
            open.extend(
                ascent.above.iter().filter(|above| seen.insert(Arc::as_ptr(above))).map(|above| &**above),
            );
        }
        None
    }
}

impl Top {
    /// By what two tops are the same.
    fn key(&self) -> (Box<str>, u32) {
        (self.plan.document().code().into(), self.at)
    }
}

impl Onward {
    /// How what an element has goes on; `None` where that would take too much room.
    fn follow(&self, reach: &Reach) -> Option<Reach> {
        let followed = reach.division.carried(&reach.touched, &self.divisions);
        let division = followed.filter(|to| to.size() <= Division::MOST)?;
        let set = |top: &u32| self.touched.get(*top as usize).cloned();
        let sets: Vec<Arc<[u32]>> = reach.touched.iter().filter_map(set).collect();
        Some(Reach { division: Arc::new(division), touched: union(&sets) })
    }
}
