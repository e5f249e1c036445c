//! The rows that hold figures: indicators with their targets, and money.

use std::collections::BTreeMap;

use crate::number::Figure;
use crate::period::{Calendar, Period};
use crate::plan::{Cell, DraftBudget, DraftIndicator, DraftPoint, Source, lints};

use super::build::Builder;
use super::table::{Table, TableRow};

/// The years for which the table of indicators has targets, with the columns they stand in: `t2026`, `2026`,
/// `target 2026`.
pub(super) fn years(indicators: &Table) -> Vec<(String, String)> {
    years_in(indicators, &["target", "t"])
}

/// The years of columns that are a year, alone or behind one of these words, with the columns.
pub(super) fn years_in(table: &Table, words: &[&str]) -> Vec<(String, String)> {
    let year = |column: &str| {
        let year = words.iter().find_map(|word| column.strip_prefix(word)).unwrap_or(column);
        let year = year.trim_start_matches([' ', '_', '-']);
        let plain = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| (year.to_string(), column.to_string()))
    };
    let mut years: Vec<(String, String)> = table.columns().filter_map(year).collect();
    years.sort();
    years.dedup_by(|later, first| later.0 == first.0);
    years
}

/// The first and the last year of the plan: those of the targets, and years of the budget that join them and hold
/// at least half as many amounts as the year that has most. A slip of the pen is no year of the plan.
pub(super) fn horizon(years: &[(String, String)], budget: &Table) -> Option<(i32, i32)> {
    let mut amounts: BTreeMap<i32, usize> = BTreeMap::new();
    for year in budget.rows().filter_map(|row| year_in(row, "year").parse().ok()) {
        *amounts.entry(year).or_default() += 1;
    }
    let most = amounts.values().copied().max().unwrap_or(0);
    let usual = |year: i32| amounts.get(&year).is_some_and(|count| count * 2 >= most);
    let of_targets = || years.iter().filter_map(|(year, _)| year.parse::<i32>().ok());
    let mut first = of_targets().min().or_else(|| amounts.keys().copied().find(|year| usual(*year)))?;
    let mut last = of_targets().max().unwrap_or(first);
    while usual(last + 1) {
        last += 1;
    }
    while usual(first - 1) {
        first -= 1;
    }
    Some((first, last))
}

impl Builder {
    pub(super) fn indicator(&mut self, row: TableRow<'_>, years: &[(String, String)]) {
        let Some(at) = self.placed(row, row.cell("name")) else { return };
        let base = year_in(row, "baseline_year");
        let before = years
            .first()
            .and_then(|(first, _)| first.parse::<i64>().ok())
            .map(|first| (first - 1).to_string());
        let base = if base.is_empty() { before.unwrap_or_default() } else { base.to_string() };
        let baseline = match without_unit(row.cell("baseline"), row.cell("unit")) {
            "" => Vec::new(),
            value => vec![DraftPoint::new(base, value)],
        };
        let value = |column: &str| without_unit(row.cell(column), row.cell("unit"));
        let targets = years.iter().map(|(year, column)| DraftPoint::new(year, value(column)));
        let targets = targets.filter(|point| !point.value.as_written().is_empty()).collect();
        let level = match row.cell("kind").to_lowercase().as_str() {
            "output" | "keluaran" => "output",
            "outcome" | "sasaran" | "tujuan" | "objective" | "goal" => "outcome",
            "impact" | "dampak" => "impact",
            _ => "",
        };
        let indicator = DraftIndicator {
            name: cell(row.cell("name")),
            unit: cell(row.cell("unit")),
            direction: cell(row.cell("direction")),
            level: cell(level),
            baseline,
            targets,
            source: source(row),
            ..Default::default()
        };
        if let Some(element) = self.draft.elements.get_mut(at) {
            element.indicators.push(indicator);
        }
    }

    pub(super) fn money(&mut self, row: TableRow<'_>) {
        let Some(at) = self.placed(row, "") else { return };
        let (year, stage, fund) = (year_in(row, "year"), row.cell("stage"), row.cell("fund"));
        if Period::parse(year, Calendar::default()).is_err() {
            let args = vec![("field", "year".into()), ("text", year.into())];
            self.find(&lints::BAD_PERIOD, self.subject(at), (row, "year"), args);
            return;
        }
        if !self.paid.insert((at, stage.into(), fund.into(), year.into())) {
            let args = vec![("field", "year".into()), ("period", year.into()), ("other", year.into())];
            self.find(&lints::OVERLAPPING_PERIODS, self.subject(at), (row, "year"), args);
            return;
        }
        let budget = DraftBudget {
            stage: cell(stage),
            fund: cell(fund),
            amounts: vec![(cell(year), cell(row.cell("amount")))],
            source: source(row),
            ..Default::default()
        };
        if let Some(element) = self.draft.elements.get_mut(at) {
            element.budget.push(budget);
        }
    }
}

/// The year of a cell. Where a column has blank cells, programs write the years of the others as `2026.0`.
fn year_in<'t>(row: TableRow<'t>, column: &str) -> &'t str {
    let text = row.cell(column);
    text.strip_suffix(".0").or_else(|| text.strip_suffix(",0")).unwrap_or(text)
}

/// A figure without its own unit behind it: `40 Unit` in a series of units is 40. A sign of percent stays.
fn without_unit<'c>(text: &'c str, unit: &str) -> &'c str {
    let figure = || {
        let at = text.len().checked_sub(unit.len()).filter(|_| unit.starts_with(char::is_alphabetic))?;
        let (figure, behind) = text.split_at_checked(at)?;
        let figure = figure.trim_end();
        let known = behind.eq_ignore_ascii_case(unit) && figure.ends_with(|c: char| c.is_ascii_digit());
        (known && !matches!(Figure::read(figure, None), Err(crate::number::FigureError::NotANumber(_))))
            .then_some(figure)
    };
    figure().unwrap_or(text)
}

pub(super) fn cell(text: &str) -> Cell {
    if text.is_empty() { Cell::Missing } else { text.into() }
}

pub(super) fn source(row: TableRow<'_>) -> Source {
    Source::Row { file: row.file(), row: row.number() }
}
