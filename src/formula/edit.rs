//! Changes to a formula that is there: other weights, rules, ends and links.

use std::sync::Arc;

use crate::number::Number;

use super::build::{check_edge, check_leaf, scaled};
use super::{Aggregate, Edge, Finish, Formula, FormulaError, Leaf, Node, NodeIndex, Op};

/// What others still hold of the formula is copied before the first change, and stays as it was for them.
impl Formula {
    /// Gives a link another weight. Its siblings may be scaled anew, so the cost is their number's.
    ///
    /// ```
    /// use renstra::formula::{Aggregate, Datum, Edge, Finish, Formula, Leaf, Method, Operand, Rule, evaluate};
    /// let mut formula = Formula::builder();
    /// let mut given = |score: i64| {
    ///     let leaf = Leaf::new(Rule::Given).actual(Operand::fixed(Datum::Number(score.into())));
    ///     formula.leaf(uuid::Uuid::nil(), "leaf", leaf, Finish::default())
    /// };
    /// let (low, high) = (given(50)?, given(100)?);
    /// let mean = Aggregate::new(Method::Arithmetic);
    /// let edges = [low, high].map(|child| Edge::new(child, 1.into()));
    /// let parent = formula.aggregate(uuid::Uuid::nil(), "parent", mean, edges, Finish::default())?;
    /// let mut formula = formula.build();
    /// formula.set_weight(parent, high, "3.0".parse().unwrap())?;
    /// let outcomes = evaluate(&formula, &Vec::<Datum>::new());
    /// assert_eq!(outcomes[parent.index()].score().unwrap().rounded.to_string(), "87.5");
    /// # Ok::<(), renstra::formula::FormulaError>(())
    /// ```
    ///
    /// # Errors
    /// There is no such link, or the weight is negative or too far from its siblings'; nothing has changed then.
    pub fn set_weight(
        &mut self,
        parent: NodeIndex,
        child: NodeIndex,
        weight: Number,
    ) -> Result<(), FormulaError> {
        self.reweigh(parent, |edge, _| (edge.child == child).then_some(weight))
    }

    /// Gives a leaf another rule, other operands or guards.
    ///
    /// # Errors
    /// There is no such leaf, or the new one reads a slot that is not there.
    pub fn set_leaf(&mut self, at: NodeIndex, leaf: Leaf) -> Result<(), FormulaError> {
        check_leaf(&leaf, self.slots(), self.label(at)?)?;
        match self.node_mut(at).map(|node| &mut node.op) {
            Some(Op::Leaf(held)) => *held = leaf,
            _ => return Err(FormulaError::NothingToChange),
        }
        Ok(())
    }

    /// Gives a node another finish.
    ///
    /// # Errors
    /// There is no such node.
    pub fn set_finish(&mut self, at: NodeIndex, finish: impl Into<Arc<Finish>>) -> Result<(), FormulaError> {
        self.node_mut(at).ok_or(FormulaError::NothingToChange)?.finish = finish.into();
        Ok(())
    }

    /// Gives an aggregate another method, other policies and other links. All links of the formula are laid out anew.
    ///
    /// # Errors
    /// There is no such aggregate, a child does not stand before it, or a weight is negative or too far from its
    /// siblings'; nothing has changed then.
    pub fn set_aggregate(
        &mut self,
        at: NodeIndex,
        mut aggregate: Aggregate,
        edges: impl IntoIterator<Item = Edge>,
    ) -> Result<(), FormulaError> {
        let held = self.aggregate(at).ok_or(FormulaError::NothingToChange)?.edges.clone();
        let label = self.label(at)?;
        let edges: Vec<Edge> = edges.into_iter().collect();
        edges.iter().try_for_each(|edge| check_edge(edge, at.index(), label))?;
        let weights =
            scaled(&edges).ok_or_else(|| FormulaError::WeightsTooFarApart { parent: label.into() })?;
        let count = |length: usize| u32::try_from(length).map_err(|_| FormulaError::TooLarge);
        let (new, rest) = (count(edges.len())?, count(self.edges().len())? - (held.end - held.start));
        new.checked_add(rest).ok_or(FormulaError::TooLarge)?;
        let moved = |place: u32| place - (held.end - held.start) + new;
        aggregate.edges = held.start..held.start + new;
        for node in Arc::make_mut(&mut self.nodes) {
            if let Op::Aggregate(other) = &mut node.op {
                if other.edges.start >= held.end {
                    other.edges = moved(other.edges.start)..moved(other.edges.end);
                }
            }
        }
        let range = held.start as usize..held.end as usize;
        let (mut all, mut scale) = (self.edges.to_vec(), self.weights.to_vec());
        all.splice(range.clone(), edges);
        scale.splice(range, weights);
        (self.edges, self.weights) = (all.into(), scale.into());
        if let Some(node) = self.node_mut(at) {
            node.op = Op::Aggregate(aggregate);
        }
        Ok(())
    }

    /// Gives links of an aggregate other weights: those for which `weight` gives one, by link and its place in
    /// [`Formula::edges`].
    pub(crate) fn reweigh(
        &mut self,
        parent: NodeIndex,
        weight: impl Fn(&Edge, u32) -> Option<Number>,
    ) -> Result<(), FormulaError> {
        let aggregate = self.aggregate(parent).ok_or(FormulaError::NothingToChange)?;
        let label = self.label(parent)?;
        let mut edges = self.children(aggregate).to_vec();
        let places = aggregate.edges.clone();
        let mut found = Err(FormulaError::NothingToChange);
        for (edge, place) in edges.iter_mut().zip(places.clone()) {
            if let Some(weight) = weight(edge, place) {
                edge.weight = weight;
                check_edge(edge, parent.index(), label)?;
                found = Ok(());
            }
        }
        found?;
        let scaled =
            scaled(&edges).ok_or_else(|| FormulaError::WeightsTooFarApart { parent: label.into() })?;
        for ((place, edge), units) in places.zip(edges).zip(scaled) {
            self.put_weight(place, edge.weight, units);
        }
        Ok(())
    }

    /// Gives the link at this place a weight that is `units` on the scale of its siblings.
    pub(crate) fn put_weight(&mut self, edge: u32, weight: Number, units: i128) {
        let place = edge as usize;
        let edge = Arc::make_mut(&mut self.edges).get_mut(place);
        if let (Some(edge), Some(held)) = (edge, Arc::make_mut(&mut self.weights).get_mut(place)) {
            (edge.weight, *held) = (weight, units);
        }
    }

    /// The aggregate at a node, if it is one.
    pub(crate) fn aggregate(&self, at: NodeIndex) -> Option<&Aggregate> {
        match self.node(at)?.op() {
            Op::Aggregate(aggregate) => Some(aggregate),
            _ => None,
        }
    }

    fn label(&self, at: NodeIndex) -> Result<&str, FormulaError> {
        self.node(at).map(Node::label).ok_or(FormulaError::NothingToChange)
    }

    fn node_mut(&mut self, at: NodeIndex) -> Option<&mut Node> {
        Arc::make_mut(&mut self.nodes).get_mut(at.index())
    }
}
