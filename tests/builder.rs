//! Every family of a plan in Rust, by the builder alone: it is the same plan as its file.
#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

use renstra::format::{read_plan, write};
use renstra::number::{Absence, Status};
use renstra::plan::{
    Action, Activity, Assumption, Contribution, Draft, DraftPoint, Field, Focus, Goal, Initiative, Kind,
    LinkStatus, MainProblem, Mandate, Measure, Mission, Node, Objective, Organization, Outcome, Output,
    Place, Plan, PolicyDirection, Position, Problem, Program, ProgramClass, RelationKind, Risk, RootCause,
    Stage, Stakeholder, StrategicIssue, Strategy, SubActivity, SuccessFactor, Term, Value, Vision,
};

fn intent(draft: Draft, issue: &Node<StrategicIssue>) -> (Draft, Node<Objective>, Node<Initiative>) {
    let vision = Node::<Vision>::new("V", "a serving government");
    let term = Node::<Term>::new("V.m", "civil").statement("of integrity").under(&vision);
    let value = Node::<Value>::new("N", "integrity").under(&vision);
    let mission = Node::<Mission>::new("M", "smart government").under(&vision).priority("40%");
    let goal = Node::<Goal>::new("G", "less poverty").under(&mission);
    let objective = Node::<Objective>::new("O", "fewer poor").under(&goal).supports(issue);
    let strategy = Node::<Strategy>::new("S", "work").under(&objective);
    let direction = Node::<PolicyDirection>::new("A", "villages first").under(&strategy);
    let outcome = Node::<Outcome>::new("OC", "incomes rise").under(&objective);
    let promise = Node::<Initiative>::new("U", "first hundred days").serves(&mission);
    let draft = draft.with(vision).with(term).with(value).with(mission).with(goal).with(strategy);
    (draft.with(direction).with(outcome), objective, promise)
}

fn measures() -> [Measure; 2] {
    let target = DraftPoint::new(2026, "6.5").revised("6.6", "2026-07-01", "mid-term").by("Bappeda");
    let one = Measure::new("poverty").code("I1").unit("%").lower_is_better().baseline(2024, "7.31");
    let one = one.target(2025, "6.81").planned(target).planned(DraftPoint::new(2027, "6").bridge());
    let one = one.measured(DraftPoint::new(2025, "7.0").revised("6.9", "2026-02-01", "recount").by("BPS"));
    let one = one.measured(DraftPoint::absent(2026, Absence::NotDue)).role("IKU").verification("survey");
    let one = one.reference("national", 2025, "8.5").relates(RelationKind::Broader, "I2");
    let two = Measure::new("poor households").code("I2").unit("households").lower_is_better();
    [
        one,
        two.baseline(2024, "900")
            .target(2025, "850")
            .target(2026, "800")
            .measured(DraftPoint::new(2025, "840").status(Status::Provisional)),
    ]
}

