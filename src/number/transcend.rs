//! Logarithms, exponentials, roots and powers of exact fractions, correctly rounded.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::approx::{Approx, Scaled, exp, ln, ln_error, settle};
use super::exact::Exact;
use super::fixed::Fixed;

/// Why a function has no value that a [`Fixed`] can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MathError {
    /// A logarithm of what is not above zero, a root or power or mean of what is below it.
    #[error("a value is below the domain of this function")]
    Domain,
    /// Beyond ±9,999,999,999,999.999999999999999, or an exponent beyond what is evaluated.
    #[error("the result is out of range")]
    OutOfRange,
    /// A mean without children, with lists of different lengths, a negative weight or none above zero.
    #[error("there is no weight above zero")]
    NoWeight,
}

/// Bits of 10¹⁵, and those of the largest result, rounded up.
const UNIT_BITS: u64 = 50;
const RESULT_BITS: u64 = 94;

/// Each result is its true value, correctly rounded (half to even) to 15 places.
impl Exact {
    /// The natural logarithm.
    ///
    /// ```
    /// # use renstra::number::Exact;
    /// assert_eq!(Exact::from(75_000).ln().unwrap().to_string(), "11.225243392518447");
    /// assert_eq!(Exact::from(1).ln().unwrap().to_string(), "0");
    /// assert!(Exact::from(0).ln().is_err());
    /// ```
    ///
    /// # Errors
    /// [`MathError::Domain`] unless this is above zero.
    pub fn ln(&self) -> Result<Fixed, MathError> {
        let (n, d) = self.positive()?;
        settle(
            |guard| {
                let bits = guard + UNIT_BITS + 10;
                let error = BigUint::from(ln_error(bits)) * unit();
                Ok(Approx { value: ln(&n, &d, bits) * signed_unit(), error, bits })
            },
            // The logarithm of a rational number other than 1 is transcendental.
            |_| false,
        )
    }

    /// The decimal logarithm.
    ///
    /// ```
    /// # use renstra::number::Exact;
    /// assert_eq!(Exact::ratio(1, 1000).unwrap().log10().unwrap().to_string(), "-3");
    /// assert_eq!(Exact::from(2).log10().unwrap().to_string(), "0.301029995663981");
    /// ```
    ///
    /// # Errors
    /// [`MathError::Domain`] unless this is above zero.
    pub fn log10(&self) -> Result<Fixed, MathError> {
        self.log_between([&Exact::ONE, &Exact::from(10)], [&Exact::ZERO, &Exact::ONE])
    }

    /// Where this lies between two ends on a logarithmic scale, carried onto two other ends: with ends
    /// *a*, *b* onto *f*, *t* it is f + (t − f)·ln(x/a)/ln(b/a). The income index of the human development
    /// index is that of 100 and 75,000 onto 0 and 1. Nothing is clipped.
    ///
    /// ```
    /// # use renstra::number::Exact;
    /// let ends = [&Exact::from(100), &Exact::from(75_000)];
    /// let index = Exact::from(10_000).log_between(ends, [&Exact::ZERO, &Exact::ONE])?;
    /// assert_eq!(index.to_string(), "0.695637350572699");
    /// assert_eq!(ends[1].log_between(ends, [&Exact::ZERO, &Exact::from(100)])?.to_string(), "100");
    /// # Ok::<(), renstra::number::MathError>(())
    /// ```
    ///
    /// # Errors
    /// [`MathError::Domain`] unless this and the ends are above zero and the ends differ; `OutOfRange`, also for
    /// fractions of more than 256 bits.
    pub fn log_between(&self, ends: [&Exact; 2], onto: [&Exact; 2]) -> Result<Fixed, MathError> {
        let ([low, high], [from, to]) = (ends, onto);
        let over = |a: &Exact, b: &Exact| a.checked_div(b).ok_or(MathError::OutOfRange);
        for end in [low, high] {
            end.positive()?;
        }
        let (x, whole) = (over(self, low)?, over(high, low)?);
        let width = to.checked_sub(from).ok_or(MathError::OutOfRange)?;
        if whole == Exact::ONE {
            return Err(MathError::Domain);
        }
        // So the ends differ by enough to be told apart with the bits there are.
        if [&x, &whole, from, &width].into_iter().any(|operand| operand.bits() > LOG_BITS) {
            return Err(MathError::OutOfRange);
        }
        let parts = LogBetween {
            x: x.positive()?,
            whole: whole.positive()?,
            from: from.to_big(),
            width: width.to_big(),
        };
        settle(|guard| parts.at(guard), |_| false)
    }

