//! Hostile input: clear errors and findings, in time in line with the input's size, and no panic.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects"
)]

use std::time::{Duration, Instant};

use renstra::format::{PlanError, read_plan, write};
use renstra::policy::{Policy, Registry};

/// A file with these elements and observations.
fn file(elements: &str, observations: &str) -> String {
    format!(
        "{{\"renstra\":1,\"document\":{{\"code\":\"T\",\"title\":\"t\"}},\"elements\":[{elements}],\"observations\":[{observations}]}}"
    )
}

fn join(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(",")
}

/// An element with one indicator, whose fields are given.
fn indicator(fields: &str) -> String {
    format!(r#"{{"kind":"goal","code":"G","title":"g","indicators":[{{"code":"I","name":"i",{fields}}}]}}"#)
}

/// One day as a period; the higher the number the later.
fn day(number: usize) -> String {
    let (day, month, year) = (number % 28 + 1, number / 28 % 12 + 1, 1000 + number / 336);
    format!("{year:04}-{month:02}-{day:02}..{year:04}-{month:02}-{day:02}")
}

/// What is found in a file, and how long that took.
fn timed(text: &str) -> (Vec<&'static str>, Duration) {
    let start = Instant::now();
    let read = read_plan(text.as_bytes());
    let took = start.elapsed();
    let codes = |findings: &[renstra::finding::Finding]| findings.iter().map(|f| f.code()).collect();
    match &read {
        Ok(plan) => (codes(plan.findings()), took),
        Err(PlanError::Faults(faults)) => (codes(faults.findings()), took),
        Err(error) => panic!("{error}"),
    }
}

/// Reads a file of a size and one of eight times the size: the time may grow twelvefold, or stay so short that
/// nobody minds. A cost that grows with the square grows 64-fold.
#[track_caller]
fn in_line_with_its_size(size: usize, make: impl Fn(usize) -> String) {
    so_is(size, make, |text| timed(text).1);
}

/// The same for another reading of a text.
#[track_caller]
fn so_is(size: usize, make: impl Fn(usize) -> String, time: impl Fn(&str) -> Duration) {
    let (small, large) = (make(size), make(8 * size));
    let best = |text: &str, runs: usize| (0..runs).map(|_| time(text)).min().unwrap();
    let (small, large) = (best(&small, 3), best(&large, 2));
    let short = large < Duration::from_millis(300);
    assert!(short || large < small * 24, "{small:?}, and {large:?} for eight times as much");
}

#[test]
fn many_slots_and_unknown_fields_on_one_element() {
    let make = |name: &'static str| {
        move |count| {
            let fields = join(count, |i| format!("\"{name}{i}\":1"));
            file(&format!(r#"{{"kind":"goal","code":"G","title":"g",{fields}}}"#), "")
        }
    };
    in_line_with_its_size(2_000, make("x-"));
    in_line_with_its_size(2_000, make("y"));
    assert_eq!(timed(&make("y")(100)).0, ["format.unknown-field"; 100]);
}

#[test]
fn periods_in_the_wrong_order() {
    in_line_with_its_size(2_000, |count| {
        let targets = join(count, |i| format!("\"{}\":1", day(count - i)));
        file(&indicator(&format!("\"targets\":{{{targets}}}")), "")
    });
    in_line_with_its_size(2_000, |count| {
        let observation =
            |i| format!(r#"{{"indicator":"I","period":"{}","value":1,"by":"b"}}"#, day(count - i));
        file(&indicator("\"unit\":\"%\""), &join(count, observation))
    });
}

/// Figures far from each other are all looked at: for another scale, and for words among them.
#[test]
fn one_long_series_of_odd_figures() {
    for value in [|i: usize| i.to_string(), |i: usize| format!("\"{}\"", ["5", "a"][i % 2])] {
        in_line_with_its_size(1_000, |count| {
            let targets = join(count, |i| format!("\"{}\":{}", day(i), value(i)));
            file(&indicator(&format!("\"targets\":{{{targets}}}")), "")
        });
    }
}

#[test]
fn figures_thousands_of_years_apart() {
    in_line_with_its_size(50, |count| {
        let one = |i| {
            let indicator = r#"{"name":"i","unit":"%","targets":{"0001":1,"9998":2}}"#;
            format!(r#"{{"kind":"goal","code":"G{i}","title":"g","indicators":[{indicator}]}}"#)
        };
        file(&join(count, one), "")
    });
}

#[test]
fn indicators_with_periods_of_their_own() {
    in_line_with_its_size(150, |count| {
        let one = |i| {
            let targets = join(40, |j| format!("\"{}\":1", day(40 * i + j)));
            let indicator = format!(r#"{{"name":"i","unit":"%","targets":{{{targets}}}}}"#);
            format!(r#"{{"kind":"goal","code":"G{i}","title":"g","indicators":[{indicator}]}}"#)
        };
        file(&join(count, one), "")
    });
}

#[test]
fn one_classification_code_with_a_name_each_time() {
    in_line_with_its_size(1_000, |count| {
        let one =
            |i| format!(r#"{{"kind":"program","code":"P{i}","classification":"1.02.01","title":"p{i}"}}"#);
        file(&join(count, one), "")
    });
}

#[test]
fn one_target_on_a_day_each() {
    in_line_with_its_size(1_000, |count| {
        let link = |i| {
            let day = day(i);
            let day = day.split("..").next().unwrap();
            format!(r#"{{"to":"M","from":"{day}","until":"{day}"}}"#)
        };
        let links = join(count, link);
        let goal = format!(r#"{{"kind":"goal","code":"G","title":"g","serves":[{links}]}}"#);
        file(&format!(r#"{{"kind":"mission","code":"M","title":"m"}},{goal}"#), "")
    });
}

#[test]
fn unknown_references_as_long_as_a_page() {
    in_line_with_its_size(25, |count| {
        let (own, other) = ("G".repeat(3_000), "H".repeat(3_000));
        let one = |i| format!(r#"{{"kind":"goal","code":"{own}{i}","title":"g","under":"{other}{i}"}}"#);
        file(&join(count, one), "")
    });
}

#[test]
fn unknown_references_near_to_many_codes() {
    let one = |i| format!(r#"{{"kind":"goal","code":"1.02.{i:05}","title":"g","under":"1.20.{i:05}"}}"#);
    assert_eq!(timed(&file(&join(3_000, one), "")).0, ["structure.unknown-reference"; 3_000]);
    in_line_with_its_size(400, |count| file(&join(count, one), ""));
}

#[test]
fn a_message_shows_no_page_of_a_users_text() {
    let text =
        file(&format!(r#"{{"kind":"goal","code":"G","title":"g","under":"{}"}}"#, "N".repeat(100_000)), "");
    let error = read_plan(text.as_bytes()).unwrap_err().to_string();
    assert!(error.len() < 1_000, "{}", error.len());
    assert!(error.contains("N…`, which is not in the plan"));
}

#[test]
fn a_policy_with_many_elements_of_its_own() {
    let make = |count| {
        let elements = join(count, |i| format!(r#""E{i}":{{"roll-up":"none"}}"#));
        format!(r#"{{"renstra-policy":1,"id":"p","title":"","elements":{{{elements}}}}}"#)
    };
    so_is(2_500, make, |text| {
        let start = Instant::now();
        let policy = Policy::from_json(text, &Registry::default()).unwrap();
        assert_eq!(Policy::from_json(&policy.to_json(), &Registry::default()).unwrap(), policy);
        start.elapsed()
    });
}

#[test]
fn a_chain_of_elements_is_read_written_and_read_again() {
    let one = |i: usize| {
        let under = if i == 0 { String::new() } else { format!(r#","under":"G{}""#, i - 1) };
        format!(r#"{{"kind":"goal","code":"G{i}","title":"g"{under}}}"#)
    };
    let plan = read_plan(file(&join(20_000, one), "").as_bytes()).unwrap();
    let text = write(&plan);
    assert_eq!(write(&read_plan(text.as_bytes()).unwrap()), text);
}
