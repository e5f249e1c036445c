//! Duplicates across the plans of a portfolio: two agencies that do or count the same.

use std::collections::{BTreeMap, HashMap};

use crate::finding::Subject;
use crate::number::{Number, Reading, Unit};
use crate::period::Entry;
use crate::plan::{ClassCode, Element, Indicator, Kind, Plan, ProgramClass};

use super::alignment::Alignment;
use super::portfolio::Member;
use super::scope::classes;
use super::settings::AlignSettings;
use super::text::{nearest, normal};

/// One programme or one measure that several plans of a portfolio have, of which none stands above another. It is
/// suggested, and changes no number.
///
/// | sort | is one where |
/// |---|---|
/// | programme | the titles are alike, and no plan names the owner of the other as its partner. The same classification code is expected: programmes are national constants |
/// | measure | the names, units, populations and places are alike, and either a population or a place is said, or the figures of all periods that both have are the same and not all 0 or 100. Measures under one code or under one programme, and parts of a composed measure, are expected |
///
/// Supporting programmes are left aside, since every agency has them. Names are compared once each and without
/// comparing all pairs.
#[derive(Clone, Debug, PartialEq)]
pub struct Across {
    /// What it is.
    pub sort: AcrossSort,
    /// The name that comes first.
    pub name: Box<str>,
    /// How alike the least alike names are: 1 where they are the same.
    pub likeness: Number,
    /// Who has it: the plan's code, and what it is there; in the order of the codes.
    pub holders: Vec<(Box<str>, Subject)>,
}

/// What several plans have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AcrossSort {
    /// A programme.
    Program,
    /// A measure.
    Measure,
}

/// A programme or a measure in a plan.
#[derive(Clone, Copy)]
enum Thing<'p> {
    Program(Element<'p>),
    Measure(Indicator<'p>),
}

impl<'p> Thing<'p> {
    fn name(self) -> &'p str {
        match self {
            Thing::Program(element) => element.title(),
            Thing::Measure(indicator) => indicator.name(),
        }
    }

    fn subject(self) -> Subject {
        match self {
            Thing::Program(element) => element.subject(),
            Thing::Measure(indicator) => indicator.subject(),
        }
    }

    fn plan(self) -> &'p Plan {
        match self {
            Thing::Program(element) => element.plan(),
            Thing::Measure(indicator) => indicator.plan(),
        }
    }

    /// Whether two things with like names, of different plans, are one.
    fn is_one_with(self, other: Thing<'p>) -> bool {
        let apart = self.plan().document().code() != other.plan().document().code();
        apart
            && match (self, other) {
                (Thing::Program(a), Thing::Program(b)) => {
                    !is_one_code(a, b) && !is_shared(a, b) && !is_shared(b, a)
                }
                (Thing::Measure(a), Thing::Measure(b)) => is_one_measure(a, b),
                _ => false,
            }
    }
}

/// The national code of an element, where it has one.
fn national(element: Element<'_>) -> Option<&str> {
    let class = element.classification().map(|class| class.as_written());
    class.or_else(|| Some(element.code()).filter(|code| code.parse::<ClassCode>().is_ok()))
}

fn is_one_code(a: Element<'_>, b: Element<'_>) -> bool {
    national(a).is_some_and(|code| national(b) == Some(code))
}

/// Whether an element names the owner of the other's plan as its partner.
fn is_shared(a: Element<'_>, b: Element<'_>) -> bool {
    let owner = b.plan().document().owner();
    let named = |partner: Element<'_>| partner.code() == owner || normal(partner.title()) == normal(owner);
    !owner.is_empty() && a.partners().any(named)
}

fn is_one_program(a: Element<'_>, b: Element<'_>) -> bool {
    a.kind() == Kind::Program && b.kind() == Kind::Program && normal(a.title()) == normal(b.title())
}

fn is_one_measure(a: Indicator<'_>, b: Indicator<'_>) -> bool {
    let unit = a.unit().is_none() || b.unit().is_none() || a.unit() == b.unit();
    let place =
        |indicator: Indicator<'_>| indicator.place().map_or(String::new(), |place| normal(place.title()));
    let population = normal(a.population());
    let scope = population == normal(b.population()) && place(a) == place(b);
    let expected = is_one_code(a.element(), b.element())
        || is_one_program(a.element(), b.element())
        || [a, b].iter().any(|measure| measure.relations().next().is_some());
    let said = !population.is_empty() || !place(a).is_empty();
    unit && scope && !expected && (said || has_same_figures(a, b))
}

/// Whether the figures of all periods that both have are the same, and tell something: 100 % of anything is the same
/// everywhere.
fn has_same_figures(a: Indicator<'_>, b: Indicator<'_>) -> bool {
    let number = |entry: &Entry<Reading>| entry.reading().number();
    let both = a
        .series()
        .iter()
        .filter_map(|entry| Some((number(entry)?, number(b.series().get(entry.period())?)?)));
    let percent = a.unit() == Some(&Unit::PERCENT);
    let tells = |figure: Number| !figure.is_zero() && (!percent || figure != Number::HUNDRED);
    let mut told = false;
    for (one, other) in both {
        if one != other {
            return false;
        }
        told |= tells(one);
    }
    told
}

