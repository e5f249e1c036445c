//! What people write: drafts, the check, the checked plan, its graph and its queries.
//!
//! ```text
//!  JSON, rows, builder ──► Draft ──check──► Plan ──to_draft──► Draft …
//!                                             │
//!                       elements · indicators · links · money · observations · findings
//! ```
//!
//! One element type with a [`Kind`] stands behind the typed face: [`Plan::all`] and [`Plan::get`] give
//! views that know their kind, [`Node`] builds elements whose links compile only where some framework
//! allows them.

mod build;
mod cell;
mod check;
mod code;
mod content;
mod draft;
mod edit;
mod framework;
mod graph;
mod indicator;
mod kind;
pub mod lints;
mod lookup;
mod observation;
mod place;
#[expect(clippy::module_inception, reason = "the type that the room is named after")]
mod plan;
mod reference;
mod slots;
mod store;
mod view;
mod word;

pub use build::{Contribution, Ground, Measure, Node, Supported};
pub use cell::{Cell, Source};
pub use check::{CheckLimits, Faults};
pub(crate) use check::{Checker, Roll};
pub use code::{ClassCode, CodeError, CodeLevel};
pub use draft::{
    Draft, DraftBeneficiary, DraftBudget, DraftDetail, DraftDocument, DraftElement, DraftEvidence,
    DraftExternal, DraftIndicator, DraftIndicatorMore, DraftLink, DraftMilestone, DraftMore,
    DraftObservation, DraftPoint, DraftReference, DraftRelation, Extensions,
};
pub use framework::{Framework, JOINS, Joins, Level, PRESETS};
pub(crate) use graph::Adjacency;
pub use kind::{
    Action, ActionId, Activity, ActivityId, Assumption, AssumptionId, Field, FieldId, Goal, GoalId,
    IndicatorId, Initiative, InitiativeId, Kind, KindFamily, MainProblem, MainProblemId, Mandate, MandateId,
    Mission, MissionId, Objective, ObjectiveId, Organization, OrganizationId, Outcome, OutcomeId, Output,
    OutputId, Place, PlaceId, PolicyDirection, PolicyDirectionId, Position, PositionId, Problem, ProblemId,
    Program, ProgramId, Risk, RiskId, RootCause, RootCauseId, Stakeholder, StakeholderId, StrategicIssue,
    StrategicIssueId, Strategy, StrategyId, SubActivity, SubActivityId, SuccessFactor, SuccessFactorId, Term,
    TermId, Typed, Value, ValueId, Vision, VisionId,
};
pub use observation::{AlreadyRecorded, Observations, Observed, Remark};
pub use plan::{Document, Plan};
pub use reference::ReferenceList;
pub use store::{Amount, Beneficiary, BudgetLine, ClassText, Evidence, External, Milestone, Reference, Span};
pub use view::{Any, Element, Indicator, Link, LinkTarget, Relation};
pub use word::{
    Accumulation, Composition, Direction, DocumentStatus, Focus, Holding, LinkKind, LinkStatus, ProgramClass,
    RelationKind, ResultLevel, Sign, Stage, Word,
};
