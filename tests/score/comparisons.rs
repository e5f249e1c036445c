//! What a performance report compares, against scoring and subtracting by hand.

use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};
use renstra::finding::Lang;
use renstra::format::read_plan;
use renstra::formula::{Datum, NotScorable, Outcome, Side};
use renstra::number::{Absence, Exact, Fixed, Number};
use renstra::plan::{Direction, Draft, Measure, Mission, Node, Plan, Stage};
use renstra::policy::{Policy, Settings, presets};
use renstra::score::{Asked, Comparison, Comparisons, NoEfficiency, Progressed, Scenario, Scorecard, With};

fn scored(plan: &Plan, asked: Asked) -> Scorecard {
    Scorecard::of(plan, &Policy::new("p", ""), plan.observations(), asked).unwrap()
}

fn about(period: &str) -> Asked {
    Asked::about(period.parse().unwrap())
}

/// A plan that has everything that a report tells: years, quarters, intervals, grades, references, money, remarks.
const REPORT: &str = r#"{"renstra": 1,
  "document": {"code": "D", "title": "a demonstration", "numbers": "comma", "currency": "IDR", "horizon": {"from": "2024", "to": "2030"}},
  "elements": [
    {"kind": "goal", "code": "G1", "title": "poverty",
     "indicators": [{"code": "poverty", "name": "poverty rate", "unit": "%", "direction": "lower",
       "baseline": {"2023": "7,55"},
       "targets": {"2024": "6,81", "2025": "6,5", "2029": "5", "2030": {"value": "4,8", "role": "bridge"}},
       "references": [{"name": "national", "value": "9,03", "period": "2024"}]}],
     "budget": [{"stage": "enacted", "amounts": {"2024": "2000"}}, {"stage": "revised", "amounts": {"2024": "2500"}},
                {"stage": "spent", "amounts": {"2024": "2000"}}]},
    {"kind": "goal", "code": "G2", "title": "growth",
     "indicators": [{"code": "growth", "name": "economic growth", "unit": "%", "direction": "range-higher",
       "targets": {"2024": "5,3 – 5,6"}, "actuals": {"2023": "4,36", "2024": "5,1"}}],
     "budget": [{"stage": "enacted", "amounts": {"2024": "100"}}]},
    {"kind": "goal", "code": "G3", "title": "accounts",
     "indicators": [{"code": "opinion", "name": "audit opinion", "scale": ["WTP", "WDP", "TW", "TMP"],
       "targets": {"2024": "WTP"}, "actuals": {"2023": "TW", "2024": "WDP"}}]},
    {"kind": "program", "code": "P1", "title": "roads",
     "indicators": [{"code": "roads", "name": "road built", "unit": "km", "direction": "higher", "accumulation": "sum",
       "targets": {"2024-Q1": 2, "2024-Q2": 3, "2024-Q3": 3, "2024-Q4": 2},
       "actuals": {"2023-Q2": 2, "2024-Q1": 1, "2024-Q2": 4}},
      {"code": "silent", "name": "nobody says which way", "unit": "km", "targets": {"2024": 2}, "actuals": {"2024": 3}}]}
  ],
  "observations": [
    {"indicator": "poverty", "period": "2023", "value": "7,4"},
    {"indicator": "poverty", "period": "2024", "value": "7,31", "recorded": "2024-12-20", "by": "BPS",
     "cause": "prices rose\u202e", "follow_up": "cash transfers"}
  ]}"#;

fn report(asked: Asked) -> Comparisons {
    Comparisons::of(&scored(&read_plan(REPORT.as_bytes()).unwrap(), asked))
}

fn of<'c>(all: &'c Comparisons, code: &str) -> &'c Comparison {
    all.indicators().iter().find(|one| &*one.code == code).unwrap()
}

#[test]
fn the_report_reads_in_both_languages() {
    let all = report(about("2024"));
    insta::assert_snapshot!(format!("{}\n{}", all.text(Lang::En), all.text(Lang::Id)));
}

