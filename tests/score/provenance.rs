//! Content hashes: what can change a number changes one, order and form change none, and a scorecard is proved by them.

use std::fmt::Write as _;

use proptest::prelude::{Just, Strategy, any, prop, prop_assert_eq, proptest};
use renstra::finding::Lang;
use renstra::format::{read_plan, write};
use renstra::formula::rule::{UserInputs, UserRule};
use renstra::formula::{NotScorable, Side};
use renstra::number::{Exact, Number};
use renstra::plan::Plan;
use renstra::policy::{Policy, Registry};
use renstra::report::CardJson;
use renstra::score::{Asked, Difference, Irreproducible, Provenance, Scenario, Scorecard};
use serde_json::Value;

use super::{card, plan};

const FULL: &str = include_str!("../golden/v1_full.json");
const EVERY_WORD: &str = include_str!("../fixtures/policy_every_word.v1.json");

/// Half a point a unit, or another share in another version.
#[derive(Debug)]
struct Half(Option<&'static str>);

impl UserRule for Half {
    fn name(&self) -> &str {
        "half"
    }
    fn version(&self) -> Option<&str> {
        self.0
    }
    fn score(&self, inputs: UserInputs<'_>) -> Result<Exact, NotScorable> {
        let half = Exact::ratio(1, 2).unwrap();
        inputs.actual.exact(Side::Actual)?.checked_mul(&half).ok_or(NotScorable::OutOfRange)
    }
    fn explain(&self, _: Lang) -> String {
        "half a point a unit".into()
    }
}

/// The pointers of all plain values of a tree.
fn leaves(json: &Value, at: &str, found: &mut Vec<String>) {
    match json {
        Value::Object(fields) => {
            for (key, value) in fields {
                leaves(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(values) => {
            for (place, value) in values.iter().enumerate() {
                leaves(value, &format!("{at}/{place}"), found);
            }
        }
        _ => found.push(at.to_owned()),
    }
}

/// Other values in place of one: the first that can be read is taken.
fn others(json: &Value) -> Vec<Value> {
    match json {
        Value::String(text) => {
            let mut others =
                vec![Value::from(format!("{text}7")), Value::from("2031"), Value::from("2030-05-06")];
            let words =
                ["lower", "proxy", "confirmed", "split", "negative", "impact", "supporting", "sum", "goal"];
            others.extend(words.map(Value::from).into_iter().filter(|other| other != json));
            others
        }
        Value::Number(_) => vec![Value::from(77), Value::from(2)],
        _ => vec![Value::from("77")],
    }
}

/// A file with one value changed, each in turn, as far as it can still be read.
fn changed<T>(file: &str, read: impl Fn(&str) -> Option<T>) -> Vec<(String, T)> {
    let json: Value = serde_json::from_str(file).unwrap();
    let mut pointers = Vec::new();
    leaves(&json, "", &mut pointers);
    let one = |at: String| {
        let held = json.pointer(&at).unwrap();
        let read = others(held).into_iter().find_map(|other| {
            let mut file = json.clone();
            *file.pointer_mut(&at).unwrap() = other;
            read(&file.to_string())
        });
        read.map(|read| (at, read))
    };
    pointers.into_iter().filter_map(one).collect()
}

/// Every value of a file that uses every field: whichever is changed, one of the two hashes changes with it.
#[test]
fn whatever_a_plan_says_is_in_its_hash() {
    let hashes = |plan: &Plan| (plan.fingerprint(), plan.observations().fingerprint());
    let whole = hashes(&read_plan(FULL.as_bytes()).unwrap());
    let read = |text: &str| read_plan(text.as_bytes()).ok();
    let plans = changed(FULL, read);
    assert!(plans.len() > 150, "{}", plans.len());
    let silent: Vec<&str> =
        plans.iter().filter(|(_, plan)| hashes(plan) == whole).map(|(at, _)| &**at).collect();
    // Slots of the user's own, and in which convention figures are written: nothing is computed from them. A framework
    // that nobody knows leaves the one that stands there by default.
    let known = ["/document/numbers", "/document/framework"];
    let own = |at: &&str| !at.split('/').any(|part| part.starts_with("x-")) && !known.contains(at);
    let silent: Vec<&str> = silent.into_iter().filter(own).collect();
    assert!(silent.is_empty(), "{silent:#?}");
    let okr = FULL.replace("\"framework\": \"regional-plan\"", "\"framework\": \"okr\"");
    assert_ne!(hashes(&read(&okr).unwrap()), whole);
}

#[test]
fn whatever_a_policy_says_is_in_its_hash() {
    let registry = Registry::default().with(Half(None));
    let read = |text: &str| Policy::from_json(text, &registry).ok();
    let whole = read(EVERY_WORD).unwrap();
    let policies = changed(EVERY_WORD, read);
    assert!(policies.len() > 60, "{}", policies.len());
    for (at, policy) in policies {
        // Where a figure is read, 77 may be what stands there already under another form.
        assert_eq!(policy == whole, policy.fingerprint() == whole.fingerprint(), "{at}");
    }
}

/// The layout of the file, the order of its elements and fields, and the way figures are written say nothing.
#[test]
fn order_and_form_change_no_hash() {
    let plan = read_plan(FULL.as_bytes()).unwrap();
    let other = |text: &str| {
        let other = read_plan(text.as_bytes()).unwrap();
        assert_eq!(other.fingerprint(), plan.fingerprint());
        assert_eq!(other.observations().fingerprint(), plan.observations().fingerprint());
    };
    other(&write(&plan));
    // Sorted by field name, on one line.
    let mut json: Value = serde_json::from_str(FULL).unwrap();
    other(&json.to_string());
    for list in ["/elements", "/observations"] {
        if let Some(Value::Array(rows)) = json.pointer_mut(list) {
            rows.reverse();
        }
    }
    other(&json.to_string());
    let file = |figure: &str, numbers: &str| {
        let text = format!(
            r#"{{"renstra":1,"document":{{"code":"P","numbers":"{numbers}"}},"elements":[{{"kind":"goal","code":"G",
            "title":"g","indicators":[{{"name":"i","unit":"%","direction":"higher","targets":{{"2025":"{figure}"}},
            "actuals":{{"2025":"{figure}"}}}}]}}]}}"#
        );
        let plan = read_plan(text.as_bytes()).unwrap();
        (plan.fingerprint(), plan.observations().fingerprint())
    };
    assert_eq!(file("1.234,50", "comma"), file("1234.5", "point"));
    assert_ne!(file("1.234,50", "comma").0, file("1234.51", "point").0);
    assert_ne!(file("1.234,50", "comma").1, file("1234.51", "point").1);
}

