//! What a revision changes: findings, coverage, sums, money and the score, each before and after.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::number::{Fixed, Number};

use super::alignment::Alignment;
use super::evaluated::Evaluated;
use super::money::Purse;
use super::score::Part;
use super::sums::SumVerdict;

/// What a revision of a plan changes in its alignment.
///
/// The changes of the parts' contributions add up to the change of the score exactly.
#[derive(Clone, Debug)]
pub struct Effect {
    /// The change of the score; `None` where it is not evaluable before or after.
    pub score: Option<Fixed>,
    /// What each part gave before and after, where that changed.
    pub parts: Vec<PartChange>,
    /// Findings that are new, and findings that are gone.
    pub appeared: Vec<Finding>,
    /// Findings that are gone.
    pub vanished: Vec<Finding>,
    /// Promises whose coverage changed, by code.
    pub coverage: Vec<CoverageChange>,
    /// Sums of targets whose verdict changed: the measure, the period, before and after.
    pub sums: Vec<SumChange>,
    /// Missions whose own money changed: the mission, which money, before and after.
    pub money: Vec<MoneyChange>,
}

/// What a part gave before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct PartChange {
    /// The part.
    pub part: Part,
    /// Before.
    pub before: Fixed,
    /// After.
    pub after: Fixed,
}

/// The coverage of one promise, by count, before and after; `None` where it was not there.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageChange {
    /// Its code.
    pub code: Box<str>,
    /// Before.
    pub before: Option<Evaluated>,
    /// After.
    pub after: Option<Evaluated>,
}

/// A sum of targets whose verdict changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumChange {
    /// The code of the measure.
    pub measure: Box<str>,
    /// The period.
    pub period: crate::period::Period,
    /// Before.
    pub before: Option<SumVerdict>,
    /// After.
    pub after: Option<SumVerdict>,
}

/// A mission whose own money changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyChange {
    /// The mission's code.
    pub mission: Box<str>,
    /// Which money.
    pub purse: Purse,
    /// Before.
    pub before: Number,
    /// After.
    pub after: Number,
}

impl Effect {
    /// Holds two alignments against each other, usually of two revisions under the same settings.
    #[must_use]
    pub fn between(before: &Alignment, after: &Alignment) -> Effect {
        let change = before.score().value.as_ref().ok().zip(after.score().value.as_ref().ok());
        Effect {
            score: change.and_then(|(before, after)| after.checked_sub(*before)),
            parts: parts(before, after),
            appeared: missing(after, before),
            vanished: missing(before, after),
            coverage: changed(coverage(before), coverage(after))
                .filter(|(_, before, after)| {
                    before.as_ref().and_then(Evaluated::value) != after.as_ref().and_then(Evaluated::value)
                })
                .map(|(code, before, after)| CoverageChange { code, before, after })
                .collect(),
            sums: changed(sums(before), sums(after))
                .map(|((measure, period), before, after)| SumChange { measure, period, before, after })
                .collect(),
            money: changed(money(before), money(after))
                .map(|((mission, purse), before, after)| MoneyChange {
                    mission,
                    purse,
                    before: before.unwrap_or(Number::ZERO),
                    after: after.unwrap_or(Number::ZERO),
                })
                .collect(),
        }
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.parts.is_empty()
            && self.appeared.is_empty()
            && self.vanished.is_empty()
            && self.coverage.is_empty()
            && self.sums.is_empty()
            && self.money.is_empty()
    }
}

fn parts(before: &Alignment, after: &Alignment) -> Vec<PartChange> {
    let pairs = before.score().parts.iter().zip(&after.score().parts);
    let change = pairs.map(|(before, after)| PartChange {
        part: before.part,
        before: before.contribution,
        after: after.contribution,
    });
    change.filter(|change| change.before != change.after).collect()
}

/// The findings of `one` that `other` has not, by rule, subject and message.
fn missing(one: &Alignment, other: &Alignment) -> Vec<Finding> {
    let key = |finding: &Finding| {
        let message = finding.message(crate::finding::Lang::En);
        (finding.code(), finding.subject().code.clone(), message)
    };
    let there: BTreeSet<_> = other.findings().iter().map(|found| key(found.finding())).collect();
    let gone = one.findings().iter().filter(|found| !there.contains(&key(found.finding())));
    gone.map(|found| found.finding().clone()).collect()
}

fn coverage(alignment: &Alignment) -> BTreeMap<Box<str>, Evaluated> {
    let plan = alignment.plan();
    alignment.coverage().iter().map(|row| (row.element(plan).code().into(), row.count.clone())).collect()
}

fn sums(alignment: &Alignment) -> BTreeMap<(Box<str>, crate::period::Period), SumVerdict> {
    let sums = alignment.target_sums().iter();
    sums.map(|sum| ((sum.measure.code.to_string().into(), sum.period), sum.verdict)).collect()
}

fn money(alignment: &Alignment) -> BTreeMap<(Box<str>, Purse), Number> {
    let rows = alignment
        .money()
        .iter()
        .flat_map(|table| table.delivery.missions.iter().map(|row| (table.purse, row)));
    rows.map(|(purse, row)| ((row.mission().code().into(), purse), row.own)).collect()
}

/// The keys whose values differ, with both.
fn changed<K: Ord + Clone, V: PartialEq + Clone>(
    before: BTreeMap<K, V>,
    after: BTreeMap<K, V>,
) -> impl Iterator<Item = (K, Option<V>, Option<V>)> {
    let keys: BTreeSet<K> = before.keys().chain(after.keys()).cloned().collect();
    keys.into_iter().filter_map(move |key| {
        let (old, new) = (before.get(&key).cloned(), after.get(&key).cloned());
        (old != new).then_some((key, old, new))
    })
}
