//! What a reader of a scorecard should know before any of its lines.

use renstra::finding::Lang;
use renstra::format::read_plan;
use renstra::plan::{Observations, Plan};
use renstra::policy::Policy;
use renstra::score::{Asked, Scorecard};

/// A plan whose years begin in April.
fn fiscal(code: &str) -> Plan {
    let text = format!(
        r#"{{"renstra": 1, "document": {{"code": "{code}", "title": "t", "fiscal_start": 4}}, "elements": [
            {{"kind": "goal", "code": "G", "title": "g", "indicators": [
                {{"code": "I", "name": "i", "unit": "%", "direction": "higher", "baseline": {{"2024": "50"}},
                  "targets": {{"2025": "60", "2026": "70"}}, "actuals": {{"2025": "55"}}}}]}}]}}"#
    );
    read_plan(text.as_bytes()).unwrap()
}

fn told(plan: &Plan, observations: &Observations, period: &str) -> Vec<String> {
    let asked = Asked::about(period.parse().unwrap());
    let card = Scorecard::of(plan, &Policy::new("p", ""), observations, asked).unwrap();
    card.findings().iter().map(|found| format!("{}: {}", found.code(), found.message(Lang::En))).collect()
}

/// A year of the calendar is none of the years of such a plan: every line is empty, and one finding says why.
#[test]
fn a_period_for_which_nothing_has_a_figure_is_told() {
    let plan = fiscal("P");
    let none = "score.no-figures: nothing is planned or measured for 2025; the plan's figures are from 2025@04 to 2026@04";
    assert_eq!(told(&plan, plan.observations(), "2025"), [none]);
    for period in ["2025@04", "2026@04", "2024-01-01..2027-12-31"] {
        assert!(told(&plan, plan.observations(), period).is_empty(), "{period}");
    }
}

/// Observations that found no indicator raise no score, and that is said.
#[test]
fn observations_of_what_the_plan_does_not_have_are_told() {
    let (plan, other) = (fiscal("P"), fiscal("Q"));
    let foreign = "score.other-observations: the observations hold indicators that the plan does not have: 1";
    assert_eq!(told(&plan, other.observations(), "2025@04"), [foreign]);
    assert!(told(&plan, &Observations::new(), "2025@04").is_empty());
}
