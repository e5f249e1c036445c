//! What is wrong with a table, all of it at once.

use std::fmt;

use crate::finding::{Arg, Finding, Lang, Lint, Origin, Subject, suggest::nearest};

use super::lints;
use super::table::{Odd, UnitTable};

/// Why a definition and a table give no scores: everything that is wrong with the table.
#[derive(Clone, Debug, PartialEq)]
pub struct CompositeError {
    findings: Vec<Finding>,
    more: usize,
}

impl CompositeError {
    /// The faults, each with its code, its row and column, and its texts; of very many the first.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many more there are.
    #[must_use]
    pub fn more(&self) -> usize {
        self.more
    }
}

impl fmt::Display for CompositeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, finding) in self.findings.iter().enumerate() {
            write!(f, "{}{}", if i == 0 { "" } else { "; " }, finding.message(Lang::En))?;
        }
        if self.more > 0 { write!(f, "; and {} more", self.more) } else { Ok(()) }
    }
}

impl std::error::Error for CompositeError {}

/// So many faults of a table are told one by one.
const TOLD: usize = 100;

/// The faults found so far.
#[derive(Debug, Default)]
pub(super) struct TableFaults {
    findings: Vec<Finding>,
    more: usize,
}

impl TableFaults {
    /// An error, when there are any.
    pub(super) fn into_result(self) -> Result<(), CompositeError> {
        let TableFaults { findings, more } = self;
        if findings.is_empty() { Ok(()) } else { Err(CompositeError { findings, more }) }
    }

    pub(super) fn report(
        &mut self,
        lint: &'static Lint,
        at: Option<(usize, &str)>,
        args: impl IntoIterator<Item = (&'static str, Arg)>,
    ) {
        if self.findings.len() == TOLD {
            self.more += 1;
            return;
        }
        let origin = at.map(|(row, column)| Origin::Cell {
            file: "table".into(),
            row: u32::try_from(number(row)).unwrap_or(u32::MAX),
            column: column.into(),
        });
        let finding = Finding::new(lint, Subject::new("table", "", "")).at(origin);
        self.findings.push(args.into_iter().fold(finding, |finding, (name, arg)| finding.with(name, arg)));
    }

    /// Columns that are not there, or that stand twice.
    pub(super) fn columns<'c>(&mut self, table: &UnitTable, needed: impl Iterator<Item = &'c str>) {
        let mut told = std::collections::HashSet::new();
        for name in needed {
            if table.column(name).is_some() && !table.is_twice(name) || !told.insert(name) {
                continue;
            }
            let column = ("column", name.into());
            if table.is_twice(name) {
                self.report(&lints::DUPLICATE_COLUMN, None, [column]);
            } else {
                let near = nearest(name, table.columns()).map(Into::into);
                self.report(&lints::MISSING_COLUMN, None, [column, ("suggestion", Arg::Suggestion(near))]);
            }
        }
    }

    /// A cell that cannot be read.
    pub(super) fn cell(&mut self, odd: Odd, row: usize, column: &str, text: &str) {
        let lint = match odd {
            Odd::NotANumber => &lints::NOT_A_NUMBER,
            Odd::OtherSign => &lints::OTHER_SIGN,
        };
        let args = [("row", number(row).into()), ("column", column.into()), ("text", text.into())];
        self.report(lint, Some((row, column)), args);
    }
}

/// The number of a row, counted from 1 at the header.
pub(super) fn number(row: usize) -> usize {
    row + 2
}
