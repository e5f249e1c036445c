//! The document: what it is, for when, and how it writes its figures.

use std::sync::Arc;

use uuid::Uuid;

use crate::finding::suggest::nearest;
use crate::id::derive;
use crate::number::Currency;
use crate::period::{Calendar, Period};

use super::super::cell::Cell;
use super::super::draft::DraftDocument;
use super::super::framework::{Framework, PRESETS};
use super::super::lints;
use super::super::plan::Document;
use super::super::word::DocumentStatus;
use super::report::{At, Path, Report, Who, suggestion};
use super::scalar::Habits;

/// The framework of a plan that names none.
const DEFAULT_FRAMEWORK: &str = "regional-plan";

/// The namespace of lineages that are made from a plan's code.
const LINEAGES: Uuid = Uuid::from_u128(0x6b1d_3a6c_52c4_5b0e_9d57_2f6a_8a1e_44c3);

impl Document {
    /// What it says about its figures.
    pub(super) fn habits(&self) -> Habits {
        Habits {
            numbers: self.numbers,
            habit: self.numbers,
            calendar: self.calendar,
            currency: self.currency,
            unit: None,
        }
    }
}

/// Reads the document.
pub(super) fn read(draft: &DraftDocument, report: &mut Report) -> Document {
    let code = draft.code.as_written().trim().to_string();
    let title = draft.title.as_written().to_string();
    let at = At { who: Who { kind: "plan", code: &code, name: &title }, path: Path::Document };
    if let Cell::Other(found) = &draft.code {
        report.wrong_type(found, ["a text", "teks"], at.key("code"));
    }
    if code.is_empty() && !matches!(draft.code, Cell::Other(_)) {
        report.add(at.key("code").finding(&lints::PLAN_WITHOUT_CODE));
    }
    if title.trim().is_empty() {
        report.add(at.key("title").finding(&lints::MISSING_TITLE));
    }
    let calendar = fiscal(&draft.fiscal_start, report, at.key("fiscal_start"));
    let explicit_lineage = report.uuid(&draft.lineage, at.key("lineage"));
    let mut text = |cell: &Cell, key: &'static str| report.text(cell, at.key(key));
    let (title, kind) = (text(&draft.title, "title"), text(&draft.kind, "kind"));
    let (instrument, owner) = (text(&draft.instrument, "instrument"), text(&draft.owner, "owner"));
    let derives_from = text(&draft.derives_from, "derives_from");
    let (edition, note) = (text(&draft.edition, "edition"), text(&draft.note, "note"));
    Document {
        framework: framework(&draft.framework, draft.framework_data.as_deref(), report, at.key("framework")),
        own_framework: draft.framework_data.clone(),
        status: report.word(&draft.status, at.key("status")).unwrap_or(DocumentStatus::Draft),
        lineage: explicit_lineage.unwrap_or_else(|| derive(LINEAGES, "plan", &code)),
        explicit_lineage,
        revision: revision(&draft.revision, report, at.key("revision")),
        ends: ends(&draft.from, &draft.to, calendar, report, at),
        in_force: report.span(
            [&draft.in_force_from, &draft.in_force_to],
            ["from", "to"],
            calendar,
            at.key("in_force"),
        ),
        numbers: report.word(&draft.numbers, at.key("numbers")),
        currency: currency(&draft.currency, report, at.key("currency")),
        calendar,
        title,
        kind,
        instrument,
        owner,
        derives_from,
        edition,
        note,
        extensions: draft.extensions.clone(),
        code: code.clone().into(),
    }
}

fn framework(name: &Cell, own: Option<&Framework>, report: &mut Report, at: At<'_>) -> Arc<Framework> {
    if let Some(own) = own {
        return Arc::new(own.clone());
    }
    let name = name.as_written().trim();
    let name = if name.is_empty() { DEFAULT_FRAMEWORK } else { name };
    let preset = Framework::preset(name);
    if preset.is_none() {
        let near = nearest(name, PRESETS.iter().copied());
        let allowed: Vec<Box<str>> = PRESETS.iter().copied().map(Into::into).collect();
        let finding = at.finding(&lints::UNKNOWN_FRAMEWORK).with("framework", name).with("allowed", allowed);
        report.add(finding.with("suggestion", suggestion(near)));
    }
    Arc::new(preset.or_else(|| Framework::preset(DEFAULT_FRAMEWORK)).unwrap_or_default())
}

/// The ends of the horizon: also of one that is none, so that what is written stays.
fn ends(from: &Cell, to: &Cell, calendar: Calendar, report: &mut Report, at: At<'_>) -> [Option<Period>; 2] {
    let horizon = at.key("horizon");
    let is_open = |cell: &Cell| cell.as_written().trim().is_empty();
    for (end, other, key) in [(from, to, "from"), (to, from, "to")] {
        if is_open(end) && !is_open(other) {
            report.add(horizon.key(key).about_field(&lints::OPEN_HORIZON));
        }
    }
    let from = report.period(from, calendar, horizon.key("from"));
    let to = report.period(to, calendar, horizon.key("to"));
    if let Some((from, to)) = from.zip(to).filter(|(from, to)| to.end() < from.start()) {
        let finding = horizon.finding(&lints::DATES_REVERSED).with("from", from.to_string());
        report.add(finding.with("to", to.to_string()));
    }
    [from, to]
}

fn fiscal(cell: &Cell, report: &mut Report, at: At<'_>) -> Calendar {
    if cell.as_written().trim().is_empty() {
        return Calendar::default();
    }
    let calendar = cell.as_written().trim().parse().ok().and_then(Calendar::starting);
    calendar.unwrap_or_else(|| {
        let finding = at
            .about_field(&lints::WRONG_TYPE)
            .with("expected", ["a month from 1 to 12", "bulan 1 sampai 12"]);
        report.add(finding.with("found", quoted(cell)));
        Calendar::default()
    })
}

fn revision(cell: &Cell, report: &mut Report, at: At<'_>) -> u32 {
    if cell.as_written().trim().is_empty() {
        return 0;
    }
    cell.as_written().trim().parse().unwrap_or_else(|_| {
        let finding =
            at.about_field(&lints::WRONG_TYPE).with("expected", ["a number from 0", "angka mulai dari 0"]);
        report.add(finding.with("found", quoted(cell)));
        0
    })
}

/// What was written, as a message shows it: a text in backticks.
fn quoted(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => format!("`{text}`"),
        other => other.as_written().to_owned(),
    }
}

/// A currency code.
pub(super) fn currency(cell: &Cell, report: &mut Report, at: At<'_>) -> Option<Currency> {
    let text = report.scalar(cell, ["a text", "teks"], at)?;
    let currency = text.parse().ok();
    if currency.is_none() {
        report.add(at.finding(&lints::UNKNOWN_CURRENCY).with("text", text));
    }
    currency
}
