use std::collections::{BTreeSet, HashMap};

use crate::finding::{Arg, Finding, Lint, Origin, Severity, Subject, suggest::Suggest};
use crate::number::Numbers;
use crate::plan::{
    ClassCode, Draft, DraftBudget, DraftElement, DraftIndicator, DraftLink, DraftMore, DraftPoint, Faults,
    Kind, Plan, Source, lints,
};

use super::habit::Votes;
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

/// The words for levels, in English and Indonesian.
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
    ("outcome", Kind::Outcome),
    ("output", Kind::Output),
    ("field", Kind::Field),
    ("urusan", Kind::Field),
    ("bidang", Kind::Field),
    ("program", Kind::Program),
    ("programme", Kind::Program),
    ("activity", Kind::Activity),
    ("kegiatan", Kind::Activity),
    ("subactivity", Kind::SubActivity),
    ("sub-activity", Kind::SubActivity),
    ("subkegiatan", Kind::SubActivity),
    ("sub-kegiatan", Kind::SubActivity),
    ("sub kegiatan", Kind::SubActivity),
];

impl Tables<'_> {
    /// The columns that each table must have.
    pub const NEEDED: [&'static [&'static str]; 3] =
        [&["code", "level", "parent", "name"], &["element", "name", "unit"], &["element", "year", "amount"]];

    /// Builds a draft; what is odd about the tables themselves are findings of the draft.
    #[must_use]
    pub fn draft(&self, code: &str, title: &str) -> TablePlan {
        let mut builder = Builder::new(code, title);
        builder.habit(self);
        builder.elements(self.elements);
        let years = years(self.indicators);
        for row in self.indicators.rows() {
            builder.indicator(row, &years);
        }
        for row in self.budget.rows() {
            builder.money(row);
        }
        builder.finish(&years)
    }
}

