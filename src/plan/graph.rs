//! Adjacency in compressed form, and the order in which everything is walked.

use petgraph::graph::{DiGraph, NodeIndex};

/// For each vertex the list of its neighbours, in one allocation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Adjacency {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Adjacency {
    /// Groups pairs by their first vertex; the pairs of one vertex keep their order.
    pub(crate) fn group(vertices: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Adjacency {
        let mut starts = vec![0u32; vertices + 1];
        for (from, _) in pairs.clone() {
            if let Some(count) = starts.get_mut(from as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut items = vec![0u32; sum as usize];
        for (from, to) in pairs {
            let Some(place) = next.get_mut(from as usize) else { continue };
            if let Some(item) = items.get_mut(*place as usize) {
                *item = to;
            }
            *place += 1;
        }
        Adjacency { starts, items }
    }

    /// The neighbours of a vertex.
    pub(crate) fn of(&self, vertex: u32) -> &[u32] {
        let start = self.starts.get(vertex as usize).copied().unwrap_or(0);
        let end = self.starts.get(vertex as usize + 1).copied().unwrap_or(0);
        self.items.get(start as usize..end as usize).unwrap_or(&[])
    }
}

/// What a directed graph turns out to be.
#[derive(Debug)]
pub(crate) enum Order {
    /// Acyclic: the vertices, children before their parents.
    Acyclic(Vec<u32>),
    /// The groups of vertices that reach each other, each with one concrete cycle.
    Cyclic(Vec<Cycle>),
}

/// A strongly connected component with more than one vertex or a loop.
#[derive(Debug)]
pub(crate) struct Cycle {
    /// Every vertex of the component, ascending.
    pub(crate) members: Vec<u32>,
    /// One cycle of it, in order.
    pub(crate) path: Vec<u32>,
}

/// Orders a graph of `vertices` whose edges point up (child to parent), or names its cycles.
pub(crate) fn order(vertices: usize, up: &Adjacency) -> Order {
    let mut graph = DiGraph::<(), (), u32>::with_capacity(vertices, up.items.len());
    for _ in 0..vertices {
        graph.add_node(());
    }
    for from in 0..vertices as u32 {
        for to in up.of(from) {
            graph.add_edge(NodeIndex::from(from), NodeIndex::from(*to), ());
        }
    }
    if let Ok(order) = petgraph::algo::toposort(&graph, None) {
        return Order::Acyclic(order.into_iter().map(|v| v.index() as u32).collect());
    }
    // Kosaraju rather than Tarjan: the latter recurses, and a cycle of 1e5 would overflow the stack.
    let mut cycles: Vec<Cycle> = petgraph::algo::kosaraju_scc(&graph)
        .into_iter()
        .map(|component| component.into_iter().map(|v| v.index() as u32).collect::<Vec<u32>>())
        .filter(|c| c.len() > 1 || c.first().is_some_and(|v| up.of(*v).contains(v)))
        .map(|component| cycle_in(&component, up))
        .collect();
    cycles.sort_by(|a, b| a.members.cmp(&b.members));
    Order::Cyclic(cycles)
}

/// Follows, inside one component, the first edge that stays in it until a vertex comes again.
fn cycle_in(component: &[u32], up: &Adjacency) -> Cycle {
    let mut members = component.to_vec();
    members.sort_unstable();
    let mut seen = std::collections::HashMap::new();
    let mut path = Vec::new();
    let mut at = members.first().copied();
    while let Some(vertex) = at {
        if let Some(first) = seen.insert(vertex, path.len()) {
            path.drain(..first);
            break;
        }
        path.push(vertex);
        at = up.of(vertex).iter().copied().find(|next| members.binary_search(next).is_ok());
    }
    Cycle { members, path }
}

#[cfg(test)]
mod tests {
    use super::{Adjacency, Order, order};

    fn of(vertices: usize, edges: &[(u32, u32)]) -> Order {
        order(vertices, &Adjacency::group(vertices, edges.iter().copied()))
    }

    #[test]
    fn children_come_before_their_parents() {
        let Order::Acyclic(order) = of(4, &[(0, 1), (2, 1), (1, 3)]) else { panic!("a tree has no cycle") };
        let place = |v: u32| order.iter().position(|o| *o == v).unwrap();
        assert!(place(0) < place(1) && place(2) < place(1) && place(1) < place(3));
    }

    #[test]
    fn each_component_is_named_whole_with_one_concrete_cycle() {
        // Two loops that share vertex 1, a tail into them, and a vertex that points to itself.
        let Order::Cyclic(cycles) = of(6, &[(0, 1), (1, 2), (2, 1), (2, 3), (3, 1), (4, 0), (5, 5)]) else {
            panic!("there are cycles")
        };
        let members: Vec<_> = cycles.iter().map(|c| c.members.clone()).collect();
        assert_eq!(members, [vec![1, 2, 3], vec![5]]);
        assert_eq!(cycles[0].path, [1, 2]);
    }

    #[test]
    fn a_cycle_through_a_hundred_thousand_is_found_without_recursion() {
        let n = 100_000;
        let edges: Vec<(u32, u32)> = (0..n).map(|v| (v, (v + 1) % n)).collect();
        let Order::Cyclic(cycles) = of(n as usize, &edges) else { panic!("there is a cycle") };
        assert_eq!(cycles[0].path.len(), n as usize);
    }
}
