//! The cost of an index grows in line with its units.

use std::time::{Duration, Instant};

use renstra::composite::{Definition, UnitTable};

fn definition(normalise: &str) -> Definition {
    let input = |i: usize| format!(r#"{{"code": "i{i}", "normalise": {normalise}}}"#);
    let group = |g: usize| {
        let parts: Vec<String> = (0..5).map(|i| format!("\"i{}\"", 5 * g + i)).collect();
        format!(r#"{{"code": "g{g}", "of": [{}]}}"#, parts.join(","))
    };
    let inputs: Vec<String> = (0..50).map(input).collect();
    let mut groups: Vec<String> = (0..10).map(group).collect();
    let all: Vec<String> = (0..10).map(|g| format!("\"g{g}\"")).collect();
    groups.push(format!(r#"{{"code": "top", "of": [{}]}}"#, all.join(",")));
    let text = format!(
        r#"{{"renstra-composite": 1, "id": "big", "unit": {{"code": "u"}}, "inputs": [{}], "groups": [{}]}}"#,
        inputs.join(","),
        groups.join(",")
    );
    Definition::from_json(&text).unwrap()
}

/// Figures that look like measured ones, from a small generator with a fixed seed.
fn units(count: usize) -> UnitTable {
    let mut table = UnitTable::new(std::iter::once("u".to_owned()).chain((0..50).map(|i| format!("i{i}"))));
    let mut state = 1_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        if state >> 60 == 0 {
            String::new()
        } else {
            format!("{}.{:04}", (state >> 40) % 1000, (state >> 50) % 10_000)
        }
    };
    for unit in 0..count {
        table.push(std::iter::once(unit.to_string()).chain((0..50).map(|_| next())));
    }
    table
}

fn timed(definition: &Definition, table: &UnitTable) -> f64 {
    let start = Instant::now();
    definition.score(table).unwrap();
    start.elapsed().as_secs_f64()
}

/// How much longer the second takes, by the least times of some rounds: as many as it takes to be below a limit on a busy
/// machine, and at most twenty.
fn growth(definition: &Definition, [few, many]: [&UnitTable; 2], limit: f64) -> f64 {
    let mut least = [f64::INFINITY; 2];
    for _ in 0..20 {
        for (least, table) in least.iter_mut().zip([few, many]) {
            *least = least.min(timed(definition, table));
        }
        if least[1] < limit * least[0] {
            break;
        }
    }
    least[1] / least[0]
}

#[test]
fn four_times_the_units_cost_about_four_times_as_much() {
    let (few, many) = (units(50), units(200));
    for normalise in [r#"{"method": "min-max"}"#, r#"{"method": "z-score"}"#, r#"{"method": "rank"}"#] {
        // Sixteen would be quadratic.
        let ratio = growth(&definition(normalise), [&few, &many], 9.0);
        assert!(ratio < 9.0, "{normalise}: {ratio}");
    }
}

/// Definitions and tables that nobody means well with end soon: with a fault, or with scores.
#[test]
fn hostile_definitions_end_soon() {
    let start = Instant::now();
    let chain: Vec<String> =
        (0..20_000).map(|i| format!(r#"{{"code": "g{i}", "of": ["g{}"]}}"#, i + 1)).collect();
    let text = |groups: &str| {
        format!(
            r#"{{"renstra-composite": 1, "id": "d", "unit": {{"code": "u"}},
                "inputs": [{{"code": "g20000", "normalise": {{"method": "given"}}}}], "groups": [{groups}]}}"#
        )
    };
    let long = Definition::from_json(&text(&chain.join(","))).unwrap();
    let mut table = UnitTable::new(["u", "g20000"]);
    table.push(["a", "7"]);
    let scored = long.score(&table).unwrap();
    assert_eq!((scored.top(), scored.index(&scored.units()[0]).unwrap().raw), ("g0", 7.into()));
    // A ring of as many, and as many names that nobody has.
    let ring = chain.join(",").replace("\"g20000\"", "\"g0\"");
    assert_eq!(Definition::from_json(&text(&ring)).unwrap_err().findings()[0].code(), "composite.cycle");
    let unknown: Vec<String> =
        (0..20_000).map(|i| format!(r#"{{"code": "h{i}", "of": ["nobody{i}"]}}"#)).collect();
    assert_eq!(Definition::from_json(&text(&unknown.join(","))).unwrap_err().findings().len(), 20_000);
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Definition::from_json(&deep).is_err());
    for text in ["null", "[]", "{}", "7", "\"renstra-composite\"", "{\"renstra-composite\": \"1\"}"] {
        assert!(Definition::from_json(text).is_err(), "{text}");
    }
    assert!(start.elapsed() < Duration::from_secs(60));
}
