use std::fmt;
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
    /// Where it begins; `None` for the lowest band of an unbounded domain.
    pub from: Option<Number>,
    /// Whether `from` itself belongs to it.
    pub closed: Closed,
}

/// Bands as sorted cuts over a closed domain, with an *outside* beyond it: a gap or an overlap cannot be
/// written.
///
/// Printed tables with gaps (`76-90`, `91-100`: where is 90.5?) are read by a constructor that gives
/// the counterexample, or repairs them by a named repair.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bands {
    low: Option<Number>,
    high: Option<Number>,
    /// Lowest first.
    bands: Vec<Band>,
}

/// Why bands cannot be built.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BandsError {
    /// There is no band.
    Empty,
    /// More bands than can be counted.
    TooMany,
    /// A cut that is not above the one before it.
    NotAscending(Number),
    /// A cut outside the domain.
    OutsideDomain(Number),
    /// No band holds this value: the counterexample.
    Gap(Number),
    /// Two bands hold this value: the counterexample.
    Overlap(Number),
}

impl fmt::Display for BandsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BandsError::Empty => write!(f, "there is no band"),
            BandsError::TooMany => write!(f, "there are more than 65,535 bands"),
            BandsError::NotAscending(cut) => write!(f, "the cut {cut} is not above the one before it"),
            BandsError::OutsideDomain(cut) => write!(f, "the cut {cut} lies outside the domain"),
            BandsError::Gap(value) => write!(f, "no band holds {value}"),
            BandsError::Overlap(value) => write!(f, "two bands hold {value}"),
        }
    }
}

impl std::error::Error for BandsError {}

impl Bands {
    /// The bands, lowest first.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Band> {
        self.bands.iter()
    }

    /// A band by its place, counted from the lowest.
    #[must_use]
    pub fn get(&self, place: u16) -> Option<&Band> {
        self.bands.get(usize::from(place))
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
