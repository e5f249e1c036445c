//! Traceability and balance: what reaches the vision, and whether the money follows the priorities.

use crate::finding::Subject;
use crate::number::{Exact, Number};
use crate::plan::{Element, Kind, Plan, ProgramClass};

use super::evaluated::{Evaluated, Input, Reason};
use super::money::MoneyTable;
use super::scope::Scope;

/// What reaches the vision. Only delivery programmes are judged.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The share of delivery programmes from which a thread leads to the vision.
    pub programs: Evaluated,
    /// The share of the delivery money that reaches a mission.
    pub money: Evaluated,
    orphans: Vec<u32>,
    skips: Vec<Skip>,
}

/// A step up that leaves out levels which the plan uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    from: u32,
    to: u32,
    /// The levels left out, from the top.
    pub levels: Vec<Kind>,
}

impl Trace {
    /// The delivery programmes from which no thread leads to the vision; none where it is not evaluable.
    pub fn orphans<'p>(&self, plan: &'p Plan) -> impl Iterator<Item = Element<'p>> {
        self.orphans.iter().map(|at| plan.element(*at))
    }

    /// The steps that leave out a level.
    #[must_use]
    pub fn skips(&self) -> &[Skip] {
        &self.skips
    }
}

impl Skip {
    /// Where the step starts and where it ends.
    #[must_use]
    pub fn ends<'p>(&self, plan: &'p Plan) -> (Element<'p>, Element<'p>) {
        (plan.element(self.from), plan.element(self.to))
    }
}

pub(super) fn trace(scope: &Scope<'_>, tables: &[MoneyTable]) -> Trace {
    let (mut inputs, mut orphans, mut reach) = (Vec::new(), Vec::new(), 0);
    let judged = |element: &Element<'_>| element.kind() == Kind::Program && scope.is_delivery(*element);
    for element in scope.plan.elements().filter(judged) {
        let reaches = !scope.threads(element).is_zero();
        let part = if reaches { Number::ONE } else { Number::ZERO };
        inputs.push(Input { subject: element.subject(), part, whole: Number::ONE });
        if reaches { reach += 1 } else { orphans.push(element.position()) }
    }
    let has_way = scope.ascent.ends.is_some();
    let programs = if has_way {
        let whole = inputs.len();
        Evaluated::count(reach, whole, inputs, Reason::NoPrograms)
    } else {
        Evaluated::NotEvaluable(Reason::NoWayUp)
    };
    let money = if has_way { reached(scope, tables) } else { Evaluated::NotEvaluable(Reason::NoWayUp) };
    Trace { programs, money, orphans: if has_way { orphans } else { Vec::new() }, skips: skips(scope) }
}

fn skips(scope: &Scope<'_>) -> Vec<Skip> {
    let mut skips = Vec::new();
    for element in scope.plan.elements().filter(|element| scope.class(*element) != ProgramClass::Supporting) {
        for (_, step) in scope.ascent.ways_up(element) {
            let super::ascent::Step::Here(to) = step else { continue };
            let levels = scope.levels.skipped(element.kind(), scope.plan.element(to).kind());
            if !levels.is_empty() {
                skips.push(Skip { from: element.position(), to, levels: levels.to_vec() });
            }
        }
    }
    skips
}

/// The judged tables: of the stage and period of the settings.
pub(super) fn judged<'t>(
    scope: &Scope<'_>,
    tables: &'t [MoneyTable],
) -> impl Iterator<Item = &'t MoneyTable> {
    let (stage, period) = (scope.settings.stage, scope.settings.period);
    tables.iter().filter(move |table| {
        table.purse.stage == stage && period.is_none_or(|wanted| wanted.contains(table.purse.period))
    })
}

