//! Which rules are allowed, warned about or denied, as data.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::finding::{Finding, Severity};

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
    fn severity(self) -> Severity {
        match self {
            LintLevel::Allow | LintLevel::Warn => Severity::Warning,
            LintLevel::Deny => Severity::Error,
        }
    }
}

/// The levels of rules - everywhere, for one plan, for single elements or indicators - with reasons; and what the
/// user says of a finding: its cause and what follows.
///
/// The most specific level wins: `PLAN#code` before `code` before the plan before all. A level is a word, or a word
/// with a reason; for a single element a reason is needed.
///
/// ```
/// use renstra::align::{LintLevel, LintLevels};
/// let levels = LintLevels::from_json(r#"{
///   "rules": {"align.flat-target": "allow"},
///   "plans": {"DINKES": {"align.late": {"level": "deny", "reason": "the hundred days are over"}}},
///   "elements": [{"code": "P1", "rule": "align.orphan", "level": "allow", "reason": "moves to P2 next year"}],
///   "remarks": [{"code": "G1", "rule": "align.unserved", "cause": "late start", "follow_up": "programme in 2027"}]
/// }"#)?;
/// let level = |plan, rule, code| levels.of(plan, rule, code).map(|(level, _)| level);
/// assert_eq!(level("DINKES", "align.flat-target", "T1/1"), Some(LintLevel::Allow));
/// assert_eq!(levels.of("DINKES", "align.orphan", "P1"), Some((LintLevel::Allow, "moves to P2 next year")));
/// assert_eq!(level("DINKES", "align.late", "A1"), Some(LintLevel::Deny));
/// assert_eq!(level("PUPR", "align.late", "A1"), None);
/// assert!(LintLevels::from_json(r#"{"rules": {"align.flat-targt": "allow"}}"#).is_err());
/// # Ok::<(), renstra::align::LevelsError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LintLevels {
    rules: BTreeMap<Box<str>, Set>,
    plans: BTreeMap<Box<str>, BTreeMap<Box<str>, Set>>,
    elements: BTreeMap<Place, Set>,
    remarks: BTreeMap<Place, [Box<str>; 2]>,
}

/// A level and the reason for it.
type Set = (LintLevel, Box<str>);

/// A rule and the code of an element or indicator, alone or as `PLAN#code`.
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
    rules: BTreeMap<Box<str>, Given>,
    #[serde(default)]
    plans: BTreeMap<Box<str>, BTreeMap<Box<str>, Given>>,
    #[serde(default)]
    elements: Vec<Exception>,
    #[serde(default)]
    remarks: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a level is `allow`, `warn` or `deny`, alone or with a `reason`")]
enum Given {
    Level(LintLevel),
    With(Reasoned),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasoned {
    level: LintLevel,
    #[serde(default)]
    reason: Box<str>,
}

impl From<Given> for Set {
    fn from(given: Given) -> Set {
        match given {
            Given::Level(level) => (level, "".into()),
            Given::With(with) => (with.level, with.reason),
        }
    }
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

/// Levels of rules that are known.
fn sets(given: BTreeMap<Box<str>, Given>) -> Result<BTreeMap<Box<str>, Set>, LevelsError> {
    given.keys().try_for_each(|rule| known(rule))?;
    Ok(given.into_iter().map(|(rule, given)| (rule, given.into())).collect())
}

impl LintLevels {
    /// Reads levels: `rules` by code, `plans` by the plan's code, `elements` and `remarks` by the element's or
    /// indicator's code (or `PLAN#code`) and the rule.
    ///
    /// # Errors
    /// [`LevelsError`]: another form, an unknown rule, an exception without a reason.
    pub fn from_json(text: &str) -> Result<LintLevels, LevelsError> {
        let file: File = serde_json::from_str(text).map_err(|error| LevelsError::Form(error.to_string()))?;
        let mut levels = LintLevels { rules: sets(file.rules)?, ..LintLevels::default() };
        for (plan, given) in file.plans {
            levels.plans.insert(plan, sets(given)?);
        }
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

    /// Sets a rule's level everywhere.
    #[must_use]
    pub fn rule(mut self, code: &str, level: LintLevel) -> LintLevels {
        self.rules.insert(code.into(), (level, "".into()));
        self
    }

    /// Sets a rule's level for the plan with a code, with the reason.
    #[must_use]
    pub fn plan(mut self, rule: &str, plan: &str, (level, reason): (LintLevel, &str)) -> LintLevels {
        self.plans.entry(plan.into()).or_default().insert(rule.into(), (level, reason.into()));
        self
    }

    /// Sets a rule's level for one element or indicator, by its code or `PLAN#code`, with the reason.
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

    /// The level of a rule for a subject of a plan, with the reason where there is one; `None` where nothing is set.
    #[must_use]
    pub fn of(&self, plan: &str, rule: &str, code: &str) -> Option<(LintLevel, &str)> {
        let everywhere =
            || self.plans.get(plan).and_then(|rules| rules.get(rule)).or_else(|| self.rules.get(rule));
        let set = at(&self.elements, plan, rule, code).or_else(everywhere)?;
        Some((set.0, &set.1))
    }

    /// The cause and the follow-up that were said of a finding.
    #[must_use]
    pub fn said(&self, plan: &str, rule: &str, code: &str) -> Option<(&str, &str)> {
        at(&self.remarks, plan, rule, code).map(|[cause, follow_up]| (&**cause, &**follow_up))
    }

    /// A finding at the level that is set for it, with that level and the reason. A fault stays one.
    pub(super) fn apply(&self, plan: &str, finding: Finding) -> (Finding, Option<(LintLevel, &str)>) {
        let set = self.of(plan, finding.code(), &finding.subject().code);
        match set {
            Some((level, _)) if finding.severity() != Severity::Fault => {
                (finding.with_severity(level.severity()), set)
            }
            _ => (finding, set),
        }
    }
}

/// What is said of a rule and `PLAN#code`, else of the rule and `code`.
fn at<'m, V>(map: &'m BTreeMap<Place, V>, plan: &str, rule: &str, code: &str) -> Option<&'m V> {
    if map.is_empty() {
        return None;
    }
    let whole = || map.get(&(rule.into(), code.into()));
    map.get(&(rule.into(), format!("{plan}#{code}").into())).or_else(whole)
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
