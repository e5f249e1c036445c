//! The audit example against the published tables: every row is classed as an independent check classed it.

#[path = "../examples/common/mod.rs"]
mod common;
#[path = "../examples/audit/direction.rs"]
mod direction;
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
    let header = "indicator,unit,polarity,target,actual,published_achievement_pct";
    let [target, actual, published] = cells;
    let text = format!("{header}\nx,orang,{polarity},\"{target}\",\"{actual}\",\"{published}\"\n");
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

#[test]
fn directions_in_the_words_of_both_languages() {
    use renstra::formula::Better::{Higher, Lower};
    let higher = [
        "higher",
        "naik",
        "Positif",
        "maximize",
        "Maks",
        "meningkat",
        "semakin tinggi semakin baik",
        "larger is better",
        "more is better",
        "↑",
        "+",
        "semakin rendah semakin buruk",
        "lebih besar lebih baik",
        "semakin tinggi realisasi menunjukkan semakin tinggi kinerja",
    ];
    let lower = [
        "lower",
        "turun",
        "Negatif",
        "minimize",
        "min",
        "menurun",
        "semakin rendah semakin baik",
        "less is better",
        "lower-is-better",
        "↓",
        "higher is worse",
        "lebih kecil lebih baik",
        "Semakin tinggi realisasi menunjukkan semakin rendah pencapaian kinerja",
    ];
    let none = [
        "",
        "-",
        "tetap",
        "naik/turun",
        "stay near",
        "semakin tinggi semakin baik, semakin rendah semakin buruk",
    ];
    higher.iter().for_each(|words| assert_eq!(direction::direction(words), Some(Higher), "{words}"));
    lower.iter().for_each(|words| assert_eq!(direction::direction(words), Some(Lower), "{words}"));
    none.iter().for_each(|words| assert_eq!(direction::direction(words), None, "{words}"));
}

#[test]
fn cells_as_other_tables_write_them() {
    use Class::{Exact, Mismatch, NotScorable, Rounded, Truncated};
    let cases = [
        ("naik", ["80%", "86%", "107,5%"], Exact),
        ("naik", ["1.250", "1.000", "80"], Exact),
        // Unambiguous in the other convention.
        ("naik", ["76.4", "79.7", "104.32"], Exact),
        ("naik", ["Rp 1.234.567,00", "Rp1.000.000,-", "81"], Exact),
        ("naik", ["100 orang", "80 Orang", "80"], Exact),
        ("naik", ["≥ 90", "95", "105,56"], Exact),
        ("turun", ["≤ 10", "12", "80"], Exact),
        ("turun", ["<10", "12", "80"], Exact),
        // What a bound gives is known only where the publication read it as its figure.
        ("naik", ["90", ">95%", "105,56"], Exact),
        ("naik", ["90", ">95%", "101"], NotScorable),
        ("turun", ["10", "<12", "90"], NotScorable),
        ("naik", ["2015:<3%", "5", "100"], NotScorable),
        ("naik", ["80,5-90,5", "92", "101,66"], Exact),
        ("turun", ["7 s.d. 8", "9", "87,5"], Exact),
        ("naik", ["2,3:1000", "2,5:1000", "108,7"], Exact),
        ("naik", ["3", "2", "66,7"], Rounded),
        ("naik", ["3", "2", "66,6"], Truncated),
        ("naik", ["3", "2", "66,66"], Truncated),
        ("turun", ["10", "25", "40"], Mismatch),
        ("naik", ["WTP", "WTP", "100"], NotScorable),
        ("naik", ["80", "-", "0"], NotScorable),
        ("naik", ["80", "40", "-"], NotScorable),
        ("naik", ["80", "40", "Tercapai"], NotScorable),
        ("naik", ["1e400", "40", "0"], NotScorable),
        ("naik", ["99999999999999999999999999999999", "1", "0"], NotScorable),
        ("naik", ["0,0000000001", "9999999999999999999", "1"], NotScorable),
    ];
    for (polarity, cells, class) in cases {
        assert_eq!(class_of(polarity, cells, Numbers::Comma).0, class, "{polarity} {cells:?}");
    }
    // Half of all in percent, where the cell gives the count and the whole.
    let text = "unit,polarity,target,actual,published_achievement_pct\n%,naik,100,45/50,90\n";
    assert_eq!(judge(&Table::read(text.as_bytes()).unwrap().rows[0], Numbers::Point).class, Class::Exact);
}

#[test]
fn an_odd_row_says_what_it_is() {
    let cases = [
        ("80", "75-85", "the actual is a range"),
        ("WTP", "WDP", "a predicate"),
        ("90", "2015:<3%", "words"),
        ("ya", "tidak", "a yes or no"),
        ("2025-03-31", "2025-03-15", "a day"),
        ("-", "5", "the target is missing"),
        ("5", "n/a", "the actual is missing, which is not zero"),
        ("90", ">95", "from a bound"),
    ];
    for (target, actual, what) in cases {
        let text = format!("polarity,target,actual,published_achievement_pct\nnaik,{target},{actual},1\n");
        let judged = judge(&Table::read(text.as_bytes()).unwrap().rows[0], Numbers::Point);
        assert_eq!(judged.class, Class::NotScorable);
        assert!(judged.remark.contains(what), "{}", judged.remark);
    }
}

#[test]
fn a_row_names_the_line_that_it_begins_on() {
    let text = "\u{feff}target;actual;published_achievement_pct;polarity;indicator\r\n\r\n\
                \"76,4\";79,7;104,32;naik;\"in two\nlines\"\r\n\r\n10;12;120;naik\r\n5\r\n";
    let table = Table::read(text.as_bytes()).unwrap();
    let judged: Vec<_> = table.rows.iter().map(|row| judge(row, Numbers::Comma)).collect();
    assert_eq!(judged.iter().map(|row| row.line).collect::<Vec<_>>(), [3, 6, 7]);
    assert_eq!(
        judged.iter().map(|row| row.class).collect::<Vec<_>>(),
        [Class::Exact, Class::Exact, Class::NotScorable]
    );
    assert_eq!(Table::read(b"").err().unwrap(), "the file is empty");
}

#[test]
fn a_row_of_separators_alone_is_no_row() {
    let head = "polarity,target,actual,published_achievement_pct";
    let table = Table::read(format!("{head}\n, ,,\nhigher,10,9,90\n,,,\n").as_bytes()).unwrap();
    assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [3]);
}

#[test]
fn lines_count_whatever_ends_them() {
    let head = "polarity,target,actual,published_achievement_pct";
    for end in ["\n", "\r\n", "\r"] {
        let text = [head, "higher,10,9,90", "", "higher,10,8,80", ""].join(end);
        let lines: Vec<u64> = Table::read(text.as_bytes()).unwrap().rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 4], "{end:?}");
    }
}
