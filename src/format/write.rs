//! Writing a plan: the same plan gives the same bytes, and reading them gives the same plan.

use std::borrow::Borrow;

use crate::plan::{
    Cell, Draft, DraftBudget, DraftDetail, DraftDocument, DraftElement, DraftIndicator, DraftIndicatorMore,
    DraftLink, DraftMore, DraftObservation, DraftPoint, LinkKind, Plan,
};

use super::framework;
use super::version::CURRENT;

/// Writes a plan as JSON, version 1: fields in a fixed order, short objects on one line, a final newline.
///
/// ```
/// use renstra::plan::{Draft, Mission, Node};
/// let plan = Draft::new("DEMO", "A demonstration").with(Node::<Mission>::new("M1", "Smart government")).check()?;
/// let text = renstra::format::write(&plan);
/// let again = renstra::format::read_plan(text.as_bytes())?;
/// assert_eq!(renstra::format::write(&again), text);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn write(plan: &Plan) -> String {
    let Draft { document, observations, extensions, .. } = plan.to_draft_without_elements();
    let (mut head, mut tail) = (Object::new(), Object::new());
    head.raw("renstra", Json::Plain(CURRENT.to_string()));
    head.raw("document", self::document(&document));
    tail.list("observations", &observations, observation);
    tail.extensions(&extensions);
    let mut out = String::from("{");
    head.0.iter().for_each(|(key, value)| value.field(&mut out, key));
    elements(&mut out, plan);
    tail.0.iter().for_each(|(key, value)| value.field(&mut out, key));
    out.push_str("\n}\n");
    out
}

/// The elements, each printed and forgotten before the next one: a whole plan of them would be many times its file.
fn elements(out: &mut String, plan: &Plan) {
    /// So many never stand on one line.
    const MANY: usize = 8;
    let drafts = plan.draft_elements().map(|draft| element(&draft));
    begin(out, INDENT, Some(&quoted("elements")));
    if drafts.len() < MANY {
        Json::List(drafts.collect()).print(out, INDENT);
    } else {
        Json::block(out, INDENT, ['[', ']'], drafts.map(|item| (None, item)));
    }
}

/// How far the fields of an object stand to the right of its brackets.
const INDENT: usize = 2;

/// The next field of an object or item of a list, on a line of its own.
fn begin(out: &mut String, indent: usize, key: Option<&str>) {
    if !out.ends_with(['{', '[']) {
        out.push(',');
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    if let Some(key) = key {
        out.push_str(key);
        out.push_str(": ");
    }
}

/// A value about to be printed.
enum Json {
    Plain(String),
    List(Vec<Json>),
    Object(Object),
}

/// The widest line on which an object or a list is printed whole.
const WIDTH: usize = 100;

impl Json {
    /// As a field of the file.
    fn field(&self, out: &mut String, key: &str) {
        begin(out, INDENT, Some(key));
        self.print(out, INDENT);
    }

    fn print(&self, out: &mut String, indent: usize) {
        let before = out.len();
        if self.inline(out, WIDTH.saturating_sub(indent)) {
            return;
        }
        out.truncate(before);
        match self {
            Json::Plain(text) => out.push_str(text),
            Json::List(items) => Json::block(out, indent, ['[', ']'], items.iter().map(|item| (None, item))),
            Json::Object(object) => {
                let fields = object.0.iter().map(|(key, value)| (Some(key.as_str()), value));
                Json::block(out, indent, ['{', '}'], fields);
            }
        }
    }

    fn block<'j, J: Borrow<Json>>(
        out: &mut String,
        indent: usize,
        [open, close]: [char; 2],
        items: impl Iterator<Item = (Option<&'j str>, J)>,
    ) {
        out.push(open);
        for (key, item) in items {
            begin(out, indent + INDENT, key);
            item.borrow().print(out, indent + INDENT);
        }
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent));
        out.push(close);
    }

    /// Prints on one line; `false` as soon as it is longer than `room`.
    fn inline(&self, out: &mut String, room: usize) -> bool {
        let limit = out.len() + room;
        self.flat(out, limit)
    }

    fn flat(&self, out: &mut String, limit: usize) -> bool {
        match self {
            Json::Plain(text) => out.push_str(text),
            Json::List(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { ", " });
                    if !item.flat(out, limit) {
                        return false;
                    }
                }
                out.push(']');
            }
            Json::Object(object) => {
                out.push('{');
                for (i, (key, value)) in object.0.iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { ", " });
                    out.push_str(key);
                    out.push_str(": ");
                    if !value.flat(out, limit) {
                        return false;
                    }
                }
                out.push('}');
            }
        }
        out.len() <= limit
    }
}

/// The fields of an object in the order in which they are printed; keys are quoted already.
struct Object(Vec<(String, Json)>);

impl Object {
    fn new() -> Object {
        Object(Vec::new())
    }

