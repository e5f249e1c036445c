use super::shares::{NoShares, Share, share};
use super::streams::Draws;
use crate::number::Fixed;
use crate::threads::Threads;

/// How many replications there are of how many choices, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Design {
    seed: u64,
    replications: u32,
    choices: u32,
    samples: Wanted,
}

/// What is run: for intervals one sample is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Wanted {
    Plain,
    Shares,
}

/// One run: which replication of which sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sample {
    seed: u64,
    replication: u32,
    from: From,
}

/// Which sample the draws of a choice come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum From {
    A,
    B,
    /// All from A, but this choice from B.
    Swapped(u32),
}

impl Sample {
    /// A replication, counted from 0, of the sample that intervals are made of.
    #[must_use]
    pub fn plain(seed: u64, replication: u32) -> Sample {
        Sample { seed, replication, from: From::A }
    }

    /// The draws of a choice, counted from 0.
    #[must_use]
    pub fn draws(&self, choice: u32) -> Draws {
        let from_b = self.from == From::B || self.from == From::Swapped(choice);
        Draws::new(self.seed, self.replication, 2 * u64::from(choice) + u64::from(from_b))
    }
}

impl Design {
    /// So many replications of so many choices, for intervals.
    #[must_use]
    pub fn new(seed: u64, replications: u32, choices: u32) -> Design {
        Design { seed, replications, choices, samples: Wanted::Plain }
    }

    /// For shares of the variance too, which takes replications · (2 + choices) runs. No interval changes by it.
    #[must_use]
    pub fn with_shares(mut self) -> Design {
        self.samples = Wanted::Shares;
        self
    }

    /// How many runs that is.
    #[must_use]
    pub fn runs(&self) -> u64 {
        let samples = if self.samples == Wanted::Plain { 1 } else { 2 + u64::from(self.choices) };
        u64::from(self.replications) * samples
    }

    /// Runs a model on every sample.
    pub fn run<T: Send>(&self, threads: Threads, model: impl Fn(&Sample) -> T + Sync + Send) -> Samples<T> {
        let sample = |from: From| {
            let one = |replication: u32| model(&Sample { seed: self.seed, replication, from });
            collect(threads, self.replications, one)
        };
        let plain = sample(From::A);
        if self.samples == Wanted::Plain {
            return Samples { plain, other: Vec::new(), swapped: Vec::new() };
        }
        let swapped = (0..self.choices).map(|choice| sample(From::Swapped(choice))).collect();
        Samples { plain, other: sample(From::B), swapped }
    }
}

/// The results in the order of the replications, whoever makes them.
fn collect<T: Send>(threads: Threads, count: u32, one: impl Fn(u32) -> T + Sync + Send) -> Vec<T> {
    threads.map((0..count).collect(), one)
}

/// The results of every run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Samples<T> {
    plain: Vec<T>,
    other: Vec<T>,
    swapped: Vec<Vec<T>>,
}

impl<T> Samples<T> {
    /// The results that intervals are made of, by replication.
    #[must_use]
    pub fn plain(&self) -> &[T] {
        &self.plain
    }

    /// Every result, those of the samples for shares too.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.plain.iter().chain(&self.other).chain(self.swapped.iter().flatten())
    }

    /// What each choice accounts for in the variance of one figure of the results.
    ///
    /// # Errors
    /// [`NoShares`]: the design did not ask for them, the figure is wanting in some result, or it never varies.
    pub fn shares(&self, of: impl Fn(&T) -> Option<Fixed>) -> Result<Vec<Share>, NoShares> {
        if self.other.is_empty() {
            return Err(NoShares::NotAsked);
        }
        let figures = |sample: &[T]| sample.iter().map(&of).collect::<Option<Vec<Fixed>>>();
        let all = |sample: &Vec<T>| figures(sample).ok_or(NoShares::Gaps);
        let (a, b) = (all(&self.plain)?, all(&self.other)?);
        self.swapped.iter().map(|swapped| share(&a, &b, &all(swapped)?)).collect()
    }
}
