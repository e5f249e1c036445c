//! What a definition may say: imputation, computed weights, decision tables, rules of the user's own.

use proptest::prelude::{prop, proptest};
use renstra::composite::{Composite, Definition};
use renstra::finding::Lang;
use renstra::formula::rule::{UserInputs, UserRule};
use renstra::formula::{NotScorable, Side, Warning};
use renstra::number::Exact;
use renstra::policy::Registry;

use super::table;

fn text(inputs: &str, group: &str) -> String {
    format!(
        "{{\"renstra-composite\":1,\"id\":\"d\",\"unit\":{{\"code\":\"u\"}},\"inputs\":[{inputs}],\"groups\":[{{\"code\":\"index\",{group}}}]}}"
    )
}

fn given(codes: &[&str]) -> String {
    let input = |code: &&str| format!("{{\"code\":\"{code}\",\"normalise\":{{\"method\":\"given\"}}}}");
    codes.iter().map(input).collect::<Vec<String>>().join(",")
}

const AB: &str = "\"of\":[{\"code\":\"a\"},{\"code\":\"b\"}]";

fn imputed(rule: &str) -> Definition {
    let a = format!("{{\"code\":\"a\",\"impute\":{rule},\"normalise\":{{\"method\":\"given\"}}}}");
    Definition::from_json(&text(&format!("{a},{}", given(&["b"])), AB)).unwrap()
}

/// The index of each unit, `-` where there is none, with its coverage.
fn indices(scored: &Composite) -> Vec<String> {
    let shown = |score: &renstra::formula::Score| format!("{} {}", score.raw, score.coverage);
    scored.units().iter().map(|unit| scored.index(unit).map_or("-".into(), shown)).collect()
}

const GAPS: &str = "u,a,b,region,a_2023,a_2022\n1,10,10,east,9,8\n2,20,10,east,9,8\n3,not reported,10,east,,7\n4,,10,west,6,\n\
                    5,not concerned,10,east,9,9\n6,60,10,,,\n";

#[track_caller]
fn imputes(rule: &str, third: &str, fourth: &str) {
    let scored = imputed(rule).score(&table(GAPS)).unwrap();
    let found = indices(&scored);
    assert_eq!([&found[2], &found[3]], [third, fourth], "{rule}");
    // What is there stays, and what does not concern a unit is never put in: the weight passes on.
    assert_eq!([&found[0], &found[4], &found[5]], ["10 1", "10 1", "35 1"], "{rule}");
    let absent: Vec<usize> = scored.units().iter().map(|unit| unit.absent()).collect();
    assert_eq!(absent, [0, 0, 1, 1, 0, 0]);
}

#[test]
fn a_missing_figure_is_imputed_by_the_declared_rule() {
    imputes("{\"rule\":\"group-mean\",\"group\":\"region\"}", "12.5 0.5", "10 0.5");
    imputes("{\"rule\":\"mean\"}", "20 0.5", "20 0.5");
    imputes("{\"rule\":\"median\"}", "15 0.5", "15 0.5");
    imputes("{\"rule\":\"group-median\",\"group\":\"region\"}", "12.5 0.5", "10 0.5");
    imputes("{\"rule\":\"last\",\"columns\":[\"a_2023\",\"a_2022\"]}", "8.5 0.5", "8 0.5");
    imputes("{\"rule\":\"value\",\"value\":\"0\"}", "5 0.5", "5 0.5");
}

#[test]
fn an_imputed_figure_is_marked_and_explained() {
    let scored = imputed("{\"rule\":\"mean\"}").score(&table(GAPS)).unwrap();
    let [_, _, third, ..] = scored.units() else { panic!() };
    let score = scored.outcome(third, "a").unwrap().score().unwrap();
    assert!(score.warnings.has(Warning::Imputed));
    let how = scored.explain(third, "index").unwrap();
    assert_eq!(&how.reevaluate(), scored.outcome(third, "index").unwrap());
    assert!(how.text(Lang::En).contains("30"), "{}", how.text(Lang::En));
}

#[test]
fn imputed_figures_count_in_what_is_relative_to_the_set() {
    let a = "{\"code\":\"a\",\"impute\":{\"rule\":\"value\",\"value\":110},\"normalise\":{\"method\":\"min-max\",\"onto\":[0,100]}}";
    let definition = Definition::from_json(&text(a, "\"of\":[{\"code\":\"a\"}]")).unwrap();
    let scored = definition.score(&table("u,a\n1,10\n2,60\n3,\n")).unwrap();
    assert_eq!(indices(&scored), ["0 1", "50 1", "100 0"]);
}

