//! Each rule with a plan that breaks it and one that keeps it.

use renstra::plan::{
    Action, Activity, Draft, DraftElement, DraftEvidence, DraftExternal, DraftIndicator, DraftMilestone,
    DraftObservation, DraftPoint, Goal, Initiative, MainProblem, Mandate, Measure, Mission, Objective,
    Problem, Program, ProgramClass, ResultLevel, RootCause, Stakeholder, Term, Vision,
};

use crate::build::{Edit, any, coded, e, i, own, part_of, plan, region};

/// A rule, a plan (with the plans above it) that breaks it, and one that keeps it.
pub(crate) type Case = (&'static str, Vec<Draft>, Vec<Draft>);

pub(crate) fn mission_and(rest: Vec<DraftElement>) -> Draft {
    let mut elements = vec![e::<Vision>("V"), e::<Mission>("M").inside("V")];
    elements.extend(rest);
    plan(elements)
}

pub(crate) fn one_goal(indicator: DraftIndicator) -> Vec<Draft> {
    vec![mission_and(vec![
        e::<Goal>("G").inside("M").with(indicator),
        e::<Program>("P").to("G").with(any("x")),
    ])]
}

pub(crate) fn objective(indicator: DraftIndicator) -> DraftElement {
    e::<Objective>("S").with(indicator)
}

pub(crate) fn coherence() -> Vec<Case> {
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

pub(crate) fn chains() -> Vec<Case> {
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

pub(crate) fn targets() -> Vec<Case> {
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

pub(crate) fn money_and_duplicates() -> Vec<Case> {
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
    let sliced = |figures: [&str; 2]| {
        let pupils = i("pupils", "people", &["90", "95", "99"]).code("PUPILS").actual(2025, "100");
        let mut draft = plan(vec![e::<Goal>("G").with(pupils.into_draft())]);
        for (slice, figure) in ["sex: girls", "sex: boys"].into_iter().zip(figures) {
            draft.observations.push(DraftObservation {
                indicator: "PUPILS".into(),
                slice: slice.into(),
                point: DraftPoint::new("2025", figure),
                ..Default::default()
            });
        }
        vec![draft]
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
        ("align.slices-off", sliced(["40", "50"]), sliced(["40", "60"])),
    ]
}

pub(crate) fn paper() -> Vec<Case> {
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

pub(crate) fn cases() -> Vec<Case> {
    [coherence(), chains(), targets(), money_and_duplicates(), paper()].into_iter().flatten().collect()
}
