//! Scenarios and levers against the changed plan scored afresh.

use proptest::prelude::{any, prop, proptest};
use renstra::finding::Lang;
use renstra::format::read_plan;
use renstra::formula::Cap;
use renstra::number::{Fixed, Number};
use renstra::plan::{Plan, Stage};
use renstra::policy::{Overrides, Policy};
use renstra::score::{Attribution, Cause, Scenario, Scenarios, Scorecard};

use super::{card, plan};

fn score(card: &Scorecard, code: &str) -> Option<Fixed> {
    card.element(card.plan().find(code).unwrap()).score().map(|score| score.capped)
}

const QUARTERS: &[u8] = br#"{"renstra":1,"document":{"code":"Q","currency":"IDR"},"elements":[
  {"kind":"program","code":"P","title":"p","budget":[{"stage":"enacted","amounts":{"2025":100}}],"indicators":[
    {"name":"own targets","unit":"orang","direction":"higher","accumulation":"sum",
     "targets":{"2025-Q1":10,"2025-Q2":10},"actuals":{"2025-Q1":5,"2025-Q2":10}},
    {"name":"one target","unit":"orang","direction":"higher","accumulation":"sum",
     "targets":{"2025":100},"actuals":{"2025-Q1":10,"2025-Q2":30}},
    {"name":"lower","unit":"%","direction":"lower","targets":{"2025":10},"actuals":{"2025":12}}]},
  {"kind":"activity","code":"A","title":"a","under":"P","budget":[{"stage":"enacted","amounts":{"2025":60}}]}]}"#;

fn quarters() -> Plan {
    read_plan(QUARTERS).unwrap()
}

#[test]
fn one_unit_more_is_the_exact_difference() {
    let plan = quarters();
    let card = card(&plan);
    let levers = card.levers(plan.find("P").unwrap());
    let lever = |code: &str| {
        let id = plan.find_indicator(code).unwrap().id();
        *levers.iter().find(|lever| lever.indicator == id).unwrap()
    };
    let third = |points: &str| (points.parse::<f64>().unwrap() / 3.0 * 1e9).round() / 1e9;
    let near = |found: Option<Fixed>| (found.unwrap().to_f64() * 1e9).round() / 1e9;
    // 15 of 20 becomes 16 of 20: five points of one third; met, 25.
    assert_eq!((near(lever("P/1").per_unit), near(lever("P/1").gain)), (third("5"), third("25")));
    // 40 of 100, the quarters against one target: one more is one point; met is 100, whatever the quarters were.
    assert_eq!((near(lever("P/2").per_unit), near(lever("P/2").gain)), (third("1"), third("60")));
    // Less is better: 12 becomes 11, 80 becomes 90.
    assert_eq!((near(lever("P/3").per_unit), near(lever("P/3").gain)), (third("10"), third("20")));
}

#[test]
fn scenarios_stand_side_by_side() {
    let plan = quarters();
    let card = card(&plan);
    let (p, a) = (plan.find("P").unwrap(), plan.find("A").unwrap());
    let one_target = plan.find_indicator("P/2").unwrap();
    let capped = Policy::new("capped", "").set(Overrides::default().cap(Cap::NONE.at_most(70.into())));
    let table = Scenarios::beside(
        &card,
        Stage::Enacted,
        [
            Scenario::new("met").actual(one_target, 100.into()),
            Scenario::new("twice").indicator_weight(one_target, 2.into()),
            Scenario::new("more money").budget(a, 75.into()),
            Scenario::new("capped").policy(capped.clone()),
            Scenario::new("both").policy(capped).actual(one_target, 100.into()),
        ],
    )
    .unwrap();
    let line = table.of(p.uuid()).unwrap();
    assert_eq!(line.base.score.unwrap().to_string(), "65");
    let scores: Vec<String> = line.columns.iter().map(|column| column.score.unwrap().to_string()).collect();
    // (75 + 40 + 80)/3; (75 + 100 + 80)/3; (75 + 80 + 80)/4; capped at 70 each: (70 + 40 + 70)/3, (70 + 70 + 70)/3.
    assert_eq!(scores, ["85", "58.75", "65", "60", "70"]);
    assert_eq!(line.columns[2].money_difference, Some(15.into()));
    assert_eq!((line.base.money, line.columns[2].money), (Some(100.into()), Some(115.into())));
    let text = table.text(Lang::Id);
    assert!(text.lines().next().unwrap().contains("apa adanya"), "{text}");
    assert!(text.contains("58,75 (-6,25)") && text.contains("[+15]"), "{text}");
    let json = serde_json::to_value(&table).unwrap();
    assert_eq!(json["lines"][0]["scenarios"][0]["difference"], "20");
}

#[test]
fn a_scenario_that_cannot_be_says_why() {
    let plan = quarters();
    let card = card(&plan);
    let said = |scenario: Scenario| card.under(&scenario).unwrap_err().to_string();
    let own = plan.find_indicator("P/1").unwrap();
    assert_eq!(
        said(Scenario::new("s").actual(own, 1.into())),
        "scenario `s`: `P/1` has several periods, each with its own target; give observations"
    );
    let (p, a) = (plan.find("P").unwrap(), plan.find("A").unwrap());
    assert_eq!(
        said(Scenario::new("s").weight(p, a, 1.into())),
        "scenario `s` weighs `P` under `A`, where it does not count"
    );
    assert!(
        said(Scenario::new("s").indicator_weight(own, Number::from(-1))).contains("weights are not negative")
    );
}

#[test]
fn a_scenario_is_attributed_like_any_other_scorecard() {
    let plan = quarters();
    let before = card(&plan);
    let met =
        before.under(&Scenario::new("s").actual(plan.find_indicator("P/2").unwrap(), 100.into())).unwrap();
    let why = Attribution::between(&before, &met).unwrap();
    assert_eq!(why.of(plan.find("P").unwrap().uuid()).unwrap().amount(Cause::Values).amount, 20.into());
}

proptest! {
    /// A scenario of values and weights is what the changed plan gives, to the last bit.
    #[test]
    fn a_scenario_is_the_changed_plan(
        goals in prop::collection::vec(prop::collection::vec((1i64..50, 0i64..90, any::<bool>()), 1..4), 1..4),
        pick in any::<prop::sample::Index>(),
        value in 0i64..90,
    ) {
        let before = plan(&goals);
        let at = pick.index(before.indicators().len());
        let indicator = before.indicators().nth(at).unwrap();
        let found = card(&before).under(&Scenario::new("s").actual(indicator, value.into())).unwrap();
        let mut changed = goals.clone();
        *changed.iter_mut().flatten().map(|(_, actual, _)| actual).nth(at).unwrap() = value;
        let after = plan(&changed);
        assert_eq!(found.outcomes(), card(&after).outcomes());
        // A unit more is the difference of two scores.
        let (_, actual, lower) = goals.iter().flatten().nth(at).copied().unwrap();
        let mut one = goals;
        *one.iter_mut().flatten().map(|(_, actual, _)| actual).nth(at).unwrap() = if lower { actual - 1 } else { actual + 1 };
        let moved = score(&card(&plan(&one)), "M").zip(score(&card(&before), "M")).and_then(|(a, b)| a.checked_sub(b));
        let levers = card(&before).levers(before.find("M").unwrap());
        let lever = levers.iter().find(|lever| lever.indicator == indicator.id()).unwrap();
        assert_eq!(lever.per_unit, moved);
    }
}
