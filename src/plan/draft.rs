//! What people write, before it is checked: every field a [`Cell`], nothing refused.

use crate::finding::Finding;

use super::cell::{Cell, Source};
use super::framework::Framework;
use super::word::LinkKind;

/// A plan as written. [`Draft::check`] makes a [`Plan`](super::Plan) of it.
///
/// A draft comes from a file ([`crate::format`]), from rows, from the typed builder
/// ([`Draft::new`] and [`Node`](super::Node)) or from a plan ([`Plan::to_draft`](super::Plan::to_draft)),
/// and may be edited freely: all its fields are open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The document that the plan stands in.
    pub document: DraftDocument,
    /// The elements, in the order in which people read them.
    pub elements: Vec<DraftElement>,
    /// Observations that stand in the same file.
    pub observations: Vec<DraftObservation>,
    /// What the reader of the format already found (unknown fields, duplicate keys).
    pub findings: Vec<Finding>,
    /// Slots of the user's own (`x-…`) at the top of the file, as JSON text.
    pub extensions: Extensions,
}

/// Slots of the user's own: the name, which starts with `x-`, and its value as JSON text.
pub type Extensions = Vec<(Box<str>, Box<str>)>;

/// The document: what it is, whose, for when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftDocument {
    /// A short code by which other plans refer to it, for instance `RPJMD-SOLOK`.
    pub code: Cell,
    /// Its title.
    pub title: Cell,
    /// What it is called locally: `RPJMD`, `Renstra`, `OKR 2026-Q1`.
    pub kind: Cell,
    /// The framework: a preset's name, unless `framework_data` is given.
    pub framework: Cell,
    /// A framework of the plan's own.
    pub framework_data: Option<Box<Framework>>,
    /// `mandate`, `draft` or `enacted`.
    pub status: Cell,
    /// The legal instrument (*Perda*, *Perbup*), as text.
    pub instrument: Cell,
    /// The organisation whose plan it is, by name or code.
    pub owner: Cell,
    /// The lineage: a UUID that all revisions of the plan share. Without it, one is derived from the code.
    pub lineage: Cell,
    /// The number of the revision, from 0.
    pub revision: Cell,
    /// The code of the plan that this one derives from.
    pub derives_from: Cell,
    /// The first period of the horizon.
    pub from: Cell,
    /// The last period of the horizon.
    pub to: Cell,
    /// The first day on which the document is in force.
    pub in_force_from: Cell,
    /// The last day on which it is in force.
    pub in_force_to: Cell,
    /// How it writes numbers: `point` or `comma`.
    pub numbers: Cell,
    /// The currency of its amounts, ISO 4217.
    pub currency: Cell,
    /// The edition of the classification codes, for instance `900.1.15.5-3406/2024`.
    pub edition: Cell,
    /// The first month of its fiscal year, 1 to 12; 1 when missing.
    pub fiscal_start: Cell,
    /// Where its figures come from, and what of them is made up.
    pub note: Cell,
    /// Slots of the user's own.
    pub extensions: Extensions,
}

/// An element as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftElement {
    /// The word of its [`Kind`](super::Kind).
    pub kind: Cell,
    /// Its code, unique in the plan: what references name.
    pub code: Cell,
    /// Its title or statement.
    pub title: Cell,
    /// The code of the element that contains it.
    pub under: Cell,
    /// Its weight among its siblings.
    pub weight: Cell,
    /// The code of the organisation that leads it.
    pub owner: Cell,
    /// What it contributes to and what it refers to.
    pub links: Vec<DraftLink>,
    /// Its indicators.
    pub indicators: Vec<DraftIndicator>,
    /// Its money.
    pub budget: Vec<DraftBudget>,
    /// What few elements have.
    pub more: Option<Box<DraftMore>>,
    /// Where it stands in the input.
    pub source: Source,
}

