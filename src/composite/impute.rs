//! Figures that stand in for missing ones, by a declared rule.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::formula::Datum;
use crate::number::{Absence, Exact, Number};

use super::file::Num;

/// The key `impute` of an input.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "ImputeKeys")]
pub(super) enum Impute {
    Mean(Middle, Option<String>),
    Last(Vec<String>),
    Value(Num),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Middle {
    Mean,
    Median,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ImputeKeys {
    rule: String,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    columns: Option<Vec<String>>,
    #[serde(default)]
    value: Option<Num>,
}

impl TryFrom<ImputeKeys> for Impute {
    type Error = String;

    fn try_from(keys: ImputeKeys) -> Result<Impute, String> {
        let ImputeKeys { rule, group, columns, value } = keys;
        let needs = |key: &str| format!("`{rule}` needs `{key}`");
        match (rule.as_str(), group, columns, value) {
            ("mean", None, None, None) => Ok(Impute::Mean(Middle::Mean, None)),
            ("median", None, None, None) => Ok(Impute::Mean(Middle::Median, None)),
            ("group-mean", Some(group), None, None) => Ok(Impute::Mean(Middle::Mean, Some(group))),
            ("group-median", Some(group), None, None) => Ok(Impute::Mean(Middle::Median, Some(group))),
            ("last", None, Some(columns), None) if !columns.is_empty() => Ok(Impute::Last(columns)),
            ("value", None, None, Some(value)) => Ok(Impute::Value(value)),
            ("group-mean" | "group-median", None, ..) => Err(needs("group")),
            ("last", _, None, _) => Err(needs("columns")),
            ("value", .., None) => Err(needs("value")),
            ("mean" | "median" | "group-mean" | "group-median" | "last" | "value", ..) => {
                Err(format!("`{rule}` takes other keys than these"))
            }
            _ => Err(format!(
                "`{rule}` is no rule; known are mean, median, group-mean, group-median, last, value"
            )),
        }
    }
}

impl Impute {
    /// The columns that it reads.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        let (group, columns) = match self {
            Impute::Mean(_, group) => (group.as_deref(), &[][..]),
            Impute::Last(columns) => (None, columns.as_slice()),
            Impute::Value(_) => (None, &[][..]),
        };
        group.into_iter().chain(columns.iter().map(String::as_str))
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
            Impute::Value(value) => Some(missing.map(|missing| missing.then_some(value.0)).collect()),
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
