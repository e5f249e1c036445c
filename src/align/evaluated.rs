//! A number with its explanation, or the reason why there is none.

use std::borrow::Cow;

use crate::finding::{Lang, Subject};
use crate::number::{Exact, Fixed, Number, Rounding};

/// A share with its inputs, or the reason why the plan does not say enough for one. Never an invented zero.
#[derive(Clone, Debug, PartialEq)]
pub enum Evaluated {
    /// The share and what it was made of.
    Known(Share),
    /// Why there is none.
    NotEvaluable(Reason),
}

/// A share: a part of a whole, with what each of the two was made of.
///
/// It explains itself: `part` is the sum of the parts of its [`inputs`](Share::inputs), `whole` the sum of their
/// wholes, and the value the one over the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    value: Fixed,
    part: Exact,
    whole: Exact,
    inputs: Vec<Input>,
}

/// One thing that a share was made of: it gave `part` of its `whole`.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// What it is.
    pub subject: Subject,
    /// What of it counted.
    pub part: Exact,
    /// What of it could have counted.
    pub whole: Exact,
}

impl Input {
    /// One of one, or none of one.
    pub(super) fn holds(subject: Subject, holds: Option<()>) -> Input {
        Input { subject, part: holds.map_or(Exact::ZERO, |()| Exact::ONE), whole: Exact::ONE }
    }

    /// So many of so many.
    pub(super) fn count(subject: Subject, part: usize, whole: usize) -> Input {
        Input { subject, part: Exact::from(part as u64), whole: Exact::from(whole as u64) }
    }
}

/// Why something could not be evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// Neither the plan nor one above it has a vision or a mission.
    NoWayUp,
    /// A plan above it is needed, and none was given.
    NoPlanAbove,
    /// The plan has no money of the stage that was asked for.
    NoMoney,
    /// Nobody declared a priority.
    NoPriorities,
    /// A part has no weight.
    NoWeights,
    /// The plan has no indicator.
    NoIndicators,
    /// The plan has no delivery programme.
    NoPrograms,
    /// The plan has no vision, mission, goal or objective.
    NoAims,
    /// No measure declares how it is composed.
    NoComposition,
    /// No indicator that was given says that it is a part of this one.
    NoParts,
    /// A plan that holds a part of it was refused.
    Refused,
    /// No rule applied.
    NoRules,
    /// The amounts are in several currencies, which are not added up.
    MixedCurrencies,
    /// There are too many missions for so many links or kinds of money to be followed to each.
    TooTangled,
    /// What would be needed is not in the plan: the name says what.
    Lacking(Cow<'static, str>),
    /// A figure of the series is in doubt itself, and has been reported.
    DoubtfulFigure,
    /// The figure is out of range.
    OutOfRange,
}

impl Reason {
    /// The reason in words.
    ///
    /// ```
    /// use renstra::align::Reason;
    /// use renstra::finding::Lang;
    /// assert_eq!(Reason::NoPriorities.message(Lang::En), "nobody declared a priority");
    /// ```
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let [en, id] = match self {
            Reason::NoWayUp => [
                "neither the plan nor one above it has a vision or a mission",
                "rencana ini dan rencana di atasnya tidak memuat visi atau misi",
            ],
            Reason::NoPlanAbove => {
                ["no plan above this one was given", "rencana di atasnya tidak disertakan"]
            }
            Reason::DoubtfulFigure => {
                ["a figure of the series is in doubt itself", "ada angka dalam deret yang meragukan"]
            }
            Reason::NoMoney => {
                ["the plan has no money of this stage", "rencana tidak memuat anggaran pada tahap ini"]
            }
            Reason::NoPriorities => ["nobody declared a priority", "tidak ada prioritas yang dinyatakan"],
            Reason::NoWeights => ["a part has no weight", "ada bagian tanpa bobot"],
            Reason::NoIndicators => ["the plan has no indicator", "rencana tidak memuat indikator"],
            Reason::NoPrograms => {
                ["the plan has no delivery programme", "rencana tidak memuat program pelaksana"]
            }
            Reason::NoAims => [
                "the plan has no vision, mission, goal or objective",
                "rencana tidak memuat visi, misi, tujuan atau sasaran",
            ],
            Reason::NoComposition => {
                ["no measure says how it is composed", "tidak ada ukuran yang menyebut komposisinya"]
            }
            Reason::NoParts => [
                "no indicator given here says that it is a part of it",
                "tidak ada indikator di sini yang menyatakan diri bagiannya",
            ],
            Reason::Refused => [
                "a plan that holds a part of it failed its check",
                "rencana yang memuat bagiannya tidak lolos pemeriksaan",
            ],
            Reason::NoRules => ["no rule applied", "tidak ada aturan yang berlaku"],
            Reason::MixedCurrencies => {
                ["the amounts are in several currencies", "jumlahnya dalam beberapa mata uang"]
            }
            Reason::TooTangled => [
                "there are too many missions for so many links to be followed to each",
                "misi terlalu banyak untuk menelusuri semua kaitannya satu per satu",
            ],
            Reason::OutOfRange => ["the figure is out of range", "angkanya di luar jangkauan"],
            Reason::Lacking(what) => {
                let what = crate::finding::plain(what);
                return match lang {
                    Lang::En => format!("`{what}` is wanting"),
                    Lang::Id => format!("`{what}` tidak ada"),
                };
            }
        };
        if lang == Lang::Id { id } else { en }.to_owned()
    }
}

