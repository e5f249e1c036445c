//! Weights × k change nothing; a weight of 0 is absence.

use proptest::prelude::prop_assert_eq;
use renstra::formula::{Aggregate, Datum, Method};
use renstra::number::Number;

use super::cells;
use super::generators::{aggregate, figure, gappy};
use super::given::{self, datum_and_weights, holds};

fn only_ratios_count(method: Method) {
    holds((datum_and_weights(), 1_i64..50), |(children, k)| {
        let scaled: Vec<_> =
            children.iter().map(|(x, w)| (x.clone(), w.checked_mul(k.into()).unwrap())).collect();
        let of = |children: &[(Datum, Number)]| aggregate(Aggregate::new(method.clone()), children);
        prop_assert_eq!(of(&children), of(&scaled));
        Ok(())
    });
}

fn zero_is_absence(method: Method) {
    holds((datum_and_weights(), gappy(), figure(), 0_usize..7), |(children, gap, extra, at)| {
        let of = |children: &[(Datum, Number)]| {
            aggregate(Aggregate::new(method.clone()), children).score().map(|s| (s.raw, s.coverage))
        };
        let mut more = children.clone();
        let at = at % (more.len() + 1);
        // At the end, so that the ids of the others stay.
        more.push((if at == 0 { gap } else { extra.into() }, Number::ZERO));
        prop_assert_eq!(of(&children), of(&more));
        Ok(())
    });
}

cells! { only_ratios_count:
    arithmetic => Method::Arithmetic;
    geometric => Method::Geometric;
    harmonic => Method::Harmonic;
    power_square => given::power("2");
    power_negative => given::power("-1.5");
    minimum => Method::Minimum;
    maximum => Method::Maximum;
    median => Method::Median;
    table => given::table();
}

cells! { zero_is_absence:
    arithmetic_without => Method::Arithmetic;
    geometric_without => Method::Geometric;
    harmonic_without => Method::Harmonic;
    power_square_without => given::power("2");
    power_negative_without => given::power("-1.5");
    minimum_without => Method::Minimum;
    maximum_without => Method::Maximum;
    median_without => Method::Median;
    table_without => given::table();
}
