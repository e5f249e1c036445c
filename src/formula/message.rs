//! What reasons and warnings are called, in both languages.

use crate::finding::Lang;
use crate::number::{Absence, Number};

use super::{NotScorable, Side, Warning};

/// A number as a reader of this language writes it: Indonesian has a decimal comma.
pub(crate) fn figure(number: Number, lang: Lang) -> String {
    let text = number.to_string();
    if lang == Lang::Id { text.replace('.', ",") } else { text }
}

const fn pick(lang: Lang, [en, id]: [&'static str; 2]) -> &'static str {
    match lang {
        Lang::En => en,
        Lang::Id => id,
    }
}

impl Side {
    /// The word used in JSON: `actual`, `target` or `baseline`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Side::Actual => "actual",
            Side::Target => "target",
            Side::Baseline => "baseline",
        }
    }

    /// What readers call it.
    #[must_use]
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (_, Lang::En) => self.as_str(),
            (Side::Actual, Lang::Id) => "realisasi",
            (Side::Target, Lang::Id) => "target",
            (Side::Baseline, Lang::Id) => "kondisi awal",
        }
    }
}

fn absence(absence: Absence, lang: Lang) -> &'static str {
    let text = match absence {
        Absence::NotDue => ["is not due yet", "belum jatuh tempo"],
        Absence::NotReported => ["was not reported", "tidak dilaporkan"],
        Absence::NotHeld => {
            ["comes from an assessment that was not held", "berasal dari penilaian yang tidak diadakan"]
        }
        Absence::NotConcerned => ["does not concern this unit", "tidak berlaku untuk unit ini"],
        Absence::Suppressed => ["is suppressed", "dirahasiakan"],
        Absence::Blank => ["is missing", "tidak ada"],
    };
    pick(lang, text)
}

impl NotScorable {
    /// The reason's code, stable for ever.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            NotScorable::Missing { side: Side::Actual, .. } => "missing-actual",
            NotScorable::Missing { side: Side::Target, .. } => "missing-target",
            NotScorable::Missing { side: Side::Baseline, .. } => "missing-baseline",
            NotScorable::NotConcerned => "not-concerned",
            NotScorable::ZeroTarget => "zero-target",
            NotScorable::ZeroActual => "zero-actual",
            NotScorable::ZeroRange => "zero-range",
            NotScorable::ZeroDenominator(_) => "zero-denominator",
            NotScorable::Negative(_) => "negative",
            NotScorable::NotPositive(_) => "not-positive",
            NotScorable::WrongKind(_) => "wrong-kind",
            NotScorable::OtherLength(_) => "other-length",
            NotScorable::NoDirection => "no-direction",
            NotScorable::UnknownLabel { .. } => "unknown-label",
            NotScorable::Disordered => "disordered",
            NotScorable::OutOfRange => "out-of-range",
            NotScorable::NothingPresent => "nothing-present",
            NotScorable::Child(_) => "child-not-scorable",
            NotScorable::NegativeChild(_) => "negative-child",
            NotScorable::Insufficient { .. } => "insufficient-coverage",
            NotScorable::TooFew { .. } => "too-few-present",
            NotScorable::NoRow => "no-row",
            NotScorable::NotAsked => "not-asked",
            NotScorable::User(_) => "own-rule",
        }
    }

    /// Why there is no score, in one sentence.
    ///
    /// ```
    /// use renstra::finding::Lang;
    /// use renstra::formula::NotScorable;
    /// assert_eq!(NotScorable::ZeroTarget.message(Lang::En), "the target is zero and the rule divides by it");
    /// assert_eq!(NotScorable::ZeroTarget.message(Lang::Id), "target nol, padahal rumus membagi dengannya");
    /// ```
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (NotScorable::Insufficient { coverage, minimum }, Lang::En) => format!(
                "only {} of the weight is present, and {} is asked for",
                figure(coverage.to_number(), lang),
                figure(minimum.to_number(), lang)
            ),
            (NotScorable::Insufficient { coverage, minimum }, Lang::Id) => format!(
                "hanya {} dari bobot yang terisi, sedangkan yang disyaratkan {}",
                figure(coverage.to_number(), lang),
                figure(minimum.to_number(), lang)
            ),
            (NotScorable::TooFew { present, minimum }, Lang::En) => format!(
                "only {} of the parts have a score, and {} is asked for",
                figure(present.to_number(), lang),
                figure(minimum.to_number(), lang)
            ),
            (NotScorable::TooFew { present, minimum }, Lang::Id) => format!(
                "hanya {} dari bagian yang bernilai, sedangkan yang disyaratkan {}",
                figure(present.to_number(), lang),
                figure(minimum.to_number(), lang)
            ),
            (NotScorable::User(why), _) => why.to_string(),
            _ => self.about_a_side(lang).unwrap_or_else(|| pick(lang, self.fixed_text()).to_owned()),
        }
    }

    /// What is wrong with the actual, the target or the baseline; none where it is not about one of them.
    fn about_a_side(&self, lang: Lang) -> Option<String> {
        let name = |side: &Side| side.name(lang);
        Some(match (self, lang) {
            (NotScorable::Missing { side, absence: why }, Lang::En) => {
                format!("the {} {}", name(side), absence(*why, lang))
            }
            (NotScorable::Missing { side, absence: why }, Lang::Id) => {
                format!("{} {}", name(side), absence(*why, lang))
            }
            (NotScorable::ZeroDenominator(side), Lang::En) => {
                format!("the denominator of the {} is zero", name(side))
            }
            (NotScorable::ZeroDenominator(side), Lang::Id) => format!("penyebut {} nol", name(side)),
            (NotScorable::Negative(side), Lang::En) => {
                format!("the {} is negative and the rule is a ratio", name(side))
            }
            (NotScorable::Negative(side), Lang::Id) => {
                format!("{} negatif, padahal rumusnya rasio", name(side))
            }
            (NotScorable::NotPositive(side), Lang::En) => {
                format!("the {} is not positive, so it has no logarithm", name(side))
            }
            (NotScorable::NotPositive(side), Lang::Id) => {
                format!("{} tidak positif, sehingga tidak ada logaritmanya", name(side))
            }
            (NotScorable::WrongKind(side), Lang::En) => {
                format!("the {} is not what the rule can read", name(side))
            }
            (NotScorable::WrongKind(side), Lang::Id) => {
                format!("{} tidak dapat dibaca oleh rumus", name(side))
            }
            (NotScorable::OtherLength(side), Lang::En) => {
                format!(
                    "the {} is of a longer or shorter period, and figures add up over periods",
                    name(side)
                )
            }
            (NotScorable::OtherLength(side), Lang::Id) => {
                format!(
                    "periode {} lebih panjang atau lebih pendek, padahal angkanya dijumlahkan",
                    name(side)
                )
            }
            (NotScorable::UnknownLabel { side, label }, Lang::En) => {
                format!("the {} `{label}` is not on the scale", name(side))
            }
            (NotScorable::UnknownLabel { side, label }, Lang::Id) => {
                format!("{} `{label}` tidak ada pada skala", name(side))
            }
            _ => return None,
        })
    }

    /// The texts that say no figure.
    const fn fixed_text(&self) -> [&'static str; 2] {
        match self {
            NotScorable::NotConcerned => {
                ["nothing below concerns this unit", "tidak ada yang berlaku untuk unit ini"]
            }
            NotScorable::ZeroTarget => [
                "the target is zero and the rule divides by it",
                "target nol, padahal rumus membagi dengannya",
            ],
            NotScorable::ZeroActual => [
                "the actual is zero and the rule divides by it",
                "realisasi nol, padahal rumus membagi dengannya",
            ],
            NotScorable::ZeroRange => [
                "both ends of the range are equal, so there is no distance to measure",
                "kedua ujung rentang sama, sehingga tidak ada jarak yang dapat diukur",
            ],
            NotScorable::NoDirection => {
                ["nobody has said which way is better", "arah yang lebih baik tidak dinyatakan"]
            }
            NotScorable::Disordered => {
                ["the points of the rule do not follow each other", "titik-titik pada rumus tidak berurutan"]
            }
            NotScorable::OutOfRange => ["the result is out of range", "hasilnya di luar jangkauan"],
            NotScorable::NothingPresent => {
                ["nothing below has a score", "tidak ada yang bernilai di bawahnya"]
            }
            NotScorable::Child(_) => ["something below has no score", "ada yang tidak bernilai di bawahnya"],
            NotScorable::NegativeChild(_) => [
                "something below is negative, for which this mean has no meaning",
                "ada nilai negatif di bawahnya, sehingga rata-rata ini tidak bermakna",
            ],
            NotScorable::NoRow => {
                ["no row of the decision table fits", "tidak ada baris tabel keputusan yang cocok"]
            }
            _ => ["the policy does not score this element", "kebijakan tidak menilai unsur ini"],
        }
    }
}

