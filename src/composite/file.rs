//! The file of a definition, version 1: its keys and their words.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::formula::{Best, Stage, Ties};
use crate::number::Number;

use super::impute::Impute;
use super::weights::WeightKeys;

/// A number of a file, as a text or as a JSON number; never through a float.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Num(pub(super) Number);

impl<'de> Deserialize<'de> for Num {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Num, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        let text = raw.trim_matches('"');
        let wrong = |_| serde::de::Error::custom(format!("`{text}` is no plain number such as `0.25`"));
        text.parse().map(Num).map_err(wrong)
    }
}

/// The file, version 1.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(rename = "renstra-composite")]
    pub(super) version: u32,
    pub(super) id: String,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) source: String,
    #[serde(default)]
    pub(super) scope: String,
    #[serde(default)]
    pub(super) doubts: Vec<String>,
    pub(super) unit: Unit,
    pub(super) inputs: Vec<Input>,
    pub(super) groups: Vec<Group>,
    #[serde(default)]
    pub(super) top: Option<String>,
    #[serde(default)]
    pub(super) rounding: Option<Round>,
    #[serde(default)]
    pub(super) bands: Vec<BandRow>,
    #[serde(default)]
    pub(super) band_on: On,
    #[serde(default)]
    pub(super) rank: Rank,
}

/// The columns that name a unit.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unit {
    pub(super) code: String,
    #[serde(default)]
    pub(super) name: Option<String>,
}

/// An input: a column of the table and how it is brought onto a scale.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    pub(super) code: String,
    #[serde(default)]
    pub(super) column: Option<String>,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) direction: Better,
    #[serde(default)]
    pub(super) cap: Option<Span>,
    #[serde(default)]
    pub(super) impute: Option<Impute>,
    #[serde(default)]
    pub(super) winsorise: Option<u32>,
    #[serde(default)]
    pub(super) scale: Option<Num>,
    #[serde(default)]
    pub(super) shift: Option<Num>,
    #[serde(default)]
    pub(super) log: Option<Log>,
    pub(super) normalise: Normalise,
}

#[derive(Clone, Copy, Debug, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Better {
    #[default]
    Higher,
    Lower,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Span {
    #[serde(default)]
    pub(super) low: Option<Num>,
    #[serde(default)]
    pub(super) high: Option<Num>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Log {
    Ln,
    Log10,
}

/// How an input is brought onto a scale.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "NormaliseKeys")]
pub(super) enum Normalise {
    Given,
    Goalposts { worst: Num, best: Num, clip: Clipped, onto: Option<[Num; 2]> },
    MinMax { onto: Option<[Num; 2]> },
    ZScore { mean: Option<Num>, deviation: Option<Num> },
    Rank,
    PercentRank,
    Borda,
    ShareOfBest,
    DistanceToBest,
    DistanceToTarget { target: Num, clip: Clipped },
    ShareOfReference { reference: Num },
    User { rule: String },
}

/// The keys of every method together; which of them belong to a method is judged once they are read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NormaliseKeys {
    method: String,
    #[serde(default)]
    worst: Option<Num>,
    #[serde(default)]
    best: Option<Num>,
    #[serde(default)]
    clip: Option<Clipped>,
    #[serde(default)]
    onto: Option<[Num; 2]>,
    #[serde(default)]
    mean: Option<Num>,
    #[serde(default)]
    deviation: Option<Num>,
    #[serde(default)]
    target: Option<Num>,
    #[serde(default)]
    reference: Option<Num>,
    #[serde(default)]
    rule: Option<String>,
}

/// Every method with the keys that it takes.
const METHODS: &[(&str, &[&str])] = &[
    ("given", &[]),
    ("goalposts", &["worst", "best", "clip", "onto"]),
    ("min-max", &["onto"]),
    ("z-score", &["mean", "deviation"]),
    ("rank", &[]),
    ("percent-rank", &[]),
    ("borda", &[]),
    ("share-of-best", &[]),
    ("distance-to-best", &[]),
    ("distance-to-target", &["target", "clip"]),
    ("share-of-reference", &["reference"]),
    ("user", &["rule"]),
];

