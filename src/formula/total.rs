//! Sums of values: exact, and the same whatever the order in which they are added.

use crate::number::{Exact, Number};

use super::{Datum, NotScorable, Side};

/// The sum of values of one kind: of what kind, and its one or two figures.
#[derive(Clone, Debug, Default)]
pub(crate) struct Total {
    kind: Option<Kind>,
    /// A figure, the two ends of an interval, or the two sides of a fraction.
    sums: [Sum; 2],
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Number,
    AtLeast,
    AtMost,
    Interval,
    /// Per so many.
    Fraction(Number),
    /// What does not add up, or not with the others.
    Wrong,
}

impl Kind {
    fn of(datum: &Datum) -> (Kind, [Number; 2]) {
        match *datum {
            Datum::Number(number) => (Kind::Number, [number, Number::ZERO]),
            Datum::AtLeast(number) => (Kind::AtLeast, [number, Number::ZERO]),
            Datum::AtMost(number) => (Kind::AtMost, [number, Number::ZERO]),
            Datum::Interval { low, high } => (Kind::Interval, [low, high]),
            Datum::Fraction { numerator, denominator, per } => {
                (Kind::Fraction(per), [numerator, denominator])
            }
            _ => (Kind::Wrong, [Number::ZERO; 2]),
        }
    }

    /// Of the sum of two; a bound with a plain figure is a bound.
    fn and(self, other: Kind) -> Kind {
        match (self, other) {
            (one, other) if one == other => one,
            (Kind::Number, bound @ (Kind::AtLeast | Kind::AtMost))
            | (bound @ (Kind::AtLeast | Kind::AtMost), Kind::Number) => bound,
            _ => Kind::Wrong,
        }
    }
}

impl Total {
    pub(crate) fn add(&mut self, datum: &Datum) {
        let (kind, figures) = Kind::of(datum);
        self.kind = Some(self.kind.map_or(kind, |held| held.and(kind)));
        for (sum, figure) in self.sums.iter_mut().zip(figures) {
            sum.add(figure);
        }
    }

    /// The sum; of nothing, and of what does not add up, there is none.
    pub(crate) fn datum(&self, side: Side) -> Result<Datum, NotScorable> {
        let [first, second] = &self.sums;
        let first = || first.value().ok_or(NotScorable::OutOfRange);
        let second = || second.value().ok_or(NotScorable::OutOfRange);
        Ok(match self.kind {
            Some(Kind::Number) => Datum::Number(first()?),
            Some(Kind::AtLeast) => Datum::AtLeast(first()?),
            Some(Kind::AtMost) => Datum::AtMost(first()?),
            Some(Kind::Interval) => Datum::Interval { low: first()?, high: second()? },
            Some(Kind::Fraction(per)) => Datum::Fraction { numerator: first()?, denominator: second()?, per },
            Some(Kind::Wrong) | None => return Err(NotScorable::WrongKind(side)),
        })
    }

    /// The mean of so many; of numbers it is held as Σ over how many, so that nothing rounds.
    pub(crate) fn mean(&self, count: u32, side: Side) -> Result<Datum, NotScorable> {
        match self.datum(side)? {
            Datum::Number(sum) | Datum::AtLeast(sum) | Datum::AtMost(sum) => {
                Ok(Datum::Fraction { numerator: sum, denominator: count.into(), per: Number::ONE })
            }
            pooled @ Datum::Fraction { .. } => Ok(pooled),
            _ => Err(NotScorable::WrongKind(side)),
        }
    }
}

/// A sum of figures. A part of it may be longer than a figure can be, where the whole is not.
#[derive(Clone, Debug, Default)]
struct Sum {
    number: Number,
    /// From the first part on that was too long.
    wide: Option<Box<Exact>>,
    /// The most decimal places with which one was written.
    places: u32,
}

impl Sum {
    fn add(&mut self, more: Number) {
        self.places = self.places.max(more.parts().1);
        if self.wide.is_none() {
            if let Some(sum) = self.number.checked_add(more) {
                self.number = sum;
                return;
            }
        }
        let wide = self.wide.get_or_insert_with(|| Box::new(self.number.into()));
        // INVARIANT: so many figures of 28 digits as can be counted stay far from the limit of a fraction.
        if let Some(sum) = wide.checked_add(&more.into()) {
            **wide = sum;
        }
    }

    /// With as many places as the longest of them had, as far as there is room.
    fn value(&self) -> Option<Number> {
        let value = match &self.wide {
            Some(wide) => wide.to_number()?,
            None => self.number,
        };
        (0..=self.places).rev().find_map(|places| value.padded(places))
    }
}
