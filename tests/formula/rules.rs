//! What each rule does at its edges; the laws that hold rule by rule stand in `tests/laws`.

use proptest::prelude::{prop_assert, prop_assert_eq, prop_assume, proptest};
use renstra::formula::rule::{
    Clip, KeepWithin, Onto, Ranks, Rule, goalposts, inverse, mirrored, ordinal, ratio, reduction, stay_near,
    thresholds,
};
use renstra::formula::{
    Better, Datum, Guards, Leaf, NotScorable, OnMissing, OnNegative, OnZero, Operand, Outcome, Side,
};
use renstra::number::{Absence, Exact, Fixed, Number};
use renstra::policy::Settings;

use super::generators::{exact, figure, not_negative, number, positive};

fn leaf(rule: Rule, better: Better, [a, t, b]: [Datum; 3]) -> Leaf {
    Leaf::new(rule)
        .better(better)
        .actual(Operand::fixed(a))
        .target(Operand::fixed(t))
        .baseline(Operand::fixed(b))
}

fn outcome(rule: Rule, better: Better, values: [Datum; 3]) -> Outcome {
    Settings::default().outcome(&leaf(rule, better, values))
}

proptest! {
    #[test]
    fn clipped_scores_stay_on_their_scale(x in figure(), worst in figure(), best in figure()) {
        prop_assume!(worst != best);
        let score = |clip| goalposts(&x.into(), [&worst.into(), &best.into()], clip, Onto::default()).unwrap();
        prop_assert!((Exact::ZERO..=exact("100")).contains(&score(Clip::Both)));
        prop_assert!(score(Clip::Worst) >= Exact::ZERO);
        prop_assert!(score(Clip::Best) <= exact("100"));
        let free = score(Clip::Neither);
        prop_assert_eq!(score(Clip::Both), free.max(Exact::ZERO).min(exact("100")));
    }

    /// All equal at the target, whatever the rule - but for `reduction`, which gives 0 there.
    #[test]
    fn a_target_that_is_met_scores_100(t in positive()) {
        let x = Exact::from(t);
        for score in [ratio(&x, &x), mirrored(&x, &x), inverse(&x, &x), stay_near(&x, &x)] {
            prop_assert_eq!(score.unwrap(), exact("100"));
        }
        prop_assert_eq!(reduction(&x, &x).unwrap(), Exact::ZERO);
    }

    /// An interval has no jump at its ends.
    #[test]
    fn an_interval_is_met_at_its_ends(low in positive(), width in not_negative()) {
        let high = low.checked_add(width).unwrap();
        for end in [low, high] {
            for better in [Better::Higher, Better::Lower] {
                let target = Datum::Interval { low, high };
                let score = outcome(Rule::Interval, better, [end.into(), target, Datum::BLANK]);
                prop_assert_eq!(score.score().map(|score| score.raw), Some(Fixed::HUNDRED));
            }
        }
    }
}

#[test]
fn ratio_inverse_and_mirrored_are_three_curves() {
    let (a, t) = (exact("9.8"), exact("5.1"));
    let shown =
        |score: Exact| score.to_fixed().unwrap().round(renstra::number::Rounding::half_up(2)).to_string();
    assert_eq!(shown(mirrored(&a, &t).unwrap()), "7.84");
    assert_eq!(shown(inverse(&a, &t).unwrap()), "52.04");
    // Not shift-invariant: the same two temperatures in °C and °F.
    assert_ne!(ratio(&exact("25"), &exact("20")), ratio(&exact("77"), &exact("68")));
}

#[track_caller]
fn reason(rule: Rule, better: Better, values: [&str; 3], expected: &NotScorable) {
    let datum = |text: &str| text.parse::<Number>().map_or(Datum::BLANK, Datum::from);
    assert_eq!(outcome(rule, better, values.map(datum)).reason(), Some(expected));
}