impl NormaliseKeys {
    /// The keys that were given.
    fn given(&self) -> impl Iterator<Item = &'static str> {
        let given = [
            ("worst", self.worst.is_some()),
            ("best", self.best.is_some()),
            ("clip", self.clip.is_some()),
            ("onto", self.onto.is_some()),
            ("mean", self.mean.is_some()),
            ("deviation", self.deviation.is_some()),
            ("target", self.target.is_some()),
            ("reference", self.reference.is_some()),
            ("rule", self.rule.is_some()),
        ];
        given.into_iter().filter(|(_, given)| *given).map(|(key, _)| key)
    }
}

impl TryFrom<NormaliseKeys> for Normalise {
    type Error = String;

    fn try_from(keys: NormaliseKeys) -> Result<Normalise, String> {
        let method = keys.method.as_str();
        let Some((_, known)) = METHODS.iter().find(|(name, _)| *name == method) else {
            let names: Vec<&str> = METHODS.iter().map(|(name, _)| *name).collect();
            return Err(format!("`{method}` is no method; known are {}", names.join(", ")));
        };
        if let Some(odd) = keys.given().find(|key| !known.contains(key)) {
            return Err(format!("`{method}` takes no `{odd}`"));
        }
        let need = |number: Option<Num>, key: &str| number.ok_or_else(|| format!("`{method}` needs `{key}`"));
        let clip = keys.clip.unwrap_or_default();
        Ok(match method {
            "given" => Normalise::Given,
            "goalposts" => Normalise::Goalposts {
                worst: need(keys.worst, "worst")?,
                best: need(keys.best, "best")?,
                clip,
                onto: keys.onto,
            },
            "min-max" => Normalise::MinMax { onto: keys.onto },
            "z-score" => Normalise::ZScore { mean: keys.mean, deviation: keys.deviation },
            "rank" => Normalise::Rank,
            "percent-rank" => Normalise::PercentRank,
            "borda" => Normalise::Borda,
            "share-of-best" => Normalise::ShareOfBest,
            "distance-to-best" => Normalise::DistanceToBest,
            "distance-to-target" => {
                Normalise::DistanceToTarget { target: need(keys.target, "target")?, clip }
            }
            "user" => Normalise::User { rule: keys.rule.ok_or("`user` needs `rule`, the name of a rule")? },
            _ => Normalise::ShareOfReference { reference: need(keys.reference, "reference")? },
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Clipped {
    #[default]
    Both,
    Worst,
    Best,
    Neither,
}

/// A level: what is joined, and how.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub(super) code: String,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) method: MethodWord,
    #[serde(default)]
    pub(super) exponent: Option<Num>,
    #[serde(default)]
    pub(super) table: Vec<TableRow>,
    pub(super) of: Vec<Part>,
    #[serde(default)]
    pub(super) weights: Option<WeightKeys>,
    #[serde(default)]
    pub(super) missing: MissingWord,
    #[serde(default)]
    pub(super) min_coverage: Option<Num>,
    #[serde(default)]
    pub(super) rounding: Option<Round>,
}

#[derive(Clone, Copy, Debug, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum MethodWord {
    #[default]
    Arithmetic,
    Geometric,
    Harmonic,
    Power,
    Minimum,
    Maximum,
    Median,
    Table,
}

#[derive(Clone, Copy, Debug, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum MissingWord {
    #[default]
    Reweight,
    Zero,
    Propagate,
}

/// A row of a decision table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableRow {
    pub(super) when: When,
    pub(super) score: Num,
}

/// When a row fits, by the scores of the parts.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum When {
    Always,
    AllAtLeast(Num),
    AnyAtLeast(Num),
    AnyBelow(Num),
    AtLeast { children: u32, score: Num },
}

/// A part of a group, by the code of an input or of a group above in the list.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub(super) code: String,
    #[serde(default)]
    pub(super) weight: Option<Num>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Round {
    pub(super) digits: u32,
    #[serde(default)]
    pub(super) mode: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BandRow {
    pub(super) label: String,
    #[serde(default)]
    pub(super) from: Option<Num>,
    #[serde(default)]
    pub(super) above: Option<Num>,
}

#[derive(Clone, Copy, Debug, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum On {
    #[default]
    Rounded,
    Unrounded,
}

impl On {
    pub(super) const fn stage(self) -> Stage {
        match self {
            On::Rounded => Stage::Rounded,
            On::Unrounded => Stage::Unrounded,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rank {
    #[serde(default)]
    pub(super) on: On,
    #[serde(default)]
    pub(super) ties: Ties,
    #[serde(default)]
    pub(super) best: Best,
}
