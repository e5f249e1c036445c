//! A definition's file into a definition; all that is wrong with it at once.

pub(super) mod group;
pub(super) mod input;
mod order;

use std::sync::Arc;

use crate::finding::{Finding, Origin, Subject};
use crate::formula::rule::Onto;
use crate::formula::{Bands, BandsBuilder, Closed, Ranking, Stage};
use crate::number::{Fixed, Number, Numbers, Rounding, RoundingMode};
use crate::policy::json::cursor::{Cursor, Faults, Fields};
use crate::policy::json::rule::read_onto;
use crate::policy::json::tree::Json;
use crate::policy::{Registry, lints as policy};

use super::file::{Cells, File, Input, Unit};
use super::lints;
use super::words::{BEST, MODE, NUMBERS, STAGE, TIES};

/// Reads a definition, with its warnings, or tells all that is wrong with it.
pub(super) fn definition(text: &str, registry: &Registry) -> Result<(File, Vec<Finding>), Vec<Finding>> {
    let json = Json::parse(text).map_err(|error| {
        let here = Some(Origin::Pointer("".into()));
        let syntax = Finding::new(&policy::SYNTAX, Subject::new("definition", "", ""));
        vec![syntax.with("error", error.to_string()).at(here)]
    })?;
    let mut faults = Faults::default();
    let file = file(&Cursor::root_of("definition", &json), registry, &mut faults);
    match file {
        Some((file, warnings)) if faults.0.is_empty() => Ok((file, warnings)),
        _ => Err(faults.0),
    }
}

fn file(at: &Cursor<'_>, registry: &Registry, faults: &mut Faults) -> Option<(File, Vec<Finding>)> {
    let mut fields = at.fields(faults)?;
    let version = fields.take("renstra-composite");
    // Of another version nothing else can be said.
    if version.as_ref().map(|at| at.json) != Some(&Json::Number("1".into())) {
        let found = version.as_ref().map_or("not named".into(), |at| format!("`{}`", at.json));
        version.unwrap_or(at.clone()).fault(faults, &lints::VERSION, [("version", found.into())]);
        return None;
    }
    let id = fields.need(faults, "id").and_then(|at| text(&at, faults));
    let mut free = |key| fields.take(key).map_or(Some(Box::default()), |at| text(&at, faults));
    let (title, source, scope) = (free("title"), free("source"), free("scope"));
    let doubts = texts(&mut fields, "doubts", faults);
    let cells = Cells {
        numbers: optional(&mut fields, "numbers", faults, Numbers::Point, |at, f| at.word(f, NUMBERS))?,
        blank: texts(&mut fields, "blank", faults),
    };
    let unit = fields.need(faults, "unit").and_then(|at| unit(&at, faults));
    let inputs = fields.need(faults, "inputs").and_then(|at| {
        let rows = at.list(faults);
        let each = |at: &Cursor<'_>| input::input(at, registry, faults);
        whole(rows.iter().map(each).collect())
    });
    let levels = levels(&mut fields, faults, inputs.as_deref());
    let rounding = maybe(&mut fields, "rounding", faults, rounding);
    let range = maybe(&mut fields, "band_range", faults, read_onto);
    let range = range.flatten();
    let bands = maybe(&mut fields, "bands", faults, |at, f| bands(at, range, f));
    let band_on = optional(&mut fields, "band_on", faults, Stage::Rounded, |at, f| at.word(f, STAGE));
    let ranking = optional(&mut fields, "rank", faults, Ranking::default(), ranking);
    fields.extensions();
    fields.finish(faults);
    let order::Levels { groups, top, warnings } = levels?;
    let file = File {
        id: id?,
        title: title?,
        source: source?,
        scope: scope?,
        doubts,
        cells,
        unit: unit?,
        inputs: inputs?,
        groups,
        top,
        rounding: rounding?,
        bands: bands?.map(Arc::new),
        band_on: band_on?,
        ranking: ranking?,
    };
    Some((file, warnings))
}

/// The groups in the order of their parts, and the index among them. While inputs or groups are faulty, what they
/// name is not known and would be reported as unknown.
fn levels(fields: &mut Fields<'_>, faults: &mut Faults, inputs: Option<&[Input]>) -> Option<order::Levels> {
    let at = fields.need(faults, "groups");
    let top = fields.take("top");
    let at = at?;
    let rows = at.list(faults);
    let groups = whole(rows.iter().map(|row| Some((group::group(row, faults)?, row))).collect());
    order::levels(&at, groups?, inputs?, top.as_ref(), faults)
}

/// All of them, or none; so that each is read before one that fails ends it.
fn whole<T>(read: Vec<Option<T>>) -> Option<Vec<T>> {
    read.into_iter().collect()
}

pub(super) fn text(at: &Cursor<'_>, faults: &mut Faults) -> Option<Box<str>> {
    at.text(faults).map(Box::from)
}

/// A list of texts.
fn texts(fields: &mut Fields<'_>, key: &'static str, faults: &mut Faults) -> Vec<Box<str>> {
    let list = fields.take(key).map_or(Vec::new(), |at| at.list(faults));
    list.iter().filter_map(|at| text(at, faults)).collect()
}

