use std::fmt;
use std::sync::Arc;

/// What a finding is about, as people call it: a kind, a code and a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Subject {
    /// The kind in lower case, for instance `program`, `indicator` or `plan`.
    pub kind: &'static str,
    /// The code as written; empty where the thing has none.
    pub code: Arc<str>,
    /// The title or name as written; empty where the thing has none.
    pub name: Arc<str>,
}

impl Subject {
    /// A subject of this kind, code and name.
    #[must_use]
    pub fn new(kind: &'static str, code: impl Into<Arc<str>>, name: impl Into<Arc<str>>) -> Subject {
        Subject { kind, code: code.into(), name: name.into() }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = if self.code.is_empty() { &self.name } else { &self.code };
        write!(f, "{} `{}`", self.kind, super::plain(label))
    }
}

/// Where in the input something stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Origin {
    /// A JSON Pointer (RFC 6901), for instance `/elements/12/weight`.
    Pointer(Box<str>),
    /// A cell of a table: the file, the row counted from 1 at the header, the column's name.
    Cell {
        /// The file's name.
        file: Arc<str>,
        /// The row, counted from 1 at the header.
        row: u32,
        /// The column's name.
        column: Box<str>,
    },
    /// A path in an XML document.
    XPath(Box<str>),
}

impl Origin {
    /// A field within this place.
    ///
    /// ```
    /// use renstra::finding::Origin;
    /// let target = Origin::Pointer("/elements/3".into()).field("targets").field("2030");
    /// assert_eq!(target.to_string(), "/elements/3/targets/2030");
    /// let row = Origin::Cell { file: "indicators.csv".into(), row: 7, column: "".into() };
    /// assert_eq!(row.field("targets").field("2030").to_string(), "indicators.csv:7:targets/2030");
    /// ```
    #[must_use]
    pub fn field(self, name: &str) -> Origin {
        match self {
            Origin::Pointer(path) => {
                Origin::Pointer(format!("{path}/{}", name.replace('~', "~0").replace('/', "~1")).into())
            }
            Origin::Cell { file, row, column } if column.is_empty() => {
                Origin::Cell { file, row, column: name.into() }
            }
            Origin::Cell { file, row, column } => {
                Origin::Cell { file, row, column: format!("{column}/{name}").into() }
            }
            Origin::XPath(path) => Origin::XPath(format!("{path}/{name}").into()),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Pointer(path) | Origin::XPath(path) => f.write_str(path),
            Origin::Cell { file, row, column } if column.is_empty() => write!(f, "{file}:{row}"),
            Origin::Cell { file, row, column } => write!(f, "{file}:{row}:{column}"),
        }
    }
}
