use std::fmt;
use std::sync::Arc;

use crate::finding::Lang;
use crate::formula::{Datum, NotScorable};
use crate::number::Exact;

/// A user's own rule. A policy names it; a registry gives it when a formula is compiled.
///
/// It runs exact only, and explains itself. It must be a pure function of its inputs.
pub trait UserRule: fmt::Debug + Send + Sync {
    /// The name by which policies ask for it.
    fn name(&self) -> &str;

    /// The version of what it computes. A scorecard made by a rule that names its version can be made again from what
    /// it names; one made by a rule without a version cannot. Change it with the rule.
    fn version(&self) -> Option<&str> {
        None
    }

    /// The score.
    ///
    /// # Errors
    /// Why there is none.
    fn score(&self, inputs: UserInputs<'_>) -> Result<Exact, NotScorable>;

    /// What it does, in one sentence, for explanations.
    fn explain(&self, lang: Lang) -> String;
}

/// What a user's own rule reads.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct UserInputs<'a> {
    /// What was achieved.
    pub actual: &'a Datum,
    /// What was promised.
    pub target: &'a Datum,
    /// Where it began.
    pub baseline: &'a Datum,
}

impl<'a> UserInputs<'a> {
    /// These inputs.
    #[must_use]
    pub const fn new(actual: &'a Datum, target: &'a Datum, baseline: &'a Datum) -> UserInputs<'a> {
        UserInputs { actual, target, baseline }
    }
}

/// A user's own rule as a formula holds it. Two are equal when their names and versions are.
#[derive(Clone, Debug)]
pub struct User(Arc<dyn UserRule>);

impl User {
    /// This rule.
    #[must_use]
    pub fn new(rule: Arc<dyn UserRule>) -> User {
        User(rule)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// The version of what it computes, where it names one.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.0.version()
    }

    /// The rule itself.
    #[must_use]
    pub fn rule(&self) -> &dyn UserRule {
        &*self.0
    }
}

impl PartialEq for User {
    fn eq(&self, other: &User) -> bool {
        (self.name(), self.version()) == (other.name(), other.version())
    }
}
