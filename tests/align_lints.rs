//! Every rule of alignment has a plan that breaks it and one that keeps it; the catalogue is documented; messages
//! stand in one snapshot.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects"
)]

use std::collections::{BTreeMap, BTreeSet};

use renstra::align::{AlignSettings, Alignment, LevelMap, LintLevel, LintLevels, Portfolio, lints};
use renstra::catalogue;
use renstra::finding::{Lang, Severity};
use renstra::plan::{
    Action, Activity, Draft, DraftBudget, DraftElement, DraftEvidence, DraftExternal, DraftIndicator,
    DraftLink, DraftMilestone, DraftRelation, Goal, Initiative, Kind, LinkKind, MainProblem, Mandate,
    Measure, Mission, Node, Objective, Organization, Problem, Program, ProgramClass, ResultLevel, RootCause,
    Stakeholder, Term, Typed, Vision,
};

fn settings() -> AlignSettings {
    AlignSettings::on("2026-06-30".parse().unwrap())
}

fn e<K: Typed>(code: &str) -> DraftElement {
    Node::<K>::new(code, format!("{} {code}", K::KIND)).into_draft()
}

trait Edit: Sized {
    fn to(self, code: &str) -> Self;
    fn refers(self, code: &str) -> Self;
    fn share(self, code: &str, share: &str) -> Self;
    fn inside(self, code: &str) -> Self;
    fn with(self, indicator: DraftIndicator) -> Self;
    fn pays(self, amount: &str) -> Self;
    fn led(self, code: &str) -> Self;
    fn more(self, edit: impl FnOnce(&mut renstra::plan::DraftMore)) -> Self;
}

impl Edit for DraftElement {
    fn to(mut self, code: &str) -> Self {
        self.links.push(DraftLink { to: code.into(), ..Default::default() });
        self
    }
    fn refers(mut self, code: &str) -> Self {
        self.links.push(DraftLink { kind: Some(LinkKind::Supports), to: code.into(), ..Default::default() });
        self
    }
    fn share(mut self, code: &str, share: &str) -> Self {
        self.links.push(DraftLink { to: code.into(), share: share.into(), ..Default::default() });
        self
    }
    fn inside(mut self, code: &str) -> Self {
        self.under = code.into();
        self
    }
    fn with(mut self, indicator: DraftIndicator) -> Self {
        self.indicators.push(indicator);
        self
    }
    fn pays(mut self, amount: &str) -> Self {
        self.budget.push(DraftBudget { amounts: vec![("2026".into(), amount.into())], ..Default::default() });
        self
    }
    fn led(mut self, code: &str) -> Self {
        self.owner = code.into();
        self
    }
    fn more(mut self, edit: impl FnOnce(&mut renstra::plan::DraftMore)) -> Self {
        edit(self.more.get_or_insert_default());
        self
    }
}

fn plan(elements: Vec<DraftElement>) -> Draft {
    let mut draft = Draft::new("PLAN", "a plan").currency("IDR").numbers("point").horizon(2025, 2029);
    draft.elements = elements;
    draft
}

fn region(elements: Vec<DraftElement>) -> Draft {
    let mut draft = plan(elements);
    draft.document.code = "REGION".into();
    draft.elements.insert(0, e::<Organization>("ORG"));
    draft
}

fn own(elements: Vec<DraftElement>) -> Draft {
    let mut draft = plan(elements);
    draft.document.owner = "ORG".into();
    draft
}

/// An indicator with a baseline of 2024 and targets from 2025 on.
fn i(name: &str, unit: &str, figures: &[&str]) -> Measure {
    let measure = Measure::new(name).unit(unit).data_source("survey");
    let mut years = 2024..;
    figures.iter().fold(measure, |measure, figure| match years.next().unwrap() {
        2024 => measure.baseline(2024, *figure),
        year => measure.target(year, *figure),
    })
}

fn any(name: &str) -> DraftIndicator {
    i(name, "%", &["10", "20", "30"]).into_draft()
}

fn part_of(indicator: DraftIndicator, whole: &str) -> DraftIndicator {
    let mut indicator = indicator;
    indicator.more.get_or_insert_default().relations.push(DraftRelation {
        kind: "decomposes".into(),
        to: whole.into(),
        ..Default::default()
    });
    indicator
}

fn coded(measure: Measure, code: &str) -> DraftIndicator {
    measure.code(code).into_draft()
}

