//! What a performance report compares: an actual with its target, with earlier periods, with the end of the plan and
//! with reference values, and the money beside.

mod efficiency;
mod figures;
mod json;
mod text;

use crate::formula::{Datum, NotScorable, Outcome};
use crate::number::{Fixed, Unit};
use crate::period::Period;
use crate::plan::{Direction, Indicator, IndicatorId, Remark};

use super::card::Scorecard;
use super::money::Totals;

pub use efficiency::{Efficiency, NoEfficiency};
use figures::Sides;
pub use json::ComparisonsJson;

/// One indicator, compared.
///
/// Each part is a figure, or the reason why there is none; what is absent is never taken for zero.
///
/// ```
/// use renstra::finding::Lang;
/// use renstra::plan::{Draft, Measure, Mission, Node, Stage};
/// use renstra::policy::Policy;
/// use renstra::score::{Asked, Comparisons, Progressed, Scorecard};
/// let poverty = Measure::new("poverty rate").unit("%").lower_is_better();
/// let poverty = poverty.target(2023, "7").actual(2023, "7.55").target(2024, "6.81").actual(2024, "7.31");
/// let mission = Node::<Mission>::new("M4", "villages").measured(poverty.target(2030, "5"));
/// let mission = mission.budget(Stage::Enacted, [(2024, "200")]).budget(Stage::Spent, [(2024, "150")]);
/// let plan = Draft::new("SOLOK", "a regency").currency("IDR").with(mission).check()?;
/// let asked = Asked::about("2024".parse()?);
/// let card = Scorecard::of(&plan, &Policy::new("p", ""), plan.observations(), asked)?;
///
/// let compared = Comparisons::of(&card);
/// let poverty = &compared.indicators()[0];
/// assert_eq!(poverty.target.difference.clone().unwrap().to_string(), "0.5");
/// assert_eq!(poverty.target.outcome.score().unwrap().rounded.to_string(), "92.66");
/// assert_eq!(poverty.earlier[0].difference.clone().unwrap().to_string(), "-0.24");
/// assert_eq!(poverty.earlier[0].progressed, Some(Progressed::Better));
/// assert_eq!(poverty.end_of_plan.outcome.score().unwrap().rounded.to_string(), "53.8");
/// assert_eq!(poverty.efficiency.absorption.clone().unwrap().to_string(), "75");
/// assert!(compared.text(Lang::En).contains("2023: 7.55; -0.24 (-3.18 %), better"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its code.
    pub code: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Its unit.
    pub unit: Option<Unit>,
    /// The way in which it is better.
    pub direction: Option<Direction>,
    /// The period judged.
    pub period: Period,
    /// What was achieved in it, made one figure where it has several; or why nothing is known.
    pub actual: Result<Datum, NotScorable>,
    /// With the target of the period.
    pub target: Against,
    /// With the period before, and where it is part of a year with the same part of the year before. Where nothing was
    /// observed in it, the baseline of that period stands there.
    pub earlier: Vec<Against>,
    /// With the last target of the plan, bridges into the next plan left out: of a period like the one judged, its parts
    /// made one figure. What is of another length of time is not compared where figures add up.
    pub end_of_plan: Against,
    /// With each reference value: a national standard, another region.
    pub references: Vec<Against>,
    /// What was achieved against the money spent.
    pub efficiency: Efficiency,
    /// What was remarked about the period's figures by the day of judgement: cause, follow-up, by whom and when.
    pub remarks: Vec<Remark>,
}

/// An actual beside another figure.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Against {
    /// What the other figure is.
    pub with: With,
    /// The other figure, or why there is none.
    pub value: Result<Datum, NotScorable>,
    /// The actual less the other figure: 0 inside an interval, else the distance to its nearer end.
    pub difference: Result<Fixed, NotScorable>,
    /// What the difference is counted in.
    pub counted: Counted,
    /// The difference in percent of the other figure's size; not for steps and days.
    pub change: Result<Fixed, NotScorable>,
    /// Whether the actual is better than the other figure; none where that cannot be said.
    pub progressed: Option<Progressed>,
    /// A target or a reference: the score of the actual against it, by the policy's rule. An earlier period: the score
    /// that it had itself, against its own target.
    pub outcome: Outcome,
}

