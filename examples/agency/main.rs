//! A real agency's plan under the region's, from tables: the ten findings first, then the agency's view.
//!
//! ```text
//! cargo run --release --example agency -- DIR [--json] [--lang id]
//! ```
//!
//! `DIR` holds `elements.csv`, `indicators.csv` and `budget.csv`, and, where they are, `region_links.csv` (what of
//! the region's plan each element serves; a row without an element is what the region expects and nothing here
//! serves), `policy_links.csv` (the region's policies and the agency's), `cascade.csv` (what the document's own cascade
//! says) and `kpi.csv` (the same measures in its lists of key indicators). What the region's plan says beyond that
//! is not known here, and is therefore not evaluable.
//!
//! As JSON: `alignment` with all its findings, `remarks` on the tables, and `view`, the plan as the agency sees it.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/folder.rs"]
mod folder;
mod page;
mod region;

use std::error::Error;
use std::process::ExitCode;

use common::{Options, Output};
use folder::Folder;
use region::align;
use renstra::align::{Alignment, Lens, View};
use renstra::finding::Lang;
use renstra::report::AlignmentJson;

fn main() -> ExitCode {
    common::main("agency DIR [--json] [--lang en|id]", run)
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let [dir] = options.rest.as_slice() else { return Err("one folder is needed".into()) };
    let (alignment, remarks) = align(&Folder::open(dir)?)?;
    match options.output {
        Output::Json => common::print(&json(&alignment, &remarks, options.lang)?),
        Output::Text => common::print(&page::text(&alignment, &remarks, options.lang)),
    }
}

fn json(alignment: &Alignment, remarks: &[[String; 2]], lang: Lang) -> Result<String, serde_json::Error> {
    let remarks: Vec<&str> =
        remarks.iter().map(|[en, id]| if lang == Lang::Id { &**id } else { &**en }).collect();
    serde_json::to_string_pretty(&serde_json::json!({
        "alignment": AlignmentJson::of(alignment, lang),
        "remarks": remarks,
        "view": View::of(alignment, Lens::Whole, lang),
    }))
}
