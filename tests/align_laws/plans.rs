//! Small random plans: shared parents, empty levels, zero and missing budgets, undeclared shares, links of every sort.

use std::collections::BTreeSet;

use proptest::prelude::*;
use renstra::align::{AlignSettings, Alignment};
use renstra::plan::{Draft, DraftBudget, DraftElement, DraftIndicator, DraftLink, Kind, LinkKind, Plan};

/// Levels from the top: what stands on one may serve anything on a level above it.
pub(crate) const LEVELS: [Kind; 5] = [Kind::Vision, Kind::Mission, Kind::Goal, Kind::Program, Kind::Activity];

/// What a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Plain,
    Owned,
    Inferred,
    Negative,
    Expired,
    Supports,
}

/// A link: to what, its share in tenths, its sort.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) to: usize,
    pub(crate) share: Option<u32>,
    pub(crate) sort: Sort,
}

impl Link {
    /// Whether it carries what its source has.
    pub(crate) fn carries(&self) -> bool {
        matches!(self.sort, Sort::Plain | Sort::Owned)
    }
}

/// What a programme is; an activity is what its programme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Delivery,
    Supporting,
}

/// An element of a random plan.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) level: usize,
    pub(crate) parent: Option<usize>,
    pub(crate) links: Vec<Link>,
    pub(crate) money: Option<u32>,
    pub(crate) indicators: usize,
    pub(crate) weight: Option<u32>,
    pub(crate) priority: Option<u32>,
    pub(crate) class: Class,
}

type Raw = (
    (usize, Option<usize>, Vec<(usize, Option<u32>, Sort)>, Option<u32>),
    (usize, Option<u32>, Option<u32>, Class),
);

fn sort() -> impl Strategy<Value = Sort> {
    prop_oneof![
        6 => Just(Sort::Plain),
        1 => Just(Sort::Owned),
        1 => Just(Sort::Inferred),
        1 => Just(Sort::Negative),
        1 => Just(Sort::Expired),
        1 => Just(Sort::Supports),
    ]
}

fn part() -> impl Strategy<Value = Raw> {
    let link = (0..12usize, prop::option::of(0..6u32), sort());
    let place = (
        0..LEVELS.len(),
        prop::option::of(0..12usize),
        prop::collection::vec(link, 0..3),
        prop::option::of(0..50u32),
    );
    let class = prop_oneof![4 => Just(Class::Delivery), 1 => Just(Class::Supporting)];
    (place, (0..2usize, prop::option::of(0..4u32), prop::option::weighted(0.8, 0..5u32), class))
}

/// Random plans, made to fit: links go up, name a target once, and share out no more than the whole.
pub(crate) fn parts() -> impl Strategy<Value = Vec<Part>> {
    prop::collection::vec(part(), 1..12).prop_map(|raw| {
        let level = |at: usize| raw.get(at).map(|((level, ..), _)| *level);
        let up = |mine: usize, at: usize| level(at).filter(|other| *other < mine).map(|_| at);
        let make = |((mine, parent, links, money), (indicators, weight, priority, class)): &Raw| {
            let (mut seen, mut left, mut kept) = (BTreeSet::new(), 10, Vec::new());
            for (to, share, sort) in links {
                let Some(to) = up(*mine, *to).filter(|to| !seen.contains(to)) else { continue };
                seen.insert(to);
                let share = share.filter(|share| *share <= left);
                left -= share.unwrap_or(0);
                kept.push(Link { to, share, sort: *sort });
            }
            Part {
                level: *mine,
                parent: parent.and_then(|at| up(*mine, at)),
                links: kept,
                money: money.filter(|_| *mine >= 3),
                indicators: *indicators,
                weight: *weight,
                priority: priority.filter(|_| *mine == 1),
                class: if *mine == 3 { *class } else { Class::Delivery },
            }
        };
        raw.iter().map(make).collect()
    })
}

pub(crate) fn code(at: usize) -> String {
    format!("E{at:02}")
}

/// The place of what has a code.
pub(crate) fn place(code: &str) -> usize {
    code[1..].parse().unwrap()
}

fn link(link: &Link) -> DraftLink {
    let mut draft = DraftLink {
        to: code(link.to).into(),
        share: link.share.map(|share| format!("0.{share}")).into(),
        ..Default::default()
    };
    match link.sort {
        Sort::Plain => {}
        Sort::Owned => draft.holding = "owned".into(),
        Sort::Inferred => draft.status = "inferred".into(),
        Sort::Negative => draft.sign = "negative".into(),
        Sort::Expired => draft.until = "2025-12-31".into(),
        Sort::Supports => {
            draft.kind = Some(LinkKind::Supports);
            draft.share = Default::default();
        }
    }
    draft
}

fn element(at: usize, part: &Part) -> DraftElement {
    let budget = |amount: u32| DraftBudget {
        amounts: vec![("2026".into(), amount.to_string().into())],
        ..Default::default()
    };
    let indicator = |number: usize| DraftIndicator {
        name: format!("measure {at} {number}").into(),
        unit: "%".into(),
        ..Default::default()
    };
    let mut element = DraftElement {
        kind: LEVELS[part.level].as_str().into(),
        code: code(at).into(),
        title: format!("element {at}").into(),
        under: part.parent.map(code).into(),
        weight: part.weight.map(|weight| weight.to_string()).into(),
        links: part.links.iter().map(link).collect(),
        budget: part.money.map(budget).into_iter().collect(),
        indicators: (0..part.indicators).map(indicator).collect(),
        ..Default::default()
    };
    let more = element.more.get_or_insert_default();
    more.priority = part.priority.map(|priority| priority.to_string()).into();
    if part.class == Class::Supporting {
        more.class = "supporting".into();
    }
    element
}

pub(crate) fn draft(parts: &[Part]) -> Draft {
    let mut draft = Draft::new("R", "random").currency("IDR").numbers("point").horizon(2025, 2029);
    draft.elements = parts.iter().enumerate().map(|(at, part)| element(at, part)).collect();
    draft
}

pub(crate) fn settings() -> AlignSettings {
    AlignSettings::on("2026-06-30".parse().unwrap())
}

pub(crate) fn align(draft: &Draft) -> (Plan, Alignment) {
    let plan = draft.check().unwrap();
    let alignment = Alignment::of(&plan, &settings());
    (plan, alignment)
}
