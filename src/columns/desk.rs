//! What a pass works on: rows of a block, what is known of each, and the lanes that floats cannot tell.

use super::bound::Bound;
use super::careful::Present;
use super::sheet::Told;
use super::steps::Steps;

/// How many units are computed at once: a few rows of them stay in the nearest cache.
pub(super) const BLOCK: usize = 512;

/// Some units: those of a table from `start` on, which are those of a part from `at` on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) start: usize,
    pub(super) at: usize,
    pub(super) length: usize,
}

impl Stretch {
    /// Both halves of two units or more.
    pub(super) fn halves(self) -> [Stretch; 2] {
        let Stretch { start, at, length } = self;
        let half = length / 2;
        let rest = Stretch { start: start + half, at: at + half, length: length - half };
        [Stretch { length: half, ..self }, rest]
    }
}

/// Rows of one block, used again for the next.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    pub(super) rows: Vec<Vec<f64>>,
    pub(super) bounds: Vec<Bound>,
    /// Of each step, whether its last block had gaps.
    pub(super) gaps: Vec<Gaps>,
    pub(super) unsure: Unsure,
    pub(super) edges: Edges,
    pub(super) present: Present,
    pub(super) told: Told,
}

/// Whether a block had gaps: the next one is likely to have some too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gaps {
    None,
    Some,
}

/// Lanes of a step that floats cannot score.
#[derive(Clone, Debug, Default)]
pub(super) struct Unsure {
    lanes: Vec<(usize, Doubt)>,
}

/// What is in doubt of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Doubt {
    /// The score itself.
    Score,
    /// The same; if there is one, it has this coverage.
    Covered(f64),
    /// Whether there is one; if there is, it is this, with this coverage.
    Presence(f64, f64),
}

impl Unsure {
    pub(super) fn add(&mut self, lane: usize, doubt: Doubt) {
        if self.lanes.last().is_none_or(|(last, _)| *last != lane) {
            self.lanes.push((lane, doubt));
        }
    }

    /// The lanes, each once; none is in doubt after that.
    pub(super) fn take(&mut self) -> Vec<(usize, Doubt)> {
        let mut lanes = std::mem::take(&mut self.lanes);
        lanes.sort_by_key(|(lane, _)| *lane);
        lanes.dedup_by_key(|(lane, _)| *lane);
        lanes
    }
}

/// Units of a block of which some score lies on an edge between two bands or two rounded figures.
#[derive(Clone, Debug)]
pub(super) struct Edges {
    lanes: Vec<bool>,
    any: bool,
}

impl Edges {
    pub(super) fn add(&mut self, lane: usize) {
        if let Some(held) = self.lanes.get_mut(lane) {
            *held = true;
            self.any = true;
        }
    }

    /// The lanes; none is on an edge after that.
    pub(super) fn take(&mut self) -> Vec<usize> {
        if !std::mem::take(&mut self.any) {
            return Vec::new();
        }
        let lanes =
            self.lanes.iter_mut().enumerate().filter_map(|(lane, held)| std::mem::take(held).then_some(lane));
        lanes.collect()
    }
}

impl Desk {
    /// For so many units at once.
    pub(super) fn new(steps: &Steps, units: usize) -> Desk {
        let rows = steps.rows as usize;
        Desk {
            rows: vec![vec![f64::NAN; units]; rows],
            bounds: vec![Bound::default(); rows],
            gaps: vec![Gaps::None; steps.list.len()],
            unsure: Unsure::default(),
            edges: Edges { lanes: vec![false; units], any: false },
            present: Present::default(),
            told: Told::default(),
        }
    }

    /// Takes a row out, to be written while the others are read.
    pub(super) fn take(&mut self, row: u32) -> Vec<f64> {
        self.rows.get_mut(row as usize).map(std::mem::take).unwrap_or_default()
    }

    pub(super) fn put(&mut self, row: u32, lanes: Vec<f64>) {
        if let Some(row) = self.rows.get_mut(row as usize) {
            *row = lanes;
        }
    }

    pub(super) fn bound(&self, row: u32) -> Bound {
        self.bounds.get(row as usize).copied().unwrap_or_default()
    }

    /// The largest of these rows' bounds.
    pub(super) fn bound_of(&self, rows: impl Iterator<Item = u32>) -> Bound {
        rows.map(|row| self.bound(row)).fold(Bound::default(), Bound::or)
    }

    pub(super) fn set_bound(&mut self, row: u32, bound: Bound) {
        if let Some(held) = self.bounds.get_mut(row as usize) {
            *held = bound;
        }
    }
}