/// A field that may be left out.
pub(super) fn maybe<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    faults: &mut Faults,
    read: impl FnOnce(&Cursor<'_>, &mut Faults) -> Option<T>,
) -> Option<Option<T>> {
    fields.take(key).map_or(Some(None), |at| read(&at, faults).map(Some))
}

/// A field with a default.
pub(super) fn optional<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    faults: &mut Faults,
    default: T,
    read: impl FnOnce(&Cursor<'_>, &mut Faults) -> Option<T>,
) -> Option<T> {
    maybe(fields, key, faults, read).map(|found| found.unwrap_or(default))
}

/// Reports a value that stands outside the limits of its field.
pub(super) fn bad_value(at: &Cursor<'_>, faults: &mut Faults, expected: &'static str) {
    let found = match at.json {
        Json::Text(text) => text.to_string(),
        json => json.to_string(),
    };
    at.fault(faults, &lints::BAD_VALUE, [("expected", expected.into()), ("found", found.into())]);
}

fn unit(at: &Cursor<'_>, faults: &mut Faults) -> Option<Unit> {
    let mut fields = at.fields(faults)?;
    let code = fields.need(faults, "code").and_then(|at| text(&at, faults));
    let name = maybe(&mut fields, "name", faults, text);
    fields.finish(faults);
    Some(Unit { code: code?, name: name? })
}

fn rounding(at: &Cursor<'_>, faults: &mut Faults) -> Option<Rounding> {
    let mut fields = at.fields(faults)?;
    let at_digits = fields.need(faults, "digits");
    let digits = at_digits.as_ref().and_then(|at| at.count(faults));
    let mode = optional(&mut fields, "mode", faults, RoundingMode::HalfUp, |at, f| at.word(f, MODE));
    fields.finish(faults);
    let digits = digits?;
    if digits > Fixed::PLACES {
        bad_value(&at_digits?, faults, "a number of digits from 0 to 15");
        return None;
    }
    Some(Rounding::new(mode?, digits))
}

/// A share of 1.
pub(super) fn share(at: &Cursor<'_>, faults: &mut Faults) -> Option<Fixed> {
    let share = at.figure(faults).and_then(Fixed::from_number)?;
    if share < Fixed::ZERO || share > Fixed::ONE {
        bad_value(at, faults, "a share from 0 to 1");
        return None;
    }
    Some(share)
}

fn ranking(at: &Cursor<'_>, faults: &mut Faults) -> Option<Ranking> {
    let mut fields = at.fields(faults)?;
    let default = Ranking::default();
    let on = optional(&mut fields, "on", faults, default.on, |at, f| at.word(f, STAGE));
    let ties = optional(&mut fields, "ties", faults, default.ties, |at, f| at.word(f, TIES));
    let best = optional(&mut fields, "best", faults, default.best, |at, f| at.word(f, BEST));
    fields.finish(faults);
    Some(default.on(on?).ties(ties?).best(best?))
}

/// Bands from the lowest, of which each but that has a lower end.
fn bands(at: &Cursor<'_>, range: Option<Onto>, faults: &mut Faults) -> Option<Bands> {
    let mut builder: Option<BandsBuilder> = None;
    for row in at.list(faults) {
        let mut fields = row.fields(faults)?;
        let label = fields.need(faults, "label").and_then(|at| text(&at, faults));
        let from = maybe(&mut fields, "from", faults, |at, f| at.figure(f));
        let above = maybe(&mut fields, "above", faults, |at, f| at.figure(f));
        fields.finish(faults);
        builder = Some(match (builder, cut(from?, above?)) {
            (None, Ok(None)) => Bands::builder(label?),
            (Some(builder), Ok(Some((cut, closed)))) => builder.cut(cut, closed, label?),
            (None, _) => {
                bad_band(&row, faults, "the first band is the lowest and has neither `from` nor `above`");
                return None;
            }
            (Some(_), _) => {
                bad_band(&row, faults, "each band but the lowest has either `from` or `above`");
                return None;
            }
        });
    }
    let closed = |builder: BandsBuilder| match range {
        Some(range) => builder.domain(range.worst, range.best),
        None => builder,
    };
    match builder.map(|builder| closed(builder).build()) {
        Some(Ok(bands)) => Some(bands),
        Some(Err(error)) => {
            bad_band(at, faults, &error.to_string());
            None
        }
        None => {
            bad_band(at, faults, "there is no band");
            None
        }
    }
}

/// Where a band begins; an error where both ways are given.
fn cut(from: Option<Number>, above: Option<Number>) -> Result<Option<(Number, Closed)>, ()> {
    match (from, above) {
        (Some(_), Some(_)) => Err(()),
        (Some(from), None) => Ok(Some((from, Closed::Above))),
        (None, Some(above)) => Ok(Some((above, Closed::Below))),
        (None, None) => Ok(None),
    }
}

fn bad_band(at: &Cursor<'_>, faults: &mut Faults, error: &str) {
    at.fault(faults, &policy::BANDS, [("error", error.into())]);
}
