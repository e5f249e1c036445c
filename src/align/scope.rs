//! What rules may ask: the plan, the settings, and what was worked out once for all of them.

use std::collections::BTreeSet;

use crate::number::{Exact, Number};
use crate::plan::{Element, Indicator, Kind, Link, LinkKind, LinkStatus, Plan, ProgramClass, ResultLevel};

use super::above::Above;
use super::ascent::{Ascent, Step, carries};
use super::settings::AlignSettings;
use super::thread::{Count, Levels};

/// What stands behind an element, each named by one example: something deliverable, something measured, something
/// paid for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Behind {
    pub(super) deliverable: Option<u32>,
    pub(super) measured: Option<u32>,
    pub(super) funded: Option<u32>,
}

impl Behind {
    /// Of two examples the one whose code comes first, so that the order of the plan does not matter.
    fn or(self, other: Behind, plan: &Plan) -> Behind {
        let code = |at: &u32| plan.element(*at).code();
        let first = |a: Option<u32>, b: Option<u32>| match a.zip(b) {
            Some((a, b)) if a != b => [a, b].into_iter().min_by_key(code),
            _ => a.or(b),
        };
        Behind {
            deliverable: first(self.deliverable, other.deliverable),
            measured: first(self.measured, other.measured),
            funded: first(self.funded, other.funded),
        }
    }
}

/// What an element or anything that it contains has; told apart once, so that no rule walks a branch again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Beneath {
    /// Somebody benefits.
    pub(super) beneficiary: Option<()>,
    /// Something of another sort than a problem refers to it.
    pub(super) addressed: Option<()>,
    /// There is an indicator.
    pub(super) indicator: Option<()>,
    /// An indicator says its level.
    pub(super) level: Option<()>,
    /// An indicator measures a service, an outcome or an impact.
    pub(super) outcome: Option<()>,
}

impl Beneath {
    fn own(element: Element<'_>) -> Beneath {
        let levels = || element.indicators().filter_map(Indicator::level);
        let low = |level: &ResultLevel| matches!(level, ResultLevel::Output | ResultLevel::Input);
        let addressed = element
            .incoming()
            .find(|link| link.status() != LinkStatus::Inferred && !is_problem(link.source().kind()));
        Beneath {
            beneficiary: element.beneficiaries().first().map(|_| ()),
            addressed: addressed.map(|_| ()),
            indicator: element.indicators().next().map(|_| ()),
            level: levels().next().map(|_| ()),
            outcome: levels().find(|level| !low(level)).map(|_| ()),
        }
    }

    fn or(self, other: Beneath) -> Beneath {
        Beneath {
            beneficiary: self.beneficiary.or(other.beneficiary),
            addressed: self.addressed.or(other.addressed),
            indicator: self.indicator.or(other.indicator),
            level: self.level.or(other.level),
            outcome: self.outcome.or(other.outcome),
        }
    }

    /// Of every element with all that it contains.
    fn all(plan: &Plan) -> Vec<Beneath> {
        let mut all = vec![Beneath::default(); plan.elements().len()];
        for element in plan.bottom_up() {
            let at = element.position() as usize;
            let whole = all.get(at).copied().unwrap_or_default().or(Beneath::own(element));
            let parent = element.parent().map(|parent| parent.position() as usize);
            for place in [Some(at), parent].into_iter().flatten() {
                if let Some(place) = all.get_mut(place) {
                    *place = place.or(whole);
                }
            }
        }
        all
    }
}

/// What rules may ask.
#[derive(Debug)]
pub struct Scope<'a> {
    pub(super) plan: &'a Plan,
    pub(super) settings: &'a AlignSettings,
    pub(super) ascent: &'a Ascent,
    pub(super) above: &'a Above,
    pub(super) levels: Levels,
    pub(super) classes: Vec<ProgramClass>,
    behind: Vec<Behind>,
    beneath: Vec<Beneath>,
    /// Whether a way leads to an objective or a goal of the plan, or out of the plan.
    aiming: Vec<Option<()>>,
    /// The kinds that the plan uses.
    used: Vec<Kind>,
    /// Elements that something contributes to, refers to, or is contained by.
    served: Vec<bool>,
    /// Aims one step below each aim, and what refers to each term, mandate and initiative.
    pub(super) parts: Vec<Vec<u32>>,
    /// Whether anything has money of the judged stage.
    pub(super) has_money: bool,
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
}

