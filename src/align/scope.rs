//! What rules may ask: the plan, the settings, and what was worked out once for all of them.

use std::collections::BTreeSet;

use crate::number::{Exact, Number};
use crate::plan::{Element, Indicator, Kind, LinkStatus, Plan, ProgramClass};

use super::above::Above;
use super::ascent::Ascent;
use super::beneath::Beneath;
use super::settings::AlignSettings;
use super::standing::{Behind, Standing};
use super::suggest::{SuggestedLink, of_source, suggest};
use super::thread::{Count, Levels};
use super::ways::Step;

/// What rules may ask.
#[derive(Debug)]
pub struct Scope<'a> {
    pub(super) plan: &'a Plan,
    pub(super) settings: &'a AlignSettings,
    pub(super) ascent: &'a Ascent,
    pub(super) above: &'a Above,
    pub(super) levels: Levels,
    pub(super) classes: Vec<ProgramClass>,
    standing: Standing<'a>,
    beneath: Vec<Beneath>,
    /// Whether a way leads to an objective or a goal of the plan, or out of the plan.
    aiming: Vec<Option<()>>,
    /// The kinds that the plan uses.
    used: Vec<Kind>,
    /// Whether any indicator has a definition or a data source.
    pub(super) describes: bool,
    /// Whether anything names who benefits.
    pub(super) names_beneficiaries: bool,
    /// Whether anything has evidence.
    pub(super) holds_evidence: bool,
    /// The stakeholders that something engages or links to.
    pub(super) engaged: BTreeSet<u32>,
    /// The codes of indicators with a figure that does not fit among the others.
    doubtful: BTreeSet<&'a str>,
    /// The links that may be meant, by source.
    suggested: Vec<SuggestedLink>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(ascent: &'a Ascent, above: &'a Above, settings: &'a AlignSettings) -> Scope<'a> {
        let plan = &ascent.plan;
        let beneath = Beneath::all(plan);
        let used: Vec<Kind> = plan.counts().into_iter().map(|(kind, _)| kind).collect();
        let mut scope = Scope {
            plan,
            settings,
            ascent,
            above,
            levels: Levels::of(plan, &used),
            classes: classes(plan),
            standing: Standing::of(plan, settings),
            aiming: aiming(ascent),
            describes: plan.indicators().any(is_described),
            names_beneficiaries: beneath.iter().any(|beneath| beneath.beneficiary.is_some()),
            holds_evidence: plan.elements().any(|element| !element.evidence().is_empty()),
            engaged: engaged(plan),
            doubtful: doubtful(plan),
            beneath,
            used,
            suggested: Vec::new(),
        };
        scope.suggested = suggest(&scope);
        scope
    }

    /// The sum of an element's own lines of the judged stage and period; `None` where it has none.
    #[must_use]
    pub fn own_money(&self, element: Element<'_>) -> Option<Exact> {
        self.standing.money(element.position()).cloned()
    }

    /// Whether anything has money of the judged stage.
    pub(super) fn has_money(&self) -> bool {
        self.standing.has_money
    }

    /// Aims one step below an aim, and what refers to a term or a mandate.
    pub(super) fn parts(&self, element: Element<'_>) -> &[u32] {
        self.standing.parts(element.position())
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &'a AlignSettings {
        self.settings
    }

    /// Whether a figure of an indicator does not fit among the others, which the check has reported.
    pub(super) fn is_doubtful(&self, indicator: Indicator<'_>) -> bool {
        !self.doubtful.is_empty() && self.doubtful.contains(indicator.code())
    }

    /// The links that may be meant from an element that serves nothing, the most alike first.
    pub(super) fn suggested(&self, element: Element<'_>) -> &[SuggestedLink] {
        of_source(&self.suggested, element)
    }

    /// All of them, by source.
    pub(super) fn suggested_links(&self) -> &[SuggestedLink] {
        &self.suggested
    }

    pub(super) fn behind(&self, element: Element<'_>) -> Behind {
        self.standing.behind(element.position())
    }

    /// Whether something deliverable stands behind an element.
    #[must_use]
    pub fn is_delivered(&self, element: Element<'_>) -> bool {
        self.behind(element).deliverable.is_some()
    }

    /// Whether a way leads to an objective or a goal of the plan - through an outcome, a strategy, an initiative as
    /// well - or out of the plan.
    pub(super) fn reaches_aim(&self, element: Element<'_>) -> Option<()> {
        self.aiming.get(element.position() as usize).copied().flatten()
    }

    pub(super) fn beneath(&self, element: Element<'_>) -> Beneath {
        self.beneath.get(element.position() as usize).copied().unwrap_or_default()
    }

    /// Whether anything contributes to it, refers to it or is contained by it.
    #[must_use]
    pub fn is_served(&self, element: Element<'_>) -> bool {
        self.standing.is_served(element.position())
    }

    /// How many ways lead from an element to the vision.
    #[must_use]
    pub fn threads(&self, element: Element<'_>) -> Count {
        self.ascent.count(element)
    }

    /// Whether the plan holds anything deliverable at all.
    #[must_use]
    pub fn delivers(&self) -> bool {
        self.used.iter().any(|kind| is_deliverable(*kind))
    }

    /// Whether the plan has any element of a kind.
    #[must_use]
    pub fn uses(&self, kind: Kind) -> bool {
        self.used.contains(&kind)
    }

    /// The class of an element's programme.
    #[must_use]
    pub fn class(&self, element: Element<'_>) -> ProgramClass {
        self.classes.get(element.position() as usize).copied().unwrap_or(ProgramClass::Delivery)
    }

    /// Whether an element is, or is part of, a delivery programme: those alone are judged by rules about
    /// outcome, orphans, problems and balance.
    #[must_use]
    pub fn is_delivery(&self, element: Element<'_>) -> bool {
        self.class(element) == ProgramClass::Delivery
    }

    /// The last actual of an indicator that is a figure, with its period.
    #[must_use]
    pub fn last_actual(&self, indicator: Indicator<'_>) -> Option<(crate::period::Period, Number)> {
        let series = self.plan.observations().of(indicator.id())?;
        series.iter().rev().find_map(|entry| Some((entry.period(), entry.reading().number()?)))
    }
}

