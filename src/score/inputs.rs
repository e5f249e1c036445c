//! What the slots of a formula hold: targets, actuals and baselines for a period, as of a day.

use chrono::NaiveDate;

use crate::formula::{Datum, FormulaBuilder, Operand};
use crate::number::{Absence, Reading, Unit};
use crate::period::{Entry, Period, Series, Which};
use crate::plan::{Indicator, Observed};

use super::compile::Asked;

/// The operands of one indicator, and what they hold.
pub(super) struct Operands {
    pub(super) actual: Operand,
    pub(super) target: Operand,
    pub(super) baseline: Operand,
    /// The target that decides on the rule.
    pub(super) shape: Datum,
    /// The last figure before the period asked about, for policies that put it in place of an absent one.
    pub(super) earlier: Option<Datum>,
}

/// Puts the figures of an indicator into slots. Where the plan has a target for the whole period it is held
/// against the actual of the whole period, else the parts of the period are held against each other.
pub(super) fn operands(
    indicator: Indicator<'_>,
    observed: Option<&Observed>,
    (asked, which): (Asked, Which),
    builder: &mut FormulaBuilder,
    inputs: &mut Vec<Datum>,
) -> Operands {
    let look = Look { unit: indicator.unit(), asked, which, observed };
    let (own, parts) = look.promised(indicator);
    let mut put = |data: Vec<Datum>| {
        let operand = builder.series(u32::try_from(data.len()).unwrap_or(u32::MAX));
        inputs.extend(data);
        operand
    };
    let baseline = indicator.series().baseline().map(|entry| look.planned(entry));
    let earlier = look.before().or_else(|| baseline.clone().filter(|datum| !datum.is_absent()));
    let (targets, actuals): (Vec<Datum>, Vec<Datum>) = match own {
        None if !parts.is_empty() => {
            parts.iter().map(|entry| (look.planned(entry), look.actual(entry.period()))).unzip()
        }
        own => (vec![own.map_or(Datum::BLANK, |entry| look.planned(entry))], look.actuals()),
    };
    Operands {
        shape: targets.first().cloned().unwrap_or(Datum::BLANK),
        actual: put(actuals),
        target: put(targets),
        baseline: baseline.map_or(Operand::Absent, |datum| put(vec![datum])),
        earlier,
    }
}

/// By which periods an indicator is judged, in the order of the slots that [`operands`] fills.
pub(super) struct Periods {
    pub(super) targets: Vec<Period>,
    pub(super) actuals: Vec<Period>,
}

/// The periods by which an indicator is judged.
pub(super) fn periods(indicator: Indicator<'_>, observed: Option<&Observed>, asked: Asked) -> Periods {
    let look = Look { unit: indicator.unit(), asked, which: Which::Revised, observed };
    let of = |entries: Vec<&Entry<Reading>>| entries.into_iter().map(Entry::period).collect::<Vec<Period>>();
    match look.promised(indicator) {
        (None, parts) if !parts.is_empty() => Periods { targets: of(parts.clone()), actuals: of(parts) },
        _ => {
            let measured = of(look.measured_parts());
            let whole = vec![asked.period()];
            let actuals = if measured.is_empty() { whole.clone() } else { measured };
            Periods { targets: whole, actuals }
        }
    }
}

/// How figures are looked up: for which period, as of which day, in which unit.
struct Look<'a> {
    unit: Option<&'a Unit>,
    asked: Asked,
    which: Which,
    observed: Option<&'a Observed>,
}

impl<'a> Look<'a> {
    /// The target of the whole period, or those of its parts that have begun.
    fn promised<'p>(
        &self,
        indicator: Indicator<'p>,
    ) -> (Option<&'p Entry<Reading>>, Vec<&'p Entry<Reading>>) {
        let series = indicator.series();
        let own = series.get(self.asked.period()).filter(|entry| !entry.is_baseline());
        if own.is_some() {
            return (own, Vec::new());
        }
        (None, series.within(self.asked.period()).filter(|entry| self.has_begun(entry.period())).collect())
    }

    /// The parts of the period asked about that were measured, where the whole was not.
    fn measured_parts(&self) -> Vec<&'a Entry<Reading>> {
        if !self.actual(self.asked.period()).is_absent() {
            return Vec::new();
        }
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

    /// What was measured for the period asked about: its own figure, else those of its parts.
    fn actuals(&self) -> Vec<Datum> {
        let parts = self.measured_parts();
        if parts.is_empty() {
            return vec![self.actual(self.asked.period())];
        }
        parts.into_iter().map(|entry| self.measured(entry)).collect()
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
