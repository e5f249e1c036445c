//! What was achieved against the money spent.

use crate::finding::Lang;
use crate::formula::rule::absorption;
use crate::formula::{Leaf, NotScorable, Operand, Outcome};
use crate::number::{Currency, Exact, Fixed, Number};
use crate::policy::Settings;
use crate::policy::presets::budget_efficiency;
use crate::score::money::{NoSum, Total};

/// Achievement beside money. The money is that of the indicator's element in the period judged, its own or the sum of
/// what stands below; an element's money is not divided among its indicators, so that it stands beside each.
///
/// | part | equation |
/// |---|---|
/// | absorption | 100 × spent / budget |
/// | lead | achievement − absorption, in points: above 0, more was achieved than was spent |
/// | efficiency | E = 100 × (budget × achievement − spent) / (budget × achievement): what was saved of the money that so much achievement was budgeted for (*our reading, unverified*) |
/// | value | 50 + E/20 × 50, E held to ±20 ([`budget_efficiency`], the clamp *unverified*) |
///
/// The budget is the revised one where there is one, else the enacted one; the achievement is the capped score, in
/// percent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Efficiency {
    /// The budget.
    pub budget: Result<Number, NoEfficiency>,
    /// What was spent.
    pub spent: Result<Number, NoEfficiency>,
    /// The currency of both, where they say one.
    pub currency: Option<Currency>,
    /// What was spent of the budget, in percent.
    pub absorption: Result<Fixed, NoEfficiency>,
    /// By how many points the achievement is ahead of the money.
    pub lead: Result<Fixed, NoEfficiency>,
    /// The efficiency E, in percent.
    pub efficiency: Result<Fixed, NoEfficiency>,
    /// What the efficiency is worth, 0 to 100.
    pub value: Result<Fixed, NoEfficiency>,
}

/// Why there is no efficiency, or no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoEfficiency {
    /// The element has no budget in the period.
    NoBudget,
    /// Nothing is said of what was spent. That is not zero.
    NothingSpent,
    /// An amount could not be read.
    Unread,
    /// The amounts are in several currencies.
    Currencies,
    /// The budget is zero.
    ZeroBudget,
    /// Nothing was achieved, so that no money was due.
    ZeroAchievement,
    /// The indicator has no score.
    NoScore(NotScorable),
    /// A figure is out of range.
    OutOfRange,
}

impl Efficiency {
    pub(super) fn of(budget: Total, spent: Total, outcome: &Outcome) -> Efficiency {
        let currency = match (budget, spent) {
            (Total::Sum(_, currency), _) | (_, Total::Sum(_, currency)) => currency,
            _ => None,
        };
        let mixed = matches!((budget, spent), (Total::Sum(_, a), Total::Sum(_, b)) if a != b);
        let [budget, spent] = [(budget, NoEfficiency::NoBudget), (spent, NoEfficiency::NothingSpent)]
            .map(|(total, none)| amount(total, none));
        let both = || match (&budget, &spent) {
            (Err(reason), _) | (_, Err(reason)) => Err(reason.clone()),
            _ if mixed => Err(NoEfficiency::Currencies),
            (Ok(budget), Ok(spent)) => Ok((Exact::from(*budget), Exact::from(*spent))),
        };
        let achieved = || match outcome {
            Outcome::Scored(score) => Ok(score.capped),
            Outcome::NotScorable(reason) => Err(NoEfficiency::NoScore(reason.clone())),
        };
        let absorbed = both().and_then(|(budget, spent)| share(&spent, &budget));
        let lead =
            absorbed.clone().and_then(|share| achieved()?.checked_sub(share).ok_or(NoEfficiency::OutOfRange));
        let efficiency = both().and_then(|(budget, spent)| saved(&budget, &spent, achieved()?));
        let value = efficiency.clone().and_then(worth);
        Efficiency { budget, spent, currency, absorption: absorbed, lead, efficiency, value }
    }
}

fn amount(total: Total, none: NoEfficiency) -> Result<Number, NoEfficiency> {
    match total {
        Total::None => Err(none),
        Total::Sum(amount, _) => Ok(amount),
        Total::Unknown(NoSum::Unread) => Err(NoEfficiency::Unread),
        Total::Unknown(NoSum::Currencies) => Err(NoEfficiency::Currencies),
        Total::Unknown(NoSum::OutOfRange) => Err(NoEfficiency::OutOfRange),
    }
}

fn share(spent: &Exact, budget: &Exact) -> Result<Fixed, NoEfficiency> {
    let share = absorption(spent, budget).map_err(|_| NoEfficiency::ZeroBudget)?;
    share.to_fixed().ok_or(NoEfficiency::OutOfRange)
}

/// E = 100 × (due − spent)/due, where due = budget × achievement.
fn saved(budget: &Exact, spent: &Exact, achieved: Fixed) -> Result<Fixed, NoEfficiency> {
    if budget.is_zero() {
        return Err(NoEfficiency::ZeroBudget);
    }
    if achieved <= Fixed::ZERO {
        return Err(NoEfficiency::ZeroAchievement);
    }
    let hundred = Exact::from(100);
    let due = Exact::from(achieved).checked_mul(budget).and_then(|due| due.checked_div(&hundred));
    let saved = due.and_then(|due| due.checked_sub(spent)?.checked_mul(&hundred)?.checked_div(&due));
    saved.and_then(|saved| saved.to_fixed()).ok_or(NoEfficiency::OutOfRange)
}

fn worth(efficiency: Fixed) -> Result<Fixed, NoEfficiency> {
    let actual = Operand::fixed(efficiency.to_number());
    let outcome = Settings::default().outcome(&Leaf::new(budget_efficiency()).actual(actual));
    outcome.score().map(|score| score.raw).ok_or(NoEfficiency::OutOfRange)
}

impl NoEfficiency {
    /// The word used in JSON, stable for ever.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            NoEfficiency::NoBudget => "no-budget",
            NoEfficiency::NothingSpent => "nothing-spent",
            NoEfficiency::Unread => "unread-amount",
            NoEfficiency::Currencies => "several-currencies",
            NoEfficiency::ZeroBudget => "zero-budget",
            NoEfficiency::ZeroAchievement => "zero-achievement",
            NoEfficiency::NoScore(reason) => reason.code(),
            NoEfficiency::OutOfRange => "out-of-range",
        }
    }

    /// Why, in one sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let [en, id] = match self {
            NoEfficiency::NoBudget => {
                ["there is no budget for the period", "tidak ada anggaran untuk periode ini"]
            }
            NoEfficiency::NothingSpent => {
                ["nothing is said of what was spent", "realisasi anggarannya tidak dilaporkan"]
            }
            NoEfficiency::Unread => ["an amount could not be read", "ada jumlah uang yang tidak terbaca"],
            NoEfficiency::Currencies => {
                ["the amounts are in several currencies", "jumlah uangnya dalam beberapa mata uang"]
            }
            NoEfficiency::ZeroBudget => ["the budget is zero", "anggarannya nol"],
            NoEfficiency::ZeroAchievement => [
                "nothing was achieved, so that no money was due",
                "tidak ada capaian, sehingga tidak ada anggaran yang sepadan",
            ],
            NoEfficiency::NoScore(reason) => return reason.message(lang),
            NoEfficiency::OutOfRange => ["a figure is out of range", "ada angka di luar jangkauan"],
        };
        if lang == Lang::En { en.into() } else { id.into() }
    }
}
