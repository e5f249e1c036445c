//! A comparison as text.

use std::fmt::Write as _;

use crate::finding::{Finding, Lang, plain};
use crate::formula::message::figure;
use crate::number::{Fixed, Rounding};

use super::Comparison;

/// How many findings, and how many inputs of a part, are named.
const NAMED: usize = 10;

impl Comparison {
    /// What moved: the alignment with its parts, the links that changed, findings that came and went, scores with
    /// their causes, and bands. Figures are rounded to two digits; the exact ones stand in the JSON.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let mut page = Page { lang, out: String::new() };
        let [before, after] = &self.revisions;
        page.line(&format!("{before} → {after}"));
        page.alignment(self);
        page.links(self);
        page.findings(["appeared", "muncul"], &self.alignment.appeared);
        page.findings(["gone", "hilang"], &self.alignment.vanished);
        for change in &self.bands {
            let none = || page.say(["no band", "tanpa predikat"]).into();
            let [before, after] =
                [&change.before, &change.after].map(|band| band.clone().unwrap_or_else(none));
            page.line(&format!("{}: {before} → {after}", change.code));
        }
        page.out.push_str(&self.scores.text(lang));
        page.out
    }
}

struct Page {
    lang: Lang,
    out: String,
}

impl Page {
    fn say(&self, [en, id]: [&'static str; 2]) -> &'static str {
        if self.lang == Lang::En { en } else { id }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(&plain(text));
        self.out.push('\n');
    }

    fn figure(&self, value: Fixed) -> String {
        figure(value.round(Rounding::half_even(2)), self.lang)
    }

    fn signed(&self, value: Fixed) -> String {
        let sign = if value.is_negative() { "" } else { "+" };
        format!("{sign}{}", self.figure(value))
    }

    fn alignment(&mut self, comparison: &Comparison) {
        let head = self.say(["alignment", "keselarasan"]);
        let shown =
            |page: &Page, score: Option<Fixed>| score.map_or_else(|| "-".into(), |score| page.figure(score));
        let [before, after] = comparison.aligned.map(|score| shown(self, score));
        self.line(&format!("{head}: {before} → {after}"));
        for part in &comparison.alignment.parts {
            let Some(moved) = part.after.checked_sub(part.before) else { continue };
            let mut text = format!("  {} {}", self.say(part.part.words()), self.signed(moved));
            for share in part.shares.iter().take(NAMED) {
                let _ = write!(text, "; {} {}", share.subject, self.signed(share.amount));
            }
            if let Some(more @ 1..) = part.shares.len().checked_sub(NAMED) {
                let _ = write!(text, "; … {more}");
            }
            self.line(&text);
        }
    }

    fn links(&mut self, comparison: &Comparison) {
        for change in &comparison.alignment.links {
            let what = match (change.before.is_empty(), change.after.is_empty()) {
                (true, _) => ["new link", "kaitan baru"],
                (_, true) => ["link gone", "kaitan hilang"],
                _ => ["link changed", "kaitan berubah"],
            };
            self.line(&format!("{} {} → {}", self.say(what), change.from, change.to));
        }
    }

    fn findings(&mut self, what: [&'static str; 2], findings: &[Finding]) {
        for finding in findings.iter().take(NAMED) {
            let (what, message) = (self.say(what), finding.message(self.lang));
            self.line(&format!("{what}: {}: {message} [{}]", finding.subject(), finding.code()));
        }
        if let Some(more @ 1..) = findings.len().checked_sub(NAMED) {
            let (what, rest) = (self.say(what), self.say(["more", "lainnya"]));
            self.line(&format!("{what}: … {more} {rest}"));
        }
    }
}
