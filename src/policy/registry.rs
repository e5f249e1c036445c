use std::collections::BTreeMap;
use std::sync::Arc;

use crate::formula::rule::{User, UserRule};

/// The users' own rules that a policy may name.
///
/// A policy names a rule (`{"own": "half"}`), and [`Policy::from_json`](super::Policy::from_json) resolves the name
/// here and at once: a policy that is there can score. Where it names a version as well, the rule must be of that
/// version; a scorecard is only [reproducible](crate::score::Provenance) when all its own rules name theirs.
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
///     fn version(&self) -> Option<&str> { Some("1") }
///     fn score(&self, inputs: UserInputs<'_>) -> Result<Exact, NotScorable> {
///         let half = Exact::ratio(1, 2).ok_or(NotScorable::OutOfRange)?;
///         inputs.actual.exact(Side::Actual)?.checked_mul(&half).ok_or(NotScorable::OutOfRange)
///     }
///     fn explain(&self, _: Lang) -> String { "half a point for each unit".into() }
/// }
/// let registry = Registry::default().with(Half);
/// assert!(registry.get("half").is_some());
///
/// use renstra::policy::Policy;
/// let read = |rule: &str| {
///     let text = format!(r#"{{"renstra-policy": 1, "default": {{"higher": {{"own": {rule}}}}}}}"#);
///     Policy::from_json(&text, &registry)
/// };
/// assert_eq!(read(r#""half""#)?, read(r#"{"name": "half", "version": "1"}"#)?);
/// assert!(read(r#"{"name": "half", "version": "2"}"#).unwrap_err().to_string().contains("registered is: 1"));
/// # Ok::<(), renstra::policy::PolicyError>(())
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
