//! Figures that are lent leaf by leaf give what a table with a column for each period gives, to the last bit, and so what the
//! exact evaluator says.

use std::convert::Infallible;
use std::ops::Range;

use proptest::prelude::*;
use renstra::columns::{
    Column, FromMemory, Lend, LendError, Line, Observed, Pass, Sheet, Table, TableError, Threads, Want,
    is_not_concerned,
};
use renstra::formula::{
    Accumulation, Aggregate, Bands, Edge, Finish, Formula, Leaf, Method, NodeIndex, Op, Operand, Rule, Stage,
};
use renstra::number::Number;
use renstra::stream::{Cell, Chunk, Rule as StreamRule, Stream};
use uuid::Uuid;

use super::generators::Case;
use super::series::case;
use super::{agree, everything, plain, table};

/// Turns the columns of a case into what is lent of each leaf.
struct Lender<'c> {
    case: &'c Case,
    marked: bool,
    sides: [Vec<f64>; 2],
    /// The leaves, as they were asked for.
    asked: Vec<NodeIndex>,
}

impl Lender<'_> {
    fn of(case: &Case) -> Lender<'_> {
        let lent = (0..).zip(&case.columns).filter(|(slot, _)| is_lent(case, *slot));
        let marked = lent.flat_map(|(_, column)| column).any(|figure| is_not_concerned(*figure));
        Lender { case, marked, sides: Default::default(), asked: Vec::new() }
    }
}

impl Lend for Lender<'_> {
    type Error = Infallible;

    fn lend(&mut self, leaf: NodeIndex) -> Result<Observed<'_>, Infallible> {
        self.asked.push(leaf);
        let columns = &self.case.columns;
        self.sides = sides(&self.case.formula, leaf).map(|slots| {
            let unit = |unit: usize| slots.clone().map(move |slot| columns[slot as usize][unit]);
            (0..self.case.units).flat_map(unit).collect()
        });
        Ok(Observed { actuals: &self.sides[0], targets: &self.sides[1] })
    }

    fn is_marked(&self) -> bool {
        self.marked
    }
}

/// The slots of the actual and of the target of a leaf, where they are several periods.
fn sides(formula: &Formula, leaf: NodeIndex) -> [Range<u32>; 2] {
    let Some(Op::Leaf(leaf)) = formula.node(leaf).map(|node| node.op()) else { return [0..0, 0..0] };
    [&leaf.actual, &leaf.target].map(|operand| match operand {
        Operand::Series(range) if range.len() > 1 => range.clone(),
        _ => 0..0,
    })
}

fn is_lent(case: &Case, slot: u32) -> bool {
    case.nodes().into_iter().any(|at| sides(&case.formula, at).iter().any(|side| side.contains(&slot)))
}

/// The table of a case, without what is lent.
fn rest(case: &Case) -> Table<'_> {
    let whole = table(case);
    let columns = (0..).zip(whole.columns());
    let columns = columns.map(|(slot, column)| if is_lent(case, slot) { Column::Lent } else { *column });
    Table::new(case.units, columns.collect::<Vec<_>>()).unwrap()
}

/// All that a sheet says of units; of a bound nothing, as it may be wider for more units.
fn said(sheet: &Sheet) -> Vec<(Vec<u64>, String)> {
    let figures = |line: &Line| {
        let all = line.scores().iter().chain(line.coverage()).chain(line.rounded());
        plain(&all.map(|figure| figure.to_bits()).collect::<Vec<u64>>())
    };
    sheet.lines().iter().map(|line| (figures(line), format!("{:?}", line.bands()))).collect()
}

