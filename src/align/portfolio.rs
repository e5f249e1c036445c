//! Many plans at once: a nation, a region, its forty agencies.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Finding, Subject};
use crate::plan::{Draft, Faults, LinkTarget, Plan};

use super::alignment::Alignment;
use super::ascent::Ascent;
use super::lints::portfolio as rules;
use super::matrix::{Matrix, matrix};
use super::settings::AlignSettings;
use super::sums::{TargetSum, compositions, sums};

/// Plans that refer to each other, each aligned under those above it.
///
/// A plan that fails its check is reported and the rest goes on. `PLAN#code` is resolved among the plans given;
/// plans that refer to each other in a circle are reported, and the link that closes it carries nothing.
///
/// ```
/// use renstra::align::{AlignSettings, Portfolio};
/// use renstra::plan::{Draft, Goal, Mission, Node, Organization, Program, Vision};
///
/// let vision = Node::<Vision>::new("V", "A government that serves");
/// let mission = Node::<Mission>::new("M1", "Healthy people").under(&vision);
/// let region = Draft::new("REGION", "a region")
///     .with(Node::<Organization>::new("HEALTH", "Health agency"))
///     .with(Node::<Organization>::new("ROADS", "Roads agency"))
///     .with(vision)
///     .with(mission);
/// let goal = Node::<Goal>::new("T1", "Healthy mothers");
/// let mut serving = goal.clone().into_draft();
/// serving.links.push(renstra::plan::DraftLink { to: "REGION#M1".into(), ..Default::default() });
/// let mut agency = Draft::new("AGENCY", "its plan").with(Node::<Program>::new("P1", "Clinics").serves(&goal));
/// agency.document.owner = "HEALTH".into();
/// agency.document.derives_from = "REGION".into();
/// agency.elements.push(serving);
///
/// let portfolio = Portfolio::of([region, agency], &AlignSettings::on("2026-01-01".parse().unwrap()));
/// let program = portfolio.alignment("AGENCY").unwrap();
/// assert_eq!(program.trace().programs.value().unwrap().to_string(), "1");
/// let empty: Vec<_> = portfolio.matrix().rows.iter().filter(|row| row.is_empty()).collect();
/// assert_eq!(&*empty[0].organization.code, "ROADS");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Portfolio {
    members: Vec<Member>,
    matrix: Matrix,
    sums: Vec<TargetSum>,
    findings: Vec<Finding>,
}

/// One plan of a portfolio.
#[derive(Debug)]
pub struct Member {
    code: Box<str>,
    outcome: Result<Alignment, Faults>,
}

impl Member {
    /// The plan's code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Its alignment.
    ///
    /// # Errors
    /// The faults for which it was refused.
    pub fn alignment(&self) -> Result<&Alignment, &Faults> {
        self.outcome.as_ref()
    }
}

impl Portfolio {
    /// Checks and aligns drafts; those that are refused stay in the portfolio with their faults.
    #[must_use]
    pub fn of(drafts: impl IntoIterator<Item = Draft>, settings: &AlignSettings) -> Portfolio {
        let checked = drafts.into_iter().map(|draft| {
            let code: Box<str> = draft.document.code.as_written().into();
            (code, draft.check())
        });
        Portfolio::aligned(checked.collect(), settings)
    }

    /// Aligns checked plans.
    #[must_use]
    pub fn of_plans(plans: &[Plan], settings: &AlignSettings) -> Portfolio {
        let named = plans.iter().map(|plan| (plan.document().code().into(), Ok(plan.clone())));
        Portfolio::aligned(named.collect(), settings)
    }

    fn aligned(checked: Vec<(Box<str>, Result<Plan, Faults>)>, settings: &AlignSettings) -> Portfolio {
        let plans: Vec<&Plan> = checked.iter().filter_map(|(_, plan)| plan.as_ref().ok()).collect();
        let mut climbed = Climbed::of(&plans, settings);
        let sums = climbed.sums(settings);
        let mut findings = std::mem::take(&mut climbed.findings);
        let mut next = climbed.ascents.into_iter();
        let members: Vec<Member> = checked
            .into_iter()
            .map(|(code, plan)| {
                let outcome = plan.map(|plan| match next.next() {
                    Some(ascent) => Alignment::from(ascent, settings),
                    None => Alignment::of(&plan, settings),
                });
                Member { code, outcome }
            })
            .collect();
        for member in &members {
            if let Err(faults) = &member.outcome {
                findings.push(refused(&member.code, faults));
            }
        }
        let matrix = matrix(&members);
        findings.extend(rules::findings(&matrix));
        findings.extend(super::lints::sum_findings(&sums));
        Portfolio { members, matrix, sums, findings }
    }

