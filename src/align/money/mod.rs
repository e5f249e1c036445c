//! Money from the deepest budgeted element up to the missions, to the last unit; and ceilings.

mod ceiling;
mod heap;
mod remainder;

use std::collections::BTreeMap;

use crate::finding::Subject;
use crate::number::{Currency, Exact, Money, Number, Rounding, RoundingMode};
use crate::period::Period;
use crate::plan::{Element, Plan, ProgramClass, Stage};

use super::ascent::{Ascent, Reach, Top};
use super::evaluated::Reason;
use super::scope::classes;

use ceiling::children;
pub(super) use ceiling::{Below, Purses, set_out};
pub use ceiling::{Ceiling, CeilingPart, CeilingVerdict};
use heap::Heaps;
pub(super) use remainder::{Ledger, Remainder};

/// Which money: its stage, its period, its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Purse {
    /// The stage.
    pub stage: Stage,
    /// The period.
    pub period: Period,
    /// The currency; `None` where the plan says none.
    pub currency: Option<Currency>,
}

/// How the money of one purse is divided: missions + shared + unreached = total, to the last unit.
#[derive(Clone, Debug)]
pub struct MoneySplit {
    /// For each mission, in the order of the plan, what is its own and what touches it at all.
    pub missions: Vec<MissionMoney>,
    /// What several missions share without a declared split.
    pub shared: Number,
    /// What reaches no mission.
    pub unreached: Number,
    /// All of it.
    pub total: Number,
    /// What reaches no mission, before rounding.
    pub(super) nowhere: Exact,
}

/// One mission's money.
#[derive(Clone, Debug)]
pub struct MissionMoney {
    top: Top,
    /// What is its own: undivided, or by declared shares.
    pub own: Number,
    /// What touches it, shared money counted in full; these figures add up to more than the total.
    pub gross: Number,
    /// Its own before rounding.
    pub(super) exact: Exact,
}

impl MissionMoney {
    /// The mission, of the plan or of the one above it.
    #[must_use]
    pub fn mission(&self) -> Element<'_> {
        self.top.element()
    }
}

/// The money of one purse, by class of programme. Only delivery is judged; the others are shown apart.
#[derive(Clone, Debug)]
pub struct MoneyTable {
    /// Which money.
    pub purse: Purse,
    /// Delivery programmes, and money that stands outside any programme.
    pub delivery: MoneySplit,
    /// Supporting programmes.
    pub supporting: MoneySplit,
    /// Mandated programmes.
    pub mandated: MoneySplit,
    /// How many amounts could not be read, and are therefore in no figure here.
    pub unread: usize,
}

/// Exact sums before they are rounded together. Missions that nothing touches have no entry.
#[derive(Clone, Debug, Default)]
struct Sums {
    own: BTreeMap<u32, Exact>,
    gross: BTreeMap<u32, Exact>,
    shared: Exact,
    unreached: Exact,
}

fn add(sum: &mut Exact, amount: &Exact) -> Option<()> {
    *sum = sum.checked_add(amount)?;
    Some(())
}

impl Sums {
    fn add(&mut self, amount: &Exact, reach: &Reach) -> Option<()> {
        for (top, share) in &reach.division.tops {
            add(self.own.entry(*top).or_default(), &amount.checked_mul(share)?)?;
        }
        for top in reach.touched.iter() {
            add(self.gross.entry(*top).or_default(), amount)?;
        }
        add(&mut self.shared, &amount.checked_mul(&reach.division.shared)?)?;
        add(&mut self.unreached, &amount.checked_mul(&reach.division.unreached)?)
    }

