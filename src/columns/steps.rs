//! What a pass does, step by step: a formula made flat, with everything known beforehand worked out.

use crate::formula::{Method, NodeIndex};

use super::edge::{Cuts, Rounder};
use super::kernel::Kernel;
use super::layout::Layout;
use super::mean::Mean;
use super::series::SeriesOp;

/// Where lanes come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Input {
    /// A column of the table.
    Column(u32),
    /// A row that was computed before.
    Row(u32),
    /// The same for every unit.
    Const(f64),
}

/// A place in the one list of everything that a unit is computed from: its slots, what was computed, constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Cell(pub(super) u32);

/// One child of a [`Mean`]: `factor` · x + `offset`, with a weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    pub(super) input: Input,
    /// Where a single unit has it.
    pub(super) cell: Cell,
    /// Where it has what is covered of it.
    pub(super) share: Cell,
    pub(super) factor: f64,
    pub(super) offset: f64,
    pub(super) weight: f64,
}

/// A node of the formula.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) node: NodeIndex,
    pub(super) op: Op,
    /// The row that its score goes into, as it goes up.
    pub(super) row: u32,
    /// Where a single unit has it.
    pub(super) out: Cell,
    /// The row that its coverage goes into, where anyone asks for it.
    pub(super) cover: Option<u32>,
    /// Where a single unit has that, if it has it at all.
    pub(super) share: Option<Cell>,
    pub(super) end: End,
}

impl Step {
    /// Whether the exact evaluator scores it by itself.
    pub(super) fn is_leaf(&self) -> bool {
        matches!(self.op, Op::Leaf(_) | Op::Exact)
    }
}

/// How the scores of a row come about.
#[derive(Clone, Debug)]
pub(super) enum Op {
    /// A rule.
    Leaf(LeafOp),
    /// Several periods made one value.
    Series(SeriesOp),
    /// An arithmetic mean that re-weights.
    Mean(MeanOp),
    /// Any other aggregate, a lane at a time.
    Careful(Box<CarefulOp>),
    /// The exact evaluator, a lane at a time: a rule that has no kernel.
    Exact,
    /// The same for every unit, without a score.
    Nothing(f64),
}

/// A rule over its inputs.
#[derive(Clone, Debug)]
pub(super) struct LeafOp {
    pub(super) kernel: Kernel,
    pub(super) inputs: [Input; 4],
    /// Where a single unit has them.
    pub(super) cells: [Cell; 4],
    pub(super) gap: Gap,
}

/// What a missing actual gives.
#[derive(Clone, Copy, Debug)]
pub(super) enum Gap {
    /// This score; NaN for none.
    Scores(f64),
    /// What the exact evaluator makes of the figure that stands in.
    StandsIn,
}

/// A mean, with what its bound and its coverage need.
#[derive(Clone, Debug)]
pub(super) struct MeanOp {
    pub(super) mean: Mean,
    /// The rows among its children.
    pub(super) rows: Box<[u32]>,
    /// The lines among them: their slots and slopes.
    pub(super) lines: Box<[(u32, f64)]>,
    /// The greatest offset of a line over its weight.
    pub(super) offset: f64,
    /// A product below this shows that no figure is large.
    pub(super) reach: f64,
    /// The least weight of a line.
    pub(super) lightest: f64,
    /// The row with the coverage of each term, where it is more than whether it is present; `None` where no
    /// term has one.
    pub(super) covers: Option<Box<[Option<u32>]>>,
}

/// An aggregate that minds why a child is missing, or is no mean.
#[derive(Clone, Debug)]
pub(super) struct CarefulOp {
    pub(super) method: Method,
    pub(super) children: Box<[Child]>,
    pub(super) missing: Missing,
    /// The least share of weight that is present, and the least share of the children by their number.
    pub(super) minimum: Option<Minimum>,
    pub(super) fewest: Option<Minimum>,
    /// Σ w, in the order of the children.
    pub(super) total: f64,
    /// 1 / `total`, as the plain mean has it.
    pub(super) inverse: f64,
    pub(super) marks: Marks,
}

/// Whether columns may hold the mark of units that are not concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    None,
    Some,
}

/// A child of a [`CarefulOp`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Child {
    pub(super) row: u32,
    /// Where a single unit has it.
    pub(super) cell: Cell,
    /// Where it has what is covered of it.
    pub(super) share: Cell,
    pub(super) cover: Cover,
    pub(super) zero: Zero,
    pub(super) weight: f64,
}

