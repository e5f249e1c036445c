use std::fmt;

use crate::number::{Unit, UnitKind};
use crate::plan::{Direction, Kind, ResultLevel};

use super::{Overrides, Policy, Settings};

/// What a policy is asked about: one element or one indicator.
///
/// ```
/// use renstra::plan::{Direction, Kind};
/// use renstra::policy::Facts;
/// let facts = Facts::new(Kind::Indicator, "1.1.a").level(Kind::Program).direction(Direction::Lower);
/// assert_eq!(facts.code(), "1.1.a");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    kind: Kind,
    level: Kind,
    code: &'a str,
    unit: Option<&'a Unit>,
    direction: Option<Direction>,
    result: Option<ResultLevel>,
    tags: &'a [Box<str>],
}

impl<'a> Facts<'a> {
    /// A thing of this kind and code.
    #[must_use]
    pub const fn new(kind: Kind, code: &'a str) -> Facts<'a> {
        Facts { kind, level: kind, code, unit: None, direction: None, result: None, tags: &[] }
    }

    /// Sets the level that it belongs to: for an indicator, the kind of its element. For an element it is
    /// its own kind.
    #[must_use]
    pub const fn level(mut self, level: Kind) -> Facts<'a> {
        self.level = level;
        self
    }

    /// Sets the unit.
    #[must_use]
    pub const fn unit(mut self, unit: Option<&'a Unit>) -> Facts<'a> {
        self.unit = unit;
        self
    }

    /// Sets the direction.
    #[must_use]
    pub fn direction(mut self, direction: impl Into<Option<Direction>>) -> Facts<'a> {
        self.direction = direction.into();
        self
    }

    /// Sets the level of result.
    #[must_use]
    pub fn result(mut self, result: impl Into<Option<ResultLevel>>) -> Facts<'a> {
        self.result = result.into();
        self
    }

    /// Sets the tags: roles of an indicator (IKU, SPM), themes of an element.
    #[must_use]
    pub const fn tags(mut self, tags: &'a [Box<str>]) -> Facts<'a> {
        self.tags = tags;
        self
    }

    /// The code.
    #[must_use]
    pub const fn code(&self) -> &'a str {
        self.code
    }
}

/// What a layer applies to: all of its conditions must hold. More conditions are more specific.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Selector {
    /// Only things of this kind.
    pub kind: Option<Kind>,
    /// Only things that belong to this level.
    pub level: Option<Kind>,
    /// Only indicators in this unit: `percent`, `percentage-point`, `count`, `index`, `ratio`, `rate`,
    /// `money`, `ordinal`, or the unit's own name.
    pub unit: Option<Box<str>>,
    /// Only indicators of this direction.
    pub direction: Option<Direction>,
    /// Only indicators of this level of result.
    pub result: Option<ResultLevel>,
    /// Only things with this tag, without regard to case.
    pub tag: Option<Box<str>>,
}

impl Selector {
    /// Sets the kind.
    #[must_use]
    pub fn kind(mut self, kind: Kind) -> Selector {
        self.kind = Some(kind);
        self
    }

    /// Sets the level.
    #[must_use]
    pub fn level(mut self, level: Kind) -> Selector {
        self.level = Some(level);
        self
    }

    /// Sets the unit.
    #[must_use]
    pub fn unit(mut self, unit: &str) -> Selector {
        self.unit = Some(unit.into());
        self
    }

    /// Sets the direction.
    #[must_use]
    pub fn direction(mut self, direction: Direction) -> Selector {
        self.direction = Some(direction);
        self
    }

    /// Sets the level of result.
    #[must_use]
    pub fn result(mut self, result: ResultLevel) -> Selector {
        self.result = Some(result);
        self
    }

    /// Sets the tag.
    #[must_use]
    pub fn tag(mut self, tag: &str) -> Selector {
        self.tag = Some(tag.into());
        self
    }

    /// Whether all its conditions hold.
    #[must_use]
    pub fn fits(&self, facts: &Facts<'_>) -> bool {
        self.kind.is_none_or(|kind| kind == facts.kind)
            && self.level.is_none_or(|level| level == facts.level)
            && self.unit.as_ref().is_none_or(|unit| facts.unit.is_some_and(|held| names(held, unit)))
            && self.direction.is_none_or(|direction| Some(direction) == facts.direction)
            && self.result.is_none_or(|result| Some(result) == facts.result)
            && self
                .tag
                .as_ref()
                .is_none_or(|tag| facts.tags.iter().any(|held| held.to_lowercase() == tag.to_lowercase()))
    }

    /// How many conditions it has.
    #[must_use]
    pub fn conditions(&self) -> u8 {
        u8::from(self.kind.is_some())
            + u8::from(self.level.is_some())
            + u8::from(self.unit.is_some())
            + u8::from(self.direction.is_some())
            + u8::from(self.result.is_some())
            + u8::from(self.tag.is_some())
    }
}

/// Whether a selector's word names this unit.
fn names(unit: &Unit, word: &str) -> bool {
    let kind = match unit.kind() {
        UnitKind::Percent => "percent",
        UnitKind::PercentagePoint => "percentage-point",
        UnitKind::Count(_) => "count",
        UnitKind::Index => "index",
        UnitKind::Ratio => "ratio",
        UnitKind::Rate { .. } => "rate",
        UnitKind::Money(_) => "money",
        UnitKind::Ordinal(_) => "ordinal",
        UnitKind::Named(_) => "",
    };
    kind == word || Unit::read(word).is_some_and(|named| named == *unit)
}

/// The layers of a policy, from the least specific to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Layer {
    /// For everything.
    Default,
    /// For a level.
    Level,
    /// For what a selector with so many conditions fits.
    Selector(u8),
    /// For one element.
    Element,
}

/// Two layers that are equally specific and disagree about a setting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Tie {
    /// The policy.
    pub policy: Box<str>,
    /// The element or indicator.
    pub code: Box<str>,
    /// The setting, as JSON names it.
    pub setting: Box<str>,
    /// The layer that both belong to.
    pub layer: Layer,
}

impl fmt::Display for Tie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tie { policy, code, setting, .. } = self;
        write!(
            f,
            "policy `{policy}` says two things about `{setting}` of `{code}`, and neither is more specific"
        )
    }
}

impl Policy {
    /// The settings of one element or indicator.
    ///
    /// # Errors
    /// Two layers that are equally specific disagree.
    pub fn resolve(&self, facts: &Facts<'_>) -> Result<Settings, Tie> {
        let merged = Overrides::merged(&self.layers(facts)).map_err(|(setting, layer)| Tie {
            policy: self.id().into(),
            code: facts.code.into(),
            setting: setting.replace('_', "-").into(),
            layer,
        })?;
        Ok(Settings::default().with(&merged))
    }

    /// Whether nothing but the level decides: no selector and no element has settings of its own.
    #[must_use]
    pub(crate) fn decides_by_level(&self) -> bool {
        self.selectors.is_empty() && self.elements.is_empty()
    }

    /// The layers that apply, each with its rank.
    fn layers(&self, facts: &Facts<'_>) -> Vec<(Layer, &Overrides)> {
        let mut layers = vec![(Layer::Default, &self.default)];
        layers.extend(self.levels.get(&facts.level).map(|layer| (Layer::Level, layer)));
        for (selector, layer) in self.selectors.iter().filter(|(selector, _)| selector.fits(facts)) {
            layers.push((Layer::Selector(selector.conditions()), layer));
        }
        layers.extend(self.elements.get(facts.code).map(|layer| (Layer::Element, layer)));
        layers
    }
}
