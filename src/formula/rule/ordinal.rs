use std::sync::Arc;

use crate::number::{Number, Scale};

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
