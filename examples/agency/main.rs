//! A real agency's plan under the region's, from tables: the ten findings first, then the agency's view.
//!
//! ```text
//! cargo run --release --example agency -- DIR [--json] [--lang id]
//! ```
//!
//! `DIR` holds `elements.csv`, `indicators.csv` and `budget.csv`, and, where they are, `region_links.csv` (what of
//! the region's plan each element serves), `policy_links.csv` (the region's policies and the agency's),
//! `cascade.csv` (what the document's own cascade says) and `kpi.csv` (the same measures in its lists of key
//! indicators). What the region's plan says beyond that is not known here, and is therefore not evaluable.

#[path = "../common/mod.rs"]
mod common;
mod region;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use common::{Options, Output, pick};
use region::Around;
use renstra::align::{AlignSettings, Alignment, Lens, LevelMap, View};
use renstra::finding::Lang;
use renstra::format::{Table, Tables};
use renstra::plan::Kind;
use renstra::report::{self, AlignmentJson, Findings};

/// The day as of which the plan is looked at: the document is of 2025, its annex begins in 2026.
const AS_OF: &str = "2026-01-01";

fn main() -> ExitCode {
    common::main("agency DIR [--json] [--lang en|id]", run)
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let [dir] = options.rest.as_slice() else { return Err("one directory is needed".into()) };
    let dir = Path::new(dir);
    let [elements, indicators, budget] =
        ["elements.csv", "indicators.csv", "budget.csv"].map(|name| common::table(&dir.join(name)));
    let [elements, indicators, budget] = [elements?, indicators?, budget?];
    for (table, needed) in [&elements, &indicators, &budget].into_iter().zip(Tables::NEEDED) {
        let lacking = table.lacking(needed);
        if !lacking.is_empty() {
            return Err(format!("`{}` lacks the column `{}`", table.file(), lacking.join("`, `")).into());
        }
    }
    let tables = Tables { elements: &elements, indicators: &indicators, budget: &budget };
    let name = dir.file_name().map_or("AGENCY".into(), |name| name.to_string_lossy().to_uppercase());
    let mut draft = tables.draft(&name, &name).draft;
    draft.document.owner = name.as_str().into();
    let mut around = Around::new(&name);
    let beside = |name: &str| -> Result<Option<Table>, Box<dyn Error>> {
        let path = dir.join(name);
        if path.exists() { common::table(&path).map(Some) } else { Ok(None) }
    };
    if let Some(table) = beside("region_links.csv")? {
        around.region_links(&table, &mut draft);
    }
    if let Some(table) = beside("policy_links.csv")? {
        around.policy_links(&table, &mut draft);
    }
    if let Some(table) = beside("cascade.csv")? {
        around.cascade(&table, &mut draft);
    }
    if let Some(table) = beside("kpi.csv")? {
        around.key_indicators(&table);
    }
    let plan = draft.check()?;
    let (above, remarks) = around.finish()?;
    let settings =
        AlignSettings::on(AS_OF.parse().map_err(|_| "the day cannot be read")?).level_map(levels());
    let alignment = Alignment::under(&plan, &above, &settings);
    match options.output {
        Output::Json => println!("{}", json(&alignment, &remarks, options.lang)?),
        Output::Text => text(&alignment, &remarks, options.lang),
    }
    Ok(())
}

/// What the document links to what: it ties its goal to the vision and a mission, and every objective to the
/// region's objective.
fn levels() -> LevelMap {
    LevelMap::of(&[
        (Kind::Vision, Kind::Goal),
        (Kind::Mission, Kind::Goal),
        (Kind::Objective, Kind::Goal),
        (Kind::Objective, Kind::Objective),
        (Kind::Program, Kind::Program),
        (Kind::PolicyDirection, Kind::PolicyDirection),
    ])
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

fn text(alignment: &Alignment, remarks: &[[String; 2]], lang: Lang) {
    println!("{}\n", alignment.plan().document().title());
    ten(alignment, lang);
    for [en, id] in remarks {
        println!("  · {}", if lang == Lang::Id { id } else { en });
    }
    println!("\n{}", report::alignment(alignment, lang, 40, Findings::All));
    view(alignment, lang);
}

const TEN: [[&str; 2]; 10] = [
    ["assigned by the region and lacking", "ditugaskan daerah dan tidak ada"],
    ["the same indicator with other figures", "indikator sama dengan angka lain"],
    ["ceilings", "pagu"],
    ["output wording at outcome level", "rumusan keluaran pada tingkat hasil"],
    ["broken chains", "rantai terputus"],
    ["targets flat, below the actual, against the trend", "target datar, di bawah capaian, melawan tren"],
    ["mandates", "mandat"],
    ["promises without programme or money", "janji tanpa program atau anggaran"],
    ["problem, root cause, objective", "masalah, akar masalah, sasaran"],
    ["indicators that cannot be measured", "indikator yang tidak dapat diukur"],
];

/// The ten findings that a planner wants first; where there is nothing to be found, whether it could be looked for.
fn ten(alignment: &Alignment, lang: Lang) {
    println!("{}:", pick(lang, ["The ten findings", "Sepuluh temuan"]));
    let groups = alignment.groups();
    for (topic, words) in (1u8..).zip(TEN) {
        let mine: Vec<_> =
            groups.iter().filter(|group| group.findings().iter().any(|f| f.topic() == topic)).collect();
        println!("{topic:>3}. {}", pick(lang, words));
        for group in &mine {
            println!("       {} {}", group.severity(), group.message(lang));
        }
        if mine.is_empty() {
            println!("       {}", nothing(alignment, topic, lang));
        }
    }
}

fn nothing(alignment: &Alignment, topic: u8, lang: Lang) -> String {
    let rules = alignment.tally().iter().filter(|tally| renstra::align::lints::topic(tally.rule) == topic);
    // Whether amounts add up is asked when the plan is checked, and what does not stands among the findings.
    let added_up = topic == 3 && !alignment.plan().budget().is_empty();
    let asked = added_up || rules.clone().any(|tally| tally.pass + tally.fail > 0);
    let reason = rules.clone().find_map(|tally| tally.reason.as_ref());
    match (asked, reason) {
        (true, _) => pick(lang, ["nothing found", "tidak ada temuan"]).to_owned(),
        (false, Some(reason)) => {
            format!("{}: {}", pick(lang, ["not evaluable", "tidak dapat dinilai"]), reason.message(lang))
        }
        (false, None) => {
            pick(lang, ["the tables say nothing about it", "tabel tidak memuat hal ini"]).to_owned()
        }
    }
}

fn view(alignment: &Alignment, lang: Lang) {
    let view = View::of(alignment, Lens::Whole, lang);
    println!("{}:", pick(lang, ["The agency's view", "Sudut pandang perangkat daerah"]));
    for program in view.programs.iter().filter(|program| program.kind == "program") {
        let missions: Vec<&str> = program.missions.iter().map(|mission| &*mission.title).collect();
        println!("  {} {} → {}", program.code, program.title, missions.first().unwrap_or(&"-"));
        for money in &program.money {
            println!("      {} {} {}", money.stage, money.period, money.amount);
        }
        for indicator in &program.indicators {
            let targets: Vec<String> = indicator.targets.iter().map(|(p, v)| format!("{p}: {v}")).collect();
            println!("      {} ({}) {}", indicator.name, indicator.unit, targets.join("; "));
        }
    }
}
