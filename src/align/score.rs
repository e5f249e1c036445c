//! One alignment score: the weighted sum of named parts, each a share, so that size does not matter.

use crate::finding::Subject;
use crate::number::{Exact, Fixed, Number, contributions};

use super::evaluated::{Evaluated, Input, Reason};
use super::settings::ScoreWeights;

/// A part of the alignment score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Coverage of the plan's topmost aims, by count.
    Coverage,
    /// The share of delivery programmes that reach the vision.
    Threads,
    /// The share of delivery money that reaches a mission.
    Money,
    /// How far the money follows the declared priorities.
    Balance,
    /// The share of declared compositions whose targets add up.
    Targets,
    /// The share of rules that hold, of those that could be evaluated.
    Rules,
}

impl Part {
    /// Every part, in order.
    pub const ALL: [Part; 6] =
        [Part::Coverage, Part::Threads, Part::Money, Part::Balance, Part::Targets, Part::Rules];

    /// Its name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Part::Coverage => "coverage",
            Part::Threads => "threads",
            Part::Money => "money",
            Part::Balance => "balance",
            Part::Targets => "targets",
            Part::Rules => "rules",
        }
    }

    /// What it is called, in English and Indonesian.
    #[must_use]
    pub const fn words(self) -> [&'static str; 2] {
        match self {
            Part::Coverage => ["aims that something delivers", "tujuan yang ada pelaksananya"],
            Part::Threads => ["programmes that reach the vision", "program yang sampai ke visi"],
            Part::Money => ["money that reaches a mission", "anggaran yang sampai ke misi"],
            Part::Balance => ["money that follows the priorities", "anggaran yang mengikuti prioritas"],
            Part::Targets => ["targets that add up", "target yang cocok jumlahnya"],
            Part::Rules => ["rules that hold", "aturan yang dipenuhi"],
        }
    }
}

/// The alignment score, 0 to 100, with its parts. Its contributions add up to it exactly.
///
/// `score = 100 · Σ wᵢ vᵢ / Σ wᵢ` over the parts that could be evaluated, rounded half-even to 15 places; the
/// contributions are rounded to the same unit by largest remainder.
#[derive(Clone, Debug)]
pub struct AlignScore {
    /// The score; not evaluable where no part is.
    pub value: Result<Fixed, Reason>,
    /// The parts, in order.
    pub parts: Vec<ScorePart>,
    /// The share of the weight that could be evaluated.
    pub evaluated: Evaluated,
}

/// One part of the score.
#[derive(Clone, Debug)]
pub struct ScorePart {
    /// Which.
    pub part: Part,
    /// Its value.
    pub value: Evaluated,
    /// Its weight.
    pub weight: Number,
    /// What it gives to the score, 0 to 100; 0 where it could not be evaluated.
    pub contribution: Fixed,
}

pub(super) fn score(values: Vec<Evaluated>, weights: ScoreWeights) -> AlignScore {
    let parts = Part::ALL.into_iter().zip(values).zip(weights.0);
    let mut parts: Vec<ScorePart> = parts
        .map(|((part, value), weight)| ScorePart { part, value, weight, contribution: Fixed::ZERO })
        .collect();
    let evaluated = evaluated(&parts);
    // A weight below zero would let a worse plan have a better score.
    let sound = parts.iter().all(|part| !part.weight.is_negative());
    let none = if sound { Reason::NoRules } else { Reason::OutOfRange };
    let value = if sound { weighted(&mut parts) } else { None };
    let value = value.ok_or(none);
    AlignScore { value, parts, evaluated }
}

/// Of the weight of all parts, that of those that could be evaluated.
fn evaluated(parts: &[ScorePart]) -> Evaluated {
    let input = |part: &ScorePart| {
        let whole = Exact::from(part.weight);
        let known = if part.value.value().is_some() { whole.clone() } else { Exact::ZERO };
        Input { subject: Subject::new("part", part.part.as_str(), ""), part: known, whole }
    };
    Evaluated::sum(parts.iter().map(input).collect(), Reason::NoRules)
}

/// The weighted mean; sets the contributions.
fn weighted(parts: &mut [ScorePart]) -> Option<Fixed> {
    let known = || parts.iter().filter_map(|part| Some((part.value.value()?, part.weight)));
    let whole = known().try_fold(Exact::ZERO, |sum, (_, weight)| sum.checked_add(&weight.into()))?;
    let hundred = Exact::from(100);
    let give = |value: Fixed, weight: Number| {
        Exact::from(value).checked_mul(&weight.into())?.checked_mul(&hundred)?.checked_div(&whole)
    };
    let exact: Option<Vec<Exact>> = known().map(|(value, weight)| give(value, weight)).collect();
    let exact = exact.filter(|exact| !exact.is_empty())?;
    let total = exact.iter().try_fold(Exact::ZERO, |sum, part| sum.checked_add(part))?.to_fixed()?;
    let given = contributions(&exact, total)?;
    let slots = parts.iter_mut().filter(|part| part.value.value().is_some());
    slots.zip(given).for_each(|(part, given)| part.contribution = given);
    Some(total)
}