/// A rule, a plan (with the plans above it) that breaks it, and one that keeps it.
type Case = (&'static str, Vec<Draft>, Vec<Draft>);

fn mission_and(rest: Vec<DraftElement>) -> Draft {
    let mut elements = vec![e::<Vision>("V"), e::<Mission>("M").inside("V")];
    elements.extend(rest);
    plan(elements)
}

fn one_goal(indicator: DraftIndicator) -> Vec<Draft> {
    vec![mission_and(vec![
        e::<Goal>("G").inside("M").with(indicator),
        e::<Program>("P").to("G").with(any("x")),
    ])]
}

fn objective(indicator: DraftIndicator) -> DraftElement {
    e::<Objective>("S").with(indicator)
}

fn coherence() -> Vec<Case> {
    let assigned = || region(vec![e::<Objective>("S").led("ORG")]);
    let measured =
        |last: &str| vec![objective(i("poverty", "%", &["10", "8", last]).lower_is_better().into_draft())];
    let paid = |amount: &str| vec![e::<Program>("1.02.02").pays(amount)];
    let linked = |to: &str| own(vec![e::<Goal>("G").to(to)]);
    let mut expired = assigned();
    expired.document.in_force_to = "2025-12-31".into();
    vec![
        (
            "align.assigned-lacking",
            vec![own(vec![e::<Goal>("G")]), assigned()],
            vec![linked("REGION#S"), assigned()],
        ),
        (
            "align.measure-differs",
            vec![own(measured("7")), region(measured("6"))],
            // A promise may be raised.
            vec![own(measured("5")), region(measured("6"))],
        ),
        (
            "align.ceiling-exceeded",
            vec![own(paid("101")), region(paid("100"))],
            vec![own(paid("100")), region(paid("100"))],
        ),
        (
            "align.link-unresolved",
            vec![linked("REGION#S9"), assigned()],
            vec![linked("REGION#S"), assigned()],
        ),
        ("align.link-not-in-force", vec![linked("REGION#S"), expired], vec![linked("REGION#S"), assigned()]),
        (
            "align.link-level",
            vec![own(vec![e::<Activity>("A").to("REGION#S")]), assigned()],
            vec![linked("REGION#S"), assigned()],
        ),
    ]
}

fn chains() -> Vec<Case> {
    let served = || vec![mission_and(vec![e::<Program>("P").to("M")])];
    let goal = || e::<Goal>("T").with(any("health"));
    vec![
        ("align.unserved", vec![mission_and(vec![e::<Mission>("M2"), e::<Program>("P").to("M")])], served()),
        (
            "align.orphan",
            vec![mission_and(vec![e::<Program>("P").to("M"), e::<Program>("P2")])],
            // A supporting programme is no orphan.
            vec![mission_and(vec![
                e::<Program>("P").to("M"),
                e::<Program>("P2").more(|more| more.class = ProgramClass::Supporting.as_str().into()),
            ])],
        ),
        (
            "align.loose-end",
            vec![plan(vec![goal(), e::<Program>("P")])],
            vec![plan(vec![goal(), e::<Program>("P").to("T")])],
        ),
        (
            "align.loose-end",
            vec![plan(vec![goal(), e::<Objective>("S"), e::<Program>("P").to("T")])],
            vec![plan(vec![goal(), e::<Objective>("S").inside("T"), e::<Program>("P").to("S")])],
        ),
        (
            "align.level-skip",
            vec![mission_and(vec![e::<Goal>("G").inside("M"), e::<Program>("P").to("M")])],
            vec![mission_and(vec![e::<Goal>("G").inside("M"), e::<Program>("P").to("G")])],
        ),
        (
            "align.mandate-unserved",
            vec![mission_and(vec![e::<Mandate>("N"), e::<Program>("P").to("M")])],
            vec![mission_and(vec![e::<Mandate>("N"), e::<Program>("P").to("M").refers("N")])],
        ),
        (
            "align.promise-undelivered",
            vec![mission_and(vec![e::<Initiative>("U").to("M"), e::<Program>("P").to("M")])],
            vec![mission_and(vec![e::<Initiative>("U").to("M"), e::<Program>("P").to("U")])],
        ),
        (
            "align.promise-unfunded",
            vec![mission_and(vec![
                e::<Initiative>("U").to("M"),
                e::<Program>("P").to("U"),
                e::<Program>("Q").to("M").pays("5"),
            ])],
            vec![mission_and(vec![e::<Initiative>("U").to("M"), e::<Program>("P").to("U").pays("5")])],
        ),
        (
            "align.root-cause-open",
            vec![plan(vec![e::<MainProblem>("B"), e::<RootCause>("R").inside("B"), goal()])],
            vec![plan(vec![e::<MainProblem>("B"), e::<RootCause>("R").inside("B"), goal().refers("R")])],
        ),
        (
            "align.problem-rootless",
            vec![plan(vec![
                e::<MainProblem>("B"),
                e::<Problem>("B2").inside("B"),
                e::<RootCause>("R"),
                goal(),
            ])],
            vec![plan(vec![e::<MainProblem>("B"), e::<RootCause>("R").inside("B"), goal()])],
        ),
        (
            "align.problem-open",
            vec![plan(vec![e::<MainProblem>("B"), goal()])],
            vec![plan(vec![e::<MainProblem>("B"), e::<RootCause>("R").inside("B"), goal().refers("R")])],
        ),
        (
            "align.term-bare",
            vec![mission_and(vec![e::<Term>("V.a").inside("V")])],
            vec![plan(vec![
                e::<Vision>("V"),
                e::<Term>("V.a").inside("V"),
                e::<Mission>("M").inside("V").refers("V.a"),
            ])],
        ),
    ]
}

fn targets() -> Vec<Case> {
    let up = |figures: &[&str]| i("literacy", "%", figures).direction(renstra::plan::Direction::Higher);
    let required = |last: &str| {
        let mut indicator = up(&["60", "80", last]).into_draft();
        let external = DraftExternal {
            scheme: "SPM".into(),
            code: "1".into(),
            required: "100".into(),
            ..Default::default()
        };
        indicator.more.get_or_insert_default().external.push(external);
        indicator
    };
    let acted = |target: &str| {
        up(&["60"]).actual(2025, "75").target(2025, "70").target(2026, target).target(2027, "80").into_draft()
    };
    let total = |a: &str, b: &str| {
        let whole = coded(Measure::new("all").unit("people").target(2026, "100"), "ALL");
        let part = |name: &str, figure: &str| {
            part_of(Measure::new(name).unit("people").target(2026, figure).into_draft(), "ALL")
        };
        vec![plan(vec![objective(whole), e::<Goal>("G").with(part("north", a)).with(part("south", b))])]
    };
    vec![
        (
            "align.flat-target",
            one_goal(up(&["60", "60", "60", "60"]).into_draft()),
            one_goal(up(&["100"; 4]).into_draft()),
        ),
        ("align.below-actual", one_goal(acted("74")), one_goal(acted("75"))),
        (
            "align.looser-than-baseline",
            one_goal(up(&["60", "61", "59"]).into_draft()),
            one_goal(up(&["60", "61"]).into_draft()),
        ),
        (
            "align.against-trend",
            one_goal(up(&["50", "60", "70", "65", "80"]).into_draft()),
            one_goal(up(&["50", "60", "70", "75", "80"]).into_draft()),
        ),
        (
            "align.target-jump",
            one_goal(up(&["50", "51", "52", "53", "90"]).into_draft()),
            one_goal(up(&["50", "51", "52", "53", "55"]).into_draft()),
        ),
        ("align.mandate-below", one_goal(required("90")), one_goal(required("100"))),
        ("align.targets-short", total("40", "50"), total("40", "60")),
        ("align.targets-over", total("60", "50"), total("40", "60")),
        (
            "align.output-wording",
            one_goal(any("Jumlah dokumen perencanaan")),
            one_goal(any("Jumlah kematian ibu")),
        ),
        (
            "align.unmeasurable",
            vec![plan(vec![
                e::<Goal>("G")
                    .with(any("a"))
                    .with(Measure::new("b").unit("%").target(2026, "5").into_draft()),
            ])],
            one_goal(any("a")),
        ),
        (
            "align.unmeasured",
            vec![plan(vec![e::<Goal>("G").with(any("a")), e::<Goal>("H")])],
            vec![plan(vec![e::<Goal>("G").with(any("a"))])],
        ),
        (
            "align.outputs-only",
            vec![plan(vec![
                e::<Program>("P").with(i("a", "%", &["1", "2"]).level(ResultLevel::Output).into_draft()),
            ])],
            vec![plan(vec![
                e::<Program>("P").with(i("a", "%", &["1", "2"]).level(ResultLevel::Outcome).into_draft()),
            ])],
        ),
    ]
}

fn money_and_duplicates() -> Vec<Case> {
    let two = |rest: DraftElement| {
        mission_and(vec![e::<Mission>("M2").inside("V"), e::<Program>("Q").to("M2"), rest])
    };
    let weighed = |priority: [&str; 2]| {
        plan(vec![
            e::<Mission>("M").more(|more| more.priority = priority[0].into()),
            e::<Mission>("M2").more(|more| more.priority = priority[1].into()),
            e::<Program>("P").to("M").pays("80"),
            e::<Program>("Q").to("M2").pays("20"),
        ])
    };
    let pair = |a: &str, b: &str| {
        vec![plan(vec![
            e::<Goal>("G").with(any(a)),
            e::<Objective>("S").with(any(b)),
            e::<Program>("P").to("S"),
        ])]
    };
    let nested = |name: &str| {
        vec![plan(vec![
            e::<Goal>("G").with(any("literacy")),
            e::<Objective>("S").inside("G").with(any(name)),
        ])]
    };
    // Money and a target for 2026.
    let paid = |amount: &str, figures: &[&str]| {
        vec![plan(vec![
            e::<Goal>("G").with(any("literacy")),
            e::<Program>("P").to("G").pays(amount).with(i("books", "book", figures).into_draft()),
        ])]
    };
    vec![
        ("align.target-unfunded", paid("0", &["1", "2", "3"]), paid("5", &["1", "2", "3"])),
        // What is to fall to zero promises something by it.
        ("align.money-untargeted", paid("5", &["1", "2", "0", "3"]), paid("5", &["2", "1", "0", "0"])),
        (
            "align.share-undeclared",
            vec![two(e::<Program>("P").to("M").to("M2").pays("10"))],
            vec![two(e::<Program>("P").share("M", "0.5").share("M2", "0.5").pays("10"))],
        ),
        ("align.balance-off", vec![weighed(["20", "80"])], vec![weighed(["80", "20"])]),
        (
            "align.other-words",
            pair("Persentase balita yang dilayani posyandu", "Persentase pelayanan balita posyandu"),
            pair("Persentase kunjungan ibu hamil K1", "Persentase kunjungan ibu hamil K4"),
        ),
        (
            "align.counted-twice",
            pair("maternal deaths", "Maternal  deaths"),
            pair("maternal deaths", "infant deaths"),
        ),
        ("align.copied-down", nested("Literacy"), nested("reading hours")),
    ]
}

fn paper() -> Vec<Case> {
    let people = |element: DraftElement| {
        element.more(|more| {
            more.beneficiaries
                .push(renstra::plan::DraftBeneficiary { who: "mothers".into(), ..Default::default() });
        })
    };
    let done = |evidence: Option<DraftEvidence>| {
        e::<Action>("A1").more(|more| {
            more.from = "2026-01-01".into();
            more.to = "2026-03-31".into();
            more.done = "2026-03-20".into();
            more.evidence.extend(evidence);
        })
    };
    let proof = |covers: &str, issued: &str| {
        Some(DraftEvidence {
            title: "report".into(),
            covers: covers.into(),
            issued: issued.into(),
            ..Default::default()
        })
    };
    let good = || vec![plan(vec![done(proof("2026-Q1", "2026-05-01"))])];
    let due = |day: &str| {
        vec![plan(vec![e::<Action>("A1").more(|more| {
            more.milestones.push(DraftMilestone {
                title: "survey".into(),
                due: day.into(),
                ..Default::default()
            });
        })])]
    };
    let foci = |words: &[&str]| {
        let action = |(at, word): (usize, &&str)| {
            e::<Action>(&format!("A{at}")).more(|more| more.focus = (*word).into())
        };
        vec![plan(words.iter().enumerate().map(action).collect())]
    };
    let tagged = |level: ResultLevel| {
        let indicator = i("a", "%", &["1", "2"]).level(level).into_draft();
        vec![plan(vec![e::<Program>("P").with(indicator).more(|more| more.themes.push("digital".into()))])]
    };
    vec![
        (
            "align.no-beneficiary",
            vec![plan(vec![people(e::<Program>("P")), e::<Program>("Q")])],
            vec![plan(vec![e::<Program>("P"), people(e::<Activity>("A").inside("P"))])],
        ),
        (
            "align.stakeholder-idle",
            vec![plan(vec![e::<Stakeholder>("X")])],
            vec![plan(vec![
                e::<Stakeholder>("X"),
                e::<Program>("P").more(|more| more.engages.push("X".into())),
            ])],
        ),
        (
            "align.evidence-missing",
            vec![plan(vec![
                done(None),
                e::<Action>("A2").more(|more| more.evidence.extend(proof("2026", ""))),
            ])],
            good(),
        ),
        ("align.evidence-period", vec![plan(vec![done(proof("2025-Q1", "2025-05-01"))])], good()),
        ("align.evidence-issued", vec![plan(vec![done(proof("2026-Q1", "2025-12-01"))])], good()),
        ("align.late", due("2026-06-29"), due("2026-07-01")),
        (
            "align.focus-missing",
            foci(&["public-service", "coordination"]),
            foci(&["public-service", "coordination", "main-problem"]),
        ),
        ("align.theme-bare", tagged(ResultLevel::Output), tagged(ResultLevel::Service)),
    ]
}

fn cases() -> Vec<Case> {
    [coherence(), chains(), targets(), money_and_duplicates(), paper()].into_iter().flatten().collect()
}

fn align(drafts: &[Draft]) -> Alignment {
    let mut plans: Vec<_> = drafts.iter().map(|draft| draft.clone().check().unwrap()).collect();
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
    let own = bad[0].clone().check().unwrap();
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
    broken.document.code = "BROKEN".into();
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
