//! The planning kernel: strategic plans as typed, checked data, scored exactly, with every number explained.
//!
//! A government, an agency, a company writes a vision, breaks it into missions, goals and objectives, serves
//! them with programmes and activities, and measures it all with indicators. `renstra` (*rencana strategis*,
//! strategic plan) holds such plans, says what is wrong with them, and scores them, for other services to
//! embed.
//!
//! # In ten lines
//!
//! ```
//! use renstra::finding::Lang;
//! use renstra::plan::{Draft, Measure, Mission, Node};
//! use renstra::policy::Policy;
//! use renstra::score::{Asked, Scorecard};
//!
//! let poverty = Measure::new("poverty rate").unit("%").lower_is_better();
//! let poverty = poverty.baseline(2023, "7.55").target(2024, "6.81").actual(2024, "7.31");
//! let mission = Node::<Mission>::new("M4", "An economy of its villages").measured(poverty);
//! let plan = Draft::new("SOLOK", "A regency").horizon(2024, 2030).with(mission).check()?;
//!
//! let policy = Policy::new("published", "the rules that published tables follow");
//! let card = Scorecard::of(&plan, &policy, plan.observations(), Asked::about("2024".parse()?))?;
//! let explained = card.explain(plan.find("M4").unwrap()).unwrap();
//! assert!(explained.text(Lang::En).starts_with("M4: 92.66"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The way of the data
//!
//! ```text
//!  a file, rows, a builder                                              a screen, a report, a service
//!            │                                                                      ▲
//!            ▼                                                                      │
//!  format ─► Draft ──check──► Plan ─────────────┬── score ──► Scorecard ──► report: tree, JSON, explanation
//!                                               │
//!                                               ├── align ──► Alignment ──► report: page, JSON
//!            Observations ──────────────────────┤
//!            Policy (data, with its source) ────┘  plan + policy = Formula
//! ```
//!
//! Floors only look down:
//!
//! | floor | rooms | what lives there |
//! |---|---|---|
//! | 5 | [`format`](mod@format), [`report`], [`compare`], [`catalogue`] | readers and writers; pages and JSON; what a revision moves; every rule in one list |
//! | 4 | [`score`], [`align`], [`composite`] | what a plan is worth, and why; whether it lines up; indices over tables of units |
//! | 3 | [`policy`], [`formula`], [`columns`], [`live`], [`stream`], [`robust`] | scoring as data; one small intermediate form, its exact evaluator, explanations; the same over columns of floats; a formula held open; observations as they arrive; seeded Monte Carlo |
//! | 2 | [`plan`] | what people write: drafts, the check, the checked plan, its queries |
//! | 1 | [`number`], [`period`], [`id`], [`finding`], [`fingerprint`] | figures as written, exact numbers, time, identifiers, findings, content hashes |
//!
//! # The words
//!
//! | word | what |
//! |---|---|
//! | [`Draft`](plan::Draft) | a plan as written: nothing refused, everything open |
//! | [`Plan`](plan::Plan) | a checked plan: immutable, `Send + Sync`, cheap to clone; its findings live with it |
//! | [`Finding`](finding::Finding) | one place where a rule does not hold: code, severity, subject, path, message in two languages, help |
//! | [`Element`](plan::Element), [`Indicator`](plan::Indicator) | views of a plan, typed where the kind is known |
//! | [`Figure`](number::Figure), [`Value`](number::Value), [`Reading`](number::Reading) | what stands in a cell: as written and as read, or the reason why nothing does |
//! | [`Period`](period::Period), [`Series`](period::Series) | years, quarters, spans; values by period with their revisions |
//! | [`Observations`](plan::Observations) | what was measured, apart from what was planned |
//! | [`Policy`](policy::Policy) | which rule, cap, rounding, bands and roll-up score what |
//! | [`Formula`](formula::Formula) | a plan under a policy, compiled; children before parents |
//! | [`Outcome`](formula::Outcome) | a score with its coverage, or *not scorable* with the reason |
//! | [`Explanation`](formula::Explanation) | how a number came about; it re-evaluates to the same number |
//!
//! # What holds always
//!
//! 1. **A plan lives.** [`Draft::check`](plan::Draft::check) refuses only what has no meaning - a reference to nothing, a
//!    circle, two things with one name, text where a number must be - and then says all of it at once.
//!    Everything incomplete or doubtful is a finding on a plan that lives.
//! 2. **Never a silent number.** No NaN, no infinity, no 0 that means "unknown". Coverage stands beside
//!    every score.
//! 3. **Every number explains itself**, down to inputs, rule, policy and what was left out.
//! 4. **Policy is data**: a formula is a named choice with a source, never a constant in an algorithm.
//! 5. **Same input, same bits**, whatever the order, the threads, the clock. Nothing here reads the clock.
//! 6. **Hostile input is normal**: limits, paths and codes instead of panics.
//!
//! # How to …
//!
//! *read a file and see what is wrong with it*
//!
//! ```
//! let file = br#"{"renstra": 1, "document": {"code": "D", "title": "d"},
//!                 "elements": [{"kind": "program", "code": "P1", "title": "Roads", "serves": ["M9"]}]}"#;
//! let faults = renstra::format::read_plan(file).unwrap_err();
//! assert!(faults.to_string().contains("`serves` names `M9`, which is not in the plan"));
//! ```
//!
//! *edit a plan*: [`Plan::to_draft`](plan::Plan::to_draft), change it, check it again.
//!
//! *score one indicator without a plan*
//!
//! ```
//! use renstra::number::Value;
//! use renstra::plan::Direction;
//! use renstra::policy::Settings;
//! let [target, actual] = ["20.1", "17.6"].map(|text| Value::read(text, None).unwrap());
//! let outcome = Settings::default().achieve(&target, &actual, Direction::Lower);
//! assert_eq!(outcome.score().unwrap().rounded.to_string(), "112.44");
//! ```
//!
//! *score by a regulation*: [`policy::presets`]; *by a policy of your own*:
//! [`Policy::from_json`](policy::Policy::from_json) or [`Policy::set`](policy::Policy::set).
//!
//! *see whether what is done lines up with what was promised*: [`align::Alignment`]; *align a region and its forty
//! agencies at once*: [`align::Portfolio`]; *see what a revision moves in both alignment and scores*:
//! [`compare::Comparison`].
//!
//! *ask what if, or what would raise a score most*: [`Scorecard::what_if`](score::Scorecard::what_if),
//! [`Scorecard::levers`](score::Scorecard::levers); *how a series moves*: [`score::trend`](fn@score::trend).
//!
//! *tell a performance report what it compares* - target, earlier years, the end of the plan, a national standard,
//! money: [`score::Comparisons`].
//!
//! *prove a scorecard*: [`Scorecard::provenance`](score::Scorecard::provenance) names what it was made of by content
//! hash, [`Provenance::verify`](score::Provenance::verify) makes it again; *find the policy in force*:
//! [`policy::governing`](fn@policy::governing).
//!
//! *score thousands of units at once, or one in a hurry*: [`columns`]; *many plans at once*: [`columns::Portfolio`];
//! *follow a slider*: [`live`]; *take observations as they
//! arrive*: [`stream`]; *score a nation whose figures nobody holds at once*: [`columns::Lend`].
//!
//! *build a plan from spreadsheets*: [`format::Tables`]; *compute an index over a table of regions*: [`composite`];
//! *see how far its places hold*: [`composite::Trial`].
//!
//! # Features
//!
//! | feature | what | leave it off when |
//! |---|---|---|
//! | `schema` | [`format::schema`](mod@format): the JSON Schema of the plan format | nothing but the reader looks at your files |
//! | `rayon` | threads, where a caller asks for them | you run one plan per thread already |
//! | `wide` | vector instructions that only some processors have, chosen while [`columns`] run; the same bits | you score no more than a few thousand units at once |
//!
//! # What it does not do
//!
//! It keeps no database, serves no pages, knows no users, reads no clock and no network, and guesses no figure: what
//! is ambiguous is reported with both readings. It does not say whether a target is wise.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod align;
pub mod catalogue;
pub mod columns;
pub mod compare;
pub mod composite;
pub mod finding;
pub mod fingerprint;
pub mod format;
pub mod formula;
pub mod id;
pub mod live;
pub mod number;
pub mod period;
pub mod plan;
pub mod policy;
pub mod report;
pub mod robust;
pub mod score;
pub mod stream;
mod text;
mod threads;
mod vectors;
