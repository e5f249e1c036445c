//! The figures of an input over all units, and what they say together.

use crate::formula::{Axis, Datum, Side};
use crate::number::{Exact, Number};

use super::file::{End, Span, Spread, Winsorise};

/// The figures of an input, sorted, and its axis.
#[derive(Debug)]
pub(super) struct Set<'d> {
    data: &'d [Datum],
    axis: Axis,
    /// Those that have a place on the transformed axis.
    sorted: Vec<Number>,
}

impl<'d> Set<'d> {
    pub(super) fn of(data: &'d [Datum], axis: Axis) -> Set<'d> {
        let mut sorted: Vec<Number> = numbers(data).collect();
        if !axis.is_plain() {
            sorted.retain(|figure| axis.apply((*figure).into(), Side::Actual).is_ok());
        }
        sorted.sort_unstable();
        Set { data, axis, sorted }
    }

    /// The figure of a row.
    pub(super) fn figure(&self, row: usize) -> Option<Exact> {
        match self.data.get(row) {
            Some(Datum::Number(number)) => Some((*number).into()),
            _ => None,
        }
    }

    /// The least and the greatest figure, as the table writes them; 0 where there is none.
    pub(super) fn ends(&self) -> (Exact, Exact) {
        let end = |figure: Option<&Number>| figure.map_or(Exact::ZERO, |figure| (*figure).into());
        (end(self.sorted.first()), end(self.sorted.last()))
    }

    /// A figure on the transformed axis.
    pub(super) fn placed(&self, figure: &Exact) -> Option<Exact> {
        self.axis.apply(figure.clone(), Side::Target).ok().or(self.sorted.is_empty().then_some(Exact::ZERO))
    }

    /// Where a goalpost stands, as the table would write it.
    pub(super) fn end(&self, end: &End) -> Option<Exact> {
        match end {
            End::At(at) => Some(at.clone()),
            End::Least => Some(self.ends().0),
            End::Greatest => Some(self.ends().1),
            End::Percentile(share) => Some(percentile(&self.sorted, share)?.unwrap_or(Exact::ZERO)),
            End::MeanOfLeast(count) => mean(self.sorted.iter().take(*count as usize).map(|f| (*f).into())),
            End::MeanOfGreatest(count) => {
                mean(self.sorted.iter().rev().take(*count as usize).map(|f| (*f).into()))
            }
        }
    }

    /// Every figure on the transformed axis.
    fn all(&self) -> impl Iterator<Item = Exact> {
        self.sorted.iter().filter_map(|figure| self.axis.apply((*figure).into(), Side::Actual).ok())
    }

    /// The mean on the transformed axis; 0 where there is nothing.
    pub(super) fn mean(&self) -> Option<Exact> {
        mean(self.all())
    }

    /// The median on the transformed axis; 0 where there is nothing.
    pub(super) fn median(&self) -> Option<Exact> {
        let mut all: Vec<Exact> = self.all().collect();
        all.sort();
        let half = all.len() / 2;
        let from = if all.len() % 2 == 1 { half } else { half.saturating_sub(1) };
        mean(all.get(from..=half).unwrap_or_default().iter().cloned())
    }

    /// Mean and variance on the transformed axis, of a sample (over n − 1) or else of a population (over n).
    pub(super) fn spread(&self, of: Spread) -> Option<(Exact, Exact)> {
        let middle = self.mean()?;
        let square = |figure: Exact| {
            let off = figure.checked_sub(&middle)?;
            off.checked_mul(&off)
        };
        let squares = self.all().try_fold(Exact::ZERO, |sum, figure| sum.checked_add(&square(figure)?))?;
        let less = i64::from(of == Spread::Sample);
        let divisor = i64::try_from(self.sorted.len()).ok()? - less;
        let variance = if divisor > 0 { squares.checked_div(&divisor.into())? } else { Exact::ZERO };
        Some((middle, variance))
    }
}

fn numbers(data: &[Datum]) -> impl Iterator<Item = Number> {
    data.iter().filter_map(|cell| match cell {
        Datum::Number(number) => Some(*number),
        _ => None,
    })
}

/// 0 where there is nothing.
fn mean(figures: impl Iterator<Item = Exact>) -> Option<Exact> {
    let (mut sum, mut count) = (Exact::ZERO, 0_i64);
    for figure in figures {
        sum = sum.checked_add(&figure)?;
        count += 1;
    }
    if count == 0 { Some(Exact::ZERO) } else { sum.checked_div(&count.into()) }
}

/// The percentile of sorted figures, linear between its neighbours: the least stands at 0, the greatest at 100, the
/// others at equal distances. `Some(None)` where there is nothing.
fn percentile(sorted: &[Number], share: &Exact) -> Option<Option<Exact>> {
    let Some(last) = sorted.len().checked_sub(1) else { return Some(None) };
    let steps = Exact::from(i64::try_from(last).ok()?);
    let place = share.checked_mul(&steps)?.checked_div(&Exact::from(100))?;
    let below = place.floor()?;
    let at = usize::try_from(below).ok()?;
    let low = Exact::from(*sorted.get(at)?);
    let Some(next) = sorted.get(at + 1) else { return Some(Some(low)) };
    let rest = place.checked_sub(&Exact::ratio(below, 1)?)?;
    let step = Exact::from(*next).checked_sub(&low)?.checked_mul(&rest)?;
    Some(Some(low.checked_add(&step)?))
}

/// Caps bound each figure as it stands in the table.
pub(super) fn capped(cap: Span, cells: Vec<Datum>) -> Vec<Datum> {
    if cap == Span::default() { cells } else { each(cells, cap) }
}

fn each(mut cells: Vec<Datum>, bounds: Span) -> Vec<Datum> {
    for cell in &mut cells {
        if let Datum::Number(number) = cell {
            let held = bounds.high.map_or(*number, |high| (*number).min(high));
            *number = bounds.low.map_or(held, |low| held.max(low));
        }
    }
    cells
}

/// Brings the figures at both ends in. `None` when a percentile leaves the range of exact numbers.
pub(super) fn winsorised(by: Option<&Winsorise>, cells: Vec<Datum>) -> Option<Vec<Datum>> {
    let Some(by) = by else { return Some(cells) };
    let mut sorted: Vec<Number> = numbers(&cells).collect();
    sorted.sort_unstable();
    let bounds = match by {
        Winsorise::Points(points) => {
            let points = (*points as usize).min(sorted.len().saturating_sub(1) / 2);
            Span { low: sorted.get(points).copied(), high: sorted.iter().rev().nth(points).copied() }
        }
        Winsorise::Percentiles([low, high]) => {
            let at = |share| match percentile(&sorted, share)? {
                None => Some(None),
                Some(figure) => figure.to_number().or_else(|| Some(figure.to_fixed()?.to_number())).map(Some),
            };
            Span { low: at(low)?, high: at(high)? }
        }
    };
    Some(each(cells, bounds))
}
