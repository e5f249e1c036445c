//! An explanation as JSON: figures are strings, steps refer to each other by their place.

use serde::{Serialize, Serializer};

use crate::finding::Lang;
use crate::formula::{Datum, Leaf, Operand, Outcome, Placing, Score};
use crate::number::Fixed;
use crate::policy::json::set::write_missing_children;
use crate::policy::json::tree::Json;

use super::equation::{datum, equation, transform};
use super::terms::{self, Finishes};
use super::{Explanation, How, Link, Step};

/// The shape of an explanation in JSON.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<JsonPolicy<'a>>,
    finishes: Vec<Json>,
    steps: Vec<JsonStep<'a>>,
}

#[derive(Serialize)]
struct JsonPolicy<'a> {
    id: &'a str,
    title: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
struct JsonStep<'a> {
    id: String,
    label: &'a str,
    #[serde(flatten)]
    how: JsonHow<'a>,
    finish: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<JsonScore<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_scorable: Option<JsonReason>,
}

#[derive(Serialize)]
struct JsonReason {
    code: &'static str,
    message: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum JsonHow<'a> {
    Rule {
        rule: &'a str,
        equation: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        parameters: Option<Json>,
        better: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        guards: Option<Json>,
        actual: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        absent: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        target: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        baseline: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        periods: Option<JsonPeriods>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        transforms: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        axis: Option<Json>,
    },
    Method {
        method: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        exponent: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        rows: Option<Json>,
        missing: Json,
        #[serde(skip_serializing_if = "Option::is_none")]
        min_coverage: Option<Fixed>,
        #[serde(skip_serializing_if = "Option::is_none")]
        min_present: Option<Fixed>,
        children: Vec<JsonLink>,
        #[serde(skip_serializing_if = "Option::is_none")]
        rest: Option<Fixed>,
    },
    None {},
}

/// The figures of several periods; an absent one is null.
#[derive(Serialize)]
struct JsonPeriods {
    by: &'static str,
    actual: Vec<Option<String>>,
    target: Vec<Option<String>>,
}

#[derive(Serialize)]
struct JsonLink {
    step: u32,
    weight: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hinders: bool,
    contribution: Option<Fixed>,
}

#[derive(Serialize)]
struct JsonScore<'a> {
    raw: Fixed,
    capped: Fixed,
    rounded: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    band: Option<&'a str>,
    coverage: Fixed,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<&'static str>,
}

impl Serialize for Explanation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let policy = self.policy.as_ref();
        let policy =
            policy.map(|under| JsonPolicy { id: &under.id, title: &under.title, source: &under.source });
        let mut finishes = Finishes::default();
        let steps = self.steps.iter().map(|step| JsonStep::of(step, finishes.place(&step.finish))).collect();
        Whole { policy, steps, finishes: finishes.into_trees() }.serialize(serializer)
    }
}

impl<'a> JsonStep<'a> {
    fn of(step: &'a Step, finish: usize) -> JsonStep<'a> {
        let not_scorable = step
            .outcome
            .reason()
            .map(|reason| JsonReason { code: reason.code(), message: reason.message(Lang::En) });
        let score = match &step.outcome {
            Outcome::Scored(score) => Some(JsonScore::of(score, step)),
            Outcome::NotScorable(_) => None,
        };
        JsonStep {
            id: step.id.to_string(),
            label: &step.label,
            how: JsonHow::of(&step.how),
            finish,
            score,
            not_scorable,
        }
    }
}

impl<'a> JsonScore<'a> {
    fn of(score: &Score, step: &'a Step) -> JsonScore<'a> {
        let band = match score.placing {
            Placing::Outside => Some("outside"),
            placing => {
                step.finish.bands.as_ref().and_then(|bands| bands.label(placing)).map(|label| &**label)
            }
        };
        JsonScore {
            raw: score.raw,
            capped: score.capped,
            rounded: score.rounded.to_string(),
            band,
            coverage: score.coverage,
            warnings: score.warnings.iter().map(super::super::Warning::code).collect(),
        }
    }
}

impl<'a> JsonHow<'a> {
    fn of(how: &'a How) -> JsonHow<'a> {
        match how {
            How::Rule { leaf, data, read } => {
                let [actual, target, baseline] = read.as_deref().unwrap_or(&[const { Datum::BLANK }; 3]);
                JsonHow::Rule {
                    rule: leaf.rule.code(),
                    equation: equation(&leaf.rule, leaf.better, Lang::En),
                    parameters: terms::parameters(&leaf.rule),
                    better: terms::better(leaf.better),
                    guards: terms::guards(leaf, data),
                    actual: text(actual),
                    absent: absence(actual).filter(|_| read.is_some()),
                    target: text(target),
                    baseline: text(baseline),
                    periods: JsonPeriods::of(leaf, data),
                    transforms: leaf.axis.transforms().iter().map(|by| transform(by, Lang::En)).collect(),
                    axis: terms::axis(leaf),
                }
            }
            How::Method { aggregate, links, rest } => JsonHow::Method {
                method: aggregate.method.code(),
                exponent: aggregate.method.exponent().map(|exponent| exponent.to_string()),
                rows: terms::rows(&aggregate.method),
                missing: write_missing_children(aggregate.missing),
                min_coverage: aggregate.asks().coverage,
                min_present: aggregate.asks().present,
                children: links.iter().map(JsonLink::of).collect(),
                rest: (!rest.is_zero()).then_some(*rest),
            },
            How::Never(_) => JsonHow::None {},
        }
    }
}

impl JsonPeriods {
    fn of(leaf: &Leaf, data: &[Datum]) -> Option<JsonPeriods> {
        let values = |operand: &Operand| match operand {
            Operand::Series(range) => {
                let held = data.get(range.start as usize..range.end as usize).unwrap_or_default();
                held.iter().map(text).collect()
            }
            _ => Vec::new(),
        };
        let (actual, target): (Vec<_>, Vec<_>) = (values(&leaf.actual), values(&leaf.target));
        let several = actual.len() > 1 || target.len() > 1;
        several.then(|| JsonPeriods { by: leaf.accumulation.as_str(), actual, target })
    }
}

impl JsonLink {
    fn of(link: &Link) -> JsonLink {
        JsonLink {
            step: link.step.0,
            weight: link.weight.to_string(),
            hinders: link.hinders,
            contribution: link.contribution,
        }
    }
}

pub(super) fn text(value: &Datum) -> Option<String> {
    (!value.is_absent()).then(|| datum(value, Lang::En))
}

/// Why a value is absent, as a word.
fn absence(value: &Datum) -> Option<&'static str> {
    match value {
        Datum::Absent(absence) => Some(absence.as_str()),
        _ => None,
    }
}
