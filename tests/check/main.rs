//! What the check tells: all of it in one pass, about whom, where, in both languages; and, in `kept`, what it keeps.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects")]

mod kept;

use renstra::finding::{Finding, Lang};
use renstra::format::{PlanError, ReadError, read, read_plan};
use renstra::plan::ReferenceList;

/// The findings of a file, whether a plan comes of it or not.
fn findings(text: &str) -> Vec<Finding> {
    match read(text.as_bytes()).unwrap().check() {
        Ok(plan) => plan.findings().to_vec(),
        Err(faults) => faults.findings().to_vec(),
    }
}

/// Code, subject and place of each finding.
fn places(text: &str) -> Vec<String> {
    let place = |f: &Finding| f.origin().map_or(String::new(), |origin| origin.to_string());
    findings(text).iter().map(|f| format!("{} {} {}", f.code(), f.subject(), place(f))).collect()
}

#[track_caller]
fn finds(text: &str, expected: &[&str]) {
    let found = places(text);
    for wanted in expected {
        assert!(found.iter().any(|found| found == wanted), "{wanted} is not in {found:#?}");
    }
}

fn file(document: &str, elements: &str, observations: &str) -> String {
    format!(
        "{{\"renstra\":1,\"document\":{{\"code\":\"T\",\"title\":\"t\"{document}}},\"elements\":[{elements}],\"observations\":[{observations}]}}"
    )
}

/// A goal with one indicator, whose further fields are given.
fn measured(fields: &str) -> String {
    format!(
        r#"{{"kind":"goal","code":"G","title":"g","indicators":[{{"code":"I","name":"i","unit":"%","baseline":{{"2024":1}}{fields}}}]}}"#
    )
}

