//! A pass over figures that are lent leaf by leaf: one block of all units, and each leaf's periods made one value in
//! the order in which its parents need it. So sums are never kept.

use crate::formula::{Datum, NodeIndex, Op, Outcome, Slot, evaluate_leaf, evaluate_node};

use super::bound::Bound;
use super::desk::{Desk, Stretch};
use super::exact::{Beneath, Decision, Few, Judge};
use super::lend::{Asked, Lend, LendError, Observed};
use super::mixed::{ASIDE, any_aside, is_aside};
use super::run::{Run, Spread};
use super::series::SeriesOp;
use super::sheet::{Part, Told};
use super::steps::{self, Marks, Step};
use super::table::Column;
use crate::vectors::wide;

/// Scores all units of a run from what a source lends.
pub(super) fn score<S: Lend>(
    run: &Run<'_>,
    source: &mut S,
    part: &mut Part<'_>,
) -> Result<Told, LendError<S::Error>> {
    let units = run.table.units();
    let mut desk = Desk::new(run.steps, units);
    desk.told.bounds = vec![0.0; run.want.nodes().len()];
    let mut open = vec![Stretch { start: 0, at: 0, length: units }];
    while let Some(stretch) = open.pop() {
        if block(run, stretch, source, part, &mut desk)? == Spread::Wide {
            // One large figure widens the bound of all: the half without it has a narrow one.
            open.extend(stretch.halves());
        }
    }
    Ok(desk.told)
}

fn block<S: Lend>(
    run: &Run<'_>,
    stretch: Stretch,
    source: &mut S,
    part: &mut Part<'_>,
    desk: &mut Desk,
) -> Result<Spread, LendError<S::Error>> {
    let mut waiting: Vec<(u32, &SeriesOp)> = Vec::new();
    for (index, step) in run.steps.list.iter().enumerate() {
        if let steps::Op::Series(op) = &step.op {
            waiting.push((step.row, op));
            continue;
        }
        let spread = if step.is_leaf() {
            leaf(run, (index, step), (&mut waiting, stretch), source, (part, desk))?
        } else {
            beneath(run, source, |beneath| {
                run.perform((index, step), stretch, part, desk, &mut Judge::Beneath(beneath))
            })?
        };
        if spread == Spread::Wide {
            return Ok(spread);
        }
    }
    beneath(run, source, |beneath| run.settle(stretch, part, desk, beneath))?;
    Ok(Spread::Narrow)
}

