//! Composite indices against published figures and against the reference tool.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects"
)]

mod columns;
mod definitions;
mod faults;
mod growth;
mod indices;

use std::collections::HashMap;

use proptest::prelude::{prop, proptest};
use renstra::composite::{Composite, Definition, UnitTable};
use renstra::number::Fixed;

pub(crate) fn table(text: &str) -> UnitTable {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let mut table = UnitTable::new(reader.headers().unwrap());
    reader.records().for_each(|row| table.push(&row.unwrap()));
    table
}

pub(crate) fn rows(text: &str) -> Vec<HashMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}

pub(crate) const HDI: &str = include_str!("../../examples/composite/hdi.json");
const HDI_2022: &str = include_str!("../../examples/composite/hdi_2022.csv");

#[test]
fn the_human_development_index_as_published() {
    let scored = Definition::from_json(HDI).unwrap().score(&table(HDI_2022)).unwrap();
    for (unit, row) in scored.units().iter().zip(rows(HDI_2022)) {
        let score = scored.index(unit).unwrap();
        assert_eq!(score.rounded, row["published_hdi"].parse().unwrap(), "{}", unit.code());
        assert_eq!(scored.band(unit), Some(row["published_class"].as_str()), "{}", unit.code());
    }
}

#[test]
fn the_maturity_index_is_the_sum_of_weight_and_level() {
    let definition = Definition::from_json(include_str!("../../examples/composite/spbe.json")).unwrap();
    let scored = definition.score(&table(include_str!("../../examples/composite/spbe.csv"))).unwrap();
    let shown: Vec<Option<String>> =
        scored.units().iter().map(|unit| scored.index(unit).map(|score| score.rounded.to_string())).collect();
    // 0.13·3.2 + 0.25·2.8 + 0.165·1.9 + 0.455·3.6 = 3.0675; an agency with a gap has none.
    assert_eq!(shown, [Some("3.07".into()), None, Some("3.69".into())]);
}

const DATA: &str = include_str!("../fixtures/coinr_small_data.csv");
const EXPECTED: &str = include_str!("../fixtures/coinr_small_expected.csv");

/// The definition of the reference's data set, with one normalisation, one mean and one threshold.
fn coinr(normalise: &str, method: &str, threshold: &str) -> Definition {
    let input = |code: &str, direction: &str| {
        format!("{{\"code\":\"{code}\",\"direction\":\"{direction}\",\"normalise\":{normalise}}}")
    };
    let inputs: Vec<String> = [
        ("I1", "higher"),
        ("I2", "lower"),
        ("I3", "higher"),
        ("I4", "higher"),
        ("I5", "higher"),
        ("I6", "lower"),
    ]
    .map(|(code, direction)| input(code, direction))
    .to_vec();
    let group = |code: &str, parts: &[(&str, &str)]| {
        let parts: Vec<String> = parts
            .iter()
            .map(|(code, weight)| format!("{{\"code\":\"{code}\",\"weight\":{weight}}}"))
            .collect();
        format!("{{\"code\":\"{code}\",\"method\":\"{method}\"{threshold},\"of\":[{}]}}", parts.join(","))
    };
    let groups = [
        group("G1", &[("I1", "2"), ("I2", "1"), ("I3", "1")]),
        group("G2", &[("I4", "1"), ("I5", "3"), ("I6", "1")]),
        group("IDX", &[("G1", "0.6"), ("G2", "0.4")]),
    ];
    let text = format!(
        "{{\"renstra-composite\":1,\"id\":\"coinr\",\"unit\":{{\"code\":\"uCode\",\"name\":\"uName\"}},\"inputs\":[{}],\"groups\":[{}]}}",
        inputs.join(","),
        groups.join(",")
    );
    Definition::from_json(&text).unwrap()
}

#[track_caller]
fn agrees(scored: &Composite, stage: &str) -> usize {
    let mut compared = 0;
    for row in rows(EXPECTED).iter().filter(|row| row["stage"] == stage) {
        let unit = scored.units().iter().find(|unit| unit.code() == row["unit"]).unwrap();
        let score = scored.outcome(unit, &row["element"]).unwrap().score().map(|score| score.raw.to_f64());
        match (score, row["value"].parse::<f64>()) {
            (None, Err(_)) => {}
            (Some(own), Ok(other)) => {
                assert!((own - other).abs() <= 1e-12 * other.abs().max(1.0), "{stage} {row:?}: {own}");
            }
            (own, other) => panic!("{stage} {row:?}: {own:?} against {other:?}"),
        }
        compared += 1;
    }
    compared
}

