//! The alignment of a plan, worked out once.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::plan::{Element, Plan};

use super::above::{Above, Coherence, coherence};
use super::ascent::{Ascent, Top};
use super::coverage::{Coverage, coverage, whole};
use super::duplicates::{Alike, alike};
use super::evaluated::{Evaluated, Input, Reason};
use super::found::{AlignFinding, Group, groups, ranked};
use super::judged::{Judged, Tally, answers};
use super::money::{
    Ceiling, Flow, FurtherMoney, MoneyTable, Purse, Purses, flows, further, laid_out, set_out,
};
use super::rule::{On, Verdict};
use super::scope::Scope;
use super::score::{AlignScore, score};
use super::settings::AlignSettings;
use super::suggest::SuggestedLink;
use super::sums::{self, SumVerdict, TargetSum};
use super::thread::{Count, ThreadIter};
use super::trace::{Balance, Trace, balance, trace};
use super::worked::Worked;

/// What a plan is worth as a plan: whether what is done lines up with what was promised.
///
/// Every number is [`Evaluated`]: a share with its inputs, or the reason why the plan does not say enough. No
/// split of money, no priority and no level is invented; what is inferred never counts.
///
/// ```
/// use renstra::align::{AlignSettings, Alignment};
/// use renstra::plan::{Draft, Mission, Node, Program, Vision};
/// let vision = Node::<Vision>::new("V", "A government that serves");
/// let first = Node::<Mission>::new("M1", "Smart government").under(&vision);
/// let second = Node::<Mission>::new("M2", "Able people").under(&vision);
/// let roads = Node::<Program>::new("P1", "One-stop licensing").serves(&first);
/// let plan = Draft::new("DEMO", "a plan").with(vision).with(first).with(second).with(roads).check()?;
///
/// let found = Alignment::of(&plan, &AlignSettings::on("2026-01-01".parse().unwrap()));
/// let vision = plan.find("V").unwrap();
/// assert_eq!(found.coverage_of(vision).unwrap().count.value().unwrap().to_string(), "0.5");
/// assert!(found.findings().iter().any(|f| f.finding().code() == "align.unserved"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Alignment {
    pub(super) ascent: Arc<Ascent>,
    above: Above,
    settings: AlignSettings,
    coverage: Vec<Coverage>,
    coverage_at: BTreeMap<u32, usize>,
    trace: Trace,
    money: Result<Vec<MoneyTable>, Reason>,
    ceilings: Vec<Ceiling>,
    balance: Balance,
    sums: Vec<TargetSum>,
    alike: Vec<Alike>,
    suggested: Vec<SuggestedLink>,
    coherence: Vec<Coherence>,
    findings: Vec<AlignFinding>,
    allowed: Vec<AlignFinding>,
    tally: Vec<Tally>,
    score: AlignScore,
}

impl Alignment {
    /// Aligns a plan that stands alone.
    #[must_use]
    pub fn of(plan: &Plan, settings: &AlignSettings) -> Alignment {
        Alignment::under(plan, &[], settings)
    }

    /// Aligns a plan under the plans that it derives from or refers to, each of which stands on its own.
    ///
    /// Measures that are composed are held against those parts of them that stand in this plan; for parts in many
    /// plans see [`Portfolio`](super::Portfolio).
    #[must_use]
    pub fn under(plan: &Plan, above: &[Plan], settings: &AlignSettings) -> Alignment {
        let above = above.iter().map(|plan| Arc::new(Ascent::of(plan, settings.day, Vec::new()))).collect();
        let ascent = Arc::new(Ascent::of(plan, settings.day, above));
        Alignment::from(ascent, settings, sums::alone(plan, settings.tolerance))
    }

