//! Plans of several shapes, written in several orders with identifiers of their own: each against the exact evaluator and
//! against itself alone.

use proptest::collection::vec;
use proptest::prelude::*;
use renstra::columns::{
    Member, Mixed, Pass, PlanScores, Portfolio, Scored, Table, TableError, Threads, Want,
};
use renstra::formula::rule::Goalposts;
use renstra::formula::{
    Aggregate, Datum, Edge, Finish, Formula, Leaf, Method, NodeIndex, Op, Operand, Outcome, Placing, Rule,
    evaluate,
};
use renstra::number::{Absence, Number};
use uuid::Uuid;

use super::generators::{EDGES, Shape, cell, number, shape};
use super::half_a_place;

/// A plan: a formula, what its slots hold, and the nodes that are asked for.
#[derive(Clone, Debug)]
struct Plan {
    formula: Formula,
    inputs: Vec<Datum>,
    wanted: Vec<NodeIndex>,
}

impl Plan {
    fn want(&self) -> Want {
        Want::scores(self.wanted.iter().copied()).coverage().bands().rounded()
    }

    fn member(&self) -> Member<'_> {
        Member::new(&self.formula, &self.inputs, self.want())
    }

    /// What the slots hold that what is asked for reads; the others are empty.
    fn read(&self) -> Vec<Datum> {
        let mut read = vec![renstra::columns::datum(f64::NAN); self.inputs.len()];
        let mut open = self.wanted.clone();
        while let Some(at) = open.pop() {
            match self.formula.node(at).unwrap().op() {
                Op::Leaf(leaf) => {
                    leaf.slots().for_each(|slot| read[slot.index()] = self.inputs[slot.index()].clone())
                }
                Op::Aggregate(aggregate) => {
                    let counts = |edge: &&Edge| !edge.hinders && !edge.weight.is_zero();
                    open.extend(
                        self.formula.children(aggregate).iter().filter(counts).map(|edge| edge.child),
                    );
                }
                Op::Never(_) => {}
            }
        }
        read
    }

    /// The figures of the slots that are read, where there is nothing else in them.
    fn figures(&self) -> Option<Vec<f64>> {
        let figure = |datum: &Datum| match datum {
            Datum::Number(number) => Some(number.to_f64()).filter(|x| Number::from_f64(*x) == Some(*number)),
            Datum::Absent(absence) if *absence != Absence::NotConcerned => Some(f64::NAN),
            _ => None,
        };
        self.read().iter().map(figure).collect()
    }
}

/// What no float is.
fn other() -> impl Strategy<Value = Datum> + Clone {
    prop_oneof![
        Just(Datum::BLANK),
        Just(Datum::Word("WTP".into())),
        Just(Datum::Number(number("33.33333333333333333333"))),
        Just(Datum::AtLeast(75.into())),
        Just(Datum::Interval { low: 50.into(), high: 75.into() }),
        (0_i64..3, 0_i64..3).prop_map(|(n, d)| Datum::Fraction {
            numerator: n.into(),
            denominator: d.into(),
            per: Number::HUNDRED
        }),
    ]
}

/// A plan of a shape: its leaves in an order of their own, one in three on an edge.
fn plan(shape: Shape, wants: Vec<Vec<prop::sample::Index>>) -> impl Strategy<Value = Plan> {
    let leaves = shape.leaves.len();
    let order = Just((0..leaves).collect::<Vec<usize>>()).prop_shuffle();
    let figure = prop_oneof![
        12 => cell(2, 0).prop_map(renstra::columns::datum).boxed(),
        1 => cell(0, 1).prop_map(renstra::columns::datum).boxed(),
    ];
    let plain = vec(cell(3, 0).prop_map(renstra::columns::datum), leaves * 3);
    let other = vec(prop_oneof![9 => figure, 1 => other().boxed()], leaves * 3);
    let inputs = prop_oneof![3 => plain.boxed(), 1 => other.boxed()];
    let edges = vec((any::<prop::sample::Index>(), 0..EDGES.len()), leaves.div_ceil(3));
    let want = prop::sample::select(wants);
    (order, any::<u64>(), inputs, edges, want).prop_map(move |(order, id, mut inputs, edges, want)| {
        for (leaf, edge) in edges {
            let at = leaf.index(leaves) * 3;
            if let Datum::Number(target) = inputs[at + 1] {
                inputs[at] = renstra::columns::datum(target.to_f64() * EDGES[edge]);
            }
        }
        let written = shape.written(&order, u128::from(id) << 32);
        let mut own = vec![Datum::BLANK; inputs.len()];
        for (leaf, three) in inputs.chunks(3).enumerate() {
            own[written.slots[leaf]..][..3].clone_from_slice(three);
        }
        let wanted = want.iter().map(|index| *index.get(&written.nodes)).collect();
        Plan { formula: written.formula, inputs: own, wanted }
    })
}

