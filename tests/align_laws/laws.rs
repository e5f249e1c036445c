//! The laws of alignment.

use std::collections::BTreeMap;

use proptest::prelude::*;
use renstra::align::{Alignment, Coverage, Effect, Evaluated};
use renstra::number::{Exact, Fixed};
use renstra::plan::DraftElement;

use crate::plans::{Class, Part, align, draft, parts, settings};

/// The four ways to look at the coverage of everything promised, by code, whatever stands beside it.
fn covered(alignment: &Alignment) -> BTreeMap<String, [Option<Fixed>; 4]> {
    let values =
        |row: &Coverage| [&row.count, &row.weight, &row.indicator, &row.budget].map(Evaluated::value);
    let code = |row: &Coverage| row.element(alignment.plan()).code().to_owned();
    alignment.coverage().iter().map(|row| (code(row), values(row))).collect()
}

/// What each mission gets and is touched by, and the three sums of one table.
type Money = (BTreeMap<String, [String; 2]>, [String; 3]);

/// What each mission gets and is touched by, by code, and what is shared, unreached and all.
fn money(alignment: &Alignment) -> Vec<Money> {
    let table = |table: &renstra::align::MoneyTable| {
        let split = &table.delivery;
        let missions = split.missions.iter();
        let missions =
            missions.map(|m| (m.mission().code().to_owned(), [m.own.to_string(), m.gross.to_string()]));
        (missions.collect(), [split.shared, split.unreached, split.total].map(|amount| amount.to_string()))
    };
    alignment.money().iter().map(table).collect()
}

