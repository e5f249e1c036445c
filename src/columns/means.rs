//! Means of one unit side by side, each in a lane of its own: term by term, in the order that each has alone.

use std::array::from_fn;

use super::leaves::{carried, hold, sides};
use super::mean::{Sums, share};
use super::source::{LANES, Lanes, Places, gather, put};
use super::steps::{Cell, MeanOp, Op, Step, Term};

/// Means that read nothing of each other. A lane with fewer terms than the longest is filled up with terms that are
/// missing, which change nothing.
#[derive(Clone, Debug)]
pub(super) struct MeanStrip {
    terms: Box<[Terms]>,
    /// Where what is covered of each term stands; empty where it is whether the term is present.
    shares: Box<[Places]>,
    total: Lanes,
    inverse: Lanes,
    /// What goes up lies between these.
    cap: [Lanes; 2],
    /// The first of its cells.
    out: Cell,
}

/// One term of each lane.
#[derive(Clone, Copy, Debug)]
struct Terms {
    places: Places,
    factors: Lanes,
    offsets: Lanes,
    weights: Lanes,
}

impl MeanStrip {
    /// These means; a lane without one reads nothing.
    pub(super) fn of(steps: &[&Step], nothing: Cell) -> MeanStrip {
        let op = |step: &&Step| if let Op::Mean(op) = &step.op { Some(op.clone()) } else { None };
        let means: Vec<MeanOp> = steps.iter().filter_map(op).collect();
        let caps: Vec<[f64; 2]> = steps.iter().map(|step| carried(step)).collect();
        let longest = means.iter().map(|op| op.mean.terms.len()).max().unwrap_or_default();
        let terms = |at: usize| -> [Option<Term>; LANES] {
            from_fn(|lane| means.get(lane).and_then(|op| op.mean.terms.get(at)).copied())
        };
        let figure = |of: fn(&MeanOp) -> f64| from_fn(|lane| means.get(lane).map_or(0.0, of));
        let partly = means.iter().any(|op| op.covers.is_some());
        let shares = |at| terms(at).map(|term| term.map_or(nothing, |term| term.share));
        MeanStrip {
            terms: (0..longest).map(|at| Terms::of(terms(at), nothing)).collect(),
            shares: if partly { (0..longest).map(shares).collect() } else { Box::default() },
            total: figure(|op| op.mean.total),
            inverse: figure(|op| op.mean.inverse),
            cap: sides(&caps),
            out: steps.first().map_or(nothing, |step| step.out),
        }
    }

    /// Computes them, and what is covered of each.
    #[inline(always)]
    pub(super) fn run(&self, cells: &mut [f64]) -> Option<()> {
        let mut sums = Sums::<LANES>::default();
        for Terms { places, factors, offsets, weights } in &self.terms {
            let mut products = gather(cells, places)?;
            products.iter_mut().zip(factors).for_each(|(product, factor)| *product *= factor);
            sums.add(&products, offsets, weights);
        }
        let scores = sums.scores(&self.total, &self.inverse);
        let mut coverage = if self.shares.is_empty() { sums.present } else { self.covered(cells)? };
        for (present, (total, inverse)) in coverage.iter_mut().zip(self.total.iter().zip(&self.inverse)) {
            *present = share(*present, *total, *inverse);
        }
        put(cells, self.out, hold(&scores, &self.cap))?;
        put(cells, self.out.after(LANES), coverage)
    }

    /// The weight that is covered.
    #[inline(always)]
    fn covered(&self, cells: &[f64]) -> Option<Lanes> {
        let mut sum = [0.0; LANES];
        for (terms, shares) in self.terms.iter().zip(&self.shares) {
            let (scores, shares) = (gather(cells, &terms.places)?, gather(cells, shares)?);
            for (sum, ((score, share), weight)) in
                sum.iter_mut().zip(scores.iter().zip(&shares).zip(&terms.weights))
            {
                *sum += weight * if score.is_nan() { 0.0 } else { *share };
            }
        }
        Some(sum)
    }
}

impl Terms {
    fn of(terms: [Option<Term>; LANES], nothing: Cell) -> Terms {
        let figure = |of: fn(Term) -> f64| terms.map(|term| term.map_or(0.0, of));
        Terms {
            places: terms.map(|term| term.map_or(nothing, |term| term.cell)),
            factors: figure(|term| term.factor),
            offsets: figure(|term| term.offset),
            weights: figure(|term| term.weight),
        }
    }
}
