//! Links: what serves what, with which share and weight, and whether the framework allows it.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use crate::number::Number;

use super::super::draft::DraftLink;
use super::super::kind::{Kind, KindFamily};
use super::super::lints;
use super::super::slots::Part;
use super::super::store::{LinkRow, Span, Target};
use super::super::word::{Holding, LinkKind, LinkStatus, Sign};
use super::Checker;
use super::report::At;

impl Checker {
    /// Reads the links of the element at `source`.
    pub(super) fn links(&mut self, drafts: &[DraftLink], source: u32, at: At<'_>) {
        let first = self.links.len();
        let mut seen = Seen::new();
        let mut places = [0usize; 2];
        for draft in drafts {
            let kind = draft.kind.unwrap_or(LinkKind::Contributes);
            let (field, place) = match kind {
                LinkKind::Contributes => ("serves", &mut places[0]),
                LinkKind::Supports => ("supports", &mut places[1]),
            };
            let key = at.key(field);
            let index = *place;
            *place += 1;
            if let Some(row) = self.link(draft, kind, source, key.index(index)) {
                let place = self.links.len();
                self.add_link(row, &mut seen, key.index(index));
                if let Some(own) = draft.extensions.as_deref().filter(|_| self.links.len() > place) {
                    self.slots.keep(|| Part::Link(place as u32), own);
                }
            }
        }
        self.shares_within_whole(first, at);
    }

    fn link(&mut self, draft: &DraftLink, kind: LinkKind, source: u32, at: At<'_>) -> Option<LinkRow> {
        self.report.needed(&draft.to, ["the code of an element", "kode elemen"], at.key("to"));
        let target = self.roll.elements.target(&draft.to, at, &mut self.report);
        // What else is wrong with a link that leads nowhere is told in the same pass.
        let share = self.report.share(&draft.share, self.habits, at.key("share"));
        let weight = self.report.amount_of_one(&draft.weight, self.habits, at.key("weight"));
        let sign = self.report.word(&draft.sign, at.key("sign")).unwrap_or(Sign::Positive);
        let holding = self.report.word(&draft.holding, at.key("holding")).unwrap_or(Holding::Pooled);
        let status = self.report.word(&draft.status, at.key("status")).unwrap_or(LinkStatus::Declared);
        let valid = self.validity(&draft.from, &draft.until, at);
        Some(LinkRow { kind, source, target: target?, share, weight, sign, holding, status, valid })
    }

    /// Keeps a link unless the element names the same target already, for days in common.
    fn add_link(&mut self, row: LinkRow, seen: &mut Seen, at: At<'_>) {
        let spans = seen.entry((row.kind, row.target.clone())).or_default();
        if meets(spans, &row.valid) {
            let code = self.target_name(&row.target).into_string();
            self.report.add(at.finding(&lints::DUPLICATE_LINK).with("code", code));
            return;
        }
        spans.insert(row.valid.from, row.valid);
        if let (LinkKind::Contributes, Target::Here(target)) = (row.kind, &row.target) {
            self.may_join(row.source, *target, at);
        }
        self.links.push(row);
    }

    /// Reports a pair that the plan's framework does not allow.
    pub(super) fn may_join(&mut self, child: u32, parent: u32, at: At<'_>) {
        let ends = [child, parent];
        let (Some((child, _)), Some((parent, code))) = (self.named(child), self.named(parent)) else {
            return;
        };
        let allowed = self.framework.allows(child, parent) || same_kind_nests(child, parent);
        if allowed || ends.iter().any(|end| !self.roll.knows_kind(*end)) {
            return;
        }
        let allowed: Vec<Box<str>> =
            self.framework.allowed_above(child).iter().map(|kind| kind.as_str().into()).collect();
        let finding = at.about_field(&lints::WRONG_LEVEL).with("kind", child.words());
        let finding = finding.with("target", parent.words()).with("code", code.to_string());
        self.report.add(match allowed.is_empty() {
            true => finding.with("allowed", ["nothing", "tidak ada"]),
            false => finding.with("allowed", allowed),
        });
    }

    /// Shares of one source add up to at most the whole. A negative link carries nothing away.
    fn shares_within_whole(&mut self, first: usize, at: At<'_>) {
        let links = self.links.get(first..).unwrap_or(&[]);
        let counted = |link: &&LinkRow| {
            link.kind == LinkKind::Contributes
                && link.sign == Sign::Positive
                && link.holding == Holding::Pooled
                && link.status != LinkStatus::Inferred
        };
        let shares = || links.iter().filter(counted).filter_map(|link| link.share.map(|share| (link, share)));
        let greatest = greatest_sum(shares().map(|(link, share)| (link.valid, share)));
        let Some(sum) = greatest.filter(|sum| *sum > Number::ONE) else { return };
        let targets: Vec<Box<str>> = shares().map(|(link, _)| self.target_name(&link.target)).collect();
        let finding = at.finding(&lints::SHARES_ABOVE_WHOLE).with("sum", sum);
        self.report.add(finding.with("targets", targets));
    }

    fn target_name(&self, target: &Target) -> Box<str> {
        match target {
            Target::Here(at) => self.named(*at).map_or(Box::default(), |(_, code)| code.into()),
            Target::Elsewhere(text) => text.clone(),
        }
    }
}

/// The targets named so far, each with the spans of days in which it is named, by their first day: no two of
/// them meet.
type Seen = HashMap<(LinkKind, Target), BTreeMap<Option<NaiveDate>, Span>>;

/// Whether a span has a day in common with one of those that do not meet each other: the last that begins
/// before it ends is the only one that can.
fn meets(spans: &BTreeMap<Option<NaiveDate>, Span>, span: &Span) -> bool {
    let before_end = match span.to {
        Some(to) => spans.range(..=Some(to)).next_back(),
        None => spans.last_key_value(),
    };
    before_end.is_some_and(|(_, known)| known.overlaps(span))
}

/// The greatest sum of shares that hold on one day: links that never meet do not share.
fn greatest_sum(shares: impl Iterator<Item = (Span, Number)>) -> Option<Number> {
    let mut changes: Vec<(Option<NaiveDate>, Number)> = Vec::new();
    for (span, share) in shares {
        changes.push((span.from, share));
        if let Some(after) = span.to.and_then(|to| to.succ_opt()) {
            changes.push((Some(after), share.negated()));
        }
    }
    // What ends on a day has a negative share and stands before what begins on it.
    changes.sort_unstable();
    let mut sum = Number::ZERO;
    let mut greatest = None;
    for (_, change) in changes {
        sum = sum.checked_add(change)?;
        greatest = greatest.max(Some(sum));
    }
    greatest
}

/// Organisations, places, problems and activities may have parts of their own kind.
fn same_kind_nests(child: Kind, parent: Kind) -> bool {
    child == parent && matches!(child.family(), KindFamily::People | KindFamily::Grounds)
}
