//! Several periods made one figure.

use proptest::prelude::{prop_assert_eq, proptest};
use renstra::formula::{
    Accumulation, Better, Datum, Finish, Leaf, Operand, Outcome, Rule, Warning, evaluate_leaf, read_leaf,
};
use renstra::number::{Absence, Exact, Number};

use super::generators::{number, positive, raw};

const GAP: Datum = Datum::Absent(Absence::NotDue);

/// Quarterly targets and actuals under a rule.
fn score(by: Accumulation, actuals: &[Datum], targets: &[Datum]) -> Outcome {
    let n = u32::try_from(actuals.len()).unwrap();
    let m = u32::try_from(targets.len()).unwrap();
    let leaf = Leaf::new(Rule::Ratio)
        .better(Better::Higher)
        .accumulation(by)
        .actual(Operand::Series(0..n))
        .target(Operand::Series(n..n + m));
    let data: Vec<Datum> = actuals.iter().chain(targets).cloned().collect();
    evaluate_leaf(&leaf, &Finish::default(), &data)
}

fn data(values: &[&str]) -> Vec<Datum> {
    values.iter().map(|text| text.parse::<Number>().map_or(GAP, Datum::from)).collect()
}

#[track_caller]
fn case(by: Accumulation, actuals: &[&str], targets: &[&str], expected: &str) {
    assert_eq!(raw(&score(by, &data(actuals), &data(targets))).to_string(), expected);
}

#[test]
fn periods_without_an_actual_leave_both_sides() {
    use Accumulation::{Average, Last, Maximum, Minimum, Sum};
    case(Sum, &["10", "", "20", ""], &["10", "10", "10", "70"], "150");
    case(Last, &["10", "15", "", ""], &["10", "20", "30", "40"], "75");
    case(Average, &["10", "", "30", "50"], &["20", "99", "20", "20"], "150");
    case(Maximum, &["10", "30", "20", ""], &["10", "20", "40", "80"], "75");
    case(Minimum, &["10", "30", "20", ""], &["10", "20", "40", "5"], "100");
    let outcome = score(Sum, &data(&["10", ""]), &data(&["10", "10"]));
    assert!(outcome.score().unwrap().warnings.has(Warning::PeriodsLeftOut));
}

#[test]
fn a_series_of_gaps_is_a_gap_for_its_own_reason() {
    let outcome = score(Accumulation::Sum, &[GAP, GAP], &data(&["1", "1"]));
    assert_eq!(outcome.reason().unwrap().code(), "missing-actual");
    let concerned = [Datum::Absent(Absence::NotConcerned), Datum::Absent(Absence::NotConcerned)];
    assert!(score(Accumulation::Sum, &concerned, &data(&["1", "1"])).reason().unwrap().is_not_concerned());
}

/// Not concerned is not concerned, whatever stands beside it; and one value is itself.
#[test]
fn words_beside_what_is_not_concerned_change_nothing() {
    let words = [Datum::Word("WTP".into()), Datum::Word("WTP".into())];
    let concerned = vec![Datum::Absent(Absence::NotConcerned); 3];
    for by in [Accumulation::Sum, Accumulation::Minimum] {
        assert!(score(by, &concerned, &words).reason().unwrap().is_not_concerned());
        let leaf = Leaf::new(Rule::Given).accumulation(by);
        let leaf = leaf.actual(Operand::Series(0..1)).baseline(Operand::Series(1..2));
        let data = vec![Number::HUNDRED.into(), Datum::Word("WTP".into())];
        assert_eq!(raw(&evaluate_leaf(&leaf, &Finish::default(), &data)).to_string(), "100");
    }
}

#[test]
fn fractions_pool_as_sums_and_not_as_a_mean_of_percentages() {
    let share =
        |n: i64, d: i64| Datum::Fraction { numerator: n.into(), denominator: d.into(), per: Number::HUNDRED };
    let actuals = [share(9, 10), share(10, 90)];
    let outcome = score(Accumulation::Average, &actuals, &data(&["100", "100"]));
    // 19 of 100, and not the mean of 90 % and 11.1 %.
    assert_eq!(raw(&outcome).to_string(), "19");
}

#[test]
fn what_does_not_add_up_says_so() {
    let words = [Datum::Word("WTP".into()), Datum::Word("WTP".into())];
    assert_eq!(score(Accumulation::Sum, &words, &data(&["1", "1"])).reason().unwrap().code(), "wrong-kind");
}

