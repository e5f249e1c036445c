//! Series of targets: periods that are due and missing, baselines, figures on another scale.

use std::collections::{BTreeMap, BTreeSet};

use crate::number::{Exact, Figure, How, Number, Numbers};
use crate::period::{Period, PeriodKind, PeriodRole};

use super::super::cell::Cell;
use super::super::draft::{DraftElement, DraftIndicator};
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
            self.report.add(at.key("baseline").finding(&lints::MISSING_BASELINE));
        }
        let missing = levels.get(&kind).map_or(Vec::new(), |level| missing(row, level));
        if !missing.is_empty() {
            let periods: Vec<Box<str>> = missing.iter().map(|period| period.to_string().into()).collect();
            let first = missing.first().map_or(String::new(), Period::to_string);
            let targets = at.key("targets");
            self.report.add(targets.key(&first).finding(&lints::MISSING_TARGET).with("periods", periods));
        }
        for (period, text, factor) in scale_breaks(row) {
            let (targets, written) = (at.key("targets"), period.to_string());
            let finding = targets.key(&written).finding(&lints::SCALE_BREAK).with("period", written.as_str());
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
    if is_complete(row, level) {
        return Vec::new();
    }
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

/// Whether a series has every usual period of its level and no gap between its own: the common case, told
/// without gathering anything.
fn is_complete(row: &IndicatorRow, level: &LevelTargets) -> bool {
    let mut usual = level.with_target.iter().filter(|(_, count)| *count * 2 >= level.indicators);
    let has = |period: Period| row.series.get(period).is_some_and(|entry| !entry.is_baseline());
    let periods = || target_periods(row);
    let follow = periods().zip(periods().skip(1)).all(|(a, b)| a.end().succ_opt() == Some(b.start()));
    follow && usual.all(|(period, _)| has(*period))
}

/// The years from one to another, at most a century of them: what lies further apart is no gap but a slip.
fn years_between(first: Period, last: Period) -> impl Iterator<Item = Period> {
    let yearly = first.kind() == PeriodKind::Year && last.kind() == PeriodKind::Year;
    let next = |period: &Period| period.next();
    std::iter::successors(yearly.then_some(first), next).take_while(move |period| *period <= last).take(100)
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
        let Some(middle) = median_without(&figures, i) else { continue };
        let factor = FACTORS.into_iter().find(|factor| fits(*number, *factor, middle));
        breaks.extend(factor.map(|factor| (*period, number.to_string(), factor.to_string())));
    }
    // Where the scale changes for good, both sides look odd: the first figure of the second side is named.
    if breaks.len() * 2 > figures.len() {
        let far = |a: Number, b: Number| Some(a.min(b).checked_mul(APART.into())? < a.max(b));
        let change = figures.windows(2).find_map(|pair| match pair {
            [(_, a), (period, b)] if far(*a, *b) == Some(true) => Some(*period),
            _ => None,
        });
        breaks.retain(|(period, ..)| Some(*period) == change);
    }
    breaks
}

/// The factors by which scales differ: share and percent, units and thousands.
const FACTORS: [i64; 2] = [100, 1_000];

/// Figures that are not this many times apart are on one scale.
const APART: i64 = 20;

/// The median of all figures but one; of two in the middle the lower.
fn median_without(figures: &[(Period, Number)], left_out: usize) -> Option<Number> {
    let others = figures.iter().enumerate().filter(|(i, _)| *i != left_out);
    let mut others: Vec<Number> = others.map(|(_, (_, number))| *number).collect();
    others.sort_unstable();
    others.get((others.len().checked_sub(1)?) / 2).copied()
}

/// Whether `number`, scaled up or down by `factor`, lies between half and twice the `middle` of the others.
fn fits(number: Number, factor: i64, middle: Number) -> bool {
    let (number, middle) = (Exact::from(number), Exact::from(middle));
    let near = |scaled: Option<Exact>| {
        let scaled = scaled?;
        let two = Exact::from(2);
        Some(scaled.checked_mul(&two)? >= middle && scaled <= middle.checked_mul(&two)?)
    };
    let factor = Exact::from(Number::from(factor));
    near(number.checked_mul(&factor)) == Some(true) || near(number.checked_div(&factor)) == Some(true)
}

/// Which figures of a level speak for which convention.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spoken {
    point: usize,
    comma: usize,
}

impl Spoken {
    fn hear<'c>(mut self, cells: impl Iterator<Item = &'c Cell>) -> Spoken {
        for cell in cells {
            // Only a figure with a point or a comma says anything; most have neither.
            let Cell::Text(text) = cell else { continue };
            if !text.contains(['.', ',']) {
                continue;
            }
            match says(text) {
                Some(Numbers::Point) => self.point += 1,
                Some(Numbers::Comma) => self.comma += 1,
                None => {}
            }
        }
        self
    }

    fn add(&mut self, other: Spoken) {
        self.point += other.point;
        self.comma += other.comma;
    }

    /// Whether all that speak, speak against a habit.
    fn contradicts(self, habit: Numbers) -> bool {
        match habit {
            Numbers::Point => self.comma > 0 && self.point == 0,
            Numbers::Comma => self.point > 0 && self.comma == 0,
        }
    }

    /// Whether any speaks for a habit.
    fn supports(self, habit: Numbers) -> bool {
        match habit {
            Numbers::Point => self.point > 0,
            Numbers::Comma => self.comma > 0,
        }
    }
}

impl Checker {
    /// What the figures of each level say, so that a table of its own convention is not read by the other.
    pub(super) fn listen(&mut self, elements: &[DraftElement]) {
        for (at, element) in elements.iter().enumerate() {
            let Some((kind, _)) = self.named(at as u32) else { continue };
            for draft in &element.indicators {
                let own = Spoken::default().hear(cells(draft));
                self.spoken.entry(kind).or_default().add(own);
                self.heard.push(own);
            }
        }
    }

    /// The convention by which the next indicator's figures are read: the document's, unless its own figures, or
    /// else those of its level, contradict that. What is ambiguous then is not guessed.
    pub(super) fn numbers_of(&self, element: u32) -> Option<Numbers> {
        let habit = self.habits.numbers?;
        let own = self.heard.get(self.measures.len()).copied().unwrap_or_default();
        let level =
            self.named(element).and_then(|(kind, _)| self.spoken.get(&kind)).copied().unwrap_or_default();
        let contradicted = own.contradicts(habit) || (level.contradicts(habit) && !own.supports(habit));
        (!contradicted).then_some(habit)
    }
}

/// Which convention a figure speaks for. One sign with other than three digits behind it is a decimal sign;
/// everything less plain is read.
fn says(text: &str) -> Option<Numbers> {
    let (whole, decimals) = text.rsplit_once(['.', ','])?;
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if decimals.len() != 3 && plain(whole) && plain(decimals) {
        return Some(if text.contains('.') { Numbers::Point } else { Numbers::Comma });
    }
    match Figure::read(text, None).map(|figure| figure.reading()) {
        Ok(How::Convention(numbers)) => Some(numbers),
        _ => None,
    }
}

fn cells(draft: &DraftIndicator) -> impl Iterator<Item = &Cell> {
    draft.baseline.iter().chain(&draft.targets).chain(&draft.actuals).map(|point| &point.value)
}
