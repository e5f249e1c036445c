//! The plan format: golden files, every rule with what breaks it, hostile input.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use proptest::prelude::{ProptestConfig, any, prop, proptest};
use renstra::finding::{Lang, Lint, Severity};
use renstra::format::{Limits, PlanError, ReadError, read, read_plan, read_with, write};
use renstra::plan::{Draft, Element, Faults, Node, Organization, Plan};

mod broken;
#[cfg(feature = "schema")]
mod schema;

use broken::{ELSEWHERE, MISSION, broken, file};

const FULL: &str = include_str!("../golden/v1_full.json");

/// The codes of what is found, whether a plan comes of it or not.
fn codes(text: &str) -> Vec<(String, String)> {
    let draft = read(text.as_bytes()).unwrap();
    let checked = draft.check();
    let findings = match &checked {
        Ok(plan) => plan.findings(),
        Err(faults) => faults.findings(),
    };
    let pointer =
        |f: &renstra::finding::Finding| f.origin().map_or(String::new(), |origin| origin.to_string());
    findings.iter().map(|f| (f.code().to_string(), pointer(f))).collect()
}

#[test]
fn golden_files_are_read_for_ever() {
    let plan = read_plan(FULL.as_bytes()).unwrap();
    assert_eq!(write(&plan), FULL);
    let found: BTreeSet<_> = codes(FULL).into_iter().map(|(code, _)| code).collect();
    assert_eq!(
        found,
        BTreeSet::from(["figures.missing-target", "figures.missing-direction"].map(String::from))
    );
    assert_eq!(plan.elements().len(), 14);
    assert_eq!(plan.find_indicator("I1").unwrap().series().count(), 5);
    assert_eq!(plan.observations().all().len(), 3);
}

#[test]
fn amounts_leave_as_they_were_written() {
    let amounts = r#""2025": "Rp 1.250.000.000,-", "2026": "1.250.000,50", "2027": 750, "2028": "0750", "2029": "belum""#;
    let file = format!(
        r#"{{"renstra": 1, "document": {{"code": "D", "title": "d", "currency": "IDR", "numbers": "id"}},
            "elements": [{{"kind": "program", "code": "P", "title": "p", "budget": [{{"amounts": {{{amounts}}}}}]}}]}}"#
    );
    let plan = read_plan(file.as_bytes()).expect("a sound plan");
    let lines = plan.elements().flat_map(Element::budget);
    let read: Vec<Option<String>> =
        lines.map(|line| line.amount().map(|amount| amount.to_string())).collect();
    let expected = [Some("1250000000"), Some("1250000.50"), Some("750"), Some("750"), None];
    assert_eq!(read, expected.map(|amount| amount.map(str::to_owned)));
    let written = write(&plan);
    for text in ["\"Rp 1.250.000.000,-\"", "\"1.250.000,50\"", "750", "\"0750\"", "\"belum\""] {
        assert!(written.contains(text), "{text} in {written}");
    }
    let again = read_plan(written.as_bytes()).expect("its own file");
    assert_eq!((write(&again), again.fingerprint()), (written, plan.fingerprint()));
}

#[test]
fn a_plan_goes_back_to_a_draft_and_comes_again() {
    let plan = read_plan(FULL.as_bytes()).unwrap();
    let again = plan.to_draft().check().unwrap();
    assert_eq!(write(&again), FULL);
    assert_eq!(again.findings().len(), plan.findings().len());
    let ids = |plan: &Plan| plan.elements().map(|e| e.uuid()).collect::<Vec<_>>();
    assert_eq!(ids(&again), ids(&plan));
}

fn lints() -> impl Iterator<Item = &'static &'static Lint> {
    renstra::plan::lints::ALL.iter().chain(renstra::format::lints::ALL)
}

#[test]
fn each_rule_is_broken_by_its_file_and_by_no_sound_one() {
    let sound = codes(&file("", MISSION));
    assert!(sound.is_empty(), "{sound:?}");
    let mut seen = BTreeSet::new();
    for (code, text, pointer) in broken() {
        let found = codes(&text);
        assert!(found.contains(&(code.to_string(), pointer.to_string())), "{code}: {found:?}\n{text}");
        seen.insert(code);
    }
    for lint in lints().filter(|lint| !ELSEWHERE.contains(&lint.code)) {
        assert!(seen.contains(lint.code), "no file breaks `{}`", lint.code);
    }
}