impl TablePlan {
    /// Checks the draft. The findings name elements as the tables do.
    ///
    /// # Errors
    /// The faults that leave the tables without meaning, circles for instance.
    pub fn check(&self) -> Result<Plan, Faults> {
        self.draft.clone().check()
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

/// The years for which the table of indicators has targets, with the columns they stand in.
fn years(indicators: &Table) -> Vec<(String, String)> {
    let year = |column: &str| {
        let year = column.strip_prefix('t')?;
        let plain = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| (year.to_string(), column.to_string()))
    };
    let mut years: Vec<(String, String)> = indicators.columns().filter_map(year).collect();
    years.sort();
    years
}

struct Builder {
    draft: Draft,
    votes: Votes,
    /// Code and unit to the element's place.
    places: HashMap<(Box<str>, Box<str>), usize>,
    /// Code to the places of its first element, whatever the unit.
    by_code: HashMap<Box<str>, usize>,
    names: HashMap<Box<str>, (Box<str>, Box<str>)>,
    paid: BTreeSet<(usize, String, String, String)>,
    /// Whether the codes of programmes and below are meant as classification codes.
    classified: bool,
}

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
        }
    }

    /// Counts what the figures of all tables say.
    fn habit(&mut self, tables: &Tables<'_>) {
        let years = years(tables.indicators);
        for row in tables.indicators.rows() {
            self.votes.count(row.cell("baseline"));
            years.iter().for_each(|(_, column)| self.votes.count(row.cell(column)));
        }
        tables.budget.rows().for_each(|row| self.votes.count(row.cell("amount")));
        self.draft.document.numbers = self.votes.habit().map(Numbers::as_str).into();
    }

    fn find(
        &mut self,
        lint: &'static Lint,
        subject: Subject,
        (row, column): (TableRow<'_>, &str),
        args: Vec<(&'static str, Arg)>,
    ) {
        let origin = Origin::Cell { file: row.file(), row: row.number(), column: column.into() };
        // The row is kept in the plan all the same, so that it is an error and no fault.
        let severity = lint.severity.min(Severity::Error);
        let finding = Finding::new(lint, subject).at(Some(origin)).with_severity(severity);
        let finding = args.into_iter().fold(finding, |finding, (name, arg)| finding.with(name, arg));
        self.draft.findings.push(finding);
    }

    fn elements(&mut self, table: &Table) {
        let mut count: HashMap<&str, usize> = HashMap::new();
        table.rows().for_each(|row| *count.entry(row.cell("code")).or_default() += 1);
        self.classified = classified(table);
        for row in table.rows() {
            let repeated = count.get(row.cell("code")).is_some_and(|count| *count > 1);
            self.element(row, repeated);
        }
        let suggest = Suggest::new(table.rows().map(|row| row.cell("code")));
        for (at, row) in table.rows().enumerate() {
            self.parents(at, row, &suggest);
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
        self.by_code.entry(code.into()).or_insert(at);
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
        let word = row.cell("level").to_lowercase();
        let known = LEVELS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
        known.unwrap_or_else(|| {
            let subject = Subject::new("element", row.cell("code"), row.cell("name"));
            let near = crate::finding::suggest::nearest(&word, LEVELS.iter().map(|(known, _)| *known));
            let suggestion = Arg::Suggestion(near.map(Into::into));
            let args = vec![("kind", row.cell("level").into()), ("suggestion", suggestion)];
            self.find(&lints::UNKNOWN_KIND, subject, (row, "level"), args);
            match row.cell("code").matches('.').count() {
                5.. => Kind::SubActivity,
                3 | 4 => Kind::Activity,
                2 => Kind::Program,
                _ => Kind::Objective,
            }
        })
    }

    /// What a row stands under. A programme serves the objectives it names, and stands under its field.
    fn parents(&mut self, at: usize, row: TableRow<'_>, suggest: &Suggest) {
        let kind = self.kind_at(at);
        let mut under: Option<usize> = None;
        let mut serves = Vec::new();
        for name in row.cell("parent").split(';').map(str::trim).filter(|name| !name.is_empty()) {
            let Some(parent) = self.place(name, row.cell("unit")) else {
                let subject =
                    Subject::new(kind.map_or("element", Kind::as_str), row.cell("code"), row.cell("name"));
                let near = Arg::Suggestion(suggest.suggest(name).map(Into::into));
                let args = vec![("field", "parent".into()), ("code", name.into()), ("suggestion", near)];
                self.find(&lints::UNKNOWN_REFERENCE, subject, (row, "parent"), args);
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
        if under.is_none() && kind == Some(Kind::Program) {
            let field =
                row.cell("code").rsplit_once('.').and_then(|(field, _)| self.by_code.get(field)).copied();
            under = field.filter(|field| self.kind_at(*field) == Some(Kind::Field));
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

    fn kind_at(&self, at: usize) -> Option<Kind> {
        self.draft.elements.get(at).and_then(|element| Kind::from_word(element.kind.as_written()))
    }

    /// The element of a code: of the same unit, else of none, else the first.
    fn place(&self, code: &str, unit: &str) -> Option<usize> {
        let of = |unit: &str| self.places.get(&(code.into(), unit.into())).copied();
        of(unit).or_else(|| of("")).or_else(|| self.by_code.get(code).copied())
    }

    fn placed(&mut self, row: TableRow<'_>, name: &str) -> Option<usize> {
        let code = row.cell("element");
        let found = self.place(code, row.cell("unit_code"));
        if found.is_none() {
            let args = vec![
                ("field", "element".into()),
                ("code", code.into()),
                ("suggestion", Arg::Suggestion(None)),
            ];
            self.find(&lints::UNKNOWN_REFERENCE, Subject::new("element", code, name), (row, "element"), args);
        }
        found
    }

    fn indicator(&mut self, row: TableRow<'_>, years: &[(String, String)]) {
        let Some(at) = self.placed(row, row.cell("name")) else { return };
        let base = row.cell("baseline_year");
        let before = years
            .first()
            .and_then(|(first, _)| first.parse::<i64>().ok())
            .map(|first| (first - 1).to_string());
        let base = if base.is_empty() { before.unwrap_or_default() } else { base.to_string() };
        let baseline = match row.cell("baseline") {
            "" => Vec::new(),
            value => vec![DraftPoint::new(base, value)],
        };
        let targets = years.iter().map(|(year, column)| DraftPoint::new(year, row.cell(column)));
        let targets = targets.filter(|point| !point.value.as_written().is_empty()).collect();
        let level = match row.cell("kind").to_lowercase().as_str() {
            "output" | "keluaran" => "output",
            "outcome" | "sasaran" | "tujuan" | "objective" | "goal" => "outcome",
            "impact" | "dampak" => "impact",
            _ => "",
        };
        let indicator = DraftIndicator {
            name: cell(row.cell("name")),
            unit: cell(row.cell("unit")),
            direction: cell(row.cell("direction")),
            level: cell(level),
            baseline,
            targets,
            source: source(row),
            ..Default::default()
        };
        if let Some(element) = self.draft.elements.get_mut(at) {
            element.indicators.push(indicator);
        }
    }

    fn money(&mut self, row: TableRow<'_>) {
        let Some(at) = self.placed(row, "") else { return };
        let (year, stage, fund) = (row.cell("year"), row.cell("stage"), row.cell("fund"));
        if !self.paid.insert((at, stage.into(), fund.into(), year.into())) {
            let code = row.cell("element");
            let args = vec![("field", "year".into()), ("period", year.into()), ("other", year.into())];
            self.find(&lints::OVERLAPPING_PERIODS, Subject::new("element", code, ""), (row, "year"), args);
            return;
        }
        let budget = DraftBudget {
            stage: cell(stage),
            fund: cell(fund),
            amounts: vec![(cell(year), cell(row.cell("amount")))],
            source: source(row),
            ..Default::default()
        };
        if let Some(element) = self.draft.elements.get_mut(at) {
            element.budget.push(budget);
        }
    }

    fn finish(mut self, years: &[(String, String)]) -> TablePlan {
        if let (Some((first, _)), Some((last, _))) = (years.first(), years.last()) {
            self.draft.document.from = first.into();
            self.draft.document.to = last.into();
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

fn cell(text: &str) -> crate::plan::Cell {
    if text.is_empty() { crate::plan::Cell::Missing } else { text.into() }
}

fn source(row: TableRow<'_>) -> Source {
    Source::Row { file: row.file(), row: row.number() }
}
