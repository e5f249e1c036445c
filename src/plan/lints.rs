//! The rules that `check` holds a draft against. Each is a [`Lint`](crate::finding::Lint) with its texts.

use crate::finding::lints;

lints! {
    WRONG_TYPE = "format.wrong-type", Format, Error, ["field", "expected", "found"],
        "Each field holds a value of the type that the format asks for. A number where a text is due is kept as its text.",
        "`{field}` must be {expected}, but is {found}", "`{field}` harus berupa {expected}, tetapi berisi {found}",
        "write {expected}", "tulis {expected}";
    MISSING_FIELD = "format.missing-field", Format, Error, ["field", "expected"],
        "What a part of a file cannot do without is written: what a link leads to, which indicator an observation is of and when, how two indicators relate and to which, the figure of a reference value, the amounts of a line of money. A part without it is left out.",
        "`{field}` is missing", "`{field}` belum diisi",
        "write {expected}", "tulis {expected}";
    MISSING_CODE = "structure.missing-code", Structure, Fault, [],
        "Every element has a code, since references name it.",
        "the element has no code", "elemen ini tidak mempunyai kode",
        "give it a code that no other element has", "beri kode yang tidak dipakai elemen lain";
    MISSING_KIND = "structure.missing-kind", Structure, Fault, [],
        "Every element says what it is.",
        "the element does not say what it is", "elemen ini tidak menyebut jenisnya",
        "set `kind`, for instance to `program`", "isi `kind`, misalnya `program`";
    UNKNOWN_KIND = "structure.unknown-kind", Structure, Fault, ["kind", "suggestion"],
        "The kind of an element is one of the known words.",
        "`{kind}` is no kind of element{suggestion}", "`{kind}` bukan jenis elemen{suggestion}",
        "the known kinds are listed on the page of the format", "jenis yang dikenal tercantum di halaman format";
    UNKNOWN_WORD = "structure.unknown-word", Structure, Error, ["field", "word", "allowed", "suggestion"],
        "Where a field takes one of a list of words, it holds one of them.",
        "`{word}` is no value of `{field}`{suggestion}", "`{word}` bukan nilai untuk `{field}`{suggestion}",
        "allowed are {allowed}", "yang diperbolehkan: {allowed}";
    DUPLICATE_CODE = "structure.duplicate-code", Structure, Fault, ["code"],
        "A code names one element, and one indicator, of the plan.",
        "the code `{code}` is used more than once", "kode `{code}` dipakai lebih dari sekali",
        "give each its own code; classification codes that repeat go into `classification`",
        "beri kode sendiri untuk masing-masing; kode nomenklatur yang berulang ditulis di `classification`";
    DUPLICATE_ID = "structure.duplicate-id", Structure, Fault, ["id"],
        "An identifier names one thing.",
        "the identifier `{id}` is used more than once", "pengenal `{id}` dipakai lebih dari sekali",
        "leave `id` out unless a code has changed", "kosongkan `id` kecuali kode pernah berubah";
    UNKNOWN_REFERENCE = "structure.unknown-reference", Structure, Fault, ["field", "code", "suggestion"],
        "A reference names an element or an indicator of the plan, or `PLAN#code` of another.",
        "`{field}` names `{code}`, which is not in the plan{suggestion}",
        "`{field}` menyebut `{code}`, yang tidak ada dalam rencana{suggestion}",
        "correct the code or add the element; a link or a relation into another plan is written `PLAN#code`",
        "perbaiki kodenya atau tambahkan elemennya; kaitan atau hubungan ke rencana lain ditulis `RENCANA#kode`";
    WRONG_LEVEL = "structure.wrong-level", Structure, Error, ["kind", "field", "target", "code", "allowed"],
        "What stands under or serves what is a pair that the plan's framework allows.",
        "this {kind} may not name the {target} `{code}` in `{field}`",
        "{kind} tidak boleh menyebut {target} `{code}` dalam `{field}`",
        "allowed here: {allowed}", "yang diperbolehkan di sini: {allowed}";
    NOT_A_LEVEL = "structure.not-a-level", Structure, Warning, ["kind", "framework"],
        "The kinds of element that a plan uses are levels of its framework.",
        "the framework `{framework}` has no level `{kind}`", "kerangka `{framework}` tidak mempunyai tingkat `{kind}`",
        "choose another framework or another kind", "pilih kerangka atau jenis lain";
    UNKNOWN_FRAMEWORK = "structure.unknown-framework", Structure, Error, ["framework", "allowed", "suggestion"],
        "The framework that a plan names is a preset, or stands in the plan itself.",
        "`{framework}` is no known framework{suggestion}", "`{framework}` bukan kerangka yang dikenal{suggestion}",
        "the presets are {allowed}; the plan is read as a regional plan",
        "kerangka baku: {allowed}; rencana dibaca sebagai rencana daerah";
    CYCLE = "structure.cycle", Structure, Fault, ["path", "members"],
        "What contains and what contributes forms no circle. One finding per group of elements that reach each other, with one circle of it; its further subjects are every element of the group.",
        "these elements serve each other in a circle: {path}", "elemen-elemen ini saling melayani secara melingkar: {path}",
        "remove one of the links; {members} elements are in the circle", "hapus salah satu kaitan; {members} elemen ada dalam lingkaran";
    MISSING_TITLE = "structure.missing-title", Structure, Warning, [],
        "Every element and every indicator says what it is about.",
        "it has no title", "tidak ada judul",
        "write what it is about", "tulis isinya";
    BAD_IDENTIFIER = "structure.bad-identifier", Structure, Fault, ["field", "text"],
        "An identifier or lineage that is written is a UUID.",
        "`{text}` in `{field}` is no UUID", "`{text}` dalam `{field}` bukan UUID",
        "leave it out, or write 32 hexadecimal digits in five groups", "kosongkan, atau tulis 32 digit heksadesimal dalam lima kelompok";
    UNSEEN_CHARACTERS = "structure.unseen-characters", Structure, Warning, ["field"],
        "Codes and titles hold no characters that nobody sees: control characters (but ends of lines and tabs in titles), and marks that turn the direction of writing for what follows.",
        "`{field}` holds characters that cannot be seen", "`{field}` memuat karakter yang tidak terlihat",
        "write it anew without them", "tulis ulang tanpa karakter itu";
    PLAN_WITHOUT_CODE = "structure.plan-without-code", Structure, Warning, [],
        "A plan has a code: other plans refer to it by `PLAN#code`, and its identifiers are made of it.",
        "the plan has no code", "rencana tidak mempunyai kode",
        "write `code` in `document`; without it, or a `lineage`, two plans make the same identifiers",
        "isi `code` pada `document`; tanpa itu atau `lineage`, dua rencana menghasilkan pengenal yang sama";
    NO_ELEMENTS = "structure.no-elements", Structure, Warning, [],
        "A plan has elements.",
        "the plan has no elements", "rencana tidak mempunyai elemen",
        "list what is planned under `elements`", "tulis isi rencana dalam `elements`";
    DUPLICATE_INDICATOR = "structure.duplicate-indicator", Structure, Warning, [],
        "An element measures a thing once: no two of its indicators have the same name, unit, population and place.",
        "the element has this indicator already", "elemen ini sudah memuat indikator tersebut",
        "keep one of the two, or say how they differ", "pertahankan salah satu, atau sebutkan perbedaannya";
    DUPLICATE_LINK = "structure.duplicate-link", Structure, Warning, ["code"],
        "An element names a target once; a second link to it at the same time would count twice and is left out.",
        "`{code}` is named twice", "`{code}` disebut dua kali",
        "keep one of the two links", "pertahankan salah satu kaitan";

    NOT_A_NUMBER = "figures.not-a-number", Figures, Fault, ["field", "text"],
        "Weights, shares, priorities and counts are numbers, for nothing can be computed with another text; a count is no percentage.",
        "`{text}` in `{field}` is no number", "`{text}` dalam `{field}` bukan angka",
        "write a number, for a share for instance `0.4` or `40%`", "tulis angka, untuk bagian misalnya `0,4` atau `40%`";
    MALFORMED_FIGURE = "figures.malformed", Figures, Error, ["field", "text"],
        "A figure follows one of the two conventions for numbers. What does not is kept as text and never guessed at.",
        "`{text}` in `{field}` is not written as a number", "`{text}` dalam `{field}` tidak tertulis sebagai angka",
        "correct the figure in the source; it is kept as written and counts as absent",
        "perbaiki angka di sumbernya; angka disimpan apa adanya dan dianggap tidak ada";
    AMBIGUOUS_FIGURE = "figures.ambiguous", Figures, Error, ["field", "text", "point", "comma"],
        "A figure that means different numbers under the two conventions is read only where the convention is known.",
        "`{text}` in `{field}` may be {point} or {comma}", "`{text}` dalam `{field}` dapat berarti {point} atau {comma}",
        "say how the plan writes numbers (`numbers`: `point` or `comma`), or write the figure so that only one reading is left",
        "sebutkan cara penulisan angka (`numbers`: `point` atau `comma`), atau tulis angka agar hanya ada satu makna";
    OTHER_CONVENTION = "figures.other-convention", Figures, Note, ["field", "text", "number"],
        "A document writes numbers in one convention. A figure that only the other convention allows is read so and reported.",
        "`{text}` in `{field}` follows the other number convention and is read as {number}",
        "`{text}` dalam `{field}` mengikuti cara penulisan angka yang lain dan dibaca {number}",
        "write all figures of the document in one way", "tulis semua angka dalam dokumen dengan satu cara";
    TOO_LONG_FIGURE = "figures.too-long", Figures, Error, ["field", "text"],
        "A figure has at most 28 digits, so that it can be held exactly.",
        "`{text}` in `{field}` has more digits than can be held exactly", "`{text}` dalam `{field}` mempunyai terlalu banyak digit untuk disimpan secara tepat",
        "write at most 28 digits", "tulis paling banyak 28 digit";
    NEGATIVE_WEIGHT = "figures.negative-weight", Figures, Fault, ["field", "number"],
        "A weight, a share or a priority is not negative; a link that hinders says so by its sign.",
        "`{field}` is {number}, which is negative", "`{field}` bernilai {number}, yaitu negatif",
        "write a number from 0 up; a link that hinders has `sign`: `negative`", "tulis angka mulai dari 0; kaitan yang menghambat memakai `sign`: `negative`";
    NEGATIVE_COUNT = "figures.negative-count", Figures, Fault, ["field", "number"],
        "How many people, households or villages benefit is not negative.",
        "`{field}` is {number}, which is negative", "`{field}` bernilai {number}, yaitu negatif",
        "write how many there are, from 0 up; leave it out where that is not known",
        "tulis jumlahnya mulai dari 0; kosongkan jika belum diketahui";
    ALL_ZERO_WEIGHTS = "figures.all-zero-weights", Figures, Error, ["what"],
        "Of the weights that are averaged together at least one is above zero.",
        "all weights of its {what} are zero", "semua bobot {what} bernilai nol",
        "give at least one of them a weight above zero; until then nothing can be averaged here",
        "beri bobot di atas nol paling sedikit pada satu; sebelum itu rata-rata tidak dapat dihitung";
    SHARE_ABOVE_ONE = "figures.share-above-one", Figures, Error, ["field", "number"],
        "A share is at most the whole: 1, or 100 %.",
        "`{field}` is {number}, more than the whole", "`{field}` bernilai {number}, lebih dari keseluruhan",
        "write a share from 0 to 1, or from 0% to 100%", "tulis bagian dari 0 sampai 1, atau 0% sampai 100%";
    SHARES_ABOVE_WHOLE = "figures.shares-above-whole", Figures, Error, ["sum", "targets"],
        "The shares that one source gives to its targets at one time add up to at most 1.",
        "its shares add up to {sum}, more than the whole", "jumlah bagiannya {sum}, lebih dari keseluruhan",
        "lower the shares given to {targets}", "turunkan bagian untuk {targets}";
    BAD_PERIOD = "figures.bad-period", Figures, Error, ["field", "text"],
        "A period is a year, a half, a quarter, a month or an explicit span.",
        "`{text}` in `{field}` is no period", "`{text}` dalam `{field}` bukan periode",
        "write for instance `2026`, `2026-H1`, `2026-Q3`, `2026-07` or `2025-02-20..2025-05-30`",
        "tulis misalnya `2026`, `2026-H1`, `2026-Q3`, `2026-07` atau `2025-02-20..2025-05-30`";
    BAD_DATE = "figures.bad-date", Figures, Error, ["field", "text"],
        "A day is written as year, month and day.",
        "`{text}` in `{field}` is no date", "`{text}` dalam `{field}` bukan tanggal",
        "write for instance `2025-02-24`", "tulis misalnya `2025-02-24`";
    DATES_REVERSED = "figures.dates-reversed", Figures, Error, ["from", "to"],
        "What has a first and a last day does not end before it begins.",
        "it ends on {to}, before it begins on {from}", "berakhir {to}, sebelum dimulai {from}",
        "exchange or correct the dates", "tukar atau perbaiki tanggalnya";
    OUTSIDE_HORIZON = "figures.outside-horizon", Figures, Warning, ["field", "period", "from", "to"],
        "A target or an amount lies within the plan's horizon. A baseline lies before it, and a bridge may lie after it. What was measured or spent may lie before it, by up to 75 years, as a baseline does; what was measured also after it where a target waits for it.",
        "`{field}` has {period}, outside the plan's horizon {from} to {to}",
        "`{field}` memuat {period}, di luar masa rencana {from} sampai {to}",
        "correct the period, the horizon, or the role (`bridge`)", "perbaiki periode, masa rencana, atau peran (`bridge`)";
    OPEN_HORIZON = "figures.open-horizon", Figures, Error, ["field"],
        "A horizon has a first and a last period. Where one of them is not written there is no horizon, and no figure is held against it; the one that is written is kept.",
        "the plan's horizon has no `{field}`", "masa rencana tidak mempunyai `{field}`",
        "write its first and its last period", "tulis periode pertama dan terakhirnya";
    OVERLAPPING_PERIODS = "figures.overlapping-periods", Figures, Error, ["field", "period", "other"],
        "The periods of one series, and of the amounts of one line of money, do not overlap, and each stands there once.",
        "in `{field}`, {period} overlaps {other}", "dalam `{field}`, {period} tumpang tindih dengan {other}",
        "keep one figure for each period; a change of a target is a revision of it",
        "pertahankan satu angka per periode; perubahan target adalah revisinya";
    REVISIONS_ORDER = "figures.revisions-order", Figures, Error, ["period", "before", "after"],
        "The values that a figure had stand in the order in which they were decided, the oldest first, and the one in force was decided last; where no decision is known, in the order in which they came to count. The last one that counts by a day is the one that holds on it.",
        "the values for {period} are not in order: the one of {before} stands before the one of {after}",
        "nilai-nilai untuk {period} tidak berurutan: nilai tanggal {before} ditulis sebelum nilai tanggal {after}",
        "write the oldest value first in `was`", "tulis nilai tertua lebih dulu dalam `was`";
    ACTUAL_KIND = "figures.actual-kind", Figures, Warning, ["period", "text"],
        "What was measured is of the kind of its targets: a figure where figures, ranges or bounds are promised, a day where days are, a label where labels are. A range is held against nothing.",
        "the actual for {period} is `{text}`, which cannot be held against the targets",
        "realisasi {period} berisi `{text}`, yang tidak dapat dibandingkan dengan targetnya",
        "write the actual as its target is written, or say why there is none",
        "tulis realisasi seperti targetnya, atau jelaskan mengapa tidak ada";
    MISSING_DIRECTION = "figures.missing-direction", Figures, Warning, [],
        "Where a plan holds observations or says of any indicator which way is better, every indicator with a figure for a target says so: without a direction it is not scored. Dates, labels, yes and no need none.",
        "the indicator does not say which way is better", "indikator tidak menyebutkan arah yang lebih baik",
        "write `direction`, for instance `higher` or `lower`", "tulis `direction`, misalnya `higher` atau `lower`";
    VALUE_AND_ABSENCE = "figures.value-and-absence", Figures, Error, ["text", "absent"],
        "A figure is there, or is absent for a reason; not both. Where both are written, it counts as absent.",
        "`{text}` stands beside a reason for its absence (`{absent}`)",
        "`{text}` tertulis bersama alasan ketiadaannya (`{absent}`)",
        "keep the value or the reason", "pertahankan nilainya atau alasannya";
    MISSING_UNIT = "figures.missing-unit", Figures, Warning, [],
        "Every indicator has a unit.",
        "the indicator has no unit", "indikator tidak mempunyai satuan",
        "write its unit, for instance `%` or `people`", "tulis satuannya, misalnya `%` atau `orang`";
    MISSING_BASELINE = "figures.missing-baseline", Figures, Warning, [],
        "Every indicator says where it starts from.",
        "the indicator has no baseline", "indikator tidak mempunyai kondisi awal",
        "write the last value measured before the plan", "tulis nilai terakhir sebelum rencana";
    MISSING_TARGET = "figures.missing-target", Figures, Warning, ["periods"],
        "Every indicator has a target for each period from the first that its level has on. A period is due when it lies in the horizon and at least half of the indicators of the same level have a target for it, or when it lies between the indicator's own first and last target. An indicator without any target, where no period is due so, lacks those for which any of its level has one, else each year of the horizon.",
        "the indicator has no target for {periods}", "indikator tidak mempunyai target untuk {periods}",
        "write the target, or say why there is none", "tulis targetnya, atau jelaskan mengapa tidak ada";
    BROKEN_SERIES = "figures.broken-series", Figures, Warning, ["period", "text"],
        "A series holds figures of one kind throughout. A word such as `n/a` for a target that is due breaks it, and so does any word, date, yes or no for a target or baseline among figures, a figure among more of those, and a ratio among plain figures.",
        "the figure for {period} is `{text}`, unlike the other figures", "angka {period} berisi `{text}`, berbeda dari angka lainnya",
        "write a figure, or leave the cell empty and say why", "tulis angka, atau kosongkan dan jelaskan alasannya";
    SCALE_BREAK = "figures.scale-break", Figures, Warning, ["period", "text", "factor"],
        "The figures of one series are on one scale. A figure that comes between half and twice the median of the others only once it is divided or multiplied by 100 or 1,000 is on another; where the scale changes for good, the first figure of the new one is named.",
        "the figure for {period}, `{text}`, seems to be on another scale than the others (by {factor})",
        "angka {period}, `{text}`, tampaknya memakai skala lain dari yang lain (faktor {factor})",
        "correct the figure or state the unit of each", "perbaiki angkanya atau sebutkan satuan masing-masing";

    NEGATIVE_AMOUNT = "money.negative", Money, Error, ["period", "amount"],
        "An amount of money in a budget is not negative.",
        "the amount for {period} is {amount}, which is negative", "jumlah untuk {period} adalah {amount}, yaitu negatif",
        "write the amount without a sign, or correct it", "tulis jumlah tanpa tanda, atau perbaiki";
    MISSING_CURRENCY = "money.missing-currency", Money, Warning, [],
        "Amounts of money have a currency: their own or the document's.",
        "the plan has amounts of money but no currency", "rencana memuat jumlah uang tanpa mata uang",
        "write `currency` in the document, for instance `IDR`", "tulis `currency` pada dokumen, misalnya `IDR`";
    UNKNOWN_CURRENCY = "money.unknown-currency", Money, Error, ["text"],
        "A currency is an ISO 4217 code of three letters.",
        "`{text}` is no currency code", "`{text}` bukan kode mata uang",
        "write three letters, for instance `IDR`", "tulis tiga huruf, misalnya `IDR`";
    MIXED_CURRENCIES = "money.mixed-currencies", Money, Error, ["currencies"],
        "Amounts that are added up are in one currency: those of an element, and those of the elements that it contains.",
        "amounts that add up here are in several currencies: {currencies}", "jumlah yang dijumlahkan di sini memakai beberapa mata uang: {currencies}",
        "state all amounts of a branch in one currency; until then they are not added up",
        "nyatakan semua jumlah dalam satu mata uang; sebelum itu tidak dijumlahkan";
    PARENT_SUM = "money.parent-sum", Money, Error, ["stage", "period", "parent", "children", "difference"],
        "Where an element and the elements that it contains have amounts of one stage, fund and period, its amount is the sum of theirs. Elements without any amount of the stage stand aside, and so do amounts outside the plan's horizon that no part has: they are told as that.",
        "the {stage} amount for {period} is {parent}, but its parts add up to {children} (difference {difference})",
        "jumlah {stage} untuk {period} adalah {parent}, tetapi bagian-bagiannya berjumlah {children} (selisih {difference})",
        "correct the amount or the parts", "perbaiki jumlah atau bagian-bagiannya";
    STATEMENT_SUM = "money.statement-sum", Money, Error, ["stage", "period", "amount", "statements", "difference"],
        "Where a document prints amounts beside the outcomes and outputs of an element, they come to the element's own amount. What fails because of it above is no finding of its own; an amount that its parts do not come to either is found by those alone.",
        "the {stage} amount for {period} is {amount}, but those beside its statements add up to {statements} (difference {difference})",
        "jumlah {stage} untuk {period} adalah {amount}, tetapi jumlah pada pernyataannya {statements} (selisih {difference})",
        "correct the amount, or what is printed beside the statements", "perbaiki jumlahnya, atau jumlah pada pernyataannya";
    AMOUNT_MISSING = "money.amount-missing", Money, Error, ["stage", "period", "statements"],
        "Where a document prints amounts beside the outcomes and outputs of an element, the element has an amount itself.",
        "it has no {stage} amount for {period}, but those beside its statements add up to {statements}",
        "tidak ada jumlah {stage} untuk {period}, tetapi jumlah pada pernyataannya {statements}",
        "write the amount", "tulis jumlahnya";

    MALFORMED_CODE = "codes.malformed", Codes, Warning, ["code", "reason"],
        "A classification code follows the grammar `urusan.bidang.program.kewenangan.kegiatan.sub`. What does not is kept as text.",
        "the classification code `{code}` is malformed: {reason}", "kode nomenklatur `{code}` tidak sesuai: {reason}",
        "correct the code by the reference list of its edition", "perbaiki kode menurut daftar edisinya";
    CODE_PARENT = "codes.parent", Codes, Warning, ["code", "parent"],
        "A classification code begins with the code of the element that contains it.",
        "the classification code `{code}` does not begin with its parent's, `{parent}`",
        "kode nomenklatur `{code}` tidak diawali kode induknya, `{parent}`",
        "move the element or correct the code", "pindahkan elemen atau perbaiki kodenya";
    CODE_LEVEL = "codes.level", Codes, Warning, ["code", "kind"],
        "A classification code has as many parts as the level of its element asks for.",
        "the classification code `{code}` is not of the level {kind}", "kode nomenklatur `{code}` bukan kode {kind}",
        "correct the code or the level", "perbaiki kode atau tingkatnya";
    CODE_WIDTH = "codes.other-edition", Codes, Warning, ["code", "digits", "usual"],
        "The classification codes of a document follow one edition: the last part of sub-activities has as many digits as that of most others.",
        "the last part of the classification code `{code}` has {digits} digits, where the others have {usual}",
        "bagian akhir kode nomenklatur `{code}` terdiri atas {digits} digit, sedangkan yang lain {usual}",
        "write the code of the edition that the document follows", "tulis kode menurut edisi yang dipakai dokumen";
    CODE_NAMES = "codes.two-names", Codes, Warning, ["code", "names"],
        "One classification code has one name in a plan. Names that differ only in case, spaces and punctuation are the same.",
        "the classification code `{code}` has several names: {names}", "kode nomenklatur `{code}` mempunyai beberapa nama: {names}",
        "use the name of the reference list", "gunakan nama dari daftar acuan";
    CODE_EDITION = "codes.edition-differs", Codes, Warning, ["edition", "list"],
        "The reference list that a plan's classification codes are held against is of the edition that the plan follows. However an instrument is written, it is the same by its number and year.",
        "the plan follows the edition `{edition}`, the reference list is of `{list}`",
        "rencana ini memakai edisi `{edition}`, sedangkan daftar acuannya edisi `{list}`",
        "take the list of the plan's edition, or correct `edition`",
        "pakai daftar acuan edisi rencana ini, atau perbaiki `edition`";
    CODE_UNKNOWN = "codes.unknown", Codes, Warning, ["code", "edition"],
        "Where a reference list is given, a classification code stands in it.",
        "the classification code `{code}` is not in the reference list {edition}", "kode nomenklatur `{code}` tidak ada dalam daftar acuan {edition}",
        "correct the code, or name the edition that has it", "perbaiki kode, atau sebutkan edisi yang memuatnya";
}
