//! The page that a planner reads: the ten findings, the numbers, the agency's view.

use std::fmt::Write;

use renstra::align::{Alignment, Group, lints};
use renstra::finding::{Lang, Severity};
use renstra::plan::{Element, Kind, LinkTarget, Stage};
use renstra::report::{self, Findings};

use crate::common::pick;

const TEN: [[&str; 2]; 10] = [
    ["assigned by the region and lacking", "ditugaskan daerah dan tidak ada"],
    ["the same indicator with other figures", "indikator sama dengan angka lain"],
    ["ceilings", "pagu"],
    ["output wording at outcome level", "rumusan keluaran pada tingkat hasil"],
    ["broken chains", "rantai terputus"],
    ["targets flat, below the actual, against the trend", "target datar, di bawah capaian, melawan tren"],
    ["mandates", "mandat"],
    ["promises without programme or money", "janji tanpa program atau anggaran"],
    ["problem, root cause, objective", "masalah, akar masalah, sasaran"],
    ["indicators that cannot be measured", "indikator yang tidak dapat diukur"],
];

/// How many findings of a group are written each by itself.
const LISTED: usize = 15;

pub(crate) fn text(alignment: &Alignment, remarks: &[[String; 2]], lang: Lang) -> String {
    let mut out = format!("{}\n\n", alignment.plan().document().title());
    ten(&mut out, alignment, lang);
    out.push_str(&format!("{}:\n", pick(lang, ["Besides", "Selain itu"])));
    for group in alignment.groups().iter().filter(|group| topic(group) > 10) {
        whole(&mut out, group, lang);
    }
    for [en, id] in remarks {
        out.push_str(&format!("  · {}\n", if lang == Lang::Id { id } else { en }));
    }
    out.push_str(&format!("\n{}\n", report::alignment(alignment, lang, 0, Findings::All)));
    view(&mut out, alignment, lang);
    out
}

fn topic(group: &Group<'_>) -> u8 {
    group.findings().first().map_or(11, |found| found.topic())
}

/// The ten findings that a planner wants first; where there is nothing to be found, whether it could be looked for.
fn ten(out: &mut String, alignment: &Alignment, lang: Lang) {
    out.push_str(&format!("{}:\n", pick(lang, ["The ten findings", "Sepuluh temuan"])));
    let groups = alignment.groups();
    for (number, words) in (1u8..).zip(TEN) {
        out.push_str(&format!("{number:>3}. {}\n", pick(lang, words)));
        let mut mine = groups.iter().filter(|group| topic(group) == number).peekable();
        if mine.peek().is_none() {
            out.push_str(&format!("       {}\n", nothing(alignment, number, lang)));
        }
        mine.for_each(|group| whole(out, group, lang));
    }
}

/// A group with its findings, the first few of a long one.
fn whole(out: &mut String, group: &Group<'_>, lang: Lang) {
    let severity = pick(lang, group.severity().words());
    if let [one] = group.findings() {
        out.push_str(&format!("       {severity}: {}\n", one.line(lang)));
        return;
    }
    out.push_str(&format!("       {severity}: {}\n", group.count(lang)));
    let noted = group.severity() == Severity::Note || group.findings().len() > LISTED;
    let shown = if noted { 3 } else { LISTED };
    for found in group.findings().iter().take(shown) {
        out.push_str(&format!("         · {}\n", found.line(lang)));
    }
    if let Some(more @ 1..) = group.findings().len().checked_sub(shown) {
        out.push_str(&format!("         … {more} {}\n", pick(lang, ["more", "lainnya"])));
    }
}

fn nothing(alignment: &Alignment, topic: u8, lang: Lang) -> String {
    let rules = alignment.tally().iter().filter(|tally| lints::topic(tally.rule) == topic);
    // Whether amounts add up is asked when the plan is checked, and what does not stands among the findings.
    let added_up = topic == 3 && !alignment.plan().budget().is_empty();
    let asked = added_up || rules.clone().any(|tally| tally.pass + tally.fail > 0);
    let reason = rules.clone().find_map(|tally| tally.reason.as_ref());
    match (asked, reason) {
        (true, _) => pick(lang, ["nothing found", "tidak ada temuan"]).to_owned(),
        (false, Some(reason)) => {
            format!("{}: {}", pick(lang, ["not evaluable", "tidak dapat dinilai"]), reason.message(lang))
        }
        (false, None) => {
            pick(lang, ["the tables say nothing about it", "tabel tidak memuat hal ini"]).to_owned()
        }
    }
}

/// Goals and objectives with what of the region's plan they serve; policies; programmes with their missions, money
/// and measures.
fn view(out: &mut String, alignment: &Alignment, lang: Lang) {
    out.push_str(&format!("{}:\n", pick(lang, ["The agency's view", "Sudut pandang perangkat daerah"])));
    let kinds = [Kind::Goal, Kind::Objective, Kind::PolicyDirection, Kind::Program];
    let plan = alignment.plan();
    for element in kinds.iter().flat_map(|kind| plan.elements().filter(move |e| e.kind() == *kind)) {
        let kind = pick(lang, element.kind().words());
        out.push_str(&format!("  {kind} {} {}\n", element.code(), element.title()));
        serves(out, alignment, element, lang);
        money(out, element, lang);
        for indicator in element.indicators() {
            let targets = indicator.series().iter().map(|entry| {
                let text = entry.reading().value().map_or("-".into(), |value| value.text());
                format!("{} {text}", entry.period())
            });
            let unit = indicator.unit().map_or(String::new(), |unit| format!(" ({unit})"));
            let list = targets.collect::<Vec<_>>().join("; ");
            out.push_str(&format!("      - {}{unit}: {list}\n", indicator.name()));
        }
    }
}

fn serves(out: &mut String, alignment: &Alignment, element: Element<'_>, lang: Lang) {
    let arrow = pick(lang, ["serves", "mendukung"]);
    for mission in alignment.serves(element).filter(|_| element.kind() == Kind::Program) {
        out.push_str(&format!("      → {arrow} {} {}\n", mission.code(), mission.title()));
    }
    let own = element.links().map(|link| match link.target() {
        LinkTarget::Here(target) => target.code(),
        LinkTarget::Elsewhere(code) => code,
    });
    let list = own.collect::<Vec<_>>().join(", ");
    if !list.is_empty() {
        out.push_str(&format!("      → {arrow} {list}\n"));
    }
}

fn money(out: &mut String, element: Element<'_>, lang: Lang) {
    let mut list = Vec::new();
    for line in element.budget().iter().filter(|line| line.stage() == Stage::Indicative) {
        let mut one = String::new();
        if let Some(amount) = line.amount() {
            let _ = write!(one, "{} {}", line.period(), report::amount(amount, lang));
            list.push(one);
        }
    }
    if !list.is_empty() {
        let head = pick(lang, Stage::Indicative.words());
        out.push_str(&format!("      {head}: {}\n", list.join("; ")));
    }
}
