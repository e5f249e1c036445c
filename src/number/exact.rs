use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::fixed::{Fixed, div_round};
use super::number::Number;
use super::rounding::{Cut, Parity, Rest, Rounding, RoundingMode, Sign};

/// An exact fraction of two integers of any size: what is between a figure and a score.
///
/// Nothing rounds until [`to_fixed`](Exact::to_fixed) or [`round`](Exact::round) is asked for. Small
/// values live in two machine integers; larger ones move to the heap by themselves. So that hostile input
/// cannot ask for unbounded work, numerator and denominator are limited to 2¹⁶ bits each, beyond which an
/// operation gives `None`.
///
/// ```
/// use renstra::number::{Exact, Number, Rounding};
/// // Two thirds of a hundred percent, as a regulation prints it:
/// let share = Exact::from(2).checked_div(&Exact::from(3)).unwrap();
/// let percent = share.checked_mul(&Exact::from(100)).unwrap();
/// assert_eq!(percent.round(Rounding::half_up(2)), "66.67".parse().ok());
/// assert_eq!(percent.to_fixed().unwrap().to_string(), "66.666666666666667");
/// assert_eq!(Exact::from(1).checked_div(&Exact::from(0)), None);
/// ```
// INVARIANT: reduced, denominator positive, and `Small` whenever both fit; so equality is field by field.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Exact(Repr);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Small(i128, i128),
    Big(Box<(BigInt, BigInt)>),
}

impl Exact {
    /// Numerator and denominator have at most so many bits each.
    pub const MAX_BITS: u64 = 1 << 16;
    /// Zero.
    pub const ZERO: Exact = Exact(Repr::Small(0, 1));
    /// One.
    pub const ONE: Exact = Exact(Repr::Small(1, 1));

    /// `numerator / denominator`; `None` when the denominator is zero.
    ///
    /// ```
    /// # use renstra::number::Exact;
    /// assert_eq!(Exact::ratio(6, -4), Exact::ratio(-3, 2));
    /// assert_eq!(Exact::ratio(1, 0), None);
    /// ```
    #[must_use]
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Exact> {
        if denominator == 0 {
            return None;
        }
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let reduced = |n: i128| n.unsigned_abs() / divisor;
        let (n, d) = (i128::try_from(reduced(numerator)), i128::try_from(reduced(denominator)));
        let (Ok(n), Ok(d)) = (n, d) else {
            return Exact::from_big(numerator.into(), denominator.into());
        };
        let negative = (numerator < 0) != (denominator < 0);
        Some(Exact(Repr::Small(if negative { -n } else { n }, d)))
    }

    /// Of two integers of any size; `None` when the denominator is zero or the limit is passed.
    pub(super) fn from_big(numerator: BigInt, denominator: BigInt) -> Option<Exact> {
        if denominator.is_zero() {
            return None;
        }
        let divisor = numerator.gcd(&denominator);
        let divisor = if denominator.is_negative() { -divisor } else { divisor };
        let (n, d) = (numerator / &divisor, denominator / &divisor);
        match (n.to_i128(), d.to_i128()) {
            // The smallest machine integer stays outside, so that every small value has a negative.
            (Some(n), Some(d)) if n != i128::MIN => Some(Exact(Repr::Small(n, d))),
            _ if n.bits() > Exact::MAX_BITS || d.bits() > Exact::MAX_BITS => None,
            _ => Some(Exact(Repr::Big(Box::new((n, d))))),
        }
    }

    /// Numerator and denominator, reduced, the denominator positive.
    pub(super) fn to_big(&self) -> (BigInt, BigInt) {
        match &self.0 {
            Repr::Small(n, d) => (BigInt::from(*n), BigInt::from(*d)),
            Repr::Big(pair) => (**pair).clone(),
        }
    }

    /// The length of the longer of numerator and denominator.
    pub(super) fn bits(&self) -> u64 {
        match &self.0 {
            Repr::Small(n, d) => u64::from(128 - n.unsigned_abs().max(d.unsigned_abs()).leading_zeros()),
            Repr::Big(pair) => pair.0.bits().max(pair.1.bits()),
        }
    }

