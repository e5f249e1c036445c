//! Trend: the rate that was observed against the rate that is required, and when a target is met.
//!
//! Projection is never mixed with fact: nothing here changes a score, and what is projected has types of its own. What
//! the data do not allow is [`Unassessable`], with the reason.

mod figures;
mod plan;
mod text;

use crate::formula::{Bands, Better};
use crate::number::{Exact, Fixed, Number};
use crate::period::Period;

use figures::{forecast, month, projected, rate, way};

/// A figure at the end of its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The period.
    pub period: Period,
    /// The figure.
    pub value: Number,
}

/// How a rate is reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Growth {
    /// So much a year: (y₁ − y₀)/(t₁ − t₀).
    Linear,
    /// So many times a year, less one: (y₁/y₀)^(1/(t₁ − t₀)) − 1. Source: Open SDG, progress calculation.
    Compound,
}

/// Why something of a trend cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.message(crate::finding::Lang::En))]
#[non_exhaustive]
pub enum Unassessable {
    /// Fewer than two figures at different times.
    TooFewPoints,
    /// A figure is zero, so that nothing grows from it by a factor.
    ZeroBase,
    /// The figures change their sign.
    SignChange,
    /// The target is due no later than the first figure.
    NoTimeLeft,
    /// The first figure reaches the target already, so that no rate is required to compare with.
    NothingRequired,
    /// There is no dated target.
    NoTarget,
    /// Nobody has said which way is better, or it is a value to be kept and not to be reached.
    NoDirection,
    /// A figure is out of range.
    OutOfRange,
}

/// When a target is met if the observed linear rate goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Forecast {
    /// It is met already.
    Met,
    /// By the end of this month.
    By(Period),
    /// Not at all: the figures stand still or move away, or it takes longer than dates last.
    Never,
}

/// A figure that nobody has measured: the last one, carried on at the observed linear rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Projected {
    /// The period at whose end it would stand.
    pub period: Period,
    /// The figure, rounded to 15 places.
    pub value: Fixed,
}

/// How much of the time and how much of the way is behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Pace {
    /// The share of the time from the first figure to the target that had gone by at the last one; above 1 when the target
    /// was due before.
    pub elapsed: Fixed,
    /// The share of the way from the first figure to the target that had been gone; below 0 where it led away.
    pub progressed: Fixed,
}

/// The rates from the first figure: to the last one, and to the target in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Rates {
    /// The rate from the first figure to the last, a year.
    pub observed: Fixed,
    /// The rate that leads from the first figure to the target in time, a year.
    pub required: Fixed,
    /// Observed over required: 1 and more is fast enough, below 0 is away from the target.
    pub ratio: Fixed,
}

/// Whether a target has been reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Achieved {
    /// The last figure reaches it.
    Yes,
    /// It does not yet.
    NotYet,
}

/// Where a trend stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing<'b> {
    /// The target is reached, which overrides every rate.
    Achieved,
    /// The ratio of the rates, in percent, falls into this band.
    In(&'b str),
    /// It falls outside all bands.
    Outside,
}

/// The trend of a series towards a dated target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trend {
    /// The first figure.
    pub first: Point,
    /// The last figure.
    pub last: Point,
    /// The target.
    pub target: Point,
    /// How the rates are reckoned.
    pub growth: Growth,
    /// Whether the last figure reaches the target.
    pub achieved: Achieved,
    /// How much of the time and of the way is behind.
    pub pace: Result<Pace, Unassessable>,
    /// Observed against required rate.
    pub rates: Result<Rates, Unassessable>,
    /// When the target is met at the observed linear rate.
    pub forecast: Result<Forecast, Unassessable>,
}

