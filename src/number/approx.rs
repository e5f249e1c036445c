//! Logarithm and exponential over big integers, each with a bound on its error, and the loop that raises the
//! precision until the rounded result is certain.
//!
//! A real number is an integer in units of 2⁻ᵖ. Bounds are in those units ("ulps") and count every truncation.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

use super::fixed::Fixed;
use super::transcend::MathError;

/// What is known of a result in units of 10⁻¹⁵: it lies strictly within `error` of `value`, both times 2⁻ᵇⁱᵗˢ.
pub(super) struct Approx {
    pub(super) value: BigInt,
    pub(super) error: BigUint,
    pub(super) bits: u64,
}

/// Guard bits that are tried in turn. A result that is still not told from a tie is the tie: where ties are
/// possible they are tested exactly before, or lie further apart than 2⁻⁷⁶⁸ by far.
const GUARDS: [u64; 4] = [32, 96, 256, 768];
/// Bits that [`LN_2`] holds; the most that a precision can be.
const MAX_BITS: u64 = 1280;

/// Rounds half to even once the approximation leaves no doubt.
///
/// `at` gives an approximation with about so many guard bits; `is_tie` says whether the result is exactly so
/// many halves of a unit, and is only asked about odd ones.
pub(super) fn settle(
    at: impl Fn(u64) -> Result<Approx, MathError>,
    is_tie: impl Fn(&BigInt) -> bool,
) -> Result<Fixed, MathError> {
    let mut halves = BigInt::zero();
    for guard in GUARDS {
        let approx = at(guard)?;
        if let Some(units) = approx.rounded() {
            return in_range(&units);
        }
        halves = approx.nearest_tie();
        if is_tie(&halves) {
            break;
        }
    }
    let below = halves.div_floor(&BigInt::from(2));
    in_range(&if below.is_even() { below } else { below + 1 })
}

fn in_range(units: &BigInt) -> Result<Fixed, MathError> {
    units.to_i128().and_then(Fixed::from_units).ok_or(MathError::OutOfRange)
}

impl Approx {
    /// The nearest integer, when it is the same at both ends.
    fn rounded(&self) -> Option<BigInt> {
        let error = BigInt::from(self.error.clone());
        let half = BigInt::one() << self.bits >> 1_u8;
        let [low, high] = [&self.value - &error, &self.value + error].map(|end| (end + &half) >> self.bits);
        (low == high).then_some(low)
    }

    /// The odd number of halves that is nearest.
    fn nearest_tie(&self) -> BigInt {
        (&self.value >> self.bits) * 2 + 1
    }
}

/// What [`ln`] is off by at most, in ulps.
pub(super) fn ln_error(bits: u64) -> u64 {
    bits + 64
}

/// The natural logarithm of `numerator / denominator`, both positive and below 2¹⁷ bits.
///
/// x = m·2ᵏ with m in [⅔, 4⁄3]; ln m = 2·atanh z with z = (m − 1)/(m + 1), |z| ≤ ⅕, by its power series.
/// Of m at most 2 ulps are cut, so of z at most 3; each of the at most bits/4.6 + 2 terms adds at most 2, the
/// rest of the series 1, the factor doubles all: below bits + 64.
pub(super) fn ln(numerator: &BigUint, denominator: &BigUint, bits: u64) -> BigInt {
    let (m, k) = split(numerator, denominator, bits);
    let one = BigUint::one() << bits;
    let twice_atanh = if m >= one {
        BigInt::from(atanh(((&m - &one) << bits) / (&m + &one), bits) << 1_u8)
    } else {
        -BigInt::from(atanh(((&one - &m) << bits) / (&m + &one), bits) << 1_u8)
    };
    // 32 bits more, since |k| < 2^17.
    twice_atanh + ((ln_2(bits + 32) * k) >> 32_u8)
}

