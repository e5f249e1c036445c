//! Money from the deepest budgeted element up to the missions, to the last unit.

use std::collections::BTreeMap;

use super::scope::classes;
use crate::number::{Currency, Exact, Money, Number, Rounding, RoundingMode};
use crate::period::Period;
use crate::plan::{Element, Plan, ProgramClass, Stage};

use super::ascent::{Ascent, Top};

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
}

/// One mission's money.
#[derive(Clone, Debug)]
pub struct MissionMoney {
    top: Top,
    /// What is its own: undivided, or by declared shares.
    pub own: Number,
    /// What touches it, shared money counted in full; these figures add up to more than the total.
    pub gross: Number,
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

/// Exact sums before they are rounded together.
#[derive(Clone, Debug)]
struct Sums {
    own: Vec<Exact>,
    gross: Vec<Exact>,
    shared: Exact,
    unreached: Exact,
}

impl Sums {
    fn none(tops: usize) -> Sums {
        let zero = vec![Exact::ZERO; tops];
        Sums { own: zero.clone(), gross: zero, shared: Exact::ZERO, unreached: Exact::ZERO }
    }

    fn add(&mut self, amount: &Exact, element: Element<'_>, flow: &Ascent) -> Option<()> {
        let division = flow.division(element);
        for (top, share) in &division.tops {
            let own = self.own.get_mut(*top as usize)?;
            *own = own.checked_add(&amount.checked_mul(share)?)?;
        }
        for top in flow.touched(element).iter() {
            let gross = self.gross.get_mut(*top as usize)?;
            *gross = gross.checked_add(amount)?;
        }
        self.shared = self.shared.checked_add(&amount.checked_mul(&division.shared)?)?;
        self.unreached = self.unreached.checked_add(&amount.checked_mul(&division.unreached)?)?;
        Some(())
    }

    /// Rounds to `digits` so that the parts still add up: every part is cut off, and what is left over goes,
    /// unit by unit, to the parts that lost most; of equals to the first.
    fn rounded(&self, flow: &Ascent, digits: u32) -> Option<MoneySplit> {
        let parts: Vec<&Exact> = self.own.iter().chain([&self.shared, &self.unreached]).collect();
        let total = parts.iter().try_fold(Exact::ZERO, |sum, part| sum.checked_add(part))?;
        let total = total.round(Rounding::half_even(digits))?;
        let mut rounded = apportion(&parts, total, digits)?;
        let unreached = rounded.pop()?;
        let shared = rounded.pop()?;
        let gross = self.gross.iter().map(|gross| gross.round(Rounding::half_even(digits)));
        let missions = flow.tops.iter().zip(rounded).zip(gross);
        let missions =
            missions.map(|((top, own), gross)| Some(MissionMoney { top: top.clone(), own, gross: gross? }));
        Some(MoneySplit { missions: missions.collect::<Option<_>>()?, shared, unreached, total })
    }
}

/// The largest-remainder rule: `parts` rounded to `digits` so that they add up to `total`.
pub(super) fn apportion(parts: &[&Exact], total: Number, digits: u32) -> Option<Vec<Number>> {
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
struct Gathered {
    classes: [Sums; 3],
    digits: u32,
    unread: usize,
}

/// The money of a plan, for each purse that it has, in order.
pub(super) fn tables(plan: &Plan, flow: &Ascent) -> Vec<MoneyTable> {
    let mut purses: BTreeMap<Purse, Gathered> = BTreeMap::new();
    let classes = classes(plan);
    for remainder in remainders(plan) {
        let element = plan.element(remainder.element);
        let gathered = purses.entry(remainder.purse).or_insert_with(|| Gathered {
            classes: [Sums::none(flow.tops.len()), Sums::none(flow.tops.len()), Sums::none(flow.tops.len())],
            digits: 0,
            unread: 0,
        });
        gathered.unread += remainder.unread;
        gathered.digits = gathered.digits.max(remainder.digits);
        let [delivery, supporting, mandated] = &mut gathered.classes;
        let sums = match classes.get(element.position() as usize) {
            Some(ProgramClass::Supporting) => supporting,
            Some(ProgramClass::Mandated) => mandated,
            _ => delivery,
        };
        // Out of range is not reached by amounts of 28 digits; such an amount would count as unread.
        if sums.add(&remainder.amount, element, flow).is_none() {
            gathered.unread += 1;
        }
    }
    let table = |(purse, gathered): (Purse, Gathered)| {
        let [delivery, supporting, mandated] = gathered.classes;
        Some(MoneyTable {
            purse,
            delivery: delivery.rounded(flow, gathered.digits)?,
            supporting: supporting.rounded(flow, gathered.digits)?,
            mandated: mandated.rounded(flow, gathered.digits)?,
            unread: gathered.unread,
        })
    };
    purses.into_iter().filter_map(table).collect()
}

/// An element's own money of one purse: its amount less what the elements that it contains have.
pub(super) struct Remainder {
    pub(super) element: u32,
    pub(super) purse: Purse,
    pub(super) amount: Exact,
    pub(super) digits: u32,
    pub(super) unread: usize,
}

/// The own money of every element. The sum over a tree is the amount at its root.
pub(super) fn remainders(plan: &Plan) -> Vec<Remainder> {
    let mut held: Vec<BTreeMap<Purse, Exact>> = vec![BTreeMap::new(); plan.elements().len()];
    let mut out = Vec::new();
    for element in plan.bottom_up() {
        let mut below = BTreeMap::new();
        for child in element.children() {
            let of_child = held.get_mut(child.position() as usize).map(std::mem::take).unwrap_or_default();
            for (purse, amount) in of_child {
                let sum: &mut Exact = below.entry(purse).or_insert(Exact::ZERO);
                *sum = sum.checked_add(&amount).unwrap_or_else(|| sum.clone());
            }
        }
        for (purse, own) in own(element) {
            let parts = below.insert(purse, own.amount.clone()).unwrap_or(Exact::ZERO);
            let amount = own.amount.checked_sub(&parts).unwrap_or(Exact::ZERO);
            let element = element.position();
            out.push(Remainder { element, purse, amount, digits: own.digits, unread: own.unread });
        }
        if let Some(place) = held.get_mut(element.position() as usize) {
            *place = below;
        }
    }
    out
}

/// The sum of an element's own lines of one purse.
struct Own {
    amount: Exact,
    digits: u32,
    unread: usize,
}

fn own(element: Element<'_>) -> BTreeMap<Purse, Own> {
    let mut sums: BTreeMap<Purse, Own> = BTreeMap::new();
    for line in element.budget() {
        let purse = Purse { stage: line.stage(), period: line.period(), currency: line.currency() };
        let own = sums.entry(purse).or_insert(Own { amount: Exact::ZERO, digits: 0, unread: 0 });
        match line.amount() {
            Some(amount) => {
                own.digits = own.digits.max(amount.normalized().parts().1);
                own.amount = own.amount.checked_add(&amount.into()).unwrap_or_else(|| own.amount.clone());
            }
            None => own.unread += 1,
        }
    }
    sums
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
