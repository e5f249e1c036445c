//! The weighted arithmetic mean over lanes: the kernel in which a pass spends its time.
//!
//! A term is k·x + off with a weight; of a child that was computed before, k is the weight and off is 0; of a
//! leaf whose rule is a straight line, weight and line are multiplied beforehand, and leaf and mean are one.
//!
//! ```text
//!            Σ k·x + Σ off
//!  score  =  ─────────────    over the terms that are present; where all are, times 1/W
//!                Σ w
//! ```
//!
//! The terms are added in one order, and each lane by itself: so a lane's bits depend neither on its
//! neighbours nor on the width of the vector instructions, nor on whether the block had gaps.

use super::bound::same;
use super::source::Source;
use super::steps::Term;

/// Terms, and what is known of them beforehand.
#[derive(Clone, Debug)]
pub(super) struct Mean {
    pub(super) terms: Box<[Term]>,
    /// Σ off and Σ w, in the order of the terms, and 1/W.
    pub(super) offsets: f64,
    pub(super) total: f64,
    pub(super) inverse: f64,
}

/// Looks at every product k·x: what is large is looked at again. A copy of it looks on while a strip is computed: what stays in
/// registers is written once, and not lane by lane where it changes.
pub(super) trait Watch<const L: usize>: Copy {
    fn see(&mut self, products: &[f64; L]);
}

/// Nothing has to be watched: the sizes are known.
#[derive(Clone, Copy)]
pub(super) struct Unwatched;

impl<const L: usize> Watch<L> for Unwatched {
    #[inline(always)]
    fn see(&mut self, _: &[f64; L]) {}
}

/// Keeps the size of the largest product of each lane.
#[derive(Clone, Copy)]
pub(super) struct Largest<const L: usize>(pub(super) [f64; L]);

impl<const L: usize> Largest<L> {
    pub(super) fn new() -> Largest<L> {
        Largest([0.0; L])
    }

    pub(super) fn size(&self) -> f64 {
        self.0.iter().copied().fold(0.0, f64::max)
    }
}

impl<const L: usize> Watch<L> for Largest<L> {
    #[inline(always)]
    fn see(&mut self, products: &[f64; L]) {
        for (largest, product) in self.0.iter_mut().zip(products) {
            let size = product.abs();
            *largest = if size > *largest { size } else { *largest };
        }
    }
}

/// The score of each lane, and the weight that is present.
pub(super) struct Strip<const L: usize> {
    pub(super) scores: [f64; L],
    pub(super) present: [f64; L],
}

/// What is added up of the terms that are present, in each lane.
pub(super) struct Sums<const L: usize> {
    products: [f64; L],
    offsets: [f64; L],
    pub(super) present: [f64; L],
}

impl Mean {
    /// These terms.
    pub(super) fn new(terms: Vec<Term>) -> Mean {
        let (offsets, total) = terms
            .iter()
            .fold((0.0, 0.0), |(offsets, total), term| (offsets + term.offset, total + term.weight));
        Mean { terms: terms.into(), offsets, total, inverse: 1.0 / total }
    }

    /// Lanes in which nothing is missing; a lane with a gap comes out as NaN.
    #[inline(always)]
    pub(super) fn dense<const L: usize, S: Source, W: Watch<L>>(
        &self,
        source: &S,
        at: usize,
        watch: &mut W,
    ) -> [f64; L] {
        let mut sum = [0.0; L];
        let mut here = *watch;
        for term in &*self.terms {
            let products = source.lanes::<L>(term, at).map(|x| term.factor * x);
            here.see(&products);
            for (sum, product) in sum.iter_mut().zip(&products) {
                *sum += product;
            }
        }
        *watch = here;
        sum.map(|sum| (sum + self.offsets) * self.inverse)
    }

    /// Lanes with gaps: what is missing leaves, and the weights of the others count alone.
    #[inline(always)]
    pub(super) fn gapped<const L: usize, S: Source, W: Watch<L>>(
        &self,
        source: &S,
        at: usize,
        watch: &mut W,
    ) -> Strip<L> {
        let mut sums = Sums::<L>::default();
        let mut here = *watch;
        for term in &*self.terms {
            let products = source.lanes::<L>(term, at).map(|x| term.factor * x);
            here.see(&products);
            sums.add(&products, &[term.offset; L], &[term.weight; L]);
        }
        *watch = here;
        Strip { scores: sums.scores(&[self.total; L], &[self.inverse; L]), present: sums.present }
    }

    /// The share of weight that is present.
    #[inline(always)]
    pub(super) fn coverage(&self, present: f64) -> f64 {
        share(present, self.total, self.inverse)
    }
}

/// The share of a total, given one over it.
#[inline(always)]
pub(super) fn share(present: f64, total: f64, inverse: f64) -> f64 {
    let part = present * inverse;
    if same(present, total) { 1.0 } else { part }
}

impl<const L: usize> Default for Sums<L> {
    fn default() -> Sums<L> {
        Sums { products: [0.0; L], offsets: [0.0; L], present: [0.0; L] }
    }
}

impl<const L: usize> Sums<L> {
    /// Adds a term where it is present.
    #[inline(always)]
    pub(super) fn add(&mut self, products: &[f64; L], offsets: &[f64; L], weights: &[f64; L]) {
        let sums = self.products.iter_mut().zip(&mut self.offsets).zip(&mut self.present);
        let terms = products.iter().zip(offsets).zip(weights);
        for (((sum, offsets), present), ((product, offset), weight)) in sums.zip(terms) {
            let there = if product.is_nan() { 0.0 } else { 1.0 };
            *sum += if product.is_nan() { 0.0 } else { *product };
            *offsets += offset * there;
            *present += weight * there;
        }
    }

    /// The scores, given Σ w of all terms and one over it.
    #[inline(always)]
    pub(super) fn scores(&self, totals: &[f64; L], inverses: &[f64; L]) -> [f64; L] {
        let mut scores = [0.0; L];
        let sums = self.products.iter().zip(&self.offsets).zip(&self.present);
        for ((score, ((sum, offset), weight)), (total, inverse)) in
            scores.iter_mut().zip(sums).zip(totals.iter().zip(inverses))
        {
            let all = sum + offset;
            let (whole, part) = (all * inverse, all / weight);
            *score = if same(*weight, *total) { whole } else { part };
        }
        scores
    }
}
