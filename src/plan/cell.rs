//! A scalar as somebody wrote it, before anything is made of it.

use smol_str::SmolStr;

use crate::number::Number;

/// A scalar of a [`Draft`](super::Draft): kept as written, whatever its type.
///
/// Reading never fails on a wrong type: `check` meets the cell, says what was expected and what was
/// found, and goes on, so that one pass reports everything.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Cell {
    /// Nothing was written.
    #[default]
    Missing,
    /// A text.
    Text(SmolStr),
    /// A number of a format that has numbers, in its own notation (decimal point, `1e3` allowed).
    Number(SmolStr),
    /// Something else - `true`, a list, an object - as its JSON text.
    Other(Box<str>),
}

impl Cell {
    /// Whether nothing was written.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Cell::Missing)
    }

    /// Whether something was written that is neither a text nor a number.
    #[must_use]
    pub(crate) fn is_other(&self) -> bool {
        matches!(self, Cell::Other(_))
    }

    /// The text as written, whatever its type; empty when nothing was written.
    #[must_use]
    pub fn as_written(&self) -> &str {
        match self {
            Cell::Missing => "",
            Cell::Text(text) | Cell::Number(text) => text,
            Cell::Other(text) => text,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.into())
    }
}
impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text.into())
    }
}
impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::Text(text.as_str().into())
    }
}
impl From<Number> for Cell {
    fn from(number: Number) -> Cell {
        Cell::Number(number.to_string().into())
    }
}
impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Number(number.to_string().into())
    }
}
impl From<i32> for Cell {
    fn from(number: i32) -> Cell {
        Cell::from(i64::from(number))
    }
}
impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Missing, Into::into)
    }
}

/// Where in its input a part of a draft stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Source {
    /// Built in Rust.
    #[default]
    Built,
    /// In the document that the draft was read from, at its place in the list it is in.
    Listed,
    /// There, but something else than a part stood in its place. That is reported, and nothing more is said of it.
    Unread,
    /// In a row of a table, counted from 1 at the header.
    Row {
        /// The file's name.
        file: std::sync::Arc<str>,
        /// The row.
        row: u32,
    },
}
