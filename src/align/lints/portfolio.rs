//! Rules about many plans at once.

use crate::finding::{Arg, Finding, Lint, lints};
use crate::plan::Focus;

use super::super::matrix::{Matrix, MatrixRow};
use super::paper::FOCI;

lints! {
    REFUSED = "portfolio.refused", Coherence, Error, ["count", "first"],
        "Every plan of a portfolio passes its check; one that does not is left out, and the rest goes on.",
        "the plan is left out, since it has {count} faults; the first: {first}",
        "rencana ini tidak disertakan karena memuat {count} kesalahan; yang pertama: {first}",
        "mend the faults and align again", "perbaiki kesalahannya lalu selaraskan lagi";
    SAME_CODE = "portfolio.same-code", Coherence, Error, [],
        "The plans of a portfolio have different codes, since references name them.",
        "another plan of the portfolio has this code", "rencana lain dalam kumpulan ini memakai kode yang sama",
        "give each plan its own code", "beri kode sendiri untuk tiap rencana";
    CIRCLE = "portfolio.circle", Coherence, Error, [],
        "Plans do not stand above each other in a circle.",
        "it refers to plans that refer back to it", "merujuk rencana yang merujuk kembali ke sini",
        "drop the reference that closes the circle; it carries nothing", "hapus rujukan yang menutup lingkaran";
    SERVES_NOTHING = "portfolio.serves-nothing", Coherence, Error, [],
        "Every organisation that a plan with missions names serves one of them: by what it leads there, or by its own plan.",
        "it serves no mission", "tidak mendukung satu misi pun",
        "say which mission it serves, and by what", "sebutkan misi yang didukung dan melalui apa";
    NO_PLAN = "portfolio.no-plan", Coherence, Warning, [],
        "Every organisation has a plan of its own. Not evaluable where none has one in the portfolio.",
        "it has no plan of its own", "tidak mempunyai rencana sendiri",
        "add its plan to the portfolio", "sertakan rencananya";
    NO_HUNDRED_DAYS = "portfolio.no-hundred-days", Coherence, Warning, ["missing"],
        "Every organisation has a first-100-days programme with all three foci. Not evaluable where nothing has a focus.",
        "its first hundred days lack {missing}", "program 100 harinya belum memuat {missing}",
        "add an action for each focus", "tambahkan aksi untuk tiap fokus";
    NO_MAIN_PROBLEM = "portfolio.no-main-problem", Coherence, Warning, [],
        "Every organisation has stated its main problem. Not evaluable where none has.",
        "it has not stated its main problem", "belum menyatakan masalah pokoknya",
        "state it, with its root causes", "nyatakan beserta akar masalahnya";
}

/// What the matrix shows.
pub(in crate::align) fn findings(matrix: &Matrix) -> Vec<Finding> {
    matrix.rows.iter().flat_map(|row| row_findings(row, matrix)).collect()
}

fn row_findings(row: &MatrixRow, matrix: &Matrix) -> Vec<Finding> {
    let find = |lint: &'static Lint| Finding::new(lint, row.organization.clone());
    let mut findings = Vec::new();
    if row.is_empty() && !matrix.missions.is_empty() {
        findings.push(find(&SERVES_NOTHING));
    }
    if matrix.has_plans && row.plans.is_empty() {
        findings.push(find(&NO_PLAN));
    }
    let missing = |(focus, _): &&(Focus, [&'static str; 2])| matrix.has_foci && !row.foci.contains(focus);
    for (_, words) in FOCI.iter().filter(missing) {
        findings.push(find(&NO_HUNDRED_DAYS).with("missing", Arg::Words(*words)));
    }
    if matrix.has_problems && row.main_problems == 0 {
        findings.push(find(&NO_MAIN_PROBLEM));
    }
    findings
}
