//! The values findings are made of: lints, findings, subjects, origins and languages.
//!
//! A [`Lint`] is a rule about plans with a code for ever; a [`Finding`] is one place where it does
//! not hold. A finding keeps typed parameters and renders its message only when asked, in English
//! or Indonesian, so that a service can store it, translate it, group it and link it.

mod lint;
mod origin;
mod render;
pub mod suggest;

pub(crate) use lint::lints;
pub use lint::{Family, Lint, Severity};
pub use origin::{Origin, Subject};
pub use render::{Arg, Lang};
pub(crate) use render::{amount, on_one_line, plain};

/// One place where a [`Lint`] does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    lint: &'static Lint,
    severity: Severity,
    subject: Subject,
    others: Vec<Subject>,
    origin: Option<Origin>,
    args: Vec<(&'static str, Arg)>,
}

impl Finding {
    /// A finding of `lint` about `subject`, with the lint's own severity.
    #[must_use]
    pub fn new(lint: &'static Lint, subject: Subject) -> Finding {
        Finding { lint, severity: lint.severity, subject, others: Vec::new(), origin: None, args: Vec::new() }
    }

    /// Sets a parameter of the message. The name must be one of [`Lint::params`].
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Finding {
        debug_assert!(self.lint.params.contains(&name), "`{}` has no parameter `{name}`", self.lint.code);
        self.args.push((name, value.into()));
        self
    }

    /// Adds where in the input the fault stands.
    #[must_use]
    pub fn at(mut self, origin: Option<Origin>) -> Finding {
        self.origin = origin;
        self
    }

    /// Adds a further thing that the finding is about.
    #[must_use]
    pub fn and(mut self, subject: Subject) -> Finding {
        self.others.push(subject);
        self
    }

    /// Replaces the severity, as a user's levels (allow, warn, deny) ask for.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }

    /// The rule that does not hold.
    #[must_use]
    pub fn lint(&self) -> &'static Lint {
        self.lint
    }

    /// The rule's code, stable for ever.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.lint.code
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What the finding is about.
    #[must_use]
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Further things that it is about.
    #[must_use]
    pub fn others(&self) -> &[Subject] {
        &self.others
    }

    /// Where in the input it stands, when the plan was read from one.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// The parameters of the message, by name.
    pub fn args(&self) -> impl Iterator<Item = (&'static str, &Arg)> {
        self.args.iter().map(|(name, arg)| (*name, arg))
    }

    /// What is wrong, in one sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        render::fill(self.lint.message(lang), &self.args, lang)
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        render::fill(self.lint.help(lang), &self.args, lang)
    }
}
