//! The words of many names: each word taken apart once, and ranked by how rare it is.

use std::collections::HashMap;

use crate::plan::Adjacency;

use super::{is_mark, stem};

/// Names by their words, and by their words with digits.
pub(super) struct Ranked {
    /// The words of every name by rank, the rarest first.
    words: Vec<u32>,
    starts: Vec<usize>,
    /// How many words one name alone has: they are the rarest.
    pub(super) alone: u32,
    /// How many words there are.
    pub(super) count: u32,
    groups: Adjacency,
    sets: u32,
}

impl Ranked {
    pub(super) fn of(texts: &[&str]) -> Ranked {
        let mut lexicon = Lexicon::default();
        let mut marks = Marks::default();
        let (mut words, mut starts, mut of_marks) = (Vec::new(), vec![0], Vec::with_capacity(texts.len()));
        for text in texts {
            let from = words.len();
            lexicon.take(text, &mut words);
            of_marks.push(marks.of(words.get(from..).unwrap_or_default(), &lexicon));
            starts.push(words.len());
        }
        let (ranks, alone) = lexicon.ranks(&words);
        for word in &mut words {
            *word = ranks.get(*word as usize).copied().unwrap_or_default();
        }
        for own in starts.windows(2) {
            let own = if let [from, to] = own { words.get_mut(*from..*to) } else { None };
            own.into_iter().for_each(<[u32]>::sort_unstable);
        }
        let pairs = of_marks.iter().enumerate().map(|(at, marks)| (*marks, at as u32));
        let sets = marks.count();
        let groups = Adjacency::group(sets as usize, pairs);
        Ranked { words, starts, alone, count: ranks.len() as u32, groups, sets }
    }

    /// The words of a name, the rarest first.
    pub(super) fn words(&self, at: usize) -> &[u32] {
        let ends = self.starts.get(at).zip(self.starts.get(at + 1));
        ends.and_then(|(from, to)| self.words.get(*from..*to)).unwrap_or_default()
    }

    /// Names with the same words with digits, ascending.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.sets).map(|set| self.groups.of(set))
    }
}

/// Words after stemming, each with a number.
#[derive(Default)]
struct Lexicon<'t> {
    /// Words as they stand in names; fillers have no number.
    written: HashMap<&'t str, Option<u32>>,
    numbers: HashMap<&'t str, u32>,
    stems: Vec<&'t str>,
}

impl<'t> Lexicon<'t> {
    /// Adds the numbers of a normal text's words, ascending, each once.
    fn take(&mut self, text: &'t str, words: &mut Vec<u32>) {
        let from = words.len();
        words.extend(text.split(' ').filter_map(|word| self.number(word)));
        if let Some(own) = words.get_mut(from..) {
            own.sort_unstable();
        }
        let mut kept = from;
        for at in from..words.len() {
            let word = words.get(at).copied();
            if kept == from || word != words.get(kept - 1).copied() {
                words.swap(kept, at);
                kept += 1;
            }
        }
        words.truncate(kept);
    }

    fn number(&mut self, word: &'t str) -> Option<u32> {
        if let Some(number) = self.written.get(word) {
            return *number;
        }
        let number = (!word.is_empty() && !stem::is_filler(word)).then(|| self.stem(stem::stem(word)));
        self.written.insert(word, number);
        number
    }

    fn stem(&mut self, stem: &'t str) -> u32 {
        *self.numbers.entry(stem).or_insert_with(|| {
            self.stems.push(stem);
            self.stems.len() as u32 - 1
        })
    }

    /// The rank of each word, the rarest first, of equally rare ones the first in the alphabet; and how many words
    /// one name alone has. Those are in any order: nothing is found by them.
    fn ranks(&self, words: &[u32]) -> (Vec<u32>, u32) {
        let mut counts = vec![0_u32; self.stems.len()];
        for word in words {
            counts.get_mut(*word as usize).into_iter().for_each(|count| *count += 1);
        }
        let stem = |word: &u32| self.stems.get(*word as usize);
        let count = |word: &u32| counts.get(*word as usize).copied().unwrap_or_default();
        let (mut order, mut shared): (Vec<u32>, Vec<u32>) =
            (0..counts.len() as u32).partition(|word| count(word) == 1);
        let alone = order.len() as u32;
        shared.sort_unstable_by(|a, b| (count(a), stem(a)).cmp(&(count(b), stem(b))));
        order.append(&mut shared);
        let mut ranks = vec![0; order.len()];
        for (rank, word) in order.into_iter().enumerate() {
            ranks.get_mut(word as usize).into_iter().for_each(|place| *place = rank as u32);
        }
        (ranks, alone)
    }
}

/// Sets of words with digits, each with a number; the empty one is 0.
#[derive(Default)]
struct Marks(HashMap<(u32, u32), u32>);

impl Marks {
    /// The number of the set of the words with digits among some words.
    fn of(&mut self, words: &[u32], lexicon: &Lexicon<'_>) -> u32 {
        let is_mark = |word: &&u32| lexicon.stems.get(**word as usize).is_some_and(|stem| is_mark(stem));
        words.iter().filter(is_mark).fold(0, |set, word| {
            let next = self.count();
            *self.0.entry((set, *word)).or_insert(next)
        })
    }

    fn count(&self) -> u32 {
        self.0.len() as u32 + 1
    }
}