    /// The sum; `None` beyond the limit of size.
    #[must_use]
    pub fn checked_add(&self, other: &Exact) -> Option<Exact> {
        if let (&Repr::Small(a, b), &Repr::Small(c, d)) = (&self.0, &other.0) {
            if let Some(sum) = small_sum(a, b, c, d) {
                return Some(sum);
            }
        }
        let ((a, b), (c, d)) = (self.to_big(), other.to_big());
        Exact::from_big(a * &d + c * &b, b * d)
    }

    /// The difference; `None` beyond the limit of size.
    #[must_use]
    pub fn checked_sub(&self, other: &Exact) -> Option<Exact> {
        self.checked_add(&other.negated())
    }

    /// The product; `None` beyond the limit of size.
    #[must_use]
    pub fn checked_mul(&self, other: &Exact) -> Option<Exact> {
        if let (&Repr::Small(a, b), &Repr::Small(c, d)) = (&self.0, &other.0) {
            if let (Some(n), Some(m)) = (a.checked_mul(c), b.checked_mul(d)) {
                return Exact::ratio(n, m);
            }
        }
        let ((a, b), (c, d)) = (self.to_big(), other.to_big());
        Exact::from_big(a * c, b * d)
    }

    /// The quotient; `None` when dividing by zero or beyond the limit of size.
    #[must_use]
    pub fn checked_div(&self, other: &Exact) -> Option<Exact> {
        self.checked_mul(&other.inverse()?)
    }

    /// One divided by this; `None` for zero.
    #[must_use]
    pub fn inverse(&self) -> Option<Exact> {
        match &self.0 {
            Repr::Small(n, d) => Exact::ratio(*d, *n),
            Repr::Big(pair) => Exact::from_big(pair.1.clone(), pair.0.clone()),
        }
    }

    /// The negative.
    #[must_use]
    pub fn negated(&self) -> Exact {
        Exact(match &self.0 {
            Repr::Small(n, d) => Repr::Small(-n, *d),
            Repr::Big(pair) => Repr::Big(Box::new((-&pair.0, pair.1.clone()))),
        })
    }

    /// The distance from zero.
    #[must_use]
    pub fn abs(&self) -> Exact {
        if self.is_negative() { self.negated() } else { self.clone() }
    }

    /// Whether this is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small(0, _))
    }

    /// Whether this is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(n, _) => *n < 0,
            Repr::Big(pair) => pair.0.is_negative(),
        }
    }

    /// Whether this is above zero.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        !self.is_zero() && !self.is_negative()
    }

    /// Correctly rounded, half to even, to 15 places; `None` when out of range.
    ///
    /// ```
    /// # use renstra::number::Exact;
    /// assert_eq!(Exact::ratio(1, 3).unwrap().to_fixed(), "0.333333333333333".parse().ok());
    /// ```
    #[must_use]
    pub fn to_fixed(&self) -> Option<Fixed> {
        self.scaled_round(Rounding::half_even(Fixed::PLACES)).and_then(Fixed::from_units)
    }

    /// Rounded to so many digits after the point, at most 28; `None` when that needs more than 28 digits.
    #[must_use]
    pub fn round(&self, rounding: Rounding) -> Option<Number> {
        let digits = rounding.digits().min(Number::DIGITS);
        let mantissa = self.scaled_round(Rounding::new(rounding.mode(), digits))?;
        Number::from_parts(mantissa, digits)
    }

    /// The same value as a number; `None` when no number of 28 digits is exactly this.
    ///
    /// ```
    /// # use renstra::number::Exact;
    /// assert_eq!(Exact::ratio(7, 8).unwrap().to_number(), "0.875".parse().ok());
    /// assert_eq!(Exact::ratio(1, 3).unwrap().to_number(), None);
    /// ```
    #[must_use]
    pub fn to_number(&self) -> Option<Number> {
        let (_, denominator) = self.to_big();
        let places = (0..=Number::DIGITS).find(|&k| (BigInt::from(10).pow(k) % &denominator).is_zero())?;
        self.round(Rounding::truncate(places))
    }

    /// The largest integer that is not above this; `None` beyond 127 bits.
    #[must_use]
    pub fn floor(&self) -> Option<i128> {
        self.scaled_round(Rounding::new(RoundingMode::Floor, 0))
    }

    /// Times a power of ten, rounded to an integer.
    fn scaled_round(&self, rounding: Rounding) -> Option<i128> {
        if let Repr::Small(n, d) = self.0 {
            if let Some(n) = 10_i128.checked_pow(rounding.digits()).and_then(|scale| n.checked_mul(scale)) {
                return Some(div_round(n, d, rounding.mode()));
            }
        }
        let (n, d) = self.to_big();
        big_div_round(&(n * BigInt::from(10).pow(rounding.digits())), &d, rounding.mode()).to_i128()
    }
}

