//! A table of units from a file of separated values.

use std::error::Error;

use renstra::composite::UnitTable;

/// Reads a table. The separator is the one among comma, semicolon and tab that the header has most of.
pub(crate) fn read(path: &str) -> Result<UnitTable, Box<dyn Error>> {
    let bytes = std::fs::read(path).map_err(|error| format!("cannot read `{path}`: {error}"))?;
    let text = std::str::from_utf8(&bytes).map_err(|error| format!("`{path}` is not UTF-8: {error}"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(separator(text.lines().next().unwrap_or_default()))
        .from_reader(text.as_bytes());
    let mut table = UnitTable::new(reader.headers()?);
    for record in reader.records() {
        let record = record?;
        // A line of separators alone, as spreadsheets leave at the end, is about no unit.
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            table.push(&record);
        }
    }
    Ok(table)
}

fn separator(header: &str) -> u8 {
    let count = |separator: &u8| header.bytes().filter(|byte| byte == separator).count();
    // Of equally many the first: a header of one column has none.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}
