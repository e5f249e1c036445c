//! How an input is brought onto a scale: what is relative to the set is computed over the set first.

use crate::formula::rule::{Affine, Clip, Goalposts, Onto, Spread, User};
use crate::formula::{Axis, Datum, Leaf, Rule, Transform};
use crate::number::{Exact, Number};

use super::file::{Better, Clipped, Input, Log, Normalise, Num};

/// A column that is ready for the formula: its leaf, and what each unit puts into it.
pub(super) struct Column {
    pub(super) leaf: Leaf,
    pub(super) data: Vec<Datum>,
}

/// Brings a column onto its scale. `None` when a figure leaves the range of exact numbers.
pub(super) fn column(input: &Input, user: Option<&User>, cells: Vec<Datum>) -> Option<Column> {
    let cells = winsorised(input, capped(input, cells));
    if let Some(rule) = user.cloned().map(Rule::User).or_else(|| fixed(input)) {
        let leaf = Leaf::new(rule).axis(axis(input));
        return Some(Column { leaf, data: cells });
    }
    let values = transformed(input, &cells)?;
    let present: Vec<Exact> = values.iter().flatten().cloned().collect();
    let (rule, values) = match input.normalise {
        Normalise::Rank | Normalise::Borda | Normalise::PercentRank => {
            (by_rank(input, present.len())?, ranks(&mirrored(input, values))?)
        }
        _ => (relative(input, &present)?, values),
    };
    let data = values.into_iter().zip(cells).map(|(value, cell)| match value {
        Some(value) => value.to_number().or_else(|| Some(value.to_fixed()?.to_number())).map(Datum::Number),
        None => Some(cell),
    });
    Some(Column { leaf: Leaf::new(rule), data: data.collect::<Option<_>>()? })
}

fn num(number: Num) -> Exact {
    Exact::from(number.0)
}

/// Caps bound each figure as it stands in the table.
fn capped(input: &Input, cells: Vec<Datum>) -> Vec<Datum> {
    let Some(cap) = input.cap else { return cells };
    let hold = |number: Number| {
        let number = cap.high.map_or(number, |high| number.min(high.0));
        cap.low.map_or(number, |low| number.max(low.0))
    };
    each(cells, hold)
}

fn each(cells: Vec<Datum>, change: impl Fn(Number) -> Number) -> Vec<Datum> {
    let one = |cell| match cell {
        Datum::Number(number) => Datum::Number(change(number)),
        other => other,
    };
    cells.into_iter().map(one).collect()
}

/// Brings the `points` greatest and the `points` least figures in to the next one.
fn winsorised(input: &Input, cells: Vec<Datum>) -> Vec<Datum> {
    let Some(points) = input.winsorise else { return cells };
    let mut sorted: Vec<Number> = cells
        .iter()
        .filter_map(|cell| match cell {
            Datum::Number(number) => Some(*number),
            _ => None,
        })
        .collect();
    sorted.sort_unstable();
    let points = (points as usize).min(sorted.len().saturating_sub(1) / 2);
    let (low, high) = (sorted.get(points).copied(), sorted.iter().rev().nth(points).copied());
    match low.zip(high) {
        Some((low, high)) => each(cells, |number| number.max(low).min(high)),
        None => cells,
    }
}

/// Scale, shift and logarithm, in this order.
fn axis(input: &Input) -> Axis {
    let mut axis = Axis::plain();
    if let Some(scale) = input.scale {
        axis = axis.then(Transform::Scale(num(scale)));
    }
    if let Some(shift) = input.shift {
        axis = axis.then(Transform::Shift(num(shift)));
    }
    match input.log {
        Some(Log::Ln) => axis.then(Transform::Ln),
        Some(Log::Log10) => axis.then(Transform::Log10),
        None => axis,
    }
}

/// The rule of a normalisation that no other unit changes.
fn fixed(input: &Input) -> Option<Rule> {
    match input.normalise {
        Normalise::Given => Some(Rule::Given),
        Normalise::Goalposts { worst, best, clip, onto } => {
            Some(goalposts(num(worst), num(best), clip, onto.unwrap_or(UNIT)))
        }
        Normalise::ShareOfReference { reference } => {
            let spread = Spread::Exactly(num(reference));
            Some(Rule::Affine(Box::new(Affine::new(Exact::ZERO, spread))))
        }
        _ => None,
    }
}

/// 0 to 1, as most indices are printed.
const UNIT: [Num; 2] = [Num(Number::ZERO), Num(Number::ONE)];

fn goalposts(worst: Exact, best: Exact, clip: Clipped, [low, high]: [Num; 2]) -> Rule {
    let clip = match clip {
        Clipped::Both => Clip::Both,
        Clipped::Worst => Clip::Worst,
        Clipped::Best => Clip::Best,
        Clipped::Neither => Clip::Neither,
    };
    let mut posts = Goalposts::new(Number::ZERO, Number::ONE).clip(clip).onto(Onto::new(low.0, high.0));
    posts.worst = crate::formula::rule::Post::At(worst);
    posts.best = crate::formula::rule::Post::At(best);
    Rule::Goalposts(Box::new(posts))
}

