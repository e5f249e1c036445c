//! The rules that a definition and a table of units are held against, beside those of [policies](crate::policy::lints)
//! about fields, words and figures.

use crate::finding::lints;

lints! {
    VERSION = "composite.version", Policy, Fault, ["version"],
        "A definition of a composite index names the version of its format: `\"renstra-composite\": 1`.",
        "the definition's format is {version}, and this reader knows version 1",
        "format definisi ini {version}, sedangkan pembaca ini mengenal versi 1",
        "begin the file with `\"renstra-composite\": 1`", "awali berkas dengan `\"renstra-composite\": 1`";
    DUPLICATE_CODE = "composite.duplicate-code", Policy, Fault, ["code"],
        "Each input and each group has a code of its own.",
        "the code `{code}` stands twice", "kode `{code}` dipakai dua kali",
        "give one of them another code", "berikan kode lain kepada salah satunya";
    UNKNOWN_PART = "composite.unknown-part", Policy, Fault, ["group", "part", "suggestion"],
        "The parts of a group are inputs or groups of the definition.",
        "group `{group}` names `{part}`, which is no input and no group{suggestion}",
        "kelompok `{group}` menyebut `{part}`, yang bukan masukan dan bukan kelompok{suggestion}",
        "correct the code, or add the input or the group", "perbaiki kodenya, atau tambahkan masukan atau kelompoknya";
    REPEATED_PART = "composite.repeated-part", Policy, Fault, ["group", "part"],
        "A group names each part once.",
        "group `{group}` names `{part}` twice", "kelompok `{group}` menyebut `{part}` dua kali",
        "keep one of them and add the weights up", "pertahankan salah satu dan jumlahkan bobotnya";
    NO_PARTS = "composite.no-parts", Policy, Fault, ["group"],
        "A group has at least one part.",
        "group `{group}` has no parts", "kelompok `{group}` tidak memiliki bagian",
        "name its parts under `of`, or take the group out", "sebutkan bagiannya di `of`, atau hapus kelompok itu";
    CYCLE = "composite.cycle", Policy, Fault, ["path"],
        "No group is a part of itself, by whatever way.",
        "these groups go round in a circle: {path}", "kelompok ini berputar: {path}",
        "take one of these links out", "hapus salah satu hubungan ini";
    NO_GROUP = "composite.no-group", Policy, Fault, [],
        "A definition has at least one group: the index.",
        "there is no group, so there is no index", "tidak ada kelompok, sehingga tidak ada indeks",
        "add a group that names its parts", "tambahkan kelompok yang menyebut bagiannya";
    SEVERAL_TOPS = "composite.several-tops", Policy, Fault, ["groups"],
        "One group is the index: the one that `top` names, or else the only one that is a part of no other.",
        "several groups are part of no other: {groups}", "beberapa kelompok bukan bagian dari yang lain: {groups}",
        "name the index under `top`", "sebutkan indeksnya di `top`";
    UNKNOWN_TOP = "composite.unknown-top", Policy, Fault, ["code", "suggestion"],
        "`top` names a group.",
        "`top` names `{code}`, which is no group{suggestion}", "`top` menyebut `{code}`, yang bukan kelompok{suggestion}",
        "name the group that is the index", "sebutkan kelompok yang menjadi indeks";
    WEIGHT = "composite.weight", Policy, Fault, ["error"],
        "Weights are not negative, at least one of a group is above zero, and a rule that computes them gets what it needs.",
        "these weights do not hold: {error}", "bobot ini tidak sah: {error}",
        "correct the weights", "perbaiki bobotnya";
    BAD_VALUE = "composite.bad-value", Policy, Fault, ["expected", "found"],
        "A figure stands inside the limits that its field has.",
        "here {expected} is due, and there is `{found}`", "di sini seharusnya {expected}, tetapi berisi `{found}`",
        "write {expected}", "tulis {expected}";
    UNUSED = "composite.unused", Policy, Warning, ["code"],
        "Every input and every group counts in the index.",
        "`{code}` does not count in the index: no group below the index names it",
        "`{code}` tidak dihitung dalam indeks: tidak ada kelompok di bawah indeks yang menyebutnya",
        "name it as a part of a group, or take it out", "sebutkan sebagai bagian suatu kelompok, atau hapus";
    MISSING_COLUMN = "composite.missing-column", Format, Fault, ["column", "suggestion"],
        "The table has every column that the definition names.",
        "the table lacks the column `{column}`{suggestion}", "tabel tidak memiliki kolom `{column}`{suggestion}",
        "add the column, or name another one under `column`", "tambahkan kolomnya, atau sebutkan kolom lain di `column`";
    DUPLICATE_COLUMN = "composite.duplicate-column", Format, Fault, ["column"],
        "A column that the definition names stands once in the table.",
        "the table has the column `{column}` twice", "tabel memiliki kolom `{column}` dua kali",
        "rename one of them", "ganti nama salah satunya";
    LONG_ROW = "composite.long-row", Format, Fault, ["row", "cells", "columns"],
        "A row has no more cells than the header; a decimal comma without quotes makes two cells of one.",
        "row {row} has {cells} cells, and the header has {columns}",
        "baris {row} memiliki {cells} sel, sedangkan judulnya {columns}",
        "put quotes around cells that hold a comma", "beri tanda kutip pada sel yang berisi koma";
    DUPLICATE_UNIT = "composite.duplicate-unit", Format, Fault, ["row", "unit", "first"],
        "A table has one row for each unit.",
        "row {row} is about `{unit}`, as row {first} is", "baris {row} tentang `{unit}`, sama dengan baris {first}",
        "keep one of them", "pertahankan salah satu";
    NO_UNIT = "composite.no-unit", Format, Fault, ["row"],
        "Each row says which unit it is about.",
        "row {row} has no code of a unit", "baris {row} tidak memiliki kode unit",
        "fill the cell, or take the row out", "isi selnya, atau hapus barisnya";
    NOT_A_NUMBER = "composite.not-a-number", Format, Fault, ["row", "column", "text"],
        "A cell of an input holds a number, or nothing, or a word that says why there is none.",
        "row {row}, column `{column}`: `{text}` is no number", "baris {row}, kolom `{column}`: `{text}` bukan angka",
        "correct it; leave the cell empty where there is none, or name the word under `blank`",
        "perbaiki; kosongkan selnya bila tidak ada, atau sebutkan katanya di `blank`";
    OTHER_SIGN = "composite.other-decimal-sign", Format, Fault, ["row", "column", "text"],
        "A table writes its numbers by one convention: a decimal point, unless `numbers` says otherwise.",
        "row {row}, column `{column}`: `{text}` is written with the other decimal sign",
        "baris {row}, kolom `{column}`: `{text}` ditulis dengan tanda desimal lain",
        "set `numbers` of the definition to `comma` or to `point`, and write all figures so",
        "atur `numbers` pada definisi menjadi `comma` atau `point`, dan tulis semua angka demikian";
    OUT_OF_RANGE = "composite.out-of-range", Format, Fault, ["input"],
        "Figures are neither too large nor too far apart to be computed with exactly.",
        "the figures of `{input}` are too large or too far apart to be computed with exactly",
        "angka `{input}` terlalu besar atau terlalu berjauhan untuk dihitung secara pasti",
        "look for a figure in another unit", "periksa apakah ada angka dalam satuan lain";
    TRIAL_VERSION = "composite.trial-version", Policy, Fault, ["version"],
        "A trial of an index names the version of its format: `\"renstra-robust\": 1`.",
        "the trial's format is {version}, and this reader knows version 1",
        "format uji ini {version}, sedangkan pembaca ini mengenal versi 1",
        "begin the file with `\"renstra-robust\": 1`", "awali berkas dengan `\"renstra-robust\": 1`";
    NO_CHOICE = "composite.no-choice", Policy, Fault, ["keys"],
        "A choice of a trial has one key that says what is drawn.",
        "a choice has one of the keys {keys}, and no more", "sebuah pilihan memiliki satu dari kunci {keys}, tidak lebih",
        "say what is drawn; make two choices of two keys", "sebutkan apa yang diundi; buat dua pilihan dari dua kunci";
    UNKNOWN_CODE = "composite.unknown-code", Policy, Fault, ["code", "suggestion"],
        "A choice of a trial is for groups or inputs of the definition.",
        "`{code}` is not in the definition{suggestion}", "`{code}` tidak ada dalam definisi{suggestion}",
        "correct the code", "perbaiki kodenya";
    TOO_MANY = "composite.too-many", Policy, Fault, ["most", "count"],
        "A trial has at most 64 choices, and a choice from 1 to 64 options.",
        "here from 1 to {most} are due, and there are {count}", "di sini seharusnya 1 sampai {most}, tetapi ada {count}",
        "name so many", "sebutkan sejumlah itu";
    TOO_MANY_WAYS = "composite.too-many-ways", Policy, Fault, ["input", "most"],
        "The choices of a trial bring an input onto its scale in at most 256 ways.",
        "the choices draw `{input}` in more than {most} ways", "pilihan mengundi `{input}` dengan lebih dari {most} cara",
        "take options out", "kurangi opsinya";
    TOO_MANY_RUNS = "composite.too-many-runs", Policy, Fault, ["runs", "units", "most"],
        "The results of a trial fit: runs times units are at most 16,777,216.",
        "{runs} runs of {units} units are too many; runs times units are at most {most}",
        "{runs} pengulangan atas {units} unit terlalu banyak; hasil kalinya paling banyak {most}",
        "ask for fewer replications, or for no shares", "kurangi jumlah ulangan, atau jangan minta bagian ragam";
    NO_REFERENCE = "composite.no-reference", Format, Fault, ["input", "unit"],
        "A unit that others are held against stands in the table and has a figure there.",
        "`{input}` is held against `{unit}`, which has no figure in the table",
        "`{input}` dibandingkan dengan `{unit}`, yang tidak memiliki angka di tabel",
        "add the figure, or name another reference", "tambahkan angkanya, atau sebutkan acuan lain";
}