/// What few elements have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftMore {
    /// An explicit identifier (UUID), which survives a change of code.
    pub id: Cell,
    /// A longer statement, or the meaning of a defined term.
    pub statement: Cell,
    /// `delivery`, `supporting` or `mandated`: the class of a programme.
    pub class: Cell,
    /// The level of result that a statement describes.
    pub level: Cell,
    /// A classification code, where it differs from the element's code.
    pub classification: Cell,
    /// The declared share of attention or money that the element should get.
    pub priority: Cell,
    /// The first day, or the first period.
    pub from: Cell,
    /// The last day, or the last period.
    pub to: Cell,
    /// The day on which an action was done.
    pub done: Cell,
    /// The focus of an element of a first-100-days programme.
    pub focus: Cell,
    /// The codes of the organisations that share in the delivery.
    pub partners: Vec<Cell>,
    /// The codes of the places it concerns.
    pub places: Vec<Cell>,
    /// Cross-cutting themes.
    pub themes: Vec<Cell>,
    /// The codes of the stakeholders engaged.
    pub engages: Vec<Cell>,
    /// Who benefits.
    pub beneficiaries: Vec<DraftBeneficiary>,
    /// Dated steps.
    pub milestones: Vec<DraftMilestone>,
    /// What proves the result.
    pub evidence: Vec<DraftEvidence>,
    /// Codes of frameworks from outside.
    pub external: Vec<DraftExternal>,
    /// A remark.
    pub note: Cell,
    /// Slots of the user's own.
    pub extensions: Extensions,
}

/// A link as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftLink {
    /// What sort of link; contributes when missing.
    pub kind: Option<LinkKind>,
    /// The code of the target; `PLAN#code` names an element of another plan.
    pub to: Cell,
    /// The share of the source that goes to this target, `0.4` or `40%`.
    pub share: Cell,
    /// The weight in the target.
    pub weight: Cell,
    /// `positive` or `negative`.
    pub sign: Cell,
    /// `pooled` or `owned`.
    pub holding: Cell,
    /// `declared`, `confirmed` or `inferred`.
    pub status: Cell,
    /// The first day on which it holds.
    pub from: Cell,
    /// The last day on which it holds.
    pub until: Cell,
    /// Slots of the user's own; few have any.
    pub extensions: Option<Box<Extensions>>,
}

/// An indicator as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftIndicator {
    /// Its code, unique among indicators; `ELEMENT/n` when missing.
    pub code: Cell,
    /// Its name.
    pub name: Cell,
    /// Its unit.
    pub unit: Cell,
    /// The direction in which it is better.
    pub direction: Cell,
    /// The level of result it measures.
    pub level: Cell,
    /// How periods add up.
    pub accumulation: Cell,
    /// Its weight among the element's indicators.
    pub weight: Cell,
    /// Where it starts from.
    pub baseline: Vec<DraftPoint>,
    /// What is promised.
    pub targets: Vec<DraftPoint>,
    /// Actuals, for convenience in the same place.
    pub actuals: Vec<DraftPoint>,
    /// What few indicators have.
    pub more: Option<Box<DraftIndicatorMore>>,
    /// Where it stands in the input.
    pub source: Source,
}

/// What few indicators have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftIndicatorMore {
    /// An explicit identifier (UUID).
    pub id: Cell,
    /// The definition or the formula in words.
    pub definition: Cell,
    /// The version of the definition.
    pub version: Cell,
    /// Where the data come from.
    pub data_source: Cell,
    /// The means of verification.
    pub verification: Cell,
    /// What it is besides: `IKU`, `IKK`, `SPM`, `SDG`.
    pub roles: Vec<Cell>,
    /// The labels of an ordinal scale, best first.
    pub scale: Vec<Cell>,
    /// The population that it counts.
    pub population: Cell,
    /// The code of the place that it concerns.
    pub place: Cell,
    /// How it is composed of others.
    pub composition: Cell,
    /// Its relations with other indicators.
    pub relations: Vec<DraftRelation>,
    /// Reference values: a national standard, another region.
    pub references: Vec<DraftReference>,
    /// Codes of frameworks from outside.
    pub external: Vec<DraftExternal>,
    /// The slices by which it is disaggregated (sex, age, place).
    pub slices: Vec<Cell>,
    /// A remark.
    pub note: Cell,
    /// Slots of the user's own.
    pub extensions: Extensions,
}

