//! A plan under another: what was assigned, the same measure in both, ceilings, and links between them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::finding::{Arg, Finding, Subject};
use crate::number::{Currency, Exact, Number, Reading, Rounding, Value};
use crate::period::{Entry, Period};
use crate::plan::{Element, Indicator, LinkKind, LinkTarget, Plan, Stage};

use super::super::above::owner_in;
use super::super::evaluated::Reason;
use super::super::rule::Verdict;
use super::super::scope::Scope;
use super::super::text::normal;
use super::course::{Course, is_worse};
use super::texts;

pub(super) fn assigned(plan: &Plan, scope: &Scope<'_>) -> Verdict {
    if scope.above.given.is_none() {
        return Verdict::NotEvaluable(Reason::NoPlanAbove);
    }
    if scope.above.assigned.is_empty() {
        return Verdict::NotEvaluable(Reason::Lacking("owner".into()));
    }
    let lacking = scope.above.assigned.iter().filter(|assigned| assigned.carried.is_none());
    let finding = |assigned: &super::super::above::Assigned| {
        let above = &scope.ascent.above.get(assigned.plan)?.plan;
        let element = above.element(assigned.at);
        let subject = Subject::new("plan", plan.document().code(), plan.document().title());
        let finding = Finding::new(&texts::ASSIGNED_LACKING, subject).and(element.subject());
        let finding = finding.with("kind", element.kind().words()).with("code", element.code());
        Some(finding.with("title", element.title()).with("above", above.document().code()))
    };
    Verdict::from_findings(lacking.filter_map(finding).collect())
}

pub(super) fn measure(course: &Course<'_>, scope: &Scope<'_>) -> Verdict {
    let indicator = course.indicator;
    if scope.above.given.is_none() {
        return Verdict::NotEvaluable(Reason::NoPlanAbove);
    }
    let pairs = &scope.above.pairs;
    let at = pairs.partition_point(|(own, ..)| *own < indicator.position());
    let mine = pairs.iter().skip(at).take_while(|(own, ..)| *own == indicator.position()).collect::<Vec<_>>();
    if mine.is_empty() {
        return Verdict::NotApplicable;
    }
    let both = mine.into_iter().filter_map(|(_, plan, theirs)| {
        let above = &scope.ascent.above.get(*plan)?.plan;
        Some(differences(indicator, above.indicator_at(*theirs)))
    });
    Verdict::from_findings(both.flatten().collect())
}

