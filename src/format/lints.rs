//! The rules that a reader holds a file against.

use crate::finding::lints;

lints! {
    UNKNOWN_FIELD = "format.unknown-field", Format, Error, ["field", "suggestion"],
        "Every field of a file is one that the format knows, or a slot of the user's own whose name begins with `x-`. An unknown field is kept under its name and written back, wherever slots are kept.",
        "`{field}` is no field of the format{suggestion}", "`{field}` bukan bagian dari format{suggestion}",
        "correct the name, or begin it with `x-` to keep something of your own",
        "perbaiki namanya, atau awali dengan `x-` untuk menyimpan isian sendiri";
    SLOT_NOT_KEPT = "format.slot-not-kept", Format, Warning, ["slot"],
        "Slots of the user's own stand in the file, the document, an element, an indicator, an observation, or a part of one of these. In `horizon`, `in_force` and a framework they are not kept.",
        "`{slot}` is not kept here", "`{slot}` tidak disimpan di sini",
        "write it into the document itself", "tulis di dokumennya sendiri";
    DUPLICATE_KEY = "format.duplicate-key", Format, Fault, ["key"],
        "A key stands once in its object, the periods of a series included: of two values nobody can say which one is meant.",
        "`{key}` stands here twice", "`{key}` tertulis dua kali di sini",
        "keep one of the two", "pertahankan salah satu";
}