fn same_as_a_table(case: &Case, want: Want) -> Result<Sheet, TestCaseError> {
    let pass = Pass::of(&case.formula, want);
    let sheet = pass.score_lent(&rest(case), &mut Lender::of(case)).unwrap();
    prop_assert_eq!(said(&sheet), said(&pass.score(&table(case), Threads::Own).unwrap()));
    Ok(sheet)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn what_is_lent_gives_the_bits_of_a_table(case in case(3, 0)) {
        agree(&case, &same_as_a_table(&case, everything(case.nodes()))?)?;
    }

    #[test]
    fn what_is_lent_gives_the_bits_of_a_table_with_marks(case in case(2, 4)) {
        agree(&case, &same_as_a_table(&case, everything(case.nodes()))?)?;
    }

    #[test]
    fn what_is_lent_gives_the_bits_of_a_table_where_only_the_top_is_wanted(case in case(3, 0)) {
        agree(&case, &same_as_a_table(&case, everything(vec![case.top()]))?)?;
    }

    /// Whole numbers: a stream, and a pass over the columns that it gives.
    #[test]
    fn what_is_lent_gives_the_bits_of_a_stream(
        figures in prop::collection::vec([whole(0), whole(1)], 3 * 4 * UNITS),
        average in any::<bool>(),
    ) {
        let by = if average { Accumulation::Average } else { Accumulation::Sum };
        let figures: Vec<[f64; 2]> = figures;
        let [targets, actuals] = [0, 1].map(|side| figures.iter().map(|sides| sides[side]).collect::<Vec<f64>>());
        let observed = |leaf: NodeIndex| {
            let units = leaf.index() * 4 * UNITS..(leaf.index() + 1) * 4 * UNITS;
            Observed { targets: &targets[units.clone()], actuals: &actuals[units] }
        };
        let (lent, wanted) = nation(4, by);
        let lent = Pass::of(&lent, everything(wanted.clone()));
        let lent = lent.score_lent(&Table::lent(UNITS), &mut FromMemory::new(observed)).unwrap();

        let mut stream = Stream::new(UNITS as u32, vec![StreamRule::new(by); 3], 4).unwrap();
        for (at, (targets, actuals)) in (0_u32..).zip(targets.chunks(4).zip(actuals.chunks(4))) {
            let cell = Cell { unit: at % UNITS as u32, indicator: at / UNITS as u32 };
            stream.take(Chunk { cell, first: 0, targets, actuals }).unwrap();
        }
        let sums = stream.finish();
        let columns = sums.actuals().chunks(UNITS).chain(sums.targets().chunks(UNITS)).map(Column::Figures);
        let streamed = Pass::of(&nation(1, by).0, everything(wanted));
        let streamed = streamed.score(&Table::new(UNITS, columns).unwrap(), Threads::Own).unwrap();
        prop_assert_eq!(said(&lent), said(&streamed));
    }
}

const UNITS: usize = 6;

/// A whole number of which four have a mean of two decimal places; seldom missing.
fn whole(seldom: u32) -> impl Strategy<Value = f64> {
    prop_oneof![20 => (1_i32..5_000).prop_map(|n| f64::from(n) * 3.0), seldom => Just(f64::NAN)]
}

/// Three ratios under a mean with bands; all nodes. Actuals have the slots before those of targets.
fn nation(periods: u32, by: Accumulation) -> (Formula, Vec<NodeIndex>) {
    let mut builder = Formula::builder();
    let actuals = [(); 3].map(|()| builder.series(periods));
    let targets = [(); 3].map(|()| builder.series(periods));
    let mut nodes = Vec::new();
    for (actual, target) in actuals.into_iter().zip(targets) {
        let leaf = Leaf::new(Rule::Ratio).actual(actual).target(target).accumulation(by);
        let id = Uuid::from_u128(nodes.len() as u128);
        nodes.push(builder.leaf(id, "leaf", leaf, Finish::default()).unwrap());
    }
    let edges: Vec<Edge> = nodes.iter().map(|leaf| Edge::new(*leaf, Number::ONE)).collect();
    let bands = Bands::builder("low").from(76.into(), "high").build().unwrap();
    let finish = Finish::default().bands(bands).stage(Stage::Unrounded);
    let mean = Aggregate::new(Method::Arithmetic);
    nodes.push(builder.aggregate(Uuid::from_u128(99), "top", mean, edges, finish).unwrap());
    (builder.build(), nodes)
}

