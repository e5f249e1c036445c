use crate::number::{Exact, Number};

/// Piecewise constant: the score of the last step that the actual reaches.
///
/// Ranks and percentiles over a set are steps too, once the set is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    first: Number,
    steps: Vec<(Exact, Number)>,
}

impl Steps {
    /// `first` below the first step; each step is (where it begins, what it scores), sorted here.
    #[must_use]
    pub fn new(first: Number, steps: impl IntoIterator<Item = (Exact, Number)>) -> Steps {
        let mut steps: Vec<_> = steps.into_iter().collect();
        steps.sort_by(|(a, _), (b, _)| a.cmp(b));
        Steps { first, steps }
    }

    /// The score below the first step.
    #[must_use]
    pub fn first(&self) -> Number {
        self.first
    }

    /// Where each step begins and what it scores, ascending.
    #[must_use]
    pub fn steps(&self) -> &[(Exact, Number)] {
        &self.steps
    }
}

/// `steps`: the score of the last step that the actual reaches.
///
/// ```
/// use renstra::formula::rule::{Steps, steps};
/// let table = Steps::new(0.into(), [(50.into(), 60.into()), (75.into(), 80.into())]);
/// assert_eq!([49, 50, 99].map(|actual: i32| steps(&actual.into(), &table)), [0.into(), 60.into(), 80.into()]);
/// ```
#[must_use]
pub fn steps(actual: &Exact, table: &Steps) -> Exact {
    let reached = table.steps.partition_point(|(from, _)| from <= actual);
    let last = reached.checked_sub(1).and_then(|i| table.steps.get(i));
    Exact::from(last.map_or(table.first, |(_, score)| *score))
}