fn delivery(draft: Draft, objective: &Node<Objective>, promise: &Node<Initiative>) -> Draft {
    let agency = Node::<Organization>::new("ORG", "social agency");
    let desk = Node::<Organization>::new("ORG.1", "a desk").under(&agency);
    let head = Node::<Position>::new("HEAD", "its head").under(&agency);
    let people = Node::<Stakeholder>::new("NGO", "those concerned");
    let region = Node::<Place>::new("13.02", "Solok");
    let district = Node::<Place>::new("13.02.01", "a district").under(&region);
    let field = Node::<Field>::new("1.06", "social affairs");
    let share = Contribution::default().share("60%").status(LinkStatus::Confirmed);
    let own = Contribution::default().owned().during("2025-01-01", "2026-12-31");
    let [one, two] = measures();
    let program = Node::<Program>::new("1.06.02", "empowerment").under(&field).class(ProgramClass::Delivery);
    let program = program.serves_with(objective, share).serves_with(promise, own).measured(one).measured(two);
    let program = program.led_by(&agency).shared_with(&desk).place(&district).benefits("households", 840);
    let program = program.evidence("annual report", 2025).external("SDG", "1.2").note("as enacted");
    let program = program.funded(Stage::Enacted, "DAK", [(2025, "1200000000")]);
    let activity = Node::<Activity>::new("1.06.02.2.01", "training").under(&program);
    let sub = Node::<SubActivity>::new("1.06.02.2.01.0001", "courses").under(&activity);
    let sub = sub.budget(Stage::Indicative, [(2025, "900000000")]);
    let output = Node::<Output>::new("OUT", "people trained").under(&activity);
    let action = Node::<Action>::new("ACT", "meet the villages").serves(promise).engages(&people);
    let action = action.focus(Focus::Coordination).during("2025-02-20", "2025-05-30").done("2025-05-01");
    let action = action.milestone("first meeting", "2025-03-01");
    let risk = Node::<Risk>::new("R", "floods").under(&program);
    let draft = draft.with(agency).with(desk).with(head).with(people).with(region).with(district);
    draft.with(field).with(program).with(activity).with(sub).with(output).with(action).with(risk)
}

fn plan() -> Plan {
    let issue = Node::<StrategicIssue>::new("ISSUE", "poverty");
    let main = Node::<MainProblem>::new("MP", "few jobs").under(&issue);
    let problem = Node::<Problem>::new("P", "few skills").under(&main);
    let cause = Node::<RootCause>::new("RC", "no courses").under(&problem);
    let mandate = Node::<Mandate>::new("SPM", "minimum service");
    let draft =
        Draft::new("FULL", "everything").framework("regional-plan").currency("IDR").horizon(2025, 2026);
    let (draft, objective, promise) = intent(draft, &issue);
    let factor = Node::<SuccessFactor>::new("CSF", "courses that lead to jobs").under(&objective);
    let assumption = Node::<Assumption>::new("AS", "steady prices").under(&objective);
    let draft = delivery(draft, &objective, &promise).with(objective).with(promise).with(factor);
    let draft = draft.with(assumption).with(issue).with(main).with(problem).with(cause).with(mandate);
    draft.check().unwrap()
}

#[test]
fn every_kind_can_be_built_and_comes_back_from_its_file() {
    let plan = plan();
    let built: Vec<Kind> = plan.counts().into_iter().map(|(kind, _)| kind).collect();
    let missing: Vec<&Kind> =
        Kind::ALL.iter().filter(|kind| **kind != Kind::Indicator && !built.contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let text = write(&plan);
    let again = read_plan(text.as_bytes()).unwrap();
    assert_eq!(write(&again), text);
    assert_eq!(again.fingerprint(), plan.fingerprint());
}

#[test]
fn what_the_builder_says_is_what_the_plan_holds() {
    let plan = plan();
    let codes: Vec<&str> = plan.findings().iter().map(|finding| finding.code()).collect();
    // A regional plan has no level for values, which stand under the vision all the same.
    assert_eq!(codes, ["structure.wrong-level", "structure.not-a-level"]);
    let allowed =
        plan.findings().iter().map(|finding| finding.help(renstra::finding::Lang::En)).next().unwrap();
    assert_eq!(allowed, "allowed here: nothing");
    let program = plan.find("1.06.02").unwrap();
    let target = plan.find_indicator("I1").unwrap().series().get("2026".parse().unwrap()).unwrap();
    assert_eq!(target.revisions().last().unwrap().by.as_deref(), Some("Bappeda"));
    assert_eq!(program.partners().next().unwrap().code(), "ORG.1");
    assert_eq!(program.beneficiaries().len() + program.evidence().len() + program.external().len(), 3);
    assert_eq!(plan.find("RC").unwrap().ancestors().count(), 3);
    assert_eq!(plan.find("ACT").unwrap().milestones().len(), 1);
}
