use std::sync::Arc;

use chrono::NaiveDate;

use crate::number::{Absence, Exact, Number};

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
    /// A predicate of an ordinal scale (WTP, BB), or any other text.
    Word(Arc<str>),
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

/// How the figures of several periods become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Accumulation {
    /// They add up.
    Sum,
    /// The last one stands for all.
    #[default]
    Last,
    /// Their arithmetic mean; of fractions Σ numerator / Σ denominator.
    Average,
    /// The greatest.
    Maximum,
    /// The least.
    Minimum,
}
