use std::fmt;
use std::str::FromStr;

use super::figure::{Convention, Figure, FigureError, Numbers, trim};
use super::number::Number;
use crate::finding::{Lang, plain};

/// A currency by its code of three letters (ISO 4217). Only the shape is checked, not the list.
///
/// ```
/// use renstra::number::Currency;
/// assert_eq!("idr".parse::<Currency>()?, Currency::IDR);
/// assert_eq!(Currency::IDR.to_string(), "IDR");
/// assert!("Rp".parse::<Currency>().is_err());
/// # Ok::<(), renstra::number::CurrencyError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// A text that is no currency code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a currency code of three letters such as `IDR`", plain(.0))]
pub struct CurrencyError(Box<str>);

impl Currency {
    /// The rupiah.
    pub const IDR: Currency = Currency(*b"IDR");

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // INVARIANT: three ASCII letters.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Digits after the point of the smallest unit that is paid, by ISO 4217: 2, but for a known few.
    ///
    /// The rupiah has 2 by the standard, though published budgets hold whole rupiah.
    #[must_use]
    pub fn minor_digits(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
            | b"UGX" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;
    fn from_str(text: &str) -> Result<Currency, CurrencyError> {
        match text.as_bytes() {
            &[a, b, c] if text.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                Ok(Currency([a, b, c].map(|byte| byte.to_ascii_uppercase())))
            }
            _ => Err(CurrencyError(super::figure::clip(text))),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An exact amount that knows its currency. Amounts of different currencies do not add.
///
/// ```
/// use renstra::number::{Currency, Money, MoneyError, Numbers};
/// let road = Money::read("Rp 11.519.000.000,00", Some(Numbers::Comma), Currency::IDR)?;
/// assert_eq!(road.to_string(), "11519000000.00 IDR");
/// let fee = Money::new(5.into(), "USD".parse().unwrap());
/// assert!(matches!(road.checked_add(fee), Err(MoneyError::Mixed(..))));
/// # Ok::<(), MoneyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    amount: Number,
    currency: Currency,
}

/// Why an amount cannot be read or added.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoneyError {
    /// The amount is no figure.
    #[error(transparent)]
    Figure(#[from] FigureError),
    /// Two currencies where one is due: the one found (or the left one), and the one due (or the right one).
    #[error("an amount in `{0}` does not go with one in `{1}`")]
    Mixed(Currency, Currency),
    /// The sum has more than 28 digits.
    #[error("the sum has more than 28 digits")]
    TooLarge,
}

impl MoneyError {
    /// What is wrong, in the reader's language.
    ///
    /// ```
    /// use renstra::finding::Lang;
    /// use renstra::number::{Currency, Money};
    /// let error = Money::read("USD 5", None, Currency::IDR).unwrap_err();
    /// assert_eq!(error.message(Lang::En), "an amount in `USD` does not go with one in `IDR`");
    /// assert_eq!(error.message(Lang::Id), "jumlah dalam `USD` tidak dapat disatukan dengan jumlah dalam `IDR`");
    /// ```
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (MoneyError::Figure(error), lang) => error.message(lang),
            (error, Lang::En) => error.to_string(),
            (MoneyError::Mixed(found, due), Lang::Id) => {
                format!("jumlah dalam `{found}` tidak dapat disatukan dengan jumlah dalam `{due}`")
            }
            (MoneyError::TooLarge, Lang::Id) => "jumlahnya lebih dari 28 digit".to_owned(),
        }
    }
}

impl Money {
    /// So much of this currency.
    #[must_use]
    pub const fn new(amount: Number, currency: Currency) -> Money {
        Money { amount, currency }
    }

