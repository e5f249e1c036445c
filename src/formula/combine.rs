//! How the scores of children become one: a function for each method.

use crate::number::{
    Exact, Fixed, MathError, Number, geometric_mean, harmonic_mean, power_mean, weighted_mean,
};

use super::children::{Child, Children};
use super::table::{Condition, Row, Table};
use super::{Method, NotScorable};

/// The score of a parent. See [`Method`] for the equations and for what a zero or a negative child does.
pub(super) fn combine(method: &Method, children: &Children) -> Result<Fixed, NotScorable> {
    let counted = children.counted.as_slice();
    let scores = counted.iter().map(|child| child.score);
    match method {
        Method::Arithmetic => arithmetic(children),
        Method::Power(_) if method.is_arithmetic() => arithmetic(children),
        Method::Geometric => mean(counted, geometric_mean),
        Method::Harmonic => mean(counted, harmonic_mean),
        Method::Power(exponent) => mean(counted, |s, w| power_mean(s, w, &Exact::from(*exponent))),
        Method::Minimum => scores.min().ok_or(NotScorable::NothingPresent),
        Method::Maximum => scores.max().ok_or(NotScorable::NothingPresent),
        Method::Median => median(counted),
        Method::Table(table) => first_row(table, counted.len(), |score| {
            counted.iter().filter(|child| at_least(child.score, score)).count()
        }),
    }
}

fn arithmetic(children: &Children) -> Result<Fixed, NotScorable> {
    children.tally.mean().ok_or(NotScorable::OutOfRange)
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
                return midway(child.score, next);
            }
        }
    }
    Err(NotScorable::NothingPresent)
}

/// Midway between two scores, correctly rounded.
pub(crate) fn midway(one: Fixed, other: Fixed) -> Result<Fixed, NotScorable> {
    weighted_mean(&[one, other], &[1, 1]).ok_or(NotScorable::OutOfRange)
}

/// The score of the first row that fits, for so many children, of which so many have at least a score.
pub(crate) fn first_row(
    table: &Table,
    children: usize,
    reaching: impl Fn(Number) -> usize,
) -> Result<Fixed, NotScorable> {
    let fits = |row: &&Row| match row.when {
        Condition::AllAtLeast(score) => reaching(score) == children,
        Condition::AnyAtLeast(score) => reaching(score) > 0,
        Condition::CountAtLeast { children: count, score } => reaching(score) >= count as usize,
        Condition::AnyBelow(score) => reaching(score) < children,
        Condition::Always => true,
    };
    let row = table.rows().iter().find(fits).ok_or(NotScorable::NoRow)?;
    Fixed::from_number(row.score).ok_or(NotScorable::OutOfRange)
}

/// Whether a child's score is at least this, exactly: the other may have more than 15 places.
pub(crate) fn at_least(score: Fixed, least: Number) -> bool {
    Exact::from(score) >= Exact::from(least)
}
