use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;

use super::absence::Absence;
use super::exact::Exact;
use super::figure::{Figure, FigureError, Numbers};
use super::number::Number;

mod parse;

/// What stands in a cell: a figure, or one of the things that plans write in place of one.
///
/// [`read`](Value::read) tries in this order, and keeps the text as written:
///
/// | kind | written | examples |
/// |---|---|---|
/// | `Number` | a [`Figure`] | `7,5` `83,5%` |
/// | `Date` | year-month-day | `2025-08-17` |
/// | `AtLeast` | `≥`, `>=`, `>`, `min.`, `minimal`, `minimum`, `at least`, `more than`, `paling sedikit`, `lebih dari`, `tidak kurang dari`, then a figure | `≥ 30` `min. 30` `>95%` |
/// | `AtMost` | `≤`, `<=`, `<`, `maks.`, `max.`, `maksimal`, `maximum`, `at most`, `less than`, `paling banyak`, `kurang dari`, `tidak lebih dari`, then a figure | `≤ 5` `<3%` |
/// | `Interval` | two figures with a dash, `s.d.`, `s/d`, `sampai` or `to` between, the lower one first | `80-90` `5,3 – 5,6` `7 s.d. 8` |
/// | `Fraction` | two figures with `/`, `:`, `per`, `dari` or `of` between | `17/20` `2.3:1000` |
/// | `YesNo` | `yes`, `ya`, `no`, `tidak` | |
/// | `Predicate` | a label: letters first, no digits, at most three words and 40 characters, no other signs than `+ - / ( ) .` | `WTP` `Sangat Tinggi` `A-` |
/// | `Text` | everything else | `N=42;P=57` `2015:<3%` |
///
/// `>` is read as "at least" and `<` as "at most": all that is known of a figure so written is on which side of
/// the bound it lies. The text keeps the sign.
///
/// ```
/// use renstra::number::{Numbers, Value};
/// let read = |text| Value::read(text, Some(Numbers::Comma)).unwrap();
/// assert!(matches!(read("7,5"), Value::Number(_)));
/// assert!(matches!(read("5,3 – 5,6"), Value::Interval(_)));
/// assert!(matches!(read("2.3:1000"), Value::Fraction(_)));
/// assert!(matches!(read("≥ 30"), Value::AtLeast(_)));
/// assert!(matches!(read("<3%"), Value::AtMost(_)));
/// assert!(matches!(read("WTP"), Value::Predicate(_)));
/// assert!(matches!(read("N=42;P=57"), Value::Text(_)));
/// assert_eq!(read("5,3 – 5,6").text(), "5,3 – 5,6");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A figure.
    Number(Figure),
    /// A numerator and a denominator, which may be zero.
    Fraction(Box<Fraction>),
    /// From one figure to another.
    Interval(Box<Interval>),
    /// This or more. The figure's text is the whole text, its sign included.
    AtLeast(Figure),
    /// This or less. The figure's text is the whole text, its sign included.
    AtMost(Figure),
    /// A day.
    Date(NaiveDate),
    /// Met or not met. The one kind that does not keep its text: `ya` prints as `yes`.
    YesNo(bool),
    /// A short label, for instance of an ordinal scale.
    Predicate(Box<str>),
    /// Anything else, as written.
    Text(Box<str>),
}

impl Value {
    /// Reads a value of a document that follows one convention, or of one whose convention is unknown.
    ///
    /// # Errors
    /// Those of [`Figure::read`], but words are no error here. What only looks like a number stays one:
    /// `NaN`, `inf`, `1e400`, `1_000`, `#DIV/0!`.
    pub fn read(text: &str, numbers: Option<Numbers>) -> Result<Value, FigureError> {
        parse::rule(text, numbers)
    }

    /// Reads a value of a document that has a habit and does not always keep to it; see
    /// [`Figure::read_mixed`].
    ///
    /// # Errors
    /// As [`read`](Value::read).
    pub fn read_mixed(text: &str, habit: Numbers) -> Result<Value, FigureError> {
        parse::habit(text, habit)
    }

