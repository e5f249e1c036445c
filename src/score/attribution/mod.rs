//! Where the difference of two scorecards comes from: values, weights, missingness, policy.

mod json;
mod merged;
mod shares;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use crate::formula::{FormulaError, NodeIndex, Outcome};
use crate::number::Fixed;
use crate::plan::{Element, Indicator};

use super::card::Scorecard;
use merged::{Given, Mask, Merged, Mixed};
use shares::{Singles, Split, capped, rounded};

/// Why one score is not another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// Other figures: actuals, targets, baselines that are there on both sides.
    Values,
    /// Other weights, and other links: one that is not there weighs nothing. What stands on one side only enters
    /// by its links.
    Weights,
    /// Figures that are there on one side only, or absent for another reason.
    Missing,
    /// Another way of scoring: rules, guards, caps, means, what missing parts do, rounding that is carried on.
    Policy,
}

impl Cause {
    /// Every cause, in the order in which they are told.
    pub const ALL: [Cause; 4] = [Cause::Values, Cause::Weights, Cause::Missing, Cause::Policy];

    /// Its code in JSON: `values`, `weights`, `missing` or `policy`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Cause::Values => "values",
            Cause::Weights => "weights",
            Cause::Missing => "missing",
            Cause::Policy => "policy",
        }
    }
}

/// Why two scorecards cannot be held against each other at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AttributionError {
    /// What stands above in one plan stands below in the other, so that no plan lies between the two.
    #[error("the links of the two plans together form a circle")]
    Circular,
    /// A plan between the two has weights that cannot be held together.
    #[error(transparent)]
    Formula(#[from] FormulaError),
}

/// Where the difference of two scorecards comes from, for every element and indicator of either.
///
/// What is attributed is the difference of the *capped* scores: it goes up, and its bands are read. The rule is
/// Shapley's over the four causes: they change one after the other, in each of the 24 orders; a cause's amount is
/// the mean, over the orders, of what the score moves when its turn comes. An order in which the score is not
/// defined at some step is left out, and where that happens in all of them the difference is
/// [`joint`](Attributed::joint): no cause accounts for it alone. Means are rounded to 10⁻¹⁵ by the largest
/// remainder, ties in the order of [`Cause::ALL`], so that the amounts **sum exactly to the difference**.
///
/// Within a cause, each element or indicator that changed is let change alone, in the same steps and with the same
/// weights. Where scores are weighted arithmetic means these shares sum to the cause's amount;
/// where they do not, the rest is named [`together`](Amount::together). Weights are one change for each parent,
/// since only their ratios count.
///
/// ```
/// use renstra::finding::Lang;
/// use renstra::number::Fixed;
/// use renstra::plan::{Direction, Draft, Goal, Measure, Node};
/// use renstra::policy::{Overrides, Policy};
/// use renstra::formula::Cap;
/// use renstra::score::{Asked, Attribution, Cause, Scorecard};
///
/// let plan = |actual: i64| {
///     let one = Measure::new("roads").unit("km").direction(Direction::Higher).target(2025, 100).actual(2025, actual);
///     let other = Measure::new("wells").unit("wells").direction(Direction::Higher).target(2025, 10).actual(2025, 9);
///     Draft::new("P", "p").with(Node::<Goal>::new("G", "g").measured(one).measured(other)).check()
/// };
/// let capped = Policy::new("b", "capped").set(Overrides::default().cap(Cap::NONE.at_most(100.into())));
/// let (first, second) = (plan(80)?, plan(120)?);
/// let asked = Asked::about("2025".parse()?);
/// let before = Scorecard::of(&first, &Policy::new("a", "plain"), first.observations(), asked)?;
/// let after = Scorecard::of(&second, &capped, second.observations(), asked)?;
///
/// let why = Attribution::between(&before, &after)?;
/// let goal = why.of(second.find("G").unwrap().uuid()).unwrap();
/// // 85 before, 95 after: with the values alone it would have been 105, with the cap alone still 85.
/// assert_eq!(goal.difference(), Some(10.into()));
/// assert_eq!(goal.amount(Cause::Values).amount, 15.into());
/// assert_eq!(goal.amount(Cause::Policy).amount, Fixed::from(-5));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    named: [Named; 2],
    lines: Vec<Attributed>,
    places: BTreeMap<Uuid, usize>,
}

