use serde::{Serialize, Serializer};

use crate::align::{
    AlignFinding, Alignment, BalanceRow, Count, Coverage, Evaluated, Group, MoneySplit, MoneyTable,
    SumVerdict, TargetSum,
};
use crate::finding::{Lang, Subject};
use crate::number::Exact;

/// An alignment as JSON, version 1: exact figures as strings, shares with their inputs or the reason why there is
/// none, findings ranked and grouped, messages in one language.
///
/// ```
/// use renstra::align::{AlignSettings, Alignment};
/// use renstra::finding::Lang;
/// use renstra::plan::{Draft, Mission, Node};
/// use renstra::report::AlignmentJson;
/// let plan = Draft::new("D", "a plan").with(Node::<Mission>::new("M1", "Healthy people")).check()?;
/// let alignment = Alignment::of(&plan, &AlignSettings::on("2026-01-01".parse().unwrap()));
/// let json = serde_json::to_value(AlignmentJson::of(&alignment, Lang::En))?;
/// assert_eq!(json["renstra-alignment"], 1);
/// assert_eq!(json["coverage"][0]["count"]["share"], "0");
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

#[derive(Serialize)]
struct Page {
    #[serde(rename = "renstra-alignment")]
    version: u32,
    plan: String,
    as_of: String,
    score: ScoreJson,
    coverage: Vec<CoverageJson>,
    programs: ShareJson,
    money_reached: ShareJson,
    money: Vec<MoneyJson>,
    balance: ShareJson,
    balance_rows: Vec<BalanceJson>,
    target_sums: Vec<SumJson>,
    evaluated_rules: ShareJson,
    rules: Vec<RuleJson>,
    groups: Vec<GroupJson>,
    findings: Vec<FindingJson>,
    allowed: Vec<FindingJson>,
}

#[derive(Serialize)]
struct ScoreJson {
    value: Option<String>,
    reason: Option<String>,
    evaluated: ShareJson,
    parts: Vec<PartJson>,
}

#[derive(Serialize)]
struct PartJson {
    part: &'static str,
    weight: String,
    contribution: String,
    value: ShareJson,
}

#[derive(Serialize)]
struct ShareJson {
    share: Option<String>,
    part: Option<String>,
    whole: Option<String>,
    reason: Option<String>,
    inputs: Vec<InputJson>,
}

#[derive(Serialize)]
struct InputJson {
    kind: &'static str,
    code: String,
    part: String,
    whole: String,
}

#[derive(Serialize)]
struct CoverageJson {
    kind: &'static str,
    code: String,
    title: String,
    threads: String,
    count: ShareJson,
    weight: ShareJson,
    indicator: ShareJson,
    budget: ShareJson,
}

#[derive(Serialize)]
struct MoneyJson {
    stage: &'static str,
    period: String,
    currency: Option<String>,
    delivery: SplitJson,
    supporting: SplitJson,
    mandated: SplitJson,
    unread: usize,
}

#[derive(Serialize)]
struct SplitJson {
    missions: Vec<MissionJson>,
    shared: String,
    unreached: String,
    total: String,
}

#[derive(Serialize)]
struct MissionJson {
    code: String,
    own: String,
    gross: String,
}

#[derive(Serialize)]
struct BalanceJson {
    mission: String,
    money: String,
    priority: String,
    difference: String,
}

#[derive(Serialize)]
struct SumJson {
    measure: String,
    period: String,
    composition: &'static str,
    target: String,
    composed: Option<String>,
    verdict: &'static str,
    gap: Option<String>,
    reason: Option<String>,
    parts: Vec<(String, Option<String>)>,
}

#[derive(Serialize)]
struct RuleJson {
    code: &'static str,
    pass: usize,
    fail: usize,
    not_applicable: usize,
    not_evaluable: usize,
    reason: Option<String>,
}

#[derive(Serialize)]
struct GroupJson {
    topic: u8,
    code: &'static str,
    severity: &'static str,
    count: usize,
    subjects: usize,
    money: Option<String>,
    message: String,
}

#[derive(Serialize)]
struct FindingJson {
    topic: u8,
    code: &'static str,
    category: &'static str,
    severity: &'static str,
    subject: SubjectJson,
    others: Vec<SubjectJson>,
    message: String,
    recommendation: String,
    money: Option<String>,
    cause: String,
    follow_up: String,
    reason: String,
    origin: Option<String>,
}

#[derive(Serialize)]
struct SubjectJson {
    kind: &'static str,
    code: String,
    name: String,
}

impl Serialize for AlignmentJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Writer { lang: self.lang }.page(self.alignment).serialize(serializer)
    }
}

/// Turns values into what is written, in one language.
struct Writer {
    lang: Lang,
}

impl Writer {
    fn page(&self, a: &Alignment) -> Page {
        let plan = a.plan();
        Page {
            version: 1,
            plan: plan.document().code().into(),
            as_of: a.settings().day().to_string(),
            score: self.score(a),
            coverage: a.coverage().iter().map(|row| self.coverage(row, a)).collect(),
            programs: self.share(&a.trace().programs),
            money_reached: self.share(&a.trace().money),
            money: a.money().iter().map(money).collect(),
            balance: self.share(&a.balance().kept),
            balance_rows: a.balance().rows.iter().map(balance).collect(),
            target_sums: a.target_sums().iter().map(|sum| self.sum(sum)).collect(),
            evaluated_rules: self.share(&a.evaluated()),
            rules: self.rules(a),
            groups: a.groups().iter().filter_map(|group| self.group(group)).collect(),
            findings: a.findings().iter().map(|found| self.finding(found)).collect(),
            allowed: a.allowed().iter().map(|found| self.finding(found)).collect(),
        }
    }

