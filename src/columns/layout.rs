//! A single unit laid out: what waits for nothing but what was computed before stands side by side, in strips of lanes.
//!
//! ```text
//! cells:  slots │ strips of leaves │ strips of means, with what is covered of each │ … │ constants
//!                                ▲ each strip reads cells before it, and writes its own in one piece
//! ```

use std::cmp::Reverse;
use std::collections::HashMap;

use super::bound::{LARGE, held};
use super::leaves::{Alike, Kind};
use super::means::MeanStrip;
use super::source::LANES;
use super::steps::{Carried, Cell, Input, Op, Step};

/// What a single unit computes, in this order.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub(super) leaves: Vec<Alike>,
    pub(super) stages: Vec<Stage>,
    /// By their places among all that were asked for; none where a step alone writes out its own.
    wanted: Vec<Option<Wanted>>,
    /// Of each slot, the size below which a figure is a usual one.
    pub(super) limits: Box<[f64]>,
    /// How many cells there are before the constants.
    pub(super) cells: usize,
    pub(super) constants: Vec<f64>,
}

/// What reads other scores.
#[derive(Clone, Debug)]
pub(super) enum Stage {
    Means(MeanStrip),
    /// By its place in the list of steps: it is computed alone.
    Step(u32),
}

/// A score of a strip that was asked for.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    cell: Cell,
    cap: [f64; 2],
    share: Share,
}

/// What is covered of it.
#[derive(Clone, Copy, Debug)]
enum Share {
    /// What stands here.
    Cell(Cell),
    /// All, where this and the score are there.
    Presence(Cell),
}

impl Layout {
    /// Numbers the cells of these steps, and lays them out.
    pub(super) fn of(list: &mut [Step], slots: u32) -> Layout {
        let groups = groups(list);
        let mut numbers = Numbers { next: slots, ..Numbers::default() };
        for Group { class, strips } in &groups {
            strips.iter().for_each(|strip| numbers.number_outs(list, *class, strip));
        }
        let cells = numbers.next as usize;
        list.iter_mut().for_each(|step| numbers.number_inputs(step));
        let nothing = numbers.constant(f64::NAN);
        let mut layout =
            Layout { cells, constants: numbers.constants, limits: limits(list, slots), ..Layout::default() };
        groups.iter().for_each(|group| layout.add(list, group, nothing));
        layout
    }

    fn add(&mut self, list: &[Step], Group { class, strips }: &Group, nothing: Cell) {
        let steps = |strip: &Vec<usize>| strip.iter().filter_map(|at| list.get(*at)).collect::<Vec<_>>();
        if let Class::Leaf(_) = class {
            let strips: Vec<Vec<&Step>> = strips.iter().map(steps).collect();
            self.leaves.extend(Alike::of(&strips, nothing));
            self.want(strips.into_iter().flatten());
            return;
        }
        for strip in strips {
            if let [one] = strip.as_slice() {
                self.stages.extend(u32::try_from(*one).map(Stage::Step));
            } else {
                self.stages.push(Stage::Means(MeanStrip::of(&steps(strip), nothing)));
                self.want(steps(strip).into_iter());
            }
        }
    }

    fn want<'s>(&mut self, steps: impl Iterator<Item = &'s Step>) {
        for step in steps {
            let Some(place) = step.end.wanted.map(|place| place as usize) else { continue };
            self.wanted.resize(self.wanted.len().max(place + 1), None);
            if let Some(held) = self.wanted.get_mut(place) {
                *held = wanted(step);
            }
        }
    }

    /// Writes out what was asked for of the strips.
    #[inline(always)]
    pub(super) fn tell(&self, cells: &[f64], scores: &mut [f64], coverage: &mut [f64]) -> Option<()> {
        for ((wanted, score), covered) in self.wanted.iter().zip(scores).zip(coverage) {
            let Some(Wanted { cell, cap, share }) = wanted else { continue };
            *score = held(*cells.get(cell.0 as usize)?, *cap);
            *covered = match share {
                Share::Cell(cell) => *cells.get(cell.0 as usize)?,
                Share::Presence(_) if score.is_nan() => 0.0,
                Share::Presence(actual) => f64::from(u8::from(!cells.get(actual.0 as usize)?.is_nan())),
            };
        }
        Some(())
    }
}

/// Large is what the exact evaluator has to look at, and what becomes as large by a line that is one with its mean.
fn limits(list: &[Step], slots: u32) -> Box<[f64]> {
    let mut limits = vec![LARGE; slots as usize];
    let means = list.iter().filter_map(|step| if let Op::Mean(op) = &step.op { Some(op) } else { None });
    for (slot, slope) in means.flat_map(|op| &*op.lines) {
        if let Some(limit) = limits.get_mut(*slot as usize) {
            // Half of it is below for certain, however the product is rounded.
            *limit = limit.min(LARGE / 2.0 / slope.abs());
        }
    }
    limits.into()
}

fn wanted(step: &Step) -> Option<Wanted> {
    let share = match &step.op {
        Op::Leaf(op) => Share::Presence(op.cells[0]),
        _ => Share::Cell(step.share?),
    };
    Some(Wanted { cell: step.out, cap: step.end.cap, share })
}

