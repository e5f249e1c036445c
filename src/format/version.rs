//! The version of a file, and the way from one version to the next.

use std::fmt;

use super::read::{Limits, ReadError};
use super::record::{Key, cell};
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::finding::{Lang, plain};
use crate::plan::{Cell, Draft, Plan};

/// The version that is written.
pub const CURRENT: u32 = 1;

/// How a file of one version is read.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    /// As a draft.
    pub(super) draft: fn(&str, Limits) -> Result<Draft, ReadError>,
    /// Straight into a plan, where that needs no draft.
    pub(super) plan: fn(&str, Limits) -> Option<Plan>,
}

/// The versions that can be read, each with its reader. Every reader ends in the same [`Draft`], which no version
/// owns: that is the way from a version to the next, since what is written is always of the [`CURRENT`] one. A new
/// version adds records (`v2`) and an entry; the entries before it stay for ever, held by the golden files.
const READERS: &[(u32, Reader)] =
    &[(1, Reader { draft: super::read::draft_1, plan: super::straight::plan_1 })];

fn known() -> impl Iterator<Item = u32> {
    READERS.iter().map(|(version, _)| *version)
}

/// A file whose version is missing or not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionError {
    found: Cell,
}

impl VersionError {
    /// What stands where the version should be.
    #[must_use]
    pub fn found(&self) -> &str {
        self.found.as_written()
    }
}

impl VersionError {
    /// What is wrong, in the reader's language.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let known: Vec<String> = known().map(|version| version.to_string()).collect();
        let known = known.join(", ");
        let found = plain(self.found());
        match (&self.found, lang) {
            (Cell::Missing, Lang::En) => {
                format!("the file does not say its version; begin it with `\"renstra\": {CURRENT}`")
            }
            (Cell::Missing, Lang::Id) => {
                format!("berkas tidak menyebut versinya; awali dengan `\"renstra\": {CURRENT}`")
            }
            (Cell::Number(_), Lang::En) => {
                format!("version `{found}` of the format is not known; known is {known}")
            }
            (Cell::Number(_), Lang::Id) => {
                format!("versi format `{found}` tidak dikenal; yang dikenal {known}")
            }
            (_, Lang::En) => {
                format!("the version must be a number, but is `{found}`; write `\"renstra\": {CURRENT}`")
            }
            (_, Lang::Id) => {
                format!("versi harus berupa angka, tetapi berisi `{found}`; tulis `\"renstra\": {CURRENT}`")
            }
        }
    }
}

impl fmt::Display for VersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for VersionError {}

/// What stands where the version should be, wherever in the file it stands.
pub(super) fn of(text: &str) -> Result<Cell, serde_json::Error> {
    struct Finder;
    impl<'de> Visitor<'de> for Finder {
        type Value = Cell;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object with `renstra`, `document` and `elements`")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cell, A::Error> {
            let mut found = Cell::Missing;
            while let Some(Key(name)) = map.next_key::<Key<'de>>()? {
                if name == "renstra" && found.is_missing() {
                    found = cell(map.next_value::<&serde_json::value::RawValue>()?.get());
                    if reader(&found).is_ok() {
                        // What follows is read by that version's reader.
                        return Err(serde::de::Error::custom(FOUND));
                    }
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            Ok(found)
        }
    }
    let mut parser = serde_json::Deserializer::from_str(text);
    match parser.deserialize_map(Finder) {
        Err(error) if error.to_string().starts_with(FOUND) => Ok(Cell::Number(CURRENT.to_string().into())),
        other => other,
    }
}

/// Ends the search for the version early: a known one was found.
const FOUND: &str = "\u{0}version found";

/// The reader of a version.
pub(super) fn reader(found: &Cell) -> Result<Reader, VersionError> {
    let number: Option<u32> = match found {
        Cell::Number(text) => text.parse().ok(),
        _ => None,
    };
    let reader = READERS.iter().find(|(version, _)| Some(*version) == number);
    reader.map(|(_, reader)| *reader).ok_or_else(|| VersionError { found: found.clone() })
}

#[cfg(test)]
mod tests {
    use super::{CURRENT, READERS, known};

    #[test]
    fn what_is_written_can_be_read_and_no_version_has_two_readers() {
        assert!(known().any(|version| version == CURRENT));
        assert_eq!(known().max(), Some(CURRENT));
        assert!(READERS.is_sorted_by(|(a, _), (b, _)| a < b));
    }
}
