//! A leaf of the formula made a kernel, where there is one; what has none is left to the exact evaluator.

use crate::formula::rule::{Affine, Clip, Goalposts, KeepWithin, Onto, Post, Spread, Steps, Thresholds};
use crate::formula::{
    Accumulation, Axis, Better, Datum, Guards, Leaf, OnMissing, OnNegative, OnZero, Operand, Rule, Side,
};
use crate::number::{Exact, Number};

use super::bent::Bend;
use super::guard::{self, Guard, Negative, Sense};
use super::kernel::{Between, Kernel, Posts, Ratio};
use super::steps::{Cell, Gap, Input, LeafOp};

/// The kernel of a leaf and what it reads; `is_data` tells the slots that hold no figures.
pub(super) fn lower(leaf: &Leaf, is_data: &impl Fn(u32) -> bool) -> Option<LeafOp> {
    let lowering = Lowering { leaf, is_data };
    let gap = match &leaf.guards.missing {
        OnMissing::NotScorable => Gap::Scores(f64::NAN),
        OnMissing::Score(score) => Gap::Scores(score.to_f64()),
        OnMissing::Impute(_) => Gap::StandsIn,
    };
    let actual = lowering.input(&leaf.actual).filter(|input| !matches!(input, Input::Const(_)))?;
    let (kernel, inputs) = lowering.kernel().filter(|(kernel, _)| kernel.is_moderate())?;
    let [p, q, r] = lowering.looked_at(&kernel, inputs)?;
    let cells = [Cell::default(); 4];
    Some(LeafOp { kernel, inputs: [actual, p, q, r], cells, gap })
}

/// Where a kernel reads the actual, and the target, of several periods: not yet numbered.
pub(super) const ACTUAL: Input = Input::Row(0);
pub(super) const TARGET: Input = Input::Row(1);

/// What a kernel does not read.
const UNUSED: Input = Input::Const(0.0);

struct Lowering<'l, D> {
    leaf: &'l Leaf,
    is_data: &'l D,
}

type Lowered = (Kernel, [Input; 3]);

