//! What the slots of a formula hold: targets, actuals and baselines for a period, as of a day.

use chrono::NaiveDate;

use crate::formula::{Datum, FormulaBuilder, Inputs, Operand, Slot};
use crate::number::{Absence, Reading, Unit};
use crate::period::{Entry, Period, Series, Which};
use crate::plan::{Indicator, Observed};

use super::compile::Asked;

/// The operands of one indicator.
pub(super) struct Operands {
    pub(super) actual: Operand,
    pub(super) target: Operand,
    pub(super) baseline: Operand,
}

impl Operands {
    /// The target that decides on the rule: the first one.
    pub(super) fn shape<'i>(&self, inputs: &'i [Datum]) -> &'i Datum {
        match &self.target {
            Operand::Series(slots) => inputs.datum(Slot(slots.start)),
            _ => &Datum::BLANK,
        }
    }
}

/// Where the figures of indicators go: slots that follow each other, and what they hold.
pub(super) struct Feed<'s> {
    pub(super) builder: &'s mut FormulaBuilder,
    pub(super) inputs: &'s mut Vec<Datum>,
}

impl Feed<'_> {
    fn put(&mut self, data: impl IntoIterator<Item = Datum>) -> Operand {
        let before = self.inputs.len();
        self.inputs.extend(data);
        self.builder.series(u32::try_from(self.inputs.len() - before).unwrap_or(u32::MAX))
    }
}

/// By which periods an indicator is judged, in the order of the slots that [`operands`] fills.
pub(super) struct Periods {
    pub(super) targets: Vec<Period>,
    pub(super) actuals: Vec<Period>,
}

/// The periods by which an indicator is judged.
pub(super) fn periods(indicator: Indicator<'_>, observed: Option<&Observed>, asked: Asked) -> Periods {
    let look = Look::new(indicator, observed, (asked, Which::Revised));
    let of = |entries: Vec<&Entry<Reading>>| entries.into_iter().map(Entry::period).collect::<Vec<Period>>();
    match look.promised() {
        (None, parts) if !parts.is_empty() => Periods { targets: of(parts.clone()), actuals: of(parts) },
        _ => {
            let whole = vec![asked.period()];
            let measured = look.actual(asked.period()).is_absent().then(|| of(look.measured_parts()));
            let actuals = measured.filter(|parts| !parts.is_empty()).unwrap_or_else(|| whole.clone());
            Periods { targets: whole, actuals }
        }
    }
}

/// How figures are looked up: for which period, as of which day, in which unit.
pub(super) struct Look<'a> {
    indicator: Indicator<'a>,
    unit: Option<&'a Unit>,
    asked: Asked,
    which: Which,
    observed: Option<&'a Observed>,
}

