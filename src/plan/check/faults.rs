//! What keeps a draft from becoming a plan, and how much of it is kept.

use std::fmt::{self, Write as _};

use crate::finding::{Finding, Lang, Severity};

/// How much of a draft's faults is kept.
///
/// ```
/// use renstra::plan::{CheckLimits, Draft};
/// let plan = Draft::new("DEMO", "a demonstration").check_with(CheckLimits::default().findings(1_000))?;
/// # Ok::<(), renstra::plan::Faults>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckLimits {
    pub(super) findings: usize,
}

impl Default for CheckLimits {
    /// A million findings: more than anybody reads, and few enough to hold.
    fn default() -> CheckLimits {
        CheckLimits { findings: 1_000_000 }
    }
}

impl CheckLimits {
    /// Keeps at most so many findings; the rest is counted ([`Faults::left_out`]).
    #[must_use]
    pub fn findings(mut self, findings: usize) -> CheckLimits {
        self.findings = findings;
        self
    }
}

/// Why a draft is no plan: all the faults that leave it without meaning, and whatever else was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Faults {
    findings: Vec<Finding>,
    left_out: usize,
}

impl Faults {
    /// Takes findings of which at least one is a fault.
    pub(crate) fn new(findings: Vec<Finding>, left_out: usize) -> Faults {
        Faults { findings, left_out }
    }

    /// The faults, in the order of the input.
    pub fn faults(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity() == Severity::Fault)
    }

    /// The faults and everything else that was found.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many findings were counted but not kept.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out
    }
}

/// How many faults the text of an error shows; the rest is counted.
const SHOWN: usize = 20;

impl Faults {
    /// The faults in the reader's language, one a line: the first twenty, then how many more.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let count = self.faults().count();
        let mut out = match (lang, count) {
            (Lang::En, 1) => "the draft has 1 fault".to_string(),
            (Lang::En, _) => format!("the draft has {count} faults"),
            (Lang::Id, _) => format!("rancangan ini memuat {count} kesalahan"),
        };
        let at = if lang == Lang::Id { "pada" } else { "at" };
        for fault in self.faults().take(SHOWN) {
            let _ = write!(out, "\n  {}: {} [{}]", fault.subject(), fault.message(lang), fault.code());
            if let Some(origin) = fault.origin() {
                let _ = write!(out, " {at} {origin}");
            }
        }
        if let Some(more @ 1..) = count.checked_sub(SHOWN) {
            let _ = match lang {
                Lang::En => write!(out, "\n  and {more} more"),
                Lang::Id => write!(out, "\n  dan {more} lainnya"),
            };
        }
        out
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Faults {}
