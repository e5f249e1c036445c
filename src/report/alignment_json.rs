//! Alignments and portfolios as JSON, version 1. Exact figures are strings.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::align::{
    AcrossSort, AlignFinding, AlignScore, Alignment, AlikeSort, Balance, Ceiling, Coherence, Coverage,
    Evaluated, Group, Input, Matrix, Member, MoneySplit, MoneyTable, Portfolio, Tally, TargetSum, Trace,
};
use crate::finding::{Arg, Finding, Lang, Subject};
use crate::number::Exact;

/// An alignment as JSON, version 1: the score with its parts, coverage, threads, money by mission, ceilings, balance,
/// target sums, likenesses, the plans above, findings and how often each rule held. Every share stands with the inputs
/// that it was made of, or with the reason why there is none. Exact figures are strings.
///
/// ```
/// use renstra::align::{AlignSettings, Alignment};
/// use renstra::finding::Lang;
/// use renstra::plan::{Draft, Mission, Node};
/// use renstra::report::AlignmentJson;
/// let plan = Draft::new("DEMO", "a plan").with(Node::<Mission>::new("M1", "Smart government")).check()?;
/// let aligned = Alignment::of(&plan, &AlignSettings::on("2026-01-01".parse()?));
/// let json = serde_json::to_value(AlignmentJson::of(&aligned, Lang::En))?;
/// assert_eq!(json["coverage"][0]["code"], "M1");
/// assert_eq!(json["balance"]["kept"]["not_evaluable"], "nobody declared a priority");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AlignmentJson<'a> {
    alignment: &'a Alignment,
    lang: Lang,
}

impl<'a> AlignmentJson<'a> {
    /// An alignment with its texts in a language.
    #[must_use]
    pub fn of(alignment: &'a Alignment, lang: Lang) -> AlignmentJson<'a> {
        AlignmentJson { alignment, lang }
    }
}

impl Serialize for AlignmentJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (aligned, words) = (self.alignment, Words(self.lang));
        json!({
            "renstra-alignment": 1,
            "plan": aligned.plan().document().code(),
            "revision": aligned.plan().document().revision(),
            "as_of": aligned.settings().day().to_string(),
            "score": words.score(aligned.score()),
            "coverage": list(aligned.coverage(), |row| words.coverage(row, aligned)),
            "threads": words.trace(aligned.trace(), aligned),
            "money": list(aligned.money(), table),
            "money_not_evaluable": aligned.money_reason().map(|reason| reason.message(self.lang)),
            "money_further": list(&aligned.money_further(), |level| json!({
                "missions": list(&level.missions, subject),
                "tables": level.tables.as_ref().map_or(Vec::new(), |tables| list(tables, table)),
                "not_evaluable": level.tables.as_ref().err().map(|reason| reason.message(self.lang)),
            })),
            "ceilings": list(aligned.ceilings(), ceiling),
            "ceilings_above": list(&aligned.ceilings_above(), ceiling),
            "balance": words.balance(aligned.balance()),
            "target_sums": list(aligned.target_sums(), |sum| words.sum(sum)),
            "alike": list(aligned.alike(), |alike| {
                let (one, other) = alike.indicators(aligned.plan());
                json!({
                    "one": one.code(), "other": other.code(), "likeness": alike.likeness.to_string(),
                    "sort": sort(alike.sort),
                })
            }),
            "suggested_links": list(aligned.suggested_links(), |link| json!({
                "from": link.source(aligned.plan()).code(), "to": &*link.to, "target": subject(&link.target),
                "likeness": link.likeness.to_string(), "alike": link.alike,
            })),
            "plans_above": list(aligned.coherence(), |coherence| words.coherence(coherence)),
            "rules_evaluated": words.evaluated(&aligned.evaluated()),
            "groups": list(&aligned.groups(), |group| words.group(group)),
            "findings": list(aligned.findings(), |found| words.found(found)),
            "allowed": list(aligned.allowed(), |found| words.found(found)),
            "rules": list(aligned.tally(), |tally| words.tally(tally)),
        })
        .serialize(serializer)
    }
}

