use crate::number::Exact;

/// Inside the target's interval is met; outside, 100 less the distance from the interval over `scale`, in
/// percent, never below 0: at a distance of `scale` nothing is left.
///
/// Source: none found in a regulation; the scale is therefore always stated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeepWithin {
    /// The distance at which nothing is left; positive.
    pub scale: Exact,
}

impl KeepWithin {
    /// With this distance at which nothing is left.
    #[must_use]
    pub fn new(scale: impl Into<Exact>) -> KeepWithin {
        KeepWithin { scale: scale.into() }
    }
}
