//! Rules, points and transforms in JSON, read and written.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::Arg;
use crate::formula::rule::{
    Affine, Clip, Deadline, Goalposts, Grades, KeepWithin, Onto, Ordinal, Post, Ranks, Rule, Spread, Steps,
    Thresholds, User,
};
use crate::formula::{Axis, Transform};
use crate::number::{Exact, Number, Scale};
use crate::policy::{Registry, lints};

use super::cursor::{Cursor, Faults, Fields};
use super::tree::Json;
use super::words::{CLIP, RULES, word_of};

/// Words that stand for a rule with parameters.
const WITH_PARAMETERS: &[&str] =
    &["goalposts", "thresholds", "keep-within", "ordinal", "grades", "deadline", "affine", "steps", "own"];

pub(crate) fn read_rule(at: &Cursor<'_>, registry: &Registry, faults: &mut Faults) -> Option<Rule> {
    if let Json::Text(word) = at.json {
        let known = RULES.iter().find(|(known, _)| *known == &**word);
        if known.is_none() {
            let words = RULES.iter().map(|(word, _)| *word);
            at.unknown_word(faults, word, words.chain(WITH_PARAMETERS.iter().copied()));
        }
        return known.map(|(_, rule)| rule.clone());
    }
    let (word, value) = variant(at, WITH_PARAMETERS, faults)?;
    if word == "own" {
        return own(&value, registry, faults);
    }
    if word == "grades" {
        return grades(&value, faults);
    }
    let mut fields = value.fields(faults)?;
    let rule = with_parameters(word, &mut fields, faults);
    fields.finish(faults);
    rule
}

