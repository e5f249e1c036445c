use crate::composite::definition::Definition;
use crate::composite::faults::CompositeError;
use crate::composite::scored::{Composite, UnitScores};
use crate::formula::Place;
use crate::number::{Exact, Fixed, Number, Rounding};
use crate::robust::{NoShares, Range, Samples, Share, range};

use super::run::{Cell, Trial};

/// Every unit's score and place with the intervals in which they lie, and what each choice accounts for. It holds what was
/// varied, and leaves as a table of text or as JSON.
#[derive(Clone, Debug)]
pub struct Robustness {
    pub(super) trial: Trial,
    pub(super) rounding: Option<Rounding>,
    pub(super) labels: Vec<Box<str>>,
    pub(super) units: Vec<UnitRange>,
    pub(super) shift: Option<Range<Fixed>>,
    pub(super) shift_shares: Result<Vec<Share>, NoShares>,
}

/// One unit: what it is, and what it could be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnitRange {
    /// Its code.
    pub code: Box<str>,
    /// Its name, or an empty text.
    pub name: Box<str>,
    /// Its score as it is, rounded as the definition says.
    pub score: Option<Number>,
    /// Its place as it is.
    pub rank: Option<Place>,
    /// Its band as it is.
    pub band: Option<Box<str>>,
    /// The interval of its scores, unrounded, over the replications in which it has one.
    pub scores: Option<Range<Fixed>>,
    /// The interval of its places, over the same.
    pub ranks: Option<Range<Place>>,
    /// In how many replications it stood in each band, from the lowest.
    pub bands: Vec<u32>,
    /// In how many replications it has no score.
    pub unscored: u32,
    /// What each choice accounts for in the variance of its score.
    pub score_shares: Result<Vec<Share>, NoShares>,
    /// What each choice accounts for in the variance of its place.
    pub rank_shares: Result<Vec<Share>, NoShares>,
}

/// All units in one run.
pub(super) type Run = Result<Vec<Cell>, CompositeError>;

impl Robustness {
    pub(super) fn of(trial: &Trial, point: &Composite, runs: &Samples<Run>) -> Robustness {
        let bands = trial.definition().file.bands.as_deref();
        let labels = bands.into_iter().flat_map(|bands| bands.iter().map(|band| (*band.label).into()));
        let labels: Vec<Box<str>> = labels.collect();
        let unit = |(at, unit): (usize, &UnitScores)| {
            UnitRange::of(at, point, unit, runs, trial.file.interval, labels.len())
        };
        let units: Vec<UnitRange> = point.units().iter().enumerate().map(unit).collect();
        let shift = |run: &Run| shift(&units, run);
        Robustness {
            rounding: shown(trial.definition()),
            shift: range(runs.plain().iter().filter_map(shift), trial.file.interval),
            shift_shares: runs.shares(shift),
            trial: trial.clone(),
            labels,
            units,
        }
    }

    /// The trial: what was varied, how often, from which seed.
    #[must_use]
    pub fn trial(&self) -> &Trial {
        &self.trial
    }

    /// The units, in the order of the table.
    #[must_use]
    pub fn units(&self) -> &[UnitRange] {
        &self.units
    }

    /// The labels of the bands, from the lowest: what [`UnitRange::bands`] counts.
    pub fn bands(&self) -> impl ExactSizeIterator<Item = &str> {
        self.labels.iter().map(|label| &**label)
    }

    /// How many places a unit moves on average: the interval over the replications of the mean over the units of
    /// |place in the replication − place as it is|. None where a unit with a place never has one in a replication.
    #[must_use]
    pub fn shift(&self) -> Option<Range<Fixed>> {
        self.shift
    }

    /// What each choice accounts for in the variance of that.
    ///
    /// # Errors
    /// [`NoShares`], the reason why there are none.
    pub fn shift_shares(&self) -> Result<&[Share], NoShares> {
        self.shift_shares.as_deref().map_err(|reason| *reason)
    }
}

impl UnitRange {
    fn of(
        at: usize,
        point: &Composite,
        unit: &UnitScores,
        runs: &Samples<Run>,
        interval: [Fixed; 2],
        labels: usize,
    ) -> UnitRange {
        let cell = |run: &Run| run.as_ref().ok().and_then(|cells| cells.get(at)).copied();
        let score = |run: &Run| cell(run)?.score;
        let rank = |run: &Run| cell(run)?.rank;
        let plain = || runs.plain().iter();
        let mut bands = vec![0; labels];
        for band in plain().filter_map(|run| cell(run)?.band) {
            if let Some(count) = bands.get_mut(usize::from(band)) {
                *count += 1;
            }
        }
        UnitRange {
            code: unit.code().into(),
            name: unit.name().into(),
            score: point.index(unit).map(|score| score.rounded),
            rank: unit.rank(),
            band: point.band(unit).map(Into::into),
            scores: range(plain().filter_map(score), interval),
            ranks: range(plain().filter_map(rank), interval),
            bands,
            unscored: plain().filter(|run| score(run).is_none()).fold(0, |count, _| count + 1),
            score_shares: runs.shares(score),
            rank_shares: runs.shares(|run| rank(run).map(Place::to_fixed)),
        }
    }
}

/// How the index is shown, where it is rounded.
fn shown(definition: &Definition) -> Option<Rounding> {
    let file = &definition.file;
    file.groups.get(file.top).and_then(|group| group.rounding).or(file.rounding)
}

/// The mean over the units with a place of how far they moved, rounded to 15 places.
fn shift(units: &[UnitRange], run: &Run) -> Option<Fixed> {
    let cells = run.as_ref().ok()?;
    let (mut moved, mut count) = (0_i128, 0_i128);
    for (unit, cell) in units.iter().zip(cells) {
        let Some(rank) = unit.rank else { continue };
        moved += rank.to_fixed().checked_sub(cell.rank?.to_fixed())?.abs().units();
        count += 1;
    }
    Exact::ratio(moved, count.checked_mul(Fixed::UNITS_PER_ONE)?)?.to_fixed()
}
