//! Aggregates a lane at a time: those that mind why a child is missing, and those that are no plain mean.

use crate::formula::{Condition, Method, Table};
use crate::number::Number;

use super::bound::{Bound, GRAIN, UNIT, same};
use super::steps::{CarefulOp, Child, Marks, Minimum, Missing, Zero};
use super::table::{NOT_CONCERNED, is_not_concerned};

/// A lane's result.
#[derive(Clone, Copy, Debug)]
pub(super) enum Lane {
    /// A score, or NaN; and the coverage.
    Is(f64, f64),
    /// Floats cannot tell it; if there is one, this is the coverage.
    Doubtful(f64),
    /// Floats cannot tell whether enough is present; if so, it is this.
    Perhaps(f64, f64),
}

/// Scores below this, but above 0, lie too near 0 for a mean that multiplies.
const NEAR_ZERO: f64 = 1e-4;

/// Whether children may lie so far off that a mean which multiplies them means nothing.
pub(super) fn is_wide(error: f64) -> bool {
    error >= NEAR_ZERO / 2.0
}

/// What is there of a lane's children. Kept between lanes, so that none allocates.
#[derive(Clone, Debug, Default)]
pub(super) struct Present {
    scores: Vec<f64>,
    weights: Vec<f64>,
    /// Whether a score may be 0 and may not.
    near_zero: bool,
}

/// What a child of 0 does to a mean that multiplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Absorbs {
    /// It makes all 0.
    All,
    /// It counts as 0.
    Nothing,
}

impl CarefulOp {
    /// The children of one unit, by their scores and what is covered of each; `error` is how far any of them may be
    /// off.
    pub(super) fn lane(
        &self,
        score: impl Fn(&Child) -> f64,
        share: impl Fn(&Child) -> f64,
        error: f64,
        present: &mut Present,
    ) -> Lane {
        present.clear();
        let (mut concerned, mut covered) = (0.0, 0.0);
        let (mut asked, mut own) = (0.0, 0.0);
        for child in &*self.children {
            let score = score(child);
            if self.marks == Marks::Some && is_not_concerned(score) {
                continue;
            }
            concerned += child.weight;
            asked += 1.0;
            if !score.is_nan() {
                own += 1.0;
                covered += child.weight * share(child);
                present.add(score, child.weight, child.zero);
                continue;
            }
            match self.missing {
                Missing::Leave => {}
                Missing::Fill(score) => present.add(score, child.weight, Zero::Certain),
                Missing::Propagate => return Lane::Is(f64::NAN, 0.0),
            }
        }
        if concerned == 0.0 {
            return Lane::Is(NOT_CONCERNED, 0.0);
        }
        let coverage = if same(covered, concerned) { 1.0 } else { covered / concerned };
        let reached = self.minimum.map_or(Some(true), |minimum| minimum.is_reached(covered, concerned));
        let too_few = self.fewest.is_some_and(|fewest| fewest.is_reached(own, asked) == Some(false));
        if reached == Some(false) || too_few || present.scores.is_empty() {
            return Lane::Is(f64::NAN, 0.0);
        }
        match (self.combine(present, error), reached) {
            (None, _) => Lane::Doubtful(coverage),
            (Some(score), Some(_)) => Lane::Is(score, coverage),
            (Some(score), None) => Lane::Perhaps(score, coverage),
        }
    }

    /// The score; `None` where floats cannot tell.
    fn combine(&self, present: &mut Present, error: f64) -> Option<f64> {
        match &self.method {
            Method::Arithmetic => Some(self.arithmetic(present)),
            Method::Power(exponent) if *exponent == Number::ONE => Some(self.arithmetic(present)),
            Method::Geometric => present.multiplied(error, Absorbs::All, geometric),
            Method::Harmonic => present.multiplied(error, Absorbs::All, harmonic),
            Method::Power(exponent) if exponent.is_zero() => {
                present.multiplied(error, Absorbs::All, geometric)
            }
            Method::Power(exponent) => {
                let absorbs = if exponent.is_negative() { Absorbs::All } else { Absorbs::Nothing };
                let exponent = exponent.to_f64();
                present.multiplied(error, absorbs, |present| power(present, exponent))
            }
            Method::Minimum => present.scores.iter().copied().reduce(f64::min),
            Method::Maximum => present.scores.iter().copied().reduce(f64::max),
            Method::Median => present.median(),
            Method::Table(table) => first_row(table, &present.scores, error),
        }
    }

    /// Whether it multiplies its children, so that one near 0 draws all to 0.
    pub(super) fn multiplies(&self) -> bool {
        match &self.method {
            Method::Geometric | Method::Harmonic => true,
            Method::Power(exponent) => *exponent != Number::ONE,
            _ => false,
        }
    }

    /// As the plain mean adds, term by term.
    fn arithmetic(&self, present: &Present) -> f64 {
        let terms = present.scores.iter().zip(&present.weights);
        let (sum, weight) = terms.fold((0.0, 0.0), |(sum, weight), (score, w)| (sum + w * score, weight + w));
        if same(weight, self.total) { sum * self.inverse } else { sum / weight }
    }