/// The mean of 70, 76 and 82 lies on the cut of a band.
fn on_an_edge() -> Case {
    let (formula, _) = nation(2, Accumulation::Sum);
    let figures = [30.0, 40.0, 30.0, 46.0, 40.0, 42.0].into_iter().chain([50.0; 6]);
    Case { formula, columns: figures.map(|figure| vec![figure; 2]).collect(), units: 2 }
}

#[test]
fn a_leaf_is_lent_once_and_again_where_floats_cannot_tell() {
    let mut case = on_an_edge();
    let leaves: Vec<NodeIndex> = case.nodes()[..3].to_vec();
    let pass = Pass::of(&case.formula, Want::scores([case.top()]).bands());
    let mut lender = Lender::of(&case);
    let sheet = pass.score_lent(&rest(&case), &mut lender).unwrap();
    assert_eq!((lender.asked, sheet.decided().fallbacks), ([leaves.clone(), leaves.clone()].concat(), 2));

    case.columns[0][0] = 31.0;
    case.columns[0][1] = 31.0;
    let mut lender = Lender::of(&case);
    let sheet = pass.score_lent(&rest(&case), &mut lender).unwrap();
    assert_eq!((lender.asked, sheet.decided().fallbacks), (leaves, 0));
}

/// Fails after so many leaves.
struct Failing(usize, Vec<f64>);

impl Lend for Failing {
    type Error = std::fmt::Error;

    fn lend(&mut self, _: NodeIndex) -> Result<Observed<'_>, std::fmt::Error> {
        self.0 = self.0.checked_sub(1).ok_or(std::fmt::Error)?;
        Ok(Observed { actuals: &self.1, targets: &self.1 })
    }
}

#[test]
fn what_cannot_be_lent_ends_the_pass_the_first_time_and_the_second() {
    let case = on_an_edge();
    let pass = Pass::of(&case.formula, Want::scores([case.top()]).bands());
    let failing =
        |leaves| pass.score_lent(&Table::lent(2), &mut Failing(leaves, vec![38.0, 38.0, 76.0, 76.0]));
    assert_eq!(failing(1).unwrap_err(), LendError::Lend { leaf: 1, source: std::fmt::Error });
    assert!(failing(3).is_ok());
    let on_edge = |leaves| {
        struct Both<'c>(Lender<'c>, usize);
        impl Lend for Both<'_> {
            type Error = std::fmt::Error;
            fn lend(&mut self, leaf: NodeIndex) -> Result<Observed<'_>, std::fmt::Error> {
                self.1 = self.1.checked_sub(1).ok_or(std::fmt::Error)?;
                self.0.lend(leaf).map_err(|_| std::fmt::Error)
            }
        }
        pass.score_lent(&rest(&case), &mut Both(Lender::of(&case), leaves))
    };
    assert_eq!(on_edge(5).unwrap_err(), LendError::Lend { leaf: 2, source: std::fmt::Error });
    assert!(on_edge(6).is_ok());
}

#[test]
fn what_is_lent_has_to_be_as_long_as_units_times_periods() {
    let case = on_an_edge();
    let pass = Pass::of(&case.formula, Want::scores([case.top()]));
    let error = pass.score_lent(&Table::lent(2), &mut Failing(9, vec![1.0; 5])).unwrap_err();
    assert_eq!(error.to_string(), "5 figures were lent for a side of node 0 instead of 2 times 2");
}

#[test]
fn a_slot_is_lent_or_has_a_column() {
    let (formula, nodes) = nation(1, Accumulation::Sum);
    let pass = Pass::of(&formula, Want::scores(nodes));
    let error = pass.score_lent(&Table::lent(2), &mut Failing(9, Vec::new())).unwrap_err();
    assert_eq!(error, LendError::Table(TableError::Columns { slots: 6, columns: 0 }));
    let lent = Table::new(2, [Column::Lent; 6]).unwrap();
    let error = pass.score_lent(&lent, &mut Failing(9, Vec::new())).unwrap_err();
    assert_eq!(error.to_string(), "slot 0 is read, but it has no column and is not lent");
    assert_eq!(pass.score(&lent, Threads::Own).unwrap_err(), TableError::Lent(0));
}