fn weighed(weights: &str) -> Result<Vec<String>, String> {
    let of = "\"of\":[{\"code\":\"a\"},{\"code\":\"b\"},{\"code\":\"c\"}]";
    let definition =
        Definition::from_json(&text(&given(&["a", "b", "c"]), &format!("{of},\"weights\":{weights}")));
    let definition = definition.map_err(|error| error.to_string())?;
    let weighing = definition.weighing("index").unwrap();
    Ok(weighing.weights.iter().map(|(_, weight)| format!("{:.4}", weight.to_f64())).collect())
}

#[test]
fn weights_are_equal_spent_or_compared() {
    assert_eq!(weighed("{\"rule\":\"equal\"}").unwrap(), ["1.0000"; 3]);
    let spent = "{\"rule\":\"budget\",\"budgets\":[{\"a\":50,\"b\":30,\"c\":20},{\"a\":10,\"c\":90}]}";
    assert_eq!(weighed(spent).unwrap(), ["60.0000", "30.0000", "110.0000"]);
    // Worked example of the process: 0.637, 0.258, 0.105 with a ratio of 0.033.
    let pairs = "{\"rule\":\"pairwise\",\"matrix\":[[1,3,5],[\"1/3\",1,3],[\"1/5\",\"1/3\",1]]}";
    assert_eq!(weighed(pairs).unwrap(), ["0.6370", "0.2583", "0.1047"]);
    // By geometric means: 15^(1/3), 1, 15^(-1/3).
    let means = pairs.replace("\"matrix\"", "\"by\":\"geometric-mean\",\"matrix\"");
    assert_eq!(weighed(&means).unwrap(), ["0.6370", "0.2583", "0.1047"]);
    // Comparisons that contradict nothing give back the weights, to the last place.
    let exact = "{\"rule\":\"pairwise\",\"matrix\":[[1,2,4],[null,1,2],[null,null,1]]}";
    assert_eq!(weighed(exact).unwrap(), ["0.5714", "0.2857", "0.1429"]);
}

#[test]
fn comparisons_that_contradict_each_other_are_refused() {
    let contradiction = "{\"rule\":\"pairwise\",\"matrix\":[[1,3,\"1/3\"],[null,1,3],[null,null,1]]}";
    let said = weighed(contradiction).unwrap_err();
    assert!(
        said.contains("the comparisons contradict each other: the consistency ratio is 1.149, above 0.1"),
        "{said}"
    );
    let allowed = contradiction.replace("\"matrix\"", "\"max_ratio\":\"1.2\",\"matrix\"");
    assert!(weighed(&allowed).is_ok());
}

#[test]
fn weights_without_meaning_say_why() {
    let said = |weights: &str| weighed(weights).unwrap_err();
    for (weights, message) in [
        ("{\"rule\":\"budget\"}", "the field `budgets` is missing"),
        ("{\"rule\":\"budget\",\"budgets\":[{\"a\":50}]}", "budget 1 spends 50 points of 100"),
        ("{\"rule\":\"budget\",\"budgets\":[{\"a\":50,\"z\":50}]}", "gives points to `z`, which is no part"),
        ("{\"rule\":\"budget\",\"budgets\":[{\"a\":150,\"b\":-50}]}", "gives `b` less than nothing"),
        ("{\"rule\":\"pairwise\",\"matrix\":[[1,2],[null,1]]}", "`matrix` is not 3 rows of 3 comparisons"),
        (
            "{\"rule\":\"pairwise\",\"matrix\":[[1,2,3],[null,1,null],[null,null,1]]}",
            "parts 2 and 3 are not compared",
        ),
        (
            "{\"rule\":\"pairwise\",\"matrix\":[[1,2,3],[2,1,4],[null,null,1]]}",
            "rows 1 and 2 compare each other otherwise",
        ),
        (
            "{\"rule\":\"pairwise\",\"matrix\":[[1,\"-2\",3],[null,1,4],[null,null,1]]}",
            "a comparison is above zero",
        ),
        ("{\"rule\":\"equal\",\"total\":3}", "there is no field `total` here"),
    ] {
        assert!(said(weights).contains(message), "{weights}: {}", said(weights));
    }
    let own = "\"of\":[{\"code\":\"a\",\"weight\":2},{\"code\":\"b\"}],\"weights\":{\"rule\":\"equal\"}";
    let error = Definition::from_json(&text(&given(&["a", "b"]), own)).unwrap_err().to_string();
    assert!(error.contains("`a` has a weight of its own beside them"), "{error}");
}

