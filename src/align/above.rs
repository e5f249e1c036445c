//! The plan above: what it assigned, what is carried on, and which measures stand in both.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Element, Indicator, Kind, LinkStatus, Plan};

use super::ascent::Ascent;
use super::map::LevelMap;
use super::text::normal;

/// What the plans above say about a plan.
#[derive(Debug, Default)]
pub(super) struct Above {
    pub(super) given: bool,
    /// What was assigned to the plan's owner: the plan above, the element, and whether something carries it on.
    pub(super) assigned: Vec<Assigned>,
    /// The same measure in both: own indicator, plan above, its indicator.
    pub(super) pairs: Vec<(u32, usize, u32)>,
    /// The same programme in both: own element, plan above, its element.
    pub(super) programs: Vec<(u32, usize, u32)>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Assigned {
    pub(super) plan: usize,
    pub(super) at: u32,
    pub(super) carried: bool,
}

impl Above {
    pub(super) fn of(ascent: &Ascent, map: &LevelMap) -> Above {
        let mut above = Above { given: !ascent.above.is_empty(), ..Above::default() };
        if !above.given {
            return above;
        }
        let carried = links(ascent);
        for (at, other) in ascent.above.iter().enumerate() {
            above.shared_programs(&ascent.plan, at, &other.plan);
            above.shared_measures(&ascent.plan, at, &other.plan);
            let Some(organization) = owner_in(&ascent.plan, &other.plan) else { continue };
            let programs: BTreeSet<u32> = above
                .programs
                .iter()
                .filter(|(_, plan, _)| *plan == at)
                .map(|(_, _, theirs)| *theirs)
                .collect();
            for element in other.plan.elements().filter(|element| is_assigned(*element, organization, map)) {
                let place = element.position();
                let carried = carried.contains(&(at, place)) || programs.contains(&place);
                above.assigned.push(Assigned { plan: at, at: place, carried });
            }
        }
        above.pairs.sort_unstable();
        above.programs.sort_unstable();
        above
    }

    /// Programmes are national constants: the same code is the same programme.
    fn shared_programs(&mut self, own: &Plan, at: usize, other: &Plan) {
        let code = |element: Element<'_>| match element.classification() {
            Some(class) => class.as_written().to_owned(),
            None => element.code().to_owned(),
        };
        let theirs: BTreeMap<String, u32> =
            other.of_kind(Kind::Program).map(|element| (code(element), element.position())).collect();
        for element in own.of_kind(Kind::Program) {
            if let Some(their) = theirs.get(&code(element)) {
                self.programs.push((element.position(), at, *their));
            }
        }
    }

    /// The same measure has the same name, case, spaces and signs apart, or the same code of a framework from
    /// outside; and no other population and no other place.
    fn shared_measures(&mut self, own: &Plan, at: usize, other: &Plan) {
        let mut theirs: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for indicator in other.indicators() {
            theirs.entry(normal(indicator.name())).or_default().push(indicator.position());
        }
        for indicator in own.indicators() {
            let same = theirs.get(&normal(indicator.name())).map_or(&[][..], Vec::as_slice);
            let matching = |at: &&u32| same_scope(indicator, other.indicator_at(**at));
            if let Some(their) = same.iter().find(matching) {
                self.pairs.push((indicator.position(), at, *their));
            }
        }
    }
}

/// What own elements name in plans above.
fn links(ascent: &Ascent) -> BTreeSet<(usize, u32)> {
    let mut carried = BTreeSet::new();
    for element in ascent.plan.elements() {
        for link in element.links().filter(|link| link.status() != LinkStatus::Inferred) {
            let crate::plan::LinkTarget::Elsewhere(text) = link.target() else { continue };
            if let Some((at, target)) = ascent.resolve(text) {
                carried.insert((at, target.position()));
            }
        }
    }
    carried
}

fn same_scope(a: Indicator<'_>, b: Indicator<'_>) -> bool {
    let same = |a: &str, b: &str| a.is_empty() || b.is_empty() || normal(a) == normal(b);
    let place =
        |indicator: Indicator<'_>| indicator.place().map_or(String::new(), |place| place.title().to_owned());
    same(a.population(), b.population()) && same(&place(a), &place(b))
}

/// The organisation of the plan above that owns this plan: by code or by name.
pub(super) fn owner_in<'p>(own: &Plan, other: &'p Plan) -> Option<Element<'p>> {
    let owner = own.document().owner();
    if owner.is_empty() {
        return None;
    }
    let named = |element: &Element<'_>| normal(element.title()) == normal(owner);
    let by_code = other.find(owner).filter(|element| element.kind() == Kind::Organization);
    by_code.or_else(|| other.of_kind(Kind::Organization).find(named))
}

fn is_assigned(element: Element<'_>, organization: Element<'_>, map: &LevelMap) -> bool {
    let carried = map.is_carried(element.kind())
        && matches!(element.kind(), Kind::Objective | Kind::Program | Kind::Initiative);
    let mine =
        || element.owner() == Some(organization) || element.partners().any(|partner| partner == organization);
    carried && mine()
}