/// Makes one value of each side of a leaf, and scores it while its periods are at hand.
fn leaf<S: Lend>(
    run: &Run<'_>,
    (index, step): (usize, &Step),
    (waiting, stretch): (&mut Vec<(u32, &SeriesOp)>, Stretch),
    source: &mut S,
    (part, desk): (&mut Part<'_>, &mut Desk),
) -> Result<Spread, LendError<S::Error>> {
    let lent = Lent::of(run, step.node, source)?;
    if let Some(lent) = &lent {
        lent.make(waiting, stretch, desk);
    }
    waiting.clear();
    let datum = |slot: Slot, unit: usize| datum(run, lent.as_ref(), slot, unit);
    Ok(run.perform((index, step), stretch, part, desk, &mut Judge::Leaf(&datum)))
}

/// Does something that may need the exact evaluator for what stands beneath a node: each leaf is lent again then.
fn beneath<S: Lend, T>(
    run: &Run<'_>,
    source: &mut S,
    what: impl FnOnce(&mut Beneath<'_>) -> T,
) -> Result<T, LendError<S::Error>> {
    let mut failed = None;
    let done = what(&mut |units: &[usize], nodes: &[NodeIndex]| {
        again(run, source, units, nodes).unwrap_or_else(|error| {
            failed.get_or_insert(error);
            Vec::new()
        })
    });
    failed.map_or(Ok(done), Err)
}

/// What the exact evaluator says of these nodes of some units.
fn again<S: Lend>(
    run: &Run<'_>,
    source: &mut S,
    units: &[usize],
    nodes: &[NodeIndex],
) -> Result<Vec<Vec<Decision>>, LendError<S::Error>> {
    let formula = run.formula;
    let mut outcomes: Vec<Vec<Outcome>> = vec![Vec::with_capacity(formula.nodes().len()); units.len()];
    for (at, node) in (0_u32..).map(NodeIndex).zip(formula.nodes()) {
        let Op::Leaf(leaf) = node.op() else {
            for outcomes in &mut outcomes {
                let outcome = evaluate_node(formula, node, &Few::default(), outcomes);
                outcomes.push(outcome);
            }
            continue;
        };
        let lent = Lent::of(run, at, source)?;
        for (outcomes, unit) in outcomes.iter_mut().zip(units) {
            let read = Few::of(leaf, |slot| datum(run, lent.as_ref(), slot, *unit));
            outcomes.push(evaluate_leaf(leaf, node.finish(), &read));
        }
    }
    Ok(outcomes.iter().map(|outcomes| Decision::each(outcomes, nodes)).collect())
}

/// What a slot holds for a unit: of what is lent, or of a column.
fn datum(run: &Run<'_>, lent: Option<&Lent<'_>>, slot: Slot, unit: usize) -> Datum {
    match lent.and_then(|lent| lent.figure(slot.0, unit)) {
        Some(figure) => figure_of(figure, run.marks),
        None => run.datum(slot, unit),
    }
}

/// What a figure is to the exact evaluator.
fn figure_of(figure: f64, marks: Marks) -> Datum {
    let column = [figure];
    let column = if marks == Marks::Some { Column::Marked(&column) } else { Column::Figures(&column) };
    column.datum(0)
}

/// The leaf at hand.
struct Lent<'l> {
    asked: Asked,
    observed: Observed<'l>,
}

impl<'l> Lent<'l> {
    /// A node, if it is a leaf of which anything is lent.
    fn of<S: Lend>(
        run: &Run<'_>,
        at: NodeIndex,
        source: &'l mut S,
    ) -> Result<Option<Lent<'l>>, LendError<S::Error>> {
        let Some(asked) = Asked::of_node(run.formula, at) else { return Ok(None) };
        let observed = asked.lend(at, run.table.units(), source)?;
        Ok(Some(Lent { asked, observed }))
    }

    fn figure(&self, slot: u32, unit: usize) -> Option<f64> {
        let sides =
            [(&self.asked.actual, self.observed.actuals), (&self.asked.target, self.observed.targets)];
        let (slots, figures) = sides.into_iter().find(|(slots, _)| slots.contains(&slot))?;
        figures.get(unit * slots.len() + (slot - slots.start) as usize).copied()
    }

    /// Fills the rows of the sides of a leaf.
    fn make(&self, sides: &[(u32, &SeriesOp)], stretch: Stretch, desk: &mut Desk) {
        let mut rows: Vec<Vec<f64>> = sides.iter().map(|(row, _)| desk.take(*row)).collect();
        match (sides, rows.as_mut_slice()) {
            ([(_, actual), (_, target)], [actuals, targets]) if actual.adds_up_with(target) => {
                let units = stretch.start..stretch.start + stretch.length;
                let periods = units.start * actual.periods()..units.end * actual.periods();
                let observed = [self.observed.actuals, self.observed.targets];
                let observed = observed.map(|side| side.get(periods.clone()).unwrap_or_default());
                actual.add_up(observed, [actuals, targets]);
            }
            _ => rows.iter_mut().for_each(|row| row.fill(ASIDE)),
        }
        for ((row, op), mut lanes) in sides.iter().zip(rows) {
            let values = lanes.get_mut(..stretch.length).unwrap_or_default();
            let any = wide(
                #[inline(always)]
                || any_aside(values),
            );
            if any {
                let aside = values.iter_mut().enumerate().filter(|(_, value)| is_aside(**value));
                aside.for_each(|(lane, value)| *value = self.carefully(op, stretch.start + lane));
            }
            desk.put(*row, lanes);
            desk.set_bound(*row, Bound::default());
        }
    }

    /// One side of one unit, as a table has it.
    fn carefully(&self, op: &SeriesOp, unit: usize) -> f64 {
        let [value] = op.lanes(|slot| [self.figure(slot, unit).unwrap_or(f64::NAN)]);
        value
    }
}
