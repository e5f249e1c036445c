//! The trend of an indicator of a scorecard.

use crate::formula::Better;
use crate::number::Reading;
use crate::period::{Entry, Which};
use crate::plan::{Direction, Indicator};
use crate::score::Scorecard;

use super::{Growth, Point, Trend, Unassessable, trend};

impl Scorecard {
    /// The trend of an indicator from its baseline over what was measured to its last target, as far as it was known on
    /// the day that is asked about. Figures are those of the whole indicator, not of its slices; the figure of a period
    /// stands at its end, and of a period that was not over on that day it is left out.
    ///
    /// ```
    /// use renstra::plan::{Direction, Draft, Measure, Mission, Node};
    /// use renstra::policy::Policy;
    /// use renstra::score::{Asked, Forecast, Growth, Scorecard};
    /// let poverty = Measure::new("poverty").unit("%").direction(Direction::Lower).baseline(2020, "10");
    /// let poverty = poverty.target(2025, "8").target(2030, "5").actual(2022, "9").actual(2024, "8.5");
    /// let plan = Draft::new("S", "a regency").with(Node::<Mission>::new("M4", "m").measured(poverty)).check()?;
    /// let asked = Asked::about("2024".parse()?);
    /// let card = Scorecard::of(&plan, &Policy::new("p", ""), plan.observations(), asked)?;
    /// let found = card.trend(plan.find_indicator("M4/1").unwrap(), Growth::Linear)?;
    /// assert_eq!(found.rates?.ratio.to_string(), "0.75");
    /// assert_eq!(found.forecast, Ok(Forecast::By("2034-04".parse()?)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Nobody has said which way is better, there is no dated target, or no figure.
    pub fn trend(&self, indicator: Indicator<'_>, growth: Growth) -> Result<Trend, Unassessable> {
        let better = match indicator.direction() {
            Some(Direction::Higher) => Better::Higher,
            Some(Direction::Lower) => Better::Lower,
            _ => return Err(Unassessable::NoDirection),
        };
        let as_of = self.asked().as_of();
        let point = |entry: &Entry<Reading>| {
            let value = entry.as_of(as_of, Which::Revised).number()?;
            Some(Point { period: entry.period(), value })
        };
        let planned = indicator.series().iter().filter(|entry| !entry.is_baseline()).filter_map(point);
        let target = planned.max_by_key(|target| target.period.end()).ok_or(Unassessable::NoTarget)?;
        let baseline = indicator.series().baseline().and_then(point);
        let observed = self.observations().slice(indicator.id(), "");
        let known = |entry: &&Entry<Reading>| {
            let remark = observed.and_then(|observed| observed.remark(entry.period()));
            let recorded = remark.and_then(|remark| remark.recorded);
            entry.period().end() <= as_of && recorded.is_none_or(|day| day <= as_of)
        };
        let measured = observed.into_iter().flat_map(|observed| observed.series().iter());
        let points: Vec<Point> =
            baseline.into_iter().chain(measured.filter(known).filter_map(point)).collect();
        trend(&points, target, better, growth)
    }
}
