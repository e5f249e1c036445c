//! One side of a series, made one value while its periods come in any order.

use crate::formula::{Accumulation, Datum, NotScorable, Ordered, Side, Total};
use crate::number::Absence;

/// What is kept of the values that have come.
#[derive(Clone, Debug, Default)]
pub(super) struct Running {
    count: u32,
    /// The first period that holds nothing, and why.
    absent: Option<(u32, Absence)>,
    /// The first period that cannot be compared with others, and why.
    wrong: Option<(u32, NotScorable)>,
    /// The last, the greatest or the least; of what adds up, the first that came.
    kept: Option<(u32, Datum)>,
    /// The sum, from the second value on.
    total: Option<Box<Total>>,
}

impl Running {
    pub(super) fn add(&mut self, by: Accumulation, side: Side, (period, datum): (u32, &Datum)) {
        if let Datum::Absent(absence) = datum {
            if self.absent.is_none_or(|(first, _)| period < first) {
                self.absent = Some((period, *absence));
            }
            return;
        }
        self.count += 1;
        match by {
            Accumulation::Sum | Accumulation::Average => self.sum(period, datum),
            Accumulation::Last => {
                if self.kept.as_ref().is_none_or(|(last, _)| period > *last) {
                    self.kept = Some((period, datum.clone()));
                }
            }
            Accumulation::Maximum | Accumulation::Minimum => self.compare(by, side, (period, datum)),
        }
    }

    fn sum(&mut self, period: u32, datum: &Datum) {
        match (&mut self.total, &self.kept) {
            (Some(total), _) => total.add(datum),
            (None, None) => self.kept = Some((period, datum.clone())),
            (None, Some((_, first))) => {
                let mut total = Total::default();
                total.add(first);
                total.add(datum);
                self.total = Some(Box::new(total));
            }
        }
    }

    /// Of what is equal the earlier period stays.
    fn compare(&mut self, by: Accumulation, side: Side, (period, datum): (u32, &Datum)) {
        let new = match Ordered::of(datum, side) {
            Ok(new) => new,
            Err(reason) => {
                if self.wrong.as_ref().is_none_or(|(first, _)| period < *first) {
                    self.wrong = Some((period, reason));
                }
                self.kept.get_or_insert_with(|| (period, datum.clone()));
                return;
            }
        };
        let held = self.kept.as_ref().and_then(|(at, held)| Some((*at, Ordered::of(held, side).ok()?)));
        let better = held.is_none_or(|(at, held)| match by {
            _ if new == held => period < at,
            Accumulation::Maximum => new > held,
            _ => new < held,
        });
        if better {
            self.kept = Some((period, datum.clone()));
        }
    }

    /// The one value; nothing where one period holds nothing.
    pub(super) fn value(&self, by: Accumulation, side: Side) -> Result<Datum, NotScorable> {
        if let Some((_, absence)) = self.absent {
            return Ok(Datum::Absent(absence));
        }
        // A single value is compared with none.
        if let Some((_, reason)) = self.wrong.as_ref().filter(|_| self.count > 1) {
            return Err(reason.clone());
        }
        match &self.total {
            Some(total) if by == Accumulation::Average => total.mean(self.count, side),
            Some(total) => total.datum(side),
            None => Ok(self.kept.as_ref().map_or(Datum::BLANK, |(_, datum)| datum.clone())),
        }
    }
}

/// Why a whole side is absent: the reason of its last period that has another one than *not concerned*.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Absences {
    last: Option<u32>,
    other: Option<(u32, Absence)>,
}

impl Absences {
    pub(super) fn add(&mut self, (period, datum): (u32, &Datum)) {
        let Datum::Absent(absence) = *datum else { return };
        if absence == Absence::NotConcerned {
            self.last = self.last.max(Some(period));
        } else if self.other.is_none_or(|(last, _)| period > last) {
            self.other = Some((period, absence));
        }
    }

    pub(super) fn reason(&self) -> Absence {
        match (self.other, self.last) {
            (Some((_, absence)), _) => absence,
            (None, Some(_)) => Absence::NotConcerned,
            (None, None) => Absence::Blank,
        }
    }
}
