//! Borrowed views of a plan: elements, indicators and links, typed where the type is known.

use std::fmt;
use std::marker::PhantomData;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::finding::Subject;
use crate::id::Id;
use crate::number::{Currency, Money, Number};
use crate::period::Period;

use super::kind::{Kind, Typed};
use super::plan::Plan;
use super::store::{
    Beneficiary, BudgetLine, ClassText, ElementMore, ElementRow, Evidence, External, LinkRow, Milestone,
    Span, Target,
};
use super::word::{Focus, Holding, LinkKind, LinkStatus, ProgramClass, ResultLevel, Sign, Stage};

pub use super::indicator::{Indicator, Relation};

/// The marker of an element whose kind is known only at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Any {}

/// An element of a plan. `Element<'_, Mission>` is known to be a mission.
pub struct Element<'p, K = Any> {
    plan: &'p Plan,
    at: u32,
    kind: PhantomData<fn() -> K>,
}

impl<K> Clone for Element<'_, K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Element<'_, K> {}

/// Two views are equal when they show the same element of the same plan value.
impl<K> PartialEq for Element<'_, K> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(&*self.plan.0, &*other.plan.0) && self.at == other.at
    }
}
impl<K> Eq for Element<'_, K> {}

impl<K> fmt::Debug for Element<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`", self.kind(), self.code())
    }
}

impl<'p, K: Typed> Element<'p, K> {
    /// Its identifier, typed by its kind.
    #[must_use]
    pub fn id(self) -> Id<K> {
        Id::new(self.row().uuid)
    }

    /// The same element without its type.
    #[must_use]
    pub fn untyped(self) -> Element<'p> {
        Element::at(self.plan, self.at)
    }
}

impl<'p> Element<'p> {
    /// The same element as one of kind `K`, if it is one.
    #[must_use]
    pub fn typed<K: Typed>(self) -> Option<Element<'p, K>> {
        (self.kind() == K::KIND).then(|| Element::at(self.plan, self.at))
    }
}

impl<'p, K> Element<'p, K> {
    pub(crate) fn at(plan: &'p Plan, at: u32) -> Element<'p, K> {
        Element { plan, at, kind: PhantomData }
    }

    /// Its place in the order written.
    #[must_use]
    pub fn position(self) -> u32 {
        self.at
    }

    #[expect(clippy::indexing_slicing, reason = "a view is only made for a position that the plan has")]
    pub(crate) fn row(self) -> &'p ElementRow {
        // INVARIANT: `at` came from the plan's own tables, which never shrink.
        &self.plan.0.elements[self.at as usize]
    }

    fn more(self) -> Option<&'p ElementMore> {
        self.row().more.as_deref()
    }

    /// The plan it belongs to.
    #[must_use]
    pub fn plan(self) -> &'p Plan {
        self.plan
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.row().kind
    }

    /// Its code, unique in the plan.
    #[must_use]
    pub fn code(self) -> &'p str {
        &self.row().code
    }

    /// Its title or statement.
    #[must_use]
    pub fn title(self) -> &'p str {
        &self.row().title
    }

    /// Its identifier without a type.
    #[must_use]
    pub fn uuid(self) -> Uuid {
        self.row().uuid
    }

    /// How findings name it.
    #[must_use]
    pub fn subject(self) -> Subject {
        Subject::new(self.kind().as_str(), self.code(), self.title())
    }

    /// The longer statement, or the meaning of a defined term; empty where there is none.
    #[must_use]
    pub fn statement(self) -> &'p str {
        self.more().map_or("", |more| &more.statement)
    }

    /// Its weight among its siblings, where one is given.
    #[must_use]
    pub fn weight(self) -> Option<Number> {
        self.row().weight
    }

    /// The share of attention or money that it should get, where one is declared.
    #[must_use]
    pub fn priority(self) -> Option<Number> {
        self.more().and_then(|more| more.priority)
    }

    /// The class of a programme: as given, else *supporting* for programme `01` of any field, else delivery.
    #[must_use]
    pub fn class(self) -> ProgramClass {
        let supporting =
            || self.classification().and_then(ClassText::code).is_some_and(|c| c.is_supporting());
        match self.more().and_then(|more| more.class) {
            Some(class) => class,
            None if supporting() => ProgramClass::Supporting,
            None => {
                self.parent().filter(|p| p.kind() != Kind::Field).map_or(ProgramClass::Delivery, |parent| {
                    if parent.kind().family() == self.kind().family() {
                        parent.class()
                    } else {
                        ProgramClass::Delivery
                    }
                })
            }
        }
    }

    /// The level of result that a statement describes, where it is said.
    #[must_use]
    pub fn level(self) -> Option<ResultLevel> {
        self.more().and_then(|more| more.level)
    }

    /// Its classification code, as written and as read.
    #[must_use]
    pub fn classification(self) -> Option<&'p ClassText> {
        self.row().classification.as_deref()
    }

    /// From when to when it runs.
    #[must_use]
    pub fn span(self) -> Span {
        self.more().map_or(Span::default(), |more| more.span)
    }

    /// The day on which an action was done.
    #[must_use]
    pub fn done(self) -> Option<NaiveDate> {
        self.more().and_then(|more| more.done)
    }

    /// The focus of an element of a first-100-days programme.
    #[must_use]
    pub fn focus(self) -> Option<Focus> {
        self.more().and_then(|more| more.focus)
    }

    /// The organisation that leads it.
    #[must_use]
    pub fn owner(self) -> Option<Element<'p>> {
        self.row().owner.map(|at| self.plan.element(at))
    }

    /// The organisations that share in its delivery.
    pub fn partners(self) -> impl Iterator<Item = Element<'p>> {
        self.listed(|more| &more.partners)
    }

    /// The places it concerns.
    pub fn places(self) -> impl Iterator<Item = Element<'p>> {
        self.listed(|more| &more.places)
    }

    /// The stakeholders engaged.
    pub fn engages(self) -> impl Iterator<Item = Element<'p>> {
        self.listed(|more| &more.engages)
    }

    fn listed(self, list: fn(&ElementMore) -> &Vec<u32>) -> impl Iterator<Item = Element<'p>> {
        let plan = self.plan;
        self.more().map_or(&[][..], |more| list(more)).iter().map(move |at| plan.element(*at))
    }

    /// Cross-cutting themes.
    #[must_use]
    pub fn themes(self) -> &'p [Box<str>] {
        self.more().map_or(&[], |more| &more.themes)
    }

    /// Who benefits.
    #[must_use]
    pub fn beneficiaries(self) -> &'p [Beneficiary] {
        self.more().map_or(&[], |more| &more.beneficiaries)
    }

    /// Dated steps.
    #[must_use]
    pub fn milestones(self) -> &'p [Milestone] {
        self.more().map_or(&[], |more| &more.milestones)
    }

    /// What proves the result.
    #[must_use]
    pub fn evidence(self) -> &'p [Evidence] {
        self.more().map_or(&[], |more| &more.evidence)
    }

    /// Codes of frameworks from outside.
    #[must_use]
    pub fn external(self) -> &'p [External] {
        self.more().map_or(&[], |more| &more.external)
    }

    /// A remark, or an empty text.
    #[must_use]
    pub fn note(self) -> &'p str {
        self.more().map_or("", |more| &more.note)
    }

    /// Slots of the user's own: names that start with `x-`, values as JSON text.
    #[must_use]
    pub fn extensions(self) -> &'p [(Box<str>, Box<str>)] {
        self.more().map_or(&[], |more| &more.extensions)
    }

    /// The element that contains it.
    #[must_use]
    pub fn parent(self) -> Option<Element<'p>> {
        self.row().parent.map(|at| self.plan.element(at))
    }

    /// The elements that it contains, in the order written.
    pub fn children(self) -> impl ExactSizeIterator<Item = Element<'p>> + Clone {
        let plan = self.plan;
        plan.0.children.of(self.at).iter().map(move |at| plan.element(*at))
    }

    /// The elements that contain it, from its parent to the root.
    pub fn ancestors(self) -> impl Iterator<Item = Element<'p>> + Clone {
        std::iter::successors(self.parent(), |element| element.parent())
    }

    /// Everything that it contains, at any depth, parents before children.
    pub fn descendants(self) -> impl Iterator<Item = Element<'p>> {
        let mut stack: Vec<Element<'p>> = self.children().collect();
        stack.reverse();
        std::iter::from_fn(move || {
            let next = stack.pop()?;
            let from = stack.len();
            stack.extend(next.children());
            if let Some(added) = stack.get_mut(from..) {
                added.reverse();
            }
            Some(next)
        })
    }

    /// The links that go out of it, in the order written.
    pub fn links(self) -> impl Iterator<Item = Link<'p>> + Clone {
        let range = self.row().links.clone();
        let plan = self.plan;
        let rows = plan.0.links.get(range.start as usize..range.end as usize).unwrap_or(&[]);
        rows.iter().map(move |row| Link { plan, row })
    }

    /// The links that reach it, in the order written.
    pub fn incoming(self) -> impl Iterator<Item = Link<'p>> + Clone {
        let plan = self.plan;
        let rows = plan.0.incoming.of(self.at).iter();
        rows.filter_map(move |at| plan.0.links.get(*at as usize)).map(move |row| Link { plan, row })
    }

    /// Its indicators, in the order written.
    pub fn indicators(self) -> impl ExactSizeIterator<Item = Indicator<'p>> + Clone {
        let plan = self.plan;
        self.row().indicators.clone().map(move |at| plan.indicator_at(at))
    }

    /// Its own lines of the budget.
    #[must_use]
    pub fn budget(self) -> &'p [BudgetLine] {
        let range = &self.row().budget;
        self.plan.0.budget.get(range.start as usize..range.end as usize).unwrap_or(&[])
    }

    /// The sum of its own lines of a stage, in one period or in all.
    ///
    /// `None` when it has none, when one could not be read, or when they are in several currencies.
    #[must_use]
    pub fn money(self, stage: Stage, period: Option<Period>) -> Option<Money> {
        let mut total: Option<(Number, Option<Currency>)> = None;
        let wanted = |line: &&BudgetLine| line.stage() == stage && period.is_none_or(|p| p == line.period());
        for line in self.budget().iter().filter(wanted) {
            let amount = line.amount()?;
            total = match total {
                None => Some((amount, line.currency())),
                Some((sum, currency)) if currency == line.currency() => {
                    Some((sum.checked_add(amount)?, currency))
                }
                Some(_) => return None,
            };
        }
        let (amount, currency) = total?;
        Some(Money::new(amount, currency?))
    }
}

/// A link of a plan.
#[derive(Clone, Copy)]
pub struct Link<'p> {
    plan: &'p Plan,
    row: &'p LinkRow,
}

/// What a link points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTarget<'p> {
    /// An element of the same plan.
    Here(Element<'p>),
    /// `PLAN#code`: an element of another plan, resolved where several plans are read together.
    Elsewhere(&'p str),
}

