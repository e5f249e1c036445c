//! Rules of ministries and of the civil service.

use crate::formula::rule::{Goalposts, Grades, Rule};
use crate::formula::{Bands, Cap, Carry, Method};
use crate::number::{Number, Rounding};
use crate::policy::{Overrides, Policy, RollUp};

use super::{bands, new_year, year_end};

/// PermenPANRB 88/2021 (SAKIP): the rating of the accountability *system* by an evaluation sheet, over 12
/// sub-components. It does not rate the achievement of a plan.
///
/// | predicate | AA | A | BB | B | CC | C | D |
/// |---|---|---|---|---|---|---|---|
/// | score | > 90-100 | > 80-90 | > 70-80 | > 60-70 | > 50-60 | > 30-50 | 0-30 |
///
/// Exactly 90 is A. Components weigh planning 30, measurement 30, reporting 15, internal evaluation 25; within
/// each, existence 20 %, quality 30 %, use 50 %. A sub-component is graded AA 100, A 90, BB 80, B 70, CC 60,
/// C 50, D 30, E 0.
///
/// ```
/// use renstra::plan::Kind;
/// use renstra::policy::{Facts, presets::sakip_88_2021};
/// let settings = sakip_88_2021().resolve(&Facts::new(Kind::Indicator, ""))?;
/// let bands = settings.bands().clone().unwrap();
/// let predicate = |score: &str| bands.label(bands.place(score.parse().unwrap())).unwrap().to_string();
/// assert_eq!([predicate("90"), predicate("90.01"), predicate("30")], ["A", "AA", "D"]);
/// # Ok::<(), renstra::policy::Tie>(())
/// ```
#[must_use]
pub fn sakip_88_2021() -> Policy {
    let scale = Bands::builder("D")
        .over(30.into(), "C")
        .over(50.into(), "CC")
        .over(60.into(), "B")
        .over(70.into(), "BB")
        .over(80.into(), "A")
        .over(90.into(), "AA")
        .domain(0.into(), 100.into());
    let grades = [("AA", 100), ("A", 90), ("BB", 80), ("B", 70), ("CC", 60), ("C", 50), ("D", 30), ("E", 0)];
    let grades = Grades::new(grades.map(|(label, worth): (_, i64)| (label, worth.into())));
    let settings = Overrides::default()
        .higher(Rule::Grades(grades.into()))
        .bands(bands(scale))
        .method(Method::Arithmetic);
    Policy::new("sakip-88-2021", "PermenPANRB 88/2021: evaluation of performance accountability (SAKIP)")
        .source("Regulation 88 of 2021 of the Minister of Administrative and Bureaucratic Reform, evaluation sheet")
        .scope("Indonesian government bodies: the accountability system, not the achievement of a plan")
        .valid(new_year(2021), None)
        .doubt("the regulation's first day in force was not read; the year is that of its number")
        .set(settings)
}

/// A sub-component of the evaluation sheet of [`sakip_88_2021`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SheetRow {
    /// The component: planning, measurement, reporting or internal evaluation.
    pub component: &'static str,
    /// What of it is judged: existence, quality or use.
    pub aspect: &'static str,
    /// Its weight in percent of the whole.
    pub weight: Number,
}

/// The 12 sub-components of the evaluation sheet of PermenPANRB 88/2021, with their weights: 100 in all.
///
/// ```
/// use renstra::number::Number;
/// use renstra::policy::presets::sakip_sheet;
/// let sheet = sakip_sheet();
/// let total = sheet.iter().try_fold(Number::ZERO, |sum, row| sum.checked_add(row.weight));
/// assert_eq!((sheet.len(), total), (12, Some(100.into())));
/// ```
#[must_use]
pub fn sakip_sheet() -> Vec<SheetRow> {
    let components = [("planning", 30), ("measurement", 30), ("reporting", 15), ("internal evaluation", 25)];
    let aspects = [("existence", 20), ("quality", 30), ("use", 50)];
    let rows = components.iter().flat_map(|component| aspects.iter().map(move |aspect| (component, aspect)));
    rows.map(|(&(component, of), &(aspect, share))| SheetRow {
        component,
        aspect,
        weight: Number::from_parts(of * share, 2).unwrap_or_default().normalized(),
    })
    .collect()
}

/// PMK 214/2017: budget performance of ministries and their units; superseded by PMK 22/2021.
///
/// Outputs aggregate as an unweighted geometric mean of achievements. Its worked example prints 111.60 where
/// its own printed inputs give 111.49.
#[must_use]
pub fn pmk_214_2017() -> Policy {
    ministry_budget("pmk-214-2017", "PMK 214/2017: evaluation of budget performance", Carry::Capped)
        .source("Minister of Finance Regulation 214/PMK.02/2017, with its worked examples")
        .valid(new_year(2017), year_end(2020))
        .doubt("the worked example prints 111.60; its own printed inputs give 111.49")
        .doubt("first and last day in force were not read; the years are those of its number and its successor's")
}

/// PMK 22/2021: budget performance of ministries and their units; superseded by PMK 62/2023.
///
/// Achievements aggregate geometrically, level by level, each level rounded to two digits before it goes on
/// (*our reading* of its worked example): 100 and 90 give 94.87; 2/3, 2/3 and 1 give 76.31; those two 85.09;
/// with a programme at 100, 92.24.
#[must_use]
pub fn pmk_22_2021() -> Policy {
    ministry_budget("pmk-22-2021", "PMK 22/2021: evaluation of budget performance", Carry::Capped)
        .source("Minister of Finance Regulation 22/PMK.02/2021, with its worked examples")
        .valid(new_year(2021), year_end(2023))
        .doubt("the worked example holds with exact inputs (76.31); with the printed 66.67 it would be 76.32")
        .doubt("first and last day in force were not read; the years are those of its number and its successor's")
}

fn ministry_budget(id: &str, title: &str, carry: Carry) -> Policy {
    let settings = Overrides::default().method(Method::Geometric).rounding(Rounding::half_up(2)).carry(carry);
    Policy::new(id, title)
        .scope("Indonesian ministries, their units and work units; not regions")
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
        .valid(new_year(2021), year_end(2022))
        .doubt("that the inside of a range is met is our reading of the worked examples")
        .doubt("the regulation prints 113 for 92 against 80-90, where its own rule gives 102.22")
        .doubt("the cap was 110 before and 120 later in published practice; the article was not read (unverified)")
        .set(settings)
}
