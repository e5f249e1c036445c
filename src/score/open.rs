//! A scorecard held open: someone changes a figure or a weight, and sees at once what moves.

use std::collections::HashMap;

use uuid::Uuid;

use crate::formula::{Datum, Explanation, FormulaError, NodeIndex, Operand, Outcome, Slot};
use crate::live::{Change, Edit, Live};
use crate::number::{Fixed, Number};
use crate::period::Period;
use crate::plan::{Element, Indicator, IndicatorId, Plan};

use super::card::{Line, Scorecard};
use super::inputs::{Periods, periods};

/// A scorecard that is kept up to date while figures and weights change.
///
/// Only the scores above a change are computed again; they are those of a new scorecard, to the last bit. What moved comes
/// back as a list, children before parents, and each change can be undone. Neither the plan nor its observations change.
///
/// ```
/// use renstra::plan::{Direction, Draft, Goal, Measure, Mission, Node};
/// use renstra::policy::Policy;
/// use renstra::score::{Asked, Scorecard, Subject};
///
/// let mission = Node::<Mission>::new("M", "roads and wells");
/// let measure = |actual: i64| Measure::new("i").unit("%").direction(Direction::Higher).target(2025, 100).actual(2025, actual);
/// let roads = Node::<Goal>::new("G1", "roads").under(&mission).measured(measure(60));
/// let wells = Node::<Goal>::new("G2", "wells").under(&mission).measured(measure(80));
/// let plan = Draft::new("P", "p").with(mission).with(roads).with(wells).check()?;
/// let year = "2025".parse()?;
/// let card = Scorecard::of(&plan, &Policy::new("p", ""), plan.observations(), Asked::about(year))?;
/// let (m, g1) = (plan.find("M").unwrap(), plan.find("G1").unwrap());
///
/// // Someone drags the slider of the roads to 90: the indicator, its goal and the mission move.
/// let mut open = card.open();
/// let moved = open.actual(plan.find_indicator("G1/1").unwrap(), year, 90)?;
/// assert_eq!(moved.len(), 3);
/// assert_eq!(moved[2].subject, Subject::Element(m.uuid()));
/// assert_eq!(moved[2].difference(), Some(15.into()));
///
/// // Roads count thrice; and back again.
/// open.weight(g1, m, 3.into())?;
/// assert_eq!(open.element(m).score().unwrap().rounded.to_string(), "87.5");
/// open.undo();
/// open.undo();
/// assert_eq!(open.element(m).outcome(), card.element(m).outcome());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct OpenCard {
    card: Scorecard,
    live: Live,
    /// Whose score each node is.
    subjects: Vec<Option<Subject>>,
    /// Where each indicator's observations stand.
    observed: HashMap<IndicatorId, usize>,
}

/// Whose score it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An element's, by its id.
    Element(Uuid),
    /// An indicator's.
    Indicator(IndicatorId),
}

/// A score that has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Moved {
    /// Whose.
    pub subject: Subject,
    /// What came out before.
    pub before: Outcome,
    /// What comes out now.
    pub after: Outcome,
}

impl Moved {
    /// By how much the capped score has risen; none where there is a score on one side only.
    #[must_use]
    pub fn difference(&self) -> Option<Fixed> {
        self.after.score()?.capped.checked_sub(self.before.score()?.capped)
    }
}

/// Why a change cannot be made. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The indicator is not scored, so that no figure of it counts.
    #[error("`{code}` is not scored: no figure of it counts")]
    NotScored {
        /// The indicator.
        code: Box<str>,
    },
    /// The indicator is not judged by a figure of this period.
    #[error("`{code}` is not judged by a figure of {period}")]
    NoPeriod {
        /// The indicator.
        code: Box<str>,
        /// The period.
        period: Period,
    },
    /// One does not roll up into the other.
    #[error("`{child}` does not count under `{parent}`")]
    NoLink {
        /// The part.
        child: Box<str>,
        /// What it would be a part of.
        parent: Box<str>,
    },
    /// The weights cannot be held together.
    #[error(transparent)]
    Formula(#[from] FormulaError),
}

/// Which figure of an indicator.
#[derive(Clone, Copy)]
enum Figure {
    Actual,
    Target,
}

impl Scorecard {
    /// Holds this scorecard open, so that figures and weights can be changed one after another.
    #[must_use]
    pub fn open(&self) -> OpenCard {
        let mut subjects = vec![None; self.outcomes().len()];
        let mut note = |at: Option<NodeIndex>, subject| {
            if let Some(place) = at.and_then(|at| subjects.get_mut(at.index())) {
                *place = Some(subject);
            }
        };
        for element in self.plan().elements() {
            note(self.compiled().node_of(element), Subject::Element(element.uuid()));
        }
        for indicator in self.plan().indicators() {
            note(self.compiled().node_of_indicator(indicator), Subject::Indicator(indicator.id()));
        }
        let whole =
            self.observations().all().iter().enumerate().filter(|(_, observed)| observed.slice().is_empty());
        let observed = whole.map(|(at, observed)| (observed.indicator(), at)).collect();
        OpenCard { live: self.open_formula(), card: self.clone(), subjects, observed }
    }
}

