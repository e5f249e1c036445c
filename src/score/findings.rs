use std::cmp::Reverse;
use std::collections::HashSet;

use crate::finding::{Finding, Subject};
use crate::period::Period;
use crate::plan::{IndicatorId, Observations, Plan};

use super::card::Scorecard;
use super::lints;

impl Scorecard {
    /// What a reader of the scorecard should know before any of its lines: that its policy is not in force on the
    /// day of judgement, or sets something for codes that the plan does not have; that nothing is planned or measured
    /// for the period asked about; that observations are of indicators of another plan. It scores all the same.
    ///
    /// ```
    /// use renstra::plan::{Draft, Mission, Node};
    /// use renstra::policy::presets::skp_8_2021;
    /// use renstra::score::{Asked, Scorecard};
    /// let plan = Draft::new("P", "p").with(Node::<Mission>::new("M", "m")).check()?;
    /// let on = |year: &str| Scorecard::of(&plan, &skp_8_2021(), plan.observations(), Asked::about(year.parse().unwrap()));
    /// assert!(on("2022")?.findings().is_empty());
    /// assert_eq!(on("2023")?.findings()[0].code(), "policy.expired");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let (plan, observations) = (self.plan(), self.observations());
        let held = |code: &str| plan.find(code).is_some() || plan.find_indicator(code).is_some();
        let standing = self.policy().out_of_force(self.asked().as_of());
        let mut findings: Vec<Finding> = standing.into_iter().collect();
        findings.extend(self.policy().names_nothing(held));
        findings.extend(no_figures(plan, observations, self.asked().period()));
        findings.extend(other_observations(plan, observations));
        findings
    }
}

fn no_figures(plan: &Plan, observations: &Observations, asked: Period) -> Option<Finding> {
    let planned = plan.indicators().flat_map(|indicator| indicator.series().iter());
    let planned = planned.filter(|entry| !entry.is_baseline()).map(|entry| entry.period());
    let measured = plan.indicators().filter_map(|indicator| observations.of(indicator.id()));
    let measured = measured.flat_map(|series| series.iter().map(|entry| entry.period()));
    let periods = planned.chain(measured);
    if periods.clone().any(|period| asked.contains(period)) {
        return None;
    }
    let first = periods.clone().min_by_key(|period| period.start())?;
    let last = periods.min_by_key(|period| Reverse(period.end()))?;
    let found = Finding::new(&lints::NO_FIGURES, subject(plan)).with("period", asked.to_string());
    Some(found.with("first", first.to_string()).with("last", last.to_string()))
}

fn other_observations(plan: &Plan, observations: &Observations) -> Option<Finding> {
    let rows = observations.all().iter().map(|observed| observed.indicator());
    let other: HashSet<IndicatorId> = rows.filter(|id| plan.indicator(*id).is_none()).collect();
    let found = Finding::new(&lints::OTHER_OBSERVATIONS, subject(plan));
    (!other.is_empty()).then(|| found.with("count", other.len()))
}

fn subject(plan: &Plan) -> Subject {
    Subject::new("plan", plan.document().code(), plan.document().title())
}