/// A draft read in one walk says what it says beside two elements of which the first names the second, for which all
/// names have to be known before.
#[track_caller]
fn as_in_two_walks(draft: &Draft) {
    let is_own = |code: &str| !code.starts_with("ZZ-");
    let office = |code| Node::<Organization>::new(code, "an office");
    let beside = draft.clone().with(office("ZZ-1").part_of(&office("ZZ-2"))).with(office("ZZ-2"));
    let found = |checked: &Result<Plan, Faults>| {
        let findings =
            checked.as_ref().map_or_else(|faults| faults.findings(), |plan| plan.findings()).iter();
        findings.filter(|finding| is_own(&finding.subject().code)).cloned().collect::<Vec<_>>()
    };
    let (once, twice) = (draft.check(), beside.check());
    assert_eq!(found(&once), found(&twice));
    assert_eq!(once.is_ok(), twice.is_ok());
    if let (Ok(once), Ok(twice)) = (once, twice) {
        let mut twice = twice.to_draft();
        twice.elements.retain(|element| is_own(element.code.as_written()));
        assert_eq!(once.to_draft(), twice);
    }
}

/// A file read straight into a plan says what its draft says, in the same order.
#[track_caller]
fn as_its_draft(bytes: &[u8]) {
    let draft = read(bytes).map_err(PlanError::from);
    draft.iter().filter(|draft| !draft.elements.is_empty()).for_each(as_in_two_walks);
    match (read_plan(bytes), draft.and_then(|draft| Ok(draft.check()?))) {
        (Ok(plan), Ok(twin)) => {
            assert_eq!(write(&plan), write(&twin));
            assert_eq!(plan.findings(), twin.findings());
            assert_eq!(plan.fingerprint(), twin.fingerprint());
        }
        (plan, twin) => assert_eq!(plan.err(), twin.err()),
    }
}

