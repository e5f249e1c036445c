//! Slots of the user's own (`x-…`) inside the parts of elements and indicators. Few plans have any, so they stand in
//! a table beside the rows and cost the others nothing.

use std::collections::BTreeMap;

use crate::number::Reading;
use crate::period::{Entry, Period};

use super::draft::{DraftElement, DraftIndicator, DraftPoint, Extensions};
use super::store::ElementRow;

/// Where a part stands that holds slots.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// A link, by its place among all of the plan.
    Link(u32),
    /// Money of one stage and source, by the place of its first line among all of the plan.
    Budget(u32),
    /// A part of an element's list.
    Element(u32, Listed, u32),
    /// A part of an indicator's list.
    Indicator(u32, Listed, u32),
    /// A figure.
    Figure(FigurePlace),
}

/// The lists whose parts may hold slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Listed {
    Beneficiaries,
    Milestones,
    Evidence,
    External,
    Relations,
    References,
}

/// A figure of a series, or one of the values before it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FigurePlace {
    /// The indicator, by its place among all of the plan.
    pub(crate) indicator: u32,
    pub(crate) series: OfSeries,
    pub(crate) period: Period,
    /// The place among the values before it; `None` for the one in force.
    pub(crate) was: Option<u32>,
}

/// Which series of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OfSeries {
    Baseline,
    Targets,
    /// The actuals of a slice; the empty slice is the whole.
    Actuals(Box<str>),
}

/// The slots of a plan's parts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots(BTreeMap<Part, Extensions>);

impl Slots {
    /// Keeps the slots of a part, if it has any.
    pub(crate) fn keep(&mut self, part: impl FnOnce() -> Part, extensions: &Extensions) {
        if !extensions.is_empty() {
            self.0.entry(part()).or_insert_with(|| extensions.clone());
        }
    }

    /// The slots of a part.
    pub(crate) fn of(&self, part: impl FnOnce() -> Part) -> Extensions {
        if self.0.is_empty() { Extensions::new() } else { self.0.get(&part()).cloned().unwrap_or_default() }
    }

    /// Whether a part has slots.
    pub(crate) fn has(&self, part: &Part) -> bool {
        self.0.contains_key(part)
    }

    /// Gives the parts of an element back their slots, but for its indicators.
    pub(crate) fn give_back(&self, at: u32, row: &ElementRow, draft: &mut DraftElement) {
        if self.0.is_empty() {
            return;
        }
        for (link, place) in draft.links.iter_mut().zip(row.links.start..) {
            link.extensions = boxed(self.of(|| Part::Link(place)));
        }
        let mut line = row.budget.start;
        for budget in &mut draft.budget {
            budget.extensions = boxed(self.of(|| Part::Budget(line)));
            line += budget.amounts.len() as u32;
        }
        let Some(more) = &mut draft.more else { return };
        let of = |list, i: u32| self.of(|| Part::Element(at, list, i));
        more.beneficiaries.iter_mut().zip(0..).for_each(|(b, i)| b.extensions = of(Listed::Beneficiaries, i));
        more.milestones.iter_mut().zip(0..).for_each(|(m, i)| m.extensions = of(Listed::Milestones, i));
        more.evidence.iter_mut().zip(0..).for_each(|(e, i)| e.extensions = of(Listed::Evidence, i));
        more.external.iter_mut().zip(0..).for_each(|(e, i)| e.extensions = of(Listed::External, i));
    }

    /// Gives the parts of an indicator back their slots, but for its figures.
    pub(crate) fn give_back_measure(&self, at: u32, draft: &mut DraftIndicator) {
        let Some(more) = draft.more.as_mut().filter(|_| !self.0.is_empty()) else { return };
        let of = |list, i: u32| self.of(|| Part::Indicator(at, list, i));
        more.relations.iter_mut().zip(0..).for_each(|(r, i)| r.extensions = of(Listed::Relations, i));
        more.references.iter_mut().zip(0..).for_each(|(r, i)| r.extensions = of(Listed::References, i));
        more.external.iter_mut().zip(0..).for_each(|(e, i)| e.extensions = of(Listed::External, i));
    }

    /// Gives a figure and the values before it back their slots.
    pub(crate) fn give_back_figure(
        &self,
        (indicator, series): (u32, &OfSeries),
        entry: &Entry<Reading>,
        draft: &mut DraftPoint,
    ) {
        if self.0.is_empty() {
            return;
        }
        let period = entry.period();
        let of =
            |was| self.of(|| Part::Figure(FigurePlace { indicator, series: series.clone(), period, was }));
        let give = |point: &mut DraftPoint, extensions: Extensions| {
            if !extensions.is_empty() {
                point.detail.get_or_insert_default().extensions = extensions;
            }
        };
        give(draft, of(None));
        let was = draft.detail.iter_mut().flat_map(|detail| &mut detail.was);
        was.zip(0..).for_each(|(earlier, i)| give(earlier, of(Some(i))));
    }
}

/// Slots where few have any.
fn boxed(slots: Extensions) -> Option<Box<Extensions>> {
    (!slots.is_empty()).then(|| Box::new(slots))
}
