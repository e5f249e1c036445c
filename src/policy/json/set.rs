//! The settings of one layer in JSON, read and written.

use std::sync::Arc;

use crate::formula::{
    Bands, Cap, Closed, Condition, Method, MissingChildren, OnNegative, OnZero, Row, Table,
};
use crate::number::{Fixed, Number, Rounding, RoundingMode};
use crate::plan::{Accumulation, Word};
use crate::policy::{Missing, Overrides, Registry, lints};

use super::cursor::{Cursor, Faults};
use super::rule::{
    figure, object, read_axis, read_ranks, read_rule, variant, write_axis, write_ranks, write_rule,
};
use super::tree::Json;
use super::words::{
    CARRY, METHODS, MISSING, MISSING_CHILDREN, MODE, ON_NEGATIVE, ON_ZERO, ROLL_UP, STAGE, WHICH, word_of,
};

/// Reads a layer; what is faulty in it stays open.
pub(super) fn read_layer(at: &Cursor<'_>, registry: &Registry, faults: &mut Faults) -> Overrides {
    let mut layer = Overrides::default();
    let Some(mut fields) = at.fields(faults) else { return layer };
    macro_rules! rules {
        ($($key:literal => $field:ident),+) => {$(
            layer.$field = fields.take($key).and_then(|at| read_rule(&at, registry, faults));
        )+};
    }
    rules!("higher" => higher, "lower" => lower, "range-higher" => range_higher, "range-lower" => range_lower,
        "within" => within, "near" => near, "date" => date);
    macro_rules! settings {
        ($($key:literal => $field:ident by $read:expr),+ $(,)?) => {$(
            layer.$field = fields.take($key).and_then(|at| $read(&at, faults));
        )+};
    }
    settings! {
        "ranks" => ranks by read_ranks,
        "axis" => axis by read_axis,
        "zero-target" => zero_target by on_zero,
        "zero-actual" => zero_actual by on_zero,
        "zero-range" => zero_range by on_zero,
        "negative" => negative by on_negative,
        "missing" => missing by missing,
        "accumulation" => accumulation by |at: &Cursor<'_>, faults: &mut _| at.word(faults, Accumulation::WORDS),
        "targets" => targets by |at: &Cursor<'_>, faults: &mut _| at.word(faults, WHICH),
        "cap" => cap by cap,
        "rounding" => rounding by rounding,
        "stage" => stage by |at: &Cursor<'_>, faults: &mut _| at.word(faults, STAGE),
        "carry" => carry by |at: &Cursor<'_>, faults: &mut _| at.word(faults, CARRY),
        "bands" => bands by optional_bands,
        "roll-up" => roll_up by |at: &Cursor<'_>, faults: &mut _| at.word(faults, ROLL_UP),
        "method" => method by read_method,
        "missing-children" => missing_children by read_missing_children,
        "min-coverage" => min_coverage by min_coverage,
    }
    fields.finish(faults);
    layer
}

pub(super) fn write_layer(layer: &Overrides) -> Json {
    let word = |word: &'static str| Json::text(word);
    let fields = [
        ("higher", layer.higher.as_ref().map(write_rule)),
        ("lower", layer.lower.as_ref().map(write_rule)),
        ("range-higher", layer.range_higher.as_ref().map(write_rule)),
        ("range-lower", layer.range_lower.as_ref().map(write_rule)),
        ("within", layer.within.as_ref().map(write_rule)),
        ("near", layer.near.as_ref().map(write_rule)),
        ("date", layer.date.as_ref().map(write_rule)),
        ("ranks", layer.ranks.map(write_ranks)),
        ("axis", layer.axis.as_ref().map(write_axis)),
        ("zero-target", layer.zero_target.map(write_on_zero)),
        ("zero-actual", layer.zero_actual.map(write_on_zero)),
        ("zero-range", layer.zero_range.map(write_on_zero)),
        ("negative", layer.negative.map(write_on_negative)),
        ("missing", layer.missing.map(write_missing)),
        ("accumulation", layer.accumulation.map(|by| word(by.as_str()))),
        ("targets", layer.targets.map(|which| word(word_of(WHICH, &which)))),
        ("cap", layer.cap.map(write_cap)),
        ("rounding", layer.rounding.map(write_rounding)),
        ("stage", layer.stage.map(|stage| word(word_of(STAGE, &stage)))),
        ("carry", layer.carry.map(|carry| word(word_of(CARRY, &carry)))),
        ("bands", layer.bands.as_ref().map(|bands| bands.as_deref().map_or(Json::Null, write_bands))),
        ("roll-up", layer.roll_up.map(|by| word(word_of(ROLL_UP, &by)))),
        ("method", layer.method.as_ref().map(write_method)),
        ("missing-children", layer.missing_children.map(write_missing_children)),
        (
            "min-coverage",
            layer.min_coverage.map(|least| least.map_or(Json::Null, |least| figure(least.to_number()))),
        ),
    ];
    object(fields.into_iter().filter_map(|(key, value)| Some((key, value?))))
}