/// What a scorecard was made of, as an attribution names it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    plan: Box<str>,
    revision: u32,
    policy: Box<str>,
    period: Box<str>,
    as_of: Box<str>,
}

/// The difference of one element or indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attributed {
    /// The element or indicator.
    pub id: Uuid,
    /// Its code.
    pub label: Arc<str>,
    /// The capped score before; none where there is no score, or no such element.
    pub before: Option<Fixed>,
    /// The capped score after.
    pub after: Option<Fixed>,
    /// In how many of the 24 orders every step has a score.
    pub orders: u32,
    /// What no cause accounts for alone: all of the difference where no order has a score at every step.
    pub joint: Fixed,
    amounts: [Amount; Cause::ALL.len()],
}

/// What a cause accounts for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Amount {
    /// In points of the score; below zero where the score fell for it.
    pub amount: Fixed,
    /// What single elements and indicators account for, in the order of the formula.
    pub shares: Vec<Share>,
    /// What they do only together: `shares` and this sum to `amount`.
    pub together: Fixed,
}

/// What the change of one element or indicator accounts for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Share {
    /// The element or indicator; of weights, the parent of the links.
    pub id: Uuid,
    /// Its code.
    pub label: Arc<str>,
    /// In points of the score of the line.
    pub amount: Fixed,
}

impl Attributed {
    /// The difference, after less before; none where there is a score on one side only.
    #[must_use]
    pub fn difference(&self) -> Option<Fixed> {
        self.after?.checked_sub(self.before?)
    }

    /// What a cause accounts for.
    #[must_use]
    pub fn amount(&self, cause: Cause) -> &Amount {
        const NONE: &Amount = &Amount { amount: Fixed::ZERO, shares: Vec::new(), together: Fixed::ZERO };
        self.amounts.get(cause as usize).unwrap_or(NONE)
    }
}

impl Attribution {
    /// The attribution of what stands between two scorecards: of one plan at two times, of two revisions, under two
    /// policies, or all at once. Elements and indicators are matched by their ids.
    ///
    /// # Errors
    /// [`AttributionError`]: no plan lies between the two.
    pub fn between(before: &Scorecard, after: &Scorecard) -> Result<Attribution, AttributionError> {
        let merged = Merged::of(given(before), given(after))?;
        let changes = merged.changes();
        // What nothing depends on need not be tried: masks without such a cause come out the same.
        let active = changes.iter().fold(Mask::BEFORE, |mask, (cause, _)| mask.with(*cause));
        let mut mixed: BTreeMap<u8, Mixed> = BTreeMap::new();
        for mask in (0..Mask::COUNT).map(Mask).filter(|mask| mask.0 & !active.0 == 0) {
            mixed.insert(mask.0, merged.mixed(mask)?);
        }
        let at = |mask: Mask| mixed.get(&(mask.0 & active.0));
        let count = u32::try_from(merged.ids().count()).unwrap_or(u32::MAX);
        let split = |node| Split::of(active, |mask| capped(&at(mask)?.outcomes, node));
        let splits: Vec<Split> = (0..count).map(|node| split(NodeIndex(node))).collect();
        let mut singles = Singles::default();
        for (mask, base) in mixed.iter().map(|(mask, base)| (Mask(*mask), base)) {
            let mut scratch: Vec<Outcome> = base.outcomes.clone();
            for change in changes.iter().filter(|(cause, _)| mask.with(*cause) != mask) {
                if let Some(next) = at(mask.with(change.0)) {
                    singles.try_one(*change, (base, next), (mask, &splits), &mut scratch);
                }
            }
        }
        let lines = lines([before, after], &merged, (&splits, &singles));
        let places = lines.iter().enumerate().map(|(place, line)| (line.id, place)).collect();
        Ok(Attribution { named: [named(before), named(after)], lines, places })
    }

