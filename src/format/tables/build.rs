use std::collections::{BTreeSet, HashMap};

use crate::finding::{Arg, Finding, Lint, Origin, Severity, Subject, suggest::Suggest};
use crate::number::Numbers;
use crate::plan::{
    ClassCode, CodeLevel, Draft, DraftElement, DraftLink, DraftMore, Faults, Kind, KindFamily, Plan, lints,
};

use super::figures::{cell, horizon, source, years};
use super::habit::Votes;
use super::level::{level, level_of_code, nearest_level};
use super::lints as own;
use super::table::{Table, TableRow};

/// The tables of a plan.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'t> {
    /// Its elements.
    pub elements: &'t Table,
    /// Its indicators.
    pub indicators: &'t Table,
    /// Its money.
    pub budget: &'t Table,
    /// What its outcomes and outputs say, with the amounts beside them, where the document prints them.
    pub outputs: Option<&'t Table>,
}

/// A draft made of tables, and what its codes were there.
#[derive(Clone, Debug)]
pub struct TablePlan {
    /// The draft.
    pub draft: Draft,
    /// Which way of writing numbers the figures speak for.
    pub votes: Votes,
    /// For each code of the draft the code and the unit of the table.
    names: HashMap<Box<str>, (Box<str>, Box<str>)>,
}

impl Tables<'_> {
    /// The columns that each table must have.
    pub const NEEDED: [&'static [&'static str]; 3] =
        [&["code", "level", "parent", "name"], &["element", "name", "unit"], &["element", "year", "amount"]];

    /// The columns that the table of outputs must have, where there is one.
    pub const OUTPUTS: &'static [&'static str] = &["element", "statement"];

    /// Builds a draft; what is odd about the tables themselves are findings of the draft.
    #[must_use]
    pub fn draft(&self, code: &str, title: &str) -> TablePlan {
        let mut builder = Builder::new(code, title);
        builder.count_habit(self);
        let tables = [self.elements, self.indicators, self.budget].into_iter().chain(self.outputs);
        tables.for_each(|table| builder.ragged(table));
        builder.elements(self.elements);
        let years = years(self.indicators);
        for row in self.indicators.rows() {
            builder.indicator(row, &years);
        }
        for row in self.budget.rows() {
            builder.money(row);
        }
        if let Some(outputs) = self.outputs {
            builder.statements(outputs, self);
        }
        builder.finish(horizon(&years, self.budget))
    }
}

impl TablePlan {
    /// Checks the draft. The findings name elements as the tables do.
    ///
    /// # Errors
    /// The faults that leave the tables without meaning, circles for instance.
    pub fn check(&self) -> Result<Plan, Faults> {
        self.draft.check()
    }

    /// What an element of the draft, or the element of an indicator, is called in the tables: its code and its unit.
    #[must_use]
    pub fn name_of<'a>(&'a self, subject: &'a Subject) -> (&'a str, &'a str) {
        let code = &*subject.code;
        let element = if subject.kind == "indicator" {
            code.rsplit_once('/').map_or(code, |(element, _)| element)
        } else {
            code
        };
        self.names.get(element).map_or((element, ""), |(code, unit)| (code, unit))
    }
}

pub(super) struct Builder {
    pub(super) draft: Draft,
    votes: Votes,
    /// Code and unit to the element's place.
    places: HashMap<(Box<str>, Box<str>), usize>,
    /// Code to the places of its elements, whatever the unit.
    by_code: HashMap<Box<str>, Vec<usize>>,
    names: HashMap<Box<str>, (Box<str>, Box<str>)>,
    pub(super) paid: BTreeSet<(usize, String, String, String)>,
    /// Whether the codes of programmes and below are meant as classification codes.
    classified: bool,
    /// The codes of the elements, for "did you mean", which is looked up for the first hundred.
    suggest: Suggest,
    suggested: usize,
}

/// How many suggestions are looked up: they cost more than all the rest.
const SUGGESTED: usize = 100;

impl Builder {
    fn new(code: &str, title: &str) -> Builder {
        let draft = Draft::new(code, title).framework("agency-plan").currency("IDR");
        Builder {
            draft,
            votes: Votes::default(),
            places: HashMap::new(),
            by_code: HashMap::new(),
            names: HashMap::new(),
            paid: BTreeSet::new(),
            classified: false,
            suggest: Suggest::default(),
            suggested: 0,
        }
    }

