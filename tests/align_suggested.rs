//! What names suggest and nobody declared: links that may be meant, and what two plans have in common.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects"
)]

use std::sync::Arc;

use renstra::align::{AcrossSort, AlignSettings, Alignment, Likeness, Portfolio, SuggestedLink};
use renstra::finding::Lang;
use renstra::number::Number;
use renstra::plan::{
    Draft, DraftElement, DraftLink, Goal, Measure, Mission, Node, Objective, Organization, Program, Typed,
    Vision,
};
use renstra::report::AlignmentJson;

fn settings() -> AlignSettings {
    AlignSettings::on("2026-06-30".parse().unwrap())
}

fn e<K: Typed>(code: &str, title: &str, under: &str) -> DraftElement {
    DraftElement { under: under.into(), ..Node::<K>::new(code, title).into_draft() }
}

fn plan(code: &str, elements: Vec<DraftElement>) -> Draft {
    let mut draft = Draft::new(code, "a plan").currency("IDR").numbers("point").horizon(2025, 2029);
    draft.elements = elements;
    draft
}

/// A region whose programmes say nothing of what they serve.
fn silent() -> Draft {
    let stunting = Measure::new("Prevalensi stunting").unit("%").target(2026, "14");
    let mut goal = e::<Objective>("S1", "Meningkatnya kesehatan keluarga", "G");
    goal.indicators.push(stunting.into_draft());
    let children = Measure::new("Prevalensi stunting pada balita").unit("%").target(2026, "14");
    let mut clinics = e::<Program>("P1", "Upaya kesehatan perorangan", "");
    clinics.indicators.push(children.into_draft());
    plan(
        "REGION",
        vec![
            e::<Vision>("V", "Sejahtera", ""),
            e::<Mission>("M", "Sumber daya manusia", "V"),
            e::<Goal>("G", "Manusia sehat", "M"),
            goal,
            e::<Objective>("S2", "Jalan kabupaten dalam kondisi mantap", "G"),
            clinics,
            e::<Program>("P2", "Pemeliharaan jalan kabupaten", ""),
            e::<Program>("P3", "Arsip", ""),
        ],
    )
}

fn suggested(alignment: &Alignment) -> Vec<(&str, &str)> {
    let links = alignment.suggested_links().iter();
    links.map(|link| (link.source(alignment.plan()).code(), &*link.to)).collect()
}

#[test]
fn what_serves_nothing_is_told_what_it_may_serve_and_why() {
    let found = Alignment::of(&silent().check().unwrap(), &settings());
    // The level between is not left out, and an archive is like nothing here.
    assert_eq!(suggested(&found), [("P1", "S1"), ("P2", "S2")]);
    let first = &found.suggested_links()[0];
    assert_eq!(first.alike, ["Prevalensi stunting pada balita".into(), "Prevalensi stunting".into()]);
    let help = |code: &str, lang| {
        let of = |f: &&renstra::align::AlignFinding| {
            f.finding().code() == "align.orphan" && &*f.finding().subject().code == code
        };
        found.findings().iter().find(of).unwrap().finding().help(lang)
    };
    assert!(help("P1", Lang::En).starts_with(
        "link it to the objective that it serves; by its name perhaps `S1` Meningkatnya kesehatan keluarga"
    ));
    assert!(help("P2", Lang::Id).contains("menurut namanya mungkin `S2`"), "{}", help("P2", Lang::Id));
    assert_eq!(help("P3", Lang::En), "link it to the objective that it serves");
    let json = serde_json::to_value(AlignmentJson::of(&found, Lang::En)).unwrap();
    assert_eq!(json["suggested_links"][0]["to"], "S1");
}

/// Every number of an alignment, as JSON without the suggestions and the texts.
fn numbers(alignment: &Alignment) -> [String; 4] {
    let json = serde_json::to_value(AlignmentJson::of(alignment, Lang::En)).unwrap();
    ["score", "coverage", "threads", "money"].map(|part| json[part].to_string())
}

#[test]
fn a_suggested_link_counts_nowhere_not_even_when_it_is_written_down() {
    let draft = silent();
    let found = Alignment::of(&draft.check().unwrap(), &settings());
    let mut written = draft;
    for link in found.suggested_links() {
        let code = link.source(found.plan()).code();
        let source = written.elements.iter_mut().find(|element| element.code.as_written() == code);
        source.unwrap().links.push(link.draft());
    }
    let inferred = Alignment::of(&written.check().unwrap(), &settings());
    assert_eq!(numbers(&inferred), numbers(&found));
    assert_eq!(suggested(&inferred), suggested(&found));
    // Once somebody confirms them they count, and nothing more is suggested for them.
    let links = written.elements.iter_mut().flat_map(|element| &mut element.links);
    links.for_each(|link| link.status = "confirmed".into());
    let confirmed = Alignment::of(&written.check().unwrap(), &settings());
    assert!(suggested(&confirmed).is_empty());
    assert_ne!(numbers(&confirmed), numbers(&found));
}

