//! What a checked plan holds, behind the typed face: common columns and sparse side tables.

use std::ops::Range;

use chrono::NaiveDate;
use smol_str::SmolStr;
use uuid::Uuid;

use crate::number::{Figure, Number, Reading, Scale, Unit};
use crate::period::{Period, Series};

use super::cell::Source;
use super::code::ClassCode;
use super::draft::Extensions;
use super::kind::Kind;
use super::word::{
    Accumulation, Composition, Direction, Focus, Holding, LinkKind, LinkStatus, ProgramClass, RelationKind,
    ResultLevel, Sign, Stage,
};

/// The columns that every element has.
#[derive(Clone, Debug)]
pub(crate) struct ElementRow {
    pub(crate) kind: Kind,
    pub(crate) code: SmolStr,
    pub(crate) title: SmolStr,
    pub(crate) uuid: Uuid,
    pub(crate) parent: Option<u32>,
    pub(crate) owner: Option<u32>,
    pub(crate) weight: Option<Number>,
    pub(crate) links: Range<u32>,
    pub(crate) indicators: Range<u32>,
    pub(crate) budget: Range<u32>,
    /// The classification code: its own, or the element's code where that is one.
    pub(crate) classification: Option<Box<ClassText>>,
    pub(crate) more: Option<Box<ElementMore>>,
    pub(crate) source: Source,
}

/// What few elements have.
#[derive(Clone, Debug, Default)]
pub(crate) struct ElementMore {
    pub(crate) explicit_id: Option<Uuid>,
    pub(crate) statement: Box<str>,
    pub(crate) class: Option<ProgramClass>,
    pub(crate) level: Option<ResultLevel>,
    pub(crate) priority: Option<Number>,
    pub(crate) span: Span,
    pub(crate) done: Option<NaiveDate>,
    pub(crate) focus: Option<Focus>,
    pub(crate) partners: Vec<u32>,
    pub(crate) places: Vec<u32>,
    pub(crate) themes: Vec<Box<str>>,
    pub(crate) engages: Vec<u32>,
    pub(crate) beneficiaries: Vec<Beneficiary>,
    pub(crate) milestones: Vec<Milestone>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) external: Vec<External>,
    pub(crate) note: Box<str>,
    pub(crate) extensions: Extensions,
}

/// A classification code as written, and parsed where it follows the grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassText {
    pub(crate) text: SmolStr,
    pub(crate) code: Option<ClassCode>,
}

impl ClassText {
    /// The code as written.
    #[must_use]
    pub fn as_written(&self) -> &str {
        &self.text
    }

    /// The code, where it follows the grammar.
    #[must_use]
    pub fn code(&self) -> Option<&ClassCode> {
        self.code.as_ref()
    }
}

/// From when to when, either end open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Span {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

impl Span {
    /// Whether a day lies in it; an open end is without bound.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether two spans have a day in common.
    #[must_use]
    pub fn overlaps(&self, other: &Span) -> bool {
        let before = |end: Option<NaiveDate>, start: Option<NaiveDate>| matches!((end, start), (Some(e), Some(s)) if e < s);
        !before(self.to, other.from) && !before(other.to, self.from)
    }

    /// Whether neither end is given.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

/// A link of a plan.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LinkRow {
    pub(crate) kind: LinkKind,
    pub(crate) source: u32,
    pub(crate) target: Target,
    pub(crate) share: Option<Number>,
    pub(crate) weight: Option<Number>,
    pub(crate) sign: Sign,
    pub(crate) holding: Holding,
    pub(crate) status: LinkStatus,
    pub(crate) valid: Span,
}

/// What a link points to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    /// An element of the same plan.
    Here(u32),
    /// `PLAN#code`: an element of another plan.
    Elsewhere(Box<str>),
}

/// Who benefits, how many, where.
#[derive(Clone, Debug, PartialEq)]
pub struct Beneficiary {
    /// Who.
    pub who: Box<str>,
    /// How many, where it is said.
    pub count: Option<Number>,
    pub(crate) place: Option<u32>,
}

/// A dated step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// What.
    pub title: Box<str>,
    /// The day on which it is due.
    pub due: Option<NaiveDate>,
    /// The day on which it was reached.
    pub done: Option<NaiveDate>,
}

