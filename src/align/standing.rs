//! What stands behind each element, and what it is made of: one walk from the bottom up.

use crate::number::Exact;
use crate::plan::{Element, Kind, Link, LinkKind, LinkStatus, Plan};

use super::scope::{is_aim, is_deliverable};
use super::settings::AlignSettings;
use super::ways::carries;

/// What stands behind an element, each named by one example: something deliverable, something measured, something
/// paid for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Behind {
    pub(super) deliverable: Option<u32>,
    pub(super) measured: Option<u32>,
    pub(super) funded: Option<u32>,
}

impl Behind {
    /// Of two examples the one whose code comes first, so that the order of the plan does not matter.
    fn or(self, other: Behind, plan: &Plan) -> Behind {
        let code = |at: &u32| plan.element(*at).code();
        let first = |a: Option<u32>, b: Option<u32>| match a.zip(b) {
            Some((a, b)) if a != b => [a, b].into_iter().min_by_key(code),
            _ => a.or(b),
        };
        Behind {
            deliverable: first(self.deliverable, other.deliverable),
            measured: first(self.measured, other.measured),
            funded: first(self.funded, other.funded),
        }
    }
}

/// What stands behind the elements of a plan.
#[derive(Debug)]
pub(super) struct Standing<'a> {
    plan: &'a Plan,
    settings: &'a AlignSettings,
    behind: Vec<Behind>,
    /// Elements that something contributes to, refers to, or is contained by.
    served: Vec<bool>,
    /// Aims one step below each aim, and what refers to each term, mandate and initiative.
    parts: Vec<Vec<u32>>,
    /// The own money of each element, of the judged stage and periods.
    money: Vec<Option<Exact>>,
    /// Links by which one element refers to another: from, to.
    references: Vec<(u32, u32)>,
    /// Whether anything has money of the judged stage.
    pub(super) has_money: bool,
}

impl<'a> Standing<'a> {
    pub(super) fn of(plan: &'a Plan, settings: &'a AlignSettings) -> Standing<'a> {
        let count = plan.elements().len();
        let mut standing = Standing {
            plan,
            settings,
            behind: vec![Behind::default(); count],
            served: vec![false; count],
            parts: vec![Vec::new(); count],
            money: plan.elements().map(|element| sum_of(element, settings)).collect(),
            references: Vec::new(),
            has_money: false,
        };
        standing.rise();
        standing.refer();
        standing
    }

    pub(super) fn behind(&self, at: u32) -> Behind {
        self.behind.get(at as usize).copied().unwrap_or_default()
    }

    pub(super) fn is_served(&self, at: u32) -> bool {
        self.served.get(at as usize).copied().unwrap_or(false)
    }

    pub(super) fn parts(&self, at: u32) -> &[u32] {
        self.parts.get(at as usize).map_or(&[], Vec::as_slice)
    }

    pub(super) fn money(&self, at: u32) -> Option<&Exact> {
        self.money.get(at as usize)?.as_ref()
    }

    /// Bottom up: what stands behind each element. Everything that an element contributes to and what contains
    /// it has it behind: were the container asked only where no link leads up, taking a link away could
    /// put something behind the container, and coverage would rise.
    fn rise(&mut self) {
        let mut ups: Vec<u32> = Vec::new();
        for element in self.plan.bottom_up() {
            let at = element.position();
            let own = self.own(element).or(self.behind(at), self.plan);
            if let Some(place) = self.behind.get_mut(at as usize) {
                *place = own;
            }
            ups.clear();
            ups.extend(element.parent().map(Element::position));
            for (link, target) in element.links().filter_map(|link| Some((link, link.here()?.position()))) {
                if carries(link, self.settings.day) {
                    ups.push(target);
                } else if refers(link, self.settings.day) {
                    self.references.push((at, target));
                    self.served.get_mut(target as usize).into_iter().for_each(|served| *served = true);
                }
            }
            ups.sort_unstable();
            ups.dedup();
            ups.iter().for_each(|up| self.serve(at, *up, own));
        }
    }

    /// Terms, mandates and initiatives are served by reference: no link of another kind may reach them. Initiatives
    /// come first, since what delivers one stands behind the mandate that it answers; what one initiative says of
    /// another is no delivery.
    fn refer(&mut self) {
        if self.references.is_empty() {
            return;
        }
        // In the order of the plan: the parts of a term are told in it.
        self.references.sort_by_key(|(from, _)| *from);
        let references = std::mem::take(&mut self.references);
        for kinds in [&[Kind::Initiative][..], &[Kind::Term, Kind::Mandate]] {
            let risen = self.behind.clone();
            for (from, to) in &references {
                let behind = risen.get(*from as usize).copied().unwrap_or_default();
                let target = self.plan.element(*to);
                if kinds.contains(&target.kind()) {
                    self.stand_behind(self.plan.element(*from), target, behind);
                }
            }
        }
    }

    fn stand_behind(&mut self, element: Element<'_>, target: Element<'_>, behind: Behind) {
        let at = target.position() as usize;
        let plan = self.plan;
        if let Some(place) = self.behind.get_mut(at) {
            *place = place.or(behind, plan);
        }
        // An initiative may itself stand below what refers to it; only terms and mandates take references as parts.
        if target.kind() != Kind::Initiative && is_aim(element.kind()) {
            if let Some(parts) = self.parts.get_mut(at) {
                parts.push(element.position());
            }
        }
    }

    fn serve(&mut self, from: u32, to: u32, behind: Behind) {
        let target = self.plan.element(to).kind();
        let plan = self.plan;
        if let Some(place) = self.behind.get_mut(to as usize) {
            *place = place.or(behind, plan);
        }
        if let Some(served) = self.served.get_mut(to as usize) {
            *served = true;
        }
        if is_aim(self.plan.element(from).kind()) && (is_aim(target) || target == Kind::Mandate) {
            if let Some(parts) = self.parts.get_mut(to as usize) {
                parts.push(from);
            }
        }
    }

    fn own(&mut self, element: Element<'_>) -> Behind {
        let funded = self.money(element.position()).is_some_and(Exact::is_positive);
        self.has_money |= funded;
        let deliverable = Some(element.position()).filter(|_| is_deliverable(element.kind()));
        Behind {
            deliverable,
            measured: deliverable.filter(|_| element.indicators().len() > 0),
            funded: deliverable.filter(|_| funded),
        }
    }
}

/// Whether a link refers to its target on a day.
fn refers(link: Link<'_>, day: chrono::NaiveDate) -> bool {
    link.kind() == LinkKind::Supports && link.status() != LinkStatus::Inferred && link.valid().contains(day)
}

/// An element's own money of the judged stage and periods.
fn sum_of(element: Element<'_>, settings: &AlignSettings) -> Option<Exact> {
    let wanted = |period| settings.period.is_none_or(|wanted| wanted.contains(period));
    let lines =
        element.budget().iter().filter(|line| line.stage() == settings.stage && wanted(line.period()));
    let mut sum: Option<Exact> = None;
    for amount in lines.filter_map(|line| line.amount()) {
        sum = Some(sum.unwrap_or(Exact::ZERO).checked_add(&amount.into())?);
    }
    sum
}