/// A measure that finds everything alike.
#[derive(Debug)]
struct Same;

impl Likeness for Same {
    fn likeness(&self, _: &str, _: &str) -> Number {
        Number::ONE
    }
}

#[test]
fn the_measure_and_from_where_on_are_the_users() {
    let plan = silent().check().unwrap();
    let none = Alignment::of(&plan, &settings().link_likeness("1.01".parse().unwrap()));
    assert!(none.suggested_links().is_empty());
    let strict = Alignment::of(&plan, &settings().link_likeness("0.99".parse().unwrap()));
    assert!(strict.suggested_links().is_empty());
    let own = Alignment::of(&plan, &settings().measure(Arc::new(Same)));
    let likeness: Vec<String> = own.suggested_links().iter().map(|link| link.likeness.to_string()).collect();
    assert!(likeness.iter().all(|likeness| likeness == "1"), "{likeness:?}");
}

#[test]
fn the_order_of_a_plan_changes_no_suggestion() {
    let links = |draft: Draft| {
        let found = Alignment::of(&draft.check().unwrap(), &settings());
        let told = |link: &SuggestedLink| {
            (link.source(found.plan()).code().to_owned(), link.to.clone(), link.likeness, link.alike.clone())
        };
        let mut all: Vec<_> = found.suggested_links().iter().map(told).collect();
        all.sort();
        all
    };
    let mut reversed = silent();
    reversed.elements.reverse();
    assert_eq!(links(reversed), links(silent()));
}

