//! Decimals and floats: a float is read through its shortest text, and a decimal becomes the nearest float.

use num_traits::ToPrimitive;

use super::exact::Exact;
use super::fixed::{Fixed, div_round};
use super::number::Number;
use super::rounding::RoundingMode;

/// The powers of ten that a float holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// Up to here every decimal of 15 digits is its own float, and back.
const FIFTEEN_DIGITS: f64 = 1e15;

impl Number {
    /// The decimal that a float stands for: its shortest text. Past the 28th place it is rounded, half to even.
    /// `None` for what is no figure (NaN, infinity) and for what has more than 28 digits.
    ///
    /// ```
    /// use renstra::number::Number;
    /// assert_eq!(Number::from_f64(0.1).unwrap().to_string(), "0.1");
    /// assert_eq!(Number::from_f64(4.4249999999999998).unwrap().to_string(), "4.425");
    /// assert_eq!(Number::from_f64(f64::NAN), None);
    /// assert_eq!(Number::from_f64(1e300), None);
    /// ```
    #[must_use]
    pub fn from_f64(float: f64) -> Option<Number> {
        short(float).or_else(|| long(float))
    }

    /// The nearest float.
    ///
    /// The shortest text of a number is what turns it into a float: correctly rounded, never via a sum.
    ///
    /// ```
    /// # use renstra::number::Number;
    /// assert_eq!("0.30".parse::<Number>().unwrap().to_f64(), 0.3);
    /// ```
    #[must_use]
    pub fn to_f64(self) -> f64 {
        let (mantissa, scale) = self.parts();
        quotient(mantissa, scale).unwrap_or_else(|| self.to_string().parse().unwrap_or(f64::NAN))
    }
}

impl Fixed {
    /// The nearest float.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        quotient(self.units(), Fixed::PLACES).unwrap_or_else(|| self.to_number().to_f64())
    }
}

impl Exact {
    /// A float within three units in the last place of this; `None` where numerator or denominator pass the
    /// range of floats.
    pub(crate) fn to_f64_nearly(&self) -> Option<f64> {
        let (numerator, denominator) = self.to_big();
        let float = numerator.to_f64()? / denominator.to_f64()?;
        float.is_finite().then_some(float)
    }
}

/// mantissa / 10^scale where both are floats exactly, so that one division rounds it correctly.
fn quotient(mantissa: i128, scale: u32) -> Option<f64> {
    let small = i64::try_from(mantissa).ok().filter(|small| small.unsigned_abs() <= 1 << 53)?;
    #[expect(clippy::cast_precision_loss, reason = "it has at most 53 bits")]
    Some(small as f64 / POWERS.get(scale as usize)?)
}

/// The usual figure has few places: an integer over a small power of ten that divides to the same float.
fn short(float: f64) -> Option<Number> {
    (0_u32..).zip(POWERS.iter().take(7)).find_map(|(scale, power)| {
        let scaled = float * power;
        #[expect(clippy::cast_possible_truncation, reason = "what is cut off shows in the comparison")]
        let whole = scaled as i64;
        #[expect(clippy::cast_precision_loss, reason = "it has at most 15 digits")]
        let back = whole as f64;
        let same = back.abs() < FIFTEEN_DIGITS && back.to_bits() == scaled.to_bits();
        (same && (back / power).to_bits() == float.to_bits())
            .then(|| Number::from_parts(i128::from(whole), scale))?
    })
}

/// By its shortest text, `-1.25e-7`.
fn long(float: f64) -> Option<Number> {
    if !float.is_finite() {
        return None;
    }
    let text = format!("{float:e}");
    let (digits, exponent) = text.split_once('e')?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mantissa: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scale = i32::try_from(fraction.len()).ok()? - exponent.parse::<i32>().ok()?;
    let Ok(scale) = u32::try_from(scale) else {
        return Number::from_parts(mantissa.checked_mul(10_i128.checked_pow(scale.unsigned_abs())?)?, 0);
    };
    let Some(cut) = scale.checked_sub(Number::DIGITS) else { return Number::from_parts(mantissa, scale) };
    let rounded = match 10_i128.checked_pow(cut) {
        Some(divisor) => div_round(mantissa, divisor, RoundingMode::HalfEven),
        None => 0,
    };
    Number::from_parts(rounded, Number::DIGITS).map(Number::normalized)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Number;
    use crate::number::Fixed;

    proptest! {
        /// Down to where a decimal has room for all digits, a float comes back as it was.
        #[test]
        fn floats_come_back(mantissa in -(1_i64 << 53)..1 << 53, scale in 0_i32..12) {
            let float = mantissa as f64 / 10_f64.powi(scale);
            prop_assert_eq!(Number::from_f64(float).unwrap().to_f64().to_bits(), (float + 0.0).to_bits());
        }

        /// A float is its shortest text.
        #[test]
        fn the_shortest_text_counts(float in -1e20_f64..1e20) {
            let text: Number = float.to_string().parse().unwrap();
            prop_assert_eq!(Number::from_f64(float), Some(text));
        }

        /// One division rounds as the text does.
        #[test]
        fn fixed_become_the_nearest_float(units in any::<i64>()) {
            let fixed = Fixed::from_units(i128::from(units)).unwrap();
            let nearest: f64 = fixed.to_string().parse().unwrap();
            prop_assert_eq!(fixed.to_f64().to_bits(), nearest.to_bits());
        }
    }

    #[test]
    fn odd_floats() {
        let text = |float| Number::from_f64(float).map(|number| number.to_string());
        assert_eq!(text(-0.0).as_deref(), Some("0"));
        assert_eq!(text(1e-300).as_deref(), Some("0"));
        assert_eq!(text(1.5e-28).as_deref(), Some("0.0000000000000000000000000002"));
        assert_eq!(text(1e27).as_deref(), Some("1000000000000000000000000000"));
        assert_eq!(text(f64::INFINITY), None);
    }
}
