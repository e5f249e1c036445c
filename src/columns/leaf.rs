//! A rule over a block, and what is known of the scores that come out.

use super::bound::{Bound, Extent, LARGE, TINY};
use super::desk::{Doubt, Unsure};
use super::kernel::{Drive, Inputs, read};
use super::mixed::{any_aside, is_aside};
use super::source::{Block, Unit};
use super::steps::{Input, LeafOp, Marks};
use super::table::{NOT_CONCERNED, is_not_concerned};
use crate::number::decimals::mask;
use crate::vectors::wide;

/// So many lanes at once: a constant among the inputs is spread over as many.
const STRIP: usize = 64;

/// Runs a lane function over a block.
struct OverBlock<'b> {
    reads: Reads<'b>,
    out: &'b mut [f64],
}

/// What is read of a block, and what comes out where the actual, which is the first input, is missing.
#[derive(Clone, Copy)]
struct Reads<'b> {
    inputs: [&'b [f64]; 4],
    /// A constant is spread over a strip, and the strip is read again and again.
    spread: [bool; 4],
    fill: f64,
}

impl Drive for OverBlock<'_> {
    type Out = ();

    #[inline(always)]
    fn run<const N: usize, const M: usize>(
        self,
        constants: [f64; N],
        lane: impl Fn([f64; N], [f64; M]) -> f64,
    ) {
        for (strip, out) in self.out.chunks_mut(STRIP).enumerate() {
            let inputs = self.reads.strip(strip, out.len());
            self.reads.score(inputs, out, |inputs| lane(constants, inputs));
        }
    }

    #[inline(always)]
    fn run_guarded<const N: usize, const M: usize>(
        self,
        constants: [f64; N],
        bare: impl Fn([f64; M]) -> f64,
        lane: impl Fn([f64; N], [f64; M]) -> f64,
    ) {
        for (strip, out) in self.out.chunks_mut(STRIP).enumerate() {
            let inputs = self.reads.strip(strip, out.len());
            let below = |lanes: &[f64]| lanes.iter().fold(0, |any, x| any | mask(*x <= 0.0));
            if inputs.iter().take(M).fold(0, |any, lanes| any | below(lanes)) == 0 {
                self.reads.score(inputs, out, &bare);
            } else {
                self.reads.score(inputs, out, |inputs| lane(constants, inputs));
            }
        }
    }
}

impl<'b> Reads<'b> {
    /// The inputs of a strip of so many lanes.
    #[inline(always)]
    fn strip(&self, strip: usize, length: usize) -> [&'b [f64]; 4] {
        std::array::from_fn(|place| {
            let lanes = self.inputs.get(place).copied().unwrap_or_default();
            let start = if self.spread.get(place) == Some(&true) { 0 } else { strip * STRIP };
            lanes.get(start..start + length).unwrap_or_default()
        })
    }

    #[inline(always)]
    fn score<const M: usize>(
        &self,
        [a, p, q, r]: [&[f64]; 4],
        out: &mut [f64],
        lane: impl Fn([f64; M]) -> f64,
    ) {
        let inputs = a.iter().zip(p).zip(q).zip(r);
        for (out, (((&a, &p), &q), &r)) in out.iter_mut().zip(inputs) {
            let score = lane(read([a, p, q, r]));
            *out = if a.is_nan() { self.fill } else { score };
        }
    }
}

impl LeafOp {
    /// The scores of a block, and their bound.
    pub(super) fn block(
        &self,
        block: &Block<'_>,
        marks: Marks,
        out: &mut [f64],
        unsure: &mut Unsure,
    ) -> Bound {
        let mut strips = [[0.0; STRIP]; 4];
        let mut spread = [false; 4];
        for ((input, strip), spread) in self.inputs.iter().zip(&mut strips).zip(&mut spread) {
            if let Err(value) = block.slice(*input) {
                *strip = [value; STRIP];
                *spread = true;
            }
        }
        let mut inputs: [&[f64]; 4] = [&[]; 4];
        for ((slice, input), strip) in inputs.iter_mut().zip(self.inputs).zip(&strips) {
            *slice = block.slice(input).unwrap_or(strip);
        }
        let reads = Reads { inputs, spread, fill: self.gap.score() };
        wide(
            #[inline(always)]
            || self.kernel.drive(OverBlock { reads, out: &mut *out }),
        );
        if marks == Marks::Some {
            keep_marks(inputs[0], out);
        }
        if self.gap.stands_in() {
            missing(inputs[0]).for_each(|lane| unsure.add(lane, Doubt::Score));
        }
        if marks == Marks::Some || self.reads_rows() {
            self.look_aside(inputs, unsure);
        }
        wide(
            #[inline(always)]
            || self.bound(inputs, out, unsure),
        )
    }