    /// e to this power.
    ///
    /// ```
    /// # use renstra::number::Exact;
    /// assert_eq!(Exact::from(1).exp().unwrap().to_string(), "2.718281828459045");
    /// assert_eq!(Exact::from(-50).exp().unwrap().to_string(), "0");
    /// assert!(Exact::from(31).exp().is_err());
    /// ```
    ///
    /// # Errors
    /// [`MathError::OutOfRange`] from about 29.9 on.
    pub fn exp(&self) -> Result<Fixed, MathError> {
        if let Some(known) = beyond(self) {
            return known;
        }
        let (n, d) = self.to_big();
        settle(
            |guard| {
                let bits = guard + RESULT_BITS + 10;
                Ok(in_units(exp(&(&n << bits).div_floor(&d), 1, bits), bits))
            },
            // e to a rational power other than 0 is transcendental.
            |_| false,
        )
    }

    /// The square root.
    ///
    /// ```
    /// # use renstra::number::Exact;
    /// assert_eq!(Exact::from(2).sqrt().unwrap().to_string(), "1.414213562373095");
    /// assert_eq!(Exact::ratio(9, 4).unwrap().sqrt().unwrap().to_string(), "1.5");
    /// ```
    ///
    /// # Errors
    /// [`MathError::Domain`] below zero; `OutOfRange`.
    pub fn sqrt(&self) -> Result<Fixed, MathError> {
        self.root(2)
    }

    /// The root of degree `n`.
    ///
    /// ```
    /// # use renstra::number::Exact;
    /// assert_eq!(Exact::from(27).root(3).unwrap().to_string(), "3");
    /// assert_eq!(Exact::from(-8).root(3).ok(), None);
    /// ```
    ///
    /// # Errors
    /// [`MathError::Domain`] below zero and for degree 0; `OutOfRange`.
    pub fn root(&self, n: u32) -> Result<Fixed, MathError> {
        let exponent = Exact::ratio(1, i128::from(n)).ok_or(MathError::Domain)?;
        if n > 3 || self.is_zero() || self.is_negative() {
            return self.pow(&exponent);
        }
        // In halves of a unit, cut: even rounds down; odd is a tie when nothing was cut, and else rounds up.
        let (p, q) = self.positive()?;
        let scale = (unit() * 2_u8).pow(n);
        let halves = (&p * &scale / &q).nth_root(n);
        let tie = || halves.pow(n) * &q == p * &scale;
        let below = &halves >> 1_u8;
        let up = halves.is_odd() && (below.is_odd() || !tie());
        units(if up { below + 1_u8 } else { below })
    }

    /// This to a rational power. Zero to a power above zero is zero; anything above zero to the power 0 is one.
    ///
    /// ```
    /// # use renstra::number::Exact;
    /// let growth = Exact::ratio(121, 100).unwrap().pow(&Exact::ratio(1, 2).unwrap());
    /// assert_eq!(growth.unwrap().to_string(), "1.1");
    /// assert_eq!(Exact::from(2).pow(&Exact::from(-1)).unwrap().to_string(), "0.5");
    /// ```
    ///
    /// # Errors
    /// [`MathError::Domain`] below zero, and for zero to a power not above zero. `OutOfRange`, also for an
    /// exponent whose numerator or denominator has more than 100 bits.
    pub fn pow(&self, exponent: &Exact) -> Result<Fixed, MathError> {
        if self.is_zero() && exponent.is_positive() {
            return Ok(Fixed::ZERO);
        }
        let (n, d) = self.positive()?;
        let (a, b) = exponent.to_big();
        if a.bits() > EXPONENT_BITS || b.bits() > EXPONENT_BITS {
            return Err(MathError::OutOfRange);
        }
        let power = Power { n, d, a, b };
        if let Some(known) = power.beyond() {
            return known;
        }
        settle(|guard| power.at(guard), |halves| power.is_exactly(halves))
    }

    /// Numerator and denominator of what must be above zero.
    pub(super) fn positive(&self) -> Result<(BigUint, BigUint), MathError> {
        let (n, d) = self.to_big();
        if !n.is_positive() {
            return Err(MathError::Domain);
        }
        Ok((n.magnitude().clone(), d.magnitude().clone()))
    }
}

const EXPONENT_BITS: u64 = 100;
const LOG_BITS: u64 = 256;

pub(super) fn unit() -> BigUint {
    BigUint::from(Fixed::UNITS_PER_ONE.unsigned_abs())
}

fn signed_unit() -> BigInt {
    BigInt::from(Fixed::UNITS_PER_ONE)
}

fn units(units: BigUint) -> Result<Fixed, MathError> {
    let units = i128::try_from(units).map_err(|_| MathError::OutOfRange)?;
    Fixed::from_units(units).ok_or(MathError::OutOfRange)
}

/// An exponential, which counts ones, in units of 10⁻¹⁵.
fn in_units(power: Scaled, bits: u64) -> Approx {
    let value = BigInt::from(power.mantissa * unit());
    shifted(value, BigUint::from(power.error) * unit(), bits, power.exponent)
}

