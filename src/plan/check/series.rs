//! Series of targets: periods that are due and missing, baselines, figures on another scale.

use std::collections::{BTreeMap, BTreeSet};

use crate::number::{Exact, Number};
use crate::period::{Period, PeriodKind, PeriodRole};

use super::super::kind::Kind;
use super::super::lints;
use super::super::store::IndicatorRow;
use super::Checker;
use super::report::{At, Path, Who};

/// How many indicators of a level there are, and how many have a target for each period.
#[derive(Default)]
struct LevelTargets {
    indicators: usize,
    with_target: BTreeMap<Period, usize>,
}

impl Checker {
    /// Third walk: what the series of targets lack, each judged by those of its own level.
    pub(super) fn missing_targets(&mut self) {
        let levels = self.levels();
        let rows = std::mem::take(&mut self.measures);
        let mut number_in_element = 0;
        let mut element = None;
        for row in &rows {
            number_in_element = if element == Some(row.element) { number_in_element + 1 } else { 0 };
            element = Some(row.element);
            self.judge(row, number_in_element, &levels);
        }
        self.measures = rows;
    }

    fn levels(&self) -> BTreeMap<Kind, LevelTargets> {
        let mut levels: BTreeMap<Kind, LevelTargets> = BTreeMap::new();
        for row in &self.measures {
            let Some((kind, _)) = self.named(row.element) else { continue };
            let level = levels.entry(kind).or_default();
            level.indicators += 1;
            for period in target_periods(row) {
                *level.with_target.entry(period).or_default() += 1;
            }
        }
        levels
    }

    fn judge(&mut self, row: &IndicatorRow, number: usize, levels: &BTreeMap<Kind, LevelTargets>) {
        let Some((kind, _)) = self.named(row.element) else { return };
        let Some(source) = self.rows.get(row.element as usize).map(|element| element.source.clone()) else {
            return;
        };
        let item = Path::Item(&source, "elements", row.element as usize);
        let indicators = item.key("indicators");
        let who = Who { kind: "indicator", code: &row.code, name: &row.name };
        let at = At { who, path: indicators.part(&row.source, number) };
        if row.series.baseline().is_none_or(|entry| entry.reading().value().is_none()) {
            self.report.add(at.finding(&lints::MISSING_BASELINE));
        }
        let missing = levels.get(&kind).map_or(Vec::new(), |level| missing(row, level));
        if !missing.is_empty() {
            let periods: Vec<Box<str>> = missing.iter().map(|period| period.to_string().into()).collect();
            self.report.add(at.key("targets").finding(&lints::MISSING_TARGET).with("periods", periods));
        }
        for (period, text, factor) in scale_breaks(row) {
            let finding = at.key("targets").finding(&lints::SCALE_BREAK).with("period", period.to_string());
            self.report.add(finding.with("text", text).with("factor", factor));
        }
    }
}

/// The periods for which the plan holds a target or says why there is none.
fn target_periods(row: &IndicatorRow) -> impl Iterator<Item = Period> {
    row.series.iter().filter(|entry| entry.role() != PeriodRole::Baseline).map(|entry| entry.period())
}

/// The periods that are due for an indicator of this level and that it has no target for.
fn missing(row: &IndicatorRow, level: &LevelTargets) -> Vec<Period> {
    let own: BTreeSet<Period> = target_periods(row).collect();
    let usual = level.with_target.iter().filter(|(_, count)| *count * 2 >= level.indicators).map(|(p, _)| *p);
    let mut due: BTreeSet<Period> = usual.collect();
    if let (Some(first), Some(last)) = (own.first(), own.last()) {
        due.extend(years_between(*first, *last));
        // Periods of another kind (quarters beside years) say nothing about this series.
        due.retain(|period| own.iter().any(|own| own.kind() == period.kind()));
    }
    due.difference(&own).copied().collect()
}

fn years_between(first: Period, last: Period) -> impl Iterator<Item = Period> {
    let yearly = first.kind() == PeriodKind::Year && last.kind() == PeriodKind::Year;
    let next = |period: &Period| period.next();
    std::iter::successors(yearly.then_some(first), next).take_while(move |period| *period <= last)
}

/// Figures that fit among the others only once they are divided or multiplied by 100 or 1,000.
fn scale_breaks(row: &IndicatorRow) -> Vec<(Period, String, String)> {
    let positive = || {
        let figures = row.series.iter().filter_map(|entry| Some((entry.period(), entry.reading().number()?)));
        figures.filter(|(_, number)| !number.is_zero() && !number.is_negative())
    };
    let (least, greatest) = (positive().map(|(_, n)| n).min(), positive().map(|(_, n)| n).max());
    let apart =
        least.zip(greatest).and_then(|(least, greatest)| Some(least.checked_mul(APART.into())? < greatest));
    if apart != Some(true) || positive().count() < 3 {
        return Vec::new();
    }
    let figures: Vec<(Period, Number)> = positive().collect();
    let mut breaks = Vec::new();
    for (i, (period, number)) in figures.iter().enumerate() {
        let others = || figures.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, (_, other))| *other);
        let (Some(low), Some(high)) = (others().min(), others().max()) else { continue };
        for factor in [100i64, 1_000] {
            if fits(*number, factor, low, high) {
                breaks.push((*period, number.to_string(), factor.to_string()));
            }
        }
    }
    breaks
}

/// Figures that are not this many times apart are on one scale.
const APART: i64 = 20;

/// Whether `number` is far outside `low..high`, and within a quarter of it once scaled by `factor`.
fn fits(number: Number, factor: i64, low: Number, high: Number) -> bool {
    let exact = |n: Number| Exact::from(n);
    let times = |a: &Exact, n: i64| a.checked_mul(&exact(Number::from(n)));
    let inside = |scaled: Option<Exact>| {
        let scaled = scaled?;
        let (low, high) = (times(&exact(low), 3)?, times(&exact(high), 5)?);
        Some(times(&scaled, 4)? >= low && times(&scaled, 4)? <= high)
    };
    let factor = exact(Number::from(factor));
    let (up, down) = (exact(number).checked_mul(&factor), exact(number).checked_div(&factor));
    // One of the two at most can be near the others, since they differ by the square of the factor.
    inside(up) == Some(true) || inside(down) == Some(true)
}
