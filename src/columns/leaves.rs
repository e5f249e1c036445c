//! The leaves of one unit, kernel by kernel: those that share an equation stand together, so that the choice of it is
//! always the same as the last one, and all of them come before anything that reads them.

use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};

use super::bound::{Extent, LARGE, TINY, held};
use super::kernel::{Kernel, Ratio};
use super::source::Unit;
use super::steps::{Carried, Cell, Op, Step};

/// Leaves of which nobody reads the coverage, and whose scores go up unrounded.
#[derive(Clone, Debug, Default)]
pub(super) struct Leaves {
    list: Vec<Leaf>,
    /// Which of them were asked for.
    wanted: Vec<Wanted>,
    steps: HashSet<u32>,
}

#[derive(Clone, Debug)]
struct Leaf {
    kernel: Kernel,
    cells: [Cell; 4],
    fill: f64,
    /// What goes up lies between these.
    cap: [f64; 2],
    out: Cell,
}

/// A leaf that was asked for.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    place: u32,
    score: Cell,
    actual: Cell,
    cap: [f64; 2],
}

impl Leaves {
    /// Takes those steps that can be computed first.
    pub(super) fn of(steps: &[Step]) -> Leaves {
        let mut leaves = Leaves::default();
        let mut kinds: Vec<Kind> = Vec::new();
        let mut placed: Vec<(usize, Leaf)> = Vec::new();
        for (at, step) in (0_u32..).zip(steps) {
            let Op::Leaf(op) = &step.op else { continue };
            let cap = match step.end.carry {
                Carried::Raw => [f64::NEG_INFINITY, f64::INFINITY],
                Carried::Capped => step.end.cap,
                Carried::Rounded(_) => continue,
            };
            if step.cover.is_some() || op.reads_rows() {
                continue;
            }
            let kind = Kind::of(&op.kernel);
            let known = kinds.iter().position(|known| *known == kind);
            let place = known.unwrap_or_else(|| {
                kinds.push(kind);
                kinds.len() - 1
            });
            let (kernel, cells, out) = (op.kernel.clone(), op.cells, step.out);
            placed.push((place, Leaf { kernel, cells, fill: op.fill, cap, out }));
            leaves.steps.insert(at);
            if let Some(place) = step.end.wanted {
                leaves.wanted.push(Wanted { place, score: out, actual: op.cells[0], cap: step.end.cap });
            }
        }
        placed.sort_by_key(|(kind, _)| *kind);
        leaves.list = placed.into_iter().map(|(_, leaf)| leaf).collect();
        leaves
    }

    /// Whether a step is among them.
    pub(super) fn hold(&self, step: u32) -> bool {
        self.steps.contains(&step)
    }

    /// Computes all of them, where these are the unit's figures; false where the exact evaluator has to look at one, or may
    /// have to.
    pub(super) fn run(&self, figures: &[f64], cells: &mut [f64]) -> bool {
        if self.list.is_empty() {
            return true;
        }
        // One look at all figures instead of one at each input.
        let Extent { largest, smallest } = Extent::of(figures);
        if largest >= LARGE || smallest < TINY {
            return false;
        }
        let mut largest = 0.0;
        for leaf in &self.list {
            let unit = Unit { cells };
            let inputs = leaf.cells.map(|cell| unit.value(cell));
            let score = leaf.kernel.one(inputs, leaf.fill);
            let size = score.abs();
            largest = if size > largest { size } else { largest };
            if let Some(out) = cells.get_mut(leaf.out.0 as usize) {
                *out = held(score, leaf.cap);
            }
        }
        largest < LARGE
    }

    /// Writes out what was asked for: the place, the score, and its coverage.
    pub(super) fn tell(&self, cells: &[f64], mut out: impl FnMut(u32, f64, f64)) {
        let unit = Unit { cells };
        for wanted in &self.wanted {
            let score = held(unit.value(wanted.score), wanted.cap);
            let covered = !score.is_nan() && !unit.value(wanted.actual).is_nan();
            out(wanted.place, score, f64::from(u8::from(covered)));
        }
    }
}

/// Kernels of one kind run the same instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kind(Discriminant<Kernel>, Option<Ratio>);

impl Kind {
    fn of(kernel: &Kernel) -> Kind {
        let ratio = if let Kernel::Ratio(ratio, _) = kernel { Some(*ratio) } else { None };
        Kind(discriminant(kernel), ratio)
    }
}
