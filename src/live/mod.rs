//! A formula held open: one change, and only what stands above it is scored again.
//!
//! Someone drags a slider and wants to see every score that moves. [`Live`] holds a [`Formula`](crate::formula::Formula),
//! its inputs and its outcomes; an [`Edit`] changes a value, a weight, a rule or a link, and the affected scores alone are
//! brought up to date. What has moved comes back as a list of [`Change`]s, and every step can be undone. The outcomes are
//! always those that [`evaluate`](crate::formula::evaluate) gives afresh, to the last bit: the sums of a weighted mean are
//! exact integers, so a child may leave and come back in any order.
//!
//! # What a change costs
//!
//! A change of a value costs the leaves that read it, and then, for each parent above a node that came out otherwise:
//!
//! | method | of so many children |
//! |---|---|
//! | arithmetic, power 1 | the same, however many |
//! | minimum, maximum, median, table | their logarithm (a table: for each of its rows) |
//! | geometric, harmonic, power | all of them: the node is scored again from its children |
//!
//! With missing children that are [propagated](crate::formula::MissingChildren::Propagate): the logarithm of how many are
//! missing. Above a node that came out the same, nothing is done.
//!
//! | edit | costs, beside the scores above it |
//! |---|---|
//! | a value | the leaves that read it |
//! | a weight | as a child that changes; all its siblings, where it has more decimal places than they |
//! | a finish | the links to the node |
//! | a leaf | nothing more; the whole formula, where it reads other slots than before |
//! | an aggregate: method, policies, links | the whole formula |
//!
//! | module | purpose |
//! |---|---|
//! | `open` | the formula held open: edits in, changes out |
//! | `edit` | what can be changed |
//! | `steps` | how a change is made, and how it is taken back |
//! | `settle` | a change followed upwards |
//! | `places`, `shapes` | what a change asks of the nodes that it passes, kept close together |
//! | `history` | what was done, so that it can be undone |
//! | `state`, `order` | what an aggregate knows of its links: exact sums, and scores in order |

mod edit;
mod history;
mod open;
mod order;
mod places;
mod settle;
mod shapes;
mod state;
mod steps;

pub use edit::Edit;
pub use open::{Change, Live};
