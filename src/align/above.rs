//! The plan above: what it assigned, what is carried on, and which measures stand in both.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::finding::Subject;
use crate::finding::suggest::nearest;
use crate::plan::{Element, Indicator, Kind, LinkStatus, LinkTarget, Plan};

use super::ascent::Ascent;
use super::evaluated::{Evaluated, Input, Reason};
use super::map::LevelMap;
use super::scope::Scope;
use super::settings::AlignSettings;
use super::text::normal;
use super::ways::Step;

/// What the plans above say about a plan.
#[derive(Debug, Default)]
pub(super) struct Above {
    pub(super) given: Option<()>,
    /// What was assigned to the plan's owner: the plan above, the element, and whether something carries it on.
    pub(super) assigned: Vec<Assigned>,
    /// The same measure in both: own indicator, plan above, its indicator.
    pub(super) pairs: Vec<(u32, usize, u32)>,
    /// The same programme in both: own element, plan above, its element.
    pub(super) programs: Vec<(u32, usize, u32)>,
    /// What the first hundred links that name nothing may have meant.
    pub(super) meant: BTreeMap<Box<str>, Box<str>>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Assigned {
    pub(super) plan: usize,
    pub(super) at: u32,
    pub(super) carried: Option<()>,
}

/// How many links that name nothing are told what they may have meant.
const MEANT: usize = 100;

/// What plans below look up in a plan: its programmes by code, its indicators by name and by codes from outside.
#[derive(Clone, Debug)]
pub(super) struct Names {
    programs: HashMap<Box<str>, u32>,
    measures: HashMap<String, Vec<u32>>,
    external: HashMap<(Box<str>, Box<str>), Vec<u32>>,
}

impl Names {
    pub(super) fn of(plan: &Plan) -> Names {
        let programs = plan.of_kind(Kind::Program).map(|program| (class(program).into(), program.position()));
        let mut names =
            Names { programs: programs.collect(), measures: HashMap::new(), external: HashMap::new() };
        for indicator in plan.indicators() {
            names.measures.entry(normal(indicator.name())).or_default().push(indicator.position());
            for external in indicator.external() {
                let key = (external.scheme.clone(), external.code.clone());
                names.external.entry(key).or_default().push(indicator.position());
            }
        }
        names
    }

    /// What may be the same measure: first what has the same name, then what has the same code from outside.
    fn same<'n>(&'n self, indicator: Indicator<'n>) -> impl Iterator<Item = u32> + 'n {
        let named = self.measures.get(&normal(indicator.name()));
        let coded = indicator
            .external()
            .iter()
            .filter_map(|external| self.external.get(&(external.scheme.clone(), external.code.clone())));
        named.into_iter().chain(coded).flatten().copied().take(SAME)
    }
}

/// How many measures of one name are looked at for one of the same population and place.
const SAME: usize = 64;

/// Programmes are national constants: the same code is the same programme.
fn class(element: Element<'_>) -> &str {
    element.classification().map_or(element.code(), |class| class.as_written())
}

impl Above {
    pub(super) fn of(ascent: &Ascent, settings: &AlignSettings) -> Above {
        let mut above =
            Above { given: ascent.above.first().map(|_| ()), meant: meant(ascent), ..Above::default() };
        if above.given.is_none() {
            return above;
        }
        let carried = links(ascent);
        for (at, other) in ascent.above.iter().enumerate() {
            above.shared(&ascent.plan, at, other);
            let Some(organization) = owner_in(&ascent.plan, &other.plan) else { continue };
            let programs: BTreeSet<u32> = above
                .programs
                .iter()
                .filter(|(_, plan, _)| *plan == at)
                .map(|(.., theirs)| *theirs)
                .collect();
            let map = settings.map_of(&other.plan);
            for element in other.plan.elements().filter(|element| is_assigned(*element, organization, map)) {
                let place = element.position();
                let is_carried = carried.contains(&(at, place))
                    || programs.contains(&place)
                    || is_repeated(element, &ascent.plan);
                above.assigned.push(Assigned { plan: at, at: place, carried: is_carried.then_some(()) });
            }
        }
        above.pairs.sort_unstable();
        above.programs.sort_unstable();
        above
    }