impl Warning {
    /// The warning's code, stable for ever.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Warning::Capped => "capped",
            Warning::OutsideBands => "outside-bands",
            Warning::Reweighted => "reweighted",
            Warning::Filled => "filled",
            Warning::Imputed => "imputed",
            Warning::Guarded => "guarded",
            Warning::NegativeLinks => "negative-links",
            Warning::PeriodsLeftOut => "periods-left-out",
            Warning::Bound => "bound",
        }
    }

    /// What it says, in one sentence.
    #[must_use]
    pub const fn message(self, lang: Lang) -> &'static str {
        let text = match self {
            Warning::Capped => ["a cap changed the score", "nilai dibatasi"],
            Warning::OutsideBands => ["the score lies outside the bands", "nilai di luar semua kategori"],
            Warning::Reweighted => [
                "parts without a score were left out and the others re-weighted",
                "bagian tanpa nilai dikeluarkan dan bobot lainnya disesuaikan",
            ],
            Warning::Filled => [
                "what has no score counts with the score that the policy names",
                "yang tanpa nilai dihitung dengan nilai yang disebut kebijakan",
            ],
            Warning::Imputed => [
                "an absent value was replaced by a declared one",
                "nilai yang tidak ada diganti dengan nilai yang dinyatakan",
            ],
            Warning::Guarded => [
                "the rule has no meaning here, and the policy names the score",
                "rumus tidak bermakna di sini, dan kebijakan menyebut nilainya",
            ],
            Warning::NegativeLinks => [
                "links that hinder were kept out of the mean",
                "hubungan yang menghambat tidak masuk rata-rata",
            ],
            Warning::PeriodsLeftOut => [
                "periods without an actual were left out on both sides",
                "periode tanpa realisasi dikeluarkan dari kedua sisi",
            ],
            Warning::Bound => [
                "the actual is a bound and was read as its figure",
                "realisasi berupa batas dan dibaca angkanya",
            ],
        };
        pick(lang, text)
    }
}
