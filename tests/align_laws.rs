//! Alignment on small random plans against a slow twin that enumerates paths, and the laws that must hold.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects"
)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use renstra::align::{AlignSettings, Alignment, Count, Effect, Evaluated};
use renstra::number::{Exact, Number};
use renstra::plan::{Draft, DraftBudget, DraftElement, DraftLink, Kind, Plan};

/// Levels from the top: what stands on one may serve anything on a level above it.
const LEVELS: [Kind; 5] = [Kind::Vision, Kind::Mission, Kind::Goal, Kind::Program, Kind::Activity];

/// An element of a random plan: level, parent, links with shares in tenths, money.
#[derive(Clone, Debug)]
struct Part {
    level: usize,
    parent: Option<usize>,
    links: Vec<Link>,
    money: Option<u32>,
}

/// Level, parent, links and money before they are made to fit.
type Raw = (usize, Option<usize>, Vec<Link>, Option<u32>);

/// A link to an element with its share in tenths.
type Link = (usize, Option<u32>);

fn part() -> impl Strategy<Value = Raw> {
    let link = (0..12usize, prop::option::of(0..6u32));
    (
        0..LEVELS.len(),
        prop::option::of(0..12usize),
        prop::collection::vec(link, 0..3),
        prop::option::of(0..50u32),
    )
}

/// Random plans: shared parents, empty levels, zero and missing budgets, undeclared shares.
fn parts() -> impl Strategy<Value = Vec<Part>> {
    prop::collection::vec(part(), 1..12).prop_map(|raw| {
        let level = |at: usize| raw.get(at).map(|(level, ..)| *level);
        let up = |mine: usize, at: usize| level(at).filter(|other| *other < mine).map(|_| at);
        let make = |(mine, parent, links, money): &Raw| {
            let mut seen = BTreeSet::new();
            let mut left = 10;
            let mut kept = Vec::new();
            for (to, share) in links.iter().filter_map(|(to, share)| Some((up(*mine, *to)?, *share))) {
                let share = share.filter(|share| *share <= left);
                left -= share.unwrap_or(0);
                if seen.insert(to) {
                    kept.push((to, share));
                }
            }
            let parent = parent.and_then(|at| up(*mine, at));
            let money = money.filter(|_| *mine >= 3);
            Part { level: *mine, parent, links: kept, money }
        };
        raw.iter().map(make).collect()
    })
}

fn code(at: usize) -> String {
    format!("E{at:02}")
}

fn element(at: usize, part: &Part) -> DraftElement {
    let link = |(to, share): &(usize, Option<u32>)| DraftLink {
        to: code(*to).into(),
        share: share.map(|share| format!("0.{share}")).into(),
        ..Default::default()
    };
    let budget = |amount: u32| DraftBudget {
        amounts: vec![("2026".into(), amount.to_string().into())],
        ..Default::default()
    };
    DraftElement {
        kind: LEVELS[part.level].as_str().into(),
        code: code(at).into(),
        title: format!("element {at}").into(),
        under: part.parent.map(code).into(),
        links: part.links.iter().map(link).collect(),
        budget: part.money.map(budget).into_iter().collect(),
        ..Default::default()
    }
}

fn draft(parts: &[Part]) -> Draft {
    let mut draft = Draft::new("R", "random").currency("IDR").numbers("point").horizon(2025, 2029);
    draft.elements = parts.iter().enumerate().map(|(at, part)| element(at, part)).collect();
    draft
}

fn align(draft: &Draft) -> (Plan, Alignment) {
    let plan = draft.clone().check().unwrap();
    let alignment = Alignment::of(&plan, &AlignSettings::on("2026-06-30".parse().unwrap()));
    (plan, alignment)
}

/// The slow twin: it enumerates paths and knows no memory.
struct Twin<'p> {
    parts: &'p [Part],
    ends: Option<usize>,
    tops: Vec<usize>,
}

/// A division by mission; `shared` stands for what several share, nothing for what reaches none.
type Split = (BTreeMap<usize, Exact>, Exact, Exact);