impl OpenCard {
    /// The plan. To ask for elements and indicators while the card changes, keep a clone: it costs nothing.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        self.card.plan()
    }

    /// An element's line, as it stands now.
    #[must_use]
    pub fn element<K>(&self, element: Element<'_, K>) -> Line<'_> {
        self.line(self.card.compiled().node_of(element))
    }

    /// An indicator's line, as it stands now.
    #[must_use]
    pub fn indicator(&self, indicator: Indicator<'_>) -> Line<'_> {
        self.line(self.card.compiled().node_of_indicator(indicator))
    }

    /// How an element's score comes about, as it stands now.
    #[must_use]
    pub fn explain<K>(&self, element: Element<'_, K>) -> Option<Explanation> {
        let at = self.card.compiled().node_of(element)?;
        let how = Explanation::new(self.live.formula(), self.live.inputs(), self.live.outcomes(), at)?;
        Some(how.under(self.card.policy()))
    }

    /// Gives an indicator another actual for a period by which it is judged: the period asked about, or each of those
    /// within it that has a target or was measured.
    ///
    /// # Errors
    /// The indicator is not scored, or not judged by a figure of this period.
    pub fn actual(
        &mut self,
        indicator: Indicator<'_>,
        period: Period,
        value: impl Into<Number>,
    ) -> Result<Vec<Moved>, OpenError> {
        self.figure(Figure::Actual, indicator, period, value.into())
    }

    /// Gives an indicator another target for a period by which it is judged.
    ///
    /// # Errors
    /// The indicator is not scored, or not judged by a target of this period.
    pub fn target(
        &mut self,
        indicator: Indicator<'_>,
        period: Period,
        value: impl Into<Number>,
    ) -> Result<Vec<Moved>, OpenError> {
        self.figure(Figure::Target, indicator, period, value.into())
    }

    /// Gives the link from one element to the one above it another weight.
    ///
    /// # Errors
    /// The one does not count under the other, or the weight is negative or too far from its siblings'.
    pub fn weight<K, L>(
        &mut self,
        child: Element<'_, K>,
        parent: Element<'_, L>,
        weight: Number,
    ) -> Result<Vec<Moved>, OpenError> {
        let ends = [self.card.compiled().node_of(parent), self.card.compiled().node_of(child)];
        self.weigh(ends, [parent.code(), child.code()], weight)
    }

    /// Gives an indicator another weight among its siblings.
    ///
    /// # Errors
    /// It does not count under its element, or the weight is negative or too far from its siblings'.
    pub fn indicator_weight(
        &mut self,
        indicator: Indicator<'_>,
        weight: Number,
    ) -> Result<Vec<Moved>, OpenError> {
        let (parent, compiled) = (indicator.element(), self.card.compiled());
        let ends = [compiled.node_of(parent), compiled.node_of_indicator(indicator)];
        self.weigh(ends, [parent.code(), indicator.code()], weight)
    }

    /// Takes the last change back, and tells what has moved; none when there is nothing to undo.
    pub fn undo(&mut self) -> Option<Vec<Moved>> {
        self.live.undo()?;
        Some(self.moved())
    }

    fn figure(
        &mut self,
        figure: Figure,
        indicator: Indicator<'_>,
        period: Period,
        value: Number,
    ) -> Result<Vec<Moved>, OpenError> {
        let code = || Box::from(indicator.code());
        let leaf =
            self.card.compiled().leaf_of(indicator).ok_or_else(|| OpenError::NotScored { code: code() })?;
        let periods = self.periods(indicator);
        let (operand, periods) = match figure {
            Figure::Actual => (&leaf.actual, periods.actuals),
            Figure::Target => (&leaf.target, periods.targets),
        };
        let at = periods.iter().position(|known| *known == period);
        let slot =
            at.and_then(|at| nth(operand, at)).ok_or_else(|| OpenError::NoPeriod { code: code(), period })?;
        self.live.apply([Edit::Value(slot, Datum::Number(value))])?;
        Ok(self.moved())
    }

    /// By which periods an indicator is judged.
    fn periods(&self, indicator: Indicator<'_>) -> Periods {
        let at = self.observed.get(&indicator.id());
        let observed = at.and_then(|at| self.card.observations().all().get(*at));
        periods(indicator, observed, self.card.asked())
    }

    fn weigh(
        &mut self,
        [parent, child]: [Option<NodeIndex>; 2],
        codes: [&str; 2],
        weight: Number,
    ) -> Result<Vec<Moved>, OpenError> {
        let [above, below] = codes.map(Box::from);
        let set = parent.zip(child).map(|(parent, child)| self.live.weigh(parent, child, weight).map(|_| ()));
        match set {
            None | Some(Err(FormulaError::NothingToChange)) => {
                Err(OpenError::NoLink { child: below, parent: above })
            }
            Some(Err(error)) => Err(error.into()),
            Some(Ok(())) => Ok(self.moved()),
        }
    }

    fn moved(&self) -> Vec<Moved> {
        let moved = |change: &Change| {
            let subject = self.subjects.get(change.at.index()).copied().flatten()?;
            Some(Moved { subject, before: change.before.clone(), after: change.after.clone() })
        };
        self.live.changes().iter().filter_map(moved).collect()
    }

    fn line(&self, node: Option<NodeIndex>) -> Line<'_> {
        Line::of(node.map(|node| self.live.outcome(node)))
    }
}

/// The n-th slot of an operand.
fn nth(operand: &Operand, at: usize) -> Option<Slot> {
    match operand {
        Operand::Slot(slot) => (at == 0).then_some(*slot),
        Operand::Series(range) => range.clone().nth(at).map(Slot),
        Operand::Absent | Operand::Const(_) => None,
    }
}
