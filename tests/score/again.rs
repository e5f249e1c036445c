//! What an explanation says in JSON is enough to compute it again: from nothing else the same scores come out.

use renstra::format::read_plan;
use renstra::formula::{Datum, Edge, Formula, Leaf, NodeIndex, NotScorable, Operand, Outcome, evaluate};
use renstra::number::{Absence, Number};
use renstra::plan::{Kind, Plan};
use renstra::policy::{Facts, Policy, Registry, Settings};
use renstra::score::{Asked, Scorecard};
use serde_json::{Map, Value, json};

/// Indicators of every kind of target, with figures at the edges.
fn plan() -> Plan {
    let indicator = |rest: Value| {
        let mut indicator = json!({"name": "i", "unit": "%", "baseline": {"2024": "12.5"}});
        indicator.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        indicator
    };
    let measured = |direction: &str, target: &str, actual: &str| {
        indicator(json!({"direction": direction, "targets": {"2025": target}, "actuals": {"2025": actual}}))
    };
    let first = vec![
        measured("higher", "30", "17.6"),
        measured("lower", "20.1", "17.6"),
        measured("higher", "0", "3"),
        measured("lower", "0", "0"),
        measured("higher", "40", "-2"),
        measured("higher", "17/20", "3/4"),
        measured("higher", "12.5", "7"),
        indicator(json!({"direction": "higher", "targets": {"2025": "9"}, "weight": "0.25"})),
        indicator(
            json!({"direction": "higher", "targets": {"2025": "9"}, "actuals": {"2025": {"absent": "not-concerned"}}}),
        ),
    ];
    let second = vec![
        measured("range-higher", "80-90", "70"),
        measured("range-lower", "7-8", "9"),
        measured("within", "2-4", "5.5"),
        measured("near", "30", "33"),
        measured("higher", ">= 30", "31"),
        measured("lower", "2025-08-17", "2025-09-01"),
        measured("higher", "ya", "tidak"),
        indicator(
            json!({"scale": ["WTP", "WDP", "TW", "TMP"], "targets": {"2025": "WTP"}, "actuals": {"2025": "TW"}}),
        ),
        indicator(json!({"direction": "higher", "weight": "3",
            "targets": {"2025-Q1": "10", "2025-Q2": "20", "2025-Q3": "30"}, "actuals": {"2025-Q1": "9", "2025-Q3": "33"}})),
        indicator(json!({"targets": {"2025": "1"}})),
    ];
    let file = json!({"renstra": 1, "document": {"code": "T", "title": "t"}, "elements": [
        {"kind": "mission", "code": "M", "title": "m"},
        {"kind": "goal", "code": "G1", "title": "g", "under": "M", "weight": "2", "indicators": first},
        {"kind": "goal", "code": "G2", "title": "g", "under": "M", "indicators": second},
        {"kind": "goal", "code": "G3", "title": "g", "serves": [{"to": "M", "sign": "negative"}]},
    ]});
    read_plan(file.to_string().as_bytes()).unwrap()
}

/// A policy with this default layer; missions roll up what they contain, goals their indicators.
fn policy(layer: &Value) -> Policy {
    let mut default = json!({"roll-up": "indicators"});
    default.as_object_mut().unwrap().extend(layer.as_object().unwrap().clone());
    let file = json!({"renstra-policy": 1, "id": "p", "title": "p", "default": default,
        "levels": {"mission": {"roll-up": "children"}}});
    Policy::from_json(&file.to_string(), &Registry::default()).unwrap()
}

fn layers() -> Vec<Value> {
    let bands = json!({"low": "0", "high": "120", "bands": [{"label": "a"}, {"from": "50", "label": "b"}, {"over": "80", "label": "c"}]});
    let table = json!({"table": [{"when": {"at-least": {"children": 2, "score": "50"}}, "score": "60"}, {"when": "always", "score": "5"}]});
    vec![
        json!({}),
        json!({"bands": bands, "cap": {"low": "0", "high": "100"}, "carry": "rounded", "method": "geometric",
            "rounding": {"mode": "truncate", "digits": 1}, "zero-target": {"met-or": "10"}, "negative": "compute"}),
        json!({"bands": bands, "stage": "unrounded", "carry": "raw", "missing": {"score": "0"}, "method": {"power": "0.5"},
            "negative": {"score": "0"}, "zero-target": {"score": "0"}, "ranks": {"steps": "25"}, "lower": "inverse"}),
        json!({"higher": "progress", "lower": "reduction", "zero-range": {"met-or": "0"}, "method": "median", "ranks": "ratio",
            "accumulation": "sum", "missing-children": "zero", "date": {"deadline": {"per-day": "2"}}}),
        json!({"higher": {"goalposts": {"worst": "baseline", "best": "target", "clip": "worst", "onto": ["1", "5"]}},
            "lower": {"goalposts": {"worst": "100", "best": "0"}}, "within": {"keep-within": {"scale": "2"}},
            "axis": [{"at-most": "18"}, {"scale": "1/3"}, {"shift": "1"}], "method": "harmonic", "missing-children": {"score": "50"}}),
        json!({"higher": {"thresholds": {"worst": "0", "threshold": "10"}}, "lower": {"affine": {"origin": "1/3", "spread": {"root-of": "2"}}},
            "accumulation": "average", "method": table, "min-coverage": "0.4"}),
        json!({"higher": {"steps": {"first": "0", "steps": [["5", "50"], ["20", "100"]]}}, "axis": ["ln"], "near": "met",
            "method": "minimum", "missing-children": "propagate", "accumulation": "maximum"}),
        json!({"method": "maximum", "min-coverage": "0.99", "rounding": {"digits": 0, "mode": "half-even"}}),
    ]
}

