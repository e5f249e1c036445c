//! Missing is not zero: a gap has no score, lowers the coverage, and passes for a zero under the policy "zero" alone.

use proptest::prelude::{prop_assert, prop_assert_eq};
use renstra::formula::rule::Ranks;
use renstra::formula::{
    Aggregate, Datum, Guards, Method, MissingChildren, OnMissing, Outcome, Warning, evaluate_leaf,
};
use renstra::number::{Absence, Fixed, Number};

use super::cells;
use super::generators::{aggregate, not_negative, weighted};
use super::given::{self, Directed, datum, holds, leaf, outcome};

/// Whatever the target: an absent actual has no score, and one that stands in is marked and no presence.
fn no_score(rule: Directed) {
    holds((datum(), datum()), |(t, b)| {
        for absence in Absence::ALL {
            let values = [Datum::Absent(absence), t.clone(), b.clone()];
            prop_assert!(outcome(rule.clone(), values.clone()).score().is_none());
            let guards = Guards::default().missing(OnMissing::Score(Number::ZERO));
            let filled = leaf(rule.clone(), values).guards(guards);
            let filled = evaluate_leaf(&filled, &Default::default(), &Vec::<Datum>::new());
            match filled {
                Outcome::Scored(score) => {
                    prop_assert_eq!((score.raw, score.coverage), (Fixed::ZERO, Fixed::ZERO));
                    prop_assert!(score.warnings.has(Warning::Filled));
                }
                Outcome::NotScorable(reason) => {
                    prop_assert_eq!(reason.is_not_concerned(), absence == Absence::NotConcerned)
                }
            }
        }
        Ok(())
    });
}

cells! { no_score:
    given => given::given();
    ratio => given::ratio();
    mirrored => given::mirrored();
    inverse => given::inverse();
    reduction => given::reduction();
    absorption => given::absorption();
    progress => given::progress();
    goalposts => given::goalposts();
    thresholds => given::thresholds();
    interval => given::interval();
    keep_within => given::keep_within();
    stay_near => given::stay_near();
    ordinal => given::ordinal(Ranks::Ratio);
    grades => given::grades();
    met => given::met();
    deadline => given::deadline();
    affine => given::affine();
    steps => given::steps();
    user => given::user();
}

/// A gap is as if the child were not there, and lowers the coverage; a zero is there.
fn leaves(method: Method) {
    holds((weighted(not_negative()), not_negative()), |(children, weight)| {
        let weight = if weight.is_zero() { Number::ONE } else { weight };
        let present: Vec<_> = children.iter().map(|(x, w)| (Datum::from(*x), *w)).collect();
        let with = |last: Datum| {
            let mut all = present.clone();
            all.push((last, weight));
            *aggregate(Aggregate::new(method.clone()), &all).score().unwrap()
        };
        let (gap, zero) = (with(Absence::NotReported.into()), with(Number::ZERO.into()));
        let without = *aggregate(Aggregate::new(method.clone()), &present).score().unwrap();
        prop_assert_eq!(gap.raw, without.raw);
        prop_assert!(gap.coverage < Fixed::ONE && gap.warnings.has(Warning::Reweighted));
        prop_assert_eq!(zero.coverage, Fixed::ONE);
        let concerned = with(Absence::NotConcerned.into());
        prop_assert_eq!((concerned.raw, concerned.coverage), (without.raw, Fixed::ONE));
        Ok(())
    });
}

cells! { leaves:
    arithmetic_reweighted => Method::Arithmetic;
    geometric_reweighted => Method::Geometric;
    harmonic_reweighted => Method::Harmonic;
    power_reweighted => given::power("2");
    minimum_reweighted => Method::Minimum;
    maximum_reweighted => Method::Maximum;
    median_reweighted => Method::Median;
    table_reweighted => given::table();
}

/// A parent that propagates has no score while a child has none.
fn propagates(method: Method) {
    holds(weighted(not_negative()), |children| {
        let mut all: Vec<_> = children.iter().map(|(x, w)| (Datum::from(*x), *w)).collect();
        all.push((Absence::NotReported.into(), Number::ONE));
        let parent = aggregate(Aggregate::new(method.clone()).missing(MissingChildren::Propagate), &all);
        prop_assert_eq!(parent.reason().map(|reason| reason.code()), Some("child-not-scorable"));
        Ok(())
    });
}

cells! { propagates:
    arithmetic_propagated => Method::Arithmetic;
    geometric_propagated => Method::Geometric;
    harmonic_propagated => Method::Harmonic;
    power_propagated => given::power("2");
    minimum_propagated => Method::Minimum;
    maximum_propagated => Method::Maximum;
    median_propagated => Method::Median;
    table_propagated => given::table();
}

mod not {
    use super::{
        Absence, Aggregate, Datum, Fixed, Method, MissingChildren, Number, Warning, aggregate, cells, given,
        holds, not_negative, prop_assert, prop_assert_eq, weighted,
    };

    /// Under the policy "zero" a gap scores as a zero does - and the coverage still tells them apart.
    fn zero(method: Method) {
        holds(weighted(not_negative()), |children| {
            let with = |last: Datum| {
                let mut all: Vec<_> = children.iter().map(|(x, w)| (Datum::from(*x), *w)).collect();
                all.push((last, Number::ONE));
                *aggregate(Aggregate::new(method.clone()).missing(MissingChildren::Zero), &all)
                    .score()
                    .unwrap()
            };
            let (gap, zero) = (with(Absence::NotReported.into()), with(Number::ZERO.into()));
            prop_assert_eq!(gap.raw, zero.raw);
            prop_assert!(gap.coverage < Fixed::ONE && gap.warnings.has(Warning::Filled));
            Ok(())
        });
    }

    cells! { zero:
        arithmetic => Method::Arithmetic;
        geometric => Method::Geometric;
        harmonic => Method::Harmonic;
        power => given::power("2");
        minimum => Method::Minimum;
        maximum => Method::Maximum;
        median => Method::Median;
        table => given::table();
    }
}