impl Share {
    fn new(part: Exact, whole: Exact, inputs: Vec<Input>) -> Option<Share> {
        let value = part.checked_div(&whole)?.to_fixed()?;
        Some(Share { value, part, whole, inputs })
    }

    /// The share, 0 to 1.
    #[must_use]
    pub fn value(&self) -> Fixed {
        self.value
    }

    /// The share as a percentage, rounded to so many digits.
    #[must_use]
    pub fn percent(&self, digits: u32) -> Option<Number> {
        Exact::from(self.value).checked_mul(&Exact::from(100))?.round(Rounding::half_even(digits))
    }

    /// What counted.
    #[must_use]
    pub fn part(&self) -> &Exact {
        &self.part
    }

    /// What could have counted.
    #[must_use]
    pub fn whole(&self) -> &Exact {
        &self.whole
    }

    /// What it was made of. A share of aims names the aims one step below; theirs explain themselves.
    #[must_use]
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }
}

impl Evaluated {
    fn share(part: Exact, whole: Exact, inputs: Vec<Input>, empty: Reason) -> Evaluated {
        if whole.is_zero() {
            return Evaluated::NotEvaluable(empty);
        }
        Share::new(part, whole, inputs).map_or(Evaluated::NotEvaluable(Reason::OutOfRange), Evaluated::Known)
    }

    /// The share that inputs make: the sum of their parts over the sum of their wholes.
    pub(super) fn sum(inputs: Vec<Input>, empty: Reason) -> Evaluated {
        let total = |of: fn(&Input) -> &Exact| {
            inputs.iter().try_fold(Exact::ZERO, |sum, input| sum.checked_add(of(input)))
        };
        match (total(|input| &input.part), total(|input| &input.whole)) {
            (Some(part), Some(whole)) => Evaluated::share(part, whole, inputs, empty),
            _ => Evaluated::NotEvaluable(Reason::OutOfRange),
        }
    }

    /// The share, where it is known.
    #[must_use]
    pub fn known(&self) -> Option<&Share> {
        match self {
            Evaluated::Known(share) => Some(share),
            Evaluated::NotEvaluable(_) => None,
        }
    }

    /// The value, 0 to 1, where it is known.
    #[must_use]
    pub fn value(&self) -> Option<Fixed> {
        self.known().map(Share::value)
    }

    /// The reason, where there is no share.
    #[must_use]
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Evaluated::Known(_) => None,
            Evaluated::NotEvaluable(reason) => Some(reason),
        }
    }

    /// The percentage with two digits, or `-`, with what it was made of in short or the reason.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let share = match self {
            Evaluated::NotEvaluable(reason) => return format!("- ({})", reason.message(lang)),
            Evaluated::Known(share) => share,
        };
        let percent = share.percent(2).map_or_else(|| "-".into(), |percent| percent.to_string());
        let of = if lang == Lang::Id { "dari" } else { "of" };
        let text = format!("{percent}% ({} {of} {})", short(&share.part), short(&share.whole));
        if lang == Lang::Id { text.replace('.', ",") } else { text }
    }
}

fn short(exact: &Exact) -> String {
    exact
        .round(Rounding::half_even(4))
        .map_or_else(|| exact.to_string(), |number| number.normalized().to_string())
}
