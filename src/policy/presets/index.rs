//! Scales of published indices.

use crate::formula::rule::Rule;
use crate::formula::{Bands, Method, Stage};
use crate::number::{Number, Rounding};
use crate::policy::{Overrides, Policy};

use super::{bands, new_year, thousandths};

/// The human development index (UNDP): classes at 0.550, 0.700 and 0.800, lower end included, read off the
/// value rounded to three decimals; a geometric mean of its dimensions, each on 0 to 1.
///
/// ```
/// use renstra::plan::Kind;
/// use renstra::policy::{Facts, presets::hdi};
/// let settings = hdi().resolve(&Facts::new(Kind::Indicator, ""))?;
/// let bands = settings.bands().clone().unwrap();
/// let class = |value: &str| bands.label(bands.place(value.parse().unwrap())).unwrap().to_string();
/// assert_eq!([class("0.8"), class("0.799"), class("0.394")], ["very high", "high", "low"]);
/// # Ok::<(), renstra::policy::Tie>(())
/// ```
#[must_use]
pub fn hdi() -> Policy {
    let classes = Bands::builder("low")
        .from(thousandths(550), "medium")
        .from(thousandths(700), "high")
        .from(thousandths(800), "very high")
        .domain(Number::ZERO, Number::ONE);
    let settings = Overrides::default()
        .higher(Rule::Given)
        .bands(bands(classes))
        .rounding(Rounding::half_up(3))
        .stage(Stage::Rounded)
        .method(Method::Geometric);
    Policy::new("hdi", "Human development index: classes and mean")
        .source("UNDP, Human Development Report 2023/24, technical notes")
        .scope("countries")
        .matter("human-development")
        .valid(new_year(2014), None)
        .doubt("published ranks follow the value rounded to three decimals: unrounded, 166 of 193 agree")
        .doubt("the year of the first fixed classes was not read")
        .set(settings)
}

/// The national human development index of Indonesia (*Indeks Pembangunan Manusia*, BPS): 0 to 100, classes at
/// 60, 70 and 80. Another thing than [`hdi`]: its living standard is spending per head in rupiah.
#[must_use]
pub fn ipm() -> Policy {
    let classes = Bands::builder("rendah")
        .from(60.into(), "sedang")
        .from(70.into(), "tinggi")
        .from(80.into(), "sangat tinggi")
        .domain(0.into(), 100.into());
    let settings = Overrides::default()
        .higher(Rule::Given)
        .bands(bands(classes))
        .rounding(Rounding::half_up(2))
        .method(Method::Geometric);
    Policy::new("ipm", "Indeks Pembangunan Manusia: classes and mean")
        .source("Badan Pusat Statistik, Indeks Pembangunan Manusia (new method)")
        .scope("Indonesian provinces and regencies")
        .matter("national-human-development")
        .doubt("the goalposts of spending per head, 1,007,436 and 26,572,352, are unverified")
        .doubt("whether classes are read off the rounded value was not found")
        .set(settings)
}

/// PermenPANRB 59/2020 (SPBE): maturity of electronic government, 47 indicators on levels 1 to 5; the index is
/// Σ weight × level, domains weighing policy 13, governance 25, management 16.5, services 45.5.
#[must_use]
pub fn spbe_59_2020() -> Policy {
    let tenths = |n: i64| Number::from_parts(n.into(), 1).unwrap_or_default();
    let predicates = Bands::builder("kurang")
        .from(tenths(18), "cukup")
        .from(tenths(26), "baik")
        .from(tenths(35), "sangat baik")
        .from(tenths(42), "memuaskan")
        .domain(1.into(), 5.into());
    let settings = Overrides::default()
        .higher(Rule::Given)
        .bands(bands(predicates))
        .rounding(Rounding::half_up(2))
        .method(Method::Arithmetic);
    Policy::new("spbe-59-2020", "PermenPANRB 59/2020: maturity of electronic government (SPBE)")
        .source("Regulation 59 of 2020 of the Minister of Administrative and Bureaucratic Reform")
        .scope("Indonesian central bodies and regions: electronic government systems")
        .matter("e-government-maturity")
        .valid(new_year(2020), None)
        .doubt(
            "whether predicates are read off the rounded value was not found; here they are, with two digits",
        )
        .doubt("the regulation's first day in force was not read; the year is that of its number")
        .doubt("the weights of the domains are recalled; one published city score, 3.19, confirms them")
        .doubt("the cuts of the predicates, 1.8, 2.6, 3.5 and 4.2, are recalled and unverified")
        .set(settings)
}
