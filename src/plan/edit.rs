//! Back from a plan to a draft, to be edited and checked again.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::number::{Figure, Money, Number, Numbers, Reading, Status, Value};
use crate::period::{Entry, PeriodRole, Revision, Series};

use super::cell::Cell;
use super::draft::{
    Draft, DraftBeneficiary, DraftBudget, DraftDetail, DraftDocument, DraftElement, DraftEvidence,
    DraftExternal, DraftIndicator, DraftIndicatorMore, DraftLink, DraftMilestone, DraftMore,
    DraftObservation, DraftPoint, DraftReference, DraftRelation,
};
use super::observation::{Observed, Remark};
use super::plan::{Document, Plan};
use super::slots::{OfSeries, Part};
use super::store::{
    Amount, BudgetLine, ClassText, ElementMore, ElementRow, External, IndicatorMore, IndicatorRow, LinkRow,
    OwnCode, RelationRow, Target,
};
use super::word::{Holding, LinkKind, LinkStatus, Sign, Stage};

impl Plan {
    /// The plan as a draft, to be edited and checked again; nothing is lost.
    ///
    /// ```
    /// use renstra::plan::{Draft, Mission, Node};
    /// let plan = Draft::new("DEMO", "before").with(Node::<Mission>::new("M1", "smart government")).check()?;
    /// let mut draft = plan.to_draft();
    /// draft.document.title = "after".into();
    /// assert_eq!(draft.check()?.document().title(), "after");
    /// # Ok::<(), renstra::plan::Faults>(())
    /// ```
    #[must_use]
    pub fn to_draft(&self) -> Draft {
        Draft { elements: self.draft_elements().collect(), ..self.to_draft_without_elements() }
    }

    /// The draft of everything but the elements.
    pub(crate) fn to_draft_without_elements(&self) -> Draft {
        let writer = Writer::of(self);
        Draft {
            document: writer.document(self.document()),
            elements: Vec::new(),
            observations: writer.observations(),
            findings: Vec::new(),
            extensions: self.0.extensions.clone(),
        }
    }

    /// The draft of each element, in the order written.
    pub(crate) fn draft_elements(&self) -> impl ExactSizeIterator<Item = DraftElement> {
        let writer = Writer::of(self);
        self.0.elements.iter().enumerate().map(move |(at, row)| writer.element(at as u32, row))
    }
}

/// Turns rows back into what people write.
struct Writer<'p> {
    plan: &'p Plan,
    numbers: Option<Numbers>,
}

