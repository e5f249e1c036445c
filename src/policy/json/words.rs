//! The closed lists of words of the format.

use crate::formula::rule::Clip;
use crate::formula::{Carry, Method, MissingChildren, OnNegative, OnZero, Rule, Stage};
use crate::number::RoundingMode;
use crate::period::Which;
use crate::policy::{Missing, RollUp};

/// A word and what it stands for.
pub(crate) type Words<T> = [(&'static str, T)];

pub(crate) const CLIP: &Words<Clip> =
    &[("both", Clip::Both), ("worst", Clip::Worst), ("best", Clip::Best), ("neither", Clip::Neither)];
pub(crate) const CARRY: &Words<Carry> =
    &[("raw", Carry::Raw), ("capped", Carry::Capped), ("rounded", Carry::Rounded)];
pub(crate) const STAGE: &Words<Stage> = &[("unrounded", Stage::Unrounded), ("rounded", Stage::Rounded)];
pub(super) const WHICH: &Words<Which> = &[("original", Which::Original), ("revised", Which::Revised)];
pub(super) const ROLL_UP: &Words<RollUp> = &[
    ("none", RollUp::None),
    ("indicators", RollUp::Indicators),
    ("children", RollUp::Children),
    ("pool", RollUp::Pool),
];
pub(crate) const MODE: &Words<RoundingMode> = &[
    ("half-up", RoundingMode::HalfUp),
    ("half-even", RoundingMode::HalfEven),
    ("truncate", RoundingMode::Truncate),
    ("floor", RoundingMode::Floor),
    ("ceiling", RoundingMode::Ceiling),
];
pub(super) const ON_ZERO: &Words<OnZero> = &[("not-scorable", OnZero::NotScorable)];
pub(super) const ON_NEGATIVE: &Words<OnNegative> =
    &[("not-scorable", OnNegative::NotScorable), ("compute", OnNegative::Compute)];
pub(super) const MISSING: &Words<Missing> =
    &[("not-scorable", Missing::NotScorable), ("last-value", Missing::LastValue)];
pub(crate) const MISSING_CHILDREN: &Words<MissingChildren> = &[
    ("reweight", MissingChildren::Reweight),
    ("zero", MissingChildren::Zero),
    ("propagate", MissingChildren::Propagate),
];
pub(super) const METHODS: &Words<Method> = &[
    ("arithmetic", Method::Arithmetic),
    ("geometric", Method::Geometric),
    ("harmonic", Method::Harmonic),
    ("minimum", Method::Minimum),
    ("maximum", Method::Maximum),
    ("median", Method::Median),
];
pub(super) const RULES: &Words<Rule> = &[
    ("given", Rule::Given),
    ("ratio", Rule::Ratio),
    ("mirrored", Rule::Mirrored),
    ("inverse", Rule::Inverse),
    ("reduction", Rule::Reduction),
    ("absorption", Rule::Absorption),
    ("progress", Rule::Progress),
    ("interval", Rule::Interval),
    ("stay-near", Rule::StayNear),
    ("met", Rule::Met),
];

/// The word of a value.
pub(crate) fn word_of<T: PartialEq>(words: &Words<T>, value: &T) -> &'static str {
    words.iter().find(|(_, known)| known == value).map_or("", |(word, _)| word)
}
