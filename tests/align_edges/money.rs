//! Amounts: what cannot be read, what is asked for, what is left over.

use renstra::align::{AlignSettings, Alignment, Portfolio};
use renstra::plan::{Activity, DraftBudget, DraftElement, DraftLink, Mission, Program, Stage, SubActivity};

use super::{e, paid, plan, settings};

#[test]
fn an_amount_that_cannot_be_read_is_what_it_contains() {
    let elements = vec![
        paid::<Program>("P", "", "100"),
        paid::<Activity>("A", "P", "some"),
        paid::<SubActivity>("S", "A", "30"),
    ];
    let own = plan("PLAN", elements).check().unwrap();
    let alignment = Alignment::of(&own, &settings());
    let flows = alignment.flows(alignment.money()[0].purse);
    let amounts: Vec<String> = flows.iter().map(|flow| flow.amount.to_string()).collect();
    assert_eq!(amounts, ["70", "0", "30"]);
    // It is no ceiling, and a part of one by what it contains.
    let ceilings: Vec<String> = alignment.ceilings().iter().map(|c| c.subject.code.to_string()).collect();
    assert_eq!(ceilings, ["P"]);
    assert_eq!(alignment.money()[0].unread, 1);
}

/// What is not known is no zero: nobody can say how much of the ceiling is set out.
#[test]
fn a_ceiling_with_a_part_that_cannot_be_read_is_not_judged() {
    let elements = |amount: &str| {
        vec![
            paid::<Program>("P", "", "100"),
            paid::<Activity>("A", "P", amount),
            paid::<Activity>("B", "P", "30"),
        ]
    };
    let ceilings = |amount: &str| {
        let own = plan("PLAN", elements(amount)).check().unwrap();
        Alignment::of(&own, &settings()).ceilings().len()
    };
    assert_eq!([ceilings("70"), ceilings("32.696. 400"), ceilings("-")], [1, 0, 1]);
}

#[test]
fn only_the_money_of_the_period_that_was_asked_for_is_judged() {
    let mut reaching = e::<Program>("P");
    reaching.links.push(DraftLink { to: "M".into(), ..Default::default() });
    let lines = |element: &mut DraftElement, year: &str| {
        element.budget.push(DraftBudget { amounts: vec![(year.into(), "10".into())], ..Default::default() });
    };
    let mut loose = e::<Program>("Q");
    lines(&mut reaching, "2026");
    lines(&mut loose, "2027");
    let own = plan("PLAN", vec![e::<Mission>("M"), reaching, loose]).check().unwrap();
    let share =
        |settings: AlignSettings| Alignment::of(&own, &settings).trace().money.value().unwrap().to_string();
    let of = |year: &str| share(settings().period(year.parse().unwrap()));
    assert_eq!((of("2026"), of("2027"), share(settings())), ("1".into(), "0".into(), "0.5".into()));
    let funded = |year: &str| {
        let alignment = Alignment::of(&own, &settings().period(year.parse().unwrap()));
        alignment.coverage()[0].budget.value().unwrap().to_string()
    };
    assert_eq!((funded("2026"), funded("2027")), ("1".into(), "0".into()));
}

#[test]
fn only_the_money_of_the_judged_stage_is_judged() {
    let mut reaching = paid::<Program>("P", "", "10");
    reaching.links.push(DraftLink { to: "M".into(), ..Default::default() });
    let mut loose = paid::<Program>("Q", "", "10");
    loose.budget[0].stage = "enacted".into();
    let own = plan("PLAN", vec![e::<Mission>("M"), reaching, loose]).check().unwrap();
    let share = |stage: Stage| {
        let alignment = Alignment::of(&own, &settings().stage(stage));
        alignment.trace().money.value().map(|value| value.to_string())
    };
    assert_eq!([Stage::Indicative, Stage::Enacted].map(share), [Some("1".into()), Some("0".into())]);
}

#[test]
fn a_programme_above_whose_amount_cannot_be_read_is_no_ceiling() {
    let set_out = |amount: &str| {
        let region = plan("REGION", vec![paid::<Program>("P", "", amount)]).check().unwrap();
        let own = plan("OWN", vec![paid::<Program>("P", "", "30")]).check().unwrap();
        Alignment::under(&own, &[region], &settings()).ceilings_above().len()
    };
    assert_eq!((set_out("40"), set_out("some")), (1, 0));
    // Nor is one of which an agency's share is not known.
    let portfolio = |amount: &str| {
        let below = |code: &str, amount: &str| {
            let mut draft = plan(code, vec![paid::<Program>("P", "", amount)]);
            draft.document.derives_from = "REGION".into();
            draft
        };
        let region = plan("REGION", vec![paid::<Program>("P", "", "40")]);
        Portfolio::of([region, below("ONE", "30"), below("TWO", amount)], &settings()).ceilings().len()
    };
    assert_eq!((portfolio("10"), portfolio("some")), (1, 0));
}

#[test]
fn the_unit_left_over_goes_to_the_mission_whose_identifier_comes_first() {
    for order in [["M1", "M2"], ["M2", "M1"]] {
        let mut program = paid::<Program>("P", "", "1");
        for to in ["M1", "M2"] {
            program.links.push(DraftLink { to: to.into(), share: "50%".into(), ..Default::default() });
        }
        let mut elements: Vec<DraftElement> = order.iter().map(|code| e::<Mission>(code)).collect();
        elements.push(program);
        let own = plan("PLAN", elements).check().unwrap();
        let alignment = Alignment::of(&own, &settings());
        let missions = &alignment.money()[0].delivery.missions;
        let first = missions.iter().min_by_key(|row| row.mission().uuid()).unwrap();
        let amounts: Vec<String> = missions.iter().map(|row| row.own.to_string()).collect();
        assert_eq!((first.own.to_string(), amounts.contains(&"0".to_owned())), ("1".into(), true));
    }
}
