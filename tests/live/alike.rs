//! Leaves that differ in one thing alone: what a change holds in common for many nodes is never that one thing.

use renstra::formula::{
    Axis, Better, Cap, Datum, Finish, Formula, Guards, Leaf, NodeIndex, OnMissing, OnNegative, OnZero,
    Operand, Rule, Slot, Transform, evaluate,
};
use renstra::live::{Edit, Live};
use renstra::number::{Absence, Number};
use uuid::Uuid;

use super::generators::number;

fn plain() -> Leaf {
    Leaf::new(Rule::Ratio).actual(Operand::Slot(Slot(0))).target(Operand::Slot(Slot(1)))
}

/// A plain leaf, and one for each thing in which it may differ.
fn leaves() -> Vec<(Leaf, Finish)> {
    let constant = |n: i64| Operand::Const(Box::new(Datum::Number(n.into())));
    let score = |n: i64| Number::from(n);
    let (guards, finish) = (Guards::default, Finish::default);
    let mut mirrored = plain();
    mirrored.rule = Rule::Mirrored;
    vec![
        (plain(), finish()),
        (mirrored, finish()),
        (plain().better(Better::Lower), finish()),
        (plain().axis(Axis::plain().then(Transform::Ln)), finish()),
        (plain().target(constant(7)), finish()),
        (plain().target(constant(8)), finish()),
        (plain().actual(Operand::Slot(Slot(1))).target(Operand::Slot(Slot(0))), finish()),
        (plain().guards(guards().zero_target(OnZero::Score(score(11)))), finish()),
        (plain().guards(guards().negative(OnNegative::Compute)), finish()),
        (plain().guards(guards().missing(OnMissing::Score(score(13)))), finish()),
        (plain(), finish().cap(Cap::NONE.at_most(score(50)))),
    ]
}

#[test]
fn each_keeps_what_is_its_own() {
    let (mut builder, leaves) = (Formula::builder(), leaves());
    builder.series(2);
    for (leaf, finish) in &leaves {
        builder.leaf(Uuid::nil(), "leaf", leaf.clone(), finish.clone()).unwrap();
    }
    let mut live = Live::open(builder.build(), vec![Number::ONE.into(), Number::ONE.into()]);
    let figures = ["3", "0", "-2", "90"].map(|text| Datum::from(number(text)));
    for figure in figures.into_iter().chain([Absence::NotReported.into()]) {
        for slot in [1, 0] {
            live.set(Slot(slot), figure.clone()).unwrap();
            assert_eq!(live.outcomes(), evaluate(live.formula(), live.inputs()));
        }
        live.set(Slot(1), number("4")).unwrap();
        assert_eq!(live.outcomes(), evaluate(live.formula(), live.inputs()));
    }
    // And it is found again when one becomes what another is.
    for (at, (leaf, finish)) in (0..).map(NodeIndex).zip(leaves.iter().rev()) {
        let edits = [Edit::Leaf(at, leaf.clone().into()), Edit::Finish(at, finish.clone().into())];
        live.apply(edits).unwrap();
        live.set(Slot(0), number("5")).unwrap();
        assert_eq!(live.outcomes(), evaluate(live.formula(), live.inputs()));
        live.set(Slot(0), number("-6")).unwrap();
        assert_eq!(live.outcomes(), evaluate(live.formula(), live.inputs()));
    }
}