fn is_described(indicator: Indicator<'_>) -> bool {
    !indicator.definition().is_empty()
        || !indicator.data_source().is_empty()
        || !indicator.verification().is_empty()
}

fn doubtful(plan: &Plan) -> BTreeSet<&str> {
    use crate::plan::lints::{BROKEN_SERIES, SCALE_BREAK};
    let odd = |code: &str| code == SCALE_BREAK.code || code == BROKEN_SERIES.code;
    plan.findings().iter().filter(|f| odd(f.code())).map(|f| &*f.subject().code).collect()
}

fn engaged(plan: &Plan) -> BTreeSet<u32> {
    let linked = |element: Element<'_>| element.incoming().any(|link| link.status() != LinkStatus::Inferred);
    let engages = plan.elements().flat_map(|element| element.engages()).map(Element::position);
    engages.chain(plan.of_kind(Kind::Stakeholder).filter(|s| linked(*s)).map(Element::position)).collect()
}

/// Parents first, since what an element reaches follows from what they reach. Where the plan has its own vision
/// nobody asks.
fn aiming(ascent: &Ascent) -> Vec<Option<()>> {
    let plan = &ascent.plan;
    let mut aiming = vec![None; plan.elements().len()];
    for element in plan.bottom_up().rev().filter(|_| ascent.ends.is_none()) {
        let aims = matches!(element.kind(), Kind::Objective | Kind::Goal)
            || element.links().any(|link| link.counts() && link.here().is_none());
        let reaches = || {
            ascent.ways_up(element).iter().find_map(|way| match way.step {
                Step::Here(up) => aiming.get(up as usize).copied().flatten(),
                Step::Above(..) => None,
            })
        };
        let reached = aims.then_some(()).or_else(reaches);
        if let Some(place) = aiming.get_mut(element.position() as usize) {
            *place = reached;
        }
    }
    aiming
}

/// What is promised: the kinds whose coverage is worked out.
pub(super) fn is_aim(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Vision | Kind::Mission | Kind::Goal | Kind::Objective | Kind::Outcome | Kind::Initiative
    )
}

/// What is done. An initiative is a promise and a field a row of the budget table: neither is done by itself.
pub(super) fn is_deliverable(kind: Kind) -> bool {
    matches!(kind, Kind::Program | Kind::Activity | Kind::SubActivity | Kind::Action)
}

/// The class of every element, parents first: as given, else by code, else that of what contains it.
pub(super) fn classes(plan: &Plan) -> Vec<ProgramClass> {
    let mut classes = vec![ProgramClass::Delivery; plan.elements().len()];
    for element in plan.bottom_up().rev() {
        let row = element.row();
        let given = row.more.as_ref().and_then(|more| more.class);
        let code = element.classification().and_then(|class| class.code());
        let class = given.unwrap_or_else(|| match element.parent() {
            _ if code.is_some_and(|code| code.is_supporting()) => ProgramClass::Supporting,
            Some(parent)
                if parent.kind() != Kind::Field && parent.kind().family() == element.kind().family() =>
            {
                classes.get(parent.position() as usize).copied().unwrap_or(ProgramClass::Delivery)
            }
            _ => ProgramClass::Delivery,
        });
        if let Some(place) = classes.get_mut(element.position() as usize) {
            *place = class;
        }
    }
    classes
}