/// m in units of 2⁻ᵇⁱᵗˢ, in [⅔, 4⁄3], and k.
fn split(numerator: &BigUint, denominator: &BigUint, bits: u64) -> (BigUint, i64) {
    let length = |n: &BigUint| i64::try_from(n.bits()).unwrap_or(i64::MAX / 4);
    let k = length(numerator) - length(denominator);
    let shift = i64::try_from(bits).unwrap_or(0) - k;
    let m = match u64::try_from(shift) {
        Ok(shift) if denominator.is_one() => numerator << shift,
        Ok(shift) => (numerator << shift) / denominator,
        Err(_) => numerator / (denominator << shift.unsigned_abs()),
    };
    let thirds = &m * 3_u8;
    if thirds > BigUint::one() << (bits + 2) {
        (m >> 1_u8, k + 1)
    } else if thirds < BigUint::one() << (bits + 1) {
        (m << 1_u8, k - 1)
    } else {
        (m, k)
    }
}

/// z + z³/3 + z⁵/5 + …, for 0 ≤ z ≤ ⅕.
fn atanh(z: BigUint, bits: u64) -> BigUint {
    match z.to_u128().filter(|_| bits <= SHORT) {
        Some(z) => short_atanh(z, bits).into(),
        None => long_atanh(z, bits),
    }
}

fn long_atanh(z: BigUint, bits: u64) -> BigUint {
    let square = (&z * &z) >> bits;
    let mut sum = z.clone();
    let (mut power, mut odd) = (z, 1_u32);
    while !power.is_zero() {
        power = (power * &square) >> bits;
        odd += 2;
        sum += &power / odd;
    }
    sum
}

/// The same, to the last bit, without integers on the heap.
fn short_atanh(z: u128, bits: u64) -> u128 {
    let square = times(z, z, bits);
    let (mut sum, mut power, mut odd) = (z, z, 1_u128);
    while power != 0 {
        power = times(power, square, bits);
        odd += 2;
        sum += power / odd;
    }
    sum
}

/// Up to so many bits the series are summed in machine integers.
const SHORT: u64 = 126;

/// The product of two numbers of at most 1 in units of 2⁻ᵇⁱᵗˢ, cut; from 1 to [`SHORT`] bits.
fn times(a: u128, b: u128, bits: u64) -> u128 {
    const LOW: u128 = u64::MAX as u128;
    let ([ah, al], [bh, bl]) = ([a >> 64, a & LOW], [b >> 64, b & LOW]);
    let (low, cross, other) = (al * bl, al * bh, ah * bl);
    let middle = (low >> 64) + (cross & LOW) + (other & LOW);
    let high = ah * bh + (cross >> 64) + (other >> 64) + (middle >> 64);
    (high << (128 - bits)) | (((middle << 64) | (low & LOW)) >> bits)
}

/// A number m·2ᵏ; m lies in [1, 2) and is off by at most `error` units of 2⁻ᵇⁱᵗˢ.
pub(super) struct Scaled {
    pub(super) mantissa: BigUint,
    pub(super) exponent: i64,
    pub(super) error: u64,
}

/// Halvings before the series, and squarings after it.
const HALVINGS: u64 = 8;

/// e to the power of y, which is given in units of 2⁻ᵇⁱᵗˢ, off by at most `error`, and below 2⁶⁰ in size.
///
/// y = k·ln 2 + r with 0 ≤ r < ln 2; the power series of e^(r/2⁸), then eight squarings. The series ends
/// after fewer than 120 terms of at most 3 ulps each; the squarings make of that at most 2¹⁸, the multiple of
/// ln 2 adds 2¹², all at 20 bits more than asked for, so below 1 ulp. What y is off by counts twice at most.
pub(super) fn exp(y: &BigInt, error: u64, bits: u64) -> Scaled {
    let more = HALVINGS + 12;
    let fine = bits + more;
    let ln_2 = ln_2(fine);
    let (k, rest) = (y << more).div_mod_floor(&ln_2);
    let step = rest.magnitude() >> HALVINGS;
    let mut sum = match step.to_u128().filter(|_| fine <= SHORT) {
        Some(step) => short_series(step, fine).into(),
        None => long_series(&step, fine),
    };
    for _ in 0..HALVINGS {
        sum = (&sum * &sum) >> fine;
    }
    let exponent = k.to_i64().unwrap_or(i64::MIN / 4);
    Scaled { mantissa: sum >> more, exponent, error: error.saturating_mul(2).saturating_add(4) }
}

/// 1 + x + x²/2 + x³/6 + …, for 0 ≤ x < 2⁻⁸.
fn long_series(x: &BigUint, bits: u64) -> BigUint {
    let mut sum = (BigUint::one() << bits) + x;
    let (mut term, mut n) = (x.clone(), 1_u32);
    while !term.is_zero() {
        n += 1;
        term = ((term * x) >> bits) / n;
        sum += &term;
    }
    sum
}