    /// Counts what the figures of all tables say.
    fn count_habit(&mut self, tables: &Tables<'_>) {
        let years = years(tables.indicators);
        for row in tables.indicators.rows() {
            self.votes.count(row.cell("baseline"));
            years.iter().for_each(|(_, column)| self.votes.count(row.cell(column)));
        }
        tables.budget.rows().for_each(|row| self.votes.count(row.cell("amount")));
        self.draft.document.numbers = self.votes.habit().map(Numbers::as_str).into();
    }

    /// How the document writes numbers.
    pub(super) fn habit(&self) -> Option<Numbers> {
        self.votes.habit()
    }

    pub(super) fn find(
        &mut self,
        lint: &'static Lint,
        subject: Subject,
        (row, column): (TableRow<'_>, &str),
        args: Vec<(&'static str, Arg)>,
    ) {
        let origin = Origin::Cell { file: row.file(), row: row.number(), column: column.into() };
        self.find_at(lint, subject, origin, args);
    }

    pub(super) fn find_at(
        &mut self,
        lint: &'static Lint,
        subject: Subject,
        origin: Origin,
        args: Vec<(&'static str, Arg)>,
    ) {
        // The row is kept in the plan all the same, so that it is an error and no fault.
        let severity = lint.severity.min(Severity::Error);
        let finding = Finding::new(lint, subject).at(Some(origin)).with_severity(severity);
        let finding = args.into_iter().fold(finding, |finding, (name, arg)| finding.with(name, arg));
        self.draft.findings.push(finding);
    }

    /// Rows with more cells than the header has columns, or fewer: a comma in a name shifts all that follows.
    fn ragged(&mut self, table: &Table) {
        let columns = table.columns().count();
        for row in table.rows().filter(|row| row.width() != columns) {
            let subject = Subject::new("row", row.number().to_string(), "");
            let args = vec![("cells", row.width().into()), ("columns", columns.into())];
            self.find(&own::RAGGED_ROW, subject, (row, ""), args);
        }
    }

    fn elements(&mut self, table: &Table) {
        let mut count: HashMap<&str, usize> = HashMap::new();
        table.rows().for_each(|row| *count.entry(row.cell("code")).or_default() += 1);
        self.classified = classified(table);
        for row in table.rows() {
            let repeated = count.get(row.cell("code")).is_some_and(|count| *count > 1);
            self.element(row, repeated);
        }
        // An agency's plan has neither vision nor mission of its own; tables that have are a region's.
        let of_a_region = |element: &DraftElement| {
            matches!(Kind::from_word(element.kind.as_written()), Some(Kind::Vision | Kind::Mission))
        };
        if self.draft.elements.iter().any(of_a_region) {
            self.draft.document.framework = "regional-plan".into();
        }
        self.suggest = Suggest::new(table.rows().map(|row| row.cell("code")));
        for (at, row) in table.rows().enumerate() {
            self.parents(at, row);
        }
    }

    fn element(&mut self, row: TableRow<'_>, repeated: bool) {
        let (code, unit) = (row.cell("code"), row.cell("unit"));
        let at = self.draft.elements.len();
        let kind = self.level(row);
        let mut key = if repeated && !unit.is_empty() { format!("{code}@{unit}") } else { code.to_string() };
        let subject = Subject::new(kind.as_str(), code, row.cell("name"));
        if code.is_empty() {
            self.find(&lints::MISSING_CODE, subject, (row, "code"), Vec::new());
            key = format!("row {}", row.number());
        } else if *self.places.entry((code.into(), unit.into())).or_insert(at) != at {
            self.find(&lints::DUPLICATE_CODE, subject, (row, "code"), vec![("code", code.into())]);
            key = format!("{key} (row {})", row.number());
        }
        if !code.is_empty() {
            self.by_code.entry(code.into()).or_default().push(at);
        }
        self.names.insert(key.as_str().into(), (code.into(), unit.into()));
        let classified = self.classified
            && matches!(kind, Kind::Field | Kind::Program | Kind::Activity | Kind::SubActivity);
        let more = DraftMore {
            statement: cell(row.cell("statement")),
            classification: if classified { cell(code) } else { Default::default() },
            ..Default::default()
        };
        self.draft.elements.push(DraftElement {
            kind: kind.as_str().into(),
            code: key.into(),
            title: cell(row.cell("name")),
            more: (more != DraftMore::default()).then(|| Box::new(more)),
            source: source(row),
            ..Default::default()
        });
    }

    /// The level of a row; an unknown word is reported, and the row is read by the form of its code.
    fn level(&mut self, row: TableRow<'_>) -> Kind {
        let (word, code) = (row.cell("level"), row.cell("code"));
        level(word).unwrap_or_else(|| {
            let subject = Subject::new("element", code, row.cell("name"));
            if word.is_empty() {
                self.find(&lints::MISSING_KIND, subject, (row, "level"), Vec::new());
            } else {
                let suggestion = Arg::Suggestion(nearest_level(word).map(Into::into));
                let args = vec![("kind", word.into()), ("suggestion", suggestion)];
                self.find(&lints::UNKNOWN_KIND, subject, (row, "level"), args);
            }
            level_of_code(code)
        })
    }

    /// What a row stands under. A programme serves the objectives it names, and stands under its field.
    fn parents(&mut self, at: usize, row: TableRow<'_>) {
        let kind = self.kind_at(at);
        let mut under: Option<usize> = None;
        let mut serves = Vec::new();
        for name in row.cell("parent").split(';').map(str::trim).filter(|name| !name.is_empty()) {
            let Some(parent) = self.place(name, row.cell("unit")) else {
                self.unplaced(self.subject(at), (row, "parent"), name, row.cell("unit"));
                continue;
            };
            let intent = matches!(
                self.kind_at(parent),
                Some(Kind::Goal | Kind::Objective | Kind::Outcome | Kind::Mission)
            );
            if under.is_some() || (kind == Some(Kind::Program) && intent) {
                serves.push(parent);
            } else {
                under = Some(parent);
            }
        }
        if under.is_none() {
            under = self.by_its_code(at, row);
        }
        let code = |at: usize| {
            self.draft.elements.get(at).map_or_else(Default::default, |element| element.code.clone())
        };
        let under = under.map(code);
        let links = serves.into_iter().map(|to| DraftLink { to: code(to), ..Default::default() }).collect();
        if let Some(element) = self.draft.elements.get_mut(at) {
            element.under = under.unwrap_or_default();
            element.links = links;
        }
    }

    /// What a row stands under by its code, where it names nothing that is in the tables. A programme's field goes
    /// without saying; that an activity or sub-activity says nothing is reported.
    fn by_its_code(&mut self, at: usize, row: TableRow<'_>) -> Option<usize> {
        let code = row.cell("code");
        let above =
            code.parse::<ClassCode>().ok().and_then(|code| code.parent()).map(|code| code.to_string());
        let above = above.or_else(|| Some(code.rsplit_once('.')?.0.to_owned()));
        let found =
            above.and_then(|above| self.place(&above, row.cell("unit")).or_else(|| self.own_field(&above)));
        let found = found.filter(|found| *found != at);
        match self.kind_at(at)? {
            Kind::Program => found.filter(|field| self.kind_at(*field) == Some(Kind::Field)),
            Kind::Activity | Kind::SubActivity => {
                let found = found.filter(|found| {
                    self.kind_at(*found).is_some_and(|kind| kind.family() == KindFamily::Delivery)
                });
                if row.cell("parent").is_empty() {
                    let (lint, args) = match found {
                        Some(found) => {
                            (&own::PARENT_BY_CODE, vec![("parent", self.code_in_tables(found).into())])
                        }
                        None => (&own::NO_PARENT, Vec::new()),
                    };
                    self.find(lint, self.subject(at), (row, "parent"), args);
                }
                found
            }
            _ => None,
        }
    }

    /// The agency's own field, for which the placeholder `X.XX` stands; of several fields nobody can say which.
    fn own_field(&self, above: &str) -> Option<usize> {
        let placeholder = above.parse::<ClassCode>().is_ok_and(|code| code.is_placeholder());
        let is_field = |element: &DraftElement| {
            let code = element.code.as_written().parse::<ClassCode>();
            code.is_ok_and(|code| code.level() == CodeLevel::Field && !code.is_placeholder())
        };
        let elements = self.draft.elements.iter().enumerate();
        let mut fields = elements.filter(|(_, element)| placeholder && is_field(element));
        let first = fields.next().map(|(at, _)| at);
        first.filter(|_| fields.next().is_none())
    }

    fn kind_at(&self, at: usize) -> Option<Kind> {
        self.draft.elements.get(at).and_then(|element| Kind::from_word(element.kind.as_written()))
    }

    /// The element of a code: of the same unit, else of none, else the only one. Of several nobody can say which.
    fn place(&self, code: &str, unit: &str) -> Option<usize> {
        let of = |unit: &str| self.places.get(&(code.into(), unit.into())).copied();
        let only = || match self.by_code.get(code).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        };
        let found = of(unit).or_else(|| of("")).or_else(only);
        found.filter(|_| !code.is_empty())
    }

    /// The element that a row of figures is about; a code or a unit that no element has is reported.
    pub(super) fn placed(&mut self, row: TableRow<'_>, name: &str) -> Option<usize> {
        let (code, unit) = (row.cell("element"), row.cell("unit_code"));
        let found = self.place(code, unit).filter(|found| unit.is_empty() || self.may_be_of(*found, unit));
        if found.is_none() {
            let known = !unit.is_empty() && self.by_code.contains_key(code);
            let (column, written) = if known { ("unit_code", unit) } else { ("element", code) };
            self.unplaced(Subject::new("element", code, name), (row, column), written, unit);
        }
        found
    }

    /// Reports a code or a unit that no element has, or a code of several units where none of them is meant.
    fn unplaced(&mut self, subject: Subject, at: (TableRow<'_>, &str), written: &str, unit: &str) {
        if written.is_empty() {
            let expected = ["the code of an element", "kode elemen"];
            let args = vec![("field", at.1.into()), ("expected", expected.into())];
            return self.find(&lints::MISSING_FIELD, subject, at, args);
        }
        let (lint, mut args) = match self.by_code.get(written).map(Vec::len) {
            None => {
                let near = if at.1 == "unit_code" { Arg::Suggestion(None) } else { self.suggestion(written) };
                (&lints::UNKNOWN_REFERENCE, vec![("field", at.1.into()), ("suggestion", near)])
            }
            Some(several) if unit.is_empty() => (&own::NO_UNIT, vec![("count", several.into())]),
            Some(several) => (&own::NOT_OF_UNIT, vec![("unit", unit.into()), ("count", several.into())]),
        };
        args.push(("code", written.into()));
        self.find(lint, subject, at, args);
    }

    /// Whether an element is of this unit, or says of none.
    fn may_be_of(&self, at: usize, unit: &str) -> bool {
        let key = self.draft.elements.get(at).map_or("", |element| element.code.as_written());
        self.names.get(key).is_none_or(|(_, own)| own.is_empty() || **own == *unit)
    }

    /// What an element of the draft is called in the tables.
    pub(super) fn subject(&self, at: usize) -> Subject {
        let element = self.draft.elements.get(at);
        let kind = self.kind_at(at).map_or("element", Kind::as_str);
        let key = element.map_or("", |element| element.code.as_written());
        Subject::new(kind, key, element.map_or("", |element| element.title.as_written()))
    }

    /// The unit of an element; none where it says none.
    pub(super) fn unit_of(&self, at: usize) -> &str {
        let key = self.draft.elements.get(at).map_or("", |element| element.code.as_written());
        self.names.get(key).map_or("", |(_, unit)| unit)
    }

    fn code_in_tables(&self, at: usize) -> &str {
        let key = self.draft.elements.get(at).map_or("", |element| element.code.as_written());
        self.names.get(key).map_or(key, |(code, _)| code)
    }

    fn suggestion(&mut self, text: &str) -> Arg {
        self.suggested += 1;
        let near = (self.suggested <= SUGGESTED).then(|| self.suggest.suggest(text)).flatten();
        Arg::Suggestion(near.map(Into::into))
    }

    fn finish(mut self, horizon: Option<(i32, i32)>) -> TablePlan {
        if let Some((first, last)) = horizon {
            self.draft.document.from = first.to_string().as_str().into();
            self.draft.document.to = last.to_string().as_str().into();
        }
        TablePlan { draft: self.draft, votes: self.votes, names: self.names }
    }
}

/// Whether most codes with a point in them are classification codes; an agency may number by its own scheme.
fn classified(table: &Table) -> bool {
    let pointed = || table.rows().map(|row| row.cell("code")).filter(|code| code.contains('.'));
    let parsed = pointed().filter(|code| code.parse::<ClassCode>().is_ok()).count();
    parsed * 2 > pointed().count()
}
