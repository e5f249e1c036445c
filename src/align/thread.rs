//! The golden thread: the ways from an element up to the vision, counted exactly and listed lazily.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::plan::{DocumentStatus, Element, Kind, Plan};

use super::flow::ways_up;

/// How many ways there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Count {
    /// So many.
    Exact(u128),
    /// So many or more: the exact number does not fit.
    AtLeast(u128),
}

impl Count {
    fn plus(self, other: Count) -> Count {
        match (self, other) {
            (Count::Exact(a), Count::Exact(b)) => a.checked_add(b).map_or(Count::AtLeast(u128::MAX), Count::Exact),
            _ => Count::AtLeast(u128::MAX),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self == Count::Exact(0)
    }
}

/// The threads of a plan.
#[derive(Debug)]
pub(super) struct Threads {
    ends: Kind,
    day: NaiveDate,
    counts: Arc<[Count]>,
}

impl Threads {
    /// Counts the ways from every element to a vision, or to a mission where the plan has no vision.
    pub(super) fn of(plan: &Plan, day: NaiveDate) -> Threads {
        let ends = if plan.of_kind(Kind::Vision).next().is_some() { Kind::Vision } else { Kind::Mission };
        let mut counts = vec![Count::Exact(0); plan.elements().len()];
        for element in plan.bottom_up().rev() {
            let count = if element.kind() == ends {
                Count::Exact(1)
            } else {
                let above = ways_up(element, day).filter_map(|(_, at)| counts.get(at as usize).copied());
                above.fold(Count::Exact(0), Count::plus)
            };
            if let Some(place) = counts.get_mut(element.position() as usize) {
                *place = count;
            }
        }
        Threads { ends, day, counts: counts.into() }
    }

    pub(super) fn count(&self, element: Element<'_>) -> Count {
        self.counts.get(element.position() as usize).copied().unwrap_or(Count::Exact(0))
    }

    /// The threads of an element, one at a time, in the order in which the plan writes its links.
    pub(super) fn list<'p>(&self, element: Element<'p>) -> ThreadIter<'p> {
        let open = if self.count(element).is_zero() { Vec::new() } else { vec![(0, element)] };
        ThreadIter { ends: self.ends, day: self.day, counts: self.counts.clone(), path: Vec::new(), open }
    }
}

/// Threads, one at a time: each a path from the element to the vision. Take as many as are wanted.
#[derive(Clone, Debug)]
pub struct ThreadIter<'p> {
    ends: Kind,
    day: NaiveDate,
    /// Ways that lead nowhere are never entered, however many there are.
    counts: Arc<[Count]>,
    path: Vec<Element<'p>>,
    /// Elements still to be visited, each with the length of the path that leads to it.
    open: Vec<(usize, Element<'p>)>,
}

impl<'p> Iterator for ThreadIter<'p> {
    type Item = Vec<Element<'p>>;

    fn next(&mut self) -> Option<Vec<Element<'p>>> {
        while let Some((depth, element)) = self.open.pop() {
            self.path.truncate(depth);
            self.path.push(element);
            if element.kind() == self.ends {
                return Some(self.path.clone());
            }
            let from = self.open.len();
            let plan = element.plan();
            let leads = |at: u32| self.counts.get(at as usize).is_some_and(|count| !count.is_zero());
            let ways = ways_up(element, self.day).filter(|(_, at)| leads(*at));
            self.open.extend(ways.map(|(_, at)| (depth + 1, plan.element(at))));
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
    pub(super) fn of(plan: &Plan) -> Levels {
        let used: Vec<Kind> = plan.counts().into_iter().map(|(kind, _)| kind).collect();
        // Under a mandate document actions serve missions directly: nothing is skipped.
        let mandate = plan.document().status() == DocumentStatus::Mandate;
        Levels(if mandate { Vec::new() } else { SPINE.into_iter().filter(|kind| used.contains(kind)).collect() })
    }

    /// The levels that a step up leaves out though the plan uses them: a programme that serves a mission
    /// directly where the plan has goals and objectives.
    pub(super) fn skipped(&self, from: Kind, to: Kind) -> &[Kind] {
        let place = |kind: Kind| self.0.iter().position(|level| *level == kind);
        let (Some(low), Some(high)) = (place(from), place(to)) else { return &[] };
        self.0.get(high + 1..low).unwrap_or(&[])
    }
}
