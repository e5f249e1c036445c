//! The edges of rules: what a rule must take into account, each by the plan that shows whether it does.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects"
)]

mod money;

use renstra::align::{
    AlignSettings, Alignment, Lens, LintLevel, LintLevels, On, Portfolio, Reason, ScoreWeights, SumVerdict,
    Verdict, View,
};
use renstra::finding::{Lang, Severity};
use renstra::number::Number;
use renstra::plan::{
    Action, Activity, Draft, DraftBudget, DraftElement, DraftEvidence, DraftIndicator, DraftLink,
    DraftRelation, Goal, Initiative, LinkKind, Mandate, Measure, Mission, Node, Objective, Organization,
    Place, Program, Stage, Term, Typed, Vision,
};

fn settings() -> AlignSettings {
    AlignSettings::on("2026-06-30".parse().unwrap())
}

fn e<K: Typed>(code: &str) -> DraftElement {
    Node::<K>::new(code, format!("{} {code}", K::KIND)).into_draft()
}

fn measured<K: Typed>(code: &str, indicator: impl Into<DraftIndicator>) -> DraftElement {
    let mut element = e::<K>(code);
    element.indicators.push(indicator.into());
    element
}

fn paid<K: Typed>(code: &str, under: &str, amount: &str) -> DraftElement {
    let mut element = e::<K>(code);
    element.under = under.into();
    element.budget.push(DraftBudget { amounts: vec![("2026".into(), amount.into())], ..Default::default() });
    element
}

fn plan(code: &str, elements: Vec<DraftElement>) -> Draft {
    let mut draft = Draft::new(code, "a plan").currency("IDR").numbers("point").horizon(2024, 2030);
    draft.elements = elements;
    draft
}

/// What a rule found in a plan under others, in English.
#[track_caller]
fn found(rule: &str, own: &Draft, above: &[Draft]) -> Vec<String> {
    let above: Vec<_> = above.iter().map(|draft| draft.check().unwrap()).collect();
    let alignment = Alignment::under(&own.check().unwrap(), &above, &settings());
    let of = alignment.findings().iter().filter(|found| found.finding().code() == rule);
    of.map(|found| found.finding().message(Lang::En)).collect()
}

/// What a rule found in a plan that stands alone.
#[track_caller]
fn alone(rule: &str, elements: Vec<DraftElement>) -> usize {
    found(rule, &plan("PLAN", elements), &[]).len()
}

/// An indicator with a baseline of 2024 and targets from 2025 on.
fn series(name: &str, unit: &str, figures: &[&str]) -> Measure {
    let years = 2024..;
    figures.iter().zip(years).fold(Measure::new(name).unit(unit), |measure, (figure, year)| match year {
        2024 => measure.baseline(2024, *figure),
        year => measure.target(year, *figure),
    })
}

#[test]
fn a_link_into_a_plan_carries_while_that_plan_is_in_force() {
    let reaches = |until: &str| {
        let mut region = plan("REGION", vec![e::<Vision>("V"), e::<Mission>("M")]);
        region.elements[1].under = "V".into();
        region.document.in_force_to = until.into();
        let mut program = e::<Program>("P");
        program.links.push(DraftLink { to: "REGION#M".into(), ..Default::default() });
        let own = plan("OWN", vec![program]).check().unwrap();
        let alignment = Alignment::under(&own, &[region.check().unwrap()], &settings());
        alignment.trace().programs.value().unwrap().to_string()
    };
    assert_eq!((reaches("2026-06-30"), reaches("2026-06-29")), ("1".into(), "0".into()));
}

#[test]
fn a_percentage_is_held_to_its_trend_at_any_level() {
    let odd = |unit: &str| {
        vec![measured::<Activity>("A", series("a", unit, &["50", "60", "70", "65", "80"]).into_draft())]
    };
    assert_eq!(alone("align.against-trend", odd("%")), 1);
    // What is counted each year may rise and fall.
    assert_eq!(alone("align.against-trend", odd("people")), 0);
}

#[test]
fn what_is_done_after_the_day_was_late_on_it() {
    let done = |day: &str| {
        let mut action = e::<Action>("A");
        let more = action.more.get_or_insert_default();
        (more.from, more.to, more.done) = ("2026-01-01".into(), "2026-03-31".into(), day.into());
        vec![action]
    };
    let late = |day: &str| alone("align.late", done(day));
    assert_eq!((late("2026-06-30"), late("2026-07-01")), (0, 1));
}

#[test]
fn evidence_may_come_later_but_not_for_ever() {
    let issued = |day: &str| {
        let mut action = e::<Action>("A");
        let evidence = DraftEvidence {
            title: "report".into(),
            covers: "2024".into(),
            issued: day.into(),
            ..Default::default()
        };
        action.more.get_or_insert_default().evidence.push(evidence);
        alone("align.evidence-issued", vec![action])
    };
    assert_eq!((issued("2023-12-31"), issued("2025-12-31"), issued("2026-01-01")), (1, 0, 1));
}

