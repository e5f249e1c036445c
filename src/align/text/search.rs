//! All pairs of like names, without comparing all pairs.

use std::collections::HashMap;

use super::{Name, likeness};

/// The pairs of names that are at least `least` hundredths alike, ascending; `least` is taken as 50 or more.
///
/// Every word's names are listed from the rarest word on; two names that are alike enough have one of the first
/// few words of each in common, so that only names that share a rare word are compared. With words weighing
/// two thirds, a likeness of `s` needs a share `d = (3 s − 1) / 2` of common words, and of the `n` words of a name
/// all but `⌈n d / (2 − d)⌉ − 1` have to be listed. A word that three hundred other names have tells nothing
/// and is not searched by, so that no plan can ask for all pairs.
pub(in crate::align) fn pairs(names: &[Name], least: u32) -> Vec<(usize, usize, u32)> {
    let least = least.clamp(50, 100);
    let ranks = ranks(names);
    let words: Vec<Vec<u32>> = names.iter().map(|name| ranked(name, &ranks)).collect();
    let mut listed: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (at, (name, own)) in names.iter().zip(&words).enumerate() {
        let prefix = prefix(own, least);
        let mut candidates: Vec<usize> =
            prefix.iter().filter_map(|word| listed.get(word)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        for other in candidates {
            let (Some(earlier), Some(theirs)) = (names.get(other), words.get(other)) else { continue };
            if !may_be_alike(own, theirs, least) {
                continue;
            }
            let score = likeness(earlier, name);
            if score >= least {
                found.push((other, at, score));
            }
        }
        for word in prefix {
            let list = listed.entry(*word).or_default();
            if list.len() < COMMON {
                list.push(at);
            }
        }
    }
    found.sort_unstable();
    found
}

/// Words by how rare they are; of equally rare ones the first in the alphabet.
fn ranks(names: &[Name]) -> HashMap<&str, u32> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for word in names.iter().flat_map(|name| &name.words) {
        *counts.entry(word).or_default() += 1;
    }
    let mut words: Vec<(u32, &str)> = counts.into_iter().map(|(word, count)| (count, word)).collect();
    words.sort_unstable();
    words.into_iter().enumerate().map(|(rank, (_, word))| (word, rank as u32)).collect()
}

/// How many names may have a word before it tells nothing.
const COMMON: usize = 300;

/// The words of a name by rank, the rarest first.
fn ranked(name: &Name, ranks: &HashMap<&str, u32>) -> Vec<u32> {
    let mut words: Vec<u32> = name.words.iter().filter_map(|word| ranks.get(&**word)).copied().collect();
    words.sort_unstable();
    words
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

/// Whether enough words are common, by one walk along both lists.
fn may_be_alike(a: &[u32], b: &[u32], least: u32) -> bool {
    let (mut rest_a, mut rest_b, mut common) = (a, b, 0);
    while let ([x, tail_a @ ..], [y, tail_b @ ..]) = (rest_a, rest_b) {
        common += usize::from(x == y);
        if x <= y {
            rest_a = tail_a;
        }
        if y <= x {
            rest_b = tail_b;
        }
    }
    200 * common >= needed_share(least) * (a.len() + b.len())
}

#[cfg(test)]
mod tests {
    use super::super::{Name, likeness};
    use super::pairs;

    #[test]
    fn finds_what_comparing_all_pairs_finds() {
        let stems =
            ["balita", "stunting", "ibu", "hamil", "persentase", "jumlah", "layanan", "gizi", "posyandu"];
        let name = |n: usize| {
            let words: Vec<&str> =
                (0..1 + n % 6).map(|i| stems[(n * 7 + i * i * 3 + n / 5) % stems.len()]).collect();
            Name::of(&words.join(" "))
        };
        let names: Vec<Name> = (0..200).map(name).collect();
        for least in [50, 65, 80, 95, 100] {
            let mut slow = Vec::new();
            for b in 0..names.len() {
                for a in 0..b {
                    let score = likeness(&names[a], &names[b]);
                    if score >= least {
                        slow.push((a, b, score));
                    }
                }
            }
            slow.sort_unstable();
            assert_eq!(pairs(&names, least), slow, "{least}");
        }
    }
}
