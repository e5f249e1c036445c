//! The nation's figures, made batch by batch.

/// Some indicators of all regions, one after another: the targets of an indicator, then its actuals. In each the quarter is the
/// fast index, then the region.
///
/// In two columns of their own both sides of an indicator may begin at the same place of a page of memory; where a processor
/// then takes the one for the other, which depends on where the system puts them, accumulating takes up to a quarter longer.
pub(crate) struct Batch {
    figures: Vec<f64>,
    /// How many figures a side of an indicator has.
    side: usize,
}

impl Batch {
    pub(crate) fn of(side: usize) -> Batch {
        Batch { figures: Vec::new(), side }
    }

    /// All targets and actuals.
    pub(crate) fn figures(&self) -> &[f64] {
        &self.figures
    }

    /// The targets and the actuals of one of its indicators.
    pub(crate) fn sides(&self, indicator: usize) -> (&[f64], &[f64]) {
        let both = self.figures.get(2 * self.side * indicator..).unwrap_or_default();
        both.get(..2 * self.side).unwrap_or_default().split_at(self.side)
    }
}

/// Whole targets and actuals; one quarter in fifty was not reported. A linear congruence.
pub(crate) struct Figures(u64);

impl Figures {
    pub(crate) fn new() -> Figures {
        Figures(42)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// So many more indicators, in place of those that are there.
    pub(crate) fn fill(&mut self, batch: &mut Batch, indicators: usize) {
        let mut actuals = Vec::with_capacity(batch.side);
        batch.figures.clear();
        for _ in 0..indicators {
            for _ in 0..batch.side {
                let target = 1 + self.next() % 1_000;
                let share = 600 + self.next() % 700;
                batch.figures.push(target as f64);
                let reported = self.next() % 50 != 0;
                actuals.push(if reported { (target * share / 1_000) as f64 } else { f64::NAN });
            }
            batch.figures.append(&mut actuals);
        }
    }
}
