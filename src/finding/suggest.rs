//! "Did you mean": the nearest known name within a distance that a slip of the hand explains.

/// Placeholder until the indexed search lands.
pub struct Suggest(Vec<Box<str>>);
impl Suggest {
    /// Known names.
    pub fn new<'a>(known: impl Iterator<Item = &'a str>) -> Suggest {
        Suggest(known.map(Into::into).collect())
    }
    /// The nearest.
    pub fn suggest(&self, text: &str) -> Option<&str> {
        nearest(text, self.0.iter().map(|k| &**k))
    }
}
/// The nearest of a few words.
pub fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = text.chars().count() / 3 + 1;
    known.map(|k| (strsim::osa_distance(text, k), k)).filter(|(d, _)| *d <= limit).min().map(|(_, k)| k)
}
