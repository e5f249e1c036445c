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
use renstra::align::{AlignSettings, Alignment};
use renstra::finding::Lang;
use renstra::format::read_plan;
use renstra::plan::{Element, Plan};
use renstra::policy::{Policy, Registry};
use renstra::report::{AlignmentJson, CardJson, Findings, Mark, alignment, tree};
use renstra::score::{Asked, Comparisons, Provenance, Scorecard};

const PLAN: &[u8] = include_bytes!("plan.json");
const POLICY: &str = include_str!("policy.json");

fn main() -> ExitCode {
    common::main("solok [--json] [--lang en|id] [--explain CODE] [--verify SCORECARD.json]", run)
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
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
            }
            println!("{}", serde_json::to_string_pretty(&json)?);
        }
        Output::Text => print(&plan, &card, &aligned, options)?,
    }
    Ok(())
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
    println!("{}", common::pick(lang, ["the same scorecard comes out", "hasilnya sama"]));
    print!("{}", stored.text(lang));
    Ok(())
}

fn print(
    plan: &Plan,
    card: &Scorecard,
    aligned: &Alignment,
    options: &Options,
) -> Result<(), Box<dyn Error>> {
    let lang = options.lang;
    println!("{}\n", plan.document().title());
    println!(
        "* {}\n",
        common::pick(
            lang,
            [
                "illustrative, in whole or in part: the file says what",
                "ilustrasi, seluruhnya atau sebagian: lihat berkasnya"
            ]
        )
    );
    let mark = Mark { sign: "*", asked_by: |note| note.contains("illustrative") };
    println!("{}", tree(card, lang, Some(mark)));
    println!("{}", alignment(aligned, lang, 12, Findings::All));

    let code = options.explain.as_deref().unwrap_or("M4");
    let element = plan.find(code).ok_or_else(|| format!("the plan has no element `{code}`"))?;
    println!("{} {code}:", common::pick(lang, ["How the score came about of", "Asal nilai"]));
    if let Some(explanation) = card.explain(element) {
        println!("{}", explanation.text(lang));
    }
    println!("{}:\n", common::pick(lang, ["Compared", "Perbandingan"]));
    let below = [element].into_iter().chain(element.descendants());
    for indicator in below.flat_map(Element::indicators) {
        println!("{}", card.compare(indicator).text(lang));
    }
    println!("{}\n\n{}", source(lang, plan), card.provenance().text(lang));
    Ok(())
}

fn source(lang: Lang, plan: &Plan) -> String {
    let head = common::pick(lang, ["Source", "Sumber"]);
    format!("{head}: {}", plan.document().note())
}
