//! Which way a published table says is better, in its own words.

use renstra::formula::Better;

/// Words, by what they begin with or hold; short ones count as whole words only.
const UP: [&str; 15] = [
    "higher", "naik", "positi", "maxim", "maksim", "increas", "ascend", "tinggi", "besar", "ningkat",
    "banyak", "more", "larger", "greater", "bigger",
];
const DOWN: [&str; 13] = [
    "lower", "turun", "nurun", "negati", "minim", "decreas", "descend", "rendah", "kecil", "sedikit", "less",
    "smaller", "fewer",
];
const UP_WHOLE: [&str; 5] = ["up", "max", "maks", "asc", "high"];
const DOWN_WHOLE: [&str; 5] = ["down", "min", "desc", "low", "kurang"];
/// Signs that stand for a direction when nothing else is written. A dash is a cell with nothing in it.
const UP_SIGNS: [&str; 4] = ["+", "↑", "▲", "⬆"];
const DOWN_SIGNS: [&str; 3] = ["↓", "▼", "⬇"];
/// What the first direction is said to do, where two are named: `the higher, the lower the performance`.
const PERFORMANCE: [&str; 4] = ["kinerja", "capaian", "performance", "achievement"];
const BAD: [&str; 4] = ["buruk", "jelek", "worse", "bad"];

/// The direction that these words name; `None` where they name none, or two that may not be one.
pub(crate) fn direction(words: &str) -> Option<Better> {
    let words = words.trim().to_lowercase();
    if UP_SIGNS.contains(&&*words) {
        return Some(Better::Higher);
    }
    if DOWN_SIGNS.contains(&&*words) {
        return Some(Better::Lower);
    }
    let list: Vec<&str> = words.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let moves: Vec<Better> = list.iter().filter_map(|word| step(word)).collect();
    let holds = |signs: &[&str]| list.iter().any(|word| signs.iter().any(|sign| word.contains(sign)));
    match (moves.as_slice(), holds(&BAD), holds(&PERFORMANCE)) {
        ([one], false, _) => Some(*one),
        ([one], true, _) => Some(turned(*one)),
        ([first, Better::Higher], false, true) => Some(*first),
        ([first, Better::Lower], false, true) => Some(turned(*first)),
        _ => None,
    }
}

/// The direction of one word.
fn step(word: &str) -> Option<Better> {
    let holds = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    let up = UP_WHOLE.contains(&word) || holds(&UP);
    let down = DOWN_WHOLE.contains(&word) || holds(&DOWN);
    match (up, down) {
        (true, false) => Some(Better::Higher),
        (false, true) => Some(Better::Lower),
        _ => None,
    }
}

fn turned(better: Better) -> Better {
    match better {
        Better::Higher => Better::Lower,
        Better::Lower => Better::Higher,
    }
}
