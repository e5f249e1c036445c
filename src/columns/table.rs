use crate::formula::{Datum, Slot};
use crate::number::{Absence, Number};

use super::mixed::Mixed;
use crate::threads::Threads;

/// In a column of figures: the unit is not concerned. A NaN of its own, so that it is told from one that was
/// not reported: it leaves without lowering the coverage.
pub const NOT_CONCERNED: f64 = f64::from_bits(0x7ff8_0000_006e_0063);

/// Whether a figure is the mark of a unit that is not concerned.
#[must_use]
pub fn is_not_concerned(figure: f64) -> bool {
    figure.to_bits() == NOT_CONCERNED.to_bits()
}

/// What one slot of a formula holds for every unit. Borrowed, and never copied.
#[derive(Clone, Copy, Debug)]
pub enum Column<'a> {
    /// Figures; NaN where none was reported. Each stands for the decimal that is its shortest text.
    Figures(&'a [f64]),
    /// Figures, among which [`NOT_CONCERNED`] may stand.
    Marked(&'a [f64]),
    /// Anything: words, dates, intervals, fractions. Read by the exact evaluator, a unit at a time; the pass
    /// has to know of it, see [`Pass::reading_data`](super::Pass::reading_data).
    Data(&'a [Datum]),
    /// Mostly figures: only the units that hold something else are read by the exact evaluator.
    Mixed(&'a Mixed),
    /// Nothing: it is a period that is [lent](super::Lend) when its leaf is scored.
    Lent,
}

impl Column<'_> {
    /// For how many units it holds something.
    #[must_use]
    pub fn units(&self) -> usize {
        match self {
            Column::Figures(figures) | Column::Marked(figures) => figures.len(),
            Column::Data(data) => data.len(),
            Column::Mixed(mixed) => mixed.figures().len(),
            Column::Lent => 0,
        }
    }

    /// What the exact evaluator reads.
    pub(super) fn datum(&self, unit: usize) -> Datum {
        match self {
            Column::Figures(figures) => match figures.get(unit) {
                Some(figure) if !figure.is_nan() => datum(*figure),
                _ => Datum::Absent(Absence::NotReported),
            },
            Column::Marked(figures) => figures.get(unit).map_or(Datum::BLANK, |figure| datum(*figure)),
            Column::Data(data) => data.get(unit).cloned().unwrap_or(Datum::BLANK),
            Column::Mixed(mixed) => mixed.datum(unit),
            Column::Lent => Datum::BLANK,
        }
    }
}

impl<'a> From<&'a [f64]> for Column<'a> {
    fn from(figures: &'a [f64]) -> Column<'a> {
        Column::Figures(figures)
    }
}

impl<'a> From<&'a Vec<f64>> for Column<'a> {
    fn from(figures: &'a Vec<f64>) -> Column<'a> {
        Column::Figures(figures)
    }
}

/// What a float is to the exact evaluator. What is no figure (an infinity, more than 28 digits) is a word, so
/// that a rule says of it that it is of the wrong kind.
///
/// ```
/// use renstra::columns::{NOT_CONCERNED, datum};
/// use renstra::formula::Datum;
/// use renstra::number::Absence;
/// assert_eq!(datum(0.1), Datum::Number("0.1".parse().unwrap()));
/// assert_eq!(datum(f64::NAN), Datum::Absent(Absence::NotReported));
/// assert_eq!(datum(NOT_CONCERNED), Datum::Absent(Absence::NotConcerned));
/// ```
#[must_use]
pub fn datum(figure: f64) -> Datum {
    if is_not_concerned(figure) {
        return Datum::Absent(Absence::NotConcerned);
    }
    if figure.is_nan() {
        return Datum::Absent(Absence::NotReported);
    }
    Number::from_f64(figure).map_or_else(|| Datum::Text(figure.to_string().into()), Datum::Number)
}

/// Units × slots: a column for each slot of a formula, in the order of the slots.
///
/// ```
/// use renstra::columns::Table;
/// let (actual, target) = ([9.0, f64::NAN], [10.0, 10.0]);
/// let table = Table::new(2, [actual.as_slice().into(), target.as_slice().into()])?;
/// assert_eq!(table.units(), 2);
/// assert!(Table::new(3, [actual.as_slice().into()]).is_err());
/// # Ok::<(), renstra::columns::TableError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Table<'a> {
    units: usize,
    columns: Vec<Column<'a>>,
    /// The same columns as figures; what is none is empty and reads as NaN.
    figures: Vec<&'a [f64]>,
    extremes: Vec<Extremes>,
}

/// Why columns do not make a table, or a table does not fit a pass.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// A column is not as long as there are units.
    #[error("column {slot} holds {found} units instead of {units}")]
    Length {
        /// Which column, counted from 0.
        slot: usize,
        /// How many units it holds.
        found: usize,
        /// How many there are.
        units: usize,
    },
    /// The formula reads more slots than the table has columns.
    #[error("the formula reads {slots} slots, but there are {columns} columns")]
    Columns {
        /// How many slots it reads.
        slots: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// A column of data where the pass reads figures.
    #[error("column {0} holds data, but the pass was made to read figures there")]
    Data(u32),
    /// A slot that is read, but neither has a column nor is lent.
    #[error("slot {0} is read, but it has no column and is not lent")]
    Lent(u32),
    /// The sheet was made for another pass or another number of units.
    #[error("the sheet was made for another pass or another number of units")]
    Sheet,
    /// The pass was asked for a node that its formula does not have.
    #[error("the formula has no node {0}")]
    Node(u32),
}

/// The least and the greatest figure of a column; NaN where it has none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extremes {
    /// The least.
    pub least: f64,
    /// The greatest.
    pub greatest: f64,
}

