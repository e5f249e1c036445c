//! The words for levels, and what a code says of its level.

use crate::finding::suggest::nearest;
use crate::plan::{ClassCode, CodeLevel, Kind};

/// The words for levels, in English and Indonesian; spaces, hyphens and capitals make no difference.
const LEVELS: &[(&str, Kind)] = &[
    ("vision", Kind::Vision),
    ("visi", Kind::Vision),
    ("mission", Kind::Mission),
    ("misi", Kind::Mission),
    ("goal", Kind::Goal),
    ("tujuan", Kind::Goal),
    ("objective", Kind::Objective),
    ("sasaran", Kind::Objective),
    ("strategy", Kind::Strategy),
    ("strategi", Kind::Strategy),
    ("policydirection", Kind::PolicyDirection),
    ("arahkebijakan", Kind::PolicyDirection),
    ("outcome", Kind::Outcome),
    ("output", Kind::Output),
    ("keluaran", Kind::Output),
    ("initiative", Kind::Initiative),
    ("programunggulan", Kind::Initiative),
    ("field", Kind::Field),
    ("urusan", Kind::Field),
    ("bidang", Kind::Field),
    ("bidangurusan", Kind::Field),
    ("urusanpemerintahan", Kind::Field),
    ("program", Kind::Program),
    ("programme", Kind::Program),
    ("activity", Kind::Activity),
    ("kegiatan", Kind::Activity),
    ("subactivity", Kind::SubActivity),
    ("subkegiatan", Kind::SubActivity),
    ("action", Kind::Action),
    ("rencanaaksi", Kind::Action),
];

fn squeezed(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The level of a word.
pub(super) fn level(word: &str) -> Option<Kind> {
    let word = squeezed(word);
    LEVELS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
}

/// The known word nearest to one that is not known.
pub(super) fn nearest_level(word: &str) -> Option<&'static str> {
    nearest(&squeezed(word), LEVELS.iter().map(|(known, _)| *known))
}

/// What a code says: its level in the classification, else how many parts it has.
pub(super) fn level_of_code(code: &str) -> Kind {
    match code.parse::<ClassCode>().map(|code| code.level()) {
        Ok(CodeLevel::FieldGroup | CodeLevel::Field) => return Kind::Field,
        Ok(CodeLevel::Program) => return Kind::Program,
        Ok(CodeLevel::Activity) => return Kind::Activity,
        Ok(CodeLevel::SubActivity) => return Kind::SubActivity,
        Err(_) => {}
    }
    match code.matches('.').count() {
        5.. => Kind::SubActivity,
        3 | 4 => Kind::Activity,
        2 => Kind::Program,
        _ => Kind::Objective,
    }
}
