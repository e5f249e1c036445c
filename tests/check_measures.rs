//! What the check tells of the figures of an indicator that belong together: targets and actuals, their periods, the
//! values before them, the direction in which they are better.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects")]

use renstra::finding::{Finding, Lang};
use renstra::format::read;

/// What is found in a plan from 2025 to 2026 with one goal and its indicator `I`, whose further fields are given.
fn findings(fields: &str, observations: &str) -> Vec<Finding> {
    let indicator = format!(r#"{{"code":"I","name":"i","unit":"%"{fields}}}"#);
    let goal = format!(r#"{{"kind":"goal","code":"G","title":"g","indicators":[{indicator}]}}"#);
    let document = r#"{"code":"T","title":"t","horizon":{"from":"2025","to":"2026"}}"#;
    let text = format!(
        r#"{{"renstra":1,"document":{document},"elements":[{goal}],"observations":[{observations}]}}"#
    );
    let plan = read(text.as_bytes()).unwrap().check().unwrap();
    plan.findings().iter().filter(|found| found.code() != "figures.missing-baseline").cloned().collect()
}

/// Place and message of each finding.
fn told(fields: &str, observations: &str) -> Vec<String> {
    let told = |found: &Finding| format!("{} {}", found.origin().unwrap(), found.message(Lang::En));
    findings(fields, observations).iter().map(told).collect()
}

#[track_caller]
fn silent(fields: &str, observations: &str) {
    assert_eq!(told(fields, observations), [""; 0], "{fields} {observations}");
}

const HIGHER: &str = r#","direction":"higher""#;
const AT: &str = "/elements/0/indicators/0";

/// What no rule can hold against the targets is told where it stands, not only by the scorecard.
#[test]
fn an_actual_of_another_kind_than_its_targets_is_told() {
    let unlike = |targets: &str, actual: &str| {
        told(&format!(r#"{HIGHER},"targets":{{{targets}}},"actuals":{{"2025":{actual}}}"#), "")
    };
    let numbers = r#""2025":"5","2026":"6""#;
    for (targets, actual) in [
        (numbers, r#""5x""#),
        (numbers, r#""Baik""#),
        (numbers, r#""5-7""#),
        (numbers, r#""ya""#),
        (numbers, r#""2025-03-01""#),
        (r#""2025":"80-90","2026":"85-90""#, r#""tinggi""#),
        (r#""2025":"WTP","2026":"WTP""#, "5"),
        (r#""2025":"2025-08-17""#, r#""selesai""#),
        (r#""2025":"ya","2026":"ya""#, "1"),
    ] {
        let text = actual.trim_matches('"').replace("ya", if targets == numbers { "yes" } else { "ya" });
        let message = format!("the actual for 2025 is `{text}`, which cannot be held against the targets");
        assert_eq!(unlike(targets, actual), [format!("{AT}/actuals/2025 {message}")], "{targets}");
    }
    for (targets, actual) in [
        (numbers, r#""17/20""#),
        (numbers, r#""≥ 5""#),
        (numbers, r#""n/a""#),
        (r#""2025":"80-90","2026":"85-90""#, "84"),
        (r#""2025":"WTP","2026":"WTP""#, r#""WDP""#),
        (r#""2025":"ada 2 dokumen","2026":"ada 2 dokumen""#, r#""ada""#),
        (r#""2025":"2025-08-17""#, r#""2025-09-01""#),
        (r#""2025":{"absent":"not-due"},"2026":{"absent":"not-due"}"#, r#""Baik""#),
    ] {
        assert_eq!(unlike(targets, actual), [""; 0], "{targets} {actual}");
    }
}

#[test]
fn a_label_of_the_scale_is_no_stranger_among_targets() {
    let scaled = r#","scale":["WTP","WDP","TW"],"targets":{"2025":"WTP","2026":"WTP"},"actuals":{"2025":"#;
    silent(&format!("{scaled}\"WDP\"}}"), "");
    assert_eq!(told(&format!("{scaled}3}}"), "").len(), 1);
}

#[test]
fn an_observation_of_another_kind_than_its_targets_is_told_where_it_stands() {
    let fields = format!(r#"{HIGHER},"targets":{{"2025":5,"2026":6}}"#);
    let told = told(&fields, r#"{"indicator":"I","period":"2025","slice":"female","value":"5x"}"#);
    let message = "the actual for 2025 is `5x`, which cannot be held against the targets";
    assert_eq!(told, [format!("/observations/0/value {message}")]);
    silent(&fields, r#"{"indicator":"I","period":"2025","value":"5"}"#);
}

/// One fault has one finding: what is no figure is told as that.
#[test]
fn a_malformed_actual_is_told_once() {
    let found = findings(
        &format!(r#"{HIGHER},"targets":{{"2025":5,"2026":6}},"actuals":{{"2025":"32.696. 400"}}"#),
        "",
    );
    assert_eq!(found.iter().map(Finding::code).collect::<Vec<_>>(), ["figures.malformed"]);
}

#[test]
fn an_actual_after_the_plan_is_told_unless_a_target_waits_for_it() {
    let fields =
        |actuals: &str| format!(r#"{HIGHER},"targets":{{"2025":5,"2026":6}},"actuals":{{{actuals}}}"#);
    let outside = "outside the plan's horizon 2025 to 2026";
    assert_eq!(
        told(&fields(r#""2205":5"#), ""),
        [format!("{AT}/actuals/2205 `actuals` has 2205, {outside}")]
    );
    assert_eq!(
        told(&fields(""), r#"{"indicator":"I","period":"2027-Q1","value":5}"#),
        [format!("/observations/0/period `observations` has 2027-Q1, {outside}")]
    );
    // What was measured before the plan, and what leads into the next one.
    silent(&fields(r#""2019":5,"2024":4,"2025-Q1":2,"2026":6"#), "");
    let bridge = r#","targets":{"2025":5,"2026":6,"2027":{"value":7,"role":"bridge"}},"actuals":{"2027":7,"2027-Q1":2}"#;
    silent(&format!("{HIGHER}{bridge}"), "");
}

#[test]
fn a_target_outside_the_horizon_is_told_by_the_name_of_its_field() {
    let told = told(&format!(r#"{HIGHER},"targets":{{"2025":5,"2026":6,"2031":7}}"#), "");
    assert!(
        told.contains(&format!(
            "{AT}/targets/2031 `targets` has 2031, outside the plan's horizon 2025 to 2026"
        )),
        "{told:?}"
    );
}

/// No rule chooses itself where nothing says which way is better; a plan that is not measured need not say it.
#[test]
fn a_direction_is_missed_where_it_decides_what_a_figure_is_worth() {
    let targets = r#","targets":{"2025":5,"2026":6}"#;
    let missed = [format!("{AT}/direction the indicator does not say which way is better")];
    assert_eq!(told(&format!(r#"{targets},"actuals":{{"2025":4}}"#), ""), missed);
    assert_eq!(told(targets, r#"{"indicator":"I","period":"2025","value":5}"#), missed);
    silent(targets, "");
    silent(&format!(r#"{HIGHER}{targets},"actuals":{{"2025":4}}"#), "");
    silent(r#","targets":{"2025":"WTP","2026":"WTP"},"actuals":{"2025":"WTP"}"#, "");
    silent(r#","targets":{"2025":"2025-08-17","2026":"2026-08-17"},"actuals":{"2025":"2025-08-17"}"#, "");
}

/// The last of them that counts by a day is in force on it, so their order decides.
#[test]
fn values_before_the_one_in_force_are_told_where_the_newest_comes_first() {
    let revised = |was: &str, current: &str| {
        let target = format!(r#"{{"value":9,"was":[{was}]{current}}}"#);
        told(&format!(r#"{HIGHER},"targets":{{"2025":5,"2026":{target}}}"#), "")
    };
    let (first, second) = (r#"{"value":7,"decided":"2025-01-10"}"#, r#"{"value":8,"decided":"2025-06-01"}"#);
    let told = |before: &str, after: &str| {
        let told = format!("the one of {before} stands before the one of {after}");
        format!("{AT}/targets/2026/was the values for 2026 are not in order: {told}")
    };
    assert_eq!(revised(&format!("{second},{first}"), ""), [told("2025-06-01", "2025-01-10")]);
    assert_eq!(revised(second, r#","decided":"2025-03-01""#), [told("2025-06-01", "2025-03-01")]);
    let effective = r#"{"value":7,"effective":"2026-01-01"},{"value":8,"effective":"2025-07-01"}"#;
    assert_eq!(revised(effective, ""), [told("2026-01-01", "2025-07-01")]);
    let none: [String; 0] = [];
    assert_eq!(revised(&format!("{first},{second}"), r#","decided":"2025-06-01""#), none);
    assert_eq!(revised(&format!(r#"{first},{{"value":8}},{second}"#), ""), none);
    // Decided later and in force sooner: the value before it never counted.
    let overtaken = r#"{"value":7,"decided":"2025-01-10","effective":"2026-01-01"}"#;
    assert_eq!(revised(overtaken, r#","decided":"2025-06-01","effective":"2025-07-01""#), none);
}

/// Where most have no targets none is usual, and they are missed all the same.
#[test]
fn an_indicator_without_any_target_lacks_what_others_have_or_the_horizon_asks_for() {
    assert_eq!(told("", ""), [format!("{AT}/targets/2025 the indicator has no target for `2025`, `2026`")]);
    let goal = |code: &str, targets: &str| {
        format!(
            r#"{{"kind":"goal","code":"{code}","title":"g","indicators":[{{"name":"i","unit":"%","baseline":{{"2024":1}},"targets":{{{targets}}}}}]}}"#
        )
    };
    let goals = [goal("A", r#""2025":5"#), goal("B", ""), goal("C", r#""2026":"-""#)].join(",");
    let plan = |document: &str| {
        let text = format!(
            r#"{{"renstra":1,"document":{{"code":"T","title":"t"{document}}},"elements":[{goals}]}}"#
        );
        let plan = read(text.as_bytes()).unwrap().check().unwrap();
        let told = |found: &Finding| format!("{} {}", found.subject().code, found.message(Lang::En));
        plan.findings().iter().map(told).collect::<Vec<_>>()
    };
    let missed =
        |years: &str| ["B/1", "C/1"].map(|code| format!("{code} the indicator has no target for {years}"));
    assert_eq!(plan(""), missed("`2025`"));
    assert_eq!(plan(r#","horizon":{"from":"2025","to":"2026"}"#), missed("`2025`"));
    // Said to have none, it lacks none.
    silent(r#","targets":{"2025":{"absent":"not-concerned"},"2026":{"absent":"not-concerned"}}"#, "");
}

/// A baseline stands in one series with the targets: what is no figure there is told, and once.
#[test]
fn a_baseline_of_another_kind_than_its_targets_is_told() {
    let series = |baseline: &str, targets: &str| {
        told(&format!(r#"{HIGHER},"baseline":{{"2024":{baseline}}},"targets":{{{targets}}}"#), "")
    };
    let odd = |field: &str, period: &str, text: &str| {
        format!("{AT}/{field}/{period} the figure for {period} is `{text}`, unlike the other figures")
    };
    let numbers = r#""2025":"5","2026":"6""#;
    for text in ["ada", "N=42;P=57", "ya", "2024-12-31"] {
        assert_eq!(series(&format!("{text:?}"), numbers), [odd("baseline", "2024", text)]);
    }
    let ranges = r#""2025":"80-90","2026":"85-90""#;
    assert_eq!(series(r#""tinggi""#, ranges), [odd("baseline", "2024", "tinggi")]);
    // The rarer are the odd ones, whatever they are.
    let labels = r#""2025":"WTP","2026":"WTP""#;
    assert_eq!(series("3", labels), [odd("baseline", "2024", "3")]);
    assert_eq!(series(r#""WDP""#, r#""2025":"WTP","2026":80"#), [odd("targets", "2026", "80")]);
    assert_eq!(series("5", r#""2025":"2025-08-17","2026":6"#), [odd("targets", "2025", "2025-08-17")]);
    // What has been told, and what is no word, is not told again.
    assert_eq!(series(r#""32.696. 400""#, numbers).len(), 1);
    for (baseline, targets) in
        [(r#""WDP""#, labels), (r#""n/a""#, numbers), (r#"{"absent":"not-held"}"#, numbers), (r#""ada""#, "")]
    {
        let silent = series(baseline, targets).iter().all(|told| !told.contains("unlike"));
        assert!(silent, "{baseline} {targets}");
    }
}

/// A century slips in easily: what was measured in another age was not measured for this plan.
#[test]
fn what_was_measured_in_another_age_is_told() {
    let outside = |field: &str, period: &str| {
        let place = if field == "observations" {
            "/observations/0/period".into()
        } else {
            format!("{AT}/{field}/{period}")
        };
        format!("{place} `{field}` has {period}, outside the plan's horizon 2025 to 2026")
    };
    let fields = |more: &str| format!(r#"{HIGHER},"targets":{{"2025":5,"2026":6}}{more}"#);
    for field in ["baseline", "actuals"] {
        for period in ["1924", "1024", "2124", "2027"] {
            let more = fields(&format!(r#","{field}":{{"{period}":4}}"#));
            assert_eq!(told(&more, ""), [outside(field, period)]);
        }
        for period in ["1961", "2023", "2025-Q1"] {
            silent(&fields(&format!(r#","{field}":{{"{period}":4}}"#)), "");
        }
    }
    assert_eq!(
        told(&fields(""), r#"{"indicator":"I","period":"1924","value":4}"#),
        [outside("observations", "1924")]
    );
}
