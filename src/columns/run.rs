//! A pass over a block of units: each step in turn, over all lanes of the block.

use crate::formula::Formula;

use super::bound::{Bound, GRAIN, LARGE, UNIT, held, same};
use super::careful::{Lane, is_wide};
use super::desk::{BLOCK, Desk, Doubt, Gaps, Unsure};
use super::exact;
use super::mean::{Largest, Unwatched, Watch};
use super::sheet::{Part, PartLine, Told, Want};
use super::source::Block;
use super::steps::{CarefulOp, Carried, Marks, MeanOp, Op, Placed, Step, Steps};
use super::table::Table;

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
enum Spread {
    Narrow,
    Wide,
}

fn is_too_wide(step: &Step, desk: &Desk) -> bool {
    let Op::Careful(op) = &step.op else { return false };
    op.multiplies() && is_wide(desk.bound_of(op.children.iter().map(|child| child.row)).error)
}

/// Lanes of the gapless kernel, which keeps a sum for each.
const WIDE: usize = 8;
/// Lanes of the kernel with gaps, which keeps three sums for each.
const NARROW: usize = 4;

impl Run<'_> {
    /// Scores the units from `start` on into a part of a sheet, block by block.
    pub(super) fn part(&self, start: usize, length: usize, part: &mut Part<'_>, desk: &mut Desk) -> Told {
        desk.told.bounds = vec![0.0; self.want.nodes().len()];
        // Blocks of one size: a short last one would cost as many steps as a full one.
        let each = length.div_ceil(length.div_ceil(BLOCK).max(1));
        let mut at = 0;
        while at < length {
            let size = each.min(length - at);
            if self.block(start + at, size, at, part, desk) == Spread::Wide {
                // One large figure widens the bound of all: here each unit has its own.
                for unit in at..at + size {
                    self.block(start + unit, 1, unit, part, desk);
                }
            }
            at += size;
        }
        std::mem::take(&mut desk.told)
    }

    fn block(&self, start: usize, length: usize, at: usize, part: &mut Part<'_>, desk: &mut Desk) -> Spread {
        for (index, step) in self.steps.list.iter().enumerate() {
            let mut lanes = desk.take(step.row);
            let mut cover = step.cover.map(|row| (row, desk.take(row)));
            let wide = length > 1 && is_too_wide(step, desk);
            if let Some(out) = lanes.get_mut(..length).filter(|_| !wide) {
                let bound = {
                    let mut cover = cover.as_mut().and_then(|(_, cover)| cover.get_mut(..length));
                    let bound = self.step((index, step), start, (out, cover.as_deref_mut()), desk);
                    self.resolve(step, start, (out, cover), desk);
                    bound
                };
                let cover = cover.as_ref().and_then(|(_, cover)| cover.get(..length));
                self.finish(step, (start, at), (out, cover, bound), part, desk);
            }
            desk.put(step.row, lanes);
            if let Some((row, cover)) = cover {
                desk.put(row, cover);
            }
            if wide {
                desk.edges.take();
                return Spread::Wide;
            }
        }
        self.settle(start, at, part, desk);
        Spread::Narrow
    }

    /// Fills a step's row, and its coverage where that is asked for.
    fn step(
        &self,
        (index, step): (usize, &Step),
        start: usize,
        (out, cover): (&mut [f64], Option<&mut [f64]>),
        desk: &mut Desk,
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
            Op::Mean(op) => self.mean((index, op), start, (out, cover), desk),
            Op::Careful(op) => careful(op, (out, cover), desk),
            Op::Exact => self.exact(step, start, (out, cover)),
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
            let size = self.table.extremes(crate::formula::Slot(*slot))?.size();
            (size < LARGE).then_some(largest.max(size * slope.abs()))
        });
        let largest = match known {
            Some(largest) if largest < LARGE => {
                op.run(&block, out, cover.as_deref_mut(), &mut gaps, &mut (Unwatched, Unwatched, Unwatched));
                largest
            }
            _ => {
                let mut watch = (Largest::<WIDE>::new(), Largest::<NARROW>::new(), Largest::<1>::new());
                op.run(&block, out, cover.as_deref_mut(), &mut gaps, &mut watch);
                let product = watch.0.size().max(watch.1.size()).max(watch.2.size());
                if product >= op.reach {
                    doubt_lines(op, &block, &mut desk.unsure);
                }
                (product / op.lightest).min(LARGE)
            }
        };
        if let (Some(covers), Some(cover)) = (&op.covers, cover) {
            op.cover(covers, &block, cover);
        }
        if let Some(held) = desk.gaps.get_mut(index) {
            *held = gaps;
        }
        op.bound(largest, desk.bound_of(op.rows.iter().copied()))
    }

    fn exact(&self, step: &Step, start: usize, (out, mut cover): (&mut [f64], Option<&mut [f64]>)) -> Bound {
        let mut bound = Bound::default();
        for (lane, score) in out.iter_mut().enumerate() {
            let decision = self.leaf(step, start + lane);
            *score = decision.raw;
            if let Some(cover) = cover.as_deref_mut().and_then(|cover| cover.get_mut(lane)) {
                *cover = decision.coverage;
            }
            if !decision.raw.is_nan() {
                bound.size = bound.size.max(decision.raw.abs().min(LARGE));
            }
        }
        Bound { error: bound.size * UNIT + GRAIN, ..bound }
    }

    fn leaf(&self, step: &Step, unit: usize) -> exact::Decision {
        let datum = |slot: crate::formula::Slot| {
            self.table.columns().get(slot.index()).map_or(crate::formula::Datum::BLANK, |c| c.datum(unit))
        };
        exact::leaf(self.formula, step.node, datum).unwrap_or(exact::Decision::NONE)
    }

    /// Caps and writes out what is asked for; leaves in the row what goes up.
    fn finish(
        &self,
        step: &Step,
        (start, at): (usize, usize),
        (row, cover, mut bound): (&mut [f64], Option<&[f64]>, Bound),
        part: &mut Part<'_>,
        desk: &mut Desk,
    ) {
        let [low, high] = step.end.cap;
        if let Some(line) = step.end.wanted.and_then(|place| part.lines.get_mut(place as usize)) {
            let mut line = line.cut(at, row.len());
            line.write(row, cover, step.end.cap);
            self.certify(step, start, (row, bound), line, desk);
            if let Some(held) = step.end.wanted.and_then(|place| desk.told.bounds.get_mut(place as usize)) {
                // The score itself is held between two floats that may not be the caps.
                *held = held.max(bound.error + bound.size * UNIT);
            }
        }
        match &step.end.carry {
            Carried::Raw => {}
            Carried::Capped if low == f64::NEG_INFINITY && high == f64::INFINITY => {}
            Carried::Capped => cap(row, step.end.cap),
            Carried::Rounded(rounder) => {
                for (lane, score) in row.iter_mut().enumerate().filter(|(_, score)| !score.is_nan()) {
                    match rounder.round(*score, bound.error) {
                        Some(rounded) => *score = rounded,
                        None => *score = self.decide(step, start + lane, desk).rounded,
                    }
                }
                bound.error = (bound.size + 1.0) * UNIT + GRAIN;
            }
        }
        bound.size = if low.is_finite() && high.is_finite() {
            bound.size.min(low.abs().max(high.abs()))
        } else {
            bound.size
        };
        desk.set_bound(step.row, bound);
    }

    /// Bands and rounded scores: by floats where these can tell.
    fn certify(
        &self,
        step: &Step,
        start: usize,
        (row, bound): (&[f64], Bound),
        mut line: PartLine<'_>,
        desk: &mut Desk,
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
        for (lane, _) in unsure.take() {
            if matches!(step.op, Op::Leaf(_) | Op::Exact) {
                let decision = self.decide(step, start + lane, desk);
                line.decide(lane, &decision);
            } else {
                desk.edges.add(lane);
            }
        }
    }

    /// Puts the exact score where floats could not tell one. It goes up like any other: so a lane above it has
    /// the same bits whether floats could tell or not.
    fn resolve(
        &self,
        step: &Step,
        start: usize,
        (out, mut cover): (&mut [f64], Option<&mut [f64]>),
        desk: &mut Desk,
    ) {
        for (lane, doubt) in desk.unsure.take() {
            let decision = self.decide(step, start + lane, desk);
            let (score, coverage) = match doubt {
                Doubt::Presence(score, coverage) if !decision.raw.is_nan() => (score, coverage),
                _ => (decision.raw, decision.coverage),
            };
            if let Some(out) = out.get_mut(lane) {
                *out = score;
            }
            if let Some(cover) = cover.as_deref_mut().and_then(|cover| cover.get_mut(lane)) {
                *cover = coverage;
            }
        }
    }

    /// What the exact evaluator says of one unit: of a leaf by itself, of another node with all below it.
    fn decide(&self, step: &Step, unit: usize, desk: &mut Desk) -> exact::Decision {
        if matches!(step.op, Op::Leaf(_) | Op::Exact) {
            desk.told.decided.in_place += 1;
            return self.leaf(step, unit);
        }
        desk.told.decided.fallbacks += 1;
        let decisions = exact::nodes(self.formula, &self.table.unit(unit), &[step.node]);
        decisions.first().copied().unwrap_or(exact::Decision::NONE)
    }

    /// Lets the exact evaluator place and round the units on an edge.
    fn settle(&self, start: usize, at: usize, part: &mut Part<'_>, desk: &mut Desk) {
        for lane in desk.edges.take() {
            desk.told.decided.fallbacks += 1;
            let decisions = exact::nodes(self.formula, &self.table.unit(start + lane), self.want.nodes());
            for (line, decision) in part.lines.iter_mut().zip(decisions) {
                line.cut(at + lane, 1).decide(0, &decision);
            }
        }
    }
}

