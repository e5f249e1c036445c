//! Composite indices: a definition as data and a table of units give scores at each level, ranks and bands.
//!
//! ```text
//! DEFINITION.json ─┐
//!                  ├─ set-relative parameters, exactly ─► Formula ─ evaluate each unit ─► Composite
//! TABLE of units ──┘
//! ```
//!
//! What a definition may say stands on this page; every word of it is held against the reader by a test, both ways.
//!
//! # A definition
//!
//! A JSON file. What stands behind `//` is no part of it.
//!
//! ```text
//! {
//!   "renstra-composite": 1,                      // the version of this format
//!   "id": "well-being",
//!   "title": "Well-being of districts",
//!   "source": "Decree 7/2025, annex II",         // where it was read
//!   "scope": "districts, from 2025",             // for whom and when
//!   "doubts": ["the cap of schooling was not found in the annex"],
//!   "numbers": "comma",                          // the table writes 7,5 and 1.234,5
//!   "blank": ["..", "NaN"],                      // further texts that say: no figure
//!   "unit": {"code": "district", "name": "title"},
//!   "inputs": [
//!     {"code": "life", "column": "life_expectancy", "name": "life expectancy at birth",
//!      "impute": {"rule": "group-mean", "group": "region"},       // what stands in for a gap
//!      "normalise": {"method": "goalposts", "worst": 20, "best": 85}},
//!     {"code": "school", "cap": {"high": "18"},                    // no more than 18 years count
//!      "normalise": {"method": "goalposts", "worst": 0, "best": 18, "clip": "both", "onto": [0, 1]}},
//!     {"code": "income", "scale": "0.001", "log": "ln",            // thousands, then the logarithm
//!      "normalise": {"method": "min-max"}},
//!     {"code": "poverty", "direction": "lower", "winsorise": {"percentiles": ["2.5", "97.5"]},
//!      "normalise": {"method": "goalposts", "worst": "greatest", "best": {"mean-of-least": 2}}},
//!     {"code": "service", "direction": "higher",                   // against each district's own target
//!      "normalise": {"method": "rule", "rule": "ratio", "target": {"column": "service_target"}}}
//!   ],
//!   "groups": [
//!     {"code": "people", "of": [{"code": "life", "weight": 2}, {"code": "school"}], "min_coverage": "0.5"},
//!     {"code": "means", "of": ["income", "poverty"], "method": "power", "exponent": "0.5", "missing": "propagate"},
//!     {"code": "state", "of": ["service"], "name": "services of the state"},
//!     {"code": "index", "method": "arithmetic", "of": ["people", "means", "state"],
//!      "weights": {"rule": "pairwise", "matrix": [[1, 2, 4], ["1/2", 1, 2], [null, null, 1]]}}
//!   ],
//!   "top": "index",
//!   "rounding": {"digits": 2, "mode": "half-up"},
//!   "bands": [{"label": "low"}, {"label": "middle", "from": 20}, {"label": "high", "above": 60}],
//!   "band_range": [0, 100],
//!   "band_on": "rounded",
//!   "rank": {"on": "rounded", "ties": "shared", "best": "highest"}
//! }
//! ```
//!
//! | key | what | default |
//! |---|---|---|
//! | `renstra-composite` | the version: `1` | needed |
//! | `id` | its identifier | needed |
//! | `title`, `source`, `scope` | what it is, where it was read, for whom and when | |
//! | `doubts` | a list: what is not certain | |
//! | `numbers` | how the table writes numbers: `point` (1,234.5) or `comma` (1.234,5); a figure that can only be read the other way is an error | `point` |
//! | `blank` | a list: further texts that say that there is no figure | |
//! | `unit` | the columns that name a unit, see below | needed |
//! | `inputs` | the inputs, each a column | needed |
//! | `groups` | the levels, in any order | needed |
//! | `top` | the code of the group that is the index | the group that is a part of no other |
//! | `rounding` | how the index is rounded, see below | not rounded |
//! | `bands` | from the lowest, see below | none |
//! | `band_range` | `[low, high]`, both included: what is beyond lies outside the bands, and the score says so | no ends |
//! | `band_on` | whether bands are read off the score as it is shown, `rounded`, or as it was before, `unrounded` | `rounded` |
//! | `rank` | how units are ranked, see below | |
//!
//! Numbers are JSON numbers or texts (`"0.1"`) and are read exactly, without exponents; where a fraction is meant,
//! as of weights, posts and targets, `"1/3"` is one too. A key that is not on this page is an error with its path, but at the top of
//! the file those that begin with `x-`, which are the user's own.
//!
//! A unit:
//!
//! | key | what | default |
//! |---|---|---|
//! | `code` | the column with the code; each row has another | needed |
//! | `name` | the column with the name | no name |
//!
//! Rounding, of the index and of each group:
//!
//! | key | what | default |
//! |---|---|---|
//! | `digits` | after the point, 0 to 15 | needed |
//! | `mode` | `half-up`, `half-even`, `truncate`, `floor` or `ceiling` | `half-up` |
//!
//! A band. The first is the lowest and has a label only; each after it begins above the one before it:
//!
//! | key | what | default |
//! |---|---|---|
//! | `label` | its name | needed |
//! | `from` | it begins here, this score included | one of the two |
//! | `above` | it begins here, this score not included | one of the two |
//!
//! The ranking. A unit without a score has no rank and takes none from the others:
//!
//! | key | what | default |
//! |---|---|---|
//! | `on` | the score as it is shown, `rounded`, or as it was before, `unrounded` | `rounded` |
//! | `ties` | equals get `shared` (1, 2, 2, 4), `last` (1, 3, 3, 4), `average` (1, 2.5, 2.5, 4) or `dense` (1, 2, 2, 3) places | `shared` |
//! | `best` | the `highest` or the `lowest` score is first | `highest` |
//!
//! # An input
//!
//! | key | what | default |
//! |---|---|---|
//! | `code` | how groups name it | needed |
//! | `column` | the column of the table | the code |
//! | `name` | its name | |
//! | `direction` | `higher` or `lower` is better; goalposts say so themselves, by their order | `higher` |
//! | `impute` | what stands in for a missing figure, see below | nothing |
//! | `cap` | `low`, `high`: figures beyond count as these | none |
//! | `winsorise` | a count: so many of the greatest and of the least figures are brought in to the next one; or `{"percentiles": [p, q]}`: to these percentiles | none |
//! | `scale` | times this, not 0 | 1 |
//! | `shift` | plus this | 0 |
//! | `log` | `ln` or `log10` | none |
//! | `normalise` | how it is brought onto a scale, see below | needed |
//!
//! They apply in this order. Goalposts, targets and references are figures as the table writes them: scale, shift and logarithm
//! apply to them too. A figure that has no logarithm is *not scorable*, and the set is computed without it.
//!
//! A percentile p of n figures lies p/100 of the way from the first to the last of them in ascending order, between
//! two of them in proportion (as in most spreadsheets; type 7 of Hyndman and Fan).
//!
//! `cap`:
//!
//! | key | what | default |
//! |---|---|---|
//! | `low` | no figure counts as less | none |
//! | `high` | no figure counts as more | none |
//!
//! `impute` is an object with a `rule`. What it puts in counts in everything that is relative to the set, but not in the
//! coverage, and the score carries the warning `imputed`:
//!
//! | rule | what stands in | further keys |
//! |---|---|---|
//! | `mean` | the mean of the figures that are there | |
//! | `median` | their median | |
//! | `group-mean` | the mean of the units of the same group; nothing where the group has no figure | `group`: the column that names it |
//! | `group-median` | their median | `group` |
//! | `last` | the first figure of these columns, which hold earlier ones, the latest first | `columns`: a list |
//! | `value` | this figure | `value` |
//!
//! # Onto a scale
//!
//! `normalise` is an object with a `method`. x is the figure after cap, winsorising and transforms; least, greatest, mean,
//! deviation and n are of the units that have a figure; worst and best are least and greatest by the direction.
//!
//! | method | score | further keys |
//! |---|---|---|
//! | `given` | x (a maturity level, an index) | |
//! | `goalposts` | (x − worst)/(best − worst), in either order, put onto a scale | `worst`, `best`; `clip`; `onto` |
//! | `min-max` | goalposts at the worst and the best of the set | `onto` |
//! | `z-score` | mean + deviation · (x − x̄)/s; with the sign turned where less is better | `mean` (0), `deviation` (1), `of` |
//! | `rank` | 1 for the worst | `ties` |
//! | `borda` | rank less 1 | `ties` |
//! | `percent-rank` | (rank − 1)/(n − 1), put onto a scale | `ties`; `onto` |
//! | `share-of-best` | x over the best of the set; only for positive figures, and where less is better it grows as things get worse | |
//! | `distance-to-best` | 1 − distance to the best over the range of the set | |
//! | `distance-to-target` | from the worst of the set (0) to the target (1) | `target`; `clip` |
//! | `share-of-reference` | x over a reference | `reference` |
//! | `distance-to-reference` | 1 at the reference, more where x is better: 1 ± (x − reference) over the range of the set | `reference` |
//! | `rule` | a rule of achievement, of each unit alone, see below | `rule`; `target`; `baseline` |
//! | `user` | a rule of the user's own, given by [`Definition::from_json_with`] | `rule`: its name |
//!
//! What is relative to the set moves every score when a unit is added; goalposts at figures, `given`, `rule` and shares of a
//! figure do not. A range, a deviation or a reference of zero - one unit alone, a column that is the same everywhere - is *not
//! scorable*, with that reason.
//!
//! | key | what | default |
//! |---|---|---|
//! | `worst`, `best` | a figure; `least` or `greatest` of the set; `{"percentile": p}`; `{"mean-of-least": k}` or `{"mean-of-greatest": k}`: the mean of k of the figures at that end | needed |
//! | `clip` | which end holds back: `both`, `worst`, `best` or `neither` | `both` |
//! | `onto` | `[a, b]`: the score at the worst and at the best point | `[0, 1]` |
//! | `of` | the standard deviation of a `sample` (over n − 1) or of a `population` (over n) | `sample` |
//! | `ties` | equal figures get the `lowest`, the `average` or the `highest` of their ranks, or `dense` ones (1, 2, 2, 3) | `lowest` |
//! | `reference` | a figure; the `mean` or the `median` of the set; `{"unit": CODE}`: the figure of this unit | needed |
//!
//! ## Rules of achievement
//!
//! The method `rule` takes every rule of [policies](crate::policy::Policy::from_json), by the same words; scores are in
//! percent, 100 for a target that is met, unless the rule says another scale:
//!
//! | rule | score |
//! |---|---|
//! | `given` | x |
//! | `ratio` | 100 x/T; `absorption` is the same for spending against a budget |
//! | `mirrored` | 100 (2T − x)/T, where less is better |
//! | `inverse` | 100 T/x, where less is better |
//! | `reduction` | 100 (T − x)/T |
//! | `progress` | 100 (x − B)/(T − B) |
//! | `interval` | T an interval such as `"80-90"`: 100 inside, outside against the nearer end |
//! | `stay-near` | 100 (1 − \|1 − x/T\|) |
//! | `met` | 100 or 0; T may be a figure, an interval, `">=30"`, a date, yes or no, a word |
//! | `{"goalposts": {…}}` | `worst` and `best`: figures, `"target"` or `"baseline"`; `clip`; `onto`, by default 0 to 100 |
//! | `{"thresholds": {…}}` | −100 at `worst`, 0 at `threshold`, 100 at `target` |
//! | `{"keep-within": {"scale": d}}` | T an interval: 100 inside, nothing at a distance of d |
//! | `{"ordinal": {…}}` | `name`, `labels` from the best, `ranks`: `met`, `ratio` or `{"steps": n}`; x and T are labels |
//! | `{"grades": {LABEL: n, …}}` | what the grade is worth |
//! | `{"deadline": {"per-day": n}}` | dates: 100 in time, n less for each day after |
//! | `{"affine": {…}}` | `base` + `factor` · (x − `origin`)/`spread` |
//! | `{"steps": {"first": n, "steps": [[x, n], …]}}` | what the last step that is reached scores |
//! | `{"own": NAME}` | a rule of the user's own |
//!
//! | key | what | default |
//! |---|---|---|
//! | `target` | T: a value for all units, or `{"column": NAME}` with one for each | none |
//! | `baseline` | B, the same way | none |
//!
//! Negative figures have no ratio, a target of zero has none either: *not scorable*, with the reason.
//!
//! # A group
//!
//! | key | what | default |
//! |---|---|---|
//! | `code` | how the groups that it is a part of name it | needed |
//! | `name` | its name | |
//! | `of` | its parts, inputs or groups: the code of each, or an object of `code` and `weight` | needed; weight 1 |
//! | `method` | `arithmetic`, `geometric`, `harmonic`, `power`, `minimum`, `maximum`, `median` or `table` | `arithmetic` |
//! | `exponent` | of `power` | needed there |
//! | `table` | rows of `table`, see below | needed there |
//! | `weights` | weights that are computed, in place of those of the parts, see below | |
//! | `missing` | a part without a score: `reweight` over the others, `zero`, `propagate`, or `{"score": n}` | `reweight` |
//! | `min_coverage` | the least share of weight, down to the inputs, that must be there, 0 to 1 | none |
//! | `min_present` | the least share of the parts, by their number, that must have a score, 0 to 1 | none |
//! | `rounding` | as above, of this level; what goes up is not rounded | not rounded |
//!
//! What each method makes of a zero, a negative and a missing part stands at [`Method`](crate::formula::Method). The median
//! is weighted; minimum and maximum look at weights only where they are 0, which is absence. Not all weights may be zero.
//!
//! The rows of a `table`, of which the first that fits counts:
//!
//! | key | what | default |
//! |---|---|---|
//! | `when` | `"always"`, `{"all-at-least": n}`, `{"any-at-least": n}`, `{"any-below": n}` or `{"at-least": {"children": k, "score": n}}`, by the scores of the parts | needed |
//! | `score` | the score | needed |
//!
//! `weights` is an object with a `rule`:
//!
//! | rule | weights | further keys |
//! |---|---|---|
//! | `equal` | all 1 | |
//! | `budget` | the points that each part gets, of all persons together | `budgets`: for each person `{PART: points, …}`; `total`: what each has to spend (100) |
//! | `pairwise` | from how many times as important the row's part is as the column's (AHP) | `matrix`; `by`; `max_ratio` |
//!
//! | key | what | default |
//! |---|---|---|
//! | `matrix` | a row for each part, in the order of `of`: numbers or fractions, `null` for what is the reciprocal of its mirror | needed |
//! | `by` | `eigenvector` (by power iteration) or `geometric-mean` (of the rows) | `eigenvector` |
//! | `max_ratio` | the greatest consistency ratio that is allowed | 0.10 |
//!
//! Comparisons whose consistency ratio is above `max_ratio` are an error: (λ − n)/(n − 1) over Saaty's index of random
//! comparisons, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49 … for 3, 4, 5 … parts, of which there are at most 15.
//! [`Definition::weighing`] tells weights and ratio.
//!
//! # The table
//!
//! One row a unit; columns that the definition does not name do not matter. An empty cell, `-`, `.`, `NA`, `N/A`, `#N/A`, `not
//! available`, `not reported`, `not held`, `not due`, `suppressed` or a text of `blank` is a missing figure: it lowers the
//! coverage, and may be imputed. `not concerned` or `not applicable` is none: the input leaves, its weight passes to its siblings, the
//! coverage stays, and nothing is imputed. (In Indonesian: `tidak tersedia`, `tidak dilaporkan`, `tidak diadakan`, `belum
//! jatuh tempo`, `dirahasiakan`; `tidak relevan`, `tidak berlaku`.) Upper and lower case do not matter there; a text of `blank` is
//! taken as it is. `1e-3` is read as 0.001, and a percent sign behind a figure says nothing. Words, days, yes and no are read by the rules
//! that ask for them (`grades`, `ordinal`, `met`, `deadline`, a user's own); any other text where a number must be is an error, as are two columns of one name, two rows of one unit, a row without a unit, and a row with more cells than
//! the header.
//!
//! ```
//! use renstra::composite::{Definition, UnitTable};
//! let definition = Definition::from_json(r#"{
//!   "renstra-composite": 1, "id": "demo", "unit": {"code": "place"},
//!   "inputs": [
//!     {"code": "water", "normalise": {"method": "goalposts", "worst": 0, "best": 100}},
//!     {"code": "poverty", "normalise": {"method": "goalposts", "worst": 50, "best": 0}}
//!   ],
//!   "groups": [{"code": "index", "method": "geometric", "of": ["water", "poverty"]}],
//!   "rounding": {"digits": 3},
//!   "bands": [{"label": "low"}, {"from": "0.5", "label": "high"}]
//! }"#)?;
//! let mut table = UnitTable::new(["place", "water", "poverty"]);
//! table.push(["A", "81", "0"]);
//! table.push(["B", "25", "NA"]);
//! let scored = definition.score(&table)?;
//! let [a, b] = scored.units() else { panic!("two units") };
//! assert_eq!(scored.index(a).unwrap().rounded.to_string(), "0.9");
//! assert_eq!((a.rank().unwrap().whole(), scored.band(a)), (Some(1), Some("high")));
//! assert_eq!(scored.index(b).unwrap().coverage.to_string(), "0.5");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What of an index could have been chosen otherwise, and how far its scores and places hold, is for a [`Trial`] to say.

mod definition;
mod faults;
mod file;
mod impute;
pub mod lints;
mod normalise;
#[cfg(test)]
mod page;
mod prepare;
mod read;
mod robust;
mod run;
mod scored;
mod set;
mod sheet;
mod table;
mod weights;
mod words;

pub use definition::{Definition, DefinitionError};
pub use faults::CompositeError;
pub use robust::{Robustness, Trial, UnitRange};
pub use scored::{Composite, UnitScores};
pub use sheet::CompositeSheet;
pub use table::UnitTable;
pub use weights::{Consistency, Weighing};
