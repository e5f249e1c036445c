//! An attribution as text: one line for each score that moved, and one below it for each cause.

use std::fmt::Write;

use crate::finding::Lang;
use crate::formula::message::figure;
use crate::number::{Fixed, Rounding};

use super::{Amount, Attributed, Attribution, Cause};

/// How many elements and indicators are named for a cause.
const NAMED: usize = 5;

/// Digits that are shown; the exact figures stand in the JSON.
const DIGITS: u32 = 4;

impl Attribution {
    /// What moved, and why; scores that stayed are counted only. Figures are rounded to four digits.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let mut out = String::new();
        let mut stayed = 0_usize;
        for line in &self.lines {
            if line.before == line.after {
                stayed += 1;
            } else {
                // Writing to a text cannot fail.
                let _ = write_line(&mut out, line, lang);
            }
        }
        let _ = match lang {
            Lang::En => writeln!(out, "{stayed} scores stayed as they were"),
            Lang::Id => writeln!(out, "{stayed} nilai tidak berubah"),
        };
        out
    }
}

fn write_line(out: &mut String, line: &Attributed, lang: Lang) -> std::fmt::Result {
    let shown = |score: Option<Fixed>| score.map_or_else(|| "-".to_string(), |score| rounded(score, lang));
    write!(out, "{}: {} → {}", line.label, shown(line.before), shown(line.after))?;
    let Some(difference) = line.difference() else {
        let why = match lang {
            Lang::En => "no difference: there is a score on one side only",
            Lang::Id => "tanpa selisih: nilai hanya ada di satu sisi",
        };
        return writeln!(out, " ({why})");
    };
    writeln!(out, " ({})", signed(difference, lang))?;
    for cause in Cause::ALL {
        write_amount(out, cause.name(lang), line.amount(cause), lang)?;
    }
    if !line.joint.is_zero() {
        let joint = match lang {
            Lang::En => "together, since no single cause leaves a score",
            Lang::Id => "bersama-sama, karena tanpa salah satunya tidak ada nilai",
        };
        writeln!(out, "  {joint}: {}", signed(line.joint, lang))?;
    }
    Ok(())
}

fn write_amount(out: &mut String, name: &str, of: &Amount, lang: Lang) -> std::fmt::Result {
    if of.amount.is_zero() && of.shares.is_empty() {
        return Ok(());
    }
    write!(out, "  {name}: {}", signed(of.amount, lang))?;
    let mut shares: Vec<_> = of.shares.iter().collect();
    shares.sort_by_key(|share| (std::cmp::Reverse(share.amount.abs()), share.id));
    let more = shares.len().saturating_sub(NAMED);
    let mut named: Vec<String> = shares
        .iter()
        .take(NAMED)
        .map(|share| format!("{} {}", share.label, signed(share.amount, lang)))
        .collect();
    if more > 0 {
        named.push(match lang {
            Lang::En => format!("{more} more"),
            Lang::Id => format!("{more} lainnya"),
        });
    }
    // A rest below what is shown is rounding.
    if of.together.abs() >= Fixed::from_units(10_i128.pow(Fixed::PLACES - DIGITS)).unwrap_or(Fixed::ZERO) {
        let word = if lang == Lang::En { "together" } else { "bersama-sama" };
        named.push(format!("{word} {}", signed(of.together, lang)));
    }
    if named.is_empty() { writeln!(out) } else { writeln!(out, " ({})", named.join(", ")) }
}

impl Cause {
    /// What readers call it.
    #[must_use]
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Cause::Missing, Lang::En) => "missing figures",
            (_, Lang::En) => self.code(),
            (Cause::Values, Lang::Id) => "angka",
            (Cause::Weights, Lang::Id) => "bobot",
            (Cause::Missing, Lang::Id) => "data tidak ada",
            (Cause::Policy, Lang::Id) => "cara menilai",
        }
    }
}

fn rounded(score: Fixed, lang: Lang) -> String {
    figure(score.round(Rounding::half_even(DIGITS)), lang)
}

fn signed(amount: Fixed, lang: Lang) -> String {
    let text = rounded(amount, lang);
    if amount.is_negative() || text == "0" { text } else { format!("+{text}") }
}
