//! The nation's figures, made batch by batch.

/// Some indicators of all regions: the quarter is the fast index, then the region.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) targets: Vec<f64>,
    pub(crate) actuals: Vec<f64>,
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

    /// So many more, in place of those that are there.
    pub(crate) fn fill(&mut self, batch: &mut Batch, count: usize) {
        batch.targets.clear();
        batch.actuals.clear();
        for _ in 0..count {
            let target = 1 + self.next() % 1_000;
            let share = 600 + self.next() % 700;
            batch.targets.push(target as f64);
            let reported = self.next() % 50 != 0;
            batch.actuals.push(if reported { (target * share / 1_000) as f64 } else { f64::NAN });
        }
    }
}
