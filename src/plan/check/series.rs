//! Series of targets: periods that are due and missing, baselines, figures on another scale.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::number::{Absence, Figure, How, Numbers, Reading};
use crate::period::{Entry, Period, PeriodKind, PeriodRole};

use super::super::cell::{Cell, Source};
use super::super::draft::{DraftElement, DraftIndicator};
use super::super::kind::Kind;
use super::super::lints;
use super::super::store::IndicatorRow;
use super::Checker;
use super::report::{At, Path, Who};
use super::scale::broken_series;

/// How many indicators of a level there are, and how many have a target for each period.
#[derive(Default)]
pub(super) struct LevelTargets {
    indicators: usize,
    with_target: BTreeMap<Period, usize>,
    /// Those for which at least half of its indicators have one, once all are counted: never more than twice as many
    /// as an indicator has on average.
    usual: Vec<Period>,
    /// Those that are due for an indicator without any target where none is usual.
    any: Vec<Period>,
}

impl LevelTargets {
    /// Settles what is usual, all being counted.
    fn settle(&mut self, horizon: Option<(Period, Period)>) {
        let half = |(_, count): &(&Period, &usize)| **count * 2 >= self.indicators;
        self.usual = self.with_target.iter().filter(half).map(|(period, _)| *period).collect();
        if self.usual.is_empty() {
            let some = self.with_target.keys().take(CENTURY).copied();
            self.any = some.collect();
        }
        if let (true, true, Some((from, to))) = (self.usual.is_empty(), self.any.is_empty(), horizon) {
            self.any = years_between(from, to).collect();
        }
    }
}

impl Checker {
    /// Third walk: what the series of targets lack, each judged by those of its own level.
    pub(super) fn missing_targets(&mut self) {
        let mut levels = std::mem::take(&mut self.levels);
        levels.values_mut().for_each(|level| level.settle(self.horizon));
        let rows = std::mem::take(&mut self.measures);
        let mut number_in_element = 0;
        let mut element = None;
        let dashes = std::mem::take(&mut self.dashes);
        for (measure, row) in (0..).zip(&rows) {
            number_in_element = if element == Some(row.element) { number_in_element + 1 } else { 0 };
            element = Some(row.element);
            let first = dashes.partition_point(|dash| dash.measure < measure);
            let own = dashes.get(first..).unwrap_or(&[]).iter().take_while(|dash| dash.measure == measure);
            self.judge(row, number_in_element, &levels, &own.collect::<Vec<_>>());
        }
        for own in rows.chunk_by(|one, other| one.element == other.element).filter(|own| own.len() > 1) {
            self.measured_once(own);
        }
        self.directions(&rows);
        self.measures = rows;
    }

    /// Reports indicators whose direction is missed. A plan in which nothing is measured and no direction stands is a
    /// list of targets, and not for scoring.
    fn directions(&mut self, rows: &[IndicatorRow]) {
        let undirected = std::mem::take(&mut self.undirected);
        if self.observed.is_empty() && rows.iter().all(|row| row.direction.is_none()) {
            return;
        }
        for measure in undirected {
            let Some(row) = rows.get(measure as usize) else { continue };
            let Some(element) = self.rows.get(row.element as usize) else { continue };
            let item = Path::Item(&element.source, "elements", row.element as usize);
            let key = item.key("indicators");
            let number = measure.saturating_sub(element.indicators.start) as usize;
            let who = Who { kind: "indicator", code: &row.code, name: &row.name };
            let at = At { who, path: key.part(&row.source, number) };
            self.report.add(at.key("direction").finding(&lints::MISSING_DIRECTION));
        }
    }

    /// Indicators of one element that measure the same.
    fn measured_once(&mut self, rows: &[IndicatorRow]) {
        let mut names: HashMap<&str, Vec<&IndicatorRow>> = HashMap::new();
        for (number, row) in rows.iter().enumerate().filter(|(_, row)| !row.name.trim().is_empty()) {
            let same = names.entry(row.name.trim()).or_default();
            // A name that a thousand indicators share is found without comparing them all.
            if same.iter().take(COMPARED).any(|other| measures_the_same(row, other)) {
                let Some(element) = self.rows.get(row.element as usize) else { continue };
                let item = Path::Item(&element.source, "elements", row.element as usize);
                let key = item.key("indicators");
                let who = Who { kind: "indicator", code: &row.code, name: &row.name };
                let at = At { who, path: key.part(&row.source, number) };
                self.report.add(at.key("name").finding(&lints::DUPLICATE_INDICATOR));
            }
            same.push(row);
        }
    }

    /// Counts an indicator and its targets among those of its level.
    pub(super) fn count_targets(&mut self, row: &IndicatorRow) {
        let kind = self.roll.kinds.get(row.element as usize).filter(|_| row.source != Source::Unread);
        let Some(kind) = kind else { return };
        let level = self.levels.entry(*kind).or_default();
        level.indicators += 1;
        // What leads into the next plan is due to nobody.
        let planned = |entry: &&Entry<Reading>| is_told(entry) && entry.role() == PeriodRole::Plan;
        for period in row.series.iter().filter(planned).map(|entry| entry.period()) {
            *level.with_target.entry(period).or_default() += 1;
        }
    }

