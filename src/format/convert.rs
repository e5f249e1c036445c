//! From the records of a file to a draft, with findings where the file is odd.

use crate::finding::{Arg, Finding, Lint, Origin, Subject, suggest::nearest};
use crate::plan::{
    Cell, Draft, DraftBeneficiary, DraftBudget, DraftDetail, DraftDocument, DraftElement, DraftEvidence,
    DraftExternal, DraftIndicator, DraftIndicatorMore, DraftLink, DraftMilestone, DraftMore,
    DraftObservation, DraftPoint, DraftReference, DraftRelation, Extensions, LinkKind, Source,
};

use std::collections::HashSet;
use std::fmt::Write as _;

use super::lints;
use super::record::{List, Oddities, Oddity, Pairs, Short};
use super::v1;

/// What is odd, gathered while records become a draft. Paths are JSON Pointers.
pub(super) struct Converter {
    pub(super) draft: Draft,
    path: String,
    subject: Subject,
    limit: usize,
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

/// Slots where few have any.
fn boxed(slots: Extensions) -> Option<Box<Extensions>> {
    (!slots.is_empty()).then(|| Box::new(slots))
}

/// The slots of one record so far, in the order written.
#[derive(Default)]
struct Kept {
    slots: Extensions,
    /// The names, once there are too many to be compared one by one.
    names: HashSet<Box<str>>,
}

impl Kept {
    fn has(&mut self, name: &str) -> bool {
        const FEW: usize = 32;
        if self.slots.len() <= FEW {
            return self.slots.iter().any(|(known, _)| **known == *name);
        }
        let new = self.slots.get(self.names.len()..).unwrap_or(&[]);
        self.names.extend(new.iter().map(|(known, _)| known.clone()));
        self.names.contains(name)
    }
}

impl Converter {
    pub(super) fn new(limit: usize) -> Converter {
        let subject = Subject::new("plan", "", "");
        Converter { draft: Draft::default(), path: String::new(), subject, limit }
    }

    /// Does something one step further down.
    fn within<T>(&mut self, step: &str, work: impl FnOnce(&mut Converter) -> T) -> T {
        let length = self.path.len();
        self.path.push('/');
        if step.contains(['~', '/']) {
            self.path.push_str(&step.replace('~', "~0").replace('/', "~1"));
        } else {
            self.path.push_str(step);
        }
        let result = work(self);
        self.path.truncate(length);
        result
    }

    /// Does something at a place in a list.
    fn within_item<T>(&mut self, at: usize, work: impl FnOnce(&mut Converter) -> T) -> T {
        let length = self.path.len();
        let _ = write!(self.path, "/{at}");
        let result = work(self);
        self.path.truncate(length);
        result
    }

    fn find(&mut self, lint: &'static Lint, key: &str, args: impl IntoIterator<Item = (&'static str, Arg)>) {
        if self.draft.findings.len() >= self.limit {
            return;
        }
        let subject = self.subject.clone();
        let finding = self.within(key, |here| {
            Finding::new(lint, subject).at(Some(Origin::Pointer(here.path.as_str().into())))
        });
        let finding = args.into_iter().fold(finding, |finding, (name, arg)| finding.with(name, arg));
        self.draft.findings.push(finding);
    }

