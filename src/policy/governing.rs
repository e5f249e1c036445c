//! Which policy is in force: regulations succeed each other, and a plan is scored by the one of its day.

use std::fmt;

use chrono::NaiveDate;

use crate::finding::{Arg, Finding, Subject, suggest};

use super::{Policy, lints};

/// From when to when a policy is in force; an end that is not known is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Validity {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

/// Where a policy stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is in force.
    InForce,
    /// It comes into force on this later day.
    NotYet(NaiveDate),
    /// It was in force until this earlier day.
    Expired(NaiveDate),
    /// Neither its first nor its last day is known: it may be used on any, and nobody has said that it is in force.
    Undated,
}

impl Validity {
    /// Whether nothing is known against its being in force on this day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        matches!(self.standing(day), Standing::InForce | Standing::Undated)
    }

    /// Where it stands on a day.
    ///
    /// ```
    /// use renstra::policy::{Standing, Validity};
    /// let [from, to, day] = ["2021-01-01", "2023-12-31", "2024-06-30"].map(|day| day.parse().unwrap());
    /// assert_eq!(Validity { from: Some(from), to: Some(to) }.standing(day), Standing::Expired(to));
    /// assert_eq!(Validity { from: Some(from), to: None }.standing(day), Standing::InForce);
    /// assert_eq!(Validity::default().standing(day), Standing::Undated);
    /// ```
    #[must_use]
    pub fn standing(&self, day: NaiveDate) -> Standing {
        match (self.from, self.to) {
            (None, None) => Standing::Undated,
            (Some(from), _) if day < from => Standing::NotYet(from),
            (_, Some(to)) if to < day => Standing::Expired(to),
            _ => Standing::InForce,
        }
    }
}

/// `2021-01-01..2023-12-31`, with nothing for an open end.
impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
        write!(f, "{}..{}", day(self.from), day(self.to))
    }
}

impl Standing {
    /// The word used in JSON: `in-force`, `not-yet`, `expired` or `undated`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Standing::InForce => "in-force",
            Standing::NotYet(_) => "not-yet",
            Standing::Expired(_) => "expired",
            Standing::Undated => "undated",
        }
    }
}

impl Policy {
    /// What is to be said of a policy that is used on a day on which it is not in force; it still scores.
    ///
    /// ```
    /// use renstra::finding::Lang;
    /// use renstra::policy::presets::pmk_22_2021;
    /// let said = pmk_22_2021().out_of_force("2024-12-31".parse().unwrap()).unwrap();
    /// assert_eq!(said.code(), "policy.expired");
    /// assert_eq!(said.help(Lang::En), "score by PMK 62/2023");
    /// ```
    #[must_use]
    pub fn out_of_force(&self, day: NaiveDate) -> Option<Finding> {
        let about = |lint| Finding::new(lint, Subject::new("policy", self.id(), self.title()));
        match self.validity().standing(day) {
            Standing::InForce | Standing::Undated => None,
            Standing::NotYet(from) => {
                let found = about(&lints::NOT_YET).with("policy", self.id()).with("from", from.to_string());
                Some(found.with("day", day.to_string()))
            }
            Standing::Expired(until) => {
                let successor = match self.successor() {
                    "" => Arg::Words(["its successor", "penggantinya"]),
                    named => named.into(),
                };
                let found = about(&lints::EXPIRED).with("policy", self.id()).with("until", until.to_string());
                Some(found.with("day", day.to_string()).with("successor", successor))
            }
        }
    }
}

/// Why no policy governs, or which several do: none of them is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct NotOne {
    finding: Box<Finding>,
    candidates: Vec<Box<str>>,
}

impl NotOne {
    /// What is said about it, in both languages: `policy.unknown-matter`, `policy.none-in-force` or
    /// `policy.several-in-force`.
    #[must_use]
    pub fn finding(&self) -> &Finding {
        &self.finding
    }

    /// The ids of the policies in force among which somebody has to choose; none where none is in force.
    #[must_use]
    pub fn candidates(&self) -> &[Box<str>] {
        &self.candidates
    }
}

impl fmt::Display for NotOne {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.finding.message(crate::finding::Lang::En))
    }
}

impl std::error::Error for NotOne {}

/// The one policy that governs a matter on a day.
///
/// A policy whose days are not known may be the one. Where several are in force the caller chooses by id, or
/// lets the day decide by naming one that lies outside the overlap; nothing is chosen in silence.
///
/// # Errors
/// No policy governs the matter, none is in force on the day, or more than one is.
///
/// ```
/// use renstra::policy::{governing, presets};
/// let policies = presets::all();
/// let on = |matter, day: &str| governing(&policies, matter, day.parse().unwrap());
/// assert_eq!(on("ministry-budget-performance", "2022-12-31").unwrap().id(), "pmk-22-2021");
/// let none = on("ministry-budget-performance", "2024-12-31").unwrap_err();
/// assert!(none.to_string().contains("pmk-22-2021 (2021-01-01..2023-12-31)"));
/// let several = on("regional-plan-evaluation", "2024-12-31").unwrap_err();
/// assert_eq!(several.candidates().len(), 3); // three repairs of one printed table
/// ```
pub fn governing<'p>(
    policies: impl IntoIterator<Item = &'p Policy>,
    matter: &str,
    day: NaiveDate,
) -> Result<&'p Policy, NotOne> {
    let policies: Vec<&Policy> = policies.into_iter().collect();
    let known: Vec<&Policy> =
        policies.iter().copied().filter(|policy| policy.matter_code() == matter).collect();
    let about = |lint| Finding::new(lint, Subject::new("policy", matter, "")).with("matter", matter);
    if known.is_empty() || matter.is_empty() {
        return Err(unknown(&policies, matter, about(&lints::UNKNOWN_MATTER)));
    }
    let in_force: Vec<&Policy> =
        known.iter().copied().filter(|policy| policy.validity().holds_on(day)).collect();
    let ids =
        |policies: &[&Policy]| policies.iter().map(|policy| policy.id().into()).collect::<Vec<Box<str>>>();
    match in_force.as_slice() {
        [one] => Ok(one),
        [] => {
            let dated = |policy: &&Policy| format!("{} ({})", policy.id(), policy.validity()).into();
            let dated: Vec<Box<str>> = known.iter().map(dated).collect();
            let finding = about(&lints::NONE_IN_FORCE).with("day", day.to_string()).with("known", dated);
            Err(NotOne { finding: finding.into(), candidates: Vec::new() })
        }
        several => {
            let finding = about(&lints::SEVERAL_IN_FORCE).with("day", day.to_string());
            Err(NotOne { finding: finding.with("known", ids(several)).into(), candidates: ids(several) })
        }
    }
}

fn unknown(policies: &[&Policy], matter: &str, finding: Finding) -> NotOne {
    let mut matters: Vec<&str> =
        policies.iter().map(|policy| policy.matter_code()).filter(|matter| !matter.is_empty()).collect();
    matters.sort_unstable();
    matters.dedup();
    let near = suggest::nearest(matter, matters.iter().copied()).map(Into::into);
    let matters: Vec<Box<str>> = matters.into_iter().map(Into::into).collect();
    let finding = finding.with("known", matters).with("suggestion", Arg::Suggestion(near));
    NotOne { finding: finding.into(), candidates: Vec::new() }
}
