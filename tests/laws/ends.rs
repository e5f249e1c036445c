//! The worst point scores exactly 0, the target exactly 1 - and the ratios have no worst point.

use proptest::prelude::prop_assert_eq;
use renstra::formula::Better;
use renstra::formula::rule::{Clip, Goalposts, Onto, Post, Rule};
use renstra::number::{Fixed, Number};

use super::cells;
use super::generators::figure;
use super::given::{self, Directed, holds, outcome};

fn exact((rule, top): (Directed, i32)) {
    holds((figure(), figure()), |(worst, best)| {
        if worst != best {
            let score =
                |a: Number| outcome(rule.clone(), [a.into(), best.into(), worst.into()]).score().unwrap().raw;
            prop_assert_eq!([score(worst), score(best)], [Fixed::ZERO, Fixed::from(top)]);
        }
        Ok(())
    });
}

fn posts(clip: Clip) -> Directed {
    let posts = Goalposts::new(Post::Baseline, Post::Target).clip(clip).onto(Onto::UNIT);
    (Rule::Goalposts(Box::new(posts)), Better::Higher)
}

cells! { exact:
    progress => (given::progress(), 100);
    goalposts_clipped => (posts(Clip::Both), 1);
    goalposts_worst => (posts(Clip::Worst), 1);
    goalposts_best => (posts(Clip::Best), 1);
    goalposts_free => (posts(Clip::Neither), 1);
}

mod not {
    use super::{Directed, Fixed, Number, given, outcome};

    fn score(rule: &Directed, actual: i64) -> Option<Fixed> {
        let values = [Number::from(actual).into(), Number::from(10).into(), Number::ZERO.into()];
        outcome(rule.clone(), values).score().map(|score| score.raw)
    }

    /// Beyond twice the target it goes on below 0.
    #[test]
    fn mirrored() {
        assert!(score(&given::mirrored(), 1_000_000).unwrap() < Fixed::from(-100));
    }

    /// No actual scores 0, however bad.
    #[test]
    fn inverse() {
        assert!(score(&given::inverse(), 9_000_000_000).unwrap() > Fixed::ZERO);
    }

    /// At the target it gives 0, not 1.
    #[test]
    fn reduction() {
        assert_eq!(score(&given::reduction(), 10), Some(Fixed::ZERO));
    }

    /// A negative actual has no ratio at all.
    #[test]
    fn ratio() {
        assert_eq!(score(&given::ratio(), -1), None);
    }
}
