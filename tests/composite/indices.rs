//! Indices written from the page alone, against what another program computes with sixty digits.

use std::collections::HashMap;

use renstra::composite::{Composite, Definition, UnitTable};
use renstra::number::Fixed;

use super::rows;

macro_rules! fixture {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../fixtures/indices/", $name, ".json")),
            include_str!(concat!("../fixtures/indices/", $name, ".csv")),
        )
    };
}

fn scored(definition: &str, text: &str) -> Composite {
    let separator = if text.lines().next().unwrap().contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    let mut table = UnitTable::new(reader.headers().unwrap());
    reader.records().for_each(|row| table.push(&row.unwrap()));
    Definition::from_json(definition).unwrap().score(&table).unwrap()
}

#[track_caller]
fn near(found: Fixed, expected: &str, row: &HashMap<String, String>) {
    let expected: f64 = expected.parse().unwrap();
    assert!((found.to_f64() - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{row:?}: {found}");
}

#[test]
fn every_score_coverage_rank_and_band_is_that_of_another_program() {
    let expected = rows(include_str!("../fixtures/indices/expected.csv"));
    for (name, definition, table) in [
        fixture!("sdg"),
        fixture!("zscore"),
        fixture!("ipm"),
        fixture!("mpi"),
        fixture!("sakip"),
        fixture!("achievement"),
    ] {
        let scored = scored(definition, table);
        let mut tops = 0;
        for row in expected.iter().filter(|row| row["index"] == name) {
            let unit = scored.units().iter().find(|unit| unit.code() == row["unit"]).unwrap();
            let outcome = scored.outcome(unit, &row["element"]).unwrap();
            match (outcome.score(), row["value"].as_str()) {
                (None, "") => {}
                (Some(score), value) => near(score.raw, value, row),
                (None, _) => panic!("{row:?}: {outcome:?}"),
            }
            if let (Some(score), false) = (outcome.score(), row["coverage"].is_empty()) {
                near(score.coverage, &row["coverage"], row);
            }
            if scored.top() == row["element"] && name != "achievement" {
                tops += 1;
                assert_eq!(
                    unit.rank().map_or(String::new(), |rank| rank.to_string()),
                    row["rank"],
                    "{row:?}"
                );
                assert_eq!(scored.band(unit).unwrap_or(""), row["band"], "{row:?}");
            }
        }
        assert!(tops == scored.units().len() || name == "achievement", "{name}");
    }
}

/// Whatever a definition says: what contributes sums to the score, and how it came about gives the same score again.
#[test]
fn contributions_sum_and_explanations_give_the_score_again() {
    for (name, definition, table) in [
        fixture!("sdg"),
        fixture!("zscore"),
        fixture!("ipm"),
        fixture!("mpi"),
        fixture!("sakip"),
        fixture!("achievement"),
    ] {
        let scored = scored(definition, table);
        for unit in scored.units() {
            for code in scored.codes() {
                let outcome = scored.outcome(unit, code).unwrap();
                assert_eq!(&scored.explain(unit, code).unwrap().reevaluate(), outcome, "{name} {code}");
            }
            for group in scored.groups() {
                let Some(score) = scored.outcome(unit, group).unwrap().score() else { continue };
                let parts = scored.contributions(unit, group).unwrap();
                let sum: i128 = parts.parts.iter().map(|part| part.amount.units()).sum();
                assert_eq!(sum + parts.rest.units(), score.raw.units(), "{name} {group}");
            }
        }
    }
}

fn one(normalise: &str, table: &[&str]) -> Vec<String> {
    let definition = format!(
        r#"{{"renstra-composite": 1, "id": "d", "unit": {{"code": "u"}}, "inputs": [{{"code": "a", "normalise": {normalise}}}],
            "groups": [{{"code": "g", "of": ["a"]}}]}}"#
    );
    let mut units = UnitTable::new(["u", "a"]);
    table.iter().enumerate().for_each(|(at, cell)| units.push([at.to_string().as_str(), cell]));
    let scored = Definition::from_json(&definition).unwrap().score(&units).unwrap();
    let shown = |unit| match scored.outcome(unit, "a").unwrap() {
        renstra::formula::Outcome::Scored(score) => score.raw.to_string(),
        renstra::formula::Outcome::NotScorable(reason) => reason.code().to_owned(),
    };
    scored.units().iter().map(shown).collect()
}

/// One unit alone, and a column that is the same everywhere, have no range, no deviation and no percentile; never a NaN.
#[test]
fn what_is_relative_to_nothing_says_so() {
    for table in [&["5"][..], &["5", "5.0", "5"]] {
        for method in [
            r#"{"method": "min-max"}"#,
            r#"{"method": "z-score"}"#,
            r#"{"method": "z-score", "of": "population"}"#,
            r#"{"method": "distance-to-best"}"#,
            r#"{"method": "distance-to-target", "target": 5}"#,
            r#"{"method": "distance-to-reference", "reference": "mean"}"#,
            r#"{"method": "goalposts", "worst": "least", "best": {"percentile": 50}}"#,
        ] {
            assert_eq!(one(method, table), vec!["zero-range"; table.len()], "{method}");
        }
    }
    assert_eq!(one(r#"{"method": "percent-rank"}"#, &["5"]), ["zero-range"]);
    assert_eq!(one(r#"{"method": "percent-rank"}"#, &["5", "5"]), ["0", "0"]);
    assert_eq!(one(r#"{"method": "rank"}"#, &["5", ""]), ["1", "missing-actual"]);
    assert_eq!(one(r#"{"method": "share-of-best"}"#, &["0", "-5"]), ["zero-range"; 2]);
    assert_eq!(one(r#"{"method": "min-max"}"#, &["", "NA"]), ["missing-actual"; 2]);
    assert_eq!(one(r#"{"method": "min-max"}"#, &["1e27", "-1e27", "0"]), ["1", "0", "0.5"]);
    assert_eq!(one(r#"{"method": "given"}"#, &["1e20", "1e-20"]), ["out-of-range", "0"]);
}

/// A logarithm brings out of the set what has none.
#[test]
fn what_has_no_logarithm_is_not_in_the_set() {
    let definition = r#"{"renstra-composite": 1, "id": "d", "unit": {"code": "u"},
        "inputs": [{"code": "a", "scale": -1, "shift": 5, "log": "log10", "normalise": {"method": "min-max"}},
                   {"code": "r", "column": "a", "direction": "lower", "scale": -2, "normalise": {"method": "rank"}}],
        "groups": [{"code": "g", "of": ["a", "r"]}]}"#;
    let mut units = UnitTable::new(["u", "a"]);
    // 5 − a: 10, 1000, 0, −2, 100.
    [("1", "-5"), ("2", "-995"), ("3", "5"), ("4", "7"), ("5", "-95")]
        .iter()
        .for_each(|(u, a)| units.push([*u, *a]));
    let scored = Definition::from_json(definition).unwrap().score(&units).unwrap();
    let shown = |code: &str| -> Vec<String> {
        let score = |unit| {
            scored.outcome(unit, code).unwrap().score().map_or("-".into(), |score| score.raw.to_string())
        };
        scored.units().iter().map(score).collect()
    };
    assert_eq!(shown("a"), ["0", "1", "-", "-", "0.5"]);
    // Less of −2a is better: more of a.
    assert_eq!(shown("r"), ["3", "1", "4", "5", "2"]);
}
