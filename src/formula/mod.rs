//! One small intermediate form for every score, its exact evaluator, and everything that walks it.
//!
//! A plan and a policy, or a definition of a composite index and a table, compile to one [`Formula`]:
//! nodes in an order in which children come before their parents. A node is a [`Leaf`] (a [`Rule`] over
//! an actual, a target and a baseline) or an [`Aggregate`] (a [`Method`] over weighted children), and ends
//! with its [`Finish`]: cap, rounding, bands. `evaluate` is *the* definition of a score: short, exact and
//! obvious. Columns of floats, increments, explanations and what-if walk the same nodes.
//!
//! | module | purpose |
//! |---|---|
//! | `datum` | what a slot holds when a rule reads it |
//! | `rule` | how one value against another becomes a score, a free function each |
//! | `guard` | what happens where a rule's equation has no meaning |
//! | `axis` | declared transforms before a rule |
//! | `aggregate`, `table` | how the scores of children become one |
//! | `finish`, `bands`, `printed` | caps, rounding, bands, and printed tables of bands |
//! | `node`, `build` | the nodes, their edges and the builder |
//! | `evaluate` | the definition of a score |
//! | `children` | what each child does to its parent |
//! | `edit`, `dependents` | other weights, rules and links; who depends on whom |
//! | `contribution`, `explain` | what each part contributes, and how a number came about |
//! | `ranking` | places by score, with ties by a stated rule |
//! | `outcome` | what comes out: a score, or the reason why there is none |

mod aggregate;
mod apply;
mod axis;
mod bands;
mod build;
mod children;
mod combine;
mod contribution;
mod datum;
mod dependents;
mod edit;
mod evaluate;
mod explain;
mod finish;
mod gather;
mod guard;
pub(crate) mod message;
mod node;
mod outcome;
mod place;
mod printed;
mod ranking;
pub mod rule;
mod table;
mod total;

pub use crate::plan::Accumulation;
pub use aggregate::{Aggregate, Least, Method, MissingChildren};
pub use axis::{Axis, Transform};
pub use bands::{Band, Bands, BandsBuilder, BandsError, Closed};
pub use build::{Formula, FormulaBuilder, FormulaError};
pub(crate) use children::{Role, Tally, stopped};
pub(crate) use combine::{at_least, first_row, midway};
pub use contribution::{Contribution, Contributions, contributions};
pub use datum::{Better, Datum, Inputs, Side};
pub use dependents::Dependents;
pub(crate) use evaluate::evaluate_added;
pub use evaluate::{evaluate, evaluate_leaf, evaluate_node};
pub(crate) use explain::equation::datum as shown;
pub use explain::{Explanation, How, Link, Step, Under};
pub use finish::{Cap, Carry, Finish, Stage};
pub(crate) use gather::Ordered;
pub use gather::read_leaf;
pub use guard::{Guards, OnMissing, OnNegative, OnZero};
pub use node::{Edge, Leaf, Node, NodeIndex, Op, Operand, Slot};
pub use outcome::{NotScorable, Outcome, Placing, Score, Warning, Warnings};
pub use printed::{End, Printed, PrintedBand, Repair};
pub use ranking::{Best, Place, Ranking, Ties};
pub use rule::Rule;
pub use table::{Condition, Row, Table};
pub(crate) use total::Total;
