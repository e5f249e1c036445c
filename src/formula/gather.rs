//! What a leaf's rule reads: its operands, and series made into one value.

use std::borrow::Cow;

use crate::number::{Absence, Exact};

use super::total::Total;
use super::{
    Accumulation, Datum, Inputs, Leaf, NotScorable, OnMissing, Operand, Side, Slot, Warning, Warnings,
};

/// The three inputs of a rule.
#[derive(Clone, Debug)]
pub(super) struct Gathered<'a> {
    pub(super) actual: Cow<'a, Datum>,
    pub(super) target: Cow<'a, Datum>,
    pub(super) baseline: Cow<'a, Datum>,
    pub(super) warnings: Warnings,
}

impl Gathered<'_> {
    pub(super) fn read(&self) -> Read<'_> {
        Read { actual: &self.actual, target: &self.target, baseline: &self.baseline, warnings: self.warnings }
    }
}

/// The three inputs of a rule, where they stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read<'a> {
    pub(super) actual: &'a Datum,
    pub(super) target: &'a Datum,
    pub(super) baseline: &'a Datum,
    pub(super) warnings: Warnings,
}

impl<'a> Read<'a> {
    /// Of a leaf without series, bounds or imputation: nothing has to be made, only looked up.
    pub(super) fn plain<I: Inputs + ?Sized>(leaf: &'a Leaf, inputs: &'a I) -> Option<Read<'a>> {
        let one = |operand: &'a Operand| match operand {
            Operand::Absent => Some(&Datum::BLANK),
            Operand::Const(datum) => Some(&**datum),
            Operand::Slot(slot) => Some(inputs.datum(*slot)),
            Operand::Series(range) if range.len() == 1 => Some(inputs.datum(Slot(range.start))),
            Operand::Series(_) => None,
        };
        let actual = one(&leaf.actual)?;
        if !matches!(actual, Datum::Number(_)) {
            return None;
        }
        let (target, baseline) = (one(&leaf.target)?, one(&leaf.baseline)?);
        Some(Read { actual, target, baseline, warnings: Warnings::NONE })
    }
}

/// Reads the operands of a leaf. Where actual and target are series of one length, a period without an
/// actual leaves both.
pub(super) fn gather<'a, I: Inputs + ?Sized>(
    leaf: &'a Leaf,
    inputs: &'a I,
) -> Result<Gathered<'a>, NotScorable> {
    let (mut actual, target, mut warnings) = match (&leaf.actual, &leaf.target) {
        (Operand::Series(actual), Operand::Series(target)) if actual.len() == target.len() => {
            let pairs = actual.clone().zip(target.clone());
            let pairs: Vec<_> = pairs.map(|(a, t)| (inputs.datum(Slot(a)), inputs.datum(Slot(t)))).collect();
            paired(leaf, &pairs)?
        }
        (actual, target) => {
            let actual = read(actual, leaf.accumulation, Side::Actual, inputs)?;
            let target = beside(&actual, read(target, leaf.accumulation, Side::Target, inputs))?;
            (actual, target, Warnings::NONE)
        }
    };
    let baseline = beside(&actual, read(&leaf.baseline, leaf.accumulation, Side::Baseline, inputs))?;
    if let (Datum::Absent(absence), OnMissing::Impute(operand)) = (&*actual, &leaf.guards.missing) {
        if *absence != Absence::NotConcerned {
            actual = read(operand, leaf.accumulation, Side::Actual, inputs)?;
            warnings = warnings.with(Warning::Imputed);
        }
    }
    if matches!(*actual, Datum::AtLeast(_) | Datum::AtMost(_)) {
        warnings = warnings.with(Warning::Bound);
    }
    Ok(Gathered { actual, target, baseline, warnings })
}

/// What stands beside an actual. What does not concern a unit is not concerned, whatever is written beside it.
fn beside<'a>(
    actual: &Datum,
    other: Result<Cow<'a, Datum>, NotScorable>,
) -> Result<Cow<'a, Datum>, NotScorable> {
    match actual {
        Datum::Absent(Absence::NotConcerned) => Ok(other.unwrap_or(Cow::Owned(Datum::BLANK))),
        _ => other,
    }
}

/// Actuals and targets of the same periods, each made one value, with what was left out.
type Paired<'a> = (Cow<'a, Datum>, Cow<'a, Datum>, Warnings);

/// Actual, target and baseline as the rule of a leaf takes them, a series made one value.
///
/// # Errors
/// The values of several periods make no one value.
///
/// ```
/// use renstra::formula::{Accumulation, Datum, Leaf, Operand, Rule, read_leaf};
/// use renstra::number::Number;
/// let leaf = Leaf::new(Rule::Ratio).actual(Operand::Series(0..2)).accumulation(Accumulation::Sum);
/// let [actual, target, _] = read_leaf(&leaf, &vec![Datum::from(Number::from(2)), Number::from(3).into()])?;
/// assert_eq!((actual, target.is_absent()), (Number::from(5).into(), true));
/// # Ok::<(), renstra::formula::NotScorable>(())
/// ```
pub fn read_leaf<I: Inputs + ?Sized>(leaf: &Leaf, inputs: &I) -> Result<[Datum; 3], NotScorable> {
    let read = gather(leaf, inputs)?;
    Ok([read.actual.into_owned(), read.target.into_owned(), read.baseline.into_owned()])
}

