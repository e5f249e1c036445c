use std::sync::Arc;

use crate::formula::rule::Ranks;
use crate::formula::{
    Aggregate, Axis, Bands, Cap, Carry, Finish, Guards, Method, MissingChildren, OnMissing, OnNegative,
    OnZero, Operand, Rule, Stage,
};
use crate::number::{Fixed, Number, Rounding};
use crate::period::Which;
use crate::plan::Accumulation;

/// What an element's score is made of. Chosen per element, never assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum RollUp {
    /// Nothing: the element has no score. Indonesian performance agreements are not computed from the
    /// action plans below them.
    None,
    /// Its own indicators.
    Indicators,
    /// Its child elements.
    Children,
    /// Its own indicators and its child elements, as one pool of siblings.
    #[default]
    Pool,
}

/// What an absent actual gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Missing {
    /// No score, with the reason that the absence gives.
    #[default]
    NotScorable,
    /// This score. With 0 a gap counts as nothing achieved.
    Score(Number),
    /// The rule goes on with this value.
    Value(Number),
    /// The rule goes on with the indicator's last earlier actual, where there is one.
    LastValue,
}

macro_rules! settings {
    ($( $(#[$doc:meta])+ $field:ident: $type:ty = $default:expr; )+) => {
        /// How one element or indicator is scored: every setting, with its value.
        ///
        /// The defaults are what published data use: A/T where more is better, (2T − A)/T where less is,
        /// no caps, half up to two digits, no bands, weighted arithmetic means, re-weighted over what is
        /// present.
        ///
        /// ```
        /// use renstra::formula::Cap;
        /// use renstra::policy::{Overrides, Settings};
        /// let capped = Settings::default().with(&Overrides::default().cap(Cap::NONE.at_most(120.into())));
        /// assert_eq!(capped.cap().high, Some(120.into()));
        /// ```
        #[derive(Clone, Debug, PartialEq)]
        pub struct Settings {
            $( $field: $type, )+
            finish: Arc<Finish>,
            guards: Arc<Guards>,
        }

        /// What a layer of a policy sets; what it leaves open, a less specific layer says.
        #[derive(Clone, Debug, PartialEq, Default)]
        pub struct Overrides {
            $( pub(super) $field: Option<$type>, )+
        }

        impl Overrides {
            $(
                $(#[$doc])+
                #[must_use]
                pub fn $field(mut self, value: impl Into<$type>) -> Overrides {
                    self.$field = Some(value.into());
                    self
                }
            )+
        }

        impl Settings {
            $(
                $(#[$doc])+
                #[must_use]
                pub fn $field(&self) -> &$type {
                    &self.$field
                }
            )+

            /// The same settings, with those of a layer in place of its own.
            #[must_use]
            pub fn with(mut self, layer: &Overrides) -> Settings {
                $( if let Some(value) = &layer.$field { self.$field = value.clone(); } )+
                self.refinished()
            }
        }

        impl Default for Settings {
            fn default() -> Settings {
                Settings { $( $field: $default, )+ finish: Arc::default(), guards: Arc::default() }.refinished()
            }
        }

        impl Overrides {
            /// The most specific value of each setting. Layers are given with their rank; two of the highest
            /// rank that disagree are a tie.
            pub(super) fn merged<K: Ord + Copy>(
                layers: &[(K, &Overrides)],
            ) -> Result<Overrides, (&'static str, K)> {
                Ok(Overrides { $(
                    $field: most_specific(
                        layers.iter().filter_map(|(rank, layer)| Some((*rank, layer.$field.as_ref()?))),
                    ).map_err(|rank| (stringify!($field), rank))?,
                )+ })
            }
        }
    };
}

settings! {
    /// The rule where more is better and the target is a figure.
    higher: Rule = Rule::Ratio;
    /// The rule where less is better and the target is a figure.
    lower: Rule = Rule::Mirrored;
    /// The rule where the target is an interval and more is better.
    range_higher: Rule = Rule::Interval;
    /// The rule where the target is an interval and less is better.
    range_lower: Rule = Rule::Interval;
    /// The rule where the value should keep within the target's interval.
    within: Rule = Rule::Met;
    /// The rule where the value should stay near the target.
    near: Rule = Rule::StayNear;
    /// The rule where the target is a day.
    date: Rule = Rule::Met;
    /// How places on an ordinal scale become a score.
    ranks: Ranks = Ranks::Met;
    /// Transforms of the axis before the rule.
    axis: Axis = Axis::plain();
    /// What a target of zero gives where the rule divides by it.
    zero_target: OnZero = OnZero::NotScorable;
    /// What an actual of zero gives where the rule divides by it.
    zero_actual: OnZero = OnZero::NotScorable;
    /// What an empty range gives (baseline = target).
    zero_range: OnZero = OnZero::NotScorable;
    /// What a negative figure gives under a ratio.
    negative: OnNegative = OnNegative::NotScorable;
    /// What an absent actual gives.
    missing: Missing = Missing::NotScorable;
    /// How several periods become one figure, where the indicator does not say.
    accumulation: Accumulation = Accumulation::Last;
    /// Which target counts once it was revised.
    targets: Which = Which::Revised;
    /// The bounds of a score.
    cap: Cap = Cap::NONE;
    /// How the shown score is rounded.
    rounding: Rounding = Rounding::half_up(2);
    /// On which score bands are read.
    stage: Stage = Stage::Rounded;
    /// Which score goes up.
    carry: Carry = Carry::Capped;
    /// The bands, or none.
    bands: Option<Arc<Bands>> = None;
    /// What an element's score is made of.
    roll_up: RollUp = RollUp::Pool;
    /// How the scores below become one.
    method: Method = Method::Arithmetic;
    /// What a child without a score does.
    missing_children: MissingChildren = MissingChildren::Reweight;
    /// The least coverage, a share of 1, with which there is a score; none for no such limit.
    min_coverage: Option<Fixed> = None;
}

impl Overrides {
    /// The rules that it names.
    pub(super) fn rules(&self) -> impl Iterator<Item = &Rule> {
        let Overrides { higher, lower, range_higher, range_lower, within, near, date, .. } = self;
        [higher, lower, range_higher, range_lower, within, near, date].into_iter().flatten()
    }
}

impl Settings {
    /// How a score ends under these settings.
    #[must_use]
    pub fn finish(&self) -> &Arc<Finish> {
        &self.finish
    }

    /// What happens where a rule's equation has no meaning. For [`Missing::LastValue`] the one who compiles a
    /// formula knows the earlier value and adds it.
    #[must_use]
    pub fn guards(&self) -> &Arc<Guards> {
        &self.guards
    }

    fn guarded(&self) -> Guards {
        let missing = match self.missing {
            Missing::NotScorable | Missing::LastValue => OnMissing::NotScorable,
            Missing::Score(score) => OnMissing::Score(score),
            Missing::Value(value) => OnMissing::Impute(Box::new(Operand::fixed(value))),
        };
        Guards::default()
            .zero_target(self.zero_target)
            .zero_actual(self.zero_actual)
            .zero_range(self.zero_range)
            .negative(self.negative)
            .missing(missing)
    }

    /// The aggregate of these settings, before it has children.
    #[must_use]
    pub fn aggregate(&self) -> Aggregate {
        let aggregate = Aggregate::new(self.method.clone()).missing(self.missing_children);
        self.min_coverage.into_iter().fold(aggregate, Aggregate::min_coverage)
    }

    fn refinished(mut self) -> Settings {
        let finish =
            Finish::default().cap(self.cap).rounding(self.rounding).stage(self.stage).carry(self.carry);
        self.guards = Arc::new(self.guarded());
        self.finish = Arc::new(self.bands.iter().cloned().fold(finish, Finish::bands));
        self
    }
}

/// The value of the highest rank; an error when two of that rank differ.
fn most_specific<'a, K: Ord + Copy, T: Clone + PartialEq + 'a>(
    values: impl Iterator<Item = (K, &'a T)>,
) -> Result<Option<T>, K> {
    let mut best: Option<(K, &T)> = None;
    let mut tied = false;
    for (rank, value) in values {
        match best {
            Some((held, _)) if rank < held => {}
            Some((held, known)) if rank == held => tied |= known != value,
            _ => {
                best = Some((rank, value));
                tied = false;
            }
        }
    }
    match best {
        Some((rank, _)) if tied => Err(rank),
        best => Ok(best.map(|(_, value)| value.clone())),
    }
}
