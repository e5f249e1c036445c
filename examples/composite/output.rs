//! Scores as a page, as JSON, as a table.

use std::error::Error;

use renstra::composite::{Composite, Definition, UnitScores, Weighing};
use renstra::finding::Lang;
use renstra::formula::{Contribution, Datum, Outcome, Warning};
use serde_json::{Map, Value, json};

use crate::common::{Options, pick};

/// The shown score of a level, or nothing.
fn shown(outcome: Option<&Outcome>) -> String {
    outcome.and_then(Outcome::score).map_or(String::new(), |score| score.rounded.to_string())
}

/// One row a unit: its code and name, the score of every input and level, rank, band, coverage, and why it has no score.
pub(crate) fn csv(scored: &Composite) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let levels: Vec<&str> = scored.codes().collect();
    let ends = ["rank", "band", "coverage", "not_scorable"];
    writer.write_record(["unit", "name"].into_iter().chain(levels.iter().copied()).chain(ends))?;
    for unit in scored.units() {
        let mut row = vec![unit.code().to_string(), unit.name().to_string()];
        row.extend(levels.iter().map(|code| shown(scored.outcome(unit, code))));
        row.push(unit.rank().map_or(String::new(), |rank| rank.to_string()));
        row.push(scored.band(unit).unwrap_or("").to_string());
        row.push(scored.index(unit).map_or(String::new(), |score| score.coverage.to_string()));
        let reason = scored.outcome(unit, scored.top()).and_then(Outcome::reason);
        row.push(reason.map_or("", |reason| reason.code()).to_string());
        writer.write_record(row)?;
    }
    Ok(writer.into_inner()?)
}

/// Everything: figures as read, scores at each level, what each part contributes.
pub(crate) fn document(definition: &Definition, scored: &Composite, lang: Lang) -> Value {
    let codes: Vec<&str> = scored.codes().collect();
    let unit = |unit: &UnitScores| {
        let scores: Map<String, Value> =
            codes.iter().map(|code| (code.to_string(), score(scored, unit, code, lang))).collect();
        let figures: Map<String, Value> =
            scored.inputs().map(|code| (code.to_string(), figure(scored.figure(unit, code)))).collect();
        json!({
            "code": unit.code(), "name": unit.name(), "rank": unit.rank().map(place), "band": scored.band(unit),
            "coverage": scored.index(unit).map(|score| score.coverage.to_string()),
            "score": scored.index(unit).map(|score| score.rounded.to_string()),
            "absent": unit.absent(),
            "figures": figures,
            "scores": scores,
            "contributions": contributions(scored, unit, &codes),
        })
    };
    json!({
        "definition": {
            "id": definition.id(), "title": definition.title(), "source": definition.source(),
            "scope": definition.scope(), "doubts": definition.doubts().collect::<Vec<&str>>(),
        },
        "warnings": definition.warnings().iter().map(|finding| finding.message(lang)).collect::<Vec<String>>(),
        "top": scored.top(),
        "weights": weights(definition),
        "units": scored.units().iter().map(unit).collect::<Vec<Value>>(),
    })
}

/// A place as a number; equals that share the mean of their places may stand at a half.
fn place(place: renstra::formula::Place) -> Value {
    place.whole().map_or_else(|| json!(place.to_f64()), |whole| json!(whole))
}

/// What the table says, or the reason why it says nothing.
fn figure(datum: Option<&Datum>) -> Value {
    match datum {
        Some(Datum::Number(number)) => json!(number.to_string()),
        Some(Datum::Word(word)) => json!(&**word),
        Some(Datum::Absent(absence)) => json!({"absent": absence.as_str()}),
        _ => Value::Null,
    }
}

fn score(scored: &Composite, unit: &UnitScores, code: &str, lang: Lang) -> Value {
    match scored.outcome(unit, code) {
        Some(Outcome::Scored(score)) => json!({
            "raw": score.raw.to_string(), "rounded": score.rounded.to_string(), "coverage": score.coverage.to_string(),
            "warnings": score.warnings.iter().map(Warning::code).collect::<Vec<&str>>(),
        }),
        Some(Outcome::NotScorable(reason)) => {
            json!({"not_scorable": reason.code(), "message": reason.message(lang)})
        }
        None => Value::Null,
    }
}

/// What each part of each group contributes; the parts sum to the group's raw score.
fn contributions(scored: &Composite, unit: &UnitScores, codes: &[&str]) -> Map<String, Value> {
    let of = |group: &str| {
        let contributions = scored.contributions(unit, group)?;
        let part = |part: &Contribution| {
            let code = codes.get(part.child.index()).copied().unwrap_or("");
            (code.to_string(), Value::from(part.amount.to_string()))
        };
        Some((group.to_string(), Value::Object(contributions.parts.iter().map(part).collect())))
    };
    scored.groups().filter_map(of).collect()
}

/// The weights that groups compute, with the consistency of the comparisons behind them.
fn weights(definition: &Definition) -> Map<String, Value> {
    let of = |(group, weighing): (&str, &Weighing)| {
        let parts: Map<String, Value> = weighing
            .weights
            .iter()
            .map(|(part, weight)| (part.to_string(), weight.to_string().into()))
            .collect();
        let ratio = weighing.consistency.map(|consistency| consistency.ratio.to_string());
        (group.to_string(), json!({"parts": parts, "consistency_ratio": ratio}))
    };
    definition.weighings().map(of).collect()
}

/// Units by rank with their levels, what is doubtful, and how one of them came about.
pub(crate) fn page(definition: &Definition, scored: &Composite, options: &Options) -> String {
    let lang = options.lang;
    let mut lines = vec![format!("{}\n{}\n", definition.title(), definition.source())];
    let mut units: Vec<&UnitScores> = scored.units().iter().collect();
    units.sort_by_key(|unit| (unit.rank().is_none(), unit.rank(), unit.code()));
    for unit in &units {
        lines.push(line(scored, unit, lang));
    }
    for doubt in definition.doubts() {
        lines.push(format!("{}: {doubt}", pick(lang, ["doubtful", "diragukan"])));
    }
    for warning in definition.warnings() {
        lines.push(format!("! {}", warning.message(lang)));
    }
    let asked = |unit: &&&UnitScores| options.explain.as_deref().is_none_or(|code| code == unit.code());
    if let Some(explanation) = units.iter().find(asked).and_then(|unit| scored.explain(unit, scored.top())) {
        lines.push(format!("\n{}", explanation.text(lang)));
    }
    lines.join("\n")
}

fn line(scored: &Composite, unit: &UnitScores, lang: Lang) -> String {
    let rank = unit.rank().map_or("-".to_string(), |rank| rank.to_string());
    let figure = |code| {
        let text = clipped(&shown(scored.outcome(unit, code)));
        if lang == Lang::Id { text.replace('.', ",") } else { text }
    };
    let level = |code| format!("{code} {}", figure(code));
    let levels: Vec<String> = scored.groups().map(level).collect();
    let why = scored.outcome(unit, scored.top()).and_then(Outcome::reason).map(|reason| reason.message(lang));
    let end = why.or(scored.band(unit).map(str::to_owned)).unwrap_or_default();
    format!("{rank:>4}  {:<12} {:<28} {}  {end}", unit.code(), unit.name(), levels.join("  "))
}

/// The first places of a long figure: a page is no table of 15 digits.
fn clipped(text: &str) -> String {
    let whole = text.find('.').map_or(text.len(), |point| (point + 7).min(text.len()));
    if text.is_empty() { "-".into() } else { text.chars().take(whole).collect() }
}
