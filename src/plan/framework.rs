//! Frameworks as data: which level may stand under which, serve which, and carry what.

use super::kind::{
    Action, Activity, Assumption, Field, Goal, Initiative, Kind, MainProblem, Mandate, Mission, Objective,
    Organization, Outcome, Output, Place, PolicyDirection, Position, Problem, Program, Risk, RootCause,
    StrategicIssue, Strategy, SubActivity, SuccessFactor, Term, Typed, Value, Vision,
};
use super::word::ResultLevel;

/// A framework: the levels of a sort of plan and what may join them.
///
/// Five are given ([`Framework::preset`]); a plan may bring its own. What a framework forbids is a
/// finding on a plan that lives, never a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Framework {
    /// A short name, for instance `regional-plan`.
    pub name: Box<str>,
    /// What it is, and where its rules were read.
    pub title: Box<str>,
    /// Its levels, from the top.
    pub levels: Vec<Level>,
    /// Which kind (first) may stand under or serve which (second).
    pub joins: Vec<(Kind, Kind)>,
}

/// A level of a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The kind of element.
    pub kind: Kind,
    /// What the framework calls it, for instance `Sasaran`.
    pub local: Box<str>,
    /// The level of result its indicators are to measure; `None` where it carries none.
    pub carries: Option<ResultLevel>,
}

/// `Self` may stand under `P` or serve `P` in at least one preset framework, or in every one (a position in its
/// organisation, a root cause under its problem, a risk beside anything).
///
/// The typed builder asks for it, so that a nonsensical link does not compile.
pub trait Joins<P: Typed>: Typed {}

macro_rules! joins {
    ($( $child:ident => $($parent:ident),+ ; )+) => {
        $( $( impl Joins<$parent> for $child {} )+ )+

        /// Every pair of levels for which [`Joins`] is implemented. The presets are subsets of it.
        pub const JOINS: &[(Kind, Kind)] = &[ $( $( (<$child as Typed>::KIND, <$parent as Typed>::KIND), )+ )+ ];
    };
}

joins! {
    Vision => Mandate;
    Mission => Vision, Mandate;
    Value => Vision;
    Goal => Vision, Mission, Goal, Objective, Outcome, Mandate;
    Objective => Vision, Mission, Goal, Objective, Mandate;
    Strategy => Mission, Goal, Objective;
    PolicyDirection => Strategy, Goal, Objective;
    Outcome => Mission, Goal, Objective, Outcome, Program, Mandate;
    Output => Objective, Outcome, Output, Program, Activity;
    Initiative => Vision, Mission, Goal, Objective, Initiative, Mandate;
    Field => Organization, Objective;
    Program => Vision, Mission, Goal, Objective, Strategy, PolicyDirection, Outcome, Initiative, Field, Mandate;
    Activity => Mission, Objective, Outcome, Output, Initiative, Program;
    SubActivity => Mission, Objective, Output, Initiative, Program, Activity;
    Action => Mission, Goal, Objective, Initiative, Program, Activity, SubActivity, Output, Mandate;
}

macro_rules! everywhere {
    ({ $( $child:ident => $($parent:ident),+ ; )+ } beside anything { $($beside:ident),+ }) => {
        $( $( impl Joins<$parent> for $child {} )+ )+
        $( impl<P: Typed> Joins<P> for $beside {} )+

        /// The pairs that stand outside the levels and go together in every framework.
        const EVERYWHERE: &[(Kind, Kind)] =
            &[ $( $( (<$child as Typed>::KIND, <$parent as Typed>::KIND), )+ )+ ];
        /// The kinds that may stand beside anything.
        const BESIDE: &[Kind] = &[ $( <$beside as Typed>::KIND, )+ ];
    };
}

everywhere! {
    {
        Term => Vision;
        Organization => Organization;
        Position => Organization, Position;
        Place => Place;
        MainProblem => StrategicIssue;
        Problem => MainProblem, Problem, StrategicIssue;
        RootCause => MainProblem, Problem, RootCause;
        Mandate => Mandate;
    }
    beside anything { Assumption, Risk, SuccessFactor }
}