    /// The programmes that are the same here and in one plan above: the own one, the one above.
    pub(super) fn programs_of(&self, above: usize) -> Vec<(u32, u32)> {
        let of = self.programs.iter().filter(|(_, plan, _)| *plan == above);
        of.map(|(own, _, theirs)| (*own, *theirs)).collect()
    }

    /// The same measure has the same name, case, spaces and signs apart, or the same code of a framework from
    /// outside; and no other population and no other place.
    fn shared(&mut self, own: &Plan, at: usize, other: &Ascent) {
        let names = other.names();
        for element in own.of_kind(Kind::Program) {
            if let Some(their) = names.programs.get(class(element)) {
                self.programs.push((element.position(), at, *their));
            }
        }
        for indicator in own.indicators() {
            let matching = |at: &u32| same_scope(indicator, other.plan.indicator_at(*at));
            if let Some(their) = names.same(indicator).find(matching) {
                self.pairs.push((indicator.position(), at, their));
            }
        }
    }
}

/// What own elements name in plans above.
fn links(ascent: &Ascent) -> BTreeSet<(usize, u32)> {
    let mut carried = BTreeSet::new();
    for element in ascent.plan.elements() {
        for link in element.links().filter(|link| link.status() != LinkStatus::Inferred) {
            let LinkTarget::Elsewhere(text) = link.target() else { continue };
            if let Some((at, target)) = ascent.resolve(text) {
                carried.insert((at, target.position()));
            }
        }
    }
    carried
}

/// For links that name nothing in a plan that was given, the code there that is nearest.
fn meant(ascent: &Ascent) -> BTreeMap<Box<str>, Box<str>> {
    let links = ascent.plan.elements().flat_map(|element| element.links());
    let named = links.filter_map(|link| match link.target() {
        LinkTarget::Elsewhere(text) => Some(text),
        LinkTarget::Here(_) => None,
    });
    let wanting = named.filter_map(|text| {
        let (plan, code) = text.split_once('#')?;
        let (_, plan) = ascent.plan_above(plan)?;
        plan.find(code).is_none().then_some((text, plan, code))
    });
    let near = |(text, plan, code): (&str, &Plan, &str)| {
        Some((text.into(), nearest(code, plan.elements().map(Element::code))?.into()))
    };
    wanting.take(MEANT).filter_map(near).collect()
}

/// The very same element stands in both plans: kind, code and title.
fn is_repeated(element: Element<'_>, own: &Plan) -> bool {
    own.find(element.code())
        .is_some_and(|same| same.kind() == element.kind() && normal(same.title()) == normal(element.title()))
}

fn same_scope(a: Indicator<'_>, b: Indicator<'_>) -> bool {
    let same = |a: &str, b: &str| a.is_empty() || b.is_empty() || normal(a) == normal(b);
    let place =
        |indicator: Indicator<'_>| indicator.place().map_or(String::new(), |place| place.title().to_owned());
    same(a.population(), b.population()) && same(&place(a), &place(b))
}

/// The organisation of the plan above that owns this plan.
pub(super) fn owner_in<'p>(own: &Plan, other: &'p Plan) -> Option<Element<'p>> {
    owner_of((own.document().owner(), own.document().code()), other)
}

/// The organisation that owns a document: by the code or the name that it gives its owner; where it names none, the
/// organisation whose code it bears.
pub(super) fn owner_of<'p>((owner, code): (&str, &str), other: &'p Plan) -> Option<Element<'p>> {
    let by_code = |code: &str| other.find(code).filter(|element| element.kind() == Kind::Organization);
    if owner.is_empty() {
        return by_code(code);
    }
    let named = |element: &Element<'_>| normal(element.title()) == normal(owner);
    by_code(owner).or_else(|| other.of_kind(Kind::Organization).find(named))
}

