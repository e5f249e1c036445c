//! The closed lists of words of a definition.

use crate::formula::{Best, Method, Ties, Transform};
use crate::number::Numbers;
pub(super) use crate::policy::json::words::{CLIP, MISSING_CHILDREN as MISSING, MODE, STAGE};

use super::file::{Better, Place, RankTies, Spread};

/// A word and what it stands for.
type Words<T> = [(&'static str, T)];

pub(super) const NUMBERS: &Words<Numbers> = &[("point", Numbers::Point), ("comma", Numbers::Comma)];
pub(super) const BETTER: &Words<Better> = &[("higher", Better::Higher), ("lower", Better::Lower)];
pub(super) const SPREAD: &Words<Spread> = &[("sample", Spread::Sample), ("population", Spread::Population)];
pub(super) const RANK_TIES: &Words<RankTies> = &[
    ("lowest", RankTies::Lowest),
    ("average", RankTies::Average),
    ("highest", RankTies::Highest),
    ("dense", RankTies::Dense),
];
pub(super) const TIES: &Words<Ties> =
    &[("shared", Ties::Shared), ("last", Ties::Last), ("average", Ties::Average), ("dense", Ties::Dense)];
pub(super) const BEST: &Words<Best> = &[("highest", Best::Highest), ("lowest", Best::Lowest)];

/// What is done to a figure before it is brought onto its scale, beside scale and shift.
#[derive(Clone, Copy, Debug)]
pub(super) enum Log {
    Ln,
    Log10,
}

pub(super) const LOG: &Words<Log> = &[("ln", Log::Ln), ("log10", Log::Log10)];

impl From<Log> for Transform {
    fn from(log: Log) -> Transform {
        match log {
            Log::Ln => Transform::Ln,
            Log::Log10 => Transform::Log10,
        }
    }
}

/// How a group joins its parts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Joined {
    /// Without further keys.
    By(&'static Method),
    Power,
    Table,
}

pub(super) const METHOD: &Words<Joined> = &[
    ("arithmetic", Joined::By(&Method::Arithmetic)),
    ("geometric", Joined::By(&Method::Geometric)),
    ("harmonic", Joined::By(&Method::Harmonic)),
    ("power", Joined::Power),
    ("minimum", Joined::By(&Method::Minimum)),
    ("maximum", Joined::By(&Method::Maximum)),
    ("median", Joined::By(&Method::Median)),
    ("table", Joined::Table),
];

/// How an input is brought onto a scale.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    Given,
    Goalposts,
    MinMax,
    ZScore,
    Place(Place),
    ShareOfBest,
    DistanceToBest,
    DistanceToTarget,
    ShareOfReference,
    DistanceToReference,
    Rule,
    User,
}

pub(super) const WAY: &Words<Way> = &[
    ("given", Way::Given),
    ("goalposts", Way::Goalposts),
    ("min-max", Way::MinMax),
    ("z-score", Way::ZScore),
    ("rank", Way::Place(Place::Rank)),
    ("borda", Way::Place(Place::Borda)),
    ("percent-rank", Way::Place(Place::Percent)),
    ("share-of-best", Way::ShareOfBest),
    ("distance-to-best", Way::DistanceToBest),
    ("distance-to-target", Way::DistanceToTarget),
    ("share-of-reference", Way::ShareOfReference),
    ("distance-to-reference", Way::DistanceToReference),
    ("rule", Way::Rule),
    ("user", Way::User),
];

/// How a missing figure is imputed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stand {
    Mean,
    Median,
    GroupMean,
    GroupMedian,
    Last,
    Value,
}

pub(super) const STAND: &Words<Stand> = &[
    ("mean", Stand::Mean),
    ("median", Stand::Median),
    ("group-mean", Stand::GroupMean),
    ("group-median", Stand::GroupMedian),
    ("last", Stand::Last),
    ("value", Stand::Value),
];

/// How weights are computed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Weigh {
    Equal,
    Budget,
    Pairwise,
}

pub(super) const WEIGH: &Words<Weigh> =
    &[("equal", Weigh::Equal), ("budget", Weigh::Budget), ("pairwise", Weigh::Pairwise)];

/// How weights come of comparisons.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum By {
    Eigenvector,
    GeometricMean,
}

pub(super) const BY: &Words<By> = &[("eigenvector", By::Eigenvector), ("geometric-mean", By::GeometricMean)];
