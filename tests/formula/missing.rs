//! Missing is not zero: what gaps do, level by level.

use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use renstra::formula::{
    Aggregate, Datum, Edge, Finish, Formula, Leaf, Method, MissingChildren, NotScorable, Operand, Outcome,
    Rule, Warning, evaluate, evaluate_node,
};
use renstra::number::{Absence, Fixed, Number};
use uuid::Uuid;

use super::generators::{Tree, aggregate, gappy, mean, not_negative, number, raw, tree, weight};

const GAP: Datum = Datum::Absent(Absence::NotReported);
const NONE: Datum = Datum::Absent(Absence::NotConcerned);

proptest! {
    /// A gap changes the score as if the child were not there, and differs from a zero.
    #[test]
    fn reweighting_is_leaving(method in mean(), children in proptest::collection::vec((gappy(), weight()), 1..7)) {
        let present: Vec<_> = children.iter().filter(|(x, _)| !x.is_absent()).cloned().collect();
        let with = aggregate(Aggregate::new(method.clone()), &children);
        let without = aggregate(Aggregate::new(method), &present);
        prop_assert_eq!(with.score().map(|s| s.raw), without.score().map(|s| s.raw));
    }

    #[test]
    fn zero_is_the_policy_zero(children in proptest::collection::vec((gappy(), weight()), 1..7)) {
        let filled: Vec<_> = children.iter().filter(|(x, _)| *x != NONE).map(|(x, w)| {
            (if x.is_absent() { Number::ZERO.into() } else { x.clone() }, *w)
        }).collect();
        let zero = aggregate(Aggregate::new(Method::Arithmetic).missing(MissingChildren::Zero), &children);
        let twin = aggregate(Aggregate::new(Method::Arithmetic), &filled);
        prop_assert_eq!(zero.score().map(|s| s.raw), twin.score().map(|s| s.raw));
    }

    /// Coverage is the share of weight that is present, gaps of what is not concerned aside.
    #[test]
    fn coverage_is_the_share_of_weight(children in proptest::collection::vec((gappy(), weight()), 1..7)) {
        let sum = |of: &dyn Fn(&Datum) -> bool| children.iter().filter(|(x, _)| of(x))
            .fold(Number::ZERO, |sum, (_, w)| sum.checked_add(*w).unwrap());
        let (present, concerned) = (sum(&|x| !x.is_absent()), sum(&|x| *x != NONE));
        let outcome = aggregate(Aggregate::new(Method::Arithmetic), &children);
        match outcome {
            Outcome::Scored(score) => {
                let share = renstra::number::Exact::from(present).checked_div(&concerned.into()).unwrap();
                prop_assert_eq!(score.coverage, share.to_fixed().unwrap());
            }
            Outcome::NotScorable(NotScorable::NotConcerned) => prop_assert!(concerned.is_zero()),
            Outcome::NotScorable(reason) => {
                prop_assert_eq!(reason, NotScorable::NothingPresent);
                prop_assert!(present.is_zero());
            }
        }
    }

    /// Incremental equals afresh, same bits: a changed leaf, followed upwards node by node.
    #[test]
    fn a_change_followed_upwards_is_a_fresh_evaluation(tree in tree(), value in not_negative(), which in 0_usize..20) {
        let (formula, mut data) = tree.formula();
        let mut outcomes = evaluate(&formula, &data);
        let which = which % data.len();
        data[which] = value.into();
        for place in 0..formula.nodes().len() {
            let node = &formula.nodes()[place];
            let again = evaluate_node(&formula, node, &data, &outcomes[..place]);
            outcomes[place] = again;
        }
        prop_assert_eq!(outcomes, evaluate(&formula, &data));
    }
}

#[test]
fn gaps_reweight_at_every_level() {
    // A group that is all gaps leaves the root as a gap does; its weight lowers the coverage.
    let tree = Tree {
        groups: vec![
            (Number::from(3), vec![(Number::from(80).into(), Number::ONE), (GAP, Number::ONE)]),
            (Number::from(1), vec![(GAP, Number::ONE)]),
        ],
        methods: [Method::Arithmetic, Method::Arithmetic],
        missing: MissingChildren::Reweight,
    };
    let (formula, data) = tree.formula();
    let outcomes = evaluate(&formula, &data);
    let root = outcomes.last().unwrap().score().unwrap();
    assert_eq!((root.raw, root.coverage.to_string()), (Fixed::from(80), "0.375".to_owned()));
    assert!(root.warnings.has(Warning::Reweighted));
}

#[test]
fn what_does_not_concern_passes_its_weight_to_its_siblings() {
    let children = [(Datum::from(number("60")), Number::ONE), (NONE, Number::from(9))];
    for missing in [MissingChildren::Reweight, MissingChildren::Zero, MissingChildren::Propagate] {
        let outcome = aggregate(Aggregate::new(Method::Arithmetic).missing(missing), &children);
        let score = outcome.score().unwrap();
        assert_eq!((score.raw, score.coverage), (Fixed::from(60), Fixed::ONE));
    }
    let nothing = aggregate(Aggregate::new(Method::Arithmetic), &[(NONE, Number::ONE)]);
    assert_eq!(nothing.reason(), Some(&NotScorable::NotConcerned));
}

