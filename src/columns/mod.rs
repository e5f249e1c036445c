//! Columns of floats: the fast twin of the exact evaluator, for many units or for one in a hurry.

mod bound;
mod careful;
mod compile;
mod desk;
mod edge;
mod exact;
mod kernel;
mod leaf;
mod lower;
mod mean;
mod pass;
mod rank;
mod run;
mod sheet;
mod source;
mod steps;
mod table;
mod unit;

pub use crate::threads::Threads;
pub use pass::Pass;
pub use sheet::{Decided, Line, Sheet, Want};
pub use table::{Column, Extremes, NOT_CONCERNED, Table, TableError, datum, is_not_concerned};
pub use unit::Scratch;
