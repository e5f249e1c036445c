//! Trend: the rate that was observed against the rate that is required, and when a target is met.
//!
//! Projection is never mixed with fact: nothing here changes a score. What the data do not allow is
//! [`Unassessable`], with the reason.

use chrono::Datelike;

use crate::formula::Better;
use crate::number::{Exact, Fixed, Number};
use crate::period::{Calendar, Period, PeriodKind};

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

/// Why a trend cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unassessable {
    /// Fewer than two figures at different times.
    #[error("there are fewer than two figures at different times")]
    TooFewPoints,
    /// A figure is zero, so that nothing grows from it by a factor.
    #[error("a figure is zero, so that there is no compound growth")]
    ZeroBase,
    /// The figures change their sign.
    #[error("the figures change their sign, so that there is no compound growth")]
    SignChange,
    /// The target's period does not lie after the last figure's.
    #[error("the target is due no later than the last figure")]
    NoTimeLeft,
    /// The target asks for no change from the first figure, so that there is no required rate to compare with.
    #[error("the target is where the figures began, so that no rate is required")]
    NothingRequired,
    /// A figure is out of range.
    #[error("a figure is out of range")]
    OutOfRange,
}

/// When a target is met if the observed linear rate goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forecast {
    /// It is met already.
    Met,
    /// By the end of this month.
    By(Period),
    /// Not at all: the figures stand still or move away.
    Never,
}

/// The trend of a series towards a dated target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trend {
    /// The rate from the first figure to the last, a year.
    pub observed: Fixed,
    /// The rate that leads from the first figure to the target in time, a year.
    pub required: Fixed,
    /// Observed over required: 1 and more is fast enough, below 0 is away from the target.
    pub ratio: Fixed,
    /// Whether the last figure reaches the target; that overrides every rate.
    pub achieved: Achieved,
    /// When the target is met at the observed linear rate.
    pub forecast: Forecast,
}

/// Whether a target has been reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Achieved {
    /// The last figure reaches it.
    Yes,
    /// It does not yet.
    NotYet,
}

/// The trend of figures towards a target.
///
/// Time is reckoned in months from the end of one period to the end of the other, so that years, quarters and
/// months may stand in one series. Only the first and the last figure count.
///
/// # Errors
/// [`Unassessable`], with the reason.
///
/// ```
/// use renstra::formula::Better;
/// use renstra::score::{Forecast, Growth, Point, trend};
/// let at = |year: &str, value: i64| Point { period: year.parse().unwrap(), value: value.into() };
/// let found = trend(&[at("2015", 10), at("2020", 15)], at("2030", 20), Better::Higher, Growth::Linear)?;
/// assert_eq!(found.observed.to_string(), "1");
/// assert_eq!(found.forecast, Forecast::By("2025-12".parse().unwrap()));
/// # Ok::<(), renstra::score::Unassessable>(())
/// ```
pub fn trend(points: &[Point], target: Point, better: Better, growth: Growth) -> Result<Trend, Unassessable> {
    let first = points.iter().min_by_key(|point| month(point.period)).ok_or(Unassessable::TooFewPoints)?;
    let last = points.iter().max_by_key(|point| month(point.period)).ok_or(Unassessable::TooFewPoints)?;
    if month(first.period) == month(last.period) {
        return Err(Unassessable::TooFewPoints);
    }
    if month(target.period) <= month(first.period) {
        return Err(Unassessable::NoTimeLeft);
    }
    let (observed, required) = (rate(first, last, growth)?, rate(first, &target, growth)?);
    let ratio = Exact::from(observed).checked_div(&required.into()).ok_or(Unassessable::NothingRequired)?;
    let reaches = better.reaches(&last.value.into(), &target.value.into());
    Ok(Trend {
        observed,
        required,
        ratio: ratio.to_fixed().ok_or(Unassessable::OutOfRange)?,
        achieved: if reaches { Achieved::Yes } else { Achieved::NotYet },
        forecast: if reaches { Forecast::Met } else { forecast(first, last, target.value) },
    })
}

/// Months since the year 0 to the end of a period.
fn month(period: Period) -> i64 {
    i64::from(period.end().year()) * 12 + i64::from(period.end().month0())
}

/// The rate a year from one figure to another, correctly rounded to 15 places.
fn rate(from: &Point, to: &Point, growth: Growth) -> Result<Fixed, Unassessable> {
    let range = Unassessable::OutOfRange;
    let years = Exact::ratio(i128::from(month(to.period) - month(from.period)), 12).ok_or(range)?;
    let (start, end) = (Exact::from(from.value), Exact::from(to.value));
    if growth == Growth::Linear {
        let change = end.checked_sub(&start).and_then(|change| change.checked_div(&years));
        return change.and_then(|change| change.to_fixed()).ok_or(range);
    }
    if start.is_zero() || end.is_zero() {
        return Err(Unassessable::ZeroBase);
    }
    let times = end.checked_div(&start).ok_or(range)?;
    if times.is_negative() {
        return Err(Unassessable::SignChange);
    }
    let each = times.pow(&years.inverse().ok_or(range)?).map_err(|_| range)?;
    each.checked_sub(Fixed::ONE).ok_or(range)
}

