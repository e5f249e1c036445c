//! From a draft to a plan: everything that is wrong, in one pass.
//!
//! | file | what it reads or holds against the rules |
//! |---|---|
//! | `scalar` | texts, words, numbers, dates, periods, values |
//! | `names` | codes and references, with "did you mean" |
//! | `document` | the document and the habits of its figures |
//! | `element`, `indicator`, `link`, `observed` | the rows of the plan |
//! | `series`, `scale` | targets that are missing, break their series, or are on another scale |
//! | `money` | amounts, currencies, parents against the sum of their parts |
//! | `codes` | classification codes against their parents and names |
//! | `finish` | the graph, the orders, the plan itself |

mod codes;
mod document;
mod element;
mod finish;
mod indicator;
mod link;
mod money;
mod names;
mod observed;
mod report;
mod scalar;
mod scale;
mod series;

use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Write as _};
use std::sync::Arc;

use smol_str::SmolStr;
use uuid::Uuid;

use crate::finding::{Finding, Lang, Severity, suggest::nearest};
use crate::number::Unit;
use crate::period::Period;

use super::cell::{Cell, Source};
use super::draft::{Draft, DraftElement};
use super::framework::Framework;
use super::kind::Kind;
use super::lints;
use super::observation::Observed;
use super::plan::Plan;
use super::slots::Slots;
use super::store::{BudgetLine, ElementRow, IndicatorRow, LinkRow};
use names::{Names, indicator_code, place, trimmed, who_measures};
use report::Report;
use scalar::Habits;
use series::{Dash, Spoken};

/// How much of a draft's faults is kept.
///
/// ```
/// use renstra::plan::{CheckLimits, Draft};
/// let plan = Draft::new("DEMO", "a demonstration").check_with(CheckLimits::default().findings(1_000))?;
/// # Ok::<(), renstra::plan::Faults>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckLimits {
    findings: usize,
}

impl Default for CheckLimits {
    /// A million findings: more than anybody reads, and few enough to hold.
    fn default() -> CheckLimits {
        CheckLimits { findings: 1_000_000 }
    }
}

impl CheckLimits {
    /// Keeps at most so many findings; the rest is counted ([`Faults::left_out`]).
    #[must_use]
    pub fn findings(mut self, findings: usize) -> CheckLimits {
        self.findings = findings;
        self
    }
}

/// Why a draft is no plan: all the faults that leave it without meaning, and whatever else was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Faults {
    findings: Vec<Finding>,
    left_out: usize,
}

impl Faults {
    /// Takes findings of which at least one is a fault.
    pub(crate) fn new(findings: Vec<Finding>, left_out: usize) -> Faults {
        Faults { findings, left_out }
    }

    /// The faults, in the order of the input.
    pub fn faults(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity() == Severity::Fault)
    }

    /// The faults and everything else that was found.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many findings were counted but not kept.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out
    }
}

/// How many faults the text of an error shows; the rest is counted.
const SHOWN: usize = 20;

impl Faults {
    /// The faults in the reader's language, one a line: the first twenty, then how many more.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let count = self.faults().count();
        let mut out = match (lang, count) {
            (Lang::En, 1) => "the draft has 1 fault".to_string(),
            (Lang::En, _) => format!("the draft has {count} faults"),
            (Lang::Id, _) => format!("rancangan ini memuat {count} kesalahan"),
        };
        let at = if lang == Lang::Id { "pada" } else { "at" };
        for fault in self.faults().take(SHOWN) {
            let _ = write!(out, "\n  {}: {} [{}]", fault.subject(), fault.message(lang), fault.code());
            if let Some(origin) = fault.origin() {
                let _ = write!(out, " {at} {origin}");
            }
        }
        if let Some(more @ 1..) = count.checked_sub(SHOWN) {
            let _ = match lang {
                Lang::En => write!(out, "\n  and {more} more"),
                Lang::Id => write!(out, "\n  dan {more} lainnya"),
            };
        }
        out
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Faults {}

impl Draft {
    /// Checks the draft and makes a plan of it.
    ///
    /// A plan comes of every draft that has a meaning; what is incomplete or doubtful is in its
    /// [`findings`](Plan::findings).
    ///
    /// # Errors
    /// All the faults that leave the draft without meaning: references to nothing, circles, two things
    /// with one name, text where a number must be.
    pub fn check(self) -> Result<Plan, Faults> {
        self.check_with(CheckLimits::default())
    }

