//! Observations that stand in the plan's file, beside the indicators or in a list of their own.

use std::collections::HashMap;

use crate::id::Id;
use crate::number::{Reading, Value};
use crate::period::Series;

use super::super::cell::Cell;
use super::super::draft::{DraftIndicator, DraftObservation, DraftPoint};
use super::super::kind::IndicatorId;
use super::super::lints;
use super::super::observation::{Observed, Remark};
use super::Checker;
use super::indicator::Place;
use super::names::made_code;
use super::report::{At, Path, Who};

impl Checker {
    /// Reads one indicator of an element, with its code: its own, or made of the element's.
    pub(super) fn measure(&mut self, draft: DraftIndicator, number: usize, element: u32, at: At<'_>) {
        let own = draft.code.as_written().trim();
        let code: Box<str> = if own.is_empty() { made_code(at.who.code, number).into() } else { own.into() };
        let name = draft.name.as_written().to_string();
        let source = draft.source.clone();
        let who = Who { kind: "indicator", code: &code, name: &name };
        let key = at.key("indicators");
        let row = self.indicator(draft, element, key.part(who, &source, number));
        self.measures.push(row);
    }

    /// Reads the list of observations, and gathers them with those written beside the indicators.
    pub(super) fn observations(&mut self, drafts: Vec<DraftObservation>) {
        let mut places: HashMap<(IndicatorId, Box<str>), usize> = HashMap::new();
        for (at, observed) in self.observed.iter().enumerate() {
            places.insert((observed.indicator, observed.slice.clone()), at);
        }
        for (i, draft) in drafts.into_iter().enumerate() {
            let source = draft.source.clone();
            let code = draft.indicator.as_written().trim().to_string();
            let at = At {
                who: Who { kind: "observation", code: &code, name: "" },
                path: Path::Item(&source, "observations", i),
            };
            self.observation(draft, &mut places, at);
        }
    }

    fn observation(
        &mut self,
        draft: DraftObservation,
        places: &mut HashMap<(IndicatorId, Box<str>), usize>,
        at: At<'_>,
    ) {
        let found = self.indicators.resolve(&draft.indicator, at.key("indicator"), &mut self.report);
        let Some(row) = found.and_then(|found| self.measures.get(found as usize)) else { return };
        let indicator: IndicatorId = Id::new(row.uuid);
        let slice = self.report.text(draft.slice, at.key("slice"));
        let Some(period) = self.report.period(&draft.point.period, self.habits.calendar, at.key("period"))
        else {
            return;
        };
        let remark = Remark {
            period: Some(period),
            recorded: self.report.date(&draft.recorded, at.key("recorded")),
            by: self.report.text(draft.by, at.key("by")),
            cause: self.report.text(draft.cause, at.key("cause")),
            follow_up: self.report.text(draft.follow_up, at.key("follow_up")),
            extensions: draft.extensions,
        };
        let entry = self.entry(&draft.point, period, Place::Actuals, at);
        let place = *places.entry((indicator, slice.clone())).or_insert_with(|| {
            self.observed.push(Observed { indicator, slice, series: Series::default(), remarks: Vec::new() });
            self.observed.len() - 1
        });
        let Some(observed) = self.observed.get_mut(place) else { return };
        if let Err(overlap) = observed.series.insert(entry) {
            let finding = at.key("period").about_field(&lints::OVERLAPPING_PERIODS);
            let finding =
                finding.with("period", period.to_string()).with("other", overlap.existing().to_string());
            self.report.add(finding);
        } else if !remark.is_empty() {
            observed.remarks.push(remark);
        }
    }

    /// A figure of a series of targets that is a word between numbers breaks the series.
    pub(super) fn broken(&mut self, series: &Series<Reading>, words: &[&DraftPoint], at: At<'_>) {
        let numbers = series.iter().filter(|entry| entry.reading().number().is_some()).count();
        for point in words.iter().filter(|_| numbers > 0) {
            let text = point.value.as_written();
            let place = at.key(point.period.as_written());
            let finding = place.finding(&lints::BROKEN_SERIES).with("period", point.period.as_written());
            self.report.add(finding.with("text", text));
        }
    }
}

/// Whether a figure is written as a word: one that says there is none, such as `n/a`, or a label.
pub(super) fn is_word(point: &DraftPoint, reading: &Reading) -> bool {
    let written = matches!(&point.value, Cell::Text(text) if !text.trim().is_empty());
    written && matches!(reading.value(), None | Some(Value::Predicate(_) | Value::Text(_)))
}