/// The month by whose end the target is met, from the last figure on at the linear rate between the two.
fn forecast(first: &Point, last: &Point, target: Number) -> Forecast {
    let steps = month(last.period) - month(first.period);
    let moved = Exact::from(last.value).checked_sub(&first.value.into());
    let left = Exact::from(target).checked_sub(&last.value.into());
    let months = moved
        .zip(left)
        .and_then(|(moved, left)| left.checked_mul(&Exact::from(Number::from(steps)))?.checked_div(&moved));
    let Some(months) = months.filter(|months| !months.is_negative()) else { return Forecast::Never };
    let up = crate::number::Rounding::new(crate::number::RoundingMode::Ceiling, 0);
    let whole = months.round(up).and_then(|months| i64::try_from(months.parts().0).ok());
    let due = whole.and_then(|months| month(last.period).checked_add(months));
    let period = due.and_then(|due| {
        let (year, month) = (i32::try_from(due / 12).ok()?, u32::try_from(due % 12).ok()? + 1);
        Period::part(year, PeriodKind::Month, month, Calendar::default())
    });
    // A month beyond the year 9998 is as good as never.
    period.map_or(Forecast::Never, Forecast::By)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{Achieved, Forecast, Growth, Point, Unassessable, trend};
    use crate::formula::Better;
    use crate::number::Number;

    fn at(year: i64, value: Number) -> Point {
        Point { period: year.to_string().parse().unwrap(), value }
    }

    #[test]
    fn the_reference_series_of_open_sdg() {
        let rows = include_str!("../../tests/fixtures/open_sdg_progress.csv").lines().skip(1);
        let mut compared = 0;
        for row in rows.map(|row| row.split(',').collect::<Vec<&str>>()) {
            let point =
                |value: usize, time: usize| at(row[time].parse().unwrap(), row[value].parse().unwrap());
            let better = if row[6] == "1" { Better::Higher } else { Better::Lower };
            let found = trend(&[point(0, 1), point(2, 3)], point(4, 5), better, Growth::Compound).unwrap();
            for (own, other) in [(found.observed, row[7]), (found.required, row[8]), (found.ratio, row[9])] {
                let other: f64 = other.parse().unwrap();
                assert!((own.to_f64() - other).abs() < 1e-12 * other.abs().max(1.0), "{row:?}: {own}");
            }
            compared += 1;
        }
        assert_eq!(compared, 10);
    }

    #[test]
    fn what_the_data_do_not_allow_has_a_reason() {
        let told =
            |points: &[Point], target, growth| trend(points, target, Better::Higher, growth).unwrap_err();
        let n = |value: i64| Number::from(value);
        assert_eq!(told(&[], at(2030, n(1)), Growth::Linear), Unassessable::TooFewPoints);
        assert_eq!(told(&[at(2020, n(1))], at(2030, n(1)), Growth::Linear), Unassessable::TooFewPoints);
        let two = [at(2020, n(0)), at(2021, n(5))];
        assert_eq!(told(&two, at(2030, n(9)), Growth::Compound), Unassessable::ZeroBase);
        assert_eq!(told(&two, at(2020, n(9)), Growth::Linear), Unassessable::NoTimeLeft);
        let turned = [at(2020, n(-1)), at(2021, n(5))];
        assert_eq!(told(&turned, at(2030, n(9)), Growth::Compound), Unassessable::SignChange);
        assert_eq!(
            told(&[at(2020, n(4)), at(2021, n(5))], at(2030, n(4)), Growth::Linear),
            Unassessable::NothingRequired
        );
    }

    #[test]
    fn a_target_that_is_met_or_never_will_be() {
        let n = |value: i64| Number::from(value);
        let found =
            trend(&[at(2020, n(4)), at(2021, n(9))], at(2030, n(8)), Better::Higher, Growth::Linear).unwrap();
        assert_eq!((found.achieved, found.forecast), (Achieved::Yes, Forecast::Met));
        let found = trend(&[at(2020, n(9)), at(2021, n(8))], at(2030, n(20)), Better::Higher, Growth::Linear)
            .unwrap();
        assert_eq!((found.achieved, found.forecast), (Achieved::NotYet, Forecast::Never));
    }

    proptest! {
        /// The forecast of an exact line is the line.
        #[test]
        fn the_forecast_of_a_line_is_the_line(start in -1_000i64..1_000, slope in 1i64..50, known in 1i64..10, ahead in 1i64..20) {
            let line = |year: i64| at(2000 + year, Number::from(start + slope * year));
            let target = line(known + ahead);
            let found = trend(&[line(0), line(known)], target, Better::Higher, Growth::Linear).unwrap();
            assert_eq!(found.observed, found.required);
            let due = format!("{}-12", 2000 + known + ahead);
            assert_eq!(found.forecast, Forecast::By(due.parse().unwrap()));
        }
    }
}
