//! Plans under plans: what one measure is in both, level maps, what is owned, indices across plans, likenesses.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects"
)]

use renstra::align::{
    AlignSettings, Alignment, LevelMap, LintLevel, LintLevels, Portfolio, Reason, SumVerdict, Verdict,
};
use renstra::finding::Lang;
use renstra::period::Which;
use renstra::plan::{
    Draft, DraftDetail, DraftElement, DraftExternal, DraftIndicator, DraftLink, DraftObservation, DraftPoint,
    DraftRelation, Goal, Kind, Mission, Node, Objective, Organization, Program, Typed,
};
use renstra::plan::{Measure, Plan, Vision};
use renstra::report::AlignmentJson;

fn settings() -> AlignSettings {
    AlignSettings::on("2026-06-30".parse().unwrap())
}

fn e<K: Typed>(code: &str) -> DraftElement {
    Node::<K>::new(code, format!("{} {code}", K::KIND)).into_draft()
}

fn plan(code: &str, elements: Vec<DraftElement>) -> Draft {
    let mut draft = Draft::new(code, "a plan").currency("IDR").numbers("point").horizon(2025, 2029);
    draft.elements = elements;
    draft
}

fn measured<K: Typed>(code: &str, indicator: DraftIndicator) -> DraftElement {
    let mut element = e::<K>(code);
    element.indicators.push(indicator);
    element
}

fn poverty(targets: &[(i32, &str)]) -> Measure {
    let measure = Measure::new("poverty").unit("%").lower_is_better();
    targets.iter().fold(measure, |measure, (year, figure)| measure.target(*year, *figure))
}

/// In what the measure of an agency differs from the region's.
fn differs(own: &Draft, region: &Draft) -> Vec<String> {
    let (own, region) = (own.check().unwrap(), region.check().unwrap());
    let alignment = Alignment::under(&own, &[region], &settings());
    let found = alignment.findings().iter().filter(|f| f.finding().code() == "align.measure-differs");
    found.map(|f| f.finding().message(Lang::En)).collect()
}

fn region(measure: Measure) -> Draft {
    let mut objective = measured::<Objective>("S", measure.into_draft());
    objective.owner = "HEALTH".into();
    plan("REGION", vec![e::<Organization>("HEALTH"), e::<Organization>("SOCIAL"), objective])
}

fn agency(owner: &str, measure: Measure) -> Draft {
    let mut draft = plan("AGENCY", vec![measured::<Objective>("T", measure.into_draft())]);
    draft.document.owner = owner.into();
    draft
}

#[test]
fn a_measure_in_two_plans_has_one_deadline_one_course_and_one_lead() {
    let due = || region(poverty(&[(2026, "8"), (2027, "6")]));
    let same = poverty(&[(2026, "8"), (2027, "6")]);
    assert_eq!(differs(&agency("HEALTH", same.clone()), &due()), Vec::<String>::new());
    // A promise may be raised; it may not come later.
    assert_eq!(
        differs(&agency("HEALTH", poverty(&[(2026, "7"), (2027, "5")])), &due()),
        Vec::<String>::new()
    );
    assert_eq!(
        differs(&agency("HEALTH", poverty(&[(2026, "8"), (2029, "6")])), &due()),
        ["its deadline is 2029, but 2027 in `REGION`"]
    );
    let lead = differs(&agency("SOCIAL", same.clone()), &due());
    assert_eq!(lead, ["its lead is `organization SOCIAL`, but `organization HEALTH` in `REGION`"]);
    // Shared delivery is normal.
    let mut shared = due();
    shared.elements[2].more.get_or_insert_default().partners.push("SOCIAL".into());
    assert_eq!(differs(&agency("SOCIAL", same), &shared), Vec::<String>::new());
    let plain = |targets: &[(i32, &str)]| {
        let measure = Measure::new("turnout").unit("people");
        targets.iter().fold(measure, |measure, (year, figure)| measure.target(*year, *figure))
    };
    let course = differs(
        &agency("HEALTH", plain(&[(2026, "9"), (2027, "7")])),
        &region(plain(&[(2026, "9"), (2027, "11")])),
    );
    assert!(course.contains(&"its course is falling, but rising in `REGION`".to_owned()), "{course:?}");
}

