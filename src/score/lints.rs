//! What a scorecard tells before any of its lines.

use crate::finding::lints;

lints! {
    NO_FIGURES = "score.no-figures", Figures, Warning, ["period", "first", "last"],
        "A scorecard is asked about a period for which the plan has targets, or for which something was measured. A \
         year of the calendar is none of a plan whose years begin in another month.",
        "nothing is planned or measured for {period}; the plan's figures are from {first} to {last}",
        "tidak ada target maupun realisasi untuk {period}; angka dalam rencana ini dari {first} sampai {last}",
        "ask about a period of the plan", "tanyakan periode yang ada dalam rencana";
    OTHER_OBSERVATIONS = "score.other-observations", Figures, Note, ["count"],
        "Observations are of the indicators of the plan that is scored. Those that serve several plans may hold what \
         only one of them has.",
        "the observations hold indicators that the plan does not have: {count}",
        "realisasi memuat indikator yang tidak ada dalam rencana: {count}",
        "take the identifiers of the indicators from this plan, if the observations are meant for it",
        "ambil pengenal indikator dari rencana ini bila realisasi dimaksudkan untuknya";
}
