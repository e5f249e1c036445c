//! Which nodes a pass computes, in which order, and who reads them.

use crate::formula::{Aggregate, Formula, NodeIndex, Op};

use super::sheet::Want;

/// How many parents of those in this order read each node, and the last of them.
pub(super) fn parents(formula: &Formula, order: &[NodeIndex]) -> Vec<(u32, NodeIndex)> {
    let mut parents = vec![(0, NodeIndex(0)); formula.nodes().len()];
    for &at in order {
        for (child, _) in children(formula, at) {
            if let Some((count, last)) = parents.get_mut(child.index()) {
                (*count, *last) = (*count + 1, at);
            }
        }
    }
    parents
}

/// The nodes that what is wanted consists of, children first, each parent as soon as its children are there:
/// so few rows are in use at once. Siblings stand by their label, so that their order in the plan changes no bit, and so
/// that plans with the same codes have the same order.
pub(super) fn order(formula: &Formula, want: &Want) -> Vec<NodeIndex> {
    let mut order = Vec::new();
    let mut seen = vec![false; formula.nodes().len()];
    let mut open: Vec<(NodeIndex, bool)> = want.nodes().iter().rev().map(|at| (*at, false)).collect();
    while let Some((at, ready)) = open.pop() {
        if ready {
            order.push(at);
            continue;
        }
        match seen.get_mut(at.index()) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        open.push((at, true));
        open.extend(children(formula, at).into_iter().rev().map(|(child, _)| (child, false)));
    }
    order
}

/// The children that count, with their weights, by label, and by identifier where labels are the same.
pub(super) fn children(formula: &Formula, at: NodeIndex) -> Vec<(NodeIndex, i128)> {
    let Some(Op::Aggregate(aggregate)) = formula.node(at).map(crate::formula::Node::op) else {
        return Vec::new();
    };
    let edges = formula.children(aggregate).iter().zip(formula.weights(aggregate));
    let mut children: Vec<(NodeIndex, i128)> = edges
        .filter(|(edge, weight)| !edge.hinders && **weight != 0)
        .map(|(edge, w)| (edge.child, *w))
        .collect();
    let key = |at: NodeIndex| formula.node(at).map(|node| (node.label(), node.id()));
    children.sort_by(|(one, _), (other, _)| (key(*one), one).cmp(&(key(*other), other)));
    children
}

/// The nodes whose coverage somebody needs.
pub(super) fn covered(formula: &Formula, want: &Want, order: &[NodeIndex]) -> Vec<bool> {
    let mut covered = vec![false; formula.nodes().len()];
    let mark = |at: NodeIndex, covered: &mut Vec<bool>| {
        if let Some(covered) = covered.get_mut(at.index()) {
            *covered = true;
        }
    };
    if want.wants_coverage() {
        want.nodes().iter().for_each(|at| mark(*at, &mut covered));
    }
    for &at in order.iter().rev() {
        let asks = |aggregate: &Aggregate| aggregate.asks().coverage.is_some();
        let own = matches!(formula.node(at).map(crate::formula::Node::op), Some(Op::Aggregate(a)) if asks(a));
        if own || covered.get(at.index()).copied().unwrap_or_default() {
            children(formula, at).into_iter().for_each(|(child, _)| mark(child, &mut covered));
        }
    }
    covered
}