#[test]
fn a_measure_is_the_same_by_its_code_from_outside_too() {
    let coded = |name: &str, target: &str| {
        let mut indicator = Measure::new(name).unit("%").lower_is_better().target(2026, target).into_draft();
        let external = DraftExternal { scheme: "SDG".into(), code: "1.2.1".into(), ..Default::default() };
        indicator.more.get_or_insert_default().external.push(external);
        indicator
    };
    let own = plan("AGENCY", vec![measured::<Objective>("T", coded("people in poverty", "9"))]);
    let above = plan("REGION", vec![measured::<Objective>("S", coded("poverty rate", "8"))]);
    assert_eq!(differs(&own, &above), ["its target (2026) is 9, but 8 in `REGION`"]);
}

#[test]
fn pooled_work_is_divided_and_owned_work_counts_whole() {
    let missions = || vec![e::<Vision>("V"), e::<Mission>("M1"), e::<Mission>("M2")];
    let program = |holding: &str| {
        let mut program = Node::<Program>::new("P", "p")
            .budget(renstra::plan::Stage::Indicative, [(2026, 10)])
            .into_draft();
        for to in ["M1", "M2"] {
            program.links.push(DraftLink { to: to.into(), ..Default::default() });
        }
        program.links[0].holding = holding.into();
        let mut elements = missions();
        elements.push(program);
        plan("D", elements).check().unwrap()
    };
    let split = |plan: &Plan| {
        let table = Alignment::of(plan, &settings()).money()[0].delivery.clone();
        [table.missions[0].own, table.missions[1].own, table.shared].map(|amount| amount.to_string())
    };
    assert_eq!(split(&program("pooled")), ["0", "0", "10"]);
    assert_eq!(split(&program("owned")), ["10", "0", "0"]);
}

#[test]
fn an_index_names_what_it_lacks_and_invents_no_weight() {
    let part = |code: &str, weight: Option<&str>, ends: Option<[&str; 2]>| {
        let mut indicator = Measure::new(code).unit("index").target(2026, "3").into_draft();
        let [worst, best] = ends.map_or([None, None], |ends| ends.map(Some));
        indicator.more.get_or_insert_default().relations.push(DraftRelation {
            kind: "component-of".into(),
            to: "ALL".into(),
            weight: weight.into(),
            worst: worst.into(),
            best: best.into(),
            ..Default::default()
        });
        indicator
    };
    let sum = |parts: Vec<DraftIndicator>| {
        let mut goal = e::<Goal>("G");
        let mut whole = Measure::new("all").code("ALL").unit("index").target(2026, "3").into_draft();
        whole.more.get_or_insert_default().composition = "arithmetic".into();
        goal.indicators = parts;
        goal.indicators.push(whole);
        Alignment::of(&plan("D", vec![goal]).check().unwrap(), &settings()).target_sums()[0].clone()
    };
    assert_eq!(sum(vec![part("a", Some("1"), None), part("b", None, None)]).composed, Err(Reason::NoWeights));
    assert_eq!(sum(Vec::new()).composed, Err(Reason::NoParts));
    // On one scale, components enter as they are.
    assert_eq!(sum(vec![part("a", Some("1"), None), part("b", Some("3"), None)]).verdict, SumVerdict::Adds);
    let mixed = vec![part("a", Some("1"), Some(["0", "5"])), part("b", Some("3"), None)];
    assert!(matches!(sum(mixed).composed, Err(Reason::Lacking(_))));
}

