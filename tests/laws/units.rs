//! Another unit: x → ax + b on everything changes nothing; ratios allow x → ax only.

use proptest::prelude::prop_assert_eq;
use renstra::formula::rule::{Clip, Onto, goalposts as between, thresholds as through};
use renstra::number::{Exact, Number};

use super::cells;
use super::generators::{figure, number, positive};
use super::given::{self, Directed, holds, outcome};
use super::sets::scores;

fn moved(x: Number, times: Number, by: Number) -> Exact {
    Exact::from(x).checked_mul(&times.into()).unwrap().checked_add(&by.into()).unwrap()
}

/// A rule over a worst, a middle and a best point, and an actual.
type Points = fn(&Exact, [&Exact; 3]) -> Option<Exact>;

fn shifted_and_scaled(rule: Points) {
    holds((figure(), figure(), figure(), figure(), figure(), positive()), |(a, x, y, z, by, times)| {
        let score = |times: Number, by: Number| {
            let at = |figure| moved(figure, times, by);
            rule(&at(a), [&at(x), &at(y), &at(z)])
        };
        prop_assert_eq!(score(Number::ONE, Number::ZERO), score(times, by));
        Ok(())
    });
}

cells! { shifted_and_scaled:
    progress => |a, [b, _, t]| renstra::formula::rule::progress(a, t, b).ok();
    goalposts => |a, [worst, _, best]| between(a, [worst, best], Clip::Neither, Onto::default()).ok();
    goalposts_clipped => |a, [worst, _, best]| between(a, [worst, best], Clip::Both, Onto::UNIT).ok();
    thresholds => |a, points| through(a, points).ok();
}

/// A column of a table in another unit.
fn columns(normalise: &str) {
    holds(
        (proptest::collection::vec(-1000_i64..1000, 2..8), -500_i64..500, 1_i64..50),
        |(figures, by, times)| {
            let texts = |times: i64, by: i64| -> Vec<String> {
                figures.iter().map(|x| (x * times + by).to_string()).collect()
            };
            let score = |texts: Vec<String>| scores_or_none(normalise, &texts);
            prop_assert_eq!(score(texts(1, 0)), score(texts(times, by)));
            Ok(())
        },
    );
}

fn scores_or_none(normalise: &str, texts: &[String]) -> Vec<Option<renstra::number::Fixed>> {
    super::sets::outcomes(normalise, &texts.iter().map(String::as_str).collect::<Vec<_>>())
}

cells! { columns:
    min_max => r#"{"method": "min-max"}"#;
    z_score_of_a_sample => r#"{"method": "z-score"}"#;
    z_score_of_a_population => r#"{"method": "z-score", "of": "population"}"#;
    rank => r#"{"method": "rank"}"#;
    percent_rank => r#"{"method": "percent-rank", "ties": "average"}"#;
    goalposts_at_percentiles => r#"{"method": "goalposts", "worst": {"percentile": "2.5"}, "best": {"mean-of-greatest": 2}}"#;
}

fn scaled(rule: Directed) {
    holds((positive(), positive(), positive()), |(a, t, times)| {
        let score = |a: Number, t: Number| {
            outcome(rule.clone(), [a.into(), t.into(), Number::ZERO.into()]).score().map(|s| s.raw)
        };
        let (Some(a2), Some(t2)) = (a.checked_mul(times), t.checked_mul(times)) else { return Ok(()) };
        prop_assert_eq!(score(a, t), score(a2, t2));
        Ok(())
    });
}

cells! { scaled:
    ratio => given::ratio();
    mirrored => given::mirrored();
    inverse => given::inverse();
    reduction => given::reduction();
    absorption => given::absorption();
    stay_near => given::stay_near();
    interval => given::interval();
}

mod not {
    use super::{Directed, given, number, outcome, scores};
    use renstra::number::Number;

    /// 25 °C of 20 are 77 °F of 68, and score otherwise.
    fn shifted(rule: Directed) {
        let score = |a: &str, t: &str| {
            outcome(rule.clone(), [number(a).into(), number(t).into(), Number::ZERO.into()])
                .score()
                .unwrap()
                .raw
        };
        assert_ne!(score("25", "20"), score("77", "68"));
    }

    super::cells! { shifted:
        ratio => given::ratio();
        mirrored => given::mirrored();
        inverse => given::inverse();
        reduction => given::reduction();
        absorption => given::absorption();
        stay_near => given::stay_near();
        interval => given::interval();
    }

    #[test]
    fn share_of_best() {
        let by = r#"{"method": "share-of-best"}"#;
        assert_ne!(scores(by, &["20", "25"]), scores(by, &["68", "77"]));
    }
}