#[test]
fn every_row_of_the_reference_tool_is_met() {
    let mut compared = 0;
    for (normalise, stage) in [
        (r#"{"method":"min-max","onto":[0,100]}"#, "normalise:minmax_0_100"),
        (r#"{"method":"z-score","mean":100,"deviation":10}"#, "normalise:zscore_100_10"),
        (r#"{"method":"percent-rank"}"#, "normalise:prank"),
        (r#"{"method":"rank"}"#, "normalise:rank"),
        (r#"{"method":"borda"}"#, "normalise:borda"),
        (r#"{"method":"share-of-best"}"#, "normalise:fracmax"),
        (r#"{"method":"distance-to-best"}"#, "normalise:dist2max"),
    ] {
        compared += agrees(&coinr(normalise, "arithmetic", "").score(&table(DATA)).unwrap(), stage);
    }
    for (method, word) in [("arithmetic", "a_amean"), ("geometric", "a_gmean"), ("harmonic", "a_hmean")] {
        for (threshold, suffix) in [("", ""), (",\"min_present\":0.9", ">threshold_0.9")] {
            let definition = coinr(r#"{"method":"min-max","onto":[1,100]}"#, method, threshold);
            let scored = definition.score(&table(DATA)).unwrap();
            compared += agrees(&scored, &format!("minmax_1_100>{word}{suffix}"));
        }
    }
    assert_eq!(compared, rows(EXPECTED).len());
}

/// A share of the parts by number is no share of the weight: two of three parts, and half of the weight.
#[test]
fn a_threshold_by_number_and_one_by_weight() {
    let scored = |threshold: &str| {
        let definition = coinr(r#"{"method":"given"}"#, "arithmetic", threshold);
        let scored = definition.score(&table("uCode,uName,I1,I2,I3,I4,I5,I6\nU,u,,2,4,1,1,1\n")).unwrap();
        scored.outcome(&scored.units()[0], "G1").unwrap().clone()
    };
    assert!(scored(",\"min_present\":0.6").score().is_some());
    assert!(scored(",\"min_coverage\":0.5").score().is_some());
    assert_eq!(scored(",\"min_coverage\":0.6").reason().unwrap().code(), "insufficient-coverage");
    let few = scored(",\"min_present\":0.7");
    assert_eq!(few.reason().unwrap().code(), "too-few-present");
    assert_eq!(
        few.reason().unwrap().message(renstra::finding::Lang::En),
        "only 0.666666666666667 of the parts have a score, and 0.7 is asked for"
    );
}

/// Life, expected and mean schooling, income.
type Figures = (i32, i32, i32, i32);

proptest! {
    /// Contributions sum to the score; adding a unit changes no other score under goalposts; order never matters.
    #[test]
    fn laws_of_goalposts(values in prop::collection::vec((20i32..90, 0i32..20, 0i32..16, 1i32..90_000), 2..12)) {
        let definition = Definition::from_json(HDI).unwrap();
        let head = ["iso3", "country", "life_expectancy", "expected_schooling", "mean_schooling", "gni_per_capita"];
        let build = |rows: &[(usize, Figures)]| {
            let mut table = UnitTable::new(head);
            for (i, (a, b, c, d)) in rows {
                table.push([format!("U{i}"), String::new(), a.to_string(), b.to_string(), c.to_string(), d.to_string()]);
            }
            definition.score(&table).unwrap()
        };
        let rows: Vec<_> = values.iter().copied().enumerate().collect();
        let scored = build(&rows);
        for unit in scored.units() {
            let Some(score) = scored.index(unit) else { continue };
            let parts = scored.contributions(unit, "hdi").unwrap();
            let sum = parts.parts.iter().try_fold(parts.rest, |sum, part| sum.checked_add(part.amount)).unwrap();
            assert_eq!(sum, score.raw);
            assert!(score.raw >= Fixed::ZERO && score.raw <= Fixed::ONE);
            assert_eq!(scored.explain(unit, "hdi").unwrap().reevaluate(), scored.outcome(unit, "hdi").unwrap().clone());
        }
        let reversed: Vec<_> = rows.iter().copied().rev().collect();
        let fewer = build(&rows[1..]);
        let other = build(&reversed);
        for unit in fewer.units() {
            let same = |scored: &Composite| {
                let found = scored.units().iter().find(|found| found.code() == unit.code()).unwrap();
                scored.index(found).map(|score| score.raw)
            };
            assert_eq!(same(&fewer), same(&scored));
            assert_eq!(same(&other), same(&scored));
        }
    }
}
