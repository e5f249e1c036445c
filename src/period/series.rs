use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Period;

/// What a period is to a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum PeriodRole {
    /// Where the plan starts from.
    Baseline,
    /// What the plan promises.
    #[default]
    Plan,
    /// The year between this plan and the next.
    Bridge,
}

/// Which value of a series counts once it was revised. The policy says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Which {
    /// The one first written.
    Original,
    /// The one in force.
    #[default]
    Revised,
}

/// A value with the decision that it came by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Revision<T> {
    /// The value.
    pub value: T,
    /// When it was decided.
    pub decided: Option<NaiveDate>,
    /// From when it counts; from the decision on when missing.
    pub effective: Option<NaiveDate>,
    /// Why.
    pub reason: Option<Box<str>>,
    /// By whom.
    pub by: Option<Box<str>>,
}

impl<T> Revision<T> {
    /// A value that was there from the start.
    #[must_use]
    pub fn original(value: T) -> Revision<T> {
        Revision { value, decided: None, effective: None, reason: None, by: None }
    }

    /// From when it counts; `None` is from the start.
    #[must_use]
    pub fn counts_from(&self) -> Option<NaiveDate> {
        self.effective.or(self.decided)
    }
}

/// One period of a series: its role, its value in force, and how the value came to be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry<T> {
    period: Period,
    role: PeriodRole,
    reading: T,
    /// Every value it ever had, oldest first, the one in force last; empty when there was only one and
    /// nothing is known of its decision.
    #[expect(clippy::box_collection, reason = "few entries were ever revised; all the others pay one word")]
    revisions: Option<Box<Vec<Revision<T>>>>,
}

impl<T: Clone> Entry<T> {
    /// A value that was never revised.
    #[must_use]
    pub fn new(period: Period, role: PeriodRole, reading: T) -> Entry<T> {
        Entry { period, role, reading, revisions: None }
    }

    /// A value that the plan promises and that was never revised.
    #[must_use]
    pub fn plan(period: Period, reading: T) -> Entry<T> {
        Entry::new(period, PeriodRole::Plan, reading)
    }

    /// A value in force with the decision that it came by, and the values before it, oldest first.
    #[must_use]
    pub fn with_revisions(
        period: Period,
        role: PeriodRole,
        mut before: Vec<Revision<T>>,
        current: Revision<T>,
    ) -> Entry<T> {
        let reading = current.value.clone();
        before.push(current);
        Entry { period, role, reading, revisions: Some(Box::new(before)) }
    }

    /// Puts another value in force and keeps the one before.
    pub fn revise(&mut self, revision: Revision<T>) {
        let before = self.reading.clone();
        let revisions = self.revisions.get_or_insert_with(|| Box::new(vec![Revision::original(before)]));
        self.reading = revision.value.clone();
        revisions.push(revision);
    }
}

impl<T> Entry<T> {
    /// The place in a series.
    fn key(&self) -> (Period, PeriodRole) {
        (self.period, self.role)
    }

    /// The period of an entry that this one overlaps, among those before its place, nearest first, and those
    /// after it. Those of one kind do not overlap each other, so the nearest two of the kind on either side,
    /// baseline or not, are all there can be.
    fn clash<'e>(
        &self,
        before: impl Iterator<Item = &'e Entry<T>>,
        after: impl Iterator<Item = &'e Entry<T>>,
    ) -> Option<Period>
    where
        T: 'e,
    {
        let same = |other: &&Entry<T>| other.period.kind() == self.period.kind();
        let near = before.filter(same).take(2).chain(after.filter(same).take(2));
        near.filter(|other| other.is_baseline() == self.is_baseline())
            .map(|other| other.period)
            .find(|period| period.overlaps(self.period))
    }

    /// The period.
    #[must_use]
    pub fn period(&self) -> Period {
        self.period
    }

    /// What the period is to the plan.
    #[must_use]
    pub fn role(&self) -> PeriodRole {
        self.role
    }

    /// Whether it is where the plan starts from.
    #[must_use]
    pub fn is_baseline(&self) -> bool {
        self.role == PeriodRole::Baseline
    }

    /// The value in force.
    #[must_use]
    pub fn reading(&self) -> &T {
        &self.reading
    }

    /// Every value it ever had, oldest first, the one in force last; empty when nothing is known of how it
    /// came to be.
    #[must_use]
    pub fn revisions(&self) -> &[Revision<T>] {
        self.revisions.as_deref().map_or(&[], Vec::as_slice)
    }

    /// The value that counts on a day: the first one written, or the last one that counts by then.
    ///
    /// A value whose date is not known counts from the start. On a day before any of them, the first
    /// one counts.
    #[must_use]
    pub fn as_of(&self, day: NaiveDate, which: Which) -> &T {
        let revisions = self.revisions();
        let Some(first) = revisions.first() else { return &self.reading };
        if which == Which::Original {
            return &first.value;
        }
        let counts = |revision: &&Revision<T>| revision.counts_from().is_none_or(|from| from <= day);
        &revisions.iter().rev().find(counts).unwrap_or(first).value
    }
}