fn on_zero(at: &Cursor<'_>, faults: &mut Faults) -> Option<OnZero> {
    if !matches!(at.json, Json::Object(_)) {
        return at.word(faults, ON_ZERO);
    }
    let (word, score) = variant(at, &["score", "met-or"], faults)?;
    let score = score.figure(faults)?;
    Some(if word == "score" { OnZero::Score(score) } else { OnZero::MetOr(score) })
}

pub(crate) fn write_on_zero(on: OnZero) -> Json {
    match on {
        OnZero::NotScorable => Json::text("not-scorable"),
        OnZero::Score(score) => object([("score", figure(score))]),
        OnZero::MetOr(score) => object([("met-or", figure(score))]),
    }
}

fn on_negative(at: &Cursor<'_>, faults: &mut Faults) -> Option<OnNegative> {
    if !matches!(at.json, Json::Object(_)) {
        return at.word(faults, ON_NEGATIVE);
    }
    let (_, score) = variant(at, &["score"], faults)?;
    score.figure(faults).map(OnNegative::Score)
}

pub(crate) fn write_on_negative(on: OnNegative) -> Json {
    match on {
        OnNegative::Score(score) => object([("score", figure(score))]),
        plain => Json::text(word_of(ON_NEGATIVE, &plain)),
    }
}

fn missing(at: &Cursor<'_>, faults: &mut Faults) -> Option<Missing> {
    if !matches!(at.json, Json::Object(_)) {
        return at.word(faults, MISSING);
    }
    let (word, number) = variant(at, &["score", "value"], faults)?;
    let number = number.figure(faults)?;
    Some(if word == "score" { Missing::Score(number) } else { Missing::Value(number) })
}

fn write_missing(on: Missing) -> Json {
    match on {
        Missing::Score(score) => object([("score", figure(score))]),
        Missing::Value(value) => object([("value", figure(value))]),
        plain => Json::text(word_of(MISSING, &plain)),
    }
}

fn cap(at: &Cursor<'_>, faults: &mut Faults) -> Option<Cap> {
    let mut fields = at.fields(faults)?;
    let mut cap = Cap::NONE;
    if let Some(at) = fields.take("low") {
        cap = cap.at_least(at.figure(faults)?);
    }
    if let Some(at) = fields.take("high") {
        let high = at.figure(faults)?;
        if cap.low.is_some_and(|low| high < low) {
            at.out_of_range(faults, ["a bound not below `low`", "batas yang tidak di bawah `low`"]);
        }
        cap = cap.at_most(high);
    }
    fields.finish(faults);
    Some(cap)
}

pub(crate) fn write_cap(cap: Cap) -> Json {
    let fields = [("low", cap.low), ("high", cap.high)];
    object(fields.into_iter().filter_map(|(key, bound)| Some((key, figure(bound?)))))
}

fn rounding(at: &Cursor<'_>, faults: &mut Faults) -> Option<Rounding> {
    let mut fields = at.fields(faults)?;
    let mode = fields.take("mode").map_or(Some(RoundingMode::HalfUp), |at| at.word(faults, MODE));
    let digits = fields.need(faults, "digits").and_then(|at| at.count(faults));
    fields.finish(faults);
    Some(Rounding::new(mode?, digits?))
}

pub(crate) fn write_rounding(rounding: Rounding) -> Json {
    let digits = Json::Number(rounding.digits().to_string().into());
    object([("mode", Json::text(rounding.mode().as_str())), ("digits", digits)])
}

fn optional_bands(at: &Cursor<'_>, faults: &mut Faults) -> Option<Option<Arc<Bands>>> {
    if *at.json == Json::Null {
        return Some(None);
    }
    read_bands(at, faults).map(|bands| Some(Arc::new(bands)))
}

/// Of a lowest band that is given a cut.
const LOWEST: [&str; 2] = [
    "the lowest band has no cut; where the domain has a lower end, that is `low`",
    "kategori terendah tidak memiliki batas bawah sendiri; ujung bawah seluruhnya ditulis pada `low`",
];

pub(crate) fn read_bands(at: &Cursor<'_>, faults: &mut Faults) -> Option<Bands> {
    let mut fields = at.fields(faults)?;
    let mut bound = |key, faults: &mut Faults| fields.take(key).map(|at| at.figure(faults));
    let (low, high) = (bound("low", faults), bound("high", faults));
    let rows = fields.need(faults, "bands").map(|at| at.list(faults)).unwrap_or_default();
    fields.finish(faults);
    let mut builder: Option<crate::formula::BandsBuilder> = None;
    for row in rows {
        let mut fields = row.fields(faults)?;
        let label = fields.need(faults, "label").and_then(|at| at.text(faults));
        let from = fields.take("from").map(|at| (at, Closed::Above));
        let cut = from.or_else(|| fields.take("over").map(|at| (at, Closed::Below)));
        fields.finish(faults);
        builder = Some(match (builder, cut) {
            (None, Some((at, _))) => {
                at.fault(faults, &lints::BANDS, [("error", LOWEST.into())]);
                return None;
            }
            (None, None) => Bands::builder(label?),
            (Some(builder), Some((at, closed))) => builder.cut(at.figure(faults)?, closed, label?),
            (Some(_), None) => {
                row.fault(faults, &lints::MISSING_FIELD, [("field", "from".into())]);
                return None;
            }
        });
    }
    let mut builder = builder.or_else(|| {
        at.fault(faults, &lints::BANDS, [("error", "there is no band".into())]);
        None
    })?;
    if let Some(low) = low {
        builder = builder.low(low?);
    }
    if let Some(high) = high {
        builder = builder.high(high?);
    }
    builder
        .build()
        .map_err(|error| at.fault(faults, &lints::BANDS, [("error", error.to_string().into())]))
        .ok()
}

