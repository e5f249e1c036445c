//! The difference of two scorecards: it sums exactly, each cause by itself is all of it, nothing is nothing.

use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
use renstra::finding::Lang;
use renstra::formula::{Cap, Method, MissingChildren, Rule};
use renstra::number::{Fixed, Number};
use renstra::plan::{Draft, Goal, Measure, Mission, Node, Plan};
use renstra::policy::{Missing, Overrides, Policy};
use renstra::score::{Asked, Attributed, Attribution, Cause, Scorecard};

/// What a plan is made of: for each goal its weight and its indicators, each with target, actual and weight.
type Goals = Vec<Weighed>;
/// A goal's weight and its indicators.
type Weighed = (i64, Vec<(i64, Option<i64>, i64)>);

fn plan(goals: &Goals) -> Plan {
    let mission = Node::<Mission>::new("M", "m");
    let goal = |(g, (weight, indicators)): (usize, &Weighed)| {
        let node = Node::<Goal>::new(format!("G{g}"), "g").under(&mission).weight(*weight);
        indicators.iter().enumerate().fold(node, |node, (i, (target, actual, weight))| {
            let direction =
                if i % 2 == 0 { renstra::plan::Direction::Higher } else { renstra::plan::Direction::Lower };
            let measure =
                Measure::new("i").unit("orang").target(2025, *target).weight(*weight).direction(direction);
            node.measured(match actual {
                Some(actual) => measure.actual(2025, *actual),
                None => measure,
            })
        })
    };
    let nodes: Vec<Node<Goal>> = goals.iter().enumerate().map(goal).collect();
    Draft::new("P", "p").with(mission).with_all(nodes).check().unwrap()
}

fn card(goals: &Goals, policy: &Policy) -> Scorecard {
    let plan = plan(goals);
    Scorecard::of(&plan, policy, plan.observations(), Asked::about("2025".parse().unwrap())).unwrap()
}

/// Figures that reach missing, zero, equal, huge and overshooting ones.
fn actual() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![4 => (0i64..200).prop_map(Some), 1 => Just(None), 1 => Just(Some(0)), 1 => Just(Some(100)), 1 => Just(Some(10_000_000))]
}

fn goals() -> impl Strategy<Value = Goals> {
    let indicator = (prop_oneof![5 => 1i64..150, 1 => Just(0)], actual(), 0i64..5);
    prop::collection::vec((0i64..4, prop::collection::vec(indicator, 0..4)), 1..4)
}

fn policy() -> impl Strategy<Value = Policy> {
    let method = prop_oneof![
        3 => Just(Method::Arithmetic), 1 => Just(Method::Geometric), 1 => Just(Method::Minimum), 1 => Just(Method::Median)
    ];
    let children = prop_oneof![
        Just(MissingChildren::Reweight),
        Just(MissingChildren::Zero),
        Just(MissingChildren::Propagate)
    ];
    let missing = prop_oneof![3 => Just(Missing::NotScorable), 1 => Just(Missing::Score(Number::ZERO)), 1 => Just(Missing::Value(7.into()))];
    let cap = prop_oneof![Just(Cap::NONE), Just(Cap::NONE.at_least(Number::ZERO).at_most(100.into()))];
    let lower = prop_oneof![Just(Rule::Mirrored), Just(Rule::Inverse)];
    (method, children, missing, cap, lower).prop_map(|(method, children, missing, cap, lower)| {
        let set = Overrides::default()
            .method(method)
            .missing_children(children)
            .missing(missing)
            .cap(cap)
            .lower(lower);
        Policy::new("p", "").set(set)
    })
}

/// Amounts and the joint rest sum to the difference; shares and their rest sum to each amount.
fn sums(line: &Attributed) {
    let Some(difference) = line.difference() else { return };
    let mut sum = line.joint;
    for cause in Cause::ALL {
        let amount = line.amount(cause);
        let shares =
            amount.shares.iter().try_fold(amount.together, |sum, share| sum.checked_add(share.amount));
        assert_eq!(shares, Some(amount.amount), "{} {cause:?}", line.label);
        sum = sum.checked_add(amount.amount).unwrap();
    }
    assert_eq!(sum, difference, "{}", line.label);
}

/// Every score of both cards stands in the attribution as it was.
fn stands(why: &Attribution, before: &Scorecard, after: &Scorecard) {
    for (card, side) in
        [(before, (|line| line.before) as fn(&Attributed) -> Option<Fixed>), (after, |line| line.after)]
    {
        for (node, outcome) in card.compiled().formula().nodes().iter().zip(card.outcomes()) {
            let line = why.of(node.id()).unwrap();
            assert_eq!(side(line), outcome.score().map(|score| score.capped), "{}", line.label);
        }
    }
}

/// Nothing but one cause may have an amount.
fn only(why: &Attribution, cause: Cause) {
    for line in why.lines() {
        sums(line);
        let others = Cause::ALL.into_iter().filter(|other| *other != cause);
        let none = others
            .map(|other| line.amount(other))
            .all(|amount| amount.amount.is_zero() && amount.shares.is_empty());
        assert!(none && line.joint.is_zero(), "{cause:?}: {line:?}");
        if let Some(difference) = line.difference() {
            assert_eq!(line.amount(cause).amount, difference);
        }
    }
}