    fn judge(
        &mut self,
        row: &IndicatorRow,
        number: usize,
        levels: &BTreeMap<Kind, LevelTargets>,
        dashes: &[&Dash],
    ) {
        if row.source == Source::Unread {
            return;
        }
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
        let mut missing = levels.get(&kind).map_or(Vec::new(), |level| missing(row, level));
        let targets = at.key("targets");
        // Between figures a sign for "nothing" breaks the series; where no figure is, all are missing.
        let first = first_figure(row);
        let breaks = |dash: &&&Dash| missing.contains(&dash.period) || dash.is_word_after(first);
        for dash in dashes.iter().filter(|_| first.is_some()).filter(breaks) {
            let written = dash.period.to_string();
            self.report.add(broken_series(targets.key(&written), &written, &dash.text));
        }
        missing.retain(|period| first.is_none() || !dashes.iter().any(|dash| dash.period == *period));
        if let Some(first) = missing.first().map(Period::to_string) {
            let periods: Vec<Box<str>> = missing.iter().map(|period| period.to_string().into()).collect();
            self.report.add(targets.key(&first).finding(&lints::MISSING_TARGET).with("periods", periods));
        }
        self.unlike(row, at);
    }
}

/// With how many indicators of its name one is compared.
const COMPARED: usize = 16;

fn measures_the_same(one: &IndicatorRow, other: &IndicatorRow) -> bool {
    let of = |row: &IndicatorRow| {
        let more = row.more.as_deref();
        (more.map_or("", |more| &more.population).to_owned(), more.and_then(|more| more.place))
    };
    one.unit == other.unit && of(one) == of(other)
}

/// A sign for "nothing", such as `-` or `n/a`, that stands for a target and gives no reason.
pub(super) struct Dash {
    pub(super) measure: u32,
    pub(super) period: Period,
    pub(super) text: Box<str>,
}

impl Dash {
    /// Whether it is a word, such as `n/a`, behind the first figure. A mere stroke there says no more than an
    /// empty cell, and is missed only where a target is due.
    fn is_word_after(&self, first: Option<Period>) -> bool {
        self.text.contains(char::is_alphabetic) && first.is_some_and(|first| first < self.period)
    }
}

/// The period of the first target that is a figure.
fn first_figure(row: &IndicatorRow) -> Option<Period> {
    let figure = |entry: &&Entry<Reading>| !entry.is_baseline() && entry.reading().number().is_some();
    row.series.iter().find(figure).map(|entry| entry.period())
}

/// The periods for which the plan holds a target or says why there is none.
fn target_periods(row: &IndicatorRow) -> impl Iterator<Item = Period> {
    row.series.iter().filter(|entry| is_told(entry)).map(|entry| entry.period())
}

fn is_told(entry: &Entry<Reading>) -> bool {
    entry.role() != PeriodRole::Baseline && !matches!(entry.reading(), Reading::Absent(Absence::Blank))
}

/// The periods that are due for an indicator of this level and that it has no target for.
fn missing(row: &IndicatorRow, level: &LevelTargets) -> Vec<Period> {
    if is_complete(row, level) {
        return Vec::new();
    }
    let own: BTreeSet<Period> = target_periods(row).collect();
    if own.is_empty() && level.usual.is_empty() {
        return level.any.clone();
    }
    let mut due: BTreeSet<Period> = level.usual.iter().copied().collect();
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
    let has = |period: Period| row.series.get(period).is_some_and(is_told);
    let periods = || target_periods(row);
    let follow = periods().zip(periods().skip(1)).all(|(a, b)| a.end().succ_opt() == Some(b.start()));
    follow
        && level.usual.iter().all(|period| has(*period))
        && (level.any.is_empty() || periods().next().is_some())
}

/// What lies further apart is no gap but a slip.
const CENTURY: usize = 100;

/// The years from one to another, at most a century of them.
fn years_between(first: Period, last: Period) -> impl Iterator<Item = Period> {
    let yearly = first.kind() == PeriodKind::Year && last.kind() == PeriodKind::Year;
    let next = |period: &Period| period.next();
    std::iter::successors(yearly.then_some(first), next)
        .take_while(move |period| *period <= last)
        .take(CENTURY)
}

/// Which figures of a level speak for which convention.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spoken {
    point: usize,
    comma: usize,
}

impl Spoken {
    /// What the figures of an indicator say.
    fn of(indicator: &DraftIndicator) -> Spoken {
        Spoken::default().hear(cells(indicator))
    }

    fn hear<'c>(mut self, cells: impl Iterator<Item = &'c Cell>) -> Spoken {
        for cell in cells {
            // Only a figure with a point or a comma says anything; most have neither.
            let Cell::Text(text) = cell else { continue };
            if !text.bytes().any(|byte| matches!(byte, b'.' | b',')) {
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
    /// Listens to what the figures of each level say, so that a table of its own convention is not read by the other:
    /// here, to those of the last element on the roll.
    pub(super) fn listen(&mut self, element: &DraftElement) {
        let Some(kind) = self.roll.kinds.last().filter(|_| self.habits.numbers.is_some()) else { return };
        let level = self.spoken.entry(*kind).or_default();
        element.indicators.iter().for_each(|indicator| level.add(Spoken::of(indicator)));
    }

    /// The convention by which an indicator's figures are read: the document's, unless its own figures, or else those
    /// of its level, contradict that. What is ambiguous then is not guessed.
    pub(super) fn numbers_of(&mut self, draft: &DraftIndicator, element: u32) -> Option<Numbers> {
        let habit = self.habits.numbers?;
        let kind = self.roll.kinds.get(element as usize)?;
        let own = Spoken::of(draft);
        self.heard.entry(*kind).or_default().add(own);
        let level = self.spoken.get(kind).copied().unwrap_or_default();
        let contradicted = own.contradicts(habit) || (level.contradicts(habit) && !own.supports(habit));
        (!contradicted).then_some(habit)
    }

    /// Whether a level contradicts the document's convention although nobody listened to it before.
    pub(super) fn is_misled(&self) -> bool {
        let contradicts = |level: &Spoken| self.habits.numbers.is_some_and(|habit| level.contradicts(habit));
        self.spoken.is_empty() && self.heard.values().any(contradicts)
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