impl Writer<'_> {
    fn of(plan: &Plan) -> Writer<'_> {
        Writer { plan, numbers: plan.document().numbers }
    }

    fn document(&self, document: &Document) -> DraftDocument {
        let [from, to] = document.ends;
        DraftDocument {
            code: text(&document.code),
            title: text(&document.title),
            kind: text(&document.kind),
            framework: match document.own_framework {
                Some(_) => Cell::Missing,
                None => text(&document.framework.name),
            },
            framework_data: document.own_framework.clone(),
            status: document.status.as_str().into(),
            instrument: text(&document.instrument),
            owner: text(&document.owner),
            lineage: document.explicit_lineage.map(|id| id.to_string()).into(),
            revision: if document.revision == 0 {
                Cell::Missing
            } else {
                i64::from(document.revision).into()
            },
            derives_from: text(&document.derives_from),
            from: from.map(|period| period.to_string()).into(),
            to: to.map(|period| period.to_string()).into(),
            in_force_from: day(document.in_force.from),
            in_force_to: day(document.in_force.to),
            numbers: document.numbers.map(Numbers::as_str).into(),
            currency: document.currency.map(|currency| currency.to_string()).into(),
            edition: text(&document.edition),
            fiscal_start: match document.calendar.first_month() {
                1 => Cell::Missing,
                month => i64::from(month).into(),
            },
            note: text(&document.note),
            extensions: document.extensions.clone(),
        }
    }

    fn element(&self, at: u32, row: &ElementRow) -> DraftElement {
        let links = self.plan.0.links.get(row.links.start as usize..row.links.end as usize);
        let indicators =
            self.plan.0.indicators.get(row.indicators.start as usize..row.indicators.end as usize);
        let budget = self.plan.0.budget.get(row.budget.start as usize..row.budget.end as usize);
        let measures = indicators.unwrap_or(&[]).iter().zip(row.indicators.start..);
        let mut draft = DraftElement {
            kind: row.kind.as_str().into(),
            code: text(&row.code),
            title: text(&row.title),
            under: self.code(row.parent),
            weight: self.number(row.weight),
            owner: self.code(row.owner),
            links: links.unwrap_or(&[]).iter().map(|link| self.link(link)).collect(),
            indicators: measures.map(|(row, at)| self.indicator(at, row)).collect(),
            budget: self.budget(row.budget.start, budget.unwrap_or(&[])),
            more: self.more_of(row),
            source: row.source.clone(),
        };
        self.plan.0.slots.give_back(at, row, &mut draft);
        draft
    }

    fn more_of(&self, row: &ElementRow) -> Option<Box<DraftMore>> {
        let own = row.classification.as_deref().map(ClassText::as_written).filter(|text| *text != row.code);
        let mut more = row.more.as_deref().map(|more| Box::new(self.more(more)));
        if let Some(own) = own {
            more.get_or_insert_default().classification = own.into();
        }
        more.filter(|more| **more != DraftMore::default())
    }

    fn more(&self, more: &ElementMore) -> DraftMore {
        DraftMore {
            classification: Cell::Missing,
            id: more.explicit_id.map(|id| id.to_string()).into(),
            statement: text(&more.statement),
            class: more.class.map(|word| word.as_str()).into(),
            level: more.level.map(|word| word.as_str()).into(),
            priority: self.number(more.priority),
            from: day(more.span.from),
            to: day(more.span.to),
            done: day(more.done),
            focus: more.focus.map(|word| word.as_str()).into(),
            partners: self.codes(&more.partners),
            places: self.codes(&more.places),
            themes: texts(&more.themes),
            engages: self.codes(&more.engages),
            beneficiaries: more
                .beneficiaries
                .iter()
                .map(|b| DraftBeneficiary {
                    who: text(&b.who),
                    count: self.number(b.count),
                    place: self.code(b.place),
                    ..Default::default()
                })
                .collect(),
            milestones: more
                .milestones
                .iter()
                .map(|m| DraftMilestone {
                    title: text(&m.title),
                    due: day(m.due),
                    done: day(m.done),
                    ..Default::default()
                })
                .collect(),
            evidence: more
                .evidence
                .iter()
                .map(|e| DraftEvidence {
                    title: text(&e.title),
                    covers: e.covers.map(|period| period.to_string()).into(),
                    issued: day(e.issued),
                    uri: text(&e.uri),
                    ..Default::default()
                })
                .collect(),
            external: self.externals(&more.external),
            note: text(&more.note),
            extensions: more.extensions.clone(),
        }
    }

    fn externals(&self, externals: &[External]) -> Vec<DraftExternal> {
        let one = |e: &External| DraftExternal {
            scheme: text(&e.scheme),
            code: text(&e.code),
            required: e.required.as_ref().map_or(Cell::Missing, |value| self.value(value)),
            ..Default::default()
        };
        externals.iter().map(one).collect()
    }

    fn link(&self, link: &LinkRow) -> DraftLink {
        DraftLink {
            kind: Some(link.kind).filter(|kind| *kind != LinkKind::Contributes),
            to: self.target(&link.target, |at| self.code(Some(at))),
            share: self.number(link.share),
            weight: self.number(link.weight),
            sign: (link.sign != Sign::Positive).then_some(link.sign.as_str()).into(),
            holding: (link.holding != Holding::Pooled).then_some(link.holding.as_str()).into(),
            status: (link.status != LinkStatus::Declared).then_some(link.status.as_str()).into(),
            from: day(link.valid.from),
            until: day(link.valid.to),
            ..Default::default()
        }
    }

    fn target(&self, target: &Target, here: impl Fn(u32) -> Cell) -> Cell {
        match target {
            Target::Here(at) => here(*at),
            Target::Elsewhere(code) => text(code),
        }
    }

    fn indicator(&self, at: u32, row: &IndicatorRow) -> DraftIndicator {
        let indicator = crate::id::Id::new(row.uuid);
        let plain =
            self.plan.0.observations.slice(indicator, "").filter(|observed| observed.remarks.is_empty());
        let entries = |wanted: fn(&Entry<Reading>) -> bool, of: OfSeries| {
            row.series
                .iter()
                .filter(move |entry| wanted(entry))
                .map(move |entry| self.point((at, &of), entry))
        };
        let mut draft = DraftIndicator {
            code: if row.own_code == OwnCode::Made { Cell::Missing } else { text(&row.code) },
            name: text(&row.name),
            unit: match &row.unit {
                Some(unit) if unit.scale().is_none() => unit.to_string().into(),
                // The scale says which labels there are; the unit's own text beside it stays.
                unit => unit.as_ref().and_then(|unit| unit.as_written()).into(),
            },
            direction: row.direction.map(|word| word.as_str()).into(),
            level: row.level.map(|word| word.as_str()).into(),
            accumulation: row.accumulation.map(|word| word.as_str()).into(),
            weight: self.number(row.weight),
            baseline: entries(Entry::is_baseline, OfSeries::Baseline).collect(),
            targets: entries(|entry| !entry.is_baseline(), OfSeries::Targets).collect(),
            actuals: plain.map_or(Vec::new(), |observed| self.series(at, &observed.series)),
            more: row.more.as_deref().map(|more| Box::new(self.indicator_more(more))),
            source: row.source.clone(),
        };
        self.plan.0.slots.give_back_measure(at, &mut draft);
        draft
    }

    fn indicator_more(&self, more: &IndicatorMore) -> DraftIndicatorMore {
        DraftIndicatorMore {
            id: more.explicit_id.map(|id| id.to_string()).into(),
            definition: text(&more.definition),
            version: text(&more.version),
            data_source: text(&more.data_source),
            verification: text(&more.verification),
            roles: texts(&more.roles),
            scale: more.scale.as_ref().map_or(Vec::new(), |scale| scale.labels().map(Cell::from).collect()),
            population: text(&more.population),
            place: self.code(more.place),
            composition: more.composition.map(|word| word.as_str()).into(),
            relations: more.relations.iter().map(|relation| self.relation(relation)).collect(),
            references: more
                .references
                .iter()
                .map(|reference| DraftReference {
                    name: text(&reference.name),
                    value: self.value(&reference.value),
                    period: reference.period.map(|period| period.to_string()).into(),
                    ..Default::default()
                })
                .collect(),
            external: self.externals(&more.external),
            slices: texts(&more.slices),
            note: text(&more.note),
            extensions: more.extensions.clone(),
        }
    }

    fn relation(&self, relation: &RelationRow) -> DraftRelation {
        let code =
            |at: u32| self.plan.0.indicators.get(at as usize).map_or(Cell::Missing, |row| text(&row.code));
        DraftRelation {
            kind: relation.kind.as_str().into(),
            to: self.target(&relation.target, code),
            weight: self.number(relation.weight),
            worst: self.number(relation.worst),
            best: self.number(relation.best),
            ..Default::default()
        }
    }

    fn series(&self, indicator: u32, series: &Series<Reading>) -> Vec<DraftPoint> {
        let whole = OfSeries::Actuals(Box::default());
        series.iter().map(|entry| self.point((indicator, &whole), entry)).collect()
    }

    fn point(&self, of: (u32, &OfSeries), entry: &Entry<Reading>) -> DraftPoint {
        let revised = entry.revisions().split_last();
        let mut point = match revised {
            None => self.reading(entry.reading(), DraftDetail::default()),
            Some((current, before)) => {
                let was = before.iter().map(|revision| self.revision(revision, Vec::new())).collect();
                self.revision(current, was)
            }
        };
        point.period = entry.period().to_string().into();
        if entry.role() == PeriodRole::Bridge {
            point.detail.get_or_insert_default().role = "bridge".into();
        }
        self.plan.0.slots.give_back_figure(of, entry, &mut point);
        point
    }

    fn revision(&self, revision: &Revision<Reading>, was: Vec<DraftPoint>) -> DraftPoint {
        let detail = DraftDetail {
            decided: day(revision.decided),
            effective: day(revision.effective),
            reason: revision.reason.as_deref().into(),
            by: revision.by.as_deref().into(),
            was,
            ..Default::default()
        };
        self.reading(&revision.value, detail)
    }

    fn reading(&self, reading: &Reading, mut detail: DraftDetail) -> DraftPoint {
        let value = match reading {
            Reading::Absent(absence) => {
                detail.absent = absence.as_str().into();
                Cell::Missing
            }
            Reading::Present { value, status } => {
                detail.status = (*status != Status::Final).then_some(status.as_str()).into();
                self.value(value)
            }
        };
        let detail = (detail != DraftDetail::default()).then(|| Box::new(detail));
        DraftPoint { period: Cell::Missing, value, detail }
    }

    /// A value as written; a figure that would be read otherwise under the document's convention, or with another
    /// finding, leaves as a number of the format.
    fn value(&self, value: &Value) -> Cell {
        match value {
            Value::YesNo(yes) => Cell::Other(yes.to_string().into()),
            Value::Number(figure) => {
                let again = Money::read_figure(&figure.text(), self.numbers).map(|(figure, _)| figure);
                let same = again.is_ok_and(|again| {
                    again.number() == figure.number() && again.reading() == figure.reading()
                });
                if same { figure.text().as_ref().into() } else { figure.number().into() }
            }
            other => other.text().as_ref().into(),
        }
    }

    /// Amounts of one stage, fund and currency stand together.
    fn budget(&self, first: u32, lines: &[BudgetLine]) -> Vec<DraftBudget> {
        let mut groups: Vec<(&BudgetLine, DraftBudget)> = Vec::new();
        // Two amounts for one period are two lines: no key comes twice.
        let mut periods = HashSet::new();
        for (line, at) in lines.iter().zip(first..) {
            let begins = self.plan.0.slots.has(&Part::Budget(at));
            let same = |other: &BudgetLine| {
                let same = other.stage == line.stage && other.fund == line.fund;
                same && other.currency == line.currency && !begins
            };
            let amount = match &line.amount {
                Amount::Read(figure) => self.noted(figure),
                Amount::Unread(text) => Cell::from(&**text),
            };
            let pair = (Cell::from(line.period.to_string()), amount);
            match groups.last_mut().filter(|(first, _)| same(first) && periods.insert(line.period)) {
                Some((_, group)) => group.amounts.push(pair),
                None => {
                    periods = HashSet::from([line.period]);
                    groups.push((line, self.budget_head(line, pair)));
                }
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// An amount as written, where the document's convention reads it so.
    fn noted(&self, figure: &Figure) -> Cell {
        if figure.is_plain() {
            return figure.number().into();
        }
        let text = figure.text();
        let again = Money::read_figure(&text, self.numbers);
        let same = again.is_ok_and(|(again, _)| again.number() == figure.number());
        if same { text.as_ref().into() } else { figure.number().into() }
    }

    fn budget_head(&self, line: &BudgetLine, pair: (Cell, Cell)) -> DraftBudget {
        let own = line.currency.filter(|currency| Some(*currency) != self.plan.document().currency);
        DraftBudget {
            stage: (line.stage != Stage::Indicative).then_some(line.stage.as_str()).into(),
            fund: text(&line.fund),
            currency: own.map(|currency| currency.to_string()).into(),
            amounts: vec![pair],
            ..Default::default()
        }
    }

    /// Observations with slices or remarks; the others stand beside their indicators.
    fn observations(&self) -> Vec<DraftObservation> {
        let rows = self.plan.0.observations.all().iter();
        let listed = rows.filter(|observed| !observed.slice.is_empty() || !observed.remarks.is_empty());
        let mut drafts = Vec::new();
        for observed in listed {
            let of = OfSeries::Actuals(observed.slice.clone());
            drafts.extend(observed.series.iter().map(|entry| self.observation(observed, &of, entry)));
        }
        drafts
    }

    fn observation(&self, observed: &Observed, of: &OfSeries, entry: &Entry<Reading>) -> DraftObservation {
        let indicator = self.plan.indicator(observed.indicator);
        let place = indicator.map_or(0, |indicator| indicator.position());
        let remark = observed.remark(entry.period()).cloned().unwrap_or_else(Remark::default);
        DraftObservation {
            indicator: indicator.map(|indicator| indicator.code()).into(),
            slice: text(&observed.slice),
            recorded: day(remark.recorded),
            by: text(&remark.by),
            cause: text(&remark.cause),
            follow_up: text(&remark.follow_up),
            point: self.point((place, of), entry),
            extensions: remark.extensions,
            ..Default::default()
        }
    }

    fn code(&self, at: Option<u32>) -> Cell {
        at.and_then(|at| self.plan.0.elements.get(at as usize)).map_or(Cell::Missing, |row| text(&row.code))
    }

    fn codes(&self, list: &[u32]) -> Vec<Cell> {
        list.iter().map(|at| self.code(Some(*at))).collect()
    }

    /// A number in a notation that every convention reads alike.
    fn number(&self, number: Option<Number>) -> Cell {
        number.into()
    }
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Missing } else { text.into() }
}

fn texts(list: &[Box<str>]) -> Vec<Cell> {
    list.iter().map(|item| text(item)).collect()
}

fn day(day: Option<NaiveDate>) -> Cell {
    day.map(|day| day.to_string()).into()
}
