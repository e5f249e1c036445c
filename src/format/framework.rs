//! A framework of the plan's own: read and written.

use std::fmt::Write as _;

use crate::plan::{Cell, Framework, Kind, Level, ResultLevel, Word};

use super::v1;

/// Reads a framework; what cannot be read is reported and left out. `None` when nothing of it can be used.
pub(super) fn read(
    record: v1::Framework,
    mut odd: impl FnMut(&str, [&'static str; 2], &str),
) -> Option<Framework> {
    let text = |cell: Option<Cell>| cell.map_or(Box::default(), |cell| Box::<str>::from(cell.as_written()));
    let mut levels = Vec::new();
    for level in record.levels.map_or(Vec::new(), |list| list.items) {
        let word = text(level.kind);
        let Some(kind) = Kind::from_word(&word) else {
            odd("levels", ["a kind of element", "jenis elemen"], &word);
            continue;
        };
        let carries = text(level.carries);
        let carried = ResultLevel::from_word(&carries);
        if carried.is_none() && !carries.is_empty() {
            odd("levels", ["a level of result", "tingkat hasil"], &carries);
        }
        levels.push(Level { kind, local: text(level.local), carries: carried });
    }
    let mut joins = Vec::new();
    for pair in record.joins.map_or(Vec::new(), |list| list.items) {
        let kinds: Vec<Option<Kind>> =
            pair.items.iter().map(|cell| Kind::from_word(cell.as_written())).collect();
        match kinds.as_slice() {
            [Some(child), Some(parent)] => joins.push((*child, *parent)),
            _ => odd(
                "joins",
                ["a pair of kinds, the lower one first", "sepasang jenis, yang lebih rendah lebih dulu"],
                "…",
            ),
        }
    }
    if levels.is_empty() {
        odd("framework", ["at least one level", "paling sedikit satu tingkat"], "[]");
        return None;
    }
    Some(Framework { name: text(record.name), title: text(record.title), levels, joins })
}

/// Writes a framework as one line of JSON.
pub(super) fn write(framework: &Framework) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut out = format!("{{\"name\": {}", quoted(&framework.name));
    if !framework.title.is_empty() {
        let _ = write!(out, ", \"title\": {}", quoted(&framework.title));
    }
    let level = |level: &Level| {
        let carries = level
            .carries
            .map_or(String::new(), |carries| format!(", \"carries\": {}", quoted(carries.as_str())));
        let local = if level.local.is_empty() {
            String::new()
        } else {
            format!(", \"local\": {}", quoted(&level.local))
        };
        format!("{{\"kind\": {}{local}{carries}}}", quoted(level.kind.as_str()))
    };
    let levels: Vec<String> = framework.levels.iter().map(level).collect();
    let join =
        |(child, parent): &(Kind, Kind)| format!("[{}, {}]", quoted(child.as_str()), quoted(parent.as_str()));
    let joins: Vec<String> = framework.joins.iter().map(join).collect();
    let _ = write!(out, ", \"levels\": [{}], \"joins\": [{}]}}", levels.join(", "), joins.join(", "));
    out
}
