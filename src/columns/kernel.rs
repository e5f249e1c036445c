//! The rules over floats: the same equations as in [`crate::formula::rule`], a lane at a time and without a
//! branch that depends on the figures, so that a loop over a block becomes vector instructions.
//!
//! A lane that has no score is NaN. Inputs that are compared (with each other, with 0, with a constant) are
//! compared exactly: a float stands for its shortest decimal, and both order alike.

use super::bound::same;
use super::steps::Zero;

/// What a rule reads, in the order of each kernel's own equation.
pub(super) type Inputs = [f64; 4];

/// How a leaf is computed. `a` is the actual; what the others are stands beside each.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kernel {
    /// a
    Given,
    /// a/t and its relatives; inputs a, t.
    Ratio(Ratio, Guard),
    /// 100 (a − from)/(to − from); inputs a, from, to.
    Between(Between),
    /// slope · a + offset.
    Line(Line),
    /// The same, held back at both ends.
    Posts(Posts),
    /// Inputs a, worst, threshold, target.
    Thresholds,
    /// 100 inside low … high, else against the nearer end; inputs a, low, high.
    Interval(Guard),
    /// 100 inside low … high, less by distance over a scale; inputs a, low, high.
    KeepWithin(f64),
    /// 100 inside low … high, else 0; inputs a, low, high.
    Met,
    /// The score below the first step, then where each begins and what it scores.
    Steps(f64, Box<[(f64, f64)]>),
}

/// Which of the ratios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ratio {
    /// 100 a/t.
    Plain,
    /// 200 − 100 a/t.
    Mirrored,
    /// 100 t/a.
    Inverse,
    /// 100 − 100 a/t.
    Reduction,
    /// 100 − |100 − 100 a/t|.
    StayNear,
}

/// What stands in where an equation has no meaning; NaN for no score. Figures and no choices: so that one lane looks like
/// another, and a loop over them has no branch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Guard {
    pub(super) zero_target: OnZero,
    pub(super) zero_actual: OnZero,
    pub(super) negative: Negative,
    pub(super) better: Sense,
}

/// What a negative figure gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Negative {
    /// A figure below this is judged: 0, or −∞ where negative figures are computed with.
    pub(super) below: f64,
    pub(super) instead: f64,
}

/// Whether more or less is better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sense {
    /// 1 where more is better, −1 where less is.
    pub(super) sign: f64,
    /// Where an actual and a target no larger than `within` together are a perfect zero, this is their score.
    pub(super) perfect: f64,
    /// 0, or −1 where nothing is a perfect zero.
    pub(super) within: f64,
}

/// What a division by zero gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct OnZero {
    /// Where the target is reached.
    pub(super) met: f64,
    /// Elsewhere.
    pub(super) missed: f64,
}

/// A share between two inputs, on a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Between {
    pub(super) onto: [f64; 2],
    /// Where the share is held back.
    pub(super) clip: [f64; 2],
    pub(super) zero_range: OnZero,
    /// Whether the target is reached when the actual is at most as large.
    pub(super) lower: bool,
}

/// A straight line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) slope: f64,
    pub(super) offset: f64,
}

/// A straight line between two points, level beyond them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Posts {
    pub(super) line: Line,
    /// At or below the first the score is `onto[0]`, at or above the second `onto[1]`; infinite where nothing
    /// holds back.
    pub(super) ends: [f64; 2],
    pub(super) onto: [f64; 2],
    /// Between the ends nothing is below this: where an end scores 0, what is short of it scores more.
    pub(super) least: f64,
}

/// What runs a lane function: over one unit, or over a block of them.
pub(super) trait Drive {
    type Out;
    fn run(self, lane: impl Fn(Inputs) -> f64) -> Self::Out;
}

