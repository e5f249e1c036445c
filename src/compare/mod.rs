//! What a revision moves, in alignment and scores together.
//!
//! The two rooms do not look at each other; here both are held side by side: which links changed, and what that did
//! to findings, coverage, sums, money, the alignment score, the scores and their bands.

mod json;
mod text;

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::align::{Alignment, Effect};
use crate::number::Fixed;
use crate::plan::Element;
use crate::score::{Attribution, AttributionError, Scorecard};

/// A plan with what it is worth: aligned, and scored.
#[derive(Clone, Copy, Debug)]
pub struct Worth<'w> {
    /// Whether it lines up.
    pub alignment: &'w Alignment,
    /// How well it does.
    pub card: &'w Scorecard,
}

/// Two revisions of a plan - or one plan on two days, or under two policies - held against each other in alignment
/// and scores together.
///
/// Both sides are attributed exactly: what the parts and their inputs account for adds up to what the alignment score
/// moved ([`Effect`]), and what values, weights, missing figures and policy account for adds up to what each score
/// moved ([`Attribution`]).
///
/// ```
/// use renstra::align::{AlignSettings, Alignment};
/// use renstra::compare::{Comparison, Worth};
/// use renstra::finding::Lang;
/// use renstra::plan::{Direction, Draft, Measure, Mission, Node, Program};
/// use renstra::policy::Policy;
/// use renstra::score::{Asked, Scorecard};
///
/// let mission = Node::<Mission>::new("M1", "Healthy people");
/// let visits = Measure::new("visits").unit("people").direction(Direction::Higher).target(2025, 100).actual(2025, 80);
/// let clinics = Node::<Program>::new("P1", "Clinics").measured(visits);
/// let plan = |program: Node<Program>| Draft::new("D", "a plan").with(mission.clone()).with(program).check();
/// let (first, second) = (plan(clinics.clone())?, plan(clinics.serves(&mission))?);
///
/// let align = |plan| Alignment::of(plan, &AlignSettings::on("2025-06-30".parse().unwrap()));
/// let policy = Policy::new("p", "as published");
/// let asked = Asked::about("2025".parse()?);
/// let score = |plan: &renstra::plan::Plan| Scorecard::of(plan, &policy, plan.observations(), asked);
/// let (aligned, scored) = ([align(&first), align(&second)], [score(&first)?, score(&second)?]);
/// let moved = Comparison::between(
///     Worth { alignment: &aligned[0], card: &scored[0] },
///     Worth { alignment: &aligned[1], card: &scored[1] },
/// )?;
/// assert_eq!((&*moved.alignment.links[0].from, &*moved.alignment.links[0].to), ("P1", "M1"));
/// // The link gives the mission something to be scored by.
/// let mission = second.find("M1").unwrap();
/// let line = moved.scores.of(mission.uuid()).unwrap();
/// assert_eq!((line.before, line.after), (None, Some(80.into())));
/// assert!(moved.text(Lang::En).contains("P1 → M1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Comparison {
    revisions: [Box<str>; 2],
    aligned: [Option<Fixed>; 2],
    /// What moved in the alignment.
    pub alignment: Effect,
    /// What moved in the scores.
    pub scores: Attribution,
    /// Elements that fall in another band.
    pub bands: Vec<BandChange>,
}

/// An element that falls in another band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandChange {
    /// Its code.
    pub code: Box<str>,
    /// Its band before; `None` where it had none.
    pub before: Option<Box<str>>,
    /// Its band after.
    pub after: Option<Box<str>>,
}

impl Comparison {
    /// Holds two revisions against each other.
    ///
    /// # Errors
    /// [`AttributionError`]: no plan lies between the two.
    pub fn between(before: Worth<'_>, after: Worth<'_>) -> Result<Comparison, AttributionError> {
        let name = |worth: &Worth<'_>| {
            let document = worth.alignment.plan().document();
            format!("{} ({})", document.code(), document.revision()).into()
        };
        let aligned = |worth: &Worth<'_>| worth.alignment.score().value.as_ref().ok().copied();
        Ok(Comparison {
            revisions: [name(&before), name(&after)],
            aligned: [aligned(&before), aligned(&after)],
            alignment: Effect::between(before.alignment, after.alignment),
            scores: Attribution::between(before.card, after.card)?,
            bands: bands(before.card, after.card),
        })
    }

    /// The alignment score before and after, where there is one.
    #[must_use]
    pub fn aligned(&self) -> [Option<Fixed>; 2] {
        self.aligned
    }
}

/// Elements are the same where their identifiers are.
fn bands(before: &Scorecard, after: &Scorecard) -> Vec<BandChange> {
    let [was, is] = [before, after].map(|card| -> BTreeMap<Uuid, Element<'_>> {
        card.plan().elements().map(|element| (element.uuid(), element)).collect()
    });
    let gone = before.plan().elements().filter(|element| !is.contains_key(&element.uuid()));
    let band = |card: &Scorecard, all: &BTreeMap<Uuid, Element<'_>>, id: Uuid| {
        card.band(*all.get(&id)?).map(Box::from)
    };
    let change = |element: Element<'_>| BandChange {
        code: element.code().into(),
        before: band(before, &was, element.uuid()),
        after: band(after, &is, element.uuid()),
    };
    let all = after.plan().elements().chain(gone).map(change);
    all.filter(|change| change.before != change.after).collect()
}
