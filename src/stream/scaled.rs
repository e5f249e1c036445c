//! Floats as integers of a power of ten, without a branch: whole numbers by their bits, others by one division each.

use crate::number::decimals::{MOST, ROOM, Whole, in_units, mask};

use super::held::Sides;

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
        let (integer, off) = in_units(float, scale);
        Scaled { sum: integer, size: integer.abs(), off }
    }

    #[inline]
    fn add(&mut self, more: Scaled) {
        self.sum += more.sum;
        self.size += more.size;
        self.off += more.off;
    }
}

/// The sums of both sides of some periods, in units of 10⁻ᵏ, and how many periods there are of which both count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken {
    pub(super) sides: Sides<f64>,
    pub(super) measured: u32,
}

impl Taken {
    /// What stands in units of 10⁻ᵏ already. `None` where one side is no such integer.
    pub(super) fn scaled([target, actual]: [Scaled; 2], measured: u32) -> Option<Taken> {
        let sides = Sides { target: target.sum, actual: actual.sum };
        (target.fits() && actual.fits()).then_some(Taken { sides, measured })
    }

    /// Of whole numbers: the usual count, of people or of money. A period without an actual counts on neither side.
    /// `None` where a figure is no whole number, or a target is missing.
    #[inline]
    pub(super) fn whole(targets: &[f64], actuals: &[f64], scale: f64) -> Option<Taken> {
        let (mut target, mut actual, mut measured) = (Whole::default(), Whole::default(), 0_u64);
        for (&t, &a) in targets.iter().zip(actuals) {
            let there = mask(!a.is_nan());
            measured = measured.wrapping_sub(there);
            target.add_where(there, t);
            actual.add(there, a);
        }
        let count = actuals.len() as u64;
        let sides = Sides { target: target.sum(measured) * scale, actual: actual.sum(count) * scale };
        let is_whole = target.is_whole() && actual.is_whole() && actuals.len() <= MOST;
        let measured = u32::try_from(measured).ok().filter(|measured| *measured > 0)?;
        is_whole.then_some(Taken { sides, measured })
    }
}

#[cfg(test)]
mod tests {
    use super::Taken;

    #[test]
    fn what_adds_up_as_machine_integers_is_whole_and_below_two_to_the_fifty_first() {
        let room = 2_f64.powi(51);
        let powers = (0..70).flat_map(|power| [2_f64.powi(power), -(2_f64.powi(power))]);
        let beside = powers.flat_map(|power| [power - 1.0, power - 0.5, power, power + 0.5, power + 1.0]);
        for figure in beside.chain([f64::INFINITY, f64::NEG_INFINITY, 1e300, 0.1, -0.0]) {
            let is_plain = figure.fract().abs() <= 0.0 && (-room..room).contains(&figure);
            let taken = Taken::whole(&[1.0, figure], &[figure, 2.0], 1.0);
            assert_eq!(taken.is_some(), is_plain, "{figure}");
            if let Some(taken) = taken {
                let sums = [taken.sides.target, taken.sides.actual].map(f64::to_bits);
                assert_eq!(sums, [1.0 + figure, figure + 2.0].map(f64::to_bits), "{figure}");
                assert_eq!(taken.measured, 2);
            }
        }
    }
}
