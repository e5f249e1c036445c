//! Times, ways and rates between two figures.

use chrono::Datelike;

use crate::number::{Exact, Fixed, Number, Rounding, RoundingMode};
use crate::period::{Calendar, Period, PeriodKind};

use super::{Forecast, Growth, Point, Unassessable};

/// Months since the year 0 to the end of a period.
pub(super) fn month(period: Period) -> i64 {
    i64::from(period.end().year()) * 12 + i64::from(period.end().month0())
}

/// The years and the way from one figure to another.
pub(super) fn way(from: &Point, to: &Point) -> Option<(Exact, Exact)> {
    let years = Exact::ratio(i128::from(month(to.period) - month(from.period)), 12)?;
    Some((years, Exact::from(to.value).checked_sub(&from.value.into())?))
}

/// The rate a year from one figure to another; a compound one is rounded to 15 places.
pub(super) fn rate(from: &Point, to: &Point, growth: Growth) -> Result<Exact, Unassessable> {
    let range = Unassessable::OutOfRange;
    let (years, change) = way(from, to).ok_or(range)?;
    if growth == Growth::Linear {
        return change.checked_div(&years).ok_or(range);
    }
    let (start, end) = (Exact::from(from.value), Exact::from(to.value));
    if start.is_zero() || end.is_zero() {
        return Err(Unassessable::ZeroBase);
    }
    let times = end.checked_div(&start).ok_or(range)?;
    if times.is_negative() {
        return Err(Unassessable::SignChange);
    }
    let each = times.pow(&years.inverse().ok_or(range)?).map_err(|_| range)?;
    each.checked_sub(Fixed::ONE).map(Exact::from).ok_or(range)
}

/// The month by whose end the target is met, from the last figure on at the linear rate between the two.
pub(super) fn forecast(first: &Point, last: &Point, target: Number) -> Forecast {
    let steps = month(last.period) - month(first.period);
    let moved = Exact::from(last.value).checked_sub(&first.value.into());
    let left = Exact::from(target).checked_sub(&last.value.into());
    let months = moved
        .zip(left)
        .and_then(|(moved, left)| left.checked_mul(&Exact::from(Number::from(steps)))?.checked_div(&moved));
    let Some(months) = months.filter(|months| !months.is_negative()) else { return Forecast::Never };
    let up = Rounding::new(RoundingMode::Ceiling, 0);
    let whole = months.round(up).and_then(|months| i64::try_from(months.parts().0).ok());
    let due = whole.and_then(|months| month(last.period).checked_add(months));
    let period = due.and_then(|due| {
        let (year, month) = (i32::try_from(due / 12).ok()?, u32::try_from(due % 12).ok()? + 1);
        Period::part(year, PeriodKind::Month, month, Calendar::default())
    });
    // A month beyond the year 9998 is as good as never.
    period.map_or(Forecast::Never, Forecast::By)
}

/// The last figure, carried on to the end of a period at the linear rate between the two.
pub(super) fn projected(first: &Point, last: &Point, period: Period) -> Option<Fixed> {
    let (years, moved) = way(first, last)?;
    let ahead = Exact::ratio(i128::from(month(period) - month(last.period)), 12)?;
    let more = moved.checked_mul(&ahead)?.checked_div(&years)?;
    Exact::from(last.value).checked_add(&more)?.to_fixed()
}