proptest! {
    #[test]
    fn it_sums_to_the_difference_exactly(a in goals(), b in goals(), p in policy(), q in policy()) {
        let (before, after) = (card(&a, &p), card(&b, &q));
        let why = Attribution::between(&before, &after).unwrap();
        stands(&why, &before, &after);
        why.lines().iter().for_each(sums);
        // Back again is the same with the signs turned, within a unit of rounding.
        let back = Attribution::between(&after, &before).unwrap();
        for line in why.lines() {
            let other = back.of(line.id).unwrap();
            for cause in Cause::ALL {
                let off = line.amount(cause).amount.checked_add(other.amount(cause).amount).unwrap();
                assert!(off.units().abs() <= 4, "{} {cause:?} {off}", line.label);
            }
        }
    }

    #[test]
    fn nothing_changed_is_nothing(a in goals(), p in policy()) {
        let card = card(&a, &p);
        let why = Attribution::between(&card, &card).unwrap();
        for line in why.lines() {
            assert_eq!(line.difference().unwrap_or(Fixed::ZERO), Fixed::ZERO);
            assert!(Cause::ALL.iter().all(|cause| line.amount(*cause).amount.is_zero()));
        }
    }

    #[test]
    fn one_cause_is_all_of_it(a in goals(), p in policy(), q in policy(), by in 1i64..50, pick in any::<prop::sample::Index>()) {
        let before = card(&a, &p);
        only(&Attribution::between(&before, &card(&a, &q)).unwrap(), Cause::Policy);
        let mut values = a.clone();
        values.iter_mut().flat_map(|(_, own)| own).for_each(|(_, actual, _)| if let Some(actual) = actual { *actual += by });
        only(&Attribution::between(&before, &card(&values, &p)).unwrap(), Cause::Values);
        let mut weights = a.clone();
        let at = pick.index(weights.len());
        weights[at].0 += by;
        weights.iter_mut().flat_map(|(_, own)| own).for_each(|(_, _, weight)| *weight = (*weight * by) % 7);
        only(&Attribution::between(&before, &card(&weights, &p)).unwrap(), Cause::Weights);
        let mut missing = a;
        missing[at].1.iter_mut().for_each(|(_, actual, _)| *actual = None);
        only(&Attribution::between(&before, &card(&missing, &p)).unwrap(), Cause::Missing);
    }

    /// Under weighted arithmetic means single indicators account for all that values do, but for rounding.
    #[test]
    fn shares_of_values_are_exact_where_means_are_arithmetic(a in goals(), by in prop::collection::vec(0i64..90, 9)) {
        let policy = Policy::new("p", "");
        // A target of 0 is met by 0 and has no score otherwise: a score that goes is no sum of single changes.
        let mut a = a;
        a.iter_mut().flat_map(|(_, own)| own).for_each(|(target, ..)| *target = (*target).max(1));
        let mut b = a.clone();
        let actuals = b.iter_mut().flat_map(|(_, own)| own).filter_map(|(_, actual, _)| actual.as_mut());
        actuals.zip(&by).for_each(|(actual, by)| *actual += by);
        let why = Attribution::between(&card(&a, &policy), &card(&b, &policy)).unwrap();
        for line in why.lines() {
            assert!(line.amount(Cause::Values).together.units().abs() <= 16, "{line:?}");
        }
    }
}

#[test]
fn what_stands_on_one_side_only_enters_by_its_weight() {
    let policy = Policy::new("p", "");
    let before = card(&vec![(1, vec![(100, Some(50), 1)])], &policy);
    let after = card(&vec![(1, vec![(100, Some(50), 1)]), (3, vec![(100, Some(90), 1)])], &policy);
    let why = Attribution::between(&before, &after).unwrap();
    let mission = why.of(after.plan().find("M").unwrap().uuid()).unwrap();
    assert_eq!((mission.difference(), mission.amount(Cause::Weights).amount), (Some(30.into()), 30.into()));
    let text = why.text(Lang::En);
    assert!(text.contains("M: 50 → 80 (+30)\n  weights: +30 (M +30)\n"), "{text}");
    assert!(why.text(Lang::Id).contains("bobot: +30"));
    let json = serde_json::to_value(&why).unwrap();
    assert_eq!(json["lines"][0]["causes"]["weights"]["amount"], "30");
}

#[test]
fn a_difference_that_no_cause_leaves_a_score_for_is_joint() {
    // Without the figure there is no score but by the policy's zero, with the figure none but by its weight.
    let zero = Policy::new("z", "").set(Overrides::default().missing(Missing::Score(Number::ZERO)));
    let before = card(&vec![(1, vec![(100, None, 1)])], &zero);
    let after = card(&vec![(1, vec![(100, Some(60), 1)])], &Policy::new("p", ""));
    let why = Attribution::between(&before, &after).unwrap();
    let goal = why.of(after.plan().find("G0").unwrap().uuid()).unwrap();
    // Policy first leaves no score: only the orders with the figure first count.
    assert_eq!((goal.orders, goal.amount(Cause::Missing).amount), (12, 60.into()));
}