/// A portfolio as JSON, version 1: each plan with its alignment score or why it was refused, the matrix of
/// organisations and missions, target sums and ceilings across plans, and what was found about the whole. The
/// alignment of each plan is written by [`AlignmentJson`].
///
/// ```
/// use renstra::align::{AlignSettings, Portfolio};
/// use renstra::finding::Lang;
/// use renstra::plan::{Draft, Goal, Node};
/// use renstra::report::PortfolioJson;
/// let sound = Draft::new("SOUND", "a plan").with(Node::<Goal>::new("G", "a goal"));
/// let mut broken = Draft::new("BROKEN", "another").with(Node::<Goal>::new("G", "a goal"));
/// broken.elements[0].under = "NOWHERE".into();
/// let portfolio = Portfolio::of([sound, broken], &AlignSettings::on("2026-01-01".parse()?));
/// let json = serde_json::to_value(PortfolioJson::of(&portfolio, Lang::En))?;
/// assert_eq!(json["plans"][1]["refused"][0]["code"], "structure.unknown-reference");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PortfolioJson<'a> {
    portfolio: &'a Portfolio,
    lang: Lang,
}

impl<'a> PortfolioJson<'a> {
    /// A portfolio with its texts in a language.
    #[must_use]
    pub fn of(portfolio: &'a Portfolio, lang: Lang) -> PortfolioJson<'a> {
        PortfolioJson { portfolio, lang }
    }
}

impl Serialize for PortfolioJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (portfolio, words) = (self.portfolio, Words(self.lang));
        json!({
            "renstra-portfolio": 1,
            "plans": list(portfolio.members(), |member| words.member(member)),
            "matrix": matrix(portfolio.matrix()),
            "target_sums": list(portfolio.target_sums(), |sum| words.sum(sum)),
            "ceilings": list(portfolio.ceilings(), ceiling),
            "alike": list(portfolio.alike(), |across| json!({
                "sort": match across.sort {
                    AcrossSort::Program => "program",
                    AcrossSort::Measure => "measure",
                },
                "name": &*across.name, "likeness": across.likeness.to_string(),
                "holders": list(&across.holders, |(plan, holder)| json!({
                    "plan": &**plan, "holder": subject(holder),
                })),
            })),
            "findings": list(portfolio.findings(), |found| words.found(found)),
            "allowed": list(portfolio.allowed(), |found| words.found(found)),
            "rules": list(portfolio.tally(), |tally| words.tally(tally)),
        })
        .serialize(serializer)
    }
}

fn list<T>(all: &[T], one: impl Fn(&T) -> Value) -> Vec<Value> {
    all.iter().map(one).collect()
}

/// A fraction as a decimal where it is one, else as a fraction.
fn exact(exact: &Exact) -> String {
    let fixed = exact.to_fixed().filter(|fixed| Exact::from(*fixed) == *exact);
    fixed.map_or_else(|| exact.to_string(), |fixed| fixed.to_string())
}

fn subject(subject: &Subject) -> Value {
    json!({"kind": subject.kind, "code": &*subject.code, "name": &*subject.name})
}

fn split(split: &MoneySplit) -> Value {
    let missions: Vec<Value> = list(&split.missions, |money| {
        json!({
            "mission": money.mission().code(), "own": money.own.to_string(), "gross": money.gross.to_string(),
        })
    });
    json!({
        "missions": missions, "shared": split.shared.to_string(), "unreached": split.unreached.to_string(),
        "total": split.total.to_string(),
    })
}

fn table(table: &MoneyTable) -> Value {
    json!({
        "stage": table.purse.stage.as_str(), "period": table.purse.period.to_string(),
        "currency": table.purse.currency.map(|currency| currency.to_string()),
        "delivery": split(&table.delivery), "supporting": split(&table.supporting),
        "mandated": split(&table.mandated), "unread": table.unread,
    })
}

