use std::sync::Arc;

use crate::number::Number;

use super::{Bands, BandsError, Closed};

/// One end of a printed band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// This figure itself belongs to the band (`91-100`, `≥ 80`).
    Included(Number),
    /// This figure does not belong to it (`> 80`).
    Excluded(Number),
    /// No end is printed.
    Open,
}

/// A table of bands as a document prints it, before anyone has asked whether it covers everything.
///
/// ```
/// use renstra::formula::{BandsError, End, Printed, Repair};
/// let printed = Printed::default()
///     .band(End::Open, End::Included(50.into()), "very low")
///     .band(End::Included(51.into()), End::Included(65.into()), "low");
/// assert_eq!(printed.bands(), Err(BandsError::Gap("50.5".parse().unwrap())));
/// assert_eq!(printed.repaired(Repair::Floor).unwrap().iter().len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Printed {
    /// Lowest first.
    rows: Vec<PrintedBand>,
}

/// A row of [`Printed`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PrintedBand {
    label: Arc<str>,
    from: End,
    to: End,
}

/// How a printed table with gaps is read. Each is honest, none is printed; so the choice is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Repair {
    /// A band begins at its printed lower end: `≥ 91`, `≥ 76`. Cautious: 90.5 stays below.
    Floor,
    /// The score is rounded half up to the table's digits first: 90.5 counts as 91.
    RoundFirst,
    /// A band begins beyond the printed upper end of the one below it: `> 90`, `> 75`. 90.5 is above.
    Open,
}

impl Printed {
    /// Adds the next higher band, from one end to the other.
    #[must_use]
    pub fn band(mut self, from: End, to: End, label: impl Into<Arc<str>>) -> Printed {
        self.rows.push(PrintedBand { label: label.into(), from, to });
        self
    }

    /// Proves that the table has neither gap nor overlap, and makes bands of it.
    ///
    /// # Errors
    /// A value that no band holds, or that two hold.
    pub fn bands(&self) -> Result<Bands, BandsError> {
        for (below, above) in self.rows.iter().zip(self.rows.iter().skip(1)) {
            if let Some(fault) = seam(below.to, above.from) {
                return Err(fault);
            }
        }
        self.build(|_, above| match above.from {
            End::Excluded(cut) => Some((cut, Closed::Below)),
            End::Included(cut) => Some((cut, Closed::Above)),
            End::Open => None,
        })
    }

    /// Bands, with the gaps closed as told.
    ///
    /// # Errors
    /// What a repair cannot mend: ends that are missing or do not ascend.
    pub fn repaired(&self, repair: Repair) -> Result<Bands, BandsError> {
        self.build(|below, above| match repair {
            Repair::Floor => Some((above.from.figure()?, Closed::Above)),
            Repair::Open => Some((below.to.figure()?, Closed::Below)),
            Repair::RoundFirst => {
                let from = above.from.figure()?;
                // Half a unit of the last printed digit: 91 begins at 90.5.
                let half = Number::from_parts(5, from.parts().1 + 1)?;
                Some((from.checked_sub(half)?, Closed::Above))
            }
        })
    }

    fn build(
        &self,
        cut: impl Fn(&PrintedBand, &PrintedBand) -> Option<(Number, Closed)>,
    ) -> Result<Bands, BandsError> {
        let (Some(first), Some(last)) = (self.rows.first(), self.rows.last()) else {
            return Err(BandsError::Empty);
        };
        let mut builder = Bands::builder(first.label.clone());
        for (below, above) in self.rows.iter().zip(self.rows.iter().skip(1)) {
            let (cut, closed) = cut(below, above).ok_or(BandsError::Empty)?;
            builder = builder.cut(cut, closed, above.label.clone());
        }
        if let Some(low) = first.from.figure() {
            builder = builder.low(low);
        }
        if let Some(high) = last.to.figure() {
            builder = builder.high(high);
        }
        builder.build()
    }
}

impl End {
    /// The figure that is printed, if one is.
    #[must_use]
    pub const fn figure(self) -> Option<Number> {
        match self {
            End::Included(figure) | End::Excluded(figure) => Some(figure),
            End::Open => None,
        }
    }
}

/// What is wrong where one band ends and the next begins.
fn seam(to: End, from: End) -> Option<BandsError> {
    let (Some(end), Some(begin)) = (to.figure(), from.figure()) else {
        // An inner end that is left open holds everything that its neighbour holds.
        return to.figure().or(from.figure()).map(BandsError::Overlap).or(Some(BandsError::Empty));
    };
    match (to, from) {
        _ if end < begin => Some(BandsError::Gap(between(end, begin))),
        (_, End::Included(_)) if end > begin => Some(BandsError::Overlap(begin)),
        _ if end > begin => Some(BandsError::Overlap(between(begin, end))),
        (End::Included(_), End::Included(_)) => Some(BandsError::Overlap(end)),
        (End::Excluded(_), End::Excluded(_)) => Some(BandsError::Gap(end)),
        _ => None,
    }
}

/// A value strictly between two.
fn between(low: Number, high: Number) -> Number {
    let middle = low.checked_add(high).and_then(|sum| sum.checked_mul(Number::from_parts(5, 1)?));
    middle.map_or(low, Number::normalized)
}

#[cfg(test)]
mod tests {
    use super::{BandsError, End, Number, Printed};

    fn n(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[track_caller]
    fn fault(to: End, from: End, expected: Option<&BandsError>) {
        let printed = Printed::default().band(End::Open, to, "low").band(from, End::Open, "high");
        assert_eq!(printed.bands().err().as_ref(), expected);
    }

    #[test]
    fn a_seam_is_proved_or_gives_its_counterexample() {
        use End::{Excluded, Included};
        fault(Included(n("90")), Included(n("90.01")), Some(&BandsError::Gap(n("90.005"))));
        fault(Included(n("90")), Included(n("90")), Some(&BandsError::Overlap(n("90"))));
        fault(Excluded(n("90")), Excluded(n("90")), Some(&BandsError::Gap(n("90"))));
        fault(Included(n("91")), Included(n("90")), Some(&BandsError::Overlap(n("90"))));
        fault(Included(n("90")), Excluded(n("90")), None);
        fault(Excluded(n("90")), Included(n("90")), None);
    }
}
