//! Composite indices: a definition as data and a table of units give scores at each level, ranks and bands.
//!
//! ```text
//! DEFINITION.json ─┐
//!                  ├─ set-relative parameters, exactly ─► Formula ─ evaluate each unit ─► Composite
//! TABLE of units ──┘
//! ```
//!
//! # The definition, version 1
//!
//! | key | what | default |
//! |---|---|---|
//! | `renstra-composite` | the version: `1` | needed |
//! | `id`, `title`, `source`, `scope`, `doubts` | what it is, where it was read, for whom, what is not certain | `id` needed |
//! | `unit` | `{"code": COLUMN, "name": COLUMN}`: the columns that name a unit | `code` needed |
//! | `inputs` | the inputs, each a column | needed |
//! | `groups` | the levels, each above those that it is a part of | needed |
//! | `top` | the code of the group that is the index | the last group |
//! | `rounding` | `{"digits": 3, "mode": "half-up"}` of the top; modes `half-up`, `half-even`, `truncate`, `floor`, `ceiling` | not rounded |
//! | `bands` | from the lowest: `{"label": …}`, then each with `from` (that value included) or `above` (not included) | none |
//! | `band_on` | `rounded` or `unrounded` | `rounded` |
//! | `rank` | `{"on": "rounded"/"unrounded", "ties": "shared" (1, 2, 2, 4)/"dense" (1, 2, 2, 3), "best": "highest"/"lowest"}` | the first of each |
//!
//! An input:
//!
//! | key | what | default |
//! |---|---|---|
//! | `code` | how groups name it | needed |
//! | `column` | the column of the table | the code |
//! | `name` | its name | |
//! | `direction` | `higher` or `lower` is better; used by what is relative to the set | `higher` |
//! | `impute` | what stands in for a missing figure, see below | nothing |
//! | `cap` | `{"low": …, "high": …}`: figures beyond count as these | none |
//! | `winsorise` | so many of the greatest and of the least figures are brought in to the next one | none |
//! | `scale`, `shift` | times this, then plus this | none |
//! | `log` | `ln` or `log10`, of goalposts too | none |
//! | `normalise` | how it is brought onto a scale | needed |
//!
//! They apply in this order. `impute` is an object with a `rule`; what it puts in counts in everything that is relative
//! to the set, but not in the coverage:
//!
//! | rule | what stands in | further keys |
//! |---|---|---|
//! | `mean`, `median` | the mean or median of the figures that are there | |
//! | `group-mean`, `group-median` | the same, of the units of the same group; nothing where the group has no figure | `group`: the column that names it |
//! | `last` | the first figure of these columns, which hold earlier ones, the latest first | `columns`: `[…]` |
//! | `value` | this figure | `value` |
//!
//! `normalise` is an object with a `method`:
//!
//! | method | score | further keys |
//! |---|---|---|
//! | `given` | the figure itself (a maturity level) | |
//! | `goalposts` | (x − worst)/(best − worst), in either order | `worst`, `best`; `clip`: `both` (default), `worst`, `best`, `neither`; `onto`: `[0, 1]` (default), any two |
//! | `min-max` | goalposts at the least and the greatest of the set | `onto` |
//! | `z-score` | mean + deviation · (x − x̄)/s, the deviation of a sample | `mean` (0), `deviation` (1) |
//! | `rank` | 1 for the worst; equals share the lower place | |
//! | `borda` | rank less 1 | |
//! | `percent-rank` | (rank − 1)/(n − 1) | |
//! | `share-of-best` | x over the best of the set | |
//! | `distance-to-best` | 1 − distance to the best over the range of the set | |
//! | `distance-to-target` | from the worst of the set (0) to the target (1) | `target`; `clip` |
//! | `share-of-reference` | x over a reference | `reference` |
//! | `user` | a rule of the user's own, given by [`Definition::from_json_with`] | `rule`: its name |
//!
//! What is relative to the set moves every score when a unit is added; goalposts do not.
//!
//! A group:
//!
//! | key | what | default |
//! |---|---|---|
//! | `code`, `name` | how the groups below name it | `code` needed |
//! | `of` | its parts: `{"code": …, "weight": …}`, inputs or groups above it in the list | needed; weight 1 |
//! | `method` | `arithmetic`, `geometric`, `harmonic`, `power` (with `exponent`), `minimum`, `maximum`, `median`, `table` (with `table`) | `arithmetic` |
//! | `table` | rows `{"when": …, "score": …}`, of which the first that fits counts; `when` is `"always"`, `{"all-at-least": n}`, `{"any-at-least": n}`, `{"any-below": n}` or `{"at-least": {"children": k, "score": n}}`, by the scores of the parts | needed by `table` |
//! | `weights` | weights that are computed, in place of those of the parts, see below | |
//! | `missing` | a part without a score: `reweight` over the others, `zero`, `propagate` | `reweight` |
//! | `min_coverage` | the least share of weight that must be there, 0 to 1 | none |
//! | `rounding` | as above, of this level; a rounded score also goes up unrounded | not rounded |
//!
//! `weights` is an object with a `rule`:
//!
//! | rule | weights | further keys |
//! |---|---|---|
//! | `equal` | all 1 | |
//! | `budget` | the points that each part gets, of all persons together | `budgets`: for each person `{PART: points, …}`; `total`: what each has to spend (100) |
//! | `pairwise` | from how many times as important the row's part is as the column's (AHP) | `matrix`: a row for each part, in the order of `of`, numbers or fractions `"1/3"`, `null` for what is the reciprocal of its mirror; `by`: `eigenvector` (default; by power iteration) or `geometric-mean` (of the rows); `max_ratio` (0.10) |
//!
//! Comparisons whose consistency ratio is above `max_ratio` are an error: (λ − n)/(n − 1) over Saaty's index of random
//! comparisons, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49 … for 3, 4, 5 … parts, of which there are at most 15.
//! [`Definition::weighing`] tells weights and ratio.
//!
//! Numbers are texts or JSON numbers and are read exactly. An unknown key is an error with its path.
//!
//! In the table an empty cell, `-`, `NA`, `n/a`, `not reported` or `not held` is a missing figure: it lowers the coverage,
//! and may be imputed. `not concerned` or `not applicable` is none: the input leaves, its weight passes to its
//! siblings, the coverage stays, and nothing is imputed. (In Indonesian: `tidak dilaporkan`, `tidak diadakan`; `tidak
//! relevan`, `tidak berlaku`.) Any other text where a number must be is an error.
//!
//! ```
//! use renstra::composite::{Definition, UnitTable};
//! let definition = Definition::from_json(r#"{
//!   "renstra-composite": 1, "id": "demo", "unit": {"code": "place"},
//!   "inputs": [
//!     {"code": "water", "normalise": {"method": "goalposts", "worst": 0, "best": 100}},
//!     {"code": "poverty", "normalise": {"method": "goalposts", "worst": 50, "best": 0}}
//!   ],
//!   "groups": [{"code": "index", "method": "geometric", "of": [{"code": "water"}, {"code": "poverty"}]}],
//!   "rounding": {"digits": 3},
//!   "bands": [{"label": "low"}, {"from": "0.5", "label": "high"}]
//! }"#)?;
//! let mut table = UnitTable::new(["place", "water", "poverty"]);
//! table.push(["A", "81", "0"]);
//! table.push(["B", "25", "NA"]);
//! let scored = definition.score(&table)?;
//! let [a, b] = scored.units() else { panic!("two units") };
//! assert_eq!(scored.index(a).unwrap().rounded.to_string(), "0.9");
//! assert_eq!((a.rank(), scored.band(a)), (Some(1), Some("high")));
//! assert_eq!(scored.index(b).unwrap().coverage.to_string(), "0.5");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod definition;
mod file;
mod impute;
mod normalise;
mod prepare;
mod run;
mod table;
mod weights;

pub use definition::{Definition, DefinitionError};
pub use run::{Composite, CompositeError, UnitScores};
pub use table::UnitTable;
pub use weights::{Consistency, Weighing};
