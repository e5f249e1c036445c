//! Level maps: which level of a plan above carries into which level of the plan below.

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
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelMap(Vec<(Kind, Kind)>);

impl LevelMap {
    /// A map of pairs: the level above, the level below.
    #[must_use]
    pub fn of(pairs: &[(Kind, Kind)]) -> LevelMap {
        LevelMap(pairs.to_vec())
    }

    /// Whether a level above carries into a level below.
    #[must_use]
    pub fn carries(&self, above: Kind, below: Kind) -> bool {
        self.0.contains(&(above, below))
    }

    /// Whether a level above is to be carried on at all.
    #[must_use]
    pub fn is_carried(&self, above: Kind) -> bool {
        self.0.iter().any(|(from, _)| *from == above)
    }
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
