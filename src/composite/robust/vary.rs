//! What a draw changes in a definition.

use std::sync::Arc;

use crate::composite::definition::Definition;
use crate::composite::file::{Group, Input};
use crate::formula::Bands;
use crate::number::Number;
use crate::robust::Draws;

use super::file::{Choice, Kind};

impl Choice {
    /// Draws, and changes the definition; `None` where a number leaves the range of exact ones.
    pub(super) fn draw(&self, definition: &mut Definition, draws: &mut Draws) -> Option<()> {
        match &self.kind {
            Kind::WeightsWithin(by) => self.shake_weights(definition, *by, draws)?,
            Kind::BandsWithin(by) => shake_bands(definition, *by, draws)?,
            Kind::Weights(options) => set_weights(definition, one_of(options, draws)?),
            Kind::Methods(options) => {
                let method = one_of(options, draws)?;
                self.groups(definition).for_each(|group| group.method = method.clone());
            }
            Kind::Missing(options) => {
                let missing = one_of(options, draws)?;
                self.groups(definition).for_each(|group| group.missing = *missing);
            }
            Kind::Normalise(options) => {
                let normalise = one_of(options, draws)?;
                self.inputs(definition).for_each(|input| input.normalise = normalise.clone());
            }
            Kind::Impute(options) => {
                let impute = one_of(options, draws)?;
                self.inputs(definition).for_each(|input| input.impute = impute.clone());
            }
        }
        Some(())
    }

    /// Each weight times 1 + a draw of its own.
    fn shake_weights(&self, definition: &mut Definition, by: Number, draws: &mut Draws) -> Option<()> {
        for part in self.groups(definition).flat_map(|group| &mut group.parts) {
            part.weight = part.weight.checked_mul(Number::ONE.checked_add(draws.around(by)?)?)?;
        }
        Some(())
    }

    fn groups<'d>(&'d self, definition: &'d mut Definition) -> impl Iterator<Item = &'d mut Group> {
        definition.file.groups.iter_mut().filter(|group| self.is_on(&group.code))
    }

    fn inputs<'d>(&'d self, definition: &'d mut Definition) -> impl Iterator<Item = &'d mut Input> {
        definition.file.inputs.iter_mut().filter(|input| self.is_on(&input.code))
    }
}

fn one_of<'o, T>(options: &'o [T], draws: &mut Draws) -> Option<&'o T> {
    let drawn = draws.below(u32::try_from(options.len()).ok()?);
    options.get(usize::try_from(drawn).ok()?)
}

fn set_weights(definition: &mut Definition, of: &[(Box<str>, Vec<Number>)]) {
    for (code, weights) in of {
        let group = definition.file.groups.iter_mut().find(|group| group.code == *code);
        let parts = group.into_iter().flat_map(|group| &mut group.parts);
        parts.zip(weights).for_each(|(part, weight)| part.weight = *weight);
    }
}

/// Each cut plus a draw of its own.
fn shake_bands(definition: &mut Definition, by: Number, draws: &mut Draws) -> Option<()> {
    let Some(bands) = &definition.file.bands else { return Some(()) };
    let mut each = bands.iter();
    let mut builder = Bands::builder(each.next()?.label.clone());
    for band in each {
        let cut = band.from?.checked_add(draws.around(by)?)?;
        builder = builder.cut(cut, band.closed, band.label.clone());
    }
    builder = bands.low().into_iter().fold(builder, |builder, low| builder.low(low));
    builder = bands.high().into_iter().fold(builder, |builder, high| builder.high(high));
    definition.file.bands = Some(Arc::new(builder.build().ok()?));
    Some(())
}
