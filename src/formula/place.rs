//! How a raw score ends: capped, rounded, placed.

use crate::number::{Fixed, Number};

use super::{Bands, Cap, Carry, Finish, NotScorable, Outcome, Placing, Score, Stage, Warning, Warnings};

/// Caps, rounds and places a raw score.
fn end(finish: &Finish, raw: Fixed, coverage: Fixed, mut warnings: Warnings) -> Score {
    let capped = finish.cap.hold(raw);
    if capped != raw {
        warnings = warnings.with(Warning::Capped);
    }
    let rounded = capped.round(finish.rounding);
    let placing = match (&finish.bands, finish.stage) {
        (None, _) => Placing::NoBands,
        (Some(bands), Stage::Rounded) => bands.place(rounded),
        (Some(bands), Stage::Unrounded) => bands.place(capped.to_number()),
    };
    if placing == Placing::Outside {
        warnings = warnings.with(Warning::OutsideBands);
    }
    Score { raw, capped, rounded, placing, coverage, warnings }
}

impl Cap {
    /// The score, held between the bounds.
    #[must_use]
    pub fn hold(&self, score: Fixed) -> Fixed {
        let bound = |number: Option<Number>| number.and_then(Fixed::from_number);
        let raised = bound(self.low).map_or(score, |low| score.max(low));
        bound(self.high).map_or(raised, |high| raised.min(high))
    }
}

impl Bands {
    /// Where a score falls.
    ///
    /// ```
    /// use renstra::formula::{Bands, Placing};
    /// // SAKIP's upper two: exactly 90 is A.
    /// let bands = Bands::builder("A").over(90.into(), "AA").domain(80.into(), 100.into()).build().unwrap();
    /// assert_eq!(bands.place(90.into()), Placing::Band(0));
    /// assert_eq!(bands.place("90.01".parse().unwrap()), Placing::Band(1));
    /// assert_eq!(bands.place(101.into()), Placing::Outside);
    /// ```
    #[must_use]
    pub fn place(&self, score: Number) -> Placing {
        if self.low().is_some_and(|low| score < low) || self.high().is_some_and(|high| score > high) {
            return Placing::Outside;
        }
        let reached = self.iter().take_while(|band| band.is_reached_by(score)).count();
        u16::try_from(reached.saturating_sub(1)).map_or(Placing::Outside, Placing::Band)
    }
}

impl Outcome {
    /// What comes of a raw score with its coverage and warnings.
    pub(crate) fn ended(finish: &Finish, raw: Result<(Fixed, Fixed, Warnings), NotScorable>) -> Outcome {
        match raw {
            Ok((raw, coverage, warnings)) => Outcome::Scored(end(finish, raw, coverage, warnings)),
            Err(reason) => Outcome::NotScorable(reason),
        }
    }

    /// The score that goes up, with its coverage, or the reason why there is none.
    ///
    /// # Errors
    /// The reason why there is no score.
    pub fn carried(&self, carry: Carry) -> Result<(Fixed, Fixed), &NotScorable> {
        match self {
            Outcome::Scored(score) => Ok((score.carried(carry), score.coverage)),
            Outcome::NotScorable(reason) => Err(reason),
        }
    }
}

impl Score {
    /// The score that goes up into the node above.
    #[must_use]
    pub fn carried(&self, carry: Carry) -> Fixed {
        match carry {
            Carry::Raw => self.raw,
            Carry::Capped => self.capped,
            // A rounded score has fewer places than the working unit, or is the working unit.
            Carry::Rounded => Fixed::from_number(self.rounded).unwrap_or(self.capped),
        }
    }
}