/// Two entries of one series that would stand for the same days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{period} overlaps {existing}, which is there already")]
pub struct Overlap {
    period: Period,
    existing: Period,
}

impl Overlap {
    /// The period that was to be added.
    #[must_use]
    pub fn period(self) -> Period {
        self.period
    }

    /// The period that is there already.
    #[must_use]
    pub fn existing(self) -> Period {
        self.existing
    }
}

/// Values by period, in order.
///
/// Two entries of one kind of period do not overlap, spans not with each other. Periods of different
/// kinds may nest: a year's target beside those of its quarters says something of its own. A baseline
/// stands apart from the plan: the same year may be both.
///
/// ```
/// use renstra::period::{Entry, Series};
/// let mut series = Series::default();
/// series.insert(Entry::plan("2026".parse().unwrap(), 10))?;
/// series.insert(Entry::plan("2025".parse().unwrap(), 8))?;
/// assert!(series.insert(Entry::plan("2025".parse().unwrap(), 9)).is_err());
/// let years: Vec<String> = series.iter().map(|entry| entry.period().to_string()).collect();
/// assert_eq!(years, ["2025", "2026"]);
/// # Ok::<(), renstra::period::Overlap>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Series<T> {
    entries: Vec<Entry<T>>,
    /// Where the latest baseline stands: looked up once, as every score asks for it.
    baseline: Option<u32>,
}

/// A series of no more entries is short: a plan's years, or the quarters of two.
const SHORT: usize = 8;

impl<T> Default for Series<T> {
    fn default() -> Series<T> {
        Series { entries: Vec::new(), baseline: None }
    }
}

impl<T> Series<T> {
    /// An empty series with room for so many entries.
    #[must_use]
    pub fn with_capacity(entries: usize) -> Series<T> {
        Series { entries: Vec::with_capacity(entries), baseline: None }
    }

    /// Adds an entry at its place.
    ///
    /// # Errors
    /// An entry of the same kind of period and the same role, baseline or not, covers some of its days.
    pub fn insert(&mut self, entry: Entry<T>) -> Result<(), Overlap> {
        let at = self.entries.partition_point(|other| other.key() < entry.key());
        let (before, after) = self.entries.split_at(at);
        if let Some(existing) = entry.clash(before.iter().rev(), after.iter()) {
            return Err(Overlap { period: entry.period, existing });
        }
        let place = u32::try_from(at).ok();
        let moved = self.baseline.map(|latest| if place <= Some(latest) { latest + 1 } else { latest });
        self.baseline = if entry.is_baseline() { moved.max(place) } else { moved };
        self.entries.insert(at, entry);
        Ok(())
    }