fn under_region(own: Measure, theirs: Measure) -> Vec<String> {
    let own = plan("OWN", vec![measured::<Objective>("T", own.into_draft())]);
    let region = plan("REGION", vec![measured::<Objective>("S", theirs.into_draft())]);
    found("align.measure-differs", &own, &[region])
}

#[test]
fn directions_that_contradict_each_other_are_told_once() {
    let own = Measure::new("cases").unit("people").target(2026, "9").target(2027, "11");
    let theirs = Measure::new("cases").unit("people").lower_is_better().target(2026, "9").target(2027, "7");
    let differs = under_region(own.direction(renstra::plan::Direction::Higher), theirs);
    assert!(differs[0].starts_with("its direction is `higher`"), "{differs:?}");
    assert!(differs.iter().all(|text| !text.contains("course")), "{differs:?}");
}

#[test]
fn a_measure_starts_from_one_baseline() {
    let start = |figure: &str| series("coverage", "%", &[figure, "50"]);
    assert_eq!(under_region(start("40"), start("42")), ["its baseline (2024) is 40, but 42 in `REGION`"]);
    assert_eq!(under_region(start("40"), start("40")), Vec::<String>::new());
}

#[test]
fn one_name_in_two_places_is_two_measures() {
    let here = |figure: &str, place: &str| {
        let mut indicator = Measure::new("coverage").unit("%").baseline(2024, figure).into_draft();
        indicator.more.get_or_insert_default().place = place.into();
        vec![e::<Place>("NORTH"), e::<Place>("SOUTH"), measured::<Objective>("S", indicator)]
    };
    let differs = |place: &str| {
        let region = plan("REGION", here("42", "NORTH"));
        found("align.measure-differs", &plan("OWN", here("40", place)), &[region]).len()
    };
    assert_eq!((differs("NORTH"), differs("SOUTH"), differs("")), (1, 0, 1));
}

#[test]
fn what_refers_to_a_term_is_named_in_the_order_of_the_plan() {
    let mut elements = vec![e::<Vision>("V"), e::<Term>("T")];
    for code in ["M3", "M1", "M2"] {
        let mut mission = e::<Mission>(code);
        let link = DraftLink { kind: Some(LinkKind::Supports), to: "T".into(), ..Default::default() };
        mission.links.push(link);
        elements.push(mission);
    }
    let own = plan("PLAN", elements).check().unwrap();
    let alignment = Alignment::of(&own, &settings());
    let term = alignment.coverage_of(own.find("T").unwrap()).unwrap();
    let named = term.count.known().unwrap().inputs().iter().map(|input| input.subject.code.to_string());
    assert_eq!(named.collect::<Vec<_>>(), ["M3", "M1", "M2"]);
}

#[test]
fn a_partner_serves_what_it_shares_in() {
    let mut program = e::<Program>("P");
    program.links.push(DraftLink { to: "M".into(), ..Default::default() });
    program.owner = "A".into();
    program.more.get_or_insert_default().partners.push("B".into());
    let organizations = ["A", "B", "C"].map(e::<Organization>);
    let mut elements = vec![e::<Mission>("M"), program];
    elements.extend(organizations);
    let portfolio = Portfolio::of([plan("REGION", elements)], &settings());
    let served: Vec<usize> = portfolio.matrix().rows.iter().map(|row| row.serves[0]).collect();
    assert_eq!(served, [1, 1, 0]);
}

#[test]
fn what_refers_to_an_initiative_delivers_it_and_the_mandate_that_it_answers() {
    let refers = |mut element: DraftElement, to: &str| {
        element.links.push(DraftLink { kind: Some(LinkKind::Supports), to: to.into(), ..Default::default() });
        element
    };
    let open = |rule: &str, program: DraftElement| {
        alone(rule, vec![e::<Mandate>("R"), refers(e::<Initiative>("I"), "R"), program])
    };
    for rule in ["align.promise-undelivered", "align.mandate-unserved"] {
        assert_eq!((open(rule, e::<Program>("P")), open(rule, refers(e::<Program>("P"), "I"))), (1, 0));
    }
}

#[test]
fn of_what_delivers_an_aim_the_first_by_code_is_named() {
    let program = |code: &str| {
        let mut program = e::<Program>(code);
        program.links.push(DraftLink { to: "M".into(), ..Default::default() });
        program
    };
    let own = plan("PLAN", vec![e::<Mission>("M"), program("P2"), program("P1"), program("P3")]);
    let own = own.check().unwrap();
    let alignment = Alignment::of(&own, &settings());
    let inputs = alignment.coverage()[0].count.known().unwrap().inputs();
    assert_eq!((inputs.len(), &*inputs[0].subject.code), (1, "P1"));
}

