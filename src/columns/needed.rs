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
/// so few rows are in use at once, in whichever order nodes are asked for. Siblings stand by their label, so that their order
/// in the plan changes no bit, and so that plans with the same codes have the same order.
pub(super) fn order(formula: &Formula, want: &Want) -> Vec<NodeIndex> {
    let mut order = Vec::new();
    let mut seen = vec![false; formula.nodes().len()];
    let read = read(formula, want);
    let tops = want.nodes().iter().rev().filter(|at| read.get(at.index()) != Some(&true));
    let mut open: Vec<(NodeIndex, bool)> = tops.map(|at| (*at, false)).collect();
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

/// Of each node, whether it is read by another that is needed: what is not, is a top.
fn read(formula: &Formula, want: &Want) -> Vec<bool> {
    let mut read = vec![false; formula.nodes().len()];
    let mut seen = read.clone();
    let mut open: Vec<NodeIndex> = want.nodes().to_vec();
    while let Some(at) = open.pop() {
        match seen.get_mut(at.index()) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        for (child, _) in links(formula, at) {
            if let Some(read) = read.get_mut(child.index()) {
                *read = true;
            }
            open.push(child);
        }
    }
    read
}

/// The children that count, with their weights, by label, and by identifier where labels are the same.
pub(super) fn children(formula: &Formula, at: NodeIndex) -> Vec<(NodeIndex, i128)> {
    let mut children = links(formula, at);
    let key = |at: NodeIndex| formula.node(at).map(|node| (node.label(), node.id()));
    children.sort_by(|(one, _), (other, _)| (key(*one), one).cmp(&(key(*other), other)));
    children
}

/// The same as they stand.
fn links(formula: &Formula, at: NodeIndex) -> Vec<(NodeIndex, i128)> {
    let Some(Op::Aggregate(aggregate)) = formula.node(at).map(crate::formula::Node::op) else {
        return Vec::new();
    };
    let edges = formula.children(aggregate).iter().zip(formula.weights(aggregate));
    edges
        .filter(|(edge, weight)| !edge.hinders && **weight != 0)
        .map(|(edge, weight)| (edge.child, *weight))
        .collect()
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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::order;
    use crate::columns::Want;
    use crate::formula::{Aggregate, Edge, Finish, Formula, Leaf, Method, NodeIndex, Operand, Rule};
    use crate::number::Number;

    /// Three means of two leaves each, and their mean.
    fn tree() -> Formula {
        let mut formula = Formula::builder();
        let mut ids = (1..).map(Uuid::from_u128);
        let mut level: Vec<NodeIndex> = Vec::new();
        for _ in 0..6 {
            let leaf = Leaf::new(Rule::Given).actual(Operand::Slot(formula.slot()));
            let leaf = formula.leaf(ids.next().unwrap(), "", leaf, Finish::default());
            level.push(leaf.unwrap());
        }
        for width in [2, 3] {
            let mean = |children: &[NodeIndex]| {
                let edges = children.iter().map(|child| Edge::new(*child, Number::ONE));
                let (id, mean) = (ids.next().unwrap(), Aggregate::new(Method::Arithmetic));
                formula.aggregate(id, "", mean, edges, Finish::default()).unwrap()
            };
            level = level.chunks(width).map(mean).collect();
        }
        formula.build()
    }

    #[test]
    fn each_parent_comes_as_soon_as_its_children_are_there_in_whichever_order_nodes_are_asked_for() {
        let formula = tree();
        let depth_first = [0, 1, 6, 2, 3, 7, 4, 5, 8, 9].map(NodeIndex);
        for asked in [vec![9], vec![6, 7, 8, 9], vec![9, 8, 7, 6], vec![0, 7, 9, 3]] {
            let want = Want::scores(asked.iter().copied().map(NodeIndex));
            assert_eq!(order(&formula, &want), depth_first, "{asked:?}");
        }
        // Two tops stand as they are asked for, each with what is beneath it.
        let two = Want::scores([8, 4, 6].map(NodeIndex));
        assert_eq!(order(&formula, &two), [4, 5, 8, 0, 1, 6].map(NodeIndex));
    }
}
