//! How the scores of children become one: a function for each method.

use crate::number::{
    Exact, Fixed, MathError, Number, geometric_mean, harmonic_mean, power_mean, weighted_mean,
};

use super::table::{Condition, Table};
use super::{Method, NodeIndex, NotScorable};

/// A child that counts: its score, and its weight (above zero) on the scale of its siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Child {
    pub(super) at: NodeIndex,
    pub(super) score: Fixed,
    pub(super) weight: i128,
}

/// The score of a parent. See [`Method`] for the equations and for what a zero or a negative child does.
pub(super) fn combine(method: &Method, children: &[Child]) -> Result<Fixed, NotScorable> {
    if children.is_empty() {
        return Err(NotScorable::NothingPresent);
    }
    let scores = children.iter().map(|child| child.score);
    match method {
        Method::Arithmetic => mean(children, arithmetic),
        Method::Geometric => mean(children, geometric_mean),
        Method::Harmonic => mean(children, harmonic_mean),
        Method::Power(exponent) if *exponent == Number::ONE => mean(children, arithmetic),
        Method::Power(exponent) => mean(children, |s, w| power_mean(s, w, &Exact::from(*exponent))),
        Method::Minimum => scores.min().ok_or(NotScorable::NothingPresent),
        Method::Maximum => scores.max().ok_or(NotScorable::NothingPresent),
        Method::Median => median(children),
        Method::Table(table) => first_row(table, children),
    }
}

/// A mean of [`crate::number`]: a child that is negative is named where the mean has no meaning for it.
fn mean(
    children: &[Child],
    of: impl Fn(&[Fixed], &[i128]) -> Result<Fixed, MathError>,
) -> Result<Fixed, NotScorable> {
    let scores: Vec<Fixed> = children.iter().map(|child| child.score).collect();
    let weights: Vec<i128> = children.iter().map(|child| child.weight).collect();
    of(&scores, &weights).map_err(|error| match error {
        MathError::Domain => children
            .iter()
            .find(|child| child.score.is_negative())
            .map_or(NotScorable::OutOfRange, |child| NotScorable::NegativeChild(child.at)),
        MathError::NoWeight => NotScorable::NothingPresent,
        _ => NotScorable::OutOfRange,
    })
}

fn arithmetic(scores: &[Fixed], weights: &[i128]) -> Result<Fixed, MathError> {
    weighted_mean(scores, weights).ok_or(MathError::OutOfRange)
}

/// The least score at which half of the weight is reached; when it is reached exactly, midway to the next.
fn median(children: &[Child]) -> Result<Fixed, NotScorable> {
    let mut sorted = children.to_vec();
    sorted.sort_by_key(|child| child.score);
    let total = sorted.iter().try_fold(0_i128, |sum, child| sum.checked_add(child.weight));
    let total = total.ok_or(NotScorable::OutOfRange)?;
    let mut reached: i128 = 0;
    let mut children = sorted.iter().peekable();
    while let Some(child) = children.next() {
        reached += child.weight;
        // `2 · reached` against `total`, without leaving 127 bits.
        match reached.cmp(&(total - reached)) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Greater => return Ok(child.score),
            std::cmp::Ordering::Equal => {
                let next = children.peek().map_or(child.score, |next| next.score);
                return weighted_mean(&[child.score, next], &[1, 1]).ok_or(NotScorable::OutOfRange);
            }
        }
    }
    Err(NotScorable::NothingPresent)
}

fn first_row(table: &Table, children: &[Child]) -> Result<Fixed, NotScorable> {
    let row = table.rows().iter().find(|row| fits(row.when, children)).ok_or(NotScorable::NoRow)?;
    Fixed::from_number(row.score).ok_or(NotScorable::OutOfRange)
}

fn fits(when: Condition, children: &[Child]) -> bool {
    let at_least = |child: &Child, score: Number| Exact::from(child.score) >= Exact::from(score);
    match when {
        Condition::AllAtLeast(score) => children.iter().all(|child| at_least(child, score)),
        Condition::AnyAtLeast(score) => children.iter().any(|child| at_least(child, score)),
        Condition::CountAtLeast { children: count, score } => {
            children.iter().filter(|child| at_least(child, score)).count() >= count as usize
        }
        Condition::AnyBelow(score) => children.iter().any(|child| !at_least(child, score)),
        Condition::Always => true,
    }
}
