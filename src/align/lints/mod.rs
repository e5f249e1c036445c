//! The rules of alignment: each a lint with its texts, and a small value that judges.
//!
//! The ten findings that a regional planner wants first are topics 1 to 10, in that order; see [`topic`].

mod chain;
mod coherence;
mod course;
mod funds;
mod grounds;
mod measure;
mod paper;
pub mod portfolio;
mod slices;
mod targets;
pub mod texts;
mod worked;

use crate::finding::Lint;
use crate::plan::{Element, Kind, Plan};

use super::rule::{On, Verdict};
use super::scope::Scope;

pub(super) use chain::is_loose;
pub(super) use course::Course;
pub(super) use worked::worked_out;

/// Every rule of alignment, in the order of the catalogue.
pub fn all() -> impl Iterator<Item = &'static Lint> + Clone {
    texts::ALL.iter().chain(portfolio::ALL).copied()
}

/// One of these rules: the lint, and what it is asked about. Everything else is not its concern.
pub(super) struct Own {
    pub(super) lint: &'static Lint,
    pub(super) asks: Asks,
}

/// What a rule is asked about, and how it answers.
pub(super) enum Asks {
    /// The plan as a whole.
    Plan(fn(&Plan, &Scope<'_>) -> Verdict),
    /// Every element.
    Elements(fn(Element<'_>, &Scope<'_>) -> Verdict),
    /// Elements of some kinds.
    Of(&'static [Kind], fn(Element<'_>, &Scope<'_>) -> Verdict),
    /// Every indicator.
    Indicators(fn(&Course<'_>, &Scope<'_>) -> Verdict),
}

impl Own {
    const fn new(lint: &'static Lint, asks: Asks) -> Own {
        Own { lint, asks }
    }

    /// The answer about one subject.
    pub(super) fn judge(&self, on: On<'_>, scope: &Scope<'_>) -> Verdict {
        match (&self.asks, on) {
            (Asks::Plan(judge), On::Plan(plan)) => judge(plan, scope),
            (Asks::Elements(judge), On::Element(element)) => judge(element, scope),
            (Asks::Of(kinds, judge), On::Element(element)) if kinds.contains(&element.kind()) => {
                judge(element, scope)
            }
            (Asks::Indicators(judge), On::Indicator(indicator)) => {
                judge(&Course::of(indicator, scope), scope)
            }
            _ => Verdict::NotApplicable,
        }
    }
}

/// What is done.
const DONE: &[Kind] = &[Kind::Program, Kind::Activity, Kind::SubActivity, Kind::Action];
const PROBLEMS: &[Kind] = &[Kind::MainProblem, Kind::Problem];

/// The rules that are asked about each subject.
pub(super) const RULES: &[Own] = &[
    Own::new(&texts::ASSIGNED_LACKING, Asks::Plan(coherence::assigned)),
    Own::new(&texts::MEASURE_DIFFERS, Asks::Indicators(coherence::measure)),
    Own::new(&texts::CEILING_EXCEEDED, Asks::Of(&[Kind::Program], coherence::ceiling)),
    Own::new(&texts::TARGET_UNFUNDED, Asks::Of(DONE, funds::unfunded)),
    Own::new(&texts::MONEY_UNTARGETED, Asks::Of(DONE, funds::untargeted)),
    Own::new(&texts::OUTPUT_WORDING, Asks::Indicators(measure::wording)),
    Own::new(
        &texts::UNSERVED,
        Asks::Of(&[Kind::Mission, Kind::Goal, Kind::Objective, Kind::Outcome], chain::unserved),
    ),
    Own::new(&texts::ORPHAN, Asks::Of(DONE, chain::orphan)),
    Own::new(&texts::LOOSE_END, Asks::Elements(chain::loose_end)),
    Own::new(&texts::LEVEL_SKIP, Asks::Elements(chain::level_skip)),
    Own::new(&texts::FLAT_TARGET, Asks::Indicators(targets::flat)),
    Own::new(&texts::BELOW_ACTUAL, Asks::Indicators(targets::below_actual)),
    Own::new(&texts::LOOSER_THAN_BASELINE, Asks::Indicators(targets::looser)),
    Own::new(&texts::AGAINST_TREND, Asks::Indicators(targets::against_trend)),
    Own::new(&texts::TARGET_JUMP, Asks::Indicators(targets::jump)),
    Own::new(&texts::SLICES_OFF, Asks::Indicators(slices::add_up)),
    Own::new(&texts::MANDATE_UNSERVED, Asks::Of(&[Kind::Mandate], grounds::mandate)),
    Own::new(&texts::MANDATE_BELOW, Asks::Indicators(targets::mandate_below)),
    Own::new(&texts::PROMISE_UNDELIVERED, Asks::Of(&[Kind::Initiative], grounds::undelivered)),
    Own::new(&texts::PROMISE_UNFUNDED, Asks::Of(&[Kind::Initiative], grounds::unfunded)),
    Own::new(&texts::ROOT_CAUSE_OPEN, Asks::Of(&[Kind::RootCause], grounds::root_cause)),
    Own::new(&texts::PROBLEM_ROOTLESS, Asks::Of(PROBLEMS, grounds::rootless)),
    Own::new(&texts::PROBLEM_OPEN, Asks::Of(PROBLEMS, grounds::problem)),
    Own::new(&texts::UNMEASURABLE, Asks::Indicators(measure::unmeasurable)),
    Own::new(
        &texts::UNMEASURED,
        Asks::Of(&[Kind::Goal, Kind::Objective, Kind::Outcome, Kind::Program], measure::unmeasured),
    ),
    Own::new(&texts::OUTPUTS_ONLY, Asks::Of(&[Kind::Program], measure::outputs_only)),
    Own::new(&texts::NO_BENEFICIARY, Asks::Of(&[Kind::Program], paper::beneficiary)),
    Own::new(&texts::STAKEHOLDER_IDLE, Asks::Of(&[Kind::Stakeholder], paper::stakeholder)),
    Own::new(&texts::EVIDENCE_MISSING, Asks::Elements(paper::evidence)),
    Own::new(&texts::EVIDENCE_PERIOD, Asks::Elements(paper::evidence_period)),
    Own::new(&texts::EVIDENCE_ISSUED, Asks::Elements(paper::evidence_issued)),
    Own::new(&texts::LATE, Asks::Elements(paper::late)),
    Own::new(&texts::FOCUS_MISSING, Asks::Plan(paper::foci)),
    Own::new(&texts::THEME_BARE, Asks::Elements(paper::theme)),
    Own::new(&texts::TERM_BARE, Asks::Of(&[Kind::Term], grounds::term)),
    Own::new(&texts::LINK_UNRESOLVED, Asks::Elements(coherence::unresolved)),
    Own::new(&texts::LINK_NOT_IN_FORCE, Asks::Elements(coherence::not_in_force)),
    Own::new(&texts::LINK_LEVEL, Asks::Elements(coherence::link_level)),
];

/// A rule's place among [`RULES`], and how it answers about an element.
pub(super) type OfElement = (usize, fn(Element<'_>, &Scope<'_>) -> Verdict);

/// The rules that are asked about an element, by its kind.
pub(super) fn of_kinds() -> Vec<Vec<OfElement>> {
    let mut all: Vec<Vec<OfElement>> = vec![Vec::new(); Kind::ALL.len()];
    for (at, own) in RULES.iter().enumerate() {
        let (kinds, judge) = match own.asks {
            Asks::Elements(judge) => (Kind::ALL, judge),
            Asks::Of(kinds, judge) => (kinds, judge),
            Asks::Plan(_) | Asks::Indicators(_) => continue,
        };
        let places = kinds.iter().map(|kind| *kind as usize);
        places.for_each(|kind| all.get_mut(kind).into_iter().for_each(|list| list.push((at, judge))));
    }
    all
}

/// Which of the ten findings that a regional planner wants first a rule is about; 11 for all others.
///
/// | topic | what |
/// |---|---|
/// | 1 | what the plan above assigned and this one lacks |
/// | 2 | the same indicator with another target, baseline, unit, formula or year |
/// | 3 | ceilings that do not add up, are exceeded, or do not go with the targets |
/// | 4 | output wording at outcome level |
/// | 5 | broken chains, both ways |
/// | 6 | targets flat, below the last actual, or jumping against the trend |
/// | 7 | a mandate missing or below its required level |
/// | 8 | a promise without programme or money |
/// | 9 | problem, root cause, objective: broken |
/// | 10 | indicators that cannot be measured |
///
/// ```
/// use renstra::align::lints::topic;
/// assert_eq!(topic("align.assigned-lacking"), 1);
/// assert_eq!(topic("money.parent-sum"), 3);
/// assert_eq!(topic("codes.malformed"), 11);
/// ```
#[must_use]
pub fn topic(code: &str) -> u8 {
    match code {
        "align.assigned-lacking" => 1,
        "align.measure-differs" => 2,
        "align.ceiling-exceeded"
        | "align.target-unfunded"
        | "align.money-untargeted"
        | "money.parent-sum"
        | "money.statement-sum"
        | "money.amount-missing"
        | "money.negative" => 3,
        "align.output-wording" => 4,
        "align.unserved" | "align.orphan" | "align.loose-end" | "align.level-skip" => 5,
        "align.flat-target"
        | "align.below-actual"
        | "align.looser-than-baseline"
        | "align.against-trend"
        | "align.target-jump" => 6,
        "align.mandate-unserved" | "align.mandate-below" => 7,
        "align.promise-undelivered" | "align.promise-unfunded" => 8,
        "align.root-cause-open" | "align.problem-rootless" | "align.problem-open" => 9,
        "align.unmeasurable"
        | "align.unmeasured"
        | "figures.missing-unit"
        | "figures.missing-target"
        | "figures.missing-baseline"
        | "figures.broken-series"
        | "tables.statement-bare" => 10,
        _ => 11,
    }
}
