//! What stands in for an equation where it has no meaning: at zeros, at negative figures, where all is zero.

/// What stands in where an equation has no meaning; NaN for no score. Figures and no choices: so that one lane looks like
/// another, and a loop over them has no branch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Guard {
    pub(super) zero_target: OnZero,
    pub(super) zero_actual: OnZero,
    pub(super) negative: Negative,
    pub(super) better: Sense,
}

/// What a negative figure gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Negative {
    /// A figure below this is judged: 0, or −∞ where negative figures are computed with.
    pub(super) below: f64,
    pub(super) instead: f64,
}

/// Whether more or less is better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sense {
    /// 1 where more is better, −1 where less is.
    pub(super) sign: f64,
    /// Where an actual and a target no larger than `within` together are a perfect zero, this is their score.
    pub(super) perfect: f64,
    /// 0, or −1 where nothing is a perfect zero.
    pub(super) within: f64,
}

/// What a division by zero gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct OnZero {
    /// Where the target is reached.
    pub(super) met: f64,
    /// Elsewhere.
    pub(super) missed: f64,
}

impl Guard {
    pub(super) fn list(&self) -> [f64; 9] {
        let Guard { zero_target, zero_actual, negative, better } = self;
        let Sense { sign, perfect, within } = *better;
        let (target, actual) = (zero_target, zero_actual);
        let Negative { below, instead } = *negative;
        [target.met, target.missed, actual.met, actual.missed, below, instead, sign, perfect, within]
    }

    #[inline(always)]
    pub(super) fn of(
        [t_met, t_missed, a_met, a_missed, below, instead, sign, perfect, within]: [f64; 9],
    ) -> Guard {
        Guard {
            zero_target: OnZero { met: t_met, missed: t_missed },
            zero_actual: OnZero { met: a_met, missed: a_missed },
            negative: Negative { below, instead },
            better: Sense { sign, perfect, within },
        }
    }

    /// The exact evaluator's order: a perfect zero, then negative figures, then a division by zero.
    #[inline(always)]
    pub(super) fn around(&self, a: f64, t: f64, score: f64) -> f64 {
        let undivided = self.zero_target.choose(self.reaches(a, t));
        let score = if t == 0.0 { undivided } else { score };
        self.before(a, t, t, score)
    }

    #[inline(always)]
    pub(super) fn around_inverse(&self, a: f64, t: f64) -> f64 {
        let (score, undivided) = (t / a * 100.0, self.zero_actual.choose(self.reaches(a, t)));
        let score = if a == 0.0 { undivided } else { score };
        self.around(a, t, score)
    }

    /// What comes before the equation; `low` and `high` are the ends of the target.
    #[inline(always)]
    pub(super) fn before(&self, a: f64, low: f64, high: f64, score: f64) -> f64 {
        let Negative { below, instead } = self.negative;
        let score = if low < below { instead } else { score };
        let score = if low.is_nan() { f64::NAN } else { score };
        let score = if a < below { instead } else { score };
        let size = a.abs() + low.abs() + high.abs();
        if size <= self.better.within { self.better.perfect } else { score }
    }

    #[inline(always)]
    pub(super) fn reaches(&self, a: f64, t: f64) -> bool {
        a * self.better.sign >= t * self.better.sign
    }
}

impl Sense {
    /// More is better.
    pub(super) const HIGHER: Sense = Sense { sign: 1.0, perfect: f64::NAN, within: -1.0 };

    /// Less is better, and zero against zero scores this.
    pub(super) fn lower(perfect: f64) -> Sense {
        Sense { sign: -1.0, perfect, within: 0.0 }
    }
}

impl Negative {
    /// Negative figures are figures.
    pub(super) const COMPUTED: Negative = Negative { below: f64::NEG_INFINITY, instead: f64::NAN };

    /// They score this.
    pub(super) fn judged(instead: f64) -> Negative {
        Negative { below: 0.0, instead }
    }
}

impl OnZero {
    /// No score either way.
    pub(super) const NONE: OnZero = OnZero { met: f64::NAN, missed: f64::NAN };

    #[inline(always)]
    pub(super) fn choose(&self, reached: bool) -> f64 {
        if reached { self.met } else { self.missed }
    }
}