impl<'a> Scope<'a> {
    pub(super) fn new(ascent: &'a Ascent, above: &'a Above, settings: &'a AlignSettings) -> Scope<'a> {
        let plan = &ascent.plan;
        let count = plan.elements().len();
        let mut scope = Scope {
            plan,
            settings,
            ascent,
            above,
            levels: Levels::of(plan),
            classes: classes(plan),
            behind: vec![Behind::default(); count],
            beneath: Beneath::all(plan),
            aiming: aiming(ascent),
            used: plan.counts().into_iter().map(|(kind, _)| kind).collect(),
            served: vec![false; count],
            parts: vec![Vec::new(); count],
            has_money: false,
            describes: plan.indicators().any(is_described),
            names_beneficiaries: plan.elements().any(|element| !element.beneficiaries().is_empty()),
            holds_evidence: plan.elements().any(|element| !element.evidence().is_empty()),
            engaged: engaged(plan),
            doubtful: doubtful(plan),
        };
        scope.rise();
        scope.refer();
        scope
    }

    /// Bottom up: what stands behind each element. Everything that an element contributes to and what contains
    /// it has it behind: were the container asked only where no link leads up, taking a link away could
    /// put something behind the container, and coverage would rise.
    fn rise(&mut self) {
        for element in self.plan.bottom_up() {
            let at = element.position();
            let own = self.own(element).or(self.behind_at(at), self.plan);
            if let Some(place) = self.behind.get_mut(at as usize) {
                *place = own;
            }
            let linked = element.links().filter(|link| carries(*link, self.settings.day));
            let mut ups: Vec<u32> = linked.filter_map(|link| Some(link.here()?.position())).collect();
            ups.extend(element.parent().map(Element::position));
            ups.sort_unstable();
            ups.dedup();
            for up in ups {
                self.serve(at, up, own);
            }
        }
    }

    /// Terms, mandates and initiatives are served by reference: no link of another kind may reach them. Initiatives
    /// come first, since what delivers one stands behind the mandate that it answers; what one initiative says of
    /// another is no delivery.
    fn refer(&mut self) {
        let risen = self.behind.clone();
        self.refer_to(&[Kind::Initiative], &risen);
        let risen = self.behind.clone();
        self.refer_to(&[Kind::Term, Kind::Mandate], &risen);
    }

    fn refer_to(&mut self, kinds: &[Kind], risen: &[Behind]) {
        for element in self.plan.elements() {
            let behind = risen.get(element.position() as usize).copied().unwrap_or_default();
            for link in element.links().filter(|link| refers(*link, self.settings.day)) {
                let Some(target) = link.here() else { continue };
                if let Some(served) = self.served.get_mut(target.position() as usize) {
                    *served = true;
                }
                if kinds.contains(&target.kind()) {
                    self.stand_behind(element, target, behind);
                }
            }
        }
    }

    fn stand_behind(&mut self, element: Element<'_>, target: Element<'_>, behind: Behind) {
        let at = target.position() as usize;
        let plan = self.plan;
        if let Some(place) = self.behind.get_mut(at) {
            *place = place.or(behind, plan);
        }
        // An initiative may itself stand below what refers to it; only terms and mandates take references as parts.
        if target.kind() != Kind::Initiative && is_aim(element.kind()) {
            if let Some(parts) = self.parts.get_mut(at) {
                parts.push(element.position());
            }
        }
    }

    fn serve(&mut self, from: u32, to: u32, behind: Behind) {
        let target = self.plan.element(to).kind();
        let plan = self.plan;
        if let Some(place) = self.behind.get_mut(to as usize) {
            *place = place.or(behind, plan);
        }
        if let Some(served) = self.served.get_mut(to as usize) {
            *served = true;
        }
        if is_aim(self.plan.element(from).kind()) && (is_aim(target) || target == Kind::Mandate) {
            if let Some(parts) = self.parts.get_mut(to as usize) {
                parts.push(from);
            }
        }
    }

    fn own(&mut self, element: Element<'_>) -> Behind {
        let funded = self.own_money(element).is_some_and(|amount| amount.is_positive());
        self.has_money |= funded;
        let deliverable = Some(element.position()).filter(|_| is_deliverable(element.kind()));
        Behind {
            deliverable,
            measured: deliverable.filter(|_| element.indicators().len() > 0),
            funded: deliverable.filter(|_| funded),
        }
    }

    /// The sum of an element's own lines of the judged stage and period; `None` where it has none.
    #[must_use]
    pub fn own_money(&self, element: Element<'_>) -> Option<Exact> {
        sum_of(element, self.settings)
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

    pub(super) fn behind_at(&self, at: u32) -> Behind {
        self.behind.get(at as usize).copied().unwrap_or_default()
    }

    pub(super) fn behind(&self, element: Element<'_>) -> Behind {
        self.behind_at(element.position())
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
        self.served.get(element.position() as usize).copied().unwrap_or(false)
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
    let engages = plan.elements().flat_map(|element| element.engages()).map(Element::position);
    let linked = plan
        .elements()
        .flat_map(|element| element.links())
        .filter(|link| link.status() != LinkStatus::Inferred)
        .filter_map(|link| link.here())
        .map(Element::position);
    engages.chain(linked).collect()
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

/// Whether a link refers to its target on a day.
fn refers(link: Link<'_>, day: chrono::NaiveDate) -> bool {
    link.kind() == LinkKind::Supports && link.status() != LinkStatus::Inferred && link.valid().contains(day)
}

/// What is wrong, and why.
pub(super) fn is_problem(kind: Kind) -> bool {
    matches!(kind, Kind::MainProblem | Kind::Problem | Kind::RootCause)
}

/// An element's own money of the judged stage and periods.
pub(super) fn sum_of(element: Element<'_>, settings: &AlignSettings) -> Option<Exact> {
    let wanted = |period| settings.period.is_none_or(|wanted| wanted.contains(period));
    let lines =
        element.budget().iter().filter(|line| line.stage() == settings.stage && wanted(line.period()));
    let mut sum: Option<Exact> = None;
    for amount in lines.filter_map(|line| line.amount()) {
        sum = Some(sum.unwrap_or(Exact::ZERO).checked_add(&amount.into())?);
    }
    sum
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
