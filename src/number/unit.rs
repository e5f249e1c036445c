use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::money::Currency;
use super::scale::Scale;

mod quantity;
mod words;

pub use quantity::{Quantity, SumError};

/// What a number counts or measures: its kind, and the text as a document wrote it.
///
/// Two units are equal when they mean the same, however they are written: `%` and `Persen`, `Orang` and
/// `people`. What no table knows stays a unit of its own by its name.
///
/// ```
/// use renstra::number::{Unit, UnitKind};
/// let unit = Unit::read("Persen").unwrap();
/// assert_eq!(unit, Unit::PERCENT);
/// assert_eq!(unit.to_string(), "Persen");
/// assert_ne!(unit, Unit::PERCENTAGE_POINT);
/// assert_eq!(Unit::read("Orang"), Unit::read("people"));
/// assert!(matches!(Unit::read("per 100.000 KH").unwrap().kind(), UnitKind::Rate { per: 100_000, .. }));
/// assert_eq!(Unit::read("  "), None);
/// ```
#[derive(Clone, Debug)]
pub struct Unit {
    kind: UnitKind,
    /// As written, where that is not how the kind prints by itself.
    text: Option<Arc<str>>,
}

/// The kinds of unit, and what each says about sums.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum UnitKind {
    /// A share of a whole, in hundredths (*persen*). Shares of different wholes do not add.
    Percent,
    /// A difference of two percentages (*poin persen*). Adds to others of its kind.
    PercentagePoint,
    /// A number of things, by their noun (*orang*, *dokumen*). The same things add.
    Count(Arc<str>),
    /// A score without dimension (*indeks*, *nilai*, *angka*). Does not add.
    Index,
    /// A quotient of two figures (*rasio*). Does not add.
    Ratio,
    /// So many per a fixed number of something: `per 1.000`, `per 100.000 KH`. Does not add.
    Rate {
        /// Per how many.
        per: u64,
        /// Of what, in lower case; empty when it is not said.
        of: Arc<str>,
    },
    /// An amount in a currency. The same currency adds.
    Money(Currency),
    /// A label of an ordinal scale (*predikat*, *opini*). Does not add.
    Ordinal(Arc<Scale>),
    /// Any other unit by its name, in lower case (`km`, `tahun`). Adds to the same name.
    Named(Arc<str>),
}

impl Unit {
    /// Percent.
    pub const PERCENT: Unit = Unit::of(UnitKind::Percent);
    /// Percentage point.
    pub const PERCENTAGE_POINT: Unit = Unit::of(UnitKind::PercentagePoint);
    /// Index.
    pub const INDEX: Unit = Unit::of(UnitKind::Index);
    /// Ratio.
    pub const RATIO: Unit = Unit::of(UnitKind::Ratio);

    /// A unit of this kind.
    #[must_use]
    pub const fn of(kind: UnitKind) -> Unit {
        Unit { kind, text: None }
    }

    /// A number of these things.
    ///
    /// ```
    /// # use renstra::number::Unit;
    /// assert_eq!(Unit::count("Orang"), Unit::read("orang").unwrap());
    /// ```
    #[must_use]
    pub fn count(noun: &str) -> Unit {
        Unit::of(UnitKind::Count(words::noun(noun).into()))
    }

    /// An amount in this currency.
    #[must_use]
    pub const fn money(currency: Currency) -> Unit {
        Unit::of(UnitKind::Money(currency))
    }

    /// A label of this scale.
    #[must_use]
    pub fn ordinal(scale: impl Into<Arc<Scale>>) -> Unit {
        Unit::of(UnitKind::Ordinal(scale.into()))
    }

    /// Reads a unit as documents write it, in English or Indonesian, without regard to case; `None` when
    /// nothing is written. The text is kept.
    #[must_use]
    pub fn read(text: &str) -> Option<Unit> {
        let text = super::figure::trim(text);
        let kind = words::kind(text)?;
        let mut unit = Unit::of(kind);
        if unit.to_string() != text {
            unit.text = Some(text.into());
        }
        Some(unit)
    }

    /// The same unit as a document wrote it.
    pub(crate) fn written(mut self, text: &str) -> Unit {
        self.text = (!text.is_empty()).then(|| text.into());
        self
    }

    /// The text as written, where it says more than the kind.
    pub(crate) fn as_written(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// What it means.
    #[must_use]
    pub const fn kind(&self) -> &UnitKind {
        &self.kind
    }

    /// The scale of an ordinal unit.
    #[must_use]
    pub const fn scale(&self) -> Option<&Arc<Scale>> {
        match &self.kind {
            UnitKind::Ordinal(scale) => Some(scale),
            _ => None,
        }
    }

    /// The currency of an amount.
    #[must_use]
    pub const fn currency(&self) -> Option<Currency> {
        match self.kind {
            UnitKind::Money(currency) => Some(currency),
            _ => None,
        }
    }

    /// Whether a sum of two numbers with these units has a meaning.
    ///
    /// | unit | adds to |
    /// |---|---|
    /// | count, money, named | the same noun, currency, name |
    /// | percentage point | percentage point |
    /// | percent, index, ratio, rate, ordinal | nothing: Σ numerator / Σ denominator, a mean or a rank is meant |
    ///
    /// ```
    /// # use renstra::number::Unit;
    /// assert!(Unit::count("orang").may_add(&Unit::count("people")));
    /// assert!(!Unit::PERCENT.may_add(&Unit::PERCENT));
    /// assert!(!Unit::PERCENT.may_add(&Unit::PERCENTAGE_POINT));
    /// ```
    #[must_use]
    pub fn may_add(&self, other: &Unit) -> bool {
        self.sum_with(other).is_ok()
    }

    /// As [`may_add`](Unit::may_add), with the reason why not.
    ///
    /// # Errors
    /// Different units, or a unit whose numbers do not add.
    pub fn sum_with(&self, other: &Unit) -> Result<(), SumError> {
        if self != other {
            return Err(SumError::Different(self.clone(), other.clone()));
        }
        match self.kind {
            UnitKind::Count(_) | UnitKind::Money(_) | UnitKind::Named(_) | UnitKind::PercentagePoint => {
                Ok(())
            }
            UnitKind::Percent
            | UnitKind::Index
            | UnitKind::Ratio
            | UnitKind::Rate { .. }
            | UnitKind::Ordinal(_) => Err(SumError::NotAdditive(self.clone())),
        }
    }
}

impl PartialEq for Unit {
    fn eq(&self, other: &Unit) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Unit {}

impl Hash for Unit {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind.hash(state);
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => f.pad(text),
            None => self.kind.fmt(f),
        }
    }
}

impl fmt::Display for UnitKind {
    /// A text that [`Unit::read`] reads as this kind, but for ordinals, which print the scale's name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UnitKind::Percent => f.pad("%"),
            UnitKind::PercentagePoint => f.pad("percentage point"),
            UnitKind::Count(noun) => f.pad(noun),
            UnitKind::Index => f.pad("index"),
            UnitKind::Ratio => f.pad("ratio"),
            UnitKind::Rate { per, of } if of.is_empty() => write!(f, "per {per}"),
            UnitKind::Rate { per, of } => write!(f, "per {per} {of}"),
            UnitKind::Money(currency) => f.pad(currency.as_str()),
            UnitKind::Ordinal(scale) => f.pad(scale.name()),
            UnitKind::Named(name) => f.pad(name),
        }
    }
}
