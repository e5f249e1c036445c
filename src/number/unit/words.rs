use super::super::money::Currency;
use super::super::scale::fold;
use super::UnitKind;

const PERCENT: [&str; 8] =
    ["%", "persen", "percent", "per cent", "persentase", "prosentase", "percentage", "pct"];
const POINT: [&str; 9] = [
    "percentage point",
    "percentage points",
    "poin persen",
    "poin persentase",
    "persen poin",
    "pp",
    "p.p.",
    "%-point",
    "%-points",
];
const INDEX: [&str; 10] =
    ["indeks", "index", "nilai", "angka", "nilai/angka", "angka/nilai", "skor", "score", "poin", "points"];
const RATIO: [&str; 3] = ["rasio", "ratio", "perbandingan"];
const RUPIAH: [&str; 4] = ["rp", "rp.", "rupiah", "idr"];
/// Codes that are read as money; another text of three letters is a unit by its name (`PAD`, `OPD`).
const CURRENCIES: [&str; 12] =
    ["USD", "EUR", "GBP", "JPY", "SGD", "MYR", "AUD", "CNY", "CHF", "CAD", "INR", "PHP"];

/// Nouns that are counted, each row one meaning; the first word stands for the row.
const NOUNS: [&[&str]; 32] = [
    &["orang", "jiwa", "person", "persons", "people"],
    &["dokumen", "document", "documents"],
    &["laporan", "report", "reports"],
    &["unit", "units"],
    &["paket", "package", "packages"],
    &["unit kerja", "work unit", "work units"],
    &["keluarga", "kk", "kepala keluarga", "household", "households", "family", "families"],
    &["desa", "village", "villages"],
    &["nagari"],
    &["kelurahan"],
    &["kecamatan", "district", "districts"],
    &["perangkat daerah", "pd", "opd", "skpd"],
    &["kegiatan", "activity", "activities"],
    &["program", "programs", "programme", "programmes"],
    &["kasus", "case", "cases"],
    &["lembaga", "institution", "institutions"],
    &["kelompok", "group", "groups"],
    &["lokasi", "location", "locations"],
    &["titik"],
    &["buah", "pcs"],
    &["kali", "time", "times"],
    &["rumah", "unit rumah", "house", "houses"],
    &["sekolah", "school", "schools"],
    &["siswa", "pupil", "pupils", "student", "students"],
    &["peserta", "participant", "participants"],
    &["puskesmas"],
    &["perusahaan", "company", "companies"],
    &["produk", "product", "products"],
    &["layanan", "service", "services"],
    &["ekor"],
    &["sertifikat", "certificate", "certificates"],
    &["aplikasi", "application", "applications"],
];

/// The meaning of a unit's text; `None` for a blank one.
pub(super) fn kind(text: &str) -> Option<UnitKind> {
    let folded = fold(text);
    let word = &*folded;
    if word.is_empty() {
        return None;
    }
    if let Some(kind) = simple(word) {
        return Some(kind);
    }
    if let Some(code) = CURRENCIES.iter().find(|code| **code == text) {
        return code.parse().ok().map(UnitKind::Money);
    }
    if let Some(row) = row(word) {
        return Some(UnitKind::Count(row.into()));
    }
    Some(rate(word).unwrap_or_else(|| UnitKind::Named(word.into())))
}

/// The word that stands for a noun's meaning, or the noun itself in lower case.
pub(super) fn noun(text: &str) -> Box<str> {
    let folded = fold(text);
    row(&folded).map_or(folded, Box::from)
}

fn row(word: &str) -> Option<&'static str> {
    NOUNS.iter().find(|row| row.contains(&word)).and_then(|row| row.first().copied())
}

fn simple(word: &str) -> Option<UnitKind> {
    let is = |words: &[&str]| words.contains(&word);
    if is(&PERCENT) {
        Some(UnitKind::Percent)
    } else if is(&POINT) {
        Some(UnitKind::PercentagePoint)
    } else if is(&INDEX) {
        Some(UnitKind::Index)
    } else if is(&RATIO) {
        Some(UnitKind::Ratio)
    } else if is(&RUPIAH) {
        Some(UnitKind::Money(Currency::IDR))
    } else if is(&["‰", "permil", "per mille"]) {
        Some(UnitKind::Rate { per: 1000, of: "".into() })
    } else {
        None
    }
}

/// `per 1.000`, `per1000`, `per 100k`, `/100.000 KH`: a power of ten above one, then perhaps of what.
fn rate(word: &str) -> Option<UnitKind> {
    let rest = word.strip_prefix("per").or_else(|| word.strip_prefix('/'))?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
    let (digits, of) = rest.split_at_checked(end)?;
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let per: u64 = digits.parse().ok()?;
    let (per, of) = match of.strip_prefix('k').filter(|of| !of.starts_with(char::is_alphabetic)) {
        Some(of) => (per.checked_mul(1000)?, of),
        None => (per, of),
    };
    let power_of_ten = per > 1 && 10_u64.pow(per.ilog10()) == per;
    power_of_ten.then(|| UnitKind::Rate { per, of: of.trim_start().into() })
}
