//! Wording that betrays an output where an outcome is due. Heuristics, as warnings.

use super::normal;

/// Beginnings that name something done or produced.
const BEGINNINGS: &[&str] = &[
    "terlaksananya",
    "tersusunnya",
    "tersedianya",
    "terselenggaranya",
    "terbangunnya",
    "terbitnya",
    "jumlah dokumen",
    "jumlah laporan",
    "jumlah kegiatan",
    "jumlah paket",
    "jumlah unit",
    "jumlah rapat",
    "jumlah pelatihan",
    "jumlah sosialisasi",
    "jumlah peserta",
    "number of documents",
    "number of reports",
    "number of meetings",
    "number of trainings",
    "number of training",
    "number of workshops",
    "number of activities",
    "documents prepared",
    "reports prepared",
];

/// Words which, behind a count, say that something was produced.
const PRODUCED: &[&str] = &[
    "disusun",
    "dilaksanakan",
    "diselenggarakan",
    "dibangun",
    "diadakan",
    "disediakan",
    "conducted",
    "produced",
    "held",
];

/// The words that betray an output, where there are any.
///
/// A count of people or things is not an output by itself: `jumlah kematian ibu` is an impact.
pub(in crate::align) fn output_words(text: &str) -> Option<&'static str> {
    let text = normal(text);
    let begins = |words: &&&str| {
        text.strip_prefix(**words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    if let Some(words) = BEGINNINGS.iter().find(begins) {
        return Some(words);
    }
    let counts = ["jumlah ", "number of "].iter().any(|word| text.starts_with(word));
    PRODUCED.iter().find(|word| counts && text.split(' ').any(|other| other == **word)).copied()
}

#[cfg(test)]
mod tests {
    use super::output_words;

    #[test]
    fn outputs_are_told_from_outcomes() {
        for output in [
            "Jumlah Dokumen Perencanaan Perangkat Daerah",
            "Terlaksananya Evaluasi Kinerja Perangkat Daerah",
            "Tersusunnya Dokumen Perencanaan",
            "Jumlah puskesmas yang dibangun",
            "Number of reports submitted",
        ] {
            assert!(output_words(output).is_some(), "{output}");
        }
        // Names of the goal and the objectives of a real health plan (Banyuwangi 2025-2029, p. 61).
        for outcome in [
            "Umur Harapan Hidup",
            "Jumlah Kematian Ibu",
            "Pervalensi Stunting",
            "Proporsi Faskes Terakreditasi Paripurna",
            "Persentase Kecamatan yang mencapai target kekebalan kelompok",
            "Nilai SAKIP",
            "Number of maternal deaths",
            "Jumlah kunjungan",
        ] {
            assert_eq!(output_words(outcome), None, "{outcome}");
        }
    }
}
