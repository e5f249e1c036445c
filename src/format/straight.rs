//! From a file straight into a plan, without a draft of the whole in between.
//!
//! An element is checked as it comes and its draft is gone before that of the next one is made, which takes a fraction
//! of the memory. What may not be told in the order of a file is left to [`Draft::check`](crate::plan::Draft::check):
//! here it only means that there is no plan yet.

use memchr::memmem;

use crate::plan::{CheckLimits, Checker, Draft, DraftDocument, Plan, Roll};

use super::read::{Limits, walk};
use super::reader::{Overflow, Reader, Walk};
use super::v1::Take;

/// Reads a file of version 1 into a plan.
pub(super) fn plan_1(text: &str, limits: Limits) -> Option<Plan> {
    in_one_walk(text, limits).or_else(|| in_two_walks(text, limits))
}

/// The usual plan names what stands above, so that every name is known before it is used.
fn in_one_walk(text: &str, limits: Limits) -> Option<Plan> {
    let counts = about_so_many(text);
    let begin = |document| Checker::of(&document, Roll::with_capacity(counts), counts, check(limits));
    let mut checker = None;
    let (draft, reader) = whole(text, limits, &mut |draft, element| {
        checker.get_or_insert_with(|| begin(std::mem::take(&mut draft.document))).next_element(&element)
    })?;
    match checker {
        // The document stood behind the elements, and they were checked without it.
        Some(_) if draft.document != DraftDocument::default() => None,
        Some(checker) => finish(checker, &draft, reader),
        None => None,
    }
}

/// Else the names are gathered before the elements are read.
fn in_two_walks(text: &str, limits: Limits) -> Option<Plan> {
    let (mut draft, mut roll) = (Draft::default(), Roll::with_capacity([0, 0]));
    let mut reader = Reader::new(Walk::Roll, 0, limits.elements);
    walk(text, &mut reader, &mut draft, &mut |_, element| roll.call(&element)).ok()?;
    let counts = roll.counts();
    if counts == [0, 0] {
        return None;
    }
    let mut checker = Checker::of(&draft.document, roll, counts, check(limits));
    let (draft, reader) = whole(text, limits, &mut |_, element| checker.element(&element))?;
    finish(checker, &draft, reader)
}

/// Goes through a whole file once; gives back the draft of everything but the elements, and what was found odd.
fn whole(text: &str, limits: Limits, take: &mut Take<'_>) -> Option<(Draft, Reader)> {
    let mut draft = Draft::default();
    let mut reader = Reader::new(Walk::Whole, limits.findings, limits.elements);
    walk(text, &mut reader, &mut draft, take).ok()?;
    (reader.overflow == Overflow::No).then_some((draft, reader))
}

fn finish(mut checker: Checker, draft: &Draft, reader: Reader) -> Option<Plan> {
    if checker.is_overtaken() {
        return None;
    }
    checker.found_before(reader.findings);
    checker.plan(&draft.observations, &draft.extensions).ok()
}

fn check(limits: Limits) -> CheckLimits {
    CheckLimits::default().findings(limits.findings)
}

/// About how many elements and indicators a file has, for the room that they need: by words that most of them hold,
/// and no more than a file of its size can have.
fn about_so_many(text: &str) -> [usize; 2] {
    /// Fewer bytes have no element and no indicator.
    const LEAST: usize = 40;
    let count = |word: &str| memmem::find_iter(text.as_bytes(), word).count().min(text.len() / LEAST);
    [count("\"kind\""), count("\"targets\"")]
}
