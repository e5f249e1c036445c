use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};

/// What sort of period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// Twelve months.
    Year,
    /// Six months.
    Half,
    /// Three months.
    Quarter,
    /// One month.
    Month,
    /// From one day to another, for instance the first 100 days.
    Span,
}

impl PeriodKind {
    /// How many months it has; a span has none.
    const fn months(self) -> u32 {
        match self {
            PeriodKind::Year => 12,
            PeriodKind::Half => 6,
            PeriodKind::Quarter => 3,
            PeriodKind::Month => 1,
            PeriodKind::Span => 0,
        }
    }
}

/// A fiscal calendar: the month in which its years begin, 1 to 12.
///
/// A fiscal year is called by the calendar year in which it begins: with July as the first month,
/// `2025` runs from 1 July 2025 to 30 June 2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Calendar(u8);

impl Default for Calendar {
    /// Years that begin in January.
    fn default() -> Calendar {
        Calendar(1)
    }
}

impl Calendar {
    /// Years that begin in this month, 1 to 12.
    #[must_use]
    pub fn starting(month: u8) -> Option<Calendar> {
        (1..=12).contains(&month).then_some(Calendar(month))
    }

    /// The first month of its years.
    #[must_use]
    pub fn first_month(self) -> u8 {
        self.0
    }
}

/// A period: a year, half, quarter or month of a fiscal calendar, or a span of days.
///
/// | text | period |
/// |---|---|
/// | `2025` | the year 2025 |
/// | `2025-H1` | its first half |
/// | `2025-Q3` | its third quarter |
/// | `2025-07` | July 2025 |
/// | `2025-02-20..2025-05-30` | a span, both days included |
/// | `2025@07`, `2025-Q1@07` | the same of a fiscal calendar that begins in July |
///
/// Periods are ordered by their first day; of two that begin together the longer one comes first.
///
/// ```
/// use renstra::period::Period;
/// let year: Period = "2025".parse()?;
/// let quarter: Period = "2025-Q3".parse()?;
/// assert!(year.contains(quarter));
/// assert_eq!(quarter.start().to_string(), "2025-07-01");
/// assert_eq!(year.next().unwrap().to_string(), "2026");
/// # Ok::<(), renstra::period::PeriodError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    start: NaiveDate,
    end: NaiveDate,
    kind: PeriodKind,
    calendar: Calendar,
}

/// A text that is no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PeriodError {
    /// Of no known form.
    #[error("`{0}` is no period; write `2026`, `2026-H1`, `2026-Q3`, `2026-07` or `2025-02-20..2025-05-30`")]
    Malformed(Box<str>),
    /// A span that ends before it begins.
    #[error("`{0}` ends before it begins")]
    Reversed(Box<str>),
}

impl Period {
    /// The fiscal year that begins in the calendar year `year`, 1 to 9998.
    #[must_use]
    pub fn year(year: i32, calendar: Calendar) -> Option<Period> {
        Period::part(year, PeriodKind::Year, 1, calendar)
    }

    /// The half (1 or 2), quarter (1 to 4) or month (1 to 12, of the calendar year) of a year.
    #[must_use]
    pub fn part(year: i32, kind: PeriodKind, number: u32, calendar: Calendar) -> Option<Period> {
        let months = kind.months();
        if !(1..=9998).contains(&year) || number == 0 || months == 0 || number > 12 / months {
            return None;
        }
        let calendar = if kind == PeriodKind::Month { Calendar::default() } else { calendar };
        let first = NaiveDate::from_ymd_opt(year, u32::from(calendar.0), 1)?;
        let start = first.checked_add_months(Months::new((number - 1) * months))?;
        let end = start.checked_add_months(Months::new(months))?.pred_opt()?;
        Some(Period { start, end, kind, calendar })
    }

    /// The year, half, quarter or month of a fiscal calendar in which a day lies; none for a span.
    ///
    /// ```
    /// use renstra::period::{Calendar, Period, PeriodKind};
    /// let of = |kind, calendar| Period::containing("2026-02-03".parse().unwrap(), kind, calendar).unwrap().to_string();
    /// assert_eq!(of(PeriodKind::Quarter, Calendar::default()), "2026-Q1");
    /// assert_eq!(of(PeriodKind::Quarter, Calendar::starting(7).unwrap()), "2025-Q3@07");
    /// assert_eq!(of(PeriodKind::Month, Calendar::starting(7).unwrap()), "2026-02");
    /// ```
    #[must_use]
    pub fn containing(day: NaiveDate, kind: PeriodKind, calendar: Calendar) -> Option<Period> {
        let first = if kind == PeriodKind::Month { 0 } else { i32::from(calendar.0) - 1 };
        let months = day.year().checked_mul(12)? + day.month0() as i32 - first;
        let number = u32::try_from(months.rem_euclid(12)).ok()?.checked_div(kind.months())? + 1;
        Period::part(months.div_euclid(12), kind, number, calendar)
    }