#[test]
fn an_index_is_not_computed_from_the_parts_that_are_left() {
    let region = || {
        let mut whole = Measure::new("all").code("ALL").unit("people").target(2026, "10").into_draft();
        whole.more.get_or_insert_default().composition = "sum".into();
        plan("REGION", vec![measured::<Goal>("G", whole)])
    };
    let agency = |code: &str| {
        let mut part = Measure::new("part").unit("people").target(2026, "5").into_draft();
        let relation =
            DraftRelation { kind: "decomposes".into(), to: "REGION#ALL".into(), ..Default::default() };
        part.more.get_or_insert_default().relations.push(relation);
        plan(code, vec![measured::<Goal>("T", part)])
    };
    let sum = |drafts: Vec<Draft>| {
        let portfolio = Portfolio::of(drafts, &settings());
        let alignment = portfolio.alignment("REGION").unwrap();
        assert_eq!(alignment.target_sums(), portfolio.target_sums());
        portfolio.target_sums()[0].clone()
    };
    assert_eq!(sum(vec![region(), agency("A"), agency("B")]).verdict, SumVerdict::Adds);
    let mut broken = agency("B");
    broken.elements[0].under = "NOWHERE".into();
    assert_eq!(sum(vec![region(), agency("A"), broken]).composed, Err(Reason::Refused));
    // An agency alone says nothing about the region's index.
    let (own, above) = (agency("A").check().unwrap(), region().check().unwrap());
    assert!(Alignment::under(&own, &[above], &settings()).target_sums().is_empty());
}

#[test]
fn each_plan_above_may_have_a_level_map_of_its_own() {
    let mut goal = e::<Goal>("T");
    goal.links.push(DraftLink { to: "REGION#M".into(), ..Default::default() });
    let own = plan("AGENCY", vec![goal]).check().unwrap();
    let above = plan("REGION", vec![e::<Mission>("M")]).check().unwrap();
    let found = |settings: &AlignSettings| {
        let alignment = Alignment::under(&own, std::slice::from_ref(&above), settings);
        alignment.findings().iter().any(|f| f.finding().code() == "align.link-level")
    };
    let other = || LevelMap::of(&[(Kind::Objective, Kind::Goal)]);
    assert!(!found(&settings()));
    assert!(found(&settings().level_map_of("REGION", other())));
    assert!(!found(&settings().level_map_of("NATION", other())));
}

/// Figures of an indicator and of its slices, for 2025.
fn sliced(unit: &str, whole: &str, slices: &[(&str, &str)]) -> (Vec<String>, bool) {
    let measure = Measure::new("pupils").code("I").unit(unit).target(2026, "1").actual(2025, whole);
    let mut draft = plan("D", vec![measured::<Goal>("G", measure.into_draft())]);
    let observed = |(slice, figure): &(&str, &str)| DraftObservation {
        indicator: "I".into(),
        slice: (*slice).into(),
        point: DraftPoint::new("2025", *figure),
        ..Default::default()
    };
    draft.observations = slices.iter().map(observed).collect();
    let plan = draft.check().unwrap();
    let alignment = Alignment::of(&plan, &settings());
    let found = alignment.findings().iter().filter(|f| f.finding().code() == "align.slices-off");
    let answers = alignment.answers("align.slices-off");
    let judged = answers.iter().any(|(_, verdict)| matches!(verdict, Verdict::Pass | Verdict::Fail(_)));
    (found.map(|f| f.finding().message(Lang::En)).collect(), judged)
}

#[test]
fn tola_activity_667_disaggregates_that_do_not_add_up() {
    let (found, _) = sliced("people", "100", &[("girls", "40"), ("boys", "50")]);
    assert_eq!(
        found,
        ["its slices `boys`, `girls` come to 90 for 2025, but the whole is 100 (difference 10)"]
    );
    let right = (Vec::new(), true);
    assert_eq!(sliced("people", "100", &[("girls", "40"), ("boys", "60")]), right);
    // Each division by itself; two that nobody names come to twice the whole.
    let divided = [("sex: f", "40"), ("sex: m", "60"), ("age: old", "30"), ("age: young", "70")];
    assert_eq!(sliced("people", "100", &divided), right);
    let divided = [("sex: f", "40"), ("sex: m", "60"), ("age: old", "30"), ("age: young", "60")];
    let (found, _) = sliced("people", "100", &divided);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(sliced("people", "100", &[("f", "40"), ("m", "60"), ("old", "30"), ("young", "70")]), right);
    // Percentages do not add; a slice that was not reported says nothing of the whole.
    assert_eq!(sliced("%", "50", &[("girls", "40"), ("boys", "60")]), (Vec::new(), false));
    assert_eq!(sliced("people", "100", &[("girls", "40"), ("boys", "n/a")]), (Vec::new(), false));
}

