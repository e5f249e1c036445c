//! A draft from the tables of an agency's plan: elements, indicators, money.
//!
//! | table | columns needed | columns used where they are |
//! |---|---|---|
//! | elements | `code`, `level`, `parent`, `name` | `statement`, `unit` |
//! | indicators | `element`, `name`, `unit` | `unit_code`, `baseline`, `baseline_year`, `kind`, `direction`, `tYYYY` for each year |
//! | budget | `element`, `year`, `amount` | `unit_code`, `stage`, `fund` |
//! | outputs, where there are any | `element`, `statement` | `unit_code`, `s` and `pYYYY`, the amount beside the statement |
//!
//! A code that stands for several organisational units is told apart by its unit. Nothing is lost: a row
//! whose code stands there already or whose parent is unknown becomes part of the plan with a finding. How
//! the document writes numbers is what most of its unambiguous figures say.
//!
//! The table of outputs says of every amount a second time what it is made of: an element with nothing beneath it is
//! held against its statements, so that an altered amount is found where it stands and not at what contains it.

mod build;
mod figures;
mod habit;
mod level;
pub mod lints;
mod statements;
mod table;

pub use build::{TablePlan, Tables};
pub use habit::Votes;
pub use table::{Table, TableRow};
