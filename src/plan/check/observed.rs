//! Observations that stand in the plan's file, beside the indicators or in a list of their own.

use std::collections::{BTreeMap, HashMap};

use crate::id::Id;
use crate::number::{Reading, Unit};
use crate::period::{Entry, Series};

use super::super::cell::Source;
use super::super::draft::{DraftIndicator, DraftObservation};
use super::super::kind::IndicatorId;
use super::super::observation::{Observed, Remark};
use super::super::slots::OfSeries;
use super::Checker;
use super::actual::{beyond_the_plan, stranger};
use super::indicator::{Place, overlapping};
use super::report::{At, Path, Who};
use super::scalar::A_PERIOD;

/// The rows of observations, by indicator and slice.
type Rows = HashMap<(IndicatorId, Box<str>), usize>;

/// An observation that was read, and where it stands.
struct Pending {
    entry: Entry<Reading>,
    remark: Remark,
    source: Source,
    code: Box<str>,
    at: usize,
}

impl Checker {
    /// Reads one indicator of an element, with its code: its own, or made of the element's.
    pub(super) fn measure(&mut self, draft: &DraftIndicator, number: usize, element: u32, at: At<'_>) {
        let code = self.roll.indicators.code(self.measures.len() as u32);
        let who = Who { kind: "indicator", code: &code, name: draft.name.as_written() };
        let key = at.key("indicators");
        let row = self.indicator(draft, code.clone(), element, key.part(who, &draft.source, number));
        self.count_targets(&row);
        self.measures.push(row);
    }

    /// Reads the list of observations, and gathers them with those written beside the indicators.
    pub(super) fn observations(&mut self, drafts: &[DraftObservation]) {
        if drafts.is_empty() {
            return;
        }
        let mut rows: Rows = HashMap::new();
        for (at, observed) in self.observed.iter().enumerate() {
            rows.insert((observed.indicator, observed.slice.clone()), at);
        }
        let mut read: BTreeMap<usize, Vec<Pending>> = BTreeMap::new();
        let told = drafts.iter().enumerate().filter(|(_, draft)| draft.source != Source::Unread);
        for (at, draft) in told {
            if let Some((row, pending)) = self.observation(draft, &mut rows, at) {
                read.entry(row).or_default().push(pending);
            }
        }
        for (row, pending) in read {
            self.observe(row, pending);
        }
    }

    /// Reads one observation; gives back the row that it belongs to.
    fn observation(
        &mut self,
        draft: &DraftObservation,
        rows: &mut Rows,
        at: usize,
    ) -> Option<(usize, Pending)> {
        let code: Box<str> = draft.indicator.as_written().trim().into();
        let source = draft.source.clone();
        let who = Who { kind: "observation", code: &code, name: "" };
        let place = At { who, path: Path::Item(&source, "observations", at) };
        let code_due = ["the code of an indicator", "kode indikator"];
        self.report.needed(&draft.indicator, code_due, place.key("indicator"));
        self.report.needed(&draft.point.period, A_PERIOD, place.key("period"));
        let found = self.roll.indicators.resolve(&draft.indicator, place.key("indicator"), &mut self.report);
        let slice = self.report.text(&draft.slice, place.key("slice"));
        let period = self.report.period(&draft.point.period, self.habits.calendar, place.key("period"));
        let remark = Remark {
            period,
            recorded: self.report.date(&draft.recorded, place.key("recorded")),
            by: self.report.text(&draft.by, place.key("by")),
            cause: self.report.text(&draft.cause, place.key("cause")),
            follow_up: self.report.text(&draft.follow_up, place.key("follow_up")),
            extensions: draft.extensions.clone(),
        };
        let row = found.and_then(|found| self.measures.get(found as usize));
        let unit = row.and_then(|row| row.unit.as_ref()).and_then(Unit::currency);
        let indicator: Option<IndicatorId> = row.map(|row| Id::new(row.uuid));
        let (Some(indicator), Some(period)) = (indicator, period) else {
            // What else is wrong with the figure is told in the same pass.
            self.point_reading(&draft.point, Place::Listed, place);
            return None;
        };
        self.habits.unit = unit;
        let findings = self.report.count();
        let entry = self.entry(&draft.point, period, Place::Listed, place);
        self.habits.unit = None;
        if let Some(found) = found {
            self.figure_slots(found, &OfSeries::Actuals(slice.clone()), period, &draft.point);
        }
        if let Some(targets) =
            found.and_then(|found| self.measures.get(found as usize)).map(|row| &row.series)
        {
            let quiet = findings == self.report.count();
            let odd = if quiet { stranger(&entry, targets, place.key("value")) } else { None };
            let late = (Place::Listed.field(), place.key("period"));
            let late = beyond_the_plan(period, targets, self.horizon, late);
            odd.into_iter().chain(late).for_each(|finding| self.report.add(finding));
        }
        let row = *rows.entry((indicator, slice.clone())).or_insert_with(|| {
            self.observed.push(Observed { indicator, slice, series: Series::default(), remarks: Vec::new() });
            self.observed.len() - 1
        });
        Some((row, Pending { entry, remark, source, code, at }))
    }

    /// Puts the observations of one indicator and slice in their places.
    fn observe(&mut self, row: usize, pending: Vec<Pending>) {
        let Some(observed) = self.observed.get_mut(row) else { return };
        let (entries, mut said): (Vec<_>, Vec<_>) =
            pending.into_iter().map(|p| (p.entry, Some((p.remark, p.source, p.code, p.at)))).unzip();
        for (at, overlap) in observed.series.insert_all(entries) {
            let Some((_, source, code, at)) = said.get_mut(at).and_then(Option::take) else { continue };
            let who = Who { kind: "observation", code: &code, name: "" };
            let place = At { who, path: Path::Item(&source, "observations", at) };
            self.report.add(overlapping(overlap, place.key("period")));
        }
        let kept = said.into_iter().flatten().map(|(remark, ..)| remark);
        observed.remarks.extend(kept.filter(|remark| !remark.is_empty()));
        observed.remarks.sort_by_key(|remark| remark.period);
    }
}