    /// Rounds to `digits` so that the parts still add up: every part is cut off, and what is left over goes,
    /// unit by unit, to the parts that lost most; of equal missions to the one whose identifier comes first, so that
    /// the order of the plan does not matter.
    fn rounded(self, ascent: &Ascent, digits: u32) -> Option<MoneySplit> {
        let of =
            |sums: &BTreeMap<u32, Exact>, top: usize| sums.get(&(top as u32)).cloned().unwrap_or_default();
        let mut own: Vec<(usize, Exact)> =
            (0..ascent.tops.len()).map(|top| (top, of(&self.own, top))).collect();
        own.sort_by_key(|(top, _)| ascent.tops.get(*top).map(|top| top.element().uuid()));
        let parts: Vec<&Exact> =
            own.iter().map(|(_, own)| own).chain([&self.shared, &self.unreached]).collect();
        let total = parts.iter().try_fold(Exact::ZERO, |sum, part| sum.checked_add(part))?;
        let mut rounded = apportion(&parts, total.round(Rounding::half_even(digits))?, digits)?;
        let (unreached, shared) = (rounded.pop()?, rounded.pop()?);
        let mut missions = Vec::with_capacity(own.len());
        for ((at, exact), own) in own.into_iter().zip(rounded) {
            let gross = of(&self.gross, at).round(Rounding::half_even(digits))?;
            missions.push((at, MissionMoney { top: ascent.tops.get(at)?.clone(), own, gross, exact }));
        }
        missions.sort_by_key(|(at, _)| *at);
        let missions = missions.into_iter().map(|(_, mission)| mission).collect();
        let total = total.round(Rounding::half_even(digits))?;
        Some(MoneySplit { missions, shared, unreached, total, nowhere: self.unreached })
    }
}

/// The largest-remainder rule: `parts` rounded to `digits` so that they add up to `total`.
fn apportion(parts: &[&Exact], total: Number, digits: u32) -> Option<Vec<Number>> {
    let floor = Rounding::new(RoundingMode::Floor, digits);
    let mut rounded: Vec<Number> = parts.iter().map(|part| part.round(floor)).collect::<Option<_>>()?;
    let sum = rounded.iter().try_fold(Number::ZERO, |sum, part| sum.checked_add(*part))?;
    let unit = Number::from_parts(1, digits)?;
    let mut left = total.checked_sub(sum)?;
    let mut lost: Vec<(Exact, usize)> = Vec::with_capacity(parts.len());
    for (i, (part, cut)) in parts.iter().zip(&rounded).enumerate() {
        lost.push((part.checked_sub(&Exact::from(*cut))?, i));
    }
    lost.sort_by(|(a, i), (b, j)| b.cmp(a).then(i.cmp(j)));
    for (_, i) in lost {
        if left <= Number::ZERO {
            break;
        }
        let part = rounded.get_mut(i)?;
        *part = part.checked_add(unit)?;
        left = left.checked_sub(unit)?;
    }
    Some(rounded)
}

/// What is gathered for one purse.
#[derive(Default)]
struct Gathered {
    classes: [Sums; 3],
    digits: u32,
    unread: usize,
}

impl Gathered {
    /// The amounts of one purse. What goes the same way is added up before it is divided.
    fn of(group: &[Remainder], (ascent, classes): (&Ascent, &[ProgramClass]), heaps: &mut Heaps) -> Gathered {
        let mut gathered = Gathered::default();
        for part in group {
            let element = ascent.plan.element(part.element);
            let class = classes.get(part.element as usize).copied().unwrap_or(ProgramClass::Delivery);
            gathered.unread += part.unread as usize;
            gathered.digits = gathered.digits.max(part.digits);
            heaps.add(ascent.reach(element), class, part);
        }
        heaps.clear(|reach, class, heap| {
            gathered.take(&heap.sum, heap.count, class, ascent.reaches().get(reach))
        });
        gathered
    }

    fn take(&mut self, amount: &Exact, count: usize, class: ProgramClass, reach: Option<&Reach>) {
        let [delivery, supporting, mandated] = &mut self.classes;
        let sums = match class {
            ProgramClass::Supporting => supporting,
            ProgramClass::Mandated => mandated,
            ProgramClass::Delivery => delivery,
        };
        // Out of range is not reached by amounts of 28 digits; such amounts would count as unread.
        if reach.and_then(|reach| sums.add(amount, reach)).is_none() {
            self.unread += count;
        }
    }

    fn table(self, purse: Purse, ascent: &Ascent) -> Option<MoneyTable> {
        let [delivery, supporting, mandated] = self.classes;
        Some(MoneyTable {
            purse,
            delivery: delivery.rounded(ascent, self.digits)?,
            supporting: supporting.rounded(ascent, self.digits)?,
            mandated: mandated.rounded(ascent, self.digits)?,
            unread: self.unread,
        })
    }
}

/// How many figures the tables of one plan may hold: purses times missions.
const CELLS: usize = 1_000_000;

