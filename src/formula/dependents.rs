//! Who depends on whom: how a change finds its way up.

use super::{Formula, Leaf, NodeIndex, OnMissing, Op, Operand, Slot};

/// Who depends on whom in a formula, in flat lists: made once, it follows any change upwards.
///
/// ```
/// use renstra::formula::{Aggregate, Dependents, Edge, Finish, Formula, Leaf, Method, Operand, Rule};
/// let mut formula = Formula::builder();
/// let slot = formula.slot();
/// let leaf = Leaf::new(Rule::Given).actual(Operand::Slot(slot));
/// let leaf = formula.leaf(uuid::Uuid::nil(), "1.1", leaf, Finish::default())?;
/// let mean = Aggregate::new(Method::Arithmetic);
/// let parent = formula.aggregate(uuid::Uuid::nil(), "1", mean, [Edge::new(leaf, 1.into())], Finish::default())?;
/// let dependents = Dependents::of(&formula.build());
/// assert_eq!(dependents.readers(slot), [leaf]);
/// assert_eq!(dependents.parents(leaf).collect::<Vec<_>>(), [parent]);
/// # Ok::<(), renstra::formula::FormulaError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Dependents {
    /// The leaves that read each slot.
    readers: Rows<NodeIndex>,
    /// The links to each node from above.
    above: Rows<Above>,
}

/// A link from above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Above {
    pub(crate) parent: NodeIndex,
    /// The link's place among [`Formula::edges`].
    pub(crate) edge: u32,
}

impl Dependents {
    /// Of this formula.
    #[must_use]
    pub fn of(formula: &Formula) -> Dependents {
        let nodes = || (0..).map(NodeIndex).zip(formula.nodes());
        let readers = nodes().flat_map(|(at, node)| {
            let leaf = match node.op() {
                Op::Leaf(leaf) => Some(leaf),
                _ => None,
            };
            leaf.into_iter().flat_map(|leaf| leaf.slots()).map(move |slot| (slot.index(), at))
        });
        let above = nodes().flat_map(|(parent, node)| {
            let range = match node.op() {
                Op::Aggregate(aggregate) => aggregate.edges.clone(),
                _ => 0..0,
            };
            range.filter_map(move |edge| {
                let child = formula.edges().get(edge as usize)?.child;
                Some((child.index(), Above { parent, edge }))
            })
        });
        Dependents {
            readers: Rows::of(formula.slots() as usize, readers),
            above: Rows::of(formula.nodes().len(), above),
        }
    }

    /// The parents of a node, lowest first; one that links to it twice is named twice.
    pub fn parents(&self, at: NodeIndex) -> impl Iterator<Item = NodeIndex> + '_ {
        self.above(at).iter().map(|above| above.parent)
    }

    /// The links to a node from above.
    pub(crate) fn above(&self, at: NodeIndex) -> &[Above] {
        self.above.get(at.index())
    }

    /// The leaves that read a slot.
    #[must_use]
    pub fn readers(&self, slot: Slot) -> &[NodeIndex] {
        self.readers.get(slot.index())
    }
}

/// Lists by key, end to end.
#[derive(Clone, Debug, Default)]
struct Rows<T> {
    /// Where each list begins, and where the last one ends.
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default> Rows<T> {
    /// The items of each key, in the order in which they come; those of no key are left out.
    fn of(keys: usize, pairs: impl Iterator<Item = (usize, T)> + Clone) -> Rows<T> {
        let mut starts = vec![0_u32; keys + 1];
        for (key, _) in pairs.clone() {
            if let Some(count) = starts.get_mut(key + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut items = vec![T::default(); sum as usize];
        for (key, item) in pairs {
            let Some(place) = next.get_mut(key) else { continue };
            if let Some(held) = items.get_mut(*place as usize) {
                *held = item;
            }
            *place += 1;
        }
        Rows { starts, items }
    }

    fn get(&self, key: usize) -> &[T] {
        let end = |key: usize| self.starts.get(key).map(|end| *end as usize);
        let range = end(key).zip(end(key + 1)).map(|(start, end)| start..end);
        range.and_then(|range| self.items.get(range)).unwrap_or_default()
    }
}

impl Leaf {
    /// The slots that it reads, those of an imputed value too.
    pub fn slots(&self) -> impl Iterator<Item = Slot> + Clone + '_ {
        let imputed = match &self.guards.missing {
            OnMissing::Impute(operand) => Some(&**operand),
            _ => None,
        };
        [Some(&self.actual), Some(&self.target), Some(&self.baseline), imputed]
            .into_iter()
            .flatten()
            .flat_map(|operand| match operand {
                Operand::Slot(slot) => slot.0..slot.0.saturating_add(1),
                Operand::Series(range) => range.clone(),
                Operand::Absent | Operand::Const(_) => 0..0,
            })
            .map(Slot)
    }
}
