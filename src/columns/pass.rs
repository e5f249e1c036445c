use std::collections::HashSet;
use std::sync::OnceLock;

use crate::formula::{Formula, Slot};

use super::compile::compile;
use super::desk::{BLOCK, Desk};
use super::lend::{self, Lend, LendError};
use super::lent;
use super::run::Run;
use super::sheet::{Sheet, Told, Want};
use super::steps::{Marks, Steps};
use super::table::{Column, Table, TableError, is_not_concerned};
use super::unit::{One, Scratch};
use crate::threads::Threads;

/// A formula compiled to a pass over columns of floats: the fast twin of [`evaluate`](crate::formula::evaluate).
///
/// ```
/// use renstra::columns::{Pass, Table, Threads, Want};
/// use renstra::formula::{Aggregate, Edge, Finish, Formula, Leaf, Method, Operand, Rule};
/// use renstra::number::Number;
/// use uuid::Uuid;
///
/// let mut formula = Formula::builder();
/// let (actual, target) = (formula.slot(), formula.slot());
/// let leaf = Leaf::new(Rule::Ratio).actual(Operand::Slot(actual)).target(Operand::Slot(target));
/// let leaf = formula.leaf(Uuid::from_u128(1), "1.1", leaf, Finish::default())?;
/// let mean = Aggregate::new(Method::Arithmetic);
/// let top = formula.aggregate(Uuid::from_u128(2), "1", mean, [Edge::new(leaf, Number::ONE)], Finish::default())?;
/// let formula = formula.build();
///
/// // Two regions; the second has not reported.
/// let (actuals, targets) = (vec![9.0, f64::NAN], vec![12.0, 12.0]);
/// let table = Table::new(2, [(&actuals).into(), (&targets).into()])?;
/// let pass = Pass::of(&formula, Want::scores([top]).rounded());
/// let sheet = pass.score(&table, Threads::Own)?;
/// let top = sheet.line(top).unwrap();
/// assert_eq!((top.score(0), top.score(1)), (Some(75.0), None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A score is within the bound of its row of the exact one; bands and rounded figures, where they are asked
/// for, are always those of the exact evaluator. The same unit gives the same bits alone or among others, on
/// one thread or many.
#[derive(Clone, Debug)]
pub struct Pass {
    formula: Formula,
    want: Want,
    data: HashSet<u32>,
    plain: Steps,
    /// The steps for tables with marks: made when one comes.
    marked: OnceLock<Steps>,
}

impl Pass {
    /// Compiles what is wanted of a formula, every slot a column of figures.
    #[must_use]
    pub fn of(formula: &Formula, want: Want) -> Pass {
        Pass::reading_data(formula, want, [])
    }

    /// The same, where these slots hold [data](Column::Data): their leaves are left to the exact evaluator.
    #[must_use]
    pub fn reading_data(formula: &Formula, want: Want, slots: impl IntoIterator<Item = Slot>) -> Pass {
        let data: HashSet<u32> = slots.into_iter().map(|slot| slot.0).collect();
        let plain = compile(formula, &want, &data, Marks::None);
        Pass { formula: formula.clone(), want, data, plain, marked: OnceLock::new() }
    }

    /// The formula.
    #[must_use]
    pub fn formula(&self) -> &Formula {
        &self.formula
    }

    /// What is asked for.
    #[must_use]
    pub fn want(&self) -> &Want {
        &self.want
    }

    /// Scores every unit of a table.
    ///
    /// # Errors
    /// The table has too few columns, or data where figures are read; a node was asked for that is not there.
    pub fn score(&self, table: &Table<'_>, threads: Threads) -> Result<Sheet, TableError> {
        let mut sheet = Sheet::new(&self.want, table.units());
        self.score_into(table, threads, &mut sheet)?;
        Ok(sheet)
    }

    /// The same into a sheet that is there already.
    ///
    /// # Errors
    /// As [`score`](Pass::score); or the sheet was made for something else.
    pub fn score_into(
        &self,
        table: &Table<'_>,
        threads: Threads,
        sheet: &mut Sheet,
    ) -> Result<(), TableError> {
        self.check(table)?;
        sheet.fits(&self.want, table.units())?;
        let marks = if table.is_marked() || !self.data.is_empty() { Marks::Some } else { Marks::None };
        let steps = self.steps(marks);
        let run = Run { formula: &self.formula, want: &self.want, steps, marks, table };
        let told = match threads {
            Threads::Own => one(&run, sheet),
            #[cfg(feature = "rayon")]
            Threads::Rayon => pool(&run, sheet),
        };
        sheet.tell(&told);
        Ok(())
    }

    /// Scores every unit, where the periods of leaves are [lent](Lend) one leaf after another: what is kept of them are the few
    /// values that parents still need. Other slots are columns of the table.
    ///
    /// The bits are those of [`score`](Pass::score) over a table with a column for each period.
    ///
    /// # Errors
    /// As [`score`](Pass::score); or something cannot be lent.
    pub fn score_lent<S: Lend>(
        &self,
        table: &Table<'_>,
        source: &mut S,
    ) -> Result<Sheet, LendError<S::Error>> {
        let mut sheet = Sheet::new(&self.want, table.units());
        self.score_lent_into(table, source, &mut sheet)?;
        Ok(sheet)
    }