#[test]
fn the_report_of_a_quarter_looks_at_the_quarter_before_and_at_the_same_of_the_year_before() {
    let all = report(about("2024-Q2"));
    let roads = of(&all, "roads");
    let with: Vec<_> = roads.earlier.iter().map(|against| against.with.clone()).collect();
    let earlier = |period: &str| With::Earlier(period.parse().unwrap());
    assert_eq!(with, [earlier("2024-Q1"), earlier("2023-Q2")]);
    let moved: Vec<String> =
        roads.earlier.iter().map(|against| against.difference.clone().unwrap().to_string()).collect();
    assert_eq!(moved, ["3", "2"]);
    // Its own achievement then: 1 of 2; of the year before there is no target.
    assert_eq!(roads.earlier[0].outcome.score().unwrap().rounded, 50.into());
    assert_eq!(roads.earlier[1].outcome.reason().unwrap().code(), "missing-target");
}

#[test]
fn what_is_not_known_yet_is_not_compared() {
    let all = report(about("2024").on("2024-12-19".parse().unwrap()));
    let poverty = of(&all, "poverty");
    let missing = NotScorable::Missing { side: Side::Actual, absence: Absence::NotReported };
    assert_eq!(poverty.actual, Err(missing.clone()));
    assert_eq!(poverty.target.difference, Err(missing.clone()));
    assert_eq!(poverty.references[0].outcome, Outcome::NotScorable(missing));
    // The figures that it would be compared with are told all the same; the remark is not known either.
    assert!(poverty.target.value.is_ok() && poverty.earlier[0].value.is_ok());
    assert!(poverty.remarks.is_empty());
    assert_eq!(of(&report(about("2024")), "poverty").remarks.len(), 1);
}

#[test]
fn a_bridge_into_the_next_plan_is_not_its_end() {
    let all = report(about("2024"));
    assert_eq!(of(&all, "poverty").end_of_plan.with, With::EndOfPlan("2029".parse().ok()));
    // The targets of the last year's quarters make one; of a quarter, the last quarter's.
    let roads = &of(&all, "roads").end_of_plan;
    assert_eq!(
        (&roads.with, roads.value.clone()),
        (&With::EndOfPlan("2024".parse().ok()), Ok(Datum::Number(10.into())))
    );
    let quarter = report(about("2024-Q2"));
    assert_eq!(of(&quarter, "roads").end_of_plan.with, With::EndOfPlan("2024-Q4".parse().ok()));
    assert_eq!(of(&quarter, "roads").end_of_plan.difference.clone().unwrap().to_string(), "2");
}

/// A year's figure is no measure of a quarter's where figures add up; a rate is a rate.
#[test]
fn figures_of_other_lengths_of_time_are_not_compared_where_they_add_up() {
    let file = |accumulation: &str| {
        let text = format!(
            r#"{{"renstra": 1, "document": {{"code": "P"}}, "elements": [{{"kind": "goal", "code": "G", "title": "g", "indicators":
            [{{"name": "i", "unit": "orang", "direction": "higher", "accumulation": "{accumulation}", "targets": {{"2025": 40}},
            "actuals": {{"2025-Q1": 10}}, "references": [{{"name": "r", "value": 8, "period": "2025"}}, {{"name": "q", "value": 8,
            "period": "2024-Q1"}}, {{"name": "always", "value": 8}}]}}]}}]}}"#
        );
        let plan = read_plan(text.as_bytes()).unwrap();
        scored(&plan, about("2025-Q1")).compare(plan.indicators().next().unwrap())
    };
    let sum = file("sum");
    let other = Outcome::NotScorable(NotScorable::OtherLength(Side::Target));
    assert_eq!((&sum.end_of_plan.outcome, &sum.references[0].outcome), (&other, &other));
    assert!(sum.references[1..].iter().all(|against| against.difference.clone() == Ok(Fixed::from(2_u32))));
    let last = file("last");
    assert_eq!(last.end_of_plan.outcome.score().unwrap().rounded, 25.into());
    assert!(last.references.iter().all(|against| against.outcome.score().is_some()));
}

