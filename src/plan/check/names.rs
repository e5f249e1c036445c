//! Codes and references: which name stands for which element.

use std::collections::HashMap;

use crate::finding::suggest::Suggest;

use super::super::cell::Cell;
use super::super::draft::{DraftElement, DraftIndicator};
use super::super::kind::Kind;
use super::super::lints;
use super::super::store::Target;
use super::report::{At, Path, Report, Who, suggestion};

/// The names of one space: elements, or indicators.
pub(super) struct Names {
    by_code: HashMap<Box<str>, u32>,
    /// How many were added, those that came again included.
    count: u32,
    /// Made when the first unknown name asks for it.
    suggest: Option<Suggest>,
}

impl Names {
    /// Gathers codes; a code that comes again is reported, and the first one stands.
    pub(super) fn with_capacity(capacity: usize) -> Names {
        Names { by_code: HashMap::with_capacity(capacity), count: 0, suggest: None }
    }

    pub(super) fn add(&mut self, code: &str, at: u32, place: At<'_>, report: &mut Report) {
        self.count += 1;
        if self.by_code.contains_key(code) {
            report.add(place.finding(&lints::DUPLICATE_CODE).with("code", code));
            return;
        }
        self.by_code.insert(code.into(), at);
    }

    pub(super) fn get(&self, code: &str) -> Option<u32> {
        self.by_code.get(code.trim()).copied()
    }

    /// How many names there are.
    pub(super) fn len(&self) -> u32 {
        self.count
    }

    fn nearest(&mut self, code: &str) -> Option<String> {
        let suggest =
            self.suggest.get_or_insert_with(|| Suggest::new(self.by_code.keys().map(|code| &**code)));
        suggest.suggest(code).map(str::to_string)
    }

    /// Resolves a reference of this plan; an unknown one is a fault.
    pub(super) fn resolve(&mut self, cell: &Cell, at: At<'_>, report: &mut Report) -> Option<u32> {
        match self.target(cell, at, report)? {
            Target::Here(found) => Some(found),
            Target::Elsewhere(text) => {
                self.unknown(&text, at, report);
                None
            }
        }
    }

    /// Resolves a reference that may lead into another plan.
    pub(super) fn target(&mut self, cell: &Cell, at: At<'_>, report: &mut Report) -> Option<Target> {
        let text = report.text(cell.clone(), at);
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if let Some(found) = self.get(text) {
            return Some(Target::Here(found));
        }
        if text.split_once('#').is_some_and(|(plan, code)| !plan.is_empty() && !code.is_empty()) {
            return Some(Target::Elsewhere(text.into()));
        }
        self.unknown(text, at, report);
        None
    }

    fn unknown(&mut self, text: &str, at: At<'_>, report: &mut Report) {
        let near = if report.may_suggest() { self.nearest(text) } else { None };
        let finding = at.about_field(&lints::UNKNOWN_REFERENCE).with("code", text);
        report.add(finding.with("suggestion", suggestion(near.as_deref())));
    }
}

/// How findings name an element of a draft.
pub(super) fn who(element: &DraftElement) -> Who<'_> {
    let word = element.kind.as_written().trim();
    let known = Kind::from_word(word).or_else(|| Kind::from_word(&word.to_lowercase()));
    let kind = known.map_or("element", Kind::as_str);
    Who { kind, code: element.code.as_written(), name: element.title.as_written() }
}

/// How findings name an indicator of a draft.
pub(super) fn who_measures<'d>(indicator: &'d DraftIndicator, made: &'d str) -> Who<'d> {
    let code = if indicator.code.is_missing() { made } else { indicator.code.as_written() };
    Who { kind: "indicator", code, name: indicator.name.as_written() }
}

/// The place of an element in the list of elements.
pub(super) fn place(element: &DraftElement, at: usize) -> At<'_> {
    At { who: who(element), path: Path::Item(&element.source, "elements", at) }
}

/// The code that an indicator without one of its own is known by.
pub(super) fn made_code(element: &str, number: usize) -> String {
    format!("{element}/{}", number + 1)
}
