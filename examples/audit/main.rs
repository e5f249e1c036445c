//! An auditor's tool over published tables of targets, actuals and achievements.
//!
//! ```text
//! cargo run --release --example audit -- FILE.csv [--numbers id|en] [--json]
//! ```
//!
//! For each row it says how the rule that the row's own direction names reproduces the published figure, or
//! that it does not, and what the figure should be. It tries no second rule until one fits.

#[path = "../common/mod.rs"]
mod common;
mod direction;
mod judge;
mod table;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::process::ExitCode;

use judge::{Class, Judged, judge};
use renstra::number::Numbers;
use table::Table;

const USAGE: &str = "usage: audit FILE.csv [--numbers id|comma|en|point] [--json]";

struct Options {
    file: String,
    numbers: Numbers,
    output: Output,
}

#[derive(PartialEq)]
enum Output {
    Text,
    Json,
}

fn main() -> ExitCode {
    if std::env::args().any(|arg| arg == "--help" || arg == "-h") {
        return common::exit(common::print(USAGE));
    }
    common::exit(options(std::env::args().skip(1)).map_err(Into::into).and_then(|options| run(&options)))
}

fn options(mut args: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options { file: String::new(), numbers: Numbers::Point, output: Output::Text };
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--json" => options.output = Output::Json,
            "--numbers" => {
                options.numbers = match args.next().as_deref() {
                    Some("id" | "comma") => Numbers::Comma,
                    Some("en" | "point") => Numbers::Point,
                    other => {
                        return Err(format!("`--numbers` takes `id` or `en`, not `{}`", other.unwrap_or("")));
                    }
                };
            }
            _ if arg.starts_with('-') => return Err(format!("unknown option `{arg}`\n{USAGE}")),
            _ if options.file.is_empty() => options.file = arg,
            _ => return Err(format!("one file at a time\n{USAGE}")),
        }
    }
    if options.file.is_empty() { Err(USAGE.into()) } else { Ok(options) }
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let table = Table::open(&options.file)?;
    let judged: Vec<Judged> = table.rows.iter().map(|row| judge(row, options.numbers)).collect();
    match options.output {
        Output::Json => common::print(&json(&judged).to_string()),
        Output::Text => common::print(&text(&table, &judged)?),
    }
}

fn totals(judged: &[Judged]) -> BTreeMap<Class, usize> {
    let mut totals = BTreeMap::new();
    for row in judged {
        *totals.entry(row.class).or_default() += 1;
    }
    totals
}

fn json(judged: &[Judged]) -> serde_json::Value {
    let totals = totals(judged);
    let count = |class: Class| totals.get(&class).copied().unwrap_or(0);
    let detail: Vec<serde_json::Value> = judged
        .iter()
        .map(|row| {
            serde_json::json!({
                "line": row.line, "class": row.class.as_str(), "rule": row.rule,
                "computed": row.computed, "published": row.published, "remark": row.remark,
            })
        })
        .collect();
    serde_json::json!({
        "rows": judged.len(),
        "reproduced": judged.iter().filter(|row| row.class.is_reproduced()).count(),
        "mismatched": count(Class::Mismatch),
        "not_scorable": count(Class::NotScorable),
        "detail": detail,
    })
}

fn text(table: &Table, judged: &[Judged]) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let mut document = "";
    for (row, verdict) in table.rows.iter().zip(judged) {
        if row.document != document {
            document = &row.document;
            writeln!(out, "\n{document}")?;
        }
        let (line, class) = (verdict.line, verdict.class.as_str());
        writeln!(out, "  {line:>4}  {class:<12} {}: {}", row.indicator, verdict.remark)?;
    }
    writeln!(out, "\n{} rows", judged.len())?;
    for (class, count) in totals(judged) {
        writeln!(out, "  {count:>5}  {:<12} {}", class.as_str(), class.meaning())?;
    }
    let reproduced = judged.iter().filter(|row| row.class.is_reproduced()).count();
    write!(out, "  {reproduced:>5}  reproduced in all")?;
    Ok(out)
}
