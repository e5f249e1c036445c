//! Version 1 of the plan format: the fields of each record, and the place of each in a draft.

use std::ops::ControlFlow;

use serde::de::Deserializer;

use crate::finding::Subject;
use crate::plan::{
    Cell, Draft, DraftBeneficiary, DraftBudget, DraftDetail, DraftDocument, DraftElement, DraftEvidence,
    DraftExternal, DraftIndicator, DraftIndicatorMore, DraftLink, DraftMilestone, DraftMore,
    DraftObservation, DraftPoint, DraftReference, DraftRelation, Extensions, LinkKind, Source,
};

use super::framework::Own;
use super::list::{Pairs, Parts};
use super::reader::Reader;
use super::record::{Field, Found, cell, raw, read_text, record};

/// Takes an element of a file, and the draft of everything before it.
pub(super) type Take<'t> = dyn FnMut(&mut Draft, DraftElement) -> ControlFlow<()> + 't;

/// The whole file: the draft of everything but its elements, which are taken one by one. Its version was read
/// before.
pub(super) struct File<'d> {
    draft: &'d mut Draft,
    take: &'d mut Take<'d>,
    version: Cell,
}

impl<'d> File<'d> {
    pub(super) fn new(draft: &'d mut Draft, take: &'d mut Take<'d>) -> File<'d> {
        File { draft, take, version: Cell::Missing }
    }
}

record! {
    File<'_> as it {
        renstra => &mut it.version,
        document => Head(&mut it.draft.document),
        elements => Parts { take: &mut |element| (it.take)(it.draft, element) },
        observations => Parts { take: &mut |observation| kept(&mut it.draft.observations, observation) },
    }
    const CALLED: Option<&'static [&'static str]> = Some(&["document", "elements"]);

    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(&mut self.draft.extensions)
    }
}

/// Keeps a part and goes on.
pub(super) fn kept<T>(list: &mut Vec<T>, part: T) -> ControlFlow<()> {
    list.push(part);
    ControlFlow::Continue(())
}

/// The document; what is odd about it is about the plan by its name.
struct Head<'d>(&'d mut DraftDocument);

impl Field for Head<'_> {
    const EXPECTED: [&'static str; 2] = <&mut DraftDocument as Field>::EXPECTED;

    fn read<'de, D: Deserializer<'de>>(
        self,
        reader: &mut Reader,
        deserializer: D,
    ) -> Result<Found, D::Error> {
        reader.about_plan();
        let found = self.0.read(reader, deserializer)?;
        reader.plan = Some(Subject::new("plan", self.0.code.as_written(), self.0.title.as_written()));
        reader.about_plan();
        Ok(found)
    }
}

record! {
    DraftDocument as it {
        code => &mut it.code,
        title => &mut it.title,
        kind => &mut it.kind,
        framework => Framework(it),
        status => &mut it.status,
        instrument => &mut it.instrument,
        owner => &mut it.owner,
        lineage => &mut it.lineage,
        revision => &mut it.revision,
        derives_from => &mut it.derives_from,
        horizon => &mut Range { from: &mut it.from, to: &mut it.to },
        in_force => &mut Range { from: &mut it.in_force_from, to: &mut it.in_force_to },
        numbers => &mut it.numbers,
        currency => &mut it.currency,
        edition => &mut it.edition,
        fiscal_start => &mut it.fiscal_start,
        note => &mut it.note,
    }
    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(&mut self.extensions)
    }
}

/// The framework: a preset by its name, or one of the plan's own.
struct Framework<'d>(&'d mut DraftDocument);

impl Field for Framework<'_> {
    const EXPECTED: [&'static str; 2] = ["a text, a number or an object", "teks, angka, atau objek"];

    fn read<'de, D: Deserializer<'de>>(
        self,
        reader: &mut Reader,
        deserializer: D,
    ) -> Result<Found, D::Error> {
        let text = raw(deserializer)?;
        if !text.starts_with(['{', '[']) {
            self.0.framework = cell(text);
            return Ok(None);
        }
        let mut own = Own::default();
        let found = read_text(&mut own, text, reader).map_err(serde::de::Error::custom)?;
        if found.is_none() {
            self.0.framework_data = own.framework(reader).map(Box::new);
        }
        Ok(found)
    }
}

