//! Scenarios as a table of text and as JSON.

use std::fmt::Write;

use serde::ser::{Serialize, Serializer};

use crate::finding::Lang;
use crate::formula::message::figure;
use crate::number::{Fixed, Number, Rounding};
use crate::text::in_columns;

use super::{ScenarioColumn, ScenarioLine, Scenarios};

impl Scenarios {
    /// A table of text: for each element its score as it is, then in each scenario the score and the difference,
    /// and the money where a scenario moves it. Scores are rounded to two digits.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let is = if lang == Lang::En { "as it is" } else { "apa adanya" };
        let mut rows = vec![["", is].into_iter().chain(self.names()).map(String::from).collect()];
        rows.extend(self.lines.iter().map(|line| row(line, lang)));
        in_columns(&rows)
    }
}

fn row(line: &ScenarioLine, lang: Lang) -> Vec<String> {
    let shown = |score: Option<Fixed>| {
        score.map_or_else(|| "-".into(), |score| figure(score.round(Rounding::half_up(2)), lang))
    };
    let cell = |column: &ScenarioColumn| {
        let mut cell = shown(column.score);
        if let Some(difference) = column.difference.filter(|difference| !difference.is_zero()) {
            let _ = write!(cell, " ({}{})", plus(difference.is_negative()), shown(Some(difference)));
        }
        if let Some(moved) = column.money_difference.filter(|moved| !moved.is_zero()) {
            let _ = write!(cell, " [{}{}]", plus(moved.is_negative()), figure(moved, lang));
        }
        cell
    };
    let head = [line.code.to_string(), shown(line.base.score)];
    head.into_iter().chain(line.columns.iter().map(cell)).collect()
}

/// The sign of what rose; a fall has its own.
const fn plus(negative: bool) -> &'static str {
    if negative { "" } else { "+" }
}

#[derive(serde::Serialize)]
struct Json<'a> {
    #[serde(rename = "renstra-scenarios")]
    version: u32,
    scenarios: &'a [Box<str>],
    stage: &'static str,
    currency: Option<String>,
    lines: Vec<LineJson<'a>>,
}

#[derive(serde::Serialize)]
struct LineJson<'a> {
    id: String,
    code: &'a str,
    base: ColumnJson<'a>,
    scenarios: Vec<ColumnJson<'a>>,
}

#[derive(serde::Serialize)]
struct ColumnJson<'a> {
    score: Option<Fixed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<Fixed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    band: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    money: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    money_difference: Option<Number>,
}

impl Serialize for Scenarios {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = Json {
            version: 1,
            scenarios: &self.names,
            stage: self.stage.as_str(),
            currency: self.currency.map(|currency| currency.to_string()),
            lines: self.lines.iter().map(line).collect(),
        };
        json.serialize(serializer)
    }
}

fn line(line: &ScenarioLine) -> LineJson<'_> {
    LineJson {
        id: line.id.to_string(),
        code: &line.code,
        base: column(&line.base),
        scenarios: line.columns.iter().map(column).collect(),
    }
}

fn column(column: &ScenarioColumn) -> ColumnJson<'_> {
    ColumnJson {
        score: column.score,
        difference: column.difference,
        band: column.band.as_deref(),
        money: column.money,
        money_difference: column.money_difference,
    }
}
