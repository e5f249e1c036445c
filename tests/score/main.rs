//! Scorecards: what if and levers against scoring afresh.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects")]

mod again;
mod attribution;
mod comparisons;
mod findings;
mod open;
mod provenance;
mod scenarios;

use proptest::prelude::{any, prop, proptest};
use renstra::format::read_plan;
use renstra::number::Number;
use renstra::plan::{Draft, Goal, Measure, Mission, Node, Plan};
use renstra::policy::Policy;
use renstra::score::{Asked, Scorecard};

fn card(plan: &Plan) -> Scorecard {
    let asked = Asked::about("2025".parse().unwrap());
    Scorecard::of(plan, &Policy::new("p", ""), plan.observations(), asked).unwrap()
}

/// A mission over goals, each with the indicators given as target, actual and direction.
fn plan(goals: &[Vec<(i64, i64, bool)>]) -> Plan {
    let mission = Node::<Mission>::new("M", "m");
    let goal = |(g, indicators): (usize, &Vec<(i64, i64, bool)>)| {
        let node = Node::<Goal>::new(format!("G{g}"), "g").under(&mission).weight(g as i64 + 1);
        indicators.iter().fold(node, |node, (target, actual, lower)| {
            let measure = Measure::new("i").unit("orang").target(2025, *target).actual(2025, *actual);
            let higher = renstra::plan::Direction::Higher;
            node.measured(if *lower { measure.lower_is_better() } else { measure.direction(higher) })
        })
    };
    let nodes: Vec<Node<Goal>> = goals.iter().enumerate().map(goal).collect();
    Draft::new("P", "p").with(mission).with_all(nodes).check().unwrap()
}

proptest! {
    /// What if a value changes is what scoring the changed plan gives, to the last bit; a lever is that difference.
    #[test]
    fn what_if_and_levers_are_what_scoring_afresh_gives(
        goals in prop::collection::vec(prop::collection::vec((0i64..50, 0i64..90, any::<bool>()), 1..4), 1..4),
        pick in any::<prop::sample::Index>(),
        value in 0i64..90,
    ) {
        let before = plan(&goals);
        let card_before = card(&before);
        let at = pick.index(before.indicators().len());
        let indicator = before.indicators().nth(at).unwrap();
        let what_if = card_before.what_if([(indicator, Number::from(value))]);

        let change = |value: i64| {
            let mut changed = goals.clone();
            *changed.iter_mut().flatten().map(|(_, actual, _)| actual).nth(at).unwrap() = value;
            plan(&changed)
        };
        let after = change(value);
        let card_after = card(&after);
        for (a, b) in before.elements().zip(after.elements()) {
            assert_eq!(what_if.element(a).outcome(), card_after.element(b).outcome());
        }

        let mission = before.find("M").unwrap();
        let target = goals.iter().flatten().map(|(target, ..)| *target).nth(at).unwrap();
        let met = change(target);
        let raw = |card: &Scorecard, plan: &Plan| card.element(plan.find("M").unwrap()).score().map(|score| score.raw);
        let levers = card_before.levers(mission);
        if let Some(lever) = levers.iter().find(|lever| lever.indicator == indicator.id()) {
            let gain = raw(&card(&met), &met).zip(raw(&card_before, &before)).and_then(|(a, b)| a.checked_sub(b));
            assert_eq!(lever.gain, gain);
        }
        assert!(levers.windows(2).all(|pair| pair[0].gain >= pair[1].gain));
    }
}

#[test]
fn quarters_without_an_actual_leave_both_sides() {
    let file = br#"{"renstra":1,"document":{"code":"Q"},"elements":[{"kind":"program","code":"P","title":"p","indicators":[
        {"name":"i","unit":"orang","direction":"higher","accumulation":"sum",
         "targets":{"2025-Q1":10,"2025-Q2":20,"2025-Q3":30,"2025-Q4":40},"actuals":{"2025-Q1":5,"2025-Q2":25}}]}]}"#;
    let plan = read_plan(file).unwrap();
    let score = card(&plan);
    // 5 + 25 against 10 + 20; the quarters without an actual count on neither side.
    assert_eq!(score.element(plan.find("P").unwrap()).score().unwrap().rounded, 100.into());
}
