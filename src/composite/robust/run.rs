use crate::composite::definition::{Definition, DefinitionError};
use crate::composite::faults::{CompositeError, TableFaults};
use crate::composite::lints;
use crate::composite::table::UnitTable;
use crate::finding::Arg;
use crate::formula::rule::Rule;
use crate::formula::{Datum, Formula, Leaf, NodeIndex, Outcome, Place, Placing, Score, evaluate_node};
use crate::number::Fixed;
use crate::policy::Registry;
use crate::robust::{Design, Sample, Threads};

use super::file::{self, File, Shares};
use super::result::Robustness;
use super::ways::{Variant, Way, chosen, variants, ways};

/// An index, and what of it could have been chosen otherwise: a small file beside that of the definition.
///
/// # The file, version 1
///
/// | key | what | default |
/// |---|---|---|
/// | `renstra-robust` | the version: `1` | needed |
/// | `id`, `title`, `source` | what it is, and where the choices come from | |
/// | `seed` | a whole number below 2⁶⁴ | needed |
/// | `replications` | how often the index is computed anew | 1000 |
/// | `interval` | `[low, high]`, shares of the replications | `["0.05", "0.95"]` |
/// | `shares` | `none`, or `sobol` for what each choice accounts for, which takes replications · (2 + choices) runs | `none` |
/// | `vary` | the choices | needed |
///
/// A choice has a `name`, one key that says what is drawn, and where it is drawn for groups or inputs, the codes of
/// these; all of them where that is left out. In each replication one of its options is drawn, each with the same chance
/// (one that is written twice has twice the chance), for all of its groups or inputs at once; or a number for each.
/// Choices apply in their order.
///
/// | key | what is drawn | of |
/// |---|---|---|
/// | `weights_within` | each weight times 1 + u, u uniform within ± this, at most 1 | `groups` |
/// | `weights` | a list: `null` (the weights as they are) or a rule as in a group's `weights` | `groups` |
/// | `methods` | a list of `{"method": …}`, with `exponent` or `table` as in a group | `groups` |
/// | `missing` | a list of what a group's `missing` may hold | `groups` |
/// | `normalise` | a list of what an input's `normalise` may hold | `inputs` |
/// | `impute` | a list of `null` (nothing stands in) or what an input's `impute` may hold | `inputs` |
/// | `bands_within` | each cut plus u, u uniform within ± this; so little that no cut can pass another | |
///
/// The [room of robustness](crate::robust) says which random numbers these are, what an interval is, and how shares are
/// estimated. Each replication is a [`Definition`] of its own, scored exactly; where nothing can be drawn but what is,
/// every interval is the score itself. An index with other normalisations has scores on other scales: their places still
/// compare, their scores may not.
///
/// ```
/// use renstra::composite::{Definition, Trial, UnitTable};
/// use renstra::robust::Threads;
/// let definition = Definition::from_json(r#"{
///   "renstra-composite": 1, "id": "demo", "unit": {"code": "place"},
///   "inputs": [{"code": "water", "normalise": {"method": "goalposts", "worst": 0, "best": 100}},
///              {"code": "roads", "normalise": {"method": "goalposts", "worst": 0, "best": 100}}],
///   "groups": [{"code": "index", "of": [{"code": "water"}, {"code": "roads"}]}]
/// }"#)?;
/// let mut table = UnitTable::new(["place", "water", "roads"]);
/// table.push(["A", "81", "25"]);
/// table.push(["B", "50", "54"]);
/// let trial = Trial::from_json(&definition, r#"{
///   "renstra-robust": 1, "seed": 2024, "replications": 200, "shares": "sobol",
///   "vary": [{"name": "weights", "weights_within": "0.25"},
///            {"name": "mean", "methods": [{"method": "arithmetic"}, {"method": "geometric"}]}]
/// }"#)?;
/// let found = trial.run(&table, Threads::Own)?;
/// let [a, b] = found.units() else { panic!("two units") };
/// // A is first by the mean that was chosen, and second by the other.
/// assert_eq!(a.rank, Some(1.into()));
/// assert_eq!((a.ranks.unwrap().low, a.ranks.unwrap().high), (1.into(), 2.into()));
/// assert!(a.scores.unwrap().low.to_f64() < 0.46 && a.scores.unwrap().high.to_f64() > 0.54);
/// // Nearly all of its variance is the choice of the mean.
/// let [weights, mean] = a.score_shares.as_deref().unwrap() else { panic!("two choices") };
/// assert!(mean.first > weights.first);
/// // What a replication did can be looked at, and computed again.
/// assert!(trial.replication(7)?.score(&table)?.index(&trial.replication(7)?.score(&table)?.units()[0]).is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Trial {
    definition: Definition,
    pub(super) file: File,
    /// For each input the ways in which it can be drawn.
    ways: Vec<Vec<Way>>,
}

/// The most runs times units: so many results are held at a time.
const MOST: u64 = 1 << 24;

/// What one unit came to in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) score: Option<Fixed>,
    pub(super) rank: Option<Place>,
    pub(super) band: Option<u16>,
}

impl Trial {
    /// Reads a trial of an index.
    ///
    /// # Errors
    /// All faults of the file at once: fields that are unknown, missing or of another type, and what does not fit the
    /// definition - a group that it does not have, a method that lacks its exponent, cuts that could pass each other.
    pub fn from_json(definition: &Definition, text: &str) -> Result<Trial, DefinitionError> {
        Trial::from_json_with(definition, text, &Registry::default())
    }

