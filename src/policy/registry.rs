use std::collections::BTreeMap;
use std::sync::Arc;

use crate::formula::rule::{User, UserRule};

/// The users' own rules that a policy may name.
///
/// ```
/// use renstra::finding::Lang;
/// use renstra::formula::{NotScorable, Side, rule::{UserInputs, UserRule}};
/// use renstra::number::Exact;
/// use renstra::policy::Registry;
///
/// /// Half a point for each unit.
/// #[derive(Debug)]
/// struct Half;
/// impl UserRule for Half {
///     fn name(&self) -> &str { "half" }
///     fn score(&self, inputs: UserInputs<'_>) -> Result<Exact, NotScorable> {
///         let half = Exact::ratio(1, 2).ok_or(NotScorable::OutOfRange)?;
///         inputs.actual.exact(Side::Actual)?.checked_mul(&half).ok_or(NotScorable::OutOfRange)
///     }
///     fn explain(&self, _: Lang) -> String { "half a point for each unit".into() }
/// }
/// let registry = Registry::default().with(Half);
/// assert!(registry.get("half").is_some());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Registry(BTreeMap<Box<str>, Arc<dyn UserRule>>);

impl Registry {
    /// With one more rule; one of the same name is replaced.
    #[must_use]
    pub fn with(mut self, rule: impl UserRule + 'static) -> Registry {
        self.0.insert(rule.name().into(), Arc::new(rule));
        self
    }

    /// The rule of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<User> {
        self.0.get(name).cloned().map(User::new)
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(|name| &**name)
    }
}