#[test]
fn what_has_no_meaning_has_a_reason() {
    use Better::{Higher, Lower};
    let blank = |side| NotScorable::Missing { side, absence: Absence::Blank };
    reason(Rule::Ratio, Higher, ["0", "0", ""], &NotScorable::ZeroTarget);
    reason(Rule::Ratio, Higher, ["55.6", "0", ""], &NotScorable::ZeroTarget);
    reason(Rule::Mirrored, Lower, ["1", "0", ""], &NotScorable::ZeroTarget);
    reason(Rule::Inverse, Lower, ["0", "5", ""], &NotScorable::ZeroActual);
    reason(Rule::Progress, Higher, ["5", "5", "5"], &NotScorable::ZeroRange);
    reason(Rule::Ratio, Higher, ["-1", "5", ""], &NotScorable::Negative(Side::Actual));
    reason(Rule::Ratio, Higher, ["1", "-5", ""], &NotScorable::Negative(Side::Target));
    reason(Rule::Ratio, Higher, ["", "5", ""], &blank(Side::Actual));
    reason(Rule::Ratio, Higher, ["5", "", ""], &blank(Side::Target));
    reason(Rule::Progress, Higher, ["5", "5", ""], &blank(Side::Baseline));
}

#[test]
fn a_perfect_zero_is_met_where_less_is_better() {
    for (rule, met) in [(Rule::Mirrored, 100), (Rule::Inverse, 100), (Rule::Reduction, 0)] {
        let outcome = outcome(rule, Better::Lower, [Number::ZERO.into(), Number::ZERO.into(), Datum::BLANK]);
        assert_eq!(outcome.score().unwrap().raw, Fixed::from(met));
    }
}

#[test]
fn guards_say_what_they_did() {
    let at = |guards: Guards, [a, t]: [&str; 2]| {
        let datum = |text: &str| text.parse::<Number>().map_or(Datum::BLANK, Datum::from);
        let leaf = leaf(Rule::Ratio, Better::Higher, [datum(a), datum(t), Datum::BLANK]).guards(guards);
        let outcome = Settings::default().outcome(&leaf);
        let score = outcome.score().copied().unwrap();
        (
            score.raw.to_string(),
            score.warnings.iter().map(renstra::formula::Warning::code).collect::<Vec<_>>(),
        )
    };
    let said = |score: &str, warning| (score.to_owned(), vec![warning]);
    let met_or = Guards::default().zero_target(OnZero::MetOr(Number::ZERO));
    assert_eq!(at(met_or, ["3", "0"]), said("100", "guarded"));
    assert_eq!(
        at(Guards::default().zero_target(OnZero::Score(number("50"))), ["3", "0"]),
        said("50", "guarded")
    );
    assert_eq!(
        at(Guards::default().negative(OnNegative::Score(Number::ZERO)), ["-3", "2"]),
        said("0", "guarded")
    );
    assert_eq!(at(Guards::default().negative(OnNegative::Compute), ["-3", "2"]), ("-150".to_owned(), vec![]));
    assert_eq!(at(Guards::default().missing(OnMissing::Score(Number::ZERO)), ["", "2"]), said("0", "filled"));
    let earlier = OnMissing::Impute(Box::new(Operand::fixed(Number::ONE)));
    assert_eq!(at(Guards::default().missing(earlier), ["", "2"]), said("50", "imputed"));
}

#[test]
fn a_value_that_does_not_concern_is_never_replaced() {
    let guards = Guards::default().missing(OnMissing::Score(Number::ZERO));
    let values = [Datum::Absent(Absence::NotConcerned), Number::ONE.into(), Datum::BLANK];
    let outcome = Settings::default().outcome(&leaf(Rule::Ratio, Better::Higher, values).guards(guards));
    assert!(outcome.reason().unwrap().is_not_concerned());
}

#[track_caller]
fn met(target: &str, actual: &str, better: Better, expected: i32) {
    let read = |text: &str| Datum::from(&renstra::number::Value::read(text, None).unwrap());
    let outcome = outcome(Rule::Met, better, [read(actual), read(target), Datum::BLANK]);
    assert_eq!(outcome.score().unwrap().raw, Fixed::from(expected), "{actual} against {target}");
}

#[test]
fn met_or_not_met() {
    use Better::{Higher, Lower};
    met("30", "30", Higher, 100);
    met("30", "29.99", Higher, 0);
    met("30", "30.01", Lower, 0);
    met(">= 30", "30", Lower, 100);
    met(">= 30", "29", Higher, 0);
    met("<= 5", "5", Higher, 100);
    met("<= 5", "5.1", Lower, 0);
    met("80-90", "80", Higher, 100);
    met("80-90", "90", Higher, 100);
    met("80-90", "90.5", Higher, 0);
    met("2025-05-30", "2025-05-30", Higher, 100);
    met("2025-05-30", "2025-05-31", Higher, 0);
    met("yes", "no", Higher, 0);
    met("no", "no", Higher, 100);
    met("Tinggi", "tinggi", Higher, 100);
    met("Tinggi", "Sangat Tinggi", Higher, 0);
}

