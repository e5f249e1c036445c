//! A composite index: a definition as data and a table of units give scores, ranks, bands and contributions.
//!
//! ```text
//! cargo run --release --example composite -- DEFINITION.json TABLE.csv [--out SCORES.csv] [--json] [--lang id]
//! ```
//!
//! The keys of a definition stand on the page of `renstra::composite`; two of them stand beside this file.

#[path = "../common/mod.rs"]
mod common;

use std::error::Error;
use std::process::ExitCode;

use common::{Options, Output};
use renstra::composite::{Composite, Definition, UnitScores, UnitTable, Weighing};
use renstra::formula::{Outcome, Warning};
use serde_json::{Map, Value, json};

fn main() -> ExitCode {
    common::main("composite DEFINITION.json TABLE.csv [--out SCORES.csv] [--json] [--lang en|id]", run)
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let [definition, table] = options.rest.as_slice() else {
        return Err("a definition and a table are needed".into());
    };
    let text = std::fs::read_to_string(definition)
        .map_err(|error| format!("cannot read `{definition}`: {error}"))?;
    let definition = Definition::from_json(&text).map_err(|error| format!("`{definition}`: {error}"))?;
    let scored = definition.score(&units(table)?).map_err(|error| format!("`{table}`: {error}"))?;
    if let Some(path) = &options.out {
        std::fs::write(path, csv(&scored)?).map_err(|error| format!("cannot write `{path}`: {error}"))?;
    }
    match options.output {
        Output::Json => {
            println!("{}", serde_json::to_string_pretty(&document(&definition, &scored, options))?)
        }
        Output::Text => print(&definition, &scored, options),
    }
    Ok(())
}

fn units(path: &str) -> Result<UnitTable, Box<dyn Error>> {
    let bytes = std::fs::read(path).map_err(|error| format!("cannot read `{path}`: {error}"))?;
    let text = std::str::from_utf8(&bytes).map_err(|error| format!("`{path}` is not UTF-8: {error}"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let mut table = UnitTable::new(reader.headers()?);
    for record in reader.records() {
        table.push(&record?);
    }
    Ok(table)
}

/// The shown score of a level, or nothing.
fn shown(outcome: Option<&Outcome>) -> String {
    outcome.and_then(Outcome::score).map_or(String::new(), |score| score.rounded.to_string())
}

fn csv(scored: &Composite) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let levels: Vec<&str> = scored.codes().collect();
    let head = ["unit", "name"].into_iter().chain(levels.iter().copied()).chain(["rank", "band", "coverage"]);
    writer.write_record(head)?;
    for unit in scored.units() {
        let mut row = vec![unit.code().to_string(), unit.name().to_string()];
        row.extend(levels.iter().map(|code| shown(scored.outcome(unit, code))));
        row.push(unit.rank().map_or(String::new(), |rank| rank.to_string()));
        row.push(scored.band(unit).unwrap_or("").to_string());
        row.push(scored.index(unit).map_or(String::new(), |score| score.coverage.to_string()));
        writer.write_record(row)?;
    }
    Ok(writer.into_inner()?)
}

fn document(definition: &Definition, scored: &Composite, options: &Options) -> Value {
    let unit = |unit: &UnitScores| {
        let scores: Map<String, Value> =
            scored.codes().map(|code| (code.to_string(), score(scored, unit, code, options))).collect();
        json!({
            "code": unit.code(), "name": unit.name(), "rank": unit.rank(), "band": scored.band(unit),
            "coverage": scored.index(unit).map(|score| score.coverage.to_string()),
            "score": scored.index(unit).map(|score| score.rounded.to_string()),
            "absent": unit.absent(),
            "scores": scores,
            "contributions": contributions(scored, unit),
        })
    };
    json!({
        "definition": {"id": definition.id(), "title": definition.title(), "source": definition.source(), "doubts": definition.doubts()},
        "top": scored.top(),
        "weights": weights(definition),
        "units": scored.units().iter().map(unit).collect::<Vec<Value>>(),
    })
}

fn score(scored: &Composite, unit: &UnitScores, code: &str, options: &Options) -> Value {
    match scored.outcome(unit, code) {
        Some(Outcome::Scored(score)) => json!({
            "raw": score.raw.to_string(), "rounded": score.rounded.to_string(), "coverage": score.coverage.to_string(),
            "warnings": score.warnings.iter().map(Warning::code).collect::<Vec<&str>>(),
        }),
        Some(Outcome::NotScorable(reason)) => {
            json!({"not_scorable": reason.code(), "message": reason.message(options.lang)})
        }
        None => Value::Null,
    }
}

/// What each part of each group contributes; the parts sum to the group's raw score.
fn contributions(scored: &Composite, unit: &UnitScores) -> Map<String, Value> {
    let codes: Vec<&str> = scored.codes().collect();
    let of = |group: &str| {
        let contributions = scored.contributions(unit, group)?;
        let part = |part: &renstra::formula::Contribution| {
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

fn print(definition: &Definition, scored: &Composite, options: &Options) {
    println!("{}\n{}\n", definition.title(), definition.source());
    let mut units: Vec<&UnitScores> = scored.units().iter().collect();
    units.sort_by_key(|unit| (unit.rank().is_none(), unit.rank(), unit.code()));
    for unit in &units {
        let rank = unit.rank().map_or("-".to_string(), |rank| rank.to_string());
        let levels: Vec<String> = scored
            .groups()
            .map(|code| format!("{code} {}", clipped(&shown(scored.outcome(unit, code)))))
            .collect();
        let band = scored.band(unit).unwrap_or("");
        println!("{rank:>4}  {:<12} {:<28} {}  {band}", unit.code(), unit.name(), levels.join("  "));
    }
    for doubt in definition.doubts() {
        println!("{}: {doubt}", common::pick(options.lang, ["doubtful", "diragukan"]));
    }
    if let Some(explanation) = units.first().and_then(|unit| scored.explain(unit, scored.top())) {
        println!("\n{}", explanation.text(options.lang));
    }
}

/// The first places of a long figure: a page is no table of 15 digits.
fn clipped(text: &str) -> String {
    let whole = text.find('.').map_or(text.len(), |point| (point + 7).min(text.len()));
    if text.is_empty() { "-".into() } else { text.chars().take(whole).collect() }
}
