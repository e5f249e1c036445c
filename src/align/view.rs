//! The plan as one agency, one place or one theme sees it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::finding::Lang;
use crate::number::{Exact, Number, Rounding};
use crate::plan::{Element, Indicator, Kind, Plan};

use super::alignment::Alignment;
use super::money::{Ledger, Purse};
use super::text::normal;

/// What a view is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lens<'l> {
    /// All of it: an agency's own plan.
    Whole,
    /// What an organisation leads or shares in, by its code; what that contains is seen with it.
    Organization(&'l str),
    /// What concerns a place or a place within it, by its code.
    Place(&'l str),
    /// What carries a theme.
    Theme(&'l str),
}

/// The plan as one agency, one place or one theme sees it: a value that can be written as JSON.
///
/// ```
/// use renstra::align::{AlignSettings, Alignment, Lens, View};
/// use renstra::finding::Lang;
/// use renstra::plan::{Draft, Node, Organization, Program};
/// let roads = Node::<Organization>::new("PUPR", "Public works");
/// let plan = Draft::new("D", "a plan")
///     .with(Node::<Program>::new("P1", "Roads").led_by(&roads))
///     .with(Node::<Program>::new("P2", "Clinics"))
///     .with(roads)
///     .check()?;
/// let alignment = Alignment::of(&plan, &AlignSettings::on("2026-01-01".parse().unwrap()));
/// let view = View::of(&alignment, Lens::Organization("PUPR"), Lang::En);
/// assert_eq!(view.programs.len(), 1);
/// assert!(serde_json::to_string(&view)?.contains("Roads"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct View {
    /// The code of the plan.
    pub plan: String,
    /// What it is about: the code of the organisation or place, or the theme.
    pub about: String,
    /// Programmes, initiatives, and what else is delivered outside them.
    pub programs: Vec<ViewProgram>,
    /// The missions that they serve.
    pub missions: Vec<ViewItem>,
    /// Money by stage and period: the own money of all that is seen, each amount less what the elements that it
    /// contains have, so that nothing counts twice and nothing counts that another leads.
    pub money: Vec<ViewMoney>,
    /// What was found about what is seen.
    pub findings: Vec<ViewFinding>,
}

/// A code and a title.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ViewItem {
    /// The code.
    pub code: String,
    /// The title.
    pub title: String,
}

/// A programme as it is seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ViewProgram {
    /// Its kind.
    pub kind: &'static str,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The missions that it serves.
    pub missions: Vec<ViewItem>,
    /// Its indicators.
    pub indicators: Vec<ViewIndicator>,
    /// Its own money.
    pub money: Vec<ViewMoney>,
}

/// An indicator as it is seen, its figures as written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ViewIndicator {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// The baseline, by period.
    pub baseline: BTreeMap<String, String>,
    /// The targets, by period.
    pub targets: BTreeMap<String, String>,
}

/// An amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ViewMoney {
    /// Its stage.
    pub stage: &'static str,
    /// Its period.
    pub period: String,
    /// The amount.
    pub amount: Number,
    /// The currency, or an empty text.
    pub currency: String,
}

/// A finding as it is seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ViewFinding {
    /// The rule's code.
    pub code: &'static str,
    /// How bad it is.
    pub severity: &'static str,
    /// What it is about.
    pub subject: String,
    /// What is wrong.
    pub message: String,
}

impl View {
    /// The plan of an alignment through a lens, its messages in a language.
    #[must_use]
    pub fn of(alignment: &Alignment, lens: Lens<'_>, lang: Lang) -> View {
        let plan = alignment.plan();
        let seen = Seen::of(alignment, lens);
        let mut view = View {
            plan: plan.document().code().into(),
            about: about(alignment, lens),
            programs: Vec::new(),
            missions: Vec::new(),
            money: Vec::new(),
            findings: Vec::new(),
        };
        for element in plan.elements().filter(|element| seen.has(*element)) {
            let head = element.parent().is_none_or(|parent| !seen.has(parent) || !is_shown(parent.kind()));
            if is_shown(element.kind()) && (head || element.kind() == Kind::Program) {
                view.programs.push(program(alignment, element));
            }
        }
        view.money = money_of(plan, &seen);
        view.missions = view.programs.iter().flat_map(|program| program.missions.iter().cloned()).collect();
        view.missions.sort();
        view.missions.dedup();
        view.findings = findings(alignment, &seen, lens, lang);
        view
    }
}

fn about(alignment: &Alignment, lens: Lens<'_>) -> String {
    match lens {
        Lens::Whole => alignment.plan().document().owner().to_owned(),
        Lens::Organization(text) | Lens::Place(text) | Lens::Theme(text) => text.to_owned(),
    }
}

fn is_shown(kind: Kind) -> bool {
    matches!(kind, Kind::Program | Kind::Initiative | Kind::Activity | Kind::SubActivity | Kind::Action)
}

/// Which elements are seen.
struct Seen(Vec<Option<()>>);

