//! Many plans at once: a nation, a region, its forty agencies.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Draft, Faults, Plan};

use super::across::{Across, across};
use super::alignment::Alignment;
use super::climbed::Climbed;
use super::evaluated::Reason;
use super::found::AlignFinding;
use super::judged::{Judged, Tally};
use super::lints::portfolio as rules;
use super::matrix::{Matrix, matrix};
use super::money::{Below, Ceiling, Purses, set_out};
use super::settings::AlignSettings;
use super::sums::{SumVerdict, TargetSum};

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
    ceilings: Vec<Ceiling>,
    alike: Vec<Across>,
    findings: Vec<AlignFinding>,
    allowed: Vec<AlignFinding>,
    tally: Vec<Tally>,
}

/// One plan of a portfolio.
#[derive(Debug)]
pub struct Member {
    code: Box<str>,
    /// Whose plan it says it is; kept because a plan that was refused is somebody's too.
    pub(super) owner: Box<str>,
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

/// What is known of a document whether it was refused or not.
struct Named {
    code: Box<str>,
    owner: Box<str>,
}

impl Portfolio {
    /// Checks and aligns drafts; those that are refused stay in the portfolio with their faults.
    #[must_use]
    pub fn of(drafts: impl IntoIterator<Item = Draft>, settings: &AlignSettings) -> Portfolio {
        let mut claims = BTreeSet::new();
        let checked = drafts.into_iter().map(|draft| {
            let code: Box<str> = draft.document.code.as_written().into();
            let owner: Box<str> = draft.document.owner.as_written().into();
            let named = wholes(&draft);
            let plan = draft.check();
            if plan.is_err() {
                claims.extend(named);
            }
            (Named { code, owner }, plan)
        });
        let checked = checked.collect();
        Portfolio::aligned(checked, &claims, settings)
    }

    /// Aligns checked plans.
    #[must_use]
    pub fn of_plans(plans: &[Plan], settings: &AlignSettings) -> Portfolio {
        let named = plans.iter().map(|plan| {
            let document = plan.document();
            (Named { code: document.code().into(), owner: document.owner().into() }, Ok(plan.clone()))
        });
        Portfolio::aligned(named.collect(), &BTreeSet::new(), settings)
    }

    fn aligned(
        checked: Vec<(Named, Result<Plan, Faults>)>,
        claims: &BTreeSet<Box<str>>,
        settings: &AlignSettings,
    ) -> Portfolio {
        let plans: Vec<&Plan> = checked.iter().filter_map(|(_, plan)| plan.as_ref().ok()).collect();
        let climbed = Climbed::of(&plans, settings);
        let sums: Vec<TargetSum> =
            climbed.sums(settings).into_iter().map(|sum| without(sum, claims)).collect();
        let Climbed { ascents, circles, repeated } = climbed;
        let mut next = ascents.into_iter();
        let members: Vec<Member> = checked
            .into_iter()
            .map(|(Named { code, owner }, plan)| {
                let outcome = plan.map(|plan| {
                    let mine = || sums.iter().filter(|sum| sum.plan == code).cloned().collect();
                    match next.next() {
                        Some(ascent) => Alignment::from(ascent, settings, mine()),
                        None => Alignment::of(&plan, settings),
                    }
                });
                Member { code, owner, outcome }
            })
            .collect();
        let matrix = matrix(&members);
        let ceilings = ceilings(&members);
        let alike = across(&members, settings);
        let asked = rules::Asked {
            members: &members,
            circles,
            repeated,
            matrix: &matrix,
            ceilings: &ceilings,
            alike: &alike,
        };
        let Judged { findings, allowed, tally } = Judged::of_portfolio(asked.answers(), settings);
        Portfolio { members, matrix, sums, ceilings, alike, findings, allowed, tally }
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

    /// Whether targets add up across all plans. What does not is found in the alignment of the plan of the whole.
    #[must_use]
    pub fn target_sums(&self) -> &[TargetSum] {
        &self.sums
    }

    /// The ceilings of programmes, against what the plans directly below set out of them together.
    #[must_use]
    pub fn ceilings(&self) -> &[Ceiling] {
        &self.ceilings
    }

    /// Programmes and measures that several plans have, each once with all who have it.
    #[must_use]
    pub fn alike(&self) -> &[Across] {
        &self.alike
    }

    /// What was found about the portfolio as a whole; what was found about a plan stands in its alignment.
    #[must_use]
    pub fn findings(&self) -> &[AlignFinding] {
        &self.findings
    }

    /// What was found about the portfolio and is allowed by the settings.
    #[must_use]
    pub fn allowed(&self) -> &[AlignFinding] {
        &self.allowed
    }

    /// How each rule about portfolios answered.
    #[must_use]
    pub fn tally(&self) -> &[Tally] {
        &self.tally
    }
}

/// The measures of which a draft says that its indicators are parts, as `PLAN#code`.
fn wholes(draft: &Draft) -> Vec<Box<str>> {
    let indicators = draft.elements.iter().flat_map(|element| &element.indicators);
    let relations =
        indicators.filter_map(|indicator| indicator.more.as_ref()).flat_map(|more| &more.relations);
    relations.map(|relation| relation.to.as_written().into()).collect()
}

/// A sum of which a plan that was refused claims to hold a part cannot be evaluated: part of it is not known.
fn without(mut sum: TargetSum, claims: &BTreeSet<Box<str>>) -> TargetSum {
    let name = format!("{}#{}", sum.plan, sum.measure.code);
    if claims.contains(&*name) {
        sum.composed = Err(Reason::Refused);
        sum.verdict = SumVerdict::NotEvaluable;
    }
    sum
}

/// For every plan, the plans for which it stands above, and the ceilings of its programmes.
fn ceilings(members: &[Member]) -> Vec<Ceiling> {
    let aligned: Vec<&Alignment> = members.iter().filter_map(|member| member.outcome.as_ref().ok()).collect();
    let purses: Vec<Purses<'_>> = aligned.iter().map(|alignment| Purses::of(alignment.plan())).collect();
    let places: BTreeMap<&str, usize> = aligned
        .iter()
        .enumerate()
        .rev()
        .map(|(at, alignment)| (alignment.plan().document().code(), at))
        .collect();
    let mut below: BTreeMap<usize, Vec<Below<'_>>> = BTreeMap::new();
    for (alignment, own) in aligned.iter().zip(&purses) {
        let derives = alignment.plan().document().derives_from();
        let Some(place) = places.get(derives) else { continue };
        if let Some(programs) = alignment.programs_in(derives) {
            below.entry(*place).or_default().push((own, programs));
        }
    }
    let of = |(at, below): (&usize, &Vec<_>)| purses.get(*at).map(|above| set_out(above, below));
    below.iter().filter_map(of).flatten().collect()
}
