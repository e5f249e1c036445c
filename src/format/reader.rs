//! Where the reader is in the file, and what it found odd there.

use std::collections::HashSet;

use crate::finding::{Arg, Finding, Lint, Origin, Severity, Subject, suggest::nearest};
use crate::plan::{Cell, DraftPoint, Extensions};

use super::lints;

/// What is known while a file is read.
pub(super) struct Reader {
    pub(super) walk: Walk,
    /// The way down to where the reader is.
    path: Vec<Step>,
    /// What is odd about the part being read: its name is known only once it is read.
    odd: Vec<Odd>,
    pub(super) findings: Vec<Finding>,
    /// The plan by its name, once its document is read.
    pub(super) plan: Option<Subject>,
    /// How many findings are kept.
    limit: usize,
    /// How many parts a list of the file may have.
    pub(super) elements: usize,
    /// Whether a list had more.
    pub(super) overflow: Overflow,
    /// Figures of the series being read.
    pub(super) points: Vec<DraftPoint>,
    /// Amounts of the budget being read.
    pub(super) amounts: Vec<(Cell, Cell)>,
}

/// How much of a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Walk {
    /// All of it.
    Whole,
    /// Only what has to be known of every element before any of them can be checked.
    Roll,
}

/// Whether a list of the file had more parts than the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Overflow {
    No,
    Yes,
}

/// One step down.
enum Step {
    Field(&'static str),
    Key(Box<str>),
    Item(usize),
}

/// Something odd, about something that has no name yet.
struct Odd {
    lint: &'static Lint,
    pointer: String,
    args: Vec<(&'static str, Arg)>,
}

impl Reader {
    pub(super) fn new(walk: Walk, findings: usize, elements: usize) -> Reader {
        Reader {
            walk,
            path: Vec::new(),
            odd: Vec::new(),
            findings: Vec::new(),
            plan: None,
            limit: findings,
            elements,
            overflow: Overflow::No,
            points: Vec::new(),
            amounts: Vec::new(),
        }
    }

    fn step<T>(&mut self, step: Step, work: impl FnOnce(&mut Reader) -> T) -> T {
        self.path.push(step);
        let result = work(self);
        self.path.pop();
        result
    }

    /// Does something in a field.
    pub(super) fn within<T>(&mut self, field: &'static str, work: impl FnOnce(&mut Reader) -> T) -> T {
        self.step(Step::Field(field), work)
    }

    /// Does something in a value whose key is data.
    pub(super) fn within_key<T>(&mut self, key: &str, work: impl FnOnce(&mut Reader) -> T) -> T {
        self.step(Step::Key(key.into()), work)
    }

    /// Does something at a place in a list.
    pub(super) fn within_item<T>(&mut self, at: usize, work: impl FnOnce(&mut Reader) -> T) -> T {
        self.step(Step::Item(at), work)
    }

    /// Where the reader is, as a JSON Pointer (RFC 6901).
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            pointer.push('/');
            match step {
                Step::Field(name) => pointer.push_str(name),
                Step::Key(key) => pointer.push_str(&escaped(key)),
                Step::Item(at) => pointer.push_str(&at.to_string()),
            }
        }
        pointer
    }

