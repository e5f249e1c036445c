//! Rules whose answers follow from what was worked out for the plan as a whole.

use crate::finding::{Arg, Finding, Lint, Subject};
use crate::number::{Exact, Rounding};

use super::super::duplicates::{Alike, AlikeSort};
use super::super::evaluated::Reason;
use super::super::rule::{On, Verdict};
use super::super::scope::Scope;
use super::super::sums::{SumVerdict, TargetSum};
use super::super::trace::{Balance, judged};
use super::super::worked::Worked;
use super::texts;

/// The answers, in the order of the catalogue; those about one rule follow each other.
pub(in crate::align) fn worked_out<'p>(
    scope: &Scope<'p>,
    worked: &Worked<'_>,
    mut take: impl FnMut(&'static Lint, On<'p>, Verdict),
) {
    let whole = |sum: &TargetSum| On::Indicator(scope.plan.indicator_at(sum.at));
    worked.sums.iter().for_each(|sum| take(&texts::TARGETS_SHORT, whole(sum), short(sum)));
    worked.sums.iter().for_each(|sum| take(&texts::TARGETS_OVER, whole(sum), over(sum)));
    take(&texts::SHARE_UNDECLARED, On::Plan(scope.plan), shared(scope, worked));
    take(&texts::BALANCE_OFF, On::Plan(scope.plan), balance(scope, worked.balance));
    for (sort, lint) in [
        (AlikeSort::OtherWords, &texts::OTHER_WORDS),
        (AlikeSort::CountedTwice, &texts::COUNTED_TWICE),
        (AlikeSort::CopiedDown, &texts::COPIED_DOWN),
    ] {
        let mut found = worked.alike.iter().filter(|alike| alike.sort == sort).collect::<Vec<_>>();
        found.sort_by_key(|alike| alike.other);
        let mut found = found.into_iter().peekable();
        for indicator in scope.plan.indicators() {
            let mut mine = Vec::new();
            while let Some(alike) = found.next_if(|alike| alike.other == indicator.position()) {
                mine.push(alike_finding(scope, alike, lint));
            }
            take(lint, On::Indicator(indicator), Verdict::from_findings(mine));
        }
    }
}

fn sum_finding(lint: &'static Lint, sum: &TargetSum, gap: crate::number::Number) -> Option<Finding> {
    let parts = sum.parts.iter().map(|(subject, _)| subject.code.to_string().into()).collect();
    let finding = Finding::new(lint, sum.measure.clone()).with("period", sum.period.to_string());
    let finding =
        finding.with("target", sum.target).with("composed", sum.composed.clone().ok()?.normalized());
    Some(finding.with("gap", gap).with("parts", Arg::List(parts)))
}

fn unknown(sum: &TargetSum) -> Verdict {
    Verdict::NotEvaluable(sum.composed.clone().err().unwrap_or(Reason::OutOfRange))
}

fn short(sum: &TargetSum) -> Verdict {
    match sum.verdict {
        SumVerdict::NotEvaluable => unknown(sum),
        SumVerdict::Short(gap) => {
            Verdict::from_findings(sum_finding(&texts::TARGETS_SHORT, sum, gap).into_iter().collect())
        }
        _ => Verdict::Pass,
    }
}

fn over(sum: &TargetSum) -> Verdict {
    match sum.verdict {
        SumVerdict::NotEvaluable => unknown(sum),
        SumVerdict::Over(gap) => {
            Verdict::from_findings(sum_finding(&texts::TARGETS_OVER, sum, gap).into_iter().collect())
        }
        _ => Verdict::Pass,
    }
}

fn whole_plan(scope: &Scope<'_>) -> Subject {
    let document = scope.plan.document();
    Subject::new("plan", document.code(), document.title())
}

fn shared(scope: &Scope<'_>, worked: &Worked<'_>) -> Verdict {
    if scope.ascent.tops.is_empty() {
        return Verdict::NotEvaluable(Reason::NoWayUp);
    }
    let tables = match &worked.money {
        Ok(tables) => tables,
        Err(reason) => return Verdict::NotEvaluable(reason.clone()),
    };
    let mut tables = judged(scope, tables).peekable();
    if tables.peek().is_none() {
        return Verdict::NotEvaluable(Reason::NoMoney);
    }
    let undivided = tables.filter(|table| !table.delivery.shared.is_zero());
    let finding = |table: &super::super::money::MoneyTable| {
        let finding = Finding::new(&texts::SHARE_UNDECLARED, whole_plan(scope))
            .with("stage", table.purse.stage.words());
        finding
            .with("period", table.purse.period.to_string())
            .with("amount", Arg::Amount(table.delivery.shared))
    };
    Verdict::from_findings(undivided.map(finding).collect())
}

fn balance(scope: &Scope<'_>, balance: &Balance) -> Verdict {
    if let Some(reason) = balance.kept.reason() {
        return Verdict::NotEvaluable(reason.clone());
    }
    let order = |a: &&super::super::trace::BalanceRow, b: &&super::super::trace::BalanceRow| {
        a.difference.cmp(&b.difference)
    };
    let ends = (balance.rows.iter().max_by(order), balance.rows.iter().min_by(order));
    let moved = balance.kept.known().and_then(|kept| Exact::ONE.checked_sub(&kept.value().into()));
    let (Some(gives), Some(lacks), Some(moved)) = (ends.0, ends.1, moved) else { return Verdict::Pass };
    if Exact::ratio(1, 10).is_some_and(|tenth| moved <= tenth) {
        return Verdict::Pass;
    }
    let percent =
        moved.checked_mul(&Exact::from(100)).and_then(|percent| percent.round(Rounding::half_even(1)));
    let percent = percent.map_or_else(String::new, |percent| format!("{percent}%"));
    let finding = Finding::new(&texts::BALANCE_OFF, whole_plan(scope)).with("gives", &*gives.mission.code);
    Verdict::fail(finding.with("lacks", &*lacks.mission.code).with("moved", percent))
}

fn alike_finding(scope: &Scope<'_>, alike: &Alike, lint: &'static Lint) -> Finding {
    let (one, other) = alike.indicators(scope.plan);
    let finding = Finding::new(lint, other.subject()).and(one.subject()).with("other", one.code());
    if alike.sort == AlikeSort::OtherWords {
        finding.with("name", one.name()).with("likeness", alike.likeness)
    } else {
        finding
    }
}
