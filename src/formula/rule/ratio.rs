//! The ratios: of the actual to the target, and its five relatives.
//!
//! They are equal at A = T only (but [`reduction`], which gives 0 there). All keep their value when the unit
//! is scaled, and none when it is shifted: a temperature in °F scores otherwise than in °C.

use crate::formula::NotScorable;
use crate::number::Exact;

use super::arithmetic::{add, div, hundred, mul, percent, sub};

/// `ratio`: 100 A/T, for more is better.
///
/// | case | result |
/// |---|---|
/// | A = T | 100 |
/// | A = 0 | 0 |
/// | T = 0 | zero target |
///
/// Monotone in the actual. Source: the rule of 240 published rows of Indonesian performance reports.
///
/// ```
/// use renstra::formula::{NotScorable, rule::ratio};
/// use renstra::number::Exact;
/// // A share of 9 of the 11 agencies that were promised:
/// assert_eq!(ratio(&9.into(), &11.into()).unwrap().to_fixed().unwrap().to_string(), "81.818181818181818");
/// assert_eq!(ratio(&9.into(), &0.into()), Err(NotScorable::ZeroTarget));
/// ```
pub fn ratio(actual: &Exact, target: &Exact) -> Result<Exact, NotScorable> {
    percent(actual, target)
}

/// `absorption`: 100 A/T, where A is spent (*realisasi*) and T the budget (*pagu*).
///
/// The equation of [`ratio`], under its own name, since a budget that is not spent is no achievement missed.
/// Source: PMK 214/2017 (*penyerapan anggaran*).
///
/// ```
/// use renstra::formula::rule::absorption;
/// use renstra::number::{Exact, Rounding};
/// let spent = absorption(&734_881_464_333_i64.into(), &855_830_897_000_i64.into()).unwrap();
/// assert_eq!(spent.round(Rounding::half_up(2)).unwrap().to_string(), "85.87");
/// ```
pub fn absorption(spent: &Exact, budget: &Exact) -> Result<Exact, NotScorable> {
    percent(spent, budget)
}

/// `mirrored`: 100 (2T − A)/T, for less is better.
///
/// | case | result |
/// |---|---|
/// | A = T | 100 |
/// | A = 0 | 200 |
/// | A = 2T | 0, and negative beyond |
/// | T = 0 | zero target; but 0 against 0 is met |
///
/// Linear and falling in the actual. Source: 12 of the 15 published rows where less is better, exactly.
///
/// ```
/// use renstra::formula::rule::mirrored;
/// use renstra::number::{Exact, Number, Rounding};
/// let exact = |text: &str| Exact::from(text.parse::<Number>().unwrap());
/// // Stunting, 20.1 % promised, 17.6 % achieved:
/// let score = mirrored(&exact("17.6"), &exact("20.1")).unwrap();
/// assert_eq!(score.round(Rounding::half_up(2)).unwrap().to_string(), "112.44");
/// ```
pub fn mirrored(actual: &Exact, target: &Exact) -> Result<Exact, NotScorable> {
    percent(&sub(&add(target, target)?, actual)?, target)
}

/// `inverse`: 100 T/A, for less is better.
///
/// | case | result |
/// |---|---|
/// | A = T | 100 |
/// | A = 0 | zero actual: the equation has a pole there; but 0 against 0 is met |
/// | T = 0, A > 0 | zero target: every actual would score 0 |
///
/// Falling in the actual, and another curve than [`mirrored`]: T = 5.1 and A = 9.8 give 52.04 by this one
/// and 7.84 by the other. Source: several applications; no published row.
///
/// ```
/// use renstra::formula::{NotScorable, rule::inverse};
/// assert_eq!(inverse(&20.into(), &10.into()), Ok(50.into()));
/// assert_eq!(inverse(&0.into(), &10.into()), Err(NotScorable::ZeroActual));
/// ```
pub fn inverse(actual: &Exact, target: &Exact) -> Result<Exact, NotScorable> {
    if target.is_zero() {
        return Err(NotScorable::ZeroTarget);
    }
    mul(&div(target, actual, NotScorable::ZeroActual)?, &hundred())
}

/// `reduction`: 100 (T − A)/T, for less is better.
///
/// Meeting the target exactly gives **0**; it measures how far below the target one is. A = 0 gives 100.
/// Falling in the actual. Source: one application; kept because files in use were scored by it.
///
/// ```
/// use renstra::formula::rule::reduction;
/// assert_eq!(reduction(&40.into(), &50.into()), Ok(20.into()));
/// assert_eq!(reduction(&50.into(), &50.into()), Ok(0.into()));
/// ```
pub fn reduction(actual: &Exact, target: &Exact) -> Result<Exact, NotScorable> {
    percent(&sub(target, actual)?, target)
}

/// `stay-near`: 100 (1 − |1 − A/T|): the target itself is best.
///
/// A = 0 and A = 2T give 0, and beyond 2T it is negative. Not monotone. Source: one application; the formula
/// elsewhere is *unverified*.
///
/// ```
/// use renstra::formula::rule::stay_near;
/// assert_eq!(stay_near(&90.into(), &100.into()), Ok(90.into()));
/// assert_eq!(stay_near(&110.into(), &100.into()), Ok(90.into()));
/// ```
pub fn stay_near(actual: &Exact, target: &Exact) -> Result<Exact, NotScorable> {
    let off = sub(&hundred(), &percent(actual, target)?)?.abs();
    sub(&hundred(), &off)
}
