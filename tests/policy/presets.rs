//! Presets: in force or not, their worked examples, and the page that shows them whole.

use chrono::NaiveDate;
use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};
use renstra::finding::Lang;
use renstra::formula::rule::{Rule, goalposts};
use renstra::formula::{Datum, Explanation, NodeIndex, Placing, Repair, evaluate};
use renstra::number::{Exact, Number};
use renstra::plan::{Direction, Draft, Goal, Kind, Measure, Mission, Node};
use renstra::policy::{Facts, NotOne, Policy, Registry, Standing, governing, presets};
use renstra::report::{CardJson, tree};
use renstra::score::{Asked, Scorecard};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

#[track_caller]
fn governs(matter: &str, on: &str, expected: &[&str]) {
    match presets::governing(matter, day(on)) {
        Ok(policy) => assert_eq!([policy.id()], expected, "{matter} on {on}"),
        Err(several) => {
            let ids: Vec<&str> = several.candidates().iter().map(|id| &**id).collect();
            assert_eq!(ids, expected, "{matter} on {on}");
        }
    }
}

#[test]
fn the_policy_in_force_is_found_or_all_of_them_are_named() {
    let budget = "ministry-budget-performance";
    governs(budget, "2016-12-31", &[]);
    governs(budget, "2017-06-30", &["pmk-214-2017"]);
    governs(budget, "2020-12-31", &["pmk-214-2017"]);
    governs(budget, "2021-06-30", &["pmk-214-2017", "pmk-22-2021"]);
    governs(budget, "2022-01-01", &["pmk-22-2021"]);
    governs(budget, "2023-12-31", &["pmk-22-2021"]);
    governs(budget, "2024-01-01", &[]);
    governs("civil-servant-performance", "2022-12-31", &["skp-8-2021"]);
    governs("civil-servant-performance", "2023-01-01", &[]);
    governs("accountability-system", "2025-12-31", &["sakip-88-2021"]);
    let repairs =
        ["permendagri-86-2017-floor", "permendagri-86-2017-round-first", "permendagri-86-2017-open"];
    governs("regional-plan-evaluation", "2025-12-31", &repairs);
    governs("national-human-development", "2025-12-31", &["ipm"]);
}

#[track_caller]
fn said(found: Result<Policy, NotOne>, code: &str, en: &str, id: &str) {
    let error = found.unwrap_err();
    assert_eq!(error.finding().code(), code);
    assert_eq!([error.finding().message(Lang::En), error.finding().message(Lang::Id)], [en, id]);
    assert_eq!(error.to_string(), en);
}

#[test]
fn what_is_said_where_none_governs_or_more_than_one() {
    said(
        presets::governing("ministry-budget", day("2022-01-01")),
        "policy.unknown-matter",
        "no policy governs `ministry-budget`",
        "tidak ada kebijakan yang mengatur `ministry-budget`",
    );
    said(
        presets::governing("goal-modle", day("2022-01-01")),
        "policy.unknown-matter",
        "no policy governs `goal-modle`; did you mean `goal-model`?",
        "tidak ada kebijakan yang mengatur `goal-modle`; maksudnya `goal-model`?",
    );
    said(
        presets::governing("civil-servant-performance", day("2024-01-01")),
        "policy.none-in-force",
        "no policy for `civil-servant-performance` is in force on 2024-01-01; known are `skp-8-2021 \
         (2021-01-01..2022-12-31)`",
        "tidak ada kebijakan untuk `civil-servant-performance` yang berlaku pada 2024-01-01; yang dikenal: \
         `skp-8-2021 (2021-01-01..2022-12-31)`",
    );
    said(
        presets::governing("ministry-budget-performance", day("2021-02-01")),
        "policy.several-in-force",
        "for `ministry-budget-performance` more than one policy is in force on 2021-02-01: `pmk-214-2017`, \
         `pmk-22-2021`",
        "untuk `ministry-budget-performance` lebih dari satu kebijakan berlaku pada 2021-02-01: `pmk-214-2017`, \
         `pmk-22-2021`",
    );
    // A policy without a matter governs nothing, not even what has no name.
    assert!(governing(&[Policy::new("p", "")], "", day("2022-01-01")).is_err());
}

