//! Indices whose choices are varied.

use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, proptest};
use renstra::composite::{Composite, Definition, Robustness, Trial, UnitRange, UnitTable};
use renstra::number::{Fixed, Number};
use renstra::robust::{NoShares, Threads};

const INPUTS: usize = 4;

/// Two groups of two inputs each under an index, with bands.
pub(crate) fn definition(normalise: &str) -> Definition {
    let input = |i: usize| format!(r#"{{"code": "i{i}", "normalise": {normalise}}}"#);
    let inputs: Vec<String> = (0..INPUTS).map(input).collect();
    let text = format!(
        r#"{{"renstra-composite": 1, "id": "x", "unit": {{"code": "unit"}}, "inputs": [{}],
            "groups": [{{"code": "a", "of": [{{"code": "i0", "weight": 2}}, {{"code": "i1", "weight": "0.5"}}]}},
                       {{"code": "b", "of": [{{"code": "i2"}}, {{"code": "i3"}}],
                         "weights": {{"rule": "budget", "budgets": [{{"i2": 30, "i3": 70}}]}}}},
                       {{"code": "top", "of": [{{"code": "a"}}, {{"code": "b"}}]}}],
            "rounding": {{"digits": 6}},
            "bands": [{{"label": "low"}}, {{"from": 30, "label": "mid"}}, {{"above": 60, "label": "high"}}]}}"#,
        inputs.join(",")
    );
    Definition::from_json(&text).unwrap()
}

const POSTS: &str = r#"{"method": "goalposts", "worst": 0, "best": 100, "onto": [1, 100]}"#;

pub(crate) fn table(rows: &[[Option<u8>; INPUTS]]) -> UnitTable {
    let mut table = UnitTable::new(["unit", "i0", "i1", "i2", "i3"]);
    for (at, row) in rows.iter().enumerate() {
        let cells = row.iter().map(|cell| cell.map_or(String::new(), |cell| cell.to_string()));
        table.push(std::iter::once(format!("u{at}")).chain(cells));
    }
    table
}

fn rows() -> impl Strategy<Value = Vec<[Option<u8>; INPUTS]>> {
    let cell = prop::option::weighted(0.85, 0..=100_u8);
    prop::collection::vec(prop::array::uniform4(cell), 2..7)
}

pub(crate) fn trial(definition: &Definition, seed: u64, count: u32, shares: &str, vary: &str) -> Trial {
    let text = format!(
        r#"{{"renstra-robust": 1, "seed": {seed}, "replications": {count}, "shares": "{shares}", "vary": [{vary}]}}"#
    );
    Trial::from_json(definition, &text).unwrap()
}

/// Everything that can be varied, at once.
const ALL: &str = r#"
    {"name": "schemes", "groups": ["a", "top"], "weights": [null, {"rule": "equal"}]},
    {"name": "weights", "weights_within": "0.25"},
    {"name": "means", "groups": ["a", "top"], "methods": [{"method": "arithmetic"}, {"method": "geometric"}, {"method": "power", "exponent": "0.5"}]},
    {"name": "gaps", "missing": ["reweight", "zero", "propagate"]},
    {"name": "scales", "inputs": ["i0", "i2"], "normalise": [{"method": "goalposts", "worst": 0, "best": 100, "onto": [1, 100]}, {"method": "min-max", "onto": [1, 100]}, {"method": "rank"}]},
    {"name": "stand-ins", "impute": [null, {"rule": "mean"}, {"rule": "value", "value": 5}]},
    {"name": "cuts", "bands_within": "4.5"}"#;

/// Everything that can be varied, with nothing else to be drawn.
const NOTHING: &str = r#"
    {"name": "schemes", "weights": [null]},
    {"name": "weights", "weights_within": 0},
    {"name": "means", "methods": [{"method": "arithmetic"}]},
    {"name": "gaps", "missing": ["reweight"]},
    {"name": "scales", "normalise": [{"method": "goalposts", "worst": 0, "best": 100, "onto": [1, 100]}]},
    {"name": "stand-ins", "impute": [null]},
    {"name": "cuts", "bands_within": 0}"#;

fn json(found: &Robustness) -> String {
    serde_json::to_string(found).unwrap()
}

