//! Scales of progress and of goal models.

use crate::formula::rule::Rule;
use crate::formula::{Bands, Cap, Method};
use crate::number::{Number, Rounding};
use crate::policy::{Overrides, Policy};

use super::bands;

/// Open SDG progress: observed against required growth, in percent: from 95 on track, from 60 acceleration
/// needed, from 0 limited progress, below deterioration.
///
/// ```
/// use renstra::plan::Kind;
/// use renstra::policy::{Facts, presets::open_sdg_progress};
/// let settings = open_sdg_progress().resolve(&Facts::new(Kind::Indicator, ""))?;
/// let bands = settings.bands().clone().unwrap();
/// let class = |percent: &str| bands.label(bands.place(percent.parse().unwrap())).unwrap().to_string();
/// assert_eq!([class("126.09"), class("69.48"), class("0")], ["on_track", "acceleration_needed", "limited"]);
/// assert_eq!(class("-31.59"), "deterioration");
/// # Ok::<(), renstra::policy::Tie>(())
/// ```
#[must_use]
pub fn open_sdg_progress() -> Policy {
    let classes = Bands::builder("deterioration")
        .from(Number::ZERO, "limited")
        .from(60.into(), "acceleration_needed")
        .from(95.into(), "on_track");
    let settings = Overrides::default()
        .higher(Rule::Given)
        .bands(bands(classes))
        .stage(crate::formula::Stage::Unrounded)
        .rounding(Rounding::half_up(2));
    Policy::new("open-sdg-progress", "Open SDG: progress towards a dated target")
        .source("Open SDG platform, progress calculation with a target (compound annual growth)")
        .scope("indicators of the Sustainable Development Goals with a dated target")
        .matter("sustainable-development-progress")
        .set(settings)
}

/// Goal models (GRL): satisfaction from −100 to 100; AND as the least child, here the method, and OR as the
/// greatest.
#[must_use]
pub fn grl() -> Policy {
    let levels = Bands::builder("denied")
        .over(Number::from(-100), "weakly denied")
        .from(Number::ZERO, "none")
        .over(Number::ZERO, "weakly satisfied")
        .from(100.into(), "satisfied")
        .domain(Number::from(-100), 100.into());
    let settings = Overrides::default()
        .higher(Rule::Given)
        .bands(bands(levels))
        .cap(Cap::NONE.at_least(Number::from(-100)).at_most(100.into()))
        .method(Method::Minimum);
    Policy::new("grl", "Goal models: satisfaction from −100 to 100")
        .source("ITU-T Z.151 (User Requirements Notation); conversion of indicators as in jUCMNav")
        .scope("goal models")
        .matter("goal-model")
        .doubt("the tool divides integers; here nothing is cut off")
        .set(settings)
}
