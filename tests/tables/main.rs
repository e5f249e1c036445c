//! An agency's tables: what is right is left in peace, and each planted fault is found where it is.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects"
)]

#[path = "../../examples/common/mod.rs"]
mod common;
mod figures;
mod outputs;
mod rows;

use std::path::Path;
use std::sync::OnceLock;

use renstra::align::{AlignFinding, AlignSettings, Alignment};
use renstra::finding::{Finding, Lang};
use renstra::format::{Table, TablePlan, Tables};
use renstra::number::Numbers;
use renstra::plan::{Kind, Stage};

/// The tables as text, so that a test can change a cell; that of the outputs last, where a test is about it.
struct Files(Vec<Vec<Vec<String>>>);

const NAMES: [&str; 4] = ["elements.csv", "indicators.csv", "budget.csv", "outputs.csv"];
const INDICATORS: usize = 1;
const BUDGET: usize = 2;

impl Files {
    /// Elements, indicators and money.
    fn dinkes() -> Files {
        let mut files = Files::with_outputs();
        files.0.truncate(3);
        files
    }

    fn with_outputs() -> Files {
        let read = |name| {
            let path = Path::new("tests/fixtures/dinkes").join(name);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).unwrap();
            reader.records().map(|row| row.unwrap().iter().map(str::to_string).collect()).collect()
        };
        Files(NAMES.map(read).to_vec())
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
        let [elements, indicators, budget] = [0, 1, 2].map(|at| &tables[at]);
        Tables { elements, indicators, budget, outputs: tables.get(3) }.draft("DINKES", "Dinkes")
    }

    /// The rows of a file that say this in these columns, counted from 1 at the header.
    fn rows(&self, file: usize, wanted: &[(&str, &str)]) -> Vec<usize> {
        let is = |row: usize| wanted.iter().all(|(column, value)| self.get(file, row, column) == *value);
        (2..=self.0[file].len()).filter(|row| is(*row)).collect()
    }

    /// What the alignment finds beside the check; that activities repeat what they contain is the document's way.
    fn aligned(&self) -> Vec<(String, String, String)> {
        let built = self.build();
        let aligned =
            Alignment::of(&built.check().unwrap(), &AlignSettings::on("2025-01-01".parse().unwrap()));
        let own = aligned.findings().iter().map(AlignFinding::finding);
        let own = own.filter(|f| f.code().starts_with("align.") && f.code() != "align.copied-down");
        let mut found: Vec<_> = own
            .map(|f| {
                let origin = f.origin().map_or(String::new(), |origin| origin.to_string());
                (f.code().to_string(), built.name_of(f.subject()).0.to_string(), origin)
            })
            .collect();
        found.sort();
        found
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
    static BEFORE: OnceLock<Vec<(String, String, String)>> = OnceLock::new();
    added(BEFORE.get_or_init(|| Files::dinkes().found()), Files::dinkes(), change)
}

#[track_caller]
fn added(
    before: &[(String, String, String)],
    mut files: Files,
    change: impl Fn(&mut Files),
) -> Vec<(String, String, String)> {
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
fn what_a_careful_reviewer_finds_in_the_document_as_it_is() {
    let found = Files::dinkes().aligned();
    let of = |code: &str| -> Vec<(&str, &str)> {
        let mine = found.iter().filter(|(found, ..)| found == code);
        mine.map(|(_, subject, at)| (subject.as_str(), at.as_str())).collect()
    };
    // Wasting 5.7 then 6; independent elderly 79.18 then 77.
    let turns =
        [("1.02.02", "indicators.csv:63:targets/2030"), ("1.02.02", "indicators.csv:70:targets/2026")];
    assert_eq!(of("align.against-trend"), turns);
    // One activity and five sub-activities with targets and nothing to pay for them.
    let unpaid: Vec<&str> = of("align.target-unfunded").into_iter().map(|(subject, _)| subject).collect();
    let expected = [
        "1.02.01.2.10",
        "1.02.01.2.10.0001",
        "1.02.02.2.01.0008",
        "1.02.02.2.01.0022",
        "1.02.02.2.01.0026",
        "1.02.02.2.02.0034",
    ];
    assert_eq!(unpaid, expected);
    // Documents 0 then 100, paid for from the first year on.
    let idle: Vec<&str> = of("align.money-untargeted").into_iter().map(|(subject, _)| subject).collect();
    assert_eq!(idle, ["1.02.02.2.03", "1.02.02.2.03.0002"]);
    assert_eq!(of("align.target-jump").len(), 4);
    assert_eq!(found.len(), 2 + 6 + 2 + 4, "{found:?}");
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
        .map(|rows| rows.into_iter().map(|row| row.into_iter().map(str::to_string).collect()).collect())
        .to_vec(),
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
    assert!(common::table(&dir).unwrap_err().to_string().contains("not UTF-8"));
    std::fs::write(&dir, "code;level\nG;goal\n").unwrap();
    assert_eq!(common::table(&dir).unwrap().rows().next().unwrap().cell("level"), "goal");
    std::fs::remove_file(&dir).unwrap();
}
