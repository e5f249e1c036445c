//! Bands: each score falls in exactly one, or outside.

use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};
use renstra::formula::Datum;
use renstra::formula::{
    Bands, BandsError, Cap, Carry, Closed, End, Finish, Leaf, Operand, Placing, Printed, Repair, Rule, Stage,
    evaluate_leaf,
};
use renstra::number::{Number, Rounding, RoundingMode};
use renstra::policy::presets::permendagri_86_2017_printed;

use super::generators::{figure, number};

fn bands() -> impl Strategy<Value = Bands> {
    let cut = (figure(), proptest::bool::ANY);
    (proptest::collection::btree_set(cut, 0..5), figure(), figure()).prop_filter_map(
        "no domain",
        |(cuts, a, b)| {
            let mut builder = Bands::builder("0");
            for (place, (cut, above)) in cuts.into_iter().enumerate() {
                builder = builder.cut(
                    cut,
                    if above { Closed::Above } else { Closed::Below },
                    (place + 1).to_string(),
                );
            }
            let closed = builder.clone().domain(a.min(b), a.max(b)).build();
            closed.or_else(|_| builder.build()).ok()
        },
    )
}

proptest! {
    /// The definition, one band at a time: at least its own cut, and below that of the next.
    #[test]
    fn a_score_is_in_exactly_one_band_or_outside(bands in bands(), x in figure()) {
        let reached = |from: Option<Number>, closed| from.is_none_or(|from| match closed {
            Closed::Above => x >= from,
            Closed::Below => x > from,
        });
        let all: Vec<_> = bands.iter().collect();
        let holds: Vec<usize> = (0..all.len()).filter(|&i| {
            reached(all[i].from, all[i].closed) && all.get(i + 1).is_none_or(|next| !reached(next.from, next.closed))
        }).collect();
        let outside = bands.low().is_some_and(|low| x < low) || bands.high().is_some_and(|high| x > high);
        match bands.place(x) {
            Placing::Band(place) => prop_assert_eq!((holds, outside), (vec![usize::from(place)], false)),
            Placing::Outside => prop_assert!(outside),
            Placing::NoBands => prop_assert!(false),
        }
    }

    #[test]
    fn a_higher_score_is_in_no_lower_band(bands in bands(), x in figure(), y in figure()) {
        let (low, high) = (x.min(y), x.max(y));
        if let (Placing::Band(a), Placing::Band(b)) = (bands.place(low), bands.place(high)) {
            prop_assert!(a <= b);
        }
    }

    /// A printed table either is proved, and then places everything, or its counterexample is one.
    #[test]
    fn a_counterexample_counts(to in figure(), from in figure(), to_in in proptest::bool::ANY, from_in in proptest::bool::ANY) {
        let end = |x, included| if included { End::Included(x) } else { End::Excluded(x) };
        let printed = Printed::default().band(End::Open, end(to, to_in), "low").band(end(from, from_in), End::Open, "high");
        let in_low = |x: Number| if to_in { x <= to } else { x < to };
        let in_high = |x: Number| if from_in { x >= from } else { x > from };
        match printed.bands() {
            Ok(bands) => {
                for x in [to, from] {
                    prop_assert!(in_low(x) != in_high(x));
                    prop_assert_eq!(bands.place(x), Placing::Band(u16::from(in_high(x))));
                }
            }
            Err(BandsError::Gap(x)) => prop_assert!(!in_low(x) && !in_high(x)),
            Err(BandsError::Overlap(x)) => prop_assert!(in_low(x) && in_high(x)),
            Err(error) => prop_assert!(false, "{error}"),
        }
    }

    /// Round first means: as if the score had been rounded half up before it was placed.
    #[test]
    fn round_first_is_rounding_first(x in 0_i64..10_000) {
        let x = Number::from_parts(x.into(), 2).unwrap();
        let printed = permendagri_86_2017_printed();
        let repaired = printed.repaired(Repair::RoundFirst).unwrap();
        let floor = printed.repaired(Repair::Floor).unwrap();
        prop_assert_eq!(repaired.place(x), floor.place(x.round(Rounding::half_up(0))));
    }
}

#[test]
fn repairs_differ_only_in_the_gaps() {
    let repaired = [Repair::Floor, Repair::RoundFirst, Repair::Open]
        .map(|repair| permendagri_86_2017_printed().repaired(repair).unwrap());
    let placed = |text: &str| {
        repaired.clone().map(|bands| match bands.place(number(text)) {
            Placing::Band(place) => place,
            other => panic!("{other:?}"),
        })
    };
    for whole in 0..=100 {
        let [floor, round, open] = placed(&whole.to_string());
        assert!(floor == round && round == open, "{whole}");
    }
    assert_eq!(placed("90.4"), [3, 3, 4]);
    assert_eq!(placed("90.5"), [3, 4, 4]);
}

#[test]
fn the_stage_of_rounding_decides_the_band() {
    let bands = Bands::builder("low").from(number("0.800"), "high").build().unwrap();
    let place = |stage| {
        let finish = Finish::default().bands(bands.clone()).rounding(Rounding::half_up(3)).stage(stage);
        let leaf = Leaf::new(Rule::Given).actual(Operand::fixed(number("0.7996")));
        evaluate_leaf(&leaf, &finish, &Vec::<Datum>::new()).score().unwrap().placing
    };
    assert_eq!(place(Stage::Rounded), Placing::Band(1));
    assert_eq!(place(Stage::Unrounded), Placing::Band(0));
}

#[test]
fn raw_capped_and_rounded_are_all_kept() {
    let finish = Finish::default()
        .cap(Cap::NONE.at_most(number("120")))
        .rounding(Rounding::new(RoundingMode::Truncate, 1))
        .carry(Carry::Rounded);
    let leaf = Leaf::new(Rule::Given).actual(Operand::fixed(number("119.99")));
    let score = *evaluate_leaf(&leaf, &finish, &Vec::<Datum>::new()).score().unwrap();
    assert_eq!(
        [score.raw.to_string(), score.capped.to_string(), score.rounded.to_string()],
        ["119.99", "119.99", "119.9"]
    );
    let over = leaf.actual(Operand::fixed(number("297.1")));
    let score = *evaluate_leaf(&over, &finish, &Vec::<Datum>::new()).score().unwrap();
    assert_eq!([score.raw.to_string(), score.capped.to_string()], ["297.1", "120"]);
    assert_eq!(score.carried(Carry::Raw).to_string(), "297.1");
}

#[test]
fn bands_that_do_not_hold_are_refused() {
    let n = |x: i64| Number::from(x);
    let build = |cuts: &[(i64, Closed)]| {
        cuts.iter()
            .fold(Bands::builder("a"), |b, (cut, closed)| b.cut(n(*cut), *closed, "b"))
            .domain(n(0), n(100))
            .build()
    };
    assert_eq!(build(&[(50, Closed::Above), (50, Closed::Above)]), Err(BandsError::NotAscending(n(50))));
    assert_eq!(build(&[(60, Closed::Above), (50, Closed::Above)]), Err(BandsError::NotAscending(n(50))));
    assert_eq!(build(&[(0, Closed::Above)]), Err(BandsError::OutsideDomain(n(0))));
    assert_eq!(build(&[(100, Closed::Below)]), Err(BandsError::OutsideDomain(n(100))));
    assert!(build(&[(50, Closed::Above), (50, Closed::Below)]).is_ok());
}