/// Reduced before it is multiplied, so that sums over like denominators stay small.
fn small_sum(a: i128, b: i128, c: i128, d: i128) -> Option<Exact> {
    if b == d {
        return Exact::ratio(a.checked_add(c)?, b);
    }
    let common = i128::try_from(gcd(b.unsigned_abs(), d.unsigned_abs())).ok()?;
    let (left, right) = (a.checked_mul(d / common)?, c.checked_mul(b / common)?);
    Exact::ratio(left.checked_add(right)?, (b / common).checked_mul(d)?)
}

/// The greatest common divisor, in 64 bits as soon as both fit: machine division is much faster there.
fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(x.gcd(&y));
        }
        (a, b) = (b, a % b);
    }
    a
}

/// The quotient of two integers of any size, rounded to an integer. The divisor must be positive.
pub(super) fn big_div_round(numerator: &BigInt, divisor: &BigInt, mode: RoundingMode) -> BigInt {
    let (quotient, rest) = numerator.div_mod_floor(divisor);
    let cut = Cut {
        sign: if numerator.is_negative() { Sign::Negative } else { Sign::Positive },
        parity: if quotient.is_even() { Parity::Even } else { Parity::Odd },
        rest: if rest.is_zero() { Rest::Nothing } else { Rest::Something((&rest * 2_u8).cmp(divisor)) },
    };
    if mode.raises(cut) { quotient + BigInt::one() } else { quotient }
}

impl From<Number> for Exact {
    fn from(number: Number) -> Exact {
        let (mantissa, scale) = number.parts();
        // INVARIANT: a number's scale is at most 28, so the power fits and is not zero.
        Exact::ratio(mantissa, 10_i128.pow(scale)).unwrap_or(Exact::ZERO)
    }
}

impl From<Fixed> for Exact {
    fn from(fixed: Fixed) -> Exact {
        Exact::ratio(fixed.units(), Fixed::UNITS_PER_ONE).unwrap_or(Exact::ZERO)
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Exact {
            fn from(n: $integer) -> Exact {
                Exact(Repr::Small(i128::from(n), 1))
            }
        }
    )*};
}

from_integers!(i32, u32, i64, u64);

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        if let (&Repr::Small(a, b), &Repr::Small(c, d)) = (&self.0, &other.0) {
            if let (Some(left), Some(right)) = (a.checked_mul(d), c.checked_mul(b)) {
                return left.cmp(&right);
            }
        }
        let ((a, b), (c, d)) = (self.to_big(), other.to_big());
        (a * d).cmp(&(c * b))
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Exact {
    /// `n` or `n/d`, reduced.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Small(n, 1) => write!(f, "{n}"),
            Repr::Small(n, d) => write!(f, "{n}/{d}"),
            Repr::Big(pair) if pair.1.is_one() => write!(f, "{}", pair.0),
            Repr::Big(pair) => write!(f, "{}/{}", pair.0, pair.1),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