    pub(super) fn from(ascent: Arc<Ascent>, settings: &AlignSettings, sums: Vec<TargetSum>) -> Alignment {
        let above = Above::of(&ascent, settings);
        let plan = &ascent.plan;
        let scope = Scope::new(&ascent, &above, settings);
        let (money, ceilings) = laid_out(&ascent, &scope.classes);
        let coverage = coverage(&scope);
        let trace = trace(&scope, as_slice(&money));
        let balance = balance(&scope, as_slice(&money));
        let alike = alike(plan, settings);
        let worked = Worked { money: as_slice(&money), sums: &sums, alike: &alike, balance: &balance };
        let Judged { findings, allowed, tally } = Judged::of(&scope, &worked);
        let parts = vec![
            whole(&scope, &coverage),
            trace.programs.clone(),
            trace.money.clone(),
            balance.kept.clone(),
            adding_up(&sums),
            Tally::held(&tally),
        ];
        let score = score(parts, settings.weights);
        let coherence = coherence(&scope);
        let suggested = scope.suggested_links().to_vec();
        let coverage_at =
            coverage.iter().enumerate().map(|(i, row)| (row.element(plan).position(), i)).collect();
        Alignment {
            ascent,
            above,
            settings: settings.clone(),
            coverage,
            coverage_at,
            trace,
            money,
            ceilings,
            balance,
            sums,
            alike,
            suggested,
            coherence,
            findings: ranked(findings),
            allowed,
            tally,
            score,
        }
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.ascent.plan
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &AlignSettings {
        &self.settings
    }

    /// The coverage of everything that is promised, in the order of the plan.
    #[must_use]
    pub fn coverage(&self) -> &[Coverage] {
        &self.coverage
    }

    /// The coverage of one promise.
    #[must_use]
    pub fn coverage_of(&self, element: Element<'_>) -> Option<&Coverage> {
        self.coverage.get(*self.coverage_at.get(&element.position())?)
    }

    /// What reaches the vision.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// How many ways lead from an element to the vision.
    #[must_use]
    pub fn thread_count(&self, element: Element<'_>) -> Count {
        self.ascent.count(element)
    }

    /// The ways from an element of this plan to the vision, one at a time.
    #[must_use]
    pub fn threads<'a>(&'a self, element: Element<'a>) -> ThreadIter<'a> {
        self.ascent.threads(element)
    }

    /// The missions that money rises to: the plan's own, or those of the plans above.
    #[must_use]
    pub fn missions(&self) -> &[Top] {
        &self.ascent.tops
    }

    /// The missions that an element serves by any way; none where they cannot be followed, see
    /// [`money_reason`](Alignment::money_reason).
    pub fn serves(&self, element: Element<'_>) -> impl Iterator<Item = Element<'_>> {
        self.ascent.tops_of(element).map(Top::element)
    }

    /// The money by mission, for each stage, period and currency of the plan.
    #[must_use]
    pub fn money(&self) -> &[MoneyTable] {
        self.money.as_deref().unwrap_or_default()
    }

    /// Why no money could be followed to missions, where that is so.
    #[must_use]
    pub fn money_reason(&self) -> Option<&Reason> {
        self.money.as_ref().err()
    }

    /// The money by the missions of every level beyond those that the plan reaches itself: first of the plans above
    /// these, then of those above them.
    ///
    /// ```
    /// use renstra::align::{AlignSettings, Portfolio};
    /// use renstra::plan::{Draft, DraftLink, Goal, Mission, Node, Program, Stage};
    /// let link = |to: &str, share: &str| DraftLink { to: to.into(), share: share.into(), ..Default::default() };
    /// let nation = Draft::new("NATION", "a nation")
    ///     .with(Node::<Mission>::new("A", "Able people"))
    ///     .with(Node::<Mission>::new("B", "A fair economy"));
    /// let mut region = Draft::new("REGION", "a region").with(Node::<Mission>::new("M", "Healthy people"));
    /// region.elements[0].links = vec![link("NATION#A", "0.75"), link("NATION#B", "0.25")];
    /// let goal = Node::<Goal>::new("T", "Healthy mothers");
    /// let clinics = Node::<Program>::new("P", "Clinics").serves(&goal).budget(Stage::Indicative, [(2026, 100)]);
    /// let mut agency = Draft::new("AGENCY", "an agency").currency("IDR").with(goal).with(clinics);
    /// agency.elements[0].links = vec![DraftLink { to: "REGION#M".into(), ..Default::default() }];
    ///
    /// let day = "2026-01-01".parse().unwrap();
    /// let portfolio = Portfolio::of([nation, region, agency], &AlignSettings::on(day));
    /// let further = portfolio.alignment("AGENCY").unwrap().money_further();
    /// let split = &further[0].tables.as_ref().unwrap()[0].delivery;
    /// let own: Vec<String> = split.missions.iter().map(|money| money.own.to_string()).collect();
    /// assert_eq!((own, split.total), (vec!["75".to_string(), "25".to_string()], 100.into()));
    /// ```
    #[must_use]
    pub fn money_further(&self) -> Vec<FurtherMoney> {
        further(&self.ascent)
    }

    /// What every element gives to a purse, in the order of the plan and before anything is rounded: the explanation
    /// of its table. The sum of each column is what the table rounds.
    ///
    /// ```
    /// use renstra::align::{AlignSettings, Alignment};
    /// use renstra::plan::{Draft, Mission, Node, Program, Stage};
    /// let mission = Node::<Mission>::new("M1", "Healthy people");
    /// let clinics = Node::<Program>::new("P1", "Clinics").serves(&mission).budget(Stage::Enacted, [(2026, 70)]);
    /// let salaries = Node::<Program>::new("P2", "Salaries").budget(Stage::Enacted, [(2026, 30)]);
    /// let plan = Draft::new("D", "a plan").with(mission).with(clinics).with(salaries).check()?;
    /// let found = Alignment::of(&plan, &AlignSettings::on("2026-01-01".parse()?));
    /// let flows = found.flows(found.money()[0].purse);
    /// assert_eq!((flows[0].element(&plan).code(), flows[1].unreached.clone()), ("P1", 30.into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn flows(&self, purse: Purse) -> Vec<Flow> {
        if self.money.is_err() { Vec::new() } else { flows(self.plan(), &self.ascent, purse) }
    }

    /// Amounts against what the elements that they contain have.
    #[must_use]
    pub fn ceilings(&self) -> &[Ceiling] {
        &self.ceilings
    }

    /// The ceilings of the programmes of plans above, against what this plan sets out of them. What other plans set
    /// out of the same ceilings is known to a [`Portfolio`](super::Portfolio) alone.
    #[must_use]
    pub fn ceilings_above(&self) -> Vec<Ceiling> {
        let own = Purses::of(self.plan());
        let of = |(at, other): (usize, &Arc<Ascent>)| {
            set_out(&Purses::of(&other.plan), &[(&own, self.above.programs_of(at))])
        };
        self.ascent.above.iter().enumerate().flat_map(of).collect()
    }

    /// The programmes that are the same here and in the plan above with a code.
    pub(super) fn programs_in(&self, code: &str) -> Option<Vec<(u32, u32)>> {
        let (at, _) = self.ascent.plan_above(code)?;
        Some(self.above.programs_of(at))
    }

    /// The plan and those above it, both ways.
    #[must_use]
    pub fn coherence(&self) -> &[Coherence] {
        &self.coherence
    }

    /// The money against the declared priorities.
    #[must_use]
    pub fn balance(&self) -> &Balance {
        &self.balance
    }

    /// Whether the targets of parts come to the target of their whole.
    #[must_use]
    pub fn target_sums(&self) -> &[TargetSum] {
        &self.sums
    }

    /// Indicators that may be one.
    #[must_use]
    pub fn alike(&self) -> &[Alike] {
        &self.alike
    }

    /// Links that may be meant: for what serves nothing, the aims whose names are most like its own. They are suggested
    /// for the first thousand such elements by code, and count nowhere.
    #[must_use]
    pub fn suggested_links(&self) -> &[SuggestedLink] {
        &self.suggested
    }

    /// Everything found, the ten findings of a regional planner first, each ranked by severity, money and level.
    #[must_use]
    pub fn findings(&self) -> &[AlignFinding] {
        &self.findings
    }

    /// What was found and is allowed by the settings.
    #[must_use]
    pub fn allowed(&self) -> &[AlignFinding] {
        &self.allowed
    }

    /// The findings in groups of one rule and one kind of thing.
    #[must_use]
    pub fn groups(&self) -> Vec<Group<'_>> {
        groups(&self.findings)
    }

