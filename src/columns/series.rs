//! Series made one value in the midst of a pass: each period is a column, and lanes are units.
//!
//! What comes out is the float that stands for the exact decimal, so that all that follows is as for a plain slot. Figures
//! are added up as integers of a power of ten, which is exact below 2⁵¹ and rounds once at the end; a lane of which that
//! cannot be said is set aside for the exact evaluator.

use std::ops::Range;

use crate::formula::{Accumulation, Leaf, Operand};
use crate::number::decimals::{MOST, ROOM, Whole, in_units, mask};

use super::bound::{LARGE, TINY, same};
use super::mixed::{ASIDE, any_aside, is_aside};
use super::steps::Marks;
use super::table::{NOT_CONCERNED, is_not_concerned};
use crate::vectors::wide;

/// The series of a leaf, and what makes one value of each.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SeriesOp {
    /// The slots of one side.
    slots: Range<u32>,
    /// The actuals of the same periods: one that is missing leaves this side too.
    beside: Option<Range<u32>>,
    by: Accumulation,
    marks: Marks,
}

/// Powers of ten of which figures are tried as multiples, where they are no whole numbers.
const SCALES: [f64; 3] = [1e2, 1e4, 1e6];
/// What a mean of so many periods is multiplied by to be a whole number, where it is a decimal of few places.
const PLACES: f64 = 1e3;

impl SeriesOp {
    /// Of the actuals of a leaf, and of its targets, where they are series of several periods.
    pub(super) fn of(leaf: &Leaf, marks: Marks) -> [Option<SeriesOp>; 2] {
        let several = |operand: &Operand| match operand {
            Operand::Series(range) if range.len() > 1 => Some(range.clone()),
            _ => None,
        };
        let [actual, target] = [&leaf.actual, &leaf.target].map(several);
        let op = |slots, beside| SeriesOp { slots, beside, by: leaf.accumulation, marks };
        let beside = |target: &Range<u32>| actual.clone().filter(|actual| actual.len() == target.len());
        let targets = target.map(|target| op(target.clone(), beside(&target)));
        [actual.map(|actual| op(actual, None)), targets]
    }

    /// How many periods there are.
    pub(super) fn periods(&self) -> usize {
        self.slots.len()
    }

