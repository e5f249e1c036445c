//! Light stemming: the commonest affixes of Indonesian and endings of English.

/// Words that carry no meaning of their own.
const FILLERS: &[&str] = &[
    "yang", "dan", "di", "ke", "dari", "untuk", "pada", "dengan", "dalam", "oleh", "the", "of", "and", "in",
    "to", "for", "a", "an", "by", "with", "who", "that",
];

const PREFIXES: &[&str] = &[
    "meng", "meny", "mem", "men", "me", "peng", "peny", "pem", "pen", "per", "pe", "ber", "ter", "di", "ke",
];
const SUFFIXES: &[&str] = &["nya", "kan", "an", "ing", "es", "s", "ed", "i"];

/// How many letters must be left.
const LEAST: usize = 4;

pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// A word without one prefix and one suffix, where enough of it is left.
pub(super) fn stem(word: &str) -> &str {
    if !word.is_ascii() || word.bytes().any(|b| b.is_ascii_digit()) {
        return word;
    }
    let prefix =
        PREFIXES.iter().find_map(|prefix| word.strip_prefix(prefix).filter(|rest| rest.len() >= LEAST));
    let word = prefix.unwrap_or(word);
    let suffix =
        SUFFIXES.iter().find_map(|suffix| word.strip_suffix(suffix).filter(|rest| rest.len() >= LEAST));
    suffix.unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_one_word_meet() {
        for (a, b) in [
            ("layanan", "dilayani"),
            ("kunjungan", "kunjungi"),
            ("visits", "visited"),
            ("latihan", "dilatih"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_eq!(stem("ibu"), "ibu");
        assert_eq!(stem("k1"), "k1");
    }
}