    /// The plans, in the order given.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The alignment of the plan with this code.
    #[must_use]
    pub fn alignment(&self, code: &str) -> Option<&Alignment> {
        self.members.iter().find(|member| &*member.code == code)?.outcome.as_ref().ok()
    }

    /// Which organisation serves which mission, empty rows included.
    #[must_use]
    pub fn matrix(&self) -> &Matrix {
        &self.matrix
    }

    /// Whether targets add up across all plans.
    #[must_use]
    pub fn target_sums(&self) -> &[TargetSum] {
        &self.sums
    }

    /// What was found about the portfolio as a whole; what was found about a plan stands in its alignment.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

fn refused(code: &str, faults: &Faults) -> Finding {
    let faults = faults.findings();
    let first = faults.first().map_or(String::new(), |fault| fault.message(crate::finding::Lang::En));
    let finding = Finding::new(&rules::REFUSED, Subject::new("plan", code, ""));
    finding.with("count", faults.len()).with("first", first)
}

/// The ways up out of every plan, those above first.
struct Climbed {
    ascents: Vec<Arc<Ascent>>,
    findings: Vec<Finding>,
}

impl Climbed {
    fn of(plans: &[&Plan], settings: &AlignSettings) -> Climbed {
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut findings = Vec::new();
        for (at, plan) in plans.iter().enumerate() {
            let code = plan.document().code();
            if *places.entry(code).or_insert(at) != at {
                findings.push(Finding::new(
                    &rules::SAME_CODE,
                    Subject::new("plan", code, plan.document().title()),
                ));
            }
        }
        let above: Vec<Vec<usize>> = plans
            .iter()
            .enumerate()
            .map(|(at, plan)| names(plan, &places).filter(|other| *other != at).collect())
            .collect();
        let mut done: Vec<Option<Arc<Ascent>>> = vec![None; plans.len()];
        let mut open: Vec<usize> = (0..plans.len()).collect();
        while !open.is_empty() {
            let ready =
                |at: &usize| above.get(*at).is_some_and(|list| list.iter().all(|up| is_done(&done, *up)));
            let (mut now, later): (Vec<usize>, Vec<usize>) = open.iter().partition(|at| ready(at));
            open = later;
            if now.is_empty() {
                // A circle: its first plan goes on without the plans that wait for it.
                let Some(plan) = open.first().and_then(|at| plans.get(*at)) else { break };
                let document = plan.document();
                findings.push(Finding::new(
                    &rules::CIRCLE,
                    Subject::new("plan", document.code(), document.title()),
                ));
                now.push(open.remove(0));
            }
            for at in now {
                let up = above.get(at).into_iter().flatten();
                let up = up.filter_map(|up| done.get(*up).cloned().flatten()).collect();
                let ascent = plans.get(at).map(|plan| Arc::new(Ascent::of(plan, settings.day, up)));
                if let Some(place) = done.get_mut(at) {
                    *place = ascent;
                }
            }
        }
        Climbed { ascents: done.into_iter().flatten().collect(), findings }
    }

    fn sums(&self, settings: &AlignSettings) -> Vec<TargetSum> {
        let plans = || self.ascents.iter().map(|ascent| &ascent.plan);
        let codes: BTreeMap<&str, &Plan> = plans().map(|plan| (plan.document().code(), plan)).collect();
        let found = compositions(plans(), |relation| {
            relation.here().or_else(|| {
                let (plan, code) = relation.elsewhere()?.split_once('#')?;
                codes.get(plan)?.find_indicator(code)
            })
        });
        sums(&found, settings.tolerance)
    }
}

fn is_done(done: &[Option<Arc<Ascent>>], at: usize) -> bool {
    done.get(at).is_some_and(Option::is_some)
}

/// The plans that a plan names: the one it derives from, and those that its links point into.
fn names<'a>(plan: &'a Plan, places: &'a BTreeMap<&str, usize>) -> impl Iterator<Item = usize> + use<'a> {
    let links = plan.elements().flat_map(|element| element.links()).filter_map(|link| match link.target() {
        LinkTarget::Elsewhere(text) => text.split_once('#').map(|(plan, _)| plan),
        LinkTarget::Here(_) => None,
    });
    let mut found: Vec<usize> = std::iter::once(plan.document().derives_from())
        .chain(links)
        .filter_map(|code| places.get(code).copied())
        .collect();
    // The plan that it derives from stays first: of two above, it is the nearer.
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|at| seen.insert(*at));
    found.into_iter()
}