/// An amount that stands twice would be counted twice; halves may stand beside their year, and lines of several
/// funds beside each other.
#[test]
fn amounts_of_one_line_do_not_overlap() {
    let overlaps = |amounts: &str| -> Vec<String> {
        let program = format!(r#"{{"kind":"program","code":"P","title":"p","budget":[{amounts}]}}"#);
        let found = findings(&file(r#","currency":"IDR""#, &program, "")).into_iter();
        let found = found.filter(|finding| finding.code() == "figures.overlapping-periods");
        found.map(|f| format!("{} {}", f.origin().unwrap(), f.message(Lang::En))).collect()
    };
    let at = "/elements/0/budget/0/amounts in `amounts`,";
    let spans = r#"{"amounts":{"2026":1,"2025-03-01..2025-06-30":5,"2025-04-01..2025-04-30":6,"2025-06-15..2025-07-31":7}}"#;
    assert_eq!(
        overlaps(spans),
        [
            format!("{at} 2025-04-01..2025-04-30 overlaps 2025-03-01..2025-06-30"),
            format!("{at} 2025-06-15..2025-07-31 overlaps 2025-03-01..2025-06-30"),
        ]
    );
    assert_eq!(overlaps(r#"{"amounts":{"2025":1,"2025@01":2}}"#), [format!("{at} 2025 overlaps 2025")]);
    let none: [String; 0] = [];
    assert_eq!(overlaps(r#"{"amounts":{"2027":1,"2026":2,"2025":3,"2025-H1":4,"2025-H2":5}}"#), none);
    assert_eq!(overlaps(r#"{"fund":"DAK","amounts":{"2025":1}},{"fund":"PAD","amounts":{"2025":1}}"#), none);
}

#[test]
fn findings_about_the_document_name_the_plan() {
    let framework = r#","framework":{"name":"own","levels":[{"kind":"visin"},5,{"kind":"mission","carries":"outcom"}],
        "joins":[["mission","vison"],["mission"],5]},"colour":1"#;
    let whole = file(framework, r#"{"kind":"mission","code":"M","title":"m"}"#, "");
    finds(
        &format!("{},\"shape\":1}}", whole.trim_end_matches('}')),
        &[
            "format.unknown-field plan `T` /document/colour",
            "format.unknown-field plan `T` /shape",
            "format.wrong-type plan `T` /document/framework/levels/0/kind",
            "format.wrong-type plan `T` /document/framework/levels/1",
            "format.wrong-type plan `T` /document/framework/levels/2/carries",
            "format.wrong-type plan `T` /document/framework/joins/0/1",
            "format.wrong-type plan `T` /document/framework/joins/1",
            "format.wrong-type plan `T` /document/framework/joins/2",
        ],
    );
}

#[test]
fn an_element_of_an_unknown_kind_is_called_an_element() {
    let text = file("", r#"{"kind":"mision","code":["a"],"title":["t"]}"#, "");
    finds(
        &text,
        &[
            "structure.unknown-kind element `[\"a\"]` /elements/0/kind",
            "format.wrong-type element `[\"a\"]` /elements/0/code",
            "format.wrong-type element `[\"a\"]` /elements/0/title",
        ],
    );
}

/// What stands under an element of no known kind, or names it, is not judged by a kind that nobody wrote.
#[test]
fn an_unknown_kind_is_one_fault() {
    let told = |elements: &str| places(&file("", elements, ""));
    let under =
        r#"{"kind":"program","code":"P","title":"p"},{"kind":"misi","code":"M","title":"m","under":"P"}"#;
    assert_eq!(told(under), ["structure.unknown-kind element `M` /elements/1/kind"]);
    let above = r#"{"kind":"dinas","code":"D","title":"d"},{"kind":"vision","code":"V","title":"v","under":"D","owner":"D","serves":["D"]}"#;
    assert_eq!(told(above), ["structure.unknown-kind element `D` /elements/0/kind"]);
    let none = r#"{"code":"D","title":"d"},{"kind":"program","code":"P","title":"p","owner":"D"}"#;
    assert_eq!(told(none), ["structure.missing-kind element `D` /elements/0"]);
    let okr = places(&file(r#","framework":"okr""#, r#"{"kind":"objektif","code":"O","title":"o"}"#, ""));
    assert_eq!(okr, ["structure.unknown-kind element `O` /elements/0/kind"]);
    let known =
        r#"{"kind":"program","code":"P","title":"p"},{"kind":"mission","code":"M","title":"m","under":"P"}"#;
    assert_eq!(told(known), ["structure.wrong-level mission `M` /elements/1/under"]);
}

#[test]
fn two_indicators_with_one_identifier_are_a_fault() {
    let id = "6f2c9a50-0000-4000-8000-000000000001";
    let one = |code: &str| format!(r#"{{"code":"{code}","name":"i","unit":"%","id":"{id}"}}"#);
    let element =
        format!(r#"{{"kind":"goal","code":"G","title":"g","indicators":[{},{}]}}"#, one("I"), one("J"));
    let found = places(&file("", &element, ""));
    let at = |n: usize, code: &str| {
        format!("structure.duplicate-id indicator `{code}` /elements/0/indicators/{n}/id")
    };
    assert!(found.contains(&at(0, "I")) || found.contains(&at(1, "J")), "{found:#?}");
}

#[test]
fn what_cannot_be_read_is_told_in_both_languages() {
    let error = |bytes: &[u8]| read(bytes).unwrap_err();
    for bytes in [&b""[..], b"{", b"\xff", br#"{"renstra": 2}"#, br#"{"renstra": "1"}"#, br#"{"a": 1}"#] {
        let error = error(bytes);
        assert_eq!(error.message(Lang::En), error.to_string());
        assert_ne!(error.message(Lang::Id), error.to_string());
    }
    let text = error(br#"{"renstra": "1"}"#).to_string();
    assert_eq!(text, "the version must be a number, but is `1`; write `\"renstra\": 1`");
    assert!(matches!(error(b"{"), ReadError::Syntax { line: 1, .. }));
    let Err(PlanError::Faults(faults)) = read_plan(file("", r#"{"kind":"mission"}"#, "").as_bytes()) else {
        panic!("an element without a code is a fault")
    };
    assert!(
        faults.message(Lang::Id).starts_with("rancangan ini memuat 1 kesalahan\n"),
        "{}",
        faults.message(Lang::Id)
    );
    assert_eq!(faults.message(Lang::En), faults.to_string());
}

#[test]
fn indonesian_messages_hold_no_english() {
    let wrong = r#"{"kind":"program","code":"1.02.3","title":["t"],"themes":{},"budget":[[1]],
        "indicators":[{"name":"i","scale":["a","A"],"targets":{"2025":[1]}}]}"#;
    for finding in findings(&file("", wrong, "")) {
        let text = finding.message(Lang::Id);
        for english in ["a list", "an object", "twice", "expected", " is "] {
            assert!(!text.contains(english), "{text}");
        }
    }
}

#[test]
fn a_file_that_says_nothing_is_told_so() {
    finds(
        r#"{"renstra":1}"#,
        &[
            "structure.plan-without-code plan `` /document/code",
            "structure.missing-title plan `` /document/title",
            "structure.no-elements plan `` /document",
        ],
    );
    assert_eq!(places(&file("", r#"{"kind":"vision","code":"V","title":"v"}"#, "")), [""; 0]);
}

#[test]
fn what_is_no_element_is_told_where_it_stands() {
    let found = places(&file("", r#"{"kind":"vision","code":"V","title":"v"},"text",null"#, r#"5"#));
    assert!(found.iter().all(|one| !one.ends_with(' ')), "{found:#?}");
    assert!(found.contains(&"format.wrong-type plan `T` /elements/1".to_string()), "{found:#?}");
}

#[test]
fn a_bridge_into_the_next_plan_is_due_to_nobody_else() {
    let series = r#","targets":{"2025":1,"2026":{"value":2,"role":"bridge"}}},{"code":"J","name":"j","unit":"%","baseline":{"2024":1},"targets":{"2025":1}"#;
    let goal = measured(series);
    assert_eq!(places(&file("", &goal, "")), [""; 0]);
    let planned = goal.replace(r#","role":"bridge""#, "");
    finds(
        &file("", &planned, ""),
        &["figures.missing-target indicator `J` /elements/0/indicators/1/targets/2026"],
    );
}

#[test]
fn what_nobody_sees_is_told_and_other_scripts_are_not() {
    let titled = |title: &str| file("", &format!(r#"{{"kind":"vision","code":"V","title":"{title}"}}"#), "");
    for odd in [r"a\u0000", r"a\u001b[31m", r"\u202eabc", r"\u2066abc", r"a\u007f"] {
        finds(&titled(odd), &["structure.unseen-characters vision `V` /elements/0/title"]);
    }
    for fair in [r"two\nlines", "\u{5d0}\u{5d1}", "<b>bold</b>", "\u{200f}\u{5d0}", "naïve – “quoted”"]
    {
        assert_eq!(places(&titled(fair)), [""; 0], "{fair}");
    }
}

/// The message reads with every level, and what a reference list has not is told with its place, as all else is.
#[test]
fn codes_of_another_level_and_edition_are_told_with_their_place() {
    let text = file(
        r#", "framework": "agency-plan""#,
        r#"{"kind": "activity", "code": "1.02.02", "title": "a"}, {"kind": "program", "code": "1.02.03", "title": "p"}"#,
        "",
    );
    let plan = read_plan(text.as_bytes()).unwrap();
    let level = plan.findings().iter().find(|found| found.code() == "codes.level").unwrap();
    let told = "the classification code `1.02.02` is not of the level activity";
    assert_eq!(level.message(Lang::En), told);
    let list = ReferenceList::new("3406/2024", ["1.02.02".parse().unwrap()]);
    let unknown = plan.codes_against(&list);
    let [unknown] = &*unknown else { panic!("one code is not in the list: {unknown:?}") };
    assert_eq!(unknown.origin().unwrap().to_string(), "/elements/1");
}

/// Codes of one edition are not held against the list of another in silence; how the instrument is written does not
/// matter.
#[test]
fn a_reference_list_of_another_edition_is_told() {
    let plan = |edition: &str| {
        let document = format!(r#","framework":"agency-plan"{edition}"#);
        read_plan(file(&document, r#"{"kind":"program","code":"1.02.03","title":"p"}"#, "").as_bytes())
            .unwrap()
    };
    let list = ReferenceList::new("900.1.15.5-3406/2024", ["1.02.03".parse().unwrap()]);
    let other = plan(r#","edition":"90/2019""#).codes_against(&list);
    let [other] = &*other else { panic!("one edition differs: {other:?}") };
    assert_eq!(other.origin().unwrap().to_string(), "/document/edition");
    let told = "the plan follows the edition `90/2019`, the reference list is of `900.1.15.5-3406/2024`";
    assert_eq!((other.code(), other.message(Lang::En).as_str()), ("codes.edition-differs", told));
    for same in ["", r#","edition":"3406/2024""#, r#","edition":"Kepmendagri 900.1.15.5-3406 Tahun 2024""#] {
        assert_eq!(plan(same).codes_against(&list), [], "{same}");
    }
}

/// What is JSON and no object is not called something else, in words of a reader and not of a parser.
#[test]
fn a_file_that_holds_no_object_is_told_so() {
    for text in ["[]", "5", "\"x\"", "null", " true "] {
        let error = read(text.as_bytes()).unwrap_err();
        assert_eq!(error.code(), "format.not-an-object", "{text}");
        assert_eq!(
            error.message(Lang::En),
            "the file must hold an object with `renstra`, `document` and `elements`"
        );
        assert_eq!(
            error.message(Lang::Id),
            "berkas harus berisi objek dengan `renstra`, `document`, dan `elements`"
        );
    }
    assert_eq!(read(b"{]").unwrap_err().code(), "format.syntax");
}

/// A figure without a period belongs nowhere: it is told, not dropped.
#[test]
fn an_empty_period_is_told() {
    let goal = measured(r#","direction":"higher","targets":{"":5,"2025":6},"actuals":{" ":7}"#);
    let program = r#"{"kind":"program","code":"P","title":"p","budget":[{"amounts":{"":5,"2025":6}}]}"#;
    assert_eq!(
        places(&file(r#","currency":"IDR""#, &format!("{goal},{program}"), "")),
        [
            "figures.bad-period indicator `I` /elements/0/indicators/0/targets/",
            "figures.bad-period indicator `I` /elements/0/indicators/0/actuals/ ",
            "figures.bad-period program `P` /elements/1/budget/0/amounts/",
        ]
    );
}

#[test]
fn a_horizon_with_one_end_is_told_and_holds_nothing_back() {
    let goal = measured(r#","direction":"higher","targets":{"2025":5,"2026":6}"#);
    let one = |end: &str| places(&file(&format!(r#","horizon":{{{end}}}"#), &goal, ""));
    assert_eq!(one(r#""from":"2025""#), ["figures.open-horizon plan `T` /document/horizon/to"]);
    assert_eq!(one(r#""to":"2026""#), ["figures.open-horizon plan `T` /document/horizon/from"]);
    assert_eq!(one(r#""from":"soon","to":"2026""#), ["figures.bad-period plan `T` /document/horizon/from"]);
    assert_eq!(one(""), [""; 0]);
}

/// Amounts of a branch are added up, whether the element above has some of its own or not.
#[test]
fn currencies_of_a_branch_are_told_where_they_meet() {
    let budget =
        |currency: &str| format!(r#","budget":[{{"currency":"{currency}","amounts":{{"2025":10}}}}]"#);
    let program = |budget: &str| format!(r#"{{"kind":"program","code":"P","title":"p"{budget}}}"#);
    let activity = |code: &str, budget: &str| {
        format!(r#"{{"kind":"activity","code":"{code}","title":"a","under":"P"{budget}}}"#)
    };
    let told = |elements: &[String]| places(&file("", &elements.join(","), ""));
    let (rupiah, dollars) = (budget("IDR"), budget("USD"));
    let here = ["money.mixed-currencies program `P` /elements/0"];
    assert_eq!(told(&[program(&rupiah), activity("A", &dollars)]), here);
    assert_eq!(told(&[program(""), activity("A", &dollars), activity("B", &rupiah)]), here);
    assert_eq!(told(&[program(&rupiah), activity("A", &rupiah)]), [""; 0]);
    // Who mixes them is told, and nobody above for it.
    let both =
        r#","budget":[{"currency":"IDR","amounts":{"2025":10}},{"currency":"USD","amounts":{"2025":10}}]"#;
    let below = ["money.mixed-currencies activity `A` /elements/1"];
    assert_eq!(told(&[program(&rupiah), activity("A", both)]), below);
}

/// What is no part at all is told as that, and nothing else of it.
#[test]
fn something_else_in_the_place_of_a_part_is_told_once() {
    let goal = r#"{"kind":"goal","code":"G","title":"g","indicators":[5]}"#;
    for other in ["5", "[]", "null", "true", r#""G""#] {
        let elements = format!("{goal},{other}");
        let told = findings(&file("", &elements, ""));
        let told: Vec<String> =
            told.iter().map(|f| format!("{} {}", f.origin().unwrap(), f.severity())).collect();
        assert_eq!(told, ["/elements/0/indicators/0 error", "/elements/1 fault"], "{other}");
        assert!(read_plan(file("", &elements, "").as_bytes()).is_err());
    }
    let text = file("", goal, "5");
    let plan = read_plan(text.as_bytes()).unwrap();
    let told: Vec<String> = plan.findings().iter().map(|found| found.message(Lang::En)).collect();
    assert_eq!(
        told,
        ["`indicators/0` must be an object, but is 5", "`observations/0` must be an object, but is 5"]
    );
    let goal = r#"{"kind":"goal","code":"G","title":["g"],"indicators":[{"name":{},"unit":true,"baseline":{"2024":1}}]}"#;
    let told = places(&file("", goal, ""));
    let at = "format.wrong-type indicator `G/1` /elements/0/indicators/0";
    assert_eq!(told[1..], [format!("{at}/name"), format!("{at}/unit")], "{told:?}");
    assert_eq!(told[0], "format.wrong-type goal `G` /elements/0/title");
    // An empty part is one: it lacks what it needs.
    assert_eq!(findings(&file("", "{}", "")).len(), 3);
    // Kept or not, the fault keeps a plan from coming of it.
    let limits = renstra::format::Limits::default().findings(0);
    let draft = renstra::format::read_with(file("", "5", "").as_bytes(), limits).unwrap();
    assert!(draft.check_with(renstra::plan::CheckLimits::default().findings(0)).is_err());
}

#[test]
fn a_number_of_beneficiaries_is_a_count() {
    let told = |count: &str| -> Vec<String> {
        let goal = format!(
            r#"{{"kind":"goal","code":"G","title":"g","beneficiaries":[{{"who":"the poor","count":{count}}}]}}"#
        );
        let found = findings(&file(r#","numbers":"comma""#, &goal, ""));
        found.iter().map(|f| format!("{} {} → {}", f.code(), f.message(Lang::En), f.help(Lang::En))).collect()
    };
    let negative = "figures.negative-count `count` is -4, which is negative → write how many there are, from 0 up; leave it out where that is not known";
    assert_eq!(told("-4"), [negative]);
    for text in [r#""banyak""#, r#""40%""#] {
        assert!(told(text)[0].starts_with("figures.not-a-number"), "{text}");
    }
    for count in ["0", "1200", r#""1.200""#, "null"] {
        assert_eq!(told(count), [""; 0], "{count}");
    }
}
