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
/// two exchanged - for every three letters. Of equally near names the first in the alphabet.
///
/// ```
/// use renstra::finding::suggest::nearest;
/// assert_eq!(nearest("lowr", ["higher", "lower"].into_iter()), Some("lower"));
/// assert_eq!(nearest("N", ["M"].into_iter()), None);
/// ```
pub fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = text.chars().count();
    let limit = length / 3;
    let near = |name: &&str| name.chars().count().abs_diff(length) <= limit;
    let slips = known.filter(near).map(|name| (osa_distance(text, name), name));
    slips.filter(|(slips, _)| *slips <= limit && limit > 0).min().map(|(_, name)| name)
}