fn reached(scope: &Scope<'_>, tables: &[MoneyTable]) -> Evaluated {
    let mut inputs = Vec::new();
    let (mut part, mut whole) = (Exact::ZERO, Exact::ZERO);
    for table in judged(scope, tables) {
        let split = &table.delivery;
        let Some(reached) = split.total.checked_sub(split.unreached) else {
            return Evaluated::NotEvaluable(Reason::OutOfRange);
        };
        let sums = (part.checked_add(&reached.into()), whole.checked_add(&split.total.into()));
        let (Some(p), Some(w)) = sums else { return Evaluated::NotEvaluable(Reason::OutOfRange) };
        (part, whole) = (p, w);
        let subject = Subject::new("period", table.purse.period.to_string(), "");
        inputs.push(Input { subject, part: reached, whole: split.total });
    }
    Evaluated::share(part, whole, inputs, Reason::NoMoney)
}

/// The money of missions against the priorities that were declared for them.
#[derive(Clone, Debug)]
pub struct Balance {
    /// One less the total variation distance: 1 where the money follows the priorities exactly.
    pub kept: Evaluated,
    /// For each mission its share of the money, its share of the priorities, and the difference.
    pub rows: Vec<BalanceRow>,
}

/// One mission in the balance.
#[derive(Clone, Debug, PartialEq)]
pub struct BalanceRow {
    /// The mission.
    pub mission: Subject,
    /// Its share of the money that is any mission's own.
    pub money: Exact,
    /// Its share of the declared priorities.
    pub priority: Exact,
    /// Money less priority: positive gives, negative lacks.
    pub difference: Exact,
}

/// Budget shares against declared priorities: half the sum of the absolute differences is what would have to
/// move. Only money of a mission's own counts: what is shared without a split is nobody's.
pub(super) fn balance(scope: &Scope<'_>, tables: &[MoneyTable]) -> Balance {
    rows(scope, tables).map_or_else(
        |reason| Balance { kept: Evaluated::NotEvaluable(reason), rows: Vec::new() },
        |rows| Balance { kept: kept(&rows), rows },
    )
}

fn rows(scope: &Scope<'_>, tables: &[MoneyTable]) -> Result<Vec<BalanceRow>, Reason> {
    let tops = &scope.ascent.tops;
    if tops.is_empty() {
        return Err(Reason::NoWayUp);
    }
    let priorities: Option<Vec<Exact>> =
        tops.iter().map(|top| top.element().priority().map(Exact::from)).collect();
    let priorities = priorities.ok_or(Reason::NoPriorities)?;
    let mut money = vec![Exact::ZERO; tops.len()];
    for table in judged(scope, tables) {
        for (sum, mission) in money.iter_mut().zip(&table.delivery.missions) {
            *sum = sum.checked_add(&mission.own.into()).ok_or(Reason::OutOfRange)?;
        }
    }
    let total = |values: &[Exact], empty: Reason| {
        let total = values.iter().try_fold(Exact::ZERO, |sum, value| sum.checked_add(value));
        let total = total.ok_or(Reason::OutOfRange)?;
        if total.is_positive() { Ok(total) } else { Err(empty) }
    };
    let of_money = total(&money, Reason::NoMoney)?;
    let of_priority = total(&priorities, Reason::NoPriorities)?;
    let row = |((top, money), priority): ((&super::ascent::Top, &Exact), &Exact)| {
        let (money, priority) = (money.checked_div(&of_money)?, priority.checked_div(&of_priority)?);
        let difference = money.checked_sub(&priority)?;
        Some(BalanceRow { mission: top.element().subject(), money, priority, difference })
    };
    tops.iter().zip(&money).zip(&priorities).map(row).collect::<Option<_>>().ok_or(Reason::OutOfRange)
}

fn kept(rows: &[BalanceRow]) -> Evaluated {
    let two = Exact::from(2);
    let moved = rows.iter().try_fold(Exact::ZERO, |sum, row| sum.checked_add(&row.difference.abs()));
    let kept = moved.and_then(|moved| Exact::ONE.checked_sub(&moved.checked_div(&two)?));
    let number = |exact: &Exact| exact.to_fixed().map(|fixed| fixed.to_number());
    let inputs = rows.iter().filter_map(|row| {
        Some(Input { subject: row.mission.clone(), part: number(&row.money)?, whole: number(&row.priority)? })
    });
    kept.map_or(Evaluated::NotEvaluable(Reason::OutOfRange), |kept| {
        Evaluated::share(kept, Exact::ONE, inputs.collect(), Reason::NoPriorities)
    })
}
