use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::finding::{Finding, Subject};
use crate::formula::Rule;
use crate::formula::rule::User;
use crate::plan::{Extensions, Kind};

use super::{Overrides, Selector, Validity, lints};

/// Something about a policy that is not certain, in one sentence.
pub type Doubt = Box<str>;

/// A scoring policy: data, dated, with its source.
///
/// ```
/// use renstra::formula::Cap;
/// use renstra::plan::Kind;
/// use renstra::policy::{Facts, Overrides, Policy};
/// let policy = Policy::new("own", "Our own scale")
///     .source("Decree 1/2025, appendix II")
///     .set(Overrides::default().cap(Cap::NONE.at_most(120.into())))
///     .set_level(Kind::Goal, Overrides::default().cap(Cap::NONE));
/// let program = policy.resolve(&Facts::new(Kind::Program, "1.02"))?;
/// assert_eq!(program.cap().high, Some(120.into()));
/// assert_eq!(policy.resolve(&Facts::new(Kind::Goal, "T1"))?.cap().high, None);
/// # Ok::<(), renstra::policy::Tie>(())
/// ```
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Policy {
    pub(super) id: Box<str>,
    pub(super) title: Box<str>,
    pub(super) source: Box<str>,
    pub(super) scope: Box<str>,
    pub(super) matter: Box<str>,
    pub(super) succeeded_by: Box<str>,
    pub(super) validity: Validity,
    pub(super) doubts: Vec<Doubt>,
    pub(super) default: Overrides,
    pub(super) levels: BTreeMap<Kind, Overrides>,
    pub(super) selectors: Vec<(Selector, Overrides)>,
    pub(super) elements: BTreeMap<Box<str>, Overrides>,
    pub(super) extensions: Extensions,
}

impl Policy {
    /// A policy that sets nothing yet: everything is at the defaults of [`Settings`](super::Settings).
    #[must_use]
    pub fn new(id: &str, title: &str) -> Policy {
        Policy { id: id.into(), title: title.into(), ..Policy::default() }
    }

    /// Sets where it comes from: the document, the article, the page.
    #[must_use]
    pub fn source(mut self, source: &str) -> Policy {
        self.source = source.into();
        self
    }

    /// Sets for whom it is and for what.
    #[must_use]
    pub fn scope(mut self, scope: &str) -> Policy {
        self.scope = scope.into();
        self
    }

    /// Sets which matter it governs, as a short code by which the policy in force is looked up, for instance
    /// `ministry-budget-performance`.
    #[must_use]
    pub fn matter(mut self, matter: &str) -> Policy {
        self.matter = matter.into();
        self
    }

    /// Names what takes its place once it is no longer in force.
    #[must_use]
    pub fn succeeded_by(mut self, successor: &str) -> Policy {
        self.succeeded_by = successor.into();
        self
    }

    /// Sets from when to when it is in force.
    #[must_use]
    pub fn valid(mut self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Policy {
        self.validity = Validity { from, to };
        self
    }

    /// Adds something that is not certain about it.
    #[must_use]
    pub fn doubt(mut self, doubt: &str) -> Policy {
        self.doubts.push(doubt.into());
        self
    }

    /// Sets what holds for everything. Replaces what was set so before.
    #[must_use]
    pub fn set(mut self, overrides: Overrides) -> Policy {
        self.default = overrides;
        self
    }

    /// Sets what holds for a level: elements of this kind, and their indicators.
    #[must_use]
    pub fn set_level(mut self, level: Kind, overrides: Overrides) -> Policy {
        self.levels.insert(level, overrides);
        self
    }

    /// Adds what holds where a selector fits.
    #[must_use]
    pub fn set_where(mut self, selector: Selector, overrides: Overrides) -> Policy {
        self.selectors.push((selector, overrides));
        self
    }

    /// Sets what holds for one element or indicator, by its code.
    #[must_use]
    pub fn set_element(mut self, code: &str, overrides: Overrides) -> Policy {
        self.elements.insert(code.into(), overrides);
        self
    }

    /// Its code, for instance `permendagri-86-2017-floor`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Where it comes from.
    #[must_use]
    pub fn source_text(&self) -> &str {
        &self.source
    }

    /// For whom it is and for what.
    #[must_use]
    pub fn scope_text(&self) -> &str {
        &self.scope
    }

    /// Which matter it governs, as a short code, or an empty text.
    #[must_use]
    pub fn matter_code(&self) -> &str {
        &self.matter
    }

    /// What takes its place once it is no longer in force, or an empty text.
    #[must_use]
    pub fn successor(&self) -> &str {
        &self.succeeded_by
    }

    /// From when to when it is in force.
    #[must_use]
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// What is not certain about it.
    #[must_use]
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// The users' own rules that it names, by name, each once.
    #[must_use]
    pub fn own_rules(&self) -> Vec<&User> {
        let selected = self.selectors.iter().map(|(_, layer)| layer);
        let layers = [&self.default].into_iter().chain(self.levels.values()).chain(selected);
        let rules = layers.chain(self.elements.values()).flat_map(Overrides::rules);
        let own = rules.filter_map(|rule| match rule {
            Rule::User(user) => Some(((user.name(), user.version()), &**user)),
            _ => None,
        });
        own.collect::<BTreeMap<_, _>>().into_values().collect()
    }

    /// What is set for elements and indicators by codes that are not among those of a plan; none where every code
    /// is found.
    #[must_use]
    pub fn names_nothing(&self, known: impl Fn(&str) -> bool) -> Option<Finding> {
        let codes = self.elements.keys().filter(|code| !known(code));
        let codes: Vec<Box<str>> = codes.cloned().collect();
        let found = Finding::new(&lints::NAMES_NOTHING, Subject::new("policy", self.id(), self.title()));
        (!codes.is_empty()).then(|| found.with("policy", self.id()).with("codes", codes))
    }

    /// Slots of the user's own (`x-…`) as JSON text.
    #[must_use]
    pub fn extensions(&self) -> &[(Box<str>, Box<str>)] {
        &self.extensions
    }
}
