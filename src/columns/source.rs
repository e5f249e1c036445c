//! Where lanes come from: a block of units, or one unit.

use super::steps::{Cell, Input, Term};

/// So many leaves, or means, of one unit are computed side by side.
pub(super) const LANES: usize = 4;

/// A figure for each of them.
pub(super) type Lanes = [f64; LANES];

/// Where each of them has it.
pub(super) type Places = [Cell; LANES];

/// What stands in these cells; all of them are there.
#[inline(always)]
pub(super) fn gather(cells: &[f64], places: &Places) -> Option<Lanes> {
    let mut lanes = [f64::NAN; LANES];
    for (lane, place) in lanes.iter_mut().zip(places) {
        *lane = *cells.get(place.0 as usize)?;
    }
    Some(lanes)
}

/// Puts lanes in cells that stand side by side; all of them are there.
#[inline(always)]
pub(super) fn put(cells: &mut [f64], first: Cell, lanes: Lanes) -> Option<()> {
    *cells.get_mut(first.0 as usize..)?.first_chunk_mut()? = lanes;
    Some(())
}

/// Gives the lanes of a mean's term, from a place of the block on. What is not there is NaN.
pub(super) trait Source {
    fn lanes<const L: usize>(&self, term: &Term, at: usize) -> [f64; L];
}

/// A block of units of a table, and the rows that were computed of it.
pub(super) struct Block<'b> {
    pub(super) columns: &'b [&'b [f64]],
    /// Where the block begins in the columns.
    pub(super) start: usize,
    pub(super) length: usize,
    pub(super) rows: &'b [Vec<f64>],
}

impl<'b> Block<'b> {
    /// The whole block of an input; a constant is given apart.
    pub(super) fn slice(&self, input: Input) -> Result<&'b [f64], f64> {
        match input {
            Input::Column(slot) => {
                let column = self.columns.get(slot as usize).copied().unwrap_or_default();
                column.get(self.start..self.start + self.length).ok_or(f64::NAN)
            }
            Input::Row(row) => {
                self.rows.get(row as usize).and_then(|row| row.get(..self.length)).ok_or(f64::NAN)
            }
            Input::Const(value) => Err(value),
        }
    }
}

impl Block<'_> {
    #[inline(always)]
    pub(super) fn lanes_of<const L: usize>(&self, input: Input, at: usize) -> [f64; L] {
        let lanes = match input {
            Input::Column(slot) => self.columns.get(slot as usize).and_then(|c| c.get(self.start + at..)),
            Input::Row(row) => self.rows.get(row as usize).and_then(|row| row.get(at..)),
            Input::Const(value) => return [value; L],
        };
        lanes.and_then(|lanes| lanes.first_chunk::<L>()).copied().unwrap_or([f64::NAN; L])
    }
}

impl Source for Block<'_> {
    #[inline(always)]
    fn lanes<const L: usize>(&self, term: &Term, at: usize) -> [f64; L] {
        self.lanes_of(term.input, at)
    }
}

/// One unit: what its slots hold, the rows that were computed of it, and constants.
pub(super) struct Unit<'u> {
    pub(super) cells: &'u [f64],
}

impl Unit<'_> {
    #[inline(always)]
    pub(super) fn value(&self, cell: Cell) -> f64 {
        self.cells.get(cell.0 as usize).copied().unwrap_or(f64::NAN)
    }
}

impl Source for Unit<'_> {
    #[inline(always)]
    fn lanes<const L: usize>(&self, term: &Term, _: usize) -> [f64; L] {
        [self.value(term.cell); L]
    }
}
