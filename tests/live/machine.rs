//! Any edits in any order, some taken back: after each the outcomes are those of a formula built and scored afresh.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::test_runner::TestCaseError;
use renstra::formula::{
    Aggregate, Datum, Edge, Finish, Formula, FormulaError, Leaf, Method, NodeIndex, Outcome, Slot, evaluate,
};
use renstra::live::{Change, Edit, Live};
use renstra::number::Number;

use super::generators::{
    SLOTS, Spec, aggregate, built, datum, edges, finish, leaf, links, number, specs, weight,
};

/// An edit before it is known what there is to be edited.
#[derive(Clone, Debug)]
enum Move {
    Value(u32, Datum),
    Weight(u16, u16, Number),
    Leaf(u16, Box<Leaf>),
    Finish(u16, Finish),
    Aggregate(u16, Aggregate, Vec<(u16, Number, bool)>),
    Undo,
}

fn moves() -> impl Strategy<Value = Vec<Vec<Move>>> {
    let one = prop_oneof![
        8 => (0..SLOTS + 1, datum()).prop_map(|(slot, datum)| Move::Value(slot, datum)),
        5 => (any::<u16>(), any::<u16>(), weight()).prop_map(|(p, c, weight)| Move::Weight(p, c, weight)),
        1 => (any::<u16>(), leaf()).prop_map(|(at, leaf)| Move::Leaf(at, leaf)),
        2 => (any::<u16>(), finish()).prop_map(|(at, finish)| Move::Finish(at, finish)),
        1 => (any::<u16>(), aggregate(), links()).prop_map(|(at, by, links)| Move::Aggregate(at, by, links)),
    ];
    let several = prop_oneof![
        6 => one.clone().prop_map(|one| vec![one]),
        2 => vec(one, 1..4),
        3 => Just(vec![Move::Undo]),
    ];
    vec(several, 1..12)
}

/// The slow twin: specifications and inputs, built and scored from nothing after every edit.
#[derive(Clone, Debug)]
struct Model {
    specs: Vec<Spec>,
    inputs: Vec<Datum>,
}

impl Model {
    fn outcomes(&self) -> Vec<Outcome> {
        evaluate(&built(&self.specs).unwrap(), &self.inputs)
    }

    /// The edit that a move means here, if it means any; and the model after it, if it can be made.
    fn edited(&self, mv: &Move) -> (Edit, Option<Model>) {
        let mut after = self.clone();
        let pick = |at: u16| usize::from(at) % self.specs.len();
        let index = |at: usize| NodeIndex(u32::try_from(at).unwrap());
        let edit = match mv {
            Move::Value(slot, value) => {
                let edit = Edit::Value(Slot(*slot), value.clone());
                let Some(held) = after.inputs.get_mut(*slot as usize) else { return (edit, None) };
                *held = value.clone();
                edit
            }
            Move::Weight(parent, child, weight) => {
                let at = pick(*parent);
                let Spec::Aggregate(_, edges, _) = &mut after.specs[at] else {
                    let (parent, child) = (index(at), index(pick(*child)));
                    return (Edit::Weight { parent, child, weight: *weight }, None);
                };
                let child = match edges.len() {
                    0 => index(pick(*child)),
                    n => edges[usize::from(*child) % n].child,
                };
                let mut found = false;
                for edge in edges.iter_mut().filter(|edge| edge.child == child) {
                    edge.weight = *weight;
                    found = true;
                }
                let edit = Edit::Weight { parent: index(at), child, weight: *weight };
                if !found {
                    return (edit, None);
                }
                edit
            }
            Move::Leaf(at, leaf) => {
                let edit = Edit::Leaf(index(pick(*at)), leaf.clone());
                let Spec::Leaf(held, _) = &mut after.specs[pick(*at)] else { return (edit, None) };
                *held = leaf.clone();
                edit
            }
            Move::Finish(at, finish) => {
                let edit = Edit::Finish(index(pick(*at)), finish.clone().into());
                match &mut after.specs[pick(*at)] {
                    Spec::Leaf(_, held) | Spec::Aggregate(_, _, held) => *held = finish.clone(),
                    Spec::Never => {}
                }
                edit
            }
            Move::Aggregate(at, by, links) => {
                let place = pick(*at);
                // One link too far now and then: to the node itself.
                let edges = edges(links, place + usize::from(links.len() == 8).max(usize::from(place == 0)));
                let edit = Edit::Aggregate(index(place), Box::new((by.clone(), edges.clone())));
                let Spec::Aggregate(held, old, _) = &mut after.specs[place] else { return (edit, None) };
                (*held, *old) = (by.clone(), edges);
                edit
            }
            Move::Undo => unreachable!("it is no edit"),
        };
        let possible = built(&after.specs).is_ok();
        (edit, possible.then_some(after))
    }
}

