//! Targets that add up: along declared decompositions, for sums, ratios and indices.

use std::collections::BTreeMap;

use crate::finding::Subject;
use crate::number::{Exact, Fixed, Number, Reading, Rounding, Value, geometric_mean};
use crate::period::Period;
use crate::plan::{Composition, Direction, Indicator, Plan, Relation, RelationKind};

use super::evaluated::Reason;

/// Whether the targets of the parts reach the target of the whole, for one measure and one period.
///
/// | composition | what the parts come to |
/// |---|---|
/// | sum (also where parts decompose a measure that says nothing else) | Σ targets, of units that may be added |
/// | pooled ratio | Σ numerators / Σ denominators; times 100 for a percentage |
/// | arithmetic, geometric | the weighted mean of the components. Each lies between its worst value (0) and its best (1), kept within them; the mean is taken times 100, or times 1 where every figure of the index lies between 0 and 1. Where no component says its worst and best, they enter as they are, in the unit of the index |
///
/// Parts are those that say so, among the plans that were given; what a part lacks is named and nothing is made of
/// the rest. Weights are given for all components or for none.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetSum {
    /// The code of the plan in which the composed measure stands.
    pub plan: Box<str>,
    pub(super) at: u32,
    /// The measure that is composed.
    pub measure: Subject,
    /// The period.
    pub period: Period,
    /// How it is composed.
    pub composition: Composition,
    /// Its own target.
    pub target: Number,
    /// What its parts' targets come to, rounded to six places; or why that is not known.
    pub composed: Result<Number, Reason>,
    /// The parts, with the targets that entered.
    pub parts: Vec<(Subject, Option<Number>)>,
    /// How the two compare.
    pub verdict: SumVerdict,
}

/// How what the parts come to compares with the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumVerdict {
    /// Within the tolerance.
    Adds,
    /// The parts do not reach the target, by so much.
    Short(Number),
    /// The parts promise more than the target, by so much.
    Over(Number),
    /// Not known.
    NotEvaluable,
}

impl SumVerdict {
    /// Its word in JSON, and the difference.
    #[must_use]
    pub const fn parts(self) -> (&'static str, Option<Number>) {
        match self {
            SumVerdict::Adds => ("adds", None),
            SumVerdict::Short(by) => ("short", Some(by)),
            SumVerdict::Over(by) => ("over", Some(by)),
            SumVerdict::NotEvaluable => ("not-evaluable", None),
        }
    }
}

/// A part of a composed measure, and what its relation says.
#[derive(Clone, Copy)]
pub(super) struct PartOf<'p> {
    pub(super) indicator: Indicator<'p>,
    relation: Relation<'p>,
}

/// The parts of every composed measure, by the place of the measure in its plan.
pub(super) fn compositions<'p>(
    plans: impl Iterator<Item = &'p crate::plan::Plan>,
    resolve: impl Fn(Relation<'p>) -> Option<Indicator<'p>>,
) -> Vec<(Indicator<'p>, Vec<PartOf<'p>>)> {
    let mut found: Vec<(Indicator<'p>, Vec<PartOf<'p>>)> = Vec::new();
    let mut places: BTreeMap<uuid::Uuid, usize> = BTreeMap::new();
    for indicator in plans.flat_map(|plan| plan.indicators()) {
        if indicator.composition().is_some() {
            places.entry(indicator.id().uuid()).or_insert_with(|| {
                found.push((indicator, Vec::new()));
                found.len() - 1
            });
        }
        let up = indicator.relations().filter(|relation| {
            matches!(relation.kind(), RelationKind::Decomposes | RelationKind::ComponentOf)
        });
        for relation in up {
            let Some(whole) = resolve(relation).filter(|whole| *whole != indicator) else { continue };
            let at = *places.entry(whole.id().uuid()).or_insert_with(|| {
                found.push((whole, Vec::new()));
                found.len() - 1
            });
            if let Some((_, parts)) = found.get_mut(at) {
                parts.push(PartOf { indicator, relation });
            }
        }
    }
    found
}

/// Every declared composition, for every period in which the whole has a target.
pub(super) fn sums(compositions: &[(Indicator<'_>, Vec<PartOf<'_>>)], tolerance: Number) -> Vec<TargetSum> {
    let mut out = Vec::new();
    for (whole, parts) in compositions {
        let Some(composition) = whole.composition().or_else(|| additive(parts)) else { continue };
        let targets = whole.series().iter().filter(|entry| !entry.is_baseline());
        for (period, target) in targets.filter_map(|entry| Some((entry.period(), entry.reading().number()?)))
        {
            out.push(one(*whole, parts, (period, target, composition), tolerance));
        }
    }
    out
}

