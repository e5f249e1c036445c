//! The rules over floats: the same equations as in [`crate::formula::rule`], a lane at a time and without a
//! branch that depends on the figures, so that a loop over a block becomes vector instructions.
//!
//! A lane that has no score is NaN. Inputs that are compared (with each other, with 0, with a constant) are
//! compared exactly: a float stands for its shortest decimal, and both order alike.

use super::bent::{Bent, Scale};
use super::bound::same;
use super::guard::{Guard, OnZero};
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
    /// The same of figures that are held back, or of their logarithms.
    Bent(Bent),
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// A share between two inputs, on a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Between {
    pub(super) onto: [f64; 2],
    /// Where the share is held back.
    pub(super) clip: [f64; 2],
    pub(super) zero_range: OnZero,
    /// 1 where the target is reached by as much, −1 where it is by as little.
    pub(super) sign: f64,
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

/// What runs a lane function: over one unit, over leaves of one unit, or over a block of units.
pub(super) trait Drive {
    type Out;
    /// The lane function with the constants of its equation, and as many inputs as it reads: leaves side by side have
    /// constants of their own.
    fn run<const N: usize, const M: usize>(
        self,
        constants: [f64; N],
        lane: impl Fn([f64; N], [f64; M]) -> f64,
    ) -> Self::Out;

    /// The same of a lane function with a guard that looks at zeros and at what is below: where all inputs are above 0, or
    /// missing, the score is that of the bare equation.
    #[inline(always)]
    fn run_guarded<const N: usize, const M: usize>(
        self,
        constants: [f64; N],
        _bare: impl Fn([f64; M]) -> f64,
        lane: impl Fn([f64; N], [f64; M]) -> f64,
    ) -> Self::Out
    where
        Self: Sized,
    {
        self.run(constants, lane)
    }
}

impl Kernel {
    /// Runs the kernel's lane function.
    #[inline(always)]
    pub(super) fn drive<D: Drive>(&self, driver: D) -> D::Out {
        match self {
            Kernel::Given => driver.run([], |[], [a]| a),
            Kernel::Ratio(ratio, guard) => drive_ratio(*ratio, *guard, driver),
            Kernel::Between(between) => driver.run(between.list(), |list, x| Between::of(list).lane(x)),
            Kernel::Line(line) => driver.run(line.list(), |list, [a]| Line::of(list).lane(a)),
            Kernel::Posts(posts) => driver.run(posts.list(), |list, [a]| Posts::of(list).lane(a)),
            Kernel::Bent(bent) => match bent.scale {
                Scale::Figures => driver.run(bent.list(), |list, [a]| Bent::of_figure(list, a)),
                Scale::Logarithms => driver.run(bent.list(), |list, [a]| Bent::of_logarithm(list, a)),
            },
            Kernel::Thresholds => driver.run([], |[], x| thresholds(x)),
            Kernel::Interval(guard) => driver.run(guard.list(), |list, x| interval(&Guard::of(list), x)),
            Kernel::KeepWithin(scale) => driver.run([*scale], |[scale], x| keep_within(scale, x)),
            Kernel::Met => driver.run([], |[], x| met(x)),
            Kernel::Steps(first, steps) => driver.run([], |[], [a]| last_step(a, *first, steps)),
        }
    }
}

/// As many of the inputs as an equation reads.
#[inline(always)]
pub(super) fn read<const M: usize>(inputs: Inputs) -> [f64; M] {
    std::array::from_fn(|at| inputs.get(at).copied().unwrap_or(f64::NAN))
}

/// One unit alone.
struct OverOne {
    inputs: Inputs,
    fill: f64,
}

impl Drive for OverOne {
    type Out = f64;

    #[inline(always)]
    fn run<const N: usize, const M: usize>(
        self,
        constants: [f64; N],
        lane: impl Fn([f64; N], [f64; M]) -> f64,
    ) -> f64 {
        if self.inputs[0].is_nan() { self.fill } else { lane(constants, read(self.inputs)) }
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
            Kernel::Line(line)
            | Kernel::Posts(Posts { line, .. })
            | Kernel::Bent(Bent { posts: Posts { line, .. }, .. }) => {
                line.offset.abs() < 1e11 && line.slope.abs() < 1e11
            }
            _ => true,
        }
    }

    /// Whether its score is 0 only where the exact one is.
    pub(super) fn zero(&self) -> Zero {
        let certain = match self {
            Kernel::Given | Kernel::Ratio(Ratio::Plain, _) | Kernel::Met | Kernel::Steps(..) => true,
            Kernel::Posts(posts) | Kernel::Bent(Bent { posts, .. }) => posts.least > 0.0,
            _ => false,
        };
        if certain { Zero::Certain } else { Zero::Rounded }
    }
}

/// The choice of the equation stands outside the loop.
#[inline(always)]
fn drive_ratio<D: Drive>(ratio: Ratio, guard: Guard, driver: D) -> D::Out {
    match ratio {
        Ratio::Plain => guarded(guard, driver, |a, t| a / t * 100.0),
        Ratio::Mirrored => guarded(guard, driver, |a, t| 200.0 - a / t * 100.0),
        Ratio::Inverse => driver.run_guarded(
            guard.list(),
            |[a, t]| t / a * 100.0,
            |list, [a, t]| Guard::of(list).around_inverse(a, t),
        ),
        Ratio::Reduction => guarded(guard, driver, |a, t| 100.0 - a / t * 100.0),
        Ratio::StayNear => guarded(guard, driver, |a, t| 100.0 - (100.0 - a / t * 100.0).abs()),
    }
}

