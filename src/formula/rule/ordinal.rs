use std::sync::Arc;

use crate::formula::NotScorable;
use crate::number::{Exact, Number, Scale};

use super::arithmetic::{hundred, mul, sub};
use super::ratio;

/// How the places of two predicates become a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Ranks {
    /// 100 when the actual is at least as good as the target, 0 otherwise.
    #[default]
    Met,
    /// 100 when met, less this for each step missed, never below 0.
    Steps(Number),
    /// 100 × the rank of the actual / the rank of the target, ranks counted from 1 at the worst label.
    Ratio,
}

/// Predicates against each other on an ordinal scale (WTP > WDP > TW > TMP; AA > A > … > D).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Ordinal {
    /// The scale.
    pub scale: Arc<Scale>,
    /// How places become a score.
    pub ranks: Ranks,
}

impl Ordinal {
    /// Met or not met on this scale.
    #[must_use]
    pub fn new(scale: impl Into<Arc<Scale>>) -> Ordinal {
        Ordinal { scale: scale.into(), ranks: Ranks::default() }
    }

    /// Sets how places become a score.
    #[must_use]
    pub fn ranks(mut self, ranks: Ranks) -> Ordinal {
        self.ranks = ranks;
        self
    }
}

/// `ordinal`: predicates by their ranks, counted from 1 at the worst label of their scale.
///
/// | ranks | score |
/// |---|---|
/// | met | 100 when the actual's rank is at least the target's, else 0 |
/// | steps d | 100 − d for each step missed, never below 0; 100 when met |
/// | ratio | 100 · rank of the actual / rank of the target |
///
/// Monotone in the actual's rank. A label that is not on the scale is *not scorable*.
///
/// ```
/// use renstra::formula::rule::{Ranks, ordinal};
/// // WTP 4, WDP 3, TW 2, TMP 1: WDP achieved, WTP promised.
/// assert_eq!(ordinal(3, 4, Ranks::Met), Ok(0.into()));
/// assert_eq!(ordinal(3, 4, Ranks::Steps(25.into())), Ok(75.into()));
/// assert_eq!(ordinal(3, 4, Ranks::Ratio), Ok(75.into()));
/// ```
pub fn ordinal(actual: u32, target: u32, ranks: Ranks) -> Result<Exact, NotScorable> {
    let missed = target.saturating_sub(actual);
    match ranks {
        Ranks::Ratio => ratio(&actual.into(), &target.into()),
        _ if missed == 0 => Ok(hundred()),
        Ranks::Met => Ok(Exact::ZERO),
        Ranks::Steps(step) => {
            let lost = mul(&step.into(), &missed.into())?;
            Ok(sub(&hundred(), &lost)?.max(Exact::ZERO))
        }
    }
}