    /// The slots that are read.
    pub(super) fn slots(&self) -> impl Iterator<Item = u32> + '_ {
        self.slots.clone().chain(self.beside.clone().into_iter().flatten())
    }

    /// Whether it adds up to the value of each side of the same periods with `target`, of which this is the actual side: at
    /// once, as far as figures are whole numbers.
    pub(super) fn adds_up_with(&self, target: &SeriesOp) -> bool {
        let adds = matches!(self.by, Accumulation::Sum | Accumulation::Average);
        adds && target.beside.as_ref() == Some(&self.slots) && self.slots.len() <= MOST
    }

    /// The values of both sides of some units, of which the periods of each stand side by side; set aside where it takes more
    /// than whole numbers.
    pub(super) fn add_up(&self, observed: [&[f64]; 2], values: [&mut [f64]; 2]) {
        // The choice stands outside the loop.
        match self.by {
            Accumulation::Average => self.add_up_to(mean_of, observed, values),
            _ => self.add_up_to(sum_of, observed, values),
        }
    }

    fn add_up_to(
        &self,
        made: impl Fn(f64, u64) -> f64,
        [actuals, targets]: [&[f64]; 2],
        [actual, target]: [&mut [f64]; 2],
    ) {
        let periods = self.slots.len();
        let nothing = if self.marks == Marks::Some { ASIDE } else { f64::NAN };
        wide(
            #[inline(always)]
            || {
                // What a closure holds, it reads again for each unit.
                let (periods, nothing) = (periods, nothing);
                let observed = actuals.chunks_exact(periods).zip(targets.chunks_exact(periods));
                for ((actual, target), (actuals, targets)) in actual.iter_mut().zip(target).zip(observed) {
                    let (sides, count) = both(actuals, targets);
                    let side = |side: Whole| of_whole(&made, nothing, side, periods, count);
                    [*actual, *target] = sides.map(side);
                }
            },
        );
    }

    /// The value of some units; `lanes` gives what a slot holds for them.
    pub(super) fn lanes<const L: usize>(&self, lanes: impl Fn(u32) -> [f64; L]) -> [f64; L] {
        let mut out = match self.by {
            Accumulation::Sum | Accumulation::Average => self.added(&lanes),
            Accumulation::Last => self.folded(&lanes, |_, here| here),
            Accumulation::Maximum => self.folded(&lanes, |held, here| if here > held { here } else { held }),
            Accumulation::Minimum => self.folded(&lanes, |held, here| if here < held { here } else { held }),
        };
        if self.beside.is_some() {
            self.leave_gaps(&lanes, &mut out);
        }
        if self.marks == Marks::Some {
            self.keep_marks(&lanes, &mut out);
        }
        out
    }

    /// A period's figures; NaN where it does not count.
    #[inline(always)]
    fn period<const L: usize>(&self, at: usize, lanes: &impl Fn(u32) -> [f64; L]) -> [f64; L] {
        let slot = |range: &Range<u32>| range.clone().nth(at).map_or([f64::NAN; L], lanes);
        let mut figures = slot(&self.slots);
        if let Some(beside) = &self.beside {
            for (figure, actual) in figures.iter_mut().zip(slot(beside)) {
                *figure = if actual.is_nan() { f64::NAN } else { *figure };
            }
        }
        figures
    }

    fn added<const L: usize>(&self, lanes: &impl Fn(u32) -> [f64; L]) -> [f64; L] {
        let mut out = self.whole(lanes);
        for scale in SCALES {
            if !any_aside(&out) {
                break;
            }
            let mut sums = Sums::<L>::new();
            (0..self.slots.len()).for_each(|at| sums.add(self.period(at, lanes), scale));
            for (lane, out) in out.iter_mut().enumerate().filter(|(_, out)| is_aside(**out)) {
                *out = sums.value(lane, scale, self.by);
            }
        }
        out
    }

    /// The usual count, of people or of money.
    fn whole<const L: usize>(&self, lanes: &impl Fn(u32) -> [f64; L]) -> [f64; L] {
        if self.slots.len() > MOST {
            return [ASIDE; L];
        }
        let (mut sums, mut counts) = ([Whole::default(); L], [0_u64; L]);
        for at in 0..self.slots.len() {
            for ((sum, count), figure) in sums.iter_mut().zip(&mut counts).zip(self.period(at, lanes)) {
                let there = mask(!figure.is_nan());
                *count = count.wrapping_sub(there);
                sum.add(there, figure);
            }
        }
        let mut out = [ASIDE; L];
        for (out, (sum, count)) in out.iter_mut().zip(sums.into_iter().zip(counts)) {
            let made = |sum, count| {
                if self.by == Accumulation::Sum { sum_of(sum, count) } else { mean_of(sum, count) }
            };
            *out = of_whole(made, f64::NAN, sum, self.slots.len(), count);
        }
        out
    }

    fn folded<const L: usize>(
        &self,
        lanes: &impl Fn(u32) -> [f64; L],
        choose: impl Fn(f64, f64) -> f64,
    ) -> [f64; L] {
        let mut out = [f64::NAN; L];
        let mut odd = [0.0; L];
        for at in 0..self.slots.len() {
            for ((out, odd), here) in out.iter_mut().zip(&mut odd).zip(self.period(at, lanes)) {
                let size = here.abs();
                *odd += if size >= LARGE || (size < TINY && size > 0.0) { 1.0 } else { 0.0 };
                let chosen = if out.is_nan() { here } else { choose(*out, here) };
                *out = if here.is_nan() { *out } else { chosen };
            }
        }
        // Words are no figures, and what is no figure to the exact evaluator is among what is large or tiny.
        for (out, odd) in out.iter_mut().zip(odd) {
            *out = if odd > 0.0 { ASIDE } else { *out };
        }
        out
    }

    /// A target that is missing where there is an actual leaves nothing to be held against.
    fn leave_gaps<const L: usize>(&self, lanes: &impl Fn(u32) -> [f64; L], out: &mut [f64; L]) {
        let Some(beside) = &self.beside else { return };
        for (slot, actual) in self.slots.clone().zip(beside.clone()) {
            let both = lanes(slot).into_iter().zip(lanes(actual));
            for (out, (target, actual)) in out.iter_mut().zip(both) {
                *out = if target.is_nan() && !actual.is_nan() { f64::NAN } else { *out };
            }
        }
    }

    /// Where every period is not concerned, so is the whole; where one stands aside, so does the whole.
    fn keep_marks<const L: usize>(&self, lanes: &impl Fn(u32) -> [f64; L], out: &mut [f64; L]) {
        let mut concerned = [false; L];
        let mut aside = [false; L];
        for slot in self.slots() {
            for ((concerned, aside), figure) in concerned.iter_mut().zip(&mut aside).zip(lanes(slot)) {
                *concerned |= !is_not_concerned(figure);
                *aside |= is_aside(figure);
            }
        }
        for ((out, concerned), aside) in out.iter_mut().zip(concerned).zip(aside) {
            if aside {
                *out = ASIDE;
            } else if !concerned {
                *out = NOT_CONCERNED;
            }
        }
    }
}

