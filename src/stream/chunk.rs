use super::held::{Sides, State};
use super::{Cell, StreamError};

/// What was observed of one indicator of one unit over some periods.
#[derive(Clone, Copy, Debug)]
pub struct Chunk<'a> {
    /// Whose.
    pub cell: Cell,
    /// The first period, counted from 0; the others follow.
    pub first: u32,
    /// What was promised, by period; NaN where there is none.
    pub targets: &'a [f64],
    /// What was achieved, by period; NaN where there is none.
    pub actuals: &'a [f64],
}

/// One period of a chunk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Observation {
    pub(super) period: u32,
    pub(super) sides: Sides<Option<f64>>,
}

impl Observation {
    pub(super) fn state(&self) -> State {
        match (self.sides.actual, self.sides.target) {
            (None, None) => State::Empty,
            (None, Some(_)) => State::Promised,
            (Some(_), Some(_)) => State::Measured,
            (Some(_), None) => State::Untargeted,
        }
    }
}

impl Chunk<'_> {
    pub(super) fn observations(&self) -> impl Iterator<Item = Observation> + '_ {
        let there = |float: &f64| Some(*float).filter(|float| !float.is_nan());
        let sides = self.targets.iter().zip(self.actuals);
        (self.first..).zip(sides).map(move |(period, (target, actual))| Observation {
            period,
            sides: Sides { target: there(target), actual: there(actual) },
        })
    }

    /// The bits of the periods observed from one on.
    pub(super) fn observed(&self, begin: u32) -> u64 {
        let observed = self.observations().filter(|one| one.state() != State::Empty);
        let bits = observed.filter_map(|one| one.period.checked_sub(begin)).filter(|bit| *bit < u64::BITS);
        bits.fold(0, |bits, bit| bits | 1 << bit)
    }

    pub(super) fn check_figures(&self) -> Result<(), StreamError> {
        for one in self.observations() {
            let floats = [one.sides.target, one.sides.actual].into_iter().flatten();
            if let Some(float) = floats.into_iter().find(|float| float.abs() >= MOST) {
                let (cell, period) = (self.cell, one.period);
                return Err(StreamError::NoFigure { cell, period, float: float.into() });
            }
        }
        Ok(())
    }
}

/// From here on a float has more digits than a figure.
const MOST: f64 = 1e28;