/// What a figure is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum With {
    /// The target of the period judged.
    Target(Period),
    /// What was achieved in an earlier period.
    Earlier(Period),
    /// The last target of the plan; of no period where the plan has none.
    EndOfPlan(Option<Period>),
    /// A reference value.
    Reference {
        /// Whose.
        name: Box<str>,
        /// For when.
        period: Option<Period>,
    },
}

/// What a difference is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// The unit of the indicator.
    Unit,
    /// Steps on the indicator's scale; a better step is positive.
    Steps,
    /// Days; later is positive.
    Days,
}

/// Whether a figure is better than another, by the direction of the indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Progressed {
    /// It is better.
    Better,
    /// They are equal.
    Same,
    /// It is worse.
    Worse,
}

/// Every indicator of a scorecard, compared: for a report.
#[derive(Clone, Debug)]
pub struct Comparisons {
    plan: Box<str>,
    asked: super::Asked,
    indicators: Vec<Comparison>,
}

impl Comparisons {
    /// Compares every indicator of a scorecard, in the order of the plan. Cost grows in line with the plan's size.
    #[must_use]
    pub fn of(card: &Scorecard) -> Comparisons {
        let money = Money::of(card);
        let indicators = card.plan().indicators().map(|indicator| compare(card, &money, indicator));
        let (plan, asked) = (card.plan().document().code().into(), card.asked());
        Comparisons { plan, asked, indicators: indicators.collect() }
    }

    /// The indicators, in the order of the plan.
    #[must_use]
    pub fn indicators(&self) -> &[Comparison] {
        &self.indicators
    }
}

impl Scorecard {
    /// Compares one indicator of the plan that was scored. For many, [`Comparisons::of`] sums the money only once.
    #[must_use]
    pub fn compare(&self, indicator: Indicator<'_>) -> Comparison {
        compare(self, &Money::of(self), indicator)
    }
}

/// The money of every element in the period judged: the revised budget, else the enacted one; and what was spent.
struct Money {
    budget: Totals,
    spent: Totals,
}

impl Money {
    fn of(card: &Scorecard) -> Money {
        use crate::plan::Stage::{Enacted, Revised, Spent};
        let totals = |stages| Totals::of(card.plan(), card.asked().period(), stages);
        Money { budget: totals(&[Revised, Enacted]), spent: totals(&[Spent]) }
    }
}

fn compare(card: &Scorecard, money: &Money, indicator: Indicator<'_>) -> Comparison {
    let sides = Sides::of(card, indicator);
    let outcome = card.indicator(indicator).outcome();
    let element = indicator.element();
    Comparison {
        indicator: indicator.id(),
        code: indicator.code().into(),
        name: indicator.name().into(),
        unit: indicator.unit().cloned(),
        direction: indicator.direction(),
        period: card.asked().period(),
        actual: sides.actual().clone(),
        target: sides.target(),
        earlier: sides.earlier(),
        end_of_plan: sides.end_of_plan(),
        references: sides.references(),
        efficiency: Efficiency::of(money.budget.total(element), money.spent.total(element), outcome),
        remarks: remarks(card, indicator),
    }
}

/// What was remarked, by the day of judgement, about figures of periods within the one judged.
fn remarks(card: &Scorecard, indicator: Indicator<'_>) -> Vec<Remark> {
    let asked = card.asked();
    let known = |remark: &&Remark| {
        let within = remark.period.is_some_and(|period| asked.period().contains(period));
        within && !remark.is_empty() && remark.recorded.is_none_or(|day| day <= asked.as_of())
    };
    let observed = card.observations().slice(indicator.id(), "");
    let mut remarks: Vec<Remark> =
        observed.into_iter().flat_map(|row| &row.remarks).filter(known).cloned().collect();
    remarks.sort_by_key(|remark| remark.period);
    remarks
}
