//! What an element or anything that it contains has.

use crate::plan::{Element, Indicator, Kind, LinkStatus, Plan, ResultLevel};

/// What an element or anything that it contains has; told apart once, so that no rule walks a branch again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Beneath {
    /// Somebody benefits.
    pub(super) beneficiary: Option<()>,
    /// Something of another sort than a problem refers to it.
    pub(super) addressed: Option<()>,
    /// There is an indicator.
    pub(super) indicator: Option<()>,
    /// An indicator says its level.
    pub(super) level: Option<()>,
    /// An indicator measures a service, an outcome or an impact.
    pub(super) outcome: Option<()>,
}

impl Beneath {
    fn own(element: Element<'_>) -> Beneath {
        let levels = || element.indicators().filter_map(Indicator::level);
        let low = |level: &ResultLevel| matches!(level, ResultLevel::Output | ResultLevel::Input);
        let addressed = element
            .incoming()
            .find(|link| link.status() != LinkStatus::Inferred && !is_problem(link.source().kind()));
        Beneath {
            beneficiary: element.beneficiaries().first().map(|_| ()),
            addressed: addressed.map(|_| ()),
            indicator: element.indicators().next().map(|_| ()),
            level: levels().next().map(|_| ()),
            outcome: levels().find(|level| !low(level)).map(|_| ()),
        }
    }

    fn or(self, other: Beneath) -> Beneath {
        Beneath {
            beneficiary: self.beneficiary.or(other.beneficiary),
            addressed: self.addressed.or(other.addressed),
            indicator: self.indicator.or(other.indicator),
            level: self.level.or(other.level),
            outcome: self.outcome.or(other.outcome),
        }
    }

    /// Of every element with all that it contains.
    pub(super) fn all(plan: &Plan) -> Vec<Beneath> {
        let mut all = vec![Beneath::default(); plan.elements().len()];
        for element in plan.bottom_up() {
            let at = element.position() as usize;
            let whole = all.get(at).copied().unwrap_or_default().or(Beneath::own(element));
            let parent = element.parent().map(|parent| parent.position() as usize);
            for place in [Some(at), parent].into_iter().flatten() {
                if let Some(place) = all.get_mut(place) {
                    *place = place.or(whole);
                }
            }
        }
        all
    }
}

/// What is wrong, and why.
fn is_problem(kind: Kind) -> bool {
    matches!(kind, Kind::MainProblem | Kind::Problem | Kind::RootCause)
}