    /// How each rule answered.
    #[must_use]
    pub fn tally(&self) -> &[Tally] {
        &self.tally
    }

    /// How a rule answered about the plan, each element and each indicator, in that order.
    ///
    /// ```
    /// use renstra::align::{AlignSettings, Alignment, On, Verdict};
    /// use renstra::plan::{Draft, Mission, Node, Program};
    /// let mission = Node::<Mission>::new("M1", "Healthy people");
    /// let clinics = Node::<Program>::new("P1", "Clinics").serves(&mission);
    /// let plan = Draft::new("D", "a plan").with(mission).with(clinics).check()?;
    /// let found = Alignment::of(&plan, &AlignSettings::on("2026-01-01".parse()?));
    /// let answers = found.answers("align.orphan");
    /// assert_eq!(answers.len(), 3);
    /// assert!(matches!(&answers[2], (On::Element(p), Verdict::Pass) if p.code() == "P1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn answers(&self, rule: &str) -> Vec<(On<'_>, Verdict)> {
        let scope = Scope::new(&self.ascent, &self.above, &self.settings);
        let worked = Worked {
            money: as_slice(&self.money),
            sums: &self.sums,
            alike: &self.alike,
            balance: &self.balance,
        };
        answers(&scope, &worked, rule)
    }

    /// The share of rules that could be evaluated, of those that concern the plan.
    #[must_use]
    pub fn evaluated(&self) -> Evaluated {
        Tally::evaluated(&self.tally)
    }

    /// The alignment score.
    #[must_use]
    pub fn score(&self) -> &AlignScore {
        &self.score
    }
}

fn as_slice(money: &Result<Vec<MoneyTable>, Reason>) -> Result<&[MoneyTable], Reason> {
    money.as_deref().map_err(Clone::clone)
}

/// Of the compositions that could be evaluated, the share that adds up.
fn adding_up(sums: &[TargetSum]) -> Evaluated {
    let known = sums.iter().filter(|sum| sum.verdict != SumVerdict::NotEvaluable);
    let input =
        |sum: &TargetSum| Input::holds(sum.measure.clone(), (sum.verdict == SumVerdict::Adds).then_some(()));
    Evaluated::sum(known.map(input).collect(), Reason::NoComposition)
}
