//! A leaf: its rule applied to what it reads, with the guards around it.

use std::cmp::Ordering;

use crate::number::{Exact, Fixed, Number};

use super::gather::{Read, gather};
use super::rule::{self, Post, Rule};
use super::{
    Better, Datum, Inputs, Leaf, NotScorable, OnMissing, OnNegative, OnZero, Side, Warning, Warnings,
};

/// The raw score of a leaf, correctly rounded to 15 places.
pub(super) fn leaf<I: Inputs + ?Sized>(leaf: &Leaf, inputs: &I) -> Result<(Fixed, Warnings), NotScorable> {
    if let Some(read) = Read::plain(leaf, inputs) {
        return read_score(leaf, read);
    }
    read_score(leaf, gather(leaf, inputs)?.read())
}

/// The raw score of inputs that have been read.
pub(super) fn read_score(leaf: &Leaf, read: Read<'_>) -> Result<(Fixed, Warnings), NotScorable> {
    if let Datum::Absent(absence) = read.actual {
        let missing = NotScorable::Missing { side: Side::Actual, absence: *absence };
        return match leaf.guards.missing {
            OnMissing::Score(score) if !missing.is_not_concerned() => {
                fixed(score, read.warnings.with(Warning::Filled))
            }
            _ => Err(missing),
        };
    }
    let (score, warnings) = guarded(leaf, &Reader { leaf, read })?;
    Ok((score.to_fixed().ok_or(NotScorable::OutOfRange)?, read.warnings.and(warnings)))
}

fn fixed(score: Number, warnings: Warnings) -> Result<(Fixed, Warnings), NotScorable> {
    Ok((Fixed::from_number(score).ok_or(NotScorable::OutOfRange)?, warnings))
}

/// The rule's score, or what a guard puts in its place.
fn guarded(leaf: &Leaf, reader: &Reader<'_>) -> Result<(Exact, Warnings), NotScorable> {
    if leaf.rule.is_ratio() {
        if let Some(met) = reader.perfect_zero()? {
            return Ok((met, Warnings::NONE));
        }
        if let Some(side) = reader.negative()? {
            match leaf.guards.negative {
                OnNegative::Compute => {}
                OnNegative::NotScorable => return Err(NotScorable::Negative(side)),
                OnNegative::Score(score) => return Ok((score.into(), GUARDED)),
            }
        }
    }
    let reason = match score(leaf, reader) {
        Ok(score) => return Ok((score, Warnings::NONE)),
        Err(reason) => reason,
    };
    let guard = match reason {
        NotScorable::ZeroTarget => leaf.guards.zero_target,
        NotScorable::ZeroActual => leaf.guards.zero_actual,
        NotScorable::ZeroRange => leaf.guards.zero_range,
        _ => return Err(reason),
    };
    match guard {
        OnZero::NotScorable => Err(reason),
        OnZero::Score(score) => Ok((score.into(), GUARDED)),
        OnZero::MetOr(_) if reader.reaches()? => Ok((Exact::from(100), GUARDED)),
        OnZero::MetOr(score) => Ok((score.into(), GUARDED)),
    }
}

const GUARDED: Warnings = Warnings::NONE.with(Warning::Guarded);

/// Every rule by its name: the equations themselves stand in [`rule`].
fn score(leaf: &Leaf, r: &Reader<'_>) -> Result<Exact, NotScorable> {
    match &leaf.rule {
        Rule::Given => r.actual(),
        Rule::Ratio => rule::ratio(&r.actual()?, &r.target()?),
        Rule::Mirrored => rule::mirrored(&r.actual()?, &r.target()?),
        Rule::Inverse => rule::inverse(&r.actual()?, &r.target()?),
        Rule::Reduction => rule::reduction(&r.actual()?, &r.target()?),
        Rule::Absorption => rule::absorption(&r.actual()?, &r.target()?),
        Rule::StayNear => rule::stay_near(&r.actual()?, &r.target()?),
        Rule::Progress => rule::progress(&r.actual()?, &r.target()?, &r.baseline()?),
        Rule::Goalposts(g) => {
            let (worst, best) = (r.post(&g.worst)?, r.post(&g.best)?);
            rule::goalposts(&r.actual()?, [&worst, &best], g.clip, g.onto)
        }
        Rule::Thresholds(t) => {
            let (worst, threshold, target) = (r.post(&t.worst)?, r.post(&t.threshold)?, r.post(&t.target)?);
            rule::thresholds(&r.actual()?, [&worst, &threshold, &target])
        }
        Rule::Interval => {
            let [low, high] = r.ends()?;
            rule::interval(&r.actual()?, [&low, &high], leaf.better)
        }
        Rule::KeepWithin(within) => {
            let [low, high] = r.ends()?;
            rule::keep_within(&r.actual()?, [&low, &high], &within.scale)
        }
        Rule::Ordinal(o) => {
            rule::ordinal(r.rank(&o.scale, Side::Actual)?, r.rank(&o.scale, Side::Target)?, o.ranks)
        }
        Rule::Grades(sheet) => rule::grades(r.read.actual, sheet),
        Rule::Met => r.present(Side::Target).and_then(|target| rule::met(r.read.actual, target, leaf.better)),
        Rule::Deadline(d) => rule::deadline(r.date(Side::Actual)?, r.date(Side::Target)?, d.per_day),
        Rule::Affine(by) => rule::affine(&r.actual()?, by),
        Rule::Steps(table) => Ok(rule::steps(&r.actual()?, table)),
        Rule::User(user) => {
            user.rule().score(rule::UserInputs::new(r.read.actual, r.read.target, r.read.baseline))
        }
    }
}

