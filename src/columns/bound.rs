//! How far a float may lie from the exact score: a bound for each row of a block.
//!
//! `UNIT` is a little more than half a unit in the last place of 1. An input lies within one `UNIT` of the
//! decimal it stands for, a constant within four; each operation adds one. The exact evaluator itself rounds
//! every node to 15 places, which is `GRAIN`. Each bound below counts these along its equation, and rounds up
//! where that is simpler.

use super::kernel::{Between, Kernel, Line, Posts, Ratio};
use super::table::in_chunks;

/// A little more than 2⁻⁵³.
pub(super) const UNIT: f64 = 1.2e-16;
/// The exact evaluator's own rounding, and what figures below 10⁻²⁸ lose.
pub(super) const GRAIN: f64 = 1e-15;
/// Figures and scores from here on are left to the exact evaluator, which knows its range.
pub(super) const LARGE: f64 = 1e12;
/// Figures below this, but for 0, may have more than 28 places.
pub(super) const TINY: f64 = 1e-11;

/// Whether two floats are the same: for whole numbers, figures as they were given, and what the same operations
/// made of the same numbers. Nowhere else does equality say anything.
#[inline(always)]
#[expect(clippy::float_cmp, reason = "the one place where floats are compared exactly")]
pub(super) fn same(a: f64, b: f64) -> bool {
    a == b
}

/// A score between two bounds; what is NaN stays so.
#[inline(always)]
pub(super) fn held(score: f64, [low, high]: [f64; 2]) -> f64 {
    let raised = if score < low { low } else { score };
    if raised > high { high } else { raised }
}

/// What is known of the rows of a block.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(super) struct Bound {
    /// How far a score may lie from the exact one.
    pub(super) error: f64,
    /// No score is larger than this, in size.
    pub(super) size: f64,
}

impl Bound {
    /// Of an exact score made a float, if there is one.
    pub(super) fn of_exact(score: f64) -> Bound {
        let size = if score.is_nan() { 0.0 } else { score.abs().min(LARGE) };
        Bound { error: size * UNIT + GRAIN, size }
    }

    /// Of the same scores, held between two bounds: those may be larger than any of them, and are rounded themselves.
    pub(super) fn capped(self, cap: [f64; 2]) -> Bound {
        let size = held(self.size, cap).abs().max(held(-self.size, cap).abs());
        Bound { error: self.error + size * UNIT, size }
    }

    /// What holds for both.
    pub(super) fn or(self, other: Bound) -> Bound {
        Bound { error: self.error.max(other.error), size: self.size.max(other.size) }
    }
}

/// How large figures are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    /// The size of the largest.
    pub(super) largest: f64,
    /// The size of the smallest that is not 0.
    pub(super) smallest: f64,
}

impl Extent {
    /// Of one figure.
    pub(super) fn of_one(figure: f64) -> Extent {
        Extent::of(&[figure])
    }

    /// Of these figures; what is NaN is left out.
    #[inline(always)]
    pub(super) fn of(figures: &[f64]) -> Extent {
        const LANES: usize = 8;
        let start = ([0.0; LANES], [f64::INFINITY; LANES]);
        let (largest, smallest) = in_chunks(
            figures,
            start,
            #[inline(always)]
            |(mut largest, mut smallest): ([f64; LANES], [f64; LANES]), chunk: &[f64; LANES]| {
                for ((largest, smallest), x) in largest.iter_mut().zip(&mut smallest).zip(chunk) {
                    let size = x.abs();
                    *largest = if size > *largest { size } else { *largest };
                    let size = if size == 0.0 { f64::INFINITY } else { size };
                    *smallest = if size < *smallest { size } else { *smallest };
                }
                (largest, smallest)
            },
        );
        Extent {
            largest: largest.into_iter().fold(0.0, f64::max),
            smallest: smallest.into_iter().fold(f64::INFINITY, f64::min),
        }
    }
}

/// Puts figures in their cells; whether each is a plain gap, 0, or of a size below its limit that is not [`TINY`]: no mark,
/// and nothing that the exact evaluator has to look at. One look at all figures, in lanes, instead of one at each input.
#[inline(always)]
pub(super) fn take_usual(cells: &mut [f64], figures: &[f64], limits: &[f64]) -> bool {
    let mut odd = 0;
    for ((cell, x), limit) in cells.iter_mut().zip(figures).zip(limits) {
        *cell = *x;
        let size = x.abs();
        odd |= if size < *limit { 0 } else { size.to_bits() ^ f64::NAN.abs().to_bits() };
        odd |= if size < TINY { size.to_bits() } else { 0 };
    }
    odd == 0
}

impl Kernel {
    /// The bound of a block of scores no larger than `size`, of inputs of these extents; `gap` is the least
    /// distance by which the equation divides.
    pub(super) fn error(&self, inputs: [Extent; 4], gap: f64, size: f64) -> f64 {
        let [a, p, q, r] = inputs.map(|extent| extent.largest);
        let error = match self {
            Kernel::Given => a,
            Kernel::Ratio(Ratio::Plain | Ratio::Inverse, _) => 8.0 * size,
            Kernel::Ratio(..) => 12.0 * (size + 300.0),
            Kernel::Interval(_) => 12.0 * (size + 200.0),
            Kernel::Between(between) => between.error([a, p, q], gap, size),
            Kernel::Line(line) => line.error(a),
            Kernel::Posts(posts) => posts.error(a),
            Kernel::Bent(bent) => bent.error(a),
            Kernel::Thresholds => 100.0 * (5.0 * (a + q) + 10.0 * (p + q + r)) / gap + 800.0,
            Kernel::KeepWithin(scale) => 100.0 * 5.0 * (a + p + q) / scale + 500.0,
            Kernel::Met => 0.0,
            Kernel::Steps(..) => size,
        };
        error * UNIT + GRAIN
    }

    /// Whether its equation divides by the distance of two inputs, and of which.
    pub(super) fn divides_by(&self) -> &'static [[usize; 2]] {
        match self {
            Kernel::Between(_) => &[[2, 1]],
            Kernel::Thresholds => &[[3, 2], [1, 2]],
            _ => &[],
        }
    }

    /// Whether a tiny figure may make its score another: by a division, or by a comparison.
    pub(super) fn minds_tiny(&self) -> bool {
        !matches!(self, Kernel::Given | Kernel::Line(_))
    }
}

impl Between {
    /// Beyond twice the range a share that is held back is held back for certain.
    fn error(&self, [a, from, to]: [f64; 3], gap: f64, size: f64) -> f64 {
        let [low, high] = self.onto;
        let span = (high - low).abs();
        let share = ((size + low.abs()) / span).max(2.0);
        span * (5.0 * (a + from) + share * 5.0 * (to + from)) / gap + 4.0 * (span * share + low.abs())
    }
}

impl Line {
    pub(super) fn error(&self, a: f64) -> f64 {
        6.0 * (self.slope.abs() * a + self.offset.abs())
    }
}

impl Posts {
    /// Beyond the ends the line does not count.
    pub(super) fn error(&self, a: f64) -> f64 {
        let [low, high] = self.ends.map(f64::abs);
        self.line.error(a.min(low.max(high))) + self.onto[0].abs().max(self.onto[1].abs())
    }
}
