//! Elements: from what was written to what the plan holds.

use crate::finding::Lang;
use crate::id::derive;
use crate::number::Value;

use super::super::cell::{Cell, Source};
use super::super::code::ClassCode;
use super::super::draft::{
    DraftBeneficiary, DraftElement, DraftEvidence, DraftExternal, DraftMilestone, DraftMore, Extensions,
};
use super::super::kind::Kind;
use super::super::lints;
use super::super::slots::{Listed, Part};
use super::super::store::{
    Beneficiary, ClassText, ElementMore, ElementRow, Evidence, External, Milestone, Span,
};
use super::Checker;
use super::names::who;
use super::report::{At, Path, Who};

impl Checker {
    /// Reads one element; its indicators, links and money are read apart.
    pub(super) fn row(&mut self, draft: &DraftElement, kind: Kind, at: usize) -> ElementRow {
        let code = self.roll.elements.code(at as u32);
        let place = At {
            who: Who { kind: who(draft).kind, code: &code, name: draft.title.as_written() },
            path: Path::Item(&draft.source, "elements", at),
        };
        let title = self.report.name(&draft.title, place.key("title"));
        let told = draft.title.is_other() || draft.source == Source::Unread;
        if title.trim().is_empty() && !told {
            self.report.add(place.finding(&lints::MISSING_TITLE));
        }
        let parent = self.roll.elements.resolve(&draft.under, place.key("under"), &mut self.report);
        let owner = self.roll.elements.resolve(&draft.owner, place.key("owner"), &mut self.report);
        self.expect_kind(owner, &[Kind::Organization, Kind::Position], place.key("owner"));
        let weight = self.report.amount_of_one(&draft.weight, self.habits, place.key("weight"));
        let given = draft.more.as_ref().map(|more| &more.classification);
        let classification = self.classify(given.unwrap_or(&Cell::Missing), kind, place);
        let more = draft.more.as_deref().filter(|more| says_more(more));
        let more = more.map(|more| Box::new(self.more(more, place)));
        let explicit = more.as_ref().and_then(|more| more.explicit_id);
        let uuid = explicit.unwrap_or_else(|| derive(self.lineage, kind.as_str(), &code));
        ElementRow {
            kind,
            uuid,
            parent,
            owner,
            weight,
            classification,
            more,
            title,
            links: 0..0,
            indicators: 0..0,
            budget: 0..0,
            source: draft.source.clone(),
            code,
        }
    }

    fn more(&mut self, draft: &DraftMore, at: At<'_>) -> ElementMore {
        self.keep_slots(draft);
        let habits = self.habits;
        let calendar = habits.calendar;
        let span = self.report.span([&draft.from, &draft.to], ["from", "to"], calendar, at);
        ElementMore {
            explicit_id: self.report.uuid(&draft.id, at.key("id")),
            statement: self.report.text(&draft.statement, at.key("statement")),
            class: self.report.word(&draft.class, at.key("class")),
            level: self.report.word(&draft.level, at.key("level")),
            priority: self.report.share(&draft.priority, habits, at.key("priority")),
            span,
            done: self.report.date(&draft.done, at.key("done")),
            focus: self.report.word(&draft.focus, at.key("focus")),
            partners: self.resolve_all(&draft.partners, &[Kind::Organization], at.key("partners")),
            places: self.resolve_all(&draft.places, &[Kind::Place], at.key("places")),
            themes: self.report.texts(&draft.themes, at.key("themes")),
            engages: self.resolve_all(&draft.engages, &[Kind::Stakeholder], at.key("engages")),
            beneficiaries: self.each(&draft.beneficiaries, at.key("beneficiaries"), Checker::beneficiary),
            milestones: self.each(&draft.milestones, at.key("milestones"), Checker::milestone),
            evidence: self.each(&draft.evidence, at.key("evidence"), Checker::evidence),
            external: self.externals(&draft.external, at),
            note: self.report.text(&draft.note, at.key("note")),
            extensions: draft.extensions.clone(),
        }
    }

    /// Keeps the slots of the parts of the element that is read.
    fn keep_slots(&mut self, draft: &DraftMore) {
        let element = self.rows.len() as u32;
        let slots = &mut self.slots;
        let mut keep = |list, i: usize, extensions: &Extensions| {
            slots.keep(|| Part::Element(element, list, i as u32), extensions);
        };
        for (i, part) in draft.beneficiaries.iter().enumerate() {
            keep(Listed::Beneficiaries, i, &part.extensions);
        }
        for (i, part) in draft.milestones.iter().enumerate() {
            keep(Listed::Milestones, i, &part.extensions);
        }
        for (i, part) in draft.evidence.iter().enumerate() {
            keep(Listed::Evidence, i, &part.extensions);
        }
        for (i, part) in draft.external.iter().enumerate() {
            keep(Listed::External, i, &part.extensions);
        }
    }

