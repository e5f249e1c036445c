//! A formula that is changed is the formula that would have been built.

use proptest::prelude::{prop_assert_eq, proptest};
use renstra::formula::{Datum, Formula, FormulaError, NodeIndex, Op, Slot, evaluate};
use renstra::number::Number;

use super::generators::{root, tree, weight};

proptest! {
    /// Another weight gives the formula that would have been built with it.
    #[test]
    fn a_changed_weight_is_a_weight(mut tree in tree(), which in 0_usize..5, weight in weight()) {
        let (formula, data) = tree.formula();
        let root = root(&formula);
        let which = which % tree.groups.len();
        let Op::Aggregate(aggregate) = formula.node(root).unwrap().op() else { panic!() };
        let child = formula.children(aggregate)[which].child;
        let mut other = formula.clone();
        other.set_weight(root, child, weight).unwrap();
        // Others who hold the formula keep theirs.
        prop_assert_eq!(evaluate(&formula, &data), evaluate(&tree.formula().0, &data));
        tree.groups[which].0 = weight;
        prop_assert_eq!(evaluate(&other, &data), evaluate(&tree.formula().0, &data));
    }
}

#[test]
fn what_is_not_there_cannot_be_changed() {
    let mut formula = Formula::builder().build();
    let nowhere = NodeIndex(7);
    assert_eq!(formula.set_weight(nowhere, nowhere, Number::ONE), Err(FormulaError::NothingToChange));
    let leaf = renstra::formula::Leaf::new(renstra::formula::Rule::Given);
    assert_eq!(formula.set_leaf(nowhere, leaf), Err(FormulaError::NothingToChange));
    assert_eq!(
        formula.set_finish(nowhere, renstra::formula::Finish::default()),
        Err(FormulaError::NothingToChange)
    );
}

#[test]
fn a_formula_without_meaning_cannot_be_built() {
    use renstra::formula::{Aggregate, Edge, Finish, Leaf, Method, Operand, Rule};
    let id = uuid::Uuid::nil();
    let mut builder = Formula::builder();
    let unknown = Leaf::new(Rule::Given).actual(Operand::Slot(Slot(0)));
    assert!(matches!(
        builder.leaf(id, "a", unknown, Finish::default()),
        Err(FormulaError::UnknownSlot { .. })
    ));
    let given = Leaf::new(Rule::Given).actual(Operand::fixed(Datum::BLANK));
    let leaf = builder.leaf(id, "a", given, Finish::default()).unwrap();
    let mut parent = |edges: &[(NodeIndex, &str)]| {
        let edges = edges.iter().map(|(at, weight)| Edge::new(*at, weight.parse().unwrap()));
        let mean = Aggregate::new(Method::Arithmetic);
        builder.aggregate(id, "p", mean, edges.collect::<Vec<_>>(), Finish::default()).map(|_| ())
    };
    assert!(matches!(parent(&[(NodeIndex(9), "1")]), Err(FormulaError::UnknownChild { .. })));
    assert!(matches!(parent(&[(leaf, "-1")]), Err(FormulaError::NegativeWeight { .. })));
    let far = [(leaf, "1000000000000000000000000000"), (leaf, "0.0000000000000000000000000001")];
    assert!(matches!(parent(&far), Err(FormulaError::WeightsTooFarApart { .. })));
    assert_eq!(parent(&[(leaf, "0.10"), (leaf, "3")]), Ok(()));
    // Nothing is left of what was refused.
    let formula = builder.build();
    let Op::Aggregate(aggregate) = formula.nodes()[1].op() else { panic!() };
    assert_eq!((formula.children(aggregate).len(), formula.weights(aggregate)), (2, &[1, 30][..]));
}
