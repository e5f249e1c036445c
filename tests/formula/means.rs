//! The laws of means.

use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use renstra::formula::{Aggregate, Condition, Datum, Method, NotScorable, Row, Table};
use renstra::number::{Exact, Fixed, Number};

use super::generators::{
    aggregate, figure, keys, mean, mean_of, not_negative, number, positive, raw, shuffled, weight, weighted,
};

proptest! {
    /// All children equal c → parent exactly c. Dividing the weights first breaks this in half of the cases.
    #[test]
    fn all_equal_gives_the_same(method in mean(), c in not_negative(), weights in proptest::collection::vec(weight(), 1..7)) {
        let children: Vec<_> = weights.into_iter().map(|w| (c, w)).collect();
        prop_assert_eq!(mean_of(&method, &children), Fixed::from_number(c).unwrap());
    }

    #[test]
    fn a_mean_lies_between_its_ends(method in mean(), children in weighted(not_negative())) {
        let mean = mean_of(&method, &children);
        let scores = children.iter().map(|(x, _)| Fixed::from_number(*x).unwrap());
        prop_assert!(scores.clone().min().unwrap() <= mean && mean <= scores.max().unwrap());
    }

    #[test]
    fn harmonic_geometric_arithmetic_ascend(children in weighted(not_negative())) {
        let [h, g, a] = [Method::Harmonic, Method::Geometric, Method::Arithmetic].map(|m| mean_of(&m, &children));
        prop_assert!(h <= g && g <= a);
    }

    #[test]
    fn raising_a_child_never_lowers_the_parent(method in mean(), children in weighted(not_negative()), by in positive(), which in 0_usize..7) {
        let before = mean_of(&method, &children);
        let mut raised = children;
        let which = which % raised.len();
        raised[which].0 = raised[which].0.checked_add(by).unwrap();
        prop_assert!(before <= mean_of(&method, &raised));
    }

    #[test]
    fn only_the_ratios_of_weights_count(method in mean(), children in weighted(not_negative()), k in 1_i64..50) {
        let scaled: Vec<_> = children.iter().map(|(x, w)| (*x, w.checked_mul(k.into()).unwrap())).collect();
        prop_assert_eq!(mean_of(&method, &children), mean_of(&method, &scaled));
    }

    #[test]
    fn a_weight_of_zero_is_absence(method in mean(), children in weighted(not_negative()), extra in not_negative()) {
        let mut with = children.clone();
        with.push((extra, Number::ZERO));
        prop_assert_eq!(mean_of(&method, &children), mean_of(&method, &with));
    }

    #[test]
    fn the_order_of_children_changes_no_bit(method in mean(), children in weighted(not_negative()), keys in keys()) {
        prop_assert_eq!(mean_of(&method, &children), mean_of(&method, &shuffled(&children, &keys)));
    }

    /// Negative scores too, where the mean has a meaning for them: against an obvious twin in fractions.
    #[test]
    fn the_arithmetic_mean_is_its_equation(children in weighted(figure())) {
        let mut sum = Exact::ZERO;
        let mut total = Exact::ZERO;
        for (x, w) in &children {
            let x = Exact::from(Fixed::from_number(*x).unwrap());
            sum = sum.checked_add(&x.checked_mul(&Exact::from(*w)).unwrap()).unwrap();
            total = total.checked_add(&Exact::from(*w)).unwrap();
        }
        let twin = sum.checked_div(&total).unwrap().to_fixed().unwrap();
        prop_assert_eq!(mean_of(&Method::Arithmetic, &children), twin);
    }

    /// The weighted median is that of a list in which each child stands as often as it weighs.
    #[test]
    fn the_weighted_median_is_that_of_the_long_list(children in proptest::collection::vec((figure(), 1_u32..5), 1..6)) {
        let mut long: Vec<Exact> = Vec::new();
        for (x, w) in &children {
            long.extend(std::iter::repeat_n(Exact::from(*x), *w as usize));
        }
        long.sort();
        let middle = |i: usize| long[i].clone();
        let n = long.len();
        let twin = middle((n - 1) / 2).checked_add(&middle(n / 2)).unwrap().checked_div(&Exact::from(2)).unwrap();
        let children: Vec<_> = children.into_iter().map(|(x, w)| (x, Number::from(w))).collect();
        prop_assert_eq!(mean_of(&Method::Median, &children), twin.to_fixed().unwrap());
    }

    /// Nested equals flat for the arithmetic mean without gaps, within depth × one unit.
    #[test]
    fn nested_is_flat(groups in proptest::collection::vec(weighted(not_negative()), 1..5)) {
        let flat: Vec<_> = groups.iter().flatten().copied().collect();
        let nested: Vec<(Datum, Number)> = groups.iter().map(|group| {
            let weight = group.iter().fold(Number::ZERO, |sum, (_, w)| sum.checked_add(*w).unwrap());
            (Datum::from(mean_of(&Method::Arithmetic, group).to_number()), weight)
        }).collect();
        let nested = raw(&aggregate(Aggregate::new(Method::Arithmetic), &nested));
        prop_assert!((nested.units() - mean_of(&Method::Arithmetic, &flat).units()).abs() <= 2);
    }
}

fn outcome(method: Method, scores: &[&str]) -> renstra::formula::Outcome {
    let children: Vec<_> = scores.iter().map(|x| (Datum::from(number(x)), Number::ONE)).collect();
    aggregate(Aggregate::new(method), &children)
}

#[test]
fn zero_and_negative_children_do_what_the_table_says() {
    for method in [Method::Geometric, Method::Harmonic, Method::Power(number("-2"))] {
        assert_eq!(raw(&outcome(method, &["0", "80"])), Fixed::ZERO);
    }
    assert_eq!(raw(&outcome(Method::Power(number("2")), &["0", "80"])).to_string(), "56.568542494923802");
    for method in [Method::Geometric, Method::Harmonic, Method::Power(number("2"))] {
        let outcome = outcome(method, &["50", "-1"]);
        assert!(matches!(outcome.reason(), Some(NotScorable::NegativeChild(at)) if at.index() == 1));
    }
    assert_eq!(raw(&outcome(Method::Power(number("1")), &["50", "-1"])).to_string(), "24.5");
    assert_eq!(raw(&outcome(Method::Minimum, &["50", "-1"])).to_string(), "-1");
}

#[test]
fn a_decision_table_takes_its_first_row() {
    let table = Table::new(vec![
        Row::new(Condition::AnyBelow(number("50")), Number::ZERO),
        Row::new(Condition::CountAtLeast { children: 2, score: number("100") }, number("100")),
        Row::new(Condition::AllAtLeast(number("60")), number("75")),
    ]);
    let score = |scores: &[&str]| outcome(Method::Table(table.clone().into()), scores);
    assert_eq!(raw(&score(&["49.99", "100", "100"])), Fixed::ZERO);
    assert_eq!(raw(&score(&["55", "100", "100"])), Fixed::HUNDRED);
    assert_eq!(raw(&score(&["60", "99", "100"])).to_string(), "75");
    assert_eq!(score(&["55", "99", "100"]).reason(), Some(&NotScorable::NoRow));
}
