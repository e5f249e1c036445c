//! Means that are correctly rounded, and shares that sum exactly.

use std::cmp::Reverse;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::exact::{Exact, big_div_round};
use super::fixed::{Fixed, div_floor, div_round};
use super::rounding::RoundingMode;

/// Σ weight·value / Σ weight, correctly rounded (half to even) to 15 places.
///
/// Weights are integers on one common scale (percentages with one decimal: times ten) and are not negative;
/// a weight of zero is absence. The result does not depend on the order of the children nor on a factor
/// common to all weights, lies between the smallest and the largest value, and is *c* when all values are *c*.
///
/// `None`: lists of different lengths, a negative weight, or no weight above zero.
///
/// ```
/// use renstra::number::{Fixed, weighted_mean};
/// let values = ["100", "90", "66.5"].map(|text| text.parse::<Fixed>().unwrap());
/// assert_eq!(weighted_mean(&values, &[2, 1, 1]).unwrap().to_string(), "89.125");
/// assert_eq!(weighted_mean(&values, &[0, 0, 0]), None);
/// ```
#[must_use]
pub fn weighted_mean(values: &[Fixed], weights: &[i128]) -> Option<Fixed> {
    total_weight(values, weights)?;
    let mut sum = WeightedSum::default();
    for (value, weight) in values.iter().zip(weights) {
        sum.add(*value, *weight);
    }
    sum.mean()
}

/// A weighted mean in the making. Its sums are exact integers, so values may come and go in any order and the mean
/// is that of those that are there, to the last bit.
// INVARIANT: all weights that are there sum to at most 127 bits; whoever adds them has checked it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WeightedSum {
    sum: Whole,
    total: i128,
}

impl WeightedSum {
    /// Puts a value in. Its weight is not negative.
    pub(crate) fn add(&mut self, value: Fixed, weight: i128) {
        self.sum.add_product(value.units(), weight);
        self.total += weight;
    }

    /// Takes out a value that was put in with this weight.
    pub(crate) fn remove(&mut self, value: Fixed, weight: i128) {
        self.sum.add_product(value.units(), -weight);
        self.total -= weight;
    }

    /// Lets a value count as another one, with the weight that it has.
    pub(crate) fn exchange(&mut self, was: Fixed, is: Fixed, weight: i128) {
        // INVARIANT: both are below 10^28, so their difference is far from the end of an integer.
        self.sum.add_product(is.units() - was.units(), weight);
    }

    /// Σ weight·value / Σ weight, correctly rounded; `None` where there is no weight.
    pub(crate) fn mean(&self) -> Option<Fixed> {
        if self.total <= 0 {
            return None;
        }
        let units = match &self.sum {
            Whole::Small(sum) => div_round(*sum, self.total, RoundingMode::HalfEven),
            Whole::Big(sum) => {
                big_div_round(sum, &BigInt::from(self.total), RoundingMode::HalfEven).to_i128()?
            }
        };
        Fixed::from_units(units)
    }
}

/// A sum of products, on the heap only while it has to be.
// INVARIANT: what is big does not fit 127 bits.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Whole {
    Small(i128),
    Big(BigInt),
}

impl Default for Whole {
    fn default() -> Whole {
        Whole::Small(0)
    }
}

impl Whole {
    fn add_product(&mut self, units: i128, weight: i128) {
        // A value has at most 93.02 bits, and a difference of two 94.02: with a small weight no product can leave 127.
        let product = if weight.unsigned_abs() < SMALL_WEIGHT.unsigned_abs() {
            Some(units * weight)
        } else {
            units.checked_mul(weight)
        };
        if let (Whole::Small(sum), Some(product)) = (&mut *self, product) {
            if let Some(more) = sum.checked_add(product) {
                *sum = more;
                return;
            }
        }
        let sum = match self {
            Whole::Small(sum) => BigInt::from(*sum),
            Whole::Big(sum) => std::mem::take(sum),
        };
        let sum = sum + BigInt::from(units) * weight;
        *self = sum.to_i128().map_or(Whole::Big(sum), Whole::Small);
    }
}

/// Below this total weight no sum of weighted values can leave 127 bits, as a value has at most 93.02; nor can a weighted
/// difference of two.
const SMALL_WEIGHT: i128 = 1 << 32;

