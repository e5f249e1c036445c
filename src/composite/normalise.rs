//! How an input is brought onto a scale: what is relative to the set is computed over the set first, exactly.

use crate::formula::rule::{Affine, Clip, Goalposts, Onto, Post, Rule, Spread as Over};
use crate::formula::{Axis, Better as Way, Datum, Leaf, Transform};
use crate::number::{Exact, Number};

use super::file::{Better, Input, Normalise, Place, RankTies, Reference};
use super::set::{self, Set};

/// A column that is ready for the formula: its leaf, and what each unit puts into it.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) leaf: Leaf,
    pub(super) data: Vec<Datum>,
}

/// Brings a column onto its scale; `reference` is the row that others are held against. `None` when a figure leaves
/// the range of exact numbers.
pub(super) fn column(input: &Input, reference: Option<usize>, cells: Vec<Datum>) -> Option<Column> {
    let data = set::winsorised(input.winsorise.as_ref(), set::capped(input.cap, cells))?;
    let axis = input.transforms.iter().cloned().fold(Axis::plain(), Axis::then);
    if let Normalise::Place { what, ties, onto } = input.normalise {
        let figures = data.iter().map(number);
        let places = ranks(&figures.map(|figure| turned(input, figure)).collect::<Vec<_>>(), ties)?;
        let count = places.iter().flatten().count();
        let data = places.into_iter().zip(data).map(|(place, cell)| place.map_or(cell, Datum::Number));
        return Some(Column { leaf: Leaf::new(by_place(what, onto, count)?), data: data.collect() });
    }
    let rule = match &input.normalise {
        Normalise::Rule { rule, .. } => rule.clone(),
        relative => rule(input, relative, &Set::of(&data, axis.clone()), reference)?,
    };
    let better = if input.direction == Better::Lower { Way::Lower } else { Way::Higher };
    Some(Column { leaf: Leaf::new(rule).axis(axis).better(better), data })
}

fn number(cell: &Datum) -> Option<Number> {
    match cell {
        Datum::Number(number) => Some(*number),
        _ => None,
    }
}

/// Whether less is better on the axis as the table writes it: a scale below zero turns it round.
fn falls(input: &Input) -> bool {
    let turned = input
        .transforms
        .iter()
        .any(|transform| matches!(transform, Transform::Scale(factor) if factor.is_negative()));
    (input.direction == Better::Lower) != turned
}

/// A figure of which more is better.
fn turned(input: &Input, figure: Option<Number>) -> Option<Number> {
    figure.map(|figure| if falls(input) { figure.negated() } else { figure })
}

/// The rule of a normalisation, with what the set says.
fn rule(input: &Input, by: &Normalise, set: &Set<'_>, reference: Option<usize>) -> Option<Rule> {
    let lower = input.direction == Better::Lower;
    let (least, greatest) = set.ends();
    let (worst, best) = if falls(input) { (greatest, least) } else { (least, greatest) };
    match by {
        Normalise::Goalposts { worst, best, clip, onto } => {
            Some(goalposts(set.end(worst)?, set.end(best)?, *clip, *onto))
        }
        Normalise::MinMax { onto } => Some(goalposts(worst, best, Clip::Both, *onto)),
        Normalise::DistanceToBest => Some(goalposts(worst, best, Clip::Both, Onto::UNIT)),
        Normalise::DistanceToTarget { target, clip } => {
            Some(goalposts(worst, target.clone(), *clip, Onto::UNIT))
        }
        Normalise::ShareOfBest => Some(share_of(set.placed(&best)?)),
        Normalise::ShareOfReference(of) => Some(share_of(referred(of, set, reference)?)),
        Normalise::DistanceToReference(of) => {
            let range = set.placed(&best)?.checked_sub(&set.placed(&worst)?)?.abs();
            let factor = if lower { Number::from(-1) } else { Number::ONE };
            let affine = Affine::new(referred(of, set, reference)?, Over::Exactly(range));
            Some(Rule::Affine(Box::new(affine.scaled(Number::ONE, factor))))
        }
        Normalise::ZScore { mean, deviation, of } => {
            let (middle, variance) = set.spread(*of)?;
            let factor = if lower { deviation.negated() } else { *deviation };
            Some(Rule::Affine(Box::new(Affine::new(middle, Over::RootOf(variance)).scaled(*mean, factor))))
        }
        Normalise::Place { .. } | Normalise::Rule { .. } => None,
    }
}

fn goalposts(worst: Exact, best: Exact, clip: Clip, onto: Onto) -> Rule {
    let mut posts = Goalposts::new(Number::ZERO, Number::ONE).clip(clip).onto(onto);
    posts.worst = Post::At(worst);
    posts.best = Post::At(best);
    Rule::Goalposts(Box::new(posts))
}

fn share_of(whole: Exact) -> Rule {
    Rule::Affine(Box::new(Affine::new(Exact::ZERO, Over::Exactly(whole))))
}

/// What figures are held against, on the transformed axis.
fn referred(of: &Reference, set: &Set<'_>, row: Option<usize>) -> Option<Exact> {
    match of {
        Reference::At(at) => set.placed(at),
        Reference::Mean => set.mean(),
        Reference::Median => set.median(),
        Reference::Unit(_) => set.placed(&set.figure(row?)?),
    }
}

/// What a place, counted from 1 at the worst, is worth.
fn by_place(what: Place, onto: Onto, count: usize) -> Option<Rule> {
    let last = Exact::from(Number::from(i64::try_from(count).ok()?));
    let affine = match what {
        Place::Rank => Affine::new(Exact::ZERO, Over::Exactly(Exact::ONE)),
        Place::Borda => Affine::new(Exact::ONE, Over::Exactly(Exact::ONE)),
        Place::Percent => Affine::new(Exact::ONE, Over::Exactly(last.checked_sub(&Exact::ONE)?))
            .scaled(onto.worst, onto.best.checked_sub(onto.worst)?),
    };
    Some(Rule::Affine(Box::new(affine)))
}

/// The place of each figure, from 1 at the least.
fn ranks(figures: &[Option<Number>], ties: RankTies) -> Option<Vec<Option<Number>>> {
    let mut sorted: Vec<Number> = figures.iter().flatten().copied().collect();
    sorted.sort_unstable();
    if ties == RankTies::Dense {
        sorted.dedup();
    }
    let rank = |figure: Number| {
        let below = sorted.partition_point(|other| *other < figure);
        let up_to = sorted.partition_point(|other| *other <= figure);
        let (low, high) = (i64::try_from(below + 1).ok()?, i64::try_from(up_to).ok()?);
        Some(match ties {
            RankTies::Lowest | RankTies::Dense => low.into(),
            RankTies::Highest => high.into(),
            RankTies::Average => Number::from_parts(i128::from(low + high) * 5, 1)?,
        })
    };
    figures.iter().map(|figure| figure.map_or(Some(None), |figure| rank(figure).map(Some))).collect()
}
