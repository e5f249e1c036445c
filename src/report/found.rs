use std::fmt::Write as _;

use crate::align::{Alignment, Evaluated};
use crate::finding::Lang;

/// An alignment as text: the score with its parts, what stands behind each promise, the money by mission, and the
/// findings in groups, the ten that a regional planner wants first before all others.
///
/// ```
/// use renstra::align::{AlignSettings, Alignment};
/// use renstra::finding::Lang;
/// use renstra::plan::{Draft, Mission, Node};
/// let plan = Draft::new("D", "a plan").with(Node::<Mission>::new("M1", "Healthy people")).check()?;
/// let alignment = Alignment::of(&plan, &AlignSettings::on("2026-01-01".parse().unwrap()));
/// assert!(renstra::report::alignment(&alignment, Lang::En).starts_with("alignment: "));
/// # Ok::<(), renstra::plan::Faults>(())
/// ```
#[must_use]
pub fn alignment(alignment: &Alignment, lang: Lang) -> String {
    let mut out = String::new();
    score(&mut out, alignment, lang);
    coverage(&mut out, alignment, lang);
    money(&mut out, alignment, lang);
    groups(&mut out, alignment, lang);
    out
}

fn pick(lang: Lang, [en, id]: [&'static str; 2]) -> &'static str {
    if lang == Lang::Id { id } else { en }
}

fn score(out: &mut String, a: &Alignment, lang: Lang) {
    let score = a.score();
    let value = match &score.value {
        Ok(value) => value.round(crate::number::Rounding::half_even(2)).to_string(),
        Err(reason) => format!("- ({})", reason.message(lang)),
    };
    let value = if lang == Lang::Id { value.replace('.', ",") } else { value };
    let _ = writeln!(out, "{}: {value}", pick(lang, ["alignment", "keselarasan"]));
    for part in &score.parts {
        let _ = writeln!(out, "  {}: {}", pick(lang, part.part.words()), part.value.text(lang));
    }
    let _ = writeln!(
        out,
        "  {}: {}",
        pick(lang, ["rules evaluated", "aturan yang dapat dinilai"]),
        a.evaluated().text(lang)
    );
}

fn coverage(out: &mut String, a: &Alignment, lang: Lang) {
    let heads = [
        "what stands behind each promise (count | weight | measured | funded)",
        "yang mendukung tiap janji (jumlah | bobot | terukur | dianggarkan)",
    ];
    let _ = writeln!(out, "\n{}:", pick(lang, heads));
    let cell = |value: &Evaluated| {
        let percent = value.known().and_then(|share| share.percent(1)).map(|percent| format!("{percent}%"));
        let text = percent.unwrap_or_else(|| "-".into());
        if lang == Lang::Id { text.replace('.', ",") } else { text }
    };
    for row in a.coverage() {
        let element = row.element(a.plan());
        let cells = [&row.count, &row.weight, &row.indicator, &row.budget].map(cell).join(" | ");
        let _ = writeln!(out, "  {cells}  {} {}", element.code(), crate::finding::plain(element.title()));
    }
}

fn money(out: &mut String, a: &Alignment, lang: Lang) {
    if a.money().is_empty() {
        return;
    }
    let heads = [
        "delivery money (own of each mission; gross in brackets)",
        "anggaran pelaksana (milik tiap misi; bruto dalam kurung)",
    ];
    let _ = writeln!(out, "\n{}:", pick(lang, heads));
    for table in a.money() {
        let split = &table.delivery;
        let _ = write!(out, "  {} {}:", table.purse.stage, table.purse.period);
        for mission in &split.missions {
            let _ = write!(out, " {} {} ({})", mission.mission().code(), mission.own, mission.gross);
        }
        let words = pick(lang, ["shared", "bersama"]);
        let none = pick(lang, ["unreached", "tidak sampai"]);
        let total = pick(lang, ["total", "jumlah"]);
        let _ = writeln!(
            out,
            " · {words} {} · {none} {} · {total} {}",
            split.shared, split.unreached, split.total
        );
    }
}

fn groups(out: &mut String, a: &Alignment, lang: Lang) {
    let _ = writeln!(out, "\n{}:", pick(lang, ["findings", "temuan"]));
    for group in a.groups() {
        let Some(first) = group.findings().first() else { continue };
        let money = group.money().map_or_else(String::new, |money| format!(" · {money}"));
        let topic = if first.topic() <= 10 { format!("({}) ", first.topic()) } else { String::new() };
        let code = first.finding().code();
        let _ = writeln!(out, "  {topic}{} {} [{code}]{money}", group.severity(), group.message(lang));
        let _ = writeln!(out, "      → {}", first.finding().help(lang));
    }
    let count = a.findings().len();
    let _ = writeln!(
        out,
        "  {count} {}, {} {}",
        pick(lang, ["findings", "temuan"]),
        a.allowed().len(),
        pick(lang, ["allowed", "diizinkan"])
    );
}
