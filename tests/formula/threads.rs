//! What people have asked public trackers for and not got, as far as it is about numbers. Each names its thread.

use renstra::formula::{Accumulation, Aggregate, Datum, Finish, Leaf, Method, Operand, Rule, evaluate_leaf};
use renstra::number::{Absence, Fixed, Number};
use renstra::plan::Direction;
use renstra::policy::Settings;

use super::generators::{aggregate, number, raw};

fn given(scores: &[(&str, i64)]) -> Vec<(Datum, Number)> {
    let datum = |text: &str| text.parse::<Number>().map_or(Datum::Absent(Absence::NotReported), Datum::from);
    scores.iter().map(|(score, weight)| (datum(score), Number::from(*weight))).collect()
}

#[test]
fn viva_518_unequal_weights_are_not_equal() {
    let mean = |scores| raw(&aggregate(Aggregate::new(Method::Arithmetic), &given(scores)));
    assert_eq!(mean(&[("100", 3), ("0", 1)]), Fixed::from(75));
    assert_ne!(mean(&[("100", 3), ("0", 1)]), mean(&[("100", 1), ("0", 1)]));
}

#[test]
fn frappe_hrms_2023_a_missing_component_is_not_zero() {
    assert_eq!(
        raw(&aggregate(Aggregate::new(Method::Arithmetic), &given(&[("90", 1), ("", 1)]))),
        Fixed::from(90)
    );
}

#[test]
fn akvo_rsr_2446_percentages_pool() {
    let share =
        |n: i64, d: i64| Datum::Fraction { numerator: n.into(), denominator: d.into(), per: Number::HUNDRED };
    let leaf = Leaf::new(Rule::Given).accumulation(Accumulation::Average).actual(Operand::Series(0..2));
    let outcome = evaluate_leaf(&leaf, &Finish::default(), &vec![share(1, 2), share(1, 98)]);
    assert_eq!(raw(&outcome), Fixed::from(2));
}

#[test]
fn akvo_rsr_5211_a_cumulative_indicator_is_its_last_value() {
    let leaf = Leaf::new(Rule::Given).accumulation(Accumulation::Last).actual(Operand::Series(0..3));
    let data: Vec<Datum> = [10, 25, 40].map(|n: i64| Number::from(n).into()).into();
    assert_eq!(raw(&evaluate_leaf(&leaf, &Finish::default(), &data)), Fixed::from(40));
}

/// What may not fall is accumulated by its maximum: a lower figure later, an error or a revision, takes nothing
/// away, in whichever order the periods came.
#[test]
fn akvo_rsr_5212_a_cumulative_indicator_may_not_fall() {
    let leaf = Leaf::new(Rule::Given).accumulation(Accumulation::Maximum).actual(Operand::Series(0..3));
    let score = |data: [i64; 3]| {
        let data: Vec<Datum> = data.map(|n| Number::from(n).into()).into();
        raw(&evaluate_leaf(&leaf, &Finish::default(), &data))
    };
    assert_eq!([score([10, 40, 25]), score([40, 25, 10])], [Fixed::from(40); 2]);
}

/// A correction of an old period does not reach the later one; what is recorded is never overwritten unasked.
#[test]
fn akvo_rsr_5241_an_old_period_does_not_overwrite_a_later_one() {
    let leaf = Leaf::new(Rule::Given).accumulation(Accumulation::Last).actual(Operand::Series(0..3));
    let at =
        |old: i64| vec![Datum::from(Number::from(old)), Number::from(25).into(), Number::from(40).into()];
    let score = |data: Vec<Datum>| raw(&evaluate_leaf(&leaf, &Finish::default(), &data));
    assert_eq!([score(at(10)), score(at(99))], [Fixed::from(40); 2]);
    let mut observations = renstra::plan::Observations::new();
    let indicator = observed_indicator();
    let mut record = |period: &str, value: &str| {
        observations.record(
            indicator,
            "",
            period.parse().unwrap(),
            renstra::number::Reading::read(value, None).unwrap(),
        )
    };
    assert!(record("2025", "40").is_ok() && record("2024", "10").is_ok());
    assert!(record("2024", "99").is_err());
    let figures = observations.of(indicator).unwrap();
    assert_eq!(figures.iter().last().unwrap().reading().number(), Some(number("40")));
}

fn observed_indicator() -> renstra::plan::IndicatorId {
    use renstra::plan::{Draft, Measure, Mission, Node};
    let measured = Node::<Mission>::new("M1", "m").measured(Measure::new("i").unit("%").lower_is_better());
    let plan = Draft::new("P", "p").with(measured).check().unwrap();
    plan.indicators().next().unwrap().id()
}

#[test]
fn akvo_rsr_4098_and_steedos_17_descending_indicators() {
    let better = Settings::default().achieve(number("50"), number("40"), Direction::Lower);
    let worse = Settings::default().achieve(number("50"), number("60"), Direction::Lower);
    assert_eq!([raw(&better), raw(&worse)], [Fixed::from(120), Fixed::from(80)]);
}

#[test]
fn akvo_rsr_2830_zero_targets_do_not_crash() {
    let zero = Settings::default().achieve(Number::ZERO, number("5"), Direction::Higher);
    assert_eq!(zero.reason().unwrap().code(), "zero-target");
    let flat = Leaf::new(Rule::Progress)
        .actual(Operand::fixed(number("5")))
        .target(Operand::fixed(number("3")))
        .baseline(Operand::fixed(number("3")));
    assert_eq!(Settings::default().outcome(&flat).reason().unwrap().code(), "zero-range");
}

#[test]
fn akvo_rsr_2867_the_same_number_everywhere() {
    let once = aggregate(Aggregate::new(Method::Geometric), &given(&[("66.67", 1), ("98.41", 2)]));
    let again = aggregate(Aggregate::new(Method::Geometric), &given(&[("98.41", 2), ("66.67", 1)]));
    assert_eq!(once, again);
}

#[test]
fn json_rules_engine_18_what_counted_is_named_as_well_as_what_did_not() {
    use renstra::formula::{Explanation, How, NodeIndex};
    let mut builder = renstra::formula::Formula::builder();
    let leaf = |datum: Datum| Leaf::new(Rule::Given).actual(Operand::fixed(datum));
    let id = uuid::Uuid::from_u128;
    let one = builder.leaf(id(1), "1", leaf(number("80").into()), Finish::default()).unwrap();
    let two = builder.leaf(id(2), "2", leaf(Absence::NotDue.into()), Finish::default()).unwrap();
    let edges = [one, two].map(|at| renstra::formula::Edge::new(at, Number::ONE));
    let mean = Aggregate::new(Method::Arithmetic);
    let top = builder.aggregate(id(3), "top", mean, edges, Finish::default()).unwrap();
    let formula = builder.build();
    let data = Vec::<Datum>::new();
    let outcomes = renstra::formula::evaluate(&formula, &data);
    let explanation = Explanation::new(&formula, &data, &outcomes, top).unwrap();
    let How::Method { links, .. } = &explanation.root().unwrap().how else { panic!() };
    let counted: Vec<(NodeIndex, bool)> = links.iter().map(|l| (l.step, l.contribution.is_some())).collect();
    assert_eq!(counted, [(NodeIndex(0), true), (NodeIndex(1), false)]);
}
