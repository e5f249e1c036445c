//! Where findings are gathered, and the paths that say where in the input they stand.

use crate::finding::{Arg, Finding, Lint, Origin, Severity, Subject};

use smol_str::SmolStr;

use crate::period::Period;

use super::super::cell::{Cell, Source};

/// A place in the input, kept as borrowed pieces until a finding needs it as text.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    /// A list of the document, for instance `elements`, and a place in it.
    Item(&'a Source, &'static str, usize),
    /// The document itself.
    Document,
    /// A field of a place.
    Key(&'a Path<'a>, &'a str),
    /// A place in a list.
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub(super) fn key(&'a self, name: &'a str) -> Path<'a> {
        Path::Key(self, name)
    }

    pub(super) fn index(&'a self, at: usize) -> Path<'a> {
        Path::Index(self, at)
    }

    /// The place of a part that may come from a table of its own.
    pub(super) fn part(&'a self, source: &'a Source, at: usize) -> Path<'a> {
        match source {
            Source::Row { .. } => Path::Item(source, "", at),
            Source::Built | Source::Listed | Source::Unread => self.index(at),
        }
    }

    /// The place as an origin; a plan built in Rust has none.
    pub(super) fn origin(&self) -> Option<Origin> {
        match self.root() {
            Path::Item(Source::Row { file, row }, _, _) => {
                let column = self.keys().join("/").into();
                Some(Origin::Cell { file: file.clone(), row: *row, column })
            }
            Path::Item(Source::Built, _, _) => None,
            _ => {
                let mut pointer = String::new();
                self.point(&mut pointer);
                Some(Origin::Pointer(pointer.into()))
            }
        }
    }

    fn root(&self) -> &Path<'a> {
        match self {
            Path::Key(above, _) | Path::Index(above, _) => above.root(),
            Path::Item(..) | Path::Document => self,
        }
    }

    /// The names of the fields from the root down.
    fn keys(&self) -> Vec<&'a str> {
        match self {
            Path::Key(above, name) => {
                let mut keys = above.keys();
                keys.push(name);
                keys
            }
            Path::Index(above, _) => above.keys(),
            Path::Item(..) | Path::Document => Vec::new(),
        }
    }

    /// Writes a JSON Pointer (RFC 6901).
    fn point(&self, out: &mut String) {
        match self {
            Path::Document => out.push_str("/document"),
            Path::Item(_, list, at) => out.push_str(&format!("/{list}/{at}")),
            Path::Key(above, name) => {
                above.point(out);
                out.push('/');
                out.push_str(&name.replace('~', "~0").replace('/', "~1"));
            }
            Path::Index(above, at) => {
                above.point(out);
                out.push_str(&format!("/{at}"));
            }
        }
    }

    /// The name of the innermost field; where that is this text, the key of a map, the name of the map.
    pub(super) fn field_of(&self, text: &str) -> &'a str {
        match self {
            Path::Key(above, name) if *name == text => above.field(),
            _ => self.field(),
        }
    }

    /// The field that is meant, for a message: the innermost one, and for a figure of a series the way from the
    /// series down, for instance `targets/2026`.
    fn meant(&self) -> String {
        let keys = self.keys();
        let series = keys.iter().rposition(|key| SERIES.contains(key));
        series.and_then(|at| keys.get(at..)).map_or_else(|| self.field().into(), |keys| keys.join("/"))
    }

    /// The name of the innermost field.
    pub(super) fn field(&self) -> &'a str {
        match self {
            Path::Key(_, name) => name,
            Path::Index(above, _) => above.field(),
            Path::Item(..) | Path::Document => "",
        }
    }
}

/// The fields that hold figures by their periods.
const SERIES: [&str; 4] = ["baseline", "targets", "actuals", "amounts"];

/// How findings name what is being read; made a [`Subject`] only when there is one.
#[derive(Clone, Copy)]
pub(super) struct Who<'a> {
    pub(super) kind: &'static str,
    pub(super) code: &'a str,
    pub(super) name: &'a str,
}

impl Who<'_> {
    pub(super) fn subject(self) -> Subject {
        Subject::new(self.kind, self.code, self.name)
    }
}