#[test]
fn deadlines_lose_by_the_day() {
    use renstra::formula::rule::{Deadline, deadline};
    let may = |day| chrono::NaiveDate::from_ymd_opt(2025, 5, day).unwrap();
    let scores = [1, 20, 21, 29, 31].map(|day| deadline(may(day), may(20), 10.into()).unwrap());
    assert_eq!(scores, [100, 100, 90, 10, 0].map(Exact::from));
    let late = [Datum::Date(may(21)), Datum::Date(may(20)), Datum::BLANK];
    let score = |rule| outcome(rule, Better::Higher, late.clone()).score().unwrap().raw;
    assert_eq!(score(Rule::Deadline(Box::default())), Fixed::ZERO);
    assert_eq!(score(Rule::Deadline(Box::new(Deadline::new(1.into())))), Fixed::from(99));
}

#[test]
fn thresholds_that_do_not_follow_each_other_have_no_score() {
    let at = |worst: i32, threshold: i32, target: i32| {
        thresholds(&5.into(), [&worst.into(), &threshold.into(), &target.into()])
    };
    assert_eq!(at(0, 20, 10), Err(NotScorable::Disordered));
    assert_eq!(at(10, 0, 5), Err(NotScorable::Disordered));
    assert_eq!(at(0, 0, 5), Err(NotScorable::ZeroRange));
    assert!(at(10, 7, 0).is_ok());
}

#[test]
fn a_cap_on_the_axis_bounds_the_actual_alone() {
    use renstra::formula::{Axis, Transform};
    let score = |actual: i64, target: i64, by: Transform| {
        let values = [Number::from(actual).into(), Number::from(target).into(), Datum::BLANK];
        let leaf = leaf(Rule::Ratio, Better::Higher, values).axis(Axis::plain().then(by));
        Settings::default().outcome(&leaf).score().unwrap().raw.to_string()
    };
    assert_eq!(score(24, 36, Transform::AtMost(18.into())), "50");
    assert_eq!(score(3, 36, Transform::AtLeast(9.into())), "25");
    assert_eq!(score(24, 36, Transform::Scale(1000.into())), score(24, 36, Transform::Scale(1.into())));
    assert_eq!(score(2, 4, Transform::Shift(4.into())), "75");
}

#[test]
fn steps_begin_where_they_say() {
    use renstra::formula::rule::{Steps, steps};
    let table = Steps::new(Number::ZERO, [(exact("10"), number("2")), (exact("5"), number("1"))]);
    let score = |x: &str| steps(&exact(x), &table).to_string();
    assert_eq!(["4.999", "5", "9.999", "10", "99"].map(score), ["0", "1", "1", "2", "2"]);
}

#[test]
fn steps_on_an_ordinal_scale() {
    let score = |actual, ranks| ordinal(actual, 4, ranks).unwrap();
    assert_eq!([4, 3, 1].map(|actual| score(actual, Ranks::Met)), [100, 0, 0].map(Exact::from));
    assert_eq!([5, 3, 1].map(|actual| score(actual, Ranks::Steps(40.into()))), [100, 60, 0].map(Exact::from));
    assert_eq!([4, 3, 1].map(|actual| score(actual, Ranks::Ratio)), [100, 75, 25].map(Exact::from));
}

#[test]
fn outside_an_interval_nothing_is_left_at_the_distance_of_the_scale() {
    let within = KeepWithin::new(2);
    let score = |actual: &str| {
        let target = Datum::Interval { low: number("1.5"), high: number("3.5") };
        let values = [number(actual).into(), target, Datum::BLANK];
        outcome(Rule::KeepWithin(Box::new(within.clone())), Better::Higher, values)
            .score()
            .unwrap()
            .raw
            .to_string()
    };
    assert_eq!(
        ["-9", "0.5", "1.5", "3.5", "4", "5.5", "9"].map(score),
        ["0", "50", "100", "100", "75", "0", "0"]
    );
}
