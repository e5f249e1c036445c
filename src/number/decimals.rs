//! Floats as integers of a power of ten, without a branch.

/// Adding and taking away this rounds to an integer while it is below 2⁵¹.
pub(crate) const ROUND: f64 = 6_755_399_441_055_744.0;
/// Below this every integer is a float, and the rounding above works.
pub(crate) const ROOM: f64 = 2_251_799_813_685_248.0;

/// The integer of 1 / `scale` nearest to a float, and how far off it is: 0 just where the float stands for that decimal,
/// as the quotient is correctly rounded; NaN of what is no figure. Both say so only below [`ROOM`].
#[inline(always)]
pub(crate) fn in_units(float: f64, scale: f64) -> (f64, f64) {
    let integer = whole(float * scale);
    (integer, (integer / scale - float).abs())
}

/// The integer nearest to a float below [`ROOM`].
#[inline(always)]
pub(crate) fn whole(float: f64) -> f64 {
    (float + ROUND) - ROUND
}

/// More figures than that are not added up as machine integers: so many of 51 bits stay below 2⁶².
pub(crate) const MOST: usize = 1 << 11;
/// The sign and exponent of [`ROUND`], which an integer of less than 51 bits added to it leaves as they are.
const TOP: u64 = ROUND.to_bits() >> 52 << 52;

/// Whole numbers, added up as machine integers: what was rounded by adding [`ROUND`] holds the integer in its lowest bits, so
/// these add up in any order and any number of lanes, which is what lets a compiler make vectors of a loop. Nothing branches
/// on a figure; one mask gathers what is wrong anywhere.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Whole {
    bits: u64,
    wrong: u64,
}

impl Whole {
    /// Adds a figure, or 0 where the mask says that it does not count. It has to be a whole number even then.
    #[inline(always)]
    pub(crate) fn add_where(&mut self, counts: u64, float: f64) {
        let (integer, is_other) = rounded(float);
        self.wrong |= is_other;
        self.bits = self.bits.wrapping_add(integer & counts);
    }

    /// Adds a figure, or 0 where the mask says that there is none.
    #[inline(always)]
    pub(crate) fn add(&mut self, there: u64, float: f64) {
        self.add_where(u64::MAX, f64::from_bits(float.to_bits() & there));
    }

    /// Whether all were whole numbers of less than 51 bits.
    #[inline(always)]
    pub(crate) fn is_whole(self) -> bool {
        self.wrong >> 52 == 0
    }

    /// The sum of so many; it says so only of [whole](Whole::is_whole) numbers, not more than [`MOST`].
    #[inline(always)]
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_wrap, reason = "below 2⁵¹, or refused")]
    pub(crate) fn sum(self, added: u64) -> f64 {
        self.bits.wrapping_sub(added.wrapping_mul(ROUND.to_bits())) as i64 as f64
    }

    /// The sum of so many, not more than [`MOST`], where they are whole numbers and it has less than 51 bits itself: it is one
    /// more number to which [`ROUND`] was added, and is looked at like each of them.
    #[inline(always)]
    pub(crate) fn narrow_sum(self, added: usize) -> Option<f64> {
        let others = (added as u64).wrapping_sub(1).wrapping_mul(ROUND.to_bits());
        let bits = self.bits.wrapping_sub(others);
        let wrong = self.wrong | (bits ^ TOP);
        (wrong >> 52 == 0).then_some(f64::from_bits(bits) - ROUND)
    }
}

/// What a comparison says, as a mask: every bit or none, so that nothing branches on it.
#[inline(always)]
pub(crate) fn mask(holds: bool) -> u64 {
    if holds { u64::MAX } else { 0 }
}

/// A float plus [`ROUND`], as bits; and what has one of the highest twelve bits set, where it is no integer of less
/// than 51 bits.
#[inline(always)]
fn rounded(float: f64) -> (u64, u64) {
    let sum = float + ROUND;
    (sum.to_bits(), mask(!same(sum - ROUND, float)) | (sum.to_bits() ^ TOP))
}

/// Whether a float is exactly what it was before it was rounded.
#[inline(always)]
#[expect(clippy::float_cmp, reason = "adding and taking away an integer gives an integer back, to the bit")]
fn same(rounded: f64, float: f64) -> bool {
    rounded == float
}

#[cfg(test)]
mod tests {
    use super::{Whole, in_units, whole};

    #[test]
    fn what_does_not_count_may_be_anything_or_has_to_be_whole() {
        let mut sum = Whole::default();
        sum.add(u64::MAX, 7.0);
        sum.add(0, f64::NAN);
        sum.add_where(0, 3.0);
        assert!(sum.is_whole());
        assert_eq!(sum.sum(2).to_bits(), 7_f64.to_bits());
        sum.add_where(0, 0.5);
        assert!(!sum.is_whole());
    }

    #[test]
    fn a_narrow_sum_is_of_whole_numbers_and_has_less_than_51_bits_itself() {
        let half = 2_f64.powi(50);
        let sums = [
            ([7.0, -9.0], Some(-2.0)),
            ([-0.0, 0.0], Some(0.0)),
            ([half, half - 1.0], Some(2.0 * half - 1.0)),
            ([half, half], None),
            ([-half, -half], Some(-2.0 * half)),
            ([-half, -half - 1.0], None),
            ([2.0 * half, -1.0], None),
            ([0.5, 0.5], None),
            ([f64::INFINITY, 1.0], None),
            ([f64::NAN, 1.0], None),
            ([1e300, -1e300], None),
        ];
        for (figures, expected) in sums {
            let mut sum = Whole::default();
            figures.iter().for_each(|figure| sum.add(u64::MAX, *figure));
            assert_eq!(sum.narrow_sum(2).map(f64::to_bits), expected.map(f64::to_bits), "{figures:?}");
        }
    }

    #[test]
    fn a_float_is_off_where_it_stands_for_no_such_decimal() {
        for (float, scale, integer) in [(0.1, 10.0, 1.0), (-7.25, 100.0, -725.0), (0.3, 1e4, 3_000.0)] {
            assert_eq!(in_units(float, scale), (integer, 0.0));
        }
        for (float, scale) in [(0.1, 1.0), (0.1 + 0.2, 10.0), (0.125, 100.0)] {
            assert!(in_units(float, scale).1 > 0.0, "{float} {scale}");
        }
        assert!(in_units(f64::NAN, 1.0).1.is_nan());
        let nearest = [2.5, 3.5, -0.75].map(|float| whole(float).to_bits());
        assert_eq!(nearest, [2.0, 4.0, -1.0].map(f64::to_bits));
    }
}