fn sign(number: Number) -> Ordering {
    match (number.is_zero(), number.is_negative()) {
        (true, _) => Ordering::Equal,
        (_, true) => Ordering::Less,
        _ => Ordering::Greater,
    }
}

/// A rule's view of its inputs, on the transformed axis.
struct Reader<'a> {
    leaf: &'a Leaf,
    read: Read<'a>,
}

impl Reader<'_> {
    fn datum(&self, side: Side) -> &Datum {
        match side {
            Side::Actual => self.read.actual,
            Side::Target => self.read.target,
            Side::Baseline => self.read.baseline,
        }
    }

    fn present(&self, side: Side) -> Result<&Datum, NotScorable> {
        match self.datum(side) {
            Datum::Absent(absence) => Err(NotScorable::Missing { side, absence: *absence }),
            datum => Ok(datum),
        }
    }

    fn number(&self, side: Side) -> Result<Exact, NotScorable> {
        self.leaf.axis.apply(self.datum(side).exact(side)?, side)
    }

    fn actual(&self) -> Result<Exact, NotScorable> {
        self.number(Side::Actual)
    }

    fn target(&self) -> Result<Exact, NotScorable> {
        self.number(Side::Target)
    }

    fn baseline(&self) -> Result<Exact, NotScorable> {
        self.number(Side::Baseline)
    }

    fn post(&self, post: &Post) -> Result<Exact, NotScorable> {
        match post {
            Post::At(at) => self.leaf.axis.apply(at.clone(), Side::Target),
            Post::Target => self.target(),
            Post::Baseline => self.baseline(),
        }
    }

    /// The two ends of the target; a plain figure is both.
    fn ends(&self) -> Result<[Exact; 2], NotScorable> {
        if let Datum::Interval { low, high } = self.read.target {
            let end = |number: &Number| self.leaf.axis.apply((*number).into(), Side::Target);
            let (low, high) = (end(low)?, end(high)?);
            return if low > high { Err(NotScorable::Disordered) } else { Ok([low, high]) };
        }
        self.target().map(|target| [target.clone(), target])
    }

    fn rank(&self, scale: &crate::number::Scale, side: Side) -> Result<u32, NotScorable> {
        match self.present(side)? {
            Datum::Word(label) => {
                scale.rank(label).ok_or_else(|| NotScorable::UnknownLabel { side, label: label.clone() })
            }
            _ => Err(NotScorable::WrongKind(side)),
        }
    }

    fn date(&self, side: Side) -> Result<chrono::NaiveDate, NotScorable> {
        match self.present(side)? {
            Datum::Date(date) => Ok(*date),
            _ => Err(NotScorable::WrongKind(side)),
        }
    }

    /// Whether the actual is at least as good as the target, or stands inside it.
    fn reaches(&self) -> Result<bool, NotScorable> {
        let [low, high] = self.ends()?;
        let nearer = match self.leaf.better {
            Better::Higher => low,
            Better::Lower => high,
        };
        Ok(self.leaf.better.reaches(&self.actual()?, &nearer))
    }

    /// Less is better, 0 was promised and 0 came: met, whatever the equation says of 0/0.
    fn perfect_zero(&self) -> Result<Option<Exact>, NotScorable> {
        if self.leaf.better == Better::Higher || !self.sign(Side::Actual)?.is_eq() {
            return Ok(None);
        }
        let [low, high] = self.ends()?;
        // Under `reduction` a target that is met exactly scores 0.
        let met = if matches!(self.leaf.rule, Rule::Reduction) { Exact::ZERO } else { Exact::from(100) };
        Ok((low.is_zero() && high.is_zero()).then_some(met))
    }

    /// The first of actual and target that is negative.
    fn negative(&self) -> Result<Option<Side>, NotScorable> {
        if self.sign(Side::Actual)?.is_lt() {
            return Ok(Some(Side::Actual));
        }
        Ok(self.sign(Side::Target)?.is_lt().then_some(Side::Target))
    }

    /// An input against zero; of an interval its lower end.
    fn sign(&self, side: Side) -> Result<Ordering, NotScorable> {
        match self.datum(side) {
            // The usual case needs no fraction.
            Datum::Number(number) if self.leaf.axis.is_plain() => Ok(sign(*number)),
            Datum::Interval { .. } if side == Side::Target => {
                self.ends().map(|[low, _]| low.cmp(&Exact::ZERO))
            }
            _ => self.number(side).map(|number| number.cmp(&Exact::ZERO)),
        }
    }
}
