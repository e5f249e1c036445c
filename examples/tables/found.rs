//! What was found, named as the tables name it, grouped by rule.

use std::collections::BTreeMap;

use renstra::finding::{Finding, Lang, Origin, Severity};
use renstra::format::TablePlan;

use crate::common::pick;

/// How many findings of a group are shown.
const SHOWN: usize = 8;

pub(crate) struct Found<'f> {
    built: &'f TablePlan,
    findings: &'f [Finding],
    lang: Lang,
}

impl<'f> Found<'f> {
    pub(crate) fn new(built: &'f TablePlan, findings: &'f [Finding], lang: Lang) -> Found<'f> {
        Found { built, findings, lang }
    }

    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    pub(crate) fn json(&self) -> Vec<serde_json::Value> {
        let one = |finding: &Finding| {
            let (subject, unit) = self.built.name_of(finding.subject());
            serde_json::json!({
                "code": finding.code(),
                "severity": finding.severity().as_str(),
                "subject": subject,
                "unit": unit,
                "name": &*finding.subject().name,
                "message": finding.message(self.lang),
                "help": finding.help(self.lang),
                "origin": finding.origin().map(place),
            })
        };
        self.findings.iter().map(one).collect()
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
        out.push_str(&format!("{} × {code} ({})\n", group.len(), first.severity()));
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

/// A place in the tables: the file, the row, and the column as the table calls it.
fn place(origin: &Origin) -> String {
    match origin {
        Origin::Cell { file, row, column } => {
            let column = column.strip_prefix("targets/").map(|year| format!("t{year}"));
            let whole = origin.to_string();
            match column {
                Some(column) => format!("{file}:{row}:{column}"),
                None => whole.split("/").next().unwrap_or(&whole).replace(":amounts", ":amount"),
            }
        }
        other => other.to_string(),
    }
}
