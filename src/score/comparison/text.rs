//! Comparisons as text, in both languages.

use std::fmt::Write as _;

use crate::finding::{Lang, plain};
use crate::formula::message::figure;
use crate::formula::{NotScorable, Outcome, shown};
use crate::number::{Fixed, Rounding};

use super::{Against, Comparison, Comparisons, Counted, Efficiency, Progressed, With};

impl Comparisons {
    /// All of them as text, an indicator after the other.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let texts: Vec<String> = self.indicators.iter().map(|compared| compared.text(lang)).collect();
        texts.join("\n")
    }
}

impl Comparison {
    /// The comparison as a few lines of text; shares and scores with two digits.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let unit = self.unit.as_ref().map(ToString::to_string).filter(|unit| !unit.is_empty());
        let unit = unit.map_or(String::new(), |unit| format!(" ({})", plain(&unit)));
        let mut out = format!("{} {}{unit}: ", plain(&self.code), plain(&self.name));
        let _ = match &self.actual {
            Ok(actual) => {
                writeln!(out, "{} {} {}", shown(actual, lang), pick(lang, ["in", "pada"]), self.period)
            }
            Err(reason) => writeln!(out, "{}", reason.message(lang)),
        };
        let rows = [&self.target]
            .into_iter()
            .chain(&self.earlier)
            .chain([&self.end_of_plan])
            .chain(&self.references);
        for against in rows {
            let _ = writeln!(out, "  {}", line(against, lang));
        }
        let _ = writeln!(out, "  {}", money(&self.efficiency, lang));
        for remark in &self.remarks {
            for (word, text) in
                [(["cause", "penyebab"], &remark.cause), (["follow-up", "tindak lanjut"], &remark.follow_up)]
            {
                if !text.is_empty() {
                    let _ = writeln!(out, "  {}: {}", pick(lang, word), plain(text));
                }
            }
        }
        out
    }
}

fn pick(lang: Lang, [en, id]: [&'static str; 2]) -> &'static str {
    if lang == Lang::En { en } else { id }
}

fn line(against: &Against, lang: Lang) -> String {
    let mut out = format!("{}: ", name(&against.with, lang));
    match &against.value {
        Ok(value) => out.push_str(&shown(value, lang)),
        Err(reason) => {
            out.push_str(&reason.message(lang));
            return out;
        }
    }
    match &against.difference {
        Ok(moved) => {
            let counted = match against.counted {
                Counted::Unit => "",
                Counted::Steps => pick(lang, [" on the scale", " pada skala"]),
                Counted::Days => pick(lang, [" days", " hari"]),
            };
            let _ = write!(out, "; {}{counted}", signed(*moved, lang));
            if let Ok(change) = &against.change {
                let _ = write!(out, " ({} %)", signed(rounded(*change), lang));
            }
        }
        // That there is no actual stands above.
        Err(NotScorable::Missing { .. }) => return out,
        Err(reason) => {
            let _ = write!(out, "; {}", reason.message(lang));
        }
    }
    if let Some(progressed) = against.progressed {
        let _ = write!(out, ", {}", progressed.name(lang));
    }
    match &against.outcome {
        Outcome::Scored(score) => {
            let _ = write!(out, "; {} {}", pick(lang, ["score", "capaian"]), figure(score.rounded, lang));
        }
        Outcome::NotScorable(reason) if Err(reason) != against.difference.as_ref() => {
            let _ = write!(out, "; {}: {}", pick(lang, ["no score", "tanpa capaian"]), reason.message(lang));
        }
        Outcome::NotScorable(_) => {}
    }
    out
}

fn name(with: &With, lang: Lang) -> String {
    match with {
        With::Target(period) => format!("{} {period}", pick(lang, ["target of", "target"])),
        With::Earlier(period) => period.to_string(),
        With::EndOfPlan(None) => pick(lang, ["end of the plan", "akhir rencana"]).into(),
        With::EndOfPlan(Some(period)) => {
            format!("{}, {period}", pick(lang, ["end of the plan", "akhir rencana"]))
        }
        With::Reference { name, period: None } => plain(name),
        With::Reference { name, period: Some(period) } => format!("{}, {period}", plain(name)),
    }
}

impl Progressed {
    /// The word used in JSON: `better`, `same` or `worse`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Progressed::Better => "better",
            Progressed::Same => "same",
            Progressed::Worse => "worse",
        }
    }

    /// What readers call it.
    #[must_use]
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (_, Lang::En) => self.as_str(),
            (Progressed::Better, Lang::Id) => "lebih baik",
            (Progressed::Same, Lang::Id) => "sama",
            (Progressed::Worse, Lang::Id) => "lebih buruk",
        }
    }
}

fn money(efficiency: &Efficiency, lang: Lang) -> String {
    let word = pick(lang, ["money", "anggaran"]);
    let (budget, spent) = match (&efficiency.budget, &efficiency.spent) {
        (Ok(budget), Ok(spent)) => (figure(*budget, lang), figure(*spent, lang)),
        (Err(reason), _) | (_, Err(reason)) => return format!("{word}: {}", reason.message(lang)),
    };
    let currency = efficiency.currency.map_or(String::new(), |currency| format!(" {currency}"));
    let mut out = match lang {
        Lang::En => format!("{word}: {spent} of {budget}{currency} spent"),
        Lang::Id => format!("{word}: terserap {spent} dari {budget}{currency}"),
    };
    match &efficiency.absorption {
        Ok(share) => {
            let _ = write!(out, ", {} %", figure(rounded(*share).to_number(), lang));
        }
        Err(reason) => return format!("{out}; {}", reason.message(lang)),
    }
    match (&efficiency.lead, &efficiency.efficiency, &efficiency.value) {
        (Ok(lead), Ok(saved), Ok(value)) => {
            let [lead, saved] = [lead, saved].map(|part| signed(rounded(*part), lang));
            let value = figure(rounded(*value).to_number(), lang);
            let _ = match lang {
                Lang::En => {
                    write!(
                        out,
                        "; achievement less absorption {lead} points; efficiency {saved} %, worth {value}"
                    )
                }
                Lang::Id => {
                    write!(out, "; capaian dikurangi serapan {lead} poin; efisiensi {saved} %, nilai {value}")
                }
            };
        }
        (Err(reason), ..) | (_, Err(reason), _) | (.., Err(reason)) => {
            let _ = write!(out, "; {}", reason.message(lang));
        }
    }
    out
}

fn rounded(figure: Fixed) -> Fixed {
    Fixed::from_number(figure.round(Rounding::half_up(2))).unwrap_or(figure)
}

/// With a sign, a zero without.
fn signed(moved: Fixed, lang: Lang) -> String {
    let sign = if moved.is_zero() || moved.is_negative() { "" } else { "+" };
    format!("{sign}{}", figure(moved.to_number(), lang))
}
