//! What each child contributes to its parent, so that the parts sum to the score exactly.

use uuid::Uuid;

use crate::number::{Exact, Fixed, Number, contributions as rounded};

use super::Formula;
use super::children::Child;
use super::evaluate::children;
use super::{Method, Node, NodeIndex, Op, Outcome};

/// What one child contributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contribution {
    /// The child.
    pub child: NodeIndex,
    /// The score with which it counts.
    pub score: Fixed,
    /// Its share of the weight that counts, rounded to 15 places.
    pub share: Fixed,
    /// What it contributes to the parent's raw score.
    pub amount: Fixed,
}

/// The contributions to one aggregate: the parts and the rest sum to its raw score, to the last unit.
///
/// A mean M is homogeneous - twice the scores give twice the mean - so it is the sum of xᵢ·∂M/∂xᵢ, and these
/// terms are the contributions (Euler's rule; Aumann and Shapley's, from zero along a straight line):
///
/// | method | contribution |
/// |---|---|
/// | arithmetic | wᵢxᵢ / W |
/// | geometric | M·wᵢ / W |
/// | harmonic, power p | M·wᵢxᵢᵖ / Σ wⱼxⱼᵖ |
/// | minimum, maximum | M·wᵢ / W over the children that decide |
/// | median | M, or half of each of the two in the middle, over the children that decide |
/// | table | none: all of it is the rest |
///
/// Each is rounded to a unit of 10⁻¹⁵ by the largest remainder, ties by the child's id.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contributions {
    /// The parts, in the order in which the edges stand.
    pub parts: Vec<Contribution>,
    /// What no child accounts for; zero for every mean.
    pub rest: Fixed,
}

/// The contributions to an aggregate that has a score; `None` for leaves and where there is no score.
#[must_use]
pub fn contributions(
    formula: &Formula,
    node: &Node,
    outcomes: &[Outcome],
    raw: Fixed,
) -> Option<Contributions> {
    let Op::Aggregate(aggregate) = node.op() else { return None };
    let counted = children(formula.graph(), aggregate, outcomes).ok()?.counted;
    let id = |child: &Child| formula.node(child.at).map(Node::id).unwrap_or_default();
    parts(&aggregate.method, &counted, id, raw)
}

/// The contributions of children that count.
pub(super) fn parts(
    method: &Method,
    counted: &[Child],
    id: impl Fn(&Child) -> Uuid,
    raw: Fixed,
) -> Option<Contributions> {
    // Ties of the largest remainder are decided by the order of this list.
    let mut order: Vec<usize> = (0..counted.len()).collect();
    order.sort_by_key(|&index| counted.get(index).map(&id));
    let sorted: Vec<Child> = order.iter().filter_map(|&index| counted.get(index).copied()).collect();
    let Some(exact) = shares(method, &sorted, raw) else {
        return Some(Contributions { parts: listed(counted, &vec![Fixed::ZERO; counted.len()])?, rest: raw });
    };
    let amounts = rounded(&exact, raw)?;
    let mut placed = vec![Fixed::ZERO; counted.len()];
    for (index, amount) in order.into_iter().zip(amounts) {
        *placed.get_mut(index)? = amount;
    }
    Some(Contributions { parts: listed(counted, &placed)?, rest: Fixed::ZERO })
}

fn listed(counted: &[Child], amounts: &[Fixed]) -> Option<Vec<Contribution>> {
    let total = counted.iter().try_fold(0_i128, |sum, child| sum.checked_add(child.weight))?;
    let part = |(child, amount): (&Child, &Fixed)| {
        let share = Exact::ratio(child.weight, total)?.to_fixed()?;
        Some(Contribution { child: child.at, score: child.score, share, amount: *amount })
    };
    counted.iter().zip(amounts).map(part).collect()
}

/// The exact contributions, which sum to the mean within half a unit; `None` where no child accounts for it.
fn shares(method: &Method, children: &[Child], raw: Fixed) -> Option<Vec<Exact>> {
    match method {
        Method::Table(_) => None,
        Method::Arithmetic => arithmetic(children),
        Method::Geometric => divided(raw, children, |_| Some(Exact::ONE)),
        Method::Harmonic => powers(raw, children, Number::from(-1)),
        Method::Power(exponent) if *exponent == Number::ONE => arithmetic(children),
        Method::Power(exponent) => powers(raw, children, *exponent),
        Method::Minimum | Method::Maximum => divided(raw, children, |child| decides(child.score == raw)),
        Method::Median => median(raw, children),
    }
}

fn decides(yes: bool) -> Option<Exact> {
    Some(if yes { Exact::ONE } else { Exact::ZERO })
}

fn arithmetic(children: &[Child]) -> Option<Vec<Exact>> {
    let total = children.iter().try_fold(0_i128, |sum, child| sum.checked_add(child.weight))?;
    let part = |child: &Child| Exact::from(child.score).checked_mul(&Exact::ratio(child.weight, total)?);
    children.iter().map(part).collect()
}

/// The score, divided in proportion to weight times a factor of the child.
fn divided(raw: Fixed, children: &[Child], factor: impl Fn(&Child) -> Option<Exact>) -> Option<Vec<Exact>> {
    let weigh = |child: &Child| factor(child)?.checked_mul(&Exact::ratio(child.weight, 1)?);
    let weights: Vec<Exact> = children.iter().map(weigh).collect::<Option<_>>()?;
    let total = weights.iter().try_fold(Exact::ZERO, |sum, weight| sum.checked_add(weight))?;
    if total.is_zero() {
        return raw.is_zero().then(|| vec![Exact::ZERO; children.len()]);
    }
    let unit = Exact::from(raw).checked_div(&total)?;
    weights.iter().map(|weight| weight.checked_mul(&unit)).collect()
}

/// In proportion to wᵢ·(xᵢ/x₀)ᵖ, which is at most wᵢ; x₀ is the greatest child for p > 0, else the least. The
/// power is rounded to 15 places.
fn powers(raw: Fixed, children: &[Child], exponent: Number) -> Option<Vec<Exact>> {
    let scores = children.iter().map(|child| child.score);
    let reference = if exponent.is_negative() { scores.min() } else { scores.max() }?;
    if raw.is_zero() || reference.is_zero() {
        return Some(vec![Exact::ZERO; children.len()]);
    }
    divided(raw, children, |child| {
        if child.score.is_zero() {
            return Some(Exact::ZERO);
        }
        let ratio = Exact::from(child.score).checked_div(&reference.into())?;
        ratio.pow(&exponent.into()).ok().map(Exact::from)
    })
}

/// Everything to the children at the middle; where two scores share it, half of each.
fn median(raw: Fixed, children: &[Child]) -> Option<Vec<Exact>> {
    if children.iter().any(|child| child.score == raw) {
        return divided(raw, children, |child| decides(child.score == raw));
    }
    let below = children.iter().map(|child| child.score).filter(|score| *score < raw).max()?;
    let above = children.iter().map(|child| child.score).filter(|score| *score > raw).min()?;
    let lower = half(below, children)?;
    let upper = half(above, children)?;
    lower.iter().zip(&upper).map(|(low, high)| low.checked_add(high)).collect()
}

fn half(score: Fixed, children: &[Child]) -> Option<Vec<Exact>> {
    let parts = divided(score, children, |child| decides(child.score == score))?;
    parts.iter().map(|part| part.checked_div(&Exact::from(2))).collect()
}