/// What a row's 0 says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zero {
    /// The exact score is 0 too: it was decided by a comparison.
    Certain,
    /// It may lie beside 0.
    Rounded,
}

/// Where a child's coverage comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cover {
    /// Whole where there is a score.
    Presence,
    /// Computed before.
    Row(u32),
}

/// What a child without a score does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Missing {
    /// It leaves.
    Leave,
    /// It counts with this score.
    Fill(f64),
    /// The parent has no score either.
    Propagate,
}

/// The least coverage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Minimum {
    pub(super) share: f64,
    /// The same in units of 10⁻¹⁵, where weights and coverages are whole numbers: then it is decided exactly.
    pub(super) units: Option<i128>,
}

/// How a step's scores end.
#[derive(Clone, Debug)]
pub(super) struct End {
    /// Nothing below the first, nothing above the second.
    pub(super) cap: [f64; 2],
    pub(super) carry: Carried,
    /// The place among the nodes that were asked for.
    pub(super) wanted: Option<u32>,
    /// Bands, where they are asked for.
    pub(super) placing: Placed,
    /// Rounding, where it is asked for.
    pub(super) rounder: Option<Rounder>,
}

/// How a score is placed in a band.
#[derive(Clone, Debug)]
pub(super) enum Placed {
    /// Nobody asks, or there are no bands.
    Nowhere,
    /// By thresholds.
    By(Cuts),
    /// Thresholds pass the range of decimals: the exact evaluator places every score.
    Exactly,
}

/// What goes up.
#[derive(Clone, Debug)]
pub(super) enum Carried {
    /// The score before its cap.
    Raw,
    /// The score.
    Capped,
    /// The rounded score.
    Rounded(Rounder),
}

/// Steps, children before parents.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps {
    pub(super) list: Vec<Step>,
    /// How many rows are in use at once.
    pub(super) rows: u32,
    /// How many slots there are.
    pub(super) slots: u32,
    /// Whether some mean multiplies: it needs the bounds of its children.
    pub(super) multiplies: bool,
    /// The slots whose columns are read as figures.
    pub(super) figures: Vec<u32>,
    /// How a single unit is computed.
    pub(super) layout: Layout,
}

impl Gap {
    /// The score of a missing actual, where floats give one.
    pub(super) fn score(self) -> f64 {
        match self {
            Gap::Scores(score) => score,
            Gap::StandsIn => f64::NAN,
        }
    }

    /// Whether it leaves no score.
    pub(super) fn is_bare(self) -> bool {
        matches!(self, Gap::Scores(score) if score.is_nan())
    }

    /// Whether some figure stands in.
    pub(super) fn stands_in(self) -> bool {
        matches!(self, Gap::StandsIn)
    }
}

impl Cell {
    /// So many cells after it.
    #[inline(always)]
    pub(super) fn after(self, count: usize) -> Cell {
        Cell(self.0.saturating_add(u32::try_from(count).unwrap_or(u32::MAX)))
    }
}

impl Op {
    /// The rows whose scores, or values, it reads.
    pub(super) fn rows(&self) -> Vec<u32> {
        let row = |input: &Input| if let Input::Row(row) = input { Some(*row) } else { None };
        match self {
            Op::Leaf(op) => op.inputs.iter().filter_map(row).collect(),
            Op::Mean(op) => op.rows.to_vec(),
            Op::Careful(op) => op.children.iter().map(|child| child.row).collect(),
            Op::Series(_) | Op::Exact | Op::Nothing(_) => Vec::new(),
        }
    }
}

impl Cover {
    /// The row that tells it, where there is one.
    pub(super) fn row(self) -> Option<u32> {
        match self {
            Cover::Presence => None,
            Cover::Row(row) => Some(row),
        }
    }
}

impl End {
    /// Of what is no score.
    pub(super) fn bare() -> End {
        let cap = [f64::NEG_INFINITY, f64::INFINITY];
        End { cap, carry: Carried::Raw, wanted: None, placing: Placed::Nowhere, rounder: None }
    }

    /// Whether scores go up as they are, and nobody else asks for them.
    pub(super) fn is_bare(&self) -> bool {
        let uncapped = self.cap[0] == f64::NEG_INFINITY && self.cap[1] == f64::INFINITY;
        uncapped && self.wanted.is_none() && !matches!(self.carry, Carried::Rounded(_))
    }
}