/// The three widths in which a mean is computed.
type Watches<'w, A, B, C> = &'w mut (A, B, C);

impl MeanOp {
    /// Blocks that had gaps begin with the kernel that minds them; a lane's bits are the same in either.
    fn run<A: Watch<WIDE>, B: Watch<NARROW>, C: Watch<1>>(
        &self,
        block: &Block<'_>,
        out: &mut [f64],
        mut cover: Option<&mut [f64]>,
        gaps: &mut Gaps,
        watch: Watches<'_, A, B, C>,
    ) {
        let mut found = Gaps::None;
        let mut at = 0;
        while at + WIDE <= out.len() {
            let Some(strip) = out.get_mut(at..at + WIDE) else { break };
            let dense =
                if *gaps == Gaps::None { Some(self.mean.dense(block, at, &mut watch.0)) } else { None };
            match dense.filter(|scores: &[f64; WIDE]| scores.iter().all(|score| !score.is_nan())) {
                Some(scores) => {
                    strip.copy_from_slice(&scores);
                    if let Some(cover) = cover.as_deref_mut().and_then(|cover| cover.get_mut(at..at + WIDE)) {
                        cover.fill(1.0);
                    }
                }
                None => {
                    for (strip, at) in strip.chunks_mut(NARROW).zip((at..).step_by(NARROW)) {
                        let whole = self.gapped(block, at, strip, cover.as_deref_mut(), &mut watch.1);
                        found = if whole { found } else { Gaps::Some };
                    }
                }
            }
            at += WIDE;
        }
        for lane in at..out.len() {
            if let Some(strip) = out.get_mut(lane..=lane) {
                self.gapped(block, lane, strip, cover.as_deref_mut(), &mut watch.2);
            }
        }
        *gaps = found;
    }

