//! Rules on transformed axes: held back, scaled, made logarithms.

use proptest::collection::vec;
use proptest::prelude::*;
use renstra::columns::{Pass, Threads, Want};
use renstra::formula::rule::{Affine, Clip, Goalposts, Onto, Spread};
use renstra::formula::{
    Aggregate, Axis, Edge, Finish, Formula, Leaf, Method, NodeIndex, Operand, Rule, Transform,
};
use renstra::number::Number;
use uuid::Uuid;

use super::generators::{Case, bent, number};
use super::{agree, everything, table};

/// The three dimensions of human development, as its technical notes have them, of two of which the axis is transformed.
fn human_development() -> (Formula, NodeIndex) {
    let mut builder = Formula::builder();
    let axes = [
        Axis::plain(),
        Axis::plain().then(Transform::AtMost(18.into())),
        Axis::plain().then(Transform::AtMost(75_000.into())).then(Transform::Ln),
    ];
    let posts: [[i64; 2]; 3] = [[20, 85], [0, 18], [100, 75_000]];
    let mut edges = Vec::new();
    for (at, (axis, posts)) in axes.into_iter().zip(posts).enumerate() {
        let [worst, best] = posts.map(Number::from);
        let rule = Rule::Goalposts(Box::new(Goalposts::new(worst, best).onto(Onto::UNIT)));
        let leaf = Leaf::new(rule).axis(axis).actual(Operand::Slot(builder.slot()));
        let id = Uuid::from_u128(at as u128);
        edges.push(Edge::new(builder.leaf(id, "dimension", leaf, Finish::default()).unwrap(), Number::ONE));
    }
    let mean = Aggregate::new(Method::Geometric);
    let top = builder.aggregate(Uuid::from_u128(9), "index", mean, edges, Finish::default()).unwrap();
    (builder.build(), top)
}

#[test]
fn usual_figures_on_transformed_axes_are_told_by_floats() {
    let (formula, top) = human_development();
    let column = |from: f64, by: f64| (0..300).map(|unit| from + f64::from(unit) * by).collect::<Vec<f64>>();
    let columns = vec![column(51.25, 0.125), column(4.5, 0.0625), column(640.0, 320.5)];
    let case = Case { formula, columns, units: 300 };
    let sheet = Pass::of(&case.formula, everything(vec![top])).score(&table(&case), Threads::Own).unwrap();
    agree(&case, &sheet).unwrap();
    assert_eq!((sheet.decided().in_place, sheet.decided().fallbacks), (0, 0));
}

/// A logarithm stands only where there is one, and what is held back above 0 has one.
#[test]
fn what_has_no_logarithm_has_no_score() {
    let posts = Goalposts::new(Number::ONE, Number::from(100)).clip(Clip::Both);
    let scores = |axis: Axis| {
        let mut builder = Formula::builder();
        let leaf = Leaf::new(Rule::Goalposts(Box::new(posts.clone()))).actual(Operand::Slot(builder.slot()));
        let leaf = builder.leaf(Uuid::nil(), "", leaf.axis(axis), Finish::default()).unwrap();
        let case =
            Case { formula: builder.build(), columns: vec![vec![-1.0, 0.0, 0.5, 1.0, 10.0, 1e3]], units: 6 };
        let sheet = Pass::of(&case.formula, Want::scores([leaf])).score(&table(&case), Threads::Own).unwrap();
        assert_eq!(sheet.decided().fallbacks, 0);
        let line = &sheet.lines()[0];
        (0..6).map(|unit| line.score(unit)).collect::<Vec<Option<f64>>>()
    };
    let [none, low, high] = [None, Some(0.0), Some(100.0)];
    let log = Axis::plain().then(Transform::Log10);
    let [middle] = [scores(log.clone())[4]];
    assert!(middle.is_some_and(|score| (score - 50.0).abs() < 1e-12), "{middle:?}");
    assert_eq!(scores(log), [none, none, low, low, middle, high]);
    let held = Axis::plain().then(Transform::AtLeast(number("0.5").into())).then(Transform::Log10);
    assert_eq!(scores(held), [low, low, low, low, middle, high]);
}

/// What holds back at most holds back at least, where a scale below zero turned the axis round.
#[test]
fn a_scale_below_zero_turns_what_holds_back() {
    let turned = Transform::Scale(Number::from(-1).into());
    let axis = Axis::plain().then(turned.clone()).then(Transform::AtMost((-5).into())).then(turned);
    let posts = Goalposts::new(Number::ONE, Number::from(100));
    let mut builder = Formula::builder();
    let leaf = Leaf::new(Rule::Goalposts(Box::new(posts))).actual(Operand::Slot(builder.slot())).axis(axis);
    let leaf = builder.leaf(Uuid::nil(), "", leaf, Finish::default()).unwrap();
    let case = Case { formula: builder.build(), columns: vec![vec![0.0, 3.0, 5.0, 50.0, 200.0]], units: 5 };
    let sheet = Pass::of(&case.formula, everything(vec![leaf])).score(&table(&case), Threads::Own).unwrap();
    agree(&case, &sheet).unwrap();
}

/// Leaves on axes, with figures on and beside the posts, and what holds back.
fn case() -> impl Strategy<Value = Case> {
    let near = prop_oneof![Just(1.0), Just(2.0), Just(-1.0), Just(0.5), Just(0.01), Just(0.0)];
    let figure = (prop_oneof![Just(100.0), Just(20.0), Just(18.0), Just(1.0)], near)
        .prop_map(|(at, factor): (f64, f64)| at * factor);
    let clip = prop_oneof![Just(Clip::Both), Just(Clip::Worst), Just(Clip::Best), Just(Clip::Neither)];
    let post = || prop::sample::select(vec![1, 18, 20, 100, 1_000]).prop_map(Number::from);
    let goalposts = (post(), post(), clip)
        .prop_map(|(worst, best, clip)| Rule::Goalposts(Box::new(Goalposts::new(worst, best).clip(clip))));
    let affine = (post(), post()).prop_map(|(origin, spread)| {
        Rule::Affine(Box::new(Affine::new(origin, Spread::Exactly(spread.into()))))
    });
    let leaf = (prop_oneof![4 => goalposts, 1 => affine], bent());
    (vec(leaf, 1..4), vec(vec(figure, 12), 4)).prop_map(|(leaves, columns)| {
        let mut builder = Formula::builder();
        for (at, (rule, axis)) in leaves.into_iter().enumerate() {
            let leaf = Leaf::new(rule).axis(axis).actual(Operand::Slot(builder.slot()));
            builder.leaf(Uuid::from_u128(at as u128), "leaf", leaf, Finish::default()).unwrap();
        }
        let formula = builder.build();
        let columns = columns.into_iter().take(formula.slots() as usize).collect();
        Case { formula, columns, units: 12 }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn axes_agree_with_the_definition(case in case()) {
        let sheet = Pass::of(&case.formula, everything(case.nodes())).score(&table(&case), Threads::Own).unwrap();
        agree(&case, &sheet)?;
    }
}
