//! What was found, named as the tables name it, grouped by rule.

use std::collections::BTreeMap;

use renstra::align::{Alignment, Group};
use renstra::finding::{Finding, Lang, Severity};
use renstra::format::TablePlan;
use serde_json::json;

use crate::common::pick;
use crate::folder::place;

/// How many findings of a group are shown.
const SHOWN: usize = 8;
/// How many findings of one rule of the alignment are written each by itself.
const APART: usize = 20;

pub(crate) struct Found<'f> {
    built: &'f TablePlan,
    findings: &'f [Finding],
    aligned: Option<&'f Alignment>,
    lang: Lang,
}

impl<'f> Found<'f> {
    pub(crate) fn new(
        built: &'f TablePlan,
        findings: &'f [Finding],
        aligned: Option<&'f Alignment>,
        lang: Lang,
    ) -> Found<'f> {
        Found { built, findings, aligned, lang }
    }

    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// Those of the check, then those of the alignment.
    pub(crate) fn json(&self) -> Vec<serde_json::Value> {
        let mut all: Vec<serde_json::Value> = self.findings.iter().map(|finding| self.one(finding)).collect();
        let mut groups = self.aligned.map_or(Vec::new(), Alignment::groups);
        // The alignment repeats what the check found.
        groups.retain(|group| {
            group.findings().iter().all(|found| found.finding().code().starts_with("align."))
        });
        for group in &groups {
            match group.findings() {
                many if many.len() > APART => all.extend(self.many(group)),
                few => all.extend(few.iter().map(|found| self.one(found.finding()))),
            }
        }
        all
    }

    fn one(&self, finding: &Finding) -> serde_json::Value {
        let (subject, _) = self.built.name_of(finding.subject());
        json!({
            "code": finding.code(),
            "severity": finding.severity().as_str(),
            "subject": subject,
            "message": finding.message(self.lang),
            "origin": finding.origin().map(place),
        })
    }

    /// A group of the alignment's own as one finding about its first place.
    fn many(&self, group: &Group<'_>) -> Option<serde_json::Value> {
        let mut one = self.one(group.findings().first()?.finding());
        let fields = one.as_object_mut()?;
        fields.insert("message".into(), group.message(self.lang).into());
        Some(one)
    }

    /// The findings grouped by rule: the gravest first, then the most frequent.
    pub(crate) fn text(&self) -> String {
        let mut groups: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for finding in self.findings {
            groups.entry(finding.code()).or_default().push(finding);
        }
        let mut groups: Vec<(&str, Vec<&Finding>)> = groups.into_iter().collect();
        let rank = |group: &[&Finding]| {
            let worst = group.iter().map(|finding| finding.severity()).max().unwrap_or(Severity::Note);
            (std::cmp::Reverse(worst), std::cmp::Reverse(group.len()))
        };
        groups.sort_by_key(|(_, group)| rank(group));
        let mut out = String::new();
        for (code, group) in &groups {
            self.group(&mut out, code, group);
        }
        let words = pick(self.lang, ["findings in", "temuan dalam"]);
        let rules = pick(self.lang, ["groups", "kelompok"]);
        out.push_str(&format!("{} {words} {} {rules}\n", self.findings.len(), groups.len()));
        out
    }

    fn group(&self, out: &mut String, code: &str, group: &[&Finding]) {
        let Some(first) = group.first() else { return };
        out.push_str(&format!("{} × {code} ({})\n", group.len(), pick(self.lang, first.severity().words())));
        for finding in group.iter().take(SHOWN) {
            let (subject, unit) = self.built.name_of(finding.subject());
            let unit = if unit.is_empty() { String::new() } else { format!(" [{unit}]") };
            let place = finding.origin().map_or(String::new(), |origin| format!(" ({})", place(origin)));
            out.push_str(&format!("    {subject}{unit}: {}{place}\n", finding.message(self.lang)));
        }
        if let Some(more @ 1..) = group.len().checked_sub(SHOWN) {
            out.push_str(&format!("    … {more} {}\n", pick(self.lang, ["more", "lainnya"])));
        }
        out.push_str(&format!("    → {}\n\n", first.help(self.lang)));
    }
}
