//! Alignment on small random plans against a slow twin that enumerates paths, and the laws that must hold.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects"
)]

mod agrees;
mod laws;
mod plans;
mod twin;

use std::time::{Duration, Instant};

use plans::{Class, Link, Part, Sort, align, draft};
use renstra::align::{Count, Reason};
use renstra::plan::{Draft, DraftElement, DraftLink};

fn element(kind: &str, code: String) -> DraftElement {
    DraftElement { kind: kind.into(), code: code.into(), title: "x".into(), ..Default::default() }
}

fn to(code: impl Into<String>) -> DraftLink {
    DraftLink { to: code.into().into(), ..Default::default() }
}

#[test]
fn a_circle_is_refused() {
    let part = |links: &[usize]| Part {
        level: 2,
        parent: None,
        links: links.iter().map(|to| Link { to: *to, share: None, sort: Sort::Plain }).collect(),
        money: None,
        indicators: 0,
        weight: None,
        priority: None,
        class: Class::Delivery,
    };
    let faults = draft(&[part(&[1]), part(&[2]), part(&[0])]).check().unwrap_err();
    let circle = faults.findings().iter().find(|fault| fault.code() == "structure.cycle").unwrap();
    assert_eq!(circle.others().len(), 3, "every vertex is named");
    assert!(draft(&[part(&[1]), part(&[2]), part(&[])]).check().is_ok());
}

/// Levels of two, each serving both above: 2^40 threads, counted and listed at once.
#[test]
fn a_plan_built_to_explode_answers_at_once() {
    let mut draft = Draft::new("X", "explodes");
    draft.elements.push(element("vision", "V".into()));
    for level in 0..5_000 {
        for side in ["a", "b"] {
            let mut next = element("goal", format!("{side}{level}"));
            next.links = match level {
                0 => vec![to("V")],
                _ => ["a", "b"].map(|side| to(format!("{side}{}", level - 1))).to_vec(),
            };
            draft.elements.push(next);
        }
    }
    let start = Instant::now();
    let (plan, alignment) = align(&draft);
    let of = |code: &str| alignment.thread_count(plan.find(code).unwrap());
    assert_eq!(of("a40"), Count::Exact(1 << 40));
    assert!(matches!(of("a4999"), Count::AtLeast(_)));
    let first = alignment.threads(plan.find("a4999").unwrap()).take(3).map(|thread| thread.len());
    assert_eq!(first.collect::<Vec<_>>(), [5_001; 3]);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

/// Each goal serves its own mission and the goal before it: followed to each mission this would be a square.
#[test]
fn a_plan_too_tangled_to_follow_says_so() {
    let mut draft = Draft::new("X", "tangled").currency("IDR").horizon(2025, 2029);
    for at in 0..4_000 {
        let mut goal = element("goal", format!("G{at}"));
        goal.links.push(DraftLink { share: "0.3".into(), ..to(format!("M{at}")) });
        if at > 0 {
            goal.links.push(DraftLink { share: "0.7".into(), ..to(format!("G{}", at - 1)) });
        }
        draft.elements.extend([element("mission", format!("M{at}")), goal]);
    }
    let start = Instant::now();
    let (_, alignment) = align(&draft);
    assert_eq!(alignment.money_reason(), Some(&Reason::TooTangled));
    assert_eq!(alignment.trace().money.reason(), Some(&Reason::TooTangled));
    assert!(alignment.money().is_empty());
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}
