//! How what an element has is divided among the missions: own, shared, unreached.

use std::sync::Arc;

use crate::number::{Exact, Number};
use crate::plan::Plan;

/// How what an element has is divided among the tops. The parts add up to 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Division {
    /// The share of each top that gets one, by its position among the tops.
    pub(super) tops: Vec<(u32, Exact)>,
    /// What several tops share without a declared split.
    pub(super) shared: Exact,
    /// What reaches none.
    pub(super) unreached: Exact,
}

impl Division {
    pub(super) fn unreached() -> Arc<Division> {
        Arc::new(Division { tops: Vec::new(), shared: Exact::ZERO, unreached: Exact::ONE })
    }

    fn all_shared() -> Division {
        Division { tops: Vec::new(), shared: Exact::ONE, unreached: Exact::ZERO }
    }

    pub(super) fn all_to(top: u32) -> Division {
        Division { tops: vec![(top, Exact::ONE)], shared: Exact::ZERO, unreached: Exact::ZERO }
    }

    /// How much room one division may take, so that no share can ask for unbounded work.
    pub(super) const MOST: usize = 1 << 12;

    /// How much room it takes.
    pub(super) fn size(&self) -> usize {
        let tops: usize = self.tops.iter().map(|(_, share)| share.words()).sum();
        tops + self.shared.words() + self.unreached.words()
    }

    pub(super) fn is_nowhere(&self) -> bool {
        self.tops.is_empty() && self.shared.is_zero()
    }

    /// The same division among tops that stand `offset` places further on.
    pub(super) fn moved(self: Arc<Division>, offset: u32) -> Arc<Division> {
        if offset == 0 || self.tops.is_empty() {
            return self;
        }
        let tops = self.tops.iter().map(|(top, share)| (top + offset, share.clone())).collect();
        Arc::new(Division { tops, shared: self.shared.clone(), unreached: self.unreached.clone() })
    }

    /// The same division among tops that are counted otherwise.
    pub(super) fn renamed(&self, to: &[u32]) -> Option<Division> {
        let mut tops = Vec::with_capacity(self.tops.len());
        for (top, share) in &self.tops {
            add(&mut tops, *to.get(*top as usize)?, share)?;
        }
        Some(Division { tops, shared: self.shared.clone(), unreached: self.unreached.clone() })
    }

    /// The division one level further, where what each top has is divided on. What several tops share without a
    /// declared split goes on by one way where all that are touched go on by the same, and stays shared where not.
    pub(super) fn carried(&self, touched: &[u32], onward: &[Arc<Division>]) -> Option<Division> {
        let of = |top: &u32| onward.get(*top as usize);
        let own = self.tops.iter().map(|(top, share)| Some((share.clone(), of(top)?.clone())));
        let mut parts = own.collect::<Option<Vec<_>>>()?;
        let mut all = touched.iter().map(of);
        let first = all.next().flatten();
        let one = first.filter(|first| all.all(|other| other == Some(*first)));
        parts.extend(one.map(|one| (self.shared.clone(), one.clone())));
        let mut sum = Division::weighted(&parts)?;
        if one.is_none() {
            sum.unreached = sum.unreached.checked_sub(&self.shared)?;
            sum.shared = sum.shared.checked_add(&self.shared)?;
        }
        Some(sum)
    }

    /// A sum of divisions by shares; what the shares leave over reaches nothing.
    fn weighted(parts: &[(Exact, Arc<Division>)]) -> Option<Division> {
        let mut sum = Division { tops: Vec::new(), shared: Exact::ZERO, unreached: Exact::ONE };
        for (share, division) in parts {
            sum.unreached = sum.unreached.checked_sub(share)?;
            sum.unreached = sum.unreached.checked_add(&share.checked_mul(&division.unreached)?)?;
            sum.shared = sum.shared.checked_add(&share.checked_mul(&division.shared)?)?;
            for (top, part) in &division.tops {
                add(&mut sum.tops, *top, &share.checked_mul(part)?)?;
            }
        }
        (!sum.unreached.is_negative()).then_some(sum)
    }
}

/// A share of nothing is no share: two divisions are the same when what they give is the same.
fn add(tops: &mut Vec<(u32, Exact)>, top: u32, part: &Exact) -> Option<()> {
    if part.is_zero() {
        return Some(());
    }
    match tops.binary_search_by_key(&top, |(at, _)| *at) {
        Ok(at) => {
            let (_, sum) = tops.get_mut(at)?;
            *sum = sum.checked_add(part)?;
        }
        Err(at) => tops.insert(at, (top, part.clone())),
    }
    Some(())
}

/// The division of an element whose ways up have these shares and divisions.
///
/// Shares that add up to more than the whole are a finding of the plan's check; here, all is then shared.
pub(super) fn divide(parts: &[(Option<Number>, Arc<Division>)]) -> Arc<Division> {
    let declared: Option<Vec<(Exact, Arc<Division>)>> =
        parts.iter().map(|(share, division)| Some((Exact::from((*share)?), division.clone()))).collect();
    if let Some(declared) = declared.filter(|declared| !declared.is_empty()) {
        return Arc::new(Division::weighted(&declared).unwrap_or_else(Division::all_shared));
    }
    let mut leading = parts.iter().filter(|(share, division)| share.is_some() || !division.is_nowhere());
    match leading.next() {
        None => Division::unreached(),
        Some((None, first)) if leading.all(|(share, other)| share.is_none() && other == first) => {
            first.clone()
        }
        Some(_) => Arc::new(Division::all_shared()),
    }
}

/// The union of ascending sets; one that is the same everywhere is kept and not copied.
pub(super) fn union(sets: &[Arc<[u32]>]) -> Arc<[u32]> {
    if let Some(first) = sets.first().filter(|first| sets.iter().all(|set| set == *first)) {
        return first.clone();
    }
    let mut all: Vec<u32> = sets.iter().flat_map(|set| set.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all.into()
}

/// Sets each once: many links to what has one and the same set ask for it once.
pub(super) fn distinct(mut sets: Vec<Arc<[u32]>>) -> Vec<Arc<[u32]>> {
    sets.sort_by_key(|set| set.as_ptr());
    sets.dedup_by(|a, b| Arc::ptr_eq(a, b));
    sets
}

/// How much may be written down about the ways of a plan, in machine words: in line with its size, and far more
/// than any plan of a hundred missions asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room(usize);

impl Room {
    pub(super) fn of(plan: &Plan) -> Room {
        let links: usize = plan.elements().map(|element| element.links().count()).sum();
        Room(1_000_000 + 64 * (plan.elements().len() + links))
    }

    /// Takes so much of it; `None` where no more is left.
    pub(super) fn take(&mut self, words: usize) -> Option<()> {
        self.0 = self.0.checked_sub(words)?;
        Some(())
    }
}
