//! Figures that stand in for missing ones, by a declared rule.

use std::collections::BTreeMap;

use crate::formula::Datum;
use crate::number::{Absence, Exact, Number};

use crate::policy::json::cursor::{Cursor, Faults, Fields};

use super::words::{STAND, Stand};

/// The key `impute` of an input.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Impute {
    Mean(Middle, Option<Box<str>>),
    Last(Vec<Box<str>>),
    Value(Number),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Middle {
    Mean,
    Median,
}

/// Reads the key `impute` of an input.
pub(super) fn read(at: &Cursor<'_>, faults: &mut Faults) -> Option<Impute> {
    let mut fields = at.fields(faults)?;
    let rule = fields.need(faults, "rule")?.word(faults, STAND)?;
    let found = by(rule, &mut fields, faults);
    fields.finish(faults);
    found
}

fn by(rule: Stand, fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Impute> {
    let group = |fields: &mut Fields<'_>, faults: &mut Faults| {
        fields.need(faults, "group")?.text(faults).map(Box::from)
    };
    Some(match rule {
        Stand::Mean => Impute::Mean(Middle::Mean, None),
        Stand::Median => Impute::Mean(Middle::Median, None),
        Stand::GroupMean => Impute::Mean(Middle::Mean, Some(group(fields, faults)?)),
        Stand::GroupMedian => Impute::Mean(Middle::Median, Some(group(fields, faults)?)),
        Stand::Last => {
            let columns = fields.need(faults, "columns")?.list(faults);
            let columns = columns.iter().map(|at| at.text(faults).map(Box::from)).collect::<Vec<_>>();
            Impute::Last(columns.into_iter().collect::<Option<_>>()?)
        }
        Stand::Value => Impute::Value(fields.need(faults, "value")?.figure(faults)?),
    })
}

impl Impute {
    /// The columns that it reads.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        let (group, columns) = match self {
            Impute::Mean(_, group) => (group.as_deref(), &[][..]),
            Impute::Last(columns) => (None, columns.as_slice()),
            Impute::Value(_) => (None, &[][..]),
        };
        group.into_iter().chain(columns.iter().map(|column| &**column))
    }

    /// For each unit the figure that stands in for its missing one; none where there is nothing to stand in, or
    /// nothing to stand in for. `group` gives the unit's group, `earlier` what stands in one of the columns.
    pub(super) fn stand_ins(
        &self,
        cells: &[Datum],
        group: impl Fn(usize) -> Box<str>,
        earlier: impl Fn(usize) -> Option<Number>,
    ) -> Option<Vec<Option<Number>>> {
        let missing = cells.iter().map(is_missing);
        match self {
            Impute::Value(value) => Some(missing.map(|missing| missing.then_some(*value)).collect()),
            Impute::Last(_) => {
                let each = missing.enumerate().map(|(row, missing)| earlier(row).filter(|_| missing));
                Some(each.collect())
            }
            Impute::Mean(middle, by) => {
                let groups: Vec<Box<str>> = (0..cells.len()).map(&group).collect();
                let middles = middles(*middle, cells, &groups)?;
                let one = |(missing, group): (bool, &str)| {
                    let known = by.is_none() || !group.is_empty();
                    middles.get(group).copied().filter(|_| missing && known)
                };
                Some(missing.zip(groups.iter().map(|group| &**group)).map(one).collect())
            }
        }
    }
}

/// Whether a figure is wanting. What does not concern a unit is no gap.
fn is_missing(cell: &Datum) -> bool {
    matches!(cell, Datum::Absent(absence) if *absence != Absence::NotConcerned)
}

/// The mean or the median of what each group has, rounded to 15 places; `None` when a figure is out of range.
fn middles(middle: Middle, cells: &[Datum], groups: &[Box<str>]) -> Option<BTreeMap<Box<str>, Number>> {
    let mut members: BTreeMap<Box<str>, Vec<Number>> = BTreeMap::new();
    for (cell, group) in cells.iter().zip(groups) {
        if let Datum::Number(number) = cell {
            members.entry(group.clone()).or_default().push(*number);
        }
    }
    let of = |numbers: &mut Vec<Number>| {
        numbers.sort_unstable();
        let (half, odd) = (numbers.len() / 2, numbers.len() % 2 == 1);
        let chosen = match (middle, odd) {
            (Middle::Mean, _) => numbers.as_slice(),
            (Middle::Median, true) => numbers.get(half..=half)?,
            (Middle::Median, false) => numbers.get(half.checked_sub(1)?..=half)?,
        };
        let sum = chosen.iter().try_fold(Exact::ZERO, |sum, number| sum.checked_add(&(*number).into()))?;
        let mean = sum.checked_div(&Exact::ratio(i128::try_from(chosen.len()).ok()?, 1)?)?;
        mean.to_number().or_else(|| Some(mean.to_fixed()?.to_number()))
    };
    members.into_iter().map(|(group, mut numbers)| Some((group, of(&mut numbers)?))).collect()
}