proptest! {
    /// An average is exact: thirds do not round on the way.
    #[test]
    fn an_average_is_its_equation(values in proptest::collection::vec(positive(), 1..6), target in positive()) {
        let data: Vec<Datum> = values.iter().map(|x| Datum::from(*x)).collect();
        let targets = vec![Datum::from(target); values.len()];
        let sum = values.iter().fold(Exact::ZERO, |sum, x| sum.checked_add(&Exact::from(*x)).unwrap());
        let twin = sum.checked_div(&Exact::from(values.len() as u64)).unwrap()
            .checked_div(&target.into()).unwrap().checked_mul(&Exact::from(100)).unwrap();
        match (score(Accumulation::Average, &data, &targets), twin.to_fixed()) {
            (Outcome::Scored(score), Some(twin)) => prop_assert_eq!(score.raw, twin),
            (outcome, twin) => prop_assert_eq!(outcome.score().map(|s| s.raw), twin),
        }
    }
}

#[test]
fn a_constant_target_stands_beside_a_series_of_actuals() {
    let leaf = Leaf::new(Rule::Ratio)
        .accumulation(Accumulation::Sum)
        .actual(Operand::Series(0..3))
        .target(Operand::fixed(number("40")));
    let outcome = evaluate_leaf(&leaf, &Finish::default(), &data(&["10", "", "20"]));
    assert_eq!(raw(&outcome).to_string(), "75");
}

#[test]
fn an_explanation_shows_the_periods_and_what_was_left_out() {
    use renstra::finding::Lang;
    use renstra::formula::{Explanation, Formula, evaluate};
    let mut builder = Formula::builder();
    let (actual, target) = (builder.series(4), builder.series(4));
    let leaf = Leaf::new(Rule::Ratio).accumulation(Accumulation::Sum).actual(actual).target(target);
    let at = builder.leaf(uuid::Uuid::nil(), "Visits", leaf, Finish::default()).unwrap();
    let formula = builder.build();
    let data = data(&["10.5", "", "20", "", "10", "10", "10", "70"]);
    let outcomes = evaluate(&formula, &data);
    let explanation = Explanation::new(&formula, &data, &outcomes, at).unwrap();
    assert_eq!(explanation.reevaluate(), outcomes[0]);
    assert_eq!(
        explanation.text(Lang::Id),
        "Visits: 152,5
  rumus `ratio`: 100 × A / T
  A: jumlah 10,5 | — | 20 | —
  T: jumlah 10 | 10 | 10 | 70
  A = 30,5; T = 20
  tepatnya 152,5; dibulatkan setengah ke atas, 2 desimal
  ! periode tanpa realisasi dikeluarkan dari kedua sisi
"
    );
    let json = serde_json::to_value(&explanation).unwrap();
    assert_eq!(json["steps"][0]["periods"]["actual"][0], "10.5");
    assert!(json["steps"][0]["periods"]["actual"][1].is_null());
}

/// Where there is one value, nothing is accumulated: it is itself, of whatever kind, and however it is looked up.
#[test]
fn one_value_is_itself_by_every_accumulation() {
    use Accumulation::{Average, Last, Maximum, Minimum, Sum};
    let range = Datum::Interval { low: number("80"), high: number("90") };
    let share = Datum::Fraction { numerator: 17.into(), denominator: 20.into(), per: Number::HUNDRED };
    for by in [Sum, Average, Last, Maximum, Minimum] {
        let leaf = |rule: Rule| {
            let leaf = Leaf::new(rule).accumulation(by);
            leaf.actual(Operand::Series(0..1)).target(Operand::Series(1..2))
        };
        for actual in [share.clone(), number("85").into()] {
            let data = vec![actual.clone(), range.clone()];
            let outcome = evaluate_leaf(&leaf(Rule::Met), &Finish::default(), &data);
            assert_eq!(raw(&outcome).to_string(), "100", "{by:?} {actual:?}");
            assert_eq!(read_leaf(&leaf(Rule::Met), &data), Ok([actual, range.clone(), Datum::BLANK]));
        }
        let words = vec![Datum::Word("WTP".into()), Datum::Word("WTP".into())];
        assert_eq!(raw(&evaluate_leaf(&leaf(Rule::Met), &Finish::default(), &words)).to_string(), "100");
    }
}
