//! Traceability and balance: what reaches the vision, and whether the money follows the priorities.

use crate::finding::Subject;
use crate::number::Exact;
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

pub(super) fn trace(scope: &Scope<'_>, tables: Result<&[MoneyTable], Reason>) -> Trace {
    let skips = skips(scope);
    if scope.ascent.ends.is_none() {
        let [programs, money] = [0; 2].map(|_| Evaluated::NotEvaluable(Reason::NoWayUp));
        return Trace { programs, money, orphans: Vec::new(), skips };
    }
    let judged = |element: &Element<'_>| element.kind() == Kind::Program && scope.is_delivery(*element);
    let (mut inputs, mut orphans) = (Vec::new(), Vec::new());
    for element in scope.plan.elements().filter(judged) {
        let reaches = !scope.threads(element).is_zero();
        inputs.push(Input::holds(element.subject(), reaches.then_some(())));
        if !reaches {
            orphans.push(element.position());
        }
    }
    let programs = Evaluated::sum(inputs, Reason::NoPrograms);
    let money = tables.and_then(|tables| reached(scope, tables));
    Trace { programs, money: money.unwrap_or_else(Evaluated::NotEvaluable), orphans, skips }
}

fn skips(scope: &Scope<'_>) -> Vec<Skip> {
    let mut skips = Vec::new();
    for element in scope.plan.elements().filter(|element| scope.class(*element) != ProgramClass::Supporting) {
        for way in scope.ascent.ways_up(element) {
            let super::ways::Step::Here(to) = way.step else { continue };
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
) -> impl Iterator<Item = &'t MoneyTable> + Clone {
    let (stage, period) = (scope.settings.stage, scope.settings.period);
    tables.iter().filter(move |table| {
        table.purse.stage == stage && period.is_none_or(|wanted| wanted.contains(table.purse.period))
    })
}

/// The judged tables, where they are in one currency.
fn one_currency<'t>(scope: &Scope<'_>, tables: &'t [MoneyTable]) -> Result<Vec<&'t MoneyTable>, Reason> {
    let judged: Vec<&MoneyTable> = judged(scope, tables).collect();
    let mut currencies = judged.iter().map(|table| table.purse.currency);
    let first = currencies.next();
    if currencies.any(|other| Some(other) != first) { Err(Reason::MixedCurrencies) } else { Ok(judged) }
}

fn reached(scope: &Scope<'_>, tables: &[MoneyTable]) -> Result<Evaluated, Reason> {
    let input = |table: &MoneyTable| {
        let split = &table.delivery;
        let whole = Exact::from(split.total);
        let part = whole.checked_sub(&split.nowhere).ok_or(Reason::OutOfRange)?;
        Ok(Input { subject: Subject::new("period", table.purse.period.to_string(), ""), part, whole })
    };
    let inputs = one_currency(scope, tables)?.into_iter().map(input).collect::<Result<_, Reason>>()?;
    Ok(Evaluated::sum(inputs, Reason::NoMoney))
}

/// The money of missions against the priorities that were declared for them.
#[derive(Clone, Debug)]
pub struct Balance {
    /// One less the total variation distance: 1 where the money follows the priorities exactly. Each mission gives
    /// what its share of the money fills of its priority.
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
pub(super) fn balance(scope: &Scope<'_>, tables: Result<&[MoneyTable], Reason>) -> Balance {
    tables.and_then(|tables| rows(scope, tables)).map_or_else(
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
    for table in one_currency(scope, tables)? {
        for (sum, mission) in money.iter_mut().zip(&table.delivery.missions) {
            *sum = sum.checked_add(&mission.exact).ok_or(Reason::OutOfRange)?;
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

/// Of each mission's priority, what its share of the money fills: the sum is one less half the sum of the
/// absolute differences.
fn kept(rows: &[BalanceRow]) -> Evaluated {
    let input = |row: &BalanceRow| {
        let part = if row.difference.is_negative() { &row.money } else { &row.priority };
        Input { subject: row.mission.clone(), part: part.clone(), whole: row.priority.clone() }
    };
    Evaluated::sum(rows.iter().map(input).collect(), Reason::NoPriorities)
}