impl<D: Fn(u32) -> bool> Lowering<'_, D> {
    fn kernel(&self) -> Option<Lowered> {
        match &self.leaf.rule {
            Rule::Affine(by) => Some((affine(by, &self.leaf.axis)?, [UNUSED; 3])),
            Rule::Goalposts(posts) => self.goalposts(posts),
            _ if !self.leaf.axis.is_plain() => None,
            Rule::Given => Some((Kernel::Given, [UNUSED; 3])),
            Rule::Ratio | Rule::Absorption => self.ratio(Ratio::Plain, 100.0),
            Rule::Mirrored => self.ratio(Ratio::Mirrored, 100.0),
            Rule::Inverse => self.ratio(Ratio::Inverse, 100.0),
            Rule::Reduction => self.ratio(Ratio::Reduction, 0.0),
            Rule::StayNear => self.ratio(Ratio::StayNear, 100.0),
            Rule::Progress => self.progress(),
            Rule::Thresholds(points) => self.thresholds(points),
            Rule::Interval => {
                let [low, high] = self.ends()?;
                Some((Kernel::Interval(self.guard(100.0)), [low, high, UNUSED]))
            }
            Rule::KeepWithin(within) => self.keep_within(within),
            Rule::Met => self.met(),
            Rule::Steps(table) => Some((steps(table)?, [UNUSED; 3])),
            _ => None,
        }
    }

    fn ratio(&self, ratio: Ratio, perfect: f64) -> Option<Lowered> {
        let target = self.input(&self.leaf.target)?;
        Some((Kernel::Ratio(ratio, self.guard(perfect)), [target, UNUSED, UNUSED]))
    }

    fn progress(&self) -> Option<Lowered> {
        let inputs = [self.input(&self.leaf.baseline)?, self.input(&self.leaf.target)?, UNUSED];
        let between = Between {
            onto: [0.0, 100.0],
            clip: [f64::NEG_INFINITY, f64::INFINITY],
            zero_range: on_zero(self.leaf.guards.zero_range),
            sign: if self.leaf.better == Better::Lower { -1.0 } else { 1.0 },
        };
        Some((Kernel::Between(between), inputs))
    }

    fn goalposts(&self, posts: &Goalposts) -> Option<Lowered> {
        if let (Post::At(worst), Post::At(best)) = (&posts.worst, &posts.best) {
            return Some((between_points(posts, [worst, best], &self.leaf.axis)?, [UNUSED; 3]));
        }
        if !self.leaf.axis.is_plain() {
            return None;
        }
        let range = posts.onto.best.checked_sub(posts.onto.worst)?;
        if range.is_zero() || !self.ends_in_a_score() {
            return None;
        }
        let [worst, best] = clipped(posts.clip);
        let between = Between {
            onto: [posts.onto.worst.to_f64(), posts.onto.best.to_f64()],
            clip: [if worst { 0.0 } else { f64::NEG_INFINITY }, if best { 1.0 } else { f64::INFINITY }],
            zero_range: on_zero(self.leaf.guards.zero_range),
            sign: 1.0,
        };
        Some((Kernel::Between(between), [self.post(&posts.worst)?, self.post(&posts.best)?, UNUSED]))
    }

    fn thresholds(&self, points: &Thresholds) -> Option<Lowered> {
        if self.leaf.guards.zero_range != OnZero::NotScorable {
            return None;
        }
        let inputs = [self.post(&points.worst)?, self.post(&points.threshold)?, self.post(&points.target)?];
        Some((Kernel::Thresholds, inputs))
    }

    fn keep_within(&self, within: &KeepWithin) -> Option<Lowered> {
        let [low, high] = self.ends()?;
        let scale = within.scale.to_f64_nearly().filter(|scale| *scale > 0.0)?;
        Some((Kernel::KeepWithin(scale), [low, high, UNUSED]))
    }

    fn met(&self) -> Option<Lowered> {
        let [least, most] = [Input::Const(f64::NEG_INFINITY), Input::Const(f64::INFINITY)];
        let ends = match (self.leaf.target.constant(), self.leaf.better) {
            (Some(Datum::Interval { .. }), _) => self.ends()?,
            (Some(Datum::AtLeast(low)), _) => [Input::Const(faithful(*low)?), most],
            (Some(Datum::AtMost(high)), _) => [least, Input::Const(faithful(*high)?)],
            (_, Better::Higher) => [self.input(&self.leaf.target)?, most],
            (_, Better::Lower) => [least, self.input(&self.leaf.target)?],
        };
        Some((Kernel::Met, [ends[0], ends[1], UNUSED]))
    }

    /// The ends of the target; a figure is both.
    fn ends(&self) -> Option<[Input; 2]> {
        if let Some(Datum::Interval { low, high }) = self.leaf.target.constant() {
            let ends = [Input::Const(faithful(*low)?), Input::Const(faithful(*high)?)];
            return (low <= high).then_some(ends);
        }
        self.input(&self.leaf.target).map(|target| [target; 2])
    }

    fn post(&self, post: &Post) -> Option<Input> {
        match post {
            Post::At(at) => faithful(at.to_number()?).map(Input::Const),
            Post::Target => self.input(&self.leaf.target),
            Post::Baseline => self.input(&self.leaf.baseline),
        }
    }

    fn input(&self, operand: &Operand) -> Option<Input> {
        let slot = match operand {
            Operand::Slot(slot) => slot.0,
            Operand::Series(range) if range.len() == 1 => range.start,
            Operand::Series(range) if range.len() > 1 => return self.series(operand, range.clone()),
            operand => match operand.constant()? {
                Datum::Number(number) | Datum::AtLeast(number) | Datum::AtMost(number) => {
                    return faithful(*number).map(Input::Const);
                }
                _ => return None,
            },
        };
        (!(self.is_data)(slot)).then_some(Input::Column(slot))
    }

    /// Periods that make no one value leave no score, also where the rule does not read them: so they are an input all
    /// the same.
    fn looked_at(&self, kernel: &Kernel, [p, q, r]: [Input; 3]) -> Option<[Input; 3]> {
        let several = |operand: &Operand| matches!(operand, Operand::Series(range) if range.len() > 1);
        if several(&self.leaf.baseline)
            || ((several(&self.leaf.actual) || several(&self.leaf.target)) && self.sorts_unread([p, q, r]))
        {
            return None;
        }
        if !several(&self.leaf.target) || [p, q, r].contains(&TARGET) {
            return Some([p, q, r]);
        }
        let target = self.input(&self.leaf.target)?;
        (!matches!(kernel, Kernel::Thresholds)).then_some([p, q, target])
    }

    /// Whether the greatest or the least is asked of a single period that the rule does not read: a word there leaves
    /// no score.
    fn sorts_unread(&self, inputs: [Input; 3]) -> bool {
        let by = self.leaf.accumulation;
        let unread = |operand: &Operand| match operand {
            Operand::Series(range) if range.len() == 1 => !inputs.contains(&Input::Column(range.start)),
            _ => false,
        };
        matches!(by, Accumulation::Maximum | Accumulation::Minimum)
            && (unread(&self.leaf.target) || unread(&self.leaf.baseline))
    }

    /// Several periods: a row for the actual or for the target, to be given a number when there is one.
    fn series(&self, operand: &Operand, mut slots: std::ops::Range<u32>) -> Option<Input> {
        let side = [&self.leaf.actual, &self.leaf.target]
            .into_iter()
            .position(|side| std::ptr::eq(side, operand))?;
        let figures = !slots.any(|slot| (self.is_data)(slot));
        figures.then_some(if side == 0 { ACTUAL } else { TARGET })
    }

    /// Whether the guard of an empty range gives the same score wherever the actual stands.
    fn ends_in_a_score(&self) -> bool {
        !matches!(self.leaf.guards.zero_range, OnZero::MetOr(_))
    }

    fn guard(&self, perfect: f64) -> Guard {
        let guards: &Guards = &self.leaf.guards;
        Guard {
            zero_target: on_zero(guards.zero_target),
            zero_actual: on_zero(guards.zero_actual),
            negative: match guards.negative {
                OnNegative::Compute => Negative::COMPUTED,
                OnNegative::NotScorable => Negative::judged(f64::NAN),
                OnNegative::Score(score) => Negative::judged(score.to_f64()),
            },
            better: match self.leaf.better {
                Better::Lower => Sense::lower(perfect),
                Better::Higher => Sense::HIGHER,
            },
        }
    }
}

