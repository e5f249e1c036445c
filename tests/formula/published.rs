//! Published figures, reproduced.

use renstra::formula::rule::{Rule, Thresholds, absorption};
use renstra::formula::{Carry, Datum, Leaf, Method, Operand};
use renstra::number::{Exact, Number, Rounding, Value};
use renstra::plan::{Direction, Kind};
use renstra::policy::presets::{open_sdg_progress, pmk_22_2021};
use renstra::policy::{Facts, Settings};

use super::generators::{aggregate, exact, number, raw};

fn rows(text: &str) -> impl Iterator<Item = Vec<String>> + '_ {
    let reader = csv::Reader::from_reader(text.as_bytes());
    reader.into_records().map(|row| row.unwrap().iter().map(str::to_owned).collect())
}

/// Every row marked exact: the published figure is ours at two decimals.
#[test]
fn achievements_of_official_tables() {
    let text = include_str!("../fixtures/published_achievement.csv");
    let mut reproduced = 0;
    for (place, row) in rows(text).enumerate() {
        let [_, _, _, _, polarity, target, actual, published, note] = row.try_into().unwrap();
        let direction = match &*polarity {
            "higher" => Direction::Higher,
            "lower" => Direction::Lower,
            range if range.starts_with("higher (") => Direction::RangeHigher,
            range if range.starts_with("lower (") => Direction::RangeLower,
            _ => continue,
        };
        if !note.contains("exact") {
            continue;
        }
        let read = |text: &str| Value::read(text, None).unwrap();
        let outcome = Settings::default().achieve(&read(&target), &read(&actual), direction);
        let published = number(&published).round(Rounding::half_up(2));
        assert_eq!(outcome.score().unwrap().rounded, published, "line {}", place + 2);
        reproduced += 1;
    }
    assert_eq!(reproduced, 92);
}

/// Computed in floats; so to nine digits.
#[test]
fn goal_models() {
    for row in rows(include_str!("../fixtures/grl_kpi_conversion.csv")) {
        let [value, target, threshold, worst, expected] = row.try_into().unwrap();
        let rule = Rule::Thresholds(Box::new(Thresholds::new(number(&worst), number(&threshold))));
        let constant = |text: &str| Operand::fixed(number(text));
        let leaf = Leaf::new(rule).actual(constant(&value)).target(constant(&target));
        let score = raw(&Settings::default().outcome(&leaf)).to_f64();
        assert!(
            (score - expected.parse::<f64>().unwrap()).abs() < 1e-9,
            "{value} {target} {threshold} {worst}"
        );
    }
}

/// Compound growth observed against required, and the class that it gives.
#[test]
fn progress_of_dated_targets() {
    let settings = open_sdg_progress().resolve(&Facts::new(Kind::Indicator, "")).unwrap();
    let bands = settings.bands().clone().unwrap();
    for row in rows(include_str!("../fixtures/open_sdg_progress.csv")) {
        let [y0, t0, yi, ti, y_t, t_t, _, _, _, ratio, class] = row.try_into().unwrap();
        let growth = |y: &str, t: &str| {
            let years = Exact::from(t.parse::<i64>().unwrap() - t0.parse::<i64>().unwrap());
            let by = exact(y).checked_div(&exact(&y0)).unwrap().pow(&years.inverse().unwrap()).unwrap();
            Exact::from(by).checked_sub(&Exact::ONE).unwrap()
        };
        let percent =
            growth(&yi, &ti).checked_div(&growth(&y_t, &t_t)).unwrap().checked_mul(&Exact::from(100));
        let percent = percent.unwrap().to_fixed().unwrap();
        assert!((percent.to_f64() / 100.0 - ratio.parse::<f64>().unwrap()).abs() < 1e-9, "{y0} {yi}");
        assert_eq!(bands.label(bands.place(percent.to_number())).map(|l| &**l), Some(&*class));
    }
}

/// The worked example of PMK 22/2021; with the printed 66.67 its second programme would be 76.32.
#[test]
fn pmk_22_2021_holds_with_exact_inputs() {
    let settings = pmk_22_2021().resolve(&Facts::new(Kind::Program, "")).unwrap();
    let mean = |scores: &[Exact]| {
        let children: Vec<_> = scores
            .iter()
            .map(|x| {
                let (n, d) = (x.checked_mul(&Exact::from(3)).unwrap().to_number().unwrap(), Number::from(3));
                (Datum::Fraction { numerator: n, denominator: d, per: Number::ONE }, Number::ONE)
            })
            .collect();
        raw(&aggregate(settings.aggregate(), &children))
    };
    let shown = |score: renstra::number::Fixed| score.round(Rounding::half_up(2)).to_string();
    let two_thirds = Exact::ratio(200, 3).unwrap();
    let first = mean(&[exact("100"), exact("90")]);
    let second = mean(&[two_thirds.clone(), two_thirds, exact("100")]);
    assert_eq!([shown(first), shown(second)], ["94.87", "76.31"]);
    let printed = mean(&[exact("66.67"), exact("66.67"), exact("100")]);
    assert_eq!(shown(printed), "76.32");
    let program = mean(&[first.into(), second.into()]);
    assert_eq!([shown(program), shown(mean(&[program.into(), exact("100")]))], ["85.09", "92.24"]);
    assert_eq!(*settings.carry(), Carry::Capped);
    assert_eq!(*settings.method(), Method::Geometric);
}

#[test]
fn absorption_of_a_ministry() {
    let share = absorption(&exact("734881464333"), &exact("855830897000")).unwrap();
    assert_eq!(share.round(Rounding::half_up(2)), Some(number("85.87")));
}