impl<'a> Table<'a> {
    /// These columns, each for so many units.
    ///
    /// # Errors
    /// A column is not as long as there are units.
    pub fn new(units: usize, columns: impl IntoIterator<Item = Column<'a>>) -> Result<Table<'a>, TableError> {
        let columns: Vec<Column<'a>> = columns.into_iter().collect();
        let fits = |column: &Column<'_>| column.units() == units || matches!(column, Column::Lent);
        let wrong = columns.iter().enumerate().find(|(_, column)| !fits(column));
        if let Some((slot, column)) = wrong {
            return Err(TableError::Length { slot, found: column.units(), units });
        }
        let figures = columns.iter().map(|column| match column {
            Column::Figures(figures) | Column::Marked(figures) => *figures,
            Column::Mixed(mixed) => mixed.figures(),
            Column::Data(_) | Column::Lent => &[],
        });
        Ok(Table { units, figures: figures.collect(), columns, extremes: Vec::new() })
    }

    /// No columns at all, for so many units: of a formula of which everything is [lent](super::Lend).
    #[must_use]
    pub fn lent(units: usize) -> Table<'a> {
        Table { units, figures: Vec::new(), columns: Vec::new(), extremes: Vec::new() }
    }

    /// Looks for the least and the greatest figure of each column, once: for goalposts at the ends of the set,
    /// and so that a pass knows how large figures are.
    #[must_use]
    pub fn measured(mut self, threads: Threads) -> Table<'a> {
        self.extremes = threads.map(self.figures.clone(), Extremes::of);
        self
    }

    /// How many units there are.
    #[must_use]
    pub fn units(&self) -> usize {
        self.units
    }

    /// The columns, by slot.
    #[must_use]
    pub fn columns(&self) -> &[Column<'a>] {
        &self.columns
    }

    /// The ends of a column, where they were [measured](Table::measured).
    #[must_use]
    pub fn extremes(&self, slot: Slot) -> Option<Extremes> {
        self.extremes.get(slot.index()).copied()
    }

    pub(super) fn figures(&self) -> &[&'a [f64]] {
        &self.figures
    }

    pub(super) fn is_marked(&self) -> bool {
        self.columns.iter().any(|column| match column {
            Column::Marked(_) => true,
            Column::Mixed(mixed) => mixed.is_marked(),
            Column::Figures(_) | Column::Data(_) | Column::Lent => false,
        })
    }

    /// What every slot holds for one unit.
    pub(super) fn unit(&self, unit: usize) -> Vec<Datum> {
        self.columns.iter().map(|column| column.datum(unit)).collect()
    }
}

impl Extremes {
    /// Of these figures, those that are NaN left out.
    ///
    /// ```
    /// use renstra::columns::Extremes;
    /// let ends = Extremes::of(&[3.0, f64::NAN, -1.0]);
    /// assert_eq!((ends.least, ends.greatest), (-1.0, 3.0));
    /// ```
    #[must_use]
    pub fn of(figures: &[f64]) -> Extremes {
        const LANES: usize = 8;
        let start = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
        let (least, greatest) = in_chunks(
            figures,
            start,
            #[inline(always)]
            |(mut least, mut greatest): ([f64; LANES], [f64; LANES]), chunk: &[f64; LANES]| {
                for ((least, greatest), &x) in least.iter_mut().zip(&mut greatest).zip(chunk) {
                    // A comparison with NaN is false: it is left out.
                    *least = if x < *least { x } else { *least };
                    *greatest = if x > *greatest { x } else { *greatest };
                }
                (least, greatest)
            },
        );
        let least = least.into_iter().fold(f64::INFINITY, f64::min);
        let greatest = greatest.into_iter().fold(f64::NEG_INFINITY, f64::max);
        if least > greatest {
            Extremes { least: f64::NAN, greatest: f64::NAN }
        } else {
            Extremes { least, greatest }
        }
    }

    /// The size of the largest figure; 0 where there is none.
    pub(super) fn size(self) -> f64 {
        self.least.abs().max(self.greatest.abs())
    }
}

/// Shows figures in chunks of one length, which become vector instructions, the last filled up with NaN; what was seen goes
/// from one to the next by value, so that it stays in registers.
#[inline(always)]
pub(super) fn in_chunks<const L: usize, T>(figures: &[f64], start: T, see: impl Fn(T, &[f64; L]) -> T) -> T {
    let chunks = figures.chunks_exact(L);
    let mut last = [f64::NAN; L];
    last.iter_mut().zip(chunks.remainder()).for_each(|(last, x)| *last = *x);
    let seen = chunks.filter_map(|chunk| chunk.first_chunk()).fold(start, &see);
    see(seen, &last)
}