impl<'p> Link<'p> {
    /// What sort of link it is.
    #[must_use]
    pub fn kind(self) -> LinkKind {
        self.row.kind
    }

    /// The element that it goes out of.
    #[must_use]
    pub fn source(self) -> Element<'p> {
        self.plan.element(self.row.source)
    }

    /// What it points to.
    #[must_use]
    pub fn target(self) -> LinkTarget<'p> {
        match &self.row.target {
            Target::Here(at) => LinkTarget::Here(self.plan.element(*at)),
            Target::Elsewhere(text) => LinkTarget::Elsewhere(text),
        }
    }

    /// The element of the same plan that it points to.
    #[must_use]
    pub fn here(self) -> Option<Element<'p>> {
        match self.target() {
            LinkTarget::Here(element) => Some(element),
            LinkTarget::Elsewhere(_) => None,
        }
    }

    /// The declared share of the source, 0 to 1, where one is declared.
    #[must_use]
    pub fn share(self) -> Option<Number> {
        self.row.share
    }

    /// The weight in the target, where one is given.
    #[must_use]
    pub fn weight(self) -> Option<Number> {
        self.row.weight
    }

    /// Whether it helps or hinders.
    #[must_use]
    pub fn sign(self) -> Sign {
        self.row.sign
    }

    /// Whether what it carries is divided or counted in full.
    #[must_use]
    pub fn holding(self) -> Holding {
        self.row.holding
    }

    /// Who says that it exists.
    #[must_use]
    pub fn status(self) -> LinkStatus {
        self.row.status
    }

    /// When it holds.
    #[must_use]
    pub fn valid(self) -> Span {
        self.row.valid
    }

    /// Whether it counts: it contributes, and is not merely inferred.
    #[must_use]
    pub fn counts(self) -> bool {
        self.kind() == LinkKind::Contributes && self.status() != LinkStatus::Inferred
    }
}

impl fmt::Debug for Link<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {} {:?}", self.source(), self.kind(), self.target())
    }
}