/// What proves a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is.
    pub title: Box<str>,
    /// The period that it covers.
    pub covers: Option<Period>,
    /// The day on which it was issued; often after the period.
    pub issued: Option<NaiveDate>,
    /// Where it can be found.
    pub uri: Box<str>,
}

/// A code of a framework from outside, and the level that it requires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External {
    /// The scheme, for instance `SPM` or `SDG`.
    pub scheme: Box<str>,
    /// The code in it.
    pub code: Box<str>,
    /// The level required, where it is said.
    pub required: Option<crate::number::Value>,
}

/// The columns that every indicator has.
#[derive(Clone, Debug)]
pub(crate) struct IndicatorRow {
    pub(crate) code: SmolStr,
    pub(crate) name: SmolStr,
    pub(crate) uuid: Uuid,
    pub(crate) element: u32,
    pub(crate) unit: Option<Unit>,
    pub(crate) direction: Option<Direction>,
    pub(crate) level: Option<ResultLevel>,
    pub(crate) accumulation: Option<Accumulation>,
    pub(crate) weight: Option<Number>,
    pub(crate) series: Series<Reading>,
    pub(crate) more: Option<Box<IndicatorMore>>,
    pub(crate) source: Source,
    /// Whether the code was given, or made from the element's.
    pub(crate) own_code: OwnCode,
}

/// Whether a code was written or made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OwnCode {
    Written,
    Made,
}

/// What few indicators have.
#[derive(Clone, Debug, Default)]
pub(crate) struct IndicatorMore {
    pub(crate) explicit_id: Option<Uuid>,
    pub(crate) definition: Box<str>,
    pub(crate) version: Box<str>,
    pub(crate) data_source: Box<str>,
    pub(crate) verification: Box<str>,
    pub(crate) roles: Vec<Box<str>>,
    pub(crate) scale: Option<std::sync::Arc<Scale>>,
    pub(crate) population: Box<str>,
    pub(crate) place: Option<u32>,
    pub(crate) composition: Option<Composition>,
    pub(crate) relations: Vec<RelationRow>,
    pub(crate) references: Vec<Reference>,
    pub(crate) external: Vec<External>,
    pub(crate) slices: Vec<Box<str>>,
    pub(crate) note: Box<str>,
    pub(crate) extensions: Extensions,
}

/// How an indicator relates to another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RelationRow {
    pub(crate) kind: RelationKind,
    pub(crate) target: Target,
    pub(crate) weight: Option<Number>,
    pub(crate) worst: Option<Number>,
    pub(crate) best: Option<Number>,
}

/// A value to compare with: a national standard, another region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Whose value it is.
    pub name: Box<str>,
    /// The value.
    pub value: crate::number::Value,
    /// For when.
    pub period: Option<Period>,
}

/// One amount of money: a stage, a period, a source of funds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetLine {
    pub(crate) stage: Stage,
    pub(crate) period: Period,
    pub(crate) fund: SmolStr,
    pub(crate) currency: Option<crate::number::Currency>,
    pub(crate) amount: Amount,
}

/// An amount of money, or the text that could not be read as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Read, and kept as it was written: `Rp 1.250.000,-`.
    Read(Figure),
    /// Not readable; kept as written and reported.
    Unread(Box<str>),
}

impl BudgetLine {
    /// The stage.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// The period.
    #[must_use]
    pub fn period(&self) -> Period {
        self.period
    }

    /// The source of funds, or an empty text.
    #[must_use]
    pub fn fund(&self) -> &str {
        &self.fund
    }

    /// The currency: its own, else the document's.
    #[must_use]
    pub fn currency(&self) -> Option<crate::number::Currency> {
        self.currency
    }

    /// The amount, when it could be read.
    #[must_use]
    pub fn amount(&self) -> Option<Number> {
        match &self.amount {
            Amount::Read(figure) => Some(figure.number()),
            Amount::Unread(_) => None,
        }
    }

    /// The amount as read, or as written.
    #[must_use]
    pub fn as_written(&self) -> &Amount {
        &self.amount
    }
}