impl Twin<'_> {
    fn of(parts: &[Part]) -> Twin<'_> {
        let on = |level: usize| (0..parts.len()).filter(|at| parts[*at].level == level).collect::<Vec<_>>();
        let ends = [0, 1].into_iter().find(|level| !on(*level).is_empty());
        let tops = if on(1).is_empty() { on(0) } else { on(1) };
        Twin { parts, ends, tops }
    }

    fn ways(&self, at: usize) -> Vec<(usize, Option<u32>)> {
        let part = &self.parts[at];
        let mut ways = part.links.clone();
        if !ways.iter().any(|(to, _)| self.leads(*to)) {
            ways.extend(part.parent.map(|parent| (parent, None)));
        }
        ways
    }

    fn leads(&self, at: usize) -> bool {
        self.paths(at) > 0 || !self.touched(at).is_empty()
    }

    fn paths(&self, at: usize) -> u128 {
        if Some(self.parts[at].level) == self.ends {
            return 1;
        }
        self.ways(at).iter().map(|(to, _)| self.paths(*to)).sum()
    }

    fn touched(&self, at: usize) -> BTreeSet<usize> {
        if self.tops.contains(&at) {
            return BTreeSet::from([at]);
        }
        self.ways(at).iter().flat_map(|(to, _)| self.touched(*to)).collect()
    }

    fn split(&self, at: usize) -> Split {
        if self.tops.contains(&at) {
            return (BTreeMap::from([(at, Exact::ONE)]), Exact::ZERO, Exact::ZERO);
        }
        let nowhere = (BTreeMap::new(), Exact::ZERO, Exact::ONE);
        let ways = self.ways(at);
        if !ways.is_empty() && ways.iter().all(|(_, share)| share.is_some()) {
            return self.weighted(&ways);
        }
        let lead: Vec<(Option<u32>, Split)> = ways
            .iter()
            .map(|(to, share)| (*share, self.split(*to)))
            .filter(|(share, split)| share.is_some() || *split != nowhere)
            .collect();
        match lead.as_slice() {
            [] => nowhere,
            [(None, first), rest @ ..]
                if rest.iter().all(|(share, other)| share.is_none() && other == first) =>
            {
                first.clone()
            }
            _ => (BTreeMap::new(), Exact::ONE, Exact::ZERO),
        }
    }

    fn weighted(&self, ways: &[(usize, Option<u32>)]) -> Split {
        let (mut own, mut shared, mut reached) = (BTreeMap::new(), Exact::ZERO, Exact::ZERO);
        for (to, share) in ways {
            let share = Exact::ratio(i128::from(share.unwrap()), 10).unwrap();
            let (tops, part, _) = self.split(*to);
            for (top, of) in tops {
                let give = share.checked_mul(&of).unwrap();
                reached = reached.checked_add(&give).unwrap();
                let sum = own.entry(top).or_insert(Exact::ZERO);
                *sum = sum.checked_add(&give).unwrap();
            }
            let give = share.checked_mul(&part).unwrap();
            reached = reached.checked_add(&give).unwrap();
            shared = shared.checked_add(&give).unwrap();
        }
        own.retain(|_, share: &mut Exact| !share.is_zero());
        (own, shared, Exact::ONE.checked_sub(&reached).unwrap())
    }

    /// The element's own money: its amount less what the nearest budgeted elements that it contains have.
    fn own_money(&self, at: usize) -> Option<i64> {
        let amount = i64::from(self.parts[at].money?);
        Some(amount - self.below(at))
    }

    fn below(&self, at: usize) -> i64 {
        let children = (0..self.parts.len()).filter(|child| self.parts[*child].parent == Some(at));
        children.map(|child| self.parts[child].money.map_or_else(|| self.below(child), i64::from)).sum()
    }

    /// Whether one stands behind another: by a link or by being contained, whatever else it does.
    fn behind(&self, from: usize, at: usize) -> bool {
        self.parts[from].parent == Some(at) || self.parts[from].links.iter().any(|(to, _)| *to == at)
    }

    fn delivered(&self, at: usize) -> bool {
        let behind = |from: usize| self.behind(from, at) && self.delivered(from);
        self.parts[at].level >= 3 || (0..self.parts.len()).any(behind)
    }
}

