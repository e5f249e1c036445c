//! Every rule of alignment has a plan that breaks it and one that keeps it; the catalogue is documented; messages
//! stand in one snapshot.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects"
)]

use std::collections::{BTreeMap, BTreeSet};

use renstra::align::{Alignment, LevelMap, LintLevel, LintLevels, Portfolio, lints};
use renstra::catalogue;
use renstra::finding::{Lang, Severity};
use renstra::plan::{
    Action, Draft, DraftLink, Goal, Initiative, Kind, MainProblem, Mandate, Mission, Objective, Organization,
    Program, RootCause, Stakeholder, Vision,
};

mod build;
mod cases;

use build::{Edit, any, e, i, own, plan, region, settings};
use cases::{cases, chains, objective};

fn align(drafts: &[Draft]) -> Alignment {
    let mut plans: Vec<_> = drafts.iter().map(|draft| draft.check().unwrap()).collect();
    let own = plans.remove(0);
    Alignment::under(&own, &plans, &settings())
}

fn codes(alignment: &Alignment) -> BTreeSet<&'static str> {
    alignment.findings().iter().map(|found| found.finding().code()).collect()
}

#[test]
fn each_rule_finds_its_fault_and_leaves_what_is_right_in_peace() {
    for (rule, bad, good) in cases() {
        assert!(codes(&align(&bad)).contains(rule), "{rule} is not found: {:?}", codes(&align(&bad)));
        let kept = align(&good);
        assert!(!codes(&kept).contains(rule), "{rule} raises a false alarm");
        let asked: usize =
            kept.tally().iter().filter(|tally| tally.rule == rule).map(|tally| tally.pass).sum();
        assert!(asked > 0, "{rule} was not asked about the plan that keeps it");
    }
}

/// A region with two agencies, and what is to be edited before it is aligned.
fn portfolio(edit: impl FnOnce(&mut [Draft; 3])) -> Portfolio {
    let mut nation = region(vec![
        e::<Vision>("V"),
        e::<Mission>("M").inside("V"),
        e::<Organization>("ROADS"),
        e::<Program>("1.02.02").to("M").pays("100"),
    ]);
    nation.document.title = "a region".into();
    let agency = |code: &str, owner: &str| {
        let action = |at: usize, focus: &str| {
            e::<Action>(&format!("A{at}")).inside("T").more(|more| more.focus = focus.into())
        };
        let mut draft = own(vec![
            e::<Goal>("T").to("REGION#M"),
            e::<Program>("1.02.02").to("T").pays("50"),
            action(1, "coordination"),
            action(2, "public-service"),
            action(3, "main-problem"),
            e::<MainProblem>("B"),
        ]);
        draft.document.code = code.into();
        draft.document.owner = owner.into();
        draft.document.derives_from = "REGION".into();
        draft
    };
    let mut drafts = [nation, agency("HEALTH", "ORG"), agency("WORKS", "ROADS")];
    edit(&mut drafts);
    Portfolio::of(drafts, &settings())
}

type Edited = (&'static str, fn(&mut [Draft; 3]));

/// Each rule about portfolios, and the edit by which the portfolio breaks it.
fn portfolio_cases() -> Vec<Edited> {
    vec![
        ("portfolio.refused", |drafts| drafts[2].elements[0].under = "NOWHERE".into()),
        ("portfolio.same-code", |drafts| drafts[2].document.code = "HEALTH".into()),
        ("portfolio.circle", |drafts| drafts[0].document.derives_from = "HEALTH".into()),
        ("portfolio.serves-nothing", |drafts| drafts[2].elements[0].links.clear()),
        ("portfolio.no-plan", |drafts| drafts[2].document.owner = "nobody".into()),
        ("portfolio.no-hundred-days", |drafts| {
            drafts[2].elements.remove(2);
        }),
        ("portfolio.no-main-problem", |drafts| {
            drafts[2].elements.pop();
        }),
        ("portfolio.ceiling-exceeded", |drafts| {
            drafts[2].elements[1].budget[0].amounts[0].1 = "60".into();
        }),
        ("portfolio.ceiling-unallocated", |drafts| {
            drafts[2].elements[1].budget[0].amounts[0].1 = "40".into();
        }),
        ("portfolio.same-program", |drafts| {
            drafts.iter_mut().skip(1).for_each(|draft| draft.elements.push(e::<Program>("P9").to("T")));
        }),
        ("portfolio.counted-twice", |drafts| {
            drafts.iter_mut().skip(1).for_each(|draft| draft.elements[0].indicators.push(any("literacy")));
        }),
    ]
}

fn codes_of(portfolio: &Portfolio) -> BTreeSet<&'static str> {
    portfolio.findings().iter().map(|found| found.finding().code()).collect()
}