/// A value as an explanation writes it.
fn datum(step: &Value, side: &str) -> Datum {
    let number = |text: &str| text.parse::<Number>().unwrap();
    let Some(text) = step[side].as_str() else {
        let absent = step["absent"].as_str().filter(|_| side == "actual");
        return Datum::Absent(absent.and_then(Absence::from_word).unwrap_or(Absence::Blank));
    };
    let (per, fraction) = text.split_once(" × ").unwrap_or(("1", text));
    if let Some((numerator, denominator)) = fraction.split_once(" / ") {
        let [numerator, denominator] = [numerator, denominator].map(number);
        return Datum::Fraction { numerator, denominator, per: number(per) };
    }
    match (text.split_once('–'), text.split_once(' '), text) {
        (Some((low, high)), ..) => Datum::Interval { low: number(low), high: number(high) },
        (_, Some(("≥", least)), _) => Datum::AtLeast(number(least)),
        (_, Some(("≤", most)), _) => Datum::AtMost(number(most)),
        (.., "yes" | "no") => Datum::YesNo(text == "yes"),
        _ if text.starts_with('`') => Datum::Word(text.trim_matches('`').into()),
        _ => text.parse().map_or_else(|_| Datum::Number(number(text)), Datum::Date),
    }
}

/// The settings that a step's terms make, read as a policy reads them.
fn settings(explained: &Value, step: &Value) -> Settings {
    let finish = &explained["finishes"][usize::try_from(step["finish"].as_u64().unwrap()).unwrap()];
    let mut layer = finish.as_object().unwrap().clone();
    let one = |key: &str, value: &Value| Value::Object(Map::from_iter([(key.to_owned(), value.clone())]));
    if let Some(rule) = step["rule"].as_str() {
        let rule = step.get("parameters").map_or_else(|| rule.into(), |parameters| one(rule, parameters));
        layer.insert("higher".into(), rule);
        layer.extend(step["guards"].as_object().cloned().unwrap_or_default());
        layer.extend(step.get("axis").map(|axis| ("axis".to_owned(), axis.clone())));
    }
    if let Some(method) = step["method"].as_str() {
        let terms = step.get("exponent").or(step.get("rows"));
        layer.insert("method".into(), terms.map_or_else(|| method.into(), |terms| one(method, terms)));
        layer.insert("missing-children".into(), step["missing"].clone());
        layer.extend(step.get("min_coverage").map(|least| ("min-coverage".to_owned(), least.clone())));
    }
    policy(&Value::Object(layer)).resolve(&Facts::new(Kind::Indicator, "")).unwrap()
}

/// Everything again, from the JSON alone.
fn again(explained: &Value) -> Vec<Outcome> {
    let mut builder = Formula::builder();
    for step in explained["steps"].as_array().unwrap() {
        let (settings, id) = (settings(explained, step), step["id"].as_str().unwrap().parse().unwrap());
        if step["rule"].is_string() {
            let better = if step["better"] == "lower" {
                renstra::formula::Better::Lower
            } else {
                renstra::formula::Better::Higher
            };
            let leaf = Leaf::new(settings.higher().clone()).better(better);
            let leaf = leaf.guards(settings.guards().clone()).axis(settings.axis().clone());
            let [actual, target, baseline] =
                ["actual", "target", "baseline"].map(|side| Operand::fixed(datum(step, side)));
            let leaf = leaf.actual(actual).target(target).baseline(baseline);
            builder.leaf(id, "", leaf, settings.finish().clone()).unwrap();
        } else if step["method"].is_string() {
            let edge = |link: &Value| {
                let child = NodeIndex(u32::try_from(link["step"].as_u64().unwrap()).unwrap());
                let edge = Edge::new(child, link["weight"].as_str().unwrap().parse().unwrap());
                if link["hinders"] == true { edge.hindering() } else { edge }
            };
            let edges: Vec<Edge> = step["children"].as_array().unwrap().iter().map(edge).collect();
            builder.aggregate(id, "", settings.aggregate(), edges, settings.finish().clone()).unwrap();
        } else {
            let code = step["not_scorable"]["code"].as_str().unwrap();
            let reasons = [NotScorable::NoDirection, NotScorable::NothingPresent];
            let reason = reasons.into_iter().find(|reason| reason.code() == code).unwrap();
            builder.never(id, "", reason).unwrap();
        }
    }
    evaluate(&builder.build(), &Vec::<Datum>::new())
}

#[test]
fn an_explanation_in_json_is_computed_again() {
    let (plan, mut scored) = (plan(), 0);
    for layer in layers() {
        let asked = Asked::about("2025".parse().unwrap());
        let card = Scorecard::of(&plan, &policy(&layer), plan.observations(), asked).unwrap();
        let explained = card.explain(plan.find("M").unwrap()).unwrap();
        let json = serde_json::to_value(&explained).unwrap();
        for ((step, told), outcome) in
            explained.steps().iter().zip(json["steps"].as_array().unwrap()).zip(again(&json))
        {
            let figures = |outcome: &Outcome| {
                outcome.score().map(|s| (s.raw, s.capped, s.rounded, s.placing, s.coverage))
            };
            assert_eq!(figures(&outcome), figures(&step.outcome), "{layer}\n{told}");
            let code = |outcome: &Outcome| outcome.reason().map(|reason| reason.code());
            assert_eq!(code(&outcome), code(&step.outcome), "{layer}\n{told}");
            scored += usize::from(outcome.score().is_some());
        }
    }
    assert!(scored > 80, "{scored}");
}
