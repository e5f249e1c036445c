//! A scorecard held open is the scorecard of the plan that was changed.

use renstra::plan::{Direction, Draft, Goal, Measure, Mission, Node, Plan};
use renstra::policy::Policy;
use renstra::score::{Asked, OpenError, Scorecard};

/// Two goals; the first is judged by halves, the second by the year.
fn plan(actuals: [i64; 2], target: i64, weight: i64) -> Plan {
    let mission = Node::<Mission>::new("M", "m");
    let halves = Measure::new("by halves").unit("km").direction(Direction::Higher);
    let halves = halves.target("2025-H1", 40).target("2025-H2", target);
    let halves = halves.actual("2025-H1", actuals[0]).actual("2025-H2", 30);
    let year = Measure::new("by the year").unit("km").direction(Direction::Higher).weight(weight);
    let year = year.target(2025, 100).actual(2025, actuals[1]);
    let other =
        Measure::new("another").unit("km").direction(Direction::Higher).target(2025, 10).actual(2025, 5);
    let first = Node::<Goal>::new("G1", "g").under(&mission).measured(halves);
    let second = Node::<Goal>::new("G2", "g").under(&mission).measured(year).measured(other);
    Draft::new("P", "p").with(mission).with(first).with(second).check().unwrap()
}

fn card(plan: &Plan) -> Scorecard {
    let asked = Asked::about("2025".parse().unwrap());
    Scorecard::of(plan, &Policy::new("p", ""), plan.observations(), asked).unwrap()
}

#[test]
fn changes_give_the_scorecard_of_the_changed_plan() {
    let before = plan([20, 60], 50, 1);
    let mut open = card(&before).open();
    let [halves, year] = ["G1/1", "G2/1"].map(|code| before.find_indicator(code).unwrap());
    open.actual(halves, "2025-H1".parse().unwrap(), 35).unwrap();
    open.actual(year, "2025".parse().unwrap(), 75).unwrap();
    open.target(halves, "2025-H2".parse().unwrap(), 45).unwrap();
    open.indicator_weight(year, 3.into()).unwrap();
    let after = plan([35, 75], 45, 3);
    let afresh = card(&after);
    for code in ["M", "G1", "G2"] {
        let (held, new) = (before.find(code).unwrap(), after.find(code).unwrap());
        assert_eq!(open.element(held).outcome(), afresh.element(new).outcome(), "{code}");
        assert_eq!(&open.explain(held).unwrap().reevaluate(), open.element(held).outcome());
    }
    while open.undo().is_some() {}
    let mission = before.find("M").unwrap();
    assert_eq!(open.element(mission).outcome(), card(&before).element(mission).outcome());
}

#[test]
fn what_does_not_count_cannot_be_changed() {
    let plan = plan([20, 60], 50, 1);
    let mut open = card(&plan).open();
    let halves = plan.find_indicator("G1/1").unwrap();
    let refused = open.actual(halves, "2025".parse().unwrap(), 35).unwrap_err();
    assert_eq!(refused.to_string(), "`G1/1` is not judged by a figure of 2025");
    let (mission, goal) = (plan.find("M").unwrap(), plan.find("G1").unwrap());
    let refused = open.weight(mission, goal, 1.into());
    assert_eq!(refused, Err(OpenError::NoLink { child: "M".into(), parent: "G1".into() }));
    assert!(open.weight(goal, mission, "-1".parse().unwrap()).is_err());
    assert_eq!(open.undo(), None);
}
