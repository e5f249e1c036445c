use super::Cell;

/// Why a chunk cannot be taken. Nothing of it has been.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// More units times indicators than can be counted.
    #[error("there are more units and indicators than can be counted")]
    TooLarge,
    /// A unit or an indicator that the stream was not made for.
    #[error("there is no {cell} in this stream")]
    NoSuchCell {
        /// Where.
        cell: Cell,
    },
    /// A period that the stream was not made for.
    #[error("period {period} of {cell} lies beyond the periods of this stream")]
    NoSuchPeriod {
        /// Where.
        cell: Cell,
        /// The period, counted from 0.
        period: u32,
    },
    /// Not as many targets as actuals.
    #[error("{cell} comes with {targets} targets and {actuals} actuals")]
    Uneven {
        /// Where.
        cell: Cell,
        /// How many targets.
        targets: usize,
        /// How many actuals.
        actuals: usize,
    },
    /// A period that was observed before.
    #[error("period {period} of {cell} was observed before")]
    Twice {
        /// Where.
        cell: Cell,
        /// The period, counted from 0.
        period: u32,
    },
    /// A float that is no figure: infinite, or of more than 28 digits before the point.
    #[error("{float} in period {period} of {cell} is no figure")]
    NoFigure {
        /// Where.
        cell: Cell,
        /// The period, counted from 0.
        period: u32,
        /// What stands there.
        float: Float,
    },
}

/// A float as it stands in a message; equal when its bits are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Float(u64);

impl From<f64> for Float {
    fn from(float: f64) -> Float {
        Float(float.to_bits())
    }
}

impl std::fmt::Display for Float {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:e}", f64::from_bits(self.0))
    }
}

impl std::fmt::Debug for Float {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}
