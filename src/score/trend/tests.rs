use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use super::{Achieved, Forecast, Growth, Point, Standing, Trend, Unassessable, trend};
use crate::finding::Lang;
use crate::formula::Better;
use crate::number::{Exact, Fixed, Number};
use crate::plan::Kind;
use crate::policy::{Facts, presets::open_sdg_progress};

fn at(year: i64, value: impl Into<Number>) -> Point {
    Point { period: year.to_string().parse().unwrap(), value: value.into() }
}

fn bands() -> std::sync::Arc<crate::formula::Bands> {
    open_sdg_progress().resolve(&Facts::new(Kind::Indicator, "")).unwrap().bands().clone().unwrap()
}

#[test]
fn the_reference_series_of_open_sdg() {
    let rows = include_str!("../../../tests/fixtures/open_sdg_progress.csv").lines().skip(1);
    let mut compared = 0;
    for row in rows.map(|row| row.split(',').collect::<Vec<&str>>()) {
        let point =
            |value: usize, time: usize| at(row[time].parse().unwrap(), row[value].parse::<Number>().unwrap());
        let better = if row[6] == "1" { Better::Higher } else { Better::Lower };
        let found = trend(&[point(0, 1), point(2, 3)], point(4, 5), better, Growth::Compound).unwrap();
        let rates = found.rates.unwrap();
        for (own, other) in [(rates.observed, row[7]), (rates.required, row[8]), (rates.ratio, row[9])] {
            let other: f64 = other.parse().unwrap();
            assert!((own.to_f64() - other).abs() < 1e-12 * other.abs().max(1.0), "{row:?}: {own}");
        }
        assert_eq!(found.standing(&bands()), Ok(Standing::In(row[10])), "{row:?}");
        compared += 1;
    }
    assert_eq!(compared, 10);
}

#[track_caller]
fn unassessable(points: &[Point], target: Point, growth: Growth, why: Unassessable) {
    let found = trend(points, target, Better::Higher, growth);
    assert_eq!(found.and_then(|found| found.rates).unwrap_err(), why);
}

#[test]
fn what_the_data_do_not_allow_has_a_reason() {
    unassessable(&[], at(2030, 1), Growth::Linear, Unassessable::TooFewPoints);
    unassessable(&[at(2020, 0)], at(2030, 1), Growth::Linear, Unassessable::TooFewPoints);
    unassessable(&[at(2020, 0); 2], at(2030, 1), Growth::Linear, Unassessable::TooFewPoints);
    let from_zero = [at(2020, 0), at(2021, 5)];
    unassessable(&from_zero, at(2030, 9), Growth::Compound, Unassessable::ZeroBase);
    unassessable(&from_zero, at(2020, 9), Growth::Linear, Unassessable::NoTimeLeft);
    unassessable(&[at(2020, -5), at(2021, -4)], at(2030, 0), Growth::Compound, Unassessable::ZeroBase);
    unassessable(&[at(2020, -1), at(2021, 5)], at(2030, 9), Growth::Compound, Unassessable::SignChange);
    unassessable(&[at(2020, -5), at(2021, -4)], at(2030, 9), Growth::Compound, Unassessable::SignChange);
    unassessable(&[at(2020, 4), at(2021, 3)], at(2030, 4), Growth::Linear, Unassessable::NothingRequired);
    // It began beyond its target and fell below: that the fall keeps pace with the target is no success.
    unassessable(&[at(2020, 9), at(2021, 3)], at(2030, 4), Growth::Linear, Unassessable::NothingRequired);
}

#[test]
fn a_target_that_is_reached_overrides_every_rate() {
    let higher = |points: &[Point], target, growth| trend(points, target, Better::Higher, growth).unwrap();
    for found in [
        higher(&[at(2020, 4), at(2021, 9)], at(2030, 8), Growth::Linear),
        higher(&[at(2020, 9)], at(2030, 8), Growth::Linear),
        higher(&[at(2020, 0), at(2021, 9)], at(2030, 8), Growth::Compound),
        higher(&[at(2020, 10), at(2021, 9)], at(2030, 8), Growth::Linear),
        higher(&[at(2031, 4), at(2032, 9)], at(2030, 8), Growth::Linear),
        trend(&[at(2020, 5), at(2021, 0)], at(2030, 0), Better::Lower, Growth::Compound).unwrap(),
    ] {
        assert_eq!((found.achieved, found.forecast), (Achieved::Yes, Ok(Forecast::Met)));
        assert_eq!(found.standing(&bands()), Ok(Standing::Achieved));
    }
}

#[test]
fn a_target_that_is_never_met() {
    for last in [8, 9] {
        let found =
            trend(&[at(2020, 9), at(2021, last)], at(2030, 20), Better::Higher, Growth::Linear).unwrap();
        assert_eq!((found.achieved, found.forecast), (Achieved::NotYet, Ok(Forecast::Never)));
    }
    let slow = [at(2020, 0), at(2021, "0.0001".parse::<Number>().unwrap())];
    let found = trend(&slow, at(2030, 20), Better::Higher, Growth::Linear).unwrap();
    assert_eq!(found.forecast, Ok(Forecast::Never), "in the year 202020");
}

