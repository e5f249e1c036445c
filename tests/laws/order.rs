//! Any order gives the same bits; incremental is afresh, same bits.

use proptest::prelude::prop_assert_eq;
use renstra::composite::{Definition, UnitTable};
use renstra::formula::{Aggregate, Method, Slot, evaluate};
use renstra::live::Live;
use renstra::number::Fixed;

use super::cells;
use super::generators::{aggregate, gappy, tree};
use super::given::{self, datum_and_weights, holds, keys, shuffled};

fn any_order(method: Method) {
    holds((datum_and_weights(), keys()), |(children, keys)| {
        let of = |children: &[_]| {
            aggregate(Aggregate::new(method.clone()), children).score().map(|s| (s.raw, s.coverage))
        };
        prop_assert_eq!(of(&children), of(&shuffled(&children, &keys)));
        Ok(())
    });
}

cells! { any_order:
    arithmetic => Method::Arithmetic;
    geometric => Method::Geometric;
    harmonic => Method::Harmonic;
    power_square => given::power("2");
    power_negative => given::power("-1.5");
    minimum => Method::Minimum;
    maximum => Method::Maximum;
    median => Method::Median;
    table => given::table();
}

fn incremental(method: Method) {
    holds((tree(), 0_u32..20, gappy()), |(mut tree, slot, value)| {
        tree.methods = [method.clone(), method.clone()];
        let (formula, data) = tree.formula();
        let slot = Slot(slot % u32::try_from(data.len()).unwrap());
        let mut held_open = Live::open(formula.clone(), data.clone());
        held_open.set(slot, value.clone()).unwrap();
        let mut changed = data;
        changed[slot.index()] = value;
        prop_assert_eq!(held_open.outcomes(), evaluate(&formula, &changed));
        Ok(())
    });
}

cells! { incremental:
    arithmetic_incremental => Method::Arithmetic;
    geometric_incremental => Method::Geometric;
    harmonic_incremental => Method::Harmonic;
    power_square_incremental => given::power("2");
    minimum_incremental => Method::Minimum;
    maximum_incremental => Method::Maximum;
    median_incremental => Method::Median;
    table_incremental => given::table();
}

/// A unit's number and its two figures.
type Row = (usize, (Option<i64>, Option<i64>));

/// Whole tables: rows, inputs and parts in any order.
fn tables(normalise: &str) {
    let figure = proptest::option::weighted(0.9, -1000_i64..1000);
    holds((proptest::collection::vec((figure.clone(), figure), 1..7), keys()), |(rows, keys)| {
        let numbered: Vec<_> = rows.into_iter().enumerate().collect();
        let score = |rows: &[Row], codes: [&str; 2]| {
            let inputs =
                codes.map(|code| format!(r#"{{"code": "{code}", "normalise": {normalise}}}"#)).join(",");
            let parts =
                codes.map(|code| format!(r#"{{"code": "{code}", "weight": "0.{}"}}"#, code.len())).join(",");
            let definition = format!(
                r#"{{"renstra-composite": 1, "id": "d", "unit": {{"code": "u"}}, "inputs": [{inputs}],
                    "groups": [{{"code": "g", "of": [{parts}]}}]}}"#
            );
            let mut table = UnitTable::new(["u", "a", "bb"]);
            let text = |figure: Option<i64>| figure.map_or(String::new(), |figure| figure.to_string());
            rows.iter().for_each(|(at, (a, b))| table.push([at.to_string(), text(*a), text(*b)]));
            let scored = Definition::from_json(&definition).unwrap().score(&table).unwrap();
            let mut found: Vec<(String, Option<Fixed>, String)> = scored
                .units()
                .iter()
                .map(|unit| {
                    let rank = unit.rank().map_or(String::new(), |rank| rank.to_string());
                    (unit.code().to_owned(), scored.index(unit).map(|score| score.raw), rank)
                })
                .collect();
            found.sort();
            found
        };
        prop_assert_eq!(score(&numbered, ["a", "bb"]), score(&shuffled(&numbered, &keys), ["bb", "a"]));
        Ok(())
    });
}

cells! { tables:
    min_max => r#"{"method": "min-max"}"#;
    z_score => r#"{"method": "z-score"}"#;
    rank => r#"{"method": "percent-rank", "ties": "average"}"#;
    goalposts => r#"{"method": "goalposts", "worst": -1000, "best": 1000}"#;
}
