//! The table as it was published: a header, and rows whose cells stay text.

/// A published table.
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
}

/// A row; `line` counts from 1 at the header.
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) document: String,
    pub(crate) indicator: String,
    pub(crate) polarity: String,
    pub(crate) target: String,
    pub(crate) actual: String,
    pub(crate) published: String,
}

/// The columns that a table must have.
const NEEDED: [&str; 4] = ["polarity", "target", "actual", "published_achievement_pct"];

impl Table {
    /// Reads a file of comma-separated values, UTF-8, with or without a byte order mark.
    pub(crate) fn open(path: &str) -> Result<Table, String> {
        let bytes = std::fs::read(path).map_err(|error| format!("cannot read `{path}`: {error}"))?;
        Table::read(&bytes).map_err(|error| format!("`{path}`: {error}"))
    }

    /// Reads the bytes of a file.
    pub(crate) fn read(bytes: &[u8]) -> Result<Table, String> {
        let text = std::str::from_utf8(bytes).map_err(|error| format!("not UTF-8: {error}"))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| error.to_string())?.clone();
        let column = |name: &str| header.iter().position(|head| head.trim().eq_ignore_ascii_case(name));
        let missing: Vec<String> =
            NEEDED.iter().filter(|name| column(name).is_none()).map(|name| format!("`{name}`")).collect();
        if !missing.is_empty() {
            return Err(format!("the header lacks the column {}", missing.join(", ")));
        }
        let mut rows = Vec::new();
        for (number, record) in reader.records().enumerate() {
            let record = record.map_err(|error| error.to_string())?;
            let cell =
                |name: &str| column(name).and_then(|at| record.get(at)).unwrap_or("").trim().to_string();
            rows.push(Row {
                line: number as u64 + 2,
                document: cell("document"),
                indicator: cell("indicator"),
                polarity: cell("polarity"),
                target: cell("target"),
                actual: cell("actual"),
                published: cell("published_achievement_pct"),
            });
        }
        Ok(Table { rows })
    }
}