fn ceiling(ceiling: &Ceiling) -> Value {
    let (verdict, by) = ceiling.verdict.parts();
    let mended = ceiling.mended();
    let parts = ceiling.parts.iter().zip(mended).map(|(part, mended)| {
        json!({
            "plan": &*part.plan, "code": &*part.subject.code, "amount": part.amount.to_string(),
            "mended": mended.to_string(),
        })
    });
    json!({
        "plan": &*ceiling.plan, "code": &*ceiling.subject.code, "stage": ceiling.purse.stage.as_str(),
        "period": ceiling.purse.period.to_string(),
        "currency": ceiling.purse.currency.map(|currency| currency.to_string()),
        "amount": ceiling.amount.to_string(), "verdict": verdict, "by": by.map(|by| by.to_string()),
        "parts": parts.collect::<Vec<Value>>(),
    })
}

fn sort(sort: AlikeSort) -> &'static str {
    match sort {
        AlikeSort::OtherWords => "other-words",
        AlikeSort::CountedTwice => "counted-twice",
        AlikeSort::CopiedDown => "copied-down",
    }
}

fn matrix(matrix: &Matrix) -> Value {
    let rows = list(&matrix.rows, |row| {
        json!({
            "organization": subject(&row.organization), "serves": row.serves, "plans": row.plans, "refused": row.refused,
            "foci": row.foci.iter().map(|focus| focus.as_str()).collect::<Vec<_>>(),
            "main_problems": row.main_problems,
        })
    });
    json!({"missions": list(&matrix.missions, subject), "rows": rows})
}

/// A parameter of a message as a value.
fn arg(arg: &Arg, lang: Lang) -> Value {
    match arg {
        Arg::Text(text) => json!(text),
        Arg::Number(number) | Arg::Amount(number) => json!(number.to_string()),
        Arg::Count(count) => json!(count),
        Arg::List(list) => json!(list),
        Arg::Words([en, id]) => json!(if lang == Lang::Id { id } else { en }),
        Arg::Told([en, id]) => json!(if lang == Lang::Id { id } else { en }),
        Arg::Suggestion(suggestion) => json!(suggestion),
    }
}

/// What is written in a language.
#[derive(Clone, Copy)]
struct Words(Lang);

impl Words {
    fn evaluated(self, evaluated: &Evaluated) -> Value {
        let share = match evaluated {
            Evaluated::Known(share) => share,
            Evaluated::NotEvaluable(reason) => return json!({"not_evaluable": reason.message(self.0)}),
        };
        let input = |input: &Input| {
            json!({
                "kind": input.subject.kind, "code": &*input.subject.code,
                "part": exact(&input.part), "whole": exact(&input.whole),
            })
        };
        json!({
            "value": share.value().to_string(), "part": exact(share.part()), "whole": exact(share.whole()),
            "inputs": list(share.inputs(), input),
        })
    }

    fn score(self, score: &AlignScore) -> Value {
        let part = |part: &crate::align::ScorePart| {
            json!({
                "part": part.part.as_str(), "value": self.evaluated(&part.value),
                "weight": part.weight.to_string(), "contribution": part.contribution.to_string(),
            })
        };
        json!({
            "value": score.value.as_ref().ok().map(ToString::to_string),
            "not_evaluable": score.value.as_ref().err().map(|reason| reason.message(self.0)),
            "evaluated": self.evaluated(&score.evaluated),
            "parts": list(&score.parts, part),
        })
    }

    fn coverage(self, coverage: &Coverage, aligned: &Alignment) -> Value {
        let element = coverage.element(aligned.plan());
        json!({
            "kind": element.kind().as_str(), "code": element.code(), "title": element.title(),
            "count": self.evaluated(&coverage.count), "weight": self.evaluated(&coverage.weight),
            "indicator": self.evaluated(&coverage.indicator), "budget": self.evaluated(&coverage.budget),
        })
    }

