//! What children do to their parent: who counts, who leaves, how much is present.

use crate::number::{Exact, Fixed, WeightedSum};

use super::combine::combine;
use super::{Aggregate, MissingChildren, NodeIndex, NotScorable, Warning, Warnings};

/// A child that counts: its score, and its weight (above zero) on the scale of its siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Child {
    pub(super) at: NodeIndex,
    pub(super) score: Fixed,
    pub(super) weight: i128,
}

/// What one link does to its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A negative link is only noted.
    Hinders,
    /// A weight of zero is absence.
    Weightless,
    /// The child does not concern this parent.
    NotConcerned,
    /// It has no score and leaves.
    Leaves,
    /// It has no score, and counts with one that the policy names.
    Filled(Fixed),
    /// It has no score, and so its parent has none.
    Stops,
    /// It counts with its own score.
    Counts { score: Fixed, coverage: Fixed },
}

impl Role {
    /// The role of a child with this outcome, by a link of this weight (which may hinder).
    pub(crate) fn of(
        missing: MissingChildren,
        (weight, hinders): (i128, bool),
        outcome: Result<(Fixed, Fixed), &NotScorable>,
    ) -> Role {
        match outcome {
            _ if hinders => Role::Hinders,
            _ if weight == 0 => Role::Weightless,
            Ok((score, coverage)) => Role::Counts { score, coverage },
            Err(reason) if reason.is_not_concerned() => Role::NotConcerned,
            Err(_) => match missing {
                MissingChildren::Reweight => Role::Leaves,
                MissingChildren::Zero => Role::Filled(Fixed::ZERO),
                MissingChildren::Score(score) => {
                    Exact::from(score).to_fixed().map_or(Role::Stops, Role::Filled)
                }
                MissingChildren::Propagate => Role::Stops,
            },
        }
    }

    /// The score with which the child counts, if it does.
    pub(crate) fn score(self) -> Option<Fixed> {
        match self {
            Role::Filled(score) | Role::Counts { score, .. } => Some(score),
            _ => None,
        }
    }
}

/// Why a parent has no score whose child [stops](Role::Stops) it.
pub(crate) fn stopped(missing: MissingChildren, at: NodeIndex) -> NotScorable {
    match missing {
        MissingChildren::Propagate => NotScorable::Child(at),
        // The score that would stand in does not fit.
        _ => NotScorable::OutOfRange,
    }
}

/// What a parent knows of its links, whatever their order: counts and exact sums, so a link may come or go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    hindering: u32,
    not_concerned: u32,
    left: u32,
    filled: u32,
    present: u32,
    /// Those present of which everything below is present too.
    full: u32,
    /// Those that leave the parent without a score.
    stopping: u32,
    /// The coverage of all that concern the parent.
    coverage: WeightedSum,
    /// The scores of those that count.
    scores: WeightedSum,
}

impl Tally {
    /// Takes a link in.
    pub(crate) fn add(&mut self, role: Role, weight: i128) {
        for count in self.counts(role).into_iter().flatten() {
            *count += 1;
        }
        if let Some(coverage) = coverage(role) {
            self.coverage.add(coverage, weight);
        }
        if let Some(score) = role.score() {
            self.scores.add(score, weight);
        }
    }

    /// Lets a link go that was taken in with this role and weight.
    pub(crate) fn remove(&mut self, role: Role, weight: i128) {
        for count in self.counts(role).into_iter().flatten() {
            *count -= 1;
        }
        if let Some(coverage) = coverage(role) {
            self.coverage.remove(coverage, weight);
        }
        if let Some(score) = role.score() {
            self.scores.remove(score, weight);
        }
    }

    /// A link of this weight counts with another score, and all else of it is as it was; false where it is not that, and
    /// nothing is done.
    pub(crate) fn exchange(&mut self, was: Role, is: Role, weight: i128) -> bool {
        match (was, is) {
            (Role::Counts { score: was, coverage }, Role::Counts { score: is, coverage: same })
                if coverage == same =>
            {
                self.scores.exchange(was, is, weight);
                true
            }
            _ => false,
        }
    }

    /// Where a role is counted.
    fn counts(&mut self, role: Role) -> [Option<&mut u32>; 2] {
        match role {
            Role::Hinders => [Some(&mut self.hindering), None],
            Role::NotConcerned => [Some(&mut self.not_concerned), None],
            Role::Leaves => [Some(&mut self.left), None],
            Role::Filled(_) => [Some(&mut self.filled), None],
            Role::Counts { coverage: Fixed::ONE, .. } => [Some(&mut self.present), Some(&mut self.full)],
            Role::Counts { .. } => [Some(&mut self.present), None],
            Role::Stops => [Some(&mut self.stopping), None],
            Role::Weightless => [None, None],
        }
    }

