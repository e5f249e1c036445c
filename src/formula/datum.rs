use std::sync::Arc;

use chrono::NaiveDate;

use crate::number::{Absence, Exact, Number, Reading, Unit, UnitKind, Value};

use super::{NotScorable, Slot};

/// What a slot holds when a rule reads it: a value stripped of how it was written.
///
/// ```
/// use renstra::formula::Datum;
/// let actual = Datum::from(renstra::number::Number::HUNDRED);
/// assert!(!actual.is_absent());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// A number in the indicator's unit; percent counts whole (83.5 % is 83.5).
    Number(Number),
    /// A numerator and a denominator: the value is `per` times their quotient, and values of several periods
    /// or places pool as Σ numerator / Σ denominator, never as a mean of percentages.
    Fraction {
        /// What is counted.
        numerator: Number,
        /// Of how many.
        denominator: Number,
        /// What the quotient is multiplied by to be in the indicator's unit: 100 for a percentage.
        per: Number,
    },
    /// From `low` to `high`, both included. As a target: anything inside is met.
    Interval {
        /// The lower end.
        low: Number,
        /// The upper end, not below the lower one.
        high: Number,
    },
    /// This much or more.
    AtLeast(Number),
    /// This much or less.
    AtMost(Number),
    /// A day.
    Date(NaiveDate),
    /// Yes or no.
    YesNo(bool),
    /// A predicate, of an ordinal scale or by itself (WTP, BB, *Tinggi*).
    Word(Arc<str>),
    /// Any other text. No rule reads it.
    Text(Arc<str>),
    /// Nothing, and why.
    Absent(Absence),
}

impl Datum {
    /// Nothing, with no reason given.
    pub const BLANK: Datum = Datum::Absent(Absence::Blank);

    /// Whether there is nothing.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Datum::Absent(_))
    }

    /// The exact number that a rule reads: a fraction's quotient, a bound's figure.
    ///
    /// # Errors
    /// Nothing is there, a fraction's denominator is zero, or this is no number at all.
    pub fn exact(&self, side: Side) -> Result<Exact, NotScorable> {
        match *self {
            Datum::Number(number) | Datum::AtLeast(number) | Datum::AtMost(number) => Ok(number.into()),
            Datum::Fraction { numerator, denominator, per } => {
                if denominator.is_zero() {
                    return Err(NotScorable::ZeroDenominator(side));
                }
                let share = Exact::from(numerator).checked_div(&denominator.into());
                share.and_then(|share| share.checked_mul(&per.into())).ok_or(NotScorable::OutOfRange)
            }
            Datum::Absent(absence) => Err(NotScorable::Missing { side, absence }),
            _ => Err(NotScorable::WrongKind(side)),
        }
    }
}

impl Datum {
    /// The figure or word for machines, with a decimal point; none where it is absent.
    ///
    /// ```
    /// use renstra::formula::Datum;
    /// let range = Datum::Interval { low: 80.into(), high: 90.into() };
    /// assert_eq!((range.text().as_deref(), Datum::BLANK.text()), (Some("80-90"), None));
    /// ```
    #[must_use]
    pub fn text(&self) -> Option<String> {
        Some(match self {
            Datum::Number(number) => number.to_string(),
            Datum::Fraction { numerator, denominator, .. } => format!("{numerator}/{denominator}"),
            Datum::Interval { low, high } => format!("{low}-{high}"),
            Datum::AtLeast(number) => format!("≥ {number}"),
            Datum::AtMost(number) => format!("≤ {number}"),
            Datum::Date(date) => date.to_string(),
            Datum::YesNo(yes) => yes.to_string(),
            Datum::Word(text) | Datum::Text(text) => text.to_string(),
            Datum::Absent(_) => return None,
        })
    }