    /// The value as it was written.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Value::Number(figure) => figure.text(),
            Value::AtLeast(figure) | Value::AtMost(figure) => figure.text(),
            Value::Fraction(fraction) => Cow::Borrowed(&fraction.text),
            Value::Interval(interval) => Cow::Borrowed(&interval.text),
            Value::Date(date) => Cow::Owned(date.to_string()),
            Value::YesNo(yes) => Cow::Borrowed(if *yes { "yes" } else { "no" }),
            Value::Predicate(text) | Value::Text(text) => Cow::Borrowed(text),
        }
    }

    /// The number, where the value is a plain figure.
    #[must_use]
    pub const fn number(&self) -> Option<Number> {
        match self {
            Value::Number(figure) => Some(figure.number()),
            _ => None,
        }
    }

    /// The exact value of a figure, or of a fraction whose denominator is not zero.
    ///
    /// ```
    /// use renstra::number::{Exact, Value};
    /// assert_eq!(Value::read("17/20", None).unwrap().exact(), Exact::ratio(17, 20));
    /// assert_eq!(Value::read("0/0", None).unwrap().exact(), None);
    /// ```
    #[must_use]
    pub fn exact(&self) -> Option<Exact> {
        match self {
            Value::Number(figure) => Some(figure.number().into()),
            Value::Fraction(fraction) => Exact::from(fraction.numerator().number())
                .checked_div(&fraction.denominator().number().into()),
            _ => None,
        }
    }

    /// The figures in it, in the order in which they are written.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let (first, second) = match self {
            Value::Number(figure) | Value::AtLeast(figure) | Value::AtMost(figure) => (Some(figure), None),
            Value::Fraction(fraction) => (Some(fraction.numerator()), Some(fraction.denominator())),
            Value::Interval(interval) => (Some(interval.low()), Some(interval.high())),
            Value::Date(_) | Value::YesNo(_) | Value::Predicate(_) | Value::Text(_) => (None, None),
        };
        first.into_iter().chain(second)
    }

    /// The word for its kind, as in JSON: `number`, `fraction`, `interval`, `at-least`, `at-most`, `date`,
    /// `yes-no`, `predicate` or `text`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Value::Number(_) => "number",
            Value::Fraction(_) => "fraction",
            Value::Interval(_) => "interval",
            Value::AtLeast(_) => "at-least",
            Value::AtMost(_) => "at-most",
            Value::Date(_) => "date",
            Value::YesNo(_) => "yes-no",
            Value::Predicate(_) => "predicate",
            Value::Text(_) => "text",
        }
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Value {
        Value::Number(number.into())
    }
}

impl From<Figure> for Value {
    fn from(figure: Figure) -> Value {
        Value::Number(figure)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

/// A numerator and a denominator.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: Figure,
    denominator: Figure,
    text: Box<str>,
}

impl Fraction {
    /// This over that, written `a/b`.
    #[must_use]
    pub fn new(numerator: Figure, denominator: Figure) -> Fraction {
        let text = format!("{numerator}/{denominator}").into();
        Fraction { numerator, denominator, text }
    }

    /// What is above the line.
    #[must_use]
    pub const fn numerator(&self) -> &Figure {
        &self.numerator
    }

    /// What is below the line; it may be zero.
    #[must_use]
    pub const fn denominator(&self) -> &Figure {
        &self.denominator
    }
}

/// From one figure to another, both included.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
// INVARIANT: low <= high.
pub struct Interval {
    low: Figure,
    high: Figure,
    text: Box<str>,
}

impl Interval {
    /// From low to high, written `low–high`; `None` when they stand the wrong way round.
    #[must_use]
    pub fn new(low: Figure, high: Figure) -> Option<Interval> {
        let text = format!("{low}–{high}").into();
        (low.number() <= high.number()).then_some(Interval { low, high, text })
    }

