use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::formula::rule::User;
use crate::formula::{Bands, Condition, Method, MissingChildren, Row, Table};
use crate::number::{Fixed, Rounding, RoundingMode};
use crate::policy::Registry;

use super::file::{File, Group, MethodWord, MissingWord, Normalise, Round, TableRow, When};
use super::weights::Weighing;

/// A composite index as data: its inputs, how they are brought onto one scale, how they are joined, rounded,
/// banded and ranked. See [the module's page](crate::composite) for every key of its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    pub(super) file: File,
    pub(super) bands: Option<Bands>,
    /// The place of the top among the groups.
    pub(super) top: usize,
    /// The weights of groups that compute them, by code.
    pub(super) weighings: BTreeMap<String, Weighing>,
    /// The users' own rules that it names.
    pub(super) users: BTreeMap<String, User>,
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

impl Definition {
    /// Reads a definition.
    ///
    /// # Errors
    /// The path of a field that is unknown, missing or of another type, or what has no meaning: a code that
    /// stands twice, a part that does not stand above its group, weights below zero, bands that overlap.
    pub fn from_json(text: &str) -> Result<Definition, DefinitionError> {
        Definition::from_json_with(text, &Registry::default())
    }

    /// Reads a definition that names users' own rules (`{"method": "user", "rule": NAME}`), which a registry holds.
    ///
    /// # Errors
    /// As [`from_json`](Definition::from_json), and a rule that the registry does not hold.
    pub fn from_json_with(text: &str, registry: &Registry) -> Result<Definition, DefinitionError> {
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
        for group in &file.groups {
            group.method()?;
        }
        let weigh = |group: &Group| {
            Some(group.weights.as_ref()?.weigh(group).map(|found| (group.code.clone(), found)))
        };
        let weighings = file.groups.iter().filter_map(weigh).collect::<Result<_, DefinitionError>>()?;
        let users = users(&file, registry)?;
        Ok(Definition { file, bands, top, weighings, users })
    }

    /// The weights of a group that computes them from a budget or from comparisons; none where each part has its own.
    #[must_use]
    pub fn weighing(&self, group: &str) -> Option<&Weighing> {
        self.weighings.get(group)
    }

    /// Every group that computes its weights, by code.
    pub fn weighings(&self) -> impl Iterator<Item = (&str, &Weighing)> {
        self.weighings.iter().map(|(group, weighing)| (group.as_str(), weighing))
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

fn users(file: &File, registry: &Registry) -> Result<BTreeMap<String, User>, DefinitionError> {
    let mut users = BTreeMap::new();
    for input in &file.inputs {
        let Normalise::User { rule } = &input.normalise else { continue };
        let known = || {
            let names: Vec<String> = registry.names().map(|name| format!("`{name}`")).collect();
            if names.is_empty() { "none".into() } else { names.join(", ") }
        };
        let unknown = || meaning(&format!("`{}` names the rule `{rule}`; given are {}", input.code, known()));
        users.insert(rule.clone(), registry.get(rule).ok_or_else(unknown)?);
    }
    Ok(users)
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
        if self.table.is_empty() != (self.method != MethodWord::Table) {
            return Err(meaning(&format!(
                "group `{}` has either the method `table` and its rows, or neither",
                self.code
            )));
        }
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
            (MethodWord::Table, _) => {
                Method::Table(Arc::new(Table::new(self.table.iter().map(row).collect())))
            }
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

fn row(row: &TableRow) -> Row {
    let when = match row.when {
        When::Always => Condition::Always,
        When::AllAtLeast(score) => Condition::AllAtLeast(score.0),
        When::AnyAtLeast(score) => Condition::AnyAtLeast(score.0),
        When::AnyBelow(score) => Condition::AnyBelow(score.0),
        When::AtLeast { children, score } => Condition::CountAtLeast { children, score: score.0 },
    };
    Row::new(when, row.score.0)
}
