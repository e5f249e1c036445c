//! How one value against another becomes a score: a free function for each rule.
//!
//! T is the target, A the actual, B the baseline. A score is in percent, with 100 for a target that is met,
//! unless a rule says another scale.

mod affine;
mod arithmetic;
mod goalposts;
mod grades;
mod met;
mod ordinal;
mod progress;
mod range;
mod ratio;
mod schedule;
mod steps;
mod thresholds;
mod user;

use std::sync::Arc;

pub use affine::{Affine, Spread, affine};
pub use goalposts::{Clip, Goalposts, Onto, Post, goalposts};
pub use grades::{Grades, grades};
pub use met::met;
pub use ordinal::{Ordinal, Ranks, ordinal};
pub use progress::progress;
pub use range::{KeepWithin, interval, keep_within};
pub use ratio::{absorption, inverse, mirrored, ratio, reduction, stay_near};
pub use schedule::{Deadline, deadline};
pub use steps::{Steps, steps};
pub use thresholds::{Thresholds, thresholds};
pub use user::{User, UserInputs, UserRule};

/// A rule with all its parameters. The direction ([`Better`](super::Better)) stands on the leaf.
///
/// | code | score | from |
/// |---|---|---|
/// | `given` | A | |
/// | `ratio` | 100 A/T | |
/// | `mirrored` | 100 (2T − A)/T | |
/// | `inverse` | 100 T/A | |
/// | `reduction` | 100 (T − A)/T | |
/// | `absorption` | 100 A/T: spent of the budget | PMK 214/2017 |
/// | `progress` | 100 (A − B)/(T − B) | |
/// | `goalposts` | (A − worst)/(best − worst), clipped or not, onto any scale | human development index |
/// | `thresholds` | −100 … 0 … 100 by worst, threshold, target | goal models (GRL) |
/// | `interval` | inside is met; outside against the nearer end | PermenPANRB 8/2021 |
/// | `keep-within` | inside is met; outside loses by distance over a stated scale | |
/// | `stay-near` | 100 (1 − \|1 − A/T\|) | |
/// | `ordinal` | by ranks on an ordinal scale | |
/// | `grades` | what the grade is worth | PermenPANRB 88/2021 |
/// | `met` | 100 or 0 | |
/// | `deadline` | 100 in time, less by the day after | |
/// | `affine` | by distance from a reference over a spread (z-score, distance to target) | |
/// | `steps` | by the step that the actual stands on | |
/// | `user` | a user's own | |
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Rule {
    /// The value is the score (a maturity level, an index).
    Given,
    /// A/T.
    Ratio,
    /// (2T − A)/T: less is better.
    Mirrored,
    /// T/A: less is better.
    Inverse,
    /// (T − A)/T: less is better; meeting the target gives 0.
    Reduction,
    /// Spent of the budget.
    Absorption,
    /// (A − B)/(T − B).
    Progress,
    /// Between a worst and a best point.
    Goalposts(Box<Goalposts>),
    /// Piecewise linear through worst, threshold and target.
    Thresholds(Box<Thresholds>),
    /// An interval as target, with a direction.
    Interval,
    /// An interval as target, overshoot being bad on either side.
    KeepWithin(Box<KeepWithin>),
    /// 1 − |1 − A/T|.
    StayNear,
    /// By ranks on an ordinal scale.
    Ordinal(Box<Ordinal>),
    /// By what a grade is worth.
    Grades(Arc<Grades>),
    /// Met or not met: numbers, intervals, at least, at most, dates, yes and no, predicates.
    Met,
    /// A day against a day.
    Deadline(Box<Deadline>),
    /// An affine function of the actual.
    Affine(Box<Affine>),
    /// Piecewise constant.
    Steps(Arc<Steps>),
    /// A user's own rule; it runs exact only.
    User(Box<User>),
}

impl Rule {
    /// Whether it divides by the target and so keeps no meaning for negative figures.
    #[must_use]
    pub const fn is_ratio(&self) -> bool {
        matches!(
            self,
            Rule::Ratio
                | Rule::Mirrored
                | Rule::Inverse
                | Rule::Reduction
                | Rule::Absorption
                | Rule::StayNear
                | Rule::Interval
        )
    }

    /// The rule's code, as policies and results name it.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Rule::Given => "given",
            Rule::Ratio => "ratio",
            Rule::Mirrored => "mirrored",
            Rule::Inverse => "inverse",
            Rule::Reduction => "reduction",
            Rule::Absorption => "absorption",
            Rule::Progress => "progress",
            Rule::Goalposts(_) => "goalposts",
            Rule::Thresholds(_) => "thresholds",
            Rule::Interval => "interval",
            Rule::KeepWithin(_) => "keep-within",
            Rule::StayNear => "stay-near",
            Rule::Ordinal(_) => "ordinal",
            Rule::Grades(_) => "grades",
            Rule::Met => "met",
            Rule::Deadline(_) => "deadline",
            Rule::Affine(_) => "affine",
            Rule::Steps(_) => "steps",
            Rule::User(user) => user.name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Goalposts, KeepWithin, Ordinal, Rule, Steps, Thresholds};
    use crate::number::{Exact, Number, Scale};

    /// The page above lists every rule by its code, and no other.
    #[test]
    fn the_page_and_the_code_agree() {
        let zero = Number::ZERO;
        let affine = super::Affine::new(0, super::Spread::Exactly(Exact::ONE));
        let rules = [
            Rule::Given,
            Rule::Ratio,
            Rule::Mirrored,
            Rule::Inverse,
            Rule::Reduction,
            Rule::Absorption,
            Rule::Progress,
            Rule::Goalposts(Box::new(Goalposts::new(zero, zero))),
            Rule::Thresholds(Box::new(Thresholds::new(zero, zero))),
            Rule::Interval,
            Rule::KeepWithin(Box::new(KeepWithin::new(1))),
            Rule::StayNear,
            Rule::Ordinal(Box::new(Ordinal::new(Scale::sakip()))),
            Rule::Grades(Default::default()),
            Rule::Met,
            Rule::Deadline(Box::default()),
            Rule::Affine(Box::new(affine)),
            Rule::Steps(Steps::new(zero, []).into()),
        ];
        let page: Vec<&str> = include_str!("mod.rs")
            .lines()
            .filter_map(|line| line.strip_prefix("/// | `")?.split('`').next())
            .collect();
        let codes: Vec<&str> = rules.iter().map(Rule::code).chain(["user"]).collect();
        assert_eq!(page, codes);
    }
}
