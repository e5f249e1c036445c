//! Links that nobody declared and that names suggest. They are suggested, and count nowhere.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::finding::{Lang, Subject};
use crate::formula::message::figure;
use crate::number::Number;
use crate::plan::{DraftLink, Element, Indicator, Kind, LinkStatus, Plan};

use super::lints::is_loose;
use super::scope::{Scope, is_deliverable};
use super::text::{normal, words};

/// A link that may be meant: from something that serves nothing to an aim, of this plan or of one above it, that it
/// may serve by the names of both.
///
/// It is a suggestion, and no number follows from it, not even where it is written into the plan as it is
/// ([`draft`](SuggestedLink::draft)): an inferred link counts nowhere until somebody declares or confirms it.
///
/// ```
/// use renstra::align::{AlignSettings, Alignment};
/// use renstra::plan::{Draft, Goal, Mission, Node, Program, Vision};
/// let vision = Node::<Vision>::new("V", "A healthy regency");
/// let mission = Node::<Mission>::new("M", "People who live long").under(&vision);
/// let mothers = Node::<Goal>::new("G1", "Fewer maternal deaths").under(&mission);
/// let roads = Node::<Goal>::new("G2", "Roads in good condition").under(&mission);
/// let program = Node::<Program>::new("P", "Prevention of maternal deaths");
/// let plan = Draft::new("D", "a plan").with(vision).with(mission).with(mothers).with(roads).with(program);
/// let plan = plan.check()?;
/// let found = Alignment::of(&plan, &AlignSettings::on("2026-01-01".parse()?));
/// let suggested = &found.suggested_links()[0];
/// assert_eq!((suggested.source(&plan).code(), &*suggested.to), ("P", "G1"));
/// assert_eq!(suggested.alike, ["Prevention of maternal deaths".into(), "Fewer maternal deaths".into()]);
/// assert_eq!(found.trace().programs.value().unwrap().to_string(), "0");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestedLink {
    from: u32,
    /// The aim that it may serve.
    pub target: Subject,
    /// How the link names it: its code, or `PLAN#code`.
    pub to: Box<str>,
    /// How alike the names are, 0 to 1, by the measure of the settings.
    pub likeness: Number,
    /// Why: the name of the source and that of the aim that are most alike, each a title, a statement or the name of an
    /// indicator.
    pub alike: [Box<str>; 2],
}

impl SuggestedLink {
    /// What serves nothing.
    #[must_use]
    pub fn source<'p>(&self, plan: &'p Plan) -> Element<'p> {
        plan.element(self.from)
    }

    /// The link as it may be written into the plan: inferred, so that it counts nowhere.
    #[must_use]
    pub fn draft(&self) -> DraftLink {
        let status = LinkStatus::Inferred.as_str().into();
        DraftLink { to: (&*self.to).into(), status, ..Default::default() }
    }

    fn told(&self, lang: Lang) -> String {
        let SuggestedLink { to, target, likeness, alike: [own, theirs], .. } = self;
        let (name, likeness) = (&target.name, figure(*likeness, lang));
        // Where its title is what is like, it is not said twice.
        let what = if **theirs == **name { String::new() } else { format!(" `{theirs}`") };
        match lang {
            Lang::En => format!("`{to}` {name} ({likeness}:{what} is like `{own}`)"),
            Lang::Id => format!("`{to}` {name} ({likeness}:{what} mirip `{own}`)"),
        }
    }
}

/// What a finding's help adds about the links that may be meant, the best two: nothing where there are none.
pub(super) fn told(suggested: &[SuggestedLink]) -> [String; 2] {
    let best = suggested.get(..2).unwrap_or(suggested);
    let list = |lang, or: &str| best.iter().map(|link| link.told(lang)).collect::<Vec<_>>().join(or);
    if suggested.is_empty() {
        return Default::default();
    }
    [
        format!("; by its name perhaps {}", list(Lang::En, " or ")),
        format!("; menurut namanya mungkin {}", list(Lang::Id, " atau ")),
    ]
}

/// The links from one source among those of all, which are in the order of their sources.
pub(super) fn of_source<'l>(links: &'l [SuggestedLink], source: Element<'_>) -> &'l [SuggestedLink] {
    let at = source.position();
    let from = links.partition_point(|link| link.from < at);
    let to = links.partition_point(|link| link.from <= at);
    links.get(from..to).unwrap_or_default()
}

/// For how many elements links are suggested, the first by code; how many for each.
const SOURCES: usize = 1000;
const BEST: usize = 3;
/// How many names of an element are held against another's, and how many aims: those that share most words.
const NAMES: usize = 3;
const NEAR: usize = 8;
/// How many names may have a word before it tells little.
const COMMON: usize = 64;

/// The links that are suggested for a plan, in the order of their sources, the most alike first.
pub(super) fn suggest(scope: &Scope<'_>) -> Vec<SuggestedLink> {
    let loose = |element: &Element<'_>| is_loose(*element, scope);
    let mut loose: Vec<Element<'_>> = scope.plan.elements().filter(loose).collect();
    if loose.is_empty() || scope.settings.link_likeness > Number::ONE {
        return Vec::new();
    }
    loose.sort_unstable_by_key(|element| element.code());
    loose.truncate(SOURCES);
    let aims = Aims::of(scope);
    let mut found: Vec<SuggestedLink> = loose.into_iter().flat_map(|source| aims.best(source)).collect();
    found.sort_by_key(|suggested| suggested.from);
    found
}

