//! A composite index: a definition as data and a table of units give scores, ranks, bands and contributions.
//!
//! ```text
//! cargo run --release --example composite -- DEFINITION.json TABLE.csv [--out SCORES.csv] [--json]
//!     [--explain UNIT] [--robust TRIAL.json] [--lang id]
//! ```
//!
//! With `--robust` what is printed is how far scores and places could lie elsewhere, had weights, means or scales been
//! chosen otherwise; `hdi_robust.json` is such a trial.
//!
//! The keys of a definition stand on the page of `renstra::composite`; definitions and tables stand beside this file.

#[path = "../common/mod.rs"]
mod common;
mod output;
mod table;

use std::error::Error;
use std::process::ExitCode;

use common::{Options, Output};
use renstra::composite::{Definition, Trial, UnitTable};
use renstra::finding::{Finding, Lang};
use renstra::robust::Threads;

const USAGE: &str = "composite DEFINITION.json TABLE.csv [--out SCORES.csv] [--json] [--explain UNIT] \
                     [--robust TRIAL.json] [--lang en|id]";

fn main() -> ExitCode {
    common::main(USAGE, run)
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let [path, rows] = options.rest.as_slice() else {
        return Err("a definition and a table are needed".into());
    };
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read `{path}`: {error}"))?;
    let definition =
        Definition::from_json(&text).map_err(|error| told(path, error.findings(), 0, options.lang))?;
    let table = table::read(rows)?;
    let scored =
        definition.score(&table).map_err(|error| told(rows, error.findings(), error.more(), options.lang))?;
    if let Some(unit) = options.explain.as_deref() {
        if !scored.units().iter().any(|known| known.code() == unit) {
            return Err(format!("`--explain` names `{unit}`, which is no unit of the table").into());
        }
    }
    if let Some(path) = &options.out {
        std::fs::write(path, output::csv(&scored)?)
            .map_err(|error| format!("cannot write `{path}`: {error}"))?;
    }
    if let Some(trial) = &options.robust {
        return robust(&definition, &table, trial, options);
    }
    match options.output {
        Output::Json => {
            let document = output::document(&definition, &scored, options.lang);
            common::print(&serde_json::to_string_pretty(&document)?)
        }
        Output::Text => common::print(&output::page(&definition, &scored, options)),
    }
}

/// How far scores and places could lie elsewhere.
fn robust(
    definition: &Definition,
    table: &UnitTable,
    path: &str,
    options: &Options,
) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read `{path}`: {error}"))?;
    let trial =
        Trial::from_json(definition, &text).map_err(|error| told(path, error.findings(), 0, options.lang))?;
    let found = trial
        .run(table, Threads::Own)
        .map_err(|error| told(path, error.findings(), error.more(), options.lang))?;
    match options.output {
        Output::Json => common::print(&serde_json::to_string_pretty(&found)?),
        Output::Text => {
            common::print(format!("{}\n\n{}", definition.title(), found.text(options.lang)).trim_end())
        }
    }
}

/// Every fault of a file on a line of its own: its code, its path, what is wrong, what to do.
fn told(file: &str, findings: &[Finding], more: usize, lang: Lang) -> String {
    let line = |finding: &Finding| {
        let at = finding.origin().map(ToString::to_string).unwrap_or_default();
        let at = if at.is_empty() { "/" } else { &at };
        format!("{}: {at}: {} ({})", finding.code(), finding.message(lang), finding.help(lang))
    };
    let mut lines = vec![format!("`{file}`:")];
    lines.extend(findings.iter().map(line));
    if more > 0 {
        lines.push(format!("{} {more}", common::pick(lang, ["and so many more:", "dan masih ada:"])));
    }
    lines.join("\n")
}