    /// The lower end.
    #[must_use]
    pub const fn low(&self) -> &Figure {
        &self.low
    }

    /// The upper end.
    #[must_use]
    pub const fn high(&self) -> &Figure {
        &self.high
    }
}

/// How firm a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    /// Settled.
    #[default]
    Final,
    /// May still be revised (*angka sementara*).
    Provisional,
    /// Estimated (*angka perkiraan*).
    Estimate,
    /// Another measure that stands in for this one.
    Proxy,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 4] = [Status::Final, Status::Provisional, Status::Estimate, Status::Proxy];

    /// The word used in JSON: `final`, `provisional`, `estimate` or `proxy`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Final => "final",
            Status::Provisional => "provisional",
            Status::Estimate => "estimate",
            Status::Proxy => "proxy",
        }
    }

    /// The status of a JSON word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.as_str() == word)
    }
}

/// A value with its status, or the reason why there is none.
///
/// ```
/// use renstra::number::{Absence, Reading, Status};
/// let present = Reading::read("17.6", None)?;
/// assert_eq!(present.number(), "17.6".parse().ok());
/// assert_eq!(Reading::read("-", None)?, Reading::Absent(Absence::Blank));
/// assert!(matches!(present.with_status(Status::Provisional), Reading::Present { status: Status::Provisional, .. }));
/// # Ok::<(), renstra::number::FigureError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// There is a value.
    Present {
        /// The value.
        value: Value,
        /// How firm it is.
        status: Status,
    },
    /// There is none, and this is why.
    Absent(Absence),
}

impl Reading {
    /// Reads a cell; an absent value is no error. The status is [`Final`](Status::Final).
    ///
    /// # Errors
    /// As [`Value::read`], without `Absent`.
    pub fn read(text: &str, numbers: Option<Numbers>) -> Result<Reading, FigureError> {
        Reading::from_result(Value::read(text, numbers))
    }

    /// Reads a cell of a document that has a habit and does not always keep to it.
    ///
    /// # Errors
    /// As [`Value::read_mixed`], without `Absent`.
    pub fn read_mixed(text: &str, habit: Numbers) -> Result<Reading, FigureError> {
        Reading::from_result(Value::read_mixed(text, habit))
    }

    fn from_result(value: Result<Value, FigureError>) -> Result<Reading, FigureError> {
        match value {
            Ok(value) => Ok(value.into()),
            Err(FigureError::Absent(absence)) => Ok(Reading::Absent(absence)),
            Err(error) => Err(error),
        }
    }

    /// The same with another status; an absent value stays as it is.
    #[must_use]
    pub fn with_status(self, status: Status) -> Reading {
        match self {
            Reading::Present { value, .. } => Reading::Present { value, status },
            absent @ Reading::Absent(_) => absent,
        }
    }

    /// The value, if there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&Value> {
        match self {
            Reading::Present { value, .. } => Some(value),
            Reading::Absent(_) => None,
        }
    }

    /// The number, where the value is a plain figure.
    #[must_use]
    pub fn number(&self) -> Option<Number> {
        self.value().and_then(Value::number)
    }

    /// The status of a present value.
    #[must_use]
    pub const fn status(&self) -> Option<Status> {
        match self {
            Reading::Present { status, .. } => Some(*status),
            Reading::Absent(_) => None,
        }
    }

    /// Why the value is absent.
    #[must_use]
    pub const fn absence(&self) -> Option<Absence> {
        match self {
            Reading::Present { .. } => None,
            Reading::Absent(absence) => Some(*absence),
        }
    }
}

impl From<Value> for Reading {
    fn from(value: Value) -> Reading {
        Reading::Present { value, status: Status::Final }
    }
}

impl From<Number> for Reading {
    fn from(number: Number) -> Reading {
        Value::from(number).into()
    }
}

impl From<Absence> for Reading {
    fn from(absence: Absence) -> Reading {
        Reading::Absent(absence)
    }
}
