//! Groups in the order of their parts: every reference is held, and no group is a part of itself.

use std::collections::{HashMap, HashSet};

use crate::finding::{Arg, Finding, Origin, Subject, suggest::nearest};
use crate::policy::json::cursor::{Cursor, Faults};

use super::super::file::{Group, Input};
use super::super::lints;

/// The groups, each after its parts.
pub(super) struct Levels {
    pub(super) groups: Vec<Group>,
    /// The place of the index among them.
    pub(super) top: usize,
    /// What is doubtful and refuses nothing.
    pub(super) warnings: Vec<Finding>,
}

/// So many unknown names get a suggestion: looking for one compares with every name.
const SUGGESTED: usize = 100;

/// Orders the groups, of which each stands with its place in the file.
pub(super) fn levels(
    at: &Cursor<'_>,
    groups: Vec<(Group, &Cursor<'_>)>,
    inputs: &[Input],
    top: Option<&Cursor<'_>>,
    faults: &mut Faults,
) -> Option<Levels> {
    let before = faults.0.len();
    if groups.is_empty() {
        at.fault(faults, &lints::NO_GROUP, []);
    }
    codes(at, &groups, inputs, faults);
    references(&groups, inputs, faults);
    if faults.0.len() > before {
        return None;
    }
    let groups: Vec<Group> = groups.into_iter().map(|(group, _)| group).collect();
    let order =
        sorted(&groups).map_err(|path| at.fault(faults, &lints::CYCLE, [("path", path.into())])).ok()?;
    let top = index(at, &groups, top, faults)?;
    let mut held: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    let place = order.iter().position(|place| *place == top)?;
    let groups: Vec<Group> = order.iter().filter_map(|at| held.get_mut(*at)?.take()).collect();
    let warnings = unused(&groups, place, inputs);
    Some(Levels { groups, top: place, warnings })
}

/// Each code stands once.
fn codes(at: &Cursor<'_>, groups: &[(Group, &Cursor<'_>)], inputs: &[Input], faults: &mut Faults) {
    let mut seen: HashSet<&str> = HashSet::new();
    let inputs = inputs.iter().map(|input| (&*input.code, at));
    for (code, at) in inputs.chain(groups.iter().map(|(group, at)| (&*group.code, *at))) {
        if !seen.insert(code) {
            at.fault(faults, &lints::DUPLICATE_CODE, [("code", code.into())]);
        }
    }
}