impl<'a> Look<'a> {
    pub(super) fn new(
        indicator: Indicator<'a>,
        observed: Option<&'a Observed>,
        (asked, which): (Asked, Which),
    ) -> Look<'a> {
        Look { indicator, unit: indicator.unit(), asked, which, observed }
    }

    /// Puts the figures of the indicator into slots. Where the plan has a target for the whole period it is held against
    /// the actual of the whole period, else the parts of the period are held against each other.
    pub(super) fn operands(&self, feed: &mut Feed<'_>) -> Operands {
        let (own, parts) = self.promised();
        let planned = |entry: &&Entry<Reading>| self.planned(entry);
        let (actual, target) = if parts.is_empty() {
            let actual = self.put_actuals(feed);
            (actual, feed.put([own.as_ref().map_or(Datum::BLANK, planned)]))
        } else {
            let actual = feed.put(parts.iter().map(|entry| self.actual(entry.period())));
            (actual, feed.put(parts.iter().map(planned)))
        };
        let baseline = self.indicator.series().baseline();
        let baseline = baseline.map_or(Operand::Absent, |entry| feed.put([self.planned(entry)]));
        Operands { actual, target, baseline }
    }

    /// What was measured for the period asked about: its own figure, else those of its parts.
    fn put_actuals(&self, feed: &mut Feed<'_>) -> Operand {
        let whole = self.actual(self.asked.period());
        if whole.is_absent() {
            let parts = self.measured_parts();
            if !parts.is_empty() {
                return feed.put(parts.into_iter().map(|entry| self.measured(entry)));
            }
        }
        feed.put([whole])
    }

    /// The last figure before the period asked about, for policies that put it in place of an absent one.
    pub(super) fn earlier(&self) -> Option<Datum> {
        let baseline = || self.indicator.series().baseline().map(|entry| self.planned(entry));
        self.before().or_else(|| baseline().filter(|datum| !datum.is_absent()))
    }

    /// The target of the whole period, or those of its parts that have begun.
    fn promised(&self) -> (Option<&'a Entry<Reading>>, Vec<&'a Entry<Reading>>) {
        let series = self.indicator.series();
        let own = series.get(self.asked.period()).filter(|entry| !entry.is_baseline());
        if own.is_some() {
            return (own, Vec::new());
        }
        (None, series.within(self.asked.period()).filter(|entry| self.has_begun(entry.period())).collect())
    }

    /// The parts of the period asked about that were measured.
    fn measured_parts(&self) -> Vec<&'a Entry<Reading>> {
        let parts = self.series().into_iter().flat_map(|series| series.within(self.asked.period()));
        finest(parts.filter(|entry| self.known(entry)))
    }

    /// A figure of the plan.
    fn planned(&self, entry: &Entry<Reading>) -> Datum {
        Datum::of_reading(entry.as_of(self.asked.as_of(), self.which), self.unit)
    }

    /// Whether a period has begun by the day that is asked about.
    fn has_begun(&self, period: Period) -> bool {
        period.start() <= self.asked.as_of()
    }

    /// What was measured for exactly this period.
    fn actual(&self, period: Period) -> Datum {
        let entry = self.series().and_then(|series| series.get(period));
        entry
            .filter(|entry| self.known(entry))
            .map_or(Datum::Absent(Absence::NotReported), |e| self.measured(e))
    }

    /// The last figure that was measured before the period asked about.
    fn before(&self) -> Option<Datum> {
        let earlier = |entry: &&Entry<Reading>| entry.period().end() < self.asked.period().start();
        let series = self.series()?.iter().filter(earlier).filter(|entry| self.known(entry));
        let figures = series.map(|entry| (entry.period().end(), self.measured(entry)));
        let last = figures.filter(|(_, datum)| !datum.is_absent()).max_by_key(|(end, _)| *end);
        last.map(|(_, datum)| datum)
    }

    fn measured(&self, entry: &Entry<Reading>) -> Datum {
        Datum::of_reading(entry.as_of(self.asked.as_of(), Which::Revised), self.unit)
    }

    fn series(&self) -> Option<&'a Series<Reading>> {
        self.observed.map(Observed::series)
    }

    /// Whether a figure was known on the day that is asked about: its period had begun, and it was recorded
    /// by then, where that is said.
    fn known(&self, entry: &Entry<Reading>) -> bool {
        let remark = self.observed.and_then(|observed| observed.remark(entry.period()));
        let recorded: Option<NaiveDate> = remark.and_then(|remark| remark.recorded);
        self.has_begun(entry.period()) && recorded.is_none_or(|day| day <= self.asked.as_of())
    }
}

/// Entries of one kind of period, so that a half and its quarters are not counted twice: the kind of which
/// there are most days, the coarser one when two are equal.
pub(super) fn finest<'e>(entries: impl Iterator<Item = &'e Entry<Reading>>) -> Vec<&'e Entry<Reading>> {
    let entries: Vec<&Entry<Reading>> = entries.collect();
    let days = |kind| {
        let of_kind = entries.iter().filter(|entry| entry.period().kind() == kind);
        of_kind.map(|entry| entry.period().days()).sum::<i64>()
    };
    let kinds = entries.iter().map(|entry| entry.period().kind());
    let Some(kind) = kinds.max_by_key(|kind| (days(*kind), std::cmp::Reverse(*kind))) else { return entries };
    entries.into_iter().filter(|entry| entry.period().kind() == kind).collect()
}
