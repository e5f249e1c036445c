//! The figures that an actual is compared with, and the distance to each.

use crate::formula::{
    Accumulation, Datum, FormulaBuilder, Leaf, NotScorable, OnMissing, Operand, Outcome, Rule, Side,
    evaluate_leaf, read_leaf,
};
use crate::number::{Absence, Exact, Fixed, Number, Reading};
use crate::period::{Entry, Period, PeriodKind, PeriodRole};
use crate::plan::{Direction, Indicator};
use crate::policy::Settings;
use crate::score::card::Scorecard;
use crate::score::compile::{Asked, facts_of};
use crate::score::inputs::{Feed, Look, finest};

use super::{Against, Counted, Progressed, With};

/// What an indicator is compared with.
pub(super) struct Sides<'c> {
    card: &'c Scorecard,
    indicator: Indicator<'c>,
    settings: Settings,
    actual: Result<Datum, NotScorable>,
    target: Result<Datum, NotScorable>,
}

/// A distance: in the unit of the indicator, in steps of its scale, or in days.
enum Distance {
    Unit(Exact),
    Steps(i64),
    Days(i64),
}

impl<'c> Sides<'c> {
    pub(super) fn of(card: &'c Scorecard, indicator: Indicator<'c>) -> Sides<'c> {
        // A policy that says two things made no scorecard: what is asked here was asked when it was compiled.
        let settings = card.policy().resolve(&facts_of(indicator)).unwrap_or_default();
        let nowhere = Sides {
            card,
            indicator,
            settings,
            actual: Err(NotScorable::NothingPresent),
            target: Ok(Datum::BLANK),
        };
        let [actual, target] = match card.compiled().leaf_of(indicator) {
            // As the card has it: a scenario may have changed it.
            Some(leaf) => nowhere.read(leaf, card.compiled().inputs()),
            None => nowhere.afresh(card.asked()),
        };
        Sides { actual, target, ..nowhere }
    }

    pub(super) fn actual(&self) -> &Result<Datum, NotScorable> {
        &self.actual
    }

    /// Actual and target as a rule takes them. The figure itself, not one that a policy puts in its place.
    fn read(&self, leaf: &Leaf, inputs: &[Datum]) -> [Result<Datum, NotScorable>; 2] {
        let leaf = leaf.clone().missing(OnMissing::NotScorable);
        match read_leaf(&leaf, inputs) {
            Ok([actual, target, _]) => [present(actual, Side::Actual), present(target, Side::Target)],
            Err(reason) => [Err(reason.clone()), Err(reason)],
        }
    }

    /// Actual and target of another period, or of an indicator that no rule reads.
    fn afresh(&self, asked: Asked) -> [Result<Datum, NotScorable>; 2] {
        let (leaf, inputs) = self.leaf(Rule::Given, asked);
        self.read(&leaf, &inputs)
    }

    fn leaf(&self, rule: Rule, asked: Asked) -> (Leaf, Vec<Datum>) {
        let (mut builder, mut inputs) = (FormulaBuilder::default(), Vec::new());
        let observed = self.card.observations().slice(self.indicator.id(), "");
        let which = (asked, *self.settings.targets());
        let look = Look::new(self.indicator, observed, which);
        let operands = look.operands(&mut Feed { builder: &mut builder, inputs: &mut inputs });
        let leaf =
            Leaf::new(rule).actual(operands.actual).target(operands.target).baseline(operands.baseline);
        (leaf.accumulation(self.accumulation()), inputs)
    }

    pub(super) fn target(&self) -> Against {
        let outcome = self.card.indicator(self.indicator).outcome().clone();
        self.against(With::Target(self.card.asked().period()), self.target.clone(), outcome)
    }

    /// The period before, and the same part of the year before.
    pub(super) fn earlier(&self) -> Vec<Against> {
        let period = self.card.asked().period();
        let year_before = (period.kind() != PeriodKind::Year).then(|| period.year_before()).flatten();
        let mut periods: Vec<_> = period.previous().into_iter().chain(year_before).collect();
        periods.dedup();
        let one = |period| {
            // What is known of it today, not what was known then.
            let asked = Asked::about(period).on(self.card.asked().as_of());
            let [value, target] = self.afresh(asked);
            let (value, outcome) = match (value, self.baseline_of(period)) {
                // A plan begins with its baseline: it is judged only where that year had a target as well.
                (Err(_), Some(baseline)) => {
                    let outcome = match &target {
                        Ok(target) => self.held(&baseline, target),
                        Err(reason) => Outcome::NotScorable(reason.clone()),
                    };
                    (Ok(baseline), outcome)
                }
                (value, _) => (value, self.scored(asked, &target)),
            };
            self.against(With::Earlier(period), value, outcome)
        };
        periods.into_iter().map(one).collect()
    }

    /// Where nothing was observed in it, what the plan says it began with.
    fn baseline_of(&self, period: Period) -> Option<Datum> {
        let (own, reading) = self.indicator.baseline()?;
        let datum = Datum::of_reading(reading, self.indicator.unit());
        (own == period && !datum.is_absent()).then_some(datum)
    }

    /// The achievement of another period against its own target.
    fn scored(&self, asked: Asked, target: &Result<Datum, NotScorable>) -> Outcome {
        let shape = target.clone().unwrap_or(Datum::BLANK);
        match self.settings.leaf(self.indicator.direction(), &shape, self.indicator.scale()) {
            Ok(ruled) => {
                let (leaf, inputs) = self.leaf(ruled.rule.clone(), asked);
                let leaf = ruled.actual(leaf.actual).target(leaf.target).baseline(leaf.baseline);
                let leaf = leaf.accumulation(self.accumulation());
                evaluate_leaf(&leaf, self.settings.finish(), &inputs)
            }
            Err(reason) => Outcome::NotScorable(reason),
        }
    }

    /// The last target that the plan promises: of a period like the one judged, its parts made one figure.
    pub(super) fn end_of_plan(&self) -> Against {
        let promised = |entry: &&Entry<_>| entry.role() == PeriodRole::Plan;
        let series = self.indicator.series();
        let last =
            series.iter().filter(promised).max_by_key(|entry| (entry.period().end(), entry.period().days()));
        let Some(last) = last else {
            let none = NotScorable::Missing { side: Side::Target, absence: Absence::Blank };
            return self.against(With::EndOfPlan(None), Err(none.clone()), Outcome::NotScorable(none));
        };
        let judged = self.card.asked().period();
        let like = Period::containing(last.period().end(), judged.kind(), judged.calendar());
        let parts = like.map(|like| match series.get(like).filter(promised) {
            Some(own) => vec![own],
            None => finest(series.within(like).filter(promised)),
        });
        let (period, parts) = match (like, parts) {
            (Some(like), Some(parts)) if !parts.is_empty() => (like, parts),
            _ => (last.period(), vec![last]),
        };
        self.as_target(With::EndOfPlan(Some(period)), self.promised(&parts), Some(period))
    }

    /// The targets of several periods made one.
    fn promised(&self, parts: &[&Entry<Reading>]) -> Result<Datum, NotScorable> {
        let (day, which) = (self.card.asked().as_of(), *self.settings.targets());
        let one = |entry: &&Entry<Reading>| Datum::of_reading(entry.as_of(day, which), self.indicator.unit());
        let inputs: Vec<Datum> = parts.iter().map(one).collect();
        let series = Operand::Series(0..u32::try_from(inputs.len()).unwrap_or(u32::MAX));
        let leaf = Leaf::new(Rule::Given).target(series).accumulation(self.accumulation());
        let [_, target, _] = read_leaf(&leaf, &inputs)?;
        present(target, Side::Target)
    }

    fn accumulation(&self) -> Accumulation {
        self.indicator.accumulation().unwrap_or(*self.settings.accumulation())
    }

    pub(super) fn references(&self) -> Vec<Against> {
        let one = |reference: &crate::plan::Reference| {
            let with = With::Reference { name: reference.name.clone(), period: reference.period };
            let value = present(Datum::of(&reference.value, self.indicator.unit()), Side::Target);
            self.as_target(with, value, reference.period)
        };
        self.indicator.references().iter().map(one).collect()
    }

    /// A figure of another length of time is no measure where figures add up; where nothing is said, it is one.
    fn of_like_length(&self, period: Option<Period>) -> Result<(), NotScorable> {
        let judged = self.card.asked().period();
        let like = |period: Period| period.kind() == judged.kind() && period.kind() != PeriodKind::Span;
        let same = period.is_none_or(|period| like(period) || period.days() == judged.days());
        let adds_up = self.accumulation() == Accumulation::Sum;
        if adds_up && !same { Err(NotScorable::OtherLength(Side::Target)) } else { Ok(()) }
    }

    /// Another figure in place of the target, scored by the policy's rule for it.
    fn as_target(&self, with: With, value: Result<Datum, NotScorable>, period: Option<Period>) -> Against {
        let value = self.of_like_length(period).and(value);
        let outcome = match (&self.actual, &value) {
            (Err(reason), _) | (_, Err(reason)) => Outcome::NotScorable(reason.clone()),
            (Ok(actual), Ok(value)) => self.held(actual, value),
        };
        self.against(with, value, outcome)
    }

    fn held(&self, actual: &Datum, value: &Datum) -> Outcome {
        let baseline = self.indicator.series().baseline().map(|entry| {
            Operand::fixed(Datum::of_reading(
                entry.as_of(self.card.asked().as_of(), *self.settings.targets()),
                self.indicator.unit(),
            ))
        });
        match self.settings.leaf(self.indicator.direction(), value, self.indicator.scale()) {
            Ok(leaf) => {
                let leaf = leaf.actual(Operand::fixed(actual.clone())).target(Operand::fixed(value.clone()));
                self.settings.outcome(&leaf.baseline(baseline.unwrap_or_default()))
            }
            Err(reason) => Outcome::NotScorable(reason),
        }
    }

    fn against(&self, with: With, value: Result<Datum, NotScorable>, outcome: Outcome) -> Against {
        let distance = match (&self.actual, &value) {
            (Err(reason), _) | (_, Err(reason)) => Err(reason.clone()),
            (Ok(actual), Ok(value)) => self.distance(actual, value),
        };
        let difference = distance.as_ref().map_err(Clone::clone).and_then(Distance::figure);
        let change = match (&distance, &value) {
            (Ok(Distance::Unit(moved)), Ok(value)) => percent(moved, value),
            (Ok(Distance::Steps(_) | Distance::Days(_)), _) => Err(NotScorable::WrongKind(Side::Actual)),
            (Err(reason), _) | (_, Err(reason)) => Err(reason.clone()),
        };
        let progressed = distance.as_ref().ok().and_then(|distance| self.progressed(distance));
        let counted = distance.as_ref().map_or(Counted::Unit, Distance::counted);
        Against { with, value, difference, counted, change, progressed, outcome }
    }

    fn distance(&self, actual: &Datum, value: &Datum) -> Result<Distance, NotScorable> {
        if let (Datum::Date(actual), Datum::Date(value)) = (actual, value) {
            return Ok(Distance::Days((*actual - *value).num_days()));
        }
        if let (Datum::Word(actual), Datum::Word(value), Some(scale)) =
            (actual, value, self.indicator.scale())
        {
            let (side, label) =
                if scale.rank(actual).is_none() { (Side::Actual, actual) } else { (Side::Target, value) };
            let unknown = || NotScorable::UnknownLabel { side, label: label.clone() };
            return scale.steps(value, actual).map(Distance::Steps).ok_or_else(unknown);
        }
        let own = actual.exact(Side::Actual)?;
        let from = match value {
            Datum::Interval { low, high } => {
                let (low, high) = (Exact::from(*low), Exact::from(*high));
                own.clone().max(low).min(high)
            }
            value => value.exact(Side::Target)?,
        };
        own.checked_sub(&from).map(Distance::Unit).ok_or(NotScorable::OutOfRange)
    }

    /// By the direction; a higher step of a scale is better whatever the direction.
    fn progressed(&self, distance: &Distance) -> Option<Progressed> {
        let moved = distance.figure().ok()?;
        if moved.is_zero() {
            return Some(Progressed::Same);
        }
        let rose = !moved.is_negative();
        let better = match (distance, self.indicator.direction()) {
            (Distance::Steps(_), _) | (_, Some(Direction::Higher | Direction::RangeHigher)) => rose,
            (_, Some(Direction::Lower | Direction::RangeLower)) => !rose,
            (_, Some(Direction::Within | Direction::Near) | None) => return None,
        };
        Some(if better { Progressed::Better } else { Progressed::Worse })
    }
}

