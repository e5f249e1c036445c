use std::collections::BTreeMap;

use crate::number::{Exact, Number};

use super::chunk::{Chunk, Observation};
use super::held::{Cells, Held, Sides, State};
use super::rule::Shape;
use super::scaled::{Scaled, Taken};
use super::seen::Seen;
use super::{Accumulated, Rule, StreamError};

/// Accumulates floats, exactly and in any order. See the [module](super).
///
/// ```
/// use renstra::formula::{Accumulation, Datum};
/// use renstra::stream::{Cell, Chunk, Rule, Stream};
/// // Two regions, one indicator, four quarters.
/// let mut stream = Stream::new(2, vec![Rule::new(Accumulation::Sum)], 4)?;
/// let cell = Cell { unit: 1, indicator: 0 };
/// stream.take(Chunk { cell, first: 2, targets: &[0.3, 5.0], actuals: &[0.4, f64::NAN] })?;
/// stream.take(Chunk { cell, first: 0, targets: &[0.1, 0.2], actuals: &[0.1, 0.2] })?;
/// let again = stream.take(Chunk { cell, first: 1, targets: &[0.2], actuals: &[0.2] });
/// assert_eq!(again.unwrap_err().to_string(), "period 1 of indicator 0 of unit 1 was observed before");
///
/// let sums = stream.finish();
/// assert_eq!(sums.actuals()[1], 0.7);
/// // The last quarter has no actual, and leaves both sides.
/// assert_eq!(sums.targets()[1], 0.6);
/// assert!(sums.actuals()[0].is_nan());
/// assert_eq!(sums.actual(cell), Ok(Datum::Number("0.7".parse().unwrap())));
/// # Ok::<(), renstra::stream::StreamError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Stream {
    shape: Shape,
    cells: Cells,
    seen: Seen,
    /// The sums of cells that outgrew integers in floats.
    wide: BTreeMap<usize, Sides<Exact>>,
    /// Room for the periods of a chunk with gaps that have an actual.
    room: Sides<Vec<f64>>,
}

impl Stream {
    /// Nothing observed yet, of so many units, an indicator for each rule, and so many periods.
    ///
    /// # Errors
    /// [`StreamError::TooLarge`] above four billion units times indicators.
    pub fn new(units: u32, rules: Vec<Rule>, periods: u32) -> Result<Stream, StreamError> {
        let shape = Shape::new(units, rules, periods)?;
        let cells = shape.cells();
        let (cells, seen) = (Cells::new(cells), Seen::new(cells, periods));
        Ok(Stream { shape, cells, seen, wide: BTreeMap::new(), room: Sides::default() })
    }

    /// Takes a chunk.
    ///
    /// # Errors
    /// It names a cell or period that is not there, its sides are not of one length, a float is no figure, or a period
    /// was observed before. Nothing of the chunk is taken then.
    pub fn take(&mut self, chunk: Chunk<'_>) -> Result<(), StreamError> {
        let (at, rule) = self.shape.find(chunk.cell)?;
        let count = self.check(&chunk)?;
        if !self.take_plain(at, rule, &chunk, count)? {
            self.take_carefully(at, rule, &chunk, count)?;
        }
        Ok(())
    }

    /// How many periods the chunk has.
    fn check(&self, chunk: &Chunk<'_>) -> Result<u32, StreamError> {
        let (cell, targets, actuals) = (chunk.cell, chunk.targets.len(), chunk.actuals.len());
        if targets != actuals {
            return Err(StreamError::Uneven { cell, targets, actuals });
        }
        let room = self.shape.periods.saturating_sub(chunk.first);
        let count = u32::try_from(targets).ok().filter(|count| *count <= room);
        count.ok_or(StreamError::NoSuchPeriod { cell, period: chunk.first.max(self.shape.periods) })
    }

    /// Takes a chunk whose sums are integers in floats, and false where it is not that.
    #[inline]
    fn take_plain(
        &mut self,
        at: usize,
        rule: Rule,
        chunk: &Chunk<'_>,
        count: u32,
    ) -> Result<bool, StreamError> {
        if !rule.sums() || count == 0 || self.wide.contains_key(&at) {
            return Ok(false);
        }
        let scale = f64::from(rule.scale());
        if let Some(taken) = Taken::whole(chunk.targets, chunk.actuals, scale) {
            return self.add(at, chunk, count, taken, |_| u64::MAX);
        }
        let sides = [Scaled::of(chunk.targets, scale), Scaled::of(chunk.actuals, scale)];
        if sides.iter().any(Scaled::has_gaps) {
            return self.take_with_gaps(at, scale, chunk, count);
        }
        let Some(taken) = Taken::scaled(sides, count) else { return Ok(false) };
        self.add(at, chunk, count, taken, |_| u64::MAX)
    }