impl Kernel {
    /// Runs the kernel's lane function.
    #[inline(always)]
    pub(super) fn drive<D: Drive>(&self, driver: D) -> D::Out {
        match self {
            Kernel::Given => driver.run(|[a, ..]| a),
            Kernel::Ratio(ratio, guard) => drive_ratio(*ratio, *guard, driver),
            Kernel::Between(between) => driver.run(|x| between.lane(x)),
            Kernel::Line(line) => driver.run(|[a, ..]| line.slope * a + line.offset),
            Kernel::Posts(posts) => driver.run(|[a, ..]| posts.lane(a)),
            Kernel::Thresholds => driver.run(thresholds),
            Kernel::Interval(guard) => driver.run(|x| interval(guard, x)),
            Kernel::KeepWithin(scale) => driver.run(|x| keep_within(*scale, x)),
            Kernel::Met => driver.run(met),
            Kernel::Steps(first, steps) => driver.run(|[a, ..]| last_step(a, *first, steps)),
        }
    }
}

/// One unit alone.
struct OverOne {
    inputs: Inputs,
    fill: f64,
}

impl Drive for OverOne {
    type Out = f64;

    #[inline(always)]
    fn run(self, lane: impl Fn(Inputs) -> f64) -> f64 {
        if self.inputs[0].is_nan() { self.fill } else { lane(self.inputs) }
    }
}

impl Kernel {
    /// The score of one unit; `fill` where its actual is missing.
    #[inline(always)]
    pub(super) fn one(&self, inputs: Inputs, fill: f64) -> f64 {
        self.drive(OverOne { inputs, fill })
    }

    /// Whether its line keeps within what floats hold well.
    pub(super) fn is_moderate(&self) -> bool {
        match self {
            Kernel::Line(line) | Kernel::Posts(Posts { line, .. }) => {
                line.offset.abs() < 1e11 && line.slope.abs() < 1e11
            }
            _ => true,
        }
    }

    /// Whether its score is 0 only where the exact one is.
    pub(super) fn zero(&self) -> Zero {
        let certain = match self {
            Kernel::Given | Kernel::Ratio(Ratio::Plain, _) | Kernel::Met | Kernel::Steps(..) => true,
            Kernel::Posts(posts) => posts.least > 0.0,
            _ => false,
        };
        if certain { Zero::Certain } else { Zero::Rounded }
    }
}

/// The choice of the equation stands outside the loop.
#[inline(always)]
fn drive_ratio<D: Drive>(ratio: Ratio, guard: Guard, driver: D) -> D::Out {
    match ratio {
        Ratio::Plain => driver.run(|[a, t, ..]| guard.around(a, t, a / t * 100.0)),
        Ratio::Mirrored => driver.run(|[a, t, ..]| guard.around(a, t, 200.0 - a / t * 100.0)),
        Ratio::Inverse => driver.run(|[a, t, ..]| guard.around_inverse(a, t)),
        Ratio::Reduction => driver.run(|[a, t, ..]| guard.around(a, t, 100.0 - a / t * 100.0)),
        Ratio::StayNear => driver.run(|[a, t, ..]| guard.around(a, t, 100.0 - (100.0 - a / t * 100.0).abs())),
    }
}

impl Guard {
    /// The exact evaluator's order: a perfect zero, then negative figures, then a division by zero.
    #[inline(always)]
    fn around(&self, a: f64, t: f64, score: f64) -> f64 {
        let score = if t == 0.0 { self.zero_target.choose(self.reaches(a, t)) } else { score };
        self.before(a, t, t, score)
    }

    #[inline(always)]
    fn around_inverse(&self, a: f64, t: f64) -> f64 {
        let score = if a == 0.0 { self.zero_actual.choose(self.reaches(a, t)) } else { t / a * 100.0 };
        self.around(a, t, score)
    }

    /// What comes before the equation; `low` and `high` are the ends of the target.
    #[inline(always)]
    fn before(&self, a: f64, low: f64, high: f64, score: f64) -> f64 {
        let Negative { below, instead } = self.negative;
        let score = if low < below { instead } else { score };
        let score = if low.is_nan() { f64::NAN } else { score };
        let score = if a < below { instead } else { score };
        let size = a.abs() + low.abs() + high.abs();
        if size <= self.better.within { self.better.perfect } else { score }
    }

