//! Ties share a rank; adding a unit changes no other score - but where scores are relative to the set.

use proptest::prelude::{prop_assert_eq, prop_assume};
use renstra::composite::{Composite, Definition, UnitTable};
use renstra::number::Fixed;

use super::cells;
use super::given::holds;

fn scored(normalise: &str, figures: &[&str]) -> Composite {
    let definition = format!(
        r#"{{"renstra-composite": 1, "id": "d", "unit": {{"code": "u"}},
            "inputs": [{{"code": "a", "normalise": {normalise}}}], "groups": [{{"code": "g", "of": ["a"]}}]}}"#
    );
    let mut table = UnitTable::new(["u", "a"]);
    figures.iter().enumerate().for_each(|(at, figure)| table.push([at.to_string().as_str(), figure]));
    Definition::from_json(&definition).unwrap().score(&table).unwrap()
}

/// The scores of a column, none where there is none.
pub(crate) fn outcomes(normalise: &str, figures: &[&str]) -> Vec<Option<Fixed>> {
    let scored = scored(normalise, figures);
    scored.units().iter().map(|unit| scored.index(unit).map(|score| score.raw)).collect()
}

/// The scores of a column, which are all there.
pub(crate) fn scores(normalise: &str, figures: &[&str]) -> Vec<Fixed> {
    outcomes(normalise, figures).into_iter().map(Option::unwrap).collect()
}

const FIXED: &str = r#"{"method": "goalposts", "worst": -50, "best": 200, "clip": "neither"}"#;

/// One unit more changes no score of the others.
fn alone(normalise: &str) {
    holds((proptest::collection::vec(-1000_i64..1000, 1..7), -1000_i64..1000), |(figures, more)| {
        let texts: Vec<String> = figures.iter().chain([&more]).map(i64::to_string).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (few, all) = (outcomes(normalise, &texts[..figures.len()]), outcomes(normalise, &texts));
        prop_assert_eq!(&few[..], &all[..figures.len()]);
        Ok(())
    });
}

cells! { alone:
    goalposts => FIXED;
    goalposts_clipped => r#"{"method": "goalposts", "worst": 100, "best": -7}"#;
    given => r#"{"method": "given"}"#;
    share_of_a_figure => r#"{"method": "share-of-reference", "reference": 120}"#;
    ratio => r#"{"method": "rule", "rule": "ratio", "target": 80}"#;
    progress => r#"{"method": "rule", "rule": "progress", "target": 80, "baseline": -20}"#;
    thresholds => r#"{"method": "rule", "rule": {"thresholds": {"worst": 0, "threshold": 5, "target": 9}}}"#;
}

/// Units of equal score share a place, and no other unit has it.
fn ties(rank: &str) {
    holds(proptest::collection::vec(-3_i64..3, 1..9), |figures| {
        let definition = format!(
            r#"{{"renstra-composite": 1, "id": "d", "unit": {{"code": "u"}}, "rank": {{"ties": "{rank}"}},
                "inputs": [{{"code": "a", "normalise": {FIXED}}}], "groups": [{{"code": "g", "of": ["a"]}}]}}"#
        );
        let mut table = UnitTable::new(["u", "a"]);
        figures.iter().enumerate().for_each(|(at, x)| table.push([at.to_string(), x.to_string()]));
        let scored = Definition::from_json(&definition).unwrap().score(&table).unwrap();
        for (a, x) in scored.units().iter().zip(&figures) {
            for (b, y) in scored.units().iter().zip(&figures) {
                prop_assert_eq!(a.rank().cmp(&b.rank()), y.cmp(x));
            }
        }
        Ok(())
    });
}

cells! { ties:
    shared => "shared";
    last => "last";
    average => "average";
    dense => "dense";
}

/// Equal figures have equal scores, wherever they stand.
fn equals(normalise: &str) {
    holds(proptest::collection::vec(-3_i64..3, 2..9), |figures| {
        let texts: Vec<String> = figures.iter().map(i64::to_string).collect();
        let found = outcomes(normalise, &texts.iter().map(String::as_str).collect::<Vec<_>>());
        prop_assume!(found.iter().all(Option::is_some));
        for (x, a) in figures.iter().zip(&found) {
            for (y, b) in figures.iter().zip(&found) {
                prop_assert_eq!(x == y, a == b);
            }
        }
        Ok(())
    });
}

cells! { equals:
    rank_lowest => r#"{"method": "rank"}"#;
    rank_average => r#"{"method": "rank", "ties": "average"}"#;
    rank_highest => r#"{"method": "rank", "ties": "highest"}"#;
    rank_dense => r#"{"method": "rank", "ties": "dense"}"#;
    borda => r#"{"method": "borda"}"#;
    percent_rank => r#"{"method": "percent-rank"}"#;
    min_max => r#"{"method": "min-max"}"#;
    z_score => r#"{"method": "z-score"}"#;
}

mod not {
    use super::{cells, scores};

    /// A fourth unit moves the score of one of the first three.
    fn moved(normalise: &str) {
        let (few, all) = (scores(normalise, &["1", "5", "6"]), scores(normalise, &["1", "5", "6", "9"]));
        assert_ne!(few[..], all[..3]);
    }

    cells! { moved:
        min_max => r#"{"method": "min-max"}"#;
        z_score => r#"{"method": "z-score"}"#;
        percent_rank => r#"{"method": "percent-rank"}"#;
        share_of_best => r#"{"method": "share-of-best"}"#;
        distance_to_best => r#"{"method": "distance-to-best"}"#;
        distance_to_reference => r#"{"method": "distance-to-reference", "reference": 4}"#;
        share_of_the_mean => r#"{"method": "share-of-reference", "reference": "mean"}"#;
        goalposts_at_percentiles => r#"{"method": "goalposts", "worst": "least", "best": {"percentile": "97.5"}}"#;
    }

    /// A unit from below moves ranks, and the distance to a target that is reckoned from the worst.
    fn moved_from_below(normalise: &str) {
        let (few, all) = (scores(normalise, &["1", "5", "6"]), scores(normalise, &["1", "5", "6", "0"]));
        assert_ne!(few[..], all[..3]);
    }

    cells! { moved_from_below:
        rank => r#"{"method": "rank"}"#;
        borda => r#"{"method": "borda"}"#;
        distance_to_target => r#"{"method": "distance-to-target", "target": 8}"#;
    }
}
