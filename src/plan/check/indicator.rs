//! Indicators: their columns, their series of targets, their actuals.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::finding::{Finding, Lang};
use crate::id::{Id, derive};
use crate::number::{Absence, Reading, Scale, Status, Unit};
use crate::period::{Entry, Overlap, Period, PeriodRole, Revision, Series};

use super::super::cell::{Cell, Source};
use super::super::draft::{
    DraftDetail, DraftIndicator, DraftIndicatorMore, DraftPoint, DraftReference, DraftRelation,
};
use super::super::kind::Kind;
use super::super::lints;
use super::super::observation::Observed;
use super::super::slots::{FigurePlace, Listed, OfSeries, Part};
use super::super::store::{IndicatorMore, IndicatorRow, OwnCode, Reference, RelationRow};
use super::Checker;
use super::actual::{asks_for_a_direction, beyond_the_plan, disordered, outside_horizon, stranger};
use super::report::At;
use super::scale::is_word;
use super::series::Dash;

impl Checker {
    /// Reads one indicator of the element at `element`, known by this code.
    pub(super) fn indicator(
        &mut self,
        draft: &DraftIndicator,
        code: SmolStr,
        element: u32,
        at: At<'_>,
    ) -> IndicatorRow {
        let numbers = self.numbers_of(draft, element);
        let own_code = if draft.code.is_missing() { OwnCode::Made } else { OwnCode::Written };
        let more = draft.more.as_deref().map(|more| Box::new(self.indicator_more(more, at)));
        let explicit = more.as_ref().and_then(|more| more.explicit_id);
        let uuid = explicit.unwrap_or_else(|| derive(self.lineage, "indicator", &code));
        let name = self.report.name(&draft.name, at.key("name"));
        let told = draft.name.is_other() || draft.source == Source::Unread;
        if name.trim().is_empty() && !told {
            self.report.add(at.finding(&lints::MISSING_TITLE));
        }
        let unit = self.unit(draft, more.as_deref(), at);
        let habits = self.habits;
        self.habits.numbers = numbers;
        self.habits.unit = unit.as_ref().and_then(Unit::currency);
        let mut series = Series::with_capacity(draft.baseline.len() + draft.targets.len());
        let before = self.series(&draft.baseline, Place::Baseline, &mut series, at);
        let promised = self.series(&draft.targets, Place::Targets, &mut series, at);
        self.broken(&series, [&before, &promised], at);
        let mut actuals = Series::with_capacity(draft.actuals.len());
        self.series(&draft.actuals, Place::Actuals(&series), &mut actuals, at);
        self.habits = habits;
        if actuals.iter().next().is_some() {
            let indicator = Id::new(uuid);
            self.observed.push(Observed {
                indicator,
                slice: Box::default(),
                series: actuals,
                remarks: Vec::new(),
            });
        }
        if draft.direction.is_missing() && asks_for_a_direction(&series) {
            self.undirected.push(self.measures.len() as u32);
        }
        IndicatorRow {
            uuid,
            element,
            name,
            unit,
            series,
            more,
            own_code,
            direction: self.report.word(&draft.direction, at.key("direction")),
            level: self.report.word(&draft.level, at.key("level")),
            accumulation: self.report.word(&draft.accumulation, at.key("accumulation")),
            weight: self.report.amount_of_one(&draft.weight, self.habits, at.key("weight")),
            source: draft.source.clone(),
            code,
        }
    }

    fn unit(&mut self, draft: &DraftIndicator, more: Option<&IndicatorMore>, at: At<'_>) -> Option<Unit> {
        let text = self.report.name(&draft.unit, at.key("unit"));
        let unit = match more.and_then(|more| more.scale.clone()) {
            Some(scale) => Some(Unit::ordinal(scale).written(text.trim())),
            None => self.units.entry(text).or_insert_with_key(|text| Unit::read(text)).clone(),
        };
        if unit.is_none() && !draft.unit.is_other() && draft.source != Source::Unread {
            self.report.add(at.key("unit").finding(&lints::MISSING_UNIT));
        }
        unit
    }

