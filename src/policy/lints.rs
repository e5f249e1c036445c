//! The rules that the reader of policies holds a file against.

use crate::finding::lints;

lints! {
    SYNTAX = "policy.syntax", Policy, Fault, ["error"],
        "A policy is JSON.",
        "this is no JSON: {error}", "ini bukan JSON: {error}",
        "correct the file at the place named", "perbaiki berkas di tempat yang disebut";
    VERSION = "policy.version", Policy, Fault, ["version"],
        "A policy names the version of its format: `\"renstra-policy\": 1`.",
        "the policy's format is {version}, and this reader knows version 1",
        "format kebijakan ini {version}, sedangkan pembaca ini mengenal versi 1",
        "begin the file with `\"renstra-policy\": 1`", "awali berkas dengan `\"renstra-policy\": 1`";
    UNKNOWN_FIELD = "policy.unknown-field", Policy, Fault, ["field", "suggestion", "known"],
        "A policy has no fields but those of the format and, at its top, those that begin with `x-`.",
        "there is no field `{field}` here{suggestion}", "tidak ada isian `{field}` di sini{suggestion}",
        "correct the name; known here are {known}; fields of your own begin with `x-` and stand at the top of the file",
        "perbaiki namanya; yang dikenal di sini: {known}; isian Anda sendiri diawali `x-` dan berada di bagian teratas berkas";
    DUPLICATE_FIELD = "policy.duplicate-field", Policy, Fault, ["field"],
        "A field stands once.",
        "the field `{field}` stands twice", "isian `{field}` tertulis dua kali",
        "keep one of them", "pertahankan salah satu";
    MISSING_FIELD = "policy.missing-field", Policy, Fault, ["field"],
        "What has no default is written.",
        "the field `{field}` is missing", "isian `{field}` belum ada",
        "add it", "tambahkan";
    WRONG_TYPE = "policy.wrong-type", Policy, Fault, ["expected", "found"],
        "Each field holds what the format asks for.",
        "here {expected} is due, and there is {found}", "di sini seharusnya {expected}, tetapi berisi {found}",
        "write {expected}", "tulis {expected}";
    UNKNOWN_WORD = "policy.unknown-word", Policy, Fault, ["word", "allowed", "suggestion"],
        "Where a field takes one of a list of words, it holds one of them.",
        "`{word}` is not known here{suggestion}", "`{word}` tidak dikenal di sini{suggestion}",
        "allowed are {allowed}", "yang diperbolehkan: {allowed}";
    BAD_FIGURE = "policy.bad-figure", Policy, Fault, ["text"],
        "Figures are exact: a plain decimal of at most 28 digits, best as a string.",
        "`{text}` is no exact figure", "`{text}` bukan angka yang pasti",
        "write a plain decimal such as \"87.5\"", "tulis desimal biasa seperti \"87.5\"";
    BANDS = "policy.bands", Policy, Fault, ["error"],
        "Bands ascend inside their domain, without gap or overlap.",
        "these bands do not hold: {error}", "kategori ini tidak sah: {error}",
        "let each band begin above the one before it", "mulailah setiap kategori di atas kategori sebelumnya";
    UNKNOWN_RULE = "policy.unknown-rule", Policy, Fault, ["rule", "suggestion"],
        "A rule that a policy names as its user's own is in the registry.",
        "there is no own rule `{rule}`{suggestion}", "tidak ada rumus sendiri `{rule}`{suggestion}",
        "register the rule before the policy is read", "daftarkan rumus sebelum kebijakan dibaca";
}
