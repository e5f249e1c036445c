use std::collections::HashSet;

use crate::formula::{NodeIndex, Placing};

use super::bound::held;
use super::{TableError, exact};

/// What is asked of a pass: which nodes, and what of each beside its score.
///
/// ```
/// use renstra::columns::Want;
/// use renstra::formula::NodeIndex;
/// let want = Want::scores([NodeIndex(2)]).coverage().bands();
/// assert_eq!(want.nodes(), [NodeIndex(2)]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    nodes: Vec<NodeIndex>,
    coverage: bool,
    bands: bool,
    rounded: bool,
}

impl Want {
    /// The scores of these nodes, after their caps.
    #[must_use]
    pub fn scores(nodes: impl IntoIterator<Item = NodeIndex>) -> Want {
        Want { nodes: once(nodes), coverage: false, bands: false, rounded: false }
    }

    /// Their coverage too.
    #[must_use]
    pub fn coverage(self) -> Want {
        Want { coverage: true, ..self }
    }

    /// The bands that they fall in too: always those of the exact evaluator.
    #[must_use]
    pub fn bands(self) -> Want {
        Want { bands: true, ..self }
    }

    /// Their rounded scores too: always those of the exact evaluator.
    #[must_use]
    pub fn rounded(self) -> Want {
        Want { rounded: true, ..self }
    }

    /// The nodes, in the order in which they were asked for.
    #[must_use]
    pub fn nodes(&self) -> &[NodeIndex] {
        &self.nodes
    }

    pub(super) fn wants_coverage(&self) -> bool {
        self.coverage
    }

    pub(super) fn wants_bands(&self) -> bool {
        self.bands
    }

    pub(super) fn wants_rounded(&self) -> bool {
        self.rounded
    }
}

/// Each node once, in the order in which it is named first.
fn once(nodes: impl IntoIterator<Item = NodeIndex>) -> Vec<NodeIndex> {
    let mut seen = HashSet::new();
    nodes.into_iter().filter(|node| seen.insert(*node)).collect()
}

/// What a pass gives: for each node that was asked for, a column over the units.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    units: usize,
    lines: Vec<Line>,
    decided: Decided,
}

/// One node's column over the units.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    node: NodeIndex,
    scores: Vec<f64>,
    coverage: Vec<f64>,
    rounded: Vec<f64>,
    bands: Vec<Placing>,
    bound: f64,
}

/// How often floats could not tell, and exact arithmetic did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Decided {
    /// Edges of single values, decided in place: the leaf alone was computed exactly.
    pub in_place: usize,
    /// Units that the exact evaluator scored as a whole.
    pub fallbacks: usize,
}

/// What a run tells beside the columns that it fills.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub(super) decided: Decided,
    /// The greatest bound of each node that was asked for.
    pub(super) bounds: Vec<f64>,
}

impl Told {
    /// What both tell together.
    pub(super) fn and(mut self, other: Told) -> Told {
        self.bounds.resize(self.bounds.len().max(other.bounds.len()), 0.0);
        for (bound, other) in self.bounds.iter_mut().zip(other.bounds) {
            *bound = bound.max(other);
        }
        self.decided = self.decided.and(other.decided);
        self
    }
}

impl Decided {
    /// Both together.
    pub(super) fn and(self, other: Decided) -> Decided {
        Decided { in_place: self.in_place + other.in_place, fallbacks: self.fallbacks + other.fallbacks }
    }
}

impl Line {
    /// The node.
    #[must_use]
    pub fn node(&self) -> NodeIndex {
        self.node
    }

    /// The score of each unit after its cap, within [`bound`](Line::bound) of the exact one. NaN means that there is no score; the exact evaluator says why.
    #[must_use]
    pub fn scores(&self) -> &[f64] {
        &self.scores
    }

    /// How far any of the scores may lie from the exact one.
    #[must_use]
    pub fn bound(&self) -> f64 {
        self.bound
    }

    /// The score of one unit, if it has one.
    #[must_use]
    pub fn score(&self, unit: usize) -> Option<f64> {
        self.scores.get(unit).copied().filter(|score| !score.is_nan())
    }

    /// The share of weight that is present, of each unit; empty unless asked for. 0 where there is no score.
    #[must_use]
    pub fn coverage(&self) -> &[f64] {
        &self.coverage
    }

    /// The rounded score of each unit: the float nearest to the exact evaluator's; NaN where there is no score.
    /// Empty unless asked for.
    #[must_use]
    pub fn rounded(&self) -> &[f64] {
        &self.rounded
    }

