//! Columns of floats: the fast twin of the exact evaluator, for a nation at once or for one plan in a hurry.
//!
//! [`evaluate`](crate::formula::evaluate) is the definition of a score. A [`Pass`] computes the same over columns
//! of `f64`, many units at a time, and the two never disagree on what is published:
//!
//! | what | against the exact evaluator |
//! |---|---|
//! | a score | within [`Line::bound`] of it, a bound that is worked out for each column |
//! | whether there is a score | the same |
//! | a band, a rounded figure, a rank | the same, always |
//! | coverage | within 10⁻⁹ |
//! | a reason, an explanation | not here: the exact evaluator gives both, for the unit that is looked at |
//!
//! Where a band edge, a rounding, a tie or a rank lies within the bound, exact arithmetic decides; [`Decided`] tells
//! how often. A float stands for the decimal that is its shortest text, so that 0.1 is 0.1: whether an actual
//! reaches its target, or stands on a goalpost, is decided exactly in place.
//!
//! # Same input, same bits
//!
//! Only + − × ÷ are used, and `libm` for the logarithms and powers of means that multiply: nothing that varies by
//! platform; with the feature `wide` the loops take the widest vectors that the processor has, which changes no bit. Each unit is computed by itself, children in the order of their labels: so it gives the same bits
//! alone or among others, whole or in chunks, on one thread or many.
//!
//! # How it runs
//!
//! ```text
//! Formula ─ compile ─► Steps ─┐
//!                             ├─ a block of 512 units at a time, a row for each node ─► Sheet
//! Table (columns, borrowed) ──┘         │                         ▲
//!                                       └─ what floats cannot tell ┴ the exact evaluator
//! ```
//!
//! Rules are kernels without a branch that depends on figures, which become vector instructions; a rule that has
//! none (ordinal scales, grades, dates, a user's own; transforms before other rules than given goalposts and
//! lines) is computed by the exact
//! evaluator, a unit at a time, in the midst of the same pass. Words and dates are no floats: a [`Mixed`] column carries
//! them. Several periods are made one value first, in lanes: sums and means of figures that are integers of one power
//! of ten, below 2⁵¹ together, become the float of the exact decimal, and anything else (a mean of three quarters that
//! is no decimal of few places, where a rule may compare it) is left to the exact evaluator for that unit. Straight lines
//! under an arithmetic mean - goalposts that do not hold back, z-scores, plain figures - are one with the mean: this is the
//! only fusion.
//!
//! | module | purpose |
//! |---|---|
//! | `table`, `mixed`, `sheet` | columns in, columns out |
//! | `pass` | the face: a formula compiled, a table scored |
//! | `portfolio`, `shape` | many formulas: which of them are one pass |
//! | `needed`, `compile`, `lower`, `steps` | nodes put in order, nodes made steps, rules made kernels, rows shared out |
//! | `run`, `desk`, `source` | a pass over a block |
//! | `unit`, `layout` | the same for one unit, without a block: what waits for nothing side by side |
//! | `series` | several periods made one value |
//! | `lend`, `lent` | periods that are lent leaf by leaf, and a pass over them |
//! | `bent` | rules on a transformed axis |
//! | `kernel`, `guard`, `leaf` | rules over lanes, and what stands in where they have no meaning |
//! | `leaves`, `means` | leaves of one unit that share an equation, and means of one depth, each in a lane |
//! | `mean`, `average` | the plain mean over lanes, and where it is at work |
//! | `careful` | all other aggregates, a lane at a time |
//! | `bound` | how far a float may lie from the exact score |
//! | `edge` | thresholds of bands, rounding |
//! | `exact` | the exact evaluator beside the columns |
//! | `rank` | ranks over units |
//!
//! # A nation at once
//!
//! A table holds a column for each period of each indicator. Where that is more than anyone holds at once, what was observed
//! is [lent](Lend), one leaf after another in the order in which the pass needs them: its periods become one value each while
//! they are read, and are forgotten when the leaf has its score. What is kept are the rows that some parent still waits for:
//! memory follows units × depth, neither indicators nor periods. The bits are those of the table. Where the exact
//! evaluator has to decide, it asks for all leaves again, for sixteen units at a time. Observations that come in any order are
//! another matter: [`stream`](crate::stream).
//!
//! # Many plans at once
//!
//! Agencies that share a nomenclature are units of one table, with gaps where one lacks an element. Plans that each have
//! a formula of their own make a [`Portfolio`]: it finds those of one shape, and scores each shape in one pass. A plan
//! has the bits of [`Pass::score_unit`] there, whatever stands beside it.

mod average;
mod bent;
mod bound;
mod careful;
mod compile;
mod desk;
mod edge;
mod exact;
mod guard;
mod kernel;
mod layout;
mod leaf;
mod leaves;
mod lend;
mod lent;
mod lower;
mod mean;
mod means;
mod mixed;
mod needed;
mod pass;
mod portfolio;
mod rank;
mod run;
mod series;
mod shape;
mod sheet;
mod source;
mod steps;
mod table;
mod unit;

pub use crate::threads::Threads;
pub use lend::{FromMemory, Lend, LendError, Observed};
pub use mixed::Mixed;
pub use pass::Pass;
pub use portfolio::{Member, PlanScores, Portfolio, Scored, Scores};
pub use sheet::{Decided, Line, Sheet, Want};
pub use table::{Column, Extremes, NOT_CONCERNED, Table, TableError, datum, is_not_concerned};
pub use unit::Scratch;
