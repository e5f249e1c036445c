use std::collections::HashSet;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::formula::{Bands, Method, MissingChildren};
use crate::number::{Fixed, Number, Rounding, RoundingMode};

/// A composite index as data: its inputs, how they are brought onto one scale, how they are joined, rounded,
/// banded and ranked. See [the module's page](crate::composite) for every key of its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    pub(super) file: File,
    pub(super) bands: Option<Bands>,
    /// The place of the top among the groups.
    pub(super) top: usize,
}

/// Why a file is no definition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DefinitionError {
    /// Not JSON, or a field of another type, an unknown one, or one that is missing.
    #[error("at `{path}`: {message}")]
    Field {
        /// Where, as keys and places joined by points.
        path: Box<str>,
        /// What is wrong.
        message: Box<str>,
    },
    /// A version that is not known.
    #[error("version {0} of the definition is not known; known is 1")]
    Version(u32),
    /// What it says has no meaning.
    #[error("{0}")]
    Meaning(Box<str>),
}

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
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
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
    pub(super) of: Vec<Part>,
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
}

#[derive(Clone, Copy, Debug, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum MissingWord {
    #[default]
    Reweight,
    Zero,
    Propagate,
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

/// Which place units of equal score get.
#[derive(Clone, Copy, Debug, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Ties {
    /// 1, 2, 2, 4.
    #[default]
    Shared,
    /// 1, 2, 2, 3.
    Dense,
}

#[derive(Clone, Copy, Debug, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Best {
    #[default]
    Highest,
    Lowest,
}

impl Definition {
    /// Reads a definition.
    ///
    /// # Errors
    /// The path of a field that is unknown, missing or of another type, or what has no meaning: a code that
    /// stands twice, a part that does not stand above its group, weights below zero, bands that overlap.
    pub fn from_json(text: &str) -> Result<Definition, DefinitionError> {
        let mut parser = serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}'));
        let file: File =
            serde_path_to_error::deserialize(&mut parser).map_err(|error| DefinitionError::Field {
                path: error.path().to_string().into(),
                message: error.inner().to_string().into(),
            })?;
        if file.version != 1 {
            return Err(DefinitionError::Version(file.version));
        }
        check_codes(&file)?;
        file.rounds()?;
        let top = match &file.top {
            None => file.groups.len().checked_sub(1),
            Some(top) => file.groups.iter().position(|group| group.code == *top),
        };
        let top = top.ok_or_else(|| meaning("`top` names no group; there is at least one"))?;
        let bands = bands(&file)?;
        Ok(Definition { file, bands, top })
    }

    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.file.id
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.file.title
    }

    /// Where it was read.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.file.source
    }

    /// For whom and when it is meant.
    #[must_use]
    pub fn scope(&self) -> &str {
        &self.file.scope
    }

    /// What of it is not certain.
    #[must_use]
    pub fn doubts(&self) -> &[String] {
        &self.file.doubts
    }
}

pub(super) fn meaning(text: &str) -> DefinitionError {
    DefinitionError::Meaning(text.into())
}

/// Codes stand once, parts stand above their groups, weights are not negative.
fn check_codes(file: &File) -> Result<(), DefinitionError> {
    let mut seen: HashSet<&str> = HashSet::new();
    for input in &file.inputs {
        if !seen.insert(&input.code) {
            return Err(meaning(&format!("the code `{}` stands twice", input.code)));
        }
    }
    for group in &file.groups {
        let mut own: HashSet<&str> = HashSet::new();
        if group.of.is_empty() {
            return Err(meaning(&format!("group `{}` has no parts", group.code)));
        }
        for part in &group.of {
            if !seen.contains(part.code.as_str()) {
                let text = format!(
                    "group `{}` names `{}`, which is no input and no group above it",
                    group.code, part.code
                );
                return Err(meaning(&text));
            }
            if !own.insert(&part.code) {
                return Err(meaning(&format!("group `{}` names `{}` twice", group.code, part.code)));
            }
            if part.weight.is_some_and(|weight| weight.0.is_negative()) {
                return Err(meaning(&format!(
                    "the weight of `{}` in `{}` is negative",
                    part.code, group.code
                )));
            }
        }
        if !seen.insert(&group.code) {
            return Err(meaning(&format!("the code `{}` stands twice", group.code)));
        }
    }
    Ok(())
}

fn bands(file: &File) -> Result<Option<Bands>, DefinitionError> {
    let Some((lowest, rest)) = file.bands.split_first() else { return Ok(None) };
    if lowest.from.is_some() || lowest.above.is_some() {
        return Err(meaning("the first band is the lowest and has neither `from` nor `above`"));
    }
    let mut builder = Bands::builder(lowest.label.as_str());
    for band in rest {
        builder = match (band.from, band.above) {
            (Some(from), None) => builder.from(from.0, band.label.as_str()),
            (None, Some(above)) => builder.over(above.0, band.label.as_str()),
            _ => return Err(meaning(&format!("band `{}` needs either `from` or `above`", band.label))),
        };
    }
    builder.build().map(Some).map_err(|error| meaning(&error.to_string()))
}

impl File {
    fn rounds(&self) -> Result<(), DefinitionError> {
        let rounds = self.groups.iter().filter_map(|group| group.rounding.as_ref()).chain(&self.rounding);
        rounds.map(Round::read).collect::<Result<Vec<Rounding>, DefinitionError>>().map(|_| ())
    }
}

impl Round {
    pub(super) fn read(&self) -> Result<Rounding, DefinitionError> {
        let mode = match &self.mode {
            None => RoundingMode::HalfUp,
            Some(word) => RoundingMode::from_word(word).ok_or_else(|| {
                meaning(&format!("`{word}` is no way of rounding; write for instance `half-up`"))
            })?,
        };
        if self.digits > Fixed::PLACES {
            return Err(meaning("a score is rounded to at most 15 digits"));
        }
        Ok(Rounding::new(mode, self.digits))
    }
}

impl Group {
    pub(super) fn method(&self) -> Result<Method, DefinitionError> {
        Ok(match (self.method, self.exponent) {
            (MethodWord::Power, Some(exponent)) => Method::Power(exponent.0),
            (MethodWord::Power, None) => {
                return Err(meaning(&format!("group `{}` needs an `exponent`", self.code)));
            }
            (MethodWord::Arithmetic, _) => Method::Arithmetic,
            (MethodWord::Geometric, _) => Method::Geometric,
            (MethodWord::Harmonic, _) => Method::Harmonic,
            (MethodWord::Minimum, _) => Method::Minimum,
            (MethodWord::Maximum, _) => Method::Maximum,
            (MethodWord::Median, _) => Method::Median,
        })
    }

    pub(super) fn missing(&self) -> MissingChildren {
        match self.missing {
            MissingWord::Reweight => MissingChildren::Reweight,
            MissingWord::Zero => MissingChildren::Zero,
            MissingWord::Propagate => MissingChildren::Propagate,
        }
    }
}