    /// How many children count.
    pub(crate) fn counted(&self) -> u32 {
        self.filled + self.present
    }

    /// Whether a child leaves the parent without a score.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopping > 0
    }

    /// The weighted arithmetic mean of those that count.
    pub(crate) fn mean(&self) -> Option<Fixed> {
        self.scores.mean()
    }

    /// How many children concern the parent.
    fn concerned(&self) -> u32 {
        self.left + self.filled + self.present
    }

    /// The share of the children, by their number, that have a score of their own.
    fn share_present(&self) -> Option<Fixed> {
        Exact::ratio(self.present.into(), self.concerned().into())?.to_fixed()
    }

    /// The share of weight that is present below.
    fn coverage(&self) -> Result<Fixed, NotScorable> {
        let concerned = self.concerned();
        if concerned == 0 {
            let left = self.not_concerned > 0;
            return Err(if left { NotScorable::NotConcerned } else { NotScorable::NothingPresent });
        }
        if self.full == concerned {
            return Ok(Fixed::ONE);
        }
        self.coverage.mean().ok_or(NotScorable::OutOfRange)
    }

    fn warnings(&self) -> Warnings {
        let noted = [
            (self.hindering, Warning::NegativeLinks),
            (self.left, Warning::Reweighted),
            (self.filled, Warning::Filled),
        ];
        let noted = noted.into_iter().filter(|(count, _)| *count > 0);
        noted.fold(Warnings::NONE, |warnings, (_, warning)| warnings.with(warning))
    }

    /// The raw score, coverage and warnings of an aggregate whose method makes one score of those that count.
    pub(crate) fn roll_up(
        &self,
        aggregate: &Aggregate,
        method: impl FnOnce() -> Result<Fixed, NotScorable>,
    ) -> Result<(Fixed, Fixed, Warnings), NotScorable> {
        let coverage = self.coverage()?;
        let least = aggregate.asks();
        if let Some(minimum) = least.coverage.filter(|minimum| coverage < *minimum) {
            return Err(NotScorable::Insufficient { coverage, minimum });
        }
        if let Some(minimum) = least.present {
            let present = self.share_present().ok_or(NotScorable::OutOfRange)?;
            if present < minimum {
                return Err(NotScorable::TooFew { present, minimum });
            }
        }
        let raw = if self.counted() == 0 { Err(NotScorable::NothingPresent) } else { method() }?;
        Ok((raw, coverage, self.warnings()))
    }
}

/// How much of a link's weight is present below; none where it does not concern the parent.
fn coverage(role: Role) -> Option<Fixed> {
    match role {
        Role::Counts { coverage, .. } => Some(coverage),
        Role::Leaves | Role::Filled(_) => Some(Fixed::ZERO),
        _ => None,
    }
}

/// An aggregate's children, sorted out.
#[derive(Clone, Debug, Default)]
pub(super) struct Children {
    /// Those that count, with the score that goes up, in the order of their links.
    pub(super) counted: Vec<Child>,
    pub(super) tally: Tally,
}

impl Children {
    /// None yet, of so many.
    pub(super) fn with_room_for(children: usize) -> Children {
        Children { counted: Vec::with_capacity(children), tally: Tally::default() }
    }

    /// Takes a link to a child: its weight, and whether it hinders.
    pub(super) fn take(
        &mut self,
        aggregate: &Aggregate,
        (at, weight, hinders): (NodeIndex, i128, bool),
        outcome: Result<(Fixed, Fixed), &NotScorable>,
    ) -> Result<(), NotScorable> {
        let role = Role::of(aggregate.missing, (weight, hinders), outcome);
        if role == Role::Stops {
            return Err(stopped(aggregate.missing, at));
        }
        self.tally.add(role, weight);
        if let Some(score) = role.score() {
            self.counted.push(Child { at, score, weight });
        }
        Ok(())
    }

    /// The raw score, coverage and warnings of the aggregate.
    pub(super) fn roll_up(&self, aggregate: &Aggregate) -> Result<(Fixed, Fixed, Warnings), NotScorable> {
        self.tally.roll_up(aggregate, || combine(&aggregate.method, self))
    }
}
