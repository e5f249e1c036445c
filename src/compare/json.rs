//! A comparison as JSON: figures are strings.

use serde::ser::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::align::{Carried, InputShare, LinkChange, PartChange, SumVerdict};
use crate::finding::{Finding, Lang};

use super::Comparison;

impl Serialize for Comparison {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let effect = &self.alignment;
        let [before, after] = &self.revisions;
        let aligned = self.aligned.map(|score| score.map(|score| score.to_string()));
        json!({
            "renstra-comparison": 1,
            "before": before, "after": after,
            "alignment": {
                "score": {"before": aligned[0], "after": aligned[1], "difference": effect.score.map(|s| s.to_string())},
                "parts": effect.parts.iter().map(part).collect::<Vec<Value>>(),
                "links": effect.links.iter().map(link).collect::<Vec<Value>>(),
                "appeared": effect.appeared.iter().map(finding).collect::<Vec<Value>>(),
                "vanished": effect.vanished.iter().map(finding).collect::<Vec<Value>>(),
                "coverage": effect.coverage.iter().map(|change| {
                    let value = |side: &Option<crate::align::Evaluated>| {
                        side.as_ref().and_then(|side| side.value()).map(|value| value.to_string())
                    };
                    json!({"code": change.code, "before": value(&change.before), "after": value(&change.after)})
                }).collect::<Vec<Value>>(),
                "sums": effect.sums.iter().map(|change| json!({
                    "measure": change.measure, "period": change.period.to_string(),
                    "before": change.before.map(verdict), "after": change.after.map(verdict),
                })).collect::<Vec<Value>>(),
                "money": effect.money.iter().map(|change| json!({
                    "mission": change.mission, "stage": change.purse.stage.as_str(),
                    "period": change.purse.period.to_string(),
                    "before": change.before.to_string(), "after": change.after.to_string(),
                })).collect::<Vec<Value>>(),
            },
            "scores": self.scores,
            "bands": self.bands.iter().map(|change| {
                json!({"code": change.code, "before": change.before, "after": change.after})
            }).collect::<Vec<Value>>(),
        })
        .serialize(serializer)
    }
}

fn part(change: &PartChange) -> Value {
    let share = |share: &InputShare| json!({"kind": share.subject.kind, "code": &*share.subject.code, "amount": share.amount.to_string()});
    json!({
        "part": change.part.as_str(), "before": change.before.to_string(), "after": change.after.to_string(),
        "shares": change.shares.iter().map(share).collect::<Vec<Value>>(),
    })
}

fn link(change: &LinkChange) -> Value {
    let carried = |carried: &Carried| {
        json!({
            "kind": carried.kind.as_str(), "share": carried.share.map(|share| share.to_string()),
            "weight": carried.weight.map(|weight| weight.to_string()), "sign": carried.sign.as_str(),
            "status": carried.status.as_str(),
            "from": carried.valid.from.map(|day| day.to_string()), "until": carried.valid.to.map(|day| day.to_string()),
        })
    };
    let side = |side: &[Carried]| side.iter().map(carried).collect::<Vec<Value>>();
    json!({"from": change.from, "to": change.to, "before": side(&change.before), "after": side(&change.after)})
}

fn finding(finding: &Finding) -> Value {
    json!({
        "code": finding.code(), "severity": finding.severity().as_str(), "kind": finding.subject().kind,
        "subject": &*finding.subject().code, "message": finding.message(Lang::En),
    })
}

fn verdict(verdict: SumVerdict) -> Value {
    let (word, by) = verdict.parts();
    json!({"verdict": word, "by": by.map(|by| by.to_string())})
}