    fn trace(self, trace: &Trace, aligned: &Alignment) -> Value {
        let plan = aligned.plan();
        let skip = |skip: &crate::align::Skip| {
            let (from, to) = skip.ends(plan);
            let levels: Vec<&str> = skip.levels.iter().map(|kind| kind.as_str()).collect();
            json!({"from": from.code(), "to": to.code(), "levels": levels})
        };
        json!({
            "programs": self.evaluated(&trace.programs), "money": self.evaluated(&trace.money),
            "orphans": trace.orphans(plan).map(|element| element.code()).collect::<Vec<_>>(),
            "skips": list(trace.skips(), skip),
        })
    }

    fn balance(self, balance: &Balance) -> Value {
        let row = |row: &crate::align::BalanceRow| {
            json!({
                "mission": &*row.mission.code, "money": exact(&row.money), "priority": exact(&row.priority),
                "difference": exact(&row.difference),
            })
        };
        json!({"kept": self.evaluated(&balance.kept), "missions": list(&balance.rows, row)})
    }

    fn sum(self, sum: &TargetSum) -> Value {
        let (verdict, by) = sum.verdict.parts();
        let part = |(of, target): &(Subject, Option<crate::number::Number>)| json!({"code": &*of.code, "name": &*of.name, "target": target.map(|target| target.to_string())});
        json!({
            "plan": &*sum.plan, "measure": &*sum.measure.code, "period": sum.period.to_string(),
            "composition": sum.composition.as_str(), "target": sum.target.to_string(),
            "composed": sum.composed.as_ref().ok().map(ToString::to_string),
            "not_evaluable": sum.composed.as_ref().err().map(|reason| reason.message(self.0)),
            "verdict": verdict, "by": by.map(|by| by.to_string()), "parts": list(&sum.parts, part),
        })
    }

    fn coherence(self, coherence: &Coherence) -> Value {
        json!({
            "plan": &*coherence.above.code, "assigned": self.evaluated(&coherence.assigned),
            "answering": self.evaluated(&coherence.answering),
        })
    }

    fn found(self, found: &AlignFinding) -> Value {
        let finding = found.finding();
        let parameters: Map<String, Value> =
            finding.args().map(|(name, value)| (name.to_owned(), arg(value, self.0))).collect();
        json!({
            "code": finding.code(), "severity": finding.severity().as_str(),
            "category": finding.lint().family.as_str(), "topic": found.topic(),
            "subject": &*finding.subject().code, "kind": finding.subject().kind,
            "name": &*finding.subject().name, "others": list(finding.others(), subject),
            "parameters": parameters, "message": finding.message(self.0), "help": finding.help(self.0),
            "money": found.money().map(|money| money.to_string()), "cause": found.cause(),
            "follow_up": found.follow_up(), "reason": found.reason(),
            "origin": finding.origin().map(ToString::to_string),
        })
    }

    fn group(self, group: &Group<'_>) -> Value {
        let first = group.findings().first();
        json!({
            "code": first.map(|found| found.finding().code()), "topic": first.map(|found| found.topic()),
            "severity": group.severity().as_str(), "findings": group.findings().len(),
            "subjects": group.subjects(), "money": group.money().map(|money| money.to_string()),
            "message": group.message(self.0),
        })
    }

    fn tally(self, tally: &Tally) -> Value {
        json!({
            "rule": tally.rule, "pass": tally.pass, "fail": tally.fail,
            "not_applicable": tally.not_applicable, "not_evaluable": tally.not_evaluable,
            "reason": tally.reason.as_ref().map(|reason| reason.message(self.0)),
        })
    }

    fn fault(self, finding: &Finding) -> Value {
        json!({
            "code": finding.code(), "subject": &*finding.subject().code, "message": finding.message(self.0),
            "origin": finding.origin().map(ToString::to_string),
        })
    }

    fn member(self, member: &Member) -> Value {
        match member.alignment() {
            Ok(aligned) => json!({
                "plan": member.code(), "score": self.score(aligned.score()),
                "findings": aligned.findings().len(),
                "plans_above": list(aligned.coherence(), |coherence| self.coherence(coherence)),
            }),
            Err(faults) => json!({
                "plan": member.code(), "refused": list(faults.findings(), |fault| self.fault(fault)),
            }),
        }
    }
}
