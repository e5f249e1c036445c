use std::fmt;

use crate::finding::{Finding, on_one_line};
use crate::policy::Registry;

use super::file::File;
use super::read;
use super::weights::Weighing;

/// A composite index as data: its inputs, how they are brought onto one scale, how they are joined, rounded,
/// banded and ranked. See [the module's page](crate::composite) for every key of its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    pub(super) file: File,
    warnings: Vec<Finding>,
}

/// Everything that is wrong with the file of a definition.
#[derive(Clone, Debug, PartialEq)]
pub struct DefinitionError {
    findings: Vec<Finding>,
}

impl DefinitionError {
    pub(super) fn new(findings: Vec<Finding>) -> DefinitionError {
        DefinitionError { findings }
    }

    /// The faults, each with its code, its path and its texts.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

impl fmt::Display for DefinitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        on_one_line(&self.findings, f)
    }
}

impl std::error::Error for DefinitionError {}

impl Definition {
    /// Reads a definition.
    ///
    /// ```
    /// use renstra::composite::Definition;
    /// let text = r#"{"renstra-composite": 1, "id": "d", "unit": {"code": "u"},
    ///   "inputs": [{"code": "a", "normalize": {"method": "given"}}], "groups": [{"code": "g", "of": ["b"]}]}"#;
    /// assert_eq!(
    ///     Definition::from_json(text).unwrap_err().to_string(),
    ///     "/inputs/0: the field `normalise` is missing; \
    ///      /inputs/0/normalize: there is no field `normalize` here; did you mean `normalise`?"
    /// );
    /// ```
    ///
    /// # Errors
    /// All faults of the file at once: fields that are unknown, missing or of another type, and what has no meaning - a
    /// code that stands twice, a part that is not there, groups that go round in a circle, weights below zero, bands that
    /// overlap.
    pub fn from_json(text: &str) -> Result<Definition, DefinitionError> {
        Definition::from_json_with(text, &Registry::default())
    }

    /// Reads a definition that names users' own rules (`{"method": "user", "rule": NAME}`), which a registry holds.
    ///
    /// # Errors
    /// As [`from_json`](Definition::from_json), and a rule that the registry does not hold.
    pub fn from_json_with(text: &str, registry: &Registry) -> Result<Definition, DefinitionError> {
        let read = read::definition(text, registry);
        let (file, warnings) = read.map_err(DefinitionError::new)?;
        Ok(Definition { file, warnings })
    }

    /// What is doubtful and refuses nothing: inputs and groups that do not count in the index.
    #[must_use]
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }

    /// The weights of a group that computes them from a budget or from comparisons; none where each part has its own.
    #[must_use]
    pub fn weighing(&self, group: &str) -> Option<&Weighing> {
        self.weighings().find(|(code, _)| *code == group).map(|(_, weighing)| weighing)
    }

    /// Every group that computes its weights, in their order.
    pub fn weighings(&self) -> impl Iterator<Item = (&str, &Weighing)> {
        self.file.groups.iter().filter_map(|group| Some((&*group.code, group.weighing.as_ref()?)))
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
    pub fn doubts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.file.doubts.iter().map(|doubt| &**doubt)
    }
}
