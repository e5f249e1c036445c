//! The page of the module and the reader of definitions agree, word for word.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Definition, UnitTable};
use crate::finding::Arg;

const PAGE: &str = include_str!("mod.rs");

fn lines() -> impl Iterator<Item = &'static str> {
    PAGE.lines()
        .filter_map(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
}

/// The example of the page, without what stands behind `//`.
fn example() -> Value {
    let text: Vec<&str> = lines()
        .skip_while(|line| *line != "{")
        .take_while(|line| !line.starts_with("```"))
        .map(|line| line.split("//").next().unwrap())
        .collect();
    serde_json::from_str(&text.join("\n")).unwrap()
}

#[test]
fn the_example_is_scored() {
    let definition = Definition::from_json(&example().to_string()).unwrap();
    assert_eq!(definition.warnings(), []);
    let head = [
        "district",
        "title",
        "region",
        "life_expectancy",
        "school",
        "income",
        "poverty",
        "service",
        "service_target",
    ];
    let mut table = UnitTable::new(head);
    table.push(["1", "North", "r", "70,5", "12", "12.500", "7,31", "80", "90"]);
    table.push(["2", "South", "r", "..", "19", "9.000", "10,2", "95", "100"]);
    table.push(["3", "East", "r", "65", "9", "21.000", "4,5", "70", "80"]);
    let scored = definition.score(&table).unwrap();
    for unit in scored.units() {
        assert!(scored.index(unit).is_some() && scored.band(unit).is_some(), "{}", unit.code());
    }
}

/// The tables of the page: for each the heads of its first column, by what stands in them in backticks.
fn tables() -> Vec<Vec<String>> {
    let mut tables = Vec::new();
    let mut rows = Vec::new();
    for line in lines().chain([""]) {
        if line.starts_with('|') {
            rows.push(line.to_owned());
        } else if !rows.is_empty() {
            tables.push(std::mem::take(&mut rows));
        }
    }
    tables
}

/// What stands in backticks, but for the escaped bars of a table.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn column(table: &[String], at: usize) -> Vec<String> {
    let rows = table.iter().skip(2);
    rows.filter_map(|row| row.split(" | ").nth(at))
        .flat_map(|cell| quoted(cell.trim_start_matches("| ")))
        .collect()
}

/// The table that has this key, or this word, in its first column.
fn table(key: &str) -> Vec<String> {
    tables().into_iter().find(|table| column(table, 0).iter().any(|known| known == key)).unwrap()
}

fn row(table: &[String], key: &str) -> Vec<String> {
    let found =
        table.iter().find(|row| quoted(row.split(" | ").next().unwrap()).iter().any(|known| known == key));
    found.unwrap_or_else(|| panic!("{key}")).split(" | ").map(str::to_owned).collect()
}

/// A place in the example, with what is put there.
fn put(pointer: &str, value: Value) -> Value {
    let mut text = example();
    *text.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    text
}