/// Whether two kinds go together in every framework.
pub(super) fn joins_always(child: Kind, parent: Kind) -> bool {
    EVERYWHERE.contains(&(child, parent)) || BESIDE.contains(&child)
}

/// The names of the preset frameworks.
pub const PRESETS: &[&str] = &["regional-plan", "agency-plan", "mandate", "stratml", "logframe", "okr"];

/// One row of a preset: the kind, the framework's own word, and the level of result that it carries.
type LevelRow = (Kind, &'static str, Option<ResultLevel>);

const REGIONAL_PLAN: &[LevelRow] = &[
    (Kind::Vision, "Visi", None),
    (Kind::Mission, "Misi", None),
    (Kind::Goal, "Tujuan", Some(ResultLevel::Impact)),
    (Kind::Objective, "Sasaran", Some(ResultLevel::Outcome)),
    (Kind::Strategy, "Strategi", None),
    (Kind::PolicyDirection, "Arah kebijakan", None),
    (Kind::Outcome, "Outcome", Some(ResultLevel::Outcome)),
    (Kind::Initiative, "Program unggulan", None),
    (Kind::Field, "Urusan", None),
    (Kind::Program, "Program", Some(ResultLevel::Outcome)),
    (Kind::Activity, "Kegiatan", Some(ResultLevel::Output)),
    (Kind::SubActivity, "Sub-kegiatan", Some(ResultLevel::Output)),
    (Kind::Output, "Output", Some(ResultLevel::Output)),
    (Kind::Action, "Rencana aksi", None),
];

const AGENCY_PLAN: &[LevelRow] = &[
    (Kind::Goal, "Tujuan", Some(ResultLevel::Outcome)),
    (Kind::Objective, "Sasaran", Some(ResultLevel::Outcome)),
    (Kind::Strategy, "Strategi", None),
    (Kind::PolicyDirection, "Arah kebijakan", None),
    (Kind::Initiative, "Program unggulan", None),
    (Kind::Field, "Urusan", None),
    (Kind::Program, "Program", Some(ResultLevel::Outcome)),
    (Kind::Outcome, "Outcome", Some(ResultLevel::Outcome)),
    (Kind::Activity, "Kegiatan", Some(ResultLevel::Output)),
    (Kind::SubActivity, "Sub-kegiatan", Some(ResultLevel::Output)),
    (Kind::Output, "Output", Some(ResultLevel::Output)),
    (Kind::Action, "Rencana aksi", None),
];

const MANDATE: &[LevelRow] = &[
    (Kind::Vision, "Visi", None),
    (Kind::Mission, "Misi", None),
    (Kind::Initiative, "Program unggulan", None),
    (Kind::Program, "Program", Some(ResultLevel::Outcome)),
    (Kind::Action, "Aksi 100 hari", None),
];

const STRATML: &[LevelRow] = &[
    (Kind::Vision, "Vision", None),
    (Kind::Mission, "Mission", None),
    (Kind::Value, "Value", None),
    (Kind::Goal, "Goal", Some(ResultLevel::Outcome)),
    (Kind::Objective, "Objective", Some(ResultLevel::Outcome)),
    (Kind::Initiative, "Initiative", None),
];

const LOGFRAME: &[LevelRow] = &[
    (Kind::Goal, "Goal", Some(ResultLevel::Impact)),
    (Kind::Outcome, "Purpose", Some(ResultLevel::Outcome)),
    (Kind::Output, "Output", Some(ResultLevel::Output)),
    (Kind::Activity, "Activity", Some(ResultLevel::Input)),
];

const OKR: &[LevelRow] = &[
    (Kind::Vision, "Vision", None),
    (Kind::Mission, "Mission", None),
    (Kind::Objective, "Objective", Some(ResultLevel::Outcome)),
    (Kind::Initiative, "Initiative", None),
    (Kind::Action, "Task", None),
];

impl Framework {
    /// A preset framework by name, or `None`.
    ///
    /// | name | what | top to bottom |
    /// |---|---|---|
    /// | `regional-plan` | RPJMD | vision, mission, goal, objective, strategy, policy direction, programme … |
    /// | `agency-plan` | Renstra | goal, objective, programme (outcome), activity, sub-activity (output) |
    /// | `mandate` | what was promised; the first 100 days | vision, mission, initiative, action |
    /// | `stratml` | StratML (ISO 17469-1) | vision, mission, value, goal, objective |
    /// | `logframe` | logical framework | goal (impact), outcome (purpose), output, activity |
    /// | `okr` | objectives and key results | objective (key results are its indicators), initiative |
    ///
    /// ```
    /// use renstra::plan::{Framework, Kind};
    /// let agency = Framework::preset("agency-plan").unwrap();
    /// assert!(agency.allows(Kind::Activity, Kind::Program));
    /// assert!(!agency.allows(Kind::Program, Kind::Activity));
    /// ```
    #[must_use]
    pub fn preset(name: &str) -> Option<Framework> {
        let (title, levels): (&str, &[LevelRow]) = match name {
            "regional-plan" => ("regional medium-term development plan (RPJMD)", REGIONAL_PLAN),
            "agency-plan" => ("strategic plan of a government agency (Renstra)", AGENCY_PLAN),
            "mandate" => ("what was promised before a plan exists, and its first 100 days", MANDATE),
            "stratml" => ("strategy markup language, ISO 17469-1", STRATML),
            "logframe" => ("logical framework", LOGFRAME),
            "okr" => ("objectives and key results", OKR),
            _ => return None,
        };
        Some(Framework::of_levels(name, title, levels))
    }

    /// A framework whose levels may be joined wherever [`JOINS`] allows the pair.
    fn of_levels(name: &str, title: &str, levels: &[LevelRow]) -> Framework {
        let has = |kind: Kind| levels.iter().any(|(level, _, _)| *level == kind);
        Framework {
            name: name.into(),
            title: title.into(),
            levels: levels
                .iter()
                .map(|(kind, local, carries)| Level {
                    kind: *kind,
                    local: (*local).into(),
                    carries: *carries,
                })
                .collect(),
            joins: JOINS
                .iter()
                .copied()
                .filter(|(child, parent)| has(*child) && has_or_ground(&has, *parent))
                .collect(),
        }
    }

    /// The level of a kind, when the framework has it.
    #[must_use]
    pub fn level(&self, kind: Kind) -> Option<&Level> {
        self.levels.iter().find(|level| level.kind == kind)
    }

    /// Whether an element of kind `child` may stand under or serve one of kind `parent`.
    #[must_use]
    pub fn allows(&self, child: Kind, parent: Kind) -> bool {
        joins_always(child, parent) || self.joins.contains(&(child, parent))
    }

    /// The kinds that one of kind `child` may stand under or serve, for a message.
    #[must_use]
    pub fn allowed_above(&self, child: Kind) -> Vec<Kind> {
        Kind::ALL.iter().copied().filter(|parent| self.allows(child, *parent)).collect()
    }
}

/// A level of the framework, or a ground that any plan may have beside its levels.
fn has_or_ground(has: &impl Fn(Kind) -> bool, kind: Kind) -> bool {
    has(kind) || matches!(kind, Kind::Mandate | Kind::Organization)
}

#[cfg(test)]
mod tests {
    use super::{Framework, JOINS, PRESETS};

    #[test]
    fn presets_allow_only_what_compiles() {
        for name in PRESETS {
            let framework = Framework::preset(name).unwrap();
            assert!(!framework.joins.is_empty(), "{name}");
            for pair in &framework.joins {
                assert!(JOINS.contains(pair), "{name}: {pair:?}");
            }
        }
    }
}