fn is_leaf(parts: &[Part], at: usize) -> bool {
    parts.iter().all(|part| part.parent != Some(at) && part.links.iter().all(|link| link.to != at))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_elements_never_matters(parts in parts(), turn in 0..12usize) {
        let (_, straight) = align(&draft(&parts));
        let mut turned = draft(&parts);
        let by = turn % turned.elements.len();
        turned.elements.rotate_left(by);
        let (_, turned) = align(&turned);
        prop_assert_eq!(&straight.score().value, &turned.score().value);
        prop_assert_eq!(covered(&straight), covered(&turned));
        prop_assert_eq!(money(&straight), money(&turned));
        let findings = |a: &Alignment| {
            let mut all: Vec<String> = a.findings().iter().map(|f| format!("{} {}", f.finding().code(), f.finding().subject())).collect();
            all.sort();
            all
        };
        prop_assert_eq!(findings(&straight), findings(&turned));
    }

    #[test]
    fn what_serves_nothing_changes_nothing_above(parts in parts()) {
        let (_, before) = align(&draft(&parts));
        let mut more = draft(&parts);
        more.elements.push(DraftElement { kind: "place".into(), code: "Z".into(), title: "a place".into(), ..Default::default() });
        let (_, after) = align(&more);
        prop_assert_eq!(covered(&before), covered(&after));
        prop_assert_eq!(&before.score().value, &after.score().value);
        prop_assert!(Effect::between(&before, &after).is_none());
    }

    /// A programme that serves nothing may be an orphan, but what is above it stays as it was.
    #[test]
    fn an_orphan_changes_no_coverage_and_no_mission(parts in parts()) {
        let (_, before) = align(&draft(&parts));
        let mut more = draft(&parts);
        more.elements.push(DraftElement { kind: "program".into(), code: "Z".into(), title: "alone".into(), ..Default::default() });
        let (_, after) = align(&more);
        prop_assert_eq!(covered(&before), covered(&after));
        prop_assert_eq!(money(&before), money(&after));
    }

    #[test]
    fn scaling_all_money_scales_what_every_element_gives(parts in parts()) {
        let mut more = parts.clone();
        more.iter_mut().for_each(|part| part.money = part.money.map(|money| money * 7));
        let (_, one) = align(&draft(&parts));
        let (_, seven) = align(&draft(&more));
        prop_assert_eq!(covered(&one), covered(&seven));
        prop_assert_eq!(one.balance().kept.value(), seven.balance().kept.value());
        let times = |exact: &Exact| exact.checked_mul(&Exact::from(7)).unwrap();
        for (a, b) in one.money().iter().zip(seven.money()) {
            for (a, b) in one.flows(a.purse).iter().zip(seven.flows(b.purse)) {
                prop_assert_eq!([&a.amount, &a.shared, &a.unreached].map(times), [b.amount.clone(), b.shared.clone(), b.unreached.clone()]);
                for ((_, a), (_, b)) in a.missions().zip(b.missions()) {
                    prop_assert_eq!(&times(a), b);
                }
            }
        }
    }

    /// Of what delivers: every single link, and what contains it.
    #[test]
    fn removing_a_link_of_what_delivers_never_raises_coverage(parts in parts(), which in 0..24usize) {
        let places: Vec<(usize, Option<usize>)> = parts
            .iter()
            .enumerate()
            .filter(|(_, part)| part.level >= 3)
            .flat_map(|(at, part)| {
                let links = (0..part.links.len()).map(move |link| (at, Some(link)));
                links.chain(part.parent.map(|_| (at, None)))
            })
            .collect();
        let Some((at, link)) = places.get(which % places.len().max(1)).copied() else { return Ok(()) };
        let mut fewer = parts.clone();
        match link {
            Some(link) => drop(fewer[at].links.remove(link)),
            None => fewer[at].parent = None,
        }
        let (_, before) = align(&draft(&parts));
        let (_, after) = align(&draft(&fewer));
        for (code, was) in covered(&before) {
            let is = covered(&after)[&code];
            prop_assert!(was.iter().zip(is).all(|(was, is)| is <= *was), "{} {:?} {:?}", code, was, is);
        }
    }

    #[test]
    fn splitting_a_programme_changes_no_coverage_by_budget(parts in parts()) {
        let Some(at) = (0..parts.len()).find(|at| {
            let even = parts[*at].money.is_some_and(|money| money % 2 == 0);
            parts[*at].level == 3 && is_leaf(&parts, *at) && even
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
        let exact = |a: &Alignment| a.balance().kept.value();
        prop_assert_eq!(exact(&whole), exact(&halves));
    }

    /// Everything has one lead, named by the plan above; the plan below is that lead's and the same in all.
    #[test]
    fn a_plan_against_itself_is_fully_coherent(parts in parts()) {
        let mut own = draft(&parts);
        own.elements.push(DraftElement { kind: "organization".into(), code: "ORG".into(), title: "org".into(), ..Default::default() });
        own.elements.iter_mut().filter(|e| e.kind.as_written() != "organization").for_each(|e| e.owner = "ORG".into());
        own.document.owner = "ORG".into();
        let mut above = own.clone();
        above.document.code = "ABOVE".into();
        own.document.derives_from = "ABOVE".into();
        let (own, above) = (own.check().unwrap(), above.check().unwrap());
        let alignment = Alignment::under(&own, &[above], &settings());
        let incoherent = ["align.measure-differs", "align.ceiling-exceeded", "align.assigned-lacking"];
        prop_assert!(!alignment.findings().iter().any(|found| incoherent.contains(&found.finding().code())));
        let [coherence] = alignment.coherence() else { panic!("one plan above") };
        let assigned = parts.iter().any(|part| part.level == 3);
        let answering = parts.iter().any(|part| part.level == 2 || (part.level == 3 && part.class == Class::Delivery));
        prop_assert_eq!(coherence.assigned.value(), assigned.then_some(Fixed::ONE));
        prop_assert_eq!(coherence.answering.value(), answering.then_some(Fixed::ONE));
    }

    /// The same plan twice in one, side by side, is worth what it is worth once.
    #[test]
    fn size_does_not_matter(parts in parts()) {
        let (_, once) = align(&draft(&parts));
        let mut twice = draft(&parts);
        let shift = |text: &renstra::plan::Draft| {
            let mut copy = text.clone();
            let moved = |cell: &mut renstra::plan::Cell| {
                let written = cell.as_written().to_owned();
                if !written.is_empty() { *cell = format!("X{}", &written[1..]).into(); }
            };
            for element in &mut copy.elements {
                moved(&mut element.code);
                moved(&mut element.under);
                element.links.iter_mut().for_each(|link| moved(&mut link.to));
                for indicator in &mut element.indicators {
                    indicator.name = format!("another {}", indicator.name.as_written()).into();
                }
            }
            copy.elements
        };
        let copies = shift(&twice);
        twice.elements.extend(copies);
        let (_, twice) = align(&twice);
        for (a, b) in once.score().parts.iter().zip(&twice.score().parts).take(5) {
            prop_assert_eq!(a.value.value(), b.value.value(), "{:?}", a.part);
        }
    }

    /// What parts and inputs account for adds up to what the score moved, whatever changed.
    #[test]
    fn an_effect_adds_up(first in parts(), second in parts()) {
        let ((_, before), (_, after)) = (align(&draft(&first)), align(&draft(&second)));
        let effect = Effect::between(&before, &after);
        let add = |sum: Fixed, more: Option<Fixed>| sum.checked_add(more?);
        for part in &effect.parts {
            let shares = part.shares.iter().try_fold(Fixed::ZERO, |sum, share| sum.checked_add(share.amount));
            prop_assert_eq!(shares, part.after.checked_sub(part.before), "{:?}", part.part);
        }
        let parts = effect.parts.iter().try_fold(Fixed::ZERO, |sum, part| add(sum, part.after.checked_sub(part.before)));
        if effect.score.is_some() {
            prop_assert_eq!(parts, effect.score);
        }
        prop_assert!(Effect::between(&before, &before).is_none());
    }
}
