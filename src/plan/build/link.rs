//! What may be linked how.

use super::super::cell::Cell;
use super::super::draft::DraftLink;
use super::super::kind::{
    Goal, Initiative, MainProblem, Mandate, Mission, Objective, Problem, Program, RootCause, StrategicIssue,
    Typed,
};
use super::super::word::{Holding, LinkStatus, Sign};

/// What may be referred to with [`Node::supports`](super::Node::supports).
pub trait Supported: Typed {}
impl Supported for Initiative {}
impl Supported for Mandate {}
impl Supported for StrategicIssue {}
impl Supported for Mission {}
impl Supported for Goal {}
impl Supported for Objective {}
impl Supported for Program {}

/// What may be answered with [`Node::addresses`](super::Node::addresses).
pub trait Ground: Typed {}
impl Ground for MainProblem {}
impl Ground for Problem {}
impl Ground for RootCause {}

/// How a contribution counts: share of the source, weight in the target, sign, who holds it, how sure it is, from
/// when to when.
///
/// ```
/// use renstra::plan::Contribution;
/// let half = Contribution::default().share("50%").weight(2);
/// # let _ = half;
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contribution(pub(super) DraftLink);

impl Contribution {
    /// The share of the source that goes to the target.
    #[must_use]
    pub fn share(mut self, share: impl Into<Cell>) -> Contribution {
        self.0.share = share.into();
        self
    }

    /// The weight in the target.
    #[must_use]
    pub fn weight(mut self, weight: impl Into<Cell>) -> Contribution {
        self.0.weight = weight.into();
        self
    }

    /// It hinders the target.
    #[must_use]
    pub fn negative(mut self) -> Contribution {
        self.0.sign = Sign::Negative.as_str().into();
        self
    }

    /// It counts for this target alone and takes no part in the shares.
    #[must_use]
    pub fn owned(mut self) -> Contribution {
        self.0.holding = Holding::Owned.as_str().into();
        self
    }

    /// Whether it was declared, confirmed or inferred.
    #[must_use]
    pub fn status(mut self, status: LinkStatus) -> Contribution {
        self.0.status = status.as_str().into();
        self
    }

    /// The first and the last day on which it holds.
    #[must_use]
    pub fn during(mut self, from: &str, until: &str) -> Contribution {
        self.0.from = from.into();
        self.0.until = until.into();
        self
    }
}
