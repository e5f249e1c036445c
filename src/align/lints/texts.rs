//! The rules of alignment in words: specification, message and help in English and Indonesian.

use crate::finding::lints;

lints! {
    ASSIGNED_LACKING = "align.assigned-lacking", Coherence, Error, ["kind", "code", "title", "above"],
        "Every objective, programme and initiative that a plan above assigns to the plan's owner, as lead or partner, is carried on: something in the plan links to it, or has the same programme code. Not evaluable without a plan above that names the owner.",
        "the {kind} `{code}`, {title}, is assigned by `{above}` and nothing here carries it on",
        "{kind} `{code}`, {title}, ditugaskan oleh `{above}` dan tidak diteruskan di sini",
        "link a goal, an objective or a programme to it", "hubungkan tujuan, sasaran atau program ke sana";
    MEASURE_DIFFERS = "align.measure-differs", Coherence, Error, ["what", "period", "own", "theirs", "above"],
        "The same measure in a plan and in one above it, by name or by a code from outside, for the same population and place, has the same unit, baseline, definition, version, direction and course over the periods of both, a target that is not less ambitious, period by period, by the same deadline, and one lead: where another organisation leads it above, the owner of the plan is its partner. A target may be raised. Without a direction, any other target counts.",
        "its {what}{period} is {own}, but {theirs} in `{above}`", "{what}{period} adalah {own}, tetapi {theirs} dalam `{above}`",
        "agree on one figure, or say by which revision it was changed", "sepakati satu angka, atau sebutkan revisi yang mengubahnya";
    CEILING_EXCEEDED = "align.ceiling-exceeded", Money, Error, ["stage", "period", "own", "theirs", "above", "difference"],
        "A programme's money of a stage and period does not exceed that of the same programme in the plan above.",
        "the {stage} amount for {period} is {own}, {difference} more than the {theirs} of `{above}`",
        "jumlah {stage} untuk {period} adalah {own}, {difference} lebih dari {theirs} dalam `{above}`",
        "stay within the ceiling, or have it raised first", "tetap dalam pagu, atau mintakan kenaikannya dahulu";
    TARGET_UNFUNDED = "align.target-unfunded", Money, Warning, ["stage", "periods"],
        "What is done and promises targets is paid for: no period has a target above zero and an amount of the judged stage that is written as zero. Amounts that are not written are not judged.",
        "it has targets for {periods}, but its {stage} amounts there are zero", "ada target untuk {periods}, tetapi jumlah {stage} di sana nol",
        "give it money, drop the targets, or say who pays", "anggarkan, hapus targetnya, atau sebutkan sumbernya";
    MONEY_UNTARGETED = "align.money-untargeted", Money, Note, ["stage", "periods"],
        "What is paid for promises something: in no period with money of the judged stage are all targets zero while later ones are not.",
        "it has {stage} money for {periods}, but its targets there are zero", "ada anggaran {stage} untuk {periods}, tetapi targetnya nol",
        "say what the money brings, or move it", "sebutkan hasil anggarannya, atau pindahkan";
    OUTPUT_WORDING = "align.output-wording", Wording, Warning, ["words", "level"],
        "An indicator of a goal, an objective, an outcome statement or a delivery programme does not speak of what is produced. A heuristic: it looks for words such as `jumlah dokumen` and `terlaksananya`; a count of people or events is not an output by itself.",
        "`{words}` speaks of what is produced, where {level} is due", "`{words}` menunjuk keluaran, padahal seharusnya {level}",
        "measure what changes for people", "ukur perubahan bagi masyarakat";
    UNSERVED = "align.unserved", Links, Error, [],
        "Behind every mission, goal, objective and outcome statement stands, at some depth, a programme, an activity, a sub-activity or an action. Supporting programmes count. Not evaluable where the plan holds nothing deliverable at all.",
        "nothing that is delivered stands behind it", "tidak ada pelaksana di belakangnya",
        "name the programmes that serve it, or drop it", "sebutkan program yang mendukungnya, atau hapus";
    ORPHAN = "align.orphan", Links, Error, ["kind", "meant"],
        "From every delivery programme, and from every activity, sub-activity or action that nothing contains, a way leads to the vision. Supporting and mandated programmes are not judged. Not evaluable for a plan alone that has neither vision nor mission. Where its names are like those of an aim, that link is suggested; it counts nowhere.",
        "no way leads from this {kind} to the vision", "dari {kind} ini tidak ada jalur ke visi",
        "link it to the objective that it serves{meant}", "hubungkan ke sasaran yang didukungnya{meant}";
    LOOSE_END = "align.loose-end", Links, Warning, ["kind", "meant"],
        "In a plan without vision and mission of its own, every delivery programme serves an objective or a goal, and every objective one of its goals where it has any. What the plan leaves to the plan above is not judged.",
        "this {kind} serves no goal or objective of the plan", "{kind} ini tidak mendukung tujuan atau sasaran apa pun",
        "link it to what it serves{meant}", "hubungkan ke yang didukungnya{meant}";
    LEVEL_SKIP = "align.level-skip", Links, Note, ["target", "levels"],
        "A step up skips no level that the plan uses. Actions under a mandate document serve missions directly and skip nothing; supporting programmes are not judged.",
        "it serves `{target}` directly and leaves out {levels}", "langsung mendukung `{target}` dan melewati {levels}",
        "link it to the level between", "hubungkan melalui tingkat di antaranya";
    FLAT_TARGET = "align.flat-target", Targets, Warning, ["value", "first", "last"],
        "The targets of an outcome move: three or more that are all the same, and the same as the baseline where there is one, promise nothing. What is already at its best (100 %, or 0 where less is better) is left in peace, and so are yearly outputs.",
        "its targets stay at {value} from {first} to {last}", "targetnya tetap {value} dari {first} sampai {last}",
        "promise a change, or say that the level is to be kept", "janjikan perubahan, atau sebutkan bahwa tingkatnya dipertahankan";
    BELOW_ACTUAL = "align.below-actual", Targets, Warning, ["period", "target", "actual", "measured"],
        "The next target after the last actual is not less ambitious than the actual. Not evaluable without a direction.",
        "the target for {period}, {target}, is less than what was reached in {measured}, {actual}",
        "target {period}, {target}, lebih rendah daripada capaian {measured}, {actual}",
        "start from what has been reached", "mulai dari yang sudah dicapai";
    LOOSER_THAN_BASELINE = "align.looser-than-baseline", Targets, Warning, ["period", "target", "baseline"],
        "The last target of an outcome is not less ambitious than the baseline. Not evaluable without a direction.",
        "the target for {period}, {target}, is worse than the baseline, {baseline}",
        "target {period}, {target}, lebih buruk daripada kondisi awal, {baseline}",
        "correct the target, the baseline or the direction", "perbaiki target, kondisi awal atau arahnya";
    AGAINST_TREND = "align.against-trend", Targets, Warning, ["period", "target", "before"],
        "The targets of an outcome or of a percentage move one way: a single step the other way, among three or more, is doubted.",
        "the target for {period}, {target}, turns back from {before} against all other steps",
        "target {period}, {target}, berbalik dari {before}, berlawanan dengan langkah lainnya",
        "correct the figure, or say why it turns", "perbaiki angkanya, atau jelaskan mengapa berbalik";
    TARGET_JUMP = "align.target-jump", Targets, Note, ["period", "target", "before", "usual"],
        "A target of an outcome does not jump: a step more than three times (a setting) the usual one, of four or more, is doubted.",
        "the target jumps to {target} in {period} from {before}; the usual step is {usual}",
        "target melompat ke {target} pada {period} dari {before}; langkah biasanya {usual}",
        "say what brings the jump, or spread it", "jelaskan penyebab lompatan, atau bagi per tahun";
    SLICES_OFF = "align.slices-off", Figures, Warning, ["period", "slices", "sum", "whole", "difference"],
        "Where an actual is disaggregated and its unit adds up, the slices of each division come to the whole, for every period in which all of them have a figure. The division of a slice stands before a colon or an equals sign (`sex: female`); slices that name none are taken as one division, unless they come to two, three or four times the whole. Not evaluable where a slice has no figure. Within the tolerance.",
        "its slices {slices} come to {sum} for {period}, but the whole is {whole} (difference {difference})",
        "rinciannya {slices} berjumlah {sum} untuk {period}, padahal keseluruhannya {whole} (selisih {difference})",
        "correct the figure or its slices, or add the slice that is wanting", "perbaiki angkanya atau rinciannya, atau tambahkan rincian yang kurang";
    MANDATE_UNSERVED = "align.mandate-unserved", Grounds, Error, [],
        "Something deliverable serves every mandate, by contribution or by reference.",
        "no programme, activity or action answers this mandate", "tidak ada program, kegiatan atau aksi yang menjawab mandat ini",
        "link what answers it", "hubungkan yang menjawabnya";
    MANDATE_BELOW = "align.mandate-below", Grounds, Error, ["scheme", "code", "required", "period", "target"],
        "Where an indicator states the level that a framework from outside requires, its last target reaches it. Not evaluable without a direction or figures.",
        "`{scheme}` `{code}` requires {required}, but the target for {period} is {target}",
        "`{scheme}` `{code}` mensyaratkan {required}, tetapi target {period} adalah {target}",
        "raise the target to what is required", "naikkan target sesuai ketentuan";
    PROMISE_UNDELIVERED = "align.promise-undelivered", Grounds, Error, [],
        "Every initiative - a flagship, a first-100-days promise - has a programme, an activity, a sub-activity or an action behind it.",
        "nothing that is delivered stands behind this promise", "tidak ada pelaksana di balik janji ini",
        "name the programme that delivers it", "sebutkan program yang melaksanakannya";
    PROMISE_UNFUNDED = "align.promise-unfunded", Grounds, Error, ["stage"],
        "What delivers an initiative has money. Not evaluable where the plan has no money of the judged stage.",
        "what delivers this promise has no {stage} money", "pelaksana janji ini tidak mempunyai anggaran {stage}",
        "give it money, or say who pays", "anggarkan, atau sebutkan sumbernya";
    ROOT_CAUSE_OPEN = "align.root-cause-open", Grounds, Error, [],
        "Something in the plan addresses every root cause, or one that it contains. What is itself a problem or a root cause addresses nothing, and an inferred link counts for nothing.",
        "nothing addresses this root cause", "tidak ada yang menjawab akar masalah ini",
        "link the objective, programme or activity that addresses it", "hubungkan sasaran, program atau kegiatan yang menjawabnya";
    PROBLEM_ROOTLESS = "align.problem-rootless", Grounds, Warning, [],
        "Every main problem, and every problem that contains none, has a root cause beneath it, in a plan that names root causes.",
        "it has no root cause", "tidak mempunyai akar masalah",
        "ask why until something can be done about it", "telusuri penyebab sampai dapat ditindaklanjuti";
    PROBLEM_OPEN = "align.problem-open", Grounds, Warning, [],
        "Something addresses every main problem and every problem: itself, or a problem or root cause beneath it.",
        "nothing addresses it, nor what lies beneath it", "tidak ada yang menjawabnya, juga tidak yang di bawahnya",
        "link the goal, objective or programme that addresses it", "hubungkan tujuan, sasaran atau program yang menjawabnya";
    UNMEASURABLE = "align.unmeasurable", Targets, Warning, ["lacks"],
        "An indicator can be measured: it has a definition or a data source, and a figure, word or date as target. Not evaluable for definitions and sources where no indicator of the plan has any.",
        "it cannot be measured: {lacks}", "tidak dapat diukur: {lacks}",
        "say what is counted, from which source, and the target", "sebutkan yang dihitung, sumber datanya, dan targetnya";
    UNMEASURED = "align.unmeasured", Targets, Warning, ["kind"],
        "Every goal, objective, outcome statement and delivery programme has an indicator: its own, or one of an outcome or output statement that it contains.",
        "this {kind} has no indicator", "{kind} ini tidak mempunyai indikator",
        "add what it is to be measured by", "tambahkan ukurannya";

    TARGETS_SHORT = "align.targets-short", Targets, Error, ["period", "target", "composed", "gap", "parts"],
        "Along a declared decomposition, the targets of the parts reach the target of the whole: sums add up, ratios are pooled, an index is computed from its components. Within the tolerance.",
        "the targets of its parts come to {composed} for {period}, {gap} short of {target}",
        "target bagian-bagiannya menghasilkan {composed} untuk {period}, kurang {gap} dari {target}",
        "raise the targets of {parts}, or lower this one", "naikkan target {parts}, atau turunkan yang ini";
    TARGETS_OVER = "align.targets-over", Targets, Warning, ["period", "target", "composed", "gap", "parts"],
        "Along a declared decomposition, the targets of the parts do not promise more than the target of the whole. Within the tolerance.",
        "the targets of its parts come to {composed} for {period}, {gap} beyond {target}",
        "target bagian-bagiannya menghasilkan {composed} untuk {period}, {gap} melampaui {target}",
        "raise this target, or correct those of {parts}", "naikkan target ini, atau perbaiki target {parts}";
    SHARE_UNDECLARED = "align.share-undeclared", Money, Note, ["stage", "period", "amount"],
        "Money that several missions share is divided by declared shares. Where nobody declared them no split is made.",
        "{amount} of {stage} money for {period} is shared by several missions without declared shares",
        "{amount} anggaran {stage} {period} dipakai bersama beberapa misi tanpa pembagian",
        "declare the share of each link, where a split is wanted", "nyatakan bagian tiap hubungan bila pembagian diperlukan";
    BALANCE_OFF = "align.balance-off", Money, Warning, ["gives", "lacks", "moved"],
        "The money of missions follows the priorities declared for them: no more than a tenth would have to move. Not evaluable where nobody declared any.",
        "{moved} of the money would have to move to follow the priorities: most from `{gives}`, most to `{lacks}`",
        "{moved} anggaran perlu bergeser agar sesuai prioritas: terutama dari `{gives}` ke `{lacks}`",
        "move money or priorities", "geser anggaran atau prioritasnya";
    OTHER_WORDS = "align.other-words", Duplicates, Note, ["other", "name", "likeness"],
        "No two indicators of a plan measure the same in other words. A heuristic: like names, the same unit, population and place. It suggests and counts nothing.",
        "it may be the same as `{other}`, `{name}` (likeness {likeness})", "mungkin sama dengan `{other}`, `{name}` (kemiripan {likeness})",
        "use one indicator, or tell the two apart in their names", "gunakan satu indikator, atau bedakan namanya";
    COUNTED_TWICE = "align.counted-twice", Duplicates, Warning, ["other"],
        "The same measure of the same population, place and period is not counted by two. One classification code in several units is expected and is none.",
        "it is also counted as `{other}`", "juga dihitung sebagai `{other}`",
        "let one element own it and the other refer to it", "tetapkan satu pemilik dan rujuk dari yang lain";
    COPIED_DOWN = "align.copied-down", Duplicates, Warning, ["other"],
        "A parent's indicator is not repeated on what it contains or on what serves it: each level has its own measure.",
        "it repeats `{other}` of the level above", "mengulang `{other}` dari tingkat di atasnya",
        "measure what this level itself changes", "ukur perubahan pada tingkat ini sendiri";
    OUTPUTS_ONLY = "align.outputs-only", Targets, Warning, [],
        "A delivery programme with indicators has one above the level of outputs. Not evaluable where no indicator of it says its level.",
        "all its indicators measure outputs", "semua indikatornya mengukur keluaran",
        "add the outcome that the programme is for", "tambahkan hasil yang dituju program";
    NO_BENEFICIARY = "align.no-beneficiary", Grounds, Note, [],
        "Every delivery programme, or something beneath it, names who benefits. Not evaluable where the plan names no beneficiary at all.",
        "it does not say who benefits", "tidak menyebut penerima manfaat",
        "say who, how many and where", "sebutkan siapa, berapa dan di mana";
    STAKEHOLDER_IDLE = "align.stakeholder-idle", Grounds, Note, [],
        "Every stakeholder of the plan is engaged by something in it.",
        "nothing in the plan engages this stakeholder", "tidak ada yang melibatkan pemangku kepentingan ini",
        "say where the stakeholder takes part", "sebutkan di mana ia dilibatkan";
    EVIDENCE_MISSING = "align.evidence-missing", Grounds, Warning, [],
        "What is said to be done has evidence. Not evaluable where the plan holds no evidence at all.",
        "it is said to be done, without evidence", "dinyatakan selesai tanpa bukti",
        "attach what proves it", "lampirkan buktinya";
    EVIDENCE_PERIOD = "align.evidence-period", Grounds, Warning, ["title", "covers", "from", "to"],
        "Evidence covers the period in which the thing was done: its span, up to the day it was done. Its date of issue may be later.",
        "the evidence `{title}` covers {covers}, but it ran from {from} to {to}",
        "bukti `{title}` mencakup {covers}, tetapi pelaksanaannya {from} sampai {to}",
        "attach evidence of that period", "lampirkan bukti untuk masa itu";
    EVIDENCE_ISSUED = "align.evidence-issued", Grounds, Warning, ["title", "issued", "covers"],
        "Evidence is issued neither before the period that it covers has begun nor later than a year (a setting) after its end.",
        "the evidence `{title}` for {covers} was issued on {issued}", "bukti `{title}` untuk {covers} diterbitkan {issued}",
        "correct the dates, or attach other evidence", "perbaiki tanggalnya, atau lampirkan bukti lain";
    LATE = "align.late", Grounds, Warning, ["what", "due"],
        "No action and no milestone is open after its last day, as of the day of the alignment.",
        "{what} was due on {due} and is not done", "{what} jatuh tempo {due} dan belum selesai",
        "finish it, or decide on a new date", "selesaikan, atau tetapkan tanggal baru";
    FOCUS_MISSING = "align.focus-missing", Grounds, Error, ["missing", "owner"],
        "A programme of the first hundred days has all three foci - better public service, the main problem, coordination - for each organisation that has an action with a focus.",
        "the hundred-day programme of {owner} lacks {missing}", "program 100 hari {owner} belum memuat {missing}",
        "add an action for each focus", "tambahkan aksi untuk tiap fokus";
    THEME_BARE = "align.theme-bare", Grounds, Warning, ["theme"],
        "Behind a theme's tag stands an indicator of service level or outcome, on the element or beneath it. Not evaluable where no indicator there says its level.",
        "it is tagged `{theme}`, but no indicator of service or outcome stands behind the tag",
        "ditandai `{theme}`, tetapi tanpa indikator layanan atau hasil di belakangnya",
        "measure what the theme changes, or take the tag away", "ukur perubahan tema itu, atau hapus tandanya";
    TERM_BARE = "align.term-bare", Grounds, Warning, [],
        "Every defined term of the vision has a goal, a mission or an objective that refers to it.",
        "no mission, goal or objective refers to this word of the vision", "tidak ada misi, tujuan atau sasaran yang merujuk kata visi ini",
        "say which goal makes it true", "sebutkan tujuan yang mewujudkannya";
    LINK_UNRESOLVED = "align.link-unresolved", Coherence, Error, ["target", "plan", "suggestion"],
        "What links name in plans above exists there. Not evaluable where the plan named was not given.",
        "`{target}` names nothing in `{plan}`{suggestion}", "`{target}` tidak ada dalam `{plan}`{suggestion}",
        "correct the code", "perbaiki kodenya";
    LINK_NOT_IN_FORCE = "align.link-not-in-force", Coherence, Warning, ["target", "plan"],
        "A link into another plan is valid while both plans are in force, as of the day of the alignment. A plan that is looked at before it begins may name the one above.",
        "the link to `{target}` holds no more: `{plan}` is not in force", "kaitan ke `{target}` tidak berlaku lagi: `{plan}` tidak berlaku",
        "link to the plan in force", "hubungkan ke rencana yang berlaku";
    LINK_LEVEL = "align.link-level", Coherence, Warning, ["kind", "target", "theirs"],
        "A link into a plan above joins levels of which the level map says that one carries into the other.",
        "this {kind} contributes to the {theirs} `{target}`: the level map does not carry one into the other",
        "{kind} ini mendukung {theirs} `{target}`: peta tingkat tidak menghubungkan keduanya",
        "link the level that the map asks for, or change the map", "hubungkan tingkat sesuai peta, atau ubah petanya";
}