proptest! {
    /// One governs, or every one that could is named: nothing is chosen in silence, whatever the order.
    #[test]
    fn nothing_is_chosen_in_silence(
        spans in prop::collection::vec((prop::option::of(0i32..6), prop::option::of(0i32..6), 0u8..2), 0..6),
        on in 0i32..6,
    ) {
        let year = |offset: i32| NaiveDate::from_ymd_opt(2020 + offset, 1, 1).unwrap();
        let policy = |(at, (from, to, matter)): (usize, &(Option<i32>, Option<i32>, u8))| {
            let dated = Policy::new(&at.to_string(), "").valid(from.map(year), to.map(year));
            dated.matter(if *matter == 0 { "a" } else { "b" })
        };
        let policies: Vec<Policy> = spans.iter().enumerate().map(policy).collect();
        let holds = |(from, to, matter): &(Option<i32>, Option<i32>, u8)| {
            *matter == 0 && from.is_none_or(|from| from <= on) && to.is_none_or(|to| on <= to)
        };
        let could: Vec<String> =
            spans.iter().enumerate().filter(|(_, span)| holds(span)).map(|(at, _)| at.to_string()).collect();
        let found = governing(&policies, "a", year(on));
        let reversed = governing(policies.iter().rev(), "a", year(on));
        match found {
            Ok(one) => {
                prop_assert_eq!(vec![one.id().to_owned()], could);
                prop_assert_eq!(reversed.unwrap().id(), one.id());
            }
            Err(error) => {
                prop_assert!(could.len() != 1);
                let named: Vec<&str> = error.candidates().iter().map(|id| &**id).collect();
                prop_assert_eq!(named, could);
                prop_assert_eq!(reversed.unwrap_err().candidates().len(), error.candidates().len());
            }
        }
    }

    /// In force, not yet, expired or undated: exactly one of them, and only the first and the last hold.
    #[test]
    fn a_day_stands_somewhere(from in prop::option::of(0i32..6), to in prop::option::of(0i32..6), on in 0i32..6) {
        let year = |offset: i32| NaiveDate::from_ymd_opt(2020 + offset, 1, 1).unwrap();
        let valid = renstra::policy::Validity { from: from.map(year), to: to.map(year) };
        let expected = match (from, to) {
            (None, None) => "undated",
            (Some(from), _) if on < from => "not-yet",
            (_, Some(to)) if to < on => "expired",
            _ => "in-force",
        };
        prop_assert_eq!(valid.standing(year(on)).as_str(), expected);
        prop_assert_eq!(valid.holds_on(year(on)), matches!(expected, "in-force" | "undated"));
    }
}

#[test]
fn an_expired_policy_scores_and_the_scorecard_says_so() {
    let rate =
        Measure::new("rate").unit("%").direction(Direction::Higher).target(2024, "80").actual(2024, "72");
    let plan = Draft::new("P", "p").with(Node::<Mission>::new("M", "m").measured(rate)).check().unwrap();
    let policy = presets::pmk_22_2021();
    let asked = Asked::about("2024".parse().unwrap());
    let card = Scorecard::of(&plan, &policy, plan.observations(), asked).unwrap();
    assert_eq!(card.element(plan.find("M").unwrap()).score().unwrap().rounded, 90.into());
    let en = "policy `pmk-22-2021` was in force until 2023-12-31, and the plan is judged as of 2024-12-31";
    assert!(tree(&card, Lang::En, None).ends_with(&format!("! {en}; score by PMK 62/2023\n")));
    let json = serde_json::to_value(CardJson::of(&card, Lang::Id)).unwrap();
    assert_eq!(json["policy"]["standing"], "expired");
    assert_eq!(json["findings"][0]["code"], "policy.expired");
    assert_eq!(
        json["findings"][0]["message"],
        "kebijakan `pmk-22-2021` berlaku sampai 2023-12-31, sedangkan rencana dinilai per 2024-12-31"
    );
    // Judged on a day on which it was in force, nothing is to be said.
    let then = Scorecard::of(&plan, &policy, plan.observations(), asked.on(day("2023-12-31"))).unwrap();
    assert!(then.findings().is_empty());
    let early = Scorecard::of(&plan, &policy, plan.observations(), asked.on(day("2020-12-31"))).unwrap();
    assert_eq!(early.findings()[0].code(), "policy.not-yet-in-force");
    assert_eq!(policy.validity().standing(day("2020-12-31")), Standing::NotYet(day("2021-01-01")));
}