#[test]
fn a_programme_of_an_agency_may_serve_an_aim_of_the_region() {
    let mut region = silent();
    region.elements.truncate(5);
    let mut agency = plan("AGENCY", vec![e::<Objective>("T1", "Kondisi jalan kabupaten yang mantap", "")]);
    agency.document.derives_from = "REGION".into();
    agency.elements.push(e::<Program>("P", "Jalan kabupaten kondisi mantap", ""));
    let portfolio = Portfolio::of([region, agency], &settings());
    let found = portfolio.alignment("AGENCY").unwrap();
    // The level map carries no objective of the region into a programme, and the agency's own leads nowhere yet.
    assert!(suggested(found).is_empty());
    let map = renstra::align::LevelMap::from_json(r#"{"objective": ["program"]}"#).unwrap();
    let found = Alignment::under(
        found.plan(),
        &[portfolio.alignment("REGION").unwrap().plan().clone()],
        &settings().level_map(map),
    );
    assert_eq!(suggested(&found), [("P", "REGION#S2")]);
}

#[test]
fn five_thousand_orphans_are_answered_at_once() {
    let mut draft = silent();
    for at in 0..5_000 {
        draft.elements.push(e::<Objective>(
            &format!("O{at}"),
            &format!("kesehatan jalan keluarga {at}"),
            "G",
        ));
        draft.elements.push(e::<Program>(&format!("Q{at}"), &format!("upaya kesehatan keluarga {at}"), ""));
    }
    let plan = draft.check().unwrap();
    let started = std::time::Instant::now();
    let found = Alignment::of(&plan, &settings().likeness("1.01".parse().unwrap()));
    assert!(found.suggested_links().len() <= 3000);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

/// Agencies under one region, each with a goal and what stands beneath it.
fn beside(agencies: [(&str, Vec<DraftElement>); 3]) -> Portfolio {
    let organizations =
        agencies.iter().map(|(code, _)| e::<Organization>(code, &format!("agency {code}"), ""));
    let mut region = plan("REGION", organizations.collect());
    region.elements.push(e::<Mission>("M", "Sejahtera", ""));
    let agency = |(code, elements): (&str, Vec<DraftElement>)| {
        let mut draft = plan(&format!("PLAN-{code}"), vec![e::<Goal>("T", &format!("goal of {code}"), "")]);
        draft.document.owner = code.into();
        draft.document.derives_from = "REGION".into();
        draft.elements.extend(elements);
        draft.elements[0].links.push(DraftLink { to: "REGION#M".into(), ..Default::default() });
        for program in &mut draft.elements[1..] {
            program.links.push(DraftLink { to: "T".into(), ..Default::default() });
        }
        draft
    };
    let agencies = agencies.map(agency);
    Portfolio::of(std::iter::once(region).chain(agencies), &settings())
}

fn program(code: &str, title: &str, measure: Option<Measure>) -> DraftElement {
    let mut program = e::<Program>(code, title, "");
    program.indicators.extend(measure.map(Measure::into_draft));
    program
}

fn rate(name: &str, targets: [&str; 2]) -> Measure {
    let targets = [2026, 2027].into_iter().zip(targets);
    targets.fold(Measure::new(name).unit("%"), |measure, (year, target)| measure.target(year, target))
}

/// What is found twice: the sort, the plans, the likeness.
fn twice(portfolio: &Portfolio) -> Vec<(AcrossSort, Vec<&str>, String)> {
    let one = |across: &renstra::align::Across| across.likeness.to_string();
    portfolio
        .alike()
        .iter()
        .map(|across| (across.sort, across.holders.iter().map(|(plan, _)| &**plan).collect(), one(across)))
        .collect()
}

#[test]
fn two_agencies_that_do_the_same_are_found_once() {
    let same = || program("P1", "Penanganan stunting", None);
    let all = ["A", "B", "C"].map(|code| (code, vec![same()]));
    let found = beside(all);
    assert_eq!(twice(&found), [(AcrossSort::Program, vec!["PLAN-A", "PLAN-B", "PLAN-C"], "1".into())]);
    let findings: Vec<&str> = found.findings().iter().map(|f| f.finding().code()).collect();
    assert_eq!(findings.iter().filter(|code| **code == "portfolio.same-program").count(), 1, "{findings:?}");
    // In other words: the same still, and only a note.
    let other = |title: &str| vec![program("P1", title, None)];
    let found = beside([
        ("A", other("Penanganan balita stunting di desa")),
        ("B", other("Penanganan stunting balita desa")),
        ("C", other("Pemeliharaan jalan")),
    ]);
    assert_eq!(twice(&found)[0].1, ["PLAN-A", "PLAN-B"]);
    let severity = |portfolio: &Portfolio| {
        let found = portfolio.findings().iter().find(|f| f.finding().code() == "portfolio.same-program");
        found.unwrap().finding().severity().as_str()
    };
    assert_eq!(severity(&found), "note");
}

#[test]
fn what_agencies_have_in_common_by_design_is_none() {
    // A national code, a supporting programme, and partners who say so.
    let code =
        |title: &str| vec![program("1.02.02", title, None), program("1.02.01", "Penunjang urusan", None)];
    let support = |code: &'static str| {
        let mut own = program("X.XX.01", "Penunjang urusan", Some(rate("Nilai SAKIP", ["80", "81"])));
        own.more.get_or_insert_default().class = "supporting".into();
        (code, vec![own])
    };
    for agencies in [
        ["A", "B", "C"].map(|agency| (agency, code("Upaya kesehatan"))),
        [support("A"), support("B"), support("C")],
        // Each counts its own: one name and other figures.
        [("A", "70"), ("B", "71"), ("C", "72")].map(|(agency, target)| {
            (agency, vec![program(agency, agency, Some(rate("Nilai kepuasan", [target, "75"])))])
        }),
        // Everybody promises a hundred percent.
        ["A", "B", "C"].map(|agency| {
            (agency, vec![program(agency, agency, Some(rate("Pengaduan selesai", ["100", "100"])))])
        }),
    ] {
        assert_eq!(twice(&beside(agencies)), []);
    }
}

#[test]
fn a_measure_that_two_agencies_count_is_found_with_both() {
    let counted = |agency: &'static str, name: &str, targets| {
        (agency, vec![program(agency, agency, Some(rate(name, targets)))])
    };
    let found = beside([
        counted("A", "Prevalensi stunting", ["14", "13"]),
        counted("B", "Prevalensi  Stunting", ["14", "13"]),
        counted("C", "Jalan mantap", ["60", "61"]),
    ]);
    assert_eq!(twice(&found), [(AcrossSort::Measure, vec!["PLAN-A", "PLAN-B"], "1".into())]);
    // Of one population they are one, whatever the figures.
    let of = |agency: &'static str, target: &str| {
        let mut own = program(agency, agency, Some(rate("Prevalensi stunting", [target, "13"])));
        own.indicators[0].more.get_or_insert_default().population = "balita".into();
        (agency, vec![own])
    };
    let found = beside([of("A", "14"), of("B", "15"), counted("C", "Jalan mantap", ["60", "61"])]);
    assert_eq!(twice(&found).len(), 1);
}