    /// A value as a rule reads it. The unit says what a fraction's quotient is multiplied by: `17/20` is 85
    /// in percent, and 0.85 without a unit.
    ///
    /// ```
    /// use renstra::formula::{Datum, Side};
    /// use renstra::number::{Unit, Value};
    /// let share = Datum::of(&Value::read("17/20", None)?, Some(&Unit::PERCENT));
    /// assert_eq!(share.exact(Side::Actual), Ok(85.into()));
    /// # Ok::<(), renstra::number::FigureError>(())
    /// ```
    #[must_use]
    pub fn of(value: &Value, unit: Option<&Unit>) -> Datum {
        match value {
            Value::Number(figure) => Datum::Number(figure.number()),
            Value::Fraction(fraction) => Datum::Fraction {
                numerator: fraction.numerator().number(),
                denominator: fraction.denominator().number(),
                per: per(unit),
            },
            Value::Interval(interval) => {
                Datum::Interval { low: interval.low().number(), high: interval.high().number() }
            }
            Value::AtLeast(figure) => Datum::AtLeast(figure.number()),
            Value::AtMost(figure) => Datum::AtMost(figure.number()),
            Value::Date(date) => Datum::Date(*date),
            Value::YesNo(yes) => Datum::YesNo(*yes),
            Value::Predicate(word) => Datum::Word((**word).into()),
            Value::Text(text) => Datum::Text((**text).into()),
        }
    }

    /// A reading as a rule reads it, or the reason why there is none.
    #[must_use]
    pub fn of_reading(reading: &Reading, unit: Option<&Unit>) -> Datum {
        match reading {
            Reading::Present { value, .. } => Datum::of(value, unit),
            Reading::Absent(absence) => Datum::Absent(*absence),
        }
    }
}

/// What a quotient is multiplied by to be in this unit.
fn per(unit: Option<&Unit>) -> Number {
    match unit.map(Unit::kind) {
        Some(UnitKind::Percent | UnitKind::PercentagePoint) => Number::HUNDRED,
        Some(UnitKind::Rate { per, .. }) => Number::from(*per),
        _ => Number::ONE,
    }
}

impl From<&Value> for Datum {
    fn from(value: &Value) -> Datum {
        Datum::of(value, None)
    }
}

impl From<&Reading> for Datum {
    fn from(reading: &Reading) -> Datum {
        Datum::of_reading(reading, None)
    }
}

impl From<Number> for Datum {
    fn from(number: Number) -> Datum {
        Datum::Number(number)
    }
}

impl From<Absence> for Datum {
    fn from(absence: Absence) -> Datum {
        Datum::Absent(absence)
    }
}

/// Where a formula's slots get their values.
///
/// A slice is the plain case: the slot's number is its index.
pub trait Inputs {
    /// What the slot holds; a slot that is not held is absent.
    fn datum(&self, slot: Slot) -> &Datum;
}

impl Inputs for [Datum] {
    fn datum(&self, slot: Slot) -> &Datum {
        self.get(slot.index()).unwrap_or(&Datum::BLANK)
    }
}

impl Inputs for Vec<Datum> {
    fn datum(&self, slot: Slot) -> &Datum {
        self.as_slice().datum(slot)
    }
}

impl<I: Inputs + ?Sized> Inputs for &I {
    fn datum(&self, slot: Slot) -> &Datum {
        (**self).datum(slot)
    }
}

/// Which way an indicator is better. Rules that need a direction take it from their leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Better {
    /// More is better.
    #[default]
    Higher,
    /// Less is better.
    Lower,
}

impl Better {
    /// Whether the actual is at least as good as the target.
    #[must_use]
    pub fn reaches(self, actual: &Exact, target: &Exact) -> bool {
        match self {
            Better::Higher => actual >= target,
            Better::Lower => actual <= target,
        }
    }
}

/// Which of a rule's inputs is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// What was achieved (*realisasi*).
    Actual,
    /// What was promised (*target*).
    Target,
    /// Where it began (*kondisi awal*).
    Baseline,
}