#[test]
fn it_tells_itself_in_both_languages_and_as_json() {
    let found = trend(&[at(2020, 4), at(2022, 5)], at(2030, 8), Better::Higher, Growth::Linear).unwrap();
    assert_eq!(
        found.text(Lang::En),
        "from 4 (2020) to 5 (2022); target 8 (2030)\nnot yet achieved\npace: 25 % of the way in 20 % of the time\n\
         rate a year: 0.5 observed, 0.4 required: 125 %\nprojected: met by 2028-12, if the linear rate goes on"
    );
    assert!(found.text(Lang::Id).contains("laju setahun: teramati 0,5, diperlukan 0,4: 125 %"));
    let one = trend(&[at(2020, 4)], at(2030, 8), Better::Higher, Growth::Linear).unwrap();
    assert!(one.text(Lang::Id).contains("tidak dapat dinilai: ada kurang dari dua angka"));
    let json = serde_json::to_value(found).unwrap();
    assert_eq!(json["rates"]["ratio"], "1.25");
    assert_eq!(json["projection"]["month"], "2028-12");
    assert_eq!(serde_json::to_value(one).unwrap()["pace"]["unassessable"], "too-few-points");
}

/// A first, a last and a target that the first does not reach; the years lie in this order.
fn told(y: [i64; 3], t: [i64; 3], growth: Growth) -> Option<Trend> {
    let times = [2000, 2000 + t[0], 2000 + t[0] + t[1]];
    let found = trend(&[at(times[0], y[0]), at(times[1], y[1])], at(times[2], y[2]), Better::Higher, growth);
    found.ok().filter(|found| found.pace.is_ok())
}

proptest! {
    /// The forecast of an exact line is the line: its month, its figures, its ratio.
    #[test]
    fn the_forecast_of_a_line_is_the_line(start in -1_000i64..1_000, slope in 1i64..50, known in 1i64..10, ahead in 1i64..20) {
        let line = |year: i64| at(2000 + year, start + slope * year);
        let target = line(known + ahead);
        let found = trend(&[line(0), line(known)], target, Better::Higher, Growth::Linear).unwrap();
        let rates = found.rates.unwrap();
        prop_assert_eq!((rates.observed, rates.ratio), (rates.required, Fixed::ONE));
        let due = format!("{}-12", 2000 + known + ahead);
        prop_assert_eq!(found.forecast, Ok(Forecast::By(due.parse().unwrap())));
        for year in known + 1..known + 30 {
            let projected = found.project(line(year).period).unwrap();
            prop_assert_eq!(projected.value.to_number(), line(year).value);
        }
        prop_assert_eq!(found.project(line(known).period), Err(Unassessable::NoTimeLeft));
    }

    /// Of an exact compound growth the ratio is 1, to the last places that the rates are rounded to.
    #[test]
    fn compound_growth_of_its_own_rate_is_on_track(times in 2i64..4, years in 1i64..6) {
        let curve = |step: u32| at(2000 + years * i64::from(step), times.pow(step));
        let found = trend(&[curve(0), curve(1)], curve(3), Better::Higher, Growth::Compound).unwrap();
        prop_assert!((found.rates.unwrap().ratio.to_f64() - 1.0).abs() < 1e-12);
    }

    /// The linear ratio is the share of the way over the share of the time.
    #[test]
    fn pace_and_rates_say_the_same(y in proptest::array::uniform3(-1_000i64..1_000), t in proptest::array::uniform3(1i64..30)) {
        let Some(found) = told(y, t, Growth::Linear) else { return Ok(()) };
        let exact = Exact::ratio(i128::from((y[1] - y[0]) * (t[0] + t[1])), i128::from((y[2] - y[0]) * t[0]));
        prop_assert_eq!(Some(found.rates.unwrap().ratio), exact.and_then(|exact| exact.to_fixed()));
        let pace = found.pace.unwrap();
        prop_assert!(pace.elapsed > Fixed::ZERO && pace.elapsed < Fixed::ONE);
        prop_assert_eq!(pace.progressed >= Fixed::ONE, found.achieved == Achieved::Yes);
    }

    /// Other units (x → ax + b) change no linear ratio, pace or forecast; the mirror image is the same trend.
    #[test]
    fn units_and_mirrors_change_nothing(y in proptest::array::uniform3(-1_000i64..1_000), t in proptest::array::uniform3(1i64..30), a in 1i64..100, b in -1_000i64..1_000) {
        let own = told(y, t, Growth::Linear);
        let scaled = told(y.map(|y| a * y + b), t, Growth::Linear);
        let times = [2000, 2000 + t[0], 2000 + t[0] + t[1]];
        let points = [at(times[1], -y[1]), at(times[0], -y[0])];
        let mirrored = trend(&points, at(times[2], -y[2]), Better::Lower, Growth::Linear);
        let mirrored = mirrored.ok().filter(|found| found.pace.is_ok());
        let said = |found: &Trend| (found.achieved, found.pace, found.rates.map(|rates| rates.ratio), found.forecast);
        prop_assert_eq!(own.as_ref().map(said), scaled.as_ref().map(said));
        prop_assert_eq!(own.as_ref().map(said), mirrored.as_ref().map(said));
    }
}
