//! One unit at a time: the same steps, the same bits, without a block around it.

use crate::formula::{Formula, Slot};

use super::careful::{Lane, Present};
use super::exact;
use super::mean::{Largest, Strip};
use super::run::is_large;
use super::sheet::Sheet;
use super::source::Unit;
use super::steps::{Carried, Input, Marks, MeanOp, Op, Step, Steps};
use super::table::datum;

/// Where one unit is scored: made once, used again and again, so that scoring allocates nothing.
#[derive(Clone, Debug)]
pub struct Scratch {
    rows: Vec<f64>,
    scores: Vec<f64>,
    coverage: Vec<f64>,
    present: Present,
}

impl Scratch {
    pub(super) fn new(rows: u32, wanted: usize) -> Scratch {
        let rows = vec![f64::NAN; rows as usize];
        Scratch {
            rows,
            scores: vec![f64::NAN; wanted],
            coverage: vec![0.0; wanted],
            present: Present::default(),
        }
    }

    /// Makes room for so many rows.
    pub(super) fn fit(&mut self, rows: u32) {
        if self.rows.len() < rows as usize {
            self.rows.resize(rows as usize, f64::NAN);
        }
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
        for step in &self.steps.list {
            let (score, coverage) = self.compute(step, scratch).unwrap_or_else(|Doubtful| self.exactly(step));
            self.finish(step, (score, coverage), scratch);
        }
    }

    #[inline]
    fn compute(&self, step: &Step, scratch: &mut Scratch) -> Result<Scored, Doubtful> {
        let unit = Unit { slots: self.slots, rows: &scratch.rows };
        match &step.op {
            Op::Nothing(mark) => Ok((*mark, 0.0)),
            Op::Leaf(op) => {
                let score = op.unit(&unit, self.marks).ok_or(Doubtful)?;
                let covered = if unit.value(op.inputs[0]).is_nan() { 0.0 } else { 1.0 };
                Ok((score, covered))
            }
            Op::Mean(op) => mean(op, &unit),
            Op::Careful(op) => {
                let Scratch { rows, present, .. } = scratch;
                let value = |row: u32| rows.get(row as usize).copied().unwrap_or(f64::NAN);
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

    fn finish(&self, step: &Step, (score, coverage): Scored, scratch: &mut Scratch) {
        let [low, high] = step.end.cap;
        let capped = if score < low { low } else { score };
        let capped = if capped > high { high } else { capped };
        if let Some(wanted) = step.end.wanted.map(|wanted| wanted as usize) {
            if let (Some(out), Some(covered)) =
                (scratch.scores.get_mut(wanted), scratch.coverage.get_mut(wanted))
            {
                *out = capped;
                *covered = if score.is_nan() { 0.0 } else { coverage };
            }
        }
        let carried = match &step.end.carry {
            Carried::Raw => score,
            Carried::Capped => capped,
            Carried::Rounded(_) if score.is_nan() => score,
            Carried::Rounded(rounder) => {
                rounder.round(score, UNSURE).unwrap_or_else(|| self.decide(step).rounded)
            }
        };
        if let Some(row) = scratch.rows.get_mut(step.row as usize) {
            *row = carried;
        }
        if let Some(cover) = step.cover.and_then(|cover| scratch.rows.get_mut(cover as usize)) {
            *cover = coverage;
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
}

#[inline]
fn mean(op: &MeanOp, unit: &Unit<'_>) -> Result<Scored, Doubtful> {
    let mut watch = Largest::<1>::new();
    let [dense] = op.mean.dense::<1, _, _>(unit, 0, &mut watch);
    let large = |(slot, slope): &(u32, f64)| is_large(unit.value(Input::Column(*slot)), *slope);
    if watch.size() >= op.reach && op.lines.iter().any(large) {
        return Err(Doubtful);
    }
    let (score, mut coverage) = if dense.is_nan() {
        let Strip { scores: [score], present: [present] } = op.mean.gapped::<1, _, _>(unit, 0, &mut watch);
        (score, op.mean.coverage(present))
    } else {
        (dense, 1.0)
    };
    if let Some(rows) = &op.covers {
        let present = rows.iter().zip(&*op.mean.terms).fold(0.0, |sum, (row, term)| {
            let there = !unit.value(term.input).is_nan();
            let covered = match row {
                Some(row) if there => unit.value(Input::Row(*row)),
                _ => f64::from(u8::from(there)),
            };
            sum + term.weight * covered
        });
        coverage = op.mean.coverage(present);
    }
    Ok((score, coverage))
}
