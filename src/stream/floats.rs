use std::collections::BTreeMap;

use crate::formula::{Accumulation, Datum, NotScorable};
use crate::number::{Exact, Number};

use super::rule::Shape;
use super::scaled::{ROOM, Scaled, Whole};
use super::seen::Seen;
use super::{Cell, Rule, StreamError};

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
    held: Vec<Held>,
    seen: Seen,
    /// The sums of cells that outgrew integers in floats.
    wide: BTreeMap<usize, Sides<Exact>>,
    /// Room for the periods of a chunk with gaps that have an actual.
    room: Sides<Vec<f64>>,
}

/// A target and an actual.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sides<T> {
    target: T,
    actual: T,
}

/// What is kept of a cell.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    /// Sums in units of 10⁻ᵏ, or figures as they came.
    sides: Sides<f64>,
    /// How many periods there are of which both sides count, or which is the last of them, counted from 1.
    count: u32,
    state: State,
}

/// How far a cell has come. An actual ends the time of targets without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum State {
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

impl Stream {
    /// Nothing observed yet, of so many units, an indicator for each rule, and so many periods.
    ///
    /// # Errors
    /// [`StreamError::TooLarge`] above four billion units times indicators.
    pub fn new(units: u32, rules: Vec<Rule>, periods: u32) -> Result<Stream, StreamError> {
        let shape = Shape::new(units, rules, periods)?;
        let cells = shape.cells();
        let (held, seen) = (vec![Held::default(); cells], Seen::new(cells, periods));
        Ok(Stream { shape, held, seen, wide: BTreeMap::new(), room: Sides::default() })
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
        if let Some(whole) = Whole::of(chunk.targets, chunk.actuals, scale) {
            return self.take_whole(at, chunk, count, whole);
        }
        let both =
            Sides { target: Scaled::of(chunk.targets, scale), actual: Scaled::of(chunk.actuals, scale) };
        if both.target.has_gaps() || both.actual.has_gaps() {
            return self.take_with_gaps(at, scale, chunk, count);
        }
        let Some(held) = self.held.get(at).and_then(|held| held.with(both, count)) else { return Ok(false) };
        self.claim(at, chunk, count, |_| u64::MAX)?;
        if let Some(place) = self.held.get_mut(at) {
            *place = held;
        }
        Ok(true)
    }

    /// Takes whole numbers, each period with a target, and false where the sums leave the room of floats.
    #[inline]
    fn take_whole(
        &mut self,
        at: usize,
        chunk: &Chunk<'_>,
        count: u32,
        whole: Whole,
    ) -> Result<bool, StreamError> {
        let both = Sides { target: whole.target, actual: whole.actual };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of periods")]
        let measured = whole.measured as u32;
        let Some(held) = self.held.get(at).and_then(|held| held.with(both, measured)) else {
            return Ok(false);
        };
        self.claim(at, chunk, count, |_| u64::MAX)?;
        if let Some(place) = self.held.get_mut(at) {
            *place = held;
        }
        Ok(true)
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
        // A target that is not there leaves its sum no integer.
        let both = Sides { target: Scaled::of(target, scale), actual: Scaled::of(actual, scale) };
        let measured = u32::try_from(actual.len()).unwrap_or(u32::MAX);
        let Some(held) =
            self.held.get(at).filter(|_| measured > 0).and_then(|held| held.with(both, measured))
        else {
            return Ok(false);
        };
        self.claim(at, chunk, count, |begin| chunk.observed(begin))?;
        if let Some(place) = self.held.get_mut(at) {
            *place = held;
        }
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
        let Some(held) = self.held.get_mut(at) else { return };
        let state = one.state();
        if state == State::Empty || held.state >= State::Measured && state == State::Promised {
            return;
        }
        if held.state <= State::Promised && state >= State::Measured {
            // From now on only periods with an actual count.
            *held = Held::default();
            self.wide.remove(&at);
        }
        held.state = held.state.max(state);
        if rule.sums() {
            held.count += 1;
            self.sum(at, rule, one);
        } else {
            held.choose(rule.accumulation(), one);
        }
    }