/// An approximation times 2 to this exponent.
pub(super) fn shifted(value: BigInt, error: BigUint, bits: u64, exponent: i64) -> Approx {
    match i64::try_from(bits).unwrap_or(i64::MAX).checked_sub(exponent).map(u64::try_from) {
        Some(Ok(bits)) => Approx { value, error, bits },
        _ => {
            Approx { value: value << exponent.unsigned_abs(), error: error << exponent.unsigned_abs(), bits }
        }
    }
}

/// What e to this power is where nothing needs to be computed: too much, or nothing at 15 places.
fn beyond(exponent: &Exact) -> Option<Result<Fixed, MathError>> {
    if *exponent > Exact::from(30) {
        Some(Err(MathError::OutOfRange))
    } else if *exponent < Exact::from(-40) {
        Some(Ok(Fixed::ZERO))
    } else {
        None
    }
}

/// (n/d)^(a/b)
struct Power {
    n: BigUint,
    d: BigUint,
    a: BigInt,
    b: BigInt,
}

impl Power {
    /// The logarithm of the result, off by at most the second.
    fn exponent(&self, bits: u64) -> (BigInt, u64) {
        let more = (self.a.bits() + 1).saturating_sub(self.b.bits());
        let scaled = ln(&self.n, &self.d, bits + more) * &self.a;
        (scaled.div_floor(&(&self.b << more)), ln_error(bits + more) + 2)
    }

    fn beyond(&self) -> Option<Result<Fixed, MathError>> {
        let bits = 16;
        let (exponent, _) = self.exponent(bits);
        Exact::from_big(exponent, BigInt::one() << bits)
            .map_or(Some(Err(MathError::OutOfRange)), |e| beyond(&e))
    }

    fn at(&self, guard: u64) -> Result<Approx, MathError> {
        let bits = guard + RESULT_BITS + 10;
        let (exponent, error) = self.exponent(bits);
        Ok(in_units(exp(&exponent, error, bits), bits))
    }

    /// Whether the result is exactly so many halves of a unit.
    ///
    /// With a/b reduced that needs n and d to be b-th powers, so b has no more digits than they have bits.
    fn is_exactly(&self, halves: &BigInt) -> bool {
        let Some((p, q)) = Exact::from_big(halves.clone(), signed_unit() * 2).and_then(|t| t.positive().ok())
        else {
            return false;
        };
        let (n, d) = if self.a.is_negative() { (&self.d, &self.n) } else { (&self.n, &self.d) };
        let (Ok(a), Ok(b)) = (u32::try_from(self.a.magnitude()), u32::try_from(&self.b)) else {
            return false;
        };
        is_root_power(&p, n, a, b) && is_root_power(&q, d, a, b)
    }
}

/// Whether t = x^(a/b), in integers; work is bounded since each power is only taken where it can be equal.
fn is_root_power(t: &BigUint, x: &BigUint, a: u32, b: u32) -> bool {
    if t.is_one() || x.is_one() || t.is_zero() {
        return t.is_one() && x.is_one();
    }
    let root = x.nth_root(b);
    let long_enough = |base: &BigUint, exponent: u32, result: &BigUint| {
        (base.bits() - 1).saturating_mul(u64::from(exponent)) < result.bits()
    };
    long_enough(&root, b, x) && root.pow(b) == *x && long_enough(&root, a, t) && root.pow(a) == *t
}

/// from + width · ln x / ln whole
struct LogBetween {
    x: (BigUint, BigUint),
    whole: (BigUint, BigUint),
    from: (BigInt, BigInt),
    width: (BigInt, BigInt),
}

impl LogBetween {
    /// With X, W the two logarithms, each off by e: X/W is off by at most (e + |X/W|·e)/|W| and what is cut.
    fn at(&self, guard: u64) -> Result<Approx, MathError> {
        let more = self.width.0.bits().saturating_sub(self.width.1.bits());
        let bits = guard + UNIT_BITS + 40 + more.min(128);
        let e = BigInt::from(ln_error(bits));
        let whole = ln(&self.whole.0, &self.whole.1, bits);
        let safe = whole.abs() - &e;
        if !safe.is_positive() {
            // More bits are needed to tell the ends apart: say that nothing is known yet.
            return Ok(Approx { value: BigInt::zero(), error: BigUint::one(), bits: 0 });
        }
        let quotient = (ln(&self.x.0, &self.x.1, bits) << bits).div_floor(&whole);
        let off = ((&e << bits) + quotient.abs() * &e).div_ceil(&safe) + 2;
        let unit = signed_unit();
        let scale = |(n, d): &(BigInt, BigInt), x: BigInt| (x * n * &unit).div_floor(d);
        let value = scale(&self.width, quotient) + scale(&self.from, BigInt::one() << bits);
        let error: BigInt = off * self.width.0.abs() * &unit;
        let error: BigInt = error.div_ceil(&self.width.1) + 3_u8;
        Ok(Approx { value, error: error.magnitude().clone(), bits })
    }
}
