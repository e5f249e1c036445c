use std::fmt;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};

use super::exact::Exact;
use super::figure::clip;
use super::rounding::{Rounding, RoundingMode};
use crate::finding::plain;

/// An exact decimal number of at most 28 digits, with at most 28 of them after the point.
///
/// The scale is kept as written (`50.000` prints as `50.000`), equality and order are numeric
/// (`50.000 == 50`). Nothing rounds unless asked to: an operation whose exact result does not fit gives
/// `None`. There is no division here; use [`Exact`].
///
/// As text (and in JSON, where it is a string): `-?digits[.digits]`, without exponent, group separators or
/// a leading plus. For figures as documents write them use [`Figure`](super::Figure).
///
/// ```
/// use renstra::number::Number;
/// let n: Number = "4.4249999999999998".parse()?;
/// assert_eq!(n.to_string(), "4.4249999999999998");
/// assert_eq!("50.000".parse::<Number>()?, Number::from(50));
/// assert!("1_000".parse::<Number>().is_err());
/// # Ok::<(), renstra::number::NumberError>(())
/// ```
// INVARIANT: |mantissa| < 10^28, scale <= 28, and zero has no sign; so what is printed can be read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Number(Decimal);

/// Why a text is no [`Number`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// Not of the form `-?digits[.digits]`.
    #[error("`{}` is not a plain decimal number such as `1234.5`", plain(.0))]
    Malformed(Box<str>),
    /// More digits than can be held exactly.
    #[error("`{0}` has more than 28 digits, so it cannot be held exactly")]
    TooLong(Box<str>),
}

/// One above the largest mantissa.
const LIMIT: u128 = 10_u128.pow(Number::DIGITS);

impl Number {
    /// The most digits that a number can have, and the most after the point.
    pub const DIGITS: u32 = 28;
    /// Zero.
    pub const ZERO: Number = Number(Decimal::ZERO);
    /// One.
    pub const ONE: Number = Number(Decimal::ONE);
    /// One hundred.
    pub const HUNDRED: Number = Number(Decimal::ONE_HUNDRED);

    /// The number's integer mantissa and its scale: `mantissa / 10^scale`.
    ///
    /// ```
    /// # use renstra::number::Number;
    /// assert_eq!("-7.50".parse::<Number>()?.parts(), (-750, 2));
    /// # Ok::<(), renstra::number::NumberError>(())
    /// ```
    #[must_use]
    pub fn parts(self) -> (i128, u32) {
        (self.0.mantissa(), self.0.scale())
    }

    /// `mantissa / 10^scale`, or `None` when it has more than 28 digits or places.
    #[must_use]
    pub fn from_parts(mantissa: i128, scale: u32) -> Option<Number> {
        if mantissa.unsigned_abs() >= LIMIT {
            return None;
        }
        Decimal::try_from_i128_with_scale(mantissa, scale).ok().map(Number)
    }

    /// `mantissa / 10^scale` after taking off as many trailing zeros as are too many.
    fn fitted(mut mantissa: i128, mut scale: u32) -> Option<Number> {
        while (mantissa.unsigned_abs() >= LIMIT || scale > Number::DIGITS) && scale > 0 && mantissa % 10 == 0
        {
            mantissa /= 10;
            scale -= 1;
        }
        Number::from_parts(mantissa, scale)
    }

