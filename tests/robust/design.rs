//! The laws of draws, intervals and shares, on models whose answers are known.

use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};
use renstra::number::{Fixed, Number};
use renstra::robust::{Design, NoShares, Sample, Samples, Share, Threads, range};

/// Σ aᵢXᵢ, each X uniform within ±1: its variances stand as aᵢ².
fn additive(factors: &[i64], seed: u64, replications: u32) -> Samples<Number> {
    let model = |sample: &Sample| {
        let term = |(choice, factor): (u32, &i64)| {
            sample.draws(choice).around(Number::ONE).unwrap().checked_mul((*factor).into()).unwrap()
        };
        (0..).zip(factors).map(term).fold(Number::ZERO, |sum, term| sum.checked_add(term).unwrap())
    };
    let choices = u32::try_from(factors.len()).unwrap();
    Design::new(seed, replications, choices).with_shares().run(Threads::Own, model)
}

fn shares(samples: &Samples<Number>) -> Vec<Share> {
    samples.shares(|value| Fixed::from_number(*value)).unwrap()
}

#[track_caller]
fn near(estimate: Fixed, expected: f64, error: f64) {
    let off = (estimate.to_f64() - expected).abs();
    assert!(off <= error, "{estimate} is {off} from {expected}, more than {error}");
}

#[test]
fn shares_of_a_sum_are_those_of_its_variances() {
    for seed in 0..5 {
        let factors = [1, 2, 4, 0];
        let whole: i64 = factors.iter().map(|factor| factor * factor).sum();
        for (share, factor) in shares(&additive(&factors, seed, 1_000)).iter().zip(factors) {
            let expected = (factor * factor) as f64 / whole as f64;
            // Four standard errors; a choice that does nothing is told from 0 within the noise of the sample.
            near(share.first, expected, 4.0 * share.error.to_f64());
            near(share.total, expected, 0.1);
            assert!(share.error.to_f64() < 0.04, "{share:?}");
        }
    }
}

/// The standard error is one: it is passed as seldom as that of a normal estimate.
#[test]
fn the_standard_error_is_one() {
    let mut within = 0;
    for seed in 0..100 {
        let share = shares(&additive(&[1, 2], seed, 200))[0];
        within += i32::from((share.first.to_f64() - 0.2).abs() <= share.error.to_f64());
    }
    // 68 % of 100, give or take three of its own deviations.
    assert!((54..=82).contains(&within), "{within} of 100 within one standard error");
}

#[test]
fn what_two_choices_do_only_together_is_in_the_total_alone() {
    let product = |sample: &Sample| {
        let draw = |choice| sample.draws(choice).around(Number::ONE).unwrap();
        draw(0).checked_mul(draw(1)).unwrap()
    };
    let samples = Design::new(7, 1_500, 2).with_shares().run(Threads::Own, product);
    for share in shares(&samples) {
        near(share.first, 0.0, 4.0 * share.error.to_f64());
        near(share.total, 1.0, 0.15);
    }
}

#[test]
fn one_choice_alone_accounts_for_everything_exactly() {
    for share in shares(&additive(&[3], 1, 50)) {
        assert_eq!((share.first, share.error), (Fixed::ONE, Fixed::ZERO));
    }
}

#[test]
fn why_there_are_no_shares() {
    let still = |_: &Sample| Fixed::ONE;
    let plain = Design::new(1, 10, 2).run(Threads::Own, still);
    assert_eq!(plain.shares(|value| Some(*value)), Err(NoShares::NotAsked));
    let samples = Design::new(1, 10, 2).with_shares().run(Threads::Own, still);
    assert_eq!(samples.shares(|value| Some(*value)), Err(NoShares::NothingVaries));
    assert_eq!(samples.shares(|_| None), Err(NoShares::Gaps));
}

/// Options come with equal chances, and every one of them.
#[test]
fn draws_are_uniform() {
    let mut counts = [0_i32; 7];
    for replication in 0..7_000 {
        counts[Sample::plain(3, replication).draws(0).below(7) as usize] += 1;
    }
    assert!(counts.iter().all(|count| (count - 1_000).abs() < 120), "{counts:?}");
}

