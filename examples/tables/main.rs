//! A real agency's five-year plan, built from its tables, checked, aligned, and what was found, grouped.
//!
//! ```text
//! cargo run --release --example tables -- DIR [--json] [--lang id]
//! ```
//!
//! `DIR` holds `elements.csv`, `indicators.csv` and `budget.csv`, and may hold `outputs.csv`, the outcomes and outputs
//! with the amounts beside them; other files and columns are left alone.
//!
//! As JSON: `elements`, `indicators`, `budget_lines` and `outputs` are the rows that were read. `findings` is everything that
//! was found, each with `code`, `severity`, `subject` (the element's code in the tables), `message` and `origin`
//! (`file:row:column`); a rule of the alignment that more than twenty places of one kind break is one finding about the
//! first of them. `alignment` holds the numbers; `null` where no plan came of the tables.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/folder.rs"]
mod folder;
mod found;

use std::error::Error;
use std::process::ExitCode;

use common::{Options, Output, pick};
use folder::Folder;
use found::Found;
use renstra::align::{AlignSettings, Alignment};
use renstra::finding::Lang;
use renstra::format::{Table, TablePlan};
use renstra::plan::Plan;
use renstra::report::{AlignmentJson, Findings, alignment};

fn main() -> ExitCode {
    common::main("tables DIR [--json] [--lang en|id]", run)
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let [dir] = options.rest.as_slice() else { return Err("one folder is needed".into()) };
    let folder = Folder::open(dir)?;
    let built = folder.build(&folder.name());
    let checked = built.check();
    let findings = match &checked {
        Ok(plan) => plan.findings(),
        Err(faults) => faults.findings(),
    };
    let aligned = checked.as_ref().ok().map(align);
    let found = Found::new(&built, findings, aligned.as_ref(), options.lang);
    match options.output {
        Output::Json => common::print(&json(&folder, &found, aligned.as_ref()).to_string()),
        Output::Text => common::print(&text(&folder, &built, aligned.as_ref(), &found)),
    }
}

/// The plan held against itself on the first day of its horizon.
fn align(plan: &Plan) -> Alignment {
    let first = plan.document().horizon().map(|(first, _)| first.start());
    Alignment::of(plan, &AlignSettings::on(first.unwrap_or_default()))
}

fn json(folder: &Folder, found: &Found<'_>, aligned: Option<&Alignment>) -> serde_json::Value {
    serde_json::json!({
        "elements": folder.elements.count(),
        "indicators": folder.indicators.count(),
        "budget_lines": folder.budget.count(),
        "outputs": folder.outputs.as_ref().map(Table::count),
        "findings": found.json(),
        "alignment": aligned.map(|aligned| serde_json::json!(AlignmentJson::of(aligned, found.lang()))),
    })
}

fn text(folder: &Folder, built: &TablePlan, aligned: Option<&Alignment>, found: &Found<'_>) -> String {
    let lang = found.lang();
    let mut out = String::new();
    for table in folder.tables() {
        out.push_str(&format!("{:>7}  {}\n", table.count(), table.file()));
    }
    out.push_str(&figures(built, lang));
    if aligned.is_none() {
        let words = ["no plan comes of these tables:", "tabel-tabel ini tidak dapat menjadi rencana:"];
        out.push_str(pick(lang, words));
        out.push('\n');
    }
    out.push_str(&format!("\n{}\n", found.text()));
    if let Some(aligned) = aligned {
        out.push_str(&alignment(aligned, lang, usize::MAX, Findings::OfAlignment));
    }
    out
}

fn figures(built: &TablePlan, lang: Lang) -> String {
    let head = pick(
        lang,
        [
            "figures with a decimal point / with a decimal comma / that may be either",
            "angka dengan titik desimal / dengan koma desimal / yang bisa keduanya",
        ],
    );
    let votes = built.votes;
    format!("{head}: {} / {} / {}\n", votes.point, votes.comma, votes.ambiguous)
}