    /// From one day to another, both included; `None` when it would end before it begins.
    #[must_use]
    pub fn span(start: NaiveDate, end: NaiveDate) -> Option<Period> {
        let sane = |day: NaiveDate| (1..=9999).contains(&day.year());
        let good = start <= end && sane(start) && sane(end);
        good.then_some(Period { start, end, kind: PeriodKind::Span, calendar: Calendar::default() })
    }

    /// Reads a period of a document whose years begin as `calendar` says, unless the text says otherwise.
    ///
    /// # Errors
    /// The text is of no known form, or a span ends before it begins.
    pub fn parse(text: &str, calendar: Calendar) -> Result<Period, PeriodError> {
        let malformed = || PeriodError::Malformed(text.into());
        let body = text.trim();
        if let Some((from, to)) = body.split_once("..") {
            let (from, to) = (day(from).ok_or_else(malformed)?, day(to).ok_or_else(malformed)?);
            return Period::span(from, to).ok_or_else(|| PeriodError::Reversed(text.into()));
        }
        let (body, calendar) = match body.split_once('@') {
            Some((body, month)) => (body, own_calendar(month).ok_or_else(malformed)?),
            None => (body, calendar),
        };
        let (year, part) = body.split_once('-').map_or((body, None), |(year, part)| (year, Some(part)));
        let year = digits(year, 4).ok_or_else(malformed)?;
        let (kind, number) =
            part.map_or(Some((PeriodKind::Year, 1)), kind_and_number).ok_or_else(malformed)?;
        Period::part(year as i32, kind, number, calendar).ok_or_else(malformed)
    }

    /// The first day.
    #[must_use]
    pub fn start(self) -> NaiveDate {
        self.start
    }

    /// The last day.
    #[must_use]
    pub fn end(self) -> NaiveDate {
        self.end
    }

    /// What sort of period it is.
    #[must_use]
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// Its fiscal calendar.
    #[must_use]
    pub fn calendar(self) -> Calendar {
        self.calendar
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> i64 {
        (self.end - self.start).num_days() + 1
    }

    /// How many of its days lie before or on `as_of`, and how many it has.
    ///
    /// ```
    /// use renstra::period::Period;
    /// let year: Period = "2025".parse()?;
    /// assert_eq!(year.elapsed("2025-01-31".parse().unwrap()), (31, 365));
    /// # Ok::<(), renstra::period::PeriodError>(())
    /// ```
    #[must_use]
    pub fn elapsed(self, as_of: NaiveDate) -> (i64, i64) {
        let gone = (as_of - self.start).num_days() + 1;
        (gone.clamp(0, self.days()), self.days())
    }

    /// Whether every day of `other` is a day of this period.
    #[must_use]
    pub fn contains(self, other: Period) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two have a day in common.
    #[must_use]
    pub fn overlaps(self, other: Period) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// Whether it has a day between the first day of `from` and the last of `to`.
    pub(crate) fn is_within(self, from: Period, to: Period) -> bool {
        from.start <= self.end && self.start <= to.end
    }

    /// The period of the same kind that follows; a span is followed by one of as many days.
    #[must_use]
    pub fn next(self) -> Option<Period> {
        let start = self.end.succ_opt()?;
        match self.kind {
            PeriodKind::Span => {
                Period::span(start, start.checked_add_days(Days::new(self.days().unsigned_abs() - 1))?)
            }
            kind => {
                let end = start.checked_add_months(Months::new(kind.months()))?.pred_opt()?;
                (end.year() <= 9999).then_some(Period { start, end, ..self })
            }
        }
    }

    /// The period of the same kind that comes before; before a span comes one of as many days.
    ///
    /// ```
    /// use renstra::period::Period;
    /// let before = |text: &str| text.parse::<Period>().unwrap().previous().unwrap().to_string();
    /// assert_eq!([before("2025"), before("2025-Q1"), before("2025-03")], ["2024", "2024-Q4", "2025-02"]);
    /// assert_eq!(before("2025-01-11..2025-01-20"), "2025-01-01..2025-01-10");
    /// ```
    #[must_use]
    pub fn previous(self) -> Option<Period> {
        let end = self.start.pred_opt()?;
        match self.kind {
            PeriodKind::Span => {
                Period::span(end.checked_sub_days(Days::new(self.days().unsigned_abs() - 1))?, end)
            }
            kind => {
                let start = self.start.checked_sub_months(Months::new(kind.months()))?;
                (start.year() >= 1).then_some(Period { start, end, ..self })
            }
        }
    }

    /// The same period one year earlier: the same quarter, the same days.
    ///
    /// ```
    /// use renstra::period::Period;
    /// let before = |text: &str| text.parse::<Period>().unwrap().year_before().unwrap().to_string();
    /// assert_eq!([before("2025-Q3"), before("2024-02")], ["2024-Q3", "2023-02"]);
    /// ```
    #[must_use]
    pub fn year_before(self) -> Option<Period> {
        let start = self.start.checked_sub_months(Months::new(12))?;
        if self.kind == PeriodKind::Span {
            return Period::span(start, self.end.checked_sub_months(Months::new(12))?);
        }
        let end = start.checked_add_months(Months::new(self.kind.months()))?.pred_opt()?;
        (start.year() >= 1).then_some(Period { start, end, ..self })
    }

    /// The smaller periods of a kind that it is divided into; none when it is not made of whole ones.
    #[must_use]
    pub fn divided(self, kind: PeriodKind) -> Vec<Period> {
        let (own, part) = (self.kind.months(), kind.months());
        if own == 0 || part == 0 || part >= own {
            return Vec::new();
        }
        let calendar = if kind == PeriodKind::Month { Calendar::default() } else { self.calendar };
        let end = |start: NaiveDate| start.checked_add_months(Months::new(part)).and_then(|d| d.pred_opt());
        let first = end(self.start).map(|end| Period { start: self.start, end, kind, calendar });
        let next = |period: &Period| period.next().filter(|next| self.contains(*next));
        std::iter::successors(first, next).collect()
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Period) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Period) -> std::cmp::Ordering {
        let key = |p: &Period| (p.start, std::cmp::Reverse(p.end), p.kind, p.calendar);
        key(self).cmp(&key(other))
    }
}