/// The sums of a plan that stands alone: parts in other plans are not known here.
pub(super) fn alone(plan: &Plan, tolerance: Number) -> Vec<TargetSum> {
    sums(&compositions(std::iter::once(plan), Relation::here), tolerance)
}

/// Parts that decompose a total and are not said to be composed otherwise add up.
fn additive(parts: &[PartOf<'_>]) -> Option<Composition> {
    let all = parts.iter().all(|part| part.relation.kind() == RelationKind::Decomposes);
    all.then_some(Composition::Sum)
}

fn one(
    whole: Indicator<'_>,
    parts: &[PartOf<'_>],
    (period, target, composition): (Period, Number, Composition),
    tolerance: Number,
) -> TargetSum {
    let exact = compose(whole, parts, period, composition);
    let composed =
        exact.clone().and_then(|exact| exact.round(Rounding::half_even(6)).ok_or(Reason::OutOfRange));
    let verdict =
        exact.ok().map_or(SumVerdict::NotEvaluable, |exact| judge(whole, target, &exact, tolerance));
    let entered = |part: &PartOf<'_>| {
        (part.indicator.subject(), part.indicator.target(period).and_then(Reading::number))
    };
    TargetSum {
        plan: whole.plan().document().code().into(),
        at: whole.position(),
        measure: whole.subject(),
        period,
        composition,
        target,
        composed,
        parts: parts.iter().map(entered).collect(),
        verdict,
    }
}

fn judge(whole: Indicator<'_>, target: Number, composed: &Exact, tolerance: Number) -> SumVerdict {
    let evaluate = || {
        let gap = composed.checked_sub(&target.into())?;
        let allowed = Exact::from(target.abs()).checked_mul(&tolerance.into())?;
        if gap.abs() <= allowed {
            return Some(SumVerdict::Adds);
        }
        let size = gap.abs().round(Rounding::half_even(6))?.normalized();
        let lower = matches!(whole.direction(), Some(Direction::Lower | Direction::RangeLower));
        let short = gap.is_negative() != lower;
        Some(if short { SumVerdict::Short(size) } else { SumVerdict::Over(size) })
    };
    evaluate().unwrap_or(SumVerdict::NotEvaluable)
}

/// What the targets of the parts come to.
fn compose(
    whole: Indicator<'_>,
    parts: &[PartOf<'_>],
    period: Period,
    composition: Composition,
) -> Result<Exact, Reason> {
    if parts.is_empty() {
        return Err(Reason::NoParts);
    }
    match composition {
        Composition::Sum => add(parts, period, |part, value| may_add(whole, part.indicator, value)),
        Composition::PooledRatio => pooled(whole, parts, period),
        _ => index(whole, parts, period, composition),
    }
}

fn lacking(part: &PartOf<'_>) -> Reason {
    Reason::Lacking(part.indicator.code().to_owned().into())
}

fn value<'p>(part: &PartOf<'p>, period: Period) -> Result<&'p Value, Reason> {
    part.indicator.target(period).and_then(Reading::value).ok_or_else(|| lacking(part))
}

fn may_add(whole: Indicator<'_>, part: Indicator<'_>, value: &Value) -> Option<Exact> {
    let same = match (whole.unit(), part.unit()) {
        (Some(whole), Some(part)) => whole.may_add(part),
        _ => true,
    };
    if same { value.number().map(Exact::from) } else { None }
}