/// Figures as integers of a power of ten, added up.
struct Sums<const L: usize> {
    sums: [f64; L],
    /// Of their sizes; the sum is exact while this is below [`ROOM`].
    sizes: [f64; L],
    /// Above 0, or NaN, where a figure is no such integer.
    offs: [f64; L],
    counts: [f64; L],
    last: [f64; L],
}

impl<const L: usize> Sums<L> {
    fn new() -> Sums<L> {
        Sums { sums: [0.0; L], sizes: [0.0; L], offs: [0.0; L], counts: [0.0; L], last: [f64::NAN; L] }
    }

    #[inline(always)]
    fn add(&mut self, figures: [f64; L], scale: f64) {
        let sides = self.sums.iter_mut().zip(&mut self.sizes).zip(&mut self.offs);
        let lanes = sides.zip(self.counts.iter_mut().zip(&mut self.last));
        for ((((sum, size), off), (count, last)), figure) in lanes.zip(figures) {
            let there = !figure.is_nan();
            let x = if there { figure } else { 0.0 };
            let (integer, here) = in_units(x, scale);
            *sum += integer;
            *size += integer.abs();
            *off += here;
            *count += if there { 1.0 } else { 0.0 };
            *last = if there { figure } else { *last };
        }
    }

    /// The sum or the mean of a lane; set aside where floats cannot tell it.
    fn value(&self, lane: usize, scale: f64, by: Accumulation) -> f64 {
        let of = |side: &[f64; L]| side.get(lane).copied().unwrap_or(f64::NAN);
        let (sum, count) = (of(&self.sums), of(&self.counts));
        if count < 2.0 {
            // One figure is its own sum, whatever it is; of none there is nothing.
            return of(&self.last);
        }
        // False of NaN.
        let size = if of(&self.offs) <= 0.0 { of(&self.sizes) } else { f64::INFINITY };
        made(by, Integers { sum, size, scale, count })
    }
}

/// An exact sum of integers, each of so many to one.
#[derive(Clone, Copy)]
struct Integers {
    sum: f64,
    /// Not less than the sum has in size; the sum is exact while this is below [`ROOM`].
    size: f64,
    scale: f64,
    count: f64,
}

/// The sum or the mean of two figures or more; set aside where floats cannot tell it.
fn made(by: Accumulation, of: Integers) -> f64 {
    let Integers { sum, size, scale, count } = of;
    if by == Accumulation::Sum {
        return if size < ROOM { sum / scale } else { ASIDE };
    }
    let share = sum * PLACES / count;
    // A mean that is no decimal of few places is compared with nothing.
    let is_decimal = same(share.floor(), share) && same(share * count, sum * PLACES);
    if is_decimal && size < ROOM / PLACES { share / (PLACES * scale) } else { ASIDE }
}

/// The sums of both sides of one unit, and how many periods have an actual: the others leave both.
#[inline(always)]
fn both(actuals: &[f64], targets: &[f64]) -> ([Whole; 2], u64) {
    let (mut actual, mut target, mut count) = (Whole::default(), Whole::default(), 0_u64);
    for (&a, &t) in actuals.iter().zip(targets) {
        let there = mask(!a.is_nan());
        count = count.wrapping_sub(there);
        actual.add(there, a);
        target.add(there, t);
    }
    ([actual, target], count)
}

/// What a side becomes of which so many figures were added, `count` of them figures and the others none; set aside where these
/// are no whole numbers.
#[inline(always)]
fn of_whole(made: impl Fn(f64, u64) -> f64, nothing: f64, side: Whole, added: usize, count: u64) -> f64 {
    let value = side.narrow_sum(added).map_or(ASIDE, |sum| made(sum, count));
    if count == 0 { nothing } else { value }
}

/// The sum of whole numbers.
#[inline(always)]
fn sum_of(sum: f64, _: u64) -> f64 {
    sum
}

/// The mean of so many whole numbers.
#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "a count of periods")]
fn mean_of(sum: f64, count: u64) -> f64 {
    if count == 1 {
        return sum;
    }
    made(Accumulation::Average, Integers { sum, size: sum.abs(), scale: 1.0, count: count as f64 })
}