#[test]
fn each_rule_about_portfolios_finds_its_fault_and_leaves_what_is_right_in_peace() {
    let kept = portfolio(|_| {});
    assert_eq!(codes_of(&kept), BTreeSet::new());
    for (rule, edit) in portfolio_cases() {
        let asked: usize =
            kept.tally().iter().filter(|tally| tally.rule == rule).map(|tally| tally.pass).sum();
        assert!(asked > 0, "{rule} was not asked about the portfolio that keeps it");
        let broken = portfolio(edit);
        assert!(codes_of(&broken).contains(rule), "{rule} is not found: {:?}", codes_of(&broken));
    }
    let with: BTreeSet<&str> = portfolio_cases().into_iter().map(|(rule, _)| rule).collect();
    let all: BTreeSet<&str> = lints::portfolio::ALL.iter().map(|lint| lint.code).collect();
    assert_eq!(with, all);
}

#[test]
fn what_is_found_about_a_portfolio_has_levels_too() {
    let levels = LintLevels::from_json(
        r#"{"plans": {"REGION": {"portfolio.ceiling-exceeded": {"level": "allow", "reason": "agreed in council"}}}}"#,
    );
    let (_, edit) = portfolio_cases()[7];
    let mut drafts = None;
    portfolio(|all| {
        edit(all);
        drafts = Some(all.clone());
    });
    let allowed = Portfolio::of(drafts.unwrap(), &settings().levels(levels.unwrap()));
    assert!(allowed.findings().is_empty());
    assert_eq!(allowed.allowed()[0].reason(), "agreed in council");
}

#[test]
fn each_rule_has_both_fixtures() {
    let with: BTreeSet<&str> = cases().into_iter().map(|(rule, ..)| rule).collect();
    let all: BTreeSet<&str> = lints::texts::ALL.iter().map(|lint| lint.code).collect();
    assert_eq!(with, all);
}