impl Seen {
    fn of(alignment: &Alignment, lens: Lens<'_>) -> Seen {
        let plan = alignment.plan();
        let mut seen = Seen(vec![None; plan.elements().len()]);
        // Parents first: what is contained is seen with what contains it.
        for element in plan.bottom_up().rev() {
            let above = element.parent().is_some_and(|parent| seen.has(parent));
            let otherwise = matches!(lens, Lens::Organization(code) if element.owner().is_some_and(|owner| owner.code() != code))
                && !element
                    .partners()
                    .any(|partner| matches!(lens, Lens::Organization(code) if partner.code() == code));
            let shown = own(element, lens) || (above && !otherwise);
            if let Some(place) = seen.0.get_mut(element.position() as usize).filter(|_| shown) {
                *place = Some(());
            }
        }
        seen
    }

    fn has(&self, element: Element<'_>) -> bool {
        self.0.get(element.position() as usize).is_some_and(Option::is_some)
    }
}

fn own(element: Element<'_>, lens: Lens<'_>) -> bool {
    match lens {
        Lens::Whole => true,
        Lens::Organization(code) => {
            let led = element.owner().into_iter().chain(element.partners());
            led.chain([element]).any(|organization| is(organization, Kind::Organization, code))
        }
        Lens::Place(code) => {
            let measured = element.indicators().filter_map(Indicator::place);
            let places = element.places().chain(measured).chain([element]);
            let lies = |place: Element<'_>| is(place, Kind::Place, code);
            places.into_iter().any(|place| lies(place) || place.ancestors().take(DEPTH).any(lies))
        }
        Lens::Theme(theme) => element.themes().iter().any(|own| normal(own) == normal(theme)),
    }
}

fn is(element: Element<'_>, kind: Kind, code: &str) -> bool {
    element.kind() == kind && element.code() == code
}

/// How deep places lie in each other: a nation, a village and what lies between.
const DEPTH: usize = 16;

fn program(alignment: &Alignment, element: Element<'_>) -> ViewProgram {
    let mut money = BTreeMap::new();
    own_money(element, &mut money);
    let item = |mission: Element<'_>| ViewItem { code: mission.code().into(), title: mission.title().into() };
    ViewProgram {
        kind: element.kind().as_str(),
        code: element.code().into(),
        title: element.title().into(),
        missions: alignment.serves(element).map(item).collect(),
        indicators: element.indicators().map(indicator).collect(),
        money: amounts(money),
    }
}

fn indicator(indicator: Indicator<'_>) -> ViewIndicator {
    let mut seen = ViewIndicator {
        code: indicator.code().into(),
        name: indicator.name().into(),
        unit: indicator.unit().map(ToString::to_string).unwrap_or_default(),
        baseline: BTreeMap::new(),
        targets: BTreeMap::new(),
    };
    for entry in indicator.series().iter() {
        let text = entry.reading().value().map(|value| value.text().into_owned()).unwrap_or_default();
        let side = if entry.is_baseline() { &mut seen.baseline } else { &mut seen.targets };
        side.insert(entry.period().to_string(), text);
    }
    seen
}

fn own_money(element: Element<'_>, money: &mut BTreeMap<(&'static str, String, String), Number>) {
    for line in element.budget() {
        let Some(amount) = line.amount() else { continue };
        let currency = line.currency().map_or(String::new(), |currency| currency.to_string());
        let sum =
            money.entry((line.stage().as_str(), line.period().to_string(), currency)).or_insert(Number::ZERO);
        *sum = sum.checked_add(amount).unwrap_or(*sum);
    }
}

/// The own money of what is seen; an amount that could not be read is in no figure.
fn money_of(plan: &Plan, seen: &Seen) -> Vec<ViewMoney> {
    let mut sums: BTreeMap<Purse, (Exact, u32)> = BTreeMap::new();
    Ledger::of(plan).each(|purse, group| {
        for part in group.iter().filter(|part| seen.has(plan.element(part.element))) {
            let (sum, digits) = sums.entry(purse).or_default();
            *sum = sum.checked_add(&part.amount).unwrap_or_default();
            *digits = part.digits.max(*digits);
        }
    });
    let one = |(purse, (sum, digits)): (Purse, (Exact, u32))| {
        Some(ViewMoney {
            stage: purse.stage.as_str(),
            period: purse.period.to_string(),
            amount: sum.round(Rounding::half_even(digits))?,
            currency: purse.currency.map_or(String::new(), |currency| currency.to_string()),
        })
    };
    sums.into_iter().filter_map(one).collect()
}

fn amounts(money: BTreeMap<(&'static str, String, String), Number>) -> Vec<ViewMoney> {
    let one = |((stage, period, currency), amount)| ViewMoney { stage, period, amount, currency };
    money.into_iter().map(one).collect()
}

fn findings(alignment: &Alignment, seen: &Seen, lens: Lens<'_>, lang: Lang) -> Vec<ViewFinding> {
    let concerns = |at: Option<u32>| match at {
        Some(at) => seen.has(alignment.plan().element(at)),
        None => lens == Lens::Whole,
    };
    let found = alignment.findings().iter().filter(|found| concerns(found.at));
    let one = |found: &super::found::AlignFinding| ViewFinding {
        code: found.finding.code(),
        severity: found.finding.severity().as_str(),
        subject: found.finding.subject().to_string(),
        message: found.finding.message(lang),
    };
    found.map(one).collect()
}