    fn indicator_more(&mut self, draft: &DraftIndicatorMore, at: At<'_>) -> IndicatorMore {
        let indicator = self.measures.len() as u32;
        for (i, part) in draft.external.iter().enumerate() {
            self.slots.keep(|| Part::Indicator(indicator, Listed::External, i as u32), &part.extensions);
        }
        let place = self.roll.elements.resolve(&draft.place, at.key("place"), &mut self.report);
        self.expect_kind(place, &[Kind::Place], at.key("place"));
        let labels = self.report.texts(&draft.scale, at.key("scale"));
        IndicatorMore {
            explicit_id: self.report.uuid(&draft.id, at.key("id")),
            definition: self.report.text(&draft.definition, at.key("definition")),
            version: self.report.text(&draft.version, at.key("version")),
            data_source: self.report.text(&draft.data_source, at.key("data_source")),
            verification: self.report.text(&draft.verification, at.key("verification")),
            roles: self.report.texts(&draft.roles, at.key("roles")),
            scale: self.scale(labels, at.key("scale")),
            population: self.report.text(&draft.population, at.key("population")),
            place,
            composition: self.report.word(&draft.composition, at.key("composition")),
            relations: self.relations(&draft.relations, at.key("relations")),
            references: self.references(&draft.references, at.key("references")),
            external: self.externals(&draft.external, at),
            slices: self.report.texts(&draft.slices, at.key("slices")),
            note: self.report.text(&draft.note, at.key("note")),
            extensions: draft.extensions.clone(),
        }
    }

    /// An ordinal scale from its labels, best first.
    fn scale(&mut self, labels: Vec<Box<str>>, at: At<'_>) -> Option<Arc<Scale>> {
        if labels.is_empty() {
            return None;
        }
        match Scale::new("", labels) {
            Ok(scale) => Some(Arc::new(scale)),
            Err(error) => {
                let finding = at.about_field(&lints::WRONG_TYPE).with(
                    "expected",
                    ["labels, best first, each once", "label, yang terbaik lebih dulu, masing-masing sekali"],
                );
                self.report.add(finding.with("found", [Lang::En, Lang::Id].map(|lang| error.message(lang))));
                None
            }
        }
    }

    fn relations(&mut self, drafts: &[DraftRelation], at: At<'_>) -> Vec<RelationRow> {
        let indicator = self.measures.len() as u32;
        let mut rows = Vec::with_capacity(drafts.len());
        for (i, draft) in drafts.iter().enumerate() {
            if let Some(row) = self.relation(draft, at.index(i)) {
                let part = || Part::Indicator(indicator, Listed::Relations, rows.len() as u32);
                self.slots.keep(part, &draft.extensions);
                rows.push(row);
            }
        }
        rows
    }

    fn references(&mut self, drafts: &[DraftReference], at: At<'_>) -> Vec<Reference> {
        let indicator = self.measures.len() as u32;
        let mut rows = Vec::with_capacity(drafts.len());
        for (i, draft) in drafts.iter().enumerate() {
            if let Some(row) = self.reference(draft, at.index(i)) {
                let part = || Part::Indicator(indicator, Listed::References, rows.len() as u32);
                self.slots.keep(part, &draft.extensions);
                rows.push(row);
            }
        }
        rows
    }

    /// Keeps the slots of a figure and of the values before it.
    pub(super) fn figure_slots(
        &mut self,
        indicator: u32,
        series: &OfSeries,
        period: Period,
        point: &DraftPoint,
    ) {
        let Some(detail) = &point.detail else { return };
        let at = |was| Part::Figure(FigurePlace { indicator, series: series.clone(), period, was });
        self.slots.keep(|| at(None), &detail.extensions);
        for (i, earlier) in detail.was.iter().enumerate() {
            if let Some(detail) = &earlier.detail {
                self.slots.keep(|| at(Some(i as u32)), &detail.extensions);
            }
        }
    }

    fn relation(&mut self, draft: &DraftRelation, at: At<'_>) -> Option<RelationRow> {
        self.report.needed(
            &draft.kind,
            ["a word that says how they relate", "kata yang menyebut hubungannya"],
            at.key("kind"),
        );
        self.report.needed(&draft.to, ["the code of an indicator", "kode indikator"], at.key("to"));
        let kind = self.report.word(&draft.kind, at.key("kind"));
        let target = self.roll.indicators.target(&draft.to, at.key("to"), &mut self.report);
        let weight = self.report.amount_of_one(&draft.weight, self.habits, at.key("weight"));
        let worst = self.report.number(&draft.worst, self.habits, at.key("worst"));
        let best = self.report.number(&draft.best, self.habits, at.key("best"));
        Some(RelationRow { kind: kind?, target: target?, weight, worst, best })
    }