/// Beyond the scale a score has no band, and the line says so in place of it.
#[test]
fn a_score_outside_the_bands_says_so() {
    let measure = |actual: &str| {
        let measure = Measure::new("index").unit("indeks").direction(Direction::Higher);
        measure.target(2025, "0.8").actual(2025, actual)
    };
    let goal = Node::<Goal>::new("G", "g").measured(measure("1.01"));
    let plan = Draft::new("P", "p").with(goal).check().unwrap();
    let asked = Asked::about("2025".parse().unwrap());
    let card = Scorecard::of(&plan, &presets::hdi(), plan.observations(), asked).unwrap();
    assert!(tree(&card, Lang::En, None).contains("index  1.01, outside the bands (coverage 100 %)"));
    assert!(tree(&card, Lang::Id, None).contains("index  1,01, di luar semua kategori (cakupan 100 %)"));
}

/// The rows of official worked examples, by what their notes say of each.
#[test]
fn worked_examples_are_reproduced_or_shown_wrong() {
    let told: Vec<(&str, String, String, bool)> = presets::worked()
        .into_iter()
        .map(|e| (e.policy, e.printed.to_string(), e.computed.unwrap().to_string(), e.holds()))
        .collect();
    let expected = [
        ("pmk-214-2017", "85.87", "85.87", true),
        ("pmk-214-2017", "111.60", "111.49", false),
        ("pmk-22-2021", "94.87", "94.87", true),
        ("pmk-22-2021", "76.31", "76.31", true),
        ("pmk-22-2021", "76.31", "76.32", false),
        ("pmk-22-2021", "85.09", "85.09", true),
        ("pmk-22-2021", "92.24", "92.24", true),
        ("skp-8-2021", "87.50", "87.5", true),
        ("skp-8-2021", "87.50", "87.5", true),
        ("skp-8-2021", "113.00", "102.22", false),
    ];
    let expected =
        expected.map(|(policy, printed, computed, holds)| (policy, printed.into(), computed.into(), holds));
    assert_eq!(told, expected);
}

/// Every aggregate that the published table prints is one of the worked examples.
#[test]
fn the_published_aggregates_are_among_the_worked_examples() {
    let text = include_str!("../fixtures/published_achievement.csv");
    let mut compared = 0;
    for row in csv::Reader::from_reader(text.as_bytes()).into_records().map(Result::unwrap) {
        if !matches!(&row[4], "aggregate-geomean" | "absorption") {
            continue;
        }
        let preset = if row[0].starts_with("PMK 214") { "pmk-214-2017" } else { "pmk-22-2021" };
        let printed = number(&row[7]);
        let found: Vec<_> =
            presets::worked().into_iter().filter(|e| e.policy == preset && e.printed == printed).collect();
        assert!(!found.is_empty(), "{row:?}");
        assert_eq!(found.iter().any(|e| e.holds()), &row[7] != "111.60", "{row:?}");
        compared += 1;
    }
    assert_eq!(compared, 6);
}

/// Each repair closes the gaps of the printed table its own way, and is named in the id and among the doubts.
#[test]
fn the_three_repairs_of_the_printed_table() {
    let repairs = [Repair::Floor, Repair::RoundFirst, Repair::Open];
    let [floor, round, open] = repairs.map(|repair| {
        let policy = presets::permendagri_86_2017(repair);
        let settings = policy.resolve(&Facts::new(Kind::Program, "")).unwrap();
        settings.bands().clone().unwrap()
    });
    let label =
        |bands: &renstra::formula::Bands, at: &str| bands.label(bands.place(number(at))).unwrap().to_string();
    for (gap, expected) in [
        ("90.4", ["tinggi", "tinggi", "sangat tinggi"]),
        ("90.5", ["tinggi", "sangat tinggi", "sangat tinggi"]),
        ("75.5", ["sedang", "tinggi", "tinggi"]),
        ("65.2", ["rendah", "rendah", "sedang"]),
        ("50.9", ["sangat rendah", "rendah", "rendah"]),
    ] {
        assert_eq!([&floor, &round, &open].map(|bands| label(bands, gap)), expected, "{gap}");
    }
    // What is printed in a row keeps its row under every repair: only the gaps differ.
    for whole in 0..=100 {
        let places = [&floor, &round, &open].map(|bands| bands.place(Number::from(whole)));
        assert!(places.windows(2).all(|pair| pair[0] == pair[1]), "{whole}");
        assert_ne!(places[0], Placing::Outside);
    }
    for repair in repairs {
        let policy = presets::permendagri_86_2017(repair);
        assert!(policy.doubts().iter().any(|doubt| doubt.contains("the repair used")));
        assert!(policy.doubts().iter().any(|doubt| doubt.contains("unverified")));
    }
}

