//! A better actual never scores less - and what does not keep that law.

use proptest::prelude::{Strategy, prop_assert};
use renstra::formula::rule::Ranks;
use renstra::formula::{Better, Datum};
use renstra::number::{Fixed, Number, Scale};

use super::cells;
use super::generators::{figure, not_negative, number, positive};
use super::given::{self, Directed, holds, outcome};

fn raw(rule: &Directed, values: [Datum; 3]) -> Option<Fixed> {
    outcome(rule.clone(), values).score().map(|score| score.raw)
}

/// Scores of two actuals, the worse one first.
fn compare(rule: &Directed, [a, b]: [Number; 2], t: Datum, base: Number) -> Option<(Fixed, Fixed)> {
    let score = |a: Number| raw(rule, [a.into(), t.clone(), base.into()]);
    let (low, high) = (a.min(b), a.max(b));
    let (worse, better) = if rule.1 == Better::Higher { (low, high) } else { (high, low) };
    score(worse).zip(score(better))
}

/// Ratios keep their meaning for figures that are not negative, against a target above zero.
fn ratios(rule: Directed) {
    holds((not_negative(), not_negative(), positive(), figure()), |(a, b, t, base)| {
        if let Some((worse, better)) = compare(&rule, [a, b], t.into(), base) {
            prop_assert!(worse <= better, "{worse} {better}");
        }
        Ok(())
    });
}

cells! { ratios:
    ratio => given::ratio();
    mirrored => given::mirrored();
    inverse => given::inverse();
    reduction => given::reduction();
    absorption => given::absorption();
}

/// Rules that know no sign; the baseline lies on the worse side of the target.
fn everywhere(rule: Directed) {
    holds((figure(), figure(), figure(), positive()), |(a, b, base, more)| {
        let t = base.checked_add(more).unwrap();
        if let Some((worse, better)) = compare(&rule, [a, b], t.into(), base) {
            prop_assert!(worse <= better, "{worse} {better}");
        }
        Ok(())
    });
}

cells! { everywhere:
    given => given::given();
    progress => given::progress();
    goalposts => given::goalposts();
    thresholds => given::thresholds();
    met => given::met();
    affine => given::affine();
    steps => given::steps();
}

/// Where less is better, the way leads down.
fn downwards(rule: Directed) {
    holds((figure(), figure(), figure(), positive()), |(a, b, base, more)| {
        let t = base.checked_sub(more).unwrap();
        let rule = (rule.0.clone(), Better::Lower);
        if let Some((worse, better)) = compare(&rule, [a, b], t.into(), base) {
            prop_assert!(worse <= better, "{worse} {better}");
        }
        Ok(())
    });
}

cells! { downwards:
    progress_down => given::progress();
    goalposts_down => given::goalposts();
    thresholds_down => given::thresholds();
    met_down => given::met();
}

fn intervals(rule: Directed) {
    holds((not_negative(), not_negative(), positive(), not_negative()), |(a, b, low, width)| {
        let t = Datum::Interval { low, high: low.checked_add(width).unwrap() };
        if let Some((worse, better)) = compare(&rule, [a, b], t, Number::ZERO) {
            prop_assert!(worse <= better, "{worse} {better}");
        }
        Ok(())
    });
}

cells! { intervals:
    interval => given::interval();
    interval_lower => given::interval_lower();
}

fn words(rule: Directed) {
    let labels: Vec<String> = Scale::sakip().labels().map(str::to_owned).collect();
    holds((0..labels.len(), 0..labels.len(), 0..labels.len()), |(a, b, t)| {
        let word = |at: usize| Datum::Word(labels[at].as_str().into());
        let score = |at: usize| raw(&rule, [word(at), word(t), Datum::BLANK]);
        // Labels stand from the best to the worst.
        if let Some((worse, better)) = score(a.max(b)).zip(score(a.min(b))) {
            prop_assert!(worse <= better, "{worse} {better}");
        }
        Ok(())
    });
}

cells! { words:
    ordinal_met => given::ordinal(Ranks::Met);
    ordinal_steps => given::ordinal(Ranks::Steps(15.into()));
    ordinal_ratio => given::ordinal(Ranks::Ratio);
    grades => given::grades();
}

fn days(rule: Directed) {
    let day = || {
        (-900_i64..900).prop_map(|days| {
            chrono::NaiveDate::from_ymd_opt(2025, 5, 30).unwrap() + chrono::Duration::days(days)
        })
    };
    holds((day(), day(), day()), |(a, b, t)| {
        let score = |day| raw(&rule, [Datum::Date(day), Datum::Date(t), Datum::BLANK]).unwrap();
        prop_assert!(score(a.max(b)) <= score(a.min(b)));
        Ok(())
    });
}

cells! { days:
    deadline => given::deadline();
    met_in_time => given::met();
}

mod not {
    use super::{Datum, Directed, given, number, raw};
    use crate::sets::scores;
    use renstra::number::Fixed;

    #[track_caller]
    fn falls(rule: &Directed, target: Datum, [less, more]: [&str; 2]) {
        let score = |a: &str| raw(rule, [number(a).into(), target.clone(), Datum::BLANK]).unwrap();
        assert!(score(less) > score(more));
    }

    #[test]
    fn keep_within() {
        let band = Datum::Interval { low: number("1.5"), high: number("3.5") };
        falls(&given::keep_within(), band, ["3", "5"]);
    }

    #[test]
    fn stay_near() {
        falls(&given::stay_near(), number("10").into(), ["10", "11"]);
    }

    /// The first unit gets better, and another one, whose figure stays, loses.
    #[track_caller]
    fn moves_with_the_set(normalise: &str) {
        let second = |first: &str| scores(normalise, &[first, "5", "6"])[1];
        let (before, after): (Fixed, Fixed) = (second("1"), second("7"));
        assert!(before > after, "{before} {after}");
    }

    #[test]
    fn z_score() {
        moves_with_the_set(r#"{"method": "z-score"}"#);
    }

    #[test]
    fn rank() {
        moves_with_the_set(r#"{"method": "rank"}"#);
    }
}