#[test]
fn a_file_is_read_straight_into_the_plan_that_its_draft_becomes() {
    as_its_draft(FULL.as_bytes());
    for (_, text, _) in broken() {
        as_its_draft(text.as_bytes());
    }
    // What is named stands below, so that the names have to be known first; and the document stands last.
    let mut full: serde_json::Value = serde_json::from_str(FULL).unwrap();
    full["elements"].as_array_mut().unwrap().reverse();
    as_its_draft(full.to_string().as_bytes());
    let (document, elements) = (full["document"].take(), full["elements"].take());
    as_its_draft(format!(r#"{{"renstra":1,"elements":{elements},"document":{document}}}"#).as_bytes());
    // What looks like the code of another plan's element is that of one further below.
    as_its_draft(
        file("", &format!(r#"{MISSION},{{"kind":"goal","code":"G","title":"g","serves":["P#M"]}},{{"kind":"mission","code":"P#M","title":"m"}}"#)).as_bytes(),
    );
    let observations = full["observations"].take();
    let first = format!(r#"{{"renstra":1,"observations":{observations},"elements":{elements}}}"#);
    as_its_draft(first.as_bytes());
}

#[test]
fn a_level_that_writes_by_another_convention_is_heard_before_it_is_read() {
    let mission = |code: &str, target: &str| {
        format!(
            r#"{{"kind":"mission","code":"{code}","title":"m","indicators":[{{"name":"n","unit":"%","targets":{{"2026":"{target}"}}}}]}}"#
        )
    };
    // `1.234` is 1234 by the document, but its level writes decimal points: it is not guessed.
    let text = file(r#","numbers":"comma""#, &[mission("A", "1.234"), mission("B", "7.5")].join(","));
    as_its_draft(text.as_bytes());
    assert!(codes(&text).iter().any(|(code, _)| code == "figures.ambiguous"), "{:?}", codes(&text));
}

#[test]
fn codes_are_unique_and_their_texts_are_complete() {
    let mut seen = BTreeSet::new();
    for lint in lints() {
        assert!(seen.insert(lint.code), "`{}` stands twice", lint.code);
        for text in [Lang::En, Lang::Id].into_iter().flat_map(|lang| [lint.message(lang), lint.help(lang)]) {
            assert!(!text.is_empty() && !text.ends_with('.'), "{}: {text}", lint.code);
            for name in text.split('{').skip(1).filter_map(|part| part.split('}').next()) {
                assert!(lint.params.contains(&name), "{}: no parameter `{name}`", lint.code);
            }
        }
    }
}

#[test]
fn the_messages_of_both_languages() {
    let mut out = String::new();
    for (code, text, _) in broken() {
        let draft = read(text.as_bytes()).unwrap();
        let checked = draft.check();
        let findings = match &checked {
            Ok(plan) => plan.findings(),
            Err(faults) => faults.findings(),
        };
        let finding = findings.iter().find(|f| f.code() == code).unwrap();
        let _ = writeln!(
            out,
            "{code} ({})\n  {}\n  {}",
            finding.severity(),
            finding.message(Lang::En),
            finding.help(Lang::En)
        );
        let _ = writeln!(out, "  {}\n  {}", finding.message(Lang::Id), finding.help(Lang::Id));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn all_faults_come_in_one_pass() {
    let text = file(
        r#","numbers":"komma""#,
        r#"{"kind":"goal","code":"A","title":"a","under":"B","weight":"x"},{"kind":"goal","code":"B","title":7,"under":"A"},{"kind":"gaol","code":"A","title":"c","serves":["Z"]}"#,
    );
    let found: Vec<String> = codes(&text).into_iter().map(|(code, _)| code).collect();
    for code in [
        "structure.unknown-word",
        "structure.cycle",
        "figures.not-a-number",
        "structure.unknown-kind",
        "structure.duplicate-code",
        "structure.unknown-reference",
    ] {
        assert!(found.iter().any(|found| found == code), "{code}: {found:?}");
    }
}

#[track_caller]
fn refused(bytes: &[u8], code: &str) -> String {
    let error = read(bytes).unwrap_err();
    assert_eq!(error.code(), code, "{error}");
    error.to_string()
}

#[test]
fn what_cannot_be_read_at_all_says_why() {
    refused(b"", "format.empty");
    refused(b" \n", "format.empty");
    refused(b"\xff\xfe{}", "format.encoding");
    assert_eq!(
        refused(&FULL.as_bytes()[..500], "format.syntax").split(" at ").next().unwrap(),
        "not JSON: EOF while parsing a string"
    );
    refused(b"[]", "format.not-an-object");
    refused(b"NaN", "format.syntax");
    assert_eq!(
        refused(b"{}", "format.version"),
        "the file does not say its version; begin it with `\"renstra\": 1`"
    );
    assert_eq!(
        refused(br#"{"renstra": 2}"#, "format.version"),
        "version `2` of the format is not known; known is 1"
    );
    refused(br#"{"renstra": "1"}"#, "format.version");
    let deep = format!("{{\"renstra\":1,\"x-deep\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    refused(deep.as_bytes(), "format.too-deep");
    let with_mark = format!("\u{feff}{FULL}");
    assert_eq!(write(&read_plan(with_mark.as_bytes()).unwrap()), FULL);
    let error = read_with(FULL.as_bytes(), Limits::default().elements(3)).unwrap_err();
    assert_eq!(error, ReadError::TooMany { limit: 3 });
}

#[test]
fn names_in_any_script_are_data_and_messages_stay_on_one_line() {
    let text = file(
        "",
        "{\"kind\":\"mission\",\"code\":\"M\\u202e\\u0007\",\"title\":\"<b>\\u05d0\\n</b>\",\"under\":\"\\u202eX\\n\"}",
    );
    let draft = read(text.as_bytes()).unwrap();
    let faults = draft.check().unwrap_err();
    let message = faults.faults().next().unwrap().message(Lang::En);
    assert!(!message.chars().any(|c| c.is_control() || c == '\u{202e}'), "{message:?}");
}

fn many(n: usize, element: impl Fn(usize) -> String) -> String {
    let elements: Vec<String> = (0..n).map(element).collect();
    file("", &elements.join(","))
}

/// How long something took, and what came of it.
fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = run();
    (start.elapsed(), result)
}

/// Runs for a hundred thousand in no more than 25 times the time of a tenth of it: what is in line with the size takes
/// 10 times as long, what grows with its square 100 times. A machine that stands still for a while is asked again.
#[track_caller]
fn in_time<T>(make: impl Fn(usize) -> String, run: impl Fn(&str) -> T) -> T {
    const N: usize = 100_000;
    let (small, large) = (make(N / 10), make(N));
    let tenth = (0..3).map(|_| timed(|| run(&small)).0).min().unwrap();
    let (_, result) = (0..3)
        .map(|_| timed(|| run(&large)))
        .find(|(took, _)| *took < tenth * 25)
        .unwrap_or_else(|| panic!("each time more than 25 times the {tenth:?} of a tenth"));
    result
}

/// A program with a mission, and what else is given.
fn program(fields: &str) -> String {
    file("", &format!("{MISSION},{{\"kind\":\"program\",\"code\":\"P\",\"title\":\"p\",{fields}}}"))
}

#[test]
fn a_hundred_thousand_of_anything_is_answered_in_time() {
    const N: usize = 100_000;
    let goals = |rest: &dyn Fn(usize) -> String, n| {
        many(n, |i| format!("{{\"kind\":\"goal\",\"code\":\"G{i}\",\"title\":\"g\",{}}}", rest(i)))
    };
    let circle = |n| goals(&|i| format!("\"under\":\"G{}\"", (i + 1) % n), n);
    let faults = in_time(circle, |text| read_plan(text.as_bytes()).unwrap_err().to_string());
    assert!(faults.contains("G0 → G1 → G2"), "{faults}");
    let unknown = |n| goals(&|i| format!("\"under\":\"H{i}\""), n);
    assert_eq!(in_time(unknown, codes).len(), N);
    let faulty = |n| goals(&|_| "\"weight\":\"x\",\"odd\":1".to_string(), n);
    assert_eq!(in_time(faulty, codes).len(), 2 * N);
    let link = |i| {
        let days = format!("\"from\":\"2025-01-01\",\"until\":\"2025-01-0{}\"", i % 9 + 1);
        format!("{{\"to\":\"M\",\"share\":0.1,{days}}}")
    };
    let listed = |n, part: &dyn Fn(usize) -> String| (0..n).map(part).collect::<Vec<_>>().join(",");
    in_time(|n| program(&format!("\"serves\":[{}]", listed(n, &link))), codes);
    let target = |i| format!("\"{}\":\"1\"", i % 7000 + 2000);
    let targets = |n| format!("\"indicators\":[{{\"name\":\"i\",\"targets\":{{{}}}}}]", listed(n, &target));
    in_time(|n| program(&targets(n)), codes);
}

#[test]
fn findings_beyond_the_limit_are_counted() {
    let faulty =
        many(50, |i| format!("{{\"kind\":\"goal\",\"code\":\"G{i}\",\"title\":\"g\",\"weight\":\"x\"}}"));
    let draft = read(faulty.as_bytes()).unwrap();
    let faults = draft.check_with(renstra::plan::CheckLimits::default().findings(10)).unwrap_err();
    assert_eq!((faults.findings().len(), faults.left_out()), (10, 40));
    assert!(faults.findings().iter().all(|f| f.severity() == Severity::Fault));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn bytes_of_any_kind_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_plan(&bytes);
    }

    #[test]
    fn a_file_with_a_wound_is_read_or_refused(at in 0..FULL.len(), byte in any::<u8>(), cut in 0..40usize) {
        let mut bytes = FULL.as_bytes().to_vec();
        bytes[at] = byte;
        let end = (at + 1 + cut).min(bytes.len());
        bytes.drain(at + 1..end);
        as_its_draft(&bytes);
        if let Ok(plan) = read_plan(&bytes) {
            let text = write(&plan);
            let again = read_plan(text.as_bytes()).unwrap();
            assert_eq!(write(&again), text);
        }
    }
}