/// The same, to the last bit, without integers on the heap.
fn short_series(x: u128, bits: u64) -> u128 {
    let (mut sum, mut term, mut n) = ((1 << bits) + x, x, 1_u128);
    while term != 0 {
        n += 1;
        term = times(term, x, bits) / n;
        sum += term;
    }
    sum
}

/// ln 2 in units of 2⁻ᵇⁱᵗˢ, cut.
fn ln_2(bits: u64) -> BigInt {
    BigInt::from(BigUint::from_slice(&LN_2) >> MAX_BITS.saturating_sub(bits))
}

/// ln 2 · 2¹²⁸⁰, cut; the least part first.
const LN_2: [u32; 40] = [
    0x1400b396, 0x7d2e23de, 0xfc1efa15, 0xee569d6d, 0x8fe551a2, 0x610d30f8, 0xfb5bfb90, 0x07f4ca11,
    0x0f3fd5c6, 0xda2d97c5, 0x2f20e3a2, 0x655fa187, 0x38303248, 0xf5dfa6bd, 0x9d6548ca, 0x72ce87b1,
    0x7657f74b, 0x256fa0ec, 0xb136603b, 0xb9ea9bc3, 0x317c387e, 0x1acbda11, 0x224ae8c5, 0x3e96ca16,
    0x1169b825, 0x27573b29, 0xc1382144, 0xed2eae35, 0x4afa1b10, 0x559552fb, 0x6debac98, 0xe7b87620,
    0x8baafa2b, 0x8a0d175b, 0x7298b62d, 0x40f34326, 0x03f2f6af, 0xc9e3b398, 0xd1cf79ab, 0xb17217f7,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// ln 2 = 18·atanh(1/26) − 2·atanh(1/4801) + 8·atanh(1/8749), each by its series.
    #[test]
    fn ln_2_is_ln_2() {
        let bits = MAX_BITS + 64;
        let atanh_of_one_over = |q: u32| atanh((BigUint::one() << bits) / q, bits);
        let sum =
            atanh_of_one_over(26) * 18_u8 + atanh_of_one_over(8749) * 8_u8 - atanh_of_one_over(4801) * 2_u8;
        assert_eq!(sum >> 64_u8, BigUint::from_slice(&LN_2));
    }

    proptest::proptest! {
        /// Series in machine integers are those in long ones, to the last bit.
        #[test]
        fn short_series_are_the_long_ones(seed: u128, bits in 1..=SHORT, small in 0..126_u32) {
            let z = ((seed % (1 << bits)) / 5) >> (small % (bits as u32));
            proptest::prop_assert_eq!(BigUint::from(short_atanh(z, bits)), long_atanh(z.into(), bits));
            let x = ((seed % (1 << bits)) >> 8) >> (small % (bits as u32));
            proptest::prop_assert_eq!(BigUint::from(short_series(x, bits)), long_series(&x.into(), bits));
            let (a, b) = (seed % ((1 << bits) + 1), (seed >> 64) % ((1 << bits) + 1));
            let product = (BigUint::from(a) * b) >> bits;
            proptest::prop_assert_eq!(BigUint::from(times(a, b, bits)), product);
        }
    }

    /// The bounds on errors hold: a result at low precision is that close to the same at high precision.
    #[test]
    fn results_keep_within_their_bounds() {
        let (few, many) = (40, 400);
        for n in (1..4000_u32).step_by(7) {
            let (n, d) = (BigUint::from(n), BigUint::from(777_u32));
            let fine = ln(&n, &d, many);
            let off = (&fine >> (many - few)) - ln(&n, &d, few);
            assert!(off.magnitude() <= &BigUint::from(ln_error(few)), "ln {n}/{d}: {off}");
            let (rough, close) = (exp(&(&fine >> (many - few)), 1, few), exp(&fine, ln_error(many), many));
            assert_eq!(rough.exponent, close.exponent);
            let off = BigInt::from(close.mantissa >> (many - few)) - BigInt::from(rough.mantissa);
            assert!(off.magnitude() <= &BigUint::from(rough.error), "exp: {off}");
        }
    }
}