/// Where nothing was observed in the year before, the baseline of that year stands there.
#[test]
fn the_baseline_is_what_the_year_before_showed() {
    let rate = Measure::new("i").unit("orang").direction(Direction::Higher);
    let rate = rate.baseline(2024, "7").target(2025, "10").actual(2025, "9");
    let plan = Draft::new("P", "p").with(Node::<Mission>::new("M", "m").measured(rate)).check().unwrap();
    let compared = scored(&plan, about("2025")).compare(plan.indicators().next().unwrap());
    assert_eq!(compared.earlier[0].value, Ok(Datum::Number(7.into())));
    assert_eq!(compared.earlier[0].difference, Ok(Fixed::from(2_u32)));
    assert_eq!(compared.earlier[0].outcome.reason().unwrap().code(), "missing-target");
    let later = scored(&plan, about("2026")).compare(plan.indicators().next().unwrap());
    assert_eq!(later.earlier[0].value, Ok(Datum::Number(9.into())));
}

#[test]
fn a_scenario_is_compared_as_it_scores() {
    let plan = read_plan(REPORT.as_bytes()).unwrap();
    let card = scored(&plan, about("2024"));
    let indicator = plan.find_indicator("poverty").unwrap();
    let other = card.under(&Scenario::new("met").actual(indicator, "6.81".parse().unwrap())).unwrap();
    let compared = other.compare(indicator);
    assert_eq!(compared.target.difference, Ok(Fixed::ZERO));
    assert_eq!(compared.target.progressed, Some(Progressed::Same));
}

/// One mission with money in two currencies, a gap, a zero, and what each part of the efficiency says.
fn efficiency(
    spent: &[(&str, &str)],
    budget: &[(&str, &str)],
    actual: Option<&str>,
) -> renstra::score::Efficiency {
    let rate = Measure::new("rate").unit("%").direction(Direction::Higher).target(2024, "80");
    let rate = actual.into_iter().fold(rate, |rate, actual| rate.actual(2024, actual));
    let mission = Node::<Mission>::new("M", "m").measured(rate);
    let money = |stage, amounts: &[(&str, &str)]| {
        (stage, amounts.iter().map(|(p, a)| (p.to_string(), a.to_string())).collect::<Vec<_>>())
    };
    let [(enacted, budget), (was_spent, spent)] = [money(Stage::Enacted, budget), money(Stage::Spent, spent)];
    let mission = if budget.is_empty() { mission } else { mission.budget(enacted, budget) };
    let mission = if spent.is_empty() { mission } else { mission.budget(was_spent, spent) };
    let plan = Draft::new("P", "p").currency("IDR").with(mission).check().unwrap();
    scored(&plan, about("2024")).compare(plan.indicators().next().unwrap()).efficiency
}

#[test]
fn achievement_stands_beside_money() {
    // 90 % achieved with 80 % of the money: 10 points ahead; due were 900, 800 were spent.
    let found = efficiency(&[("2024-Q1", "300"), ("2024-Q2", "500")], &[("2024", "1000")], Some("72"));
    assert_eq!(found.absorption, Ok(Fixed::from(80_u32)));
    assert_eq!(found.lead, Ok(Fixed::from(10_u32)));
    assert_eq!(found.efficiency.clone().unwrap().to_string(), "11.111111111111111");
    assert_eq!(found.value.unwrap().to_string(), "77.777777777777778");
}