/// One figure of a series as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftPoint {
    /// The period.
    pub period: Cell,
    /// The value in force.
    pub value: Cell,
    /// What few figures have.
    pub detail: Option<Box<DraftDetail>>,
}

/// What few figures have: a role, a status, a reason for their absence, and how they came to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftDetail {
    /// `plan` or `bridge`; plan when missing.
    pub role: Cell,
    /// `final`, `provisional`, `estimate` or `proxy`.
    pub status: Cell,
    /// Why there is no value.
    pub absent: Cell,
    /// When the value in force was decided.
    pub decided: Cell,
    /// From when it counts.
    pub effective: Cell,
    /// Why it was changed.
    pub reason: Cell,
    /// Who changed it.
    pub by: Cell,
    /// The values before it, oldest first, each with its own decision.
    pub was: Vec<DraftPoint>,
    /// Slots of the user's own.
    pub extensions: Extensions,
}

/// Money as written: one stage, one source, several periods.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftBudget {
    /// `indicative`, `annual`, `enacted`, `revised` or `spent`; indicative when missing.
    pub stage: Cell,
    /// The source of funds.
    pub fund: Cell,
    /// The currency, when it is not the document's.
    pub currency: Cell,
    /// The period of each amount, and the amount.
    pub amounts: Vec<(Cell, Cell)>,
    /// Where it stands in the input.
    pub source: Source,
    /// Slots of the user's own; few have any.
    pub extensions: Option<Box<Extensions>>,
}

/// Who benefits, how many, where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftBeneficiary {
    /// Who.
    pub who: Cell,
    /// How many.
    pub count: Cell,
    /// The code of the place.
    pub place: Cell,
    /// Slots of the user's own.
    pub extensions: Extensions,
}

/// A dated step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftMilestone {
    /// What.
    pub title: Cell,
    /// The day on which it is due.
    pub due: Cell,
    /// The day on which it was reached.
    pub done: Cell,
    /// Slots of the user's own.
    pub extensions: Extensions,
}

/// What proves a result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftEvidence {
    /// What it is.
    pub title: Cell,
    /// The period that it covers.
    pub covers: Cell,
    /// The day on which it was issued, often after the period.
    pub issued: Cell,
    /// Where it can be found.
    pub uri: Cell,
    /// Slots of the user's own.
    pub extensions: Extensions,
}

/// A code of a framework from outside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftExternal {
    /// The scheme: `SPM`, `SDG`, `Asta Cita`, `KEP 26A/2025`.
    pub scheme: Cell,
    /// The code in it.
    pub code: Cell,
    /// The level that it requires.
    pub required: Cell,
    /// Slots of the user's own.
    pub extensions: Extensions,
}

/// How an indicator relates to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftRelation {
    /// `decomposes`, `component-of`, `broader` or `narrower`.
    pub kind: Cell,
    /// The code of the other indicator; `PLAN#code` names one of another plan.
    pub to: Cell,
    /// The weight of a component.
    pub weight: Cell,
    /// The value of the component that counts as 0.
    pub worst: Cell,
    /// The value of the component that counts as 100 %.
    pub best: Cell,
    /// Slots of the user's own.
    pub extensions: Extensions,
}

/// A value to compare with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftReference {
    /// Whose value it is.
    pub name: Cell,
    /// The value.
    pub value: Cell,
    /// For when.
    pub period: Cell,
    /// Slots of the user's own.
    pub extensions: Extensions,
}

/// An observation as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftObservation {
    /// The code of the indicator.
    pub indicator: Cell,
    /// The slice, when the figure is a disaggregate.
    pub slice: Cell,
    /// When it was recorded.
    pub recorded: Cell,
    /// Who recorded it.
    pub by: Cell,
    /// Why the figure is what it is (*penyebab*).
    pub cause: Cell,
    /// What is done about it (*tindak lanjut*).
    pub follow_up: Cell,
    /// The period, the value, its status, and its corrections.
    pub point: DraftPoint,
    /// Slots of the user's own.
    pub extensions: Extensions,
    /// Where it stands in the input.
    pub source: Source,
}