    /// One strip with gaps; whether it had none.
    #[inline(always)]
    fn gapped<const L: usize, W: Watch<L>>(
        &self,
        block: &Block<'_>,
        at: usize,
        out: &mut [f64],
        cover: Option<&mut [f64]>,
        watch: &mut W,
    ) -> bool {
        let strip = self.mean.gapped::<L, _, _>(block, at, watch);
        if let Some(out) = out.first_chunk_mut::<L>() {
            *out = strip.scores;
        }
        if let Some(cover) = cover.and_then(|cover| cover.get_mut(at..at + L)) {
            cover.copy_from_slice(&strip.present.map(|present| self.mean.coverage(present)));
        }
        strip.present.iter().all(|present| same(*present, self.mean.total))
    }

    /// Coverage where some child's is more than whether it is present.
    fn cover(&self, covers: &[Option<u32>], block: &Block<'_>, out: &mut [f64]) {
        for (lane, cover) in out.iter_mut().enumerate() {
            let share = |input| -> f64 { block.lanes_of::<1>(input, lane)[0] };
            let present = covers.iter().zip(&*self.mean.terms).fold(0.0, |sum, (row, term)| {
                let there = !share(term.input).is_nan();
                let covered = match row {
                    Some(row) if there => share(super::steps::Input::Row(*row)),
                    _ => f64::from(u8::from(there)),
                };
                sum + term.weight * covered
            });
            *cover = self.mean.coverage(present);
        }
    }

