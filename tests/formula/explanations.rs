//! An explanation re-evaluates to the score that it explains, and contributions sum to it exactly.

use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use renstra::finding::Lang;
use renstra::formula::{
    Aggregate, Datum, Edge, Explanation, Finish, Formula, How, Leaf, Method, NodeIndex, Op, Operand, Rule,
    contributions, evaluate,
};
use renstra::number::{Fixed, Number};
use uuid::Uuid;

use super::generators::{mean_of, not_negative, number, root, tree, weighted};

proptest! {
    #[test]
    fn an_explanation_reevaluates(tree in tree()) {
        let (formula, data) = tree.formula();
        let outcomes = evaluate(&formula, &data);
        for (place, outcome) in outcomes.iter().enumerate() {
            let at = NodeIndex(u32::try_from(place).unwrap());
            let explanation = Explanation::new(&formula, &data, &outcomes, at).unwrap();
            prop_assert_eq!(&explanation.reevaluate(), outcome);
            prop_assert_eq!(&explanation.root().unwrap().outcome, outcome);
        }
    }

    #[test]
    fn contributions_sum_exactly(tree in tree()) {
        let (formula, data) = tree.formula();
        let outcomes = evaluate(&formula, &data);
        for (node, outcome) in formula.nodes().iter().zip(&outcomes) {
            let (Op::Aggregate(_), Some(score)) = (node.op(), outcome.score()) else { continue };
            let parts = contributions(&formula, node, &outcomes, score.raw).unwrap();
            let sum: i128 = parts.parts.iter().map(|part| part.amount.units()).sum();
            prop_assert_eq!(sum + parts.rest.units(), score.raw.units());
            prop_assert_eq!(parts.rest, Fixed::ZERO);
        }
        let explanation = Explanation::new(&formula, &data, &outcomes, root(&formula)).unwrap();
        for step in explanation.steps() {
            let (How::Method { links, rest, .. }, Some(score)) = (&step.how, step.outcome.score()) else { continue };
            let sum: i128 = links.iter().filter_map(|link| link.contribution).map(Fixed::units).sum();
            prop_assert_eq!(sum + rest.units(), score.raw.units());
        }
    }

    /// No part of an arithmetic mean is off by a whole unit from weight × score / total weight.
    #[test]
    fn a_contribution_is_within_a_unit_of_its_equation(children in weighted(not_negative())) {
        let total = children.iter().fold(Number::ZERO, |sum, (_, w)| sum.checked_add(*w).unwrap());
        let mean = mean_of(&Method::Arithmetic, &children);
        let (formula, outcomes) = flat(Method::Arithmetic, &children);
        let parts = contributions(&formula, formula.nodes().last().unwrap(), &outcomes, mean).unwrap().parts;
        for ((x, w), part) in children.iter().zip(&parts) {
            let true_part = renstra::number::Exact::from(*x).checked_mul(&(*w).into()).unwrap()
                .checked_div(&total.into()).unwrap();
            let off = true_part.checked_sub(&part.amount.into()).unwrap().abs();
            let unit = renstra::number::Exact::ratio(1, Fixed::UNITS_PER_ONE).unwrap();
            prop_assert!(off < unit);
        }
    }

    /// What a user says in a label cannot break the lines of the text.
    #[test]
    fn a_text_has_one_line_for_each_statement(label in ".{0,20}") {
        let mut builder = Formula::builder();
        let leaf = Leaf::new(Rule::Given).actual(Operand::fixed(Number::ONE));
        let at = builder.leaf(Uuid::nil(), label, leaf, Finish::default()).unwrap();
        let formula = builder.build();
        let data = Vec::<Datum>::new();
        let explanation = Explanation::new(&formula, &data, &evaluate(&formula, &data), at).unwrap();
        prop_assert_eq!(explanation.text(Lang::En).lines().count(), 4);
    }
}

fn flat(method: Method, children: &[(Number, Number)]) -> (Formula, Vec<renstra::formula::Outcome>) {
    let mut builder = Formula::builder();
    let mut edges = Vec::new();
    for (place, (x, w)) in children.iter().enumerate() {
        let leaf = Leaf::new(Rule::Given).actual(Operand::fixed(*x));
        let id = Uuid::from_u128(place as u128);
        edges.push(Edge::new(builder.leaf(id, format!("1.{place}"), leaf, Finish::default()).unwrap(), *w));
    }
    builder.aggregate(Uuid::max(), "1", Aggregate::new(method), edges, Finish::default()).unwrap();
    let formula = builder.build();
    let outcomes = evaluate(&formula, &Vec::<Datum>::new());
    (formula, outcomes)
}

#[test]
fn ties_of_the_largest_remainder_go_to_the_smaller_id() {
    let third: Vec<_> = (0..3).map(|_| (number("100"), Number::ONE)).collect();
    let (formula, outcomes) = flat(Method::Geometric, &third);
    let parts =
        contributions(&formula, formula.nodes().last().unwrap(), &outcomes, Fixed::HUNDRED).unwrap().parts;
    let amounts: Vec<String> = parts.iter().map(|part| part.amount.to_string()).collect();
    assert_eq!(amounts, ["33.333333333333334", "33.333333333333333", "33.333333333333333"]);
}

