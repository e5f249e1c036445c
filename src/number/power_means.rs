//! Geometric, harmonic and power means, correctly rounded.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::approx::{Approx, exp, ln, ln_error, settle};
use super::exact::{Exact, gcd};
use super::fixed::Fixed;
use super::means::{total_weight, weighted_mean};
use super::transcend::{MathError, shifted};

/// The weighted geometric mean (Π value^weight)^(1/Σ weight), its true value correctly rounded to 15 places.
///
/// Weights are integers on one common scale, not negative; a weight of zero is absence. All values are zero or
/// above; one zero with weight makes the mean zero. All values *c* give *c*; the mean lies between the
/// smallest and the largest value, and is not above [`weighted_mean`].
///
/// ```
/// use renstra::number::{Fixed, Rounding, geometric_mean};
/// let values = [Fixed::from(100), Fixed::from(90)];
/// assert_eq!(geometric_mean(&values, &[1, 1])?.round(Rounding::half_up(2)).to_string(), "94.87");
/// # Ok::<(), renstra::number::MathError>(())
/// ```
///
/// # Errors
/// [`MathError::NoWeight`]; [`MathError::Domain`] for a negative value.
pub fn geometric_mean(values: &[Fixed], weights: &[i128]) -> Result<Fixed, MathError> {
    let children = match Children::of(values, weights)? {
        Some(children) => children,
        None => return Ok(Fixed::ZERO),
    };
    // 2·mean is an integer t only if t^W = 2^W·Π u^w: even, so a mean is never half-way between two units.
    settle(|guard| Ok(children.geometric(guard)), |_| false)
}

/// The weighted harmonic mean Σ weight / Σ (weight/value), its true value correctly rounded to 15 places.
///
/// Conditions and laws are those of [`geometric_mean`], which it does not exceed.
///
/// ```
/// use renstra::number::{Fixed, harmonic_mean};
/// let speeds = [Fixed::from(60), Fixed::from(30)];
/// assert_eq!(harmonic_mean(&speeds, &[1, 1])?, Fixed::from(40));
/// # Ok::<(), renstra::number::MathError>(())
/// ```
///
/// # Errors
/// [`MathError::NoWeight`]; [`MathError::Domain`] for a negative value.
pub fn harmonic_mean(values: &[Fixed], weights: &[i128]) -> Result<Fixed, MathError> {
    let children = match Children::of(values, weights)? {
        Some(children) => children,
        None => return Ok(Fixed::ZERO),
    };
    settle(|guard| Ok(children.harmonic(guard)), |_| false)
}

/// The weighted power mean (Σ weight·value^p / Σ weight)^(1/p), its true value correctly rounded to 15 places.
///
/// p = 1 is the arithmetic, −1 the harmonic, and 0 by definition the geometric mean; it grows with p.
/// Conditions and laws are those of [`geometric_mean`]; a zero makes the mean zero only where p ≤ 0.
///
/// ```
/// use renstra::number::{Exact, Fixed, power_mean};
/// let values = [Fixed::from(1), Fixed::from(7)];
/// assert_eq!(power_mean(&values, &[1, 1], &Exact::from(2))?, Fixed::from(5));
/// # Ok::<(), renstra::number::MathError>(())
/// ```
///
/// # Errors
/// [`MathError::NoWeight`]; [`MathError::Domain`] for a negative value; [`MathError::OutOfRange`] for a
/// power whose numerator or denominator has more than 40 bits.
pub fn power_mean(values: &[Fixed], weights: &[i128], power: &Exact) -> Result<Fixed, MathError> {
    let children = Children::of(values, weights)?;
    if power.is_zero() {
        return geometric_mean(values, weights);
    }
    let children = match children {
        Some(children) => children,
        None if !power.is_positive() => return Ok(Fixed::ZERO),
        None => match Children::above_zero(values, weights)? {
            Some(children) => children,
            None => return Ok(Fixed::ZERO),
        },
    };
    if *power == Exact::ONE {
        return weighted_mean(values, weights).ok_or(MathError::NoWeight);
    }
    let (a, b) = power.to_big();
    if a.bits() > POWER_BITS || b.bits() > POWER_BITS {
        return Err(MathError::OutOfRange);
    }
    settle(|guard| Ok(children.power(&a, &b, guard)), |_| false)
}

const POWER_BITS: u64 = 40;

/// Values above zero, in units of 10⁻¹⁵, with weights above zero.
struct Children {
    pairs: Vec<(BigUint, BigUint)>,
    /// The sum of all weights, those of zero values too.
    total: BigUint,
    largest: BigUint,
    smallest: BigUint,
}

impl Children {
    /// `None`: a value with weight is zero.
    fn of(values: &[Fixed], weights: &[i128]) -> Result<Option<Children>, MathError> {
        let has_zero = values.iter().zip(weights).any(|(value, &weight)| weight > 0 && value.is_zero());
        let children = Children::above_zero(values, weights)?;
        Ok(children.filter(|_| !has_zero))
    }