#[test]
fn a_decision_table_rolls_up_ordinal_levels() {
    let rows = "\"table\":[{\"when\":{\"all-at-least\":4},\"score\":5},{\"when\":{\"at-least\":{\"children\":1,\"score\":4}},\"score\":4},\
                {\"when\":{\"any-below\":2},\"score\":1},{\"when\":\"always\",\"score\":2}]";
    let definition =
        Definition::from_json(&text(&given(&["a", "b"]), &format!("\"method\":\"table\",{rows},{AB}")))
            .unwrap();
    let scored = definition.score(&table("u,a,b\n1,4,5\n2,4,3\n3,1,3\n4,2,3\n")).unwrap();
    assert_eq!(indices(&scored), ["5 1", "4 1", "1 1", "2 1"]);
    let without = Definition::from_json(&text(&given(&["a", "b"]), &format!("\"method\":\"table\",{AB}")));
    assert!(without.unwrap_err().to_string().contains("/groups/0: the field `table` is missing"));
}

/// The square of a figure.
#[derive(Debug)]
struct Square;

impl UserRule for Square {
    fn name(&self) -> &str {
        "square"
    }
    fn score(&self, inputs: UserInputs<'_>) -> Result<Exact, NotScorable> {
        let actual = inputs.actual.exact(Side::Actual)?;
        actual.checked_mul(&actual).ok_or(NotScorable::OutOfRange)
    }
    fn explain(&self, _: Lang) -> String {
        "the square".into()
    }
}

#[test]
fn a_rule_of_the_users_own_is_named_and_given() {
    let a = "{\"code\":\"a\",\"normalise\":{\"method\":\"user\",\"rule\":\"square\"}}";
    let text = text(a, "\"of\":[{\"code\":\"a\"}]");
    let scored = Definition::from_json_with(&text, &Registry::default().with(Square))
        .unwrap()
        .score(&table("u,a\n1,3\n"));
    assert_eq!(indices(&scored.unwrap()), ["9 1"]);
    let error = Definition::from_json(&text).unwrap_err().to_string();
    assert_eq!(error, "/inputs/0/normalise/rule: there is no own rule `square`");
}

proptest! {
    /// Comparisons made from weights give those weights back, and contradict nothing.
    #[test]
    fn consistent_comparisons_give_the_weights_back(weights in prop::collection::vec(1i64..10, 2..6)) {
        let codes: Vec<String> = (0..weights.len()).map(|i| format!("i{i}")).collect();
        let row = |a: &i64| format!("[{}]", weights.iter().map(|b| format!("\"{a}/{b}\"")).collect::<Vec<_>>().join(","));
        let matrix = weights.iter().map(row).collect::<Vec<_>>().join(",");
        let of = codes.iter().map(|code| format!("{{\"code\":\"{code}\"}}")).collect::<Vec<_>>().join(",");
        let group = format!("\"of\":[{of}],\"weights\":{{\"rule\":\"pairwise\",\"matrix\":[{matrix}]}}");
        let names: Vec<&str> = codes.iter().map(String::as_str).collect();
        let definition = Definition::from_json(&text(&given(&names), &group)).unwrap();
        let weighing = definition.weighing("index").unwrap();
        let total: i64 = weights.iter().sum();
        for ((_, found), weight) in weighing.weights.iter().zip(&weights) {
            let share = Exact::ratio((*weight).into(), total.into()).unwrap();
            let off = Exact::from(*found).checked_sub(&share).unwrap().abs();
            assert!(off < Exact::ratio(1, 100_000_000_000_000).unwrap(), "{found} {share:?}");
        }
        assert!(weighing.consistency.unwrap().ratio.abs() < "0.000000000001".parse().unwrap());
    }
}

#[test]
fn what_an_imputation_lacks_is_said() {
    let said = |rule: &str| {
        let a = format!("{{\"code\":\"a\",\"impute\":{rule},\"normalise\":{{\"method\":\"given\"}}}}");
        Definition::from_json(&text(&a, "\"of\":[{\"code\":\"a\"}]")).unwrap_err().to_string()
    };
    assert_eq!(said("{\"rule\":\"group-mean\"}"), "/inputs/0/impute: the field `group` is missing");
    assert_eq!(
        said("{\"rule\":\"median-\"}"),
        "/inputs/0/impute/rule: `median-` is not known here; did you mean `median`?"
    );
    assert_eq!(
        said("{\"rule\":\"mean\",\"value\":3}"),
        "/inputs/0/impute/value: there is no field `value` here"
    );
    let lacking = imputed("{\"rule\":\"group-mean\",\"group\":\"nowhere\"}").score(&table(GAPS)).unwrap_err();
    assert_eq!(lacking.to_string(), "the table lacks the column `nowhere`");
}
