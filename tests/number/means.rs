//! Means and contributions.

use num_bigint::BigUint;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_assume, proptest};
use renstra::number::{
    Exact, Fixed, Rounding, contributions, geometric_mean, harmonic_mean, power_mean, weighted_contributions,
    weighted_mean,
};

use crate::generators::{children, fixed, positive};
use crate::twins::{UNITS, big, mean_twin, units};

/// PMK 22/2021 (its own worked example; the regulation prints 76.32 for the second, from 66.67).
#[test]
fn the_regulations_geometric_means() {
    let mean = |values: &[&str]| {
        let values: Vec<Fixed> = values.iter().map(|text| text.parse().unwrap()).collect();
        let weights = vec![1; values.len()];
        geometric_mean(&values, &weights).unwrap().round(Rounding::half_up(2)).to_string()
    };
    assert_eq!(mean(&["100", "90"]), "94.87");
    assert_eq!(mean(&["66.666666666666667", "66.666666666666667", "100"]), "76.31");
    assert_eq!(mean(&["66.67", "66.67", "100"]), "76.32");
    assert_eq!(mean(&["94.87", "76.31"]), "85.09");
    assert_eq!(mean(&["85.09", "100"]), "92.24");
}

#[test]
fn means_round_half_to_even() {
    let mean = |values: &[i128], weights: &[i128]| {
        let values: Vec<Fixed> = values.iter().map(|units| Fixed::from_units(*units).unwrap()).collect();
        weighted_mean(&values, weights).unwrap().units()
    };
    for k in [1, 1 << 40] {
        assert_eq!(mean(&[0, 1], &[k, k]), 0);
        assert_eq!(mean(&[1, 2], &[k, k]), 2);
        assert_eq!(mean(&[-1, -2], &[k, k]), -2);
        assert_eq!(mean(&[0, -1], &[k, k]), 0);
        assert_eq!(mean(&[0, 1], &[k, 2 * k]), 1);
    }
}

#[test]
fn shares_of_another_total_are_refused() {
    let units = |units| Fixed::from_units(units).unwrap();
    assert_eq!(contributions(&[Exact::ZERO, Exact::ZERO], units(3)), None);
    assert_eq!(contributions(&[Exact::ZERO, Exact::ZERO], units(-1)), None);
    assert_eq!(contributions(&[Exact::ZERO, Exact::ZERO], units(1)), Some(vec![units(1), units(0)]));
    assert_eq!(contributions(&[], Fixed::ZERO), Some(vec![]));
}

