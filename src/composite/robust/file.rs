//! The file of a trial, version 1: its keys and their words.

use serde_json::value::RawValue;

use crate::composite::definition::Definition;
use crate::composite::file::{Group, Normalise};
use crate::composite::impute::{self, Impute};
use crate::composite::read::{bad_value, group, input, maybe, optional, share, text};
use crate::composite::{lints, weights};
use crate::finding::{Arg, Finding, Origin, Subject, suggest::nearest};
use crate::formula::{Method, MissingChildren};
use crate::number::{Fixed, Number};
use crate::policy::json::cursor::{Cursor, Faults, Fields};
use crate::policy::json::tree::Json;
use crate::policy::{Registry, lints as policy};

/// A trial, version 1. What is varied stays as written too, for the result to tell.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) id: Box<str>,
    pub(super) title: Box<str>,
    pub(super) source: Box<str>,
    pub(super) seed: u64,
    pub(super) replications: u32,
    pub(super) interval: [Fixed; 2],
    pub(super) shares: Shares,
    pub(super) choices: Vec<Choice>,
    pub(super) written: Option<Box<RawValue>>,
}

/// Whether shares of the variance are estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shares {
    None,
    Sobol,
}

const SHARES: &[(&str, Shares)] = &[("none", Shares::None), ("sobol", Shares::Sobol)];

/// One choice: what is drawn, and for which groups or inputs.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) name: Box<str>,
    /// The codes of groups or inputs; all where none are named.
    on: Option<Vec<Box<str>>>,
    pub(super) kind: Kind,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    WeightsWithin(Number),
    /// For each option the groups whose weights it sets; none where they are as they are.
    Weights(Vec<Vec<(Box<str>, Vec<Number>)>>),
    Methods(Vec<Method>),
    Missing(Vec<MissingChildren>),
    Normalise(Vec<Normalise>),
    Impute(Vec<Option<Impute>>),
    BandsWithin(Number),
}

/// The keys that say what is drawn.
const KINDS: [&str; 7] =
    ["weights_within", "weights", "methods", "missing", "normalise", "impute", "bands_within"];
/// The most choices.
const CHOICES: usize = 64;
/// The most options of one choice.
const OPTIONS: usize = 64;
/// The most digits behind the point of what a number varies within.
const DIGITS: u32 = 4;

/// Reads a trial of a definition, or tells all that is wrong with it.
pub(super) fn trial(definition: &Definition, text: &str, registry: &Registry) -> Result<File, Vec<Finding>> {
    let json = Json::parse(text).map_err(|error| {
        let here = Some(Origin::Pointer("".into()));
        let syntax = Finding::new(&policy::SYNTAX, Subject::new("trial", "", ""));
        vec![syntax.with("error", error.to_string()).at(here)]
    })?;
    let mut faults = Faults::default();
    let reader = Reader { definition, registry };
    match reader.file(&Cursor::root_of("trial", &json), &mut faults) {
        Some(file) if faults.0.is_empty() => Ok(file),
        _ => Err(faults.0),
    }
}

/// What a trial is read against.
#[derive(Clone, Copy)]
struct Reader<'d> {
    definition: &'d Definition,
    registry: &'d Registry,
}