    /// The same of those periods of a chunk with gaps that have an actual.
    fn take_with_gaps(
        &mut self,
        at: usize,
        scale: f64,
        chunk: &Chunk<'_>,
        count: u32,
    ) -> Result<bool, StreamError> {
        let Sides { target, actual } = &mut self.room;
        target.clear();
        actual.clear();
        for (t, a) in chunk.targets.iter().zip(chunk.actuals).filter(|(_, actual)| !actual.is_nan()) {
            target.push(*t);
            actual.push(*a);
        }
        let measured = u32::try_from(actual.len()).unwrap_or(u32::MAX);
        // A target that is not there leaves its sum no integer.
        let taken = Taken::scaled([Scaled::of(target, scale), Scaled::of(actual, scale)], measured);
        let Some(taken) = taken.filter(|_| measured > 0) else { return Ok(false) };
        self.add(at, chunk, count, taken, |begin| chunk.observed(begin))
    }

    /// Adds to the sums of a cell, and false where they leave the room of floats.
    #[inline]
    fn add(
        &mut self,
        at: usize,
        chunk: &Chunk<'_>,
        count: u32,
        taken: Taken,
        observed: impl Fn(u32) -> u64,
    ) -> Result<bool, StreamError> {
        let Some(held) = self.cells.get(at).and_then(|held| held.with(taken)) else { return Ok(false) };
        self.claim(at, chunk, count, observed)?;
        self.cells.put(at, held);
        Ok(true)
    }

    /// Takes any chunk, figure by figure.
    fn take_carefully(
        &mut self,
        at: usize,
        rule: Rule,
        chunk: &Chunk<'_>,
        count: u32,
    ) -> Result<(), StreamError> {
        chunk.check_figures()?;
        self.claim(at, chunk, count, |begin| chunk.observed(begin))?;
        for one in chunk.observations() {
            self.put(at, rule, one);
        }
        Ok(())
    }

    #[inline]
    fn claim(
        &mut self,
        at: usize,
        chunk: &Chunk<'_>,
        count: u32,
        observed: impl Fn(u32) -> u64,
    ) -> Result<(), StreamError> {
        let twice = |period| StreamError::Twice { cell: chunk.cell, period };
        self.seen.claim(at, (chunk.first, count), observed).map_err(twice)
    }

    fn put(&mut self, at: usize, rule: Rule, one: Observation) {
        let Some(mut held) = self.cells.get(at) else { return };
        let state = one.state();
        if state == State::Empty || held.tally.state >= State::Measured && state == State::Promised {
            return;
        }
        if held.tally.state <= State::Promised && state >= State::Measured {
            // From now on only periods with an actual count.
            held = Held::default();
            self.wide.remove(&at);
        }
        held.tally.state = held.tally.state.max(state);
        if rule.sums() {
            held.tally.count += 1;
            self.sum(at, rule, &mut held, one);
        } else {
            held.choose(rule.accumulation(), one);
        }
        self.cells.put(at, held);
    }

    /// Adds one period to the sums; from the first figure on that is no integer there, to fractions.
    fn sum(&mut self, at: usize, rule: Rule, held: &mut Held, one: Observation) {
        let scale = f64::from(rule.scale());
        if !self.wide.contains_key(&at) {
            let side = |side: Option<f64>| Scaled::of(&[side.unwrap_or(0.0)], scale);
            let new = Taken::scaled([side(one.sides.target), side(one.sides.actual)], 1);
            if let Some(sides) = new.and_then(|new| held.sides.plus(new.sides)) {
                held.sides = sides;
                return;
            }
        }
        let before = held.sides.map(|sum| whole(sum, rule.scale()));
        let wide = self.wide.entry(at).or_insert(before);
        // INVARIANT: the figures were checked, and so many of 28 digits stay far from the limit of a fraction.
        let add = |sum: &mut Exact, side: Option<f64>| {
            let more = side.and_then(Number::from_f64).and_then(|number| sum.checked_add(&number.into()));
            *sum = more.unwrap_or_else(|| sum.clone());
        };
        add(&mut wide.target, one.sides.target);
        add(&mut wide.actual, one.sides.actual);
    }

    /// What the targets and actuals accumulate to.
    #[must_use]
    pub fn finish(self) -> Accumulated {
        Accumulated::of(self.shape, self.cells, self.wide)
    }
}

/// A sum of integers, each of so many to one.
fn whole(sum: f64, scale: u32) -> Exact {
    #[expect(clippy::cast_possible_truncation, reason = "an integer below 2⁵³")]
    Exact::ratio(sum as i128, scale.into()).unwrap_or(Exact::ZERO)
}
