//! Scalars: what a [`Cell`] becomes, and what is said when it becomes nothing.

use chrono::NaiveDate;
use smol_str::SmolStr;
use uuid::Uuid;

use crate::finding::{Lint, suggest::nearest};
use crate::number::{Absence, Currency, Figure, FigureError, How, Money, Number, Numbers, Reading, Value};
use crate::period::{Calendar, Period};

use super::super::cell::Cell;
use super::super::lints;
use super::super::store::Span;
use super::super::word::Word;
use super::report::{At, Report, suggestion};

/// What the document says about its figures.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    /// The convention by which the figures at hand are read; unknown where they contradict the habit.
    pub(super) numbers: Option<Numbers>,
    /// How the document writes numbers by habit.
    pub(super) habit: Option<Numbers>,
    pub(super) calendar: Calendar,
    pub(super) currency: Option<Currency>,
    /// The currency that the indicator at hand is counted in.
    pub(super) unit: Option<Currency>,
}

impl Report {
    /// A text. A number is kept as its text; a list or an object is no text.
    pub(super) fn text(&mut self, cell: &Cell, at: At<'_>) -> Box<str> {
        match cell {
            Cell::Missing => Box::default(),
            Cell::Text(text) | Cell::Number(text) => text.as_str().into(),
            Cell::Other(found) => {
                self.wrong_type(found, ["a text", "teks"], at);
                Box::default()
            }
        }
    }

    /// A text that is short or shared: a code, a title, a name.
    pub(super) fn name(&mut self, cell: &Cell, at: At<'_>) -> SmolStr {
        match cell {
            Cell::Missing => SmolStr::default(),
            Cell::Text(text) | Cell::Number(text) => text.clone(),
            Cell::Other(found) => {
                self.wrong_type(found, ["a text", "teks"], at);
                SmolStr::default()
            }
        }
    }

    /// Reports characters that nobody sees.
    pub(super) fn seen(&mut self, cell: &Cell, at: At<'_>) {
        if has_unseen(cell.as_written()) {
            self.add(at.about_field(&lints::UNSEEN_CHARACTERS));
        }
    }

    pub(super) fn texts(&mut self, cells: &[Cell], at: At<'_>) -> Vec<Box<str>> {
        cells
            .iter()
            .enumerate()
            .map(|(i, cell)| self.text(cell, at.index(i)))
            .filter(|t| !t.is_empty())
            .collect()
    }

