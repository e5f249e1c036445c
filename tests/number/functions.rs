//! Logarithms, exponentials, roots and powers: correctly rounded, and refused at once where they have no value.

use num_bigint::BigInt;
use num_traits::One;
use proptest::prelude::{prop_assert, prop_assert_eq, prop_assume, proptest};
use renstra::number::{Exact, Fixed, MathError, geometric_mean, harmonic_mean, power_mean, weighted_mean};

use crate::generators::positive_number;
use crate::twins::{UNITS, big, exp_is_below, exp_twin, half_even};

#[track_caller]
fn same(result: Result<Fixed, MathError>, expected: &str) {
    assert_eq!(result.map(|value| value.to_string()).as_deref(), Ok(expected));
}

/// Expected values computed with Python's `decimal` at 60 digits.
#[test]
fn functions_at_known_points() {
    same(Exact::ratio(1, 3).unwrap().ln(), "-1.09861228866811");
    same(Exact::ratio(10_i128.pow(28) - 1, 1).unwrap().ln(), "64.472382603833279");
    same(Exact::ratio(1_000_001, 1_000_000).unwrap().ln(), "0.0000009999995");
    same(Exact::ratio(-1, 7).unwrap().exp(), "0.866877899750182");
    same(Exact::from(29).exp(), "3931334297144.042074388620581");
}

#[test]
fn functions_outside_their_domain_say_so() {
    let [zero, one, minus] = [0, 1, -1].map(Exact::from);
    assert_eq!(zero.ln(), Err(MathError::Domain));
    assert_eq!(minus.log10(), Err(MathError::Domain));
    assert_eq!(minus.sqrt(), Err(MathError::Domain));
    assert_eq!(one.root(0), Err(MathError::Domain));
    assert_eq!(zero.root(5), Ok(Fixed::ZERO));
    assert_eq!(zero.pow(&zero), Err(MathError::Domain));
    assert_eq!(zero.pow(&minus), Err(MathError::Domain));
    assert_eq!(minus.pow(&one), Err(MathError::Domain));
    assert_eq!(one.log_between([&one, &one], [&zero, &one]), Err(MathError::Domain));
    assert_eq!(one.log_between([&zero, &one], [&zero, &one]), Err(MathError::Domain));
    assert_eq!(geometric_mean(&[], &[]), Err(MathError::NoWeight));
    assert_eq!(geometric_mean(&[Fixed::ONE], &[0]), Err(MathError::NoWeight));
    assert_eq!(geometric_mean(&[Fixed::ONE], &[-1]), Err(MathError::NoWeight));
    assert_eq!(geometric_mean(&[Fixed::MIN], &[1]), Err(MathError::Domain));
    assert_eq!(weighted_mean(&[Fixed::ONE], &[1, 1]), None);
    assert_eq!(weighted_mean(&[Fixed::ONE, Fixed::ONE], &[i128::MAX, i128::MAX]), None);
}

/// Sizes that an attacker would choose: an answer or a refusal, at once.
#[test]
fn hostile_sizes_are_refused() {
    let huge = |mut x: Exact| {
        while let Some(square) = x.checked_mul(&x) {
            x = square;
        }
        x
    };
    let (large, small) = (huge(Exact::from(3)), huge(Exact::ratio(1, 3).unwrap()));
    assert!(large.to_fixed().is_none() && large.exp().is_err() && large.sqrt().is_err());
    assert!(large.ln().is_ok() && small.ln().is_ok());
    assert_eq!(small.to_fixed(), Some(Fixed::ZERO));
    assert_eq!(small.sqrt(), Ok(Fixed::ZERO));
    assert_eq!(Exact::from(2).pow(&large), Err(MathError::OutOfRange));
    assert_eq!(Exact::from(2).pow(&Exact::ratio(-(1 << 99), 1).unwrap()), Ok(Fixed::ZERO));
    assert_eq!(
        large.log_between([&Exact::ONE, &Exact::from(2)], [&Exact::ZERO, &Exact::ONE]),
        Err(MathError::OutOfRange)
    );
    let tiny_step = Exact::ratio(10_i128.pow(28) + 1, 10_i128.pow(28)).unwrap();
    same(tiny_step.pow(&Exact::ratio(10_i128.pow(28), 1).unwrap()), "2.718281828459045");
}

