//! The groups of a definition.

use std::sync::Arc;

use crate::formula::{Method, MissingChildren, Row, Table};
use crate::number::{Exact, Number};
use crate::policy::json::cursor::{Cursor, Faults, Fields};
use crate::policy::json::rule::variant;
use crate::policy::json::set::condition;
use crate::policy::json::tree::Json;

use super::super::file::{Group, Part};
use super::super::lints;
use super::super::weights::{self, Weighing, whole};
use super::super::words::{Joined, METHOD, MISSING};
use super::{maybe, optional, rounding, share, text};

pub(super) fn group(at: &Cursor<'_>, faults: &mut Faults) -> Option<Group> {
    let mut fields = at.fields(faults)?;
    let code = fields.need(faults, "code").and_then(|at| text(&at, faults));
    let name = optional(&mut fields, "name", faults, Box::default(), text);
    let parts = fields.need(faults, "of").map(|at| at.list(faults)).unwrap_or_default();
    let parts: Vec<_> = parts.iter().filter_map(|at| part(at, faults)).collect();
    let method = method(&mut fields, faults);
    let weighing = maybe(&mut fields, "weights", faults, |at, f| {
        let codes: Vec<Box<str>> = parts.iter().map(|part| part.code.clone()).collect();
        if let Some(own) = parts.iter().find(|part| part.weight.is_some()) {
            let error = format!("`{}` has a weight of its own beside them", own.code);
            at.fault(f, &lints::WEIGHT, [("error", error.into())]);
            return None;
        }
        weights::read(at, codes, f)
    });
    let missing = optional(&mut fields, "missing", faults, MissingChildren::Reweight, missing);
    let min_coverage = maybe(&mut fields, "min_coverage", faults, share);
    let min_present = maybe(&mut fields, "min_present", faults, share);
    let rounding = maybe(&mut fields, "rounding", faults, rounding);
    fields.finish(faults);
    let weighing = weighing?;
    Some(Group {
        code: code?,
        name: name?,
        parts: weighed(at, &parts, weighing.as_ref(), faults)?,
        method: method?,
        missing: missing?,
        min_coverage: min_coverage?,
        min_present: min_present?,
        rounding: rounding?,
        weighing,
    })
}

/// A part as it is written.
struct Written {
    code: Box<str>,
    weight: Option<Exact>,
}

/// A part: its code, or an object of code and weight.
fn part(at: &Cursor<'_>, faults: &mut Faults) -> Option<Written> {
    if let Json::Text(code) = at.json {
        return Some(Written { code: code.clone(), weight: None });
    }
    let mut fields = at.fields(faults)?;
    let code = fields.need(faults, "code").and_then(|at| text(&at, faults));
    let weight = maybe(&mut fields, "weight", faults, |at, f| {
        let weight = at.exact(f)?;
        if weight.is_negative() {
            at.fault(f, &lints::WEIGHT, [("error", "a weight is not below zero".into())]);
            return None;
        }
        Some(weight)
    });
    fields.finish(faults);
    Some(Written { code: code?, weight: weight? })
}

/// The parts with the weights that they have or that a rule computes, at least one of them above zero.
fn weighed(
    at: &Cursor<'_>,
    parts: &[Written],
    weighing: Option<&Weighing>,
    faults: &mut Faults,
) -> Option<Vec<Part>> {
    let own = parts.iter().map(|part| part.weight.clone().unwrap_or(Exact::ONE));
    let weights: Option<Vec<Number>> = match weighing {
        Some(weighing) => Some(weighing.weights.iter().map(|(_, weight)| *weight).collect()),
        None => whole(&own.collect::<Vec<_>>()),
    };
    let Some(weights) = weights else {
        let far = "they are too far apart to be held together exactly";
        at.fault(faults, &lints::WEIGHT, [("error", far.into())]);
        return None;
    };
    if !weights.is_empty() && weights.iter().all(|weight| weight.is_zero()) {
        at.fault(faults, &lints::WEIGHT, [("error", "all of them are zero".into())]);
        return None;
    }
    let part = |(part, weight): (&Written, Number)| Part { code: part.code.clone(), weight };
    Some(parts.iter().zip(weights).map(part).collect())
}

pub(in crate::composite) fn method(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Method> {
    let joined =
        optional(fields, "method", faults, Joined::By(&Method::Arithmetic), |at, f| at.word(f, METHOD));
    match joined? {
        Joined::By(method) => Some(method.clone()),
        Joined::Power => fields.need(faults, "exponent")?.figure(faults).map(Method::Power),
        Joined::Table => {
            let rows = fields.need(faults, "table")?.list(faults);
            let rows: Option<Vec<Row>> = rows.iter().map(|at| row(at, faults)).collect();
            rows.map(|rows| Method::Table(Arc::new(Table::new(rows))))
        }
    }
}

fn row(at: &Cursor<'_>, faults: &mut Faults) -> Option<Row> {
    let mut fields = at.fields(faults)?;
    let when = fields.need(faults, "when").and_then(|at| condition(&at, faults));
    let score = fields.need(faults, "score").and_then(|at| at.figure(faults));
    fields.finish(faults);
    Some(Row::new(when?, score?))
}

pub(in crate::composite) fn missing(at: &Cursor<'_>, faults: &mut Faults) -> Option<MissingChildren> {
    if !matches!(at.json, Json::Object(_)) {
        return at.word(faults, MISSING);
    }
    let (_, score) = variant(at, &["score"], faults)?;
    score.figure(faults).map(MissingChildren::Score)
}
