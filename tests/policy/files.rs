//! Policies as files.

use renstra::finding::Lang;
use renstra::formula::rule::{
    Affine, Clip, Deadline, Goalposts, Grades, KeepWithin, Onto, Post, Ranks, Rule, Spread, Steps,
    Thresholds, UserInputs, UserRule,
};
use renstra::formula::{
    Axis, Bands, Cap, Carry, Condition, Method, MissingChildren, NotScorable, OnNegative, OnZero, Row, Side,
    Stage, Table, Transform,
};
use renstra::number::{Exact, Number, Rounding};
use renstra::period::Which;
use renstra::plan::{Accumulation, Direction, Kind, ResultLevel};
use renstra::policy::{Facts, Missing, Overrides, Policy, Registry, RollUp, Selector, presets};

#[derive(Debug)]
struct Half;

impl UserRule for Half {
    fn name(&self) -> &str {
        "half"
    }
    fn score(&self, inputs: UserInputs<'_>) -> Result<Exact, NotScorable> {
        let half = Exact::ratio(1, 2).unwrap();
        inputs.actual.exact(Side::Actual)?.checked_mul(&half).ok_or(NotScorable::OutOfRange)
    }
    fn explain(&self, lang: Lang) -> String {
        match lang {
            Lang::En => "half a point for each unit".into(),
            Lang::Id => "setengah poin per satuan".into(),
        }
    }
}

fn registry() -> Registry {
    Registry::default().with(Half)
}

/// A policy that uses every word of the format.
fn everything() -> Policy {
    let n = |x: i64| Number::from(x);
    let table = Table::new(vec![
        Row::new(Condition::AllAtLeast(n(100)), n(100)),
        Row::new(Condition::AnyAtLeast(n(90)), n(80)),
        Row::new(Condition::CountAtLeast { children: 2, score: n(50) }, n(60)),
        Row::new(Condition::AnyBelow(n(20)), n(10)),
        Row::new(Condition::Always, n(0)),
    ]);
    let posts = Goalposts::new(Post::Baseline, Post::Target).clip(Clip::Worst).onto(Onto::new(n(1), n(5)));
    let z = Affine::new(Exact::ratio(1, 3).unwrap(), Spread::RootOf(Exact::from(2))).scaled(n(50), n(-10));
    let steps = Steps::new(n(0), [(Exact::from(1), n(50)), (Exact::from(2), n(100))]);
    let bands = Bands::builder("low").from(n(50), "middle").over(n(80), "high").domain(n(0), n(100)).build();
    let axis = Axis::plain()
        .then(Transform::AtMost(18.into()))
        .then(Transform::AtLeast(1.into()))
        .then(Transform::Scale(Exact::ratio(1, 3).unwrap()))
        .then(Transform::Shift(1.into()))
        .then(Transform::Ln);
    Policy::new("every-word", "Every word of the format")
        .source("made up")
        .scope("tests")
        .matter("made-up")
        .succeeded_by("nothing")
        .valid("2025-01-01".parse().ok(), "2029-12-31".parse().ok())
        .doubt("it is made up")
        .set(
            Overrides::default()
                .higher(Rule::Goalposts(Box::new(posts)))
                .lower(Rule::Thresholds(Box::new(Thresholds::new(n(100), n(50)))))
                .range_higher(Rule::Affine(Box::new(z)))
                .range_lower(Rule::Steps(steps.into()))
                .within(Rule::KeepWithin(Box::new(KeepWithin::new(2))))
                .near(Rule::Grades(Grades::new([("A", n(100)), ("B", n(50))]).into()))
                .date(Rule::Deadline(Box::new(Deadline::new(n(5)))))
                .ranks(Ranks::Steps(n(25)))
                .axis(axis)
                .zero_target(OnZero::Score(n(0)))
                .zero_actual(OnZero::MetOr(n(0)))
                .zero_range(OnZero::NotScorable)
                .negative(OnNegative::Compute)
                .missing(Missing::LastValue)
                .accumulation(Accumulation::Average)
                .targets(Which::Original)
                .cap(Cap::NONE.at_least(n(0)).at_most(n(120)))
                .rounding(Rounding::truncate(1))
                .stage(Stage::Unrounded)
                .carry(Carry::Rounded)
                .bands(Some(bands.unwrap().into()))
                .roll_up(RollUp::Children)
                .method(Method::Table(table.into()))
                .missing_children(MissingChildren::Score(n(50)))
                .min_coverage(Some("0.5".parse().unwrap())),
        )
        .set_level(
            Kind::Program,
            Overrides::default().method(Method::Power("0.5".parse().unwrap())).bands(None),
        )
        .set_where(
            Selector::default()
                .kind(Kind::Indicator)
                .level(Kind::Goal)
                .unit("percent")
                .direction(Direction::Lower)
                .result(ResultLevel::Outcome)
                .tag("IKU"),
            Overrides::default()
                .higher(registry().get("half").map(|user| Rule::User(Box::new(user))).unwrap())
                .missing(Missing::Score(n(0))),
        )
        .set_element("1.02.03", Overrides::default().roll_up(RollUp::None).min_coverage(None))
}

