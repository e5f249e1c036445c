//! Many siblings: the order of scores stays balanced, and right, however they come.

use renstra::formula::{
    Aggregate, Datum, Edge, Finish, Formula, Leaf, Method, NodeIndex, Operand, Rule, Slot, evaluate,
};
use renstra::live::Live;
use renstra::number::Number;
use uuid::Uuid;

/// So many given scores under one parent for each method.
fn siblings(count: u32, methods: &[Method]) -> Formula {
    let mut builder = Formula::builder();
    let mut edges = Vec::new();
    for place in 0..count {
        let leaf = Leaf::new(Rule::Given).actual(Operand::Slot(builder.slot()));
        let at = builder.leaf(Uuid::from_u128(place.into()), "leaf", leaf, Finish::default()).unwrap();
        edges.push(Edge::new(at, Number::from(1 + place % 5)));
    }
    for method in methods {
        let aggregate = Aggregate::new(method.clone());
        builder.aggregate(Uuid::nil(), "parent", aggregate, edges.clone(), Finish::default()).unwrap();
    }
    builder.build()
}

#[test]
fn scores_that_rise_one_by_one_are_kept_in_order() {
    let methods = [Method::Minimum, Method::Maximum, Method::Median];
    let (count, zero) = (500_u32, Datum::Number(Number::ZERO));
    let formula = siblings(count, &methods);
    let mut live = Live::open(formula, vec![zero; count as usize]);
    // Rising, falling, and all over the place: each a worst case of some unbalanced tree.
    let orders: [fn(u32) -> u32; 3] = [|i| i, |i| 1_000 - i, |i| i * 7_919 % 1_009];
    for (round, order) in orders.iter().enumerate() {
        for slot in 0..count {
            live.set(Slot(slot), Datum::Number(Number::from(order(slot)))).unwrap();
            if slot % 17 == 0 {
                assert_eq!(live.outcomes(), evaluate(live.formula(), live.inputs()), "round {round}, {slot}");
            }
        }
    }
    assert_eq!(live.outcome(NodeIndex(count)).score().unwrap().raw, 0.into());
}