proptest! {
    /// The same seed gives the same bits on any number of threads.
    #[test]
    #[cfg(feature = "rayon")]
    fn threads_change_no_bit(seed: u64, replications in 1..60_u32, choices in 0..4_u32, threads in 1..5_usize) {
        let model = |sample: &Sample| (0..choices).map(|choice| sample.draws(choice).below(1_000)).collect::<Vec<u32>>();
        let design = Design::new(seed, replications, choices).with_shares();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        prop_assert_eq!(pool.install(|| design.run(Threads::Rayon, model)), design.run(Threads::Own, model));
    }

    /// More replications, more choices, or shares beside: what was drawn before stays.
    #[test]
    fn what_was_drawn_stays(seed: u64, replications in 1..40_u32, choices in 1..4_u32) {
        let model = |sample: &Sample| (0..choices).map(|choice| sample.draws(choice).below(1_000)).collect::<Vec<u32>>();
        let few = Design::new(seed, replications, choices).run(Threads::Own, model);
        let more = Design::new(seed, replications + 5, choices + 1).with_shares().run(Threads::Own, model);
        prop_assert_eq!(few.plain(), &more.plain()[..few.plain().len()]);
        prop_assert_eq!(more.all().count(), usize::try_from((replications + 5) * (choices + 3)).unwrap());
    }

    /// Streams of other seeds, replications and choices are others.
    #[test]
    fn streams_differ(seed: u64, replication in 0..1_000_000_u32, choice in 0..1_000_u32) {
        let draw = |seed, replication, choice| {
            let mut draws = Sample::plain(seed, replication).draws(choice);
            [(); 4].map(|()| draws.below(u32::MAX))
        };
        let own = draw(seed, replication, choice);
        prop_assert!(own != draw(seed ^ 1, replication, choice));
        prop_assert!(own != draw(seed, replication + 1, choice));
        prop_assert!(own != draw(seed, replication, choice + 1));
    }

    /// A draw keeps within its bounds, and is below its count.
    #[test]
    fn draws_keep_their_bounds(seed: u64, by in 0..100_000_i64, count in 1..u32::MAX) {
        let mut draws = Sample::plain(seed, 0).draws(0);
        let by = Number::from_parts(by.into(), 3).unwrap();
        for _ in 0..20 {
            let drawn = draws.around(by).unwrap();
            prop_assert!(drawn.abs() <= by);
            prop_assert!(draws.below(count) < count);
        }
        prop_assert_eq!(draws.below(0), 0);
    }

    /// Whatever the results, a choice that does nothing has a share of exactly 0, and no total or error is negative.
    #[test]
    fn shares_keep_their_bounds(table in prop::collection::vec(-1_000_000..1_000_000_i32, 1..16), seed: u64, replications in 1..30_u32) {
        let model = |sample: &Sample| {
            let drawn = sample.draws(0).below(4) * 4 + sample.draws(1).below(4);
            Fixed::from(table[drawn as usize % table.len()])
        };
        let samples = Design::new(seed, replications, 3).with_shares().run(Threads::Own, model);
        match samples.shares(|value| Some(*value)) {
            Err(reason) => prop_assert_eq!(reason, NoShares::NothingVaries),
            Ok(shares) => {
                prop_assert_eq!(shares.len(), 3);
                prop_assert_eq!((shares[2].first, shares[2].error, shares[2].total), (Fixed::ZERO, Fixed::ZERO, Fixed::ZERO));
                for share in shares {
                    prop_assert!(!share.total.is_negative() && !share.error.is_negative(), "{:?}", share);
                }
            }
        }
    }

    /// An interval is made of results, in order, and holds as many as it says; against a slow twin that counts.
    #[test]
    fn intervals_hold_what_they_say(results in prop::collection::vec(-50..50_i32, 1..40), ends in (0..=100_i32, 0..=100_i32)) {
        let (low, high) = (ends.0.min(ends.1), ends.0.max(ends.1));
        let share = |percent: i32| Fixed::from_units(i128::from(percent) * Fixed::UNITS_PER_ONE / 100).unwrap();
        let found = range(results.iter().copied(), [share(low), share(high)]).unwrap();
        let count = i32::try_from(results.len()).unwrap();
        // The least result at which at least such a share is reached.
        let quantile = |percent: i32| {
            let reached = |least: &i32| {
                let below = results.iter().filter(|result| *result <= least).count();
                i32::try_from(below).unwrap() * 100 >= percent * count
            };
            results.iter().copied().filter(reached).min().unwrap()
        };
        prop_assert_eq!(found.low, quantile(low));
        prop_assert_eq!(found.middle, quantile(50));
        prop_assert_eq!(found.high, quantile(high));
    }
}

#[test]
fn nothing_has_no_interval() {
    assert_eq!(range(Vec::<i32>::new(), [Fixed::ZERO, Fixed::ONE]), None);
}
