//! Codes and references: which name stands for which element.

use smol_str::{SmolStr, format_smolstr};

use crate::finding::suggest::nearest;

use super::super::cell::Cell;
use super::super::draft::{DraftElement, DraftIndicator};
use super::super::kind::Kind;
use super::super::lints;
use super::super::lookup::Lookup;
use super::super::store::Target;
use super::report::{At, Path, Report, Who, suggestion};

/// The names of one space: elements, or indicators.
pub(super) struct Names {
    lookup: Lookup,
    /// The code of each, in the order added; empty where there is none.
    codes: Vec<SmolStr>,
    /// What was asked for last. Siblings stand together, and each of them names the same parent.
    recent: std::cell::Cell<[u32; RECENT]>,
}

/// So many are remembered: the parents on the way down to an element, and its owner.
const RECENT: usize = 4;

impl Names {
    pub(super) fn with_capacity(capacity: usize) -> Names {
        Names {
            lookup: Lookup::with_capacity(capacity),
            codes: Vec::with_capacity(capacity),
            recent: std::cell::Cell::default(),
        }
    }

    /// Adds the next code; one that comes again is reported, and the first one stands.
    pub(super) fn add(&mut self, code: SmolStr, place: At<'_>, report: &mut Report) {
        let Names { lookup, codes, .. } = self;
        let at = codes.len() as u32;
        if !code.is_empty() && lookup.insert(&code, at, code_of(codes)).is_some() {
            report.add(place.finding(&lints::DUPLICATE_CODE).with("code", code.as_str()));
        }
        self.codes.push(code);
    }

    pub(super) fn get(&self, code: &str) -> Option<u32> {
        let code_at = code_of(&self.codes);
        let mut recent = self.recent.get();
        if let Some(known) = recent.iter().position(|at| code_at(*at) == code).filter(|_| !code.is_empty()) {
            return recent.get(known).copied();
        }
        let found = self.lookup.find(code, code_at)?;
        recent.rotate_right(1);
        if let Some(latest) = recent.first_mut() {
            *latest = found;
        }
        self.recent.set(recent);
        Some(found)
    }

    /// The code of what was added at this place.
    pub(super) fn code(&self, at: u32) -> SmolStr {
        self.codes.get(at as usize).cloned().unwrap_or_default()
    }

    /// The codes in the order added.
    pub(super) fn codes(&self) -> &[SmolStr] {
        &self.codes
    }

    /// What a plan keeps of them: its rows have the codes.
    pub(super) fn into_lookup(self) -> Lookup {
        self.lookup
    }

    fn nearest(&self, code: &str) -> Option<&str> {
        let known = self.codes.iter().map(SmolStr::as_str).filter(|code| !code.is_empty());
        nearest(code, known)
    }

    /// Resolves a reference of this plan; an unknown one is a fault.
    pub(super) fn resolve(&self, cell: &Cell, at: At<'_>, report: &mut Report) -> Option<u32> {
        match self.target(cell, at, report)? {
            Target::Here(found) => Some(found),
            Target::Elsewhere(text) => {
                self.unknown(&text, at, report);
                None
            }
        }
    }

    /// Resolves a reference that may lead into another plan.
    pub(super) fn target(&self, cell: &Cell, at: At<'_>, report: &mut Report) -> Option<Target> {
        let text = report.scalar(cell, ["a text", "teks"], at)?;
        if let Some(found) = self.get(text) {
            return Some(Target::Here(found));
        }
        if text.split_once('#').is_some_and(|(plan, code)| !plan.is_empty() && !code.is_empty()) {
            return Some(Target::Elsewhere(text.into()));
        }
        self.unknown(text, at, report);
        None
    }

    fn unknown(&self, text: &str, at: At<'_>, report: &mut Report) {
        let near = if report.may_suggest() { self.nearest(text) } else { None };
        let finding = at.about_field(&lints::UNKNOWN_REFERENCE).with("code", text);
        report.add(finding.with("suggestion", suggestion(near)));
    }
}

fn code_of<'c>(codes: &'c [SmolStr]) -> impl Fn(u32) -> &'c str {
    move |at| codes.get(at as usize).map_or("", SmolStr::as_str)
}

/// How findings name an element of a draft.
pub(super) fn who(element: &DraftElement) -> Who<'_> {
    let word = element.kind.as_written().trim();
    let known = Kind::from_word(word).or_else(|| Kind::from_word(&word.to_lowercase()));
    let kind = known.map_or("element", Kind::as_str);
    Who { kind, code: element.code.as_written(), name: element.title.as_written() }
}

/// How findings name an indicator of a draft.
pub(super) fn who_measures<'d>(indicator: &'d DraftIndicator, code: &'d str) -> Who<'d> {
    Who { kind: "indicator", code, name: indicator.name.as_written() }
}

/// The place of an element in the list of elements.
pub(super) fn place(element: &DraftElement, at: usize) -> At<'_> {
    At { who: who(element), path: Path::Item(&element.source, "elements", at) }
}

/// The code that an indicator is known by: its own, or one made of the element's code and its number there.
pub(super) fn indicator_code(indicator: &DraftIndicator, element: &str, number: usize) -> SmolStr {
    let own = trimmed(&indicator.code);
    if own.is_empty() { format_smolstr!("{element}/{}", number + 1) } else { own }
}

/// The text of a cell without the spaces around it.
pub(super) fn trimmed(cell: &Cell) -> SmolStr {
    match cell {
        Cell::Text(text) | Cell::Number(text) if text.trim().len() == text.len() => text.clone(),
        _ => cell.as_written().trim().into(),
    }
}
