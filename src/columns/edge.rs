//! Where a score passes from one band, or one rounded figure, to the next.
//!
//! A band on the rounded score is a band on the unrounded one with other cuts: `rounded ≥ 76` to two digits,
//! half up, is `score ≥ 75.995`. So floats are held against thresholds, and only a score that lies within its
//! bound of one is left to exact arithmetic.

use crate::formula::{Bands, Cap, Closed, Finish, Placing, Stage};
use crate::number::{Fixed, Number, Rounding, RoundingMode};

use super::bound::{UNIT, held};
use crate::vectors::wide;

/// The thresholds between the bands of a node, on its score before the cap.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cuts {
    /// Ascending.
    thresholds: Box<[f64]>,
    /// Where a score stands: what has none, then what has reached so many of them.
    places: Box<[Placing; PLACES]>,
}

/// So many scores at once.
const STRIP: usize = 64;
/// As many places as a byte tells apart: more bands than that are left to the exact evaluator.
const PLACES: usize = 256;

/// A threshold: the score itself reaches it or must pass it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Threshold {
    at: Number,
    closed: Closed,
}

impl Cuts {
    /// `None` when a threshold leaves the range of decimals, or there are too many.
    pub(super) fn of(bands: &Bands, finish: &Finish) -> Option<Cuts> {
        let mut thresholds = Vec::new();
        let mut places = vec![Placing::Band(0)];
        let below = bands.low().map(|low| (Threshold { at: low, closed: Closed::Above }, Placing::Band(0)));
        let cuts = bands.iter().zip(0_u16..).filter_map(|(band, place)| {
            Some((Threshold { at: band.from?, closed: band.closed }, Placing::Band(place)))
        });
        let above =
            bands.high().map(|high| (Threshold { at: high, closed: Closed::Below }, Placing::Outside));
        if below.is_some() {
            places = vec![Placing::Outside];
        }
        for (threshold, place) in below.into_iter().chain(cuts).chain(above) {
            let threshold = match finish.stage {
                Stage::Unrounded => threshold,
                Stage::Rounded => threshold.before_rounding(finish.rounding)?,
            };
            match threshold.under(finish.cap) {
                Reached::Always => places = vec![place],
                Reached::Never => break,
                Reached::Sometimes => {
                    thresholds.push(threshold.at.to_f64());
                    places.push(place);
                }
            }
        }
        places.insert(0, Placing::NoBands);
        let mut table = [Placing::Outside; PLACES];
        if places.len() > table.len() {
            return None;
        }
        table.iter_mut().zip(places).for_each(|(held, place)| *held = place);
        Some(Cuts { thresholds: thresholds.into(), places: Box::new(table) })
    }

    /// Where each score stands, all of them within `error`; a score that may stand on either side of a threshold
    /// is told apart, and a NaN stands nowhere.
    pub(super) fn place(
        &self,
        scores: &[f64],
        error: f64,
        out: &mut [Placing],
        mut unsure: impl FnMut(usize),
    ) {
        for (strip, (scores, out)) in scores.chunks(STRIP).zip(out.chunks_mut(STRIP)).enumerate() {
            let Counts { surely, perhaps } = wide(
                #[inline(always)]
                || self.glance(scores, error),
            );
            for (out, place) in out.iter_mut().zip(&surely) {
                *out = self.placing(*place);
            }
            if surely == perhaps {
                continue;
            }
            for (lane, (score, out)) in scores.iter().zip(out).enumerate() {
                let [surely, perhaps] = self.look(*score, error);
                *out = self.placing(surely);
                if perhaps > surely {
                    unsure(strip * STRIP + lane);
                }
            }
        }
    }

    fn placing(&self, place: u32) -> Placing {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        self.places.get(usize::from(place as u8)).copied().unwrap_or(Placing::Outside)
    }

