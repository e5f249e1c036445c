//! A mean at work: over a block, in the widest strips that its gaps allow, and over one unit.

use super::bound::{Bound, GRAIN, LARGE, UNIT, same};
use super::desk::{Doubt, Gaps, Unsure};
use super::mean::{Strip, Watch};
use super::source::{Block, Unit};
use super::steps::{Input, MeanOp, Term};

/// Lanes of the gapless kernel, which keeps a sum for each.
pub(super) const WIDE: usize = 8;
/// Lanes of the kernel with gaps, which keeps three sums for each.
pub(super) const NARROW: usize = 4;

/// The three widths in which a mean is computed.
type Watches<'w, A, B, C> = &'w mut (A, B, C);

impl MeanOp {
    /// Blocks that had gaps begin with the kernel that minds them; a lane's bits are the same in either.
    #[inline(always)]
    pub(super) fn run<A: Watch<WIDE>, B: Watch<NARROW>, C: Watch<1>>(
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

    /// Coverage of a block where some child's is more than whether it is present.
    pub(super) fn cover_block(&self, covers: &[Option<u32>], block: &Block<'_>, out: &mut [f64]) {
        for (lane, cover) in out.iter_mut().enumerate() {
            let share = |input| -> f64 { block.lanes_of::<1>(input, lane)[0] };
            *cover = self.covered(covers, |term| share(term.input), |_, row| share(Input::Row(row)));
        }
    }

    /// Coverage where some child's is more than whether it is present: of each the share that its row tells.
    #[inline(always)]
    pub(super) fn covered(
        &self,
        covers: &[Option<u32>],
        value: impl Fn(&Term) -> f64,
        share: impl Fn(&Term, u32) -> f64,
    ) -> f64 {
        let present = covers.iter().zip(&*self.mean.terms).fold(0.0, |sum, (row, term)| {
            let there = !value(term).is_nan();
            let covered = match row {
                Some(row) if there => share(term, *row),
                _ => f64::from(u8::from(there)),
            };
            sum + term.weight * covered
        });
        self.mean.coverage(present)
    }

    /// The score of one unit, and the weight that is present as a share.
    #[inline(always)]
    pub(super) fn one<W: Watch<1>>(&self, unit: &Unit<'_>, watch: &mut W) -> (f64, f64) {
        let [dense] = self.mean.dense::<1, _, _>(unit, 0, watch);
        if !dense.is_nan() {
            return (dense, 1.0);
        }
        let Strip { scores: [score], present: [present] } = self.mean.gapped::<1, _, _>(unit, 0, watch);
        (score, self.mean.coverage(present))
    }

    /// The bound of a block in which no line's slope times its figure is larger than `largest`.
    pub(super) fn bound(&self, largest: f64, rows: Bound) -> Bound {
        let lines = if self.lines.is_empty() { 0.0 } else { largest + self.offset };
        #[expect(clippy::cast_precision_loss, reason = "a count of children")]
        let count = self.mean.terms.len() as f64;
        let size = rows.size.max(lines);
        Bound { error: rows.error + (count + 20.0) * UNIT * (size + rows.size) + 2.0 * GRAIN, size }
    }
}

/// Looks for the lanes whose figures or scores are left to the exact evaluator.
pub(super) fn doubt_lines(op: &MeanOp, block: &Block<'_>, unsure: &mut Unsure) {
    for (slot, slope) in &*op.lines {
        let figures = block.slice(Input::Column(*slot)).unwrap_or_default();
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
