//! The rules of alignment: each a lint with its texts, and a small value that judges.
//!
//! The ten findings that a regional planner wants first are topics 1 to 10, in that order; see [`topic`].

mod chain;
mod coherence;
mod funds;
mod grounds;
mod measure;
mod paper;
pub mod portfolio;
mod targets;
pub mod texts;
mod worked;

use crate::finding::Lint;

use super::rule::{On, Rule, Verdict};
use super::scope::Scope;

pub(super) use worked::worked_out;

/// Every rule of alignment, in the order of the catalogue.
pub fn all() -> impl Iterator<Item = &'static Lint> + Clone {
    texts::ALL.iter().chain(portfolio::ALL).copied()
}

macro_rules! rules {
    ($( $name:ident, $lint:ident, $judge:path; )+) => {
        $(
            #[derive(Debug)]
            struct $name;
            impl Rule for $name {
                fn lint(&self) -> &'static Lint {
                    &texts::$lint
                }
                fn judge(&self, on: On<'_>, scope: &Scope<'_>) -> Verdict {
                    $judge(on, scope)
                }
            }
        )+
        /// The rules that are asked about each subject.
        pub(super) fn rules() -> Vec<Box<dyn Rule>> {
            vec![ $( Box::new($name), )+ ]
        }
    };
}

rules! {
    AssignedLacking, ASSIGNED_LACKING, coherence::assigned;
    MeasureDiffers, MEASURE_DIFFERS, coherence::measure;
    CeilingExceeded, CEILING_EXCEEDED, coherence::ceiling;
    TargetUnfunded, TARGET_UNFUNDED, funds::unfunded;
    MoneyUntargeted, MONEY_UNTARGETED, funds::untargeted;
    OutputWording, OUTPUT_WORDING, measure::wording;
    Unserved, UNSERVED, chain::unserved;
    Orphan, ORPHAN, chain::orphan;
    LooseEnd, LOOSE_END, chain::loose_end;
    LevelSkip, LEVEL_SKIP, chain::level_skip;
    FlatTarget, FLAT_TARGET, targets::flat;
    BelowActual, BELOW_ACTUAL, targets::below_actual;
    LooserThanBaseline, LOOSER_THAN_BASELINE, targets::looser;
    AgainstTrend, AGAINST_TREND, targets::against_trend;
    TargetJump, TARGET_JUMP, targets::jump;
    MandateUnserved, MANDATE_UNSERVED, grounds::mandate;
    MandateBelow, MANDATE_BELOW, targets::mandate_below;
    PromiseUndelivered, PROMISE_UNDELIVERED, grounds::undelivered;
    PromiseUnfunded, PROMISE_UNFUNDED, grounds::unfunded;
    RootCauseOpen, ROOT_CAUSE_OPEN, grounds::root_cause;
    ProblemRootless, PROBLEM_ROOTLESS, grounds::rootless;
    ProblemOpen, PROBLEM_OPEN, grounds::problem;
    Unmeasurable, UNMEASURABLE, measure::unmeasurable;
    Unmeasured, UNMEASURED, measure::unmeasured;
    OutputsOnly, OUTPUTS_ONLY, measure::outputs_only;
    NoBeneficiary, NO_BENEFICIARY, paper::beneficiary;
    StakeholderIdle, STAKEHOLDER_IDLE, paper::stakeholder;
    EvidenceMissing, EVIDENCE_MISSING, paper::evidence;
    EvidencePeriod, EVIDENCE_PERIOD, paper::evidence_period;
    EvidenceIssued, EVIDENCE_ISSUED, paper::evidence_issued;
    Late, LATE, paper::late;
    FocusMissing, FOCUS_MISSING, paper::foci;
    ThemeBare, THEME_BARE, paper::theme;
    TermBare, TERM_BARE, grounds::term;
    LinkUnresolved, LINK_UNRESOLVED, coherence::unresolved;
    LinkNotInForce, LINK_NOT_IN_FORCE, coherence::not_in_force;
    LinkLevel, LINK_LEVEL, coherence::link_level;
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
        | "figures.broken-series" => 10,
        _ => 11,
    }
}
