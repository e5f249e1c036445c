//! An agency's tables: what is right is left in peace, and each planted fault is found where it is.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects"
)]

#[path = "../examples/common/mod.rs"]
mod common;

use std::path::Path;

use renstra::finding::{Finding, Lang};
use renstra::format::{Table, TablePlan, Tables};
use renstra::number::Numbers;
use renstra::plan::{Kind, Stage};

/// The three tables as text, so that a test can change a cell.
struct Files([Vec<Vec<String>>; 3]);

const NAMES: [&str; 3] = ["elements.csv", "indicators.csv", "budget.csv"];
const INDICATORS: usize = 1;
const BUDGET: usize = 2;

impl Files {
    fn dinkes() -> Files {
        Files(NAMES.map(|name| {
            let path = Path::new("tests/fixtures/dinkes").join(name);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).unwrap();
            reader.records().map(|row| row.unwrap().iter().map(str::to_string).collect()).collect()
        }))
    }

    fn column(&self, file: usize, name: &str) -> usize {
        self.0[file][0].iter().position(|column| column == name).unwrap()
    }

    /// Sets a cell; rows count from 1 at the header.
    fn set(&mut self, file: usize, row: usize, column: &str, value: &str) {
        let column = self.column(file, column);
        self.0[file][row - 1][column] = value.into();
    }

    fn get(&self, file: usize, row: usize, column: &str) -> &str {
        &self.0[file][row - 1][self.column(file, column)]
    }

    fn build(&self) -> TablePlan {
        let tables: Vec<Table> = self
            .0
            .iter()
            .zip(NAMES)
            .map(|(rows, name)| {
                let mut table = Table::new(name, &rows[0]);
                rows[1..].iter().for_each(|row| table.push(row));
                table
            })
            .collect();
        Tables { elements: &tables[0], indicators: &tables[1], budget: &tables[2] }.draft("DINKES", "Dinkes")
    }

    /// What is found: code, the element's code in the table, and the place.
    fn found(&self) -> Vec<(String, String, String)> {
        let built = self.build();
        let checked = built.check();
        let findings = match &checked {
            Ok(plan) => plan.findings(),
            Err(faults) => faults.findings(),
        };
        let one = |f: &Finding| {
            assert!(!f.message(Lang::Id).contains('{') && !f.message(Lang::En).contains('{'), "{f:?}");
            let origin = f.origin().map_or(String::new(), |origin| origin.to_string());
            (f.code().to_string(), built.name_of(f.subject()).0.to_string(), origin)
        };
        let mut found: Vec<_> = findings.iter().map(one).collect();
        found.sort();
        found
    }
}

/// What one change adds to what is found in the document as it is, and what it takes away.
#[track_caller]
fn planted(change: impl Fn(&mut Files)) -> Vec<(String, String, String)> {
    let before = Files::dinkes().found();
    let mut files = Files::dinkes();
    change(&mut files);
    let after = files.found();
    let gone: Vec<_> = before.iter().filter(|finding| !after.contains(finding)).collect();
    assert!(gone.is_empty(), "no longer found: {gone:?}");
    after.into_iter().filter(|finding| !before.contains(finding)).collect()
}

fn expected(list: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    list.iter().map(|(a, b, c)| (a.to_string(), b.to_string(), c.to_string())).collect()
}

#[test]
fn a_real_plan_becomes_a_plan_with_nothing_lost() {
    let built = Files::dinkes().build();
    assert_eq!(built.votes.habit(), Some(Numbers::Comma));
    let plan = built.check().unwrap();
    assert_eq!(plan.elements().len(), 308);
    assert_eq!(plan.indicators().len(), 389);
    assert_eq!(plan.budget().len(), 1515);
    let program = plan.find("1.02.02").unwrap();
    assert_eq!(program.links().count(), 3);
    assert_eq!(program.parent().unwrap().kind(), Kind::Field);
    let money = program.money(Stage::Indicative, Some("2026".parse().unwrap())).unwrap();
    assert_eq!(money.amount(), 206_260_000_000_i64.into());
}

#[test]
fn only_the_gaps_that_the_document_has_are_reported() {
    let found = Files::dinkes().found();
    let gaps: Vec<_> =
        found.iter().filter(|(code, ..)| code != "figures.other-convention").cloned().collect();
    let expected = expected(&[
        ("figures.missing-target", "1.02.02.2.02", "indicators.csv:233:targets/2030"),
        ("figures.missing-target", "1.02.02.2.02.0033", "indicators.csv:234:targets/2030"),
        ("figures.missing-target", "1.02.05.2.03", "indicators.csv:345:targets/2029"),
        ("figures.missing-target", "1.02.05.2.03.0001", "indicators.csv:346:targets/2029"),
    ]);
    assert_eq!(gaps, expected);
    // 32 figures with a decimal point and three ratios, each with one figure in such a form twice.
    assert_eq!(found.len() - gaps.len(), 38);
}

#[test]
fn a_malformed_amount() {
    let found = planted(|files| files.set(BUDGET, 32, "amount", "32.696. 400"));
    let cell = |column| Files::dinkes().get(BUDGET, 32, column).to_string();
    let place = format!("budget.csv:32:amounts/{}", cell("year"));
    assert_eq!(found, expected(&[("figures.malformed", &cell("element"), &place)]));
}

#[test]
fn an_amount_that_its_parts_do_not_add_up_to() {
    let found = planted(|files| files.set(BUDGET, 33, "amount", "166.760.669.144"));
    let codes: Vec<&str> = found.iter().map(|(code, ..)| code.as_str()).collect();
    assert!(codes.iter().all(|code| *code == "money.parent-sum"), "{found:?}");
    assert!(!found.is_empty());
}

