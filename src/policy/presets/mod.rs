//! Policies of regulations and indices, each with its source, scope, validity and doubts.
//!
//! A preset is an ordinary [`Policy`]: read it, write it, change it. Nothing about a country stands anywhere
//! else. What was not read in its source is a doubt, and stays one until somebody reads it. The worked examples of
//! regulations are computed again, and shown wrong where they are: [`worked`]. `docs/presets.md` shows every preset
//! whole: [`page`].
//!
//! | id | what | from |
//! |---|---|---|
//! | `permendagri-86-2017-floor`, `-round-first`, `-open` | evaluation of regional plans, the printed table repaired in three ways | [`permendagri_86_2017`] |
//! | `sakip-88-2021` | the evaluation sheet of accountability systems | [`sakip_88_2021`] |
//! | `pmk-214-2017`, `pmk-22-2021` | budget performance of ministries | [`pmk_214_2017`], [`pmk_22_2021`] |
//! | `skp-8-2021` | performance of civil servants: the range rule | [`skp_8_2021`] |
//! | `spbe-59-2020` | maturity of electronic government | [`spbe_59_2020`] |
//! | `hdi` | classes of the human development index | [`hdi`] |
//! | `ipm` | classes of the national index (*Indeks Pembangunan Manusia*) | [`ipm`] |
//! | `open-sdg-progress` | classes of progress towards a dated target | [`open_sdg_progress`] |
//! | `grl` | satisfaction of goal models, −100 to 100 | [`grl`] |
//!
//! ```
//! use renstra::policy::presets;
//! let ids: Vec<_> = presets::all().iter().map(|policy| policy.id().to_owned()).collect();
//! assert!(ids.contains(&"hdi".to_owned()));
//! assert!(presets::by_id("sakip-88-2021").is_some());
//! ```

mod accountability;
mod index;
mod page;
mod progress;
mod region;
mod state;
mod worked;

use chrono::NaiveDate;

use crate::formula::{Bands, BandsBuilder};
use crate::number::Number;

use super::Policy;

pub use accountability::{SheetRow, sakip_88_2021, sakip_formula, sakip_sheet};
pub use index::{hdi, ipm, spbe_59_2020};
pub use page::page;
pub use progress::{grl, open_sdg_progress};
pub use region::{permendagri_86_2017, permendagri_86_2017_printed};
pub use state::{budget_efficiency, pmk_22_2021, pmk_214_2017, skp_8_2021};
pub use worked::{Worked, worked};

use crate::formula::Repair;

/// Every preset.
#[must_use]
pub fn all() -> Vec<Policy> {
    vec![
        permendagri_86_2017(Repair::Floor),
        permendagri_86_2017(Repair::RoundFirst),
        permendagri_86_2017(Repair::Open),
        sakip_88_2021(),
        pmk_214_2017(),
        pmk_22_2021(),
        skp_8_2021(),
        spbe_59_2020(),
        hdi(),
        ipm(),
        open_sdg_progress(),
        grl(),
    ]
}

/// The preset of this id.
#[must_use]
pub fn by_id(id: &str) -> Option<Policy> {
    all().into_iter().find(|policy| policy.id() == id)
}

/// The presets that are in force on a day; those whose validity is not known are among them.
///
/// ```
/// use renstra::policy::presets;
/// let day = chrono::NaiveDate::from_ymd_opt(2018, 6, 30).unwrap();
/// let ids: Vec<_> = presets::in_force(day).iter().map(|policy| policy.id().to_owned()).collect();
/// assert!(ids.contains(&"pmk-214-2017".to_owned()) && !ids.contains(&"pmk-22-2021".to_owned()));
/// ```
#[must_use]
pub fn in_force(day: NaiveDate) -> Vec<Policy> {
    all().into_iter().filter(|policy| policy.validity().holds_on(day)).collect()
}

/// The preset that governs a matter on a day: [`governing`](super::governing) over all presets.
///
/// | matter | presets |
/// |---|---|
/// | `regional-plan-evaluation` | `permendagri-86-2017-floor`, `-round-first`, `-open`: always several, one is chosen by id |
/// | `accountability-system` | `sakip-88-2021` |
/// | `ministry-budget-performance` | `pmk-214-2017`, `pmk-22-2021` |
/// | `civil-servant-performance` | `skp-8-2021` |
/// | `e-government-maturity` | `spbe-59-2020` |
/// | `human-development` | `hdi` |
/// | `national-human-development` | `ipm` |
/// | `sustainable-development-progress` | `open-sdg-progress` |
/// | `goal-model` | `grl` |
///
/// # Errors
/// No preset governs the matter, none is in force on the day, or more than one is.
///
/// ```
/// use renstra::policy::presets;
/// let on = |day: &str| presets::governing("ministry-budget-performance", day.parse().unwrap());
/// assert_eq!(on("2020-12-31").unwrap().id(), "pmk-214-2017");
/// // Nobody has read on which day of 2021 one followed the other.
/// assert_eq!(on("2021-12-31").unwrap_err().candidates().len(), 2);
/// // The successor of 2023 is no preset.
/// assert_eq!(on("2024-12-31").unwrap_err().finding().code(), "policy.none-in-force");
/// ```
pub fn governing(matter: &str, day: NaiveDate) -> Result<Policy, super::NotOne> {
    super::governing(&all(), matter, day).cloned()
}

/// The first day of a year.
fn new_year(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 1, 1)
}

/// The last day of a year.
fn year_end(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 12, 31)
}

/// A figure of a preset, by its digits: `thousandths(550)` is 0.550.
fn thousandths(n: i64) -> Number {
    Number::from_parts(n.into(), 3).unwrap_or_default()
}

/// Bands of a preset. They are constants, and a test builds each: so what fails to build is no bands at all
/// rather than a panic.
fn bands(builder: BandsBuilder) -> Option<std::sync::Arc<Bands>> {
    builder.build().ok().map(std::sync::Arc::new)
}

#[cfg(test)]
mod tests {
    use super::all;
    use crate::plan::Kind;
    use crate::policy::Facts;

    #[test]
    fn every_preset_says_what_it_is_and_its_bands_hold() {
        for policy in all() {
            assert!(!policy.source_text().is_empty() && !policy.scope_text().is_empty(), "{}", policy.id());
            let settings = policy.resolve(&Facts::new(Kind::Program, "")).unwrap();
            let without = ["pmk-214-2017", "pmk-22-2021", "skp-8-2021"].contains(&policy.id());
            assert_eq!(settings.bands().is_none(), without, "{}", policy.id());
        }
    }

    #[test]
    fn ids_are_unique() {
        let mut ids: Vec<_> = all().iter().map(|policy| policy.id().to_owned()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all().len());
    }
}
