//! The rules that a reader holds a file against.

use crate::finding::{Family, Lint, Severity};

/// Every field is one that the format knows; slots of the user's own begin with `x-`.
pub static UNKNOWN_FIELD: Lint = Lint::new(
    "format.unknown-field",
    (Family::Format, Severity::Error),
    "Every field of a file is one that the format knows, or a slot of the user's own whose name begins with `x-`. An unknown field is kept under its name and written back.",
    &["field", "suggestion"],
    ["`{field}` is no field of the format{suggestion}", "`{field}` bukan bagian dari format{suggestion}"],
    [
        "correct the name, or begin it with `x-` to keep something of your own",
        "perbaiki namanya, atau awali dengan `x-` untuk menyimpan isian sendiri",
    ],
);

/// A key stands once in its object.
pub static DUPLICATE_KEY: Lint = Lint::new(
    "format.duplicate-key",
    (Family::Format, Severity::Fault),
    "A key stands once in its object, the periods of a series included: of two values nobody can say which one is meant.",
    &["key"],
    ["`{key}` stands here twice", "`{key}` tertulis dua kali di sini"],
    ["keep one of the two", "pertahankan salah satu"],
);

/// Every rule of this room, in the order of the catalogue.
pub static ALL: &[&Lint] = &[&UNKNOWN_FIELD, &DUPLICATE_KEY];