fn exact(number: Number) -> Exact {
    Exact::from(number)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn threads_and_their_lists_agree_with_the_twin(parts in parts()) {
        let twin = Twin::of(&parts);
        let (plan, alignment) = align(&draft(&parts));
        for at in 0..parts.len() {
            let element = plan.find(&code(at)).unwrap();
            prop_assert_eq!(alignment.thread_count(element), Count::Exact(twin.paths(at)));
            prop_assert_eq!(alignment.threads(element).count() as u128, twin.paths(at));
            let served: BTreeSet<&str> = alignment.serves(element).map(|mission| mission.code()).collect();
            let expected: Vec<String> = twin.touched(at).into_iter().map(code).collect();
            prop_assert_eq!(served, expected.iter().map(|code| &**code).collect::<BTreeSet<&str>>());
        }
    }

    #[test]
    fn money_agrees_with_the_twin_and_adds_up(parts in parts()) {
        let twin = Twin::of(&parts);
        let (_, alignment) = align(&draft(&parts));
        let mut own: BTreeMap<usize, Exact> = twin.tops.iter().map(|top| (*top, Exact::ZERO)).collect();
        let (mut shared, mut unreached, mut total) = (Exact::ZERO, Exact::ZERO, Exact::ZERO);
        for at in 0..parts.len() {
            let Some(amount) = twin.own_money(at) else { continue };
            let amount = Exact::from(amount);
            let (tops, part, none) = twin.split(at);
            for (top, share) in tops {
                let sum = own.get_mut(&top).unwrap();
                *sum = sum.checked_add(&amount.checked_mul(&share).unwrap()).unwrap();
            }
            shared = shared.checked_add(&amount.checked_mul(&part).unwrap()).unwrap();
            unreached = unreached.checked_add(&amount.checked_mul(&none).unwrap()).unwrap();
            total = total.checked_add(&amount).unwrap();
        }
        for table in alignment.money() {
            let split = &table.delivery;
            let near = |number: Number, value: &Exact| exact(number).checked_sub(value).unwrap().abs() <= Exact::ONE;
            let mut sum = split.shared.checked_add(split.unreached).unwrap();
            for mission in &split.missions {
                let at: usize = mission.mission().code()[1..].parse().unwrap();
                prop_assert!(near(mission.own, &own[&at]));
                sum = sum.checked_add(mission.own).unwrap();
            }
            prop_assert!(near(split.shared, &shared) && near(split.unreached, &unreached));
            prop_assert_eq!(exact(split.total), total.clone());
            prop_assert_eq!(sum, split.total);
        }
    }

    #[test]
    fn what_is_delivered_agrees_with_the_twin(parts in parts()) {
        let twin = Twin::of(&parts);
        let (plan, alignment) = align(&draft(&parts));
        for row in alignment.coverage() {
            let at: usize = row.element(&plan).code()[1..].parse().unwrap();
            let serves_aim = |from: usize| twin.behind(from, at) && parts[from].level < 3;
            let leaf = !(0..parts.len()).any(serves_aim);
            let covered = row.count.value().unwrap();
            if leaf {
                let expected = if twin.delivered(at) { "1" } else { "0" };
                prop_assert_eq!(covered.to_string(), expected);
            } else if !twin.delivered(at) {
                prop_assert_eq!(covered.to_string(), "0");
            }
        }
    }

    #[test]
    fn contributions_add_up_to_the_score(parts in parts()) {
        let (_, alignment) = align(&draft(&parts));
        let score = alignment.score();
        if let Ok(value) = &score.value {
            let sum = score.parts.iter().try_fold(renstra::number::Fixed::ZERO, |sum, part| sum.checked_add(part.contribution));
            prop_assert_eq!(sum, Some(*value));
        }
    }

    #[test]
    fn the_order_of_elements_never_matters(parts in parts(), turn in 0..12usize) {
        let (_, straight) = align(&draft(&parts));
        let mut turned = draft(&parts);
        let by = turn % turned.elements.len();
        turned.elements.rotate_left(by);
        let (_, turned) = align(&turned);
        prop_assert_eq!(&straight.score().value, &turned.score().value);
        prop_assert!(same_coverage(&straight, &turned));
        let totals = |a: &Alignment| a.money().iter().map(|t| (t.delivery.total, t.delivery.shared, t.delivery.unreached)).collect::<Vec<_>>();
        let whole = |a: &Alignment| a.money().iter().all(|t| t.delivery.missions.len() < 2);
        prop_assert!(!whole(&straight) || totals(&straight) == totals(&turned));
    }

    #[test]
    fn what_serves_nothing_changes_nothing_above(parts in parts()) {
        let (_, before) = align(&draft(&parts));
        let mut more = draft(&parts);
        more.elements.push(DraftElement { kind: "place".into(), code: "Z".into(), title: "a place".into(), ..Default::default() });
        let (_, after) = align(&more);
        prop_assert!(same_coverage(&before, &after));
        prop_assert_eq!(&before.score().value, &after.score().value);
        prop_assert!(Effect::between(&before, &after).is_none());
    }

    #[test]
    fn scaling_all_money_scales_the_split(parts in parts()) {
        let mut tenfold = parts.clone();
        tenfold.iter_mut().for_each(|part| part.money = part.money.map(|money| money * 1000));
        let (_, one) = align(&draft(&parts));
        let (_, ten) = align(&draft(&tenfold));
        prop_assert!(same_coverage(&one, &ten));
        for (a, b) in one.money().iter().zip(ten.money()) {
            let scaled = |number: Number| exact(number).checked_mul(&Exact::from(1000)).unwrap();
            prop_assert_eq!(scaled(a.delivery.total), exact(b.delivery.total));
            // Within a minor unit before scaling: exact shares are tenths of tenths.
            let near = scaled(a.delivery.shared).checked_sub(&exact(b.delivery.shared)).unwrap().abs();
            prop_assert!(near <= Exact::from(1000));
        }
    }

    #[test]
    fn removing_what_a_programme_serves_never_raises_coverage(parts in parts(), which in 0..12usize) {
        let mut fewer = parts.clone();
        let Some(part) = fewer.iter_mut().filter(|part| part.level >= 3 && !part.links.is_empty()).nth(which % 3) else {
            return Ok(());
        };
        part.links.clear();
        let (plan, before) = align(&draft(&parts));
        let (_, after) = align(&draft(&fewer));
        for (a, b) in before.coverage().iter().zip(after.coverage()) {
            prop_assert!(b.count.value() <= a.count.value(), "{:?}", a.element(&plan));
        }
    }

    #[test]
    fn splitting_a_programme_changes_no_coverage_by_budget(parts in parts()) {
        let Some(at) = (0..parts.len()).find(|at| {
            let leaf = (0..parts.len()).all(|child| parts[child].parent != Some(*at) && parts[child].links.iter().all(|(to, _)| to != at));
            parts[*at].level == 3 && leaf && parts[*at].money.is_some_and(|money| money % 2 == 0)
        }) else {
            return Ok(());
        };
        let mut split = parts.clone();
        split[at].money = parts[at].money.map(|money| money / 2);
        split.push(split[at].clone());
        let (_, whole) = align(&draft(&parts));
        let (_, halves) = align(&draft(&split));
        let budget = |a: &Alignment| a.coverage().iter().map(|row| row.budget.value()).collect::<Vec<_>>();
        prop_assert_eq!(budget(&whole), budget(&halves));
    }

    #[test]
    fn a_plan_against_itself_is_fully_coherent(parts in parts()) {
        let draft = draft(&parts);
        let plan = draft.clone().check().unwrap();
        let mut twin = draft;
        twin.document.code = "ABOVE".into();
        let above = twin.check().unwrap();
        let alignment = Alignment::under(&plan, &[above], &AlignSettings::on("2026-06-30".parse().unwrap()));
        let incoherent = ["align.measure-differs", "align.ceiling-exceeded", "align.assigned-lacking"];
        prop_assert!(!alignment.findings().iter().any(|found| incoherent.contains(&found.finding().code())));
    }
}