    /// Counts over narrow floats, of which twice as many stand in a vector: what they cannot tell is looked at again.
    #[inline(always)]
    fn glance(&self, scores: &[f64], error: f64) -> Counts {
        let mut narrow = [f32::NAN; STRIP];
        #[expect(clippy::cast_possible_truncation, reason = "thresholds are moved by more than this rounds")]
        narrow.iter_mut().zip(scores).for_each(|(narrow, score)| *narrow = *score as f32);
        let mut surely = [0; STRIP];
        // The first place is that of what has no score.
        surely.iter_mut().zip(&narrow).for_each(|(surely, score)| *surely = u32::from(!score.is_nan()));
        let mut perhaps = surely;
        for threshold in &self.thresholds {
            let [above, below] = narrowed(*threshold, error);
            for ((surely, perhaps), score) in surely.iter_mut().zip(&mut perhaps).zip(&narrow) {
                *surely += u32::from(*score >= above);
                *perhaps += u32::from(*score >= below);
            }
        }
        Counts { surely, perhaps }
    }

    /// The place that one score has for certain, and the one that it has perhaps.
    fn look(&self, score: f64, error: f64) -> [u32; 2] {
        let place = u32::from(!score.is_nan());
        self.thresholds.iter().fold([place; 2], |[surely, perhaps], at| {
            let margin = margin(*at, error);
            [surely + u32::from(score >= at + margin), perhaps + u32::from(score >= at - margin)]
        })
    }
}

/// The place that each score has for certain, and the one that it has perhaps.
struct Counts {
    surely: [u32; STRIP],
    perhaps: [u32; STRIP],
}

fn margin(threshold: f64, error: f64) -> f64 {
    error + threshold.abs() * UNIT
}

/// What a narrow score reaches only above the threshold and its margin, and what it does not reach only below both.
/// Rounding keeps the order of scores, and each end is moved by more than it was rounded.
fn narrowed(threshold: f64, error: f64) -> [f32; 2] {
    let margin = margin(threshold, error);
    #[expect(clippy::cast_possible_truncation, reason = "that is what it is for")]
    let [above, below] = [threshold + margin, threshold - margin].map(|end| end as f32);
    let step = |end: f32| end.abs() * 2.0 * f32::EPSILON + f32::MIN_POSITIVE;
    [above + step(above), below - step(below)]
}

/// Whether capped scores reach a threshold.
enum Reached {
    Always,
    Never,
    Sometimes,
}

impl Threshold {
    /// The threshold of the score before rounding.
    fn before_rounding(self, rounding: Rounding) -> Option<Threshold> {
        let digits = rounding.digits();
        if digits >= Fixed::PLACES {
            return Some(self);
        }
        let step = Number::from_parts(1, digits)?;
        // The first rounded figure that has reached it.
        let first = self.at.round(Rounding::new(RoundingMode::Ceiling, digits));
        let first =
            if first == self.at && self.closed == Closed::Below { first.checked_add(step)? } else { first };
        let half = first.checked_sub(Number::from_parts(5, digits + 1)?);
        let above = |at: Option<Number>| Some(Threshold { at: at?, closed: Closed::Above });
        let beyond = |at: Option<Number>| Some(Threshold { at: at?, closed: Closed::Below });
        let positive = !first.is_zero() && !first.is_negative();
        match rounding.mode() {
            RoundingMode::HalfUp if positive => above(half),
            RoundingMode::HalfUp => beyond(half),
            RoundingMode::HalfEven if is_even(first, digits)? => above(half),
            RoundingMode::HalfEven => beyond(half),
            RoundingMode::Truncate if positive => above(Some(first)),
            RoundingMode::Floor => above(Some(first)),
            RoundingMode::Truncate | RoundingMode::Ceiling => beyond(first.checked_sub(step)),
        }
    }

