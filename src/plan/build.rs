//! The typed builder: a plan written in Rust that reads like a plan.

use std::marker::PhantomData;

use super::cell::Cell;
use super::draft::{
    Draft, DraftBudget, DraftDetail, DraftElement, DraftIndicator, DraftIndicatorMore, DraftLink, DraftMore,
    DraftPoint,
};
use super::framework::Joins;
use super::kind::{
    Initiative, MainProblem, Mandate, Organization, Place, Problem, RootCause, Stakeholder, Typed,
};
use super::word::{Accumulation, Direction, Focus, LinkKind, ProgramClass, ResultLevel, Stage};

impl Draft {
    /// A draft of a plan with this code and title.
    ///
    /// ```
    /// use renstra::plan::{Draft, Measure, Mission, Node, Program, Vision};
    ///
    /// let vision = Node::<Vision>::new("V", "A government that serves");
    /// let smart = Node::<Mission>::new("M1", "Smart government").under(&vision);
    /// let licences = Node::<Program>::new("P1", "One-stop licensing")
    ///     .serves(&smart)
    ///     .measured(Measure::new("licences issued within a day").unit("%").target(2026, "80"));
    /// let plan = Draft::new("DEMO", "A demonstration")
    ///     .horizon(2026, 2030)
    ///     .with(vision)
    ///     .with(smart)
    ///     .with(licences)
    ///     .check()?;
    /// assert_eq!(plan.find("P1").unwrap().indicators().len(), 1);
    /// # Ok::<(), renstra::plan::Faults>(())
    /// ```
    #[must_use]
    pub fn new(code: &str, title: &str) -> Draft {
        let mut draft = Draft::default();
        draft.document.code = code.into();
        draft.document.title = title.into();
        draft
    }

    /// Names one of the preset frameworks.
    #[must_use]
    pub fn framework(mut self, preset: &str) -> Draft {
        self.document.framework = preset.into();
        self
    }

    /// The first and the last period of the plan.
    #[must_use]
    pub fn horizon(mut self, from: impl Into<Cell>, to: impl Into<Cell>) -> Draft {
        self.document.from = from.into();
        self.document.to = to.into();
        self
    }

    /// How the plan writes numbers: `point` or `comma`.
    #[must_use]
    pub fn numbers(mut self, convention: &str) -> Draft {
        self.document.numbers = convention.into();
        self
    }

    /// The currency of its amounts.
    #[must_use]
    pub fn currency(mut self, code: &str) -> Draft {
        self.document.currency = code.into();
        self
    }

    /// Adds an element.
    #[must_use]
    pub fn with<K: Typed>(mut self, node: Node<K>) -> Draft {
        self.elements.push(node.element);
        self
    }

    /// Adds several elements of one kind.
    #[must_use]
    pub fn with_all<K: Typed>(mut self, nodes: impl IntoIterator<Item = Node<K>>) -> Draft {
        self.elements.extend(nodes.into_iter().map(|node| node.element));
        self
    }
}

/// An element under construction, typed by its kind, so that a nonsensical link does not compile.
///
/// ```compile_fail
/// use renstra::plan::{Mission, Node, Program};
/// let program = Node::<Program>::new("P1", "licensing");
/// let mission = Node::<Mission>::new("M1", "smart government").under(&program);
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
        self.element.indicators.push(measure.0);
        self
    }

    /// Adds money of a stage: the period and the amount of each.
    #[must_use]
    pub fn budget<P: Into<Cell>, A: Into<Cell>>(
        mut self,
        stage: Stage,
        amounts: impl IntoIterator<Item = (P, A)>,
    ) -> Node<K> {
        let amounts = amounts.into_iter().map(|(period, amount)| (period.into(), amount.into())).collect();
        self.element.budget.push(DraftBudget { stage: stage.as_str().into(), amounts, ..Default::default() });
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
}

/// What may be referred to with [`Node::supports`].
pub trait Supported: Typed {}
impl Supported for Initiative {}
impl Supported for Mandate {}
impl Supported for super::kind::StrategicIssue {}
impl Supported for super::kind::Mission {}
impl Supported for super::kind::Goal {}
impl Supported for super::kind::Objective {}
impl Supported for super::kind::Program {}

/// What may be answered with [`Node::addresses`].
pub trait Ground: Typed {}
impl Ground for MainProblem {}
impl Ground for Problem {}
impl Ground for RootCause {}

/// How a contribution counts: share of the source, weight in the target, sign.
///
/// ```
/// use renstra::plan::Contribution;
/// let half = Contribution::default().share("50%").weight(2);
/// # let _ = half;
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contribution(DraftLink);