#[test]
fn messages_in_both_languages() {
    let mut out = String::new();
    for (rule, bad, _) in cases() {
        let alignment = align(&bad);
        let found = alignment.findings().iter().find(|found| found.finding().code() == rule).unwrap();
        for lang in [Lang::En, Lang::Id] {
            let (message, help) = (found.finding().message(lang), found.finding().help(lang));
            assert!(!message.contains('{') && !help.contains('{'), "{rule}: {message} / {help}");
            out.push_str(&format!("{rule}: {}: {message} → {help}\n", found.finding().subject()));
        }
    }
    for (rule, edit) in portfolio_cases() {
        let portfolio = portfolio(edit);
        let found = portfolio.findings().iter().find(|found| found.finding().code() == rule).unwrap();
        for lang in [Lang::En, Lang::Id] {
            let (message, help) = (found.finding().message(lang), found.finding().help(lang));
            assert!(!message.contains('{') && !help.contains('{'), "{rule}: {message} / {help}");
            out.push_str(&format!("{rule}: {}: {message} → {help}\n", found.finding().subject()));
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn codes_are_unique_and_the_page_of_rules_is_true() {
    let lints = catalogue::all();
    let unique: BTreeMap<&str, &str> = lints.iter().map(|lint| (lint.code, lint.spec)).collect();
    assert_eq!(unique.len(), lints.len());
    let page = catalogue::page();
    if std::env::var_os("RENSTRA_WRITE_DOCS").is_some() {
        std::fs::write("docs/lints.md", &page).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string("docs/lints.md").unwrap(),
        page,
        "write it anew with RENSTRA_WRITE_DOCS=1"
    );
}

#[test]
fn levels_are_data() {
    let (_, bad, _) = chains().remove(1);
    let own = bad[0].check().unwrap();
    let with = |levels: LintLevels| Alignment::of(&own, &settings().levels(levels));
    let json = r#"{"elements": [{"code": "P2", "rule": "align.orphan", "level": "allow", "reason": "ends this year"}],
                   "remarks": [{"code": "P2", "rule": "align.orphan", "cause": "late", "follow_up": "link it"}]}"#;
    let allowed = with(LintLevels::from_json(json).unwrap());
    assert!(!codes(&allowed).contains("align.orphan"));
    assert_eq!((allowed.allowed()[0].reason(), allowed.allowed()[0].cause()), ("ends this year", "late"));
    let warned = with(LintLevels::default().rule("align.orphan", LintLevel::Warn));
    let severity = |a: &Alignment| {
        a.findings().iter().find(|f| f.finding().code() == "align.orphan").map(|f| f.finding().severity())
    };
    assert_eq!(severity(&warned), Some(Severity::Warning));
    assert_eq!(severity(&with(LintLevels::default())), Some(Severity::Error));
}

#[test]
fn the_ten_findings_come_first_and_in_their_order() {
    let mut elements = vec![
        objective(i("poverty", "%", &["10", "8", "8"]).lower_is_better().into_draft()),
        e::<Program>("1.02.02").pays("101").to("S").with(any("Jumlah dokumen perencanaan")),
        e::<Program>("1.02.03").with(i("literacy", "%", &["60", "60", "60", "60"]).into_draft()),
        e::<Mandate>("N"),
        e::<Initiative>("U").to("S"),
        e::<MainProblem>("B"),
        e::<Goal>("T"),
        e::<Stakeholder>("X"),
    ];
    elements[0].links.push(DraftLink { to: "REGION#S".into(), ..Default::default() });
    let above = region(vec![
        objective(i("poverty", "%", &["10", "8", "6"]).lower_is_better().into_draft()),
        e::<Objective>("S2").led("ORG"),
        e::<Mission>("M"),
        e::<Program>("1.02.02").pays("100"),
    ]);
    let mut plans = vec![own(elements).check().unwrap(), above.check().unwrap()];
    let own = plans.remove(0);
    let map = LevelMap::of(&[(Kind::Objective, Kind::Objective)]);
    let alignment = Alignment::under(&own, &plans, &settings().level_map(map));
    let topics: Vec<u8> = alignment.groups().iter().map(|group| group.findings()[0].topic()).collect();
    assert!(topics.is_sorted());
    let all: BTreeSet<u8> = topics.into_iter().collect();
    assert_eq!(all, (1..=11).collect());
}

#[test]
fn an_agency_without_the_ten_findings_has_none_of_them() {
    let poverty = || objective(i("poverty", "%", &["10", "8", "6"]).lower_is_better().into_draft());
    let aim = poverty().led("ORG").to("REGION#S").refers("R");
    let served = i("poor households with a steady income", "%", &["10", "20", "30"]).into_draft();
    let own = own(vec![
        aim,
        e::<Program>("1.02.02").pays("100").to("S").with(served),
        e::<MainProblem>("B"),
        e::<RootCause>("R").inside("B"),
        e::<Organization>("ORG"),
    ]);
    let above = region(vec![
        e::<Vision>("V"),
        e::<Mission>("M").inside("V"),
        poverty().to("M").led("ORG"),
        e::<Program>("1.02.02").pays("100").to("S").led("ORG"),
    ]);
    let map = LevelMap::of(&[(Kind::Objective, Kind::Objective)]);
    let alignment =
        Alignment::under(&own.check().unwrap(), &[above.check().unwrap()], &settings().level_map(map));
    let of_the_ten = alignment.findings().iter().filter(|found| found.topic() <= 10);
    assert_eq!(of_the_ten.map(|found| found.line(Lang::En)).collect::<Vec<_>>(), [""; 0]);
}

/// An agency's plan is known by its code where it names no owner; what stands in a plan that was refused is held
/// against nobody.
#[test]
fn nobody_is_accused_of_what_a_refused_plan_may_hold() {
    let mut region = region(vec![e::<Vision>("V"), e::<Mission>("M").inside("V")]);
    region.elements.extend([e::<Organization>("AGENCY"), e::<Organization>("BROKEN")].map(Into::into));
    let unowned = |code: &str, elements| {
        let mut plan = own(elements);
        (plan.document.code, plan.document.owner) = (code.into(), "".into());
        plan
    };
    let agency = unowned(
        "AGENCY",
        vec![e::<Goal>("T").to("REGION#M"), e::<Program>("P").to("T"), e::<MainProblem>("B")],
    );
    let broken = unowned("BROKEN", vec![e::<Goal>("T").inside("NOWHERE")]);
    let portfolio = Portfolio::of([region, agency, broken], &settings());
    let row = |code: &str| portfolio.matrix().rows.iter().find(|row| &*row.organization.code == code);
    let [agency, broken] = ["AGENCY", "BROKEN"].map(|code| row(code).expect("a row for each organisation"));
    assert_eq!((&agency.serves[..], agency.plans.len()), (&[2][..], 1));
    assert_eq!((broken.plans.len(), &*broken.refused[0]), (0, "BROKEN"));
    let accused = portfolio.findings().iter().filter(|found| &*found.finding().subject().code == "BROKEN");
    assert_eq!(accused.map(|found| found.finding().code()).collect::<Vec<_>>(), ["portfolio.refused"]);
}

#[test]
fn a_portfolio_reports_what_is_refused_and_goes_on() {
    let region = || {
        let mut region =
            region(vec![e::<Vision>("V"), e::<Mission>("M").inside("V"), e::<Mission>("M2").inside("V")]);
        region.elements.push(e::<Organization>("IDLE"));
        region
    };
    let mut agency = own(vec![
        e::<Goal>("T").to("REGION#M"),
        e::<Program>("P").to("T").pays("10"),
        e::<Action>("A").inside("T").more(|more| more.focus = "coordination".into()),
        e::<MainProblem>("B"),
    ]);
    agency.document.code = "AGENCY".into();
    let mut broken = own(vec![e::<Goal>("T").inside("NOWHERE")]);
    (broken.document.code, broken.document.owner) = ("BROKEN".into(), "".into());
    let portfolio = Portfolio::of([agency, broken, region()], &settings());
    assert!(portfolio.members()[1].alignment().is_err());
    let matrix = portfolio.matrix();
    let rows: Vec<(&str, bool)> =
        matrix.rows.iter().map(|row| (&*row.organization.code, row.is_empty())).collect();
    assert_eq!(rows, [("ORG", false), ("IDLE", true)]);
    let found: Vec<(&str, &str)> =
        portfolio.findings().iter().map(|f| (f.finding().code(), &*f.finding().subject().code)).collect();
    for expected in [
        ("portfolio.refused", "BROKEN"),
        ("portfolio.serves-nothing", "IDLE"),
        ("portfolio.no-plan", "IDLE"),
        ("portfolio.no-hundred-days", "ORG"),
        ("portfolio.no-hundred-days", "IDLE"),
        ("portfolio.no-main-problem", "IDLE"),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    assert!(!found.contains(&("portfolio.no-plan", "ORG")));
    let aligned = portfolio.alignment("AGENCY").unwrap();
    assert_eq!(aligned.money()[0].delivery.missions[0].own.to_string(), "10");
    // Alone, the agency has no way to the vision: that is not zero.
    let alone = Portfolio::of([own(vec![e::<Program>("P").pays("10")])], &settings());
    assert!(alone.members()[0].alignment().unwrap().trace().programs.reason().is_some());
}

#[test]
fn plans_in_a_circle_are_reported() {
    let plan = |code: &str, above: &str| {
        let mut draft = plan(vec![e::<Goal>("G")]);
        (draft.document.code, draft.document.derives_from) = (code.into(), above.into());
        draft
    };
    let portfolio = Portfolio::of([plan("A", "B"), plan("B", "A"), plan("A", "")], &settings());
    let codes: BTreeSet<&str> = portfolio.findings().iter().map(|found| found.finding().code()).collect();
    assert_eq!(codes, BTreeSet::from(["portfolio.circle", "portfolio.same-code"]));
}
