use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::fixed::{Fixed, div_round, power_of_ten};
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
// INVARIANT: the denominator is positive and the numerator not the smallest integer. `Big` is reduced and does
// not fit `Small`. `Small` is only reduced where it would not fit otherwise: that is most of the cost of a score.
#[derive(Clone)]
pub struct Exact(Repr);

#[derive(Clone)]
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
        match denominator {
            0 => None,
            1.. if numerator != i128::MIN => Some(Exact(Repr::Small(numerator, denominator))),
            _ => match (numerator.checked_neg(), denominator.checked_neg()) {
                (Some(n), Some(d)) if denominator < 0 && n != i128::MIN => Some(Exact(Repr::Small(n, d))),
                _ => Exact::from_big(numerator.into(), denominator.into()),
            },
        }
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

    /// An integer over a power of two, in lowest terms without a divisor to look for.
    pub(super) fn from_dyadic(numerator: BigInt, bits: u64) -> Option<Exact> {
        let shared = numerator.trailing_zeros().unwrap_or(bits).min(bits);
        let (n, d) = (numerator >> shared, BigInt::from(1) << (bits - shared));
        match (n.to_i128(), d.to_i128()) {
            (Some(n), Some(d)) if n != i128::MIN => Some(Exact(Repr::Small(n, d))),
            _ if n.bits() > Exact::MAX_BITS => None,
            _ => Some(Exact(Repr::Big(Box::new((n, d))))),
        }
    }

    /// Numerator and denominator, reduced, the denominator positive.
    pub(super) fn to_big(&self) -> (BigInt, BigInt) {
        match &self.0 {
            &Repr::Small(n, d) => {
                let (n, d) = lowest((n, d));
                (BigInt::from(n), BigInt::from(d))
            }
            Repr::Big(pair) => (**pair).clone(),
        }
    }

    /// The length of the longer of numerator and denominator.
    pub(super) fn bits(&self) -> u64 {
        let (n, d) = self.to_big();
        n.bits().max(d.bits())
    }

    /// The sum; `None` beyond the limit of size.
    #[must_use]
    pub fn checked_add(&self, other: &Exact) -> Option<Exact> {
        let big = || {
            let ((a, b), (c, d)) = (self.to_big(), other.to_big());
            Exact::from_big(a * &d + c * &b, b * d)
        };
        self.small(other, small_sum).or_else(big)
    }

    /// An operation in machine integers; as the fractions stand, and if that does not fit, in lowest terms.
    fn small(&self, other: &Exact, operation: impl Fn(Pair, Pair) -> Option<Exact>) -> Option<Exact> {
        let (left, right) = (self.pair()?, other.pair()?);
        operation(left, right).or_else(|| operation(lowest(left), lowest(right)))
    }

    fn pair(&self) -> Option<Pair> {
        match self.0 {
            Repr::Small(n, d) => Some((n, d)),
            Repr::Big(_) => None,
        }
    }

    /// The difference; `None` beyond the limit of size.
    #[must_use]
    pub fn checked_sub(&self, other: &Exact) -> Option<Exact> {
        self.checked_add(&other.negated())
    }

    /// The product; `None` beyond the limit of size.
    #[must_use]
    pub fn checked_mul(&self, other: &Exact) -> Option<Exact> {
        let product = |(a, b): Pair, (c, d): Pair| Exact::ratio(a.checked_mul(c)?, b.checked_mul(d)?);
        let big = || {
            let ((a, b), (c, d)) = (self.to_big(), other.to_big());
            Exact::from_big(a * c, b * d)
        };
        self.small(other, product).or_else(big)
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

    /// How many machine words it takes: a bound on the work of computing with it.
    pub(crate) fn words(&self) -> usize {
        match &self.0 {
            Repr::Small(..) => 4,
            Repr::Big(pair) => 4 + ((pair.0.bits() + pair.1.bits()) / 64) as usize,
        }
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

    /// The denominator of the lowest terms; `None` beyond 127 bits.
    pub(crate) fn denominator(&self) -> Option<i128> {
        i128::try_from(self.to_big().1).ok()
    }

    /// The largest integer that is not above this; `None` beyond 127 bits.
    #[must_use]
    pub fn floor(&self) -> Option<i128> {
        self.scaled_round(Rounding::new(RoundingMode::Floor, 0))
    }

    /// Times a power of ten, rounded to an integer.
    fn scaled_round(&self, rounding: Rounding) -> Option<i128> {
        let scaled = |(n, d): Pair| {
            let n = n.checked_mul(power_of_ten(rounding.digits())?)?;
            Some(div_round(n, d, rounding.mode()))
        };
        let small = self.pair().and_then(|pair| scaled(pair).or_else(|| scaled(lowest(pair))));
        small.or_else(|| {
            let (n, d) = self.to_big();
            big_div_round(&(n * BigInt::from(10).pow(rounding.digits())), &d, rounding.mode()).to_i128()
        })
    }
}

/// Numerator and denominator.
type Pair = (i128, i128);

fn lowest((n, d): Pair) -> Pair {
    // INVARIANT: a divisor of the denominator, which is positive and fits.
    let divisor = i128::try_from(gcd(n.unsigned_abs(), d.unsigned_abs())).unwrap_or(1);
    (n / divisor, d / divisor)
}

fn small_sum((a, b): Pair, (c, d): Pair) -> Option<Exact> {
    if b == d {
        return Exact::ratio(a.checked_add(c)?, b);
    }
    let (left, right) = (a.checked_mul(d)?, c.checked_mul(b)?);
    Exact::ratio(left.checked_add(right)?, b.checked_mul(d)?)
}

/// The greatest common divisor, in 64 bits as soon as both fit: machine division is much faster there.
pub(super) fn gcd(mut a: u128, mut b: u128) -> u128 {
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
        power_of_ten(scale).and_then(|power| Exact::ratio(mantissa, power)).unwrap_or(Exact::ZERO)
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

impl PartialEq for Exact {
    fn eq(&self, other: &Exact) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl Hash for Exact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_big().hash(state);
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Default for Exact {
    /// Zero.
    fn default() -> Exact {
        Exact::ZERO
    }
}

impl fmt::Display for Exact {
    /// `n` or `n/d`, reduced.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (n, d) = self.to_big();
        if d.is_one() { write!(f, "{n}") } else { write!(f, "{n}/{d}") }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