#[test]
fn below_the_minimum_coverage_a_parent_is_insufficient() {
    let children = [(Datum::from(number("60")), Number::ONE), (GAP, Number::ONE)];
    let least = |share: &str| Aggregate::new(Method::Arithmetic).min_coverage(share.parse().unwrap());
    assert_eq!(raw(&aggregate(least("0.5"), &children)), Fixed::from(60));
    let reason =
        NotScorable::Insufficient { coverage: "0.5".parse().unwrap(), minimum: "0.51".parse().unwrap() };
    assert_eq!(aggregate(least("0.51"), &children).reason(), Some(&reason));
}

/// By number and not by weight: the light half of the children may carry nearly all of the coverage.
#[test]
fn below_the_least_share_of_children_a_parent_has_no_score() {
    let children = [
        (Datum::from(number("60")), Number::from(98)),
        (GAP, Number::ONE),
        (GAP, Number::ONE),
        (NONE, Number::ONE),
    ];
    let least = |share: &str| Aggregate::new(Method::Arithmetic).min_present(share.parse().unwrap());
    let reason = NotScorable::TooFew {
        present: "0.333333333333333".parse().unwrap(),
        minimum: "0.34".parse().unwrap(),
    };
    assert_eq!(aggregate(least("0.34"), &children).reason(), Some(&reason));
    assert_eq!(raw(&aggregate(least("0.333"), &children)), Fixed::from(60));
    // What fills a gap is no presence.
    let filled = least("0.5").missing(MissingChildren::Zero);
    assert_eq!(aggregate(filled, &children).reason().map(NotScorable::code), Some("too-few-present"));
}

#[test]
fn a_hindering_link_is_kept_out_of_the_mean() {
    let mut builder = Formula::builder();
    let given = |score: i64| Leaf::new(Rule::Given).actual(Operand::fixed(Number::from(score)));
    let helps = builder.leaf(Uuid::from_u128(1), "helps", given(90), Finish::default()).unwrap();
    let hinders = builder.leaf(Uuid::from_u128(2), "hinders", given(10), Finish::default()).unwrap();
    let edges = [Edge::new(helps, Number::ONE), Edge::new(hinders, Number::ONE).hindering()];
    builder
        .aggregate(Uuid::nil(), "parent", Aggregate::new(Method::Arithmetic), edges, Finish::default())
        .unwrap();
    let outcomes = evaluate(&builder.build(), &Vec::<Datum>::new());
    let score = outcomes.last().unwrap().score().unwrap();
    assert_eq!((score.raw, score.coverage), (Fixed::from(90), Fixed::ONE));
    assert!(score.warnings.has(Warning::NegativeLinks));
}

#[test]
fn an_aggregate_of_nothing_is_not_one_that_does_not_concern() {
    let nothing = aggregate(Aggregate::new(Method::Arithmetic), &[]);
    assert_eq!(nothing.reason(), Some(&NotScorable::NothingPresent));
    let weightless = [(Datum::from(number("60")), Number::ZERO)];
    let nothing = aggregate(Aggregate::new(Method::Arithmetic), &weightless);
    assert_eq!(nothing.reason(), Some(&NotScorable::NothingPresent));
}

/// What stands in for a missing value is no presence, whether a score or a value.
#[test]
fn a_stand_in_lowers_the_coverage() {
    use renstra::formula::{Guards, OnMissing};
    let mut builder = Formula::builder();
    let mut edges = Vec::new();
    let earlier = OnMissing::Impute(Box::new(Operand::fixed(number("40"))));
    for (place, (actual, missing)) in [
        (Datum::from(number("80")), OnMissing::NotScorable),
        (GAP, OnMissing::Score(Number::ZERO)),
        (GAP, earlier),
        (GAP, OnMissing::NotScorable),
    ]
    .into_iter()
    .enumerate()
    {
        let guards = Guards::default().missing(missing);
        let leaf = Leaf::new(Rule::Given).actual(Operand::fixed(actual)).guards(guards);
        let id = Uuid::from_u128(place as u128);
        edges.push(Edge::new(builder.leaf(id, "leaf", leaf, Finish::default()).unwrap(), Number::ONE));
    }
    builder
        .aggregate(Uuid::max(), "parent", Aggregate::new(Method::Arithmetic), edges, Finish::default())
        .unwrap();
    let outcomes = evaluate(&builder.build(), &Vec::<Datum>::new());
    let score = outcomes.last().unwrap().score().unwrap();
    // (80 + 0 + 40)/3, of which one in four is there.
    assert_eq!((score.raw, score.coverage.to_string()), (Fixed::from(40), "0.25".to_owned()));
}