    /// Whether this is zero, at any scale.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.is_zero()
    }

    /// The distance from zero.
    #[must_use]
    pub fn abs(self) -> Number {
        Number(self.0.abs())
    }

    /// The number with the other sign; zero stays zero.
    #[must_use]
    pub fn negated(self) -> Number {
        if self.is_zero() { self } else { Number(-self.0) }
    }

    /// The exact sum, with the larger of the two scales; `None` when it has more than 28 digits.
    ///
    /// ```
    /// # use renstra::number::Number;
    /// let n = |text: &str| text.parse::<Number>().unwrap();
    /// assert_eq!(n("0.1").checked_add(n("0.20")).unwrap().to_string(), "0.30");
    /// assert_eq!(n("9999999999999999999999999999").checked_add(n("0.1")), None);
    /// ```
    #[must_use]
    pub fn checked_add(self, other: Number) -> Option<Number> {
        let aligned = |a: Number, b: Number| {
            let ((m, s), (n, t)) = (a.parts(), b.parts());
            let scale = s.max(t);
            let lift = |mantissa: i128, from: u32| mantissa.checked_mul(10_i128.checked_pow(scale - from)?);
            Number::fitted(lift(m, s)?.checked_add(lift(n, t)?)?, scale)
        };
        aligned(self, other).or_else(|| aligned(self.normalized(), other.normalized()))
    }

    /// The exact difference; `None` when it has more than 28 digits.
    #[must_use]
    pub fn checked_sub(self, other: Number) -> Option<Number> {
        self.checked_add(other.negated())
    }

    /// The exact product; `None` when it has more than 28 digits or places.
    ///
    /// ```
    /// # use renstra::number::Number;
    /// let n = |text: &str| text.parse::<Number>().unwrap();
    /// assert_eq!(n("1.5").checked_mul(n("0.02")).unwrap().to_string(), "0.030");
    /// ```
    #[must_use]
    pub fn checked_mul(self, other: Number) -> Option<Number> {
        let ((m, s), (n, t)) = (self.parts(), other.parts());
        match m.checked_mul(n) {
            Some(mantissa) => Number::fitted(mantissa, s + t),
            None => Exact::from(self).checked_mul(&Exact::from(other))?.to_number(),
        }
    }

    /// The negative, as an operation that cannot fail; beside the other checked ones for symmetry.
    #[must_use]
    pub fn checked_neg(self) -> Option<Number> {
        Some(self.negated())
    }

    /// Rounded to at most so many digits after the point; a number with fewer is left as it is.
    ///
    /// ```
    /// use renstra::number::{Number, Rounding};
    /// let n = |text: &str| text.parse::<Number>().unwrap();
    /// assert_eq!(n("-2.345").round(Rounding::half_up(2)), n("-2.35"));
    /// assert_eq!(n("2.345").round(Rounding::half_even(2)), n("2.34"));
    /// assert_eq!(n("5").round(Rounding::half_up(2)).to_string(), "5");
    /// ```
    #[must_use]
    pub fn round(self, rounding: Rounding) -> Number {
        let strategy = match rounding.mode() {
            RoundingMode::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            RoundingMode::HalfEven => RoundingStrategy::MidpointNearestEven,
            RoundingMode::Truncate => RoundingStrategy::ToZero,
            RoundingMode::Floor => RoundingStrategy::ToNegativeInfinity,
            RoundingMode::Ceiling => RoundingStrategy::ToPositiveInfinity,
        };
        Number::unsigned_zero(self.0.round_dp_with_strategy(rounding.digits(), strategy))
    }

    /// The same value with at least so many digits after the point, for tables; `None` when that makes more
    /// than 28 digits.
    ///
    /// ```
    /// # use renstra::number::Number;
    /// assert_eq!(Number::HUNDRED.padded(2).unwrap().to_string(), "100.00");
    /// ```
    #[must_use]
    pub fn padded(self, digits: u32) -> Option<Number> {
        let (mantissa, scale) = self.parts();
        let Some(more) = digits.checked_sub(scale) else { return Some(self) };
        Number::from_parts(mantissa.checked_mul(10_i128.checked_pow(more)?)?, digits)
    }

    /// The same value without trailing zeros after the point.
    #[must_use]
    pub fn normalized(self) -> Number {
        Number::unsigned_zero(self.0.normalize())
    }

    fn unsigned_zero(decimal: Decimal) -> Number {
        if decimal.is_zero() { Number(decimal.abs()) } else { Number(decimal) }
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Number {
            fn from(n: $integer) -> Number {
                Number(Decimal::from(n))
            }
        }
    )*};
}

from_integers!(i32, u32, i64, u64);

impl FromStr for Number {
    type Err = NumberError;
    fn from_str(text: &str) -> Result<Number, NumberError> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(NumberError::Malformed(clip(text))),
            Some(parts) => parts,
            None => (digits, ""),
        };
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(fraction) {
            return Err(NumberError::Malformed(clip(text)));
        }
        Number::from_digits(negative, whole.bytes(), fraction.bytes())
            .ok_or_else(|| NumberError::TooLong(clip(text)))
    }
}

impl Number {
    /// From ASCII digits before and after the point; other bytes are passed over. `None`: too many digits.
    pub(super) fn from_digits(
        negative: bool,
        whole: impl Iterator<Item = u8>,
        fraction: impl Iterator<Item = u8>,
    ) -> Option<Number> {
        let mut mantissa: u128 = 0;
        let mut push = |byte: u8| {
            mantissa = mantissa.checked_mul(10)?.checked_add(u128::from(byte.wrapping_sub(b'0')))?;
            (mantissa < LIMIT).then_some(())
        };
        whole.filter(u8::is_ascii_digit).try_for_each(&mut push)?;
        let mut scale = 0;
        for byte in fraction.filter(u8::is_ascii_digit) {
            push(byte)?;
            scale += 1;
            if scale > Number::DIGITS {
                return None;
            }
        }
        let mantissa = i128::try_from(mantissa).ok()?;
        Number::from_parts(if negative { -mantissa } else { mantissa }, scale)
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

impl serde::Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        super::from_text(deserializer)
    }
}
