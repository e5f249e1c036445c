//! What a portfolio costs: 552 plans of three shapes, a formula each, against the same plans one by one.
//!
//! ```text
//! cargo bench --bench portfolio --features rayon [-- PLANS INDICATORS]
//! ```
//!
//! Figures have two decimal places, and one actual in three stands on an edge: it meets its target, or a band begins
//! there. Bands, rounded figures and coverage of every aggregate are asked for. Times are the best of seven runs: compare the ratios.

#![allow(clippy::expect_used, reason = "a benchmark may stop")]

use std::hint::black_box;
use std::time::Instant;

use renstra::columns::{Member, Pass, Portfolio, Scratch, Table, Threads, Want};
use renstra::formula::{
    Aggregate, Bands, Datum, Edge, Finish, Formula, Leaf, Method, NodeIndex, Operand, Rule,
};
use renstra::number::Number;
use uuid::Uuid;

struct Plan {
    formula: Formula,
    inputs: Vec<Datum>,
    figures: Vec<f64>,
    wanted: Vec<NodeIndex>,
}

impl Plan {
    fn want(&self) -> Want {
        Want::scores(self.wanted.iter().copied()).coverage().bands().rounded()
    }

    fn member(&self) -> Member<'_> {
        Member::new(&self.formula, &self.inputs, self.want())
    }

    fn alone(&self) -> Pass {
        Pass::of(&self.formula, self.want())
    }
}

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let [plans, indicators] = given.try_into().unwrap_or([552, 300]);
    let mut random = Random(7);
    let plans: Vec<Plan> = (0..plans).map(|at| plan(at, indicators + at % 3, &mut random)).collect();
    println!("portfolio,what,plans,indicators,best_s");
    let line =
        |what: &str, seconds: f64| println!("portfolio,{what},{},{indicators},{seconds:.5}", plans.len());

    line("one by one: compile", best(|| plans.iter().map(Plan::alone).collect::<Vec<_>>()));
    let passes: Vec<Pass> = plans.iter().map(Plan::alone).collect();
    let mut desks: Vec<Scratch> = passes.iter().map(Pass::scratch).collect();
    line(
        "one by one: scores alone (score_unit)",
        best(|| {
            for ((plan, pass), desk) in plans.iter().zip(&passes).zip(&mut desks) {
                pass.score_unit(black_box(&plan.figures), desk);
            }
        }),
    );
    line(
        "one by one: with bands and rounded figures",
        best(|| {
            let table = |plan: &Plan, pass: &Pass| {
                let table = Table::new(1, plan.figures.chunks(1).map(Into::into)).expect("columns of one");
                pass.score(&table, Threads::Own).expect("it fits")
            };
            plans.iter().zip(&passes).map(|(plan, pass)| table(plan, pass)).collect::<Vec<_>>()
        }),
    );

    let portfolio = || Portfolio::of(plans.iter().map(Plan::member)).expect("its own nodes");
    line("portfolio: sort out and compile", best(portfolio));
    let portfolio = portfolio();
    line("portfolio: score", best(|| portfolio.score(Threads::Own).expect("it fits")));
    #[cfg(feature = "rayon")]
    line("portfolio: score on all threads", best(|| portfolio.score(Threads::Rayon).expect("it fits")));
    let scored = portfolio.score(Threads::Own).expect("it fits");
    let scores: usize = plans.iter().map(|plan| plan.wanted.len()).sum();
    let decided = scored.decided();
    let (shapes, in_place, fallbacks) = (portfolio.shapes(), decided.in_place, decided.fallbacks);
    println!(
        "shapes={shapes} scores={scores} in_place={in_place} fallbacks={fallbacks} plans={}",
        plans.len()
    );
}

/// Indicators by six, under objectives by five, under one top.
fn plan(at: usize, indicators: usize, random: &mut Random) -> Plan {
    let mut builder = Formula::builder();
    let mut count = 0_u128;
    let mut id = || {
        count += 1;
        // Other identifiers in each plan, and so another order of them.
        Uuid::from_u128(
            (count + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_u128 + at as u128 * 2) & (u128::MAX >> 8),
        )
    };
    let bands =
        Bands::builder("low").from(51.into(), "middle").from(76.into(), "high").build().expect("ascending");
    let finish: std::sync::Arc<Finish> = Finish::default().bands(bands).into();
    let mut data = Vec::new();
    let mut level = Vec::new();
    for place in 0..indicators {
        let [actual, target] = [builder.slot(), builder.slot()];
        let rule = if place % 3 == 0 { Rule::Mirrored } else { Rule::Ratio };
        let leaf = Leaf::new(rule).actual(Operand::Slot(actual)).target(Operand::Slot(target));
        level.push(builder.leaf(id(), format!("{place:05}"), leaf, finish.clone()).expect("its own slots"));
        data.extend(random.pair());
    }
    let mut wanted = Vec::new();
    for width in [6, 5, usize::MAX] {
        let mean = |children: &[NodeIndex]| {
            let edges = children.iter().map(|child| Edge::new(*child, Number::ONE));
            let label = format!("{:05}", children.first().map_or(0, |child| child.0));
            builder
                .aggregate(id(), label, Aggregate::new(Method::Arithmetic), edges, finish.clone())
                .expect("children first")
        };
        level = level.chunks(width).map(mean).collect();
        wanted.extend(&level);
    }
    let figures = data.iter().map(|number: &Number| number.to_f64()).collect();
    Plan { formula: builder.build(), inputs: data.into_iter().map(Datum::Number).collect(), figures, wanted }
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// An actual and a target.
    fn pair(&mut self) -> [Number; 2] {
        let hundredths = |n: u64| Number::from_parts(i128::from(n), 2).expect("a short figure");
        let target = 100 * (1 + self.next() % 2_000);
        let actual = match self.next() % 9 {
            0 => target,
            1 => target / 100 * 76,
            2 => target / 100 * 51,
            _ => self.next() % 200_000,
        };
        [hundredths(actual), hundredths(target)]
    }
}

fn best<T>(mut run: impl FnMut() -> T) -> f64 {
    let time = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed().as_secs_f64()
    };
    (0..7).map(time).fold(f64::INFINITY, f64::min)
}