impl Distance {
    fn counted(&self) -> Counted {
        match self {
            Distance::Unit(_) => Counted::Unit,
            Distance::Steps(_) => Counted::Steps,
            Distance::Days(_) => Counted::Days,
        }
    }

    fn figure(&self) -> Result<Fixed, NotScorable> {
        match self {
            Distance::Unit(moved) => moved.to_fixed().ok_or(NotScorable::OutOfRange),
            Distance::Steps(count) | Distance::Days(count) => {
                Fixed::from_number(Number::from(*count)).ok_or(NotScorable::OutOfRange)
            }
        }
    }
}

/// A figure, or why it is absent.
fn present(datum: Datum, side: Side) -> Result<Datum, NotScorable> {
    match datum {
        Datum::Absent(absence) => Err(NotScorable::Missing { side, absence }),
        datum => Ok(datum),
    }
}

/// The distance in percent of the size of the figure that it is from; of an interval, of its nearer end.
fn percent(moved: &Exact, value: &Datum) -> Result<Fixed, NotScorable> {
    let size = match value {
        Datum::Interval { low, high } => Exact::from(if moved.is_negative() { *low } else { *high }),
        value => value.exact(Side::Target)?,
    };
    let size = if size.is_negative() { size.negated() } else { size };
    if size.is_zero() {
        return Err(NotScorable::ZeroTarget);
    }
    let share = moved.checked_mul(&Exact::from(100)).and_then(|part| part.checked_div(&size));
    share.and_then(|share| share.to_fixed()).ok_or(NotScorable::OutOfRange)
}
