use std::sync::Arc;

use crate::number::Number;

/// To which side a cut itself belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Closed {
    /// To the band above it: `≥ cut` (human development: 0.800 is very high).
    Above,
    /// To the band below it: `> cut` is what the band above asks (SAKIP: exactly 90 is A).
    Below,
}

/// A band: its label, and where it begins.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Band {
    /// The band's code or label as the source prints it, for instance `BB`.
    pub label: Arc<str>,
    /// Where it begins; `None` for the lowest band, which begins where the domain does.
    pub from: Option<Number>,
    /// Whether `from` itself belongs to it.
    pub closed: Closed,
}

impl Band {
    /// Whether the score is in this band or above it.
    pub(super) fn is_reached_by(&self, score: Number) -> bool {
        self.from.is_none_or(|from| match self.closed {
            Closed::Above => score >= from,
            Closed::Below => score > from,
        })
    }
}

/// Bands as sorted cuts over a closed domain, with an *outside* beyond it: a gap or an overlap cannot be
/// written, and each score falls in exactly one band or outside.
///
/// Printed tables with gaps (`76-90`, `91-100`: where is 90.5?) go through [`Printed`](super::Printed),
/// which gives the counterexample or repairs them by a named rule.
///
/// ```
/// use renstra::formula::Bands;
/// use renstra::number::Number;
/// let cut = |text: &str| text.parse::<Number>().unwrap();
/// let hdi = Bands::builder("low")
///     .from(cut("0.550"), "medium")
///     .from(cut("0.700"), "high")
///     .from(cut("0.800"), "very high")
///     .domain(Number::ZERO, Number::ONE)
///     .build()?;
/// assert_eq!(hdi.label(hdi.place(cut("0.800"))).map(|label| &**label), Some("very high"));
/// # Ok::<(), renstra::formula::BandsError>(())
/// ```
// INVARIANT: at least one band, at most `u16::MAX`; the first has no cut, the cuts of the others ascend
// strictly (at one figure `≥` before `>`) and lie inside the domain; so each band holds something.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bands {
    low: Option<Number>,
    high: Option<Number>,
    /// Lowest first.
    bands: Vec<Band>,
}

/// Why bands cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BandsError {
    /// There is no band.
    #[error("there is no band")]
    Empty,
    /// More bands than can be counted.
    #[error("there are more than 65,535 bands")]
    TooMany,
    /// A cut that is not above the one before it.
    #[error("the cut {0} is not above the one before it")]
    NotAscending(Number),
    /// A cut outside the domain.
    #[error("the cut {0} lies outside the domain")]
    OutsideDomain(Number),
    /// No band holds this value: the counterexample.
    #[error("no band holds {0}")]
    Gap(Number),
    /// Two bands hold this value: the counterexample.
    #[error("two bands hold {0}")]
    Overlap(Number),
}

impl Bands {
    /// Begins with the lowest band.
    pub fn builder(lowest: impl Into<Arc<str>>) -> BandsBuilder {
        let lowest = Band { label: lowest.into(), from: None, closed: Closed::Above };
        BandsBuilder { low: None, high: None, bands: vec![lowest] }
    }

    /// The bands, lowest first.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Band> {
        self.bands.iter()
    }

    /// A band by its place, counted from the lowest.
    #[must_use]
    pub fn get(&self, place: u16) -> Option<&Band> {
        self.bands.get(usize::from(place))
    }

    /// The label of the band that a score was placed in, if it was.
    #[must_use]
    pub fn label(&self, placing: super::Placing) -> Option<&Arc<str>> {
        match placing {
            super::Placing::Band(place) => self.get(place).map(|band| &band.label),
            super::Placing::NoBands | super::Placing::Outside => None,
        }
    }

    /// The lower end of the domain, if it has one; it belongs to the lowest band.
    #[must_use]
    pub fn low(&self) -> Option<Number> {
        self.low
    }

    /// The upper end of the domain, if it has one; it belongs to the highest band.
    #[must_use]
    pub fn high(&self) -> Option<Number> {
        self.high
    }
}

/// Builds [`Bands`] from the lowest up.
#[derive(Clone, Debug)]
pub struct BandsBuilder {
    low: Option<Number>,
    high: Option<Number>,
    bands: Vec<Band>,
}

impl BandsBuilder {
    /// The next band: this and more.
    #[must_use]
    pub fn from(self, cut: Number, label: impl Into<Arc<str>>) -> BandsBuilder {
        self.cut(cut, Closed::Above, label)
    }

    /// The next band: more than this.
    #[must_use]
    pub fn over(self, cut: Number, label: impl Into<Arc<str>>) -> BandsBuilder {
        self.cut(cut, Closed::Below, label)
    }

    /// The next band, with a cut that belongs to the side told.
    #[must_use]
    pub fn cut(mut self, cut: Number, closed: Closed, label: impl Into<Arc<str>>) -> BandsBuilder {
        self.bands.push(Band { label: label.into(), from: Some(cut), closed });
        self
    }

    /// Closes the domain on both sides; what is beyond is outside.
    #[must_use]
    pub fn domain(self, low: Number, high: Number) -> BandsBuilder {
        self.low(low).high(high)
    }

    /// Closes the domain below.
    #[must_use]
    pub fn low(mut self, low: Number) -> BandsBuilder {
        self.low = Some(low);
        self
    }

    /// Closes the domain above.
    #[must_use]
    pub fn high(mut self, high: Number) -> BandsBuilder {
        self.high = Some(high);
        self
    }

    /// The bands.
    ///
    /// # Errors
    /// Cuts that do not ascend or that lie outside the domain.
    pub fn build(self) -> Result<Bands, BandsError> {
        if self.bands.len() > usize::from(u16::MAX) {
            return Err(BandsError::TooMany);
        }
        // `≥ 0` stands before `> 0`: between them lies the band that holds 0 alone.
        let mut last: Option<(Number, Closed)> = None;
        for band in &self.bands {
            let Some(cut) = band.from else { continue };
            if last.is_some_and(|last| (cut, band.closed) <= last) {
                return Err(BandsError::NotAscending(cut));
            }
            // A band that nothing in the domain can reach, or that leaves nothing below it.
            let below = self.low.is_some_and(|low| (cut, band.closed) <= (low, Closed::Above));
            let above = self.high.is_some_and(|high| (cut, band.closed) >= (high, Closed::Below));
            if below || above {
                return Err(BandsError::OutsideDomain(cut));
            }
            last = Some((cut, band.closed));
        }
        match (self.low, self.high) {
            (Some(low), Some(high)) if low > high => Err(BandsError::OutsideDomain(high)),
            (low, high) => Ok(Bands { low, high, bands: self.bands }),
        }
    }
}
