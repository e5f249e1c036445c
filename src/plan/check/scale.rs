//! Figures of a series that do not fit among the others: of another kind, or on another scale.

use crate::finding::Finding;
use crate::number::{Exact, Number, Reading, UnitKind, Value};
use crate::period::{Entry, Series};

use super::super::draft::DraftPoint;
use super::super::lints;
use super::super::store::IndicatorRow;
use super::Checker;
use super::report::At;

type Point<'r> = &'r Entry<Reading>;

impl Checker {
    /// Words among the figures of a series break it, and so do figures among words: those that are rarer, or the
    /// words where both are as many. The words are those of the baselines, then of the targets.
    pub(super) fn broken(&mut self, series: &Series<Reading>, words: [&[&DraftPoint]; 2], at: At<'_>) {
        let count = words.iter().map(|words| words.len()).sum();
        if count == 0 {
            return;
        }
        let figures = || series.iter().filter(|entry| entry.reading().value().is_some_and(has_figures));
        if (1..count).contains(&figures().count()) {
            return self.odd_ones(figures(), at);
        }
        for (points, field) in words.iter().zip(FIELDS).filter(|_| figures().next().is_some()) {
            let field = at.key(field);
            for point in points.iter() {
                let period = point.period.as_written();
                self.report.add(broken_series(field.key(period), period, point.value.as_written()));
            }
        }
    }

    fn odd_ones<'s>(&mut self, entries: impl IntoIterator<Item = &'s Entry<Reading>>, at: At<'_>) {
        for entry in entries {
            let (field, written) = (at.key(field_of(entry)), entry.period().to_string());
            self.report.add(broken_series(field.key(&written), &written, &text_of(entry)));
        }
    }

    /// Figures that are of another kind or on another scale than the others of their series.
    pub(super) fn unlike(&mut self, row: &IndicatorRow, at: At<'_>) {
        self.odd_ones(other_kinds(row), at);
        for (entry, factor) in scale_breaks(row) {
            let (field, written) = (at.key(field_of(entry)), entry.period().to_string());
            let finding = field.key(&written).finding(&lints::SCALE_BREAK).with("period", written.as_str());
            self.report.add(finding.with("text", text_of(entry)).with("factor", factor.to_string()));
        }
    }
}

/// The fields in which the figures of a series stand: its baselines, then its targets.
const FIELDS: [&str; 2] = ["baseline", "targets"];

fn field_of(entry: &Entry<Reading>) -> &'static str {
    let [baseline, targets] = FIELDS;
    if entry.is_baseline() { baseline } else { targets }
}

fn has_figures(value: &Value) -> bool {
    value.figures().next().is_some()
}

/// Whether what stands for a figure is none, nor a reason for its absence.
pub(super) fn is_word(reading: &Reading) -> bool {
    reading.value().is_some_and(|value| !has_figures(value))
}

fn text_of(entry: &Entry<Reading>) -> String {
    entry.reading().value().map_or_else(String::new, |value| value.text().into_owned())
}

/// A target or baseline that is no figure like the others of its series.
pub(super) fn broken_series(at: At<'_>, period: &str, text: &str) -> Finding {
    at.finding(&lints::BROKEN_SERIES).with("period", period).with("text", text)
}

