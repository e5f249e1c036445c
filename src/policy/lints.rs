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
    OUT_OF_RANGE = "policy.out-of-range", Policy, Fault, ["text", "allowed"],
        "A figure, or a day, lies where it has a meaning: a share between 0 and 1, a scale above 0, a loss that is no \
         gain, an upper end that is not below the lower one.",
        "`{text}` has no meaning here: {allowed} is due", "`{text}` tidak bermakna di sini: seharusnya {allowed}",
        "write {allowed}", "tulis {allowed}";
    BANDS = "policy.bands", Policy, Fault, ["error"],
        "Bands ascend inside their domain, without gap or overlap.",
        "these bands do not hold: {error}", "kategori ini tidak sah: {error}",
        "let each band begin above the one before it", "mulailah setiap kategori di atas kategori sebelumnya";
    UNKNOWN_RULE = "policy.unknown-rule", Policy, Fault, ["rule", "suggestion"],
        "A rule that a policy names as its user's own is in the registry.",
        "there is no own rule `{rule}`{suggestion}", "tidak ada rumus sendiri `{rule}`{suggestion}",
        "register the rule before the policy is read", "daftarkan rumus sebelum kebijakan dibaca";
    RULE_VERSION = "policy.rule-version", Policy, Fault, ["rule", "version", "held"],
        "A rule that a policy names with a version is in the registry in that version.",
        "the policy relies on version `{version}` of the own rule `{rule}`; registered is: {held}",
        "kebijakan bersandar pada versi `{version}` rumus sendiri `{rule}`; yang terdaftar: {held}",
        "register that version, or let the policy name the one registered",
        "daftarkan versi itu, atau sebutkan versi yang terdaftar dalam kebijakan";
    UNKNOWN_MATTER = "policy.unknown-matter", Policy, Error, ["matter", "known", "suggestion"],
        "The policy in force is looked up for a matter that one of the policies governs.",
        "no policy governs `{matter}`{suggestion}", "tidak ada kebijakan yang mengatur `{matter}`{suggestion}",
        "known are {known}", "yang dikenal: {known}";
    NONE_IN_FORCE = "policy.none-in-force", Policy, Error, ["matter", "day", "known"],
        "On the day asked about, one of the policies that govern a matter is in force.",
        "no policy for `{matter}` is in force on {day}; known are {known}",
        "tidak ada kebijakan untuk `{matter}` yang berlaku pada {day}; yang dikenal: {known}",
        "take one of another time by its id, or write the one in force",
        "gunakan kebijakan dari masa lain menurut kodenya, atau tulis kebijakan yang berlaku";
    SEVERAL_IN_FORCE = "policy.several-in-force", Policy, Error, ["matter", "day", "known"],
        "On the day asked about, no more than one of the policies that govern a matter is in force. Where several \
         are - repairs of one table, or two regulations in the year in which one followed the other - none is chosen.",
        "for `{matter}` more than one policy is in force on {day}: {known}",
        "untuk `{matter}` lebih dari satu kebijakan berlaku pada {day}: {known}",
        "choose one by its id", "pilih salah satu menurut kodenya";
    NAMES_NOTHING = "policy.names-nothing", Policy, Note, ["policy", "codes"],
        "What a policy sets for an element or an indicator by its code finds it in the plan that is scored. A policy \
         that serves several plans may name what only one of them has.",
        "policy `{policy}` has settings for codes that the plan does not have: {codes}",
        "kebijakan `{policy}` memuat pengaturan untuk kode yang tidak ada dalam rencana: {codes}",
        "correct the codes, if they are meant for this plan",
        "perbaiki kodenya bila dimaksudkan untuk rencana ini";
    EXPIRED = "policy.expired", Policy, Warning, ["policy", "until", "day", "successor"],
        "A scorecard is judged by a policy that is in force on the day of judgement. An expired one still scores.",
        "policy `{policy}` was in force until {until}, and the plan is judged as of {day}",
        "kebijakan `{policy}` berlaku sampai {until}, sedangkan rencana dinilai per {day}",
        "score by {successor}", "nilailah menurut {successor}";
    NOT_YET = "policy.not-yet-in-force", Policy, Warning, ["policy", "from", "day"],
        "A scorecard is judged by a policy that is in force on the day of judgement. One that is not yet in force \
         still scores.",
        "policy `{policy}` is in force from {from}, and the plan is judged as of {day}",
        "kebijakan `{policy}` berlaku mulai {from}, sedangkan rencana dinilai per {day}",
        "score by the policy in force on that day", "nilailah menurut kebijakan yang berlaku pada hari itu";
}