/// In what one measure differs: what it is called, for which period, here and above.
struct Differs {
    what: [&'static str; 2],
    period: Option<Period>,
    own: Arg,
    theirs: Arg,
}

impl Differs {
    fn new(what: [&'static str; 2], own: impl Into<Arg>, theirs: impl Into<Arg>) -> Differs {
        Differs { what, period: None, own: own.into(), theirs: theirs.into() }
    }

    fn in_period(self, period: Period) -> Differs {
        Differs { period: Some(period), ..self }
    }

    fn finding(self, indicator: Indicator<'_>, theirs: Indicator<'_>) -> Finding {
        let period = self.period.map_or(String::new(), |period| format!(" ({period})"));
        let finding = Finding::new(&texts::MEASURE_DIFFERS, indicator.subject()).and(theirs.subject());
        let finding = finding.with("what", self.what).with("period", period);
        finding
            .with("own", self.own)
            .with("theirs", self.theirs)
            .with("above", theirs.plan().document().code())
    }
}

/// What one measure is in two plans.
fn differences(indicator: Indicator<'_>, theirs: Indicator<'_>) -> Vec<Finding> {
    let mut all = texts_differ(indicator, theirs);
    all.extend(figures_differ(indicator, theirs));
    all.extend(deadline(indicator, theirs));
    all.extend(moves(indicator, theirs));
    all.extend(lead(indicator, theirs));
    all.into_iter().map(|differs| differs.finding(indicator, theirs)).collect()
}

fn quoted(text: &str) -> Arg {
    Arg::Text(format!("`{text}`").into())
}

/// The last target above is reached here, but only later: a deadline that moved.
fn deadline(own: Indicator<'_>, theirs: Indicator<'_>) -> Option<Differs> {
    let direction = own.direction().or_else(|| theirs.direction());
    let targets = |i: Indicator<'_>| -> Vec<(Period, Number)> {
        let entries = i.series().iter().filter(|entry| !entry.is_baseline());
        entries.filter_map(|entry| Some((entry.period(), entry.reading().number()?))).collect()
    };
    let (due, promised) = targets(theirs).pop()?;
    let own = targets(own);
    if own.iter().any(|(period, _)| period.overlaps(due)) {
        return None;
    }
    let reached = |(_, target): &&(Period, Number)| is_worse(direction, *target, promised) == Some(false);
    let (period, _) = own.iter().find(reached).filter(|(period, _)| period.start() > due.end())?;
    let what = ["deadline", "tenggat"];
    Some(Differs::new(what, Arg::Text(period.to_string().into()), Arg::Text(due.to_string().into())))
}

/// Over the periods that both have, the one measure rises and the other falls.
fn moves(own: Indicator<'_>, theirs: Indicator<'_>) -> Option<Differs> {
    // Directions that are said and contradict each other are told as such.
    if own.direction().zip(theirs.direction()).is_some_and(|(own, theirs)| own != theirs) {
        return None;
    }
    let figure = |entry: &Entry<Reading>| entry.reading().number();
    let both: Vec<(Number, Number)> = theirs
        .series()
        .iter()
        .filter_map(|entry| Some((figure(own.series().get(entry.period())?)?, figure(entry)?)))
        .collect();
    let ((own_from, from), (own_to, to)) = (*both.first()?, *both.last()?);
    let rising = ["rising", "naik"];
    let falling = ["falling", "turun"];
    let what = ["course", "arah perubahan"];
    match (own_to.cmp(&own_from), to.cmp(&from)) {
        (Ordering::Less, Ordering::Greater) => Some(Differs::new(what, falling, rising)),
        (Ordering::Greater, Ordering::Less) => Some(Differs::new(what, rising, falling)),
        _ => None,
    }
}

/// Two leads: above, another organisation leads what is measured, and the owner of this plan has no share in it.
fn lead(own: Indicator<'_>, theirs: Indicator<'_>) -> Option<Differs> {
    let owner = owner_in(own.plan(), theirs.plan())?;
    let element = theirs.element();
    let lead = element.owner()?;
    let related = |a: Element<'_>, b: Element<'_>| a == b || a.ancestors().any(|above| above == b);
    let shares = element.partners().any(|partner| related(owner, partner));
    if shares || related(owner, lead) || related(lead, owner) {
        return None;
    }
    Some(Differs::new(["lead", "penanggung jawab"], quoted(owner.title()), quoted(lead.title())))
}

/// Words that stand for a unit where there is none: `Nilai/Angka` and `Angka` do not differ.
const NO_UNIT: [&str; 10] =
    ["nilai", "angka", "indeks", "skor", "poin", "value", "number", "index", "score", "points"];

fn says_no_unit(unit: &str) -> bool {
    let unit = normal(unit);
    !unit.is_empty() && unit.split_whitespace().all(|word| NO_UNIT.contains(&word))
}

fn texts_differ(own: Indicator<'_>, theirs: Indicator<'_>) -> Vec<Differs> {
    let unit = |i: Indicator<'_>| i.unit().map(ToString::to_string).unwrap_or_default();
    let direction = |i: Indicator<'_>| i.direction().map_or("", |direction| direction.as_str()).to_owned();
    let rows = [
        (["unit", "satuan"], unit(own), unit(theirs)),
        (["definition", "definisi"], own.definition().to_owned(), theirs.definition().to_owned()),
        (
            ["version of the definition", "versi definisi"],
            own.version().to_owned(),
            theirs.version().to_owned(),
        ),
        (["direction", "arah"], direction(own), direction(theirs)),
    ];
    let differ = |(_, a, b): &([&'static str; 2], String, String)| {
        // Signs matter in units: `%` has no letters.
        let same = a.trim().eq_ignore_ascii_case(b.trim())
            || (!normal(a).is_empty() && normal(a) == normal(b))
            || (says_no_unit(a) && says_no_unit(b));
        !a.is_empty() && !b.is_empty() && !same
    };
    let rows = rows.into_iter().filter(differ);
    rows.map(|(what, a, b)| Differs::new(what, quoted(&a), quoted(&b))).collect()
}

fn figures_differ(own: Indicator<'_>, theirs: Indicator<'_>) -> Vec<Differs> {
    let direction = own.direction().or_else(|| theirs.direction());
    let mut all = Vec::new();
    for entry in theirs.series().iter() {
        let same = |other: &&crate::period::Entry<crate::number::Reading>| {
            other.period() == entry.period() && other.is_baseline() == entry.is_baseline()
        };
        let Some(mine) = own.series().iter().find(same).map(Entry::reading) else { continue };
        let period = entry.period();
        // A day as a target is less ambitious the later it is.
        if let Some((mine, their)) = day(mine).zip(day(entry.reading())).filter(|(mine, their)| mine > their)
        {
            all.push(
                Differs::new(["deadline", "tenggat"], mine.to_string(), their.to_string()).in_period(period),
            );
        }
        let (Some(mine), Some(their)) = (mine.number(), entry.reading().number()) else { continue };
        if entry.is_baseline() {
            if mine != their {
                all.push(Differs::new(["baseline", "kondisi awal"], mine, their).in_period(period));
            }
        } else if is_worse(direction, mine, their).unwrap_or(mine != their) {
            all.push(Differs::new(["target", "target"], mine, their).in_period(period));
        }
    }
    all
}

fn day(reading: &Reading) -> Option<chrono::NaiveDate> {
    match reading.value()? {
        Value::Date(day) => Some(*day),
        _ => None,
    }
}

/// Money by stage, period and currency: amounts in different currencies are not held against each other.
type Sums = BTreeMap<(Stage, Period, Option<Currency>), Exact>;

fn amounts(element: Element<'_>) -> Sums {
    let mut sums = Sums::new();
    for line in element.budget() {
        let Some(amount) = line.amount() else { continue };
        let sum = sums.entry((line.stage(), line.period(), line.currency())).or_default();
        *sum = sum.checked_add(&amount.into()).unwrap_or_else(|| sum.clone());
    }
    sums
}

pub(super) fn ceiling(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    if scope.above.given.is_none() {
        return Verdict::NotEvaluable(Reason::NoPlanAbove);
    }
    let at = scope.above.programs.partition_point(|(own, ..)| *own < element.position());
    let mine = scope.above.programs.iter().skip(at).take_while(|(own, ..)| *own == element.position());
    let programs: Vec<Element<'_>> = mine
        .filter_map(|(_, plan, theirs)| Some(scope.ascent.above.get(*plan)?.plan.element(*theirs)))
        .collect();
    if programs.is_empty() {
        return Verdict::NotApplicable;
    }
    if programs.iter().all(|theirs| amounts(*theirs).is_empty()) {
        return Verdict::NotEvaluable(Reason::NoMoney);
    }
    Verdict::from_findings(programs.into_iter().flat_map(|theirs| exceeded(element, theirs)).collect())
}

/// Where a programme has more money than the same programme above.
fn exceeded(element: Element<'_>, above: Element<'_>) -> Vec<Finding> {
    let theirs = amounts(above);
    let mut findings = Vec::new();
    for ((stage, period, currency), amount) in amounts(element) {
        let ceiling = theirs.get(&(stage, period, currency)).filter(|ceiling| amount > **ceiling);
        let Some(ceiling) = ceiling else { continue };
        let number =
            |exact: &Exact| exact.round(Rounding::half_even(2)).map_or(Number::ZERO, Number::normalized);
        let difference = amount.checked_sub(ceiling).unwrap_or(Exact::ZERO);
        let finding = Finding::new(&texts::CEILING_EXCEEDED, element.subject()).with("stage", stage.words());
        let finding = finding.with("period", period.to_string()).with("own", Arg::Amount(number(&amount)));
        let finding = finding
            .with("theirs", Arg::Amount(number(ceiling)))
            .with("difference", Arg::Amount(number(&difference)));
        findings.push(finding.with("above", above.plan().document().code()));
    }
    findings
}

/// The links of an element into other plans, as `PLAN#code`.
fn elsewhere<'p>(element: Element<'p>) -> impl Iterator<Item = (crate::plan::Link<'p>, &'p str)> {
    element.links().filter_map(|link| match link.target() {
        LinkTarget::Elsewhere(text) => Some((link, text)),
        LinkTarget::Here(_) => None,
    })
}

pub(super) fn unresolved(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    let (mut findings, mut known, mut unknown) = (Vec::new(), 0, None);
    for (_, text) in elsewhere(element) {
        let plan = text.split_once('#').map_or(text, |(plan, _)| plan);
        if scope.ascent.plan_above(plan).is_none() {
            unknown = Some(plan);
            continue;
        }
        known += 1;
        if scope.ascent.resolve(text).is_none() {
            let finding = Finding::new(&texts::LINK_UNRESOLVED, element.subject());
            let meant = Arg::Suggestion(scope.above.meant.get(text).cloned());
            findings.push(finding.with("target", text).with("plan", plan).with("suggestion", meant));
        }
    }
    match (known, unknown) {
        (0, None) => Verdict::NotApplicable,
        (0, Some(plan)) => Verdict::NotEvaluable(Reason::Lacking(plan.to_owned().into())),
        _ => Verdict::from_findings(findings),
    }
}

pub(super) fn not_in_force(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    let (mut findings, mut known) = (Vec::new(), 0);
    for (_, text) in elsewhere(element) {
        let Some((_, target)) = scope.ascent.resolve(text) else { continue };
        known += 1;
        let theirs = target.plan().document();
        let ended = scope.ascent.has_ended().then(|| scope.plan.document());
        let gone = (!theirs.is_in_force(scope.settings.day)).then_some(theirs);
        for document in ended.into_iter().chain(gone) {
            let finding = Finding::new(&texts::LINK_NOT_IN_FORCE, element.subject());
            findings.push(finding.with("target", text).with("plan", document.code()));
        }
    }
    if known == 0 { Verdict::NotApplicable } else { Verdict::from_findings(findings) }
}

pub(super) fn link_level(element: Element<'_>, scope: &Scope<'_>) -> Verdict {
    let (mut findings, mut known) = (Vec::new(), 0);
    for (link, text) in elsewhere(element).filter(|(link, _)| link.kind() == LinkKind::Contributes) {
        let Some((_, target)) = scope.ascent.resolve(text) else { continue };
        known += 1;
        if !scope.settings.map_of(target.plan()).carries(target.kind(), link.source().kind()) {
            let finding = Finding::new(&texts::LINK_LEVEL, element.subject()).and(target.subject());
            let finding = finding.with("kind", element.kind().words()).with("target", text);
            findings.push(finding.with("theirs", target.kind().words()));
        }
    }
    if known == 0 { Verdict::NotApplicable } else { Verdict::from_findings(findings) }
}
