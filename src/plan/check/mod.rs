//! From a draft to a plan: everything that is wrong, in one pass.
//!
//! | file | what it reads or holds against the rules |
//! |---|---|
//! | `scalar` | texts, words, numbers, dates, periods, values |
//! | `roll` | the first walk: which codes there are |
//! | `names` | codes and references, with "did you mean" |
//! | `document` | the document and the habits of its figures |
//! | `element`, `indicator`, `link`, `observed` | the rows of the plan |
//! | `actual` | actuals against their targets |
//! | `series` | targets that are missing, and how the figures of a level are written |
//! | `scale` | figures of another kind or on another scale than the others of their series |
//! | `money` | amounts, currencies, parents against the sum of their parts |
//! | `codes` | classification codes against their parents and names |
//! | `faults` | what keeps a draft from becoming a plan, and how much of it is kept |
//! | `finish` | the graph, the orders, the plan itself |

mod actual;
mod codes;
mod document;
mod element;
mod faults;
mod finish;
mod indicator;
mod link;
mod money;
mod names;
mod observed;
mod report;
mod roll;
mod scalar;
mod scale;
mod series;

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use smol_str::SmolStr;
use uuid::Uuid;

use crate::finding::Finding;
use crate::number::Unit;
use crate::period::Period;

use super::cell::Source;
use super::draft::{Draft, DraftDocument, DraftElement, DraftObservation, Extensions};
use super::framework::Framework;
use super::kind::Kind;
use super::lints;
use super::observation::Observed;
use super::plan::{Document, Plan};
use super::slots::Slots;
use super::store::{BudgetLine, ElementRow, IndicatorRow, LinkRow, Target};
pub use faults::{CheckLimits, Faults};
use names::Names;
use report::Report;
pub(crate) use roll::Roll;
use scalar::Habits;
use series::{Dash, LevelTargets, Spoken};

impl Draft {
    /// Checks the draft and makes a plan of it.
    ///
    /// A plan comes of every draft that has a meaning; what is incomplete or doubtful is in its
    /// [`findings`](Plan::findings). The draft stays as it is: what is wrong can be mended in it and checked again.
    ///
    /// ```
    /// use renstra::plan::{Draft, Mission, Node, Vision};
    /// let vision = Node::<Vision>::new("V", "a region that feeds itself");
    /// let draft = Draft::new("DEMO", "a demonstration").with(Node::<Mission>::new("M1", "water").under(&vision));
    /// assert_eq!(draft.check().unwrap_err().faults().count(), 1);
    /// draft.with(vision).check()?;
    /// # Ok::<(), renstra::plan::Faults>(())
    /// ```
    ///
    /// # Errors
    /// All the faults that leave the draft without meaning: references to nothing, circles, two things
    /// with one name, text where a number must be.
    pub fn check(&self) -> Result<Plan, Faults> {
        self.check_with(CheckLimits::default())
    }

    /// Like [`check`](Draft::check), with limits of the caller's.
    ///
    /// # Errors
    /// As for [`check`](Draft::check).
    pub fn check_with(&self, limits: CheckLimits) -> Result<Plan, Faults> {
        self.in_one_walk(limits).map_or_else(|| self.in_two_walks(limits), Ok)
    }

    /// The usual plan names what stands above, so that every name is known before it is used.
    fn in_one_walk(&self, limits: CheckLimits) -> Option<Plan> {
        let mut checker = self.checker(limits);
        if self.elements.iter().any(|element| checker.next_element(element).is_break())
            || checker.is_overtaken()
        {
            return None;
        }
        checker.plan(&self.observations, &self.extensions).ok()
    }

    /// Else the names are gathered before the elements are read.
    fn in_two_walks(&self, limits: CheckLimits) -> Result<Plan, Faults> {
        let mut checker = self.checker(limits);
        self.elements.iter().for_each(|element| checker.call(element));
        self.elements.iter().for_each(|element| checker.read(element));
        checker.plan(&self.observations, &self.extensions)
    }

    /// A checker that has read the document.
    fn checker(&self, limits: CheckLimits) -> Checker {
        let mut report = Report::new(self.findings.clone(), limits.findings);
        let document = document::read(&self.document, &mut report);
        if self.elements.is_empty() {
            let who = report::Who { kind: "plan", code: &document.code, name: &document.title };
            report.add(report::At { who, path: report::Path::Document }.finding(&lints::NO_ELEMENTS));
        }
        let measures = self.elements.iter().map(|element| element.indicators.len()).sum();
        let counts = [self.elements.len(), measures];
        Checker::new(document, Roll::with_capacity(counts), counts, report)
    }
}

/// What is known while elements are read, one by one, in the order in which the roll was called.
pub(crate) struct Checker {
    report: Report,
    document: Document,
    habits: Habits,
    framework: Arc<Framework>,
    lineage: Uuid,
    horizon: Option<(Period, Period)>,
    roll: Roll,
    rows: Vec<ElementRow>,
    measures: Vec<IndicatorRow>,
    links: Vec<LinkRow>,
    budget: Vec<BudgetLine>,
    observed: Vec<Observed>,
    slots: Slots,
    /// What the figures of each level say about how numbers are written; empty where nobody listened before.
    spoken: BTreeMap<Kind, Spoken>,
    /// The same of the elements read so far.
    heard: BTreeMap<Kind, Spoken>,
    /// Which targets each level has.
    levels: BTreeMap<Kind, LevelTargets>,
    /// Signs for "nothing" that stand for targets, in the order of the indicators.
    dashes: Vec<Dash>,
    /// Indicators whose targets ask for a direction that nobody wrote, in order.
    undirected: Vec<u32>,
    /// The rows of lines of the budget that came from a table of their own, by the line's place.
    budget_rows: Vec<(u32, Source)>,
    /// Units by their texts: few, and written again and again.
    units: HashMap<SmolStr, Option<Unit>>,
}