    fn reference(&mut self, draft: &DraftReference, at: At<'_>) -> Option<Reference> {
        self.report.needed(&draft.value, ["a figure", "angka"], at.key("value"));
        let value = self.value(&draft.value, at.key("value"));
        let name = self.report.text(&draft.name, at.key("name"));
        let period = self.report.period(&draft.period, self.habits.calendar, at.key("period"));
        Some(Reference { name, value: value?, period })
    }

    /// Reads the figures of a field into a series; a period that overlaps another is reported and left out. Gives back
    /// the baselines or targets that are words, but for those of which something was said.
    fn series<'p>(
        &mut self,
        points: &'p [DraftPoint],
        place: Place<'_>,
        series: &mut Series<Reading>,
        at: At<'_>,
    ) -> Vec<&'p DraftPoint> {
        let field = at.key(place.field());
        let mut words = Vec::new();
        let mut entries = Vec::new();
        for point in points.iter().filter(|point| !is_blank(point)) {
            let key = field.key(point.period.as_written());
            let Some(period) = self.report.period_of(&point.period, self.habits.calendar, key) else {
                // What else is wrong with the figure is told in the same pass.
                self.point_reading(point, place, key);
                continue;
            };
            let findings = self.report.count();
            let entry = self.entry(point, period, place, key);
            // What has been reported already is not reported once more.
            let quiet = findings == self.report.count();
            match place {
                Place::Baseline => {
                    words.extend((quiet && is_word(entry.reading())).then_some(point));
                    let far = beyond_the_plan(period, series, self.horizon, (place.field(), key));
                    far.into_iter().for_each(|finding| self.report.add(finding));
                }
                Place::Targets => {
                    words.extend((quiet && is_word(entry.reading())).then_some(point));
                    self.within_horizon(&entry, key);
                    self.dash(point, &entry);
                }
                Place::Actuals(targets) => {
                    let odd = if quiet { stranger(&entry, targets, key) } else { None };
                    let far = beyond_the_plan(period, targets, self.horizon, (place.field(), key));
                    odd.into_iter().chain(far).for_each(|finding| self.report.add(finding));
                }
                Place::Listed => {}
            }
            self.figure_slots(self.measures.len() as u32, &place.series(), period, point);
            if points.len() > MANY {
                entries.push(entry);
            } else if let Err(overlap) = series.insert(entry) {
                self.report.add(overlapping(overlap, field));
            }
        }
        for (_, overlap) in series.insert_all(entries) {
            self.report.add(overlapping(overlap, field));
        }
        words
    }

    /// Keeps a sign for "nothing" until it is known whether a target is due there.
    fn dash(&mut self, point: &DraftPoint, entry: &Entry<Reading>) {
        let written = matches!(&point.value, Cell::Text(text) if !text.trim().is_empty());
        if written && matches!(entry.reading(), Reading::Absent(Absence::Blank)) {
            let (measure, text) = (self.measures.len() as u32, point.value.as_written().into());
            self.dashes.push(Dash { measure, period: entry.period(), text });
        }
    }

    /// One figure with its history.
    pub(super) fn entry(
        &mut self,
        point: &DraftPoint,
        period: Period,
        place: Place<'_>,
        at: At<'_>,
    ) -> Entry<Reading> {
        let detail = point.detail.as_deref();
        let role = match place {
            Place::Baseline => PeriodRole::Baseline,
            _ => detail.and_then(|d| self.report.word(&d.role, at.key("role"))).unwrap_or(PeriodRole::Plan),
        };
        let reading = self.point_reading(point, place, at);
        let Some(detail) = detail.filter(|detail| has_history(detail)) else {
            return Entry::new(period, role, reading);
        };
        let mut before = Vec::with_capacity(detail.was.len());
        for (i, earlier) in detail.was.iter().enumerate() {
            let was = at.key("was");
            let reading = self.point_reading(earlier, place, was.index(i));
            self.no_history_of_its_own(earlier, was.index(i));
            let none = DraftDetail::default();
            before.push(self.revision(reading, earlier.detail.as_deref().unwrap_or(&none), was.index(i)));
        }
        let current = self.revision(reading, detail, at);
        let entry = Entry::with_revisions(period, role, before, current);
        if let Some([before, after]) = disordered(entry.revisions()) {
            let finding = at.key("was").finding(&lints::REVISIONS_ORDER).with("period", period.to_string());
            let finding = finding.with("before", before.to_string()).with("after", after.to_string());
            self.report.add(finding);
        }
        entry
    }

    /// The values before one in force stand in one list, each without values before it.
    fn no_history_of_its_own(&mut self, earlier: &DraftPoint, at: At<'_>) {
        if earlier.detail.as_ref().is_some_and(|detail| !detail.was.is_empty()) {
            let expected = ["left out of an earlier value", "dihilangkan dari nilai terdahulu"];
            let finding = at.key("was").about_field(&lints::WRONG_TYPE).with("expected", expected);
            self.report.add(finding.with("found", ["a list", "daftar"]));
        }
    }

    fn revision(&mut self, reading: Reading, detail: &DraftDetail, at: At<'_>) -> Revision<Reading> {
        Revision {
            value: reading,
            decided: self.report.date(&detail.decided, at.key("decided")),
            effective: self.report.date(&detail.effective, at.key("effective")),
            reason: non_empty(self.report.text(&detail.reason, at.key("reason"))),
            by: non_empty(self.report.text(&detail.by, at.key("by"))),
        }
    }

    pub(super) fn point_reading(&mut self, point: &DraftPoint, place: Place<'_>, at: At<'_>) -> Reading {
        let Some(detail) = &point.detail else {
            let value = if matches!(place, Place::Listed) { at.key("value") } else { at };
            return self.report.reading(&point.value, self.habits, value);
        };
        let absence = self.report.word::<Absence>(&detail.absent, at.key("absent"));
        let reading = self.report.reading(&point.value, self.habits, at.key("value"));
        if let Some(absence) = absence {
            if reading.value().is_some() {
                let finding = at.finding(&lints::VALUE_AND_ABSENCE).with("text", point.value.as_written());
                self.report.add(finding.with("absent", absence.as_str()));
            }
            return Reading::Absent(absence);
        }
        match self.report.word::<Status>(&detail.status, at.key("status")) {
            Some(status) => reading.with_status(status),
            None => reading,
        }
    }

    fn within_horizon(&mut self, entry: &Entry<Reading>, at: At<'_>) {
        let Some((from, to)) = self.horizon else { return };
        let period = entry.period();
        if !period.is_within(from, to) && entry.role() == PeriodRole::Plan {
            self.report.add(outside_horizon(period, [from, to], (Place::Targets.field(), at)));
        }
    }
}

