//! Classification codes against their parents and their names.

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::finding::Finding;

use super::super::code::{ClassCode, CodeLevel};
use super::super::kind::Kind;
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

/// Holds every classification code against the level of its element, and against the others: the number of digits
/// of its last part belongs to an edition, and a document follows one.
pub(super) fn of_their_level(plan: &Plan, report: &mut Report) {
    // Codes lie apart from their elements: each is looked at once, and what is left over is short.
    let mut digits: Vec<(usize, Element<'_>)> = Vec::new();
    for element in plan.elements() {
        let Some(own) = code(element) else { continue };
        let due = level_due(element.kind());
        if due.is_some_and(|due| due != own.level() && own.level() != CodeLevel::FieldGroup) {
            let finding = at(element).finding(&lints::CODE_LEVEL).with("code", own.to_string());
            report.add(finding.with("kind", element.kind().words()));
        }
        digits.extend(own.sub_width().map(|width| (width, element)));
    }
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    digits.iter().for_each(|(width, _)| *widths.entry(*width).or_default() += 1);
    let Some((usual, _)) = widths.iter().max_by_key(|(_, count)| **count) else { return };
    for (width, element) in digits.into_iter().filter(|(width, _)| width != usual) {
        let own = code(element).map(ToString::to_string).unwrap_or_default();
        let finding = at(element).finding(&lints::CODE_WIDTH).with("code", own);
        report.add(finding.with("digits", width).with("usual", *usual));
    }
}

fn level_due(kind: Kind) -> Option<CodeLevel> {
    match kind {
        Kind::Field => Some(CodeLevel::Field),
        Kind::Program => Some(CodeLevel::Program),
        Kind::Activity => Some(CodeLevel::Activity),
        Kind::SubActivity => Some(CodeLevel::SubActivity),
        _ => None,
    }
}

/// Reports codes that stand with several names. Case, spaces and punctuation make no other name.
pub(super) fn one_name_each(plan: &Plan, report: &mut Report) {
    let named = plan.elements().filter(|element| !element.title().is_empty());
    let coded = named.filter_map(|element| Some((element.classification()?.as_written(), element)));
    // By a number made of the code first: most codes stand once, and are not compared letter by letter.
    let mut coded: Vec<(u64, &str, Element<'_>)> =
        coded.map(|(code, element)| (number_of(code), code, element)).collect();
    coded.sort_by_key(|(number, code, _)| (*number, *code));
    let mut found: Vec<(&str, Finding)> = Vec::new();
    for same in coded.chunk_by(|(_, a, _), (_, b, _)| a == b) {
        let names = names(same.iter().map(|(.., element)| *element));
        if let ([first, _, ..], Some((_, code, _))) = (names.as_slice(), same.first()) {
            let titles: Vec<Box<str>> = names.iter().map(|element| element.title().into()).collect();
            let finding = at(*first).finding(&lints::CODE_NAMES);
            found.push((code, finding.with("code", *code).with("names", titles)));
        }
    }
    found.sort_by_key(|(code, _)| *code);
    found.into_iter().for_each(|(_, finding)| report.add(finding));
}

/// The same for the same code, in every run.
fn number_of(code: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    code.hash(&mut hasher);
    hasher.finish()
}

/// The first element of each name.
fn names<'p>(elements: impl Iterator<Item = Element<'p>> + Clone) -> Vec<Element<'p>> {
    let mut titles = elements.clone().map(Element::title);
    let first = titles.next();
    if titles.all(|title| Some(title) == first) {
        // The common case, told without looking at letters.
        return elements.take(1).collect();
    }
    let mut seen = HashSet::new();
    elements
        .map(|element| (letters(element.title()), element))
        .filter(|(letters, _)| !letters.is_empty() && seen.insert(letters.clone()))
        .map(|(_, element)| element)
        .collect()
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