impl Contribution {
    /// The share of the source that goes to the target.
    #[must_use]
    pub fn share(mut self, share: impl Into<Cell>) -> Contribution {
        self.0.share = share.into();
        self
    }

    /// The weight in the target.
    #[must_use]
    pub fn weight(mut self, weight: impl Into<Cell>) -> Contribution {
        self.0.weight = weight.into();
        self
    }

    /// It hinders the target.
    #[must_use]
    pub fn negative(mut self) -> Contribution {
        self.0.sign = super::word::Sign::Negative.as_str().into();
        self
    }
}

/// An indicator under construction.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure(DraftIndicator);

impl Measure {
    /// An indicator with this name.
    #[must_use]
    pub fn new(name: impl Into<Cell>) -> Measure {
        Measure(DraftIndicator { name: name.into(), ..Default::default() })
    }

    /// The draft made so far, for what the builder has no word for.
    #[must_use]
    pub fn into_draft(self) -> DraftIndicator {
        self.0
    }

    fn more(&mut self) -> &mut DraftIndicatorMore {
        self.0.more.get_or_insert_default()
    }

    /// Its code.
    #[must_use]
    pub fn code(mut self, code: impl Into<Cell>) -> Measure {
        self.0.code = code.into();
        self
    }

    /// Its unit.
    #[must_use]
    pub fn unit(mut self, unit: &str) -> Measure {
        self.0.unit = unit.into();
        self
    }

    /// The direction in which it is better.
    #[must_use]
    pub fn direction(mut self, direction: Direction) -> Measure {
        self.0.direction = direction.as_str().into();
        self
    }

    /// Less is better.
    #[must_use]
    pub fn lower_is_better(self) -> Measure {
        self.direction(Direction::Lower)
    }

    /// The level of result that it measures.
    #[must_use]
    pub fn level(mut self, level: ResultLevel) -> Measure {
        self.0.level = level.as_str().into();
        self
    }

    /// How the figures of several periods become one.
    #[must_use]
    pub fn accumulates(mut self, accumulation: Accumulation) -> Measure {
        self.0.accumulation = accumulation.as_str().into();
        self
    }

    /// Its weight among the element's indicators.
    #[must_use]
    pub fn weight(mut self, weight: impl Into<Cell>) -> Measure {
        self.0.weight = weight.into();
        self
    }

    /// Where it started from.
    #[must_use]
    pub fn baseline(mut self, period: impl Into<Cell>, value: impl Into<Cell>) -> Measure {
        self.0.baseline.push(DraftPoint::new(period, value));
        self
    }

    /// A target.
    #[must_use]
    pub fn target(mut self, period: impl Into<Cell>, value: impl Into<Cell>) -> Measure {
        self.0.targets.push(DraftPoint::new(period, value));
        self
    }

    /// What was measured.
    #[must_use]
    pub fn actual(mut self, period: impl Into<Cell>, value: impl Into<Cell>) -> Measure {
        self.0.actuals.push(DraftPoint::new(period, value));
        self
    }

    /// Where the data come from.
    #[must_use]
    pub fn data_source(mut self, source: &str) -> Measure {
        self.more().data_source = source.into();
        self
    }

    /// The definition or the formula in words.
    #[must_use]
    pub fn definition(mut self, text: &str) -> Measure {
        self.more().definition = text.into();
        self
    }

    /// The labels of its ordinal scale, best first.
    #[must_use]
    pub fn scale(mut self, labels: &[&str]) -> Measure {
        self.more().scale = labels.iter().copied().map(Cell::from).collect();
        self
    }
}

impl DraftPoint {
    /// A value for a period.
    #[must_use]
    pub fn new(period: impl Into<Cell>, value: impl Into<Cell>) -> DraftPoint {
        DraftPoint { period: period.into(), value: value.into(), ..Default::default() }
    }

    /// Replaces the value, keeping the one before with the day of the decision and the reason.
    #[must_use]
    pub fn revised(mut self, value: impl Into<Cell>, decided: &str, reason: &str) -> DraftPoint {
        let mut before = self.detail.take().unwrap_or_default();
        let mut was = std::mem::take(&mut before.was);
        was.push(DraftPoint {
            period: Cell::Missing,
            value: std::mem::replace(&mut self.value, value.into()),
            detail: (*before != DraftDetail::default()).then_some(before),
        });
        let (decided, reason) = (decided.into(), reason.into());
        self.detail = Some(Box::new(DraftDetail { decided, reason, was, ..Default::default() }));
        self
    }
}
