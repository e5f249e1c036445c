//! The fast twin against the definition: scores within their bound, bands and rounded figures always equal, the
//! same bits alone, among others, in chunks and on threads.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests say what they expect")]

mod axes;
mod generators;
mod lent;
mod portfolio;
mod series;

use std::sync::Arc;

use generators::{Case, case, wide_case};
use proptest::prelude::*;
use renstra::columns::{Column, Line, Pass, Sheet, Table, Threads, Want};
use renstra::formula::rule::{Clip, Goalposts};
use renstra::formula::{
    Aggregate, Bands, Cap, Edge, Finish, Formula, Leaf, Method, NodeIndex, NotScorable, Operand, Outcome,
    Placing, Ranking, Rule, Stage, Ties, evaluate,
};
use renstra::number::Number;
use uuid::Uuid;

fn table(case: &Case) -> Table<'_> {
    table_of(&case.columns, 0..case.units)
}

/// Some units of these columns; those with a mark say so.
fn table_of(columns: &[Vec<f64>], units: std::ops::Range<usize>) -> Table<'_> {
    let columns = columns.iter().map(|values| {
        let values = &values[units.clone()];
        let marked = values.iter().any(|x| renstra::columns::is_not_concerned(*x));
        if marked { Column::Marked(values) } else { Column::Figures(values) }
    });
    Table::new(units.len(), columns).unwrap()
}

fn everything(nodes: Vec<NodeIndex>) -> Want {
    Want::scores(nodes).coverage().bands().rounded()
}

/// Holds one unit's line against the exact outcome.
fn agrees(line: &Line, unit: usize, outcome: &Outcome) -> Result<(), TestCaseError> {
    match outcome {
        Outcome::NotScorable(reason) => {
            prop_assert!(
                line.score(unit).is_none(),
                "{:?} scored {:?}: {reason:?}",
                line.node(),
                line.score(unit)
            );
            prop_assert!(line.rounded()[unit].is_nan());
            prop_assert_eq!(line.bands()[unit], Placing::NoBands);
        }
        Outcome::Scored(score) => {
            let fast = line.score(unit);
            prop_assert!(fast.is_some(), "{:?} should be {score:?}", line.node());
            let exact = score.capped.to_f64();
            let off = (fast.unwrap() - exact).abs();
            prop_assert!(
                off <= line.bound() + half_a_place(exact),
                "{:?}: {fast:?} is {off:e} off {score:?}, bound {:e}",
                line.node(),
                line.bound()
            );
            let rounded = (line.rounded()[unit], score.rounded.to_f64());
            prop_assert_eq!(rounded.0.to_bits(), rounded.1.to_bits(), "{:?} {:?}", score, rounded);
            prop_assert_eq!(line.bands()[unit], score.placing, "{:?} {:?}", score, fast);
            let coverage = (line.coverage()[unit] - score.coverage.to_f64()).abs();
            prop_assert!(
                coverage < 1e-9,
                "{:?}: {} instead of {}",
                line.node(),
                line.coverage()[unit],
                score.coverage
            );
        }
    }
    Ok(())
}

/// How far a number may be from the float that is nearest to it.
fn half_a_place(float: f64) -> f64 {
    let size = float.abs();
    (f64::from_bits(size.to_bits() + 1) - size) / 2.0
}

fn agree(case: &Case, sheet: &Sheet) -> Result<(), TestCaseError> {
    for unit in 0..case.units {
        let outcomes = evaluate(&case.formula, &case.unit(unit));
        for line in sheet.lines() {
            agrees(line, unit, &outcomes[line.node().index()])?;
        }
    }
    Ok(())
}

fn bits(sheet: &Sheet) -> Vec<Vec<u64>> {
    let scores = |line: &Line| line.scores().iter().map(|score| score.to_bits()).collect::<Vec<u64>>();
    sheet.lines().iter().map(scores).collect()
}

/// All NaN are one: a mark and a gap are both no score.
fn plain(bits: &[u64]) -> Vec<u64> {
    bits.iter().map(|bits| if f64::from_bits(*bits).is_nan() { u64::MAX } else { *bits }).collect()
}