    /// Reads an amount that is due in this currency; a sign of currency (`Rp`, `IDR`, `USD` …) may stand before
    /// or behind it, and must then be of this currency. The Indonesian ending `,-` (no cents) is allowed.
    ///
    /// ```
    /// use renstra::number::{Currency, Money, Numbers};
    /// let read = |text| Money::read(text, Some(Numbers::Comma), Currency::IDR);
    /// assert_eq!(read("Rp1.234.567,-").unwrap().amount(), 1_234_567.into());
    /// assert_eq!(read("572.180.570.163").unwrap().amount(), 572_180_570_163_i64.into());
    /// assert!(read("USD 5").is_err());
    /// assert!(read("32.696. 400").is_err());
    /// ```
    ///
    /// # Errors
    /// The figure's own errors, and [`MoneyError::Mixed`] when another currency is written.
    pub fn read(text: &str, numbers: Option<Numbers>, currency: Currency) -> Result<Money, MoneyError> {
        Money::due(Money::read_figure(text, numbers)?, currency)
    }

    /// As [`read`](Money::read), of a document that has a habit and does not always keep to it; see
    /// [`Figure::read_mixed`].
    ///
    /// # Errors
    /// As [`read`](Money::read).
    pub fn read_mixed(text: &str, habit: Numbers, currency: Currency) -> Result<Money, MoneyError> {
        Money::due(Money::figure_by(text, Convention::Habit(habit))?, currency)
    }

    fn due((figure, written): (Figure, Option<Currency>), currency: Currency) -> Result<Money, MoneyError> {
        match written {
            Some(written) if written != currency => Err(MoneyError::Mixed(written, currency)),
            _ => Ok(Money::new(figure.number(), currency)),
        }
    }

    /// Reads an amount as a figure, which keeps the text as written, and the currency that stands beside it.
    ///
    /// # Errors
    /// The figure's own errors.
    pub fn read_figure(
        text: &str,
        numbers: Option<Numbers>,
    ) -> Result<(Figure, Option<Currency>), FigureError> {
        Money::figure_by(text, Convention::given_or_unknown(numbers))
    }

    fn figure_by(text: &str, convention: Convention) -> Result<(Figure, Option<Currency>), FigureError> {
        let text = trim(text);
        let (bare, currency) = split_currency(text);
        let bare = bare.strip_suffix(",-").or_else(|| bare.strip_suffix(".-")).unwrap_or(bare);
        // A word alone is no amount: `IDR` is not an empty cell.
        let figure = Figure::read_by(if bare.is_empty() { text } else { bare }, convention)?;
        // A figure that stands alone has its text already.
        Ok((if bare.len() < text.len() { figure.written(text) } else { figure }, currency))
    }

    /// How much.
    #[must_use]
    pub const fn amount(self) -> Number {
        self.amount
    }

    /// Of what.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum.
    ///
    /// # Errors
    /// Different currencies, or a sum of more than 28 digits.
    pub fn checked_add(self, other: Money) -> Result<Money, MoneyError> {
        self.combine(other, Number::checked_add)
    }

    /// The difference.
    ///
    /// # Errors
    /// Different currencies, or a difference of more than 28 digits.
    pub fn checked_sub(self, other: Money) -> Result<Money, MoneyError> {
        self.combine(other, Number::checked_sub)
    }

    fn combine(
        self,
        other: Money,
        operation: impl Fn(Number, Number) -> Option<Number>,
    ) -> Result<Money, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mixed(self.currency, other.currency));
        }
        let amount = operation(self.amount, other.amount).ok_or(MoneyError::TooLarge)?;
        Ok(Money { amount, ..self })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

/// The currency before or behind an amount, and what is left of the text.
fn split_currency(text: &str) -> (&str, Option<Currency>) {
    let letters = |c: char| c.is_ascii_alphabetic();
    let ahead = text.trim_start_matches(letters);
    let behind = text.trim_end_matches(letters);
    let word = text.strip_suffix(ahead).unwrap_or_default();
    if let Some(currency) = currency_sign(word) {
        return (trim(ahead.strip_prefix('.').unwrap_or(ahead)), Some(currency));
    }
    match currency_sign(text.strip_prefix(behind).unwrap_or_default()) {
        Some(currency) => (trim(behind), Some(currency)),
        None => (text, None),
    }
}

fn currency_sign(word: &str) -> Option<Currency> {
    if word.eq_ignore_ascii_case("rp") || word.eq_ignore_ascii_case("rupiah") {
        return Some(Currency::IDR);
    }
    word.parse().ok()
}
