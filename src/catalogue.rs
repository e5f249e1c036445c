//! Every rule of the library in one list: the page that documents them is generated from it.
//!
//! A code stands for its rule for ever and is never reused.

use std::fmt::Write as _;

use crate::finding::{Lang, Lint};

/// Every rule, by code.
///
/// ```
/// let lints = renstra::catalogue::all();
/// assert!(lints.windows(2).all(|pair| pair[0].code < pair[1].code));
/// assert!(lints.iter().any(|lint| lint.code == "align.orphan"));
/// ```
#[must_use]
pub fn all() -> Vec<&'static Lint> {
    let rooms = [
        crate::format::lints::ALL,
        crate::format::table_lints::ALL,
        crate::plan::lints::ALL,
        crate::policy::lints::ALL,
        crate::score::lints::ALL,
        crate::composite::lints::ALL,
    ];
    let mut lints: Vec<&'static Lint> = rooms.into_iter().flatten().copied().collect();
    lints.extend(crate::align::lints::all());
    lints.sort_by_key(|lint| lint.code);
    lints
}

/// The rule with this code.
///
/// ```
/// assert_eq!(renstra::catalogue::find("align.orphan").unwrap().family.as_str(), "links");
/// ```
#[must_use]
pub fn find(code: &str) -> Option<&'static Lint> {
    all().into_iter().find(|lint| lint.code == code)
}

/// The page of all rules, as Markdown.
///
/// ```
/// assert!(renstra::catalogue::page().contains("## align.orphan"));
/// ```
#[must_use]
pub fn page() -> String {
    let mut page = String::from(
        "# Rules\n\nEvery rule by its code, which is stable for ever. Severities are what a breach is unless the\n\
         settings say otherwise. This page is generated from the code and held true by a test.\n",
    );
    for lint in all() {
        let _ = write!(
            page,
            "\n## {}\n\n{}, {}. {}\n",
            lint.code,
            lint.family.as_str(),
            lint.severity,
            lint.spec
        );
        for (lang, name) in [(Lang::En, "en"), (Lang::Id, "id")] {
            let _ = write!(page, "\n- {name}: {} — {}", lint.message(lang), lint.help(lang));
        }
        page.push('\n');
    }
    page
}