pub(crate) fn write_bands(bands: &Bands) -> Json {
    let row = |band: &crate::formula::Band| {
        let key = if band.closed == Closed::Above { "from" } else { "over" };
        let cut = band.from.map(|from| (key, figure(from)));
        object(cut.into_iter().chain([("label", Json::text(&*band.label))]))
    };
    let ends = [("low", bands.low()), ("high", bands.high())];
    let ends = ends.into_iter().filter_map(|(key, end)| Some((key, figure(end?))));
    object(ends.chain([("bands", Json::List(bands.iter().map(row).collect()))]))
}

pub(crate) fn read_method(at: &Cursor<'_>, faults: &mut Faults) -> Option<Method> {
    if let Json::Text(word) = at.json {
        let known = METHODS.iter().find(|(known, _)| *known == &**word);
        if known.is_none() {
            let words = METHODS.iter().map(|(word, _)| *word);
            at.unknown_word(faults, word, words.chain(["power", "table"]));
        }
        return known.map(|(_, method)| method.clone());
    }
    let (word, value) = variant(at, &["power", "table"], faults)?;
    if word == "power" {
        return value.figure(faults).map(Method::Power);
    }
    let mut rows = Vec::new();
    for row in value.list(faults) {
        let mut fields = row.fields(faults)?;
        let when = fields.need(faults, "when").and_then(|at| condition(&at, faults));
        let score = fields.need(faults, "score").and_then(|at| at.figure(faults));
        fields.finish(faults);
        rows.push(Row::new(when?, score?));
    }
    Some(Method::Table(Arc::new(Table::new(rows))))
}

pub(crate) fn condition(at: &Cursor<'_>, faults: &mut Faults) -> Option<Condition> {
    if !matches!(at.json, Json::Object(_)) {
        return at.word(faults, &[("always", Condition::Always)]);
    }
    let (word, value) = variant(at, &["all-at-least", "any-at-least", "any-below", "at-least"], faults)?;
    Some(match word {
        "all-at-least" => Condition::AllAtLeast(value.figure(faults)?),
        "any-at-least" => Condition::AnyAtLeast(value.figure(faults)?),
        "any-below" => Condition::AnyBelow(value.figure(faults)?),
        _ => {
            let mut fields = value.fields(faults)?;
            let children = fields.need(faults, "children").and_then(|at| at.count(faults));
            let score = fields.need(faults, "score").and_then(|at| at.figure(faults));
            fields.finish(faults);
            Condition::CountAtLeast { children: children?, score: score? }
        }
    })
}

pub(crate) fn write_method(method: &Method) -> Json {
    match method {
        Method::Power(exponent) => object([("power", figure(*exponent))]),
        Method::Table(table) => {
            let row = |row: &Row| object([("when", write_condition(row.when)), ("score", figure(row.score))]);
            object([("table", Json::List(table.rows().iter().map(row).collect()))])
        }
        plain => Json::text(plain.code()),
    }
}

fn write_condition(when: Condition) -> Json {
    let one = |key, score: Number| object([(key, figure(score))]);
    match when {
        Condition::Always => Json::text("always"),
        Condition::AllAtLeast(score) => one("all-at-least", score),
        Condition::AnyAtLeast(score) => one("any-at-least", score),
        Condition::AnyBelow(score) => one("any-below", score),
        Condition::CountAtLeast { children, score } => {
            let children = Json::Number(children.to_string().into());
            object([("at-least", object([("children", children), ("score", figure(score))]))])
        }
    }
}

pub(crate) fn read_missing_children(at: &Cursor<'_>, faults: &mut Faults) -> Option<MissingChildren> {
    if !matches!(at.json, Json::Object(_)) {
        return at.word(faults, MISSING_CHILDREN);
    }
    let (_, score) = variant(at, &["score"], faults)?;
    score.figure(faults).map(MissingChildren::Score)
}

pub(crate) fn write_missing_children(missing: MissingChildren) -> Json {
    match missing {
        MissingChildren::Score(score) => object([("score", figure(score))]),
        plain => Json::text(word_of(MISSING_CHILDREN, &plain)),
    }
}

fn min_coverage(at: &Cursor<'_>, faults: &mut Faults) -> Option<Option<Fixed>> {
    if *at.json == Json::Null {
        return Some(None);
    }
    let share = Fixed::from_number(at.figure(faults)?);
    let share = share.filter(|share| (Fixed::ZERO..=Fixed::ONE).contains(share));
    if share.is_none() {
        at.out_of_range(faults, ["a share between 0 and 1", "bagian antara 0 dan 1"]);
    }
    share.map(Some)
}
