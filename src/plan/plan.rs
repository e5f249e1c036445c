use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::finding::Finding;
use crate::id::Id;
use crate::number::{Currency, Numbers};
use crate::period::{Calendar, Period};

use super::draft::Extensions;
use super::framework::Framework;
use super::graph::Adjacency;
use super::kind::{Kind, Typed};
use super::lookup::Lookup;
use super::observation::Observations;
use super::slots::Slots;
use super::store::{BudgetLine, ElementRow, IndicatorRow, LinkRow, Span};
use super::view::{Any, Element, Indicator};
use super::word::DocumentStatus;

/// A checked plan: immutable, cheap to clone, `Send + Sync`.
///
/// [`Draft::check`](super::Draft::check) is the only way to one, so everything that follows can rely on it:
/// references resolve, what contains and what contributes has no cycle, codes are unique. What is
/// merely incomplete or doubtful lives on as [`Plan::findings`].
#[derive(Clone, Debug)]
pub struct Plan(pub(crate) Arc<Inner>);

/// What a plan holds.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) document: Document,
    pub(crate) elements: Vec<ElementRow>,
    pub(crate) indicators: Vec<IndicatorRow>,
    pub(crate) links: Vec<LinkRow>,
    pub(crate) budget: Vec<BudgetLine>,
    /// Elements by their codes.
    pub(crate) by_code: Lookup,
    /// Indicators by their codes.
    pub(crate) indicators_by_code: Lookup,
    /// Elements in the order of their identifiers.
    pub(crate) by_id: Vec<u32>,
    /// Indicators in the order of their identifiers.
    pub(crate) indicators_by_id: Vec<u32>,
    /// Parent to children, in the order written.
    pub(crate) children: Adjacency,
    /// Target to the links that reach it, as positions in `links`.
    pub(crate) incoming: Adjacency,
    /// Every element after all that it contains or that contribute to it.
    pub(crate) order: Vec<u32>,
    pub(crate) observations: Observations,
    pub(crate) findings: Vec<Finding>,
    pub(crate) extensions: Extensions,
    pub(crate) slots: Slots,
}

/// The document that a plan stands in.
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) code: Box<str>,
    pub(crate) title: Box<str>,
    pub(crate) kind: Box<str>,
    pub(crate) framework: Arc<Framework>,
    pub(crate) own_framework: Option<Box<Framework>>,
    pub(crate) status: DocumentStatus,
    pub(crate) instrument: Box<str>,
    pub(crate) owner: Box<str>,
    pub(crate) lineage: Uuid,
    pub(crate) explicit_lineage: Option<Uuid>,
    pub(crate) revision: u32,
    pub(crate) derives_from: Box<str>,
    /// The ends of the horizon, as far as they are written.
    pub(crate) ends: [Option<Period>; 2],
    pub(crate) in_force: Span,
    pub(crate) numbers: Option<Numbers>,
    pub(crate) currency: Option<Currency>,
    pub(crate) edition: Box<str>,
    pub(crate) calendar: Calendar,
    pub(crate) note: Box<str>,
    pub(crate) extensions: Extensions,
}

