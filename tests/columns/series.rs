//! Plans whose indicators have several periods: made one value in the pass, as the exact evaluator makes it.

use proptest::collection::vec;
use proptest::prelude::*;
use renstra::columns::{Pass, Threads, Want};
use renstra::formula::{Accumulation, Better, Finish, Formula, Leaf, Operand, Rule};
use uuid::Uuid;

use super::generators::{Case, Shape, cell, shape};
use super::{agree, bits, everything, plain, table, table_of};

/// How many periods an actual and a target have, and how they become one value.
type Periods = (u32, u32, Accumulation);

fn periods() -> impl Strategy<Value = Periods> + Clone {
    let by = prop::sample::select(vec![
        Accumulation::Sum,
        Accumulation::Sum,
        Accumulation::Average,
        Accumulation::Average,
        Accumulation::Last,
        Accumulation::Maximum,
        Accumulation::Minimum,
    ]);
    let count = prop_oneof![
        3 => (2_u32..6).prop_map(|n| (n, n)),
        2 => (2_u32..6).prop_map(|n| (n, 1)),
        1 => (1_u32..4, 1_u32..4),
    ];
    (count, by).prop_map(|((actual, target), by)| (actual, target, by))
}

/// Each leaf with series, under the groups of the shape; and the first slots and lengths of its two sides.
fn formula(shape: &Shape, periods: &[Periods]) -> (Formula, Vec<[std::ops::Range<usize>; 2]>) {
    let mut builder = Formula::builder();
    let (mut nodes, mut sides) = (Vec::new(), Vec::new());
    for (at, ((rule, axis, guards, lower, finish), (actual, target, by))) in
        shape.leaves.iter().zip(periods).enumerate()
    {
        let [actual, target] = [*actual, *target].map(|periods| builder.series(periods));
        let side = |operand: &Operand| match operand {
            Operand::Series(range) => range.start as usize..range.end as usize,
            _ => 0..0,
        };
        sides.push([side(&actual), side(&target)]);
        let leaf = Leaf::new(rule.clone())
            .better(if *lower { Better::Lower } else { Better::Higher })
            .actual(actual)
            .target(target)
            .baseline(builder.series(1))
            .accumulation(*by)
            .axis(axis.clone())
            .guards(guards.clone());
        nodes.push(builder.leaf(Uuid::from_u128(at as u128), "leaf", leaf, finish.clone()).unwrap());
    }
    shape.group(&mut builder, &mut nodes, 0);
    (builder.build(), sides)
}

/// Units of which one in three has the sum of its targets as the sum of its actuals, shared out otherwise.
pub(crate) fn case(gaps: u32, marks: u32) -> impl Strategy<Value = Case> {
    let shape = shape().prop_flat_map(|shape| {
        let periods = vec(periods(), shape.leaves.len());
        (Just(shape), periods)
    });
    (shape, 1_usize..40).prop_flat_map(move |((shape, periods), units)| {
        let (formula, sides) = formula(&shape, &periods);
        let columns = vec(vec(cell(gaps, marks), units), formula.slots() as usize);
        let edges = vec((0..sides.len(), 0..units), (units * sides.len()).div_ceil(3));
        (Just(formula), columns, edges).prop_map(move |(formula, mut columns, edges)| {
            for (leaf, unit) in edges {
                let [actual, target] = &sides[leaf];
                for (a, t) in actual.clone().zip(target.clone().rev()) {
                    columns[t][unit] = columns[a][unit];
                }
            }
            Case { formula, columns, units }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn series_agree_with_the_definition(case in case(3, 0)) {
        let pass = Pass::of(&case.formula, everything(case.nodes()));
        agree(&case, &pass.score(&table(&case), Threads::Own).unwrap())?;
    }

    #[test]
    fn series_with_marks_agree_with_the_definition(case in case(2, 4)) {
        let pass = Pass::of(&case.formula, everything(case.nodes()));
        agree(&case, &pass.score(&table(&case), Threads::Own).unwrap())?;
    }

    /// Whether in lanes, at the end of a table, or alone.
    #[test]
    fn series_give_the_same_bits_alone(case in case(3, 1)) {
        let pass = Pass::of(&case.formula, Want::scores(case.nodes()).coverage());
        let mut scratch = pass.scratch();
        for unit in 0..case.units {
            let one = pass.score(&table_of(&case.columns, unit..unit + 1), Threads::Own).unwrap();
            pass.score_unit(&case.figures(unit), &mut scratch);
            for (at, line) in one.lines().iter().enumerate() {
                prop_assert_eq!(plain(&[scratch.scores()[at].to_bits()]), plain(&[line.scores()[0].to_bits()]));
                prop_assert_eq!(scratch.coverage()[at].to_bits(), line.coverage()[0].to_bits());
            }
        }
    }

    #[test]
    fn series_give_the_same_bits_among_others(case in case(3, 0)) {
        let pass = Pass::of(&case.formula, Want::scores([case.top()]));
        let whole = bits(&pass.score(&table(&case), Threads::Own).unwrap());
        for unit in 0..case.units {
            let one = bits(&pass.score(&table_of(&case.columns, unit..unit + 1), Threads::Own).unwrap());
            prop_assert_eq!(plain(&one[0]), plain(&whole[0][unit..=unit]));
        }
    }
}

/// Sums of usual figures, and means of four quarters, are no business of the exact evaluator.
#[test]
fn usual_series_are_told_by_floats() {
    let mut builder = Formula::builder();
    let mut nodes = Vec::new();
    for by in [Accumulation::Sum, Accumulation::Average, Accumulation::Last, Accumulation::Maximum] {
        let [actual, target] = [(); 2].map(|()| builder.series(4));
        let leaf = Leaf::new(Rule::Ratio).actual(actual).target(target).accumulation(by);
        let id = Uuid::from_u128(nodes.len() as u128);
        nodes.push(builder.leaf(id, "leaf", leaf, Finish::default()).unwrap());
    }
    let formula = builder.build();
    let columns: Vec<Vec<f64>> = (0..32)
        .map(|slot| (0..100).map(|unit| f64::from(slot * 37 + unit * 11 + 1) / 100.0).collect())
        .collect();
    let case = Case { formula, columns, units: 100 };
    let sheet = Pass::of(&case.formula, Want::scores(nodes)).score(&table(&case), Threads::Own).unwrap();
    assert_eq!((sheet.decided().in_place, sheet.decided().fallbacks), (0, 0));
}
