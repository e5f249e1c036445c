use std::collections::BTreeMap;

use crate::formula::{Datum, NotScorable, Side};
use crate::number::{Exact, Number};

/// What each grade of an evaluation sheet is worth. Labels are found without regard to case.
///
/// ```
/// use renstra::formula::rule::Grades;
/// let sheet = Grades::new([("AA", 100.into()), ("A", 90.into())]);
/// assert_eq!(sheet.score("aa"), Some(100.into()));
/// assert_eq!(sheet.score("B"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Grades {
    /// By the label in lower case: the label as given, and its score.
    scores: BTreeMap<Box<str>, (Box<str>, Number)>,
}

impl Grades {
    /// These grades; of two with the same label the last counts.
    pub fn new<L: Into<Box<str>>>(grades: impl IntoIterator<Item = (L, Number)>) -> Grades {
        let row = |(label, score): (L, Number)| {
            let label = label.into();
            (label.trim().to_lowercase().into(), (label, score))
        };
        Grades { scores: grades.into_iter().map(row).collect() }
    }

    /// What a grade is worth.
    #[must_use]
    pub fn score(&self, label: &str) -> Option<Number> {
        self.scores.get(&*label.trim().to_lowercase()).map(|(_, score)| *score)
    }

    /// The grades, best first.
    #[must_use]
    pub fn list(&self) -> Vec<(&str, Number)> {
        let mut list: Vec<_> = self.scores.values().map(|(label, score)| (&**label, *score)).collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        list
    }
}

/// `grades`: what the grade is worth; a figure is its own score.
///
/// Monotone in the grades' worth. A grade that the sheet does not know is *not scorable*.
///
/// Source: the evaluation sheet of PermenPANRB 88/2021 (AA 100 … E 0).
///
/// ```
/// use renstra::formula::{Datum, rule::{Grades, grades}};
/// let sheet = Grades::new([("AA", 100.into()), ("A", 90.into())]);
/// assert_eq!(grades(&Datum::Word("A".into()), &sheet), Ok(90.into()));
/// ```
pub fn grades(actual: &Datum, sheet: &Grades) -> Result<Exact, NotScorable> {
    let Datum::Word(label) = actual else { return actual.exact(Side::Actual) };
    let unknown = || NotScorable::UnknownLabel { side: Side::Actual, label: label.clone() };
    sheet.score(label).map(Exact::from).ok_or_else(unknown)
}
