//! Which plan of a portfolio stands above which, and the ways up out of each.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::finding::Subject;
use crate::plan::{LinkTarget, Plan};

use super::ascent::Ascent;
use super::settings::AlignSettings;
use super::sums::{TargetSum, compositions, sums};

/// The ways up out of every plan, those above first.
pub(super) struct Climbed {
    pub(super) ascents: Vec<Arc<Ascent>>,
    /// The plans that stand above each other in a circle, by code.
    pub(super) circles: Vec<Vec<Subject>>,
    /// Plans with a code that an earlier one has.
    pub(super) repeated: Vec<Subject>,
}

fn subject(plan: &Plan) -> Subject {
    Subject::new("plan", plan.document().code(), plan.document().title())
}

impl Climbed {
    pub(super) fn of(plans: &[&Plan], settings: &AlignSettings) -> Climbed {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut repeated = Vec::new();
        for (at, plan) in plans.iter().enumerate() {
            if *places.entry(plan.document().code()).or_insert(at) != at {
                repeated.push(subject(plan));
            }
        }
        let above: Vec<Vec<usize>> = plans
            .iter()
            .enumerate()
            .map(|(at, plan)| names(plan, &places).filter(|other| *other != at).collect())
            .collect();
        let mut ascents: Vec<Option<Arc<Ascent>>> = vec![None; plans.len()];
        let mut circles = Vec::new();
        for group in above_first(&above) {
            let mut group: Vec<(usize, &Plan)> =
                group.into_iter().filter_map(|at| Some((at, *plans.get(at)?))).collect();
            // In a circle the plan whose code comes first goes on without those that wait for it.
            group.sort_by_key(|(at, plan)| (plan.document().code(), *at));
            if group.len() > 1 {
                circles.push(group.iter().map(|(_, plan)| subject(plan)).collect());
            }
            for (at, plan) in group {
                let up = above.get(at).into_iter().flatten();
                let up = up.filter_map(|up| ascents.get(*up).cloned().flatten()).collect();
                if let Some(place) = ascents.get_mut(at) {
                    *place = Some(Arc::new(Ascent::of(plan, settings.day, up)));
                }
            }
        }
        Climbed { ascents: ascents.into_iter().flatten().collect(), circles, repeated }
    }

    pub(super) fn sums(&self, settings: &AlignSettings) -> Vec<TargetSum> {
        let plans = || self.ascents.iter().map(|ascent| &ascent.plan);
        let codes: BTreeMap<&str, &Plan> = plans().map(|plan| (plan.document().code(), plan)).collect();
        let found = compositions(plans(), |relation| {
            relation.here().or_else(|| {
                let (plan, code) = relation.elsewhere()?.split_once('#')?;
                codes.get(plan)?.find_indicator(code)
            })
        });
        sums(&found, settings.tolerance)
    }
}

/// Plans in groups, those above before those below; plans in a circle are one group.
fn above_first(above: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(above.len(), above.len());
    let nodes: Vec<NodeIndex> = above.iter().map(|_| graph.add_node(())).collect();
    for (from, list) in above.iter().enumerate() {
        for to in list {
            if let (Some(from), Some(to)) = (nodes.get(from), nodes.get(*to)) {
                graph.add_edge(*from, *to, ());
            }
        }
    }
    // What is pointed to comes first.
    let groups = tarjan_scc(&graph).into_iter();
    groups.map(|group| group.into_iter().map(NodeIndex::index).collect()).collect()
}

/// The plans that a plan names: the one it derives from, and those that its links point into.
fn names<'a>(plan: &'a Plan, places: &'a HashMap<&str, usize>) -> impl Iterator<Item = usize> + use<'a> {
    let links = plan.elements().flat_map(|element| element.links()).filter_map(|link| match link.target() {
        LinkTarget::Elsewhere(text) => text.split_once('#').map(|(plan, _)| plan),
        LinkTarget::Here(_) => None,
    });
    let mut found: Vec<usize> = std::iter::once(plan.document().derives_from())
        .chain(links)
        .filter_map(|code| places.get(code).copied())
        .collect();
    // The plan that it derives from stays first: of two above, it is the nearer.
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|at| seen.insert(*at));
    found.into_iter()
}
