//! A single indicator scored, without a plan.

use std::sync::Arc;

use crate::formula::rule::Ordinal;
use crate::formula::{Better, Datum, Leaf, NotScorable, Operand, Outcome, Rule, Side, evaluate_leaf};
use crate::number::Scale;
use crate::plan::Direction;

use super::Settings;

impl Settings {
    /// The score of one target and one actual.
    ///
    /// ```
    /// use renstra::formula::NotScorable;
    /// use renstra::number::Value;
    /// use renstra::plan::Direction;
    /// use renstra::policy::Settings;
    /// let read = |text| Value::read(text, None).unwrap();
    /// // Stunting, where less is better: 20.1 % promised, 17.6 % achieved.
    /// let outcome = Settings::default().achieve(&read("20.1"), &read("17.6"), Direction::Lower);
    /// assert_eq!(outcome.score().unwrap().rounded.to_string(), "112.44");
    /// let none = Settings::default().achieve(&read("0"), &read("55.6"), Direction::Higher);
    /// assert_eq!(none.reason(), Some(&NotScorable::ZeroTarget));
    /// ```
    pub fn achieve(
        &self,
        target: impl Into<Datum>,
        actual: impl Into<Datum>,
        direction: impl Into<Option<Direction>>,
    ) -> Outcome {
        let (target, actual) = (target.into(), actual.into());
        match self.leaf(direction.into(), &target, None) {
            Ok(leaf) => self.outcome(&leaf.target(Operand::fixed(target)).actual(Operand::fixed(actual))),
            Err(reason) => Outcome::NotScorable(reason),
        }
    }

    /// The outcome of a leaf whose operands are all constant, finished as these settings say.
    #[must_use]
    pub fn outcome(&self, leaf: &Leaf) -> Outcome {
        let nothing: &[Datum] = &[];
        evaluate_leaf(leaf, self.finish(), nothing)
    }

    /// A leaf under these settings, without its operands: the rule is chosen by what the target is and by
    /// the direction.
    ///
    /// # Errors
    /// See [`rule`](Settings::rule).
    pub fn leaf(
        &self,
        direction: Option<Direction>,
        target: &Datum,
        scale: Option<&Arc<Scale>>,
    ) -> Result<Leaf, NotScorable> {
        let rule = self.rule(direction, target, scale)?;
        let better = match direction {
            Some(Direction::Lower | Direction::RangeLower) => Better::Lower,
            _ => Better::Higher,
        };
        let leaf = Leaf::new(rule).better(better).guards(self.guards().clone()).axis(self.axis().clone());
        Ok(leaf.accumulation(*self.accumulation()))
    }

    /// The rule for an indicator of this direction, whose target looks like this.
    ///
    /// | target | rule |
    /// |---|---|
    /// | a predicate, with a scale | ordinal |
    /// | a predicate without one, yes or no | met |
    /// | a date | the one for dates |
    /// | an interval | the one for intervals of the direction |
    /// | else | the one of the direction |
    ///
    /// # Errors
    /// [`NotScorable::NoDirection`] where the direction decides and there is none.
    pub fn rule(
        &self,
        direction: Option<Direction>,
        target: &Datum,
        scale: Option<&Arc<Scale>>,
    ) -> Result<Rule, NotScorable> {
        if let Some(scale) = scale.filter(|_| matches!(target, Datum::Word(_) | Datum::Absent(_))) {
            return Ok(Rule::Ordinal(Box::new(Ordinal::new(scale.clone()).ranks(*self.ranks()))));
        }
        let chosen = match (target, direction) {
            (Datum::Word(_) | Datum::YesNo(_), _) => return Ok(Rule::Met),
            (Datum::Date(_), _) => self.date(),
            (_, None) => return Err(NotScorable::NoDirection),
            (Datum::Interval { .. }, Some(Direction::Higher)) => self.range_higher(),
            (Datum::Interval { .. }, Some(Direction::Lower)) => self.range_lower(),
            (_, Some(Direction::Higher)) => self.higher(),
            (_, Some(Direction::Lower)) => self.lower(),
            (_, Some(Direction::RangeHigher)) => self.range_higher(),
            (_, Some(Direction::RangeLower)) => self.range_lower(),
            // A plain figure says not how far "within" reaches.
            (Datum::Number(_), Some(Direction::Within)) if *self.within() == Rule::Met => {
                return Err(NotScorable::WrongKind(Side::Target));
            }
            (_, Some(Direction::Within)) => self.within(),
            (_, Some(Direction::Near)) => self.near(),
        };
        Ok(chosen.clone())
    }
}
