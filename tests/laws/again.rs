//! What is written is read as the same bits; an explanation re-evaluates to the score that it explains.

use proptest::prelude::prop_assert_eq;
use renstra::formula::rule::Ranks;
use renstra::formula::{Datum, Explanation, Finish, Formula, Method, NodeIndex, evaluate};
use renstra::number::{Exact, Fixed, Number};
use renstra::policy::{Overrides, Policy, Registry};

use super::cells;
use super::generators::{figure, tree};
use super::given::{self, Directed, datum, holds, leaf};

fn rule_explained(rule: Directed) {
    holds((datum(), datum(), datum()), |(a, t, b)| {
        let mut builder = Formula::builder();
        let at = builder
            .leaf(uuid::Uuid::nil(), "leaf", leaf(rule.clone(), [a, t, b]), Finish::default())
            .unwrap();
        let (formula, data) = (builder.build(), Vec::<Datum>::new());
        let outcomes = evaluate(&formula, &data);
        let explanation = Explanation::new(&formula, &data, &outcomes, at).unwrap();
        prop_assert_eq!(&explanation.reevaluate(), &outcomes[0]);
        Ok(())
    });
}

cells! { rule_explained:
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
    ordinal => given::ordinal(Ranks::Steps(15.into()));
    grades => given::grades();
    met => given::met();
    deadline => given::deadline();
    affine => given::affine();
    steps => given::steps();
    user => given::user();
}

fn method_explained(method: Method) {
    holds(tree(), |mut tree| {
        tree.methods = [method.clone(), method.clone()];
        let (formula, data) = tree.formula();
        let outcomes = evaluate(&formula, &data);
        for (place, outcome) in outcomes.iter().enumerate() {
            let at = NodeIndex(u32::try_from(place).unwrap());
            prop_assert_eq!(&Explanation::new(&formula, &data, &outcomes, at).unwrap().reevaluate(), outcome);
        }
        Ok(())
    });
}

cells! { method_explained:
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

/// Figures leave as text and come back as the same bits.
#[test]
fn figures_written_and_read() {
    holds((figure(), figure()), |(a, b)| {
        prop_assert_eq!(a.to_string().parse::<Number>().unwrap(), a);
        let fixed = Exact::from(a).checked_div(&b.into()).and_then(|share| share.to_fixed());
        if let Some(fixed) = fixed {
            prop_assert_eq!(fixed.to_string().parse::<Fixed>().unwrap(), fixed);
        }
        Ok(())
    });
}

/// A policy with this rule is written and read again as the same policy.
fn rule_written((rule, _): Directed) {
    let layer = Overrides::default().higher(rule);
    let policy = Policy::new("p", "p").set(layer);
    let again = Policy::from_json(&policy.to_json(), &Registry::default()).unwrap();
    assert_eq!((again.to_json(), &again), (policy.to_json(), &policy));
}

cells! { rule_written:
    given_written => given::given();
    ratio_written => given::ratio();
    mirrored_written => given::mirrored();
    inverse_written => given::inverse();
    reduction_written => given::reduction();
    absorption_written => given::absorption();
    progress_written => given::progress();
    goalposts_written => given::goalposts();
    thresholds_written => given::thresholds();
    interval_written => given::interval();
    keep_within_written => given::keep_within();
    stay_near_written => given::stay_near();
    ordinal_written => given::ordinal(Ranks::Steps(15.into()));
    grades_written => given::grades();
    met_written => given::met();
    deadline_written => given::deadline();
    affine_written => given::affine();
    steps_written => given::steps();
}