    /// The band of each unit, as the exact evaluator places it; empty unless asked for. A unit without a score
    /// has [`Placing::NoBands`].
    #[must_use]
    pub fn bands(&self) -> &[Placing] {
        &self.bands
    }
}

impl Sheet {
    /// An empty sheet for so many units.
    #[must_use]
    pub fn new(want: &Want, units: usize) -> Sheet {
        let line = |node: &NodeIndex| Line {
            node: *node,
            scores: vec![f64::NAN; units],
            coverage: vec![0.0; if want.coverage { units } else { 0 }],
            rounded: vec![f64::NAN; if want.rounded { units } else { 0 }],
            bands: vec![Placing::NoBands; if want.bands { units } else { 0 }],
            bound: 0.0,
        };
        Sheet { units, lines: want.nodes.iter().map(line).collect(), decided: Decided::default() }
    }

    /// The columns, in the order in which the nodes were asked for.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// A node's column, if it was asked for.
    #[must_use]
    pub fn line(&self, node: NodeIndex) -> Option<&Line> {
        self.lines.iter().find(|line| line.node == node)
    }

    /// How often exact arithmetic had to decide.
    #[must_use]
    pub fn decided(&self) -> Decided {
        self.decided
    }

    /// How many units it is for.
    #[must_use]
    pub fn units(&self) -> usize {
        self.units
    }

    pub(super) fn tell(&mut self, told: &Told) {
        self.decided = told.decided;
        for (line, bound) in self.lines.iter_mut().zip(&told.bounds) {
            line.bound = *bound;
        }
    }

    /// Whether it was made for this.
    pub(super) fn fits(&self, want: &Want, units: usize) -> Result<(), TableError> {
        let nodes = self.lines.iter().map(|line| line.node).eq(want.nodes.iter().copied());
        let length = |wanted: bool| if wanted { units } else { 0 };
        let columns = self.lines.iter().all(|line| {
            line.coverage.len() == length(want.coverage)
                && line.rounded.len() == length(want.rounded)
                && line.bands.len() == length(want.bands)
        });
        (nodes && columns && self.units == units).then_some(()).ok_or(TableError::Sheet)
    }

    /// Cut into parts of so many units each, to be filled apart.
    pub(super) fn parts(&mut self, units: usize) -> Vec<Part<'_>> {
        let count = self.units.div_ceil(units.max(1));
        let mut parts: Vec<Part<'_>> = (0..count).map(|_| Part { lines: Vec::new() }).collect();
        for line in &mut self.lines {
            let mut coverage = line.coverage.chunks_mut(units);
            let mut rounded = line.rounded.chunks_mut(units);
            let mut bands = line.bands.chunks_mut(units);
            for (part, scores) in parts.iter_mut().zip(line.scores.chunks_mut(units)) {
                part.lines.push(PartLine {
                    scores,
                    coverage: coverage.next().unwrap_or_default(),
                    rounded: rounded.next().unwrap_or_default(),
                    bands: bands.next().unwrap_or_default(),
                });
            }
        }
        parts
    }
}

/// Some units of a sheet.
pub(super) struct Part<'s> {
    pub(super) lines: Vec<PartLine<'s>>,
}

/// One node's column over some units; what was not asked for is empty.
pub(super) struct PartLine<'s> {
    pub(super) scores: &'s mut [f64],
    pub(super) coverage: &'s mut [f64],
    pub(super) rounded: &'s mut [f64],
    pub(super) bands: &'s mut [Placing],
}

impl PartLine<'_> {
    /// These units of it.
    pub(super) fn cut(&mut self, at: usize, length: usize) -> PartLine<'_> {
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

    pub(super) fn write(&mut self, row: &[f64], cover: Option<&[f64]>, bounds: [f64; 2]) {
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

    pub(super) fn decide(&mut self, lane: usize, decision: &exact::Decision) {
        if let Some(rounded) = self.rounded.get_mut(lane) {
            *rounded = decision.rounded;
        }
        if let Some(place) = self.bands.get_mut(lane) {
            *place = decision.place;
        }
    }
}

/// Covered where there is a figure.
pub(super) fn presence(figures: &[f64], cover: &mut [f64]) {
    for (cover, figure) in cover.iter_mut().zip(figures) {
        *cover = if figure.is_nan() { 0.0 } else { 1.0 };
    }
}

/// Holds scores between two bounds.
pub(super) fn cap(row: &mut [f64], bounds: [f64; 2]) {
    for score in row {
        *score = held(*score, bounds);
    }
}
