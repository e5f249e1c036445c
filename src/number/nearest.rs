//! Fractions as the nearest floats.

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};

use super::exact::Exact;

impl Exact {
    /// The nearest float, half to even, of a fraction whose magnitude is neither below 2⁻⁹⁰⁰ nor above 2⁹⁰⁰.
    pub(crate) fn to_f64(&self) -> f64 {
        let (n, d) = self.to_big();
        let bits = |big: &BigUint| i64::try_from(big.bits()).unwrap_or(i64::MAX);
        // A quotient of 66 or 67 bits holds all that decides on the rounding, with a bit for what is left.
        let shift = 66 - (bits(n.magnitude()) - bits(d.magnitude()));
        let (up, down) = (shift.max(0).unsigned_abs(), (-shift).max(0).unsigned_abs());
        let (quotient, rest) = (n.magnitude() << up).div_rem(&(d.magnitude() << down));
        let sticky = u128::from(!rest.is_zero());
        #[expect(clippy::cast_precision_loss, reason = "this is the one rounding")]
        let rounded = (quotient.to_u128().unwrap_or(0) | sticky) as f64;
        let power = u64::try_from(1023 - shift).map_or(0.0, |exponent| f64::from_bits(exponent << 52));
        if self.is_negative() { -(rounded * power) } else { rounded * power }
    }
}

#[cfg(test)]
mod tests {
    use super::Exact;

    #[test]
    fn floats_are_the_nearest() {
        for (n, d) in [
            (0, 1),
            (1, 3),
            (-2, 3),
            (1, 10),
            (9_007_199_254_740_993, 1),
            (9_007_199_254_740_995, 1),
            (7, 1_000),
        ] {
            let exact = Exact::ratio(n, d).unwrap();
            // Both fit a float, or the nearest is that of the integer: one rounding.
            assert_eq!(exact.to_f64().to_bits(), (n as f64 / d as f64).to_bits(), "{n}/{d}");
        }
        let tenths = Exact::ratio(10_i128.pow(27) + 1, 10_i128.pow(28)).unwrap();
        assert_eq!(tenths.to_f64().to_bits(), 0.1_f64.to_bits());
    }
}