/// The figures on their transformed axis; a logarithm is correctly rounded to 15 places. A figure without one
/// stays as it is and is not scorable in the end.
fn transformed(input: &Input, cells: &[Datum]) -> Option<Vec<Option<Exact>>> {
    let one = |cell: &Datum| {
        let Datum::Number(number) = cell else { return Some(None) };
        let mut value = Exact::from(*number);
        if let Some(scale) = input.scale {
            value = value.checked_mul(&num(scale))?;
        }
        if let Some(shift) = input.shift {
            value = value.checked_add(&num(shift))?;
        }
        match input.log {
            Some(Log::Ln) => Some(value.ln().ok().map(Exact::from)),
            Some(Log::Log10) => Some(value.log10().ok().map(Exact::from)),
            None => Some(Some(value)),
        }
    };
    cells.iter().map(one).collect()
}

/// The rule of a normalisation whose parameters come from the set.
fn relative(input: &Input, present: &[Exact]) -> Option<Rule> {
    let (least, greatest) = (present.iter().min().cloned(), present.iter().max().cloned());
    let (least, greatest) = (least.unwrap_or(Exact::ZERO), greatest.unwrap_or(Exact::ZERO));
    let lower = input.direction == Better::Lower;
    let (worst, best) = if lower { (greatest, least) } else { (least, greatest) };
    match input.normalise {
        Normalise::MinMax { onto } => Some(goalposts(worst, best, Clipped::Both, onto.unwrap_or(UNIT))),
        Normalise::DistanceToBest => Some(goalposts(worst, best, Clipped::Both, UNIT)),
        Normalise::DistanceToTarget { target, clip } => Some(goalposts(worst, num(target), clip, UNIT)),
        Normalise::ShareOfBest => {
            Some(Rule::Affine(Box::new(Affine::new(Exact::ZERO, Spread::Exactly(best)))))
        }
        Normalise::ZScore { mean, deviation } => {
            let count = Exact::from(i64::try_from(present.len()).ok().map(Number::from)?);
            let sum = present.iter().try_fold(Exact::ZERO, |sum, value| sum.checked_add(value))?;
            let middle = sum.checked_div(&count).unwrap_or(Exact::ZERO);
            let square = |value: &Exact| {
                let off = value.checked_sub(&middle)?;
                off.checked_mul(&off)
            };
            let squares =
                present.iter().try_fold(Exact::ZERO, |sum, value| sum.checked_add(&square(value)?))?;
            // The deviation of a sample: over one less than there are.
            let variance = squares.checked_div(&count.checked_sub(&Exact::ONE)?).unwrap_or(Exact::ZERO);
            let base = mean.map_or(Number::ZERO, |mean| mean.0);
            let factor = deviation.map_or(Number::ONE, |deviation| deviation.0);
            let factor = if lower { factor.negated() } else { factor };
            Some(Rule::Affine(Box::new(Affine::new(middle, Spread::RootOf(variance)).scaled(base, factor))))
        }
        _ => None,
    }
}

/// What a rank (1 for the least) is worth.
fn by_rank(input: &Input, count: usize) -> Option<Rule> {
    let last = Number::from(i64::try_from(count).ok()?);
    let spread = last.checked_sub(Number::ONE)?;
    let rule = match input.normalise {
        Normalise::Rank => Affine::new(Exact::ZERO, Spread::Exactly(Exact::ONE)),
        Normalise::Borda => Affine::new(Exact::ONE, Spread::Exactly(Exact::ONE)),
        _ => Affine::new(Exact::ONE, Spread::Exactly(spread.into())),
    };
    Some(Rule::Affine(Box::new(rule)))
}

/// Where less is better, the figures with their signs turned.
fn mirrored(input: &Input, values: Vec<Option<Exact>>) -> Vec<Option<Exact>> {
    let turned = |value: Exact| if input.direction == Better::Lower { value.negated() } else { value };
    values.into_iter().map(|value| value.map(turned)).collect()
}

/// The rank of each figure: 1 for the worst, equals share the lowest place.
fn ranks(values: &[Option<Exact>]) -> Option<Vec<Option<Exact>>> {
    let mut sorted: Vec<&Exact> = values.iter().flatten().collect();
    sorted.sort();
    let rank = |value: &Exact| {
        let below = sorted.partition_point(|other| *other < value);
        i64::try_from(below + 1).ok().map(|rank| Exact::from(Number::from(rank)))
    };
    values.iter().map(|value| value.as_ref().map_or(Some(None), |value| rank(value).map(Some))).collect()
}
