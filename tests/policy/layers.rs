//! The most specific layer wins, setting by setting; ties are errors.

use proptest::prelude::{prop_assert_eq, proptest};
use renstra::formula::{Cap, Method, NotScorable, OnZero, Rule, Side};
use renstra::number::{Number, Unit, Value};
use renstra::plan::{Direction, Kind, ResultLevel};
use renstra::policy::{Facts, Layer, Overrides, Policy, Selector, Settings};

fn cap(high: i64) -> Overrides {
    Overrides::default().cap(Cap::NONE.at_most(high.into()))
}

fn high(policy: &Policy, facts: &Facts<'_>) -> Option<Number> {
    policy.resolve(facts).unwrap().cap().high
}

#[test]
fn element_beats_selector_beats_level_beats_default() {
    let tags = ["IKU".into()];
    let policy = Policy::new("p", "")
        .set(cap(1))
        .set_level(Kind::Program, cap(2))
        .set_where(Selector::default().kind(Kind::Indicator), cap(3))
        .set_where(Selector::default().kind(Kind::Indicator).tag("iku"), cap(4))
        .set_element("1.1.a", cap(5));
    let indicator = |code| Facts::new(Kind::Indicator, code).level(Kind::Program);
    assert_eq!(high(&policy, &Facts::new(Kind::Goal, "g")), Some(1.into()));
    assert_eq!(high(&policy, &Facts::new(Kind::Program, "p")), Some(2.into()));
    assert_eq!(high(&policy, &indicator("x")), Some(3.into()));
    assert_eq!(high(&policy, &indicator("x").tags(&tags)), Some(4.into()));
    assert_eq!(high(&policy, &indicator("1.1.a").tags(&tags)), Some(5.into()));
}

#[test]
fn each_setting_is_resolved_by_itself() {
    let policy = Policy::new("p", "")
        .set(cap(120))
        .set_level(Kind::Program, Overrides::default().method(Method::Geometric))
        .set_element("1.02", Overrides::default().zero_target(OnZero::Score(Number::ZERO)));
    let settings = policy.resolve(&Facts::new(Kind::Program, "1.02")).unwrap();
    assert_eq!(settings.cap().high, Some(120.into()));
    assert_eq!(*settings.method(), Method::Geometric);
    assert_eq!(*settings.zero_target(), OnZero::Score(Number::ZERO));
}

#[test]
fn two_selectors_that_are_equally_specific_and_disagree_are_a_tie() {
    let policy = Policy::new("p", "")
        .set_where(Selector::default().unit("percent"), cap(100))
        .set_where(Selector::default().direction(Direction::Lower), cap(120));
    let percent = Unit::PERCENT;
    let facts = Facts::new(Kind::Indicator, "1.1").unit(Some(&percent));
    assert_eq!(high(&policy, &facts), Some(100.into()));
    let tie = policy.resolve(&facts.direction(Direction::Lower)).unwrap_err();
    assert_eq!((&*tie.setting, tie.layer), ("cap", Layer::Selector(1)));
    assert_eq!(
        tie.to_string(),
        "policy `p` says two things about `cap` of `1.1`, and neither is more specific"
    );
    // A more specific layer settles it.
    let settled = policy.set_element("1.1", cap(110));
    assert_eq!(high(&settled, &facts.direction(Direction::Lower)), Some(110.into()));
}

#[test]
fn every_condition_counts_alike() {
    let tags: [Box<str>; 1] = ["IKU".into()];
    let unit = Unit::PERCENT;
    let facts = Facts::new(Kind::Indicator, "1.1")
        .level(Kind::Goal)
        .unit(Some(&unit))
        .direction(Direction::Lower)
        .result(ResultLevel::Outcome)
        .tags(&tags);
    let one = [
        Selector::default().kind(Kind::Indicator),
        Selector::default().level(Kind::Goal),
        Selector::default().unit("percent"),
        Selector::default().direction(Direction::Lower),
        Selector::default().result(ResultLevel::Outcome),
        Selector::default().tag("IKU"),
    ];
    for selector in &one {
        let policy = Policy::new("p", "").set_where(selector.clone(), cap(1)).set_level(Kind::Goal, cap(9));
        assert_eq!(high(&policy, &facts), Some(1.into()));
        for other in one.iter().filter(|other| *other != selector) {
            assert!(policy.clone().set_where(other.clone(), cap(2)).resolve(&facts).is_err());
        }
    }
}

#[test]
fn equally_specific_layers_that_agree_are_no_tie() {
    let policy = Policy::new("p", "")
        .set_where(Selector::default().kind(Kind::Indicator), cap(100))
        .set_where(Selector::default().result(ResultLevel::Outcome), cap(100));
    let facts = Facts::new(Kind::Indicator, "1.1").result(ResultLevel::Outcome);
    assert_eq!(high(&policy, &facts), Some(100.into()));
}

#[test]
fn a_selector_knows_units_by_kind_and_by_name() {
    let fits = |word: &str, unit: &str| {
        let unit = Unit::read(unit);
        Selector::default().unit(word).fits(&Facts::new(Kind::Indicator, "").unit(unit.as_ref()))
    };
    assert!(fits("percent", "%") && fits("persen", "%") && fits("count", "orang") && fits("orang", "orang"));
    assert!(!fits("percent", "orang") && !fits("dokumen", "orang"));
}

#[track_caller]
fn rule(target: &str, direction: Option<Direction>, expected: Result<&str, &NotScorable>) {
    let target = Value::read(target, None).unwrap();
    let rule = Settings::default().rule(direction, &(&target).into(), None);
    assert_eq!(rule.as_ref().map(Rule::code), expected);
}

#[test]
fn the_target_and_the_direction_choose_the_rule() {
    use Direction::{Higher, Lower, Near, RangeHigher, Within};
    rule("85", Some(Higher), Ok("ratio"));
    rule("85", Some(Lower), Ok("mirrored"));
    rule("85", Some(Near), Ok("stay-near"));
    rule("80-90", Some(Higher), Ok("interval"));
    rule("80-90", Some(RangeHigher), Ok("interval"));
    rule("1.5-3.5", Some(Within), Ok("met"));
    rule("2.5", Some(Within), Err(&NotScorable::WrongKind(Side::Target)));
    rule("WTP", None, Ok("met"));
    rule("yes", None, Ok("met"));
    rule("2025-08-17", None, Ok("met"));
    rule("85", None, Err(&NotScorable::NoDirection));
}

proptest! {
    /// Which layer was added first does not matter.
    #[test]
    fn the_order_of_selectors_changes_nothing(caps in proptest::collection::vec(1_i64..4, 2..5)) {
        let selectors = [
            Selector::default().kind(Kind::Indicator),
            Selector::default().direction(Direction::Lower),
            Selector::default().kind(Kind::Indicator).direction(Direction::Lower),
        ];
        let layers: Vec<_> = caps.iter().enumerate().map(|(i, high)| (selectors[i % 3].clone(), cap(*high))).collect();
        let policy = |layers: &[(Selector, Overrides)]| {
            layers.iter().fold(Policy::new("p", ""), |p, (s, o)| p.set_where(s.clone(), o.clone()))
        };
        let facts = Facts::new(Kind::Indicator, "x").direction(Direction::Lower);
        let reversed: Vec<_> = layers.iter().rev().cloned().collect();
        prop_assert_eq!(policy(&layers).resolve(&facts), policy(&reversed).resolve(&facts));
    }
}
