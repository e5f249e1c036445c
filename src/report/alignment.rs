use std::fmt::Write as _;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::align::{AlignFinding, Alignment, Evaluated, Group, MoneySplit, SumVerdict};
use crate::finding::{Lang, plain};
use crate::formula::message::figure;
use crate::number::{Exact, Number};

/// An alignment as JSON, version 1: the score with its parts, coverage, money by mission, balance, target sums,
/// likenesses, findings and how often each rule held. Exact figures are strings.
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

    fn evaluated(&self, evaluated: &Evaluated) -> Value {
        match evaluated {
            Evaluated::Known(share) => {
                let exact = |exact: &Exact| {
                    exact.to_fixed().map_or_else(|| exact.to_string(), |fixed| fixed.to_string())
                };
                let input = |input: &crate::align::Input| {
                    json!({
                        "kind": input.subject.kind, "code": &*input.subject.code,
                        "part": exact(&input.part), "whole": exact(&input.whole),
                    })
                };
                json!({
                    "value": share.value().to_string(), "part": exact(share.part()), "whole": exact(share.whole()),
                    "inputs": share.inputs().iter().map(input).collect::<Vec<Value>>(),
                })
            }
            Evaluated::NotEvaluable(reason) => json!({"not_evaluable": reason.message(self.lang)}),
        }
    }

    fn score(&self) -> Value {
        let score = self.alignment.score();
        let part = |part: &crate::align::ScorePart| {
            json!({
                "part": part.part.as_str(),
                "value": self.evaluated(&part.value),
                "weight": part.weight.to_string(),
                "contribution": part.contribution.to_string(),
            })
        };
        json!({
            "value": score.value.as_ref().ok().map(ToString::to_string),
            "not_evaluable": score.value.as_ref().err().map(|reason| reason.message(self.lang)),
            "evaluated": self.evaluated(&score.evaluated),
            "parts": score.parts.iter().map(part).collect::<Vec<Value>>(),
        })
    }

    fn coverage(&self) -> Vec<Value> {
        let one = |coverage: &crate::align::Coverage| {
            let element = coverage.element(self.alignment.plan());
            json!({
                "kind": element.kind().as_str(), "code": element.code(), "title": element.title(),
                "count": self.evaluated(&coverage.count), "weight": self.evaluated(&coverage.weight),
                "indicator": self.evaluated(&coverage.indicator), "budget": self.evaluated(&coverage.budget),
            })
        };
        self.alignment.coverage().iter().map(one).collect()
    }

    fn money(&self) -> Vec<Value> {
        let split = |split: &MoneySplit| {
            let missions: Vec<Value> = split
                .missions
                .iter()
                .map(|money| {
                    json!({"mission": money.mission().code(), "own": money.own.to_string(), "gross": money.gross.to_string()})
                })
                .collect();
            json!({
                "missions": missions, "shared": split.shared.to_string(),
                "unreached": split.unreached.to_string(), "total": split.total.to_string(),
            })
        };
        let table = |table: &crate::align::MoneyTable| {
            json!({
                "stage": table.purse.stage.as_str(), "period": table.purse.period.to_string(),
                "currency": table.purse.currency.map(|currency| currency.to_string()),
                "delivery": split(&table.delivery), "supporting": split(&table.supporting),
                "mandated": split(&table.mandated), "unread": table.unread,
            })
        };
        self.alignment.money().iter().map(table).collect()
    }

    fn sums(&self) -> Vec<Value> {
        let one = |sum: &crate::align::TargetSum| {
            let (verdict, by) = match sum.verdict {
                SumVerdict::Adds => ("adds", None),
                SumVerdict::Short(by) => ("short", Some(by.to_string())),
                SumVerdict::Over(by) => ("over", Some(by.to_string())),
                SumVerdict::NotEvaluable => ("not-evaluable", None),
            };
            json!({
                "measure": &*sum.measure.code, "period": sum.period.to_string(), "target": sum.target.to_string(),
                "composed": sum.composed.as_ref().ok().map(ToString::to_string),
                "not_evaluable": sum.composed.as_ref().err().map(|reason| reason.message(self.lang)),
                "verdict": verdict, "by": by,
            })
        };
        self.alignment.target_sums().iter().map(one).collect()
    }

    fn finding(&self, found: &AlignFinding) -> Value {
        let finding = found.finding();
        json!({
            "code": finding.code(), "severity": finding.severity().as_str(), "topic": found.topic(),
            "subject": &*finding.subject().code, "kind": finding.subject().kind, "name": &*finding.subject().name,
            "message": finding.message(self.lang), "help": finding.help(self.lang),
            "money": found.money().map(|money| money.to_string()),
            "cause": found.cause(), "follow_up": found.follow_up(),
            "origin": finding.origin().map(ToString::to_string),
        })
    }

    fn groups(&self) -> Vec<Value> {
        let one = |group: &Group<'_>| {
            let first = group.findings().first();
            json!({
                "code": first.map(|found| found.finding().code()), "topic": first.map(|found| found.topic()),
                "severity": group.severity().as_str(), "findings": group.findings().len(),
                "subjects": group.subjects(), "money": group.money().map(|money| money.to_string()),
                "message": group.message(self.lang),
            })
        };
        self.alignment.groups().iter().map(one).collect()
    }

    fn rules(&self) -> Vec<Value> {
        let one = |tally: &crate::align::Tally| {
            json!({
                "rule": tally.rule, "pass": tally.pass, "fail": tally.fail,
                "not_applicable": tally.not_applicable, "not_evaluable": tally.not_evaluable,
                "reason": tally.reason.as_ref().map(|reason| reason.message(self.lang)),
            })
        };
        self.alignment.tally().iter().map(one).collect()
    }
}

