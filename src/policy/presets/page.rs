//! The page of presets, generated from what they are.

use std::fmt::Write as _;

use crate::policy::Policy;

use super::{all, sakip_sheet, worked};

/// The page of all presets, as Markdown: each with its scope, source, days, doubts, worked examples and the whole
/// policy as a file. `docs/presets.md` holds it, and a test keeps it true.
///
/// ```
/// assert!(renstra::policy::presets::page().contains("## pmk-22-2021"));
/// ```
#[must_use]
pub fn page() -> String {
    let mut page = String::from(
        "# Presets\n\nPolicies of regulations and indices, each with its source, scope, days and doubts: what was not \
         read in its source\nis a doubt. A preset is an ordinary policy; copy the file and change it. This page is \
         generated from the code and held\ntrue by a test.\n\n| id | governs | in force |\n|---|---|---|\n",
    );
    for policy in all() {
        let _ = writeln!(page, "| `{}` | `{}` | {} |", policy.id(), policy.matter_code(), days(&policy));
    }
    for policy in all() {
        section(&mut page, &policy);
    }
    page
}

fn days(policy: &Policy) -> String {
    let valid = policy.validity();
    match (valid.from, valid.to) {
        (None, None) => "not known".into(),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
        (Some(from), Some(to)) => format!("{from} to {to}"),
    }
}

fn section(page: &mut String, policy: &Policy) {
    let _ = write!(page, "\n## {}\n\n{}\n\n", policy.id(), policy.title());
    let _ = writeln!(page, "- source: {}", policy.source_text());
    let _ = writeln!(page, "- scope: {}", policy.scope_text());
    let _ = writeln!(page, "- in force: {}", days(policy));
    if !policy.successor().is_empty() {
        let _ = writeln!(page, "- succeeded by: {}", policy.successor());
    }
    for doubt in policy.doubts() {
        let _ = writeln!(page, "- doubt: {doubt}");
    }
    examples(page, policy.id());
    if policy.id() == "sakip-88-2021" {
        sheet(page);
    }
    let _ = write!(page, "\n```json\n{}```\n", policy.to_json());
}

fn examples(page: &mut String, id: &str) {
    let mut examples = worked().into_iter().filter(|example| example.policy == id).peekable();
    if examples.peek().is_none() {
        return;
    }
    page.push_str("\n| worked example | printed | computed | |\n|---|---|---|---|\n");
    for example in examples {
        let computed = example.computed.map_or(String::new(), |number| number.to_string());
        let verdict = if example.holds() { "reproduced" } else { "shown wrong" };
        let _ = writeln!(page, "| {} | {} | {computed} | {verdict} |", example.inputs, example.printed);
    }
}

fn sheet(page: &mut String) {
    page.push_str("\n| component | sub-component | weight |\n|---|---|---|\n");
    for row in sakip_sheet() {
        let _ = writeln!(page, "| {} | {} | {} |", row.component, row.aspect, row.weight);
    }
}