/// What is being read: how findings name it, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) who: Who<'a>,
    pub(super) path: Path<'a>,
}

impl<'a> At<'a> {
    pub(super) fn key(&'a self, name: &'a str) -> At<'a> {
        At { who: self.who, path: self.path.key(name) }
    }

    /// A part that has a name of its own and may come from a table of its own.
    pub(super) fn part(&'a self, who: Who<'a>, source: &'a Source, at: usize) -> At<'a> {
        At { who, path: self.path.part(source, at) }
    }

    pub(super) fn index(&'a self, at: usize) -> At<'a> {
        At { who: self.who, path: self.path.index(at) }
    }

    /// A finding about this place.
    pub(super) fn finding(&self, lint: &'static Lint) -> Finding {
        Finding::new(lint, self.who.subject()).at(self.path.origin())
    }

    /// A finding about this place whose message names the field.
    pub(super) fn about_field(&self, lint: &'static Lint) -> Finding {
        self.finding(lint).with("field", self.path.meant())
    }
}

/// The findings so far, bounded.
#[derive(Debug)]
pub(crate) struct Report {
    findings: Vec<Finding>,
    faults: usize,
    limit: usize,
    left_out: usize,
    /// Periods read lately: a plan names the same few over and over, all in one calendar.
    periods: Vec<(SmolStr, Period)>,
    /// Which of them came last: the one behind it is likely to come next.
    last_period: usize,
}

/// How many periods are remembered.
const REMEMBERED: usize = 16;

impl Report {
    pub(super) fn new(findings: Vec<Finding>, limit: usize) -> Report {
        let faults = findings.iter().filter(|f| f.severity() == Severity::Fault).count();
        Report { findings, faults, limit, left_out: 0, periods: Vec::new(), last_period: 0 }
    }

    /// Puts findings before those there are, within the same limit.
    pub(super) fn precede(&mut self, mut before: Vec<Finding>) {
        if before.is_empty() {
            return;
        }
        self.faults += before.iter().filter(|f| f.severity() == Severity::Fault).count();
        before.append(&mut self.findings);
        self.left_out += before.len().saturating_sub(self.limit);
        before.truncate(self.limit);
        self.findings = before;
    }

    /// Adds a finding; beyond the limit it is only counted.
    pub(super) fn add(&mut self, finding: Finding) {
        self.faults += usize::from(finding.severity() == Severity::Fault);
        if self.findings.len() < self.limit {
            self.findings.push(finding);
        } else {
            self.left_out += 1;
        }
    }

    /// A period that was read lately from the same text.
    pub(super) fn known_period(&mut self, cell: &Cell) -> Option<Period> {
        let (Cell::Text(text) | Cell::Number(text)) = cell else { return None };
        let (before, behind) = self.periods.split_at_checked(self.last_period + 1)?;
        let found = behind.iter().chain(before).position(|(known, _)| known == text)?;
        self.last_period = (self.last_period + 1 + found) % self.periods.len();
        self.periods.get(self.last_period).map(|(_, period)| *period)
    }

    pub(super) fn remember(&mut self, text: &str, period: Period) {
        if self.periods.len() == REMEMBERED {
            self.periods.remove(0);
        }
        self.periods.push((text.into(), period));
    }

    /// How many findings there are, those that were only counted included.
    pub(super) fn count(&self) -> usize {
        self.findings.len() + self.left_out
    }

    /// Counts a fault that was found before.
    pub(super) fn refuse(&mut self) {
        self.faults += 1;
    }

    pub(super) fn has_faults(&self) -> bool {
        self.faults > 0
    }

    /// How many suggestions may still be looked up: they cost more than all the rest.
    pub(super) fn may_suggest(&self) -> bool {
        self.faults < SUGGESTED
    }

    pub(super) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    pub(super) fn into_parts(self) -> (Vec<Finding>, usize) {
        (self.findings, self.left_out)
    }
}

/// "Did you mean" is looked up for the first hundred faults.
const SUGGESTED: usize = 100;

/// The argument of a suggestion.
pub(super) fn suggestion(text: Option<&str>) -> Arg {
    Arg::Suggestion(text.map(Into::into))
}
