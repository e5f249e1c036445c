//! The rules that tables are held against.

use crate::finding::lints;

lints! {
    RAGGED_ROW = "tables.ragged-row", Format, Error, ["cells", "columns"],
        "Every row of a table has as many cells as the header has columns: a comma in a name that is not in quotation marks shifts all that follows.",
        "cells in this row: {cells}, but columns in the header: {columns}", "jumlah sel pada baris ini {cells}, padahal jumlah kolom pada judul tabel {columns}",
        "put texts with commas in quotation marks, or write the cells that are wanting",
        "apit teks yang memuat koma dengan tanda kutip, atau lengkapi selnya";
    PARENT_BY_CODE = "tables.parent-by-code", Structure, Warning, ["parent"],
        "Every activity and sub-activity names what it stands under. One that names nothing stands where its code says.",
        "no parent is written; by its code it stands under `{parent}`", "induknya tidak ditulis; menurut kodenya berada di bawah `{parent}`",
        "write the parent", "tulis induknya";
    NO_PARENT = "tables.no-parent", Structure, Error, [],
        "Every activity and sub-activity stands under something: what it names, or what its code says.",
        "it stands under nothing", "tidak berada di bawah apa pun",
        "write the parent", "tulis induknya";
    STATEMENT_BARE = "tables.statement-bare", Figures, Warning, ["statement"],
        "Every outcome and output that the tables print has an indicator: one beside the same statement, by its number `s`. What no organisational unit owns is measured once for all of them. Not judged where the table of indicators names no statements.",
        "nothing measures what it states: `{statement}`", "tidak ada indikator untuk pernyataannya: `{statement}`",
        "add an indicator, or drop the statement", "tambahkan indikator, atau hapus pernyataannya";
    NO_UNIT = "tables.no-unit", Structure, Error, ["code", "count"],
        "A row about a code that several units have says which unit it means.",
        "{count} units have `{code}`, and the row does not say which it means", "{count} unit memiliki `{code}`, dan baris ini tidak menyebut unit mana",
        "write the unit", "tulis unitnya";
    NOT_OF_UNIT = "tables.not-of-unit", Structure, Error, ["code", "unit", "count"],
        "A row names what its own unit has, or what no unit has of its own.",
        "the unit `{unit}` has no `{code}`, which {count} other units have", "unit `{unit}` tidak memiliki `{code}`, yang dimiliki {count} unit lain",
        "add it to the unit, or mend the code or the unit", "tambahkan pada unit itu, atau perbaiki kode atau unitnya";
}