/// The changes are the nodes that came out otherwise, each once, lowest first, with both outcomes.
fn check(changes: &[Change], before: &[Outcome], after: &[Outcome]) -> Result<(), TestCaseError> {
    let moved: Vec<usize> = (0..before.len()).filter(|at| before[*at] != after[*at]).collect();
    let listed: Vec<usize> = changes.iter().map(|change| change.at.index()).collect();
    prop_assert_eq!(listed, moved);
    for change in changes {
        prop_assert_eq!(&change.before, &before[change.at.index()]);
        prop_assert_eq!(&change.after, &after[change.at.index()]);
    }
    Ok(())
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(500))]
    #[test]
    fn every_edit_gives_the_bits_of_a_fresh_evaluation(
        specs in specs(),
        inputs in vec(datum(), SLOTS as usize),
        moves in moves(),
    ) {
        let mut model = Model { specs, inputs };
        let mut undo: Vec<Model> = Vec::new();
        let mut live = Live::open(built(&model.specs).unwrap(), model.inputs.clone());
        prop_assert_eq!(live.outcomes(), model.outcomes());
        for group in moves {
            let before = model.outcomes();
            if let [Move::Undo] = group.as_slice() {
                prop_assert_eq!(live.undoable(), undo.len());
                match undo.pop() {
                    Some(earlier) => {
                        model = earlier;
                        let changes = live.undo().unwrap().to_vec();
                        check(&changes, &before, &model.outcomes())?;
                    }
                    None => prop_assert!(live.undo().is_none()),
                }
            } else {
                let mut after = Some(model.clone());
                let mut edits = Vec::new();
                for mv in &group {
                    let Some(now) = after.clone() else { break };
                    let (edit, next) = now.edited(mv);
                    edits.push(edit);
                    after = next;
                }
                match after {
                    Some(after) => {
                        let changes = live.apply(edits).unwrap().to_vec();
                        undo.push(std::mem::replace(&mut model, after));
                        check(&changes, &before, &model.outcomes())?;
                    }
                    None => prop_assert!(live.apply(edits).is_err() && live.changes().is_empty()),
                }
            }
            prop_assert_eq!(live.outcomes(), model.outcomes());
            prop_assert_eq!(live.inputs(), model.inputs.as_slice());
            // The formula that it holds is the same one, too.
            prop_assert_eq!(evaluate(live.formula(), live.inputs()), model.outcomes());
        }
    }
}

#[test]
fn what_is_not_there_cannot_be_changed() {
    let mut live = Live::open(Formula::builder().build(), Vec::new());
    assert_eq!(live.set(Slot(0), Number::ONE), Err(FormulaError::NothingToChange));
    assert_eq!(live.weigh(NodeIndex(0), NodeIndex(1), Number::ONE), Err(FormulaError::NothingToChange));
    assert!(live.undo().is_none());
    assert!(live.outcome(NodeIndex(3)).score().is_none());
}

/// The two weights of one child are changed together: one after the other they would be too far apart on the way.
#[test]
fn all_links_to_one_child_change_at_once() {
    let far = "9".repeat(26).parse().unwrap();
    let links = [Edge::new(NodeIndex(0), Number::ONE), Edge::new(NodeIndex(0), far)];
    let specs =
        [Spec::Never, Spec::Aggregate(Aggregate::new(Method::Arithmetic), links.to_vec(), Finish::default())];
    let mut live = Live::open(built(&specs).unwrap(), Vec::new());
    let fine = "0.00000000000000000001".parse().unwrap();
    assert_eq!(live.weigh(NodeIndex(1), NodeIndex(0), fine), Ok(&[][..]));
    assert_eq!(live.formula().edges()[1].weight, fine);
    live.undo();
    assert_eq!(live.formula().edges(), links);
}

/// What a weight adds to the sum of its siblings counts for the next one: together they fit one integer, or are refused.
#[test]
fn weights_are_refused_that_are_too_large_together() {
    let weights = ["0.00000000000001", "900000000000000000000000", "1", "1"];
    let mut specs = vec![Spec::Never; 4];
    let links = (0..).map(NodeIndex).zip(weights).map(|(at, weight)| Edge::new(at, number(weight)));
    specs.push(Spec::Aggregate(Aggregate::new(Method::Arithmetic), links.collect(), Finish::default()));
    let mut live = Live::open(built(&specs).unwrap(), Vec::new());
    let mut weigh = |child, weight| live.weigh(NodeIndex(4), NodeIndex(child), number(weight)).map(|_| ());
    assert_eq!(weigh(2, "700000000000000000000000"), Ok(()));
    let refused = Err(FormulaError::WeightsTooFarApart { parent: "parent".into() });
    assert_eq!(weigh(3, "200000000000000000000000"), refused);
    assert_eq!(weigh(2, "1"), Ok(()));
    assert_eq!(weigh(3, "200000000000000000000000"), Ok(()));
}