/// Everything that plans beside each other have in common and should not, in the order of sorts and names.
pub(super) fn across(members: &[Member], settings: &AlignSettings) -> Vec<Across> {
    let mut beside: BTreeMap<&str, Vec<&Alignment>> = BTreeMap::new();
    for alignment in members.iter().filter_map(|member| member.alignment().ok()) {
        beside.entry(alignment.plan().document().derives_from()).or_default().push(alignment);
    }
    let mut found = Vec::new();
    for plans in beside.values_mut().filter(|plans| plans.len() > 1) {
        plans.sort_by_key(|alignment| alignment.plan().document().code());
        let things: Vec<Thing<'_>> = plans.iter().flat_map(|alignment| things(alignment.plan())).collect();
        for sort in [AcrossSort::Program, AcrossSort::Measure] {
            let of = |thing: &&Thing<'_>| matches!(thing, Thing::Program(_)) == (sort == AcrossSort::Program);
            let things: Vec<Thing<'_>> = things.iter().filter(of).copied().collect();
            found.extend(Clusters::of(&things, settings).found(sort));
        }
    }
    found.sort_by(|a, b| (a.sort, &a.name).cmp(&(b.sort, &b.name)));
    found
}

/// The programmes and measures of a plan that somebody else may have; supporting ones everybody has.
fn things(plan: &Plan) -> Vec<Thing<'_>> {
    let classes = classes(plan);
    let delivers = |element: Element<'_>| {
        classes.get(element.position() as usize).is_none_or(|class| *class == ProgramClass::Delivery)
    };
    let programs = plan.of_kind(Kind::Program).map(Thing::Program);
    let measures = plan.indicators().map(Thing::Measure);
    let of = |thing: &Thing<'_>| match thing {
        Thing::Program(element) => delivers(*element),
        Thing::Measure(indicator) => delivers(indicator.element()),
    };
    programs.chain(measures).filter(of).filter(|thing| !thing.name().is_empty()).collect()
}

/// How many different holders of one name are held against further ones.
const HEADS: usize = 16;

/// Things that are one, by name: each cluster begins with the thing that the others are one with.
struct Clusters<'p> {
    all: Vec<Vec<Thing<'p>>>,
    /// For each cluster one that it belongs to as well, by a like name; itself where there is none.
    joined: Vec<usize>,
    likeness: HashMap<usize, Number>,
}

impl<'p> Clusters<'p> {
    fn of(things: &[Thing<'p>], settings: &AlignSettings) -> Clusters<'p> {
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut clusters = Clusters { all: Vec::new(), joined: Vec::new(), likeness: HashMap::new() };
        for thing in things {
            let own = names.entry(normal(thing.name())).or_default();
            clusters.take(*thing, own);
        }
        clusters.join(&names, settings);
        clusters
    }

    /// Puts a thing into the first cluster of its name whose head it is one with.
    fn take(&mut self, thing: Thing<'p>, own: &mut Vec<usize>) {
        let is_one = |at: &&usize| self.head(**at).is_some_and(|head| head.is_one_with(thing));
        match own.iter().take(HEADS).find(is_one).copied() {
            Some(at) => self.all.get_mut(at).into_iter().for_each(|cluster| cluster.push(thing)),
            None => {
                own.push(self.all.len());
                self.joined.push(self.all.len());
                self.all.push(vec![thing]);
            }
        }
    }

    fn head(&self, at: usize) -> Option<Thing<'p>> {
        self.all.get(at)?.first().copied()
    }

    /// Joins clusters of like names, each name with the nearest before it.
    fn join(&mut self, names: &BTreeMap<String, Vec<usize>>, settings: &AlignSettings) {
        if settings.likeness > Number::ONE {
            return;
        }
        let texts: Vec<&str> = names.keys().map(String::as_str).collect();
        let lists: Vec<&Vec<usize>> = names.values().collect();
        let pair = |a: usize, b: usize| {
            let (one, other) = (lists.get(a)?, lists.get(b)?);
            let pairs = one.iter().take(HEADS).flat_map(|x| other.iter().take(HEADS).map(move |y| (*x, *y)));
            pairs.into_iter().find(|(x, y)| {
                self.head(*x).zip(self.head(*y)).is_some_and(|(head, other)| head.is_one_with(other))
            })
        };
        let least = settings.likeness.to_f64().clamp(0.0, 1.0) * 100.0;
        let like = nearest(&texts, least as u32, |a, b| pair(a, b).is_some());
        let pairs: Vec<(usize, usize)> = like.into_iter().filter_map(|(a, b, _)| pair(a, b)).collect();
        for (one, other) in pairs {
            let (Some(a), Some(b)) = (self.head(one), self.head(other)) else { continue };
            let likeness = settings.measure.likeness(a.name(), b.name());
            if likeness >= settings.likeness {
                let (root, under) = (self.root(one), self.root(other));
                let least = [root, under].iter().filter_map(|at| self.likeness.get(at).copied()).min();
                self.likeness.insert(root, least.map_or(likeness, |least| least.min(likeness)));
                self.joined.get_mut(under).into_iter().for_each(|place| *place = root);
            }
        }
    }

    fn root(&self, mut at: usize) -> usize {
        while let Some(up) = self.joined.get(at).filter(|up| **up != at) {
            at = *up;
        }
        at
    }

    fn found(self, sort: AcrossSort) -> Vec<Across> {
        let mut groups: BTreeMap<usize, Vec<Thing<'p>>> = BTreeMap::new();
        for (at, cluster) in self.all.iter().enumerate() {
            groups.entry(self.root(at)).or_default().extend(cluster);
        }
        let mut found = Vec::new();
        for (root, mut things) in groups.into_iter().filter(|(_, things)| things.len() > 1) {
            things.sort_by_key(|thing| (thing.plan().document().code(), thing.name()));
            let holder = |thing: &Thing<'_>| (thing.plan().document().code().into(), thing.subject());
            let name = things.first().map_or("", |thing| thing.name()).into();
            let likeness = self.likeness.get(&root).copied().unwrap_or(Number::ONE);
            found.push(Across { sort, name, likeness, holders: things.iter().map(holder).collect() });
        }
        found
    }
}
