//! Contributions sum exactly to the score.

use proptest::prelude::prop_assert_eq;
use renstra::formula::{Explanation, How, Method, Op, contributions, evaluate};
use renstra::number::Fixed;

use super::cells;
use super::generators::{root, tree};
use super::given::{self, holds};

fn sums(method: Method) {
    holds(tree(), |mut tree| {
        tree.methods = [method.clone(), method.clone()];
        let (formula, data) = tree.formula();
        let outcomes = evaluate(&formula, &data);
        for (node, outcome) in formula.nodes().iter().zip(&outcomes) {
            let (Op::Aggregate(_), Some(score)) = (node.op(), outcome.score()) else { continue };
            let parts = contributions(&formula, node, &outcomes, score.raw).unwrap();
            let sum: i128 = parts.parts.iter().map(|part| part.amount.units()).sum();
            prop_assert_eq!(sum + parts.rest.units(), score.raw.units());
            // Of a mean nothing is left over; of a table nobody accounts for anything.
            let alone = matches!(method, Method::Table(_));
            prop_assert_eq!(parts.rest, if alone { score.raw } else { Fixed::ZERO });
        }
        let explanation = Explanation::new(&formula, &data, &outcomes, root(&formula)).unwrap();
        for step in explanation.steps() {
            let (How::Method { links, rest, .. }, Some(score)) = (&step.how, step.outcome.score()) else {
                continue;
            };
            let sum: i128 = links.iter().filter_map(|link| link.contribution).map(Fixed::units).sum();
            prop_assert_eq!(sum + rest.units(), score.raw.units());
        }
        Ok(())
    });
}

cells! { sums:
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