fn add(
    parts: &[PartOf<'_>],
    period: Period,
    read: impl Fn(&PartOf<'_>, &Value) -> Option<Exact>,
) -> Result<Exact, Reason> {
    let mut sum = Exact::ZERO;
    for part in parts {
        let part = read(part, value(part, period)?).ok_or_else(|| lacking(part))?;
        sum = sum.checked_add(&part).ok_or(Reason::OutOfRange)?;
    }
    Ok(sum)
}

/// Σ numerators / Σ denominators; a percentage where the whole is one.
fn pooled(whole: Indicator<'_>, parts: &[PartOf<'_>], period: Period) -> Result<Exact, Reason> {
    let fraction = |value: &Value| match value {
        Value::Fraction(fraction) => {
            Some((Exact::from(fraction.numerator().number()), Exact::from(fraction.denominator().number())))
        }
        _ => None,
    };
    let top = add(parts, period, |_, value| fraction(value).map(|(top, _)| top))?;
    let bottom = add(parts, period, |_, value| fraction(value).map(|(_, bottom)| bottom))?;
    let ratio = top.checked_div(&bottom).ok_or(Reason::OutOfRange)?;
    let percent = whole.unit().is_some_and(|unit| *unit == crate::number::Unit::PERCENT);
    ratio.checked_mul(&Exact::from(if percent { 100 } else { 1 })).ok_or(Reason::OutOfRange)
}

/// The weighted mean of the components between their worst and best values, on the index's own scale; of components
/// that say neither, as they are.
fn index(
    whole: Indicator<'_>,
    parts: &[PartOf<'_>],
    period: Period,
    composition: Composition,
) -> Result<Exact, Reason> {
    let weights = weights(parts)?;
    let ends = |part: &PartOf<'_>| part.relation.worst().or(part.relation.best());
    let plain = parts.iter().all(|part| ends(part).is_none());
    let enter =
        |part: &PartOf<'_>| if plain { as_it_is(whole, part, period) } else { normalised(part, period) };
    let values: Vec<Exact> = parts.iter().map(enter).collect::<Result<_, Reason>>()?;
    let scaled = Exact::from(if plain { 1 } else { scale_of(whole) });
    let mean = match composition {
        Composition::Geometric => {
            let fixed: Option<Vec<Fixed>> = values.iter().map(Exact::to_fixed).collect();
            let weights = integers(&weights).ok_or(Reason::OutOfRange)?;
            let fixed = fixed.ok_or(Reason::OutOfRange)?;
            Exact::from(geometric_mean(&fixed, &weights).map_err(|_| Reason::OutOfRange)?)
        }
        _ => arithmetic(&values, &weights).ok_or(Reason::OutOfRange)?,
    };
    mean.checked_mul(&scaled).ok_or(Reason::OutOfRange)
}

fn arithmetic(values: &[Exact], weights: &[Number]) -> Option<Exact> {
    let (mut sum, mut whole) = (Exact::ZERO, Exact::ZERO);
    for (value, weight) in values.iter().zip(weights) {
        sum = sum.checked_add(&value.checked_mul(&(*weight).into())?)?;
        whole = whole.checked_add(&(*weight).into())?;
    }
    sum.checked_div(&whole)
}

/// Weights on a common scale of integers.
fn integers(weights: &[Number]) -> Option<Vec<i128>> {
    let digits = weights.iter().map(|weight| weight.normalized().parts().1).max()?;
    weights.iter().map(|weight| Some(weight.padded(digits)?.parts().0)).collect()
}

/// The weights of the components: given for all, or for none, who are then alike.
fn weights(parts: &[PartOf<'_>]) -> Result<Vec<Number>, Reason> {
    let given: Vec<Number> = parts.iter().filter_map(|part| part.relation.weight()).collect();
    match given.len() {
        0 => Ok(vec![Number::ONE; parts.len()]),
        all if all == parts.len() => Ok(given),
        _ => Err(Reason::NoWeights),
    }
}

/// A component in the unit of the index.
fn as_it_is(whole: Indicator<'_>, part: &PartOf<'_>, period: Period) -> Result<Exact, Reason> {
    let other = |part: &PartOf<'_>| whole.unit().zip(part.indicator.unit()).is_some_and(|(a, b)| a != b);
    if other(part) {
        Err(Reason::Lacking("best".into()))
    } else {
        value(part, period)?.exact().ok_or_else(|| lacking(part))
    }
}

/// A component between its worst value (0) and its best (1), kept within them.
fn normalised(part: &PartOf<'_>, period: Period) -> Result<Exact, Reason> {
    let value = value(part, period)?.exact().ok_or_else(|| lacking(part))?;
    let (Some(worst), Some(best)) = (part.relation.worst(), part.relation.best()) else {
        return Err(lacking(part));
    };
    let span = Exact::from(best).checked_sub(&worst.into()).ok_or(Reason::OutOfRange)?;
    let share = value.checked_sub(&worst.into()).and_then(|above| above.checked_div(&span));
    Ok(share.ok_or(Reason::OutOfRange)?.clamp(Exact::ZERO, Exact::ONE))
}

/// 1 for an index whose every figure lies between 0 and 1, else 100.
fn scale_of(whole: Indicator<'_>) -> i32 {
    let mut figures = whole.series().iter().filter_map(|entry| entry.reading().number());
    if figures.all(|figure| !figure.is_negative() && figure <= Number::ONE) { 1 } else { 100 }
}
