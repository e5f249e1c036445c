use crate::align::{Alignment, Evaluated, Group};
use crate::finding::{Lang, amount, plain};
use crate::formula::message::figure;
use crate::number::Number;

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
/// At most `groups` groups of findings are shown; the rest is counted, unless none is asked for.
#[must_use]
pub fn alignment(alignment: &Alignment, lang: Lang, groups: usize, of: Findings) -> String {
    let mut page = Page { alignment, lang, out: String::new() };
    page.score();
    page.coverage();
    page.money();
    page.findings(groups, of);
    page.out
}

/// A group of so many findings is listed whole; of a longer one so many are shown.
const LISTED: usize = 6;
const EXAMPLES: usize = 3;

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
            let kind = self.say(element.kind().words());
            self.line(&format!("  {kind} {}: {count} / {indicator} / {budget}", element.code()));
        }
    }

    fn money(&mut self) {
        let heads = ["own", "gross", "shared", "unreached", "total"];
        let heads_id = ["milik", "kotor", "bersama", "tak sampai", "jumlah"];
        let [own, gross, shared, unreached, total] = if self.lang == Lang::En { heads } else { heads_id };
        for table in self.alignment.money() {
            let purse = &table.purse;
            let stage = self.say(purse.stage.words());
            self.line(&format!("{stage} {}", purse.period));
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

    fn amount(&self, number: Number) -> String {
        amount(number, self.lang)
    }

    fn findings(&mut self, shown: usize, of: Findings) {
        let mut groups = self.alignment.groups();
        let own =
            |group: &Group<'_>| group.findings().iter().any(|f| f.finding().code().starts_with("align."));
        groups.retain(|group| of == Findings::All || own(group));
        for group in groups.iter().take(shown) {
            self.group(group);
        }
        if let Some(more @ 1..) = groups.len().checked_sub(shown).filter(|_| shown > 0) {
            let words = self.say(["more groups of findings", "kelompok temuan lagi"]);
            self.line(&format!("… {more} {words}"));
        }
    }

    fn group(&mut self, group: &Group<'_>) {
        let Some(first) = group.findings().first() else { return };
        let (severity, code) = (self.say(group.severity().words()), first.finding().code());
        let help = first.finding().help(self.lang);
        // Help that says something of each subject stands beside it.
        let same = group.findings().iter().all(|found| found.finding().help(self.lang) == help);
        match group.findings() {
            [one] => self.line(&format!("{severity} {} [{code}]", one.line(self.lang))),
            several => {
                self.line(&format!("{severity} {} [{code}]", group.count(self.lang)));
                // Of a long list the first few say what it is about.
                let shown = if several.len() > LISTED { EXAMPLES } else { LISTED };
                for finding in several.iter().take(shown) {
                    self.line(&format!("    · {}", finding.line(self.lang)));
                    if !same {
                        self.line(&format!("      → {}", finding.finding().help(self.lang)));
                    }
                }
                if let Some(more @ 1..) = several.len().checked_sub(shown) {
                    let words = self.say(["more", "lainnya"]);
                    self.line(&format!("    … {more} {words}"));
                }
            }
        }
        if same {
            self.line(&format!("    → {help}"));
        }
    }
}
