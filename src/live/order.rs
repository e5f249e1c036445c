//! Scores in order, with their weights: least, greatest, how many reach a score, the middle by weight.

use crate::formula::{NotScorable, midway};
use crate::number::Fixed;

/// A child in its place: by score, and by link where scores are equal.
type Key = (Fixed, u32);

/// A search tree balanced by size, so that everything asked of it costs the logarithm of its size.
// INVARIANT: neither side of a branch is more than `BALANCE` times as large as the other, unless both hold at most one.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    root: Tree,
}

type Tree = Option<Box<Branch>>;

#[derive(Clone, Debug)]
struct Branch {
    key: Key,
    weight: i128,
    /// How many there are here and below.
    size: u32,
    /// Their weight.
    sum: i128,
    left: Tree,
    right: Tree,
}

/// The classic pair for which both kinds of rotation restore the balance after any one insertion or removal.
const BALANCE: u32 = 3;
const SINGLE: u32 = 2;

impl Order {
    /// Of these children, in any order.
    pub(super) fn of(mut children: Vec<(Key, i128)>) -> Order {
        children.sort_unstable();
        Order { root: built(&children) }
    }

    pub(super) fn insert(&mut self, key: Key, weight: i128) {
        self.root = Some(inserted(self.root.take(), key, weight));
    }

    pub(super) fn remove(&mut self, key: Key) {
        self.root = removed(self.root.take(), key);
    }

    pub(super) fn least(&self) -> Option<Fixed> {
        let mut branch = self.root.as_deref()?;
        while let Some(left) = branch.left.as_deref() {
            branch = left;
        }
        Some(branch.key.0)
    }

    pub(super) fn greatest(&self) -> Option<Fixed> {
        let mut branch = self.root.as_deref()?;
        while let Some(right) = branch.right.as_deref() {
            branch = right;
        }
        Some(branch.key.0)
    }

    /// How many scores are reached, where every one above a reached one is reached too.
    pub(super) fn reaching(&self, reached: impl Fn(Fixed) -> bool) -> usize {
        let (mut tree, mut count) = (&self.root, 0);
        while let Some(branch) = tree {
            tree = if reached(branch.key.0) {
                count += 1 + size(&branch.right) as usize;
                &branch.left
            } else {
                &branch.right
            };
        }
        count
    }

    /// The least score at which half of the weight is reached; when it is reached exactly, midway to the next.
    pub(super) fn middle(&self) -> Result<Fixed, NotScorable> {
        let total = sum(&self.root);
        let (mut tree, mut before, mut found) = (&self.root, 0, None);
        while let Some(branch) = tree {
            let reached = before + sum(&branch.left) + branch.weight;
            // `2 · reached` against `total`, without leaving 127 bits.
            tree = if reached >= total - reached {
                found = Some((branch.key, reached));
                &branch.left
            } else {
                before = reached;
                &branch.right
            };
        }
        let (key, reached) = found.ok_or(NotScorable::NothingPresent)?;
        if reached > total - reached {
            return Ok(key.0);
        }
        midway(key.0, self.after(key).unwrap_or(key.0))
    }

    /// The score that follows.
    fn after(&self, key: Key) -> Option<Fixed> {
        let (mut tree, mut found) = (&self.root, None);
        while let Some(branch) = tree {
            tree = if branch.key > key {
                found = Some(branch.key.0);
                &branch.left
            } else {
                &branch.right
            };
        }
        found
    }
}

fn size(tree: &Tree) -> u32 {
    tree.as_ref().map_or(0, |branch| branch.size)
}

fn sum(tree: &Tree) -> i128 {
    tree.as_ref().map_or(0, |branch| branch.sum)
}

/// A branch over two sides that are in balance.
fn branch((key, weight): (Key, i128), left: Tree, right: Tree) -> Box<Branch> {
    let mut branch = Box::new(Branch { key, weight, size: 0, sum: 0, left, right });
    branch.count();
    branch
}

impl Branch {
    fn is_balanced(&self) -> bool {
        let even = |left: &Tree, right: &Tree| {
            let (left, right) = (size(left), size(right));
            !outweighs(left, right) && !outweighs(right, left)
        };
        let below = [&self.left, &self.right].into_iter().flatten();
        even(&self.left, &self.right) && below.clone().all(|branch| even(&branch.left, &branch.right))
    }

    fn count(&mut self) {
        self.size = size(&self.left) + size(&self.right) + 1;
        self.sum = sum(&self.left) + sum(&self.right) + self.weight;
    }
}

fn built(sorted: &[(Key, i128)]) -> Tree {
    let (left, rest) = sorted.split_at(sorted.len() / 2);
    let (middle, right) = rest.split_first()?;
    Some(branch(*middle, built(left), built(right)))
}

fn inserted(tree: Tree, key: Key, weight: i128) -> Box<Branch> {
    let Some(mut top) = tree else { return branch((key, weight), None, None) };
    if key < top.key {
        top.left = Some(inserted(top.left.take(), key, weight));
    } else {
        top.right = Some(inserted(top.right.take(), key, weight));
    }
    balanced(top)
}

fn removed(tree: Tree, key: Key) -> Tree {
    let mut top = tree?;
    match key.cmp(&top.key) {
        std::cmp::Ordering::Less => top.left = removed(top.left.take(), key),
        std::cmp::Ordering::Greater => top.right = removed(top.right.take(), key),
        std::cmp::Ordering::Equal => return joined(top.left, top.right),
    }
    Some(balanced(top))
}

/// All of the left before all of the right.
fn joined(left: Tree, right: Tree) -> Tree {
    let Some(right) = right else { return left };
    let (mut first, rest) = first_of(right);
    (first.left, first.right) = (left, rest);
    Some(balanced(first))
}

/// The least branch, and what is left without it.
fn first_of(mut top: Box<Branch>) -> (Box<Branch>, Tree) {
    match top.left.take() {
        None => {
            let rest = top.right.take();
            (top, rest)
        }
        Some(left) => {
            let (first, rest) = first_of(left);
            top.left = rest;
            (first, Some(balanced(top)))
        }
    }
}

/// Brings a branch into balance of which one side has gained or lost one.
fn balanced(mut top: Box<Branch>) -> Box<Branch> {
    let (left, right) = (size(&top.left), size(&top.right));
    let top = if outweighs(right, left) {
        let turn = |side: Box<Branch>| {
            let inner = size(&side.left) >= SINGLE * size(&side.right);
            if inner { turned_right(side) } else { side }
        };
        top.right = top.right.map(turn);
        turned_left(top)
    } else if outweighs(left, right) {
        let turn = |side: Box<Branch>| {
            let inner = size(&side.right) >= SINGLE * size(&side.left);
            if inner { turned_left(side) } else { side }
        };
        top.left = top.left.map(turn);
        turned_right(top)
    } else {
        top.count();
        top
    };
    debug_assert!(top.is_balanced(), "one rotation, single or double, restores the balance");
    top
}

/// Whether one side is too large for the other.
fn outweighs(one: u32, other: u32) -> bool {
    one + other > 1 && one > BALANCE * other
}

/// The right side comes up.
fn turned_left(mut top: Box<Branch>) -> Box<Branch> {
    let Some(mut up) = top.right.take() else { return top };
    top.right = up.left.take();
    top.count();
    up.left = Some(top);
    up.count();
    up
}

/// The left side comes up.
fn turned_right(mut top: Box<Branch>) -> Box<Branch> {
    let Some(mut up) = top.left.take() else { return top };
    top.left = up.right.take();
    top.count();
    up.right = Some(top);
    up.count();
    up
}
