//! Ceilings: an amount against what is set out of it, within a plan and in the plans below.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Subject;
use crate::number::{Exact, Number, Rounding};
use crate::plan::{Element, Kind, Plan};

use super::{Ledger, Purse, Remainder, apportion};

/// An amount and what is set out of it: by the elements that an element contains, or by the plans below for a
/// programme of the plan above.
///
/// ```
/// use renstra::align::{AlignSettings, Alignment, CeilingVerdict};
/// use renstra::plan::{Activity, Draft, Node, Program, Stage};
/// let program = Node::<Program>::new("P", "Clinics").budget(Stage::Indicative, [(2026, 100)]);
/// let visits = Node::<Activity>::new("A", "Visits").under(&program).budget(Stage::Indicative, [(2026, 90)]);
/// let beds = Node::<Activity>::new("B", "Beds").under(&program).budget(Stage::Indicative, [(2026, 30)]);
/// let plan = Draft::new("D", "a plan").currency("IDR").with(program).with(visits).with(beds).check()?;
/// let found = Alignment::of(&plan, &AlignSettings::on("2026-01-01".parse()?));
/// let ceiling = &found.ceilings()[0];
/// assert_eq!(ceiling.verdict, CeilingVerdict::Exceeded(20.into()));
/// // The smallest change for its size: each part gives way in proportion, to the last unit.
/// let mended: Vec<String> = ceiling.mended().iter().map(ToString::to_string).collect();
/// assert_eq!(mended, ["75", "25"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Ceiling {
    /// What has the ceiling.
    pub subject: Subject,
    /// The plan in which the ceiling stands.
    pub plan: Box<str>,
    /// Which money.
    pub purse: Purse,
    /// The ceiling.
    pub amount: Number,
    /// What is set out of it.
    pub parts: Vec<CeilingPart>,
    /// How the two compare.
    pub verdict: CeilingVerdict,
}

/// What is set out of a ceiling.
#[derive(Clone, Debug, PartialEq)]
pub struct CeilingPart {
    /// The plan in which it stands.
    pub plan: Box<str>,
    /// The element.
    pub subject: Subject,
    /// Its amount.
    pub amount: Number,
}

/// How what is set out compares with the ceiling. Too much and too little stay apart: the one does not make up for
/// the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CeilingVerdict {
    /// The parts come to the ceiling.
    Kept,
    /// The parts come to so much more.
    Exceeded(Number),
    /// So much of it is set out to nobody.
    Unallocated(Number),
}

impl CeilingVerdict {
    /// Its word in JSON, and the difference.
    #[must_use]
    pub const fn parts(self) -> (&'static str, Option<Number>) {
        match self {
            CeilingVerdict::Kept => ("kept", None),
            CeilingVerdict::Exceeded(by) => ("exceeded", Some(by)),
            CeilingVerdict::Unallocated(by) => ("unallocated", Some(by)),
        }
    }
}

impl Ceiling {
    fn new(of: Element<'_>, purse: Purse, (amount, parts): (Number, Vec<CeilingPart>)) -> Option<Ceiling> {
        let sum = parts.iter().try_fold(Number::ZERO, |sum, part| sum.checked_add(part.amount))?;
        let gap = sum.checked_sub(amount)?.normalized();
        let verdict = if gap.is_zero() {
            CeilingVerdict::Kept
        } else if gap.is_negative() {
            CeilingVerdict::Unallocated(gap.abs())
        } else {
            CeilingVerdict::Exceeded(gap)
        };
        let plan = of.plan().document().code().into();
        Some(Ceiling { subject: of.subject(), plan, purse, amount, parts, verdict })
    }

    /// The parts as they would have to be to come to the ceiling: of all such changes the smallest for the size of
    /// each part, that is, in proportion, rounded to the unit of the amounts by largest remainder. As they are
    /// where all of them are zero.
    #[must_use]
    pub fn mended(&self) -> Vec<Number> {
        let as_they_are = || self.parts.iter().map(|part| part.amount).collect();
        self.scaled().unwrap_or_else(as_they_are)
    }

    fn scaled(&self) -> Option<Vec<Number>> {
        let amounts = || self.parts.iter().map(|part| Exact::from(part.amount));
        let sum = amounts().try_fold(Exact::ZERO, |sum, part| sum.checked_add(&part))?;
        let by = Exact::from(self.amount).checked_div(&sum)?;
        let scaled: Vec<Exact> = amounts().map(|part| part.checked_mul(&by)).collect::<Option<_>>()?;
        let digits = |number: Number| number.normalized().parts().1;
        let most = self.parts.iter().map(|part| digits(part.amount)).fold(digits(self.amount), u32::max);
        apportion(&scaled.iter().collect::<Vec<_>>(), self.amount, most)
    }
}