fn is_assigned(element: Element<'_>, organization: Element<'_>, map: &LevelMap) -> bool {
    let carried = map.is_carried(element.kind())
        && matches!(element.kind(), Kind::Objective | Kind::Program | Kind::Initiative);
    let mine =
        || element.owner() == Some(organization) || element.partners().any(|partner| partner == organization);
    carried && mine()
}

/// A plan and one above it, both ways: what the one above assigned to its owner and is carried on here, and what
/// here answers something of the one above.
///
/// It is worked out for the plan that a plan derives from, and for every plan above that names its owner.
#[derive(Clone, Debug, PartialEq)]
pub struct Coherence {
    /// The plan above.
    pub above: Subject,
    /// Of the objectives, programmes and initiatives that it assigns to the owner, as lead or partner, the share
    /// that something here links to, repeats, or has as the same programme.
    pub assigned: Evaluated,
    /// Of the goals, objectives and delivery programmes here into which its level map carries something, the share
    /// from which a way leads into the plan above, by link, as the same programme, or as the very same element.
    pub answering: Evaluated,
}

pub(super) fn coherence(scope: &Scope<'_>) -> Vec<Coherence> {
    let own = scope.plan;
    let near = |other: &Plan| {
        own.document().derives_from() == other.document().code() || owner_in(own, other).is_some()
    };
    let aboves = scope.ascent.above.iter().enumerate().filter(|(_, other)| near(&other.plan));
    let one = |(at, other): (usize, &std::sync::Arc<Ascent>)| {
        let document = other.plan.document();
        Coherence {
            above: Subject::new("plan", document.code(), document.title()),
            assigned: assigned(scope, at, &other.plan),
            answering: answering(scope, at, &other.plan),
        }
    };
    aboves.map(one).collect()
}

fn assigned(scope: &Scope<'_>, at: usize, other: &Plan) -> Evaluated {
    let mine = scope.above.assigned.iter().filter(|assigned| assigned.plan == at);
    let inputs = mine.map(|assigned| Input::holds(other.element(assigned.at).subject(), assigned.carried));
    Evaluated::sum(inputs.collect(), Reason::Lacking("owner".into()))
}

fn answering(scope: &Scope<'_>, at: usize, other: &Plan) -> Evaluated {
    let map = scope.settings.map_of(other);
    let due = |element: &Element<'_>| {
        matches!(element.kind(), Kind::Goal | Kind::Objective | Kind::Program)
            && map.is_due(element.kind())
            && scope.is_delivery(*element)
    };
    let tied = tied(scope, at, other);
    let input = |element: Element<'_>| {
        Input::holds(element.subject(), tied.get(element.position() as usize).copied().flatten())
    };
    let inputs = scope.plan.elements().filter(due).map(input);
    Evaluated::sum(inputs.collect(), Reason::NoAims)
}

/// From what a way leads into a plan above, parents first.
fn tied(scope: &Scope<'_>, at: usize, other: &Plan) -> Vec<Option<()>> {
    let plan = scope.plan;
    let shared = scope.above.programs.iter().filter(|(_, plan, _)| *plan == at);
    let shared: BTreeSet<u32> = shared.map(|(own, ..)| *own).collect();
    let mut tied = vec![None; plan.elements().len()];
    for element in plan.bottom_up().rev() {
        let links = element.links().filter(|link| link.status() != LinkStatus::Inferred);
        let mut named = links.filter_map(|link| match link.target() {
            LinkTarget::Elsewhere(text) => scope.ascent.resolve(text),
            LinkTarget::Here(_) => None,
        });
        let itself = shared.contains(&element.position())
            || named.any(|(plan, _)| plan == at)
            || is_repeated(element, other);
        let above = || {
            scope.ascent.ways_up(element).iter().find_map(|way| match way.step {
                Step::Here(up) => tied.get(up as usize).copied().flatten(),
                Step::Above(..) => None,
            })
        };
        let reached = itself.then_some(()).or_else(above);
        if let Some(place) = tied.get_mut(element.position() as usize) {
            *place = reached;
        }
    }
    tied
}