/// What the reader says it knows at a place where something unknown stands: fields, or words.
fn known(text: &Value) -> BTreeSet<String> {
    let error = Definition::from_json(&text.to_string()).unwrap_err();
    let told = error.findings().iter().flat_map(|finding| finding.args());
    let lists = told.filter(|(name, _)| matches!(*name, "known" | "allowed"));
    let words = |arg: &Arg| match arg {
        Arg::List(list) => list.iter().map(|word| word.to_string()).collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    lists.flat_map(|(_, arg)| words(arg)).collect()
}

/// The fields that the reader knows of an object.
fn fields(pointer: &str, object: Value) -> BTreeSet<String> {
    let mut object = object;
    object.as_object_mut().unwrap().insert("zzzzzzzz".into(), Value::Null);
    known(&put(pointer, object))
}

fn set<S: Into<String>>(words: impl IntoIterator<Item = S>) -> BTreeSet<String> {
    words.into_iter().map(Into::into).collect()
}

#[test]
fn every_key_of_an_object_is_on_the_page_and_no_other() {
    let mut whole = example();
    whole.as_object_mut().unwrap().insert("zzzzzzzz".into(), Value::Null);
    let at = |pointer: &str| example().pointer(pointer).unwrap().clone();
    assert_eq!(known(&whole), set(column(&table("renstra-composite"), 0)));
    for (pointer, key) in [
        ("/rounding", "digits"),
        ("/bands/1", "label"),
        ("/rank", "best"),
        ("/inputs/1/cap", "high"),
        ("/inputs/0", "winsorise"),
    ] {
        assert_eq!(fields(pointer, at(pointer)), set(column(&table(key), 0)), "{pointer}");
    }
    let group =
        |method: &str| fields("/groups/0", json!({"code": "people", "of": ["life"], "method": method}));
    let groups = group("median").union(&group("power")).cloned().collect::<BTreeSet<String>>();
    assert_eq!(
        groups.union(&group("table")).cloned().collect::<BTreeSet<String>>(),
        set(column(&table("min_coverage"), 0))
    );
    assert_eq!(fields("/unit", at("/unit")), set(["code", "name"]));
    let row = json!({"when": "always", "score": 1});
    let group = json!({"code": "index", "of": ["people"], "method": "table", "table": [row]});
    let mut text = put("/groups/3", group);
    text["groups"][3]["table"][0]["zzzzzzzz"] = Value::Null;
    assert_eq!(known(&text), set(column(&table("when"), 0)));
}

/// For each method the further keys that its row names, and `method` itself.
#[test]
fn every_key_of_a_method_is_in_its_row_and_no_other() {
    let methods = table("z-score");
    for method in column(&methods, 0) {
        let named = quoted(&row(&methods, &method)[2]);
        let found = fields("/inputs/0/normalise", json!({"method": method}));
        let more = set(["method".to_owned()]);
        assert_eq!(found, more.union(&set(named)).cloned().collect(), "{method}");
    }
    for (pointer, anchor) in [("/inputs/0/impute", "group-mean"), ("/groups/3/weights", "pairwise")] {
        let rules = table(anchor);
        for rule in column(&rules, 0) {
            // `{PART: points, …}` is what stands in a budget, and no key.
            let named = quoted(&row(&rules, &rule)[2]).into_iter().filter(|word| !word.starts_with('{'));
            let found = fields(pointer, json!({"rule": rule}));
            assert_eq!(found, set(named.chain(["rule".to_owned()])), "{rule}");
        }
    }
    // The keys that several methods share, with their values, stand in tables of their own.
    let shared = column(&table("clip"), 0).into_iter().chain(column(&table("baseline"), 0));
    let named: BTreeSet<String> = column(&methods, 2).into_iter().collect();
    let alone = set(["mean", "deviation", "rule"]);
    assert_eq!(set(shared), named.difference(&alone).cloned().collect());
}

/// A place that takes words, the key whose row names them, and what makes the reader read it.
#[test]
fn every_word_is_on_the_page_and_no_other() {
    let word = json!("zzzzzzzz");
    let normalise =
        |method: &str, key: &str| put("/inputs/0/normalise", json!({"method": method, key: word}));
    let cases: BTreeMap<(&str, &str), Value> = BTreeMap::from([
        (("renstra-composite", "numbers"), put("/numbers", word.clone())),
        (("renstra-composite", "band_on"), put("/band_on", word.clone())),
        (("digits", "mode"), put("/rounding/mode", word.clone())),
        (("best", "on"), put("/rank/on", word.clone())),
        (("best", "ties"), put("/rank/ties", word.clone())),
        (("best", "best"), put("/rank/best", word.clone())),
        (("winsorise", "direction"), put("/inputs/4/direction", word.clone())),
        (("winsorise", "log"), put("/inputs/2/log", word.clone())),
        (("clip", "clip"), put("/inputs/1/normalise/clip", word.clone())),
        (("clip", "of"), normalise("z-score", "of")),
        (("clip", "ties"), normalise("rank", "ties")),
        (
            ("min_coverage", "method"),
            put("/groups/0", json!({"code": "people", "of": ["life", "school"], "method": word})),
        ),
        (("matrix", "by"), {
            put(
                "/groups/3/weights",
                json!({"rule": "pairwise", "by": word, "matrix": [[1, 1, 1], [1, 1, 1], [1, 1, 1]]}),
            )
        }),
    ]);
    for ((anchor, key), text) in &cases {
        let said = if *anchor == "best" { ranking_row(key) } else { row(&table(anchor), key)[1].clone() };
        assert_eq!(known(text), set(quoted(&said)), "{key}");
    }
    let missing = quoted(&row(&table("min_coverage"), "missing")[1]);
    let words = set(missing.into_iter().filter(|word| !word.starts_with('{')));
    assert_eq!(known(&put("/groups/1/missing", word.clone())), words);
    assert_eq!(known(&put("/inputs/0/normalise/method", word.clone())), set(column(&table("z-score"), 0)));
    assert_eq!(known(&put("/inputs/0/impute/rule", word.clone())), set(column(&table("group-mean"), 0)));
    assert_eq!(known(&put("/groups/3/weights/rule", word.clone())), set(column(&table("pairwise"), 0)));
}

/// The table of the ranking is the one with `best` that has `on` too.
fn ranking_row(key: &str) -> String {
    let ranking = tables().into_iter().find(|table| column(table, 0) == ["on", "ties", "best"]).unwrap();
    row(&ranking, key)[1].clone()
}

#[test]
fn every_rule_of_achievement_is_on_the_page_and_no_other() {
    let named: BTreeSet<String> = column(&table("stay-near"), 0)
        .into_iter()
        .map(|word| {
            word.strip_prefix("{\"").map_or(word.clone(), |word| word.split('"').next().unwrap().to_owned())
        })
        .chain(["absorption".to_owned()])
        .collect();
    assert_eq!(known(&put("/inputs/4/normalise/rule", json!("zzzzzzzz"))), named);
    // Each word is read where it stands by itself.
    for word in named.iter().filter(|word| row(&table("stay-near"), "ratio").len() > 1 && !word.is_empty()) {
        let text = put("/inputs/4/normalise/rule", json!(word));
        let said = Definition::from_json(&text.to_string()).map_err(|error| error.to_string());
        let with_parameters = PAGE.contains(&format!("`{{\"{word}\": "));
        assert_eq!(said.is_err(), with_parameters, "{word}");
    }
}

/// What the page writes out as values is read.
#[test]
fn every_value_that_the_page_writes_out_is_read() {
    let normalise = |value: Value| put("/inputs/0/normalise", value);
    for end in [
        json!("least"),
        json!("greatest"),
        json!({"percentile": "2.5"}),
        json!({"mean-of-least": 1}),
        json!({"mean-of-greatest": 5}),
    ] {
        Definition::from_json(
            &normalise(json!({"method": "goalposts", "worst": end, "best": "1/3"})).to_string(),
        )
        .unwrap();
    }
    for reference in [json!("mean"), json!("median"), json!({"unit": "1"}), json!(5), json!("1/3")] {
        for method in ["share-of-reference", "distance-to-reference"] {
            Definition::from_json(&normalise(json!({"method": method, "reference": reference})).to_string())
                .unwrap();
        }
    }
    for rule in [
        json!({"goalposts": {"worst": "baseline", "best": "target", "clip": "neither", "onto": [0, 1]}}),
        json!({"thresholds": {"worst": 0, "threshold": 5, "target": 10}}),
        json!({"keep-within": {"scale": 2}}),
        json!({"ordinal": {"name": "opinion", "labels": ["WTP", "WDP"], "ranks": {"steps": 25}}}),
        json!({"grades": {"AA": 100, "A": 90}}),
        json!({"deadline": {"per-day": 1}}),
        json!({"affine": {"origin": 0, "spread": "1/3", "base": 1, "factor": 2}}),
        json!({"steps": {"first": 0, "steps": [[50, 60]]}}),
    ] {
        for target in [
            json!(5),
            json!("80-90"),
            json!(">=30"),
            json!("2025-05-30"),
            json!("yes"),
            json!("WTP"),
            json!({"column": "x"}),
        ] {
            let text = normalise(
                json!({"method": "rule", "rule": rule, "target": target, "baseline": {"column": "b"}}),
            );
            Definition::from_json(&text.to_string())
                .unwrap_or_else(|error| panic!("{rule} {target}: {error}"));
        }
    }
    for when in [
        json!("always"),
        json!({"all-at-least": 1}),
        json!({"any-at-least": 1}),
        json!({"any-below": 1}),
        json!({"at-least": {"children": 2, "score": 1}}),
    ] {
        let group = json!({"code": "index", "of": ["people", "means", "state"], "method": "table", "table": [{"when": when, "score": 1}]});
        Definition::from_json(&put("/groups/3", group).to_string()).unwrap();
    }
    let group = json!({"code": "index", "of": ["people", "means", "state"], "missing": {"score": 10}, "min_present": "0.5"});
    Definition::from_json(&put("/groups/3", group).to_string()).unwrap();
}

/// The words of absence that the page lists are absences, and no others are listed as gaps than those that lower coverage.
#[test]
fn the_words_for_nothing_do_what_the_page_says() {
    use crate::number::Absence;
    let text = lines()
        .skip_while(|line| *line != "# The table")
        .take_while(|line| *line != "```")
        .collect::<Vec<_>>()
        .join(" ");
    let (gaps, none) = text.split_once("is a missing figure").unwrap();
    let gaps: Vec<String> = quoted(gaps).into_iter().filter(|word| word != "blank").collect();
    assert!(gaps.len() > 8);
    for word in gaps {
        assert!(Absence::read(&word).is_some_and(|why| why != Absence::NotConcerned), "{word}");
    }
    let none = none.split_once("is none").unwrap().0;
    for word in quoted(none) {
        assert_eq!(Absence::read(&word), Some(Absence::NotConcerned), "{word}");
    }
    let indonesian = text.split_once("In Indonesian:").unwrap().1.split_once(')').unwrap().0;
    let (gaps, none) = indonesian.split_once(';').unwrap();
    for word in quoted(gaps) {
        assert!(Absence::read(&word).is_some_and(|why| why != Absence::NotConcerned), "{word}");
    }
    for word in quoted(none) {
        assert_eq!(Absence::read(&word), Some(Absence::NotConcerned), "{word}");
    }
}