#[test]
fn the_order_of_a_policys_file_says_nothing() {
    let read = |text: &str| Policy::from_json(text, &Registry::default()).unwrap().fingerprint();
    let a = r#"{"when": {"unit": "percent"}, "set": {"cap": {"low": 0, "high": "100.0"}}}"#;
    let b = r#"{"set": {"carry": "raw"}, "when": {"tag": "IKU"}}"#;
    let file = |first: &str, second: &str| {
        read(&format!(r#"{{"renstra-policy": 1, "selectors": [{first}, {second}]}}"#))
    };
    assert_eq!(file(a, b), file(b, a));
    let c = r#"{"when": {"unit": "percent"}, "set": {"cap": {"high": 100, "low": "0.00"}}}"#;
    assert_eq!(file(a, b), file(b, c));
    // What has an order keeps it: steps of a decision table are tried from the first on.
    let table = |rows: &str| {
        read(&format!(r#"{{"renstra-policy": 1, "default": {{"method": {{"table": [{rows}]}}}}}}"#))
    };
    let [low, high] = [r#"{"when": {"any-below": 50}, "score": 0}"#, r#"{"when": "always", "score": 100}"#];
    assert_ne!(table(&format!("{low}, {high}")), table(&format!("{high}, {low}")));
    // A slot of the user's own says nothing.
    assert_eq!(read(r#"{"renstra-policy": 1, "x-note": 1}"#), read(r#"{"renstra-policy": 1}"#));
}

#[derive(Clone, Debug)]
struct World {
    goals: Vec<Vec<(i64, i64, bool)>>,
    cap: i64,
}

fn world() -> impl Strategy<Value = World> {
    let goals = prop::collection::vec(prop::collection::vec((0i64..6, 0i64..9, any::<bool>()), 1..3), 1..4);
    (goals, 90i64..130).prop_map(|(goals, cap)| World { goals, cap })
}

fn scored(world: &World) -> Scorecard {
    let plan = plan(&world.goals);
    let text =
        format!(r#"{{"renstra-policy": 1, "id": "p", "default": {{"cap": {{"high": {}}}}}}}"#, world.cap);
    let policy = Policy::from_json(&text, &Registry::default()).unwrap();
    let asked = Asked::about("2025".parse().unwrap());
    Scorecard::of(&plan, &policy, plan.observations(), asked).unwrap()
}

proptest! {
    /// What comes out is other only where a hash of what goes in is other, and verifying says the same.
    #[test]
    fn equal_hashes_equal_numbers(a in world(), b in world(), mix in 0u8..4) {
        let b = match mix {
            0 => a.clone(),
            1 => World { cap: b.cap, goals: a.goals.clone() },
            2 => World { goals: b.goals, cap: a.cap },
            _ => b,
        };
        let (one, other) = (scored(&a), scored(&b));
        let (p, q) = (one.provenance(), other.provenance());
        let inputs = |p: &Provenance| (p.plan, p.policy, p.observations);
        if p.result != q.result {
            assert_ne!(inputs(&p), inputs(&q));
        }
        if inputs(&p) == inputs(&q) {
            prop_assert_eq!(&p, &q);
        }
        prop_assert_eq!(one.outcomes() == other.outcomes(), p.result == q.result);
        let found = p.verify(other.plan(), other.policy(), other.observations()).unwrap();
        let same = |difference: Difference| !found.differences().contains(&difference);
        let said = (same(Difference::Plan), same(Difference::Policy), same(Difference::Observations));
        prop_assert_eq!(said, (p.plan == q.plan, p.policy == q.policy, p.observations == q.observations));
        prop_assert_eq!(same(Difference::Result), p.result == q.result);
    }

    /// The order in which a plan is written changes neither what it says nor what comes out.
    #[test]
    fn the_order_of_input_changes_nothing(
        (values, order) in prop::collection::vec((1i64..9, 0i64..9), 1..6)
            .prop_flat_map(|values| { let places = (0..values.len()).collect::<Vec<_>>(); (Just(values), Just(places).prop_shuffle()) }),
    ) {
        let goal = |at: usize| {
            let (target, actual) = values[at];
            format!(
                r#"{{"kind": "goal", "code": "G{at}", "title": "g", "under": "M", "weight": {}, "budget": [{{"amounts":
                {{"2025": "{actual}"}}}}], "indicators": [{{"code": "I{at}", "name": "i", "unit": "orang", "direction":
                "higher", "targets": {{"2025": {target}}}, "actuals": {{"2025": {actual}}}}}]}}"#, at + 1
            )
        };
        let file = |order: &[usize]| {
            let mut text = String::from(r#"{"renstra": 1, "document": {"code": "P"}, "elements": ["#);
            for at in order {
                let _ = write!(text, "{}, ", goal(*at));
            }
            text.push_str(r#"{"kind": "mission", "code": "M", "title": "m"}]}"#);
            card(&read_plan(text.as_bytes()).unwrap()).provenance()
        };
        let written: Vec<usize> = (0..values.len()).collect();
        prop_assert_eq!(file(&written), file(&order));
    }
}

fn own(version: Option<&'static str>) -> Policy {
    let registry = Registry::default().with(Half(version));
    Policy::from_json(r#"{"renstra-policy": 1, "default": {"higher": {"own": "half"}}}"#, &registry).unwrap()
}

#[test]
fn a_rule_of_ones_own_is_named_with_its_version_or_the_scorecard_cannot_be_made_again() {
    let plan = plan(&[vec![(5, 4, false)]]);
    let asked = Asked::about("2025".parse().unwrap());
    let made =
        |version| Scorecard::of(&plan, &own(version), plan.observations(), asked).unwrap().provenance();
    assert_eq!(made(None).because, [Irreproducible::RuleWithoutVersion("half".into())]);
    assert!(made(Some("1")).is_reproducible());
    // The version is part of what the policy says.
    let found = made(Some("1")).verify(&plan, &own(Some("2")), plan.observations()).unwrap();
    assert_eq!(found.differences(), [Difference::Policy]);
    let text = made(None).text(Lang::En);
    assert!(
        text.ends_with("it cannot be made again from these: the own rule `half` names no version\n"),
        "{text}"
    );
    assert!(made(Some("1")).text(Lang::Id).ends_with("hasil ini dapat dibuat ulang dari semua itu\n"));
}

#[test]
fn a_scenario_says_that_it_is_one() {
    let plan = plan(&[vec![(5, 4, false)]]);
    let card = card(&plan);
    let indicator = plan.indicators().next().unwrap();
    let changed = card.under(&Scenario::new("more").actual(indicator, Number::from(5))).unwrap();
    assert_eq!(changed.provenance().because, [Irreproducible::Scenario]);
    let found = changed.provenance().verify(&plan, card.policy(), plan.observations()).unwrap();
    assert_eq!(found.differences(), [Difference::Result]);
    // A scenario over it that changes nothing more is still one; another policy alone is scored from what it names.
    assert_eq!(
        changed.under(&Scenario::new("same")).unwrap().provenance().because,
        [Irreproducible::Scenario]
    );
    let policy = card.under(&Scenario::new("other").policy(Policy::new("q", ""))).unwrap();
    assert!(policy.provenance().is_reproducible());
    let found = policy.provenance().verify(&plan, policy.policy(), plan.observations()).unwrap();
    assert!(found.is_same());
}

#[test]
fn a_stored_scorecard_is_proved_from_its_file() {
    let plan = read_plan(FULL.as_bytes()).unwrap();
    let card = card(&plan);
    let stored = serde_json::to_string(&CardJson::of(&card, Lang::En)).unwrap();
    let provenance = Provenance::from_json(&stored).unwrap();
    assert_eq!(provenance, card.provenance());
    assert!(provenance.verify(&plan, card.policy(), plan.observations()).unwrap().is_same());
    let other = stored.replace(concat!("renstra ", env!("CARGO_PKG_VERSION")), "renstra 9.9.9");
    let found = Provenance::from_json(&other).unwrap();
    let found = found.verify(&plan, card.policy(), plan.observations()).unwrap();
    assert!(matches!(found.differences(), [Difference::Library { .. }]));
    assert!(found.differences()[0].to_string().starts_with("it was made by `renstra 9.9.9`"));
}

#[test]
fn what_is_no_provenance_is_told() {
    let plan = plan(&[vec![(5, 4, false)]]);
    let good = serde_json::to_string(&card(&plan).provenance()).unwrap();
    let told = |text: &str| Provenance::from_json(text).unwrap_err().to_string();
    assert!(told("{}").starts_with("this is no provenance: missing field"));
    assert!(told("").starts_with("this is no provenance"));
    let hash = plan.fingerprint().to_string();
    assert!(told(&good.replace(&hash, &hash.to_uppercase())).contains("is no fingerprint"));
    assert!(told(&good.replace(&hash, "sha256:\u{202e}é")).contains("`sha256:\\u{202e}é` is no fingerprint"));
    assert!(told(&good.replace("\"2025\"", "\"25\"")).contains("is no period"));
    assert!(told(&good.replace("2025-12-31", "31.12.2025")).starts_with("this is no provenance"));
    let reasons =
        good.replace("\"reproducible\":true", "\"reproducible\":true,\"because\":[{\"code\":\"mood\"}]");
    assert_eq!(told(&reasons), "`mood` is no reason why a scorecard cannot be made again");
}
