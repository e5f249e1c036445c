//! The table as it was published: a header, and rows whose cells stay text.

use crate::common;

/// A published table.
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
}

/// A row; `line` is the line of the file that it begins on, from 1 at the header.
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) document: String,
    pub(crate) indicator: String,
    pub(crate) unit: String,
    pub(crate) polarity: String,
    pub(crate) target: String,
    pub(crate) actual: String,
    pub(crate) published: String,
}

/// The columns that a table must have.
const NEEDED: [&str; 4] = ["polarity", "target", "actual", "published_achievement_pct"];

impl Table {
    /// Reads a file of separated values, UTF-8, with or without a byte order mark.
    pub(crate) fn open(path: &str) -> Result<Table, String> {
        let bytes = std::fs::read(path).map_err(|error| format!("cannot read `{path}`: {error}"))?;
        Table::read(&bytes).map_err(|error| format!("`{path}`: {error}"))
    }

    /// Reads the bytes of a file.
    pub(crate) fn read(bytes: &[u8]) -> Result<Table, String> {
        let mut rows = common::rows(bytes)?;
        let header = rows.next().ok_or("the file is empty")??.cells;
        let column = |name: &str| header.iter().position(|head| head.trim().eq_ignore_ascii_case(name));
        let missing: Vec<String> =
            NEEDED.iter().filter(|name| column(name).is_none()).map(|name| format!("`{name}`")).collect();
        if !missing.is_empty() {
            return Err(format!("the header lacks the column {}", missing.join(", ")));
        }
        // Spreadsheets export rows of separators alone: no row of the table.
        let filled = |row: &Result<common::CsvRow, String>| {
            row.as_ref().map_or(true, |row| row.cells.iter().any(|cell| !cell.trim().is_empty()))
        };
        let row = |row: Result<common::CsvRow, String>| {
            let common::CsvRow { line, cells } = row?;
            let cell =
                |name: &str| column(name).and_then(|at| cells.get(at)).unwrap_or("").trim().to_string();
            Ok(Row {
                line,
                document: cell("document"),
                indicator: cell("indicator"),
                unit: cell("unit"),
                polarity: cell("polarity"),
                target: cell("target"),
                actual: cell("actual"),
                published: cell("published_achievement_pct"),
            })
        };
        Ok(Table { rows: rows.filter(filled).map(row).collect::<Result<Vec<Row>, String>>()? })
    }
}
