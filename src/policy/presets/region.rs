//! Scales of regional planning.

use std::sync::Arc;

use crate::formula::{Cap, End, Printed, Repair};
use crate::number::Rounding;
use crate::policy::{Overrides, Policy};

use super::new_year;

/// The table of Permendagri 86/2017 as it is printed: with gaps between its rows and nothing above 100.
///
/// ```
/// use renstra::formula::BandsError;
/// use renstra::policy::presets::permendagri_86_2017_printed;
/// // The proof that it leaves gaps: nobody can say what 50.5 is.
/// assert_eq!(permendagri_86_2017_printed().bands(), Err(BandsError::Gap("50.5".parse().unwrap())));
/// ```
#[must_use]
pub fn permendagri_86_2017_printed() -> Printed {
    let row = |printed: Printed, from: i64, to: i64, label| {
        printed.band(End::Included(from.into()), End::Included(to.into()), label)
    };
    let printed = Printed::default().band(End::Open, End::Included(50.into()), "sangat rendah");
    let printed = row(printed, 51, 65, "rendah");
    let printed = row(printed, 66, 75, "sedang");
    let printed = row(printed, 76, 90, "tinggi");
    row(printed, 91, 100, "sangat tinggi")
}

/// Permendagri 86/2017: evaluation of regional annual plans and agency plans (*evaluasi RKPD, Renja*), with the
/// gaps of its table closed as told.
///
/// | repair | very high (*sangat tinggi*) | high (*tinggi*) | medium (*sedang*) | low (*rendah*) | very low (*sangat rendah*) |
/// |---|---|---|---|---|---|
/// | floor | ≥ 91 | ≥ 76 | ≥ 66 | ≥ 51 | below |
/// | round first | ≥ 90.5 | ≥ 75.5 | ≥ 65.5 | ≥ 50.5 | below |
/// | open | > 90 | > 75 | > 65 | > 50 | the rest |
///
/// What is proved to have neither gap nor overlap is the *printed* table being repaired: the repair is part of the id
/// and stands among the doubts. Bands are read off the figure as it is
/// shown, with two digits. Achievement above 100 is placed as 100; the raw figure is kept beside it.
///
/// ```
/// use renstra::formula::{Placing, Repair};
/// use renstra::plan::Kind;
/// use renstra::policy::{Facts, presets::permendagri_86_2017};
/// let place = |repair| {
///     let settings = permendagri_86_2017(repair).resolve(&Facts::new(Kind::Program, "")).unwrap();
///     let bands = settings.bands().clone().unwrap();
///     bands.label(bands.place("90.5".parse().unwrap())).unwrap().to_string()
/// };
/// assert_eq!(place(Repair::Floor), "tinggi");
/// assert_eq!(place(Repair::RoundFirst), "sangat tinggi");
/// assert_eq!(place(Repair::Open), "sangat tinggi");
/// ```
#[must_use]
pub fn permendagri_86_2017(repair: Repair) -> Policy {
    let (id, named) = match repair {
        Repair::Floor => ("permendagri-86-2017-floor", "a band begins at its printed lower end"),
        Repair::RoundFirst => {
            ("permendagri-86-2017-round-first", "the score is rounded to a whole number first")
        }
        Repair::Open => {
            ("permendagri-86-2017-open", "a band begins beyond the printed upper end of the one below")
        }
    };
    let bands = permendagri_86_2017_printed().repaired(repair).ok().map(Arc::new);
    let settings =
        Overrides::default().bands(bands).cap(Cap::NONE.at_most(100.into())).rounding(Rounding::half_up(2));
    Policy::new(id, "Permendagri 86/2017: evaluation of regional annual and agency plans")
        .source("Ministry of Home Affairs Regulation 86 of 2017, scale of plan performance")
        .scope("Indonesian regions and their agencies: evaluation of RKPD, Renja and Renstra results")
        .matter("regional-plan-evaluation")
        .valid(new_year(2017), None)
        .doubt("the article's text was not read; the scale was seen in use in published evaluations (unverified)")
        .doubt(&format!("the printed table has gaps at 50-51, 65-66, 75-76 and 90-91; the repair used: {named}"))
        .doubt("nothing is printed above 100; achievement above it is placed as 100, and kept as the raw figure")
        .doubt("its first day in force was not read; the year is that of its number")
        .set(settings)
}
