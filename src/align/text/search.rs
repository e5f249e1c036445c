//! Like names, without comparing all pairs.

use std::cell::OnceCell;

use super::lexicon::Ranked;
use super::{Name, common, likeness};

/// For each normal text the nearest of those before it that it may be held against, where one is at least `least`
/// hundredths alike; of equally near ones the first. `least` is taken as 50 or more. Ascending by the later.
///
/// Names that differ in a word with a digit have nothing in common, so that names with the same such words are searched
/// among themselves. There every word's names are listed from the rarest word on; two names that are alike enough have
/// one of the first few words of each in common, so that only names that share a rare word are compared. With words
/// weighing two thirds, a likeness of `s` needs a share `d = (3 s − 1) / 2` of common words, and of the `n` words of a
/// name all but `⌈n d / (2 − d)⌉ − 1` have to be listed. A word that sixty-four other names have tells little and is
/// not searched by, so that no plan can ask for all pairs.
pub(in crate::align) fn nearest(
    texts: &[&str],
    least: u32,
    allowed: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize, u32)> {
    let least = least.clamp(50, 100);
    let names = Ranked::of(texts);
    let taken = Taken { texts, names: vec![OnceCell::new(); texts.len()] };
    let mut listed = Listed::of(&names);
    let mut found = Vec::new();
    for group in names.groups().filter(|group| group.len() > 1) {
        for at in group.iter().map(|at| *at as usize) {
            let searched = prefix(names.words(at), least);
            let may = |other: &usize| {
                may_be_alike(names.words(*other), names.words(at), least) && allowed(*other, at)
            };
            let scores = listed.having(searched).into_iter().filter(may).filter_map(|other| {
                let score = likeness(taken.get(other)?, taken.get(at)?);
                (score >= least).then_some((score, std::cmp::Reverse(other)))
            });
            found.extend(scores.max().map(|(score, std::cmp::Reverse(other))| (other, at, score)));
            listed.add(at, searched);
        }
        group.iter().for_each(|at| listed.clear(names.words(*at as usize)));
    }
    found.sort_unstable_by_key(|(_, at, _)| *at);
    found
}

/// Names that are taken apart when they are first held against another.
struct Taken<'t> {
    texts: &'t [&'t str],
    names: Vec<OnceCell<Name<'t>>>,
}

impl<'t> Taken<'t> {
    fn get(&self, at: usize) -> Option<&Name<'t>> {
        let name = || Name::of(self.texts.get(at).copied().unwrap_or_default());
        self.names.get(at).map(|cell| cell.get_or_init(name))
    }
}

/// The names of one group that have a word, for every word that several names have.
struct Listed {
    alone: u32,
    lists: Vec<Vec<usize>>,
}

/// How many names may have a word before it tells little.
const COMMON: usize = 64;

impl Listed {
    fn of(names: &Ranked) -> Listed {
        Listed { alone: names.alone, lists: vec![Vec::new(); (names.count - names.alone) as usize] }
    }

    fn list(&mut self, word: u32) -> Option<&mut Vec<usize>> {
        self.lists.get_mut(word.checked_sub(self.alone)? as usize)
    }

    /// The names that have one of some words, ascending.
    fn having(&self, words: &[u32]) -> Vec<usize> {
        let shared = words.iter().filter_map(|word| word.checked_sub(self.alone));
        let lists = shared.filter_map(|word| self.lists.get(word as usize));
        let mut having: Vec<usize> = lists.flatten().copied().collect();
        having.sort_unstable();
        having.dedup();
        having
    }

    fn add(&mut self, at: usize, words: &[u32]) {
        for word in words {
            if let Some(list) = self.list(*word).filter(|list| list.len() < COMMON) {
                list.push(at);
            }
        }
    }

    fn clear(&mut self, words: &[u32]) {
        words.iter().for_each(|word| self.list(*word).into_iter().for_each(Vec::clear));
    }
}

/// The share of common words, in hundredths, without which names cannot be alike; one less for what rounding
/// down may hide.
fn needed_share(least: u32) -> usize {
    (3 * least as usize).saturating_sub(103) / 2
}

fn prefix(words: &[u32], least: u32) -> &[u32] {
    let share = needed_share(least);
    let needed = (words.len() * share).div_ceil(200 - share.min(199)).max(1);
    words.get(..words.len() + 1 - needed.min(words.len() + 1)).unwrap_or(words)
}

/// Whether enough words are common.
fn may_be_alike(a: &[u32], b: &[u32], least: u32) -> bool {
    200 * common(a, b) >= needed_share(least) * (a.len() + b.len())
}

#[cfg(test)]
mod tests {
    use super::super::{Name, likeness};
    use super::nearest;

    /// The nearest of all before it, by comparing with all.
    fn slow(texts: &[&str], least: u32) -> Vec<(usize, usize, u32)> {
        let names: Vec<Name<'_>> = texts.iter().map(|text| Name::of(text)).collect();
        let best = |at: usize| {
            let scores = (0..at).map(|other| (likeness(&names[other], &names[at]), std::cmp::Reverse(other)));
            let (score, other) = scores.filter(|(score, _)| *score >= least).max()?;
            Some((other.0, at, score))
        };
        (0..texts.len()).filter_map(best).collect()
    }

    #[test]
    fn finds_what_comparing_with_all_finds() {
        let stems =
            ["balita", "stunting", "ibu", "hamil", "persentase", "jumlah", "layanan", "k1", "posyandu"];
        let name = |n: usize| {
            let words: Vec<&str> =
                (0..1 + n % 6).map(|i| stems[(n * 7 + i * i * 3 + n / 5) % stems.len()]).collect();
            words.join(" ")
        };
        for from in 0..20 {
            let texts: Vec<String> = (from * 60..(from + 1) * 60).map(name).collect();
            let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
            for least in [50, 65, 80, 95, 100] {
                assert_eq!(nearest(&texts, least, |_, _| true), slow(&texts, least), "{least}");
            }
        }
    }
}
