//! A rule on a transformed axis. What of the transforms is a straight line goes into the line of the rule; what remains, to
//! hold a figure back and to take its logarithm, is done to each figure.

use crate::formula::{Axis, Transform};
use crate::number::Exact;

use super::bound::held;
use super::kernel::{Kernel, Line, Posts};
use super::lower::faithful;

/// Which axis a line is straight on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scale {
    /// That of the figures.
    Figures,
    /// That of their natural logarithms.
    Logarithms,
}

/// An axis as factor · s(x) + offset, with x held back first, and s by its scale.
pub(super) struct Bend {
    held: [f64; 2],
    scale: Scale,
    factor: Exact,
    offset: Exact,
}

/// Goalposts, or a line without them, over figures that are held back and perhaps made logarithms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bent {
    held: [f64; 2],
    pub(super) scale: Scale,
    /// The line is straight on the scale; the ends are figures, so that they are compared with exactly.
    pub(super) posts: Posts,
}

/// Factors between these, and offsets below [`FAR`], keep figures within what the exact evaluator holds.
const MODERATE: std::ops::RangeInclusive<f64> = 1e-9..=1e9;
const FAR: f64 = 1e12;

impl Bend {
    /// Of an axis that keeps the order of figures and has a logarithm of nothing but a multiple of them; `None` of any
    /// other.
    pub(super) fn of(axis: &Axis) -> Option<Bend> {
        let plain = Bend {
            held: [f64::NEG_INFINITY, f64::INFINITY],
            scale: Scale::Figures,
            factor: Exact::ONE,
            offset: Exact::ZERO,
        };
        let bend = axis.transforms().iter().try_fold(plain, Bend::then)?;
        let moderate =
            MODERATE.contains(&bend.factor.to_f64_nearly()?) && bend.offset.to_f64_nearly()?.abs() <= FAR;
        moderate.then_some(bend)
    }

    fn then(self, next: &Transform) -> Option<Bend> {
        // A logarithm comes last.
        if self.scale == Scale::Logarithms {
            return None;
        }
        match next {
            Transform::AtMost(high) => self.holding(high, f64::min),
            Transform::AtLeast(low) => self.holding(low, f64::max),
            Transform::Scale(by) if by.is_positive() => {
                let (factor, offset) = (self.factor.checked_mul(by)?, self.offset.checked_mul(by)?);
                Some(Bend { factor, offset, ..self })
            }
            Transform::Shift(by) => Some(Bend { offset: self.offset.checked_add(by)?, ..self }),
            Transform::Ln => self.logarithm(&Exact::ONE),
            Transform::Log10 => self.logarithm(&Exact::from(10).ln_nearly()?),
            Transform::Scale(_) => None,
        }
    }

    /// Holds figures back where the axis so far comes to `at`.
    fn holding(self, at: &Exact, nearer: fn(f64, f64) -> f64) -> Option<Bend> {
        let figure = at.checked_sub(&self.offset)?.checked_div(&self.factor)?;
        let at = faithful(figure.to_number()?)?;
        Some(Bend { held: self.held.map(|end| nearer(end, at)), ..self })
    }

    /// The logarithm of a product is a sum; `unit` is the natural logarithm of its base, or 1 of its own.
    fn logarithm(self, unit: &Exact) -> Option<Bend> {
        if !self.offset.is_zero() {
            return None;
        }
        let factor = Exact::ONE.checked_div(unit)?;
        let offset = self.factor.ln_nearly()?.checked_div(unit)?;
        Some(Bend { held: self.held, scale: Scale::Logarithms, factor, offset })
    }

    /// The line over s(x) of a line over the axis.
    pub(super) fn line(&self, [slope, offset]: [Exact; 2]) -> Option<Line> {
        let (steep, at) =
            (slope.checked_mul(&self.factor)?, slope.checked_mul(&self.offset)?.checked_add(&offset)?);
        Some(Line { slope: steep.to_f64_nearly()?, offset: at.to_f64_nearly()? })
    }

    /// A line over the scale.
    pub(super) fn over_line(&self, line: Line) -> Kernel {
        let endless = [f64::NEG_INFINITY, f64::INFINITY];
        let posts = Posts { line, ends: endless, onto: [0.0; 2], least: f64::NEG_INFINITY };
        if self.does_nothing() { Kernel::Line(line) } else { self.bent(posts) }
    }

    /// Goalposts over figures, with a line over the scale.
    pub(super) fn over_posts(&self, posts: Posts) -> Kernel {
        if self.does_nothing() { Kernel::Posts(posts) } else { self.bent(posts) }
    }

    fn bent(&self, posts: Posts) -> Kernel {
        Kernel::Bent(Bent { held: self.held, scale: self.scale, posts })
    }

    fn does_nothing(&self) -> bool {
        let [floor, ceiling] = self.held;
        floor == f64::NEG_INFINITY && ceiling == f64::INFINITY && self.scale == Scale::Figures
    }
}

impl Bent {
    pub(super) fn list(&self) -> [f64; 9] {
        let [floor, ceiling] = self.held;
        let [slope, offset, first, last, low, high, least] = self.posts.list();
        [floor, ceiling, slope, offset, first, last, low, high, least]
    }

    /// The score on the scale of figures.
    #[inline(always)]
    pub(super) fn of_figure([floor, ceiling, posts @ ..]: [f64; 9], a: f64) -> f64 {
        Posts::of(posts).lane(held(a, [floor, ceiling]))
    }

    /// The score on the scale of logarithms; none where there is no logarithm.
    #[inline(always)]
    pub(super) fn of_logarithm([floor, ceiling, posts @ ..]: [f64; 9], a: f64) -> f64 {
        let x = held(a, [floor, ceiling]);
        let posts = Posts::of(posts);
        let score = posts.ended(x, posts.line.lane(libm::log(x)));
        if x > 0.0 { score } else { f64::NAN }
    }

    /// How far a score may be off, in units in the last place; no figure is larger than `a`.
    pub(super) fn error(&self, a: f64) -> f64 {
        let [floor, ceiling] = self.held.map(f64::abs);
        match self.scale {
            Scale::Figures => self.posts.error(a.min(floor.max(ceiling))),
            // What is not left to the exact evaluator has a logarithm below 28 in size, right to within one unit of its
            // own last place and one of its figure's.
            Scale::Logarithms => {
                let [low, high] = self.posts.onto.map(f64::abs);
                2.0 * self.posts.line.error(28.0) + low.max(high)
            }
        }
    }
}
