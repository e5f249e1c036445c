//! A pass over a block of units: each step in turn, over all lanes of the block.

use crate::formula::{Datum, Formula, NodeIndex, Slot};

use super::average::{NARROW, WIDE, doubt_lines};
use super::bound::{Bound, GRAIN, LARGE, UNIT};
use super::careful::{Lane, is_wide};
use super::desk::{BLOCK, Desk, Doubt, Gaps, Stretch, Unsure};
use super::exact::{self, AT_ONCE, Beneath, Decision, Judge};
use super::mean::{Largest, Unwatched};
use super::series::SeriesOp;
use super::sheet::{Part, PartLine, Told, Want, cap, presence};
use super::source::Block;
use super::steps::{CarefulOp, Carried, Child, Input, Marks, MeanOp, Op, Placed, Step, Steps};
use super::table::Table;
use crate::vectors::wide;

/// A pass at work on a table.
pub(super) struct Run<'r> {
    pub(super) formula: &'r Formula,
    pub(super) want: &'r Want,
    pub(super) steps: &'r Steps,
    pub(super) marks: Marks,
    pub(super) table: &'r Table<'r>,
}

/// Whether the bound of a block is too wide for a mean that multiplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spread {
    Narrow,
    Wide,
}

fn is_too_wide(step: &Step, desk: &Desk) -> bool {
    let Op::Careful(op) = &step.op else { return false };
    op.multiplies() && is_wide(desk.bound_of(op.children.iter().map(|child| child.row)).error)
}

