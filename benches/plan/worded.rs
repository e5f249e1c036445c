//! Names that are hard on a search for like ones.

use std::fmt::Write as _;

use super::generate::plan;

/// The first shape, its indicators named by four of thirty-two words: many share two or three.
pub(crate) fn worded(size: usize) -> String {
    const WORDS: &str = "cakupan pelayanan balita stunting gizi ibu hamil bayi imunisasi puskesmas rumah sakit air \
        minum sanitasi jalan mantap irigasi panen padi nelayan koperasi pasar wisata sekolah guru literasi perpustakaan \
        pemuda olahraga keluarga penduduk";
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut state = 42_u64;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        words.get((state >> 33) as usize % words.len()).copied().unwrap_or_default()
    };
    let text = plan(size);
    let mut parts = text.split("Persentase layanan sesuai standar ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let _ = write!(out, "Persentase {} {} {} {}{rest}", word(), word(), word(), word());
    }
    out
}