#[test]
fn a_negative_amount_and_one_in_words() {
    let found = planted(|files| files.set(BUDGET, 1516, "amount", "belum ada"));
    assert!(found.iter().any(|(code, ..)| code == "figures.malformed"), "{found:?}");
    let found = planted(|files| files.set(BUDGET, 1516, "amount", "-5"));
    assert!(found.iter().any(|(code, ..)| code == "money.negative"), "{found:?}");
}

#[test]
fn missing_units_baselines_and_targets() {
    let code = |row| Files::dinkes().get(INDICATORS, row, "element").to_string();
    let found = planted(|files| files.set(INDICATORS, 50, "unit", ""));
    assert_eq!(found, expected(&[("figures.missing-unit", &code(50), "indicators.csv:50:unit")]));
    let found = planted(|files| files.set(INDICATORS, 51, "baseline", ""));
    assert_eq!(found, expected(&[("figures.missing-baseline", &code(51), "indicators.csv:51:baseline")]));
    let found = planted(|files| files.set(INDICATORS, 52, "t2028", ""));
    assert_eq!(found, expected(&[("figures.missing-target", &code(52), "indicators.csv:52:targets/2028")]));
    let all =
        |files: &mut Files| (2026..=2030).for_each(|year| files.set(INDICATORS, 53, &format!("t{year}"), ""));
    assert_eq!(
        planted(all),
        expected(&[("figures.missing-target", &code(53), "indicators.csv:53:targets/2026")])
    );
}

#[test]
fn broken_series() {
    let code = |row| Files::dinkes().get(INDICATORS, row, "element").to_string();
    let found = planted(|files| files.set(INDICATORS, 60, "t2028", "n/a"));
    assert_eq!(found, expected(&[("figures.broken-series", &code(60), "indicators.csv:60:targets/2028")]));
    let found = planted(|files| files.set(INDICATORS, 60, "t2028", "Baik"));
    assert_eq!(found, expected(&[("figures.broken-series", &code(60), "indicators.csv:60:targets/2028")]));
    let found = planted(|files| files.set(INDICATORS, 60, "t2028", "1.2.3"));
    assert_eq!(found, expected(&[("figures.malformed", &code(60), "indicators.csv:60:targets/2028")]));
    // Row 9 holds 95 and more, in percent.
    let found = planted(|files| files.set(INDICATORS, 9, "t2028", "0,965"));
    assert_eq!(found, expected(&[("figures.scale-break", &code(9), "indicators.csv:9:targets/2028")]));
    let found = planted(|files| files.set(INDICATORS, 9, "t2028", "9.650"));
    assert_eq!(found, expected(&[("figures.scale-break", &code(9), "indicators.csv:9:targets/2028")]));
}

#[test]
fn codes_that_repeat_or_lead_nowhere_keep_their_rows() {
    let found = planted(|files| {
        let twice = files.0[0][20].clone();
        files.0[0].push(twice);
    });
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].0.as_str(), found[0].2.as_str()),
        ("structure.duplicate-code", "elements.csv:310:code")
    );
    let found = planted(|files| files.set(0, 20, "parent", "1.02.01.9.99"));
    assert!(
        found
            .iter()
            .any(|(code, _, at)| code == "structure.unknown-reference" && at == "elements.csv:20:parent"),
        "{found:?}"
    );
    let found = planted(|files| files.set(INDICATORS, 20, "element", "1.02.99"));
    assert!(
        found
            .iter()
            .any(|(code, _, at)| code == "structure.unknown-reference" && at == "indicators.csv:20:element"),
        "{found:?}"
    );
}

#[test]
fn another_agency_in_another_convention() {
    let mut files = Files(
        [
            vec![
                vec!["code", "level", "parent", "name"],
                vec!["G", "goal", "", "Better roads"],
                vec!["P", "program", "G", "Paving"],
            ],
            vec![
                vec!["element", "name", "unit", "baseline", "t2027", "t2028"],
                vec!["G", "share of good roads", "%", "61.5", "63.25", "66.125"],
                vec!["P", "kilometres paved", "km", "1,200", "1,250.5", "1,300"],
            ],
            vec![
                vec!["element", "year", "amount"],
                vec!["P", "2027", "1,250,000"],
                vec!["P", "2028", "1,300,000.50"],
            ],
        ]
        .map(|rows| rows.into_iter().map(|row| row.into_iter().map(str::to_string).collect()).collect()),
    );
    assert_eq!(files.build().votes.habit(), Some(Numbers::Point));
    assert_eq!(files.found(), []);
    // `63,250` may be sixty-three and a quarter: not guessed, since the row's own figures say otherwise.
    files.set(INDICATORS, 2, "t2027", "63,250");
    files.set(INDICATORS, 2, "t2028", "66,5");
    files.set(INDICATORS, 2, "baseline", "61,5");
    let found = files.found();
    assert!(
        found.contains(&("figures.ambiguous".into(), "G".into(), "indicators.csv:2:targets/2027".into())),
        "{found:?}"
    );
}

#[test]
fn a_table_is_read_whatever_its_marks_and_line_ends() {
    let dir = std::env::temp_dir().join("renstra-tables-test.csv");
    std::fs::write(&dir, "\u{feff}Code,Level\r\n\"a\nb\",goal\r\n").unwrap();
    let table = common::table(&dir).unwrap();
    assert_eq!(table.rows().next().unwrap().cell("code"), "a\nb");
    std::fs::write(&dir, b"\xff").unwrap();
    assert!(common::table(&dir).unwrap_err().to_string().contains("is not UTF-8"));
    std::fs::remove_file(&dir).unwrap();
}