fn portfolio() -> impl Strategy<Value = Vec<Plan>> {
    let want = vec(any::<prop::sample::Index>(), 1..4);
    let wants = vec(want, 1..3);
    let shapes = vec((shape(), wants), 1..4);
    shapes.prop_flat_map(|shapes| {
        let plans: Vec<_> = shapes
            .into_iter()
            .map(|(shape, wants)| {
                let plan = (Just(shape), Just(wants)).prop_flat_map(|(shape, wants)| plan(shape, wants));
                vec(plan, 1..12)
            })
            .collect();
        plans.prop_map(|plans| plans.concat()).prop_shuffle()
    })
}

fn bits(plan: PlanScores<'_>) -> Vec<[u64; 2]> {
    let bits = |of: Scored<'_>| [of.score().map_or(u64::MAX, f64::to_bits), of.coverage().unwrap().to_bits()];
    plan.results().map(bits).collect()
}

/// The plan by itself: a unit where it has figures, else a table of one.
fn alone(plan: &Plan) -> Vec<[u64; 2]> {
    let pass = Pass::of(&plan.formula, plan.want());
    let bits = |score: f64, coverage: f64| {
        [if score.is_nan() { u64::MAX } else { score.to_bits() }, coverage.to_bits()]
    };
    if let Some(figures) = plan.figures() {
        let mut scratch = pass.scratch();
        pass.score_unit(&figures, &mut scratch);
        return scratch.scores().iter().zip(scratch.coverage()).map(|(s, c)| bits(*s, *c)).collect();
    }
    let slots: Vec<Mixed> = plan.read().into_iter().map(|datum| Mixed::of([datum])).collect();
    let table = Table::new(1, slots.iter().map(Mixed::column)).unwrap();
    let sheet = pass.score(&table, Threads::Own).unwrap();
    sheet.lines().iter().map(|line| bits(line.scores()[0], line.coverage()[0])).collect()
}

fn agrees(scored: Scored<'_>, outcome: &Outcome) -> Result<(), TestCaseError> {
    let Outcome::Scored(score) = outcome else {
        prop_assert_eq!((scored.score(), scored.rounded()), (None, None), "{:?}", outcome);
        prop_assert_eq!(scored.band(), Some(Placing::NoBands));
        return Ok(());
    };
    let exact = score.capped.to_f64();
    let off = scored.score().map(|fast| (fast - exact).abs());
    let bound = scored.bound() + half_a_place(exact);
    prop_assert!(off.is_some_and(|off| off <= bound), "{:?}: {:?} off {:?}", scored, off, score);
    prop_assert_eq!(scored.rounded().map(f64::to_bits), Some(score.rounded.to_f64().to_bits()));
    prop_assert_eq!(scored.band(), Some(score.placing), "{:?}", score);
    prop_assert!((scored.coverage().unwrap() - score.coverage.to_f64()).abs() < 1e-9);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Plan by plan, in the order given: within the bound of the exact evaluator, its bands and rounded figures, and the
    /// bits of the plan alone.
    #[test]
    fn every_plan_is_as_if_it_were_alone(plans in portfolio()) {
        let portfolio = Portfolio::of(plans.iter().map(Plan::member)).unwrap();
        let scored = portfolio.score(Threads::Own).unwrap();
        prop_assert_eq!(scored.plans().count(), plans.len());
        for (plan, scored) in plans.iter().zip(scored.plans()) {
            let outcomes = evaluate(&plan.formula, &plan.inputs);
            prop_assert!(scored.results().map(Scored::node).eq(plan.want().nodes().iter().copied()));
            for scored in scored.results() {
                agrees(scored, &outcomes[scored.node().index()])?;
            }
            prop_assert_eq!(bits(scored), alone(plan));
        }
    }

    /// Neither the order of plans nor threads change a bit.
    #[test]
    fn the_order_of_plans_changes_no_bit(plans in portfolio()) {
        let all = |plans: &mut dyn Iterator<Item = &Plan>, threads| {
            let portfolio = Portfolio::of(plans.map(Plan::member)).unwrap();
            portfolio.score(threads).unwrap().plans().map(bits).collect::<Vec<_>>()
        };
        let one = all(&mut plans.iter(), Threads::Own);
        let mut back = all(&mut plans.iter().rev(), Threads::Own);
        back.reverse();
        prop_assert_eq!(&one, &back);
        #[cfg(feature = "rayon")]
        prop_assert_eq!(&one, &all(&mut plans.iter(), Threads::Rayon));
    }

    /// Plans that hold figures alone and are written from one shape, with one want, are one pass.
    #[test]
    fn plans_of_one_shape_are_one_pass(
        (shape, order) in shape().prop_flat_map(|shape| {
            let order: Vec<usize> = (0..shape.leaves.len()).collect();
            (Just(shape), Just(order).prop_shuffle())
        }),
    ) {
        let straight: Vec<usize> = (0..order.len()).collect();
        let plans = [(&straight, 0), (&order, 1 << 40)].map(|(order, first)| {
            let written = shape.written(order, first);
            let wanted = vec![*written.nodes.last().unwrap()];
            Plan { inputs: Vec::new(), formula: written.formula, wanted }
        });
        prop_assert_eq!(Portfolio::of(plans.iter().map(Plan::member)).unwrap().shapes(), 1);
    }
}

