//! What is wrong with a definition or a table is said, all of it at once, with its place.

use renstra::composite::Definition;
use renstra::finding::Lang;

use super::{HDI, table};

/// The code, the path and the message of each fault.
fn faults(definition: &str) -> Vec<String> {
    let error = Definition::from_json(definition).unwrap_err();
    let line = |finding: &renstra::finding::Finding| {
        let at = finding.origin().map(ToString::to_string).unwrap_or_default();
        format!("{} {at}: {}", finding.code(), finding.message(Lang::En))
    };
    error.findings().iter().map(line).collect()
}

#[track_caller]
fn refused(definition: &str, expected: &str) {
    assert_eq!(faults(definition), [expected]);
}

#[test]
fn a_definition_without_meaning_says_where_and_why() {
    assert!(faults("{")[0].starts_with("policy.syntax : this is no JSON"));
    refused(
        &HDI.replace("\"cap\": {\"high\": 18}", "\"cap\": {\"hihg\": 18}"),
        "policy.unknown-field /inputs/1/cap/hihg: there is no field `hihg` here; did you mean `high`?",
    );
    refused(
        &HDI.replace("\"renstra-composite\": 1", "\"renstra-composite\": 2"),
        "composite.version /renstra-composite: the definition's format is `2`, and this reader knows version 1",
    );
    refused(
        &HDI.replace("{\"code\": \"life\"}", "{\"code\": \"lief\"}"),
        "composite.unknown-part /groups/1: group `hdi` names `lief`, which is no input and no group; did you mean `life`?",
    );
    refused(
        &HDI.replace("\"method\": \"geometric\"", "\"method\": \"geomteric\""),
        "policy.unknown-word /groups/1/method: `geomteric` is not known here; did you mean `geometric`?",
    );
    refused(
        &HDI.replace("\"0.700\"", "\"0.500\""),
        "policy.bands /bands: these bands do not hold: the cut 0.500 is not above the one before it",
    );
    refused(
        &HDI.replace("\"worst\": 20", "\"worst\": \"twenty\""),
        "policy.bad-figure /inputs/0/normalise/worst: `twenty` is no exact figure",
    );
    refused(
        &HDI.replace("\"digits\": 3", "\"digits\": 16"),
        "composite.bad-value /rounding/digits: here a number of digits from 0 to 15 is due, and there is `16`",
    );
}

/// A definition over two inputs with these groups.
fn grouped(groups: &str) -> String {
    format!(
        r#"{{"renstra-composite": 1, "id": "d", "unit": {{"code": "u"}},
            "inputs": [{{"code": "a", "normalise": {{"method": "given"}}}}, {{"code": "b", "normalise": {{"method": "given"}}}}],
            "groups": [{groups}]}}"#
    )
}