/// By what an element is known: its title, its statement, its first indicators.
fn names<'p>(element: Element<'p>) -> impl Iterator<Item = &'p str> {
    let own = [element.title(), element.statement()].into_iter();
    own.chain(element.indicators().map(Indicator::name)).filter(|name| !name.is_empty()).take(NAMES)
}

/// The aims that may be served, by the words of their names.
struct Aims<'s, 'a> {
    scope: &'s Scope<'a>,
    /// Each with the plan above that it stands in, by its place.
    all: Vec<(Option<usize>, Element<'a>)>,
    having: HashMap<Box<str>, Vec<usize>>,
}

impl<'s, 'a> Aims<'s, 'a> {
    fn of(scope: &'s Scope<'a>) -> Aims<'s, 'a> {
        let here = scope.plan.elements().filter(|element| is_open(*element, scope));
        let mut all: Vec<_> = here.map(|element| (None, element)).collect();
        // A plan with missions of its own reaches nothing by links into another.
        if !scope.uses(Kind::Mission) && !scope.uses(Kind::Vision) {
            for (at, above) in scope.ascent.above.iter().enumerate() {
                let leads =
                    |e: &Element<'_>| is_target(*e) && (above.ends.is_none() || !above.count(*e).is_zero());
                all.extend(above.plan.elements().filter(leads).map(|element| (Some(at), element)));
            }
        }
        let mut aims = Aims { scope, all, having: HashMap::new() };
        for at in 0..aims.all.len() {
            aims.list(at);
        }
        aims
    }

    fn list(&mut self, at: usize) {
        let Some((_, element)) = self.all.get(at) else { return };
        for name in names(*element).map(normal) {
            for word in words(&name) {
                let list = self.having.entry(word.into()).or_default();
                if list.len() < COMMON && list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
    }

    /// The aims that share most words with an element, those first that share more.
    fn near(&self, source: Element<'_>) -> Vec<(Option<usize>, Element<'a>)> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for name in names(source).map(normal) {
            let lists = words(&name).into_iter().filter_map(|word| self.having.get(word));
            lists.flatten().for_each(|at| *shared.entry(*at).or_default() += 1);
        }
        let aim = |(at, count): (usize, usize)| Some((count, *self.all.get(at)?));
        let mut near: Vec<_> = shared.into_iter().filter_map(aim).collect();
        near.retain(|(_, (plan, aim))| self.may_serve(source, *plan, *aim));
        near.sort_by_key(|(count, (plan, aim))| (Reverse(*count), *plan, aim.code()));
        near.into_iter().take(NEAR).map(|(_, aim)| aim).collect()
    }

    /// Whether levels and place allow the link.
    fn may_serve(&self, source: Element<'_>, above: Option<usize>, aim: Element<'_>) -> bool {
        if above.is_some() {
            return self.scope.settings.map_of(aim.plan()).carries(aim.kind(), source.kind());
        }
        let framework = self.scope.plan.document().framework();
        framework.allows(source.kind(), aim.kind())
            && self.scope.levels.skipped(source.kind(), aim.kind()).is_empty()
            && source != aim
            && !aim.ancestors().any(|above| above == source)
    }

    fn best(&self, source: Element<'_>) -> Vec<SuggestedLink> {
        let one = |(above, aim)| self.held(source, above, aim);
        let mut best: Vec<SuggestedLink> = self.near(source).into_iter().filter_map(one).collect();
        best.sort_by(|a, b| b.likeness.cmp(&a.likeness).then_with(|| a.to.cmp(&b.to)));
        best.truncate(BEST);
        best
    }

    /// The two names of a source and an aim that are most alike, where that is alike enough.
    fn held(&self, source: Element<'_>, above: Option<usize>, aim: Element<'_>) -> Option<SuggestedLink> {
        let settings = self.scope.settings;
        let pairs = names(source).flat_map(|own| names(aim).map(move |theirs| (own, theirs)));
        let scored = pairs.map(|(own, theirs)| (settings.measure.likeness(own, theirs), own, theirs));
        // Of equally like names the first.
        let (likeness, own, theirs) =
            scored.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        let code = aim.code();
        let to = match above {
            Some(_) => format!("{}#{code}", aim.plan().document().code()),
            None => code.to_owned(),
        };
        let suggested = SuggestedLink {
            from: source.position(),
            target: aim.subject(),
            to: to.into(),
            likeness,
            alike: [own, theirs].map(Into::into),
        };
        (likeness >= settings.link_likeness).then_some(suggested)
    }
}

/// What something may serve: a mission, a goal, an objective, an outcome statement of one.
fn is_target(element: Element<'_>) -> bool {
    let stated = || !element.parent().is_some_and(|parent| is_deliverable(parent.kind()));
    match element.kind() {
        Kind::Mission | Kind::Goal | Kind::Objective => true,
        Kind::Outcome => stated(),
        _ => false,
    }
}

/// An aim of the plan itself that leads further up, where anything does.
fn is_open(element: Element<'_>, scope: &Scope<'_>) -> bool {
    let leads = || match scope.ascent.ends {
        Some(_) => !scope.threads(element).is_zero(),
        None => scope.reaches_aim(element).is_some(),
    };
    is_target(element) && leads()
}