    fn raw(&mut self, key: &str, value: Json) {
        self.0.push((quoted(key), value));
    }

    /// A scalar, unless nothing was written.
    fn cell(&mut self, key: &str, cell: &Cell) {
        if !cell.is_missing() {
            self.raw(key, plain(cell));
        }
    }

    fn cells(&mut self, key: &str, cells: &[Cell]) {
        self.list(key, cells, plain);
    }

    /// A list, unless it is empty.
    fn list<T>(&mut self, key: &str, items: &[T], write: impl Fn(&T) -> Json) {
        if !items.is_empty() {
            self.raw(key, Json::List(items.iter().map(write).collect()));
        }
    }

    /// An object, unless it is empty.
    fn object(&mut self, key: &str, object: Object) {
        if !object.0.is_empty() {
            self.raw(key, Json::Object(object));
        }
    }

    fn extensions(&mut self, extensions: &[(Box<str>, Box<str>)]) {
        for (name, text) in extensions {
            self.raw(name, Json::Plain(text.to_string()));
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn plain(cell: &Cell) -> Json {
    Json::Plain(match cell {
        Cell::Missing => "null".into(),
        Cell::Text(text) => quoted(text),
        Cell::Number(text) => text.to_string(),
        Cell::Other(text) => text.to_string(),
    })
}

fn document(document: &DraftDocument) -> Json {
    let mut out = Object::new();
    out.cell("code", &document.code);
    out.cell("title", &document.title);
    out.cell("kind", &document.kind);
    match &document.framework_data {
        Some(own) => out.raw("framework", Json::Plain(framework::write(own))),
        None => out.cell("framework", &document.framework),
    }
    out.cell("status", &document.status);
    out.cell("instrument", &document.instrument);
    out.cell("owner", &document.owner);
    out.cell("lineage", &document.lineage);
    out.cell("revision", &document.revision);
    out.cell("derives_from", &document.derives_from);
    out.object("horizon", range(&document.from, &document.to));
    out.object("in_force", range(&document.in_force_from, &document.in_force_to));
    out.cell("numbers", &document.numbers);
    out.cell("currency", &document.currency);
    out.cell("edition", &document.edition);
    out.cell("fiscal_start", &document.fiscal_start);
    out.cell("note", &document.note);
    out.extensions(&document.extensions);
    Json::Object(out)
}

fn range(from: &Cell, to: &Cell) -> Object {
    let mut out = Object::new();
    out.cell("from", from);
    out.cell("to", to);
    out
}

fn element(element: &DraftElement) -> Json {
    let mut out = Object::new();
    out.cell("kind", &element.kind);
    out.cell("code", &element.code);
    out.cell("title", &element.title);
    out.cell("under", &element.under);
    out.cell("weight", &element.weight);
    out.cell("owner", &element.owner);
    let supports = |link: &&DraftLink| link.kind == Some(LinkKind::Supports);
    let serves: Vec<&DraftLink> = element.links.iter().filter(|link| !supports(link)).collect();
    let supports: Vec<&DraftLink> = element.links.iter().filter(supports).collect();
    out.list("serves", &serves, |link| self::link(link));
    out.list("supports", &supports, |link| self::link(link));
    if let Some(more) = &element.more {
        self::more(&mut out, more);
    }
    out.list("indicators", &element.indicators, indicator);
    out.list("budget", &element.budget, budget);
    if let Some(more) = &element.more {
        out.extensions(&more.extensions);
    }
    Json::Object(out)
}

fn more(out: &mut Object, more: &DraftMore) {
    out.cell("id", &more.id);
    out.cell("statement", &more.statement);
    out.cell("class", &more.class);
    out.cell("level", &more.level);
    out.cell("classification", &more.classification);
    out.cell("priority", &more.priority);
    out.cell("from", &more.from);
    out.cell("to", &more.to);
    out.cell("done", &more.done);
    out.cell("focus", &more.focus);
    out.cells("partners", &more.partners);
    out.cells("places", &more.places);
    out.cells("themes", &more.themes);
    out.cells("engages", &more.engages);
    out.list("beneficiaries", &more.beneficiaries, |b| {
        fields(&[("who", &b.who), ("count", &b.count), ("place", &b.place)], &b.extensions)
    });
    out.list("milestones", &more.milestones, |m| {
        fields(&[("title", &m.title), ("due", &m.due), ("done", &m.done)], &m.extensions)
    });
    out.list("evidence", &more.evidence, |e| {
        let own = [("title", &e.title), ("covers", &e.covers), ("issued", &e.issued), ("uri", &e.uri)];
        fields(&own, &e.extensions)
    });
    out.list("external", &more.external, external);
    out.cell("note", &more.note);
}

fn external(external: &crate::plan::DraftExternal) -> Json {
    let own = [("scheme", &external.scheme), ("code", &external.code), ("required", &external.required)];
    fields(&own, &external.extensions)
}

/// A flat object of scalars, and slots of the user's own.
fn fields(fields: &[(&str, &Cell)], extensions: &[(Box<str>, Box<str>)]) -> Json {
    let mut out = Object::new();
    for (key, cell) in fields {
        out.cell(key, cell);
    }
    out.extensions(extensions);
    Json::Object(out)
}

/// A link, in its short form where it only names a target.
fn link(link: &DraftLink) -> Json {
    let mut out = Object::new();
    out.cell("to", &link.to);
    out.cell("share", &link.share);
    out.cell("weight", &link.weight);
    out.cell("sign", &link.sign);
    out.cell("holding", &link.holding);
    out.cell("status", &link.status);
    out.cell("from", &link.from);
    out.cell("until", &link.until);
    out.extensions(link.extensions.as_deref().map_or(&[], Vec::as_slice));
    if out.0.len() == 1 { plain(&link.to) } else { Json::Object(out) }
}

fn indicator(indicator: &DraftIndicator) -> Json {
    let mut out = Object::new();
    out.cell("code", &indicator.code);
    out.cell("name", &indicator.name);
    out.cell("unit", &indicator.unit);
    out.cell("direction", &indicator.direction);
    out.cell("level", &indicator.level);
    out.cell("accumulation", &indicator.accumulation);
    out.cell("weight", &indicator.weight);
    out.object("baseline", points(&indicator.baseline));
    out.object("targets", points(&indicator.targets));
    out.object("actuals", points(&indicator.actuals));
    if let Some(more) = &indicator.more {
        indicator_more(&mut out, more);
    }
    Json::Object(out)
}

fn indicator_more(out: &mut Object, more: &DraftIndicatorMore) {
    out.cell("id", &more.id);
    out.cell("definition", &more.definition);
    out.cell("version", &more.version);
    out.cell("data_source", &more.data_source);
    out.cell("verification", &more.verification);
    out.cells("roles", &more.roles);
    out.cells("scale", &more.scale);
    out.cell("population", &more.population);
    out.cell("place", &more.place);
    out.cell("composition", &more.composition);
    out.list("relations", &more.relations, |r| {
        let own =
            [("kind", &r.kind), ("to", &r.to), ("weight", &r.weight), ("worst", &r.worst), ("best", &r.best)];
        fields(&own, &r.extensions)
    });
    out.list("references", &more.references, |r| {
        fields(&[("name", &r.name), ("value", &r.value), ("period", &r.period)], &r.extensions)
    });
    out.list("external", &more.external, external);
    out.cells("slices", &more.slices);
    out.cell("note", &more.note);
    out.extensions(&more.extensions);
}

fn points(points: &[DraftPoint]) -> Object {
    let mut out = Object::new();
    for point in points {
        out.raw(point.period.as_written(), self::point(point));
    }
    out
}

/// A figure, in its short form where there is nothing but a value.
fn point(point: &DraftPoint) -> Json {
    let Some(detail) = &point.detail else { return plain(&point.value) };
    let mut out = Object::new();
    out.cell("value", &point.value);
    out.cell("role", &detail.role);
    out.cell("status", &detail.status);
    out.cell("absent", &detail.absent);
    history(&mut out, detail);
    out.cell("by", &detail.by);
    out.extensions(&detail.extensions);
    Json::Object(out)
}

fn history(out: &mut Object, detail: &DraftDetail) {
    out.cell("decided", &detail.decided);
    out.cell("effective", &detail.effective);
    out.cell("reason", &detail.reason);
    out.list("was", &detail.was, point);
}

fn budget(budget: &DraftBudget) -> Json {
    let mut out = Object::new();
    out.cell("stage", &budget.stage);
    out.cell("fund", &budget.fund);
    out.cell("currency", &budget.currency);
    let mut amounts = Object::new();
    for (period, amount) in &budget.amounts {
        amounts.raw(period.as_written(), plain(amount));
    }
    out.object("amounts", amounts);
    out.extensions(budget.extensions.as_deref().map_or(&[], Vec::as_slice));
    Json::Object(out)
}

fn observation(observation: &DraftObservation) -> Json {
    let mut out = Object::new();
    out.cell("indicator", &observation.indicator);
    out.cell("slice", &observation.slice);
    out.cell("period", &observation.point.period);
    out.cell("value", &observation.point.value);
    let detail = observation.point.detail.as_deref();
    if let Some(detail) = detail {
        out.cell("status", &detail.status);
        out.cell("absent", &detail.absent);
    }
    out.cell("recorded", &observation.recorded);
    out.cell("by", &observation.by);
    out.cell("cause", &observation.cause);
    out.cell("follow_up", &observation.follow_up);
    if let Some(detail) = detail {
        history(&mut out, detail);
    }
    out.extensions(&observation.extensions);
    Json::Object(out)
}