/// That every interval is the score itself.
fn is_point(found: &UnitRange, point: &Composite, at: usize, replications: u32) {
    let unit = &point.units()[at];
    let score = point.index(unit).map(|score| score.capped);
    let rank = unit.rank();
    assert_eq!(
        found.scores.map(|range| [range.low, range.middle, range.high]),
        score.map(|score| [score; 3])
    );
    assert_eq!(found.ranks.map(|range| [range.low, range.middle, range.high]), rank.map(|rank| [rank; 3]));
    assert_eq!((found.rank, found.band.as_deref()), (rank, point.band(unit)));
    assert_eq!(found.unscored, if score.is_none() { replications } else { 0 });
    let counted: u32 = found.bands.iter().sum();
    assert_eq!(counted, replications - found.unscored);
    assert!(found.bands.iter().all(|count| *count == 0 || *count == counted));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Nothing to be drawn but what is: the score itself, and no variance to be shared.
    #[test]
    fn without_noise_it_is_the_score(rows in rows(), seed: u64) {
        let (definition, table) = (definition(POSTS), table(&rows));
        let point = definition.score(&table).unwrap();
        let found = trial(&definition, seed, 5, "sobol", NOTHING).run(&table, Threads::Own).unwrap();
        for (at, unit) in found.units().iter().enumerate() {
            is_point(unit, &point, at, 5);
            let why = if unit.score.is_some() { NoShares::NothingVaries } else { NoShares::Gaps };
            prop_assert_eq!(&unit.score_shares, &Err(why));
            prop_assert_eq!(&unit.rank_shares, &Err(why));
        }
    }

    /// Each replication is the definition that it draws, scored afresh.
    #[test]
    fn a_replication_is_a_definition(rows in rows(), seed: u64) {
        let table = table(&rows);
        let trial = trial(&definition(POSTS), seed, 1, "none", ALL);
        let found = trial.run(&table, Threads::Own).unwrap();
        let afresh = trial.replication(0).unwrap().score(&table).unwrap();
        for (found, unit) in found.units().iter().zip(afresh.units()) {
            let score = afresh.index(unit).map(|score| score.capped);
            prop_assert_eq!(found.scores.map(|range| range.middle), score);
            let rank = unit.rank();
            prop_assert_eq!(found.ranks.map(|range| range.middle), rank);
            let band = found.bands.iter().position(|count| *count == 1);
            let labels: Vec<&str> = ["low", "mid", "high"].to_vec();
            prop_assert_eq!(band.map(|band| labels[band]), afresh.band(unit));
        }
    }

    /// The same seed gives the same bits on any number of threads.
    #[test]
    #[cfg(feature = "rayon")]
    fn threads_change_no_bit(rows in rows(), seed: u64, threads in 1..5_usize) {
        let table = table(&rows);
        let trial = trial(&definition(POSTS), seed, 12, "sobol", ALL);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let theirs = pool.install(|| trial.run(&table, Threads::Rayon)).unwrap();
        prop_assert_eq!(json(&theirs), json(&trial.run(&table, Threads::Own).unwrap()));
    }

    /// The order of the rows changes nothing for a unit.
    #[test]
    fn the_order_of_rows_changes_nothing(rows in rows(), seed: u64) {
        let trial = trial(&definition(POSTS), seed, 8, "sobol", ALL);
        let turned: Vec<[Option<u8>; INPUTS]> = rows.iter().rev().copied().collect();
        let own = trial.run(&table(&rows), Threads::Own).unwrap();
        let other = trial.run(&table(&turned), Threads::Own).unwrap();
        for (a, b) in own.units().iter().zip(other.units().iter().rev()) {
            let mut b: UnitRange = b.clone();
            b.code.clone_from(&a.code);
            prop_assert_eq!(a, &b);
        }
        prop_assert_eq!(own.shift(), other.shift());
    }

    /// Of fixed goalposts a further unit changes no other score, whatever is drawn of weights, means and gaps.
    #[test]
    fn a_further_unit_changes_no_other_score(rows in rows(), more in prop::array::uniform4(prop::option::of(0..=100_u8)), seed: u64) {
        let vary = r#"{"name": "weights", "weights_within": 1},
                      {"name": "means", "methods": [{"method": "geometric"}, {"method": "harmonic"}]},
                      {"name": "gaps", "missing": ["reweight", "zero"]}"#;
        let trial = trial(&definition(POSTS), seed, 8, "none", vary);
        let few = trial.run(&table(&rows), Threads::Own).unwrap();
        let many = trial.run(&table(&[rows, vec![more]].concat()), Threads::Own).unwrap();
        for (a, b) in few.units().iter().zip(many.units()) {
            prop_assert_eq!((a.scores, &a.bands), (b.scores, &b.bands));
        }
    }

    /// Means keep within their children, so intervals do, however the weights are shaken.
    #[test]
    fn intervals_keep_within_the_inputs(rows in rows(), seed: u64) {
        let vary = r#"{"name": "weights", "weights_within": 1}"#;
        let found = trial(&definition(r#"{"method": "given"}"#), seed, 20, "none", vary);
        let found = found.run(&table(&rows), Threads::Own).unwrap();
        for (row, unit) in rows.iter().zip(found.units()) {
            let cells = || row.iter().flatten().map(|cell| Fixed::from(u32::from(*cell)));
            let Some(range) = unit.scores else {
                prop_assert_eq!(cells().count(), 0);
                continue;
            };
            prop_assert!(cells().min() <= Some(range.low) && Some(range.high) <= cells().max());
            prop_assert!(range.low <= range.middle && range.middle <= range.high);
        }
    }
}

#[test]
fn a_sum_shares_its_variance_as_its_parts_do() {
    // Of a unit at (1, 0, 1, 0) the index is (w/(w + 0.5) + …)/2 with given scores: the shares of the two groups are those
    // of their own variances.
    let definition = definition(r#"{"method": "given"}"#);
    let vary = r#"{"name": "a", "groups": ["a"], "weights_within": "0.5"},
                  {"name": "b", "groups": ["b"], "weights_within": "0.5"},
                  {"name": "cuts", "bands_within": 10}"#;
    let table = table(&[[Some(100), Some(0), Some(100), Some(0)]]);
    let alone = |of: &str| {
        let other = if of == "a" { "b" } else { "a" };
        let vary = vary.replace(
            &format!(r#""groups": ["{other}"], "weights_within": "0.5""#),
            r#""groups": [], "weights_within": "0.5""#,
        );
        let found = trial(&definition, 11, 400, "none", &vary);
        let scores: Vec<f64> = (0..400)
            .map(|n| found.replication(n).unwrap().score(&table).unwrap())
            .map(|scored| scored.index(&scored.units()[0]).unwrap().capped.to_f64())
            .collect();
        let mean = scores.iter().sum::<f64>() / 400.0;
        scores.iter().map(|score| (score - mean).powi(2)).sum::<f64>()
    };
    let (a, b) = (alone("a"), alone("b"));
    let found = trial(&definition, 12, 400, "sobol", vary).run(&table, Threads::Own).unwrap();
    let shares = found.units()[0].score_shares.as_ref().unwrap();
    for (share, expected) in shares.iter().zip([a / (a + b), b / (a + b), 0.0]) {
        let off = (share.first.to_f64() - expected).abs();
        assert!(off < 4.0 * share.error.to_f64() + 0.02, "{share:?} against {expected}");
    }
    // Cuts move no score.
    assert_eq!(shares[2].total, Fixed::ZERO);
}

#[test]
fn the_result_holds_what_was_varied() {
    let found = trial(&definition(POSTS), 5, 3, "sobol", ALL);
    let found = found.run(&table(&[[Some(9); 4], [Some(30); 4], [None; 4]]), Threads::Own).unwrap();
    let value: serde_json::Value = serde_json::from_str(&json(&found)).unwrap();
    assert_eq!(value["trial"]["seed"], 5);
    assert_eq!(value["trial"]["random"], "ChaCha8");
    assert_eq!(value["trial"]["vary"][6]["bands_within"], "4.5");
    assert_eq!(value["trial"]["vary"].as_array().unwrap().len(), 7);
    assert_eq!(value["units"][2]["rank_shares"]["none"], "gaps");
    let names: Vec<&str> = found.trial().choices().collect();
    assert_eq!(names, ["schemes", "weights", "means", "gaps", "scales", "stand-ins", "cuts"]);
}

#[test]
fn the_text_reads_in_both_languages() {
    use renstra::finding::Lang;
    let vary = r#"{"name": "weights", "weights_within": "0.25"}"#;
    let found = trial(&definition(POSTS), 5, 100, "sobol", vary);
    let found = found.run(&table(&[[Some(9), Some(90), Some(1), Some(2)], [None; 4]]), Threads::Own).unwrap();
    let (en, id) = (found.text(Lang::En), found.text(Lang::Id));
    assert!(en.contains("100 replications, seed 5") && en.contains("low 100"), "{en}");
    assert!(en.contains("no score 100"), "{en}");
    assert!(id.contains("100 ulangan, benih 5") && id.contains("tanpa nilai 100"), "{id}");
    let score: Number = found.units()[0].score.unwrap();
    assert!(en.contains(&score.to_string()) && id.contains(&score.to_string().replace('.', ",")), "{id}");
}
