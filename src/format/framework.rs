//! A framework of the plan's own: read and written.

use std::fmt::Write as _;

use serde::de::Deserializer;

use crate::plan::{Cell, Framework, Kind, Level, ResultLevel, Word};

use super::reader::Reader;
use super::record::{Field, Found, quoted, record};

/// A framework as written.
#[derive(Default)]
pub(super) struct Own {
    name: Cell,
    title: Cell,
    levels: Vec<OwnLevel>,
    joins: Vec<Join>,
}

/// A level of it.
#[derive(Default)]
struct OwnLevel {
    kind: Cell,
    local: Cell,
    carries: Cell,
    read: Read,
}

/// A pair of kinds, the lower one first.
#[derive(Default)]
struct Join {
    kinds: Vec<Cell>,
    read: Read,
}

/// Whether a part was of the right type; what was not has been reported already.
#[derive(Default, PartialEq)]
enum Read {
    #[default]
    No,
    Yes,
}

record! {
    Own as it {
        name => &mut it.name,
        title => &mut it.title,
        levels => &mut it.levels,
        joins => &mut it.joins,
    }
}

record! {
    OwnLevel as it {
        kind => &mut it.kind,
        local => &mut it.local,
        carries => &mut it.carries,
    }
    fn finish(&mut self) {
        self.read = Read::Yes;
    }
}

impl Field for &mut Join {
    const EXPECTED: [&'static str; 2] = ["a list of two kinds", "daftar berisi dua jenis"];

    fn read<'de, D: Deserializer<'de>>(
        self,
        reader: &mut Reader,
        deserializer: D,
    ) -> Result<Found, D::Error> {
        let found = self.kinds.read(reader, deserializer)?;
        self.read = if found.is_none() { Read::Yes } else { Read::No };
        Ok(found)
    }
}

/// What is due in the place of a kind.
const A_KIND: [&str; 2] = ["a kind of element", "jenis elemen"];

impl Own {
    /// The framework; what cannot be read is reported and left out. `None` when nothing of it can be used.
    pub(super) fn framework(self, reader: &mut Reader) -> Option<Framework> {
        let mut levels = Vec::new();
        for (at, level) in self.levels.iter().enumerate().filter(|(_, level)| level.read == Read::Yes) {
            levels.extend(level.level(&at.to_string(), reader));
        }
        let mut joins = Vec::new();
        for (at, join) in self.joins.iter().enumerate().filter(|(_, join)| join.read == Read::Yes) {
            joins.extend(join.kinds(&at.to_string(), reader));
        }
        if levels.is_empty() {
            reader.wrong_at(&["levels"], ["at least one level", "paling sedikit satu tingkat"], "");
            return None;
        }
        let name = text(&self.name, &["name"], reader);
        Some(Framework { name, title: text(&self.title, &["title"], reader), levels, joins })
    }
}

impl OwnLevel {
    fn level(&self, at: &str, reader: &mut Reader) -> Option<Level> {
        let word = self.kind.as_written();
        let Some(kind) = kind(word) else {
            reader.wrong_at(&["levels", at, "kind"], A_KIND, &shown(word));
            return None;
        };
        let carries = self.carries.as_written().trim();
        let carried = ResultLevel::from_word(&carries.to_lowercase());
        if carried.is_none() && !carries.is_empty() {
            let due = ["a level of result", "tingkat hasil"];
            reader.wrong_at(&["levels", at, "carries"], due, &shown(carries));
        }
        Some(Level { kind, local: text(&self.local, &["levels", at, "local"], reader), carries: carried })
    }
}

impl Join {
    fn kinds(&self, at: &str, reader: &mut Reader) -> Option<(Kind, Kind)> {
        let [child, parent] = self.kinds.as_slice() else {
            let due =
                ["a pair of kinds, the lower one first", "sepasang jenis, yang lebih rendah lebih dulu"];
            reader.wrong_at(&["joins", at], due, "a list");
            return None;
        };
        let mut known = |cell: &Cell, place: &str| {
            let kind = kind(cell.as_written());
            if kind.is_none() {
                reader.wrong_at(&["joins", at, place], A_KIND, &shown(cell.as_written()));
            }
            kind
        };
        let (child, parent) = (known(child, "0"), known(parent, "1"));
        Some((child?, parent?))
    }
}

fn text(cell: &Cell, path: &[&str], reader: &mut Reader) -> Box<str> {
    if let Cell::Other(found) = cell {
        reader.wrong_at(path, ["a text", "teks"], found);
        return Box::default();
    }
    cell.as_written().into()
}

fn kind(word: &str) -> Option<Kind> {
    let word = word.trim();
    Kind::from_word(word).or_else(|| Kind::from_word(&word.to_lowercase()))
}

/// A word as a message shows it; nothing where nothing is written.
fn shown(word: &str) -> String {
    if word.is_empty() { String::new() } else { quoted(word).into() }
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
