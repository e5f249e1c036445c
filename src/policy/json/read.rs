//! A policy's file into a policy.

use chrono::NaiveDate;

use crate::finding::{Finding, Origin, Subject};
use crate::plan::{Direction, Kind, ResultLevel, Word};
use crate::policy::{Overrides, Policy, Registry, Selector, Validity, lints};

use super::cursor::{Cursor, Faults};
use super::set::read_layer;
use super::tree::Json;

/// Reads a policy, or tells all that is wrong with it.
pub(super) fn policy(text: &str, registry: &Registry) -> Result<Policy, Vec<Finding>> {
    let json = Json::parse(text).map_err(|error| {
        let here = Some(Origin::Pointer("".into()));
        let syntax = Finding::new(&lints::SYNTAX, Subject::new("policy", "", ""));
        vec![syntax.with("error", error.to_string()).at(here)]
    })?;
    let mut faults = Faults::default();
    let policy = read(&Cursor::root(&json), registry, &mut faults);
    match policy {
        Some(policy) if faults.0.is_empty() => Ok(policy),
        _ => Err(faults.0),
    }
}

fn read(at: &Cursor<'_>, registry: &Registry, faults: &mut Faults) -> Option<Policy> {
    let mut fields = at.fields(faults)?;
    let version = fields.take("renstra-policy");
    // Of another version nothing else can be said.
    if version.as_ref().map(|at| at.json) != Some(&Json::Number("1".into())) {
        let found = version.as_ref().map_or("not named".into(), |at| format!("`{}`", at.json));
        version.unwrap_or(at.clone()).fault(faults, &lints::VERSION, [("version", found.into())]);
        return None;
    }
    let mut text = |key, faults: &mut Faults| -> Box<str> {
        fields.take(key).and_then(|at| at.text(faults)).unwrap_or_default().into()
    };
    let mut policy = Policy {
        id: text("id", faults),
        title: text("title", faults),
        source: text("source", faults),
        scope: text("scope", faults),
        matter: text("matter", faults),
        succeeded_by: text("succeeded-by", faults),
        ..Policy::default()
    };
    if let Some(at) = fields.take("valid") {
        policy.validity = validity(&at, faults).unwrap_or_default();
    }
    if let Some(at) = fields.take("doubts") {
        policy.doubts =
            at.list(faults).iter().filter_map(|doubt| doubt.text(faults)).map(Into::into).collect();
    }
    if let Some(at) = fields.take("default") {
        policy.default = read_layer(&at, registry, faults);
    }
    for (at, layer) in keyed(fields.take("levels"), registry, faults) {
        if let Some(kind) = kind(&at, faults) {
            policy.levels.insert(kind, layer);
        }
    }
    for row in fields.take("selectors").map(|at| at.list(faults)).unwrap_or_default() {
        policy.selectors.extend(selected(&row, registry, faults));
    }
    for (at, layer) in keyed(fields.take("elements"), registry, faults) {
        policy.elements.insert(at.1, layer);
    }
    policy.extensions = fields.extensions();
    fields.finish(faults);
    Some(policy)
}

/// Where an entry stands, and its key.
type Keyed<'j> = (Cursor<'j>, Box<str>);

/// Layers by a key that is not one of a list.
fn keyed<'j>(
    at: Option<Cursor<'j>>,
    registry: &Registry,
    faults: &mut Faults,
) -> Vec<(Keyed<'j>, Overrides)> {
    let Some(fields) = at.and_then(|at| at.fields(faults)) else { return Vec::new() };
    let layer = |(key, at): (&str, Cursor<'j>)| {
        let layer = read_layer(&at, registry, faults);
        ((at, key.into()), layer)
    };
    fields.all().map(layer).collect()
}

fn kind((at, word): &Keyed<'_>, faults: &mut Faults) -> Option<Kind> {
    let known = Kind::from_word(word);
    if known.is_none() {
        at.unknown_word(faults, word, Kind::ALL.iter().map(|kind| kind.as_str()));
    }
    known
}

fn validity(at: &Cursor<'_>, faults: &mut Faults) -> Option<Validity> {
    let mut fields = at.fields(faults)?;
    let (first, last) = (fields.take("from"), fields.take("to"));
    let from = first.and_then(|at| day(&at, faults));
    let to = last.as_ref().and_then(|at| day(at, faults));
    if let (Some(from), Some(to), Some(at)) = (from, to, &last) {
        if to < from {
            at.out_of_range(faults, ["a day not before `from`", "tanggal yang tidak mendahului `from`"]);
        }
    }
    fields.finish(faults);
    Some(Validity { from, to })
}

fn day(at: &Cursor<'_>, faults: &mut Faults) -> Option<NaiveDate> {
    let day = at.text(faults)?.parse().ok();
    if day.is_none() {
        at.wrong_type(faults, ["a day such as \"2025-01-31\"", "tanggal seperti \"2025-01-31\""]);
    }
    day
}

fn selected(row: &Cursor<'_>, registry: &Registry, faults: &mut Faults) -> Option<(Selector, Overrides)> {
    let mut fields = row.fields(faults)?;
    let when = fields.need(faults, "when").and_then(|at| selector(&at, faults));
    let set = fields.need(faults, "set").map(|at| read_layer(&at, registry, faults));
    fields.finish(faults);
    when.zip(set)
}

fn selector(at: &Cursor<'_>, faults: &mut Faults) -> Option<Selector> {
    let mut fields = at.fields(faults)?;
    let kinds: Vec<(&'static str, Kind)> = Kind::ALL.iter().map(|kind| (kind.as_str(), *kind)).collect();
    let selector = Selector {
        kind: fields.take("kind").and_then(|at| at.word(faults, &kinds)),
        level: fields.take("level").and_then(|at| at.word(faults, &kinds)),
        unit: fields.take("unit").and_then(|at| at.text(faults)).map(Into::into),
        direction: fields.take("direction").and_then(|at| at.word(faults, Direction::WORDS)),
        result: fields.take("result").and_then(|at| at.word(faults, ResultLevel::WORDS)),
        tag: fields.take("tag").and_then(|at| at.text(faults)).map(Into::into),
    };
    fields.finish(faults);
    Some(selector)
}
