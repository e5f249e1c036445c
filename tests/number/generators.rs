//! Values of every length and sign, with the edges.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use renstra::number::{Exact, Fixed, Number};

/// Numbers of every length and scale, with the edges.
pub(crate) fn number() -> impl Strategy<Value = Number> {
    let any_length = (any::<i128>(), 0..128_u32, 0..=28_u32)
        .prop_filter_map("more than 28 digits", |(m, cut, scale)| Number::from_parts(m >> cut, scale));
    prop_oneof![
        8 => any_length,
        1 => (-20_i64..20).prop_map(Number::from),
        1 => Just(Number::from_parts(10_i128.pow(28) - 1, 28).unwrap()),
        1 => Just(Number::from_parts(10_i128.pow(28) - 1, 0).unwrap()),
        1 => Just(Number::from_parts(0, 28).unwrap()),
    ]
}

pub(crate) fn positive_number() -> impl Strategy<Value = Exact> {
    number().prop_filter("zero", |n| !n.is_zero()).prop_map(|n| Exact::from(n.abs()))
}

/// Fixed numbers from nothing to the largest.
pub(crate) fn fixed() -> impl Strategy<Value = Fixed> {
    let any_length =
        (any::<i128>(), 33..128_u32).prop_filter_map("range", |(u, cut)| Fixed::from_units(u >> cut));
    prop_oneof![
        6 => any_length,
        3 => (0..=1200_i128).prop_map(|tenths| Fixed::from_units(tenths * 10_i128.pow(14)).unwrap()),
        1 => prop_oneof![Just(Fixed::ZERO), Just(Fixed::MAX), Just(Fixed::MIN), Just(Fixed::HUNDRED)],
        1 => (-3_i128..=3).prop_map(|units| Fixed::from_units(units).unwrap()),
    ]
}

pub(crate) fn positive() -> impl Strategy<Value = Fixed> {
    fixed().prop_map(Fixed::abs).prop_filter("zero", |value| !value.is_zero())
}

pub(crate) fn weight() -> impl Strategy<Value = i128> {
    prop_oneof![4 => 1..100_i128, 1 => Just(0), 2 => 1..1_000_000_i128, 1 => 1..(1_i128 << 90)]
}

/// Children with weights of which at least one counts.
pub(crate) fn children(
    value: impl Strategy<Value = Fixed>,
) -> impl Strategy<Value = (Vec<Fixed>, Vec<i128>)> {
    vec((value, weight()), 1..8)
        .prop_map(|pairs| pairs.into_iter().unzip())
        .prop_filter("no weight", |(_, weights): &(Vec<Fixed>, Vec<i128>)| weights.iter().any(|w| *w > 0))
}

pub(crate) fn exact() -> impl Strategy<Value = Exact> {
    let ratio = |range: fn() -> proptest::strategy::BoxedStrategy<i128>| {
        (range(), range()).prop_filter_map("zero below", |(n, d)| Exact::ratio(n, d))
    };
    prop_oneof![
        3 => ratio(|| (-100_i128..100).boxed()),
        3 => ratio(|| any::<i128>().boxed()),
        2 => number().prop_map(Exact::from),
        1 => ratio(|| prop_oneof![Just(i128::MIN), Just(i128::MAX), Just(1), Just(-1), Just(0)].boxed()),
    ]
}
