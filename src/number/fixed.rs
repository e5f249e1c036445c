use std::fmt;
use std::str::FromStr;

use super::number::{Number, NumberError};
use super::rounding::{Cut, Parity, Rest, Rounding, RoundingMode, Sign};

/// A number with exactly 15 decimal places: the working unit of every roll-up.
///
/// One unit is 10⁻¹⁵, of a percent where scores are percent. Each node of a formula is its true value
/// correctly rounded (half to even) to this unit, so sums are exact integers and keep their bits in any
/// order, and "all children equal c, so the parent is c" holds without exception.
///
/// The range is what 28 digits hold, ±9,999,999,999,999.999999999999999 (a score of ten trillion percent);
/// beyond it an operation gives `None` and a score is *not scorable*. Therefore every `Fixed` is a
/// [`Number`], and rounding one cannot fail.
///
/// As text (and in JSON, where it is a string) trailing zeros are left off.
///
/// ```
/// use renstra::number::{Fixed, Number, Rounding};
/// let score: Fixed = "94.868329805051380".parse()?;
/// assert_eq!(score.to_string(), "94.86832980505138");
/// assert_eq!(score.round(Rounding::half_up(2)).to_string(), "94.87");
/// assert_eq!(Fixed::HUNDRED.checked_sub(score), "5.13167019494862".parse().ok());
/// # Ok::<(), renstra::number::NumberError>(())
/// ```
// INVARIANT: |units| < 10^28.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fixed(i128);

impl Fixed {
    /// Decimal places.
    pub const PLACES: u32 = 15;
    /// Units in one.
    pub const UNITS_PER_ONE: i128 = 10_i128.pow(Fixed::PLACES);
    /// Zero.
    pub const ZERO: Fixed = Fixed(0);
    /// One.
    pub const ONE: Fixed = Fixed(Fixed::UNITS_PER_ONE);
    /// One hundred: a target that is met, in percent.
    pub const HUNDRED: Fixed = Fixed(100 * Fixed::UNITS_PER_ONE);
    /// The largest value.
    pub const MAX: Fixed = Fixed(10_i128.pow(Number::DIGITS) - 1);
    /// The smallest value.
    pub const MIN: Fixed = Fixed(-Fixed::MAX.0);

    /// From whole units of 10⁻¹⁵; `None` when out of range.
    ///
    /// ```
    /// # use renstra::number::Fixed;
    /// assert_eq!(Fixed::from_units(1).unwrap().to_string(), "0.000000000000001");
    /// assert_eq!(Fixed::from_units(i128::MAX), None);
    /// ```
    #[must_use]
    pub const fn from_units(units: i128) -> Option<Fixed> {
        if units.unsigned_abs() <= Fixed::MAX.0.unsigned_abs() { Some(Fixed(units)) } else { None }
    }

    /// The whole units of 10⁻¹⁵.
    #[must_use]
    pub const fn units(self) -> i128 {
        self.0
    }

    /// A number, rounded half to even where it has more than 15 places; `None` when out of range.
    ///
    /// ```
    /// # use renstra::number::Fixed;
    /// assert_eq!(Fixed::from_number("7.50".parse()?).unwrap().to_string(), "7.5");
    /// assert_eq!(Fixed::from_number("99999999999999".parse()?), None);
    /// # Ok::<(), renstra::number::NumberError>(())
    /// ```
    #[must_use]
    pub fn from_number(number: Number) -> Option<Fixed> {
        let (mantissa, scale) = number.parts();
        Fixed::from_units(rescale(mantissa, scale, RoundingMode::HalfEven)?)
    }

    /// The same value as a number, with no trailing zeros. It always fits.
    #[must_use]
    pub fn to_number(self) -> Number {
        // INVARIANT: fewer than 10^28 units at scale 15 always make a number.
        Number::from_parts(self.0, Fixed::PLACES).map(Number::normalized).unwrap_or_default()
    }

