//! The kinds of element, their families, and the marker types that make identifiers typed.

use std::fmt;

use crate::id::Id;

/// The family a [`Kind`] belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KindFamily {
    /// What is wanted: vision, missions, goals, objectives, result statements.
    Intent,
    /// What is done: initiatives, programmes, activities, actions.
    Delivery,
    /// Who and where: organisations, positions, stakeholders, places.
    People,
    /// Why, and on what ground: problems, issues, mandates, assumptions, risks.
    Grounds,
    /// How it is measured.
    Measure,
}

/// A marker type that stands for one [`Kind`], so that identifiers and builders are typed.
pub trait Typed {
    /// The kind it stands for.
    const KIND: Kind;
}

macro_rules! kinds {
    ($( $(#[$doc:meta])+ $name:ident, $id:ident, $word:literal, $family:ident; )+) => {
        /// What an element is. The word in files is the one of [`Kind::as_str`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind { $( $(#[$doc])+ $name, )+ }

        impl Kind {
            /// Every kind, in the order of the cascade.
            pub const ALL: &'static [Kind] = &[ $( Kind::$name, )+ ];

            /// The word used in files and messages.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Kind::$name => $word, )+ }
            }

            /// The kind of a word used in files.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Kind> {
                match word { $( $word => Some(Kind::$name), )+ _ => None }
            }

            /// The family it belongs to.
            #[must_use]
            pub const fn family(self) -> KindFamily {
                match self { $( Kind::$name => KindFamily::$family, )+ }
            }
        }

        $(
            $(#[$doc])+
            ///
            /// A marker type: it has no values of its own.
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum $name {}
            impl Typed for $name {
                const KIND: Kind = Kind::$name;
            }
            #[doc = concat!("The identifier of a thing of kind `", $word, "`.")]
            pub type $id = Id<$name>;
        )+
    };
}

kinds! {
    /// A vision (*visi*): the future state that is promised.
    Vision, VisionId, "vision", Intent;
    /// A defined term of the vision (*penjelasan visi*): a word of it and what the word means.
    Term, TermId, "term", Intent;
    /// A mission (*misi*): a standing charge that serves the vision.
    Mission, MissionId, "mission", Intent;
    /// A value that the organisation holds (StratML `Value`; *nilai*).
    Value, ValueId, "value", Intent;
    /// A goal (*tujuan*).
    Goal, GoalId, "goal", Intent;
    /// An objective (*sasaran*; an OKR's objective).
    Objective, ObjectiveId, "objective", Intent;
    /// A strategy (*strategi*).
    Strategy, StrategyId, "strategy", Intent;
    /// A policy direction (*arah kebijakan*), often bound to a year.
    PolicyDirection, PolicyDirectionId, "policy-direction", Intent;
    /// A result statement at outcome level (*outcome*; a logframe's purpose).
    Outcome, OutcomeId, "outcome", Intent;
    /// A result statement at output level (*keluaran*; a logframe's output).
    Output, OutputId, "output", Intent;
    /// A promise that several programmes deliver (*program unggulan*, a 100-day programme, an OKR initiative).
    Initiative, InitiativeId, "initiative", Delivery;
    /// A field of government (*urusan*, *bidang*): the row of a budget table above its programmes.
    Field, FieldId, "field", Delivery;
    /// A programme (*program*).
    Program, ProgramId, "program", Delivery;
    /// An activity (*kegiatan*).
    Activity, ActivityId, "activity", Delivery;
    /// A sub-activity (*sub-kegiatan*).
    SubActivity, SubActivityId, "sub-activity", Delivery;
    /// An action with dates and milestones (*rencana aksi*).
    Action, ActionId, "action", Delivery;
    /// An organisation (*perangkat daerah*, OPD, agency, unit).
    Organization, OrganizationId, "organization", People;
    /// A position that signs a performance agreement (*jabatan*).
    Position, PositionId, "position", People;
    /// A stakeholder (*pemangku kepentingan*).
    Stakeholder, StakeholderId, "stakeholder", People;
    /// A place (*wilayah*: regency, district, village).
    Place, PlaceId, "place", People;
    /// The main problem of a sector (*masalah pokok*).
    MainProblem, MainProblemId, "main-problem", Grounds;
    /// A problem under a main problem (*masalah*).
    Problem, ProblemId, "problem", Grounds;
    /// The root of a problem (*akar masalah*).
    RootCause, RootCauseId, "root-cause", Grounds;
    /// A strategic issue (*isu strategis*).
    StrategicIssue, StrategicIssueId, "strategic-issue", Grounds;
    /// A mandate from outside (*NSPK*, *SPM*, national priority, SDG target).
    Mandate, MandateId, "mandate", Grounds;
    /// A critical success factor of a logic tree.
    SuccessFactor, SuccessFactorId, "success-factor", Grounds;
    /// An assumption (a logframe's fourth column).
    Assumption, AssumptionId, "assumption", Grounds;
    /// A risk (*risiko*).
    Risk, RiskId, "risk", Grounds;
    /// An indicator (*indikator*; an OKR's key result). It hangs on an element and is never one itself.
    Indicator, IndicatorId, "indicator", Measure;
}

impl Kind {
    /// What readers call it, in English and Indonesian.
    ///
    /// ```
    /// use renstra::plan::Kind;
    /// assert_eq!(Kind::SubActivity.words(), ["sub-activity", "sub-kegiatan"]);
    /// ```
    #[must_use]
    pub const fn words(self) -> [&'static str; 2] {
        match self {
            Kind::Vision => ["vision", "visi"],
            Kind::Term => ["term", "istilah"],
            Kind::Mission => ["mission", "misi"],
            Kind::Value => ["value", "nilai"],
            Kind::Goal => ["goal", "tujuan"],
            Kind::Objective => ["objective", "sasaran"],
            Kind::Strategy => ["strategy", "strategi"],
            Kind::PolicyDirection => ["policy direction", "arah kebijakan"],
            Kind::Outcome => ["outcome", "outcome"],
            Kind::Output => ["output", "keluaran"],
            Kind::Initiative => ["initiative", "program unggulan"],
            Kind::Field => ["field", "urusan"],
            Kind::Program => ["programme", "program"],
            Kind::Activity => ["activity", "kegiatan"],
            Kind::SubActivity => ["sub-activity", "sub-kegiatan"],
            Kind::Action => ["action", "rencana aksi"],
            Kind::Organization => ["organization", "perangkat daerah"],
            Kind::Position => ["position", "jabatan"],
            Kind::Stakeholder => ["stakeholder", "pemangku kepentingan"],
            Kind::Place => ["place", "wilayah"],
            Kind::MainProblem => ["main problem", "masalah pokok"],
            Kind::Problem => ["problem", "masalah"],
            Kind::RootCause => ["root cause", "akar masalah"],
            Kind::StrategicIssue => ["strategic issue", "isu strategis"],
            Kind::Mandate => ["mandate", "mandat"],
            Kind::SuccessFactor => ["success factor", "faktor keberhasilan"],
            Kind::Assumption => ["assumption", "asumsi"],
            Kind::Risk => ["risk", "risiko"],
            Kind::Indicator => ["indicator", "indikator"],
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn words_round_trip() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.as_str()), Some(*kind));
        }
    }
}
