use std::ops::Range;
use std::sync::Arc;

use crate::number::{Fixed, Number};

use super::Table;

/// A node over weighted children.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Aggregate {
    /// How the children's scores become one.
    pub method: Method,
    /// What a child without a score does.
    pub missing: MissingChildren,
    /// What has to be present for there to be a score, where anything has: boxed, as few aggregates ask for it.
    least: Option<Box<Least>>,
    /// Where in [`Formula::edges`](super::Formula::edges) its edges stand.
    pub(super) edges: Range<u32>,
}

impl Aggregate {
    /// The places of its edges in the formula's.
    pub(super) fn span(&self) -> Range<usize> {
        self.edges.start as usize..self.edges.end as usize
    }

    /// An aggregate by this method, which re-weights over the children that are present.
    #[must_use]
    pub fn new(method: Method) -> Aggregate {
        Aggregate { method, missing: MissingChildren::default(), least: None, edges: 0..0 }
    }

    /// Sets what a child without a score does.
    #[must_use]
    pub fn missing(mut self, missing: MissingChildren) -> Aggregate {
        self.missing = missing;
        self
    }

    /// Sets what has to be present.
    #[must_use]
    pub fn least(mut self, least: Least) -> Aggregate {
        self.least = (least != Least::default()).then(|| Box::new(least));
        self
    }

    /// Sets the least coverage, a share of 1.
    #[must_use]
    pub fn min_coverage(self, share: Fixed) -> Aggregate {
        let least = Least { coverage: Some(share), ..self.asks() };
        self.least(least)
    }

    /// Sets the least share of the children, by their number, a share of 1.
    #[must_use]
    pub fn min_present(self, share: Fixed) -> Aggregate {
        let least = Least { present: Some(share), ..self.asks() };
        self.least(least)
    }

    /// What has to be present.
    #[must_use]
    pub fn asks(&self) -> Least {
        self.least.as_deref().copied().unwrap_or_default()
    }
}

/// What has to be present for an aggregate to have a score.
///
/// ```
/// use renstra::formula::{Aggregate, Least, Method};
/// let half = "0.5".parse().ok();
/// let mean = Aggregate::new(Method::Arithmetic).least(Least { coverage: half, present: None });
/// assert_eq!(mean.asks().coverage, half);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Least {
    /// The least coverage, a share of 1.
    pub coverage: Option<Fixed>,
    /// The least share of the children, by their number, that have a score of their own.
    pub present: Option<Fixed>,
}

/// How the scores of children become one. Weights are wᵢ, their sum W, scores xᵢ.
///
/// A child *without a score* is [`MissingChildren`]'s business; the table says what each method does to a
/// zero and to a negative one. A weight of 0 is absence.
///
/// | method | equation | zero child | negative child |
/// |---|---|---|---|
/// | arithmetic | Σ wᵢxᵢ / W | counts as 0 | counts |
/// | geometric | (∏ xᵢ^wᵢ)^(1/W) | the result is 0 | not scorable |
/// | harmonic | W / Σ (wᵢ/xᵢ) | the result is 0, its limit | not scorable |
/// | power p | (Σ wᵢxᵢᵖ / W)^(1/p) | counts as 0 for p > 0; the result is 0 for p < 0 | not scorable, unless p = 1 |
/// | minimum, maximum | the least, the greatest | counts | counts |
/// | median | the middle by weight; midway between two when the weight splits evenly | counts | counts |
/// | table | the first row that fits | counts | counts |
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Method {
    /// Weighted arithmetic mean.
    Arithmetic,
    /// Weighted geometric mean.
    Geometric,
    /// Weighted harmonic mean.
    Harmonic,
    /// Weighted power mean of this exponent; 0 is the geometric mean.
    Power(Number),
    /// The least child. Weights do not count, unless 0.
    Minimum,
    /// The greatest child. Weights do not count, unless 0.
    Maximum,
    /// The weighted median.
    Median,
    /// A decision table: the first row that fits.
    Table(Arc<Table>),
}

impl Method {
    /// The method's code, as policies and results name it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Method::Arithmetic => "arithmetic",
            Method::Geometric => "geometric",
            Method::Harmonic => "harmonic",
            Method::Power(_) => "power",
            Method::Minimum => "minimum",
            Method::Maximum => "maximum",
            Method::Median => "median",
            Method::Table(_) => "table",
        }
    }

    /// Whether it is the weighted arithmetic mean, by whatever name.
    pub(crate) fn is_arithmetic(&self) -> bool {
        matches!(self, Method::Arithmetic) || self.exponent() == Some(Number::ONE)
    }

    /// The exponent of a power mean.
    #[must_use]
    pub const fn exponent(&self) -> Option<Number> {
        match self {
            Method::Power(exponent) => Some(*exponent),
            _ => None,
        }
    }
}

/// What a child without a score does to its parent. A child that is *not concerned* always leaves, and its
/// weight passes to its siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum MissingChildren {
    /// It leaves, and the weights of the others count alone. Coverage tells how much is left.
    #[default]
    Reweight,
    /// It counts with a score of 0.
    Zero,
    /// It counts with this score.
    Score(Number),
    /// The parent has no score either.
    Propagate,
}