    /// Adds entries one after the other, in whatever order their periods are, at a cost in line with their
    /// number; gives back those that overlap another, by their place.
    pub(crate) fn insert_all(&mut self, entries: Vec<Entry<T>>) -> Vec<(usize, Overlap)> {
        if entries.is_empty() {
            return Vec::new();
        }
        let mut known: BTreeMap<_, _> = self.entries.drain(..).map(|entry| (entry.key(), entry)).collect();
        let mut overlaps = Vec::new();
        for (at, entry) in entries.into_iter().enumerate() {
            let key = entry.key();
            let (before, after) = (known.range(..key), known.range(key..));
            let clash = entry.clash(before.rev().map(|(_, entry)| entry), after.map(|(_, entry)| entry));
            match clash {
                Some(existing) => overlaps.push((at, Overlap { period: entry.period, existing })),
                None => _ = known.insert(key, entry),
            }
        }
        self.entries = known.into_values().collect();
        let latest = self.entries.iter().rposition(Entry::is_baseline);
        self.baseline = latest.and_then(|at| u32::try_from(at).ok());
        overlaps
    }

    /// The entries, by period.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry<T>> + ExactSizeIterator + Clone {
        self.entries.iter()
    }

    /// How many entries there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry of exactly this period that is no baseline, else the baseline of this period.
    #[must_use]
    pub fn get(&self, period: Period) -> Option<&Entry<T>> {
        let from = self.first_from(period);
        let here = || self.entries.iter().skip(from).take_while(|entry| entry.period == period);
        here().find(|entry| !entry.is_baseline()).or_else(|| here().next())
    }

    /// Where the first entry of this period or a later one stands. A short series is read from its beginning: halving
    /// it would wait for one read of memory after the other.
    fn first_from(&self, period: Period) -> usize {
        let earlier = |entry: &Entry<T>| entry.period < period;
        if self.entries.len() > SHORT {
            return self.entries.partition_point(earlier);
        }
        self.entries.iter().take_while(|entry| earlier(entry)).count()
    }

    /// The same, to be revised.
    pub fn get_mut(&mut self, period: Period) -> Option<&mut Entry<T>> {
        let from = self.first_from(period);
        let here = self.entries.iter_mut().skip(from).take_while(|entry| entry.period == period);
        here.max_by_key(|entry| !entry.is_baseline())
    }

    /// The latest baseline.
    #[must_use]
    pub fn baseline(&self) -> Option<&Entry<T>> {
        self.entries.get(self.baseline? as usize)
    }

    /// The entries whose periods lie within `period`, in order; its own entry is one of them.
    pub fn within(&self, period: Period) -> impl Iterator<Item = &Entry<T>> + Clone {
        self.entries.iter().filter(move |entry| !entry.is_baseline() && period.contains(entry.period))
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::super::Calendar;
    use super::{Entry, Period, PeriodRole, Series};

    /// Years from 2000 on, each for a plan or where it begins: few or many, in any order, some twice.
    fn entries() -> impl Strategy<Value = Vec<Entry<u32>>> {
        let role = prop_oneof![Just(PeriodRole::Baseline), Just(PeriodRole::Plan), Just(PeriodRole::Bridge)];
        let entry = (0_u32..20, role).prop_map(|(at, role)| Entry::new(year(at), role, at));
        prop_oneof![vec(entry.clone(), 0..6), vec(entry, 6..40)]
    }

    fn year(at: u32) -> Period {
        Period::year(2000 + at as i32, Calendar::default()).unwrap()
    }

    proptest! {
        /// What is remembered and what is searched for is what a look at every entry finds.
        #[test]
        fn a_series_finds_what_a_look_at_every_entry_finds(entries in entries()) {
            let mut one_by_one = Series::default();
            for entry in entries.clone() {
                let _ = one_by_one.insert(entry);
            }
            let mut together = Series::default();
            together.insert_all(entries);
            prop_assert_eq!(&one_by_one, &together);
            prop_assert_eq!(one_by_one.baseline(), one_by_one.iter().rev().find(|entry| entry.is_baseline()));
            for period in (0..20).map(year) {
                let here = || one_by_one.iter().filter(|entry| entry.period() == period);
                let found = here().find(|entry| !entry.is_baseline()).or_else(|| here().next());
                prop_assert_eq!(one_by_one.get(period), found);
                let found = found.cloned();
                prop_assert_eq!(together.get_mut(period).map(|entry| entry.clone()), found);
            }
        }
    }
}