/// What is computed in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// In lanes with leaves of the same equation.
    Leaf(Kind),
    /// In lanes with other means; those with as many terms stand together.
    Mean(Reverse<usize>),
    Alone,
}

impl Class {
    fn of(step: &Step) -> Class {
        match &step.op {
            _ if matches!(step.end.carry, Carried::Rounded(_)) => Class::Alone,
            Op::Leaf(op) if step.cover.is_none() && !op.reads_rows() && !op.gap.stands_in() => {
                Kind::of(&op.kernel).map_or(Class::Alone, Class::Leaf)
            }
            Op::Mean(op) => Class::Mean(Reverse(op.mean.terms.len())),
            _ => Class::Alone,
        }
    }

    /// Whether they share a strip.
    fn joins(self, other: Class) -> bool {
        match (self, other) {
            (Class::Leaf(one), Class::Leaf(other)) => one == other,
            (Class::Mean(_), Class::Mean(_)) => true,
            _ => false,
        }
    }
}

/// Steps of one depth and one class.
struct Group {
    class: Class,
    /// As many in each as there are lanes, by their places in the list.
    strips: Vec<Vec<usize>>,
}

/// Steps in the order of their depth, those that are computed in one go together.
fn groups(list: &[Step]) -> Vec<Group> {
    let depths = depths(list);
    let order = depths.into_iter().zip(list).enumerate();
    let mut order: Vec<(u32, Class, usize)> =
        order.map(|(at, (depth, step))| (depth, Class::of(step), at)).collect();
    order.sort_unstable();
    let together = order.chunk_by(|one, other| one.0 == other.0 && one.1.joins(other.1));
    let group = |together: &[(u32, Class, usize)]| {
        let strip = |strip: &[(u32, Class, usize)]| strip.iter().map(|(.., at)| *at).collect();
        Some(Group { class: together.first()?.1, strips: together.chunks(LANES).map(strip).collect() })
    };
    together.filter_map(group).collect()
}

/// Of each step, one more than the greatest depth of what it reads.
fn depths(list: &[Step]) -> Vec<u32> {
    // What a row holds, as steps go on.
    let mut rows: HashMap<u32, u32> = HashMap::new();
    let depth = |step: &Step| {
        let below = step.op.rows().iter().filter_map(|row| rows.get(row)).max();
        let depth = below.map_or(0, |below| below + 1);
        rows.insert(step.row, depth);
        depth
    };
    list.iter().map(depth).collect()
}

/// Cells given out one after another.
#[derive(Default)]
struct Numbers {
    next: u32,
    /// Who has computed what a row holds, as steps go on.
    rows: HashMap<u32, Cell>,
    constants: Vec<f64>,
    known: HashMap<u64, Cell>,
}

impl Numbers {
    /// Scores side by side, then, but for leaves, what is covered of each.
    fn number_outs(&mut self, list: &mut [Step], class: Class, strip: &[usize]) {
        let width = if class == Class::Alone { 1 } else { LANES };
        let pieces = if matches!(class, Class::Leaf(_)) { 1 } else { 2 };
        let first = Cell(self.next);
        for (lane, at) in strip.iter().enumerate() {
            if let Some(step) = list.get_mut(*at) {
                step.out = first.after(lane);
                step.share = (pieces == 2).then_some(first.after(width + lane));
            }
        }
        self.next = first.after(width * pieces).0;
    }

    fn number_inputs(&mut self, step: &mut Step) {
        match &mut step.op {
            Op::Leaf(op) => op.cells = op.inputs.map(|input| self.cell(input)),
            Op::Mean(op) => {
                let mut covers = op.covers.iter().flatten().copied();
                for term in &mut op.mean.terms {
                    term.cell = self.cell(term.input);
                    term.share = self.share(covers.next().flatten());
                }
            }
            Op::Careful(op) => {
                for child in &mut op.children {
                    child.cell = self.cell(Input::Row(child.row));
                    child.share = self.share(child.cover.row());
                }
            }
            Op::Series(_) | Op::Exact | Op::Nothing(_) => {}
        }
        self.rows.insert(step.row, step.out);
        if let (Some(row), Some(share)) = (step.cover, step.share) {
            self.rows.insert(row, share);
        }
    }

    fn cell(&mut self, input: Input) -> Cell {
        match input {
            Input::Column(slot) => Cell(slot),
            Input::Row(row) => self.rows.get(&row).copied().unwrap_or_default(),
            Input::Const(value) => self.constant(value),
        }
    }

    /// What is covered of a child that has a score: all, unless a row tells.
    fn share(&mut self, row: Option<u32>) -> Cell {
        self.cell(row.map_or(Input::Const(1.0), Input::Row))
    }

    fn constant(&mut self, value: f64) -> Cell {
        *self.known.entry(value.to_bits()).or_insert_with(|| {
            self.constants.push(value);
            let cell = Cell(self.next);
            self.next = self.next.saturating_add(1);
            cell
        })
    }
}