    /// The bound of a block, from that of its children.
    pub(super) fn bound(&self, children: Bound) -> Bound {
        let Bound { error, size } = match self.missing {
            Missing::Fill(score) => Bound { error: children.error, size: children.size.max(score.abs()) },
            _ => children,
        };
        #[expect(clippy::cast_precision_loss, reason = "a count of children")]
        let count = self.children.len() as f64;
        let mean = error + (count + 12.0) * UNIT * size;
        let error = match &self.method {
            Method::Arithmetic => mean,
            Method::Minimum | Method::Maximum => error,
            Method::Median => error + 4.0 * UNIT * size,
            Method::Table(_) => UNIT * 1e3,
            // What is multiplied is above NEAR_ZERO: its relative error is below error/NEAR_ZERO, its
            // logarithm below 40 in size; functions are right to within two units in the last place.
            Method::Power(p) => {
                let p = p.to_f64().abs();
                let spread = (1.0 + p + 1.0 / p.max(1e-3)) * 4.0;
                size * spread * (error / NEAR_ZERO + (count + 12.0) * 45.0 * UNIT)
            }
            _ => size * 2.0 * (error / NEAR_ZERO + (count + 12.0) * 45.0 * UNIT),
        };
        Bound { error: error + GRAIN, size }
    }
}

impl Minimum {
    /// `None` where floats cannot tell.
    fn is_reached(&self, covered: f64, concerned: f64) -> Option<bool> {
        let off = covered / concerned - self.share;
        if off.abs() > 1e-9 {
            return Some(off > 0.0);
        }
        // Whole numbers: covered · 10¹⁵ / concerned, rounded half to even, against the minimum.
        let minimum = self.units?;
        #[expect(clippy::cast_possible_truncation, reason = "both are whole and below 2⁵³")]
        let (covered, concerned) = (covered as i128, concerned as i128);
        let twice = 2 * covered * 1_000_000_000_000_000;
        let edge = (2 * minimum - 1) * concerned;
        Some(twice > edge || (twice == edge && minimum % 2 == 0))
    }
}

impl Present {
    fn clear(&mut self) {
        self.scores.clear();
        self.weights.clear();
        self.near_zero = false;
    }

    fn add(&mut self, score: f64, weight: f64, zero: Zero) {
        let certain = score == 0.0 && zero == Zero::Certain;
        self.near_zero |= score.abs() < NEAR_ZERO && !certain;
        self.scores.push(score);
        self.weights.push(weight);
    }

    /// A mean that has no meaning below 0, and may be drawn to 0 by a single child. What lies too near 0 is
    /// left to the exact evaluator.
    fn multiplied(&self, error: f64, zero: Absorbs, mean: impl Fn(&Present) -> f64) -> Option<f64> {
        if is_wide(error) || self.near_zero {
            return None;
        }
        if self.scores.iter().any(|score| *score < 0.0) {
            return Some(f64::NAN);
        }
        let absorbed = zero == Absorbs::All && self.scores.contains(&0.0);
        Some(if absorbed { 0.0 } else { mean(self) })
    }

    /// As the exact evaluator finds it: where half of the weight is reached exactly, midway to the next.
    fn median(&mut self) -> Option<f64> {
        let mut sorted: Vec<(f64, f64)> =
            self.scores.iter().copied().zip(self.weights.iter().copied()).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let total: f64 = self.weights.iter().sum();
        if total >= 9e15 {
            return None;
        }
        let mut reached = 0.0;
        let mut rest = sorted.iter().peekable();
        while let Some((score, weight)) = rest.next() {
            reached += weight;
            if 2.0 * reached > total {
                return Some(*score);
            }
            if same(2.0 * reached, total) {
                return Some(rest.peek().map_or(*score, |(next, _)| (score + next) / 2.0));
            }
        }
        None
    }
}

fn geometric(present: &Present) -> f64 {
    let terms = present.scores.iter().zip(&present.weights);
    let (sum, weight) = terms.fold((0.0, 0.0), |(sum, weight), (x, w)| (sum + w * libm::log(*x), weight + w));
    libm::exp(sum / weight)
}

fn harmonic(present: &Present) -> f64 {
    let terms = present.scores.iter().zip(&present.weights);
    let (sum, weight) = terms.fold((0.0, 0.0), |(sum, weight), (x, w)| (sum + w / x, weight + w));
    weight / sum
}

fn power(present: &Present, exponent: f64) -> f64 {
    let terms = present.scores.iter().zip(&present.weights);
    let raised = |x: f64| libm::pow(x, exponent);
    let (sum, weight) = terms.fold((0.0, 0.0), |(sum, weight), (x, w)| (sum + w * raised(*x), weight + w));
    libm::pow(sum / weight, 1.0 / exponent)
}

/// The first row that fits; `None` where a child lies too near a condition.
fn first_row(table: &Table, scores: &[f64], error: f64) -> Option<f64> {
    for row in table.rows() {
        if fits(row.when, scores, error)? {
            return Some(row.score.to_f64());
        }
    }
    Some(f64::NAN)
}

fn fits(when: Condition, scores: &[f64], error: f64) -> Option<bool> {
    let count = |least: Number| {
        let least = least.to_f64();
        let margin = error + least.abs() * UNIT;
        let surely = scores.iter().filter(|score| **score >= least + margin).count();
        let perhaps = scores.iter().filter(|score| **score >= least - margin).count();
        (surely, perhaps)
    };
    let is = |least: Number, asked: usize| match count(least) {
        (surely, _) if surely >= asked => Some(true),
        (_, perhaps) if perhaps < asked => Some(false),
        _ => None,
    };
    match when {
        Condition::AllAtLeast(least) => is(least, scores.len()),
        Condition::AnyAtLeast(least) => is(least, 1),
        Condition::CountAtLeast { children, score } => is(score, children as usize),
        Condition::AnyBelow(least) => is(least, scores.len()).map(|all| !all),
        Condition::Always => Some(true),
    }
}
