use std::borrow::Cow;
use std::fmt;

use super::absence::Absence;
use super::number::Number;
use crate::finding::{Lang, plain};

mod shape;
mod usual;

pub(super) use shape::Convention;
use shape::Shape;

/// How a document writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Numbers {
    /// Decimal point, groups by comma: `1,234.5` (English).
    Point,
    /// Decimal comma, groups by point: `1.234,5` (Indonesian).
    Comma,
}

impl Numbers {
    /// The word used in JSON: `point` or `comma`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Numbers::Point => "point",
            Numbers::Comma => "comma",
        }
    }

    /// The convention of a JSON word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Numbers> {
        [Numbers::Point, Numbers::Comma].into_iter().find(|numbers| numbers.as_str() == word)
    }

    /// The other convention.
    #[must_use]
    pub const fn other(self) -> Numbers {
        match self {
            Numbers::Point => Numbers::Comma,
            Numbers::Comma => Numbers::Point,
        }
    }
}

/// By which convention a figure was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// It has neither point nor comma, so that the convention makes no difference.
    Plain,
    /// By this one: it was given, or none was given and the figure is possible in this one only.
    Convention(Numbers),
    /// By this one although the other was given, since it is impossible in the other. Worth reporting.
    OtherConvention(Numbers),
}

impl How {
    /// Whether the figure breaks the convention that was given.
    #[must_use]
    pub const fn is_other(self) -> bool {
        matches!(self, How::OtherConvention(_))
    }
}

/// A number as a document wrote it.
///
/// Spaces around it are taken off. In front a sign is allowed (`+`, `-`, `−`), behind a percent sign. Groups
/// have three digits and the first group does not begin with a zero. Nothing is rounded: more than 28 digits
/// are an error. Exponents, `NaN`, `inf` and `1_000` are no figures; for fractions, intervals and the rest of
/// what stands in cells see [`Value`](super::Value).
///
/// | text | `Point` given | `Comma` given | none given | mixed, habit `Comma` |
/// |---|---|---|---|---|
/// | `7,5` | 7.5, other convention | 7.5 | 7.5 | 7.5 |
/// | `1.234,5` | 1234.5, other convention | 1234.5 | 1234.5 | 1234.5 |
/// | `74.13` | 74.13 | 74.13, other convention | 74.13 | 74.13, other convention |
/// | `1.234` | 1.234 | 1234 | ambiguous | 1234 |
/// | `50,000` | 50000 | 50.000 | ambiguous | ambiguous |
/// | `0.125` | 0.125 | 0.125, other convention | 0.125 | 0.125, other convention |
/// | `83,5%` | 83.5, other convention | 83.5 | 83.5 | 83.5 |
/// | `32.696. 400`, `1.23.456` | malformed | malformed | malformed | malformed |
/// | `-`, `N/A`, empty | absent | absent | absent | absent |
///
/// ```
/// use renstra::number::{Figure, FigureError, How, Numbers};
/// let figure = Figure::read(" 83,5% ", Some(Numbers::Comma))?;
/// assert_eq!(figure.number(), "83.5".parse().unwrap());
/// assert_eq!(figure.text(), "83,5%");
/// assert!(figure.has_percent_sign());
///
/// let odd = Figure::read("74.13", Some(Numbers::Comma))?;
/// assert_eq!(odd.reading(), How::OtherConvention(Numbers::Point));
///
/// let error = Figure::read("1.234", None).unwrap_err();
/// assert_eq!(error.to_string(), "`1.234` can be read as 1.234 (decimal point) or as 1234 (decimal comma)");
/// # Ok::<(), FigureError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Figure {
    number: Number,
    spelling: Spelling,
    percent: PercentSign,
    how: How,
    // Only where no spelling gives it, which keeps a figure small and most of them free of allocations.
    #[expect(clippy::box_collection, reason = "few figures have one; all the others pay one word")]
    text: Option<Box<String>>,
}

/// How the text of a figure follows from its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Spelling {
    /// As the number prints by itself: `1234.5`.
    Plain,
    /// With a decimal comma: `1234,5`.
    Comma,
    /// In groups of three, with a decimal comma: `1.234,5`.
    Grouped,
    /// In no such way: the text is kept.
    Own,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum PercentSign {
    Absent,
    Present,
}

impl Figure {
    /// Reads a figure of a document that follows one convention, or of one whose convention is unknown.
    ///
    /// A figure that is possible in both is read by the convention given. One that is impossible in it and
    /// possible in the other is read by the other, and [`reading`](Figure::reading) says so.
    ///
    /// # Errors
    /// Each variant of [`FigureError`]; `Ambiguous` only when no convention is given.
    pub fn read(text: &str, numbers: Option<Numbers>) -> Result<Figure, FigureError> {
        Figure::read_by(text, Convention::given_or_unknown(numbers))
    }

