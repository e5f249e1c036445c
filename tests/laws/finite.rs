//! A score or a reason, always; within its bounds when it is clipped; in exactly one band, or outside.

use proptest::prelude::{prop_assert, prop_assert_eq};
use proptest::test_runner::TestCaseError;
use renstra::formula::rule::Ranks;
use renstra::formula::{
    Aggregate, Bands, Cap, Datum, Finish, Method, Outcome, Placing, Stage, Warning, evaluate_leaf,
};
use renstra::number::{Fixed, Number};

use super::cells;
use super::generators::{aggregate, figure, number, weight};
use super::given::{self, Directed, datum, holds, leaf, outcome};

fn finish() -> Finish {
    let bands = Bands::builder("low").from(50.into(), "middle").over(80.into(), "high");
    let bands = bands.domain((-100).into(), 120.into()).build().unwrap();
    Finish::default()
        .cap(Cap::NONE.at_least((-200).into()).at_most(150.into()))
        .bands(bands)
        .stage(Stage::Unrounded)
}

/// Whether a finished outcome keeps its bounds and has one place.
fn ends_well(outcome: &Outcome) -> Result<(), TestCaseError> {
    let Outcome::Scored(score) = outcome else { return Ok(()) };
    let capped = score.capped.to_number();
    prop_assert!(capped >= (-200).into() && capped <= 150.into());
    prop_assert_eq!(score.warnings.has(Warning::Capped), score.raw != score.capped);
    let place = match score.placing {
        Placing::Outside => None,
        Placing::Band(place) => Some(place),
        Placing::NoBands => panic!("there are bands"),
    };
    let inside = |place| match place {
        0 => capped < 50.into(),
        1 => capped >= 50.into() && capped <= 80.into(),
        _ => capped > 80.into(),
    };
    let domain = capped >= (-100).into() && capped <= 120.into();
    prop_assert_eq!(
        (0..3).filter(|place| domain && inside(*place)).collect::<Vec<u16>>(),
        place.into_iter().collect::<Vec<_>>()
    );
    prop_assert_eq!(place.is_none(), score.warnings.has(Warning::OutsideBands));
    Ok(())
}

fn every_rule(rule: Directed) {
    holds((datum(), datum(), datum()), |(a, t, b)| {
        let values = [a, t, b];
        let finished = || evaluate_leaf(&leaf(rule.clone(), values.clone()), &finish(), &Vec::<Datum>::new());
        let first = finished();
        prop_assert_eq!(&first, &finished());
        ends_well(&first)
    });
}

cells! { every_rule:
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
    interval_lower => given::interval_lower();
    keep_within => given::keep_within();
    stay_near => given::stay_near();
    ordinal_met => given::ordinal(Ranks::Met);
    ordinal_steps => given::ordinal(Ranks::Steps(15.into()));
    ordinal_ratio => given::ordinal(Ranks::Ratio);
    grades => given::grades();
    met => given::met();
    deadline => given::deadline();
    affine => given::affine();
    steps => given::steps();
    user => given::user();
}

fn every_method(method: Method) {
    holds(proptest::collection::vec((datum(), weight()), 0..6), |children| {
        let outcome = aggregate(Aggregate::new(method.clone()), &children);
        prop_assert_eq!(&outcome, &aggregate(Aggregate::new(method.clone()), &children));
        if let Some(score) = outcome.score() {
            prop_assert!(score.coverage >= Fixed::ZERO && score.coverage <= Fixed::ONE);
        }
        Ok(())
    });
}

cells! { every_method:
    arithmetic => Method::Arithmetic;
    geometric => Method::Geometric;
    harmonic => Method::Harmonic;
    power_square => given::power("2");
    power_root => given::power("0.5");
    power_negative => given::power("-1.5");
    minimum => Method::Minimum;
    maximum => Method::Maximum;
    median => Method::Median;
    table => given::table();
}

/// The rules that have a scale of their own stay on it, whatever the figures.
fn bounded((rule, low, high): (Directed, &'static str, &'static str)) {
    holds((datum(), datum(), datum(), figure()), |(a, t, b, x)| {
        for actual in [a, x.into()] {
            if let Some(score) = outcome(rule.clone(), [actual, t.clone(), b.clone()]).score() {
                let raw: Number = score.raw.to_number();
                prop_assert!(number(low) <= raw && raw <= number(high), "{raw}");
            }
        }
        Ok(())
    });
}

cells! { bounded:
    goalposts_clipped => (given::goalposts(), "0", "100");
    thresholds_clipped => (given::thresholds(), "-100", "100");
    keep_within_bounded => (given::keep_within(), "0", "100");
    ordinal_met_bounded => (given::ordinal(Ranks::Met), "0", "100");
    ordinal_steps_bounded => (given::ordinal(Ranks::Steps(15.into())), "0", "100");
    met_bounded => (given::met(), "0", "100");
    deadline_bounded => (given::deadline(), "0", "100");
    steps_bounded => (given::steps(), "0", "90");
}
