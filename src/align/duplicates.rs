//! Duplicates: the same measure in other words, and the same measure counted by two.

use std::collections::HashMap;
use std::ops::Range;

use crate::number::Number;
use crate::plan::{Adjacency, Indicator, Plan};

use super::settings::AlignSettings;
use super::text::{add_normal, nearest, normal};

/// Two indicators that may be one. Suggested, and never counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    pub(super) one: u32,
    pub(super) other: u32,
    /// How alike their names are, 0 to 1.
    pub likeness: Number,
    /// What they are to each other.
    pub sort: AlikeSort,
}

/// What two like indicators are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlikeSort {
    /// Like names, and no more is known.
    OtherWords,
    /// The same name, population and place, on elements of different owners.
    CountedTwice,
    /// A parent's indicator repeated on what it contains.
    CopiedDown,
}

impl Alike {
    /// The two indicators.
    #[must_use]
    pub fn indicators<'p>(&self, plan: &'p Plan) -> (Indicator<'p>, Indicator<'p>) {
        (plan.indicator_at(self.one), plan.indicator_at(self.other))
    }
}

/// Searches a plan for measures that stand in it twice, without comparing all pairs.
///
/// The same name on units that each count their own (one activity in forty health centres) is expected: such
/// repetition carries one classification code, and is none. Names are compared once each.
pub(super) fn alike(plan: &Plan, settings: &AlignSettings) -> Vec<Alike> {
    let names = Names::of(plan);
    let mut found: Vec<Alike> = names.holders().flat_map(|list| repeated(plan, list)).collect();
    found.extend(in_other_words(plan, &names, settings));
    found.sort_by_key(|alike| (alike.one, alike.other));
    found
}

/// The normal names of a plan's indicators, each once, in the order in which they come first.
struct Names {
    text: String,
    /// Where each name stands in the text.
    places: Vec<Range<usize>>,
    /// The indicators of each name.
    indicators: Adjacency,
}

impl Names {
    fn of(plan: &Plan) -> Names {
        let named = || plan.indicators().filter(|indicator| !indicator.name().is_empty());
        let mut text = String::new();
        let mut all = Vec::with_capacity(plan.indicators().len());
        for indicator in named() {
            let from = text.len();
            add_normal(indicator.name(), &mut text);
            all.push(from..text.len());
        }
        let mut numbers: HashMap<&str, u32> = HashMap::with_capacity(all.len());
        let (mut places, mut of) = (Vec::with_capacity(all.len()), Vec::with_capacity(all.len()));
        for place in all {
            let number = *numbers.entry(text.get(place.clone()).unwrap_or_default()).or_insert_with(|| {
                places.push(place);
                places.len() as u32 - 1
            });
            of.push(number);
        }
        let pairs = of.into_iter().zip(named().map(Indicator::position)).collect::<Vec<_>>();
        let indicators = Adjacency::group(places.len(), pairs.iter().copied());
        Names { text, places, indicators }
    }

    fn texts(&self) -> Vec<&str> {
        self.places.iter().filter_map(|place| self.text.get(place.clone())).collect()
    }

    /// The indicators of each name.
    fn holders(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.places.len() as u32).map(|name| self.indicators.of(name))
    }
}

/// One name that stands several times: what repeats the level above it is copied down; each of the others is
/// held against the first that is no unit's own count of the same thing.
fn repeated(plan: &Plan, list: &[u32]) -> Vec<Alike> {
    if list.len() < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut apart: Vec<Indicator<'_>> = Vec::new();
    let holders: HashMap<u32, u32> =
        list.iter().rev().map(|at| (plan.indicator_at(*at).element().position(), *at)).collect();
    for other in list.iter().map(|at| plan.indicator_at(*at)) {
        let alike = |one: u32, sort| Alike { one, other: other.position(), likeness: Number::ONE, sort };
        let above = above(other).find_map(|element| holders.get(&element.position()).copied());
        if let Some(one) = above.filter(|one| same_unit(plan.indicator_at(*one), other)) {
            found.push(alike(one, AlikeSort::CopiedDown));
            continue;
        }
        let twice = |one: &&Indicator<'_>| {
            !same_code(**one, other) && same_unit(**one, other) && same_scope(**one, other)
        };
        if let Some(one) = apart.iter().find(twice) {
            found.push(alike(one.position(), AlikeSort::CountedTwice));
        } else if apart.len() < APART {
            apart.push(other);
        }
    }
    found
}

/// How many different holders of one name are remembered: forty agencies with one name need no forty squared.
const APART: usize = 16;

/// What contains an indicator's element, to a depth, and the first of what it serves: no element asks for all its
/// links once for each of its indicators.
fn above(indicator: Indicator<'_>) -> impl Iterator<Item = crate::plan::Element<'_>> {
    let element = indicator.element();
    element.ancestors().take(8).chain(element.links().take(64).filter_map(|link| link.here()))
}

/// One classification code in several units, or one element: expected.
fn same_code(a: Indicator<'_>, b: Indicator<'_>) -> bool {
    fn class(indicator: Indicator<'_>) -> Option<&str> {
        indicator.element().classification().map(|class| class.as_written())
    }
    let titled = normal(a.element().title()) == normal(b.element().title())
        && a.element().kind() == b.element().kind();
    titled || (class(a).is_some() && class(a) == class(b))
}

fn same_unit(a: Indicator<'_>, b: Indicator<'_>) -> bool {
    a.unit().is_none() || b.unit().is_none() || a.unit() == b.unit()
}

/// The same population and place, both said or both not; for the same period.
fn same_scope(a: Indicator<'_>, b: Indicator<'_>) -> bool {
    let place = |indicator: Indicator<'_>| indicator.place().map(|place| place.position());
    let period = a.series().iter().any(|entry| b.series().get(entry.period()).is_some());
    normal(a.population()) == normal(b.population()) && place(a) == place(b) && period
}

/// Each name against the nearest before it, so that a hundred like names are ninety-nine findings.
fn in_other_words(plan: &Plan, names: &Names, settings: &AlignSettings) -> Vec<Alike> {
    // Nothing is more alike than the same: a threshold beyond that asks for no search.
    if settings.likeness > Number::ONE {
        return Vec::new();
    }
    let least = settings.likeness.to_f64().clamp(0.0, 1.0) * 100.0;
    let first = |at: usize| names.indicators.of(at as u32).first().copied();
    let both = |a: usize, b: usize| {
        let (one, other) = (first(a)?, first(b)?);
        Some((plan.indicator_at(one), plan.indicator_at(other)))
    };
    let allowed = |a: usize, b: usize| {
        both(a, b).is_some_and(|(x, y)| same_unit(x, y) && x.element() != y.element() && same_scope(x, y))
    };
    let alike = nearest(&names.texts(), least as u32, allowed).into_iter().filter_map(|(a, b, _)| {
        let (x, y) = both(a, b)?;
        let likeness = settings.measure.likeness(x.name(), y.name());
        let found = Alike { one: x.position(), other: y.position(), likeness, sort: AlikeSort::OtherWords };
        (likeness >= settings.likeness).then_some(found)
    });
    alike.collect()
}