proptest! {
    #[test]
    fn the_weighted_mean_agrees_with_its_definition((values, weights) in children(fixed())) {
        let mean = weighted_mean(&values, &weights).unwrap();
        prop_assert_eq!(big(mean.units()), mean_twin(&values, &weights));
    }

    #[test]
    fn contributions_sum_to_the_mean((values, weights) in children(fixed())) {
        let mean = weighted_mean(&values, &weights).unwrap();
        let parts = weighted_contributions(&values, &weights, mean).unwrap();
        prop_assert_eq!(parts.iter().map(|part| part.units()).sum::<i128>(), mean.units());
        // Each is its exact value, rounded down or up; and the slow way gives the same.
        let total: i128 = weights.iter().sum();
        let exact: Vec<Exact> = values.iter().zip(&weights)
            .map(|(v, w)| Exact::from(*v).checked_mul(&Exact::ratio(*w, total).unwrap()).unwrap()).collect();
        for (part, exact) in parts.iter().zip(&exact) {
            let off = Exact::from(*part).checked_sub(exact).unwrap().abs();
            prop_assert!(off < Exact::ratio(1, UNITS).unwrap());
        }
        prop_assert_eq!(contributions(&exact, mean), Some(parts));
        let wrong = mean.checked_add(Fixed::ONE).unwrap_or(Fixed::ZERO);
        prop_assume!(wrong != mean);
        prop_assert_eq!(weighted_contributions(&values, &weights, wrong), None);
    }

    #[test]
    fn all_children_equal_give_exactly_that(c in positive(), weights in vec(1..(1_i128 << 70), 1..7), p in -12..12_i128, q in 1..5_i128) {
        let values = vec![c; weights.len()];
        prop_assert_eq!(weighted_mean(&values, &weights), Some(c));
        prop_assert_eq!(geometric_mean(&values, &weights), Ok(c));
        prop_assert_eq!(harmonic_mean(&values, &weights), Ok(c));
        prop_assert_eq!(power_mean(&values, &weights, &Exact::ratio(p, q).unwrap()), Ok(c));
    }

    #[test]
    fn means_keep_their_order_and_bounds((values, weights) in children(fixed().prop_map(Fixed::abs)), p in 2..9_i64) {
        let counted = || values.iter().zip(&weights).filter(|(_, w)| **w > 0).map(|(v, _)| *v);
        let power = |p: i64| power_mean(&values, &weights, &Exact::from(p)).unwrap();
        let chain = [
            counted().min().unwrap(),
            power(-p),
            harmonic_mean(&values, &weights).unwrap(),
            geometric_mean(&values, &weights).unwrap(),
            power_mean(&values, &weights, &Exact::ratio(1, 2).unwrap()).unwrap(),
            weighted_mean(&values, &weights).unwrap(),
            power(p),
            counted().max().unwrap(),
        ];
        prop_assert!(chain.is_sorted(), "{:?}", chain);
        prop_assert_eq!([power(-1), power(0), power(1)], [chain[2], chain[3], chain[5]]);
    }

    #[test]
    fn neither_order_nor_a_common_factor_nor_an_absent_child_changes_a_mean(
        (values, weights) in children(positive()), k in 1..1000_i128, absent in positive(),
    ) {
        let half = Exact::ratio(1, 2).unwrap();
        let all = |values: &[Fixed], weights: &[i128]| (
            weighted_mean(values, weights),
            geometric_mean(values, weights),
            harmonic_mean(values, weights),
            power_mean(values, weights, &half),
        );
        let expected = all(&values, &weights);
        let reversed = |list: &[i128]| list.iter().rev().copied().collect::<Vec<_>>();
        let backwards: Vec<Fixed> = values.iter().rev().copied().collect();
        prop_assert_eq!(&all(&backwards, &reversed(&weights)), &expected);
        let scaled: Vec<i128> = weights.iter().map(|weight| weight * k).collect();
        prop_assert_eq!(&all(&values, &scaled), &expected);
        let more = [values.as_slice(), &[absent]].concat();
        prop_assert_eq!(&all(&more, &[weights.as_slice(), &[0]].concat()), &expected);
    }

    #[test]
    fn raising_a_child_never_lowers_a_mean((values, weights) in children(positive()), at in any::<proptest::sample::Index>(), by in positive()) {
        let mut raised = values.clone();
        let child = &mut raised[at.index(values.len())];
        *child = child.checked_add(by).unwrap_or(Fixed::MAX);
        prop_assert!(weighted_mean(&raised, &weights) >= weighted_mean(&values, &weights));
        prop_assert!(geometric_mean(&raised, &weights).unwrap() >= geometric_mean(&values, &weights).unwrap());
        prop_assert!(harmonic_mean(&raised, &weights).unwrap() >= harmonic_mean(&values, &weights).unwrap());
    }

    /// (2g − 1)^W ≤ 2^W·Π u^w ≤ (2g + 1)^W, in integers.
    #[test]
    fn a_geometric_mean_is_within_half_a_unit(pairs in vec((positive(), 1..6_u32), 1..6)) {
        let (values, weights): (Vec<Fixed>, Vec<i128>) = pairs.iter().map(|&(v, w)| (v, i128::from(w))).unzip();
        let total: u32 = pairs.iter().map(|(_, w)| w).sum();
        let product = pairs.iter().fold(BigUint::from(2_u8).pow(total), |p, (v, w)| p * units(*v).pow(*w));
        let twice = units(geometric_mean(&values, &weights).unwrap()) * 2_u8;
        prop_assert!((&twice - 1_u8).pow(total) <= product && product <= (&twice + 1_u8).pow(total));
    }

    #[test]
    fn a_harmonic_mean_agrees_with_fractions((values, weights) in children(positive())) {
        let sum = values.iter().zip(&weights)
            .map(|(v, w)| Exact::ratio(*w, v.units()).unwrap())
            .fold(Exact::ZERO, |a, b| a.checked_add(&b).unwrap());
        let total = Exact::ratio(weights.iter().sum(), UNITS).unwrap();
        prop_assert_eq!(harmonic_mean(&values, &weights).ok(), total.checked_div(&sum).unwrap().to_fixed());
    }
}