    /// Every element and indicator: those of the plan after, as written, then those that only the plan before has.
    #[must_use]
    pub fn lines(&self) -> &[Attributed] {
        &self.lines
    }

    /// The line of an element or indicator, by its id.
    #[must_use]
    pub fn of(&self, id: Uuid) -> Option<&Attributed> {
        self.lines.get(*self.places.get(&id)?)
    }
}

fn given(card: &Scorecard) -> Given<'_> {
    Given { formula: card.compiled().formula(), inputs: card.compiled().inputs() }
}

fn named(card: &Scorecard) -> Named {
    let (document, asked) = (card.plan().document(), card.asked());
    Named {
        plan: document.code().into(),
        revision: document.revision(),
        policy: card.policy().id().into(),
        period: asked.period().to_string().into(),
        as_of: asked.as_of().to_string().into(),
    }
}

/// The elements and indicators of a plan, as written.
fn written(card: &Scorecard) -> impl Iterator<Item = (Uuid, &str)> {
    let own = |indicator: Indicator<'_>| indicator.id().uuid();
    card.plan().elements().flat_map(move |element: Element<'_>| {
        let indicators = element.indicators().map(move |indicator| (own(indicator), indicator.code()));
        std::iter::once((element.uuid(), element.code())).chain(indicators)
    })
}

/// Each card's scores by id.
fn scores(card: &Scorecard) -> BTreeMap<Uuid, Fixed> {
    let nodes = card.compiled().formula().nodes().iter().zip(card.outcomes());
    nodes.filter_map(|(node, outcome)| Some((node.id(), outcome.score()?.capped))).collect()
}

fn lines(
    cards: [&Scorecard; 2],
    merged: &Merged<'_>,
    (splits, singles): (&[Split], &Singles),
) -> Vec<Attributed> {
    let places: BTreeMap<Uuid, NodeIndex> = merged.ids().zip((0..).map(NodeIndex)).collect();
    let ids: Vec<Uuid> = merged.ids().collect();
    let [before, after] = cards.map(scores);
    let mut order: Vec<(Uuid, &str)> = cards.iter().rev().flat_map(|card| written(card)).collect();
    let labels: BTreeMap<Uuid, Arc<str>> =
        order.iter().rev().map(|(id, label)| (*id, Arc::from(*label))).collect();
    let mut seen = std::collections::BTreeSet::new();
    order.retain(|(id, _)| seen.insert(*id));
    let label = |id: &Uuid| labels.get(id).cloned().unwrap_or_default();
    let line = |(id, _): (Uuid, &str)| {
        let node = *places.get(&id)?;
        let mut line = Attributed {
            id,
            label: label(&id),
            before: before.get(&id).copied(),
            after: after.get(&id).copied(),
            orders: 0,
            joint: Fixed::ZERO,
            amounts: Default::default(),
        };
        let (Some(difference), Some(split)) = (line.difference(), splits.get(node.index())) else {
            return Some(line);
        };
        line.orders = split.orders;
        let Some(amounts) = split.amounts(difference) else {
            line.joint = difference;
            return Some(line);
        };
        for ((cause, amount), place) in Cause::ALL.into_iter().zip(amounts).zip(&mut line.amounts) {
            let share = |at: NodeIndex, amount| {
                let id = *ids.get(at.index())?;
                Some(Share { id, label: label(&id), amount })
            };
            let (shares, together) = rounded(singles.shares(node, cause, split.orders), amount, share);
            *place = Amount { amount, shares, together };
        }
        Some(line)
    };
    order.into_iter().filter_map(line).collect()
}
