//! Like names, without comparing all pairs.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::{Name, common, is_mark, likeness, words};

/// For each normal text the nearest of those before it that it may be held against, where one is at least `least`
/// hundredths alike; of equally near ones the first. `least` is taken as 50 or more. Ascending by the later.
///
/// Every word's names are listed from the rarest word on; two names that are alike enough have one of the first
/// few words of each in common, so that only names that share a rare word, and all words with digits, are
/// compared. With words weighing two thirds, a likeness of `s` needs a share `d = (3 s − 1) / 2` of common words,
/// and of the `n` words of a name all but `⌈n d / (2 − d)⌉ − 1` have to be listed. A word that sixty-four other
/// names have tells little and is not searched by, so that no plan can ask for all pairs.
pub(in crate::align) fn nearest(
    texts: &[&str],
    least: u32,
    allowed: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize, u32)> {
    let least = least.clamp(50, 100);
    let names = ranked(texts);
    let taken: Vec<OnceCell<Name<'_>>> = vec![OnceCell::new(); texts.len()];
    let take = |at: usize| {
        let name = || Name::of(texts.get(at).copied().unwrap_or_default());
        taken.get(at).map(|cell| cell.get_or_init(name))
    };
    let mut listed: HashMap<(u32, u32), Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let searched = prefix(&name.words, least);
        let lists = searched.iter().filter_map(|word| listed.get(&(name.marks, *word)));
        let mut candidates: Vec<usize> = lists.flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let may = |other: &usize| {
            names.get(*other).is_some_and(|other| may_be_alike(&other.words, &name.words, least))
                && allowed(*other, at)
        };
        let scores = candidates.into_iter().filter(may).filter_map(|other| {
            let score = likeness(take(other)?, take(at)?);
            (score >= least).then_some((score, std::cmp::Reverse(other)))
        });
        if let Some((score, std::cmp::Reverse(other))) = scores.max() {
            found.push((other, at, score));
        }
        for word in searched {
            let list = listed.entry((name.marks, *word)).or_default();
            if list.len() < COMMON {
                list.push(at);
            }
        }
    }
    found
}

/// How many names may have a word before it tells little.
const COMMON: usize = 64;

/// A name by its words, the rarest first, and a number for its words with digits.
struct Ranked {
    words: Vec<u32>,
    marks: u32,
}

fn ranked(texts: &[&str]) -> Vec<Ranked> {
    let split: Vec<Vec<&str>> = texts.iter().map(|text| words(text)).collect();
    let ranks = ranks(&split);
    let mut sets: HashMap<Vec<&str>, u32> = HashMap::new();
    let mut out = Vec::with_capacity(split.len());
    for own in &split {
        let mut words: Vec<u32> = own.iter().filter_map(|word| ranks.get(word)).copied().collect();
        words.sort_unstable();
        let next = sets.len() as u32;
        let marks = own.iter().copied().filter(|word| is_mark(word)).collect();
        out.push(Ranked { words, marks: *sets.entry(marks).or_insert(next) });
    }
    out
}

/// Words by how rare they are; of equally rare ones the first in the alphabet.
fn ranks<'t>(names: &[Vec<&'t str>]) -> HashMap<&'t str, u32> {
    let mut counts: HashMap<&'t str, u32> = HashMap::new();
    for word in names.iter().flatten().copied() {
        *counts.entry(word).or_default() += 1;
    }
    let mut words: Vec<(u32, &'t str)> = counts.into_iter().map(|(word, count)| (count, word)).collect();
    words.sort_unstable();
    words.into_iter().enumerate().map(|(rank, (_, word))| (word, rank as u32)).collect()
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