    #[inline(always)]
    fn reaches(&self, a: f64, t: f64) -> bool {
        a * self.better.sign >= t * self.better.sign
    }
}

impl Sense {
    /// More is better.
    pub(super) const HIGHER: Sense = Sense { sign: 1.0, perfect: f64::NAN, within: -1.0 };

    /// Less is better, and zero against zero scores this.
    pub(super) fn lower(perfect: f64) -> Sense {
        Sense { sign: -1.0, perfect, within: 0.0 }
    }
}

impl Negative {
    /// Negative figures are figures.
    pub(super) const COMPUTED: Negative = Negative { below: f64::NEG_INFINITY, instead: f64::NAN };

    /// They score this.
    pub(super) fn judged(instead: f64) -> Negative {
        Negative { below: 0.0, instead }
    }
}

impl OnZero {
    /// No score either way.
    pub(super) const NONE: OnZero = OnZero { met: f64::NAN, missed: f64::NAN };

    #[inline(always)]
    fn choose(&self, reached: bool) -> f64 {
        if reached { self.met } else { self.missed }
    }
}

impl Between {
    #[inline(always)]
    fn lane(&self, [a, from, to, _]: Inputs) -> f64 {
        let [low, high] = self.onto;
        let share = (a - from) / (to - from);
        let [floor, ceiling] = self.clip;
        let share = if share < floor { floor } else { share };
        let share = if share > ceiling { ceiling } else { share };
        let score = low + share * (high - low);
        let reached = if self.lower { a <= to } else { a >= to };
        if same(from, to) { self.zero_range.choose(reached) } else { score }
    }
}

impl Posts {
    #[inline(always)]
    fn lane(&self, a: f64) -> f64 {
        let score = self.line.slope * a + self.line.offset;
        let score = if score < self.least { self.least } else { score };
        let score = if a <= self.ends[0] { self.onto[0] } else { score };
        if a >= self.ends[1] { self.onto[1] } else { score }
    }
}

#[inline(always)]
fn thresholds([a, worst, threshold, target]: Inputs) -> f64 {
    let gained = (a - threshold) / (target - threshold) * 100.0;
    let lost = (a - threshold) / (worst - threshold) * -100.0;
    let score = if gained >= 0.0 { gained } else { lost };
    let score = if score > 100.0 { 100.0 } else { score };
    let score = if score < -100.0 { -100.0 } else { score };
    let rises = worst < threshold && threshold < target;
    let falls = worst > threshold && threshold > target;
    if rises || falls { score } else { f64::NAN }
}

#[inline(always)]
fn interval(guard: &Guard, [a, low, high, _]: Inputs) -> f64 {
    let end = if a < low { low } else { high };
    let against = a / end * 100.0;
    let score = if guard.better.sign < 0.0 { 200.0 - against } else { against };
    let score = if end == 0.0 { guard.zero_target.choose(guard.reaches(a, end)) } else { score };
    let inside = low <= a && a <= high;
    let score = if inside { 100.0 } else { score };
    guard.before(a, low, high, score)
}

#[inline(always)]
fn keep_within(scale: f64, [a, low, high, _]: Inputs) -> f64 {
    let below = low - a;
    let above = a - high;
    let off = if below > above { below } else { above };
    let lost = off / scale * 100.0;
    let lost = if lost > 100.0 { 100.0 } else { lost };
    let score = if low <= a && a <= high { 100.0 } else { 100.0 - lost };
    if low.is_nan() { f64::NAN } else { score }
}

#[inline(always)]
fn met([a, low, high, _]: Inputs) -> f64 {
    let score = if low <= a && a <= high { 100.0 } else { 0.0 };
    if low.is_nan() || high.is_nan() { f64::NAN } else { score }
}

/// Few steps, ascending: each that is reached takes over.
#[inline(always)]
fn last_step(a: f64, first: f64, steps: &[(f64, f64)]) -> f64 {
    steps.iter().fold(first, |score, (from, here)| if a >= *from { *here } else { score })
}