impl Run<'_> {
    /// Scores the units from `start` on into a part of a sheet, block by block.
    pub(super) fn part(&self, start: usize, length: usize, part: &mut Part<'_>, desk: &mut Desk) -> Told {
        desk.told.bounds = vec![0.0; self.want.nodes().len()];
        // Blocks of one size: a short last one would cost as many steps as a full one.
        let each = length.div_ceil(length.div_ceil(BLOCK).max(1));
        let mut at = 0;
        while at < length {
            let size = each.min(length - at);
            if self.block(Stretch { start: start + at, at, length: size }, part, desk) == Spread::Wide {
                // One large figure widens the bound of all: here each unit has its own.
                for at in at..at + size {
                    self.block(Stretch { start: start + at, at, length: 1 }, part, desk);
                }
            }
            at += size;
        }
        std::mem::take(&mut desk.told)
    }

    fn block(&self, stretch: Stretch, part: &mut Part<'_>, desk: &mut Desk) -> Spread {
        let datum = |slot: Slot, unit: usize| self.datum(slot, unit);
        let mut beneath = |units: &[usize], nodes: &[NodeIndex]| {
            let unit = |unit: &usize| exact::nodes(self.formula, &self.table.unit(*unit), nodes);
            units.iter().map(unit).collect()
        };
        for (index, step) in self.steps.list.iter().enumerate() {
            let mut judge = if step.is_leaf() { Judge::Leaf(&datum) } else { Judge::Beneath(&mut beneath) };
            if self.perform((index, step), stretch, part, desk, &mut judge) == Spread::Wide {
                return Spread::Wide;
            }
        }
        self.settle(stretch, part, desk, &mut beneath);
        Spread::Narrow
    }

    /// What a column holds for one unit.
    pub(super) fn datum(&self, slot: Slot, unit: usize) -> Datum {
        self.table.columns().get(slot.index()).map_or(Datum::BLANK, |column| column.datum(unit))
    }

    /// Does one step of a block. Where the spread of what it reads is too wide, it gives the block up.
    pub(super) fn perform(
        &self,
        (index, step): (usize, &Step),
        stretch: Stretch,
        part: &mut Part<'_>,
        desk: &mut Desk,
        judge: &mut Judge<'_>,
    ) -> Spread {
        let length = stretch.length;
        let mut lanes = desk.take(step.row);
        let mut cover = step.cover.map(|row| (row, desk.take(row)));
        let wide = length > 1 && is_too_wide(step, desk);
        if let Some(out) = lanes.get_mut(..length).filter(|_| !wide) {
            let bound = {
                let mut cover = cover.as_mut().and_then(|(_, cover)| cover.get_mut(..length));
                let bound = self.step((index, step), stretch.start, (out, cover.as_deref_mut()), desk, judge);
                self.resolve(step, stretch.start, (out, cover, bound), desk, judge)
            };
            let cover = cover.as_ref().and_then(|(_, cover)| cover.get(..length));
            self.finish(step, stretch, (out, cover, bound), part, (desk, judge));
        }
        desk.put(step.row, lanes);
        if let Some((row, cover)) = cover {
            desk.put(row, cover);
        }
        if !wide {
            return Spread::Narrow;
        }
        desk.edges.take();
        Spread::Wide
    }

    /// Fills a step's row, and its coverage where that is asked for.
    fn step(
        &self,
        (index, step): (usize, &Step),
        start: usize,
        (out, cover): (&mut [f64], Option<&mut [f64]>),
        desk: &mut Desk,
        judge: &mut Judge<'_>,
    ) -> Bound {
        let columns = self.table.figures();
        match &step.op {
            Op::Nothing(mark) => {
                out.fill(*mark);
                if let Some(cover) = cover {
                    cover.fill(0.0);
                }
                Bound::default()
            }
            Op::Leaf(op) => {
                let block = Block { columns, start, length: out.len(), rows: &desk.rows };
                if let Some(cover) = cover {
                    presence(block.slice(op.inputs[0]).unwrap_or_default(), cover);
                }
                op.block(&block, self.marks, out, &mut desk.unsure)
            }
            Op::Series(op) => {
                series(op, &Block { columns, start, length: out.len(), rows: &desk.rows }, out);
                Bound::default()
            }
            Op::Mean(op) => self.mean((index, op), start, (out, cover), desk),
            Op::Careful(op) => careful(op, (out, cover), desk),
            Op::Exact => self.exact(step, start, (out, cover), judge),
        }
    }

    fn mean(
        &self,
        (index, op): (usize, &MeanOp),
        start: usize,
        (out, mut cover): (&mut [f64], Option<&mut [f64]>),
        desk: &mut Desk,
    ) -> Bound {
        let mut gaps = desk.gaps.get(index).copied().unwrap_or(Gaps::None);
        let block = Block { columns: self.table.figures(), start, length: out.len(), rows: &desk.rows };
        let known = op.lines.iter().try_fold(0.0_f64, |largest, (slot, slope)| {
            let size = self.table.extremes(Slot(*slot))?.size();
            (size < LARGE).then_some(largest.max(size * slope.abs()))
        });
        let largest = match known {
            Some(largest) if largest < LARGE => {
                let watch = &mut (Unwatched, Unwatched, Unwatched);
                wide(
                    #[inline(always)]
                    || op.run(&block, out, cover.as_deref_mut(), &mut gaps, watch),
                );
                largest
            }
            _ => {
                let mut watch = (Largest::<WIDE>::new(), Largest::<NARROW>::new(), Largest::<1>::new());
                wide(
                    #[inline(always)]
                    || op.run(&block, out, cover.as_deref_mut(), &mut gaps, &mut watch),
                );
                let product = watch.0.size().max(watch.1.size()).max(watch.2.size());
                if product >= op.reach {
                    doubt_lines(op, &block, &mut desk.unsure);
                }
                (product / op.lightest).min(LARGE)
            }
        };
        if let (Some(covers), Some(cover)) = (&op.covers, cover) {
            op.cover_block(covers, &block, cover);
        }
        if let Some(held) = desk.gaps.get_mut(index) {
            *held = gaps;
        }
        op.bound(largest, desk.bound_of(op.rows.iter().copied()))
    }

    fn exact(
        &self,
        step: &Step,
        start: usize,
        (out, mut cover): (&mut [f64], Option<&mut [f64]>),
        judge: &mut Judge<'_>,
    ) -> Bound {
        let units: Vec<usize> = (start..start + out.len()).collect();
        let mut bound = Bound::default();
        for ((lane, score), decision) in
            out.iter_mut().enumerate().zip(judge.of(self.formula, step.node, &units))
        {
            *score = decision.raw;
            if let Some(cover) = cover.as_deref_mut().and_then(|cover| cover.get_mut(lane)) {
                *cover = decision.coverage;
            }
            bound = bound.or(Bound::of_exact(decision.raw));
        }
        bound
    }

    /// Caps and writes out what is asked for; leaves in the row what goes up.
    fn finish(
        &self,
        step: &Step,
        stretch: Stretch,
        (row, cover, mut bound): (&mut [f64], Option<&[f64]>, Bound),
        part: &mut Part<'_>,
        (desk, judge): (&mut Desk, &mut Judge<'_>),
    ) {
        let [low, high] = step.end.cap;
        if let Some(line) = step.end.wanted.and_then(|place| part.lines.get_mut(place as usize)) {
            let mut line = line.cut(stretch.at, row.len());
            line.write(row, cover, step.end.cap);
            self.certify(step, stretch.start, (row, bound), line, (desk, judge));
            if let Some(held) = step.end.wanted.and_then(|place| desk.told.bounds.get_mut(place as usize)) {
                // The score itself is held between two floats that may not be the caps.
                *held = held.max(bound.error + bound.size.max(bound.capped(step.end.cap).size) * UNIT);
            }
        }
        match &step.end.carry {
            Carried::Raw => {}
            Carried::Capped if low == f64::NEG_INFINITY && high == f64::INFINITY => {}
            Carried::Capped => {
                cap(row, step.end.cap);
                bound = bound.capped(step.end.cap);
            }
            Carried::Rounded(rounder) => {
                let mut doubtful = Vec::new();
                for (lane, score) in row.iter_mut().enumerate().filter(|(_, score)| !score.is_nan()) {
                    match rounder.round(*score, bound.error) {
                        Some(rounded) => *score = rounded,
                        None => doubtful.push(lane),
                    }
                }
                for (lane, decision) in self.decide(step, stretch.start, doubtful, desk, judge) {
                    if let Some(score) = row.get_mut(lane) {
                        *score = decision.rounded;
                    }
                }
                let size = row.iter().fold(0.0, |size: f64, score| size.max(score.abs()));
                bound = Bound { error: (size + 1.0) * UNIT + GRAIN, size };
            }
        }
        desk.set_bound(step.row, bound);
    }

    /// Bands and rounded scores: by floats where these can tell.
    fn certify(
        &self,
        step: &Step,
        start: usize,
        (row, bound): (&[f64], Bound),
        mut line: PartLine<'_>,
        (desk, judge): (&mut Desk, &mut Judge<'_>),
    ) {
        let mut unsure = Unsure::default();
        match &step.end.placing {
            Placed::Nowhere => {}
            Placed::By(cuts) => {
                cuts.place(row, bound.error, line.bands, |lane| unsure.add(lane, Doubt::Score));
            }
            Placed::Exactly => scored(row).for_each(|(lane, _)| unsure.add(lane, Doubt::Score)),
        }
        if let Some(rounder) = &step.end.rounder {
            line.rounded.fill(f64::NAN);
            for (lane, score) in scored(row) {
                match (rounder.round(score, bound.error), line.rounded.get_mut(lane)) {
                    (Some(rounded), Some(out)) => *out = rounded,
                    _ => unsure.add(lane, Doubt::Score),
                }
            }
        }
        let lanes = unsure.take().into_iter().map(|(lane, _)| lane);
        if !step.is_leaf() {
            lanes.for_each(|lane| desk.edges.add(lane));
            return;
        }
        for (lane, decision) in self.decide(step, start, lanes.collect(), desk, judge) {
            line.decide(lane, &decision);
        }
    }

    /// Puts the exact score where floats could not tell one. It goes up like any other: so a lane above it has
    /// the same bits whether floats could tell or not.
    fn resolve(
        &self,
        step: &Step,
        start: usize,
        (out, mut cover, mut bound): (&mut [f64], Option<&mut [f64]>, Bound),
        desk: &mut Desk,
        judge: &mut Judge<'_>,
    ) -> Bound {
        let (lanes, doubts): (Vec<usize>, Vec<Doubt>) = desk.unsure.take().into_iter().unzip();
        for ((lane, decision), doubt) in self.decide(step, start, lanes, desk, judge).into_iter().zip(doubts)
        {
            let (score, coverage) = match doubt {
                Doubt::Presence(score, coverage) if !decision.raw.is_nan() => (score, coverage),
                Doubt::Covered(coverage) if !decision.raw.is_nan() => (decision.raw, coverage),
                _ => (decision.raw, decision.coverage),
            };
            if let Some(out) = out.get_mut(lane) {
                *out = score;
                bound = bound.or(Bound::of_exact(score));
            }
            if let Some(cover) = cover.as_deref_mut().and_then(|cover| cover.get_mut(lane)) {
                *cover = coverage;
            }
        }
        bound
    }

    /// What the exact evaluator says of some lanes: of a leaf by itself, of another node with all below it.
    fn decide(
        &self,
        step: &Step,
        start: usize,
        lanes: Vec<usize>,
        desk: &mut Desk,
        judge: &mut Judge<'_>,
    ) -> Vec<(usize, Decision)> {
        let decided = &mut desk.told.decided;
        let count = if step.is_leaf() { &mut decided.in_place } else { &mut decided.fallbacks };
        *count += lanes.len();
        let units: Vec<usize> = lanes.iter().map(|lane| start + lane).collect();
        lanes.into_iter().zip(judge.of(self.formula, step.node, &units)).collect()
    }

    /// Lets the exact evaluator place and round the units on an edge.
    pub(super) fn settle(
        &self,
        stretch: Stretch,
        part: &mut Part<'_>,
        desk: &mut Desk,
        beneath: &mut Beneath<'_>,
    ) {
        for lanes in desk.edges.take().chunks(AT_ONCE) {
            desk.told.decided.fallbacks += lanes.len();
            let units: Vec<usize> = lanes.iter().map(|lane| stretch.start + lane).collect();
            for (lane, decisions) in lanes.iter().zip(beneath(&units, self.want.nodes())) {
                for (line, decision) in part.lines.iter_mut().zip(decisions) {
                    line.cut(stretch.at + lane, 1).decide(0, &decision);
                }
            }
        }
    }
}

fn careful(op: &CarefulOp, (out, mut cover): (&mut [f64], Option<&mut [f64]>), desk: &mut Desk) -> Bound {
    let children = desk.bound_of(op.children.iter().map(|child| child.row));
    let Desk { rows, present, unsure, .. } = desk;
    for (lane, score) in out.iter_mut().enumerate() {
        let value =
            |row: u32| rows.get(row as usize).and_then(|row| row.get(lane)).copied().unwrap_or(f64::NAN);
        let share = |child: &Child| child.cover.row().map_or(1.0, value);
        let (is, coverage) = match op.lane(|child| value(child.row), share, children.error, present) {
            Lane::Is(score, coverage) => (score, coverage),
            Lane::Doubtful(coverage) => {
                unsure.add(lane, Doubt::Covered(coverage));
                (f64::NAN, 0.0)
            }
            Lane::Perhaps(score, coverage) => {
                unsure.add(lane, Doubt::Presence(score, coverage));
                (f64::NAN, 0.0)
            }
        };
        *score = is;
        if let Some(cover) = cover.as_deref_mut().and_then(|cover| cover.get_mut(lane)) {
            *cover = coverage;
        }
    }
    op.bound(children)
}

fn series(op: &SeriesOp, block: &Block<'_>, out: &mut [f64]) {
    /// So many units at once.
    const STRIP: usize = 8;
    for (strip, out) in out.chunks_mut(STRIP).enumerate() {
        let at = strip * STRIP;
        if let Some(out) = out.first_chunk_mut::<STRIP>() {
            *out = op.lanes(|slot| block.lanes_of(Input::Column(slot), at));
            continue;
        }
        for (lane, out) in out.iter_mut().enumerate() {
            [*out] = op.lanes(|slot| block.lanes_of(Input::Column(slot), at + lane));
        }
    }
}

/// The lanes that have a score.
fn scored(row: &[f64]) -> impl Iterator<Item = (usize, f64)> + '_ {
    row.iter().copied().enumerate().filter(|(_, score)| !score.is_nan())
}