/// A float that stands for this decimal and no other, so that comparisons with it are exact.
pub(super) fn faithful(number: Number) -> Option<f64> {
    let float = number.to_f64();
    (Number::from_f64(float)? == number).then_some(float)
}

fn on_zero(on: OnZero) -> guard::OnZero {
    match on {
        OnZero::NotScorable => guard::OnZero::NONE,
        OnZero::Score(score) => guard::OnZero { met: score.to_f64(), missed: score.to_f64() },
        OnZero::MetOr(score) => guard::OnZero { met: 100.0, missed: score.to_f64() },
    }
}

/// Whether the worst and the best end hold back.
fn clipped(clip: Clip) -> [bool; 2] {
    [matches!(clip, Clip::Both | Clip::Worst), matches!(clip, Clip::Both | Clip::Best)]
}

fn between_points(posts: &Goalposts, [worst, best]: [&Exact; 2], axis: &Axis) -> Option<Kernel> {
    let bend = Bend::of(axis)?;
    let line = bend.line(through(posts.onto, [on(axis, worst)?, on(axis, best)?])?)?;
    let [low, high] = clipped(posts.clip);
    if !low && !high {
        return Some(bend.over_line(line));
    }
    let worst_end = (low, worst.to_f64_nearly()?, posts.onto.worst.to_f64());
    let best_end = (high, best.to_f64_nearly()?, posts.onto.best.to_f64());
    let ends = if worst < best { [worst_end, best_end] } else { [best_end, worst_end] };
    let zero = [(worst, posts.onto.worst, posts.onto.best), (best, posts.onto.best, posts.onto.worst)]
        .into_iter()
        .find(|(_, level, other)| level.is_zero() && !other.is_negative())
        .and_then(|(at, ..)| faithful(at.to_number()?));
    let [(holds, first, level), (holds_above, last, level_above)] = ends;
    let posts = Posts {
        line,
        ends: [if holds { first } else { f64::NEG_INFINITY }, if holds_above { last } else { f64::INFINITY }],
        onto: [level, level_above],
        // Both ends hold back, one of them scores 0, and it is compared with exactly.
        least: if low && high && zero.is_some() { f64::MIN_POSITIVE } else { f64::NEG_INFINITY },
    };
    Some(bend.over_posts(posts))
}

/// A post on the axis.
fn on(axis: &Axis, post: &Exact) -> Option<Exact> {
    axis.apply(post.clone(), Side::Target).ok()
}

/// The slope and the offset of the line through two posts of an axis.
fn through(onto: Onto, [worst, best]: [Exact; 2]) -> Option<[Exact; 2]> {
    let [from, to] = [Exact::from(onto.worst), Exact::from(onto.best)];
    let slope = to.checked_sub(&from)?.checked_div(&best.checked_sub(&worst)?)?;
    let offset = from.checked_sub(&worst.checked_mul(&slope)?)?;
    Some([slope, offset])
}

fn affine(by: &Affine, axis: &Axis) -> Option<Kernel> {
    let factor = Exact::from(by.factor);
    let slope = match &by.spread {
        Spread::Exactly(spread) => factor.checked_div(spread)?,
        Spread::RootOf(square) => factor.over_root_nearly(square)?,
    };
    let offset = Exact::from(by.base).checked_sub(&by.origin.checked_mul(&slope)?)?;
    let bend = Bend::of(axis)?;
    Some(bend.over_line(bend.line([slope, offset])?))
}

fn steps(table: &Steps) -> Option<Kernel> {
    let step = |(from, score): &(Exact, Number)| Some((faithful(from.to_number()?)?, score.to_f64()));
    let steps: Box<[(f64, f64)]> = table.steps().iter().map(step).collect::<Option<_>>()?;
    Some(Kernel::Steps(table.first().to_f64(), steps))
}