/// Figures that fit among the others only once they are divided or multiplied by 100 or 1,000.
fn scale_breaks(row: &IndicatorRow) -> Vec<(Point<'_>, i64)> {
    let figures = row.series.iter().filter_map(|entry| Some((entry, entry.reading().number()?)));
    let positive = figures.filter(|(_, number)| !number.is_zero() && !number.is_negative());
    let numbers = || positive.clone().map(|(_, number)| number);
    let apart = |least: Number, greatest| Some(least.checked_mul(APART.into())? < greatest);
    if numbers().min().zip(numbers().max()).and_then(|(least, greatest)| apart(least, greatest)) != Some(true)
    {
        return Vec::new();
    }
    let mut sorted: Vec<Number> = numbers().collect();
    sorted.sort_unstable();
    let figures: Vec<(Point<'_>, Number)> = positive.collect();
    if figures.len() < 3 {
        return Vec::new();
    }
    let mut breaks = Vec::new();
    for (entry, number) in &figures {
        let Some(middle) = median_without(&sorted, *number) else { continue };
        let factor = FACTORS.into_iter().find(|factor| fits(*number, *factor, middle));
        breaks.extend(factor.map(|factor| (*entry, factor)));
    }
    // Where the scale changes for good, both sides look odd: the first figure of the second side is named.
    if breaks.len() * 2 > figures.len() {
        let far = |a: Number, b: Number| Some(a.min(b).checked_mul(APART.into())? < a.max(b));
        let change = figures.windows(2).find_map(|pair| match pair {
            [(_, a), (entry, b)] if far(*a, *b) == Some(true) => Some(entry.period()),
            _ => None,
        });
        breaks.retain(|(entry, _): &(Point<'_>, i64)| Some(entry.period()) == change);
    }
    breaks
}

/// Ratios among plain figures, or plain figures among ratios: those of the kind that is rarer. A numerator and
/// denominator that come to what the others are, in the indicator's unit, are of their kind.
fn other_kinds(row: &IndicatorRow) -> Vec<Point<'_>> {
    let ratio = |entry: &Point<'_>| matches!(entry.reading().value(), Some(Value::Fraction(_)));
    let plain = |entry: &Point<'_>| matches!(entry.reading().value(), Some(Value::Number(_)));
    if !row.series.iter().any(|entry| ratio(&entry)) {
        return Vec::new();
    }
    let (ratios, plains): (Vec<_>, Vec<_>) =
        row.series.iter().filter(|e| ratio(e) || plain(e)).partition(|e| ratio(e));
    if plains.is_empty() {
        return Vec::new();
    }
    let mut middle: Vec<Number> = plains.iter().filter_map(|entry| entry.reading().number()).collect();
    middle.sort_unstable();
    let middle = middle.get(middle.len() / 2).copied().unwrap_or(Number::ZERO);
    if ratios.iter().all(|entry| comes_near(entry, row, middle)) {
        return Vec::new();
    }
    if ratios.len() > plains.len() { plains } else { ratios }
}

fn comes_near(entry: &Point<'_>, row: &IndicatorRow, middle: Number) -> bool {
    let per = match row.unit.as_ref().map(crate::number::Unit::kind) {
        Some(UnitKind::Percent | UnitKind::PercentagePoint) => Exact::from(100),
        Some(UnitKind::Rate { per, .. }) => Exact::from(Number::from(*per)),
        _ => Exact::ONE,
    };
    let quotient = entry.reading().value().and_then(Value::exact).and_then(|value| value.checked_mul(&per));
    quotient.is_some_and(|quotient| near(&quotient, &middle.into()) == Some(true))
}

/// The factors by which scales differ: share and percent, units and thousands.
const FACTORS: [i64; 2] = [100, 1_000];

/// Figures that are not this many times apart are on one scale.
const APART: i64 = 20;

/// The median of all of these sorted numbers but one of them; of two in the middle the lower.
fn median_without(sorted: &[Number], left_out: Number) -> Option<Number> {
    let middle = sorted.len().checked_sub(2)? / 2;
    let rank = sorted.binary_search(&left_out).ok()?;
    sorted.get(middle + usize::from(rank <= middle)).copied()
}

/// Whether `number`, scaled up or down by `factor`, lies between half and twice the `middle` of the others.
fn fits(number: Number, factor: i64, middle: Number) -> bool {
    let (number, middle, factor) =
        (Exact::from(number), Exact::from(middle), Exact::from(Number::from(factor)));
    let scaled = [number.checked_mul(&factor), number.checked_div(&factor)];
    scaled.iter().flatten().any(|scaled| near(scaled, &middle) == Some(true))
}

/// Whether one is between half and twice the other.
fn near(one: &Exact, other: &Exact) -> Option<bool> {
    let two = Exact::from(2);
    Some(one.checked_mul(&two)? >= *other && *one <= other.checked_mul(&two)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert_eq, proptest};

    use super::{Number, median_without};

    /// By taking it out.
    fn slow(numbers: &[Number], left_out: usize) -> Option<Number> {
        let mut others = numbers.to_vec();
        others.remove(left_out);
        others.sort_unstable();
        others.get(others.len().checked_sub(1)? / 2).copied()
    }

    proptest! {
        #[test]
        fn the_median_without_one_is_that_of_the_others(numbers in prop::collection::vec(0..6_i64, 1..9)) {
            let numbers: Vec<Number> = numbers.into_iter().map(Number::from).collect();
            let mut sorted = numbers.clone();
            sorted.sort_unstable();
            for (i, number) in numbers.iter().enumerate() {
                prop_assert_eq!(median_without(&sorted, *number), slow(&numbers, i));
            }
        }
    }
}