    /// The same into a sheet that is there already. Where it fails, nothing is said of what the sheet holds.
    ///
    /// # Errors
    /// As [`score_lent`](Pass::score_lent); or the sheet was made for something else.
    pub fn score_lent_into<S: Lend>(
        &self,
        table: &Table<'_>,
        source: &mut S,
        sheet: &mut Sheet,
    ) -> Result<(), LendError<S::Error>> {
        lend::check(&self.formula, table)?;
        self.check_kinds(table)?;
        sheet.fits(&self.want, table.units())?;
        let marked = source.is_marked() || table.is_marked() || !self.data.is_empty();
        let marks = if marked { Marks::Some } else { Marks::None };
        let run = Run { formula: &self.formula, want: &self.want, steps: self.steps(marks), marks, table };
        let mut parts = sheet.parts(table.units().max(1));
        let told = parts.first_mut().map(|part| lent::score(&run, source, part)).transpose()?;
        drop(parts);
        sheet.tell(&told.unwrap_or_default());
        Ok(())
    }

    /// Where single units are scored.
    #[must_use]
    pub fn scratch(&self) -> Scratch {
        Scratch::new(self.want.nodes().len())
    }

    /// Scores one unit whose slots hold these figures. The bits are those that a table with this unit gives.
    ///
    /// It allocates nothing, unless a score lies beyond what floats can tell, or the formula has a geometric,
    /// harmonic or power mean: then it is a table of one.
    pub fn score_unit(&self, slots: &[f64], scratch: &mut Scratch) {
        let one = |steps, marks| One { formula: &self.formula, steps, marks, slots };
        if !self.plain.multiplies && one(&self.plain, Marks::None).in_lanes(scratch).is_some() {
            return;
        }
        let marked = slots.iter().any(|figure| is_not_concerned(*figure));
        let marks = if marked { Marks::Some } else { Marks::None };
        let steps = self.steps(marks);
        if !steps.multiplies {
            return one(steps, marks).step_by_step(scratch);
        }
        let column =
            |figure| if marks == Marks::Some { Column::Marked(figure) } else { Column::Figures(figure) };
        if let Ok(sheet) =
            Table::new(1, slots.chunks(1).map(column)).and_then(|unit| self.score(&unit, Threads::Own))
        {
            scratch.copy(&sheet);
        }
    }

    fn steps(&self, marks: Marks) -> &Steps {
        match marks {
            Marks::None => &self.plain,
            Marks::Some => {
                self.marked.get_or_init(|| compile(&self.formula, &self.want, &self.data, Marks::Some))
            }
        }
    }

    fn check(&self, table: &Table<'_>) -> Result<(), TableError> {
        let (slots, columns) = (self.formula.slots() as usize, table.columns().len());
        if columns < slots {
            return Err(TableError::Columns { slots, columns });
        }
        if let Some(slot) = (0_u32..).zip(table.columns()).find(|(_, column)| matches!(column, Column::Lent))
        {
            return Err(TableError::Lent(slot.0));
        }
        self.check_kinds(table)
    }

    fn check_kinds(&self, table: &Table<'_>) -> Result<(), TableError> {
        let is_data = |slot: &&u32| matches!(table.columns().get(**slot as usize), Some(Column::Data(_)));
        if let Some(slot) = self.plain.figures.iter().find(is_data) {
            return Err(TableError::Data(*slot));
        }
        let unknown = self.want.nodes().iter().find(|node| self.formula.node(**node).is_none());
        unknown.map_or(Ok(()), |node| Err(TableError::Node(node.0)))
    }
}

fn one(run: &Run<'_>, sheet: &mut Sheet) -> Told {
    let units = run.table.units();
    let mut desk = Desk::new(run.steps, BLOCK);
    let parts = sheet.parts(units.max(1));
    parts
        .into_iter()
        .fold(Told::default(), |told, mut part| told.and(run.part(0, units, &mut part, &mut desk)))
}

/// Parts of whole blocks, one after another to whichever thread is free.
#[cfg(feature = "rayon")]
fn pool(run: &Run<'_>, sheet: &mut Sheet) -> Told {
    use rayon::prelude::*;
    /// Blocks in a part: few enough to share out evenly, many enough to be worth a desk.
    const BLOCKS: usize = 16;
    let (units, length) = (run.table.units(), BLOCK * BLOCKS);
    let parts: Vec<_> = sheet.parts(length).into_iter().enumerate().collect();
    parts
        .into_par_iter()
        .map_init(
            || Desk::new(run.steps, BLOCK),
            |desk, (index, mut part)| {
                let start = index * length;
                run.part(start, length.min(units - start), &mut part, desk)
            },
        )
        .reduce(Told::default, Told::and)
}