impl Reader<'_> {
    fn file(self, at: &Cursor<'_>, faults: &mut Faults) -> Option<File> {
        let mut fields = at.fields(faults)?;
        let version = fields.take("renstra-robust");
        if version.as_ref().map(|at| at.json) != Some(&Json::Number("1".into())) {
            let found = version.as_ref().map_or("not named".into(), |at| format!("`{}`", at.json));
            version.unwrap_or(at.clone()).fault(faults, &lints::TRIAL_VERSION, [("version", found.into())]);
            return None;
        }
        let mut free = |key| optional(&mut fields, key, faults, Box::default(), text);
        let (id, title, source) = (free("id"), free("title"), free("source"));
        let seed = fields.need(faults, "seed").and_then(|at| seed(&at, faults));
        let replications = optional(&mut fields, "replications", faults, 1_000, replications);
        let interval = optional(&mut fields, "interval", faults, middle()?, interval);
        let shares = optional(&mut fields, "shares", faults, Shares::None, |at, f| at.word(f, SHARES));
        let vary = fields.need(faults, "vary");
        fields.extensions();
        fields.finish(faults);
        let vary = vary?;
        let choices = self.choices(&vary, faults);
        Some(File {
            id: id?,
            title: title?,
            source: source?,
            seed: seed?,
            replications: replications?,
            interval: interval?,
            shares: shares?,
            choices: choices?,
            written: RawValue::from_string(vary.json.to_string()).ok(),
        })
    }

    fn choices(self, at: &Cursor<'_>, faults: &mut Faults) -> Option<Vec<Choice>> {
        let rows = at.list(faults);
        if rows.len() > CHOICES {
            at.fault(faults, &lints::TOO_MANY, [("most", CHOICES.into()), ("count", rows.len().into())]);
            return None;
        }
        let mut choices: Vec<Choice> = Vec::with_capacity(rows.len());
        for row in &rows {
            let Some(choice) = self.choice(row, faults) else { continue };
            if choices.iter().any(|other| other.name == choice.name) {
                row.fault(faults, &lints::DUPLICATE_CODE, [("code", (&*choice.name).into())]);
            }
            choices.push(choice);
        }
        Some(choices)
    }

    fn choice(self, at: &Cursor<'_>, faults: &mut Faults) -> Option<Choice> {
        let mut fields = at.fields(faults)?;
        let name = fields.need(faults, "name").and_then(|at| text(&at, faults));
        let mut given =
            KINDS.into_iter().filter_map(|key| Some((key, fields.take(key)?))).collect::<Vec<_>>();
        let (Some((key, value)), true) = (given.pop(), given.is_empty()) else {
            let keys = Arg::List(KINDS.iter().map(|key| Box::from(*key)).collect());
            at.fault(faults, &lints::NO_CHOICE, [("keys", keys)]);
            return None;
        };
        let on = match key {
            "bands_within" => Some(None),
            "normalise" | "impute" => {
                let known = self.definition.file.inputs.iter().map(|input| &*input.code);
                on(&mut fields, "inputs", &known, faults)
            }
            _ => {
                let known = self.definition.file.groups.iter().map(|group| &*group.code);
                on(&mut fields, "groups", &known, faults)
            }
        };
        fields.finish(faults);
        let on = on?;
        let kind = self.kind(key, &value, on.as_deref(), faults)?;
        Some(Choice { name: name?, on, kind })
    }

    fn kind(self, key: &str, at: &Cursor<'_>, on: Option<&[Box<str>]>, faults: &mut Faults) -> Option<Kind> {
        match key {
            "weights_within" => within(at, Number::ONE, "a share from 0 to 1 of at most 4 digits", faults)
                .map(Kind::WeightsWithin),
            "bands_within" => self.bands_within(at, faults).map(Kind::BandsWithin),
            "weights" => options(at, faults, |at, f| self.weights(at, on, f)).map(Kind::Weights),
            "methods" => options(at, faults, |at, f| {
                let mut fields = at.fields(f)?;
                let method = group::method(&mut fields, f);
                fields.finish(f);
                method
            })
            .map(Kind::Methods),
            "missing" => options(at, faults, group::missing).map(Kind::Missing),
            "normalise" => {
                options(at, faults, |at, f| input::normalise(at, self.registry, f)).map(Kind::Normalise)
            }
            _ => options(at, faults, |at, f| match at.json {
                Json::Null => Some(None),
                _ => impute::read(at, f).map(Some),
            })
            .map(Kind::Impute),
        }
    }

    /// The weights that a rule gives to each of the groups.
    fn weights(
        self,
        at: &Cursor<'_>,
        on: Option<&[Box<str>]>,
        faults: &mut Faults,
    ) -> Option<Vec<(Box<str>, Vec<Number>)>> {
        if at.json == &Json::Null {
            return Some(Vec::new());
        }
        let is_on = |group: &&Group| on.is_none_or(|codes| codes.contains(&group.code));
        let weigh = |group: &Group| {
            let codes = group.parts.iter().map(|part| part.code.clone()).collect();
            let found = weights::read(at, codes, faults)?;
            Some((group.code.clone(), found.weights.into_iter().map(|(_, weight)| weight).collect()))
        };
        self.definition.file.groups.iter().filter(is_on).map(weigh).collect()
    }

    /// So little that no cut can pass another one or an end.
    fn bands_within(self, at: &Cursor<'_>, faults: &mut Faults) -> Option<Number> {
        const DUE: &str = "a figure of at most 4 digits below half of the least distance between two cuts";
        let by = within(at, Number::HUNDRED.checked_mul(Number::HUNDRED)?, DUE, faults)?;
        let bands = self.definition.file.bands.as_deref();
        let cuts = bands.into_iter().flat_map(|bands| {
            [bands.low()].into_iter().chain(bands.iter().map(|band| band.from)).chain([bands.high()])
        });
        let cuts: Vec<Number> = cuts.flatten().collect();
        let near = |pair: &&[Number]| match pair {
            [low, high] => {
                high.checked_sub(*low).zip(by.checked_add(by)).is_none_or(|(gap, twice)| gap <= twice)
            }
            _ => false,
        };
        if cuts.is_empty() || cuts.windows(2).any(|pair| near(&pair)) {
            bad_value(at, faults, DUE);
            return None;
        }
        Some(by)
    }
}

