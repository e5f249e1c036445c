//! The golden thread: the ways from an element up to the vision, counted exactly and listed lazily.

use crate::plan::{DocumentStatus, Element, Kind, Plan};

use super::ascent::Ascent;
use super::ways::Step;

/// How many ways there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Count {
    /// So many.
    Exact(u128),
    /// So many or more: the exact number does not fit.
    AtLeast(u128),
}

impl Count {
    pub(super) fn plus(self, other: Count) -> Count {
        match (self, other) {
            (Count::Exact(a), Count::Exact(b)) => {
                a.checked_add(b).map_or(Count::AtLeast(u128::MAX), Count::Exact)
            }
            _ => Count::AtLeast(u128::MAX),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self == Count::Exact(0)
    }
}

/// Threads, one at a time: each a path from an element to the vision, in the order in which the plan writes
/// its links. Take as many as are wanted; ways that lead nowhere are never entered, however many there are.
#[derive(Clone, Debug)]
pub struct ThreadIter<'a> {
    path: Vec<Element<'a>>,
    /// Elements still to be visited, each with the length of the path that leads to it.
    open: Vec<(usize, &'a Ascent, Element<'a>)>,
}

impl Ascent {
    /// The threads of an element.
    pub(super) fn threads<'a>(&'a self, element: Element<'a>) -> ThreadIter<'a> {
        let open = if self.count(element).is_zero() { Vec::new() } else { vec![(0, self, element)] };
        ThreadIter { path: Vec::new(), open }
    }

    fn stand(&self, step: Step) -> Option<(&Ascent, Element<'_>)> {
        match step {
            Step::Here(at) => Some((self, self.plan.element(at))),
            Step::Above(plan, at) => {
                let above = self.above.get(plan)?;
                Some((above, above.plan.element(at)))
            }
        }
    }
}

impl<'a> Iterator for ThreadIter<'a> {
    type Item = Vec<Element<'a>>;

    fn next(&mut self) -> Option<Vec<Element<'a>>> {
        while let Some((depth, ascent, element)) = self.open.pop() {
            self.path.truncate(depth);
            self.path.push(element);
            if Some(element.kind()) == ascent.ends {
                return Some(self.path.clone());
            }
            let from = self.open.len();
            let ways = ascent.ways_up(element).into_iter().map(|way| way.step);
            let leads = ways.filter(|step| !ascent.count_at(*step).is_zero());
            self.open.extend(leads.filter_map(|step| ascent.stand(step)).map(|(a, e)| (depth + 1, a, e)));
            if let Some(added) = self.open.get_mut(from..) {
                added.reverse();
            }
        }
        None
    }
}

/// The levels of the cascade that a plan uses, from the top.
#[derive(Debug)]
pub(super) struct Levels(Vec<Kind>);

/// The levels between which a step may skip one.
const SPINE: [Kind; 7] = [
    Kind::Vision,
    Kind::Mission,
    Kind::Goal,
    Kind::Objective,
    Kind::Program,
    Kind::Activity,
    Kind::SubActivity,
];

impl Levels {
    /// Of a plan that uses these kinds.
    pub(super) fn of(plan: &Plan, used: &[Kind]) -> Levels {
        // Under a mandate document actions serve missions directly: nothing is skipped.
        let mandate = plan.document().status() == DocumentStatus::Mandate;
        Levels(if mandate {
            Vec::new()
        } else {
            SPINE.into_iter().filter(|kind| used.contains(kind)).collect()
        })
    }

    pub(super) fn has(&self, kind: Kind) -> bool {
        self.0.contains(&kind)
    }

    /// The levels that a step up leaves out though the plan uses them: a programme that serves a mission
    /// directly where the plan has goals and objectives.
    pub(super) fn skipped(&self, from: Kind, to: Kind) -> &[Kind] {
        let place = |kind: Kind| self.0.iter().position(|level| *level == kind);
        let (Some(low), Some(high)) = (place(from), place(to)) else { return &[] };
        self.0.get(high + 1..low).unwrap_or(&[])
    }
}
