//! One unit at a time: the same steps, the same bits, without a block around it.

use crate::formula::{Formula, Slot};

use super::average::is_large;
use super::bound::{LARGE, held, take_usual};
use super::careful::{Lane, Present};
use super::exact;
use super::layout::Stage;
use super::mean::{Largest, Unwatched};
use super::sheet::Sheet;
use super::source::{LANES, Unit};
use super::steps::{Carried, Cell, Child, Marks, MeanOp, Op, Step, Steps, Term};
use super::table::datum;

/// Where one unit is scored: made once, used again and again, so that scoring allocates nothing.
#[derive(Clone, Debug)]
pub struct Scratch {
    /// The unit's slots, what is computed of it, and the constants of the pass.
    cells: Vec<f64>,
    /// For which of the pass's two lists of steps, and the cells of the other.
    laid_out: Marks,
    others: Vec<f64>,
    scores: Vec<f64>,
    coverage: Vec<f64>,
    present: Present,
}

impl Scratch {
    pub(super) fn new(wanted: usize) -> Scratch {
        Scratch {
            cells: Vec::new(),
            laid_out: Marks::None,
            others: Vec::new(),
            scores: vec![f64::NAN; wanted],
            coverage: vec![0.0; wanted],
            present: Present::default(),
        }
    }

    /// Turns to the cells of these steps.
    fn lay_out(&mut self, steps: &Steps, marks: Marks) {
        if self.laid_out != marks {
            self.laid_out = marks;
            std::mem::swap(&mut self.cells, &mut self.others);
        }
        if self.cells.is_empty() {
            self.cells.resize(steps.layout.cells, f64::NAN);
            self.cells.extend(&steps.layout.constants);
        }
    }

    /// Puts the unit's figures in; what was not given is missing, whatever the unit before had there.
    fn fill(&mut self, slots: &[f64], count: u32) {
        let given = slots.iter().copied().chain(std::iter::repeat(f64::NAN));
        self.cells.iter_mut().take(count as usize).zip(given).for_each(|(cell, figure)| *cell = figure);
    }

    /// Takes over a sheet of one unit.
    pub(super) fn copy(&mut self, sheet: &Sheet) {
        let out = self.scores.iter_mut().zip(&mut self.coverage);
        for ((score, coverage), line) in out.zip(sheet.lines()) {
            *score = line.scores().first().copied().unwrap_or(f64::NAN);
            *coverage = line.coverage().first().copied().unwrap_or(0.0);
        }
    }

    /// The scores of the nodes that were asked for, in that order; NaN where there is none.
    #[must_use]
    pub fn scores(&self) -> &[f64] {
        &self.scores
    }

    /// Their coverage, where it was asked for; 0 where there is no score.
    #[must_use]
    pub fn coverage(&self) -> &[f64] {
        &self.coverage
    }
}

/// Without a block no bound is worked out: this near to an edge the exact evaluator decides.
const UNSURE: f64 = 1e-9;

/// A score that floats cannot tell.
struct Doubtful;

/// A score and its coverage.
type Scored = (f64, f64);

/// A formula at work on one unit.
pub(super) struct One<'o> {
    pub(super) formula: &'o Formula,
    pub(super) steps: &'o Steps,
    pub(super) marks: Marks,
    /// What its slots hold.
    pub(super) slots: &'o [f64],
}

