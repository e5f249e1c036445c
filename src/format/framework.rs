//! A framework of the plan's own: read and written.

use std::fmt::Write as _;

use crate::plan::{Cell, Framework, Kind, Level, ResultLevel, Word};

use super::record::{List, quoted};
use super::v1;

/// Where something odd stands, what is due there, and what was found.
type Odd<'o> = dyn FnMut(&[&str], [&'static str; 2], &str) + 'o;

/// What is due in the place of a kind.
const A_KIND: [&str; 2] = ["a kind of element", "jenis elemen"];

/// Reads a framework; what cannot be read is reported and left out. `None` when nothing of it can be used.
/// Levels at the places `left_out` have been reported already.
pub(super) fn read(
    record: v1::Framework,
    left_out: &[usize],
    mut odd: impl FnMut(&[&str], [&'static str; 2], &str),
) -> Option<Framework> {
    let mut levels = Vec::new();
    for (at, level) in record.levels.map_or(Vec::new(), |list| list.items).into_iter().enumerate() {
        if !left_out.contains(&at) {
            levels.extend(read_level(level, &at.to_string(), &mut odd));
        }
    }
    let mut joins = Vec::new();
    if let Some(list) = record.joins {
        for (at, found) in &list.wrong {
            odd(&["joins", &at.to_string()], ["a list of two kinds", "daftar berisi dua jenis"], found);
        }
        for (at, pair) in list.items.iter().enumerate() {
            if list.wrong.iter().all(|(wrong, _)| *wrong != at) {
                joins.extend(read_join(pair, &at.to_string(), &mut odd));
            }
        }
    }
    if levels.is_empty() {
        odd(&["levels"], ["at least one level", "paling sedikit satu tingkat"], "");
        return None;
    }
    let name = text(record.name, &["name"], &mut odd);
    Some(Framework { name, title: text(record.title, &["title"], &mut odd), levels, joins })
}

fn text(cell: Option<Cell>, path: &[&str], odd: &mut Odd<'_>) -> Box<str> {
    if let Some(Cell::Other(found)) = &cell {
        odd(path, ["a text", "teks"], found);
        return Box::default();
    }
    cell.map_or(Box::default(), |cell| cell.as_written().into())
}

fn kind(word: &str) -> Option<Kind> {
    let word = word.trim();
    Kind::from_word(word).or_else(|| Kind::from_word(&word.to_lowercase()))
}

/// A word as a message shows it; nothing where nothing is written.
fn shown(word: &str) -> String {
    if word.is_empty() { String::new() } else { quoted(word).into() }
}

fn read_level(level: v1::Level, at: &str, odd: &mut Odd<'_>) -> Option<Level> {
    let word = level.kind.unwrap_or_default();
    let Some(kind) = kind(word.as_written()) else {
        odd(&["levels", at, "kind"], A_KIND, &shown(word.as_written()));
        return None;
    };
    let carries = level.carries.unwrap_or_default();
    let carries = carries.as_written().trim();
    let carried = ResultLevel::from_word(&carries.to_lowercase());
    if carried.is_none() && !carries.is_empty() {
        odd(&["levels", at, "carries"], ["a level of result", "tingkat hasil"], &shown(carries));
    }
    Some(Level { kind, local: text(level.local, &["levels", at, "local"], odd), carries: carried })
}

/// A pair of kinds, the lower one first.
fn read_join(pair: &List<Cell>, at: &str, odd: &mut Odd<'_>) -> Option<(Kind, Kind)> {
    let [child, parent] = pair.items.as_slice() else {
        let due = ["a pair of kinds, the lower one first", "sepasang jenis, yang lebih rendah lebih dulu"];
        odd(&["joins", at], due, "a list");
        return None;
    };
    let mut known = |cell: &Cell, place: &str| {
        let kind = kind(cell.as_written());
        if kind.is_none() {
            odd(&["joins", at, place], A_KIND, &shown(cell.as_written()));
        }
        kind
    };
    let (child, parent) = (known(child, "0"), known(parent, "1"));
    Some((child?, parent?))
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