/// An amount as it is written down.
fn amount(part: &Remainder) -> Option<Number> {
    part.given.round(Rounding::half_even(part.digits)).map(Number::normalized)
}

fn part_of(plan: &Plan, part: &Remainder) -> Option<CeilingPart> {
    let subject = plan.element(part.element).subject();
    Some(CeilingPart { plan: plan.document().code().into(), subject, amount: amount(part)? })
}

/// Every element with an amount of a purse of which something that it contains has an amount as well, where all of
/// them are known: a part that could not be read stands for what it contains, and is unknown where that is nothing.
pub(super) fn children(plan: &Plan, purse: Purse, group: &[Remainder]) -> Vec<(u32, Ceiling)> {
    let mut parts: BTreeMap<usize, Vec<&Remainder>> = BTreeMap::new();
    let unknown = with_unknown_parts(group);
    for part in group {
        // What could not be read is no ceiling.
        let holder = part.holder.filter(|at| !unknown.contains(at)).map(|at| at as usize);
        if let Some(holder) = holder.filter(|at| group.get(*at).is_some_and(|whole| whole.unread == 0)) {
            parts.entry(holder).or_default().push(part);
        }
    }
    let ceiling = |(at, mut parts): (usize, Vec<&Remainder>)| {
        let whole = group.get(at)?;
        parts.sort_by_key(|part| part.element);
        let parts = parts.into_iter().filter_map(|part| part_of(plan, part)).collect();
        let ceiling = Ceiling::new(plan.element(whole.element), purse, (amount(whole)?, parts))?;
        Some((whole.element, ceiling))
    };
    parts.into_iter().filter_map(ceiling).collect()
}

/// The places of those of which a part could not be read and contains nothing that stands for it.
fn with_unknown_parts(group: &[Remainder]) -> BTreeSet<u32> {
    if group.iter().all(|part| part.unread == 0) {
        return BTreeSet::new();
    }
    let holders: BTreeSet<u32> = group.iter().filter_map(|part| part.holder).collect();
    let unknown = (0..).zip(group).filter(|(at, part)| part.unread > 0 && !holders.contains(at));
    unknown.filter_map(|(_, part)| part.holder).collect()
}

/// The amounts of a plan's programmes, by programme and purse; none where they could not be read in whole.
type Amounts = BTreeMap<(u32, Purse), Option<(Number, CeilingPart)>>;

fn of_programs(plan: &Plan) -> Amounts {
    let mut amounts = Amounts::new();
    Ledger::of(plan).each(|purse, group| {
        let programs = group.iter().filter(|part| plan.element(part.element).kind() == Kind::Program);
        let known = |part: &Remainder| amount(part).zip(part_of(plan, part)).filter(|_| part.unread == 0);
        amounts.extend(programs.map(|part| ((part.element, purse), known(part))));
    });
    amounts
}

/// A plan with the own money of its elements.
pub(in crate::align) struct Purses<'p> {
    plan: &'p Plan,
    amounts: Amounts,
}

impl<'p> Purses<'p> {
    pub(in crate::align) fn of(plan: &'p Plan) -> Purses<'p> {
        Purses { plan, amounts: of_programs(plan) }
    }
}

/// A plan below, and the programmes that are the same in both: the one below, the one above.
pub(in crate::align) type Below<'p> = (&'p Purses<'p>, Vec<(u32, u32)>);

/// The ceilings of programmes of a plan above, against what plans below set out of them. A programme of which no plan
/// below has an amount, or one has an amount that could not be read, is no ceiling here.
pub(in crate::align) fn set_out(above: &Purses<'_>, below: &[Below<'_>]) -> Vec<Ceiling> {
    let mut parts: BTreeMap<(u32, Purse), Vec<Option<CeilingPart>>> = BTreeMap::new();
    for (purses, programs) in below {
        let theirs: BTreeMap<u32, u32> = programs.iter().copied().collect();
        for ((own, purse), known) in &purses.amounts {
            if let Some(program) = theirs.get(own) {
                let part = known.as_ref().map(|(_, part)| part.clone());
                parts.entry((*program, *purse)).or_default().push(part);
            }
        }
    }
    let ceiling = |((at, purse), known): (&(u32, Purse), &Option<(Number, CeilingPart)>)| {
        let (amount, _) = known.as_ref()?;
        let parts = parts.get(&(*at, *purse))?.iter().cloned().collect::<Option<_>>()?;
        Ceiling::new(above.plan.element(*at), *purse, (*amount, parts))
    };
    above.amounts.iter().filter_map(ceiling).collect()
}
