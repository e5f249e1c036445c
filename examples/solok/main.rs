//! Kabupaten Solok: a vision, four missions and a first-100-days programme, checked, scored and explained.
//!
//! ```text
//! cargo run --release --example solok [-- --json] [--lang id] [--explain CODE] [--verify SCORECARD.json]
//! ```
//!
//! With `--verify`, the JSON of an earlier run is held against plan, policy and observations as they are now.
//!
//! The plan is read from `examples/solok/plan.json`, the policy - which rule, which bands, what rolls up into
//! what - from `examples/solok/policy.json`. What is reported of the regency stands there as it is;
//! everything else is marked illustrative, there and in the output.

#[path = "../common/mod.rs"]
mod common;

use std::error::Error;
use std::process::ExitCode;

use common::{Options, Output};
use renstra::align::{AlignSettings, Alignment, Portfolio};
use renstra::finding::Lang;
use renstra::format::read_plan;
use renstra::plan::{Element, Focus, Plan};
use renstra::policy::{Policy, Registry};
use renstra::report::{AlignmentJson, CardJson, Findings, Mark, alignment, tree};
use renstra::score::{Asked, Comparisons, Provenance, Scorecard};

const PLAN: &[u8] = include_bytes!("plan.json");
const POLICY: &str = include_str!("policy.json");

fn main() -> ExitCode {
    common::main("solok [--json] [--lang en|id] [--explain CODE] [--verify SCORECARD.json]", run)
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    if let [more, ..] = options.rest.as_slice() {
        return Err(format!("`{more}` is one word too many").into());
    }
    let plan = read_plan(PLAN)?;
    let policy = Policy::from_json(POLICY, &Registry::default())?;
    let card = Scorecard::of(&plan, &policy, plan.observations(), Asked::about("2024".parse()?))?;
    if let Some(path) = &options.verify {
        return verify(path, &card, options.lang);
    }
    // The last of the first 100 days: what was promised for them is due.
    let aligned = Alignment::of(&plan, &AlignSettings::on("2025-05-30".parse()?));
    match options.output {
        Output::Json => {
            let mut json = serde_json::to_value(CardJson::of(&card, options.lang))?;
            if let Some(object) = json.as_object_mut() {
                let aligned = serde_json::to_value(AlignmentJson::of(&aligned, options.lang))?;
                object.insert("alignment".into(), aligned);
                let compared = serde_json::to_value(Comparisons::of(&card).json(options.lang))?;
                object.insert("comparisons".into(), compared);
                let explained = card.explain(explained(&plan, options)?);
                object.insert("explanation".into(), serde_json::to_value(explained)?);
            }
            common::print(&serde_json::to_string_pretty(&json)?)
        }
        Output::Text => common::print(&text(&plan, &card, &aligned, options)?),
    }
}

/// Says whether the scorecard that a file holds comes out the same today; an error where it does not.
fn verify(path: &str, card: &Scorecard, lang: Lang) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read `{path}`: {error}"))?;
    let stored = Provenance::from_json(&text)?;
    let found = stored.verify(card.plan(), card.policy(), card.observations())?;
    if !found.is_same() {
        let told: Vec<String> =
            found.differences().iter().map(|difference| difference.message(lang)).collect();
        return Err(told.join("; ").into());
    }
    let same = common::pick(lang, ["the same scorecard comes out", "hasilnya sama"]);
    common::print(&format!("{same}\n{}", stored.text(lang)))
}

/// The element whose score is explained.
fn explained<'p>(plan: &'p Plan, options: &Options) -> Result<Element<'p>, String> {
    let code = options.explain.as_deref().unwrap_or("M4");
    plan.find(code).ok_or_else(|| format!("the plan has no element `{code}`"))
}

fn text(
    plan: &Plan,
    card: &Scorecard,
    aligned: &Alignment,
    options: &Options,
) -> Result<String, Box<dyn Error>> {
    let lang = options.lang;
    let element = explained(plan, options)?;
    let code = element.code();
    let mark = Mark { sign: "*", asked_by: |note| note.contains("illustrative") };
    let below = [element].into_iter().chain(element.descendants());
    let compared = below.flat_map(Element::indicators).map(|indicator| card.compare(indicator).text(lang));
    let parts = [
        format!("{}\n", plan.document().title()),
        format!("* {}\n", common::pick(lang, ILLUSTRATIVE)),
        tree(card, lang, Some(mark)),
        agencies(plan, aligned, lang),
        alignment(aligned, lang, 12, Findings::All),
        format!("{} {code}:", common::pick(lang, ["How the score came about of", "Asal nilai"])),
        card.explain(element).map_or_else(String::new, |explanation| explanation.text(lang)),
        format!("{}:\n", common::pick(lang, ["Compared", "Perbandingan"])),
        compared.collect::<Vec<String>>().join("\n"),
        format!("{}\n", source(lang, plan)),
        card.provenance().text(lang),
    ];
    Ok(parts.join("\n"))
}

const ILLUSTRATIVE: [&str; 2] = [
    "illustrative, in whole or in part: the file says what",
    "ilustrasi, seluruhnya atau sebagian: lihat berkasnya",
];

/// Each agency with the missions that it serves and the foci of its first hundred days.
fn agencies(plan: &Plan, aligned: &Alignment, lang: Lang) -> String {
    let portfolio = Portfolio::of_plans(std::slice::from_ref(plan), aligned.settings());
    let matrix = portfolio.matrix();
    let head = [
        "agencies: how much serves each mission, and the foci of the first 100 days",
        "perangkat daerah: banyaknya yang mendukung tiap misi, dan fokus 100 hari",
    ];
    let mut out = format!("{}\n", common::pick(lang, head));
    for row in &matrix.rows {
        let serves = matrix.missions.iter().zip(&row.serves).filter(|(_, count)| **count > 0);
        let serves: Vec<String> =
            serves.map(|(mission, count)| format!("{} {count}", mission.code)).collect();
        let foci: Vec<&str> = row.foci.iter().map(|focus| common::pick(lang, focus_words(*focus))).collect();
        let list = |list: String| if list.is_empty() { "-".to_owned() } else { list };
        let (serves, foci) = (list(serves.join(", ")), list(foci.join(", ")));
        out.push_str(&format!("  {:<8} {serves:<14} {foci}\n", row.organization.code));
    }
    out
}

fn focus_words(focus: Focus) -> [&'static str; 2] {
    match focus {
        Focus::PublicService => ["public service", "pelayanan publik"],
        Focus::MainProblem => ["main problem", "masalah pokok"],
        Focus::Coordination => ["coordination", "koordinasi"],
        other => [other.as_str(); 2],
    }
}

fn source(lang: Lang, plan: &Plan) -> String {
    let head = common::pick(lang, ["Source", "Sumber"]);
    format!("{head}: {}", plan.document().note())
}