    /// Reads a figure of a document that has a habit and does not always keep to it.
    ///
    /// Where both conventions are possible and differ, only a figure that is written in *groups* by the habit
    /// is read by the habit (`1.234` in a document with decimal commas: 1234, as thousands are common).
    /// Three digits after the habit's *decimal* sign (`50,000`) are not decided and are an error, since
    /// thousands in the other convention look the same.
    ///
    /// ```
    /// use renstra::number::{Figure, FigureError, Numbers};
    /// assert_eq!(Figure::read_mixed("1.234", Numbers::Comma)?.number(), 1234.into());
    /// assert_eq!(Figure::read_mixed("74.13", Numbers::Comma)?.number(), "74.13".parse().unwrap());
    /// assert!(matches!(Figure::read_mixed("50,000", Numbers::Comma), Err(FigureError::Ambiguous { .. })));
    /// # Ok::<(), FigureError>(())
    /// ```
    ///
    /// # Errors
    /// Each variant of [`FigureError`].
    pub fn read_mixed(text: &str, habit: Numbers) -> Result<Figure, FigureError> {
        Figure::read_by(text, Convention::Habit(habit))
    }

    pub(super) fn read_by(text: &str, convention: Convention) -> Result<Figure, FigureError> {
        let text = trim(text);
        Figure::read_usual(text, convention).map_or_else(|| Figure::read_any(text, convention), Ok)
    }

    fn read_any(text: &str, convention: Convention) -> Result<Figure, FigureError> {
        if let Some(absence) = Absence::read(text) {
            return Err(FigureError::Absent(absence));
        }
        let shape = Shape::of(text).ok_or_else(|| FigureError::NotANumber(clip(text)))?;
        let (number, how) = shape.read(text, convention)?;
        let percent = if shape.has_percent_sign() { PercentSign::Present } else { PercentSign::Absent };
        Ok(Figure { number, spelling: Spelling::Plain, percent, how, text: None }.written(text))
    }

    /// The usual figure, at a fraction of the cost of the long way, which decides everything else and says the
    /// same: digits, groups of three after points, decimals; and nothing that is possible in two conventions
    /// unless a rule decides.
    fn read_usual(text: &str, convention: Convention) -> Option<Figure> {
        let mut usual = usual::Usual::default();
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' => usual.digit(byte - b'0')?,
                b'.' | b',' => usual.sign(byte)?,
                _ => return None,
            }
        }
        let (number, signs) = usual.finish(convention)?;
        let (how, spelling) = match signs {
            usual::Signs::None => (None, Spelling::Plain),
            usual::Signs::Point => (Some(Numbers::Point), Spelling::Plain),
            usual::Signs::Comma => (Some(Numbers::Comma), Spelling::Comma),
            usual::Signs::Groups => (Some(Numbers::Comma), Spelling::Grouped),
        };
        let how = how.map_or(How::Plain, |numbers| convention.how(numbers));
        Some(Figure { number, spelling, percent: PercentSign::Absent, how, text: None })
    }

    /// Keeps the text, where it says more than the number and a spelling of it.
    pub(super) fn written(mut self, text: &str) -> Figure {
        let spellings = [Spelling::Plain, Spelling::Comma, Spelling::Grouped];
        let spelling = spellings.into_iter().find(|spelling| {
            let mut rest = Rest(text);
            self.write(*spelling, &mut rest).is_ok() && rest.0.is_empty()
        });
        self.spelling = spelling.unwrap_or(Spelling::Own);
        self.text = (self.spelling == Spelling::Own).then(|| Box::new(text.to_string()));
        self
    }

    /// Writes the number in a spelling, and its percent sign.
    fn write(&self, spelling: Spelling, out: &mut impl fmt::Write) -> fmt::Result {
        let plain = self.number.to_string();
        if spelling == Spelling::Plain {
            return write!(out, "{plain}{}", self.sign());
        }
        let (minus, digits) = plain.strip_prefix('-').map_or(("", &*plain), |digits| ("-", digits));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        out.write_str(minus)?;
        for (i, digit) in whole.chars().enumerate() {
            if spelling == Spelling::Grouped && i > 0 && (whole.len() - i) % 3 == 0 {
                out.write_char('.')?;
            }
            out.write_char(digit)?;
        }
        let comma = if decimals.is_empty() { "" } else { "," };
        write!(out, "{comma}{decimals}{}", self.sign())
    }

    /// Whether it was written as its number prints by itself.
    pub(crate) fn is_plain(&self) -> bool {
        self.spelling == Spelling::Plain && !self.has_percent_sign()
    }

    fn sign(&self) -> &'static str {
        if self.has_percent_sign() { "%" } else { "" }
    }

    /// The figure as it was written, without the spaces around it.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        if let Some(text) = &self.text {
            return Cow::Borrowed(text);
        }
        let mut text = String::new();
        // A string takes whatever is written.
        let _ = self.write(self.spelling, &mut text);
        Cow::Owned(text)
    }

    /// The number that was read, at the scale that was written. A percent sign changes nothing: `36%` is 36.
    #[must_use]
    pub const fn number(&self) -> Number {
        self.number
    }

    /// Whether a percent sign stood behind it.
    #[must_use]
    pub fn has_percent_sign(&self) -> bool {
        self.percent == PercentSign::Present
    }

    /// By which convention it was read.
    #[must_use]
    pub const fn reading(&self) -> How {
        self.how
    }
}

