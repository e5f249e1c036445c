//! A policy into its file: fields in a fixed order, what is not set left out.

use crate::fingerprint::{Canon, Content};
use crate::policy::{Overrides, Policy, Selector};

use super::rule::object;
use super::set::write_layer;
use super::tree::Json;

/// The policy as text, with a line end at the end.
pub(super) fn policy(policy: &Policy) -> String {
    format!("{}\n", tree(policy))
}

/// What the policy says, for its fingerprint: everything that its file would hold. The order of the selectors says
/// nothing.
impl Content for Policy {
    fn feed(&self, canon: &mut Canon) {
        let Json::Object(fields) = tree(self) else { return };
        let (selectors, rest): (Vec<_>, Vec<_>) =
            fields.into_iter().partition(|(key, _)| &**key == "selectors");
        canon.put(&Json::Object(rest));
        let rows = selectors.into_iter().flat_map(|(_, value)| match value {
            Json::List(rows) => rows,
            _ => Vec::new(),
        });
        canon.set(rows, |row, canon| row.feed(canon));
    }
}

fn tree(policy: &Policy) -> Json {
    let text = |text: &str| Json::text(text);
    let mut fields: Vec<(Box<str>, Json)> = vec![
        ("renstra-policy".into(), Json::Number("1".into())),
        ("id".into(), text(&policy.id)),
        ("title".into(), text(&policy.title)),
        ("source".into(), text(&policy.source)),
        ("scope".into(), text(&policy.scope)),
    ];
    let mut add = |key: &str, value: Json| fields.push((key.into(), value));
    for (key, given) in [("matter", &policy.matter), ("succeeded-by", &policy.succeeded_by)] {
        if !given.is_empty() {
            add(key, text(given));
        }
    }
    if policy.validity != Default::default() {
        let days = [("from", policy.validity.from), ("to", policy.validity.to)];
        let days = days.into_iter().filter_map(|(key, day)| Some((key, Json::text(day?.to_string()))));
        add("valid", object(days));
    }
    if !policy.doubts.is_empty() {
        add("doubts", Json::List(policy.doubts.iter().map(|doubt| text(doubt)).collect()));
    }
    if policy.default != Overrides::default() {
        add("default", write_layer(&policy.default));
    }
    let layer = |(key, layer): (&str, &Overrides)| (key.into(), write_layer(layer));
    if !policy.levels.is_empty() {
        let levels = policy.levels.iter().map(|(kind, overrides)| layer((kind.as_str(), overrides)));
        add("levels", Json::Object(levels.collect()));
    }
    if !policy.selectors.is_empty() {
        let row = |(when, set): &(Selector, Overrides)| {
            object([("when", write_selector(when)), ("set", write_layer(set))])
        };
        add("selectors", Json::List(policy.selectors.iter().map(row).collect()));
    }
    if !policy.elements.is_empty() {
        let elements = policy.elements.iter().map(|(code, overrides)| layer((code, overrides)));
        add("elements", Json::Object(elements.collect()));
    }
    for (key, raw) in &policy.extensions {
        add(key, Json::Raw(raw.clone()));
    }
    Json::Object(fields)
}

fn write_selector(when: &Selector) -> Json {
    let fields = [
        ("kind", when.kind.map(|kind| Json::text(kind.as_str()))),
        ("level", when.level.map(|level| Json::text(level.as_str()))),
        ("unit", when.unit.as_deref().map(Json::text)),
        ("direction", when.direction.map(|direction| Json::text(direction.as_str()))),
        ("result", when.result.map(|result| Json::text(result.as_str()))),
        ("tag", when.tag.as_deref().map(Json::text)),
    ];
    object(fields.into_iter().filter_map(|(key, value)| Some((key, value?))))
}
