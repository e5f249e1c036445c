//! Policies as files: JSON, version 1.
//!
//! Figures are strings, so that they stay as they are written; plain JSON numbers are read as exactly. What
//! the format does not know is a fault with its path, but for fields that begin with `x-`, which are kept.

pub(crate) mod cursor;
mod read;
pub(crate) mod rule;
pub(crate) mod set;
pub(crate) mod tree;
pub(crate) mod words;
mod write;

use std::fmt;

use crate::finding::{Finding, on_one_line};
use crate::fingerprint::Fingerprint;

use super::{Policy, Registry};

/// Everything that is wrong with a policy's file.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyError {
    findings: Vec<Finding>,
}

impl PolicyError {
    /// The faults, each with its code, its path and its texts.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        on_one_line(&self.findings, f)
    }
}

impl std::error::Error for PolicyError {}

impl Policy {
    /// Reads a policy of version 1.
    ///
    /// ```json
    /// {
    ///   "renstra-policy": 1,
    ///   "id": "own",
    ///   "title": "Our own scale",
    ///   "source": "Decree 1/2025, appendix II",
    ///   "scope": "agencies of the regency",
    ///   "matter": "agency-performance",
    ///   "succeeded-by": "Decree 7/2027",
    ///   "valid": { "from": "2025-01-01" },
    ///   "doubts": ["the article was not read"],
    ///   "default": {
    ///     "lower": "inverse",
    ///     "cap": { "high": "120" },
    ///     "rounding": { "mode": "half-up", "digits": 2 },
    ///     "bands": { "low": "0", "high": "100", "bands": [{ "label": "low" }, { "from": "75", "label": "high" }] }
    ///   },
    ///   "levels": { "program": { "method": "geometric" } },
    ///   "selectors": [{ "when": { "unit": "percent", "tag": "SPM" }, "set": { "missing": { "score": "0" } } }],
    ///   "elements": { "1.02.03": { "roll-up": "none" } }
    /// }
    /// ```
    ///
    /// Within a layer, each setting of [`Settings`](super::Settings) may stand, with `-` for `_`:
    ///
    /// | setting | values |
    /// |---|---|
    /// | `higher` `lower` `range-higher` `range-lower` `within` `near` `date` | a rule, see below |
    /// | `ranks` | `"met"`, `"ratio"`, `{"steps": "25"}` |
    /// | `axis` | a list of `"ln"`, `"log10"`, `{"at-most": x}`, `{"at-least": x}`, `{"scale": x}`, `{"shift": x}` |
    /// | `zero-target` `zero-actual` `zero-range` | `"not-scorable"`, `{"score": n}`, `{"met-or": n}` |
    /// | `negative` | `"not-scorable"`, `"compute"`, `{"score": n}` |
    /// | `missing` | `"not-scorable"`, `"last-value"`, `{"score": n}`, `{"value": n}` |
    /// | `accumulation` | `"sum"` `"last"` `"average"` `"maximum"` `"minimum"` |
    /// | `targets` | `"original"`, `"revised"` |
    /// | `cap` | `{"low": n, "high": n}`, each optional |
    /// | `rounding` | `{"mode": "half-up" … , "digits": 2}` |
    /// | `stage` | `"rounded"`, `"unrounded"` |
    /// | `carry` | `"raw"`, `"capped"`, `"rounded"` |
    /// | `bands` | `null`, or `low` and `high` (each optional) and `bands`, the lowest first; each after it begins `from` (≥) or `over` (>) a figure |
    /// | `roll-up` | `"none"`, `"indicators"`, `"children"`, `"pool"` |
    /// | `method` | `"arithmetic"` `"geometric"` `"harmonic"` `"minimum"` `"maximum"` `"median"`, `{"power": n}`, `{"table": […]}` |
    /// | `missing-children` | `"reweight"`, `"zero"`, `"propagate"`, `{"score": n}` |
    /// | `min-coverage` | `null`, or a share of 1 |
    ///
    /// A rule is a word - `given` `ratio` `mirrored` `inverse` `reduction` `absorption` `progress` `interval`
    /// `stay-near` `met` - or an object of one field: `{"goalposts": {"worst": p, "best": p, "clip": "both",
    /// "onto": ["0", "100"]}}`, `{"thresholds": {"worst": p, "threshold": p, "target": p}}`,
    /// `{"keep-within": {"scale": x}}`, `{"grades": {"AA": n, …}}`, `{"deadline": {"per-day": n}}`, `{"affine": {"origin": x, "spread": x,
    /// "base": n, "factor": n}}` (a spread may be `{"root-of": x}`), `{"steps": {"first": n, "steps": [[x, n], …]}}`,
    /// `{"ordinal": {"name": "opinion", "labels": ["WTP", …, best first], "names": {"another name": "WTP"}, "ranks": …}}`,
    /// `{"own": "name"}` or, where the policy relies on a version, `{"own": {"name": "name", "version": "2"}}`. A point p is a figure, `"target"` or `"baseline"`; n is a figure, x a figure or a
    /// fraction such as `"1/3"`.
    ///
    /// # Errors
    /// All faults of the file at once.
    ///
    /// ```
    /// use renstra::policy::{Policy, Registry};
    /// let text = r#"{"renstra-policy": 1, "id": "own", "title": "", "default": {"capp": {}}}"#;
    /// let error = Policy::from_json(text, &Registry::default()).unwrap_err();
    /// assert_eq!(error.to_string(), "/default/capp: there is no field `capp` here; did you mean `cap`?");
    /// ```
    pub fn from_json(text: &str, registry: &Registry) -> Result<Policy, PolicyError> {
        read::policy(text, registry).map_err(|findings| PolicyError { findings })
    }

    /// Writes the policy: what is read again is equal, and is written as the same bytes.
    ///
    /// ```
    /// use renstra::policy::{Policy, Registry, presets};
    /// for policy in presets::all() {
    ///     let text = policy.to_json();
    ///     let again = Policy::from_json(&text, &Registry::default())?;
    ///     assert_eq!(again, policy);
    ///     assert_eq!(again.to_json(), text);
    /// }
    /// # Ok::<(), renstra::policy::PolicyError>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        write::policy(self)
    }

    /// The hash of what the policy says: everything that its file would hold but slots of the user's own (`x-…`).
    /// The layout of the file, the order of its fields and selectors, and zeros behind a figure make no difference.
    ///
    /// A user's own rule is in it by its name and its version: what it computes is not.
    ///
    /// ```
    /// use renstra::policy::{Policy, Registry};
    /// let read = |cap| {
    ///     let text = format!(r#"{{"renstra-policy": 1, "default": {{"carry": "raw", "cap": {{"high": {cap}}}}}}}"#);
    ///     Policy::from_json(&text, &Registry::default()).unwrap().fingerprint()
    /// };
    /// assert_eq!(read("120"), read("\"120.0\""));
    /// assert_ne!(read("120"), read("110"));
    /// ```
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of("renstra-policy 1", self)
    }
}
