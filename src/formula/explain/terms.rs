//! The terms of a step in JSON - parameters, guards, what has to be present, how the score ends - in the words of a
//! policy's file, so that whoever reads an explanation can compute it again.

use std::collections::HashMap;

use crate::formula::gather::read;
use crate::formula::{Better, Datum, Finish, Leaf, Method, OnMissing, OnNegative, OnZero, Rule, Side};
use crate::policy::json::rule::{figure, object, write_axis, write_rule};
use crate::policy::json::set::{
    write_bands, write_cap, write_method, write_on_negative, write_on_zero, write_rounding,
};
use crate::policy::json::tree::Json;
use crate::policy::json::words::{CARRY, STAGE, word_of};

use super::json::text;

/// The parameters of a rule that has some.
pub(super) fn parameters(rule: &Rule) -> Option<Json> {
    only(write_rule(rule))
}

/// The rows of a decision table.
pub(super) fn rows(method: &Method) -> Option<Json> {
    matches!(method, Method::Table(_)).then(|| only(write_method(method))).flatten()
}

/// The value of an object's only field.
fn only(tree: Json) -> Option<Json> {
    match tree {
        Json::Object(fields) => fields.into_iter().next().map(|(_, value)| value),
        _ => None,
    }
}

pub(super) const fn better(better: Better) -> &'static str {
    match better {
        Better::Higher => "higher",
        Better::Lower => "lower",
    }
}

/// The transforms of the axis, where there are some.
pub(super) fn axis(leaf: &Leaf) -> Option<Json> {
    (!leaf.axis.is_plain()).then(|| write_axis(&leaf.axis))
}

/// What happens where the equation has no meaning, but for what is simply not scorable; nothing where all is.
pub(super) fn guards(leaf: &Leaf, data: &[Datum]) -> Option<Json> {
    let guards = &leaf.guards;
    let zero = |on: OnZero| (on != OnZero::NotScorable).then(|| write_on_zero(on));
    let negative = (guards.negative != OnNegative::NotScorable).then(|| write_on_negative(guards.negative));
    let fields = [
        ("zero-target", zero(guards.zero_target)),
        ("zero-actual", zero(guards.zero_actual)),
        ("zero-range", zero(guards.zero_range)),
        ("negative", negative),
        ("missing", missing(leaf, data)),
    ];
    let mut fields = fields.into_iter().filter_map(|(key, value)| Some((key, value?))).peekable();
    fields.peek().is_some().then_some(())?;
    Some(object(fields))
}

fn missing(leaf: &Leaf, data: &[Datum]) -> Option<Json> {
    match &leaf.guards.missing {
        OnMissing::NotScorable => None,
        OnMissing::Score(score) => Some(object([("score", figure(*score))])),
        OnMissing::Impute(operand) => {
            let value = read(operand, leaf.accumulation, Side::Actual, data).ok();
            let value = value.and_then(|value| text(&value)).map_or(Json::Null, Json::text);
            Some(object([("value", value)]))
        }
    }
}

/// The ways in which scores end, each once, in the order in which the steps come to them.
#[derive(Default)]
pub(super) struct Finishes<'a> {
    trees: Vec<Json>,
    places: HashMap<String, usize>,
    last: Option<(&'a Finish, usize)>,
}

impl<'a> Finishes<'a> {
    /// The place of one among them.
    pub(super) fn place(&mut self, finish: &'a Finish) -> usize {
        if let Some((_, place)) = self.last.filter(|(last, _)| *last == finish) {
            return place;
        }
        let tree = write_finish(finish);
        let next = self.trees.len();
        let place = *self.places.entry(tree.to_string()).or_insert(next);
        if place == next {
            self.trees.push(tree);
        }
        self.last = Some((finish, place));
        place
    }

    pub(super) fn into_trees(self) -> Vec<Json> {
        self.trees
    }
}

fn write_finish(finish: &Finish) -> Json {
    object([
        ("cap", write_cap(finish.cap)),
        ("rounding", write_rounding(finish.rounding)),
        ("stage", Json::text(word_of(STAGE, &finish.stage))),
        ("carry", Json::text(word_of(CARRY, &finish.carry))),
        ("bands", finish.bands.as_deref().map_or(Json::Null, write_bands)),
    ])
}