    /// Adds one period to the sums; from the first figure on that is no integer there, to fractions.
    fn sum(&mut self, at: usize, rule: Rule, one: Observation) {
        let Some(held) = self.held.get_mut(at) else { return };
        let scale = f64::from(rule.scale());
        let new = one.sides.map(|side| Scaled::of(&[side.unwrap_or(0.0)], scale));
        if !self.wide.contains_key(&at) {
            if let Some(sides) = held.sides.plus(new) {
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
        let both = || (0..self.held.len()).map(|at| self.floats(at));
        let targets = both().map(|sides| sides.target.unwrap_or(f64::NAN)).collect();
        let actuals = both().map(|sides| sides.actual.unwrap_or(f64::NAN)).collect();
        Accumulated { targets, actuals, stream: self }
    }

    /// What a cell's sides come to, correctly rounded.
    fn floats(&self, at: usize) -> Sides<Option<f64>> {
        let (Some(held), Some(rule)) = (self.held.get(at), self.rule(at)) else { return Sides::default() };
        if self.wide.contains_key(&at) {
            return self.exact(at).map(|side| side.map(|exact| exact.to_f64()));
        }
        let divisor = match rule.accumulation() {
            Accumulation::Sum => f64::from(rule.scale()),
            // INVARIANT: 30 bits of scale and 22 of periods: the product is exact.
            Accumulation::Average => f64::from(rule.scale()) * f64::from(held.count),
            _ => 1.0,
        };
        held.there(held.sides.map(|side| side / divisor))
    }

    /// What a cell's sides come to, exactly.
    fn exact(&self, at: usize) -> Sides<Option<Exact>> {
        let (Some(held), Some(rule)) = (self.held.get(at), self.rule(at)) else { return Sides::default() };
        let sums = match self.wide.get(&at) {
            Some(wide) => wide.clone(),
            None if rule.sums() => held.sides.map(|sum| whole(sum, rule.scale())),
            None => held.sides.map(|side| Number::from_f64(side).map_or(Exact::ZERO, Exact::from)),
        };
        let count = if rule.accumulation() == Accumulation::Average { held.count.max(1) } else { 1 };
        let each = sums.map(|sum| sum.checked_div(&count.into()).unwrap_or(Exact::ZERO));
        held.there(each)
    }

    fn rule(&self, at: usize) -> Option<Rule> {
        self.shape.rules.get(at.checked_div(self.shape.units as usize)?).copied()
    }
}

impl<T> Sides<T> {
    fn map<U>(self, change: impl Fn(T) -> U) -> Sides<U> {
        Sides { target: change(self.target), actual: change(self.actual) }
    }
}

impl Sides<f64> {
    /// With more, where all are integers that floats hold.
    #[inline]
    fn plus(self, more: Sides<Scaled>) -> Option<Sides<f64>> {
        let (target, actual) = (self.target + more.target.sum, self.actual + more.actual.sum);
        let fits = more.target.fits() && more.actual.fits();
        (fits && target.abs() < ROOM && actual.abs() < ROOM).then_some(Sides { target, actual })
    }
}

impl Held {
    /// With so many more periods that have both sides.
    #[inline]
    fn with(self, more: Sides<Scaled>, count: u32) -> Option<Held> {
        // Targets without an actual do not count beside those with one.
        let before = if self.state < State::Measured { Held::default() } else { self };
        let sides = before.sides.plus(more)?;
        Some(Held { sides, count: before.count + count, state: before.state.max(State::Measured) })
    }

    /// Chooses between what is held and another period.
    fn choose(&mut self, by: Accumulation, one: Observation) {
        let first = self.count == 0;
        let better = |held: f64, new: Option<f64>| match (new, by) {
            (None, _) => held,
            // Of the two zeros, the positive one: they are one figure.
            (Some(new), _) if first => new + 0.0,
            (Some(new), Accumulation::Maximum) => held.max(new + 0.0),
            (Some(new), Accumulation::Minimum) => held.min(new + 0.0),
            (Some(new), _) => {
                if one.period >= self.count {
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
        self.count = self.count.max(one.period + 1);
    }

    /// Those sides of which something is known.
    fn there<T>(&self, sides: Sides<T>) -> Sides<Option<T>> {
        Sides {
            target: Some(sides.target).filter(|_| matches!(self.state, State::Promised | State::Measured)),
            actual: Some(sides.actual).filter(|_| self.state >= State::Measured),
        }
    }
}

/// One period of a chunk.
#[derive(Clone, Copy, Debug)]
struct Observation {
    period: u32,
    sides: Sides<Option<f64>>,
}

impl Observation {
    fn state(&self) -> State {
        match (self.sides.actual, self.sides.target) {
            (None, None) => State::Empty,
            (None, Some(_)) => State::Promised,
            (Some(_), Some(_)) => State::Measured,
            (Some(_), None) => State::Untargeted,
        }
    }
}

impl Chunk<'_> {
    fn observations(&self) -> impl Iterator<Item = Observation> + '_ {
        let there = |float: &f64| Some(*float).filter(|float| !float.is_nan());
        let sides = self.targets.iter().zip(self.actuals);
        (self.first..).zip(sides).map(move |(period, (target, actual))| Observation {
            period,
            sides: Sides { target: there(target), actual: there(actual) },
        })
    }

    /// The bits of the periods observed from one on.
    fn observed(&self, begin: u32) -> u64 {
        let observed = self.observations().filter(|one| one.state() != State::Empty);
        let bits = observed.filter_map(|one| one.period.checked_sub(begin)).filter(|bit| *bit < u64::BITS);
        bits.fold(0, |bits, bit| bits | 1 << bit)
    }

    fn check_figures(&self) -> Result<(), StreamError> {
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

/// A sum of integers, each of so many to one.
fn whole(sum: f64, scale: u32) -> Exact {
    #[expect(clippy::cast_possible_truncation, reason = "an integer below 2⁵³")]
    Exact::ratio(sum as i128, scale.into()).unwrap_or(Exact::ZERO)
}

/// What a [`Stream`] came to: columns with the unit as the fast index - of indicator *i* and unit *u* at
/// *i* · units + *u* - and the exact values behind them.
#[derive(Clone, Debug)]
pub struct Accumulated {
    stream: Stream,
    targets: Vec<f64>,
    actuals: Vec<f64>,
}

impl Accumulated {
    /// The accumulated targets, each correctly rounded; NaN where there is none.
    #[must_use]
    pub fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// The accumulated actuals, each correctly rounded; NaN where there is none.
    #[must_use]
    pub fn actuals(&self) -> &[f64] {
        &self.actuals
    }

    /// The accumulated target of a cell, exactly; a mean as Σ over how many.
    ///
    /// # Errors
    /// [`NotScorable::OutOfRange`]: it has more than 28 digits.
    pub fn target(&self, cell: Cell) -> Result<Datum, NotScorable> {
        self.datum(cell, |sides| sides.target)
    }

    /// The accumulated actual of a cell, exactly; a mean as Σ over how many.
    ///
    /// # Errors
    /// [`NotScorable::OutOfRange`]: it has more than 28 digits.
    pub fn actual(&self, cell: Cell) -> Result<Datum, NotScorable> {
        self.datum(cell, |sides| sides.actual)
    }

    fn datum(
        &self,
        cell: Cell,
        side: fn(Sides<Option<Exact>>) -> Option<Exact>,
    ) -> Result<Datum, NotScorable> {
        let Ok((at, rule)) = self.stream.shape.find(cell) else { return Ok(Datum::BLANK) };
        let Some(exact) = side(self.stream.exact(at)) else { return Ok(Datum::BLANK) };
        let count = self.stream.held.get(at).map_or(1, |held| held.count);
        if rule.accumulation() != Accumulation::Average || count <= 1 {
            return exact.to_number().map(Datum::Number).ok_or(NotScorable::OutOfRange);
        }
        let sum = exact.checked_mul(&count.into()).and_then(|sum| sum.to_number());
        let numerator = sum.ok_or(NotScorable::OutOfRange)?;
        Ok(Datum::Fraction { numerator, denominator: count.into(), per: Number::ONE })
    }
}
