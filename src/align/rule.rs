//! Rules as lints: what a rule is asked, and what it answers.

use std::fmt;

use crate::finding::{Finding, Lint};
use crate::plan::{Element, Indicator, Plan};

use super::evaluated::Reason;
use super::scope::Scope;

/// What a rule is asked about.
#[derive(Clone, Copy, Debug)]
pub enum On<'p> {
    /// The plan as a whole.
    Plan(&'p Plan),
    /// One element.
    Element(Element<'p>),
    /// One indicator.
    Indicator(Indicator<'p>),
}

/// What a rule answers about one subject.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The rule holds.
    Pass,
    /// The rule does not hold, in one or more places.
    Fail(Vec<Finding>),
    /// The rule does not concern the subject.
    NotApplicable,
    /// The rule concerns it, but the plan does not say enough.
    NotEvaluable(Reason),
}

impl Verdict {
    /// Fails with one finding.
    #[must_use]
    pub fn fail(finding: Finding) -> Verdict {
        Verdict::Fail(vec![finding])
    }

    /// Passes without findings, and fails with some.
    #[must_use]
    pub fn from_findings(findings: Vec<Finding>) -> Verdict {
        if findings.is_empty() { Verdict::Pass } else { Verdict::Fail(findings) }
    }
}

/// A rule: a lint, and its answer about each subject. A user's own rules join through this trait; their codes
/// begin with `x-`.
///
/// ```
/// use renstra::align::{AlignSettings, Alignment, On, Rule, Scope, Verdict};
/// use renstra::finding::{Family, Finding, Lint, Severity};
/// use renstra::plan::{Draft, Kind, Node, Program};
///
/// static SHORT: Lint = Lint::new(
///     "x-short-title",
///     (Family::Wording, Severity::Note),
///     "The title of a programme has at least two words.",
///     &[],
///     ["the title is one word", "judul hanya satu kata"],
///     ["say what it does", "sebutkan apa yang dilakukan"],
/// );
///
/// #[derive(Debug)]
/// struct ShortTitle;
///
/// impl Rule for ShortTitle {
///     fn lint(&self) -> &'static Lint {
///         &SHORT
///     }
///     fn judge(&self, on: On<'_>, _: &Scope<'_>) -> Verdict {
///         match on {
///             On::Element(e) if e.kind() == Kind::Program && !e.title().contains(' ') => {
///                 Verdict::fail(Finding::new(&SHORT, e.subject()))
///             }
///             On::Element(e) if e.kind() == Kind::Program => Verdict::Pass,
///             _ => Verdict::NotApplicable,
///         }
///     }
/// }
///
/// let plan = Draft::new("D", "a plan").with(Node::<Program>::new("P", "Roads")).check()?;
/// let settings = AlignSettings::on("2026-01-01".parse().unwrap()).rule(std::sync::Arc::new(ShortTitle));
/// let found = Alignment::of(&plan, &settings);
/// assert!(found.findings().iter().any(|f| f.finding().code() == "x-short-title"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Rule: fmt::Debug + Send + Sync {
    /// The lint that the rule's findings are of.
    fn lint(&self) -> &'static Lint;

    /// The rule's answer about a subject. It is asked about the plan, each element and each indicator.
    fn judge(&self, on: On<'_>, scope: &Scope<'_>) -> Verdict;
}