impl Checker {
    fn new(document: Document, roll: Roll, [elements, measures]: [usize; 2], report: Report) -> Checker {
        Checker {
            report,
            habits: document.habits(),
            framework: document.framework.clone(),
            lineage: document.lineage,
            horizon: document.horizon(),
            document,
            roll,
            rows: Vec::with_capacity(elements),
            measures: Vec::with_capacity(measures),
            links: Vec::new(),
            budget: Vec::new(),
            observed: Vec::new(),
            slots: Slots::default(),
            spoken: BTreeMap::new(),
            heard: BTreeMap::new(),
            levels: BTreeMap::new(),
            dashes: Vec::new(),
            undirected: Vec::new(),
            budget_rows: Vec::new(),
            units: HashMap::new(),
        }
    }

    /// For a file whose elements come one by one: those on the roll, or about so many whose names come with them.
    pub(crate) fn of(
        document: &DraftDocument,
        roll: Roll,
        counts: [usize; 2],
        limits: CheckLimits,
    ) -> Checker {
        let mut report = Report::new(Vec::new(), limits.findings);
        let document = document::read(document, &mut report);
        Checker::new(document, roll, counts, report)
    }

    /// Reads the next element of the roll; breaks off at the first fault.
    pub(crate) fn element(&mut self, element: &DraftElement) -> ControlFlow<()> {
        self.read(element);
        if self.report.has_faults() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Reads the next element, which names only elements before it, and puts it on the roll.
    pub(crate) fn next_element(&mut self, element: &DraftElement) -> ControlFlow<()> {
        self.roll.call(element)?;
        self.element(element)
    }

    /// First walk: puts the next element on the roll, and listens to how its figures are written.
    fn call(&mut self, element: &DraftElement) {
        self.roll.add(element, &mut self.report);
        self.listen(element);
    }

    /// Whether an element that came later makes another plan of it than what was read so far.
    pub(crate) fn is_overtaken(&self) -> bool {
        let on = |names: &Names, target: &Target| matches!(target, Target::Elsewhere(code) if names.get(code).is_some());
        let more = self.measures.iter().filter_map(|row| row.more.as_deref());
        self.is_misled()
            || self.links.iter().any(|link| on(&self.roll.elements, &link.target))
            || more.flat_map(|more| &more.relations).any(|row| on(&self.roll.indicators, &row.target))
    }

    /// Puts what the reader of a file found before what was found since.
    pub(crate) fn found_before(&mut self, findings: Vec<Finding>) {
        self.report.precede(findings);
    }

    /// Second walk: the next element, with its references resolved.
    fn read(&mut self, draft: &DraftElement) {
        let at = self.rows.len();
        let kind = self.named(at as u32).map_or(Kind::Objective, |(kind, _)| kind);
        let DraftElement { links, indicators, budget, .. } = draft;
        let mut row = self.row(draft, kind, at);
        let all = self.rows.capacity();
        make_room(&mut self.links, links.len(), at, all);
        make_room(&mut self.budget, budget.iter().map(|budget| budget.amounts.len()).sum(), at, all);
        let measured = indicators.iter().filter(|indicator| !indicator.actuals.is_empty());
        make_room(&mut self.observed, measured.count(), at, all);
        let place = report::At {
            who: report::Who { kind: names::who(draft).kind, code: &row.code, name: &row.title },
            path: report::Path::Item(&row.source, "elements", at),
        };
        if let Some(parent) = row.parent {
            self.may_join(at as u32, parent, place.key("under"));
        }
        let first = self.links.len() as u32;
        self.links(links, at as u32, place);
        row.links = first..self.links.len() as u32;
        let first = self.measures.len() as u32;
        for (i, indicator) in indicators.iter().enumerate() {
            self.measure(indicator, i, at as u32, place);
        }
        let measures = first..self.measures.len() as u32;
        let first = self.budget.len() as u32;
        self.money(budget, place);
        (row.indicators, row.budget) = (measures, first..self.budget.len() as u32);
        self.rows.push(row);
    }

    /// What remains once every element is read; then the plan, or its faults.
    pub(crate) fn plan(
        mut self,
        observations: &[DraftObservation],
        extensions: &Extensions,
    ) -> Result<Plan, Faults> {
        self.observations(observations);
        self.missing_targets();
        self.finish(extensions.clone())
    }

    /// The kind and the code of an element of the draft.
    fn named(&self, at: u32) -> Option<(Kind, &str)> {
        let code = self.roll.elements.codes().get(at as usize)?;
        self.roll.kinds.get(at as usize).map(|kind| (*kind, code.as_str()))
    }
}

/// Makes room for `more` rows of the element at `at` of `all`: for as many as all will have if they go on like those
/// before, at least an eighth more than there are and at most twice as many.
fn make_room<T>(rows: &mut Vec<T>, more: usize, at: usize, all: usize) {
    let needed = rows.len() + more;
    if needed > rows.capacity() {
        let foreseen = needed.saturating_mul(all) / (at + 1);
        let wanted = foreseen.clamp(needed + needed / 8, needed * 2);
        rows.reserve_exact(wanted - rows.len());
    }
}
