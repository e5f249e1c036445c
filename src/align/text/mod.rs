//! Likeness of names, in Indonesian and English. It suggests and never counts.

mod lexicon;
mod search;
mod stem;
pub(super) mod wording;

use std::fmt;

use crate::number::Number;

pub(super) use search::nearest;

/// A measure of how alike two names are.
///
/// What it says is only ever a suggestion: no number follows from it.
pub trait Likeness: fmt::Debug + Send + Sync {
    /// From 0, nothing in common, to 1, the same.
    fn likeness(&self, a: &str, b: &str) -> Number;
}

/// The built-in measure: two thirds common words after light stemming, one third common groups of three
/// letters, each as twice what is common over what both have. Names that differ in a word with a digit
/// (`K1` and `K4`, `0-6` and `7-12`) have nothing in common: they are different measures.
///
/// ```
/// use renstra::align::{Likeness, Words};
/// let alike = |a, b| Words.likeness(a, b).to_string();
/// assert_eq!(alike("Jumlah Kematian Ibu", "jumlah kematian  ibu"), "1.00");
/// assert_eq!(alike("Kunjungan Ibu Hamil K1", "Kunjungan Ibu Hamil K4"), "0.00");
/// assert!(Words.likeness("Persentase pelayanan balita", "Persentase balita yang dilayani") > "0.6".parse().unwrap());
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Words;

impl Likeness for Words {
    fn likeness(&self, a: &str, b: &str) -> Number {
        let [a, b] = [a, b].map(normal);
        let score = likeness(&Name::of(&a), &Name::of(&b));
        Number::from_parts(i128::from(score), 2).unwrap_or(Number::ZERO)
    }
}

/// A normal text taken apart.
#[derive(Clone, Debug)]
pub(super) struct Name<'t> {
    /// Its words after stemming, ascending, each once.
    words: Vec<&'t str>,
    /// Its groups of three letters, ascending, each once.
    triples: Vec<[char; 3]>,
}

impl<'t> Name<'t> {
    pub(super) fn of(normal: &'t str) -> Name<'t> {
        let mut ahead = normal.chars().zip(normal.chars().skip(1)).zip(normal.chars().skip(2));
        let mut triples: Vec<[char; 3]> = ahead.by_ref().map(|((a, b), c)| [a, b, c]).collect();
        triples.sort_unstable();
        triples.dedup();
        Name { words: words(normal), triples }
    }

    fn marks(&self) -> impl Iterator<Item = &'t str> {
        self.words.iter().copied().filter(|word| is_mark(word))
    }
}

/// The words of a normal text after stemming, without fillers, ascending, each once.
pub(super) fn words(normal: &str) -> Vec<&str> {
    let words = normal.split(' ').filter(|word| !word.is_empty() && !stem::is_filler(word));
    let mut words: Vec<&str> = words.map(stem::stem).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// A word with a digit: it tells measures apart.
fn is_mark(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
}

/// How alike two names are, in hundredths.
pub(super) fn likeness(a: &Name<'_>, b: &Name<'_>) -> u32 {
    if !a.marks().eq(b.marks()) {
        return 0;
    }
    let words = dice(common(&a.words, &b.words), a.words.len() + b.words.len());
    let triples = dice(common(&a.triples, &b.triples), a.triples.len() + b.triples.len());
    (2 * words + triples) / 300
}

/// How many values two ascending lists have in common, by one walk along both.
fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut rest_a, mut rest_b, mut common) = (a, b, 0);
    while let ([x, tail_a @ ..], [y, tail_b @ ..]) = (rest_a, rest_b) {
        common += usize::from(x == y);
        let ahead = x.cmp(y);
        if ahead.is_le() {
            rest_a = tail_a;
        }
        if ahead.is_ge() {
            rest_b = tail_b;
        }
    }
    common
}

/// Twice what is common over what both have, in ten-thousandths.
fn dice(common: usize, both: usize) -> u32 {
    (20_000 * common).checked_div(both).map_or(0, |share| share as u32)
}

/// A text in lower case, its words with single spaces between and nothing else.
pub(super) fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    add_normal(text, &mut out);
    out
}

/// Adds a normal text to others.
pub(super) fn add_normal(text: &str, out: &mut String) {
    let from = out.len();
    if text.is_ascii() {
        text.bytes().for_each(|byte| add_letter(char::from(byte.to_ascii_lowercase()), from, out));
    } else {
        text.chars().flat_map(char::to_lowercase).for_each(|c| add_letter(c, from, out));
    }
    if out.len() > from && out.ends_with(' ') {
        out.pop();
    }
}

fn add_letter(c: char, from: usize, out: &mut String) {
    if c.is_alphanumeric() {
        out.push(c);
    } else if out.len() > from && !out.ends_with(' ') {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, likeness, normal};

    #[test]
    fn the_same_name_in_another_dress_is_the_same() {
        assert_eq!(normal("  Persentase  Ibu-Hamil (K1)\n"), "persentase ibu hamil k1");
        let [a, b] = ["Pelayanan  Kesehatan Ibu", "pelayanan kesehatan ibu."].map(normal);
        assert_eq!(likeness(&Name::of(&a), &Name::of(&b)), 100);
    }

    #[test]
    fn likeness_does_not_ask_who_comes_first() {
        let names =
            ["", "jumlah kematian ibu", "angka kematian bayi", "number of dead mothers"].map(Name::of);
        for a in &names {
            for b in &names {
                assert_eq!(likeness(a, b), likeness(b, a));
            }
        }
    }
}