    pub(super) fn wrong_type(&mut self, found: &str, expected: [&'static str; 2], at: At<'_>) {
        let shown: String = found.chars().take(40).collect();
        self.add(at.about_field(&lints::WRONG_TYPE).with("expected", expected).with("found", shown));
    }

    /// Reports a field that is missing and without which its record says nothing.
    pub(super) fn needed(&mut self, cell: &Cell, expected: [&'static str; 2], at: At<'_>) {
        if cell.as_written().trim().is_empty() {
            self.add(at.about_field(&lints::MISSING_FIELD).with("expected", expected));
        }
    }

    /// One of a closed list of words.
    pub(super) fn word<W: Word>(&mut self, cell: &Cell, at: At<'_>) -> Option<W> {
        let text = match cell {
            Cell::Missing => return None,
            Cell::Text(text) | Cell::Number(text) => text.trim(),
            Cell::Other(found) => {
                self.wrong_type(found, ["a word", "kata"], at);
                return None;
            }
        };
        if text.is_empty() {
            return None;
        }
        let word = W::from_word(text).or_else(|| W::from_word(&text.to_lowercase()));
        if word.is_none() {
            let words = W::WORDS.iter().map(|(word, _)| *word);
            let finding = at.about_field(&lints::UNKNOWN_WORD).with("word", text);
            let allowed: Vec<Box<str>> = words.clone().map(Into::into).collect();
            self.add(finding.with("allowed", allowed).with("suggestion", suggestion(nearest(text, words))));
        }
        word
    }

    /// A weight, a share or a priority: a number from 0 up, in the document's convention; `40%` is 0.4.
    pub(super) fn amount_of_one(&mut self, cell: &Cell, habits: Habits, at: At<'_>) -> Option<Number> {
        let number = match cell {
            Cell::Missing => return None,
            Cell::Number(text) => json_number(text),
            Cell::Text(text) => {
                let figure = Figure::read(text, habits.numbers).ok();
                figure
                    .and_then(|f| if f.has_percent_sign() { hundredth(f.number()) } else { Some(f.number()) })
            }
            Cell::Other(_) => None,
        };
        match number {
            None => self.add(at.about_field(&lints::NOT_A_NUMBER).with("text", cell.as_written())),
            Some(n) if n.is_negative() => {
                self.add(at.about_field(&lints::NEGATIVE_WEIGHT).with("number", n));
                return None;
            }
            Some(_) => {}
        }
        number
    }

    /// How many people, or whatever is counted: a number from 0 up, and no share.
    pub(super) fn headcount(&mut self, cell: &Cell, habits: Habits, at: At<'_>) -> Option<Number> {
        if matches!(cell, Cell::Text(text) if text.trim_end().ends_with('%')) {
            self.add(at.about_field(&lints::NOT_A_NUMBER).with("text", cell.as_written()));
            return None;
        }
        let count = self.number(cell, habits, at)?;
        if count.is_negative() {
            self.add(at.about_field(&lints::NEGATIVE_COUNT).with("number", count));
            return None;
        }
        Some(count)
    }

    /// A number of the indicator's own unit, of either sign.
    pub(super) fn number(&mut self, cell: &Cell, habits: Habits, at: At<'_>) -> Option<Number> {
        let number = match cell {
            Cell::Missing => return None,
            Cell::Number(text) => json_number(text),
            Cell::Text(text) => Figure::read(text, habits.numbers).ok().map(|figure| figure.number()),
            Cell::Other(_) => None,
        };
        if number.is_none() {
            self.add(at.about_field(&lints::NOT_A_NUMBER).with("text", cell.as_written()));
        }
        number
    }

    /// A share: at most the whole.
    pub(super) fn share(&mut self, cell: &Cell, habits: Habits, at: At<'_>) -> Option<Number> {
        let share = self.amount_of_one(cell, habits, at)?;
        if share > Number::ONE {
            self.add(at.about_field(&lints::SHARE_ABOVE_ONE).with("number", share));
        }
        Some(share)
    }

    /// A day, written as year, month and day.
    pub(super) fn date(&mut self, cell: &Cell, at: At<'_>) -> Option<NaiveDate> {
        let text = self.scalar(cell, A_DATE, at)?;
        let date = text.parse().ok();
        self.expect(date, text, &lints::BAD_DATE, at)
    }

    /// The first or the last day of a span: a day, or a period whose first or last day is meant.
    fn edge(
        &mut self,
        cell: &Cell,
        edge: fn(Period) -> NaiveDate,
        calendar: Calendar,
        at: At<'_>,
    ) -> Option<NaiveDate> {
        let text = self.scalar(cell, A_DATE, at)?;
        let day = text.parse().ok().or_else(|| Period::parse(text, calendar).ok().map(edge));
        self.expect(day, text, &lints::BAD_DATE, at)
    }

    /// A first and a last day, in this order, with the names of their fields.
    pub(super) fn span(
        &mut self,
        [from, to]: [&Cell; 2],
        [from_key, to_key]: [&'static str; 2],
        calendar: Calendar,
        at: At<'_>,
    ) -> Span {
        let from = self.edge(from, Period::start, calendar, at.key(from_key));
        let to = self.edge(to, Period::end, calendar, at.key(to_key));
        if let (Some(from), Some(to)) = (from, to) {
            if to < from {
                let finding = at.finding(&lints::DATES_REVERSED);
                self.add(finding.with("from", from.to_string()).with("to", to.to_string()));
                return Span::default();
            }
        }
        Span { from, to }
    }

    /// A period in the document's calendar.
    pub(super) fn period(&mut self, cell: &Cell, calendar: Calendar, at: At<'_>) -> Option<Period> {
        if let Some(known) = self.known_period(cell) {
            return Some(known);
        }
        let text = self.scalar(cell, A_PERIOD, at)?;
        let period = Period::parse(text, calendar).ok();
        if let Some(period) = period {
            self.remember(text, period);
        }
        if period.is_none() {
            self.bad_period(text, at);
        }
        period
    }

    fn bad_period(&mut self, text: &str, at: At<'_>) {
        self.add(at.finding(&lints::BAD_PERIOD).with("field", at.path.field_of(text)).with("text", text));
    }

    /// The period under which a figure stands; one that is not written is no period.
    pub(super) fn period_of(&mut self, cell: &Cell, calendar: Calendar, at: At<'_>) -> Option<Period> {
        let text = cell.as_written();
        if text.trim().is_empty() {
            self.bad_period(text, at);
            return None;
        }
        self.period(cell, calendar, at)
    }

    /// A UUID.
    pub(super) fn uuid(&mut self, cell: &Cell, at: At<'_>) -> Option<Uuid> {
        let text = self.scalar(cell, ["a UUID", "UUID"], at)?;
        let uuid = Uuid::try_parse(text).ok();
        self.expect(uuid, text, &lints::BAD_IDENTIFIER, at)
    }

    /// The text of a scalar that is there.
    pub(super) fn scalar<'c>(
        &mut self,
        cell: &'c Cell,
        expected: [&'static str; 2],
        at: At<'_>,
    ) -> Option<&'c str> {
        match cell {
            Cell::Missing => None,
            Cell::Text(text) | Cell::Number(text) => Some(text.trim()).filter(|t| !t.is_empty()),
            Cell::Other(found) => {
                self.wrong_type(found, expected, at);
                None
            }
        }
    }

    fn expect<T>(&mut self, value: Option<T>, text: &str, lint: &'static Lint, at: At<'_>) -> Option<T> {
        if value.is_none() {
            self.add(at.about_field(lint).with("text", text));
        }
        value
    }

    /// A value of a series: what cannot be read as one stays as its text.
    pub(super) fn reading(&mut self, cell: &Cell, habits: Habits, at: At<'_>) -> Reading {
        let value = match cell {
            Cell::Missing => return Reading::Absent(Absence::Blank),
            Cell::Number(text) => match json_number(text) {
                // The format's own notation follows no convention of the document's.
                Some(number) => return Reading::from(Value::Number(Figure::from(number))),
                None => return self.unread(text, &lints::TOO_LONG_FIGURE, at),
            },
            Cell::Other(found) if &**found == "true" => Value::YesNo(true),
            Cell::Other(found) if &**found == "false" => Value::YesNo(false),
            Cell::Other(found) => {
                self.wrong_type(found, ["a figure", "angka"], at);
                return Reading::Absent(Absence::Blank);
            }
            Cell::Text(text) => match value_of(text, habits) {
                Ok(value) => value,
                Err(error) => return self.no_value(text, &error, at),
            },
        };
        self.note_convention(value.figures(), habits.habit, at);
        Reading::from(value)
    }

    fn unread(&mut self, text: &str, lint: &'static Lint, at: At<'_>) -> Reading {
        self.add(at.about_field(lint).with("text", text));
        Reading::from(Value::Text(text.into()))
    }

    fn no_value(&mut self, text: &str, error: &FigureError, at: At<'_>) -> Reading {
        match error {
            FigureError::Absent(absence) => Reading::Absent(*absence),
            FigureError::Ambiguous { point, comma, .. } => {
                let finding = at.about_field(&lints::AMBIGUOUS_FIGURE).with("text", text);
                self.add(finding.with("point", *point).with("comma", *comma));
                Reading::from(Value::Text(text.into()))
            }
            FigureError::TooLong(_) => self.unread(text, &lints::TOO_LONG_FIGURE, at),
            _ => self.unread(text, &lints::MALFORMED_FIGURE, at),
        }
    }

    /// Says so when a figure was read by the other convention than the document's.
    fn note_convention<'f>(
        &mut self,
        figures: impl IntoIterator<Item = &'f Figure>,
        habit: Option<Numbers>,
        at: At<'_>,
    ) {
        for figure in figures {
            let other = match figure.reading() {
                How::Plain => false,
                How::Convention(read) | How::OtherConvention(read) => {
                    habit.is_some_and(|habit| habit != read)
                }
            };
            if other {
                let finding =
                    at.about_field(&lints::OTHER_CONVENTION).with("text", figure.text().to_string());
                self.add(finding.with("number", figure.number()));
            }
        }
    }

    /// An amount of money and the currency that stands beside it, or `None` with what is wrong.
    pub(super) fn money(
        &mut self,
        cell: &Cell,
        habits: Habits,
        at: At<'_>,
    ) -> Option<(Figure, Option<Currency>)> {
        let Cell::Text(text) = cell else {
            return match self.reading(cell, habits, at) {
                Reading::Present { value: Value::Number(figure), .. } => Some((figure, None)),
                // What is no number of the format's has been reported, but for `true` and `false`.
                Reading::Present { value: Value::YesNo(_), .. } => {
                    self.wrong_type(cell.as_written(), ["a figure", "angka"], at);
                    None
                }
                _ => None,
            };
        };
        match Money::read_figure(text, habits.numbers) {
            Ok((figure, currency)) => {
                self.note_convention([&figure], habits.habit, at);
                Some((figure, currency))
            }
            Err(error) => {
                self.no_value(text, &error, at);
                None
            }
        }
    }
}

/// A value as written. Beside the figures of an indicator that is counted in money its currency may stand; with
/// another one they stay words.
fn value_of(text: &str, habits: Habits) -> Result<Value, FigureError> {
    let read = Value::read(text, habits.numbers);
    let words = matches!(read, Ok(Value::Text(_) | Value::Predicate(_)) | Err(FigureError::NotANumber(_)));
    let Some(unit) = habits.unit.filter(|_| words) else { return read };
    match Money::read_figure(text, habits.numbers) {
        Ok((figure, Some(written))) if written == unit => Ok(Value::Number(figure)),
        Ok(_) | Err(FigureError::NotANumber(_)) => read,
        Err(error) => Err(error),
    }
}

fn has_unseen(text: &str) -> bool {
    let plain = |byte: u8| (b' '..0x7f).contains(&byte);
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !text.bytes().all(plain)
        && text.chars().any(|c| turns(c) || (c.is_control() && !matches!(c, '\n' | '\r' | '\t')))
}

/// What a date looks like, for a message.
const A_DATE: [&str; 2] = ["a date such as `2025-02-24`", "tanggal seperti `2025-02-24`"];

/// What a period looks like, for a message.
pub(super) const A_PERIOD: [&str; 2] =
    ["a period such as `2026` or `2026-Q3`", "periode seperti `2026` atau `2026-Q3`"];

/// A number in JSON's notation: plain digits, or digits with an exponent that leaves them exact.
pub(super) fn json_number(text: &str) -> Option<Number> {
    if !text.bytes().any(|byte| byte.eq_ignore_ascii_case(&b'e')) {
        return text.parse().ok();
    }
    let (digits, exponent) = text.split_once(['e', 'E'])?;
    let exponent: i32 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let (mantissa, scale) = digits.parse::<Number>().ok()?.parts();
    let scale = i32::try_from(scale).ok()?.checked_sub(exponent)?;
    if scale >= 0 {
        return Number::from_parts(mantissa, u32::try_from(scale).ok()?);
    }
    let factor = 10i128.checked_pow(scale.unsigned_abs())?;
    Number::from_parts(mantissa.checked_mul(factor)?, 0)
}

fn hundredth(number: Number) -> Option<Number> {
    let (mantissa, scale) = number.parts();
    Number::from_parts(mantissa, scale + 2)
}
