//! First walk: which codes there are, and what they stand for.

use std::ops::ControlFlow;

use crate::finding::suggest::nearest;

use smol_str::SmolStr;

use super::super::cell::{Cell, Source};
use super::super::draft::DraftElement;
use super::super::kind::Kind;
use super::super::lints;
use super::names::{Names, indicator_code, place, trimmed, who_measures};
use super::report::{At, Report, suggestion};

/// What has to be known of every element before any of them that names another can be read.
pub(crate) struct Roll {
    pub(super) elements: Names,
    pub(super) indicators: Names,
    /// The kind of each element, by position.
    pub(super) kinds: Vec<Kind>,
    /// The positions of elements of no known kind, in order.
    unknown: Vec<u32>,
}

impl Roll {
    /// A roll on which nobody stands yet, with room for so many elements and indicators.
    pub(crate) fn with_capacity([elements, indicators]: [usize; 2]) -> Roll {
        Roll {
            elements: Names::with_capacity(elements),
            indicators: Names::with_capacity(indicators),
            kinds: Vec::with_capacity(elements),
            unknown: Vec::new(),
        }
    }

    /// Whether an element says what it is: what stands beside one that does not is not judged by its kind.
    pub(super) fn knows_kind(&self, at: u32) -> bool {
        self.unknown.binary_search(&at).is_err()
    }

    /// How many elements and indicators stand on it.
    pub(crate) fn counts(&self) -> [usize; 2] {
        [self.kinds.len(), self.indicators.codes().len()]
    }

    /// Calls the next element; breaks off where there is something to be said about its name.
    pub(crate) fn call(&mut self, element: &DraftElement) -> ControlFlow<()> {
        if element.source == Source::Unread {
            return ControlFlow::Break(());
        }
        let mut report = Report::new(Vec::new(), 0);
        self.add(element, &mut report);
        if report.count() == 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Adds the next element, and reports what is wrong with its name.
    pub(super) fn add(&mut self, element: &DraftElement, report: &mut Report) {
        let at = self.kinds.len();
        if element.source == Source::Unread {
            report.refuse();
            self.unknown.push(at as u32);
            self.kinds.push(Kind::Objective);
            return self.elements.add(SmolStr::default(), place(element, at), report);
        }
        let place = place(element, at);
        let kind = kind(element, place, report);
        let code = trimmed(&element.code);
        if let Cell::Other(found) = &element.code {
            report.wrong_type(found, ["a text", "teks"], place.key("code"));
        }
        report.seen(&element.code, place.key("code"));
        report.seen(&element.title, place.key("title"));
        if code.is_empty() {
            report.add(place.finding(&lints::MISSING_CODE));
        }
        for (number, indicator) in element.indicators.iter().enumerate() {
            let own = indicator_code(indicator, &code, number);
            let key = place.key("indicators");
            let part = key.part(who_measures(indicator, &own), &indicator.source, number);
            if let Cell::Other(found) = &indicator.code {
                report.wrong_type(found, ["a text", "teks"], part.key("code"));
            }
            report.seen(&indicator.code, part.key("code"));
            report.seen(&indicator.name, part.key("name"));
            self.indicators.add(own.clone(), part, report);
        }
        self.elements.add(code, place, report);
        if kind.is_none() {
            self.unknown.push(at as u32);
        }
        self.kinds.push(kind.unwrap_or(Kind::Objective));
    }
}

/// The kind of an element. One that has none is read as an objective, so that the rest of it is still
/// checked; the fault keeps the draft from becoming a plan.
fn kind(element: &DraftElement, place: At<'_>, report: &mut Report) -> Option<Kind> {
    let word = element.kind.as_written().trim();
    if word.is_empty() {
        report.add(place.finding(&lints::MISSING_KIND));
        return None;
    }
    let known = Kind::from_word(word).or_else(|| Kind::from_word(&word.to_lowercase()));
    let known = known.filter(|kind| *kind != Kind::Indicator);
    if known.is_none() {
        let words = Kind::ALL.iter().filter(|kind| **kind != Kind::Indicator).map(|kind| kind.as_str());
        let finding = place.key("kind").finding(&lints::UNKNOWN_KIND).with("kind", word);
        report.add(finding.with("suggestion", suggestion(nearest(word, words))));
    }
    known
}