impl FromStr for Period {
    type Err = PeriodError;
    fn from_str(text: &str) -> Result<Period, PeriodError> {
        Period::parse(text, Calendar::default())
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.trim().split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    NaiveDate::from_ymd_opt(digits(year, 4)? as i32, digits(month, 2)?, digits(day, 2)?)
}

/// Exactly `width` digits as a number.
fn digits(text: &str, width: usize) -> Option<u32> {
    let plain = text.len() == width && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn own_calendar(month: &str) -> Option<Calendar> {
    Calendar::starting(u8::try_from(digits(month, 2)?).ok()?)
}

fn kind_and_number(part: &str) -> Option<(PeriodKind, u32)> {
    match part.as_bytes() {
        [b'H' | b'h', _] => Some((PeriodKind::Half, digits(part.get(1..)?, 1)?)),
        [b'Q' | b'q', _] => Some((PeriodKind::Quarter, digits(part.get(1..)?, 1)?)),
        _ => Some((PeriodKind::Month, digits(part, 2)?)),
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = u32::from(self.calendar.0);
        // Months since the fiscal year began, and the calendar year in which it did.
        let since = (self.start.month() + 12 - first) % 12;
        let year = if self.start.month() < first { self.start.year() - 1 } else { self.start.year() };
        match self.kind {
            PeriodKind::Year => write!(f, "{year:04}")?,
            PeriodKind::Half => write!(f, "{year:04}-H{}", since / 6 + 1)?,
            PeriodKind::Quarter => write!(f, "{year:04}-Q{}", since / 3 + 1)?,
            PeriodKind::Month => write!(f, "{:04}-{:02}", self.start.year(), self.start.month())?,
            PeriodKind::Span => write!(f, "{}..{}", self.start, self.end)?,
        }
        if first == 1 { Ok(()) } else { write!(f, "@{first:02}") }
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

    use super::{Calendar, Days, NaiveDate, Period, PeriodKind};

    const KINDS: [PeriodKind; 4] =
        [PeriodKind::Year, PeriodKind::Half, PeriodKind::Quarter, PeriodKind::Month];

    proptest! {
        /// A day lies in its period and in no other of the kind; before and after are neighbours, and a year before is
        /// as many periods back as a year has.
        #[test]
        fn periods_stand_in_a_row(
            days in 400u64..800_000,
            kind in prop::sample::select(&KINDS[..]),
            first in 1u8..=12,
        ) {
            let day = NaiveDate::from_ymd_opt(10, 1, 1).unwrap() + Days::new(days);
            let calendar = Calendar::starting(first).unwrap();
            let own = Period::containing(day, kind, calendar).unwrap();
            prop_assert!(own.start() <= day && day <= own.end());
            prop_assert_eq!(own.to_string().parse::<Period>(), Ok(own));
            let before = own.previous().unwrap();
            prop_assert_eq!(before.next(), Some(own));
            prop_assert_eq!(Period::containing(before.end(), kind, calendar), Some(before));
            let a_year = 12 / kind.months();
            let back = (0..a_year).try_fold(own, |period, _| period.previous());
            prop_assert_eq!(own.year_before(), back);
        }

        /// Spans of days, too.
        #[test]
        fn spans_stand_in_a_row(start in 0u64..700_000, more in 0u64..2_000) {
            let day = |days: u64| NaiveDate::from_ymd_opt(10, 1, 1).unwrap() + Days::new(days);
            let own = Period::span(day(start), day(start + more)).unwrap();
            if let Some(before) = own.previous() {
                prop_assert_eq!((before.next(), before.days()), (Some(own), own.days()));
            }
            prop_assert!(own.year_before().is_none_or(|before| before.end() < own.end()));
            prop_assert_eq!(Period::containing(own.start(), PeriodKind::Span, Calendar::default()), None);
        }
    }
}
