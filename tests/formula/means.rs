//! Means against obvious twins, and what they do to zeros and negatives; their laws stand in `tests/laws`.

use proptest::prelude::{prop_assert_eq, proptest};
use renstra::formula::{Aggregate, Condition, Datum, Method, NotScorable, Row, Table};
use renstra::number::{Exact, Fixed, Number};

use super::generators::{aggregate, figure, mean_of, number, raw, weighted};

proptest! {
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

/// A table reads scores as they are: zeros and negatives count, a gap leaves or fills as the policy says.
#[test]
fn what_a_decision_table_does_to_zero_negative_and_missing() {
    use renstra::formula::MissingChildren;
    use renstra::number::Absence;
    let table = Method::Table(
        Table::new(vec![
            Row::new(Condition::AnyBelow(Number::ZERO), number("-1")),
            Row::new(Condition::AnyBelow(number("10")), Number::ZERO),
            Row::new(Condition::AllAtLeast(number("10")), number("50")),
        ])
        .into(),
    );
    assert_eq!(raw(&outcome(table.clone(), &["20", "-0.5"])).to_string(), "-1");
    assert_eq!(raw(&outcome(table.clone(), &["20", "0"])), Fixed::ZERO);
    let gap = [(Datum::from(number("20")), Number::ONE), (Absence::NotReported.into(), Number::ONE)];
    let with = |missing| aggregate(Aggregate::new(table.clone()).missing(missing), &gap);
    assert_eq!(raw(&with(MissingChildren::Reweight)), Fixed::from(50));
    assert_eq!(raw(&with(MissingChildren::Zero)), Fixed::ZERO);
    assert_eq!(raw(&with(MissingChildren::Score(number("-3")))).to_string(), "-1");
    assert!(with(MissingChildren::Propagate).score().is_none());
}

/// Weights decide where the middle lies; a child without weight is not there.
#[test]
fn the_median_is_weighted() {
    let median = |children: &[(&str, i64)]| {
        let children: Vec<_> = children.iter().map(|(x, w)| (number(x), Number::from(*w))).collect();
        mean_of(&Method::Median, &children).to_string()
    };
    assert_eq!(median(&[("10", 1), ("20", 1), ("90", 5)]), "90");
    assert_eq!(median(&[("10", 1), ("20", 1), ("90", 2)]), "55");
    assert_eq!(median(&[("-10", 3), ("0", 1), ("90", 1)]), "-10");
    assert_eq!(median(&[("10", 1), ("20", 1), ("90", 0)]), "15");
}