    /// Like [`check`](Draft::check), with limits of the caller's.
    ///
    /// # Errors
    /// As for [`check`](Draft::check).
    pub fn check_with(self, limits: CheckLimits) -> Result<Plan, Faults> {
        Checker::run(self, limits)
    }
}

/// What is known while a draft is read.
struct Checker {
    report: Report,
    habits: Habits,
    framework: Arc<Framework>,
    lineage: Uuid,
    horizon: Option<(Period, Period)>,
    elements: Names,
    indicators: Names,
    /// The kind of each element of the draft, by position.
    kinds: Vec<Kind>,
    rows: Vec<ElementRow>,
    measures: Vec<IndicatorRow>,
    links: Vec<LinkRow>,
    budget: Vec<BudgetLine>,
    observed: Vec<Observed>,
    slots: Slots,
    /// What the figures of each level say about how numbers are written.
    spoken: BTreeMap<Kind, Spoken>,
    /// The same for each indicator, in order.
    heard: Vec<Spoken>,
    /// Signs for "nothing" that stand for targets, in the order of the indicators.
    dashes: Vec<Dash>,
    /// The rows of lines of the budget that came from a table of their own, by the line's place.
    budget_rows: Vec<(u32, Source)>,
    /// Units by their texts: few, and written again and again.
    units: HashMap<SmolStr, Option<Unit>>,
}

impl Checker {
    fn run(mut draft: Draft, limits: CheckLimits) -> Result<Plan, Faults> {
        let mut report = Report::new(std::mem::take(&mut draft.findings), limits.findings);
        let document = document::read(std::mem::take(&mut draft.document), &mut report);
        if draft.elements.is_empty() {
            let who = report::Who { kind: "plan", code: &document.code, name: &document.title };
            report.add(report::At { who, path: report::Path::Document }.finding(&lints::NO_ELEMENTS));
        }
        let measures = draft.elements.iter().map(|element| element.indicators.len()).sum();
        let mut checker = Checker {
            report,
            habits: document.habits(),
            framework: document.framework.clone(),
            lineage: document.lineage,
            horizon: document.horizon,
            elements: Names::with_capacity(draft.elements.len()),
            indicators: Names::with_capacity(measures),
            kinds: Vec::with_capacity(draft.elements.len()),
            rows: Vec::with_capacity(draft.elements.len()),
            measures: Vec::with_capacity(measures),
            links: Vec::new(),
            budget: Vec::new(),
            observed: Vec::new(),
            slots: Slots::default(),
            spoken: BTreeMap::new(),
            heard: Vec::with_capacity(measures),
            dashes: Vec::new(),
            budget_rows: Vec::new(),
            units: HashMap::new(),
        };
        checker.names(&draft.elements);
        checker.listen(&draft.elements);
        checker.rows(draft.elements);
        checker.observations(draft.observations);
        checker.missing_targets();
        checker.finish(document, draft.extensions)
    }

    /// First walk: which codes there are, and what they stand for.
    fn names(&mut self, elements: &[DraftElement]) {
        self.links.reserve(elements.iter().map(|element| element.links.len()).sum());
        let amounts = elements.iter().flat_map(|element| &element.budget).map(|budget| budget.amounts.len());
        self.budget.reserve(amounts.sum());
        for (at, element) in elements.iter().enumerate() {
            let place = place(element, at);
            let kind = self.kind(element, at);
            let code = trimmed(&element.code);
            if let Cell::Other(found) = &element.code {
                self.report.wrong_type(found, ["a text", "teks"], place.key("code"));
            }
            self.report.seen(&element.code, place.key("code"));
            self.report.seen(&element.title, place.key("title"));
            if code.is_empty() {
                self.report.add(place.finding(&lints::MISSING_CODE));
            }
            for (number, indicator) in element.indicators.iter().enumerate() {
                let own = indicator_code(indicator, &code, number);
                let key = place.key("indicators");
                let part = key.part(who_measures(indicator, &own), &indicator.source, number);
                if let Cell::Other(found) = &indicator.code {
                    self.report.wrong_type(found, ["a text", "teks"], part.key("code"));
                }
                self.report.seen(&indicator.code, part.key("code"));
                self.report.seen(&indicator.name, part.key("name"));
                self.indicators.add(own.clone(), part, &mut self.report);
            }
            self.elements.add(code, place, &mut self.report);
            self.kinds.push(kind);
        }
    }

    /// The kind of an element. One that has none is read as an objective, so that the rest of it is still
    /// checked; the fault keeps the draft from becoming a plan.
    fn kind(&mut self, element: &DraftElement, at: usize) -> Kind {
        let place = place(element, at);
        let word = element.kind.as_written().trim();
        if word.is_empty() {
            self.report.add(place.finding(&lints::MISSING_KIND));
            return Kind::Objective;
        }
        let known = Kind::from_word(word).or_else(|| Kind::from_word(&word.to_lowercase()));
        known.filter(|kind| *kind != Kind::Indicator).unwrap_or_else(|| {
            let words = Kind::ALL.iter().filter(|kind| **kind != Kind::Indicator).map(|kind| kind.as_str());
            let finding = place.key("kind").finding(&lints::UNKNOWN_KIND).with("kind", word);
            self.report.add(finding.with("suggestion", report::suggestion(nearest(word, words))));
            Kind::Objective
        })
    }

    /// Second walk: every row, with its references resolved.
    fn rows(&mut self, elements: Vec<DraftElement>) {
        for (at, mut draft) in elements.into_iter().enumerate() {
            let kind = self.named(at as u32).map_or(Kind::Objective, |(kind, _)| kind);
            let links = std::mem::take(&mut draft.links);
            let indicators = std::mem::take(&mut draft.indicators);
            let budget = std::mem::take(&mut draft.budget);
            let word = names::who(&draft).kind;
            let mut row = self.element(&mut draft, kind, at);
            let place = report::At {
                who: report::Who { kind: word, code: &row.code, name: &row.title },
                path: report::Path::Item(&row.source, "elements", at),
            };
            if let Some(parent) = row.parent {
                self.may_join(at as u32, parent, place.key("under"));
            }
            let first = self.links.len() as u32;
            self.links(links, at as u32, place);
            let links = first..self.links.len() as u32;
            let first = self.measures.len() as u32;
            for (i, indicator) in indicators.into_iter().enumerate() {
                self.measure(indicator, i, at as u32, place);
            }
            let indicators = first..self.measures.len() as u32;
            let first = self.budget.len() as u32;
            self.money(budget, place);
            let budget = first..self.budget.len() as u32;
            (row.links, row.indicators, row.budget) = (links, indicators, budget);
            self.rows.push(row);
        }
    }

    /// The kind and the code of an element of the draft.
    fn named(&self, at: u32) -> Option<(Kind, &str)> {
        let code = self.elements.codes().get(at as usize)?;
        self.kinds.get(at as usize).map(|kind| (*kind, code.as_str()))
    }
}
