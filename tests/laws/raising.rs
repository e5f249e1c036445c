//! Raising a child never lowers the parent.

use proptest::prelude::prop_assert;
use renstra::formula::Method;

use super::cells;
use super::generators::{figure, mean_of, not_negative, positive, weighted};
use super::given::{self, holds};

fn raised(method: Method) {
    holds((weighted(not_negative()), positive(), 0_usize..7), |(mut children, by, which)| {
        let before = mean_of(&method, &children);
        let which = which % children.len();
        children[which].0 = children[which].0.checked_add(by).unwrap();
        prop_assert!(before <= mean_of(&method, &children));
        Ok(())
    });
}

cells! { raised:
    arithmetic => Method::Arithmetic;
    geometric => Method::Geometric;
    harmonic => Method::Harmonic;
    power_square => given::power("2");
    power_root => given::power("0.5");
    power_negative => given::power("-1.5");
    minimum => Method::Minimum;
    maximum => Method::Maximum;
    median => Method::Median;
}

fn raised_from_below_zero(method: Method) {
    holds((weighted(figure()), positive(), 0_usize..7), |(mut children, by, which)| {
        let before = mean_of(&method, &children);
        let which = which % children.len();
        children[which].0 = children[which].0.checked_add(by).unwrap();
        prop_assert!(before <= mean_of(&method, &children));
        Ok(())
    });
}

cells! { raised_from_below_zero:
    arithmetic_of_negatives => Method::Arithmetic;
    minimum_of_negatives => Method::Minimum;
    maximum_of_negatives => Method::Maximum;
    median_of_negatives => Method::Median;
}

mod not {
    use renstra::formula::{
        Aggregate, Condition, Datum, Edge, Finish, Formula, Leaf, Method, Operand, Row, Rule, Table, evaluate,
    };
    use renstra::number::{Absence, Number};
    use uuid::Uuid;

    use crate::generators::{aggregate, mean_of, raw};

    /// A hindering child is kept out: raising it raises nothing, and a signed mean would lower the parent.
    #[test]
    fn hindering_link() {
        let parent = |hinders: i64| {
            let mut builder = Formula::builder();
            let mut child = |id, score: i64| {
                let leaf = Leaf::new(Rule::Given).actual(Operand::fixed(Number::from(score)));
                builder.leaf(Uuid::from_u128(id), "child", leaf, Finish::default()).unwrap()
            };
            let edges =
                [Edge::new(child(1, 60), Number::ONE), Edge::new(child(2, hinders), Number::ONE).hindering()];
            builder
                .aggregate(
                    Uuid::nil(),
                    "parent",
                    Aggregate::new(Method::Arithmetic),
                    edges,
                    Finish::default(),
                )
                .unwrap();
            raw(evaluate(&builder.build(), &Vec::<Datum>::new()).last().unwrap())
        };
        assert_eq!(parent(0), parent(100));
    }

    /// Too much of a good thing, as a table may say.
    #[test]
    fn decision_table() {
        let rows = vec![
            Row::new(Condition::AnyAtLeast(90.into()), 10.into()),
            Row::new(Condition::Always, 50.into()),
        ];
        let table = Method::Table(Table::new(rows).into());
        let score = |x: i64| mean_of(&table, &[(x.into(), Number::ONE)]);
        assert!(score(80) > score(90));
    }

    /// A figure comes where there was none: the mean falls, since nothing is not zero.
    #[test]
    fn missing_to_present() {
        let score = |second: Datum| {
            let children = [(Datum::from(Number::from(80)), Number::ONE), (second, Number::ONE)];
            raw(&aggregate(Aggregate::new(Method::Arithmetic), &children))
        };
        assert!(score(Absence::NotReported.into()) > score(Number::from(40).into()));
    }

    /// The mean less a penalty for spread (Mazziotta and Pareto) falls when the best child gets better.
    #[test]
    fn penalty_of_mazziotta_and_pareto() {
        let index = |x: [f64; 3]| {
            let mean = x.iter().sum::<f64>() / 3.0;
            let variance = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 3.0;
            mean - variance / mean
        };
        assert!(index([10.0, 10.0, 100.0]) > index([10.0, 10.0, 120.0]));
    }
}
