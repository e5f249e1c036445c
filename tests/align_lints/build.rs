//! Plans in few words.

use renstra::align::AlignSettings;
use renstra::plan::{
    Draft, DraftBudget, DraftElement, DraftIndicator, DraftLink, DraftRelation, LinkKind, Measure, Node,
    Organization, Typed,
};

pub(crate) fn settings() -> AlignSettings {
    AlignSettings::on("2026-06-30".parse().unwrap())
}

pub(crate) fn e<K: Typed>(code: &str) -> DraftElement {
    Node::<K>::new(code, format!("{} {code}", K::KIND)).into_draft()
}

pub(crate) trait Edit: Sized {
    fn to(self, code: &str) -> Self;
    fn refers(self, code: &str) -> Self;
    fn share(self, code: &str, share: &str) -> Self;
    fn inside(self, code: &str) -> Self;
    fn with(self, indicator: DraftIndicator) -> Self;
    fn pays(self, amount: &str) -> Self;
    fn led(self, code: &str) -> Self;
    fn more(self, edit: impl FnOnce(&mut renstra::plan::DraftMore)) -> Self;
}

impl Edit for DraftElement {
    fn to(mut self, code: &str) -> Self {
        self.links.push(DraftLink { to: code.into(), ..Default::default() });
        self
    }
    fn refers(mut self, code: &str) -> Self {
        self.links.push(DraftLink { kind: Some(LinkKind::Supports), to: code.into(), ..Default::default() });
        self
    }
    fn share(mut self, code: &str, share: &str) -> Self {
        self.links.push(DraftLink { to: code.into(), share: share.into(), ..Default::default() });
        self
    }
    fn inside(mut self, code: &str) -> Self {
        self.under = code.into();
        self
    }
    fn with(mut self, indicator: DraftIndicator) -> Self {
        self.indicators.push(indicator);
        self
    }
    fn pays(mut self, amount: &str) -> Self {
        self.budget.push(DraftBudget { amounts: vec![("2026".into(), amount.into())], ..Default::default() });
        self
    }
    fn led(mut self, code: &str) -> Self {
        self.owner = code.into();
        self
    }
    fn more(mut self, edit: impl FnOnce(&mut renstra::plan::DraftMore)) -> Self {
        edit(self.more.get_or_insert_default());
        self
    }
}

pub(crate) fn plan(elements: Vec<DraftElement>) -> Draft {
    let mut draft = Draft::new("PLAN", "a plan").currency("IDR").numbers("point").horizon(2025, 2029);
    draft.elements = elements;
    draft
}

pub(crate) fn region(elements: Vec<DraftElement>) -> Draft {
    let mut draft = plan(elements);
    draft.document.code = "REGION".into();
    draft.elements.insert(0, e::<Organization>("ORG"));
    draft
}

pub(crate) fn own(elements: Vec<DraftElement>) -> Draft {
    let mut draft = plan(elements);
    draft.document.owner = "ORG".into();
    draft
}

/// An indicator with a baseline of 2024 and targets from 2025 on.
pub(crate) fn i(name: &str, unit: &str, figures: &[&str]) -> Measure {
    let measure = Measure::new(name).unit(unit).data_source("survey");
    let mut years = 2024..;
    figures.iter().fold(measure, |measure, figure| match years.next().unwrap() {
        2024 => measure.baseline(2024, *figure),
        year => measure.target(year, *figure),
    })
}

pub(crate) fn any(name: &str) -> DraftIndicator {
    i(name, "%", &["10", "20", "30"]).into_draft()
}

pub(crate) fn part_of(indicator: DraftIndicator, whole: &str) -> DraftIndicator {
    let mut indicator = indicator;
    indicator.more.get_or_insert_default().relations.push(DraftRelation {
        kind: "decomposes".into(),
        to: whole.into(),
        ..Default::default()
    });
    indicator
}

pub(crate) fn coded(measure: Measure, code: &str) -> DraftIndicator {
    measure.code(code).into_draft()
}
