//! The nation's formula.

use std::sync::Arc;

use renstra::columns::{Pass, Want};
use renstra::formula::{
    Accumulation, Aggregate, Bands, Cap, Edge, Finish, Formula, FormulaBuilder, Leaf, Method, NodeIndex,
    Operand, Rule,
};
use renstra::number::Number;
use uuid::Uuid;

use crate::INDICATORS;

/// Three indicators to a sub-activity, five of these to an activity, five to a programme, four to a field, twenty fields to
/// a region; every aggregate has bands. Each side of an indicator has so many periods, actuals before targets.
pub(crate) fn nation(periods: u32) -> Pass {
    let mut builder = Formula::builder();
    let capped: Arc<Finish> = Finish::default().cap(Cap::NONE.at_most(100.into())).into();
    let banded: Arc<Finish> = Finish::default().bands(bands()).into();
    let mut ids = (1_u128..).map(Uuid::from_u128);
    let mut next = || ids.next().expect("there is always another");
    let actuals = sides(&mut builder, periods);
    let targets = sides(&mut builder, periods);
    let mut level = Vec::new();
    for (actual, target) in actuals.into_iter().zip(targets) {
        let leaf = Leaf::new(Rule::Ratio).actual(actual).target(target).accumulation(Accumulation::Sum);
        level.push(builder.leaf(next(), "", leaf, capped.clone()).expect("its own slots"));
    }
    let mut aggregates: Vec<NodeIndex> = Vec::new();
    for width in [3, 5, 5, 4, 20] {
        let mut mean = |children: &[NodeIndex]| {
            let edges =
                children.iter().zip(1_i64..).map(|(child, at)| Edge::new(*child, Number::from(at % 3 + 1)));
            let mean = Aggregate::new(Method::Arithmetic);
            builder.aggregate(next(), "", mean, edges, banded.clone()).expect("children before parents")
        };
        level = level.chunks(width).map(&mut mean).collect();
        aggregates.extend(&level);
    }
    Pass::of(&builder.build(), Want::scores(aggregates).bands())
}

fn sides(builder: &mut FormulaBuilder, periods: u32) -> Vec<Operand> {
    (0..INDICATORS).map(|_| builder.series(periods)).collect()
}

fn bands() -> Bands {
    let bands = Bands::builder("sangat rendah").from(51.into(), "rendah").from(66.into(), "sedang");
    bands.from(76.into(), "tinggi").from(91.into(), "sangat tinggi").build().expect("ascending")
}
