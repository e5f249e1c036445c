//! What a plan and its observations say, for their fingerprints.
//!
//! Every row is taken apart by name, so that a column that is added later does not compile until somebody has
//! said whether it is content. Left out is what nothing is computed from: where in its file a thing stands, which
//! convention its figures were written in, and slots of the user's own.

use crate::fingerprint::{Canon, Content, Fingerprint};

use super::framework::{Framework, Level};
use super::observation::{Observations, Observed, Remark};
use super::plan::{Document, Inner, Plan};
use super::store::{
    Amount, Beneficiary, BudgetLine, ClassText, ElementMore, ElementRow, Evidence, External, IndicatorMore,
    IndicatorRow, LinkRow, Milestone, Reference, RelationRow, Span, Target,
};

impl Plan {
    /// The hash of what the plan says: its document, elements, links, indicators, targets and money, without the
    /// observations that came in its file.
    ///
    /// The order in which elements, links or budget lines are written makes no difference, nor do the layout of the
    /// file, the way figures are written, and slots of the user's own (`x-…`). An indicator without a code of its own
    /// is called by its place in its element, so there the order is content.
    ///
    /// ```
    /// use renstra::plan::{Draft, Measure, Mission, Node};
    /// let mission = |code: &str, target: &str| {
    ///     Node::<Mission>::new(code, "m").measured(Measure::new("rate").unit("%").target(2025, target))
    /// };
    /// let plan = |missions: [Node<Mission>; 2]| Draft::new("P", "p").with_all(missions).check().unwrap();
    /// let one = plan([mission("M1", "7.5"), mission("M2", "8")]).fingerprint();
    /// assert_eq!(one, plan([mission("M2", "8"), mission("M1", "7,50")]).fingerprint());
    /// assert_ne!(one, plan([mission("M1", "7.5"), mission("M2", "9")]).fingerprint());
    /// ```
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of("renstra-plan 1", &*self.0)
    }
}

impl Observations {
    /// The hash of what was measured: figures by their values, with their status and revisions, when and by whom they
    /// were recorded, why they are what they are. The order of rows makes no difference.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of("renstra-observations 1", self)
    }
}

impl Content for Observations {
    fn feed(&self, canon: &mut Canon) {
        canon.set(self.all().iter().filter(|row| !row.series.is_empty()), |row, canon| row.feed(canon));
    }
}

impl Content for Observed {
    fn feed(&self, canon: &mut Canon) {
        let Observed { indicator, slice, series, remarks } = self;
        canon.put(&indicator.uuid()).put(slice).put(series);
        canon.set(remarks.iter().filter(|remark| !remark.says_nothing()), |remark, canon| remark.feed(canon));
    }
}

impl Content for Remark {
    fn feed(&self, canon: &mut Canon) {
        let Remark { period, recorded, by, cause, follow_up, extensions: _ } = self;
        canon.put(period).put(recorded).put(by).put(cause).put(follow_up);
    }
}

impl Remark {
    /// Whether nothing but slots of the user's own stands in it.
    fn says_nothing(&self) -> bool {
        Remark { extensions: Vec::new(), ..self.clone() }.is_empty()
    }
}

impl Content for Inner {
    fn feed(&self, canon: &mut Canon) {
        let Inner {
            document,
            elements,
            indicators,
            links,
            budget: _,
            by_code: _,
            indicators_by_code: _,
            by_id: _,
            indicators_by_id: _,
            children: _,
            incoming: _,
            order: _,
            observations: _,
            findings: _,
            extensions: _,
            slots: _,
        } = self;
        document.feed(canon);
        canon.set(elements, |element, canon| self.element(element, canon));
        canon.set(indicators, |indicator, canon| self.indicator(indicator, canon));
        canon.set(links, |link, canon| self.link(link, canon));
    }
}

impl Inner {
    /// Another element, by its identifier.
    fn to(&self, at: u32, canon: &mut Canon) {
        self.elements.get(at as usize).map(|row| row.uuid).feed(canon);
    }

    fn to_one(&self, at: Option<u32>, canon: &mut Canon) {
        at.and_then(|at| self.elements.get(at as usize)).map(|row| row.uuid).feed(canon);
    }

    fn to_all(&self, places: &[u32], canon: &mut Canon) {
        canon.set(places, |at, canon| self.to(**at, canon));
    }

    fn element(&self, row: &ElementRow, canon: &mut Canon) {
        let ElementRow {
            kind,
            code,
            title,
            uuid,
            parent,
            owner,
            weight,
            links: _,
            indicators: _,
            budget,
            classification,
            more,
            source: _,
        } = row;
        canon.text(kind.as_str()).put(code).put(title).put(uuid).put(weight);
        self.to_one(*parent, canon);
        self.to_one(*owner, canon);
        let lines = self.budget.get(budget.start as usize..budget.end as usize).unwrap_or(&[]);
        canon.set(lines, |line, canon| line.feed(canon));
        let more = more.as_deref();
        self.element_more(more.unwrap_or(&ElementMore::default()), classification.as_deref(), canon);
    }

