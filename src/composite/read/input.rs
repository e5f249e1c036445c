//! The inputs of a definition.

use crate::finding::Arg;
use crate::formula::rule::{Clip, Onto, Rule};
use crate::formula::{Datum, Transform};
use crate::number::{Exact, Number, Reading};
use crate::policy::json::cursor::{Cursor, Faults, Fields};
use crate::policy::json::rule::{read_onto, read_rule, variant};
use crate::policy::json::tree::Json;
use crate::policy::{Registry, lints as policy};

use super::super::file::{
    Better, End, Input, Normalise, Place, RankTies, Reference, Source, Span, Spread, Winsorise,
};
use super::super::impute;
use super::super::words::{BETTER, CLIP, LOG, RANK_TIES, SPREAD, WAY, Way};
use super::{bad_value, maybe, optional, text};

pub(super) fn input(at: &Cursor<'_>, registry: &Registry, faults: &mut Faults) -> Option<Input> {
    let mut fields = at.fields(faults)?;
    let code = fields.need(faults, "code").and_then(|at| text(&at, faults));
    let column = maybe(&mut fields, "column", faults, text);
    let name = optional(&mut fields, "name", faults, Box::default(), text);
    let direction = optional(&mut fields, "direction", faults, Better::Higher, |at, f| at.word(f, BETTER));
    let impute = maybe(&mut fields, "impute", faults, impute::read);
    let cap = optional(&mut fields, "cap", faults, Span::default(), span);
    let winsorise = maybe(&mut fields, "winsorise", faults, winsorise);
    let transforms = transforms(&mut fields, faults);
    let normalise = fields.need(faults, "normalise").and_then(|at| normalise(&at, registry, faults));
    fields.finish(faults);
    let code = code?;
    Some(Input {
        column: column?.unwrap_or_else(|| code.clone()),
        code,
        name: name?,
        direction: direction?,
        impute: impute?,
        cap: cap?,
        winsorise: winsorise?,
        transforms: transforms?,
        normalise: normalise?,
    })
}

fn span(at: &Cursor<'_>, faults: &mut Faults) -> Option<Span> {
    let mut fields = at.fields(faults)?;
    let low = maybe(&mut fields, "low", faults, |at, f| at.figure(f));
    let high = maybe(&mut fields, "high", faults, |at, f| at.figure(f));
    fields.finish(faults);
    let span = Span { low: low?, high: high? };
    if span.low.zip(span.high).is_some_and(|(low, high)| low > high) {
        bad_value(at, faults, "a lower bound that is not above the upper one");
        return None;
    }
    Some(span)
}

fn winsorise(at: &Cursor<'_>, faults: &mut Faults) -> Option<Winsorise> {
    if !matches!(at.json, Json::Object(_)) {
        return at.count(faults).map(Winsorise::Points);
    }
    let (_, ends) = variant(at, &["percentiles"], faults)?;
    let list = ends.list(faults);
    let [low, high] = list.as_slice() else {
        bad_value(&ends, faults, "a list of two percentiles, the lower one first");
        return None;
    };
    let (low, high) = (percentile(low, faults)?, percentile(high, faults)?);
    if low > high {
        bad_value(&ends, faults, "a list of two percentiles, the lower one first");
        return None;
    }
    Some(Winsorise::Percentiles([low, high]))
}

fn percentile(at: &Cursor<'_>, faults: &mut Faults) -> Option<Exact> {
    let percentile = at.exact(faults)?;
    if percentile.is_negative() || percentile > Exact::from(100) {
        bad_value(at, faults, "a percentile from 0 to 100");
        return None;
    }
    Some(percentile)
}

