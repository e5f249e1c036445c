//! Where another actual goes: which slots of a leaf hold it.

use crate::formula::{Accumulation, Better, Datum, Inputs, Leaf, Operand, Rule, Slot};
use crate::number::{Absence, Number};

/// What is put into a leaf's slots.
pub(super) enum Put {
    /// These slots hold these figures.
    Slots(Vec<(Slot, Datum)>),
    /// Periods have a target each: no figure for all of them can be put anywhere.
    ManyPeriods,
}

impl Put {
    /// One figure for the whole period. Where the parts of a period were measured, they give way to it.
    pub(super) fn whole(leaf: &Leaf, actual: Number) -> Put {
        let slots = slots(&leaf.actual);
        if slots.len() > 1 && slots.len() == self::slots(&leaf.target).len() {
            return Put::ManyPeriods;
        }
        let rest = std::iter::repeat(Datum::Absent(Absence::NotDue));
        Put::Slots(slots.into_iter().zip(std::iter::once(Datum::Number(actual)).chain(rest)).collect())
    }

    /// The target of the leaf, of each period its own.
    pub(super) fn target<I: Inputs + ?Sized>(leaf: &Leaf, inputs: &I) -> Option<Put> {
        let targets: Vec<Number> = slots(&leaf.target)
            .into_iter()
            .map(|slot| match inputs.datum(slot) {
                Datum::Number(number) | Datum::AtLeast(number) | Datum::AtMost(number) => Some(*number),
                _ => None,
            })
            .collect::<Option<_>>()?;
        if let [target] = *targets.as_slice() {
            return Some(Put::whole(leaf, target));
        }
        let actuals = slots(&leaf.actual);
        let met = actuals.iter().copied().zip(targets.iter().copied().map(Datum::Number)).collect();
        (actuals.len() == targets.len() && !targets.is_empty()).then_some(Put::Slots(met))
    }

    /// One unit more where more is better, one less where less is; where a value should stay near its target or
    /// within it, one towards it. Of several periods, so that what they accumulate to moves by one: the last one
    /// of a sum, and each of any other.
    pub(super) fn one_better<I: Inputs + ?Sized>(leaf: &Leaf, inputs: &I) -> Option<Put> {
        let mut present = Vec::new();
        for slot in slots(&leaf.actual) {
            match inputs.datum(slot) {
                Datum::Number(number) => present.push((slot, *number)),
                Datum::Absent(_) => {}
                _ => return None,
            }
        }
        if leaf.accumulation == Accumulation::Sum {
            present = present.pop().into_iter().collect();
        }
        let (_, last) = present.last()?;
        let step = step(leaf, *last, inputs)?;
        let moved = present.into_iter().map(|(slot, number)| Some((slot, number.checked_add(step)?.into())));
        moved.collect::<Option<_>>().map(Put::Slots)
    }
}

fn step<I: Inputs + ?Sized>(leaf: &Leaf, actual: Number, inputs: &I) -> Option<Number> {
    let one = Number::ONE;
    if !matches!(leaf.rule, Rule::StayNear | Rule::KeepWithin(_)) {
        return Some(if leaf.better == Better::Higher { one } else { one.negated() });
    }
    let [low, high] = match slots(&leaf.target).last().map(|slot| inputs.datum(*slot))? {
        Datum::Interval { low, high } => [*low, *high],
        Datum::Number(target) => [*target, *target],
        _ => return None,
    };
    match (actual < low, actual > high) {
        (true, _) => Some(one),
        (_, true) => Some(one.negated()),
        _ => None,
    }
}

fn slots(operand: &Operand) -> Vec<Slot> {
    match operand {
        Operand::Slot(slot) => vec![*slot],
        Operand::Series(range) => range.clone().map(Slot).collect(),
        Operand::Absent | Operand::Const(_) => Vec::new(),
    }
}
