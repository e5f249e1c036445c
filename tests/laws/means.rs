//! All children equal c give exactly c; a mean lies between its ends; the three means ascend.

use proptest::prelude::{prop_assert, prop_assert_eq};
use renstra::formula::Method;
use renstra::number::Fixed;

use super::cells;
use super::generators::{figure, mean_of, not_negative, weight, weighted};
use super::given::{self, holds};

fn all_equal(method: Method) {
    holds((not_negative(), proptest::collection::vec(weight(), 1..7)), |(c, weights)| {
        let children: Vec<_> = weights.into_iter().map(|weight| (c, weight)).collect();
        prop_assert_eq!(mean_of(&method, &children), Fixed::from_number(c).unwrap());
        Ok(())
    });
}

cells! { all_equal:
    arithmetic => Method::Arithmetic;
    geometric => Method::Geometric;
    harmonic => Method::Harmonic;
    power_square => given::power("2");
    power_root => given::power("0.5");
    power_negative => given::power("-1.5");
    power_of_zero => given::power("0");
    minimum => Method::Minimum;
    maximum => Method::Maximum;
    median => Method::Median;
}

fn between_its_ends(method: Method) {
    holds(weighted(not_negative()), |children| {
        let mean = mean_of(&method, &children);
        let scores = || children.iter().map(|(x, _)| Fixed::from_number(*x).unwrap());
        prop_assert!(scores().min().unwrap() <= mean && mean <= scores().max().unwrap());
        Ok(())
    });
}

cells! { between_its_ends:
    arithmetic_between => Method::Arithmetic;
    geometric_between => Method::Geometric;
    harmonic_between => Method::Harmonic;
    power_square_between => given::power("2");
    power_root_between => given::power("0.5");
    power_negative_between => given::power("-1.5");
    minimum_between => Method::Minimum;
    maximum_between => Method::Maximum;
    median_between => Method::Median;
}

/// Negative figures have arithmetic means, medians and ends as well.
fn negative_too(method: Method) {
    holds(weighted(figure()), |children| {
        let mean = mean_of(&method, &children);
        let scores = || children.iter().map(|(x, _)| Fixed::from_number(*x).unwrap());
        prop_assert!(scores().min().unwrap() <= mean && mean <= scores().max().unwrap());
        Ok(())
    });
}

cells! { negative_too:
    arithmetic_of_negatives => Method::Arithmetic;
    minimum_of_negatives => Method::Minimum;
    maximum_of_negatives => Method::Maximum;
    median_of_negatives => Method::Median;
}

#[test]
fn harmonic_geometric_arithmetic_ascend() {
    holds(weighted(not_negative()), |children| {
        let [h, g, a] =
            [Method::Harmonic, Method::Geometric, Method::Arithmetic].map(|m| mean_of(&m, &children));
        prop_assert!(h <= g && g <= a);
        Ok(())
    });
}

/// Power means grow with their exponent.
#[test]
fn power_means_ascend() {
    holds(weighted(not_negative()), |children| {
        let means = ["-2", "-1", "0", "0.5", "1", "2"].map(|p| mean_of(&given::power(p), &children));
        prop_assert!(means.windows(2).all(|pair| pair[0] <= pair[1]));
        Ok(())
    });
}

mod not {
    use super::{Fixed, given, mean_of};
    use renstra::number::Number;

    /// All children 70 give 100 by this table.
    #[test]
    fn decision_table() {
        let children = [(Number::from(70), Number::ONE), (Number::from(70), Number::ONE)];
        assert_eq!(mean_of(&given::table(), &children), Fixed::HUNDRED);
    }
}