#[test]
fn groups_without_meaning_say_why() {
    refused(
        &grouped(
            r#"{"code": "x", "of": ["y", "a"]}, {"code": "y", "of": ["z"]}, {"code": "z", "of": ["x"]}"#,
        ),
        "composite.cycle /groups: these groups go round in a circle: `x` → `y` → `z` → `x`",
    );
    refused(
        &grouped(r#"{"code": "x", "of": ["x"]}"#),
        "composite.cycle /groups: these groups go round in a circle: `x` → `x`",
    );
    refused(
        &grouped(r#"{"code": "x", "of": [{"code": "a", "weight": 0}, {"code": "b", "weight": "0.0"}]}"#),
        "composite.weight /groups/0: these weights do not hold: all of them are zero",
    );
    refused(
        &grouped(r#"{"code": "x", "of": [{"code": "a", "weight": -1}, "b"]}"#),
        "composite.weight /groups/0/of/0/weight: these weights do not hold: a weight is not below zero",
    );
    refused(&grouped(r#"{"code": "x", "of": []}"#), "composite.no-parts /groups/0: group `x` has no parts");
    refused(&grouped(""), "composite.no-group /groups: there is no group, so there is no index");
    refused(
        &grouped(r#"{"code": "a", "of": ["b"]}"#),
        "composite.duplicate-code /groups/0: the code `a` stands twice",
    );
    refused(
        &grouped(r#"{"code": "x", "of": ["a", "a"]}"#),
        "composite.repeated-part /groups/0: group `x` names `a` twice",
    );
    refused(
        &grouped(r#"{"code": "x", "of": ["a"]}, {"code": "y", "of": ["b"]}"#),
        "composite.several-tops /groups: several groups are part of no other: `x`, `y`",
    );
    let named = |top: &str| {
        grouped(r#"{"code": "index", "of": ["a"]}"#).replace("\"id\"", &format!("\"top\": \"{top}\", \"id\""))
    };
    refused(
        &named("indx"),
        "composite.unknown-top /top: `top` names `indx`, which is no group; did you mean `index`?",
    );
    let definition = Definition::from_json(&named("index")).unwrap();
    let warned: Vec<String> = definition.warnings().iter().map(|finding| finding.message(Lang::Id)).collect();
    assert_eq!(
        warned,
        ["`b` tidak dihitung dalam indeks: tidak ada kelompok di bawah indeks yang menyebutnya"]
    );
}

#[test]
fn all_faults_are_told_at_once() {
    let twice = grouped(r#"{"code": "x", "of": ["a"], "methode": "median", "missing": "reweigth"}"#)
        .replace(r#""id": "d""#, r#""id": 5"#)
        .replacen(r#""normalise""#, r#""direction": "up", "normalise""#, 1);
    assert_eq!(
        faults(&twice),
        [
            "policy.wrong-type /id: here a text is due, and there is a number",
            "policy.unknown-word /inputs/0/direction: `up` is not known here",
            "policy.unknown-word /groups/0/missing: `reweigth` is not known here; did you mean `reweight`?",
            "policy.unknown-field /groups/0/methode: there is no field `methode` here; did you mean `method`?",
        ]
    );
}

/// Groups may stand in any order: what counts is who is a part of whom.
#[test]
fn the_order_of_groups_does_not_matter() {
    let score = |groups: &str| {
        let scored =
            Definition::from_json(&grouped(groups)).unwrap().score(&table("u,a,b\n1,4,8\n")).unwrap();
        (scored.top().to_owned(), scored.index(&scored.units()[0]).unwrap().raw)
    };
    let (leaf, top) = (r#"{"code": "x", "of": ["a"]}"#, r#"{"code": "y", "of": ["x", "b"]}"#);
    assert_eq!(score(&format!("{leaf}, {top}")), score(&format!("{top}, {leaf}")));
    assert_eq!(score(&format!("{top}, {leaf}")).0, "y");
}

/// The faults of a table, each in one line.
fn odd(text: &str) -> Vec<String> {
    let error = Definition::from_json(HDI).unwrap().score(&table(text)).unwrap_err();
    error.findings().iter().map(|finding| finding.message(Lang::En)).collect()
}

const HEAD: &str = "iso3,country,life_expectancy,expected_schooling,mean_schooling,gni_per_capita\n";

#[test]
fn an_odd_table_says_where() {
    assert_eq!(
        odd("iso3,country,life_expectancy,mean_shooling,gni_per_capita,iso3\n"),
        [
            "the table has the column `iso3` twice",
            "the table lacks the column `expected_schooling`",
            "the table lacks the column `mean_schooling`; did you mean `mean_shooling`?",
        ]
    );
    assert_eq!(
        odd(&format!("{HEAD}A,a,1,x1,1,1\nA,b,1,1,\"7,5\",1\n,c,1,1,1,1\nD,d,7,5,1,1,1\nE,e,1..2,1,1,inf\n")),
        [
            "row 3 is about `A`, as row 2 is",
            "row 4 has no code of a unit",
            "row 5 has 7 cells, and the header has 6",
            "row 6, column `life_expectancy`: `1..2` is no number",
            "row 2, column `expected_schooling`: `x1` is no number",
            "row 3, column `mean_schooling`: `7,5` is written with the other decimal sign",
            "row 6, column `gni_per_capita`: `inf` is no number",
        ]
    );
    let many: String = (0..250).map(|i| format!("U{i},u,x,1,1,1\n")).collect();
    let error = Definition::from_json(HDI).unwrap().score(&table(&format!("{HEAD}{many}"))).unwrap_err();
    assert_eq!((error.findings().len(), error.more()), (100, 150));
    assert!(error.to_string().ends_with("; and 150 more"));
}

#[test]
fn what_is_no_fault_is_scored() {
    let score = |text: &str| Definition::from_json(HDI).unwrap().score(&table(text)).unwrap();
    // Columns that nobody asked for, blank cells at the end of a row, exponents, signs of absence.
    let scored = score(
        "note,iso3,country,life_expectancy,expected_schooling,mean_schooling,gni_per_capita\n\
         x,A,a,7e1,10,5,1000,\n,B,b,NA,10,5,1000\n,C,c,70,10,5,-1\n,D,d,70,#N/A,n/a,-\n",
    );
    let outcome = |at: usize| scored.outcome(&scored.units()[at], "hdi").unwrap().clone();
    assert!(outcome(0).score().is_some());
    let reason =
        |at: usize, code: &str| scored.outcome(&scored.units()[at], code).unwrap().reason().unwrap().code();
    assert_eq!(
        [reason(1, "hdi"), reason(1, "life"), reason(2, "income")],
        ["child-not-scorable", "missing-actual", "not-positive"]
    );
    assert_eq!(scored.units()[3].absent(), 3);
    assert_eq!(score(HEAD).units().len(), 0);
}

/// A word is read where the rule asks for one, and is an error where it asks for a number.
#[test]
fn a_word_is_read_by_a_rule_of_words_alone() {
    let scored = |rule: &str| {
        let normalise = format!(r#""normalise": {{"method": "rule", "rule": {rule}, "target": 5}}"#);
        let text = grouped(r#"{"code": "x", "of": ["a", "b"]}"#).replacen(
            r#""normalise": {"method": "given"}"#,
            &normalise,
            1,
        );
        Definition::from_json(&text).unwrap().score(&table("u,a,b\n1,A,1\n"))
    };
    assert!(scored(r#"{"grades": {"A": 90}}"#).is_ok());
    for rule in ["\"given\"", "\"ratio\"", "\"progress\"", r#"{"keep-within": {"scale": 1}}"#] {
        assert_eq!(scored(rule).unwrap_err().to_string(), "row 2, column `a`: `A` is no number", "{rule}");
    }
    let given = Definition::from_json(&grouped(r#"{"code": "x", "of": ["a", "b"]}"#)).unwrap();
    let error = given.score(&table("u,a,b\n1,x1,yes\n2,1-2,>=3\n")).unwrap_err();
    assert_eq!(error.findings().len(), 4, "{error}");
}

/// Decimal commas, and further words for nothing, where the definition says so.
#[test]
fn a_table_may_write_decimal_commas_and_words_of_its_own() {
    let text = grouped(r#"{"code": "x", "of": ["a", "b"]}"#)
        .replace("\"id\"", r#""numbers": "comma", "blank": ["..", "NaN"], "id""#);
    let definition = Definition::from_json(&text).unwrap();
    let scored = definition.score(&table("u,a,b\n1,\"7,5\",\"1.234,5\"\n2,1.234,..\n3,NaN,2\n")).unwrap();
    let raw: Vec<String> =
        scored.units().iter().map(|unit| scored.index(unit).unwrap().raw.to_string()).collect();
    assert_eq!(raw, ["621", "1234", "2"]);
    let odd = definition.score(&table("u,a,b\n1,74.13,1\n")).unwrap_err().to_string();
    assert_eq!(odd, "row 2, column `a`: `74.13` is written with the other decimal sign");
}