#[test]
fn what_is_written_is_read_again_and_written_as_the_same_bytes() {
    for policy in presets::all().into_iter().chain([everything()]) {
        let text = policy.to_json();
        let again = Policy::from_json(&text, &registry()).unwrap();
        assert_eq!(again, policy);
        assert_eq!(again.to_json(), text);
    }
}

/// Read for ever: a change of the format that breaks this file breaks the files of users.
#[test]
fn the_golden_file_of_version_1() {
    let golden = include_str!("../fixtures/policy_every_word.v1.json");
    assert_eq!(Policy::from_json(golden, &registry()).unwrap(), everything());
    assert_eq!(everything().to_json(), golden);
}

#[test]
fn fields_of_the_users_own_come_back() {
    let text = "{\n  \"renstra-policy\": 1,\n  \"id\": \"own\",\n  \"title\": \"\",\n  \"source\": \"\",\n  \
                \"scope\": \"\",\n  \"x-note\": { \"a\":  [1, 2.50] }\n}\n";
    assert_eq!(Policy::from_json(text, &registry()).unwrap().to_json(), text);
}

/// Codes of elements are names, whatever they begin with.
#[test]
fn an_element_may_be_called_anything() {
    let text = r#"{"renstra-policy": 1, "elements": {"x-1": {"carry": "raw"}, "a/b~c": {"cap": {}}}}"#;
    let policy = Policy::from_json(text, &registry()).unwrap();
    assert_eq!(Policy::from_json(&policy.to_json(), &registry()).unwrap(), policy);
    let text = r#"{"renstra-policy": 1, "elements": {"a/b~c": {"carry": 1}}}"#;
    faults(text, &["policy.wrong-type /elements/a~1b~0c/carry here a text is due, and there is a number"]);
}

#[test]
fn a_users_own_rule_scores_and_explains_itself() {
    let text = r#"{"renstra-policy": 1, "default": {"higher": {"own": "half"}}}"#;
    let policy = Policy::from_json(text, &registry()).unwrap();
    let settings = policy.resolve(&Facts::new(Kind::Indicator, "")).unwrap();
    let outcome = settings.achieve(Number::from(10), Number::from(5), Direction::Higher);
    assert_eq!(outcome.score().unwrap().rounded.to_string(), "2.5");
}

