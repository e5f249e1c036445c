use std::collections::BTreeSet;

use crate::finding::Finding;

use super::code::ClassCode;
use super::lints;
use super::plan::Plan;

/// The reference list of one edition of the classification codes: an input, since editions keep coming.
///
/// ```
/// use renstra::plan::{Draft, Node, Program, ReferenceList};
/// let list = ReferenceList::new("3406/2024", ["1.02.01", "1.02.02"].map(|code| code.parse().unwrap()));
/// let plan = Draft::new("D", "d").framework("agency-plan").with(Node::<Program>::new("1.02.09", "?")).check()?;
/// assert_eq!(plan.codes_against(&list)[0].code(), "codes.unknown");
/// # Ok::<(), renstra::plan::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceList {
    edition: Box<str>,
    codes: BTreeSet<ClassCode>,
}

impl ReferenceList {
    /// The codes of an edition.
    pub fn new(edition: &str, codes: impl IntoIterator<Item = ClassCode>) -> ReferenceList {
        ReferenceList { edition: edition.into(), codes: codes.into_iter().collect() }
    }

    /// The edition's instrument.
    #[must_use]
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// Whether the edition has a code. The placeholder `X.XX` stands for every field, and no mapping
    /// between editions is made up.
    #[must_use]
    pub fn has(&self, code: &ClassCode) -> bool {
        self.codes.contains(code)
            || code.as_placeholder().is_some_and(|general| self.codes.contains(&general))
    }
}

impl Plan {
    /// The classification codes that a reference list has not, each as a finding.
    #[must_use]
    pub fn codes_against(&self, list: &ReferenceList) -> Vec<Finding> {
        let mut unknown = Vec::new();
        for element in self.elements() {
            let Some(code) = element.classification().and_then(|text| text.code()) else { continue };
            if !list.has(code) {
                let finding =
                    Finding::new(&lints::CODE_UNKNOWN, element.subject()).with("code", code.to_string());
                unknown.push(finding.with("edition", list.edition()).at(element.origin()));
            }
        }
        unknown
    }
}
