//! Policies laid over a plan.

use renstra::formula::{NotScorable, Warning};
use renstra::plan::{Draft, Measure, Mission, Node, Plan};
use renstra::policy::{Missing, Overrides, Policy, RollUp};
use renstra::score::{Asked, Scorecard};

fn plan() -> Plan {
    let poverty = Measure::new("poverty rate").unit("%").lower_is_better();
    let poverty = poverty.target(2023, "7").actual(2023, "7.31").target(2024, "6.81").target(2025, "6.5");
    let mission = Node::<Mission>::new("M4", "An economy of its villages").measured(poverty);
    Draft::new("SOLOK", "A regency").horizon(2023, 2030).with(mission).check().unwrap()
}

fn card(policy: &Policy, year: &str) -> Scorecard {
    let plan = plan();
    Scorecard::of(&plan, policy, plan.observations(), Asked::about(year.parse().unwrap())).unwrap()
}

#[test]
fn the_last_earlier_figure_stands_in_where_the_policy_says_so() {
    let none = card(&Policy::new("p", ""), "2025");
    let only = none.plan().indicators().next().unwrap();
    assert!(matches!(none.indicator(only).outcome().reason(), Some(NotScorable::Missing { .. })));

    let last = card(&Policy::new("p", "").set(Overrides::default().missing(Missing::LastValue)), "2025");
    let only = last.plan().indicators().next().unwrap();
    let score = *last.indicator(only).score().unwrap();
    // 7.31 of 2023, against the target of 2025.
    assert_eq!(score.rounded.to_string(), "87.54");
    assert!(score.warnings.has(Warning::Imputed));
    let explanation = last.explain_indicator(only).unwrap();
    assert_eq!(explanation.reevaluate(), *last.indicator(only).outcome());
    // It names the policy that it was made under.
    assert_eq!(explanation.policy().map(|under| &*under.id), Some("p"));
    assert!(explanation.text(renstra::finding::Lang::Id).ends_with("kebijakan `p`\n"));
}

#[test]
fn a_figure_that_comes_later_never_stands_in() {
    let last = card(&Policy::new("p", "").set(Overrides::default().missing(Missing::LastValue)), "2023");
    let only = last.plan().indicators().next().unwrap();
    assert!(last.indicator(only).score().is_some_and(|score| !score.warnings.has(Warning::Imputed)));
}

/// A code that was mistyped changes no score, and that is said.
#[test]
fn settings_for_codes_that_the_plan_does_not_have_are_told() {
    let none = Overrides::default().roll_up(RollUp::None);
    let policy = Policy::new("p", "").set_element("M4", none.clone()).set_element("M4/1", none.clone());
    assert!(card(&policy, "2024").findings().is_empty());
    let mistyped = card(&policy.set_element("M5", none.clone()).set_element("M4/2", none), "2024");
    let all = mistyped.findings();
    let [found] = &*all else { panic!("one finding for all codes") };
    assert_eq!(found.code(), "policy.names-nothing");
    let told = "policy `p` has settings for codes that the plan does not have: `M4/2`, `M5`";
    assert_eq!(found.message(renstra::finding::Lang::En), told);
}
