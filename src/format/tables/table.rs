use std::sync::Arc;

/// A table of text cells with a header: what a file of comma-separated values holds.
///
/// ```
/// use renstra::format::Table;
/// let mut table = Table::new("elements.csv", ["code", "name"]);
/// table.push(["1.02", "Kesehatan"]);
/// assert_eq!(table.rows().next().unwrap().cell("name"), "Kesehatan");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    file: Arc<str>,
    columns: Vec<Box<str>>,
    cells: Vec<Vec<Box<str>>>,
}

impl Table {
    /// An empty table of this file with these columns.
    pub fn new<C: AsRef<str>>(file: &str, columns: impl IntoIterator<Item = C>) -> Table {
        let columns =
            columns.into_iter().map(|column| column.as_ref().trim().to_lowercase().into()).collect();
        Table { file: file.into(), columns, cells: Vec::new() }
    }

    /// Adds a row; cells that are not there are blank.
    pub fn push<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        self.cells.push(cells.into_iter().map(|cell| cell.as_ref().trim().into()).collect());
    }

    /// The file's name.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The names of the columns, in lower case.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| &**column)
    }

    /// The names of the columns that are asked for and not there.
    #[must_use]
    pub fn lacking<'n>(&self, needed: &[&'n str]) -> Vec<&'n str> {
        needed.iter().copied().filter(|name| !self.columns().any(|column| column == *name)).collect()
    }

    /// How many rows it has, the header apart.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows().count()
    }

    /// The rows, numbered from 2: the header is row 1. Spreadsheets export rows of blank cells: they have a number, and
    /// are no rows of the table.
    ///
    /// ```
    /// use renstra::format::Table;
    /// let mut table = Table::new("elements.csv", ["code", "name"]);
    /// table.push(["", " "]);
    /// table.push(["1.02", "Kesehatan"]);
    /// assert_eq!(table.rows().map(|row| row.number()).collect::<Vec<_>>(), [3]);
    /// ```
    pub fn rows(&self) -> impl Iterator<Item = TableRow<'_>> {
        let rows = (2..).zip(&self.cells).filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
        rows.map(|(number, cells)| TableRow { table: self, number, cells })
    }
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct TableRow<'t> {
    table: &'t Table,
    number: u32,
    cells: &'t [Box<str>],
}

impl<'t> TableRow<'t> {
    /// The row's number, counted from 1 at the header.
    #[must_use]
    pub fn number(self) -> u32 {
        self.number
    }

    /// The cell of a column; blank where there is none.
    #[must_use]
    pub fn cell(self, column: &str) -> &'t str {
        let at = self.table.columns().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).map_or("", |cell| cell)
    }

    /// How many cells it has; empty ones beyond the last column of the table are none.
    #[must_use]
    pub fn width(self) -> usize {
        let columns = self.table.columns.len();
        let beyond = self.cells.iter().skip(columns).rposition(|cell| !cell.is_empty());
        beyond.map_or(self.cells.len().min(columns), |last| columns + last + 1)
    }

    /// The file's name, shared.
    pub(super) fn file(self) -> Arc<str> {
        self.table.file.clone()
    }
}
