//! Rules about many plans at once.

use crate::finding::{Arg, Finding, Lang, Lint, Severity, Subject, lints};
use crate::number::Number;

use super::super::across::{Across, AcrossSort};
use super::super::evaluated::Reason;
use super::super::matrix::{Matrix, MatrixRow};
use super::super::money::{Ceiling, CeilingVerdict};
use super::super::portfolio::Member;
use super::super::rule::Verdict;
use super::paper::FOCI;

lints! {
    REFUSED = "portfolio.refused", Coherence, Error, ["count", "first"],
        "Every plan of a portfolio passes its check; one that does not is left out, and the rest goes on.",
        "the plan is left out, since it fails its check; number of faults: {count}, the first: {first}",
        "rencana ini tidak disertakan karena tidak lolos pemeriksaan; jumlah kesalahan: {count}, yang pertama: {first}",
        "mend the faults and align again", "perbaiki kesalahannya lalu selaraskan lagi";
    SAME_CODE = "portfolio.same-code", Coherence, Error, [],
        "The plans of a portfolio have different codes, since references name them.",
        "another plan of the portfolio has this code", "rencana lain dalam kumpulan ini memakai kode yang sama",
        "give each plan its own code", "beri kode sendiri untuk tiap rencana";
    CIRCLE = "portfolio.circle", Coherence, Error, ["plans"],
        "Plans do not stand above each other in a circle. The plan of the circle whose code comes first goes on without those that wait for it.",
        "these plans refer to each other in a circle: {plans}", "rencana-rencana ini saling merujuk melingkar: {plans}",
        "drop the reference that closes the circle; it carries nothing", "hapus rujukan yang menutup lingkaran";
    SERVES_NOTHING = "portfolio.serves-nothing", Coherence, Error, [],
        "Every organisation that a plan with missions names serves one of them: by what it leads there, or by its own plan: one that names it as its owner, or names none and bears its code. Not evaluable where a plan of its own was refused.",
        "it serves no mission", "tidak mendukung satu misi pun",
        "say which mission it serves, and by what", "sebutkan misi yang didukung dan melalui apa";
    NO_PLAN = "portfolio.no-plan", Coherence, Warning, [],
        "Every organisation has a plan of its own. Not evaluable where none has one in the portfolio, or where its own was refused.",
        "it has no plan of its own", "tidak mempunyai rencana sendiri",
        "add its plan to the portfolio", "sertakan rencananya";
    NO_HUNDRED_DAYS = "portfolio.no-hundred-days", Coherence, Warning, ["missing"],
        "Every organisation has a first-100-days programme with all three foci. Not evaluable where nothing has a focus, or where what it lacks may stand in a plan of its own that was refused.",
        "its first hundred days lack {missing}", "program 100 harinya belum memuat {missing}",
        "add an action for each focus", "tambahkan aksi untuk tiap fokus";
    NO_MAIN_PROBLEM = "portfolio.no-main-problem", Coherence, Warning, [],
        "Every organisation has stated its main problem. Not evaluable where none has, or where a plan of its own was refused.",
        "it has not stated its main problem", "belum menyatakan masalah pokoknya",
        "state it, with its root causes", "nyatakan beserta akar masalahnya";
    CEILING_EXCEEDED = "portfolio.ceiling-exceeded", Money, Error, ["program", "stage", "period", "plans", "sum", "ceiling", "difference"],
        "What the plans that derive from a plan set out of the amount of one of its programmes, together, is not more than that amount, for each stage, period and currency. Too much in one period or programme is not made up for by too little in another.",
        "the plans below set out {sum} of {stage} money for {period} of the programme `{program}`, {difference} more than its ceiling {ceiling}: {plans}",
        "rencana di bawahnya membagi {sum} anggaran {stage} {period} dari program `{program}`, {difference} melebihi pagu {ceiling}: {plans}",
        "lower the amounts in proportion, or have the ceiling raised", "turunkan jumlahnya secara proporsional, atau mintakan kenaikan pagu";
    CEILING_UNALLOCATED = "portfolio.ceiling-unallocated", Money, Note, ["program", "stage", "period", "sum", "ceiling", "difference"],
        "What the plans that derive from a plan set out of the amount of one of its programmes comes to that amount. Not evaluable while a plan of the portfolio is refused: it may hold the rest.",
        "of the {stage} ceiling {ceiling} of the programme `{program}` for {period} the plans below set out {sum}; {difference} is nobody's",
        "dari pagu {stage} {ceiling} program `{program}` untuk {period}, rencana di bawahnya membagi {sum}; {difference} belum dibagi",
        "say who gets the rest, or lower the ceiling", "sebutkan penerima sisanya, atau turunkan pagunya";
    SAME_PROGRAM = "portfolio.same-program", Duplicates, Warning, ["name", "plans", "likeness"],
        "No two plans beside each other have the same delivery programme. One classification code in several agencies is expected and is none, and so is a programme for which one names the other as its partner. A heuristic: by like titles; a note where they are not the same.",
        "the programme `{name}` stands in several plans: {plans} (likeness {likeness})",
        "program `{name}` ada dalam beberapa rencana: {plans} (kemiripan {likeness})",
        "let one lead it and name the others as partners", "tetapkan satu penanggung jawab dan sebut yang lain sebagai mitra";
    COUNTED_TWICE = "portfolio.counted-twice", Duplicates, Warning, ["name", "plans", "likeness"],
        "No two plans beside each other count the same measure: like names and one unit, population and place, where a population or a place is said, or the same figures in all periods that both have. What stands under one classification code or one programme is none, and so are parts of a composed measure. A heuristic; a note where the names are not the same.",
        "the measure `{name}` is counted in several plans: {plans} (likeness {likeness})",
        "ukuran `{name}` dihitung dalam beberapa rencana: {plans} (kemiripan {likeness})",
        "let one plan own it and the others refer to it", "tetapkan satu pemilik dan rujuk dari yang lain";
}

