//! What no trial is, and what is too much.

use renstra::composite::Trial;
use renstra::robust::Threads;

use crate::trials::{definition, table, trial};

#[track_caller]
fn refused(rest: &str, message: &str) {
    let definition = definition(r#"{"method": "given"}"#);
    let text = format!(r#"{{"renstra-robust": 1, "seed": 1{rest}}}"#);
    let error = Trial::from_json(&definition, &text).unwrap_err().to_string();
    assert!(error.contains(message), "{error}");
}

#[track_caller]
fn odd(choice: &str, message: &str) {
    refused(&format!(r#", "vary": [{{"name": "n", {choice}}}]"#), message);
}

#[test]
fn what_is_no_trial_says_why() {
    refused("", "the field `vary` is missing");
    refused(r#", "vary": [], "colour": 1"#, "there is no field `colour` here");
    refused(r#", "vary": [], "replications": 0"#, "/replications: here a count of at least 1 is due");
    refused(r#", "vary": [], "replications": -1"#, "/replications: ");
    refused(r#", "vary": [], "interval": ["0.9", "0.1"]"#, "the lower one first");
    refused(r#", "vary": [], "interval": ["0.9", "1.1"]"#, "/interval/1: here a share from 0 to 1 is due");
    refused(r#", "vary": [], "shares": "shapley""#, "/shares: ");
    let twice = r#", "vary": [{"name": "n", "weights_within": 0}, {"name": "n", "weights_within": 0}]"#;
    refused(twice, "/vary/1: the code `n` stands twice");
    let many: Vec<String> = (0..65).map(|n| format!(r#"{{"name": "{n}", "weights_within": 0}}"#)).collect();
    refused(&format!(r#", "vary": [{}]"#, many.join(",")), "from 1 to 64 are due, and there are 65");
    let definition = definition(r#"{"method": "given"}"#);
    let refused = |text: &str| Trial::from_json(&definition, text).unwrap_err().to_string();
    assert!(refused(r#"{"renstra-robust": 2}"#).contains("format is `2`, and this reader knows version 1"));
    assert!(
        refused(r#"{"renstra-robust": 1, "vary": [], "seed": 18446744073709551616}"#).contains("/seed: ")
    );
    assert!(refused(r#"{"renstra-robust": 1, "vary": [], "seed": -1}"#).contains("/seed: "));
    assert!(refused("{").contains("EOF"));
}

/// All that is wrong is told at once.
#[test]
fn faults_are_told_together() {
    let definition = definition(r#"{"method": "given"}"#);
    let text = r#"{"renstra-robust": 1, "vary": [{"name": "a", "weights_within": 2}, {"methods": [{"method": "mode"}]}]}"#;
    let error = Trial::from_json(&definition, text).unwrap_err();
    let paths: Vec<String> =
        error.findings().iter().map(|finding| finding.origin().unwrap().to_string()).collect();
    assert_eq!(paths, ["", "/vary/0/weights_within", "/vary/1", "/vary/1/methods/0/method"]);
}

#[test]
fn what_is_no_choice_says_why() {
    odd(r#""groups": ["top"]"#, "a choice has one of the keys `weights_within`, `weights`");
    odd(r#""weights_within": 0, "bands_within": 0"#, "and no more");
    odd(r#""weights_within": "x""#, "/vary/0/weights_within: ");
    odd(r#""weights_within": "1.5""#, "a share from 0 to 1");
    odd(r#""weights_within": "-0.5""#, "a share from 0 to 1");
    odd(r#""weights_within": "0.12345""#, "at most 4 digits");
    odd(
        r#""weights_within": 0, "groups": ["nowhere"]"#,
        "/vary/0/groups/0: `nowhere` is not in the definition",
    );
    odd(r#""weights_within": 0, "groups": ["topp"]"#, "did you mean `top`?");
    odd(r#""weights_within": 0, "inputs": ["i0"]"#, "there is no field `inputs` here");
    odd(r#""normalise": [{"method": "rank"}], "inputs": ["a"]"#, "`a` is not in the definition");
    odd(r#""normalise": [{"method": "rank"}], "groups": ["a"]"#, "there is no field `groups` here");
    odd(r#""normalise": [{"method": "user", "rule": "mine"}]"#, "`mine`");
    odd(r#""normalise": [{"method": "min-max", "worst": 1}]"#, "there is no field `worst` here");
    odd(r#""methods": []"#, "from 1 to 64 are due, and there are 0");
    odd(r#""methods": [{"method": "power"}]"#, "the field `exponent` is missing");
    odd(r#""methods": [{"method": "table"}]"#, "the field `table` is missing");
    odd(r#""methods": [{"method": "mode"}]"#, "/vary/0/methods/0/method: ");
    odd(r#""weights": [{"rule": "budget", "budgets": [{"i0": 100}]}]"#, "no part");
    odd(r#""impute": [{"rule": "last"}]"#, "the field `columns` is missing");
    odd(r#""bands_within": 15"#, "below half of the least distance between two cuts");
    odd(r#""bands_within": -1"#, "below half of the least distance");
}

#[test]
fn a_definition_without_cuts_has_none_to_vary() {
    let definition = renstra::composite::Definition::from_json(
        r#"{"renstra-composite": 1, "id": "x", "unit": {"code": "u"}, "inputs": [{"code": "i", "normalise": {"method": "given"}}],
            "groups": [{"code": "g", "of": [{"code": "i"}]}]}"#,
    );
    let text = r#"{"renstra-robust": 1, "seed": 1, "vary": [{"name": "n", "bands_within": 1}]}"#;
    let error = Trial::from_json(&definition.unwrap(), text).unwrap_err();
    assert!(error.to_string().contains("between two cuts"), "{error}");
}

#[test]
fn more_results_than_fit_are_refused_before_anything_is_run() {
    let trial = trial(
        &definition(r#"{"method": "given"}"#),
        1,
        u32::MAX,
        "sobol",
        r#"{"name": "n", "weights_within": 0}"#,
    );
    let error = trial.run(&table(&[[Some(1); 4]; 2]), Threads::Own).unwrap_err();
    assert!(error.to_string().contains("12884901885 runs of 2 units are too many"), "{error}");
    // Runs take time even over no units.
    assert!(trial.run(&table(&[]), Threads::Own).is_err());
}

#[test]
fn ways_that_multiply_are_bounded() {
    let options: Vec<String> =
        (0..40).map(|n| format!(r#"{{"method": "share-of-reference", "reference": {}}}"#, n + 1)).collect();
    let values: Vec<String> = (0..40).map(|n| format!(r#"{{"rule": "value", "value": {n}}}"#)).collect();
    let both = format!(
        r#", "vary": [{{"name": "a", "normalise": [{}]}}, {{"name": "b", "impute": [{}]}}]"#,
        options.join(","),
        values.join(",")
    );
    refused(&both, "in more than 256 ways");
}