/// The sum of the weights, where it is one to divide by.
pub(super) fn total_weight(values: &[Fixed], weights: &[i128]) -> Option<i128> {
    if values.len() != weights.len() {
        return None;
    }
    let mut total: i128 = 0;
    for &weight in weights {
        total = if weight < 0 { return None } else { total.checked_add(weight)? };
    }
    (total > 0).then_some(total)
}

/// What each child contributes to a weighted mean: weight·value / Σ weight, rounded so that the parts sum to
/// `total` exactly.
///
/// Each part is its exact value rounded down or up to a unit of 10⁻¹⁵; which, is decided by the largest
/// remainder, and a tie by the order of the lists (give children by id, so that ties do not depend on the
/// order in which a plan is written).
///
/// `None`: where [`weighted_mean`] gives none, or when no such rounding makes this total - it is the mean of
/// something else.
///
/// ```
/// use renstra::number::{Fixed, weighted_contributions, weighted_mean};
/// let values = [Fixed::from(100), Fixed::from(50), Fixed::from(0)];
/// let mean = weighted_mean(&values, &[1, 1, 1]).unwrap();
/// let parts = weighted_contributions(&values, &[1, 1, 1], mean).unwrap();
/// assert_eq!(parts.iter().map(|part| part.units()).sum::<i128>(), mean.units());
/// assert_eq!(parts[0].to_string(), "33.333333333333333");
/// assert_eq!(parts[1].to_string(), "16.666666666666667");
/// ```
#[must_use]
pub fn weighted_contributions(values: &[Fixed], weights: &[i128], total: Fixed) -> Option<Vec<Fixed>> {
    let sum = total_weight(values, weights)?;
    if sum < SMALL_WEIGHT {
        let cut = values.iter().zip(weights).map(|(value, weight)| div_floor(value.units() * weight, sum));
        return largest_remainder(&cut.collect::<Vec<_>>(), total);
    }
    let sum = BigInt::from(sum);
    let cut = |value: Fixed, weight: i128| {
        let (floor, rest) = (BigInt::from(value.units()) * weight).div_mod_floor(&sum);
        Some((floor.to_i128()?, rest))
    };
    let parts = values.iter().zip(weights).map(|(&value, &weight)| cut(value, weight));
    largest_remainder(&parts.collect::<Option<Vec<_>>>()?, total)
}

/// Exact parts, each rounded down or up to a unit of 10⁻¹⁵ so that they sum to `total` exactly.
///
/// By the largest remainder; a tie by the order of the list. `None` when no such rounding makes this total,
/// or a part is out of range.
///
/// ```
/// use renstra::number::{Exact, Fixed, contributions};
/// let third = Exact::ratio(100, 3).unwrap();
/// let parts = contributions(&[third.clone(), third.clone(), third], Fixed::HUNDRED).unwrap();
/// assert_eq!(parts[0].to_string(), "33.333333333333334");
/// assert_eq!(parts[1], parts[2]);
/// assert_eq!(contributions(&[Exact::ONE], Fixed::HUNDRED), None);
/// ```
#[must_use]
pub fn contributions(parts: &[Exact], total: Fixed) -> Option<Vec<Fixed>> {
    let unit = Exact::ratio(Fixed::UNITS_PER_ONE, 1)?;
    let cut = |part: &Exact| {
        let units = part.checked_mul(&unit)?;
        let floor = units.floor()?;
        let rest = units.checked_sub(&Exact::ratio(floor, 1)?)?;
        Some((floor, rest))
    };
    largest_remainder(&parts.iter().map(cut).collect::<Option<Vec<_>>>()?, total)
}

/// Raises by one unit as many floors as are missing to the total, those with the largest remainders.
fn largest_remainder<R: Ord>(cut: &[(i128, R)], total: Fixed) -> Option<Vec<Fixed>> {
    let floors = cut.iter().try_fold(0_i128, |sum, (floor, _)| sum.checked_add(*floor))?;
    let missing = usize::try_from(total.units().checked_sub(floors)?).ok()?;
    if missing > cut.len() {
        return None;
    }
    let mut order: Vec<(Reverse<&R>, usize)> =
        cut.iter().enumerate().map(|(index, (_, rest))| (Reverse(rest), index)).collect();
    order.sort_unstable();
    let mut parts: Vec<i128> = cut.iter().map(|(floor, _)| *floor).collect();
    for (_, index) in order.into_iter().take(missing) {
        if let Some(part) = parts.get_mut(index) {
            *part += 1;
        }
    }
    parts.into_iter().map(Fixed::from_units).collect()
}
