//! Classification codes against their parents and their names.

use std::collections::{BTreeMap, HashSet};

use super::super::code::ClassCode;
use super::super::lints;
use super::super::plan::Plan;
use super::super::view::Element;
use super::report::{At, Path, Report, Who};

fn at<'p>(element: Element<'p>) -> At<'p> {
    let who = Who { kind: element.kind().as_str(), code: element.code(), name: element.title() };
    At { who, path: Path::Item(&element.row().source, "elements", element.position() as usize) }
}

fn code(element: Element<'_>) -> Option<&ClassCode> {
    element.classification().and_then(|text| text.code())
}

/// Holds every classification code against that of the element that contains it.
pub(super) fn begin_with_parents(plan: &Plan, report: &mut Report) {
    for element in plan.elements() {
        let (Some(own), Some(parent)) = (code(element), element.parent().and_then(code)) else { continue };
        // The placeholder `X.XX` stands for the agency's own field.
        if !parent.covers(own) && !own.is_placeholder() && !parent.is_placeholder() {
            let finding = at(element).finding(&lints::CODE_PARENT).with("code", own.to_string());
            report.add(finding.with("parent", parent.to_string()));
        }
    }
}

/// Reports codes that stand with several names. Case, spaces and punctuation make no other name.
pub(super) fn one_name_each(plan: &Plan, report: &mut Report) {
    let mut names: BTreeMap<&str, (HashSet<String>, Vec<Element<'_>>)> = BTreeMap::new();
    for element in plan.elements() {
        let Some(text) = element.classification() else { continue };
        let (letters_seen, known) = names.entry(text.as_written()).or_default();
        let letters = letters(element.title());
        if !letters.is_empty() && letters_seen.insert(letters) {
            known.push(element);
        }
    }
    for (code, (_, known)) in names {
        let Some((first, true)) = known.first().map(|first| (first, known.len() > 1)) else { continue };
        let titles: Vec<Box<str>> = known.iter().map(|element| element.title().into()).collect();
        report.add(at(*first).finding(&lints::CODE_NAMES).with("code", code).with("names", titles));
    }
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
