//! Leaves of one unit side by side: those that share an equation, each in a lane of its own.

use std::array::from_fn;
use std::slice::from_ref;

use super::bent::Scale;
use super::bound::held;
use super::kernel::{Drive, Kernel, Ratio};
use super::source::{LANES, Lanes, Places, gather, put};
use super::steps::{Carried, Cell, LeafOp, Op, Step};

/// Leaves with the same equation, of which nobody reads the coverage, which read slots and constants alone, and whose
/// scores go up unrounded.
#[derive(Clone, Debug)]
pub(super) struct Alike {
    /// That of one of them; its constants count for nothing.
    kernel: Kernel,
    strips: Box<[Strip]>,
}

/// As many as there are lanes.
#[derive(Clone, Debug)]
struct Strip {
    /// What the equation has of constants, in each lane its own.
    constants: Box<[Lanes]>,
    inputs: [Places; 4],
    fill: Lanes,
    /// What goes up lies between these.
    cap: [Lanes; 2],
    /// The first of its cells.
    out: Cell,
}

/// Leaves of one kind share an equation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Given,
    Ratio(Ratio),
    Between,
    Line,
    Posts,
    Bent(Scale),
    Thresholds,
    Interval,
    KeepWithin,
    Met,
}

impl Kind {
    /// A table of steps has as many constants as it likes: it stands alone.
    pub(super) fn of(kernel: &Kernel) -> Option<Kind> {
        Some(match kernel {
            Kernel::Given => Kind::Given,
            Kernel::Ratio(ratio, _) => Kind::Ratio(*ratio),
            Kernel::Between(_) => Kind::Between,
            Kernel::Line(_) => Kind::Line,
            Kernel::Posts(_) => Kind::Posts,
            Kernel::Bent(bent) => Kind::Bent(bent.scale),
            Kernel::Thresholds => Kind::Thresholds,
            Kernel::Interval(_) => Kind::Interval,
            Kernel::KeepWithin(_) => Kind::KeepWithin,
            Kernel::Met => Kind::Met,
            Kernel::Steps(..) => return None,
        })
    }
}

impl Alike {
    /// These leaves; a lane without one reads nothing.
    pub(super) fn of(strips: &[Vec<&Step>], nothing: Cell) -> Option<Alike> {
        let Op::Leaf(first) = &strips.first()?.first()?.op else { return None };
        let strips = strips.iter().filter_map(|steps| Strip::of(steps, nothing));
        Some(Alike { kernel: first.kernel.clone(), strips: strips.collect() })
    }

    /// Computes them; `largest` becomes the size of the largest score, lane by lane.
    #[inline(always)]
    pub(super) fn run(&self, cells: &mut [f64], largest: &mut Lanes) -> Option<()> {
        self.kernel.drive(OverLanes { strips: &self.strips, cells })?;
        for strip in &self.strips {
            let scores: &mut Lanes = cells.get_mut(strip.out.0 as usize..)?.first_chunk_mut()?;
            for (largest, score) in largest.iter_mut().zip(&*scores) {
                let size = score.abs();
                *largest = if size > *largest { size } else { *largest };
            }
            *scores = hold(scores, &strip.cap);
        }
        Some(())
    }
}

impl Strip {
    fn of(steps: &[&Step], nothing: Cell) -> Option<Strip> {
        let op = |step: &&Step| if let Op::Leaf(op) = &step.op { Some(op.clone()) } else { None };
        let leaves: Vec<LeafOp> = steps.iter().filter_map(op).collect();
        let lists: Vec<Vec<f64>> = leaves.iter().map(|leaf| leaf.kernel.drive(Listing)).collect();
        let caps: Vec<[f64; 2]> = steps.iter().map(|step| carried(step)).collect();
        let constant = |lane: usize, at: usize| lists.get(lane)?.get(at).copied();
        let input = |lane: usize, at: usize| leaves.get(lane)?.cells.get(at).copied();
        Some(Strip {
            constants: (0..lists.first()?.len())
                .map(|at| from_fn(|lane| constant(lane, at).unwrap_or(f64::NAN)))
                .collect(),
            inputs: from_fn(|at| from_fn(|lane| input(lane, at).unwrap_or(nothing))),
            fill: from_fn(|lane| leaves.get(lane).map_or(f64::NAN, |leaf| leaf.gap.score())),
            cap: sides(&caps),
            out: steps.first()?.out,
        })
    }

