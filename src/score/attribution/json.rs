//! An attribution as JSON: figures are strings.

use std::collections::BTreeMap;

use serde::ser::{Serialize, Serializer};

use super::{Amount, Attributed, Attribution, Cause, Named, Share};

#[derive(serde::Serialize)]
struct Json<'a> {
    #[serde(rename = "renstra-attribution")]
    version: u32,
    before: CardJson<'a>,
    after: CardJson<'a>,
    lines: Vec<LineJson<'a>>,
}

#[derive(serde::Serialize)]
struct CardJson<'a> {
    plan: &'a str,
    revision: u32,
    policy: &'a str,
    period: &'a str,
    as_of: &'a str,
}

#[derive(serde::Serialize)]
struct LineJson<'a> {
    id: String,
    code: &'a str,
    before: Option<String>,
    after: Option<String>,
    difference: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    causes: BTreeMap<&'static str, AmountJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    joint: Option<String>,
}

#[derive(serde::Serialize)]
struct AmountJson<'a> {
    amount: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    shares: Vec<ShareJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    together: Option<String>,
}

#[derive(serde::Serialize)]
struct ShareJson<'a> {
    id: String,
    code: &'a str,
    amount: String,
}

impl Serialize for Attribution {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [before, after] = &self.named;
        let lines = self.lines.iter().map(line).collect();
        Json { version: 1, before: card(before), after: card(after), lines }.serialize(serializer)
    }
}

fn card(named: &Named) -> CardJson<'_> {
    CardJson {
        plan: &named.plan,
        revision: named.revision,
        policy: &named.policy,
        period: &named.period,
        as_of: &named.as_of,
    }
}

fn line(line: &Attributed) -> LineJson<'_> {
    let moved = line.difference().is_some() && line.orders > 0;
    let causes = Cause::ALL.into_iter().filter(|_| moved);
    LineJson {
        id: line.id.to_string(),
        code: &line.label,
        before: line.before.map(|score| score.to_string()),
        after: line.after.map(|score| score.to_string()),
        difference: line.difference().map(|difference| difference.to_string()),
        causes: causes.map(|cause| (cause.code(), amount(line.amount(cause)))).collect(),
        joint: (!line.joint.is_zero()).then(|| line.joint.to_string()),
    }
}

fn share(of: &Share) -> ShareJson<'_> {
    ShareJson { id: of.id.to_string(), code: &of.label, amount: of.amount.to_string() }
}

fn amount(of: &Amount) -> AmountJson<'_> {
    AmountJson {
        amount: of.amount.to_string(),
        shares: of.shares.iter().map(share).collect(),
        together: (!of.together.is_zero()).then(|| of.together.to_string()),
    }
}
