//! Which rules are allowed, warned about or denied, as data.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::finding::Severity;

/// What a breach of a rule is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LintLevel {
    /// Not reported; it is listed among what was allowed, with the reason.
    Allow,
    /// A warning.
    Warn,
    /// An error.
    Deny,
}

impl LintLevel {
    pub(super) fn severity(self) -> Severity {
        match self {
            LintLevel::Allow | LintLevel::Warn => Severity::Warning,
            LintLevel::Deny => Severity::Error,
        }
    }
}

/// The levels of rules, for the whole plan and for single elements or indicators, with reasons; and what the
/// user says of a finding: its cause and what follows.
///
/// ```
/// use renstra::align::{LintLevel, LintLevels};
/// let levels = LintLevels::from_json(r#"{
///   "rules": {"align.flat-target": "allow"},
///   "elements": [{"code": "P1", "rule": "align.orphan", "level": "allow", "reason": "moves to P2 next year"}],
///   "remarks": [{"code": "G1", "rule": "align.unserved", "cause": "late start", "follow_up": "programme in 2027"}]
/// }"#)?;
/// assert_eq!(levels.of("align.flat-target", "T1/1").map(|(level, _)| level), Some(LintLevel::Allow));
/// assert_eq!(levels.of("align.orphan", "P1"), Some((LintLevel::Allow, "moves to P2 next year")));
/// assert!(LintLevels::from_json(r#"{"rules": {"align.flat-targt": "allow"}}"#).is_err());
/// # Ok::<(), renstra::align::LevelsError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LintLevels {
    rules: BTreeMap<Box<str>, LintLevel>,
    elements: BTreeMap<Place, (LintLevel, Box<str>)>,
    remarks: BTreeMap<Place, [Box<str>; 2]>,
}

/// A rule and the code of an element or indicator.
type Place = (Box<str>, Box<str>);

/// Why a text gives no levels.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LevelsError {
    /// The text is no JSON of the expected form.
    #[error("the levels cannot be read: {0}")]
    Form(String),
    /// A rule is not known; the user's own rules are named `x-…`.
    #[error("there is no rule `{0}`{1}")]
    UnknownRule(Box<str>, String),
    /// An exception for one element gives no reason.
    #[error("the level of `{1}` for `{0}` gives no reason")]
    NoReason(Box<str>, Box<str>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rules: BTreeMap<Box<str>, LintLevel>,
    #[serde(default)]
    elements: Vec<Exception>,
    #[serde(default)]
    remarks: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    code: Box<str>,
    rule: Box<str>,
    level: LintLevel,
    #[serde(default)]
    reason: Box<str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    code: Box<str>,
    rule: Box<str>,
    #[serde(default)]
    cause: Box<str>,
    #[serde(default)]
    follow_up: Box<str>,
}

impl LintLevels {
    /// Reads levels: `rules` by code, `elements` and `remarks` by the element's or indicator's code and the rule.
    ///
    /// # Errors
    /// [`LevelsError`]: another form, an unknown rule, an exception without a reason.
    pub fn from_json(text: &str) -> Result<LintLevels, LevelsError> {
        let file: File = serde_json::from_str(text).map_err(|error| LevelsError::Form(error.to_string()))?;
        file.rules.keys().try_for_each(|rule| known(rule))?;
        let mut levels = LintLevels { rules: file.rules, ..LintLevels::default() };
        for exception in file.elements {
            known(&exception.rule)?;
            if exception.reason.trim().is_empty() {
                return Err(LevelsError::NoReason(exception.code, exception.rule));
            }
            levels.elements.insert((exception.rule, exception.code), (exception.level, exception.reason));
        }
        for said in file.remarks {
            known(&said.rule)?;
            levels.remarks.insert((said.rule, said.code), [said.cause, said.follow_up]);
        }
        Ok(levels)
    }

    /// Sets a rule's level for the whole plan.
    #[must_use]
    pub fn rule(mut self, code: &str, level: LintLevel) -> LintLevels {
        self.rules.insert(code.into(), level);
        self
    }

    /// Sets a rule's level for one element or indicator, with the reason.
    #[must_use]
    pub fn element(mut self, rule: &str, code: &str, (level, reason): (LintLevel, &str)) -> LintLevels {
        self.elements.insert((rule.into(), code.into()), (level, reason.into()));
        self
    }

    /// Says why a finding is there and what follows.
    #[must_use]
    pub fn remark(mut self, rule: &str, code: &str, [cause, follow_up]: [&str; 2]) -> LintLevels {
        self.remarks.insert((rule.into(), code.into()), [cause.into(), follow_up.into()]);
        self
    }

    /// The level of a rule for a subject, with the reason where there is one; `None` where nothing is set.
    #[must_use]
    pub fn of(&self, rule: &str, code: &str) -> Option<(LintLevel, &str)> {
        let own = self.elements.get(&(rule.into(), code.into()));
        own.map(|(level, reason)| (*level, &**reason))
            .or_else(|| self.rules.get(rule).map(|level| (*level, "")))
    }

    /// The cause and the follow-up that were said of a finding.
    #[must_use]
    pub fn said(&self, rule: &str, code: &str) -> Option<(&str, &str)> {
        self.remarks.get(&(rule.into(), code.into())).map(|[cause, follow_up]| (&**cause, &**follow_up))
    }
}

fn known(rule: &str) -> Result<(), LevelsError> {
    let codes = || {
        super::lints::all().map(|lint| lint.code).chain(crate::plan::lints::ALL.iter().map(|lint| lint.code))
    };
    if rule.starts_with("x-") || codes().any(|code| code == rule) {
        return Ok(());
    }
    let near = crate::finding::suggest::nearest(rule, codes());
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Err(LevelsError::UnknownRule(rule.into(), near))
}
