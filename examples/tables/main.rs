//! A real agency's five-year plan, built from its tables, checked, and what was found, grouped.
//!
//! ```text
//! cargo run --release --example tables -- DIR [--json] [--lang id]
//! ```
//!
//! `DIR` holds `elements.csv`, `indicators.csv` and `budget.csv`; other files and columns are left alone.

#[path = "../common/mod.rs"]
mod common;
mod found;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use common::{Options, Output};
use found::Found;
use renstra::align::{AlignSettings, Alignment};
use renstra::format::{Table, TablePlan, Tables};
use renstra::plan::Plan;
use renstra::report::{AlignmentJson, Findings, alignment};

fn main() -> ExitCode {
    common::main("tables DIR [--json] [--lang en|id]", run)
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let [dir] = options.rest.as_slice() else { return Err("one directory is needed".into()) };
    let [elements, indicators, budget] = ["elements.csv", "indicators.csv", "budget.csv"]
        .map(|name| common::table(&Path::new(dir).join(name)));
    let [elements, indicators, budget] = [elements?, indicators?, budget?];
    for (table, needed) in [&elements, &indicators, &budget].into_iter().zip(Tables::NEEDED) {
        let lacking = table.lacking(needed);
        if !lacking.is_empty() {
            return Err(format!("`{}` lacks the column `{}`", table.file(), lacking.join("`, `")).into());
        }
    }
    let tables = Tables { elements: &elements, indicators: &indicators, budget: &budget };
    let name = Path::new(dir).file_name().map_or("PLAN".into(), |name| name.to_string_lossy());
    let built = tables.draft(&name, &name);
    let checked = built.check();
    let findings = match &checked {
        Ok(plan) => plan.findings(),
        Err(faults) => faults.findings(),
    };
    let found = Found::new(&built, findings, options.lang);
    let aligned = checked.as_ref().ok().map(align);
    let counts = [elements.count(), indicators.count(), budget.count()];
    match options.output {
        Output::Json => println!("{}", json(counts, &found, aligned.as_ref())),
        Output::Text => text(counts, &tables, &built, aligned.as_ref(), &found),
    }
    Ok(())
}

/// The plan held against itself on the first day of its horizon.
fn align(plan: &Plan) -> Alignment {
    let first = plan.document().horizon().map(|(first, _)| first.start());
    Alignment::of(plan, &AlignSettings::on(first.unwrap_or_default()))
}

fn json(
    [elements, indicators, budget_lines]: [usize; 3],
    found: &Found<'_>,
    aligned: Option<&Alignment>,
) -> serde_json::Value {
    serde_json::json!({
        "elements": elements,
        "indicators": indicators,
        "budget_lines": budget_lines,
        "findings": found.json(),
        "alignment": aligned.map(|aligned| serde_json::json!(AlignmentJson::of(aligned, found.lang()))),
    })
}

fn text(
    counts: [usize; 3],
    tables: &Tables<'_>,
    built: &TablePlan,
    aligned: Option<&Alignment>,
    found: &Found<'_>,
) {
    let lang = found.lang();
    let files: [&Table; 3] = [tables.elements, tables.indicators, tables.budget];
    for (table, count) in files.into_iter().zip(counts) {
        println!("{count:>7}  {}", table.file());
    }
    let votes = built.votes;
    let head = common::pick(
        lang,
        [
            "figures with a decimal point / with a decimal comma / that may be either",
            "angka dengan titik desimal / dengan koma desimal / yang bisa keduanya",
        ],
    );
    println!("{head}: {} / {} / {}", votes.point, votes.comma, votes.ambiguous);
    if aligned.is_none() {
        println!(
            "{}",
            common::pick(
                lang,
                ["no plan comes of these tables:", "tabel-tabel ini tidak dapat menjadi rencana:"]
            )
        );
    }
    println!("\n{}", found.text());
    if let Some(aligned) = aligned {
        println!("{}", alignment(aligned, lang, usize::MAX, Findings::OfAlignment));
    }
}
