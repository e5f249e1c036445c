//! Numbers, fractions and fixed numbers: reading, rounding, exact sums and products.

use num_bigint::BigInt;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use renstra::number::{Exact, Fixed, Number, Rounding, RoundingMode};

use crate::generators::{exact, fixed, number};
use crate::twins::{UNITS, half_even, parts};

#[track_caller]
fn rounds(text: &str, expected: [&str; 5]) {
    let number: Number = text.parse().unwrap();
    for (mode, expected) in RoundingMode::ALL.into_iter().zip(expected) {
        let expected: Number = expected.parse().unwrap();
        let rounding = Rounding::new(mode, 0);
        assert_eq!(number.round(rounding), expected, "{text} {rounding}");
        assert_eq!(Exact::from(number).round(rounding), Some(expected), "{text} {rounding}, as a fraction");
        let fixed = Fixed::from_number(number).unwrap();
        assert_eq!(fixed.round(rounding), expected, "{text} {rounding}, fixed");
    }
}

#[test]
fn rounding_follows_its_table() {
    // half-up, half-even, truncate, floor, ceiling
    rounds("2.5", ["3", "2", "2", "2", "3"]);
    rounds("-2.5", ["-3", "-2", "-2", "-3", "-2"]);
    rounds("3.5", ["4", "4", "3", "3", "4"]);
    rounds("2.51", ["3", "3", "2", "2", "3"]);
    rounds("-2.51", ["-3", "-3", "-2", "-3", "-2"]);
    rounds("2.49", ["2", "2", "2", "2", "3"]);
    rounds("-0.4", ["0", "0", "0", "-1", "0"]);
    rounds("7", ["7", "7", "7", "7", "7"]);
}

#[test]
fn zero_has_no_sign() {
    for text in ["-0", "-0.00"] {
        assert_eq!(text.parse::<Number>().unwrap().to_string(), text.trim_start_matches('-'));
    }
    let rounded = "-0.4".parse::<Number>().unwrap().round(Rounding::half_up(0));
    assert_eq!(rounded.to_string(), "0");
}

#[test]
fn numbers_are_strings_in_json() {
    let number: Number = serde_json::from_str(r#""4.4249999999999998""#).unwrap();
    assert_eq!(serde_json::to_string(&number).unwrap(), r#""4.4249999999999998""#);
    assert!(serde_json::from_str::<Number>("4.4249999999999998").is_err());
    assert!(serde_json::from_str::<Number>(r#""1e3""#).is_err());
    let fixed: Fixed = serde_json::from_str(r#""87.50""#).unwrap();
    assert_eq!(serde_json::to_string(&fixed).unwrap(), r#""87.5""#);
    assert!(serde_json::from_str::<Fixed>(r#""0.0000000000000001""#).is_err());
}

#[test]
fn what_has_more_than_28_digits_is_refused_and_not_rounded() {
    for text in [
        "99999999999999999999999999999",
        "0.00000000000000000000000000001",
        "1.00000000000000000000000000000",
    ] {
        assert!(text.parse::<Number>().is_err(), "{text}");
    }
    assert!("0000000000000000000000000000000007".parse::<Number>().is_ok());
    assert_eq!(Number::from_parts(10_i128.pow(28), 0), None);
    assert_eq!(Number::from_parts(1, 29), None);
}

#[test]
fn a_product_may_be_longer_on_the_way_than_it_is() {
    let a = Number::from_parts(2_i128.pow(88), 28).unwrap();
    let b = Number::from_parts(5_i128.pow(38), 20).unwrap();
    assert_eq!(a.checked_mul(b), Number::from_parts(2_i128.pow(50), 10));
}

proptest! {
    #[test]
    fn a_number_is_read_as_it_is_printed(n in number()) {
        let again: Number = n.to_string().parse().unwrap();
        prop_assert_eq!((again, again.parts()), (n, n.parts()));
        prop_assert_eq!(Exact::from(n).to_number(), Some(n));
        prop_assert_eq!(n.normalized(), n);
        prop_assert_eq!(Fixed::from_number(n), Exact::from(n).to_fixed());
    }

    #[test]
    fn sums_and_products_of_numbers_are_exact_or_none(a in number(), b in number()) {
        let (x, y) = (Exact::from(a), Exact::from(b));
        prop_assert_eq!(a.checked_add(b), x.checked_add(&y).unwrap().to_number());
        prop_assert_eq!(a.checked_sub(b), x.checked_sub(&y).unwrap().to_number());
        prop_assert_eq!(a.checked_mul(b), x.checked_mul(&y).unwrap().to_number());
        prop_assert_eq!(a.cmp(&b), x.cmp(&y));
    }

    #[test]
    fn a_number_and_its_fraction_round_alike(n in number(), digits in 0..30_u32) {
        for mode in RoundingMode::ALL {
            let rounding = Rounding::new(mode, digits);
            prop_assert_eq!(Exact::from(n).round(rounding).unwrap_or(n), n.round(rounding), "{}", rounding);
        }
    }

    #[test]
    fn fractions_agree_with_big_integers(x in exact(), y in exact()) {
        let ((a, b), (c, d)) = (parts(&x), parts(&y));
        let same = |found: Option<Exact>, n: BigInt, d: BigInt| {
            let (p, q) = parts(&found.unwrap());
            p * d == n * q
        };
        prop_assert!(same(x.checked_add(&y), &a * &d + &c * &b, &b * &d));
        prop_assert!(same(x.checked_sub(&y), &a * &d - &c * &b, &b * &d));
        prop_assert!(same(x.checked_mul(&y), &a * &c, &b * &d));
        if y.is_zero() {
            prop_assert_eq!(x.checked_div(&y), None);
        } else {
            prop_assert!(same(x.checked_div(&y), &a * &d, &b * &c));
        }
        prop_assert_eq!(x.cmp(&y), (&a * &d).cmp(&(&c * &b)));
        let fixed = i128::try_from(half_even(&(a * UNITS), &b)).ok().and_then(Fixed::from_units);
        prop_assert_eq!(x.to_fixed(), fixed);
    }

    #[test]
    fn equal_fractions_are_equal_however_they_came_about(x in exact(), k in 1..1000_i128) {
        use std::hash::{BuildHasher, RandomState};
        let k = Exact::from(k as i64);
        let again = x.checked_mul(&k).unwrap().checked_div(&k).unwrap();
        let state = RandomState::new();
        prop_assert_eq!(state.hash_one(&again), state.hash_one(&x));
        prop_assert_eq!(again.to_string(), x.to_string());
        prop_assert_eq!(again, x);
    }

    #[test]
    fn a_fixed_number_is_read_as_it_is_printed(x in fixed(), digits in 0..20_u32) {
        prop_assert_eq!(x.to_string().parse::<Fixed>(), Ok(x));
        prop_assert_eq!(Fixed::from_number(x.to_number()), Some(x));
        prop_assert_eq!(Some(x.round(Rounding::half_up(digits))), Exact::from(x).round(Rounding::half_up(digits)).or(Some(x.to_number())));
    }

    #[test]
    fn products_of_fixed_numbers_agree_with_fractions(x in fixed(), y in fixed()) {
        prop_assert_eq!(x.checked_mul(y), Exact::from(x).checked_mul(&y.into()).unwrap().to_fixed());
        prop_assert_eq!(x.checked_add(y), Exact::from(x).checked_add(&y.into()).unwrap().to_fixed());
    }
}