/// The groups or inputs that a choice is for; all of them where none are named.
fn on<'k>(
    fields: &mut Fields<'_>,
    key: &'static str,
    known: &(impl Iterator<Item = &'k str> + Clone),
    faults: &mut Faults,
) -> Option<Option<Vec<Box<str>>>> {
    maybe(fields, key, faults, |at, faults| {
        let mut codes = Vec::new();
        for at in at.list(faults) {
            let code = at.text(faults)?;
            if !known.clone().any(|known| known == code) {
                let near = nearest(code, known.clone()).map(Into::into);
                let said = [("code", code.into()), ("suggestion", Arg::Suggestion(near))];
                at.fault(faults, &lints::UNKNOWN_CODE, said);
            }
            codes.push(code.into());
        }
        Some(codes)
    })
}

/// The options of a choice, from 1 to so many.
fn options<T>(
    at: &Cursor<'_>,
    faults: &mut Faults,
    mut read: impl FnMut(&Cursor<'_>, &mut Faults) -> Option<T>,
) -> Option<Vec<T>> {
    let rows = at.list(faults);
    if rows.is_empty() || rows.len() > OPTIONS {
        at.fault(faults, &lints::TOO_MANY, [("most", OPTIONS.into()), ("count", rows.len().into())]);
        return None;
    }
    let read: Vec<Option<T>> = rows.iter().map(|at| read(at, faults)).collect();
    read.into_iter().collect()
}

/// A figure that is neither negative nor above the most, and has few digits.
fn within(at: &Cursor<'_>, most: Number, due: &'static str, faults: &mut Faults) -> Option<Number> {
    let by = at.figure(faults)?.normalized();
    if by.is_negative() || by > most || by.parts().1 > DIGITS {
        bad_value(at, faults, due);
        return None;
    }
    Some(by)
}

fn seed(at: &Cursor<'_>, faults: &mut Faults) -> Option<u64> {
    let read = match at.json {
        Json::Number(text) | Json::Text(text) => text.parse().ok(),
        _ => None,
    };
    if read.is_none() {
        bad_value(at, faults, "a whole number from 0 to 18446744073709551615");
    }
    read
}

fn replications(at: &Cursor<'_>, faults: &mut Faults) -> Option<u32> {
    let count = at.count(faults)?;
    if count == 0 {
        bad_value(at, faults, "a count of at least 1");
        return None;
    }
    Some(count)
}

/// From 5 % to 95 %.
fn middle() -> Option<[Fixed; 2]> {
    let twentieth = Fixed::UNITS_PER_ONE / 20;
    Some([Fixed::from_units(twentieth)?, Fixed::from_units(Fixed::UNITS_PER_ONE - twentieth)?])
}

fn interval(at: &Cursor<'_>, faults: &mut Faults) -> Option<[Fixed; 2]> {
    let ends: Vec<Fixed> = at.list(faults).iter().map(|at| share(at, faults)).collect::<Option<_>>()?;
    match ends.as_slice() {
        [low, high] if low <= high => Some([*low, *high]),
        _ => {
            bad_value(at, faults, "a list of two shares, the lower one first");
            None
        }
    }
}

impl Choice {
    /// Whether it draws for this group or input.
    pub(super) fn is_on(&self, code: &str) -> bool {
        self.on.as_ref().is_none_or(|codes| codes.iter().any(|known| **known == *code))
    }
}
