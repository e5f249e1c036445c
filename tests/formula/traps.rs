//! Where naive code breaks; each a case that once went wrong somewhere.

use renstra::formula::rule::{Affine, Clip, Onto, Spread, affine, goalposts};
use renstra::formula::{
    Accumulation, Aggregate, Bands, Condition, Datum, Finish, Leaf, Method, Operand, Row, Rule, Table,
    evaluate_leaf,
};
use renstra::number::{Absence, Exact, Fixed, Number};

use super::generators::{aggregate, exact, number, raw};

/// 0.1 + 0.7 is below 0.8 in floats, and falls out of its band.
#[test]
fn a_sum_that_reaches_a_band_edge_is_in_the_band() {
    let bands = Bands::builder("high").from(number("0.8"), "very high").build().unwrap();
    let leaf = Leaf::new(Rule::Given).accumulation(Accumulation::Sum).actual(Operand::Series(0..2));
    let data = vec![Datum::from(number("0.1")), number("0.7").into()];
    let outcome = evaluate_leaf(&leaf, &Finish::default().bands(bands.clone()), &data);
    assert_eq!(bands.label(outcome.score().unwrap().placing).map(|l| &**l), Some("very high"));
}

/// A household that is deprived in exactly half of the weight was dropped: 0.49999999999999994 < 0.5.
#[test]
fn exactly_half_is_half() {
    let counts = Table::new(vec![
        Row::new(Condition::AnyAtLeast(number("50")), Number::HUNDRED),
        Row::new(Condition::Always, Number::ZERO),
    ]);
    // Ten indicators in three dimensions of a third each: 2 × 1/6 + 3 × 1/18 = 1/2.
    let yes = Datum::from(Number::HUNDRED);
    let no = Datum::from(Number::ZERO);
    let (sixth, eighteenth) = (Number::from(3), Number::from(1));
    let mut children =
        vec![(yes.clone(), sixth), (no.clone(), sixth), (yes.clone(), sixth), (no.clone(), sixth)];
    children.extend((0..6).map(|i| (if i < 3 { yes.clone() } else { no.clone() }, eighteenth)));
    let share = raw(&aggregate(Aggregate::new(Method::Arithmetic), &children));
    assert_eq!(share, Fixed::from(50));
    let household = [(Datum::from(share.to_number()), Number::ONE)];
    assert_eq!(raw(&aggregate(Aggregate::new(Method::Table(counts.into())), &household)), Fixed::HUNDRED);
}

/// 0/0 is NaN in a data frame, passes for a number, and poisons the parents.
#[test]
fn nothing_over_nothing_is_a_gap_and_poisons_nothing() {
    let nothing =
        Datum::Fraction { numerator: Number::ZERO, denominator: Number::ZERO, per: Number::HUNDRED };
    let children = [(nothing, Number::ONE), (Datum::from(number("80")), Number::ONE)];
    let outcome = aggregate(Aggregate::new(Method::Arithmetic), &children);
    let score = outcome.score().unwrap();
    assert_eq!((score.raw, score.coverage.to_string()), (Fixed::from(80), "0.5".to_owned()));
}

/// Dividing by the maximum turns the order round where all are negative; goalposts do not.
#[test]
fn negative_data_keep_their_order() {
    let (low, high) = (exact("-20"), exact("-5"));
    let by_maximum = Affine::new(0, Spread::Exactly(high.clone()));
    assert!(affine(&low, &by_maximum).unwrap() > affine(&high, &by_maximum).unwrap());
    let score = |x: &Exact| goalposts(x, [&low, &high], Clip::Both, Onto::UNIT).unwrap();
    assert_eq!([score(&low), score(&high)], [Exact::ZERO, Exact::ONE]);
}

/// The ratio was rounded before it was multiplied: 0.996 became 100.
#[test]
fn a_ratio_is_rounded_at_the_end_only() {
    let leaf =
        Leaf::new(Rule::Ratio).actual(Operand::fixed(number("0.996"))).target(Operand::fixed(Number::ONE));
    let score = *evaluate_leaf(&leaf, &Finish::default(), &Vec::<Datum>::new()).score().unwrap();
    assert_eq!(score.rounded, number("99.6"));
}

/// An assessment that was never held was printed as 100, a missing actual as 0.
#[test]
fn an_absent_actual_has_no_score() {
    for absence in Absence::ALL {
        let leaf =
            Leaf::new(Rule::Ratio).actual(Operand::fixed(absence)).target(Operand::fixed(number("87.2")));
        assert!(evaluate_leaf(&leaf, &Finish::default(), &Vec::<Datum>::new()).score().is_none());
    }
}

/// Logarithms: the ends of the axis score exactly, what is not positive has a reason.
#[test]
fn a_logarithmic_axis_keeps_its_ends() {
    use renstra::formula::rule::Goalposts;
    use renstra::formula::{Axis, Transform};
    let income = |x: &str| {
        let posts = Goalposts::new(number("100"), number("75000")).onto(Onto::UNIT);
        let leaf = Leaf::new(Rule::Goalposts(Box::new(posts)))
            .axis(Axis::plain().then(Transform::Ln))
            .actual(Operand::fixed(number(x)));
        evaluate_leaf(&leaf, &Finish::default(), &Vec::<Datum>::new())
    };
    assert_eq!(raw(&income("100")), Fixed::ZERO);
    assert_eq!(raw(&income("75000")), Fixed::ONE);
    assert_eq!(raw(&income("10000")).to_string(), "0.695637350572699");
    assert_eq!(income("0").reason().unwrap().code(), "not-positive");
}

/// (x − lo)·(1/(hi − lo)) misses 1 at the target: 49 · (1/49) in floats.
#[test]
fn the_target_scores_exactly_one() {
    let high = std::hint::black_box(49.0_f64);
    assert!(high * (1.0 / high) < 1.0);
    let score = goalposts(&exact("49"), [&exact("0"), &exact("49")], Clip::Neither, Onto::UNIT);
    assert_eq!(score, Ok(Exact::ONE));
}

/// Weights that are divided by their sum first do not sum to 1: six children of 87.5 had a mean below it.
#[test]
fn equal_children_have_an_equal_mean_whatever_the_weights() {
    let naive: f64 = (0..6).map(|_| 87.5 * (1.0 / 6.0)).sum();
    assert!(naive < 87.5);
    let children: Vec<_> = (0..6).map(|_| (Datum::from(number("87.5")), Number::ONE)).collect();
    assert_eq!(raw(&aggregate(Aggregate::new(Method::Arithmetic), &children)).to_string(), "87.5");
}

/// A/T knows no other zero: 25 of 20 °C is 125 %, 77 of 68 °F is 113 %. Progress is the same in both.
#[test]
fn a_ratio_is_not_shift_invariant_and_progress_is() {
    use renstra::formula::rule::{progress, ratio};
    assert_ne!(ratio(&exact("25"), &exact("20")), ratio(&exact("77"), &exact("68")));
    let celsius = progress(&exact("25"), &exact("20"), &exact("30"));
    assert_eq!(celsius, progress(&exact("77"), &exact("68"), &exact("86")));
}
