//! Slow, obvious twins over big integers.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{One, Signed};
use renstra::number::{Exact, Fixed};

pub(crate) const UNITS: i128 = Fixed::UNITS_PER_ONE;

pub(crate) fn big(n: i128) -> BigInt {
    BigInt::from(n)
}

/// Half to even, from the definition: the nearest integer, of two equally near the even one.
pub(crate) fn half_even(numerator: &BigInt, denominator: &BigInt) -> BigInt {
    let below = numerator.div_floor(denominator);
    let candidates = [below.clone(), below + 1];
    let distance = |c: &BigInt| (c * denominator - numerator).abs();
    candidates.into_iter().min_by_key(|c| (distance(c), c.is_odd())).unwrap()
}

pub(crate) fn mean_twin(values: &[Fixed], weights: &[i128]) -> BigInt {
    let sum: BigInt = values.iter().zip(weights).map(|(v, w)| big(v.units()) * w).sum();
    half_even(&sum, &weights.iter().map(|w| big(*w)).sum())
}

/// e^(n/d) in units of 2^-400, off by less than 2^20 of them; by its power series in plain fixed point.
pub(crate) fn exp_twin(n: &BigInt, d: &BigInt) -> BigInt {
    // e^x = (e^(x/2^k))^(2^k) with x/2^k below one half.
    let (bits, halvings) = (500_u32, 8_u32);
    let x = (n << (bits - halvings)).div_floor(d);
    let (mut term, mut sum) = (BigInt::one() << bits, BigInt::one() << bits);
    for i in 1..200_u32 {
        term = ((term * &x) >> bits) / i;
        sum += &term;
    }
    for _ in 0..halvings {
        sum = (&sum * &sum) >> bits;
    }
    sum >> (bits - 400)
}

/// Whether e^(units·10^-15) ≤ x up to the twin's own error, far below what rounding can see.
pub(crate) fn exp_is_below(halves: i128, x: &Exact) -> bool {
    let power = exp_twin(&big(halves), &big(2 * UNITS)) - (BigInt::one() << 100_u8);
    let (n, d) = parts(x);
    power * d <= n << 400_u32
}

pub(crate) fn parts(x: &Exact) -> (BigInt, BigInt) {
    let text = x.to_string();
    let (n, d) = text.split_once('/').unwrap_or((&text, "1"));
    (n.parse().unwrap(), d.parse().unwrap())
}

pub(crate) fn units(value: Fixed) -> BigUint {
    BigUint::from(value.units().unsigned_abs())
}
