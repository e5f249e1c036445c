//! What a revision changes: findings, coverage, sums, money and the score, each before and after.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use uuid::Uuid;

use crate::finding::{Finding, Subject};
use crate::number::{Exact, Fixed, Number};
use crate::period::Period;
use crate::plan::{LinkKind, LinkStatus, LinkTarget, Sign, Span};

use super::alignment::Alignment;
use super::evaluated::Evaluated;
use super::money::Purse;
use super::score::{AlignScore, Part, ScorePart};
use super::sums::{SumVerdict, TargetSum};

/// What a revision of a plan changes in its alignment.
///
/// The changes of the parts' contributions add up to the change of the score exactly, and within each part the
/// shares of its inputs add up to the change of its contribution: a rule, a programme, an aim, a mission, a period.
///
/// ```
/// use renstra::align::{AlignSettings, Alignment, Effect};
/// use renstra::number::Fixed;
/// use renstra::plan::{Draft, Mission, Node, Program};
/// let mission = Node::<Mission>::new("M1", "Healthy people");
/// let plan = |program: Node<Program>| Draft::new("D", "a plan").with(mission.clone()).with(program).check();
/// let (first, second) = (plan(Node::new("P1", "Clinics"))?, plan(Node::new("P1", "Clinics").serves(&mission))?);
/// let align = |plan| Alignment::of(plan, &AlignSettings::on("2026-01-01".parse().unwrap()));
/// let effect = Effect::between(&align(&first), &align(&second));
/// assert_eq!((&*effect.links[0].from, &*effect.links[0].to), ("P1", "M1"));
/// for part in &effect.parts {
///     let shares = part.shares.iter().try_fold(Fixed::ZERO, |sum, share| sum.checked_add(share.amount));
///     assert_eq!(shares, part.after.checked_sub(part.before));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Effect {
    /// The change of the score; `None` where it is not evaluable before or after.
    pub score: Option<Fixed>,
    /// What each part gave before and after, where that changed.
    pub parts: Vec<PartChange>,
    /// Links that are new, gone, or carry something else.
    pub links: Vec<LinkChange>,
    /// Findings that are new.
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
    /// What each input accounts for, in points of the score.
    pub shares: Vec<InputShare>,
}

/// What one input of a part accounts for in the change of its contribution.
///
/// An input gives `100 · w/W · p/P` to the score, of the weight `w` of its part among all parts that could be
/// evaluated and of `p` in the sum `P` of the wholes of the inputs. Its share is what it gives after, less what it
/// gave before, rounded half-even to 15 places; what rounding leaves over is a share of its own, of the kind
/// `rounding`, so that all of them add up.
#[derive(Clone, Debug, PartialEq)]
pub struct InputShare {
    /// The input.
    pub subject: Subject,
    /// In points of the score.
    pub amount: Fixed,
}

/// A link that is new, gone, or carries something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkChange {
    /// The code of its source.
    pub from: Box<str>,
    /// The code of its target, or `PLAN#code`.
    pub to: Box<str>,
    /// What it carried before, one entry for each link between the two; nothing where there was none.
    pub before: Vec<Carried>,
    /// What it carries after.
    pub after: Vec<Carried>,
}

/// What a link is and carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Contributes or supports.
    pub kind: LinkKind,
    /// The share of the source, where one is declared.
    pub share: Option<Number>,
    /// The weight in the target, where one is given.
    pub weight: Option<Number>,
    /// Whether it helps or hinders.
    pub sign: Sign,
    /// Who says that it exists.
    pub status: LinkStatus,
    /// When it holds.
    pub valid: Span,
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
    pub period: Period,
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
    /// Holds two alignments against each other, usually of two revisions under the same settings. Elements and
    /// indicators are the same where their identifiers are.
    #[must_use]
    pub fn between(before: &Alignment, after: &Alignment) -> Effect {
        let change = before.score().value.as_ref().ok().zip(after.score().value.as_ref().ok());
        let codes = codes([before, after]);
        let code = |id: &Uuid| codes.get(id).cloned().unwrap_or_default();
        let value = |side: &Option<Evaluated>| side.as_ref().and_then(Evaluated::value);
        let coverage = changed(coverage(before), coverage(after));
        let link = |((from, to), before, after): (LinkKey, Option<_>, Option<_>)| LinkChange {
            from: code(&from),
            to: to.map_or_else(|text| text, |id| code(&id)),
            before: before.unwrap_or_default(),
            after: after.unwrap_or_default(),
        };
        let money = |((mission, purse), before, after): ((Uuid, Purse), Option<_>, Option<_>)| MoneyChange {
            mission: code(&mission),
            purse,
            before: before.unwrap_or(Number::ZERO),
            after: after.unwrap_or(Number::ZERO),
        };
        let mut effect = Effect {
            score: change.and_then(|(before, after)| after.checked_sub(*before)),
            parts: parts(before, after),
            links: changed(links(before), links(after)).map(link).collect(),
            appeared: missing(after, before),
            vanished: missing(before, after),
            coverage: coverage
                .filter(|(_, before, after)| value(before) != value(after))
                .map(|(id, before, after)| CoverageChange { code: code(&id), before, after })
                .collect(),
            sums: changed(sums(before), sums(after))
                .map(|((id, period), before, after)| SumChange { measure: code(&id), period, before, after })
                .collect(),
            money: changed(self::money(before), self::money(after)).map(money).collect(),
        };
        effect.links.sort_by(|a, b| (&a.from, &a.to).cmp(&(&b.from, &b.to)));
        effect.coverage.sort_by(|a, b| a.code.cmp(&b.code));
        effect.sums.sort_by(|a, b| (&a.measure, a.period).cmp(&(&b.measure, b.period)));
        effect.money.sort_by(|a, b| (&a.mission, a.purse).cmp(&(&b.mission, b.purse)));
        effect
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.parts.is_empty()
            && self.links.is_empty()
            && self.appeared.is_empty()
            && self.vanished.is_empty()
            && self.coverage.is_empty()
            && self.sums.is_empty()
            && self.money.is_empty()
    }
}

