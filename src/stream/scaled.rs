//! Floats as integers of a power of ten, eight flops each and no branch.

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
        let mut lanes = [Scaled::default(); LANES];
        let whole = floats.chunks_exact(LANES);
        let rest = whole.remainder();
        for four in whole {
            for (lane, float) in lanes.iter_mut().zip(four) {
                lane.add(*float, scale);
            }
        }
        let mut sum = Scaled::default();
        for (lane, float) in lanes.iter_mut().zip(rest) {
            lane.add(*float, scale);
        }
        for lane in lanes {
            sum.sum += lane.sum;
            sum.size += lane.size;
            sum.off += lane.off;
        }
        sum
    }

    #[inline]
    fn add(&mut self, float: f64, scale: f64) {
        let integer = (float * scale + ROUND) - ROUND;
        // The quotient is correctly rounded: it is this float just where the float stands for that decimal.
        self.off += (integer / scale - float).abs();
        self.sum += integer;
        self.size += integer.abs();
    }
}
