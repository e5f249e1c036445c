//! What is kept of each cell: two sums and a tally, in columns that become the result where they stand.

use crate::formula::Accumulation;
use crate::number::decimals::ROOM;

use super::chunk::Observation;
use super::scaled::Taken;

/// A target and an actual.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sides<T> {
    pub(super) target: T,
    pub(super) actual: T,
}

/// What is kept of a cell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Held {
    /// Sums in units of 10⁻ᵏ, or figures as they came.
    pub(super) sides: Sides<f64>,
    pub(super) tally: Tally,
}

/// How many periods there are of which both sides count, or which is the last of them, counted from 1; and how far
/// the cell has come.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) count: u32,
    pub(super) state: State,
}

/// How far a cell has come. An actual ends the time of targets without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// Nothing was observed.
    #[default]
    Empty,
    /// Targets without an actual.
    Promised,
    /// Actuals with their targets.
    Measured,
    /// Actuals, of which one has no target.
    Untargeted,
}

/// All cells, side by side.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    pub(super) targets: Vec<f64>,
    pub(super) actuals: Vec<f64>,
    tallies: Vec<Tally>,
}

impl Cells {
    pub(super) fn new(count: usize) -> Cells {
        Cells { targets: vec![0.0; count], actuals: vec![0.0; count], tallies: vec![Tally::default(); count] }
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<Held> {
        let sides = Sides { target: *self.targets.get(at)?, actual: *self.actuals.get(at)? };
        Some(Held { sides, tally: *self.tallies.get(at)? })
    }

    #[inline]
    pub(super) fn put(&mut self, at: usize, held: Held) {
        let places = (self.targets.get_mut(at), self.actuals.get_mut(at), self.tallies.get_mut(at));
        if let (Some(target), Some(actual), Some(tally)) = places {
            (*target, *actual, *tally) = (held.sides.target, held.sides.actual, held.tally);
        }
    }

    /// Makes the sums of cells values, each correctly rounded: what they are held in units of is one division away. What
    /// is not known becomes NaN.
    pub(super) fn settle(&mut self, cells: std::ops::Range<usize>, divisor: impl Fn(Tally) -> f64) {
        let lanes = (
            self.targets.get_mut(cells.clone()).unwrap_or_default(),
            self.actuals.get_mut(cells.clone()).unwrap_or_default(),
        );
        let tallies = self.tallies.get(cells).unwrap_or_default();
        if tallies.iter().all(|tally| tally.state == State::Measured) {
            for ((target, actual), tally) in lanes.0.iter_mut().zip(lanes.1).zip(tallies) {
                let by = divisor(*tally);
                (*target, *actual) = (*target / by, *actual / by);
            }
            return;
        }
        for ((target, actual), tally) in lanes.0.iter_mut().zip(lanes.1).zip(tallies) {
            let sides = Sides { target: *target, actual: *actual }.map(|side| side / divisor(*tally));
            let there = tally.there(sides);
            (*target, *actual) = (there.target.unwrap_or(f64::NAN), there.actual.unwrap_or(f64::NAN));
        }
    }
}

impl<T> Sides<T> {
    #[inline]
    pub(super) fn map<U>(self, change: impl Fn(T) -> U) -> Sides<U> {
        Sides { target: change(self.target), actual: change(self.actual) }
    }
}

impl Sides<f64> {
    /// With more, where all are integers that floats hold.
    #[inline]
    pub(super) fn plus(self, more: Sides<f64>) -> Option<Sides<f64>> {
        // What is held is below ROOM; were what comes as large as twice that, so would be the sum. NaN is not below it.
        let (target, actual) = (self.target + more.target, self.actual + more.actual);
        (target.abs() < ROOM && actual.abs() < ROOM).then_some(Sides { target, actual })
    }
}

impl Held {
    /// With more periods that have both sides.
    #[inline]
    pub(super) fn with(self, more: Taken) -> Option<Held> {
        // Targets without an actual do not count beside those with one.
        let before = if self.tally.state < State::Measured { Held::default() } else { self };
        let sides = before.sides.plus(more.sides)?;
        let count = before.tally.count + more.measured;
        Some(Held { sides, tally: Tally { count, state: before.tally.state.max(State::Measured) } })
    }

    /// Chooses between what is held and another period.
    pub(super) fn choose(&mut self, by: Accumulation, one: Observation) {
        let count = self.tally.count;
        let first = count == 0;
        let better = |held: f64, new: Option<f64>| match (new, by) {
            (None, _) => held,
            // Of the two zeros, the positive one: they are one figure.
            (Some(new), _) if first => new + 0.0,
            (Some(new), Accumulation::Maximum) => held.max(new + 0.0),
            (Some(new), Accumulation::Minimum) => held.min(new + 0.0),
            (Some(new), _) => {
                if one.period >= count {
                    new + 0.0
                } else {
                    held
                }
            }
        };
        self.sides = Sides {
            target: better(self.sides.target, one.sides.target),
            actual: better(self.sides.actual, one.sides.actual),
        };
        self.tally.count = count.max(one.period + 1);
    }
}

impl Tally {
    /// Those sides of which something is known.
    pub(super) fn there<T>(self, sides: Sides<T>) -> Sides<Option<T>> {
        Sides {
            target: Some(sides.target).filter(|_| matches!(self.state, State::Promised | State::Measured)),
            actual: Some(sides.actual).filter(|_| self.state >= State::Measured),
        }
    }
}