    fn find(&mut self, lint: &'static Lint, pointer: String, args: Vec<(&'static str, Arg)>) {
        if self.findings.len() + self.odd.len() < self.limit {
            self.odd.push(Odd { lint, pointer, args });
        }
    }

    /// A key that stood in this object before.
    pub(super) fn twice(&mut self, key: &str) {
        let pointer = format!("{}/{}", self.pointer(), escaped(key));
        self.find(&lints::DUPLICATE_KEY, pointer, vec![("key", key.into())]);
    }

    /// The value here, called `name`, is of another type.
    pub(super) fn wrong_type(&mut self, name: &str, expected: [&'static str; 2], found: &str) {
        let args = vec![("field", Arg::from(name)), ("expected", expected.into()), ("found", what(found))];
        self.find(&crate::plan::lints::WRONG_TYPE, self.pointer(), args);
    }

    /// The part of a list here is of another type.
    pub(super) fn wrong_item(&mut self, at: usize, expected: [&'static str; 2], found: &str) {
        let list = self.path.iter().rev().find_map(|step| match step {
            Step::Field(name) => Some(*name),
            Step::Key(_) | Step::Item(_) => None,
        });
        self.wrong_type(&format!("{}/{at}", list.unwrap_or_default()), expected, found);
    }

    /// The same, some steps further down.
    pub(super) fn wrong_at(&mut self, path: &[&str], expected: [&'static str; 2], found: &str) {
        match path {
            [] => {}
            [key] => self.within_key(key, |here| here.wrong_type(key, expected, found)),
            [step, rest @ ..] => self.within_key(step, |here| here.wrong_at(rest, expected, found)),
        }
    }

    /// A field that the format does not know: a slot of the user's own, or a finding. Either is kept under its
    /// own name where the format has a place for it, so that nothing is lost.
    pub(super) fn unknown(
        &mut self,
        [name, text]: [&str; 2],
        known: &[&str],
        slots: &mut Slots,
        kept: Option<&mut Extensions>,
    ) {
        let pointer = || format!("{}/{}", self.pointer(), escaped(name));
        if !name.starts_with("x-") {
            let near = Arg::Suggestion(nearest(name, known.iter().copied()).map(Into::into));
            self.find(&lints::UNKNOWN_FIELD, pointer(), vec![("field", name.into()), ("suggestion", near)]);
        } else if kept.is_none() {
            self.find(&lints::SLOT_NOT_KEPT, pointer(), vec![("slot", name.into())]);
        }
        let Some(kept) = kept else { return };
        if slots.have(kept, name) {
            self.twice(name);
        } else {
            kept.push((name.into(), text.into()));
        }
    }

    /// Makes findings of what was odd since the last time, about what was read.
    pub(super) fn about(&mut self, subject: impl FnOnce() -> Subject) {
        if self.odd.is_empty() {
            return;
        }
        let subject = subject();
        for Odd { lint, pointer, args } in self.odd.drain(..) {
            let finding = Finding::new(lint, subject.clone()).at(Some(Origin::Pointer(pointer.into())));
            self.findings
                .push(args.into_iter().fold(finding, |finding, (name, arg)| finding.with(name, arg)));
        }
    }

    /// The same, about the plan, in which something else stands in the place of a part; and how bad that is.
    pub(super) fn about_unread(&mut self, severity: Severity) {
        let before = self.findings.len();
        self.about_plan();
        let unread: Vec<Finding> = self.findings.drain(before..).collect();
        self.findings.extend(unread.into_iter().map(|finding| finding.with_severity(severity)));
    }

    /// The same, about the plan itself.
    pub(super) fn about_plan(&mut self) {
        let plan = self.plan.clone();
        self.about(|| plan.unwrap_or_else(|| Subject::new("plan", "", "")));
    }
}

/// The names of the slots of one record, once there are too many to be compared one by one.
#[derive(Default)]
pub(super) struct Slots(HashSet<Box<str>>);

impl Slots {
    fn have(&mut self, kept: &Extensions, name: &str) -> bool {
        const FEW: usize = 32;
        if kept.len() <= FEW {
            return kept.iter().any(|(known, _)| **known == *name);
        }
        let new = kept.get(self.0.len()..).unwrap_or(&[]);
        self.0.extend(new.iter().map(|(known, _)| known.clone()));
        self.0.contains(name)
    }
}

/// What stands in the place of something else; the words of the reader in both languages.
fn what(found: &str) -> Arg {
    match found {
        "a list" => ["a list", "daftar"].into(),
        "an object" => ["an object", "objek"].into(),
        "a number" => ["a number", "angka"].into(),
        "" => ["nothing", "kosong"].into(),
        other => other.into(),
    }
}

/// A key as a JSON Pointer writes it.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