    /// Reads every part of a list at its own place.
    fn each<D, T>(&mut self, drafts: &[D], at: At<'_>, read: fn(&mut Checker, &D, At<'_>) -> T) -> Vec<T> {
        drafts.iter().enumerate().map(|(i, draft)| read(self, draft, at.index(i))).collect()
    }

    pub(super) fn externals(&mut self, drafts: &[DraftExternal], at: At<'_>) -> Vec<External> {
        self.each(drafts, at.key("external"), Checker::external)
    }

    fn external(&mut self, draft: &DraftExternal, at: At<'_>) -> External {
        let required = self.value(&draft.required, at.key("required"));
        External {
            scheme: self.report.text(&draft.scheme, at.key("scheme")),
            code: self.report.text(&draft.code, at.key("code")),
            required,
        }
    }

    /// A value that stands for itself, outside any series.
    pub(super) fn value(&mut self, cell: &Cell, at: At<'_>) -> Option<Value> {
        self.report.reading(cell, self.habits, at).value().cloned()
    }

    fn beneficiary(&mut self, draft: &DraftBeneficiary, at: At<'_>) -> Beneficiary {
        let place = self.roll.elements.resolve(&draft.place, at.key("place"), &mut self.report);
        self.expect_kind(place, &[Kind::Place], at.key("place"));
        Beneficiary {
            who: self.report.text(&draft.who, at.key("who")),
            count: self.report.headcount(&draft.count, self.habits, at.key("count")),
            place,
        }
    }

    fn milestone(&mut self, draft: &DraftMilestone, at: At<'_>) -> Milestone {
        Milestone {
            title: self.report.text(&draft.title, at.key("title")),
            due: self.report.date(&draft.due, at.key("due")),
            done: self.report.date(&draft.done, at.key("done")),
        }
    }

    fn evidence(&mut self, draft: &DraftEvidence, at: At<'_>) -> Evidence {
        Evidence {
            title: self.report.text(&draft.title, at.key("title")),
            covers: self.report.period(&draft.covers, self.habits.calendar, at.key("covers")),
            issued: self.report.date(&draft.issued, at.key("issued")),
            uri: self.report.text(&draft.uri, at.key("uri")),
        }
    }

    /// Resolves a list of references to elements of the given kinds.
    fn resolve_all(&mut self, cells: &[Cell], kinds: &[Kind], at: At<'_>) -> Vec<u32> {
        let mut found = Vec::with_capacity(cells.len());
        for (i, cell) in cells.iter().enumerate() {
            let target = self.roll.elements.resolve(cell, at.index(i), &mut self.report);
            self.expect_kind(target, kinds, at.index(i));
            found.extend(target);
        }
        found
    }

    /// Reports a reference that leads to another kind of element than the field is for.
    pub(super) fn expect_kind(&mut self, target: Option<u32>, kinds: &[Kind], at: At<'_>) {
        let target = target.filter(|at| self.roll.knows_kind(*at));
        let Some((kind, code)) = target.and_then(|at| self.named(at)) else { return };
        if !kinds.contains(&kind) {
            let allowed: Vec<Box<str>> = kinds.iter().map(|kind| kind.as_str().into()).collect();
            let finding = at.about_field(&lints::WRONG_LEVEL).with("kind", kind_words(at.who.kind));
            let finding = finding.with("target", kind.words()).with("code", code.to_string());
            self.report.add(finding.with("allowed", allowed));
        }
    }

    /// A classification code of the element's own, or its code where that is one.
    fn classify(&mut self, given: &Cell, kind: Kind, at: At<'_>) -> Option<Box<ClassText>> {
        let place = at.key("classification");
        let mut text = self.report.name(given, place);
        if text.trim().is_empty() {
            let classified = matches!(kind, Kind::Field | Kind::Program | Kind::Activity | Kind::SubActivity);
            text = Some(at.who.code).filter(|code| classified && looks_classified(code))?.into();
        }
        let code = text.parse::<ClassCode>();
        if let Err(error) = &code {
            let finding = place.finding(&lints::MALFORMED_CODE).with("code", text.to_string());
            self.report.add(finding.with("reason", [Lang::En, Lang::Id].map(|lang| error.message(lang))));
        }
        Some(Box::new(ClassText { text, code: code.ok() }))
    }

    /// When a link holds.
    pub(super) fn validity(&mut self, from: &Cell, to: &Cell, at: At<'_>) -> Span {
        self.report.span([from, to], ["from", "until"], self.habits.calendar, at)
    }
}

/// Whether anything is said besides a classification code, which stands with the element itself.
fn says_more(more: &DraftMore) -> bool {
    let bare = DraftMore { classification: more.classification.clone(), ..DraftMore::default() };
    *more != bare
}

/// Whether a code is meant as a classification code: a digit or `X`, then a point.
fn looks_classified(code: &str) -> bool {
    let mut chars = code.chars();
    chars.next().is_some_and(|c| c.is_ascii_digit() || c == 'X') && chars.next() == Some('.')
}

/// What readers call the kind of a subject, which may be an observation or none that is known.
fn kind_words(word: &'static str) -> [&'static str; 2] {
    Kind::from_word(word).map_or([word, word], Kind::words)
}
