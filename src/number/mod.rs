//! Figures as written, exact numbers, units and values.
//!
//! | type | what |
//! |---|---|
//! | [`Figure`] | a number as a document wrote it: text, number, percent sign, how it was read |
//! | [`Value`] | a figure, or one of the other things that stand in a cell: a fraction, an interval, "at least", a date, yes or no, a predicate, text |
//! | [`Reading`] | a value with its [`Status`], or an [`Absence`] with its reason; never a silent zero |
//! | [`Number`] | an exact decimal of 28 digits |
//! | [`Exact`] | an exact fraction of any size |
//! | [`Fixed`] | 15 decimal places: the working unit of scores |
//! | [`Rounding`] | mode and digits |
//! | [`Unit`], [`Quantity`] | what a number counts, and which sums have no meaning |
//! | [`Money`], [`Currency`] | an amount that knows its currency |
//! | [`Scale`] | an ordinal scale: labels from best to worst |
//! | [`weighted_mean`], [`geometric_mean`], [`harmonic_mean`], [`power_mean`] | means, correctly rounded to 15 places |
//! | [`contributions`], [`weighted_contributions`] | parts that sum exactly to the whole |
//!
//! [`Exact`] also has logarithm, exponential, roots and powers, each the true value correctly rounded.
//! No figure goes through a float on its way in, and exact figures leave as strings.

mod absence;
mod approx;
pub(crate) mod decimals;
mod exact;
mod figure;
mod fixed;
mod float;
mod means;
mod money;
mod nearest;
mod nearly;
#[expect(clippy::module_inception, reason = "the type that the room is named after")]
mod number;
mod power_means;
mod rounding;
mod scale;
mod transcend;
mod unit;
mod value;

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

pub use absence::Absence;
pub use exact::Exact;
pub use figure::{Figure, FigureError, How, Numbers};
pub use fixed::Fixed;
pub(crate) use means::WeightedSum;
pub use means::{contributions, weighted_contributions, weighted_mean};
pub use money::{Currency, CurrencyError, Money, MoneyError};
pub use number::{Number, NumberError};
pub use power_means::{geometric_mean, harmonic_mean, power_mean};
pub use rounding::{Rounding, RoundingMode};
pub use scale::{Scale, ScaleError};
pub use transcend::MathError;
pub use unit::{Quantity, SumError, Unit, UnitKind};
pub use value::{Fraction, Interval, Reading, Status, Value};

/// Reads a string, and nothing but a string, through `FromStr`.
fn from_text<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    struct Text<T>(PhantomData<T>);
    impl<T: FromStr<Err: fmt::Display>> serde::de::Visitor<'_> for Text<T> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a number as a string, such as \"1234.5\"")
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }
    }
    deserializer.deserialize_str(Text(PhantomData))
}