#[test]
fn an_explanation_reads_like_a_sentence_in_both_languages() {
    let mut builder = Formula::builder();
    let leaf = |a: &str, t: &str| {
        let constant = |text| Operand::fixed(number(text));
        Leaf::new(Rule::Mirrored)
            .better(renstra::formula::Better::Lower)
            .actual(constant(a))
            .target(constant(t))
    };
    let stunting =
        builder.leaf(Uuid::from_u128(1), "Stunting", leaf("17.6", "20.1"), Finish::default()).unwrap();
    let deaths =
        builder.leaf(Uuid::from_u128(2), "Maternal deaths", leaf("26", "0"), Finish::default()).unwrap();
    let edges = [Edge::new(stunting, number("2")), Edge::new(deaths, number("1"))];
    let root = builder
        .aggregate(Uuid::nil(), "Health", Aggregate::new(Method::Arithmetic), edges, Finish::default())
        .unwrap();
    let formula = builder.build();
    let data = Vec::<Datum>::new();
    let outcomes = evaluate(&formula, &data);
    let explanation = Explanation::new(&formula, &data, &outcomes, root).unwrap();
    assert_eq!(
        explanation.text(Lang::En),
        "Health: 112.44
  weighted arithmetic mean of 1 of 2
  what has no score leaves, the other weights count alone
  exactly 112.437810945273632; rounded half up to 2 digits; coverage 0.666666666666667
  ! parts without a score were left out and the others re-weighted
  - weight 2, contributes 112.437810945273632
    Stunting: 112.44
      rule `mirrored`: 100 × (2T − A) / T
      A = 17.6; T = 20.1
      exactly 112.437810945273632; rounded half up to 2 digits
  - weight 1, left out
    Maternal deaths: not scorable, since the target is zero and the rule divides by it
      rule `mirrored`: 100 × (2T − A) / T
      A = 26; T = 0
"
    );
    let indonesian = explanation.text(Lang::Id);
    assert!(indonesian.contains("tepatnya 112,437810945273632") && indonesian.contains("A = 17,6; T = 20,1"));
    let json = serde_json::to_value(&explanation).unwrap();
    assert_eq!(json["steps"][2]["score"]["rounded"], "112.44");
    assert_eq!(json["steps"][2]["children"][0]["contribution"], "112.437810945273632");
    assert_eq!(json["steps"][1]["not_scorable"]["code"], "zero-target");
}

#[test]
fn a_shared_child_is_explained_once() {
    // A ladder of diamonds: 2^40 paths, 81 nodes.
    let mut builder = Formula::builder();
    let leaf = Leaf::new(Rule::Given).actual(Operand::fixed(number("80")));
    let mut last = builder.leaf(Uuid::from_u128(0), "leaf", leaf, Finish::default()).unwrap();
    for rung in 0..40_u128 {
        let mut side = |n| {
            let edges = [Edge::new(last, Number::ONE)];
            let mean = Aggregate::new(Method::Arithmetic);
            builder.aggregate(Uuid::from_u128(rung * 3 + n), "side", mean, edges, Finish::default()).unwrap()
        };
        let (left, right) = (side(1), side(2));
        let edges = [Edge::new(left, Number::ONE), Edge::new(right, Number::ONE)];
        let mean = Aggregate::new(Method::Arithmetic);
        last =
            builder.aggregate(Uuid::from_u128(rung * 3 + 3), "top", mean, edges, Finish::default()).unwrap();
    }
    let formula = builder.build();
    let data = Vec::<Datum>::new();
    let outcomes = evaluate(&formula, &data);
    let explanation = Explanation::new(&formula, &data, &outcomes, last).unwrap();
    assert_eq!(explanation.steps().len(), 121);
    assert!(explanation.text(Lang::En).lines().count() < 2_000);
    assert_eq!(explanation.reevaluate(), outcomes[last.index()]);
}

#[test]
fn a_chain_of_a_hundred_thousand_links_is_explained() {
    let mut builder = Formula::builder();
    let leaf = Leaf::new(Rule::Given).actual(Operand::fixed(number("80")));
    let mut last = builder.leaf(Uuid::nil(), "leaf", leaf, Finish::default()).unwrap();
    let finish = std::sync::Arc::new(Finish::default());
    for _ in 0..100_000 {
        let edges = [Edge::new(last, Number::ONE)];
        let mean = Aggregate::new(Method::Arithmetic);
        last = builder.aggregate(Uuid::nil(), "link", mean, edges, finish.clone()).unwrap();
    }
    let formula = builder.build();
    let data = Vec::<Datum>::new();
    let outcomes = evaluate(&formula, &data);
    let explanation = Explanation::new(&formula, &data, &outcomes, last).unwrap();
    assert_eq!(explanation.reevaluate(), outcomes[last.index()]);
    assert!(explanation.text(Lang::En).ends_with("what lies deeper is not shown\n"));
}