fn with_parameters(word: &str, fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Rule> {
    Some(match word {
        "goalposts" => Rule::Goalposts(Box::new(goalposts(fields, faults)?)),
        "thresholds" => {
            let (worst, threshold) = (post(fields, "worst", faults), post(fields, "threshold", faults));
            let target = fields.take("target").map_or(Some(Post::Target), |at| read_post(&at, faults));
            Rule::Thresholds(Box::new(Thresholds::new(worst?, threshold?).target(target?)))
        }
        "keep-within" => {
            let at = fields.need(faults, "scale")?;
            let scale = at.exact(faults)?;
            if scale <= Exact::ZERO {
                at.out_of_range(faults, ["a scale above 0", "skala di atas 0"]);
            }
            Rule::KeepWithin(Box::new(KeepWithin::new(scale)))
        }
        "deadline" => {
            let at = fields.need(faults, "per-day")?;
            let per_day = at.figure(faults)?;
            if per_day < Number::ZERO {
                at.out_of_range(faults, ["a loss of 0 or more", "pengurangan 0 atau lebih"]);
            }
            Rule::Deadline(Box::new(Deadline::new(per_day)))
        }
        "affine" => Rule::Affine(Box::new(affine(fields, faults)?)),
        "steps" => Rule::Steps(Arc::new(steps(fields, faults)?)),
        _ => ordinal(fields, faults)?,
    })
}

fn goalposts(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Goalposts> {
    let (worst, best) = (post(fields, "worst", faults), post(fields, "best", faults));
    let clip = fields.take("clip").map_or(Some(Clip::Both), |at| at.word(faults, CLIP));
    let onto = fields.take("onto").map_or(Some(Onto::default()), |at| read_onto(&at, faults));
    Some(Goalposts::new(worst?, best?).clip(clip?).onto(onto?))
}

pub(crate) fn read_onto(at: &Cursor<'_>, faults: &mut Faults) -> Option<Onto> {
    let ends = at.list(faults);
    let [worst, best] = ends.as_slice() else {
        at.wrong_type(faults, ["a list of two figures", "daftar berisi dua angka"]);
        return None;
    };
    Some(Onto::new(worst.figure(faults)?, best.figure(faults)?))
}

fn post(fields: &mut Fields<'_>, key: &'static str, faults: &mut Faults) -> Option<Post> {
    read_post(&fields.need(faults, key)?, faults)
}

fn read_post(at: &Cursor<'_>, faults: &mut Faults) -> Option<Post> {
    match at.json {
        Json::Text(word) if &**word == "target" => Some(Post::Target),
        Json::Text(word) if &**word == "baseline" => Some(Post::Baseline),
        _ => at.exact(faults).map(Post::At),
    }
}

fn affine(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Affine> {
    let origin = fields.need(faults, "origin")?.exact(faults);
    let spread = fields.need(faults, "spread").and_then(|at| match at.json {
        Json::Object(_) => {
            let (_, square) = variant(&at, &["root-of"], faults)?;
            square.exact(faults).map(Spread::RootOf)
        }
        _ => at.exact(faults).map(Spread::Exactly),
    });
    let mut figure = |key, default| fields.take(key).map_or(Some(default), |at| at.figure(faults));
    let (base, factor) = (figure("base", Number::ZERO), figure("factor", Number::ONE));
    Some(Affine::new(origin?, spread?).scaled(base?, factor?))
}

fn steps(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Steps> {
    let first = fields.need(faults, "first")?.figure(faults)?;
    let (mut steps, mut begun) = (Vec::new(), BTreeSet::new());
    for step in fields.need(faults, "steps")?.list(faults) {
        let pair = step.list(faults);
        let [from, score] = pair.as_slice() else {
            step.wrong_type(
                faults,
                [
                    "a list of where the step begins and what it scores",
                    "daftar berisi awal langkah dan nilainya",
                ],
            );
            return None;
        };
        let start = from.exact(faults)?;
        if !begun.insert(start.clone()) {
            from.out_of_range(faults, ["a step that begins elsewhere", "langkah yang mulai di tempat lain"]);
        }
        steps.push((start, score.figure(faults)?));
    }
    Some(Steps::new(first, steps))
}

fn ordinal(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Rule> {
    let name = fields.need(faults, "name")?.text(faults)?;
    let at = fields.need(faults, "labels")?;
    let labels: Vec<&str> = at.list(faults).iter().filter_map(|label| label.text(faults)).collect();
    let ranks = fields.take("ranks").map_or(Some(Ranks::Met), |at| read_ranks(&at, faults));
    let scale = match Scale::new(name, labels) {
        Ok(scale) => scale,
        Err(error) => {
            at.fault(faults, &lints::BANDS, [("error", error.to_string().into())]);
            return None;
        }
    };
    let scale = match fields.take("names") {
        Some(at) => named_too(scale, &at, faults)?,
        None => scale,
    };
    Some(Rule::Ordinal(Box::new(Ordinal::new(scale).ranks(ranks?))))
}

/// A scale whose labels have other names, too.
fn named_too(mut scale: Scale, at: &Cursor<'_>, faults: &mut Faults) -> Option<Scale> {
    for (name, label) in at.fields(faults)?.all() {
        let known = label.text(faults)?;
        if scale.rank(known).is_none() || scale.rank(name).is_some() {
            let error = format!("`{name}` is another name of no label, or of two");
            label.fault(faults, &lints::BANDS, [("error", error.into())]);
            return None;
        }
        scale = scale.with_name(known, name);
    }
    Some(scale)
}

fn grades(at: &Cursor<'_>, faults: &mut Faults) -> Option<Rule> {
    let mut sheet = Vec::new();
    for (label, worth) in at.fields(faults)?.all() {
        sheet.push((label, worth.figure(faults)?));
    }
    Some(Rule::Grades(Arc::new(Grades::new(sheet))))
}

/// A user's own rule by its name, or by its name and the version that the policy relies on.
fn own(at: &Cursor<'_>, registry: &Registry, faults: &mut Faults) -> Option<Rule> {
    let Json::Object(_) = at.json else {
        return named(at, registry, faults).map(|user| Rule::User(Box::new(user)));
    };
    let mut fields = at.fields(faults)?;
    let user = fields.need(faults, "name").and_then(|at| named(&at, registry, faults));
    let version = fields.need(faults, "version");
    fields.finish(faults);
    let (user, version) = (user?, version?);
    let wanted = version.text(faults)?;
    if user.version() != Some(wanted) {
        let held = user.version().map_or(Arg::Words(["none", "tanpa versi"]), Arg::from);
        let args = [("rule", user.name().into()), ("version", wanted.into()), ("held", held)];
        version.fault(faults, &lints::RULE_VERSION, args);
        return None;
    }
    Some(Rule::User(Box::new(user)))
}

fn named(at: &Cursor<'_>, registry: &Registry, faults: &mut Faults) -> Option<User> {
    let name = at.text(faults)?;
    let rule = registry.get(name);
    if rule.is_none() {
        let near = crate::finding::suggest::nearest(name, registry.names()).map(Into::into);
        at.fault(
            faults,
            &lints::UNKNOWN_RULE,
            [("rule", name.into()), ("suggestion", Arg::Suggestion(near))],
        );
    }
    rule
}

/// An object of one field: its name, and its value.
pub(crate) fn variant<'j>(
    at: &Cursor<'j>,
    known: &'static [&'static str],
    faults: &mut Faults,
) -> Option<(&'static str, Cursor<'j>)> {
    let mut fields = at.fields(faults)?;
    let found = known.iter().find_map(|key| fields.take(key).map(|value| (*key, value)));
    if found.is_none() {
        at.wrong_type(
            faults,
            ["an object with one of the known fields", "objek dengan salah satu isian yang dikenal"],
        );
    }
    fields.finish(faults);
    found
}

pub(super) fn read_ranks(at: &Cursor<'_>, faults: &mut Faults) -> Option<Ranks> {
    if matches!(at.json, Json::Object(_)) {
        let (_, step) = variant(at, &["steps"], faults)?;
        return step.figure(faults).map(Ranks::Steps);
    }
    at.word(faults, &[("met", Ranks::Met), ("ratio", Ranks::Ratio)])
}

pub(crate) fn read_axis(at: &Cursor<'_>, faults: &mut Faults) -> Option<Axis> {
    let mut axis = Axis::plain();
    for at in at.list(faults) {
        let transform = match at.json {
            Json::Object(_) => {
                let (word, x) = variant(&at, &["at-most", "at-least", "scale", "shift"], faults)?;
                let x = x.exact(faults)?;
                match word {
                    "at-most" => Transform::AtMost(x),
                    "at-least" => Transform::AtLeast(x),
                    "scale" => Transform::Scale(x),
                    _ => Transform::Shift(x),
                }
            }
            _ => match at.word(faults, &[("ln", 0), ("log10", 10)])? {
                0 => Transform::Ln,
                _ => Transform::Log10,
            },
        };
        axis = axis.then(transform);
    }
    Some(axis)
}

pub(crate) fn write_rule(rule: &Rule) -> Json {
    let parameters = match rule {
        Rule::Goalposts(by) => vec![
            ("worst", write_post(&by.worst)),
            ("best", write_post(&by.best)),
            ("clip", Json::text(word_of(CLIP, &by.clip))),
            ("onto", Json::List(vec![figure(by.onto.worst), figure(by.onto.best)])),
        ],
        Rule::Thresholds(by) => vec![
            ("worst", write_post(&by.worst)),
            ("threshold", write_post(&by.threshold)),
            ("target", write_post(&by.target)),
        ],
        Rule::KeepWithin(by) => vec![("scale", exact(&by.scale))],
        Rule::Deadline(by) => vec![("per-day", figure(by.per_day))],
        Rule::Affine(by) => vec![
            ("origin", exact(&by.origin)),
            (
                "spread",
                match &by.spread {
                    Spread::Exactly(spread) => exact(spread),
                    Spread::RootOf(square) => object([("root-of", exact(square))]),
                },
            ),
            ("base", figure(by.base)),
            ("factor", figure(by.factor)),
        ],
        Rule::Steps(by) => {
            let step = |(from, score): &(Exact, Number)| Json::List(vec![exact(from), figure(*score)]);
            vec![("first", figure(by.first())), ("steps", Json::List(by.steps().iter().map(step).collect()))]
        }
        Rule::Ordinal(by) => write_ordinal(by),
        Rule::Grades(sheet) => {
            let worth = sheet.list().into_iter().map(|(label, score)| (label.into(), figure(score)));
            return object([("grades", Json::Object(worth.collect()))]);
        }
        Rule::User(user) => return object([("own", write_own(user))]),
        plain => return Json::text(plain.code()),
    };
    Json::Object(vec![(rule.code().into(), object(parameters))])
}

fn write_ordinal(by: &Ordinal) -> Vec<(&'static str, Json)> {
    let mut fields = vec![
        ("name", Json::text(by.scale.name())),
        ("labels", Json::List(by.scale.labels().map(Json::text).collect())),
        ("ranks", write_ranks(by.ranks)),
    ];
    let names: Vec<(Box<str>, Json)> =
        by.scale.names().map(|(label, name)| (name.into(), Json::text(label))).collect();
    if !names.is_empty() {
        fields.push(("names", Json::Object(names)));
    }
    fields
}

fn write_own(user: &User) -> Json {
    let name = Json::text(user.name());
    match user.version() {
        Some(version) => object([("name", name), ("version", Json::text(version))]),
        None => name,
    }
}

fn write_post(post: &Post) -> Json {
    match post {
        Post::At(at) => exact(at),
        Post::Target => Json::text("target"),
        Post::Baseline => Json::text("baseline"),
    }
}

pub(super) fn write_ranks(ranks: Ranks) -> Json {
    match ranks {
        Ranks::Met => Json::text("met"),
        Ranks::Ratio => Json::text("ratio"),
        Ranks::Steps(step) => object([("steps", figure(step))]),
    }
}

pub(crate) fn write_axis(axis: &Axis) -> Json {
    let one = |transform: &Transform| match transform {
        Transform::AtMost(x) => object([("at-most", exact(x))]),
        Transform::AtLeast(x) => object([("at-least", exact(x))]),
        Transform::Scale(x) => object([("scale", exact(x))]),
        Transform::Shift(x) => object([("shift", exact(x))]),
        Transform::Ln => Json::text("ln"),
        Transform::Log10 => Json::text("log10"),
    };
    Json::List(axis.transforms().iter().map(one).collect())
}

pub(crate) fn object(fields: impl IntoIterator<Item = (&'static str, Json)>) -> Json {
    Json::Object(fields.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

pub(crate) fn figure(number: Number) -> Json {
    Json::Figure(number)
}

fn exact(x: &Exact) -> Json {
    x.to_number().map_or_else(|| Json::text(x.to_string()), figure)
}
