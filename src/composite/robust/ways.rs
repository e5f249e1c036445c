//! The ways in which an input can be drawn: each is brought onto its scale once, and not in every replication.

use crate::composite::definition::{Definition, DefinitionError};
use crate::composite::faults::{CompositeError, TableFaults};
use crate::composite::file::{Input, Normalise};
use crate::composite::impute::Impute;
use crate::composite::lints;
use crate::composite::prepare::Prepared;
use crate::composite::run::{exact, leaf};
use crate::composite::table::UnitTable;
use crate::finding::{Finding, Origin, Subject};
use crate::formula::{Datum, Formula, Outcome, evaluate_leaf};

use super::file::{Choice, Kind};

/// The most ways of one input.
const MOST: usize = 256;

/// A way of bringing an input onto a scale.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Way {
    normalise: Normalise,
    impute: Option<Impute>,
}

/// A way, and what each unit comes to by it.
pub(super) struct Variant<'w> {
    way: &'w Way,
    outcomes: Vec<Outcome>,
}

/// Every way in which the choices can draw an input, the one of the definition first.
pub(super) fn ways(input: &Input, choices: &[Choice]) -> Result<Vec<Way>, DefinitionError> {
    let mut ways = vec![Way { normalise: input.normalise.clone(), impute: input.impute.clone() }];
    for choice in choices.iter().filter(|choice| choice.is_on(&input.code)) {
        let known = ways.len();
        for at in 0..known {
            for way in ways.get(at).map(|way| others(way, &choice.kind)).unwrap_or_default() {
                if !ways.contains(&way) {
                    ways.push(way);
                }
            }
            if ways.len() > MOST {
                let finding = Finding::new(&lints::TOO_MANY_WAYS, Subject::new("trial", "", ""));
                let here = Some(Origin::Pointer("/vary".into()));
                let finding = finding.with("input", &*input.code).with("most", MOST).at(here);
                return Err(DefinitionError::new(vec![finding]));
            }
        }
    }
    Ok(ways)
}

/// The ways that a choice makes of one.
fn others(way: &Way, kind: &Kind) -> Vec<Way> {
    match kind {
        Kind::Normalise(options) => {
            options.iter().map(|option| Way { normalise: option.clone(), ..way.clone() }).collect()
        }
        Kind::Impute(options) => {
            options.iter().map(|option| Way { impute: option.clone(), ..way.clone() }).collect()
        }
        _ => Vec::new(),
    }
}

/// What each unit comes to, for each input in each of its ways.
pub(super) fn variants<'w>(
    definition: &Definition,
    ways: &'w [Vec<Way>],
    table: &UnitTable,
) -> Result<Vec<Vec<Variant<'w>>>, CompositeError> {
    let mut faults = TableFaults::default();
    let stand_ins = ways.iter().flatten().filter_map(|way| way.impute.as_ref()).flat_map(Impute::columns);
    faults.columns(table, stand_ins);
    faults.into_result()?;
    let mut faults = TableFaults::default();
    let units: Vec<&str> = definition.units(table, &mut faults).into_iter().map(|(code, _)| code).collect();
    let mut variant = |input: &Input, way: &'w Way| {
        let mut input = input.clone();
        (input.normalise, input.impute) = (way.normalise.clone(), way.impute.clone());
        let column = definition.column(&input, table, &units, &mut faults);
        Variant { way, outcomes: column.map(|column| outcomes(&column, table)).unwrap_or_default() }
    };
    let mut variants = Vec::with_capacity(ways.len());
    for (input, ways) in definition.file.inputs.iter().zip(ways) {
        variants.push(ways.iter().map(|way| variant(input, way)).collect());
    }
    faults.into_result()?;
    Ok(variants)
}

/// What each unit comes to for an input.
fn outcomes(column: &Prepared, table: &UnitTable) -> Vec<Outcome> {
    let leaf = leaf(column, &mut Formula::builder());
    let score = |row: usize| {
        let cell = |data: &Vec<Datum>| data.get(row).cloned().unwrap_or(Datum::BLANK);
        let data: Vec<Datum> = column.slots().map(cell).collect();
        evaluate_leaf(&leaf, &exact(), &data)
    };
    (0..table.count()).map(score).collect()
}

/// What each unit comes to for an input as it was drawn.
pub(super) fn chosen<'v>(input: &Input, variants: &'v [Variant<'_>]) -> Option<&'v [Outcome]> {
    let drawn = |variant: &&Variant<'_>| {
        variant.way.normalise == input.normalise && variant.way.impute == input.impute
    };
    variants.iter().find(drawn).map(|variant| variant.outcomes.as_slice())
}