/// Each part is an input or a group, and stands once in its group.
fn references(groups: &[(Group, &Cursor<'_>)], inputs: &[Input], faults: &mut Faults) {
    let known =
        || inputs.iter().map(|input| &*input.code).chain(groups.iter().map(|(group, _)| &*group.code));
    let codes: HashSet<&str> = known().collect();
    let mut unknown = 0;
    for (group, at) in groups {
        let named = |part: &str| [("group", (&*group.code).into()), ("part", part.into())];
        if group.parts.is_empty() {
            at.fault(faults, &lints::NO_PARTS, [("group", (&*group.code).into())]);
        }
        let mut own: HashSet<&str> = HashSet::new();
        for part in &group.parts {
            if !codes.contains(&*part.code) {
                unknown += 1;
                let near = if unknown > SUGGESTED { None } else { nearest(&part.code, known()) };
                let near = ("suggestion", Arg::Suggestion(near.map(Into::into)));
                at.fault(faults, &lints::UNKNOWN_PART, named(&part.code).into_iter().chain([near]));
            } else if !own.insert(&part.code) {
                at.fault(faults, &lints::REPEATED_PART, named(&part.code));
            }
        }
    }
}

/// The places of the groups, each after its parts, else in the order of the file; or one circle, as text.
fn sorted(groups: &[Group]) -> Result<Vec<usize>, String> {
    let places: HashMap<&str, usize> =
        groups.iter().enumerate().map(|(at, group)| (&*group.code, at)).collect();
    let below = |at: usize| {
        let parts = groups.get(at).map_or(&[][..], |group| &group.parts);
        // From the last to the first: what is taken off the end comes in the order of the file.
        parts.iter().rev().filter_map(|part| places.get(&*part.code).copied())
    };
    let mut state = vec![State::New; groups.len()];
    let mut order = Vec::with_capacity(groups.len());
    for root in 0..groups.len() {
        // A stack of its own: a chain of groups may be longer than the thread's.
        let mut stack = vec![(root, below(root).collect::<Vec<_>>())];
        set(&mut state, root, State::New, State::Open);
        if state.get(root) == Some(&State::Done) {
            continue;
        }
        while let Some((at, left)) = stack.last_mut() {
            let at = *at;
            match left.pop() {
                None => {
                    set(&mut state, at, State::Open, State::Done);
                    order.push(at);
                    stack.pop();
                }
                Some(part) => match state.get(part) {
                    Some(State::New) => {
                        set(&mut state, part, State::New, State::Open);
                        stack.push((part, below(part).collect()));
                    }
                    Some(State::Open) => return Err(circle(groups, &stack, part)),
                    _ => {}
                },
            }
        }
    }
    Ok(order)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

fn set(state: &mut [State], at: usize, from: State, to: State) {
    if let Some(held) = state.get_mut(at).filter(|held| **held == from) {
        *held = to;
    }
}

/// The circle that closes at a group that is still open: `a → b → a`.
fn circle(groups: &[Group], stack: &[(usize, Vec<usize>)], closes: usize) -> String {
    let code = |at: usize| groups.get(at).map_or("", |group| &*group.code);
    let round = stack.iter().map(|(at, _)| *at).skip_while(|at| *at != closes).chain([closes]);
    round.map(|at| format!("`{}`", code(at))).collect::<Vec<String>>().join(" → ")
}

/// The group that is the index: the one that is named, or else the only one that is a part of no other.
fn index(at: &Cursor<'_>, groups: &[Group], top: Option<&Cursor<'_>>, faults: &mut Faults) -> Option<usize> {
    if let Some(named) = top {
        let code = named.text(faults)?;
        let found = groups.iter().position(|group| *group.code == *code);
        if found.is_none() {
            let near = nearest(code, groups.iter().map(|group| &*group.code)).map(Into::into);
            let said = [("code", code.into()), ("suggestion", Arg::Suggestion(near))];
            named.fault(faults, &lints::UNKNOWN_TOP, said);
        }
        return found;
    }
    let parts: HashSet<&str> = groups.iter().flat_map(|group| &group.parts).map(|part| &*part.code).collect();
    let tops: Vec<usize> = (0..groups.len())
        .filter(|at| groups.get(*at).is_some_and(|group| !parts.contains(&*group.code)))
        .collect();
    if let [only] = tops.as_slice() {
        return Some(*only);
    }
    let codes = tops.iter().filter_map(|at| groups.get(*at)).map(|group| group.code.clone()).collect();
    at.fault(faults, &lints::SEVERAL_TOPS, [("groups", Arg::List(codes))]);
    None
}

/// Inputs and groups that no way leads to from the index. Groups stand after their parts.
fn unused(groups: &[Group], top: usize, inputs: &[Input]) -> Vec<Finding> {
    let mut used: HashSet<&str> = groups.get(top).map(|group| &*group.code).into_iter().collect();
    for group in groups.iter().rev() {
        if used.contains(&*group.code) {
            used.extend(group.parts.iter().map(|part| &*part.code));
        }
    }
    let codes = inputs.iter().map(|input| &*input.code).chain(groups.iter().map(|group| &*group.code));
    let finding = |code: &str| {
        let at = Some(Origin::Pointer("/groups".into()));
        Finding::new(&lints::UNUSED, Subject::new("definition", code, "")).with("code", code).at(at)
    };
    codes.filter(|code| !used.contains(code)).map(finding).collect()
}