    /// Reads a trial that names users' own rules, which a registry holds.
    ///
    /// # Errors
    /// As [`from_json`](Trial::from_json), and a rule that the registry does not hold.
    pub fn from_json_with(
        definition: &Definition,
        text: &str,
        registry: &Registry,
    ) -> Result<Trial, DefinitionError> {
        let file = file::trial(definition, text, registry).map_err(DefinitionError::new)?;
        let ways = definition.file.inputs.iter().map(|input| ways(input, &file.choices));
        let ways = ways.collect::<Result<_, _>>()?;
        Ok(Trial { definition: definition.clone(), file, ways })
    }

    /// The definition as a replication draws it, counted from 0: scored afresh it gives the replication's scores.
    ///
    /// # Errors
    /// A weight or a cut that leaves the range of exact numbers.
    pub fn replication(&self, replication: u32) -> Result<Definition, CompositeError> {
        self.drawn(&Sample::plain(self.file.seed, replication))
    }

    /// The definition, what of it can be chosen otherwise as it is.
    #[must_use]
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// The names of the choices, in their order.
    pub fn choices(&self) -> impl ExactSizeIterator<Item = &str> {
        self.file.choices.iter().map(|choice| &*choice.name)
    }

    /// Scores a table in every replication.
    ///
    /// What is relative to the set is computed once for each option. The same trial and table give the same bits on
    /// any threads.
    ///
    /// # Errors
    /// As [`Definition::score`]; more than 2²⁴ results, runs times units.
    pub fn run(&self, table: &UnitTable, threads: Threads) -> Result<Robustness, CompositeError> {
        let design = self.design();
        self.fits(table, &design)?;
        let point = self.definition.score(table)?;
        let variants = variants(&self.definition, &self.ways, table)?;
        let runs = design.run(threads, |sample| self.scored(sample, &variants, table.count()));
        if let Some(error) = runs.all().find_map(|run| run.as_ref().err()) {
            return Err(error.clone());
        }
        Ok(Robustness::of(self, &point, &runs))
    }

    /// Whether the results fit; a column that is held for a way of drawing an input counts as a run.
    fn fits(&self, table: &UnitTable, design: &Design) -> Result<(), CompositeError> {
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let columns = count(self.ways.iter().map(Vec::len).sum());
        let units = count(table.count()).max(1);
        let mut faults = TableFaults::default();
        if design.runs().saturating_add(columns).saturating_mul(units) > MOST {
            let figures = [("runs", design.runs()), ("units", units), ("most", MOST)];
            faults.report(
                &lints::TOO_MANY_RUNS,
                None,
                figures.map(|(name, count)| (name, Arg::Count(count))),
            );
        }
        faults.into_result()
    }

    fn design(&self) -> Design {
        let choices = u32::try_from(self.file.choices.len()).unwrap_or(u32::MAX);
        let design = Design::new(self.file.seed, self.file.replications, choices);
        if self.file.shares == Shares::Sobol { design.with_shares() } else { design }
    }

    fn drawn(&self, sample: &Sample) -> Result<Definition, CompositeError> {
        let mut definition = self.definition.clone();
        let mut faults = TableFaults::default();
        for (number, choice) in (0..).zip(&self.file.choices) {
            if choice.draw(&mut definition, &mut sample.draws(number)).is_none() {
                faults.report(&lints::OUT_OF_RANGE, None, [("input", (&*choice.name).into())]);
            }
        }
        faults.into_result().map(|()| definition)
    }

    /// Every unit's score, place and band in one run.
    fn scored(
        &self,
        sample: &Sample,
        variants: &[Vec<Variant<'_>>],
        units: usize,
    ) -> Result<Vec<Cell>, CompositeError> {
        let drawn = self.drawn(sample)?;
        let columns: Vec<&[Outcome]> =
            drawn.file.inputs.iter().zip(variants).filter_map(|(input, ways)| chosen(input, ways)).collect();
        // The outcomes of the inputs are known: their leaves only hold the places.
        let leaves = columns.iter().map(|_| Leaf::new(Rule::Given));
        let mut faults = TableFaults::default();
        let built = drawn.roll_up(Formula::builder(), leaves, &mut faults);
        faults.into_result()?;
        let (formula, top) = built.unwrap_or_else(|| (Formula::builder().build(), NodeIndex(0)));
        let score = |row: usize| {
            let mut outcomes: Vec<Outcome> = Vec::with_capacity(formula.nodes().len());
            outcomes.extend(columns.iter().filter_map(|column| column.get(row)).cloned());
            for node in formula.nodes().iter().skip(columns.len()) {
                let outcome = evaluate_node(&formula, node, NO_INPUTS, &outcomes);
                outcomes.push(outcome);
            }
            outcomes.get(top.index())?.score().copied()
        };
        let scores: Vec<Option<Score>> = (0..units).map(score).collect();
        let ranking = drawn.file.ranking;
        let places = ranking.places(scores.iter().map(|score| Some(ranking.figure(score.as_ref()?))));
        Ok(scores.iter().zip(places).map(|(score, place)| cell(score.as_ref(), place)).collect())
    }
}

/// Groups read no inputs.
const NO_INPUTS: &[Datum] = &[];

fn cell(score: Option<&Score>, place: Option<Place>) -> Cell {
    Cell {
        score: score.map(|score| score.capped),
        rank: place,
        band: score.and_then(|score| match score.placing {
            Placing::Band(band) => Some(band),
            Placing::NoBands | Placing::Outside => None,
        }),
    }
}