#[inline(always)]
fn guarded<D: Drive>(guard: Guard, driver: D, equation: impl Fn(f64, f64) -> f64) -> D::Out {
    let lane = |list, [a, t]: [f64; 2]| Guard::of(list).around(a, t, equation(a, t));
    driver.run_guarded(guard.list(), |[a, t]| equation(a, t), lane)
}

impl Between {
    fn list(&self) -> [f64; 7] {
        let Between { onto: [low, high], clip: [floor, ceiling], zero_range, sign } = *self;
        [low, high, floor, ceiling, zero_range.met, zero_range.missed, sign]
    }

    #[inline(always)]
    fn of([low, high, floor, ceiling, met, missed, sign]: [f64; 7]) -> Between {
        Between { onto: [low, high], clip: [floor, ceiling], zero_range: OnZero { met, missed }, sign }
    }

    #[inline(always)]
    fn lane(&self, [a, from, to]: [f64; 3]) -> f64 {
        let [low, high] = self.onto;
        let share = (a - from) / (to - from);
        let [floor, ceiling] = self.clip;
        let share = if share < floor { floor } else { share };
        let share = if share > ceiling { ceiling } else { share };
        let score = low + share * (high - low);
        let undivided = self.zero_range.choose(a * self.sign >= to * self.sign);
        if same(from, to) { undivided } else { score }
    }
}

impl Line {
    fn list(&self) -> [f64; 2] {
        [self.slope, self.offset]
    }

    #[inline(always)]
    fn of([slope, offset]: [f64; 2]) -> Line {
        Line { slope, offset }
    }

    #[inline(always)]
    pub(super) fn lane(&self, a: f64) -> f64 {
        self.slope * a + self.offset
    }
}

impl Posts {
    pub(super) fn list(&self) -> [f64; 7] {
        let Posts { line: Line { slope, offset }, ends: [first, last], onto: [low, high], least } = *self;
        [slope, offset, first, last, low, high, least]
    }

    #[inline(always)]
    pub(super) fn of([slope, offset, first, last, low, high, least]: [f64; 7]) -> Posts {
        Posts { line: Line { slope, offset }, ends: [first, last], onto: [low, high], least }
    }

    #[inline(always)]
    pub(super) fn lane(&self, a: f64) -> f64 {
        self.ended(a, self.line.lane(a))
    }

    /// The score of a figure of which this is the place on the line.
    #[inline(always)]
    pub(super) fn ended(&self, a: f64, score: f64) -> f64 {
        let score = if score < self.least { self.least } else { score };
        let score = if a <= self.ends[0] { self.onto[0] } else { score };
        if a >= self.ends[1] { self.onto[1] } else { score }
    }
}

#[inline(always)]
fn thresholds([a, worst, threshold, target]: [f64; 4]) -> f64 {
    let gained = (a - threshold) / (target - threshold) * 100.0;
    let lost = (a - threshold) / (worst - threshold) * -100.0;
    let score = if gained >= 0.0 { gained } else { lost };
    let score = if score > 100.0 { 100.0 } else { score };
    let score = if score < -100.0 { -100.0 } else { score };
    let rises = (worst < threshold) & (threshold < target);
    let falls = (worst > threshold) & (threshold > target);
    if rises | falls { score } else { f64::NAN }
}

#[inline(always)]
fn interval(guard: &Guard, [a, low, high]: [f64; 3]) -> f64 {
    let end = if a < low { low } else { high };
    let against = a / end * 100.0;
    let mirrored = 200.0 - against;
    let score = if guard.better.sign < 0.0 { mirrored } else { against };
    let undivided = guard.zero_target.choose(guard.reaches(a, end));
    let score = if end == 0.0 { undivided } else { score };
    let inside = (low <= a) & (a <= high);
    let score = if inside { 100.0 } else { score };
    guard.before(a, low, high, score)
}

#[inline(always)]
fn keep_within(scale: f64, [a, low, high]: [f64; 3]) -> f64 {
    let below = low - a;
    let above = a - high;
    let off = if below > above { below } else { above };
    let lost = off / scale * 100.0;
    let lost = if lost > 100.0 { 100.0 } else { lost };
    let (left, inside) = (100.0 - lost, (low <= a) & (a <= high));
    let score = if inside { 100.0 } else { left };
    if low.is_nan() { f64::NAN } else { score }
}

#[inline(always)]
fn met([a, low, high]: [f64; 3]) -> f64 {
    let inside = (low <= a) & (a <= high);
    let score = if inside { 100.0 } else { 0.0 };
    if low.is_nan() | high.is_nan() { f64::NAN } else { score }
}

/// Few steps, ascending: each that is reached takes over.
#[inline(always)]
fn last_step(a: f64, first: f64, steps: &[(f64, f64)]) -> f64 {
    steps.iter().fold(first, |score, (from, here)| if a >= *from { *here } else { score })
}