#[test]
fn efficiency_says_why_there_is_none_and_never_takes_a_gap_for_zero() {
    let budget = &[("2024", "1000")];
    let none = efficiency(&[], budget, Some("72"));
    assert_eq!([&none.absorption, &none.lead, &none.value], [&Err(NoEfficiency::NothingSpent); 3]);
    // A zero that was told is a zero.
    let zero = efficiency(&[("2024", "0")], budget, Some("72"));
    assert_eq!((zero.absorption, zero.value), (Ok(Fixed::ZERO), Ok(Fixed::HUNDRED)));
    assert_eq!(efficiency(&[("2024", "1")], &[], Some("72")).absorption, Err(NoEfficiency::NoBudget));
    assert_eq!(
        efficiency(&[("2024", "1")], &[("2024", "0")], Some("72")).lead,
        Err(NoEfficiency::ZeroBudget)
    );
    assert_eq!(efficiency(&[("2024", "x")], budget, Some("72")).absorption, Err(NoEfficiency::Unread));
    let unscored = efficiency(&[("2024", "1")], budget, None);
    assert!(unscored.absorption.is_ok() && matches!(unscored.lead, Err(NoEfficiency::NoScore(_))));
    let nothing = efficiency(&[("2024", "1")], budget, Some("0"));
    assert_eq!(
        (nothing.lead.unwrap().to_string(), nothing.efficiency),
        ("-0.1".into(), Err(NoEfficiency::ZeroAchievement))
    );
    // Held to its range, however much was saved.
    assert_eq!(efficiency(&[("2024", "1")], budget, Some("720")).value, Ok(Fixed::HUNDRED));
    assert_eq!(efficiency(&[("2024", "9000")], budget, Some("8")).value, Ok(Fixed::ZERO));
}

#[test]
fn money_of_several_currencies_has_no_sum() {
    let file = |second: &str| {
        format!(
            r#"{{"renstra": 1, "document": {{"code": "P"}}, "elements": [
            {{"kind": "mission", "code": "M", "title": "m", "indicators": [{{"name": "i", "unit": "%", "direction": "higher",
              "targets": {{"2024": 1}}, "actuals": {{"2024": 1}}}}]}},
            {{"kind": "goal", "code": "A", "title": "a", "under": "M", "budget": [
              {{"stage": "enacted", "currency": "IDR", "amounts": {{"2024": 5}}}}, {{"stage": "spent", "currency": "IDR", "amounts": {{"2024": 5}}}}]}},
            {{"kind": "goal", "code": "B", "title": "b", "under": "M", "budget": [
              {{"stage": "enacted", "currency": "{second}", "amounts": {{"2024": 7}}}}, {{"stage": "spent", "currency": "IDR", "amounts": {{"2024": 4}}}}]}}
            ]}}"#
        )
    };
    let found = |second: &str| {
        let plan = read_plan(file(second).as_bytes()).unwrap();
        scored(&plan, about("2024")).compare(plan.indicators().next().unwrap()).efficiency
    };
    assert_eq!(found("IDR").budget, Ok(12.into()));
    assert_eq!(found("IDR").absorption, Ok(Fixed::from(75_u32)));
    assert_eq!(found("USD").budget, Err(NoEfficiency::Currencies));
    assert_eq!(found("USD").spent, Ok(9.into()));
    assert_eq!(found("USD").absorption, Err(NoEfficiency::Currencies));
}

fn series(values: &[(Option<i64>, Option<i64>)], direction: Direction) -> Plan {
    let measure = Measure::new("i").unit("orang").direction(direction);
    let put = |measure: Measure, (at, (target, actual)): (usize, &(Option<i64>, Option<i64>))| {
        let year = 2020 + at as i64;
        let measure = target.iter().fold(measure, |measure, target| measure.target(year, *target));
        actual.iter().fold(measure, |measure, actual| measure.actual(year, *actual))
    };
    let measure = values.iter().enumerate().fold(measure, put);
    Draft::new("P", "p").with(Node::<Mission>::new("M", "m").measured(measure)).check().unwrap()
}