    /// What the lanes read.
    #[inline(always)]
    fn read<const M: usize>(&self, cells: &[f64]) -> Option<[Lanes; M]> {
        let mut inputs = [[f64::NAN; LANES]; M];
        for (input, places) in inputs.iter_mut().zip(&self.inputs) {
            *input = gather(cells, places)?;
        }
        Some(inputs)
    }

    /// Puts the scores in their cells; `fill` where the actual, which is the first input, is missing.
    #[inline(always)]
    fn put<const M: usize>(
        &self,
        cells: &mut [f64],
        inputs: &[Lanes; M],
        equation: impl Fn(usize, [f64; M]) -> f64,
    ) -> Option<()> {
        let mut scores = self.fill;
        for (lane, score) in scores.iter_mut().enumerate() {
            let inputs = of_lane(inputs, lane);
            let computed = equation(lane, inputs);
            let there = !inputs.first().is_some_and(|actual| actual.is_nan());
            *score = if there { computed } else { *score };
        }
        put(cells, self.out, scores)
    }
}

/// What goes up of a step lies between these.
pub(super) fn carried(step: &Step) -> [f64; 2] {
    match step.end.carry {
        Carried::Capped => step.end.cap,
        Carried::Raw | Carried::Rounded(_) => [f64::NEG_INFINITY, f64::INFINITY],
    }
}

/// Lower ends, and upper ends.
pub(super) fn sides(caps: &[[f64; 2]]) -> [Lanes; 2] {
    [
        from_fn(|lane| caps.get(lane).map_or(0.0, |cap| cap[0])),
        from_fn(|lane| caps.get(lane).map_or(0.0, |cap| cap[1])),
    ]
}

/// Scores between two bounds, lane by lane.
#[inline(always)]
pub(super) fn hold(scores: &Lanes, [low, high]: &[Lanes; 2]) -> Lanes {
    let mut out = [f64::NAN; LANES];
    for (out, (score, (low, high))) in out.iter_mut().zip(scores.iter().zip(low.iter().zip(high))) {
        *out = held(*score, [*low, *high]);
    }
    out
}

/// Tells the constants of a kernel.
struct Listing;

impl Drive for Listing {
    type Out = Vec<f64>;

    fn run<const N: usize, const M: usize>(
        self,
        constants: [f64; N],
        _: impl Fn([f64; N], [f64; M]) -> f64,
    ) -> Vec<f64> {
        constants.into()
    }
}

/// Several leaves of one unit. Each equation has a function of its own, and nothing else in it: so that compilers make
/// vectors of it.
struct OverLanes<'l> {
    strips: &'l [Strip],
    cells: &'l mut [f64],
}

impl Drive for OverLanes<'_> {
    type Out = Option<()>;

    #[inline(never)]
    fn run<const N: usize, const M: usize>(
        self,
        _: [f64; N],
        lane: impl Fn([f64; N], [f64; M]) -> f64,
    ) -> Option<()> {
        for strip in self.strips {
            let (inputs, constants) = (strip.read(self.cells)?, strip.constants.first_chunk()?);
            strip.put(self.cells, &inputs, |at, inputs| lane(of_lane(constants, at), inputs))?;
        }
        Some(())
    }

    #[inline(never)]
    fn run_guarded<const N: usize, const M: usize>(
        self,
        constants: [f64; N],
        bare: impl Fn([f64; M]) -> f64,
        lane: impl Fn([f64; N], [f64; M]) -> f64,
    ) -> Option<()> {
        for strip in self.strips {
            let inputs = strip.read::<M>(self.cells)?;
            let below = |lanes: &Lanes| lanes.iter().fold(0, |all, x| all | u64::from(*x <= 0.0));
            if inputs.iter().fold(0, |all, lanes| all | below(lanes)) == 0 {
                strip.put(self.cells, &inputs, |_, inputs| bare(inputs))?;
            } else {
                OverLanes { strips: from_ref(strip), cells: self.cells }.run(constants, &lane)?;
            }
        }
        Some(())
    }
}

/// What one lane has of each.
#[inline(always)]
fn of_lane<const N: usize>(all: &[Lanes; N], lane: usize) -> [f64; N] {
    all.each_ref().map(|lanes| lanes.get(lane).copied().unwrap_or(f64::NAN))
}