/// A period without an actual leaves both sides. Where no period has one, the target is that of all of them:
/// another value may yet stand in for the actual.
fn paired<'a>(leaf: &Leaf, pairs: &[(&'a Datum, &'a Datum)]) -> Result<Paired<'a>, NotScorable> {
    let by = leaf.accumulation;
    let (actuals, targets): (Vec<_>, Vec<_>) = pairs.iter().copied().filter(|(a, _)| !a.is_absent()).unzip();
    if actuals.is_empty() {
        let absence = why_absent(pairs.iter().map(|(actual, _)| *actual));
        let targets: Vec<_> = pairs.iter().map(|(_, target)| *target).collect();
        let target = accumulate(by, &targets, Side::Target).unwrap_or(Cow::Owned(Datum::BLANK));
        return Ok((Cow::Owned(absence), target, Warnings::NONE));
    }
    let all = actuals.len() == pairs.len();
    let left_out = if all { Warnings::NONE } else { Warnings::NONE.with(Warning::PeriodsLeftOut) };
    Ok((accumulate(by, &actuals, Side::Actual)?, accumulate(by, &targets, Side::Target)?, left_out))
}

/// Reads one operand; a series is accumulated over the periods that hold something.
pub(super) fn read<'a, I: Inputs + ?Sized>(
    operand: &'a Operand,
    by: Accumulation,
    side: Side,
    inputs: &'a I,
) -> Result<Cow<'a, Datum>, NotScorable> {
    match operand {
        Operand::Absent => Ok(Cow::Owned(Datum::BLANK)),
        Operand::Const(datum) => Ok(Cow::Borrowed(datum)),
        Operand::Slot(slot) => Ok(Cow::Borrowed(inputs.datum(*slot))),
        Operand::Series(range) => {
            let all = range.clone().map(|slot| inputs.datum(Slot(slot)));
            let present: Vec<_> = all.clone().filter(|datum| !datum.is_absent()).collect();
            if present.is_empty() {
                return Ok(Cow::Owned(why_absent(all)));
            }
            accumulate(by, &present, side)
        }
    }
}

/// Why a whole series is absent: for its last reason other than *not concerned*, if it has one.
fn why_absent<'a>(series: impl DoubleEndedIterator<Item = &'a Datum>) -> Datum {
    let mut reasons = series.rev().filter_map(|datum| match datum {
        Datum::Absent(absence) => Some(*absence),
        _ => None,
    });
    let last = reasons.next();
    let other = last.into_iter().chain(reasons).find(|absence| *absence != Absence::NotConcerned);
    Datum::Absent(other.or(last).unwrap_or(Absence::Blank))
}

/// Makes one value of the values of several periods. A single value is itself, of whatever kind.
///
/// | | sum | average | maximum, minimum | last |
/// |---|---|---|---|---|
/// | numbers, at least, at most | Σ | Σ / n | yes | yes |
/// | fractions | Σ numerator / Σ denominator | the same | yes | yes |
/// | intervals | both ends | no | no | yes |
/// | dates | no | no | yes | yes |
/// | anything else | no | no | no | yes |
pub(super) fn accumulate<'a>(
    by: Accumulation,
    data: &[&'a Datum],
    side: Side,
) -> Result<Cow<'a, Datum>, NotScorable> {
    let (Some(first), Some(last)) = (data.first(), data.last()) else {
        return Ok(Cow::Owned(Datum::BLANK));
    };
    if let Some(absent) = data.iter().find(|datum| datum.is_absent()) {
        return Ok(Cow::Borrowed(absent));
    }
    match by {
        _ if data.len() == 1 => Ok(Cow::Borrowed(first)),
        Accumulation::Last => Ok(Cow::Borrowed(last)),
        Accumulation::Maximum | Accumulation::Minimum => extreme(by, data, side).map(Cow::Borrowed),
        Accumulation::Sum => sum(data).datum(side).map(Cow::Owned),
        Accumulation::Average => {
            let count = u32::try_from(data.len()).map_err(|_| NotScorable::OutOfRange)?;
            sum(data).mean(count, side).map(Cow::Owned)
        }
    }
}

fn extreme<'a>(by: Accumulation, data: &[&'a Datum], side: Side) -> Result<&'a Datum, NotScorable> {
    let mut best: Option<(&Datum, Ordered)> = None;
    for &datum in data {
        let here = Ordered::of(datum, side)?;
        let better = match &best {
            None => true,
            Some((_, best)) if by == Accumulation::Maximum => here > *best,
            Some((_, best)) => here < *best,
        };
        if better {
            best = Some((datum, here));
        }
    }
    best.map(|(datum, _)| datum).ok_or(NotScorable::WrongKind(side))
}

/// What is greater or less: figures among each other, and dates.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(crate) enum Ordered {
    Number(Exact),
    Date(chrono::NaiveDate),
}

impl Ordered {
    pub(crate) fn of(datum: &Datum, side: Side) -> Result<Ordered, NotScorable> {
        match datum {
            Datum::Date(date) => Ok(Ordered::Date(*date)),
            _ => datum.exact(side).map(Ordered::Number),
        }
    }
}

fn sum(data: &[&Datum]) -> Total {
    let mut total = Total::default();
    data.iter().for_each(|datum| total.add(datum));
    total
}
