//! A table scored as columns against the same table scored exactly.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};
use renstra::columns::Threads;
use renstra::composite::{Definition, UnitTable};

/// Cells on and beside the goalposts and each other, gaps, and figures of more digits than a float holds.
fn cell() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        4 => (0..=10_u32).prop_map(|n| (n * 10).to_string()),
        4 => (0..=100_000_u32).prop_map(|n| format!("{}.{:03}", n / 1_000, n % 1_000)),
        // Floats do not tell these apart.
        2 => (1..6_u32).prop_map(|n| format!("79.0000000000000{n}")),
        1 => Just(String::new()),
        1 => Just("49.99999999999999999999".to_string()),
    ]
}

fn definition() -> impl Strategy<Value = Definition> {
    let normalise = prop_oneof![
        Just(r#"{"method": "min-max"}"#),
        Just(r#"{"method": "goalposts", "worst": 0, "best": 80}"#),
        Just(r#"{"method": "goalposts", "worst": 90, "best": 10, "clip": "both"}"#),
        Just(r#"{"method": "z-score"}"#),
        Just(r#"{"method": "rank"}"#),
    ];
    let method = prop_oneof![4 => Just("arithmetic"), 1 => Just("median"), 1 => Just("minimum")];
    let rounding = prop_oneof![
        Just(String::new()),
        prop_oneof![0..15_u32, 13..15_u32]
            .prop_map(|digits| format!(r#""rounding": {{"digits": {digits}}},"#)),
    ];
    let on = prop_oneof![Just("rounded"), Just("unrounded")];
    let present = prop_oneof![3 => Just("0"), 1 => Just("0.5"), 1 => Just("1")];
    (vec(normalise, 3), method, rounding, [on.clone(), on], present).prop_map(
        |(inputs, method, rounding, [bands, rank], present)| {
            let input = |(code, normalise): (&str, &&str)| format!(r#"{{"code": "{code}", "normalise": {normalise}}}"#);
            let inputs: Vec<String> = ["a", "b", "c"].into_iter().zip(&inputs).map(input).collect();
            let text = format!(
                r#"{{"renstra-composite": 1, "id": "i", "unit": {{"code": "u"}}, "inputs": [{}],
                "groups": [{{"code": "g", "of": ["a", {{"code": "b", "weight": 2}}], "min_present": "{present}"}},
                           {{"code": "top", "of": ["g", "c"], "method": "{method}"}}], {rounding}
                "bands": [{{"label": "low"}}, {{"label": "mid", "from": 25}}, {{"label": "high", "above": 50}}],
                "band_on": "{bands}", "rank": {{"on": "{rank}"}}}}"#,
                inputs.join(", ")
            );
            Definition::from_json(&text).unwrap()
        },
    )
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(400))]
    #[test]
    fn columns_are_what_the_exact_scores_are(definition in definition(), rows in vec([cell(), cell(), cell()], 1..24)) {
        let mut table = UnitTable::new(["u", "a", "b", "c"]);
        for (unit, cells) in rows.iter().enumerate() {
            table.push([unit.to_string()].iter().chain(cells));
        }
        let exact = definition.score(&table).unwrap();
        let sheet = definition.score_columns(&table, Threads::Own).unwrap();
        prop_assert!(sheet.units().eq(exact.units().iter().map(|unit| unit.code())));
        prop_assert!(sheet.codes().eq(exact.codes()));
        for (at, unit) in exact.units().iter().enumerate() {
            for code in exact.codes() {
                let score = exact.outcome(unit, code).unwrap().score();
                let (ours, theirs) = (sheet.score(code, at), score.map(|score| score.capped.to_f64()));
                prop_assert_eq!(ours.is_some(), theirs.is_some(), "{}", code);
                let off = ours.zip(theirs).map_or(0.0, |(ours, theirs)| (ours - theirs).abs());
                prop_assert!(off <= sheet.bound(code).unwrap() + 1e-13, "{} is off by {}", code, off);
                let covered = score.map_or(0.0, |score| score.coverage.to_f64());
                prop_assert!((sheet.coverage(code)[at] - covered).abs() < 1e-9);
            }
            prop_assert_eq!(sheet.band(at), exact.band(unit));
            prop_assert_eq!(sheet.ranks()[at], unit.rank());
        }
    }
}

#[test]
fn the_faults_of_a_table_are_the_same() {
    let text = r#"{"renstra-composite": 1, "id": "i", "unit": {"code": "u"},
        "inputs": [{"code": "a", "normalise": {"method": "min-max"}}], "groups": [{"code": "top", "of": ["a"]}]}"#;
    let definition = Definition::from_json(text).unwrap();
    let mut table = UnitTable::new(["u", "a"]);
    table.push(["x", "many"]);
    let (exact, columns) = (definition.score(&table), definition.score_columns(&table, Threads::Own));
    assert_eq!(exact.unwrap_err().to_string(), columns.unwrap_err().to_string());
    let nothing = definition.score_columns(&UnitTable::new(["u", "a"]), Threads::Own).unwrap();
    assert_eq!((nothing.units().len(), nothing.ranks().len(), nothing.score("top", 0)), (0, 0, None));
}

/// Two shown scores that one float stands for are two scores.
#[test]
fn places_are_told_by_the_last_digit_that_is_shown() {
    let text = r#"{"renstra-composite": 1, "id": "i", "unit": {"code": "u"}, "rounding": {"digits": 14},
        "inputs": [{"code": "a", "normalise": {"method": "goalposts", "worst": 0, "best": 100, "onto": [0, 100]}}],
        "groups": [{"code": "top", "of": ["a"]}]}"#;
    let mut table = UnitTable::new(["u", "a"]);
    table.push(["x", "79.00000000000001"]);
    table.push(["y", "79.00000000000002"]);
    let sheet = Definition::from_json(text).unwrap().score_columns(&table, Threads::Own).unwrap();
    let places: Vec<_> = sheet.ranks().iter().map(|place| place.unwrap().whole()).collect();
    assert_eq!(places, [Some(2), Some(1)]);
}
