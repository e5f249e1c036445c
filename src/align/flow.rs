//! Where money and weight go: from each element up to the missions.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::number::{Exact, Number};
use crate::plan::{Element, Kind, Link, LinkKind, LinkStatus, LinkTarget, Plan, Sign};

/// How what an element has is divided among the tops of the plan. The parts add up to 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Division {
    /// The share of each top that gets one, by its position among the tops.
    pub(super) tops: Vec<(u32, Exact)>,
    /// What several tops share without a declared split.
    pub(super) shared: Exact,
    /// What reaches none.
    pub(super) unreached: Exact,
}

impl Division {
    fn all_unreached() -> Division {
        Division { tops: Vec::new(), shared: Exact::ZERO, unreached: Exact::ONE }
    }

    fn all_shared() -> Division {
        Division { tops: Vec::new(), shared: Exact::ONE, unreached: Exact::ZERO }
    }

    fn all_to(top: u32) -> Division {
        Division { tops: vec![(top, Exact::ONE)], shared: Exact::ZERO, unreached: Exact::ZERO }
    }

    /// A sum of divisions by shares; what the shares leave over reaches nothing.
    fn weighted(parts: &[(Exact, Arc<Division>)]) -> Option<Division> {
        let mut sum = Division { tops: Vec::new(), shared: Exact::ZERO, unreached: Exact::ONE };
        for (share, division) in parts {
            sum.unreached = sum.unreached.checked_sub(share)?;
            sum.unreached = sum.unreached.checked_add(&share.checked_mul(&division.unreached)?)?;
            sum.shared = sum.shared.checked_add(&share.checked_mul(&division.shared)?)?;
            for (top, part) in &division.tops {
                add(&mut sum.tops, *top, &share.checked_mul(part)?)?;
            }
        }
        (!sum.unreached.is_negative()).then_some(sum)
    }
}

fn add(tops: &mut Vec<(u32, Exact)>, top: u32, part: &Exact) -> Option<()> {
    match tops.binary_search_by_key(&top, |(at, _)| *at) {
        Ok(at) => {
            let (_, sum) = tops.get_mut(at)?;
            *sum = sum.checked_add(part)?;
        }
        Err(at) => tops.insert(at, (top, part.clone())),
    }
    Some(())
}

/// The way up from every element: which tops it touches, and how what it has is divided among them.
///
/// An element goes up by the links by which it contributes; one without any goes up to the element that
/// contains it. Negative, inferred and expired links carry nothing. Where several ways up lead to different
/// divisions and not every link declares its share, no split is invented: all of it is shared.
#[derive(Debug)]
pub(super) struct Flow {
    /// The tops, as positions in the plan: its missions, or its visions where it has no mission.
    pub(super) tops: Vec<u32>,
    divisions: Vec<Arc<Division>>,
    touched: Vec<Arc<[u32]>>,
}

impl Flow {
    /// Follows every link that counts on a day.
    pub(super) fn of(plan: &Plan, day: NaiveDate) -> Flow {
        let tops = tops(plan);
        let count = plan.elements().len();
        let mut flow = Flow {
            divisions: vec![Arc::new(Division::all_unreached()); count],
            touched: vec![Arc::from([]); count],
            tops,
        };
        // Parents first: what an element's division is follows from theirs.
        for element in plan.bottom_up().rev() {
            let (division, touched) = flow.above(element, day);
            let at = element.position() as usize;
            if let Some((place, set)) = flow.divisions.get_mut(at).zip(flow.touched.get_mut(at)) {
                (*place, *set) = (division, touched);
            }
        }
        flow
    }

    /// How what an element has is divided.
    pub(super) fn division(&self, element: Element<'_>) -> Option<&Division> {
        self.divisions.get(element.position() as usize).map(|division| &**division)
    }

    /// The tops that an element reaches by any way, as positions among the tops.
    pub(super) fn touched(&self, element: Element<'_>) -> &[u32] {
        self.touched.get(element.position() as usize).map_or(&[], |set| &**set)
    }

    fn above(&self, element: Element<'_>, day: NaiveDate) -> (Arc<Division>, Arc<[u32]>) {
        if let Ok(top) = self.tops.binary_search(&element.position()) {
            let top = top as u32;
            return (Arc::new(Division::all_to(top)), Arc::from([top]));
        }
        let ways: Vec<(Option<Number>, u32)> = ways_up(element, day).collect();
        let division = |at: u32| self.divisions.get(at as usize).cloned();
        let parts: Vec<(Option<Number>, Arc<Division>)> =
            ways.iter().filter_map(|(share, at)| Some((*share, division(*at)?))).collect();
        (divide(&parts), self.union(&ways))
    }

    fn union(&self, ways: &[(Option<Number>, u32)]) -> Arc<[u32]> {
        let sets = || ways.iter().filter_map(|(_, at)| self.touched.get(*at as usize));
        if let Some(first) = sets().next().filter(|first| sets().all(|set| set == *first)) {
            return first.clone();
        }
        let mut all: Vec<u32> = sets().flat_map(|set| set.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all.into()
    }
}

/// The division of an element whose ways up have these shares and divisions.
fn divide(parts: &[(Option<Number>, Arc<Division>)]) -> Arc<Division> {
    let declared: Option<Vec<(Exact, Arc<Division>)>> =
        parts.iter().map(|(share, division)| Some((Exact::from((*share)?), division.clone()))).collect();
    match (parts, declared) {
        ([], _) => Arc::new(Division::all_unreached()),
        (_, Some(declared)) => Arc::new(Division::weighted(&declared).unwrap_or_else(Division::all_shared)),
        ([(None, first), rest @ ..], _) if rest.iter().all(|(share, other)| share.is_none() && other == first) => {
            first.clone()
        }
        _ => Arc::new(Division::all_shared()),
    }
}

/// The elements one step up, each with the share that is declared for it.
pub(super) fn ways_up(element: Element<'_>, day: NaiveDate) -> impl Iterator<Item = (Option<Number>, u32)> {
    let mut links = element.links().filter(move |link| carries(*link, day)).filter_map(|link| match link.target() {
        LinkTarget::Here(target) => Some((link.share(), target.position())),
        LinkTarget::Elsewhere(_) => None,
    });
    let first = links.next();
    let contained = if first.is_none() { element.parent().map(|parent| (None, parent.position())) } else { None };
    first.into_iter().chain(links).chain(contained)
}

/// Whether a link carries what its source has up to its target on a day.
pub(super) fn carries(link: Link<'_>, day: NaiveDate) -> bool {
    link.kind() == LinkKind::Contributes
        && link.sign() == Sign::Positive
        && link.status() != LinkStatus::Inferred
        && link.valid().contains(day)
}

/// The missions of a plan, or its visions where it has no mission.
fn tops(plan: &Plan) -> Vec<u32> {
    let of = |kind: Kind| plan.of_kind(kind).map(|element| element.position()).collect::<Vec<u32>>();
    let missions = of(Kind::Mission);
    if missions.is_empty() { of(Kind::Vision) } else { missions }
}