proptest! {
    /// By hand: the other figure and the difference make the actual, scores are those of the rule, and what stands
    /// beside as an earlier period is what that period shows of itself.
    #[test]
    fn each_part_is_what_scoring_and_subtracting_give(
        values in prop::collection::vec((prop::option::of(-3i64..9), prop::option::of(-3i64..9)), 2..6),
        lower in prop::bool::ANY,
        at in 0usize..6,
    ) {
        let direction = if lower { Direction::Lower } else { Direction::Higher };
        let plan = series(&values, direction);
        let at = at % values.len();
        let year = |at: usize| format!("{}", 2020 + at);
        let as_of = about(&year(values.len())).as_of();
        let card = scored(&plan, about(&year(at)).on(as_of));
        let indicator = plan.indicators().next().unwrap();
        let compared = card.compare(indicator);
        let (target, actual) = values[at];

        prop_assert_eq!(&compared.target.outcome, card.indicator(indicator).outcome());
        let figure = |value: &Result<Datum, NotScorable>| value.clone().ok().map(|datum| datum.exact(Side::Actual).unwrap());
        let exact = |value: Option<i64>| value.map(Exact::from);
        prop_assert_eq!(figure(&compared.actual), exact(actual));
        prop_assert_eq!(figure(&compared.target.value), exact(target));
        let last = values.iter().rev().find_map(|(target, _)| *target);
        prop_assert_eq!(figure(&compared.end_of_plan.value), exact(last));
        for against in [&compared.target, &compared.end_of_plan].into_iter().chain(&compared.earlier) {
            let sum = against.difference.clone().ok().zip(figure(&against.value));
            match sum {
                Some((moved, value)) => {
                    prop_assert_eq!(value.checked_add(&moved.into()), exact(actual));
                    let better = if lower { moved.is_negative() } else { !moved.is_negative() };
                    let expected = if moved.is_zero() { Progressed::Same } else if better { Progressed::Better } else { Progressed::Worse };
                    prop_assert_eq!(against.progressed, Some(expected));
                }
                None => {
                    prop_assert_eq!(against.progressed, None);
                    prop_assert!(actual.is_none() || against.value.is_err());
                }
            }
        }
        if let (Some(last), Some(actual)) = (last, actual) {
            let achieved = Settings::default().achieve(Number::from(last), Number::from(actual), direction);
            prop_assert_eq!(&compared.end_of_plan.outcome, &achieved);
        }
        if at > 0 {
            let then = scored(&plan, about(&year(at - 1)).on(as_of));
            prop_assert_eq!(&compared.earlier[0].value, &then.compare(indicator).actual);
            prop_assert_eq!(&compared.earlier[0].outcome, then.indicator(indicator).outcome());
        }
    }

    /// The efficiency is worth 0 to 100, more where less was spent, and exactly 50 where what was due was spent.
    #[test]
    fn less_spent_for_the_same_is_worth_no_less(budget in 1i64..2_000, spent in 0i64..3_000, less in 0i64..500, actual in 1i64..160) {
        let text = |amount: i64| amount.to_string();
        let found = |spent: i64| efficiency(&[("2024", &text(spent))], &[("2024", &text(budget))], Some(&text(actual)));
        let (more, fewer) = (found(spent), found((spent - less).max(0)));
        let value = |found: &renstra::score::Efficiency| found.value.clone().unwrap();
        prop_assert!(value(&fewer) >= value(&more));
        prop_assert!(value(&more) >= Fixed::ZERO && value(&more) <= Fixed::HUNDRED);
        // Of 80 the actual is so many percent; the budget's share of that was due.
        let due = Exact::ratio((budget * actual).into(), 80).unwrap();
        if Exact::from(spent) == due {
            prop_assert_eq!(value(&more), Fixed::from(50_u32));
        }
    }
}

/// The published regulation's own rule stands in comparisons, too: a capped preset caps them.
#[test]
fn comparisons_follow_the_policy() {
    let plan = series(&[(Some(4), Some(8)), (Some(5), Some(9))], Direction::Higher);
    let card = Scorecard::of(&plan, &presets::skp_8_2021(), plan.observations(), about("2021")).unwrap();
    let compared = card.compare(plan.indicators().next().unwrap());
    assert_eq!(compared.earlier[0].outcome.score().unwrap().capped, Fixed::from(120_u32));
    assert_eq!(compared.end_of_plan.outcome.score().unwrap().capped, Fixed::from(120_u32));
}