/// A score that its cap raises is larger than any score that was computed: the bound of what is made of it knows that.
#[test]
fn a_cap_that_raises_widens_the_bound_above_it() {
    let mut builder = Formula::builder();
    let slot = builder.slot();
    let raised: Arc<Finish> = Finish::default().cap(Cap::NONE.at_least(30.into())).into();
    let leaf = Leaf::new(Rule::Given).actual(Operand::Slot(slot));
    let leaf = builder.leaf(Uuid::nil(), "leaf", leaf, raised).unwrap();
    let never = builder.never(Uuid::from_u128(1), "never", NotScorable::NoDirection).unwrap();
    let bands = Bands::builder("low").over(30.into(), "high").build().unwrap();
    let edges = [(leaf, 287), (never, 400)]
        .map(|(child, weight)| Edge::new(child, Number::from_parts(weight, 2).unwrap()));
    let mean = Aggregate::new(Method::Geometric);
    let mean = builder.aggregate(Uuid::from_u128(2), "mean", mean, edges, Finish::default().bands(bands));
    let case = Case { formula: builder.build(), columns: vec![vec![0.0]], units: 1 };
    let pass = Pass::of(&case.formula, everything(vec![mean.unwrap()]));
    agree(&case, &pass.score(&table(&case), Threads::Own).unwrap()).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Every node of every formula: scores within the bound; bands, rounded figures and absences equal.
    #[test]
    fn columns_agree_with_the_definition(case in case(3, 0)) {
        let sheet = Pass::of(&case.formula, everything(case.nodes())).score(&table(&case), Threads::Own).unwrap();
        agree(&case, &sheet)?;
    }

    /// The same where units may be not concerned.
    #[test]
    fn marked_columns_agree_with_the_definition(case in case(2, 3)) {
        let sheet = Pass::of(&case.formula, everything(case.nodes())).score(&table(&case), Threads::Own).unwrap();
        agree(&case, &sheet)?;
    }

    /// Only the top asked for: straight lines and means are then one.
    #[test]
    fn fused_columns_agree_with_the_definition(case in case(2, 0)) {
        let pass = Pass::of(&case.formula, everything(vec![case.top()]));
        agree(&case, &pass.score(&table(&case), Threads::Own).unwrap())?;
        agree(&case, &pass.score(&table(&case).measured(Threads::Own), Threads::Own).unwrap())?;
    }

    /// A unit's bits do not depend on its neighbours: alone, in a table, in pieces of one.
    #[test]
    fn a_unit_gives_the_same_bits_alone(case in case(3, 0), cut in any::<prop::sample::Index>()) {
        let pass = Pass::of(&case.formula, Want::scores([case.top()]).coverage());
        let whole = bits(&pass.score(&table(&case), Threads::Own).unwrap());
        let cut = cut.index(case.units + 1);
        let mut pieces: Vec<u64> = Vec::new();
        for range in [0..cut, cut..case.units] {
            let piece = pass.score(&table_of(&case.columns, range), Threads::Own).unwrap();
            pieces.extend(&bits(&piece)[0]);
        }
        prop_assert_eq!(plain(&whole[0]), plain(&pieces));
        let mut scratch = pass.scratch();
        for unit in 0..case.units {
            pass.score_unit(&case.figures(unit), &mut scratch);
            prop_assert_eq!(plain(&[scratch.scores()[0].to_bits()]), plain(&whole[0][unit..=unit]));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Every node of a unit alone, whether its figures are usual, odd, missing or not concerned: scores and coverage.
    #[test]
    fn every_node_of_a_unit_alone_has_the_bits_of_the_table(case in case(3, 1)) {
        alone_as_in_a_table(&case, Want::scores(case.nodes()).coverage())?;
    }

    /// The same where many leaves and means stand side by side, and some of the nodes are asked for.
    #[test]
    fn nodes_side_by_side_have_the_bits_of_the_table(case in wide_case(), every in 1_usize..4) {
        let nodes: Vec<NodeIndex> = case.nodes().into_iter().rev().step_by(every).collect();
        alone_as_in_a_table(&case, Want::scores(nodes.clone()).coverage())?;
        // Where nobody asks for coverage, more stands side by side.
        alone_as_in_a_table(&case, Want::scores(nodes))?;
    }
}

/// A figure that is a usual one may become a large score by a steep line, which only the exact evaluator knows well.
#[test]
fn steep_lines_of_usual_figures_have_the_bits_of_the_table() {
    let mut formula = Formula::builder();
    let posts = Goalposts::new(Number::ZERO, generators::number("0.00000003")).clip(Clip::Neither);
    let mut edges = Vec::new();
    for id in 1..=3 {
        let leaf = Leaf::new(Rule::Goalposts(Box::new(posts.clone()))).actual(Operand::Slot(formula.slot()));
        let leaf = formula.leaf(Uuid::from_u128(id), "", leaf, Finish::default()).unwrap();
        edges.push(Edge::new(leaf, Number::from(id as i64)));
    }
    let mut mean = |id, edges: &[Edge]| {
        let mean = Aggregate::new(Method::Arithmetic);
        formula.aggregate(Uuid::from_u128(id), "", mean, edges.to_vec(), Finish::default()).unwrap()
    };
    let tops = vec![mean(4, &edges[..2]), mean(5, &edges[2..])];
    let columns = [1.0, 1.7, 2.9].map(|by| (0..50).map(|at| f64::from(at * at) * by + 0.123).collect());
    let case = Case { formula: formula.build(), columns: columns.to_vec(), units: 50 };
    alone_as_in_a_table(&case, Want::scores(tops).coverage()).unwrap();
}

fn alone_as_in_a_table(case: &Case, want: Want) -> Result<(), TestCaseError> {
    let pass = Pass::of(&case.formula, want);
    let mut scratch = pass.scratch();
    for unit in 0..case.units {
        let sheet = pass.score(&table_of(&case.columns, unit..unit + 1), Threads::Own).unwrap();
        pass.score_unit(&case.figures(unit), &mut scratch);
        for (at, line) in sheet.lines().iter().enumerate() {
            let [one, whole] = [scratch.scores()[at], line.scores()[0]].map(f64::to_bits);
            prop_assert_eq!(plain(&[one]), plain(&[whole]), "{:?}", line.node());
            if let Some(whole) = line.coverage().first() {
                let [one, whole] = [scratch.coverage()[at], *whole].map(f64::to_bits);
                prop_assert_eq!(one, whole, "the coverage of {:?}", line.node());
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Ranks on floats are those on exact scores, whatever lies together.
    #[test]
    fn ranks_agree_with_the_definition(
        case in case(2, 0),
        ties in prop::sample::select(vec![Ties::Shared, Ties::Last, Ties::Average, Ties::Dense]),
        on in prop::sample::select(vec![Stage::Rounded, Stage::Unrounded]),
    ) {
        let ranking = Ranking::default().ties(ties).on(on);
        let pass = Pass::of(&case.formula, everything(case.nodes()));
        let sheet = pass.score(&table(&case), Threads::Own).unwrap();
        let outcomes: Vec<Vec<Outcome>> = (0..case.units).map(|unit| evaluate(&case.formula, &case.unit(unit))).collect();
        for node in case.nodes() {
            let exact = outcomes.iter().map(|unit| unit[node.index()].score().map(|score| ranking.figure(score)));
            prop_assert_eq!(pass.ranks(&table(&case), &sheet, node, ranking).unwrap(), ranking.places(exact));
        }
    }
}

/// A pool of threads gives the bits of one.
#[cfg(feature = "rayon")]
#[test]
fn threads_change_no_bit() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let case = generators::case(3, 0).new_tree(&mut TestRunner::deterministic()).unwrap().current();
    // The same few units over and over, so that there are several parts.
    let columns: Vec<Vec<f64>> =
        case.columns.iter().map(|column| column.iter().copied().cycle().take(40_000).collect()).collect();
    let table = table_of(&columns, 0..40_000);
    let pass = Pass::of(&case.formula, everything(case.nodes()));
    let [one, pool] = [Threads::Own, Threads::Rayon].map(|threads| pass.score(&table, threads).unwrap());
    assert_eq!(bits(&one), bits(&pool));
    assert_eq!(one.decided(), pool.decided());
}