    /// The score of one unit; `None` where it is left to the exact evaluator.
    pub(super) fn unit(&self, unit: &Unit<'_>, marks: Marks) -> Option<f64> {
        let inputs = self.cells.map(|cell| unit.value(cell));
        if inputs.iter().any(|input| is_aside(*input)) {
            return None;
        }
        if marks == Marks::Some && is_not_concerned(inputs[0]) {
            return Some(NOT_CONCERNED);
        }
        if self.gap.stands_in() && inputs[0].is_nan() {
            return None;
        }
        let score = self.kernel.one(inputs, self.gap.score());
        // A mark on a target or a baseline travels through the equation: only one on the actual is a mark of the score.
        let score = if score.is_nan() { f64::NAN } else { score };
        (!self.is_odd(inputs, score)).then_some(score)
    }

    #[inline(always)]
    fn bound(&self, inputs: [&[f64]; 4], out: &[f64], unsure: &mut Unsure) -> Bound {
        let mut extents = [Extent::of_one(0.0); 4];
        for ((extent, input), lanes) in extents.iter_mut().zip(&self.inputs).zip(inputs) {
            *extent = match input {
                // An open end has no size.
                Input::Const(value) if value.is_infinite() => Extent::of_one(0.0),
                Input::Const(value) => Extent::of_one(*value),
                _ => Extent::of(lanes),
            };
        }
        let size = Extent::of(out).largest;
        let odd =
            |extent: &Extent| extent.largest >= LARGE || (self.kernel.minds_tiny() && extent.smallest < TINY);
        if size >= LARGE || extents.iter().any(odd) {
            self.doubt(inputs, out, unsure);
        }
        let gap = self.kernel.divides_by().iter().map(|[p, q]| {
            let side = |place: usize| inputs.get(place).copied().unwrap_or_default();
            least_distance(side(*p), side(*q))
        });
        // Lanes beyond what is large are in doubt already, and do not count.
        let bounded = extents.map(|extent| Extent { largest: extent.largest.min(LARGE), ..extent });
        let size = size.min(LARGE);
        Bound { error: self.kernel.error(bounded, gap.fold(f64::INFINITY, f64::min), size), size }
    }

    /// Whether an input is a series made one value.
    pub(super) fn reads_rows(&self) -> bool {
        self.inputs.iter().any(|input| matches!(input, Input::Row(_)))
    }

    /// Lanes of which the exact evaluator reads an input.
    fn look_aside(&self, inputs: [&[f64]; 4], unsure: &mut Unsure) {
        let read = self.inputs.iter().zip(inputs).filter(|(input, _)| !matches!(input, Input::Const(_)));
        for (_, lanes) in read {
            let any = wide(
                #[inline(always)]
                || any_aside(lanes),
            );
            if !any {
                continue;
            }
            let aside = lanes.iter().enumerate().filter(|(_, figure)| is_aside(**figure));
            aside.for_each(|(lane, _)| unsure.add(lane, Doubt::Score));
        }
    }

    /// Looks for the lanes that are left to the exact evaluator.
    fn doubt(&self, inputs: [&[f64]; 4], out: &[f64], unsure: &mut Unsure) {
        for (lane, score) in out.iter().enumerate() {
            let value = |input: &[f64]| input.get(lane % input.len().max(1)).copied().unwrap_or(0.0);
            if self.is_odd(inputs.map(value), *score) {
                unsure.add(lane, Doubt::Score);
            }
        }
    }

    fn is_odd(&self, inputs: Inputs, score: f64) -> bool {
        let odd = |(input, value): (&Input, f64)| {
            let size = value.abs();
            let tiny = self.kernel.minds_tiny() && size < TINY && size > 0.0;
            !matches!(input, Input::Const(_)) && (size >= LARGE || tiny)
        };
        score.abs() >= LARGE || self.inputs.iter().zip(inputs).any(odd)
    }
}

/// Where the actual is marked as not concerned, so is the score; where there is none, it is unmarked.
fn keep_marks(actual: &[f64], out: &mut [f64]) {
    for (out, actual) in out.iter_mut().zip(actual) {
        if is_not_concerned(*actual) {
            *out = NOT_CONCERNED;
        } else if out.is_nan() {
            *out = f64::NAN;
        }
    }
}

/// The lanes whose actual is missing; not those that are not concerned, or that the exact evaluator reads anyway.
fn missing(actuals: &[f64]) -> impl Iterator<Item = usize> + '_ {
    let is_gap = |figure: f64| figure.is_nan() && !is_not_concerned(figure) && !is_aside(figure);
    actuals.iter().enumerate().filter(move |(_, figure)| is_gap(**figure)).map(|(lane, _)| lane)
}

/// The least distance of two inputs that is not 0. A constant's strip is shorter than a block and repeats.
fn least_distance(a: &[f64], b: &[f64]) -> f64 {
    let length = a.len().max(b.len());
    let repeated = a.iter().cycle().zip(b.iter().cycle()).take(length);
    repeated.fold(f64::INFINITY, |least, (a, b)| {
        let distance = (a - b).abs();
        if distance > 0.0 && distance < least { distance } else { least }
    })
}
