//! What a definition says, once it is read.

use std::sync::Arc;

use crate::formula::rule::{Clip, Onto, Rule};
use crate::formula::{Bands, Datum, Method, MissingChildren, Ranking, Stage, Transform};
use crate::number::{Exact, Fixed, Number, Numbers, Rounding};

use super::impute::Impute;
use super::weights::Weighing;

/// A definition, version 1. Groups stand after their parts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct File {
    pub(super) id: Box<str>,
    pub(super) title: Box<str>,
    pub(super) source: Box<str>,
    pub(super) scope: Box<str>,
    pub(super) doubts: Vec<Box<str>>,
    pub(super) cells: Cells,
    pub(super) unit: Unit,
    pub(super) inputs: Vec<Input>,
    pub(super) groups: Vec<Group>,
    /// The place of the index among the groups.
    pub(super) top: usize,
    pub(super) rounding: Option<Rounding>,
    pub(super) bands: Option<Arc<Bands>>,
    pub(super) band_on: Stage,
    pub(super) ranking: Ranking,
}

impl File {
    /// The codes of the inputs, then of the groups.
    pub(super) fn codes(&self) -> impl Iterator<Item = &Box<str>> {
        let inputs = self.inputs.iter().map(|input| &input.code);
        inputs.chain(self.groups.iter().map(|group| &group.code))
    }
}

/// How the table writes its cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cells {
    pub(super) numbers: Numbers,
    /// Further texts that say that there is no figure.
    pub(super) blank: Vec<Box<str>>,
}

/// The columns that name a unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    pub(super) code: Box<str>,
    pub(super) name: Option<Box<str>>,
}

/// An input: a column of the table and how it is brought onto a scale.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Input {
    pub(super) code: Box<str>,
    pub(super) column: Box<str>,
    pub(super) name: Box<str>,
    pub(super) direction: Better,
    pub(super) impute: Option<Impute>,
    pub(super) cap: Span,
    pub(super) winsorise: Option<Winsorise>,
    /// Scale, shift and logarithm, in this order.
    pub(super) transforms: Vec<Transform>,
    pub(super) normalise: Normalise,
}

/// Which way an input is better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Better {
    Higher,
    Lower,
}

/// Bounds of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(super) struct Span {
    pub(super) low: Option<Number>,
    pub(super) high: Option<Number>,
}

/// How far the figures at both ends are brought in.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Winsorise {
    /// So many figures at each end, to the next one.
    Points(u32),
    /// To these percentiles.
    Percentiles([Exact; 2]),
}

/// How an input is brought onto a scale.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Normalise {
    Goalposts {
        worst: End,
        best: End,
        clip: Clip,
        onto: Onto,
    },
    MinMax {
        onto: Onto,
    },
    ZScore {
        mean: Number,
        deviation: Number,
        of: Spread,
    },
    Place {
        what: Place,
        ties: RankTies,
        onto: Onto,
    },
    ShareOfBest,
    DistanceToBest,
    DistanceToTarget {
        target: Exact,
        clip: Clip,
    },
    ShareOfReference(Reference),
    DistanceToReference(Reference),
    /// A rule over each unit alone.
    Rule {
        rule: Rule,
        target: Source,
        baseline: Source,
    },
}

/// Where a goalpost stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum End {
    At(Exact),
    Least,
    Greatest,
    /// Between 0 and 100.
    Percentile(Exact),
    /// At the mean of so many of the least figures.
    MeanOfLeast(u32),
    /// At the mean of so many of the greatest figures.
    MeanOfGreatest(u32),
}

/// What a figure is held against.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reference {
    At(Exact),
    Mean,
    Median,
    /// The figure of this unit.
    Unit(Box<str>),
}

/// Which standard deviation: of a sample (n − 1) or of a population (n).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Spread {
    Sample,
    Population,
}

/// What a place among the units is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    Rank,
    Borda,
    Percent,
}

/// Which place equal figures get, counted from 1 at the worst.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum RankTies {
    Lowest,
    Average,
    Highest,
    Dense,
}

/// Where a target or a baseline comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    /// The same for every unit; absent where there is none.
    Same(Datum),
    Column(Box<str>),
}

/// A level: what is joined, and how.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    pub(super) code: Box<str>,
    pub(super) name: Box<str>,
    pub(super) parts: Vec<Part>,
    pub(super) method: Method,
    pub(super) missing: MissingChildren,
    pub(super) min_coverage: Option<Fixed>,
    pub(super) min_present: Option<Fixed>,
    pub(super) rounding: Option<Rounding>,
    /// The weights, where a rule computes them.
    pub(super) weighing: Option<Weighing>,
}

/// A part of a group, by the code of an input or of a group.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) code: Box<str>,
    pub(super) weight: Number,
}

impl File {
    /// The columns that the table must have.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        let unit = std::iter::once(&*self.unit.code).chain(self.unit.name.as_deref());
        unit.chain(self.inputs.iter().flat_map(Input::columns))
    }
}

impl Input {
    fn columns(&self) -> impl Iterator<Item = &str> {
        let sources = match &self.normalise {
            Normalise::Rule { target, baseline, .. } => [Some(target), Some(baseline)],
            _ => [None, None],
        };
        let sources = sources.into_iter().flatten().filter_map(|source| match source {
            Source::Column(column) => Some(&**column),
            Source::Same(_) => None,
        });
        let imputed = self.impute.iter().flat_map(Impute::columns);
        std::iter::once(&*self.column).chain(imputed).chain(sources)
    }
}
