//! Level maps: which level of a plan above carries into which level of the plan below.

use std::collections::BTreeMap;

use crate::finding::plain;
use crate::finding::suggest::nearest;
use crate::plan::Kind;

/// Which level of the plan above carries into which level of the plan below.
///
/// The default is the practice read in Indonesian agency plans: the region's objective becomes the agency's
/// goal, its programme's outcome the agency's objective, and programmes are shared by code.
///
/// ```
/// use renstra::align::LevelMap;
/// use renstra::plan::Kind;
/// assert!(LevelMap::default().carries(Kind::Objective, Kind::Goal));
/// assert!(!LevelMap::default().carries(Kind::Vision, Kind::SubActivity));
/// let okr = LevelMap::of(&[(Kind::Objective, Kind::Objective)]);
/// assert!(okr.carries(Kind::Objective, Kind::Objective));
/// let read = LevelMap::from_json(r#"{"objective": ["goal", "objective"], "program": ["program"]}"#).unwrap();
/// assert!(read.carries(Kind::Objective, Kind::Goal) && !read.is_carried(Kind::Mission));
/// assert!(LevelMap::from_json(r#"{"objectiv": []}"#).unwrap_err().to_string().contains("did you mean `objective`"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelMap(Vec<(Kind, Kind)>);

impl LevelMap {
    /// A map of pairs: the level above, the level below.
    #[must_use]
    pub fn of(pairs: &[(Kind, Kind)]) -> LevelMap {
        LevelMap(pairs.to_vec())
    }

    /// Reads a map: for each level above, the levels below into which it carries, by the words for kinds.
    ///
    /// # Errors
    /// [`LevelMapError`]: another form, or a word for no kind.
    pub fn from_json(text: &str) -> Result<LevelMap, LevelMapError> {
        let read: BTreeMap<Box<str>, Vec<Box<str>>> =
            serde_json::from_str(text).map_err(|error| LevelMapError::Form(error.to_string()))?;
        let mut pairs = Vec::new();
        for (above, below) in &read {
            let above = kind(above)?;
            for below in below {
                pairs.push((above, kind(below)?));
            }
        }
        Ok(LevelMap(pairs))
    }

    /// Whether a level above carries into a level below.
    #[must_use]
    pub fn carries(&self, above: Kind, below: Kind) -> bool {
        self.0.contains(&(above, below))
    }

    /// Whether anything above carries into a level below.
    #[must_use]
    pub fn is_due(&self, below: Kind) -> bool {
        self.0.iter().any(|(_, to)| *to == below)
    }

    /// Whether a level above is to be carried on at all.
    #[must_use]
    pub fn is_carried(&self, above: Kind) -> bool {
        self.0.iter().any(|(from, _)| *from == above)
    }
}

/// Why a text is no level map.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LevelMapError {
    /// The text is no JSON of the expected form.
    #[error("the level map cannot be read: {0}")]
    Form(String),
    /// A word is no kind of element.
    #[error("`{0}` is no kind of element{1}")]
    UnknownKind(String, String),
}

fn kind(word: &str) -> Result<Kind, LevelMapError> {
    let near = || {
        let near = nearest(word, Kind::ALL.iter().map(|kind| kind.as_str()));
        near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
    };
    Kind::from_word(word).ok_or_else(|| LevelMapError::UnknownKind(plain(word), near()))
}

impl Default for LevelMap {
    fn default() -> LevelMap {
        LevelMap::of(&[
            (Kind::Objective, Kind::Goal),
            (Kind::Objective, Kind::Objective),
            (Kind::Mission, Kind::Goal),
            (Kind::Mission, Kind::Action),
            (Kind::Initiative, Kind::Program),
            (Kind::Initiative, Kind::SubActivity),
            (Kind::Outcome, Kind::Objective),
            (Kind::Program, Kind::Objective),
            (Kind::Program, Kind::Program),
        ])
    }
}