#[test]
fn the_evaluation_sheet_explains_its_predicate() {
    let formula = presets::sakip_formula().unwrap();
    assert_eq!((formula.slots(), formula.nodes().len()), (12, 12 + 4 + 1));
    let grades = |grade: &'static str| vec![Datum::Word(grade.into()); 12];
    let whole = |grades: &Vec<Datum>| *evaluate(&formula, grades).last().unwrap().score().unwrap();
    let bands = formula.nodes().last().unwrap().finish().bands.clone().unwrap();
    let predicate = |grades: &Vec<Datum>| bands.label(whole(grades).placing).unwrap().to_string();
    // Every grade in each place gives its own worth; exactly 90 is A, and exactly 100 AA.
    for (grade, worth, expected) in [
        ("AA", 100, "AA"),
        ("A", 90, "A"),
        ("BB", 80, "BB"),
        ("B", 70, "B"),
        ("CC", 60, "CC"),
        ("C", 50, "C"),
        ("D", 30, "D"),
        ("E", 0, "D"),
    ] {
        assert_eq!(
            (whole(&grades(grade)).rounded, predicate(&grades(grade))),
            (worth.into(), expected.to_owned())
        );
    }
    // One grade better in the use of internal evaluation (12.5 %) lifts the whole above 90.
    let mut better = grades("A");
    better[11] = Datum::Word("AA".into());
    assert_eq!((whole(&better).rounded, predicate(&better)), (number("91.25"), "AA".to_owned()));
    // What was not graded is a gap, not a zero.
    let mut gap = grades("A");
    gap[0] = Datum::BLANK;
    assert_eq!((whole(&gap).rounded, whole(&gap).coverage.to_string()), (90.into(), "0.94".to_owned()));
    let outcomes = evaluate(&formula, &better);
    let explained = Explanation::new(&formula, &better, &outcomes, NodeIndex(16)).unwrap();
    assert_eq!(explained.reevaluate(), outcomes[16]);
}

/// 50 + E/20 × 50, with E held to ±20: an official report printed 235 % for an efficiency of 74.
#[test]
fn budget_efficiency_is_held_to_its_range() {
    let Rule::Goalposts(by) = presets::budget_efficiency() else { unreachable!() };
    let score = |e: Number, clip| goalposts(&e.into(), [&(-20).into(), &20.into()], clip, by.onto).unwrap();
    for e in -20..=20 {
        let expected = Exact::from(50).checked_add(&Exact::ratio(e * 5, 2).unwrap()).unwrap();
        assert_eq!(score(Number::from(e as i64), by.clip), expected);
    }
    assert_eq!(
        [-500, -21, 21, 74].map(|e| score(e.into(), by.clip)),
        [0.into(), 0.into(), 100.into(), 100.into()]
    );
    let loose = renstra::formula::rule::Clip::Neither;
    assert_eq!(score(74.into(), loose), 235.into());
}

#[test]
fn every_preset_says_what_it_governs_and_comes_back_from_its_file() {
    for policy in presets::all() {
        assert!(!policy.matter_code().is_empty(), "{}", policy.id());
        assert_eq!(presets::by_id(policy.id()).as_ref(), Some(&policy));
        let again = Policy::from_json(&policy.to_json(), &Registry::default()).unwrap();
        assert_eq!(again, policy);
        if policy.validity().to.is_some() {
            assert!(!policy.successor().is_empty(), "{}", policy.id());
        }
    }
}

#[test]
fn the_page_of_presets_is_true() {
    let page = presets::page();
    if std::env::var_os("RENSTRA_WRITE_DOCS").is_some() {
        std::fs::write("docs/presets.md", &page).unwrap();
    }
    let held = std::fs::read_to_string("docs/presets.md").unwrap();
    assert_eq!(held, page, "write it anew with RENSTRA_WRITE_DOCS=1");
}