impl One<'_> {
    /// Each step in turn, which looks for itself whether the exact evaluator has to see something.
    pub(super) fn step_by_step(&self, scratch: &mut Scratch) {
        scratch.lay_out(self.steps, self.marks);
        scratch.fill(self.slots, self.steps.slots);
        for step in &self.steps.list {
            self.step(step, scratch);
        }
    }

    /// Side by side; `None` where some figure or score is no usual one, and each step has to look for itself.
    pub(super) fn in_lanes(&self, scratch: &mut Scratch) -> Option<()> {
        let layout = &self.steps.layout;
        scratch.lay_out(self.steps, self.marks);
        let all_given = self.slots.len() >= layout.limits.len();
        if !all_given || !take_usual(&mut scratch.cells, self.slots, &layout.limits) {
            return None;
        }
        let mut largest = [0.0; LANES];
        for strip in &layout.leaves {
            strip.run(&mut scratch.cells, &mut largest)?;
        }
        if largest.into_iter().fold(0.0, f64::max) >= LARGE {
            return None;
        }
        for stage in &layout.stages {
            match stage {
                Stage::Means(strip) => strip.run(&mut scratch.cells)?,
                Stage::Step(at) => self.step(self.steps.list.get(*at as usize)?, scratch),
            }
        }
        let Scratch { cells, scores, coverage, .. } = scratch;
        layout.tell(cells, scores, coverage)
    }

    #[inline(always)]
    fn step(&self, step: &Step, scratch: &mut Scratch) {
        let scored = match &step.op {
            Op::Mean(op) => self.mean(op, &Unit { cells: &scratch.cells }),
            _ => self.compute(step, scratch),
        };
        let (score, coverage) = scored.unwrap_or_else(|Doubtful| self.exactly(step));
        let carried = if step.end.is_bare() { score } else { self.finish(step, (score, coverage), scratch) };
        put(step.out, carried, scratch);
        if let Some(share) = step.share {
            put(share, coverage, scratch);
        }
    }

    /// What is no mean.
    #[inline(never)]
    fn compute(&self, step: &Step, scratch: &mut Scratch) -> Result<Scored, Doubtful> {
        let unit = Unit { cells: &scratch.cells };
        match &step.op {
            Op::Nothing(mark) => Ok((*mark, 0.0)),
            Op::Leaf(op) => {
                let score = op.unit(&unit, self.marks).ok_or(Doubtful)?;
                let covered = if unit.value(op.cells[0]).is_nan() { 0.0 } else { 1.0 };
                Ok((score, covered))
            }
            Op::Series(op) => {
                let [value] = op.lanes(|slot| [unit.value(Cell(slot))]);
                Ok((value, 0.0))
            }
            Op::Careful(op) => {
                let Scratch { cells, present, .. } = scratch;
                let unit = Unit { cells };
                let share = |child: &Child| unit.value(child.share);
                match op.lane(|child| unit.value(child.cell), share, UNSURE, present) {
                    Lane::Is(score, coverage) => Ok((score, coverage)),
                    Lane::Doubtful(coverage) => match self.decide(step).raw {
                        score if score.is_nan() => Ok((score, 0.0)),
                        score => Ok((score, coverage)),
                    },
                    Lane::Perhaps(score, coverage) if !self.decide(step).raw.is_nan() => {
                        Ok((score, coverage))
                    }
                    Lane::Perhaps(..) => Ok((f64::NAN, 0.0)),
                }
            }
            Op::Mean(_) | Op::Exact => Ok(self.exactly(step)),
        }
    }

    /// Caps, writes out what is asked for, and gives what goes up.
    #[inline]
    fn finish(&self, step: &Step, (score, coverage): Scored, scratch: &mut Scratch) -> f64 {
        let capped = held(score, step.end.cap);
        if let Some(wanted) = step.end.wanted.map(|wanted| wanted as usize) {
            if let (Some(out), Some(covered)) =
                (scratch.scores.get_mut(wanted), scratch.coverage.get_mut(wanted))
            {
                *out = capped;
                *covered = if score.is_nan() { 0.0 } else { coverage };
            }
        }
        match &step.end.carry {
            Carried::Raw => score,
            Carried::Capped => capped,
            Carried::Rounded(_) if score.is_nan() => score,
            Carried::Rounded(rounder) => {
                rounder.round(score, UNSURE).unwrap_or_else(|| self.decide(step).rounded)
            }
        }
    }

    #[cold]
    fn exactly(&self, step: &Step) -> Scored {
        let decision = self.decide(step);
        (decision.raw, decision.coverage)
    }

    fn decide(&self, step: &Step) -> exact::Decision {
        let held = |slot: Slot| self.slots.get(slot.index()).map_or(datum(f64::NAN), |figure| datum(*figure));
        if matches!(step.op, Op::Leaf(_) | Op::Exact) {
            return exact::leaf(self.formula, step.node, held).unwrap_or(exact::Decision::NONE);
        }
        let data: Vec<_> = self.slots.iter().map(|figure| datum(*figure)).collect();
        exact::nodes(self.formula, &data, &[step.node]).first().copied().unwrap_or(exact::Decision::NONE)
    }

    #[inline(always)]
    fn mean(&self, op: &MeanOp, unit: &Unit<'_>) -> Result<Scored, Doubtful> {
        let (score, coverage) = if op.lines.is_empty() {
            op.one(unit, &mut Unwatched)
        } else {
            let mut watch = Largest::<1>::new();
            let scored = op.one(unit, &mut watch);
            let large = |(slot, slope): &(u32, f64)| is_large(unit.value(Cell(*slot)), *slope);
            if watch.size() >= op.reach && op.lines.iter().any(large) {
                return Err(Doubtful);
            }
            scored
        };
        let value = |term: &Term| unit.value(term.cell);
        let covers = op.covers.as_ref();
        Ok((
            score,
            covers.map_or(coverage, |covers| op.covered(covers, value, |term, _| unit.value(term.share))),
        ))
    }
}

#[inline(always)]
fn put(cell: Cell, value: f64, scratch: &mut Scratch) {
    if let Some(held) = scratch.cells.get_mut(cell.0 as usize) {
        *held = value;
    }
}