/// Half a point a unit, in a version.
#[derive(Debug)]
struct Versioned(&'static str);

impl UserRule for Versioned {
    fn name(&self) -> &str {
        "half"
    }
    fn version(&self) -> Option<&str> {
        Some(self.0)
    }
    fn score(&self, inputs: UserInputs<'_>) -> Result<Exact, NotScorable> {
        Half.score(inputs)
    }
    fn explain(&self, lang: Lang) -> String {
        Half.explain(lang)
    }
}

/// Named by its name alone, a rule is the one that is registered; the file that is written names its version.
#[test]
fn a_users_own_rule_is_of_the_version_that_the_policy_names() {
    let own = |rule: &str, registry: &Registry| {
        let text = format!(r#"{{"renstra-policy": 1, "default": {{"higher": {{"own": {rule}}}}}}}"#);
        Policy::from_json(&text, registry)
    };
    let two = Registry::default().with(Versioned("2"));
    let policy = own(r#""half""#, &two).unwrap();
    assert!(
        policy.to_json().contains(r#""own": { "name": "half", "version": "2" }"#),
        "{}",
        policy.to_json()
    );
    assert_eq!(Policy::from_json(&policy.to_json(), &two).unwrap(), policy);
    assert_eq!(policy.own_rules().len(), 1);
    let message = |rule: &str, registry: &Registry, lang| {
        let error = own(rule, registry).unwrap_err();
        assert_eq!(error.findings().len(), 1);
        let at = error.findings()[0].origin().unwrap().to_string();
        format!("{} {at} {}", error.findings()[0].code(), error.findings()[0].message(lang))
    };
    let named = r#"{"name": "half", "version": "1"}"#;
    assert_eq!(
        message(named, &two, Lang::En),
        "policy.rule-version /default/higher/own/version the policy relies on version `1` of the own rule `half`; \
         registered is: 2"
    );
    assert_eq!(
        message(named, &registry(), Lang::Id),
        "policy.rule-version /default/higher/own/version kebijakan bersandar pada versi `1` rumus sendiri `half`; \
         yang terdaftar: tanpa versi"
    );
    let missing = message(r#"{"name": "half"}"#, &two, Lang::En);
    assert_eq!(missing, "policy.missing-field /default/higher/own the field `version` is missing");
}

/// A rule of one's own explains itself, in both languages, by the name under which the policy asks for it.
#[test]
fn an_own_rule_explains_itself() {
    use renstra::plan::{Draft, Measure, Mission, Node};
    use renstra::score::{Asked, Scorecard};
    let text = r#"{"renstra-policy": 1, "id": "own", "default": {"higher": {"own": "half"}}}"#;
    let policy = Policy::from_json(text, &registry()).unwrap();
    let rate =
        Measure::new("rate").unit("orang").direction(Direction::Higher).target(2025, "10").actual(2025, "5");
    let plan = Draft::new("P", "p").with(Node::<Mission>::new("M", "m").measured(rate)).check().unwrap();
    let asked = Asked::about("2025".parse().unwrap());
    let card = Scorecard::of(&plan, &policy, plan.observations(), asked).unwrap();
    let explained = card.explain(plan.find("M").unwrap()).unwrap();
    assert!(explained.text(Lang::En).contains("rule `half`: half a point for each unit"));
    assert!(explained.text(Lang::Id).contains("setengah poin per satuan"));
    assert_eq!(explained.reevaluate(), *card.element(plan.find("M").unwrap()).outcome());
}

/// What the steps of a scale are called besides comes back, so that the same words are known.
#[test]
fn other_names_of_a_scale_come_back() {
    use renstra::formula::rule::Ordinal;
    use renstra::number::Scale;
    let rule = Rule::Ordinal(Box::new(Ordinal::new(Scale::audit_opinion()).ranks(Ranks::Ratio)));
    let policy = Policy::new("p", "").set(Overrides::default().higher(rule));
    assert_eq!(Policy::from_json(&policy.to_json(), &registry()).unwrap(), policy);
    let plain =
        Policy::from_json(&policy.to_json().replace("wajar tanpa pengecualian", "bersih"), &registry());
    assert_ne!(plain.unwrap(), policy);
    faults(
        &layer(r#""near": {"ordinal": {"name": "s", "labels": ["A", "B"], "names": {"best": "C"}}}"#),
        &[
            "policy.bands /default/near/ordinal/names/best these bands do not hold: `best` is another name of no label, or of two",
        ],
    );
}

/// In line with its size: comparing each with all the others would take minutes.
#[test]
fn many_elements_are_read_at_once() {
    let elements: Vec<String> = (0..100_000).map(|at| format!(r#""E{at}": {{"carry": "raw"}}"#)).collect();
    let text = format!(r#"{{"renstra-policy": 1, "elements": {{{}}}}}"#, elements.join(", "));
    assert!(Policy::from_json(&text, &registry()).is_ok());
}

#[track_caller]
fn faults(text: &str, expected: &[&str]) {
    let error = Policy::from_json(text, &registry()).unwrap_err();
    let found: Vec<String> = error
        .findings()
        .iter()
        .map(|finding| {
            format!("{} {} {}", finding.code(), finding.origin().unwrap(), finding.message(Lang::En))
        })
        .collect();
    assert_eq!(found, expected);
}

fn layer(settings: &str) -> String {
    format!(r#"{{"renstra-policy": 1, "default": {{{settings}}}}}"#)
}

#[test]
fn all_faults_are_told_at_once_with_their_paths() {
    faults(
        r#"{"renstra-policy": 1, "titel": "", "default": {"cap": {"hi": 1}, "higher": "rato"},
            "levels": {"programme": {}}, "selectors": [{"set": {}}], "id": 7}"#,
        &[
            "policy.wrong-type /id here a text is due, and there is a number",
            "policy.unknown-word /default/higher `rato` is not known here; did you mean `ratio`?",
            "policy.unknown-field /default/cap/hi there is no field `hi` here",
            "policy.unknown-word /levels/programme `programme` is not known here; did you mean `program`?",
            "policy.missing-field /selectors/0 the field `when` is missing",
            "policy.unknown-field /titel there is no field `titel` here; did you mean `title`?",
        ],
    );
}

#[test]
fn each_kind_of_fault() {
    faults("", &["policy.syntax  this is no JSON: EOF while parsing a value at line 1 column 0"]);
    faults("[]", &["policy.wrong-type  here an object is due, and there is a list"]);
    faults("{}", &["policy.version  the policy's format is not named, and this reader knows version 1"]);
    faults(
        r#"{"renstra-policy": 2, "what": 1}"#,
        &["policy.version /renstra-policy the policy's format is `2`, and this reader knows version 1"],
    );
    faults(
        &layer(r#""cap": {"high": "1e400"}"#),
        &["policy.bad-figure /default/cap/high `1e400` is no exact figure"],
    );
    faults(
        &layer(r#""x-note": 1"#),
        &["policy.unknown-field /default/x-note there is no field `x-note` here"],
    );
    faults(
        &layer(r#""cap": {}, "cap": {}"#),
        &["policy.duplicate-field /default/cap the field `cap` stands twice"],
    );
    faults(
        &layer(r#""higher": {"own": "haff"}"#),
        &["policy.unknown-rule /default/higher/own there is no own rule `haff`; did you mean `half`?"],
    );
    faults(
        &layer(
            r#""bands": {"bands": [{"label": "a"}, {"from": "5", "label": "b"}, {"over": "4", "label": "c"}]}"#,
        ),
        &["policy.bands /default/bands these bands do not hold: the cut 4 is not above the one before it"],
    );
    faults(
        &layer(r#""bands": {"bands": [{"from": "5", "label": "a"}, {"from": "9", "label": "b"}]}"#),
        &[
            "policy.bands /default/bands/bands/0/from these bands do not hold: the lowest band has no cut; where the \
             domain has a lower end, that is `low`",
        ],
    );
}

/// What can be read and means nothing is told, not passed over.
#[test]
fn a_figure_without_a_meaning() {
    let due = |settings: &str, path: &str, text: &str, allowed: &str| {
        let told =
            format!("policy.out-of-range /default/{path} `{text}` has no meaning here: {allowed} is due");
        faults(&layer(settings), &[&told]);
    };
    let share = "a share between 0 and 1";
    due(r#""min-coverage": "50""#, "min-coverage", "50", share);
    due(r#""min-coverage": "-0.1""#, "min-coverage", "-0.1", share);
    let huge = "9".repeat(26);
    due(&format!(r#""min-coverage": {huge}"#), "min-coverage", &huge, share);
    due(r#""cap": {"low": "120", "high": "100"}"#, "cap/high", "100", "a bound not below `low`");
    due(r#""within": {"keep-within": {"scale": "0"}}"#, "within/keep-within/scale", "0", "a scale above 0");
    due(r#""date": {"deadline": {"per-day": "-1"}}"#, "date/deadline/per-day", "-1", "a loss of 0 or more");
    due(
        r#""higher": {"steps": {"first": "0", "steps": [["2", "1"], ["2.0", "3"]]}}"#,
        "higher/steps/steps/1/0",
        "2.0",
        "a step that begins elsewhere",
    );
    faults(
        r#"{"renstra-policy": 1, "valid": {"from": "2025-12-31", "to": "2025-01-01"}}"#,
        &["policy.out-of-range /valid/to `2025-01-01` has no meaning here: a day not before `from` is due"],
    );
    let ends = layer(
        r#""min-coverage": "1", "cap": {"low": "5", "high": "5"}, "date": {"deadline": {"per-day": "0"}}"#,
    );
    assert!(Policy::from_json(&ends, &registry()).is_ok());
}

/// Bytes that are no policy end in a fault, and soon.
#[test]
fn hostile_bytes_are_told_from_policies() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let nested =
        format!(r#"{{"renstra-policy": 1, "default": {}1{}}}"#, "{\"a\":".repeat(5_000), "}".repeat(5_000));
    for text in [&*deep, &nested, "\u{feff}{", "nul", "{\"renstra-policy\": 1e400}", "{\"renstra-policy\": 1"]
    {
        assert!(!Policy::from_json(text, &registry()).unwrap_err().findings().is_empty());
    }
    let golden = include_str!("../fixtures/policy_every_word.v1.json");
    let golden = golden.trim_end();
    for end in (0..golden.len()).filter(|end| golden.is_char_boundary(*end)) {
        assert!(Policy::from_json(&golden[..end], &registry()).is_err());
    }
}

/// Writes the golden file again, after a change of `everything` that adds to the format.
#[test]
#[ignore = "writes a fixture"]
fn write_the_golden_file() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/policy_every_word.v1.json");
    std::fs::write(path, everything().to_json()).unwrap();
}

proptest::proptest! {
    /// Whatever is changed in a file, the reader ends in a policy that is written and read alike, or in faults.
    #[test]
    fn a_changed_file_is_a_policy_or_a_fault(at in 0_usize..4_000, with in ".{0,3}", cut in 0_usize..6) {
        let golden = include_str!("../fixtures/policy_every_word.v1.json");
        let start = (0..=at % golden.len()).rev().find(|at| golden.is_char_boundary(*at)).unwrap();
        let end = (start..=golden.len()).skip(cut).find(|at| golden.is_char_boundary(*at)).unwrap_or(golden.len());
        let text = format!("{}{with}{}", &golden[..start], &golden[end..]);
        match Policy::from_json(&text, &registry()) {
            Ok(policy) => {
                let written = policy.to_json();
                let again = Policy::from_json(&written, &registry()).unwrap();
                proptest::prop_assert_eq!(again.to_json(), written);
            }
            Err(error) => proptest::prop_assert!(!error.findings().is_empty()),
        }
    }
}