    /// Rounded to so many digits after the point; with 15 or more it stays as it is.
    ///
    /// ```
    /// # use renstra::number::{Fixed, Rounding};
    /// let score: Fixed = "87.125".parse().unwrap();
    /// assert_eq!(score.round(Rounding::half_up(2)).to_string(), "87.13");
    /// assert_eq!(score.round(Rounding::half_even(2)).to_string(), "87.12");
    /// assert_eq!(score.round(Rounding::truncate(0)).to_string(), "87");
    /// ```
    #[must_use]
    pub fn round(self, rounding: Rounding) -> Number {
        // Straight from the units: every score is rounded once, and a decimal would be built twice.
        let mut digits = rounding.digits();
        let cut = Fixed::PLACES.checked_sub(digits).filter(|cut| *cut > 0);
        let Some(power) = cut.and_then(power_of_ten) else { return self.to_number() };
        let mut mantissa = div_round(self.0, power, rounding.mode());
        // The usual score fits a machine word, where dividing by ten costs next to nothing.
        if let Ok(mut small) = i64::try_from(mantissa) {
            while digits > 0 && small % 10 == 0 {
                small /= 10;
                digits -= 1;
            }
            mantissa = small.into();
        }
        while digits > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            digits -= 1;
        }
        // INVARIANT: fewer digits than the score had still make a number.
        Number::from_parts(mantissa, digits).unwrap_or_default()
    }

    /// The sum; `None` when out of range.
    #[must_use]
    pub const fn checked_add(self, other: Fixed) -> Option<Fixed> {
        Fixed::from_units(self.0 + other.0)
    }

    /// The difference; `None` when out of range.
    #[must_use]
    pub const fn checked_sub(self, other: Fixed) -> Option<Fixed> {
        Fixed::from_units(self.0 - other.0)
    }

    /// The product, rounded half to even to 15 places; `None` when out of range.
    ///
    /// ```
    /// # use renstra::number::Fixed;
    /// let f = |text: &str| text.parse::<Fixed>().unwrap();
    /// assert_eq!(f("0.5").checked_mul(f("87.5")), Some(f("43.75")));
    /// ```
    #[must_use]
    pub fn checked_mul(self, other: Fixed) -> Option<Fixed> {
        match self.0.checked_mul(other.0) {
            Some(units) => Fixed::from_units(div_round(units, Fixed::UNITS_PER_ONE, RoundingMode::HalfEven)),
            None => super::Exact::from(self).checked_mul(&super::Exact::from(other))?.to_fixed(),
        }
    }

    /// The negative, which is always in range.
    #[must_use]
    pub const fn negated(self) -> Fixed {
        Fixed(-self.0)
    }

    /// The distance from zero.
    #[must_use]
    pub const fn abs(self) -> Fixed {
        Fixed(self.0.abs())
    }

    /// Whether this is zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether this is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

impl From<i32> for Fixed {
    fn from(n: i32) -> Fixed {
        Fixed(i128::from(n) * Fixed::UNITS_PER_ONE)
    }
}

impl From<u32> for Fixed {
    fn from(n: u32) -> Fixed {
        Fixed(i128::from(n) * Fixed::UNITS_PER_ONE)
    }
}

impl From<Fixed> for Number {
    fn from(fixed: Fixed) -> Number {
        fixed.to_number()
    }
}

impl FromStr for Fixed {
    type Err = NumberError;
    /// Only what is exactly a `Fixed`: more than 15 places are an error here, and not rounded.
    fn from_str(text: &str) -> Result<Fixed, NumberError> {
        let number: Number = text.parse()?;
        Fixed::from_number(number)
            .filter(|fixed| fixed.to_number() == number)
            .ok_or_else(|| NumberError::TooLong(super::figure::clip(text)))
    }
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.to_number(), f)
    }
}

impl fmt::Debug for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Fixed {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Fixed {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Fixed, D::Error> {
        super::from_text(deserializer)
    }
}

/// `mantissa / 10^scale` in units of 10⁻¹⁵.
fn rescale(mantissa: i128, scale: u32, mode: RoundingMode) -> Option<i128> {
    if let Some(more) = Fixed::PLACES.checked_sub(scale) {
        return mantissa.checked_mul(power_of_ten(more)?);
    }
    Some(div_round(mantissa, power_of_ten(scale - Fixed::PLACES)?, mode))
}

/// The quotient of two integers, rounded to an integer. The divisor must be positive.
pub(super) fn div_round(numerator: i128, divisor: i128, mode: RoundingMode) -> i128 {
    debug_assert!(divisor > 0, "the divisor of a rounded quotient is positive");
    let (quotient, rest) = div_floor(numerator, divisor);
    let cut = Cut {
        sign: if numerator < 0 { Sign::Negative } else { Sign::Positive },
        parity: if quotient & 1 == 0 { Parity::Even } else { Parity::Odd },
        rest: if rest == 0 { Rest::Nothing } else { Rest::Something(rest.cmp(&(divisor - rest))) },
    };
    quotient + i128::from(mode.raises(cut))
}

/// Quotient towards −∞, and the rest, which is not negative. The divisor must be positive.
pub(super) fn div_floor(numerator: i128, divisor: i128) -> (i128, i128) {
    // Scores and small weights fit machine words, which divide much faster.
    if let (Ok(numerator), Ok(divisor)) = (i64::try_from(numerator), i64::try_from(divisor)) {
        return (numerator.div_euclid(divisor).into(), numerator.rem_euclid(divisor).into());
    }
    let quotient = numerator / divisor;
    // Not `%`: that would divide once more.
    let rest = numerator - quotient * divisor;
    if rest < 0 { (quotient - 1, rest + divisor) } else { (quotient, rest) }
}

/// Powers of ten, looked up: a score is scaled several times, and each power would be a chain of long products.
const POWERS: [i128; 39] = {
    let mut powers = [1; 39];
    let mut rest: &mut [i128] = &mut powers;
    let mut power = 1;
    while let [first, more @ ..] = rest {
        *first = power;
        if !more.is_empty() {
            power *= 10;
        }
        rest = more;
    }
    powers
};

/// Ten to the power of `digits`; `None` where that is no machine integer.
#[inline]
pub(super) fn power_of_ten(digits: u32) -> Option<i128> {
    POWERS.get(digits as usize).copied()
}
