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

#[cfg(test)]
mod tests {
    use super::{in_units, whole};

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