/// From and to.
struct Range<'d> {
    from: &'d mut Cell,
    to: &'d mut Cell,
}

record! {
    Range<'_> as it {
        from => &mut *it.from,
        to => &mut *it.to,
    }
}

record! {
    DraftElement as it {
        kind => &mut it.kind,
        code => &mut it.code,
        title => &mut it.title,
        under => &mut it.under,
        weight => &mut it.weight,
        owner => &mut it.owner,
        serves => Links { links: &mut it.links, kind: None },
        supports => Links { links: &mut it.links, kind: Some(LinkKind::Supports) },
        indicators => &mut it.indicators,
        budget => &mut it.budget,
        id => &mut more(it).id,
        statement => &mut more(it).statement,
        class => &mut more(it).class,
        level => &mut more(it).level,
        classification => &mut more(it).classification,
        priority => &mut more(it).priority,
        from => &mut more(it).from,
        to => &mut more(it).to,
        done => &mut more(it).done,
        focus => &mut more(it).focus,
        partners => &mut more(it).partners,
        places => &mut more(it).places,
        themes => &mut more(it).themes,
        engages => &mut more(it).engages,
        beneficiaries => &mut more(it).beneficiaries,
        milestones => &mut more(it).milestones,
        evidence => &mut more(it).evidence,
        external => &mut more(it).external,
        note => &mut more(it).note,
    }
    const CALLED: Option<&'static [&'static str]> = Some(&["kind", "code", "title", "indicators"]);

    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(&mut more(self).extensions)
    }
    fn finish(&mut self) {
        self.source = Source::Listed;
        // As written back: what an element serves first, then what it supports.
        self.links.sort_by_key(|link| link.kind.is_some());
        self.more.take_if(|more| **more == DraftMore::default());
    }
    fn unread(&mut self) {
        self.source = Source::Unread;
    }
}

/// The links of one kind.
struct Links<'d> {
    links: &'d mut Vec<DraftLink>,
    kind: Option<LinkKind>,
}

impl Field for Links<'_> {
    const EXPECTED: [&'static str; 2] = <&mut Vec<DraftLink> as Field>::EXPECTED;

    fn read<'de, D: Deserializer<'de>>(
        self,
        reader: &mut Reader,
        deserializer: D,
    ) -> Result<Found, D::Error> {
        let before = self.links.len();
        let found = self.links.read(reader, deserializer)?;
        self.links.iter_mut().skip(before).for_each(|link| link.kind = self.kind);
        Ok(found)
    }
}

fn more(element: &mut DraftElement) -> &mut DraftMore {
    element.more.get_or_insert_default()
}

record! {
    DraftLink as it or &mut it.to, {
        to => &mut it.to,
        share => &mut it.share,
        weight => &mut it.weight,
        sign => &mut it.sign,
        holding => &mut it.holding,
        status => &mut it.status,
        from => &mut it.from,
        until => &mut it.until,
    }
    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(self.extensions.get_or_insert_default())
    }
}

record! {
    DraftIndicator as it {
        code => &mut it.code,
        name => &mut it.name,
        unit => &mut it.unit,
        direction => &mut it.direction,
        level => &mut it.level,
        accumulation => &mut it.accumulation,
        weight => &mut it.weight,
        baseline => Pairs(&mut it.baseline),
        targets => Pairs(&mut it.targets),
        actuals => Pairs(&mut it.actuals),
        id => &mut indicator_more(it).id,
        definition => &mut indicator_more(it).definition,
        version => &mut indicator_more(it).version,
        data_source => &mut indicator_more(it).data_source,
        verification => &mut indicator_more(it).verification,
        roles => &mut indicator_more(it).roles,
        scale => &mut indicator_more(it).scale,
        population => &mut indicator_more(it).population,
        place => &mut indicator_more(it).place,
        composition => &mut indicator_more(it).composition,
        relations => &mut indicator_more(it).relations,
        references => &mut indicator_more(it).references,
        external => &mut indicator_more(it).external,
        slices => &mut indicator_more(it).slices,
        note => &mut indicator_more(it).note,
    }
    const CALLED: Option<&'static [&'static str]> = Some(&["code", "name"]);

    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(&mut indicator_more(self).extensions)
    }
    fn finish(&mut self) {
        self.source = Source::Listed;
        self.more.take_if(|more| **more == DraftIndicatorMore::default());
    }
    fn unread(&mut self) {
        self.source = Source::Unread;
    }
}

