//! Nested is flat, within depth × the working unit, for the arithmetic mean without gaps; and not for the rest.

use proptest::prelude::{prop_assert, prop_assert_eq};
use renstra::formula::Method;
use renstra::number::{Fixed, Number};

use super::cells;
use super::generators::{figure, mean_of, weighted};
use super::given::holds;

type Children = Vec<(Number, Number)>;

/// Two groups that weigh what their children weigh together, and all children at once.
fn both(method: &Method, groups: [&Children; 2]) -> [Fixed; 2] {
    let total =
        |group: &Children| group.iter().fold(Number::ZERO, |sum, (_, w)| sum.checked_add(*w).unwrap());
    let nested = groups.map(|group| (mean_of(method, group).to_number(), total(group)));
    let flat: Children = groups.into_iter().flatten().copied().collect();
    [mean_of(method, &nested), mean_of(method, &flat)]
}

#[test]
fn arithmetic() {
    holds((weighted(figure()), weighted(figure())), |(a, b)| {
        let [nested, flat] = both(&Method::Arithmetic, [&a, &b]);
        prop_assert!((nested.units() - flat.units()).abs() <= 2);
        Ok(())
    });
}

fn exactly(method: Method) {
    holds((weighted(figure()), weighted(figure())), |(a, b)| {
        let [nested, flat] = both(&method, [&a, &b]);
        prop_assert_eq!(nested, flat);
        Ok(())
    });
}

cells! { exactly:
    minimum => Method::Minimum;
    maximum => Method::Maximum;
}

mod not {
    use super::{Children, Method, Number, both, mean_of};
    use crate::generators::{aggregate, number, raw};
    use crate::given;

    fn children(scores: &[&str]) -> Children {
        scores.iter().map(|score| (number(score), Number::ONE)).collect()
    }

    #[track_caller]
    fn differ(method: &Method, a: &[&str], b: &[&str]) {
        let [nested, flat] = both(method, [&children(a), &children(b)]);
        assert!((nested.units() - flat.units()).abs() > 2, "{nested} {flat}");
    }

    /// A rounded unit below is large above: √(1 · 2) of 10⁻¹⁵ is one of them, or two.
    #[test]
    fn geometric() {
        differ(&Method::Geometric, &["0.000000000000001", "0.000000000000002"], &["9000000000"]);
    }

    #[test]
    fn harmonic() {
        differ(&Method::Harmonic, &["0.000000000000001", "0.000000000000003"], &["9000000000"; 20]);
    }

    #[test]
    fn power() {
        differ(&given::power("0.5"), &["0.000000000000001", "0"], &["9000000000"]);
    }

    #[test]
    fn median() {
        differ(&Method::Median, &["1", "2", "9"], &["3", "4", "8"]);
    }

    #[test]
    fn decision_table() {
        differ(&given::table(), &["80", "80"], &["40", "0"]);
    }

    /// With a gap a group keeps the weight of all its children.
    #[test]
    fn arithmetic_with_gaps() {
        let gap = renstra::formula::Datum::BLANK;
        let with_gap = [(Number::from(100).into(), Number::ONE), (gap.clone(), Number::ONE)];
        let mean = renstra::formula::Aggregate::new(Method::Arithmetic);
        let group = raw(&aggregate(mean.clone(), &with_gap)).to_number();
        let nested = mean_of(&Method::Arithmetic, &[(group, 2.into()), (Number::ZERO, Number::ONE)]);
        let flat = [with_gap[0].clone(), (gap, Number::ONE), (Number::ZERO.into(), Number::ONE)];
        assert_ne!(nested, raw(&aggregate(mean, &flat)));
    }
}