#[test]
fn a_finding_weighs_the_amount_of_its_element_before_what_that_contains() {
    let weight = |program: DraftElement| {
        let elements = vec![e::<Vision>("V"), program, paid::<Activity>("A", "P", "30")];
        let alignment = Alignment::of(&plan("PLAN", elements).check().unwrap(), &settings());
        let orphan = alignment.findings().iter().find(|f| f.finding().code() == "align.orphan").unwrap();
        orphan.money().unwrap().to_string()
    };
    assert_eq!(
        (weight(paid::<Program>("P", "", "100")), weight(e::<Program>("P"))),
        ("100".into(), "30".into())
    );
}

#[test]
fn an_agency_does_not_see_what_another_leads_within_its_programme() {
    let mut program = paid::<Program>("P", "", "100");
    program.owner = "A".into();
    let activity = |owner: &str| {
        let mut activity = paid::<Activity>("K", "P", "30");
        activity.owner = owner.into();
        activity
    };
    let seen = |owner: &str| {
        let elements = vec![e::<Organization>("A"), e::<Organization>("B"), program.clone(), activity(owner)];
        let alignment = Alignment::of(&plan("PLAN", elements).check().unwrap(), &settings());
        View::of(&alignment, Lens::Organization("A"), Lang::En).money[0].amount.to_string()
    };
    assert_eq!((seen("A"), seen("B"), seen("")), ("100".into(), "70".into(), "100".into()));
}

#[test]
fn a_weight_below_zero_gives_no_score() {
    let own = plan("PLAN", vec![e::<Vision>("V"), e::<Program>("P")]).check().unwrap();
    let score = |first: Number| {
        let weights = [first, Number::ONE, Number::ONE, Number::ONE, Number::ONE, Number::ONE];
        let alignment = Alignment::of(&own, &settings().weights(ScoreWeights(weights)));
        alignment.score().value.clone().map(|_| ())
    };
    assert_eq!((score(Number::ONE), score(Number::from(-1))), (Ok(()), Err(Reason::OutOfRange)));
}

#[test]
fn targets_that_left_the_baseline_are_not_flat() {
    let flat = |baseline: &str| {
        let measure = series("cases", "people", &[baseline, "4", "4", "4"]);
        alone("align.flat-target", vec![measured::<Objective>("S", measure.into_draft())])
    };
    assert_eq!((flat("4"), flat("9")), (1, 0));
}

#[test]
fn the_usual_step_is_that_of_the_others() {
    let jumps = |figures: &[&str]| {
        let measure = series("cases", "people", figures);
        alone("align.target-jump", vec![measured::<Objective>("S", measure.into_draft())])
    };
    // Of the steps 1, 1, 4 and 10 the last is held against 1.
    assert_eq!((jumps(&["10", "11", "12", "16", "26"]), jumps(&["10", "11", "15", "19", "29"])), (1, 0));
}

#[test]
fn an_index_between_nought_and_one_stays_there() {
    let composed = |target: &str| {
        let mut index = Measure::new("index").code("I").target(2026, target).into_draft();
        index.more.get_or_insert_default().composition = "arithmetic".into();
        let mut part = Measure::new("part").code("P").target(2026, "5").into_draft();
        part.more.get_or_insert_default().relations.push(DraftRelation {
            kind: "component-of".into(),
            to: "I".into(),
            worst: "0".into(),
            best: "10".into(),
            ..Default::default()
        });
        let mut goal = measured::<Goal>("G", index);
        goal.indicators.push(part);
        let alignment = Alignment::of(&plan("PLAN", vec![goal]).check().unwrap(), &settings());
        alignment.target_sums()[0].verdict
    };
    assert_eq!((composed("0.5"), composed("50")), (SumVerdict::Adds, SumVerdict::Adds));
}

#[test]
fn a_quarter_is_not_held_against_a_year() {
    let next = |period: &str| {
        let measure = series("coverage", "%", &["40", "50", "60"]);
        let measure = measure.direction(renstra::plan::Direction::Higher).actual(period, "90");
        alone("align.below-actual", vec![measured::<Objective>("S", measure.into_draft())])
    };
    assert_eq!((next("2025"), next("2025-Q4")), (1, 0));
}

