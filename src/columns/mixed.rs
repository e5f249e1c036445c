use std::collections::BTreeMap;

use crate::formula::Datum;
use crate::number::Absence;
use crate::number::decimals::mask;

use super::lower::faithful;
use super::table::{Column, NOT_CONCERNED, datum, is_not_concerned};

/// In a row or a column: the exact evaluator reads what stands here. A NaN of its own.
pub(super) const ASIDE: f64 = f64::from_bits(0x7ff8_0000_0061_0073);

/// Whether a figure is the mark of what the exact evaluator reads.
#[inline(always)]
pub(super) fn is_aside(figure: f64) -> bool {
    figure.to_bits() == ASIDE.to_bits()
}

/// Whether there is such a mark among figures; they are looked at without a branch, as there is seldom one.
#[inline(always)]
pub(super) fn any_aside(figures: &[f64]) -> bool {
    figures.iter().fold(0, |any, figure| any | mask(is_aside(*figure))) != 0
}

/// What one slot holds for each unit, where most hold figures and some anything else: a fraction, an interval, a word,
/// a figure of more digits than a float tells apart. Only the units with something else are left to the exact
/// evaluator, each leaf by itself.
///
/// ```
/// use renstra::columns::{Mixed, Pass, Table, Threads, Want};
/// use renstra::formula::{Datum, Finish, Formula, Leaf, Operand, Rule};
/// use renstra::number::Number;
/// let mut formula = Formula::builder();
/// let actual = formula.slot();
/// let leaf = Leaf::new(Rule::Given).actual(Operand::Slot(actual));
/// let leaf = formula.leaf(uuid::Uuid::nil(), "1.1", leaf, Finish::default())?;
///
/// let share = Datum::Fraction { numerator: 17.into(), denominator: 20.into(), per: Number::HUNDRED };
/// let actuals = Mixed::of([Datum::Number(80.into()), share]);
/// let table = Table::new(2, [actuals.column()])?;
/// let sheet = Pass::of(&formula.build(), Want::scores([leaf])).score(&table, Threads::Own)?;
/// assert_eq!(sheet.line(leaf).unwrap().scores(), [80.0, 85.0]);
/// assert_eq!(sheet.decided().in_place, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Mixed {
    /// NaN where there is none, [`NOT_CONCERNED`], or `ASIDE` where the exact evaluator has to look.
    figures: Vec<f64>,
    /// What the figures do not tell: what stands aside, and why there is nothing where it was not merely unreported.
    aside: BTreeMap<usize, Datum>,
    marked: Marked,
}

/// Whether there is a mark among the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Marked {
    #[default]
    No,
    Yes,
}

impl Mixed {
    /// What the slot holds, unit by unit.
    #[must_use]
    pub fn of(data: impl IntoIterator<Item = Datum>) -> Mixed {
        let mut mixed = Mixed::default();
        data.into_iter().for_each(|datum| mixed.push(&datum));
        mixed
    }

    /// Adds what the slot holds for one more unit.
    pub fn push(&mut self, datum: &Datum) {
        let figure = figure(datum);
        if is_aside(figure) || is_not_concerned(figure) {
            self.marked = Marked::Yes;
        }
        if figure.is_nan() && *datum != Datum::Absent(Absence::NotReported) {
            self.aside.insert(self.figures.len(), datum.clone());
        }
        self.figures.push(figure);
    }

    /// As a column of a table: of plain figures where there is nothing else.
    #[must_use]
    pub fn column(&self) -> Column<'_> {
        if self.aside.is_empty() { Column::Figures(&self.figures) } else { Column::Mixed(self) }
    }

    pub(super) fn is_marked(&self) -> bool {
        self.marked == Marked::Yes
    }

    pub(super) fn figures(&self) -> &[f64] {
        &self.figures
    }

    pub(super) fn datum(&self, unit: usize) -> Datum {
        let figure = || self.figures.get(unit).map_or(Datum::BLANK, |figure| datum(*figure));
        self.aside.get(&unit).cloned().unwrap_or_else(figure)
    }
}

/// A datum as a figure of a column: itself, a gap, or a mark.
pub(super) fn figure(datum: &Datum) -> f64 {
    match datum {
        Datum::Number(number) => faithful(*number).unwrap_or(ASIDE),
        Datum::Absent(Absence::NotConcerned) => NOT_CONCERNED,
        Datum::Absent(_) => f64::NAN,
        _ => ASIDE,
    }
}