impl Serialize for AlignmentJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let balance = self.alignment.balance();
        let trace = self.alignment.trace();
        json!({
            "renstra-alignment": 1,
            "score": self.score(),
            "coverage": self.coverage(),
            "programs_that_reach_the_vision": self.evaluated(&trace.programs),
            "money_that_reaches_a_mission": self.evaluated(&trace.money),
            "money": self.money(),
            "balance": self.evaluated(&balance.kept),
            "target_sums": self.sums(),
            "rules_evaluated": self.evaluated(&self.alignment.evaluated()),
            "groups": self.groups(),
            "findings": self.alignment.findings().iter().map(|found| self.finding(found)).collect::<Vec<Value>>(),
            "rules": self.rules(),
        })
        .serialize(serializer)
    }
}

/// Which findings a page of alignment shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Findings {
    /// Those of the check and those of the alignment.
    All,
    /// Those of the alignment alone, where the others are shown elsewhere.
    OfAlignment,
}

/// An alignment as a page of text: the score with its parts, what stands behind each aim, money by mission, and
/// the findings, grouped, the ten questions of a regional planner first.
///
/// At most `groups` groups of findings are shown; the rest is counted.
#[must_use]
pub fn alignment(alignment: &Alignment, lang: Lang, groups: usize, of: Findings) -> String {
    let mut page = Page { alignment, lang, out: String::new() };
    page.score();
    page.coverage();
    page.money();
    page.findings(groups, of);
    page.out
}

struct Page<'a> {
    alignment: &'a Alignment,
    lang: Lang,
    out: String,
}

impl Page<'_> {
    fn say(&self, [en, id]: [&'static str; 2]) -> &'static str {
        if self.lang == Lang::En { en } else { id }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(&plain(text));
        self.out.push('\n');
    }

    fn percent(&self, evaluated: &Evaluated) -> String {
        match evaluated {
            Evaluated::Known(share) => {
                share.percent(1).map_or(String::new(), |share| format!("{} %", figure(share, self.lang)))
            }
            Evaluated::NotEvaluable(reason) => format!("[{}]", reason.message(self.lang)),
        }
    }

    fn score(&mut self) {
        let score = self.alignment.score();
        let head = self.say(["alignment", "keselarasan"]);
        let value = match &score.value {
            Ok(value) => figure(value.round(crate::number::Rounding::half_up(2)), self.lang),
            Err(reason) => format!("[{}]", reason.message(self.lang)),
        };
        let share = self.percent(&score.evaluated);
        let of = self.say(["of its weight could be evaluated", "bobotnya dapat dinilai"]);
        self.line(&format!("{head}: {value} ({share} {of})"));
        for part in &score.parts {
            let text = format!("  {:<36} {}", self.say(part.part.words()), self.percent(&part.value));
            self.line(&text);
        }
    }

    fn coverage(&mut self) {
        let head = self.say([
            "what stands behind each aim: by count / indicator / money",
            "yang menopang tiap tujuan: menurut jumlah / indikator / anggaran",
        ]);
        self.line(head);
        for coverage in self.alignment.coverage() {
            let element = coverage.element(self.alignment.plan());
            let [count, indicator, budget] =
                [&coverage.count, &coverage.indicator, &coverage.budget].map(|part| self.percent(part));
            self.line(&format!("  {} {}: {count} / {indicator} / {budget}", element.kind(), element.code()));
        }
    }

    fn money(&mut self) {
        let heads = ["own", "gross", "shared", "unreached", "total"];
        let heads_id = ["milik", "kotor", "bersama", "tak sampai", "jumlah"];
        let [own, gross, shared, unreached, total] = if self.lang == Lang::En { heads } else { heads_id };
        for table in self.alignment.money() {
            let purse = &table.purse;
            self.line(&format!("{} {}", purse.stage, purse.period));
            let split = &table.delivery;
            for money in &split.missions {
                let code = money.mission().code().to_string();
                let (mine, all) = (self.amount(money.own), self.amount(money.gross));
                self.line(&format!("  {code}: {own} {mine}, {gross} {all}"));
            }
            let [a, b, c] = [split.shared, split.unreached, split.total].map(|amount| self.amount(amount));
            // Without a mission nothing can reach one: that is not evaluable, and no money is unreached.
            let parts = if split.missions.is_empty() {
                String::new()
            } else {
                format!("{shared} {a}, {unreached} {b}, ")
            };
            self.line(&format!("  {parts}{total} {c}"));
        }
    }

    /// An amount with its thousands apart, as readers of the language write it.
    fn amount(&self, amount: Number) -> String {
        let text = amount.to_string();
        let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let [group, decimal] = if self.lang == Lang::En { [',', '.'] } else { ['.', ','] };
        let mut out = String::from(sign);
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                out.push(group);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            let _ = write!(out, "{decimal}{fraction}");
        }
        out
    }

    fn findings(&mut self, shown: usize, of: Findings) {
        let mut groups = self.alignment.groups();
        let own =
            |group: &Group<'_>| group.findings().iter().any(|f| f.finding().code().starts_with("align."));
        groups.retain(|group| of == Findings::All || own(group));
        for group in groups.iter().take(shown) {
            self.group(group);
        }
        if let Some(more @ 1..) = groups.len().checked_sub(shown) {
            let words = self.say(["more groups of findings", "kelompok temuan lagi"]);
            self.line(&format!("… {more} {words}"));
        }
    }

    fn group(&mut self, group: &Group<'_>) {
        let Some(first) = group.findings().first() else { return };
        let text = format!("{} {} [{}]", group.severity(), group.message(self.lang), first.finding().code());
        self.line(&text);
        let help = first.finding().help(self.lang);
        self.line(&format!("    → {help}"));
    }
}