/// The trend of figures towards a target. Figures that reach it are so whatever else can be told.
///
/// Time is reckoned in months from the end of one period to the end of the other, so that years, quarters and
/// months may stand in one series. Only the first and the last figure count.
///
/// With y₀, y₁ the first and the last figure, T the target, t their times in years:
///
/// | what | linear | compound |
/// |---|---|---|
/// | observed | (y₁ − y₀)/(t₁ − t₀) | (y₁/y₀)^(1/(t₁ − t₀)) − 1 |
/// | required | (T − y₀)/(t_T − t₀) | (T/y₀)^(1/(t_T − t₀)) − 1 |
/// | pace | (t₁ − t₀)/(t_T − t₀) of the time, (y₁ − y₀)/(T − y₀) of the way | the same |
/// | forecast | T is met at t₁ + (T − y₁)/observed, by the end of that month | the same |
///
/// Each rate is rounded to 15 places; the ratio of linear rates is that of the exact ones, of compound rates that of the
/// rounded ones.
///
/// # Errors
/// [`Unassessable::TooFewPoints`], when there is no figure at all; what else is wanting is told part by part.
///
/// ```
/// use renstra::formula::Better;
/// use renstra::policy::{Facts, presets::open_sdg_progress};
/// use renstra::plan::Kind;
/// use renstra::score::{Forecast, Growth, Point, Standing, Unassessable, trend};
/// let at = |year: &str, value: i64| Point { period: year.parse().unwrap(), value: value.into() };
/// let found = trend(&[at("2015", 10), at("2020", 15)], at("2030", 20), Better::Higher, Growth::Linear)?;
/// let rates = found.rates?;
/// assert_eq!((rates.observed.to_string(), rates.ratio.to_string()), ("1".into(), "1.5".into()));
/// let pace = found.pace?;
/// assert_eq!([pace.elapsed, pace.progressed].map(|share| share.to_string()), ["0.333333333333333", "0.5"]);
/// assert_eq!(found.forecast, Ok(Forecast::By("2025-12".parse().unwrap())));
/// assert_eq!(found.project("2022".parse().unwrap()).unwrap().value, 17.into());
/// // What a ratio is called is data.
/// let settings = open_sdg_progress().resolve(&Facts::new(Kind::Indicator, "")).unwrap();
/// assert_eq!(found.standing(settings.bands().as_ref().unwrap()), Ok(Standing::In("on_track")));
/// // One figure that reaches the target has no rate, and is there all the same.
/// let one = trend(&[at("2020", 25)], at("2030", 20), Better::Higher, Growth::Linear)?;
/// assert_eq!(one.rates, Err(Unassessable::TooFewPoints));
/// assert_eq!(one.standing(settings.bands().as_ref().unwrap()), Ok(Standing::Achieved));
/// # Ok::<(), Unassessable>(())
/// ```
pub fn trend(points: &[Point], target: Point, better: Better, growth: Growth) -> Result<Trend, Unassessable> {
    let first = *points.iter().min_by_key(|point| month(point.period)).ok_or(Unassessable::TooFewPoints)?;
    let last = *points.iter().max_by_key(|point| month(point.period)).ok_or(Unassessable::TooFewPoints)?;
    let reaches = |point: &Point| better.reaches(&point.value.into(), &target.value.into());
    let two =
        if month(first.period) == month(last.period) { Err(Unassessable::TooFewPoints) } else { Ok(()) };
    let apart = two.and_then(|()| match month(target.period) <= month(first.period) {
        true => Err(Unassessable::NoTimeLeft),
        false if reaches(&first) => Err(Unassessable::NothingRequired),
        false => Ok(()),
    });
    let achieved = reaches(&last);
    Ok(Trend {
        first,
        last,
        target,
        growth,
        achieved: if achieved { Achieved::Yes } else { Achieved::NotYet },
        pace: apart.and_then(|()| pace(&first, &last, &target)),
        rates: apart.and_then(|()| rates(&first, &last, &target, growth)),
        forecast: match achieved {
            true => Ok(Forecast::Met),
            false => two.map(|()| forecast(&first, &last, target.value)),
        },
    })
}

fn pace(first: &Point, last: &Point, target: &Point) -> Result<Pace, Unassessable> {
    let share = |(part, whole): (Exact, Exact)| part.checked_div(&whole)?.to_fixed();
    let elapsed = way(first, last).and_then(|part| Some((part.0, way(first, target)?.0)));
    let progressed = way(first, last).and_then(|part| Some((part.1, way(first, target)?.1)));
    let shares = elapsed.and_then(share).zip(progressed.and_then(share));
    let (elapsed, progressed) = shares.ok_or(Unassessable::OutOfRange)?;
    Ok(Pace { elapsed, progressed })
}

fn rates(first: &Point, last: &Point, target: &Point, growth: Growth) -> Result<Rates, Unassessable> {
    let (observed, required) = (rate(first, last, growth)?, rate(first, target, growth)?);
    let fixed = |rate: &Exact| rate.to_fixed().ok_or(Unassessable::OutOfRange);
    // A required rate that rounds to nothing is none to compare with.
    let ratio = observed.checked_div(&required).ok_or(Unassessable::NothingRequired)?;
    Ok(Rates { observed: fixed(&observed)?, required: fixed(&required)?, ratio: fixed(&ratio)? })
}

impl Trend {
    /// Where the trend stands among bands over the ratio of its rates in percent; a target that is reached overrides it.
    ///
    /// # Errors
    /// Why there are no rates.
    pub fn standing<'b>(&self, bands: &'b Bands) -> Result<Standing<'b>, Unassessable> {
        if self.achieved == Achieved::Yes {
            return Ok(Standing::Achieved);
        }
        let percent = self.rates?.ratio.checked_mul(Fixed::HUNDRED).ok_or(Unassessable::OutOfRange)?;
        let placing = bands.place(percent.to_number());
        Ok(bands.label(placing).map_or(Standing::Outside, |label| Standing::In(label)))
    }

    /// The figure at the end of a later period, if the observed linear rate goes on: no fact.
    ///
    /// # Errors
    /// There are fewer than two figures, or the period does not lie after the last one.
    pub fn project(&self, period: Period) -> Result<Projected, Unassessable> {
        if month(self.first.period) == month(self.last.period) {
            return Err(Unassessable::TooFewPoints);
        }
        if month(period) <= month(self.last.period) {
            return Err(Unassessable::NoTimeLeft);
        }
        let value = projected(&self.first, &self.last, period).ok_or(Unassessable::OutOfRange)?;
        Ok(Projected { period, value })
    }
}

#[cfg(test)]
mod tests;