    fn under(self, cap: Cap) -> Reached {
        let never = |high: Number| self.at > high || (self.at == high && self.closed == Closed::Below);
        let always = |low: Number| self.at < low || (self.at == low && self.closed == Closed::Above);
        if cap.high.is_some_and(never) {
            Reached::Never
        } else if cap.low.is_some_and(always) {
            Reached::Always
        } else {
            Reached::Sometimes
        }
    }
}

/// Whether a figure of so many digits is an even multiple of its last one.
fn is_even(figure: Number, digits: u32) -> Option<bool> {
    let (mantissa, _) = figure.normalized().padded(digits)?.parts();
    Some(mantissa % 2 == 0)
}

/// Rounds floats as the exact evaluator rounds what they stand for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rounder {
    mode: RoundingMode,
    /// 10 to the power of the digits.
    power: f64,
    /// Nothing below the first, nothing above the second, and what these round to.
    cap: [f64; 2],
    rounded: [f64; 2],
}

impl Rounder {
    pub(super) fn of(finish: &Finish) -> Rounder {
        let rounding = finish.rounding;
        let digits = rounding.digits().min(Fixed::PLACES);
        let power = Number::from_parts(10_i128.pow(digits), 0).map_or(f64::NAN, Number::to_f64);
        let end = |bound: Option<Number>, none: f64| {
            bound.map_or([none; 2], |bound| {
                let fixed = Fixed::from_number(bound).unwrap_or(Fixed::ZERO);
                [fixed.to_f64(), fixed.round(rounding).to_f64()]
            })
        };
        let (low, high) = (end(finish.cap.low, f64::NEG_INFINITY), end(finish.cap.high, f64::INFINITY));
        Rounder { mode: rounding.mode(), power, cap: [low[0], high[0]], rounded: [low[1], high[1]] }
    }

    /// The rounded score of a score before its cap that lies within `error`; `None` when it may be either of
    /// two.
    pub(super) fn round(&self, score: f64, error: f64) -> Option<f64> {
        let [low, high] = self.cap;
        if score > high + error {
            return Some(self.rounded[1]);
        }
        if score < low - error {
            return Some(self.rounded[0]);
        }
        // A cap brings no two scores further apart.
        let scaled = held(score, self.cap) * self.power;
        let margin = error * self.power + scaled.abs() * 2.0 * UNIT;
        let floor = scaled.floor();
        let part = scaled - floor;
        let half = matches!(self.mode, RoundingMode::HalfUp | RoundingMode::HalfEven);
        let edge = if half { (part - 0.5).abs() } else { part.min(1.0 - part) };
        // NaN and what is too large to have a digit left compare as unsure.
        let sure = edge > margin && scaled.abs() < 4e15;
        if !sure {
            return None;
        }
        let up = match self.mode {
            RoundingMode::HalfUp | RoundingMode::HalfEven => part > 0.5,
            RoundingMode::Truncate => scaled < 0.0,
            RoundingMode::Floor => false,
            RoundingMode::Ceiling => true,
        };
        Some((floor + f64::from(u8::from(up))) / self.power + 0.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{margin, narrowed};

    proptest! {
        /// What narrow floats tell for certain is so: on the threshold, a few floats beside it, far from it, among tiny ones.
        #[test]
        fn narrow_floats_tell_nothing_that_is_not_so(
            threshold in prop_oneof![-1e3..1e3_f64, Just(0.0), Just(75.995), Just(1e28), -1e-30..1e-30_f64],
            error in prop_oneof![Just(0.0), 0.0..1e-9_f64, 0.0..1e3_f64],
            steps in -3_i64..=3,
            spread in prop_oneof![Just(f64::EPSILON), Just(1e-8), Just(1e-3)],
        ) {
            let [above, below] = narrowed(threshold, error);
            let margin = margin(threshold, error);
            for edge in [threshold - margin, threshold, threshold + margin] {
                let score = edge * (1.0 + steps as f64 * spread);
                prop_assert!((score as f32) < above || score >= threshold + margin);
                prop_assert!((score as f32) >= below || score < threshold - margin);
            }
        }
    }
}