/// Two leaves under a mean, with one thing after another made different.
fn small(change: &str) -> Plan {
    let mut builder = Formula::builder();
    let [one, two, three] = [builder.slot(), builder.slot(), builder.slot()];
    let posts = |best: i32| Rule::Goalposts(Box::new(Goalposts::new(Number::ZERO, Number::from(best))));
    let leaf = Leaf::new(posts(if change == "post" { 90 } else { 80 })).actual(Operand::Slot(one));
    let target = match change {
        "shared slot" => Operand::Slot(one),
        "fixed value" => Operand::fixed(Number::from(5)),
        _ => Operand::Slot(three),
    };
    let ratio = Leaf::new(Rule::Ratio).actual(Operand::Slot(two)).target(target);
    let digits = if change == "rounding" { 3 } else { 2 };
    let finish = Finish::default().rounding(renstra::number::Rounding::half_up(digits));
    let leaf = builder.leaf(Uuid::from_u128(1), "a", leaf, finish.clone()).unwrap();
    let ratio = builder.leaf(Uuid::from_u128(2), "b", ratio, finish.clone()).unwrap();
    let method = if change == "method" { Method::Minimum } else { Method::Arithmetic };
    let weight = Number::from(if change == "weight" { 3 } else { 2 });
    let edges = [Edge::new(leaf, Number::ONE), Edge::new(ratio, weight)];
    let top = builder.aggregate(Uuid::from_u128(3), "top", Aggregate::new(method), edges, finish).unwrap();
    let wanted = if change == "want" { vec![leaf] } else { vec![top] };
    Plan { formula: builder.build(), inputs: vec![40.into_datum(), 3.into_datum(), 4.into_datum()], wanted }
}

trait IntoDatum {
    fn into_datum(self) -> Datum;
}

impl IntoDatum for i32 {
    fn into_datum(self) -> Datum {
        Datum::Number(self.into())
    }
}

#[test]
fn whatever_differs_makes_another_shape() {
    let changes = ["post", "shared slot", "fixed value", "rounding", "method", "weight", "want"];
    for change in changes {
        let plans = [small(""), small(change), small("")];
        let portfolio = Portfolio::of(plans.iter().map(Plan::member)).unwrap();
        assert_eq!(portfolio.shapes(), 2, "{change}");
        let scored = portfolio.score(Threads::Own).unwrap();
        for (plan, scored) in plans.iter().zip(scored.plans()) {
            assert_eq!(bits(scored), alone(plan), "{change}");
        }
    }
}

#[test]
fn nothing_makes_an_empty_portfolio_and_an_unknown_node_is_refused() {
    let portfolio = Portfolio::of([]).unwrap();
    assert!(portfolio.is_empty() && portfolio.score(Threads::Own).unwrap().plan(0).is_none());
    let plan = small("");
    let member = Member::new(&plan.formula, &plan.inputs, Want::scores([NodeIndex(9)]));
    assert_eq!(Portfolio::of([member]).unwrap_err(), TableError::Node(9));
    // A plan that says nothing of its slots has empty ones.
    let member = Member::new(&plan.formula, &[], plan.want());
    let portfolio = Portfolio::of([member]).unwrap();
    assert_eq!(
        portfolio.score(Threads::Own).unwrap().plan(0).unwrap().results().next().unwrap().score(),
        None
    );
}
