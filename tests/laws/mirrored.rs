//! The mirrored direction gives the mirrored score: turn the axis round, and nothing changes.

use proptest::prelude::prop_assert_eq;
use renstra::number::Number;

use super::cells;
use super::generators::figure;
use super::given::{self, Directed, holds, outcome};

fn turned(rule: Directed) {
    holds((figure(), figure(), figure()), |(a, t, b)| {
        let score = |x: Number, y: Number, z: Number| outcome(rule.clone(), [x.into(), y.into(), z.into()]);
        let (plain, turned) = (score(a, t, b), score(a.negated(), t.negated(), b.negated()));
        prop_assert_eq!(plain, turned);
        Ok(())
    });
}

cells! { turned:
    progress => given::progress();
    goalposts => given::goalposts();
    thresholds => given::thresholds();
}

/// What was gained from one end is what is lost from the other.
#[test]
fn goalposts_with_their_ends_exchanged() {
    use renstra::formula::rule::{Clip, Onto, goalposts};
    holds((figure(), figure(), figure()), |(a, t, b)| {
        let score = |from: Number, to: Number| {
            goalposts(&a.into(), [&from.into(), &to.into()], Clip::Both, Onto::default())
        };
        if let Ok((there, back)) = score(b, t).and_then(|there| Ok((there, score(t, b)?))) {
            prop_assert_eq!(there.checked_add(&back).unwrap(), 100.into());
        }
        Ok(())
    });
}

mod not {
    use renstra::formula::rule::{inverse, mirrored, ratio};
    use renstra::number::Exact;

    /// Twice the target, half of it: three curves, none of them another's mirror.
    #[test]
    fn ratio_against_inverse_and_mirrored() {
        let t = Exact::from(10);
        for a in [5, 15, 20] {
            let a = Exact::from(a);
            let up = ratio(&a, &t).unwrap();
            let down = [inverse(&a, &t).unwrap(), mirrored(&a, &t).unwrap()];
            // A mirror would give 200 − up, or 100/up, for both; they differ from each other.
            assert_ne!(down[0], down[1]);
            assert!(down.iter().any(|down| down.checked_add(&up).unwrap() != Exact::from(200)));
        }
    }
}
