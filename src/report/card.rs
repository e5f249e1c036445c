use serde::{Serialize, Serializer};

use crate::finding::Lang;
use crate::formula::{Datum, Node, Op, Outcome};
use crate::number::Unit;
use crate::plan::{Element, Indicator};
use crate::score::{Line, Scorecard};

/// A scorecard as JSON, version 1: one object with `plan`, `policy`, `asked` and `elements`, each element with
/// its indicators. Exact figures are strings; reasons and warnings have a code and a text. The policy says where it
/// stands on the day of judgement (`in-force`, `expired`, `not-yet`, `undated`) and what is doubtful about it; what
/// a reader should know of the whole stands under `findings`. What it was made of, by content hash, stands under
/// `provenance`, which [`Provenance::from_json`](crate::score::Provenance::from_json) reads again to prove it.
///
/// ```
/// use renstra::finding::Lang;
/// use renstra::plan::{Draft, Measure, Mission, Node};
/// use renstra::policy::Policy;
/// use renstra::report::CardJson;
/// use renstra::score::{Asked, Scorecard};
///
/// let rate = Measure::new("poverty rate").unit("%").lower_is_better().target(2024, "6.81").actual(2024, "7.31");
/// let plan = Draft::new("SOLOK", "a regency")
///     .with(Node::<Mission>::new("M4", "an economy of its villages").measured(rate))
///     .check()?;
/// let asked = Asked::about("2024".parse()?);
/// let card = Scorecard::of(&plan, &Policy::new("default", "as published"), plan.observations(), asked)?;
/// let json = serde_json::to_value(CardJson::of(&card, Lang::En))?;
/// assert_eq!(json["elements"][0]["score"]["rounded"], "92.66");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CardJson<'c> {
    card: &'c Scorecard,
    lang: Lang,
}

impl<'c> CardJson<'c> {
    /// A scorecard with its texts in a language.
    #[must_use]
    pub fn of(card: &'c Scorecard, lang: Lang) -> CardJson<'c> {
        CardJson { card, lang }
    }
}

#[derive(Serialize)]
struct Card<'c> {
    #[serde(rename = "renstra-scorecard")]
    version: u32,
    plan: PlanJson<'c>,
    policy: PolicyJson<'c>,
    asked: AskedJson,
    provenance: crate::score::Provenance,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<Said>,
    elements: Vec<ElementJson<'c>>,
}

#[derive(Serialize)]
struct PlanJson<'c> {
    code: &'c str,
    title: &'c str,
    lineage: String,
    revision: u32,
    note: &'c str,
}

#[derive(Serialize)]
struct PolicyJson<'c> {
    id: &'c str,
    title: &'c str,
    source: &'c str,
    #[serde(skip_serializing_if = "str::is_empty")]
    matter: &'c str,
    standing: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    doubts: &'c [Box<str>],
}

#[derive(Serialize)]
struct AskedJson {
    period: String,
    as_of: String,
}

#[derive(Serialize)]
struct ElementJson<'c> {
    id: String,
    kind: &'static str,
    code: &'c str,
    title: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    under: Option<&'c str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'c str,
    #[serde(flatten)]
    outcome: OutcomeJson<'c>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    indicators: Vec<IndicatorJson<'c>>,
}

#[derive(Serialize)]
struct IndicatorJson<'c> {
    id: String,
    code: &'c str,
    name: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actual: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'c str,
    #[serde(flatten)]
    outcome: OutcomeJson<'c>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum OutcomeJson<'c> {
    Score(ScoreJson<'c>),
    NotScorable(Said),
}

#[derive(Serialize)]
struct ScoreJson<'c> {
    raw: String,
    capped: String,
    rounded: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    band: Option<&'c str>,
    coverage: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<Said>,
}

/// A code and what it means.
#[derive(Serialize)]
struct Said {
    code: &'static str,
    message: String,
}

impl Serialize for CardJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (plan, policy, asked) = (self.card.plan(), self.card.policy(), self.card.asked());
        let document = plan.document();
        let card = Card {
            version: 1,
            plan: PlanJson {
                code: document.code(),
                title: document.title(),
                lineage: document.lineage().to_string(),
                revision: document.revision(),
                note: document.note(),
            },
            policy: PolicyJson {
                id: policy.id(),
                title: policy.title(),
                source: policy.source_text(),
                matter: policy.matter_code(),
                standing: policy.validity().standing(asked.as_of()).as_str(),
                doubts: policy.doubts(),
            },
            asked: AskedJson { period: asked.period().to_string(), as_of: asked.as_of().to_string() },
            provenance: self.card.provenance(),
            findings: self.card.findings().iter().map(|finding| self.said(finding)).collect(),
            elements: plan.elements().map(|element| self.element(element)).collect(),
        };
        card.serialize(serializer)
    }
}

impl<'c> CardJson<'c> {
    fn said(&self, finding: &crate::finding::Finding) -> Said {
        Said { code: finding.code(), message: finding.message(self.lang) }
    }

    fn element(&self, element: Element<'c>) -> ElementJson<'c> {
        let node =
            self.card.compiled().node_of(element).and_then(|at| self.card.compiled().formula().node(at));
        ElementJson {
            id: element.uuid().to_string(),
            kind: element.kind().as_str(),
            code: element.code(),
            title: element.title(),
            under: element.parent().map(Element::code),
            note: element.note(),
            outcome: self.outcome(self.card.element(element), node),
            indicators: element.indicators().map(|indicator| self.indicator(indicator)).collect(),
        }
    }

    fn indicator(&self, indicator: Indicator<'c>) -> IndicatorJson<'c> {
        let compiled = self.card.compiled();
        let node = compiled.node_of_indicator(indicator).and_then(|at| compiled.formula().node(at));
        let rule = node.and_then(|node| match node.op() {
            Op::Leaf(leaf) => Some(leaf.rule.code()),
            _ => None,
        });
        let period = self.card.asked().period();
        let target = indicator.target(period).and_then(|reading| reading.value());
        let actual = compiled.actual_of(indicator).and_then(|slot| compiled.inputs().get(slot.index()));
        IndicatorJson {
            id: indicator.id().to_string(),
            code: indicator.code(),
            name: indicator.name(),
            unit: indicator.unit().map(Unit::to_string),
            direction: indicator.direction().map(|direction| direction.as_str()),
            rule,
            target: target.map(|value| value.text().into_owned()),
            actual: actual.and_then(Datum::text),
            note: indicator.note(),
            outcome: self.outcome(self.card.indicator(indicator), node),
        }
    }

    fn outcome(&self, line: Line<'c>, node: Option<&'c Node>) -> OutcomeJson<'c> {
        let score = match line.outcome() {
            Outcome::Scored(score) => score,
            Outcome::NotScorable(reason) => {
                return OutcomeJson::NotScorable(Said {
                    code: reason.code(),
                    message: reason.message(self.lang),
                });
            }
        };
        let bands = node.and_then(|node| node.finish().bands.as_deref());
        let said = |warning: crate::formula::Warning| Said {
            code: warning.code(),
            message: warning.message(self.lang).to_string(),
        };
        OutcomeJson::Score(ScoreJson {
            raw: score.raw.to_string(),
            capped: score.capped.to_string(),
            rounded: score.rounded.to_string(),
            band: bands.and_then(|bands| bands.label(score.placing)).map(|label| &**label),
            coverage: score.coverage.to_string(),
            warnings: score.warnings.iter().map(said).collect(),
        })
    }
}