/// Half-way cases that no precision would settle.
#[test]
fn exact_ties_go_to_the_even_neighbour() {
    let half_units = |halves: i128| Exact::ratio(halves, 2 * UNITS).unwrap();
    for halves in [1_i128, 3, 5, 7, 2_000_000_000_000_001] {
        let tie = half_units(halves);
        let even = Fixed::from_units(half_even(&big(halves), &big(2)).try_into().unwrap()).unwrap();
        let power = |n: usize| (1..n).fold(tie.clone(), |product, _| product.checked_mul(&tie).unwrap());
        for n in [2, 3, 5] {
            assert_eq!(power(n).root(n as u32), Ok(even), "root {n} of a tie of {halves} halves");
        }
        let three_fifths = Exact::ratio(3, 5).unwrap();
        assert_eq!(power(5).pow(&three_fifths), power(3).to_fixed().ok_or(MathError::OutOfRange));
        assert_eq!(tie.inverse().unwrap().pow(&Exact::from(-1)), Ok(even));
    }
    let pair = |a, b| [Fixed::from_units(a).unwrap(), Fixed::from_units(b).unwrap()];
    assert_eq!(harmonic_mean(&pair(1, 3), &[1, 1]).unwrap().units(), 2); // 1.5
    assert_eq!(harmonic_mean(&pair(5, 45), &[3, 1]).unwrap().units(), 6); // 6.43
    assert_eq!(power_mean(&pair(1, 4), &[1, 1], &Exact::ratio(1, 2).unwrap()).unwrap().units(), 2); // 2.25
    assert_eq!(power_mean(&pair(0, 10), &[1, 1], &Exact::ratio(1, 2).unwrap()).unwrap().units(), 2); // 2.5
}

/// So near to half-way that the first precision cannot tell, and yet not there.
#[test]
fn what_is_almost_a_tie_is_none() {
    let tie = Exact::ratio(5, 2 * UNITS).unwrap();
    let fifth_power = (1..5).fold(tie.clone(), |product, _| product.checked_mul(&tie).unwrap());
    let step = Exact::ratio(1, 10_i128.pow(30)).unwrap();
    let above = Exact::ONE.checked_add(&step.checked_mul(&step).unwrap()).unwrap();
    let result = fifth_power.checked_mul(&above).unwrap().root(5).unwrap();
    assert_eq!(result.units(), 3);
}

proptest! {
    /// The result is within half a unit of x^(a/b): compared as b-th powers, in integers.
    #[test]
    fn a_power_is_within_half_a_unit(n in 1..100_000_i128, d in 1..100_000_i128, a in -9..10_i32, b in 1..8_u32) {
        let exponent = Exact::ratio(i128::from(a), i128::from(b)).unwrap();
        let x = Exact::ratio(n, d).unwrap();
        let result = x.pow(&exponent);
        if a == 1 {
            prop_assert_eq!(x.root(b), result);
        }
        prop_assume!(result.is_ok());
        let (n, d) = if a < 0 { (d, n) } else { (n, d) };
        let (p, q) = (big(n).pow(a.unsigned_abs()), big(d).pow(a.unsigned_abs()) );
        let halves = big(result.unwrap().units()) * 2;
        let scale = big(2 * UNITS).pow(b);
        let below = BigInt::ZERO.max(&halves - 1).pow(b) * &q;
        let above: BigInt = &halves + 1;
        let above = above.pow(b) * &q;
        prop_assert!(below <= &p * &scale && &p * &scale <= above);
    }

    /// e to the ends of the unit around the logarithm lies on both sides of x.
    #[test]
    fn a_logarithm_is_within_half_a_unit(n in 1..1_000_000_i128, d in 1..1_000_000_i128) {
        let x = Exact::ratio(n, d).unwrap();
        let halves = x.ln().unwrap().units() * 2;
        prop_assert!(exp_is_below(halves - 1, &x) && !exp_is_below(halves + 1, &x));
    }

    #[test]
    fn an_exponential_agrees_with_its_series(thousandths in -45_000..29_900_i128) {
        let x = Exact::ratio(thousandths, 1000).unwrap();
        let twin = half_even(&(exp_twin(&big(thousandths), &big(1000)) * UNITS), &(BigInt::one() << 400_u32));
        prop_assert_eq!(big(x.exp().unwrap().units()), twin);
    }

    #[test]
    fn logarithms_keep_order_and_invert(a in positive_number(), b in positive_number()) {
        let (low, high) = if a < b { (&a, &b) } else { (&b, &a) };
        prop_assert!(low.ln().unwrap() <= high.ln().unwrap());
        prop_assert!(low.log10().unwrap() <= high.log10().unwrap());
        prop_assert_eq!(low.inverse().unwrap().ln(), low.ln().map(Fixed::negated));
    }

    /// The ends of a logarithmic scale land exactly on the ends that they are carried onto.
    #[test]
    fn logarithmic_goalposts_hold_at_their_ends(
        low in positive_number(), high in positive_number(), x in positive_number(),
    ) {
        prop_assume!(low != high);
        let onto = [Exact::from(1), Exact::from(100)];
        let between = |x: &Exact| x.log_between([&low, &high], [&onto[0], &onto[1]]);
        prop_assert_eq!(between(&low), Ok(Fixed::ONE));
        prop_assert_eq!(between(&high), Ok(Fixed::HUNDRED));
        // Turned round, it is the mirror image: f + t − y.
        if let Ok(y) = between(&x) {
            let turned = x.log_between([&high, &low], [&onto[0], &onto[1]]).unwrap();
            prop_assert_eq!(Fixed::from(101).checked_sub(y), Some(turned));
        }
    }
}
