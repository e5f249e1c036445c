//! Functions whose values are not rational, as fractions so near that 15 places of what is made of them are
//! right: for what stands between an input and a score, and must not round on the way.

use num_bigint::BigInt;
use num_traits::One;

use super::approx::ln;
use super::exact::Exact;

/// Off by less than 2⁻¹⁸⁰ (54 decimal places) after [`ln_error`](super::approx::ln_error).
const BITS: u64 = 192;

impl Exact {
    /// The natural logarithm, off by less than 2⁻¹⁸⁰; of 1 exactly 0. `None` unless this is above zero.
    pub(crate) fn ln_nearly(&self) -> Option<Exact> {
        if !self.is_positive() {
            return None;
        }
        let (n, d) = self.to_big();
        Exact::from_big(ln(n.magnitude(), d.magnitude(), BITS), BigInt::one() << BITS)
    }

    /// The decimal logarithm, off by less than 2⁻¹⁸⁰. `None` unless this is above zero.
    pub(crate) fn log10_nearly(&self) -> Option<Exact> {
        self.ln_nearly()?.checked_div(&Exact::from(10).ln_nearly()?)
    }

    /// This over the square root of another: exact where the root is rational, else off by less than 2⁻¹⁹⁰. `None`
    /// unless the square is above zero.
    ///
    /// One root of the whole, and no fraction to reduce: x/√(n/d) = √(x²·d/n).
    pub(crate) fn over_root_nearly(&self, square: &Exact) -> Option<Exact> {
        let (n, d) = square.to_big();
        if !square.is_positive() {
            return None;
        }
        let (n, d) = (n.magnitude(), d.magnitude());
        let (root, divisor) = (n.sqrt(), d.sqrt());
        if &root * &root == *n && &divisor * &divisor == *d {
            return self.checked_div(&Exact::from_big(root.into(), divisor.into())?);
        }
        let (a, b) = self.to_big();
        let (a, b) = (a.magnitude(), b.magnitude());
        let quotient = ((a * a * d) << (2 * BITS)) / (b * b * n);
        let root = BigInt::from(quotient.sqrt());
        Exact::from_dyadic(if self.is_negative() { -root } else { root }, BITS)
    }

    /// The square root: exact where it is rational, else off by less than 2⁻¹⁸⁰ of itself. `None` below zero.
    #[cfg(test)]
    pub(crate) fn sqrt_nearly(&self) -> Option<Exact> {
        if self.is_negative() {
            return None;
        }
        let (n, d) = self.to_big();
        let (n, d) = (n.magnitude(), d.magnitude());
        let (root, divisor) = (n.sqrt(), d.sqrt());
        if &root * &root == *n && &divisor * &divisor == *d {
            return Exact::from_big(root.into(), divisor.into());
        }
        // √(n/d) = √(n·d)/d, with enough bits behind the point.
        let fine: num_bigint::BigUint = (n * d) << (2 * BITS);
        Exact::from_big(fine.sqrt().into(), BigInt::from(d.clone()) << BITS)
    }
}

#[cfg(test)]
mod tests {
    use super::Exact;

    #[test]
    fn near_values_round_as_the_true_ones_do() {
        for x in [1, 2, 3, 7, 10, 75_000] {
            let x = Exact::from(x);
            assert_eq!(x.ln_nearly().unwrap().to_fixed(), x.ln().ok());
            assert_eq!(x.log10_nearly().unwrap().to_fixed(), x.log10().ok());
            assert_eq!(x.sqrt_nearly().unwrap().to_fixed(), x.sqrt().ok());
        }
        assert_eq!(Exact::ratio(9, 4).unwrap().sqrt_nearly(), Exact::ratio(3, 2));
        assert_eq!(Exact::from(-1).sqrt_nearly(), None);
        for (x, square) in
            [((7, 3), (2, 1)), ((-1, 9), (10, 7)), ((10_000_000, 1), (3, 1_000_000)), ((0, 1), (5, 1))]
        {
            let (x, square) = (Exact::ratio(x.0, x.1).unwrap(), Exact::ratio(square.0, square.1).unwrap());
            let slow = x.checked_div(&square.sqrt_nearly().unwrap()).unwrap();
            assert_eq!(x.over_root_nearly(&square).unwrap().to_fixed(), slow.to_fixed());
        }
        assert_eq!(Exact::from(3).over_root_nearly(&4.into()), Exact::ratio(3, 2));
        assert_eq!(Exact::from(3).over_root_nearly(&Exact::ZERO), None);
    }
}
