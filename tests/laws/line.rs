//! The forecast of an exact line is the line.

use proptest::prelude::{prop_assert_eq, prop_assume};
use renstra::formula::Better;
use renstra::number::{Fixed, Number};
use renstra::period::Period;
use renstra::score::{Forecast, Growth, Point, trend};

use super::generators::figure;
use super::given::holds;

/// Figures a + b·t at some years, and a target on the same line: the pace is exactly the one required, and the target is
/// met when it is due.
#[test]
fn linear() {
    holds((figure(), -1000_i64..1000, 1_i64..6, 1_i64..20), |(a, slope, years, more)| {
        prop_assume!(slope != 0);
        let at = |t: i64| Point {
            period: (2020 + t).to_string().parse::<Period>().unwrap(),
            value: a.checked_add(Number::from(slope).checked_mul(t.into()).unwrap()).unwrap(),
        };
        let points: Vec<Point> = (0..=years).map(at).collect();
        let better = if slope > 0 { Better::Higher } else { Better::Lower };
        let found = trend(&points, at(years + more), better, Growth::Linear).unwrap();
        let rates = found.rates.unwrap();
        prop_assert_eq!(
            (rates.observed, rates.required),
            (Fixed::from(slope as i32), Fixed::from(slope as i32))
        );
        prop_assert_eq!(rates.ratio, Fixed::ONE);
        let due = format!("{}-12", 2020 + years + more);
        prop_assert_eq!(found.forecast, Ok(Forecast::By(due.parse().unwrap())));
        Ok(())
    });
}