/// The money of a plan, for each purse that it has, in order; and its ceilings, in the order of the plan.
pub(super) fn laid_out(
    ascent: &Ascent,
    classes: &[ProgramClass],
) -> (Result<Vec<MoneyTable>, Reason>, Vec<Ceiling>) {
    let plan = &ascent.plan;
    let ledger = Ledger::of(plan);
    let cells = ledger.purses().saturating_mul(ascent.tops.len());
    let tangled = ascent.tangled.is_some() || cells > CELLS;
    let mut tables = if tangled { Err(Reason::TooTangled) } else { Ok(Vec::new()) };
    let (mut ceilings, mut heaps) = (Vec::new(), Heaps::of(ascent));
    ledger.each(|purse, group| {
        ceilings.extend(children(plan, purse, group));
        let Ok(list) = &mut tables else { return };
        match Gathered::of(group, (ascent, classes), &mut heaps).table(purse, ascent) {
            Some(table) => list.push(table),
            None => tables = Err(Reason::OutOfRange),
        }
    });
    ceilings.sort_by_key(|(at, ceiling)| (*at, ceiling.purse));
    (tables, ceilings.into_iter().map(|(_, ceiling)| ceiling).collect())
}

/// The money of a plan by the missions of one level further: an agency's by those of the nation, which the region's
/// missions say they serve.
///
/// A mission passes what it has on by its own links, by declared shares or whole where all its ways lead to one; else
/// it is shared, as anywhere. Missions + shared + unreached = total on every level.
#[derive(Clone, Debug)]
pub struct FurtherMoney {
    /// The missions of the level.
    pub missions: Vec<Subject>,
    /// The tables; or why nothing is known: no mission below says which of these it serves.
    pub tables: Result<Vec<MoneyTable>, Reason>,
}

/// The money of a plan on every level beyond the missions that it reaches itself, the nearest first.
pub(super) fn further(ascent: &Ascent) -> Vec<FurtherMoney> {
    let classes = classes(&ascent.plan);
    let level = |level: Ascent| FurtherMoney {
        missions: level.tops.iter().map(|top| top.element().subject()).collect(),
        tables: if level.reaches_any() {
            laid_out(&level, &classes).0
        } else {
            Err(Reason::Lacking("links".into()))
        },
    };
    ascent.further().into_iter().map(level).collect()
}

/// What one element gives to the money of a purse, before anything is rounded: the explanation of a
/// [`MoneyTable`], whose figures are the sums of these.
#[derive(Clone, Debug)]
pub struct Flow {
    element: u32,
    /// The class of its programme.
    pub class: ProgramClass,
    /// Its own amount, less what the elements that it contains have.
    pub amount: Exact,
    missions: Vec<(Top, Exact)>,
    /// What of it several missions share without a declared split.
    pub shared: Exact,
    /// What of it reaches no mission.
    pub unreached: Exact,
}

impl Flow {
    /// The element.
    #[must_use]
    pub fn element<'p>(&self, plan: &'p Plan) -> Element<'p> {
        plan.element(self.element)
    }

    /// Each mission that gets some of it as its own, and how much.
    pub fn missions(&self) -> impl Iterator<Item = (Element<'_>, &Exact)> {
        self.missions.iter().map(|(top, amount)| (top.element(), amount))
    }
}

/// What every element gives to a purse, in the order of the plan.
pub(super) fn flows(plan: &Plan, ascent: &Ascent, purse: Purse) -> Vec<Flow> {
    let classes = classes(plan);
    let flow = |part: Remainder| {
        let division = ascent.division(plan.element(part.element));
        let of = |share: &Exact| part.amount.checked_mul(share);
        let missions = division
            .tops
            .iter()
            .map(|(top, share)| Some((ascent.tops.get(*top as usize)?.clone(), of(share)?)));
        Some(Flow {
            element: part.element,
            class: classes.get(part.element as usize).copied()?,
            missions: missions.collect::<Option<_>>()?,
            shared: of(&division.shared)?,
            unreached: of(&division.unreached)?,
            amount: part.amount,
        })
    };
    let own = Ledger::of(plan).of_purse(purse).into_iter();
    let mut flows: Vec<Flow> = own.filter_map(flow).collect();
    flows.sort_by_key(|flow| flow.element);
    flows
}

impl MoneyTable {
    /// The total of all classes.
    #[must_use]
    pub fn total(&self) -> Option<Number> {
        let parts = [&self.delivery, &self.supporting, &self.mandated];
        parts.into_iter().try_fold(Number::ZERO, |sum, split| sum.checked_add(split.total))
    }

    /// The total as money, where the currency is known.
    #[must_use]
    pub fn total_money(&self) -> Option<Money> {
        Some(Money::new(self.total()?, self.purse.currency?))
    }
}
