//! Coverage, top down: how much of each promise something deliverable stands behind.

use crate::number::{Exact, Fixed, Number};
use crate::plan::{Element, Kind, LinkTarget, Plan};

use super::evaluated::{Evaluated, Input, Reason};
use super::scope::{Scope, is_aim};

/// How much of an aim, a term or a mandate something deliverable stands behind.
///
/// An aim with aims one step below is covered as they are in the mean; one without is covered when a
/// programme, an activity, a sub-activity or an action stands below it at any depth: its explanation names one of
/// them. A term, a mandate and an initiative are served by reference. Each share is rounded half-even to 15 places.
///
/// A link by which something is delivered can be taken away and no coverage rises for it. A link between two aims
/// says what is promised: without it the aim above promises less, and may be covered better.
#[derive(Clone, Debug)]
pub struct Coverage {
    at: u32,
    /// Each aim one step below counts alike.
    pub count: Evaluated,
    /// Each counts by its weight; not evaluable where one of several has none.
    pub weight: Evaluated,
    /// Only what is delivered *and* measured by an indicator stands behind an aim.
    pub indicator: Evaluated,
    /// Only what is delivered *and* has money of the judged stage stands behind an aim.
    pub budget: Evaluated,
}

impl Coverage {
    /// What is covered.
    #[must_use]
    pub fn element<'p>(&self, plan: &'p Plan) -> Element<'p> {
        plan.element(self.at)
    }

    /// Whether nothing deliverable stands behind any of it.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.count.value() == Some(Fixed::ZERO)
    }
}

/// One of the four ways to look at coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Count,
    Weight,
    Indicator,
    Budget,
}

/// The coverage of everything that is promised, in the order of the plan.
pub(super) fn coverage(scope: &Scope<'_>) -> Vec<Coverage> {
    let tables = [By::Count, By::Weight, By::Indicator, By::Budget].map(|by| Table::of(scope, by));
    let promised = scope.plan.elements().filter(|element| is_promised(element.kind()));
    let one = |element: Element<'_>| {
        let [count, weight, indicator, budget] = &tables;
        let get = |table: &Table| table.evaluated(scope, element);
        let at = element.position();
        Coverage {
            at,
            count: get(count),
            weight: get(weight),
            indicator: get(indicator),
            budget: get(budget),
        }
    };
    promised.map(one).collect()
}

/// Coverage of the plan as a whole: of its topmost aims, each alike.
pub(super) fn whole(scope: &Scope<'_>, rows: &[Coverage]) -> Evaluated {
    let top = |row: &&Coverage| {
        let element = row.element(scope.plan);
        let above = |parent: Element<'_>| is_aim(parent.kind());
        is_aim(element.kind()) && !element.parent().is_some_and(above) && !serves_aim(element)
    };
    let inputs: Vec<Input> = rows
        .iter()
        .filter(top)
        .filter_map(|row| input(row.element(scope.plan), row.count.value()?, Number::ONE))
        .collect();
    Evaluated::sum(inputs, Reason::NoAims)
}

fn serves_aim(element: Element<'_>) -> bool {
    element
        .links()
        .any(|link| link.counts() && matches!(link.target(), LinkTarget::Here(to) if is_aim(to.kind())))
}

fn is_promised(kind: Kind) -> bool {
    is_aim(kind) || matches!(kind, Kind::Term | Kind::Mandate)
}

/// The values of one way of looking, by position.
struct Table {
    by: By,
    values: Vec<Option<Fixed>>,
}

impl Table {
    fn of(scope: &Scope<'_>, by: By) -> Table {
        let mut table = Table { by, values: vec![None; scope.plan.elements().len()] };
        for element in scope.plan.bottom_up().filter(|element| is_promised(element.kind())) {
            let value = table.evaluated(scope, element).value();
            if let Some(place) = table.values.get_mut(element.position() as usize) {
                *place = value;
            }
        }
        table
    }

    fn value(&self, at: u32) -> Option<Fixed> {
        self.values.get(at as usize).copied().flatten()
    }

    fn evaluated(&self, scope: &Scope<'_>, element: Element<'_>) -> Evaluated {
        if let Some(reason) = self.lacking(scope) {
            return Evaluated::NotEvaluable(reason);
        }
        let parts = scope.parts(element);
        if parts.is_empty() {
            return self.leaf(scope, element);
        }
        let mut inputs = Vec::with_capacity(parts.len());
        for at in parts {
            let part = scope.plan.element(*at);
            let weight = match self.by {
                By::Weight if parts.len() > 1 => weight_in(part, element),
                _ => Some(Number::ONE),
            };
            let Some(weight) = weight else { return Evaluated::NotEvaluable(Reason::NoWeights) };
            let Some(value) = self.value(*at) else { return Evaluated::NotEvaluable(Reason::NoWeights) };
            inputs.extend(input(part, value, weight));
        }
        Evaluated::sum(inputs, Reason::NoWeights)
    }

    fn lacking(&self, scope: &Scope<'_>) -> Option<Reason> {
        match self.by {
            By::Indicator => (scope.plan.indicators().len() == 0).then_some(Reason::NoIndicators),
            By::Budget => (!scope.has_money()).then_some(Reason::NoMoney),
            By::Count | By::Weight => None,
        }
    }

    fn leaf(&self, scope: &Scope<'_>, element: Element<'_>) -> Evaluated {
        let behind = scope.behind(element);
        let covering = match self.by {
            By::Count | By::Weight => behind.deliverable,
            By::Indicator => behind.measured,
            By::Budget => behind.funded,
        };
        let named = covering.map_or(element, |at| scope.plan.element(at));
        Evaluated::sum(vec![Input::holds(named.subject(), covering.map(|_| ()))], Reason::NoAims)
    }
}

/// The weight of a part: on the link, else its own.
fn weight_in(part: Element<'_>, whole: Element<'_>) -> Option<Number> {
    let linked = part.links().find(|link| link.here() == Some(whole)).and_then(|link| link.weight());
    linked.or_else(|| part.weight())
}

/// A part that is covered by so much counts by its weight.
fn input(part: Element<'_>, value: Fixed, weight: Number) -> Option<Input> {
    let whole = Exact::from(weight);
    Some(Input { subject: part.subject(), part: Exact::from(value).checked_mul(&whole)?, whole })
}