/// What the rules about portfolios are asked about.
pub(in crate::align) struct Asked<'a> {
    pub(in crate::align) members: &'a [Member],
    pub(in crate::align) circles: Vec<Vec<Subject>>,
    pub(in crate::align) repeated: Vec<Subject>,
    pub(in crate::align) matrix: &'a Matrix,
    pub(in crate::align) ceilings: &'a [Ceiling],
    pub(in crate::align) alike: &'a [Across],
}

type Answer = (&'static Lint, Verdict);
type JudgeRow = fn(&MatrixRow, &Matrix) -> Verdict;

impl Asked<'_> {
    /// The answers, in the order of the catalogue; those about one rule follow each other.
    pub(in crate::align) fn answers(self) -> Vec<Answer> {
        let mut answers: Vec<Answer> =
            self.members.iter().map(|member| (&REFUSED, refused(member))).collect();
        let same = self.repeated.into_iter().map(|subject| Finding::new(&SAME_CODE, subject));
        answers.push((&SAME_CODE, Verdict::from_findings(same.collect())));
        answers
            .push((&CIRCLE, Verdict::from_findings(self.circles.into_iter().filter_map(circle).collect())));
        let rules: [(&'static Lint, JudgeRow); 4] = [
            (&SERVES_NOTHING, serves_nothing),
            (&NO_PLAN, no_plan),
            (&NO_HUNDRED_DAYS, no_hundred_days),
            (&NO_MAIN_PROBLEM, no_main_problem),
        ];
        for (lint, judge) in rules {
            answers.extend(self.matrix.rows.iter().map(|row| (lint, judge(row, self.matrix))));
        }
        let refused = self.members.iter().find_map(|member| member.alignment().err());
        answers.extend(self.ceilings.iter().map(|ceiling| (&CEILING_EXCEEDED, exceeded(ceiling))));
        let rest = |ceiling: &Ceiling| match refused {
            Some(_) => Verdict::NotEvaluable(Reason::Refused),
            None => unallocated(ceiling),
        };
        answers.extend(self.ceilings.iter().map(|ceiling| (&CEILING_UNALLOCATED, rest(ceiling))));
        for (sort, lint) in [(AcrossSort::Program, &SAME_PROGRAM), (AcrossSort::Measure, &COUNTED_TWICE)] {
            answers.push((lint, several(sort, lint, self.alike, self.members)));
        }
        answers
    }
}

/// Of plans that stand alone nothing can be said.
fn several(sort: AcrossSort, lint: &'static Lint, alike: &[Across], members: &[Member]) -> Verdict {
    if members.len() < 2 {
        return Verdict::NotEvaluable(Reason::Lacking("plan".into()));
    }
    let finding = |across: &Across| {
        let mut plans: Vec<Box<str>> = across.holders.iter().map(|(plan, _)| plan.clone()).collect();
        plans.dedup();
        let first = Subject::new("plan", plans.first().map_or("", |plan| plan), "");
        let finding = across.holders.iter().fold(Finding::new(lint, first), |f, (_, s)| f.and(s.clone()));
        let finding = finding.with("name", &*across.name).with("plans", Arg::List(plans));
        let severity = if across.likeness < Number::ONE { Severity::Note } else { lint.severity };
        finding.with("likeness", across.likeness).with_severity(severity)
    };
    Verdict::from_findings(alike.iter().filter(|across| across.sort == sort).map(finding).collect())
}

fn refused(member: &Member) -> Verdict {
    let Err(faults) = member.alignment() else { return Verdict::Pass };
    let faults = faults.findings();
    let say = |lang| faults.first().map_or(String::new(), |fault| fault.message(lang));
    let first = Arg::Told([Lang::En, Lang::Id].map(|lang| say(lang).into()));
    let finding = Finding::new(&REFUSED, Subject::new("plan", member.code(), ""));
    Verdict::fail(finding.with("count", faults.len()).with("first", first))
}

fn circle(plans: Vec<Subject>) -> Option<Finding> {
    let codes = plans.iter().map(|plan| (&*plan.code).into()).collect();
    let mut plans = plans.into_iter();
    let finding = Finding::new(&CIRCLE, plans.next()?).with("plans", Arg::List(codes));
    Some(plans.fold(finding, Finding::and))
}

/// What an organisation lacks may stand in a plan of its own that was refused.
fn holds(lint: &'static Lint, row: &MatrixRow, good: Option<()>) -> Verdict {
    match good {
        Some(()) => Verdict::Pass,
        None if !row.refused.is_empty() => Verdict::NotEvaluable(Reason::Refused),
        None => Verdict::fail(Finding::new(lint, row.organization.clone())),
    }
}

fn serves_nothing(row: &MatrixRow, matrix: &Matrix) -> Verdict {
    if matrix.missions.is_empty() {
        return Verdict::NotEvaluable(Reason::NoWayUp);
    }
    holds(&SERVES_NOTHING, row, (!row.is_empty()).then_some(()))
}

fn no_plan(row: &MatrixRow, matrix: &Matrix) -> Verdict {
    if !matrix.has_plans {
        return Verdict::NotEvaluable(Reason::Lacking("plan".into()));
    }
    holds(&NO_PLAN, row, row.plans.first().map(|_| ()))
}

fn no_hundred_days(row: &MatrixRow, matrix: &Matrix) -> Verdict {
    if !matrix.has_foci {
        return Verdict::NotEvaluable(Reason::Lacking("focus".into()));
    }
    if !row.refused.is_empty() && FOCI.iter().any(|(focus, _)| !row.foci.contains(focus)) {
        return Verdict::NotEvaluable(Reason::Refused);
    }
    let missing = FOCI.iter().filter(|(focus, _)| !row.foci.contains(focus));
    let finding = |words: [&'static str; 2]| {
        Finding::new(&NO_HUNDRED_DAYS, row.organization.clone()).with("missing", Arg::Words(words))
    };
    Verdict::from_findings(missing.map(|(_, words)| finding(*words)).collect())
}

fn no_main_problem(row: &MatrixRow, matrix: &Matrix) -> Verdict {
    if !matrix.has_problems {
        return Verdict::NotEvaluable(Reason::Lacking("main-problem".into()));
    }
    holds(&NO_MAIN_PROBLEM, row, (row.main_problems > 0).then_some(()))
}

fn ceiling_finding(lint: &'static Lint, ceiling: &Ceiling, by: Number) -> Option<Finding> {
    let sum = ceiling.parts.iter().try_fold(Number::ZERO, |sum, part| sum.checked_add(part.amount))?;
    let finding = Finding::new(lint, Subject::new("plan", &*ceiling.plan, ""));
    let finding = finding.and(ceiling.subject.clone()).with("program", &*ceiling.subject.code);
    let finding = finding.with("stage", ceiling.purse.stage.words());
    let finding = finding.with("period", ceiling.purse.period.to_string());
    Some(finding.with("sum", sum).with("ceiling", ceiling.amount).with("difference", by))
}

fn exceeded(ceiling: &Ceiling) -> Verdict {
    let CeilingVerdict::Exceeded(by) = ceiling.verdict else { return Verdict::Pass };
    let plans = ceiling.parts.iter().map(|part| part.plan.clone()).collect();
    let finding = ceiling_finding(&CEILING_EXCEEDED, ceiling, by);
    Verdict::from_findings(
        finding.map(|finding| finding.with("plans", Arg::List(plans))).into_iter().collect(),
    )
}

fn unallocated(ceiling: &Ceiling) -> Verdict {
    let CeilingVerdict::Unallocated(by) = ceiling.verdict else { return Verdict::Pass };
    Verdict::from_findings(ceiling_finding(&CEILING_UNALLOCATED, ceiling, by).into_iter().collect())
}