/// The same coverage, by code, whatever stands beside it.
fn same_coverage(a: &Alignment, b: &Alignment) -> bool {
    let table = |a: &Alignment| -> BTreeMap<String, [Option<renstra::number::Fixed>; 3]> {
        let values =
            |row: &renstra::align::Coverage| [&row.count, &row.indicator, &row.budget].map(Evaluated::value);
        a.coverage().iter().map(|row| (row.element(a.plan()).code().to_owned(), values(row))).collect()
    };
    table(a) == table(b)
}

#[test]
fn a_circle_is_refused() {
    let mut parts = vec![
        Part { level: 2, parent: None, links: vec![(1, None)], money: None },
        Part { level: 2, parent: None, links: vec![(0, None)], money: None },
    ];
    assert!(draft(&parts).check().is_err());
    parts[1].links.clear();
    assert!(draft(&parts).check().is_ok());
}

/// Forty levels of two, each serving both above: 2^40 threads, counted and listed at once.
#[test]
fn a_plan_built_to_explode_answers_at_once() {
    let mut draft = Draft::new("X", "explodes");
    let element = |kind: &str, code: String| DraftElement {
        kind: kind.into(),
        code: code.into(),
        title: "x".into(),
        ..Default::default()
    };
    draft.elements.push(element("vision", "V".into()));
    for level in 0..140 {
        for side in ["a", "b"] {
            let mut next = element("goal", format!("{side}{level}"));
            let above = if level == 0 {
                vec!["V".to_owned()]
            } else {
                ["a", "b"].map(|s| format!("{s}{}", level - 1)).to_vec()
            };
            next.links =
                above.into_iter().map(|to| DraftLink { to: to.into(), ..Default::default() }).collect();
            draft.elements.push(next);
        }
    }
    let (plan, alignment) = align(&draft);
    assert_eq!(alignment.thread_count(plan.find("a40").unwrap()), Count::Exact(1 << 40));
    assert!(matches!(alignment.thread_count(plan.find("a139").unwrap()), Count::AtLeast(_)));
    let first: Vec<usize> =
        alignment.threads(plan.find("a139").unwrap()).take(3).map(|thread| thread.len()).collect();
    assert_eq!(first, [141; 3]);
}