    /// The children whose values are above zero; `None`: there are none.
    fn above_zero(values: &[Fixed], weights: &[i128]) -> Result<Option<Children>, MathError> {
        let total = total_weight(values, weights).ok_or(MathError::NoWeight)?;
        let weighted = || values.iter().zip(weights).filter(|(_, weight)| **weight > 0);
        if weighted().any(|(value, _)| value.is_negative()) {
            return Err(MathError::Domain);
        }
        // A common factor of all weights changes nothing and costs time.
        let common = weighted().fold(0, |common, (_, weight)| gcd(common, weight.unsigned_abs())).max(1);
        let pairs: Vec<(BigUint, BigUint)> = weighted()
            .filter(|(value, _)| !value.is_zero())
            .map(|(value, weight)| {
                (value.units().unsigned_abs().into(), (weight.unsigned_abs() / common).into())
            })
            .collect();
        let ends = pairs.iter().map(|(value, _)| value).max().zip(pairs.iter().map(|(value, _)| value).min());
        let Some((largest, smallest)) = ends.map(|(max, min)| (max.clone(), min.clone())) else {
            return Ok(None);
        };
        Ok(Some(Children { pairs, total: (total.unsigned_abs() / common).into(), largest, smallest }))
    }

    /// e to the weighted mean of the logarithms, in units.
    fn geometric(&self, guard: u64) -> Approx {
        let bits = self.largest.bits() + guard + 10;
        let (sum, divisor) = match self.product() {
            Some(product) => (ln(&product, &BigUint::one(), bits), BigInt::from(self.total.clone())),
            None => self.sum_of_logs(bits),
        };
        let power = exp(&sum.div_floor(&divisor), ln_error(bits) + 2, bits);
        shifted(power.mantissa.into(), power.error.into(), bits, power.exponent)
    }

    /// Π value^weight, where it is short: one logarithm in place of many.
    fn product(&self) -> Option<BigUint> {
        let total = u64::try_from(&self.total).ok()?;
        if total.checked_mul(self.largest.bits())? > SHORT_PRODUCT {
            return None;
        }
        self.pairs.iter().try_fold(BigUint::one(), |product, (value, weight)| {
            Some(product * value.pow(u32::try_from(weight).ok()?))
        })
    }

    fn sum_of_logs(&self, bits: u64) -> (BigInt, BigInt) {
        let log = |(value, weight): &(BigUint, BigUint)| {
            ln(value, &BigUint::one(), bits) * BigInt::from(weight.clone())
        };
        (self.pairs.iter().map(log).sum(), self.total.clone().into())
    }

    /// With S = Σ weight/value, each of n terms cut by less than one ulp: W/S is off by less than n·W/S² ulps.
    fn harmonic(&self, guard: u64) -> Approx {
        let bits = self.largest.bits() * 2 + guard + 40;
        let sum: BigUint = self.pairs.iter().map(|(value, weight)| (weight << bits) / value).sum();
        let value = (&self.total << (2 * bits)) / &sum;
        let error = (&value * self.pairs.len()) / &sum + 2_u8;
        Approx { value: value.into(), error, bits }
    }

    /// ref · S^(1/p) with S = Σ weight·(value/ref)^p / Σ weight, ref the largest value where p > 0 and the
    /// smallest where p < 0; so that every term is at most 1 and that of ref is 1.
    fn power(&self, a: &BigInt, b: &BigInt, guard: u64) -> Approx {
        let reference = if a.is_positive() { &self.largest } else { &self.smallest };
        let ratio = a.bits().abs_diff(b.bits()) + 1;
        let bits = self.largest.bits() + guard + self.total.bits() + 2 * ratio + 20;
        let log_error = ln_error(bits) + 2;
        let one = BigUint::one() << bits;
        let mut sum = BigUint::zero();
        for (value, weight) in &self.pairs {
            sum += weight * power_of_ratio(value, reference, [a, b], bits);
        }
        let share = sum / &self.total;
        // Each term is off by 2·log_error·|p| + 5 at most, with |p| < 2^ratio; S by as much and one more.
        let share_error = BigUint::from(2 * log_error + 6) << ratio;
        // ln S is off by that over S, and by its own error; then divided by |p| > 2^-ratio.
        let log_share = ln(&share, &one, bits);
        let off = ((share_error << bits) / &share + log_error + 1_u8) << ratio;
        let log_mean = (log_share * b).div_floor(a) + ln(reference, &BigUint::one(), bits);
        let error = u64::try_from(off + log_error + 1_u8).unwrap_or(u64::MAX);
        let mean = exp(&log_mean, error, bits);
        shifted(mean.mantissa.into(), mean.error.into(), bits, mean.exponent)
    }
}

/// (value/reference)^(a/b) at most 1, in units of 2⁻ᵇⁱᵗˢ.
fn power_of_ratio(value: &BigUint, reference: &BigUint, [a, b]: [&BigInt; 2], bits: u64) -> BigUint {
    if value == reference {
        return BigUint::one() << bits;
    }
    let log = (ln(value, reference, bits) * a).div_floor(b);
    // e^-x is below one ulp from here on.
    if log.magnitude() >> bits > BigUint::from(bits) {
        return BigUint::zero();
    }
    let power = exp(&log, 0, bits);
    match u64::try_from(power.exponent) {
        Ok(up) => power.mantissa << up,
        Err(_) => power.mantissa >> power.exponent.unsigned_abs(),
    }
}

/// A product of so many bits is cheaper than several logarithms.
const SHORT_PRODUCT: u64 = 4096;
