//! How a plan is to be aligned.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::number::Number;
use crate::period::Period;
use crate::plan::{Plan, Stage};

use super::levels::LintLevels;
use super::map::LevelMap;
use super::rule::Rule;
use super::text::{Likeness, Words};

/// How a plan is to be aligned: on which day, with which money, how strictly. Nothing reads the clock.
///
/// ```
/// use renstra::align::AlignSettings;
/// use renstra::plan::Stage;
/// let settings = AlignSettings::on("2026-06-30".parse().unwrap()).stage(Stage::Enacted);
/// assert_eq!(settings.day().to_string(), "2026-06-30");
/// ```
#[derive(Clone, Debug)]
pub struct AlignSettings {
    pub(super) day: NaiveDate,
    pub(super) stage: Stage,
    pub(super) period: Option<Period>,
    pub(super) tolerance: Number,
    pub(super) jump: Number,
    pub(super) lag_days: i64,
    pub(super) likeness: Number,
    pub(super) link_likeness: Number,
    pub(super) levels: LintLevels,
    pub(super) map: LevelMap,
    pub(super) maps: BTreeMap<Box<str>, LevelMap>,
    pub(super) weights: ScoreWeights,
    pub(super) rules: Vec<Arc<dyn Rule>>,
    pub(super) measure: Arc<dyn Likeness>,
}

/// The weights of the parts of the alignment score, in the order of [`Part::ALL`](super::Part::ALL).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreWeights(pub [Number; 6]);

impl Default for ScoreWeights {
    /// All equal: no part is declared to matter more than another.
    fn default() -> ScoreWeights {
        ScoreWeights([Number::ONE; 6])
    }
}

impl AlignSettings {
    /// Settings as of a day: indicative money of all periods, half a unit in a thousand of tolerance in sums.
    #[must_use]
    pub fn on(day: NaiveDate) -> AlignSettings {
        AlignSettings {
            day,
            stage: Stage::Indicative,
            period: None,
            tolerance: Number::from_parts(5, 4).unwrap_or(Number::ZERO),
            jump: Number::from_parts(3, 0).unwrap_or(Number::ONE),
            lag_days: 365,
            likeness: Number::from_parts(80, 2).unwrap_or(Number::ONE),
            link_likeness: Number::from_parts(40, 2).unwrap_or(Number::ONE),
            levels: LintLevels::default(),
            map: LevelMap::default(),
            maps: BTreeMap::new(),
            weights: ScoreWeights::default(),
            rules: Vec::new(),
            measure: Arc::new(Words),
        }
    }

    /// Which money is judged.
    #[must_use]
    pub fn stage(mut self, stage: Stage) -> AlignSettings {
        self.stage = stage;
        self
    }

    /// Only the money of this period, and of periods within it.
    #[must_use]
    pub fn period(mut self, period: Period) -> AlignSettings {
        self.period = Some(period);
        self
    }

    /// How far a sum of targets may be from its total, as a share of the total; 0.0005 unless set.
    #[must_use]
    pub fn tolerance(mut self, share: Number) -> AlignSettings {
        self.tolerance = share;
        self
    }

    /// How many times the usual yearly step a target may jump before it is doubted; 3 unless set.
    #[must_use]
    pub fn jump(mut self, times: Number) -> AlignSettings {
        self.jump = times;
        self
    }

    /// How many days after the end of its period evidence may be issued; 365 unless set.
    #[must_use]
    pub fn evidence_lag(mut self, days: i64) -> AlignSettings {
        self.lag_days = days;
        self
    }

    /// From which likeness on, 0 to 1, two names are suggested to mean the same; 0.80 unless set. Above 1 nothing is
    /// searched.
    #[must_use]
    pub fn likeness(mut self, from: Number) -> AlignSettings {
        self.likeness = from;
        self
    }

    /// From which likeness on, 0 to 1, a link to an aim is suggested for what serves nothing; 0.40 unless set, since an
    /// aim and what serves it are rarely named alike. Above 1 nothing is suggested.
    #[must_use]
    pub fn link_likeness(mut self, from: Number) -> AlignSettings {
        self.link_likeness = from;
        self
    }

    /// Which rules are allowed, warned about or denied.
    #[must_use]
    pub fn levels(mut self, levels: LintLevels) -> AlignSettings {
        self.levels = levels;
        self
    }

    /// Which level carries into which of the plan below, where no map is set for the plan above.
    #[must_use]
    pub fn level_map(mut self, map: LevelMap) -> AlignSettings {
        self.map = map;
        self
    }

    /// Which level of the plan with this code carries into which of the plans below it: a nation may carry on
    /// otherwise than a region.
    #[must_use]
    pub fn level_map_of(mut self, plan: &str, map: LevelMap) -> AlignSettings {
        self.maps.insert(plan.into(), map);
        self
    }

    /// The level map of a plan above.
    pub(super) fn map_of(&self, plan: &Plan) -> &LevelMap {
        self.maps.get(plan.document().code()).unwrap_or(&self.map)
    }

    /// The weights of the alignment score.
    #[must_use]
    pub fn weights(mut self, weights: ScoreWeights) -> AlignSettings {
        self.weights = weights;
        self
    }

    /// Adds a rule of the user's own.
    #[must_use]
    pub fn rule(mut self, rule: Arc<dyn Rule>) -> AlignSettings {
        self.rules.push(rule);
        self
    }

    /// Another measure of likeness than the one built in.
    #[must_use]
    pub fn measure(mut self, measure: Arc<dyn Likeness>) -> AlignSettings {
        self.measure = measure;
        self
    }

    /// The day as of which links hold and actions are late.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.day
    }
}