#[test]
fn akvo_product_design_246_the_old_target_stays_readable_with_when_and_why() {
    let detail = DraftDetail {
        decided: "2026-05-01".into(),
        reason: "the census".into(),
        was: vec![DraftPoint::new("2026", "14")],
        ..Default::default()
    };
    let mut measure = Measure::new("stunting").unit("%").lower_is_better().into_draft();
    measure.targets = vec![DraftPoint { detail: Some(Box::new(detail)), ..DraftPoint::new("2026", "15") }];
    let plan = plan("D", vec![measured::<Goal>("G", measure)]).check().unwrap();
    let entry = plan.find("G").unwrap().indicators().next().unwrap().series().iter().next().unwrap();
    let figures: Vec<String> =
        entry.revisions().iter().map(|revision| revision.value.number().unwrap().to_string()).collect();
    assert_eq!(figures, ["14", "15"]);
    let last = entry.revisions().last().unwrap();
    assert_eq!((last.decided, last.reason.as_deref()), ("2026-05-01".parse().ok(), Some("the census")));
    let on = |day: &str, which| entry.as_of(day.parse().unwrap(), which).number().unwrap().to_string();
    assert_eq!([on("2026-04-30", Which::Revised), on("2026-05-01", Which::Revised)], ["14", "15"]);
    assert_eq!(on("2026-12-31", Which::Original), "14");
}

#[test]
fn cedar_184_and_346_a_code_for_ever_and_no_jargon() {
    let mut goal = e::<Goal>("T");
    goal.links.push(DraftLink { to: "REGION#M11".into(), ..Default::default() });
    let own = plan("AGENCY", vec![goal]).check().unwrap();
    let above = plan("REGION", vec![e::<Mission>("M1"), e::<Mission>("M12")]).check().unwrap();
    let alignment = Alignment::under(&own, &[above], &settings());
    let found = alignment.findings().iter().find(|f| f.finding().code() == "align.link-unresolved").unwrap();
    let message = found.finding().message(Lang::En);
    assert_eq!(message, "`REGION#M11` names nothing in `REGION`; did you mean `M1`?");
    let json = serde_json::to_value(AlignmentJson::of(&alignment, Lang::En)).unwrap();
    let found =
        json["findings"].as_array().unwrap().iter().find(|f| f["code"] == "align.link-unresolved").unwrap();
    assert_eq!(
        (&found["category"], &found["parameters"]["target"]),
        (&"coherence".into(), &"REGION#M11".into())
    );
}

#[test]
fn archi_233_747_rules_are_switched_by_plan_and_element() {
    let draft = plan("D", vec![e::<Vision>("V"), e::<Program>("P1"), e::<Program>("P2")]).check().unwrap();
    let orphans = |levels: LintLevels| {
        let alignment = Alignment::of(&draft, &settings().levels(levels));
        let found = alignment.findings().iter().filter(|f| f.finding().code() == "align.orphan");
        found.map(|f| f.finding().subject().code.to_string()).collect::<Vec<_>>()
    };
    let allow = (LintLevel::Allow, "until the revision");
    assert_eq!(orphans(LintLevels::default().plan("align.orphan", "OTHER", allow)), ["P1", "P2"]);
    assert!(orphans(LintLevels::default().plan("align.orphan", "D", allow)).is_empty());
    assert_eq!(orphans(LintLevels::default().element("align.orphan", "D#P1", allow)), ["P2"]);
    assert_eq!(orphans(LintLevels::default().element("align.orphan", "OTHER#P1", allow)), ["P1", "P2"]);
}
