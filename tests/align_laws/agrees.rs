//! Every number against the slow twin, and every share against its own explanation.

use std::collections::BTreeSet;

use proptest::prelude::*;
use renstra::align::{CeilingVerdict, Count, Part as ScorePart, Share};
use renstra::number::{Exact, Fixed, Number};

use crate::plans::{align, code, draft, parts, place};
use crate::twin::{By, Twin};

fn near(number: Number, value: &Exact) -> bool {
    Exact::from(number).checked_sub(value).unwrap().abs() <= Exact::ONE
}

fn sum<'e>(values: impl Iterator<Item = &'e Exact>) -> Exact {
    values.fold(Exact::ZERO, |sum, value| sum.checked_add(value).unwrap())
}

/// A share is what its explanation says.
fn explains(share: &Share) -> bool {
    let part = sum(share.inputs().iter().map(|input| &input.part));
    let whole = sum(share.inputs().iter().map(|input| &input.whole));
    part.checked_div(&whole).and_then(|value| value.to_fixed()) == Some(share.value())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn threads_and_their_lists(parts in parts()) {
        let twin = Twin::of(&parts);
        let (plan, alignment) = align(&draft(&parts));
        for at in 0..parts.len() {
            let element = plan.find(&code(at)).unwrap();
            prop_assert_eq!(alignment.thread_count(element), Count::Exact(twin.paths(at)));
            prop_assert_eq!(alignment.threads(element).count() as u128, twin.paths(at));
            let served: BTreeSet<usize> = alignment.serves(element).map(|mission| place(mission.code())).collect();
            prop_assert_eq!(served, twin.touched(at));
        }
        prop_assert_eq!(alignment.trace().programs.value(), twin.reach());
    }

    #[test]
    fn money_to_the_last_unit(parts in parts()) {
        let twin = Twin::of(&parts);
        let (plan, alignment) = align(&draft(&parts));
        let (missions, shared, unreached) = twin.money();
        for table in alignment.money() {
            let split = &table.delivery;
            let mut all = split.shared.checked_add(split.unreached).unwrap();
            for mission in &split.missions {
                let [own, gross] = &missions[&place(mission.mission().code())];
                prop_assert!(near(mission.own, own));
                prop_assert_eq!(&Exact::from(mission.gross), gross);
                all = all.checked_add(mission.own).unwrap();
            }
            prop_assert!(near(split.shared, &shared) && near(split.unreached, &unreached));
            prop_assert_eq!(all, split.total);
            // Before rounding the sums of what each element gives are the twin's, exactly.
            let flows = alignment.flows(table.purse);
            let mine = || flows.iter().filter(|flow| twin.is_delivery(place(flow.element(&plan).code())));
            prop_assert_eq!(sum(mine().map(|flow| &flow.shared)), shared.clone());
            prop_assert_eq!(sum(mine().map(|flow| &flow.unreached)), unreached.clone());
            for (top, [own, _]) in &missions {
                let to = |flow: &&renstra::align::Flow| flow.missions().filter(|(m, _)| place(m.code()) == *top).map(|(_, a)| a.clone()).collect::<Vec<_>>();
                let given: Vec<Exact> = mine().flat_map(|flow| to(&flow)).collect();
                prop_assert_eq!(&sum(given.iter()), own);
            }
        }
        if let Some(kept) = alignment.balance().kept.value() {
            prop_assert_eq!(Some(kept), twin.balance());
        } else {
            prop_assert_eq!(twin.balance(), None);
        }
    }

    #[test]
    fn ceilings_are_amounts_less_what_they_contain(parts in parts()) {
        let twin = Twin::of(&parts);
        let (_, alignment) = align(&draft(&parts));
        for ceiling in alignment.ceilings() {
            let own = twin.own_money(place(&ceiling.subject.code)).unwrap();
            let verdict = match ceiling.verdict {
                CeilingVerdict::Kept => Exact::ZERO,
                CeilingVerdict::Exceeded(by) => Exact::from(by).negated(),
                CeilingVerdict::Unallocated(by) => Exact::from(by),
            };
            prop_assert_eq!(verdict, own);
            let all = ceiling.parts.iter().fold(Number::ZERO, |all, part| all.checked_add(part.amount).unwrap());
            let mended = ceiling.mended().into_iter().fold(Number::ZERO, |all, part| all.checked_add(part).unwrap());
            prop_assert_eq!(mended, if all.is_zero() { all } else { ceiling.amount });
        }
    }

    #[test]
    fn coverage_by_count_weight_indicator_and_budget(parts in parts()) {
        let twin = Twin::of(&parts);
        let (plan, alignment) = align(&draft(&parts));
        for row in alignment.coverage() {
            let at = place(row.element(&plan).code());
            let ways = [
                (By::Count, &row.count),
                (By::Weight, &row.weight),
                (By::Indicator, &row.indicator),
                (By::Budget, &row.budget),
            ];
            for (by, share) in ways {
                prop_assert_eq!(share.value(), twin.coverage(at, by), "{:?} of {}", by, at);
                prop_assert!(share.known().is_none_or(explains));
            }
        }
    }

    #[test]
    fn the_score_and_what_it_is_made_of(parts in parts()) {
        let twin = Twin::of(&parts);
        let (_, alignment) = align(&draft(&parts));
        let score = alignment.score();
        let of = |part: ScorePart| score.parts.iter().find(|own| own.part == part).unwrap().value.value();
        prop_assert_eq!(of(ScorePart::Coverage), twin.whole());
        prop_assert_eq!(of(ScorePart::Threads), twin.reach());
        prop_assert_eq!(of(ScorePart::Balance), twin.balance());
        let known: Vec<Exact> = score.parts.iter().filter_map(|part| part.value.value()).map(Exact::from).collect();
        let mean = sum(known.iter()).checked_mul(&Exact::from(100)).unwrap().checked_div(&Exact::from(known.len() as u64));
        prop_assert_eq!(score.value.as_ref().ok().copied(), mean.and_then(|mean| mean.to_fixed()));
        if let Ok(value) = &score.value {
            let given = score.parts.iter().try_fold(Fixed::ZERO, |sum, part| sum.checked_add(part.contribution));
            prop_assert_eq!(given, Some(*value));
        }
        for part in &score.parts {
            prop_assert!(part.value.known().is_none_or(explains), "{:?}", part.part);
        }
        prop_assert!(score.evaluated.known().is_none_or(explains));
        prop_assert!(alignment.evaluated().known().is_none_or(explains));
    }

    #[test]
    fn answers_and_tallies(parts in parts()) {
        use renstra::align::Verdict;
        let (_, alignment) = align(&draft(&parts));
        for tally in alignment.tally() {
            let answers = alignment.answers(tally.rule);
            let count = |of: fn(&Verdict) -> bool| answers.iter().filter(|(_, verdict)| of(verdict)).count();
            prop_assert_eq!(count(|v| *v == Verdict::Pass), tally.pass, "{}", tally.rule);
            prop_assert_eq!(count(|v| matches!(v, Verdict::Fail(_))), tally.fail);
            prop_assert_eq!(count(|v| matches!(v, Verdict::NotEvaluable(_))), tally.not_evaluable);
        }
        let rules: BTreeSet<&str> = alignment.tally().iter().map(|tally| tally.rule).collect();
        prop_assert_eq!(rules.len(), alignment.tally().len());
    }
}
