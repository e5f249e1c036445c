use std::cmp::Ordering;
use std::fmt;

/// How a number is rounded: a mode, and the digits that stay after the point.
///
/// ```
/// use renstra::number::{Rounding, RoundingMode};
/// let published = Rounding::half_up(2);
/// assert_eq!((published.mode(), published.digits()), (RoundingMode::HalfUp, 2));
/// assert_eq!(published.to_string(), "half-up to 2 digits");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rounding {
    mode: RoundingMode,
    digits: u32,
}

impl Rounding {
    /// This mode, with so many digits after the point.
    #[must_use]
    pub const fn new(mode: RoundingMode, digits: u32) -> Rounding {
        Rounding { mode, digits }
    }

    /// Half up, as published tables round.
    #[must_use]
    pub const fn half_up(digits: u32) -> Rounding {
        Rounding::new(RoundingMode::HalfUp, digits)
    }

    /// Half to even, as the working unit of scores is rounded.
    #[must_use]
    pub const fn half_even(digits: u32) -> Rounding {
        Rounding::new(RoundingMode::HalfEven, digits)
    }

    /// Towards zero.
    #[must_use]
    pub const fn truncate(digits: u32) -> Rounding {
        Rounding::new(RoundingMode::Truncate, digits)
    }

    /// What happens to the digits that go.
    #[must_use]
    pub const fn mode(self) -> RoundingMode {
        self.mode
    }

    /// How many digits stay after the point.
    #[must_use]
    pub const fn digits(self) -> u32 {
        self.digits
    }
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.digits == 1 { "" } else { "s" };
        write!(f, "{} to {} digit{plural}", self.mode.as_str(), self.digits)
    }
}

/// What happens to the digits that go.
///
/// | mode | 2.5 | −2.5 | 2.51 | −2.51 |
/// |---|---|---|---|---|
/// | `half-up` | 3 | −3 | 3 | −3 |
/// | `half-even` | 2 | −2 | 3 | −3 |
/// | `truncate` | 2 | −2 | 2 | −2 |
/// | `floor` | 2 | −3 | 2 | −3 |
/// | `ceiling` | 3 | −2 | 3 | −2 |
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoundingMode {
    /// To the nearest; a tie goes away from zero, as in published tables.
    HalfUp,
    /// To the nearest; a tie goes to the even neighbour.
    HalfEven,
    /// Towards zero.
    Truncate,
    /// Downwards.
    Floor,
    /// Upwards.
    Ceiling,
}

impl RoundingMode {
    /// Every mode, in the order of the table above.
    pub const ALL: [RoundingMode; 5] = [
        RoundingMode::HalfUp,
        RoundingMode::HalfEven,
        RoundingMode::Truncate,
        RoundingMode::Floor,
        RoundingMode::Ceiling,
    ];

    /// The word used in JSON: `half-up`, `half-even`, `truncate`, `floor` or `ceiling`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            RoundingMode::HalfUp => "half-up",
            RoundingMode::HalfEven => "half-even",
            RoundingMode::Truncate => "truncate",
            RoundingMode::Floor => "floor",
            RoundingMode::Ceiling => "ceiling",
        }
    }

    /// The mode of a JSON word.
    ///
    /// ```
    /// use renstra::number::RoundingMode;
    /// assert_eq!(RoundingMode::from_word("half-up"), Some(RoundingMode::HalfUp));
    /// assert_eq!(RoundingMode::from_word("up"), None);
    /// ```
    #[must_use]
    pub fn from_word(word: &str) -> Option<RoundingMode> {
        RoundingMode::ALL.into_iter().find(|mode| mode.as_str() == word)
    }

    /// Whether a quotient that was cut downwards (towards −∞) is to be raised by one.
    ///
    /// `half` compares what was cut off with one half; `parity` and `sign` are those of the cut quotient.
    pub(super) fn raises(self, cut: Cut) -> bool {
        if cut.rest == Rest::Nothing {
            return false;
        }
        match self {
            RoundingMode::Floor => false,
            RoundingMode::Ceiling => true,
            RoundingMode::Truncate => cut.sign == Sign::Negative,
            RoundingMode::HalfUp => cut.nearest(cut.sign == Sign::Positive),
            RoundingMode::HalfEven => cut.nearest(cut.parity == Parity::Odd),
        }
    }
}

/// A quotient cut towards −∞, as far as rounding needs to know it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    pub(super) sign: Sign,
    pub(super) parity: Parity,
    pub(super) rest: Rest,
}

/// The sign of the value before it was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Positive,
    Negative,
}

/// The parity of the cut quotient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parity {
    Even,
    Odd,
}

/// What was cut off: nothing, or how it compares with one half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    Nothing,
    Something(Ordering),
}

impl Cut {
    fn nearest(self, tie_raises: bool) -> bool {
        match self.rest {
            Rest::Nothing | Rest::Something(Ordering::Less) => false,
            Rest::Something(Ordering::Equal) => tie_raises,
            Rest::Something(Ordering::Greater) => true,
        }
    }
}