    fn wrong_type(&mut self, key: &str, expected: [&'static str; 2], found: &str) {
        let args = [("field", Arg::from(key)), ("expected", expected.into()), ("found", what(found))];
        self.find(&crate::plan::lints::WRONG_TYPE, key, args);
    }

    /// The same, some steps further down.
    fn wrong_at(&mut self, path: &[&str], expected: [&'static str; 2], found: &str) {
        match path {
            [] => {}
            [key] => self.wrong_type(key, expected, found),
            [step, rest @ ..] => self.within(step, |here| here.wrong_at(rest, expected, found)),
        }
    }

    /// Makes findings of what is odd about a record; gives back the slots that survive a round trip. An
    /// unknown field is kept under its own name, so that nothing is lost.
    fn odd(&mut self, oddities: Oddities, known: &[&str]) -> Extensions {
        let mut kept = Kept::default();
        for oddity in oddities.into_vec() {
            match oddity {
                Oddity::Extension(name, text) => self.keep(&mut kept, name, text),
                Oddity::Unknown(name, text) => {
                    let near = nearest(&name, known.iter().copied());
                    let near = Arg::Suggestion(near.map(Into::into));
                    self.find(
                        &lints::UNKNOWN_FIELD,
                        &name,
                        [("field", (&*name).into()), ("suggestion", near)],
                    );
                    self.keep(&mut kept, name, text);
                }
                Oddity::Twice(name) => self.find(&lints::DUPLICATE_KEY, &name, [("key", (&*name).into())]),
                Oddity::WrongType(name, expected, found) => self.wrong_type(&name, expected, &found),
            }
        }
        kept.slots
    }

    /// The same for a record that keeps no slots, and says so.
    fn odd_unkept(&mut self, oddities: Oddities, known: &[&str]) {
        for (name, _) in self.odd(oddities, known) {
            if name.starts_with("x-") {
                self.find(&lints::SLOT_NOT_KEPT, &name, [("slot", (&*name).into())]);
            }
        }
    }

    fn keep(&mut self, kept: &mut Kept, name: Box<str>, text: Box<str>) {
        if kept.has(&name) {
            self.find(&lints::DUPLICATE_KEY, &name, [("key", (&*name).into())]);
        } else {
            kept.slots.push((name, text));
        }
    }

    /// Converts the parts of a list, each at its own place.
    fn list<R, T>(
        &mut self,
        key: &str,
        list: Option<List<R>>,
        convert: impl Fn(&mut Converter, R) -> T,
    ) -> Vec<T> {
        let Some(list) = list else { return Vec::new() };
        self.within(key, |here| {
            for (at, found) in &list.wrong {
                here.wrong_type(&at.to_string(), ["an object", "objek"], found);
            }
            // Not collected in place: a record is several times as large as what it becomes.
            let mut converted = Vec::with_capacity(list.items.len());
            for (i, item) in list.items.into_iter().enumerate() {
                converted.push(here.within_item(i, |here| convert(here, item)));
            }
            converted
        })
    }

    fn cells(&mut self, key: &str, list: Option<List<Cell>>) -> Vec<Cell> {
        self.list(key, list, |_, cell| cell)
    }

    pub(super) fn document(&mut self, record: v1::Document) {
        let cell = |cell: &Option<Cell>| cell.as_ref().map_or("", Cell::as_written).to_string();
        self.subject = Subject::new("plan", cell(&record.code), cell(&record.title));
        let extensions = self.within("document", |here| here.odd(record.odd, v1::Document::FIELDS));
        let horizon = self.range("horizon", record.horizon);
        let in_force = self.range("in_force", record.in_force);
        let (framework, framework_data) = match record.framework {
            Some(Short::Record(own)) => (
                Cell::Missing,
                self.within("document", |here| here.within("framework", |h| h.framework(*own))),
            ),
            Some(Short::Cell(name)) => (name, None),
            None => (Cell::Missing, None),
        };
        self.draft.document = DraftDocument {
            code: record.code.unwrap_or_default(),
            title: record.title.unwrap_or_default(),
            kind: record.kind.unwrap_or_default(),
            framework,
            framework_data: framework_data.map(Box::new),
            status: record.status.unwrap_or_default(),
            instrument: record.instrument.unwrap_or_default(),
            owner: record.owner.unwrap_or_default(),
            lineage: record.lineage.unwrap_or_default(),
            revision: record.revision.unwrap_or_default(),
            derives_from: record.derives_from.unwrap_or_default(),
            from: horizon.0,
            to: horizon.1,
            in_force_from: in_force.0,
            in_force_to: in_force.1,
            numbers: record.numbers.unwrap_or_default(),
            currency: record.currency.unwrap_or_default(),
            edition: record.edition.unwrap_or_default(),
            fiscal_start: record.fiscal_start.unwrap_or_default(),
            note: record.note.unwrap_or_default(),
            extensions,
        };
    }

    fn range(&mut self, key: &str, range: Option<v1::Range>) -> (Cell, Cell) {
        let Some(range) = range else { return Default::default() };
        self.within("document", |here| {
            here.within(key, |here| here.odd_unkept(range.odd, v1::Range::FIELDS));
        });
        (range.from.unwrap_or_default(), range.to.unwrap_or_default())
    }

    fn framework(&mut self, mut record: v1::Framework) -> Option<crate::plan::Framework> {
        self.odd_unkept(std::mem::take(&mut record.odd), v1::Framework::FIELDS);
        let wrong = record.levels.as_mut().map_or(Vec::new(), |list| std::mem::take(&mut list.wrong));
        self.within("levels", |here| {
            for (at, found) in &wrong {
                here.wrong_type(&at.to_string(), ["an object", "objek"], found);
            }
            for (at, level) in record.levels.iter_mut().flat_map(|list| &mut list.items).enumerate() {
                let odd = std::mem::take(&mut level.odd);
                here.within_item(at, |here| here.odd_unkept(odd, v1::Level::FIELDS));
            }
        });
        let left_out: Vec<usize> = wrong.into_iter().map(|(at, _)| at).collect();
        super::framework::read(record, &left_out, |path, expected, found| {
            self.wrong_at(path, expected, found)
        })
    }

    /// One element of the list of elements; `at` is its place there.
    pub(super) fn element(&mut self, record: v1::Element, at: usize) {
        let code = record.code.as_ref().map_or("", Cell::as_written);
        let title = record.title.as_ref().map_or("", Cell::as_written);
        self.subject = Subject::new("element", code, title);
        let element =
            self.within("elements", |here| here.within(&at.to_string(), |here| here.element_here(record)));
        self.draft.elements.push(element);
    }

    fn element_here(&mut self, record: v1::Element) -> DraftElement {
        let extensions = self.odd(record.odd, v1::Element::FIELDS);
        let mut links = self.list("serves", record.serves, |here, link| here.link(link, None));
        let supports = Some(LinkKind::Supports);
        links.extend(self.list("supports", record.supports, |here, link| here.link(link, supports)));
        let more = DraftMore {
            id: record.id.unwrap_or_default(),
            statement: record.statement.unwrap_or_default(),
            class: record.class.unwrap_or_default(),
            level: record.level.unwrap_or_default(),
            classification: record.classification.unwrap_or_default(),
            priority: record.priority.unwrap_or_default(),
            from: record.from.unwrap_or_default(),
            to: record.to.unwrap_or_default(),
            done: record.done.unwrap_or_default(),
            focus: record.focus.unwrap_or_default(),
            partners: self.cells("partners", record.partners),
            places: self.cells("places", record.places),
            themes: self.cells("themes", record.themes),
            engages: self.cells("engages", record.engages),
            beneficiaries: self.list("beneficiaries", record.beneficiaries, Converter::beneficiary),
            milestones: self.list("milestones", record.milestones, Converter::milestone),
            evidence: self.list("evidence", record.evidence, Converter::evidence),
            external: self.list("external", record.external, Converter::external),
            note: record.note.unwrap_or_default(),
            extensions,
        };
        DraftElement {
            kind: record.kind.unwrap_or_default(),
            code: record.code.unwrap_or_default(),
            title: record.title.unwrap_or_default(),
            under: record.under.unwrap_or_default(),
            weight: record.weight.unwrap_or_default(),
            owner: record.owner.unwrap_or_default(),
            links,
            indicators: self.list("indicators", record.indicators, Converter::indicator),
            budget: self.list("budget", record.budget, Converter::budget),
            more: (more != DraftMore::default()).then(|| Box::new(more)),
            source: Source::Listed,
        }
    }

    fn link(&mut self, link: Short<v1::Link>, kind: Option<LinkKind>) -> DraftLink {
        let record = match link {
            Short::Cell(to) => return DraftLink { kind, to, ..Default::default() },
            Short::Record(record) => *record,
        };
        let extensions = boxed(self.odd(record.odd, v1::Link::FIELDS));
        DraftLink {
            extensions,
            kind,
            to: record.to.unwrap_or_default(),
            share: record.share.unwrap_or_default(),
            weight: record.weight.unwrap_or_default(),
            sign: record.sign.unwrap_or_default(),
            holding: record.holding.unwrap_or_default(),
            status: record.status.unwrap_or_default(),
            from: record.from.unwrap_or_default(),
            until: record.until.unwrap_or_default(),
        }
    }

    fn indicator(&mut self, record: v1::Indicator) -> DraftIndicator {
        let extensions = self.odd(record.odd, v1::Indicator::FIELDS);
        let more = DraftIndicatorMore {
            id: record.id.unwrap_or_default(),
            definition: record.definition.unwrap_or_default(),
            version: record.version.unwrap_or_default(),
            data_source: record.data_source.unwrap_or_default(),
            verification: record.verification.unwrap_or_default(),
            roles: self.cells("roles", record.roles),
            scale: self.cells("scale", record.scale),
            population: record.population.unwrap_or_default(),
            place: record.place.unwrap_or_default(),
            composition: record.composition.unwrap_or_default(),
            relations: self.list("relations", record.relations, Converter::relation),
            references: self.list("references", record.references, Converter::reference),
            external: self.list("external", record.external, Converter::external),
            slices: self.cells("slices", record.slices),
            note: record.note.unwrap_or_default(),
            extensions,
        };
        DraftIndicator {
            code: record.code.unwrap_or_default(),
            name: record.name.unwrap_or_default(),
            unit: record.unit.unwrap_or_default(),
            direction: record.direction.unwrap_or_default(),
            level: record.level.unwrap_or_default(),
            accumulation: record.accumulation.unwrap_or_default(),
            weight: record.weight.unwrap_or_default(),
            baseline: self.points("baseline", record.baseline),
            targets: self.points("targets", record.targets),
            actuals: self.points("actuals", record.actuals),
            more: (more != DraftIndicatorMore::default()).then(|| Box::new(more)),
            source: Source::Listed,
        }
    }

    /// An object of periods, each with a figure in its short or its long form.
    fn points(&mut self, key: &str, pairs: Option<Pairs<Short<v1::Point>>>) -> Vec<DraftPoint> {
        let Some(pairs) = pairs else { return Vec::new() };
        self.within(key, |here| {
            here.pairs_odd(&pairs.twice, &pairs.wrong);
            let mut points = Vec::with_capacity(pairs.pairs.len());
            for (period, point) in pairs.pairs {
                let mut converted = here.within(&period, |here| here.point(point));
                converted.period = Cell::Text(period);
                points.push(converted);
            }
            points
        })
    }

    fn pairs_odd(&mut self, twice: &[Box<str>], wrong: &[(Box<str>, Box<str>)]) {
        for key in twice {
            self.find(&lints::DUPLICATE_KEY, key, [("key", (&**key).into())]);
        }
        for (key, found) in wrong {
            self.wrong_type(key, ["a figure or an object", "angka atau objek"], found);
        }
    }

    fn point(&mut self, point: Short<v1::Point>) -> DraftPoint {
        let record = match point {
            Short::Cell(value) => return DraftPoint { value, ..Default::default() },
            Short::Record(record) => *record,
        };
        let extensions = self.odd(record.odd, v1::Point::FIELDS);
        let detail = DraftDetail {
            extensions,
            role: record.role.unwrap_or_default(),
            status: record.status.unwrap_or_default(),
            absent: record.absent.unwrap_or_default(),
            decided: record.decided.unwrap_or_default(),
            effective: record.effective.unwrap_or_default(),
            reason: record.reason.unwrap_or_default(),
            by: record.by.unwrap_or_default(),
            was: self.list("was", record.was, Converter::point),
        };
        let detail = (detail != DraftDetail::default()).then(|| Box::new(detail));
        DraftPoint { period: Cell::Missing, value: record.value.unwrap_or_default(), detail }
    }

    fn budget(&mut self, record: v1::Budget) -> DraftBudget {
        let extensions = boxed(self.odd(record.odd, v1::Budget::FIELDS));
        let amounts = record.amounts.map_or(Vec::new(), |pairs| {
            self.within("amounts", |here| here.pairs_odd(&pairs.twice, &pairs.wrong));
            let mut amounts = Vec::with_capacity(pairs.pairs.len());
            amounts.extend(pairs.pairs.into_iter().map(|(period, amount)| (Cell::Text(period), amount)));
            amounts
        });
        DraftBudget {
            stage: record.stage.unwrap_or_default(),
            fund: record.fund.unwrap_or_default(),
            currency: record.currency.unwrap_or_default(),
            amounts,
            extensions,
            source: Source::Listed,
        }
    }

    fn beneficiary(&mut self, record: v1::Beneficiary) -> DraftBeneficiary {
        let extensions = self.odd(record.odd, v1::Beneficiary::FIELDS);
        DraftBeneficiary {
            extensions,
            who: record.who.unwrap_or_default(),
            count: record.count.unwrap_or_default(),
            place: record.place.unwrap_or_default(),
        }
    }

    fn milestone(&mut self, record: v1::Milestone) -> DraftMilestone {
        let extensions = self.odd(record.odd, v1::Milestone::FIELDS);
        DraftMilestone {
            extensions,
            title: record.title.unwrap_or_default(),
            due: record.due.unwrap_or_default(),
            done: record.done.unwrap_or_default(),
        }
    }

    fn evidence(&mut self, record: v1::Evidence) -> DraftEvidence {
        let extensions = self.odd(record.odd, v1::Evidence::FIELDS);
        DraftEvidence {
            extensions,
            title: record.title.unwrap_or_default(),
            covers: record.covers.unwrap_or_default(),
            issued: record.issued.unwrap_or_default(),
            uri: record.uri.unwrap_or_default(),
        }
    }

    fn external(&mut self, record: v1::External) -> DraftExternal {
        let extensions = self.odd(record.odd, v1::External::FIELDS);
        DraftExternal {
            extensions,
            scheme: record.scheme.unwrap_or_default(),
            code: record.code.unwrap_or_default(),
            required: record.required.unwrap_or_default(),
        }
    }

    fn relation(&mut self, record: v1::Relation) -> DraftRelation {
        let extensions = self.odd(record.odd, v1::Relation::FIELDS);
        DraftRelation {
            extensions,
            kind: record.kind.unwrap_or_default(),
            to: record.to.unwrap_or_default(),
            weight: record.weight.unwrap_or_default(),
            worst: record.worst.unwrap_or_default(),
            best: record.best.unwrap_or_default(),
        }
    }

    fn reference(&mut self, record: v1::Reference) -> DraftReference {
        let extensions = self.odd(record.odd, v1::Reference::FIELDS);
        DraftReference {
            extensions,
            name: record.name.unwrap_or_default(),
            value: record.value.unwrap_or_default(),
            period: record.period.unwrap_or_default(),
        }
    }

    /// One observation; `at` is its place in the list.
    pub(super) fn observation(&mut self, record: v1::Observation, at: usize) {
        self.subject =
            Subject::new("observation", record.indicator.as_ref().map_or("", Cell::as_written), "");
        let observation = self.within("observations", |here| {
            here.within(&at.to_string(), |here| here.observation_here(record))
        });
        self.draft.observations.push(observation);
    }

    fn observation_here(&mut self, record: v1::Observation) -> DraftObservation {
        let extensions = self.odd(record.odd, v1::Observation::FIELDS);
        let detail = DraftDetail {
            status: record.status.unwrap_or_default(),
            absent: record.absent.unwrap_or_default(),
            decided: record.decided.unwrap_or_default(),
            effective: record.effective.unwrap_or_default(),
            reason: record.reason.unwrap_or_default(),
            was: self.list("was", record.was, Converter::point),
            ..Default::default()
        };
        DraftObservation {
            indicator: record.indicator.unwrap_or_default(),
            slice: record.slice.unwrap_or_default(),
            recorded: record.recorded.unwrap_or_default(),
            by: record.by.unwrap_or_default(),
            cause: record.cause.unwrap_or_default(),
            follow_up: record.follow_up.unwrap_or_default(),
            point: DraftPoint {
                period: record.period.unwrap_or_default(),
                value: record.value.unwrap_or_default(),
                detail: (detail != DraftDetail::default()).then(|| Box::new(detail)),
            },
            extensions,
            source: Source::Listed,
        }
    }

    /// What is odd about the file itself.
    pub(super) fn file(&mut self, oddities: Oddities) {
        self.subject = Subject::new("plan", "", "");
        self.draft.extensions = self.odd(oddities, v1::File::FIELDS);
    }

    /// A part of a list of the file that is no object.
    pub(super) fn no_object(&mut self, list: &str, at: usize, found: &str) {
        self.subject = Subject::new("plan", "", "");
        self.within(list, |here| here.wrong_type(&at.to_string(), ["an object", "objek"], found));
    }
}
