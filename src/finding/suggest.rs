//! "Did you mean": the known name nearest to one that does not resolve.

use strsim::osa_distance;

/// Known names, to be asked about names that are not known.
///
/// Asking looks at every name whose length is near enough, so a caller asks for the first hundred unknown
/// names and not for the hundred thousandth: see the check of plans.
///
/// ```
/// use renstra::finding::suggest::Suggest;
/// let known = Suggest::new(["1.02.01", "1.02.02", "vision"].into_iter());
/// assert_eq!(known.suggest("visoin"), Some("vision"));
/// assert_eq!(known.suggest("mission statement"), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Suggest(Vec<Box<str>>);

impl Suggest {
    /// Takes the known names.
    pub fn new<'a>(known: impl Iterator<Item = &'a str>) -> Suggest {
        Suggest(known.map(Into::into).collect())
    }

    /// The nearest known name, if any is near.
    #[must_use]
    pub fn suggest(&self, text: &str) -> Option<&str> {
        nearest(text, self.0.iter().map(|known| &**known))
    }
}

/// The known name nearest to a text, if any is near: at most one slip - a letter too many, too few, another, or
/// two exchanged - for every three letters; capitals make no difference where all else is the same. Of equally near names the first in the alphabet. A text of more than
/// 64 letters is no slip of the finger, and has no name near it.
///
/// ```
/// use renstra::finding::suggest::nearest;
/// assert_eq!(nearest("lowr", ["higher", "lower"].into_iter()), Some("lower"));
/// assert_eq!(nearest("dinkes", ["DINSOS", "DINKES"].into_iter()), Some("DINKES"));
/// assert_eq!(nearest("N", ["M"].into_iter()), None);
/// ```
pub fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = text.chars().take(LONGEST + 1).count();
    let limit = length / 3;
    if length == 0 || length > LONGEST {
        return None;
    }
    let letters = Letters::of(text);
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        if name.eq_ignore_ascii_case(text) {
            best = best.filter(|best| *best < (0, name)).or(Some((0, name)));
            continue;
        }
        let allowed = best.map_or(limit, |(slips, _)| slips);
        // Far cheaper than the distance, and never above it.
        if allowed == 0
            || name.len() > 4 * (LONGEST + limit)
            || letters.least_slips(&Letters::of(name)) > allowed
        {
            continue;
        }
        let slips = osa_distance(text, name);
        if slips <= limit && best.is_none_or(|best| (slips, name) < best) {
            best = Some((slips, name));
        }
    }
    best.map(|(_, name)| name)
}

/// The longest text for which a name is looked up, in letters.
const LONGEST: usize = 64;

/// How often each letter stands in a text; letters that share a place are counted together.
struct Letters([i16; 64]);

impl Letters {
    fn of(text: &str) -> Letters {
        let mut counts = [0_i16; 64];
        for letter in text.chars() {
            if let Some(count) = counts.get_mut(letter as usize % 64) {
                *count = count.saturating_add(1);
            }
        }
        Letters(counts)
    }

    /// A bound from below: each slip changes at most one letter into another.
    fn least_slips(&self, other: &Letters) -> usize {
        let (mut more, mut fewer) = (0_usize, 0_usize);
        for (a, b) in self.0.iter().zip(&other.0) {
            let apart = usize::from(a.abs_diff(*b));
            if a > b { more += apart } else { fewer += apart }
        }
        more.max(fewer)
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use strsim::osa_distance;

    /// The same without any bound: every distance, the least of them, the first in the alphabet.
    fn plainly<'a>(text: &str, known: &[&'a str]) -> Option<&'a str> {
        let limit = text.chars().count() / 3;
        let slips = |name: &str| if name.eq_ignore_ascii_case(text) { 0 } else { osa_distance(text, name) };
        let slips = known.iter().filter(|_| !text.is_empty()).map(|name| (slips(name), *name));
        slips.filter(|(slips, _)| *slips == 0 || *slips <= limit).min().map(|(_, name)| name)
    }

    #[test]
    fn the_bounds_leave_out_no_name() {
        let known =
            ["1.02.01", "1.02.10", "1.20.01", "x.02.01", "vision", "visoin", "", "é", "misión", "abcabc"];
        let asked = [
            "1.02.02", "1.2.01", "12.0.01", "visio", "vsiion", "mision", "bcabca", "éé1", "ab", "1.02.011",
            "", "VISION", "E", "X.02.01",
        ];
        for text in asked {
            assert_eq!(nearest(text, known.into_iter()), plainly(text, &known), "{text}");
        }
    }

    #[test]
    fn long_texts_have_no_name_near() {
        let long = "a".repeat(65);
        assert_eq!(nearest(&long, [long.as_str()].into_iter()), None);
        let short = "a".repeat(64);
        assert_eq!(nearest(&short, [long.as_str()].into_iter()), Some(long.as_str()));
    }
}