macro_rules! texts {
    ($( $(#[$doc:meta])+ $name:ident; )+) => {
        impl Document { $( $(#[$doc])+ #[must_use] pub fn $name(&self) -> &str { &self.$name } )+ }
    };
}

texts! {
    /// The short code by which other plans refer to it.
    code;
    /// Its title.
    title;
    /// What it is called locally (`RPJMD`, `Renstra`).
    kind;
    /// The legal instrument, or an empty text.
    instrument;
    /// The organisation whose plan it is, by name or code.
    owner;
    /// The code of the plan that it derives from, or an empty text.
    derives_from;
    /// The edition of its classification codes, or an empty text.
    edition;
    /// Where its figures come from, and what of them is made up.
    note;
}

impl Document {
    /// The framework that says what may stand where.
    #[must_use]
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// Mandate, draft or enacted.
    #[must_use]
    pub fn status(&self) -> DocumentStatus {
        self.status
    }

    /// The UUID that all revisions of the plan share.
    #[must_use]
    pub fn lineage(&self) -> Uuid {
        self.lineage
    }

    /// The number of the revision, from 0.
    #[must_use]
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The first and the last period of the horizon. Where one is not written, or the last one ends before the first
    /// begins, there is no horizon.
    #[must_use]
    pub fn horizon(&self) -> Option<(Period, Period)> {
        let [from, to] = self.ends;
        from.zip(to).filter(|(from, to)| from.start() <= to.end())
    }

    /// From when to when the document is in force.
    #[must_use]
    pub fn in_force(&self) -> Span {
        self.in_force
    }

    /// How the document writes numbers, where it says so.
    #[must_use]
    pub fn numbers(&self) -> Option<Numbers> {
        self.numbers
    }

    /// The currency of its amounts, where it says so.
    #[must_use]
    pub fn currency(&self) -> Option<Currency> {
        self.currency
    }

    /// Its fiscal calendar.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// Whether the document is in force on a day; without dates, whenever the horizon has begun and not ended.
    #[must_use]
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        if !self.in_force.is_open() {
            return self.in_force.contains(day);
        }
        self.horizon().is_none_or(|(from, to)| from.start() <= day && day <= to.end())
    }
}

impl Plan {
    /// The document that the plan stands in.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.0.document
    }

    /// What is incomplete or doubtful, in the order of the plan.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.0.findings
    }

    /// The observations that came in the plan's own file.
    #[must_use]
    pub fn observations(&self) -> &Observations {
        &self.0.observations
    }

    /// Every element, in the order written.
    pub fn elements(&self) -> impl ExactSizeIterator<Item = Element<'_>> + Clone {
        (0..self.0.elements.len() as u32).map(|at| self.element(at))
    }

    /// Every element of one kind, in the order written: `plan.all::<Mission>()`.
    ///
    /// ```
    /// # use renstra::plan::{Draft, Mission, Node, Vision};
    /// let vision = Node::<Vision>::new("V", "a serving government");
    /// let plan = Draft::new("DEMO", "a demonstration")
    ///     .with(Node::<Mission>::new("M1", "smart government").under(&vision))
    ///     .with(vision)
    ///     .check()?;
    /// assert_eq!(plan.all::<Mission>().count(), 1);
    /// # Ok::<(), renstra::plan::Faults>(())
    /// ```
    pub fn all<K: Typed>(&self) -> impl Iterator<Item = Element<'_, K>> + Clone {
        self.elements().filter_map(Element::typed)
    }

    /// Every element of a kind that is known only at run time.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = Element<'_>> + Clone {
        self.elements().filter(move |element| element.kind() == kind)
    }

    /// Every indicator, in the order written.
    pub fn indicators(&self) -> impl ExactSizeIterator<Item = Indicator<'_>> + Clone {
        (0..self.0.indicators.len() as u32).map(|at| self.indicator_at(at))
    }

    /// The element with this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<Element<'_>> {
        let rows = &self.0.elements;
        let code_at = |at: u32| rows.get(at as usize).map_or("", |row| &*row.code);
        self.0.by_code.find(code, code_at).map(|at| self.element(at))
    }

    /// The indicator with this code.
    #[must_use]
    pub fn find_indicator(&self, code: &str) -> Option<Indicator<'_>> {
        let rows = &self.0.indicators;
        let code_at = |at: u32| rows.get(at as usize).map_or("", |row| &*row.code);
        self.0.indicators_by_code.find(code, code_at).map(|at| self.indicator_at(at))
    }

    /// The element with this identifier; its type says of which kind it is.
    ///
    /// ```
    /// use renstra::plan::{Draft, Mission, MissionId, Node};
    /// let plan = Draft::new("D", "d").with(Node::<Mission>::new("M1", "smart government")).check()?;
    /// let id: MissionId = plan.all::<Mission>().next().unwrap().id();
    /// assert_eq!(plan.get(id).unwrap().code(), "M1");
    /// # Ok::<(), renstra::plan::Faults>(())
    /// ```
    ///
    /// An identifier of another kind does not compile where a mission's is due:
    ///
    /// ```compile_fail,E0308
    /// use renstra::plan::{Draft, Mission, Node, ProgramId};
    /// let plan = Draft::new("D", "d").with(Node::<Mission>::new("M1", "smart government")).check()?;
    /// let id: ProgramId = plan.all::<Mission>().next().unwrap().id();
    /// # Ok::<(), renstra::plan::Faults>(())
    /// ```
    #[must_use]
    pub fn get<K: Typed>(&self, id: Id<K>) -> Option<Element<'_, K>> {
        self.by_uuid(id.uuid()).and_then(Element::typed)
    }

    /// The element with this identifier, of whatever kind.
    #[must_use]
    pub fn by_uuid(&self, uuid: Uuid) -> Option<Element<'_>> {
        let rows = &self.0.elements;
        let uuid_at = |at: &u32| rows.get(*at as usize).map(|row| row.uuid);
        let place = self.0.by_id.binary_search_by(|at| uuid_at(at).cmp(&Some(uuid))).ok()?;
        self.0.by_id.get(place).map(|at| self.element(*at))
    }

    /// The indicator with this identifier.
    #[must_use]
    pub fn indicator(&self, id: super::IndicatorId) -> Option<Indicator<'_>> {
        let rows = &self.0.indicators;
        let uuid_at = |at: &u32| rows.get(*at as usize).map(|row| row.uuid);
        let place = self.0.indicators_by_id.binary_search_by(|at| uuid_at(at).cmp(&Some(id.uuid()))).ok()?;
        self.0.indicators_by_id.get(place).map(|at| self.indicator_at(*at))
    }

    /// The elements that nothing contains, in the order written.
    pub fn roots(&self) -> impl Iterator<Item = Element<'_>> + Clone {
        self.elements().filter(|element| element.parent().is_none())
    }

    /// Every element after all that it contains or that contribute to it: the order in which numbers rise.
    pub fn bottom_up(&self) -> impl DoubleEndedIterator<Item = Element<'_>> + ExactSizeIterator + Clone {
        self.0.order.iter().map(|at| self.element(*at))
    }

    /// The elements that an organisation leads, by the organisation's code.
    pub fn owned_by<'p>(&'p self, code: &str) -> impl Iterator<Item = Element<'p>> + Clone + use<'p> {
        let owner = self.find(code).map(Element::position);
        self.elements().filter(move |element| owner.is_some() && element.row().owner == owner)
    }

    /// How many elements of each kind there are, in the order of the cascade.
    #[must_use]
    pub fn counts(&self) -> Vec<(Kind, usize)> {
        let mut counts: HashMap<Kind, usize> = HashMap::new();
        for row in &self.0.elements {
            *counts.entry(row.kind).or_default() += 1;
        }
        let mut counts: Vec<(Kind, usize)> = counts.into_iter().collect();
        counts.sort_unstable();
        counts
    }

    /// Every line of the budget, grouped by element in the order written.
    #[must_use]
    pub fn budget(&self) -> &[BudgetLine] {
        &self.0.budget
    }

    /// Slots of the user's own at the top of the file.
    #[must_use]
    pub fn extensions(&self) -> &[(Box<str>, Box<str>)] {
        &self.0.extensions
    }

    pub(crate) fn element(&self, at: u32) -> Element<'_> {
        Element::<Any>::at(self, at)
    }

    pub(crate) fn indicator_at(&self, at: u32) -> Indicator<'_> {
        Indicator::at(self, at)
    }
}