/// What is left of a text while it is compared with what is written.
struct Rest<'a>(&'a str);

impl fmt::Write for Rest<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(part).ok_or(fmt::Error)?;
        Ok(())
    }
}

impl From<Number> for Figure {
    /// As if the number had been written with a decimal point.
    fn from(number: Number) -> Figure {
        let how = if number.parts().1 == 0 { How::Plain } else { How::Convention(Numbers::Point) };
        Figure { number, spelling: Spelling::Plain, percent: PercentSign::Absent, how, text: None }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

/// Why a text is no [`Figure`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FigureError {
    /// Words, exponents, `NaN`, `1_000` and whatever else is no number.
    NotANumber(Box<str>),
    /// Possible in both conventions, with different values, and nothing says which.
    Ambiguous {
        /// The text as written.
        text: Box<str>,
        /// What it is with a decimal point.
        point: Number,
        /// What it is with a decimal comma.
        comma: Number,
    },
    /// Digits, points, commas and spaces that are a number in neither convention.
    Malformed(Box<str>),
    /// More than 28 digits. It is not rounded.
    TooLong(Box<str>),
    /// Nothing is there, for this reason.
    Absent(Absence),
}

impl FigureError {
    /// What is wrong, in the reader's language.
    ///
    /// ```
    /// use renstra::finding::Lang;
    /// use renstra::number::Figure;
    /// let error = Figure::read("32.696. 400", None).unwrap_err();
    /// assert_eq!(error.message(Lang::En), "the digits of `32.696. 400` are grouped in no known way");
    /// assert_eq!(error.message(Lang::Id), "angka `32.696. 400` tidak dikelompokkan menurut cara yang dikenal");
    /// ```
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.english(),
            Lang::Id => self.indonesian(),
        }
    }

    fn english(&self) -> String {
        match self {
            FigureError::NotANumber(text) => format!("`{}` is not a number", plain(text)),
            FigureError::Ambiguous { text, point, comma } => {
                format!("`{text}` can be read as {point} (decimal point) or as {comma} (decimal comma)")
            }
            FigureError::Malformed(text) => {
                format!("the digits of `{}` are grouped in no known way", plain(text))
            }
            FigureError::TooLong(text) => format!("`{text}` has more than 28 digits"),
            FigureError::Absent(reason) => format!("there is no value ({reason})", reason = reason.as_str()),
        }
    }

    fn indonesian(&self) -> String {
        match self {
            FigureError::NotANumber(text) => format!("`{}` bukan angka", plain(text)),
            FigureError::Ambiguous { text, point, comma } => {
                let point = point.to_string().replace('.', ",");
                let comma = comma.to_string().replace('.', ",");
                format!("`{text}` dapat dibaca {point} (titik desimal) atau {comma} (koma desimal)")
            }
            FigureError::Malformed(text) => {
                format!("angka `{}` tidak dikelompokkan menurut cara yang dikenal", plain(text))
            }
            FigureError::TooLong(text) => format!("`{text}` lebih dari 28 digit"),
            FigureError::Absent(reason) => format!("tidak ada nilai ({})", reason.indonesian()),
        }
    }
}

impl fmt::Display for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english())
    }
}

impl std::error::Error for FigureError {}

/// Spaces of every kind, the non-breaking ones too, and the byte order mark.
pub(super) fn trim(text: &str) -> &str {
    let bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    if bare(text.as_bytes().first()) && bare(text.as_bytes().last()) {
        return text;
    }
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// Enough of a text to recognise it in a message.
pub(super) fn clip(text: &str) -> Box<str> {
    const SHOWN: usize = 60;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}