    fn element_more(&self, more: &ElementMore, class_text: Option<&ClassText>, canon: &mut Canon) {
        let ElementMore {
            explicit_id: _,
            statement,
            class,
            level,
            priority,
            span,
            done,
            focus,
            partners,
            places,
            themes,
            engages,
            beneficiaries,
            milestones,
            evidence,
            external,
            note,
            extensions: _,
        } = more;
        canon.put(statement).put(&class.map(|word| word.as_str())).put(&level.map(|word| word.as_str()));
        canon.put(&class_text.map(ClassText::as_written)).put(priority).put(span).put(done);
        canon.put(&focus.map(|word| word.as_str())).put(note);
        for list in [partners, places, engages] {
            self.to_all(list, canon);
        }
        canon.set(themes, |theme, canon| theme.feed(canon));
        canon.set(beneficiaries, |Beneficiary { who, count, place }, canon| {
            canon.put(who).put(count);
            self.to_one(*place, canon);
        });
        canon.set(milestones, |Milestone { title, due, done }, canon| {
            canon.put(title).put(due).put(done).end()
        });
        canon.set(evidence, |Evidence { title, covers, issued, uri }, canon| {
            canon.put(title).put(covers).put(issued).put(uri).end();
        });
        canon.set(external, |external, canon| external.feed(canon));
    }

    fn link(&self, row: &LinkRow, canon: &mut Canon) {
        let LinkRow { kind, source, target, share, weight, sign, holding, status, valid } = row;
        canon.text(kind.as_str());
        self.to(*source, canon);
        match target {
            Target::Here(at) => self.to(*at, canon.text("here")),
            Target::Elsewhere(text) => canon.text("elsewhere").put(text).end(),
        }
        canon
            .put(share)
            .put(weight)
            .text(sign.as_str())
            .text(holding.as_str())
            .text(status.as_str())
            .put(valid);
    }

    fn indicator(&self, row: &IndicatorRow, canon: &mut Canon) {
        let IndicatorRow {
            code,
            name,
            uuid,
            element,
            unit,
            direction,
            level,
            accumulation,
            weight,
            series,
            more,
            source: _,
            own_code: _,
        } = row;
        canon.put(code).put(name).put(uuid).put(unit).put(&direction.map(|word| word.as_str()));
        canon.put(&level.map(|word| word.as_str())).put(&accumulation.map(|word| word.as_str()));
        canon.put(weight).put(series);
        self.to(*element, canon);
        self.indicator_more(more.as_deref().unwrap_or(&IndicatorMore::default()), canon);
    }

    fn indicator_more(&self, more: &IndicatorMore, canon: &mut Canon) {
        let IndicatorMore {
            explicit_id: _,
            definition,
            version,
            data_source,
            verification,
            roles,
            scale,
            population,
            place,
            composition,
            relations,
            references,
            external,
            slices,
            note,
            extensions: _,
        } = more;
        for text in [definition, version, data_source, verification, population, note] {
            canon.put(text);
        }
        canon.put(&scale.as_deref()).put(&composition.map(|word| word.as_str()));
        self.to_one(*place, canon);
        canon.set(roles, |role, canon| role.feed(canon));
        canon.set(slices, |slice, canon| slice.feed(canon));
        canon.set(relations, |relation, canon| self.relation(relation, canon));
        canon.set(references, |Reference { name, value, period }, canon| {
            canon.put(name).put(value).put(period).end();
        });
        canon.set(external, |external, canon| external.feed(canon));
    }

    fn relation(&self, row: &RelationRow, canon: &mut Canon) {
        let RelationRow { kind, target, weight, worst, best } = row;
        canon.text(kind.as_str());
        match target {
            Target::Here(at) => {
                canon.text("here").put(&self.indicators.get(*at as usize).map(|row| row.uuid));
            }
            Target::Elsewhere(text) => canon.text("elsewhere").put(text).end(),
        }
        canon.put(weight).put(worst).put(best);
    }
}

impl Content for Document {
    fn feed(&self, canon: &mut Canon) {
        let Document {
            code,
            title,
            kind,
            framework,
            own_framework: _,
            status,
            instrument,
            owner,
            lineage,
            explicit_lineage: _,
            revision,
            derives_from,
            ends: [from, to],
            in_force,
            numbers: _,
            currency,
            edition,
            calendar,
            note,
            extensions: _,
        } = self;
        for text in [code, title, kind, instrument, owner, derives_from, edition, note] {
            canon.put(text);
        }
        canon.put(&**framework).text(status.as_str()).put(lineage).count(*revision as usize);
        canon.put(from).put(to).put(in_force);
        canon.put(&currency.as_ref().map(|currency| currency.as_str())).count(calendar.first_month().into());
    }
}

impl Content for Framework {
    fn feed(&self, canon: &mut Canon) {
        let Framework { name, title, levels, joins } = self;
        canon.put(name).put(title);
        canon.list(levels, |Level { kind, local, carries }, canon| {
            canon.text(kind.as_str()).put(local).put(&carries.map(|level| level.as_str())).end();
        });
        canon.set(joins, |(child, parent), canon| canon.text(child.as_str()).text(parent.as_str()).end());
    }
}

impl Content for Span {
    fn feed(&self, canon: &mut Canon) {
        let Span { from, to } = self;
        canon.put(from).put(to);
    }
}

impl Content for External {
    fn feed(&self, canon: &mut Canon) {
        let External { scheme, code, required } = self;
        canon.put(scheme).put(code).put(required);
    }
}

impl Content for BudgetLine {
    fn feed(&self, canon: &mut Canon) {
        let BudgetLine { stage, period, fund, currency, amount } = self;
        canon.text(stage.as_str()).put(period).put(fund);
        canon.put(&currency.as_ref().map(|currency| currency.as_str()));
        match amount {
            Amount::Read(figure) if figure.is_plain() => canon.text("read").put(&figure.number()),
            Amount::Read(figure) => canon.text("noted").put(&figure.number()).put(&*figure.text()),
            Amount::Unread(text) => canon.text("unread").put(text),
        };
    }
}
