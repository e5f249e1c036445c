//! What if: a change followed upwards gives the bits of a fresh evaluation.

use proptest::prelude::{prop_assert_eq, proptest};
use renstra::formula::{Datum, Dependents, Formula, FormulaError, NodeIndex, Op, Overlay, Slot, evaluate};
use renstra::number::Number;

use super::generators::{gappy, root, tree, weight};

proptest! {
    #[test]
    fn incremental_equals_afresh(tree in tree(), changes in proptest::collection::vec((0_u32..20, gappy()), 1..4)) {
        let (formula, data) = tree.formula();
        let before = evaluate(&formula, &data);
        let slots = u32::try_from(data.len()).unwrap();
        let what_if = changes.into_iter().fold(Overlay::over(&data), |o, (slot, value)| o.with(Slot(slot % slots), value));
        let mut outcomes = before.clone();
        let moved = Dependents::of(&formula).update(&formula, &what_if, &mut outcomes, what_if.changed());
        let afresh = evaluate(&formula, &what_if);
        for (place, (old, new)) in before.iter().zip(&afresh).enumerate() {
            let at = NodeIndex(u32::try_from(place).unwrap());
            prop_assert_eq!(moved.contains(&at), old != new);
        }
        prop_assert_eq!(outcomes, afresh);
        // What the overlay lies over has not changed.
        prop_assert_eq!(before, evaluate(&formula, &data));
    }

    /// Another weight gives the formula that would have been built with it.
    #[test]
    fn a_changed_weight_is_a_weight(mut tree in tree(), which in 0_usize..5, weight in weight()) {
        let (formula, data) = tree.formula();
        let root = root(&formula);
        let which = which % tree.groups.len();
        let Op::Aggregate(aggregate) = formula.node(root).unwrap().op() else { panic!() };
        let child = formula.children(aggregate)[which].child;
        let mut builder = formula.to_builder();
        builder.set_weight(root, child, weight).unwrap();
        tree.groups[which].0 = weight;
        prop_assert_eq!(evaluate(&builder.build(), &data), evaluate(&tree.formula().0, &data));
    }
}

#[test]
fn what_is_not_there_cannot_be_changed() {
    let mut builder = Formula::builder().build().to_builder();
    let nowhere = NodeIndex(7);
    assert_eq!(builder.set_weight(nowhere, nowhere, Number::ONE), Err(FormulaError::NothingToChange));
    let leaf = renstra::formula::Leaf::new(renstra::formula::Rule::Given);
    assert_eq!(builder.set_leaf(nowhere, leaf), Err(FormulaError::NothingToChange));
    assert_eq!(builder.set_finish(nowhere, Default::default()), Err(FormulaError::NothingToChange));
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
    let given = Leaf::new(Rule::Given).actual(Operand::Const(Datum::BLANK));
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
