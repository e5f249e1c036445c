use std::collections::BTreeSet;

use crate::finding::{Finding, Origin, Subject};

use super::code::ClassCode;
use super::lints;
use super::plan::Plan;

/// The reference list of one edition of the classification codes: an input, since editions keep coming.
///
/// Instruments seen in official plans, oldest first: 90/2019, 050-3708/2020, 050-5889/2021, 1317/2023, 3406/2024,
/// 2850/2025, 861/2026. The number of digits of a sub-activity belongs to the edition.
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

    /// Whether this is the edition of that name: by the instrument's number and year, however the rest is written;
    /// by the whole name where it has none.
    ///
    /// ```
    /// use renstra::plan::ReferenceList;
    /// let list = ReferenceList::new("900.1.15.5-3406/2024", []);
    /// assert!(list.is_of("Kepmendagri 900.1.15.5-3406 Tahun 2024"));
    /// assert!(!list.is_of("90/2019"));
    /// ```
    #[must_use]
    pub fn is_of(&self, edition: &str) -> bool {
        match (number_and_year(&self.edition), number_and_year(edition)) {
            (Some(own), Some(other)) => own == other,
            _ => self.edition.trim().eq_ignore_ascii_case(edition.trim()),
        }
    }

    /// Whether the edition has a code. The placeholder `X.XX` stands for every field, and no mapping
    /// between editions is made up.
    #[must_use]
    pub fn has(&self, code: &ClassCode) -> bool {
        self.codes.contains(code)
            || code.as_placeholder().is_some_and(|general| self.codes.contains(&general))
    }
}

/// The number and the year of an instrument: the last figure in its name that is a year, and the one before it.
fn number_and_year(name: &str) -> Option<(&str, &str)> {
    let figures = || name.split(|c: char| !c.is_ascii_digit()).filter(|figure| !figure.is_empty());
    let is_year = |figure: &str| figure.len() == 4 && (figure.starts_with("19") || figure.starts_with("20"));
    let pairs = figures().zip(figures().skip(1)).filter(|(_, year)| is_year(year));
    pairs.last().map(|(number, year)| (number.trim_start_matches('0'), year))
}

impl Plan {
    /// What a reference list says of the plan's classification codes: that it is of another edition than the plan
    /// follows, and each code that it has not.
    #[must_use]
    pub fn codes_against(&self, list: &ReferenceList) -> Vec<Finding> {
        let mut unknown: Vec<Finding> = self.other_edition(list).into_iter().collect();
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

    fn other_edition(&self, list: &ReferenceList) -> Option<Finding> {
        let document = self.document();
        let edition = document.edition().trim();
        if edition.is_empty() || list.edition.trim().is_empty() || list.is_of(edition) {
            return None;
        }
        let subject = Subject::new("plan", document.code(), document.title());
        let finding = Finding::new(&lints::CODE_EDITION, subject).with("edition", edition);
        Some(finding.with("list", list.edition()).at(Some(Origin::Pointer("/document/edition".into()))))
    }
}
