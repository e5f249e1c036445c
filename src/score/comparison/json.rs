//! Comparisons as JSON, version 1: every part a figure as a string, or `{"code", "message"}` of why there is none.

use serde::{Serialize, Serializer};

use crate::finding::Lang;
use crate::formula::{Datum, NotScorable, Outcome};
use crate::number::{Fixed, Number};
use crate::plan::Remark;

use super::{Against, Comparison, Comparisons, Counted, Efficiency, NoEfficiency, With};

/// Comparisons with their reasons in a language, for JSON.
///
/// ```
/// use renstra::finding::Lang;
/// use renstra::plan::{Draft, Measure, Mission, Node};
/// use renstra::policy::Policy;
/// use renstra::score::{Asked, Comparisons, Scorecard};
/// let rate = Measure::new("rate").unit("%").lower_is_better().target(2024, "6").actual(2024, "7.5");
/// let plan = Draft::new("P", "p").with(Node::<Mission>::new("M", "m").measured(rate)).check()?;
/// let asked = Asked::about("2024".parse()?);
/// let card = Scorecard::of(&plan, &Policy::new("p", ""), plan.observations(), asked)?;
/// let json = serde_json::to_value(Comparisons::of(&card).json(Lang::En))?;
/// let indicator = &json["indicators"][0];
/// assert_eq!(indicator["target"]["difference"], "1.5");
/// assert_eq!(indicator["target"]["change"], "25");
/// assert_eq!(indicator["earlier"][0]["value"]["code"], "missing-actual");
/// assert_eq!(indicator["efficiency"]["absorption"]["code"], "no-budget");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ComparisonsJson<'c> {
    all: &'c Comparisons,
    lang: Lang,
}

impl Comparisons {
    /// As JSON, with the texts of reasons in a language.
    #[must_use]
    pub fn json(&self, lang: Lang) -> ComparisonsJson<'_> {
        ComparisonsJson { all: self, lang }
    }
}

#[derive(Serialize)]
struct File<'c> {
    #[serde(rename = "renstra-comparisons")]
    version: u32,
    plan: &'c str,
    period: String,
    as_of: String,
    indicators: Vec<One<'c>>,
}

#[derive(Serialize)]
struct One<'c> {
    id: String,
    code: &'c str,
    name: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
    actual: Part,
    target: Row<'c>,
    earlier: Vec<Row<'c>>,
    end_of_plan: Row<'c>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    references: Vec<Row<'c>>,
    efficiency: Money,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<Said<'c>>,
}

#[derive(Serialize)]
struct Row<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    value: Part,
    difference: Part,
    #[serde(skip_serializing_if = "Option::is_none")]
    counted: Option<&'static str>,
    change: Part,
    #[serde(skip_serializing_if = "Option::is_none")]
    progressed: Option<&'static str>,
    score: Part,
}

#[derive(Serialize)]
struct Money {
    budget: Part,
    spent: Part,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    absorption: Part,
    lead: Part,
    efficiency: Part,
    value: Part,
}

#[derive(Serialize)]
struct Said<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    by: &'c str,
    #[serde(skip_serializing_if = "str::is_empty")]
    cause: &'c str,
    #[serde(skip_serializing_if = "str::is_empty")]
    follow_up: &'c str,
}

/// A figure, or why there is none.
#[derive(Serialize)]
#[serde(untagged)]
enum Part {
    Is(String),
    Not { code: &'static str, message: String },
}

impl Serialize for ComparisonsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = self.all;
        let file = File {
            version: 1,
            plan: &all.plan,
            period: all.asked.period().to_string(),
            as_of: all.asked.as_of().to_string(),
            indicators: all.indicators.iter().map(|one| self.one(one)).collect(),
        };
        file.serialize(serializer)
    }
}

impl<'c> ComparisonsJson<'c> {
    fn one(&self, compared: &'c Comparison) -> One<'c> {
        let rows = |rows: &'c [Against]| rows.iter().map(|row| self.row(row)).collect();
        One {
            id: compared.indicator.to_string(),
            code: &compared.code,
            name: &compared.name,
            unit: compared.unit.as_ref().map(ToString::to_string),
            direction: compared.direction.map(|direction| direction.as_str()),
            actual: self.part(compared.actual.as_ref().map(text)),
            target: self.row(&compared.target),
            earlier: rows(&compared.earlier),
            end_of_plan: self.row(&compared.end_of_plan),
            references: rows(&compared.references),
            efficiency: self.money(&compared.efficiency),
            remarks: compared.remarks.iter().map(said).collect(),
        }
    }

    fn row(&self, row: &'c Against) -> Row<'c> {
        let (name, period) = match &row.with {
            With::Target(period) | With::Earlier(period) => (None, Some(*period)),
            With::EndOfPlan(period) => (None, *period),
            With::Reference { name, period } => (Some(&**name), *period),
        };
        let score = match &row.outcome {
            Outcome::Scored(score) => Ok(score.rounded.to_string()),
            Outcome::NotScorable(reason) => Err(reason),
        };
        Row {
            name,
            period: period.map(|period| period.to_string()),
            value: self.part(row.value.as_ref().map(text)),
            difference: self.part(row.difference.as_ref().map(Fixed::to_string)),
            counted: match row.counted {
                Counted::Unit => None,
                Counted::Steps => Some("steps"),
                Counted::Days => Some("days"),
            },
            change: self.part(row.change.as_ref().map(Fixed::to_string)),
            progressed: row.progressed.map(super::Progressed::as_str),
            score: self.part(score),
        }
    }

    fn money(&self, money: &Efficiency) -> Money {
        Money {
            budget: self.amount(money.budget.as_ref().map(Number::to_string)),
            spent: self.amount(money.spent.as_ref().map(Number::to_string)),
            currency: money.currency.map(|currency| currency.to_string()),
            absorption: self.amount(money.absorption.as_ref().map(Fixed::to_string)),
            lead: self.amount(money.lead.as_ref().map(Fixed::to_string)),
            efficiency: self.amount(money.efficiency.as_ref().map(Fixed::to_string)),
            value: self.amount(money.value.as_ref().map(Fixed::to_string)),
        }
    }

    fn part(&self, figure: Result<String, &NotScorable>) -> Part {
        match figure {
            Ok(figure) => Part::Is(figure),
            Err(reason) => Part::Not { code: reason.code(), message: reason.message(self.lang) },
        }
    }

    fn amount(&self, figure: Result<String, &NoEfficiency>) -> Part {
        match figure {
            Ok(figure) => Part::Is(figure),
            Err(reason) => Part::Not { code: reason.code(), message: reason.message(self.lang) },
        }
    }
}

fn said(remark: &Remark) -> Said<'_> {
    Said {
        period: remark.period.map(|period| period.to_string()),
        recorded: remark.recorded.map(|day| day.to_string()),
        by: &remark.by,
        cause: &remark.cause,
        follow_up: &remark.follow_up,
    }
}

fn text(datum: &Datum) -> String {
    datum.text().unwrap_or_default()
}
