//! One unit at a time: the same steps, the same bits, without a block around it.

use crate::formula::{Formula, Slot};

use super::bound::held;
use super::careful::{Lane, Present};
use super::exact;
use super::mean::{Largest, Strip};
use super::run::is_large;
use super::sheet::Sheet;
use super::source::Unit;
use super::steps::{Carried, Cell, Marks, MeanOp, Op, Step, Steps};
use super::table::datum;

/// Where one unit is scored: made once, used again and again, so that scoring allocates nothing.
#[derive(Clone, Debug)]
pub struct Scratch {
    /// The unit's slots, its rows, and the constants of the pass.
    cells: Vec<f64>,
    /// For which of the pass's two lists of steps.
    laid_out: Option<Marks>,
    scores: Vec<f64>,
    coverage: Vec<f64>,
    present: Present,
}

impl Scratch {
    pub(super) fn new(wanted: usize) -> Scratch {
        Scratch {
            cells: Vec::new(),
            laid_out: None,
            scores: vec![f64::NAN; wanted],
            coverage: vec![0.0; wanted],
            present: Present::default(),
        }
    }

    /// Lays out the cells of these steps, and puts the unit's figures in.
    fn fill(&mut self, steps: &Steps, marks: Marks, slots: &[f64]) {
        let (first, rows) = (steps.slots as usize, steps.rows as usize);
        if self.laid_out != Some(marks) {
            self.laid_out = Some(marks);
            self.cells.clear();
            self.cells.resize(first + rows, f64::NAN);
            self.cells.extend(&steps.constants);
        }
        self.cells.iter_mut().zip(slots).take(first).for_each(|(cell, figure)| *cell = *figure);
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
    pub(super) fn score(&self, scratch: &mut Scratch) {
        scratch.fill(self.steps, self.marks, self.slots);
        for step in &self.steps.list {
            let (score, coverage) = self.compute(step, scratch).unwrap_or_else(|Doubtful| self.exactly(step));
            let carried =
                if step.end.is_bare() { score } else { self.finish(step, (score, coverage), scratch) };
            self.put(step.row, carried, scratch);
            if let Some(cover) = step.cover {
                self.put(cover, coverage, scratch);
            }
        }
    }

    #[inline(always)]
    fn put(&self, row: u32, value: f64, scratch: &mut Scratch) {
        if let Some(cell) = scratch.cells.get_mut((self.steps.slots + row) as usize) {
            *cell = value;
        }
    }

    /// The cell of a row.
    #[inline(always)]
    fn cell(&self, row: u32) -> Cell {
        Cell(self.steps.slots + row)
    }

    #[inline]
    fn compute(&self, step: &Step, scratch: &mut Scratch) -> Result<Scored, Doubtful> {
        let unit = Unit { cells: &scratch.cells };
        match &step.op {
            Op::Nothing(mark) => Ok((*mark, 0.0)),
            Op::Leaf(op) => {
                let score = op.unit(&unit, self.marks).ok_or(Doubtful)?;
                let covered = if unit.value(op.cells[0]).is_nan() { 0.0 } else { 1.0 };
                Ok((score, covered))
            }
            Op::Mean(op) => self.mean(op, &unit),
            Op::Careful(op) => {
                let Scratch { cells, present, .. } = scratch;
                let unit = Unit { cells };
                let value = |row: u32| unit.value(self.cell(row));
                match op.lane(value, UNSURE, present) {
                    Lane::Is(score, coverage) => Ok((score, coverage)),
                    Lane::Doubtful => Err(Doubtful),
                    Lane::Perhaps(score, coverage) if !self.decide(step).raw.is_nan() => {
                        Ok((score, coverage))
                    }
                    Lane::Perhaps(..) => Ok((f64::NAN, 0.0)),
                }
            }
            Op::Exact => Ok(self.exactly(step)),
        }
    }

    /// Caps, writes out what is asked for, and gives what goes up.
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

    #[inline]
    fn mean(&self, op: &MeanOp, unit: &Unit<'_>) -> Result<Scored, Doubtful> {
        let mut watch = Largest::<1>::new();
        let [dense] = op.mean.dense::<1, _, _>(unit, 0, &mut watch);
        let large = |(slot, slope): &(u32, f64)| is_large(unit.value(Cell(*slot)), *slope);
        if watch.size() >= op.reach && op.lines.iter().any(large) {
            return Err(Doubtful);
        }
        let (score, coverage) = if dense.is_nan() {
            let Strip { scores: [score], present: [present] } =
                op.mean.gapped::<1, _, _>(unit, 0, &mut watch);
            (score, op.mean.coverage(present))
        } else {
            (dense, 1.0)
        };
        Ok((score, op.covers.as_ref().map_or(coverage, |covers| self.cover(op, covers, unit))))
    }

    /// Coverage where some child's is more than whether it is present.
    fn cover(&self, op: &MeanOp, covers: &[Option<u32>], unit: &Unit<'_>) -> f64 {
        let present = covers.iter().zip(&*op.mean.terms).fold(0.0, |sum, (row, term)| {
            let there = !unit.value(term.cell).is_nan();
            let covered = match row {
                Some(row) if there => unit.value(self.cell(*row)),
                _ => f64::from(u8::from(there)),
            };
            sum + term.weight * covered
        });
        op.mean.coverage(present)
    }
}