/// Scale, shift and logarithm, in this order.
fn transforms(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Vec<Transform>> {
    let scale = maybe(fields, "scale", faults, |at, f| {
        let factor = at.exact(f)?;
        if factor.is_zero() {
            bad_value(at, f, "a factor that is not 0");
            return None;
        }
        Some(factor)
    });
    let shift = maybe(fields, "shift", faults, |at, f| at.exact(f));
    let log = maybe(fields, "log", faults, |at, f| at.word(f, LOG));
    let scale = scale?.map(Transform::Scale);
    Some(scale.into_iter().chain(shift?.map(Transform::Shift)).chain(log?.map(Transform::from)).collect())
}

pub(in crate::composite) fn normalise(
    at: &Cursor<'_>,
    registry: &Registry,
    faults: &mut Faults,
) -> Option<Normalise> {
    let mut fields = at.fields(faults)?;
    let way = fields.need(faults, "method")?.word(faults, WAY)?;
    let read = by(way, &mut fields, registry, faults);
    fields.finish(faults);
    read
}

fn by(way: Way, fields: &mut Fields<'_>, registry: &Registry, faults: &mut Faults) -> Option<Normalise> {
    match way {
        Way::Given => Some(alone(Rule::Given)),
        Way::Goalposts => {
            let (worst, best) = (end(fields, "worst", faults), end(fields, "best", faults));
            let (clip, onto) = (clip(fields, faults), onto(fields, faults));
            Some(Normalise::Goalposts { worst: worst?, best: best?, clip: clip?, onto: onto? })
        }
        Way::MinMax => onto(fields, faults).map(|onto| Normalise::MinMax { onto }),
        Way::ZScore => z_score(fields, faults),
        Way::Place(what) => place(what, fields, faults),
        Way::ShareOfBest => Some(Normalise::ShareOfBest),
        Way::DistanceToBest => Some(Normalise::DistanceToBest),
        Way::DistanceToTarget => {
            let target = fields.need(faults, "target").and_then(|at| at.exact(faults));
            let clip = clip(fields, faults);
            Some(Normalise::DistanceToTarget { target: target?, clip: clip? })
        }
        Way::ShareOfReference => reference(fields, faults).map(Normalise::ShareOfReference),
        Way::DistanceToReference => reference(fields, faults).map(Normalise::DistanceToReference),
        Way::Rule => rule(fields, registry, faults),
        Way::User => user(fields, registry, faults),
    }
}

/// A rule that reads the figure alone.
fn alone(rule: Rule) -> Normalise {
    let none = || Source::Same(Datum::BLANK);
    Normalise::Rule { rule, target: none(), baseline: none() }
}

fn clip(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Clip> {
    optional(fields, "clip", faults, Clip::Both, |at, f| at.word(f, CLIP))
}

fn onto(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Onto> {
    optional(fields, "onto", faults, Onto::UNIT, read_onto)
}

/// Where a goalpost stands: a figure, or what the set says.
fn end(fields: &mut Fields<'_>, key: &'static str, faults: &mut Faults) -> Option<End> {
    let at = fields.need(faults, key)?;
    match at.json {
        Json::Text(word) if &**word == "least" => Some(End::Least),
        Json::Text(word) if &**word == "greatest" => Some(End::Greatest),
        Json::Object(_) => {
            let (word, value) = variant(&at, &["percentile", "mean-of-least", "mean-of-greatest"], faults)?;
            if word == "percentile" {
                return percentile(&value, faults).map(End::Percentile);
            }
            let count = value.count(faults)?;
            if count == 0 {
                bad_value(&value, faults, "how many figures, at least 1");
                return None;
            }
            Some(if word == "mean-of-least" { End::MeanOfLeast(count) } else { End::MeanOfGreatest(count) })
        }
        _ => at.exact(faults).map(End::At),
    }
}

fn z_score(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Normalise> {
    let mean = optional(fields, "mean", faults, Number::ZERO, |at, f| at.figure(f));
    let deviation = optional(fields, "deviation", faults, Number::ONE, |at, f| at.figure(f));
    let of = optional(fields, "of", faults, Spread::Sample, |at, f| at.word(f, SPREAD));
    Some(Normalise::ZScore { mean: mean?, deviation: deviation?, of: of? })
}

fn place(what: Place, fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Normalise> {
    let ties = optional(fields, "ties", faults, RankTies::Lowest, |at, f| at.word(f, RANK_TIES));
    let onto = match what {
        Place::Percent => onto(fields, faults),
        Place::Rank | Place::Borda => Some(Onto::UNIT),
    };
    Some(Normalise::Place { what, ties: ties?, onto: onto? })
}

fn reference(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Reference> {
    let at = fields.need(faults, "reference")?;
    match at.json {
        Json::Text(word) if &**word == "mean" => Some(Reference::Mean),
        Json::Text(word) if &**word == "median" => Some(Reference::Median),
        Json::Object(_) => {
            let (_, unit) = variant(&at, &["unit"], faults)?;
            text(&unit, faults).map(Reference::Unit)
        }
        _ => at.exact(faults).map(Reference::At),
    }
}

fn rule(fields: &mut Fields<'_>, registry: &Registry, faults: &mut Faults) -> Option<Normalise> {
    let rule = fields.need(faults, "rule").and_then(|at| read_rule(&at, registry, faults));
    let none = || Source::Same(Datum::BLANK);
    let target = optional(fields, "target", faults, none(), source);
    let baseline = optional(fields, "baseline", faults, none(), source);
    Some(Normalise::Rule { rule: rule?, target: target?, baseline: baseline? })
}

/// A value that is the same for every unit, or the column that holds one for each.
fn source(at: &Cursor<'_>, faults: &mut Faults) -> Option<Source> {
    if matches!(at.json, Json::Object(_)) {
        let (_, column) = variant(at, &["column"], faults)?;
        return text(&column, faults).map(Source::Column);
    }
    let (Json::Text(written) | Json::Number(written)) = at.json else {
        at.wrong_type(
            faults,
            ["a figure, or an object that names a column", "angka, atau objek yang menyebut kolom"],
        );
        return None;
    };
    match Reading::read(written, Some(crate::number::Numbers::Point)) {
        Ok(reading) if reading.absence().is_none() => {
            Some(Source::Same(super::super::table::worded(Datum::from(&reading))))
        }
        _ => {
            at.fault(faults, &policy::BAD_FIGURE, [("text", (&**written).into())]);
            None
        }
    }
}

fn user(fields: &mut Fields<'_>, registry: &Registry, faults: &mut Faults) -> Option<Normalise> {
    let at = fields.need(faults, "rule")?;
    let name = at.text(faults)?;
    let Some(rule) = registry.get(name) else {
        let near = crate::finding::suggest::nearest(name, registry.names()).map(Into::into);
        let said = [("rule", name.into()), ("suggestion", Arg::Suggestion(near))];
        at.fault(faults, &policy::UNKNOWN_RULE, said);
        return None;
    };
    Some(alone(Rule::User(Box::new(rule))))
}