    /// The bound of a block in which no line's slope times its figure is larger than `largest`.
    fn bound(&self, largest: f64, rows: Bound) -> Bound {
        let lines = if self.lines.is_empty() { 0.0 } else { largest + self.offset };
        #[expect(clippy::cast_precision_loss, reason = "a count of children")]
        let count = self.mean.terms.len() as f64;
        let size = rows.size.max(lines);
        Bound { error: rows.error + (count + 20.0) * UNIT * (size + rows.size) + 2.0 * GRAIN, size }
    }
}

/// Looks for the lanes whose figures or scores are left to the exact evaluator.
fn doubt_lines(op: &MeanOp, block: &Block<'_>, unsure: &mut Unsure) {
    for (slot, slope) in &*op.lines {
        let figures = block.slice(super::steps::Input::Column(*slot)).unwrap_or_default();
        for (lane, figure) in figures.iter().enumerate() {
            if is_large(*figure, *slope) {
                unsure.add(lane, Doubt::Score);
            }
        }
    }
}

/// Whether a figure, or a line's score of it, is left to the exact evaluator.
pub(super) fn is_large(figure: f64, slope: f64) -> bool {
    figure.abs() >= LARGE || (figure * slope).abs() >= LARGE
}

fn careful(op: &CarefulOp, (out, mut cover): (&mut [f64], Option<&mut [f64]>), desk: &mut Desk) -> Bound {
    let children = desk.bound_of(op.children.iter().map(|child| child.row));
    let Desk { rows, present, unsure, .. } = desk;
    for (lane, score) in out.iter_mut().enumerate() {
        let value =
            |row: u32| rows.get(row as usize).and_then(|row| row.get(lane)).copied().unwrap_or(f64::NAN);
        let (is, coverage) = match op.lane(value, children.error, present) {
            Lane::Is(score, coverage) => (score, coverage),
            Lane::Doubtful => {
                unsure.add(lane, Doubt::Score);
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

/// The lanes that have a score.
fn scored(row: &[f64]) -> impl Iterator<Item = (usize, f64)> + '_ {
    row.iter().copied().enumerate().filter(|(_, score)| !score.is_nan())
}

fn presence(figures: &[f64], cover: &mut [f64]) {
    for (cover, figure) in cover.iter_mut().zip(figures) {
        *cover = if figure.is_nan() { 0.0 } else { 1.0 };
    }
}

/// Holds scores between two bounds.
fn cap(row: &mut [f64], bounds: [f64; 2]) {
    for score in row {
        *score = held(*score, bounds);
    }
}

impl PartLine<'_> {
    /// These units of it.
    fn cut(&mut self, at: usize, length: usize) -> PartLine<'_> {
        fn lanes<T>(all: &mut [T], at: usize, length: usize) -> &mut [T] {
            all.get_mut(at..at + length).unwrap_or_default()
        }
        PartLine {
            scores: lanes(self.scores, at, length),
            coverage: lanes(self.coverage, at, length),
            rounded: lanes(self.rounded, at, length),
            bands: lanes(self.bands, at, length),
        }
    }

    fn write(&mut self, row: &[f64], cover: Option<&[f64]>, bounds: [f64; 2]) {
        self.scores.copy_from_slice(row);
        if bounds != [f64::NEG_INFINITY, f64::INFINITY] {
            cap(self.scores, bounds);
        }
        if self.coverage.is_empty() {
            return;
        }
        presence(row, self.coverage);
        for (coverage, covered) in self.coverage.iter_mut().zip(cover.unwrap_or_default()) {
            *coverage *= covered;
        }
    }

    fn decide(&mut self, lane: usize, decision: &exact::Decision) {
        if let Some(rounded) = self.rounded.get_mut(lane) {
            *rounded = decision.rounded;
        }
        if let Some(place) = self.bands.get_mut(lane) {
            *place = decision.place;
        }
    }
}
