use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

/// An exact decimal number of at most 28 significant digits.
///
/// The scale is kept as written (`50.000` prints as `50.000`), equality and order are numeric
/// (`50.000 == 50`). Nothing rounds: an operation whose exact result does not fit gives `None`.
///
/// ```
/// use renstra::number::Number;
/// let n: Number = "4.4249999999999998".parse()?;
/// assert_eq!(n.to_string(), "4.4249999999999998");
/// assert!("1_000".parse::<Number>().is_err());
/// # Ok::<(), renstra::number::NumberError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Number(Decimal);

/// Why a text is no [`Number`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// Not of the form `-?digits[.digits]`.
    #[error("`{0}` is not a plain decimal number such as `1234.5`")]
    Malformed(Box<str>),
    /// More digits than can be held exactly.
    #[error("`{0}` has more than 28 significant digits, so it cannot be held exactly")]
    TooLong(Box<str>),
}

impl Number {
    /// Zero.
    pub const ZERO: Number = Number(Decimal::ZERO);
    /// One.
    pub const ONE: Number = Number(Decimal::ONE);
    /// One hundred.
    pub const HUNDRED: Number = Number(Decimal::ONE_HUNDRED);

    /// The number's integer mantissa and its scale: `mantissa / 10^scale`.
    #[must_use]
    pub fn parts(self) -> (i128, u32) {
        (self.0.mantissa(), self.0.scale())
    }

    /// `mantissa / 10^scale`, or `None` when it does not fit.
    #[must_use]
    pub fn from_parts(mantissa: i128, scale: u32) -> Option<Number> {
        Decimal::try_from_i128_with_scale(mantissa, scale).ok().map(Number)
    }
}

impl From<i64> for Number {
    fn from(n: i64) -> Number {
        Number(Decimal::from(n))
    }
}

impl FromStr for Number {
    type Err = NumberError;
    fn from_str(text: &str) -> Result<Number, NumberError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(fraction) {
            return Err(NumberError::Malformed(text.into()));
        }
        Decimal::from_str_exact(text).map(Number).map_err(|_| NumberError::TooLong(text.into()))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
