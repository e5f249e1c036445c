//! The audit example against the published tables: every row is classed as an independent check classed it.

#[allow(dead_code, reason = "the example prints what the test does not look at")]
#[path = "../examples/audit/judge.rs"]
mod judge;
#[allow(dead_code, reason = "the example prints what the test does not look at")]
#[path = "../examples/audit/table.rs"]
mod table;

use judge::{Class, judge};
use renstra::number::Numbers;
use table::Table;

const PUBLISHED: &[u8] = include_bytes!("fixtures/published_achievement.csv");

/// What the fixture's note says of a row; `None` where it names no class.
fn noted(note: &str, polarity: &str) -> Option<Class> {
    let says = |words: &str| note.contains(words);
    if says("edge") || polarity.contains("aggregate") {
        Some(Class::NotScorable)
    } else if says("MISMATCH") || says("do not use as oracle") {
        Some(Class::Mismatch)
    } else if says("CAPPED") {
        Some(Class::Capped)
    } else if says("TRUNCATED") {
        Some(Class::Truncated)
    } else if says("rounded to") {
        Some(Class::Rounded)
    } else if says("exact") {
        Some(Class::Exact)
    } else {
        None
    }
}

#[test]
fn every_published_row_is_classed_as_it_was_by_hand() {
    let table = Table::open("tests/fixtures/published_achievement.csv").unwrap();
    let text = std::str::from_utf8(PUBLISHED).unwrap();
    let mut notes = csv::Reader::from_reader(text.as_bytes());
    let notes: Vec<String> = notes.records().map(|r| r.unwrap().get(8).unwrap().to_string()).collect();
    assert_eq!(table.rows.len(), 163);
    assert_eq!(table.rows.len(), notes.len());
    for (row, note) in table.rows.iter().zip(&notes) {
        let judged = judge(row, Numbers::Point);
        if let Some(expected) = noted(note, &row.polarity) {
            assert_eq!(judged.class, expected, "line {}: {} ({note})", judged.line, judged.remark);
        }
    }
    let count = |class| table.rows.iter().filter(|row| judge(row, Numbers::Point).class == class).count();
    let classes =
        [Class::Exact, Class::Rounded, Class::Truncated, Class::Capped, Class::Mismatch, Class::NotScorable];
    assert_eq!(classes.map(count), [93, 32, 8, 8, 8, 14]);
    assert!(classes.iter().all(|class| !class.as_str().is_empty() && !class.meaning().is_empty()));
    assert!(Class::Capped.is_reproduced() && !Class::Mismatch.is_reproduced());
}

#[track_caller]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper of tests")]
fn class_of(polarity: &str, cells: [&str; 3], numbers: Numbers) -> (Class, Option<&'static str>) {
    let header = "indicator,polarity,target,actual,published_achievement_pct";
    let [target, actual, published] = cells;
    let text = format!("{header}\nx,{polarity},\"{target}\",\"{actual}\",\"{published}\"\n");
    let table = Table::read(text.as_bytes()).unwrap();
    let judged = judge(&table.rows[0], numbers);
    (judged.class, judged.rule)
}

#[test]
fn rows_in_the_indonesian_convention() {
    let id = Numbers::Comma;
    assert_eq!(class_of("naik", ["76,4", "79,7", "104,32"], id), (Class::Exact, Some("ratio")));
    assert_eq!(class_of("turun", ["1.000", "800", "120%"], id), (Class::Exact, Some("mirrored")));
}

#[test]
fn odd_rows_are_said_to_be_what_they_are() {
    let en = Numbers::Point;
    // Missing is not zero, and no rule is tried until one fits.
    assert_eq!(class_of("higher", ["87.2", "", "0"], en).0, Class::NotScorable);
    assert_eq!(class_of("higher", ["0", "0", "100"], en).0, Class::NotScorable);
    assert_eq!(class_of("higher", ["10", "-5", "-50"], en).0, Class::NotScorable);
    assert_eq!(class_of("", ["10", "5", "50"], en).0, Class::NotScorable);
    assert_eq!(class_of("lower", ["10", "15", "66.67"], en).0, Class::Mismatch);
    // A lower-is-better target of zero met by zero is met.
    assert_eq!(class_of("lower", ["0", "0", "100"], en).0, Class::Exact);
    assert_eq!(class_of("higher", ["32.696. 400", "5", "50"], en).0, Class::NotScorable);
}

#[test]
fn a_table_without_its_columns_is_refused_by_name() {
    let error = Table::read(b"target,actual\n1,2\n").err().unwrap();
    assert_eq!(error, "the header lacks the column `polarity`, `published_achievement_pct`");
    assert!(Table::read(b"\xff\xfe").err().unwrap().starts_with("not UTF-8"));
    let with_mark = "\u{feff}polarity,target,actual,published_achievement_pct\r\nhigher,1,1,100\r\n";
    assert_eq!(Table::read(with_mark.as_bytes()).unwrap().rows.len(), 1);
}
