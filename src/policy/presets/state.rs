//! Rules of ministries and of the civil service.

use crate::formula::rule::{Goalposts, Rule};
use crate::formula::{Cap, Method};
use crate::number::{Number, Rounding};
use crate::policy::{Overrides, Policy, RollUp};

use super::{new_year, year_end};

/// PMK 214/2017: budget performance of ministries and their units; superseded by PMK 22/2021.
///
/// Outputs aggregate as an unweighted geometric mean of achievements. Its worked example prints 111.60 where
/// its own printed inputs - 1.22, 0.80 and 1.42 - give 111.49: see [`worked`](super::worked).
///
/// ```
/// use renstra::policy::presets::worked;
/// let shown = worked().into_iter().find(|example| example.printed == "111.60".parse().unwrap()).unwrap();
/// assert_eq!((shown.policy, shown.holds()), ("pmk-214-2017", false));
/// assert_eq!(shown.computed, "111.49".parse().ok());
/// ```
#[must_use]
pub fn pmk_214_2017() -> Policy {
    ministry_budget("pmk-214-2017", "PMK 214/2017: evaluation of budget performance")
        .source("Minister of Finance Regulation 214/PMK.02/2017, with its worked examples")
        .valid(new_year(2017), year_end(2021))
        .succeeded_by("PMK 22/2021 (`pmk-22-2021`)")
        .doubt("the worked example prints 111.60; its own printed inputs give 111.49")
        .doubt("the day of 2017 on which it came into force was not read")
        .doubt("the day of 2021 on which its successor took its place was not read: in 2021 both may hold")
}

/// PMK 22/2021: budget performance of ministries and their units; superseded by PMK 62/2023.
///
/// Achievements aggregate geometrically, level by level. Its worked example - 100 and 90 give 94.87; 2/3, 2/3 and
/// 1 give 76.31; those two 85.09; with a programme at 100, 92.24 - comes out whether each level is rounded to two
/// digits before it goes on or not; here it goes on unrounded.
///
/// ```
/// use renstra::policy::presets::worked;
/// let ours = worked().into_iter().filter(|example| example.policy == "pmk-22-2021");
/// let wrong: Vec<_> = ours.filter(|example| !example.holds()).map(|example| example.inputs).collect();
/// // Exact thirds give the printed 76.31; the figure 66.67, as it is printed, does not.
/// assert_eq!(wrong, ["66.67, 66.67 and 100, as printed"]);
/// ```
#[must_use]
pub fn pmk_22_2021() -> Policy {
    ministry_budget("pmk-22-2021", "PMK 22/2021: evaluation of budget performance")
        .source("Minister of Finance Regulation 22/PMK.02/2021, with its worked examples")
        .valid(new_year(2021), year_end(2023))
        .succeeded_by("PMK 62/2023")
        .doubt("the worked example holds with exact inputs (76.31); with the printed 66.67 it would be 76.32")
        .doubt("the days of 2021 and 2023 on which it began and ended were not read: in 2021 its predecessor may hold")
}

fn ministry_budget(id: &str, title: &str) -> Policy {
    let settings = Overrides::default().method(Method::Geometric).rounding(Rounding::half_up(2));
    Policy::new(id, title)
        .scope("Indonesian ministries, their units and work units; not regions")
        .matter("ministry-budget-performance")
        .doubt("whether an output above its target is capped was not read")
        .set(settings)
}

/// Budget efficiency: 50 + E/20 × 50 in percent, E being the efficiency, held to ±20.
///
/// That E is held to ±20 is *unverified*; one official report printed 235 % without it.
///
/// ```
/// use renstra::formula::rule::{Rule, goalposts};
/// use renstra::policy::presets::budget_efficiency;
/// let Rule::Goalposts(by) = budget_efficiency() else { unreachable!() };
/// let score = |e: i32| goalposts(&e.into(), [&(-20).into(), &20.into()], by.clip, by.onto).unwrap();
/// assert_eq!([score(0), score(10), score(74)], [50.into(), 75.into(), 100.into()]);
/// ```
#[must_use]
pub fn budget_efficiency() -> Rule {
    Rule::Goalposts(Box::new(Goalposts::new(Number::from(-20), Number::from(20))))
}

/// PermenPANRB 8/2021 (SKP): performance of civil servants; its rule for targets that are ranges, and a cap of
/// 120 on each. Superseded by 6/2022.
///
/// ```
/// use renstra::number::Value;
/// use renstra::plan::{Direction, Kind};
/// use renstra::policy::{Facts, presets::skp_8_2021};
/// let settings = skp_8_2021().resolve(&Facts::new(Kind::Indicator, ""))?;
/// let score = |target, actual, direction| {
///     let read = |text| Value::read(text, None).unwrap();
///     settings.achieve(&read(target), &read(actual), direction).score().unwrap().rounded.to_string()
/// };
/// assert_eq!(score("80-90", "70", Direction::RangeHigher), "87.5");
/// assert_eq!(score("7-8", "9", Direction::RangeLower), "87.5");
/// assert_eq!(score("80-90", "92", Direction::RangeHigher), "102.22"); // the regulation prints 113
/// # Ok::<(), renstra::policy::Tie>(())
/// ```
#[must_use]
pub fn skp_8_2021() -> Policy {
    let settings = Overrides::default()
        .cap(Cap::NONE.at_most(120.into()))
        .rounding(Rounding::half_up(2))
        .roll_up(RollUp::Indicators);
    Policy::new("skp-8-2021", "PermenPANRB 8/2021: performance of civil servants (SKP)")
        .source("Regulation 8 of 2021 of the Minister of Administrative and Bureaucratic Reform, worked examples")
        .scope("Indonesian civil servants: individual work results")
        .matter("civil-servant-performance")
        .valid(new_year(2021), year_end(2022))
        .succeeded_by("PermenPANRB 6/2022")
        .doubt("the days of 2021 and 2022 on which it began and ended were not read")
        .doubt("that the inside of a range is met is our reading of the worked examples")
        .doubt("the regulation prints 113 for 92 against 80-90, where its own rule gives 102.22")
        .doubt("the cap was 110 before and 120 later in published practice; the article was not read (unverified)")
        .set(settings)
}