/// Figures are put in their places one by one up to this number, and more of them all at once.
const MANY: usize = 64;

/// Two figures of one series for the same days.
pub(super) fn overlapping(overlap: Overlap, field: At<'_>) -> Finding {
    let finding = field.about_field(&lints::OVERLAPPING_PERIODS).with("period", overlap.period().to_string());
    finding.with("other", overlap.existing().to_string())
}

/// Which figures of an indicator are read.
#[derive(Clone, Copy)]
pub(super) enum Place<'s> {
    /// Where it starts from.
    Baseline,
    /// What is promised.
    Targets,
    /// What was measured, beside the indicator; held against its targets.
    Actuals(&'s Series<Reading>),
    /// What was measured, in the list of observations.
    Listed,
}

impl Place<'_> {
    /// The series that they belong to.
    fn series(self) -> OfSeries {
        match self {
            Place::Baseline => OfSeries::Baseline,
            Place::Targets => OfSeries::Targets,
            Place::Actuals(_) | Place::Listed => OfSeries::Actuals(Box::default()),
        }
    }

    /// The field in which the figures stand.
    pub(super) fn field(self) -> &'static str {
        match self {
            Place::Baseline => "baseline",
            Place::Targets => "targets",
            Place::Actuals(_) => "actuals",
            Place::Listed => "observations",
        }
    }
}

/// Whether it is known how the figure came to be.
fn has_history(detail: &DraftDetail) -> bool {
    let cells = [&detail.decided, &detail.effective, &detail.reason, &detail.by];
    !detail.was.is_empty() || cells.iter().any(|cell| !cell.is_missing())
}

/// Whether nothing was written: no value and no detail.
fn is_blank(point: &DraftPoint) -> bool {
    point.value.as_written().trim().is_empty() && point.detail.is_none()
}

fn non_empty(text: Box<str>) -> Option<Box<str>> {
    Some(text).filter(|text| !text.is_empty())
}