    fn score(&self, a: &Alignment) -> ScoreJson {
        let score = a.score();
        let part = |part: &crate::align::ScorePart| PartJson {
            part: part.part.as_str(),
            weight: part.weight.to_string(),
            contribution: part.contribution.to_string(),
            value: self.share(&part.value),
        };
        ScoreJson {
            value: score.value.as_ref().ok().map(ToString::to_string),
            reason: score.value.as_ref().err().map(|reason| reason.message(self.lang)),
            evaluated: self.share(&score.evaluated),
            parts: score.parts.iter().map(part).collect(),
        }
    }

    fn share(&self, value: &Evaluated) -> ShareJson {
        let share = value.known();
        let input = |input: &crate::align::Input| InputJson {
            kind: input.subject.kind,
            code: input.subject.code.to_string(),
            part: input.part.to_string(),
            whole: input.whole.to_string(),
        };
        ShareJson {
            share: value.value().map(|value| value.to_string()),
            part: share.map(|share| exact(share.part())),
            whole: share.map(|share| exact(share.whole())),
            reason: value.reason().map(|reason| reason.message(self.lang)),
            inputs: share.map_or_else(Vec::new, |share| share.inputs().iter().map(input).collect()),
        }
    }

    fn coverage(&self, row: &Coverage, a: &Alignment) -> CoverageJson {
        let element = row.element(a.plan());
        CoverageJson {
            kind: element.kind().as_str(),
            code: element.code().into(),
            title: element.title().into(),
            threads: match a.thread_count(element) {
                Count::Exact(count) => count.to_string(),
                Count::AtLeast(count) => format!(">={count}"),
            },
            count: self.share(&row.count),
            weight: self.share(&row.weight),
            indicator: self.share(&row.indicator),
            budget: self.share(&row.budget),
        }
    }

    fn sum(&self, sum: &TargetSum) -> SumJson {
        let (verdict, gap) = match sum.verdict {
            SumVerdict::Adds => ("adds", None),
            SumVerdict::Short(gap) => ("short", Some(gap.to_string())),
            SumVerdict::Over(gap) => ("over", Some(gap.to_string())),
            SumVerdict::NotEvaluable => ("not-evaluable", None),
        };
        let part = |(subject, target): &(Subject, Option<crate::number::Number>)| {
            (subject.code.to_string(), target.map(|target| target.to_string()))
        };
        SumJson {
            measure: sum.measure.code.to_string(),
            period: sum.period.to_string(),
            composition: sum.composition.as_str(),
            target: sum.target.to_string(),
            composed: sum.composed.as_ref().ok().map(ToString::to_string),
            verdict,
            gap,
            reason: sum.composed.as_ref().err().map(|reason| reason.message(self.lang)),
            parts: sum.parts.iter().map(part).collect(),
        }
    }

    fn rules(&self, a: &Alignment) -> Vec<RuleJson> {
        let one = |tally: &crate::align::Tally| RuleJson {
            code: tally.rule,
            pass: tally.pass,
            fail: tally.fail,
            not_applicable: tally.not_applicable,
            not_evaluable: tally.not_evaluable,
            reason: tally.reason.as_ref().map(|reason| reason.message(self.lang)),
        };
        a.tally().iter().map(one).collect()
    }

    fn group(&self, group: &Group<'_>) -> Option<GroupJson> {
        let first = group.findings().first()?;
        Some(GroupJson {
            topic: first.topic(),
            code: first.finding().code(),
            severity: group.severity().as_str(),
            count: group.findings().len(),
            subjects: group.subjects(),
            money: group.money().map(|money| money.to_string()),
            message: group.message(self.lang),
        })
    }

    fn finding(&self, found: &AlignFinding) -> FindingJson {
        let finding = found.finding();
        FindingJson {
            topic: found.topic(),
            code: finding.code(),
            category: finding.lint().family.as_str(),
            severity: finding.severity().as_str(),
            subject: subject(finding.subject()),
            others: finding.others().iter().map(subject).collect(),
            message: finding.message(self.lang),
            recommendation: finding.help(self.lang),
            money: found.money().map(|money| money.to_string()),
            cause: found.cause().into(),
            follow_up: found.follow_up().into(),
            reason: found.reason().into(),
            origin: finding.origin().map(ToString::to_string),
        }
    }
}

fn subject(subject: &Subject) -> SubjectJson {
    SubjectJson { kind: subject.kind, code: subject.code.to_string(), name: subject.name.to_string() }
}

fn exact(exact: &Exact) -> String {
    exact.to_fixed().map_or_else(|| exact.to_string(), |fixed| fixed.to_string())
}

fn money(table: &MoneyTable) -> MoneyJson {
    MoneyJson {
        stage: table.purse.stage.as_str(),
        period: table.purse.period.to_string(),
        currency: table.purse.currency.map(|currency| currency.to_string()),
        delivery: split(&table.delivery),
        supporting: split(&table.supporting),
        mandated: split(&table.mandated),
        unread: table.unread,
    }
}

fn split(split: &MoneySplit) -> SplitJson {
    let mission = |money: &crate::align::MissionMoney| MissionJson {
        code: money.mission().code().into(),
        own: money.own.to_string(),
        gross: money.gross.to_string(),
    };
    SplitJson {
        missions: split.missions.iter().map(mission).collect(),
        shared: split.shared.to_string(),
        unreached: split.unreached.to_string(),
        total: split.total.to_string(),
    }
}

fn balance(row: &BalanceRow) -> BalanceJson {
    BalanceJson {
        mission: row.mission.code.to_string(),
        money: exact(&row.money),
        priority: exact(&row.priority),
        difference: exact(&row.difference),
    }
}