fn parts(before: &Alignment, after: &Alignment) -> Vec<PartChange> {
    let pairs = before.score().parts.iter().zip(&after.score().parts);
    let scores = [before.score(), after.score()];
    let change = pairs.map(|(before, after)| PartChange {
        part: before.part,
        before: before.contribution,
        after: after.contribution,
        shares: shares(scores, [before, after]).unwrap_or_default(),
    });
    change.filter(|change| change.before != change.after).collect()
}

/// What each input gives to the score: exact, by kind and code.
type Given = BTreeMap<(&'static str, Arc<str>), (Subject, Exact)>;

fn given(score: &AlignScore, part: &ScorePart) -> Option<Given> {
    let mut given = Given::new();
    let Some(share) = part.value.known() else { return Some(given) };
    let known = score.parts.iter().filter(|part| part.value.known().is_some());
    let all =
        known.map(|part| Exact::from(part.weight)).try_fold(Exact::ZERO, |sum, w| sum.checked_add(&w))?;
    let factor = Exact::from(100).checked_mul(&part.weight.into())?.checked_div(&all)?;
    let factor = factor.checked_div(share.whole())?;
    for input in share.inputs() {
        let key = (input.subject.kind, input.subject.code.clone());
        let (_, sum) = given.entry(key).or_insert_with(|| (input.subject.clone(), Exact::ZERO));
        *sum = sum.checked_add(&input.part.checked_mul(&factor)?)?;
    }
    Some(given)
}

fn shares([before, after]: [&AlignScore; 2], [old, new]: [&ScorePart; 2]) -> Option<Vec<InputShare>> {
    let (was, is) = (given(before, old)?, given(after, new)?);
    let keys: BTreeSet<_> = was.keys().chain(is.keys()).collect();
    let (mut subjects, mut amounts) = (Vec::new(), Vec::new());
    for key in keys {
        let (was, is) = (was.get(key), is.get(key));
        let amount = |side: Option<&(Subject, Exact)>| side.map_or(Exact::ZERO, |(_, sum)| sum.clone());
        let moved = amount(is).checked_sub(&amount(was))?;
        if !moved.is_zero() {
            subjects.push(is.or(was)?.0.clone());
            amounts.push(moved);
        }
    }
    let mut left = new.contribution.checked_sub(old.contribution)?;
    let mut shares = Vec::with_capacity(amounts.len());
    for (subject, amount) in subjects.into_iter().zip(amounts) {
        let amount = amount.to_fixed()?;
        left = left.checked_sub(amount)?;
        shares.push(InputShare { subject, amount });
    }
    if !left.is_zero() {
        shares.push(InputShare { subject: Subject::new("rounding", "", ""), amount: left });
    }
    Some(shares)
}

/// Source and target of a link; the target is an element or `PLAN#code`.
type LinkKey = (Uuid, Result<Uuid, Box<str>>);

/// The links of a plan by source and target.
fn links(alignment: &Alignment) -> BTreeMap<LinkKey, Vec<Carried>> {
    let mut all: BTreeMap<LinkKey, Vec<Carried>> = BTreeMap::new();
    for link in alignment.plan().elements().flat_map(|element| element.links()) {
        let to = match link.target() {
            LinkTarget::Here(element) => Ok(element.uuid()),
            LinkTarget::Elsewhere(text) => Err(text.into()),
        };
        all.entry((link.source().uuid(), to)).or_default().push(Carried {
            kind: link.kind(),
            share: link.share(),
            weight: link.weight(),
            sign: link.sign(),
            status: link.status(),
            valid: link.valid(),
        });
    }
    all
}

/// The codes of everything that changes are told of; where one was changed, the later.
fn codes(sides: [&Alignment; 2]) -> BTreeMap<Uuid, Box<str>> {
    let mut codes = BTreeMap::new();
    for side in sides {
        let plan = side.plan();
        let missions = side.missions().iter().map(|top| top.element());
        codes.extend(missions.chain(plan.elements()).map(|e| (e.uuid(), e.code().into())));
        codes.extend(plan.indicators().map(|i| (i.id().uuid(), i.code().into())));
    }
    codes
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

fn coverage(alignment: &Alignment) -> BTreeMap<Uuid, Evaluated> {
    let plan = alignment.plan();
    alignment.coverage().iter().map(|row| (row.element(plan).uuid(), row.count.clone())).collect()
}

fn sums(alignment: &Alignment) -> BTreeMap<(Uuid, Period), SumVerdict> {
    let id = |sum: &TargetSum| alignment.plan().indicator_at(sum.at).id().uuid();
    alignment.target_sums().iter().map(|sum| ((id(sum), sum.period), sum.verdict)).collect()
}

fn money(alignment: &Alignment) -> BTreeMap<(Uuid, Purse), Number> {
    let rows = alignment
        .money()
        .iter()
        .flat_map(|table| table.delivery.missions.iter().map(|row| (table.purse, row)));
    rows.map(|(purse, row)| ((row.mission().uuid(), purse), row.own)).collect()
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
