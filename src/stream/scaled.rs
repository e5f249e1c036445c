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