fn indicator_more(indicator: &mut DraftIndicator) -> &mut DraftIndicatorMore {
    indicator.more.get_or_insert_default()
}

record! {
    DraftPoint as it or &mut it.value, {
        value => &mut it.value,
        role => &mut detail(it).role,
        status => &mut detail(it).status,
        absent => &mut detail(it).absent,
        decided => &mut detail(it).decided,
        effective => &mut detail(it).effective,
        reason => &mut detail(it).reason,
        by => &mut detail(it).by,
        was => &mut detail(it).was,
    }
    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(&mut detail(self).extensions)
    }
    fn finish(&mut self) {
        self.detail.take_if(|detail| **detail == DraftDetail::default());
    }
}

fn detail(point: &mut DraftPoint) -> &mut DraftDetail {
    point.detail.get_or_insert_default()
}

record! {
    DraftBudget as it {
        stage => &mut it.stage,
        fund => &mut it.fund,
        currency => &mut it.currency,
        amounts => Pairs(&mut it.amounts),
    }
    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(self.extensions.get_or_insert_default())
    }
    fn finish(&mut self) {
        self.source = Source::Listed;
    }
    fn unread(&mut self) {
        self.source = Source::Unread;
    }
}

record! {
    DraftBeneficiary as it {
        who => &mut it.who,
        count => &mut it.count,
        place => &mut it.place,
    }
    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(&mut self.extensions)
    }
}

record! {
    DraftMilestone as it {
        title => &mut it.title,
        due => &mut it.due,
        done => &mut it.done,
    }
    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(&mut self.extensions)
    }
}

record! {
    DraftEvidence as it {
        title => &mut it.title,
        covers => &mut it.covers,
        issued => &mut it.issued,
        uri => &mut it.uri,
    }
    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(&mut self.extensions)
    }
}

record! {
    DraftExternal as it {
        scheme => &mut it.scheme,
        code => &mut it.code,
        required => &mut it.required,
    }
    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(&mut self.extensions)
    }
}

record! {
    DraftRelation as it {
        kind => &mut it.kind,
        to => &mut it.to,
        weight => &mut it.weight,
        worst => &mut it.worst,
        best => &mut it.best,
    }
    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(&mut self.extensions)
    }
}

record! {
    DraftReference as it {
        name => &mut it.name,
        value => &mut it.value,
        period => &mut it.period,
    }
    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(&mut self.extensions)
    }
}

record! {
    DraftObservation as it {
        indicator => &mut it.indicator,
        slice => &mut it.slice,
        period => &mut it.point.period,
        value => &mut it.point.value,
        status => &mut detail(&mut it.point).status,
        absent => &mut detail(&mut it.point).absent,
        recorded => &mut it.recorded,
        by => &mut it.by,
        cause => &mut it.cause,
        follow_up => &mut it.follow_up,
        decided => &mut detail(&mut it.point).decided,
        effective => &mut detail(&mut it.point).effective,
        reason => &mut detail(&mut it.point).reason,
        was => &mut detail(&mut it.point).was,
    }
    fn extensions(&mut self) -> Option<&mut Extensions> {
        Some(&mut self.extensions)
    }
    fn finish(&mut self) {
        self.source = Source::Listed;
        super::record::Record::finish(&mut self.point);
    }
    fn unread(&mut self) {
        self.source = Source::Unread;
    }
}