#[test]
fn the_nearer_level_wins() {
    let own = plan("PLAN", vec![e::<Vision>("V"), e::<Program>("P")]).check().unwrap();
    let severity = |levels: LintLevels| {
        let alignment = Alignment::of(&own, &settings().levels(levels));
        let orphan = alignment.findings().iter().find(|f| f.finding().code() == "align.orphan");
        orphan.map(|found| found.finding().severity())
    };
    let (rule, reason) = ("align.orphan", "because");
    let levels = LintLevels::default().rule(rule, LintLevel::Allow);
    assert_eq!(severity(levels.clone()), None);
    let levels = levels.plan(rule, "PLAN", (LintLevel::Deny, reason));
    assert_eq!(severity(levels.clone()), Some(Severity::Error));
    let levels = levels.element(rule, "P", (LintLevel::Allow, reason));
    assert_eq!(severity(levels.clone()), None);
    let levels = levels.element(rule, "PLAN#P", (LintLevel::Warn, reason));
    assert_eq!(severity(levels), Some(Severity::Warning));
}

#[test]
fn one_name_for_two_populations_or_at_other_times_is_no_duplicate() {
    let counted = |population: &str, year: i32| {
        let one = |code: &str, population: &str, year: i32| {
            let mut indicator = Measure::new("visits").unit("people").target(year, "9").into_draft();
            indicator.more.get_or_insert_default().population = population.into();
            measured::<Activity>(code, indicator)
        };
        alone("align.counted-twice", vec![one("A", "mothers", 2026), one("B", population, year)])
    };
    assert_eq!((counted("mothers", 2026), counted("infants", 2026), counted("mothers", 2027)), (1, 0, 0));
}

#[test]
fn one_title_on_two_kinds_is_no_unit_of_one_thing() {
    let twice = |second: DraftElement| {
        let mut elements = vec![e::<Activity>("A"), second];
        for element in &mut elements {
            element.title = "Clinics".into();
            element.indicators.push(Measure::new("visits").unit("people").target(2026, "9").into_draft());
        }
        alone("align.counted-twice", elements)
    };
    // One activity in two health centres is counted in each of them.
    assert_eq!((twice(e::<Activity>("B")), twice(e::<Program>("B"))), (0, 1));
}

#[test]
fn what_an_indicator_says_of_its_level_counts_more_than_where_it_stands() {
    let flat = |level: Option<renstra::plan::ResultLevel>| {
        let measure = series("reports", "reports", &["4", "4", "4", "4"]);
        let measure = level.map_or(measure.clone(), |level| measure.level(level));
        alone("align.flat-target", vec![measured::<Objective>("S", measure.into_draft())])
    };
    assert_eq!((flat(None), flat(Some(renstra::plan::ResultLevel::Output))), (1, 0));
}

#[test]
fn a_step_from_an_old_baseline_is_taken_by_the_year() {
    let jumps = |baseline: i32| {
        let measure = Measure::new("coverage").unit("%").baseline(baseline, "10");
        let targets = [(2026, "50"), (2027, "54"), (2028, "58"), (2029, "62")];
        let measure = targets.iter().fold(measure, |m, (year, figure)| m.target(*year, *figure));
        alone("align.target-jump", vec![measured::<Objective>("S", measure.into_draft())])
    };
    assert_eq!((jumps(2025), jumps(2016)), (1, 0));
}

#[test]
fn the_same_code_is_the_same_element_only_in_its_own_kind() {
    let assigned = |own: DraftElement| {
        let mut objective = e::<Objective>("X");
        (objective.title, objective.owner) = ("Health".into(), "ORG".into());
        let region = plan("REGION", vec![e::<Organization>("ORG"), objective]);
        let mut own = plan("OWN", vec![own]);
        own.elements[0].title = "Health".into();
        own.document.owner = "ORG".into();
        found("align.assigned-lacking", &own, &[region]).len()
    };
    assert_eq!((assigned(e::<Objective>("X")), assigned(e::<Goal>("X"))), (0, 1));
}

#[test]
fn what_no_rule_was_asked_about_is_not_its_concern() {
    let program = Node::<Program>::new("P", "Roads").measured(series("length", "km", &["1", "2"]));
    let program = program.budget(Stage::Indicative, [(2026, 10)]).into_draft();
    let own = plan("PLAN", vec![e::<Vision>("V"), program, e::<Mission>("M")]).check().unwrap();
    let alignment = Alignment::of(&own, &settings());
    for tally in alignment.tally() {
        let answers = alignment.answers(tally.rule);
        let count = |is: fn(&Verdict) -> bool| answers.iter().filter(|(_, answer)| is(answer)).count();
        let counted = [
            count(|answer| matches!(answer, Verdict::Pass)),
            count(|answer| matches!(answer, Verdict::Fail(_))),
            count(|answer| matches!(answer, Verdict::NotApplicable)),
            count(|answer| matches!(answer, Verdict::NotEvaluable(_))),
        ];
        assert_eq!(
            counted,
            [tally.pass, tally.fail, tally.not_applicable, tally.not_evaluable],
            "{}",
            tally.rule
        );
        assert!(answers.first().is_none_or(|(on, _)| matches!(on, On::Plan(_) | On::Indicator(_))));
    }
}
