//! Elements.

use std::marker::PhantomData;

use super::super::cell::Cell;
use super::super::draft::{
    DraftBeneficiary, DraftBudget, DraftElement, DraftEvidence, DraftExternal, DraftLink, DraftMilestone,
    DraftMore,
};
use super::super::framework::Joins;
use super::super::kind::{Organization, Place, Stakeholder, Typed};
use super::super::word::{Focus, LinkKind, ProgramClass, Stage};
use super::{Contribution, Ground, Measure, Supported};

/// An element under construction, typed by its kind, so that a nonsensical link does not compile.
///
/// ```
/// use renstra::plan::{Mission, Node, Program};
/// let mission = Node::<Mission>::new("M1", "smart government");
/// let program = Node::<Program>::new("P1", "licensing").serves(&mission);
/// ```
///
/// The other way round it does not:
///
/// ```compile_fail,E0277
/// use renstra::plan::{Mission, Node, Program};
/// let program = Node::<Program>::new("P1", "licensing");
/// let mission = Node::<Mission>::new("M1", "smart government").serves(&program);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Node<K> {
    element: DraftElement,
    kind: PhantomData<fn() -> K>,
}

impl<K: Typed> Node<K> {
    /// An element of kind `K` with this code and title.
    #[must_use]
    pub fn new(code: impl Into<Cell>, title: impl Into<Cell>) -> Node<K> {
        let element = DraftElement {
            kind: K::KIND.as_str().into(),
            code: code.into(),
            title: title.into(),
            ..Default::default()
        };
        Node { element, kind: PhantomData }
    }

    /// The draft made so far, for what the builder has no word for.
    #[must_use]
    pub fn into_draft(self) -> DraftElement {
        self.element
    }

    fn more(&mut self) -> &mut DraftMore {
        self.element.more.get_or_insert_default()
    }

    /// Contained by `parent`.
    #[must_use]
    pub fn under<P: Typed>(mut self, parent: &Node<P>) -> Node<K>
    where
        K: Joins<P>,
    {
        self.element.under = parent.element.code.clone();
        self
    }

    /// Part of another element of the same kind (an agency of a department, a district of a regency).
    #[must_use]
    pub fn part_of(mut self, whole: &Node<K>) -> Node<K> {
        self.element.under = whole.element.code.clone();
        self
    }

    /// Contributes to `target`, with neither share nor weight declared.
    #[must_use]
    pub fn serves<P: Typed>(self, target: &Node<P>) -> Node<K>
    where
        K: Joins<P>,
    {
        self.serves_with(target, Contribution::default())
    }

    /// Contributes to `target` with a share, a weight or a sign.
    #[must_use]
    pub fn serves_with<P: Typed>(mut self, target: &Node<P>, contribution: Contribution) -> Node<K>
    where
        K: Joins<P>,
    {
        let link = DraftLink { to: target.element.code.clone(), ..contribution.0 };
        self.element.links.push(link);
        self
    }

    /// Refers to an element that it helps without changing its numbers: an initiative, a mandate.
    #[must_use]
    pub fn supports<P: Supported>(self, target: &Node<P>) -> Node<K> {
        self.refers(target.element.code.clone())
    }

    /// Answers a main problem, a problem or a root cause.
    #[must_use]
    pub fn addresses<P: Ground>(self, target: &Node<P>) -> Node<K> {
        self.refers(target.element.code.clone())
    }

    fn refers(mut self, to: Cell) -> Node<K> {
        self.element.links.push(DraftLink { kind: Some(LinkKind::Supports), to, ..Default::default() });
        self
    }

    /// Adds an indicator.
    #[must_use]
    pub fn measured(mut self, measure: Measure) -> Node<K> {
        self.element.indicators.push(measure.into_draft());
        self
    }

    /// Adds money of a stage: the period and the amount of each.
    #[must_use]
    pub fn budget<P: Into<Cell>, A: Into<Cell>>(
        self,
        stage: Stage,
        amounts: impl IntoIterator<Item = (P, A)>,
    ) -> Node<K> {
        self.funded(stage, "", amounts)
    }

