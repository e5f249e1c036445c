//! The shares of the causes in one difference, and of the single changes in a cause.

use std::collections::{BTreeMap, BTreeSet};

use crate::formula::{NodeIndex, Outcome, evaluate_node};
use crate::number::{Exact, Fixed, contributions};

use super::merged::{Mask, Mixed};
use super::{Cause, Share};

/// The causes in the order in which they change.
type Order = [Cause; Cause::ALL.len()];

/// Every order of the four causes: 24.
fn orders() -> Vec<Order> {
    let all = Cause::ALL;
    let mut orders = Vec::new();
    for a in all {
        for b in all {
            for c in all {
                for d in all {
                    let distinct: BTreeSet<Cause> = [a, b, c, d].into();
                    if distinct.len() == all.len() {
                        orders.push([a, b, c, d]);
                    }
                }
            }
        }
    }
    orders
}

/// What each cause accounts for in a node's difference, over the orders in which every step has a score.
pub(super) struct Split {
    /// How many such orders there are.
    pub(super) orders: u32,
    /// For each cause, the sum over those orders, in units of the score.
    sums: [i128; Cause::ALL.len()],
    /// For each cause and each set of active causes that changed before it: in how many orders.
    before: BTreeMap<(Cause, u8), u32>,
}

impl Split {
    /// The split of one node, from its scores under every mask. Causes that are not active change nothing: a mask
    /// with one of them is the mask without.
    pub(super) fn of(active: Mask, score: impl Fn(Mask) -> Option<Fixed>) -> Split {
        let mut split = Split { orders: 0, sums: [0; Cause::ALL.len()], before: BTreeMap::new() };
        for order in orders() {
            if let Some(steps) = steps(order, &score) {
                split.orders += 1;
                for (cause, before, step) in steps {
                    if let Some(sum) = split.sums.get_mut(cause as usize) {
                        *sum += step;
                    }
                    *split.before.entry((cause, before.0 & active.0)).or_default() += 1;
                }
            }
        }
        split
    }

    /// The mean over the orders, rounded to 15 places by the largest remainder so that it sums to the
    /// difference; nothing where no order has a score at every step.
    pub(super) fn amounts(&self, difference: Fixed) -> Option<Vec<Fixed>> {
        let per = i128::from(self.orders).checked_mul(Fixed::UNITS_PER_ONE)?;
        let means: Vec<Exact> = self.sums.iter().map(|sum| Exact::ratio(*sum, per)).collect::<Option<_>>()?;
        contributions(&means, difference)
    }

    fn weight(&self, cause: Cause, before: Mask) -> u32 {
        self.before.get(&(cause, before.0)).copied().unwrap_or(0)
    }
}

/// The steps of one order: cause, what changed before it, and by how many units the score moved.
fn steps(order: Order, score: impl Fn(Mask) -> Option<Fixed>) -> Option<Vec<(Cause, Mask, i128)>> {
    let mut at = Mask::BEFORE;
    let mut stands = score(at)?;
    let mut steps = Vec::with_capacity(order.len());
    for cause in order {
        let next = score(at.with(cause))?;
        steps.push((cause, at, next.units().checked_sub(stands.units())?));
        (at, stands) = (at.with(cause), next);
    }
    Some(steps)
}

/// What single changes do to every node: by node, cause and change, in units times orders.
#[derive(Default)]
pub(super) struct Singles(BTreeMap<(NodeIndex, Cause, NodeIndex), Option<i128>>);

impl Singles {
    /// Lets one node change by itself, for one cause, on top of what has changed in `base`; `next` is the same
    /// with all of the cause changed.
    pub(super) fn try_one(
        &mut self,
        (cause, at): (Cause, NodeIndex),
        (base, next): (&Mixed, &Mixed),
        (mask, splits): (Mask, &[Split]),
        scratch: &mut [Outcome],
    ) {
        let moved = follow(at, base, next, scratch);
        for (node, old) in &moved {
            let weight = splits.get(node.index()).map_or(0, |split| split.weight(cause, mask));
            let step = (capped(scratch, *node).zip(old.score().map(|score| score.capped)))
                .and_then(|(new, old)| (new.units() - old.units()).checked_mul(weight.into()));
            if weight > 0 {
                let sum = self.0.entry((*node, cause, at)).or_insert(Some(0));
                *sum = sum.zip(step).and_then(|(sum, step)| sum.checked_add(step));
            }
        }
        for (node, old) in moved {
            if let Some(outcome) = scratch.get_mut(node.index()) {
                *outcome = old;
            }
        }
    }

    /// What the single changes of a cause do to a node: each for itself, in the order of the nodes.
    pub(super) fn shares(&self, node: NodeIndex, cause: Cause, orders: u32) -> Vec<(NodeIndex, Exact)> {
        let per = i128::from(orders).saturating_mul(Fixed::UNITS_PER_ONE);
        let range = (node, cause, NodeIndex(0))..=(node, cause, NodeIndex(u32::MAX));
        let share = |(key, sum): (&(NodeIndex, Cause, NodeIndex), &Option<i128>)| {
            Some((key.2, Exact::ratio((*sum)?, per).filter(|share| !share.is_zero())?))
        };
        self.0.range(range).filter_map(share).collect()
    }
}

/// The score of a node that counts.
pub(super) fn capped(outcomes: &[Outcome], at: NodeIndex) -> Option<Fixed> {
    Some(outcomes.get(at.index())?.score()?.capped)
}

/// Scores one node as it is in `next` and those above it as they are in `base`; what moved, with what it was.
fn follow(at: NodeIndex, base: &Mixed, next: &Mixed, scratch: &mut [Outcome]) -> Vec<(NodeIndex, Outcome)> {
    let mut moved = Vec::new();
    let mut waiting = BTreeSet::from([at]);
    while let Some(node) = waiting.pop_first() {
        let by = if node == at { next } else { base };
        let Some((before, rest)) = scratch.split_at_mut_checked(node.index()) else { continue };
        let (Some(held), Some(outcome)) = (by.formula.node(node), rest.first_mut()) else { continue };
        let again = evaluate_node(&by.formula, held, &by.inputs, before);
        if again != *outcome {
            moved.push((node, std::mem::replace(outcome, again)));
            waiting.extend(base.dependents.parents(node));
        }
    }
    moved
}

/// Rounds shares so that they and what none of them accounts for sum to the whole: without a rest where the
/// largest remainder can do it.
pub(super) fn rounded(
    shares: Vec<(NodeIndex, Exact)>,
    whole: Fixed,
    share: impl Fn(NodeIndex, Fixed) -> Option<Share>,
) -> (Vec<Share>, Fixed) {
    let (nodes, exact): (Vec<NodeIndex>, Vec<Exact>) = shares.into_iter().unzip();
    let amounts = contributions(&exact, whole)
        .unwrap_or_else(|| exact.iter().map(|share| share.to_fixed().unwrap_or(Fixed::ZERO)).collect());
    let named = nodes.into_iter().zip(&amounts).filter_map(|(node, amount)| share(node, *amount));
    let named: Vec<Share> = named.filter(|share| !share.amount.is_zero()).collect();
    let sum = named.iter().try_fold(Fixed::ZERO, |sum, share| sum.checked_add(share.amount));
    match sum.and_then(|sum| whole.checked_sub(sum)) {
        Some(rest) => (named, rest),
        None => (Vec::new(), whole),
    }
}
