//! Floats as integers of a power of ten: no branch, and one division each, which is what bounds it.

/// What some floats are as integers of 10⁻ᵏ.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scaled {
    /// Their sum; exact where they [are](Scaled::fits) such integers.
    pub(super) sum: f64,
    /// The sum of their magnitudes; NaN where one of them is none.
    size: f64,
    /// Above zero where one of them is no such integer; NaN where one of them is no figure.
    off: f64,
}

/// Adding and taking away this rounds to an integer while it is below 2⁵¹.
const ROUND: f64 = 6_755_399_441_055_744.0;
/// Below this every integer is a float, and the rounding above works.
pub(super) const ROOM: f64 = 2_251_799_813_685_248.0;
const LANES: usize = 4;

impl Scaled {
    /// Whether each float is exactly an integer of 10⁻ᵏ, and their sum is exact.
    #[inline]
    pub(super) fn fits(&self) -> bool {
        // Both are false of NaN.
        self.off <= 0.0 && self.size < ROOM
    }

    /// Whether one of them is no figure.
    #[inline]
    pub(super) fn has_gaps(&self) -> bool {
        self.size.is_nan()
    }

    /// Of some floats, in units of 1 / `scale`.
    #[inline]
    pub(super) fn of(floats: &[f64], scale: f64) -> Scaled {
        // Lists of lanes and not lanes of lists: so the compiler keeps them in vectors.
        let (mut sums, mut sizes, mut offs) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        let whole = floats.chunks_exact(LANES);
        let mut all = Scaled::default();
        for float in whole.remainder() {
            all.add(Scaled::one(*float, scale));
        }
        for four in whole {
            let lanes = sums.iter_mut().zip(&mut sizes).zip(&mut offs);
            for (((sum, size), off), float) in lanes.zip(four) {
                let one = Scaled::one(*float, scale);
                *sum += one.sum;
                *size += one.size;
                *off += one.off;
            }
        }
        for ((sum, size), off) in sums.into_iter().zip(sizes).zip(offs) {
            all.add(Scaled { sum, size, off });
        }
        all
    }

    #[inline]
    fn one(float: f64, scale: f64) -> Scaled {
        let integer = (float * scale + ROUND) - ROUND;
        // The quotient is correctly rounded: it is this float just where the float stands for that decimal.
        Scaled { sum: integer, size: integer.abs(), off: (integer / scale - float).abs() }
    }

    #[inline]
    fn add(&mut self, more: Scaled) {
        self.sum += more.sum;
        self.size += more.size;
        self.off += more.off;
    }
}

/// Two sides of the same periods, where all figures are whole numbers: the usual count, of people or of money.
/// A period without an actual counts on neither side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole {
    pub(super) target: Scaled,
    pub(super) actual: Scaled,
    /// How many periods have an actual.
    pub(super) measured: f64,
    /// NaN where a target is missing.
    promised: f64,
}

/// What is kept of each lane.
#[derive(Clone, Copy, Debug, Default)]
struct Lane {
    target: f64,
    actual: f64,
    size: f64,
    off: f64,
    measured: f64,
    promised: f64,
}

impl Lane {
    /// Whole numbers need no quotient: what is rounded is what it was.
    #[inline(always)]
    fn add(&mut self, target: f64, actual: f64) {
        let there = !actual.is_nan();
        self.promised += target;
        self.measured += if there { 1.0 } else { 0.0 };
        let target = if there { target } else { 0.0 };
        let actual = if there { actual } else { 0.0 };
        let (t, a) = ((target + ROUND) - ROUND, (actual + ROUND) - ROUND);
        self.off += (t - target).abs() + (a - actual).abs();
        self.size += t.abs() + a.abs();
        self.target += t;
        self.actual += a;
    }

    fn and(self, other: Lane) -> Lane {
        Lane {
            target: self.target + other.target,
            actual: self.actual + other.actual,
            size: self.size + other.size,
            off: self.off + other.off,
            measured: self.measured + other.measured,
            promised: self.promised + other.promised,
        }
    }
}

impl Whole {
    /// `None` where a figure is no whole number, or a target is missing.
    #[inline]
    pub(super) fn of(targets: &[f64], actuals: &[f64], scale: f64) -> Option<Whole> {
        let mut lanes = [Lane::default(); LANES];
        let chunks = targets.chunks_exact(LANES).zip(actuals.chunks_exact(LANES));
        for (targets, actuals) in chunks {
            let (Some(targets), Some(actuals)) =
                (targets.first_chunk::<LANES>(), actuals.first_chunk::<LANES>())
            else {
                break;
            };
            for (lane, (target, actual)) in lanes.iter_mut().zip(targets.iter().zip(actuals)) {
                lane.add(*target, *actual);
            }
        }
        let rest = |side: &'_ [f64]| side.len() - side.len() % LANES;
        let tail = targets.iter().skip(rest(targets)).zip(actuals.iter().skip(rest(actuals)));
        for (lane, (target, actual)) in lanes.iter_mut().zip(tail) {
            lane.add(*target, *actual);
        }
        let all = lanes.into_iter().fold(Lane::default(), Lane::and);
        let side = |sum: f64| Scaled { sum: sum * scale, size: all.size * scale, off: all.off };
        let whole = Whole {
            target: side(all.target),
            actual: side(all.actual),
            measured: all.measured,
            promised: all.promised,
        };
        (whole.target.fits() && !whole.promised.is_nan() && whole.measured > 0.0).then_some(whole)
    }
}
