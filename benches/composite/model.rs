//! The model that the composite benchmark scores: 50 indicators, ten groups of five, three pillars, one index.

use renstra::columns::{Extremes, Pass, Table, Want};
use renstra::formula::rule::{Clip, Goalposts, Post};
use renstra::formula::{
    Aggregate, Bands, Better, Cap, Edge, Finish, Formula, Leaf, Method, NodeIndex, Operand, Rule,
};
use renstra::number::{Exact, Number};
use uuid::Uuid;

pub(crate) const INDICATORS: usize = 50;
/// The groups of each pillar.
const PILLARS: [std::ops::Range<usize>; 3] = [0..4, 4..7, 7..10];

/// What is asked for beside the scores of all fourteen aggregates.
#[derive(Clone, Copy)]
pub(crate) enum Extra {
    Nothing,
    /// The bands of each of them.
    Bands,
}

pub(crate) fn want(extra: Extra) -> Want {
    let nodes = (INDICATORS as u32..).take(14).map(NodeIndex);
    match extra {
        Extra::Nothing => Want::scores(nodes),
        Extra::Bands => Want::scores(nodes).bands(),
    }
}

pub(crate) fn columns(figures: &[f64], units: usize) -> impl Iterator<Item = &[f64]> {
    figures.chunks_exact(units).take(INDICATORS)
}

pub(crate) fn table(figures: &[f64], units: usize) -> Table<'_> {
    Table::new(units, columns(figures, units).map(Into::into)).expect("as many columns as indicators")
}

/// The index, but for its goalposts.
pub(crate) struct Model {
    weights: Vec<Number>,
}

impl Model {
    pub(crate) fn new(weights: &[f64]) -> Model {
        Model { weights: weights.iter().filter_map(|weight| Number::from_f64(*weight)).collect() }
    }

    pub(crate) fn pass(&self, ends: &[Extremes], extra: Extra) -> Pass {
        let mut builder = Formula::builder();
        let mut id = 0_u128;
        let mut next = || {
            id += 1;
            Uuid::from_u128(id)
        };
        let finish: std::sync::Arc<Finish> = Finish::default().into();
        let bands = Bands::builder("very low").from(51.into(), "low").from(66.into(), "medium");
        let bands = bands.from(76.into(), "high").from(91.into(), "very high").build().expect("ascending");
        let banded: std::sync::Arc<Finish> = Finish::default().bands(bands).into();
        let (own, rest) = self.weights.split_at(INDICATORS);
        let (groups, pillars) = rest.split_at(10);
        let mut edges = Vec::new();
        for (at, (ends, weight)) in ends.iter().zip(own).enumerate() {
            // Every third one is better when it is lower.
            let (worst, best) =
                if at % 3 == 0 { (ends.greatest, ends.least) } else { (ends.least, ends.greatest) };
            let post = |at: f64| Post::At(Exact::from(Number::from_f64(at).expect("a figure")));
            // No figure of the set lies beyond its ends: nothing has to be held back.
            let posts = Goalposts::new(post(worst), post(best)).clip(Clip::Neither);
            let leaf = Leaf::new(Rule::Goalposts(Box::new(posts))).better(Better::Higher);
            let leaf = leaf.actual(Operand::Slot(builder.slot()));
            edges.push(Edge::new(
                builder.leaf(next(), "", leaf, finish.clone()).expect("its own slot"),
                *weight,
            ));
        }
        let mut mean = |edges: Vec<Edge>| {
            let mean = Aggregate::new(Method::Arithmetic);
            builder.aggregate(next(), "", mean, edges, banded.clone()).expect("children before parents")
        };
        let groups: Vec<Edge> =
            edges.chunks(5).zip(groups).map(|(five, w)| Edge::new(mean(five.to_vec()), *w)).collect();
        let pillars: Vec<Edge> = PILLARS
            .into_iter()
            .zip(pillars)
            .map(|(own, w)| Edge::new(mean(groups[own].to_vec()), *w))
            .collect();
        mean(pillars);
        Pass::of(&builder.build(), want(extra))
    }
}

/// The same tree over ratios, mirrored ratios, progress, goalposts that hold back, caps and a rule for zeros.
pub(crate) fn mixed() -> Pass {
    let mut builder = Formula::builder();
    let capped: std::sync::Arc<Finish> = Finish::default().cap(Cap::NONE.at_most(120.into())).into();
    let mut id = 0_u128;
    let mut next = || {
        id += 1;
        Uuid::from_u128(id)
    };
    let mut edges = Vec::new();
    for at in 0..INDICATORS {
        let [actual, target, baseline] = [builder.slot(), builder.slot(), builder.slot()];
        let rule = match at % 5 {
            0 => Rule::Ratio,
            1 => Rule::Mirrored,
            2 => Rule::Progress,
            3 => Rule::Goalposts(Box::new(Goalposts::new(Number::ZERO, Number::HUNDRED))),
            _ => Rule::StayNear,
        };
        let better = if at % 5 == 1 { Better::Lower } else { Better::Higher };
        let leaf = Leaf::new(rule).better(better).actual(Operand::Slot(actual));
        let leaf = leaf.target(Operand::Slot(target)).baseline(Operand::Slot(baseline));
        let node = builder.leaf(next(), "", leaf, capped.clone()).expect("its own slots");
        edges.push(Edge::new(node, Number::from(at as i64 % 4 + 1)));
    }
    let mut mean = |edges: Vec<Edge>| {
        let mean = Aggregate::new(Method::Arithmetic);
        let node =
            builder.aggregate(next(), "", mean, edges, Finish::default()).expect("children come first");
        Edge::new(node, Number::ONE)
    };
    let groups: Vec<Edge> = edges.chunks(5).map(|five| mean(five.to_vec())).collect();
    let pillars: Vec<Edge> = PILLARS.into_iter().map(|own| mean(groups[own].to_vec())).collect();
    mean(pillars);
    Pass::of(&builder.build(), want(Extra::Nothing).coverage())
}

/// A unit for [`mixed`]: actual, target and baseline of each indicator; one actual in twenty is missing.
pub(crate) fn mixed_unit() -> Vec<f64> {
    (0..INDICATORS)
        .flat_map(|at| {
            let target = 40.0 + at as f64;
            let actual = if at % 20 == 7 { f64::NAN } else { target * 0.8 + (at % 7) as f64 };
            [actual, target, target / 2.0]
        })
        .collect()
}