    /// Adds money of a stage from one source of funds.
    #[must_use]
    pub fn funded<P: Into<Cell>, A: Into<Cell>>(
        mut self,
        stage: Stage,
        fund: &str,
        amounts: impl IntoIterator<Item = (P, A)>,
    ) -> Node<K> {
        let amounts = amounts.into_iter().map(|(period, amount)| (period.into(), amount.into())).collect();
        let fund = if fund.is_empty() { Cell::Missing } else { fund.into() };
        let stage = stage.as_str().into();
        self.element.budget.push(DraftBudget { stage, fund, amounts, ..Default::default() });
        self
    }

    /// Its weight among its siblings.
    #[must_use]
    pub fn weight(mut self, weight: impl Into<Cell>) -> Node<K> {
        self.element.weight = weight.into();
        self
    }

    /// The share of attention or money that it should get.
    #[must_use]
    pub fn priority(mut self, share: impl Into<Cell>) -> Node<K> {
        self.more().priority = share.into();
        self
    }

    /// The organisation that leads it.
    #[must_use]
    pub fn led_by(mut self, organization: &Node<Organization>) -> Node<K> {
        self.element.owner = organization.element.code.clone();
        self
    }

    /// A longer statement, or the meaning of a defined term.
    #[must_use]
    pub fn statement(mut self, text: &str) -> Node<K> {
        self.more().statement = text.into();
        self
    }

    /// The class of a programme.
    #[must_use]
    pub fn class(mut self, class: ProgramClass) -> Node<K> {
        self.more().class = class.as_str().into();
        self
    }

    /// Its focus in a first-100-days programme.
    #[must_use]
    pub fn focus(mut self, focus: Focus) -> Node<K> {
        self.more().focus = focus.as_str().into();
        self
    }

    /// The first and the last day.
    #[must_use]
    pub fn during(mut self, from: &str, to: &str) -> Node<K> {
        let more = self.more();
        more.from = from.into();
        more.to = to.into();
        self
    }

    /// A place that it concerns.
    #[must_use]
    pub fn place(mut self, place: &Node<Place>) -> Node<K> {
        self.more().places.push(place.element.code.clone());
        self
    }

    /// A stakeholder engaged in it.
    #[must_use]
    pub fn engages(mut self, stakeholder: &Node<Stakeholder>) -> Node<K> {
        self.more().engages.push(stakeholder.element.code.clone());
        self
    }

    /// A cross-cutting theme.
    #[must_use]
    pub fn theme(mut self, theme: &str) -> Node<K> {
        self.more().themes.push(theme.into());
        self
    }

    /// An organisation that shares in the delivery.
    #[must_use]
    pub fn shared_with(mut self, organization: &Node<Organization>) -> Node<K> {
        self.more().partners.push(organization.element.code.clone());
        self
    }

    /// Who benefits, and how many.
    #[must_use]
    pub fn benefits(mut self, who: &str, count: impl Into<Cell>) -> Node<K> {
        let (who, count) = (who.into(), count.into());
        self.more().beneficiaries.push(DraftBeneficiary { who, count, ..Default::default() });
        self
    }

    /// A dated step.
    #[must_use]
    pub fn milestone(mut self, title: &str, due: &str) -> Node<K> {
        let (title, due) = (title.into(), due.into());
        self.more().milestones.push(DraftMilestone { title, due, ..Default::default() });
        self
    }

    /// The day on which it was done.
    #[must_use]
    pub fn done(mut self, day: &str) -> Node<K> {
        self.more().done = day.into();
        self
    }

    /// What proves its result, and the period that this covers.
    #[must_use]
    pub fn evidence(mut self, title: &str, covers: impl Into<Cell>) -> Node<K> {
        let (title, covers) = (title.into(), covers.into());
        self.more().evidence.push(DraftEvidence { title, covers, ..Default::default() });
        self
    }

    /// A code of a framework from outside: `SDG`, `SPM`.
    #[must_use]
    pub fn external(mut self, scheme: &str, code: &str) -> Node<K> {
        let (scheme, code) = (scheme.into(), code.into());
        self.more().external.push(DraftExternal { scheme, code, ..Default::default() });
        self
    }

    /// A remark.
    #[must_use]
    pub fn note(mut self, text: &str) -> Node<K> {
        self.more().note = text.into();
        self
    }
}
